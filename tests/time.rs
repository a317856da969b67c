//! Expressions of time: what is found and what it means, on a document of Friday, 17 May 2024 unless another date is said.

#[path = "support/table.rs"]
mod table;

use std::path::Path;

use dateline::Span;
use dateline::text::layout::Layout;
use dateline::text::sentence::sentences;
use dateline::text::token::tokenize;
use dateline::time::{Date, Tense, document_date, find, resolve};
use table::Table;

fn lexicon() -> Table {
    let mut table = Table::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteers/en/lexicon"))
        .expect("the lexicon's sources");
    table.add("word\tclass\nmarch\tverb\nsun\tnoun\nsat\tverb\n");
    table
}

/// What is found in a text, each with its value; `?` stands for no value.
fn read(table: &Table, text: &str, reference: Option<Date>, tense: Tense) -> String {
    let layout = Layout::new("").expect("no phrases");
    let (mut blocks, mut tokens, mut found) = (Vec::new(), Vec::new(), Vec::new());
    layout.blocks(text, &|_| false, &mut blocks);
    tokenize(text, Span::new(0, text.len() as u32), table, &mut tokens);
    sentences(text, &blocks, &mut tokens, &|t| table.role(t.hash), &mut found);
    let mut times = Vec::new();
    for sentence in &found {
        find(text, &tokens, sentence, table, &mut times);
    }
    let line: Vec<String> = times
        .iter()
        .map(|t| {
            let span = tokens[t.first as usize].span.cover(tokens[t.last as usize - 1].span);
            format!("{} = {}", &text[span], resolve(&t.symbol, reference, tense).as_deref().unwrap_or("?"))
        })
        .collect();
    line.join("; ")
}

#[test]
fn finds_and_resolves() {
    let table = lexicon();
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in include_str!("support/time.tsv").lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let (text, context, wanted) = (cells[0], cells[1], cells[2]);
        let tense = match context.chars().next() {
            Some('p') => Tense::Past,
            Some('f') => Tense::Future,
            _ => Tense::Unknown,
        };
        let reference = match &context[1..] {
            "" => "2024-05-17".parse().ok(),
            "none" => None,
            date => Some(date.parse().expect("a date")),
        };
        count += wanted.split("; ").filter(|w| !w.is_empty()).count();
        let found = read(&table, text, reference, tense);
        if found != wanted {
            wrong.push(format!("{text}\n  wanted {wanted}\n  found  {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 150, "{count}");
}

#[test]
fn the_documents_date_stands_on_its_page() {
    let table = lexicon();
    let layout = Layout::new(include_str!("../rules/layout.tsv")).expect("the layout's phrases");
    for (text, wanted) in [
        ("Envoys meet\n\n17 May 2024\n\nThe envoys met on 3 June 2020 in the old harbour.", Some("2024-05-17")),
        ("PARIS, May 3, 2021 (Reuters) — The envoys met.", Some("2021-05-03")),
        ("PARIS, May 3 (Reuters) — The envoys met.", None),
        ("Published: Friday, May 17, 2024 at 10:30 GMT\n\nThe envoys met.", Some("2024-05-17")),
        ("The envoys met on 3 June 2020.", None),
    ] {
        let (mut blocks, mut tokens) = (Vec::new(), Vec::new());
        layout.blocks(text, &|w| table.calendar(w), &mut blocks);
        tokenize(text, Span::new(0, text.len() as u32), &table, &mut tokens);
        let found = document_date(text, &blocks, &tokens, &table).map(|d| d.to_string());
        assert_eq!(found.as_deref(), wanted, "{text}");
    }
}

#[test]
fn any_soup_of_words_is_read_without_panic() {
    let table = lexicon();
    let words = [
        "May",
        "17",
        "-",
        "of",
        "the",
        "2024",
        "last",
        "two",
        "million",
        "%",
        "$",
        "ago",
        "1990s",
        "BC",
        "Friday",
        ",",
        "to",
        "31",
        "99999999999999999999",
        "½",
        "noon",
        "10:99",
    ];
    let mut seed = 7_u64;
    let text: String = (0..3000)
        .flat_map(|_| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            [words[(seed >> 33) as usize % words.len()], if seed >> 62 == 0 { "" } else { " " }]
        })
        .collect();
    for reference in [None, "9999-12-31".parse().ok(), "0001-01-01".parse().ok()] {
        for tense in [Tense::Past, Tense::Future, Tense::Unknown] {
            assert!(!read(&table, &text, reference, tense).is_empty());
        }
    }
}
