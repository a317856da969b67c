//! Documents as JSON lines in, triples as JSON lines out, one document in memory at a time.
//!
//! `cargo run --example batch_jsonl`

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use dateline::{Context, Extractor};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Article {
    id: String,
    text: String,
    date: Option<String>,
}

#[derive(Serialize)]
struct Fact<'d> {
    document: &'d str,
    subject: Option<&'d str>,
    predicate: &'d str,
    object: Option<&'d str>,
    time: Option<&'d str>,
    polarity: &'static str,
    modality: &'static str,
    evidence: Vec<&'d str>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/wire.jsonl");
    let extractor = Extractor::english();
    let mut out = io::stdout().lock();
    for line in BufReader::new(File::open(path)?).lines() {
        let article: Article = serde_json::from_str(&line?)?;
        let date = article.date.map(|date| date.parse()).transpose()?;
        let document = extractor.try_extract(&article.text, &Context { date })?;
        for triple in document.triples() {
            let fact = Fact {
                document: &article.id,
                subject: triple.subject(),
                predicate: triple.predicate(),
                object: triple.object(),
                time: triple.time(),
                polarity: triple.polarity().as_str(),
                modality: triple.modality().as_str(),
                evidence: triple.evidence().collect(),
            };
            serde_json::to_writer(&mut out, &fact)?;
            writeln!(out)?;
        }
    }
    Ok(())
}
