//! Mentions: stretches of the text that name somebody or something.

pub mod borders;
pub mod candidate;
pub mod context;
mod cut;
pub mod defined;
mod evidence;
pub mod features;
pub mod known;
pub mod lattice;
pub mod model;
pub mod numbering;
pub mod numbers;
mod prior;
pub mod reading;
pub mod resolve;
pub mod runs;
mod shapes;
mod sure;
pub mod values;
pub mod words;

use crate::entity::EntityId;
use crate::gazetteer::SenseRef;
use crate::origin::Origin;
use crate::schema::LabelId;
use crate::text::span::Span;

/// Index of a mention in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MentionId(pub u32);

pub use crate::schema::Form;

/// One mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands, in bytes.
    pub span: Span,
    /// First token, as an index into the document's tokens.
    pub first: u32,
    /// One past its last token.
    pub last: u32,
    /// What it names.
    pub label: LabelId,
    /// How it refers.
    pub form: Form,
    /// Index of its sentence.
    pub sentence: u32,
    /// 0–1000: what the rule or row says of its certainty.
    pub score: u16,
    /// What found it.
    pub origin: Origin,
    /// The gazetteer's sense, where it has one.
    pub sense: Option<SenseRef>,
    /// The entity it belongs to.
    pub entity: Option<EntityId>,
    /// What joined it to its entity.
    pub link: Option<Origin>,
    /// Index of a date's expression, so that its clause's tense can decide over its value.
    pub(crate) expression: Option<u32>,
    /// ISO 8601 / TIMEX3 value of a date that could be resolved, or the amount.
    pub value: Option<Box<str>>,
}
