//! From the words, classes, shapes and labels of a sentence to the patterns worth trying, and where they may begin.

use super::keys::{Keys, MAX_WINDOW, Summary};
use super::matcher::Sentence;
use crate::schema::{LabelId, Schema};
use crate::text::lexicon::ClassSet;

/// A pattern's number, and how many tokens before the key it begins, at least and at most; at most [`ANYWHERE`] where
/// all begins are to be tried.
type Entry = (u32, u32, u32);
/// The match may begin anywhere in the sentence.
pub const ANYWHERE: u32 = u32::MAX;

/// The index of the patterns of one pass.
#[derive(Debug, Default)]
pub struct Index {
    words: WordTable,
    classes: Vec<Vec<Entry>>,
    class_mask: u128,
    shapes: Vec<Vec<Entry>>,
    shape_mask: u16,
    labels: Vec<Vec<Entry>>,
    always: Vec<u32>,
}

impl Index {
    /// An index of patterns with the keys each of them requires.
    pub fn new(patterns: impl Iterator<Item = (u32, Option<Keys>)>, schema: &Schema) -> Index {
        let mut index = Index {
            classes: vec![Vec::new(); 128],
            shapes: vec![Vec::new(); 16],
            labels: vec![Vec::new(); schema.labels().count()],
            ..Index::default()
        };
        let mut words: Vec<(u64, Entry)> = Vec::new();
        for (pattern, keys) in patterns {
            let Some(keys) = keys else {
                index.always.push(pattern);
                continue;
            };
            let window = keys.offset.filter(|(min, max)| max - min < MAX_WINDOW);
            let (min, max) = window.unwrap_or((0, ANYWHERE));
            let entry = (pattern, min, max);
            words.extend(keys.words.iter().map(|&hash| (hash, entry)));
            index.class_mask |= keys.classes.0;
            index.shape_mask |= keys.shapes;
            for bit in bits(keys.classes.0) {
                index.classes[bit].push(entry);
            }
            for bit in bits(u128::from(keys.shapes)) {
                index.shapes[bit].push(entry);
            }
            for (label, _) in schema.labels().filter(|&(l, _)| keys.labels.iter().any(|&k| schema.is_a(l, k))) {
                index.labels[label.0 as usize].push(entry);
            }
        }
        index.words = WordTable::new(words);
        index
    }

    /// Whether no pattern is in the index.
    pub fn is_empty(&self) -> bool {
        self.words.slots.is_empty()
            && self.class_mask == 0
            && self.shape_mask == 0
            && self.always.is_empty()
            && self.labels.iter().all(Vec::is_empty)
    }

    /// Writes (pattern, begin) pairs worth trying to `hits`, sorted and without repetition; begin is [`ANYWHERE`]
    /// where every position is. Returns what occurs in the sentence.
    pub fn hits(&self, sentence: &Sentence<'_>, classes: &[ClassSet], hits: &mut Vec<u64>) -> Summary {
        hits.clear();
        let mut summary = Summary::default();
        let mut push = |entry: &Entry, at: usize| {
            let (pattern, min, max) = *entry;
            let pattern = u64::from(pattern) << 32;
            if max == ANYWHERE {
                if hits.last() != Some(&(pattern | u64::from(ANYWHERE))) {
                    hits.push(pattern | u64::from(ANYWHERE));
                }
            } else if let Some(last) = at.checked_sub(min as usize) {
                let first = at.saturating_sub(max as usize);
                hits.extend((first..=last).map(|begin| pattern | begin as u64));
            }
        };
        for &pattern in &self.always {
            push(&(pattern, 0, ANYWHERE), 0);
        }
        for (at, token) in sentence.tokens.iter().enumerate() {
            summary.word(token.hash);
            summary.token(classes.get(at).copied().unwrap_or_default(), token.shape);
            for entry in self.words.get(token.hash) {
                push(entry, at);
            }
            let held = classes.get(at).map_or(0, |c| c.0) & self.class_mask;
            for bit in bits(held) {
                self.classes[bit].iter().for_each(|e| push(e, at));
            }
            for bit in bits(u128::from(token.shape.0 & self.shape_mask)) {
                self.shapes[bit].iter().for_each(|e| push(e, at));
            }
        }
        for mention in sentence.mentions {
            summary.label(mention.label);
            let LabelId(label) = mention.label;
            for entry in self.labels.get(label as usize).into_iter().flatten() {
                push(entry, mention.first as usize);
            }
        }
        hits.sort_unstable();
        hits.dedup();
        summary
    }
}

fn bits(mut set: u128) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        if set == 0 {
            return None;
        }
        let bit = set.trailing_zeros() as usize;
        set &= set - 1;
        Some(bit)
    })
}

/// An open-addressed table from a word's hash to entries, behind a bit filter that most words do not pass.
#[derive(Debug, Default)]
struct WordTable {
    filter: Vec<u64>,
    slots: Vec<(u64, u32, u32)>,
    entries: Vec<Entry>,
}

impl WordTable {
    fn new(mut words: Vec<(u64, Entry)>) -> WordTable {
        if words.is_empty() {
            return WordTable::default();
        }
        words.sort_unstable();
        words.dedup();
        let distinct = words.chunk_by(|a, b| a.0 == b.0).count();
        let mut table = WordTable {
            filter: vec![0; (distinct / 4).next_power_of_two().max(16)],
            slots: vec![(0, 0, 0); (distinct * 2).next_power_of_two()],
            entries: words.iter().map(|w| w.1).collect(),
        };
        let mut start = 0;
        for group in words.chunk_by(|a, b| a.0 == b.0) {
            let hash = group[0].0;
            let end = start + group.len() as u32;
            let (word, bit) = table.filter_bit(hash);
            table.filter[word] |= bit;
            let mut slot = table.slot(hash);
            while table.slots[slot].2 != 0 {
                slot = (slot + 1) % table.slots.len();
            }
            table.slots[slot] = (hash, start, end);
            start = end;
        }
        table
    }

    fn filter_bit(&self, hash: u64) -> (usize, u64) {
        let mixed = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        ((mixed >> 40) as usize & (self.filter.len() - 1), 1 << (mixed >> 58))
    }

    fn slot(&self, hash: u64) -> usize {
        (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20) as usize & (self.slots.len() - 1)
    }

    fn get(&self, hash: u64) -> &[Entry] {
        if self.filter.is_empty() {
            return &[];
        }
        let (word, bit) = self.filter_bit(hash);
        if self.filter[word] & bit == 0 {
            return &[];
        }
        let mut slot = self.slot(hash);
        loop {
            let (key, start, end) = self.slots[slot];
            if end == 0 {
                return &[];
            }
            if key == hash {
                return &self.entries[start as usize..end as usize];
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }
}
