//! Whose labels and predicates are whose: the names of a gold file, and ours.

use std::collections::{BTreeMap, BTreeSet};

use dateline::Extractor;
use dateline::schema::Schema;

use super::gold::Gold;

/// What of a gold file is compared, and by which names.
#[derive(Debug, Default)]
pub struct Names {
    map: Vec<(String, String)>,
    /// Labels that are compared.
    pub labels: BTreeSet<String>,
    /// Predicates of the gold file and which of ours they are; true where subject and object change places.
    pub predicates: BTreeMap<String, Vec<(String, bool)>>,
    symmetric: BTreeSet<String>,
    /// Whether the gold file tells what is denied.
    pub negatives: bool,
    /// Names that are none of ours, and how often each occurs.
    pub unknown: BTreeMap<String, u64>,
}

impl Names {
    /// Reads off a set what is compared; only `wanted` labels, where some are named.
    pub fn of_set(set: &[Gold], extractor: &Extractor, map: &[(String, String)], wanted: &[String]) -> Names {
        let schema = extractor.schema();
        let mut names = Names { map: map.to_vec(), ..Names::default() };
        for mark in set.iter().flat_map(|gold| &gold.mentions).filter(|mark| mark.named) {
            let label = names.label(&mark.label);
            match label.filter(|label| schema.label(label).is_some()) {
                Some(label) if wanted.is_empty() || wanted.contains(&label) => drop(names.labels.insert(label)),
                Some(_) => {}
                None => *names.unknown.entry(mark.label.clone()).or_default() += 1,
            }
        }
        // A set that is marked in part tells nothing of what it does not mark, but its labels are compared.
        for gold in set {
            let annotated = gold.annotated.iter().flatten();
            for name in gold.relations.iter().map(|r| &r.predicate).chain(annotated) {
                if !names.predicates.contains_key(name) {
                    let ours = names.ours(name, schema);
                    names.predicates.insert(name.clone(), ours);
                }
            }
            names.negatives |= gold.relations.iter().any(|r| r.negative);
        }
        for relation in set.iter().flat_map(|gold| &gold.relations) {
            if names.predicates.get(&relation.predicate).is_some_and(Vec::is_empty) {
                *names.unknown.entry(relation.predicate.clone()).or_default() += 1;
            }
        }
        names.predicates.retain(|_, ours| !ours.is_empty());
        let symmetric = |ours: &Vec<(String, bool)>| {
            ours.iter().any(|(name, _)| schema.predicate(name).is_some_and(|p| schema.get(p).symmetric))
        };
        names.symmetric = names.predicates.iter().filter(|(_, o)| symmetric(o)).map(|(n, _)| n.clone()).collect();
        names
    }

    fn mapped<'n>(&'n self, theirs: &'n str) -> impl Iterator<Item = &'n str> {
        self.map.iter().filter(move |(from, _)| from == theirs).flat_map(|(_, to)| to.split('|'))
    }

    /// Our label for one of the gold file's; `None` where `--map` leaves it out.
    pub fn label(&self, theirs: &str) -> Option<String> {
        match self.mapped(theirs).next() {
            Some("") => None,
            Some(ours) => Some(ours.to_owned()),
            None => Some(crate::spacy::label(theirs).into_owned()),
        }
    }

    /// The label under which a mention of ours is compared: the nearest above it that the gold file has.
    pub fn scored(&self, ours: &str) -> Option<String> {
        let mut path = ours;
        loop {
            if self.labels.contains(path) {
                return Some(path.to_owned());
            }
            path = path.rsplit_once('/')?.0;
        }
    }

    /// Our predicates for one of the gold file's: by `--map`, by name, or by its code of Wikidata.
    fn ours(&self, theirs: &str, schema: &Schema) -> Vec<(String, bool)> {
        let mut named: Vec<&str> = self.mapped(theirs).filter(|name| !name.is_empty()).collect();
        if named.is_empty() && self.mapped(theirs).next().is_none() {
            named.push(theirs);
        }
        let mut ours = Vec::new();
        for name in named {
            let (swapped, name) = name.strip_prefix('~').map_or((false, name), |name| (true, name));
            ours.extend(schema.predicate(name).map(|_| (name.to_owned(), swapped)));
            for predicate in schema.predicates() {
                let Some(code) = &predicate.codes.wikidata else { continue };
                let (turned, code) = code.strip_prefix('~').map_or((false, code.as_str()), |code| (true, code));
                if code == name {
                    ours.push((predicate.name.clone(), swapped != turned));
                }
            }
        }
        ours
    }

    /// The gold file's predicates that one of ours may be, and whether subject and object change places.
    pub fn of<'n>(&'n self, ours: &'n str) -> impl Iterator<Item = (&'n str, bool)> {
        self.predicates.iter().flat_map(move |(theirs, all)| {
            all.iter().filter(move |(name, _)| name == ours).map(move |(_, swapped)| (theirs.as_str(), *swapped))
        })
    }

    /// A predicate of the gold file by the names that are ours.
    pub fn shown(&self, theirs: &str) -> String {
        let ours = self.predicates.get(theirs).into_iter().flatten();
        ours.map(|(name, swapped)| format!("{}{name}", if *swapped { "~" } else { "" })).collect::<Vec<_>>().join(", ")
    }

    /// Whether subject and object of a gold file's predicate may change places.
    pub fn symmetric(&self, theirs: &str) -> bool {
        self.symmetric.contains(theirs)
    }
}
