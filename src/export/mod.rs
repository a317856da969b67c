//! Ways out of the library: the record, which is the owned twin of a document and serialises to the JSON contract, and the
//! explanations of results.

mod clauses;
mod explain;
pub mod explanation;
#[cfg(feature = "json")]
mod json;
pub mod offsets;
pub mod record;
mod recording;
mod replay;
mod trace;

/// A text with every run of white space as one blank.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
