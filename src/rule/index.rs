//! Which patterns of a pass are worth trying at which tokens of a sentence.
//!
//! From the instructions of a pattern follows which tests its first tokens must pass one of, and the tokens behind the mention
//! that it begins with. Each token's row ([`super::rows`]) holds, a bit a pattern, where it may stand; the patterns that may
//! begin at a token are the bits left of it and its neighbours. Of these the ones whose key ([`super::keys`]) stands where it
//! must are tried.

use super::constraint::{Answer, Leaf, Test};
use super::keys::{Keys, Summary};
use super::matcher::Sentence;
use super::program::{Compiled, Inst, Pc, Program};
use super::rows::Rows;
use super::words::WordList;
use crate::pack::stored::stored;
use crate::schema::LabelId;
use crate::text::lexicon::ClassSet;
use std::collections::BTreeSet;

/// How many tokens of a match, from its first, are looked at.
const TOKENS: usize = 3;
/// How many tokens behind the mention that a match begins with are looked at.
const BEHIND: usize = 2;
/// How many places of a match are looked at in all.
const DEPTH: usize = TOKENS + BEHIND;
/// Where a key leaves more places open than this, it is not looked for.
const MAX_WINDOW: u32 = 32;

/// A test that one of the tokens `min..=max` after a match's begin passes.
#[derive(Clone, Copy, Debug)]
struct Key {
    test: u32,
    min: u32,
    max: u32,
}
stored!(struct Key { test, min, max });

/// The index of the patterns of one pass.
#[derive(Debug, Default)]
pub struct Index {
    /// The patterns' numbers; their places here are the bits of the sets below.
    patterns: Vec<u32>,
    keys: Vec<Option<Key>>,
    /// The patterns that may have any token, or none, at each depth.
    open: Vec<u64>,
    /// For each label the patterns that may begin with a mention of it.
    labels: Vec<Vec<u64>>,
}
stored!(struct Index { patterns, keys, open, labels });

/// For each test the patterns that it admits at each depth: pairs of a word of the sets and its bits.
pub type Admits = Vec<Vec<(u16, u64)>>;

impl Index {
    /// An index of patterns and the keys each of them requires, and what each test admits. Adds tests to the program.
    pub fn new(
        patterns: Vec<(u32, Compiled, Option<Keys>)>,
        labels: usize,
        program: &mut Program,
        lists: &[(String, WordList)],
    ) -> (Index, Admits) {
        let width = patterns.len().div_ceil(64);
        let mut admits = Admits::new();
        let mut index =
            Index { open: vec![0; DEPTH * width], labels: vec![vec![0; width]; labels], ..Index::default() };
        for (place, (number, compiled, keys)) in patterns.into_iter().enumerate() {
            let (word, bit) = (place / 64, 1u64 << (place % 64));
            for (depth, head) in heads(compiled, program, lists).iter().enumerate() {
                let at = depth * width + word;
                if head.any {
                    index.open[at] |= bit;
                    continue;
                }
                for &test in &head.tests {
                    admits.resize_with(admits.len().max(test as usize + 1), Vec::new);
                    let admitted = &mut admits[test as usize];
                    match admitted.iter_mut().find(|(w, _)| usize::from(*w) == at) {
                        Some((_, bits)) => *bits |= bit,
                        None => admitted.push((at as u16, bit)),
                    }
                }
                for &set in &head.labels {
                    let set = &program.labels[set as usize];
                    let fits = |(label, _): &(usize, &mut Vec<u64>)| set.has(LabelId(*label as u16));
                    index.labels.iter_mut().enumerate().filter(fits).for_each(|(_, set)| set[word] |= bit);
                }
            }
            index.patterns.push(number);
            index.keys.push(keys.and_then(|keys| key(keys, program)));
        }
        (index, admits)
    }

    /// Words of a set of patterns.
    pub fn width(&self) -> usize {
        self.patterns.len().div_ceil(64)
    }

    /// Whether no pattern is in the index.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// The patterns that may have any token, or none, at each depth.
    pub fn open(&self) -> &[u64] {
        &self.open
    }

    /// Writes (pattern, begin) pairs worth trying to `hits`, sorted and without repetition. Returns what occurs in the
    /// sentence.
    pub fn hits(
        &self,
        pass: usize,
        sentence: &Sentence<'_>,
        table: &Rows,
        rows: &[u32],
        starts: &mut Vec<u64>,
        hits: &mut Vec<u64>,
    ) -> Summary {
        hits.clear();
        let width = self.width();
        let mut summary = Summary::default();
        let mut mentions = sentence.mentions.iter().peekable();
        for (at, (token, row)) in sentence.tokens.iter().zip(rows).enumerate() {
            summary.word(token.hash);
            summary.token(table.classes(*row), token.shape);
            // What may stand at a token as the place number `depth` of a match; behind the last token nothing stands.
            let allowed = |token: usize, depth: usize| match rows.get(token) {
                Some(row) => table.patterns(*row, pass, depth, width),
                None => &self.open[depth * width..][..width],
            };
            starts.clear();
            starts.extend_from_slice(table.patterns(*row, pass, 0, width));
            if starts.iter().any(|bits| *bits != 0) {
                for depth in 1..TOKENS {
                    starts.iter_mut().zip(allowed(at + depth, depth)).for_each(|(start, bits)| *start &= bits);
                }
            }
            while let Some(mention) = mentions.next_if(|m| m.first as usize <= at) {
                summary.label(mention.label);
                let begun = self.labels.get(usize::from(mention.label.0)).filter(|_| mention.first as usize == at);
                let last = mention.last as usize;
                let [next, after] = [0, 1].map(|n| allowed(last + n, TOKENS + n));
                for (word, bits) in begun.into_iter().flatten().enumerate().filter(|(_, bits)| **bits != 0) {
                    starts[word] |= bits & next[word] & after[word];
                }
            }
            for (word, start) in starts.iter().enumerate() {
                let mut left = *start;
                while left != 0 {
                    let place = 64 * word + left.trailing_zeros() as usize;
                    left &= left - 1;
                    if self.keys[place].is_none_or(|key| key.stands(at, table, rows)) {
                        hits.push(u64::from(self.patterns[place]) << 32 | at as u64);
                    }
                }
            }
        }
        for mention in mentions {
            summary.label(mention.label);
        }
        hits.sort_unstable();
        summary
    }
}

