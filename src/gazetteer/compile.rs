//! From rows to the gazetteer's sections of a pack.
//!
//! A name is cut by the same tokenizer as the text. Hyphens and lone stops among its tokens are dropped
//! (the search passes over a hyphen in the text), so "Kim Jong-un" and "Kim Jong un" are one name.

use super::source::{self, CasePolicy, Flags, Origin, Row};
use super::trie::MAX_TOKENS;
use super::tsv::{Line, Sink};
use super::variants::Recipe;
use super::{layout, trie};
use crate::pack::format::{self, Section, put_varint};
use crate::pack::strings::StringTable;
use crate::text::fold;
use crate::text::span::Span;
use crate::text::token::{self, Spelling, Token};

/// Bit of a sense's flags: the name needs support from context. The other bits are the recipe.
pub const GUARDED: u8 = 1 << 7;

/// The bit of a label in the record of a file that holds it; labels from the 64th on share bits.
pub const fn label_bit(label: u32) -> u64 {
    1 << (label % 64)
}

/// Names that are no recipe's: as a row's name, as its alias.
const GIVEN: [&str; 2] = ["name", "alias"];

/// A name on its way into the trie.
pub struct Name {
    /// Its token keys, as a range of [`Compiler::keys`].
    pub keys: (u32, u8),
    /// How its letters may be written.
    pub case: CasePolicy,
    /// Its tokens joined by single spaces.
    pub surface: u32,
    /// Its row.
    pub row: u32,
    /// [`GUARDED`] and the recipe.
    pub flags: u8,
    /// Whether it is searched inside words.
    pub substring: bool,
}

/// Collects the rows of gazetteers.
pub struct Compiler<'s> {
    /// Keys of the names' tokens.
    pub keys: Vec<u32>,
    /// The names.
    pub names: Vec<Name>,
    recipes: Vec<Recipe>,
    labels: Vec<String>,
    files: Vec<u8>,
    /// Path of the file at hand; where its labels stand in `files`.
    file: Option<(String, usize)>,
    rows: Vec<u8>,
    scratch: Vec<Token>,
    surface: String,
    spelling: &'s dyn Spelling,
}

