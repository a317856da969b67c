//! `dateline gazetteer lint`.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use dateline::Diagnostic;

use crate::output::stdout;

/// Options of `dateline gazetteer lint`.
#[derive(clap::Args)]
#[command(after_help = AFTER)]
pub struct Arguments {
    /// Tables or packs; without any, the English pack
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

const AFTER: &str = "\
  G040  the same name, label and id stand in two rows
  G041  a name that is also a common word is not marked `ambiguous` (a prior above 60 is mark enough)
  G042  an alias is shared by too many rows of one label, unmarked
  G043  an id is not `scheme:value`

Examples:
  dateline gazetteer lint                 the English pack
  dateline gazetteer lint clubs.tsv       your own

Exit codes: 0 nothing found; 1 something found; 2 a file does not load.";

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let found = super::open(&arguments.files)?.lint(&super::lexicon()?);
    let mut files = BTreeMap::new();
    for diagnostic in &found {
        anstream::eprintln!("{}\n", with_source(diagnostic, &mut files));
    }
    let count = found.len();
    let mut out = stdout();
    writeln!(out, "{count} finding{}", if count == 1 { "" } else { "s" })?;
    out.flush()?;
    Ok(if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The diagnostic with the whole line of its file, where that is at hand: a pack keeps the place alone.
fn with_source(diagnostic: &Diagnostic, files: &mut BTreeMap<String, Option<String>>) -> Diagnostic {
    let text = files.entry(diagnostic.file.clone()).or_insert_with(|| fs::read_to_string(&diagnostic.file).ok());
    let line = text.as_deref().and_then(|text| text.lines().nth(diagnostic.line as usize - 1));
    // The file may have changed since the pack was made.
    let Some((line, at)) = line.and_then(|line| Some((line, line.find(&diagnostic.source_line)?))) else {
        return diagnostic.clone();
    };
    let column = line[..at].chars().count() as u32 + 1;
    Diagnostic { source_line: line.to_owned(), column, ..diagnostic.clone() }
}
