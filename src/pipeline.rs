//! The way of a text through the stages.

use std::collections::HashMap;

use crate::document::Document;
use crate::entity::choice::Choice;
use crate::entity::description as descriptions;
use crate::entity::groups::Groups;
use crate::entity::refer::{Outcome, Reference};
use crate::entity::standing::Standings;
use crate::entity::{EntityId, government, link, names, places, pronoun};
use crate::extractor::{Context, Depth, Extractor};
use crate::gazetteer::SenseRef;
use crate::mention::candidate::Candidate;
use crate::mention::context::{Known, Surroundings};
use crate::mention::lattice::Lattice;
use crate::mention::resolve::resolve;
use crate::mention::runs;
use crate::mention::values::Values;
use crate::mention::{Form, Mention};
use crate::origin::{Origin, code_origin};
use crate::relation::facts::{self, Statement};
use crate::relation::open::OpenTriple;
use crate::relation::patterns;
use crate::relation::relate::Scene;
use crate::rule::{Emits, Marked, Match, Pass};
use crate::schema::LabelId;
use crate::syntax::Tag;
use crate::syntax::analysis::Analysis;
use crate::syntax::trees::{Effort, Source};
use crate::text::layout::{Block, BlockKind};
use crate::text::sentence::{Sentence, sentences};
use crate::text::span::Span;
use crate::text::token::{Shape, Token, tokenize};
use crate::work::Work;

/// A mention that is given, not found: of a rule's test.
#[derive(Clone, Copy, Debug)]
pub struct Given {
    /// Where.
    pub span: Span,
    /// What.
    pub label: LabelId,
}

/// Score that a name of the gazetteer needs to stand in page furniture.
const SURE: u16 = 650;

/// Reads a text.
///
/// Where mentions are `given` (in the test of a rule), they are all there are beside dates and amounts.
pub fn read<'a>(extractor: &'a Extractor, text: &'a str, context: &Context, given: Option<&[Given]>) -> Document<'a> {
    let mut document = split(extractor, text, context);
    let mut work = extractor.pool.take();
    document.mentions = mentions(extractor, &document, given, &mut work);
    if extractor.depth >= Depth::Entities {
        link_entities(extractor, &mut document, &mut work);
    }
    if extractor.depth >= Depth::Relations {
        let statements = statements(extractor, &document, &mut work);
        document.triples = facts::gather(text, extractor.schema(), statements);
        government::mark(extractor, &mut document);
        if extractor.open {
            document.open = open_triples(extractor, &document, &mut work);
        }
    }
    document.effort = work.trees.effort();
    extractor.pool.put(work, text.len());
    // A title refers by what somebody is, not by a name.
    for mention in document.mentions.iter_mut().filter(|m| extractor.schema().is_a(m.label, LabelId::TITLE)) {
        mention.form = Form::Nominal;
    }
    document
}

/// Reads a text up to the candidates of its sentences.
pub fn candidates<'a>(
    extractor: &'a Extractor,
    text: &'a str,
    context: &Context,
) -> (Document<'a>, Vec<Vec<Candidate>>) {
    let document = split(extractor, text, context);
    let mut work = Work::default();
    let candidates = document.sentences.iter().map(|s| propose(extractor, &document, s, None, &mut work)).collect();
    (document, candidates)
}

