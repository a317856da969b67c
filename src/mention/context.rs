//! What the words around a candidate say for or against it.

use super::Form;
use super::candidate::Candidate;
use super::features::LABELS;
use super::resolve::{PER_TOKEN, Support};
use super::shapes::initial;
use crate::rule::{Rules, WordList};
use crate::schema::{LabelId, Schema};
use crate::text::fold;
use crate::text::hashed::{NumberMap, NumberSet};
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
    preposition: WordList,
    pub(super) calendar: ClassSet,
    pub(super) determiner: ClassSet,
    org: ClassSet,
    suffix: ClassSet,
    pub(super) team_near: WordList,
    pub(super) team_does: WordList,
    pub(super) speech: WordList,
    pub(super) possessive: WordList,
    never: WordList,
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
    firm_tail: WordList,
    pub(super) comma: WordList,
    /// Last words of names of things that are no bodies.
    pub(super) thing_head: WordList,
    /// Classes of such words.
    pub(super) no_body: ClassSet,
    pub(super) verb: ClassSet,
    pub(super) noun: ClassSet,
    pub(super) place_compound: WordList,
    sport: WordList,
    finance: WordList,
}

impl ContextWords {
    /// Whether a token is no part of a name: a word of grammar, but not an initial ("A.").
    pub(super) fn is_never(&self, token: &Token) -> bool {
        self.never.contains(token.hash) && !initial(token)
    }

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
            preposition: rules.words("place_preposition").cloned().unwrap_or_default(),
            calendar: set(&["month", "weekday"]),
            determiner: set(&["det"]),
            org: set(&["org_head", "org_suffix"]),
            suffix: set(&["org_suffix"]),
            team_near: list("team_near"),
            team_does: list("team_does"),
            speech: list("speech_verb"),
            possessive: list("context_possessive"),
            never: rules.words("never_name").cloned().unwrap_or_default(),
            abbreviated_title: rules.words("abbreviated_title").cloned().unwrap_or_default(),
            joiner: rules.words("name_joiner").cloned().unwrap_or_default(),
        }
    }
}

impl ContextWords {
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

/// Sentences about a match that make a document one about matches, and which part of it they are at least (one in so many).
const MATCHES: u32 = 3;
const MATCH_SHARE: usize = 4;

/// What is known of names of the document from a first reading of it.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Hashes of the last words of people's full names.
    pub surnames: NumberSet<u64>,
    /// Rows of the gazetteer whose unguarded name stands in the document, as (gazetteer, row).
    pub rows: NumberSet<crate::gazetteer::SenseRef>,
    /// Hashes of the first words of people's full names.
    pub given: NumberSet<u64>,
    /// Hashes of the initials of organizations' names.
    pub acronyms: NumberSet<u64>,
    /// Hashes of the first and last words of teams' names of several words.
    pub teams: NumberSet<u64>,
    /// Hashes of the first words of firms' names that end in what firms do: "Velmora" of "Velmora Steel".
    pub firms: NumberSet<u64>,
    /// Sentences about a match.
    pub matches: u32,
    /// Labels of longer names that begin (low bits) or end with a word, by its hash.
    pub parts: NumberMap<u64, u8>,
    /// How the words of a name were read.
    pub labels: NumberMap<u64, Seen>,
}

/// How the words of a name were read in a document.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen {
    /// How often as each label.
    pub counts: [u16; LABELS],
    /// The first token of the latest.
    pub at: u32,
}

impl Seen {
    /// The counts elsewhere than at `first`: a name is no evidence for itself.
    pub fn elsewhere(&self, first: u32) -> Option<&[u16; LABELS]> {
        let all = self.counts.iter().map(|n| u32::from(*n)).sum::<u32>();
        (all > 1 || self.at != first).then_some(&self.counts)
    }
}

