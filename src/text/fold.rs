//! Folding: the one notion of "the same word" that the lexicon, the gazetteer and the rules share.
//!
//! Folding lower-cases, takes the diacritics off Latin letters (ß → ss, æ → ae, ø → o), drops combining marks and
//! zero-width characters, straightens apostrophes, makes every dash a hyphen, and drops the stop that ends an
//! abbreviation, so that "Mr." is "mr", "São" is "sao" and "U.S." is "u.s". The hash is part of the pack's format:
//! it is the same on every platform and may not change without the format's version.

use std::iter::Flatten;

const LATIN_START: u32 = 0xC0;
/// Base letters of U+00C0–U+024F; `+` = two letters (see [`pair`]), `.` = no base letter in ASCII.
const LATIN: &[u8] =
    b"aaaaaa+ceeeeiiiidnooooo.ouuuuy++aaaaaa+ceeeeiiiidnooooo.ouuuuy+yaaaaaaccccccccddddeeeeeeeeeegggg\
    gggghhhhiiiiiiiiii++jjkkkllllll..llnnnnnn.++oooooo++rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs\
    bb....occdddddeeeffgg+iikkllmnnooo++ppr..s.ttttuuuvyyzzzzzz....w....+++++++++aaiioouuuuuuuuuueaa\
    aa++ggggkkoooozzj+++gg+wnnaa++ooaaaaeeeeiiiioooorrrruuuussttyyhhnd++zzaaeeooooooooyylntj++acclts\
    z..buveejjqqrryy";
const ADDITIONAL_START: u32 = 0x1E00;
/// Base letters of U+1E00–U+1EFF.
const ADDITIONAL: &[u8] =
    b"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr\
    ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy.sss+daaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
    eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy++vvyy";

type Folded = Flatten<std::array::IntoIter<Option<char>, 2>>;

/// The folded form of `text`.
pub fn fold(text: &str) -> String {
    let text = without_stop(text);
    if text.is_ascii() {
        text.bytes().map(|b| char::from(fold_byte(b))).collect()
    } else {
        text.chars().flat_map(fold_char).collect()
    }
}

/// The 64-bit hash of the folded form, made without allocating.
pub fn hash(text: &str) -> u64 {
    let text = without_stop(text);
    let mut hasher = Hasher::default();
    if text.is_ascii() {
        hasher.write_ascii(text.as_bytes());
    } else {
        let mut utf8 = [0; 4];
        for c in text.chars().flat_map(fold_char) {
            c.encode_utf8(&mut utf8).bytes().for_each(|b| hasher.write(b));
        }
    }
    hasher.finish()
}

/// [`hash`] of a word of ASCII letters and digits alone.
pub(super) fn hash_ascii(word: &[u8]) -> u64 {
    let mut hasher = Hasher::default();
    hasher.write_ascii(word);
    hasher.finish()
}

/// Whether two texts have the same folded form, compared without allocating.
pub fn same(a: &str, b: &str) -> bool {
    let (a, b) = (without_stop(a), without_stop(b));
    if a.is_ascii() && b.is_ascii() {
        return a.len() == b.len() && a.bytes().zip(b.bytes()).all(|(a, b)| fold_byte(a) == fold_byte(b));
    }
    a.chars().flat_map(fold_char).eq(b.chars().flat_map(fold_char))
}

/// `text` without the one stop that ends it; runs of stops and a lone stop stay.
fn without_stop(text: &str) -> &str {
    match text.strip_suffix('.') {
        Some(rest) if !rest.is_empty() && !rest.ends_with('.') => rest,
        _ => text,
    }
}

const fn fold_byte(byte: u8) -> u8 {
    if byte == b'`' { b'\'' } else { byte.to_ascii_lowercase() }
}

