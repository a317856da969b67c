//! Patterns compiled to instructions, all patterns of all rules in one arena.

use super::ast::{Constraint, Name, Node, Pattern};
use super::constraint::{Leaf, Test};
use super::lowering::Lowering;
use super::words::hashes;
use crate::pack::stored::{Deferred, Stored, stored};
use crate::schema::LabelId;
use crate::text::hashed::{NumberHasher, NumberMap};
use crate::text::span::Span;
use std::hash::{Hash, Hasher};

/// Index of an instruction.
pub type Pc = u32;

/// One instruction. Where a pattern branches, the state (instruction, position) is remembered so that it is entered at
/// most once: `state` numbers such instructions within their pattern.
#[derive(Clone, Copy, Debug)]
pub enum Inst {
    /// Take a token with this folded form.
    Word { hash: u64, back: bool },
    /// Take a token that passes a test.
    Test { test: u32, back: bool },
    /// Take an entry of a list that has entries of several words.
    List { list: u32, state: u32, back: bool },
    /// Take a mention of a label in a set.
    Mention { labels: u32, capture: u32, state: u32, back: bool },
    /// Go on at the first; if that fails at the second.
    Split { first: Pc, second: Pc, state: u32 },
    /// Go on there.
    Jump(Pc),
    /// Note the position as a capture's start (even) or end (odd).
    Save(u32),
    /// Begin of the sentence.
    Start,
    /// End of the sentence.
    End,
    /// Look around with the instructions that follow; then go on at `next`.
    Look { next: Pc, negative: bool, state: u32 },
    /// The pattern, or what is looked for, has matched.
    Match,
}

/// Thirteen bytes each, since there are many to read when a program starts: a number for the variant, whose highest bit is
/// its flag, and three fields.
impl Stored for Inst {
    fn put(&self, out: &mut Vec<u8>) {
        let (number, flag, fields) = match *self {
            Inst::Word { hash, back } => (0, back, [hash as u32, (hash >> 32) as u32, 0]),
            Inst::Test { test, back } => (1, back, [test, 0, 0]),
            Inst::List { list, state, back } => (2, back, [list, state, 0]),
            Inst::Mention { labels, capture, state, back } => (3, back, [labels, capture, state]),
            Inst::Split { first, second, state } => (4, false, [first, second, state]),
            Inst::Jump(to) => (5, false, [to, 0, 0]),
            Inst::Save(slot) => (6, false, [slot, 0, 0]),
            Inst::Start => (7, false, [0; 3]),
            Inst::End => (8, false, [0; 3]),
            Inst::Look { next, negative, state } => (9, negative, [next, state, 0]),
            Inst::Match => (10, false, [0; 3]),
        };
        out.push(number | u8::from(flag) << 7);
        fields.iter().for_each(|field| out.extend_from_slice(&field.to_le_bytes()));
    }

    fn take(from: &mut &[u8]) -> Option<Inst> {
        let (&[first, a0, a1, a2, a3, b0, b1, b2, b3, c0, c1, c2, c3], rest) = from.split_first_chunk()?;
        *from = rest;
        let [a, b, c] = [[a0, a1, a2, a3], [b0, b1, b2, b3], [c0, c1, c2, c3]].map(u32::from_le_bytes);
        let flag = first >> 7 == 1;
        Some(match first & 0x7f {
            0 => Inst::Word { hash: u64::from(b) << 32 | u64::from(a), back: flag },
            1 => Inst::Test { test: a, back: flag },
            2 => Inst::List { list: a, state: b, back: flag },
            3 => Inst::Mention { labels: a, capture: b, state: c, back: flag },
            4 => Inst::Split { first: a, second: b, state: c },
            5 => Inst::Jump(a),
            6 => Inst::Save(a),
            7 => Inst::Start,
            8 => Inst::End,
            9 => Inst::Look { next: a, negative: flag, state: b },
            10 => Inst::Match,
            _ => return None,
        })
    }
}

/// No capture.
pub const NO_CAPTURE: u32 = u32::MAX;

/// A set of labels as a bit set over label ids.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LabelSet(pub Box<[u64]>);
stored!(struct LabelSet { 0 });

impl LabelSet {
    /// Whether the label is in the set.
    pub fn has(&self, label: LabelId) -> bool {
        self.0.get(label.0 as usize / 64).is_some_and(|w| w >> (label.0 % 64) & 1 == 1)
    }
}

/// One compiled pattern.
#[derive(Clone, Copy, Debug)]
pub struct Compiled {
    /// Its first instruction.
    pub start: Pc,
    /// How many remembered states it has.
    pub states: u32,
    /// How many captures its rule has.
    pub captures: u32,
    /// The capture that is the emitted span.
    pub keep: Option<u32>,
    /// It looks around, so that a state may be entered again after it has succeeded.
    pub looks: bool,
    /// It reads tags.
    pub tags: bool,
    /// It reads tags inside a negative look-around: without tags nothing can be said.
    pub tags_negated: bool,
    /// It reads mentions.
    pub mentions: bool,
    /// It looks behind for mentions.
    pub mentions_behind: bool,
}
stored!(struct Compiled { start, states, captures, keep, looks, tags, tags_negated, mentions, mentions_behind });

