//! Records of [dateline](dateline::Record) in the formats of graphs, knowledge bases and annotation tools.
//!
//! | module | format | files |
//! |---|---|---|
//! | [`rdf`] | N-Triples and Turtle, with Wikidata's properties and provenance | one stream |
//! | [`dot`] | DOT, a graph a document | one stream |
//! | [`conll`] | tokens with BIO labels | one stream |
//! | [`plover`] | event records with PLOVER and CAMEO codes, JSON lines | one stream |
//! | [`neo4j`] | nodes and edges, CSV | two files for all documents |
//! | [`brat`] | standoff | two files a document |
//!
//! What each keeps and loses stands in `docs/exports.md`. All take a [`Record`](dateline::Record) and trust nothing in it: ids that
//! point nowhere are errors or are passed by, and text is escaped as the format asks.
//!
//! ```
//! let mut record = dateline::extract("Nairobi is the capital of Kenya.").to_record();
//! record.id = Some("wire-1".to_owned());
//! let mut out = Vec::new();
//! dateline_export::rdf::ntriples(&record, &mut out)?;
//! assert!(String::from_utf8(out)?.contains("http://www.wikidata.org/prop/direct/P1376"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod brat;
pub mod conll;
pub mod dot;
mod error;
pub mod names;
pub mod neo4j;
pub mod plover;
pub mod rdf;
pub mod source;

pub use error::Error;

/// The guide's code compiles and runs.
#[cfg(doctest)]
#[doc = include_str!("../../docs/exports.md")]
struct Guide;
