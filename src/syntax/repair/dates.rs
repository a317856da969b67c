//! Repairs of trees around dates: a date is when something happens, not what a name is made of.

use super::site::Site;
use super::{descends, set};
use crate::mention::Form;
use crate::schema::LabelId;
use crate::syntax::{Rel, Tag, Tree};
use crate::text::token::{Shape, Token};

/// Mends what hangs wrongly on the dates of a sentence.
pub(super) fn dates(site: &mut Site<'_>) -> bool {
    let Site { tokens, first, mentions, .. } = *site;
    let analysis = &mut *site.analysis;
    let mut changed = false;
    for date in mentions.iter().filter(|m| m.form == Form::Value) {
        let range = (date.first - first, date.last - first);
        if date.label == LabelId::CARDINAL {
            // "beat the Stars 3-1": nor is a score.
            changed |= swallowed(range, &mut analysis.tree);
        }
        if date.label != LabelId::DATE {
            continue;
        }
        changed |= fronted(tokens, range, &mut analysis.tree);
        changed |= swallowed(range, &mut analysis.tree);
        changed |= after_verb(range, &mut analysis.tree);
        changed |= overreaching(range, &mut analysis.tree);
    }
    changed
}

/// "On Thursday Mr Berg spoke": the date hangs on the first verb, and the noun that had its preposition is the subject.
fn fronted(tokens: &[Token], (at, end): (u32, u32), tree: &mut Tree) -> bool {
    if at != 1
        || end as usize >= tokens.len()
        || tokens[end as usize].shape.has(Shape::PUNCTUATION)
        || tree.tags[0] != Tag::Adp
    {
        return false;
    }
    let Some(verb) = (end..tree.tags.len() as u32).find(|&t| tree.tags[t as usize] == Tag::Verb) else { return false };
    let noun = tree.heads[0];
    if noun == Tree::ROOT || noun < end || noun >= verb {
        return false;
    }
    let own = tree.heads[noun as usize];
    let of_verb = |t: u32, rels: &[Rel]| tree.heads[t as usize] == verb && rels.contains(&tree.rels[t as usize]);
    let subject = (0..verb).any(|t| of_verb(t, &[Rel::Nsubj, Rel::NsubjPass]));
    let passive = (end..verb).any(|t| of_verb(t, &[Rel::AuxPass]));
    unit(tree, (at, end), verb, Rel::Obl);
    set(tree, 0, at, Rel::Case);
    if !subject && own == verb {
        set(tree, noun, verb, if passive { Rel::NsubjPass } else { Rel::Nsubj });
    }
    true
}

/// "hosted Jon Berg last year", "left Russia for Latvia last year": what the parser made a part of the date, nouns and
/// their prepositions, takes its own place at the verb.
fn swallowed((at, end): (u32, u32), tree: &mut Tree) -> bool {
    let inside = |tree: &Tree, t: u32| (at..end).contains(&tree.heads[t as usize]);
    let Some(top) = (at..end).find(|&t| !inside(tree, t)) else { return false };
    let verb = tree.heads[top as usize];
    if verb == Tree::ROOT || tree.tags[verb as usize] != Tag::Verb {
        return false;
    }
    let nominal = |tree: &Tree, t: u32| matches!(tree.tags[t as usize], Tag::Propn | Tag::Noun);
    let mut changed = false;
    for t in 0..at {
        if !inside(tree, t) {
            continue;
        }
        if tree.rels[t as usize] == Rel::Case && tree.tags[t as usize] == Tag::Adp && t + 1 < at {
            // The date's own preposition stands right before it.
            let Some(noun) = (t + 1..at).find(|&u| nominal(tree, u)) else { continue };
            set(tree, t, noun, Rel::Case);
            if tree.heads[noun as usize] == verb && tree.rels[noun as usize] == Rel::Obj {
                tree.rels[noun as usize] = Rel::Obl;
            }
            changed = true;
        } else if nominal(tree, t)
            && matches!(tree.rels[t as usize], Rel::Compound | Rel::Nmod | Rel::NmodPoss | Rel::Nsubj | Rel::Appos)
        {
            let case = t.checked_sub(1).is_some_and(|c| tree.tags[c as usize] == Tag::Adp);
            if (t..at).any(|u| tree.tags[u as usize] == Tag::Punct) {
                continue;
            }
            let has = |rel: Rel| {
                (0..tree.heads.len()).any(|u| u != top as usize && tree.heads[u] == verb && tree.rels[u] == rel)
            };
            let rel = match t > verb {
                true if !case && !has(Rel::Obj) => Rel::Obj,
                true => Rel::Obl,
                false if !has(Rel::Nsubj) && !has(Rel::NsubjPass) => Rel::Nsubj,
                false => continue,
            };
            set(tree, t, verb, rel);
            changed = true;
        }
    }
    if changed {
        tree.rels[top as usize] = Rel::OblTmod;
    }
    changed
}

