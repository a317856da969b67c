//! The text of a record, by the record's own offsets.

use dateline::Record;

use crate::Error;

/// A record's text, cut in constant time.
pub struct SourceText<'r> {
    /// The text.
    pub text: &'r str,
    /// The byte at which each character begins, where the offsets count characters of a text that is not ASCII.
    starts: Option<Vec<u32>>,
}

impl<'r> SourceText<'r> {
    /// Needs the layer `text`.
    ///
    /// # Errors
    /// When the record lacks it.
    pub fn of(record: &'r Record) -> Result<SourceText<'r>, Error> {
        let text = record.text.as_deref().ok_or(Error::Missing("text"))?;
        let starts = (record.offsets == "char" && !text.is_ascii())
            .then(|| text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect());
        Ok(SourceText { text, starts })
    }

    /// The byte of an offset.
    ///
    /// # Errors
    /// When it does not lie in the text.
    pub fn byte(&self, at: u32) -> Result<usize, Error> {
        let byte = match &self.starts {
            Some(starts) => starts.get(at as usize).copied().ok_or(Error::Offset(at))?,
            None => at,
        } as usize;
        if self.text.is_char_boundary(byte) { Ok(byte) } else { Err(Error::Offset(at)) }
    }

    /// The words between two offsets.
    ///
    /// # Errors
    /// When they do not lie in the text.
    pub fn slice(&self, start: u32, end: u32) -> Result<&'r str, Error> {
        self.text.get(self.byte(start)?..self.byte(end)?).ok_or(Error::Offset(end))
    }

    /// How many characters lie before an offset.
    ///
    /// # Errors
    /// When it does not lie in the text.
    pub fn chars(&self, at: u32) -> Result<u32, Error> {
        let byte = self.byte(at)?;
        Ok(if self.starts.is_some() || self.text.is_ascii() { at } else { self.text[..byte].chars().count() as u32 })
    }
}
