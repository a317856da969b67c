//! `dateline extract`.

use std::fs;
use std::io::{self, IsTerminal};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use anyhow::Result;
use clap::ValueEnum;
use dateline::export::offsets::OffsetUnit;
use dateline::export::record::RecordOptions;
use dateline::time::Date;
use dateline::{Context, Depth, Extractor};

use crate::batch::{self, End, Limits, Turn, Weight};
use crate::input::{Documents, InputFormat, Raw, paths};
use crate::output::{self, RED};
use crate::progress::{self, Progress};
use crate::sink::Sink;
use crate::sources::Knowledge;
use crate::{interrupt, is_closed_pipe};

/// Options of `dateline extract`.
#[derive(clap::Args)]
#[command(after_help = AFTER)]
pub struct Arguments {
    /// Texts or JSON lines, plain or .gz; folders (their .txt files), patterns; `-` or nothing reads standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What to print [default: text on a terminal, jsonl otherwise]
    #[arg(long, value_enum)]
    format: Option<OutputFormat>,
    /// How the files hold documents [default: jsonl for .jsonl and .ndjson, text otherwise]
    #[arg(long, value_enum)]
    input_format: Option<InputFormat>,
    /// Where to write [default: standard output]; compressed where the name ends in .gz
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The day the texts were published; "Thursday" is told from it. A line's own `date` goes before it
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    /// How far to read: to names alone, to who they are, or to what is said of them
    #[arg(long, value_enum, default_value_t = Until::Relations)]
    depth: Until,
    /// Take a pronoun to mean a person only where that is at least so likely, in thousandths [default: as the model says]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(..=1000))]
    min_score: Option<u16>,
    /// Unit of the offsets in JSON
    #[arg(long, value_enum, default_value_t = Unit::Char)]
    offsets: Unit,
    /// Parts to add to the JSON
    #[arg(long, value_enum, value_delimiter = ',', value_name = "LAYER,…")]
    layers: Vec<Layer>,
    /// Threads that work [default: one a core]
    #[arg(long, short, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// A document of more bytes than this is an error, not read
    #[arg(long, value_name = "N", default_value_t = 256 << 20)]
    max_bytes: u64,
    /// No progress bar on the terminal
    #[arg(long)]
    no_progress: bool,
    /// Nothing on standard error but errors
    #[arg(long, short)]
    quiet: bool,
    /// Add to each mention and triple of the JSON why it is there: rules, rows, words, weights
    #[arg(long)]
    explain: bool,
    /// Give open triples too: clauses that no frame covers, as subject, verb phrase and object, marked `open`
    #[arg(long)]
    open: bool,
    #[command(flatten)]
    knowledge: Knowledge,
}

const AFTER: &str = "\
Examples:
  dateline extract article.txt --date 2024-05-17          a table of entities and triples
  dateline extract --format triples article.txt           one triple a line
  dateline extract --format entities article.txt          who is who: an entity a line, with all its mentions
  dateline extract archive/ -o results.jsonl.gz           all .txt files below a folder
  dateline extract 'archive/**/2024-*.txt' > may.jsonl    a pattern, where the shell's own is too short
  zcat wire.jsonl.gz | dateline extract --input-format jsonl | jq -c '.triples[]'
  dateline extract --gazetteer clubs.tsv --rules clubs.rules match-report.txt

A line of JSON holds `text`, and perhaps `id` and `date`; other keys pass by. A text file's id is its path as given.
Documents are worked on by all cores; results keep the order of the input, and memory does not grow with its length.

A faulty file or line is told on standard error with its place, and the rest is done. An interrupt (Ctrl-C) finishes the
documents begun and ends with a whole line; a second one ends at once.

Exit codes: 0 all done; 1 some documents failed; 2 nothing could be done; 130 interrupted.";

/// What to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// A readable table of entities and triples
    Text,
    /// One entity a line, with all its mentions
    Entities,
    /// One triple a line
    Triples,
    /// One pretty-printed JSON object a document
    Json,
    /// One JSON object a line, a document each
    Jsonl,
}

/// How far a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Until {
    /// Names, titles, dates, amounts: the fastest
    Mentions,
    /// Entities, with descriptions and pronouns
    Entities,
    /// Triples too
    Relations,
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

