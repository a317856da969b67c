//! What the tests of all rules say of a word, worked out once for each word and kept.
//!
//! Nearly every test of a token reads only its folded form, its classes and its shape. A row holds the answers of all of
//! them for one word in one shape, and which patterns of each pass can have it as their first, second and third token. The
//! matcher looks the answers up; where a test reads the text as it is written or the tags, the row says so and it is asked.

use super::columns::Look;
use super::constraint::Answer;
use super::rules::Rules;
use super::words::Words;
use crate::text::hashed::NumberMap;
use crate::text::lexicon::ClassSet;
use crate::text::token::{Shape, Token};
use std::sync::Arc;

/// Words kept before they are forgotten; a sentence may add some more.
const MOST: usize = 32_768;
/// Rows kept before all is forgotten.
const MOST_ROWS: usize = 8_192;
/// Slots to begin with.
const SLOTS: usize = 1_024;
/// The flags of a shape that no test reads.
const UNREAD: Shape = Shape::LINE_BEFORE.with(Shape::PARAGRAPH_BEFORE).with(Shape::ASCII).with(Shape::SENTENCE_START);

/// Rows of the words met so far, for one set of rules.
#[derive(Debug, Default)]
pub struct Rows {
    owner: Arc<()>,
    /// Folded form and shape, and one more than the row; open addressing.
    slots: Vec<(u64, u16, u32)>,
    words: usize,
    /// Rows by shape, classes and, where a test names it, word: what makes rows differ.
    kinds: NumberMap<(u16, ClassSet, u64), u32>,
    width: usize,
    stride: usize,
    passes: [usize; 3],
    bits: Vec<u64>,
    named: Vec<u64>,
    classes: Vec<ClassSet>,
}

impl Rows {
    /// Writes the row of each token to `out`.
    pub fn read(&mut self, rules: &Rules, tokens: &[Token], words: &dyn Words, out: &mut Vec<u32>) {
        let columns = &rules.columns;
        if self.words > MOST {
            // The rows stay: most of the words to come are like those that were.
            self.slots.clear();
            self.slots.resize(SLOTS, (0, 0, 0));
            self.words = 0;
        }
        if self.classes.len() > MOST_ROWS || !Arc::ptr_eq(&self.owner, &columns.identity) || self.slots.is_empty() {
            *self = Rows {
                owner: columns.identity.clone(),
                slots: vec![(0, 0, 0); SLOTS],
                width: columns.width as usize,
                stride: columns.stride(),
                passes: columns.passes.map(|start| start as usize),
                ..Rows::default()
            };
        }
        out.clear();
        for token in tokens {
            let shape = token.shape.0 & !UNREAD.0;
            let slot = self.slot(token.hash, shape);
            let row = match self.slots[slot].2 {
                0 => self.learn(rules, token, shape, words, slot),
                row => row - 1,
            };
            out.push(row);
        }
    }

    /// The slot where a word stands, or is to stand.
    fn slot(&self, hash: u64, shape: u16) -> usize {
        let mask = self.slots.len() - 1;
        let mixed = (hash ^ u64::from(shape)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut slot = (mixed >> 32) as usize & mask;
        loop {
            let (known, like, row) = self.slots[slot];
            if row == 0 || (known, like) == (hash, shape) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    /// The row of a word that was not met yet, which is to stand in `slot`.
    fn learn(&mut self, rules: &Rules, token: &Token, shape: u16, words: &dyn Words, slot: usize) -> u32 {
        let classes = words.classes(token.word);
        let mut named = std::mem::take(&mut self.named);
        rules.columns.names(token, words, &mut named);
        let kind = |word: u64| (shape, classes, word);
        let look = Look { token, classes, named: &[], lists: &rules.lists };
        let columns = &rules.columns;
        let like = self.row_of(kind(0), |_, row| columns.write(&look, row));
        let row = match named.first() {
            None => like,
            Some(&word) => self.row_of(kind(word), |rows, row| {
                row.copy_from_slice(rows.row(like));
                columns.rewrite(&rules.program.tests, &Look { named: &named, ..look }, row);
            }),
        };
        self.named = named;
        self.slots[slot] = (token.hash, shape, row + 1);
        self.words += 1;
        if 2 * self.words > self.slots.len() {
            let old = std::mem::take(&mut self.slots);
            self.slots.resize(2 * old.len(), (0, 0, 0));
            for entry in old.into_iter().filter(|s| s.2 > 0) {
                let slot = self.slot(entry.0, entry.1);
                self.slots[slot] = entry;
            }
        }
        row
    }

    /// The row of a kind of words; a new one is written by `write`.
    fn row_of(&mut self, kind: (u16, ClassSet, u64), write: impl FnOnce(&Rows, &mut [u64])) -> u32 {
        let next = self.classes.len() as u32;
        let row = *self.kinds.entry(kind).or_insert(next);
        if row == next {
            let mut bits = vec![0; self.stride];
            write(self, &mut bits);
            self.classes.push(kind.1);
            self.bits.append(&mut bits);
        }
        row
    }

    /// What the tests say of the word, a bit for each that passes, then a bit for each that has to be asked; then the patterns.
    fn row(&self, row: u32) -> &[u64] {
        &self.bits[row as usize * self.stride..][..self.stride]
    }

    /// What a test says of the word.
    pub fn answer(&self, row: u32, test: u32) -> Answer {
        let at = row as usize * self.stride + test as usize / 64;
        let bit = |at: usize| self.bits.get(at).is_some_and(|word| word >> (test % 64) & 1 == 1);
        if bit(at) {
            Answer::Yes
        } else if bit(at + self.width) {
            Answer::Ask
        } else {
            Answer::No
        }
    }

    /// The classes of the word.
    pub fn classes(&self, row: u32) -> ClassSet {
        self.classes.get(row as usize).copied().unwrap_or_default()
    }

    /// The patterns of a pass that can have the word as the token number `depth` of a match.
    pub fn patterns(&self, row: u32, pass: usize, depth: usize, width: usize) -> &[u64] {
        let from = row as usize * self.stride + self.passes[pass] + depth * width;
        self.bits.get(from..from + width).unwrap_or_default()
    }
}
