//! Lexicon files, and the words they give, compiled for [`crate::text::lexicon::Lexicon`].

use std::collections::{BTreeMap, HashMap};

use super::format::{self, SECTIONS, Section, put_varint};
use super::spelling;
use super::strings::StringTable;
use crate::gazetteer::tsv::{Line, Sink, Table};
use crate::text::fold;
use crate::text::lexicon::{ClassSet, HAS_LEMMA, HAS_VALUE, WordForm};

/// A lexicon has at most this many classes.
const MAX_CLASSES: usize = 120;
/// A word has at most this many bytes: its length is stored in one.
const MAX_BYTES: usize = 255;

/// One reading of a word, on its way into the lexicon.
struct Reading {
    class: usize,
    form: WordForm,
    lemma: usize,
    freq: u8,
    value: u32,
}

/// Collects the words of lexicon files; the same word in several of them is one word.
#[derive(Default)]
pub struct Words {
    classes: BTreeMap<String, usize>,
    ids: HashMap<String, usize>,
    words: Vec<(String, Vec<Reading>)>,
}

impl Words {
    /// Reads a lexicon file and adds its words; a row with an error is left out, and the error noted.
    pub fn add(&mut self, text: &str, strings: &mut StringTable, sink: &mut Sink<'_>) {
        const KEYS: &[&str] = &["id", "class", "licence", "source", "retrieved"];
        const COLUMNS: &[&str] = &["word", "class", "forms", "freq", "value"];
        let Some(mut table) = Table::open(text, KEYS, COLUMNS, sink) else { return };
        for (at, key) in [(0, "id"), (2, "licence"), (3, "source")] {
            if table.header[at].1.is_empty() {
                let first = Line { number: 1, text: text.lines().next().unwrap_or_default() };
                sink.error("G004", first, "", format!("the header says no `{key}`"), None);
            }
        }
        let header = table.header[1].1;
        while let Some((line, cells)) = table.row::<5>(sink) {
            let [word, class, ..] = cells;
            if !check_word(word, line, sink) {
                continue;
            }
            let classes = if class.is_empty() { header } else { class };
            if classes.is_empty() {
                sink.error("G021", line, word, "the row has no class".to_owned(), None);
            }
            for class in classes.split(',').map(str::trim).filter(|_| !classes.is_empty()) {
                self.add_row(class, cells, line, strings, sink);
            }
        }
    }

    fn add_row(
        &mut self,
        class: &str,
        [word, _, forms, freq, value]: [&str; 5],
        line: Line<'_>,
        strings: &mut StringTable,
        sink: &mut Sink<'_>,
    ) {
        let Some(id) = self.class(class, line, sink) else { return };
        let freq = match freq.parse() {
            Ok(freq @ 0..=9) => freq,
            _ if freq.is_empty() => 0,
            _ => {
                sink.error("G023", line, freq, format!("`{freq}` is no frequency"), Some("a digit, 0 to 9"));
                0
            }
        };
        let value = strings.intern(value);
        let lemma = self.word(word);
        self.read(lemma, Reading { class: id, form: WordForm::Base, lemma, freq, value });
        if forms.is_empty() {
            return;
        }
        let slots = slots(class);
        for (at, slot) in forms.split('|').enumerate() {
            let Some(form) = slots.get(at) else {
                let message = format!("more forms than the {} of class `{class}`", slots.len());
                sink.error(
                    "G022",
                    line,
                    forms,
                    message,
                    Some("verb: 4, adj and adv: 2, any other class: 1, the plural"),
                );
                break;
            };
            for variant in slot.split('/').map(str::trim).filter(|v| !v.is_empty()) {
                if check_word(variant, line, sink) {
                    let word = self.word(variant);
                    self.read(word, Reading { class: id, form: *form, lemma, freq, value });
                }
            }
        }
    }

