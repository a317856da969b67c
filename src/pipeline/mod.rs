//! The way of a text through the stages.

mod entities;
mod mentions;
mod relations;

pub use entities::choices;
pub use mentions::{Reread, mark, reread, span, surnames, surroundings, tags};
pub use relations::{linked, scene};

use crate::document::Document;
use crate::entity::government;
use crate::extractor::{Context, Depth, Extractor};
use crate::mention::Form;
use crate::mention::candidate::Candidate;
use crate::relation::facts;
use crate::schema::LabelId;
use crate::syntax::trees::Effort;
use crate::text::sentence::sentences;
use crate::text::span::Span;
use crate::text::token::tokenize;
use crate::work::Work;
use entities::link_entities;
use mentions::{mentions, propose};
use relations::{open_triples, statements};

/// A mention that is given, not found: of a rule's test.
#[derive(Clone, Copy, Debug)]
pub struct Given {
    /// Where.
    pub span: Span,
    /// What.
    pub label: LabelId,
}

/// Reads a text.
///
/// Where mentions are `given` (in the test of a rule), they are all there are beside dates and amounts.
pub fn read<'a>(extractor: &'a Extractor, text: &'a str, context: &Context, given: Option<&[Given]>) -> Document<'a> {
    let mut document = split(extractor, text, context);
    let mut work = extractor.pool.take();
    document.mentions = mentions(extractor, &document, given, &mut work);
    if extractor.depth >= Depth::Entities {
        link_entities(extractor, &mut document, &mut work);
    }
    if extractor.depth >= Depth::Relations {
        let statements = statements(extractor, &document, &mut work);
        document.triples = facts::gather(text, extractor.schema(), statements);
        government::mark(extractor, &mut document);
        if extractor.open {
            document.open = open_triples(extractor, &document, &mut work);
        }
    }
    document.effort = work.trees.effort();
    extractor.pool.put(work, text.len());
    // A title refers by what somebody is, not by a name.
    for mention in document.mentions.iter_mut().filter(|m| extractor.schema().is_a(m.label, LabelId::TITLE)) {
        mention.form = Form::Nominal;
    }
    document
}

/// Reads a text up to the candidates of its sentences.
pub fn candidates<'a>(
    extractor: &'a Extractor,
    text: &'a str,
    context: &Context,
) -> (Document<'a>, Vec<Vec<Candidate>>) {
    let document = split(extractor, text, context);
    let mut work = Work::default();
    let candidates = document.sentences.iter().map(|s| propose(extractor, &document, s, None, &mut work)).collect();
    (document, candidates)
}

/// Blocks, tokens and sentences of a text.
fn split<'a>(extractor: &'a Extractor, text: &'a str, context: &Context) -> Document<'a> {
    let mut document = Document {
        text,
        extractor,
        date: context.date,
        blocks: Vec::new(),
        tokens: Vec::new(),
        sentences: Vec::new(),
        mentions: Vec::new(),
        entities: Vec::new(),
        triples: Vec::new(),
        open: Vec::new(),
        effort: Effort::default(),
    };
    let words = &extractor.orthography;
    extractor.layout.blocks(text, &|word| words.calendar(word), &mut document.blocks);
    tokenize(text, Span::new(0, text.len() as u32), &extractor.lexicon.spelling(), &mut document.tokens);
    extractor.lexicon.annotate(text, &mut document.tokens);
    sentences(text, &document.blocks, &mut document.tokens, &|token| words.role(token), &mut document.sentences);
    document.date =
        document.date.or_else(|| extractor.chronology.document_date(text, &document.blocks, &document.tokens));
    document
}
