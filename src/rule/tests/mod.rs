//! Tests of the rule engine with a small lexicon of its own.

mod errors;
mod random;
mod semantics;
mod speed;

use super::*;
use crate::text::fold;
use crate::text::lexicon::{ClassId, ClassSet, WordId};
use crate::text::span::Span;
use crate::text::token::{Shape, Token, tokenize};
use std::collections::HashMap;

/// A lexicon made of `class: word word` lines; a verb's forms are given as `lemma=form`.
#[derive(Default)]
pub struct TestWords {
    classes: Vec<String>,
    words: HashMap<u64, (u32, u128, Vec<u64>)>,
    sets: Vec<(u128, Vec<u64>)>,
}

impl TestWords {
    pub fn new(lines: &str) -> TestWords {
        let mut found = TestWords::default();
        for line in lines.lines().filter(|l| l.contains(':')) {
            let (class, words) = line.split_once(':').unwrap();
            found.classes.push(class.trim().to_owned());
            let bit = 1u128 << (found.classes.len() - 1);
            for word in words.split_whitespace() {
                let (lemma, form) = word.split_once('=').unwrap_or((word, word));
                let next = found.words.len() as u32;
                let entry = found.words.entry(fold::hash(form)).or_insert((next, 0, Vec::new()));
                entry.1 |= bit;
                entry.2.push(fold::hash(lemma));
            }
        }
        found.sets = vec![(0, Vec::new()); found.words.len()];
        for (index, classes, lemmas) in found.words.values() {
            found.sets[*index as usize] = (*classes, lemmas.clone());
        }
        found
    }
}

impl Words for TestWords {
    fn class(&self, name: &str) -> Option<ClassId> {
        self.classes.iter().position(|c| c == name).map(|i| ClassId(i as u8))
    }
    fn class_names(&self) -> Vec<String> {
        self.classes.clone()
    }
    fn find(&self, hash: u64) -> WordId {
        self.words.get(&hash).map_or(WordId::NONE, |w| WordId(w.0))
    }
    fn classes(&self, word: WordId) -> ClassSet {
        self.sets.get(word.0 as usize).map_or(ClassSet(0), |s| ClassSet(s.0))
    }
    fn frequency(&self, word: WordId) -> u8 {
        // The class of common words.
        let common = self.class("common").is_some_and(|c| self.classes(word).has(c));
        if common { 9 } else { 3 }
    }
    fn lemmas(&self, word: WordId, each: &mut dyn FnMut(u64)) {
        self.sets.get(word.0 as usize).into_iter().flat_map(|s| &s.1).for_each(|&l| each(l));
    }
}

pub fn lexicon() -> TestWords {
    TestWords::new(
        "title: mr mrs president\nmonth: may june\nweekday: monday\nrole: chairman president spokesman\nverb: visit=visited visit=visits visit=visit",
    )
}

/// The tokens of a text, with words looked up and shapes set whatever the tokenizer knows.
pub fn tokens(text: &str, words: &dyn Words) -> Vec<Token> {
    let mut tokens = Vec::new();
    tokenize(text, Span::new(0, text.len() as u32), &crate::text::token::Unspelled, &mut tokens);
    for token in &mut tokens {
        token.word = words.find(token.hash);
        let piece = &text[token.span];
        let flags = [
            (piece.chars().all(|c| c.is_lowercase() || !c.is_alphabetic()), Shape::LOWER),
            (piece.chars().any(char::is_alphabetic), Shape::LETTER),
            (piece.chars().any(|c| c.is_ascii_digit()), Shape::DIGIT),
            (piece.chars().all(|c| c.is_ascii_digit()), Shape::NUMBER),
            (!piece.chars().any(char::is_alphanumeric), Shape::PUNCTUATION),
        ];
        for (_, flag) in flags.iter().filter(|f| f.0) {
            token.shape = token.shape.with(*flag);
        }
    }
    tokens
}

pub fn load(text: &str) -> Rules {
    match Rules::load(&[("test.rules", text)], &lexicon(), &Options { examples: true, ..Options::default() }) {
        Ok(rules) => rules,
        Err(diagnostics) => panic!("{diagnostics}"),
    }
}
