//! Trains the parser: a dynamic oracle with exploration (Goldberg & Nivre 2012, 2013) on tags as a tagger gives them.

use anyhow::Result;
use dateline::syntax::evidence::{REL_FEATURES, STEP_FEATURES};
use dateline::syntax::features::Word;
use dateline::syntax::fine::Fine;
use dateline::syntax::model::{Kind, write};
use dateline::syntax::parser::StepRow;
use dateline::syntax::state::{Action, NONE, RELS, State};
use dateline::syntax::{Rel, Tree};

use crate::conllu::Sentence;
use crate::perceptron::{Perceptron, Random, best, quantise, together};
use crate::train_tagger::{self, jackknife};

/// What can be set.
#[derive(Clone, clap::Args)]
pub struct Options {
    /// Rounds over the training text.
    #[arg(long, default_value_t = 12)]
    pub parser_rounds: usize,
    /// Trainings of the chosen features, each in another order of sentences, whose weights are added up.
    #[arg(long, default_value_t = 4)]
    pub trainings: usize,
    /// Rows of the table of steps, as a power of two.
    #[arg(long, default_value_t = 17)]
    pub step_bits: u32,
    /// Rows of the table of relations, as a power of two.
    #[arg(long, default_value_t = 15)]
    pub rel_bits: u32,
    /// How often the parser's own step is followed rather than the oracle's, after the first round.
    #[arg(long, default_value_t = 0.9)]
    pub explore: f64,
    /// How often a name is one unit.
    #[arg(long, default_value_t = 0.5)]
    pub unit: f64,
    /// Folds that tag each other's documents for the parser.
    #[arg(long, default_value_t = 5)]
    pub folds: usize,
    /// By how much the right step must win in training.
    #[arg(long, default_value_t = 10.0)]
    pub margin: f32,
    /// Share of features that are left out of each decision in training.
    #[arg(long, default_value_t = 0.2)]
    pub dropout: f64,
    /// Numbers of step features to leave out (to measure what they are worth).
    #[arg(long, value_delimiter = ',')]
    pub without: Vec<usize>,
    /// By how much the right relation must win in training.
    #[arg(long, default_value_t = 5.0)]
    pub rel_margin: f32,
}

const ACTIONS: [Action; 3] = [Action::Shift, Action::Left, Action::Right];

/// The bytes of a parser trained on `sentences`.
pub fn train(sentences: &[Sentence], tagger: &train_tagger::Options, options: &Options) -> Result<Vec<u8>> {
    let tags = jackknife(sentences, options.folds, tagger)?;
    let mut random = Random(2);
    let mut trainer = Trainer {
        steps: Perceptron::new(),
        rels: Perceptron::new(),
        state: State::default(),
        gold: Gold::default(),
        kept: Vec::new(),
        options: options.clone(),
    };
    trainer.rounds(sentences, &tags, &mut random);
    let (all_steps, all_rels) = (trainer.steps, trainer.rels);
    let (mut steps, mut rels) = (Vec::new(), Vec::new());
    for _ in 0..options.trainings {
        trainer.steps = all_steps.choose(options.step_bits);
        trainer.rels = all_rels.choose(options.rel_bits);
        trainer.rounds(sentences, &tags, &mut random);
        together(&mut steps, trainer.steps.chosen());
        together(&mut rels, trainer.rels.chosen());
    }
    let against_shift = |(feature, row): &(u32, [f32; 3])| (*feature, [row[1] - row[0], row[2] - row[0]]);
    let steps: Vec<(u32, [f32; 2])> = steps.iter().map(against_shift).collect();
    let steps: Vec<StepRow> = quantise(&steps).iter().map(|(feature, row)| [row[0], row[1], *feature as u8]).collect();
    let rels: Vec<u8> =
        quantise(&rels).iter().flat_map(|(feature, row)| row.iter().copied().chain([*feature as u8])).collect();
    Ok(write(Kind::Parser, &[&steps.concat(), &rels]))
}

struct Trainer {
    steps: Perceptron<3>,
    rels: Perceptron<RELS>,
    state: State,
    gold: Gold,
    kept: Vec<u32>,
    options: Options,
}

impl Trainer {
    fn rounds(&mut self, sentences: &[Sentence], tags: &[Vec<Fine>], random: &mut Random) {
        let mut order: Vec<usize> = (0..sentences.len()).collect();
        for round in 0..self.options.parser_rounds {
            random.shuffle(&mut order);
            let explore = if round == 0 { 0.0 } else { self.options.explore };
            for &at in &order {
                self.learn(&sentences[at], &tags[at], self.options.unit, explore, random);
            }
        }
    }

