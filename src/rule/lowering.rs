//! Constraints of the syntax tree turned into tests.

use super::ast::{Constraint, Name, ShapeWord};
use super::check::TAGS;
use super::constraint::{LazyRegex, Leaf, Test};
use super::vocabulary::Vocabulary;
use super::words::hashes;
use crate::text::lexicon::ClassSet;
use crate::text::token::Shape;

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
            Constraint::Any if negated => Test::never(),
            Constraint::Any => Test::Always,
            Constraint::Not(inner) => self.test(inner, !negated),
            Constraint::And(parts) | Constraint::Or(parts) => {
                let tests: Vec<Test> = parts.iter().map(|p| self.test(p, negated)).collect();
                if matches!(constraint, Constraint::And(_)) == negated { Test::any(tests) } else { Test::all(tests) }
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
