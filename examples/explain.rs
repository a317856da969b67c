//! Why a mention and a triple are there: the rules and rows behind them, with file and line.
//!
//! `cargo run --example explain`

use dateline::{Context, Extractor};

const TEXT: &str = "President William Ruto of Kenya visited Tanzania on Monday. \
                    Mr Ruto signed an agreement with Norway, the Norwegian Foreign Ministry said.";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let context = Context::published("2024-05-15".parse()?);
    let document = Extractor::english().extract_with(TEXT, &context);

    println!("What found each mention:");
    for mention in document.mentions() {
        println!("  {:<24} {}", mention, document.describe(mention.data().origin));
    }

    println!("\nThe same for one mention, with its entity and what joined the two:");
    if let Some(mention) = document.mentions().find(|mention| mention.text() == "Ruto") {
        println!("{}", document.explain_mention(&mention));
    }

    println!("Each triple down to the words it rests on:");
    for triple in document.triples() {
        println!("{}", document.explain(&triple));
    }
    Ok(())
}
