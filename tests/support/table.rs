//! A lexicon read from its TSV sources, without the pack: for tests and measurements of the stages below it.

use std::collections::HashMap;
use std::path::Path;

use dateline::text::fold;
use dateline::text::sentence::Role;
use dateline::text::token::{Abbreviation, Spelling, Token};
use dateline::time::{Class, Classes, Words};

const OPENERS: &[&str] = &["pron", "det", "prep", "conj", "wh", "aux", "neg", "modal"];

/// Classes and values of words, by their folded hash.
#[derive(Default)]
pub struct Table {
    rows: HashMap<u64, Vec<(String, String)>>,
    fused: HashMap<u64, usize>,
}

#[allow(dead_code)] // each test and tool uses what it needs
impl Table {
    /// Reads every `.tsv` file of a folder.
    pub fn open(folder: &Path) -> std::io::Result<Table> {
        let mut table = Table::default();
        let mut files: Vec<_> = std::fs::read_dir(folder)?.map(|f| f.map(|f| f.path())).collect::<Result<_, _>>()?;
        files.sort();
        for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "tsv")) {
            table.add(&std::fs::read_to_string(file)?);
        }
        Ok(table)
    }

    /// Adds the rows of one source.
    pub fn add(&mut self, source: &str) {
        let mut header = String::new();
        let mut columns: Vec<&str> = Vec::new();
        for line in source.lines() {
            if let Some(class) = line.strip_prefix("#! class") {
                header = class.trim().to_owned();
            }
            if line.starts_with('#') || line.is_empty() {
                continue;
            }
            if columns.is_empty() {
                columns = line.split('\t').collect();
                continue;
            }
            let cells: Vec<&str> = line.split('\t').collect();
            let cell =
                |name: &str| columns.iter().position(|c| *c == name).and_then(|i| cells.get(i)).copied().unwrap_or("");
            let classes = if cell("class").is_empty() { header.as_str() } else { cell("class") };
            let forms = cell("forms").split(['|', '/']).filter(|f| !f.is_empty());
            for word in std::iter::once(cell("word")).chain(forms) {
                if let (true, Ok(cut)) = (classes == "fused", cell("value").parse()) {
                    self.fused.insert(fold::hash(word), cut);
                }
                for class in classes.split(',') {
                    let row = (class.trim().to_owned(), cell("value").to_owned());
                    self.rows.entry(fold::hash(word)).or_default().push(row);
                }
            }
        }
    }

    /// The value of the word with this hash in a class.
    pub fn value(&self, hash: u64, class: &str) -> Option<&str> {
        self.rows.get(&hash)?.iter().find(|(c, _)| c == class).map(|(_, v)| v.as_str())
    }

    /// Whether a word is a month or a weekday.
    pub fn calendar(&self, word: &str) -> bool {
        self.is(word, &["month", "weekday"])
    }

    /// What the word with this hash is to the end of a sentence.
    pub fn role(&self, hash: u64) -> Role {
        let any = |classes: &[&str]| classes.iter().any(|c| self.value(hash, c).is_some());
        if any(&["clock"]) {
            return Role::Clock;
        }
        match self.value(hash, "abbr") {
            Some("title") => return Role::Title,
            Some("mid") => return Role::Mid,
            Some("end") if any(&["org_suffix"]) => return Role::Company,
            Some("end") => return Role::End,
            _ => {}
        }
        if any(&["month", "weekday", "timezone"]) {
            return Role::Calendar;
        }
        let opener =
            self.rows.get(&hash).is_some_and(|r| r.iter().any(|(c, _)| OPENERS.iter().any(|o| c.starts_with(o))));
        match opener {
            true => Role::Opener,
            false if any(&["role", "role_mod", "honorific", "org_suffix"]) => Role::Office,
            false => Role::Other,
        }
    }

    fn is(&self, word: &str, classes: &[&str]) -> bool {
        classes.iter().any(|class| self.value(fold::hash(word), class).is_some())
    }
}

impl Spelling for Table {
    fn abbreviation(&self, word: &str) -> Abbreviation {
        let Some(value) = self.value(fold::hash(word), "abbr") else { return Abbreviation::No };
        let ordinary = self.is(word, &["noun", "verb", "adj", "adv", "prep", "neg", "aux", "det", "unit"]);
        match value {
            "title" if word.starts_with(char::is_uppercase) => Abbreviation::Yes,
            _ if ordinary => Abbreviation::Inside,
            _ => Abbreviation::Yes,
        }
    }

    fn unit(&self, word: &str) -> bool {
        self.is(word, &["unit", "magnitude", "clock"])
    }

    fn domain(&self, word: &str) -> bool {
        self.is(word, &["tld"])
    }

    fn numbered(&self, word: &str) -> bool {
        self.is(word, &["numbered"])
    }

    fn fused(&self, hash: u64) -> Option<usize> {
        self.fused.get(&hash).copied()
    }
}

impl Words for Table {
    fn classes(&self, token: &Token) -> Classes {
        let rows = self.rows.get(&token.hash).map(Vec::as_slice).unwrap_or_default();
        let known = Class::ALL.iter().filter(|(_, name)| rows.iter().any(|(class, _)| class == name));
        known.fold(Classes::default(), |set, (class, _)| set.with(*class))
    }

    fn value(&self, token: &Token, class: Class) -> &str {
        let name = Class::ALL.iter().find(|(c, _)| *c == class).map_or("", |(_, name)| name);
        Table::value(self, token.hash, name).unwrap_or("")
    }

    fn ordinary(&self, token: &Token) -> bool {
        self.rows
            .get(&token.hash)
            .is_some_and(|r| r.iter().any(|(c, _)| matches!(c.as_str(), "verb" | "noun" | "modal" | "adj" | "adv")))
    }
}
