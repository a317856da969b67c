//! Comparing what was found with what should be.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use dateline::mention::Form;
use dateline::relation::Argument as Found;
use dateline::{Document, Polarity};

use super::gold::{Argument, Gold, Mark};
use super::names::Names;

/// Counts of one row of a table.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// How many should be found.
    pub gold: u64,
    /// How many were found.
    pub found: u64,
    /// How many of the found are right.
    pub right: u64,
    /// How many of those that should be found were.
    pub hit: u64,
}

impl Counts {
    /// Share of the found that is right.
    pub fn precision(&self) -> f64 {
        ratio(self.right, self.found)
    }

    /// Share of what should be found that was.
    pub fn recall(&self) -> f64 {
        ratio(self.hit, self.gold)
    }

    /// Their harmonic mean.
    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }

    /// Adds other counts.
    pub fn add(&mut self, other: &Counts) {
        self.gold += other.gold;
        self.found += other.found;
        self.right += other.right;
        self.hit += other.hit;
    }
}

fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// One miss or false find.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Mistake {
    /// `missed` or `false`.
    pub kind: &'static str,
    /// Label or predicate.
    pub name: String,
    /// The document.
    pub id: String,
    /// What it is, with its surroundings.
    pub text: String,
    /// What made a false find.
    pub rule: Option<String>,
}

/// The outcome of one set.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    pub documents: u64,
    /// Exact spans, by label.
    pub labels: BTreeMap<String, Counts>,
    /// Spans that overlap, by label.
    pub overlap: BTreeMap<String, Counts>,
    pub predicates: BTreeMap<String, Counts>,
    /// Rules, rows' files and methods: whether they made mentions or triples, and their names.
    pub rules: BTreeMap<(&'static str, String), Counts>,
    pub mistakes: Vec<Mistake>,
}

type Place = (usize, usize);

impl Scores {
    /// Compares one document.
    pub fn compare(&mut self, gold: &Gold, document: &Document<'_>, names: &Names) {
        self.documents += 1;
        if !names.labels.is_empty() {
            self.mentions(gold, document, names);
        }
        if !names.predicates.is_empty() {
            self.relations(gold, document, names);
        }
    }

    fn mentions(&mut self, gold: &Gold, document: &Document<'_>, names: &Names) {
        let label = |mark: &Mark| names.label(&mark.label).filter(|l| names.labels.contains(l));
        let (mut wanted, mut allowed): (Vec<(Place, String, &Mark)>, Vec<&Mark>) = (Vec::new(), Vec::new());
        for mark in &gold.mentions {
            let place = (mark.start, mark.end);
            match label(mark).filter(|_| mark.named) {
                Some(label) if !wanted.iter().any(|(p, l, _)| *p == place && *l == label) => {
                    wanted.push((place, label, mark));
                }
                _ => allowed.push(mark),
            }
        }
        // A name within a name may be found, and need not be.
        let places: Vec<Place> = wanted.iter().map(|w| w.2.alt.first().copied().unwrap_or(w.0)).collect();
        let inner = |p: Place| places.iter().any(|&o| o.0 <= p.0 && p.1 <= o.1 && o.1 - o.0 > p.1 - p.0);
        let (inside, wanted): (Vec<_>, Vec<_>) = wanted.into_iter().partition(|w| inner(w.0));
        let mut found: Vec<(Place, String, String)> = Vec::new();
        for mention in document.mentions().filter(|m| matches!(m.form(), Form::Name | Form::Value)) {
            let place = (mention.span().start as usize, mention.span().end as usize);
            if let Some(label) = names.scored(mention.label())
                && !found.iter().any(|(p, l, _)| *p == place && *l == label)
            {
                found.push((place, label, of_rule(&mention.rule())));
            }
        }
        for exact in [true, false] {
            let mut pairs: Vec<(bool, usize, usize, usize)> = Vec::new();
            for (g, (place, label, mark)) in wanted.iter().enumerate() {
                for (f, (other, theirs, _)) in found.iter().enumerate() {
                    let same = other == place || mark.alt.contains(other);
                    let shared = overlap(*place, *other);
                    if label == theirs && shared > 0 && (same || !exact) {
                        pairs.push((same, shared, g, f));
                    }
                }
            }
            pairs.sort_by_key(|&(same, shared, g, f)| (std::cmp::Reverse((same, shared)), f, g));
            let (mut hit, mut right) = (HashSet::new(), HashSet::new());
            for (_, _, g, f) in pairs {
                if !hit.contains(&g) && !right.contains(&f) {
                    hit.insert(g);
                    right.insert(f);
                }
            }
            let excused = |f: usize| {
                let (place, label, _) = &found[f];
                let near = |mark: &Mark| {
                    let at = (mark.start, mark.end);
                    at == *place || mark.alt.contains(place) || !exact && overlap(at, *place) > 0
                };
                let unsought =
                    allowed.iter().any(|mark| near(mark) && names.label(&mark.label).is_some_and(|l| l == *label));
                unsought
                    || inside.iter().any(|(_, l, mark)| l == label && near(mark))
                    || gold.partial.0 && !wanted.iter().any(|(p, ..)| overlap(*p, *place) > 0)
            };
            let table = if exact { &mut self.labels } else { &mut self.overlap };
            for (g, (_, label, _)) in wanted.iter().enumerate() {
                let counts = table.entry(label.clone()).or_default();
                counts.gold += 1;
                counts.hit += u64::from(hit.contains(&g));
            }
            let counted: Vec<usize> = (0..found.len()).filter(|&f| right.contains(&f) || !excused(f)).collect();
            for &f in &counted {
                let counts = table.entry(found[f].1.clone()).or_default();
                counts.found += 1;
                counts.right += u64::from(right.contains(&f));
            }
            if !exact {
                continue;
            }
            for &f in &counted {
                let counts = self.rules.entry(("mention", found[f].2.clone())).or_default();
                counts.found += 1;
                counts.right += u64::from(right.contains(&f));
                counts.hit += u64::from(right.contains(&f));
                if !right.contains(&f) {
                    self.mistake("false", &found[f].1, gold, found[f].0, Some(found[f].2.clone()));
                }
            }
            for (_, (place, label, _)) in wanted.iter().enumerate().filter(|(g, _)| !hit.contains(g)) {
                self.mistake("missed", label, gold, *place, None);
            }
        }
    }

