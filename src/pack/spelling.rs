//! What the tokenizer asks of a language's spelling, answered by the lexicon's classes.

use super::format::u64_at;
use crate::text::fold;
use crate::text::lexicon::{ClassSet, Lexicon, WordId};
use crate::text::token::{Abbreviation, Spelling};

/// Words that are abbreviations; the value `title` says that the stop is always theirs.
const ABBREVIATION: &str = "abbr";
/// Words that are two tokens; the value says where they are cut.
pub(super) const FUSED: &str = "fused";
/// Words that are split off the figures before them.
const UNITS: [&str; 3] = ["unit", "magnitude", "clock"];
/// Words that end a web address.
const DOMAIN: &str = "tld";
/// Words behind which a single letter is a Roman number.
const NUMBERED: &str = "numbered";
/// A word of these is an ordinary one too, if it is an abbreviation.
const ORDINARY: [&str; 9] = ["noun", "verb", "adj", "adv", "prep", "neg", "aux", "det", "unit"];

/// A lexicon as the tokenizer sees it; made by [`Lexicon::spelling`].
#[derive(Clone, Debug)]
pub struct LexiconSpelling<'a> {
    lexicon: &'a Lexicon,
    abbreviation: ClassSet,
    ordinary: ClassSet,
    units: ClassSet,
    domain: ClassSet,
    numbered: ClassSet,
    fused: &'a [u8],
    /// A bit for each value of the fused words' lowest six bits: nearly every word is told apart by it.
    filter: u64,
}

impl<'a> LexiconSpelling<'a> {
    pub(crate) fn new(lexicon: &'a Lexicon, fused: &'a [u8]) -> LexiconSpelling<'a> {
        let set = |names: &[&str]| {
            names.iter().filter_map(|name| lexicon.class(name)).fold(ClassSet::default(), ClassSet::with)
        };
        LexiconSpelling {
            lexicon,
            abbreviation: set(&[ABBREVIATION]),
            ordinary: set(&ORDINARY),
            units: set(&UNITS),
            domain: set(&[DOMAIN]),
            numbered: set(&[NUMBERED]),
            fused,
            filter: (0..fused.len() / 12).fold(0, |bits, i| bits | 1 << (u64_at(fused, 12 * i) & 63)),
        }
    }

    fn classes(&self, word: &str) -> (WordId, ClassSet) {
        let id = self.lexicon.lookup(fold::hash(word), word);
        (id, self.lexicon.classes(id))
    }
}

impl Spelling for LexiconSpelling<'_> {
    fn abbreviation(&self, word: &str) -> Abbreviation {
        let (id, classes) = self.classes(word);
        if !classes.any(self.abbreviation) {
            return Abbreviation::No;
        }
        if !classes.any(self.ordinary) {
            return Abbreviation::Yes;
        }
        let title = word.starts_with(char::is_uppercase)
            && self.lexicon.readings(id).any(|r| self.abbreviation.has(r.class) && r.value() == "title");
        if title { Abbreviation::Yes } else { Abbreviation::Inside }
    }

    fn unit(&self, word: &str) -> bool {
        self.classes(word).1.any(self.units)
    }

    fn domain(&self, word: &str) -> bool {
        self.classes(word).1.any(self.domain)
    }

    fn numbered(&self, word: &str) -> bool {
        self.classes(word).1.any(self.numbered)
    }

    fn fused(&self, hash: u64) -> Option<usize> {
        if self.filter >> (hash & 63) & 1 == 0 {
            return None;
        }
        let at = (0..self.fused.len() / 12).find(|i| u64_at(self.fused, 12 * i) == hash)?;
        Some(super::format::u32_at(self.fused, 12 * at + 8) as usize)
    }
}
