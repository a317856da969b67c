//! Rules and frames: the items whose statements stand in a block, one on a line.

use super::ast::*;
use super::parser::{Parsed, Parser};
use super::source::suggest;
use crate::schema::{Form, Modality, Polarity};
use std::borrow::Cow;

impl<'s> Parser<'s, '_> {
    /// A rule, behind its keyword.
    pub fn rule(&mut self, overrides: bool) -> Parsed<RuleDecl<'s>> {
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

    /// The arguments of a relation rule and what it says of every relation that it finds.
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

    /// A frame, behind its keyword.
    pub fn frame(&mut self, overrides: bool) -> Parsed<FrameDecl<'s>> {
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

    /// A line of a frame, behind `verb` or `noun`: lemmas, slots, flags.
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

    /// The rest of a `test` or `none` line as it stands.
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
}
