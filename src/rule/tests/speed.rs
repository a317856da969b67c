//! Load time and matching speed: `DATELINE_TEXT=file cargo test --release --lib rule::tests::speed -- --ignored --nocapture`.

use super::*;
use crate::schema::LabelId;
use std::fmt::Write;
use std::time::Instant;

/// About a hundred rules of the kinds the pack has, over names of lists and classes of the test lexicon.
fn rules(copies: usize) -> String {
    let mut text = include_str!("../../../rules/schema.rules").to_owned();
    for i in 0..copies {
        write!(
            text,
            r#"
words list{i} = alpha{i} beta{i} gamma{i} summit talks minister delta_{i} company
rule title/{i} -> PERSON {{
  match %title (?<keep> [cap & !%weekday & !%month]{{1,4}})
  match former{i} %role (?<keep> [cap & !%month]{{1,3}})
  test "Then Mr. [PERSON John Smith] resigned."
  test "Then Mrs. [PERSON Jane Smith] resigned."
  test "Then President [PERSON Jane Smith] resigned, and nobody knew why."
  none "President of the club spoke on Monday."
  none "Nobody spoke."
}}
rule suffix/{i} -> ORG/company {{
  match (?<keep> [cap & !%month]{{1,4}} (Inc{i} | Corp{i} | Ltd{i}))
  test "[ORG/company Norbank Inc{i}] failed."
  none "Inc{i} failed."
}}
rule date/{i} -> DATE {{
  form value
  match number %month number?
  match %month number ("," number)?
  test "On [DATE 5 May 2020] nothing happened."
  none "In a year nothing happened."
}}
rule event/{i} -> EVENT/summit {{
  match the? (?<keep> cap{{0,3}} %list{i} of [cap & !%month]+)
  test "At the [EVENT/summit summit of Rome] nothing happened."
  none "At the summit nothing happened."
}}
rule text/{i} -> WORK {{
  match "\"" (?<keep> cap . {{0,6}}? ) "\"" by{i}
  test "x"
}}
rule office/{i} -> holds_position(s, o, role: r) {{
  match @s:PERSON "," (?<r> %role) of the? @o:ORG
  match the? @o:ORG (?<r> %role) @s:PERSON
  test "[PERSON Ana Cruz], chairman of [ORG Norbank], left." => holds_position(Ana Cruz, Norbank, role: chairman)
  none "[PERSON Ana Cruz] left [ORG Norbank]."
}}
rule place/{i} -> located_in(s, o) {{
  match @s:PLACE "," @o:PLACE
  match @s:PLACE|ORG in%list @o:PLACE
  test "[PLACE Harbin], [PLACE China]" => located_in(Harbin, China)
}}
rule lemma/{i} -> visited(s, o) {{
  match @s:PERSON [visited{i} | visits] (the | a)? @o:PLACE
  test "[PERSON Ann] visits [PLACE Rome]" => visited(Ann, Rome)
}}
frame tour/{i} -> visited {{
  verb  visit tour{i}   subject, object, with: with, time: on|in
  noun  visit trip{i}   by|'s|of, to
  test  "[PERSON Ann] toured [PLACE Rome]." => visited(Ann, Rome)
  test  "[PERSON Ann]'s trip to [PLACE Rome] ended." => visited(Ann, Rome)
  none  "Nobody toured [PLACE Rome]."
}}
"#
        )
        .unwrap();
    }
    text.replace("in%list", "in").replace(". {0,6}? ", ".{0,6}?")
}

#[test]
#[ignore = "measures"]
fn speed() {
    let words = TestWords::new(
        "title: mr mrs president minister dr sir king\nmonth: january february march april may june july august september october november december\nweekday: monday tuesday\nrole: chairman president spokesman leader director\nverb: visit=visited\ncommon: of the a in on and to",
    );
    for copies in [9, 100] {
        let text = rules(copies);
        let mut best = f64::MAX;
        for _ in 0..30 {
            let start = Instant::now();
            let loaded = Rules::load(&[("x", &text)], &words, &Options { trusted: &["x"], ..Options::default() });
            best = best.min(start.elapsed().as_secs_f64());
            assert!(loaded.is_ok());
        }
        println!("load {} lines, {} KB: {:.2} ms", text.lines().count(), text.len() / 1024, best * 1e3);
    }
    let loaded = Rules::load(&[("x", &rules(12))], &words, &Options::default()).unwrap();
    println!("{} rules, {} patterns", loaded.all().len(), loaded.patterns.len());
    let path = std::env::var("DATELINE_TEXT").expect("DATELINE_TEXT names a file of text");
    let text = std::fs::read_to_string(path).unwrap();
    let tokens = tokens(&text, &words);
    let mut sentences = Vec::new();
    let mut start = 0;
    for (i, token) in tokens.iter().enumerate() {
        if &text[token.span.range()] == "." || i + 1 == tokens.len() {
            sentences.push(start..i + 1);
            start = i + 1;
        }
    }
    // Every run of capitals is a candidate, its label by its length.
    let marked: Vec<Vec<Marked>> = sentences
        .iter()
        .map(|range| {
            let mut found = Vec::new();
            let slice = &tokens[range.clone()];
            let mut at = 0;
            while at < slice.len() {
                let run = slice[at..].iter().take_while(|t| t.shape.has(Shape::CAPITAL)).count();
                if run > 0 {
                    let label = [LabelId::PLACE, LabelId::PERSON, LabelId::ORG][run % 3];
                    found.push(Marked { first: at as u32, last: (at + run) as u32, label, index: 0 });
                }
                at += run.max(1);
            }
            found
        })
        .collect();
    for pass in [Pass::Tokens, Pass::Labels, Pass::Relations] {
        let (mut scratch, mut found) = (Scratch::default(), Found::default());
        let (mut best, mut matches) = (f64::MAX, 0);
        for _ in 0..5 {
            matches = 0;
            let start = Instant::now();
            for (range, mentions) in sentences.iter().zip(&marked) {
                let tokens = &tokens[range.clone()];
                let sentence = Sentence { text: &text, tokens, words: &words, tags: None, mentions };
                loaded.find(pass, &sentence, &mut scratch, &mut found);
                matches += found.matches().len();
            }
            best = best.min(start.elapsed().as_secs_f64());
        }
        println!(
            "{pass:?}: {:.0} MB/s, {:.1} ns a token, {} sentences, {matches} matches",
            text.len() as f64 / best / 1e6,
            best * 1e9 / tokens.len() as f64,
            sentences.len()
        );
    }
}
