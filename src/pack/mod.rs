//! Packs: gazetteers, lexicon and rule sources compiled into one blob that is read in place.

pub mod compile;
#[cfg(feature = "english")]
pub mod english;
pub mod format;
pub mod spelling;
pub(crate) mod stored;
pub mod strings;
mod words;

use std::fmt;
use std::path::Path;

pub use compile::{PackSource, SourceKind};
pub use format::PackError;

use crate::diagnostic::Diagnostics;
use crate::gazetteer::Gazetteer;
use crate::text::lexicon::Lexicon;
use format::{Blob, Section, Sections, u32_at};
use strings::str_at;

/// Why a pack or a gazetteer could not be made.
#[derive(Debug)]
#[non_exhaustive]
pub enum PackBuildError {
    /// What is wrong with its sources.
    Sources(Diagnostics),
    /// Its file could not be read.
    Pack(PackError),
}

impl fmt::Display for PackBuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PackBuildError::Sources(all) => all.fmt(f),
            PackBuildError::Pack(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for PackBuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            PackBuildError::Sources(all) => Some(all),
            PackBuildError::Pack(error) => Some(error),
        }
    }
}

impl From<PackError> for PackBuildError {
    fn from(error: PackError) -> PackBuildError {
        PackBuildError::Pack(error)
    }
}

/// A pack, opened: header, bounds and checksum are good.
#[derive(Clone)]
pub struct Pack {
    sections: Sections,
}

impl fmt::Debug for Pack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pack").field("bytes", &self.to_bytes().len()).finish()
    }
}

impl Pack {
    /// Opens a pack in place. Bytes that are cut short or altered are refused.
    pub fn open(bytes: impl Into<Blob>) -> Result<Pack, PackError> {
        Ok(Pack { sections: Sections::open(bytes.into(), false)? })
    }

    /// A pack that holds nothing.
    pub fn empty() -> Pack {
        Pack { sections: Sections::default() }
    }

    /// Opens a pack that this build wrote itself, without summing it up.
    pub(crate) fn open_trusted(bytes: impl Into<Blob>) -> Result<Pack, PackError> {
        Ok(Pack { sections: Sections::open(bytes.into(), true)? })
    }

    /// Reads and opens a pack file.
    pub fn open_path(path: impl AsRef<Path>) -> Result<Pack, PackError> {
        Pack::open(std::fs::read(path).map_err(PackError::Io)?)
    }

    /// Compiles source files. Names are cut into tokens by the spelling that the lexicon files among them teach.
    pub fn from_sources(sources: &[PackSource<'_>]) -> Result<Pack, Diagnostics> {
        let bytes = compile::compile_sources(sources, None).map_err(Diagnostics)?;
        Pack::open_trusted(bytes).map_err(|_| Diagnostics(Vec::new()))
    }

    /// The pack's bytes, as a pack file holds them.
    pub fn to_bytes(&self) -> &[u8] {
        self.sections.bytes()
    }

    /// Its names.
    pub fn gazetteer(&self) -> Gazetteer {
        Gazetteer::new(self.sections.clone())
    }

    /// Its words.
    pub fn lexicon(&self) -> Lexicon {
        Lexicon::new(self.sections.clone())
    }

    /// Its other texts, by name, in the order of the sources.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let (texts, strings) = (self.sections.get(Section::Texts), self.sections.get(Section::Strings));
        let text = move |at: usize| str_at(strings, u32_at(texts, at));
        (0..texts.len() / 8).map(move |i| (text(8 * i), text(8 * i + 4)))
    }

    /// One of its other texts.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.texts().find(|(n, _)| *n == name).map(|(_, text)| text)
    }

    /// How many bytes each section takes.
    pub fn section_sizes(&self) -> impl Iterator<Item = (Section, usize)> {
        Section::ALL.into_iter().map(|section| (section, self.sections.get(section).len()))
    }
}

#[cfg(test)]
mod tests;
