//! From a source's text to its syntax tree: items, and those of them that are declarations. All faults of a file are found in one
//! go. `block` reads rules and frames, `pattern` what stands behind `match`.

use super::ast::*;
use super::lexer::Cursor;
use super::source::{Source, suggest};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::span::Span;
use std::borrow::Cow;

/// Words that begin a top-level item.
pub const ITEMS: &[&str] = &["label", "predicate", "words", "pattern", "rule", "frame", "override"];

/// A fault was reported; the caller recovers at the next line it understands.
#[derive(Debug)]
pub struct Fault;

pub(super) type Parsed<T> = Result<T, Fault>;

/// Reads a source. What could be read is returned beside the faults.
pub fn parse<'s>(source: &Source<'s>, diagnostics: &mut Vec<Diagnostic>) -> File<'s> {
    let cursor = Cursor { text: source.text, at: 0 };
    let mut parser = Parser { source: *source, cursor, depth: 0, named: Vec::new(), diagnostics };
    let mut file = File::default();
    loop {
        parser.cursor.space();
        if parser.cursor.peek().is_none() {
            return file;
        }
        if parser.item(&mut file).is_err() {
            parser.skip_to_item();
        }
    }
}

pub(super) struct Parser<'s, 'd> {
    pub source: Source<'s>,
    pub cursor: Cursor<'s>,
    /// How many brackets of a pattern are open.
    pub depth: u32,
    /// Patterns that the file has named so far.
    pub named: Vec<(Name<'s>, Node<'s>)>,
    pub diagnostics: &'d mut Vec<Diagnostic>,
}

