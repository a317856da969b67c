//! Event records with the categories of PLOVER and the codes of CAMEO, a JSON object a line.

use std::collections::BTreeMap;
use std::io::Write;

use dateline::Record;
use dateline::export::record::{ArgumentRecord, TripleRecord};
use serde::Serialize;

use crate::Error;
use crate::names;
use crate::source::SourceText;

/// An event.
#[derive(Debug, Serialize)]
struct Event<'r> {
    /// The triple behind it, `wire-1#triple-4`.
    id: String,
    document: &'r str,
    predicate: &'r str,
    /// PLOVER's category.
    event_type: Option<&'r str>,
    /// PLOVER's mode.
    event_mode: Option<&'r str>,
    /// CAMEO's code; zeros lead.
    cameo: Option<&'r str>,
    actors: Vec<Actor<'r>>,
    recipients: Vec<Actor<'r>>,
    /// ISO 8601 / TIMEX3.
    date: Option<&'r str>,
    place: Option<&'r str>,
    polarity: &'r str,
    modality: &'r str,
    attribution: Option<&'r str>,
    /// The clause that says it.
    text: Option<&'r str>,
    /// For each key above that is null: why.
    null: BTreeMap<&'static str, &'static str>,
}

#[derive(Debug, Serialize)]
struct Actor<'r> {
    name: &'r str,
    label: Option<&'r str>,
    subtype: Option<&'r str>,
    /// Identifiers by scheme.
    ids: BTreeMap<&'r str, &'r str>,
    /// The government that a place's name stands for.
    stands_for: Option<&'r str>,
}

/// Writes the record's events: triples whose predicate has a PLOVER category or a CAMEO code.
///
/// # Errors
/// When the output takes no more.
pub fn events(record: &Record, out: &mut impl Write) -> Result<(), Error> {
    let source = SourceText::of(record).ok();
    for triple in record.triples.iter().filter(|triple| is_event(triple)) {
        serde_json::to_writer(&mut *out, &event(record, triple, source.as_ref())).map_err(std::io::Error::from)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Whether a triple is an event of either vocabulary.
pub fn is_event(triple: &TripleRecord) -> bool {
    triple.codes.plover.is_some() || triple.codes.cameo.is_some()
}

fn event<'r>(record: &'r Record, triple: &'r TripleRecord, source: Option<&SourceText<'r>>) -> Event<'r> {
    let qualifiers = &triple.qualifiers;
    let time = qualifiers.time.as_ref();
    let mut event = Event {
        id: format!("{}#triple-{}", names::document(record), triple.id),
        document: names::document(record),
        predicate: &triple.predicate,
        event_type: triple.codes.plover.as_deref(),
        event_mode: None,
        cameo: triple.codes.cameo.as_deref(),
        actors: actor(record, &triple.subject)
            .into_iter()
            .chain(qualifiers.with.iter().filter_map(|a| actor(record, a)))
            .collect(),
        recipients: actor(record, &triple.object).into_iter().collect(),
        date: time.and_then(|time| time.value.as_deref()),
        place: qualifiers.place.first().and_then(|place| place.text.as_deref()),
        polarity: &triple.polarity,
        modality: &triple.modality,
        attribution: triple.attribution.as_ref().and_then(|by| by.text.as_deref()),
        text: triple.evidence.first().and_then(|evidence| names::clause(source, evidence)),
        null: BTreeMap::new(),
    };
    let no_date =
        if time.is_some() { "the text's date could not be resolved" } else { "the text gives no date for the event" };
    let reasons = [
        ("event_type", event.event_type.is_none(), "the predicate has no PLOVER category"),
        ("event_mode", true, "the schema tells no modes"),
        ("cameo", event.cameo.is_none(), "the predicate has no CAMEO code"),
        ("date", event.date.is_none(), no_date),
        ("place", event.place.is_none(), "the text gives no place for the event"),
        ("attribution", event.attribution.is_none(), "the text names no source"),
        ("text", event.text.is_none(), "the record holds no text"),
    ];
    event.null = reasons.into_iter().filter(|&(_, null, _)| null).map(|(key, _, reason)| (key, reason)).collect();
    event
}

fn actor<'r>(record: &'r Record, argument: &'r ArgumentRecord) -> Option<Actor<'r>> {
    let entity = argument.entity.and_then(|id| record.entities.get(id as usize));
    Some(Actor {
        name: argument.text.as_deref()?,
        label: argument.label.as_deref(),
        subtype: argument.subtype.as_deref(),
        ids: entity
            .map(|e| e.ids.iter().map(|(scheme, id)| (scheme.as_str(), id.as_str())).collect())
            .unwrap_or_default(),
        stands_for: argument.stands_for.as_ref().map(|government| government.text.as_str()),
    })
}
