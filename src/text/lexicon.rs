//! The lexicon: what is known of a word before any context. It is read in place from a pack ([`crate::pack`]).

use super::fold;
use super::token::Token;
use crate::pack::format::{self, Section, Sections, take_u8, take_varint, u32_at, u64_at};
use crate::pack::spelling::LexiconSpelling;
use crate::pack::strings::{bytes_at as string_bytes, str_at, str_in};

/// Index of a word in the lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordId(pub u32);

impl WordId {
    /// No entry.
    pub const NONE: WordId = WordId(u32::MAX);
}

/// A word class such as `verb`, `given_f` or `month`; at most 128 in a lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId(pub u8);

/// A set of word classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ClassSet(pub u128);
crate::pack::stored::stored!(struct ClassSet { 0 });

impl ClassSet {
    /// Whether `class` is in the set.
    pub const fn has(self, class: ClassId) -> bool {
        self.0 >> (class.0 & 127) & 1 == 1
    }

    /// The set with `class` added.
    pub const fn with(self, class: ClassId) -> ClassSet {
        ClassSet(self.0 | 1 << (class.0 & 127))
    }

    /// The classes of both sets.
    pub const fn or(self, other: ClassSet) -> ClassSet {
        ClassSet(self.0 | other.0)
    }

    /// Whether no class is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the two sets share a class.
    pub const fn any(self, other: ClassSet) -> bool {
        self.0 & other.0 != 0
    }
}

/// Which form of its lemma a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum WordForm {
    /// The lemma itself.
    Base,
    /// "visits".
    ThirdSingular,
    /// "visited", "gave".
    Past,
    /// "visited", "given".
    Participle,
    /// "visiting".
    Gerund,
    /// "visits" (noun).
    Plural,
    /// "larger".
    Comparative,
    /// "largest".
    Superlative,
}

impl WordForm {
    /// All forms, in the order of their numbers.
    pub const ALL: [WordForm; 8] = [
        WordForm::Base,
        WordForm::ThirdSingular,
        WordForm::Past,
        WordForm::Participle,
        WordForm::Gerund,
        WordForm::Plural,
        WordForm::Comparative,
        WordForm::Superlative,
    ];
}

/// One way to read a word: its class, the form it is of its lemma, and the value the class gives it.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The class.
    pub class: ClassId,
    /// The form.
    pub form: WordForm,
    /// How common the word is in this class, 0–9.
    pub freq: u8,
    sections: &'a Sections,
    lemma: WordId,
    value: Option<u32>,
}

impl std::fmt::Debug for Reading<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Reading { class, form, freq, .. } = self;
        write!(f, "Reading({class:?}, {form:?} of {:?}, {:?}, {freq})", self.lemma(), self.value())
    }
}

impl<'a> Reading<'a> {
    /// The lemma, folded.
    pub fn lemma(&self) -> &'a str {
        text_at(self.sections.get(Section::Words), self.lemma.0)
    }

    /// The [`fold::hash`] of the lemma of a token that has this reading.
    pub fn lemma_hash(&self, token: &Token) -> u64 {
        if self.lemma == token.word { token.hash } else { fold::hash(self.lemma()) }
    }

    /// The class's value for this word ("5" for May as a month); empty where there is none.
    pub fn value(&self) -> &'a str {
        self.value.map_or("", |offset| str_at(self.sections.get(Section::Strings), offset))
    }
}

/// The words of a pack, with one probe a token. Cheap to clone.
///
/// The table's slots hold 32 bits of the folded hash and the place of the word; a word counts only once its own folded
/// form was compared with the token's.
#[derive(Clone)]
pub struct Lexicon {
    sections: Sections,
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lexicon").field("classes", &self.class_names().count()).finish()
    }
}

/// Bit of a reading's form: its lemma is another word, whose place follows.
pub(crate) const HAS_LEMMA: u8 = 1 << 6;
/// Bit of a reading's form: a value follows.
pub(crate) const HAS_VALUE: u8 = 1 << 7;
/// Bytes of a word before its text: set of classes (2), frequency, length of the text.
const HEAD: usize = 4;

