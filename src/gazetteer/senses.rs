//! What a name may denote, and the row that says so.

use super::compile::{self, label_bit};
use super::source::Flags;
use super::trie::EntryId;
use super::{Gazetteer, trie};
use crate::pack::format::{Section, take_u8, take_varint, u32_at, u64_at};
use crate::pack::strings::{str_at, str_in};

/// A row of a gazetteer's sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(pub u32);

/// One thing that a name may denote.
#[derive(Clone, Copy, Debug)]
pub struct Sense<'a> {
    /// The row that says so.
    pub row: RowId,
    /// Path of its label; empty for a row that only blocks.
    pub label: &'a str,
    /// The label as an index into [`Gazetteer::labels`].
    pub label_index: u16,
    /// The canonical name.
    pub name: &'a str,
    /// Its id in another catalogue ("wikidata:Q7747"); empty where none is known.
    pub id: &'a str,
    /// 0–100: how likely this sense is when nothing else is known.
    pub prior: u8,
    /// Flags of the row.
    pub flags: Flags,
    /// This name of the row needs support from context (an alias marked `?`, or a derived single word).
    pub guarded: bool,
    /// How the row comes by this name: "name", "alias", or a recipe.
    pub recipe: &'a str,
    /// `key=value;key=value`.
    pub attrs: &'a str,
    /// "from/to" in ISO 8601, either may be open; empty = always.
    pub valid: &'a str,
}

impl<'a> Sense<'a> {
    /// The value of an attribute.
    pub fn attr(&self, key: &str) -> Option<&'a str> {
        self.attrs.split(';').find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='))
    }

    /// Whether the row only keeps its text from being anything else.
    pub fn blocks(&self) -> bool {
        self.flags.has(Flags::BLOCK)
    }

    /// Whether this name needs support from context.
    pub fn needs_support(&self) -> bool {
        self.guarded || self.flags.has(Flags::AMBIGUOUS)
    }

    /// First and last date of validity, each empty where open.
    pub fn validity(&self) -> (&'a str, &'a str) {
        self.valid.split_once('/').unwrap_or_default()
    }
}

/// Where a row stands and where its data comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowOrigin<'a> {
    /// The file's id, "en/leaders".
    pub file: &'a str,
    /// The file's path as it was given.
    pub path: &'a str,
    /// The row's line, counted from 1.
    pub line: u32,
    /// Licence of the file.
    pub licence: &'a str,
    /// Source of the file's data.
    pub source: &'a str,
    /// When the data was retrieved.
    pub retrieved: &'a str,
}

/// What a candidate takes from a sense: none of its texts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Brief {
    /// See [`Sense::row`].
    pub row: RowId,
    /// See [`Sense::label_index`].
    pub label_index: u16,
    /// See [`Sense::prior`].
    pub prior: u8,
    /// See [`Sense::blocks`].
    pub blocks: bool,
    /// See [`Sense::needs_support`].
    pub needs_support: bool,
}

/// A row, read.
struct Fields<'a> {
    line: u32,
    sense: Sense<'a>,
    /// Where the next row begins.
    end: u32,
}

/// Bytes of a file's record: five texts, its first row, and the bits of its rows' labels.
const FILE: usize = 32;

/// The bits of a row's first byte that are its flags.
const FLAGS: u8 = 0b1_1111;

fn first_row(files: &[u8], file: usize) -> u32 {
    u32_at(files, FILE * file + 20)
}

