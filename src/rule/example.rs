//! The `test` and `none` lines of rules and frames.

use super::RuleId;
use super::ast::RawExample;
use super::lexer::Cursor;
use super::source::{Lines, Source};
use crate::diagnostic::{Diagnostic, Severity};
use crate::schema::{LabelId, Modality, Polarity, PredicateId, Qualifier, Schema};
use crate::text::span::Span;

/// A bracketed mention of an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// Where it stands in the example's text, in bytes.
    pub span: Span,
    /// Its label.
    pub label: LabelId,
}

/// A relation that an example expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The predicate.
    pub predicate: PredicateId,
    /// The subject's text; `None` for `-`.
    pub subject: Option<String>,
    /// The object's text; `None` for `-`.
    pub object: Option<String>,
    /// Qualifiers and their texts.
    pub qualifiers: Vec<(Qualifier, String)>,
    /// Polarity.
    pub polarity: Polarity,
    /// Modality.
    pub modality: Modality,
}

/// One `test` or `none` line.
#[derive(Clone, Debug)]
pub struct Example {
    /// The rule; of a frame its first line.
    pub rule: RuleId,
    /// The id of the rule or frame.
    pub id: String,
    /// The source.
    pub file: String,
    /// The line there.
    pub line: u32,
    /// Column of its sentence in characters, from 1, and the whole line: for diagnostics.
    pub column: u32,
    /// See `column`.
    pub source_line: String,
    /// `test`: the rule must fire. `none`: it must not.
    pub fires: bool,
    /// The text, without the brackets.
    pub text: String,
    /// Bracketed mentions: given ones for relation rules and frames; expected ones for a mention rule that reads no
    /// labels; for one that does, those of its own label are expected and the others given.
    pub mentions: Vec<Given>,
    /// Expected relations.
    pub relations: Vec<Expected>,
}

/// An unread line, with what a diagnostic needs.
#[derive(Clone, Debug)]
pub struct OwnedRaw {
    fires: bool,
    file: String,
    line: u32,
    column: u32,
    source_line: String,
    text: String,
}

type Fault = (usize, String, Option<String>);

impl OwnedRaw {
    /// Keeps a line for later.
    pub fn new(source: &Source<'_>, lines: &Lines, raw: &RawExample<'_>) -> OwnedRaw {
        let at = raw.span.start as usize;
        let start = source.text[..at].rfind('\n').map_or(0, |i| i + 1);
        let end = source.text[at..].find('\n').map_or(source.text.len(), |i| at + i);
        OwnedRaw {
            fires: raw.fires,
            file: source.name.to_owned(),
            line: lines.line(raw.span.start),
            column: source.text[start..at].chars().count() as u32,
            source_line: source.text[start..end].to_owned(),
            text: raw.text.to_owned(),
        }
    }

    /// Reads the line.
    pub fn read(&self, rule: RuleId, id: &str, schema: &Schema) -> Result<Example, Box<Diagnostic>> {
        let mut example = Example {
            rule,
            id: id.to_owned(),
            file: self.file.clone(),
            line: self.line,
            column: self.column + 1,
            source_line: self.source_line.clone(),
            fires: self.fires,
            text: String::new(),
            mentions: Vec::new(),
            relations: Vec::new(),
        };
        let mut cursor = Cursor { text: &self.text, at: 0 };
        let read =
            sentence(&mut cursor, schema, &mut example).and_then(|()| relations(&mut cursor, schema, &mut example));
        match read {
            Ok(()) => Ok(example),
            Err((at, message, help)) => Err(Box::new(Diagnostic {
                severity: Severity::Error,
                code: "R024",
                file: self.file.clone(),
                line: self.line,
                column: self.column + self.text.get(..at).unwrap_or("").chars().count() as u32 + 1,
                length: 1,
                message,
                help,
                source_line: self.source_line.clone(),
            })),
        }
    }
}

