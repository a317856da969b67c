//! Byte ranges of a text.

use std::fmt;
use std::ops::{Index, Range};

/// A half-open range of **bytes** of a text, on character boundaries.
///
/// Offsets are 32 bits: a text is shorter than 4 GiB (see [`crate::Extractor::try_extract`]), and half the memory
/// of every token, mention and triple is spans. A span indexes a `str` directly:
///
/// ```
/// use dateline::Span;
/// let text = "Harbin borders nothing.";
/// assert_eq!(&text[Span::new(0, 6)], "Harbin");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}
crate::pack::stored::stored!(struct Span { start, end });

impl Span {
    /// The span from byte `start` up to, not including, byte `end`.
    pub const fn new(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds no byte.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a range that indexes slices.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies inside this span (or is equal to it).
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share a byte.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

impl Index<Span> for str {
    type Output = str;
    fn index(&self, span: Span) -> &str {
        &self[span.range()]
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}
