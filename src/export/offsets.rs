//! Offsets in the unit the reader wants.

use crate::text::span::Span;

/// The unit of a record's offsets.
///
/// ```
/// # #[cfg(feature = "english")] {
/// use dateline::{OffsetUnit, RecordOptions};
/// let document = dateline::extract("“Kenya” grows.");
/// let start = |offsets| document.to_record_with(RecordOptions { offsets, ..RecordOptions::default() }).mentions[0].start;
/// assert_eq!((start(OffsetUnit::Char), start(OffsetUnit::Byte)), (1, 3));
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OffsetUnit {
    /// Unicode scalar values, as Python and most languages' "characters" count; the JSON export's default.
    #[default]
    Char,
    /// Bytes of UTF-8, as Rust's `str` counts.
    Byte,
}

impl OffsetUnit {
    /// As the record writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            OffsetUnit::Char => "char",
            OffsetUnit::Byte => "byte",
        }
    }
}

/// Turns byte offsets of one text into the wanted unit, in constant time each.
pub struct Offsets<'t> {
    text: &'t str,
    /// Characters before each [`STEP`] bytes; empty where offsets are the same in both units.
    counts: Vec<u32>,
}

const STEP: usize = 128;

impl<'t> Offsets<'t> {
    /// Prepares the conversion for one text.
    pub fn new(text: &'t str, unit: OffsetUnit) -> Offsets<'t> {
        let mut counts = Vec::new();
        if unit == OffsetUnit::Char && !text.is_ascii() {
            let mut seen = 0;
            for chunk in text.as_bytes().chunks(STEP) {
                counts.push(seen);
                seen += starts(chunk);
            }
            counts.push(seen);
        }
        Offsets { text, counts }
    }

    /// One offset.
    pub fn at(&self, byte: u32) -> u32 {
        let byte = byte as usize;
        match self.counts.get(byte / STEP) {
            None => byte as u32,
            Some(before) => before + starts(&self.text.as_bytes()[byte / STEP * STEP..byte]),
        }
    }

    /// Start and end of a span.
    pub fn of(&self, span: Span) -> (u32, u32) {
        (self.at(span.start), self.at(span.end))
    }
}

/// How many characters begin in these bytes.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_characters_and_keeps_bytes() {
        let text = "é🙂 “Harbin” ".repeat(40);
        let chars = Offsets::new(&text, OffsetUnit::Char);
        let bytes = Offsets::new(&text, OffsetUnit::Byte);
        for (count, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(chars.at(at as u32), count as u32);
            assert_eq!(bytes.at(at as u32), at as u32);
        }
        assert_eq!(chars.at(text.len() as u32), text.chars().count() as u32);
    }
}
