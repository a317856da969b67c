//! The stretches that one sentence's candidates propose, and the best set of them that do not overlap.

use super::candidate::Candidate;
use super::context::Surroundings;
use super::cut;
use super::features::{Features, LABELS};
use super::model::Weights;
use super::resolve::{FLOOR, origin_order, resolve};
use super::sure::{self, Sure};
use crate::origin::code_origin;
use crate::schema::LabelId;
use crate::text::token::{Shape, Token};

/// Strength of one point of the model's score.
const POINT: f32 = 300.0;
/// Score of a date or amount, and of each of its tokens: enough to stand, too little to break up a name that it is part of.
const VALUE: (f32, f32) = (0.5, 0.3);

/// What is left of the score of a people's name amid other capitals: "American" in "Pan American Energy".
const AMID: f32 = 0.5;

/// Score of a sure name of several words that the model would rather not have.
const SEVERAL: f32 = 0.2;

/// All that one sentence proposes.
#[derive(Clone, Debug, Default)]
pub struct Lattice {
    /// Stretches in the order of their last token.
    pub stretches: Vec<Stretch>,
    features: Vec<u32>,
    settled: Vec<Candidate>,
    candidates: Vec<Candidate>,
}

/// Tokens that may be a mention.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    /// First token.
    pub first: u32,
    /// One past the last.
    pub last: u32,
    /// Whether the model may label it.
    pub open: bool,
    /// The best candidate that the model does not weigh, and its score.
    fixed: Option<(u32, f32)>,
    /// The label that needs no model.
    sure: Option<Sure>,
    /// The label of a sure name of several words, which stands where the model would have no name.
    several: Option<usize>,
    features: (u32, u32),
    candidates: (u32, u32),
}

/// What a stretch is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// One of the model's labels, by number.
    Label(usize),
    /// The candidate that the model does not weigh.
    Fixed,
}

impl Stretch {
    /// The score of the best candidate that the model does not weigh.
    pub fn fixed_score(&self) -> Option<f32> {
        self.fixed.map(|(_, score)| score)
    }
}

impl Lattice {
    /// Groups the candidates of a sentence by their tokens. What a caller's knowledge proposes is settled first.
    pub fn new(features: &Features, at: &Surroundings<'_>, mut candidates: Vec<Candidate>) -> Lattice {
        let mut lattice = Lattice::default();
        if candidates.iter().any(|c| c.rank > 0) {
            let mut given: Vec<Candidate> = candidates.iter().filter(|c| c.rank > 0).cloned().collect();
            candidates.retain(|c| c.rank == 0);
            resolve(&mut given, &|c| at.support(c), &mut lattice.settled);
            let settled = &lattice.settled;
            candidates.retain(|c| settled.iter().all(|s| c.last <= s.first || s.last <= c.first));
        }
        candidates.retain(|c| !at.is_people(c) || !forename(at, c));
        cut::cut(at, &mut candidates);
        let strength = |c: &Candidate| at.strength(c);
        candidates.sort_by_key(|c| (c.first, c.last, c.label, std::cmp::Reverse(c.score), origin_order(c.origin)));
        // A stretch has some thirty features.
        let mut scratch = Vec::with_capacity(64);
        lattice.features.reserve(32 * candidates.len());
        lattice.stretches.reserve(candidates.len());
        let mut from = 0;
        while let Some(head) = candidates.get(from) {
            let (first, last) = (head.first, head.last);
            let size = candidates[from..].iter().take_while(|c| (c.first, c.last) == (first, last)).count();
            let group = &candidates[from..from + size];
            let family = family(at, head);
            let open = group.iter().any(|c| open_label(at, c)) && (family || !people(at, group)) && !common(at, group);
            let mut fixed: Option<(u32, f32)> = None;
            let fixable = |c: &Candidate| !(open_label(at, c) || named_so(at, c) || family && at.is_people(c));
            for (index, candidate) in group.iter().enumerate().filter(|(_, c)| fixable(c)) {
                let value = match candidate.form {
                    super::Form::Value => VALUE.0 + VALUE.1 * candidate.len() as f32,
                    _ if at.is_people(candidate) && amid(at, candidate) => {
                        AMID * (strength(candidate) - FLOOR) as f32 / POINT
                    }
                    _ => (strength(candidate) - FLOOR) as f32 / POINT,
                };
                if at.stands(candidate) && fixed.is_none_or(|(_, best)| value > best) {
                    fixed = Some(((from + index) as u32, value));
                }
            }
            let begin = lattice.features.len() as u32;
            if open {
                features.of(at, group, &candidates, &strength, &mut scratch);
                lattice.features.extend_from_slice(&scratch);
            }
            let end = lattice.features.len() as u32;
            let several = group.iter().filter(|c| sure_name(c) && open_label(at, c)).max_by_key(|c| c.score);
            // "The National" is no name of its own in "The National Gallery".
            let capital = at.token(last).is_some_and(|t| t.shape.has(Shape::CAPITAL)) && !at.shouted;
            let opens = capital && at.token(first).is_some_and(|t| at.words.is_never(t));
            let several = several.filter(|_| !opens).and_then(|c| c.label).map(|l| usize::from(at.schema.top(l).0));
            if open || fixed.is_some() {
                lattice.stretches.push(Stretch {
                    first,
                    last,
                    open,
                    fixed,
                    sure: sure::label(at, group, &candidates),
                    several,
                    features: (begin, end),
                    candidates: (from as u32, (from + size) as u32),
                });
            }
            from += size;
        }
        lattice.stretches.sort_by_key(|s| (s.last, s.first));
        lattice.candidates = candidates;
        lattice
    }

