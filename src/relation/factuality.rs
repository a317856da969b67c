//! Factuality: whether a clause is told as a fact, and on whose word.
//!
//! A clause starts as asserted. What it hangs on (a verb of saying, planning, denying, …), its modal, its conjunction and
//! its adverbs weaken it; the cue words are the `cue_*` lists of the rule files. After Saurí and Pustejovsky's FactBank
//! ("FactBank: a corpus annotated with event factuality", 2009), reduced to the classes of the schema.

use super::asides::{asides, speaker};
use super::cues::{Cue, Cues};
use super::{Modality, Polarity};
use crate::syntax::clause::{Clause, ClauseKind, Link, Tense};
use crate::syntax::clauses::Clauses;
use crate::syntax::sight::Sight;
use crate::syntax::{Rel, Tag};

/// How a clause is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Factuality {
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// See [`Modality`].
    pub modality: Modality,
    /// Head of the phrase that names who says so.
    pub source: Option<u32>,
}

/// What weakened, negated or attributed a clause: for explanations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A word of a list of the rule files.
    Cue {
        /// The list.
        list: &'static str,
        /// The word's token.
        token: u32,
    },
    /// The form of the clause, in words.
    Form(&'static str),
    /// How the clause of this index is told.
    Clause(u32),
}

impl Default for Factuality {
    fn default() -> Factuality {
        Factuality { polarity: Polarity::Positive, modality: Modality::Asserted, source: None }
    }
}

impl Factuality {
    pub(super) fn weaken(&mut self, modality: Modality) {
        self.modality = self.modality.min(modality);
    }

    fn negate(&mut self) {
        self.polarity = match self.polarity {
            Polarity::Positive => Polarity::Negative,
            Polarity::Negative => Polarity::Positive,
        };
    }
}

/// The factuality of every clause of a sentence, in their order; `note` is told what made a clause (by its index) what it is.
pub fn of_clauses(
    sight: &Sight<'_>,
    clauses: &Clauses,
    cues: &Cues,
    note: &mut dyn FnMut(usize, Reason),
) -> Vec<Factuality> {
    let mut states: Vec<Factuality> = Vec::with_capacity(clauses.clauses.len());
    for (index, clause) in clauses.clauses.iter().enumerate() {
        let above = clause.parent.map(|p| p as usize).filter(|&p| p < index);
        let mut state = Factuality::default();
        let mut teller = Teller { sight, cues, note: &mut |reason| note(index, reason) };
        if let Some(parent) = above {
            state = teller.embed(clause, &clauses.clauses[parent], states[parent]);
        }
        teller.own(clause, &mut state);
        states.push(state);
    }
    asides(clauses, cues, &mut states, note);
    states
}

/// Tells one clause.
struct Teller<'t> {
    sight: &'t Sight<'t>,
    cues: &'t Cues,
    note: &'t mut dyn FnMut(Reason),
}

