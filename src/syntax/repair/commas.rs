//! Repairs of phrases that run over a comma: "agreed to a cease-fire, mediators said" has no cease-fire mediators.

use super::site::Site;
use crate::syntax::{Rel, Tag, Tree};

impl Site<'_> {
    /// A noun before a comma modifies no subject of a verb of saying behind it: it is the verb's before.
    pub fn apart(&mut self) -> bool {
        (2..self.len()).fold(false, |changed, comma| changed | (self.is_comma(comma) && self.before_aside(comma)))
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
