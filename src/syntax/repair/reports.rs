//! Repairs of reports: who says it, and what is said.

use super::insertions::{governor, subject};
use super::set;
use super::site::Site;
use crate::mention::Form;
use crate::syntax::fine::Fine;
use crate::syntax::{Rel, Tag, Tree};

impl Site<'_> {
    /// "…, officials said on Tuesday.": a verb of saying that ends a sentence after a comma and its subject stands beside
    /// the rest, whatever the parser made of it.
    pub fn reported(&mut self) -> bool {
        let n = self.len();
        let (mentions, first) = (self.mentions, self.first);
        let value =
            |t: u32| mentions.iter().any(|m| m.form == Form::Value && m.first - first <= t && t < m.last - first);
        let tail = |site: &Self, t: u32| value(t) || matches!(site.tag(t), Tag::Punct | Tag::Adp | Tag::Adv);
        let Some(said) = (0..n).rev().find(|&t| !tail(self, t)) else { return false };
        if self.tag(said) != Tag::Verb || n - said >= 8 || !self.is_said(said) {
            return false;
        }
        let nominal = |t: u32| matches!(self.tag(t), Tag::Noun | Tag::Propn | Tag::Pron);
        let part =
            |t: &u32| nominal(*t) || matches!(self.tag(*t), Tag::Det | Tag::Adj | Tag::Num | Tag::Adp | Tag::Part);
        let start = said - (0..said).rev().take_while(part).count() as u32;
        if start == 0 || start == said || said - start > 12 || !self.is_punctuation(start - 1) {
            return false;
        }
        // The phrase's head: the word of it that hangs outside, else its last noun before any preposition.
        let outside = (start..said).find(|&t| !(start..said).contains(&self.head(t)) && nominal(t));
        let Some(subject) = outside.or_else(|| (start..said).rev().find(|&t| nominal(t))) else { return false };
        let subject = self.name_head(subject).max(start);
        self.beside((start, subject), said)
    }

    /// "…, his daughter, Helen Berg, told the BBC.": the same where a name is set between commas or a hearer follows.
    pub fn told_at_end(&mut self) -> bool {
        let n = self.len();
        let Some(said) = (3..n).rev().find(|&t| self.is_finite(t) && self.tag(t) == Tag::Verb) else { return false };
        if !self.is_said(said) {
            return false;
        }
        // Nothing but a hearer and phrases with prepositions follows.
        let mut after = self.phrase_at(said + 1).map_or(said + 1, |(_, end)| end);
        let hearer = self.phrase_at(said + 1).map(|(head, _)| head);
        while self.tag(after) == Tag::Adp && after < n {
            let Some((_, end)) = self.phrase_at(after + 1) else { return false };
            after = end;
        }
        if (after..n).any(|t| !self.is_punctuation(t)) {
            return false;
        }
        let last = said - 1;
        let comma = if self.is_comma(last) { (1..last).rev().find(|&t| self.is_punctuation(t)) } else { None };
        let end = comma.unwrap_or(said);
        let nominal = |t: &u32| {
            matches!(self.tag(*t), Tag::Det | Tag::Adj | Tag::Num | Tag::Noun | Tag::Propn | Tag::Pron | Tag::Part)
                || self.fine(*t) == Fine::Possessive
        };
        let start = end - (0..end).rev().take_while(nominal).count() as u32;
        if start == 0 || start == end || !self.is_punctuation(start - 1) || comma.is_none() && hearer.is_none() {
            return false;
        }
        let Some((subject, _)) = self.phrase_at(start).filter(|&(_, stop)| stop == end) else { return false };
        let name = comma.and_then(|comma| self.phrase_at(comma + 1)).filter(|&(_, stop)| stop == last);
        if comma.is_some() && name.is_none() || !(0..start).any(|t| self.is_finite(t)) {
            return false;
        }
        let mut changed = self.beside((start, subject), said);
        let content = (0..start).any(|t| self.head(t) == said && self.rel(t) == Rel::Ccomp);
        if !changed && content {
            changed |= self.set(subject, said, Rel::Nsubj);
        }
        if let Some((name, _)) = name {
            changed |= self.set(name, subject, Rel::Appos);
        }
        if let Some(hearer) = hearer.filter(|&hearer| matches!(self.rel(hearer), Rel::Nsubj | Rel::NsubjPass)) {
            changed |= self.set(hearer, said, Rel::Obj);
        }
        changed
    }

    /// Hangs a verb of saying whose subject begins at `start` beside what stands before that.
    fn beside(&mut self, (start, subject): (u32, u32), said: u32) -> bool {
        let n = self.len();
        let Some(root) = (0..n).find(|&t| self.head(t) == Tree::ROOT) else { return false };
        let content = root == said && (0..start).any(|t| self.head(t) == said && self.rel(t) == Rel::Ccomp);
        if content || (start..said).contains(&root) {
            return false;
        }
        let verb = (0..start).find(|&t| self.tag(t) == Tag::Verb && self.head(t) == said);
        let tree = &mut self.analysis.tree;
        let top = if root == said {
            let Some(verb) = verb else { return false };
            set(tree, verb, Tree::ROOT, Rel::Root);
            verb
        } else {
            root
        };
        for t in 0..start {
            if tree.heads[t as usize] == said && t != top {
                let rel = tree.rels[t as usize];
                let rel = match rel {
                    Rel::Nsubj if t == top + 1 => Rel::Obj,
                    Rel::Nsubj => Rel::Dep,
                    rel => rel,
                };
                set(tree, t, top, rel);
            }
        }
        // "injuring more than 200, officials said": what was taken for the speaker's number is counted before the comma.
        let strays = (0..start).filter(|&t| (start..said).contains(&tree.heads[t as usize])).collect::<Vec<_>>();
        for t in strays {
            let Some(verb) = (0..t).rev().find(|&v| tree.tags[v as usize] == Tag::Verb) else { continue };
            let free = !(0..n).any(|c| tree.heads[c as usize] == verb && tree.rels[c as usize] == Rel::Obj);
            let object = free && matches!(tree.tags[t as usize], Tag::Num | Tag::Noun | Tag::Propn);
            set(tree, t, verb, if object { Rel::Obj } else { Rel::Dep });
        }
        for t in start..said {
            if t != subject && !(start..said).contains(&tree.heads[t as usize]) {
                set(tree, t, subject, Rel::Dep);
            }
        }
        set(tree, subject, said, Rel::Nsubj);
        set(tree, said, top, Rel::Parataxis);
        true
    }

    /// "…, according to X": the source is no part of the noun before it.
    pub fn according(&mut self, at: u32) -> bool {
        if !self.words.according.contains(self.hash(at)) || self.rel(at) != Rel::Case {
            return false;
        }
        let source = self.head(at);
        let verb = self.verb_above(source);
        let part = source != Tree::ROOT && matches!(self.rel(source), Rel::Nmod | Rel::Appos | Rel::Conj);
        part && verb != Tree::ROOT && self.set(source, verb, Rel::Obl)
    }

    /// "told the crowd that …": what is told is no relative clause of the hearer.
    pub fn told(&mut self, that: u32) -> bool {
        let verb = self.head(that);
        if self.fine(that) != Fine::Sconj || self.rel(that) != Rel::Mark || verb == Tree::ROOT {
            return false;
        }
        if self.content_of_day(that, verb) {
            return true;
        }
        let hearer = self.head(verb);
        if hearer == Tree::ROOT || hearer + 1 != that || !matches!(self.rel(verb), Rel::AclRelcl | Rel::Acl) {
            return false;
        }
        let above = self.head(hearer);
        let object = matches!(self.rel(hearer), Rel::Obj | Rel::Iobj);
        above != Tree::ROOT && object && self.is_said(above) && self.set(verb, above, Rel::Ccomp)
    }

    /// "demanded on Wednesday that Berg resign": a clause with "that" right behind a verb, or behind the day it was said, is its
    /// content.
    fn content_of_day(&mut self, that: u32, content: u32) -> bool {
        if !matches!(self.rel(content), Rel::Obj | Rel::Parataxis | Rel::Acl | Rel::AclRelcl | Rel::Dep | Rel::Nmod) {
            return false;
        }
        let day = self.mentions.iter().find(|m| m.form == Form::Value && m.last == self.first + that);
        let end = day.map_or(that, |m| m.first.saturating_sub(self.first));
        let end = if day.is_some() && end > 0 && self.tag(end - 1) == Tag::Adp { end - 1 } else { end };
        let Some(verb) = end.checked_sub(1).filter(|&verb| self.tag(verb) == Tag::Verb) else { return false };
        self.set(content, verb, Rel::Ccomp)
    }

    /// "…, X said": a verb of saying after a comma and its subject stands beside what it reports.
    pub fn saying(&mut self, at: u32) -> bool {
        let head = self.head(at);
        // The head must stand before: "…", X said.
        let open = self.tag(at) == Tag::Verb
            && matches!(
                self.rel(at),
                Rel::Conj | Rel::Advcl | Rel::Dep | Rel::Ccomp | Rel::Acl | Rel::AclRelcl | Rel::Xcomp | Rel::Appos
            )
            && head != Tree::ROOT
            && head < at
            && self.is_said(at);
        if !open || self.has(at, Rel::Cc) || self.has(at, Rel::Mark) {
            return false;
        }
        // "Berg, who wrote the opinion, ordered it": a relative clause is no aside.
        let subject = self.child(at, Rel::Nsubj).filter(|&subject| self.fine(subject) != Fine::PronWh);
        let Some(subject) = subject else { return false };
        let first = (0..subject).find(|&t| self.below(t, subject)).unwrap_or(subject).min(at);
        first.checked_sub(1).is_some_and(|before| self.is_punctuation(before)) && self.set(at, head, Rel::Parataxis)
    }

    /// "The pilot, officials said, ignored it": a report between commas stands beside what it interrupts.
    pub fn inserted(&mut self) -> bool {
        let Some(said) = (3..self.len())
            .find(|&t| self.is_finite(t) && self.is_comma(t + 1) && self.is_finite(t + 2) && self.is_said(t))
        else {
            return false;
        };
        let nominal =
            |t: &u32| matches!(self.tag(*t), Tag::Det | Tag::Adj | Tag::Noun | Tag::Propn | Tag::Pron | Tag::Num);
        let start = said - (0..said).rev().take_while(nominal).count() as u32;
        let Some(comma) = start.checked_sub(1).filter(|&c| self.is_comma(c) && start < said) else { return false };
        let Some((who, _)) = self.phrase_at(start).filter(|&(_, end)| end == said) else { return false };
        let (tree, fine) = (&self.analysis.tree, &self.analysis.fine);
        let main = governor(tree, fine, said + 2);
        let Some(noun) = subject(tree, fine, comma, &|t| self.is_said(t)) else { return false };
        if main <= said || self.tag(main) == Tag::Aux {
            return false;
        }
        let mut changed = self.rise(main, said);
        changed |= self.set(said, main, Rel::Parataxis);
        changed |= self.set(who, said, Rel::Nsubj);
        changed | self.set(noun, main, self.subject_rel(main))
    }

    /// "…," said X: the subject of a verb of saying right after a comma or quotation mark stands behind it.
    pub fn inverted(&mut self) -> bool {
        let Some(said) = (1..self.len())
            .find(|&t| self.is_punctuation(t - 1) && self.is_finite(t) && self.tag(t) == Tag::Verb && self.is_said(t))
        else {
            return false;
        };
        let Some((subject, end)) = self.phrase_at(said + 1) else { return false };
        let title = self.mentions.iter().any(|m| m.last == self.first + end && m.first <= self.first + subject);
        // "officials said the army": what follows must be all there is, or go on after a comma.
        let closed = end >= self.len() || self.is_punctuation(end) || self.tag(end) == Tag::Adp;
        let subject = if title { self.name_end(end).map_or(subject, |_| end) } else { subject };
        // "…, his daughter told the BBC": who hears it.
        let hears = matches!(self.rel(subject), Rel::Obj | Rel::Iobj)
            && self.head(subject) == said
            && self.subject(said).is_some();
        if hears || !(closed || subject == end) || self.below(said, subject) {
            return false;
        }
        let root = (0..self.len()).find(|&t| self.head(t) == Tree::ROOT);
        let content = if root == Some(said) {
            (0..said).find(|&t| self.head(t) == said && matches!(self.tag(t), Tag::Verb | Tag::Adj | Tag::Noun))
        } else {
            root.filter(|&root| root < said)
        };
        let Some(content) = content else { return self.set(subject, said, Rel::Nsubj) };
        let wrong = self.subject(said).filter(|&t| t < said);
        let mut changed = self.set(subject, said, Rel::Nsubj);
        if root == Some(said) {
            super::set(&mut self.analysis.tree, content, Tree::ROOT, Rel::Root);
            changed = true;
        }
        changed |= self.set(said, content, Rel::Parataxis);
        if let Some(wrong) = wrong.filter(|&wrong| wrong != subject) {
            // "I lost my house and my brother," said X: the last of the quoted words.
            changed |= match self.child(content, Rel::Obj).filter(|&object| object < wrong) {
                _ if self.subject(content).is_none() => self.set(wrong, content, Rel::Nsubj),
                Some(object) => self.set(wrong, object, Rel::Conj),
                None => self.set(wrong, content, Rel::Dep),
            };
        }
        changed
    }
}
