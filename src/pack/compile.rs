//! From source files to the bytes of a pack; the build step and the run time share it.

use super::format::{self, SECTIONS, Section};
use super::strings::StringTable;
use super::words::Words;
use crate::diagnostic::{Diagnostic, Severity};
use crate::gazetteer::compile::Compiler;
use crate::gazetteer::source::{self, Origin, Row};
use crate::gazetteer::tsv::{self, Format, Sink};
use crate::gazetteer::variants;

/// A source file.
#[derive(Clone, Copy, Debug)]
pub struct PackSource<'a> {
    /// Its path, as diagnostics and provenance show it. A `.tsv` file is a gazetteer, a lexicon or a list of recipes,
    /// told by its first line; any other is stored as it is.
    pub path: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// Compiles files to the bytes of a pack. On an error, all that is wrong with all of them.
pub fn compile_sources(sources: &[PackSource<'_>]) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut found = Vec::new();
    let mut sections = [const { Vec::new() }; SECTIONS];
    let mut strings = StringTable::default();
    let mut words = Words::default();
    let mut recipes = Vec::new();
    let mut gazetteers = Vec::new();
    for file in sources {
        let Some(text) = tsv::decode(file.path, file.bytes, &mut found) else { continue };
        let mut sink = Sink::new(file.path, &mut found);
        match Format::of(text) {
            Some(Format::Gazetteer) => gazetteers.push((file.path, text)),
            Some(Format::Lexicon) => words.add(text, &mut strings, &mut sink),
            Some(Format::Variants) => recipes.extend(variants::read(text, &mut sink)),
            None if file.path.ends_with(".tsv") => {
                let first = tsv::Line { number: 1, text: text.lines().next().unwrap_or_default() };
                let help =
                    "the first line is `#! dateline-gazetteer 1`, `#! dateline-lexicon 1` or `#! dateline-variants 1`";
                sink.error("G002", first, first.text, "the first line names no known format".to_owned(), Some(help));
            }
            None => {
                let pair = [strings.intern(file.path), strings.push(text)];
                sections[Section::Texts as usize].extend(pair.iter().flat_map(|at| at.to_le_bytes()));
            }
        }
    }
    let mut compiler = Compiler::new(recipes);
    for (path, text) in gazetteers {
        let mut sink = Sink::new(path, &mut found);
        let (origin, rows) = source::read(path, text, &mut sink);
        compiler.add(&origin, &rows, &mut strings, &mut sink);
    }
    finish(compiler, words, strings, sections, found)
}

/// Compiles rows that stand in no file.
pub fn compile_rows(name: &str, rows: &[Row<'_>]) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut found = Vec::new();
    let mut strings = StringTable::default();
    let mut sink = Sink::new(name, &mut found);
    let mut compiler = Compiler::new(Vec::new());
    let rows: Vec<Row<'_>> = rows.iter().filter(|row| source::check(row, &mut sink)).copied().collect();
    let origin = Origin { id: name, path: name, ..Origin::default() };
    compiler.add(&origin, &rows, &mut strings, &mut sink);
    finish(compiler, Words::default(), strings, [const { Vec::new() }; SECTIONS], found)
}

fn finish(
    compiler: Compiler,
    words: Words,
    strings: StringTable,
    mut sections: [Vec<u8>; SECTIONS],
    mut found: Vec<Diagnostic>,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    if found.iter().any(|d| d.severity == Severity::Error) {
        return Err(found);
    }
    compiler.finish(&strings, &mut sections);
    words.finish(&mut sections);
    sections[Section::Strings as usize] = strings.into_bytes();
    format::write(&sections).map_err(|_| {
        found.push(Diagnostic {
            severity: Severity::Error,
            code: "P001",
            file: String::new(),
            line: 1,
            column: 1,
            length: 1,
            message: "the sources are too large for one pack".to_owned(),
            help: None,
            source_line: String::new(),
        });
        found
    })
}
