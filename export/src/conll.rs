//! CoNLL's columns: a token a line with its BIO label, an empty line between sentences.

use std::fmt::Write as _;
use std::io::Write;

use dateline::Record;

use crate::Error;
use crate::source::SourceText;

/// Writes a document: `-DOCSTART-`, then `token TAB label` lines. Of nested mentions the outermost counts, for BIO has one label a
/// token.
///
/// White space and control characters inside a token, and the backslash, are written as `\u{…}`.
///
/// # Errors
/// When the record lacks the layers `text` and `tokens`, or the output takes no more.
pub fn bio(record: &Record, out: &mut impl Write) -> Result<(), Error> {
    let source = SourceText::of(record)?;
    let tokens = record.tokens.as_ref().ok_or(Error::Missing("tokens"))?;
    writeln!(out, "-DOCSTART-\tO\n")?;
    let mut mentions = outermost(record).into_iter().peekable();
    let mut sentences = record.sentences.iter().peekable();
    let mut inside_sentence = false;
    for &(start, end, _) in tokens {
        while sentences.next_if(|sentence| sentence.end <= start).is_some() {
            if inside_sentence {
                writeln!(out)?;
            }
            inside_sentence = false;
        }
        inside_sentence = true;
        while mentions.next_if(|&at| record.mentions[at].end <= start).is_some() {}
        let mention = mentions.peek().map(|&at| &record.mentions[at]).filter(|m| m.start < end);
        write!(out, "{}\t", escaped(source.slice(start, end)?))?;
        match mention {
            Some(m) => writeln!(out, "{}-{}", if m.start >= start { 'B' } else { 'I' }, m.label)?,
            None => writeln!(out, "O")?,
        }
    }
    writeln!(out)?;
    Ok(())
}

/// Places of the mentions that lie in no other, in text order.
fn outermost(record: &Record) -> Vec<usize> {
    let mut order: Vec<usize> =
        (0..record.mentions.len()).filter(|&at| record.mentions[at].start < record.mentions[at].end).collect();
    order.sort_by_key(|&at| (record.mentions[at].start, std::cmp::Reverse(record.mentions[at].end)));
    let mut end = 0;
    order.retain(|&at| {
        let mention = &record.mentions[at];
        let free = mention.start >= end;
        end = if free { mention.end } else { end };
        free
    });
    order
}

fn escaped(token: &str) -> String {
    let mut out = String::with_capacity(token.len());
    for c in token.chars() {
        if c.is_whitespace() || c.is_control() || c == '\\' {
            // Writing to a string cannot fail.
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}