    fn mistake(&mut self, kind: &'static str, name: &str, gold: &Gold, place: Place, rule: Option<String>) {
        let text = surroundings(&gold.text, place);
        self.mistakes.push(Mistake { kind, name: name.to_owned(), id: gold.id.clone(), text, rule });
    }

    fn relations(&mut self, gold: &Gold, document: &Document<'_>, names: &Names) {
        let known = |name: &str| gold.annotated.as_ref().is_none_or(|all| all.iter().any(|a| a == name));
        let mut wanted: Vec<Fact<'_>> = Vec::new();
        let mut seen = HashSet::new();
        for relation in gold.relations.iter().filter(|r| names.predicates.contains_key(&r.predicate)) {
            let [subject, object] = [&relation.subject, &relation.object].map(|argument| Arg::of_gold(gold, argument));
            let fact = Fact { name: &relation.predicate, subject, object, negative: relation.negative };
            let mut ends = fact.ends();
            if names.symmetric(fact.name) {
                ends.sort();
            }
            if seen.insert((fact.name, ends, fact.negative)) {
                wanted.push(fact);
            }
        }
        let mut found: Vec<Claim<'_>> = Vec::new();
        let mut seen: HashMap<(&str, [String; 2], bool), usize> = HashMap::new();
        for triple in document.triples() {
            let data = triple.data();
            let negative = data.polarity == Polarity::Negative;
            if negative && !names.negatives {
                continue;
            }
            for (name, swapped) in names.of(triple.predicate()).filter(|(theirs, _)| known(theirs)) {
                for evidence in &data.evidence {
                    let ends = [(&data.subject, &evidence.subject), (&data.object, &evidence.object)];
                    let [subject, object] = ends.map(|(whole, here)| Arg::of_found(document, whole, here));
                    let (subject, object) = if swapped { (object, subject) } else { (subject, object) };
                    let fact = Fact { name, subject, object, negative };
                    let rule = of_rule(&document.extractor().origin_id(evidence.origin));
                    let at = *seen.entry((name, fact.ends(), negative)).or_insert(found.len());
                    match found.get_mut(at) {
                        Some(known) => drop(known.rules.insert(rule)),
                        None => found.push(Claim { fact, rules: BTreeSet::from([rule]), shown: triple.to_string() }),
                    }
                }
            }
        }
        let mut hit = HashSet::new();
        for Claim { fact, rules, shown } in &found {
            let swap = names.symmetric(fact.name);
            let good: Vec<usize> = (0..wanted.len()).filter(|&g| fact.says(&wanted[g], swap)).collect();
            if gold.partial.1 && good.is_empty() {
                continue;
            }
            let right = u64::from(!good.is_empty());
            let counts = self.predicates.entry(fact.name.to_owned()).or_default();
            counts.found += 1;
            counts.right += right;
            for rule in rules {
                let counts = self.rules.entry(("triple", rule.clone())).or_default();
                counts.found += 1;
                counts.right += right;
                counts.hit += right;
            }
            if good.is_empty() {
                let rule = Some(rules.iter().cloned().collect::<Vec<_>>().join(", "));
                let (name, id, text) = (fact.name.to_owned(), gold.id.clone(), shown.clone());
                self.mistakes.push(Mistake { kind: "false", name, id, text, rule });
            }
            hit.extend(good);
        }
        for (g, fact) in wanted.iter().enumerate() {
            let counts = self.predicates.entry(fact.name.to_owned()).or_default();
            counts.gold += 1;
            counts.hit += u64::from(hit.contains(&g));
            if !hit.contains(&g) {
                let text = format!("{} –{}→ {}", fact.subject.shown, fact.name, fact.object.shown);
                let (name, id) = (fact.name.to_owned(), gold.id.clone());
                self.mistakes.push(Mistake { kind: "missed", name, id, text, rule: None });
            }
        }
    }
}

