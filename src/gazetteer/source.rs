//! Gazetteer files: rows of names with one sense each.
//!
//! The format is described in the gazetteers' folder; every finding of a file is reported at once.
//!
//! | code | what |
//! |---|---|
//! | G001 | not UTF-8 |
//! | G002 | the first line names no known format |
//! | G003 | unknown or repeated header key |
//! | G004 | a header key is missing |
//! | G005 | unknown or repeated column |
//! | G006 | no line of column names, or the required column is missing |
//! | G007 | too many cells |
//! | G008 | empty name |
//! | G009 | malformed prior |
//! | G010 | malformed label |
//! | G011 | a row without a label that is no `block` |
//! | G012 | malformed attributes |
//! | G013 | malformed dates of validity |
//! | G014 | unknown flag |
//! | G015 | unknown case policy |
//! | G016 | malformed alias |
//! | G017 | a name of no tokens |
//! | G018 | a name of more than 32 tokens |
//! | G019 | a label that the schema does not have |
//! | G020–G024 | lexicon: word, class, forms, frequency, number of classes |
//! | G030 | variants: malformed recipe |

use super::tsv::{Line, Sink, Table};

/// How a name's letters may be written in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CasePolicy {
    /// As in the list.
    Exact,
    /// Capitalised or in capitals; words that the list writes small inside a capitalised name are free.
    #[default]
    Title,
    /// In any case.
    Fold,
}

impl CasePolicy {
    /// The policy of this name.
    pub fn parse(name: &str) -> Option<CasePolicy> {
        match name {
            "exact" => Some(CasePolicy::Exact),
            "title" => Some(CasePolicy::Title),
            "fold" => Some(CasePolicy::Fold),
            _ => None,
        }
    }
}

/// Flags of a row, and of a name within it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(pub u8);

impl Flags {
    /// The name is also a common word or a very common name: it needs support from context.
    pub const AMBIGUOUS: Flags = Flags(1);
    /// The text is consumed and nothing emitted.
    pub const BLOCK: Flags = Flags(1 << 1);
    /// Searched inside words too.
    pub const SUBSTRING: Flags = Flags(1 << 2);

    /// Whether all flags of `other` are set.
    pub const fn has(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both sets of flags.
    pub const fn with(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }
}

/// One row: a name, its aliases, and the one thing they denote.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The canonical name.
    pub name: &'a str,
    /// Path of the label; empty only where the row blocks.
    pub label: &'a str,
    /// What the name denotes, in another catalogue's terms ("wikidata:Q7747"); may be empty.
    pub id: &'a str,
    /// 0–100: how likely this sense is when nothing else is known.
    pub prior: u8,
    /// Aliases as the file writes them: `A|?B|!C`.
    pub aliases: &'a str,
    /// From and to, `2012-05-07/2024`; either may be open; empty = always.
    pub valid: &'a str,
    /// `key=value;key=value`.
    pub attrs: &'a str,
    /// Flags.
    pub flags: Flags,
    /// How the letters may be written.
    pub case: CasePolicy,
    /// Line of the file, counted from 1.
    pub line: u32,
    /// The line itself, for diagnostics.
    pub source_line: &'a str,
}

impl<'a> Row<'a> {
    /// A row with a name and a label alone.
    pub fn new(name: &'a str, label: &'a str) -> Row<'a> {
        Row {
            name,
            label,
            id: "",
            prior: DEFAULT_PRIOR,
            aliases: "",
            valid: "",
            attrs: "",
            flags: Flags::default(),
            case: CasePolicy::Title,
            line: 0,
            source_line: "",
        }
    }
}

const DEFAULT_PRIOR: u8 = 50;

/// An alias as a row gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alias<'a> {
    /// The name without its mark.
    pub name: &'a str,
    /// `!`: matched as written only.
    pub exact: bool,
    /// `?`: needs support from context.
    pub guarded: bool,
}