/// Instructions of all patterns and what they refer to.
#[derive(Debug, Default)]
pub struct Program {
    /// Instructions.
    pub insts: Vec<Inst>,
    /// Tests.
    pub tests: Vec<Test>,
    /// The tests' numbers, by their hash; tests that share a hash take the next ones.
    numbers: NumberMap<u64, u32>,
    /// Label sets of mention atoms.
    pub labels: Vec<LabelSet>,
    /// For each instruction the part of the source that it comes from; traces ask for it.
    pub places: Deferred<Vec<Span>>,
}

// A program that no test is added to any more.
stored!(struct Program { insts, tests, labels, places; .. });

impl Program {
    /// The number of a test; equal ones share it.
    pub fn test(&mut self, test: Test) -> u32 {
        let mut hasher = NumberHasher::default();
        test.hash(&mut hasher);
        let mut hash = hasher.finish();
        loop {
            let number = *self.numbers.entry(hash).or_insert(self.tests.len() as u32);
            match self.tests.get(number as usize) {
                Some(known) if *known == test => return number,
                Some(_) => hash = hash.wrapping_add(1),
                None => {
                    self.tests.push(test);
                    return number;
                }
            }
        }
    }
}

/// Compiles patterns into a program.
pub struct Compiler<'p, 'v, 'w> {
    pub program: &'p mut Program,
    pub lowering: &'p mut Lowering<'v, 'w>,
    /// Capture names of the rule at hand.
    captures: Vec<String>,
    states: u32,
    found: Compiled,
    /// The part of the source at hand.
    place: Span,
}

impl<'p, 'v, 'w> Compiler<'p, 'v, 'w> {
    /// A compiler for one rule.
    pub fn new(program: &'p mut Program, lowering: &'p mut Lowering<'v, 'w>) -> Self {
        let found = Compiled {
            start: 0,
            states: 0,
            captures: 0,
            keep: None,
            looks: false,
            tags: false,
            tags_negated: false,
            mentions: false,
            mentions_behind: false,
        };
        Compiler { program, lowering, captures: Vec::new(), states: 0, found, place: Span::default() }
    }

    /// Compiles one pattern (checked before).
    pub fn pattern(&mut self, pattern: &Pattern<'_>) -> Compiled {
        self.states = 0;
        self.place = pattern.span;
        self.found = Compiled { start: self.program.insts.len() as Pc, ..self.found };
        (self.found.looks, self.found.tags, self.found.tags_negated) = (false, false, false);
        (self.found.mentions, self.found.mentions_behind) = (false, false);
        self.node(&pattern.node, false, false);
        self.emit(Inst::Match);
        Compiled { states: self.states, ..self.found }
    }

    /// The names of the rule's captures, once all its patterns are compiled.
    pub fn captures(self) -> Vec<String> {
        self.captures
    }

    fn emit(&mut self, inst: Inst) -> usize {
        self.program.insts.push(inst);
        self.program.places.change(|places| places.push(self.place));
        self.program.insts.len() - 1
    }

    fn here(&self) -> Pc {
        self.program.insts.len() as Pc
    }

    fn state(&mut self) -> u32 {
        self.states += 1;
        self.states - 1
    }

    fn split(&mut self) -> usize {
        let state = self.state();
        self.emit(Inst::Split { first: 0, second: 0, state })
    }

    fn set_split(&mut self, at: usize, inner: Pc, after: Pc, greedy: bool) {
        if let Some(Inst::Split { first, second, .. }) = self.program.insts.get_mut(at) {
            (*first, *second) = if greedy { (inner, after) } else { (after, inner) };
        }
    }

    fn capture(&mut self, name: &Name<'_>) -> u32 {
        let known = self.captures.iter().position(|c| *c == name.text);
        let index = known.unwrap_or_else(|| {
            self.captures.push(name.text.to_string());
            self.captures.len() - 1
        });
        if name.text == "keep" {
            self.found.keep = Some(index as u32);
        }
        index as u32
    }

    fn test(&mut self, test: Test, back: bool, negative: bool) {
        if test.reads_tags() {
            self.found.tags = true;
            self.found.tags_negated |= negative;
        }
        if let Test::Leaf(Leaf::Words(words), false) = &test
            && let [hash] = words.as_ref()
        {
            self.emit(Inst::Word { hash: *hash, back });
            return;
        }
        let test = self.program.test(test);
        self.emit(Inst::Test { test, back });
    }

