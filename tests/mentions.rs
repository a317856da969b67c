//! Runs the texts of `mentions/*.md`: names in the styles of news wire, a page for each kind of name.
#![cfg(feature = "english")]

use std::path::Path;

use dateline::Extractor;
use dateline::mention::Form;

/// The text without its brackets.
fn plain(marked: &str) -> String {
    let mut text = String::new();
    for (index, part) in marked.split(['[', ']']).enumerate() {
        text.push_str(if index % 2 == 1 { part.split_once(' ').map_or(part, |(_, words)| words) } else { part });
    }
    text
}

/// The text with what the extractor finds in brackets.
fn marked(extractor: &Extractor, text: &str) -> String {
    let document = extractor.extract(text);
    let (mut found, mut at) = (String::new(), 0);
    for mention in document.mentions().filter(|m| m.form() == Form::Name) {
        let label = mention.label().split('/').next().unwrap_or_default();
        let span = mention.span();
        if matches!(label, "PERSON" | "PLACE" | "ORG" | "EVENT") {
            found += &format!("{}[{label} {}]", &text[at..span.start as usize], mention.text());
            at = span.end as usize;
        }
    }
    found + &text[at..]
}

/// Lines with `-` must hold; lines with `*` are known to fail, and are told when they no longer do.
#[test]
fn names_of_the_wire() {
    let extractor = Extractor::english();
    let mut wrong = Vec::new();
    let (mut lines, mut failing) = (0, 0);
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mentions");
    let mut pages: Vec<_> = std::fs::read_dir(pages).unwrap().map(|page| page.unwrap().path()).collect();
    pages.sort();
    for page in pages {
        let name = page.file_name().unwrap().to_string_lossy().into_owned();
        for (number, line) in (1..).zip(std::fs::read_to_string(&page).unwrap().lines()) {
            let Some((mark, expected)) = line.split_once(' ').filter(|(m, _)| matches!(*m, "-" | "*")) else {
                continue;
            };
            let found = marked(extractor, &plain(expected));
            lines += 1;
            match (mark, found == expected) {
                ("-", false) => wrong.push(format!("{name}:{number}\n  expected {expected}\n     found {found}")),
                ("*", false) => failing += 1,
                ("*", true) => println!("{name}:{number} holds now: {expected}"),
                _ => {}
            }
        }
    }
    println!("{lines} lines, {failing} known to fail, {} wrong", wrong.len());
    assert!(lines > 200, "the pages are read");
    assert!(wrong.is_empty(), "{}\n{} of {lines} lines wrong", wrong.join("\n"), wrong.len());
}