fn fold_char(c: char) -> Folded {
    let base = |table: &[u8], start: u32| table.get((c as u32 - start) as usize).copied().unwrap_or(b'.');
    let one = |c: char| [Some(c), None].into_iter().flatten();
    match c {
        '\0'..='\x7f' => one(char::from(fold_byte(c as u8))),
        '\u{C0}'..='\u{24F}' => latin(c, base(LATIN, LATIN_START)),
        '\u{1E00}'..='\u{1EFF}' => latin(c, base(ADDITIONAL, ADDITIONAL_START)),
        '\u{300}'..='\u{36F}'
        | '\u{AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2060}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' => [None, None].into_iter().flatten(),
        '’' | '‘' | 'ʼ' | 'ʻ' | '´' | '′' | '＇' => one('\''),
        '\u{2010}'..='\u{2015}' | '−' | '﹘' | '﹣' | '－' => one('-'),
        // Lower-case partners of letters above that stand among the phonetic signs.
        'ə' | 'ɛ' => one('e'),
        'ɓ' => one('b'),
        'ɔ' | 'ɵ' => one('o'),
        'ɖ' | 'ɗ' => one('d'),
        'ɠ' | 'ɣ' => one('g'),
        'ɨ' | 'ɩ' => one('i'),
        'ɲ' => one('n'),
        'ɯ' => one('m'),
        'ʃ' => one('s'),
        'ʀ' => one('r'),
        'ʌ' => one('v'),
        'ⱥ' => one('a'),
        'ʈ' | 'ⱦ' => one('t'),
        'ʉ' | 'ʊ' => one('u'),
        'ʋ' => one('v'),
        'ʒ' => one('z'),
        _ => lower(c),
    }
}

fn latin(c: char, base: u8) -> Folded {
    match base {
        b'.' => lower(c),
        b'+' => pair(c).map(|(a, b)| [Some(a), Some(b)].into_iter().flatten()).unwrap_or_else(|| lower(c)),
        letter => [Some(char::from(letter)), None].into_iter().flatten(),
    }
}

/// Letters whose base is two letters.
const fn pair(c: char) -> Option<(char, char)> {
    Some(match c {
        'Æ' | 'æ' | 'Ǣ' | 'ǣ' | 'Ǽ' | 'ǽ' => ('a', 'e'),
        'Œ' | 'œ' => ('o', 'e'),
        'ß' | 'ẞ' => ('s', 's'),
        'Þ' | 'þ' => ('t', 'h'),
        'Ĳ' | 'ĳ' => ('i', 'j'),
        'Ŋ' | 'ŋ' => ('n', 'g'),
        'Ƕ' | 'ƕ' => ('h', 'v'),
        'Ƣ' | 'ƣ' => ('o', 'i'),
        'Ǆ' | 'ǅ' | 'ǆ' | 'Ǳ' | 'ǲ' | 'ǳ' => ('d', 'z'),
        'Ǉ' | 'ǈ' | 'ǉ' => ('l', 'j'),
        'Ǌ' | 'ǋ' | 'ǌ' => ('n', 'j'),
        'Ȣ' | 'ȣ' => ('o', 'u'),
        'ȸ' => ('d', 'b'),
        'ȹ' => ('q', 'p'),
        'Ỻ' | 'ỻ' => ('l', 'l'),
        _ => return None,
    })
}

fn lower(c: char) -> Folded {
    let mut lower = c.to_lowercase();
    [lower.next(), lower.next()].into_iter().flatten()
}

/// Hashes folded bytes, eight at a time: the state takes each little-endian word by xor and multiplication, and the
/// end is mixed as in MurmurHash3 (Appleby).
#[derive(Default)]
struct Hasher {
    state: u64,
    word: u64,
    len: u64,
}

impl Hasher {
    fn write(&mut self, byte: u8) {
        self.word |= u64::from(byte) << (8 * (self.len & 7));
        self.len += 1;
        if self.len & 7 == 0 {
            self.flush();
        }
    }

    /// Folds and takes a whole ASCII text; nothing may be written before it.
    fn write_ascii(&mut self, text: &[u8]) {
        let (words, rest) = text.as_chunks::<8>();
        for word in words {
            self.word = fold_word(u64::from_le_bytes(*word));
            self.flush();
        }
        self.len = text.len() as u64;
        if !rest.is_empty() {
            let mut last = [0; 8];
            last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
            self.word = fold_word(u64::from_le_bytes(last));
        }
    }

