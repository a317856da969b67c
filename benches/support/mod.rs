//! What the benches measure: a varied text and the stages that it goes through.

#![allow(dead_code)] // each bench uses its part

use std::hint::black_box;

use dateline::mention::Mention;
use dateline::pack::Pack;
use dateline::rule::{Found, Pass, Scratch, Sentence as RuleView};
use dateline::syntax::analysis::{Analysis, Analyzer};
use dateline::text::layout::{Block, Layout};
use dateline::text::sentence::{Sentence, sentences};
use dateline::text::spelling::Orthography;
use dateline::text::token::{Token, tokenize};
use dateline::{Depth, Extractor, Gazetteer, Span};

const ARTICLES: [&str; 3] = [
    include_str!("../../examples/articles/ports-summit.txt"),
    include_str!("../../examples/articles/bank-takeover.txt"),
    include_str!("../../examples/articles/river-cup.txt"),
];
const BYTES: usize = 2_200_000;

/// One document with what each stage made of it, for the next to start from.
pub struct Prepared {
    text: String,
    blocks: Vec<Block>,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    mentions: Vec<Mention>,
}

/// The documents and the knowledge to read them with.
pub struct Bench {
    documents: Vec<Prepared>,
    extractor: Extractor,
    /// Stop at mentions and at entities.
    mentions: Extractor,
    entities: Extractor,
    pub pack: Pack,
    gazetteer: Gazetteer,
    layout: Layout,
    orthography: Orthography,
    analyzer: Analyzer,
}

/// A stage: its name and how to run it over all documents.
pub type Stage = (&'static str, fn(&Bench) -> usize);

/// The stages in the order of the pipeline, each alone, then the pipeline up to entities and the whole.
pub const STAGES: [Stage; 11] = [
    ("layout", Bench::layout),
    ("tokens", Bench::tokens),
    ("lexicon", Bench::lexicon),
    ("sentences", Bench::sentences),
    ("gazetteer", Bench::gazetteer),
    ("rules (tokens)", Bench::rules),
    ("tags and trees", Bench::trees),
    ("up to mentions", Bench::mentions),
    ("up to entities", Bench::entities),
    ("whole", Bench::whole),
    ("whole and record", Bench::records),
];

impl Bench {
    /// Makes everything ready; takes some seconds. Without `given` texts they are made from the bundled articles.
    pub fn new(given: Option<Vec<String>>) -> Bench {
        let pack = dateline::pack::english::open().expect("the English pack");
        let extractor = Extractor::builder().build().expect("the English pack");
        let until = |depth| Extractor::builder().depth(depth).build().expect("the English pack");
        let lexicon = pack.lexicon();
        let tagger = include_bytes!("../../models/tagger.bin");
        let parser = include_bytes!("../../models/parser.bin");
        let mut bench = Bench {
            documents: Vec::new(),
            mentions: until(Depth::Mentions),
            entities: until(Depth::Entities),
            gazetteer: pack.gazetteer(),
            layout: Layout::new(pack.text("rules/layout.tsv").unwrap_or_default()).expect("the pack's layout"),
            orthography: Orthography::new(lexicon),
            analyzer: Analyzer::open(tagger, parser).expect("the pack's models"),
            extractor,
            pack,
        };
        let texts = given.unwrap_or_else(|| texts(&bench.extractor, &bench.gazetteer));
        bench.documents = texts.into_iter().map(|text| bench.prepare(text)).collect();
        bench
    }

    fn prepare(&self, text: String) -> Prepared {
        let document = self.extractor.extract(&text);
        let (blocks, tokens) = (document.blocks().to_vec(), document.tokens().to_vec());
        let (sentences, mentions) =
            (document.sentences().to_vec(), document.mentions().map(|m| m.data().clone()).collect());
        drop(document);
        Prepared { text, blocks, tokens, sentences, mentions }
    }

    /// Bytes of text.
    pub fn bytes(&self) -> usize {
        self.documents.iter().map(|d| d.text.len()).sum()
    }

    /// Documents, tokens and sentences.
    pub fn counts(&self) -> (usize, usize, usize) {
        let sum = |count: fn(&Prepared) -> usize| self.documents.iter().map(count).sum();
        (self.documents.len(), sum(|d| d.tokens.len()), sum(|d| d.sentences.len()))
    }

    /// The documents' texts.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.documents.iter().map(|d| d.text.as_str())
    }

    fn layout(&self) -> usize {
        let mut blocks = Vec::new();
        let mut count = 0;
        for document in &self.documents {
            blocks.clear();
            self.layout.blocks(&document.text, &|word| self.orthography.calendar(word), &mut blocks);
            count += blocks.len();
        }
        count
    }

    fn tokens(&self) -> usize {
        let lexicon = self.extractor.lexicon();
        let spelling = lexicon.spelling();
        let mut tokens = Vec::new();
        let mut count = 0;
        for document in &self.documents {
            tokens.clear();
            tokenize(&document.text, Span::new(0, document.text.len() as u32), &spelling, &mut tokens);
            count += tokens.len();
        }
        count
    }

    fn lexicon(&self) -> usize {
        let lexicon = self.extractor.lexicon();
        let mut tokens = Vec::new();
        let mut known = 0;
        for document in &self.documents {
            tokens.clear();
            tokens.extend_from_slice(&document.tokens);
            lexicon.annotate(&document.text, &mut tokens);
            known += black_box(&tokens).len();
        }
        known
    }

    fn sentences(&self) -> usize {
        let (mut tokens, mut out) = (Vec::new(), Vec::new());
        let mut count = 0;
        for document in &self.documents {
            tokens.clear();
            tokens.extend_from_slice(&document.tokens);
            out.clear();
            sentences(&document.text, &document.blocks, &mut tokens, &|token| self.orthography.role(token), &mut out);
            count += out.len();
        }
        count
    }

    fn gazetteer(&self) -> usize {
        let mut hits = Vec::new();
        let mut count = 0;
        for document in &self.documents {
            for sentence in &document.sentences {
                hits.clear();
                self.gazetteer.find(&document.text, &document.tokens, sentence.range(), &mut hits);
                count += hits.len();
            }
        }
        count
    }

    fn rules(&self) -> usize {
        let (mut scratch, mut found) = (Scratch::default(), Found::default());
        let mut count = 0;
        for document in &self.documents {
            for sentence in &document.sentences {
                let tokens = &document.tokens[sentence.range()];
                let view = RuleView {
                    text: &document.text,
                    tokens,
                    words: self.extractor.lexicon(),
                    tags: None,
                    mentions: &[],
                };
                self.extractor.rules().find(Pass::Tokens, &view, &mut scratch, &mut found);
                count += found.matches().len();
            }
        }
        count
    }

    /// Every sentence is tagged and parsed here; the pipeline does so only where a frame may apply.
    fn trees(&self) -> usize {
        let mut analysis = Analysis::default();
        let mut count = 0;
        for document in &self.documents {
            for (index, sentence) in document.sentences.iter().enumerate() {
                let from = document.mentions.partition_point(|m| (m.sentence as usize) < index);
                let to = document.mentions.partition_point(|m| m.sentence as usize <= index);
                let (tokens, mentions) = (&document.tokens[sentence.range()], &document.mentions[from..to]);
                self.analyzer.read(
                    &document.text,
                    tokens,
                    sentence.first,
                    mentions,
                    self.extractor.lexicon(),
                    &mut analysis,
                );
                count += black_box(&analysis).fine.len();
            }
        }
        count
    }

    fn mentions(&self) -> usize {
        self.texts().map(|text| self.mentions.extract(text).mentions().count()).sum()
    }

    fn entities(&self) -> usize {
        self.texts().map(|text| self.entities.extract(text).entities().len()).sum()
    }

    fn whole(&self) -> usize {
        self.texts().map(|text| self.extractor.extract(text).triples().len()).sum()
    }

    /// Shares of the sentences that are tagged and parsed.
    pub fn effort(&self) -> (f64, f64) {
        let (mut sentences, mut tagged, mut parsed) = (0, 0, 0);
        for text in self.texts() {
            let document = self.extractor.extract(text);
            sentences += document.sentences().len();
            tagged += document.effort().tagged;
            parsed += document.effort().parsed;
        }
        let share = |count: u32| f64::from(count) / sentences.max(1) as f64;
        (share(tagged), share(parsed))
    }

    fn records(&self) -> usize {
        self.texts().map(|text| self.extractor.extract(text).to_record().triples.len()).sum()
    }
}

