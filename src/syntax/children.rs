//! A tree seen from above: the children of each token.

use super::{Rel, Tree};

/// Children of every token of a tree, in text order.
#[derive(Clone, Debug, Default)]
pub struct Children {
    first: Vec<u32>,
    items: Vec<u32>,
}

impl Children {
    /// Fills the table for `tree`, keeping what memory it has.
    pub fn fill(&mut self, tree: &Tree) {
        let n = tree.heads.len();
        self.first.clear();
        self.first.resize(n + 1, 0);
        let mut sum = 0;
        for &head in tree.heads.iter().filter(|&&head| (head as usize) < n) {
            self.first[head as usize] += 1;
            sum += 1;
        }
        self.items.clear();
        self.items.resize(sum as usize, 0);
        // Where each token's children end; filling them in from the last makes it where they begin.
        let mut end = 0;
        for count in &mut self.first {
            end += *count;
            *count = end;
        }
        for (child, &head) in tree.heads.iter().enumerate().rev().filter(|(_, head)| (**head as usize) < n) {
            self.first[head as usize] -= 1;
            self.items[self.first[head as usize] as usize] = child as u32;
        }
    }

    /// Children of a token, in text order.
    pub fn of(&self, token: u32) -> &[u32] {
        let token = token as usize;
        match (self.first.get(token), self.first.get(token + 1)) {
            (Some(&from), Some(&to)) => &self.items[from as usize..to as usize],
            _ => &[],
        }
    }

    /// The first child with this relation.
    pub fn first(&self, tree: &Tree, token: u32, rel: Rel) -> Option<u32> {
        self.with(tree, token, rel).next()
    }

    /// The children with this relation.
    pub fn with<'s>(&'s self, tree: &'s Tree, token: u32, rel: Rel) -> impl Iterator<Item = u32> + 's {
        self.of(token).iter().copied().filter(move |&c| tree.rels[c as usize] == rel)
    }
}
