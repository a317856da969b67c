//! The lexicon: what is known of a word before any context. (Opened in place from the pack; see [`crate::pack`].)

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

impl ClassSet {
    /// Whether `class` is in the set.
    pub const fn has(self, class: ClassId) -> bool {
        self.0 >> class.0 & 1 == 1
    }

    /// The set with `class` added.
    pub const fn with(self, class: ClassId) -> ClassSet {
        ClassSet(self.0 | 1 << class.0)
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

/// One way to read a word: its class, the form it is of its lemma, and the value the class gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading<'a> {
    /// The class.
    pub class: ClassId,
    /// The form.
    pub form: WordForm,
    /// The lemma, folded.
    pub lemma: &'a str,
    /// The class's value for this word ("5" for May as a month); empty where there is none.
    pub value: &'a str,
    /// How common the word is in this class, 0–9.
    pub freq: u8,
}
