//! The trie of names, keyed by the tokens' folded hashes and read in place.
//!
//! The root's edges are found through a table over the upper bits of their keys, those of inner nodes by bisection. An
//! edge leads to a node or, where a single name is left, to that name's entry at once. Keys have 32 bits and may
//! collide: a hit counts only once the stored name was compared with the text, token by token.

use std::ops::Range;

use super::source::CasePolicy;
use crate::pack::format::{self, Section, Sections, take_u8, take_varint, u32_at};
use crate::pack::strings::bytes_at;
use crate::text::fold;
use crate::text::token::Token;

/// A name has at most this many tokens.
pub const MAX_TOKENS: usize = 32;
/// Marks an edge's target as an offset of entries.
pub const LEAF: u32 = 1 << 31;
/// No entries.
pub const NONE: u32 = u32::MAX;

/// A name with its senses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u32);

/// A name found in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hit {
    /// Its first token.
    pub first: u32,
    /// One past its last token.
    pub last: u32,
    /// The name.
    pub entry: EntryId,
}

/// Views of the sections that a search reads.
pub(super) struct Trie<'a> {
    nodes: &'a [u8],
    edges: &'a [u8],
    roots: &'a [u8],
    shift: u32,
    lower: &'a [u8],
    entries: &'a [u8],
    strings: &'a [u8],
}

