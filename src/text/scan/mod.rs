//! The tokenizer's one pass over the bytes: a table tells what an ASCII byte starts, everything else goes through
//! `char` and, where a script has no spaces, through the word boundaries of UAX #29.

use unicode_segmentation::UnicodeSegmentation;

mod address;
mod apostrophe;
mod shape;

use super::fold;
use super::lexicon::WordId;
use super::span::Span;
use super::token::{Abbreviation, Shape, Spelling, Token};
use shape::{ALNUM, DIGIT, HIGH, LOWER, PUNCT, SPACE, UPPER, class, is_apostrophe, is_invisible, is_letter, shape_of};

/// The flags that tell what stands before a token.
const WHITE: u16 = Shape::SPACE_BEFORE.0 | Shape::LINE_BEFORE.0 | Shape::PARAGRAPH_BEFORE.0;

/// Letters that are not written with spaces between words start here (Thai); below are the scripts that are.
const UNSPACED: char = '\u{0E00}';

pub(super) struct Scanner<'a, S: ?Sized> {
    text: &'a str,
    /// The bytes up to the end of the span; indices are the text's.
    bytes: &'a [u8],
    at: usize,
    spelling: &'a S,
    out: &'a mut Vec<Token>,
    /// Tokens before this index are the caller's.
    first: usize,
    /// White space seen since the last token.
    gap: Shape,
    lines: u32,
    /// Up to here it is known that no web address starts, so that no stretch is looked at twice.
    no_domain: usize,
}

impl<'a, S: Spelling + ?Sized> Scanner<'a, S> {
    pub(super) fn new(text: &'a str, span: Span, spelling: &'a S, out: &'a mut Vec<Token>) -> Self {
        let range = span.range();
        let bytes = text.as_bytes().get(..range.end).unwrap_or_default();
        let before = text.get(..range.start).unwrap_or_default();
        let white = before.len() - before.trim_end().len();
        let first = out.len();
        let mut scanner = Scanner {
            text,
            bytes,
            at: range.start - white,
            spelling,
            out,
            first,
            gap: Shape::default(),
            lines: 0,
            no_domain: 0,
        };
        if scanner.at == 0 {
            scanner.gap = Shape::SPACE_BEFORE;
            scanner.lines = 2;
        }
        scanner
    }

