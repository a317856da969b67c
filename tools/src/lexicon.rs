//! The lexicon's files, read as what the tagger asks of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use dateline::syntax::clues::Clues;
use dateline::text::fold;
use dateline::text::lexicon::WordForm;
use dateline::text::token::Token;

/// Clues by the hash of the folded word.
#[derive(Clone, Default)]
pub struct Lexicon {
    clues: BTreeMap<u64, Clues>,
}

impl Lexicon {
    /// Reads all lexicon files of a folder and those below it, in the order of their paths.
    pub fn read(folder: &Path) -> Result<Lexicon> {
        let (mut folders, mut paths) = (vec![folder.to_owned()], Vec::new());
        while let Some(folder) = folders.pop() {
            let entries = fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))?;
            for path in entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<PathBuf>>>()? {
                if path.is_dir() { folders.push(path) } else { paths.push(path) }
            }
        }
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "tsv"));
        paths.sort();
        let mut lexicon = Lexicon::default();
        for path in paths {
            let file = fs::read_to_string(&path)?;
            if file.starts_with("#! dateline-lexicon ") {
                lexicon.add(&file);
            }
        }
        Ok(lexicon)
    }

    fn add(&mut self, file: &str) {
        let mut class = "";
        let mut columns: Vec<&str> = Vec::new();
        for line in file.lines() {
            if let Some(header) = line.strip_prefix("#!") {
                class = header.trim().strip_prefix("class").map_or(class, str::trim);
            } else if line.starts_with('#') || line.is_empty() {
            } else if columns.is_empty() {
                columns = line.split('\t').collect();
            } else {
                let cells: Vec<&str> = line.split('\t').collect();
                let cell = |name: &str| {
                    columns
                        .iter()
                        .position(|column| *column == name)
                        .and_then(|at| cells.get(at))
                        .copied()
                        .unwrap_or("")
                };
                let classes = if cell("class").is_empty() { class } else { cell("class") };
                let freq = cell("freq").parse().unwrap_or(0);
                for class in classes.split(',') {
                    self.word(cell("word"), class, WordForm::Base, freq);
                    for (slot, variants) in cell("forms").split('|').enumerate() {
                        for word in variants.split('/').filter(|word| !word.is_empty()) {
                            self.word(word, class, form(class, slot), freq);
                        }
                    }
                }
            }
        }
    }

    fn word(&mut self, word: &str, class: &str, form: WordForm, freq: u8) {
        let clues = self.clues.entry(fold::hash(word)).or_default();
        *clues = clues.with(class, form, freq);
    }

    /// The clues of each token.
    pub fn clues(&self, tokens: &[Token]) -> Vec<u32> {
        tokens.iter().map(|token| self.clues.get(&token.hash).map_or(0, |clues| clues.bits())).collect()
    }
}

/// The form in a slot of the `forms` column.
fn form(class: &str, slot: usize) -> WordForm {
    match (class, slot) {
        ("verb", 0) => WordForm::ThirdSingular,
        ("verb", 1) => WordForm::Past,
        ("verb", 2) => WordForm::Participle,
        ("verb", _) => WordForm::Gerund,
        ("noun", _) => WordForm::Plural,
        (_, 0) => WordForm::Comparative,
        _ => WordForm::Superlative,
    }
}
