//! Runs of capitals: stretches that may be names for no other reason than how they are written.

use super::Form;
use super::candidate::Candidate;
use super::context::ContextWords;
use super::shapes::initial;
use crate::origin::code_origin;
use crate::schema::{LabelId, Schema};
use crate::text::lexicon::Lexicon;
use crate::text::token::{Shape, Token};

/// Longest run that is proposed, in tokens.
const LONGEST: u32 = 8;

/// Whether a token may be part of a run.
fn belongs(token: &Token, lexicon: &Lexicon, words: &ContextWords) -> bool {
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
        push(begin, end, out);
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

/// Joins a surname that is listed alone to the name before it that nothing else claims: who is meant by "Velka Putin" is not
/// the Putin of the list. The tokens from `first` on are the sentence's.
pub fn forenames(
    tokens: &[Token],
    first: u32,
    lexicon: &Lexicon,
    words: &ContextWords,
    schema: &Schema,
    candidates: &mut Vec<Candidate>,
) {
    let person = |c: &Candidate| c.label.is_some_and(|l| schema.top(l) == LabelId::PERSON);
    let surname = |c: &Candidate| c.len() == 1 && c.rank == 0 && c.sense.is_some() && person(c) && c.first > first;
    let name = |at: u32| {
        let token = &tokens[at as usize];
        let classes = lexicon.classes(token.word);
        belongs(token, lexicon, words)
            && (initial(token) || !token.shape.has(Shape::UPPER))
            && !classes.any(words.title)
            && (classes.any(words.given) || !classes.any(words.ordinary))
    };
    let mut joined: Vec<(u32, u32)> = Vec::new();
    for at in candidates.iter().filter(|c| surname(c)).map(|c| c.first) {
        if tokens[at as usize].shape.has(Shape::UPPER) || !name(at - 1) {
            continue;
        }
        let mut from = at - 1;
        while from > first && initial(&tokens[from as usize]) && name(from - 1) {
            from -= 1;
        }
        let claimed = |c: &Candidate| c.last == at || c.first < at && at < c.last;
        if !initial(&tokens[from as usize]) && !candidates.iter().any(claimed) {
            joined.push((from, at));
        }
    }
    joined.dedup();
    for (from, at) in joined {
        // The row still says that this is a person, but no longer who.
        let row = candidates.iter().filter(|c| surname(c) && c.first == at).max_by_key(|c| c.score).cloned();
        candidates.retain(|c| !(surname(c) && c.first == at));
        candidates.extend(row.map(|c| Candidate { first: from, label: Some(LabelId::PERSON), sense: None, ..c }));
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
