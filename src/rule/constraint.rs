//! Tests of one token, as the matcher runs them. Negations are pushed down to the leaves, so that a test which reads
//! tags can be run without them, taking every tag test as passed: what it then refuses, it refuses with tags too.

use super::ast::{Constraint, Name, ShapeWord};
use super::check::TAGS;
use super::rows::{Look, Rows};
use super::vocabulary::Vocabulary;
use super::words::{WordList, Words, hashes};
use crate::pack::stored::{Stored, stored};
use crate::syntax::Tag;
use crate::text::lexicon::ClassSet;
use crate::text::token::{Shape, Token};
use regex::bytes::{Regex, RegexBuilder};
use std::sync::OnceLock;

/// What a test says of a word whose text it does not see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Yes,
    No,
    /// It has to see the token in its sentence.
    Ask,
}

/// A test of one token.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Test {
    Always,
    Classes(ClassSet),
    NotClasses(ClassSet),
    Shape { all: Shape, none: Shape },
    AnyShape(Shape),
    Tags(u32),
    Leaf(Leaf, bool),
    All(Box<[Test]>),
    Any(Box<[Test]>),
}
stored!(enum Test {
    0 Always {},
    1 Classes { 0: set },
    2 NotClasses { 0: set },
    3 Shape { all: all, none: none },
    4 AnyShape { 0: set },
    5 Tags { 0: mask },
    6 Leaf { 0: leaf, 1: negated },
    7 All { 0: parts },
    8 Any { 0: parts },
});

/// A test that may be negated.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Leaf {
    /// One of these folded words, sorted.
    Words(Box<[u64]>),
    /// One of these words as written.
    Exact(Box<[(u64, Box<str>)]>),
    /// A form of one of these lemmas.
    Lemmas(Box<[u64]>),
    /// A single-word entry of a list.
    List(u32),
    /// A single letter and its stop.
    Initial,
    /// An index into the program's regexes.
    Regex(u32),
}
stored!(enum Leaf {
    0 Words { 0: words },
    1 Exact { 0: words },
    2 Lemmas { 0: lemmas },
    3 List { 0: list },
    4 Initial {},
    5 Regex { 0: regex },
});

/// A regex compiled when it is first asked for.
#[derive(Debug)]
pub struct LazyRegex {
    source: String,
    compiled: OnceLock<Option<Regex>>,
}

impl Stored for LazyRegex {
    fn put(&self, out: &mut Vec<u8>) {
        self.source.put(out);
    }

    fn take(from: &mut &[u8]) -> Option<LazyRegex> {
        Some(LazyRegex { source: Stored::take(from)?, compiled: OnceLock::new() })
    }
}

impl LazyRegex {
    pub fn new(source: &str) -> LazyRegex {
        LazyRegex { source: source.to_owned(), compiled: OnceLock::new() }
    }

    pub fn source(&self) -> &str {
        &self.source
    }

    /// The error of a regex that does not compile.
    pub fn check(&self) -> Result<(), String> {
        build(&self.source).map(|_| ()).map_err(|error| {
            let text = error.to_string();
            text.lines().last().unwrap_or("").trim_start_matches("error: ").to_owned()
        })
    }

    fn is_match(&self, text: &str) -> bool {
        let regex = self.compiled.get_or_init(|| build(&self.source).ok());
        regex.as_ref().is_some_and(|r| r.is_match(text.as_bytes()))
    }
}

fn build(source: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(source).unicode(false).size_limit(1 << 18).dfa_size_limit(1 << 18).build()
}

/// The sentence as tests see it.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    /// The row of each token in `table`.
    pub rows: &'a [u32],
    pub table: &'a Rows,
    pub tags: Option<&'a [Tag]>,
    pub words: &'a dyn Words,
    pub lists: &'a [(String, WordList)],
    pub regexes: &'a [LazyRegex],
}

impl View<'_> {
    fn classes(&self, at: usize) -> ClassSet {
        self.rows.get(at).map_or(ClassSet::default(), |row| self.table.classes(*row))
    }

    fn text_of(&self, token: &Token) -> &str {
        self.text.get(token.span.range()).unwrap_or("")
    }
}

impl Test {
    /// Whether the token at `at` passes.
    pub fn passes(&self, view: &View<'_>, at: usize) -> bool {
        let Some(token) = view.tokens.get(at) else { return false };
        match self {
            Test::Always => true,
            Test::Classes(set) => view.classes(at).any(*set),
            Test::NotClasses(set) => !view.classes(at).any(*set),
            Test::Shape { all, none } => token.shape.has(*all) && !token.shape.any(*none),
            Test::AnyShape(set) => token.shape.any(*set),
            Test::Tags(mask) => match view.tags {
                None => true,
                Some(tags) => tags.get(at).is_some_and(|&t| mask >> (t as u32) & 1 == 1),
            },
            Test::Leaf(leaf, negated) => leaf.holds(view, token) != *negated,
            Test::All(parts) => parts.iter().all(|p| p.passes(view, at)),
            Test::Any(parts) => parts.iter().any(|p| p.passes(view, at)),
        }
    }

