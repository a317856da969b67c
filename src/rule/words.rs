//! What rules ask of the lexicon, and the word lists that rules bring themselves.

use crate::pack::stored::stored;
use crate::text::fold;
use crate::text::lexicon::{ClassId, ClassSet, Lexicon, WordId};
use crate::text::span::Span;
use crate::text::token::{Unspelled, tokenize};

/// What rules ask of the lexicon.
pub trait Words {
    /// The class of this name.
    fn class(&self, name: &str) -> Option<ClassId>;

    /// Names of all classes, for suggestions in diagnostics.
    fn class_names(&self) -> Vec<String> {
        Vec::new()
    }

    /// The entry of a folded word's hash; [`WordId::NONE`] where there is none.
    fn find(&self, hash: u64) -> WordId;

    /// The classes of a word; empty for [`WordId::NONE`].
    fn classes(&self, word: WordId) -> ClassSet;

    /// Calls `each` with the hash of every lemma that the word may be a form of.
    fn lemmas(&self, word: WordId, each: &mut dyn FnMut(u64));

    /// Calls `each` with the hash of every form of this (folded) lemma and returns true, or returns false where the
    /// lexicon cannot tell; then the rule asks [`Words::lemmas`] of every token, which is slower.
    fn forms(&self, _lemma: &str, _each: &mut dyn FnMut(u64)) -> bool {
        false
    }

    /// How common the word is in English, 0–9: the index of rules prefers rare words.
    fn frequency(&self, _word: WordId) -> u8 {
        3
    }

    /// Whether gazetteers give mentions of this label (a path). Rules of the second pass may read such a label
    /// even where only rules of the second pass emit it too.
    fn gives(&self, _label: &str) -> bool {
        false
    }
}

impl Words for Lexicon {
    fn class(&self, name: &str) -> Option<ClassId> {
        Lexicon::class(self, name)
    }

    fn class_names(&self) -> Vec<String> {
        Lexicon::class_names(self).map(str::to_owned).collect()
    }

    fn find(&self, hash: u64) -> WordId {
        Lexicon::find(self, hash)
    }

    fn classes(&self, word: WordId) -> ClassSet {
        Lexicon::classes(self, word)
    }

    fn lemmas(&self, word: WordId, each: &mut dyn FnMut(u64)) {
        self.readings(word).for_each(|reading| each(fold::hash(reading.lemma())));
    }

    fn frequency(&self, word: WordId) -> u8 {
        self.freq(word)
    }

    fn gives(&self, _label: &str) -> bool {
        true
    }
}

/// A `words` list: single words, and sequences of words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordList {
    singles: Vec<u64>,
    /// A bit for each single word by its hash: most words that are asked for are in no list.
    filter: [u64; 8],
    /// By first word, longer ones first.
    sequences: Vec<Box<[u64]>>,
    /// Indices of the sequences by last word, longer ones first.
    by_last: Vec<u32>,
}
stored!(struct WordList { singles, filter, sequences, by_last });

impl WordList {
    /// A list of these entries, each the hashes of its words.
    pub fn new(entries: impl IntoIterator<Item = Vec<u64>>) -> WordList {
        let mut list = WordList::default();
        for entry in entries {
            match entry.as_slice() {
                [] => {}
                [single] => list.singles.push(*single),
                _ => list.sequences.push(entry.into_boxed_slice()),
            }
        }
        list.singles.sort_unstable();
        list.singles.dedup();
        for single in &list.singles {
            list.filter[(single >> 6) as usize % 8] |= 1 << (single % 64);
        }
        let longest_first = |a: &[u64], b: &[u64]| b.len().cmp(&a.len()).then_with(|| a.cmp(b));
        list.sequences.sort_unstable_by(|a, b| a.first().cmp(&b.first()).then_with(|| longest_first(a, b)));
        list.sequences.dedup();
        list.by_last = (0..list.sequences.len() as u32).collect();
        list.by_last.sort_by(|&a, &b| {
            let (a, b) = (&list.sequences[a as usize], &list.sequences[b as usize]);
            a.last().cmp(&b.last()).then_with(|| longest_first(a, b))
        });
        list
    }

    /// Whether this word (a hash of [`fold::hash`]) is a single-word entry.
    pub fn contains(&self, hash: u64) -> bool {
        self.filter[(hash >> 6) as usize % 8] >> (hash % 64) & 1 == 1 && self.singles.binary_search(&hash).is_ok()
    }

    /// Hashes of the single-word entries, sorted.
    pub fn singles(&self) -> &[u64] {
        &self.singles
    }

    /// The first words of all entries, sorted.
    pub(super) fn beginnings(&self) -> Vec<u64> {
        let firsts = self.sequences.iter().filter_map(|entry| entry.first());
        let mut words: Vec<u64> = self.singles.iter().chain(firsts).copied().collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    /// Entries of several words, sorted.
    pub fn sequences(&self) -> &[Box<[u64]>] {
        &self.sequences
    }

    /// Entries of several words that begin with this word, or end with it, longest first.
    pub(super) fn sequences_at(&self, word: u64, ending: bool) -> impl Iterator<Item = &[u64]> {
        let key = move |at: usize| {
            let entry = if ending { self.by_last.get(at).map(|&i| i as usize) } else { Some(at) };
            let entry = entry.and_then(|i| self.sequences.get(i)).map_or(&[][..], |e| e);
            (if ending { entry.last() } else { entry.first() }, entry)
        };
        let from = if ending {
            self.by_last.partition_point(|&i| self.sequences[i as usize].last() < Some(&word))
        } else {
            self.sequences.partition_point(|e| e.first() < Some(&word))
        };
        (from..self.sequences.len()).map(key).take_while(move |(edge, _)| *edge == Some(&word)).map(|(_, entry)| entry)
    }
}

/// Whether a literal is one token for sure. The common case by far: without a lexicon the tokenizer splits no word of plain
/// letters.
pub fn is_plain(literal: &str) -> bool {
    !literal.is_empty() && literal.bytes().all(|b| b.is_ascii_alphabetic())
}

/// Hashes of the tokens of a literal.
pub fn hashes(literal: &str) -> Vec<u64> {
    if is_plain(literal) {
        return vec![fold::hash(literal)];
    }
    let mut tokens = Vec::new();
    tokenize(literal, Span::new(0, literal.len() as u32), &Unspelled, &mut tokens);
    tokens.iter().map(|t| t.hash).collect()
}

/// Hashes of the tokens of a list's entry or a frame's lemma, in which `_` stands for the space.
pub fn entry_hashes(entry: &str) -> Vec<u64> {
    if entry.contains('_') { hashes(&entry.replace('_', " ")) } else { hashes(entry) }
}