impl<'a> Trie<'a> {
    pub(super) fn new(sections: &'a Sections) -> Trie<'a> {
        let roots = sections.get(Section::Roots);
        Trie {
            nodes: sections.get(Section::Nodes),
            edges: sections.get(Section::Edges),
            shift: u32_at(roots, 0),
            roots: roots.get(4..).unwrap_or_default(),
            lower: sections.get(Section::Lower),
            entries: sections.get(Section::Entries),
            strings: sections.get(Section::Strings),
        }
    }

    /// Appends every name that begins and ends within `range`.
    pub(super) fn find(&self, text: &str, tokens: &[Token], range: Range<usize>, out: &mut Vec<Hit>) {
        let range = range.start..range.end.min(tokens.len());
        for start in range.clone() {
            let Some(token) = tokens.get(start) else { break };
            let key = format::key(token.hash);
            let first = text.as_bytes().get(token.span.start as usize).copied().unwrap_or(b' ');
            let plain = !first.is_ascii_uppercase() && !first.is_ascii_digit() && first.is_ascii();
            if plain && !self.may_start(key) {
                continue;
            }
            let Some(mut target) = self.root(key) else { continue };
            let walk = Walk { text, tokens, start, end: range.end };
            let mut at = start;
            for _ in 0..MAX_TOKENS {
                if target & LEAF != 0 {
                    self.confirm(&walk, target & !LEAF, out);
                    break;
                }
                let node = 12 * target as usize;
                match u32_at(self.nodes, node + 8) {
                    NONE => {}
                    entries => self.confirm(&walk, entries, out),
                }
                let Some(next) = walk.next(at) else { break };
                at = next;
                let edges = u32_at(self.nodes, node)..u32_at(self.nodes, node + 4);
                let Some(found) = self.edge(edges, format::key(tokens[at].hash)) else { break };
                target = found;
            }
        }
    }

    fn may_start(&self, key: u32) -> bool {
        let (byte, bit) = filter_place(key, self.lower.len());
        self.lower.get(byte).is_some_and(|b| b & bit != 0)
    }

    fn root(&self, key: u32) -> Option<u32> {
        let bucket = 4 * (key >> self.shift.min(31)) as usize;
        let edges = u32_at(self.roots, bucket)..u32_at(self.roots, bucket + 4);
        self.edge(edges, key)
    }

    fn edge(&self, edges: Range<u32>, key: u32) -> Option<u32> {
        let (mut low, mut high) = (edges.start, edges.end);
        while low < high {
            let middle = low + (high - low) / 2;
            let found = u32_at(self.edges, 8 * middle as usize);
            if found == key {
                return Some(u32_at(self.edges, 8 * middle as usize + 4));
            }
            if found < key {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        None
    }

    /// Appends those of the entries at `at` whose name stands at the walk's start.
    fn confirm(&self, walk: &Walk<'_>, at: u32, out: &mut Vec<Hit>) {
        let mut at = at as usize;
        while at < self.entries.len() {
            let entry = EntryId(at as u32);
            let head = take_u8(self.entries, &mut at);
            let name = bytes_at(self.strings, take_varint(self.entries, &mut at));
            if let Some(last) = walk.matches(name, case(head)) {
                out.push(Hit { first: walk.start as u32, last: last as u32, entry });
            }
            if head & 4 != 0 {
                break;
            }
            for _ in 0..take_varint(self.entries, &mut at).min(self.entries.len() as u32) {
                take_varint(self.entries, &mut at);
                at += 1;
            }
        }
    }
}

/// The case policy in the first byte of an entry.
pub(super) fn case(head: u8) -> CasePolicy {
    match head & 3 {
        0 => CasePolicy::Exact,
        1 => CasePolicy::Title,
        _ => CasePolicy::Fold,
    }
}

/// A start in the text, and the border that no name crosses.
struct Walk<'t> {
    text: &'t str,
    tokens: &'t [Token],
    start: usize,
    end: usize,
}

impl Walk<'_> {
    /// The token behind `at`; one hyphen that stands without space between two tokens is passed over.
    fn next(&self, at: usize) -> Option<usize> {
        let next = at + 1;
        if next >= self.end {
            return None;
        }
        let [here, between] = [at, next].map(|i| self.tokens[i].span);
        if between.start == here.end && between.len() <= 3 && next + 1 < self.end {
            let behind = self.tokens[next + 1].span;
            if behind.start == between.end && is_hyphen(self.text.get(between.range()).unwrap_or_default()) {
                return Some(next + 1);
            }
        }
        Some(next)
    }

    /// One past the last token of `name`, if it stands here in a way its case policy allows.
    fn matches(&self, name: &[u8], case: CasePolicy) -> Option<usize> {
        let mut at = self.start;
        let mut capitals = None;
        for (i, word) in name.split(|byte| *byte == b' ').enumerate() {
            if i > 0 {
                at = self.next(at)?;
            }
            let found = self.text.get(self.tokens[at].span.range())?;
            // Nearly always the text has the word as the list does, with a capital.
            if found.as_bytes() == word && word.first().is_some_and(u8::is_ascii_uppercase) {
                continue;
            }
            let word = std::str::from_utf8(word).ok()?;
            let good = match case {
                CasePolicy::Exact => same_as_written(found, word),
                CasePolicy::Fold => same_word(found, word),
                CasePolicy::Title => {
                    let name_has = || *capitals.get_or_insert_with(|| std::str::from_utf8(name).is_ok_and(has_capital));
                    (has_capital(found) || !has_small(found) || is_free(word, name_has)) && same_word(found, word)
                }
            };
            if !good {
                return None;
            }
        }
        Some(at + 1)
    }
}

/// Whether a word of a title-case name may stand in any case: it is written small, and either the name has capitals
/// elsewhere or it has at most three letters.
fn is_free(word: &str, name_has_capitals: impl FnOnce() -> bool) -> bool {
    !has_capital(word) && (word.chars().nth(3).is_none() || name_has_capitals())
}

fn has_capital(word: &str) -> bool {
    if word.is_ascii() { word.bytes().any(|b| b.is_ascii_uppercase()) } else { word.contains(char::is_uppercase) }
}

fn has_small(word: &str) -> bool {
    if word.is_ascii() { word.bytes().any(|b| b.is_ascii_lowercase()) } else { word.contains(char::is_lowercase) }
}

/// Whether two tokens fold to the same word.
pub fn same_word(a: &str, b: &str) -> bool {
    a == b || fold::same(a, b)
}

/// Whether two tokens are written alike, but for a stop at the end and the shape of apostrophes.
fn same_as_written(a: &str, b: &str) -> bool {
    fn bare(word: &str) -> &str {
        if word.len() > 1 { word.strip_suffix('.').unwrap_or(word) } else { word }
    }
    let straight = |c: char| if matches!(c, '\u{2018}' | '\u{2019}' | '\u{02bc}') { '\'' } else { c };
    let (a, b) = (bare(a), bare(b));
    a == b || !(a.is_ascii() && b.is_ascii()) && a.chars().map(straight).eq(b.chars().map(straight))
}

/// Whether the token is a hyphen (or the dash that some write between the parts of a name).
pub fn is_hyphen(token: &str) -> bool {
    matches!(token, "-" | "\u{2010}" | "\u{2011}" | "\u{2013}")
}

/// Whether a name may begin with a small letter in the text, so that capitals alone do not lead to it.
pub fn may_start_small(name: &str, case: CasePolicy) -> bool {
    let word = name.split(' ').next().unwrap_or_default();
    let capital = word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    match case {
        CasePolicy::Fold => true,
        CasePolicy::Exact => !capital,
        CasePolicy::Title => !capital || is_free(word, || has_capital(name)),
    }
}

/// Byte and bit of a key in a filter of `len` bytes, a power of two.
pub fn filter_place(key: u32, len: usize) -> (usize, u8) {
    ((key >> 3) as usize & len.wrapping_sub(1), 1 << (key & 7))
}
