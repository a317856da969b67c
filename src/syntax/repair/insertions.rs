//! Repairs of trees around what commas set between a subject and its verb: "Hungary, a NATO member, has refused",
//! "Macron, who will host Li, criticized it", "Berg, 61, was elected".
//!
//! The verb after the second comma is the subject's; what stands between the commas hangs on the subject.

use super::site::Site;
use super::{descends, set};
use crate::syntax::fine::Fine;
use crate::syntax::{Rel, Tag, Tree};

/// How far a verb may stand behind its subject.
const REACH: u32 = 40;

/// Mends the tree of a sentence.
pub(super) fn insertions(site: &mut Site<'_>) -> bool {
    let n = site.len();
    let mut changed = false;
    let mut at = 1;
    while at + 2 < n {
        let fine = &site.analysis.fine;
        let said = |t: u32| site.is_said(t);
        if !site.is_comma(at) {
            at += 1;
            continue;
        }
        let end = opens(fine, at + 1)
            .then(|| (at + 2..n.min(at + REACH)).find(|&t| site.is_comma(t) && finite(fine, &said, t + 1).is_some()));
        let Some((end, verb)) = end.flatten().and_then(|end| Some((end, finite(fine, &said, end + 1)?))) else {
            at += 1;
            continue;
        };
        let verb = governor(&site.analysis.tree, fine, verb);
        if let Some(subject) = subject(&site.analysis.tree, fine, at, &|t| site.is_said(t)) {
            changed |= join(&mut site.analysis.tree, &site.analysis.fine, subject, (at + 1, end), verb);
        }
        at = end;
    }
    changed
}

/// Whether a word can open what stands between the commas: an article, a relative pronoun, an age, a participle.
fn opens(fine: &[Fine], at: u32) -> bool {
    matches!(
        fine.get(at as usize),
        Some(
            Fine::Det
                | Fine::PronWh
                | Fine::PronPossessive
                | Fine::Num
                | Fine::VerbParticiple
                | Fine::Noun
                | Fine::Propn
        )
    )
}

/// The first verb or auxiliary of a verb group that begins here, perhaps after an adverb.
fn finite(fine: &[Fine], is_said: &dyn Fn(u32) -> bool, at: u32) -> Option<u32> {
    let at = if fine.get(at as usize) == Some(&Fine::Adv) { at + 1 } else { at };
    let verb = fine.get(at as usize)?;
    // A participle with an object is a past: "who supports Biden, criticized Trump".
    let object = fine.get(at as usize + 1).is_some_and(|after| {
        matches!(after.tag(), Tag::Det | Tag::Propn | Tag::Noun | Tag::Pron | Tag::Num | Tag::Adj)
    });
    let past = *verb == Fine::VerbParticiple && (is_said(at) || object);
    let finite =
        matches!(verb, Fine::VerbPast | Fine::VerbThird | Fine::VerbPresent | Fine::AuxFinite | Fine::AuxModal);
    (past || finite).then_some(at)
}

/// The word that a verb group is about: its verb, or the complement of a copula.
pub(super) fn governor(tree: &Tree, fine: &[Fine], at: u32) -> u32 {
    if fine[at as usize].tag() == Tag::Verb {
        return at;
    }
    let after = (at + 1..(at + 5).min(fine.len() as u32))
        .take_while(|&t| matches!(fine[t as usize].tag(), Tag::Aux | Tag::Adv | Tag::Part | Tag::Verb))
        .find(|&t| fine[t as usize].tag() == Tag::Verb);
    let head = tree.heads[at as usize];
    after.unwrap_or(if head != Tree::ROOT && head > at { head } else { at })
}

/// Head of the noun phrase that ends before the comma, where it can be a subject: nothing but the begin of the sentence, a
/// conjunction, a comma or a verb of saying stands before it.
pub(super) fn subject(tree: &Tree, fine: &[Fine], comma: u32, is_said: &dyn Fn(u32) -> bool) -> Option<u32> {
    let nominal = |t: u32| matches!(fine[t as usize].tag(), Tag::Noun | Tag::Propn);
    let name = |t: u32| {
        let head = tree.heads[t as usize];
        if tree.rels[t as usize] == Rel::Flat && head < t { head } else { t }
    };
    let last = comma.checked_sub(1).filter(|&t| nominal(t))?;
    let mut head = name(last);
    let mut at = comma;
    while let Some(before) = at.checked_sub(1) {
        match fine[before as usize] {
            Fine::Noun
            | Fine::NounPlural
            | Fine::Propn
            | Fine::Adj
            | Fine::Det
            | Fine::Num
            | Fine::PronPossessive
            | Fine::Possessive => {}
            // "Finance Minister Ana Cruz, …": a first word with a name behind it is no verb.
            Fine::Verb if before == 0 && fine.get(1) == Some(&Fine::Propn) => {}
            // "A blast in Kharkiv, …": the phrase before the preposition is the one that acts.
            Fine::Adp => {
                let noun = before.checked_sub(1).filter(|&t| nominal(t))?;
                head = name(noun);
            }
            Fine::Punct | Fine::Cconj | Fine::Sconj => break,
            _ if is_said(before) => break,
            _ => return None,
        }
        at = before;
    }
    Some(head)
}

