//! `dateline gazetteer lookup`.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use dateline::Span;
use dateline::gazetteer::{CasePolicy, Flags, Gazetteer, Sense};
use dateline::text::fold;
use dateline::text::token::tokenize;

use crate::output::{Paint, stdout};

/// Options of `dateline gazetteer lookup`.
#[derive(clap::Args)]
#[command(after_help = AFTER)]
pub struct Arguments {
    /// The name, in any case and with or without accents
    #[arg(value_name = "NAME")]
    name: String,
    /// A table or pack to look in too. May be given several times
    #[arg(long, value_name = "FILE")]
    gazetteer: Vec<PathBuf>,
}

const AFTER: &str = "\
Examples:
  dateline gazetteer lookup Georgia
  dateline gazetteer lookup \"Harbour Athletic\" --gazetteer clubs.tsv

Each sense is told with its prior (how likely it is when nothing else is known, 0-100), its row, and the row's origin.
Exit codes: 0 found; 1 not found.";

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let lexicon = super::lexicon()?;
    // As names are stored: tokens with single spaces between them, no hyphens.
    let mut tokens = Vec::new();
    let name = arguments.name.as_str();
    tokenize(name, Span::new(0, name.len() as u32), &lexicon.spelling(), &mut tokens);
    let hyphen = |token: &str| matches!(token, "-" | "\u{2010}" | "\u{2011}" | "\u{2013}" | ".");
    let words: Vec<&str> = tokens.iter().map(|t| &name[t.span]).filter(|t| !hyphen(t)).collect();
    let wanted = fold::fold(&words.join(" "));

    let mut gazetteers = vec![super::open(&[])?];
    for path in &arguments.gazetteer {
        gazetteers.push(super::read(path)?);
    }
    let paint = Paint::stdout();
    let mut out = stdout();
    let mut count = 0;
    // A caller's rows outrank the pack's.
    for gazetteer in gazetteers.iter().rev() {
        let mut senses: Vec<(CasePolicy, &str, Sense<'_>)> = Vec::new();
        for entry in gazetteer.entries().filter(|e| fold::fold(gazetteer.surface(*e)) == wanted) {
            let case = gazetteer.case(entry);
            senses.extend(gazetteer.senses(entry).map(|sense| (case, gazetteer.surface(entry), sense)));
        }
        senses.sort_by_key(|(_, _, sense)| (std::cmp::Reverse(sense.prior), sense.row, sense.guarded));
        // "Kim Jong Un" and "Kim Jong-un" are one row's.
        senses.dedup_by_key(|(_, _, sense)| sense.row);
        for (case, surface, sense) in &senses {
            count += 1;
            let origin = gazetteer.row(sense.row);
            let label = if sense.blocks() { "(blocked)" } else { sense.label };
            writeln!(out, "{:<20} {}  {}", paint.cyan(label), paint.bold(sense.name), sense.id)?;
            let marks = marks(gazetteer, sense);
            writeln!(
                out,
                "  prior {}, case {}{marks}; as {} `{surface}`",
                sense.prior,
                case_name(*case),
                sense.recipe
            )?;
            for (what, value) in [("valid", sense.valid), ("attrs", sense.attrs)] {
                if !value.is_empty() {
                    writeln!(out, "  {what} {value}")?;
                }
            }
            let retrieved = if origin.retrieved.is_empty() { "no date" } else { origin.retrieved };
            let from = format!("{}:{}  {}; {}; {retrieved}", origin.path, origin.line, origin.licence, origin.source);
            writeln!(out, "  {}", paint.dim(&from))?;
        }
    }
    if count == 0 {
        writeln!(out, "nothing of this name")?;
        let near: Vec<&str> = gazetteers.iter().flat_map(|g| near(g, &wanted)).take(5).collect();
        if !near.is_empty() {
            writeln!(out, "  names with it: {}", near.join(", "))?;
        }
    }
    out.flush()?;
    Ok(if count == 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// Names that hold the words wanted, shortest first.
fn near<'g>(gazetteer: &'g Gazetteer, wanted: &str) -> Vec<&'g str> {
    let inside =
        |surface: &&str| !wanted.is_empty() && format!(" {} ", fold::fold(surface)).contains(&format!(" {wanted} "));
    let mut found: Vec<&str> = gazetteer.entries().map(|e| gazetteer.surface(e)).filter(inside).collect();
    found.sort_by_key(|name| (name.len(), *name));
    found.dedup();
    found
}

fn marks(gazetteer: &Gazetteer, sense: &Sense<'_>) -> String {
    let own = gazetteer.row_sense(sense.row).flags;
    let mut marks = String::new();
    for (flag, name) in [(Flags::AMBIGUOUS, "ambiguous"), (Flags::BLOCK, "block"), (Flags::SUBSTRING, "substring")] {
        if own.has(flag) {
            marks.push_str(", ");
            marks.push_str(name);
        }
    }
    if sense.guarded {
        marks.push_str(", this name needs support from context");
    }
    marks
}

fn case_name(case: CasePolicy) -> &'static str {
    match case {
        CasePolicy::Exact => "exact",
        CasePolicy::Title => "title",
        CasePolicy::Fold => "fold",
    }
}
