//! Trains the tagger.

use std::collections::BTreeMap;

use anyhow::Result;
use dateline::syntax::features::{TAG_FEATURES, WINDOW, tag_features};
use dateline::syntax::fine::Fine;
use dateline::syntax::model::{Kind, write};
use dateline::syntax::tagger::{Lexeme, LexemeRow, NO_TAG, TAG_ROW, TagScratch, Tagger, place};

use crate::conllu::{Sentence, recased};
use crate::perceptron::{Perceptron, Random, best, quantise, together};

/// What can be set.
#[derive(Clone, clap::Args)]
pub struct Options {
    /// Rounds over the training text.
    #[arg(long, default_value_t = 8)]
    pub tagger_rounds: usize,
    /// Trainings of the chosen features, each in another order of sentences, whose weights are added up.
    #[arg(long, default_value_t = 4)]
    pub tagger_trainings: usize,
    /// Rows of the weight table, as a power of two.
    #[arg(long, default_value_t = 13)]
    pub tagger_bits: u32,
    /// Share of sentences that are read again in other capitals, for each of lower, upper and title case.
    #[arg(long, default_value_t = 0.05)]
    pub recased: f64,
    /// Numbers of tag features to leave out (to measure what they are worth).
    #[arg(long, value_delimiter = ',')]
    pub tagger_without: Vec<usize>,
    /// Share of sentences that are read again without the lexicon's clues.
    #[arg(long, default_value_t = 0.3)]
    pub clueless: f64,
    /// By how much the right tag must win in training.
    #[arg(long, default_value_t = 3.0)]
    pub tagger_margin: f32,
    /// Share of features that are left out of each decision in training.
    #[arg(long, default_value_t = 0.2)]
    pub tagger_dropout: f64,
}

/// Words seen less often are unknown to the tagger.
const KNOWN: usize = 3;
/// Words seen this often with one tag only have it for certain.
const CERTAIN: usize = 25;
const LEXEME_BITS: u32 = 13;

/// The bytes of a tagger trained on `sentences`.
pub fn train(sentences: &[&Sentence], options: &Options) -> Vec<u8> {
    let lexemes = lexemes(sentences);
    let mut random = Random(1);
    let mut copies: Vec<Sentence> = Vec::new();
    for sentence in sentences {
        for recase in [str::to_lowercase, str::to_uppercase, title] {
            if random.happens(options.recased) {
                copies.push(recased(sentence, recase));
            }
        }
        if !sentence.clues.is_empty() && random.happens(options.clueless) {
            copies.push(Sentence { clues: Vec::new(), ..(*sentence).clone() });
        }
    }
    let mut order: Vec<&Sentence> = sentences.iter().copied().chain(&copies).collect();
    let mut random = Random(3);
    let mut all = Perceptron::new();
    rounds(&mut all, &mut order, &lexemes, options, &mut random);
    let mut weights = Vec::new();
    for _ in 0..options.tagger_trainings {
        let mut model = all.choose(options.tagger_bits);
        rounds(&mut model, &mut order, &lexemes, options, &mut random);
        together(&mut weights, model.chosen());
    }
    let mut rows = vec![[0u8; TAG_ROW]; 1 << options.tagger_bits];
    for (row, (feature, weights)) in rows.iter_mut().zip(quantise(&weights)) {
        row[..Fine::COUNT].copy_from_slice(&weights);
        row[Fine::COUNT] = feature as u8;
    }
    write(Kind::Tagger, &[&table(&lexemes), &rows.concat()])
}

/// Trains `model` over the sentences, some times.
fn rounds(
    model: &mut Perceptron<{ Fine::COUNT }>,
    order: &mut [&Sentence],
    lexemes: &BTreeMap<u32, Lexeme>,
    options: &Options,
    random: &mut Random,
) {
    let mut scratch = TagScratch::default();
    let mut features = [0; TAG_FEATURES];
    let mut kept: Vec<u32> = Vec::new();
    for _ in 0..options.tagger_rounds {
        random.shuffle(order);
        for sentence in order.iter() {
            scratch.read(&sentence.input(false), |hash| lexemes.get(&hash).copied().unwrap_or_default());
            let mode = scratch.capitals();
            let mut before = [NO_TAG; 2];
            for (at, gold) in sentence.fine.iter().enumerate() {
                let tag = scratch.certain()[at].map_or_else(
                    || {
                        tag_features(scratch.words(), at + WINDOW, before, mode, &mut features);
                        kept.clear();
                        for (number, feature) in features.into_iter().enumerate() {
                            if !options.tagger_without.contains(&number) && !random.happens(options.tagger_dropout) {
                                kept.push(feature);
                            }
                        }
                        let scores = model.scores(&kept);
                        let tag = best(&scores, |_| true);
                        let bad = best(&scores, |tag| tag != *gold as usize);
                        model.tick();
                        if scores[*gold as usize] - scores[bad] <= options.tagger_margin {
                            model.update(&kept, *gold as usize, bad);
                        }
                        tag as u8
                    },
                    |tag| tag as u8,
                );
                before = [tag, before[0]];
            }
        }
    }
}

/// The fine tags that taggers trained on the other folds (by document) give each sentence.
pub fn jackknife(sentences: &[Sentence], folds: usize, options: &Options) -> Result<Vec<Vec<Fine>>> {
    let mut tags = vec![Vec::new(); sentences.len()];
    let mut scratch = TagScratch::default();
    for fold in 0..folds {
        let others: Vec<&Sentence> = sentences.iter().filter(|sentence| sentence.document % folds != fold).collect();
        let tagger = Tagger::open(train(&others, options))?;
        for (sentence, tags) in sentences.iter().zip(&mut tags) {
            if sentence.document % folds == fold {
                tagger.tag(&sentence.input(false), &mut scratch, tags);
            }
        }
    }
    Ok(tags)
}

fn title(word: &str) -> String {
    let mut letters = word.chars();
    let capital = word.len() > 3;
    letters
        .next()
        .filter(|_| capital)
        .map_or_else(|| word.into(), |first| first.to_uppercase().chain(letters).collect())
}

fn lexemes(sentences: &[&Sentence]) -> BTreeMap<u32, Lexeme> {
    let mut counts: BTreeMap<u32, [usize; Fine::COUNT]> = BTreeMap::new();
    for sentence in sentences {
        for (token, fine) in sentence.tokens.iter().zip(&sentence.fine) {
            counts.entry((token.hash ^ token.hash >> 32) as u32).or_insert([0; Fine::COUNT])[*fine as usize] += 1;
        }
    }
    let lexeme = |counts: &[usize; Fine::COUNT]| {
        let total: usize = counts.iter().sum();
        let known = Fine::ALL
            .into_iter()
            .filter(|fine| counts[*fine as usize] * 50 > total)
            .fold(0, |known, fine| known | 1 << fine.tag() as u32);
        let certain = Fine::ALL.into_iter().find(|fine| counts[*fine as usize] == total && total >= CERTAIN);
        (total >= KNOWN).then_some(Lexeme { known, certain })
    };
    counts.iter().filter_map(|(hash, counts)| Some((*hash, lexeme(counts)?))).collect()
}

fn table(lexemes: &BTreeMap<u32, Lexeme>) -> Vec<u8> {
    let mut rows = vec![LexemeRow::default(); 1 << LEXEME_BITS];
    for (&hash, lexeme) in lexemes {
        if let Some(at) = place(&rows, hash) {
            rows[at] = lexeme.row(hash);
        }
    }
    rows.concat()
}
