//! Tags and a tree for one sentence, made when something asks for them.

use super::children::Children;
use super::clues::Clues;
use super::features::Input;
use super::fine::Fine;
use super::model::ModelError;
use super::parser::Parser;
use super::retag::Retagger;
use super::state::State;
use super::tagger::{TagScratch, Tagger};
use super::{Rel, Tree};
use crate::mention::{Form, Mention};
use crate::schema::{LabelId, Schema};
use crate::text::lexicon::{ClassId, Lexicon};
use crate::text::token::Token;

/// The trained tagger and parser.
#[derive(Clone, Debug)]
pub struct Analyzer {
    tagger: Tagger,
    parser: Parser,
    /// Names of the lexicon's classes, by their ids.
    classes: Vec<String>,
    /// Labels of mentions that are words like others.
    words: Vec<LabelId>,
    retagger: Retagger,
}

/// Tags and tree of one sentence, with the memory that making them needs; reuse it from sentence to sentence.
#[derive(Debug, Default)]
pub struct Analysis {
    /// Fine tags.
    pub fine: Vec<Fine>,
    /// The tree.
    pub tree: Tree,
    /// The tree from above.
    pub children: Children,
    /// The tree as it was before the repair under way.
    pub(super) kept: Kept,
    names: Vec<(u32, u32)>,
    clues: Vec<u32>,
    tagging: TagScratch,
    state: State,
}

/// A tree that is gone back to if a repair breaks it.
#[derive(Debug, Default)]
pub(super) struct Kept {
    heads: Vec<u32>,
    rels: Vec<Rel>,
    marks: Vec<u32>,
}

impl Analysis {
    /// Keeps the tree as it is.
    pub(super) fn keep(&mut self) {
        self.kept.heads.clone_from(&self.tree.heads);
        self.kept.rels.clone_from(&self.tree.rels);
    }

    /// Keeps the tree as it is if it is one, and goes back to the kept one if not.
    pub(super) fn keep_or_go_back(&mut self) -> bool {
        let sound = self.tree.is_sound(&mut self.kept.marks);
        if sound {
            self.keep();
        } else {
            self.tree.heads.clone_from(&self.kept.heads);
            self.tree.rels.clone_from(&self.kept.rels);
        }
        sound
    }

    /// Holds again what was made before: tags, and the tree's heads and relations.
    pub(super) fn recall(&mut self, fine: &[Fine], heads: &[u32], rels: &[Rel]) {
        self.fine.clear();
        self.fine.extend_from_slice(fine);
        self.tree.tags.clear();
        self.tree.tags.extend(fine.iter().map(|fine| fine.tag()));
        self.tree.heads.clear();
        self.tree.heads.extend_from_slice(heads);
        self.tree.rels.clear();
        self.tree.rels.extend_from_slice(rels);
        self.children.fill(&self.tree);
    }
}

impl Analyzer {
    /// Opens the models.
    ///
    /// # Errors
    /// When one of them is damaged.
    pub fn open(tagger: &'static [u8], parser: &'static [u8]) -> Result<Analyzer, ModelError> {
        Ok(Analyzer::of(Tagger::open(tagger)?, Parser::open(parser)?))
    }

    /// Opens the program's own models, whose checksums are not worked out again.
    #[cfg(feature = "english")]
    pub(crate) fn english() -> Result<Analyzer, ModelError> {
        let tagger = Tagger::open_trusted(include_bytes!("../../models/tagger.bin"))?;
        Ok(Analyzer::of(tagger, Parser::open_trusted(include_bytes!("../../models/parser.bin"))?))
    }

    fn of(tagger: Tagger, parser: Parser) -> Analyzer {
        Analyzer { tagger, parser, classes: Vec::new(), words: Vec::new(), retagger: Retagger::default() }
    }

    /// The analyzer with the clues of a lexicon, which the models were trained with, and the schema of the mentions to come.
    pub fn with_lexicon(mut self, lexicon: &Lexicon, schema: &Schema) -> Analyzer {
        let words = |label: &LabelId| [LabelId::TITLE, LabelId::NORP].contains(&schema.top(*label));
        self.words = schema.labels().map(|(label, _)| label).filter(words).collect();
        self.retagger = Retagger::new(lexicon);
        self.classes = lexicon.class_names().map(str::to_owned).collect();
        self
    }

    /// Tags and parses a sentence whose first token is the document's token `first`; names count as one word each.
    pub fn read(
        &self,
        text: &str,
        tokens: &[Token],
        first: u32,
        mentions: &[Mention],
        lexicon: &Lexicon,
        out: &mut Analysis,
    ) {
        self.tag(text, tokens, first, mentions, lexicon, out);
        self.parse(out);
    }

    /// Tags a sentence: the first half of [`Analyzer::read`]. The tree in `out` is then another sentence's.
    pub fn tag(
        &self,
        text: &str,
        tokens: &[Token],
        first: u32,
        mentions: &[Mention],
        lexicon: &Lexicon,
        out: &mut Analysis,
    ) {
        out.names.clear();
        for mention in mentions.iter().filter(|m| m.form == Form::Name) {
            let (from, to) = (mention.first - first, mention.last - first);
            if out.names.last().is_none_or(|last| last.1 <= from) && self.is_unit(mention) {
                out.names.push((from, to));
            }
        }
        out.clues.clear();
        out.clues.extend(tokens.iter().map(|token| self.clues(lexicon, token)));
        let input = Input { text, tokens, names: &out.names, clues: &out.clues };
        self.tagger.tag(&input, &mut out.tagging, &mut out.fine);
        self.retagger.mend(lexicon, &input, mentions, first, &mut out.fine);
    }

    /// Parses the sentence that was tagged last: the second half of [`Analyzer::read`].
    pub fn parse(&self, out: &mut Analysis) {
        self.parser.parse_words(out.tagging.sentence(), &out.fine, &out.names, &mut out.state, &mut out.tree);
        out.children.fill(&out.tree);
    }

    /// What the lexicon says of a token, as the models take it.
    fn clues(&self, lexicon: &Lexicon, token: &Token) -> u32 {
        let class = |id: ClassId| self.classes.get(usize::from(id.0)).map_or("", String::as_str);
        let readings = lexicon.readings(token.word);
        readings.fold(Clues::default(), |clues, r| clues.with(class(r.class), r.form, r.freq)).bits()
    }

    /// Whether a mention is a proper noun for the tagger: titles and adjectives of nations are words like others.
    fn is_unit(&self, mention: &Mention) -> bool {
        !self.words.contains(&mention.label)
    }
}
