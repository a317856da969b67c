//! Names, dates and amounts: candidates of each sentence, read twice.

use super::Given;
use crate::document::Document;
use crate::entity::{description as descriptions, pronoun};
use crate::extractor::{Depth, Extractor};
use crate::mention::borders::Borders;
use crate::mention::candidate::Candidate;
use crate::mention::context::Surroundings;
use crate::mention::known::Known;
use crate::mention::lattice::Lattice;
use crate::mention::resolve::resolve;
use crate::mention::values::Values;
use crate::mention::{Form, Mention, defined, runs};
use crate::origin::{Origin, code_origin};
use crate::rule::{Emits, Marked, Match, Pass};
use crate::schema::LabelId;
use crate::syntax::Tag;
use crate::syntax::analysis::Analysis;
use crate::text::layout::{Block, BlockKind};
use crate::text::sentence::Sentence;
use crate::text::span::Span;
use crate::text::token::{Shape, Token};
use crate::work::Work;

/// Score that a name of the gazetteer needs to stand in page furniture.
const SURE: u16 = 650;

/// Candidates of every sentence, and what a first reading of them tells of the document.
fn first_reading(
    extractor: &Extractor,
    document: &Document<'_>,
    given: Option<&[Given]>,
    work: &mut Work,
) -> (Vec<Vec<Candidate>>, Known) {
    let mut candidates: Vec<Vec<Candidate>> = Vec::with_capacity(document.sentences.len());
    for sentence in &document.sentences {
        candidates.push(propose(extractor, document, sentence, given, work));
    }
    let mut known = Known::default();
    let mut chosen = Vec::new();
    for (sentence, candidates) in document.sentences.iter().zip(&candidates) {
        choose(extractor, document, sentence, candidates.clone(), &known, &mut chosen);
    }
    let (schema, lexicon, names) = (extractor.schema(), &extractor.lexicon, &extractor.context_words);
    let topics = |s: &Sentence| extractor.context_words.topics(&document.tokens[s.range()]).0;
    known.matches = document.sentences.iter().filter(|sentence| topics(sentence)).count() as u32;
    for candidate in &chosen {
        known.learn(document.text, &document.tokens, schema, lexicon, names, candidate);
    }
    (candidates, known)
}

/// What the stages had before them: for explanations, which read a document again.
pub struct Reread {
    /// Candidates of every sentence.
    pub candidates: Vec<Vec<Candidate>>,
    /// What a first reading tells.
    pub known: Known,
    /// Dates and amounts.
    pub values: Values,
}

/// Reads a document again.
pub fn reread(document: &Document<'_>) -> Reread {
    let mut work = Work::default();
    let (candidates, known) = first_reading(document.extractor, document, None, &mut work);
    Reread { candidates, known, values: work.values }
}

/// Candidates of every sentence, resolved twice: the second time with what the first found out about the document.
pub(super) fn mentions(
    extractor: &Extractor,
    document: &Document<'_>,
    given: Option<&[Given]>,
    work: &mut Work,
) -> Vec<Mention> {
    let (candidates, known) = first_reading(extractor, document, given, work);
    let known = if extractor.single_reading { Known::default() } else { known };
    let mut chosen = Vec::new();
    let mut mentions = Vec::new();
    for (index, (sentence, mut candidates)) in document.sentences.iter().zip(candidates).enumerate() {
        let from = mentions.len();
        surnames(document, sentence, &known, &mut candidates);
        chosen.clear();
        choose(extractor, document, sentence, candidates, &known, &mut chosen);
        for candidate in &chosen {
            let Some(label) = candidate.label else { continue };
            let tokens = &document.tokens[candidate.first as usize..candidate.last as usize];
            let sentence = &document.tokens[sentence.range()];
            mentions.push(Mention {
                span: span(tokens),
                first: candidate.first,
                last: candidate.last,
                label,
                form: candidate.form,
                sentence: index as u32,
                score: candidate.score,
                origin: candidate.origin,
                sense: candidate.sense,
                entity: None,
                link: None,
                expression: candidate.value.filter(|_| label == LabelId::DATE),
                value: extractor.chronology.value(&work.values, candidate, document.date, sentence),
            });
        }
        if given.is_none() && extractor.depth >= Depth::Entities {
            descriptions::stand(
                &work.descriptions,
                (sentence.first, sentence.last),
                index as u32,
                &document.tokens,
                from,
                &mut mentions,
            );
            let tokens = &document.tokens[sentence.range()];
            pronoun::propose(
                &extractor.reference_words,
                &extractor.lexicon,
                tokens,
                sentence.first,
                index as u32,
                &mut mentions,
            );
            mentions[from..].sort_by_key(|m| (m.first, std::cmp::Reverse(m.last)));
        }
    }
    mentions
}

