//! `dateline check`.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use dateline::Extractor;

use crate::output::{self, RED, YELLOW, count};

/// Options of `dateline check`.
#[derive(clap::Args)]
#[command(after_help = AFTER)]
pub struct Arguments {
    /// Rule files; without any, the rules of the English pack
    #[arg(value_name = "RULES")]
    files: Vec<PathBuf>,
    /// Warnings are errors: exit code 1
    #[arg(long)]
    strict: bool,
    /// Count warnings, and do not show them
    #[arg(long, short)]
    quiet: bool,
}

const AFTER: &str = "\
The rules are loaded over the English pack, and their `test` and `none` lines are run through the whole pipeline.
Warnings tell of rules without a test (R023), alternatives that are never reached (R030), tests that no token passes (R031), rules
that find nothing of their own (R032), lists that nobody uses (R033), and patterns that no test reaches (R035).
docs/rules.md in the repository tells the language and every code; docs/errors.md shows typical mistakes.

Exit codes: 0 all tests hold; 1 a test does not hold (with --strict: or there is a warning); 2 a file does not load.

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
    let extractor = builder.build()?;
    let ours = |file: &str| names.is_empty() || names.iter().any(|name| name == file);
    let report = extractor.try_rules_of(&ours);
    let mut warnings = extractor.lint_rules(&ours);
    warnings.extend(report.uncovered.iter().cloned());
    warnings.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    if !arguments.quiet {
        warnings.iter().for_each(output::diagnostic);
    }
    report.failures.iter().for_each(output::diagnostic);
    let colour = if report.failures.is_empty() { anstyle::Style::new() } else { RED };
    // Not `println!`, which panics when the reader has gone.
    writeln!(
        anstream::stdout(),
        "{} passed, {colour}{} failed{colour:#}, {YELLOW}{}{YELLOW:#}",
        count(report.passed, "test"),
        report.failures.len(),
        count(warnings.len(), "warning")
    )?;
    let faulty = !report.failures.is_empty() || arguments.strict && !warnings.is_empty();
    Ok(if !faulty { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
