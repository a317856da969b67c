//! Measures tagger and parser against a treebank.

use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use dateline::Extractor;
use dateline::Span;
use dateline::syntax::features::Input;
use dateline::syntax::fine::Fine;
use dateline::syntax::parser::{ParseScratch, Parser};
use dateline::syntax::tagger::{TagScratch, Tagger};
use dateline::syntax::{Rel, Tag, Tree};
use dateline::text::token::tokenize;

use crate::conllu::{Sentence, recased};
use crate::eval_arguments;

/// Counts of what was expected, found, and both.
#[derive(Clone, Copy, Default)]
pub struct Score {
    pub gold: usize,
    pub found: usize,
    pub both: usize,
}

impl Score {
    pub fn line(&self) -> String {
        let share = |of: usize| if of == 0 { 0.0 } else { 100.0 * self.both as f64 / of as f64 };
        let (p, r) = (share(self.found), share(self.gold));
        let f = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        format!("P {p:5.2}  R {r:5.2}  F1 {f:5.2}  ({} gold)", self.gold)
    }
}

pub fn run(sentences: &[Sentence], models: &Path, errors: usize) -> Result<()> {
    let tagger = Tagger::open(fs::read(models.join("tagger.bin"))?)?;
    let tags = tag_all(&tagger, sentences);
    tagging("gold tokens", sentences, &tags);
    for (name, recase) in [("lower case", str::to_lowercase as fn(&str) -> String), ("upper case", str::to_uppercase)] {
        let recased: Vec<Sentence> = sentences.iter().map(|sentence| recased(sentence, recase)).collect();
        tagging(name, &recased, &tag_all(&tagger, &recased));
    }
    own_tokens(&tagger, sentences);
    let tokens: usize = sentences.iter().map(|sentence| sentence.tokens.len()).sum();
    speed("tagger", tokens, || {
        tag_all(&tagger, sentences);
    });
    let parser = Parser::open(fs::read(models.join("parser.bin"))?)?;
    let gold_tags: Vec<Vec<Fine>> = sentences.iter().map(|sentence| sentence.fine.clone()).collect();
    let found_names = tag_named(&tagger, sentences);
    parsing("predicted tags", sentences, &parse_all(&parser, sentences, &tags, false));
    parsing("gold tags", sentences, &parse_all(&parser, sentences, &gold_tags, false));
    parsing("predicted tags, names given", sentences, &parse_all(&parser, sentences, &found_names, true));
    speed("parser", tokens, || {
        parse_all(&parser, sentences, &tags, false);
    });
    eval_arguments::run(sentences, &tags, errors);
    Ok(())
}

fn tag_named(tagger: &Tagger, sentences: &[Sentence]) -> Vec<Vec<Fine>> {
    let mut scratch = TagScratch::default();
    let tag = |sentence: &Sentence| {
        let mut tags = Vec::new();
        tagger.tag(&sentence.input(true), &mut scratch, &mut tags);
        tags
    };
    sentences.iter().map(tag).collect()
}

fn parse_all(parser: &Parser, sentences: &[Sentence], tags: &[Vec<Fine>], named: bool) -> Vec<Tree> {
    let mut scratch = ParseScratch::default();
    let parse = |(sentence, tags): (&Sentence, &Vec<Fine>)| {
        let mut tree = Tree::default();
        parser.parse(&sentence.input(named), tags, &mut scratch, &mut tree);
        tree
    };
    sentences.iter().zip(tags).map(parse).collect()
}

/// Relations whose pairs of head and dependent are counted.
const PAIRS: [(&str, &[Rel]); 10] = [
    ("subject", &[Rel::Nsubj, Rel::NsubjPass, Rel::NsubjOuter]),
    ("object", &[Rel::Obj]),
    ("oblique", &[Rel::Obl, Rel::OblAgent, Rel::OblTmod]),
    ("by-agent", &[Rel::OblAgent]),
    ("nmod", &[Rel::Nmod]),
    ("apposition", &[Rel::Appos]),
    ("relative", &[Rel::AclRelcl]),
    ("conjunct", &[Rel::Conj]),
    ("xcomp", &[Rel::Xcomp]),
    ("advcl", &[Rel::Advcl]),
];

