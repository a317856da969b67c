//! The English pack, compiled by the build step from `gazetteers/` and `rules/`.

use super::{Pack, PackError};

static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/english.pack"));

/// The English pack. Its bytes are the program's own, so only their header is checked: opening it takes microseconds.
pub fn open() -> Result<Pack, PackError> {
    Pack::open_trusted(BYTES)
}
