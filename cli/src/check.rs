//! `dateline check`.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use dateline::Extractor;
use dateline::extractor::BuildError;

use crate::output::{RED, YELLOW};

/// Options of `dateline check`.
#[derive(clap::Args)]
#[command(after_help = AFTER)]
pub struct Arguments {
    /// Rule files; without any, the rules of the English pack
    #[arg(value_name = "RULES")]
    files: Vec<PathBuf>,
}

const AFTER: &str = "\
The rules are loaded over the English pack, and their `test` and `none` lines are run through the whole pipeline.
docs/rules.md in the repository tells the language and every error code.

Exit codes: 0 all tests hold; 1 a test does not hold; 2 a file does not load.

Examples:
  dateline check                  the pack's own rules
  dateline check clubs.rules      yours
  dateline check *.rules && dateline extract --rules clubs.rules report.txt";

/// Runs the command: diagnostics of all files, then the tests that stand in them.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let mut builder = Extractor::builder().keep_tests();
    let mut names = Vec::new();
    for path in &arguments.files {
        let name = path.display().to_string();
        let bytes = std::fs::read(path).with_context(|| format!("cannot read {name}"))?;
        builder = builder.rules(name.clone(), crate::input::utf8(bytes).with_context(|| name.clone())?);
        names.push(name);
    }
    let extractor = match builder.build() {
        Ok(extractor) => extractor,
        Err(BuildError::Sources(all)) => {
            anstream::eprintln!("{all}");
            anstream::eprintln!("\n{RED}{} found{RED:#}", count(all.0.len(), "fault"));
            return Ok(ExitCode::from(2));
        }
        Err(error) => return Err(error.into()),
    };
    let ours = |file: &str| names.is_empty() || names.iter().any(|name| name == file);
    let warnings: Vec<_> = extractor.rules().warnings().iter().filter(|d| ours(&d.file)).collect();
    for warning in &warnings {
        anstream::eprintln!("{warning}\n");
    }
    let report = extractor.try_rules_of(&ours);
    for failure in &report.failures {
        anstream::eprintln!("{failure}\n");
    }
    let colour = if report.failures.is_empty() { anstyle::Style::new() } else { RED };
    // Not `println!`, which panics when the reader has gone.
    writeln!(
        anstream::stdout(),
        "{} passed, {colour}{} failed{colour:#}, {YELLOW}{}{YELLOW:#}",
        count(report.passed, "test"),
        report.failures.len(),
        count(warnings.len(), "warning")
    )?;
    Ok(if report.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
