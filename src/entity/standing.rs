//! Where mentions stand in the trees of their sentences: their part in the clause, and which clause that is.

use super::position::Place;
use super::words::ReferenceWords;
use crate::mention::{Form, Mention};
use crate::syntax::analysis::Analysis;
use crate::syntax::trees::{Source, Trees};
use crate::syntax::{Rel, Tag, Tree};

/// How many heads are climbed at most: a bound for broken trees.
const HEIGHT: usize = 64;

/// Where one mention stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its part in its clause.
    pub place: Place,
    /// Whether it is one of several joined by "and".
    pub coordinated: bool,
    /// The clauses it stands in, by the document's tokens that head them, innermost first; absent ones are `u32::MAX`.
    clauses: [u32; DEPTH],
    /// The document's token that heads its phrase: the first of those joined by "and".
    phrase: u32,
    /// The head of the phrase whose act its innermost clause tells, also where the clause leaves it out ("X won, beating
    /// him"); `u32::MAX` where there is none.
    agent: u32,
    /// How its innermost clause belongs to the one around it.
    pub rel: Rel,
}

/// How many clauses around a mention are told apart.
const DEPTH: usize = 6;

impl Standing {
    /// Whether the other stands in the same clause.
    pub fn beside(&self, other: &Standing) -> bool {
        self.clauses[0] == other.clauses[0]
    }

    /// How many clauses around the other one lie between it and this mention's own clause, which holds it.
    pub fn above(&self, other: &Standing) -> Option<usize> {
        other.clauses.iter().position(|&c| c == self.clauses[0] && c != u32::MAX)
    }

    /// Whether the other's clause tells an act of this mention.
    pub fn acts_in(&self, other: &Standing) -> bool {
        self.phrase == other.agent
    }

    /// Whether its clause is no part of another.
    pub fn matrix(&self) -> bool {
        self.clauses[1] == u32::MAX
    }
}

/// The standings of the mentions of a document, for the sentences that were looked at.
#[derive(Clone, Debug, Default)]
pub struct Standings {
    of: Vec<Option<Standing>>,
}

impl Standings {
    /// The mention's, where its sentence was looked at.
    pub fn get(&self, mention: usize) -> Option<&Standing> {
        self.of.get(mention)?.as_ref()
    }

    /// Looks at the sentences that pronouns of persons stand in, and at the one before each.
    pub fn read(
        source: &Source<'_>,
        trees: &mut Trees,
        analysis: &mut Analysis,
        mentions: &[Mention],
        words: &ReferenceWords,
        wanted: &dyn Fn(&Mention) -> bool,
    ) -> Standings {
        let mut standings = Standings::default();
        let mut parts = Parts::default();
        let mut looked = None;
        for pronoun in mentions.iter().filter(|m| m.form == Form::Pronoun && wanted(m)) {
            standings.of.resize(mentions.len(), None);
            for number in pronoun.sentence.saturating_sub(1)..=pronoun.sentence {
                if looked.is_some_and(|last| number <= last) {
                    continue;
                }
                looked = Some(number);
                let Some(sentence) = source.sentences.get(number as usize) else { continue };
                let from = mentions.partition_point(|m| m.sentence < number);
                let to = mentions.partition_point(|m| m.sentence <= number);
                if from == to {
                    continue;
                }
                trees.read(source, number, &mentions[from..to], analysis);
                let relative = |at: u32| {
                    let token = source.tokens.get((sentence.first + at) as usize);
                    token.is_some_and(|t| !source.lexicon.classes(t.word).any(words.anaphor))
                };
                parts.read(&analysis.tree, &relative);
                for (id, mention) in (from..to).zip(&mentions[from..to]) {
                    let (first, last) = (mention.first - sentence.first, mention.last - sentence.first);
                    standings.of[id] = standing(&analysis.tree, &parts, first, last, sentence.first);
                }
            }
        }
        standings
    }
}

/// Subject and object of each token of a sentence that has them.
#[derive(Default)]
struct Parts {
    subject: Vec<u32>,
    object: Vec<u32>,
}

