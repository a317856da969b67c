//! How one match of a rule came about: the tokens that each part of its pattern took, told again after the fact.
//!
//! The matcher keeps no such notes. Here the one pattern is walked once more from the one place where it matched; a part that failed
//! at a position is not tried there again, so that this too takes linear time.

use std::collections::HashSet;

use super::RuleId;
use super::constraint::{Leaf, Test, View};
use super::matcher::Sentence;
use super::program::{Compiled, Inst, Pc};
use super::rows::Rows;
use super::rules::Rules;
use crate::text::lexicon::{ClassSet, Lexicon};
use crate::text::token::Shape;

/// What one part of a pattern took. Tokens count from the sentence's first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// First token.
    pub first: u32,
    /// One past the last token.
    pub last: u32,
    /// The part, as a rule would write it; words that are known by their hash alone are told by the token.
    pub part: String,
}

impl Rules {
    /// What each part of the rule took in its match that begins and ends at these tokens; empty where it has no such match.
    pub fn retrace(&self, rule: RuleId, sentence: &Sentence<'_>, lexicon: &Lexicon, whole: (u32, u32)) -> Vec<Taken> {
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
        for pattern in self.patterns.iter().filter(|p| p.rule == rule) {
            let mut walk = Walk { rules: self, view, sentence, lexicon, failed: HashSet::new(), taken: Vec::new() };
            if walk.pattern(pattern.compiled, whole) {
                return walk.taken;
            }
        }
        Vec::new()
    }
}

struct Walk<'r> {
    rules: &'r Rules,
    view: View<'r>,
    sentence: &'r Sentence<'r>,
    lexicon: &'r Lexicon,
    failed: HashSet<(Pc, u32)>,
    taken: Vec<Taken>,
}

/// Where to go on: an instruction and a position, and how many parts had been taken on the way there.
type Place = (Pc, u32, usize, Option<Taken>);