impl Gazetteer {
    /// The senses of a name, in the order of their rows.
    pub fn senses(&self, entry: EntryId) -> impl Iterator<Item = Sense<'_>> {
        self.bearers(entry).map(|(row, flags)| {
            let recipe = self.string_of(Section::Recipes, usize::from(flags & !compile::GUARDED));
            Sense { guarded: flags & compile::GUARDED != 0, recipe, ..self.fields(row).sense }
        })
    }

    /// As [`Gazetteer::senses`], but without the texts.
    pub(crate) fn briefs(&self, entry: EntryId) -> impl Iterator<Item = Brief> {
        let rows = self.sections.get(Section::Rows);
        self.bearers(entry).map(move |(row, given)| {
            let mut at = row.0 as usize;
            let (flags, prior) = (take_u8(rows, &mut at), take_u8(rows, &mut at));
            let label_index = take_varint(rows, &mut at) as u16;
            let flags = Flags(flags & FLAGS);
            let needs_support = given & compile::GUARDED != 0 || flags.has(Flags::AMBIGUOUS);
            Brief { row, label_index, prior, blocks: flags.has(Flags::BLOCK), needs_support }
        })
    }

    /// The rows that bear a name, each with the flags of how it does.
    fn bearers(&self, entry: EntryId) -> impl Iterator<Item = (RowId, u8)> {
        let entries = self.sections.get(Section::Entries);
        let mut at = entry.0 as usize;
        take_u8(entries, &mut at);
        take_varint(entries, &mut at);
        let count = take_varint(entries, &mut at).min(entries.len() as u32);
        (0..count).map(move |_| (RowId(take_varint(entries, &mut at)), take_u8(entries, &mut at)))
    }

    /// The name as it is searched: its tokens with single spaces between them.
    pub fn surface(&self, entry: EntryId) -> &str {
        let mut at = entry.0 as usize + 1;
        str_at(self.sections.get(Section::Strings), take_varint(self.sections.get(Section::Entries), &mut at))
    }

    /// All names, in the order of the pack.
    pub fn entries(&self) -> impl Iterator<Item = EntryId> {
        let entries = self.sections.get(Section::Entries);
        let mut at = 0;
        std::iter::from_fn(move || {
            let entry = EntryId(at as u32);
            if at >= entries.len() {
                return None;
            }
            take_u8(entries, &mut at);
            take_varint(entries, &mut at);
            for _ in 0..take_varint(entries, &mut at).min(entries.len() as u32) {
                take_varint(entries, &mut at);
                at += 1;
            }
            Some(entry)
        })
    }

    /// How the name's letters may be written.
    pub fn case(&self, entry: EntryId) -> super::CasePolicy {
        trie::case(take_u8(self.sections.get(Section::Entries), &mut (entry.0 as usize)))
    }

    /// The sense of a row, as its own name has it.
    pub fn row_sense(&self, row: RowId) -> Sense<'_> {
        self.fields(row).sense
    }

    /// All rows, in the order of their files and lines.
    pub fn rows(&self) -> impl Iterator<Item = RowId> {
        let end = self.sections.get(Section::Rows).len() as u32;
        let mut next = 0;
        std::iter::from_fn(move || {
            let row = RowId(next);
            next = if next < end { self.fields(row).end } else { return None };
            Some(row)
        })
    }

    /// The rows whose label is wanted, in the order of their files and lines. Files that hold no such label are passed over.
    pub fn rows_labelled(&self, wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = Sense<'_>> {
        let wanted: Vec<bool> = self.labels().map(wanted).collect();
        let mask = (0..).zip(&wanted).filter(|(_, wanted)| **wanted).fold(0, |mask, (i, _)| mask | label_bit(i));
        let (files, rows) = (self.sections.get(Section::Files), self.sections.get(Section::Rows));
        let count = files.len() / FILE;
        let ranges = (0..count).filter(move |file| u64_at(files, FILE * file + 24) & mask != 0).map(move |file| {
            let end = if file + 1 < count { first_row(files, file + 1) as usize } else { rows.len() };
            (first_row(files, file) as usize, end.min(rows.len()))
        });
        ranges
            .flat_map(move |(first, end)| {
                let mut next = first;
                std::iter::from_fn(move || {
                    let (row, flags) = (RowId(next as u32), *rows.get(next).filter(|_| next < end)?);
                    let mut at = next + 2;
                    let label = take_varint(rows, &mut at);
                    // Line and name, then what the flags say is there: id, attributes, validity.
                    for _ in 0..2 + (flags >> 5).count_ones() {
                        take_varint(rows, &mut at);
                    }
                    next = at;
                    Some((row, label))
                })
            })
            .filter(move |(_, label)| wanted.get(*label as usize) == Some(&true))
            .map(|(row, _)| self.fields(row).sense)
    }

    /// Where a row comes from.
    pub fn row(&self, row: RowId) -> RowOrigin<'_> {
        let files = self.sections.get(Section::Files);
        let count = files.len() / FILE;
        let file = (0..count).rposition(|file| first_row(files, file) <= row.0).unwrap_or(count);
        let strings = self.sections.get(Section::Strings);
        let text = |i: usize| str_at(strings, u32_at(files, FILE * file + 4 * i));
        RowOrigin {
            file: text(0),
            path: text(1),
            line: self.fields(row).line,
            licence: text(2),
            source: text(3),
            retrieved: text(4),
        }
    }

    /// Paths of the labels that the rows use; the first is empty and stands for rows without a label.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        (0..self.sections.get(Section::Labels).len() / 4).map(|i| self.string_of(Section::Labels, i))
    }

    fn fields(&self, row: RowId) -> Fields<'_> {
        let rows = self.sections.get(Section::Rows);
        let strings = self.sections.get(Section::Strings);
        let mut at = row.0 as usize;
        let flags = take_u8(rows, &mut at);
        let prior = take_u8(rows, &mut at);
        let label_index = take_varint(rows, &mut at) as u16;
        let line = take_varint(rows, &mut at);
        let name = str_at(strings, take_varint(rows, &mut at));
        let mut optional =
            |bit: u8| if flags >> bit & 1 == 1 { str_at(strings, take_varint(rows, &mut at)) } else { "" };
        let [id, attrs, valid] = [optional(5), optional(6), optional(7)];
        let label = self.string_of(Section::Labels, usize::from(label_index));
        let recipe = self.string_of(Section::Recipes, 0);
        let flags = Flags(flags & FLAGS);
        let sense = Sense { row, label, label_index, name, id, prior, flags, guarded: false, recipe, attrs, valid };
        Fields { line, sense, end: at as u32 }
    }

    fn string_of(&self, section: Section, index: usize) -> &str {
        str_in(self.sections.get(Section::Strings), self.sections.get(section), index)
    }
}
