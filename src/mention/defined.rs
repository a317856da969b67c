//! Organizations whose acronym stands in brackets behind their name: "Partei für Fluss und Meer (PFM)".
//!
//! The method is that of Schwartz and Hearst (2003), "A simple algorithm for identifying abbreviation definitions in biomedical
//! text", told by the words: each letter begins a capitalised word, and words of grammar between them may be left out.

use super::Form;
use super::candidate::Candidate;
use super::words::ContextWords;
use crate::origin::{CodeOrigin, Origin, code_origin};
use crate::schema::{LabelId, Schema};
use crate::text::lexicon::Lexicon;
use crate::text::token::{Shape, Token};

/// Letters of an acronym that is looked up.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=8;
/// Bytes of the longest word that an acronym may leave out.
const LEFT_OUT: usize = 5;
const ID: &str = "org/acronym-behind";

/// Whether this is what proposed a candidate.
pub(super) fn proposed(candidate: &Candidate) -> bool {
    matches!(candidate.origin, Origin::Code(CodeOrigin { id: ID, .. }))
}

/// Proposes what stands before an acronym in brackets and is made of its letters, and the acronym itself.
pub fn propose(
    text: &str,
    tokens: &[Token],
    (first, last): (u32, u32),
    lexicon: &Lexicon,
    words: &ContextWords,
    schema: &Schema,
    out: &mut Vec<Candidate>,
) {
    for open in first + 1..last.saturating_sub(2) {
        let [bracket, acronym, close] = &tokens[open as usize..open as usize + 3] else { continue };
        let named = words.open_bracket.contains(bracket.hash)
            && acronym.shape.has(Shape::UPPER)
            && LETTERS.contains(&acronym.span.len())
            && (words.close_bracket.contains(close.hash) || words.comma.contains(close.hash));
        let letters = text.get(acronym.span.range()).filter(|letters| named && letters.is_ascii());
        let Some(begin) = letters.and_then(|letters| begin(text, tokens, (first, open), letters.as_bytes(), words))
        else {
            continue;
        };
        let head = &tokens[open as usize - 1];
        let thing = words.thing_head.contains(head.hash) || lexicon.classes(head.word).any(words.no_body);
        let office = |c: &Candidate| {
            let over = c.last == open || (c.first, c.last) == (open + 1, open + 2);
            over && c.sense.is_some() && c.label.is_some_and(|l| schema.top(l) == LabelId::TITLE)
        };
        // What a list or a forename says that it is, it is: "the Democratic Republic of Congo (DRC)".
        let other = |c: &Candidate| {
            (c.first, c.last) == (begin, open)
                && c.sense.is_some()
                && c.label.is_some_and(|l| schema.top(l) != LabelId::ORG)
        };
        let forename = lexicon.classes(tokens[begin as usize].word).any(words.given);
        if thing || forename || out.iter().any(|c| office(c) || other(c)) {
            continue;
        }
        for (first, last) in [(begin, open), (open + 1, open + 2)] {
            // A row says more.
            let listed = |c: &Candidate| {
                (c.first, c.last) == (first, last)
                    && c.sense.is_some()
                    && c.label.is_some_and(|l| schema.top(l) == LabelId::ORG)
            };
            if out.iter().any(listed) {
                continue;
            }
            out.push(Candidate {
                first,
                last,
                label: Some(LabelId::ORG),
                form: Form::Name,
                score: 700,
                rank: 0,
                guarded: false,
                origin: code_origin!("org/acronym-behind"),
                sense: None,
                value: None,
            });
        }
    }
}

/// The first of the tokens before `open` whose capitals are the letters, with no capital before it that they leave out.
fn begin(text: &str, tokens: &[Token], (first, open): (u32, u32), letters: &[u8], words: &ContextWords) -> Option<u32> {
    let mut left = letters.len();
    let mut at = open;
    while left > 0 {
        at = at.checked_sub(1).filter(|at| *at >= first)?;
        let token = &tokens[at as usize];
        let word = text.get(token.span.range())?;
        if token.shape.has(Shape::CAPITAL) {
            let initial = word.bytes().next()?;
            left -= 1;
            if !initial.eq_ignore_ascii_case(&letters[left]) {
                return None;
            }
        } else if !(token.shape.has(Shape::LOWER) && word.len() <= LEFT_OUT || words.joiner.contains(token.hash)) {
            return None;
        }
    }
    let before = at.checked_sub(1).filter(|t| *t > first).map(|t| &tokens[t as usize]);
    let capital = before.is_some_and(|t| t.shape.has(Shape::CAPITAL) && !words.is_never(t));
    (!capital).then_some(at)
}
