//! What the parser makes of a source. Every part keeps its place there.

use crate::schema::{Form, Modality, Polarity};
use crate::text::span::Span;
use std::borrow::Cow;

/// A name or literal with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name<'s> {
    /// The text, escapes resolved.
    pub text: Cow<'s, str>,
    /// Where it stands.
    pub span: Span,
}

/// One source file.
#[derive(Clone, Debug, Default)]
pub struct File<'s> {
    /// `label …`
    pub labels: Vec<Name<'s>>,
    /// `predicate …`
    pub predicates: Vec<PredicateDecl<'s>>,
    /// `words …`
    pub words: Vec<WordsDecl<'s>>,
    /// `rule …`
    pub rules: Vec<RuleDecl<'s>>,
    /// `frame …`
    pub frames: Vec<FrameDecl<'s>>,
}

/// `predicate name(SUBJECT|…, OBJECT|…) wikidata=… plover=… cameo=… symmetric`
#[derive(Clone, Debug)]
pub struct PredicateDecl<'s> {
    /// Its name.
    pub name: Name<'s>,
    /// Whether it replaces an earlier one.
    pub overrides: bool,
    /// Labels of the subject slot.
    pub subject: Vec<Name<'s>>,
    /// Labels of the object slot.
    pub object: Vec<Name<'s>>,
    /// Codes as key and value.
    pub codes: Vec<(Name<'s>, Name<'s>)>,
    /// Whether it is symmetric.
    pub symmetric: bool,
}

/// `words name = entry entry …`
#[derive(Clone, Debug)]
pub struct WordsDecl<'s> {
    /// Its name.
    pub name: Name<'s>,
    /// Whether it replaces an earlier list.
    pub overrides: bool,
    /// `+=`: the entries are added to a list declared elsewhere.
    pub adds: bool,
    /// The entries, `_` still between their words.
    pub entries: Vec<Name<'s>>,
}

/// A `rule` block.
#[derive(Clone, Debug)]
pub struct RuleDecl<'s> {
    /// Its id.
    pub id: Name<'s>,
    /// Whether it replaces an earlier rule of this id.
    pub overrides: bool,
    /// What it emits.
    pub head: Head<'s>,
    /// 0–1000.
    pub score: u16,
    /// The form of the mentions it emits.
    pub form: Form,
    /// One for each `match`.
    pub patterns: Vec<Pattern<'s>>,
    /// Its `test` and `none` lines, unread.
    pub examples: Vec<RawExample<'s>>,
}

/// What a rule emits.
#[derive(Clone, Debug)]
pub enum Head<'s> {
    /// A mention of this label.
    Mention(Name<'s>),
    /// A relation between captures.
    Relation {
        /// The predicate.
        predicate: Name<'s>,
        /// Subject, object, qualifiers.
        arguments: Vec<Argument<'s>>,
        /// Polarity of the relation.
        polarity: Polarity,
        /// Modality of the relation.
        modality: Modality,
    },
}

/// One argument of a relation rule's head.
#[derive(Clone, Debug)]
pub struct Argument<'s> {
    /// The qualifier it fills; `None` for subject and object.
    pub qualifier: Option<Name<'s>>,
    /// Capture name, constant text, or `-`.
    pub value: Name<'s>,
    /// Whether the value is a constant text.
    pub constant: bool,
}

/// One `match` line.
#[derive(Clone, Debug)]
pub struct Pattern<'s> {
    /// The pattern.
    pub node: Node<'s>,
    /// Where it stands.
    pub span: Span,
}

