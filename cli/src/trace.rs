//! `dateline trace`.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Result;
use dateline::{Document, Explanation, Extractor, OffsetUnit};
use serde::Serialize;

use crate::output::{Paint, stdout};
use crate::texts::{Texts, TreeFormat};

/// Options of `dateline trace`.
#[derive(clap::Args)]
#[command(after_help = AFTER)]
pub struct Arguments {
    /// Id of a rule or frame, as `dateline rules list` shows it; `supply/verb` names the lines of a frame. May be given several times
    #[arg(long, required = true, value_name = "ID")]
    rule: Vec<String>,
    #[command(flatten)]
    texts: Texts,
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    format: TreeFormat,
}

const AFTER: &str = "\
For each sentence it says what the rule lacked (a word, class or label that nothing there is), at which word its longest partial
match stopped and what was wanted there, why what it found does not fit, or what won over it.

Examples:
  dateline trace --rule sign/verb article.txt
  dateline trace --rule league/player --rules league.rules report.txt
  dateline trace --rule coach --rules league.rules report.txt --format json

Exit codes: 0 all done; 1 some documents failed; 2 no such rule, or nothing could be done.";

#[derive(Serialize)]
struct Traced<'a> {
    id: &'a str,
    traces: Vec<Explanation>,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let extractor = arguments.texts.extractor()?;
    for id in &arguments.rule {
        known(&extractor, id)?;
    }
    let mut out = stdout();
    let code = arguments.texts.each(&extractor, |id, document| {
        let trees = arguments.rule.iter().flat_map(|rule| document.trace(rule));
        match arguments.format {
            TreeFormat::Json => {
                let traces = trees.map(|tree| tree.with_offsets(document.text(), OffsetUnit::Char)).collect();
                serde_json::to_writer(&mut out, &Traced { id, traces })?;
                writeln!(out)?;
            }
            TreeFormat::Text => {
                writeln!(out, "{}", Paint::stdout().bold(id))?;
                for tree in trees {
                    show(&mut out, document, &tree)?;
                }
            }
        }
        Ok(())
    })?;
    out.flush()?;
    Ok(code)
}

/// Whether there is a rule or frame of this id.
pub fn known(extractor: &Extractor, id: &str) -> Result<()> {
    if extractor.rules().find_id(id).is_empty() {
        let hint = extractor.rules().suggest_id(id).map(|hint| format!("; {hint}")).unwrap_or_default();
        anyhow::bail!("no rule or frame `{id}`{hint}");
    }
    Ok(())
}

/// One tree, its sentences as source lines with what was found below them.
fn show(out: &mut impl Write, document: &Document<'_>, tree: &Explanation) -> io::Result<()> {
    let (paint, width) = (Paint::stdout(), lines(document.text(), document.text().len()).to_string().len());
    let made = std::iter::once(tree).chain(&tree.because).filter_map(|node| node.made_by.as_ref());
    for by in made {
        writeln!(out, "{} ({}:{})", paint.cyan(&by.id), by.file, by.line)?;
    }
    let gutter = format!("{:width$} {}", "", paint.dim("|"));
    for node in tree.because.iter().filter(|node| node.what == "sentence" || node.what == "disabled") {
        let (Some(start), Some(end)) = (node.start, node.end) else {
            writeln!(out, "{gutter} {}", node.says)?;
            continue;
        };
        let (start, end) = (start as usize, end as usize);
        let text = document.text();
        let sentence = text.get(start..end).unwrap_or_default();
        let number = lines(text, start).to_string();
        writeln!(out, "{gutter}\n{} {} {}", paint.dim(&format!("{number:>width$}")), paint.dim("|"), flat(sentence))?;
        for fate in &node.because {
            let says = fate_line(fate);
            let (Some(from), Some(to)) = (fate.start, fate.end) else {
                writeln!(out, "{gutter} {} {says}", paint.dim("="))?;
                continue;
            };
            let before = text.get(start..from as usize).map(|t| flat(t).chars().count()).unwrap_or(0);
            let length = text.get(from as usize..to as usize).map_or(1, |t| flat(t).chars().count()).max(1);
            let carets = "^".repeat(length);
            writeln!(out, "{gutter} {:before$}{} {says}", "", paint.with(style(fate), &carets))?;
            for step in &fate.because {
                step.to_string().lines().try_for_each(|line| writeln!(out, "{gutter} {:before$}  {line}", ""))?;
            }
        }
        // What a partial match took stands below the sentence's end too.
        for fate in node.because.iter().filter(|fate| fate.start.is_none()) {
            for step in &fate.because {
                step.to_string().lines().try_for_each(|line| writeln!(out, "{gutter}   {line}"))?;
            }
        }
    }
    writeln!(out)
}

fn style(fate: &Explanation) -> anstyle::Style {
    match fate.what.as_str() {
        "stands" => anstyle::AnsiColor::Green.on_default().bold(),
        "told" => crate::output::CYAN,
        _ => crate::output::RED,
    }
}

fn fate_line(fate: &Explanation) -> String {
    let by = fate.made_by.as_ref().map(|by| format!(" {} ({}:{})", by.id, by.file, by.line));
    format!("{}: {}{}", fate.what, fate.says, by.unwrap_or_default())
}

/// A text on one line; offsets within it keep their order.
fn flat(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}

/// The line of a byte, counted from 1.
fn lines(text: &str, at: usize) -> usize {
    text.as_bytes().iter().take(at).filter(|&&b| b == b'\n').count() + 1
}
