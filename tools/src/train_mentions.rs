//! Trains the model that chooses among candidates for mentions: a semi-Markov conditional random field (Sarawagi & Cohen
//! 2004) over the ways through the candidates of a sentence. What a first reading says of a document gives features to the
//! second.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use dateline::Extractor;
use dateline::mention::features::LABELS;
use dateline::mention::known::Known;
use dateline::mention::lattice::{Choice, Lattice};
use dateline::mention::model::Weights;
use dateline::mention::reading::Reading;
use dateline::text::fold;
use dateline::text::lexicon::ClassSet;
use serde_json::Value;

const NAMES: [&str; LABELS] = ["PERSON", "PLACE", "ORG", "EVENT"];

#[derive(Args)]
pub struct Options {
    /// Rounds over the documents.
    #[arg(long, default_value_t = 20)]
    rounds: usize,
    /// Step of learning.
    #[arg(long, default_value_t = 0.05)]
    rate: f32,
    /// How strongly weights are drawn to what they were before.
    #[arg(long, default_value_t = 0.03)]
    decay: f32,
    /// Changes below this are left out.
    #[arg(long, default_value_t = 0.06)]
    threshold: f32,
}

/// One document: its gold names by span in bytes, and spans that count neither way.
struct Gold {
    text: String,
    names: HashMap<(u32, u32), usize>,
    neutral: HashSet<(u32, u32)>,
}

/// Takes titles and determiners before a person's name out of its span, which some annotations leave in; `None` where
/// nothing else is there ("President of the Society").
fn without_title(text: &str, span: (u32, u32), extractor: &Extractor) -> Option<(u32, u32)> {
    let lexicon = extractor.lexicon();
    let of = |names: &[&str]| names.iter().filter_map(|c| lexicon.class(c)).fold(ClassSet::default(), ClassSet::with);
    let set = of(&["role", "honorific", "role_mod", "det"]);
    let given = of(&["given_m", "given_f"]);
    let titles = extractor.rules().words("abbreviated_title");
    let (start, end) = span;
    let mut name = start;
    let mut at = start;
    // Up to the last title: "Prime Minister" of a country, "Acting Deputy Chief".
    while let Some((word, rest)) = text[at as usize..end as usize].split_once(' ') {
        let bare = word.trim_end_matches('.');
        let title = titles.is_some_and(|t| t.contains(fold::hash(bare)));

        at += word.len() as u32 + 1;
        let classes = lexicon.classes(lexicon.word(bare));
        match title || classes.any(set) {
            true if rest.starts_with(char::is_uppercase) => name = at,
            true if name == start => return None,
            false if classes.any(given) => break,
            _ => {}
        }
    }
    Some((name, end))
}

fn read(path: &PathBuf, extractor: &Extractor) -> Result<Vec<Gold>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut documents = Vec::new();
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        let value: Value = serde_json::from_str(line)?;
        let text = value["text"].as_str().context("a document has a text")?.to_owned();
        let mut bytes: Vec<u32> = text.char_indices().map(|(i, _)| i as u32).collect();
        bytes.push(text.len() as u32);
        let at = |v: &Value| v.as_u64().and_then(|n| bytes.get(n as usize).copied()).unwrap_or(0);
        let mut gold = Gold { text: text.clone(), names: HashMap::new(), neutral: HashSet::new() };
        for entity in value["entities"].as_array().into_iter().flatten() {
            let mut spans = vec![(at(&entity["start"]), at(&entity["end"]))];
            for alt in entity["alt"].as_array().into_iter().flatten() {
                spans.push((at(&alt[0]), at(&alt[1])));
            }
            let named = matches!(entity["mention"].as_str(), None | Some("named"));
            for (start, end) in spans.clone() {
                let name = &text[start as usize..end as usize];
                let bare = ["'s", "\u{2019}s", "'", "\u{2019}"].iter().find_map(|p| name.strip_suffix(p));
                spans.extend(bare.filter(|b| !b.is_empty()).map(|b| (start, start + b.len() as u32)));
            }
            if entity["type"] == "PERSON" {
                let bare = |s: &(u32, u32)| without_title(&text, *s, extractor);
                gold.neutral.extend(spans.iter().filter(|s| bare(s).is_none()));
                spans = spans.iter().filter_map(bare).collect();
            }
            match NAMES.iter().position(|n| Some(*n) == entity["type"].as_str()).filter(|_| named) {
                Some(label) => spans.iter().for_each(|s| _ = gold.names.insert(*s, label)),
                None if !named => gold.neutral.extend(spans),
                None => {}
            }
        }
        documents.push(gold);
    }
    Ok(documents)
}

