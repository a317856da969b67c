//! Factuality: whether a clause is told as a fact, and on whose word.
//!
//! A clause starts as asserted. What it hangs on (a verb of saying, planning, denying, …), its modal, its conjunction and
//! its adverbs weaken it; the cue words are the `cue_*` lists of the rule files. After Saurí and Pustejovsky's FactBank
//! ("FactBank: a corpus annotated with event factuality", 2009), reduced to the classes of the schema.

use super::{Modality, Polarity};
use crate::rule::WordList;
use crate::syntax::clause::{Clause, Link, Tense, Voice};
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

impl Default for Factuality {
    fn default() -> Factuality {
        Factuality { polarity: Polarity::Positive, modality: Modality::Asserted, source: None }
    }
}

impl Factuality {
    fn weaken(&mut self, modality: Modality) {
        self.modality = self.modality.min(modality);
    }

    fn negate(&mut self) {
        self.polarity = match self.polarity {
            Polarity::Positive => Polarity::Negative,
            Polarity::Negative => Polarity::Positive,
        };
    }
}

macro_rules! cues {
    ($($field:ident: $name:literal, $doc:literal;)*) => {
        /// The cue lists, as the rule files give them.
        #[derive(Clone, Debug, Default)]
        pub struct Cues {
            $(#[doc = $doc] pub $field: WordList,)*
        }

        impl Cues {
            /// Takes the lists by name; a missing list is empty.
            pub fn new(mut list: impl FnMut(&str) -> Option<WordList>) -> Cues {
                Cues { $($field: list($name).unwrap_or_default(),)* }
            }
        }
    };
}
cues! {
    said: "cue_said", "Verbs that give their content on the subject's word.";
    factive: "cue_factive", "Verbs whose content holds, on the subject's word.";
    deny: "cue_deny", "Verbs whose content the subject says is not so.";
    planned: "cue_planned", "Verbs, nouns and adjectives of intent and schedule.";
    possible: "cue_possible", "Verbs, nouns and adjectives of trying, wishing, being able.";
    negative: "cue_negative", "Verbs whose content did not come about.";
    requested: "cue_requested", "Verbs of asking and ordering.";
    alleged: "cue_alleged", "Verbs and nouns of accusing.";
    cancelled: "cue_cancelled", "Verbs whose object does not take place.";
    plan: "plan_noun", "Nouns of what is intended: as subjects they make what they say a plan.";
    condition: "cue_condition", "Conjunctions of conditions.";
    modal_planned: "modal_planned", "Auxiliaries of the future.";
    modal_possible: "modal_possible", "Auxiliaries of possibility.";
    modal_requested: "modal_requested", "Auxiliaries of duty.";
    modal_hypothetical: "modal_hypothetical", "Auxiliaries of the conditional.";
    adverb_alleged: "adverb_alleged", "Adverbs and adjectives: as is alleged.";
    adverb_reported: "adverb_reported", "Adverbs: as is reported.";
    adverb_possible: "adverb_possible", "Adverbs: perhaps.";
    adverb_negative: "adverb_negative", "Adverbs: not, hardly.";
    ahead: "preposition_ahead", "Prepositions before what is still to come.";
    according: "cue_according", "The first word of \"according to\".";
    or: "cue_or", "Conjunctions that carry a negation on.";
}

/// The factuality of every clause of a sentence, in their order.
pub fn of_clauses(sight: &Sight<'_>, clauses: &Clauses, cues: &Cues) -> Vec<Factuality> {
    let mut states: Vec<Factuality> = Vec::with_capacity(clauses.clauses.len());
    for (index, clause) in clauses.clauses.iter().enumerate() {
        let above = clause.parent.map(|p| p as usize).filter(|&p| p < index);
        let mut state = Factuality::default();
        if let Some(parent) = above {
            state = embed(sight, cues, clause, &clauses.clauses[parent], states[parent]);
        }
        own(sight, cues, clause, &mut state);
        states.push(state);
    }
    asides(clauses, cues, &mut states);
    states
}

/// What the clause above makes of this one.
fn embed(sight: &Sight<'_>, cues: &Cues, clause: &Clause, parent: &Clause, above: Factuality) -> Factuality {
    let mut state = Factuality::default();
    let cue =
        if parent.kind == crate::syntax::clause::ClauseKind::Copula { sight.lemma(parent.head) } else { parent.lemma };
    match clause.link {
        Link::Main | Link::Aside => {}
        Link::Relative => state.source = None,
        Link::Adnominal => {
            // What a noun's infinitive says is intended: "a plan to visit"; a participle presupposes what it says.
            let noun = sight.head(clause.head).map(|noun| sight.lemma(noun));
            if clause.mark.is_some_and(|m| sight.tag(m) == Tag::Part) {
                state.weaken(Modality::Planned);
            }
            if let Some(noun) = noun {
                cue_word(cues, noun, None, &mut state);
            }
        }
        Link::Conjunct => {
            state.modality = above.modality;
            state.source = above.source;
            let or = sight.children.with(sight.tree, clause.head, Rel::Cc).any(|cc| cues.or.contains(sight.hash(cc)));
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
        }
        Link::Complement | Link::Open => {
            state = above;
            if clause.link == Link::Complement {
                state.polarity = Polarity::Positive;
            }
            cue_word(cues, cue, speaker(parent), &mut state);
            planned(sight, cues, parent, &mut state);
        }
        Link::Adverbial => {
            planned(sight, cues, parent, &mut state);
            state.modality = state.modality.min(above.modality);
            state.source = above.source;
            let purpose = clause.mark.is_some_and(|m| sight.tag(m) == Tag::Part);
            if purpose {
                state.weaken(Modality::Planned);
            }
            if cues.alleged.contains(cue)
                || cues.negative.contains(cue)
                || cues.deny.contains(cue)
                || cues.requested.contains(cue) && purpose
            {
                cue_word(cues, cue, speaker(parent), &mut state);
            }
            if clause.mark.is_some_and(|m| cues.ahead.contains(sight.hash(m))) {
                state.weaken(Modality::Planned);
            }
        }
        Link::Nominal => {
            state = above;
            let direct = sight.head(clause.head) == Some(parent.head);
            let object = matches!(sight.rel(clause.head), Rel::Obj | Rel::NsubjPass);
            if direct && (object || sight.rel(clause.head) == Rel::Obl) {
                cue_word(cues, cue, speaker(parent), &mut state);
                if object && cues.cancelled.contains(cue) {
                    state.negate();
                }
            } else {
                // Deeper in a phrase, a noun of action is presupposed.
                state = Factuality { source: None, ..Factuality::default() };
            }
            let ahead =
                sight.children.with(sight.tree, clause.head, Rel::Case).any(|c| cues.ahead.contains(sight.hash(c)));
            if ahead {
                state.weaken(Modality::Planned);
            }
        }
    }
    state
}

/// "His itinerary includes …": what a plan holds is planned.
fn planned(sight: &Sight<'_>, cues: &Cues, parent: &Clause, state: &mut Factuality) {
    if parent.subject.is_some_and(|s| cues.plan.contains(sight.lemma(s))) {
        state.weaken(Modality::Planned);
    }
}

/// Who speaks in a clause of saying or accusing.
fn speaker(clause: &Clause) -> Option<u32> {
    match clause.voice {
        Voice::Active => clause.subject,
        Voice::Passive => clause.agent,
    }
}

/// Applies a cue word to what hangs on it.
fn cue_word(cues: &Cues, cue: u64, speaker: Option<u32>, state: &mut Factuality) {
    if cues.deny.contains(cue) {
        state.negate();
        state.weaken(Modality::Reported);
        state.source = speaker.or(state.source);
    } else if cues.alleged.contains(cue) {
        state.weaken(Modality::Alleged);
        state.source = speaker.or(state.source);
    } else if cues.said.contains(cue) {
        state.weaken(Modality::Reported);
        state.source = speaker.or(state.source);
    } else if cues.factive.contains(cue) {
        state.source = speaker.or(state.source);
    } else if cues.requested.contains(cue) {
        state.weaken(Modality::Requested);
        state.source = speaker.or(state.source);
    } else if cues.planned.contains(cue) {
        state.weaken(Modality::Planned);
    } else if cues.possible.contains(cue) {
        state.weaken(Modality::Possible);
    } else if cues.negative.contains(cue) {
        state.negate();
    }
}

/// What the clause's own words make of it.
fn own(sight: &Sight<'_>, cues: &Cues, clause: &Clause, state: &mut Factuality) {
    if clause.negative {
        state.negate();
    }
    if let Some(modal) = clause.modal.map(|m| sight.hash(m)) {
        if cues.modal_planned.contains(modal) {
            state.weaken(Modality::Planned);
        } else if cues.modal_possible.contains(modal) {
            state.weaken(Modality::Possible);
        } else if cues.modal_requested.contains(modal) {
            state.weaken(Modality::Requested);
        } else if cues.modal_hypothetical.contains(modal) {
            // "He said he would go" is the past of "he will go".
            state.weaken(if state.source.is_some() { Modality::Planned } else { Modality::Hypothetical });
        }
    } else if clause.tense == Tense::Future {
        state.weaken(Modality::Planned);
    }
    if clause.mark.is_some_and(|m| cues.condition.contains(sight.hash(m))) {
        state.weaken(Modality::Hypothetical);
    }
    for &child in sight.children.of(clause.head) {
        let word = sight.hash(child);
        match sight.rel(child) {
            Rel::Advmod | Rel::Amod => {
                if cues.adverb_alleged.contains(word) {
                    state.weaken(Modality::Alleged);
                } else if cues.adverb_reported.contains(word) {
                    state.weaken(Modality::Reported);
                } else if cues.adverb_possible.contains(word) {
                    state.weaken(Modality::Possible);
                } else if cues.adverb_negative.contains(word) && !clause.negative {
                    state.negate();
                }
            }
            Rel::Mark | Rel::Advcl if cues.condition.contains(word) => state.weaken(Modality::Hypothetical),
            _ => {}
        }
    }
    for oblique in &clause.obliques {
        let according = oblique.case != u32::MAX
            && (cues.according.contains(sight.hash(oblique.case))
                || sight
                    .children
                    .with(sight.tree, oblique.head, Rel::Case)
                    .any(|c| cues.according.contains(sight.hash(c))));
        if according {
            state.weaken(Modality::Reported);
            state.source = Some(oblique.head);
        }
    }
}

/// "…, Xinhua reported": an aside of saying covers the clause it stands beside and what hangs on that.
fn asides(clauses: &Clauses, cues: &Cues, states: &mut [Factuality]) {
    let mut covered: Vec<Option<Option<u32>>> = vec![None; states.len()];
    for clause in &clauses.clauses {
        let says = clause.link == Link::Aside && cues.said.contains(clause.lemma) && clause.subject.is_some();
        if let Some(slot) = clause.parent.filter(|_| says).and_then(|parent| covered.get_mut(parent as usize)) {
            *slot = Some(speaker(clause));
        }
    }
    for (index, clause) in clauses.clauses.iter().enumerate() {
        let down =
            matches!(clause.link, Link::Conjunct | Link::Complement | Link::Open | Link::Adverbial | Link::Nominal);
        let inherited =
            clause.parent.filter(|_| down).and_then(|parent| covered.get(parent as usize).copied().flatten());
        if covered[index].is_none() {
            covered[index] = inherited;
        }
        if let Some(source) = covered[index] {
            states[index].weaken(Modality::Reported);
            if states[index].source.is_none() {
                states[index].source = source;
            }
        }
    }
}
