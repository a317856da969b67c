//! Repairs of names beside each other: coordinated ones, and nouns that say what a name is.

use super::insertions::governor;
use super::site::Site;
use crate::mention::{Form, Mention};
use crate::schema::LabelId;
use crate::syntax::fine::Fine;
use crate::syntax::{Rel, Tag, Tree};
use crate::text::token::Shape;

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
            let between: Vec<u32> = ((one.last - first)..(other.first - first))
                .filter(|&t| !is_title(t) && site.tag(t) != Tag::Det)
                .collect();
            let cc = |t: u32| site.fine(t) == Fine::Cconj;
            match between[..] {
                _ if schema.top(one.label) != schema.top(other.label) => Joint::None,
                [t] if cc(t) => Joint::Conjunction,
                [t] if site.is_comma(t) => Joint::Comma,
                [comma, t] if site.is_comma(comma) && cc(t) => Joint::Last,
                _ if site.is_aside(one.last - first, other.first - first) => Joint::Conjunction,
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

    /// "Ana Cruz, a nurse, and Jon Berg": nothing but what the first is stands between two names and "and".
    fn is_aside(&self, from: u32, to: u32) -> bool {
        let Some((_, end)) = self.phrase_at(from + 1).filter(|_| self.is_comma(from)) else { return false };
        self.words.indefinite.contains(self.hash(from + 1))
            && self.is_comma(end)
            && self.fine(end + 1) == Fine::Cconj
            && (end + 2..to).all(|t| matches!(self.tag(t), Tag::Det | Tag::Adj | Tag::Noun))
    }

    /// "between Norway and the rebels": what "and" brings behind the first thing is the second.
    pub fn between(&mut self) -> bool {
        let mut changed = false;
        for case in 0..self.len() {
            if !self.words.between.contains(self.hash(case)) {
                continue;
            }
            let Some((left, end)) = self.phrase_at(case + 1) else { continue };
            let Some((right, _)) = self.phrase_at(end + 1).filter(|_| self.fine(end) == Fine::Cconj) else { continue };
            changed |= self.set(case, left, Rel::Case);
            // "the war between X and Y killed": what the second was for the verb the noun before the first is.
            let noun = self.head(left);
            let verb = self.head(right);
            let subject = matches!(self.rel(right), Rel::Nsubj | Rel::NsubjPass) && verb != Tree::ROOT;
            let orphan =
                subject && noun != Tree::ROOT && noun < case && self.is_noun(noun) && self.subject(verb) == Some(right);
            let rel = self.rel(right);
            changed |= self.set(right, left, Rel::Conj);
            if orphan {
                changed |= self.set(noun, verb, rel);
            }
        }
        changed
    }

    /// "Norbank's chief executive, Jon Berg, resigned": of two subjects one with "'s" is the other's owner.
    pub fn owners(&mut self) -> bool {
        let mut changed = false;
        for mark in 1..self.len() {
            let owner = self.head(mark);
            if self.fine(mark) != Fine::Possessive || owner >= mark || self.rel(owner) != Rel::Nsubj {
                continue;
            }
            let verb = self.head(owner);
            let owned = (mark + 1..self.len()).find(|&t| self.head(t) == verb && self.rel(t) == Rel::Nsubj);
            changed |= owned.is_some_and(|owned| owned < verb && self.set(owner, owned, Rel::NmodPoss));
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
            let person = self.schema.top(name.label) == LabelId::PERSON;
            changed |= self.described(head, after, person) | self.named(head, after, person);
        }
        changed
    }

    /// A noun after the name and a comma or bracket.
    fn described(&mut self, head: u32, comma: u32, person: bool) -> bool {
        let begin = comma + 1;
        if begin >= self.len() || !self.is_punctuation(comma) {
            return false;
        }
        let closes = |site: &Self, t: u32| t >= site.len() || site.is_punctuation(t);
        // "Thomas Sam, 42,": an age; "Tom Molomby, QC,": letters after a name; "(WHO)": another name in brackets.
        let single = self.is_comma(comma) && self.fine(begin) == Fine::Num && closes(self, begin + 1);
        let upper = self.tokens.get(begin as usize).is_some_and(|t| t.shape.has(Shape::UPPER) && t.span.len() < 6);
        let letters = upper && self.tag(begin) == Tag::Propn && closes(self, begin + 1) && !self.is_listed(begin);
        if single && person || letters && (person || !self.is_comma(comma)) {
            return self.set(begin, head, Rel::Appos);
        }
        let opens = matches!(self.fine(begin), Fine::Det | Fine::PronPossessive | Fine::Noun | Fine::Adj)
            || self.words.indefinite.contains(self.hash(begin))
            || self.mentions.iter().any(|m| m.first == self.first + begin && m.label == LabelId::TITLE);
        // "Norton I, Emperor of", "John FitzGibbon, 2nd Earl of".
        let office = person && matches!(self.tag(begin), Tag::Propn | Tag::Adj | Tag::Num);
        let office = office && self.phrase_at(begin).is_some_and(|(_, end)| self.hash(end) == self.words.of);
        let opens = opens || office;
        let Some((noun, end)) = self.phrase_at(begin).filter(|_| opens && self.is_comma(comma)) else { return false };
        // "signed by Berg, the army's deputy commander, and Holm": an office behind a person's name is that person's.
        let office = |m: &Mention| self.schema.is_a(m.label, LabelId::TITLE) && m.last == self.first + end;
        let next = (end..self.len()).find(|&t| self.head(t) == noun && self.rel(t) == Rel::Conj);
        let next = next.filter(|&next| {
            let begins = |m: &Mention| m.first == self.first + next && self.schema.is_a(m.label, LabelId::PERSON);
            self.fine(noun) == Fine::Noun && self.is_comma(end) && self.mentions.iter().any(begins)
        });
        if let Some(next) = next.filter(|_| person && self.fine(begin) == Fine::Det && self.mentions.iter().any(office))
        {
            return self.set(noun, head, Rel::Appos) && self.set(next, head, Rel::Conj);
        }
        // An article tells a description from the next of a list; without one the parser or the end of it must.
        let article = matches!(self.fine(begin), Fine::Det | Fine::PronPossessive);
        let closed = self.is_comma(end) || end >= self.len() || self.hash(end) == self.words.of;
        if self.tag(noun) != Tag::Noun && self.name_end(noun).is_some()
            || !article && !closed
            || self.head(noun) == Tree::ROOT
            || matches!(self.rel(noun), Rel::Nsubj | Rel::NsubjPass)
            || self.is_finite(end)
            || self.fine(end) == Fine::Cconj
            || self.is_listed(noun)
        {
            return false;
        }
        // "replaced Berg with Holm, an economist": whoever is named last before the comma is meant.
        (self.rel(noun) != Rel::Appos || person && article) && self.set(noun, head, Rel::Appos)
    }

    /// A noun before a comma and the name: "the chairman, Viktor Lang," with a comma or the end after it.
    fn named(&mut self, head: u32, after: u32, person: bool) -> bool {
        let Some(comma) = head.checked_sub(1).filter(|&t| self.is_comma(t) || self.hash(t) == self.words.bracket)
        else {
            return false;
        };
        let mut noun = comma - u32::from(comma > 0);
        let mut of_place = false;
        if !self.is_comma(comma) {
            // "a consortium of Dutch libraries (UKB)": the name of the whole phrase.
            while self.rel(noun) == Rel::Nmod && self.head(noun) < noun && self.tag(self.head(noun)) == Tag::Noun {
                noun = self.head(noun);
            }
        }
        // "I, Joshua Norton,".
        let pronoun = person && self.fine(noun) == Fine::Pron;
        // "a boy at Harrow, John Claridge,": the noun that the phrase before the comma is about.
        if person && self.tag(noun) == Tag::Propn {
            noun = self.name_head(noun);
            let above = self.head(noun);
            if self.rel(noun) == Rel::Nmod && above != Tree::ROOT && above < noun {
                // "Norway's ambassador to Chile, Ana Cruz,": no person is a place.
                of_place = self.rel(head) == Rel::Appos && self.head(head) == noun;
                noun = above;
            }
        }
        if !(self.tag(noun) == Tag::Noun || pronoun) || noun >= comma {
            return false;
        }
        let closed = self.is_punctuation(after);
        let free = !self.is_comma(comma)
            || matches!(self.rel(head), Rel::Dep | Rel::Nmod | Rel::Conj | Rel::Parataxis | Rel::Flat | Rel::Compound);
        closed && (free || of_place) && !self.is_listed(head) && self.set(head, noun, Rel::Appos)
    }

    /// Whether a phrase has a conjunction or is coordinated.
    fn is_listed(&self, head: u32) -> bool {
        (0..self.len()).any(|t| self.head(t) == head && matches!(self.rel(t), Rel::Cc | Rel::Conj))
    }

    /// "Berg of Norbank and two colleagues urged": of two subjects of one verb, the second with its conjunction, it is one.
    pub fn paired(&mut self, at: u32) -> bool {
        let other = self.head(at);
        if self.rel(at) != Rel::Cc || other == Tree::ROOT || other < at || !self.is_subject(other) {
            return false;
        }
        let verb = self.head(other);
        let first = (0..at).rev().find(|&t| self.head(t) == verb && self.is_subject(t));
        first.is_some_and(|first| self.is_noun(first) && self.set(other, first, Rel::Conj))
    }

    fn is_subject(&self, token: u32) -> bool {
        matches!(self.rel(token), Rel::Nsubj | Rel::NsubjPass)
    }

    /// What the parser took for an apposition: after a conjunction it is the next of a list, a place after a place or a person
    /// is where that lies or lives, and a name right before a verb is its subject ("the oath Senators swore").
    pub fn apposed(&mut self, at: u32) -> bool {
        let above = self.head(at);
        if self.rel(at) != Rel::Appos || above == Tree::ROOT || above > at {
            return false;
        }
        let first = (above + 1..at).find(|&t| self.below(t, at)).unwrap_or(at);
        // "Williams, 2010", "Figure (1.6)": a number that is no age says which.
        let digits = self.tokens.get(at as usize).map_or(0, |token| token.span.len());
        if self.fine(at) == Fine::Num && digits > 2 {
            return self.set(at, above, Rel::Nmod);
        }
        let joined = (first.saturating_sub(1)..=first).any(|t| t > above && self.fine(t) == Fine::Cconj);
        if joined {
            return self.set(at, above, Rel::Conj);
        }
        let label = |t: u32| {
            let mention = self.mentions.iter().find(|m| m.form == Form::Name && m.first == self.first + t);
            mention.map(|m| self.schema.top(m.label))
        };
        let lies = matches!(label(above), Some(LabelId::PLACE | LabelId::PERSON));
        if self.is_comma(first.saturating_sub(1)) && label(at) == Some(LabelId::PLACE) && lies {
            return self.set(at, above, Rel::Nmod);
        }
        let end = self.name_end(at).unwrap_or(at + 1);
        let verb = if self.is_finite(end) { governor(&self.analysis.tree, &self.analysis.fine, end) } else { at };
        // "This afternoon, Senators will be asked"; a colon or quotation mark may open the clause.
        let opens = |t: u32| self.is_comma(t) || self.words.openings.contains(&self.hash(t));
        let bare = !(above + 1..at).any(|t| self.is_punctuation(t) && (t + 1 < first || !opens(t)));
        bare && verb > at
            && self.tag(verb) == Tag::Verb
            && self.subject(verb).is_none()
            && self.set(at, verb, self.subject_rel(verb))
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
