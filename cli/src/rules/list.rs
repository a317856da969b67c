//! `dateline rules list`.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::Result;
use clap::ValueEnum;
use serde_json::json;

use super::{gives, kind};
use crate::output::{Paint, stdout};
use crate::sources::Knowledge;

/// Options of `dateline rules list`.
#[derive(clap::Args)]
#[command(after_help = AFTER)]
pub struct Arguments {
    /// Only ids that fit; `*` stands for anything
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// Only rules of this kind
    #[arg(long, value_enum)]
    kind: Option<Kind>,
    /// Only mention rules of this label or one below it
    #[arg(long)]
    label: Option<String>,
    /// Only rules and frames of this predicate
    #[arg(long)]
    predicate: Option<String>,
    /// Only rules of files whose name ends so
    #[arg(long, value_name = "FILE")]
    file: Option<String>,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    knowledge: Knowledge,
}

const AFTER: &str = "\
Examples:
  dateline rules list                               all of the pack
  dateline rules list 'person/*' --label PERSON
  dateline rules list --predicate met
  dateline rules list --rules league.rules --file league.rules
  dateline rules list --kind relation --format json

Exit codes: 0 some found; 1 none; 2 a file does not load.";

/// Kinds of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    Mention,
    Relation,
    Frame,
}

/// What to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line a rule
    Text,
    /// A JSON object a line
    Json,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let extractor = arguments.knowledge.extractor()?;
    let schema = extractor.schema();
    if let Some(label) = &arguments.label {
        anyhow::ensure!(schema.label(label).is_some(), "no label `{label}`");
    }
    if let Some(predicate) = &arguments.predicate {
        anyhow::ensure!(schema.predicate(predicate).is_some(), "no predicate `{predicate}`");
    }
    let globs: Vec<glob::Pattern> = arguments.ids.iter().map(|id| glob::Pattern::new(id)).collect::<Result<_, _>>()?;
    let wanted = |rule: &&dateline::rule::Rule| {
        let (gives, kind) = (gives(&extractor, rule), kind(rule));
        let below = |label: &str| {
            kind == "mention" && gives.strip_prefix(label).is_some_and(|r| r.is_empty() || r.starts_with('/'))
        };
        (globs.is_empty() || globs.iter().any(|glob| glob.matches(&rule.id)))
            && arguments.kind.is_none_or(|wanted| format!("{wanted:?}").eq_ignore_ascii_case(kind))
            && arguments.label.as_deref().is_none_or(below)
            && arguments.predicate.as_ref().is_none_or(|predicate| kind != "mention" && gives == predicate)
            && arguments.file.as_ref().is_none_or(|file| rule.file.ends_with(file.as_str()))
    };
    let rules: Vec<_> = extractor.rules().all().iter().filter(wanted).collect();
    let (mut out, paint) = (stdout(), Paint::stdout());
    let width = |of: &dyn Fn(&dateline::rule::Rule) -> usize| rules.iter().map(|rule| of(rule)).max().unwrap_or(0);
    let (ids, given) = (width(&|rule| rule.id.len()), width(&|rule| gives(&extractor, rule).len()));
    for rule in &rules {
        let gives = gives(&extractor, rule);
        match arguments.format {
            Format::Json => writeln!(
                out,
                "{}",
                json!({
                    "id": rule.id, "kind": kind(rule), "gives": gives, "score": rule.score, "file": rule.file,
                    "line": rule.line, "disabled": rule.disabled,
                })
            )?,
            Format::Text => {
                let place = format!("{}:{}", rule.file, rule.line);
                let off = if rule.disabled { "  switched off" } else { "" };
                let id = format!("{:<ids$}", rule.id);
                writeln!(
                    out,
                    "{id}  {:<8} {}  {}{off}",
                    kind(rule),
                    paint.cyan(&format!("{gives:<given$}")),
                    paint.dim(&place)
                )?;
            }
        }
    }
    out.flush()?;
    Ok(if rules.is_empty() { ExitCode::from(1) } else { ExitCode::SUCCESS })
}
