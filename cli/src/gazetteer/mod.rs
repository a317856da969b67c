//! `dateline gazetteer`.

mod compile;
mod import;
mod lint;
mod lookup;
mod stats;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use dateline::gazetteer::Gazetteer;
use dateline::pack::compile::{PackSource, compile_sources};
use dateline::pack::{Pack, english, format};
use dateline::text::lexicon::Lexicon;
use dateline::{BuildError, Diagnostics};

/// What to do with gazetteers.
#[derive(clap::Subcommand)]
pub enum Arguments {
    /// Count rows and names by file, label, licence and source
    Stats(stats::Arguments),
    /// Look for duplicates, malformed ids, unmarked common words, and names that too many rows share
    Lint(lint::Arguments),
    /// Show all that a name could be
    Lookup(lookup::Arguments),
    /// Compile tables to a pack file, which opens at once
    Compile(compile::Arguments),
    /// Make a table of GeoNames, Wikidata, CSV, JSON lines or spaCy patterns
    Import(import::Arguments),
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    match arguments {
        Arguments::Stats(arguments) => stats::run(arguments),
        Arguments::Lint(arguments) => lint::run(arguments),
        Arguments::Lookup(arguments) => lookup::run(arguments),
        Arguments::Compile(arguments) => compile::run(arguments),
        Arguments::Import(arguments) => import::run(arguments),
    }
}

/// The English lexicon: it cuts names into tokens and knows common words.
fn lexicon() -> Result<Lexicon> {
    Ok(english::open()?.lexicon())
}

/// The gazetteer of these files (tables or packs), or of the English pack where none is named.
fn open(files: &[PathBuf]) -> Result<Gazetteer> {
    match files {
        [] => Ok(english::open()?.gazetteer()),
        [one] => read(one),
        several => Ok(Pack::open(compile_files(several)?)?.gazetteer()),
    }
}

/// A gazetteer of one file, a table or a pack.
pub fn read(path: &Path) -> Result<Gazetteer> {
    let name = || format!("cannot read {}", path.display());
    let bytes = std::fs::read(path).with_context(name)?;
    if bytes.starts_with(&format::MAGIC) {
        return Ok(Pack::open(bytes).with_context(|| path.display().to_string())?.gazetteer());
    }
    Ok(Pack::open(compile_all(&[(path.display().to_string(), bytes)])?)?.gazetteer())
}

/// The bytes of a pack made of tables.
fn compile_files(files: &[PathBuf]) -> Result<Vec<u8>> {
    let read = |path: &PathBuf| {
        let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok((path.display().to_string(), bytes))
    };
    compile_all(&files.iter().map(read).collect::<Result<Vec<_>>>()?)
}

fn compile_all(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>> {
    let sources: Vec<PackSource<'_>> = files.iter().map(|(path, bytes)| PackSource::table(path, bytes)).collect();
    compile_sources(&sources, Some(&lexicon()?)).map_err(|all| BuildError::Sources(Diagnostics(all)).into())
}
