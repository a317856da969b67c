//! What rows of words ([`super::rows`]) are made from: which tests a word's name, classes and shape decide, and which patterns a
//! test that passes admits.
//!
//! Few tests read nothing but the word; of the others what is left for words that they do not name is worked out once, and many
//! come to the same. A word that no test names takes its row from these, a word that some do from that of words like it.

use super::constraint::{Answer, Leaf, Test};
use super::index::{Admits, Index};
use super::words::{WordList, Words};
use crate::pack::stored::stored;
use crate::text::lexicon::ClassSet;
use crate::text::token::{Shape, Token};
use std::collections::HashMap;
use std::sync::Arc;

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
    pub identity: Arc<()>,
    /// The words that tests name, each with the number of such a test, or, beyond all tests, of a list that has it; sorted.
    named: Vec<(u64, u32)>,
    /// For each list the tests that read it.
    listed: Vec<Vec<u32>>,
    /// The tests whose answer to a word that none of them names is decided by its classes and shape.
    kinds: Vec<Kind>,
    /// The lemmas that any test names.
    lemmas: Vec<u64>,
    /// For each test the words of a row's patterns that it changes when passed, and the bits that it sets there.
    admits: Vec<Vec<(u16, u64)>>,
    /// The patterns of a row that passes no test.
    open: Vec<u64>,
    /// The row of a word that no test names and that is of no kind.
    plain: Vec<u64>,
    /// Words of each half of a row's answers.
    pub width: u32,
    /// Where each pass's patterns begin in a row.
    pub passes: [u32; 3],
}

// The columns but for what tells them from others.
stored!(struct Columns { named, listed, kinds, lemmas, admits, open, plain, width, passes; .. });

/// Tests that come to the same where no word is named.
#[derive(Debug)]
struct Kind {
    /// What is left of them: flags that a shape must have and must not have, classes that a word must not have, and the rest.
    with: Shape,
    without: Shape,
    refused: ClassSet,
    rest: Test,
    /// Their bits among the answers.
    answers: Vec<(u16, u64)>,
    /// What they set among a row's patterns when passed.
    admits: Vec<(u16, u64)>,
}
stored!(struct Kind { with, without, refused, rest, answers, admits });

impl Kind {
    fn new(test: Test) -> Kind {
        let mut kind = Kind {
            with: Shape::default(),
            without: Shape::default(),
            refused: ClassSet::default(),
            rest: Test::Always,
            answers: Vec::new(),
            admits: Vec::new(),
        };
        let parts = match test {
            Test::All(parts) => parts,
            test => [test].into(),
        };
        kind.rest = Test::all(parts.into_iter().filter(|part| match part {
            Test::Shape { all, none } => {
                (kind.with, kind.without) = (*all, *none);
                false
            }
            Test::NotClasses(set) => {
                kind.refused = *set;
                false
            }
            _ => true,
        }));
        kind
    }

    fn says(&self, look: &Look<'_>) -> Answer {
        let shape = look.token.shape;
        match shape.has(self.with) && !shape.any(self.without) && !look.classes.any(self.refused) {
            true => self.rest.says(look),
            false => Answer::No,
        }
    }
}

