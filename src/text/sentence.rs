//! Sentences: ranges of tokens inside one block.

use super::span::Span;

/// One sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, in bytes, without white space around it.
    pub span: Span,
    /// First token, as an index into the document's tokens.
    pub first: u32,
    /// One past the last token.
    pub last: u32,
    /// Index of its block.
    pub block: u32,
}

impl Sentence {
    /// Its tokens' indices as a range.
    pub const fn range(&self) -> std::ops::Range<usize> {
        self.first as usize..self.last as usize
    }
}
