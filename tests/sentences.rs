//! Sentences, as a table of texts with `|` where one ends and the next begins.

#[path = "support/table.rs"]
mod table;

use std::path::Path;

use dateline::Span;
use dateline::text::layout::Layout;
use dateline::text::sentence::{LONGEST, Sentence, sentences};
use dateline::text::token::{Shape, Token, tokenize};
use table::Table;

fn read(text: &str) -> (Vec<Token>, Vec<Sentence>) {
    let table = Table::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteers/en/lexicon"))
        .expect("the lexicon's sources");
    let layout = Layout::new(include_str!("../rules/layout.tsv")).expect("the layout's phrases");
    let (mut blocks, mut tokens, mut found) = (Vec::new(), Vec::new(), Vec::new());
    layout.blocks(text, &|w| table.calendar(w), &mut blocks);
    tokenize(text, Span::new(0, text.len() as u32), &table, &mut tokens);
    sentences(text, &blocks, &mut tokens, &|t| table.role(t.hash), &mut found);
    (tokens, found)
}

const CASES: &[&str] = &[
    "The talks ended.| Nobody spoke.",
    "Will they talk?| Nobody knows!| We wait.",
    "Mr. Hale met Gen. Ortiz at the U.S. Embassy in St. Albans.| They spoke.",
    "Clara J. Lund wrote to A. B. Tran.| He replied.",
    "The firm is based in the U.K.| It sells boats.",
    "The U.N. Security Council met in the U.S. for two days.",
    "They bought Lund & Co. in May.| It cost little.",
    "Shares of Lund Inc. fell.| Hale Corp. Chief Executive Ann Moss resigned.",
    "He left Hale Corp.| Shares of Lund Inc.| Prices had fallen too.",
    "He left Hale Corp.| Shares rose.| Lund Inc. Chairman and founder Ann Moss resigned.",
    "Prices rose by 3.5 per cent.| 20 people lost their jobs.",
    "It costs $1,000.50.| That is much.",
    "\"We are ready,\" she said.| \"They are not.\"| He left.",
    "He shouted \"Stop!\" and ran.",
    "\"Are you ready?\" asked the envoy.| \"Not yet.\"",
    "“We have lost.”| The envoy left.| ‘So be it.’| He sat down.",
    "The minister (who resigned on Monday.) was not there.",
    "They won.| (The vote was close.)| It rained.",
    "What?!| No way!!| It is true.",
    "He paused... and went on.| I do not know...| She left.",
    "It was . . . odd.| We left.",
    "See www.example.org.| Then write to a.b@example.org.| Thanks.",
    "The vote is on No. 5.| See p. 17 and vol. 3 for more.",
    "He works at Wham! in the sales office.",
    "The team lost, as did you and I.| Did Paul I. Lund see it?",
    "The first rule [...] is plain.| The second [3] is not.[4]| It ends.",
    "News of the day|\n\nThe talks ended on Monday without any result at all.| They go on.",
    "A line that was broken\nat the margin by a machine.| It goes on.",
    "bread\n|butter and eggs\n|milk",
    "The ship docked at 7 p.m. |The crew left.",
    "1. Open the door |2. Close the window |3. Sit down",
    "• Take the keys |• Lock the door",
    "1) Open it. |2) Close it.",
    "a. Open it |b. Close it",
    "It ended.|Then it began.",
    "The vote, e.g. in May, i.e. last year, etc. was lost.",
];

#[test]
fn ends_where_a_reader_would() {
    let mut wrong = Vec::new();
    for case in CASES {
        let text = case.replace('|', "");
        let wanted: Vec<&str> = case.split('|').map(str::trim).collect();
        let (_, found) = read(&text);
        let found: Vec<&str> = found.iter().map(|s| &text[s.span.range()]).collect();
        if found != wanted {
            wrong.push(format!("{wanted:?}\n{found:?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_token_is_in_one_sentence() {
    let text = CASES.join("\n\n");
    let (tokens, found) = read(&text);
    let mut at = 0;
    for sentence in &found {
        assert_eq!(sentence.first, at);
        at = sentence.last;
        let starts = tokens[sentence.range()].iter().filter(|t| t.shape.has(Shape::SENTENCE_START)).count();
        assert_eq!(starts, 1);
        assert!(tokens[sentence.first as usize].shape.has(Shape::SENTENCE_START));
    }
    assert_eq!(at as usize, tokens.len());
}

#[test]
fn a_long_sentence_is_cut_at_a_comma() {
    let text = format!("{}and so on.", "one word, ".repeat(400));
    let (_, found) = read(&text);
    assert!(found.len() > 2);
    for sentence in &found {
        assert!(sentence.range().len() <= LONGEST);
    }
    assert!(text[found[0].span.range()].ends_with(','));
}
