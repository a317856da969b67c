//! Traces: what a rule lacked, where it stopped, what won over it, and why what it found does not fit.
#![cfg(feature = "english")]

use dateline::{Explanation, Extractor, OffsetUnit};

const RULES: &str = r#"
label     ORG/club
predicate coached(PERSON, ORG)

words craft = coach drill train
rule own/player -> PERSON {
  match  [%craft | striker] (?<keep> [cap & !%month]{2}) (?! "Cup")
  test   "The striker [PERSON Tobiah Wren] limped off."
}
rule own/short -> PERSON {
  match  Mister (?<keep> cap)
  test   "He saw Mister [PERSON Wren] there."
}
rule own/of -> coached(p, c) {
  match  @p:PERSON "," "coach" "of" @c:ORG|PLACE
  test   "[PERSON Ada Quill], coach of [ORG Harbour Athletic], left." => coached(Ada Quill, Harbour Athletic)
}
rule own/tagged -> ORG/club {
  match  tag:VERB "for" (?<keep> [tag:PROPN & cap]{2})
  test   "She plays for [ORG/club Harbour Athletic]."
  none   "The plan for Harbour Athletic failed."
}
frame drill -> coached {
  verb drill  subject, object [active]
  noun drill  by, of
  test "[PERSON Ada Quill] drilled [ORG Harbour Athletic]." => coached(Ada Quill, Harbour Athletic)
}
"#;

fn extractor() -> Extractor {
    Extractor::builder().rules("own.rules", RULES).keep_tests().build().expect("the rules load")
}

/// What became of a rule in the one sentence of a text.
fn fates(text: &str, rule: &str) -> Vec<Explanation> {
    let extractor = extractor();
    let document = extractor.extract(text);
    let trees = document.trace(rule);
    assert_eq!(trees.len(), 1, "{rule}");
    let sentences: Vec<&Explanation> = trees[0].because.iter().filter(|n| n.what == "sentence").collect();
    assert_eq!(sentences.len(), 1, "{text}");
    sentences[0].because.clone()
}

fn words<'t>(text: &'t str, node: &Explanation) -> &'t str {
    &text[node.start.expect("a start") as usize..node.end.expect("an end") as usize]
}

#[test]
fn the_rules_of_these_tests_hold() {
    let report = extractor().try_rules_of(&|file| file == "own.rules");
    assert!(report.failures.is_empty() && report.passed == 6, "{report:?}");
}

#[test]
fn what_is_missing_is_named_as_the_rule_writes_it() {
    let found = fates("The goalkeeper Tobiah Wren limped off.", "own/player");
    assert_eq!(found[0].what, "missing");
    assert!(found[0].says.contains("`[%craft | striker]`"), "{}", found[0].says);
}

#[test]
fn the_longest_partial_match_ends_at_its_word() {
    let text = "The striker Tobiah limped off after the coach May Wren called.";
    let found = fates(text, "own/player");
    let stop = found.iter().find(|n| n.what == "stop").expect("a partial match");
    assert_eq!(words(text, stop), "limped");
    assert!(stop.says.contains("`[cap & !%month]`"), "{}", stop.says);
    let took: Vec<&str> = stop.because.iter().map(|step| words(text, step)).collect();
    assert_eq!(took, ["striker", "Tobiah"]);
}

#[test]
fn a_look_around_that_forbids_is_the_part_that_stops() {
    let text = "The striker Tobiah Wren Cup was cancelled.";
    let found = fates(text, "own/player");
    let stop = found.iter().find(|n| n.what == "stop").expect("a partial match");
    assert_eq!(words(text, stop), "Cup");
    assert!(stop.says.contains("`(?! \"Cup\")`"), "{}", stop.says);
}

#[test]
fn the_end_of_the_sentence_stops_too() {
    let found = fates("They praised their striker", "own/player");
    let stop = found.iter().find(|n| n.what == "stop").expect("a partial match");
    assert!(stop.start.is_none() && stop.says.contains("end"), "{}", stop.says);
}

#[test]
fn what_stands_and_who_won() {
    let text = "The striker Tobiah Wren limped off.";
    let found = fates(text, "own/player");
    assert_eq!((found[0].what.as_str(), words(text, &found[0])), ("stands", "Tobiah Wren"));
    assert!(found[0].mention.is_some());
    // Another rule of the caller's takes other words of the same name.
    let text = "They saw the striker Mister Wren.";
    let found = fates(text, "own/player");
    assert_eq!((found[0].what.as_str(), words(text, &found[0])), ("lost", "Mister Wren"));
    let mut winners = found[0].because.iter().filter_map(|n| n.made_by.as_ref());
    assert!(winners.any(|by| by.id == "own/short" && by.file == "own.rules"), "{}", found[0]);
}