pub fn span(tokens: &[Token]) -> Span {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => first.span.cover(last.span),
        _ => Span::default(),
    }
}

/// What gazetteers, rules and recognizers propose for one sentence.
pub(super) fn propose(
    extractor: &Extractor,
    document: &Document<'_>,
    sentence: &Sentence,
    given: Option<&[Given]>,
    work: &mut Work,
) -> Vec<Candidate> {
    let mut candidates = Vec::with_capacity(32);
    let range = sentence.range();
    for given in given.unwrap_or_default().iter().filter(|g| sentence.span.contains(g.span)) {
        let first = document.tokens.partition_point(|t| t.span.end <= given.span.start) as u32;
        let last = document.tokens.partition_point(|t| t.span.start < given.span.end) as u32;
        candidates.push(Candidate {
            first,
            last,
            label: Some(given.label),
            form: if extractor.schema().is_a(given.label, LabelId::DATE) { Form::Value } else { Form::Name },
            score: 1000,
            rank: 2,
            guarded: false,
            origin: code_origin!("given"),
            sense: None,
            value: None,
        });
    }
    extractor.chronology.propose(document.text, &document.tokens, sentence, &mut work.values, &mut candidates);
    if given.is_some() {
        return candidates;
    }
    for names in &extractor.names {
        names.propose(document.text, &document.tokens, range.clone(), &mut work.hits, &mut candidates);
    }
    let borders = Borders {
        tokens: &document.tokens,
        first: sentence.first,
        last: sentence.last,
        lexicon: &extractor.lexicon,
        words: &extractor.context_words,
        schema: extractor.schema(),
    };
    borders.listed(&mut candidates);
    if document.blocks.get(sentence.block as usize).is_some_and(|b| b.kind == BlockKind::Furniture) {
        candidates.retain(|c| c.rank > 0 || c.sense.is_some() && !c.guarded && c.score >= SURE);
        return candidates;
    }
    for pass in [Pass::Tokens, Pass::Labels] {
        mark(&candidates, sentence.first, &mut work.marked);
        let view = crate::rule::Sentence {
            text: document.text,
            tokens: &document.tokens[range.clone()],
            words: &extractor.lexicon,
            tags: None,
            mentions: &work.marked,
        };
        extractor.rules.find(pass, &view, &mut work.scratch, &mut work.found);
        let descriptions = &mut work.descriptions;
        let mut keep = |found: &Match| {
            let Some(rule) = extractor.rules.get(found.rule) else { return };
            let Emits::Mention { label, form } = rule.emits else { return };
            let list = if form == Form::Nominal { &mut *descriptions } else { &mut candidates };
            list.push(Candidate {
                first: sentence.first + found.first,
                last: sentence.first + found.last,
                label: Some(label),
                form,
                score: rule.score,
                rank: extractor.ranks.get(found.rule.0 as usize).copied().unwrap_or(0),
                guarded: false,
                origin: Origin::Rule(found.rule),
                sense: None,
                value: None,
            });
        };
        work.found.matches().iter().for_each(&mut keep);
        if !work.found.untagged().is_empty() {
            let tags = tags(extractor, document.text, view.tokens, sentence.first, &[]);
            let view = crate::rule::Sentence { tags: Some(&tags), ..view };
            extractor.rules.find_tagged(pass, &view, &mut work.scratch, &mut work.found);
            work.found.matches().iter().for_each(&mut keep);
        }
    }
    borders.forenames(&mut candidates);
    defined::propose(
        document.text,
        &document.tokens,
        (sentence.first, sentence.last),
        &extractor.lexicon,
        &extractor.context_words,
        extractor.schema(),
        &mut candidates,
    );
    if !extractor.weights.is_empty() {
        runs::propose(
            &document.tokens,
            sentence.first,
            sentence.last,
            &extractor.lexicon,
            &extractor.context_words,
            &mut candidates,
        );
    }
    candidates
}

