//! From a document to its record.

use std::collections::BTreeMap;

use super::explain::Explainer;
use super::explanation::Explanation;
use super::offsets::Offsets;
use super::one_line;
use super::record::{
    ArgumentRecord, BlockRecord, CandidateRecord, CodesRecord, EntityRecord, EvidenceRecord, MentionRecord,
    PhraseRecord, QualifiersRecord, Record, RecordOptions, SpanRecord, StandsForRecord, TimeRecord, TriggerRecord,
    TripleRecord,
};
use crate::document::{Document, EntityView, MentionView, TripleView};
use crate::mention::Form;
use crate::relation::open::OpenTriple;
use crate::relation::{Argument, Qualifier, QualifierKind};
use crate::text::layout::{Block, BlockKind};
use crate::text::span::Span;

impl Document<'_> {
    /// The owned twin, offsets in characters.
    pub fn to_record(&self) -> Record {
        self.to_record_with(RecordOptions::default())
    }

    /// The owned twin with the wanted unit and layers.
    pub fn to_record_with(&self, options: RecordOptions) -> Record {
        let writer = Writer { document: self, offsets: Offsets::new(self.text, options.offsets) };
        let mut record = writer.record();
        record.offsets = options.offsets.as_str().to_owned();
        record.text = options.text.then(|| self.text.to_owned());
        record.tokens = options.tokens.then(|| writer.tokens());
        record.blocks = options.blocks.then(|| writer.blocks());
        if options.explain {
            writer.explain(&mut record);
        }
        record
    }
}

/// The name of a kind of block, as records write it.
pub const fn block_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Headline => "headline",
        BlockKind::Dateline => "dateline",
        BlockKind::Caption => "caption",
        BlockKind::Body => "body",
        BlockKind::Furniture => "furniture",
    }
}

fn split_label(path: &str) -> (String, Option<String>) {
    match path.split_once('/') {
        Some((label, subtype)) => (label.to_owned(), Some(subtype.to_owned())),
        None => (path.to_owned(), None),
    }
}

fn split_id(id: &str) -> BTreeMap<String, String> {
    id.split_once(':').map(|(scheme, value)| (scheme.to_owned(), value.to_owned())).into_iter().collect()
}

struct Writer<'d, 'a> {
    document: &'d Document<'a>,
    offsets: Offsets<'d>,
}

impl Writer<'_, '_> {
    fn record(&self) -> Record {
        let d = self.document;
        Record {
            dateline: 1,
            id: None,
            date: d.date.map(|date| date.to_string()),
            offsets: String::new(),
            sentences: d.sentences.iter().map(|s| self.span(s.span)).collect(),
            mentions: d.mentions().map(|m| self.mention(m)).collect(),
            entities: d.entities().map(|e| self.entity(e)).collect(),
            triples: self.triples(),
            text: None,
            tokens: None,
            blocks: None,
        }
    }

    fn explain(&self, record: &mut Record) {
        let explainer = Explainer::new(self.document);
        let converted = |mut tree: Explanation| {
            tree.convert(&self.offsets);
            Some(tree)
        };
        for (mention, view) in record.mentions.iter_mut().zip(self.document.mentions()) {
            mention.explain = converted(explainer.mention("", &view));
        }
        for (triple, view) in record.triples.iter_mut().zip(self.document.triples()) {
            triple.explain = converted(explainer.triple(&view, false));
        }
    }

    fn span(&self, span: Span) -> SpanRecord {
        let (start, end) = self.offsets.of(span);
        SpanRecord { start, end }
    }

    fn tokens(&self) -> Vec<(u32, u32, Option<String>)> {
        let spans = self.document.tokens.iter().map(|t| self.offsets.of(t.span));
        spans.map(|(start, end)| (start, end, None)).collect()
    }

    fn blocks(&self) -> Vec<BlockRecord> {
        let block = |b: &Block| {
            let (start, end) = self.offsets.of(b.span);
            BlockRecord { start, end, kind: block_name(b.kind).to_owned() }
        };
        self.document.blocks.iter().map(block).collect()
    }

