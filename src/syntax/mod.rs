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
mod finite;
mod forms;
mod inherit;
pub mod model;
pub mod parser;
pub mod repair;
mod retag;
pub mod sight;
pub mod state;
mod sums;
mod tag;
pub mod tagger;
pub mod trees;
mod verb_group;

pub use tag::Tag;

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

    /// Whether every token hangs, by whatever way, on a root; `marks` is memory to work in.
    pub(crate) fn is_sound(&self, marks: &mut Vec<u32>) -> bool {
        marks.clear();
        marks.resize(self.heads.len(), Tree::ROOT);
        for from in 0..self.heads.len() as u32 {
            let mut at = from;
            // Up to the root, or to a token that an earlier way passed; one's own way again is a circle.
            while let Some(mark) = marks.get_mut(at as usize) {
                if *mark == from {
                    return false;
                }
                if *mark != Tree::ROOT {
                    break;
                }
                *mark = from;
                at = self.heads[at as usize];
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_is_no_tree() {
        let sound = |heads: &[u32]| Tree { heads: heads.to_vec(), ..Tree::default() }.is_sound(&mut Vec::new());
        assert!(sound(&[]));
        assert!(sound(&[1, Tree::ROOT, 1, 0]));
        assert!(!sound(&[1, 2, 0, Tree::ROOT]));
        assert!(!sound(&[0]));
    }
}
