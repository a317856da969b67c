//! Finding the matches of a pass in a sentence.

use super::RuleId;
use super::constraint::View;
use super::matcher::{Machine, NONE, Scratch as MachineScratch, Sentence};
use super::rows::Rows;
use super::rules::{Pass, Rules};
use std::ops::Range;

/// One capture of a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Capture {
    /// Index of its name in [`super::Rule::captures`].
    pub name: u32,
    /// First token.
    pub first: u32,
    /// One past the last token.
    pub last: u32,
    /// The mention it is, as an index into [`Sentence::mentions`].
    pub mention: Option<u32>,
}

/// One match of a rule. Tokens count from the sentence's first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The rule.
    pub rule: RuleId,
    /// First token of the emitted span: the capture `keep`, or the whole match.
    pub first: u32,
    /// One past its last token.
    pub last: u32,
    /// First token of the whole match.
    pub whole_first: u32,
    /// One past its last token.
    pub whole_last: u32,
    captures: (u32, u32),
}

/// What was found in a sentence.
#[derive(Clone, Debug, Default)]
pub struct Found {
    matches: Vec<Match>,
    captures: Vec<Capture>,
    untagged: Vec<RuleId>,
}

impl Found {
    /// The matches, by rule, then by place.
    pub fn matches(&self) -> &[Match] {
        &self.matches
    }

    /// The captures of a match, by name; those that took part in it.
    pub fn captures(&self, found: &Match) -> &[Capture] {
        self.captures.get(found.captures.0 as usize..found.captures.1 as usize).unwrap_or(&[])
    }

    /// The capture of this name (an index into [`super::Rule::captures`]).
    pub fn capture(&self, found: &Match, name: u32) -> Option<Capture> {
        self.captures(found).iter().find(|c| c.name == name).copied()
    }

    /// Rules that would match if the tags were such; they ask for [`Rules::find_tagged`].
    pub fn untagged(&self) -> &[RuleId] {
        &self.untagged
    }
}

/// Memory that matching reuses, and what it has learnt of words; one a thread.
#[derive(Debug, Default)]
pub struct Scratch {
    machine: MachineScratch,
    hits: Vec<u64>,
    starts: Vec<u64>,
    table: Rows,
    rows: Vec<u32>,
}

#[cfg(test)]
impl Scratch {
    /// The matcher's work so far; see [`MachineScratch`].
    pub fn work(&self) -> u64 {
        self.machine.work
    }
}

/// Which patterns a call tries.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which<'r> {
    All,
    Tagged,
    One(&'r RuleId),
}

impl Rules {
    /// Finds the matches of all rules of a pass.
    ///
    /// Where the sentence has no tags, rules that read them are tried as if every tag test passed; those that still
    /// match are left out and named by [`Found::untagged`]. Tag the sentence then and call [`Rules::find_tagged`].
    ///
    /// A mention rule's matches do not overlap: the next one begins at the end of the emitted span. A relation rule
    /// matches once at every token it can begin at.
    pub fn find(&self, pass: Pass, sentence: &Sentence<'_>, scratch: &mut Scratch, found: &mut Found) {
        self.search(pass, sentence, Which::All, scratch, found);
    }

    /// Finds the matches of the rules of a pass that read tags; the sentence has them.
    pub fn find_tagged(&self, pass: Pass, sentence: &Sentence<'_>, scratch: &mut Scratch, found: &mut Found) {
        self.search(pass, sentence, Which::Tagged, scratch, found);
    }

    /// Finds the matches of one rule: for tests, explanations and traces.
    pub fn find_one(&self, rule: RuleId, sentence: &Sentence<'_>, scratch: &mut Scratch, found: &mut Found) {
        if let Some(pass) = self.get(rule).map(|r| r.pass) {
            self.search(pass, sentence, Which::One(&rule), scratch, found);
        }
    }

