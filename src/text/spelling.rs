//! What tokenizer, layout and sentences ask of the lexicon.

use super::fold;
use super::lexicon::{ClassId, ClassSet, Lexicon, WordId};
use super::sentence::Role;
use super::token::{Abbreviation, Spelling, Token};

/// The lexicon's classes that decide over stops, made ready once.
#[derive(Clone, Debug)]
pub struct Orthography {
    lexicon: Lexicon,
    abbreviation: Option<ClassId>,
    fused: Option<ClassId>,
    ordinary: ClassSet,
    glued: ClassSet,
    domains: ClassSet,
    calendar: ClassSet,
    dated: ClassSet,
    clock: ClassSet,
    openers: ClassSet,
}

impl Orthography {
    /// Looks the classes up.
    pub fn new(lexicon: Lexicon) -> Orthography {
        let set = |names: &[&str]| {
            let classes = names.iter().filter_map(|name| lexicon.class(name));
            classes.fold(ClassSet::default(), ClassSet::with)
        };
        let prefixed = |prefixes: &[&str]| {
            let names = lexicon.class_names().filter(|name| prefixes.iter().any(|p| name.starts_with(p)));
            names.filter_map(|name| lexicon.class(name)).fold(ClassSet::default(), ClassSet::with)
        };
        Orthography {
            abbreviation: lexicon.class("abbr"),
            fused: lexicon.class("fused"),
            ordinary: set(&["noun", "verb", "adj", "adv", "prep", "neg", "aux", "det", "unit"]),
            glued: set(&["unit", "magnitude", "clock"]),
            domains: set(&["tld"]),
            calendar: set(&["month", "weekday"]),
            dated: set(&["month", "weekday", "timezone"]),
            clock: set(&["clock"]),
            openers: prefixed(&["pron", "det", "prep", "conj", "wh", "aux", "neg", "modal"]),
            lexicon,
        }
    }

    fn is(&self, word: WordId, classes: ClassSet) -> bool {
        self.lexicon.classes(word).any(classes)
    }

    fn abbreviated(&self, word: WordId) -> Option<&str> {
        self.abbreviation.and_then(|class| self.lexicon.value(word, class))
    }

    /// Whether a word is a month or a weekday.
    pub fn calendar(&self, word: &str) -> bool {
        self.is(self.lexicon.word(word), self.calendar)
    }

    /// What a token is to the end of a sentence. The token's word is looked up already.
    pub fn role(&self, token: &Token) -> Role {
        if self.is(token.word, self.clock) {
            return Role::Clock;
        }
        match self.abbreviated(token.word) {
            Some("title") => return Role::Title,
            Some("mid") => return Role::Mid,
            Some("end") => return Role::End,
            _ => {}
        }
        if self.is(token.word, self.dated) {
            Role::Calendar
        } else if self.is(token.word, self.openers) {
            Role::Opener
        } else {
            Role::Other
        }
    }
}

impl Spelling for Orthography {
    fn abbreviation(&self, word: &str) -> Abbreviation {
        let id = self.lexicon.word(word);
        match self.abbreviated(id) {
            None => Abbreviation::No,
            Some("title") if word.starts_with(char::is_uppercase) => Abbreviation::Yes,
            Some(_) if self.is(id, self.ordinary) => Abbreviation::Inside,
            Some(_) => Abbreviation::Yes,
        }
    }

    fn unit(&self, word: &str) -> bool {
        self.is(self.lexicon.word(word), self.glued)
    }

    fn domain(&self, word: &str) -> bool {
        self.is(self.lexicon.word(word), self.domains)
    }

    fn fused(&self, hash: u64) -> Option<usize> {
        let word = self.lexicon.find(hash);
        self.fused.and_then(|class| self.lexicon.value(word, class)).and_then(|cut| cut.parse().ok())
    }
}

/// What rules ask of the lexicon.
impl crate::rule::Words for Lexicon {
    fn class(&self, name: &str) -> Option<ClassId> {
        Lexicon::class(self, name)
    }

    fn class_names(&self) -> Vec<String> {
        Lexicon::class_names(self).map(str::to_owned).collect()
    }

    fn find(&self, hash: u64) -> WordId {
        Lexicon::find(self, hash)
    }

    fn classes(&self, word: WordId) -> ClassSet {
        Lexicon::classes(self, word)
    }

    fn lemmas(&self, word: WordId, each: &mut dyn FnMut(u64)) {
        self.readings(word).for_each(|reading| each(fold::hash(reading.lemma)));
    }

    fn frequency(&self, word: WordId) -> u8 {
        self.freq(word)
    }

    fn gives(&self, _label: &str) -> bool {
        true
    }
}
