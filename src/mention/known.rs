//! What a first reading of a document knows of its names, for the second.

use super::Form;
use super::candidate::Candidate;
use super::features::LABELS;
use super::words::ContextWords;
use crate::schema::{LabelId, Schema};
use crate::text::fold;
use crate::text::hashed::{NumberMap, NumberSet};
use crate::text::lexicon::Lexicon;
use crate::text::token::{Shape, Token};

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
