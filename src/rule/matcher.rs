//! Running compiled patterns over a sentence: a bounded backtracker.
//!
//! A state is an instruction that branches and a position. No pattern repeats what can match nothing (the checker
//! refuses it), so that states form no cycle, and whether a state leads to a match does not depend on the way to it.
//! Each is therefore entered once a sentence: one that failed fails again at once, one that succeeded is gone on with
//! as it did the first time. Time is linear in instructions × (tokens + mentions), for all begins of matches together.

use super::constraint::{Answer, View};
use super::program::{Compiled, Inst, NO_CAPTURE, Pc, Program};
use super::words::Words;
use crate::schema::LabelId;
use crate::syntax::Tag;
use crate::text::hashed::NumberMap;
use crate::text::token::Token;

/// A mention or candidate that rules may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marked {
    /// First token, counted from the sentence's first.
    pub first: u32,
    /// One past the last token.
    pub last: u32,
    /// Its label.
    pub label: LabelId,
    /// The caller's number for it.
    pub index: u32,
}

/// What the matcher reads.
#[derive(Clone, Copy)]
pub struct Sentence<'a> {
    /// The text that the tokens' spans index.
    pub text: &'a str,
    /// The sentence's tokens.
    pub tokens: &'a [Token],
    /// The lexicon.
    pub words: &'a dyn Words,
    /// Tags, one a token, where the sentence has been tagged.
    pub tags: Option<&'a [Tag]>,
    /// Mentions, sorted by `first`. Of those with the same begin the earlier is tried first: put longer ones there.
    pub mentions: &'a [Marked],
}

/// A position that stands for "none".
pub(super) const NONE: u32 = u32::MAX;
/// What is remembered of a look-around's states that succeeded.
const FOUND: u32 = u32::MAX - 1;

/// One entry of the way that led to where the matcher is.
#[derive(Clone, Copy, Debug)]
enum Step {
    State(u64),
    Save(u32, u32),
    Mention { capture: u32, first: u32, last: u32, mention: u32 },
}

/// A place to go on at when the way at hand fails.
#[derive(Clone, Copy, Debug)]
struct Choice {
    pc: Pc,
    at: u32,
    trail: u32,
    step: Option<(u32, u32, u32, u32)>,
}

/// Memory that matching reuses from sentence to sentence.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    visited: Vec<u64>,
    succeeded: NumberMap<u64, u32>,
    choices: Vec<Choice>,
    trail: Vec<Step>,
    /// Ends and captures of ways that succeeded: `1 + 3 × captures` numbers each.
    ends: Vec<u32>,
    /// The mentions by their ends, for patterns that look behind for one.
    by_end: Vec<u32>,
    /// Instructions followed, ways offered and steps noted: what time goes by.
    #[cfg(test)]
    pub(super) work: u64,
}

/// Runs one pattern over one sentence.
pub(super) struct Machine<'m> {
    pub program: &'m Program,
    pub pattern: Compiled,
    pub view: View<'m>,
    pub mentions: &'m [Marked],
    pub scratch: &'m mut Scratch,
    /// A state may be entered again after it has succeeded.
    pub remember: bool,
}

impl<'m> Machine<'m> {
    /// Forgets the last pattern or sentence.
    pub fn reset(&mut self) {
        let states = self.pattern.states as usize * (self.view.tokens.len() + 1);
        self.scratch.visited.clear();
        self.scratch.visited.resize(states.div_ceil(64), 0);
        if !self.scratch.succeeded.is_empty() {
            self.scratch.succeeded.clear();
        }
        self.scratch.choices.clear();
        self.scratch.trail.clear();
        self.scratch.ends.clear();
        if self.pattern.mentions_behind {
            self.scratch.by_end.clear();
            self.scratch.by_end.extend(0..self.mentions.len() as u32);
            self.scratch.by_end.sort_by_key(|&i| self.mentions[i as usize].last);
        }
    }

    /// The preferred match that begins at `at`: its end, and first, last and mention of every capture.
    pub fn run(&mut self, at: usize) -> Option<&[u32]> {
        let end = self.walk(self.pattern.start, at as u32, false)?;
        let stride = 1 + 3 * self.pattern.captures as usize;
        self.scratch.ends.get(end as usize * stride..(end as usize + 1) * stride)
    }

    /// Counts work, for tests of linear time.
    #[cfg_attr(not(test), allow(clippy::unused_self, clippy::missing_const_for_fn))]
    fn spend(&mut self, _work: usize) {
        #[cfg(test)]
        {
            self.scratch.work += _work as u64;
        }
    }