/// The parts of speech of a sentence whose first token is the document's token `first`, for rules that read them.
pub fn tags(extractor: &Extractor, text: &str, tokens: &[Token], first: u32, mentions: &[Mention]) -> Vec<Tag> {
    let mut analysis = Analysis::default();
    extractor.analyzer.tag(text, tokens, first, mentions, &extractor.lexicon, &mut analysis);
    analysis.fine.iter().map(|fine| fine.tag()).collect()
}

/// The candidates as rules see them, in order of their first token.
pub fn mark(candidates: &[Candidate], first: u32, out: &mut Vec<Marked>) {
    out.clear();
    for (index, candidate) in candidates.iter().enumerate() {
        if let Some(label) = candidate.label.filter(|_| candidate.last > candidate.first) {
            out.push(Marked {
                first: candidate.first - first,
                last: candidate.last - first,
                label,
                index: index as u32,
            });
        }
    }
    out.sort_unstable_by_key(|m| (m.first, m.last, m.label, m.index));
    out.dedup_by_key(|m| (m.first, m.last, m.label));
}

fn choose(
    extractor: &Extractor,
    document: &Document<'_>,
    sentence: &Sentence,
    mut candidates: Vec<Candidate>,
    known: &Known,
    out: &mut Vec<Candidate>,
) {
    let at = surroundings(extractor, document, sentence, known);
    if extractor.weights.is_empty() {
        resolve(&mut candidates, &|candidate| at.support(candidate), out);
        return;
    }
    let lattice = Lattice::new(&extractor.features, &at, candidates);
    lattice.take(&at, &lattice.best(&extractor.weights), out);
}

/// A sentence and what is known beside it.
pub fn surroundings<'a>(
    extractor: &'a Extractor,
    document: &'a Document<'_>,
    sentence: &Sentence,
    known: &'a Known,
) -> Surroundings<'a> {
    let tokens = &document.tokens[sentence.range()];
    let words = tokens.iter().filter(|t| t.shape.has(Shape::LETTER) && t.span.len() > 3);
    let (capitals, all) = words.fold((0, 0), |(c, n), t| (c + usize::from(t.shape.has(Shape::CAPITAL)), n + 1));
    let long = tokens.iter().filter(|t| t.shape.has(Shape::LOWER) && t.span.len() > 4).count();
    let kind = document.blocks.get(sentence.block as usize).map(|b: &Block| b.kind);
    let (sporting, business) = extractor.context_words.topics(tokens);
    let pronoun = |t: &Token| extractor.context_words.he_or_she(&extractor.lexicon, t);
    Surroundings {
        sporting: sporting || known.sporting(document.sentences.len()),
        business,
        pronoun: tokens.iter().position(&pronoun).map(|at| sentence.first + at as u32),
        resumed: document.tokens.get(sentence.last as usize).is_some_and(pronoun),
        tokens: &document.tokens,
        range: (sentence.first, sentence.last),
        lexicon: &extractor.lexicon,
        schema: extractor.schema(),
        words: &extractor.context_words,
        known,
        capitals: all > 1 && tokens.iter().all(|t| !t.shape.has(Shape::LETTER) || t.shape.has(Shape::UPPER)),
        shouted: all > 3 && capitals * 4 > all * 3 && long * 8 <= all,
        heading: matches!(kind, Some(BlockKind::Headline | BlockKind::Caption)),
    }
}

/// Proposes the surnames of people whose full names stand elsewhere in the document.
pub fn surnames(document: &Document<'_>, sentence: &Sentence, known: &Known, candidates: &mut Vec<Candidate>) {
    for at in sentence.first..sentence.last {
        let token = &document.tokens[at as usize];
        if token.shape.has(Shape::CAPITAL) && known.surnames.contains(&token.hash) {
            candidates.push(Candidate {
                first: at,
                last: at + 1,
                label: Some(LabelId::PERSON),
                form: Form::Name,
                score: 450,
                rank: 0,
                guarded: false,
                origin: code_origin!("person/surname-of-full-name"),
                sense: None,
                value: None,
            });
        }
    }
}
