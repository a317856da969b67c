//! Reads English news and says who, where, when and what happened: mentions of people, places, organizations, events and
//! dates, the entities behind them, and the relations between them as triples with their evidence.
//!
//! It works with gazetteers, rules and a few small linear models. All of these are inside the crate; nothing is downloaded,
//! and all knowledge about English is text that can be read and changed: see `gazetteers/` and `rules/` in the repository.
//!
//! ```
//! # #[cfg(feature = "english")] {
//! let document = dateline::extract("Norway signed the Paris Agreement on Friday.");
//! for mention in document.mentions() {
//!     println!("{:<16} {}", mention.label(), mention.text());
//! }
//! for triple in document.triples() {
//!     println!("{triple}");
//! }
//! assert!(document.mentions().any(|mention| mention.text() == "Norway"));
//! # }
//! ```
//!
//! # The types
//!
//! * [`Extractor`]: knowledge made ready once. It is immutable, `Send` and `Sync`, and reads no clock, environment or file.
//!   [`extract`] uses [`Extractor::english`]; [`Extractor::builder`] adds gazetteers and rules of your own.
//! * [`Context`]: what is known of a text beside the text, above all the day it was published.
//! * [`Document`]: what was found. Its iterators give [`MentionView`], [`EntityView`] and [`TripleView`]; the plain values
//!   behind them hold ids and [`Span`]s (bytes, half-open, valid indices of the text).
//! * [`Record`]: the owned twin of a document for `serde`, with the JSON of version 1 and offsets in characters or bytes.
//! * [`Gazetteer`]: a list of names with their labels, from a file, a string, rows, or a compiled pack.
//!
//! # One example per capability
//!
//! **Dates** are told from the document's date, never from the clock:
//!
//! ```
//! # #[cfg(feature = "english")] {
//! use dateline::{Context, Date, Extractor};
//!
//! let context = Context::published(Date::new(2024, 5, 17).ok_or("no such day")?);
//! let document = Extractor::english().extract_with("Parliament met in Nairobi on Thursday.", &context);
//! let day = document.mentions().find(|mention| mention.text() == "Thursday").ok_or("no date found")?;
//! assert_eq!(day.data().value.as_deref(), Some("2024-05-16"));
//! # }
//! # Ok::<(), &'static str>(())
//! ```
//!
//! **A gazetteer and rules of your own** outrank the pack's:
//!
//! ```
//! # #[cfg(feature = "english")] {
//! use dateline::{Extractor, Gazetteer};
//!
//! let clubs = Gazetteer::from_tsv_str(
//!     "clubs.tsv",
//!     "#! dateline-gazetteer 1\n#! id clubs\n#! label ORG/club\n#! licence CC0-1.0\n#! source invented\nname\nHarbour Athletic\n",
//! )?;
//! let rules = r#"
//! label     ORG/club
//! predicate coached(PERSON, ORG)
//! frame coach -> coached {
//!   verb coach  subject, object
//!   test "[PERSON Ada Quill] coached [ORG Harbour Athletic]." => coached(Ada Quill, Harbour Athletic)
//! }
//! "#;
//! let extractor = Extractor::builder().gazetteer(clubs).rules("clubs.rules", rules).build()?;
//! let document = extractor.extract("Fans of Harbour Athletic sang.");
//! assert!(document.mentions().any(|mention| mention.label() == "ORG/club"));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! **Provenance**: every mention, link and triple names the rule or the row that made it, with file and line:
//!
//! ```
//! # #[cfg(feature = "english")] {
//! let document = dateline::extract("Nairobi is the capital of Kenya.");
//! let city = document.mentions().next().ok_or("nothing found")?;
//! println!("{}", document.explain_mention(&city));
//! assert!(document.describe(city.data().origin).contains("gazetteers/en/places/"));
//! # }
//! # Ok::<(), &'static str>(())
//! ```
//!
//! **Records** serialise with any serde format; with the feature `json` also by themselves:
//!
//! ```
//! # #[cfg(all(feature = "english", feature = "json"))] {
//! use dateline::{OffsetUnit, RecordOptions};
//!
//! let document = dateline::extract("“Café” opened in São Paulo.");
//! let options = RecordOptions { offsets: OffsetUnit::Byte, ..RecordOptions::default() };
//! let record = document.to_record_with(options);
//! assert_eq!(record, dateline::Record::from_json(&record.to_json()?)?);
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Untrusted input
//!
//! Texts may come from anywhere. No text below 4 GiB makes extraction panic, and time and memory are linear in its length:
//! no rule can backtrack exponentially, and sentences are cut at 500 tokens. Above 4 GiB [`Extractor::try_extract`] returns
//! [`TextTooLong`]. Rules and gazetteers are code-like: loading checks them and reports all faults with their places, a rule
//! is limited in size, but a list of millions of names takes the memory that it takes.
//!
//! # Features
//!
//! * `english` (default): the English pack and its build step, [`extract`] and [`Builder::build`]. Without it the engine
//!   stands alone; [`Builder::over`] takes a pack of your own.
//! * `json` (default): `Record::to_json` and `Record::from_json`.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod builder;
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
mod work;

pub use builder::{BuildError, Builder};
pub use diagnostic::{Diagnostic, Diagnostics};
pub use document::{Document, EntityView, MentionView, TripleView};
pub use export::explanation::Explanation;
pub use export::offsets::OffsetUnit;
pub use export::record::{Record, RecordOptions};
pub use extractor::{Context, Depth, Extractor, TextTooLong};
pub use gazetteer::Gazetteer;
pub use mention::Form;
pub use relation::{Modality, Polarity, QualifierKind};
pub use text::span::Span;
pub use time::Date;
pub use trial::TrialReport;

/// Reads a text with the English pack, and without a [`Context`].
///
/// ```
/// let document = dateline::extract("Mr Okonjo flew from Lagos to Nairobi.");
/// assert!(document.entities().any(|entity| entity.name() == "Nairobi"));
/// ```
///
/// # Panics
/// When the text has 4 GiB or more; see [`Extractor::try_extract`].
#[cfg(feature = "english")]
pub fn extract(text: &str) -> Document<'_> {
    Extractor::english().extract(text)
}

/// The code of the README and of the guide compiles and runs.
#[cfg(all(doctest, feature = "english", feature = "json"))]
mod guide {
    #[doc = include_str!("../README.md")]
    struct Readme;
    #[doc = include_str!("../docs/getting-started.md")]
    struct GettingStarted;
    #[doc = include_str!("../docs/gazetteers.md")]
    struct Gazetteers;
    #[doc = include_str!("../docs/factuality.md")]
    struct Factuality;
    #[doc = include_str!("../docs/performance.md")]
    struct Performance;
}
