//! What a pattern cannot do without: a word, class, shape or label that must occur wherever it matches.

use super::ast::{Constraint, Name, Node, ShapeWord};
use super::vocabulary::Vocabulary;
use super::words::{entry_hashes, hashes, is_plain};
use crate::pack::stored::stored;
use crate::schema::{LabelId, Schema};
use crate::text::lexicon::ClassSet;
use crate::text::token::Shape;

/// A disjunction of things, one of which stands at a token of every match.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    /// Folded words.
    pub words: Vec<u64>,
    /// Classes.
    pub classes: ClassSet,
    /// Shape flags.
    pub shapes: u16,
    /// Labels of mentions that begin at the token (without their subtypes).
    pub labels: Vec<LabelId>,
    /// How many tokens after the match's begin, at least and at most; `None` where there is no bound.
    pub offset: Option<(u32, u32)>,
    /// How often it is expected to occur, in no particular unit.
    cost: u64,
}

/// Expected frequencies beside which a word counts 2 to the power of its frequency class.
const CLASS_COST: u64 = 400;
const LABEL_COST: u64 = 150;
const PUNCTUATION_COST: u64 = 600;
/// What is commoner than this is in nearly every sentence.
const MAX_NEED_COST: u64 = 1_000;
/// Where a key leaves more begins open than this, all of the sentence are tried.
const MAX_WINDOW: u32 = 10;

impl Keys {
    fn union(mut self, other: Keys) -> Keys {
        self.words.extend(other.words);
        self.classes.0 |= other.classes.0;
        self.shapes |= other.shapes;
        self.labels.extend(other.labels);
        self.offset = self.offset.zip(other.offset).map(|(a, b)| (a.0.min(b.0), a.1.max(b.1)));
        self.cost = self.cost.saturating_add(other.cost);
        self
    }

    /// The expected number of begins to try.
    fn weight(&self) -> u64 {
        let begins = self.offset.map_or(MAX_WINDOW, |(min, max)| max - min + 1);
        self.cost.saturating_mul(u64::from(begins.min(MAX_WINDOW)))
    }
}

fn better(a: Option<Keys>, b: Option<Keys>) -> Option<Keys> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.weight() < a.weight() { b } else { a }),
        (a, b) => a.or(b),
    }
}

fn all(keys: impl Iterator<Item = Option<Keys>>) -> Option<Keys> {
    let mut sum: Option<Keys> = None;
    for key in keys {
        let key = key?;
        sum = Some(match sum {
            Some(sum) => sum.union(key),
            None => key,
        });
    }
    sum
}

/// The sum of two distances.
fn shift(a: Option<(u32, u32)>, b: Option<(u32, u32)>) -> Option<(u32, u32)> {
    let ((a, b), (c, d)) = (a?, b?);
    Some((a.checked_add(c)?, b.checked_add(d)?))
}

/// What occurs in a sentence, or what a pattern needs one of, with words and labels folded to a few bits: where the
/// two share no bit the pattern cannot match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    classes: u128,
    words: [u64; 4],
    labels: u64,
    shapes: u16,
}
stored!(struct Summary { classes, words, labels, shapes });

impl Summary {
    /// Adds a word.
    pub fn word(&mut self, hash: u64) {
        let bit = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56;
        self.words[bit as usize / 64] |= 1 << (bit % 64);
    }

    /// Adds a token's classes and shape.
    pub fn token(&mut self, classes: ClassSet, shape: Shape) {
        self.classes |= classes.0;
        self.shapes |= shape.0;
    }

    /// Adds a label.
    pub fn label(&mut self, label: LabelId) {
        self.labels |= 1 << (label.0 % 64);
    }

    /// Whether the two share anything.
    pub fn meets(&self, other: &Summary) -> bool {
        self.classes & other.classes != 0
            || self.shapes & other.shapes != 0
            || self.labels & other.labels != 0
            || self.words.iter().zip(&other.words).any(|(a, b)| a & b != 0)
    }

