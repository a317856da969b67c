//! Borders of listed names: what the text adds to them, and what of them is no part of the name.

use super::candidate::Candidate;
use super::runs::belongs;
use super::shapes::initial;
use super::words::ContextWords;
use crate::schema::{LabelId, Schema};
use crate::text::lexicon::Lexicon;
use crate::text::token::{Shape, Token};

/// A sentence whose candidates get their borders.
#[derive(Clone, Copy)]
pub struct Borders<'a> {
    /// The document's tokens.
    pub tokens: &'a [Token],
    /// The sentence's first token.
    pub first: u32,
    /// One past its last.
    pub last: u32,
    /// The lexicon.
    pub lexicon: &'a Lexicon,
    /// What names are made of.
    pub words: &'a ContextWords,
    /// Labels.
    pub schema: &'a Schema,
}

impl Borders<'_> {
    fn labelled(&self, candidate: &Candidate, label: LabelId) -> bool {
        candidate.label.is_some_and(|l| self.schema.top(l) == label)
    }

    /// Takes titles off people who are listed with them, "King Hussein", and what they are off organizations, "Dawn newspaper";
    /// gives listed organizations the suffixes that follow: "Velmora" is listed, "Velmora Inc." or "Velmora & Co" stands in the text.
    /// Drops what only looks listed: see `article`.
    pub fn listed(&self, candidates: &mut Vec<Candidate>) {
        let peoples = candidates.iter().filter(|c| self.labelled(c, LabelId::NORP)).map(|c| (c.first, c.last));
        let peoples: Vec<(u32, u32)> = peoples.collect();
        candidates.retain(|candidate| candidate.rank > 0 || !self.article(candidate, &peoples));
        for candidate in candidates.iter_mut().filter(|c| c.rank == 0) {
            if self.labelled(candidate, LabelId::PERSON) {
                let head = self.tokens.get(candidate.first as usize).map_or(0, |t| t.hash);
                candidate.first += u32::from(candidate.len() > 1 && self.words.titles(head));
            } else if self.labelled(candidate, LabelId::ORG) {
                if !candidate.guarded {
                    candidate.last += self.suffixes(candidate.last);
                }
                let kind = |t: &Token| !t.shape.has(Shape::CAPITAL) && self.words.kind_behind.contains(t.hash);
                while candidate.len() > 1 && self.tokens.get(candidate.last as usize - 1).is_some_and(kind) {
                    candidate.last -= 1;
                }
            }
        }
    }

    /// Whether a name is an article before a people, with the people's noun behind it: "The Australian dollar" is no newspaper.
    fn article(&self, candidate: &Candidate, peoples: &[(u32, u32)]) -> bool {
        let token = |at: u32| self.tokens.get(at as usize).filter(|_| at < self.last);
        candidate.first == self.first
            && peoples.contains(&(candidate.first + 1, candidate.last))
            && token(self.first).is_some_and(|t| self.lexicon.classes(t.word).any(self.words.determiner))
            && token(candidate.last).is_some_and(|t| {
                !t.shape.has(Shape::CAPITAL)
                    && !self.words.kind_behind.contains(t.hash)
                    && self.lexicon.classes(t.word).any(self.words.noun)
            })
    }

    /// How many tokens from `at` on are suffixes of a company's name; none in "Velmora Group Newspapers", where another begins alike.
    fn suffixes(&self, at: u32) -> u32 {
        let capital = |t: &Token| t.shape.has(Shape::CAPITAL);
        let rest = self.tokens.get(at as usize..self.last as usize).unwrap_or_default();
        let sign = |t: &Token| self.words.joiner.contains(t.hash) && !self.words.hyphen.contains(t.hash);
        let joined = usize::from(rest.first().is_some_and(sign));
        let suffixes = rest[joined..].iter().take_while(|t| capital(t) && self.words.suffix(self.lexicon, t)).count();
        let ends = suffixes > 0 && !rest.get(joined + suffixes).is_some_and(capital);
        if ends { (joined + suffixes) as u32 } else { 0 }
    }

    /// Joins a surname that is listed alone to the name before it that nothing else claims: who is meant by "Velka Putin" is not
    /// the Putin of the list.
    pub fn forenames(&self, candidates: &mut Vec<Candidate>) {
        let surname = |c: &Candidate| {
            c.len() == 1
                && c.rank == 0
                && c.sense.is_some()
                && c.first > self.first
                && self.labelled(c, LabelId::PERSON)
        };
        let mut joined: Vec<(u32, u32)> = Vec::new();
        for at in candidates.iter().filter(|c| surname(c)).map(|c| c.first) {
            if self.tokens[at as usize].shape.has(Shape::UPPER) || !self.is_name(at - 1) {
                continue;
            }
            let mut from = at - 1;
            while from > self.first && initial(&self.tokens[from as usize]) && self.is_name(from - 1) {
                from -= 1;
            }
            let claimed = |c: &Candidate| c.last == at || c.first < at && at < c.last;
            if !initial(&self.tokens[from as usize]) && !candidates.iter().any(claimed) {
                joined.push((from, at));
            }
        }
        joined.dedup();
        for (from, at) in joined {
            // The row still says that this is a person, but no longer who.
            let row = candidates.iter().filter(|c| surname(c) && c.first == at).max_by_key(|c| c.score).cloned();
            candidates.retain(|c| !(surname(c) && c.first == at));
            candidates.extend(row.map(|c| Candidate { first: from, label: Some(LabelId::PERSON), sense: None, ..c }));
        }
    }

    /// Whether a word may be a forename that no list has.
    fn is_name(&self, at: u32) -> bool {
        let token = &self.tokens[at as usize];
        let classes = self.lexicon.classes(token.word);
        belongs(token, self.lexicon, self.words)
            && (initial(token) || !token.shape.has(Shape::UPPER))
            && !classes.any(self.words.title)
            && (classes.any(self.words.given) || !classes.any(self.words.ordinary))
    }
}
