//! Web and mail addresses, hashtags and handles, each one token.

use super::super::token::{Shape, Spelling};
use super::shape::{ALNUM, DIGIT, LOWER, class};
use super::{Scanner, WHITE};

impl<S: Spelling + ?Sized> Scanner<'_, S> {
    /// "user@host.org", "@handle", or the sign alone.
    pub(super) fn at_sign(&mut self) {
        let at = self.at;
        let mut to = at + 1;
        let mut dots = 0;
        while self.alnum_at(to) || matches!(self.byte(to), b'.' | b'-') && self.alnum_at(to + 1) {
            dots += u32::from(self.byte(to) == b'.');
            to = self.run_end(to).max(to + 1);
        }
        let mut from = self.out.len();
        let mut start = at;
        if self.gap == Shape::default() && dots > 0 {
            while let Some(token) = self.out[self.first..from].last() {
                let mail = |b: u8| class(b) & ALNUM != 0 || matches!(b, b'.' | b'-' | b'_' | b'+' | b'%');
                let bytes = self.bytes.get(token.span.range()).unwrap_or_default();
                if token.span.end as usize != start || !bytes.iter().all(|&b| mail(b)) {
                    break;
                }
                start = token.span.start as usize;
                from -= 1;
                if token.shape.any(Shape::SPACE_BEFORE) {
                    break;
                }
            }
        }
        if start == at {
            return if self.glued() { self.piece(1) } else { self.address(at, self.handle_end(at + 1)) };
        }
        let white = self.out.get(from).map_or(0, |t| t.shape.0) & WHITE;
        self.out.truncate(from);
        self.at = to;
        self.emit(start, to, Shape(white | Shape::ADDRESS.0));
    }

    /// The end of the web address `start..` whose first label ends at `end`, if it is one.
    pub(super) fn domain(&mut self, start: usize, end: usize) -> Option<usize> {
        if end < self.no_domain || end - start < 2 || class(self.byte(end + 1)) & (LOWER | DIGIT) == 0 {
            return None;
        }
        let mut to = end;
        let mut label = start;
        while self.byte(to) == b'.' && class(self.byte(to + 1)) & ALNUM != 0 {
            label = to + 1;
            to = label + (label..).take_while(|&i| class(self.byte(i)) & ALNUM != 0 || self.byte(i) == b'-').count();
        }
        let www = self.text.get(start..end).is_some_and(|w| w.eq_ignore_ascii_case("www"));
        if www || self.text.get(label..to).is_some_and(|w| self.spelling.domain(w)) {
            return Some(if self.byte(to) == b'/' { self.address_end(to) } else { to });
        }
        self.no_domain = to;
        None
    }

    /// End of the address that goes on at `at`: white space, a quotation mark or a bracket ends it, and the sentence's punctuation
    /// after it is not its own.
    pub(super) fn address_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..self.bytes.len()).unwrap_or_default();
        let stop = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '|' | '{' | '}');
        let mut to = at + rest.find(stop).unwrap_or(rest.len());
        let open = self.bytes.get(at..to).is_some_and(|b| b.contains(&b'('));
        while to > at {
            let ends = match self.byte(to - 1) {
                b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b']' => 1,
                b')' if !open => 1,
                _ if self.text.get(at..to).is_some_and(|t| t.ends_with(['’', '‘', '…', '—', '–'])) => 3,
                _ => break,
            };
            to -= ends;
        }
        to
    }

    pub(super) fn handle_end(&self, at: usize) -> usize {
        let mut to = at;
        while self.alnum_at(to) || self.byte(to) == b'_' {
            to = self.run_end(to).max(to + 1);
        }
        to
    }
}