    /// What the test says of a word in any sentence.
    pub fn says(&self, look: &Look<'_>) -> Answer {
        let token = look.token;
        let sure = |holds: bool| if holds { Answer::Yes } else { Answer::No };
        match self {
            Test::Always => Answer::Yes,
            Test::Classes(set) => sure(look.classes.any(*set)),
            Test::NotClasses(set) => sure(!look.classes.any(*set)),
            Test::Shape { all, none } => sure(token.shape.has(*all) && !token.shape.any(*none)),
            Test::AnyShape(set) => sure(token.shape.any(*set)),
            Test::Tags(_) => Answer::Ask,
            Test::Leaf(leaf, negated) => match leaf.says(look) {
                Answer::Ask => Answer::Ask,
                answer => sure((answer == Answer::Yes) != *negated),
            },
            Test::All(parts) => joint(parts, look, Answer::No, Answer::Yes),
            Test::Any(parts) => joint(parts, look, Answer::Yes, Answer::No),
        }
    }

    /// The leaves that the test is made of.
    pub fn leaves(&self) -> Vec<&Leaf> {
        match self {
            Test::Leaf(leaf, _) => vec![leaf],
            Test::All(parts) | Test::Any(parts) => parts.iter().flat_map(Test::leaves).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether the test reads anything but the word and its lemmas.
    pub fn reads_kind(&self) -> bool {
        match self {
            Test::Leaf(leaf, _) => matches!(leaf, Leaf::Initial | Leaf::Regex(_)),
            Test::All(parts) | Test::Any(parts) => parts.iter().any(Test::reads_kind),
            Test::Always => false,
            Test::Classes(_) | Test::NotClasses(_) | Test::Shape { .. } | Test::AnyShape(_) | Test::Tags(_) => true,
        }
    }

    /// Whether the test asks for tags.
    pub fn reads_tags(&self) -> bool {
        match self {
            Test::Tags(_) => true,
            Test::All(parts) | Test::Any(parts) => parts.iter().any(Test::reads_tags),
            _ => false,
        }
    }
}

/// The first of the parts' answers that is `decisive`; without one, [`Answer::Ask`] if any part asks, or else `rest`.
fn joint(parts: &[Test], look: &Look<'_>, decisive: Answer, rest: Answer) -> Answer {
    let mut all = rest;
    for part in parts {
        match part.says(look) {
            answer if answer == decisive => return decisive,
            Answer::Ask => all = Answer::Ask,
            _ => {}
        }
    }
    all
}

impl Leaf {
    fn says(&self, look: &Look<'_>) -> Answer {
        let token = look.token;
        let sure = |holds: bool| if holds { Answer::Yes } else { Answer::No };
        match self {
            Leaf::Words(_) | Leaf::Exact(_) | Leaf::Lemmas(_) | Leaf::List(_) if look.named.is_empty() => Answer::No,
            Leaf::Words(words) => sure(words.binary_search(&token.hash).is_ok()),
            Leaf::Exact(words) if words.iter().all(|(hash, _)| *hash != token.hash) => Answer::No,
            Leaf::Lemmas(lemmas) => sure(lemmas.iter().any(|lemma| look.named.contains(lemma))),
            Leaf::List(list) => sure(look.lists.get(*list as usize).is_some_and(|(_, l)| l.contains(token.hash))),
            Leaf::Initial if !token.shape.has(Shape::STOP) => Answer::No,
            Leaf::Exact(_) | Leaf::Initial | Leaf::Regex(_) => Answer::Ask,
        }
    }

    fn holds(&self, view: &View<'_>, token: &Token) -> bool {
        match self {
            Leaf::Words(words) => words.binary_search(&token.hash).is_ok(),
            Leaf::Exact(words) => {
                words.iter().any(|(hash, text)| *hash == token.hash && view.text_of(token) == text.as_ref())
            }
            Leaf::Lemmas(lemmas) => has_lemma(lemmas, token, view.words),
            Leaf::List(list) => view.lists.get(*list as usize).is_some_and(|(_, l)| l.contains(token.hash)),
            Leaf::Initial => {
                let text = view.text_of(token);
                let mut chars = text.chars();
                chars.next().is_some_and(char::is_alphabetic) && chars.as_str() == "."
            }
            Leaf::Regex(index) => view.regexes.get(*index as usize).is_some_and(|r| r.is_match(view.text_of(token))),
        }
    }
}

fn has_lemma(lemmas: &[u64], token: &Token, words: &dyn Words) -> bool {
    let mut found = lemmas.contains(&token.hash);
    if !found {
        words.lemmas(token.word, &mut |lemma| found |= lemmas.contains(&lemma));
    }
    found
}

/// Turns constraints of the syntax tree into tests.
pub struct Lowering<'v, 'w> {
    pub vocabulary: &'v Vocabulary<'w>,
    pub regexes: Vec<LazyRegex>,
    /// The names that each label set of the program was made from.
    pub label_sets: Vec<Vec<String>>,
}

impl Lowering<'_, '_> {
    /// The test of a checked constraint.
    pub fn test(&mut self, constraint: &Constraint<'_>, negated: bool) -> Test {
        match constraint {
            Constraint::Any if negated => Test::Any(Box::default()),
            Constraint::Any => Test::Always,
            Constraint::Not(inner) => self.test(inner, !negated),
            Constraint::And(parts) | Constraint::Or(parts) => {
                let tests: Box<[Test]> = parts.iter().map(|p| self.test(p, negated)).collect();
                if matches!(constraint, Constraint::And(_)) == negated { Test::Any(tests) } else { Test::All(tests) }
            }
            Constraint::Literal(name) => Test::Leaf(words(std::slice::from_ref(name)), negated),
            Constraint::Norm(names) => Test::Leaf(words(names), negated),
            Constraint::Exact(names) => {
                let exact = names.iter().filter_map(|n| Some((*hashes(&n.text).first()?, n.text.as_ref().into())));
                Test::Leaf(Leaf::Exact(exact.collect()), negated)
            }
            Constraint::Lemma(names) => Test::Leaf(self.lemmas(names), negated),
            Constraint::Tag(names) => {
                let tags = names.iter().filter_map(|n| TAGS.iter().position(|t| t.eq_ignore_ascii_case(&n.text)));
                let mask = tags.fold(0u32, |mask, tag| mask | 1 << tag);
                Test::Tags(if negated { !mask } else { mask })
            }
            Constraint::Class(name) => {
                if let Some(list) = self.vocabulary.list(&name.text) {
                    return Test::Leaf(Leaf::List(list as u32), negated);
                }
                let set = self.vocabulary.class(&name.text).map_or(ClassSet(0), |c| ClassSet(0).with(c));
                if negated { Test::NotClasses(set) } else { Test::Classes(set) }
            }
            Constraint::Regex(name) => {
                let known = self.regexes.iter().position(|r| r.source() == name.text);
                let index = known.unwrap_or_else(|| {
                    self.regexes.push(LazyRegex::new(&name.text));
                    self.regexes.len() - 1
                });
                Test::Leaf(Leaf::Regex(index as u32), negated)
            }
            Constraint::Shape(word) => shape(*word, negated),
        }
    }

    /// Where the lexicon lists a lemma's forms they are the test; otherwise every token is asked for its lemmas.
    fn lemmas(&self, names: &[Name<'_>]) -> Leaf {
        let mut forms: Vec<u64> = Vec::new();
        let mut lemmas: Vec<u64> = Vec::new();
        let mut expanded = true;
        for name in names {
            let hash = hashes(&name.text);
            forms.extend(&hash);
            lemmas.extend(&hash);
            let folded = name.text.to_lowercase();
            expanded &= self.vocabulary.words.forms(&folded, &mut |form| forms.push(form));
        }
        if !expanded {
            return Leaf::Lemmas(lemmas.into_boxed_slice());
        }
        forms.sort_unstable();
        forms.dedup();
        Leaf::Words(forms.into_boxed_slice())
    }
}

fn words(names: &[Name<'_>]) -> Leaf {
    let mut found: Vec<u64> = names.iter().filter_map(|n| hashes(&n.text).first().copied()).collect();
    found.sort_unstable();
    found.dedup();
    Leaf::Words(found.into_boxed_slice())
}

fn shape(word: ShapeWord, negated: bool) -> Test {
    let flag = match word {
        ShapeWord::Cap => Shape::CAPITAL,
        ShapeWord::Upper => Shape::UPPER,
        ShapeWord::Lower => Shape::LOWER,
        ShapeWord::Letter => Shape::LETTER,
        ShapeWord::Digit => Shape::DIGIT,
        ShapeWord::Number => Shape::NUMBER,
        ShapeWord::Punct => Shape::PUNCTUATION,
        ShapeWord::Stop => Shape::STOP,
        ShapeWord::Mixed => Shape::INNER_CAPITAL,
        ShapeWord::Address => Shape::ADDRESS,
        ShapeWord::Spaced => Shape::SPACE_BEFORE,
        ShapeWord::Initial => return Test::Leaf(Leaf::Initial, negated),
    };
    let none = Shape::default();
    if negated { Test::Shape { all: none, none: flag } } else { Test::Shape { all: flag, none } }
}
