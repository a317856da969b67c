//! Trains the weights that find whom "he" and "she" mean: a log-linear ranking of the candidates and of "none of them"
//! (Denis & Baldridge 2008), drawn to weights set by hand. Where the ranking is sure enough to be taken is chosen by
//! cross-validation over the documents.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use dateline::Extractor;
use dateline::entity::antecedent::{FEATURES, Weights};
use dateline::entity::choice::{Choice, choices};
use serde_json::Value;

#[derive(Args)]
pub struct Options {
    /// How strongly weights are drawn to those set by hand.
    #[arg(long, default_value_t = 100.0)]
    decay: f64,
    /// Steps of learning.
    #[arg(long, default_value_t = 2000)]
    steps: usize,
    /// How much recall counts beside precision where the least probability is chosen (the beta of F).
    #[arg(long, default_value_t = 0.5)]
    beta: f64,
    /// The probability from which a guess is taken, where precision on other texts asks for one; else it is chosen by beta.
    #[arg(long)]
    least: Option<f64>,
}

/// Weights set by hand; what is not here is drawn to nothing.
const PRIOR: [(&str, f32); 30] = [
    ("sentence/before", -0.5),
    ("sentence/two-before", -1.0),
    ("sentence/earlier", -1.5),
    ("here/subject", 1.0),
    ("earlier/subject", 1.0),
    ("parallel", 0.5),
    ("nearer-ones", -0.5),
    ("topic", 0.5),
    ("gender-known", 0.5),
    ("said", 0.5),
    ("earlier/matrix", 0.5),
    ("agent", 0.5),
    ("command/ahead", 1.5),
    ("coordinated", -0.5),
    ("quoted", -0.5),
    ("oblique", -0.2),
    ("subject/agent", 0.5),
    ("subject/around", 0.7),
    ("object/agent", -1.0),
    ("possessive/agent", 1.5),
    ("possessive/own", 0.3),
    ("gender-doubtful", -1.5),
    ("main", 0.3),
    ("chain", 0.5),
    ("beside", -1.0),
    ("bracketed", -0.5),
    ("relative", 0.8),
    ("asked", 0.7),
    ("subject/told", 0.7),
    ("subject/joined", 0.7),
];

const FOLDS: usize = 10;
/// How often the documents are read, each time with what was learned before: whom a pronoun means is a feature of the next.
const STAGES: usize = 3;

/// One document: its text and its mentions by span in bytes, shortest first.
struct Gold {
    text: String,
    mentions: Vec<Mention>,
}

struct Mention {
    span: (u32, u32),
    cluster: String,
    pronoun: bool,
}

impl Gold {
    /// The cluster of the shortest mention that shares a character with a name.
    fn cluster(&self, start: u32, end: u32) -> Option<&str> {
        self.mentions.iter().find(|m| m.span.0 < end && start < m.span.1).map(|m| m.cluster.as_str())
    }

    fn pronoun(&self, start: u32, end: u32) -> Option<&str> {
        self.mentions.iter().find(|m| m.pronoun && m.span == (start, end)).map(|m| m.cluster.as_str())
    }
}

fn read(path: &PathBuf) -> Result<Vec<Gold>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut documents = Vec::new();
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        let value: Value = serde_json::from_str(line)?;
        let text = value["text"].as_str().context("a document has a text")?.to_owned();
        let mut bytes: Vec<u32> = text.char_indices().map(|(i, _)| i as u32).collect();
        bytes.push(text.len() as u32);
        let at = |v: &Value| v.as_u64().and_then(|n| bytes.get(n as usize).copied()).unwrap_or(0);
        let mut mentions = Vec::new();
        for entity in value["entities"].as_array().into_iter().flatten() {
            let Some(cluster) = entity["cluster"].as_str() else { continue };
            let span = (at(&entity["start"]), at(&entity["end"]));
            mentions.push(Mention { span, cluster: cluster.to_owned(), pronoun: entity["mention"] == "pronoun" });
        }
        mentions.sort_by_key(|m| (m.span.1 - m.span.0, m.span.0));
        documents.push(Gold { text, mentions });
    }
    Ok(documents)
}

/// A pronoun's candidates: features, and whether the candidate is the one meant.
type Example = Vec<([f32; FEATURES], bool)>;

/// The examples of one document; pronouns that the gold does not have are passed over.
fn examples(gold: &Gold, choices: &[Choice]) -> Vec<Example> {
    let mut examples = Vec::new();
    for choice in choices {
        let Some(cluster) = gold.pronoun(choice.pronoun.start, choice.pronoun.end) else { continue };
        let right =
            |names: &[dateline::text::span::Span]| names.iter().any(|n| gold.cluster(n.start, n.end) == Some(cluster));
        examples.push(choice.alternatives.iter().map(|a| (a.features, right(&a.names))).collect());
    }
    examples
}

fn score(weights: &[f64; FEATURES], features: &[f32; FEATURES]) -> f64 {
    weights.iter().zip(features).map(|(w, f)| w * f64::from(*f)).sum()
}

fn prior() -> [f64; FEATURES] {
    Weights::names().map(|name| PRIOR.iter().find(|(n, _)| *n == name).map_or(0.0, |(_, w)| f64::from(*w)))
}

