//! Runs the texts of `mentions.md`: names in the styles of news wire.
#![cfg(feature = "english")]

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

#[test]
fn names_of_the_wire() {
    let extractor = Extractor::english();
    let mut wrong = Vec::new();
    for expected in include_str!("mentions.md").lines().filter_map(|line| line.strip_prefix("- ")) {
        let text = plain(expected);
        let document = extractor.extract(&text);
        let (mut found, mut at) = (String::new(), 0);
        for mention in document.mentions().filter(|m| m.form() == Form::Name) {
            let label = mention.label().split('/').next().unwrap_or_default();
            let span = mention.span();
            if !matches!(label, "PERSON" | "PLACE" | "ORG" | "EVENT") {
                continue;
            }
            found += &format!("{}[{label} {}]", &text[at..span.start as usize], mention.text());
            at = span.end as usize;
        }
        found += &text[at..];
        if found != expected {
            wrong.push(format!("expected {expected}\n   found {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
