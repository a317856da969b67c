//! `dateline export`.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::ValueEnum;
use dateline::{Record, RecordOptions};
use dateline_export::{Error, brat, conll, dot, neo4j, plover, rdf};

use crate::sink::Sink;
use crate::texts::Texts;

/// Options of `dateline export`.
#[derive(clap::Args)]
#[command(after_help = AFTER)]
pub struct Arguments {
    /// What to write
    #[arg(long, value_enum)]
    format: ExportFormat,
    /// A file [default: standard output; .gz is compressed], or for csv and brat a folder, which is made
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,
    #[command(flatten)]
    texts: Texts,
}

const AFTER: &str = "\
Examples:
  dateline export --format turtle article.txt --date 2024-05-17 -o article.ttl
  dateline export --format csv archive/ -o graph/             nodes.csv and edges.csv of all documents, for Neo4j
  dateline export --format dot article.txt | dot -Tsvg > article.svg
  dateline extract archive/ --layers text,tokens -o all.jsonl && dateline export --format conll all.jsonl

A line of JSON that `extract` has written is taken as it is; texts are read now. conll and brat need the layers text and
tokens in such lines. JSON itself comes from `dateline extract`. What each format keeps and loses: docs/exports.md.

Exit codes: 0 all done; 1 some documents failed, the rest was done; 2 nothing could be done.";

/// A format beside JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ExportFormat {
    /// nodes.csv and edges.csv in Neo4j's import form (a folder)
    Csv,
    /// RDF, a triple a line, with Wikidata's properties and provenance
    Ntriples,
    /// The same as Turtle
    Turtle,
    /// A graph a document, for Graphviz
    Dot,
    /// A token a line with its BIO label
    Conll,
    /// brat standoff: a .txt and an .ann a document (a folder)
    Brat,
    /// Event records with PLOVER and CAMEO codes, a JSON object a line
    Plover,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let options = RecordOptions { text: true, tokens: true, ..RecordOptions::default() };
    let texts = &arguments.texts;
    let write: fn(&Record, &mut Vec<u8>) -> Result<(), Error> = match arguments.format {
        ExportFormat::Ntriples => |record, out| rdf::ntriples(record, out),
        ExportFormat::Turtle => |record, out| rdf::turtle(record, out),
        ExportFormat::Dot => |record, out| dot::graph(record, out),
        ExportFormat::Conll => |record, out| conll::bio(record, out),
        ExportFormat::Plover => |record, out| plover::events(record, out),
        ExportFormat::Csv => {
            let folder = folder(arguments)?;
            let mut graph = neo4j::Graph::new(create(folder, "nodes.csv")?, create(folder, "edges.csv")?)?;
            let code = texts.records(options, |record| graph.add(&record))?;
            graph.finish()?;
            return Ok(code);
        }
        ExportFormat::Brat => {
            let folder = folder(arguments)?;
            let mut count = 0;
            return texts.records(options, |record| {
                count += 1;
                let path = folder.join(brat::file_stem(&record, count));
                let mut annotations = Vec::new();
                brat::annotations(&record, &mut annotations)?;
                fs::write(path.with_extension("txt"), brat::text(&record)?)?;
                Ok(fs::write(path.with_extension("ann"), annotations)?)
            });
        }
    };
    let mut sink = Sink::open(arguments.output.as_deref())?;
    let code = texts.records(options, |record| {
        // A document that cannot be written leaves no half of itself behind.
        let mut out = Vec::new();
        write(&record, &mut out)?;
        sink.write(&out).map_err(|error| Error::Io(error.downcast().unwrap_or_else(io::Error::other)))
    })?;
    sink.finish()?;
    Ok(code)
}

fn folder(arguments: &Arguments) -> Result<&Path> {
    let Some(folder) = arguments.output.as_deref() else {
        anyhow::bail!("this format writes several files: name a folder for them with --output");
    };
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    Ok(folder)
}

fn create(folder: &Path, name: &str) -> Result<impl Write> {
    let path = folder.join(name);
    Ok(BufWriter::new(File::create(&path).with_context(|| format!("cannot write {}", path.display()))?))
}
