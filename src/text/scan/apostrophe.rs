//! Apostrophes: clitics cut off, names kept whole, quotation marks told apart.

use super::super::token::{Shape, Spelling};
use super::Scanner;
use super::shape::is_apostrophe;

impl<S: Spelling + ?Sized> Scanner<'_, S> {
    /// At the apostrophe of `width` bytes that stands at `end` of a word: cuts a clitic off or says where the word goes on.
    pub(super) fn inner_apostrophe(&mut self, start: usize, end: usize, width: usize, figures: bool) -> Option<usize> {
        let tail = end + width;
        let to = self.run_end(tail);
        if to == tail {
            self.finish_word(start, end, figures);
            return None;
        }
        if !figures && is_nt(self.byte(end - 1), self.bytes.get(tail..to)) {
            if start < end - 1 {
                self.emit(start, end - 1, Shape::default());
            }
            self.at = to;
            self.emit(end - 1, to, Shape::default());
            return None;
        }
        if self.bytes.get(tail..to).is_some_and(is_clitic) {
            if figures && self.byte(end - 1) == b'0' && end - start == 4 {
                // "the 1930's"
                self.at = to;
                self.emit(start, to, Shape::default());
                return None;
            }
            self.finish_word(start, end, figures);
            self.at = to;
            self.emit(end, to, Shape::default());
            return None;
        }
        Some(tail)
    }

    /// An apostrophe that no word stands before.
    pub(super) fn apostrophe(&mut self, width: usize) {
        let (start, tail) = (self.at, self.at + width);
        let to = self.run_end(tail);
        let closed = self.byte(to) == b'\'' || self.char_at(to).is_some_and(is_apostrophe);
        let word = self.bytes.get(tail..to).unwrap_or_default();
        let decade = matches!(word, [b'0'..=b'9', b'0', b's']);
        if !closed
            && (is_clitic(word) && self.byte(start) != 0xE2
                || is_clitic(word) && self.gap == Shape::default()
                || decade)
        {
            self.at = to;
            return self.emit(start, to, Shape::default());
        }
        if width == 1 && self.byte(tail) == b'\'' {
            return self.piece(2); // '' as a closing quotation mark
        }
        self.piece(width);
    }
}

const fn is_clitic(tail: &[u8]) -> bool {
    matches!(
        tail,
        [b's' | b'S' | b'm' | b'M' | b'd' | b'D']
            | [b'l' | b'L', b'l' | b'L']
            | [b'r' | b'R' | b'v' | b'V', b'e' | b'E']
    )
}

const fn is_nt(before: u8, tail: Option<&[u8]>) -> bool {
    matches!(before, b'n' | b'N') && matches!(tail, Some([b't' | b'T']))
}
