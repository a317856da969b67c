//! Ways out of the library: the record, the owned twin of a document that serialises to the JSON contract.

pub mod offsets;
pub mod record;
