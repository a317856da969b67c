//! A gazetteer and rules of your own over the English pack; what their faults and their tests look like.
//!
//! `cargo run --example own_gazetteer_and_rules`

use dateline::{Extractor, Gazetteer};

const CLUBS: &str = include_str!("data/clubs.tsv");
const RULES: &str = include_str!("data/clubs.rules");
const REPORT: &str = "Ada Quill, who coached Harbour Athletic last year, watched from her flat in Harbour Street. \
                      Their striker Tobiah Wren did not sign for Dunmore Rovers.";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A file of your own is read with `Gazetteer::from_tsv_path`.
    let extractor = Extractor::builder()
        .gazetteer(Gazetteer::from_tsv_str("clubs.tsv", CLUBS)?)
        .rules("clubs.rules", RULES)
        .keep_tests()
        .build()?;

    println!("What the rules find:");
    let document = extractor.extract(REPORT);
    for mention in document.mentions() {
        println!("  {:<12} {:<18} {}", mention.label(), mention, mention.rule());
    }
    for triple in document.triples() {
        println!("  {triple}");
    }

    // Tests stand beside the rules; `dateline check clubs.rules` runs them too.
    let report = extractor.try_rules_of(&|file| file == "clubs.rules");
    println!("\n{} of the rules' own tests hold, {} do not.", report.passed, report.failures.len());

    // A fault is told with its place, all faults at once. This rule asks for a label that nobody declared.
    println!("\nWhat a fault looks like:");
    match Extractor::builder()
        .rules("broken.rules", RULES.replace("coached(PERSON, ORG)", "coached(PERSN, ORG)"))
        .build()
    {
        Ok(_) => println!("  (none)"),
        Err(faults) => println!("{faults}"),
    }

    // Rules are switched off by their ids.
    let without = Extractor::builder().rules("clubs.rules", RULES).disable("league/*").build()?;
    let people = without.extract("Their striker Tobiah Wren limped off.");
    println!("\nWithout league/player: {} mentions", people.mentions().len());
    Ok(())
}
