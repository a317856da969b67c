//! One extractor, shared by threads: extraction takes `&self` and keeps nothing from text to text.
//!
//! `cargo run --example threads`

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use dateline::Extractor;

const ARTICLES: [(&str, &str); 3] = [
    ("ports-summit", include_str!("articles/ports-summit.txt")),
    ("bank-takeover", include_str!("articles/bank-takeover.txt")),
    ("river-cup", include_str!("articles/river-cup.txt")),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let extractor = Extractor::builder().build()?;
    let next = AtomicUsize::new(0);
    let workers = thread::available_parallelism()?.get().min(ARTICLES.len());
    thread::scope(|scope| {
        for worker in 0..workers {
            let (extractor, next) = (&extractor, &next);
            scope.spawn(move || {
                while let Some((name, text)) = ARTICLES.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let document = extractor.extract(text);
                    let (entities, triples) = (document.entities().len(), document.triples().len());
                    println!("thread {worker}: {name}: {entities} entities, {triples} triples");
                }
            });
        }
    });
    Ok(())
}
