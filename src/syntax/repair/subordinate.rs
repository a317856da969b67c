//! Repairs of clauses that a conjunction of time or cause brings: the parser, which takes "after" and its like for prepositions,
//! often gives their subject to the verb before: "scored twice as Norwich beat Leeds", "said after talks broke down".

use super::insertions::governor;
use super::set;
use super::site::Site;
use crate::mention::Form;
use crate::schema::LabelId;
use crate::syntax::fine::Fine;
use crate::syntax::{Rel, Tag, Tree};

impl Site<'_> {
    /// After such a conjunction, the noun phrase right before a finite verb is its subject, and the verb hangs on the one before.
    pub fn subordinate(&mut self) -> bool {
        let mut changed = false;
        for at in 1..self.len() {
            if matches!(self.tag(at), Tag::Adp | Tag::Sconj | Tag::Adv)
                && self.words.subordinating.contains(self.hash(at))
                && let Some((subject, verb)) = self.clause_after(at)
            {
                changed |= self.hang(at, subject, verb);
            }
        }
        changed
    }

    /// Subject and verb of the clause that begins behind a conjunction; the subject may have phrases with prepositions.
    fn clause_after(&self, at: u32) -> Option<(u32, u32)> {
        let value = |t: u32| self.mentions.iter().any(|m| m.form == Form::Value && m.first == self.first + t);
        // "since 2014 Norway has": a date is no subject.
        if value(at + 1) && self.tag(at + 1) != Tag::Num {
            return None;
        }
        let (subject, mut end) = self.phrase_at(at + 1)?;
        for _ in 0..2 {
            if self.tag(end) != Tag::Adp || value(end + 1) {
                break;
            }
            end = self.phrase_at(end + 1)?.1;
        }
        let first = end + u32::from(self.tag(end) == Tag::Adv);
        // "after parliament set up a committee": a participle with an object is a past.
        let past = self.fine(first) == Fine::VerbParticiple
            && !self.has(first, Rel::Aux)
            && matches!(
                self.fine(first + 1),
                Fine::Particle | Fine::Det | Fine::Propn | Fine::Num | Fine::PronPossessive
            );
        if first >= self.len() || !past && !self.is_finite(first) {
            return None;
        }
        let verb = governor(&self.analysis.tree, &self.analysis.fine, first);
        (self.tag(verb) == Tag::Verb && verb >= first).then_some((subject, verb))
    }

    fn hang(&mut self, at: u32, subject: u32, verb: u32) -> bool {
        let Some(main) = (0..at).rev().find(|&t| self.tag(t) == Tag::Verb) else { return false };
        // Nothing but the clause before it stands between: "X, who fled when Y came, said".
        if (main + 1..at).any(|t| matches!(self.fine(t), Fine::PronWh | Fine::Cconj)) {
            return false;
        }
        let own = self.subject(verb);
        let right = own == Some(subject) && self.head(verb) != Tree::ROOT && self.head(verb) < at;
        if right && !matches!(self.rel(verb), Rel::Ccomp | Rel::Conj) {
            return false;
        }
        let mut changed = self.rise(main, verb);
        if self.below(verb, subject) && self.below(subject, main) {
            changed |= self.set(verb, main, Rel::Advcl);
        }
        for t in 0..at {
            if self.head(t) != verb || t == main {
                continue;
            }
            let rel = match self.rel(t) {
                // "hours after X struck": how long after.
                Rel::Nsubj | Rel::NsubjPass if t + 1 == at && self.fine(t) == Fine::NounPlural => {
                    changed |= self.set(t, main, Rel::OblTmod);
                    continue;
                }
                Rel::Nsubj | Rel::NsubjPass if t > main && !self.has(main, Rel::Obj) => Rel::Obj,
                Rel::Nsubj | Rel::NsubjPass if t < main && self.subject(main).is_none() => self.subject_rel(main),
                Rel::Nsubj | Rel::NsubjPass => Rel::Dep,
                rel => rel,
            };
            changed |= self.set(t, main, rel);
        }
        changed |= self.set(verb, main, Rel::Advcl);
        changed |= self.set(subject, verb, self.subject_rel(verb));
        changed | self.set(at, verb, if self.tag(at) == Tag::Adv { Rel::Advmod } else { Rel::Mark })
    }

    /// "The party accused Lee": a past tense with a subject is no part of the name behind it, which is its object.
    pub fn modifying_verbs(&mut self) -> bool {
        let mut changed = false;
        for verb in 1..self.len() {
            let name = self.head(verb);
            // "had accused Lee": so is a participle behind its auxiliary.
            let perfect = self.fine(verb) == Fine::VerbParticiple && self.fine(verb - 1) == Fine::AuxFinite;
            let modifies = (matches!(self.fine(verb), Fine::VerbPast | Fine::VerbThird) || perfect)
                && matches!(self.rel(verb), Rel::Compound | Rel::Amod)
                && name == verb + 1
                && self.name_end(name).is_some()
                && (self.subject(verb).is_some() || self.is_noun(verb - 1) && self.below(verb - 1, name));
            if !modifies {
                continue;
            }
            let (head, rel) = (self.head(name), self.rel(name));
            set(&mut self.analysis.tree, verb, head, rel);
            set(&mut self.analysis.tree, name, verb, Rel::Obj);
            let subject = self.subject(verb).unwrap_or_else(|| self.name_head(verb - 1));
            let end = self.name_end(name).unwrap_or(name + 1);
            for t in 0..self.len() {
                if t == verb || self.head(t) != name {
                    continue;
                }
                if t < verb && t != subject {
                    self.set(t, subject, self.rel(t));
                } else if t >= end && !matches!(self.rel(t), Rel::Nmod | Rel::Appos | Rel::AclRelcl) {
                    self.set(t, verb, self.rel(t));
                }
            }
            self.set(subject, verb, self.subject_rel(verb));
            changed = true;
        }
        changed
    }

    /// "was detained on Wednesday": a word before a day is no particle.
    pub fn days(&mut self) -> bool {
        let mut changed = false;
        let (mentions, first) = (self.mentions, self.first);
        for date in mentions.iter().filter(|m| m.label == LabelId::DATE && m.first > first) {
            let day = date.first - first;
            let verb = self.head(day);
            let particle = self.rel(day) == Rel::Obj
                && verb != Tree::ROOT
                && self.rel(day - 1) == Rel::CompoundPrt
                && self.head(day - 1) == verb;
            if particle {
                changed |= self.set(day - 1, day, Rel::Case);
                changed |= self.set(day, verb, Rel::Obl);
            }
        }
        changed
    }

    /// "cut short a trip": the phrase with its article is the object.
    pub fn shortened(&mut self) -> bool {
        let mut changed = false;
        for word in 1..self.len() {
            let verb = word - 1;
            let bare = self.rel(word) == Rel::Obj
                && self.head(word) == verb
                && matches!(self.fine(word), Fine::Noun | Fine::Adj)
                && self.fine(word + 1) == Fine::Det;
            let object = bare.then(|| self.child(word, Rel::Appos)).flatten();
            if let Some(object) = object.filter(|&object| self.child(object, Rel::Det) == Some(word + 1)) {
                changed |= self.set(object, verb, Rel::Obj);
                changed |= self.set(word, verb, Rel::Advmod);
            }
        }
        changed
    }

    /// "left four people dead and 30 injured": the number is whom the participle is said of.
    pub fn counted(&mut self) -> bool {
        let mut changed = false;
        for number in 2..self.len().saturating_sub(1) {
            let participle = number + 1;
            let pair = self.tag(number) == Tag::Num
                && self.fine(number - 1) == Fine::Cconj
                && self.fine(participle) == Fine::VerbParticiple
                && matches!(self.fine(number - 2), Fine::Adj | Fine::VerbParticiple)
                && !self.is_noun(participle + 1)
                && self.subject(participle).is_none();
            let verb = if pair { self.verb_above(participle) } else { Tree::ROOT };
            if verb == Tree::ROOT || verb > number || self.has(verb, Rel::AuxPass) {
                continue;
            }
            changed |= self.set(participle, verb, Rel::Advcl);
            changed |= self.set(number, participle, Rel::NsubjPass);
            changed |= self.set(number - 1, participle, Rel::Cc);
        }
        changed
    }

    /// "urged allies to send aid and dismissed the plan": a past tense goes on with the finite verb above, not with the infinitive.
    pub fn finite_conjuncts(&mut self) -> bool {
        let mut changed = false;
        for verb in 1..self.len() {
            let infinitive = self.head(verb);
            let conjunct = self.rel(verb) == Rel::Conj
                && infinitive != Tree::ROOT
                && infinitive < verb
                && self.fine(infinitive) == Fine::Verb
                && self.child(infinitive, Rel::Mark).is_some_and(|to| self.fine(to) == Fine::To);
            if !conjunct {
                continue;
            }
            let past = match self.fine(verb) {
                Fine::VerbPast | Fine::VerbThird => true,
                Fine::VerbParticiple => self.has(verb, Rel::Obj),
                _ => false,
            };
            let own = self.has(verb, Rel::Aux) || self.has(verb, Rel::AuxPass) || self.subject(verb).is_some();
            if !past || own || !self.has(verb, Rel::Cc) {
                continue;
            }
            let mut above = self.head(infinitive);
            for _ in 0..self.len() {
                let finite = above == Tree::ROOT || self.tag(above) == Tag::Verb && self.is_finite(above);
                if finite {
                    break;
                }
                above = self.head(above);
            }
            changed |= above != Tree::ROOT && self.set(verb, above, Rel::Conj);
        }
        changed
    }
}