/// Bytes of texts and results that wait, for each thread.
const BUDGET: usize = 4 << 20;

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    if arguments.files.is_empty() && io::stdin().is_terminal() {
        anyhow::bail!(
            "no FILE named and standard input is a terminal; try `dateline extract article.txt` or `dateline extract --help`"
        );
    }
    let begun = Instant::now();
    let worker = Worker::new(arguments)?;
    // The program ends with the batch: nothing is gained by taking the rules apart.
    std::mem::forget(worker.extractor.clone());
    let mut sink = Sink::open(arguments.output.as_deref())?;
    let progress = progress(arguments);
    interrupt::listen();
    let jobs = arguments.jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let mut tally = Tally::default();
    let mut written = Ok(());
    let end = batch::run(
        Documents::new(&arguments.files, arguments.input_format, arguments.max_bytes),
        Limits { jobs, bytes: jobs.saturating_mul(BUDGET) },
        move |raw| worker.answer(raw),
        || Answer {
            outcome: Err(anyhow::anyhow!("a document brought the program into disorder; please report it")),
            read: 0,
            position: 0,
        },
        interrupt::asked,
        |turn| {
            written = match turn {
                Turn::Result(answer) => tally.take(answer, &mut sink, &progress),
                Turn::Idle => sink.flush(),
            };
            if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        },
    )?;
    let written = written.and_then(|()| sink.finish());
    progress.finish();
    match written {
        Ok(()) => {}
        Err(error) if is_closed_pipe(&error) => return Ok(ExitCode::SUCCESS),
        Err(error) => return Err(error),
    }
    if !arguments.quiet && (tally.done + tally.failed > 1 || end == End::Stopped) {
        let done = progress::summary(tally.done, "document", tally.read, begun.elapsed());
        let failed = if tally.failed > 0 { format!("; {RED}{} failed{RED:#}", tally.failed) } else { String::new() };
        let stopped = if end == End::Stopped { "; interrupted" } else { "" };
        anstream::eprintln!("{done}{failed}{stopped}");
    }
    Ok(match (end, tally.done, tally.failed) {
        (End::Stopped, ..) => ExitCode::from(interrupt::EXIT_CODE),
        (_, _, 0) => ExitCode::SUCCESS,
        (_, 0, _) => ExitCode::from(2),
        _ => ExitCode::from(1),
    })
}

/// A count of documents and their rate, when somebody watches and the results go elsewhere.
fn progress(arguments: &Arguments) -> Progress {
    if arguments.quiet || arguments.no_progress || !Progress::is_watched(arguments.output.is_some()) {
        return Progress::hidden();
    }
    let size = |path: PathBuf| fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|data| data.len());
    // Faulty arguments are told when their turn comes; standard input has no size.
    Progress::over(paths::list(&arguments.files).flatten().map(size).sum())
}

/// What a thread needs to answer for a document.
struct Worker {
    extractor: Arc<Extractor>,
    format: OutputFormat,
    options: RecordOptions,
    date: Option<Date>,
    colour: bool,
}

/// What is to be said of one document.
struct Answer {
    outcome: Result<Vec<u8>>,
    /// Bytes of the document.
    read: u64,
    /// Bytes of all input up to its end.
    position: u64,
}

impl Weight for Answer {
    fn weight(&self) -> usize {
        self.outcome.as_ref().map_or(0, Vec::len)
    }
}

impl Worker {
    fn new(arguments: &Arguments) -> Result<Worker> {
        let watched = arguments.output.is_none() && io::stdout().is_terminal();
        let has = |layer| arguments.layers.contains(&layer);
        let depth = match arguments.depth {
            Until::Mentions => Depth::Mentions,
            Until::Entities => Depth::Entities,
            Until::Relations => Depth::Relations,
        };
        let mut builder = arguments.knowledge.builder()?.depth(depth).open_triples(arguments.open);
        if let Some(least) = arguments.min_score {
            builder = builder.min_score(least);
        }
        Ok(Worker {
            extractor: Arc::new(builder.build()?),
            format: arguments.format.unwrap_or(if watched { OutputFormat::Text } else { OutputFormat::Jsonl }),
            options: RecordOptions {
                offsets: match arguments.offsets {
                    Unit::Char => OffsetUnit::Char,
                    Unit::Byte => OffsetUnit::Byte,
                },
                text: has(Layer::Text),
                tokens: has(Layer::Tokens),
                blocks: has(Layer::Blocks),
                explain: arguments.explain,
            },
            date: arguments.date,
            colour: arguments.output.is_none() && output::stdout_takes_colour(),
        })
    }

    fn answer(&self, raw: Raw) -> Answer {
        let (read, position) = (raw.weight() as u64, raw.position);
        Answer { outcome: self.results(raw), read, position }
    }

    fn results(&self, raw: Raw) -> Result<Vec<u8>> {
        let input = raw.parse()?;
        let context = Context { date: input.date.or(self.date) };
        let document = self.extractor.try_extract(&input.text, &context)?;
        let mut out = Vec::new();
        match self.format {
            OutputFormat::Text => output::table(&mut out, &input.id, &document, self.colour)?,
            OutputFormat::Entities => output::entities(&mut out, &document)?,
            OutputFormat::Triples => output::triples(&mut out, &document)?,
            OutputFormat::Json | OutputFormat::Jsonl => {
                let mut record = document.to_record_with(self.options);
                record.id = Some(input.id);
                if self.format == OutputFormat::Json {
                    serde_json::to_writer_pretty(&mut out, &record)?;
                } else {
                    serde_json::to_writer(&mut out, &record)?;
                }
                out.push(b'\n');
            }
        }
        Ok(out)
    }
}

/// How far the batch is.
#[derive(Default)]
struct Tally {
    done: u64,
    failed: u64,
    read: u64,
}

impl Tally {
    fn take(&mut self, answer: Answer, sink: &mut Sink, progress: &Progress) -> Result<()> {
        match answer.outcome {
            Ok(bytes) => {
                sink.write(&bytes)?;
                self.done += 1;
                self.read += answer.read;
            }
            Err(error) => {
                self.failed += 1;
                progress.aside(format_args!("{RED}error:{RED:#} {error:#}"));
            }
        }
        progress.set(answer.position, self.done + self.failed, "documents");
        Ok(())
    }
}
