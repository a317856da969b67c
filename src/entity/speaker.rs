//! Who speaks in quotations, and in the answers of an interview: whom "I" means.

use super::position::Place;
use super::pronoun::{Case, Person};
use super::refer::{Pass, Reference, WINDOW};
use crate::mention::{Form, Mention};
use crate::origin::{Origin, code_origin};
use crate::schema::LabelId;
use crate::text::token::{Shape, Token};

/// How many tokens may stand between a quotation and the verb that says whose it is.
const REACH: u32 = 16;
/// So many paragraphs that ask make an interview.
const QUESTIONS: usize = 3;

/// Something quoted; a paragraph ends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quotation {
    /// Its first token, after the mark.
    first: u32,
    /// The token after its last: a closing mark, or the next paragraph.
    last: u32,
    /// Whether a mark closes it.
    closed: bool,
    /// The first token of its paragraph.
    paragraph: u32,
    /// The mention that names its speaker.
    pub(super) speaker: Option<u32>,
}

impl Reference<'_, '_> {
    /// The quotations of the document, in order.
    pub(super) fn quotations(&self) -> Vec<Quotation> {
        let mut all: Vec<Quotation> = Vec::new();
        let mut open: Option<u32> = None;
        let mut paragraph = 0;
        let end = self.names.tokens.len() as u32;
        for (at, token) in (0..).zip(self.names.tokens) {
            if token.shape.has(Shape::PARAGRAPH_BEFORE) {
                if let Some(first) = open.take() {
                    all.push(Quotation { first, last: at, closed: false, paragraph, speaker: None });
                }
                paragraph = at;
            }
            let (opens, closes) = match self.names.text.get(token.span.range()) {
                Some("“" | "``") => (true, false),
                Some("”" | "''") => (false, true),
                Some("\"") => (open.is_none(), open.is_some()),
                _ => continue,
            };
            match open {
                Some(first) if closes => {
                    all.push(Quotation { first, last: at, closed: true, paragraph, speaker: None });
                    open = None;
                }
                None if opens => open = Some(at + 1),
                _ => {}
            }
        }
        if let Some(first) = open {
            all.push(Quotation { first, last: end, closed: false, paragraph, speaker: None });
        }
        all
    }
}

