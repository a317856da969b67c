//! Any rule file: diagnostics or an extractor, and then an article read with it in no time.
#![no_main]

use dateline::Extractor;
use libfuzzer_sys::fuzz_target;

const TEXT: &str = "Mr. Ezra Okwembe, president of Kenya, met the 27 ministers of Norway's 3 parties in Oslo on Monday.";

fuzz_target!(|source: &str| {
    match Extractor::builder().rules("fuzz.rules", source).keep_tests().build() {
        Ok(extractor) => drop(extractor.extract(TEXT)),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
