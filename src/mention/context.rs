//! What the words around a candidate say for or against it.

use super::candidate::Candidate;
use super::known::Known;
use super::resolve::{PER_TOKEN, Support};
use super::words::ContextWords;
use crate::schema::{LabelId, Schema};
use crate::text::lexicon::{ClassSet, Lexicon};
use crate::text::token::{Shape, Token};

/// One sentence and what is known beside it.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// Tokens of the document.
    pub tokens: &'a [Token],
    /// Range of the sentence's tokens.
    pub range: (u32, u32),
    /// The lexicon.
    pub lexicon: &'a Lexicon,
    /// Labels.
    pub schema: &'a Schema,
    /// Word classes.
    pub words: &'a ContextWords,
    /// The document so far.
    pub known: &'a Known,
    /// Whether most words of the sentence are capitalised, so that a capital says nothing.
    pub shouted: bool,
    /// Whether every word of it is in capitals.
    pub capitals: bool,
    /// Whether the sentence is a headline or a caption.
    pub heading: bool,
    /// Whether it is about a match.
    pub sporting: bool,
    /// Whether it is about business.
    pub business: bool,
    /// The first "he", "she" or form of them in it.
    pub pronoun: Option<u32>,
    /// Whether the sentence after it begins with one.
    pub resumed: bool,
}

impl Surroundings<'_> {
    pub(super) fn token(&self, at: u32) -> Option<&Token> {
        (self.range.0..self.range.1).contains(&at).then(|| &self.tokens[at as usize])
    }

    /// The token before one, within the sentence.
    pub(super) fn before(&self, at: u32) -> Option<&Token> {
        at.checked_sub(1).and_then(|at| self.token(at))
    }

    pub(super) fn is(&self, token: Option<&Token>, classes: ClassSet) -> bool {
        token.is_some_and(|t| self.lexicon.classes(t.word).any(classes))
    }

    /// Whether a comma stands at a token.
    pub(super) fn is_comma(&self, at: u32) -> bool {
        self.token(at).is_some_and(|t| self.words.comma.contains(t.hash))
    }

    /// Whether a candidate's label is this one of the top or lies below it.
    pub(super) fn names(&self, candidate: &Candidate, label: LabelId) -> bool {
        candidate.label.is_some_and(|l| self.schema.top(l) == label)
    }

    /// Whether a candidate names a people.
    pub(super) fn is_people(&self, candidate: &Candidate) -> bool {
        self.names(candidate, LabelId::NORP)
    }

    /// Whether the token is a given name.
    pub(super) fn given(&self, token: Option<&Token>) -> bool {
        self.is(token, self.words.given)
    }

    /// Whether the token is a title or an office.
    pub(super) fn titled(&self, token: Option<&Token>) -> bool {
        self.is(token, self.words.title) || token.is_some_and(|t| self.words.abbreviated_title.contains(t.hash))
    }

    fn capital(&self, token: Option<&Token>) -> bool {
        token.is_some_and(|t| t.shape.has(Shape::CAPITAL) && !self.is(Some(t), self.words.calendar))
    }

    /// The strength of a candidate by hand-set weights: its score, its length, its surroundings.
    pub fn strength(&self, candidate: &Candidate) -> i32 {
        i32::from(candidate.score) + PER_TOKEN * (candidate.len() as i32 - 1).min(8) + self.support(candidate).bonus
    }

    /// Whether a candidate that needs support has it.
    pub fn stands(&self, candidate: &Candidate) -> bool {
        !candidate.guarded || self.support(candidate).found
    }

    /// For and against a candidate.
    pub fn support(&self, candidate: &Candidate) -> Support {
        let Some(label) = candidate.label else { return Support { bonus: 200, found: true } };
        let top = self.schema.top(label);
        let before = self.before(candidate.first);
        let after = self.token(candidate.last);
        let first = self.token(candidate.first);
        let mut support = Support::default();
        let single = candidate.len() == 1;
        let at_start = candidate.first == self.range.0;
        match top {
            LabelId::PERSON => {
                if self.is(before, self.words.title) {
                    support.bonus += 120;
                    support.found = true;
                }
                if candidate.sense.is_some_and(|sense| self.known.rows.contains(&sense))
                    || single && first.is_some_and(|t| self.known.surnames.contains(&t.hash))
                {
                    support.bonus += 150;
                    support.found = true;
                }
            }
            // "Kenyan runner Ruth Holm", "Army chief General Holm": a title where a name or another title stands beside it.
            LabelId::TITLE => support.found |= self.capital(after) && (self.given(after) || self.titled(before)),
            LabelId::PLACE if before.is_some_and(|t| self.words.preposition.contains(t.hash)) => {
                support.bonus += 80;
                support.found = true;
            }
            _ => {}
        }
        support.found |= candidate.sense.is_some_and(|sense| self.known.rows.contains(&sense));
        if single
            && candidate.sense.is_some()
            && matches!(top, LabelId::PERSON | LabelId::PLACE | LabelId::ORG | LabelId::EVENT | LabelId::WORK)
        {
            let word = first.map_or(0, |t| self.lexicon.freq(t.word));
            let upper = first.is_some_and(|t| t.shape.has(Shape::UPPER) && t.span.len() > 1) && !self.shouted;
            // At the start of a sentence a capital says nothing.
            if (at_start || self.shouted) && word >= 3 && !upper {
                support.bonus -= 60 * i32::from(word.min(6));
            }
            // Part of a longer run of capitals that the gazetteer does not know.
            let joined = |t: Option<&Token>| self.capital(t) && !self.shouted && !self.is(t, self.words.title);
            let run_before =
                joined(before) && candidate.first > self.range.0 + 1 && !self.is(before, self.words.determiner);
            let run_after = joined(after) && after.is_some_and(|t| t.shape.has(Shape::SPACE_BEFORE));
            if run_before || run_after {
                support.bonus -= if top == LabelId::PERSON { 60 } else { 130 };
                if self.is(after, self.words.org) {
                    support.bonus -= 150;
                }
            } else if candidate.guarded && !at_start && !self.shouted && word < 4 {
                support.found = true;
            }
        }
        if top == LabelId::PERSON
            && single
            && candidate.sense.is_none()
            && self.is(first, self.words.given)
            && self.is(first, self.words.surname)
        {
            support.bonus += 20;
        }
        support
    }
}