    fn flush(&mut self) {
        self.state = (self.state ^ self.word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.state ^= self.state >> 29;
        self.word = 0;
    }

    fn finish(mut self) -> u64 {
        if self.len & 7 != 0 {
            self.flush();
        }
        let mut h = self.state ^ self.len.wrapping_mul(0xA076_1D64_78BD_642F);
        h = (h ^ (h >> 33)).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
        h = (h ^ (h >> 33)).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
        h ^ (h >> 33)
    }
}

/// [`fold_byte`] on eight ASCII bytes at once.
const fn fold_word(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES << 7;
    let from_a = word + ONES * (0x80 - b'A' as u64);
    let past_z = word + ONES * (0x80 - (b'Z' as u64 + 1));
    let word = word | ((from_a & !past_z & HIGH) >> 2);
    let backtick = !((word ^ (ONES * b'`' as u64)) + ONES * 0x7F) & HIGH;
    word ^ ((backtick >> 7) * (b'`' ^ b'\'') as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASES: &[(&str, &str)] = &[
        ("Mr.", "mr"),
        ("U.S.", "u.s"),
        (".", "."),
        ("...", "..."),
        ("J.", "j"),
        ("São", "sao"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("Ærø", "aero"),
        ("İstanbul", "istanbul"),
        ("ISTANBUL", "istanbul"),
        ("ısparta", "isparta"),
        ("Đoković", "dokovic"),
        ("Nguyễn", "nguyen"),
        ("e\u{301}lan", "elan"),
        ("co\u{AD}op", "coop"),
        ("O’Brien", "o'brien"),
        ("O`Brien", "o'brien"),
        ("Sino–Russian", "sino-russian"),
        ("МОСКВА", "москва"),
        ("Əliyev", "eliyev"),
        ("əliyev", "eliyev"),
        ("Internationalisation`S", "internationalisation's"),
        ("×÷", "×÷"),
        ("", ""),
    ];

    #[test]
    fn folds_hashes_and_compares_alike() {
        for (text, folded) in CASES {
            assert_eq!(fold(text), *folded, "{text}");
            assert_eq!(hash(text), hash(folded), "{text}");
            assert!(same(text, folded), "{text}");
        }
    }

    #[test]
    fn differs_where_words_differ() {
        for (a, b) in
            [("US", "U.S."), ("a", "b"), ("visit", "visits"), ("12345678", "123456789"), ("a\0", "a"), ("..", ".")]
        {
            assert!(!same(a, b), "{a} {b}");
            assert_ne!(hash(a), hash(b), "{a} {b}");
        }
    }

    #[test]
    fn tables_cover_their_ranges() {
        assert_eq!(LATIN.len(), 0x250 - 0xC0);
        assert_eq!(ADDITIONAL.len(), 0x100);
        for c in ('\u{C0}'..='\u{24F}').chain('\u{1E00}'..='\u{1EFF}') {
            let twice: String = fold(&fold(&c.to_string()));
            assert_eq!(fold(&c.to_string()), twice, "{c}");
            assert_eq!(fold(&c.to_lowercase().to_string()), twice, "{c}");
        }
    }

    #[test]
    fn the_hash_is_part_of_the_format() {
        assert_eq!(
            [hash("harbin"), hash("internationalisation")],
            [2_959_736_531_553_046_238, 15_462_082_217_756_384_834]
        );
    }

    #[test]
    fn short_hashes_do_not_collide() {
        let mut seen = std::collections::HashSet::new();
        for a in b'a'..=b'z' {
            for b in b'a'..=b'z' {
                for c in b'a'..=b'z' {
                    assert!(seen.insert(hash(std::str::from_utf8(&[a, b, c]).unwrap_or_default()) >> 20));
                }
            }
        }
    }
}