    fn passes(&self, test: u32, at: usize) -> bool {
        let Some(row) = self.view.rows.get(at) else { return false };
        match self.view.table.answer(*row, test) {
            Answer::Yes => true,
            Answer::No => false,
            Answer::Ask => self.program.tests[test as usize].passes(&self.view, at),
        }
    }

    fn key(&self, state: u32, at: u32) -> u64 {
        u64::from(state) * (self.view.tokens.len() as u64 + 1) + u64::from(at)
    }

    /// Marks a state; whether it is new, and what is known of it if not.
    fn enter(&mut self, key: u64) -> Result<(), Option<u32>> {
        let (word, bit) = ((key / 64) as usize, 1u64 << (key % 64));
        match self.scratch.visited.get_mut(word) {
            Some(seen) if *seen & bit == 0 => {
                *seen |= bit;
                if self.remember {
                    self.scratch.trail.push(Step::State(key));
                }
                Ok(())
            }
            _ => Err(self.scratch.succeeded.get(&key).copied()),
        }
    }

    /// Follows instructions from `pc`; what is found is an index into `ends` ([`FOUND`] for a look-around).
    fn walk(&mut self, pc: Pc, at: u32, looking: bool) -> Option<u32> {
        let (base, ground) = (self.scratch.choices.len(), self.scratch.trail.len());
        let (mut pc, mut at) = (pc, at);
        let length = self.view.tokens.len() as u32;
        loop {
            self.spend(1);
            let failed = match self.program.insts[pc as usize] {
                Inst::Word { hash, back } => {
                    let token = if back { at.checked_sub(1) } else { Some(at) };
                    let found = token.and_then(|t| self.view.tokens.get(t as usize)).is_some_and(|t| t.hash == hash);
                    at = if back { at.saturating_sub(1) } else { at + 1 };
                    pc += 1;
                    !found
                }
                Inst::Test { test, back } => {
                    let token = if back { at.checked_sub(1) } else { Some(at) };
                    let found = token.is_some_and(|t| self.passes(test, t as usize));
                    at = if back { at.saturating_sub(1) } else { at + 1 };
                    pc += 1;
                    !found
                }
                Inst::Jump(to) => {
                    pc = to;
                    false
                }
                Inst::Save(slot) => {
                    if !looking {
                        self.scratch.trail.push(Step::Save(slot, at));
                    }
                    pc += 1;
                    false
                }
                Inst::Start => {
                    pc += 1;
                    at != 0
                }
                Inst::End => {
                    pc += 1;
                    at != length
                }
                Inst::Split { first, second, state } => {
                    let key = self.key(state, at);
                    match self.enter(key) {
                        Ok(()) => {
                            let trail = self.scratch.trail.len() as u32;
                            self.scratch.choices.push(Choice { pc: second, at, trail, step: None });
                            pc = first;
                            false
                        }
                        Err(Some(end)) => return Some(self.succeed(base, ground, Some(end), at, looking)),
                        Err(None) => true,
                    }
                }
                Inst::Mention { state, .. } | Inst::List { state, .. } => {
                    let key = self.key(state, at);
                    match self.enter(key) {
                        Ok(()) => {
                            self.offer(pc, at);
                            true
                        }
                        Err(Some(end)) => return Some(self.succeed(base, ground, Some(end), at, looking)),
                        Err(None) => true,
                    }
                }
                Inst::Look { next, negative, state } => {
                    let key = self.key(state, at);
                    match self.enter(key) {
                        Ok(()) => {
                            let found = self.walk(pc + 1, at, true).is_some();
                            pc = next;
                            found == negative
                        }
                        Err(Some(end)) => return Some(self.succeed(base, ground, Some(end), at, looking)),
                        Err(None) => true,
                    }
                }
                Inst::Match => return Some(self.succeed(base, ground, None, at, looking)),
            };
            if failed {
                if self.scratch.choices.len() == base {
                    self.scratch.trail.truncate(ground);
                    return None;
                }
                let choice = self.scratch.choices.pop()?;
                self.scratch.trail.truncate(choice.trail as usize);
                if let Some((capture, first, last, mention)) = choice.step
                    && !looking
                {
                    self.scratch.trail.push(Step::Mention { capture, first, last, mention });
                }
                (pc, at) = (choice.pc, choice.at);
            }
        }
    }

