//! Entities: who or what the mentions of a document name.

pub mod acronyms;
mod ahead;
pub mod antecedent;
pub mod candidates;
pub mod choice;
pub mod description;
pub mod government;
pub mod groups;
pub mod link;
pub mod names;
pub mod party;
pub mod places;
pub mod position;
pub mod pronoun;
pub mod refer;
pub mod referent;
mod relatives;
mod speaker;
pub mod standing;
pub mod thing;
pub mod words;

use crate::mention::MentionId;
use crate::schema::LabelId;
use crate::text::span::Span;

/// Index of an entity in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

/// One thing that a document names, by all its mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Its label, the most specific its mentions agree on.
    pub label: LabelId,
    /// Where its fullest name stands in the text.
    pub name: Span,
    /// The gazetteer's canonical name, where it is linked.
    pub linked: Option<crate::gazetteer::SenseRef>,
    /// Other senses its names could have, best first; none is forced.
    pub candidates: Vec<(crate::gazetteer::SenseRef, u16)>,
    /// The entities of a group ("the two leaders").
    pub members: Vec<EntityId>,
    /// Its mentions, in text order.
    pub mentions: Vec<MentionId>,
}