    /// The features of a stretch.
    pub fn features(&self, stretch: &Stretch) -> &[u32] {
        self.features.get(stretch.features.0 as usize..stretch.features.1 as usize).unwrap_or(&[])
    }

    /// The best set of stretches, each with what it is taken for, in order: the greatest sum of scores above nothing.
    pub fn best(&self, weights: &Weights) -> Vec<(usize, Choice)> {
        let Some(begin) = self.stretches.iter().map(|s| s.first).min() else { return Vec::new() };
        let end = self.stretches.last().map_or(begin, |s| s.last);
        let mut sums = vec![0.0f32; (end - begin + 1) as usize];
        let mut taken: Vec<Option<(usize, Choice)>> = vec![None; sums.len()];
        let mut stretches = self.stretches.iter().enumerate().peekable();
        for at in 1..sums.len() {
            sums[at] = sums[at - 1];
            while let Some((index, stretch)) = stretches.next_if(|(_, s)| (s.last - begin) as usize == at) {
                let (value, choice) = self.value(stretch, weights);
                let sum = sums[(stretch.first - begin) as usize] + value;
                if value > 0.0 && sum > sums[at] {
                    sums[at] = sum;
                    taken[at] = Some((index, choice));
                }
            }
        }
        let mut chosen = Vec::new();
        let mut at = sums.len() - 1;
        while at > 0 {
            match taken[at] {
                Some((index, choice)) => {
                    chosen.push((index, choice));
                    at = (self.stretches[index].first - begin) as usize;
                }
                None => at -= 1,
            }
        }
        chosen.reverse();
        chosen
    }

    fn value(&self, stretch: &Stretch, weights: &Weights) -> (f32, Choice) {
        let mut best = stretch.fixed.map_or((0.0, Choice::Fixed), |(_, value)| (value, Choice::Fixed));
        if stretch.open {
            let mut scores: [f32; LABELS] = weights.scores(self.features(stretch));
            if let Some(sure) = stretch.sure {
                sure.lift(&mut scores);
            }
            for (label, score) in scores.into_iter().enumerate() {
                if score > best.0 {
                    best = (score, Choice::Label(label));
                }
            }
            if let Some(label) = stretch.several.filter(|_| best.0 <= 0.0) {
                best = (SEVERAL, Choice::Label(label));
            }
        }
        best
    }

    /// Appends the candidates that a choice means, in order of their first token.
    pub fn take(&self, at: &Surroundings<'_>, chosen: &[(usize, Choice)], out: &mut Vec<Candidate>) {
        let from = out.len();
        out.extend(self.settled.iter().cloned());
        for (index, choice) in chosen {
            let Some(stretch) = self.stretches.get(*index) else { continue };
            let group = &self.candidates[stretch.candidates.0 as usize..stretch.candidates.1 as usize];
            match choice {
                Choice::Fixed => out.extend(stretch.fixed.map(|(c, _)| self.candidates[c as usize].clone())),
                Choice::Label(label) => {
                    let label = LabelId(*label as u16);
                    let of = |c: &&Candidate| c.score > 0 && c.label.is_some_and(|l| at.schema.top(l) == label);
                    // Which town or body it is a row tells, however sure a rule is.
                    let row = |c: &Candidate| c.sense.is_some() && !c.guarded && label != LabelId::PERSON;
                    let best = group
                        .iter()
                        .filter(of)
                        .max_by_key(|c| (row(c), at.strength(c), std::cmp::Reverse(origin_order(c.origin))));
                    out.extend(best.cloned().or_else(|| group.first().map(|c| unnamed(c, label))));
                }
            }
        }
        out[from..].sort_unstable_by_key(|c| c.first);
    }
}

