//! What documents, entities and arguments are called in formats that need ids.

use dateline::Record;
use dateline::export::record::{ArgumentRecord, EntityRecord, EvidenceRecord, TripleRecord};

/// The id of a document; `document` where the record has none.
pub fn document(record: &Record) -> &str {
    record.id.as_deref().unwrap_or("document")
}

/// The id of an entity: its identifier in another collection where it has one (`wikidata:Q36`), the same in every document;
/// else its place in its document (`wire-1#entity-3`).
pub fn entity(record: &Record, entity: &EntityRecord) -> String {
    match entity.ids.iter().next() {
        Some((scheme, id)) => format!("{scheme}:{id}"),
        None => format!("{}#entity-{}", document(record), entity.id),
    }
}

/// What stands in a slot of a triple.
pub enum Filler<'r> {
    /// An entity.
    Entity(&'r EntityRecord),
    /// A phrase that is no entity.
    Phrase(&'r str),
    /// Nobody that the text names.
    Nobody,
}

/// What an argument means.
pub fn filler<'r>(record: &'r Record, argument: &'r ArgumentRecord) -> Filler<'r> {
    let entity = argument.entity.and_then(|id| record.entities.get(id as usize));
    match (entity, &argument.text) {
        (Some(entity), _) => Filler::Entity(entity),
        (None, Some(text)) => Filler::Phrase(text),
        (None, None) => Filler::Nobody,
    }
}

/// The clause that says a triple first, its words where the record has the text.
pub(crate) fn clause<'r>(source: Option<&crate::source::SourceText<'r>>, evidence: &EvidenceRecord) -> Option<&'r str> {
    source.and_then(|source| source.slice(evidence.start, evidence.end).ok())
}

/// Whether a triple is told as a plain fact: affirmed and asserted.
pub fn is_fact(triple: &TripleRecord) -> bool {
    triple.polarity == "positive" && triple.modality == "asserted"
}

/// A text with every run of white space as one blank.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