    fn search(&self, pass: Pass, sentence: &Sentence<'_>, which: Which<'_>, scratch: &mut Scratch, found: &mut Found) {
        found.matches.clear();
        found.captures.clear();
        found.untagged.clear();
        let Some(index) = self.indexes.get(pass as usize).filter(|i| !i.is_empty()) else { return };
        scratch.table.read(self, sentence.tokens, sentence.words, &mut scratch.rows);
        let Scratch { table, rows, starts, hits, .. } = scratch;
        let summary = index.hits(pass as usize, sentence, table, rows, starts, hits);
        let mut at = 0;
        while let Some(&hit) = scratch.hits.get(at) {
            let number = (hit >> 32) as usize;
            let len = scratch.hits[at..].partition_point(|&h| (h >> 32) as usize == number);
            let hits = at..at + len;
            at = hits.end;
            let Some(pattern) = self.patterns.get(number) else { continue };
            let wanted = match which {
                Which::All => true,
                Which::Tagged => pattern.compiled.tags,
                Which::One(rule) => pattern.rule == *rule,
            };
            let needs = self.needs.get(pattern.needs.0 as usize..pattern.needs.1 as usize).unwrap_or(&[]);
            if wanted && needs.iter().all(|n| n.meets(&summary)) {
                self.run(number, hits, pass, sentence, scratch, found);
            }
        }
        self.tidy(found);
    }

    /// Tries one pattern at the positions of its hits.
    fn run(
        &self,
        number: usize,
        hits: Range<usize>,
        pass: Pass,
        sentence: &Sentence<'_>,
        scratch: &mut Scratch,
        found: &mut Found,
    ) {
        let pattern = &self.patterns[number];
        let untagged = pattern.compiled.tags && sentence.tags.is_none();
        if untagged && (found.untagged.last() == Some(&pattern.rule)) {
            return;
        }
        if untagged && pattern.compiled.tags_negated {
            found.untagged.push(pattern.rule);
            return;
        }
        let view = View {
            text: sentence.text,
            tokens: sentence.tokens,
            rows: &scratch.rows,
            table: &scratch.table,
            tags: sentence.tags,
            words: sentence.words,
            lists: &self.lists,
            regexes: &self.regexes,
        };
        let relation = pass == Pass::Relations;
        let mut machine = Machine {
            program: &self.program,
            pattern: pattern.compiled,
            view,
            mentions: sentence.mentions,
            scratch: &mut scratch.machine,
            remember: relation || pattern.compiled.looks || pattern.compiled.keep.is_some(),
        };
        machine.reset();
        let mut from = 0usize;
        for start in scratch.hits[hits].iter().map(|&h| h as u32 as usize) {
            if start < from {
                continue;
            }
            let Some(end) = machine.run(start) else { continue };
            if untagged {
                found.untagged.push(pattern.rule);
                return;
            }
            let kept = record(pattern.rule, pattern.compiled.keep, start as u32, end, found);
            from = if relation { start + 1 } else { (kept as usize).max(start + 1) };
        }
    }

    /// Several patterns of one rule may find the same: orders the matches of each rule and drops repetitions.
    fn tidy(&self, found: &mut Found) {
        let captures = &found.captures;
        let of = |m: &Match| captures.get(m.captures.0 as usize..m.captures.1 as usize).unwrap_or(&[]);
        let place = |m: &Match| (m.rule, m.first, m.last, m.whole_first, m.whole_last);
        let emitted = |m: &Match| (m.rule, m.first, m.last);
        found.matches.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| of(a).cmp(of(b))));
        found.matches.dedup_by(|b, a| match self.get(a.rule).map(|r| r.pass) {
            // The same captures found from another begin are the same relation.
            Some(Pass::Relations) => a.rule == b.rule && of(a) == of(b),
            _ => emitted(a) == emitted(b) && of(a) == of(b),
        });
    }
}

/// Notes a match; returns the end of its emitted span.
fn record(rule: RuleId, keep: Option<u32>, start: u32, end: &[u32], found: &mut Found) -> u32 {
    let Some((&last, fields)) = end.split_first() else { return start };
    let begin = found.captures.len() as u32;
    let (mut kept_first, mut kept_last) = (start, last);
    for (name, field) in fields.as_chunks::<3>().0.iter().enumerate() {
        let &[first, last, mention] = field;
        if first == NONE || last == NONE {
            continue;
        }
        let mention = (mention != NONE).then_some(mention);
        found.captures.push(Capture { name: name as u32, first, last, mention });
        if keep == Some(name as u32) {
            (kept_first, kept_last) = (first, last);
        }
    }
    let captures = (begin, found.captures.len() as u32);
    found.matches.push(Match {
        rule,
        first: kept_first,
        last: kept_last,
        whole_first: start,
        whole_last: last,
        captures,
    });
    kept_last
}
