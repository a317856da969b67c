//! The English pack, compiled by the build step from `gazetteers/` and `rules/`.

use super::stored::Stored;
use super::{Pack, PackError};
use crate::rule::Rules;

static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/english.pack"));

/// The pack's rules, loaded; see [`rules`].
static RULES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/english.rules"));

/// The English pack's rules as its build loaded them, without their tests: [`Rules::load`] gives the same and takes longer.
pub fn rules() -> Option<Rules> {
    Rules::take(&mut &*RULES)
}

/// The English pack. Its bytes are the program's own, so only their header is checked: opening it takes microseconds.
pub fn open() -> Result<Pack, PackError> {
    Pack::open_trusted(BYTES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Options;

    #[test]
    fn the_build_stored_what_loading_gives() {
        let pack = open().unwrap();
        let sources: Vec<(&str, &str)> = pack.texts().filter(|(name, _)| name.ends_with(".rules")).collect();
        let loaded = Rules::load(&sources, &pack.lexicon(), &Options::default()).unwrap();
        let mut bytes = Vec::new();
        loaded.put(&mut bytes);
        assert!(bytes == RULES, "the rules that the build stored are others");
        bytes.clear();
        rules().unwrap().put(&mut bytes);
        assert!(bytes == RULES, "rules change when they are read and written again");
    }

    #[test]
    fn what_is_cut_short_is_nothing() {
        for end in (0..RULES.len()).step_by(997) {
            assert!(Rules::take(&mut &RULES[..end]).is_none(), "{end} bytes");
        }
    }
}
