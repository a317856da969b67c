//! Documents read by rayon's threads: one extractor, results in the order of the documents.
//!
//! `cargo run --example rayon`

use dateline::{Context, Extractor, Record};
use rayon::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let articles: Vec<(usize, String)> = ["Nairobi", "Oslo", "Lima", "Tokyo", "Warsaw", "Rome", "Kyiv", "Lagos"]
        .iter()
        .enumerate()
        .map(|(i, city)| (i, format!("President William Ruto arrived in {city} on Monday.")))
        .collect();
    let extractor = Extractor::english();
    let context = Context::published("2024-05-15".parse()?);

    // A `Document` borrows its text; what leaves the closure is owned. Collecting keeps the order.
    let records: Vec<Record> = articles
        .par_iter()
        .map(|(number, text)| {
            let mut record = extractor.extract_with(text, &context).to_record();
            record.id = Some(format!("article-{number}"));
            record
        })
        .collect();
    for record in &records {
        let names: Vec<&str> = record.entities.iter().map(|entity| entity.name.as_str()).collect();
        println!("{}: {}", record.id.as_deref().unwrap_or_default(), names.join(", "));
    }

    // Counting needs no records: fold on each thread, then join.
    let triples: usize = articles.par_iter().map(|(_, text)| extractor.extract(text).triples().count()).sum();
    println!("{triples} triples in {} articles", articles.len());
    assert!(records.iter().enumerate().all(|(i, record)| record.id == Some(format!("article-{i}"))));
    Ok(())
}
