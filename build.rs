//! Compiles `gazetteers/` and `rules/` into the English pack, with the library's own compiler.
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
    pub mod strings;
    mod words;
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
    for model in ["models/mentions.tsv", "models/pronouns.tsv"] {
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
    let out = Path::new(&out).join("english.pack");
    fs::write(&out, bytes).map_err(|e| format!("{}: {e}", out.display()))
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
