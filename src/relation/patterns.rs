//! Relation rules: token patterns over the mentions that stand, for what clauses do not carry.

use super::facts::Statement;
use super::frames::Refusal;
use super::relate::Scene;
use super::{Argument, Evidence, Qualifier, QualifierKind};
use crate::extractor::Extractor;
use crate::mention::{Form, MentionId};
use crate::origin::Origin;
use crate::pipeline;
use crate::rule::{Capture, Emits, Filler, Found, Marked, Match, Pass, Rule, Scratch};
use crate::schema::LabelId;
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
    let view =
        crate::rule::Sentence { text: scene.text, tokens, words: &extractor.lexicon, tags: None, mentions: marked };
    extractor.rules.find(Pass::Relations, &view, scratch, found);
    let told = |found: &Found, one: &Match| state(extractor, scene, (index, sentence), found, one, marked).ok();
    out.extend(found.matches().iter().filter_map(|one| told(found, one)));
    if !found.untagged().is_empty() {
        let inside = &scene.mentions[mentions.0 as usize..mentions.1 as usize];
        let tags = pipeline::tags(extractor, scene.text, tokens, sentence.first, inside);
        let view = crate::rule::Sentence { tags: Some(&tags), ..view };
        extractor.rules.find_tagged(Pass::Relations, &view, scratch, found);
        out.extend(found.matches().iter().filter_map(|one| told(found, one)));
    }
}

/// What a match states.
pub fn state(
    extractor: &Extractor,
    scene: &Scene<'_>,
    (index, sentence): (u32, &Sentence),
    found: &Found,
    one: &Match,
    marked: &[Marked],
) -> Result<Statement, Refusal> {
    let rule = extractor.rules.get(one.rule).ok_or(Refusal::Empty(false))?;
    Reader { extractor, scene, sentence, index, found, one, marked, rule }.statement()
}

struct Reader<'r> {
    extractor: &'r Extractor,
    scene: &'r Scene<'r>,
    sentence: &'r Sentence,
    index: u32,
    found: &'r Found,
    one: &'r Match,
    marked: &'r [Marked],
    rule: &'r Rule,
}