    pub(super) fn run(mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            match class(byte) {
                SPACE => self.space(byte),
                PUNCT => self.punctuation(byte),
                HIGH => match self.char_at(self.at) {
                    Some(c) if c.is_whitespace() => self.wide_space(c),
                    Some(c) if is_invisible(c) => self.at += c.len_utf8(),
                    Some(c) if is_apostrophe(c) => self.apostrophe(c.len_utf8()),
                    Some(c) if is_letter(c) => self.word(),
                    Some(_) => self.symbol(),
                    None => self.at += 1,
                },
                _ => self.word(),
            }
        }
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..self.bytes.len())?.chars().next()
    }

    /// Whether a letter or digit stands at `at`.
    fn alnum_at(&self, at: usize) -> bool {
        match class(self.byte(at)) {
            HIGH => self.char_at(at).is_some_and(|c| is_letter(c) && !is_apostrophe(c)),
            class => class & ALNUM != 0,
        }
    }

    fn space(&mut self, byte: u8) {
        self.gap = Shape::SPACE_BEFORE;
        if byte == b'\n' || byte == b'\r' && self.byte(self.at + 1) != b'\n' {
            self.lines += 1;
        }
        self.at += 1;
    }

    fn wide_space(&mut self, c: char) {
        self.gap = Shape::SPACE_BEFORE;
        match c {
            '\u{2028}' | '\u{85}' => self.lines += 1,
            '\u{2029}' => self.lines += 2,
            _ => {}
        }
        self.at += c.len_utf8();
    }

    /// End of the letters, digits and marks from `at` on.
    fn run_end(&self, mut at: usize) -> usize {
        while let Some(&byte) = self.bytes.get(at) {
            match class(byte) {
                HIGH => match self.char_at(at) {
                    Some(c) if (is_letter(c) || is_invisible(c)) && !is_apostrophe(c) => at += c.len_utf8(),
                    _ => break,
                },
                class if class & ALNUM != 0 => at += 1,
                _ => break,
            }
        }
        at
    }

    /// The fast path: ASCII letters in lower case, in upper case or with a capital first, or digits, before a character
    /// that cannot belong to the word.
    fn plain_word(&mut self, start: usize) -> bool {
        let Some(bytes) = self.bytes.get(start..) else { return false };
        let Some((&first, tail)) = bytes.split_first() else { return false };
        let first = class(first);
        let mut seen = 0;
        let mut len = 1;
        let mut ends = false;
        for &byte in tail {
            let class = class(byte);
            if class & ALNUM == 0 {
                ends = class == SPACE
                    || class == PUNCT && !matches!(byte, b'.' | b'\'' | b'&' | b'_' | b',' | b':' | b'/' | b'@')
                    || matches!(byte, b',' | b':') && first != DIGIT && self.byte(start + len + 1) == b' ';
                break;
            }
            seen |= class;
            len += 1;
        }
        let shape = match (first, seen) {
            (LOWER, 0 | LOWER) => Shape::LOWER.0 | Shape::LETTER.0,
            (UPPER, LOWER) => Shape::CAPITAL.0 | Shape::LETTER.0,
            (UPPER, 0 | UPPER) => Shape::CAPITAL.0 | Shape::UPPER.0 | Shape::LETTER.0,
            (DIGIT, 0 | DIGIT) => Shape::DIGIT.0 | Shape::NUMBER.0,
            _ => return false,
        };
        let Some(word) = bytes.get(..len).filter(|_| ends) else { return false };
        let hash = fold::hash_ascii(word);
        self.at = start + len;
        match self.spelling.fused(hash) {
            Some(_) => self.finish_word(start, start + len, false),
            None => self.push(start, start + len, Shape(shape | Shape::ASCII.0), hash),
        }
        true
    }

    /// A word, a number or an address: starts at a letter or digit.
    fn word(&mut self) {
        let start = self.at;
        if self.plain_word(start) {
            return;
        }
        let mut part = start;
        let mut stops = false;
        let mut figures = true;
        loop {
            let end = self.run_end(part).max(part + 1);
            let next = self.byte(end);
            figures &= self.is_digits(part, end);
            match next {
                b'.' if self.joins_at_stop(start, part, end, figures) => stops = true,
                b'.' => {
                    if let Some(end) = self.domain(start, end) {
                        return self.address(start, end);
                    }
                    if self.keeps_stop(start, end, stops, figures) {
                        self.at = end + 1;
                        return self.emit(start, end + 1, Shape::STOP);
                    }
                    return self.finish_word(start, end, figures);
                }
                b',' if figures && self.thousands(end + 1) => {}
                b':' if self.text.get(end..end + 3) == Some("://") => {
                    let to = self.address_end(end + 3);
                    if to > end + 3 {
                        return self.address(start, to);
                    }
                    return self.finish_word(start, end, figures);
                }
                b':' | b'/' if figures && class(self.byte(end + 1)) == DIGIT => {}
                // "A/S".
                b'/' if self.single_capital(start, end) && self.single_capital(end + 1, end + 2) => figures = false,
                b'&' if self.is_upper(part, end) && class(self.byte(end + 1)) == UPPER => {}
                b'_' if self.alnum_at(end + 1) => figures = false,
                b'\'' => match self.inner_apostrophe(start, end, 1, figures) {
                    Some(next) => {
                        (part, figures) = (next, false);
                        continue;
                    }
                    None => return,
                },
                _ if class(next) == HIGH => match self.char_at(end) {
                    Some(c) if is_apostrophe(c) => match self.inner_apostrophe(start, end, c.len_utf8(), figures) {
                        Some(next) => {
                            (part, figures) = (next, false);
                            continue;
                        }
                        None => return,
                    },
                    _ => return self.finish_word(start, end, figures),
                },
                _ => return self.finish_word(start, end, figures),
            }
            part = end + 1;
        }
    }

    /// Whether the stop at `end` stands inside the word: "U.S", "1.5", "Ph.D".
    fn joins_at_stop(&self, start: usize, part: usize, end: usize, figures: bool) -> bool {
        let next = class(self.byte(end + 1));
        if figures {
            return next == DIGIT;
        }
        if next & (UPPER | LOWER) == 0 || part > start && self.byte(part - 1) != b'.' {
            return false;
        }
        let after = end + 2;
        let single = !self.alnum_at(after);
        match end - part {
            1 => {
                let to = self.run_end(end + 1);
                single
                    || to - end < 8
                        && self.text.get(start..to).is_some_and(|w| self.spelling.abbreviation(w) != Abbreviation::No)
            }
            2 | 3 => {
                single
                    && self.byte(after) == b'.'
                    && class(self.byte(part)) == UPPER
                    && class(self.byte(part + 1)) == LOWER
            }
            _ => false,
        }
    }

    /// Whether the stop after `start..end` belongs to the word.
    fn keeps_stop(&self, start: usize, end: usize, stops: bool, figures: bool) -> bool {
        if self.byte(end + 1) == b'.' {
            return false;
        }
        if figures {
            // "2. Results": the number of a heading or of a list's item.
            return self.lines > 0 && end - start < 8 && self.byte(end + 1) == b' ';
        }
        let Some(word) = self.text.get(start..end) else { return false };
        let mut chars = word.chars();
        match (chars.next(), chars.next()) {
            // The pronoun or a number, unless it stands after a capitalised word as an initial does.
            (Some('I'), None) => {
                let spaced = self.gap.has(Shape::SPACE_BEFORE) && self.lines == 0;
                let before = self.out[self.first..].last().filter(|token| spaced && token.shape.has(Shape::CAPITAL));
                self.lines > 0 || before.is_some_and(|token| !self.spelling.numbered(&self.text[token.span]))
            }
            (Some(c), None) => c.is_alphabetic(),
            _ if stops && self.is_acronym(start, end) => true,
            _ => match self.spelling.abbreviation(word) {
                Abbreviation::No => false,
                Abbreviation::Yes => true,
                Abbreviation::Inside => {
                    matches!(self.bytes.get(end + 1..end + 3), Some([b' ', b'a'..=b'z' | b'0'..=b'9' | b'(']) | Some([b',' | b';', _]))
                }
            },
        }
    }

    /// Letters with single letters after every stop.
    fn is_acronym(&self, start: usize, end: usize) -> bool {
        self.text.get(start..end).is_some_and(|w| {
            w.rsplit('.').next().is_some_and(|part| part.chars().count() == 1)
                && w.chars().all(|c| c == '.' || c.is_alphabetic())
        })
    }

    /// Whether two or three digits and no more stand at `at`.
    fn thousands(&self, at: usize) -> bool {
        let digits = (at..at + 4).take_while(|&i| class(self.byte(i)) == DIGIT).count();
        digits == 2 && self.byte(at + 2) == b',' || digits == 3
    }

    fn is_digits(&self, start: usize, end: usize) -> bool {
        self.bytes.get(start..end).is_some_and(|w| w.iter().all(|&b| class(b) == DIGIT))
    }

    /// Whether a capital stands there and no letter or digit behind it.
    fn single_capital(&self, start: usize, end: usize) -> bool {
        end == start + 1 && class(self.byte(start)) == UPPER && class(self.byte(end)) & ALNUM == 0
    }

    fn is_upper(&self, start: usize, end: usize) -> bool {
        self.bytes.get(start..end).is_some_and(|w| w.iter().all(|&b| class(b) == UPPER))
    }

    /// Emits `start..end`, cut where it is more than one token.
    fn finish_word(&mut self, start: usize, end: usize, figures: bool) {
        self.at = end;
        if !figures && class(self.byte(start)) == DIGIT {
            let figures_end =
                (start..end).find(|&i| !matches!(self.byte(i), b'0'..=b'9' | b'.' | b',' | b':')).unwrap_or(end);
            if figures_end < end && self.text.get(figures_end..end).is_some_and(|w| self.spelling.unit(w)) {
                self.emit(start, figures_end, Shape::default());
                return self.emit(figures_end, end, Shape::default());
            }
        }
        let unspaced = |c: char| c >= UNSPACED && c.is_alphabetic() && !('\u{1E00}'..'\u{2000}').contains(&c);
        let word = self.text.get(start..end).unwrap_or_default();
        if !word.is_ascii() && word.contains(unspaced) {
            for (at, part) in word.split_word_bound_indices() {
                self.emit(start + at, start + at + part.len(), Shape::default());
            }
            return;
        }
        let from = self.out.len();
        self.emit(start, end, Shape::default());
        let Some(token) = self.out.last().copied() else { return };
        if let Some(cut) =
            self.spelling.fused(token.hash).filter(|&c| c > 0 && c < end - start && token.shape.has(Shape::ASCII))
        {
            self.out.truncate(from);
            let white = Shape(token.shape.0 & WHITE);
            self.emit(start, start + cut, white);
            self.emit(start + cut, end, Shape::default());
        }
    }

    fn punctuation(&mut self, byte: u8) {
        match byte {
            b'\'' => self.apostrophe(1),
            b'`' if self.byte(self.at + 1) == b'`' => self.piece(2),
            b'.' => {
                let run = self.same(|b| b == b'.');
                if run == 1 && class(self.byte(self.at + 1)) == DIGIT && !self.glued() {
                    let to = self.run_end(self.at + 1);
                    return self.piece(to - self.at);
                }
                self.piece(run);
            }
            b'!' | b'?' => self.piece(self.same(|b| b == b'!' || b == b'?')),
            b'-' | b'*' | b'=' | b'_' | b'~' => self.piece(self.same(|b| b == byte)),
            b'@' if self.alnum_at(self.at + 1) => self.at_sign(),
            b'#' if self.alnum_at(self.at + 1) && class(self.byte(self.at + 1)) != DIGIT && !self.glued() => {
                let to = self.handle_end(self.at + 1);
                self.address(self.at, to);
            }
            _ => self.piece(1),
        }
    }

    /// Length of the run of bytes at the cursor for which `of` holds.
    fn same(&self, of: impl Fn(u8) -> bool) -> usize {
        self.bytes.get(self.at..).unwrap_or_default().iter().take_while(|&&b| of(b)).count()
    }

    /// Whether the cursor stands right after a token of letters or digits.
    fn glued(&self) -> bool {
        self.gap == Shape::default() && self.out[self.first..].last().is_some_and(|t| !t.shape.has(Shape::PUNCTUATION))
    }

    /// A character that is neither space, letter nor ASCII, with what is drawn on top of it.
    fn symbol(&mut self) {
        let rest = self.text.get(self.at..self.bytes.len()).unwrap_or_default();
        let len = if rest.starts_with('…') {
            rest.len() - rest.trim_start_matches(['…', '.']).len()
        } else {
            rest.graphemes(true).next().map_or(1, str::len)
        };
        self.piece(len);
    }

    fn piece(&mut self, len: usize) {
        let start = self.at;
        self.at += len;
        self.emit(start, self.at, Shape::default());
    }

    fn address(&mut self, start: usize, end: usize) {
        self.at = end;
        self.emit(start, end, Shape::ADDRESS);
    }

    fn emit(&mut self, start: usize, end: usize, flags: Shape) {
        let Some(piece) = self.text.get(start..end) else { return };
        self.push(start, end, flags.with(shape_of(piece)), fold::hash(piece));
    }

    fn push(&mut self, start: usize, end: usize, shape: Shape, hash: u64) {
        let mut shape = shape.with(self.gap);
        if self.lines > 0 {
            shape = shape.with(Shape::LINE_BEFORE);
            if self.lines > 1 {
                shape = shape.with(Shape::PARAGRAPH_BEFORE);
            }
            self.lines = 0;
        }
        self.gap = Shape::default();
        self.out.push(Token { span: Span::new(start as u32, end as u32), hash, word: WordId::NONE, shape });
    }
}