impl Key {
    /// Whether the key stands where a match that begins at `at` needs it.
    fn stands(self, at: usize, table: &Rows, rows: &[u32]) -> bool {
        let from = rows.len().min(at + self.min as usize);
        let to = rows.len().min(at + self.max as usize + 1);
        rows[from..to].iter().any(|row| table.answer(*row, self.test) != Answer::No)
    }
}

/// A pattern's key as a test; none where it holds a label or may stand nearly anywhere.
fn key(mut keys: Keys, program: &mut Program) -> Option<Key> {
    let (min, max) = keys.offset.filter(|(min, max)| max - min < MAX_WINDOW && keys.labels.is_empty())?;
    let mut parts = Vec::new();
    if !keys.words.is_empty() {
        keys.words.sort_unstable();
        keys.words.dedup();
        parts.push(Test::Leaf(Leaf::Words(keys.words.into_boxed_slice()), false));
    }
    if keys.classes != ClassSet::default() {
        parts.push(Test::Classes(keys.classes));
    }
    parts.extend((keys.shapes != 0).then_some(Test::AnyShape(crate::text::token::Shape(keys.shapes))));
    Some(Key { test: program.test(Test::any(parts)), min, max })
}

/// What the token at one distance from a match's begin may be.
#[derive(Clone, Debug, Default)]
struct Head {
    /// Anything, or nothing at all.
    any: bool,
    /// It passes one of these tests.
    tests: BTreeSet<u32>,
    /// A mention of one of these sets of labels begins with it.
    labels: BTreeSet<u32>,
}

/// What the first tokens of a pattern's matches may be, and those behind a mention that begins it: follows the pattern's
/// instructions as if all tests passed.
fn heads(pattern: Compiled, program: &mut Program, lists: &[(String, WordList)]) -> [Head; DEPTH] {
    let mut heads: [Head; DEPTH] = Default::default();
    let (first, second) = heads.split_at_mut(TOKENS);
    let mut behind = Vec::new();
    follow(vec![pattern.start], Some(&mut behind), first, program, lists);
    follow(behind, None, second, program, lists);
    heads
}

/// Notes what each of the tokens from the instructions `now` on may be. Where a mention comes first, the instructions behind
/// it go to `behind`; how far any other reaches is not known.
fn follow(
    mut now: Vec<Pc>,
    mut behind: Option<&mut Vec<Pc>>,
    heads: &mut [Head],
    program: &mut Program,
    lists: &[(String, WordList)],
) {
    for depth in 0..heads.len() {
        let (mut next, mut seen) = (Vec::new(), BTreeSet::new());
        while let Some(pc) = now.pop() {
            if !seen.insert(pc) {
                continue;
            }
            match program.insts[pc as usize] {
                Inst::Word { hash, .. } => {
                    let test = program.test(Test::Leaf(Leaf::Words([hash].into()), false));
                    heads[depth].tests.insert(test);
                    next.push(pc + 1);
                }
                Inst::Test { test, .. } => {
                    heads[depth].tests.insert(test);
                    next.push(pc + 1);
                }
                Inst::List { list, .. } => {
                    let words = lists.get(list as usize).map_or(Vec::new(), |(_, list)| list.beginnings());
                    heads[depth].tests.insert(program.test(Test::Leaf(Leaf::Words(words.into()), false)));
                    heads[depth + 1..].iter_mut().for_each(|head| head.any = true);
                }
                Inst::Mention { labels, .. } => match behind.as_mut().filter(|_| depth == 0) {
                    Some(behind) => {
                        heads[0].labels.insert(labels);
                        behind.push(pc + 1);
                    }
                    None => heads[depth..].iter_mut().for_each(|head| head.any = true),
                },
                Inst::Match | Inst::End => heads[depth..].iter_mut().for_each(|head| head.any = true),
                Inst::Jump(to) => now.push(to),
                Inst::Split { first, second, .. } => now.extend([first, second]),
                Inst::Look { next, .. } => now.push(next),
                Inst::Save(_) | Inst::Start => now.push(pc + 1),
            }
        }
        now = next;
    }
}
