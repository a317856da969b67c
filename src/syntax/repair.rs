//! Repairs of a tree where the parser is known to be weak, by rules that do not guess: what the words themselves decide.
//!
//! * A phrase with a preposition is no subject or object.
//! * "by" after a passive verb brings its agent, unless another noun of action stands between.
//! * A verb of saying after a comma or quotation mark, with a subject and no conjunction, stands beside what it reports.

use super::analysis::Analysis;
use super::{Rel, Tag, Tree};
use crate::rule::{Rules, WordList};
use crate::text::fold;
use crate::text::lexicon::{ClassId, Lexicon};
use crate::text::token::{Shape, Token};

/// Words that repairs look at; the lists are data of the rule files.
#[derive(Clone, Debug, Default)]
pub struct Repairs {
    said: WordList,
    by: u64,
    verb: Option<ClassId>,
}

impl Repairs {
    /// Looks the words up once.
    pub fn new(lexicon: &Lexicon, rules: &Rules) -> Repairs {
        Repairs {
            said: rules.words("verb_said").cloned().unwrap_or_default(),
            by: fold::hash("by"),
            verb: lexicon.class("verb"),
        }
    }

    /// Mends the tree of a sentence.
    pub fn apply(&self, tokens: &[Token], lexicon: &Lexicon, analysis: &mut Analysis) {
        let n = tokens.len().min(analysis.tree.heads.len());
        let mut changed = false;
        for at in 0..n as u32 {
            changed |= self.phrase(tokens, analysis, at) | self.agent(tokens, analysis, at) | self.saying(tokens, lexicon, analysis, at);
        }
        if changed {
            analysis.children.fill(&analysis.tree);
        }
    }

    /// A phrase with a preposition hangs on the noun right before the preposition, else on the verb as an oblique.
    fn phrase(&self, tokens: &[Token], analysis: &mut Analysis, at: u32) -> bool {
        let tree = &analysis.tree;
        if !matches!(tree.rels[at as usize], Rel::Nsubj | Rel::NsubjPass | Rel::Obj | Rel::Iobj) {
            return false;
        }
        let case = analysis.children.with(tree, at, Rel::Case).find(|&c| c < at && tree.tags[c as usize] == Tag::Adp);
        let Some(case) = case else { return false };
        if tokens.get(case as usize).is_none_or(|t| t.hash == self.by) {
            return false;
        }
        // The last word of a name stands for its first, which is the head.
        let name = |b: u32| if tree.rels[b as usize] == Rel::Flat { tree.heads[b as usize].min(b) } else { b };
        let before = case.checked_sub(1).map(name);
        let noun = before.filter(|&b| matches!(tree.tags[b as usize], Tag::Noun | Tag::Propn) && !descends(tree, b, at));
        match noun {
            Some(noun) => set(&mut analysis.tree, at, noun, Rel::Nmod),
            None => analysis.tree.rels[at as usize] = Rel::Obl,
        }
        true
    }

    fn agent(&self, tokens: &[Token], analysis: &mut Analysis, at: u32) -> bool {
        let tree = &analysis.tree;
        if tokens[at as usize].hash != self.by || tree.rels[at as usize] != Rel::Case {
            return false;
        }
        let head = tree.heads[at as usize];
        if head == Tree::ROOT || !matches!(tree.rels[head as usize], Rel::Nmod | Rel::Obl | Rel::Nsubj | Rel::Obj | Rel::NsubjPass) {
            return false;
        }
        // The nearest verb before, if it is passive and has no agent yet.
        let verb = (0..at).rev().find(|&t| tree.tags[t as usize] == Tag::Verb);
        let Some(verb) = verb else { return false };
        let has = |rel| analysis.children.first(tree, verb, rel).is_some();
        let reduced = matches!(tree.rels[verb as usize], Rel::Acl | Rel::Advcl) && analysis.fine.get(verb as usize) == Some(&super::fine::Fine::VerbParticiple);
        if !(has(Rel::AuxPass) || has(Rel::NsubjPass) || reduced) || has(Rel::OblAgent) || descends(tree, verb, head) {
            return false;
        }
        set(&mut analysis.tree, head, verb, Rel::OblAgent);
        true
    }

    fn saying(&self, tokens: &[Token], lexicon: &Lexicon, analysis: &mut Analysis, at: u32) -> bool {
        let tree = &analysis.tree;
        if tree.tags[at as usize] != Tag::Verb || !matches!(tree.rels[at as usize], Rel::Conj | Rel::Advcl | Rel::Dep | Rel::Ccomp) {
            return false;
        }
        let word = tokens[at as usize].word;
        let lemma = self.verb.and_then(|class| lexicon.lemma(word, class)).map_or(tokens[at as usize].hash, fold::hash);
        if !self.said.contains(lemma) || analysis.children.first(tree, at, Rel::Cc).is_some() || analysis.children.first(tree, at, Rel::Mark).is_some() {
            return false;
        }
        let Some(subject) = analysis.children.first(tree, at, Rel::Nsubj) else { return false };
        // The head must stand before: "…", X said.
        if tree.heads[at as usize] == Tree::ROOT || tree.heads[at as usize] > at {
            return false;
        }
        let first = subtree_start(analysis, subject).min(at);
        let comma = first.checked_sub(1).is_some_and(|b| tokens[b as usize].shape.has(Shape::PUNCTUATION));
        if comma {
            analysis.tree.rels[at as usize] = Rel::Parataxis;
        }
        comma
    }
}

/// First token of what hangs on a token.
fn subtree_start(analysis: &Analysis, token: u32) -> u32 {
    let (mut first, mut open) = (token, vec![token]);
    while let Some(at) = open.pop() {
        first = first.min(at);
        open.extend(analysis.children.of(at));
    }
    first
}

/// Whether `token` hangs on `above`, however far down.
fn descends(tree: &Tree, token: u32, above: u32) -> bool {
    let mut at = token;
    for _ in 0..tree.heads.len() {
        if at == above {
            return true;
        }
        match tree.heads.get(at as usize) {
            Some(&head) if head != Tree::ROOT => at = head,
            _ => return false,
        }
    }
    false
}

fn set(tree: &mut Tree, token: u32, head: u32, rel: Rel) {
    tree.heads[token as usize] = head;
    tree.rels[token as usize] = rel;
}
