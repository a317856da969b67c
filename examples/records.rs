//! The record: the owned twin of a document, as JSON, with offsets in characters or in bytes.
//!
//! `cargo run --example records`

use dateline::{OffsetUnit, Record, RecordOptions};

const TEXT: &str = "Café owners in São Paulo praised Kenya’s coffee.";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let document = dateline::extract(TEXT);

    // Python, JavaScript's iterators and most people count characters; Rust counts bytes.
    for offsets in [OffsetUnit::Char, OffsetUnit::Byte] {
        let record = document.to_record_with(RecordOptions { offsets, ..RecordOptions::default() });
        for mention in &record.mentions {
            println!("{:<4} {:>2}..{:<2} {}", record.offsets, mention.start, mention.end, mention.text);
        }
    }

    // A record owns its strings, outlives the document, and reads back from its JSON.
    let record = document.to_record();
    let json = serde_json::to_string_pretty(&record)?;
    println!("{json}");
    assert_eq!(Record::from_json(&json)?, record);
    Ok(())
}