/// A part of a pattern.
#[derive(Clone, Debug)]
pub enum Node<'s> {
    /// One token, or the tokens of a literal or of a word list's entry.
    Token(Constraint<'s>, Span),
    /// A whole mention of one of these labels.
    Mention {
        /// The capture's name.
        capture: Option<Name<'s>>,
        /// Labels.
        labels: Vec<Name<'s>>,
        /// Where it stands.
        span: Span,
    },
    /// One after the other.
    Sequence(Vec<Node<'s>>),
    /// The first that leads to a match.
    Alternatives(Vec<Node<'s>>),
    /// Repetition.
    Repeat {
        /// What is repeated.
        node: Box<Node<'s>>,
        /// At least so often.
        min: u32,
        /// At most so often; `None` = no limit.
        max: Option<u32>,
        /// Whether longer is tried first.
        greedy: bool,
        /// Where the operator stands.
        span: Span,
    },
    /// `(?<name> …)`
    Capture(Name<'s>, Box<Node<'s>>),
    /// `(?= …)` and its kin.
    Look {
        /// Ahead or behind.
        ahead: bool,
        /// Must not match.
        negative: bool,
        /// What is looked for.
        node: Box<Node<'s>>,
        /// Where it stands.
        span: Span,
    },
    /// `^`
    Start(Span),
    /// `$`
    End(Span),
}

/// What one token must be.
#[derive(Clone, Debug)]
pub enum Constraint<'s> {
    /// `.`
    Any,
    /// A bare or quoted word, compared folded.
    Literal(Name<'s>),
    /// `word:`, compared as written.
    Exact(Vec<Name<'s>>),
    /// `norm:`, compared folded.
    Norm(Vec<Name<'s>>),
    /// `lemma:`
    Lemma(Vec<Name<'s>>),
    /// `tag:`
    Tag(Vec<Name<'s>>),
    /// `%class` or `%list`.
    Class(Name<'s>),
    /// A shape word.
    Shape(ShapeWord),
    /// `/…/`
    Regex(Name<'s>),
    /// `!`
    Not(Box<Constraint<'s>>),
    /// `&`
    And(Vec<Constraint<'s>>),
    /// `|`
    Or(Vec<Constraint<'s>>),
}

macro_rules! shape_words {
    ($($name:literal $variant:ident $doc:literal;)*) => {
        /// The reserved words of patterns.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ShapeWord { $(#[doc = $doc] $variant),* }
        impl ShapeWord {
            /// The shape of this reserved word.
            pub fn of(word: &str) -> Option<ShapeWord> {
                match word { $($name => Some(ShapeWord::$variant),)* _ => None }
            }
        }
    };
}
shape_words! {
    "cap" Cap "The first character is an upper-case letter.";
    "upper" Upper "Every letter is upper case.";
    "lower" Lower "Every letter is lower case.";
    "letter" Letter "Holds a letter.";
    "digit" Digit "Holds a digit.";
    "number" Number "A number in figures.";
    "punct" Punct "Holds neither letter nor digit.";
    "initial" Initial "A single letter and its stop.";
    "stop" Stop "Ends in a stop that belongs to it.";
    "mixed" Mixed "An upper-case letter after a lower-case one.";
    "address" Address "A web or mail address, hashtag or handle.";
    "spaced" Spaced "White space stands before it.";
}

/// A `test` or `none` line, not read yet.
#[derive(Clone, Debug)]
pub struct RawExample<'s> {
    /// `test` (the rule must fire) or `none`.
    pub fires: bool,
    /// The rest of the line.
    pub text: &'s str,
    /// Where that stands.
    pub span: Span,
}

/// A `frame` block.
#[derive(Clone, Debug)]
pub struct FrameDecl<'s> {
    /// Its id.
    pub id: Name<'s>,
    /// Whether it replaces an earlier frame of this id and predicate.
    pub overrides: bool,
    /// The predicate.
    pub predicate: Name<'s>,
    /// 0–1000.
    pub score: u16,
    /// Its `verb` and `noun` lines.
    pub lines: Vec<FrameLineDecl<'s>>,
    /// Its `test` and `none` lines, unread.
    pub examples: Vec<RawExample<'s>>,
}

/// A `verb` or `noun` line.
#[derive(Clone, Debug)]
pub struct FrameLineDecl<'s> {
    /// `noun` rather than `verb`.
    pub noun: bool,
    /// Where it stands.
    pub span: Span,
    /// Lemmas; `_` joins a particle or fixed complement.
    pub lemmas: Vec<Name<'s>>,
    /// Alternatives of the subject's slot.
    pub subject: Vec<Name<'s>>,
    /// Alternatives of the object's slot; empty where the line has none.
    pub object: Vec<Name<'s>>,
    /// Qualifiers and their slots.
    pub qualifiers: Vec<(Name<'s>, Vec<Name<'s>>)>,
    /// `[passive]`, `[modality: planned]`: key and value.
    pub flags: Vec<(Name<'s>, Option<Name<'s>>)>,
}