impl Teller<'_> {
    /// What the clause above makes of this one.
    fn embed(&mut self, clause: &Clause, parent: &Clause, above: Factuality) -> Factuality {
        let (sight, cues) = (self.sight, self.cues);
        let mut state = Factuality::default();
        let cue = if parent.kind == ClauseKind::Copula { sight.lemma(parent.head) } else { parent.lemma };
        match clause.link {
            Link::Main | Link::Aside => {}
            Link::Relative => {
                state.source = None;
                self.nothing(clause, &mut state);
                if sight.head(clause.head).is_some_and(|noun| sight.words.content.contains(sight.lemma(noun))) {
                    self.content_of_noun(clause, parent, &mut state);
                }
            }
            Link::Adnominal => {
                // What a noun's infinitive says is intended: "a plan to visit"; a participle presupposes what it says.
                // "the first country to land there": it did.
                let ordinal = |noun: u32| {
                    cues.ordinal.contains(sight.hash(noun))
                        || sight.children.of(noun).iter().any(|&c| c < noun && cues.ordinal.contains(sight.hash(c)))
                };
                if !sight.head(clause.head).is_some_and(ordinal) {
                    self.infinitive(clause, &mut state);
                }
                if let Some(noun) = sight.head(clause.head) {
                    self.cue_word(sight.lemma(noun), noun, None, &mut state);
                }
                self.nothing(clause, &mut state);
                self.content_of_noun(clause, parent, &mut state);
            }
            Link::Conjunct => {
                state.modality = above.modality;
                state.source = above.source;
                let or =
                    sight.children.with(sight.tree, clause.head, Rel::Cc).any(|cc| cues.or.contains(sight.hash(cc)));
                if clause.inherited && (or || parent.link != Link::Main && !parent.negative) {
                    state.polarity = above.polarity;
                }
                if !clause.inherited
                    && parent.modal.is_some()
                    && matches!(state.modality, Modality::Planned | Modality::Possible)
                {
                    // A conjunct with a subject of its own does not share the modal.
                    state.modality = Modality::Asserted.min(if above.source.is_some() {
                        Modality::Reported
                    } else {
                        Modality::Asserted
                    });
                }
                self.inherit(clause, state);
            }
            Link::Complement | Link::Open => {
                state = above;
                if clause.link == Link::Complement {
                    state.polarity = Polarity::Positive;
                }
                self.inherit(clause, state);
                self.cue_word(cue, parent.head, speaker(parent), &mut state);
                self.planned(parent, &mut state);
                // "named X to replace Y": it is still to come.
                let infinitive = clause.link == Link::Open && clause.mark.is_some_and(|m| sight.tag(m) == Tag::Part);
                if infinitive && parent.kind == ClauseKind::Verb && cues.chosen.contains(cue) {
                    self.because(cues.chosen.at(parent.head));
                    state.weaken(Modality::Planned);
                }
                // "nobody believes that …", "has not ruled out invading": left open.
                let denies = parent.negative && (cues.said.contains(cue) || clause.link == Link::Open);
                if denies && state.polarity == Polarity::Positive || parent.negative && self.content_gerund(clause) {
                    state.weaken(Modality::Possible);
                }
                self.cancelled(parent, &mut state);
            }
            Link::Adverbial => {
                self.planned(parent, &mut state);
                // "will resign after police raided his home": what is past is no plan, whatever hangs on it.
                let done = clause.tense == Tense::Past && !clause.inherited && parent.tense != Tense::Past;
                let told = if done && above.modality == Modality::Planned {
                    above.source.map_or(Modality::Asserted, |_| Modality::Reported)
                } else {
                    above.modality
                };
                state.modality = state.modality.min(told);
                state.source = above.source;
                self.inherit(clause, state);
                // "voted 12 to 3 to adopt": it came about.
                let purpose = !cues.done.contains(cue) && self.infinitive(clause, &mut state);
                if cues.alleged.contains(cue)
                    || cues.negative.contains(cue)
                    || cues.deny.contains(cue)
                    || cues.requested.has_verb(cue, self.particle(parent)) && purpose
                    || self.content_gerund(clause) && (cues.planned.contains(cue) || cues.possible.contains(cue))
                {
                    self.cue_word(cue, parent.head, speaker(parent), &mut state);
                }
                // "ruled out sending troops": what stands right behind the particle, which the tree may take for a conjunction.
                let behind = clause.head == parent.head + 2 && self.content_gerund(clause);
                if clause.mark == Some(parent.head + 1) || behind {
                    self.cancelled(parent, &mut state);
                }
                // "before he joined the firm": a past that came later is no plan.
                if clause.tense != Tense::Past {
                    self.ahead(clause.mark.into_iter(), &mut state);
                }
                // "won without attacking": what did not happen.
                if clause.mark.is_some_and(|m| cues.without.contains(sight.hash(m))) {
                    state.negate();
                }
            }
            Link::Nominal => {
                state = above;
                let direct = sight.head(clause.head) == Some(parent.head);
                let object = matches!(sight.rel(clause.head), Rel::Obj | Rel::NsubjPass);
                // "In a call with X, Y offered help": what goes before the verb is nothing that it makes.
                if direct && (object || sight.rel(clause.head) == Rel::Obl && clause.head > parent.head) {
                    self.inherit(clause, state);
                    // "rejected accusations": they were made; "appealed against his conviction": so was that.
                    let against = sight
                        .children
                        .with(sight.tree, clause.head, Rel::Case)
                        .any(|case| cues.against.contains(sight.hash(case)));
                    let made = object && cues.deny.contains(cue) && cues.made.contains(clause.lemma)
                        || !object && against && cues.requested.contains(cue);
                    if made {
                        state = Factuality { source: None, ..Factuality::default() };
                    } else {
                        self.cue_word(cue, parent.head, speaker(parent), &mut state);
                    }
                    if object {
                        self.cancelled(parent, &mut state);
                    }
                } else {
                    // Deeper in a phrase, a noun of action is presupposed.
                    state = Factuality { source: None, ..Factuality::default() };
                }
                self.ahead(sight.children.with(sight.tree, clause.head, Rel::Case), &mut state);
            }
        }
        state
    }

    /// "called off a trip": it does not come about; "has not ruled out a trip": it may.
    fn cancelled(&mut self, parent: &Clause, state: &mut Factuality) {
        let cues = self.cues;
        let cancels = parent.kind == ClauseKind::Verb && cues.cancelled.has_verb(parent.lemma, self.particle(parent));
        if !cancels || state.polarity == Polarity::Negative && !parent.negative {
            return;
        }
        self.because(cues.cancelled.at(parent.head));
        if parent.negative {
            state.polarity = Polarity::Positive;
            state.weaken(Modality::Possible);
        } else {
            state.negate();
        }
    }

    /// The particle of a verb; a preposition that stands right behind it may be one.
    fn particle(&self, clause: &Clause) -> Option<u64> {
        clause.particle.or_else(|| self.sight.tokens.get(clause.head as usize + 1).map(|next| next.hash))
    }

    /// "Reports that it bought X were false", "denied claims that it bought X": what the clause around the noun makes of its content.
    fn content_of_noun(&mut self, clause: &Clause, parent: &Clause, state: &mut Factuality) {
        let (sight, cues) = (self.sight, self.cues);
        let Some(noun) = sight.head(clause.head) else { return };
        if parent.kind == ClauseKind::Copula
            && parent.subject == Some(noun)
            && cues.falsity.contains(sight.lemma(parent.head))
        {
            self.because(cues.falsity.at(parent.head));
            state.weaken(Modality::Reported);
            if !parent.negative {
                state.negate();
            }
        }
        if parent.undergoer() == Some(noun) && cues.deny.contains(parent.lemma) && !parent.negative {
            self.cue_word(parent.lemma, parent.head, speaker(parent), state);
        }
    }

    fn because(&mut self, reason: Reason) {
        (self.note)(reason);
    }

    /// Notes that a clause is told as the one above it is.
    fn inherit(&mut self, clause: &Clause, state: Factuality) {
        if let Some(parent) = clause.parent.filter(|_| state != Factuality::default()) {
            self.because(Reason::Clause(parent));
        }
    }

    /// An infinitive is intended; whether the clause is one.
    fn infinitive(&mut self, clause: &Clause, state: &mut Factuality) -> bool {
        let found = clause.mark.is_some_and(|m| self.sight.tag(m) == Tag::Part);
        if found {
            self.because(Reason::Form("an infinitive of purpose"));
            state.weaken(Modality::Planned);
        }
        found
    }

    /// "before signing": what is still to come.
    fn ahead(&mut self, mut words: impl Iterator<Item = u32>, state: &mut Factuality) {
        if let Some(word) = words.find(|&word| self.cues.ahead.contains(self.sight.hash(word))) {
            self.because(self.cues.ahead.at(word));
            state.weaken(Modality::Planned);
        }
    }

    /// "His itinerary includes …": what a plan holds is planned.
    fn planned(&mut self, parent: &Clause, state: &mut Factuality) {
        if let Some(subject) = parent.subject.filter(|&s| self.cues.plan.contains(self.sight.lemma(s))) {
            self.because(self.cues.plan.at(subject));
            state.weaken(Modality::Planned);
        }
    }

    /// Applies a cue word to what hangs on it.
    /// "no evidence that …": nobody says that it is so.
    fn nothing(&mut self, clause: &Clause, state: &mut Factuality) {
        let sight = self.sight;
        let Some(noun) = sight.head(clause.head) else { return };
        if sight.children.with(sight.tree, noun, Rel::Det).any(|d| self.cues.no.contains(sight.hash(d))) {
            state.weaken(Modality::Possible);
        }
    }

    /// "dreams of visiting", "is considering expelling": an -ing form that says what its verb is about.
    fn content_gerund(&self, clause: &Clause) -> bool {
        let gerund = self.sight.fine.get(clause.head as usize) == Some(&crate::syntax::fine::Fine::VerbIng);
        let before = clause.head.checked_sub(1).map(|t| self.sight.tag(t));
        gerund && before != Some(Tag::Punct) && clause.mark.is_none_or(|m| self.cues.about.contains(self.sight.hash(m)))
    }

    fn cue_word(&mut self, cue: u64, token: u32, speaker: Option<u32>, state: &mut Factuality) {
        let cues = self.cues;
        let kinds = [
            &cues.deny,
            &cues.alleged,
            &cues.said,
            &cues.factive,
            &cues.requested,
            &cues.planned,
            &cues.possible,
            &cues.negative,
        ];
        let behind = self.sight.tokens.get(token as usize + 1).map(|next| next.hash);
        let Some(kind) = kinds.iter().position(|kind| kind.has_verb(cue, behind)) else { return };
        self.because(kinds[kind].at(token));
        if kind < 5 {
            state.source = speaker.or(state.source);
        }
        match kind {
            0 => {
                state.negate();
                state.weaken(Modality::Reported);
            }
            1 => state.weaken(Modality::Alleged),
            2 => state.weaken(Modality::Reported),
            3 => {}
            4 => state.weaken(Modality::Requested),
            5 => state.weaken(Modality::Planned),
            6 => state.weaken(Modality::Possible),
            _ => state.negate(),
        }
    }

    /// What the clause's own words make of it.
    fn own(&mut self, clause: &Clause, state: &mut Factuality) {
        let (sight, cues) = (self.sight, self.cues);
        if clause.negative {
            self.because(Reason::Form("the clause is negated"));
            state.negate();
        }
        if let Some(modal) = clause.modal {
            // "He said he would go" is the past of "he will go".
            let conditional = if state.source.is_some() { Modality::Planned } else { Modality::Hypothetical };
            let weakened = [
                (&cues.modal_planned, Modality::Planned),
                (&cues.modal_possible, Modality::Possible),
                (&cues.modal_requested, Modality::Requested),
                (&cues.modal_hypothetical, conditional),
            ];
            self.first(weakened, modal, state);
        } else if clause.tense == Tense::Future
            && !(clause.kind == ClauseKind::Noun && sight.rel(clause.head) == Rel::Appos)
        {
            // What is said of somebody beside the name ("will meet Berg, the founder of Norbank") is so already.
            self.because(Reason::Form("the clause speaks of the future"));
            state.weaken(Modality::Planned);
        }
        if let Some(mark) = clause.mark {
            // "is to fly": it is still to come.
            if clause.modal.is_none() && sight.tag(mark) == Tag::Part && mark > 0 {
                self.first([(&cues.be_to, Modality::Planned)], mark - 1, state);
            }
            self.first([(&cues.condition, Modality::Hypothetical)], mark, state);
        }
        for &child in sight.children.of(clause.head) {
            match sight.rel(child) {
                Rel::Advmod | Rel::Amod => {
                    let weakened = [
                        (&cues.adverb_alleged, Modality::Alleged),
                        (&cues.adverb_reported, Modality::Reported),
                        (&cues.adverb_possible, Modality::Possible),
                    ];
                    let found = self.first(weakened, child, state);
                    if !found && !clause.negative && cues.adverb_negative.contains(sight.hash(child)) {
                        self.because(cues.adverb_negative.at(child));
                        state.negate();
                    }
                }
                Rel::Mark | Rel::Advcl => {
                    self.first([(&cues.condition, Modality::Hypothetical)], child, state);
                }
                _ => {}
            }
        }
        for oblique in clause.obliques.iter().filter(|o| o.case != u32::MAX) {
            let mut cases =
                std::iter::once(oblique.case).chain(sight.children.with(sight.tree, oblique.head, Rel::Case));
            if let Some(according) = cases.find(|&case| cues.according.contains(sight.hash(case))) {
                self.because(cues.according.at(according));
                state.weaken(Modality::Reported);
                state.source = Some(oblique.head);
            }
        }
    }

    /// Applies the first of the lists that a word is in; whether there was one.
    fn first<const N: usize>(&mut self, lists: [(&Cue, Modality); N], word: u32, state: &mut Factuality) -> bool {
        let hash = self.sight.hash(word);
        let Some((cue, modality)) = lists.into_iter().find(|(cue, _)| cue.contains(hash)) else { return false };
        self.because(cue.at(word));
        state.weaken(modality);
        true
    }
}
