//! What a lexicon tells the tagger of a word: which forms of which open classes it can be, as bits.
//!
//! The bits are fixed, whatever numbers a lexicon gives its classes, because trained weights refer to them.

use crate::text::lexicon::WordForm;

/// Readings of one word, gathered; [`Clues::bits`] is what the tagger takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clues {
    forms: u32,
    verb: u8,
    noun: u8,
    adjective: u8,
    adverb: u8,
}

/// The classes that clues come from, by their names in the lexicon; other classes count as one, "another".
const VERB: &str = "verb";
const NOUN: &str = "noun";
const ADJECTIVE: &str = "adj";
const ADVERB: &str = "adv";
const GIVEN: [&str; 3] = ["given", "given_f", "given_m"];
const SURNAME: &str = "surname";

impl Clues {
    /// The clues with one more reading: its class, the form it is of its lemma, and how common it is (0–9).
    pub fn with(mut self, class: &str, form: WordForm, freq: u8) -> Clues {
        let freq = freq + 1;
        self.forms |= match (class, form) {
            (VERB, WordForm::ThirdSingular) => 1 << 1,
            (VERB, WordForm::Past) => 1 << 2,
            (VERB, WordForm::Participle) => 1 << 3,
            (VERB, WordForm::Gerund) => 1 << 4,
            (VERB, _) => 1,
            (NOUN, WordForm::Plural) => 1 << 6,
            (NOUN, _) => 1 << 5,
            (ADJECTIVE, WordForm::Comparative | WordForm::Superlative) => 1 << 8,
            (ADJECTIVE, _) => 1 << 7,
            (ADVERB, _) => 1 << 9,
            (SURNAME, _) => 1 << 11,
            (class, _) if GIVEN.contains(&class) => 1 << 10,
            _ => 1 << 12,
        };
        match class {
            VERB => self.verb = self.verb.max(freq),
            NOUN => self.noun = self.noun.max(freq),
            ADJECTIVE => self.adjective = self.adjective.max(freq),
            ADVERB => self.adverb = self.adverb.max(freq),
            _ => {}
        }
        self
    }

    /// The forms, and which of the classes is the more common: the tagger's view of the word.
    pub fn bits(self) -> u32 {
        let more = |one: u8, other: u8| match one.cmp(&other) {
            std::cmp::Ordering::Less => 1,
            std::cmp::Ordering::Equal => 0,
            std::cmp::Ordering::Greater => 2,
        };
        self.forms
            | more(self.verb, self.noun) << 16
            | more(self.noun, self.adjective) << 18
            | more(self.verb, self.adjective) << 20
            | more(self.adjective, self.adverb) << 22
    }
}

/// What a word can be, read back from [`Clues::bits`].
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Can {
    /// A verb's base form.
    pub base: bool,
    /// A verb's third person singular.
    pub third: bool,
    /// A verb's past tense.
    pub past: bool,
    /// A verb's past participle.
    pub participle: bool,
    /// A noun.
    pub noun: bool,
    /// An adjective or adverb.
    pub other: bool,
}

impl Can {
    pub(super) fn new(bits: u32) -> Can {
        let any = |mask: u32| bits & mask != 0;
        Can {
            base: any(1),
            third: any(1 << 1),
            past: any(1 << 2),
            participle: any(1 << 3),
            noun: any(1 << 5 | 1 << 6),
            other: any(1 << 7 | 1 << 8 | 1 << 9),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_add_up_and_the_commoner_class_shows() {
        let noun = Clues::default().with("noun", WordForm::Plural, 3);
        let both = noun.with("verb", WordForm::ThirdSingular, 6);
        assert_eq!(noun.bits() & 0xffff, 1 << 6);
        assert_eq!(both.bits() & 0xffff, 1 << 6 | 1 << 1);
        assert_eq!(both.bits() >> 16 & 3, 2);
        assert_eq!(noun.bits() >> 16 & 3, 1);
    }
}
