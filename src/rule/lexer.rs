//! Reading characters of a rule source: blanks, comments, names, quoted texts.

use crate::text::span::Span;
use std::borrow::Cow;

/// A place in a source that moves on as things are read.
#[derive(Clone, Copy, Debug)]
pub struct Cursor<'s> {
    /// The source.
    pub text: &'s str,
    /// The next byte to read.
    pub at: usize,
}

/// Why a quoted text or a `/regex/` could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unterminated;

impl<'s> Cursor<'s> {
    /// The next byte.
    pub fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The byte `n` after the next one.
    pub fn peek_at(&self, n: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + n).copied()
    }

    /// Takes the next byte if it is this ASCII one.
    pub fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// Takes these bytes if they come next.
    pub fn eat_str(&mut self, word: &str) -> bool {
        let found = self.text.as_bytes()[self.at..].starts_with(word.as_bytes());
        self.at += if found { word.len() } else { 0 };
        found
    }

    /// Skips blanks within the line, and a comment that ends it.
    pub fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r')) {
            self.at += 1;
        }
        if self.peek() == Some(b'#') {
            self.at = self.line_end();
        }
    }

    /// Skips blanks, line ends and comments.
    pub fn space(&mut self) {
        loop {
            self.blanks();
            if !self.eat(b'\n') {
                return;
            }
        }
    }

    /// The end of the line, without its line break.
    pub fn line_end(&self) -> usize {
        let rest = &self.text.as_bytes()[self.at..];
        self.at + rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len())
    }

    /// Takes the bytes for which `keep` holds (ASCII, or every byte of a character above it).
    pub fn take(&mut self, keep: impl Fn(u8) -> bool) -> &'s str {
        let start = self.at;
        while self.peek().is_some_and(&keep) {
            self.at += 1;
        }
        self.text.get(start..self.at).unwrap_or("")
    }

    /// Takes a name of letters, digits, `_`, `-` and `/`.
    pub fn name(&mut self) -> &'s str {
        self.take(is_name)
    }

    /// Takes a bare word of a pattern: letters, digits, and inner `'`, `’`, `-`, `_`.
    pub fn word(&mut self) -> &'s str {
        let start = self.at;
        while let Some(b) = self.peek() {
            let inner = matches!(b, b'\'' | b'-' | b'_') && self.at > start && self.peek_at(1).is_some_and(is_letter);
            if !is_letter(b) && !inner {
                break;
            }
            self.at += 1;
        }
        self.text.get(start..self.at).unwrap_or("")
    }

    /// Takes a quoted text whose opening quotation mark is the next byte. `\` keeps the character after it.
    pub fn quoted(&mut self) -> Result<Cow<'s, str>, Unterminated> {
        self.at += 1;
        let start = self.at;
        let mut owned: Option<String> = None;
        let mut from = start;
        loop {
            match self.peek() {
                None | Some(b'\n') => return Err(Unterminated),
                Some(b'"') => break,
                Some(b'\\') => {
                    let text = owned.get_or_insert_default();
                    text.push_str(&self.text[from..self.at]);
                    self.at += 1;
                    let Some(c) = self.text[self.at..].chars().next() else { return Err(Unterminated) };
                    from = self.at;
                    self.at += c.len_utf8();
                }
                Some(_) => self.at += 1,
            }
        }
        let tail = &self.text[from..self.at];
        self.at += 1;
        Ok(match owned {
            Some(mut text) => {
                text.push_str(tail);
                Cow::Owned(text)
            }
            None => Cow::Borrowed(tail),
        })
    }

    /// Takes a `/regex/` whose opening slash is the next byte; `\/` is a slash.
    pub fn regex(&mut self) -> Result<&'s str, Unterminated> {
        self.at += 1;
        let start = self.at;
        loop {
            match self.peek() {
                None | Some(b'\n') => return Err(Unterminated),
                Some(b'/') => break,
                Some(b'\\') if self.peek_at(1).is_some_and(|b| b != b'\n') => self.at += 2,
                Some(_) => self.at += 1,
            }
        }
        self.at += 1;
        Ok(&self.text[start..self.at - 1])
    }

    /// The span from `start` to here.
    pub fn since(&self, start: usize) -> Span {
        Span::new(start as u32, self.at as u32)
    }

    /// The span of the next character, empty at the end.
    pub fn here(&self) -> Span {
        let len = self.text.get(self.at..).and_then(|r| r.chars().next()).map_or(0, char::len_utf8);
        Span::new(self.at as u32, (self.at + len) as u32)
    }
}

/// Bytes of names of rules, labels, predicates and lists.
pub fn is_name(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'/')
}

fn is_letter(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b >= 0x80
}
