//! What the words of a stretch look like and are by themselves.

use super::context::Surroundings;
use super::features::Features;
use crate::text::lexicon::WordId;
use crate::text::token::{Shape, Token};

/// Shapes of words that are more often codes than names.
const ODD: Shape = Shape(Shape::UPPER.0 | Shape::DIGIT.0 | Shape::INNER_CAPITAL.0);
/// Names of the features, in their order.
pub(super) const SHAPES: &[&str] = &[
    "upper",
    "short_upper",
    "digit",
    "inner_capital",
    "initial",
    "hyphen",
    "lower_inside",
    "lower_first",
    "unknown_word",
    "all_ordinary",
    "given_surname",
    "given_other",
    "no_name_part",
    "other_surname",
    "plain",
    "strange",
    "ampersand",
    "strange_surname",
];

impl Features {
    /// Appends the features of a stretch's own words; `start` is its first token.
    pub(super) fn words(&self, at: &Surroundings<'_>, start: u32, tokens: &[Token], out: &mut Vec<u32>) {
        // "A." is no article.
        let classes = |t: &Token| if initial(t) { 0 } else { at.lexicon.classes(t.word).0 };
        let shape = |n: usize| (self.shape + n) as u32;
        match tokens {
            [] => {}
            [only] => {
                self.classes(0, classes(only), out);
                let begins = usize::from(only.shape.has(Shape::SENTENCE_START));
                out.push((self.frequency[begins] + usize::from(at.lexicon.freq(only.word).min(9))) as u32);
                // Inside a sentence a capital that is no common word is hardly ever no name.
                if start > at.range.0 && !at.shouted && !only.shape.any(ODD) && classes(only) & self.ordinary == 0 {
                    out.push(shape(14));
                }
            }
            [first, within @ .., last] => {
                self.classes(1, classes(first), out);
                self.classes(2, classes(last), out);
                let words = within.iter().filter(|t| !t.shape.has(Shape::PUNCTUATION));
                words.for_each(|t| self.classes(3, classes(t), out));
                // Nor are several words in a row that no list knows.
                let unknown = |t: &Token| t.word == WordId::NONE && t.shape.has(Shape::CAPITAL) && !t.shape.any(ODD);
                if !at.shouted && tokens.iter().all(unknown) {
                    out.push(shape(15));
                }
            }
        }
        let mut upper = true;
        for (index, token) in tokens.iter().enumerate() {
            let s = token.shape;
            upper &= s.has(Shape::UPPER) && token.span.len() > 1;
            if s.has(Shape::DIGIT) {
                out.push(shape(2));
            }
            if s.has(Shape::INNER_CAPITAL) {
                out.push(shape(3));
            }
            if initial(token) {
                out.push(shape(4));
            }
            if s.has(Shape::PUNCTUATION) {
                let sign = at.words.joiner.contains(token.hash) && !at.words.hyphen.contains(token.hash);
                out.push(shape(if sign { 16 } else { 5 }));
            }
            if s.has(Shape::LOWER) {
                out.push(shape(if index == 0 { 7 } else { 6 }));
            }
            if token.word == WordId::NONE && s.has(Shape::LETTER) {
                out.push(shape(8));
            }
        }
        let word = |t: &&Token| t.shape.has(Shape::CAPITAL);
        let is = |t: &Token, set: u128| classes(t) & set != 0;
        if tokens.iter().filter(word).all(|t| is(t, self.ordinary)) {
            out.push(shape(9));
        }
        if let [first, .., last] = tokens {
            match (is(first, self.given), is(last, self.surname)) {
                (true, true) => out.push(shape(10)),
                (true, false) => out.push(shape(11)),
                (false, true) => {
                    out.push(shape(13));
                    // "Oyelowo Adebayo": no word, and a surname that is no common word.
                    let odd = first.shape.any(ODD) || last.shape.any(ODD);
                    if first.word == WordId::NONE && !odd && !at.shouted && !is(last, self.ordinary) {
                        out.push(shape(17));
                    }
                }
                (false, false) => {}
            }
        }
        if !tokens.iter().any(|t| is(t, self.given | self.surname)) {
            out.push(shape(12));
        }
        if upper {
            out.push(shape(0));
            if tokens.len() == 1 && tokens[0].span.len() <= 5 {
                out.push(shape(1));
            }
        }
    }
}

/// Whether a token is an initial: "A."
pub(super) fn initial(token: &Token) -> bool {
    token.shape.has(Shape::STOP) && token.span.len() == 2
}
