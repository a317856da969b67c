//! The record: the owned, serialisable twin of a [`Document`](crate::Document), version 1 of the JSON contract.
//!
//! Within version 1 keys are only added. Every span carries its text, and `text == document[start..end]` holds in the
//! unit that `offsets` names.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::explanation::Explanation;
use super::offsets::OffsetUnit;
pub use super::recording::block_name;

/// A document's results, owned: what the JSON holds.
///
/// ```
/// # #[cfg(all(feature = "english", feature = "json"))] {
/// let record = dateline::extract("Norway signed the Paris Agreement.").to_record();
/// assert_eq!(record.triples[0].predicate, "signed");
/// assert_eq!(dateline::Record::from_json(&record.to_json()?)?, record);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Version of the contract: 1.
    pub dateline: u32,
    /// The document's id, as the caller gave it.
    pub id: Option<String>,
    /// The document's date, ISO 8601.
    pub date: Option<String>,
    /// The unit of all offsets: `char` or `byte`.
    pub offsets: String,
    /// Sentences.
    pub sentences: Vec<SpanRecord>,
    /// Mentions, in text order.
    pub mentions: Vec<MentionRecord>,
    /// Entities.
    pub entities: Vec<EntityRecord>,
    /// Facts.
    pub triples: Vec<TripleRecord>,
    /// The text itself (layer `text`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Start, end and part of speech of each token (layer `tokens`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tokens: Option<Vec<(u32, u32, Option<String>)>>,
    /// Blocks of the layout (layer `blocks`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocks: Option<Vec<BlockRecord>>,
}

/// A stretch of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpanRecord {
    /// First offset.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// A block of the layout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockRecord {
    /// First offset.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// `headline`, `dateline`, `caption`, `body` or `furniture`.
    pub kind: String,
}

/// A mention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MentionRecord {
    /// Its place in the list.
    pub id: u32,
    /// First offset.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Its words.
    pub text: String,
    /// First part of its label.
    pub label: String,
    /// The rest of its label.
    pub subtype: Option<String>,
    /// `name`, `nominal`, `pronoun` or `value`.
    pub form: String,
    /// Its entity.
    pub entity: Option<u32>,
    /// Its sentence.
    pub sentence: u32,
    /// 0–1000.
    pub score: u16,
    /// What found it.
    pub rule: String,
    /// What joined it to its entity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The value of a date or amount; present, perhaps null, where the form is `value`.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub value: Option<Option<String>>,
    /// The block it stands in, where that is not `body`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
    /// Why it is there (layer `explain`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explain: Option<Explanation>,
}

/// An entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntityRecord {
    /// Its place in the list.
    pub id: u32,
    /// First part of its label.
    pub label: String,
    /// The rest of its label.
    pub subtype: Option<String>,
    /// Its canonical name.
    pub name: String,
    /// Other names the text gives it.
    pub aliases: Vec<String>,
    /// Identifiers by scheme.
    pub ids: BTreeMap<String, String>,
    /// Senses left open.
    pub candidates: Vec<CandidateRecord>,
    /// Entities of a group.
    pub members: Vec<u32>,
    /// Its mentions.
    pub mentions: Vec<u32>,
}

/// A sense that an entity's name could have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CandidateRecord {
    /// Identifiers by scheme.
    pub ids: BTreeMap<String, String>,
    /// Canonical name.
    pub name: String,
    /// 0–1000.
    pub score: u16,
}

/// What stands in a slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArgumentRecord {
    /// The entity, where there is one.
    pub entity: Option<u32>,
    /// First part of its label.
    pub label: Option<String>,
    /// The rest of its label.
    pub subtype: Option<String>,
    /// The entity's name, or the phrase; null where the text names nobody.
    pub text: Option<String>,
    /// First offset of a phrase that is no entity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// One past its last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<u32>,
    /// The government behind a place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stands_for: Option<StandsForRecord>,
}

/// What a name stands for when it acts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandsForRecord {
    /// Its label, `ORG/government`.
    pub label: String,
    /// Its name, "government of China".
    pub text: String,
}

/// When something happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeRecord {
    /// ISO 8601 / TIMEX3; null where it could not be resolved.
    pub value: Option<String>,
    /// Its words.
    pub text: String,
    /// First offset.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// What qualifies a fact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QualifiersRecord {
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<TimeRecord>,
    /// Where.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub place: Vec<ArgumentRecord>,
    /// As what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Current, former, elect, acting, designate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// What was supplied, asked for, alleged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub item: Vec<ArgumentRecord>,
    /// What for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purpose: Vec<ArgumentRecord>,
    /// Who took part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<ArgumentRecord>,
}

/// Codes of other vocabularies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodesRecord {
    /// Wikidata property.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wikidata: Option<String>,
    /// PLOVER category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plover: Option<String>,
    /// CAMEO code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cameo: Option<String>,
}

/// The word that brought a rule up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TriggerRecord {
    /// First offset.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Its words.
    pub text: String,
}

/// One place that says a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceRecord {
    /// Its sentence.
    pub sentence: u32,
    /// First offset.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Mention of the subject.
    pub subject: Option<u32>,
    /// Mention of the object.
    pub object: Option<u32>,
    /// 0–1000.
    pub score: u16,
    /// How this place holds it.
    pub modality: String,
    /// Whose word it is.
    pub attribution: Option<ArgumentRecord>,
    /// The word that brought the rule up.
    pub trigger: TriggerRecord,
    /// The rule's id.
    pub rule: String,
}

/// A prepositional phrase of an open triple.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhraseRecord {
    /// Its preposition; empty where it has none.
    pub preposition: String,
    /// What follows it.
    pub argument: ArgumentRecord,
}

/// A fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TripleRecord {
    /// Its place in the list.
    pub id: u32,
    /// Who or what.
    pub subject: ArgumentRecord,
    /// The predicate.
    pub predicate: String,
    /// Whom or what.
    pub object: ArgumentRecord,
    /// What qualifies it.
    pub qualifiers: QualifiersRecord,
    /// `positive` or `negative`.
    pub polarity: String,
    /// See the schema.
    pub modality: String,
    /// Whose word it is.
    pub attribution: Option<ArgumentRecord>,
    /// Whether no frame covers it (an open triple): the predicate is then the verb phrase by its lemmas, its text the
    /// evidence's trigger.
    pub open: bool,
    /// The further prepositional phrases of an open triple.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phrases: Vec<PhraseRecord>,
    /// Codes of other vocabularies.
    pub codes: CodesRecord,
    /// Where the text says it.
    pub evidence: Vec<EvidenceRecord>,
    /// Why it is there (layer `explain`); the trees of its mentions stand with them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explain: Option<Explanation>,
}

/// Which parts of a record beyond the results to fill in, and in which unit.
///
/// ```
/// # #[cfg(feature = "english")] {
/// use dateline::{OffsetUnit, RecordOptions};
///
/// let options = RecordOptions { offsets: OffsetUnit::Byte, tokens: true, ..RecordOptions::default() };
/// let record = dateline::extract("Müller visited Norway.").to_record_with(options);
/// assert_eq!((record.offsets.as_str(), record.tokens.map(|tokens| tokens.len())), ("byte", Some(4)));
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecordOptions {
    /// Unit of all offsets.
    pub offsets: OffsetUnit,
    /// Add the text.
    pub text: bool,
    /// Add the tokens.
    pub tokens: bool,
    /// Add the blocks.
    pub blocks: bool,
    /// Add to each mention and triple why it is there. The document is read again for it.
    pub explain: bool,
}

/// A key that is there, be it null: another thing than one that is not.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    serde::Deserialize::deserialize(deserializer).map(Some)
}