    /// Puts the ends of all mentions or list entries at `at` among the choices, the preferred one on top.
    fn offer(&mut self, pc: Pc, at: u32) {
        let trail = self.scratch.trail.len() as u32;
        let base = self.scratch.choices.len();
        match self.program.insts[pc as usize] {
            Inst::Mention { labels, capture, back, .. } => {
                let labels = &self.program.labels[labels as usize];
                let length = self.view.tokens.len() as u32;
                let mut push = |i: usize, m: &Marked| {
                    if labels.has(m.label) && m.first < m.last && m.last <= length {
                        let step = (capture != NO_CAPTURE).then_some((capture, m.first, m.last, i as u32));
                        let at = if back { m.first } else { m.last };
                        self.scratch.choices.push(Choice { pc: pc + 1, at, trail, step });
                    }
                };
                if back {
                    let by_end = &self.scratch.by_end;
                    let from = by_end.partition_point(|&i| self.mentions[i as usize].last < at);
                    let ending = by_end[from..].iter().map(|&i| (i as usize, &self.mentions[i as usize]));
                    ending.take_while(|(_, m)| m.last == at).for_each(|(i, m)| push(i, m));
                } else {
                    let from = self.mentions.partition_point(|m| m.first < at);
                    let beginning = self.mentions.iter().enumerate().skip(from);
                    beginning.take_while(|(_, m)| m.first == at).for_each(|(i, m)| push(i, m));
                }
            }
            Inst::List { list, back, .. } => {
                let Some((_, list)) = self.view.lists.get(list as usize) else { return };
                let tokens = self.view.tokens;
                let place = if back { at.checked_sub(1) } else { Some(at) };
                let Some(token) = place.and_then(|p| tokens.get(p as usize)) else { return };
                for entry in list.sequences_at(token.hash, back) {
                    let width = entry.len() as u32;
                    let from = if back { at.checked_sub(width) } else { Some(at) };
                    let Some(from) = from else { continue };
                    let Some(stretch) = tokens.get(from as usize..(from + width) as usize) else { continue };
                    if stretch.iter().zip(entry.iter()).all(|(t, &hash)| t.hash == hash) {
                        let to = if back { from } else { from + width };
                        self.scratch.choices.push(Choice { pc: pc + 1, at: to, trail, step: None });
                    }
                }
                if list.contains(token.hash) {
                    let to = if back { at - 1 } else { at + 1 };
                    self.scratch.choices.push(Choice { pc: pc + 1, at: to, trail, step: None });
                }
            }
            _ => {}
        }
        self.spend(self.scratch.choices.len() - base);
        if let Some(offered) = self.scratch.choices.get_mut(base..) {
            offered.reverse();
        }
    }

    /// Walks the trail back from a match, or from a state that led to one, and notes the captures.
    fn succeed(&mut self, base: usize, ground: usize, known: Option<u32>, at: u32, looking: bool) -> u32 {
        self.scratch.choices.truncate(base);
        self.spend(self.scratch.trail.len() - ground);
        if looking {
            for step in self.scratch.trail.drain(ground..) {
                if let Step::State(key) = step {
                    self.scratch.succeeded.insert(key, FOUND);
                }
            }
            return FOUND;
        }
        let stride = 1 + 3 * self.pattern.captures as usize;
        let ends = &mut self.scratch.ends;
        let mut end = ends.len() / stride;
        match known {
            Some(known) => ends.extend_from_within(known as usize * stride..(known as usize + 1) * stride),
            None => {
                ends.push(at);
                ends.resize(ends.len() + stride - 1, NONE);
            }
        }
        let mut shared = false;
        while self.scratch.trail.len() > ground {
            let Some(step) = self.scratch.trail.pop() else { break };
            if let Step::State(key) = step {
                self.scratch.succeeded.insert(key, end as u32);
                shared = true;
                continue;
            }
            if shared {
                ends.extend_from_within(end * stride..(end + 1) * stride);
                end = ends.len() / stride - 1;
                shared = false;
            }
            let captures = &mut ends[end * stride + 1..(end + 1) * stride];
            match step {
                // The last repetition counts, and it is met first.
                Step::Save(slot, at) => {
                    let field = &mut captures[3 * (slot as usize / 2) + slot as usize % 2];
                    if *field == NONE {
                        *field = at;
                    }
                }
                Step::Mention { capture, first, last, mention } => {
                    let fields = &mut captures[3 * capture as usize..3 * capture as usize + 3];
                    if fields[1] == NONE {
                        fields.copy_from_slice(&[first, last, mention]);
                    }
                }
                Step::State(_) => {}
            }
        }
        end as u32
    }
}
