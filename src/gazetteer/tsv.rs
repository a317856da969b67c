//! What the TSV sources share: header lines, the line of column names, and diagnostics with their place.

use crate::diagnostic::{Diagnostic, Severity};

/// The formats of a TSV source, told by its first line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Names with their senses.
    Gazetteer,
    /// Words with their classes.
    Lexicon,
    /// Recipes by which further names are derived from a row's.
    Variants,
}

impl Format {
    /// The format that the first line of `text` names.
    pub fn of(text: &str) -> Option<Format> {
        match text.lines().next()?.trim_end() {
            "#! dateline-gazetteer 1" => Some(Format::Gazetteer),
            "#! dateline-lexicon 1" => Some(Format::Lexicon),
            "#! dateline-variants 1" => Some(Format::Variants),
            _ => None,
        }
    }
}

/// Collects the diagnostics of one file.
pub struct Sink<'a> {
    file: &'a str,
    out: &'a mut Vec<Diagnostic>,
}

impl<'a> Sink<'a> {
    /// Collects into `out` what is wrong with `file`.
    pub fn new(file: &'a str, out: &'a mut Vec<Diagnostic>) -> Sink<'a> {
        Sink { file, out }
    }

    /// Notes an error at `part`, a piece of `line` (or the line's start, where it is none).
    pub fn error(&mut self, code: &'static str, line: Line<'_>, part: &str, message: String, help: Option<&str>) {
        let from = (part.as_ptr() as usize).wrapping_sub(line.text.as_ptr() as usize);
        let before = line.text.get(..from).filter(|_| from + part.len() <= line.text.len());
        let column = before.map_or(1, |before| before.chars().count() as u32 + 1);
        let length = before.map_or(1, |_| part.chars().count().max(1) as u32);
        self.out.push(Diagnostic {
            severity: Severity::Error,
            code,
            file: self.file.to_owned(),
            line: line.number,
            column,
            length,
            message,
            help: help.map(str::to_owned),
            source_line: line.text.to_owned(),
        });
    }
}

/// A line with its number, counted from 1.
#[derive(Clone, Copy, Debug, Default)]
pub struct Line<'a> {
    /// Its number.
    pub number: u32,
    /// Its text.
    pub text: &'a str,
}

/// The text of a file, or a diagnostic that says at which byte it ceases to be UTF-8.
pub fn decode<'a>(file: &str, bytes: &'a [u8], out: &mut Vec<Diagnostic>) -> Option<&'a str> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Some(text),
        Err(error) => error,
    };
    let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
    let start = valid.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
    let before = String::from_utf8_lossy(valid.get(start..).unwrap_or_default()).into_owned();
    out.push(Diagnostic {
        severity: Severity::Error,
        code: "G001",
        file: file.to_owned(),
        line: valid.iter().filter(|b| **b == b'\n').count() as u32 + 1,
        column: before.chars().count() as u32 + 1,
        length: 1,
        message: format!("not UTF-8 at byte {}", error.valid_up_to()),
        help: Some("save the file as UTF-8".to_owned()),
        source_line: before,
    });
    None
}

/// A table read up to its rows.
pub struct Table<'a> {
    /// Values of the header keys that were asked for, in their order; empty where the file has none.
    pub header: Vec<(Line<'a>, &'a str)>,
    /// The name of each column as an index into the names that were asked for.
    pub columns: Vec<usize>,
    rows: std::iter::Enumerate<std::str::Lines<'a>>,
}

impl<'a> Table<'a> {
    /// Reads header lines and column names. `keys` and `names` are those the format knows; the first name is required.
    pub fn open(text: &'a str, keys: &[&str], names: &[&str], sink: &mut Sink<'_>) -> Option<Table<'a>> {
        let mut rows = text.lines().enumerate();
        let mut header = vec![(Line::default(), ""); keys.len()];
        for (at, content) in rows.by_ref() {
            let line = Line { number: at as u32 + 1, text: content };
            if let Some(rest) = content.strip_prefix("#!") {
                if at == 0 {
                    continue;
                }
                let (key, value) = rest.trim().split_once(char::is_whitespace).unwrap_or((rest.trim(), ""));
                match keys.iter().position(|k| *k == key) {
                    Some(i) if !header[i].1.is_empty() => {
                        sink.error("G003", line, key, format!("the header says `{key}` twice"), None);
                    }
                    Some(i) => header[i] = (line, value.trim()),
                    None => {
                        let help = format!("known keys: {}", keys.join(", "));
                        sink.error("G003", line, key, format!("unknown header key `{key}`"), Some(&help));
                    }
                }
            } else if !content.starts_with('#') && !content.trim().is_empty() {
                let columns = Table::columns(line, names, sink)?;
                return Some(Table { header, columns, rows });
            }
        }
        let last = Line { number: text.lines().count().max(1) as u32, text: "" };
        sink.error("G006", last, "", "the file has no line of column names".to_owned(), None);
        None
    }

    fn columns(line: Line<'a>, names: &[&str], sink: &mut Sink<'_>) -> Option<Vec<usize>> {
        let mut columns = Vec::new();
        let mut good = true;
        for name in line.text.split('\t') {
            match names.iter().position(|n| *n == name.trim()) {
                Some(i) if columns.contains(&i) => {
                    good = false;
                    sink.error("G005", line, name, format!("column `{name}` stands twice"), None);
                }
                Some(i) => columns.push(i),
                None => {
                    good = false;
                    let several = name.split_whitespace().filter(|word| names.contains(word)).count() > 1;
                    let help = if several {
                        "columns are separated by tabs, and these by blanks".to_owned()
                    } else {
                        format!("known columns: {}", names.join(", "))
                    };
                    sink.error("G005", line, name, format!("unknown column `{name}`"), Some(&help));
                }
            }
        }
        if !columns.contains(&0) {
            good = false;
            sink.error("G006", line, line.text, format!("there is no column `{}`", names[0]), None);
        }
        good.then_some(columns)
    }

    /// The next row that is no comment: its line and its cells, in the order of the names that were asked for.
    pub fn row<const N: usize>(&mut self, sink: &mut Sink<'_>) -> Option<(Line<'a>, [&'a str; N])> {
        let (at, content) = self.rows.find(|(_, line)| !line.starts_with('#') && !line.trim().is_empty())?;
        let line = Line { number: at as u32 + 1, text: content };
        let mut cells = [""; N];
        let mut columns = self.columns.iter();
        for cell in content.split('\t') {
            match columns.next().and_then(|i| cells.get_mut(*i)) {
                Some(place) => *place = cell.trim(),
                None if cell.trim().is_empty() => {}
                None => {
                    let message = format!("more cells than the {} columns", self.columns.len());
                    sink.error("G007", line, cell, message, None);
                    break;
                }
            }
        }
        Some((line, cells))
    }
}
