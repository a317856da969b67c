//! From the bytes of a file or line to a document.

use anyhow::{Context as _, Result};
use dateline::Record;
use dateline::time::Date;
use serde::Deserialize;

use super::Raw;

/// One document to read.
#[derive(Debug)]
pub struct Input {
    /// The file's path as given, or the `id` of a line (its place where it has none).
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

impl Raw {
    /// Decodes and parses it; an error names file, line and column.
    pub fn parse(self) -> Result<Input> {
        let bytes = self.bytes?;
        let Some(number) = self.line else {
            let text = utf8(bytes).with_context(|| self.name.to_string())?;
            return Ok(Input { id: self.name.to_string(), text, date: None });
        };
        let place = || format!("{}:{number}", self.name);
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

/// What tells a record that `extract` has written from a text to read.
#[derive(Deserialize)]
struct Version {
    dateline: u32,
}

impl Raw {
    /// The record that its line holds; none where it holds a text.
    pub fn record(&self) -> Result<Option<Record>> {
        let (Some(number), Ok(bytes)) = (self.line, &self.bytes) else { return Ok(None) };
        let Ok(Version { dateline: version }) = serde_json::from_slice(bytes) else { return Ok(None) };
        let place = || format!("{}:{number}", self.name);
        if version != 1 {
            anyhow::bail!("{}: a record of version {version}; this program reads version 1", place());
        }
        let record = serde_json::from_slice(bytes);
        record.map(Some).map_err(|error| anyhow::anyhow!("{}:{}", place(), fault(&error)))
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
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            Ok(text)
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            anyhow::bail!("not UTF-8: byte 0x{:02X} at offset {at}", error.as_bytes()[at])
        }
    }
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
}