/// Blocks, tokens and sentences of a text.
fn split<'a>(extractor: &'a Extractor, text: &'a str, context: &Context) -> Document<'a> {
    let mut document = Document {
        text,
        extractor,
        date: context.date,
        blocks: Vec::new(),
        tokens: Vec::new(),
        sentences: Vec::new(),
        mentions: Vec::new(),
        entities: Vec::new(),
        triples: Vec::new(),
        open: Vec::new(),
        effort: Effort::default(),
    };
    let words = &extractor.orthography;
    extractor.layout.blocks(text, &|word| words.calendar(word), &mut document.blocks);
    tokenize(text, Span::new(0, text.len() as u32), &extractor.lexicon.spelling(), &mut document.tokens);
    extractor.lexicon.annotate(text, &mut document.tokens);
    sentences(text, &document.blocks, &mut document.tokens, &|token| words.role(token), &mut document.sentences);
    document.date =
        document.date.or_else(|| extractor.chronology.document_date(text, &document.blocks, &document.tokens));
    document
}

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
    for candidate in &chosen {
        known.learn(document.text, &document.tokens, extractor.schema(), &|t| suffix(extractor, t), candidate);
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
fn mentions(extractor: &Extractor, document: &Document<'_>, given: Option<&[Given]>, work: &mut Work) -> Vec<Mention> {
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
fn propose(
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
    // "King Hussein" is listed whole; the title is no part of the name.
    for candidate in
        candidates.iter_mut().filter(|c| c.label.is_some_and(|l| extractor.schema().top(l) == LabelId::PERSON))
    {
        let head = document.tokens.get(candidate.first as usize).map_or(0, |t| t.hash);
        if candidate.len() > 1 && candidate.rank == 0 && extractor.context_words.titles(head) {
            candidate.first += 1;
        }
    }
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
    Surroundings {
        sporting,
        business,
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

/// Whether a token ends names of companies.
pub fn suffix(extractor: &Extractor, token: &Token) -> bool {
    extractor.context_words.suffix(&extractor.lexicon, token)
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

/// Groups of the mentions that name or mean the same, and what the references gave.
fn refer(extractor: &Extractor, document: &Document<'_>, work: &mut Work, noted: bool) -> (Groups, Outcome) {
    let mut groups = Groups::new(document.mentions.len());
    let names = names::Names {
        text: document.text,
        tokens: &document.tokens,
        mentions: &document.mentions,
        lexicon: &extractor.lexicon,
        schema: extractor.schema(),
        words: &extractor.name_words,
    };
    names.link(&mut groups);
    let people =
        |m: &Mention| extractor.reference_words.of_person(&extractor.lexicon, &document.tokens[m.first as usize]);
    let standings = Standings::read(
        &source(extractor, document),
        &mut work.trees,
        &mut work.analysis,
        &document.mentions,
        &extractor.reference_words,
        &people,
    );
    let reference = Reference {
        names,
        standings: &standings,
        sentences: &document.sentences,
        words: &extractor.reference_words,
        sense: &|sense| extractor.sense(sense),
        date: document.date,
        weights: &extractor.pronouns,
        noted,
    };
    let outcome = reference.resolve(&mut groups);
    (groups, outcome)
}

/// Reads a text up to the choices that its pronouns give.
pub fn choices(extractor: &Extractor, text: &str, context: &Context) -> Vec<Choice> {
    let mut document = split(extractor, text, context);
    let mut work = Work::default();
    document.mentions = mentions(extractor, &document, None, &mut work);
    refer(extractor, &document, &mut work, true).1.choices
}

/// What the trees of a document are made of.
fn source<'a>(extractor: &'a Extractor, document: &'a Document<'_>) -> Source<'a> {
    Source {
        text: document.text,
        tokens: &document.tokens,
        sentences: &document.sentences,
        lexicon: &extractor.lexicon,
        analyzer: &extractor.analyzer,
    }
}

fn link_entities(extractor: &Extractor, document: &mut Document<'_>, work: &mut Work) {
    let (mut groups, outcome) = refer(extractor, document, work, false);
    for &(mention, likely) in &outcome.likely {
        document.mentions[mention as usize].score = likely;
    }
    let mut groups = groups.keep(&outcome.keep);
    let parties = outcome.renumbered();
    let mut kept = outcome.keep.iter();
    document.mentions.retain(|_| kept.next().copied().unwrap_or(true));
    document.entities =
        link::entities(extractor.schema(), &mut document.mentions, &mut groups, &|sense| extractor.sense(sense).prior);
    link::parties(extractor.schema(), &mut document.mentions, &mut groups, &parties, &mut document.entities);
    places::choose(extractor, document);
}

/// The entities by the rows that they are linked to.
pub fn linked(document: &Document<'_>) -> HashMap<SenseRef, EntityId> {
    let rows = (0..document.entities.len() as u32)
        .filter_map(|id| Some((document.entities[id as usize].linked?, EntityId(id))));
    // An entity that comes later does not displace the first of its row.
    rows.rev().collect()
}

/// What the search for relations is given of a document, with these mentions of it.
pub fn scene<'s>(
    document: &'s Document<'_>,
    mentions: &'s [Mention],
    linked: &'s HashMap<SenseRef, EntityId>,
    values: &'s Values,
) -> Scene<'s> {
    let extractor = document.extractor;
    Scene {
        text: document.text,
        tokens: &document.tokens,
        mentions,
        entities: &document.entities,
        linked,
        lexicon: &extractor.lexicon,
        rules: &extractor.rules,
        values,
        chronology: &extractor.chronology,
        date: document.date,
        schema: extractor.schema(),
    }
}

/// Each sentence with its number, the range of its mentions, and the kind of its block.
fn sentences_told<'d>(
    document: &'d Document<'_>,
) -> impl Iterator<Item = (u32, &'d Sentence, (u32, u32), Option<BlockKind>)> {
    let mut next = 0;
    (0..).zip(&document.sentences).map(move |(index, sentence)| {
        let from = next;
        while document.mentions.get(next as usize).is_some_and(|m| m.sentence == index) {
            next += 1;
        }
        let kind = document.blocks.get(sentence.block as usize).map(|b: &Block| b.kind);
        (index, sentence, (from, next), kind)
    })
}