    fn of(keys: &Keys, schema: &Schema) -> Summary {
        let mut summary = Summary { classes: keys.classes.0, shapes: keys.shapes, ..Summary::default() };
        keys.words.iter().for_each(|&hash| summary.word(hash));
        schema
            .labels()
            .filter(|&(l, _)| keys.labels.iter().any(|&k| schema.is_a(l, k)))
            .for_each(|(l, _)| summary.label(l));
        summary
    }
}

impl Vocabulary<'_> {
    /// What every match holds besides its key: one [`Summary`] for each part of the pattern that says something.
    pub fn needs(&self, node: &Node<'_>, out: &mut Vec<Summary>) {
        match node {
            Node::Sequence(parts) => parts.iter().for_each(|p| self.needs(p, out)),
            Node::Capture(_, inner) => self.needs(inner, out),
            _ => {
                let keys = self.required(node, Some((0, 0)));
                let summary = keys.filter(|k| k.cost <= MAX_NEED_COST).map(|k| Summary::of(&k, &self.schema));
                out.extend(summary.filter(|s| !out.contains(s)));
            }
        }
    }

    /// The most selective thing that every match of the pattern holds; `None` where nothing is required.
    pub fn required(&self, node: &Node<'_>, offset: Option<(u32, u32)>) -> Option<Keys> {
        match node {
            Node::Token(Constraint::Literal(name), _) => {
                let words = hashes(&name.text).into_iter().enumerate();
                let keys = words.map(|(i, hash)| {
                    self.words_keys(vec![hash], &name.text, shift(offset, Some((i as u32, i as u32))))
                });
                keys.fold(None, |best, key| better(best, Some(key)))
            }
            Node::Token(Constraint::Class(name), _) => self.class_keys(name, true, offset),
            Node::Token(constraint, _) => self.constraint_keys(constraint, false, offset),
            Node::Mention { labels, .. } => {
                let source = super::source::Source { name: "", text: "" };
                let labels = self.labels(labels, &source, &mut Vec::new());
                let cost = LABEL_COST * labels.len() as u64;
                Some(Keys { labels, offset, cost, ..Keys::default() })
            }
            Node::Sequence(parts) => {
                let (mut at, mut best) = (offset, None);
                for part in parts {
                    best = better(best, self.required(part, at));
                    at = shift(at, self.width(part));
                }
                best
            }
            Node::Alternatives(parts) => all(parts.iter().map(|p| self.required(p, offset))),
            Node::Repeat { min: 0, .. } | Node::Look { .. } | Node::Start(_) | Node::End(_) => None,
            Node::Repeat { node, .. } => self.required(node, offset),
            Node::Capture(_, inner) => self.required(inner, offset),
        }
    }

    /// How many tokens the pattern takes, at least and at most; `None` where there is no bound.
    fn width(&self, node: &Node<'_>) -> Option<(u32, u32)> {
        match node {
            Node::Token(Constraint::Literal(name), _) => {
                let words = if is_plain(&name.text) { 1 } else { hashes(&name.text).len() as u32 };
                Some((words, words))
            }
            Node::Token(Constraint::Class(name), _) => {
                let longest =
                    self.list(&name.text).and_then(|l| self.lists[l].1.sequences().iter().map(|s| s.len()).max());
                Some((1, longest.unwrap_or(1) as u32))
            }
            Node::Token(..) => Some((1, 1)),
            Node::Mention { .. } => None,
            Node::Sequence(parts) => parts.iter().try_fold((0, 0), |sum, part| shift(Some(sum), self.width(part))),
            Node::Alternatives(parts) => {
                let mut widths = parts.iter().map(|p| self.width(p));
                let first = widths.next()??;
                widths.try_fold(first, |a, b| b.map(|b| (a.0.min(b.0), a.1.max(b.1))))
            }
            Node::Repeat { node, min, max, .. } => {
                let (least, most) = self.width(node)?;
                Some((least.checked_mul(*min)?, most.checked_mul((*max)?)?))
            }
            Node::Capture(_, inner) => self.width(inner),
            Node::Look { .. } | Node::Start(_) | Node::End(_) => Some((0, 0)),
        }
    }

    fn words_keys(&self, words: Vec<u64>, text: &str, offset: Option<(u32, u32)>) -> Keys {
        let punctuation = !text.contains(char::is_alphanumeric);
        let cost = if punctuation { PUNCTUATION_COST } else { words.iter().map(|&hash| self.weigh(hash)).sum() };
        Keys { words, offset, cost, ..Keys::default() }
    }

    fn weigh(&self, hash: u64) -> u64 {
        1 << self.words.frequency(self.words.find(hash)).min(9)
    }

    /// What the words of a list cost, with the first words of its sequences or without: worked out once for each list.
    fn list_cost(&self, list: usize, sequences: bool) -> u64 {
        *self.list_costs.borrow_mut().entry((list, sequences)).or_insert_with(|| {
            let list = &self.lists[list].1;
            let firsts = list.sequences().iter().filter(|_| sequences).filter_map(|s| s.first());
            list.singles().iter().chain(firsts).map(|&hash| self.weigh(hash)).sum()
        })
    }

    fn names_keys(&self, names: &[Name<'_>], offset: Option<(u32, u32)>) -> Option<Keys> {
        let words = names.iter().flat_map(|name| entry_hashes(&name.text)).collect();
        let text = names.iter().find(|name| name.text.contains(char::is_alphanumeric)).or(names.first())?;
        Some(self.words_keys(words, &text.text, offset))
    }

    fn class_keys(&self, name: &Name<'_>, sequences: bool, offset: Option<(u32, u32)>) -> Option<Keys> {
        if let Some(list) = self.list(&name.text) {
            let mut words = self.lists[list].1.singles().to_vec();
            let cost = self.list_cost(list, sequences);
            if sequences {
                words.extend(self.lists[list].1.sequences().iter().filter_map(|s| s.first()));
            }
            return Some(Keys { words, offset, cost, ..Keys::default() });
        }
        let classes = ClassSet(0).with(self.class(&name.text)?);
        Some(Keys { classes, offset, cost: CLASS_COST, ..Keys::default() })
    }

    fn constraint_keys(&self, constraint: &Constraint<'_>, negated: bool, offset: Option<(u32, u32)>) -> Option<Keys> {
        match constraint {
            Constraint::Not(inner) => self.constraint_keys(inner, !negated, offset),
            Constraint::And(parts) | Constraint::Or(parts) => {
                let mut keys = parts.iter().map(|p| self.constraint_keys(p, negated, offset));
                if matches!(constraint, Constraint::And(_)) == negated {
                    all(keys)
                } else {
                    keys.by_ref().fold(None, better)
                }
            }
            _ if negated => None,
            Constraint::Literal(name) => self.names_keys(std::slice::from_ref(name), offset),
            Constraint::Norm(names) | Constraint::Exact(names) => self.names_keys(names, offset),
            Constraint::Lemma(names) => {
                let mut words = Vec::new();
                for name in names {
                    words.extend(hashes(&name.text));
                    if !self.words.forms(&name.text.to_lowercase(), &mut |form| words.push(form)) {
                        return None;
                    }
                }
                Some(self.words_keys(words, "lemma", offset))
            }
            Constraint::Class(name) => self.class_keys(name, false, offset),
            Constraint::Shape(word) => {
                let (shape, cost) = match word {
                    ShapeWord::Cap => (Shape::CAPITAL, 1_500),
                    ShapeWord::Upper => (Shape::UPPER, 300),
                    ShapeWord::Digit => (Shape::DIGIT, 250),
                    ShapeWord::Number => (Shape::NUMBER, 250),
                    ShapeWord::Punct => (Shape::PUNCTUATION, 1_200),
                    ShapeWord::Stop => (Shape::STOP, 100),
                    ShapeWord::Mixed => (Shape::INNER_CAPITAL, 50),
                    ShapeWord::Address => (Shape::ADDRESS, 20),
                    ShapeWord::Lower | ShapeWord::Letter | ShapeWord::Spaced | ShapeWord::Initial => return None,
                };
                Some(Keys { shapes: shape.0, offset, cost, ..Keys::default() })
            }
            Constraint::Any | Constraint::Tag(_) | Constraint::Regex(_) => None,
        }
    }
}
