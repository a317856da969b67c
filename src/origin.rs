//! Provenance: what made a mention, a link or a triple.

use crate::gazetteer::RowId;
use crate::rule::RuleId;

/// What made a result: a row of a gazetteer, a rule of a rule file, or a named method of the code.
///
/// It is stored in eight bytes; [`crate::Extractor::describe`] turns it into a name with file and line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A row of the gazetteer with this index in the extractor (0 is the pack's, callers' follow).
    Row {
        /// Index of the gazetteer.
        gazetteer: u16,
        /// The row.
        row: RowId,
    },
    /// A rule or frame.
    Rule(RuleId),
    /// A method of the code.
    Code(&'static CodeOrigin),
}

/// A method of the code that makes results, as provenance names it.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct CodeOrigin {
    /// Hierarchical name, like a rule's id ("pronoun/same-sentence").
    pub id: &'static str,
    /// Source file.
    pub file: &'static str,
    /// Line in it.
    pub line: u32,
}

/// The [`Origin`] of this line under the name `$id`.
macro_rules! code_origin {
    ($id:literal) => {{
        static ORIGIN: $crate::origin::CodeOrigin =
            $crate::origin::CodeOrigin { id: $id, file: file!(), line: line!() };
        $crate::origin::Origin::Code(&ORIGIN)
    }};
}
pub(crate) use code_origin;
