//! Gazetteers: names with all their senses, found in a text in one pass.
//!
//! A gazetteer is written as a TSV file ([`source`]), compiled ([`compile`]) and read in place as a token trie
//! ([`trie`]). Every name that stands at a token is reported, shorter ones beside longer ones; which of them counts is
//! for a later stage to say.
//!
//! Case policies: `exact` as the list writes it (but for a final stop and the shape of apostrophes); `fold` in any
//! case; `title` with a capital in every word that the list writes with one. A word that the list writes small is free
//! where the name has capitals elsewhere ("Parti socialiste"); in a list written small throughout, words of more than
//! three letters need a capital.

pub mod compile;
mod layout;
mod lint;
mod senses;
pub mod source;
mod substring;
pub mod trie;
pub mod tsv;
pub mod variants;

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

pub use senses::{RowId, RowOrigin, Sense};
pub use source::{CasePolicy, Flags, Row};
pub use substring::SubstringHit;
pub use trie::{EntryId, Hit};

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::pack::compile::{PackSource, compile_rows, compile_sources};
use crate::pack::format::{Blob, PackError, Sections};
use crate::pack::{Pack, PackBuildError};
use crate::schema::{LabelId, Schema};
use crate::text::token::Token;

/// A sense of one of an extractor's gazetteers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SenseRef {
    /// Index of the gazetteer (0 is the pack's).
    pub gazetteer: u16,
    /// The row of the sense.
    pub row: RowId,
}

/// Names with their senses, opened from a pack or made from a list. Cheap to clone.
///
/// ```
/// # #[cfg(feature = "english")] {
/// use dateline::Gazetteer;
/// let list = "#! dateline-gazetteer 1\n#! id clubs\n#! label ORG/team\n#! licence CC0-1.0\n#! source own\nname\taliases\nHarbour Athletic\tHAFC\n";
/// let clubs = Gazetteer::from_tsv_str("clubs.tsv", list)?;
/// let document_of = |text| dateline::Extractor::builder().gazetteer(clubs.clone()).build().map(|e| e.extract(text).mentions().len());
/// assert_eq!(document_of("HAFC won.")?, 1);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Gazetteer {
    sections: Sections,
    substrings: Arc<substring::Substrings>,
}

impl std::fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gazetteer").field("bytes", &self.sections.bytes().len()).finish()
    }
}

impl Gazetteer {
    /// The gazetteer in a pack's sections.
    pub(crate) fn new(sections: Sections) -> Gazetteer {
        Gazetteer { sections, substrings: Arc::default() }
    }

    /// Compiles a gazetteer from the text of a TSV file; `name` stands for it in diagnostics and provenance.
    ///
    /// ```
    /// use dateline::gazetteer::Gazetteer;
    /// let clubs = "#! dateline-gazetteer 1\n#! id clubs\n#! label ORG/team\n#! licence CC0-1.0\n#! source own\nname\nHarbin Ice\n";
    /// assert!(Gazetteer::from_tsv_str("clubs.tsv", clubs).is_ok());
    /// ```
    pub fn from_tsv_str(name: &str, text: &str) -> Result<Gazetteer, PackBuildError> {
        Gazetteer::compiled(Gazetteer::source(name, text.as_bytes()))
    }

    /// Compiles a gazetteer from a TSV file.
    pub fn from_tsv_path(path: impl AsRef<Path>) -> Result<Gazetteer, PackBuildError> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(PackError::Io)?;
        Gazetteer::compiled(Gazetteer::source(&path.to_string_lossy(), &bytes))
    }

    /// Compiles a gazetteer from rows. A row's line is its place among them, counted from 1.
    pub fn from_rows<'a>(name: &str, rows: impl IntoIterator<Item = Row<'a>>) -> Result<Gazetteer, PackBuildError> {
        let number = |(i, row): (usize, Row<'a>)| Row { line: i as u32 + 1, source_line: row.name, ..row };
        let rows: Vec<Row<'a>> = rows.into_iter().enumerate().map(number).collect();
        Gazetteer::compiled(compile_rows(name, &rows, &caller_lexicon()?))
    }

    /// Opens the gazetteer of a pack file.
    pub fn open_pack_path(path: impl AsRef<Path>) -> Result<Gazetteer, PackError> {
        Ok(Pack::open_path(path)?.gazetteer())
    }

    fn source(path: &str, bytes: &[u8]) -> Result<Vec<u8>, Vec<Diagnostic>> {
        compile_sources(&[PackSource::table(path, bytes)], caller_lexicon().ok().as_ref())
    }

    fn compiled(result: Result<Vec<u8>, Vec<Diagnostic>>) -> Result<Gazetteer, PackBuildError> {
        let bytes = result.map_err(|all| PackBuildError::Sources(Diagnostics(all)))?;
        Ok(Gazetteer::new(Sections::open(Blob::from(bytes), true)?))
    }

    /// Appends all names that begin and end within the tokens `range` (a sentence): in the order of their first token,
    /// shorter names before longer ones. Several hits may cover the same tokens, where names differ in case policy.
    ///
    /// One hyphen inside a name may be a space in the text and the reverse; names marked for searching inside words are
    /// found by [`Gazetteer::find_substrings`].
    pub fn find(&self, text: &str, tokens: &[Token], range: Range<usize>, out: &mut Vec<Hit>) {
        trie::Trie::new(&self.sections).find(text, tokens, range, out);
    }

    /// For each label of [`Gazetteer::labels`] its id in `schema`; an unknown label is a finding `G019` at its first row.
    pub fn label_ids(&self, schema: &Schema) -> Result<Vec<Option<LabelId>>, Diagnostics> {
        let ids: Vec<_> = self.labels().map(|path| schema.label(path)).collect();
        let unknown = self.labels().zip(&ids).zip(0_u16..).filter(|((path, id), _)| id.is_none() && !path.is_empty());
        let all: Vec<Diagnostic> = unknown.map(|((path, _), index)| self.unknown_label(path, index)).collect();
        if all.is_empty() { Ok(ids) } else { Err(Diagnostics(all)) }
    }

    fn unknown_label(&self, path: &str, index: u16) -> Diagnostic {
        let first = self.rows().map(|row| self.row_sense(row)).find(|sense| sense.label_index == index);
        let origin = first.map(|sense| self.row(sense.row));
        Diagnostic {
            severity: Severity::Error,
            code: "G019",
            file: origin.map_or_else(String::new, |origin| origin.path.to_owned()),
            line: origin.map_or(1, |origin| origin.line),
            column: 1,
            length: first.map_or(1, |sense| sense.name.chars().count().max(1) as u32),
            message: format!("the schema has no label `{path}`"),
            help: Some("declare it with `label` in a rule file".to_owned()),
            source_line: first.map_or_else(String::new, |sense| sense.name.to_owned()),
        }
    }

    /// The bytes of the pack this gazetteer lives in.
    pub fn to_bytes(&self) -> &[u8] {
        self.sections.bytes()
    }
}

/// The lexicon whose spelling cuts the names of a caller's list into tokens: the English one, where it is built in.
fn caller_lexicon() -> Result<crate::text::lexicon::Lexicon, PackError> {
    #[cfg(feature = "english")]
    return Ok(crate::pack::english::open()?.lexicon());
    #[cfg(not(feature = "english"))]
    return Ok(Pack::empty().lexicon());
}

#[cfg(test)]
mod tests;
