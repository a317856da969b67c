//! A document read once more, for explanations and traces: extraction notes who made a result, and nothing else.

use std::cell::OnceCell;

use super::explanation::{Explanation, Weighed};
use super::one_line;
use crate::document::Document;
use crate::entity::EntityId;
use crate::entity::antecedent;
use crate::entity::choice::{Alternative, Choice};
use crate::extractor::Context;
use crate::gazetteer::SenseRef;
use crate::mention::candidate::Candidate;
use crate::mention::features::LABELS;
use crate::mention::lattice::{self, Lattice};
use crate::mention::{Form, Mention};
use crate::origin::Origin;
use crate::pipeline::{self, Reread};
use crate::relation::Evidence;
use crate::relation::relate::Scene;
use crate::rule::{Emits, Found, Marked, Match, Pass, RuleId, Scratch, Sentence, Taken};
use crate::schema::LabelId;
use crate::syntax::Tag;
use crate::text::hashed::NumberMap;
use crate::text::span::Span;
use crate::text::token::Token;

/// What the stages had before them.
pub(super) struct Replay<'d> {
    pub document: &'d Document<'d>,
    reread: Reread,
    /// The mentions as the relations had them before them.
    mentions: Vec<Mention>,
    linked: NumberMap<SenseRef, EntityId>,
    /// The choices that pronouns gave.
    choices: OnceCell<Vec<Choice>>,
}

/// What a rule had before it in one sentence.
pub(super) struct Stage<'d> {
    document: &'d Document<'d>,
    tokens: &'d [Token],
    pub marked: Vec<Marked>,
    tags: Option<Vec<Tag>>,
}

impl<'d> Stage<'d> {
    pub(super) fn view(&self) -> Sentence<'_> {
        Sentence {
            text: self.document.text,
            tokens: self.tokens,
            words: &self.document.extractor.lexicon,
            tags: self.tags.as_deref(),
            mentions: &self.marked,
        }
    }

    /// The span of some of the sentence's tokens.
    pub(super) fn span(&self, first: u32, last: u32) -> Span {
        self.tokens.get(first as usize..last as usize).map_or(Span::default(), pipeline::span)
    }

    /// The matches of a rule.
    pub(super) fn find(&self, rule: RuleId) -> Found {
        let mut found = Found::default();
        self.document.extractor.rules.find_one(rule, &self.view(), &mut Scratch::default(), &mut found);
        found
    }

    /// What parts of a rule took, a line each.
    pub(super) fn steps(&self, rule: RuleId, taken: &[Taken]) -> Vec<Explanation> {
        let step = |taken: &Taken| {
            let span = self.span(taken.first, taken.last);
            let part = self.document.part(rule, taken.part);
            Explanation::new("step", format!("`{part}` took {}", self.document.quoted(span))).at(span)
        };
        taken.iter().map(step).collect()
    }

    fn told(&self, rule: RuleId, found: &Found, one: &Match) -> Vec<Explanation> {
        let rules = &self.document.extractor.rules;
        let taken = rules.retrace(rule, &self.view(), (one.whole_first, one.whole_last));
        let mut steps = self.steps(rule, &taken);
        let names = rules.get(rule).map(|r| r.captures.as_slice()).unwrap_or_default();
        steps.extend(found.captures(one).iter().map(|capture| {
            let span = self.span(capture.first, capture.last);
            let name = names.get(capture.name as usize).map_or("", String::as_str);
            Explanation::new("capture", format!("capture `{name}` is {}", self.document.quoted(span))).at(span)
        }));
        steps
    }
}

impl Document<'_> {
    /// A part of a rule's source.
    pub(super) fn part(&self, rule: RuleId, part: Span) -> String {
        let source = self.extractor.rules.get(rule).and_then(|rule| self.extractor.rule_source(&rule.file));
        source.and_then(|text| text.get(part.range())).map(one_line).unwrap_or_default()
    }
}

