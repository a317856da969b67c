//! The extractor: knowledge made ready once.

use std::fmt;

use once_cell::sync::OnceCell;

use crate::builder::Builder;
use crate::document::Document;
use crate::entity::antecedent;
use crate::entity::government::Countries;
use crate::entity::names::NameWords;
use crate::entity::words::ReferenceWords;
use crate::gazetteer::SenseRef;
use crate::mention::candidate::Names;
use crate::mention::features::Features;
use crate::mention::model::Weights;
use crate::mention::values::Chronology;
use crate::mention::words::ContextWords;
use crate::origin::Origin;
use crate::pack::Pack;
use crate::pipeline;
use crate::relation::peoples::Peoples;
use crate::relation::relate::Relations;
use crate::rule::Rules;
use crate::schema::Schema;
use crate::syntax::analysis::Analyzer;
use crate::syntax::repair::Repairs;
use crate::text::layout::Layout;
use crate::text::lexicon::Lexicon;
use crate::text::spelling::Orthography;
use crate::time::Date;
use crate::work::Pool;

/// What is known of a document beside its text.
///
/// ```
/// # #[cfg(feature = "english")] {
/// use dateline::{Context, Extractor};
/// let context = Context::published("2024-05-17".parse()?);
/// let document = Extractor::english().extract_with("Parliament met on Thursday.", &context);
/// assert!(document.mentions().any(|mention| mention.data().value.as_deref() == Some("2024-05-16")));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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

/// How far a text is read. Each step costs time: names alone are found several times faster than relations.
///
/// ```
/// use dateline::Depth;
/// assert!(Depth::Mentions < Depth::Entities && Depth::Entities < Depth::Relations);
/// assert_eq!(Depth::default(), Depth::Relations);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// Names, titles, dates and amounts, each by itself.
    Mentions,
    /// Also who and what they are: entities, with the descriptions and pronouns that mean them.
    Entities,
    /// Also what is said of them: triples.
    #[default]
    Relations,
}

/// A text of 4 GiB or more.
///
/// ```
/// # #[cfg(feature = "english")] {
/// use dateline::{Context, Extractor, TextTooLong};
/// let read: Result<_, TextTooLong> = Extractor::english().try_extract("A short text.", &Context::default());
/// assert!(read.is_ok());
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextTooLong {
    /// Its length in bytes.
    pub length: usize,
}

impl fmt::Display for TextTooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the text has {} bytes; offsets are 32 bits, so at most {} can be read", self.length, u32::MAX - 1)
    }
}

impl std::error::Error for TextTooLong {}

/// Knowledge made ready: gazetteers, rules and models. Immutable; share it between threads.
///
/// ```
/// # #[cfg(feature = "english")] {
/// use dateline::Extractor;
/// let extractor = Extractor::english();
/// let texts = ["Norway met Kenya.", "Kenya borders Tanzania."];
/// let found: Vec<usize> = texts.iter().map(|text| extractor.extract(text).triples().len()).collect();
/// assert_eq!(found, [1, 1]);
/// # }
/// ```
pub struct Extractor {
    pub(crate) lexicon: Lexicon,
    pub(crate) orthography: Orthography,
    pub(crate) layout: Layout,
    pub(crate) names: Vec<Names>,
    pub(crate) rules: Rules,
    /// The texts of the pack's and of the caller's rule files: for explanations.
    pub(crate) pack: Pack,
    pub(crate) sources: Vec<(String, String)>,
    pub(crate) context_words: ContextWords,
    /// For each rule 0 where it is the pack's, 1 where it is a caller's.
    pub(crate) ranks: Vec<u8>,
    pub(crate) features: Features,
    pub(crate) weights: Weights,
    pub(crate) pronouns: antecedent::Weights,
    pub(crate) name_words: NameWords,
    pub(crate) reference_words: ReferenceWords,
    pub(crate) countries: Countries,
    pub(crate) relations: Relations,
    pub(crate) peoples: Peoples,
    pub(crate) analyzer: Analyzer,
    pub(crate) chronology: Chronology,
    pub(crate) pool: Pool,
    pub(crate) depth: Depth,
    pub(crate) open: bool,
    pub(crate) single_reading: bool,
}

impl fmt::Debug for Extractor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Extractor")
            .field("gazetteers", &self.names.len())
            .field("rules", &self.rules.all().len())
            .finish()
    }
}

impl Extractor {
    /// The extractor of the English pack, made at first use.
    #[cfg(feature = "english")]
    pub fn english() -> &'static Extractor {
        static ENGLISH: OnceCell<Extractor> = OnceCell::new();
        match ENGLISH.get_or_try_init(|| Builder::default().build()) {
            Ok(extractor) => extractor,
            Err(error) => panic!("the English pack, which the build checked, does not load: {error}"),
        }
    }

    /// A builder for an extractor with knowledge of the caller's own.
    pub fn builder() -> Builder {
        Builder::default()
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
        Ok(pipeline::read(self, text, context, None))
    }

    /// The numbering of the features that the model of mentions weighs.
    pub fn mention_features(&self) -> &Features {
        &self.features
    }

    /// Labels and predicates.
    pub fn schema(&self) -> &Schema {
        self.rules.schema()
    }

    /// Rules and frames.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The text of a rule file, by the name that [`crate::rule::Rule::file`] gives.
    pub fn rule_source(&self, file: &str) -> Option<&str> {
        let own = self.sources.iter().find(|(name, _)| name == file).map(|(_, text)| text.as_str());
        own.or_else(|| self.pack.text(file))
    }

    /// Repairs of the parser's trees.
    pub fn repairs(&self) -> &Repairs {
        &self.relations.repairs
    }

    /// The tagger and the parser.
    pub fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// The lexicon.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The id of what made a result: a rule's id, or `gazetteer:FILE:LINE`.
    pub fn origin_id(&self, origin: Origin) -> String {
        match origin {
            Origin::Code(code) => code.id.to_owned(),
            Origin::Rule(rule) => self.rules.get(rule).map(|r| r.id.clone()).unwrap_or_default(),
            Origin::Row { gazetteer, row } => {
                let row = self.names[usize::from(gazetteer)].gazetteer.row(row);
                format!("gazetteer:{}:{}", row.file, row.line)
            }
        }
    }

    /// The id of what made a result, with file and line.
    pub fn describe(&self, origin: Origin) -> String {
        match origin {
            Origin::Code(code) => format!("{} ({}:{})", code.id, code.file, code.line),
            Origin::Rule(rule) => match self.rules.get(rule) {
                Some(rule) => format!("{} ({}:{})", rule.id, rule.file, rule.line),
                None => String::new(),
            },
            Origin::Row { gazetteer, row } => {
                let row = self.names[usize::from(gazetteer)].gazetteer.row(row);
                format!("gazetteer:{} ({}:{}; {}; {})", row.file, row.path, row.line, row.licence, row.source)
            }
        }
    }

    pub(crate) fn sense(&self, sense: SenseRef) -> crate::gazetteer::Sense<'_> {
        self.names[usize::from(sense.gazetteer)].gazetteer.row_sense(sense.row)
    }

    /// The canonical name of a sense.
    pub fn sense_name(&self, sense: SenseRef) -> &str {
        self.sense(sense).name
    }

    /// The identifier of a sense, `scheme:value`; empty where it has none.
    pub fn sense_id(&self, sense: SenseRef) -> &str {
        self.sense(sense).id
    }
}
