//! Entities: which mentions name or mean the same.

use super::mentions::mentions;
use super::split;
use crate::document::Document;
use crate::entity::choice::Choice;
use crate::entity::groups::Groups;
use crate::entity::refer::{Outcome, Reference};
use crate::entity::standing::Standings;
use crate::entity::{acronyms, link, names, places};
use crate::extractor::{Context, Extractor};
use crate::mention::Mention;
use crate::syntax::trees::Source;
use crate::work::Work;

/// Groups of the mentions that name or mean the same, and what the references gave.
fn refer(extractor: &Extractor, document: &Document<'_>, work: &mut Work, noted: bool) -> (Groups, Outcome) {
    let mut groups = Groups::new(document.mentions.len());
    let names = names::Names {
        text: document.text,
        tokens: &document.tokens,
        mentions: &document.mentions,
        lexicon: &extractor.lexicon,
        schema: extractor.schema(),
        words: &extractor.name_words,
    };
    names.link(&mut groups);
    let people =
        |m: &Mention| extractor.reference_words.of_person(&extractor.lexicon, &document.tokens[m.first as usize]);
    let standings = Standings::read(
        &source(extractor, document),
        &mut work.trees,
        &mut work.analysis,
        &document.mentions,
        &extractor.reference_words,
        &people,
    );
    let reference = Reference {
        names,
        standings: &standings,
        sentences: &document.sentences,
        words: &extractor.reference_words,
        sense: &|sense| extractor.sense(sense),
        date: document.date,
        weights: &extractor.pronouns,
        noted,
    };
    let outcome = reference.resolve(&mut groups);
    (groups, outcome)
}

/// Reads a text up to the choices that its pronouns give.
pub fn choices(extractor: &Extractor, text: &str, context: &Context) -> Vec<Choice> {
    let mut document = split(extractor, text, context);
    let mut work = Work::default();
    document.mentions = mentions(extractor, &document, None, &mut work);
    refer(extractor, &document, &mut work, true).1.choices
}

/// What the trees of a document are made of.
pub(super) fn source<'a>(extractor: &'a Extractor, document: &'a Document<'_>) -> Source<'a> {
    Source {
        text: document.text,
        tokens: &document.tokens,
        sentences: &document.sentences,
        lexicon: &extractor.lexicon,
        analyzer: &extractor.analyzer,
    }
}

pub(super) fn link_entities(extractor: &Extractor, document: &mut Document<'_>, work: &mut Work) {
    acronyms::redefine(document.text, &document.tokens, extractor.schema(), &mut document.mentions);
    let (mut groups, outcome) = refer(extractor, document, work, false);
    for &(mention, likely) in &outcome.likely {
        document.mentions[mention as usize].score = likely;
    }
    for &mention in &outcome.misread {
        let mention = &mut document.mentions[mention as usize];
        (mention.sense, mention.label) = (None, extractor.schema().top(mention.label));
    }
    let mut groups = groups.keep(&outcome.keep);
    let parties = outcome.renumbered();
    let mut kept = outcome.keep.iter();
    document.mentions.retain(|_| kept.next().copied().unwrap_or(true));
    document.entities =
        link::entities(document.text, extractor.schema(), &mut document.mentions, &mut groups, &|sense| {
            extractor.sense(sense).prior
        });
    link::parties(extractor.schema(), &mut document.mentions, &mut groups, &parties, &mut document.entities);
    places::choose(extractor, document);
}
