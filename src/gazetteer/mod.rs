//! Names with their senses.

/// Index of a source row in its gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(pub u32);

/// A sense of one of the extractor's gazetteers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SenseRef {
    /// Index of the gazetteer (0 is the pack's).
    pub gazetteer: u16,
    /// The row of the sense.
    pub row: RowId,
}
