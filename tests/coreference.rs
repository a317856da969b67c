//! Runs the texts of `coreference.md`: who is who in short texts of our own.
#![cfg(feature = "english")]

use dateline::mention::Form;
use dateline::time::Date;
use dateline::{Context, Document, Extractor};

/// One text and what is expected of it.
struct Case<'a> {
    title: &'a str,
    text: String,
    chains: Vec<&'a str>,
}

fn cases(source: &str) -> Vec<Case<'_>> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    for line in source.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            cases.push(Case { title, text: String::new(), chains: Vec::new() });
        } else if let Some(case) = cases.last_mut() {
            match line.strip_prefix("- ") {
                Some(chain) => case.chains.push(chain),
                None if line.trim().is_empty() => {}
                None => {
                    if !case.text.is_empty() {
                        case.text.push('\n');
                    }
                    case.text.push_str(line.trim());
                }
            }
        }
    }
    cases
}

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

#[test]
fn every_text_has_its_chains() {
    let cases = cases(include_str!("coreference.md"));
    assert!(cases.len() >= 120, "{} texts", cases.len());
    let extractor = Extractor::english();
    let mut wrong = String::new();
    for case in &cases {
        let date = case.title.rsplit_once('(').and_then(|(_, date)| date.trim_end_matches(')').parse::<Date>().ok());
        let context = date.map(Context::published).unwrap_or_default();
        let document = extractor.extract_with(&case.text, &context);
        for chain in &case.chains {
            let problem = if let Some(alone) = chain.strip_prefix("nobody: ") {
                let linked = document.mentions().filter(|m| m.text() == alone).find_map(|m| m.entity());
                linked.map(|entity| format!("is {}", entity.name()))
            } else {
                let expected: Vec<&str> = chain.split(" | ").collect();
                let begin = expected.iter().find(|w| !w.starts_with('[')).copied().unwrap_or_default();
                let found = chain_of(&document, begin);
                (found.as_deref().is_none_or(|f| f != expected)).then(|| format!("{found:?}"))
            };
            if let Some(problem) = problem {
                wrong.push_str(&format!("{}: {chain}: {problem}\n", case.title));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
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
