//! Where a name stands in its clause, read from the words around it without a tree.

use super::words::{ReferenceWords, has};
use crate::text::lexicon::{ClassSet, Lexicon};
use crate::text::token::{Shape, Token};

/// The part a mention plays in its clause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// Before its verb.
    Subject,
    /// After a verb.
    Object,
    /// After a preposition.
    Oblique,
    /// Before "'s".
    Possessive,
    /// Anywhere else.
    #[default]
    Other,
}

/// How a mention stands in its sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// Its part.
    pub place: Place,
    /// Whether "and" joins it to another.
    pub coordinated: bool,
    /// Whether only titles and articles stand before it.
    pub initial: bool,
}

/// How far an apposition or parenthesis after a name may reach, in tokens.
const APPOSITION: usize = 20;
/// How many words before a name may belong to its phrase.
const PREMODIFIERS: usize = 6;

/// The tokens of a sentence with what is known of their words.
#[derive(Clone, Copy)]
pub struct Clause<'a> {
    /// The text.
    pub text: &'a str,
    /// Tokens of the sentence.
    pub tokens: &'a [Token],
    /// The lexicon.
    pub lexicon: &'a Lexicon,
    /// Word classes.
    pub words: &'a ReferenceWords,
}

impl Clause<'_> {
    fn classes(&self, at: usize) -> ClassSet {
        self.tokens.get(at).map_or_else(ClassSet::default, |t| self.lexicon.classes(t.word))
    }

    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).and_then(|t| self.text.get(t.span.range())).unwrap_or_default()
    }

    /// Whether the token can be a finite verb.
    pub fn finite(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| self.words.verbal(self.lexicon, t))
    }

    /// Whether the token is "'s" of possession.
    pub fn possessive(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at).filter(|t| t.span.len() <= 4) else { return false };
        let value = self.words.particle.and_then(|class| self.lexicon.value(token.word, class));
        value == Some("poss")
            && !self.tokens.get(at + 1).is_some_and(|t| self.lexicon.classes(t.word).any(self.words.closed))
    }

    /// The place of the phrase `first..last`.
    pub fn position(&self, first: usize, last: usize) -> Position {
        let begin = self.begin(first);
        let (after, coordinated) = self.after(last);
        let before = begin.checked_sub(1);
        let coordinated =
            coordinated || before.is_some_and(|b| self.classes(b).any(self.words.coord) && begin == first);
        let hyphen = self.word(last) == "-" && !self.tokens[last].shape.has(Shape::SPACE_BEFORE);
        let place = if self.possessive(last) {
            Place::Possessive
        } else if hyphen {
            // "the Munich-based company".
            Place::Other
        } else {
            let finite = self.finite(after);
            let preposed = before.is_some_and(|b| {
                let classes = self.classes(b);
                classes.any(self.words.prep) && !(finite && classes.any(self.words.sub))
            });
            let object = before.is_some_and(|b| {
                self.tokens[b].shape.has(Shape::LOWER)
                    && has(self.lexicon, self.tokens[b].word, self.words.verb)
                    && !self.inverted(b)
            });
            if preposed {
                Place::Oblique
            } else if finite {
                Place::Subject
            } else if object {
                Place::Object
            } else if begin == 0 || before.is_some_and(|b| has(self.lexicon, self.tokens[b].word, self.words.verb)) {
                Place::Subject
            } else {
                Place::Other
            }
        };
        Position { place, coordinated, initial: begin == 0 }
    }

    /// A verb after a closed quotation: "…," said X.
    fn inverted(&self, verb: usize) -> bool {
        let quote = |at: Option<usize>| at.is_some_and(|at| matches!(self.word(at), "\"" | "”" | "''" | "’"));
        quote(verb.checked_sub(1))
    }

    /// Where the phrase of a name begins: before its titles, articles and adjectives.
    pub(super) fn begin(&self, first: usize) -> usize {
        let mut begin = first;
        for _ in 0..PREMODIFIERS {
            let Some(before) = begin.checked_sub(1) else { break };
            let token = &self.tokens[before];
            let classes = self.lexicon.classes(token.word);
            let capital = token.shape.has(Shape::CAPITAL) && before > 0 && !classes.any(self.words.closed);
            if !capital && !classes.any(self.words.premodifier) || classes.any(self.words.prep) {
                break;
            }
            begin = before;
        }
        begin
    }

    /// The token that goes on after a phrase and what belongs to it, and whether "and" joins it to another.
    fn after(&self, last: usize) -> (usize, bool) {
        let mut at = last;
        let mut coordinated = false;
        let limit = self.tokens.len().min(at + APPOSITION);
        if self.word(at) == "("
            && let Some(close) = (at..limit).find(|&i| self.word(i) == ")")
        {
            at = close + 1;
        }
        if self.word(at) == "," {
            let limit = self.tokens.len().min(at + APPOSITION);
            if let Some(close) = (at + 2..limit).find(|&i| self.word(i) == ",").filter(|&i| self.finite(i + 1)) {
                at = close + 1;
            }
        }
        if self.classes(at).any(self.words.coord)
            && self.tokens.get(at + 1).is_some_and(|t| t.shape.has(Shape::CAPITAL))
        {
            coordinated = true;
            at += 1;
            while self.tokens.get(at).is_some_and(|t| t.shape.has(Shape::CAPITAL)) {
                at += 1;
            }
        }
        for _ in 0..2 {
            if self.classes(at).any(self.words.adv) && !self.finite(at) {
                at += 1;
            }
        }
        (at, coordinated)
    }

    /// The number of finite verbs and of words that begin a clause between two tokens.
    pub fn verbs_between(&self, from: usize, to: usize) -> (usize, usize) {
        let mut verbs = 0;
        let mut bounds = 0;
        let mut group = false;
        for at in from..to.min(self.tokens.len()) {
            let finite = self.finite(at);
            verbs += usize::from(finite && !group);
            group = finite || group && self.classes(at).any(self.words.adv);
            let classes = self.classes(at);
            bounds += usize::from(
                classes.any(self.words.sub) && !classes.any(self.words.prep)
                    || classes.any(self.words.wh)
                    || matches!(self.word(at), ";" | ":" | "—"),
            );
        }
        (verbs, bounds)
    }
}
