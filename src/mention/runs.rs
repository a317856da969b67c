//! Runs of capitals: stretches that may be names for no other reason than how they are written.

use super::Form;
use super::candidate::Candidate;
use super::words::ContextWords;
use crate::origin::code_origin;
use crate::schema::LabelId;
use crate::text::lexicon::Lexicon;
use crate::text::token::{Shape, Token};

/// Longest run that is proposed, in tokens.
const LONGEST: u32 = 8;

/// Whether a token may be part of a run.
pub(super) fn belongs(token: &Token, lexicon: &Lexicon, words: &ContextWords) -> bool {
    token.shape.has(Shape::CAPITAL)
        && !token.shape.has(Shape::ADDRESS)
        && !words.is_never(token)
        && !lexicon.classes(token.word).any(words.calendar)
}

/// Whether a token joins two capitals: "&", or a hyphen without blanks.
fn joins(token: &Token, words: &ContextWords) -> bool {
    words.joiner.contains(token.hash) && !(words.hyphen.contains(token.hash) && token.shape.has(Shape::SPACE_BEFORE))
}

/// Proposes each run of capitals within the tokens `first..last`: the whole, and what follows a title or role in it.
/// Hyphens and "&" between capitals join. The candidates need support: without a model they stand for nothing.
pub fn propose(
    tokens: &[Token],
    first: u32,
    last: u32,
    lexicon: &Lexicon,
    words: &ContextWords,
    out: &mut Vec<Candidate>,
) {
    let is = |at: u32| at < last && belongs(&tokens[at as usize], lexicon, words);
    let mut at = first;
    while at < last {
        if !is(at) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        loop {
            if is(end) {
                end += 1;
            } else if is(end + 1) && joins(&tokens[end as usize], words) {
                end += 2;
            } else {
                break;
            }
        }
        // The heads of a table: "W L PCT GB".
        let short = |t: &Token| t.shape.has(Shape::UPPER) && t.span.len() <= 3;
        if end - at > 2 && tokens[at as usize..end as usize].iter().all(short) {
            out.retain(|c| c.rank > 0 || c.first < at || c.last > end);
            at = end;
            continue;
        }
        let mut begin = at;
        while begin + 1 < end && words.abbreviated_title.contains(tokens[begin as usize].hash) {
            begin += 1;
        }
        let class = |at: u32, set| lexicon.classes(tokens[at as usize].word).any(set);
        // "Tolvane Steel Chief Executive Anna Lund" is a firm, an office and a name.
        let office = (begin + 1..end - 1).find(|&i| class(i, words.title) && class(i + 1, words.given));
        match office {
            Some(office) => {
                let titles = (begin + 1..=office).rev().take_while(|&i| class(i, words.title)).last();
                push(begin, titles.unwrap_or(office), out);
            }
            None => push(begin, end, out),
        }
        while begin + 1 < end {
            let classes = lexicon.classes(tokens[begin as usize].word);
            begin += 1;
            if classes.any(words.title) || begin == first + 1 {
                push(begin, end, out);
            }
        }
        at = end;
    }
}

fn push(first: u32, last: u32, out: &mut Vec<Candidate>) {
    if last - first > LONGEST {
        return;
    }
    out.push(Candidate {
        first,
        last,
        label: Some(LabelId::PERSON),
        form: Form::Name,
        score: 0,
        rank: 0,
        guarded: true,
        origin: code_origin!("mention/capitals"),
        sense: None,
        value: None,
    });
}