impl Reader<'_> {
    fn statement(&self) -> Result<Statement, Refusal> {
        let Emits::Relation { predicate, subject, object, qualifiers, polarity, modality } = &self.rule.emits else {
            return Err(Refusal::Empty(false));
        };
        let signature = self.scene.schema.get(*predicate);
        // "was among the dead": who did it, nobody says.
        let nobody = *subject == Filler::Empty;
        let subject = match subject {
            Filler::Empty => Argument::default(),
            subject => self.argument(subject, &signature.subject).ok_or(Refusal::Empty(false))?,
        };
        let mut object = self.argument(object, &signature.object).ok_or(Refusal::Empty(true))?;
        let fits = |argument: &Argument, labels: &[LabelId], text: bool| {
            argument.label.is_some_and(|label| labels.iter().any(|&l| self.scene.schema.is_a(label, l)))
                || text && argument.entity.is_none() && argument.span.is_some()
        };
        if signature.text && !fits(&object, &signature.object, false) {
            // What is asked for is a phrase, whatever it may name.
            object = Argument { entity: None, mention: None, name: None, ..object };
        }
        if !nobody && !fits(&subject, &signature.subject, false) {
            return Err(Refusal::Label(false, subject));
        }
        if !fits(&object, &signature.object, signature.text) {
            return Err(Refusal::Label(true, object));
        }
        if subject.entity.is_some() && subject.entity == object.entity {
            return Err(Refusal::Same);
        }
        let mut kept = Vec::new();
        for (kind, filler) in qualifiers {
            self.qualifier(*kind, filler, &mut kept);
        }
        let span = self.span(self.one.whole_first, self.one.whole_last);
        Ok(Statement {
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

    fn qualifier(&self, kind: QualifierKind, filler: &Filler, kept: &mut Vec<Qualifier>) {
        let told = |kind: QualifierKind, value: &str| Qualifier {
            kind,
            argument: Argument::default(),
            value: Some(value.into()),
        };
        let capture = match filler {
            Filler::Text(text) => return kept.push(told(kind, text)),
            Filler::Capture(name) => self.found.capture(self.one, *name),
            Filler::Empty => None,
        };
        let Some(capture) = capture else { return };
        match kind {
            // What a holder's office is called leaves out whether it is still held: "former", "acting".
            QualifierKind::Role => {
                let mut first = capture.first;
                let mut status = self.status_of_title(capture);
                while let Some(said) = self.status_at(first).filter(|_| first + 1 < capture.last) {
                    status = status.or(Some(said));
                    first += 1;
                    first += u32::from(self.word(first) == Some("-") && first + 1 < capture.last);
                }
                let span = self.span(first, capture.last);
                kept.push(Qualifier {
                    kind,
                    argument: Argument { span: Some(span), ..Argument::default() },
                    value: Some(self.scene.text[span].into()),
                });
                if let Some(status) = status.filter(|_| !kept.iter().any(|q| q.kind == QualifierKind::Status)) {
                    kept.push(told(QualifierKind::Status, status));
                }
            }
            QualifierKind::Status => {
                let said = (capture.first..capture.last).find_map(|at| self.status_at(at));
                if let Some(status) = said {
                    kept.retain(|q| q.kind != QualifierKind::Status);
                    kept.push(told(kind, status));
                }
            }
            _ => {
                let Some(argument) = self.argument(filler, &[]) else { return };
                let value = argument.mention.and_then(|m| self.scene.mentions[m.0 as usize].value.clone());
                kept.push(Qualifier { kind, argument, value });
            }
        }
    }

    fn word(&self, at: u32) -> Option<&str> {
        let token = self.scene.tokens[self.sentence.range()].get(at as usize)?;
        Some(&self.scene.text[token.span])
    }

    /// What a word before an office says of the time it is held: "former", "acting", "elect".
    fn status_at(&self, at: u32) -> Option<&'static str> {
        let token = self.scene.tokens[self.sentence.range()].get(at as usize)?;
        let class = self.scene.lexicon.class("role_mod")?;
        status(self.scene.lexicon.value(token.word, class)?)
    }

    /// What a title says of it by itself: "president-elect".
    fn status_of_title(&self, capture: Capture) -> Option<&'static str> {
        let inside = self.marked.iter().filter(|m| capture.first <= m.first && m.last <= capture.last);
        inside
            .filter_map(|m| self.scene.mentions[m.index as usize].sense)
            .find_map(|sense| status(self.extractor.sense(sense).attr("status")?))
    }

    fn argument(&self, filler: &Filler, wanted: &[LabelId]) -> Option<Argument> {
        let Filler::Capture(name) = filler else { return None };
        let capture: Capture = self.found.capture(self.one, *name)?;
        let span = self.span(capture.first, capture.last);
        let exact = || self.marked.iter().find(|m| m.first == capture.first && m.last == capture.last).map(|m| m.index);
        let mention = capture.mention.and_then(|at| self.marked.get(at as usize)).map(|m| m.index).or_else(exact);
        let Some(id) = mention else {
            // A part of a date is a date: either year of "(1903–1950)".
            let dated = self
                .marked
                .iter()
                .find(|m| m.first <= capture.first && capture.last <= m.last && m.label == LabelId::DATE);
            return Some(Argument { span: Some(span), label: dated.map(|m| m.label), ..Argument::default() });
        };
        let mention = &self.scene.mentions[id as usize];
        if mention.form == Form::Pronoun && mention.entity.is_none() {
            return None;
        }
        let schema = self.scene.schema;
        let takes = |label: LabelId| wanted.iter().any(|&l| schema.is_a(l, label));
        if schema.top(mention.label) == LabelId::NORP && takes(LabelId::PLACE) && !takes(LabelId::NORP) {
            return self.place_of(id);
        }
        let label = mention.entity.map_or(mention.label, |e| self.scene.entities[e.0 as usize].label);
        Some(Argument {
            entity: mention.entity,
            mention: Some(MentionId(id)),
            label: Some(label),
            span: Some(mention.span),
            ..Argument::default()
        })
    }

    /// The place that a word for its people stands for: the document's own entity where it names the place.
    fn place_of(&self, id: u32) -> Option<Argument> {
        let mention = &self.scene.mentions[id as usize];
        let names = &self.extractor.names;
        let place = self.extractor.peoples.place(names, mention.sense, &self.scene.text[mention.span])?;
        let entity = self.scene.linked.get(&place).copied();
        let label = self.scene.schema.label(self.extractor.sense(place).label)?;
        Some(Argument {
            entity,
            mention: Some(MentionId(id)),
            label: Some(label),
            span: Some(mention.span),
            name: Some(place),
            ..Argument::default()
        })
    }

    fn span(&self, first: u32, last: u32) -> Span {
        let tokens = &self.scene.tokens[self.sentence.range()];
        match (tokens.get(first as usize), tokens.get((last as usize).wrapping_sub(1))) {
            (Some(a), Some(b)) => a.span.cover(b.span),
            _ => self.sentence.span,
        }
    }
}

/// The status that the schema knows for a word's value in the lexicon or a title's attribute.
fn status(value: &str) -> Option<&'static str> {
    match value {
        "former" => Some("former"),
        "current" | "outgoing" => Some("current"),
        "acting" | "interim" => Some("acting"),
        "elect" => Some("elect"),
        "designate" => Some("designate"),
        _ => None,
    }
}