impl Known {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty() && self.rows.is_empty()
    }

    /// Whether so many of a document's sentences are about a match that all are taken to be.
    pub fn sporting(&self, sentences: usize) -> bool {
        self.matches >= MATCHES && self.matches as usize * MATCH_SHARE >= sentences
    }

    /// Learns from a mention of the first reading.
    pub fn learn(
        &mut self,
        text: &str,
        tokens: &[Token],
        schema: &Schema,
        lexicon: &Lexicon,
        names: &ContextWords,
        candidate: &Candidate,
    ) {
        let Some(label) = candidate.label.map(|l| schema.top(l)).filter(|_| candidate.form == Form::Name) else {
            return;
        };
        let Some(words) = tokens.get(candidate.first as usize..candidate.last as usize) else { return };
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        // "Tolvane Steel" of "Tolvane Steel Corp".
        let bare = words
            .split_last()
            .filter(|(tail, rest)| label == LabelId::ORG && rest.len() > 1 && names.suffix(lexicon, tail));
        for words in std::iter::once(words).chain(bare.map(|(_, rest)| rest)) {
            let seen = self.labels.entry(phrase(words)).or_default();
            seen.at = candidate.first;
            if let Some(count) = seen.counts.get_mut(usize::from(label.0)) {
                *count = count.saturating_add(1);
            }
        }
        if words.len() > 1 && usize::from(label.0) < LABELS {
            *self.parts.entry(first.hash).or_default() |= 1 << label.0;
            *self.parts.entry(last.hash).or_default() |= 1 << (label.0 + LABELS as u16);
        }
        if words.len() > 1 && candidate.label.is_some_and(|l| schema.is_a(l, names.team)) {
            self.teams.extend([first.hash, last.hash]);
        }
        let trade = names.suffix(lexicon, last) || names.firm_tail.contains(last.hash);
        if words.len() > 1 && label == LabelId::ORG && trade && !lexicon.classes(first.word).any(names.ordinary) {
            self.firms.insert(first.hash);
        }
        if words.len() > 1 && label == LabelId::PERSON {
            self.surnames.insert(last.hash);
            self.given.insert(first.hash);
        }
        if words.len() > 1 && label == LabelId::ORG {
            let initials = words.iter().filter(|t| t.shape.has(Shape::CAPITAL));
            let initials: String = initials.filter_map(|t| text[t.span].chars().next()).collect();
            self.acronyms.insert(fold::hash(&initials));
        }
        if let Some(sense) = candidate.sense.filter(|_| !candidate.guarded) {
            self.rows.insert(sense);
        }
    }
}

/// The hash of a name's words.
pub fn phrase(tokens: &[Token]) -> u64 {
    tokens.iter().fold(0, |hash: u64, token| hash.rotate_left(23).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ token.hash)
}

/// One sentence and what is known beside it.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// Tokens of the document.
    pub tokens: &'a [Token],
    /// Range of the sentence's tokens.
    pub range: (u32, u32),
    /// The lexicon.
    pub lexicon: &'a Lexicon,
    /// Labels.
    pub schema: &'a Schema,
    /// Word classes.
    pub words: &'a ContextWords,
    /// The document so far.
    pub known: &'a Known,
    /// Whether most words of the sentence are capitalised, so that a capital says nothing.
    pub shouted: bool,
    /// Whether every word of it is in capitals.
    pub capitals: bool,
    /// Whether the sentence is a headline or a caption.
    pub heading: bool,
    /// Whether it is about a match.
    pub sporting: bool,
    /// Whether it is about business.
    pub business: bool,
    /// The first "he", "she" or form of them in it.
    pub pronoun: Option<u32>,
    /// Whether the sentence after it begins with one.
    pub resumed: bool,
}

