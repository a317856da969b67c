//! Any gazetteer file: diagnostics or names; what compiles opens again and is found.
#![no_main]

use dateline::Gazetteer;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    match Gazetteer::from_tsv_str("fuzz.tsv", source) {
        Ok(gazetteer) => {
            for entry in gazetteer.entries() {
                assert!(gazetteer.senses(entry).next().is_some(), "{}", gazetteer.surface(entry));
            }
            if let Ok(extractor) = dateline::Extractor::builder().gazetteer(gazetteer).build() {
                drop(extractor.extract(source));
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