    fn learn(&mut self, sentence: &Sentence, tags: &[Fine], unit: f64, explore: f64, random: &mut Random) {
        let word = |(at, token)| Word {
            clues: sentence.clues.get(at).copied().unwrap_or(0),
            ..Word::new(&sentence.text, token)
        };
        let words: Vec<Word> = sentence.tokens.iter().enumerate().map(word).collect();
        let mut names = sentence.names.clone();
        names.retain(|_| random.happens(unit));
        self.state.start(&words, tags, &names);
        self.gold.read(sentence, &self.state);
        let mut step_features = [0; STEP_FEATURES];
        let mut rel_features = [0; REL_FEATURES];
        while !self.state.done() {
            let state = &self.state;
            let allowed = ACTIONS.map(|action| state.allows(action));
            let mut step = ACTIONS.into_iter().find(|action| state.allows(*action)).unwrap_or(Action::Shift);
            let one_way = allowed.iter().filter(|allowed| **allowed).count() == 1;
            // The same shortcut as the parser's own: the end of the buffer leaves one way only.
            if !one_way && !allowed[0] {
                step = Action::Right;
            } else if !one_way {
                state.step_features(&mut step_features);
                self.kept.clear();
                for (number, feature) in step_features.into_iter().enumerate() {
                    if !self.options.without.contains(&number) && !random.happens(self.options.dropout) {
                        self.kept.push(feature);
                    }
                }
                let scores = self.steps.scores(&self.kept);
                let found = best(&scores, |action| allowed[action]);
                let costs =
                    ACTIONS.map(|action| if state.allows(action) { self.gold.cost(state, action) } else { u32::MAX });
                let least = costs.iter().min().copied().unwrap_or(0);
                let good = best(&scores, |action| costs[action] == least);
                self.steps.tick();
                let bad = best(&scores, |action| allowed[action] && costs[action] > least);
                if bad != usize::MAX && scores[good] - scores[bad] <= self.options.margin {
                    self.steps.update(&self.kept, good, bad);
                }
                step = ACTIONS[if random.happens(explore) { found } else { good }];
            }
            let mut rel = Rel::Root;
            if let Some((child, head)) = state.arc(step).filter(|(_, head)| *head != state.root()) {
                state.rel_features(child, head, &mut rel_features);
                self.kept.clear();
                self.kept.extend(rel_features.iter().filter(|_| !random.happens(self.options.dropout)));
                let scores = self.rels.scores(&self.kept);
                let possible = |rel| (1..RELS).contains(&rel) && rel != Rel::Punct as usize;
                rel = Rel::from_index(best(&scores, possible));
                if self.gold.heads[child as usize] == head {
                    self.rels.tick();
                    let good = self.gold.rels[child as usize];
                    let bad = best(&scores, |rel| possible(rel) && rel != good as usize);
                    if good != Rel::Punct
                        && good != Rel::Root
                        && scores[good as usize] - scores[bad] <= self.options.rel_margin
                    {
                        self.rels.update(&self.kept, good as usize, bad);
                    }
                }
            }
            self.state.take(step, rel);
        }
    }
}

/// The gold tree over the nodes of a state.
#[derive(Default)]
pub struct Gold {
    pub heads: Vec<u32>,
    pub rels: Vec<Rel>,
}

impl Gold {
    /// Maps the sentence's tree to the state's nodes, and makes it projective by lifting (Nivre & Nilsson 2005).
    pub fn read(&mut self, sentence: &Sentence, state: &State) {
        let root = state.root();
        let mut node_of = vec![NONE; sentence.heads.len()];
        for (at, node) in state.nodes().iter().enumerate().take(root as usize).skip(1) {
            node_of[node.tokens.0 as usize..=node.tokens.1 as usize].fill(at as u32);
        }
        // A head that is no node (punctuation) is passed over for its own head.
        let lift = |mut token: u32| {
            while token != Tree::ROOT && node_of[token as usize] == NONE {
                token = sentence.heads[token as usize];
            }
            if token == Tree::ROOT { root } else { node_of[token as usize] }
        };
        self.heads.clear();
        self.rels.clear();
        self.heads.resize(root as usize + 1, NONE);
        self.rels.resize(root as usize + 1, Rel::Dep);
        for (at, node) in state.nodes().iter().enumerate().take(root as usize).skip(1) {
            for token in node.tokens.0..=node.tokens.1 {
                let head = lift(sentence.heads[token as usize]);
                if head != at as u32 {
                    self.heads[at] = head;
                    self.rels[at] = sentence.rels[token as usize];
                }
            }
        }
        self.one_root(root);
        while let Some(child) = self.crossing() {
            self.heads[child] = self.heads[self.heads[child] as usize];
        }
    }

    /// Passing over punctuation can leave several roots: the first keeps its place.
    fn one_root(&mut self, root: u32) {
        let mut first = None;
        for at in 1..root as usize {
            if self.heads[at] == root {
                match first {
                    None => first = Some(at as u32),
                    Some(top) => self.heads[at] = top,
                }
            }
        }
    }

    /// The child of the shortest arc that another one crosses.
    fn crossing(&self) -> Option<usize> {
        let arc = |child: usize| (child.min(self.heads[child] as usize), child.max(self.heads[child] as usize));
        let root = self.heads.len() - 1;
        let crossed = |child: usize| {
            let (low, high) = arc(child);
            (low + 1..high)
                .any(|inner| self.heads[inner] != NONE && !(low..=high).contains(&(self.heads[inner] as usize)))
        };
        (1..root)
            .filter(|&child| self.heads[child] as usize != root && crossed(child))
            .min_by_key(|&child| arc(child).1 - arc(child).0)
    }

    /// How many gold arcs become impossible by `action`.
    fn cost(&self, state: &State, action: Action) -> u32 {
        let (stack, next, root) = (state.stack(), state.next(), state.root());
        let head = |node: u32| self.heads[node as usize];
        let depth = stack.len();
        match action {
            Action::Shift => {
                let children = stack.iter().filter(|node| head(**node) == next).count();
                let lost = stack[..depth.saturating_sub(1)].contains(&head(next));
                children as u32 + u32::from(lost)
            }
            Action::Left | Action::Right => {
                let top = stack[depth - 1];
                let children = (next..root).filter(|node| head(*node) == top).count() as u32;
                let gold = head(top);
                let lost = if action == Action::Left {
                    gold > next && gold <= root || depth > 1 && gold == stack[depth - 2]
                } else {
                    gold >= next && gold <= root
                };
                children + u32::from(lost)
            }
        }
    }
}