/// Open triples of every sentence that is neither page furniture nor a dateline.
fn open_triples(extractor: &Extractor, document: &Document<'_>, work: &mut Work) -> Vec<OpenTriple> {
    let mut open = Vec::new();
    let source = source(extractor, document);
    let linked = linked(document);
    let values = std::mem::take(&mut work.values);
    let scene = scene(document, &document.mentions, &linked, &values);
    for (index, sentence, (from, next), kind) in sentences_told(document) {
        if matches!(kind, Some(BlockKind::Furniture | BlockKind::Dateline)) {
            continue;
        }
        let inside = &document.mentions[from as usize..next as usize];
        work.trees.tag(&source, index, inside, &mut work.analysis);
        work.trees.parse(&source, index, &mut work.analysis);
        extractor.relations.with_clauses(&scene, sentence, (from, next), &mut work.analysis, &mut |_, _| {}, |read| {
            extractor.relations.open(&scene, index, read, &mut open)
        });
    }
    work.values = values;
    open
}

/// Relations of every sentence that is not page furniture.
fn statements(extractor: &Extractor, document: &Document<'_>, work: &mut Work) -> Vec<Statement> {
    let mut statements = Vec::new();
    let source = source(extractor, document);
    let linked = linked(document);
    let values = std::mem::take(&mut work.values);
    let scene = scene(document, &document.mentions, &linked, &values);
    for (index, sentence, (from, next), kind) in sentences_told(document) {
        if kind == Some(BlockKind::Furniture) {
            continue;
        }
        if from < next {
            patterns::find(
                extractor,
                &scene,
                index,
                sentence,
                (from, next),
                &mut work.scratch,
                &mut work.found,
                &mut work.marked,
                &mut statements,
            );
        }
        // A dateline has no clause, but may say where its town lies.
        if kind != Some(BlockKind::Dateline) {
            extractor.relations.find(
                &scene,
                (index, sentence),
                (from, next),
                (&source, &mut work.trees),
                &mut work.analysis,
                &mut statements,
            );
        }
    }
    work.values = values;
    statements
}
