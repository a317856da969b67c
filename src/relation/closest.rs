//! Which of the readings of one clause stand: the wording that takes in more of its words.

use super::QualifierKind;
use super::frames::Reading;

/// "jailed for six years", "pledged allegiance to X": of two lines that say something else of the same two, the one that more
/// words of the clause bring up is meant.
pub(super) fn closest(out: &mut Vec<Reading>, from: usize) {
    if out.len() < from + 2 {
        return;
    }
    // "replaced Berg with Holm": who does it is told by the longer wording.
    let told = |one: &Reading, longer: &Reading| {
        longer.predicate == one.predicate && longer.trigger == one.trigger && longer.object.span == one.object.span
    };
    let same =
        |one: &Reading, other: &Reading| one.subject.span == other.subject.span && one.object.span == other.object.span;
    for at in (from..out.len()).rev() {
        let one = &out[at];
        // "bought a stake from X": what the longer wording takes for itself nobody supplies.
        let item = |r: &Reading| {
            one.words < r.words
                && r.trigger == one.trigger
                && one.qualifiers.iter().any(|q| q.kind == QualifierKind::Item && q.argument.entity.is_none())
        };
        // "went to war with X": nor is a part of the longer wording anything that somebody attended.
        let part = |r: &Reading| r.trigger == one.trigger && one.object.entity.is_none() && one.object.span.is_some();
        // "appealed to X for help": what is asked of X is not said besides.
        let asked = |r: &Reading| {
            r.predicate != one.predicate
                && r.trigger == one.trigger
                && one.object.entity.is_none()
                && one.object.span.is_some()
                && r.qualifiers.iter().any(|q| q.kind == QualifierKind::Item && q.argument.span == one.object.span)
        };
        let other = |r: &Reading| {
            asked(r)
                || r.words > one.words
                    && (r.predicate != one.predicate && (same(r, one) || item(r) || part(r)) || told(one, r))
        };
        if out[from..].iter().any(other) {
            out.remove(at);
        }
    }
}
