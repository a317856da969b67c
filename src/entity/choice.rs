//! The choices that pronouns give, as the trainer of their weights reads them.

use super::antecedent::FEATURES;
use crate::extractor::{Context, Extractor};
use crate::pipeline;
use crate::text::span::Span;

/// A pronoun with the people it may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Where it stands.
    pub pronoun: Span,
    /// Whom it may mean, nearest first.
    pub alternatives: Vec<Alternative>,
}

/// One whom a pronoun may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// Features, in the order of [`Clues::features`](super::antecedent::Clues::features).
    pub features: [f32; FEATURES],
    /// Where its names stand.
    pub names: Vec<Span>,
}

/// Reads a text and gives the choices of its pronouns. What earlier pronouns mean is as the extractor's weights say.
pub fn choices(extractor: &Extractor, text: &str) -> Vec<Choice> {
    pipeline::choices(extractor, text, &Context::default())
}
