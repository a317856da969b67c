//! What the sentences say of the entities.

use super::entities::source;
use crate::document::Document;
use crate::entity::EntityId;
use crate::extractor::Extractor;
use crate::gazetteer::SenseRef;
use crate::mention::Mention;
use crate::mention::values::Values;
use crate::relation::facts::Statement;
use crate::relation::open::OpenTriple;
use crate::relation::patterns;
use crate::relation::relate::Scene;
use crate::text::hashed::NumberMap;
use crate::text::layout::{Block, BlockKind};
use crate::text::sentence::Sentence;
use crate::work::Work;

/// The entities by the rows that they are linked to.
pub fn linked(document: &Document<'_>) -> NumberMap<SenseRef, EntityId> {
    let rows = (0..document.entities.len() as u32)
        .filter_map(|id| Some((document.entities[id as usize].linked?, EntityId(id))));
    // An entity that comes later does not displace the first of its row.
    rows.rev().collect()
}

/// What the search for relations is given of a document, with these mentions of it.
pub fn scene<'s>(
    document: &'s Document<'_>,
    mentions: &'s [Mention],
    linked: &'s NumberMap<SenseRef, EntityId>,
    values: &'s Values,
) -> Scene<'s> {
    let extractor = document.extractor;
    Scene {
        text: document.text,
        tokens: &document.tokens,
        mentions,
        entities: &document.entities,
        linked,
        lexicon: &extractor.lexicon,
        rules: &extractor.rules,
        values,
        chronology: &extractor.chronology,
        date: document.date,
        schema: extractor.schema(),
    }
}

/// Each sentence with its number, the range of its mentions, and the kind of its block.
fn sentences_told<'d>(
    document: &'d Document<'_>,
) -> impl Iterator<Item = (u32, &'d Sentence, (u32, u32), Option<BlockKind>)> {
    let mut next = 0;
    (0..).zip(&document.sentences).map(move |(index, sentence)| {
        let from = next;
        while document.mentions.get(next as usize).is_some_and(|m| m.sentence == index) {
            next += 1;
        }
        let kind = document.blocks.get(sentence.block as usize).map(|b: &Block| b.kind);
        (index, sentence, (from, next), kind)
    })
}

/// Open triples of every sentence that is neither page furniture nor a dateline.
pub(super) fn open_triples(extractor: &Extractor, document: &Document<'_>, work: &mut Work) -> Vec<OpenTriple> {
    let mut open = Vec::new();
    let source = source(extractor, document);
    let linked = linked(document);
    let values = std::mem::take(&mut work.values);
    let scene = scene(document, &document.mentions, &linked, &values);
    for (index, sentence, (from, next), kind) in sentences_told(document) {
        if matches!(kind, Some(BlockKind::Furniture | BlockKind::Dateline)) {
            continue;
        }
        let inside = &document.mentions[from as usize..next as usize];
        work.trees.tag(&source, index, inside, &mut work.analysis);
        work.trees.parse(&source, index, &mut work.analysis);
        extractor.relations.with_clauses(&scene, sentence, (from, next), &mut work.analysis, &mut |_, _| {}, |read| {
            extractor.relations.open(&scene, index, read, &mut open)
        });
    }
    work.values = values;
    open
}

/// Relations of every sentence that is not page furniture.
pub(super) fn statements(extractor: &Extractor, document: &Document<'_>, work: &mut Work) -> Vec<Statement> {
    let mut statements = Vec::new();
    let source = source(extractor, document);
    let linked = linked(document);
    let values = std::mem::take(&mut work.values);
    let scene = scene(document, &document.mentions, &linked, &values);
    for (index, sentence, (from, next), kind) in sentences_told(document) {
        if kind == Some(BlockKind::Furniture) {
            continue;
        }
        if from < next {
            patterns::find(
                extractor,
                &scene,
                index,
                sentence,
                (from, next),
                &mut work.scratch,
                &mut work.found,
                &mut work.marked,
                &mut statements,
            );
        }
        // A dateline has no clause, but may say where its town lies.
        if kind != Some(BlockKind::Dateline) {
            extractor.relations.find(
                &scene,
                (index, sentence),
                (from, next),
                (&source, &mut work.trees),
                &mut work.analysis,
                &mut statements,
            );
        }
    }
    work.values = values;
    statements
}