    fn labels(&mut self, names: &[Name<'_>]) -> u32 {
        let known = self.lowering.label_sets.iter().position(|k| k.iter().eq(names.iter().map(|n| n.text.as_ref())));
        if let Some(known) = known {
            return known as u32;
        }
        let schema = &self.lowering.vocabulary.schema;
        let wanted =
            self.lowering.vocabulary.labels(names, &super::source::Source { name: "", text: "" }, &mut Vec::new());
        let mut bits = vec![0u64; schema.labels().count().div_ceil(64)];
        for (label, _) in schema.labels().filter(|&(l, _)| wanted.iter().any(|&w| schema.is_a(l, w))) {
            bits[label.0 as usize / 64] |= 1 << (label.0 % 64);
        }
        self.program.labels.push(LabelSet(bits.into_boxed_slice()));
        self.lowering.label_sets.push(names.iter().map(|n| n.text.to_string()).collect());
        self.program.labels.len() as u32 - 1
    }

    fn token(&mut self, constraint: &Constraint<'_>, back: bool, negative: bool) {
        match constraint {
            Constraint::Literal(name) => {
                let mut words = hashes(&name.text);
                if back {
                    words.reverse();
                }
                for hash in words {
                    self.emit(Inst::Word { hash, back });
                }
            }
            Constraint::Class(name) => {
                if let Some(list) = self.lowering.vocabulary.list(&name.text)
                    && !self.lowering.vocabulary.lists[list].1.sequences().is_empty()
                {
                    let state = self.state();
                    self.emit(Inst::List { list: list as u32, state, back });
                    return;
                }
                let test = self.lowering.test(constraint, false);
                self.test(test, back, negative);
            }
            _ => {
                let test = self.lowering.test(constraint, false);
                self.test(test, back, negative);
            }
        }
    }

    fn node(&mut self, node: &Node<'_>, back: bool, negative: bool) {
        match node {
            Node::Token(constraint, span) => {
                self.place = *span;
                self.token(constraint, back, negative);
            }
            Node::Mention { capture, labels, span } => {
                self.place = *span;
                self.found.mentions = true;
                self.found.mentions_behind |= back;
                let capture = capture.as_ref().map_or(NO_CAPTURE, |name| self.capture(name));
                let labels = self.labels(labels);
                let state = self.state();
                self.emit(Inst::Mention { labels, capture, state, back });
            }
            Node::Sequence(parts) if back => parts.iter().rev().for_each(|p| self.node(p, back, negative)),
            Node::Sequence(parts) => parts.iter().for_each(|p| self.node(p, back, negative)),
            Node::Alternatives(parts) => self.alternatives(parts, back, negative),
            Node::Repeat { node, min, max, greedy, .. } => {
                for _ in 0..*min {
                    self.node(node, back, negative);
                }
                match max {
                    None => {
                        let at = self.split();
                        let inner = self.here();
                        self.node(node, back, negative);
                        self.emit(Inst::Jump(at as Pc));
                        let after = self.here();
                        self.set_split(at, inner, after, *greedy);
                    }
                    Some(max) => {
                        let mut splits = Vec::new();
                        for _ in *min..*max {
                            splits.push((self.split(), self.here()));
                            self.node(node, back, negative);
                        }
                        let after = self.here();
                        for (at, inner) in splits {
                            self.set_split(at, inner, after, *greedy);
                        }
                    }
                }
            }
            Node::Capture(name, inner) => {
                let capture = self.capture(name);
                if let Node::Mention { capture: None, labels, span } = inner.as_ref() {
                    let both = Node::Mention { capture: Some(name.clone()), labels: labels.clone(), span: *span };
                    return self.node(&both, back, negative);
                }
                self.emit(Inst::Save(2 * capture));
                self.node(inner, back, negative);
                self.emit(Inst::Save(2 * capture + 1));
            }
            Node::Look { ahead, negative: refuses, node, span } => {
                self.place = *span;
                self.found.looks = true;
                let state = self.state();
                let at = self.emit(Inst::Look { next: 0, negative: *refuses, state });
                self.node(node, !ahead, negative || *refuses);
                self.emit(Inst::Match);
                let after = self.here();
                if let Some(Inst::Look { next, .. }) = self.program.insts.get_mut(at) {
                    *next = after;
                }
            }
            Node::Start(span) => {
                self.place = *span;
                self.emit(Inst::Start);
            }
            Node::End(span) => {
                self.place = *span;
                self.emit(Inst::End);
            }
        }
    }

    fn alternatives(&mut self, parts: &[Node<'_>], back: bool, negative: bool) {
        let mut jumps = Vec::new();
        for (i, part) in parts.iter().enumerate() {
            if i + 1 == parts.len() {
                self.node(part, back, negative);
                break;
            }
            let at = self.split();
            let inner = self.here();
            self.node(part, back, negative);
            jumps.push(self.emit(Inst::Jump(0)));
            let after = self.here();
            self.set_split(at, inner, after, true);
        }
        let after = self.here();
        for jump in jumps {
            self.program.insts[jump] = Inst::Jump(after);
        }
    }

    /// Sets the number of captures of all patterns of the rule.
    pub fn finish(captures: usize, patterns: &mut [Compiled]) {
        let keep = patterns.iter().find_map(|p| p.keep);
        for pattern in patterns {
            pattern.captures = captures as u32;
            pattern.keep = keep;
        }
    }
}