impl Lexicon {
    /// The lexicon in a pack's sections.
    pub(crate) fn new(sections: Sections) -> Lexicon {
        Lexicon { sections }
    }

    /// The class of this name.
    pub fn class(&self, name: &str) -> Option<ClassId> {
        let (strings, classes) = (self.sections.get(Section::Strings), self.sections.get(Section::Classes));
        let same = |i: &usize| string_bytes(strings, u32_at(classes, 4 * i)) == name.as_bytes();
        (0..classes.len() / 4).find(same).map(|i| ClassId(i as u8))
    }

    /// The name of a class; empty where it is none of this lexicon's.
    pub fn class_name(&self, class: ClassId) -> &str {
        str_in(self.sections.get(Section::Strings), self.sections.get(Section::Classes), usize::from(class.0))
    }

    /// Names of all classes, in the order of their ids.
    pub fn class_names(&self) -> impl Iterator<Item = &str> {
        let (strings, classes) = (self.sections.get(Section::Strings), self.sections.get(Section::Classes));
        (0..classes.len() / 4).map(move |i| str_in(strings, classes, i))
    }

    /// The word that folds like `text`, whose [`fold::hash`] is `hash`; [`WordId::NONE`] where there is none.
    pub fn lookup(&self, hash: u64, text: &str) -> WordId {
        lookup(self.sections.get(Section::WordSlots), self.sections.get(Section::Words), hash, text)
    }

    /// The word that folds like `text`.
    pub fn word(&self, text: &str) -> WordId {
        self.lookup(fold::hash(text), text)
    }

    /// The word whose folded form has this hash.
    pub fn find(&self, hash: u64) -> WordId {
        let (slots, words) = (self.sections.get(Section::WordSlots), self.sections.get(Section::Words));
        let count = slots.len() / 8;
        let tag = format::key(hash);
        for step in 0..count {
            let slot = (tag as usize).wrapping_add(step) & (count - 1);
            let word = WordId(u32_at(slots, 8 * slot + 4));
            if word == WordId::NONE || u32_at(slots, 8 * slot) == tag && fold::hash(text_at(words, word.0)) == hash {
                return word;
            }
        }
        WordId::NONE
    }

    /// Sets the word of each token of `text`.
    pub fn annotate(&self, text: &str, tokens: &mut [Token]) {
        let (slots, words) = (self.sections.get(Section::WordSlots), self.sections.get(Section::Words));
        for token in tokens {
            let piece = text.get(token.span.range()).unwrap_or_default();
            token.word = lookup(slots, words, token.hash, piece);
        }
    }