impl Parts {
    /// Reads a tree; `relative` says whether a pronoun stands for the noun before its clause.
    fn read(&mut self, tree: &Tree, relative: &dyn Fn(u32) -> bool) {
        for list in [&mut self.subject, &mut self.object] {
            list.clear();
            list.resize(tree.heads.len(), u32::MAX);
        }
        for (at, (&head, rel)) in (0..).zip(tree.heads.iter().zip(&tree.rels)) {
            let list = match rel {
                Rel::Nsubj | Rel::NsubjPass => &mut self.subject,
                Rel::Obj | Rel::Iobj => &mut self.object,
                _ => continue,
            };
            if tree.tags[at as usize] == Tag::Pron && !matches!(rel, Rel::Obj | Rel::Iobj) && relative(at) {
                continue;
            }
            if let Some(slot) = list.get_mut(head as usize) {
                *slot = at;
            }
        }
    }

    /// Whose act a clause tells: its subject, else who the clause around it or the noun before it says.
    fn agent(&self, tree: &Tree, clause: u32) -> Option<u32> {
        let mut at = clause;
        for _ in 0..HEIGHT {
            let subject = *self.subject.get(at as usize)?;
            if subject != u32::MAX {
                return Some(subject);
            }
            let up = *tree.heads.get(at as usize)?;
            match tree.rels[at as usize] {
                Rel::AclRelcl | Rel::Acl => return Some(up),
                Rel::Xcomp if self.object.get(up as usize).is_some_and(|&o| o != u32::MAX) => {
                    return self.object.get(up as usize).copied();
                }
                Rel::Xcomp | Rel::Advcl | Rel::Conj => at = up,
                _ => return None,
            }
        }
        None
    }
}

/// The part a phrase plays, from the relation of its head.
fn standing(tree: &Tree, parts: &Parts, first: u32, last: u32, offset: u32) -> Option<Standing> {
    let inside = |head: u32| first <= head && head < last;
    let head = (first..last).find(|&t| tree.heads.get(t as usize).is_some_and(|&h| !inside(h)))?;
    let mut coordinated = false;
    let mut at = head;
    // A part of a row or an apposition plays the part of what it is joined to.
    for _ in 0..HEIGHT {
        match tree.rels[at as usize] {
            Rel::Conj if !clausal(tree, at) => coordinated = true,
            Rel::Appos | Rel::Flat => {}
            _ => break,
        }
        at = tree.heads[at as usize];
    }
    let place = match tree.rels[at as usize] {
        Rel::Nsubj | Rel::NsubjPass | Rel::NsubjOuter => Place::Subject,
        Rel::Obj | Rel::Iobj => Place::Object,
        Rel::Obl | Rel::OblAgent => Place::Oblique,
        Rel::NmodPoss => Place::Possessive,
        _ => Place::Other,
    };
    let phrase = at + offset;
    let mut clauses = [u32::MAX; DEPTH];
    let mut filled = 0;
    for _ in 0..HEIGHT {
        if clausal(tree, at) && filled < DEPTH && (at != head || place == Place::Other) {
            clauses[filled] = at + offset;
            filled += 1;
        }
        match tree.heads.get(at as usize) {
            Some(&up) if up != Tree::ROOT => at = up,
            _ => break,
        }
    }
    let clause = clauses[0].checked_sub(offset).filter(|_| clauses[0] != u32::MAX);
    let agent = clause.and_then(|clause| parts.agent(tree, clause)).map_or(u32::MAX, |agent| agent + offset);
    let rel = clause.and_then(|clause| tree.rels.get(clause as usize)).copied().unwrap_or(Rel::Dep);
    Some(Standing { place, coordinated, clauses, phrase, agent, rel })
}

/// Whether a token heads a clause.
fn clausal(tree: &Tree, at: u32) -> bool {
    match tree.rels[at as usize] {
        Rel::Root | Rel::Ccomp | Rel::Advcl | Rel::Acl | Rel::AclRelcl | Rel::Parataxis | Rel::Csubj => true,
        // "X wanted to meet him" is one clause; "X asked Y to meet him" has a second subject.
        Rel::Xcomp => {
            let verb = tree.heads[at as usize];
            let object = |other: usize| tree.heads[other] == verb && matches!(tree.rels[other], Rel::Obj | Rel::Iobj);
            (verb as usize..at as usize).any(object)
        }
        Rel::Conj => matches!(tree.tags[at as usize], Tag::Verb | Tag::Aux),
        _ => false,
    }
}
