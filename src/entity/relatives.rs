//! Relatives of whom the text names by a surname alone: "Ure was the daughter of the engineer Colin Ure".

use std::collections::{HashMap, HashSet};

use super::names::{Gender, Names};
use crate::mention::Mention;
use crate::text::lexicon::ClassId;
use crate::text::token::{Shape, Token};

/// How many words before a name may lie between it and the word that says whose relative it is.
const REACH: u32 = 6;

/// One whom the text names by a surname alone.
#[derive(Default)]
struct Bearer<'a> {
    /// The last sentence that does.
    sentence: u32,
    /// Full names with the surname that are somebody else's.
    others: HashSet<&'a [u64]>,
}

impl Names<'_> {
    /// Which full names of `people` (with their `words`) a surname alone does not stand for: the text used the surname before it
    /// named them, in the same sentence or as somebody's relatives.
    pub(super) fn strays(&self, people: &[(u32, &Mention)], words: &[Vec<u64>]) -> HashSet<usize> {
        let mut strays = HashSet::new();
        // By surname; `None` once a full name is taken to be the bearer's.
        let mut bearers: HashMap<u64, Option<Bearer<'_>>> = HashMap::new();
        for (at, (&(_, mention), own)) in people.iter().zip(words).enumerate() {
            if let [alone] = own[..] {
                if let Some(bearer) = bearers.entry(alone).or_insert_with(|| Some(Bearer::default())) {
                    bearer.sentence = mention.sentence;
                }
                continue;
            }
            let relative = self.relative(mention);
            for (index, word) in own.iter().enumerate().skip(1) {
                let last = index + 1 == own.len();
                let Some(known) = bearers.get_mut(word) else {
                    bearers.extend(last.then_some((*word, None)));
                    continue;
                };
                let Some(bearer) = known else { continue };
                if bearer.others.contains(&own.as_slice()) || bearer.sentence == mention.sentence || relative {
                    bearer.others.insert(own);
                    strays.insert(at);
                } else if last {
                    *known = None;
                }
            }
        }
        strays
    }

    /// Whether a surname stands in one sentence with the full name of somebody's relative, so that it is not the relative's:
    /// "With his wife Ana Duarte, Duarte owns the mine".
    pub(super) fn of_relative(&self, surname: &Mention, full: &Mention) -> bool {
        surname.sentence == full.sentence && self.relative(full)
    }

    /// Gender of a person whom the words beside the name call somebody's relative: "his wife X", "X, the daughter of Y".
    pub fn gender_of_kin(&self, mention: &Mention) -> Option<Gender> {
        let token = |at: u32| self.tokens.get(at as usize);
        let comma = |t: &Token| &self.text[t.span] == ",";
        let mut before = mention.first.checked_sub(1)?;
        // "With her brother, X won" tells nothing of X.
        if token(before).is_some_and(comma) && token(mention.last).is_none_or(|t| t.shape.has(Shape::PUNCTUATION)) {
            before = before.checked_sub(1)?;
        }
        let said = token(before).and_then(|t| self.gender_of_noun(t, self.words.kin));
        let apposed = || {
            token(mention.last).filter(|t| comma(t))?;
            let behind = (mention.last + 1..=mention.last + REACH).map_while(|at| Some((at, token(at)?)));
            let mut lower = behind.take_while(|(_, t)| t.shape.has(Shape::LOWER));
            let (at, noun) = lower.find(|(_, t)| self.is(t, self.words.kin))?;
            // "X, his wife Y" tells of Y.
            let other = token(at + 1).is_some_and(|t| t.shape.has(Shape::CAPITAL));
            self.gender_of_noun(noun, self.words.kin).filter(|_| !other)
        };
        said.or_else(apposed)
    }

    /// Gender that a noun of persons says, as the value of a class of the lexicon.
    pub(super) fn gender_of_noun(&self, noun: &Token, class: Option<ClassId>) -> Option<Gender> {
        match class.and_then(|class| self.lexicon.value(noun.word, class))?.rsplit(':').next() {
            Some("m") => Some(Gender::Male),
            Some("f") => Some(Gender::Female),
            _ => None,
        }
    }

    /// Whether the words before a name say whose relative it is.
    fn relative(&self, mention: &Mention) -> bool {
        let near = mention.first.saturating_sub(REACH)..mention.first;
        let tokens = self.tokens.get(near.start as usize..near.end as usize).unwrap_or_default();
        let stops = |t: &&Token| t.shape.has(Shape::CAPITAL) || t.shape.has(Shape::STOP);
        tokens.iter().rev().take_while(|t| !stops(t)).any(|t| self.is(t, self.words.kin))
    }
}
