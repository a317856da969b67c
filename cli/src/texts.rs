//! Texts that a command reads one after the other, to show something of each.

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::ValueEnum;
use dateline::time::Date;
use dateline::{Context, Document, Extractor, Record, RecordOptions};

use crate::input::{Documents, InputFormat, Raw};
use crate::output::RED;
use crate::sources::Knowledge;

/// Texts, and the knowledge they are read with.
#[derive(clap::Args)]
pub struct Texts {
    /// Texts or JSON lines, plain or .gz; folders, patterns; `-` or nothing reads standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How the files hold documents [default: jsonl for .jsonl and .ndjson, text otherwise]
    #[arg(long, value_enum)]
    input_format: Option<InputFormat>,
    /// The day the texts were published; a line's own `date` goes before it
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    #[command(flatten)]
    knowledge: Knowledge,
}

/// What to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TreeFormat {
    /// A tree to read
    Text,
    /// One JSON object a document, offsets in characters
    Json,
}

/// A document of more bytes than this is not read.
const LIMIT: u64 = 256 << 20;

impl Texts {
    /// The extractor.
    pub fn extractor(&self) -> Result<Extractor> {
        self.knowledge.extractor()
    }

    /// Shows each document; one that cannot be read is told, and the rest is done.
    pub fn each(
        &self,
        extractor: &Extractor,
        mut show: impl FnMut(&str, &Document<'_>) -> Result<()>,
    ) -> Result<ExitCode> {
        self.all(|raw| {
            let input = match raw.parse() {
                Ok(input) => input,
                Err(error) => return Ok(Err(error)),
            };
            let document = extractor.try_extract(&input.text, &Context { date: input.date.or(self.date) })?;
            show(&input.id, &document)?;
            Ok(Ok(()))
        })
    }

    /// Takes the record of each document: made from a text, or read where a line holds one that `extract` has written.
    ///
    /// A record that `take` refuses is told, and the rest is done; an output that takes no more ends all.
    pub fn records(
        &self,
        options: RecordOptions,
        mut take: impl FnMut(Record) -> Result<(), dateline_export::Error>,
    ) -> Result<ExitCode> {
        let extractor = self.extractor()?;
        let record = |raw: Raw| -> Result<Record> {
            if let Some(record) = raw.record()? {
                return Ok(record);
            }
            let input = raw.parse()?;
            let document = extractor.try_extract(&input.text, &Context { date: input.date.or(self.date) })?;
            Ok(Record { id: Some(input.id), ..document.to_record_with(options) })
        };
        self.all(|raw| {
            let record = match record(raw) {
                Ok(record) => record,
                Err(error) => return Ok(Err(error)),
            };
            let id = record.id.clone().unwrap_or_default();
            match take(record) {
                Err(dateline_export::Error::Io(error)) => Err(error.into()),
                taken => Ok(taken.with_context(|| id)),
            }
        })
    }

    /// Does all documents. The outer result of `work` ends all, the inner one tells of this document.
    fn all(&self, mut work: impl FnMut(Raw) -> Result<Result<()>>) -> Result<ExitCode> {
        if self.files.is_empty() && io::stdin().is_terminal() {
            anyhow::bail!("no FILE named and standard input is a terminal; see --help");
        }
        let (mut done, mut failed) = (0u64, 0u64);
        for raw in Documents::new(&self.files, self.input_format, LIMIT) {
            match work(raw)? {
                Ok(()) => done += 1,
                Err(error) => {
                    anstream::eprintln!("{RED}error:{RED:#} {error:#}");
                    failed += 1;
                }
            }
        }
        Ok(ExitCode::from(match (done, failed) {
            (_, 0) => 0,
            (0, _) => 2,
            _ => 1,
        }))
    }
}
