//! How a rule came to match, or why it did not, told again after the fact.
//!
//! The matcher keeps no such notes. Here a pattern is walked once more; a part that failed at a position is not tried there
//! again, so that this too takes linear time.

use std::collections::{HashMap, HashSet};

use super::RuleId;
use super::constraint::View;
use super::matcher::Sentence;
use super::program::{Inst, Pc};
use super::rows::Rows;
use super::rules::Rules;
use crate::text::span::Span;

/// What one part of a pattern took. Tokens count from the sentence's first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// First token.
    pub first: u32,
    /// One past the last token.
    pub last: u32,
    /// The part, as a span of the rule's source.
    pub part: Span,
}

/// Where the longest partial match of a rule ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The token it began at.
    pub first: u32,
    /// The token that was refused; the sentence's length where its end was.
    pub at: u32,
    /// The part that refused it, as a span of the rule's source.
    pub part: Span,
    /// What the parts before it took.
    pub taken: Vec<Taken>,
}

/// Why a rule has no match in a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shortfall {
    /// Parts of which each pattern needs one, and no token or mention of the sentence is any of them; empty where some pattern
    /// has all that it needs.
    pub missing: Vec<Span>,
    /// The longest partial match.
    pub stop: Option<Stop>,
}

impl Rules {
    /// What each part of the rule took in its match that begins and ends at these tokens; empty where it has no such match.
    pub fn retrace(&self, rule: RuleId, sentence: &Sentence<'_>, whole: (u32, u32)) -> Vec<Taken> {
        self.walking(sentence, |walk| {
            for pattern in self.patterns.iter().filter(|p| p.rule == rule) {
                walk.reset();
                if walk.follow(pattern.compiled.start, whole.0, Some(whole.1)).is_some() {
                    return std::mem::take(&mut walk.taken);
                }
            }
            Vec::new()
        })
    }

    /// Why a rule that reads tokens or mentions has no match in a sentence.
    pub fn shortfall(&self, rule: RuleId, sentence: &Sentence<'_>) -> Shortfall {
        self.walking(sentence, |walk| {
            let mut shortfall = Shortfall::default();
            let (mut complete, mut best) = (false, None);
            for pattern in self.patterns.iter().filter(|p| p.rule == rule) {
                let missing = walk.missing(pattern.compiled.start);
                // A pattern that has all it needs tells more than one that lacks a word.
                let fits = missing.is_empty();
                if fits && !complete {
                    (complete, best) = (true, None);
                    shortfall = Shortfall::default();
                }
                if complete && !fits {
                    continue;
                }
                shortfall.missing.extend(missing);
                walk.reset();
                for first in 0..walk.view.tokens.len() as u32 {
                    (walk.first, walk.taken) = (first, Vec::new());
                    walk.follow(pattern.compiled.start, first, None);
                }
                if let Some(stop) = walk.stop.take().filter(|stop| best.is_none_or(|best| stop.at - stop.first > best))
                {
                    best = Some(stop.at - stop.first);
                    shortfall.stop = Some(stop);
                }
            }
            shortfall.missing.sort_by_key(|span| (span.start, span.end));
            shortfall.missing.dedup();
            shortfall
        })
    }

    /// The patterns of a rule, as spans of its source, and whether each matches somewhere in a sentence.
    pub fn patterns_of(&self, rule: RuleId, sentence: &Sentence<'_>) -> Vec<(Span, bool)> {
        self.walking(sentence, |walk| {
            let patterns = self.patterns.iter().filter(|p| p.rule == rule);
            let matches = |start: Pc, walk: &mut Walk<'_>| {
                walk.reset();
                (0..=walk.view.tokens.len() as u32).any(|first| {
                    walk.taken.clear();
                    walk.follow(start, first, None).is_some()
                })
            };
            patterns.map(|p| (p.place, matches(p.compiled.start, walk))).collect()
        })
    }

    fn walking<R>(&self, sentence: &Sentence<'_>, work: impl FnOnce(&mut Walk<'_>) -> R) -> R {
        let (mut table, mut rows) = (Rows::default(), Vec::new());
        table.read(self, sentence.tokens, sentence.words, &mut rows);
        let view = View {
            text: sentence.text,
            tokens: sentence.tokens,
            rows: &rows,
            table: &table,
            tags: sentence.tags,
            words: sentence.words,
            lists: &self.lists,
            regexes: &self.regexes,
        };
        let entered = HashSet::new();
        work(&mut Walk {
            rules: self,
            view,
            sentence,
            entered,
            taken: Vec::new(),
            looking: false,
            first: 0,
            stop: None,
            occurring: HashMap::new(),
        })
    }
}

