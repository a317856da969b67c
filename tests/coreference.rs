//! Runs the texts of `coreference.md`: who is who in short texts of our own.
#![cfg(feature = "english")]

use dateline::mention::Form;
use dateline::{Document, Extractor};

#[path = "support/suite.rs"]
mod suite;

/// Mentions of an entity, in the order of the text.
fn chain_of(document: &Document<'_>, first: &str) -> Option<Vec<String>> {
    let entity = document.mentions().filter(|m| m.text() == first).find_map(|m| m.entity())?;
    let mut words: Vec<String> = Vec::new();
    if !entity.data().members.is_empty() {
        words.extend(entity.data().members.iter().map(|id| format!("[{}]", document.entity(*id).name())));
    }
    words.extend(entity.mentions().map(|m| m.text().to_owned()));
    Some(words)
}

/// What is wrong with a chain.
fn problem(document: &Document<'_>, chain: &str) -> Option<String> {
    if let Some(alone) = chain.strip_prefix("nobody: ") {
        let linked = document.mentions().filter(|m| m.text() == alone).find_map(|m| m.entity());
        return linked.map(|entity| format!("is {}", entity.name()));
    }
    let expected: Vec<&str> = chain.split(" | ").collect();
    let begin = expected.iter().find(|w| !w.starts_with('[')).copied().unwrap_or_default();
    let found = chain_of(document, begin);
    found.as_deref().is_none_or(|f| f != expected).then(|| format!("{found:?}"))
}

#[test]
fn every_text_has_its_chains() {
    suite::run(include_str!("coreference.md"), 120, problem);
}

#[test]
fn every_link_says_what_made_it() {
    let extractor = Extractor::english();
    let document = extractor.extract("Vladimir Putin landed in Beijing. The Russian president said he was glad. Xi Jinping met Mr Putin, and the two leaders dined.");
    for mention in document.mentions().filter(|m| m.form() != Form::Name) {
        if mention.entity().is_some() {
            let link = mention.data().link.expect("a link has an origin");
            assert!(extractor.describe(link).contains(':'), "{}", mention.text());
        }
    }
}

/// The bundled articles.
fn articles() -> Vec<(String, String)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut articles = Vec::new();
    for folder in ["tests/articles", "examples/articles"] {
        for entry in std::fs::read_dir(root.join(folder)).expect("a folder of articles") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|end| end == "txt") {
                articles.push((path.display().to_string(), std::fs::read_to_string(&path).expect("a text")));
            }
        }
    }
    articles.sort();
    articles
}

#[test]
fn no_entity_of_the_articles_is_only_a_pronoun() {
    let mut seen = 0;
    for (path, text) in articles() {
        let document = Extractor::english().extract(&text);
        for entity in document.entities() {
            // A group is named by its members.
            let named = entity.mentions().any(|m| m.form() == Form::Name) || !entity.data().members.is_empty();
            assert!(named, "{path}: {} has no name", entity.name());
            seen += 1;
        }
    }
    assert!(seen > 300, "{seen} entities");
}

/// Two entities of one article that bear one person's name are two people: their given names differ, and both are told in full.
#[test]
fn nobody_of_the_articles_is_split_in_two() {
    for (path, text) in articles() {
        let document = Extractor::english().extract(&text);
        let people: Vec<Vec<String>> = document
            .entities()
            .filter(|e| e.label().starts_with("PERSON") && e.data().members.is_empty())
            .map(|e| e.mentions().filter(|m| m.form() == Form::Name).map(|m| m.text().to_owned()).collect())
            .collect();
        for (at, own) in people.iter().enumerate() {
            for other in &people[at + 1..] {
                let part = |a: &String, b: &String| a.ends_with(b.as_str()) || b.ends_with(a.as_str());
                let same = own.iter().find_map(|a| other.iter().find(|b| part(a, b)));
                // A surname that two share is one's; which of both it is the text says.
                let full = |names: &[String]| names.iter().any(|name| name.contains(' '));
                assert!(same.is_none() || full(own) && full(other), "{path}: {own:?} and {other:?}");
            }
        }
    }
}