/// Weights in training: stochastic gradient with AdaGrad's steps (Duchi, Hazan & Singer 2011), drawn to what they were
/// before.
struct Learner {
    weights: Vec<[f32; LABELS]>,
    squares: Vec<[f32; LABELS]>,
    prior: Vec<[f32; LABELS]>,
    rate: f32,
    decay: f32,
    /// Features that learning does not see.
    fixed: Vec<bool>,
}

/// One way on through a sentence: from token to token, with a label where the model gives one.
struct Arc {
    from: usize,
    to: usize,
    score: f64,
    /// The stretch and its label.
    label: Option<(usize, usize)>,
    /// Whether the gold allows it.
    allowed: bool,
}

/// The ways through a sentence, in the order of where they end.
fn arcs(sentence: &Sentence, weights: &[[f32; LABELS]]) -> (usize, Vec<Arc>) {
    let lattice = &sentence.lattice;
    let begin = lattice.stretches.iter().map(|s| s.first).min().unwrap_or(0);
    let end = lattice.stretches.last().map_or(begin, |s| s.last);
    let size = (end - begin) as usize;
    let covered = |from: u32, to: u32| {
        sentence.gold.iter().any(|&(i, _)| {
            let s = &lattice.stretches[i];
            s.first < to && from < s.last
        })
    };
    let mut arcs = Vec::new();
    for at in 0..size {
        let allowed = !covered(begin + at as u32, begin + at as u32 + 1);
        arcs.push(Arc { from: at, to: at + 1, score: 0.0, label: None, allowed });
    }
    for (index, stretch) in lattice.stretches.iter().enumerate() {
        let (from, to) = ((stretch.first - begin) as usize, (stretch.last - begin) as usize);
        let free = !covered(stretch.first, stretch.last);
        if let Some(score) = stretch.fixed_score() {
            arcs.push(Arc { from, to, score: f64::from(score), label: None, allowed: free });
        }
        if stretch.open {
            arcs.extend((0..LABELS).map(|label| {
                let weight = |f: &u32| f64::from(weights[*f as usize][label]);
                let score = lattice.features(stretch).iter().map(weight).sum();
                let allowed = sentence.gold.contains(&(index, label)) || free && sentence.neutral.contains(&index);
                Arc { from, to, score, label: Some((index, label)), allowed }
            }));
        }
    }
    arcs.sort_by_key(|a| (a.to, a.from));
    (size, arcs)
}

/// The probability of each arc among all ways through, or among those that the gold allows, and the logarithm of their sum.
fn marginals(size: usize, arcs: &[Arc], gold: bool) -> (f64, Vec<f64>) {
    let add = |a: f64, b: f64| if a == f64::NEG_INFINITY { b } else { a.max(b) + (-(a - b).abs()).exp().ln_1p() };
    let (mut forward, mut backward) = (vec![f64::NEG_INFINITY; size + 1], vec![f64::NEG_INFINITY; size + 1]);
    (forward[0], backward[size]) = (0.0, 0.0);
    let open = |a: &&Arc| a.allowed || !gold;
    for arc in arcs.iter().filter(open) {
        forward[arc.to] = add(forward[arc.to], forward[arc.from] + arc.score);
    }
    let mut order: Vec<&Arc> = arcs.iter().filter(open).collect();
    order.sort_by_key(|a| std::cmp::Reverse(a.from));
    for arc in order {
        backward[arc.from] = add(backward[arc.from], backward[arc.to] + arc.score);
    }
    let total = forward[size];
    let share =
        |a: &Arc| if a.allowed || !gold { (forward[a.from] + a.score + backward[a.to] - total).exp() } else { 0.0 };
    (total, arcs.iter().map(share).collect())
}

impl Learner {
    /// One sentence; returns the loss.
    fn learn(&mut self, sentence: &Sentence) -> f64 {
        let (size, arcs) = arcs(sentence, &self.weights);
        if size == 0 {
            return 0.0;
        }
        let (all, expected) = marginals(size, &arcs, false);
        let (right, wanted) = marginals(size, &arcs, true);
        if !right.is_finite() {
            return 0.0;
        }
        for (index, arc) in arcs.iter().enumerate() {
            let Some((stretch, label)) = arc.label else { continue };
            let gradient = (expected[index] - wanted[index]) as f32;
            if gradient.abs() < 1e-4 {
                continue;
            }
            for &feature in sentence.lattice.features(&sentence.lattice.stretches[stretch]) {
                let feature = feature as usize;
                if self.fixed[feature] {
                    continue;
                }
                let slope = gradient + self.decay * (self.weights[feature][label] - self.prior[feature][label]);
                self.squares[feature][label] += slope * slope;
                self.weights[feature][label] -= self.rate * slope / (self.squares[feature][label] + 1.0).sqrt();
            }
        }
        all - right
    }
}