/// Makes `subject` the subject of `verb`, and what stands between (the tokens of `range`) a part of the subject.
pub(super) fn join(tree: &mut Tree, fine: &[Fine], subject: u32, (from, to): (u32, u32), verb: u32) -> bool {
    let n = tree.heads.len() as u32;
    let passive = (0..n)
        .any(|t| tree.heads[t as usize] == verb && matches!(tree.rels[t as usize], Rel::AuxPass | Rel::NsubjPass));
    let rel = if passive { Rel::NsubjPass } else { Rel::Nsubj };
    let between = |t: u32| (from..to).contains(&t);
    let mut changed = false;
    // The verb was hung on what it interrupts: it takes that phrase's place.
    if descends(tree, verb, subject) || (from..to).any(|t| descends(tree, verb, t)) {
        let mut top = verb;
        for _ in 0..n {
            let above = tree.heads[top as usize];
            if above == Tree::ROOT || above < subject && !between(above) || above > verb {
                break;
            }
            top = above;
        }
        if top == verb {
            return false;
        }
        let (head, place) = (tree.heads[top as usize], tree.rels[top as usize]);
        let place = match place {
            Rel::Nsubj | Rel::NsubjPass | Rel::Obj | Rel::Obl | Rel::Nmod | Rel::Appos | Rel::Dep
                if head != Tree::ROOT =>
            {
                if tree.tags[head as usize] == Tag::Verb {
                    Rel::Ccomp
                } else {
                    return false;
                }
            }
            Rel::Nsubj | Rel::NsubjPass | Rel::Dep => Rel::Root,
            place => place,
        };
        set(tree, verb, head, place);
        if top != subject {
            set(tree, top, subject, below(fine, from, top, verb));
        }
        changed = true;
    } else if tree.heads[subject as usize] != verb && descends(tree, subject, verb) {
        // Deeper below the verb, through what stands between.
    } else if tree.heads[subject as usize] != verb && tree.heads[subject as usize] != Tree::ROOT {
        let above = tree.heads[subject as usize];
        if above < from && tree.tags[above as usize] != Tag::Verb {
            return changed;
        }
    }
    if descends(tree, verb, subject) {
        return changed;
    }
    if tree.heads[subject as usize] != verb || !matches!(tree.rels[subject as usize], Rel::Nsubj | Rel::NsubjPass) {
        set(tree, subject, verb, rel);
        changed = true;
    }
    for t in 0..n {
        let head = tree.heads[t as usize];
        if head == Tree::ROOT || t == verb {
            continue;
        }
        if between(t) && !between(head) && head != subject && tree.tags[t as usize] != Tag::Punct {
            // "who leads the party": what follows the relative clause's verb is that verb's.
            let relative = (from..t).find(|&v| tree.tags[v as usize] == Tag::Verb && v != t);
            match relative.filter(|&v| !descends(tree, v, t)) {
                Some(verb) => {
                    let on_it = |of: u32, rels: &[Rel]| {
                        (0..n).any(|c| tree.heads[c as usize] == of && rels.contains(&tree.rels[c as usize]))
                    };
                    let taken = on_it(verb, &[Rel::Obj, Rel::AuxPass]);
                    let rel = match tree.tags[t as usize] {
                        Tag::Verb | Tag::Aux => Rel::Advcl,
                        _ if on_it(t, &[Rel::Case]) => Rel::Obl,
                        Tag::Noun | Tag::Propn | Tag::Pron | Tag::Num if !taken => Rel::Obj,
                        _ => Rel::Dep,
                    };
                    set(tree, t, verb, rel);
                }
                None => set(tree, t, subject, below(fine, from, t, verb)),
            }
            changed = true;
        } else if t > verb && (between(head) || head == subject) {
            // What follows the verb is the verb's, not the insertion's.
            let rel = match tree.rels[t as usize] {
                Rel::Nmod | Rel::Appos | Rel::Flat | Rel::AclRelcl => Rel::Obl,
                rel => rel,
            };
            set(tree, t, verb, rel);
            changed = true;
        }
    }
    changed
}

/// How a phrase between commas hangs on the noun before it.
fn below(fine: &[Fine], from: u32, top: u32, verb: u32) -> Rel {
    let relative = (from..=top.min(verb)).any(|t| fine[t as usize] == Fine::PronWh);
    match fine[top as usize].tag() {
        Tag::Verb | Tag::Aux if relative => Rel::AclRelcl,
        Tag::Verb => Rel::Acl,
        Tag::Noun | Tag::Propn if !relative => Rel::Appos,
        Tag::Adj if relative => Rel::AclRelcl,
        Tag::Noun | Tag::Propn => Rel::AclRelcl,
        Tag::Num => Rel::Appos,
        _ => Rel::Dep,
    }
}
