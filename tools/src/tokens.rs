//! How well the tokens agree with a treebank's, and how fast they are made.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Instant;

use dateline::Span;
use dateline::text::token::tokenize;

use crate::table::Table;

pub fn run(treebank: &Path, lexicon: &Path, errors: usize) -> anyhow::Result<()> {
    let table = Table::open(lexicon)?;
    let documents = read(&std::fs::read_to_string(treebank)?);
    let (mut gold_count, mut found_count, mut right) = (0, 0, 0);
    let mut differences: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (text, gold) in &documents {
        let mut tokens = Vec::new();
        tokenize(text, Span::new(0, text.len() as u32), &table, &mut tokens);
        let found: BTreeSet<(usize, usize)> =
            tokens.iter().map(|t| (t.span.start as usize, t.span.end as usize)).collect();
        gold_count += gold.len();
        found_count += found.len();
        right += gold.intersection(&found).count();
        for &(start, end) in gold.difference(&found) {
            let cover = |set: &BTreeSet<(usize, usize)>| {
                let parts: Vec<&str> =
                    set.iter().filter(|s| s.0 < end && start < s.1).map(|s| &text[s.0..s.1]).collect();
                parts.join("|")
            };
            *differences.entry((text[start..end].to_owned(), cover(&found))).or_default() += 1;
        }
    }
    let (precision, recall) = (right as f64 / found_count as f64, right as f64 / gold_count as f64);
    println!(
        "tokens {found_count} of {gold_count}: precision {precision:.4} recall {recall:.4} F1 {:.4}",
        2.0 * precision * recall / (precision + recall)
    );
    let mut listed: Vec<_> = differences.into_iter().collect();
    listed.sort_by_key(|d| std::cmp::Reverse(d.1));
    for ((gold, found), count) in listed.into_iter().take(errors) {
        println!("{count:4} {gold}  <-  {found}");
    }

    let text: String = documents.iter().map(|d| d.0.as_str()).collect::<Vec<_>>().join("\n\n").repeat(20);
    let mut tokens = Vec::new();
    let mut best = f64::MAX;
    for _ in 0..7 {
        tokens.clear();
        let start = Instant::now();
        tokenize(&text, Span::new(0, text.len() as u32), &table, &mut tokens);
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!("{:.1} MB/s, {:.1} million tokens/s", text.len() as f64 / best / 1e6, tokens.len() as f64 / best / 1e6);
    Ok(())
}

/// Documents of a CoNLL-U file: their text, put together again, and the spans of its tokens.
fn read(source: &str) -> Vec<(String, BTreeSet<(usize, usize)>)> {
    let mut documents: Vec<(String, BTreeSet<(usize, usize)>)> = Vec::new();
    let mut inside = 0;
    for line in source.lines() {
        if line.starts_with("# newdoc") || documents.is_empty() {
            documents.push(Default::default());
        }
        let Some((text, spans)) = documents.last_mut() else { continue };
        let cells: Vec<&str> = line.split('\t').collect();
        let (Some(id), Some(form)) = (cells.first(), cells.get(1)) else { continue };
        if let Some((_, last)) = id.split_once('-') {
            inside = last.parse().unwrap_or(0); // a word of several tokens: its parts follow
        } else if id.parse::<usize>().is_ok_and(|id| id > inside || inside == 0) || id.parse::<usize>().is_ok() {
            spans.insert((text.len(), text.len() + form.len()));
            text.push_str(form);
            let last = id.parse::<usize>().is_ok_and(|id| id == inside);
            if last {
                inside = 0;
            }
            if !cells.last().is_some_and(|m| m.contains("SpaceAfter=No")) && (inside == 0 || last) {
                text.push(' ');
            }
        }
        if line.is_empty() {
            inside = 0;
        }
    }
    documents
}
