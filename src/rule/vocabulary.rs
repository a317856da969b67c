//! The names that rules may use: labels, predicates and word lists, gathered from all sources.

use super::ast::{File, Name, PredicateDecl, WordsDecl};
use super::source::{Source, suggest};
use super::words::{WordList, Words, entry_hashes};
use crate::diagnostic::{Diagnostic, Severity};
use crate::schema::{Codes, LabelId, Predicate, Schema};
use crate::text::lexicon::ClassId;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

/// Labels, predicates and word lists of all sources, and the lexicon's classes.
pub struct Vocabulary<'w> {
    /// Labels and predicates.
    pub schema: Schema,
    /// Word lists, sorted by name.
    pub lists: Vec<(String, WordList)>,
    /// For each list its source, and where it is declared there.
    pub list_places: Vec<Place>,
    /// The lexicon.
    pub words: &'w dyn Words,
    /// Its classes that were asked for: rules name the same few again and again.
    classes: RefCell<HashMap<String, Option<ClassId>>>,
    /// What the words of a list cost, for the index.
    pub(super) list_costs: RefCell<HashMap<(usize, bool), u64>>,
}

impl Vocabulary<'_> {
    /// The index of the list of this name.
    pub fn list(&self, name: &str) -> Option<usize> {
        self.lists.binary_search_by(|(n, _)| n.as_str().cmp(name)).ok()
    }

    /// The lexicon's class of this name.
    pub fn class(&self, name: &str) -> Option<ClassId> {
        if let Some(&known) = self.classes.borrow().get(name) {
            return known;
        }
        let class = self.words.class(name);
        self.classes.borrow_mut().insert(name.to_owned(), class);
        class
    }

    /// Labels of a slot or mention atom; `any` is every label. Unknown ones are reported.
    pub fn labels(&self, names: &[Name<'_>], source: &Source<'_>, out: &mut Vec<Diagnostic>) -> Vec<LabelId> {
        let mut found = Vec::new();
        for name in names {
            if name.text == "any" {
                found.extend(self.schema.labels().filter(|(_, path)| !path.contains('/')).map(|(id, _)| id));
            } else if let Some(id) = self.schema.label(&name.text) {
                found.push(id);
            } else {
                let help = suggest(&name.text, self.schema.labels().map(|(_, path)| path))
                    .or_else(|| Some(format!("declare it: `label {}`", name.text)));
                let message = format!("unknown label `{}`", name.text);
                out.push(source.diagnostic(Severity::Error, "R005", name.span, message, help));
            }
        }
        found
    }
}

/// Gathers the vocabulary. Ids do not depend on the order of the sources, only on their names.
pub fn gather<'w>(
    sources: &[Source<'_>],
    files: &[File<'_>],
    words: &'w dyn Words,
    out: &mut Vec<Diagnostic>,
) -> Vocabulary<'w> {
    let mut order: Vec<usize> = (0..files.len()).collect();
    order.sort_by_key(|&i| sources[i].name);
    let mut vocabulary = Vocabulary {
        schema: Schema::new(),
        lists: Vec::new(),
        list_places: Vec::new(),
        words,
        classes: RefCell::default(),
        list_costs: RefCell::default(),
    };
    for &i in &order {
        for label in &files[i].labels {
            let well_formed = label.text.starts_with(|c: char| c.is_ascii_uppercase())
                && label.text.split('/').all(|part| !part.is_empty());
            if well_formed {
                vocabulary.schema.add_label(&label.text);
            } else {
                let message = format!("`{}` is no label", label.text);
                let help = Some("labels are paths like `ORG/club`".to_owned());
                out.push(sources[i].diagnostic(Severity::Error, "R005", label.span, message, help));
            }
        }
    }
    for i in winners(sources, files, "predicate", |f| &f.predicates, |p| (&p.name, p.overrides, false), out) {
        add_predicate(&mut vocabulary, &sources[i.0], &files[i.0].predicates[i.1], out);
    }
    (vocabulary.lists, vocabulary.list_places) = gather_lists(sources, files, out).into_iter().unzip();
    vocabulary
}

fn add_predicate(
    vocabulary: &mut Vocabulary<'_>,
    source: &Source<'_>,
    decl: &PredicateDecl<'_>,
    out: &mut Vec<Diagnostic>,
) {
    let subject = vocabulary.labels(&decl.subject, source, out);
    let (mut object, mut text) = (Vec::new(), false);
    for slot in &decl.object {
        match slot.text.as_ref() {
            "text" => text = true,
            "same" => object.extend_from_slice(&subject),
            _ => object.extend(vocabulary.labels(std::slice::from_ref(slot), source, out)),
        }
    }
    let mut codes = Codes::default();
    for (key, value) in &decl.codes {
        let value = Some(value.text.to_string());
        match key.text.as_ref() {
            "wikidata" => codes.wikidata = value,
            "plover" => codes.plover = value,
            _ => codes.cameo = value,
        }
    }
    let symmetric = decl.symmetric;
    let name = decl.name.text.to_string();
    vocabulary.schema.add_predicate(Predicate { name, subject, object, text, symmetric, codes });
}

