//! What layout, sentences and rules ask of the lexicon.

use super::lexicon::{ClassId, ClassSet, Lexicon, WordId};
use super::sentence::Role;
use super::token::Token;

/// The lexicon's classes that decide over the ends of sentences, made ready once.
#[derive(Clone, Debug)]
pub struct Orthography {
    lexicon: Lexicon,
    abbreviation: Option<ClassId>,
    calendar: ClassSet,
    dated: ClassSet,
    clock: ClassSet,
    openers: ClassSet,
    company: ClassSet,
    office: ClassSet,
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
            calendar: set(&["month", "weekday"]),
            dated: set(&["month", "weekday", "timezone"]),
            clock: set(&["clock"]),
            company: set(&["org_suffix"]),
            office: set(&["role", "role_mod", "honorific", "org_suffix"]),
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
            Some("end") if self.is(token.word, self.company) => return Role::Company,
            Some("end") => return Role::End,
            _ => {}
        }
        if self.is(token.word, self.dated) {
            Role::Calendar
        } else if self.is(token.word, self.openers) {
            Role::Opener
        } else if self.is(token.word, self.office) {
            Role::Office
        } else {
            Role::Other
        }
    }
}
