//! Tags and a tree for one sentence, made when something asks for them.

use super::children::Children;
use super::clues::Clues;
use super::features::Input;
use super::fine::Fine;
use super::model::ModelError;
use super::parser::{ParseScratch, Parser};
use super::tagger::{TagScratch, Tagger};
use super::{Rel, Tree};
use crate::mention::{Form, Mention};
use crate::text::lexicon::{ClassId, Lexicon, WordForm};
use crate::text::token::{Shape, Token};

/// The trained tagger and parser.
#[derive(Clone, Debug)]
pub struct Analyzer {
    tagger: Tagger,
    parser: Parser,
    /// Names of the lexicon's classes, by their ids.
    classes: Vec<String>,
    verb: Option<ClassId>,
    determiner: Option<ClassId>,
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
    names: Vec<(u32, u32)>,
    clues: Vec<u32>,
    tagging: TagScratch,
    parsing: ParseScratch,
}

impl Analysis {
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
        Ok(Analyzer {
            tagger: Tagger::open(tagger)?,
            parser: Parser::open(parser)?,
            classes: Vec::new(),
            verb: None,
            determiner: None,
        })
    }

    /// The analyzer with the clues of a lexicon, which the models were trained with.
    pub fn with_lexicon(mut self, lexicon: &Lexicon) -> Analyzer {
        self.verb = lexicon.class("verb");
        self.determiner = lexicon.class("det");
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
        self.parse(text, tokens, out);
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
            if out.names.last().is_none_or(|last| last.1 <= from) && is_unit(mention) {
                out.names.push((from, to));
            }
        }
        out.clues.clear();
        out.clues.extend(tokens.iter().map(|token| self.clues(lexicon, token)));
        let input = Input { text, tokens, names: &out.names, clues: &out.clues };
        self.tagger.tag(&input, &mut out.tagging, &mut out.fine);
        finite(lexicon, tokens, &out.names, [self.verb, self.determiner], &mut out.fine);
    }

    /// Parses the sentence that was tagged last: the second half of [`Analyzer::read`].
    pub fn parse(&self, text: &str, tokens: &[Token], out: &mut Analysis) {
        let input = Input { text, tokens, names: &out.names, clues: &out.clues };
        self.parser.parse(&input, &out.fine, &mut out.parsing, &mut out.tree);
        out.children.fill(&out.tree);
    }

    /// What the lexicon says of a token, as the models take it.
    fn clues(&self, lexicon: &Lexicon, token: &Token) -> u32 {
        let class = |id: ClassId| self.classes.get(usize::from(id.0)).map_or("", String::as_str);
        let readings = lexicon.readings(token.word);
        readings.fold(Clues::default(), |clues, r| clues.with(class(r.class), r.form, r.freq)).bits()
    }
}

/// Whether a mention is a proper noun for the tagger: titles and adjectives of nations are words like others.
fn is_unit(mention: &Mention) -> bool {
    use crate::schema::LabelId;
    mention.label != LabelId::TITLE && mention.label != LabelId::NORP
}

/// A sentence without a finite verb gets the first word after a name that can be one: "Berg hails from Oslo".
fn finite(
    lexicon: &Lexicon,
    tokens: &[Token],
    names: &[(u32, u32)],
    [verb, determiner]: [Option<ClassId>; 2],
    fine: &mut [Fine],
) {
    use Fine::{AuxFinite, AuxModal, VerbPast, VerbPresent, VerbThird};
    let form = |token: &Token| {
        let mut forms = lexicon.readings(token.word).filter(|r| Some(r.class) == verb).map(|r| r.form);
        forms.find(|f| matches!(f, WordForm::Past | WordForm::ThirdSingular))
    };
    // "No country": what can be an article is one before a noun.
    for at in 1..fine.len().min(tokens.len()) {
        let article = || determiner.is_some_and(|class| lexicon.classes(tokens[at - 1].word).has(class));
        if fine[at - 1] == Fine::Intj && matches!(fine[at], Fine::Noun | Fine::NounPlural | Fine::Adj) && article() {
            fine[at - 1] = Fine::Det;
        }
    }
    // "will cut jobs and close 40 branches": what can be a verb is one between "and" and a number or an article.
    for at in 1..fine.len().min(tokens.len()).saturating_sub(1) {
        let base = || {
            let mut verbs = lexicon.readings(tokens[at].word).filter(|r| Some(r.class) == verb);
            verbs.any(|r| r.form == WordForm::Base)
        };
        if matches!(fine[at - 1], Fine::Cconj | Fine::To)
            && matches!(fine[at], Fine::Adj | Fine::Noun)
            && matches!(fine[at + 1], Fine::Num | Fine::Det | Fine::PronPossessive)
            && base()
        {
            fine[at] = Fine::Verb;
        }
    }
    // "X, which borders Y": after a relative pronoun a word that can be a verb is one.
    for at in 1..fine.len().min(tokens.len()) {
        if fine[at - 1] == Fine::PronWh
            && matches!(fine[at], Fine::Noun | Fine::NounPlural | Fine::Propn)
            && !tokens[at].shape.has(Shape::CAPITAL)
            && let Some(form) = form(&tokens[at])
        {
            fine[at] = if form == WordForm::Past { VerbPast } else { VerbThird };
        }
    }
    if fine.iter().any(|f| matches!(f, AuxFinite | AuxModal | VerbPast | VerbPresent | VerbThird)) {
        return;
    }
    for &(_, after) in names {
        let (Some(token), Some(tag)) = (tokens.get(after as usize), fine.get_mut(after as usize)) else { continue };
        let open = matches!(
            tag,
            Fine::Noun | Fine::NounPlural | Fine::Propn | Fine::VerbParticiple | Fine::Verb | Fine::Adj | Fine::X
        );
        let open = open && !token.shape.has(Shape::CAPITAL);
        if let Some(form) = form(token).filter(|_| open) {
            *tag = if form == WordForm::Past { VerbPast } else { VerbThird };
            return;
        }
    }
}
