//! Clauses of verbs and predicates: voice, tense, aspect, polarity, modal and arguments, off the words of the verb group.

use super::act::push_oblique;
use super::clause::{Aspect, Clause, ClauseKind, Link, Tense, Voice};
use super::clauses::Clauses;
use super::sight::Sight;
use super::{Rel, Tag};
use crate::text::lexicon::WordForm;

impl Clauses {
    pub(super) fn verbal(&self, sight: &Sight<'_>, token: u32, kind: ClauseKind) -> Clause {
        let words = sight.words;
        let lemma = if kind == ClauseKind::Copula { words.be } else { sight.lemma(token) };
        let mut clause = Clause::new(token, kind, lemma, self.above(sight, token));
        clause.object = (kind == ClauseKind::Copula).then_some(token);
        let (mut auxiliary, mut have, mut relative) = (None, false, None);
        let mut progressive = false;
        for &child in sight.children.of(token) {
            match sight.rel(child) {
                Rel::Nsubj | Rel::NsubjOuter | Rel::Csubj => clause.subject = clause.subject.or(Some(child)),
                Rel::NsubjPass => {
                    clause.voice = Voice::Passive;
                    clause.subject = Some(child);
                }
                Rel::AuxPass => {
                    clause.voice = Voice::Passive;
                    auxiliary = auxiliary.or(Some(child));
                }
                Rel::Aux | Rel::Cop => {
                    if sight.is(child, words.modal) {
                        clause.modal = Some(child);
                    }
                    have |= sight.lemma(child) == words.have;
                    progressive |= sight.rel(child) == Rel::Aux && sight.lemma(child) == words.be;
                    auxiliary = auxiliary.or(Some(child));
                }
                Rel::Obj => clause.object = clause.object.or(Some(child)),
                Rel::Iobj => clause.iobj = Some(child),
                Rel::OblAgent => clause.agent = Some(child),
                Rel::Obl | Rel::OblTmod | Rel::Nmod => push_oblique(sight, child, &mut clause.obliques),
                Rel::CompoundPrt => clause.particle = Some(sight.hash(child)),
                Rel::Mark => clause.mark = clause.mark.or(Some(child)),
                Rel::Advmod | Rel::Det if sight.is(child, words.negation) => clause.negative = true,
                _ => {}
            }
        }
        for noun in [clause.subject, clause.object, clause.iobj].into_iter().flatten() {
            let none = sight.children.with(sight.tree, noun, Rel::Det).any(|d| sight.is(d, words.negation));
            clause.negative |= none && noun != token || sight.is(noun, words.negation);
            if sight.tag(noun) == Tag::Pron && sight.is(noun, words.relative) {
                relative = Some(noun);
            }
        }
        if kind == ClauseKind::Copula {
            clause.negative |= sight.children.with(sight.tree, token, Rel::Det).any(|d| sight.is(d, words.negation));
        }
        // "is being questioned": the second auxiliary is the one that goes on.
        progressive |= clause.voice == Voice::Passive
            && sight.children.with(sight.tree, token, Rel::AuxPass).any(|aux| sight.has_form(aux, WordForm::Gerund));
        clause.aspect = match (have, progressive) {
            (false, false) => Aspect::Simple,
            (true, false) => Aspect::Perfect,
            (false, true) => Aspect::Progressive,
            (true, true) => Aspect::PerfectProgressive,
        };
        clause.tense = tense(sight, &clause, auxiliary, have);
        // "asked us": one object alone is the direct one, unless a clause is that.
        let clausal = |c: &u32| matches!(sight.rel(*c), Rel::Ccomp | Rel::Xcomp);
        if clause.object.is_none() && !sight.children.of(token).iter().any(clausal) {
            clause.object = clause.iobj.take();
        }
        self.share(sight, &mut clause, auxiliary, relative);
        if kind == ClauseKind::Verb && auxiliary.is_none() {
            hyphenated(sight, &mut clause);
        }
        if clause.inherited {
            // "His itinerary includes attending …": whose plan it is, acts.
            let plan = clause.subject.filter(|&s| sight.words.plan.contains(sight.lemma(s)));
            clause.subject = plan.and_then(|s| sight.children.first(sight.tree, s, Rel::NmodPoss)).or(clause.subject);
        }
        clause
    }
}

/// "the Iran-backed militia", "state-owned Norbank": a participle behind a hyphen has the word before that as its agent, and is said
/// of the noun that it stands before.
fn hyphenated(sight: &Sight<'_>, clause: &mut Clause) {
    let Some(hyphen) = clause.head.checked_sub(1).filter(|&h| h > 0 && sight.is_hyphen(h)) else { return };
    if !sight.verb_forms(clause.head).participle {
        return;
    }
    let said_of = match sight.rel(clause.head) {
        Rel::Amod => sight.head(clause.head).filter(|&noun| noun > clause.head),
        _ => clause.object.filter(|&noun| noun > clause.head),
    };
    let Some(noun) = said_of else { return };
    let before = hyphen - 1;
    let agent = sight.head(before).filter(|&name| sight.rel(before) == Rel::Flat && name < before).unwrap_or(before);
    (clause.voice, clause.inherited) = (Voice::Passive, true);
    (clause.subject, clause.object, clause.agent) = (Some(noun), None, Some(agent));
    clause.obliques.clear();
}

/// When, by the first word of the verb group; `have` where an auxiliary makes it a perfect.
fn tense(sight: &Sight<'_>, clause: &Clause, auxiliary: Option<u32>, have: bool) -> Tense {
    let finite = match auxiliary {
        Some(auxiliary) => auxiliary,
        None if clause.kind == ClauseKind::Verb => clause.head,
        None => return Tense::None,
    };
    if sight.is(finite, sight.words.modal) {
        return Tense::Future;
    }
    let forms = sight.verb_forms(finite);
    let infinitive = clause.mark.is_some_and(|mark| sight.tag(mark) == Tag::Part);
    // A headline's "X to buy Y" is no part of another clause.
    if infinitive && auxiliary.is_none() && clause.link == Link::Main && clause.subject.is_some() {
        return Tense::Future;
    }
    if have {
        Tense::Past
    } else if forms.gerund || infinitive {
        Tense::None
    } else if forms.participle && auxiliary.is_none() {
        // A participle with a subject of its own was a past tense; without one it says no time.
        let own = clause.subject.is_some() || matches!(clause.link, Link::Main | Link::Complement | Link::Aside);
        if own { Tense::Past } else { Tense::None }
    } else if forms.past && !forms.base {
        Tense::Past
    } else {
        Tense::Present
    }
}
