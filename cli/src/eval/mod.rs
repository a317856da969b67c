//! `dateline eval`.

mod brat;
mod conll;
mod gold;
mod names;
mod report;
mod score;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::ValueEnum;
use dateline::Context;
use dateline::extractor::Depth;

use crate::output::stdout;
use crate::sources::Knowledge;
pub use gold::text;
use names::Names;
use report::Report;
use score::{Counts, Scores};

/// Options of `dateline eval`.
#[derive(clap::Args)]
#[command(after_help = AFTER)]
pub struct Arguments {
    /// Marked texts: JSON lines, CoNLL columns (.conll, .bio, .iob), brat (.ann beside its .txt, or a folder of them)
    #[arg(required = true, value_name = "GOLD")]
    files: Vec<PathBuf>,
    /// A label or predicate of the gold file under another name: PER=PERSON, P26=spouse_of, Kill=killed, CEO=~holds_position.
    /// Several of ours with `|`; nothing after `=` leaves it out. May be given several times
    #[arg(long, value_name = "THEIRS=OURS", value_parser = pair)]
    map: Vec<(String, String)>,
    /// Only these labels
    #[arg(long, value_name = "LABEL,…", value_delimiter = ',')]
    labels: Vec<String>,
    /// Names of the sets in the tables, in the order of the files [default: the files' names]
    #[arg(long, value_name = "NAME")]
    name: Vec<String>,
    /// Show up to N misses and N false finds of each label and predicate
    #[arg(long, value_name = "N")]
    errors: Option<usize>,
    /// Leave out of the tables rules with fewer finds
    #[arg(long, value_name = "N", default_value_t = 1)]
    least: u64,
    /// Also tell what finds the names: F1 of rules and lists alone, then with the model, then with the second reading of each document
    #[arg(long)]
    steps: bool,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    knowledge: Knowledge,
}

const AFTER: &str = "\
A line of JSON holds `text`, `mentions` ({\"start\", \"end\", \"label\"}, in characters) and `triples` ({\"subject\", \"predicate\",
\"object\"}, arguments by the number of a mention or as text); the JSON that `extract --layers text` writes, corrected by hand, is
such a line. Only labels and predicates that the file has are compared. docs/accuracy.md in the repository tells the rest.

By rule: `found` is what a rule made, `right` how much of that is; a rule with more false finds than right ones costs more than it
brings, and stands first.

Examples:
  dateline eval gold.jsonl
  dateline eval gold.jsonl --errors 5 --rules league.rules
  dateline eval test.conll --map MISC= --labels PERSON,PLACE,ORG
  dateline eval annotated/ --format json
  dateline eval news.jsonl letters.jsonl --least 10 --format markdown > accuracy.md

Exit codes: 0 all compared; 2 a file cannot be read.";

/// What to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Tables for a terminal
    Text,
    /// Tables in Markdown, figures alone
    Markdown,
    /// One JSON object
    Json,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (theirs, ours) = text.split_once('=').ok_or("it is written THEIRS=OURS, such as PER=PERSON")?;
    Ok((theirs.to_owned(), ours.to_owned()))
}

/// One gold file, compared.
pub struct Set {
    name: String,
    names: Names,
    scores: Scores,
}

impl Set {
    /// How many mentions or triples should be found.
    fn gold(&self, kind: &str) -> u64 {
        let table = if kind == "mention" { &self.scores.labels } else { &self.scores.predicates };
        table.values().map(|counts: &Counts| counts.gold).sum()
    }
}

/// What is switched on, one after the other, in the table of steps.
pub const STEPS: [&str; 3] = ["rules and lists", "+ model", "+ second reading"];

/// The counts of all labels of each set by the first steps; those of the last are the set's own.
fn steps(arguments: &Arguments) -> Result<Vec<[Counts; 2]>> {
    let builder = || arguments.knowledge.builder().map(|b| b.single_reading().depth(Depth::Mentions));
    let extractors = [builder()?.mention_weights("").build()?, builder()?.build()?];
    let mut sets = Vec::new();
    for path in &arguments.files {
        let documents = gold::read(path)?;
        let mut counts = [Counts::default(); 2];
        for (extractor, counts) in extractors.iter().zip(&mut counts) {
            let names = Names::of_set(&documents, extractor, &arguments.map, &arguments.labels);
            let mut scores = Scores::default();
            for gold in &documents {
                let document = extractor.try_extract(&gold.text, &Context { date: gold.date })?;
                scores.compare(gold, &document, &names);
            }
            scores.labels.values().for_each(|of_label| counts.add(of_label));
        }
        sets.push(counts);
    }
    Ok(sets)
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let extractor = arguments.knowledge.extractor()?;
    for (_, ours) in &arguments.map {
        for name in ours.split('|').map(|name| name.trim_start_matches('~')).filter(|name| !name.is_empty()) {
            let schema = extractor.schema();
            anyhow::ensure!(
                schema.label(name).is_some() || schema.predicate(name).is_some(),
                "--map: `{name}` is neither a label nor a predicate"
            );
        }
    }
    let mut sets = Vec::new();
    for (index, path) in arguments.files.iter().enumerate() {
        let documents = gold::read(path)?;
        let names = Names::of_set(&documents, &extractor, &arguments.map, &arguments.labels);
        let mut scores = Scores::default();
        for gold in &documents {
            let document = extractor.try_extract(&gold.text, &Context { date: gold.date })?;
            scores.compare(gold, &document, &names);
        }
        let stem = || path.file_stem().map_or_else(|| path.display().to_string(), |s| s.to_string_lossy().into_owned());
        sets.push(Set { name: arguments.name.get(index).cloned().unwrap_or_else(stem), names, scores });
    }
    let steps = if arguments.steps { steps(arguments)? } else { Vec::new() };
    let report = Report { sets: &sets, steps: &steps, least: arguments.least };
    let mut out = stdout();
    match arguments.format {
        Format::Text => {
            if let Some(most) = arguments.errors {
                report.mistakes(&mut out, most)?;
            }
            report.text(&mut out)?;
        }
        Format::Markdown => report.markdown(&mut out)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &report.json(arguments.errors.unwrap_or(0)))?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
