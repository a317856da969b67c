//! Any text: no panic, spans in the text, and a record of it.
#![no_main]

use dateline::{Context, Date, Extractor};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let context = Context { date: Date::new(2024, 5, 14) };
    let document = Extractor::english().extract_with(text, &context);
    for mention in document.mentions() {
        assert_eq!(&text[mention.span()], mention.text());
        document.explain_mention(&mention);
    }
    for triple in document.triples() {
        document.explain(&triple);
    }
    let record = document.to_record();
    assert_eq!(dateline::Record::from_json(&record.to_json().expect("a record serialises")).expect("and is read"), record);
});
