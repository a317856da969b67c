//! Repairs of trees around finite verbs that lack their subject.
//!
//! * What stands between a comma and a finite verb is its subject: "In Washington, the ministry sanctioned …".
//! * What stands between a conjunction and a finite verb is that verb's subject, if a finite verb that takes no clause as its
//!   object stands before the conjunction: "Police arrested five fans and 12 people were injured".

use super::site::Site;
use super::{descends, set};
use crate::syntax::analysis::Analysis;
use crate::syntax::fine::Fine;
use crate::syntax::{Rel, Tag, Tree};

/// How many words a subject may have.
const SUBJECT: u32 = 9;

/// Gives the verb after a conjunction its subject.
pub(super) fn second_clauses(site: &mut Site<'_>) -> bool {
    let mut changed = false;
    for at in 1..site.len() {
        let (fine, tree) = (&site.analysis.fine, &site.analysis.tree);
        if fine[at as usize] == Fine::Cconj
            && let Some((subject, verb)) = clause(fine, tree, at)
            && let Some(first) = first_verb(fine, at, &|t| site.is_said(t))
        {
            changed |= split(&mut site.analysis.tree, (at, subject, verb), first);
        }
    }
    changed
}

/// "The Kremlin said Putin had replaced Berg": a name right before a clause of content that has no subject, taken for something
/// else beside the clause, is its subject; "Rights groups protested": of two nouns in a row the second is.
pub(super) fn lost_subjects(site: &mut Site<'_>) -> bool {
    let mut changed = false;
    for at in 1..site.len() {
        if !site.is_finite(at) || !site.is_noun(at - 1) {
            continue;
        }
        let noun = site.name_head(at - 1);
        let Some(verb) = governor(&site.analysis.fine, at) else { continue };
        if site.rel(verb) == Rel::Ccomp
            && site.head(noun) == site.head(verb)
            && matches!(site.rel(noun), Rel::Advmod | Rel::Obl | Rel::OblTmod | Rel::Dep)
            && site.name_end(noun) == Some(at)
            && site.subject(verb).is_none()
            && !site.has(noun, Rel::Case)
        {
            changed |= site.set(noun, verb, site.subject_rel(verb));
        }
        // "had fired" hung on the name itself.
        if site.head(verb) == noun
            && matches!(site.rel(verb), Rel::Conj | Rel::Acl | Rel::AclRelcl | Rel::Advcl | Rel::Dep)
            && matches!(site.rel(noun), Rel::Advmod | Rel::Obl | Rel::OblTmod | Rel::Dep | Rel::Obj)
            && site.name_end(noun) == Some(at)
            && site.fine(at) == Fine::AuxFinite
            && site.is_said(site.head(noun))
            && !site.has(verb, Rel::Cc)
            && site.subject(verb).is_none()
        {
            site.rise(verb, noun);
            changed |= site.set(verb, site.head(verb), Rel::Ccomp);
            changed |= site.set(noun, verb, site.subject_rel(verb));
        }
        let before = noun.wrapping_sub(1);
        if site.head(noun) == verb
            && site.head(before) == verb
            && site.rel(noun) == site.rel(before)
            && matches!(site.rel(noun), Rel::Nsubj | Rel::NsubjPass)
            && site.is_noun(before)
        {
            changed |= site.set(before, noun, Rel::Compound);
        }
    }
    changed
}

/// Mends the tree of a sentence: a noun phrase right before a finite verb, after punctuation or at the begin, is its subject.
pub(super) fn bare_subjects(analysis: &mut Analysis) -> bool {
    let n = analysis.fine.len().min(analysis.tree.heads.len()) as u32;
    let mut changed = false;
    let mut before = 0;
    for at in 0..n {
        let fine = &analysis.fine;
        // The phrase that `at` continues begins at `before`.
        if matches!(fine[at as usize], Fine::Punct) {
            before = at + 1;
        }
        if at == before || !is_finite(fine[at as usize]) || at - before > SUBJECT {
            continue;
        }
        let nominal = |t: u32| {
            matches!(fine[t as usize].tag(), Tag::Det | Tag::Num | Tag::Adj | Tag::Noun | Tag::Propn)
                || matches!(fine[t as usize], Fine::Possessive | Fine::PronPossessive)
        };
        let last = at - 1;
        if !(before..at).all(nominal) || !matches!(fine[last as usize].tag(), Tag::Noun | Tag::Propn) {
            continue;
        }
        if let Some(verb) = governor(fine, at) {
            let subject = phrase_head(&analysis.tree, before, last);
            changed |= give(&mut analysis.tree, (before, subject), verb);
        }
    }
    changed
}

/// Makes a noun the subject of a verb that has none.
fn give(tree: &mut Tree, (from, subject): (u32, u32), verb: u32) -> bool {
    let n = tree.heads.len() as u32;
    // "The talks go on, Berg said": a preposition beyond the comma is another word's.
    let mut freed = false;
    for t in 1..from {
        if tree.heads[t as usize] == subject && tree.rels[t as usize] == Rel::Case {
            set(tree, t, t - 1, Rel::Advmod);
            freed = true;
        }
    }
    let of_verb = |t: u32, rels: &[Rel]| tree.heads[t as usize] == verb && rels.contains(&tree.rels[t as usize]);
    if (0..n).any(|t| of_verb(t, &[Rel::Nsubj, Rel::NsubjPass, Rel::Csubj])) {
        return freed;
    }
    let passive = (0..n).any(|t| of_verb(t, &[Rel::AuxPass]));
    if tree.heads[verb as usize] == subject {
        let (head, rel) = (tree.heads[subject as usize], tree.rels[subject as usize]);
        if head != Tree::ROOT {
            return freed;
        }
        set(tree, verb, head, rel);
    } else if descends(tree, verb, subject) {
        return freed;
    }
    set(tree, subject, verb, if passive { Rel::NsubjPass } else { Rel::Nsubj });
    true
}

