//! Reads English news and says who, where, when and what happened.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod diagnostic;
pub mod mention;
pub mod schema;
pub mod syntax;
pub mod text;
pub mod time;

pub use text::span::Span;
