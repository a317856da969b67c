//! Repairs of what verbs take: agents, objects, particles, prepositions and infinitives, by what the verb is.

use super::insertions::join;
use super::site::Site;
use crate::mention::Form;
use crate::schema::LabelId;
use crate::syntax::fine::Fine;
use crate::syntax::{Rel, Tag, Tree};

/// How many words an object may have before the preposition that belongs to its verb.
const REACH: u32 = 16;

impl Site<'_> {
    /// "She married Berg in 1960; he died in 1991": what stands before a semicolon is no argument of a verb behind it.
    pub fn divided(&mut self, at: u32) -> bool {
        if !self.is_punctuation(at) || self.hash(at) != self.words.semicolon {
            return false;
        }
        let mut changed = false;
        for t in 0..at {
            let across = matches!(self.rel(t), Rel::Obl | Rel::OblTmod | Rel::Obj)
                && self.head(t) > at
                && self.head(t) != Tree::ROOT;
            let verb = (0..t).rev().find(|&v| self.tag(v) == Tag::Verb && self.is_finite(v)).filter(|_| across);
            changed |= verb.is_some_and(|verb| self.set(t, verb, Rel::Obl));
        }
        changed
    }

    /// Mends what hangs on the verbs of the sentence.
    pub fn verbs(&mut self) -> bool {
        let mut changed = self.bare_objects();
        for at in 0..self.len() {
            match self.tag(at) {
                Tag::Verb => {
                    changed |= self.reduced(at)
                        | self.modifier(at)
                        | self.series(at)
                        | self.particle(at)
                        | self.two_objects(at)
                        | self.times(at)
                        | self.some_of(at)
                        | self.going_on(at)
                        | self.clausal(at)
                        | self.doing(at)
                        | self.numbered(at);
                }
                Tag::Adj => changed |= self.predicate(at),
                Tag::Part if self.fine(at) == Fine::To => changed |= self.infinitive(at),
                Tag::Cconj => changed |= self.coordinated(at),
                Tag::Adp | Tag::Sconj => changed |= self.governed(at),
                Tag::Pron if self.fine(at) == Fine::PronWh => changed |= self.content(at),
                Tag::Pron if self.rel(at) == Rel::Expl && self.fine(at) == Fine::PronOther => {
                    changed |= self.nobody(at);
                }
                _ => {}
            }
        }
        changed
    }

    /// "criticised the swap, saying …", "named Berg head of its wind unit, Acme, replacing Holm", "agreed to it, officials said,
    /// raising hopes": what follows a comma is the verb's that acts, not its object's nor the aside's.
    fn going_on(&mut self, gerund: u32) -> bool {
        let above = self.head(gerund);
        if self.fine(gerund) != Fine::VerbIng || gerund < 2 || !self.is_comma(gerund - 1) || above == Tree::ROOT {
            return false;
        }
        let outer = self.head(above);
        if self.rel(gerund) == Rel::Ccomp && above + 2 == gerund && self.rel(above) == Rel::Parataxis {
            return self.is_said(above) && outer != Tree::ROOT && self.set(gerund, outer, Rel::Advcl);
        }
        let verb = self.verb_above(gerund);
        let bare = self.rel(gerund) == Rel::Conj && self.is_noun(above) && !self.has(gerund, Rel::Cc);
        if !bare && self.rel(gerund) != Rel::Acl || above > gerund || verb == Tree::ROOT || verb > above {
            return false;
        }
        let object = self.rel(above) == Rel::Obj && outer == verb && self.is_said(gerund);
        let of = |m: &crate::mention::Mention| m.first <= self.first + above && self.first + above < m.last;
        let person = self.mentions.iter().any(|m| of(m) && self.schema.top(m.label) == LabelId::PERSON);
        let within =
            matches!(self.rel(above), Rel::Nmod | Rel::Appos | Rel::Obl) && self.has(gerund, Rel::Obj) && !person;
        (object || within) && self.set(gerund, verb, Rel::Advcl)
    }

    /// "welcomed the deal, but the union accused": a verb with a subject of its own goes on with a verb, not with that one's object.
    fn clausal(&mut self, verb: u32) -> bool {
        let noun = self.head(verb);
        if self.rel(verb) != Rel::Conj || noun == Tree::ROOT || noun > verb || !self.is_noun(noun) {
            return false;
        }
        let own = self.subject(verb).is_some_and(|s| s > noun && s < verb);
        let above = self.verb_above(noun);
        let predicate = self.has(noun, Rel::Cop);
        own && !predicate && above != Tree::ROOT && above < noun && self.set(verb, above, Rel::Conj)
    }

    /// "was found guilty of murder in 2015": an adjective before a preposition modifies nothing behind that, but says what comes of the verb.
    fn predicate(&mut self, adjective: u32) -> bool {
        let noun = self.head(adjective);
        let Some(verb) = adjective.checked_sub(1).filter(|&verb| self.tag(verb) == Tag::Verb) else { return false };
        noun != Tree::ROOT
            && noun > adjective + 1
            && self.tag(adjective + 1) == Tag::Adp
            && self.has(verb, Rel::AuxPass)
            && self.set(adjective, verb, Rel::Xcomp)
    }

    /// "has denied supplying drones": the -ing form right behind a verb that takes one is the verb's, the noun its object.
    fn doing(&mut self, gerund: u32) -> bool {
        let noun = self.head(gerund);
        let Some(verb) = gerund.checked_sub(1).filter(|&verb| self.tag(verb) == Tag::Verb) else { return false };
        self.fine(gerund) == Fine::VerbIng
            && matches!(self.rel(gerund), Rel::Compound | Rel::Amod)
            && noun != Tree::ROOT
            && noun > gerund
            && self.head(noun) == verb
            && self.rel(noun) == Rel::Obj
            && self.words.gerund.contains(self.lemma(verb))
            && {
                super::set(&mut self.analysis.tree, gerund, verb, Rel::Xcomp);
                self.set(noun, gerund, Rel::Obj)
            }
    }

    /// "took over the airport", "pulled out of the project": the particle is the verb's, and the noun its object.
    fn particle(&mut self, verb: u32) -> bool {
        let at = verb + 1;
        // "ruled out an early election": what stands right behind the particle without a preposition is the object.
        if self.fine(at) == Fine::Particle && self.head(at) == verb && !self.has(verb, Rel::Obj) {
            let pair = self.words.particles.has(self.lemma(verb), self.hash(at)) && !self.has(verb, Rel::AuxPass);
            let Some((object, _)) = self.phrase_at(at + 1).filter(|_| pair) else { return false };
            let value = self.mentions.iter().any(|m| m.form == Form::Value && m.first == self.first + at + 1);
            return !value
                && self.head(object) == verb
                && matches!(self.rel(object), Rel::Obl | Rel::OblTmod | Rel::Dep)
                && self.set(object, verb, Rel::Obj);
        }
        if !matches!(self.tag(at), Tag::Adp | Tag::Adv) || !self.words.particles.has(self.lemma(verb), self.hash(at)) {
            return false;
        }
        // "took on Monday": a date or place after the word makes it a preposition.
        let named = self.mentions.iter().any(|m| {
            m.first == self.first + at + 1 && m.form != Form::Nominal && self.schema.top(m.label) != LabelId::PERSON
        });
        let brings = self.words.whereabouts.contains(self.hash(at));
        if named && brings {
            return false;
        }
        let mut changed = false;
        let head = self.head(at);
        if self.rel(at) == Rel::Case && head != Tree::ROOT && head > at && self.tag(at + 1) != Tag::Adp {
            let rel = if self.has(verb, Rel::Obj) || self.has(verb, Rel::AuxPass) { Rel::Obl } else { Rel::Obj };
            changed |= self.set(head, verb, rel);
        }
        // "out of": what hung on both words is the verb's.
        if self.tag(at + 1) == Tag::Adp && self.head(at + 1) == at && head != Tree::ROOT && head > at + 1 {
            changed |= self.set(at + 1, head, Rel::Case) | self.set(head, verb, Rel::Obl);
        }
        changed | self.set(at, verb, Rel::CompoundPrt)
    }

    /// "A statement issued by the ministry confirmed": a participle with a doer belongs to the noun, the next verb is the noun's.
    fn reduced(&mut self, verb: u32) -> bool {
        let bare =
            self.fine(verb) == Fine::VerbParticiple && !self.has(verb, Rel::AuxPass) && !self.has(verb, Rel::Aux);
        let Some(subject) = self.subject(verb).filter(|&s| bare && s + 1 == verb && self.is_noun(s)) else {
            return false;
        };
        let after = (verb + 1..self.len()).find(|&t| {
            self.head(t) == verb
                && matches!(self.rel(t), Rel::Conj | Rel::Parataxis | Rel::Advcl | Rel::Ccomp | Rel::Dep)
                && self.is_finite(t)
                && !self.has(t, Rel::Cc)
                && !self.has(t, Rel::Mark)
                && self.subject(t).is_none()
        });
        after.is_some_and(|main| join(&mut self.analysis.tree, &self.analysis.fine, subject, (verb, main), main))
    }

    /// "Gunmen stormed the house, shot dead two guards and fled": a past tense behind a comma goes on with the verb before it, which
    /// a conjunction goes on with too; an adjective before a number is the verb's.
    fn series(&mut self, verb: u32) -> bool {
        if self.fine(verb) != Fine::VerbPast || verb == 0 {
            return false;
        }
        let (above, after) = (self.head(verb), verb + 1);
        let says = self.tag(after) == Tag::Adj && matches!(self.fine(after + 1), Fine::Num | Fine::Det);
        let mut changed = says && self.rel(after) == Rel::Amod && self.set(after, verb, Rel::Xcomp);
        if self.is_comma(verb - 1)
            && matches!(self.rel(verb), Rel::Parataxis | Rel::Advcl | Rel::AclRelcl | Rel::Dep)
            && above < verb
            && self.fine(above) == Fine::VerbPast
            && !self.is_said(verb)
            && self.subject(verb).is_none()
            && (after..self.len())
                .any(|t| [above, verb].contains(&self.head(t)) && self.rel(t) == Rel::Conj && self.tag(t) == Tag::Verb)
        {
            changed |= self.set(verb, above, Rel::Conj);
        }
        changed
    }

    /// "people and entities accused of helping": a participle right behind a noun that nothing coordinates with a verb is the noun's.
    fn modifier(&mut self, verb: u32) -> bool {
        let loose = self.fine(verb) == Fine::VerbParticiple && self.rel(verb) == Rel::Conj && verb > 0;
        let noun = self.name_head(verb.saturating_sub(1));
        loose
            && self.is_noun(noun)
            && self.head(verb) < noun
            && !self.has(verb, Rel::Cc)
            && !self.has(verb, Rel::AuxPass)
            && self.subject(verb).is_none()
            && self.set(verb, noun, Rel::Acl)
    }

    /// "met bankers, investors and union leaders": the phrase after "and" belongs to the noun before it.
    fn coordinated(&mut self, cc: u32) -> bool {
        let Some((right, end)) = self.phrase_at(cc + 1) else { return false };
        let Some(left) = cc.checked_sub(1).map(|left| self.name_head(left)) else { return false };
        let loose = match self.rel(right) {
            Rel::Obl | Rel::Nmod => !self.has(right, Rel::Case),
            Rel::Dep | Rel::Appos | Rel::OblTmod => true,
            _ => false,
        };
        if !loose || self.head(cc) != right || self.tag(left) != Tag::Noun || self.tag(right) != Tag::Noun {
            return false;
        }
        if self.is_finite(end)
            || self.mentions.iter().any(|m| m.first == self.first + cc + 1 && m.label == LabelId::DATE)
        {
            return false;
        }
        let first = if self.rel(left) == Rel::Conj { self.head(left) } else { left };
        self.set(right, first, Rel::Conj)
    }

    /// "ordered the firm to pay": the infinitive after the object of a verb of control is the verb's.
    fn infinitive(&mut self, to: u32) -> bool {
        let verb = self.head(to);
        if self.rel(to) != Rel::Mark || verb == Tree::ROOT || self.tag(verb) != Tag::Verb {
            return false;
        }
        let above = self.head(verb);
        let controls = |site: &Self, t: u32| site.tag(t) == Tag::Verb && site.words.control.contains(site.lemma(t));
        match self.rel(verb) {
            Rel::Acl if above != Tree::ROOT && above < to && matches!(self.rel(above), Rel::Obj | Rel::Iobj) => {
                let governor = self.head(above);
                controls(self, governor) && self.set(verb, governor, Rel::Xcomp)
            }
            Rel::Advcl if above != Tree::ROOT && above < to && controls(self, above) && self.has(above, Rel::Obj) => {
                self.set(verb, above, Rel::Xcomp)
            }
            _ => false,
        }
    }

    /// "sold its stake in the mine to an investor": a preposition that belongs to the verb brings the verb's argument.
    fn governed(&mut self, case: u32) -> bool {
        let noun = self.head(case);
        // "appointed Berg as coach after Holm left": what the parser made a conjunction of the verb brings the noun behind it.
        if noun != Tree::ROOT && noun < case && self.rel(case) == Rel::Mark && self.tag(noun) == Tag::Verb {
            let brought = self
                .phrase_at(case + 1)
                .map(|(head, _)| head)
                .filter(|&head| self.head(head) == noun && matches!(self.rel(head), Rel::Dep | Rel::Obl | Rel::Advcl));
            let pair = self.words.prepositions.has(self.lemma(noun), self.hash(case));
            let Some(brought) = brought.filter(|_| pair) else { return false };
            return self.set(brought, noun, Rel::Obl) | self.set(case, brought, Rel::Case);
        }
        let by_verb = matches!(self.rel(case), Rel::Case | Rel::Mark) && noun != Tree::ROOT && noun > case;
        if !by_verb {
            return false;
        }
        // "accused of supplying weapons": the gerund is the verb's, the noun its object, whichever has the preposition.
        let first = case + 1;
        let object = if noun == first { self.head(first) } else { noun };
        if self.fine(first) == Fine::VerbIng
            && object != Tree::ROOT
            && object > first
            && self.head(first) == object
            && matches!(self.rel(first), Rel::Compound | Rel::Amod)
        {
            // "to fly home after holding talks": so is that of a verb which only carries its noun.
            let above = self.verb_above(object);
            let carries = self.words.light.contains(self.lemma(first)) && above < case;
            let verb = if carries { above } else { self.head(object) };
            let verbal = verb != Tree::ROOT && verb < case && self.tag(verb) == Tag::Verb;
            if verbal && (carries || self.words.prepositions.has(self.lemma(verb), self.hash(case))) {
                super::set(&mut self.analysis.tree, first, verb, Rel::Advcl);
                return self.set(case, first, Rel::Mark) | self.set(object, first, Rel::Obj);
            }
            // "sentenced on spying charges": else the preposition is the noun's.
            if noun == first
                && verbal
                && matches!(self.rel(object), Rel::Obj | Rel::Obl)
                && self.has(verb, Rel::AuxPass)
            {
                return self.set(case, object, Rel::Case) | self.set(object, verb, Rel::Obl);
            }
        }
        // "accused the government of being unprepared": a predicate with its copula is brought like a gerund.
        let gerund = self.fine(noun) == Fine::VerbIng || self.tag(noun) == Tag::Adj && self.has(noun, Rel::Cop);
        let loose = match self.rel(noun) {
            Rel::Nmod | Rel::Obl => true,
            Rel::Acl | Rel::Advcl => gerund,
            _ => false,
        };
        if !loose || !(gerund || self.is_noun(noun) || self.tag(noun) == Tag::Pron) {
            return false;
        }
        // Up from what it hangs on, through objects and their phrases, to the verb.
        let mut verb = self.head(noun);
        for _ in 0..REACH {
            if verb == Tree::ROOT || verb > case || self.tag(verb) == Tag::Verb {
                break;
            }
            match self.rel(verb) {
                Rel::Obj | Rel::Iobj | Rel::Nmod | Rel::Obl | Rel::NmodPoss | Rel::Conj | Rel::Appos => {
                    verb = self.head(verb);
                }
                _ => return false,
            }
        }
        if verb == Tree::ROOT || verb > case || self.tag(verb) != Tag::Verb || case - verb > REACH {
            return false;
        }
        let governs = self.words.prepositions.has(self.lemma(verb), self.hash(case));
        // "acquitted Berg, a senator of the Fish Party": what is said beside a name keeps its phrase.
        let before = case.saturating_sub(1);
        if self.rel(before) == Rel::Appos && before > verb && self.head(noun) == before {
            return false;
        }
        // The noun before the preposition has it as its own: "signed a deal with".
        if !governs || self.head(noun) == verb {
            return false;
        }
        self.set(noun, verb, if gerund { Rel::Advcl } else { Rel::Obl })
    }

    /// "told reporters that the army had freed them": "that" before a clause with a subject of its own is no argument.
    fn content(&mut self, that: u32) -> bool {
        let verb = self.head(that);
        verb != Tree::ROOT
            && that < verb
            && self.rel(verb) == Rel::Ccomp
            && matches!(self.rel(that), Rel::Obj | Rel::Dep)
            && self.hash(that) == self.words.that
            && self.subject(verb).is_some()
            && self.set(that, verb, Rel::Mark)
    }

    /// "Nobody claimed it": only "there" stands for no one.
    fn nobody(&mut self, at: u32) -> bool {
        let word = self.tokens[at as usize].word;
        let denies = self.words.negation.is_some_and(|class| self.lexicon.classes(word).has(class));
        let verb = self.head(at);
        denies && verb != Tree::ROOT && self.subject(verb).is_none() && self.set(at, verb, self.subject_rel(verb))
    }

    /// "by" after a passive verb brings its agent.
    pub fn agent(&mut self, at: u32) -> bool {
        if self.hash(at) != self.words.by || self.rel(at) != Rel::Case {
            return false;
        }
        let head = self.head(at);
        if head == Tree::ROOT
            || !matches!(self.rel(head), Rel::Nmod | Rel::Obl | Rel::Nsubj | Rel::Obj | Rel::NsubjPass)
        {
            return false;
        }
        // The nearest verb before, if it is passive and has no agent yet.
        let Some(verb) = (0..at).rev().find(|&t| self.tag(t) == Tag::Verb) else { return false };
        let reduced = matches!(self.rel(verb), Rel::Acl | Rel::Advcl) && self.fine(verb) == Fine::VerbParticiple;
        let passive = self.has(verb, Rel::AuxPass) || self.has(verb, Rel::NsubjPass) || reduced;
        passive && !self.has(verb, Rel::OblAgent) && self.set(head, verb, Rel::OblAgent)
    }

    /// Subjects and objects are those of a verb or a predicate: what hangs on a phrase with a preposition is the verb's.
    pub fn argument(&mut self, at: u32) -> bool {
        let above = self.head(at);
        if !matches!(self.rel(at), Rel::Nsubj | Rel::NsubjPass | Rel::Obj) || above == Tree::ROOT {
            return self.modified_case(at) || self.measure(at);
        }
        let phrase = matches!(self.tag(above), Tag::Noun | Tag::Propn | Tag::Num | Tag::Sym);
        if !phrase || self.has(above, Rel::Cop) || !self.has(above, Rel::Case) {
            return self.measure(at);
        }
        let verb = self.verb_above(above);
        if verb == Tree::ROOT {
            return false;
        }
        let passive = self.has(verb, Rel::AuxPass);
        match at > verb {
            true if !self.has(verb, Rel::Obj) && !passive => self.set(at, verb, Rel::Obj),
            false if self.subject(verb).is_none() => self.set(at, verb, self.subject_rel(verb)),
            _ => false,
        }
    }

    /// A preposition hangs on the head of its phrase, not on what modifies that.
    fn modified_case(&mut self, case: u32) -> bool {
        let modifier = self.head(case);
        let inside = self.rel(case) == Rel::Case && self.tag(case) == Tag::Adp && modifier != Tree::ROOT;
        let head = if inside { self.head(modifier) } else { Tree::ROOT };
        head != Tree::ROOT
            && head > modifier
            && modifier > case
            && matches!(self.rel(modifier), Rel::Amod | Rel::Compound | Rel::Nummod)
            && self.is_noun(head)
            && self.set(case, head, Rel::Case)
    }

    /// "rose 4 percent", "lasted two hours": an amount of change or time is no object.
    fn measure(&mut self, at: u32) -> bool {
        let verb = self.head(at);
        if self.rel(at) != Rel::Obj || verb == Tree::ROOT {
            return false;
        }
        let mention = self.mentions.iter().find(|m| m.first <= self.first + at && self.first + at < m.last);
        let amount = mention.is_some_and(|m| m.form == Form::Value && m.label != LabelId::DATE);
        amount
            && self.tag(at) == Tag::Noun
            && self.words.change.contains(self.lemma(verb))
            && self.set(at, verb, Rel::OblTmod)
    }
}
