//! Rules: token patterns that find mentions and relations, and frames that read relations off clauses.
//!
//! The language of `.rules` files is documented in `docs/rules.md`. Data flows one way: `lexer`, `parser`, `block` and
//! `pattern` make an `ast` of a source, `check` finds what is wrong with it, `program` compiles patterns, `index` says which
//! of them are worth trying in a sentence, `matcher` runs them. [`Rules::load`] does all that comes before matching.

mod ast;
mod block;
mod check;
mod columns;
mod constraint;
mod example;
mod find;
mod frame;
mod glob;
mod index;
mod keys;
mod lexer;
mod lint;
mod load;
mod lowering;
mod matcher;
mod parser;
mod pattern;
mod program;
mod rows;
mod rules;
mod source;
mod trace;
mod trial;
mod vocabulary;
mod words;

pub use example::{Example, Expected, Given};
pub use find::{Capture, Found, Match, Scratch};
pub use frame::{Flags, Frame, FrameLine, Frames, Lemma, Slot, Trigger};
pub use load::Options;
pub use matcher::{Marked, Sentence};
pub use rules::{Emits, Filler, Pass, Rule, Rules};
pub use source::Source;
pub use trace::{Shortfall, Stop, Taken};
pub use trial::{Failure, Trial};
pub use words::{WordList, Words};

/// A rule, or a line of a frame: what provenance names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub u32);
crate::pack::stored::stored!(struct RuleId { 0 });

/// A frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FrameId(pub u32);

#[cfg(test)]
mod tests;
