//! Repairs of what stands behind a verb without a preposition: objects, and what looks like one.

use super::site::Site;
use crate::mention::Form;
use crate::schema::LabelId;
use crate::syntax::fine::Fine;
use crate::syntax::{Rel, Tag, Tree};

impl Site<'_> {
    /// "arrested former mayor Jon Berg", "named Ana Cruz to replace him": a name right behind an active verb that has no other
    /// object is its object, whatever the parser made of it.
    pub fn bare_objects(&mut self) -> bool {
        let mut changed = false;
        for mention in self.mentions.iter().filter(|m| m.form == Form::Name) {
            let kind = self.schema.top(mention.label);
            let mut name = mention.first.wrapping_sub(self.first);
            // "quit Jon Berg's Fish Party": the noun that the name belongs to.
            let noun = self.head(name);
            if noun != Tree::ROOT
                && noun > name
                && self.rel(name) == Rel::Compound
                && matches!(self.rel(noun), Rel::Ccomp | Rel::Obl)
            {
                name = noun;
            }
            let end = mention.last.wrapping_sub(self.first);
            // "beat Norway in the Cup semi-finals": no name is a part of what stands behind a preposition.
            let crossing = self.rel(name) == Rel::Compound
                && noun != Tree::ROOT
                && noun > end
                && noun < self.len()
                && (end..noun).any(|t| self.tag(t) == Tag::Adp);
            if let Some(verb) = name.checked_sub(1).filter(|&verb| crossing && self.tag(verb) == Tag::Verb) {
                if self.head(noun) == verb && !self.has(verb, Rel::AuxPass) {
                    changed |= self.set(noun, verb, Rel::Obl) | self.set(name, verb, Rel::Obj);
                }
                continue;
            }
            let loose = match self.rel(name) {
                Rel::Obl | Rel::OblTmod | Rel::Dep => [LabelId::PERSON, LabelId::ORG, LabelId::PLACE].contains(&kind),
                Rel::Xcomp => kind == LabelId::PERSON,
                Rel::Ccomp => self.is_noun(name) && self.subject(name).is_none(),
                _ => false,
            };
            let verb = self.head(name);
            let bare =
                loose && verb < name && self.tag(verb) == Tag::Verb && (verb + 1..name).all(|t| self.below(t, name));
            if bare
                && !self.has(name, Rel::Case)
                && !self.has(verb, Rel::Obj)
                && !self.has(verb, Rel::AuxPass)
                && !self.words.change.contains(self.lemma(verb))
            {
                changed |= self.set(name, verb, Rel::Obj);
            }
        }
        changed
    }

    /// "killed three of the men": a number that counts what "of" brings is the object.
    pub fn some_of(&mut self, verb: u32) -> bool {
        let number = verb + 1;
        self.tag(number) == Tag::Num
            && self.hash(number + 1) == self.words.of
            && self.head(number) == verb
            && matches!(self.rel(number), Rel::OblTmod | Rel::Obl | Rel::Dep)
            && !self.has(verb, Rel::Obj)
            && !self.has(verb, Rel::AuxPass)
            && self.set(number, verb, Rel::Obj)
    }

    /// "released 137 kidnapped schoolchildren": a number right behind the verb counts the plural that ends its phrase.
    pub fn numbered(&mut self, verb: u32) -> bool {
        let number = verb + 1;
        if self.tag(number) != Tag::Num || self.head(number) != verb || self.rel(number) != Rel::Obj {
            return false;
        }
        let modifies = |t: &u32| matches!(self.fine(*t), Fine::Adj | Fine::VerbParticiple | Fine::Noun);
        let noun = (number + 1..self.len()).find(|t| !modifies(t)).unwrap_or(number);
        noun > number
            && self.fine(noun) == Fine::NounPlural
            && self.head(noun) == verb
            && matches!(self.rel(noun), Rel::Obl | Rel::OblTmod | Rel::Dep)
            && !self.has(noun, Rel::Case)
            && (self.set(noun, verb, Rel::Obj) | self.set(number, noun, Rel::Nummod))
    }

    /// "was arrested 13 times": what is counted behind a passive verb that takes one object is none.
    pub fn times(&mut self, verb: u32) -> bool {
        if !self.has(verb, Rel::AuxPass)
            || self.subject(verb).is_none()
            || self.words.ditransitive.contains(self.lemma(verb))
        {
            return false;
        }
        let counted = |&object: &u32| object > verb && self.has(object, Rel::Nummod);
        self.child(verb, Rel::Obj).filter(counted).is_some_and(|object| self.set(object, verb, Rel::OblTmod))
    }

    /// "gave Ukraine 20 vehicles", "awarded the widow 3 million dollars": the second of two phrases is the object.
    pub fn two_objects(&mut self, verb: u32) -> bool {
        if !self.words.ditransitive.contains(self.lemma(verb)) || self.has(verb, Rel::AuxPass) {
            return false;
        }
        let Some((whom, end)) = self.phrase_at(verb + 1) else { return false };
        // "lent Argentina $44 billion".
        let amount = self.mentions.iter().find(|m| m.label == LabelId::MONEY && m.first == self.first + end);
        if let Some(amount) = amount {
            let inside = amount.first - self.first..amount.last - self.first;
            let Some(what) = inside.clone().find(|&t| !inside.contains(&self.head(t))) else { return false };
            let first = self.set(what, verb, Rel::Obj);
            return first | self.set(whom, verb, Rel::Iobj);
        }
        let starts = matches!(self.fine(end), Fine::Det | Fine::Num | Fine::PronPossessive)
            || self.name_end(verb + 1) == Some(end) && matches!(self.tag(end), Tag::Adj | Tag::Noun);
        let date = self.mentions.iter().any(|m| m.first == self.first + end && m.label == LabelId::DATE);
        let Some((what, _)) = self.phrase_at(end).filter(|_| starts && !date) else { return false };
        let first = self.set(what, verb, Rel::Obj);
        first | self.set(whom, verb, Rel::Iobj)
    }

    /// "met Santos in Madrid", "killed a judge in Basra": where it happens, said after an object, is the verb's.
    pub fn places_of_verbs(&mut self) -> bool {
        let mut changed = false;
        for place in self.mentions.iter().filter(|m| m.form == Form::Name) {
            let at = place.first - self.first;
            let object = self.head(at);
            let case = self
                .child(at, Rel::Case)
                .is_some_and(|case| case < at && self.words.whereabouts.contains(self.hash(case)));
            if !case
                || self.schema.top(place.label) != LabelId::PLACE
                || self.rel(at) != Rel::Nmod
                || object == Tree::ROOT
                || self.rel(object) != Rel::Obj
                || at < object
                || at - object > 4
            {
                continue;
            }
            let verb = self.head(object);
            let acts = verb != Tree::ROOT && verb < object && self.tag(verb) == Tag::Verb;
            changed |= acts && self.set(at, verb, Rel::Obl);
        }
        changed
    }

    /// A phrase with a preposition hangs on the noun right before the preposition, else on the verb as an oblique.
    pub fn prepositional(&mut self, at: u32) -> bool {
        if !matches!(self.rel(at), Rel::Nsubj | Rel::NsubjPass | Rel::Obj | Rel::Iobj) {
            return false;
        }
        let case = (0..at).find(|&c| self.head(c) == at && self.rel(c) == Rel::Case && self.tag(c) == Tag::Adp);
        let Some(case) = case.filter(|&case| self.hash(case) != self.words.by) else { return false };
        // The last word of a name stands for its first, which is the head.
        let before = case.checked_sub(1).map(|before| self.name_head(before));
        match before.filter(|&b| self.is_noun(b) && !self.below(b, at)) {
            Some(noun) => self.set(at, noun, Rel::Nmod),
            None => self.set(at, self.head(at), Rel::Obl),
        }
    }
}
