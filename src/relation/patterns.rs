//! Relation rules: token patterns over the mentions that stand, for what clauses do not carry.

use super::facts::Statement;
use super::relate::Scene;
use super::{Argument, Evidence, Qualifier};
use crate::extractor::Extractor;
use crate::mention::{Form, MentionId};
use crate::origin::Origin;
use crate::rule::{Capture, Emits, Filler, Found, Marked, Match, Pass, Rule, Scratch};
use crate::text::sentence::Sentence;
use crate::text::span::Span;

/// Appends what the relation rules find in a sentence.
#[allow(clippy::too_many_arguments)]
pub fn find(
    extractor: &Extractor,
    scene: &Scene<'_>,
    index: u32,
    sentence: &Sentence,
    mentions: (u32, u32),
    scratch: &mut Scratch,
    found: &mut Found,
    marked: &mut Vec<Marked>,
    out: &mut Vec<Statement>,
) {
    marked.clear();
    for id in mentions.0..mentions.1 {
        let mention = &scene.mentions[id as usize];
        let (first, last) = (mention.first - sentence.first, mention.last - sentence.first);
        marked.push(Marked { first, last, label: mention.label, index: id });
    }
    marked.sort_unstable_by_key(|m| (m.first, m.last));
    let tokens = &scene.tokens[sentence.range()];
    let view = crate::rule::Sentence { text: scene.text, tokens, words: &extractor.lexicon, tags: None, mentions: marked };
    extractor.rules.find(Pass::Relations, &view, scratch, found);
    for one in found.matches() {
        let Some(rule) = extractor.rules.get(one.rule) else { continue };
        let reader = Reader { scene, sentence, index, found, one, marked, rule };
        out.extend(reader.statement());
    }
}

struct Reader<'r> {
    scene: &'r Scene<'r>,
    sentence: &'r Sentence,
    index: u32,
    found: &'r Found,
    one: &'r Match,
    marked: &'r [Marked],
    rule: &'r Rule,
}

impl Reader<'_> {
    fn statement(&self) -> Option<Statement> {
        let Emits::Relation { predicate, subject, object, qualifiers, polarity, modality } = &self.rule.emits else { return None };
        let signature = self.scene.schema.get(*predicate);
        let subject = self.argument(subject)?;
        let object = self.argument(object)?;
        let fits = |argument: &Argument, labels: &[crate::schema::LabelId], text: bool| {
            argument.label.is_some_and(|label| labels.iter().any(|&l| self.scene.schema.is_a(label, l)))
                || text && argument.entity.is_none() && argument.span.is_some()
        };
        if !fits(&subject, &signature.subject, false) || !fits(&object, &signature.object, signature.text) {
            return None;
        }
        if subject.entity.is_some() && subject.entity == object.entity {
            return None;
        }
        let mut kept = Vec::new();
        for (kind, filler) in qualifiers {
            let value = if let Filler::Text(text) = filler { Some(text.as_str().into()) } else { None };
            match self.argument(filler) {
                Some(argument) => {
                    let value = value.or_else(|| argument.mention.and_then(|m| self.scene.mentions[m.0 as usize].value.clone()));
                    kept.push(Qualifier { kind: *kind, argument, value });
                }
                None if value.is_some() => kept.push(Qualifier { kind: *kind, argument: Argument::default(), value }),
                None => {}
            }
        }
        let span = self.span(self.one.whole_first, self.one.whole_last);
        Some(Statement {
            predicate: *predicate,
            polarity: *polarity,
            qualifiers: kept,
            evidence: Evidence {
                sentence: self.index,
                span,
                subject,
                object,
                trigger: span,
                score: self.rule.score,
                modality: *modality,
                attribution: None,
                origin: Origin::Rule(self.one.rule),
            },
        })
    }

    fn argument(&self, filler: &Filler) -> Option<Argument> {
        let Filler::Capture(name) = filler else { return None };
        let capture: Capture = self.found.capture(self.one, *name)?;
        let span = self.span(capture.first, capture.last);
        let exact = || self.marked.iter().find(|m| m.first == capture.first && m.last == capture.last).map(|m| m.index);
        let mention = capture.mention.and_then(|at| self.marked.get(at as usize)).map(|m| m.index).or_else(exact);
        let Some(id) = mention else { return Some(Argument { span: Some(span), ..Argument::default() }) };
        let mention = &self.scene.mentions[id as usize];
        if mention.form == Form::Pronoun && mention.entity.is_none() {
            return None;
        }
        let label = mention.entity.map_or(mention.label, |e| self.scene.entities[e.0 as usize].label);
        Some(Argument { entity: mention.entity, mention: Some(MentionId(id)), label: Some(label), span: Some(mention.span), ..Argument::default() })
    }

    fn span(&self, first: u32, last: u32) -> Span {
        let tokens = &self.scene.tokens[self.sentence.range()];
        match (tokens.get(first as usize), tokens.get((last as usize).wrapping_sub(1))) {
            (Some(a), Some(b)) => a.span.cover(b.span),
            _ => self.sentence.span,
        }
    }
}
