//! Results for people to read.

use std::fmt;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use dateline::diagnostic::Severity;
use dateline::mention::Form;
use dateline::{BuildError, Diagnostic, Document};

/// Style of errors.
pub const RED: Style = AnsiColor::Red.on_default().bold();
/// Style of warnings.
pub const YELLOW: Style = AnsiColor::Yellow.on_default();
/// Style of headings.
pub const BOLD: Style = Style::new().bold();
/// Style of what stands back.
pub const DIM: Style = Style::new().dimmed();
/// Style of labels.
pub const CYAN: Style = AnsiColor::Cyan.on_default();

/// Whether standard output takes colour: as `--color`, the environment and the terminal say.
pub fn stdout_takes_colour() -> bool {
    anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
}

/// Standard output, locked and buffered; it gets bytes, and colour only through [`Paint`].
pub fn stdout() -> io::BufWriter<io::StdoutLock<'static>> {
    io::BufWriter::new(io::stdout().lock())
}

/// Colours words, or leaves them.
#[derive(Clone, Copy)]
pub struct Paint(bool);

impl Paint {
    /// As standard output wants it.
    pub fn stdout() -> Paint {
        Paint(stdout_takes_colour())
    }

    /// A heading.
    pub fn bold(self, text: &str) -> impl fmt::Display {
        self.with(BOLD, text)
    }

    /// What stands back.
    pub fn dim(self, text: &str) -> impl fmt::Display {
        self.with(DIM, text)
    }

    /// A label.
    pub fn cyan(self, text: &str) -> impl fmt::Display {
        self.with(CYAN, text)
    }

    /// A text in a style; widths count the text alone.
    pub fn with(self, style: Style, text: &str) -> impl fmt::Display {
        Painted(if self.0 { style } else { Style::new() }, text.to_owned())
    }
}

struct Painted(Style, String);

impl fmt::Display for Painted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)?;
        f.pad(&self.1)?;
        write!(f, "{:#}", self.0)
    }
}

/// The entities and triples of a document as a table.
pub fn table(out: &mut impl Write, id: &str, document: &Document<'_>, colour: bool) -> io::Result<()> {
    let [bold, dim, cyan] = [BOLD, DIM, CYAN].map(|style| if colour { style } else { Style::new() });
    write!(out, "{bold}{id}{bold:#}")?;
    if let Some(date) = document.date() {
        write!(out, "  {dim}{date}{dim:#}")?;
    }
    writeln!(out, "\n\n{bold}Entities{bold:#}")?;
    if document.entities().len() == 0 {
        writeln!(out, "  {dim}none{dim:#}")?;
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
            "  {cyan}{label:<20}{cyan:#} {:<width$}  {dim}{}{dim:#}",
            one_line(entity.name()),
            forms.join(", ")
        )?;
    }
    writeln!(out, "\n{bold}Triples{bold:#}")?;
    if document.triples().len() == 0 {
        writeln!(out, "  {dim}none{dim:#}")?;
    }
    for triple in document.triples() {
        writeln!(out, "  {triple}")?;
    }
    writeln!(out)
}

/// One entity a line: label, name, and all its mentions in order, each form once with how often it stands there; the members
/// of a group in brackets before them.
pub fn entities(out: &mut impl Write, document: &Document<'_>) -> io::Result<()> {
    for entity in document.entities() {
        let mut forms: Vec<(String, usize)> = Vec::new();
        for mention in entity.mentions() {
            let text = one_line(mention.text());
            match forms.iter_mut().find(|(form, _)| *form == text) {
                Some((_, count)) => *count += 1,
                None => forms.push((text, 1)),
            }
        }
        let members = entity.data().members.iter().map(|id| format!("[{}]", one_line(document.entity(*id).name())));
        let forms = forms.into_iter().map(|(form, count)| match count {
            1 => form,
            _ => format!("{form} ×{count}"),
        });
        let mentions: Vec<String> = members.chain(forms).collect();
        writeln!(out, "{}\t{}\t{}", entity.label(), one_line(entity.name()), mentions.join(" | "))?;
    }
    Ok(())
}

/// One triple a line.
pub fn triples(out: &mut impl Write, document: &Document<'_>) -> io::Result<()> {
    document.triples().try_for_each(|triple| writeln!(out, "{triple}"))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An error on standard error; what is wrong with sources as they tell it, each with its place.
pub fn error(error: &anyhow::Error) {
    match error.downcast_ref::<BuildError>() {
        Some(BuildError::Sources(all)) => {
            all.0.iter().for_each(diagnostic);
            let errors = all.0.iter().filter(|d| d.severity == Severity::Error).count();
            let warnings = all.0.len() - errors;
            let more = if warnings > 0 { format!(", {}", count(warnings, "warning")) } else { String::new() };
            anstream::eprintln!("{RED}{}{RED:#}{more}; nothing was loaded", count(errors, "error"));
        }
        _ => anstream::eprintln!("{RED}error:{RED:#} {error:#}"),
    }
}

/// A diagnostic on standard error, coloured as compilers do.
pub fn diagnostic(diagnostic: &Diagnostic) {
    let style = match diagnostic.severity {
        Severity::Error => RED,
        Severity::Warning => YELLOW.bold(),
    };
    let text = diagnostic.to_string();
    for (number, line) in text.lines().enumerate() {
        // The gutter ends with the first bar; carets stand in the fifth line.
        let (gutter, rest) = line.split_once(" | ").unwrap_or(("", line));
        let bar = if gutter.is_empty() { "" } else { " | " };
        match number {
            0 => match line.split_once(": ") {
                Some((head, message)) => anstream::eprintln!("{style}{head}{style:#}{BOLD}: {message}{BOLD:#}"),
                None => anstream::eprintln!("{line}"),
            },
            4 => anstream::eprintln!("{DIM}{gutter}{bar}{DIM:#}{style}{rest}{style:#}"),
            _ => anstream::eprintln!("{DIM}{gutter}{bar}{DIM:#}{rest}"),
        }
    }
    anstream::eprintln!();
}

/// "1 test", "2 tests".
pub fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
