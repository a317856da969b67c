//! brat's standoff files: a text, and beside it `.ann` with `T` (mentions), `R` (relations) and `*` (the same entity).

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use super::gold::{Argument, Gold, Mark, Relation, beside, text};

/// The documents of a folder: all of its `.ann` files.
pub fn read_folder(path: &Path) -> Result<Vec<Gold>> {
    let entries = fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let file = entry.with_context(|| format!("cannot read {}", path.display()))?.path();
        if file.extension().is_some_and(|e| e == "ann") {
            files.push(file);
        }
    }
    anyhow::ensure!(!files.is_empty(), "{} holds no .ann file", path.display());
    files.sort();
    files.iter().map(|file| read(file)).collect()
}

/// One document. Other lines (events, attributes, notes) pass by.
pub fn read(path: &Path) -> Result<Gold> {
    let name = path.display().to_string();
    let mut gold = Gold { id: name.clone(), text: text(&beside(path, "txt"))?, ..Gold::default() };
    let offsets: Vec<usize> = gold.text.char_indices().map(|(at, _)| at).chain([gold.text.len()]).collect();
    let annotations = text(path)?;
    let mut marks: HashMap<&str, usize> = HashMap::new();
    for (number, line) in annotations.lines().enumerate() {
        let place = || format!("{name}:{}", number + 1);
        let Some((id, rest)) = line.split_once('\t') else { continue };
        if id.starts_with('T') {
            let head = rest.split('\t').next().unwrap_or_default();
            let Some((label, spans)) = head.split_once(' ') else {
                bail!("{}: a label and offsets are expected", place())
            };
            let number = |text: &str| -> Result<usize> {
                let at: usize = text.parse().with_context(|| format!("{}: `{text}` is no offset", place()))?;
                offsets.get(at).copied().with_context(|| format!("{}: offset {at} lies behind the text", place()))
            };
            // A mention of several pieces counts from its first to its last.
            let mut ends = spans.split([' ', ';']);
            let start = number(ends.next().unwrap_or_default())?;
            let end = number(ends.next_back().unwrap_or_default())?;
            if start >= end {
                bail!("{}: the mention is empty", place());
            }
            marks.insert(id, gold.mentions.len());
            gold.mentions.push(Mark { start, end, label: label.to_owned(), named: true, ..Mark::default() });
        }
    }
    for (number, line) in annotations.lines().enumerate() {
        let place = || format!("{name}:{}", number + 1);
        let Some((id, rest)) = line.split_once('\t') else { continue };
        let words: Vec<&str> = rest.split_whitespace().collect();
        let mark = |id: &str| {
            let found = marks.get(id).copied();
            found.with_context(|| format!("{}: there is no mention {id}", place()))
        };
        if id == "*" {
            let mut same = words.iter().skip(1).map(|id| mark(id));
            let Some(first) = same.next().transpose()? else { continue };
            let cluster = gold.mentions[first].cluster.clone().unwrap_or_else(|| format!("T{first}"));
            for index in std::iter::once(Ok(first)).chain(same) {
                gold.mentions[index?].cluster = Some(cluster.clone());
            }
        } else if id.starts_with('R') {
            let argument = |at: usize| {
                let word = words.get(at).and_then(|word| word.split_once(':'));
                word.map(|(_, id)| mark(id)).with_context(|| format!("{}: two arguments are expected", place()))?
            };
            let predicate = words.first().copied().unwrap_or_default().to_owned();
            let (subject, object) = (Argument::Mark(argument(1)?), Argument::Mark(argument(2)?));
            gold.relations.push(Relation { predicate, subject, object, negative: false });
        }
    }
    Ok(gold)
}