struct Walk<'r> {
    rules: &'r Rules,
    view: View<'r>,
    sentence: &'r Sentence<'r>,
    /// Instructions and positions that were tried.
    entered: HashSet<(Pc, u32)>,
    taken: Vec<Taken>,
    looking: bool,
    /// The token that the walk began at.
    first: u32,
    stop: Option<Stop>,
    /// Whether the sentence holds what an instruction takes, where that was asked.
    occurring: HashMap<Pc, bool>,
}

/// Where to go on: an instruction and a position, and how many parts had been taken on the way there.
type Place = (Pc, u32, usize, Option<Taken>);

impl Walk<'_> {
    fn reset(&mut self) {
        self.entered.clear();
        self.taken.clear();
        self.stop = None;
    }

    /// Follows instructions; where an end is wanted only a way to it counts. Look-arounds take nothing.
    fn follow(&mut self, pc: Pc, at: u32, wanted: Option<u32>) -> Option<u32> {
        let mut open: Vec<Place> = vec![(pc, at, self.taken.len(), None)];
        while let Some((mut pc, at, length, took)) = open.pop() {
            self.taken.truncate(length);
            self.taken.extend(took);
            loop {
                let inst = *self.rules.program.insts.get(pc as usize)?;
                let passing = matches!(inst, Inst::Jump(_) | Inst::Save(_) | Inst::Match);
                if !passing && !self.entered.insert((pc, at)) {
                    break;
                }
                match inst {
                    Inst::Match if wanted.is_none_or(|end| end == at) => return Some(at),
                    Inst::Match => break,
                    Inst::Jump(to) => pc = to,
                    Inst::Save(_) => pc += 1,
                    Inst::Start if at == 0 => pc += 1,
                    Inst::End if at as usize == self.view.tokens.len() => pc += 1,
                    Inst::Start | Inst::End => {
                        self.refused(pc, at);
                        break;
                    }
                    Inst::Split { first, second, .. } => {
                        open.push((second, at, self.taken.len(), None));
                        pc = first;
                    }
                    Inst::Look { next, negative, .. } => {
                        if self.look(pc + 1, at) == negative {
                            self.refused(pc, at);
                            break;
                        }
                        pc = next;
                    }
                    Inst::Word { .. } | Inst::Test { .. } | Inst::Mention { .. } | Inst::List { .. } => {
                        let length = self.taken.len();
                        let ways = self.ways(pc, at);
                        if ways.is_empty() {
                            self.refused(pc, at);
                        }
                        // The preferred way is gone first.
                        open.extend(ways.into_iter().rev().map(|(to, took)| (pc + 1, to, length, Some(took))));
                        break;
                    }
                }
            }
        }
        None
    }

    fn look(&mut self, pc: Pc, at: u32) -> bool {
        let length = self.taken.len();
        let entered = std::mem::take(&mut self.entered);
        let looking = std::mem::replace(&mut self.looking, true);
        let found = self.follow(pc, at, None).is_some();
        (self.entered, self.looking) = (entered, looking);
        self.taken.truncate(length);
        found
    }

    /// Notes where a way ends, if it is the longest so far.
    fn refused(&mut self, pc: Pc, at: u32) {
        let length = at.saturating_sub(self.first);
        if !self.looking && self.stop.as_ref().is_none_or(|stop| length > stop.at - stop.first) {
            let part = self.part(pc);
            self.stop = Some(Stop { first: self.first, at, part, taken: self.taken.clone() });
        }
    }

    fn part(&self, pc: Pc) -> Span {
        self.rules.program.places.get().get(pc as usize).copied().unwrap_or_default()
    }

    /// Parts that the pattern cannot go round and that nothing in the sentence is, wherever it stands. Where one of them alone
    /// would do, the others are left out.
    fn missing(&mut self, start: Pc) -> Vec<Span> {
        let blocked = self.blocked(start, None);
        let mut enough = blocked.clone();
        enough.retain(|&pc| self.blocked(start, Some(pc)).is_empty());
        let named = if enough.is_empty() { blocked } else { enough };
        named.into_iter().map(|pc| self.part(pc)).collect()
    }

    /// The instructions at which all ways end, if the one `given` passes; none where some way leads to the end of the pattern.
    fn blocked(&mut self, start: Pc, given: Option<Pc>) -> Vec<Pc> {
        let (mut open, mut seen, mut blocked) = (vec![start], HashSet::new(), Vec::new());
        while let Some(pc) = open.pop() {
            if !seen.insert(pc) {
                continue;
            }
            match self.rules.program.insts.get(pc as usize).copied() {
                None | Some(Inst::Match) => return Vec::new(),
                Some(Inst::Jump(to) | Inst::Look { next: to, .. }) => open.push(to),
                Some(Inst::Save(_) | Inst::Start | Inst::End) => open.push(pc + 1),
                Some(Inst::Split { first, second, .. }) => open.extend([second, first]),
                Some(_) if given == Some(pc) || self.occurs(pc) => open.push(pc + 1),
                Some(_) => blocked.push(pc),
            }
        }
        blocked
    }

    /// Whether something in the sentence is what an instruction takes.
    fn occurs(&mut self, pc: Pc) -> bool {
        if let Some(&known) = self.occurring.get(&pc) {
            return known;
        }
        let occurs = (0..self.view.tokens.len() as u32).any(|at| !self.ways(pc, at).is_empty());
        self.occurring.insert(pc, occurs);
        occurs
    }

    /// What a part can take, the preferred first, and where that leads.
    fn ways(&self, pc: Pc, at: u32) -> Vec<(u32, Taken)> {
        let part = self.part(pc);
        let length = self.view.tokens.len() as u32;
        let way = |first: u32, last: u32, back: bool| (if back { first } else { last }, Taken { first, last, part });
        let token = |back: bool| if back { at.checked_sub(1) } else { Some(at).filter(|&at| at < length) };
        match self.rules.program.insts[pc as usize] {
            Inst::Word { hash, back } => {
                let token = token(back).filter(|&t| self.view.tokens[t as usize].hash == hash);
                token.map(|t| way(t, t + 1, back)).into_iter().collect()
            }
            Inst::Test { test, back } => {
                let test = &self.rules.program.tests[test as usize];
                let token = token(back).filter(|&t| test.passes(&self.view, t as usize));
                token.map(|t| way(t, t + 1, back)).into_iter().collect()
            }
            Inst::Mention { labels, back, .. } => {
                let labels = &self.rules.program.labels[labels as usize];
                let here =
                    |first: u32, last: u32| (if back { last } else { first }) == at && first < last && last <= length;
                let of = self.sentence.mentions.iter().filter(|m| here(m.first, m.last) && labels.has(m.label));
                of.map(|m| way(m.first, m.last, back)).collect()
            }
            Inst::List { list, back, .. } => {
                let Some((_, list)) = self.rules.lists.get(list as usize) else { return Vec::new() };
                let Some(token) = token(back) else { return Vec::new() };
                let hash = self.view.tokens[token as usize].hash;
                let mut found = Vec::new();
                for entry in list.sequences_at(hash, back) {
                    let width = entry.len() as u32;
                    let Some(first) = (if back { at.checked_sub(width) } else { Some(at) }) else { continue };
                    let stretch = self.view.tokens.get(first as usize..(first + width) as usize).unwrap_or_default();
                    if stretch.len() == entry.len() && stretch.iter().zip(entry).all(|(t, &hash)| t.hash == hash) {
                        found.push(way(first, first + width, back));
                    }
                }
                if list.contains(hash) {
                    found.push(way(token, token + 1, back));
                }
                found
            }
            _ => Vec::new(),
        }
    }
}
