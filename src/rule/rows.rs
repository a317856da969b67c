//! What the tests of all rules say of a word, worked out once for each word and kept.
//!
//! Nearly every test of a token reads only its folded form, its classes and its shape. A row holds the answers of all of
//! them for one word in one shape, and which patterns of each pass can have it as their first, second and third token. The
//! matcher looks the answers up; where a test reads the text as it is written or the tags, the row says so and it is asked.

use super::constraint::{Answer, Leaf, Test};
use super::index::{Admits, Index};
use super::rules::Rules;
use super::words::{WordList, Words};
use crate::pack::stored::stored;
use crate::text::hashed::NumberMap;
use crate::text::lexicon::{ClassSet, WordId};
use crate::text::span::Span;
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

/// What a word is seen as by tests that need no text.
#[derive(Clone, Copy)]
pub struct Look<'w> {
    pub token: &'w Token,
    pub classes: ClassSet,
    /// The word and its lemmas, as tests may name them; empty where none names any.
    pub named: &'w [u64],
    pub lists: &'w [(String, WordList)],
}

/// What rows are made of, ready once rules are loaded.
#[derive(Debug, Default)]
pub struct Columns {
    /// Tells these rules from others: rows that a scratch holds are theirs.
    identity: Arc<()>,
    /// The words that tests name, each with the number of such a test, or, beyond all tests, of a list that has it; sorted.
    named: Vec<(u64, u32)>,
    /// For each list the tests that read it.
    listed: Vec<Vec<u32>>,
    /// The tests that read classes, shape or tags.
    kinds: Vec<u32>,
    /// What tests say of a word that none of them names, but for `kinds`.
    unnamed: Vec<u64>,
    /// The lemmas that any test names.
    lemmas: Vec<u64>,
    /// For each test the words of a row's patterns that it changes when passed, and the bits that it sets there.
    admits: Vec<Vec<(u16, u64)>>,
    /// A row of which no test says anything.
    open: Vec<u64>,
    /// Words of each half of a row's answers.
    width: u32,
    /// Where each pass's patterns begin in a row.
    passes: [u32; 3],
}

// The columns but for what tells them from others.
stored!(struct Columns { named, listed, kinds, unnamed, lemmas, admits, open, width, passes; .. });

impl Columns {
    /// The columns for these tests and indexes.
    pub fn new(tests: &[Test], lists: &[(String, WordList)], indexes: &[(Index, Admits); 3]) -> Columns {
        let width = tests.len().div_ceil(64);
        let mut columns = Columns { width: width as u32, open: vec![0; 2 * width], ..Columns::default() };
        columns.admits.resize(tests.len(), Vec::new());
        for (start, (index, admits)) in columns.passes.iter_mut().zip(indexes) {
            let from = columns.open.len();
            *start = from as u32;
            columns.open.extend_from_slice(index.open());
            let from = (from - 2 * width) as u16;
            for (all, admitted) in columns.admits.iter_mut().zip(admits) {
                all.extend(admitted.iter().map(|(word, bits)| (from + word, *bits)));
            }
        }
        columns.listed.resize(lists.len(), Vec::new());
        for (number, test) in (0..).zip(tests) {
            let mut name = |word: &u64| columns.named.push((*word, number));
            for leaf in test.leaves() {
                match leaf {
                    Leaf::Words(words) => words.iter().for_each(&mut name),
                    Leaf::Exact(words) => words.iter().for_each(|(word, _)| name(word)),
                    Leaf::List(list) => columns.listed[*list as usize].push(number),
                    Leaf::Lemmas(lemmas) => {
                        lemmas.iter().for_each(&mut name);
                        columns.lemmas.extend_from_slice(lemmas);
                    }
                    Leaf::Initial | Leaf::Regex(_) => {}
                }
            }
        }
        for (list, (_, words)) in lists.iter().enumerate().filter(|(list, _)| !columns.listed[*list].is_empty()) {
            columns.named.extend(words.singles().iter().map(|word| (*word, (tests.len() + list) as u32)));
        }
        columns.unnamed = vec![0; 2 * width];
        let token = Token { span: Span::default(), hash: 0, word: WordId::NONE, shape: Shape::default() };
        let look = Look { token: &token, classes: ClassSet::default(), named: &[], lists };
        for (number, test) in (0..).zip(tests) {
            if test.reads_kind() {
                columns.kinds.push(number);
            } else {
                note(&mut columns.unnamed, number, test.says(&look));
            }
        }
        columns.lemmas.sort_unstable();
        columns.lemmas.dedup();
        columns.named.sort_unstable();
        columns.named.dedup();
        columns
    }