impl Pass<'_, '_, '_> {
    /// Finds who speaks in each quotation.
    pub(super) fn speakers(&mut self) {
        for at in 0..self.quotations.len() {
            let quotation = self.quotations[at];
            let before = at.checked_sub(1).and_then(|i| self.quotations.get(i)).copied();
            let own = self.told_after(quotation).or_else(|| self.told_before(quotation, before));
            let carried = || {
                let before = before?;
                let goes_on = !before.closed && before.last + 1 == quotation.first;
                before.speaker.filter(|_| before.paragraph == quotation.paragraph || goes_on)
            };
            self.quotations[at].speaker = own.or_else(carried);
        }
    }

    /// The quotation that a mention stands in.
    pub(super) fn quotation(&self, mention: &Mention) -> Option<&Quotation> {
        let at = self.quotations.partition_point(|q| q.last <= mention.first);
        self.quotations.get(at).filter(|q| q.first <= mention.first)
    }

    fn quoting(&self, at: u32) -> bool {
        let token = self.reference.names.tokens.get(at as usize);
        token.is_some_and(|t| t.shape.has(Shape::LOWER) && self.reference.words.quoting.contains(t.hash))
    }

    fn word(&self, at: u32) -> &str {
        let names = &self.reference.names;
        names.tokens.get(at as usize).and_then(|t| names.text.get(t.span.range())).unwrap_or_default()
    }

    /// `"…," X said`, `"…," said X`.
    fn told_after(&self, quotation: Quotation) -> Option<u32> {
        let (from, last) = (quotation.last + 1, quotation.last.checked_sub(1)?);
        if !quotation.closed || !matches!(self.word(last), "," | "?" | "!" | "…" | "-" | "—") && self.word(from) != ","
        {
            return None;
        }
        let tokens = self.reference.names.tokens;
        let ends = |t: &Token| t.shape.has(Shape::PARAGRAPH_BEFORE);
        let end = (from..from + REACH).find(|&at| {
            tokens.get(at as usize).is_none_or(ends) || matches!(self.word(at), "." | ";" | ":" | "\"" | "“" | "``")
        });
        let end = end.unwrap_or(from + REACH);
        let verb = (from..end).find(|&at| self.quoting(at))?;
        match self.mentions_in(from, verb).next() {
            Some(_) => self.speaking(from, verb),
            None => self.speaking(verb + 1, end).filter(|_| verb <= from + 1),
        }
    }

    /// The first who is named in a stretch, unless it is somebody of hers or his who is meant.
    fn speaking(&self, from: u32, to: u32) -> Option<u32> {
        let names = &self.reference.names;
        for id in self.mentions_in(from, to) {
            let place = self.standing(id).place;
            let mention = &self.mentions()[id];
            let before = (from..mention.first).rev().find_map(|at| names.tokens.get(at as usize));
            let preposed = before.is_some_and(|t| names.lexicon.classes(t.word).any(self.reference.words.prep));
            if preposed {
                return None;
            }
            if place != Place::Possessive && self.speaks(mention) {
                return Some(id as u32);
            }
        }
        None
    }

    /// `X said, "…"`
    fn told_before(&self, quotation: Quotation, before: Option<Quotation>) -> Option<u32> {
        let mark = quotation.first.checked_sub(1)?;
        let sentences = self.reference.sentences;
        let sentence = sentences.get(sentences.partition_point(|s| s.last <= mark))?;
        let from = before.map_or(0, |q| q.last).max(sentence.first);
        let verb = (from.max(mark.saturating_sub(REACH))..mark).rev().find(|&at| self.quoting(at))?;
        let mut subjects = self
            .mentions_in(from, verb)
            .filter(|&id| self.speaks(&self.mentions()[id]) && self.standing(id).place == Place::Subject);
        subjects.next_back().map(|id| id as u32)
    }

    fn mentions_in(&self, from: u32, to: u32) -> std::ops::Range<usize> {
        let mentions = self.mentions();
        mentions.partition_point(|m| m.first < from)..mentions.partition_point(|m| m.first < to)
    }

    /// Whether a mention can name a speaker: a person, an organization, one who is meant by "he", "she" or a description.
    fn speaks(&self, mention: &Mention) -> bool {
        match mention.form {
            Form::Pronoun => {
                let person = self.reference.pronoun(mention).map(|p| (p.person, p.case));
                matches!(person, Some((Person::He | Person::She | Person::It, Case::Subject)))
            }
            Form::Value => false,
            _ => matches!(self.reference.names.schema.top(mention.label), LabelId::PERSON | LabelId::ORG),
        }
    }

    /// Whom "I" means, and "we" where an organization speaks.
    pub(super) fn first_person(&self, id: usize, plural: bool) -> Option<(u32, Origin)> {
        let mention = &self.mentions()[id];
        let Some(quotation) = self.quotation(mention) else {
            return self
                .interviewed
                .filter(|_| !plural && self.answers(mention.first))
                .map(|referent| (referent, code_origin!("pronoun/who-answers")));
        };
        let referent = self.referents.of[quotation.speaker? as usize]?;
        let wanted = if plural { LabelId::ORG } else { LabelId::PERSON };
        let known = &self.referents.all[referent as usize];
        (known.top == wanted && known.members.is_empty()).then_some((referent, code_origin!("pronoun/who-speaks")))
    }

    /// Finds out whether the document is an interview, and of whom: of the person whom its beginning names and whom it
    /// names far more often than others.
    pub(super) fn interview(&mut self) {
        let tokens = self.reference.names.tokens;
        let begins = |at: &u32| *at == 0 || tokens[*at as usize].shape.has(Shape::PARAGRAPH_BEFORE);
        let mut asked = Vec::new();
        let mut from = 0;
        let all = (1..tokens.len() as u32).filter(begins).chain([tokens.len() as u32]);
        for to in all {
            if to > from && self.word(to - 1) == "?" {
                asked.push((from, to));
            }
            from = to;
        }
        if asked.len() < QUESTIONS {
            return;
        }
        let opening = asked[0].0;
        let mut people: Vec<(u32, u32)> = Vec::new();
        for id in self.mentions_in(0, opening).take(WINDOW) {
            let Some(referent) = self.referents.of[id] else { continue };
            let known = &self.referents.all[referent as usize];
            if known.top == LabelId::PERSON && !people.iter().any(|(r, _)| *r == referent) {
                people.push((referent, known.names));
            }
        }
        people.sort_by_key(|&(referent, names)| (std::cmp::Reverse(names), referent));
        self.interviewed = match people[..] {
            [(one, _)] => Some(one),
            [(one, most), (_, next), ..] if most >= 2 * next => Some(one),
            _ => None,
        };
        self.asked = asked;
    }

    /// Whether a token stands in an answer: after the first question, in a paragraph that does not ask.
    fn answers(&self, at: u32) -> bool {
        let next = self.asked.partition_point(|&(_, to)| to <= at);
        next > 0 && self.asked.get(next).is_none_or(|&(from, _)| at < from)
    }
}
