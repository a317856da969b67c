//! What the tagger sees of a word and its neighbours, as hashes; [`mix`] is the one hash of all syntax features.
//!
//! Public because the trainers must see exactly what the models see; not a stable interface.

use crate::text::token::Token;

/// One sentence as the stages before syntax give it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Input<'a> {
    /// The text that the tokens' spans refer to.
    pub text: &'a str,
    /// The sentence's tokens.
    pub tokens: &'a [Token],
    /// Ranges of tokens, counted from the sentence's first, that are known to be names: in order and apart. Each is
    /// one unit to the parser, and its tokens are proper nouns.
    pub names: &'a [(u32, u32)],
    /// What a lexicon says of each token ([`super::clues::Clues::bits`]); may be shorter than the tokens, or empty.
    pub clues: &'a [u32],
}

/// What a word shows without context, hashed once a token.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// Hash of the folded form.
    pub hash: u32,
    /// The last four bytes, lower case, digits as `0`; the last byte lowest.
    pub tail: u32,
    /// The first four bytes, likewise; the first byte lowest.
    pub start: u32,
    /// Capitals, digits and signs, as bits (private to this module).
    pub shape: u8,
    /// Universal tags that the word has in the training text, as bits; 0 for an unknown word.
    pub known: u32,
    /// What the lexicon says of it, as bits; 0 without a lexicon.
    pub clues: u32,
}

const CAPITAL: u8 = 1;
const UPPER: u8 = 1 << 1;
const LOWER: u8 = 1 << 2;
const DIGIT: u8 = 1 << 3;
const SIGN: u8 = 1 << 4;
const SHORT: u8 = 1 << 5;
const LETTER: u8 = 1 << 6;

impl Word {
    /// What `token` shows, but for [`Word::known`] and [`Word::clues`].
    pub fn new(text: &str, token: &Token) -> Word {
        let bytes = text.as_bytes().get(token.span.range()).unwrap_or_default();
        let (mut tail, mut start, mut shape) = (0u32, 0u32, 0u8);
        let (mut upper, mut lower) = (false, false);
        for (at, &byte) in bytes.iter().enumerate() {
            let letter = byte.is_ascii_alphabetic() || byte >= 0x80;
            shape |= match byte {
                b'A'..=b'Z' if at == 0 => CAPITAL,
                b'0'..=b'9' => DIGIT,
                _ if letter => 0,
                _ => SIGN,
            };
            upper |= byte.is_ascii_uppercase();
            lower |= byte.is_ascii_lowercase();
            shape |= if letter { LETTER } else { 0 };
            let folded = if byte.is_ascii_digit() { b'0' } else { byte.to_ascii_lowercase() };
            tail = tail << 8 | u32::from(folded);
            if at < 4 {
                start |= u32::from(folded) << (8 * at);
            }
        }
        if bytes.first().is_some_and(|&byte| byte >= 0x80) && first_is_upper(text, token) {
            shape |= CAPITAL;
            upper = true;
        }
        shape |= if upper && !lower { UPPER } else { 0 } | if lower { LOWER } else { 0 };
        shape |= if bytes.len() < 2 { SHORT } else { 0 };
        Word { hash: (token.hash ^ token.hash >> 32) as u32, tail, start, shape, known: 0, clues: 0 }
    }

    /// Whether it holds neither letter nor digit.
    pub const fn is_sign(&self) -> bool {
        self.shape & (LETTER | DIGIT) == 0
    }
}

fn first_is_upper(text: &str, token: &Token) -> bool {
    text.get(token.span.range()).is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// How a sentence uses capitals, which decides what a capital says: 0 as usual, 1 a title ("Man Bites Dog"),
/// 2 all capitals, 3 none at all.
pub fn capitals(words: &[Word]) -> u8 {
    let (mut long, mut capital, mut upper, mut letters) = (0, 0, 0, 0);
    for word in words.iter().filter(|word| word.shape & LETTER != 0) {
        letters += 1;
        upper += u32::from(word.shape & UPPER != 0);
        capital += u32::from(word.shape & CAPITAL != 0);
        // Articles and prepositions stay lower in titles: words of four bytes and more decide.
        if word.start >> 24 != 0 {
            long += 2 * i32::from(word.shape & CAPITAL != 0) - 1;
        }
    }
    if letters > 1 && upper == letters {
        2
    } else if capital == 0 {
        3
    } else if letters > 2 && long > 2 && capital * 10 >= letters * 6 {
        1
    } else {
        0
    }
}

/// The hash of feature `template` with the values `a` and `b`; tables index by its highest bits.
#[inline(always)]
pub const fn mix(template: u32, a: u32, b: u32) -> u32 {
    let value = ((a as u64) << 32 | b as u64) ^ (template as u64 + 1).wrapping_mul(0xd6e8_feb8_6659_fd93);
    let value = (value ^ value >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (value >> 32) as u32
}

/// How many features a tagging decision has.
pub const TAG_FEATURES: usize = 33;

/// How many empty words the tagger's window needs before and after the sentence.
pub const WINDOW: usize = 2;

/// The features of the word at `at` of `words` (which holds [`WINDOW`] empty words at both ends), where `before` are
/// the fine tags of the two words before, the nearer first.
#[inline]
pub fn tag_features(words: &[Word], at: usize, before: [u8; 2], mode: u8, out: &mut [u32; TAG_FEATURES]) {
    let Some(&[w2, w1, w, n1, n2]) = words.get(at.wrapping_sub(2)..).and_then(|words| words.first_chunk::<5>()) else {
        return;
    };
    let mode = u32::from(mode);
    let shape = u32::from(w.shape) | mode << 8 | u32::from(w1.hash == 0) << 10;
    let t1 = u32::from(before[0]);
    let t12 = t1 | u32::from(before[1]) << 8;
    let (two, three) = (w.tail & 0xffff, w.tail & 0xff_ffff);
    let mut n = 0;
    let mut add = |a: u32, b: u32| {
        out[n] = mix(n as u32, a, b);
        n += 1;
    };
    add(w.hash, 0);
    add(w.hash, t1);
    add(w.hash, n1.hash);
    add(w.hash, shape);
    add(two, 0);
    add(three, 0);
    add(w.tail, 0);
    add(three, n1.known);
    add(three, shape);
    add(w.start & 0xff_ffff, 0);
    add(w.start, 0);
    add(shape, t1);
    add(shape, u32::from(w1.shape) | u32::from(n1.shape) << 8);
    add(shape, n1.tail & 0xff_ffff);
    add(w1.hash, t1);
    add(w2.hash, 0);
    add(n1.hash, 0);
    add(n2.hash, 0);
    add(n1.hash, n2.hash);
    add(w1.hash, n1.hash);
    add(t12, 0);
    add(t12, w.known);
    add(t1 | w.known << 8, n1.known);
    add(n1.known, n2.known);
    add(n1.tail & 0xff_ffff, t1);
    add(w.known, u32::from(n1.shape));
    add(w.clues, t1 | u32::from(w.shape) << 8);
    add(w.clues, n1.clues);
    add(w.clues, t12);
    add(w.clues, 0);
    add(n1.clues, t1 | w.known << 8);
    add(n1.clues, w.hash);
    add(w1.clues & 0xffff, w.clues);
}
