//! The guide does what it says: the files that its pages show are written, the commands run, and what they print is compared.
//!
//! A block `text file=NAME` (or any other language) is a file; in a block `console` lines that begin with `$ ` are commands, and what
//! follows is what they print, standard output before standard error. A line `…` stands for any lines, `[exit 1]` for the exit
//! code. Lines of the pack's own files and weights of its models may differ. Run with `UPDATE_DOCS=1` to write what the commands print now into the pages; the run fails then too.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use support::{dateline, run};

const PAGES: [&str; 9] = [
    "getting-started.md",
    "gazetteers.md",
    "own-rules.md",
    "frames.md",
    "factuality.md",
    "performance.md",
    "accuracy.md",
    "errors.md",
    "rules.md",
];

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs")
}

/// A fenced block: its info string, and the lines between its fences.
struct Block<'t> {
    info: &'t str,
    /// First line of the content, and one past its last.
    lines: (usize, usize),
}

fn blocks<'t>(lines: &[&'t str]) -> Vec<Block<'t>> {
    let mut found = Vec::new();
    let mut open: Option<(&str, usize)> = None;
    for (number, line) in lines.iter().enumerate() {
        let Some(info) = line.strip_prefix("```") else { continue };
        match open.take() {
            Some((info, first)) => found.push(Block { info, lines: (first, number) }),
            None => open = Some((info, number + 1)),
        }
    }
    assert!(open.is_none(), "a block is never closed");
    found
}

/// What a command prints, as a page shows it.
fn output(folder: &Path, command: &str) -> Vec<String> {
    let (command, into) = match command.split_once(" > ") {
        Some((command, file)) => (command, Some(file.trim())),
        None => (command, None),
    };
    let mut words = words(command).into_iter();
    let program = words.next().unwrap_or_default();
    assert_eq!(program, "dateline", "only this command is run: {command}");
    let (code, mut out, err) = run(dateline().current_dir(folder).args(words));
    if let Some(file) = into {
        fs::write(folder.join(file), &out).expect("the tests' folder takes files");
        out.clear();
    }
    let mut lines: Vec<String> = out.lines().chain(err.lines()).map(|line| line.trim_end().to_owned()).collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    if code != 0 {
        lines.push(format!("[exit {code}]"));
    }
    lines
}

/// The words of a command line, quotation marks taken off.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut open = None;
    let mut word = String::new();
    for c in line.chars() {
        match (c, open) {
            ('"' | '\'', None) => open = Some(c),
            (c, Some(quote)) if c == quote => open = None,
            (' ', None) => words.push(std::mem::take(&mut word)),
            (c, _) => word.push(c),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

/// Whether lines are as a page shows them; `…` stands for any number of them.
fn fits(shown: &[&str], found: &[String]) -> bool {
    match shown.split_first() {
        None => found.is_empty(),
        Some((&"…", rest)) => (0..=found.len()).any(|skipped| fits(rest, &found[skipped..])),
        Some((first, rest)) => {
            found.first().is_some_and(|line| stable(line) == stable(first)) && fits(rest, &found[1..])
        }
    }
}

/// A line without what a change of the pack's rules, tables or models alters: lines of their files, weights.
fn stable(line: &str) -> String {
    let line = line.trim_end();
    for what in ["weighed as ", "nothing here is "] {
        if let Some((before, _)) = line.split_once(what) {
            return format!("{before}{what}");
        }
    }
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = ["rules/", "gazetteers/", "src/"].iter().filter_map(|folder| rest.find(folder)).min() {
        let end = rest[at..].find([' ', ')', ';', ',']).map_or(rest.len(), |end| at + end);
        let path = rest[at..end].split_once(':').map_or(&rest[at..end], |(path, _)| path);
        out.push_str(&rest[..at]);
        out.push_str(path);
        rest = &rest[end..];
    }
    out + rest
}

fn page(name: &str) -> Result<(), String> {
    let path = docs().join(name);
    let text = fs::read_to_string(&path).map_err(|e| format!("{name}: {e}"))?;
    let lines: Vec<&str> = text.lines().collect();
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name.replace('.', "-"));
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(&folder).expect("the tests' folder takes folders");
    let mut wrong = Vec::new();
    let mut new: Vec<String> = Vec::new();
    let mut at = 0;
    for block in blocks(&lines) {
        let (first, last) = block.lines;
        new.extend(lines[at..first].iter().map(|line| (*line).to_owned()));
        at = last;
        let content = &lines[first..last];
        if let Some(file) = block.info.split_whitespace().find_map(|word| word.strip_prefix("file=")) {
            fs::write(folder.join(file), content.join("\n") + "\n").expect("the tests' folder takes files");
        }
        if block.info.split_whitespace().next() != Some("console") {
            new.extend(content.iter().map(|line| (*line).to_owned()));
            continue;
        }
        let commands: Vec<usize> = (0..content.len()).filter(|&i| content[i].starts_with("$ ")).collect();
        for (number, &from) in commands.iter().enumerate() {
            let to = commands.get(number + 1).copied().unwrap_or(content.len());
            let mut shown: Vec<&str> = content[from + 1..to].to_vec();
            while shown.last().is_some_and(|line| line.is_empty()) {
                shown.pop();
            }
            let found = output(&folder, &content[from][2..]);
            new.push(content[from].to_owned());
            if fits(&shown, &found) {
                new.extend(content[from + 1..to].iter().map(|line| (*line).to_owned()));
            } else {
                wrong.push(format!("{name}:{}: {} prints\n{}", first + from + 1, content[from], found.join("\n")));
                new.extend(found);
                new.extend((to < content.len()).then(String::new));
            }
        }
    }
    new.extend(lines[at..].iter().map(|line| (*line).to_owned()));
    if !wrong.is_empty() && std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, new.join("\n") + "\n").map_err(|e| format!("{name}: {e}"))?;
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n\n")) }
}

#[test]
fn the_pages_show_what_the_commands_print() {
    let wrong: Vec<String> = PAGES.iter().filter_map(|name| page(name).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_page_is_linked_and_links_lead_somewhere() {
    let index = fs::read_to_string(docs().join("README.md")).expect("the index of the guide");
    for name in PAGES {
        assert!(index.contains(&format!("]({name})")), "{name} is not in docs/README.md");
    }
    for name in PAGES.iter().copied().chain(["README.md"]) {
        let text = fs::read_to_string(docs().join(name)).expect("a page");
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let target = link.split('#').next().unwrap_or_default();
            if !target.is_empty() && !target.contains("://") {
                assert!(docs().join(target).exists(), "{name} links to {target}");
            }
        }
    }
}

#[test]
fn every_code_of_a_rule_file_is_in_the_reference() {
    let reference = fs::read_to_string(docs().join("rules.md")).expect("the reference");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/rule");
    for entry in fs::read_dir(source).expect("the rules' code").flatten() {
        let Ok(code) = fs::read_to_string(entry.path()) else { continue };
        for (at, _) in code.match_indices("\"R0") {
            let name = &code[at + 1..at + 5];
            assert!(reference.contains(&format!("| {name} |")), "{name} is not in docs/rules.md");
        }
    }
}
