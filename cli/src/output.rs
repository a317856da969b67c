//! Results for people to read.

use std::io::{self, Write};

use anstyle::{AnsiColor, Reset, Style};
use dateline::Document;
use dateline::mention::Form;

/// Style of errors.
pub const RED: Style = AnsiColor::Red.on_default().bold();
/// Style of warnings.
pub const YELLOW: Style = AnsiColor::Yellow.on_default();
/// Back to plain.
pub const RESET: Reset = Reset;
const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const CYAN: Style = AnsiColor::Cyan.on_default();

/// The entities and triples of a document as a table.
pub fn table(out: &mut impl Write, id: &str, document: &Document<'_>) -> io::Result<()> {
    write!(out, "{BOLD}{id}{RESET}")?;
    if let Some(date) = document.date() {
        write!(out, "  {DIM}{date}{RESET}")?;
    }
    writeln!(out, "\n\n{BOLD}Entities{RESET}")?;
    if document.entities().len() == 0 {
        writeln!(out, "  {DIM}none{RESET}")?;
    }
    let width = document.entities().map(|e| e.name().chars().count()).max().unwrap_or(0).min(40);
    for entity in document.entities() {
        let mut forms: Vec<String> = Vec::new();
        for mention in entity.mentions().filter(|m| m.form() != Form::Value) {
            let text = one_line(mention.text());
            if text != entity.name() && !forms.contains(&text) {
                forms.push(text);
            }
        }
        let label = entity.label();
        writeln!(
            out,
            "  {CYAN}{label:<20}{RESET} {:<width$}  {DIM}{}{RESET}",
            one_line(entity.name()),
            forms.join(", ")
        )?;
    }
    writeln!(out, "\n{BOLD}Triples{RESET}")?;
    if document.triples().len() == 0 {
        writeln!(out, "  {DIM}none{RESET}")?;
    }
    for triple in document.triples() {
        writeln!(out, "  {triple}")?;
    }
    writeln!(out)
}

/// One triple a line.
pub fn triples(out: &mut impl Write, document: &Document<'_>) -> io::Result<()> {
    document.triples().try_for_each(|triple| writeln!(out, "{triple}"))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