impl Walk<'_> {
    fn pattern(&mut self, compiled: Compiled, (first, last): (u32, u32)) -> bool {
        self.walk(compiled.start, first, Some(last)).is_some()
    }

    /// Follows instructions; where an end is wanted only a way to it counts. Look-arounds take nothing.
    fn walk(&mut self, pc: Pc, at: u32, wanted: Option<u32>) -> Option<u32> {
        let mut open: Vec<Place> = vec![(pc, at, self.taken.len(), None)];
        while let Some((mut pc, mut at, length, took)) = open.pop() {
            self.taken.truncate(length);
            self.taken.extend(took);
            loop {
                let inst = *self.rules.program.insts.get(pc as usize)?;
                let branches = !matches!(inst, Inst::Jump(_) | Inst::Save(_) | Inst::Start | Inst::End);
                if branches && !self.failed.insert((pc, at)) {
                    break;
                }
                match inst {
                    Inst::Match if wanted.is_none_or(|end| end == at) => return Some(at),
                    Inst::Match => break,
                    Inst::Jump(to) => pc = to,
                    Inst::Save(_) => pc += 1,
                    Inst::Start if at == 0 => pc += 1,
                    Inst::End if at as usize == self.view.tokens.len() => pc += 1,
                    Inst::Start | Inst::End => break,
                    Inst::Split { first, second, .. } => {
                        open.push((second, at, self.taken.len(), None));
                        pc = first;
                    }
                    Inst::Look { next, negative, .. } => {
                        let before = self.taken.len();
                        let failed = std::mem::take(&mut self.failed);
                        let found = self.walk(pc + 1, at, None).is_some();
                        self.failed = failed;
                        self.taken.truncate(before);
                        if found == negative {
                            break;
                        }
                        pc = next;
                    }
                    Inst::Word { hash, back } => {
                        let Some(token) = self.token(at, back).filter(|&t| self.view.tokens[t as usize].hash == hash)
                        else {
                            break;
                        };
                        self.taken.push(Taken {
                            first: token,
                            last: token + 1,
                            part: format!("“{}”", self.word(token)),
                        });
                        at = if back { at - 1 } else { at + 1 };
                        pc += 1;
                    }
                    Inst::Test { test, back } => {
                        let Some(token) = self.token(at, back) else { break };
                        let test = &self.rules.program.tests[test as usize];
                        if !test.passes(&self.view, token as usize) {
                            break;
                        }
                        self.taken.push(Taken { first: token, last: token + 1, part: self.part(test, token) });
                        at = if back { at - 1 } else { at + 1 };
                        pc += 1;
                    }
                    Inst::Mention { .. } | Inst::List { .. } => {
                        let mut choices = self.stretches(inst, at);
                        choices.reverse();
                        let length = self.taken.len();
                        open.extend(choices.into_iter().map(|(to, took)| (pc + 1, to, length, Some(took))));
                        break;
                    }
                }
            }
        }
        None
    }

    fn token(&self, at: u32, back: bool) -> Option<u32> {
        let token = if back { at.checked_sub(1)? } else { at };
        ((token as usize) < self.view.tokens.len()).then_some(token)
    }

    fn word(&self, token: u32) -> &str {
        self.view.tokens.get(token as usize).and_then(|t| self.view.text.get(t.span.range())).unwrap_or_default()
    }

    /// What a part of several tokens can take, the preferred first, and where that leads.
    fn stretches(&self, inst: Inst, at: u32) -> Vec<(u32, Taken)> {
        let length = self.view.tokens.len() as u32;
        let lead = |first: u32, last: u32, back: bool| if back { first } else { last };
        match inst {
            Inst::Mention { labels, back, .. } => {
                let labels = &self.rules.program.labels[labels as usize];
                let here = |first: u32, last: u32| lead(last, first, back) == at && first < last && last <= length;
                let of = self.sentence.mentions.iter().filter(|m| here(m.first, m.last) && labels.has(m.label));
                let part = |label| format!("@:{}", self.rules.schema.path(label));
                of.map(|m| (lead(m.first, m.last, back), Taken { first: m.first, last: m.last, part: part(m.label) }))
                    .collect()
            }
            Inst::List { list, back, .. } => {
                let Some((name, list)) = self.rules.lists.get(list as usize) else { return Vec::new() };
                let Some(token) = self.token(at, back) else { return Vec::new() };
                let hash = self.view.tokens[token as usize].hash;
                let mut found = Vec::new();
                let mut push = |first: u32, last: u32| {
                    found.push((lead(first, last, back), Taken { first, last, part: format!("%{name}") }));
                };
                for entry in list.sequences_at(hash, back) {
                    let width = entry.len() as u32;
                    let Some(first) = (if back { at.checked_sub(width) } else { Some(at) }) else { continue };
                    let stretch = self.view.tokens.get(first as usize..(first + width) as usize).unwrap_or_default();
                    if stretch.len() == entry.len() && stretch.iter().zip(entry).all(|(t, &hash)| t.hash == hash) {
                        push(first, first + width);
                    }
                }
                if list.contains(hash) {
                    push(token, token + 1);
                }
                found
            }
            _ => Vec::new(),
        }
    }

    /// A test as a rule would write it; of alternatives the one that the token passes.
    fn part(&self, test: &Test, token: u32) -> String {
        let not = |negated: bool| if negated { "!" } else { "" };
        match test {
            Test::Always => "any".to_owned(),
            Test::Classes(set) => self.classes(*set, ""),
            Test::NotClasses(set) => self.classes(*set, "!"),
            Test::Shape { all, none } => {
                let named = |shape: Shape, sign: &str| {
                    let names = SHAPES.iter().filter(move |(flag, _)| shape.any(*flag));
                    names.map(|(_, name)| format!("{sign}{name}")).collect::<Vec<_>>().join(" & ")
                };
                let parts = [named(*all, ""), named(*none, "!")];
                parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" & ")
            }
            Test::AnyShape(set) => {
                let names = SHAPES.iter().filter(|(flag, _)| set.any(*flag)).map(|(_, name)| *name);
                names.collect::<Vec<_>>().join(" | ")
            }
            Test::Tags(_) => "tag".to_owned(),
            Test::Leaf(leaf, negated) => {
                let said = match leaf {
                    Leaf::Words(_) if *negated => "other words".to_owned(),
                    Leaf::Words(_) | Leaf::Exact(_) => format!("“{}”", self.word(token)),
                    Leaf::Lemmas(_) => format!("lemma of “{}”", self.word(token)),
                    Leaf::List(list) => {
                        self.rules.lists.get(*list as usize).map(|(name, _)| format!("%{name}")).unwrap_or_default()
                    }
                    Leaf::Initial => "initial".to_owned(),
                    Leaf::Regex(index) => {
                        self.rules.regexes.get(*index as usize).map(|r| format!("/{}/", r.source())).unwrap_or_default()
                    }
                };
                format!("{}{said}", not(*negated))
            }
            Test::All(parts) => parts.iter().map(|p| self.part(p, token)).collect::<Vec<_>>().join(" & "),
            Test::Any(parts) => {
                let passed = parts.iter().find(|p| p.passes(&self.view, token as usize));
                passed.map(|p| self.part(p, token)).unwrap_or_default()
            }
        }
    }

    fn classes(&self, set: ClassSet, sign: &str) -> String {
        let names = self
            .lexicon
            .class_names()
            .filter(|name| self.lexicon.class(name).is_some_and(|c| set.any(ClassSet(0).with(c))));
        names.map(|name| format!("{sign}%{name}")).collect::<Vec<_>>().join(" ")
    }
}

/// Shapes as rules name them.
const SHAPES: [(Shape, &str); 11] = [
    (Shape::CAPITAL, "cap"),
    (Shape::UPPER, "upper"),
    (Shape::LOWER, "lower"),
    (Shape::LETTER, "letter"),
    (Shape::DIGIT, "digit"),
    (Shape::NUMBER, "number"),
    (Shape::PUNCTUATION, "punct"),
    (Shape::STOP, "stop"),
    (Shape::INNER_CAPITAL, "mixed"),
    (Shape::ADDRESS, "address"),
    (Shape::SPACE_BEFORE, "spaced"),
];
