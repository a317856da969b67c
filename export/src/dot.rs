//! DOT, the language of Graphviz: a graph a document, a node an entity or phrase, an edge a triple.

use std::collections::HashSet;
use std::io::Write;

use dateline::Record;
use dateline::export::record::{ArgumentRecord, TripleRecord};

use crate::Error;
use crate::names::{self, Filler};

/// Writes the graph of a record. Entities that no triple speaks of are left out.
///
/// A denied triple is red, and one that is not asserted is dashed.
///
/// # Errors
/// When the output takes no more.
pub fn graph(record: &Record, out: &mut impl Write) -> Result<(), Error> {
    writeln!(out, "digraph {} {{", quoted(names::document(record)))?;
    writeln!(out, "  rankdir=LR;\n  node [shape=box, style=rounded];")?;
    let mut drawn = HashSet::new();
    for triple in &record.triples {
        for (argument, role) in [(&triple.subject, "subject"), (&triple.object, "object")] {
            let node = id(record, argument, triple, role);
            let (name, label) = match names::filler(record, argument) {
                Filler::Entity(entity) => (entity.name.as_str(), entity.label.as_str()),
                Filler::Phrase(text) => (text, argument.label.as_deref().unwrap_or("phrase")),
                Filler::Nobody => ("(nobody named)", "nobody"),
            };
            if drawn.insert(node.clone()) {
                let class = if argument.entity.is_some() { "" } else { ", style=dotted" };
                writeln!(out, "  {} [label={}, class={}{class}];", quoted(&node), quoted(name), quoted(label))?;
            }
        }
    }
    for triple in &record.triples {
        let (from, to) = (id(record, &triple.subject, triple, "subject"), id(record, &triple.object, triple, "object"));
        let (mut label, mut look) = (triple.predicate.clone(), String::new());
        if triple.polarity == "negative" {
            label = format!("not {label}");
            look += ", color=red";
        }
        if triple.modality != "asserted" {
            label += &format!(" ({})", triple.modality);
            look += ", style=dashed";
        }
        writeln!(out, "  {} -> {} [label={}{look}];", quoted(&from), quoted(&to), quoted(&label))?;
    }
    writeln!(out, "}}")?;
    Ok(())
}

fn id(record: &Record, argument: &ArgumentRecord, triple: &TripleRecord, role: &str) -> String {
    match names::filler(record, argument) {
        Filler::Entity(entity) => names::entity(record, entity),
        _ => format!("triple-{}-{role}", triple.id),
    }
}

/// A string in DOT's quotes, on one line; control characters, which Graphviz does not take, become blanks.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in names::one_line(text).chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