/// Which declarations of a name count: the first, or a later one that says `override`; as (file, index), ordered by
/// file name and place. Other repetitions, and overrides of nothing, are reported.
pub fn winners<'f, 's: 'f, T: 'f>(
    sources: &[Source<'_>],
    files: &'f [File<'s>],
    what: &str,
    items: impl Fn(&'f File<'s>) -> &'f [T],
    key: impl Fn(&'f T) -> (&'f Name<'s>, bool, bool),
    out: &mut Vec<Diagnostic>,
) -> Vec<(usize, usize)> {
    winners_by(
        sources,
        files,
        what,
        items,
        |t| {
            let (name, overrides, adds) = key(t);
            (name.text.to_string(), name, overrides, adds)
        },
        out,
    )
}

/// As [`winners`], with a key of its own for each item.
pub fn winners_by<'f, 's: 'f, T: 'f>(
    sources: &[Source<'_>],
    files: &'f [File<'s>],
    what: &str,
    items: impl Fn(&'f File<'s>) -> &'f [T],
    key: impl Fn(&'f T) -> (String, &'f Name<'s>, bool, bool),
    out: &mut Vec<Diagnostic>,
) -> Vec<(usize, usize)> {
    let mut seen: HashMap<String, (usize, usize)> = HashMap::new();
    for (i, file) in files.iter().enumerate() {
        for (j, item) in items(file).iter().enumerate() {
            let (id, name, overrides, adds) = key(item);
            if adds {
                continue;
            }
            let earlier = seen.get(&id).copied();
            match (earlier, overrides) {
                (None, false) | (Some(_), true) => {
                    seen.insert(id, (i, j));
                }
                (None, true) => {
                    let message = format!("there is no earlier {what} `{id}` to override");
                    let help = suggest(&id, seen.keys().map(String::as_str));
                    out.push(sources[i].diagnostic(Severity::Error, "R010", name.span, message, help));
                    seen.insert(id, (i, j));
                }
                (Some((file, index)), false) => {
                    let place = items(&files[file]).get(index).map(|first| key(first).1.span.start).unwrap_or(0);
                    let (line, _) = sources[file].position(place);
                    let message =
                        format!("the {what} `{id}` is declared twice; first at {}:{line}", sources[file].name);
                    let help = Some(format!("choose another name, or write `override {what} {id}`"));
                    out.push(sources[i].diagnostic(Severity::Error, "R009", name.span, message, help));
                }
            }
        }
    }
    let mut found: Vec<(usize, usize)> = seen.into_values().collect();
    found.sort_by_key(|&(file, index)| (sources[file].name, file, index));
    found
}

/// A word list by its name, and the source and byte at which it is declared.
type Declared = ((String, WordList), Place);
pub type Place = (usize, u32);
type Entries = Vec<Vec<u64>>;

fn gather_lists(sources: &[Source<'_>], files: &[File<'_>], out: &mut Vec<Diagnostic>) -> Vec<Declared> {
    fn entries(decl: &WordsDecl<'_>) -> Entries {
        decl.entries.iter().map(|e| entry_hashes(&e.text)).collect()
    }
    let mut lists: BTreeMap<&str, (Entries, Place)> = BTreeMap::new();
    for (i, j) in winners(sources, files, "words", |f| &f.words, |w| (&w.name, w.overrides, w.adds), out) {
        let decl = &files[i].words[j];
        lists.insert(decl.name.text.as_ref(), (entries(decl), (i, decl.name.span.start)));
    }
    for (i, file) in files.iter().enumerate() {
        for decl in file.words.iter().filter(|w| w.adds) {
            match lists.get_mut(decl.name.text.as_ref()) {
                Some((list, _)) => list.extend(entries(decl)),
                None => {
                    let message = format!("there is no word list `{}` to add to", decl.name.text);
                    let help = suggest(&decl.name.text, lists.keys().copied());
                    out.push(sources[i].diagnostic(Severity::Error, "R010", decl.name.span, message, help));
                }
            }
        }
    }
    lists.into_iter().map(|(name, (entries, place))| ((name.to_owned(), WordList::new(entries)), place)).collect()
}
