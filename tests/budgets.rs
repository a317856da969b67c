//! Measurements against the budgets of gazetteer and pack; they assert little, for machines differ.
//!
//! `cargo test --release --test budgets -- --ignored --nocapture --test-threads 1`; the variable `DATELINE_TEXT` names a
//! file of text to search.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use dateline::gazetteer::Gazetteer;
use dateline::pack::{Pack, PackSource};

/// The shortest of several runs.
fn best<T>(runs: usize, mut run: impl FnMut() -> T) -> (Duration, T) {
    let mut shortest: Option<(Duration, T)> = None;
    for _ in 0..runs {
        let start = Instant::now();
        let made = black_box(run());
        let took = start.elapsed();
        if shortest.as_ref().is_none_or(|(best, _)| took < *best) {
            shortest = Some((took, made));
        }
    }
    shortest.expect("at least one run")
}

/// A list of `count` different names of one to four invented words.
fn invented(count: usize) -> String {
    let syllables =
        ["ka", "ro", "mi", "ten", "sul", "va", "dor", "li", "pe", "nax", "gor", "shi", "bel", "um", "fra", "ost"];
    let mut state = 1_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut out =
        "#! dateline-gazetteer 1\n#! id big\n#! label ORG\n#! licence CC0-1.0\n#! source invented\nname\n".to_owned();
    let mut seen = BTreeSet::new();
    while seen.len() < count {
        let mut name = String::new();
        for _ in 0..1 + random(4).min(2) {
            if !name.is_empty() {
                name.push(' ');
            }
            let mut word = String::new();
            for _ in 0..2 + random(2) {
                word.push_str(syllables[random(syllables.len())]);
            }
            name.push_str(&word[..1].to_uppercase());
            name.push_str(&word[1..]);
        }
        if seen.insert(name.clone()) {
            writeln!(out, "{name}").expect("a string takes all");
        }
    }
    out
}

#[test]
#[ignore = "a measurement"]
fn a_million_names() {
    let list = invented(1_000_000);
    let source = PackSource::table("big.tsv", list.as_bytes());
    let (built, pack) = best(3, || Pack::from_sources(&[source]).expect("the list is good"));
    println!(
        "a million names: list {:.1} MB, built in {built:?}, pack {:.1} MB",
        list.len() as f64 / 1e6,
        pack.to_bytes().len() as f64 / 1e6
    );
    for (section, bytes) in pack.section_sizes().filter(|(_, bytes)| *bytes > 0) {
        println!("  {section:?} {:.2} MB", bytes as f64 / 1e6);
    }
    let path = std::env::temp_dir().join(format!("dateline-budget-{}.pack", std::process::id()));
    std::fs::write(&path, pack.to_bytes()).expect("a file in the temporary folder");
    let (opened, _) = best(5, || Gazetteer::open_pack_path(&path).expect("a good pack"));
    let (read, bytes) = best(5, || std::fs::read(&path).expect("a file"));
    println!("  opened from its file in {opened:?}, of which reading {read:?}");
    let (checked, _) = best(3, || Pack::open(bytes.clone()).expect("a good pack"));
    println!("  copied and checked in {checked:?}");
    std::fs::remove_file(&path).expect("the file is there");
}

#[cfg(feature = "english")]
mod english {
    use super::*;
    use dateline::Span;
    use dateline::gazetteer::CasePolicy;
    use dateline::text::token::{Token, tokenize};

    fn text() -> Option<String> {
        let path = std::env::var_os("DATELINE_TEXT")?;
        Some(std::fs::read_to_string(path).expect("DATELINE_TEXT names a file of text"))
    }

    fn rate(bytes: usize, took: Duration) -> f64 {
        bytes as f64 / 1e6 / took.as_secs_f64()
    }

    #[test]
    #[ignore = "a measurement"]
    fn the_english_pack() {
        let (opened, pack) = best(5, || dateline::pack::english::open().expect("a good pack"));
        let (checked, _) =
            best(3, || Pack::open(std::borrow::Cow::Owned(pack.to_bytes().to_vec())).expect("a good pack"));
        println!(
            "English pack {:.1} MB, opened in {opened:?}, copied and checked in {checked:?}",
            pack.to_bytes().len() as f64 / 1e6
        );
        for (section, bytes) in pack.section_sizes().filter(|(_, bytes)| *bytes > 0) {
            println!("  {section:?} {:.2} MB", bytes as f64 / 1e6);
        }
        let Some(text) = text() else { return };
        let (gazetteer, lexicon) = (pack.gazetteer(), pack.lexicon());
        let spelling = lexicon.spelling();
        let whole = Span::new(0, text.len() as u32);
        let mut tokens: Vec<Token> = Vec::new();
        let (cut, count) = best(5, || {
            tokens.clear();
            tokenize(&text, whole, &spelling, &mut tokens);
            tokens.len()
        });
        println!("text {:.1} MB, {count} tokens", text.len() as f64 / 1e6);
        println!("  tokens   {:7.1} MB/s", rate(text.len(), cut));
        let (looked, _) = best(5, || lexicon.annotate(&text, &mut tokens));
        println!("  lexicon  {:7.1} MB/s", rate(text.len(), looked));
        let mut hits = Vec::new();
        // Sentences are of some twenty tokens.
        let (found, _) = best(5, || {
            hits.clear();
            let mut at = 0;
            while at < tokens.len() {
                let end = (at + 20).min(tokens.len());
                gazetteer.find(&text, &tokens, at..end, &mut hits);
                at = end;
            }
        });
        println!("  names    {:7.1} MB/s, {} hits", rate(text.len(), found), hits.len());
        let (read, senses) = best(3, || hits.iter().flat_map(|hit| gazetteer.senses(hit.entry)).count());
        println!("  senses   {:7.1} MB/s, {senses} senses", rate(text.len(), read));
        bare_scan(&pack, &text, found);
    }

    /// The same names with a bare aho-corasick scan in the same run.
    fn bare_scan(pack: &Pack, text: &str, found: Duration) {
        let gazetteer = pack.gazetteer();
        let names: BTreeSet<&str> = gazetteer
            .entries()
            .filter(|e| gazetteer.case(*e) != CasePolicy::Fold)
            .map(|e| gazetteer.surface(e))
            .collect();
        let start = Instant::now();
        let automaton = aho_corasick::AhoCorasick::builder()
            .match_kind(aho_corasick::MatchKind::LeftmostLongest)
            .kind(Some(aho_corasick::AhoCorasickKind::ContiguousNFA))
            .build(&names)
            .expect("the names fit an automaton");
        println!(
            "  aho-corasick of {} names: built in {:?}, {:.1} MB",
            names.len(),
            start.elapsed(),
            automaton.memory_usage() as f64 / 1e6
        );
        let (scanned, matches) = best(5, || automaton.find_iter(text).count());
        println!(
            "  bare     {:7.1} MB/s, {matches} matches; names / bare = {:.2}",
            rate(text.len(), scanned),
            scanned.as_secs_f64() / found.as_secs_f64()
        );
    }
}
