//! Relations: frames and patterns over mentions, their factuality, and the facts they add up to.

pub mod factuality;

use crate::entity::EntityId;
use crate::mention::MentionId;
use crate::origin::Origin;
use crate::schema::{LabelId, PredicateId};
use crate::text::span::Span;

/// Whether the text affirms or denies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Polarity {
    /// It happened, or is so.
    #[default]
    Positive,
    /// It did not happen, or is not so.
    Negative,
}

impl Polarity {
    /// As schema and JSON write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Polarity::Positive => "positive",
            Polarity::Negative => "negative",
        }
    }
}

/// How the text holds a statement. A clause has the first that applies, in this order; of several pieces of evidence
/// the last is the strongest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modality {
    /// Under a condition: "if".
    Hypothetical,
    /// Urged, asked for, ordered.
    Requested,
    /// A claim of wrongdoing: "accused of", "is said to".
    Alleged,
    /// "will meet", "is due to".
    Planned,
    /// "may", "could".
    Possible,
    /// On a source's word.
    Reported,
    /// The writer's own statement.
    #[default]
    Asserted,
}

impl Modality {
    /// As schema and JSON write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Modality::Hypothetical => "hypothetical",
            Modality::Requested => "requested",
            Modality::Alleged => "alleged",
            Modality::Possible => "possible",
            Modality::Planned => "planned",
            Modality::Reported => "reported",
            Modality::Asserted => "asserted",
        }
    }

    /// The modality of this name.
    pub fn from_name(name: &str) -> Option<Modality> {
        use Modality::*;
        [Hypothetical, Requested, Alleged, Planned, Possible, Reported, Asserted].into_iter().find(|m| m.as_str() == name)
    }
}

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
    /// Whether a place stands for its government here.
    pub stands_for_government: bool,
}

/// What a qualifier says of a triple.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum QualifierKind {
    Time,
    Place,
    Role,
    Status,
    Item,
    Purpose,
    With,
}

impl QualifierKind {
    /// As schema and JSON write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            QualifierKind::Time => "time",
            QualifierKind::Place => "place",
            QualifierKind::Role => "role",
            QualifierKind::Status => "status",
            QualifierKind::Item => "item",
            QualifierKind::Purpose => "purpose",
            QualifierKind::With => "with",
        }
    }

    /// The qualifier of this name.
    pub fn from_name(name: &str) -> Option<QualifierKind> {
        use QualifierKind::*;
        [Time, Place, Role, Status, Item, Purpose, With].into_iter().find(|q| q.as_str() == name)
    }
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
