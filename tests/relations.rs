//! Runs the texts of `relations.md`: who does what to whom in short texts of our own, in full and by way of the pipeline.
#![cfg(feature = "english")]

use dateline::{Document, Extractor};

#[path = "support/suite.rs"]
mod suite;

/// The triples as the suite writes them: subject | predicate | object | what weakens it | its source.
fn said(document: &Document<'_>) -> Vec<String> {
    let line = |t: dateline::TripleView<'_>| {
        let mut line = format!("{} | {} | {}", t.subject().unwrap_or("-"), t.predicate(), t.object().unwrap_or("-"));
        let words = format!("{:?} {:?}", t.polarity(), t.modality()).to_lowercase();
        let told: Vec<&str> = words.split(' ').filter(|w| !matches!(*w, "positive" | "asserted")).collect();
        if !told.is_empty() {
            line.push_str(&format!(" | {}", told.join(" ")));
        }
        line
    };
    document.triples().map(line).collect()
}

/// What a text says, where a line of the suite does not hold.
fn problem(document: &Document<'_>, line: &str) -> Option<String> {
    let said = said(document);
    let exactly = |line: &str| said.iter().any(|s| s == line);
    // "not:" covers every way of telling it, "no fact:" only the plain one.
    let holds = if let Some(line) = line.strip_prefix("not: ") {
        !said.iter().any(|s| s == line || s.starts_with(&format!("{line} |")))
    } else if let Some(line) = line.strip_prefix("no fact: ") {
        !exactly(line)
    } else {
        exactly(line)
    };
    (!holds).then(|| format!("does not hold\n    {}", said.join("\n    ")))
}

#[test]
fn every_text_says_what_it_says() {
    suite::run(include_str!("relations.md"), 60, problem);
}

#[test]
fn open_triples_say_what_no_frame_covers() -> Result<(), Box<dyn std::error::Error>> {
    let text =
        "The committee repainted the old fence. Emmanuel Macron visited Poland. The wall was not repainted in Norway.";
    assert!(Extractor::english().extract(text).open_triples().is_empty(), "they come when asked for");
    let extractor = Extractor::builder().open_triples(true).build()?;
    let document = extractor.extract(text);
    let phrase = |a: &dateline::relation::Argument| document.argument_text(a).unwrap_or_default().to_owned();
    let open = document.open_triples();
    let first = open.first().ok_or("an open triple")?;
    assert_eq!(
        (phrase(&first.subject), &*first.lemmas, phrase(&first.object)),
        ("The committee".into(), "repaint", "the old fence".into())
    );
    assert_eq!(&text[first.verb], "repainted");
    assert!(open.iter().all(|t| &*t.lemmas != "visit"), "a frame covers visiting");
    let last = open.last().ok_or("an open triple")?;
    assert_eq!((&*last.lemmas, phrase(&last.object)), ("be repaint in", "Norway".into()));
    assert_eq!(last.polarity, dateline::Polarity::Negative);
    let record = document.to_record();
    assert_eq!(record.triples.iter().filter(|t| t.open).count(), open.len());
    assert!(record.triples.iter().any(|t| !t.open && t.predicate == "visited"));
    Ok(())
}
