//! Syntax of one sentence: part-of-speech tags, a dependency tree, and the clauses read off it.
//!
//! The seam between what finds the tree and what reads it is [`Tree`]: plain data, one entry a token.

mod act;
pub mod analysis;
pub mod children;
pub mod clause;
pub mod clauses;
pub mod clues;
pub mod evidence;
pub mod features;
pub mod fine;
mod inherit;
pub mod model;
pub mod parser;
pub mod repair;
mod retag;
pub mod sight;
pub mod state;
mod sums;
pub mod tagger;
pub mod trees;
mod verb_group;

/// Universal part-of-speech tags (<https://universaldependencies.org/u/pos/>).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Tag {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

/// Universal dependency relations, with the subtypes that clauses need (<https://universaldependencies.org/en/dep/>).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Rel {
    Root,
    Nsubj,
    NsubjPass,
    NsubjOuter,
    Csubj,
    Obj,
    Iobj,
    Obl,
    OblAgent,
    OblTmod,
    Nmod,
    NmodPoss,
    Appos,
    Conj,
    Cc,
    Acl,
    AclRelcl,
    Advcl,
    Xcomp,
    Ccomp,
    Mark,
    Aux,
    AuxPass,
    Cop,
    Compound,
    CompoundPrt,
    Flat,
    Fixed,
    Det,
    Amod,
    Nummod,
    Parataxis,
    Advmod,
    Case,
    Expl,
    Punct,
    Dep,
}

/// The dependency tree of one sentence; token indices count from the sentence's first token.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// Part of speech of each token.
    pub tags: Vec<Tag>,
    /// Head of each token; [`Tree::ROOT`] for the root.
    pub heads: Vec<u32>,
    /// Relation of each token to its head.
    pub rels: Vec<Rel>,
}

impl Tree {
    /// The head of the root.
    pub const ROOT: u32 = u32::MAX;
}