impl<'s> Compiler<'s> {
    /// A compiler that derives names by these recipes, of which those beyond the 125th are not used.
    pub fn new(mut recipes: Vec<Recipe>, spelling: &'s dyn Spelling) -> Compiler<'s> {
        recipes.truncate(GUARDED as usize - 1 - GIVEN.len());
        Compiler {
            keys: Vec::new(),
            names: Vec::new(),
            recipes,
            labels: vec![String::new()],
            files: Vec::new(),
            file: None,
            rows: Vec::new(),
            scratch: Vec::new(),
            surface: String::new(),
            spelling,
        }
    }

    /// Adds a row of a file; those of one file come one after another. What is wrong with a name is noted, and the name left out.
    pub fn add(&mut self, origin: &Origin<'_>, row: &Row<'_>, strings: &mut StringTable, sink: &mut Sink<'_>) {
        let labels = match &self.file {
            Some((path, labels)) if path == origin.path => *labels,
            _ => self.open(origin, strings),
        };
        let label = self.label(row.label);
        if let Some(bits) = self.files[labels..].first_chunk_mut() {
            *bits = (u64::from_le_bytes(*bits) | label_bit(label)).to_le_bytes();
        }
        let id = self.rows.len() as u32;
        let first = self.names.len();
        self.add_name(row, row.name, id, 0, row.case, strings, sink);
        for alias in source::aliases(row.aliases) {
            let case = if alias.exact { CasePolicy::Exact } else { row.case };
            let guard = if alias.guarded { GUARDED } else { 0 };
            self.add_name(row, alias.name, id, 1 | guard, case, strings, sink);
        }
        self.derive(row, first, id, strings);
        // A name is stored once more only where its tokens do not make up the whole of it.
        let name = self.names.get(first).map_or(0, |name| name.surface);
        let name = if strings.get(name) == row.name { name } else { strings.intern(row.name) };
        self.put_row(row, label, name, strings);
    }

    /// Begins a file; returns where its labels are to stand.
    fn open(&mut self, origin: &Origin<'_>, strings: &mut StringTable) -> usize {
        for text in [origin.id, origin.path, origin.licence, origin.source, origin.retrieved] {
            self.files.extend_from_slice(&strings.intern(text).to_le_bytes());
        }
        self.files.extend_from_slice(&(self.rows.len() as u32).to_le_bytes());
        let labels = self.files.len();
        self.files.extend_from_slice(&0u64.to_le_bytes());
        self.file = Some((origin.path.to_owned(), labels));
        labels
    }

    fn label(&mut self, path: &str) -> u32 {
        let at = self.labels.iter().position(|l| l == path).unwrap_or_else(|| {
            self.labels.push(path.to_owned());
            self.labels.len() - 1
        });
        at as u32
    }

    /// `flags prior label line name [id] [attrs] [valid]`, all but the first two as varints.
    fn put_row(&mut self, row: &Row<'_>, label: u32, name: u32, strings: &mut StringTable) {
        let optional = [row.id, row.attrs, row.valid];
        let mut flags = row.flags.0;
        for (i, text) in optional.iter().enumerate() {
            flags |= u8::from(!text.is_empty()) << (5 + i);
        }
        self.rows.extend_from_slice(&[flags, row.prior]);
        for number in [label, row.line, name] {
            put_varint(&mut self.rows, number);
        }
        for text in optional.into_iter().filter(|text| !text.is_empty()) {
            put_varint(&mut self.rows, strings.intern(text));
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn add_name(
        &mut self,
        row: &Row<'_>,
        text: &str,
        id: u32,
        flags: u8,
        case: CasePolicy,
        strings: &mut StringTable,
        sink: &mut Sink<'_>,
    ) {
        let line = Line { number: row.line, text: row.source_line };
        let substring = row.flags.has(Flags::SUBSTRING);
        tokens(text, self.spelling, &mut self.scratch);
        match self.scratch.len() {
            0 if !substring => {
                sink.error("G017", line, text, format!("`{text}` has no token to be found by"), None);
                return;
            }
            n if n > MAX_TOKENS => {
                sink.error("G018", line, text, format!("a name of {n} tokens; at most {MAX_TOKENS}"), None);
                return;
            }
            _ => {}
        }
        let start = self.keys.len() as u32;
        let Compiler { keys, scratch, surface, .. } = self;
        surface.clear();
        if substring {
            surface.push_str(text);
        } else {
            for token in scratch.iter() {
                if !surface.is_empty() {
                    surface.push(' ');
                }
                surface.push_str(&text[token.span]);
                keys.push(format::key(token.hash));
            }
        }
        let len = (self.keys.len() as u32 - start) as u8;
        let surface = strings.intern(&self.surface);
        self.names.push(Name { keys: (start, len), case, surface, row: id, flags, substring });
    }

    /// Derives names from those of a row that are not matched as written only.
    fn derive(&mut self, row: &Row<'_>, first: usize, id: u32, strings: &mut StringTable) {
        for recipe in 0..self.recipes.len() {
            if !self.recipes[recipe].applies(row.label) {
                continue;
            }
            for at in first..self.names.len() {
                let Name { case, surface, flags, substring, .. } = self.names[at];
                if substring || case == CasePolicy::Exact && row.case != CasePolicy::Exact {
                    continue;
                }
                let base: Vec<&str> = strings.get(surface).split(' ').collect();
                let Some(made) = self.recipes[recipe].derive(&base) else { continue };
                let guard = if made.len() == 1 && self.recipes[recipe].shortens() { GUARDED } else { flags & GUARDED };
                let joined = made.join(" ");
                let start = self.keys.len();
                self.keys.extend(made.iter().map(|token| format::key(fold::hash(token))));
                let same = |name: &Name| self.keys_of(name) == &self.keys[start..];
                if made.len() > MAX_TOKENS || self.names[first..].iter().any(same) {
                    self.keys.truncate(start);
                    continue;
                }
                let (keys, surface) = ((start as u32, made.len() as u8), strings.intern(&joined));
                let flags = guard | (GIVEN.len() + recipe) as u8;
                self.names.push(Name { keys, case, surface, row: id, flags, substring });
            }
        }
    }

    /// The token keys of a name.
    pub fn keys_of(&self, name: &Name) -> &[u32] {
        &self.keys[name.keys.0 as usize..][..name.keys.1 as usize]
    }

    /// Writes the sections.
    pub fn finish(self, strings: &mut StringTable, sections: &mut [Vec<u8>; format::SECTIONS]) {
        layout::write(&self, strings, sections);
        let recipes = GIVEN.into_iter().chain(self.recipes.iter().map(|r| r.name.as_str()));
        sections[Section::Recipes as usize] = recipes.flat_map(|name| strings.intern(name).to_le_bytes()).collect();
        let labels = self.labels.iter().flat_map(|path| strings.intern(path).to_le_bytes());
        sections[Section::Labels as usize] = labels.collect();
        sections[Section::Files as usize] = self.files;
        sections[Section::Rows as usize] = self.rows;
    }
}

/// The tokens a name is found by: all but hyphens, and but a stop that stands as a token of its own.
fn tokens(name: &str, spelling: &dyn Spelling, out: &mut Vec<Token>) {
    out.clear();
    token::tokenize(name, Span::new(0, name.len() as u32), spelling, out);
    out.retain(|token| !trie::is_hyphen(&name[token.span]) && &name[token.span] != ".");
}
