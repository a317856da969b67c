//! From a source's text to its syntax tree. All faults of a file are found in one go.

use super::ast::*;
use super::lexer::Cursor;
use super::source::{Source, suggest};
use crate::diagnostic::{Diagnostic, Severity};
use crate::schema::{Form, Modality, Polarity};
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

    fn punctuation(&mut self, byte: u8) -> Parsed<()> {
        self.cursor.blanks();
        if self.cursor.eat(byte) { Ok(()) } else { self.expected(&format!("`{}`", byte as char)) }
    }

    fn arrow(&mut self) -> Parsed<()> {
        self.cursor.blanks();
        if self.cursor.eat_str("->") { Ok(()) } else { self.expected("`->`") }
    }

    fn end_of_statement(&mut self) -> Parsed<()> {
        self.cursor.blanks();
        match self.cursor.peek() {
            None | Some(b'\n' | b'}') => Ok(()),
            _ => self.expected("the end of the line"),
        }
    }

    /// Whether the line at hand begins, without indentation, a new item.
    fn at_item(&self) -> bool {
        let start = self.cursor.at;
        if start > 0 && self.source.text.as_bytes()[start - 1] != b'\n' {
            return false;
        }
        let mut ahead = self.cursor;
        let word = ahead.name();
        ITEMS.contains(&word) && matches!(ahead.peek(), Some(b' ' | b'\t'))
    }

    fn skip_line(&mut self) {
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

    /// Opens a block, reads its statements with `statement`, closes it.
    fn block(&mut self, mut statement: impl FnMut(&mut Self, Name<'s>) -> Parsed<()>) -> Parsed<()> {
        self.punctuation(b'{')?;
        let open = self.cursor.since(self.cursor.at - 1);
        loop {
            self.cursor.space();
            if self.cursor.eat(b'}') {
                return Ok(());
            }
            if self.cursor.peek().is_none() || self.at_item() {
                let next = match self.cursor.peek() {
                    Some(_) => {
                        format!("the next item begins in line {}", self.source.position(self.cursor.at as u32).0)
                    }
                    None => "the file ends".to_owned(),
                };
                let help = Some(format!("a block ends with `}}`; {next}"));
                return self.fault("R003", open, "this block is never closed".to_owned(), help);
            }
            let read = match self.name("a statement or `}`") {
                Ok(keyword) => {
                    self.cursor.blanks();
                    statement(self, keyword)
                }
                Err(fault) => Err(fault),
            };
            if read.is_err() {
                self.depth = 0;
                self.skip_line();
            }
        }
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

    fn example(&mut self, fires: bool) -> RawExample<'s> {
        let start = self.cursor.at;
        let text = &self.source.text[start..self.cursor.line_end()];
        self.skip_line();
        RawExample { fires, text, span: self.cursor.since(start) }
    }

    fn score(&mut self) -> Parsed<u16> {
        let start = self.cursor.at;
        let digits = self.cursor.take(|b| b.is_ascii_digit());
        match digits.parse() {
            Ok(score) if score <= 1000 => self.end_of_statement().map(|()| score),
            _ => self.fault("R004", self.cursor.since(start), "a score is a number from 0 to 1000".to_owned(), None),
        }
    }

    fn rule(&mut self, overrides: bool) -> Parsed<RuleDecl<'s>> {
        let id = self.name("a rule's id")?;
        self.arrow()?;
        self.cursor.blanks();
        let target = self.name("a label or a predicate")?;
        self.cursor.blanks();
        let head = if self.cursor.peek() == Some(b'(') { self.relation_head(target)? } else { Head::Mention(target) };
        let mut rule =
            RuleDecl { id, overrides, head, score: 500, form: Form::Name, patterns: Vec::new(), examples: Vec::new() };
        self.block(|parser, keyword| {
            match keyword.text.as_ref() {
                "score" => rule.score = parser.score()?,
                "form" => {
                    let form = parser.name("a form")?;
                    match Form::of(&form.text) {
                        Some(found) => rule.form = found,
                        None => {
                            let help = suggest(&form.text, Form::ALL.iter().map(|f| f.as_str()));
                            return parser.fault("R022", form.span, format!("unknown form `{}`", form.text), help);
                        }
                    }
                    parser.end_of_statement()?;
                }
                "match" => {
                    let start = parser.cursor.at;
                    let node = parser.pattern()?;
                    let span = parser.cursor.since(start);
                    parser.end_of_statement()?;
                    rule.patterns.push(Pattern { node, span });
                }
                "test" => rule.examples.push(parser.example(true)),
                "none" => rule.examples.push(parser.example(false)),
                other => {
                    let help = suggest(other, ["score", "form", "match", "test", "none"]);
                    return parser.fault("R002", keyword.span, format!("unknown statement `{other}`"), help);
                }
            }
            Ok(())
        })?;
        Ok(rule)
    }

    fn relation_head(&mut self, predicate: Name<'s>) -> Parsed<Head<'s>> {
        self.punctuation(b'(')?;
        let mut arguments = Vec::new();
        loop {
            self.cursor.blanks();
            let mut qualifier = None;
            let mut constant = self.cursor.peek() == Some(b'"');
            let mut value = if constant { self.quoted()? } else { self.name("a capture's name")? };
            self.cursor.blanks();
            if !constant && self.cursor.eat(b':') {
                self.cursor.blanks();
                qualifier = Some(value);
                constant = self.cursor.peek() == Some(b'"');
                value = if constant { self.quoted()? } else { self.name("a capture's name")? };
                self.cursor.blanks();
            }
            arguments.push(Argument { qualifier, value, constant });
            if !self.cursor.eat(b',') {
                break;
            }
        }
        self.punctuation(b')')?;
        let (mut polarity, mut modality) = (Polarity::Positive, Modality::Asserted);
        loop {
            self.cursor.blanks();
            if matches!(self.cursor.peek(), None | Some(b'{' | b'\n')) {
                return Ok(Head::Relation { predicate, arguments, polarity, modality });
            }
            let word = self.name("`{`, a polarity or a modality")?;
            match (Polarity::of(&word.text), Modality::of(&word.text)) {
                (Some(found), _) => polarity = found,
                (_, Some(found)) => modality = found,
                _ => {
                    let known = Modality::ALL.iter().map(|m| m.as_str()).chain(["negative", "positive"]);
                    let help = suggest(&word.text, known);
                    let message = format!("`{}` is neither a polarity nor a modality", word.text);
                    return self.fault("R022", word.span, message, help);
                }
            }
        }
    }

    fn frame(&mut self, overrides: bool) -> Parsed<FrameDecl<'s>> {
        let id = self.name("a frame's id")?;
        self.arrow()?;
        self.cursor.blanks();
        let predicate = self.name("a predicate")?;
        let mut frame = FrameDecl { id, overrides, predicate, score: 500, lines: Vec::new(), examples: Vec::new() };
        self.block(|parser, keyword| {
            match keyword.text.as_ref() {
                "score" => frame.score = parser.score()?,
                "verb" | "noun" => {
                    let line = parser.frame_line(&keyword)?;
                    frame.lines.push(line);
                }
                "test" => frame.examples.push(parser.example(true)),
                "none" => frame.examples.push(parser.example(false)),
                other => {
                    let help = suggest(other, ["score", "verb", "noun", "test", "none"]);
                    return parser.fault("R002", keyword.span, format!("unknown statement `{other}`"), help);
                }
            }
            Ok(())
        })?;
        Ok(frame)
    }

    /// A slot's alternatives: names, `'s` and `-`.
    fn slot(&mut self) -> Parsed<Vec<Name<'s>>> {
        let mut found = Vec::new();
        loop {
            self.cursor.blanks();
            let start = self.cursor.at;
            let text = self.cursor.take(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'\''));
            if text.is_empty() {
                return self.expected("a slot");
            }
            found.push(Name { text: Cow::Borrowed(text), span: self.cursor.since(start) });
            self.cursor.blanks();
            if !self.cursor.eat(b'|') {
                return Ok(found);
            }
        }
    }

    fn frame_line(&mut self, keyword: &Name<'s>) -> Parsed<FrameLineDecl<'s>> {
        let mut lemmas: Vec<Name<'s>> = Vec::new();
        let mut subject = self.slot()?;
        while !matches!(self.cursor.peek(), None | Some(b',' | b'\n' | b'[' | b'}')) {
            if subject.len() > 1 {
                return self.expected("`,` (alternatives stand in slots, not among lemmas)");
            }
            lemmas.append(&mut subject);
            subject = self.slot()?;
        }
        let (mut object, mut qualifiers, mut flags) = (Vec::new(), Vec::new(), Vec::new());
        let mut first = true;
        while self.cursor.eat(b',') {
            let mut slot = self.slot()?;
            if self.cursor.eat(b':') {
                if slot.len() > 1 {
                    return self.expected("one qualifier before `:`");
                }
                let filler = self.slot()?;
                qualifiers.extend(slot.pop().map(|name| (name, filler)));
            } else if first {
                object = slot;
            } else {
                return self.expected("`:` (after the object come qualifiers, `name: slot`)");
            }
            first = false;
        }
        while self.cursor.eat(b'[') {
            loop {
                self.cursor.blanks();
                let key = self.name("a flag")?;
                self.cursor.blanks();
                let mut value = None;
                if self.cursor.eat(b':') {
                    self.cursor.blanks();
                    value = Some(self.name("a value")?);
                    self.cursor.blanks();
                }
                flags.push((key, value));
                if !self.cursor.eat(b',') {
                    break;
                }
            }
            self.punctuation(b']')?;
            self.cursor.blanks();
        }
        if lemmas.is_empty() {
            let message = format!("`{}` needs a lemma before its slots", keyword.text);
            return self.fault("R001", keyword.span, message, Some("write `verb visit subject, object`".to_owned()));
        }
        self.end_of_statement()?;
        Ok(FrameLineDecl {
            noun: keyword.text == "noun",
            span: keyword.span,
            lemmas,
            subject,
            object,
            qualifiers,
            flags,
        })
    }
}