/// Whether capitals that are parts of names stand on both sides.
fn amid(at: &Surroundings<'_>, candidate: &Candidate) -> bool {
    let Some(before) = candidate.first.checked_sub(1) else { return false };
    let name = |i: u32| {
        at.token(i).is_some_and(|t| {
            let token = Some(t);
            let opens = i == at.range.0 && at.is(token, at.words.ordinary) && !at.given(token);
            let office = at.words.titles(t.hash) || at.words.abbreviated_title.contains(t.hash);
            t.shape.has(Shape::CAPITAL) && !at.words.is_never(t) && !office && !opens
        })
    };
    !at.shouted && name(before) && name(candidate.last)
}

/// A mention whose label no candidate proposed.
fn unnamed(candidate: &Candidate, label: LabelId) -> Candidate {
    let origin = code_origin!("mention/evidence");
    Candidate {
        label: Some(label),
        form: super::Form::Name,
        score: 500,
        guarded: false,
        origin,
        sense: None,
        value: None,
        ..candidate.clone()
    }
}

/// Whether a stretch is the name of a people, of nothing else that is listed, and stands alone: "French" in "French officials".
fn people(at: &Surroundings<'_>, group: &[Candidate]) -> bool {
    let rows = || group.iter().filter(|c| c.sense.is_some());
    let Some(head) = rows().next() else { return false };
    let before = at.before(head.first);
    let named = before.is_some_and(|t| t.shape.has(Shape::CAPITAL) && !at.words.is_never(t)) || at.titled(before);
    !named && !at.shouted && rows().all(|c| !c.guarded && c.label.is_some_and(|l| at.schema.top(l) == LabelId::NORP))
}

/// Whether the name of a people is a forename here, with a name behind it that is no word: "Christian Bruch".
fn forename(at: &Surroundings<'_>, head: &Candidate) -> bool {
    let next = at.token(head.last).filter(|t| t.shape.has(Shape::CAPITAL) && !at.words.is_never(t));
    head.len() == 1 && at.given(at.token(head.first)) && next.is_some() && !at.is(next, at.words.ordinary)
}

/// Whether a word is the surname of somebody in the document, though it be the name of a people too, and stands as people's names
/// do: "Asante" beside "Kwame Asante", not in "Asante chiefs".
fn family(at: &Surroundings<'_>, head: &Candidate) -> bool {
    let lower = |t: &Token| t.shape.has(Shape::LOWER) && !at.words.is_never(t);
    let noun = |t: &Token| t.shape.has(Shape::CAPITAL) || lower(t) && at.is(Some(t), at.words.ordinary);
    let verb = |t: &Token| at.words.speech.contains(t.hash);
    head.len() == 1
        && at.token(head.first).is_some_and(|t| at.known.surnames.contains(&t.hash))
        && !at.token(head.last).is_some_and(|t| noun(t) && !verb(t))
}

/// Whether a stretch is a month, a day or a word of grammar that is no one's name in the document: "May", "He".
fn common(at: &Surroundings<'_>, group: &[Candidate]) -> bool {
    let Some(head) = group.first().filter(|c| c.len() == 1) else { return false };
    let before = at.before(head.first);
    let word = at.token(head.first);
    let plain = |t: &Token| at.words.is_never(t) && !t.shape.has(Shape::UPPER);
    (at.is(word, at.words.calendar) || word.is_some_and(plain))
        && !at.titled(before)
        && !word.is_some_and(|t| at.known.surnames.contains(&t.hash))
}

/// Whether a title is a part of a name: "Dean Gray", "Naseem Shah".
fn named_so(at: &Surroundings<'_>, candidate: &Candidate) -> bool {
    if candidate.len() != 1 || candidate.label.is_none_or(|l| at.schema.top(l) != LabelId::TITLE) {
        return false;
    }
    let (word, next) = (at.token(candidate.first), at.token(candidate.last));
    let before = at.before(candidate.first);
    let name = |t: Option<&Token>| {
        t.is_some_and(|t| t.shape.has(Shape::CAPITAL) && !t.shape.has(Shape::UPPER)) && !at.titled(t)
    };
    // Behind "attorney" stands a forename, though the word be a title elsewhere.
    let office = before.is_some_and(|t| t.shape.has(Shape::LOWER)) && at.titled(before);
    let begins = at.given(word) && name(next) && (office || !at.given(next));
    let ends = at.is(word, at.words.surname)
        && name(before)
        && !at.is(before, at.words.ordinary)
        && !before.is_some_and(|t| at.words.is_never(t))
        && !next.is_some_and(|t| t.shape.has(Shape::CAPITAL));
    begins || ends
}

/// Whether a candidate is a name of several words from a gazetteer that needs no support.
fn sure_name(candidate: &Candidate) -> bool {
    candidate.sense.is_some() && !candidate.guarded && candidate.len() > 1 && candidate.label.is_some()
}

/// Whether a candidate's label is one that the model weighs.
fn open_label(at: &Surroundings<'_>, candidate: &Candidate) -> bool {
    candidate.form == super::Form::Name && candidate.label.is_some_and(|l| usize::from(at.schema.top(l).0) < LABELS)
}
