//! Layout: which parts of a text are headline, dateline, caption, body and page furniture.

use super::span::Span;

/// What a block of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The title line of an article.
    Headline,
    /// Place, date and agency before the report's first sentence: "PARIS, May 3 (Reuters) —".
    Dateline,
    /// The line under a picture.
    Caption,
    /// Running text.
    Body,
    /// What belongs to the page and not to the report: "Read more", "Photo …", "sign up". It yields no triples.
    Furniture,
}

/// A stretch of the text of one kind; blocks are in order, do not overlap, and leave out only white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands, in bytes.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}