/// A relation, by the gold file's name for it.
struct Fact<'f> {
    name: &'f str,
    subject: Arg,
    object: Arg,
    negative: bool,
}

impl Fact<'_> {
    fn ends(&self) -> [String; 2] {
        [self.subject.key.clone(), self.object.key.clone()]
    }

    /// Whether two relations say the same; perhaps with subject and object the other way round.
    fn says(&self, other: &Fact<'_>, swap: bool) -> bool {
        let straight = self.subject.hits(&other.subject) && self.object.hits(&other.object);
        let turned = || swap && self.subject.hits(&other.object) && self.object.hits(&other.subject);
        self.name == other.name && self.negative == other.negative && (straight || turned())
    }
}

/// A relation that was found.
struct Claim<'f> {
    fact: Fact<'f>,
    rules: BTreeSet<String>,
    shown: String,
}

/// A relation's argument: all places and words it may be known by.
struct Arg {
    places: Vec<Place>,
    words: HashSet<String>,
    key: String,
    shown: String,
}

impl Arg {
    fn of_gold(gold: &Gold, argument: &Argument) -> Arg {
        let cluster = match argument {
            Argument::Mark(index) => gold.mentions.get(*index).and_then(|m| m.cluster.as_ref()),
            Argument::Cluster(name) => Some(name),
            Argument::Text(_) => None,
        };
        let marks: Vec<&Mark> = match (argument, cluster) {
            (_, Some(cluster)) => gold.mentions.iter().filter(|m| m.cluster.as_ref() == Some(cluster)).collect(),
            (Argument::Mark(index), None) => gold.mentions.get(*index).into_iter().collect(),
            (_, None) => Vec::new(),
        };
        let named = marks.iter().filter(|m| m.named).map(|m| &gold.text[m.start..m.end]);
        let mut words: HashSet<String> = named.map(plain).collect();
        if let Argument::Text(text) = argument {
            words.insert(plain(text));
        }
        words.remove("");
        let shown = match argument {
            Argument::Text(text) => text.clone(),
            _ => marks.first().map(|m| gold.text[m.start..m.end].to_owned()).unwrap_or_default(),
        };
        let places: Vec<Place> = marks.iter().map(|m| (m.start, m.end)).collect();
        let key = cluster.cloned().unwrap_or_else(|| plain(&shown));
        Arg { places, words, key, shown }
    }

    fn of_found(document: &Document<'_>, whole: &Found, here: &Found) -> Arg {
        let mut places = Vec::new();
        let mut words = HashSet::new();
        if let Some(entity) = whole.entity {
            for mention in document.entity(entity).mentions() {
                places.push((mention.span().start as usize, mention.span().end as usize));
                if mention.form() == Form::Name {
                    words.insert(plain(mention.text()));
                }
            }
        }
        places.extend(here.span.map(|span| (span.start as usize, span.end as usize)));
        let shown = document.argument_text(whole).unwrap_or_default().to_owned();
        words.insert(plain(&shown));
        words.remove("");
        let key = whole.entity.map_or_else(|| plain(&shown), |entity| format!("#{}", entity.0));
        Arg { places, words, key, shown }
    }

    fn hits(&self, other: &Arg) -> bool {
        self.places.iter().any(|&a| other.places.iter().any(|&b| overlap(a, b) > 0))
            || self.words.iter().any(|word| other.words.contains(word))
    }
}

fn overlap(a: Place, b: Place) -> usize {
    a.1.min(b.1).saturating_sub(a.0.max(b.0))
}

/// Words as they are compared: in lower case, without an article before and a possessive after them.
fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ").to_lowercase();
    let text = ["the ", "a ", "an "].iter().find_map(|article| text.strip_prefix(article)).unwrap_or(&text);
    let text = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(text);
    text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// A rule's id; of a row its file.
fn of_rule(id: &str) -> String {
    match id.strip_prefix("gazetteer:").and_then(|rest| rest.rsplit_once(':')) {
        Some((file, _)) => format!("gazetteer:{file}"),
        None => id.to_owned(),
    }
}

/// Words in brackets, with some before and after them.
fn surroundings(text: &str, (start, end): Place) -> String {
    const AROUND: usize = 40;
    let (start, end) = (start.min(text.len()), end.min(text.len()));
    let from = text[..start].char_indices().rev().take(AROUND).last().map_or(start, |(at, _)| at);
    let to = text[end..].char_indices().nth(AROUND).map_or(text.len(), |(at, _)| end + at);
    let shown = format!("{}[{}]{}", &text[from..start], &text[start..end], &text[end..to]);
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}
