//! Memory that reading a text needs, kept from text to text.

use std::sync::{Mutex, PoisonError};

use crate::gazetteer::Hit;
use crate::mention::candidate::Candidate;
use crate::mention::values::Values;
use crate::rule::{Found, Marked, Scratch};
use crate::syntax::analysis::Analysis;
use crate::syntax::trees::Trees;

/// The memory of a longer text is given back to the system.
const LONGEST: usize = 1 << 20;

/// Memory that the stages share from sentence to sentence.
#[derive(Default)]
pub struct Work {
    pub hits: Vec<Hit>,
    pub marked: Vec<Marked>,
    pub scratch: Scratch,
    pub found: Found,
    pub values: Values,
    pub trees: Trees,
    pub analysis: Analysis,
    /// Candidates for descriptions, which may cover names and overlap; in order of their sentences.
    pub descriptions: Vec<Candidate>,
}

/// The memory of readings that have ended. What is kept in it says nothing of the texts read: the same text gives the same
/// result whatever was read before.
#[derive(Default)]
pub struct Pool(Mutex<Vec<Work>>);

impl Pool {
    /// Memory for reading one text.
    pub fn take(&self) -> Work {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    /// Gives back what reading a text of this length used.
    pub fn put(&self, mut work: Work, length: usize) {
        if length <= LONGEST {
            work.values.clear();
            work.trees.clear();
            work.descriptions.clear();
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(work);
        }
    }
}