/// The aliases of a cell; empty ones are left out.
pub fn aliases(cell: &str) -> impl Iterator<Item = Alias<'_>> {
    cell.split('|').filter_map(|piece| {
        let mut alias = Alias { name: piece.trim(), exact: false, guarded: false };
        loop {
            if let (Some(rest), false) = (alias.name.strip_prefix('!'), alias.exact) {
                alias = Alias { name: rest, exact: true, ..alias };
            } else if let (Some(rest), false) = (alias.name.strip_prefix('?'), alias.guarded) {
                alias = Alias { name: rest, guarded: true, ..alias };
            } else {
                return (!alias.name.is_empty()).then_some(alias);
            }
        }
    })
}

/// Where the rows of a file come from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Origin<'a> {
    /// The file's id, "en/leaders".
    pub id: &'a str,
    /// Its path or name.
    pub path: &'a str,
    /// Licence of its data.
    pub licence: &'a str,
    /// Where its data comes from.
    pub source: &'a str,
    /// When it was retrieved.
    pub retrieved: &'a str,
}

/// Reads a gazetteer file and gives its rows to `each`, one by one, so that a large file needs no memory for them. A row with
/// an error is left out, and the error noted; so is a file whose header cannot be read.
pub fn read<'a>(
    path: &'a str,
    text: &'a str,
    sink: &mut Sink<'_>,
    each: &mut dyn FnMut(&Origin<'a>, &Row<'a>, &mut Sink<'_>),
) {
    const KEYS: &[&str] = &["id", "label", "case", "licence", "source", "retrieved"];
    const COLUMNS: &[&str] = &["name", "label", "id", "prior", "aliases", "valid", "attrs", "flags", "case"];
    let Some(mut table) = Table::open(text, KEYS, COLUMNS, sink) else { return };
    let [id, label, case, licence, source, retrieved] = std::array::from_fn(|i| table.header[i]);
    for (at, key) in [(0, "id"), (3, "licence"), (4, "source")] {
        if table.header[at].1.is_empty() {
            let first = Line { number: 1, text: text.lines().next().unwrap_or_default() };
            sink.error("G004", first, "", format!("the header says no `{key}`"), None);
        }
    }
    let mut label = label;
    if !label.1.is_empty() && !label_is_good(label.1) {
        sink.error("G010", label.0, label.1, format!("`{}` is no label", label.1), Some(LABEL_HELP));
        // Said once; the rows are read on as if the header were good.
        label.1 = "PERSON";
    }
    let case = parse_case(case.1, case.0, sink).unwrap_or_default();
    let origin = Origin { id: id.1, path, licence: licence.1, source: source.1, retrieved: retrieved.1 };
    while let Some((line, cells)) = table.row::<9>(sink) {
        let [name, own_label, id, prior, aliases, valid, attrs, flags, own_case] = cells;
        let row = Row {
            name,
            label: if own_label.is_empty() { label.1 } else { own_label },
            id,
            prior: parse_prior(prior, line, sink),
            aliases,
            valid,
            attrs,
            flags: parse_flags(flags, line, sink),
            case: parse_case(own_case, line, sink).unwrap_or(case),
            line: line.number,
            source_line: line.text,
        };
        if check(&row, sink) {
            each(&origin, &row, sink);
        }
    }
}