    /// What the tokenizer needs to know of these words' spelling.
    pub fn spelling(&self) -> LexiconSpelling<'_> {
        LexiconSpelling::new(self, self.sections.get(Section::Fused))
    }

    /// The classes of a word.
    pub fn classes(&self, word: WordId) -> ClassSet {
        self.class_set(word).map_or(ClassSet::default(), |number| self.class_set_at(number))
    }

    /// The number of the word's set of classes, for tables of what follows from the classes: many words share a set.
    pub fn class_set(&self, word: WordId) -> Option<u16> {
        (word != WordId::NONE).then(|| u32_at(self.sections.get(Section::Words), word.0 as usize) as u16)
    }

    /// All sets of classes that words have, in the order of their numbers.
    pub fn class_sets(&self) -> impl Iterator<Item = ClassSet> {
        let count = self.sections.get(Section::ClassSets).len() / 16;
        (0..count).map(|number| self.class_set_at(number as u16))
    }

    fn class_set_at(&self, number: u16) -> ClassSet {
        let (sets, at) = (self.sections.get(Section::ClassSets), 16 * usize::from(number));
        ClassSet(u128::from(u64_at(sets, at)) | u128::from(u64_at(sets, at + 8)) << 64)
    }

    /// 0–9: how common the word is in lower case, the most over its classes but those of names (`surname`, `given_…`).
    pub fn freq(&self, word: WordId) -> u8 {
        if word == WordId::NONE { 0 } else { (u32_at(self.sections.get(Section::Words), word.0 as usize) >> 16) as u8 }
    }

    /// The folded form of a word.
    pub fn text(&self, word: WordId) -> &str {
        text_at(self.sections.get(Section::Words), word.0)
    }

    /// All ways to read a word, by class and form.
    pub fn readings(&self, word: WordId) -> impl Iterator<Item = Reading<'_>> {
        let (sections, words) = (&self.sections, self.sections.get(Section::Words));
        let text = bytes_at(words, word.0);
        let mut at = (word.0 as usize).saturating_add(HEAD + text.len());
        let count = if text.is_empty() { 0 } else { take_u8(words, &mut at) };
        (0..count).map(move |_| {
            let class = ClassId(take_u8(words, &mut at));
            let form = take_u8(words, &mut at);
            let freq = take_u8(words, &mut at);
            let mut lemma = word;
            if form & HAS_LEMMA != 0 {
                lemma = WordId(u32_at(words, at));
                at += 4;
            }
            let value = (form & HAS_VALUE != 0).then(|| take_varint(words, &mut at));
            let form = WordForm::ALL.get(usize::from(form & 7)).copied().unwrap_or(WordForm::Base);
            Reading { class, form, freq, sections, lemma, value }
        })
    }

    /// The lemma of a word in a class: that of its commonest reading there, the first among equals.
    pub fn lemma(&self, word: WordId, class: ClassId) -> Option<&str> {
        self.reading(word, class).map(|r| r.lemma())
    }

    /// The [`fold::hash`] of a token's lemma in a class; that of the token itself where the lexicon knows none.
    pub fn lemma_hash(&self, token: &Token, class: ClassId) -> u64 {
        self.reading(token.word, class).map_or(token.hash, |r| r.lemma_hash(token))
    }

    /// The commonest reading in a class, the first among equals.
    fn reading(&self, word: WordId, class: ClassId) -> Option<Reading<'_>> {
        let mut best: Option<Reading<'_>> = None;
        for reading in self.readings(word).filter(|r| r.class == class) {
            if best.is_none_or(|b| b.freq < reading.freq) {
                best = Some(reading);
            }
        }
        best
    }

    /// The value that a class gives a word.
    pub fn value(&self, word: WordId, class: ClassId) -> Option<&str> {
        self.readings(word).filter(|r| r.class == class).map(|r| r.value()).find(|value| !value.is_empty())
    }
}

fn lookup(slots: &[u8], words: &[u8], hash: u64, text: &str) -> WordId {
    let count = slots.len() / 8;
    if count == 0 {
        return WordId::NONE;
    }
    let tag = format::key(hash);
    let mut slot = tag as usize & (count - 1);
    for _ in 0..count {
        let word = WordId(u32_at(slots, 8 * slot + 4));
        if word == WordId::NONE {
            break;
        }
        if u32_at(slots, 8 * slot) == tag {
            // Most words stand in the text as they fold; the others are compared by folding.
            let stored = bytes_at(words, word.0);
            if stored == text.as_bytes() || fold::same(std::str::from_utf8(stored).unwrap_or_default(), text) {
                return word;
            }
        }
        slot = (slot + 1) & (count - 1);
    }
    WordId::NONE
}

fn text_at(words: &[u8], word: u32) -> &str {
    std::str::from_utf8(bytes_at(words, word)).unwrap_or_default()
}

fn bytes_at(words: &[u8], word: u32) -> &[u8] {
    let Some(rest) = words.get(word as usize..) else { return &[] };
    let len = rest.get(HEAD - 1).map_or(0, |len| usize::from(*len));
    rest.get(HEAD..HEAD + len).unwrap_or_default()
}
