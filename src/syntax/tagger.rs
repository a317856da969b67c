//! The tagger: an averaged perceptron, greedy from left to right, over hashed features with weights of one byte
//! (Collins 2002; the feature set follows Ratnaparkhi 1996).

use std::borrow::Cow;

use super::features::{Input, TAG_FEATURES, WINDOW, Word, capitals, mix, tag_features};
use super::fine::Fine;
use super::model::{Kind, Model, ModelError};
use super::sums::Sums;

/// Bytes in a row of weights: one for each fine tag, and the low byte of the feature that the row is for.
pub const TAG_ROW: usize = Fine::COUNT + 1;

/// What the training text says of a word: key, tag bits and certain tag, see [`Lexeme`].
pub type LexemeRow = [u8; 8];

/// How far the probe for a word goes in the table of words.
const PROBES: usize = 8;

/// What the training text says of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lexeme {
    /// Universal tags it has there, as bits.
    pub known: u32,
    /// The tag it always has; none where it is ambiguous or rare.
    pub certain: Option<Fine>,
}

impl Lexeme {
    /// The row of the word with this hash. Bytes 4–6 are the tag bits, byte 7 the certain tag or 255.
    pub fn row(self, hash: u32) -> LexemeRow {
        let value = (self.known & 0xff_ffff) | u32::from(self.certain.map_or(255, |fine| fine as u8)) << 24;
        (u64::from(hash) | u64::from(value) << 32).to_le_bytes()
    }
}

/// Where a word's row stands in a table of `len` rows, or where it may be put; `None` where all places are taken.
pub fn place(rows: &[LexemeRow], hash: u32) -> Option<usize> {
    let mask = rows.len().wrapping_sub(1);
    let first = mix(0, hash, 0) as usize;
    (0..PROBES).map(|step| first.wrapping_add(step) & mask).find(|&at| {
        rows.get(at).is_some_and(|row| {
            let row = u64::from_le_bytes(*row);
            row == 0 || row as u32 == hash
        })
    })
}

/// The words of one sentence as the tagger sees them; kept by the caller and used again.
#[derive(Clone, Debug, Default)]
pub struct TagScratch {
    words: Vec<Word>,
    certain: Vec<Option<Fine>>,
}

impl TagScratch {
    /// The words, with [`WINDOW`] empty ones at both ends.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// The tag of each word that needs no decision.
    pub fn certain(&self) -> &[Option<Fine>] {
        &self.certain
    }

    /// Reads a sentence.
    pub fn read(&mut self, input: &Input<'_>, lexeme: impl Fn(u32) -> Lexeme) {
        self.words.clear();
        self.certain.clear();
        self.words.extend([Word::default(); WINDOW]);
        for (at, token) in input.tokens.iter().enumerate() {
            let mut word = Word::new(input.text, token);
            let lexeme = lexeme(word.hash);
            word.known = lexeme.known;
            word.clues = input.clues.get(at).copied().unwrap_or(0);
            self.words.push(word);
            let sign = if word.is_sign() && word.known == 0 { Some(Fine::Punct) } else { None };
            self.certain.push(lexeme.certain.or(sign));
        }
        self.words.extend([Word::default(); WINDOW]);
        for &(first, last) in input.names {
            let last = (last as usize).min(self.certain.len());
            if let Some(range) = self.certain.get_mut(first as usize..last) {
                range.fill(Some(Fine::Propn));
            }
        }
    }

    /// How the sentence uses capitals.
    pub fn capitals(&self) -> u8 {
        capitals(self.sentence())
    }

    /// The words without the empty ones.
    pub(super) fn sentence(&self) -> &[Word] {
        self.words.get(WINDOW..self.words.len().saturating_sub(WINDOW)).unwrap_or_default()
    }
}

/// A trained tagger; immutable, to be shared between threads.
#[derive(Clone, Debug)]
pub struct Tagger {
    model: Model,
}

