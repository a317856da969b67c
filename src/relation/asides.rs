//! Asides of saying: what stands beside a report says on whose word it is.

use super::Modality;
use super::cues::Cues;
use super::factuality::{Factuality, Reason};
use crate::syntax::clause::{Clause, Link, Voice};
use crate::syntax::clauses::Clauses;

/// Who speaks in a clause of saying or accusing.
pub(super) fn speaker(clause: &Clause) -> Option<u32> {
    match clause.voice {
        Voice::Active => clause.subject,
        Voice::Passive => clause.agent,
    }
}

/// "…, Xinhua reported": an aside of saying covers the clause it stands beside and what hangs on that.
pub(super) fn asides(clauses: &Clauses, cues: &Cues, states: &mut [Factuality], note: &mut dyn FnMut(usize, Reason)) {
    /// The aside's verb and who speaks there.
    type Cover = (u32, Option<u32>);
    let mut covered: Vec<Option<Cover>> = vec![None; states.len()];
    for clause in &clauses.clauses {
        let says = clause.link == Link::Aside && cues.said.contains(clause.lemma) && clause.subject.is_some();
        if let Some(slot) = clause.parent.filter(|_| says).and_then(|parent| covered.get_mut(parent as usize)) {
            *slot = Some((clause.head, speaker(clause)));
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
        if let Some((said, source)) = covered[index] {
            note(index, cues.said.at(said));
            states[index].weaken(Modality::Reported);
            if states[index].source.is_none() {
                states[index].source = source;
            }
        }
    }
}
