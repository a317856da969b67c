//! Reads English news and says who, where, when and what happened.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod diagnostic;
pub mod document;
pub mod entity;
pub mod export;
pub mod extractor;
pub mod gazetteer;
pub mod mention;
pub mod origin;
pub mod pack;
mod pipeline;
pub mod relation;
pub mod rule;
pub mod schema;
pub mod syntax;
pub mod text;
pub mod time;
mod trial;

pub use document::Document;
pub use extractor::{Builder, Context, Extractor};
pub use gazetteer::Gazetteer;
pub use text::span::Span;
pub use trial::TrialReport;

/// Reads a text with the English pack.
///
/// # Panics
/// When the text has 4 GiB or more.
#[cfg(feature = "english")]
pub fn extract(text: &str) -> Document<'_> {
    Extractor::english().extract(text)
}
