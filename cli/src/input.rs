//! Documents from files and standard input: plain texts, or one JSON object a line.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::ValueEnum;
use dateline::time::Date;
use serde::Deserialize;

/// How a file holds its documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    /// The whole file is one document
    Text,
    /// A JSON object a line, with `text` and perhaps `id` and `date`
    Jsonl,
}

/// One document to read.
pub struct Input {
    /// The file's path as given, or the `id` of a line (its number where it has none).
    pub id: String,
    /// The text.
    pub text: String,
    /// Its date, where the line gives one.
    pub date: Option<Date>,
}

#[derive(Deserialize)]
struct Line {
    id: Option<serde_json::Value>,
    text: String,
    date: Option<String>,
}

/// Where documents come from: a file, or standard input ("-").
pub struct Source {
    name: String,
    format: InputFormat,
    reader: Box<dyn BufRead>,
    line: usize,
    done: bool,
}

impl Source {
    /// Opens a file, or standard input for `-`.
    pub fn open(path: &Path, format: Option<InputFormat>) -> Result<Source> {
        let name = path.display().to_string();
        let reader: Box<dyn BufRead> = if name == "-" {
            Box::new(BufReader::new(io::stdin()))
        } else {
            if path.is_dir() {
                anyhow::bail!("{name} is a folder; name the files in it (`{name}/*.txt`)");
            }
            Box::new(BufReader::with_capacity(
                1 << 16,
                File::open(path).with_context(|| format!("cannot open {name}"))?,
            ))
        };
        let lines =
            path.extension().is_some_and(|e| e.eq_ignore_ascii_case("jsonl") || e.eq_ignore_ascii_case("ndjson"));
        let format = format.unwrap_or(if lines { InputFormat::Jsonl } else { InputFormat::Text });
        Ok(Source { name, format, reader, line: 0, done: false })
    }

    fn whole(&mut self) -> Result<Input> {
        let mut bytes = Vec::new();
        self.reader.read_to_end(&mut bytes).with_context(|| format!("cannot read {}", self.name))?;
        let text = utf8(bytes).with_context(|| self.name.clone())?;
        Ok(Input { id: self.name.clone(), text, date: None })
    }

    fn parse(&self, bytes: Vec<u8>) -> Result<Input> {
        let place = || format!("{}:{}", self.name, self.line);
        let line = utf8(bytes).with_context(place)?;
        let line: Line =
            serde_json::from_str(&line).map_err(|error| anyhow::anyhow!("{}:{}", place(), fault(&error)))?;
        let date = match &line.date {
            Some(date) => Some(date.parse().with_context(|| format!("{}: `date`", place()))?),
            None => None,
        };
        let id = match line.id {
            Some(serde_json::Value::String(id)) => id,
            Some(serde_json::Value::Null) | None => place(),
            Some(other) => other.to_string(),
        };
        Ok(Input { id, text: line.text, date })
    }
}

impl Iterator for Source {
    type Item = Result<Input>;

    fn next(&mut self) -> Option<Result<Input>> {
        if self.done {
            return None;
        }
        if self.format == InputFormat::Text {
            self.done = true;
            return Some(self.whole());
        }
        loop {
            let mut bytes = Vec::new();
            self.line += 1;
            match self.reader.read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) if bytes.trim_ascii().is_empty() => {}
                Ok(_) => return Some(self.parse(bytes)),
                Err(error) => {
                    self.done = true;
                    return Some(Err(error).with_context(|| format!("cannot read {}:{}", self.name, self.line)));
                }
            }
        }
    }
}

/// Where in its line JSON is wrong, and what: "17: expected value".
fn fault(error: &serde_json::Error) -> String {
    // serde_json counts lines within the one line that it was given.
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
    format!("{}: {message}", error.column())
}

/// The bytes as text; an error names the offset of the first byte that is none.
pub fn utf8(bytes: Vec<u8>) -> Result<String> {
    let start = if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) { 3 } else { 0 };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(if start > 0 { text[start..].to_owned() } else { text }),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            anyhow::bail!("not UTF-8: byte 0x{:02X} at offset {at}", error.as_bytes()[at])
        }
    }
}

/// The files named, or standard input where none is.
pub fn paths(files: &[PathBuf]) -> Vec<PathBuf> {
    if files.is_empty() { vec![PathBuf::from("-")] } else { files.to_vec() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_text_are_placed() {
        assert_eq!(utf8(b"Oslo".to_vec()).expect("text"), "Oslo");
        assert_eq!(utf8(b"\xEF\xBB\xBFOslo".to_vec()).expect("text after a mark"), "Oslo");
        // A mark is no part of the text, but its bytes count: the offset is the file's.
        let error = utf8(b"\xEF\xBB\xBFOs\xFFlo".to_vec()).expect_err("no text");
        assert_eq!(error.to_string(), "not UTF-8: byte 0xFF at offset 5");
        let cut = utf8(b"caf\xC3".to_vec()).expect_err("half a character");
        assert_eq!(cut.to_string(), "not UTF-8: byte 0xC3 at offset 3");
    }

    #[test]
    fn faults_of_json_are_placed_in_their_line() {
        let error = serde_json::from_str::<Line>("{\"text\": }").map(|_| ()).expect_err("no JSON");
        assert_eq!(fault(&error), "10: expected value");
        let error = serde_json::from_str::<Line>("{}").map(|_| ()).expect_err("no text");
        assert_eq!(fault(&error), "2: missing field `text`");
    }

    #[test]
    fn nothing_named_is_standard_input() {
        assert_eq!(paths(&[]), [PathBuf::from("-")]);
    }
}
