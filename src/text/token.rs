//! Tokens: the treebank's conventions (UD English GUM).

use super::lexicon::WordId;
use super::span::Span;

/// What a token looks like, as bit flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape(pub u16);

impl Shape {
    /// The first character is an upper-case letter.
    pub const CAPITAL: Shape = Shape(1);
    /// Every letter is upper case, and there are at least two or the token is a single letter.
    pub const UPPER: Shape = Shape(1 << 1);
    /// Every letter is lower case.
    pub const LOWER: Shape = Shape(1 << 2);
    /// Holds a letter.
    pub const LETTER: Shape = Shape(1 << 3);
    /// Holds a digit.
    pub const DIGIT: Shape = Shape(1 << 4);
    /// A number as written in figures: digits with `,` and `.` between them.
    pub const NUMBER: Shape = Shape(1 << 5);
    /// Holds neither letter nor digit.
    pub const PUNCTUATION: Shape = Shape(1 << 6);
    /// An abbreviation, initial or acronym that ends in a full stop which belongs to it.
    pub const STOP: Shape = Shape(1 << 7);
    /// White space stands before it.
    pub const SPACE_BEFORE: Shape = Shape(1 << 8);
    /// A line break stands before it.
    pub const LINE_BEFORE: Shape = Shape(1 << 9);
    /// An empty line stands before it.
    pub const PARAGRAPH_BEFORE: Shape = Shape(1 << 10);
    /// All ASCII.
    pub const ASCII: Shape = Shape(1 << 11);
    /// The first token of its sentence.
    pub const SENTENCE_START: Shape = Shape(1 << 12);
    /// An upper-case letter stands after a lower-case one ("iPhone", "McCain").
    pub const INNER_CAPITAL: Shape = Shape(1 << 13);
    /// A web address, mail address, hashtag or handle.
    pub const ADDRESS: Shape = Shape(1 << 14);

    /// Whether all flags of `other` are set.
    pub const fn has(self, other: Shape) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether any flag of `other` is set.
    pub const fn any(self, other: Shape) -> bool {
        self.0 & other.0 != 0
    }

    /// Sets the flags of `other`.
    pub const fn with(self, other: Shape) -> Shape {
        Shape(self.0 | other.0)
    }
}

/// One token: 24 bytes, no text of its own.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it stands, in bytes.
    pub span: Span,
    /// Hash of its folded form ([`super::fold::hash`]); a trailing stop does not count.
    pub hash: u64,
    /// Its entry in the lexicon; [`WordId::NONE`] where it has none.
    pub word: WordId,
    /// What it looks like.
    pub shape: Shape,
}

/// Appends the tokens of `text[span]` to `out`. Words are not looked up here.
pub fn tokenize(text: &str, span: Span, out: &mut Vec<Token>) {
    let base = span.start;
    let mut start = None;
    let push = |from: usize, to: usize, out: &mut Vec<Token>| {
        let piece = &text[span][from..to];
        let mut shape = Shape::default();
        if piece.starts_with(char::is_uppercase) {
            shape = shape.with(Shape::CAPITAL);
        }
        out.push(Token { span: Span::new(base + from as u32, base + to as u32), hash: super::fold::hash(piece), word: WordId::NONE, shape });
    };
    for (at, c) in text[span].char_indices() {
        if c.is_alphanumeric() {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            push(from, at, out);
        }
        if !c.is_whitespace() {
            push(at, at + c.len_utf8(), out);
        }
    }
    if let Some(from) = start {
        push(from, span.len(), out);
    }
}
