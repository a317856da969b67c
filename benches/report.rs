//! The figures of ARCHITECTURE.md in one table: `cargo bench --bench report`.
//!
//! MB/s of each stage and of the whole, the ratio to a bare aho-corasick scan of the same names in the same run, the time to
//! the first result in a fresh process, and what the pack weighs. `-- STAGE …` measures these stages alone (`--rows`: as
//! name, bytes a second and count, with tabs between), `-- --texts FILE` reads other texts, a JSON object with `text` a line,
//! and `-- --write FOLDER` writes texts and names for others to measure themselves on.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use dateline::gazetteer::CasePolicy;
use support::{Bench, STAGES};

const ARTICLE: &str = include_str!("../examples/articles/ports-summit.txt");
/// The argument that makes this program the fresh process.
const FIRST: &str = "--first-result";
const RUNS: usize = 5;
/// The stage that all others are held against.
const BARE: &str = "bare aho-corasick";

fn main() -> ExitCode {
    if std::env::args().any(|argument| argument == FIRST) {
        first_result();
        return ExitCode::SUCCESS;
    }
    match arguments().and_then(|arguments| report(&arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// What the command line asks for.
#[derive(Default)]
struct Arguments {
    /// Texts in the place of the made ones.
    texts: Option<Vec<String>>,
    /// The stages to measure; none stands for all.
    chosen: Vec<String>,
    rows: bool,
    write: Option<String>,
}

fn report(arguments: &Arguments) -> Result<(), String> {
    let bench = Bench::new(arguments.texts.clone());
    if let Some(folder) = &arguments.write {
        return write(&bench, Path::new(folder)).map_err(|error| format!("{folder}: {error}"));
    }
    let chosen = |name: &str| arguments.chosen.iter().any(|chosen| chosen == name);
    if !arguments.chosen.is_empty() {
        let bare = chosen(BARE).then(|| (BARE, bare_scan(&bench)));
        let stages =
            STAGES.into_iter().filter(|(name, _)| chosen(name)).map(|(name, run)| (name, best(|| run(&bench))));
        for (name, (took, count)) in bare.into_iter().chain(stages) {
            let speed = bench.bytes() as f64 / took.as_secs_f64();
            if arguments.rows {
                println!("{name}\t{speed:.0}\t{count}");
            } else {
                println!("{name:<20} {:>8.1} MB/s  {count}", speed / 1e6);
            }
        }
        return Ok(());
    }
    let (documents, tokens, sentences) = bench.counts();
    let megabytes = bench.bytes() as f64 / 1e6;
    println!(
        "{megabytes:.1} MB in {documents} documents, {sentences} sentences, {tokens} tokens; one thread, best of {RUNS}\n"
    );
    println!("{:<20} {:>8} {:>12}  counted", "stage", "MB/s", "of the bare");
    let (bare, found) = bare_scan(&bench);
    println!("{BARE:<20} {:>8.1} {:>12}  {found}", megabytes / bare.as_secs_f64(), "1.00");
    for (name, run) in STAGES {
        let (took, count) = best(|| run(&bench));
        let ratio = bare.as_secs_f64() / took.as_secs_f64();
        println!("{name:<20} {:>8.1} {ratio:>12.2}  {count}", megabytes / took.as_secs_f64());
    }
    let (tagged, parsed) = bench.effort();
    println!("\nof the sentences {:.0} % tagged, {:.0} % parsed", 100.0 * tagged, 100.0 * parsed);
    println!("\npack {:.1} MB:", bench.pack.to_bytes().len() as f64 / 1e6);
    for (section, bytes) in bench.pack.section_sizes().filter(|(_, bytes)| *bytes > 100_000) {
        println!("  {section:?} {:.2} MB", bytes as f64 / 1e6);
    }
    fresh_process();
    Ok(())
}

fn arguments() -> Result<Arguments, String> {
    let mut given = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let mut arguments = Arguments::default();
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--texts" => arguments.texts = Some(read_texts(&given.next().ok_or("--texts asks for a file")?)?),
            "--write" => arguments.write = Some(given.next().ok_or("--write asks for a folder")?),
            "--rows" => arguments.rows = true,
            stage if stage == BARE || STAGES.iter().any(|(name, _)| *name == stage) => arguments.chosen.push(argument),
            _ => {
                let stages = STAGES.map(|(name, _)| name).join(", ");
                return Err(format!("no stage `{argument}`; there are {BARE}, {stages}"));
            }
        }
    }
    Ok(arguments)
}

/// Writes the texts, a JSON object a line, and the names that the bare scan looks for, with their labels.
fn write(bench: &Bench, folder: &Path) -> std::io::Result<()> {
    let lines = bench.texts().map(|text| serde_json::json!({ "text": text }).to_string() + "\n");
    std::fs::write(folder.join("texts.jsonl"), lines.collect::<String>())?;
    let gazetteer = bench.pack.gazetteer();
    let mut names = BTreeMap::new();
    for entry in gazetteer.entries().filter(|entry| gazetteer.case(*entry) != CasePolicy::Fold) {
        let label =
            gazetteer.senses(entry).next().map_or("", |sense| sense.label.split('/').next().unwrap_or_default());
        names.entry(gazetteer.surface(entry)).or_insert(label);
    }
    std::fs::write(folder.join("names.tsv"), names.iter().map(|(n, l)| format!("{n}\t{l}\n")).collect::<String>())
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
fn bare_scan(bench: &Bench) -> (Duration, usize) {
    let gazetteer = bench.pack.gazetteer();
    let written = gazetteer.entries().filter(|entry| gazetteer.case(*entry) != CasePolicy::Fold);
    let names: BTreeSet<&str> = written.map(|entry| gazetteer.surface(entry)).collect();
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .build(&names)
        .expect("the names fit an automaton");
    best(|| bench.texts().map(|text| automaton.find_iter(text).count()).sum::<usize>())
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