/// "On Friday, Berg, accompanied by his wife, spoke": what stands after a date does not hang on it.
fn overreaching((at, end): (u32, u32), tree: &mut Tree) -> bool {
    let Some(top) = (at..end).find(|&t| !(at..end).contains(&tree.heads[t as usize])) else { return false };
    let verb = tree.heads[top as usize];
    if verb == Tree::ROOT || tree.tags[verb as usize] != Tag::Verb || verb < end {
        return false;
    }
    let is_subject =
        |tree: &Tree, t: usize| tree.heads[t] == verb && matches!(tree.rels[t], Rel::Nsubj | Rel::NsubjPass);
    let mut subject = (0..tree.heads.len()).find(|&t| is_subject(tree, t)).map(|t| t as u32);
    let passive = (0..tree.heads.len()).any(|t| tree.heads[t] == verb && tree.rels[t] == Rel::AuxPass);
    let mut changed = false;
    for t in end..verb {
        if !(at..end).contains(&tree.heads[t as usize]) {
            continue;
        }
        match (tree.tags[t as usize], tree.rels[t as usize]) {
            (
                Tag::Noun | Tag::Propn | Tag::Pron,
                Rel::Conj | Rel::Appos | Rel::Flat | Rel::Dep | Rel::Nmod | Rel::Compound,
            ) if subject.is_none() => {
                set(tree, t, verb, if passive { Rel::NsubjPass } else { Rel::Nsubj });
                subject = Some(t);
                changed = true;
            }
            (_, Rel::Acl | Rel::AclRelcl | Rel::Appos | Rel::Conj) if subject.is_some_and(|s| s < t) => {
                let rel = tree.rels[t as usize];
                set(tree, t, subject.unwrap_or(verb), rel);
                changed = true;
            }
            _ => {}
        }
    }
    changed
}

/// "said on Monday that …": a date right after a verb is that verb's.
fn after_verb((at, end): (u32, u32), tree: &mut Tree) -> bool {
    let case = at.checked_sub(1).filter(|&c| tree.tags[c as usize] == Tag::Adp);
    let Some(verb) = case.unwrap_or(at).checked_sub(1).filter(|&v| tree.tags[v as usize] == Tag::Verb) else {
        return false;
    };
    let top = (at..end).find(|&t| !(at..end).contains(&tree.heads[t as usize])).unwrap_or(at);
    if tree.heads[top as usize] == verb || descends(tree, verb, top) {
        return false;
    }
    unit(tree, (at, end), verb, Rel::Obl);
    if let Some(case) = case {
        set(tree, case, at, Rel::Case);
    }
    true
}

/// Makes a range of tokens one phrase, its first token the head.
fn unit(tree: &mut Tree, (at, end): (u32, u32), head: u32, rel: Rel) {
    set(tree, at, head, rel);
    for inner in at + 1..end {
        set(tree, inner, at, Rel::Flat);
    }
}

impl Site<'_> {
    /// "was arrested in Lisbon on Thursday": a date with a preposition after an object, a name or an agent is the verb's.
    pub fn dates_of_verbs(&mut self) -> bool {
        let mut changed = false;
        for date in self.mentions.iter().filter(|m| m.form == Form::Value && m.label == LabelId::DATE) {
            let (at, end) = (date.first - self.first, date.last - self.first);
            let Some(top) = (at..end).find(|&t| !(at..end).contains(&self.head(t))) else { continue };
            let noun = self.head(top);
            // "on Sunday for talks": what follows a date is not the date's.
            let after = (end..self.len().min(end + 8))
                .find(|&t| (at..end).contains(&self.head(t)) && self.rel(t) == Rel::Nmod && self.is_noun(t));
            let verb = self.verb_above(top);
            if let Some(after) = after.filter(|_| verb != Tree::ROOT && verb < at && self.tag(end) == Tag::Adp) {
                changed |= self.set(after, verb, Rel::Obl);
            }
            let case = at.checked_sub(1).is_some_and(|case| self.tag(case) == Tag::Adp);
            // "The court on Thursday struck it down": between a subject and its verb.
            let acts = noun != Tree::ROOT && matches!(self.rel(noun), Rel::Nsubj | Rel::NsubjPass) && noun < at;
            let verb = if acts { self.head(noun) } else { Tree::ROOT };
            if case
                && verb != Tree::ROOT
                && end <= verb
                && (end..=verb).all(|t| matches!(self.tag(t), Tag::Aux | Tag::Adv | Tag::Verb))
            {
                changed |= self.set(top, verb, Rel::Obl);
                continue;
            }
            let loose = self.rel(top) == Rel::Nmod && noun != Tree::ROOT && noun < at;
            if !case || !loose || !self.is_noun(noun) {
                continue;
            }
            let argument = matches!(self.rel(noun), Rel::Obj | Rel::OblAgent | Rel::OblTmod)
                || self.tag(noun) == Tag::Propn && matches!(self.rel(noun), Rel::Obl | Rel::Conj | Rel::Nmod);
            let verb = self.verb_above(noun);
            if argument && verb != Tree::ROOT && verb < noun {
                changed |= self.set(top, verb, Rel::Obl);
            }
        }
        changed
    }
}
