//! brat's standoff: the text in one file, and text-bound annotations, events and attributes in another.

use std::collections::BTreeMap;
use std::io::Write;

use dateline::Record;
use dateline::export::record::{ArgumentRecord, EvidenceRecord, TripleRecord};

use crate::Error;
use crate::names;
use crate::source::SourceText;

/// The text file: the text as it is.
///
/// # Errors
/// When the record lacks the layer `text`.
pub fn text(record: &Record) -> Result<&str, Error> {
    Ok(SourceText::of(record)?.text)
}

/// A name for the two files of the `count`th document, safe on any file system and unlike any other's.
pub fn file_stem(record: &Record, count: usize) -> String {
    let id = names::document(record);
    let last = id.rsplit(['/', '\\']).next().unwrap_or(id);
    let last = last.strip_suffix(".txt").unwrap_or(last);
    let safe: String =
        last.chars().map(|c| if c.is_ascii_alphanumeric() || "-_".contains(c) { c } else { '-' }).take(60).collect();
    format!("{count:04}-{safe}")
}

/// Writes the annotations: `T` each mention, trigger and argument phrase, `E` each piece of evidence, `A` form and factuality, `N` ids
/// of entities, `#` subtypes and the triple's number, `*` what speaks of one entity.
///
/// # Errors
/// When the record lacks the layer `text`, or the output takes no more.
pub fn annotations(record: &Record, out: &mut impl Write) -> Result<(), Error> {
    let mut writer =
        Writer { source: SourceText::of(record)?, out, bound: record.mentions.len(), attributes: 0, notes: 0 };
    for mention in &record.mentions {
        let id = format!("T{}", mention.id + 1);
        writer.bind(&id, &mention.label, mention.start, mention.end)?;
        writer.attribute("Form", &id, Some(&mention.form))?;
        if let Some(subtype) = &mention.subtype {
            writer.note(&id, subtype)?;
        }
    }
    let mut references = 0;
    for entity in &record.entities {
        if entity.mentions.len() > 1 {
            let ids: Vec<String> = entity.mentions.iter().map(|id| format!("T{}", id + 1)).collect();
            writeln!(writer.out, "*\tEquiv {}", ids.join(" "))?;
        }
        for (scheme, id) in &entity.ids {
            for mention in &entity.mentions {
                references += 1;
                let (scheme, id) = (names::one_line(scheme), names::one_line(id));
                writeln!(
                    writer.out,
                    "N{references}\tReference T{} {scheme}:{id}\t{}",
                    mention + 1,
                    plain(&entity.name)
                )?;
            }
        }
    }
    let mut events = 0;
    for triple in &record.triples {
        let mut phrases = BTreeMap::new();
        for evidence in &triple.evidence {
            events += 1;
            writer.event(events, triple, evidence, &mut phrases)?;
        }
    }
    Ok(())
}

struct Writer<'r, 'o, W> {
    source: SourceText<'r>,
    out: &'o mut W,
    bound: usize,
    attributes: usize,
    notes: usize,
}

impl<W: Write> Writer<'_, '_, W> {
    /// A text-bound annotation. Its words must stand on one line, so a span with line breaks is given in pieces.
    fn bind(&mut self, id: &str, label: &str, start: u32, end: u32) -> Result<(), Error> {
        let words = self.source.slice(start, end)?;
        let first = self.source.chars(start)?;
        let (mut pieces, mut at): (Vec<(u32, u32, &str)>, u32) = (Vec::new(), first);
        for line in words.split(['\n', '\r']) {
            let length = line.chars().count() as u32;
            if length > 0 {
                pieces.push((at, at + length, line));
            }
            at += length + 1;
        }
        let spans: Vec<String> = pieces.iter().map(|(start, end, _)| format!("{start} {end}")).collect();
        let text: Vec<&str> = pieces.iter().map(|(_, _, text)| *text).collect();
        writeln!(self.out, "{id}\t{label} {}\t{}", spans.join(";"), text.join(" "))?;
        Ok(())
    }

    fn bind_new(&mut self, label: &str, start: u32, end: u32) -> Result<String, Error> {
        self.bound += 1;
        let id = format!("T{}", self.bound);
        self.bind(&id, label, start, end)?;
        Ok(id)
    }

    fn attribute(&mut self, name: &str, of: &str, value: Option<&str>) -> Result<(), Error> {
        self.attributes += 1;
        let value = value.map(|value| format!(" {value}")).unwrap_or_default();
        writeln!(self.out, "A{}\t{name} {of}{value}", self.attributes)?;
        Ok(())
    }

    fn note(&mut self, of: &str, note: &str) -> Result<(), Error> {
        self.notes += 1;
        writeln!(self.out, "#{}\tAnnotatorNotes {of}\t{}", self.notes, plain(note))?;
        Ok(())
    }

    fn event(
        &mut self,
        number: usize,
        triple: &TripleRecord,
        evidence: &EvidenceRecord,
        phrases: &mut BTreeMap<(u32, u32), String>,
    ) -> Result<(), Error> {
        let kind = kind(&triple.predicate);
        let trigger = self.bind_new(&kind, evidence.trigger.start, evidence.trigger.end)?;
        let mut slots = Vec::new();
        let qualifiers = &triple.qualifiers;
        let own = [("Subject", evidence.subject, &triple.subject), ("Object", evidence.object, &triple.object)];
        for (role, mention, argument) in own {
            let id = match mention {
                Some(id) => Some(format!("T{}", id + 1)),
                None => self.phrase(argument, phrases)?,
            };
            slots.extend(id.map(|id| format!(" {role}:{id}")));
        }
        let others = [
            ("Place", &qualifiers.place),
            ("Item", &qualifiers.item),
            ("Purpose", &qualifiers.purpose),
            ("With", &qualifiers.with),
        ];
        for (role, arguments) in others {
            for (count, argument) in arguments.iter().enumerate() {
                let nth = if count == 0 { String::new() } else { (count + 1).to_string() };
                slots.extend(self.phrase(argument, phrases)?.map(|id| format!(" {role}{nth}:{id}")));
            }
        }
        let id = format!("E{number}");
        writeln!(self.out, "{id}\t{kind}:{trigger}{}", slots.concat())?;
        self.attribute("Modality", &id, Some(&evidence.modality))?;
        if triple.polarity == "negative" {
            self.attribute("Negation", &id, None)?;
        }
        self.note(&id, &format!("triple {}, rule {}", triple.id, evidence.rule))
    }

    /// A phrase that is no entity, bound once a triple.
    fn phrase(
        &mut self,
        argument: &ArgumentRecord,
        bound: &mut BTreeMap<(u32, u32), String>,
    ) -> Result<Option<String>, Error> {
        let (Some(start), Some(end)) = (argument.start, argument.end) else { return Ok(None) };
        if let Some(id) = bound.get(&(start, end)) {
            return Ok(Some(id.clone()));
        }
        let id = self.bind_new("Phrase", start, end)?;
        bound.insert((start, end), id.clone());
        Ok(Some(id))
    }
}

/// A predicate as brat's types are written; an open triple's has blanks.
fn kind(predicate: &str) -> String {
    predicate.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' }).collect()
}

/// A text on one line and in one column.
fn plain(text: &str) -> String {
    names::one_line(text)
}
