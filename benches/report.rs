//! The figures of ARCHITECTURE.md in one table: `cargo bench --bench report`.
//!
//! MB/s of each stage and of the whole, the ratio to a bare aho-corasick scan of the same names in the same run, the time to
//! the first result in a fresh process, and what the pack weighs. `-- STAGE …` measures these stages alone, and
//! `-- --texts FILE` reads other texts, a JSON object with `text` a line.

mod support;

use std::collections::BTreeSet;
use std::hint::black_box;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use dateline::gazetteer::CasePolicy;
use support::{Bench, STAGES};

const ARTICLE: &str = include_str!("../examples/articles/ports-summit.txt");
/// The argument that makes this program the fresh process.
const FIRST: &str = "--first-result";
const RUNS: usize = 5;

fn main() -> ExitCode {
    if std::env::args().any(|argument| argument == FIRST) {
        first_result();
        return ExitCode::SUCCESS;
    }
    let (texts, chosen) = match arguments() {
        Ok(arguments) => arguments,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::FAILURE;
        }
    };
    let bench = Bench::new(texts);
    if !chosen.is_empty() {
        for (name, run) in STAGES.into_iter().filter(|(name, _)| chosen.iter().any(|c| c == name)) {
            let (took, count) = best(|| run(&bench));
            println!("{name:<20} {:>8.1} MB/s  {count}", bench.bytes() as f64 / 1e6 / took.as_secs_f64());
        }
        return ExitCode::SUCCESS;
    }
    let (documents, tokens, sentences) = bench.counts();
    let megabytes = bench.bytes() as f64 / 1e6;
    println!(
        "{megabytes:.1} MB in {documents} documents, {sentences} sentences, {tokens} tokens; one thread, best of {RUNS}\n"
    );
    let bare = bare_scan(&bench);
    println!("{:<20} {:>8} {:>12}  counted", "stage", "MB/s", "of the bare");
    println!("{:<20} {:>8.1} {:>12}", "bare aho-corasick", megabytes / bare.as_secs_f64(), "1.00");
    for (name, run) in STAGES {
        let (took, count) = best(|| run(&bench));
        let ratio = bare.as_secs_f64() / took.as_secs_f64();
        println!("{name:<20} {:>8.1} {ratio:>12.2}  {count}", megabytes / took.as_secs_f64());
    }
    println!("\npack {:.1} MB:", bench.pack.to_bytes().len() as f64 / 1e6);
    for (section, bytes) in bench.pack.section_sizes().filter(|(_, bytes)| *bytes > 100_000) {
        println!("  {section:?} {:.2} MB", bytes as f64 / 1e6);
    }
    fresh_process();
    ExitCode::SUCCESS
}

/// Texts in the place of the made ones, and the stages to measure; none stands for all.
fn arguments() -> Result<(Option<Vec<String>>, Vec<String>), String> {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let (mut texts, mut stages) = (None, Vec::new());
    while let Some(argument) = arguments.next() {
        if argument == "--texts" {
            texts = Some(read_texts(&arguments.next().ok_or("--texts asks for a file")?)?);
        } else if STAGES.iter().any(|(name, _)| *name == argument) {
            stages.push(argument);
        } else {
            return Err(format!("no stage `{argument}`; there are {}", STAGES.map(|(name, _)| name).join(", ")));
        }
    }
    Ok((texts, stages))
}

fn read_texts(path: &str) -> Result<Vec<String>, String> {
    let lines = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let text = |(number, line): (usize, &str)| {
        let value: serde_json::Value =
            serde_json::from_str(line).map_err(|error| format!("{path}:{}: {error}", number + 1))?;
        let text = value.get("text").and_then(|text| text.as_str());
        text.map(str::to_owned).ok_or_else(|| format!("{path}:{}: no `text`", number + 1))
    };
    lines.lines().enumerate().map(text).collect()
}

fn best<T>(mut run: impl FnMut() -> T) -> (Duration, T) {
    let mut shortest = None;
    for _ in 0..RUNS {
        let start = Instant::now();
        let made = black_box(run());
        let took = start.elapsed();
        if shortest.as_ref().is_none_or(|(best, _)| took < *best) {
            shortest = Some((took, made));
        }
    }
    shortest.expect("at least one run")
}

/// The pack's names sought by an automaton and nothing else.
fn bare_scan(bench: &Bench) -> Duration {
    let gazetteer = bench.pack.gazetteer();
    let written = gazetteer.entries().filter(|entry| gazetteer.case(*entry) != CasePolicy::Fold);
    let names: BTreeSet<&str> = written.map(|entry| gazetteer.surface(entry)).collect();
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .build(&names)
        .expect("the names fit an automaton");
    println!("bare scan: {} names, {:.1} MB of automaton\n", names.len(), automaton.memory_usage() as f64 / 1e6);
    best(|| bench.texts().map(|text| automaton.find_iter(text).count()).sum::<usize>()).0
}

fn first_result() {
    let start = Instant::now();
    let document = dateline::extract(ARTICLE);
    let (entities, took) = (document.entities().len(), start.elapsed());
    let memory = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let memory = memory.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or(" unknown").trim();
    println!("{} {entities} {memory}", took.as_micros());
}

/// Starts this program anew and lets it read one article.
fn fresh_process() {
    let Ok(program) = std::env::current_exe() else { return };
    let mut times = Vec::new();
    let mut memory = String::new();
    for _ in 0..2 * RUNS {
        let start = Instant::now();
        let Ok(output) = Command::new(&program).arg(FIRST).output() else { return };
        let whole = start.elapsed();
        let line = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut words = line.split_whitespace();
        let inside = words.next().and_then(|micros| micros.parse().ok()).map(Duration::from_micros);
        times.extend(inside.map(|inside| (whole, inside)));
        memory = words.skip(1).collect::<Vec<_>>().join(" ");
    }
    times.sort_unstable();
    if let Some((whole, inside)) = times.get(times.len() / 2) {
        println!(
            "\nfirst result in a fresh process (median of {}): {whole:.1?}, of it {inside:.1?} in the library; peak memory {memory}",
            times.len()
        );
    }
}
