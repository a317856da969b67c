//! From source files to the bytes of a pack; the build step and the run time share it.

use super::format::{self, Blob, PackError, SECTIONS, Section, Sections};
use super::strings::StringTable;
use super::words::Words;
use crate::diagnostic::{Diagnostic, Severity};
use crate::gazetteer::compile::Compiler;
use crate::gazetteer::source::{self, Origin, Row};
use crate::gazetteer::tsv::{self, Format, Sink};
use crate::gazetteer::variants;
use crate::text::lexicon::Lexicon;

/// A source file.
#[derive(Clone, Copy, Debug)]
pub struct PackSource<'a> {
    /// Its path, as diagnostics and provenance show it.
    pub path: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// How it is taken in.
    pub kind: SourceKind,
}

/// How a source file is taken into a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// Compiled: a gazetteer, a lexicon or a list of recipes, told by its first line.
    Table,
    /// Stored as it is, for [`super::Pack::text`].
    Text,
}

impl<'a> PackSource<'a> {
    /// A file that is compiled.
    pub fn table(path: &'a str, bytes: &'a [u8]) -> PackSource<'a> {
        PackSource { path, bytes, kind: SourceKind::Table }
    }

    /// A file that is stored as it is.
    pub fn text(path: &'a str, bytes: &'a [u8]) -> PackSource<'a> {
        PackSource { path, bytes, kind: SourceKind::Text }
    }
}

/// Compiles files to the bytes of a pack. On an error, all that is wrong with all of them.
///
/// Names are cut into tokens as the text will be: by the spelling of `lexicon`, or that of the lexicon files among the
/// sources.
pub fn compile_sources(sources: &[PackSource<'_>], lexicon: Option<&Lexicon>) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut found = Vec::new();
    let mut pack = Parts::default();
    let mut words = Words::default();
    let mut recipes = Vec::new();
    let mut gazetteers = Vec::new();
    for file in sources {
        let Some(text) = tsv::decode(file.path, file.bytes, &mut found) else { continue };
        let mut sink = Sink::new(file.path, &mut found);
        if file.kind == SourceKind::Text {
            let pair = [pack.strings.intern(file.path), pack.strings.push(text)];
            pack.sections[Section::Texts as usize].extend(pair.iter().flat_map(|at| at.to_le_bytes()));
            continue;
        }
        match Format::of(text) {
            Some(Format::Gazetteer) => gazetteers.push((file.path, text)),
            Some(Format::Lexicon) => words.add(text, &mut pack.strings, &mut sink),
            Some(Format::Variants) => recipes.extend(variants::read(text, &mut sink)),
            None => {
                let first = tsv::Line { number: 1, text: text.lines().next().unwrap_or_default() };
                let help = "it is `#! dateline-gazetteer 1`, `#! dateline-lexicon 1` or `#! dateline-variants 1`";
                sink.error("G002", first, first.text, "the first line names no known format".to_owned(), Some(help));
            }
        }
    }
    words.finish(&mut pack.strings, &mut pack.sections);
    let own;
    let lexicon = match lexicon {
        Some(lexicon) => lexicon,
        None => {
            own = pack.lexicon().map_err(|_| vec![too_large()])?;
            &own
        }
    };
    let spelling = lexicon.spelling();
    let mut compiler = Compiler::new(recipes, &spelling);
    for (path, text) in gazetteers {
        let mut sink = Sink::new(path, &mut found);
        source::read(path, text, &mut sink, &mut |origin, row, sink| {
            compiler.add(origin, row, &mut pack.strings, sink);
        });
    }
    pack.finish(compiler, found)
}

/// Compiles rows that stand in no file.
pub fn compile_rows(name: &str, rows: &[Row<'_>], lexicon: &Lexicon) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut found = Vec::new();
    let mut pack = Parts::default();
    let mut sink = Sink::new(name, &mut found);
    let spelling = lexicon.spelling();
    let mut compiler = Compiler::new(Vec::new(), &spelling);
    let origin = Origin { id: name, path: name, ..Origin::default() };
    for row in rows {
        if source::check(row, &mut sink) {
            compiler.add(&origin, row, &mut pack.strings, &mut sink);
        }
    }
    pack.finish(compiler, found)
}

/// A pack in the making.
#[derive(Default)]
struct Parts {
    strings: StringTable,
    sections: [Vec<u8>; SECTIONS],
}

impl Parts {
    /// The lexicon as far as it is made, in a small pack of its own.
    fn lexicon(&self) -> Result<Lexicon, PackError> {
        let mut sections = self.sections.clone();
        sections[Section::Texts as usize].clear();
        sections[Section::Strings as usize] = self.strings.bytes().to_vec();
        Ok(Lexicon::new(Sections::open(Blob::from(format::write(&sections)?), true)?))
    }

    fn finish(mut self, compiler: Compiler<'_>, mut found: Vec<Diagnostic>) -> Result<Vec<u8>, Vec<Diagnostic>> {
        if found.iter().any(|d| d.severity == Severity::Error) {
            return Err(found);
        }
        compiler.finish(&mut self.strings, &mut self.sections);
        self.sections[Section::Strings as usize] = self.strings.into_bytes();
        format::write(&self.sections).map_err(|_| {
            found.push(too_large());
            found
        })
    }
}

fn too_large() -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        code: "P001",
        file: String::new(),
        line: 1,
        column: 1,
        length: 1,
        message: "the sources are too large for one pack".to_owned(),
        help: None,
        source_line: String::new(),
    }
}
