//! `dateline gazetteer compile`.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context as _, Result};
use dateline::pack::Pack;
use indicatif::{HumanBytes, HumanCount};

/// Options of `dateline gazetteer compile`.
#[derive(clap::Args)]
#[command(after_help = AFTER)]
pub struct Arguments {
    /// Tables
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The pack file to write
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
}

const AFTER: &str = "\
A pack is read in place: opening one of a million names takes milliseconds. It is versioned and checksummed; make it anew
with each version of dateline. It serves wherever a table does.

Examples:
  dateline gazetteer compile clubs.tsv players.tsv -o football.pack
  dateline extract --gazetteer football.pack report.txt

Exit codes: 0 written; 2 a table does not load, with all that is wrong in any of them.";

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let begun = Instant::now();
    let bytes = super::compile_files(&arguments.files)?;
    let path = arguments.output.display();
    fs::write(&arguments.output, &bytes).with_context(|| format!("cannot write {path}"))?;
    let size = bytes.len() as u64;
    let gazetteer = Pack::open(bytes)?.gazetteer();
    let (rows, names) = (gazetteer.rows().count() as u64, gazetteer.entries().count() as u64);
    anstream::eprintln!(
        "{path}: {} rows, {} names, {}, in {:.2} s",
        HumanCount(rows),
        HumanCount(names),
        HumanBytes(size),
        begun.elapsed().as_secs_f64()
    );
    Ok(ExitCode::SUCCESS)
}
