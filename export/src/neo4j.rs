//! Nodes and edges as CSV, in the form that `neo4j-admin database import` reads.

use std::collections::{BTreeSet, HashSet};
use std::io::Write;

use dateline::Record;
use dateline::export::record::{ArgumentRecord, TripleRecord};

use crate::Error;
use crate::names::{self, Filler};
use crate::source::SourceText;

/// The header of the nodes.
pub const NODES: [&str; 7] = ["id:ID", "name", "subtype", "aliases:string[]", "ids:string[]", "date", ":LABEL"];

/// The header of the edges.
pub const EDGES: [&str; 16] = [
    ":START_ID",
    ":END_ID",
    ":TYPE",
    "triple",
    "document",
    "polarity",
    "modality",
    "attribution",
    "time",
    "place",
    "role",
    "status",
    "wikidata",
    "evidence",
    "rules:string[]",
    "score:int",
];

/// Writes the records of any number of documents into one pair of files.
///
/// An entity with an identifier in another collection is one node for all documents, the first that names it; others are nodes of their
/// document. Memory grows with the number of ids.
pub struct Graph<N: Write, E: Write> {
    nodes: csv::Writer<N>,
    edges: csv::Writer<E>,
    known: HashSet<String>,
}

impl<N: Write, E: Write> Graph<N, E> {
    /// Begins both files with their headers.
    ///
    /// # Errors
    /// When an output takes no more.
    pub fn new(nodes: N, edges: E) -> Result<Graph<N, E>, Error> {
        let (mut nodes, mut edges) = (csv::Writer::from_writer(nodes), csv::Writer::from_writer(edges));
        nodes.write_record(NODES).map_err(io)?;
        edges.write_record(EDGES).map_err(io)?;
        Ok(Graph { nodes, edges, known: HashSet::new() })
    }

    /// Adds a document: a node for it and for each of its entities, an edge for each triple, and a `MENTIONED_IN` from each
    /// entity to the document.
    ///
    /// # Errors
    /// When an output takes no more.
    pub fn add(&mut self, record: &Record) -> Result<(), Error> {
        let document = format!("document:{}", names::document(record));
        self.node([&document, names::document(record), "", "", "", record.date.as_deref().unwrap_or(""), "Document"])?;
        for entity in &record.entities {
            let id = names::entity(record, entity);
            let aliases = list(entity.aliases.iter());
            let ids = list(entity.ids.iter().map(|(scheme, id)| format!("{scheme}:{id}")));
            let label = format!("Entity;{}", entity.label);
            self.node([&id, &entity.name, entity.subtype.as_deref().unwrap_or(""), &aliases, &ids, "", &label])?;
            let first = entity
                .mentions
                .first()
                .and_then(|&id| record.mentions.get(id as usize))
                .map_or("", |m| m.text.as_str());
            let mut edge = [""; 16];
            (edge[0], edge[1], edge[2], edge[4]) = (&id, &document, "MENTIONED_IN", names::document(record));
            let count = entity.mentions.len().to_string();
            (edge[13], edge[15]) = (first, &count);
            self.edge(edge)?;
        }
        let source = SourceText::of(record).ok();
        for triple in &record.triples {
            self.triple(record, triple, source.as_ref())?;
        }
        Ok(())
    }

    /// Ends both files.
    ///
    /// # Errors
    /// When an output takes no more.
    pub fn finish(mut self) -> Result<(), Error> {
        self.nodes.flush()?;
        self.edges.flush()?;
        Ok(())
    }

    fn node(&mut self, row: [&str; 7]) -> Result<(), Error> {
        if self.known.insert(row[0].to_owned()) {
            self.nodes.write_record(row.map(names::one_line)).map_err(io)?;
        }
        Ok(())
    }

    fn edge(&mut self, row: [&str; 16]) -> Result<(), Error> {
        self.edges.write_record(row.map(names::one_line)).map_err(io)
    }

    /// The node of an argument, which is written where it is no entity.
    fn argument(
        &mut self,
        record: &Record,
        triple: &TripleRecord,
        role: &str,
        argument: &ArgumentRecord,
    ) -> Result<String, Error> {
        let id = format!("{}#triple-{}-{role}", names::document(record), triple.id);
        let subtype = argument.subtype.as_deref().unwrap_or("");
        let (name, label) = match names::filler(record, argument) {
            Filler::Entity(entity) => return Ok(names::entity(record, entity)),
            Filler::Phrase(text) => {
                (text, argument.label.as_ref().map_or("Phrase".to_owned(), |label| format!("Phrase;{label}")))
            }
            Filler::Nobody => ("", "Nobody".to_owned()),
        };
        self.node([&id, name, subtype, "", "", "", &label])?;
        Ok(id)
    }

    fn triple(&mut self, record: &Record, triple: &TripleRecord, source: Option<&SourceText<'_>>) -> Result<(), Error> {
        let subject = self.argument(record, triple, "subject", &triple.subject)?;
        let object = self.argument(record, triple, "object", &triple.object)?;
        let text = |value: Option<&'_ String>| value.cloned().unwrap_or_default();
        let qualifiers = &triple.qualifiers;
        let first = triple.evidence.first();
        let rules: BTreeSet<&String> = triple.evidence.iter().map(|evidence| &evidence.rule).collect();
        let row = [
            subject,
            object,
            triple.predicate.to_uppercase().replace(' ', "_"),
            format!("{}#triple-{}", names::document(record), triple.id),
            names::document(record).to_owned(),
            triple.polarity.clone(),
            triple.modality.clone(),
            text(triple.attribution.as_ref().and_then(|a| a.text.as_ref())),
            text(qualifiers.time.as_ref().map(|time| time.value.as_ref().unwrap_or(&time.text))),
            text(qualifiers.place.first().and_then(|place| place.text.as_ref())),
            text(qualifiers.role.as_ref()),
            text(qualifiers.status.as_ref()),
            text(triple.codes.wikidata.as_ref()),
            first.and_then(|evidence| names::clause(source, evidence)).unwrap_or_default().to_owned(),
            list(rules.into_iter()),
            first.map(|evidence| evidence.score.to_string()).unwrap_or_default(),
        ];
        self.edge(row.each_ref().map(String::as_str))
    }
}

/// An array of Neo4j's import: `;` stands between its members, and within one becomes a comma, for nothing escapes it.
fn list<S: AsRef<str>>(members: impl Iterator<Item = S>) -> String {
    members.map(|member| member.as_ref().replace(';', ",")).collect::<Vec<_>>().join(";")
}

fn io(error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => Error::Io(error),
        other => Error::Io(std::io::Error::other(format!("{other:?}"))),
    }
}