impl Surroundings<'_> {
    pub(super) fn token(&self, at: u32) -> Option<&Token> {
        (self.range.0..self.range.1).contains(&at).then(|| &self.tokens[at as usize])
    }

    pub(super) fn is(&self, token: Option<&Token>, classes: ClassSet) -> bool {
        token.is_some_and(|t| self.lexicon.classes(t.word).any(classes))
    }

    /// Whether a comma stands at a token.
    pub(super) fn is_comma(&self, at: u32) -> bool {
        self.token(at).is_some_and(|t| self.words.comma.contains(t.hash))
    }

    /// Whether a candidate names a people.
    pub(super) fn is_people(&self, candidate: &Candidate) -> bool {
        candidate.label.is_some_and(|l| self.schema.top(l) == LabelId::NORP)
    }

    /// Whether the token is a given name.
    pub(super) fn given(&self, token: Option<&Token>) -> bool {
        self.is(token, self.words.given)
    }

    /// Whether the token is a title or an office.
    pub(super) fn titled(&self, token: Option<&Token>) -> bool {
        self.is(token, self.words.title) || token.is_some_and(|t| self.words.abbreviated_title.contains(t.hash))
    }

    fn capital(&self, token: Option<&Token>) -> bool {
        token.is_some_and(|t| t.shape.has(Shape::CAPITAL) && !self.is(Some(t), self.words.calendar))
    }

    /// The strength of a candidate by hand-set weights: its score, its length, its surroundings.
    pub fn strength(&self, candidate: &Candidate) -> i32 {
        i32::from(candidate.score) + PER_TOKEN * (candidate.len() as i32 - 1).min(8) + self.support(candidate).bonus
    }

    /// Whether a candidate that needs support has it.
    pub fn stands(&self, candidate: &Candidate) -> bool {
        !candidate.guarded || self.support(candidate).found
    }

    /// For and against a candidate.
    pub fn support(&self, candidate: &Candidate) -> Support {
        let Some(label) = candidate.label else { return Support { bonus: 200, found: true } };
        let top = self.schema.top(label);
        let before = candidate.first.checked_sub(1).and_then(|at| self.token(at));
        let after = self.token(candidate.last);
        let first = self.token(candidate.first);
        let mut support = Support::default();
        let single = candidate.len() == 1;
        let at_start = candidate.first == self.range.0;
        match top {
            LabelId::PERSON => {
                if self.is(before, self.words.title) {
                    support.bonus += 120;
                    support.found = true;
                }
                if candidate.sense.is_some_and(|sense| self.known.rows.contains(&sense))
                    || single && first.is_some_and(|t| self.known.surnames.contains(&t.hash))
                {
                    support.bonus += 150;
                    support.found = true;
                }
            }
            // "Kenyan runner Ruth Holm", "Army chief General Holm": a title where a name or another title stands beside it.
            LabelId::TITLE => support.found |= self.capital(after) && (self.given(after) || self.titled(before)),
            LabelId::PLACE if before.is_some_and(|t| self.words.preposition.contains(t.hash)) => {
                support.bonus += 80;
                support.found = true;
            }
            _ => {}
        }
        support.found |= candidate.sense.is_some_and(|sense| self.known.rows.contains(&sense));
        if single
            && candidate.sense.is_some()
            && matches!(top, LabelId::PERSON | LabelId::PLACE | LabelId::ORG | LabelId::EVENT | LabelId::WORK)
        {
            let word = first.map_or(0, |t| self.lexicon.freq(t.word));
            let upper = first.is_some_and(|t| t.shape.has(Shape::UPPER) && t.span.len() > 1) && !self.shouted;
            // At the start of a sentence a capital says nothing.
            if (at_start || self.shouted) && word >= 3 && !upper {
                support.bonus -= 60 * i32::from(word.min(6));
            }
            // Part of a longer run of capitals that the gazetteer does not know.
            let joined = |t: Option<&Token>| self.capital(t) && !self.shouted && !self.is(t, self.words.title);
            let run_before =
                joined(before) && candidate.first > self.range.0 + 1 && !self.is(before, self.words.determiner);
            let run_after = joined(after) && after.is_some_and(|t| t.shape.has(Shape::SPACE_BEFORE));
            if run_before || run_after {
                support.bonus -= if top == LabelId::PERSON { 60 } else { 130 };
                if self.is(after, self.words.org) {
                    support.bonus -= 150;
                }
            } else if candidate.guarded && !at_start && !self.shouted && word < 4 {
                support.found = true;
            }
        }
        if top == LabelId::PERSON
            && single
            && candidate.sense.is_none()
            && self.is(first, self.words.given)
            && self.is(first, self.words.surname)
        {
            support.bonus += 20;
        }
        support
    }
}
