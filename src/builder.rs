//! Building an extractor: a caller's own knowledge over the pack's, and what is made ready from both.

use std::fmt;

use crate::diagnostic::Diagnostics;
use crate::entity::antecedent;
use crate::entity::government::Countries;
use crate::entity::names::NameWords;
use crate::entity::words::ReferenceWords;
use crate::extractor::{Depth, Extractor};
use crate::gazetteer::Gazetteer;
use crate::mention::candidate::Names;
use crate::mention::features::Features;
use crate::mention::model::Weights;
use crate::mention::values::Chronology;
use crate::mention::words::ContextWords;
use crate::pack::Pack;
use crate::relation::arguments::HeadNouns;
use crate::relation::cues::Cues;
use crate::relation::frames::Triggers;
use crate::relation::peoples::Peoples;
use crate::relation::prospects::Prospects;
use crate::relation::relate::Relations;
use crate::rule::{Options, Rules};
use crate::syntax::analysis::Analyzer;
use crate::syntax::repair::Repairs;
use crate::syntax::sight::ClauseWords;
use crate::text::layout::Layout;
use crate::text::spelling::Orthography;
use crate::work::Pool;

/// Why an extractor could not be built.
///
/// ```
/// # #[cfg(feature = "english")] {
/// use dateline::{BuildError, Extractor};
/// match Extractor::builder().rules("my.rules", "rule my/ship -> PERSON {").build() {
///     Ok(_) => unreachable!("the block is never closed"),
///     Err(BuildError::Sources(all)) => assert!(all.has_errors()),
///     Err(other) => panic!("{other}"),
/// }
/// # }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// What is wrong with rules or gazetteers, all of it.
    Sources(Diagnostics),
    /// A pack or model is damaged.
    Damaged(String),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BuildError::Sources(all) => all.fmt(f),
            BuildError::Damaged(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for BuildError {}

impl From<Diagnostics> for BuildError {
    fn from(all: Diagnostics) -> BuildError {
        BuildError::Sources(all)
    }
}

/// Collects a caller's own knowledge over the English pack's.
///
/// ```
/// # #[cfg(feature = "english")] {
/// use dateline::{Extractor, Gazetteer};
/// let list = "#! dateline-gazetteer 1\n#! id ships\n#! label PLACE/facility\n#! licence CC0-1.0\n#! source own\nname\nOld Arden\n";
/// let extractor = Extractor::builder()
///     .gazetteer(Gazetteer::from_tsv_str("ships.tsv", list)?)
///     .rules("my.rules", "rule my/skipper -> PERSON {\n  match skipper (?<keep> cap)\n}")
///     .disable("person/bare-*")
///     .build()?;
/// let document = extractor.extract("The skipper Wren left the Old Arden.");
/// assert_eq!(document.mentions().count(), 2);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Default)]
pub struct Builder {
    gazetteers: Vec<Gazetteer>,
    rules: Vec<(String, String)>,
    disabled: Vec<String>,
    examples: bool,
    mentions: Option<String>,
    pronouns: Option<String>,
    open: bool,
    min_score: Option<u16>,
    depth: Depth,
    single_reading: bool,
}

impl Builder {
    /// Gives open triples too: what clauses say that no frame covers. Every sentence is then parsed.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use dateline::Extractor;
    ///
    /// let extractor = Extractor::builder().open_triples(true).build()?;
    /// let document = extractor.extract("The committee painted the fence.");
    /// let open = document.open_triples().first().ok_or("no triple")?;
    /// assert_eq!(&*open.lemmas, "paint");
    /// # Ok(())
    /// # }
    /// ```
    pub fn open_triples(mut self, open: bool) -> Builder {
        self.open = open;
        self
    }

    /// Reads texts only as far as this; [`Depth::Relations`] where nothing is said.
    ///
    /// ```
    /// # #[cfg(feature = "english")] {
    /// use dateline::{Depth, Extractor};
    ///
    /// let extractor = Extractor::builder().depth(Depth::Mentions).build()?;
    /// let document = extractor.extract("Norway signed the Paris Agreement.");
    /// assert!(document.mentions().any(|mention| mention.text() == "Norway"));
    /// assert_eq!((document.entities().len(), document.triples().len()), (0, 0));
    /// # }
    /// # Ok::<(), dateline::BuildError>(())
    /// ```
    pub fn depth(mut self, depth: Depth) -> Builder {
        self.depth = depth;
        self
    }

    /// Adds a gazetteer; its rows outrank the pack's and those of gazetteers added before.
    pub fn gazetteer(mut self, gazetteer: Gazetteer) -> Builder {
        self.gazetteers.push(gazetteer);
        self
    }

    /// Adds the text of a rule file; `name` stands for it in diagnostics and provenance.
    pub fn rules(mut self, name: impl Into<String>, source: impl Into<String>) -> Builder {
        self.rules.push((name.into(), source.into()));
        self
    }

    /// Switches rules off by id; `*` stands for any characters.
    pub fn disable(mut self, id: impl Into<String>) -> Builder {
        self.disabled.push(id.into());
        self
    }

    /// Replaces the model of mentions by this table (feature, label, weight); an empty one leaves the choice to the rules' scores.
    pub fn mention_weights(mut self, table: impl Into<String>) -> Builder {
        self.mentions = Some(table.into());
        self
    }

    /// Replaces the weights that find whom a pronoun means by this table (feature, weight); an empty one takes the nearest.
    pub fn pronoun_weights(mut self, table: impl Into<String>) -> Builder {
        self.pronouns = Some(table.into());
        self
    }

    /// Takes a pronoun to mean a person only where that is at least so likely, in thousandths; where nothing is said, as the
    /// weights say. Less gives more links and more wrong ones.
    ///
    /// ```
    /// # #[cfg(feature = "english")] {
    /// use dateline::Extractor;
    ///
    /// let text = "Emmanuel Macron arrived in Warsaw on Monday. He left two days later.";
    /// let sure = Extractor::builder().min_score(1000).build()?;
    /// let he = |extractor: &Extractor| extractor.extract(text).mentions().any(|m| m.text() == "He" && m.entity().is_some());
    /// assert!(he(Extractor::english()) && !he(&sure));
    /// # }
    /// # Ok::<(), dateline::BuildError>(())
    /// ```
    pub fn min_score(mut self, thousandths: u16) -> Builder {
        self.min_score = Some(thousandths);
        self
    }

    /// Reads a document once: names are not judged by what the rest of it says of them. For measuring what the second reading brings.
    pub fn single_reading(mut self) -> Builder {
        self.single_reading = true;
        self
    }

    /// Keeps the `test` and `none` lines of all rules, so that [`Extractor::try_rules`] can run them.
    pub fn keep_tests(mut self) -> Builder {
        self.examples = true;
        self
    }

    /// Makes the extractor.
    ///
    /// # Errors
    /// When a rule file or a gazetteer's label is wrong: with all that is wrong in any of them.
    #[cfg(feature = "english")]
    pub fn build(self) -> Result<Extractor, BuildError> {
        let pack = crate::pack::english::open().map_err(|e| BuildError::Damaged(e.to_string()))?;
        let analyzer = Analyzer::english().map_err(|e| BuildError::Damaged(e.to_string()))?;
        // What a caller adds or takes away may change what the pack's rules mean; then all are loaded together.
        let own = self.examples || !self.rules.is_empty() || !self.disabled.is_empty();
        let rules = if own { None } else { crate::pack::english::rules() };
        self.with_rules(&pack, analyzer, rules)
    }

    /// Makes the extractor over a pack and models of the caller's choice.
    ///
    /// # Errors
    /// See [`Builder::build`].
    pub fn over(self, pack: &Pack, analyzer: Analyzer) -> Result<Extractor, BuildError> {
        self.with_rules(pack, analyzer, None)
    }

    /// Makes the extractor over a pack whose rules may be loaded already.
    fn with_rules(self, pack: &Pack, analyzer: Analyzer, rules: Option<Rules>) -> Result<Extractor, BuildError> {
        let lexicon = pack.lexicon();
        let pack_rules: Vec<(&str, &str)> = pack.texts().filter(|(name, _)| name.ends_with(".rules")).collect();
        let trusted: Vec<&str> = pack_rules.iter().map(|(name, _)| *name).collect();
        let mut sources = pack_rules.clone();
        sources.extend(self.rules.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        let disabled: Vec<&str> = self.disabled.iter().map(String::as_str).collect();
        let options = Options { strict: false, trusted: &trusted, disable: &disabled, examples: self.examples };
        let rules = rules.map_or_else(|| Rules::load(&sources, &lexicon, &options), Ok)?;
        let layout = Layout::new(pack.text("rules/layout.tsv").unwrap_or_default());
        let layout = layout.map_err(|e| BuildError::Damaged(format!("rules/layout.tsv: {e}")))?;
        let mut names = Vec::with_capacity(1 + self.gazetteers.len());
        for (index, gazetteer) in std::iter::once(pack.gazetteer()).chain(self.gazetteers).enumerate() {
            let labels = gazetteer.label_ids(rules.schema())?;
            names.push(Names { gazetteer, labels, index: index as u16 });
        }
        let list = |name: &str| rules.words(name).cloned();
        let relations = Relations {
            triggers: Triggers::new(&lexicon),
            prospects: Prospects::new(&lexicon, &rules),
            cues: Cues::new(list),
            light: list("light_verb").unwrap_or_default(),
            nouns: HeadNouns::new(&lexicon),
            words: ClauseWords::new(&lexicon, &rules),
            repairs: Repairs::new(&lexicon, &rules),
            whereabouts: list("preposition_whereabouts").unwrap_or_default(),
        };
        let prior = pack.text("models/mentions-prior.tsv").unwrap_or_default();
        let features = Features::new(&lexicon, &rules, prior);
        let features = features.map_err(|e| BuildError::Damaged(format!("models/mentions-prior.tsv: {e}")))?;
        let table = self.mentions.as_deref().or_else(|| pack.text("models/mentions.tsv"));
        let weights = table.filter(|t| !t.is_empty()).map(|table| Weights::read(table, &features)).transpose();
        let weights =
            weights.map_err(|e| BuildError::Damaged(format!("models/mentions.tsv: {e}")))?.unwrap_or_default();
        let table = self.pronouns.as_deref().or_else(|| pack.text("models/pronouns.tsv")).unwrap_or_default();
        let mut pronouns =
            antecedent::Weights::read(table).map_err(|e| BuildError::Damaged(format!("models/pronouns.tsv: {e}")))?;
        if let Some(thousandths) = self.min_score {
            pronouns.least = f32::from(thousandths) / 1000.0;
        }
        let ranks = rules.all().iter().map(|r| u8::from(!trusted.contains(&r.file.as_str()))).collect();
        let analyzer = analyzer.with_lexicon(&lexicon, rules.schema());
        Ok(Extractor {
            open: self.open,
            single_reading: self.single_reading,
            ranks,
            pack: pack.clone(),
            sources: self.rules,
            features,
            weights,
            pronouns,
            orthography: Orthography::new(lexicon.clone()),
            context_words: ContextWords::new(&lexicon, &rules),
            name_words: NameWords::new(&lexicon, &rules),
            countries: Countries::default(),
            reference_words: ReferenceWords::new(&lexicon, &rules),
            chronology: Chronology::new(&lexicon, &rules),
            layout,
            names,
            rules,
            relations,
            analyzer,
            peoples: Peoples::default(),
            lexicon,
            pool: Pool::default(),
            depth: self.depth,
        })
    }
}
