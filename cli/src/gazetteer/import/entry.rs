//! A row on its way into a table.

use std::io::BufRead;

use dateline::gazetteer::source::{self, CasePolicy, Flags, Row};
use dateline::gazetteer::tsv::Sink;

/// The columns of a table.
pub const COLUMNS: [&str; 9] = ["name", "label", "id", "prior", "aliases", "valid", "attrs", "flags", "case"];

/// What is wrong with a row, and where.
#[derive(Debug)]
pub struct Fault {
    /// Line of the file, counted from 1.
    pub line: u64,
    /// Column in characters, counted from 1.
    pub column: u64,
    /// What is wrong.
    pub message: String,
}

impl Fault {
    /// A fault at the begin of a line.
    pub fn new(line: u64, message: impl Into<String>) -> Fault {
        Fault { line, column: 1, message: message.into() }
    }
}

/// One name with its sense.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// The line it stands in.
    pub line: u64,
    /// Its cells, as in [`COLUMNS`], but for aliases and attributes.
    pub name: String,
    pub label: String,
    pub id: String,
    pub prior: String,
    pub aliases: Vec<String>,
    pub valid: String,
    pub attrs: Vec<(String, String)>,
    pub flags: String,
    pub case: String,
}

impl Entry {
    /// Puts a value where the column's name says: a column of ours, or an attribute.
    pub fn set(&mut self, column: &str, value: &str) {
        let value = one_line(value);
        if value.is_empty() {
            return;
        }
        let place = match column {
            "name" => &mut self.name,
            "label" => &mut self.label,
            "id" => &mut self.id,
            "prior" => &mut self.prior,
            "valid" => &mut self.valid,
            "flags" => &mut self.flags,
            "case" => &mut self.case,
            "aliases" => return self.aliases.extend(value.split('|').map(str::to_owned)),
            "attrs" => {
                let pairs = value.split(';').filter_map(|pair| pair.split_once('='));
                return self.attrs.extend(pairs.map(|(k, v)| (k.to_owned(), v.to_owned())));
            }
            other => return self.attrs.push((key(other), value.replace(';', ","))),
        };
        *place = value;
    }

    /// The row of a table; a label of the table's own is left out.
    pub fn row(&self, default: Option<&str>) -> Result<String, Fault> {
        let label = if self.label.is_empty() { default.unwrap_or_default() } else { &self.label };
        if label.is_empty() && !self.flags.contains("block") {
            return Err(Fault::new(self.line, "the row has no label; say one with --label"));
        }
        let mut aliases: Vec<&str> = Vec::new();
        for alias in self.aliases.iter().map(|alias| alias.trim()) {
            if !alias.is_empty() && alias != self.name && !alias.contains('|') && !aliases.contains(&alias) {
                aliases.push(alias);
            }
        }
        let aliases = aliases.join("|");
        let attrs: Vec<String> = self.attrs.iter().map(|(key, value)| format!("{key}={value}")).collect();
        let attrs = attrs.join(";");
        self.check(label, &aliases, &attrs)?;
        let own = if Some(label) == default { "" } else { label };
        let Entry { name, id, prior, valid, flags, case, .. } = self;
        Ok(format!("{name}\t{own}\t{id}\t{prior}\t{aliases}\t{valid}\t{attrs}\t{flags}\t{case}\n"))
    }

    /// What the compiler would say of the row.
    fn check(&self, label: &str, aliases: &str, attrs: &str) -> Result<(), Fault> {
        let fault = |message: String| Err(Fault::new(self.line, message));
        if self.name.starts_with('#') {
            return fault(format!("`{}` would be a comment in a table", self.name));
        }
        let prior = match self.prior.as_str() {
            "" => 50,
            text => match text.parse::<u8>() {
                Ok(prior @ 0..=100) => prior,
                _ => return fault(format!("`{text}` is no prior: a whole number from 0 to 100")),
            },
        };
        if !self.case.is_empty() && CasePolicy::parse(&self.case).is_none() {
            return fault(format!("unknown case policy `{}`: exact, title, fold", self.case));
        }
        let mut flags = Flags::default();
        for flag in self.flags.split(',').filter(|flag| !flag.is_empty()) {
            flags = flags.with(match flag {
                "ambiguous" => Flags::AMBIGUOUS,
                "block" => Flags::BLOCK,
                "substring" => Flags::SUBSTRING,
                other => return fault(format!("unknown flag `{other}`: ambiguous, block, substring")),
            });
        }
        let row = Row { prior, aliases, attrs, flags, id: &self.id, valid: &self.valid, ..Row::new(&self.name, label) };
        let mut found = Vec::new();
        source::check(&row, &mut Sink::new("", &mut found));
        match found.into_iter().next() {
            Some(diagnostic) => fault(diagnostic.message),
            None => Ok(()),
        }
    }
}

/// The text without line ends, tabs and double blanks, which tables cannot hold.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A key of attributes: small letters, digits and `_`.
fn key(column: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    let key: String = column.trim().chars().map(plain).collect();
    if key.is_empty() { "column".to_owned() } else { key }
}

/// The lines of a file, each with its number; a line that is no UTF-8 is a fault of its own.
pub fn lines(mut reader: impl BufRead) -> impl Iterator<Item = Result<(u64, String), Fault>> {
    let (mut number, mut done) = (0, false);
    std::iter::from_fn(move || {
        let mut bytes = Vec::new();
        if done {
            return None;
        }
        number += 1;
        match reader.read_until(b'\n', &mut bytes) {
            Ok(0) => None,
            Ok(_) => {
                while bytes.last().is_some_and(|b| matches!(b, b'\n' | b'\r')) {
                    bytes.pop();
                }
                Some(match crate::input::utf8(bytes) {
                    Ok(line) => Ok((number, line)),
                    Err(error) => Err(Fault::new(number, error.to_string())),
                })
            }
            Err(error) => {
                done = true;
                Some(Err(Fault::new(number, format!("cannot read: {error}"))))
            }
        }
    })
}
