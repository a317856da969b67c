//! Groups of mentions that name the same: a union-find that remembers what joined each mention.

use crate::origin::Origin;

/// A partition of the mentions `0..n`.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    parent: Vec<u32>,
    link: Vec<Option<Origin>>,
}

impl Groups {
    /// Every mention alone.
    pub fn new(mentions: usize) -> Groups {
        Groups { parent: (0..mentions as u32).collect(), link: vec![None; mentions] }
    }

    /// The mention that stands for the group: its first.
    pub fn find(&mut self, mention: u32) -> u32 {
        let mut root = mention;
        while self.parent[root as usize] != root {
            root = self.parent[root as usize];
        }
        let mut at = mention;
        while self.parent[at as usize] != root {
            at = std::mem::replace(&mut self.parent[at as usize], root);
        }
        root
    }

    /// Joins the groups of two mentions; `origin` says why `mention` belongs to `to`.
    pub fn join(&mut self, to: u32, mention: u32, origin: Origin) {
        let (a, b) = (self.find(to), self.find(mention));
        let slot = &mut self.link[mention as usize];
        if slot.is_none() {
            *slot = Some(origin);
        }
        if a != b {
            self.parent[a.max(b) as usize] = a.min(b);
        }
    }

    /// What joined a mention to its group, if it did not begin it.
    pub fn link(&self, mention: u32) -> Option<Origin> {
        self.link[mention as usize]
    }

    /// The groups of the mentions that are kept, numbered anew; what is left out must be alone.
    pub fn keep(&mut self, keep: &[bool]) -> Groups {
        let mut number = Vec::with_capacity(keep.len());
        let mut next = 0;
        for kept in keep {
            number.push(next);
            next += u32::from(*kept);
        }
        let mut groups = Groups::new(next as usize);
        for old in (0..keep.len() as u32).filter(|old| keep[*old as usize]) {
            let root = self.find(old) as usize;
            let new = number[old as usize] as usize;
            groups.parent[new] = if keep[root] { number[root] } else { number[old as usize] };
            groups.link[new] = self.link[old as usize];
        }
        groups
    }
}
