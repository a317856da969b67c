//! Compiles `gazetteers/` and `rules/` into the English pack and its rules, with the library's own compiler.
//!
//! The modules below are those of the library under the same names, so that their `crate::` paths resolve here too.
#![allow(dead_code, unused_imports)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use pack::compile::PackSource;

#[path = "src/diagnostic.rs"]
mod diagnostic;

#[path = "src/text"]
mod text {
    pub mod fold;
    pub mod hashed;
    pub mod lexicon;
    mod scan;
    pub mod span;
    pub mod token;
}

#[path = "src/gazetteer"]
mod gazetteer {
    pub mod compile;
    mod layout;
    pub mod source;
    pub mod trie;
    pub mod tsv;
    pub mod variants;
}

#[path = "src/pack"]
mod pack {
    pub mod compile;
    pub mod format;
    pub mod spelling;
    pub mod stored;
    pub mod strings;
    mod words;
}

#[path = "src/rule/mod.rs"]
mod rule;

#[path = "src/schema.rs"]
mod schema;

#[path = "src/syntax"]
mod syntax {
    mod tag;
    pub use tag::Tag;
}

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_FEATURE_ENGLISH").is_none() {
        return ExitCode::SUCCESS;
    }
    match english() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn english() -> Result<(), String> {
    let mut paths = Vec::new();
    for folder in ["gazetteers", "rules"] {
        println!("cargo::rerun-if-changed={folder}");
        if Path::new(folder).is_dir() {
            collect(Path::new(folder), &mut paths)?;
        }
    }
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        let bytes = fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        files.push((path.to_string_lossy().replace('\\', "/"), bytes));
    }
    for model in ["models/mentions.tsv", "models/mentions-prior.tsv", "models/pronouns.tsv"] {
        println!("cargo::rerun-if-changed={model}");
        if Path::new(model).is_file() {
            files.push((model.to_owned(), fs::read(model).map_err(|e| format!("{model}: {e}"))?));
        }
    }
    files.sort();
    let source = |path, bytes| match Path::new(path).starts_with("gazetteers") {
        true => PackSource::table(path, bytes),
        false => PackSource::text(path, bytes),
    };
    let sources: Vec<PackSource<'_>> =
        files.iter().map(|(path, bytes)| source(path.as_str(), bytes.as_slice())).collect();
    let bytes =
        pack::compile::compile_sources(&sources, None).map_err(|all| diagnostic::Diagnostics(all).to_string())?;
    let out = std::env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    let write = |name: &str, bytes: &[u8]| {
        let out = Path::new(&out).join(name);
        fs::write(&out, bytes).map_err(|e| format!("{}: {e}", out.display()))
    };
    write("english.pack", &bytes)?;
    write("english.rules", &compiled_rules(&files, bytes)?)
}

/// The pack's rules, checked and compiled over the lexicon of the pack of these bytes.
fn compiled_rules(files: &[(String, Vec<u8>)], pack: Vec<u8>) -> Result<Vec<u8>, String> {
    let sections = pack::format::Sections::open(pack.into(), true).map_err(|e| e.to_string())?;
    let lexicon = text::lexicon::Lexicon::new(sections);
    let sources = files.iter().filter(|(path, _)| path.ends_with(".rules"));
    let sources: Result<Vec<(&str, &str)>, String> = sources
        .map(|(path, bytes)| match std::str::from_utf8(bytes) {
            Ok(text) => Ok((path.as_str(), text)),
            Err(error) => Err(format!("{path}: {error}")),
        })
        .collect();
    let rules = rule::Rules::load(&sources?, &lexicon, &rule::Options::default()).map_err(|all| all.to_string())?;
    let mut stored = Vec::new();
    pack::stored::Stored::put(&rules, &mut stored);
    Ok(stored)
}

/// The files of a folder and of those below it: of `gazetteers` the tables, of `rules` all.
fn collect(root: &Path, out: &mut Vec<PathBuf>) -> Result<(), String> {
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        let error = |e: std::io::Error| format!("{}: {e}", folder.display());
        for entry in fs::read_dir(&folder).map_err(error)? {
            let path = entry.map_err(error)?.path();
            let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if path.is_dir() && !hidden {
                folders.push(path);
            } else if !hidden && (!root.ends_with("gazetteers") || path.extension().is_some_and(|e| e == "tsv")) {
                out.push(path);
            }
        }
    }
    Ok(())
}
