//! Repairs of names beside each other: coordinated ones, and nouns that say what a name is.

use super::site::Site;
use crate::mention::{Form, Mention};
use crate::schema::LabelId;
use crate::syntax::fine::Fine;
use crate::syntax::{Rel, Tag, Tree};

impl Site<'_> {
    /// "X and Y", "X, Y and Z": each name after the first is a conjunct of the first, which takes the place of all.
    pub fn names(&mut self) -> bool {
        let mentions = self.mentions;
        let (first, schema) = (self.first, self.schema);
        let titled = |m: &Mention| schema.is_a(m.label, LabelId::TITLE);
        let named = |m: &&Mention| m.form == Form::Name && !titled(m) && !schema.is_a(m.label, LabelId::NORP);
        let names: Vec<&Mention> = mentions.iter().filter(named).collect();
        let is_title = |t: u32| mentions.iter().any(|m| titled(m) && m.first - first <= t && t < m.last - first);
        // How one name goes on to the next: by a conjunction, by a comma, or not at all.
        let joint = |site: &Self, one: &Mention, other: &Mention| {
            let between: Vec<u32> = ((one.last - first)..(other.first - first)).filter(|&t| !is_title(t)).collect();
            let cc = |t: u32| site.fine(t) == Fine::Cconj;
            match between[..] {
                _ if schema.top(one.label) != schema.top(other.label) => Joint::None,
                [t] if cc(t) => Joint::Conjunction,
                [t] if site.is_comma(t) => Joint::Comma,
                [comma, t] if site.is_comma(comma) && cc(t) => Joint::Last,
                _ => Joint::None,
            }
        };
        let (mut changed, mut from) = (false, 0);
        while from + 1 < names.len() {
            let mut to = from;
            let mut closed = None;
            while let Some(next) = names.get(to + 1) {
                let joint = joint(self, names[to], next);
                match joint {
                    Joint::Comma => {}
                    Joint::Conjunction => closed = Some(to + 1),
                    Joint::Last if to > from => closed = Some(to + 1),
                    _ => break,
                }
                to += 1;
                if closed.is_some() {
                    break;
                }
            }
            if let Some(last) = closed {
                let heads: Vec<u32> = names[from..=last].iter().map(|m| m.first - first).collect();
                changed |= self.coordinate(&heads);
            }
            from = closed.unwrap_or(from + 1).max(from + 1);
        }
        changed
    }

    /// Hangs all heads but the first on the first, which takes the highest place that one of them has.
    fn coordinate(&mut self, heads: &[u32]) -> bool {
        let Some((&top, others)) = heads.split_first() else { return false };
        let outside = |site: &Self, t: u32| {
            let head = site.head(t);
            head == Tree::ROOT || !heads.iter().any(|&other| site.below(head, other))
        };
        let mut changed = false;
        if !outside(self, top) {
            let Some(best) = others.iter().copied().find(|&t| outside(self, t)) else { return false };
            let (head, rel) = (self.head(best), self.rel(best));
            changed = self.set(top, head, rel);
            if !changed {
                return false;
            }
        }
        for &other in others {
            changed |= self.set(other, top, Rel::Conj);
        }
        changed
    }

    /// "Harbin, a city in the north", "the chairman, Viktor Lang,": a noun with an article after a name and a comma, and a
    /// name between commas after a noun, stand beside each other, unless a verb has the second as its subject.
    pub fn appositions(&mut self) -> bool {
        let mut changed = false;
        for name in self.mentions.iter().filter(|m| m.form == Form::Name) {
            let (head, after) = (name.first - self.first, name.last - self.first);
            changed |= self.described(head, after) | self.named(head, after);
        }
        changed
    }

    /// A noun after the name and a comma or bracket.
    fn described(&mut self, head: u32, comma: u32) -> bool {
        let begin = comma + 1;
        if begin >= self.len() || !self.is_punctuation(comma) {
            return false;
        }
        let opens = matches!(self.fine(begin), Fine::Det | Fine::PronPossessive | Fine::Noun | Fine::Adj)
            || self.words.indefinite.contains(self.hash(begin))
            || self.mentions.iter().any(|m| m.first == self.first + begin && m.label == LabelId::TITLE);
        let Some((noun, end)) = self.phrase_at(begin).filter(|_| opens && self.is_comma(comma)) else { return false };
        // An article tells a description from the next of a list; without one the parser or the end of it must.
        let article = matches!(self.fine(begin), Fine::Det | Fine::PronPossessive);
        let closed = self.is_comma(end) || end >= self.len() || self.hash(end) == self.words.of;
        if self.tag(noun) != Tag::Noun && self.name_end(noun).is_some()
            || !article && !closed
            || self.head(noun) == Tree::ROOT
            || matches!(self.rel(noun), Rel::Nsubj | Rel::NsubjPass)
            || self.is_finite(end)
            || self.fine(end) == Fine::Cconj
            || (0..self.len()).any(|t| self.head(t) == noun && matches!(self.rel(t), Rel::Cc | Rel::Conj))
        {
            return false;
        }
        self.rel(noun) != Rel::Appos && self.set(noun, head, Rel::Appos)
    }

    /// A noun before a comma and the name: "the chairman, Viktor Lang," with a comma or the end after it.
    fn named(&mut self, head: u32, after: u32) -> bool {
        let Some(comma) = head.checked_sub(1).filter(|&comma| self.is_comma(comma)) else { return false };
        let Some(noun) = comma.checked_sub(1).filter(|&noun| self.tag(noun) == Tag::Noun) else { return false };
        let closed = self.is_comma(after) || after + 1 >= self.len() && self.is_punctuation(after);
        let free =
            matches!(self.rel(head), Rel::Dep | Rel::Nmod | Rel::Conj | Rel::Parataxis | Rel::Flat | Rel::Compound);
        let listed = (0..self.len()).any(|t| self.head(t) == head && self.rel(t) == Rel::Cc);
        closed && free && !listed && self.set(head, noun, Rel::Appos)
    }
}

/// What stands between two names.
enum Joint {
    None,
    Comma,
    Conjunction,
    /// A comma and a conjunction: only after another comma.
    Last,
}