impl Columns {
    /// The columns for these tests and indexes.
    pub fn new(tests: &[Test], lists: &[(String, WordList)], indexes: &[(Index, Admits); 3]) -> Columns {
        let width = tests.len().div_ceil(64);
        let mut columns = Columns { width: width as u32, ..Columns::default() };
        columns.admits.resize(tests.len(), Vec::new());
        for (start, (index, admits)) in columns.passes.iter_mut().zip(indexes) {
            let from = columns.open.len();
            *start = (2 * width + from) as u32;
            columns.open.extend_from_slice(index.open());
            for (all, admitted) in columns.admits.iter_mut().zip(admits) {
                all.extend(admitted.iter().map(|(word, bits)| (from as u16 + word, *bits)));
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
        columns.plain = vec![0; 2 * width];
        columns.plain.extend_from_slice(&columns.open);
        let mut kinds = HashMap::new();
        for (number, test) in tests.iter().enumerate() {
            let (answer, admits) = (((number / 64) as u16, 1 << (number % 64)), &columns.admits[number]);
            let test = test.unnamed();
            if test == Test::Always {
                let (answers, patterns) = columns.plain.split_at_mut(2 * width);
                set(answers, &[answer]);
                set(patterns, admits);
            } else if test != Test::never() {
                let next = columns.kinds.len();
                let number = *kinds.entry(test.clone()).or_insert(next);
                if number == next {
                    columns.kinds.push(Kind::new(test));
                }
                let kind = &mut columns.kinds[number];
                join(&mut kind.answers, &[answer]);
                join(&mut kind.admits, admits);
            }
        }
        columns.lemmas.sort_unstable();
        columns.lemmas.dedup();
        columns.named.sort_unstable();
        columns.named.dedup();
        columns
    }

    /// Writes the row of what every word of these classes and this shape is if no test names it.
    pub fn write(&self, look: &Look<'_>, row: &mut [u64]) {
        row.copy_from_slice(&self.plain);
        self.kinds.iter().for_each(|kind| self.apply(kind, kind.says(look), row));
    }

    /// Makes the row of words that are like a word but that no test names into its own.
    pub fn rewrite(&self, tests: &[Test], look: &Look<'_>, row: &mut [u64]) {
        let mut refused = false;
        for word in look.named {
            self.naming(*word, |number| refused |= self.amend(number, tests[number as usize].says(look), row));
        }
        if refused {
            self.admit_again(row);
        }
    }

    /// Notes what the tests of a kind say of a word in its row.
    fn apply(&self, kind: &Kind, says: Answer, row: &mut [u64]) {
        let (answers, patterns) = row.split_at_mut(2 * self.width as usize);
        let (yes, ask) = answers.split_at_mut(self.width as usize);
        match says {
            Answer::Yes => set(yes, &kind.answers),
            Answer::Ask => set(ask, &kind.answers),
            Answer::No => return,
        }
        set(patterns, &kind.admits);
    }

    /// Notes what a test says of a word whose row was that of words like it. Whether those pass a test that this one does not:
    /// then the patterns have to be set again.
    fn amend(&self, number: u32, says: Answer, row: &mut [u64]) -> bool {
        let (answers, patterns) = row.split_at_mut(2 * self.width as usize);
        let (yes, ask) = answers.split_at_mut(self.width as usize);
        let (word, bit) = (number as usize / 64, 1 << (number % 64));
        let passed = (yes[word] | ask[word]) & bit != 0;
        yes[word] = yes[word] & !bit | if says == Answer::Yes { bit } else { 0 };
        ask[word] = ask[word] & !bit | if says == Answer::Ask { bit } else { 0 };
        if says != Answer::No && !passed {
            set(patterns, &self.admits[number as usize]);
        }
        says == Answer::No && passed
    }

    /// Sets the patterns of a row by its answers.
    fn admit_again(&self, row: &mut [u64]) {
        let (answers, patterns) = row.split_at_mut(2 * self.width as usize);
        let (yes, ask) = answers.split_at(self.width as usize);
        patterns.copy_from_slice(&self.open);
        for (word, passed) in yes.iter().zip(ask).map(|(yes, ask)| yes | ask).enumerate() {
            let mut left = passed;
            while left != 0 {
                set(patterns, &self.admits[64 * word + left.trailing_zeros() as usize]);
                left &= left - 1;
            }
        }
    }

    /// Words of a row.
    pub fn stride(&self) -> usize {
        self.plain.len()
    }

    /// Writes the word and its lemmas to `out` where a test names one of them, so that no word like it stands for it.
    pub fn names(&self, token: &Token, words: &dyn Words, out: &mut Vec<u64>) {
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

/// Sets bits, given as a word's place and its bits.
fn set(words: &mut [u64], bits: &[(u16, u64)]) {
    for (word, bits) in bits {
        words[usize::from(*word)] |= bits;
    }
}

/// Adds bits to such a list.
fn join(list: &mut Vec<(u16, u64)>, bits: &[(u16, u64)]) {
    for (word, bits) in bits {
        match list.iter_mut().find(|(known, _)| known == word) {
            Some((_, all)) => *all |= bits,
            None => list.push((*word, *bits)),
        }
    }
}