    fn mention(&self, view: MentionView<'_>) -> MentionRecord {
        let data = view.data();
        let (start, end) = self.offsets.of(data.span);
        let (label, subtype) = split_label(view.label());
        let block = self.document.block_of(data.sentence).map(|b| b.kind).filter(|&kind| kind != BlockKind::Body);
        MentionRecord {
            id: view.id().0,
            start,
            end,
            text: view.text().to_owned(),
            label,
            subtype,
            form: data.form.as_str().to_owned(),
            entity: data.entity.map(|e| e.0),
            sentence: data.sentence,
            score: data.score,
            rule: view.rule(),
            link: data.link.map(|origin| self.document.extractor.origin_id(origin)),
            value: (data.form == Form::Value).then(|| data.value.as_deref().map(str::to_owned)),
            block: block.map(|kind| block_name(kind).to_owned()),
            explain: None,
        }
    }

    fn entity(&self, view: EntityView<'_>) -> EntityRecord {
        let extractor = self.document.extractor;
        let data = view.data();
        let (label, subtype) = split_label(view.label());
        let name = one_line(view.name());
        let mut aliases: Vec<String> = Vec::new();
        for mention in view.mentions().filter(|m| m.form() == Form::Name) {
            let text = one_line(mention.text());
            if text != name && !aliases.contains(&text) {
                aliases.push(text);
            }
        }
        let candidates = data.candidates.iter().map(|&(sense, score)| CandidateRecord {
            ids: split_id(extractor.sense_id(sense)),
            name: extractor.sense_name(sense).to_owned(),
            score,
        });
        EntityRecord {
            id: view.id().0,
            label,
            subtype,
            name,
            aliases,
            ids: data.linked.map(|sense| split_id(extractor.sense_id(sense))).unwrap_or_default(),
            candidates: candidates.collect(),
            members: data.members.iter().map(|m| m.0).collect(),
            mentions: data.mentions.iter().map(|m| m.0).collect(),
        }
    }

    fn argument(&self, argument: &Argument) -> ArgumentRecord {
        let d = self.document;
        let (label, subtype) = match argument.label {
            Some(label) => {
                let (label, subtype) = split_label(d.extractor.schema().path(label));
                (Some(label), subtype)
            }
            None => (None, None),
        };
        let text = d.argument_text(argument).map(one_line);
        // "Norwegian" that stands for Norway goes by the country's name, which is not the text at its offsets.
        let phrase = argument.span.filter(|_| argument.entity.is_none() && argument.name.is_none());
        let stands_for = match argument.entity {
            Some(_) if argument.stands_for_government => text.as_ref().map(|name| StandsForRecord {
                label: "ORG/government".to_owned(),
                text: format!("government of {}", d.government_of(argument).unwrap_or(name)),
            }),
            _ => None,
        };
        ArgumentRecord {
            entity: argument.entity.map(|e| e.0),
            label,
            subtype,
            // A phrase's text must be the text at its offsets, line breaks included.
            text: phrase.map(|span| d.text[span].to_owned()).or(text),
            start: phrase.map(|span| self.offsets.at(span.start)),
            end: phrase.map(|span| self.offsets.at(span.end)),
            stands_for,
        }
    }

    fn qualifiers(&self, qualifiers: &[Qualifier]) -> QualifiersRecord {
        let mut record = QualifiersRecord::default();
        for qualifier in qualifiers {
            let text = || qualifier.argument.span.map(|span| self.document.text[span].to_owned()).unwrap_or_default();
            let value = qualifier.value.as_deref().map(str::to_owned);
            match qualifier.kind {
                QualifierKind::Time => {
                    let span = qualifier.argument.span.unwrap_or_default();
                    let (start, end) = self.offsets.of(span);
                    record.time = Some(TimeRecord { value, text: text(), start, end });
                }
                QualifierKind::Role => record.role = Some(value.unwrap_or_else(text)),
                QualifierKind::Status => record.status = Some(value.unwrap_or_else(text)),
                QualifierKind::Place => record.place.push(self.argument(&qualifier.argument)),
                QualifierKind::Item => record.item.push(self.argument(&qualifier.argument)),
                QualifierKind::Purpose => record.purpose.push(self.argument(&qualifier.argument)),
                QualifierKind::With => record.with.push(self.argument(&qualifier.argument)),
            }
        }
        record
    }

