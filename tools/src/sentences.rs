//! How well sentences agree with a set's: boundary F1 as the ends of sentences, the last of each text left out.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;

use dateline::Span;
use dateline::text::{layout::Layout, sentence::sentences, token::tokenize};

use crate::table::Table;

pub fn run(set: &Path, lexicon: &Path, layout: &Path, errors: usize) -> anyhow::Result<()> {
    let table = Table::open(lexicon)?;
    let layout = Layout::new(&std::fs::read_to_string(layout)?)?;
    let (mut gold_ends, mut found_ends, mut right_ends, mut perfect, mut documents) = (0, 0, 0, 0, 0);
    let (mut gold_count, mut found_count, mut right) = (0, 0, 0);
    let mut shown = 0;
    let (mut bytes, mut seconds) = (0, 0.0);
    for line in std::fs::read_to_string(set)?.lines() {
        let document: serde_json::Value = serde_json::from_str(line)?;
        let Some(text) = document["text"].as_str() else { continue };
        let mut gold: BTreeSet<(usize, usize)> = BTreeSet::new();
        let offsets: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        for pair in document["sentences"].as_array().into_iter().flatten() {
            let at = |i: usize| pair[i].as_u64().and_then(|c| offsets.get(c as usize)).copied().unwrap_or(0);
            let piece = &text[at(0)..at(1)];
            let start = at(0) + piece.len() - piece.trim_start().len();
            gold.insert((start, start + piece.trim().len()));
        }
        let clock = Instant::now();
        let (mut blocks, mut tokens, mut found) = (Vec::new(), Vec::new(), Vec::new());
        layout.blocks(text, &|word| table.calendar(word), &mut blocks);
        tokenize(text, Span::new(0, text.len() as u32), &table, &mut tokens);
        sentences(text, &blocks, &mut tokens, &|t| table.role(t.hash), &mut found);
        seconds += clock.elapsed().as_secs_f64();
        bytes += text.len();
        if gold.is_empty() {
            continue;
        }
        let found: BTreeSet<(usize, usize)> =
            found.iter().map(|s| (s.span.start as usize, s.span.end as usize)).collect();
        let ends = |set: &BTreeSet<(usize, usize)>| {
            let mut ends: BTreeSet<usize> = set.iter().map(|s| s.1).collect();
            ends.pop_last();
            ends
        };
        let (g, f) = (ends(&gold), ends(&found));
        gold_ends += g.len();
        found_ends += f.len();
        right_ends += g.intersection(&f).count();
        (gold_count, found_count, right) =
            (gold_count + gold.len(), found_count + found.len(), right + gold.intersection(&found).count());
        perfect += usize::from(gold == found);
        documents += 1;
        for (kind, end) in g.difference(&f).map(|e| ("missed", *e)).chain(f.difference(&g).map(|e| ("false ", *e))) {
            if shown < errors {
                shown += 1;
                let from = text[..end].char_indices().rev().nth(40).map_or(0, |c| c.0);
                let to = text[end..].char_indices().nth(30).map_or(text.len(), |c| end + c.0);
                println!("{kind} {:?} | {:?}", &text[from..end], &text[end..to]);
            }
        }
    }
    let f1 = |m: usize, p: usize, g: usize| 200.0 * m as f64 / (p + g).max(1) as f64;
    println!(
        "boundary F1 {:.2} (P {:.2} R {:.2}), sentence F1 {:.2}, {perfect} of {documents} documents all right, {:.1} MB/s",
        f1(right_ends, found_ends, gold_ends),
        100.0 * right_ends as f64 / found_ends as f64,
        100.0 * right_ends as f64 / gold_ends as f64,
        f1(right, found_count, gold_count),
        bytes as f64 / seconds / 1e6
    );
    Ok(())
}