impl<'d> Replay<'d> {
    pub(super) fn new(document: &'d Document<'d>) -> Replay<'d> {
        let extractor = document.extractor;
        let mut mentions = document.mentions.clone();
        // Titles become nominal once all is read.
        for mention in mentions.iter_mut().filter(|m| extractor.schema().is_a(m.label, LabelId::TITLE)) {
            mention.form = match mention.origin {
                Origin::Rule(rule) => match extractor.rules.get(rule).map(|rule| &rule.emits) {
                    Some(Emits::Mention { form, .. }) => *form,
                    _ => Form::Name,
                },
                Origin::Row { .. } | Origin::Code(_) => Form::Name,
            };
        }
        Replay {
            document,
            reread: pipeline::reread(document),
            mentions,
            linked: pipeline::linked(document),
            choices: OnceCell::new(),
        }
    }

    /// What the search for relations had before it.
    pub(super) fn scene(&self) -> Scene<'_> {
        pipeline::scene(self.document, &self.mentions, &self.linked, &self.reread.values)
    }

    /// The range of a sentence's mentions.
    pub(super) fn inside(&self, sentence: u32) -> (u32, u32) {
        let at = |index: u32| self.mentions.partition_point(|m| m.sentence < index) as u32;
        (at(sentence), at(sentence + 1))
    }

    /// What a rule has before it in a sentence: candidates, or the mentions that stand.
    pub(super) fn stage(&self, rule: RuleId, index: u32) -> Option<Stage<'d>> {
        let (document, extractor) = (self.document, self.document.extractor);
        let sentence = document.sentences.get(index as usize)?;
        let tokens = &document.tokens[sentence.range()];
        let data = extractor.rules.get(rule)?;
        let mut marked = Vec::new();
        let (from, to) = self.inside(index);
        let mentions = &self.mentions[from as usize..to as usize];
        match data.pass {
            Pass::Tokens => {}
            Pass::Labels => {
                // Rules of the second pass do not see each other.
                let seen = |c: &&Candidate| match c.origin {
                    Origin::Rule(other) => extractor.rules.get(other).is_some_and(|r| r.pass == Pass::Tokens),
                    Origin::Row { .. } | Origin::Code(_) => true,
                };
                let candidates = self.reread.candidates.get(index as usize)?;
                let seen: Vec<Candidate> = candidates.iter().filter(seen).cloned().collect();
                pipeline::mark(&seen, sentence.first, &mut marked);
            }
            Pass::Relations | Pass::Frames => {
                marked.extend(mentions.iter().zip(from..).map(|(m, index)| Marked {
                    first: m.first - sentence.first,
                    last: m.last - sentence.first,
                    label: m.label,
                    index,
                }));
                marked.sort_unstable_by_key(|m| (m.first, m.last));
            }
        }
        let inside = if data.pass == Pass::Relations { mentions } else { &[] };
        let tags = data.reads_tags.then(|| pipeline::tags(extractor, document.text, tokens, sentence.first, inside));
        Some(Stage { document, tokens, marked, tags })
    }

    /// What the model of mentions weighed for the label that a mention has; `None` where it had no say.
    pub(super) fn model(&self, mention: &Mention) -> Option<Explanation> {
        self.weighed(mention.sentence, (mention.first, mention.last), mention.label, true)
    }

    /// What the model of mentions weighs for a label of these tokens; `None` where it has no say, or did not choose them though it
    /// should have (`chosen`).
    pub(super) fn weighed(&self, index: u32, place: (u32, u32), label: LabelId, chosen: bool) -> Option<Explanation> {
        let (document, extractor) = (self.document, self.document.extractor);
        let sentence = document.sentences.get(index as usize)?;
        let mut candidates = self.reread.candidates.get(index as usize)?.clone();
        let named = extractor.schema().top(label);
        let label = usize::from(named.0);
        if extractor.weights.is_empty() || label >= LABELS {
            return None;
        }
        pipeline::surnames(document, sentence, &self.reread.known, &mut candidates);
        let at = pipeline::surroundings(extractor, document, sentence, &self.reread.known);
        let lattice = Lattice::new(&extractor.features, &at, candidates);
        let here = |index: &usize| {
            let stretch = &lattice.stretches[*index];
            stretch.open && (stretch.first, stretch.last) == place
        };
        let stretch = if chosen {
            let best = lattice.best(&extractor.weights);
            best.into_iter().find(|(index, choice)| here(index) && *choice == lattice::Choice::Label(label))?.0
        } else {
            (0..lattice.stretches.len()).find(here)?
        };
        let features = lattice.features(&lattice.stretches[stretch]);
        let total = extractor.weights.scores(features)[label];
        let weight = |feature: u32| extractor.weights.rows().get(feature as usize).map_or(0.0, |row| row[label]);
        let features = heaviest(features.iter().map(|&f| (extractor.features.names().get(f), weight(f))));
        let named = extractor.schema().path(named);
        let beside = match (chosen, total > 0.0) {
            (true, false) => "; the gazetteer alone decides here",
            (false, false) => "; below zero it is no name",
            (_, true) => "",
        };
        let mut why = Explanation::new("model", format!("weighed as {named} {total:+.2}{beside}"));
        why.features = features;
        Some(why)
    }

    /// Those among whom a pronoun's meaning was chosen, the strongest first, with what the model weighed; empty where it had no say.
    pub(super) fn antecedents(&self, pronoun: &Mention) -> Vec<Explanation> {
        let (document, extractor) = (self.document, self.document.extractor);
        let context = Context { date: document.date };
        let choices = self.choices.get_or_init(|| pipeline::choices(extractor, document.text, &context));
        let Some(choice) = choices.iter().find(|choice| choice.pronoun == pronoun.span) else { return Vec::new() };
        let strength = |a: &Alternative| extractor.pronouns.shares(&a.features).iter().sum::<f32>();
        let mut alternatives: Vec<&Alternative> = choice.alternatives.iter().collect();
        alternatives.sort_by(|a, b| strength(b).total_cmp(&strength(a)));
        let told = alternatives.into_iter().map(|alternative| {
            let name = alternative.names.first().map(|&span| document.quoted(span)).unwrap_or_default();
            let names = antecedent::Weights::names().into_iter();
            let says = format!("candidate {name} weighed {:+.2}", strength(alternative));
            let shares = names.zip(extractor.pronouns.shares(&alternative.features));
            Explanation { features: heaviest(shares), ..Explanation::new("candidate", says) }
        });
        told.collect()
    }

    /// The parts of a mention rule that took the tokens of a mention.
    pub(super) fn mention_steps(&self, rule: RuleId, mention: &Mention) -> Vec<Explanation> {
        let Some(stage) = self.stage(rule, mention.sentence) else { return Vec::new() };
        self.steps(rule, &stage, |m| stage.span(m.first, m.last) == mention.span)
    }

    /// The parts of a relation rule that took the words of a piece of evidence.
    pub(super) fn evidence_steps(&self, rule: RuleId, evidence: &Evidence) -> Vec<Explanation> {
        let Some(stage) = self.stage(rule, evidence.sentence) else { return Vec::new() };
        self.steps(rule, &stage, |m| stage.span(m.whole_first, m.whole_last) == evidence.span)
    }

    fn steps(&self, rule: RuleId, stage: &Stage<'_>, wanted: impl Fn(&Match) -> bool) -> Vec<Explanation> {
        let found = stage.find(rule);
        let one = found.matches().iter().find(|m| wanted(m));
        one.map(|one| stage.told(rule, &found, one)).unwrap_or_default()
    }
}

/// Features that weigh something, the heaviest first.
fn heaviest<'f>(features: impl Iterator<Item = (&'f str, f32)>) -> Vec<Weighed> {
    let weighed = features
        .map(|(feature, weight)| Weighed { feature: feature.to_owned(), weight: (weight * 1000.0).round() as i32 });
    let mut weighed: Vec<Weighed> = weighed.filter(|w| w.weight != 0).collect();
    weighed.sort_by(|a, b| b.weight.abs().cmp(&a.weight.abs()).then_with(|| a.feature.cmp(&b.feature)));
    weighed
}