/// Attachment and pairs. Names that were given count as one word: any word of a name is as good as another.
fn parsing(what: &str, sentences: &[Sentence], trees: &[Tree]) {
    let named = what.contains("names");
    let (mut all, mut heads, mut both, mut words, mut word_heads, mut word_both) = (0, 0, 0, 0, 0, 0);
    let mut scores = [Score::default(); PAIRS.len()];
    for (sentence, tree) in sentences.iter().zip(trees) {
        let mut unit: Vec<u32> = (0..sentence.tokens.len() as u32).collect();
        if named {
            for &(first, last) in &sentence.names {
                unit[first as usize..last as usize].fill(first);
            }
        }
        let unit_of = |head: u32| unit.get(head as usize).copied().unwrap_or(Tree::ROOT);
        let (mut gold_pairs, mut found_pairs) = (vec![Vec::new(); PAIRS.len()], vec![Vec::new(); PAIRS.len()]);
        for (at, &me) in unit.iter().enumerate() {
            let (gold, found) = (unit_of(sentence.heads[at]), unit_of(tree.heads[at]));
            for (index, (_, rels)) in PAIRS.iter().enumerate() {
                if gold != me && rels.contains(&sentence.rels[at]) {
                    gold_pairs[index].push((me, gold));
                }
                if found != me && rels.contains(&tree.rels[at]) {
                    found_pairs[index].push((me, found));
                }
            }
            // Inside a name that was given there is nothing to find.
            if gold == me && named {
                continue;
            }
            // The word of a name that has its head outside carries the arc of the whole.
            let found = if named { unit_of(tree.heads[me as usize]) } else { found };
            let rel = if named { tree.rels[me as usize] } else { tree.rels[at] };
            let (head, rel) = (found == gold, rel == sentence.rels[at]);
            all += 1;
            heads += usize::from(head);
            both += usize::from(head && rel);
            if sentence.rels[at] != Rel::Punct {
                words += 1;
                word_heads += usize::from(head);
                word_both += usize::from(head && rel);
            }
        }
        for (score, (gold, found)) in scores.iter_mut().zip(gold_pairs.iter().zip(&found_pairs)) {
            score.gold += gold.len();
            score.found += found.len();
            score.both += found.iter().filter(|pair| gold.contains(pair)).count();
        }
    }
    let share = |right: usize, all: usize| 100.0 * right as f64 / all as f64;
    println!(
        "{what}: UAS {:.2}  LAS {:.2}  without punctuation UAS {:.2}  LAS {:.2}",
        share(heads, all),
        share(both, all),
        share(word_heads, words),
        share(word_both, words)
    );
    for ((name, _), score) in PAIRS.iter().zip(&scores) {
        println!("  {name:<10} {}", score.line());
    }
}

fn tag_all(tagger: &Tagger, sentences: &[Sentence]) -> Vec<Vec<Fine>> {
    let mut scratch = TagScratch::default();
    let tag = |sentence: &Sentence| {
        let mut tags = Vec::new();
        tagger.tag(&sentence.input(false), &mut scratch, &mut tags);
        tags
    };
    sentences.iter().map(tag).collect()
}

fn tagging(what: &str, sentences: &[Sentence], tags: &[Vec<Fine>]) {
    let (mut right, mut fine_right, mut all) = (0, 0, 0);
    let mut scores = [Score::default(); 17];
    for (sentence, tags) in sentences.iter().zip(tags) {
        for (at, fine) in tags.iter().enumerate() {
            let (gold, found) = (sentence.tags[at], fine.tag());
            all += 1;
            right += usize::from(gold == found);
            fine_right += usize::from(sentence.fine[at] == *fine);
            scores[gold as usize].gold += 1;
            scores[found as usize].found += 1;
            scores[gold as usize].both += usize::from(gold == found);
        }
    }
    let share = |right: usize| 100.0 * right as f64 / all as f64;
    println!("{what}: UPOS {:.2}  fine {:.2}  ({all} tokens)", share(right), share(fine_right));
    for tag in [Tag::Propn, Tag::Verb, Tag::Noun, Tag::Adj] {
        println!("  {:<6} {}", format!("{tag:?}").to_uppercase(), scores[tag as usize].line());
    }
}

/// The library's own tokens: how many of the treebank's they meet, and the tags of those.
fn own_tokens(tagger: &Tagger, sentences: &[Sentence]) {
    let mut scratch = TagScratch::default();
    let (mut tokens, mut tags) = (Vec::new(), Vec::new());
    let (mut met, mut right, mut all) = (0, 0, 0);
    for sentence in sentences {
        tokens.clear();
        tokenize(
            &sentence.text,
            Span::new(0, sentence.text.len() as u32),
            &Extractor::english().lexicon().spelling(),
            &mut tokens,
        );
        let input = Input { text: &sentence.text, tokens: &tokens, ..Input::default() };
        tagger.tag(&input, &mut scratch, &mut tags);
        all += sentence.tokens.len();
        for (token, gold) in sentence.tokens.iter().zip(&sentence.tags) {
            let own = tokens.binary_search_by_key(&token.span.start, |token| token.span.start).ok();
            if let Some(at) = own.filter(|at| tokens[*at].span == token.span) {
                met += 1;
                right += usize::from(tags[at].tag() == *gold);
            }
        }
    }
    let share = |of: usize| 100.0 * of as f64 / all as f64;
    println!("own tokens, without clues: {:.2} % the treebank's, {:.2} % with their tag too", share(met), share(right));
}

/// The best of some runs, in tokens a second.
pub fn speed(what: &str, tokens: usize, mut run: impl FnMut()) {
    let mut best = f64::MAX;
    for _ in 0..15 {
        let start = Instant::now();
        run();
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!("{what}: {:.2} million tokens a second", tokens as f64 / best / 1e6);
}