/// Gradient descent over all examples at once.
fn learn(examples: &[&Example], options: &Options) -> [f64; FEATURES] {
    let prior = prior();
    let mut weights = prior;
    let rate = 1.0 / (examples.len() as f64 + options.decay);
    for _ in 0..options.steps {
        let mut slope = [0.0; FEATURES];
        for ((slope, weight), prior) in slope.iter_mut().zip(&weights).zip(&prior) {
            *slope = options.decay * (weight - prior);
        }
        for example in examples {
            let strengths: Vec<f64> = example.iter().map(|(features, _)| score(&weights, features).exp()).collect();
            let some = example.iter().any(|(_, right)| *right);
            let all: f64 = 1.0 + strengths.iter().sum::<f64>();
            let wanted: f64 = example.iter().zip(&strengths).filter(|((_, right), _)| *right).map(|(_, s)| s).sum();
            for ((features, right), strength) in example.iter().zip(&strengths) {
                let share = strength / all - if some && *right { strength / wanted } else { 0.0 };
                for (slope, feature) in slope.iter_mut().zip(features) {
                    *slope += share * f64::from(*feature);
                }
            }
        }
        for (weight, slope) in weights.iter_mut().zip(&slope) {
            *weight -= 0.3 * rate * slope;
        }
    }
    weights
}

/// A pronoun's best candidate: how likely it is, and whether it is the one meant.
struct Guess {
    likely: f64,
    right: bool,
}

fn guess(weights: &[f64; FEATURES], example: &Example) -> Option<Guess> {
    let odds = || example.iter().map(|(features, right)| (score(weights, features).exp(), *right));
    let all: f64 = 1.0 + odds().map(|(odds, _)| odds).sum::<f64>();
    let best = odds().max_by(|a, b| a.0.total_cmp(&b.0));
    best.map(|(odds, right)| Guess { likely: odds / all, right })
}

/// The probability from which a guess is taken with the best F, where each document is weighed by what the others teach.
fn threshold(documents: &[Vec<Example>], options: &Options) -> f64 {
    let mut guesses = Vec::new();
    for fold in 0..FOLDS {
        let rest = documents.iter().enumerate().filter(|(i, _)| i % FOLDS != fold).flat_map(|(_, d)| d);
        let weights = learn(&rest.collect::<Vec<_>>(), options);
        let held = documents.iter().enumerate().filter(|(i, _)| i % FOLDS == fold).flat_map(|(_, d)| d);
        guesses.extend(held.filter_map(|example| guess(&weights, example)));
    }
    let all = documents.iter().flatten().filter(|e| e.iter().any(|(_, right)| *right)).count() as f64;
    let mut tried = Vec::new();
    for least in (0..20).map(|n| f64::from(n) * 0.05) {
        let taken = guesses.iter().filter(|g| g.likely >= least);
        let (right, taken) = taken.fold((0.0, 0.0), |(r, t), g| (r + f64::from(u8::from(g.right)), t + 1.0));
        let (precision, recall) = (right / f64::max(taken, 1.0), right / f64::max(all, 1.0));
        let square = options.beta * options.beta;
        let f = (1.0 + square) * precision * recall / (square * precision + recall).max(1e-9);
        tried.push(Tried { least, precision, recall, f });
    }
    for t in &tried {
        eprintln!("  least {:.2}: P {:.3} R {:.3} F {:.3}", t.least, t.precision, t.recall, t.f);
    }
    // What differs by less than chance would: the one that finds most.
    let top = tried.iter().map(|t| t.f).fold(0.0, f64::max);
    let near = tried.iter().filter(|t| t.f >= top - NEAR);
    near.max_by(|a, b| a.recall.total_cmp(&b.recall).then(a.least.total_cmp(&b.least))).map_or(0.0, |t| t.least)
}

/// How much less F than the best is no difference, with some hundred pronouns.
const NEAR: f64 = 0.005;

/// A threshold with what it gives.
struct Tried {
    least: f64,
    precision: f64,
    recall: f64,
    f: f64,
}

/// Trains on the documents of `sets` and gives the table of the weights.
pub fn train(sets: &[PathBuf], options: &Options) -> Result<String> {
    let mut golds = Vec::new();
    for set in sets {
        golds.extend(read(set)?);
    }
    let mut weights = Weights::new(prior().map(|w| w as f32), 0.0);
    for stage in 1..=STAGES {
        let extractor = Extractor::builder().pronoun_weights(weights.table()).build()?;
        let documents: Vec<Vec<Example>> = golds.iter().map(|g| examples(g, &choices(&extractor, &g.text))).collect();
        let all: Vec<&Example> = documents.iter().flatten().collect();
        let meant = all.iter().filter(|e| e.iter().any(|(_, right)| *right)).count();
        eprintln!("stage {stage}: {} pronouns, {meant} with their antecedent among the candidates", all.len());
        let least = options.least.unwrap_or_else(|| threshold(&documents, options));
        weights = Weights::new(learn(&all, options).map(|w| w as f32), least as f32);
    }
    let prior: Vec<String> = PRIOR.iter().map(|(name, weight)| format!("{name} {weight}")).collect();
    Ok(format!(
        "# Whom \"he\" and \"she\" mean: weights of a log-linear ranking of the people before a pronoun, where \"none of them\" weighs 0.\n\
         # The features: `Clues::features` in src/entity/antecedent.rs. Taken is the likeliest if at least as likely as `least`.\n\
         # Made by `dateline-tools train-pronouns{} gum.train.jsonl`: gradient descent, {}.\n\
         # Data: UD English GUM, train split (Zeldes 2017); annotations CC BY 4.0, see README.md. No text of it is stored.\n\
         # Drawn (L2, {}) to weights set by hand: {}; the rest to 0.\n\
         # feature\tweight\n{}",
        options.least.map(|least| format!(" --least {least}")).unwrap_or_default(),
        match options.least {
            Some(_) => "least set for precision on GAP's development texts".to_owned(),
            None => format!("least by {FOLDS}-fold cross-validation (F{})", options.beta),
        },
        options.decay,
        prior.join(", "),
        weights.table()
    ))
}