impl Tagger {
    /// Opens a model in place.
    ///
    /// # Errors
    /// When the bytes are not an undamaged tagger model.
    pub fn open(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Tagger, ModelError> {
        Tagger::of(Model::open(bytes.into(), Kind::Tagger, false)?)
    }

    /// Opens the program's own model, whose checksum is not worked out again.
    #[cfg(feature = "english")]
    pub(super) fn open_trusted(bytes: &'static [u8]) -> Result<Tagger, ModelError> {
        Tagger::of(Model::open(bytes.into(), Kind::Tagger, true)?)
    }

    fn of(model: Model) -> Result<Tagger, ModelError> {
        model.rows::<{ size_of::<LexemeRow>() }>(0)?;
        model.rows::<TAG_ROW>(1)?;
        Ok(Tagger { model })
    }

    /// Replaces `out` with the fine tags of one sentence.
    pub fn tag(&self, input: &Input<'_>, scratch: &mut TagScratch, out: &mut Vec<Fine>) {
        out.clear();
        let (Ok(lexemes), Ok(weights)) = (self.model.rows(0), self.model.rows::<TAG_ROW>(1)) else {
            return;
        };
        scratch.read(input, |hash| lookup(lexemes, hash));
        let mode = scratch.capitals();
        let shift = 32 - weights.len().trailing_zeros();
        let mut before = [NO_TAG; 2];
        let mut features = [0; TAG_FEATURES];
        for (at, certain) in scratch.certain.iter().enumerate() {
            let fine = certain.unwrap_or_else(|| {
                tag_features(&scratch.words, at + WINDOW, before, mode, &mut features);
                let mut sums = Sums::<{ Fine::COUNT / 8 }>::default();
                for feature in features {
                    let Some(row) = weights.get((feature >> shift) as usize) else { continue };
                    if row[Fine::COUNT] == feature as u8 {
                        sums.add(row);
                    }
                }
                Fine::from_index(sums.highest(|_| true))
            });
            before = [fine as u8, before[0]];
            out.push(fine);
        }
    }
}

/// What stands for the tag of a word before the sentence.
pub const NO_TAG: u8 = Fine::COUNT as u8;

fn lookup(rows: &[LexemeRow], hash: u32) -> Lexeme {
    let Some(row) = place(rows, hash).and_then(|at| rows.get(at)) else { return Lexeme::default() };
    let row = u64::from_le_bytes(*row);
    if row as u32 != hash || row == 0 {
        return Lexeme::default();
    }
    let certain = (row >> 56) as usize;
    Lexeme { known: (row >> 32) as u32 & 0xff_ffff, certain: Fine::ALL.get(certain).copied() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;
    use crate::syntax::Tag;
    use crate::text::token::tokenize;

    fn tagger() -> Tagger {
        Tagger::open(include_bytes!("../../models/tagger.bin").as_slice()).unwrap()
    }

    fn tags(text: &str, names: &[(u32, u32)]) -> Vec<Fine> {
        let (mut tokens, mut out) = (Vec::new(), Vec::new());
        tokenize(text, Span::new(0, text.len() as u32), &crate::text::token::Unspelled, &mut tokens);
        tagger().tag(&Input { text, tokens: &tokens, names, clues: &[] }, &mut TagScratch::default(), &mut out);
        assert_eq!(out.len(), tokens.len());
        out
    }

    #[test]
    fn a_plain_sentence() {
        let found: Vec<Tag> =
            tags("The president has visited the old town.", &[]).iter().map(|fine| fine.tag()).collect();
        assert_eq!(found, [Tag::Det, Tag::Noun, Tag::Aux, Tag::Verb, Tag::Det, Tag::Adj, Tag::Noun, Tag::Punct]);
    }

    #[test]
    fn names_are_proper_nouns_whatever_they_look_like() {
        let found = tags("The the band played.", &[(1, 3)]);
        assert_eq!(found[1..3], [Fine::Propn; 2]);
        assert_ne!(found[0], Fine::Propn);
    }

    #[test]
    fn no_text_and_no_names_are_too_odd() {
        for text in ["", "?", "\u{130}\u{130} \u{fffd} 中文 \u{1f600}", "((((", "A", "a-b-c.d,e"] {
            tags(text, &[(0, 9), (7, 3), (u32::MAX, u32::MAX)]);
        }
        tags(&"word ( ".repeat(5000), &[]);
    }

    #[test]
    fn a_table_of_words_with_no_free_place_is_no_trouble() {
        let full = [Lexeme::default().row(1); 2];
        assert_eq!(place(&full, 7), None);
        assert_eq!(lookup(&full, 7), Lexeme::default());
        assert_eq!(place(&[], 7), None);
    }
}
