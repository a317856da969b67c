//! `dateline gazetteer import`: other catalogues in the form of our tables.

mod csv;
mod entry;
mod geonames;
mod json;
mod wikidata;

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use anyhow::{Context as _, Result};
use clap::ValueEnum;
use flate2::bufread::MultiGzDecoder;

use crate::input::Counted;
use crate::output::RED;
use crate::progress::{self, Progress};
use crate::sink::Sink;
use entry::{Entry, Fault, one_line};

/// Options of `dateline gazetteer import`.
#[derive(clap::Args)]
#[command(after_help = AFTER)]
pub struct Arguments {
    /// The file, plain or .gz; `-` reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What kind of file it is
    #[arg(long, value_enum)]
    from: Format,
    /// Id of the table, as provenance shows it
    #[arg(long)]
    id: String,
    /// Licence of the data, an SPDX name
    #[arg(long)]
    licence: String,
    /// Where the data comes from
    #[arg(long)]
    source: String,
    /// When it was retrieved
    #[arg(long, value_name = "YYYY-MM-DD")]
    retrieved: Option<dateline::time::Date>,
    /// Label of rows that give none
    #[arg(long)]
    label: Option<String>,
    /// A column or key under another name: name=Title. May be given several times
    #[arg(long, value_name = "OURS=THEIRS", value_parser = pair)]
    map: Vec<(String, String)>,
    /// Where to write [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Neither progress nor summary
    #[arg(long, short)]
    quiet: bool,
}

const AFTER: &str = "\
  geonames  a dump (allCountries.txt, cities15000.txt): label by feature, prior by population, country and place as attributes
  wikidata  TSV of query.wikidata.org: ?item, ?itemLabel, ?itemAltLabel (several with `|` or `, `); other columns become
            attributes; several rows of one item become one
  csv       a line of column names, then rows (RFC 4180); columns named as in our tables, others become attributes
  jsonl     an object a line with the same keys; `aliases` may be a list
  spacy     EntityRuler patterns whose text is fixed: a string, or tokens of LOWER, TEXT or ORTH alone;
            for the others see `dateline rules import`

Examples:
  dateline gazetteer import cities15000.txt --from geonames --id towns --licence CC-BY-4.0 --source GeoNames -o towns.tsv
  dateline gazetteer import clubs.csv --from csv --label ORG/team --map name=Club --id clubs --licence CC0-1.0 \\
    --source \"our own list\" > clubs.tsv
  dateline gazetteer lint towns.tsv

A faulty row is told with its place and left out.
Exit codes: 0 all rows written; 1 some were faulty; 2 nothing was written.";

/// Kinds of files that can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Geonames,
    Wikidata,
    Csv,
    Jsonl,
    Spacy,
}

/// So many faults are told one by one.
const TOLD: u64 = 50;

fn pair(text: &str) -> Result<(String, String), String> {
    let (ours, theirs) = text.split_once('=').ok_or("it is written OURS=THEIRS, such as name=Title")?;
    if !entry::COLUMNS.contains(&ours) {
        return Err(format!("`{ours}` is no column of ours: {}", entry::COLUMNS.join(", ")));
    }
    Ok((ours.to_owned(), theirs.to_owned()))
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let begun = Instant::now();
    let name = arguments.file.display().to_string();
    let position = Arc::new(AtomicU64::new(0));
    let (reader, total) = open(arguments, &name, &position)?;
    let map = &arguments.map;
    let entries: Box<dyn Iterator<Item = Result<Entry, Fault>>> = match arguments.from {
        Format::Geonames => Box::new(geonames::read(reader)),
        Format::Wikidata => Box::new(wikidata::read(reader, map)),
        Format::Csv => Box::new(csv::read(reader, map)),
        Format::Jsonl => Box::new(json::read(reader, map)),
        Format::Spacy => Box::new(json::read_spacy(reader)),
    };
    let mut sink = Sink::open(arguments.output.as_deref())?;
    let watched = !arguments.quiet && Progress::is_watched(arguments.output.is_some());
    let progress = if watched { Progress::over(total) } else { Progress::hidden() };
    let (mut written, mut faults) = (0, 0);
    for entry in entries {
        let row = entry.and_then(|entry| entry.row(arguments.label.as_deref()));
        match row {
            Ok(row) => {
                if written == 0 {
                    sink.write(header(arguments).as_bytes())?;
                }
                sink.write(row.as_bytes())?;
                written += 1;
            }
            Err(fault) => {
                faults += 1;
                if faults <= TOLD {
                    progress.aside(format_args!(
                        "{RED}error:{RED:#} {name}:{}:{}: {}",
                        fault.line, fault.column, fault.message
                    ));
                }
            }
        }
        if written % 1_024 == 0 {
            progress.set(position.load(Ordering::Relaxed), written, "rows");
        }
    }
    sink.finish()?;
    progress.finish();
    if faults > TOLD {
        anstream::eprintln!("{RED}error:{RED:#} {name}: {} more faulty rows", faults - TOLD);
    }
    if !arguments.quiet {
        let failed = if faults > 0 { format!("; {RED}{faults} faulty{RED:#}") } else { String::new() };
        let read = position.load(Ordering::Relaxed);
        anstream::eprintln!("{}{failed}", progress::summary(written, "row", read, begun.elapsed()));
    }
    Ok(match (written, faults) {
        (0, _) => ExitCode::from(2),
        (_, 0) => ExitCode::SUCCESS,
        _ => ExitCode::from(1),
    })
}

type Opened = (Box<dyn BufRead>, Option<u64>);

fn open(arguments: &Arguments, name: &str, position: &Arc<AtomicU64>) -> Result<Opened> {
    let (plain, total): (Box<dyn Read>, _) = if name == "-" {
        anyhow::ensure!(!io::stdin().is_terminal(), "standard input is a terminal");
        (Box::new(io::stdin()), None)
    } else {
        let file = File::open(&arguments.file).with_context(|| format!("cannot open {name}"))?;
        let total = file.metadata().ok().map(|data| data.len());
        (Box::new(file), total)
    };
    let mut plain = BufReader::with_capacity(1 << 16, Counted::new(plain, position.clone()));
    let head = plain.fill_buf().with_context(|| format!("cannot read {name}"))?;
    if head.starts_with(&[0x1F, 0x8B]) {
        return Ok((Box::new(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(plain))), total));
    }
    Ok((Box::new(plain), total))
}

fn header(arguments: &Arguments) -> String {
    let mut header = format!("#! dateline-gazetteer 1\n#! id         {}\n", one_line(&arguments.id));
    if let Some(label) = &arguments.label {
        header.push_str(&format!("#! label      {label}\n"));
    }
    header.push_str(&format!(
        "#! licence    {}\n#! source     {}\n",
        one_line(&arguments.licence),
        one_line(&arguments.source)
    ));
    if let Some(date) = arguments.retrieved {
        header.push_str(&format!("#! retrieved  {date}\n"));
    }
    header.push_str(&entry::COLUMNS.join("\t"));
    header.push('\n');
    header
}
