//! A document read once more, for explanations: extraction notes who made a result, and nothing else.

use super::explanation::{Explanation, Weighed};
use crate::document::Document;
use crate::mention::Mention;
use crate::mention::candidate::Candidate;
use crate::mention::context::Known;
use crate::mention::features::LABELS;
use crate::mention::lattice::{Choice, Lattice};
use crate::origin::Origin;
use crate::pipeline;
use crate::relation::Evidence;
use crate::rule::{Found, Marked, Pass, RuleId, Scratch, Sentence};
use crate::text::span::Span;

/// What the stages had before them.
pub(super) struct Replay<'d> {
    document: &'d Document<'d>,
    candidates: Vec<Vec<Candidate>>,
    known: Known,
}

impl<'d> Replay<'d> {
    pub(super) fn new(document: &'d Document<'d>) -> Replay<'d> {
        let (candidates, known) = pipeline::reread(document);
        Replay { document, candidates, known }
    }

    /// What the model of mentions weighed for the label that a mention has; `None` where it had no say.
    pub(super) fn model(&self, mention: &Mention) -> Option<Explanation> {
        let extractor = self.document.extractor;
        let sentence = self.document.sentences.get(mention.sentence as usize)?;
        let mut candidates = self.candidates.get(mention.sentence as usize)?.clone();
        let label = usize::from(extractor.schema().top(mention.label).0);
        if extractor.weights.is_empty() || label >= LABELS {
            return None;
        }
        pipeline::surnames(self.document, sentence, &self.known, &mut candidates);
        let at = pipeline::surroundings(extractor, self.document, sentence, &self.known);
        let lattice = Lattice::new(&extractor.features, &at, candidates);
        let chosen = lattice.best(&extractor.weights);
        let of = |(index, choice): &&(usize, Choice)| {
            let stretch = &lattice.stretches[*index];
            (stretch.first, stretch.last) == (mention.first, mention.last) && *choice == Choice::Label(label)
        };
        let stretch = &lattice.stretches[chosen.iter().find(of)?.0];
        let features = lattice.features(stretch);
        let total = extractor.weights.scores(features)[label];
        let weight = |feature: u32| extractor.weights.rows().get(feature as usize).map_or(0.0, |row| row[label]);
        let mut weighed: Vec<Weighed> = features
            .iter()
            .map(|&f| Weighed {
                feature: extractor.features.names()[f as usize].clone(),
                weight: (weight(f) * 1000.0).round() as i32,
            })
            .filter(|w| w.weight != 0)
            .collect();
        weighed.sort_by(|a, b| b.weight.abs().cmp(&a.weight.abs()).then_with(|| a.feature.cmp(&b.feature)));
        let named = extractor.schema().path(extractor.schema().top(mention.label));
        let beside = if total > 0.0 { "" } else { "; the gazetteer alone decides here" };
        let mut why = Explanation::new("model", format!("weighed as {named} {total:+.2}{beside}"));
        why.features = weighed;
        Some(why)
    }

    /// The parts of a mention rule that took the tokens of a mention.
    pub(super) fn mention_steps(&self, rule: RuleId, mention: &Mention) -> Vec<Explanation> {
        let document = self.document;
        let Some(sentence) = document.sentences.get(mention.sentence as usize) else { return Vec::new() };
        let Some(candidates) = self.candidates.get(mention.sentence as usize) else { return Vec::new() };
        // Rules of the second pass do not see each other.
        let seen = |c: &&Candidate| match c.origin {
            Origin::Rule(other) => document.extractor.rules.get(other).is_some_and(|r| r.pass == Pass::Tokens),
            Origin::Row { .. } | Origin::Code(_) => true,
        };
        let seen: Vec<Candidate> = candidates.iter().filter(seen).cloned().collect();
        let mut marked = Vec::new();
        pipeline::mark(&seen, sentence.first, &mut marked);
        let place = (mention.first - sentence.first, mention.last - sentence.first);
        self.steps(rule, mention.sentence, &marked, |m| (m.first, m.last) == place)
    }

    /// The parts of a relation rule that took the words of a piece of evidence.
    pub(super) fn evidence_steps(&self, rule: RuleId, evidence: &Evidence) -> Vec<Explanation> {
        let document = self.document;
        let Some(sentence) = document.sentences.get(evidence.sentence as usize) else { return Vec::new() };
        let inside = document.mentions.iter().zip(0..).filter(|(m, _)| m.sentence == evidence.sentence);
        let mut marked: Vec<Marked> = inside
            .map(|(m, index)| Marked {
                first: m.first - sentence.first,
                last: m.last - sentence.first,
                label: m.label,
                index,
            })
            .collect();
        marked.sort_unstable_by_key(|m| (m.first, m.last));
        let tokens = &document.tokens[sentence.range()];
        let cover = |first: u32, last: u32| tokens.get(first as usize..last as usize).map(pipeline::span);
        self.steps(rule, evidence.sentence, &marked, |m| cover(m.whole_first, m.whole_last) == Some(evidence.span))
    }

    fn steps(
        &self,
        rule: RuleId,
        sentence: u32,
        marked: &[Marked],
        wanted: impl Fn(&crate::rule::Match) -> bool,
    ) -> Vec<Explanation> {
        let (document, extractor) = (self.document, self.document.extractor);
        let tokens = &document.tokens[document.sentences[sentence as usize].range()];
        let view = Sentence { text: document.text, tokens, words: &extractor.lexicon, tags: None, mentions: marked };
        let mut found = Found::default();
        extractor.rules.find_one(rule, &view, &mut Scratch::default(), &mut found);
        let Some(one) = found.matches().iter().find(|m| wanted(m)) else { return Vec::new() };
        let span =
            |first: u32, last: u32| tokens.get(first as usize..last as usize).map_or(Span::default(), pipeline::span);
        let names = extractor.rules.get(rule).map(|r| r.captures.as_slice()).unwrap_or_default();
        let taken = extractor.rules.retrace(rule, &view, &extractor.lexicon, (one.whole_first, one.whole_last));
        let mut steps: Vec<Explanation> = taken
            .into_iter()
            .map(|step| {
                let span = span(step.first, step.last);
                Explanation::new("step", format!("{} took {}", step.part, document.quoted(span))).at(span)
            })
            .collect();
        steps.extend(found.captures(one).iter().map(|capture| {
            let span = span(capture.first, capture.last);
            let name = names.get(capture.name as usize).map_or("", String::as_str);
            Explanation::new("capture", format!("capture `{name}` is {}", document.quoted(span))).at(span)
        }));
        steps
    }
}
