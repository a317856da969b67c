//! Repairs of what the parser joins over a comma: "agreed to a cease-fire, mediators said" has no cease-fire mediators, and in
//! "Hours before the signing, shelling killed 14" no hours kill.

use super::site::Site;
use crate::syntax::{Rel, Tag, Tree};

impl Site<'_> {
    /// A noun before a comma modifies no subject of a verb of saying behind it: it is the verb's before.
    pub fn apart(&mut self) -> bool {
        (2..self.len()).fold(false, |changed, comma| changed | (self.is_comma(comma) && self.before_aside(comma)))
    }

    /// "Hours before the signing, shelling killed 14": of two subjects a span of time before a comma says when.
    pub fn spans_of_time(&mut self) -> bool {
        let period = |site: &Self, t: u32| {
            let classes = site.lexicon.classes(site.tokens[t as usize].word);
            site.words.period.is_some_and(|class| classes.has(class))
        };
        let mut changed = false;
        for at in 0..self.len() {
            let verb = self.head(at);
            if !matches!(self.rel(at), Rel::Nsubj | Rel::NsubjPass) || verb == Tree::ROOT || !period(self, at) {
                continue;
            }
            let other = (at + 1..verb).find(|&t| {
                self.head(t) == verb && matches!(self.rel(t), Rel::Nsubj | Rel::NsubjPass) && !self.below(t, at)
            });
            let apart = other.is_some_and(|other| (at..other).any(|t| self.is_comma(t)));
            changed |= apart && self.set(at, verb, Rel::OblTmod);
        }
        changed
    }

    fn before_aside(&mut self, comma: u32) -> bool {
        let (noun, speaker) = (comma - 1, self.head(comma - 1));
        let runs_over = self.tag(noun) == Tag::Noun
            && self.rel(noun) == Rel::Compound
            && speaker != Tree::ROOT
            && speaker > comma
            && self.is_said(speaker + 1)
            && self.is_finite(speaker + 1);
        if !runs_over {
            return false;
        }
        let modifies = |site: &Self, t: u32| {
            site.head(t) == speaker
                && matches!(site.rel(t), Rel::Compound | Rel::Det | Rel::Amod | Rel::Nummod | Rel::Case | Rel::NmodPoss)
        };
        let first = (0..noun).find(|&t| modifies(self, t)).unwrap_or(noun);
        let Some(verb) = (0..first).rev().find(|&t| self.tag(t) == Tag::Verb) else { return false };
        let case = first.checked_sub(1).filter(|&case| self.tag(case) == Tag::Adp);
        let rel = if case.is_some() || self.has(verb, Rel::Obj) { Rel::Obl } else { Rel::Obj };
        if !self.set(noun, verb, rel) {
            return false;
        }
        for t in first..noun {
            if modifies(self, t) {
                let rel = self.rel(t);
                self.set(t, noun, rel);
            }
        }
        if let Some(case) = case {
            self.set(case, noun, Rel::Case);
        }
        true
    }
}
