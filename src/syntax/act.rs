//! Clauses without a verb: nouns of action with their arguments, and appositions that say what something is.

use super::clause::{Clause, ClauseKind, Link, Oblique, Tense, Voice};
use super::clauses::Clauses;
use super::sight::Sight;
use super::{Rel, Tag};

impl Clauses {
    /// Whether an apposition says what kind of thing its name is: "Harbin, a city in the north".
    pub(super) fn says_kind(&self, sight: &Sight<'_>, token: u32) -> bool {
        let article = |d: u32| sight.words.indefinite.contains(sight.hash(d));
        let name = sight.head(token).is_some_and(|head| sight.tag(head) == Tag::Propn && head < token);
        name && sight.children.with(sight.tree, token, Rel::Det).any(article)
    }

    /// An apposition as the copula it stands for; what it says is presupposed.
    pub(super) fn apposed(&self, sight: &Sight<'_>, token: u32) -> Clause {
        let mut clause = self.verbal(sight, token, ClauseKind::Copula);
        (clause.subject, clause.inherited, clause.link) = (sight.head(token), true, Link::Relative);
        (clause.voice, clause.negative, clause.modal) = (Voice::Active, false, None);
        clause
    }

    pub(super) fn nominal(&self, sight: &Sight<'_>, token: u32, is_light: &dyn Fn(u64) -> bool) -> Clause {
        let head = sight.head(token);
        let (parent, _) = self.above(sight, token);
        let above = parent.map(|p| &self.clauses[p as usize]);
        let mut clause = Clause::new(token, ClauseKind::Noun, sight.lemma(token), (parent, Link::Nominal));
        clause.tense = above.map_or(Tense::None, |c| c.tense);
        clause.subject = sight.children.first(sight.tree, token, Rel::NmodPoss);
        for &child in sight.children.of(token) {
            match sight.rel(child) {
                Rel::Nmod | Rel::Obl | Rel::OblAgent => push_oblique(sight, child, &mut clause.obliques),
                // "has no ties with X": the verb that it is the object of says so already.
                Rel::Det if !matches!(sight.rel(token), Rel::Obj | Rel::NsubjPass) => {
                    clause.negative |= sight.is(child, sight.words.negation);
                }
                _ => {}
            }
        }
        clause.said_of = match sight.rel(token) {
            Rel::Appos => head,
            // "a former judge and a member of the union".
            Rel::Conj => head.and_then(|noun| {
                let apposed = sight.head(noun).filter(|&name| sight.rel(noun) == Rel::Appos && name < noun);
                let copula = sight.children.first(sight.tree, noun, Rel::Cop).is_some();
                let subject = sight.children.first(sight.tree, noun, Rel::Nsubj).filter(|_| copula);
                apposed.or(subject)
            }),
            Rel::Xcomp => above.and_then(|above| above.undergoer().or(above.subject)).filter(|&s| s != token),
            Rel::Obl if self.case_is(sight, token, sight.words.as_word) => above.and_then(|above| above.subject),
            _ => sight.children.first(sight.tree, token, Rel::Appos),
        };
        let Some(above) = above else { return clause };
        let direct = head == Some(above.head);
        let light = direct && above.kind == ClauseKind::Verb && is_light(above.lemma);
        let carried = match sight.rel(token) {
            Rel::Obj | Rel::NsubjPass if light => true,
            // "arrived for a visit to", "kicked off the day with a visit to": its doer is the one who acts.
            // "raised hopes for deliveries to": not what a noun is for.
            Rel::Obl => {
                let noun = above.object.is_some_and(|object| sight.tag(object) == Tag::Noun);
                direct && !(noun && self.case_is(sight, token, sight.words.for_word))
            }
            _ => false,
        };
        // "charged X with the murder of Y": X is the one by whom.
        let deed = direct && sight.rel(token) == Rel::Obl && sight.words.deed.contains(above.lemma);
        if let Some(head) = above.undergoer().filter(|&head| deed && head != token) {
            clause.obliques.push(Oblique { preposition: sight.words.by, case: u32::MAX, head });
        } else if carried && clause.subject.is_none() {
            let doer = above.doer().filter(|&s| s != token);
            clause.subject = doer.or(above.subject.filter(|&s| s != token && above.voice == Voice::Passive));
            clause.inherited = true;
        }
        if light && matches!(sight.rel(token), Rel::Obj | Rel::NsubjPass) {
            clause.obliques.extend(above.obliques.iter().filter(|o| o.head != token));
            clause.iobj = above.iobj;
            if clause.subject.is_none() {
                clause.subject = above.agent;
            }
        }
        clause
    }

    fn case_is(&self, sight: &Sight<'_>, token: u32, word: u64) -> bool {
        sight.children.with(sight.tree, token, Rel::Case).any(|case| sight.hash(case) == word)
    }
}

/// Adds a prepositional phrase and those coordinated with it.
pub(super) fn push_oblique(sight: &Sight<'_>, head: u32, out: &mut Vec<Oblique>) {
    let case = sight.children.first(sight.tree, head, Rel::Case);
    for conjunct in sight.conjuncts(head) {
        let own = sight.children.first(sight.tree, conjunct, Rel::Case).or(case);
        let case = own.unwrap_or(u32::MAX);
        // "ahead of", "along with": the last word of a fixed preposition decides, but for "according to", which takes nothing.
        let source = |own: u32| sight.words.according.contains(sight.hash(own));
        let fixed = |own: u32| sight.children.with(sight.tree, own, Rel::Fixed).last();
        let last = own.map(|own| fixed(own).filter(|_| !source(own)).unwrap_or(own));
        let preposition = last.map_or(0, |last| sight.hash(last));
        if conjunct == head || own != Some(u32::MAX) {
            out.push(Oblique { preposition, case, head: conjunct });
        }
    }
}