#[test]
fn a_relation_rule_tells_what_does_not_fit() {
    let text = "Ada Quill, coach of Norway, left.";
    let found = fates(text, "own/of");
    assert_eq!(found[0].what, "refused", "{}", found[0]);
    assert!(found[0].says.contains("“Norway” is PLACE/country") && found[0].says.contains("ORG"), "{}", found[0].says);
    let found = fates("Ada Quill, coach of the children, left.", "own/of");
    assert!(found.iter().any(|n| n.what == "missing" && n.says.contains("@c:ORG|PLACE")), "{found:?}");
}

#[test]
fn a_frame_tells_what_its_clause_lacks() {
    let kinds = |text: &str, rule: &str| -> Vec<(String, String)> {
        fates(text, rule).into_iter().map(|n| (n.what, n.says)).collect()
    };
    let found = kinds("Ada Quill drilled the World Bank.", "drill/verb");
    assert_eq!(found[0].0, "stands", "{found:?}");
    let found = kinds("The World Bank was drilled by Ada Quill.", "drill/verb");
    assert!(found[0].0 == "refused" && found[0].1.contains("active"), "{found:?}");
    let found = kinds("Ada Quill drilled Norway.", "drill/verb");
    assert!(found[0].0 == "refused" && found[0].1.contains("PLACE/country"), "{found:?}");
    let found = kinds("Ada Quill drilled.", "drill/verb");
    assert!(found[0].0 == "refused" && found[0].1.contains("`object`"), "{found:?}");
    let found = kinds("Ada Quill visited the World Bank.", "drill");
    assert_eq!(found, [("missing".to_owned(), "nothing here is `verb drill` or `noun drill`".to_owned())]);
}

#[test]
fn furniture_disabled_rules_and_unknown_ids() {
    let extractor = Extractor::builder().rules("own.rules", RULES).disable("own/*").build().expect("the rules load");
    let document = extractor.extract("The striker Tobiah Wren limped off.");
    let trees = document.trace("own/player");
    assert!(trees[0].because.iter().any(|n| n.what == "disabled"), "{}", trees[0]);
    assert!(document.trace("own/playr").is_empty());
    assert_eq!(extractor.rules().suggest_id("own/playr").as_deref(), Some("did you mean `own/player`?"));
}

#[test]
fn offsets_count_what_is_asked_for() {
    let extractor = extractor();
    let text = "“Café” reports: the striker Tobiah limped off.";
    let document = extractor.extract(text);
    let bytes = document.trace("own/player").remove(0);
    let chars = bytes.clone().with_offsets(text, OffsetUnit::Char);
    let (a, b) = (&bytes.because.last().expect("a sentence").because[0], chars.because.last().expect("a sentence"));
    let b = &b.because[0];
    assert!(a.start > b.start, "{bytes}");
    let start = b.start.expect("a start") as usize;
    let cut: String = text.chars().skip(start).take(b.end.expect("an end") as usize - start).collect();
    assert_eq!(cut, words(text, a));
}

#[test]
fn rules_that_read_tags_fire_outside_their_tests_too() {
    let extractor = extractor();
    let document = extractor.extract("She plays for Harbour Athletic. The plan for Dunmore Rovers failed.");
    let clubs: Vec<&str> = document.mentions().filter(|m| m.label() == "ORG/club").map(|m| m.text()).collect();
    assert_eq!(clubs, ["Harbour Athletic"]);
}

#[test]
fn no_text_makes_a_trace_or_an_explanation_panic() {
    let extractor = extractor();
    let long = "Mr Wren of Kenya, the striker, said that ".repeat(40);
    let texts = [
        "",
        " \r\n ",
        "((((((((((",
        "“İstanbul”—ＮＡＴＯ 🙂 met\u{0}Xi’s",
        "MOMBASA, May 3 (Wire) — He\n\nRead more",
        &long,
    ];
    let ids: Vec<String> = extractor.rules().all().iter().step_by(9).map(|rule| rule.id.clone()).collect();
    for text in texts {
        let document = extractor.extract(text);
        for tree in ids.iter().flat_map(|id| document.trace(id)) {
            let sentences: Vec<&Explanation> = tree.because.iter().filter(|n| n.what == "sentence").collect();
            assert_eq!(sentences.len(), document.sentences().len(), "{tree}");
            assert!(sentences.iter().all(|n| !n.because.is_empty()), "each is told of\n{tree}");
        }
        document.mentions().for_each(|mention| drop(document.explain_mention(&mention)));
        document.triples().for_each(|triple| drop(document.explain(&triple)));
    }
}
