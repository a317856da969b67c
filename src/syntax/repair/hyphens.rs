//! Repairs of words that a hyphen makes one: in "its loss-making unit" and "a state-run firm" the participle and what stands
//! before its hyphen modify the noun behind, whatever the parser took them for.

use super::site::Site;
use crate::syntax::fine::Fine;
use crate::syntax::{Rel, Tag, Tree};
use crate::text::token::Shape;

impl Site<'_> {
    /// Hyphenated modifiers hang on the noun behind them, and what hung on their parts does too.
    pub fn hyphenated(&mut self) -> bool {
        let mut changed = false;
        for hyphen in 1..self.len().saturating_sub(2) {
            let joined = self.hash(hyphen) == self.words.hyphen
                && [hyphen, hyphen + 1].iter().all(|&t| !self.tokens[t as usize].shape.has(Shape::SPACE_BEFORE));
            let made = matches!(self.fine(hyphen + 1), Fine::VerbIng | Fine::VerbParticiple | Fine::VerbPast);
            let part =
                matches!(self.fine(hyphen - 1), Fine::Noun | Fine::NounPlural | Fine::Propn | Fine::Adj | Fine::Adv);
            let opens = matches!(self.fine(hyphen + 2), Fine::Noun | Fine::NounPlural | Fine::Adj | Fine::Propn);
            if let Some((noun, _)) = self.phrase_at(hyphen + 2).filter(|_| joined && made && part && opens) {
                changed |= self.one_modifier((self.name_head(hyphen - 1), hyphen, hyphen + 1), noun);
            }
        }
        changed
    }

    fn one_modifier(&mut self, (before, hyphen, participle): (u32, u32, u32), noun: u32) -> bool {
        if self.head(participle) == noun && self.rel(participle) == Rel::Amod && !self.is_loose(before, noun) {
            return false;
        }
        let inside = |t: u32| (before..=noun).contains(&t);
        // The place of the phrase in the sentence is that of its first part which hangs on what stands outside.
        let parts = [before, participle, noun];
        let Some(top) = parts.into_iter().find(|&t| self.head(t) == Tree::ROOT || !inside(self.head(t))) else {
            return false;
        };
        let (head, rel) = (self.head(top), self.rel(top));
        if head == Tree::ROOT || rel == Rel::Conj && self.tag(head) == Tag::Verb {
            return false;
        }
        for t in 0..self.len() {
            if !inside(t) && (self.head(t) == before || self.head(t) == participle) {
                let rel = self.rel(t);
                super::set(&mut self.analysis.tree, t, noun, rel);
            }
        }
        let tree = &mut self.analysis.tree;
        super::set(tree, noun, head, rel);
        super::set(tree, participle, noun, Rel::Amod);
        super::set(tree, before, participle, Rel::Compound);
        super::set(tree, hyphen, participle, Rel::Punct);
        // What stood between them and the noun modifies that.
        for t in participle + 1..noun {
            if [before, hyphen, participle].contains(&tree.heads[t as usize]) {
                super::set(tree, t, noun, Rel::Compound);
            }
        }
        tree.tags[participle as usize] = Tag::Adj;
        self.analysis.fine[participle as usize] = Fine::Adj;
        true
    }

    /// Whether a part of a modifier has another place than the modifier or its noun.
    fn is_loose(&self, part: u32, noun: u32) -> bool {
        !(part..=noun).contains(&self.head(part))
    }
}
