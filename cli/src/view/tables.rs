//! Tables of relations and entities, and the timeline.

use std::fmt::Write as _;

use dateline::Record;
use dateline::export::record::{ArgumentRecord, EntityRecord, QualifiersRecord, TripleRecord};

use super::article::tag;
use super::escape::html;

/// The relations, each leading to the words that say it.
pub fn relations(record: &Record) -> String {
    if record.triples.is_empty() {
        return "<p class=\"none\">No relations found.</p>".to_owned();
    }
    let mut out = "<table class=\"relations\"><thead><tr><th>Who</th><th>What</th><th>Whom or what</th><th><span class=\"hidden\">Why</span></th></tr></thead><tbody>\n".to_owned();
    for triple in &record.triples {
        let predicate = html(&triple.predicate.replace('_', " "));
        let _ = writeln!(
            out,
            "<tr data-t=\"{}\"><td>{}</td><td><button class=\"go\" title=\"Show where the text says it\">{predicate}</button>{}</td><td>{}{}</td><td><button class=\"why\" aria-expanded=\"false\">why</button></td></tr>",
            triple.id,
            argument(&triple.subject),
            badges(triple),
            argument(&triple.object),
            qualifiers(&triple.qualifiers, triple),
        );
    }
    out.push_str("</tbody></table>\n");
    out
}

fn argument(argument: &ArgumentRecord) -> String {
    match &argument.text {
        None => "<i class=\"nobody\">nobody named</i>".to_owned(),
        Some(text) => {
            let label = argument.label.as_deref().filter(|_| argument.entity.is_some()).unwrap_or("phrase");
            format!("<span class=\"arg {}\">{}</span>", html(label), html(text))
        }
    }
}

/// Denial and modality, where the text does not simply say it.
fn badges(triple: &TripleRecord) -> String {
    let mut out = String::new();
    if triple.polarity == "negative" {
        out.push_str(" <span class=\"badge denied\">denied</span>");
    }
    if triple.modality != "asserted" {
        let _ = write!(out, " <span class=\"badge\">{}</span>", html(&triple.modality));
    }
    out
}

fn qualifiers(qualifiers: &QualifiersRecord, triple: &TripleRecord) -> String {
    let mut notes = Vec::new();
    if let Some(time) = &qualifiers.time {
        notes.push(time.value.as_ref().unwrap_or(&time.text).clone());
    }
    notes.extend(qualifiers.role.iter().map(|role| format!("as {role}")));
    notes.extend(qualifiers.status.clone());
    let lists =
        [("in", &qualifiers.place), ("of", &qualifiers.item), ("for", &qualifiers.purpose), ("with", &qualifiers.with)];
    for (word, arguments) in lists {
        notes.extend(arguments.iter().filter_map(|a| a.text.as_ref()).map(|text| format!("{word}: {text}")));
    }
    notes.extend(triple.attribution.as_ref().and_then(|by| by.text.as_ref()).map(|by| format!("according to {by}")));
    if notes.is_empty() { String::new() } else { format!("<small>{}</small>", html(&notes.join(" · "))) }
}

/// The entities, each leading to its mentions.
pub fn entities(record: &Record) -> String {
    if record.entities.is_empty() {
        return "<p class=\"none\">No entities found.</p>".to_owned();
    }
    let mut out = "<table class=\"entities\"><thead><tr><th>Entity</th><th>Label</th><th>Known as</th><th>Times</th></tr></thead><tbody>\n".to_owned();
    for entity in &record.entities {
        let label = html(&entity.label);
        let path = entity.subtype.as_ref().map_or(label.clone(), |subtype| format!("{label}/{}", html(subtype)));
        let _ = writeln!(
            out,
            "<tr data-e=\"{}\" data-l=\"{label}\"><td><button class=\"go\" title=\"Show the next mention\">{}</button>{}</td><td><span class=\"tag {label}\" title=\"{path}\">{}</span> <small>{}</small></td><td>{}</td><td>{}</td></tr>",
            entity.id,
            html(&entity.name),
            ids(entity),
            html(tag(&entity.label)),
            html(entity.subtype.as_deref().unwrap_or("")),
            html(&entity.aliases.join(", ")),
            entity.mentions.len(),
        );
    }
    out.push_str("</tbody></table>\n");
    out
}

fn ids(entity: &EntityRecord) -> String {
    let ids: Vec<String> = entity.ids.iter().map(|(scheme, id)| format!("{scheme}:{id}")).collect();
    if ids.is_empty() { String::new() } else { format!("<small>{}</small>", html(&ids.join(" "))) }
}

/// What has a date, in its order.
pub fn timeline(record: &Record) -> String {
    let dated = record.triples.iter().filter_map(|triple| Some((date(record, triple)?, triple)));
    let mut dated: Vec<(&str, &TripleRecord)> =
        dated.filter(|(date, _)| date.starts_with(|c: char| c.is_ascii_digit())).collect();
    if dated.is_empty() {
        return "<p class=\"none\">No relation has a date.</p>".to_owned();
    }
    dated.sort_by_key(|&(date, triple)| (date, triple.id));
    let mut out = "<ol class=\"timeline\">\n".to_owned();
    let mut shown = None;
    for (date, triple) in dated {
        let heading = if shown == Some(date) { String::new() } else { format!("<time>{}</time>", html(date)) };
        shown = Some(date);
        let text = |argument: &ArgumentRecord| html(argument.text.as_deref().unwrap_or("(nobody named)"));
        let _ = writeln!(
            out,
            "<li data-t=\"{}\">{heading}<button class=\"go\">{} <b>{}</b> {}</button>{}</li>",
            triple.id,
            text(&triple.subject),
            html(&triple.predicate.replace('_', " ")),
            text(&triple.object),
            badges(triple),
        );
    }
    out.push_str("</ol>\n");
    out
}

/// The time of a triple, or the date that is its object.
fn date<'r>(record: &'r Record, triple: &'r TripleRecord) -> Option<&'r str> {
    if let Some(time) = &triple.qualifiers.time {
        return time.value.as_deref();
    }
    let mention = triple.evidence.iter().find_map(|evidence| record.mentions.get(evidence.object? as usize))?;
    (mention.label == "DATE").then_some(mention.value.as_ref()?.as_deref()).flatten()
}