impl<'s> Parser<'s, '_> {
    pub fn fault<T>(&mut self, code: &'static str, span: Span, message: String, help: Option<String>) -> Parsed<T> {
        self.diagnostics.push(self.source.diagnostic(Severity::Error, code, span, message, help));
        Err(Fault)
    }

    pub fn expected<T>(&mut self, what: &str) -> Parsed<T> {
        let span = self.cursor.here();
        let found = match self.source.text.get(span.range()) {
            None | Some("") => "the end of the file".to_owned(),
            Some("\n") => "the end of the line".to_owned(),
            Some(text) => format!("`{text}`"),
        };
        self.fault("R001", span, format!("expected {what}, found {found}"), None)
    }

    /// A name of a rule, label, predicate or list.
    pub fn name(&mut self, what: &str) -> Parsed<Name<'s>> {
        let start = self.cursor.at;
        let text = self.cursor.name();
        if text.is_empty() {
            return self.expected(what);
        }
        Ok(Name { text: Cow::Borrowed(text), span: self.cursor.since(start) })
    }

    pub fn quoted(&mut self) -> Parsed<Name<'s>> {
        let start = self.cursor.at;
        match self.cursor.quoted() {
            Ok(text) => Ok(Name { text, span: self.cursor.since(start) }),
            Err(_) => {
                let span = self.cursor.since(start);
                self.fault("R003", span, "this quotation mark is never closed".to_owned(), None)
            }
        }
    }

    /// Names with `|` between them.
    fn alternatives(&mut self, what: &str) -> Parsed<Vec<Name<'s>>> {
        let mut names = vec![self.name(what)?];
        loop {
            let before = self.cursor.at;
            self.cursor.blanks();
            if !self.cursor.eat(b'|') {
                self.cursor.at = before;
                return Ok(names);
            }
            self.cursor.blanks();
            names.push(self.name(what)?);
        }
    }

    pub fn punctuation(&mut self, byte: u8) -> Parsed<()> {
        self.cursor.blanks();
        if self.cursor.eat(byte) { Ok(()) } else { self.expected(&format!("`{}`", byte as char)) }
    }

    pub fn arrow(&mut self) -> Parsed<()> {
        self.cursor.blanks();
        if self.cursor.eat_str("->") { Ok(()) } else { self.expected("`->`") }
    }

    pub fn end_of_statement(&mut self) -> Parsed<()> {
        self.cursor.blanks();
        match self.cursor.peek() {
            None | Some(b'\n' | b'}') => Ok(()),
            _ => self.expected("the end of the line"),
        }
    }

    /// Whether the line at hand begins, without indentation, a new item.
    pub fn at_item(&self) -> bool {
        let start = self.cursor.at;
        if start > 0 && self.source.text.as_bytes()[start - 1] != b'\n' {
            return false;
        }
        let mut ahead = self.cursor;
        let word = ahead.name();
        ITEMS.contains(&word) && matches!(ahead.peek(), Some(b' ' | b'\t'))
    }

    pub fn skip_line(&mut self) {
        self.cursor.at = self.cursor.line_end();
    }

    fn skip_to_item(&mut self) {
        self.depth = 0;
        while self.cursor.peek().is_some() {
            self.skip_line();
            self.cursor.eat(b'\n');
            if self.at_item() {
                return;
            }
        }
    }

    fn item(&mut self, file: &mut File<'s>) -> Parsed<()> {
        let mut keyword = self.name("a keyword")?;
        let overrides = keyword.text == "override";
        if overrides {
            self.cursor.blanks();
            keyword = self.name("`rule`, `frame`, `words` or `predicate`")?;
        }
        self.cursor.blanks();
        match keyword.text.as_ref() {
            "label" if !overrides => {
                while !matches!(self.cursor.peek(), None | Some(b'\n')) {
                    file.labels.push(self.name("a label")?);
                    self.cursor.blanks();
                }
            }
            "predicate" => file.predicates.push(self.predicate(overrides)?),
            "words" => file.words.push(self.words(overrides)?),
            "pattern" if !overrides => self.named_pattern()?,
            "rule" => file.rules.push(self.rule(overrides)?),
            "frame" => file.frames.push(self.frame(overrides)?),
            other => {
                let help = suggest(other, ITEMS.iter().copied());
                return self.fault("R002", keyword.span, format!("unknown keyword `{other}`"), help);
            }
        }
        Ok(())
    }

    fn predicate(&mut self, overrides: bool) -> Parsed<PredicateDecl<'s>> {
        let name = self.name("a predicate")?;
        self.punctuation(b'(')?;
        self.cursor.blanks();
        let subject = self.alternatives("a label")?;
        self.punctuation(b',')?;
        self.cursor.blanks();
        let object = self.alternatives("a label")?;
        self.punctuation(b')')?;
        let mut found = PredicateDecl { name, overrides, subject, object, codes: Vec::new(), symmetric: false };
        loop {
            self.cursor.blanks();
            if matches!(self.cursor.peek(), None | Some(b'\n')) {
                return Ok(found);
            }
            let key = self.name("a code")?;
            if self.cursor.eat(b'=') {
                let start = self.cursor.at;
                let text = self.cursor.take(|b| !b.is_ascii_whitespace());
                let value = Name { text: Cow::Borrowed(text), span: self.cursor.since(start) };
                if !["wikidata", "plover", "cameo"].contains(&key.text.as_ref()) {
                    let help = suggest(&key.text, ["wikidata", "plover", "cameo"]);
                    self.fault::<()>("R002", key.span, format!("unknown code `{}`", key.text), help).ok();
                } else {
                    found.codes.push((key, value));
                }
            } else if key.text == "symmetric" {
                found.symmetric = true;
            } else {
                let help = suggest(&key.text, ["symmetric", "wikidata", "plover", "cameo"]);
                self.fault::<()>("R002", key.span, format!("unknown property `{}`", key.text), help).ok();
            }
        }
    }

    fn words(&mut self, overrides: bool) -> Parsed<WordsDecl<'s>> {
        let name = self.name("a list's name")?;
        self.cursor.blanks();
        let adds = self.cursor.eat_str("+=");
        if !adds {
            self.punctuation(b'=')?;
        }
        self.cursor.blanks();
        let braced = self.cursor.eat(b'{');
        let mut entries = Vec::new();
        loop {
            self.cursor.blanks();
            match self.cursor.peek() {
                None if braced => return self.expected("`}`"),
                None => break,
                Some(b'}') if braced => {
                    self.cursor.at += 1;
                    break;
                }
                Some(b'\n') => {
                    self.cursor.at += 1;
                    let blank = self.source.text[self.cursor.at..self.cursor.line_end()].trim().is_empty();
                    if !braced && (blank || self.at_item()) {
                        break;
                    }
                }
                Some(b'"') => entries.push(self.quoted()?),
                Some(_) => {
                    let start = self.cursor.at;
                    let text =
                        self.cursor.take(|b| !b.is_ascii_whitespace() && !matches!(b, b'{' | b'}' | b'"' | b','));
                    if text.is_empty() {
                        return self.expected("a word; a comma or brace is written in quotation marks");
                    }
                    entries.push(Name { text: Cow::Borrowed(text), span: self.cursor.since(start) });
                }
            }
        }
        Ok(WordsDecl { name, overrides, adds, entries })
    }

    /// `pattern name = …`: what `<name>` stands for further down in the file.
    fn named_pattern(&mut self) -> Parsed<()> {
        let name = self.name("a pattern's name")?;
        self.punctuation(b'=')?;
        let node = self.pattern()?;
        self.end_of_statement()?;
        if self.named.iter().any(|(known, _)| known.text == name.text) {
            return self.fault("R009", name.span, format!("the pattern `{}` is declared twice", name.text), None);
        }
        self.named.push((name, node));
        Ok(())
    }
}