/// The quoted sentence with its brackets.
fn sentence(cursor: &mut Cursor<'_>, schema: &Schema, example: &mut Example) -> Result<(), Fault> {
    cursor.blanks();
    let fault = |at: usize, message: &str| Err((at, message.to_owned(), None));
    if !cursor.eat(b'"') {
        return fault(cursor.at, "expected a sentence in quotation marks");
    }
    let mut open: Option<(u32, LabelId, usize)> = None;
    loop {
        let at = cursor.at;
        let Some(c) = cursor.text[at..].chars().next() else {
            return fault(at, "the sentence's quotation mark is never closed");
        };
        cursor.at += c.len_utf8();
        match c {
            '"' => break,
            '\\' => {
                let Some(kept) = cursor.text[cursor.at..].chars().next() else { continue };
                cursor.at += kept.len_utf8();
                example.text.push(if kept == 'n' { '\n' } else { kept });
            }
            '[' if open.is_some() => return fault(at, "brackets do not nest; `\\[` is a bracket"),
            '[' => {
                let path = cursor.name();
                let Some(label) = schema.label(path) else {
                    let help = super::source::suggest(path, schema.labels().map(|(_, p)| p));
                    return Err((at + 1, format!("unknown label `{path}`; `\\[` is a bracket"), help));
                };
                cursor.eat(b' ');
                open = Some((example.text.len() as u32, label, at));
            }
            ']' => {
                let Some((start, label, _)) = open.take() else {
                    return fault(at, "no bracket is open here; `\\]` is a bracket");
                };
                example.mentions.push(Given { span: Span::new(start, example.text.len() as u32), label });
            }
            c => example.text.push(c),
        }
    }
    match open {
        Some((_, _, at)) => fault(at, "this bracket is never closed"),
        None => Ok(()),
    }
}

/// `=> pred(A, B, item: x) negative & pred(…)`
fn relations(cursor: &mut Cursor<'_>, schema: &Schema, example: &mut Example) -> Result<(), Fault> {
    cursor.blanks();
    if cursor.peek().is_none() {
        return Ok(());
    }
    if !cursor.eat_str("=>") {
        return Err((cursor.at, "expected `=>` or the end of the line".to_owned(), None));
    }
    loop {
        cursor.blanks();
        let at = cursor.at;
        let name = cursor.name();
        let Some(predicate) = schema.predicate(name) else {
            let help = super::source::suggest(name, schema.predicates().iter().map(|p| p.name.as_str()));
            return Err((at, format!("unknown predicate `{name}`"), help));
        };
        let (subject, object, qualifiers) = arguments(cursor)?;
        let mut relation = Expected {
            predicate,
            subject,
            object,
            qualifiers,
            polarity: Polarity::Positive,
            modality: Modality::Asserted,
        };
        loop {
            cursor.blanks();
            let at = cursor.at;
            let word = cursor.name();
            match (word, Polarity::of(word), Modality::of(word)) {
                ("", ..) => break,
                (_, Some(polarity), _) => relation.polarity = polarity,
                (_, _, Some(modality)) => relation.modality = modality,
                _ => return Err((at, format!("`{word}` is neither a polarity nor a modality"), None)),
            }
        }
        example.relations.push(relation);
        if cursor.peek().is_none() {
            return Ok(());
        }
        if !cursor.eat(b'&') {
            return Err((cursor.at, "expected `&` or the end of the line".to_owned(), None));
        }
    }
}

type Arguments = (Option<String>, Option<String>, Vec<(Qualifier, String)>);

fn arguments(cursor: &mut Cursor<'_>) -> Result<Arguments, Fault> {
    if !cursor.eat(b'(') {
        return Err((cursor.at, "expected `(`".to_owned(), None));
    }
    let (mut positional, mut qualifiers) = (Vec::new(), Vec::new());
    loop {
        cursor.blanks();
        let at = cursor.at;
        let mut ahead = *cursor;
        let name = ahead.name();
        let qualifier = if ahead.eat(b':') { Qualifier::of(name) } else { None };
        if qualifier.is_some() {
            *cursor = ahead;
            cursor.blanks();
        }
        let text = if cursor.peek() == Some(b'"') {
            cursor.quoted().map_err(|_| (at, "this quotation mark is never closed".to_owned(), None))?.into_owned()
        } else {
            let text = cursor.take(|b| !matches!(b, b',' | b')')).trim();
            if text.is_empty() {
                return Err((at, "expected an argument; `-` is an empty one".to_owned(), None));
            }
            text.to_owned()
        };
        match qualifier {
            Some(qualifier) => qualifiers.push((qualifier, text)),
            None => positional.push((text != "-").then_some(text)),
        }
        cursor.blanks();
        if cursor.eat(b')') {
            break;
        }
        if !cursor.eat(b',') {
            return Err((cursor.at, "expected `,` or `)`".to_owned(), None));
        }
    }
    match <[Option<String>; 2]>::try_from(positional) {
        Ok([subject, object]) => Ok((subject, object, qualifiers)),
        Err(_) => Err((cursor.at, "a relation has a subject and an object; `-` is an empty one".to_owned(), None)),
    }
}
