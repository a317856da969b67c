//! The words that mentions are read by: lists of the rules and classes of the lexicon, looked up once.

use super::shapes::initial;
use crate::rule::{Rules, WordList};
use crate::schema::LabelId;
use crate::text::lexicon::{ClassId, ClassSet, Lexicon};
use crate::text::token::{Shape, Token};

/// Word classes that surroundings are read by.
#[derive(Clone, Debug)]
pub struct ContextWords {
    pub(super) title: ClassSet,
    pub(super) given: ClassSet,
    pub(super) surname: ClassSet,
    /// he, she and their forms
    pub(super) he_or_she: ClassSet,
    pub(super) verbal: ClassSet,
    pub(super) preposition: WordList,
    pub(super) calendar: ClassSet,
    pub(super) determiner: ClassSet,
    pub(super) org: ClassSet,
    pub(super) suffix: ClassSet,
    pub(super) team_near: WordList,
    pub(super) team_does: WordList,
    pub(super) speech: WordList,
    pub(super) possessive: WordList,
    pub(super) never: WordList,
    pub(super) joiner: WordList,
    pub(super) abbreviated_title: WordList,
    pub(super) ordinary: ClassSet,
    pub(super) part: ClassSet,
    pub(super) team: LabelId,
    pub(super) city: LabelId,
    pub(super) country: LabelId,
    pub(super) team_before: WordList,
    pub(super) team_after: WordList,
    pub(super) score_mark: WordList,
    pub(super) open_bracket: WordList,
    pub(super) close_bracket: WordList,
    pub(super) colon: WordList,
    pub(super) fixture: WordList,
    pub(super) title_word: WordList,
    pub(super) hyphen: WordList,
    pub(super) kind_behind: WordList,
    pub(super) team_tail: WordList,
    pub(super) team_lost: WordList,
    pub(super) pair: WordList,
    pub(super) to: WordList,
    pub(super) firm_tail: WordList,
    pub(super) comma: WordList,
    /// Last words of names of things that are no bodies.
    pub(super) thing_head: WordList,
    /// Classes of such words.
    pub(super) no_body: ClassSet,
    pub(super) verb: ClassSet,
    pub(super) noun: ClassSet,
    pub(super) place_compound: WordList,
    pub(super) sport: WordList,
    pub(super) finance: WordList,
}

impl ContextWords {
    /// Looks the classes up once.
    pub fn new(lexicon: &Lexicon, rules: &Rules) -> ContextWords {
        let set = |names: &[&str]| {
            let ids = names.iter().filter_map(|n| lexicon.class(n));
            ids.fold(ClassSet::default(), |set: ClassSet, id: ClassId| set.with(id))
        };
        let list = |name: &str| rules.words(name).cloned().unwrap_or_default();
        let label = |path: &str| rules.schema().label(path).unwrap_or(LabelId::CARDINAL);
        ContextWords {
            part: set(&["given_m", "given_f", "surname", "org_head", "org_suffix", "place_head"]),
            ordinary: set(&["noun", "verb", "adj", "adv"]),
            team: label("ORG/team"),
            city: label("PLACE/city"),
            country: label("PLACE/country"),
            team_before: list("team_before"),
            team_after: list("team_after"),
            score_mark: list("score_mark"),
            open_bracket: list("open_bracket"),
            close_bracket: list("close_bracket"),
            colon: list("colon"),
            fixture: list("fixture_word"),
            title_word: list("title_word"),
            hyphen: list("context_hyphen"),
            kind_behind: list("kind_behind"),
            team_tail: list("team_tail"),
            team_lost: list("team_lost"),
            pair: list("context_pair"),
            to: list("context_to"),
            firm_tail: list("firm_tail"),
            comma: list("context_comma"),
            thing_head: list("thing_head"),
            no_body: set(&["event_head", "work_head", "place_head", "unit"]),
            verb: set(&["verb", "aux"]),
            noun: set(&["noun"]),
            place_compound: list("place_compound"),
            sport: list("sport_word"),
            finance: list("finance_word"),
            title: set(&["honorific", "role"]),
            given: set(&["given_m", "given_f"]),
            surname: set(&["surname"]),
            he_or_she: set(&["pron_he", "pron_she"]),
            verbal: set(&["verb", "aux", "modal"]),
            preposition: list("place_preposition"),
            calendar: set(&["month", "weekday"]),
            determiner: set(&["det"]),
            org: set(&["org_head", "org_suffix"]),
            suffix: set(&["org_suffix"]),
            team_near: list("team_near"),
            team_does: list("team_does"),
            speech: list("speech_verb"),
            possessive: list("context_possessive"),
            never: list("never_name"),
            abbreviated_title: list("abbreviated_title"),
            joiner: list("name_joiner"),
        }
    }

    /// Whether a token is no part of a name: a word of grammar, but not an initial ("A.").
    pub(super) fn is_never(&self, token: &Token) -> bool {
        self.never.contains(token.hash) && !initial(token)
    }

    /// Whether a word is "he" or "she" in one of their forms.
    pub fn he_or_she(&self, lexicon: &Lexicon, token: &Token) -> bool {
        lexicon.classes(token.word).any(self.he_or_she)
    }

    /// Whether a word stands before places: "in".
    pub(super) fn lies(&self, token: &Token) -> bool {
        self.preposition.contains(token.hash)
    }

    /// Whether a word ends names of companies: "Corp".
    pub fn suffix(&self, lexicon: &Lexicon, token: &Token) -> bool {
        lexicon.classes(token.word).any(self.suffix)
    }

    /// Whether a word is a title that is no part of a name.
    pub fn titles(&self, word: u64) -> bool {
        self.title_word.contains(word)
    }

    /// Whether the sentence of these tokens holds a word of sport or a result ("2-1"), and a word of business.
    pub fn topics(&self, tokens: &[Token]) -> (bool, bool) {
        let number = |t: &Token| t.shape.has(Shape::NUMBER) && t.span.len() <= 3;
        let glued = |t: &Token| !t.shape.has(Shape::SPACE_BEFORE);
        let result = |three: &[Token]| match three {
            [a, b, c] => {
                number(a)
                    && !glued(a)
                    && b.shape.has(Shape::PUNCTUATION)
                    && b.span.len() == 1
                    && glued(b)
                    && number(c)
                    && glued(c)
            }
            _ => false,
        };
        let sporting = tokens.windows(3).any(result) || tokens.iter().any(|t| self.sport.contains(t.hash));
        (sporting, tokens.iter().any(|t| self.finance.contains(t.hash)))
    }
}
