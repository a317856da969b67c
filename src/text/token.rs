//! Tokens: the treebank's conventions (UD English GUM).

use super::lexicon::WordId;
use super::span::Span;

/// What a token looks like, as bit flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Shape(pub u16);
crate::pack::stored::stored!(struct Shape { 0 });

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
    /// A number as written in figures: digits with `,` and `.` between them (`:` and `/` are no part of it).
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

/// Whether the stop after a word belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abbreviation {
    /// It never does.
    No,
    /// It does: "Mr.", "Inc.".
    Yes,
    /// The word is also an ordinary one ("no", "fig", "sat"): the stop is its own where the sentence visibly goes on after it.
    Inside,
}

/// What the tokenizer needs to know of a language's spelling; the lexicon answers, from its classes.
///
/// It is asked at stops inside or after words, at figures with letters after them, and for words whose hash
/// [`Spelling::fused`] may know; never once a token.
pub trait Spelling {
    /// Whether `word`, written here without its last stop, is an abbreviation: "Mr", "Inc", "M.Sc" (class `abbr`).
    fn abbreviation(&self, word: &str) -> Abbreviation;

    /// Whether `word` is split off the figures before it: "km", "bn", "pm" (class `glued`).
    fn unit(&self, word: &str) -> bool;

    /// Whether `word` ends a web address written without "www." and scheme: "com", "org" (class `tld`).
    fn domain(&self, word: &str) -> bool;

    /// Whether an "I" behind `word` is a number: "World War I." (class `numbered`).
    fn numbered(&self, word: &str) -> bool {
        let _ = word;
        false
    }

    /// Where a word that is two words is cut, in bytes: "can|not" (class `fused`). `hash` is that of the folded word.
    fn fused(&self, hash: u64) -> Option<usize> {
        let _ = hash;
        None
    }
}

/// Knows nothing: only abbreviations of single letters ("J.", "U.S.") keep their stop.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unspelled;

impl Spelling for Unspelled {
    fn abbreviation(&self, _: &str) -> Abbreviation {
        Abbreviation::No
    }

    fn unit(&self, _: &str) -> bool {
        false
    }

    fn domain(&self, _: &str) -> bool {
        false
    }
}

/// Appends the tokens of `text[span]` to `out`. Words are not looked up here.
///
/// The conventions are those of the Universal Dependencies treebank GUM: an abbreviation, an initial or an acronym keeps its
/// stop, whether or not that stop ends the sentence too; `'s`, `n't` and their like are tokens; a hyphen between
/// letters is one, always (GUM keeps it with some prefixes: "non-avian"); figures keep their commas, points, colons
/// and strokes ("1,000.5", "08:30", "9/11"); an address, a run of stops and a run of `?` and `!` is one token.
/// The gaps between tokens hold white space and characters without width only. The white space before the first
/// token is seen even where it stands before the span; the start of the text counts as an empty line.
pub fn tokenize<S: Spelling + ?Sized>(text: &str, span: Span, spelling: &S, out: &mut Vec<Token>) {
    super::scan::Scanner::new(text, span, spelling, out).run();
}