    /// Writes the word and its lemmas to `out` where a test names one of them, so that no word like it stands for it.
    fn names(&self, token: &Token, words: &dyn Words, out: &mut Vec<u64>) {
        out.clear();
        out.push(token.hash);
        if !self.lemmas.is_empty() {
            words.lemmas(token.word, &mut |lemma| out.push(lemma));
        }
        let lemma = |word: &u64| self.lemmas.binary_search(word).is_ok();
        if !self.is_named(token.hash) && !out.iter().any(lemma) {
            out.clear();
        }
    }

    /// Whether a test names a word.
    fn is_named(&self, word: u64) -> bool {
        self.named.binary_search_by_key(&word, |named| named.0).is_ok()
    }

    /// Calls `each` with the tests that name a word, some perhaps more than once.
    fn naming(&self, word: u64, mut each: impl FnMut(u32)) {
        let from = self.named.partition_point(|named| named.0 < word);
        for (_, number) in self.named[from..].iter().take_while(|named| named.0 == word) {
            match (*number as usize).checked_sub(self.admits.len()) {
                None => each(*number),
                Some(list) => self.listed[list].iter().for_each(|test| each(*test)),
            }
        }
    }
}

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
                stride: columns.open.len(),
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
        // What every word of these classes and this shape is, if no test names it.
        let look = Look { token, classes, named: &[], lists: &rules.lists };
        let says = |number: u32, look: &Look<'_>| rules.program.tests[number as usize].says(look);
        let like = self.row_of(rules, kind(0), |_, answers| {
            answers.copy_from_slice(&rules.columns.unnamed);
            rules.columns.kinds.iter().for_each(|&number| note(answers, number, says(number, &look)));
        });
        let row = match named.first() {
            None => like,
            Some(&word) => self.row_of(rules, kind(word), |rows, answers| {
                answers.copy_from_slice(rows.answers(like));
                let look = Look { named: &named, ..look };
                let mut again = |number| note(answers, number, says(number, &look));
                named.iter().for_each(|word| rules.columns.naming(*word, &mut again));
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

    /// The row of a kind of words; a new one gets its answers from `answer`.
    fn row_of(&mut self, rules: &Rules, kind: (u16, ClassSet, u64), answer: impl FnOnce(&Rows, &mut [u64])) -> u32 {
        let next = self.classes.len() as u32;
        let row = *self.kinds.entry(kind).or_insert(next);
        if row == next {
            let mut bits = rules.columns.open.clone();
            let (answers, patterns) = bits.split_at_mut(2 * self.width);
            answer(self, answers);
            let (yes, ask) = answers.split_at(self.width);
            for (word, passed) in yes.iter().zip(ask).map(|(yes, ask)| yes | ask).enumerate() {
                let mut left = passed;
                while left != 0 {
                    let test = 64 * word + left.trailing_zeros() as usize;
                    left &= left - 1;
                    for (word, bits) in &rules.columns.admits[test] {
                        patterns[usize::from(*word)] |= bits;
                    }
                }
            }
            self.classes.push(kind.1);
            self.bits.append(&mut bits);
        }
        row
    }

    /// What the tests say of the word: a bit for each that passes, then a bit for each that has to be asked.
    fn answers(&self, row: u32) -> &[u64] {
        &self.bits[row as usize * self.stride..][..2 * self.width]
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

/// Notes what a test says of a word.
fn note(answers: &mut [u64], number: u32, answer: Answer) {
    let (yes, ask) = answers.split_at_mut(answers.len() / 2);
    for (half, says) in [(yes, Answer::Yes), (ask, Answer::Ask)] {
        let word = &mut half[number as usize / 64];
        *word = *word & !(1 << (number % 64)) | u64::from(answer == says) << (number % 64);
    }
}
