//! `dateline rules show`.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::ExitCode;

use anyhow::Result;

use super::gives;
use crate::output::{Paint, stdout};
use crate::sources::Knowledge;

/// Options of `dateline rules show`.
#[derive(clap::Args)]
#[command(after_help = AFTER)]
pub struct Arguments {
    /// Ids of rules or frames, as `dateline rules list` and provenance show them
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    #[command(flatten)]
    knowledge: Knowledge,
}

const AFTER: &str = "\
Examples:
  dateline rules show person/title-name
  dateline rules show supply/verb            the frame whose verbs made a triple
  dateline rules show league/player --rules league.rules

Exit codes: 0 all found; 2 no such rule, or a file does not load.";

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let extractor = arguments.knowledge.extractor()?;
    let (mut out, paint) = (stdout(), Paint::stdout());
    for id in &arguments.ids {
        crate::trace::known(&extractor, id)?;
        let mut shown = BTreeSet::new();
        for rule in extractor.rules().find_id(id) {
            let Some(rule) = extractor.rules().get(rule) else { continue };
            let source = extractor.rule_source(&rule.file).unwrap_or_default();
            let (first, block) = block(source, rule.line as usize);
            if !shown.insert((&rule.file, first)) {
                continue;
            }
            let gives = gives(&extractor, rule);
            writeln!(out, "{} {}", paint.dim(&format!("# {}:{first}", rule.file)), paint.cyan(gives))?;
            writeln!(out, "{}\n", block.trim_end())?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The block of a source that holds a line, the comment above it included, and the line it begins at, counted from 1.
fn block(source: &str, line: usize) -> (usize, String) {
    let lines: Vec<&str> = source.lines().collect();
    let begins = |text: &str| ["rule ", "frame ", "override "].iter().any(|word| text.starts_with(word));
    let at = line.saturating_sub(1).min(lines.len().saturating_sub(1));
    let head = (0..=at).rev().find(|&i| lines.get(i).is_some_and(|text| begins(text))).unwrap_or(at);
    let comment = lines.get(..head).unwrap_or_default().iter().rev().take_while(|text| text.starts_with('#')).count();
    let end = (head..lines.len())
        .find(|&i| i > head && lines[i].starts_with('}') || lines[i].trim_end().ends_with('}') && i == head);
    let end = end.map_or(lines.len(), |end| end + 1);
    (head + 1, lines.get(head - comment..end).unwrap_or_default().join("\n"))
}
