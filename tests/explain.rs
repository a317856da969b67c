//! Explanations: every result leads down to a rule, row or method with a place that exists, and to words of the text.
#![cfg(feature = "english")]

use std::fs;
use std::path::Path;

use dateline::{Context, Date, Document, Explanation, Extractor, OffsetUnit, Record, RecordOptions};

const TEXT: &str = "“Café” NEWS: President William Ruto of Kenya visited Tanzania on Monday. Mr Ruto signed the Paris \
    Agreement with Norway, the Norwegian Foreign Ministry said. He then met Mr Ezra Okwembe, chief executive of Quillbank Ltd, in Oslo.";

fn document() -> Document<'static> {
    let date = Date::new(2024, 5, 15).expect("a day of the calendar");
    Extractor::english().extract_with(TEXT, &Context::published(date))
}

fn explained(offsets: OffsetUnit) -> Record {
    document().to_record_with(RecordOptions { offsets, explain: true, ..RecordOptions::default() })
}

fn each<'e>(tree: &'e Explanation, out: &mut Vec<&'e Explanation>) {
    out.push(tree);
    tree.because.iter().for_each(|step| each(step, out));
}

fn nodes(record: &Record) -> Vec<&Explanation> {
    let mut all = Vec::new();
    let trees = record.mentions.iter().map(|m| &m.explain).chain(record.triples.iter().map(|t| &t.explain));
    trees.for_each(|tree| each(tree.as_ref().expect("each result is explained"), &mut all));
    all
}

#[test]
fn what_made_a_result_stands_in_a_file() {
    let record = explained(OffsetUnit::Char);
    let all = nodes(&record);
    let made: Vec<_> = all.iter().filter_map(|n| n.made_by.as_ref()).collect();
    assert!(made.len() >= record.mentions.len() + record.triples.len());
    for by in made {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&by.file);
        let source = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", by.file));
        assert!(by.line >= 1 && by.line as usize <= source.lines().count(), "{by:?}");
        assert_eq!(by.kind == "row", by.licence.is_some() && by.source.is_some(), "{by:?}");
    }
    for kind in ["row", "rule", "code"] {
        assert!(all.iter().any(|n| n.made_by.as_ref().is_some_and(|by| by.kind == kind)), "nothing made by a {kind}");
    }
}

#[test]
fn words_are_those_of_the_text_in_either_unit() {
    let (chars, bytes) = (explained(OffsetUnit::Char), explained(OffsetUnit::Byte));
    let characters: Vec<char> = TEXT.chars().collect();
    let mut seen = 0;
    for (a, b) in nodes(&chars).into_iter().zip(nodes(&bytes)) {
        let (Some(start), Some(end), Some(from), Some(to)) = (a.start, a.end, b.start, b.end) else { continue };
        let words: String = characters[start as usize..end as usize].iter().collect();
        assert_eq!(words, TEXT[from as usize..to as usize]);
        assert!(a.says.contains(&format!("“{words}”")), "{}", a.says);
        seen += 1;
    }
    assert!(seen > 30, "{seen}");
}

#[test]
fn a_rule_tells_what_each_part_of_it_took() {
    let document = document();
    let name = document.mentions().find(|m| m.text() == "Quillbank Ltd").expect("a company by its suffix");
    assert!(name.rule().starts_with("org/"), "{}", name.rule());
    let why = document.explanation_of_mention(&name);
    let found = why.because.iter().find(|n| n.what == "found").expect("what found it");
    let steps: Vec<&Explanation> = found.because.iter().filter(|n| n.what == "step").collect();
    let took: Vec<&str> =
        steps.iter().map(|n| &TEXT[n.start.expect("at") as usize..n.end.expect("end") as usize]).collect();
    assert_eq!(took.join(" "), "Quillbank Ltd");
    assert!(steps.last().is_some_and(|n| n.says.contains("%org_suffix")), "{why}");
}

#[test]
fn the_parts_of_a_relation_rule_cover_its_evidence() {
    let document = document();
    let mut covered = 0;
    for triple in document.triples() {
        let why = document.explanation(&triple);
        for evidence in why.because.iter().filter(|n| n.what == "evidence") {
            let clause = evidence.because.iter().find(|n| n.what == "clause").expect("a clause");
            let steps: Vec<_> = evidence.because.iter().filter(|n| n.what == "step").collect();
            let inside = |n: &&&Explanation| n.start >= clause.start && n.end <= clause.end;
            if let (Some(first), Some(last)) = (steps.iter().find(inside), steps.iter().rfind(inside)) {
                assert_eq!((first.start, last.end), (clause.start, clause.end), "{why}");
                covered += 1;
            }
        }
    }
    assert!(covered > 0, "no relation by a pattern");
}

#[test]
fn the_weights_of_features_add_up_to_the_score() {
    let record = explained(OffsetUnit::Char);
    let models: Vec<_> = nodes(&record).into_iter().filter(|n| n.what == "model").collect();
    assert!(models.len() > 3, "{}", models.len());
    for model in models {
        let sum: i32 = model.features.iter().map(|f| f.weight).sum();
        let said = model.says.split(' ').nth(3).and_then(|s| s.trim_end_matches(';').parse::<f32>().ok());
        let said = said.unwrap_or_else(|| panic!("no score in {:?}", model.says));
        assert!((said - sum as f32 / 1000.0).abs() < 0.02, "{sum} is not {said}");
        assert!(model.features.windows(2).all(|w| w[0].weight.abs() >= w[1].weight.abs()));
    }
}

#[test]
fn a_pronoun_tells_whom_it_was_weighed_against() {
    let text = "President William Ruto met Ali Hassan Mwinyi in Nairobi. He thanked the guests.";
    let document = Extractor::english().extract(text);
    let he = document.mentions().find(|m| m.text() == "He").expect("a pronoun that means somebody");
    let why = document.explanation_of_mention(&he);
    let link = why.because.iter().find(|n| n.what == "link").expect("a link");
    let candidates: Vec<&Explanation> = link.because.iter().filter(|n| n.what == "candidate").collect();
    assert!(candidates.len() > 1, "{why}");
    let name = he.entity().expect("an entity").name().to_owned();
    assert!(candidates[0].says.contains(&format!("“{name}”")), "the strongest is the one\n{why}");
    let strength = |n: &Explanation| n.features.iter().map(|f| f.weight).sum::<i32>();
    assert!(candidates.windows(2).all(|w| strength(w[0]) >= strength(w[1])), "{why}");
}

#[test]
fn explanations_add_keys_and_change_none() {
    let mut record = explained(OffsetUnit::Char);
    let json = serde_json::to_string(&record).expect("records serialise");
    assert_eq!(serde_json::from_str::<Record>(&json).expect("and are read"), record);
    record.mentions.iter_mut().for_each(|m| m.explain = None);
    record.triples.iter_mut().for_each(|t| t.explain = None);
    assert_eq!(record, document().to_record());
}
