//! `dateline view`: a page to read texts with what was found in them.

mod article;
mod escape;
mod graph;
mod layout;
mod page;
mod tables;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use dateline::RecordOptions;
use dateline_export::source::SourceText;

use crate::sink::Sink;
use crate::texts::Texts;

/// Options of `dateline view`.
#[derive(clap::Args)]
#[command(after_help = AFTER)]
pub struct Arguments {
    /// Where to write the page [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    texts: Texts,
}

const AFTER: &str = "\
Examples:
  dateline view article.txt -o page.html --date 2024-05-17
  dateline view articles/ -o page.html                          several articles, one page
  dateline extract --layers text,blocks --explain article.txt -o results.jsonl && dateline view results.jsonl -o page.html

One file with everything in it: it opens from disk and asks no network for anything. The text with its mentions marked; what is
said of whom, each with its place in the text and why it was found; entities; a graph; a timeline. The same input gives the
same bytes. A line of JSON that `extract` has written is shown as it is; it needs the layer text. More: docs/view.md.

Exit codes: 0 all done; 1 some documents failed, the rest was done; 2 nothing could be done.";

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let options = RecordOptions { text: true, blocks: true, explain: true, ..RecordOptions::default() };
    let mut records = Vec::new();
    let code = arguments.texts.records(options, |record| {
        // A page needs the text; what lacks it is told with the others that fail.
        SourceText::of(&record)?;
        article::check(&record)?;
        records.push(record);
        Ok(())
    })?;
    if records.is_empty() {
        return Ok(code);
    }
    let mut sink = Sink::open(arguments.output.as_deref())?;
    sink.write(page::page(&records)?.as_bytes())?;
    sink.finish()?;
    Ok(code)
}
