//! Resolution: of all candidates of a sentence, the mentions that stand.
//!
//! The total order, first difference decides: a caller's before the pack's; more strength; more tokens; the earlier; the
//! smaller label; the smaller origin. Strength is the candidate's score, plus a bonus for each token after the
//! first, plus what its surroundings say ([`Support`]). Candidates are taken in that order, each that does not overlap one
//! taken before. A candidate that needs support and has none is not taken at all.

use std::cmp::Reverse;

use super::candidate::Candidate;
use crate::origin::Origin;
use crate::schema::LabelId;

/// Strength of each token after the first.
pub(super) const PER_TOKEN: i32 = 120;
/// A candidate below this strength is no mention.
pub(super) const FLOOR: i32 = 250;

/// What speaks for and against a candidate besides its own score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Support {
    /// Added to its strength.
    pub bonus: i32,
    /// Whether something in the context says that a guarded name is meant.
    pub found: bool,
}

/// The total order, and the candidate's index: rank, strength and length; place; label; origin.
type Order = (Reverse<(u8, i32, u32)>, u32, Option<LabelId>, (u8, u32), usize);

/// Chooses among the candidates of one sentence; `support` is asked once for each.
pub fn resolve(candidates: &mut Vec<Candidate>, support: &dyn Fn(&Candidate) -> Support, out: &mut Vec<Candidate>) {
    let mut order: Vec<Order> = Vec::with_capacity(candidates.len());
    for (index, candidate) in candidates.iter().enumerate() {
        let said = support(candidate);
        let strength = i32::from(candidate.score) + PER_TOKEN * (candidate.len() as i32 - 1).min(8) + said.bonus;
        if candidate.rank == 0 && candidate.label.is_some() && (candidate.guarded && !said.found || strength < FLOOR) {
            continue;
        }
        let key = Reverse((candidate.rank, strength, candidate.len()));
        order.push((key, candidate.first, candidate.label, origin_order(candidate.origin), index));
    }
    order.sort_unstable();
    let from = out.len();
    for (.., index) in order {
        let candidate = &candidates[index];
        if out[from..].iter().all(|taken| candidate.last <= taken.first || taken.last <= candidate.first) {
            out.push(candidate.clone());
        }
    }
    out[from..].sort_unstable_by_key(|c| c.first);
    candidates.clear();
}

pub(super) fn origin_order(origin: Origin) -> (u8, u32) {
    match origin {
        Origin::Row { row, .. } => (0, row.0),
        Origin::Rule(rule) => (1, rule.0),
        Origin::Code(code) => (2, code.line),
    }
}
