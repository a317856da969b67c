//! Repairs of relative clauses: which noun they are of, and which verb comes after them.

use super::insertions::{governor, join, subject};
use super::site::Site;
use crate::mention::Form;
use crate::schema::LabelId;
use crate::syntax::fine::Fine;
use crate::syntax::{Rel, Tag, Tree};

/// How far behind its subject the verb after a relative clause is looked for.
const REACH: u32 = 40;

impl Site<'_> {
    /// A relative clause hangs on the noun right before its pronoun, unless the parser gave it the noun that this one
    /// hangs on ("the mother of X, who …") or the verb's number speaks for that ("the owner of the ships that was …").
    pub fn relative(&mut self, at: u32) -> bool {
        if self.fine(at) != Fine::PronWh || at == 0 {
            return false;
        }
        if self.hedged(at) {
            return true;
        }
        let mut verb = self.head(at);
        let mut steps = 0;
        while verb != Tree::ROOT && self.rel(verb) != Rel::AclRelcl && steps < 4 {
            verb = self.head(verb);
            steps += 1;
        }
        if verb == Tree::ROOT || self.rel(verb) != Rel::AclRelcl || verb < at {
            return false;
        }
        let Some(before) = at.checked_sub(1 + u32::from(self.is_punctuation(at - 1))) else { return false };
        let (near, given) = (self.antecedent(before, at), self.head(verb));
        if !self.is_noun(near) || self.below(near, verb) {
            return false;
        }
        // "harm to a separate person, Norbank, that could sue": of a noun and the name beside it the clause may be of either.
        if self.rel(near) == Rel::Appos && self.head(near) == given {
            return false;
        }
        let changed = self.demanded(at, verb);
        // The nouns it can be of: the one right before, and those that this one is a phrase of.
        let finite = (at + 1..=verb).find(|&t| self.is_finite(t) || self.tag(t) == Tag::Verb);
        let number = finite.filter(|_| self.head(at) == verb).and_then(|finite| self.is_plural(finite));
        let agrees = |site: &Self, noun: u32| match (number, site.is_plural(noun)) {
            (Some(one), Some(other)) => one == other,
            (Some(true), None) => site.tag(noun) != Tag::Propn,
            _ => true,
        };
        let mut chain = vec![near];
        while let Some(&last) = chain.last() {
            let above = self.head(last);
            let phrase = matches!(self.rel(last), Rel::Nmod | Rel::Conj) && above != Tree::ROOT && above < last;
            if !phrase || self.tag(above) != Tag::Noun || chain.len() > 3 {
                break;
            }
            chain.push(above);
        }
        // "the release of union boss Berg, who had been charged": a person named right before.
        let who = self.words.who.is_some_and(|class| self.lexicon.classes(self.tokens[at as usize].word).has(class));
        if who
            && near != given
            && !self.is_person(given)
            && labelled_person(self, near)
            && !labelled_person(self, given)
        {
            return changed | self.set(verb, near, Rel::AclRelcl);
        }
        if chain.contains(&given) {
            // "head of the Norbank Fund, which was founded": no person is a "which".
            if given != near && self.hash(at) == self.words.which && self.is_person(given) && !self.is_person(near) {
                return changed | self.set(verb, near, Rel::AclRelcl);
            }
            if agrees(self, given) {
                return changed;
            }
            let other = chain.iter().copied().find(|&noun| agrees(self, noun));
            return changed | other.is_some_and(|other| self.set(verb, other, Rel::AclRelcl));
        }
        let of = (0..near).any(|c| self.head(c) == near && self.rel(c) == Rel::Case && self.hash(c) == self.words.of);
        let given = self.head(near) == given && (of || self.tag(near) != Tag::Propn);
        changed | (!given && self.set(verb, near, Rel::AclRelcl))
    }

    /// The noun that a relative pronoun behind the word `before` can be of, nearest first: of "men and women who" the men, of
    /// "a citizen of San Francisco, California, who" no place.
    fn antecedent(&self, before: u32, pronoun: u32) -> u32 {
        let mut at = self.name_head(before);
        let above = self.head(at);
        let pair = self.rel(at) == Rel::Conj && above != Tree::ROOT && above + 2 == at;
        if pair
            && self.is_noun(above)
            && self.fine(at - 1) == Fine::Cconj
            && self.is_plural(at) == self.is_plural(above)
        {
            return above;
        }
        let labelled = |site: &Self, t: u32, label: LabelId| {
            let mut names = site.mentions.iter().filter(|m| m.form == Form::Name && m.first <= site.first + t);
            names.any(|m| site.first + t < m.last && site.schema.top(m.label) == label)
        };
        let who = self.tokens.get(pronoun as usize).map(|token| self.lexicon.classes(token.word));
        if !who.is_some_and(|classes| self.words.who.is_some_and(|class| classes.has(class))) {
            return at;
        }
        for _ in 0..4 {
            let above = self.head(at);
            let up = matches!(self.rel(at), Rel::Nmod | Rel::Appos | Rel::Flat | Rel::Conj | Rel::Compound);
            // "the director of Norbank, who left": nor is a body that is said of a person.
            let body = labelled(self, at, LabelId::ORG) && above != Tree::ROOT && self.is_person(above);
            if !(labelled(self, at, LabelId::PLACE) || body)
                || !up
                || above == Tree::ROOT
                || above > at
                || !self.is_noun(above)
            {
                break;
            }
            at = above;
        }
        at
    }

    /// Whether a noun is an office, or says what a person is.
    fn is_person(&self, noun: u32) -> bool {
        let labelled = |t: u32, label: LabelId, form: Form| {
            let mut over =
                self.mentions.iter().filter(|m| m.first <= self.first + t && self.first + t < m.last && m.form == form);
            over.any(|m| self.schema.top(m.label) == label)
        };
        let said_of = if self.has(noun, Rel::Cop) { self.subject(noun) } else { Some(self.head(noun)) };
        let said_of = said_of.filter(|_| self.has(noun, Rel::Cop) || self.rel(noun) == Rel::Appos);
        labelled(noun, LabelId::TITLE, Form::Nominal)
            || said_of.is_some_and(|who| who != Tree::ROOT && labelled(who, LabelId::PERSON, Form::Name))
    }

    /// "The Netherlands, which led the talks, and 78 countries signed": where no verb stands before, the noun of a relative clause
    /// and the one behind "and" share the verb after it.
    pub fn listed(&mut self) -> bool {
        let Some(pronoun) = (2..self.len()).find(|&t| self.fine(t) == Fine::PronWh) else { return false };
        let noun = self.name_head(pronoun - 2);
        if !self.is_comma(pronoun - 1) || !self.is_noun(noun) || (0..pronoun).any(|t| self.is_finite(t)) {
            return false;
        }
        let end = self.len().min(pronoun + REACH);
        let Some(cc) = (pronoun + 2..end).find(|&t| self.fine(t) == Fine::Cconj && self.is_comma(t - 1)) else {
            return false;
        };
        let Some((other, begins)) = self.phrase_at(cc + 1).filter(|&(_, begins)| self.is_finite(begins)) else {
            return false;
        };
        let verb = governor(&self.analysis.tree, &self.analysis.fine, begins);
        let Some(own) = (pronoun + 1..cc).find(|&t| self.head(t) == noun && self.rel(t) == Rel::AclRelcl) else {
            return false;
        };
        if verb < begins || self.tag(verb) == Tag::Aux || !self.below(verb, own) || self.head(noun) != Tree::ROOT {
            return false;
        }
        super::set(&mut self.analysis.tree, verb, Tree::ROOT, Rel::Root);
        let rel = self.subject_rel(verb);
        self.set(noun, verb, rel) | self.set(other, noun, Rel::Conj) | self.set(cc, other, Rel::Cc)
    }

    /// ", a charge Norway denies.": a noun with an article behind a comma, and a clause without its pronoun that ends there.
    pub fn contact(&mut self, at: u32) -> bool {
        let article = at > 1 && self.is_comma(at - 1) && self.words.indefinite.contains(self.hash(at));
        if !article || self.fine(at + 1) != Fine::Noun {
            return false;
        }
        let (noun, who) = (at + 1, at + 2);
        let end = if self.tag(who) == Tag::Pron { Some(who + 1) } else { self.name_end(who) };
        let Some(verb) = end.filter(|&end| self.is_finite(end) && self.tag(end) == Tag::Verb) else { return false };
        let before = self.name_head(at - 2);
        if verb + 1 < self.len() && !self.is_punctuation(verb + 1)
            || !self.is_noun(before)
            || self.head(verb) == Tree::ROOT
            || self.below(before, noun)
            || self.below(before, verb)
        {
            return false;
        }
        let hung = self.set(noun, before, Rel::Dep);
        hung | self.set(verb, noun, Rel::AclRelcl) | self.set(who, verb, Rel::Nsubj)
    }

    /// "Norbank, which police said sold arms": whose word it is stands beside the clause, and the pronoun is its subject.
    fn hedged(&mut self, pronoun: u32) -> bool {
        let Some(before) = pronoun.checked_sub(1 + u32::from(pronoun > 0 && self.is_comma(pronoun - 1))) else {
            return false;
        };
        let noun = self.antecedent(before, pronoun);
        let Some((who, said)) = self.phrase_at(pronoun + 1) else { return false };
        let begins = said + 1;
        // "which police said sold arms": a participle with an object is a past.
        let past = self.fine(begins) == Fine::VerbParticiple
            && matches!(self.tag(begins + 1), Tag::Noun | Tag::Propn | Tag::Det | Tag::Num);
        if !self.is_finite(said) || !self.is_said(said) || !(past || self.is_finite(begins)) {
            return false;
        }
        let verb = governor(&self.analysis.tree, &self.analysis.fine, begins);
        let own = self.subject(verb).is_none_or(|subject| subject == pronoun || subject == who);
        if self.tag(verb) != Tag::Verb || !own || !self.is_noun(noun) || self.below(noun, said) {
            return false;
        }
        let mut changed = self.rise(verb, said);
        changed |= self.set(verb, noun, Rel::AclRelcl) | self.set(said, verb, Rel::Parataxis);
        changed |= self.set(who, said, Rel::Nsubj);
        changed | self.set(pronoun, verb, self.subject_rel(verb))
    }

    /// "The injury that Article III demands": of a pronoun with a noun phrase and a finite verb right behind it, the phrase is
    /// the subject and the pronoun, which the verb has nothing else for, the object.
    fn demanded(&mut self, pronoun: u32, verb: u32) -> bool {
        let Some((who, after)) = self.phrase_at(pronoun + 1) else { return false };
        let subject = matches!(self.rel(pronoun), Rel::Nsubj | Rel::NsubjPass);
        let of = self.head(pronoun) == verb || self.head(pronoun) == who;
        if !subject
            || !of
            || !self.is_finite(after)
            || governor(&self.analysis.tree, &self.analysis.fine, after) != verb
        {
            return false;
        }
        let (subject, object) = (self.subject_rel(verb), self.child(verb, Rel::Obj));
        // "which regulators approved last month": a date is no object.
        let is_date = |site: &Self, t: u32| {
            let mut dates = site.mentions.iter().filter(|m| m.label == LabelId::DATE && m.first <= site.first + t);
            dates.any(|m| site.first + t < m.last)
        };
        let mut changed = self.set(who, verb, subject);
        let date = object.filter(|&t| is_date(self, t));
        if let Some(date) = date {
            changed |= self.set(date, verb, Rel::OblTmod);
        }
        let rel = if object.is_some() && date.is_none() { Rel::Obl } else { Rel::Obj };
        changed | self.set(pronoun, verb, rel)
    }

    /// "doctors who perform surgery": a verb right after a relative pronoun that stands behind a noun is of that noun.
    pub fn relative_of(&mut self, pronoun: u32) -> bool {
        if self.fine(pronoun) != Fine::PronWh || pronoun == 0 {
            return false;
        }
        let comma = self.is_comma(pronoun - 1);
        let Some(before) = pronoun.checked_sub(1 + u32::from(comma)) else { return false };
        let noun = self.antecedent(before, pronoun);
        // "whom they blame": the pronoun is the object.
        let whom = self.hash(pronoun) == self.words.whom;
        let whose = self.rel(pronoun) == Rel::NmodPoss;
        let who = self.phrase_at(pronoun + 1).filter(|&(_, after)| (whom || whose) && self.is_finite(after));
        let begins = who.map_or_else(|| self.behind_inserted(pronoun + 1), |(_, after)| after);
        // "who in 1859 proclaimed himself": right behind what is inserted a participle is a past.
        let inserted = begins > pronoun + 1 && self.fine(begins) == Fine::VerbParticiple;
        let open = self.is_finite(begins) || self.fine(begins) == Fine::Verb || inserted;
        if !open || !(self.is_noun(noun) || self.fine(noun) == Fine::PronOther && !comma) {
            return false;
        }
        let verb = governor(&self.analysis.tree, &self.analysis.fine, begins);
        if self.rel(verb) == Rel::AclRelcl || verb < pronoun || self.tag(verb) == Tag::Aux {
            return false;
        }
        if self.head(noun) == verb && !matches!(self.rel(noun), Rel::Obj | Rel::Obl) {
            // The clause was made the head of its noun: the noun takes its place.
            let (head, rel) = (self.head(verb), self.rel(verb));
            super::set(&mut self.analysis.tree, noun, head, rel);
        }
        let mut changed = self.set(verb, noun, Rel::AclRelcl);
        // What stands between the pronoun and the verb is the verb's.
        for t in pronoun + 1..begins {
            if self.rel(t) != Rel::Case && who.is_none() && !(pronoun..=verb).contains(&self.head(t)) {
                changed |= self.set(t, verb, Rel::Obl);
            }
        }
        if let Some((who, _)) = who {
            changed |= self.set(who, verb, self.subject_rel(verb));
            // "whose children are missing": the pronoun is its noun's.
            return changed | (whom && self.set(pronoun, verb, Rel::Obj));
        }
        if changed && self.subject(verb).is_none() {
            changed |= self.set(pronoun, verb, self.subject_rel(verb));
        }
        changed
    }

    /// The first word from `from` on that is no adverb, no phrase of a preposition ("who in 1859 proclaimed") and not set off by
    /// commas ("that, if taken, would cause").
    fn behind_inserted(&self, from: u32) -> u32 {
        if self.is_comma(from) {
            let close = (from + 1..self.len().min(from + REACH)).find(|&t| self.is_comma(t));
            return close.map_or(from, |close| close + 1);
        }
        let mut at = from;
        if self.fine(at) == Fine::Adp {
            let phrase = if self.fine(at + 1) == Fine::Num { Some(at + 2) } else { None };
            at = phrase.or_else(|| Some(self.phrase_at(at + 1)?.1)).unwrap_or(at);
        }
        at + u32::from(self.tag(at) == Tag::Adv)
    }

    /// "The man who attacked the guards was arrested": where no verb stands before the noun of a relative clause, the next
    /// verb after the clause's own is the noun's, and what stands between belongs to the clause.
    pub fn resumed(&mut self) -> bool {
        let Some(pronoun) = (1..self.len()).find(|&t| self.fine(t) == Fine::PronWh) else { return false };
        let before = pronoun - 1;
        if !self.is_noun(before) || (0..pronoun).any(|t| self.is_finite(t)) {
            return false;
        }
        let analysis = &*self.analysis;
        let is_said = |t: u32| self.is_said(t);
        let Some(noun) = subject(&analysis.tree, &analysis.fine, pronoun, &is_said) else { return false };
        let end = self.len().min(pronoun + REACH);
        // "who attacked": the pronoun is the subject; "whom Keller dismissed": the phrase after it.
        let object = self.phrase_at(pronoun + 1).filter(|&(_, after)| self.is_finite(after));
        let from = object.map_or(pronoun + 1, |(_, after)| after);
        let Some(own) = (from..end).find(|&t| self.is_finite(t)) else { return false };
        if (from..own).any(|t| !matches!(self.tag(t), Tag::Adv)) {
            return false;
        }
        let own = governor(&analysis.tree, &analysis.fine, own);
        let mut main = None;
        for t in own + 1..end {
            let coordinated = self.fine(t - 1) == Fine::Cconj || self.is_comma(t - 1) && self.fine(t) == Fine::Cconj;
            if self.is_finite(t) && !coordinated {
                main = Some(t);
                break;
            }
            if self.is_comma(t) || matches!(self.fine(t), Fine::Sconj | Fine::PronWh | Fine::AdvWh | Fine::Cconj) {
                return false;
            }
        }
        let Some(main) = main else { return false };
        let main = governor(&analysis.tree, &analysis.fine, main);
        if main <= own || self.tag(main) == Tag::Aux || self.subject(main) == Some(noun) {
            return false;
        }
        // What was taken for the later verb's subject is the object of the clause's own.
        let mut changed = false;
        if let Some(between) = self.subject(main).filter(|&s| s > own && s < main && object.is_none()) {
            let rel = if self.has(own, Rel::AuxPass) || self.has(own, Rel::Obj) { Rel::Obl } else { Rel::Obj };
            if self.below(own, main) {
                changed |= self.set(own, noun, Rel::AclRelcl);
            }
            changed |= self.set(between, own, rel);
        }
        changed |= join(&mut self.analysis.tree, &self.analysis.fine, noun, (pronoun, main), main);
        let near = self.name_head(before);
        if self.head(own) == noun && near != noun || self.rel(own) != Rel::AclRelcl {
            changed |= self.set(own, near, Rel::AclRelcl);
        }
        match object {
            Some((who, _)) => {
                changed |= self.set(pronoun, own, Rel::Obj);
                changed |= self.set(who, own, Rel::Nsubj);
            }
            None => changed |= self.set(pronoun, own, self.subject_rel(own)),
        }
        changed
    }
}

/// Whether a name of a person begins at a token.
fn labelled_person(site: &Site<'_>, token: u32) -> bool {
    let begins = |m: &&crate::mention::Mention| m.form == Form::Name && m.first == site.first + token;
    site.mentions.iter().find(begins).is_some_and(|m| site.schema.top(m.label) == LabelId::PERSON)
}
