//! The tree of an explanation: a line, what made it, and the lines that it rests on. One tree is printed and serialised.

use std::fmt::{self, Write as _};

use serde::{Deserialize, Serialize};

use super::offsets::{OffsetUnit, Offsets};
use crate::text::span::Span;

/// Why a result is there: a statement, and below it the statements that it rests on, down to the text.
///
/// Displays as a tree to read; serialises as the `explain` of a record's mentions and triples.
///
/// ```
/// # #[cfg(feature = "english")] {
/// let document = dateline::extract("Nairobi is the capital of Kenya.");
/// let city = document.mentions().next().ok_or("nothing found")?;
/// let why = document.explanation_of_mention(&city);
/// assert!(why.because.iter().any(|step| step.made_by.as_ref().is_some_and(|by| by.file.contains("gazetteers/"))));
/// # }
/// # Ok::<(), &'static str>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// What kind of statement it is. Of results: `triple`, `evidence`, `trigger`, `clause`, `reading`, `slot`, `factuality`, `cue`,
    /// `form`, `above`, `flag`, `argument`, `mention`, `found`, `capture`, `step`, `model`, `value`, `link`, `candidate`, `entity`, `words`, `nobody`;
    /// of traces: see [`Document::trace`](crate::Document::trace).
    pub what: String,
    /// The statement, for people.
    pub says: String,
    /// First offset of the words it speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// One past their last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<u32>,
    /// The mention it speaks of; a triple's tree ends there, and the mention's own goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mention: Option<u32>,
    /// The rule, row or method behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_by: Option<MadeBy>,
    /// What the model of mentions weighed, the heaviest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<Weighed>,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Explanation>,
}

/// A rule, a row of a gazetteer, or a method of the code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeBy {
    /// `rule`, `row`, `words` (a list in a rule file) or `code`.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// The file it stands in.
    pub file: String,
    /// Its line there.
    pub line: u32,
    /// A row's licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// Where a row comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A feature and what it weighs for the label at hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weighed {
    /// Its name, as the model's table has it.
    pub feature: String,
    /// Thousandths of a point.
    pub weight: i32,
}

/// Characters of a row's source that the printed tree shows.
const SOURCE: usize = 60;
/// Features that the printed tree shows; the serialised one has all.
const SHOWN: usize = 8;

impl Explanation {
    pub(super) fn new(what: &str, says: impl Into<String>) -> Explanation {
        Explanation { what: what.to_owned(), says: says.into(), ..Explanation::default() }
    }

    pub(super) fn at(mut self, span: Span) -> Explanation {
        (self.start, self.end) = (Some(span.start), Some(span.end));
        self
    }

    pub(super) fn by(mut self, made_by: Option<MadeBy>) -> Explanation {
        self.made_by = made_by;
        self
    }

    /// The tree with its offsets, bytes of `text` so far, in another unit.
    pub fn with_offsets(mut self, text: &str, unit: OffsetUnit) -> Explanation {
        self.convert(&Offsets::new(text, unit));
        self
    }

    pub(super) fn convert(&mut self, offsets: &Offsets<'_>) {
        self.start = self.start.map(|at| offsets.at(at));
        self.end = self.end.map(|at| offsets.at(at));
        self.because.iter_mut().for_each(|step| step.convert(offsets));
    }

    fn line(&self, out: &mut String) {
        out.push_str(&self.says);
        if let (Some(start), Some(end)) = (self.start, self.end) {
            // Writing to a string cannot fail.
            let _ = write!(out, " at {start}..{end}");
        }
        if let Some(by) = &self.made_by {
            let gap = match (out.is_empty(), by.kind.as_str()) {
                (true, _) => "",
                (false, "words") => " in words ",
                (false, _) => " ",
            };
            let _ = write!(out, "{gap}{} ({}:{}", by.id, by.file, by.line);
            if let (Some(licence), Some(source)) = (&by.licence, &by.source) {
                let short: String = source.chars().take(SOURCE).collect();
                let _ = write!(out, "; {licence}; {short}{}", if short.len() < source.len() { "…" } else { "" });
            }
            out.push(')');
        }
        for (index, weighed) in self.features.iter().take(SHOWN).enumerate() {
            let gap = if index == 0 { ": " } else { ", " };
            let _ = write!(out, "{gap}{} {:+.2}", weighed.feature, f64::from(weighed.weight) / 1000.0);
        }
        if self.features.len() > SHOWN {
            let _ = write!(out, ", {} more", self.features.len() - SHOWN);
        }
    }

    fn print(&self, indent: &mut String, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = String::new();
        self.line(&mut line);
        writeln!(f, "{line}")?;
        for (index, step) in self.because.iter().enumerate() {
            let last = index + 1 == self.because.len();
            write!(f, "{indent}{}", if last { "└─ " } else { "├─ " })?;
            let length = indent.len();
            indent.push_str(if last { "   " } else { "│  " });
            step.print(indent, f)?;
            indent.truncate(length);
        }
        Ok(())
    }
}

/// A tree to read.
impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.print(&mut String::new(), f)
    }
}
