//! A sentence's tokens with their classes: what the finders walk over.

use super::words::{Class, Classes, Words};
use crate::text::token::{Shape, Token};

/// The tokens of one sentence. Positions past the end are empty tokens, so that looking ahead needs no care.
pub(crate) struct Cursor<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
    pub(crate) words: &'a dyn Words,
}

impl<'a> Cursor<'a> {
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(crate) fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).and_then(|t| self.text.get(t.span.range())).unwrap_or("")
    }

    pub(crate) fn shape(&self, at: usize) -> Shape {
        self.tokens.get(at).map_or(Shape::default(), |t| t.shape)
    }

    pub(crate) fn classes(&self, at: usize) -> Classes {
        self.tokens.get(at).map_or(Classes::default(), |t| self.words.classes(t))
    }

    pub(crate) fn is(&self, at: usize, class: Class) -> bool {
        self.classes(at).has(class)
    }

    /// The word's value in a class, if it has the class.
    pub(crate) fn value(&self, at: usize, class: Class) -> Option<&'a str> {
        self.tokens.get(at).filter(|t| self.words.classes(t).has(class)).map(|t| self.words.value(t, class))
    }

    pub(crate) fn number<T: std::str::FromStr>(&self, at: usize, class: Class) -> Option<T> {
        self.value(at, class)?.parse().ok()
    }

    pub(crate) fn link(&self, at: usize, value: &str) -> bool {
        self.value(at, Class::Link) == Some(value)
    }

    /// The link before `at`, an article between them passed over.
    pub(crate) fn link_before(&self, at: usize) -> &'a str {
        let Some(before) = at.checked_sub(1) else { return "" };
        match self.value(before, Class::Link) {
            Some("the") => {
                before.checked_sub(1).and_then(|b| self.value(b, Class::Link)).filter(|l| *l != "a").unwrap_or("the")
            }
            link => link.unwrap_or(""),
        }
    }

    pub(crate) fn ordinary(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| self.words.ordinary(t))
    }

    /// Whether no white space stands before the token.
    pub(crate) fn glued(&self, at: usize) -> bool {
        at < self.len() && !self.shape(at).has(Shape::SPACE_BEFORE)
    }

    pub(crate) fn dash(&self, at: usize) -> bool {
        matches!(self.word(at), "-" | "–" | "—" | "‑" | "−")
    }

    /// A whole number in plain digits of at most `longest` digits.
    pub(crate) fn digits(&self, at: usize, longest: usize) -> Option<u32> {
        let word = self.word(at);
        let plain = !word.is_empty() && word.len() <= longest && word.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| word.parse().ok()).flatten()
    }

    /// "17th", "1st" in figures or "seventeenth", "twenty-first" in words, and how many tokens it takes.
    pub(crate) fn ordinal(&self, at: usize) -> Option<(u32, usize)> {
        let word = self.word(at);
        let figures = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if figures > 0 {
            let (number, suffix) = word.split_at(figures);
            let suffixed = ["st", "nd", "rd", "th"].iter().any(|s| suffix.eq_ignore_ascii_case(s));
            return if suffixed && figures < 7 { Some((number.parse().ok()?, 1)) } else { None };
        }
        if let Some(value) = self.number::<u32>(at, Class::Ordinal) {
            return Some((value, 1));
        }
        let tens = self.number::<u32>(at, Class::Cardinal).filter(|n| (20..100).contains(n) && n % 10 == 0)?;
        let dash = usize::from(self.dash(at + 1));
        let ones = self.number::<u32>(at + 1 + dash, Class::Ordinal).filter(|n| (1..10).contains(n))?;
        Some((tens + ones, 2 + dash))
    }

    /// A number in figures or words ("1,200", "2.5 million", "twenty-five", "two hundred and six"), and how many tokens it
    /// takes.
    pub(crate) fn amount(&self, at: usize) -> Option<(f64, usize)> {
        let start = at;
        let mut at = at;
        let (mut total, mut part) = (0.0, 0.0_f64);
        let mut seen = false;
        if self.shape(at).has(Shape::NUMBER) {
            part = figures(self.word(at))?;
            (at, seen) = (at + 1, true);
            let dash = usize::from(self.dash(at) && self.glued(at) && self.glued(at + 1));
            let glued = self.glued(at) && dash == 0;
            if let Some(fraction) = vulgar(self.word(at)).filter(|_| glued).or_else(|| common(self.word(at + dash))) {
                (part, at) = (part + fraction, at + 1 + dash);
            }
        }
        while at < start + 16 {
            let dash = usize::from(seen && self.dash(at) && self.glued(at) && self.glued(at + 1));
            let and = usize::from(part >= 100.0 && self.link(at, "and"));
            let next = at + dash + and;
            let Some(value) = self.number::<f64>(next, Class::Cardinal).or_else(|| self.scale(next, seen)) else {
                break;
            };
            match value {
                v if v < 100.0 && (v != 12.0 && v != 20.0 || !seen || self.glued(at)) => {
                    let fits = part % 100.0 == 0.0 || part % 10.0 == 0.0 && part % 100.0 >= 20.0 && v < 10.0;
                    if seen && (!fits || self.shape(at - 1).has(Shape::NUMBER)) || and > 0 && part == 0.0 {
                        break;
                    }
                    part += v;
                }
                v if v < 1000.0 && seen => part *= v,
                v if v >= 1000.0 && seen => {
                    total += part * v;
                    part = 0.0;
                }
                _ => break,
            }
            (at, seen) = (next + 1, true);
        }
        // "two and a half"
        if seen && self.link(at, "and") && self.link(at + 1, "a") && self.value(at + 2, Class::Fraction) == Some("1/2")
        {
            (part, at) = (part + 0.5, at + 3);
        }
        seen.then_some((total + part, at - start))
    }

    /// The factor that a word of magnitude after a number is: "million", "bn"; "m" and its like only where glued to figures
    /// or behind a sum of money.
    fn scale(&self, at: usize, seen: bool) -> Option<f64> {
        let long = self.word(at).len() > 2 || self.glued(at);
        self.number(at, Class::Magnitude).filter(|_| seen && long)
    }
}

/// The value of digits with commas and at most one point among them.
fn figures(word: &str) -> Option<f64> {
    let (whole, rest) = word.split_once('.').unwrap_or((word, ""));
    let digits = |text: &str| {
        text.bytes().filter(|b| *b != b',').try_fold((0.0, 1.0), |(n, scale), b| {
            b.is_ascii_digit().then(|| (n * 10.0 + f64::from(b - b'0'), scale * 10.0))
        })
    };
    let ((whole, _), (rest, scale)) = (digits(whole)?, digits(rest)?);
    Some(whole + rest / scale)
}

/// "1/2" after a whole number.
fn common(word: &str) -> Option<f64> {
    let (above, below) = word.split_once('/')?;
    let (above, below) = (above.parse::<u8>().ok()?, below.parse::<u8>().ok()?);
    (above < below && below <= 64).then(|| f64::from(above) / f64::from(below))
}

fn vulgar(word: &str) -> Option<f64> {
    Some(match word {
        "½" => 0.5,
        "¼" => 0.25,
        "¾" => 0.75,
        _ => return None,
    })
}
