//! `dateline rules import`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use super::spacy;
use crate::sink::Sink;

/// Options of `dateline rules import`.
#[derive(clap::Args)]
#[command(after_help = AFTER)]
pub struct Arguments {
    /// Patterns of spaCy's EntityRuler or SpanRuler: {"label", "pattern", "id"}, a line each
    #[arg(value_name = "PATTERNS.jsonl")]
    file: PathBuf,
    /// What stands before the ids of the rules
    #[arg(long, default_value = "spacy")]
    prefix: String,
    /// Where to write [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

const AFTER: &str = "\
Taken over: ORTH and TEXT (as written), LOWER, NORM, LEMMA, POS, SHAPE, LENGTH, IS_ALPHA, IS_DIGIT, IS_LOWER, IS_UPPER, IS_TITLE,
IS_PUNCT, IS_SENT_START, LIKE_NUM, LIKE_URL, LIKE_EMAIL, ENT_TYPE; IN, NOT_IN, REGEX and comparisons within them; OP with
`!`, `?`, `*`, `+`, `{n}`, `{n,m}`, `{n,}`, `{,m}`. What else a pattern asks for is told with its place, and the pattern is left out.
The `id` becomes a part of the rule's; a mention of a rule has no id of its own.
Names without variation are better kept as rows: `dateline gazetteer import --from spacy`.

Examples:
  dateline rules import patterns.jsonl -o patterns.rules
  dateline check patterns.rules

Exit codes: 0 all patterns written; 1 some were left out; 2 nothing was written.";

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let name = arguments.file.display().to_string();
    let text = crate::eval::text(&arguments.file)?;
    let lexicon = dateline::pack::english::open()?.lexicon();
    let (rules, faults) = spacy::rules(&name, &text, &arguments.prefix, &lexicon.spelling());
    for fault in &faults {
        crate::output::diagnostic(fault);
    }
    if rules.is_empty() {
        return Ok(ExitCode::from(2));
    }
    let mut sink = Sink::open(arguments.output.as_deref())?;
    sink.write(rules.as_bytes())?;
    sink.finish()?;
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
