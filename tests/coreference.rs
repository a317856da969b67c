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
