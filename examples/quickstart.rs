//! One article: its mentions, its entities, and its facts.
//!
//! `cargo run --example quickstart`

use dateline::{Context, Extractor};

const ARTICLE: &str = include_str!("articles/ports-summit.txt");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // `dateline::extract(ARTICLE)` does it without a date; weekdays need to know the day of publication.
    let context = Context::published("2024-05-14".parse()?);
    let document = Extractor::english().extract_with(ARTICLE, &context);

    println!("The first ten mentions:");
    for mention in document.mentions().take(10) {
        println!("  {:>4}..{:<4} {:<18} {}", mention.span().start, mention.span().end, mention.label(), mention);
    }

    println!("\nEntities that are named more than once:");
    for entity in document.entities().filter(|entity| entity.mentions().len() > 1) {
        println!("  {:<18} {} ({} mentions)", entity.label(), entity, entity.mentions().len());
    }

    println!("\nWho did what:");
    for triple in document.triples() {
        println!("  {triple}");
    }
    Ok(())
}