/// The head of a noun phrase that ends at `last`: a name's first word, else its last.
fn phrase_head(tree: &Tree, from: u32, last: u32) -> u32 {
    let head = tree.heads[last as usize];
    if tree.rels[last as usize] == Rel::Flat && head < last && head >= from { head } else { last }
}

/// The main verb of a verb group that begins here.
fn governor(fine: &[Fine], at: u32) -> Option<u32> {
    if fine[at as usize].tag() == Tag::Verb {
        return Some(at);
    }
    let group = |t: u32| matches!(fine[t as usize].tag(), Tag::Aux | Tag::Adv | Tag::Part | Tag::Verb);
    (at + 1..(fine.len() as u32).min(at + 5)).take_while(|&t| group(t)).find(|&t| fine[t as usize].tag() == Tag::Verb)
}

fn is_finite(fine: Fine) -> bool {
    matches!(fine, Fine::VerbPast | Fine::VerbThird | Fine::VerbPresent | Fine::AuxFinite | Fine::AuxModal)
}

/// Subject and verb of a clause that begins after a conjunction.
fn clause(fine: &[Fine], tree: &Tree, conjunction: u32) -> Option<(u32, u32)> {
    let n = fine.len() as u32;
    // "and at least five people were killed"
    let measured = (conjunction + 3 < n && fine[conjunction as usize + 3] == Fine::Num)
        && fine[conjunction as usize + 1] == Fine::Adp;
    let from = conjunction + if measured { 3 } else { 1 };
    let nominal = |t: u32| {
        matches!(fine[t as usize].tag(), Tag::Det | Tag::Num | Tag::Adj | Tag::Noun | Tag::Propn | Tag::Pron)
            && fine[t as usize] != Fine::PronWh
            || fine[t as usize] == Fine::Possessive
    };
    let end = (from..n.min(from + SUBJECT)).find(|&t| !nominal(t))?;
    let last = end.checked_sub(1).filter(|&t| t >= from && matches!(fine[t as usize].tag(), Tag::Noun | Tag::Propn))?;
    if !is_finite(fine[end as usize]) {
        return None;
    }
    let verb = governor(fine, end)?;
    Some((phrase_head(tree, from, last), verb))
}

/// The verb of the clause before a conjunction, where what follows it cannot be the begin of a clause of its own.
fn first_verb(fine: &[Fine], conjunction: u32, is_said: &dyn Fn(u32) -> bool) -> Option<u32> {
    let open =
        |t: &u32| matches!(fine[*t as usize], Fine::PronWh | Fine::Sconj | Fine::AdvWh | Fine::Punct | Fine::Cconj);
    let verb = (0..conjunction).rev().find(|t| open(t) || fine[*t as usize].tag() == Tag::Verb)?;
    let complete = fine[verb as usize].tag() == Tag::Verb && verb + 1 < conjunction && !is_said(verb);
    (complete && fine[verb as usize] != Fine::VerbIng).then_some(verb)
}

fn split(tree: &mut Tree, (conjunction, subject, verb): (u32, u32, u32), first: u32) -> bool {
    let n = tree.heads.len() as u32;
    let of_verb =
        |tree: &Tree, t: u32, rels: &[Rel]| tree.heads[t as usize] == verb && rels.contains(&tree.rels[t as usize]);
    // "visited Poland and Merkel visited Norway": what follows the first verb is no subject of the second.
    let mut changed = false;
    for t in first + 1..conjunction {
        if of_verb(tree, t, &[Rel::Nsubj, Rel::NsubjPass]) {
            let free = !(0..n).any(|u| tree.heads[u as usize] == first && tree.rels[u as usize] == Rel::Obj);
            set(tree, t, first, if free { Rel::Obj } else { Rel::Obl });
            changed = true;
        }
    }
    if of_verb(tree, subject, &[Rel::Nsubj, Rel::NsubjPass])
        || descends(tree, first, verb) && tree.heads[first as usize] != verb
    {
        return changed;
    }
    if descends(tree, first, verb) {
        // The second verb was made the head of the first.
        let (head, rel) = (tree.heads[verb as usize], tree.rels[verb as usize]);
        set(tree, first, head, rel);
    }
    let passive = (0..n).any(|t| of_verb(tree, t, &[Rel::AuxPass]));
    set(tree, verb, first, Rel::Conj);
    set(tree, subject, verb, if passive { Rel::NsubjPass } else { Rel::Nsubj });
    set(tree, conjunction, verb, Rel::Cc);
    for t in conjunction + 1..verb {
        if t != subject && (tree.heads[t as usize] <= conjunction || tree.heads[t as usize] > verb) {
            set(tree, t, subject, Rel::Dep);
        }
    }
    true
}