    fn class(&mut self, name: &str, line: Line<'_>, sink: &mut Sink<'_>) -> Option<usize> {
        if let Some(id) = self.classes.get(name) {
            return Some(*id);
        }
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b.is_ascii_digit()) {
            sink.error("G021", line, name, format!("`{name}` is no class"), Some("lower-case letters and `_`"));
            return None;
        }
        let id = self.classes.len();
        if id == MAX_CLASSES {
            sink.error("G024", line, name, format!("more than {MAX_CLASSES} classes"), None);
            return None;
        }
        self.classes.insert(name.to_owned(), id);
        Some(id)
    }

    fn word(&mut self, text: &str) -> usize {
        let folded = fold::fold(text);
        if let Some(id) = self.ids.get(&folded) {
            return *id;
        }
        self.ids.insert(folded.clone(), self.words.len());
        self.words.push((folded, Vec::new()));
        self.words.len() - 1
    }

    /// Adds a reading, or raises what an equal one says.
    fn read(&mut self, word: usize, new: Reading) {
        let readings = &mut self.words[word].1;
        let same = |r: &&mut Reading| (r.class, r.form, r.lemma) == (new.class, new.form, new.lemma);
        if let Some(old) = readings.iter_mut().find(same) {
            old.freq = old.freq.max(new.freq);
            if old.value == 0 {
                old.value = new.value;
            }
        } else if readings.len() < 255 {
            // The count of readings is one byte; no word of a language comes near.
            readings.push(new);
        }
    }

    /// Writes the sections.
    pub fn finish(mut self, strings: &mut StringTable, sections: &mut [Vec<u8>; SECTIONS]) {
        let names: Vec<&String> = self.classes.keys().collect();
        let mut ids = vec![0_u8; names.len()];
        for (i, id) in self.classes.values().enumerate() {
            ids[*id] = i as u8;
        }
        sections[Section::Classes as usize] =
            names.iter().flat_map(|name| strings.intern(name).to_le_bytes()).collect();
        for (_, readings) in &mut self.words {
            readings.sort_by_key(|r| (ids[r.class], r.form as u8, r.lemma));
        }
        let ordinary: Vec<bool> = self.classes.iter().fold(vec![true; ids.len()], |mut all, (name, id)| {
            all[*id] = !is_name_class(name);
            all
        });
        let (words, offsets, sets) = self.put_words(&ids, &ordinary);
        sections[Section::Fused as usize] = self.fused(strings);
        sections[Section::ClassSets as usize] = sets.iter().flat_map(|set| set.0.to_le_bytes()).collect();
        sections[Section::WordSlots as usize] = self.slots(&offsets);
        sections[Section::Words as usize] = words;
    }

    fn put_words(&self, ids: &[u8], ordinary: &[bool]) -> (Vec<u8>, Vec<u32>, Vec<ClassSet>) {
        let mut sets: Vec<ClassSet> = Vec::new();
        let mut set_ids: HashMap<u128, u16> = HashMap::new();
        let (mut out, mut offsets) = (Vec::new(), Vec::with_capacity(self.words.len()));
        let mut patches = Vec::new();
        for (id, (text, readings)) in self.words.iter().enumerate() {
            offsets.push(out.len() as u32);
            let set = readings
                .iter()
                .fold(ClassSet::default(), |set, r| set.with(crate::text::lexicon::ClassId(ids[r.class])));
            let set_id = *set_ids.entry(set.0).or_insert_with(|| {
                sets.push(set);
                (sets.len() - 1) as u16
            });
            let freq = readings.iter().filter(|r| ordinary[r.class]).map(|r| r.freq).max().unwrap_or(0);
            out.extend_from_slice(&set_id.to_le_bytes());
            out.extend_from_slice(&[freq, text.len() as u8]);
            out.extend_from_slice(text.as_bytes());
            out.push(readings.len() as u8);
            for reading in readings {
                let lemma = if reading.lemma == id { 0 } else { HAS_LEMMA };
                let value = if reading.value == 0 { 0 } else { HAS_VALUE };
                out.extend_from_slice(&[ids[reading.class], reading.form as u8 | lemma | value, reading.freq]);
                if lemma != 0 {
                    patches.push((out.len(), reading.lemma));
                    out.extend_from_slice(&[0; 4]);
                }
                if value != 0 {
                    put_varint(&mut out, reading.value);
                }
            }
        }
        for (at, lemma) in patches {
            out[at..at + 4].copy_from_slice(&offsets[lemma].to_le_bytes());
        }
        (out, offsets, sets)
    }

    fn fused(&self, strings: &StringTable) -> Vec<u8> {
        let mut out = Vec::new();
        let Some(class) = self.classes.get(spelling::FUSED) else { return out };
        for (text, readings) in &self.words {
            let cut =
                readings.iter().find(|r| r.class == *class).and_then(|r| strings.get(r.value).parse::<u32>().ok());
            if let Some(cut) = cut {
                out.extend_from_slice(&fold::hash(text).to_le_bytes());
                out.extend_from_slice(&cut.to_le_bytes());
            }
        }
        out
    }

    /// Open addressing, at most four fifths full.
    fn slots(&self, offsets: &[u32]) -> Vec<u8> {
        if offsets.is_empty() {
            return Vec::new();
        }
        let count = (offsets.len() * 5 / 4 + 1).next_power_of_two();
        let mut slots = vec![(0_u32, u32::MAX); count];
        for ((text, _), offset) in self.words.iter().zip(offsets) {
            let tag = format::key(fold::hash(text));
            let mut slot = tag as usize & (count - 1);
            while slots[slot].1 != u32::MAX {
                slot = (slot + 1) & (count - 1);
            }
            slots[slot] = (tag, *offset);
        }
        slots.iter().flat_map(|(tag, offset)| [tag.to_le_bytes(), offset.to_le_bytes()]).flatten().collect()
    }
}

/// The forms a class lists, in the order of its slots.
fn slots(class: &str) -> &'static [WordForm] {
    match class {
        "verb" => &[WordForm::ThirdSingular, WordForm::Past, WordForm::Participle, WordForm::Gerund],
        "noun" => &[WordForm::Plural],
        "adj" | "adv" => &[WordForm::Comparative, WordForm::Superlative],
        _ => &[WordForm::Plural],
    }
}

/// Whether a frequency in this class is that of a name and says nothing of the word in lower case.
fn is_name_class(class: &str) -> bool {
    class == "surname" || class.starts_with("given_")
}

fn check_word(word: &str, line: Line<'_>, sink: &mut Sink<'_>) -> bool {
    let message = if word.is_empty() {
        "the word is empty".to_owned()
    } else if word.contains(char::is_whitespace) || word.len() > 1 && word.contains('-') {
        format!("`{word}` is not one token")
    } else if word.len() > MAX_BYTES || fold::fold(word).len() > MAX_BYTES {
        format!("a word of more than {MAX_BYTES} bytes")
    } else {
        return true;
    };
    sink.error("G020", line, word, message, None);
    false
}