    /// Facts, then open triples, which go on with their numbers.
    fn triples(&self) -> Vec<TripleRecord> {
        let mut triples: Vec<TripleRecord> = self.document.triples().map(|t| self.triple(t)).collect();
        for open in self.document.open_triples() {
            triples.push(self.open(triples.len() as u32, open));
        }
        triples
    }

    fn open(&self, id: u32, open: &OpenTriple) -> TripleRecord {
        let text = self.document.text;
        let spans = [open.subject.span, open.object.span].into_iter().flatten();
        let whole = spans.fold(open.verb, |whole, span| whole.cover(span));
        let ((start, end), (trigger_start, trigger_end)) = (self.offsets.of(whole), self.offsets.of(open.verb));
        let modality = open.modality.as_str().to_owned();
        let attribution = open.attribution.as_ref().map(|a| self.argument(a));
        TripleRecord {
            id,
            subject: self.argument(&open.subject),
            predicate: open.lemmas.to_string(),
            object: self.argument(&open.object),
            qualifiers: self.qualifiers(&[]),
            polarity: open.polarity.as_str().to_owned(),
            modality: modality.clone(),
            attribution: attribution.clone(),
            open: true,
            phrases: open
                .phrases
                .iter()
                .map(|(preposition, argument)| PhraseRecord {
                    preposition: preposition.to_string(),
                    argument: self.argument(argument),
                })
                .collect(),
            codes: CodesRecord { wikidata: None, plover: None, cameo: None },
            evidence: vec![EvidenceRecord {
                sentence: open.sentence,
                start,
                end,
                subject: open.subject.mention.map(|m| m.0),
                object: open.object.mention.map(|m| m.0),
                score: 300,
                modality,
                attribution,
                trigger: TriggerRecord { start: trigger_start, end: trigger_end, text: text[open.verb].to_owned() },
                rule: "open/clause".to_owned(),
            }],
            explain: None,
        }
    }

    fn triple(&self, view: TripleView<'_>) -> TripleRecord {
        let d = self.document;
        let data = view.data();
        let codes = &d.extractor.schema().get(data.predicate).codes;
        let evidence = data.evidence.iter().map(|e| {
            let (start, end) = self.offsets.of(e.span);
            let (trigger_start, trigger_end) = self.offsets.of(e.trigger);
            EvidenceRecord {
                sentence: e.sentence,
                start,
                end,
                subject: e.subject.mention.map(|m| m.0),
                object: e.object.mention.map(|m| m.0),
                score: e.score,
                modality: e.modality.as_str().to_owned(),
                attribution: e.attribution.as_ref().map(|a| self.argument(a)),
                trigger: TriggerRecord { start: trigger_start, end: trigger_end, text: d.text[e.trigger].to_owned() },
                rule: d.extractor.origin_id(e.origin),
            }
        });
        TripleRecord {
            id: view.index(),
            subject: self.argument(&data.subject),
            predicate: view.predicate().to_owned(),
            object: self.argument(&data.object),
            qualifiers: self.qualifiers(&data.qualifiers),
            polarity: data.polarity.as_str().to_owned(),
            modality: data.modality.as_str().to_owned(),
            attribution: data.attribution.as_ref().map(|a| self.argument(a)),
            open: false,
            phrases: Vec::new(),
            codes: CodesRecord {
                wikidata: codes.wikidata.clone(),
                plover: codes.plover.clone(),
                cameo: codes.cameo.clone(),
            },
            evidence: evidence.collect(),
            explain: None,
        }
    }
}
