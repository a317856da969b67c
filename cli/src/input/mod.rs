//! Documents from files and standard input: plain texts, or one JSON object a line; `.gz` of either.

mod document;
pub mod paths;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context as _, Result};
use clap::ValueEnum;
use flate2::bufread::MultiGzDecoder;

pub use document::utf8;

use crate::batch::Weight;

/// How a file holds its documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    /// The whole file is one document
    Text,
    /// A JSON object a line, with `text` and perhaps `id` and `date`
    Jsonl,
}

/// A document as it was read, not looked into yet.
pub struct Raw {
    /// The file's path as given.
    pub name: Arc<str>,
    /// Its line, where the file holds a document a line.
    pub line: Option<u64>,
    /// Its bytes, or why they cannot be had.
    pub bytes: Result<Vec<u8>>,
    /// How many bytes of all files had been read when it was.
    pub position: u64,
}

impl Weight for Raw {
    fn weight(&self) -> usize {
        self.bytes.as_ref().map_or(0, Vec::len)
    }
}

/// Reads all documents of files, one after the other.
pub struct Documents {
    paths: Box<dyn Iterator<Item = Result<PathBuf>> + Send>,
    format: Option<InputFormat>,
    limit: u64,
    position: Arc<AtomicU64>,
    current: Option<Source>,
}

impl Documents {
    /// The documents of the files that the arguments name. One of more than `limit` bytes is an error.
    pub fn new(arguments: &[PathBuf], format: Option<InputFormat>, limit: u64) -> Documents {
        Documents { paths: Box::new(paths::list(arguments)), format, limit, position: Arc::default(), current: None }
    }

    fn raw(&self, name: &str, line: Option<u64>, bytes: Result<Vec<u8>>) -> Raw {
        Raw { name: name.into(), line, bytes, position: self.position.load(Ordering::Relaxed) }
    }
}

impl Iterator for Documents {
    type Item = Raw;

    fn next(&mut self) -> Option<Raw> {
        loop {
            if let Some(source) = &mut self.current {
                match source.next(self.limit) {
                    Some((line, bytes)) => {
                        let name = source.name.clone();
                        return Some(Raw { name, line, bytes, position: self.position.load(Ordering::Relaxed) });
                    }
                    None => self.current = None,
                }
            }
            let path = match self.paths.next()? {
                Ok(path) => path,
                Err(error) => return Some(self.raw("", None, Err(error))),
            };
            match Source::open(&path, self.format, &self.position) {
                Ok(source) => self.current = Some(source),
                Err(error) => return Some(self.raw(&path.to_string_lossy(), None, Err(error))),
            }
        }
    }
}

/// One file, or standard input.
struct Source {
    name: Arc<str>,
    format: InputFormat,
    reader: Box<dyn BufRead + Send>,
    line: u64,
    done: bool,
}

impl Source {
    fn open(path: &Path, format: Option<InputFormat>, position: &Arc<AtomicU64>) -> Result<Source> {
        let name: Arc<str> = path.to_string_lossy().into();
        let plain: Box<dyn Read + Send> = if &*name == "-" {
            Box::new(io::stdin())
        } else {
            Box::new(File::open(path).with_context(|| format!("cannot open {name}"))?)
        };
        let mut plain = BufReader::with_capacity(1 << 16, Counted::new(plain, position.clone()));
        // Told by its first bytes, so that it works for standard input and for files of any name.
        let head = plain.fill_buf().with_context(|| format!("cannot read {name}"))?;
        let reader: Box<dyn BufRead + Send> = if head.starts_with(&[0x1F, 0x8B]) {
            Box::new(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(plain)))
        } else {
            Box::new(plain)
        };
        let extension = paths::uncompressed(path);
        let extension = extension.extension().unwrap_or_default();
        let lines = extension.eq_ignore_ascii_case("jsonl") || extension.eq_ignore_ascii_case("ndjson");
        let format = format.unwrap_or(if lines { InputFormat::Jsonl } else { InputFormat::Text });
        Ok(Source { name, format, reader, line: 0, done: false })
    }

    /// The next document: its line, and its bytes.
    fn next(&mut self, limit: u64) -> Option<(Option<u64>, Result<Vec<u8>>)> {
        if self.done {
            return None;
        }
        if self.format == InputFormat::Text {
            self.done = true;
            let mut bytes = Vec::new();
            let read = (&mut self.reader).take(limit + 1).read_to_end(&mut bytes);
            let bytes = match read.with_context(|| format!("cannot read {}", self.name)) {
                Ok(_) if bytes.len() as u64 > limit => Err(too_long(&self.name, limit)),
                Ok(_) => Ok(bytes),
                Err(error) => Err(error),
            };
            return Some((None, bytes));
        }
        loop {
            let mut bytes = Vec::new();
            self.line += 1;
            let place = || format!("{}:{}", self.name, self.line);
            let line = Some(self.line);
            // The line's end does not count.
            match (&mut self.reader).take(limit + 1).read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) if bytes.last() != Some(&b'\n') && bytes.len() as u64 > limit => {
                    let error = too_long(&place(), limit);
                    // The rest of the line is passed by, not kept.
                    self.done = self.reader.skip_until(b'\n').is_err();
                    return Some((line, Err(error)));
                }
                Ok(_) if bytes.trim_ascii().is_empty() => {}
                Ok(_) => return Some((line, Ok(bytes))),
                Err(error) => {
                    self.done = true;
                    return Some((line, Err(error).with_context(|| format!("cannot read {}", place()))));
                }
            }
        }
    }
}

fn too_long(place: &str, limit: u64) -> anyhow::Error {
    anyhow::anyhow!("{place}: the document has more than {limit} bytes (--max-bytes)")
}

/// Counts the bytes that are read.
pub struct Counted<R> {
    inner: R,
    position: Arc<AtomicU64>,
}

impl<R> Counted<R> {
    /// Counts into `position`.
    pub fn new(inner: R, position: Arc<AtomicU64>) -> Counted<R> {
        Counted { inner, position }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.position.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