/// One sentence with what the gold says of its stretches.
struct Sentence {
    lattice: Lattice,
    /// Stretches that are names, with their labels; none inside another.
    gold: Vec<(usize, usize)>,
    /// Stretches that count neither way.
    neutral: Vec<usize>,
}

fn sentences(reading: &Reading<'_>, lattices: Vec<Lattice>, gold: &Gold, out: &mut Vec<Sentence>) {
    for lattice in lattices {
        let mut sentence = Sentence { gold: Vec::new(), neutral: Vec::new(), lattice };
        let stretches = &sentence.lattice.stretches;
        let mut order: Vec<usize> = (0..stretches.len()).filter(|&i| stretches[i].open).collect();
        order.sort_by_key(|&i| (std::cmp::Reverse(stretches[i].last - stretches[i].first), i));
        for index in order {
            let stretch = &stretches[index];
            let span = reading.span(stretch);
            let apart =
                |&(i, _): &(usize, usize)| stretches[i].last <= stretch.first || stretch.last <= stretches[i].first;
            match gold.names.get(&(span.start, span.end)) {
                Some(&label) if sentence.gold.iter().all(apart) => sentence.gold.push((index, label)),
                Some(_) => {}
                None if gold.neutral.contains(&(span.start, span.end)) => sentence.neutral.push(index),
                None => {}
            }
        }
        out.push(sentence);
    }
}

/// Trains on the documents of `sets` and gives the table of the weights.
pub fn train(sets: &[PathBuf], options: &Options) -> Result<String> {
    let extractor = Extractor::builder().mention_weights("bias\tPERSON\t0\n").build()?;
    let features = extractor.mention_features();
    let mut documents = Vec::new();
    for set in sets {
        documents.extend(read(set, &extractor)?);
    }
    let readings: Vec<(Reading<'_>, &Gold)> =
        documents.iter().map(|d| (Reading::new(&extractor, &d.text), d)).collect();
    let mut weights = Weights::default();
    // The second training sees what the first one's reading of each document says.
    for stage in 0..3 {
        let mut set = Vec::new();
        for (reading, gold) in &readings {
            let lattices = reading.lattices(&Known::default());
            if stage > 0 {
                let choices: Vec<Vec<(usize, Choice)>> = lattices.iter().map(|l| l.best(&weights)).collect();
                sentences(reading, reading.lattices(&reading.learn(&lattices, &choices)), gold, &mut set);
            }
            sentences(reading, lattices, gold, &mut set);
        }
        let mut learner = Learner {
            weights: features.prior().to_vec(),
            squares: vec![[0.0; LABELS]; features.names().len()],
            prior: features.prior().to_vec(),
            rate: options.rate,
            decay: options.decay,
            fixed: (0..features.names().len() as u32).map(|f| features.fixed(f)).collect(),
        };
        for (row, _) in learner.weights.iter_mut().zip(&learner.fixed).filter(|(_, fixed)| **fixed) {
            *row = [0.0; LABELS];
        }
        let mut seed = 1u64;
        for round in 0..options.rounds {
            shuffle(&mut set, &mut seed);
            let loss: f64 = set.iter().map(|sentence| learner.learn(sentence)).sum();
            if round + 1 == options.rounds {
                eprintln!("stage {}: {} sentences, loss {:.4}", stage + 1, set.len(), loss / set.len() as f64);
            }
        }
        for (row, prior) in learner
            .weights
            .iter_mut()
            .zip(features.prior())
            .zip(&learner.fixed)
            .filter(|(_, fixed)| **fixed)
            .map(|(rows, _)| rows)
        {
            *row = *prior;
        }
        for (row, prior) in learner.weights.iter_mut().flatten().zip(features.prior().iter().flatten()) {
            if (*row - prior).abs() < options.threshold {
                *row = *prior;
            }
        }
        weights = Weights::new(learner.weights);
    }
    Ok(weights.table(features))
}

/// A deterministic shuffle.
fn shuffle<T>(items: &mut [T], seed: &mut u64) {
    for i in (1..items.len()).rev() {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        items.swap(i, (*seed >> 33) as usize % (i + 1));
    }
}
