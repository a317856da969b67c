//! Reads the articles of `articles/` and holds what comes out against what each is expected to say: a floor under
//! recall and precision, so that a change that loses facts or makes them up does not pass unseen.
#![cfg(all(feature = "english", feature = "json"))]

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use dateline::{Context, Date, Extractor};
use serde_json::Value;

/// Share of the required triples that must be found, in percent.
const RECALL: usize = 67;
/// Share of the triples given that must be expected ones, in percent.
const PRECISION: usize = 88;

fn folded(text: &str) -> String {
    text.to_lowercase().trim_start_matches("the ").to_owned()
}

/// What an article calls its people, places and bodies: every folded name and its first one.
struct Names(HashMap<String, String>);

impl Names {
    fn of(gold: &Value) -> Self {
        let mut names = HashMap::new();
        for entity in list(gold, "entities") {
            let first = text(&entity["name"]);
            for surface in list(entity, "surfaces") {
                names.insert(folded(text(surface)), folded(first));
            }
        }
        Names(names)
    }

    /// Whether a text is the one wanted: by name, or one holds the other; `*` is anything, and nothing too.
    fn same(&self, said: &str, wanted: &str) -> bool {
        let (said, wanted) = (folded(said), folded(wanted));
        let name = |words: &str| self.0.get(words).cloned();
        match (name(&said), name(&wanted)) {
            _ if wanted == "*" => true,
            _ if said.is_empty() => false,
            (Some(one), Some(other)) => one == other,
            _ => said.contains(&wanted) || wanted.contains(&said),
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn matches(triple: &Value, expected: &Value, names: &Names) -> bool {
    let (subject, object) = (text(&triple["subject"]["text"]), text(&triple["object"]["text"]));
    let role = text(&triple["qualifiers"]["role"]);
    list(expected, "any").iter().any(|wanted| {
        let (first, second) = (text(&wanted[0]), text(&wanted[2]));
        let either_way = expected["symmetric"] == true && names.same(subject, second) && names.same(object, first);
        let named = names.same(object, second) || !role.is_empty() && names.same(role, second);
        triple["predicate"] == wanted[1] && (names.same(subject, first) && named || either_way)
    })
}

/// Said as a fact: neither denied nor planned, possible, reported.
fn asserted(triple: &Value) -> bool {
    triple["polarity"] != "negative" && triple["modality"] == "asserted"
}

fn articles() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let files = fs::read_dir(folder).expect("the folder of articles").map(|entry| entry.expect("an entry").path());
    let mut golds: Vec<PathBuf> = files.filter(|path| path.to_string_lossy().ends_with(".expected.json")).collect();
    golds.sort();
    golds
}

#[test]
fn the_articles_give_most_of_what_they_say_and_little_else() {
    let extractor = Extractor::english();
    let (mut required, mut found, mut given, mut right) = (0, 0, 0, 0);
    let mut log = String::new();
    let golds = articles();
    assert!(golds.len() >= 17, "{} articles", golds.len());
    for path in golds {
        let gold: Value = serde_json::from_str(&fs::read_to_string(&path).expect("a file")).expect("JSON");
        let body = fs::read_to_string(path.with_file_name(text(&gold["document"]))).expect("the article");
        let context = Context::published(text(&gold["date"]).parse::<Date>().expect("a date"));
        let record = serde_json::to_value(extractor.extract_with(&body, &context).to_record()).expect("a record");
        let (triples, expected, names) = (list(&record, "triples"), list(&gold, "triples"), Names::of(&gold));
        for wanted in expected.iter().filter(|wanted| wanted["optional"] != true) {
            let hit = triples.iter().any(|triple| matches(triple, wanted, &names));
            required += 1;
            found += usize::from(hit);
            if !hit {
                log.push_str(&format!("{}: missed {}\n", text(&gold["document"]), wanted["any"][0]));
            }
        }
        for triple in triples {
            let fine = expected.iter().any(|wanted| matches(triple, wanted, &names));
            given += 1;
            right += usize::from(fine);
            let (subject, predicate) = (text(&triple["subject"]["text"]), text(&triple["predicate"]));
            let object = text(&triple["object"]["text"]);
            if !fine {
                log.push_str(&format!("{}: extra {subject} {predicate} {object}\n", text(&gold["document"])));
            }
            for wrong in list(&gold, "wrong") {
                let same = names.same(subject, text(&wrong[0])) && names.same(object, text(&wrong[2]));
                assert!(
                    !(same && predicate == text(&wrong[1]) && asserted(triple)),
                    "{}: {subject} {predicate} {object} is said as a fact, but: {}",
                    text(&gold["document"]),
                    text(&wrong[3]),
                );
            }
        }
    }
    println!("required {found} of {required}, right {right} of {given}\n{log}");
    assert!(found * 100 >= required * RECALL, "{found} of {required} triples found\n{log}");
    assert!(right * 100 >= given * PRECISION, "{right} of {given} triples are expected ones\n{log}");
}
