//! `dateline extract`.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::ValueEnum;
use dateline::export::offsets::OffsetUnit;
use dateline::export::record::RecordOptions;
use dateline::time::Date;
use dateline::{Context, Extractor};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::input::{self, Input, InputFormat, Source};
use crate::output;
use crate::sources::Knowledge;

/// Options of `dateline extract`.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Texts or JSON lines; `-` or nothing reads standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What to print [default: text on a terminal, jsonl otherwise]
    #[arg(long, value_enum)]
    format: Option<OutputFormat>,
    /// How the files hold documents [default: jsonl for .jsonl and .ndjson, text otherwise]
    #[arg(long, value_enum)]
    input_format: Option<InputFormat>,
    /// The day the texts were published; "Thursday" is told from it. A line's own `date` goes before it
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    /// Unit of the offsets in JSON
    #[arg(long, value_enum, default_value_t = Unit::Char)]
    offsets: Unit,
    /// Parts to add to the JSON
    #[arg(long, value_enum, value_delimiter = ',', value_name = "LAYER,…")]
    layers: Vec<Layer>,
    #[command(flatten)]
    knowledge: Knowledge,
}

const EXAMPLES: &str = "\
Examples:
  dateline extract article.txt --date 2024-05-17
  dateline extract --format triples article.txt
  cat articles.jsonl | dateline extract --input-format jsonl > results.jsonl
  dateline extract --gazetteer clubs.tsv --rules clubs.rules match-report.txt

A line of JSON holds `text`, and perhaps `id` and `date`; other keys pass by. A text file's id is its path as given.
A faulty file or line is told on standard error and the rest is done: exit code 1, or 2 where nothing could be done.";

/// What to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// A readable table of entities and triples
    Text,
    /// One triple a line
    Triples,
    /// One pretty-printed JSON object a document
    Json,
    /// One JSON object a line, a document each
    Jsonl,
}

/// Unit of offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Unit {
    /// Unicode scalar values
    Char,
    /// Bytes of UTF-8
    Byte,
}

/// Optional parts of the JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Layer {
    /// The text itself
    Text,
    /// Tokens
    Tokens,
    /// Blocks of the layout
    Blocks,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    if arguments.files.is_empty() && io::stdin().is_terminal() {
        anyhow::bail!(
            "no FILE named and standard input is a terminal; try `dateline extract article.txt` or `dateline extract --help`"
        );
    }
    let extractor = arguments.knowledge.extractor()?;
    let format =
        arguments.format.unwrap_or(if io::stdout().is_terminal() { OutputFormat::Text } else { OutputFormat::Jsonl });
    let stdout = io::stdout().lock();
    // JSON holds no escape codes: nothing needs to look for them.
    let out: Box<dyn Write> = match format {
        OutputFormat::Json | OutputFormat::Jsonl => Box::new(stdout),
        OutputFormat::Text | OutputFormat::Triples => Box::new(anstream::AutoStream::auto(stdout)),
    };
    let mut out = io::BufWriter::with_capacity(1 << 16, out);
    let progress = progress(arguments);
    let (mut done, mut failed) = (0_u64, 0_u64);
    for path in input::paths(&arguments.files) {
        let documents: Box<dyn Iterator<Item = Result<Input>>> = match Source::open(&path, arguments.input_format) {
            Ok(source) => Box::new(source),
            Err(error) => Box::new(std::iter::once(Err(error))),
        };
        for document in documents {
            let outcome = document.and_then(|document| answer(&extractor, arguments, format, &document));
            match outcome {
                Ok(text) => {
                    out.write_all(&text)?;
                    done += 1;
                }
                Err(error) => {
                    failed += 1;
                    progress.suspend(|| anstream::eprintln!("{}error:{} {error:#}", output::RED, output::RESET));
                }
            }
            progress.inc(1);
        }
        out.flush()?;
    }
    out.flush()?;
    progress.finish_and_clear();
    Ok(match (done, failed) {
        (_, 0) => ExitCode::SUCCESS,
        (0, _) => ExitCode::from(2),
        _ => ExitCode::from(1),
    })
}

/// What to print for one document.
fn answer(extractor: &Extractor, arguments: &Arguments, format: OutputFormat, input: &Input) -> Result<Vec<u8>> {
    let context = Context { date: input.date.or(arguments.date) };
    let document = extractor.try_extract(&input.text, &context)?;
    let mut out = Vec::new();
    match format {
        OutputFormat::Text => output::table(&mut out, &input.id, &document)?,
        OutputFormat::Triples => output::triples(&mut out, &document)?,
        OutputFormat::Json | OutputFormat::Jsonl => {
            let mut record = document.to_record_with(options(arguments));
            record.id = Some(input.id.clone());
            if format == OutputFormat::Json {
                serde_json::to_writer_pretty(&mut out, &record)?;
            } else {
                serde_json::to_writer(&mut out, &record)?;
            }
            out.push(b'\n');
        }
    }
    Ok(out)
}

fn options(arguments: &Arguments) -> RecordOptions {
    let offsets = match arguments.offsets {
        Unit::Char => OffsetUnit::Char,
        Unit::Byte => OffsetUnit::Byte,
    };
    let has = |layer| arguments.layers.contains(&layer);
    RecordOptions { offsets, text: has(Layer::Text), tokens: has(Layer::Tokens), blocks: has(Layer::Blocks) }
}

/// A count of documents and their rate, when somebody watches and the results go elsewhere.
fn progress(arguments: &Arguments) -> ProgressBar {
    let watched = io::stderr().is_terminal() && !io::stdout().is_terminal();
    let bar = match arguments.files.len() {
        _ if !watched => return ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()),
        0 | 1 => ProgressBar::new_spinner(),
        files => ProgressBar::new(files as u64),
    };
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} documents, {per_sec} {wide_bar}") {
        bar.set_style(style);
    }
    bar
}