/// Articles made from the bundled ones: paragraphs in another order, names of the pack in the place of their names. The
/// same in every run.
fn texts(extractor: &Extractor, gazetteer: &Gazetteer) -> Vec<String> {
    let mut state = 1_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below.max(1)
    };
    let mut names: Vec<(&str, &str)> = Vec::new();
    for entry in gazetteer.entries() {
        let plain = gazetteer.senses(entry).next().filter(|sense| !sense.blocks() && !sense.needs_support());
        names.extend(plain.map(|sense| (sense.label, sense.name)));
    }
    names.sort_unstable();
    names.dedup();
    let named = |label: &str| {
        let (from, to) = (names.partition_point(|n| n.0 < label), names.partition_point(|n| n.0 <= label));
        &names[from..to]
    };
    let parsed: Vec<_> = ARTICLES.iter().map(|text| extractor.extract(text)).collect();
    let mut out = Vec::new();
    let mut size = 0;
    while size < BYTES {
        let article = &parsed[out.len() % parsed.len()];
        let text = article.text();
        let mut changed = String::with_capacity(text.len() + 200);
        let mut at = 0;
        for mention in article.mentions() {
            let choice = named(mention.label());
            let capital = mention.text().starts_with(|c: char| c.is_ascii_uppercase());
            if capital && choice.len() > 10 && !mention.label().starts_with("TITLE") {
                changed.push_str(&text[at..mention.span().start as usize]);
                changed.push_str(choice[random(choice.len())].1);
                at = mention.span().end as usize;
            }
        }
        changed.push_str(&text[at..]);
        let mut paragraphs: Vec<&str> = changed.split("\n\n").collect();
        for i in (3..paragraphs.len()).rev() {
            paragraphs.swap(i, 2 + random(i - 1));
        }
        let text = paragraphs.join("\n\n");
        size += text.len();
        out.push(text);
    }
    out
}
