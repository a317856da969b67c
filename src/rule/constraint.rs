//! Tests of one token, as the matcher runs them. Negations are pushed down to the leaves, so that a test which reads
//! tags can be run without them, taking every tag test as passed: what it then refuses, it refuses with tags too.

use super::columns::Look;
use super::rows::Rows;
use super::words::{WordList, Words};
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

    /// The test that nothing passes.
    pub fn never() -> Test {
        Test::Any(Box::default())
    }

    /// The test that all of the parts pass, in its shortest form: classes and flags are joined to one test each.
    pub fn all(parts: impl IntoIterator<Item = Test>) -> Test {
        let (mut refused, mut with, mut without) = (ClassSet::default(), Shape::default(), Shape::default());
        let mut left = Vec::new();
        let mut next: Vec<Test> = parts.into_iter().collect();
        next.reverse();
        while let Some(part) = next.pop() {
            match part {
                Test::Always => {}
                Test::NotClasses(set) => refused = refused.or(set),
                Test::Shape { all, none } => (with, without) = (with.with(all), without.with(none)),
                Test::All(parts) => next.extend(parts.into_iter().rev()),
                part if part == Test::never() => return part,
                part => left.push(part),
            }
        }
        if !refused.is_empty() {
            left.insert(0, Test::NotClasses(refused));
        }
        if (with, without) != (Shape::default(), Shape::default()) {
            left.insert(0, Test::Shape { all: with, none: without });
        }
        match left.len() {
            0 => Test::Always,
            1 => left.remove(0),
            _ => Test::All(left.into()),
        }
    }

    /// The test that one of the parts passes, in its shortest form.
    pub fn any(parts: impl IntoIterator<Item = Test>) -> Test {
        let mut wanted = ClassSet::default();
        let mut left = Vec::new();
        let mut next: Vec<Test> = parts.into_iter().collect();
        next.reverse();
        while let Some(part) = next.pop() {
            match part {
                Test::Always => return part,
                Test::Classes(set) => wanted = wanted.or(set),
                Test::Any(parts) => next.extend(parts.into_iter().rev()),
                part => left.push(part),
            }
        }
        if !wanted.is_empty() {
            left.insert(0, Test::Classes(wanted));
        }
        match left.len() {
            1 => left.remove(0),
            _ => Test::Any(left.into()),
        }
    }

    /// What is left of the test for words that it does not name.
    pub fn unnamed(&self) -> Test {
        match self {
            Test::Leaf(Leaf::Words(_) | Leaf::Exact(_) | Leaf::Lemmas(_) | Leaf::List(_), true) => Test::Always,
            Test::Leaf(Leaf::Words(_) | Leaf::Exact(_) | Leaf::Lemmas(_) | Leaf::List(_), false) => Test::never(),
            Test::All(parts) => Test::all(parts.iter().map(Test::unnamed)),
            Test::Any(parts) => Test::any(parts.iter().map(Test::unnamed)),
            other => other.clone(),
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
