//! Where results go: standard output or a file, perhaps compressed.

use std::fs::File;
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

/// Takes the bytes of whole documents.
pub enum Sink {
    /// Standard output, locked for the whole run.
    Standard(BufWriter<StdoutLock<'static>>),
    /// A file.
    File(PathBuf, BufWriter<File>),
    /// A file that is compressed, for its name ends in `.gz`.
    Gz(PathBuf, GzEncoder<BufWriter<File>>),
}

/// Bytes that are gathered before the system is called.
const BUFFER: usize = 1 << 18;

impl Sink {
    /// Opens the file named, or standard output.
    pub fn open(path: Option<&Path>) -> Result<Sink> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            return Ok(Sink::Standard(BufWriter::with_capacity(BUFFER, io::stdout().lock())));
        };
        let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
        let file = BufWriter::with_capacity(BUFFER, file);
        let gz = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("gz"));
        Ok(match gz {
            true => Sink::Gz(path.to_owned(), GzEncoder::new(file, Compression::default())),
            false => Sink::File(path.to_owned(), file),
        })
    }

    /// Writes the bytes of a document.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let written = match self {
            Sink::Standard(out) => out.write_all(bytes),
            Sink::File(_, out) => out.write_all(bytes),
            Sink::Gz(_, out) => out.write_all(bytes),
        };
        written.with_context(|| self.fault())
    }

    /// Lets a reader see what is written so far. A compressed file is left to its blocks.
    pub fn flush(&mut self) -> Result<()> {
        let flushed = match self {
            Sink::Standard(out) => out.flush(),
            Sink::File(_, out) => out.flush(),
            Sink::Gz(..) => Ok(()),
        };
        flushed.with_context(|| self.fault())
    }

    /// Writes what is left; a compressed file gets its end.
    pub fn finish(mut self) -> Result<()> {
        if let Sink::Gz(_, out) = &mut self {
            let ended = out.try_finish().and_then(|()| out.get_mut().flush());
            return ended.with_context(|| self.fault());
        }
        self.flush()
    }

    fn fault(&self) -> String {
        match self {
            Sink::Standard(_) => "cannot write to standard output".to_owned(),
            Sink::File(path, _) | Sink::Gz(path, _) => format!("cannot write {}", path.display()),
        }
    }
}
