//! Relations: frames and patterns over mentions, their factuality, and the facts they add up to.

pub mod arguments;
mod asides;
mod closest;
pub mod cues;
pub mod facts;
pub mod factuality;
pub mod frames;
pub mod open;
pub mod patterns;
pub mod peoples;
pub mod prospects;
pub mod relate;
mod slots;

use crate::entity::EntityId;
use crate::gazetteer::SenseRef;
use crate::mention::MentionId;
use crate::origin::Origin;
use crate::schema::{LabelId, PredicateId};
use crate::text::span::Span;

pub use crate::schema::{Modality, Polarity, Qualifier as QualifierKind};

/// Who or what stands in a slot: an entity, or a phrase of the text, or nothing (an act whose doer is not named).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Argument {
    /// The entity, where the slot's phrase is one.
    pub entity: Option<EntityId>,
    /// The mention it was read from.
    pub mention: Option<MentionId>,
    /// Label of the entity, or of the phrase's head where it has one.
    pub label: Option<LabelId>,
    /// The phrase in the text.
    pub span: Option<Span>,
    /// The row whose name it goes by, where the phrase only stands for it ("Norwegian" for Norway).
    pub name: Option<SenseRef>,
    /// Whether a place stands for its government here.
    pub stands_for_government: bool,
}

/// One qualifier of a triple.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qualifier {
    /// What it says.
    pub kind: QualifierKind,
    /// The phrase it was read from.
    pub argument: Argument,
    /// A resolved date, or the text of a role or status; `None` where the phrase itself is the value.
    pub value: Option<Box<str>>,
}

/// One place of the text that says a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Index of its sentence.
    pub sentence: u32,
    /// The clause or phrase.
    pub span: Span,
    /// Subject and object as this place has them.
    pub subject: Argument,
    /// See `subject`.
    pub object: Argument,
    /// The word that brought the rule up.
    pub trigger: Span,
    /// 0–1000: what the rule's author says.
    pub score: u16,
    /// How this place holds the statement.
    pub modality: Modality,
    /// Whose word it is given on.
    pub attribution: Option<Argument>,
    /// The rule.
    pub origin: Origin,
}

/// A fact: subject, predicate, object, and what qualifies it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Triple {
    /// Who or what.
    pub subject: Argument,
    /// The predicate.
    pub predicate: PredicateId,
    /// Whom or what.
    pub object: Argument,
    /// Qualifiers, in order of kind.
    pub qualifiers: Vec<Qualifier>,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// The strongest of its evidence.
    pub modality: Modality,
    /// Whose word it is given on.
    pub attribution: Option<Argument>,
    /// All places that say it; never empty.
    pub evidence: Vec<Evidence>,
}