/// Checks what a row says; notes what is wrong and says whether the row can stand.
pub fn check(row: &Row<'_>, sink: &mut Sink<'_>) -> bool {
    let line = Line { number: row.line, text: row.source_line };
    let mut good = true;
    let mut fail = |code, part: &str, message: String, help: Option<&str>| {
        good = false;
        sink.error(code, line, part, message, help);
    };
    if row.name.trim().is_empty() {
        fail("G008", row.name, "the name is empty".to_owned(), None);
    }
    if row.prior > 100 {
        fail("G009", "", format!("prior {} is above 100", row.prior), None);
    }
    if row.label.is_empty() {
        if !row.flags.has(Flags::BLOCK) {
            let help = Some("give a label in the row or in the header, or the flag `block`");
            fail("G011", row.name, "the row has no label".to_owned(), help);
        }
    } else if !label_is_good(row.label) {
        fail("G010", row.label, format!("`{}` is no label", row.label), Some(LABEL_HELP));
    }
    for pair in row.attrs.split(';').filter(|_| !row.attrs.is_empty()) {
        if !pair.split_once('=').is_some_and(|(key, value)| is_key(key) && !value.is_empty()) {
            fail("G012", pair, format!("`{pair}` is no attribute"), Some("key=value;key=value, keys of [a-z0-9_]"));
        }
    }
    if !valid_is_good(row.valid) {
        let help = Some("from/to, each a year, month or day of ISO 8601 or empty: 2012-05-07/");
        fail("G013", row.valid, format!("`{}` is no span of dates", row.valid), help);
    }
    for piece in row.aliases.split('|').filter(|_| !row.aliases.is_empty()) {
        if aliases(piece).next().is_none_or(|alias| alias.name.starts_with(['!', '?', ' '])) {
            let help = Some("aliases are separated by `|`; at most one `!` and one `?` stand before the name");
            fail("G016", piece, format!("`{piece}` is no alias"), help);
        }
    }
    good
}

fn parse_prior(cell: &str, line: Line<'_>, sink: &mut Sink<'_>) -> u8 {
    if cell.is_empty() {
        return DEFAULT_PRIOR;
    }
    match cell.parse() {
        Ok(prior @ 0..=100) => prior,
        _ => {
            sink.error("G009", line, cell, format!("`{cell}` is no prior"), Some("a whole number from 0 to 100"));
            DEFAULT_PRIOR
        }
    }
}

fn parse_flags(cell: &str, line: Line<'_>, sink: &mut Sink<'_>) -> Flags {
    let mut flags = Flags::default();
    for name in cell.split(',').filter(|_| !cell.is_empty()) {
        flags = match name.trim() {
            "ambiguous" => flags.with(Flags::AMBIGUOUS),
            "block" => flags.with(Flags::BLOCK),
            "substring" => flags.with(Flags::SUBSTRING),
            other => {
                sink.error("G014", line, name, format!("unknown flag `{other}`"), Some("ambiguous, block, substring"));
                flags
            }
        };
    }
    flags
}

fn parse_case(cell: &str, line: Line<'_>, sink: &mut Sink<'_>) -> Option<CasePolicy> {
    let case = CasePolicy::parse(cell);
    if case.is_none() && !cell.is_empty() {
        sink.error("G015", line, cell, format!("unknown case policy `{cell}`"), Some("exact, title, fold"));
    }
    case
}

const LABEL_HELP: &str = "capitals, then lower-case parts after `/`: PLACE/city";

fn label_is_good(label: &str) -> bool {
    let mut parts = label.split('/');
    let is = |part: &str, first: fn(&u8) -> bool| {
        part.as_bytes().first().is_some_and(first)
            && part.bytes().all(|b| first(&b) || b.is_ascii_digit() || matches!(b, b'_' | b'-'))
    };
    parts.next().is_some_and(|top| is(top, u8::is_ascii_uppercase))
        && parts.all(|part| is(part, u8::is_ascii_lowercase))
}

fn is_key(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

fn valid_is_good(valid: &str) -> bool {
    let is_date = |date: &str| {
        let mut parts = date.split('-');
        let number = |part: Option<&str>, len: usize| {
            part.is_none_or(|p| p.len() == len && p.bytes().all(|b| b.is_ascii_digit()))
        };
        date.is_empty()
            || number(parts.next(), 4) && number(parts.next(), 2) && number(parts.next(), 2) && parts.next().is_none()
    };
    valid.is_empty() || valid.split_once('/').is_some_and(|(from, to)| is_date(from) && is_date(to))
}
