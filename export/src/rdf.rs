//! N-Triples and Turtle: entities, statements with their factuality, and evidence as annotations of the text.
//!
//! A fact (affirmed and asserted, both arguments known) is also a plain triple, with Wikidata's property where the schema has one.
//! Every triple, fact or not, is an `rdf:Statement` whose evidence is an `oa:Annotation` with the words and their place.

use std::io::{self, Write};

use dateline::Record;
use dateline::export::record::{ArgumentRecord, EntityRecord, TripleRecord};
use oxrdf::vocab::{rdf, rdfs, xsd};
use oxrdf::{Literal, NamedNode, Term, Triple};
use oxttl::{NTriplesSerializer, TurtleSerializer};

use crate::Error;
use crate::names::{self, Filler};
use crate::source::SourceText;

/// The namespace of labels, predicates and factuality.
pub const VOCABULARY: &str = "urn:dateline:vocabulary:";
/// The namespace of documents and what stands in them.
pub const DOCUMENTS: &str = "urn:dateline:document:";
const WIKIDATA: &str = "http://www.wikidata.org/entity/";
const WIKIDATA_DIRECT: &str = "http://www.wikidata.org/prop/direct/";
const GEONAMES: &str = "https://sws.geonames.org/";
const PROV: &str = "http://www.w3.org/ns/prov#";
const OA: &str = "http://www.w3.org/ns/oa#";
const DCT: &str = "http://purl.org/dc/terms/";

/// Writes a record as N-Triples.
///
/// # Errors
/// When the output takes no more.
pub fn ntriples(record: &Record, out: &mut impl Write) -> Result<(), Error> {
    let mut writer = NTriplesSerializer::new().for_writer(out);
    describe(record, &mut |triple| writer.serialize_triple(&triple))?;
    writer.finish();
    Ok(())
}

/// Writes a record as Turtle. Several may follow one another in a file: prefixes may be said again.
///
/// # Errors
/// When the output takes no more.
pub fn turtle(record: &Record, out: &mut impl Write) -> Result<(), Error> {
    let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    let rdfs = "http://www.w3.org/2000/01/rdf-schema#";
    let prefixes = [
        ("dl", VOCABULARY),
        ("wd", WIKIDATA),
        ("wdt", WIKIDATA_DIRECT),
        ("prov", PROV),
        ("oa", OA),
        ("dct", DCT),
        ("rdf", rdf),
        ("rdfs", rdfs),
    ];
    let mut serializer = TurtleSerializer::new();
    for (name, iri) in prefixes {
        serializer = serializer.with_prefix(name, iri).map_err(io::Error::other)?;
    }
    let mut writer = serializer.for_writer(out);
    describe(record, &mut |triple| writer.serialize_triple(&triple))?;
    writer.finish()?.write_all(b"\n")?;
    Ok(())
}

type Take<'t> = &'t mut dyn FnMut(Triple) -> io::Result<()>;

fn describe(record: &Record, take: Take<'_>) -> Result<(), Error> {
    let source = SourceText::of(record).ok();
    let document = node(DOCUMENTS, names::document(record));
    let mut say = Say { subject: document.clone(), take };
    say.is(vocabulary("Document"))?;
    say.of(iri(DCT, "identifier"), Literal::from(names::document(record)))?;
    if let Some(date) = &record.date {
        say.of(iri(DCT, "date"), time(date))?;
    }
    for one in &record.entities {
        say.about(entity(record, one));
        say.is(vocabulary("Entity"))?;
        say.is(vocabulary(&one.label))?;
        if let Some(subtype) = &one.subtype {
            say.is(vocabulary(&format!("{}/{subtype}", one.label)))?;
        }
        say.of(rdfs::LABEL.into_owned(), Literal::from(one.name.as_str()))?;
        for alias in &one.aliases {
            say.of(vocabulary("alias"), Literal::from(alias.as_str()))?;
        }
    }
    for mention in &record.mentions {
        say.about(part(record, "mention", mention.id));
        say.is(vocabulary("Mention"))?;
        say.of(iri(OA, "exact"), Literal::from(mention.text.as_str()))?;
        say.place(&document, mention.start, mention.end)?;
        say.of(vocabulary("form"), Literal::from(mention.form.as_str()))?;
        say.of(vocabulary("label"), vocabulary(&mention.label))?;
        say.of(vocabulary("rule"), Literal::from(mention.rule.as_str()))?;
        if let Some(one) = mention.entity.and_then(|id| record.entities.get(id as usize)) {
            say.of(vocabulary("mentions"), entity(record, one))?;
        }
        if let Some(Some(value)) = &mention.value {
            say.of(vocabulary("value"), time(value))?;
        }
    }
    for triple in &record.triples {
        statement(record, triple, source.as_ref(), &document, &mut say)?;
    }
    Ok(())
}

fn statement(
    record: &Record,
    triple: &TripleRecord,
    source: Option<&SourceText<'_>>,
    document: &NamedNode,
    say: &mut Say<'_>,
) -> Result<(), Error> {
    let predicate = vocabulary(&triple.predicate);
    let (subject, object) = (term(record, &triple.subject), value_of(record, triple));
    if let (Some(Term::NamedNode(from)), Some(to), true) = (&subject, &object, names::is_fact(triple)) {
        say.about(from.clone());
        say.of(predicate.clone(), to.clone())?;
        if let Some(property) = &triple.codes.wikidata {
            let turned = property.strip_prefix('~');
            let property = iri(WIKIDATA_DIRECT, turned.unwrap_or(property));
            match (turned, to) {
                (None, Term::NamedNode(_)) => say.of(property, to.clone())?,
                (None, Term::Literal(date)) if date.datatype() == xsd::DATE => say.of(property, to.clone())?,
                (Some(_), Term::NamedNode(to)) => {
                    say.about(to.clone());
                    say.of(property, from.clone())?;
                }
                _ => {}
            }
        }
    }
    let this = part(record, "triple", triple.id);
    say.about(this.clone());
    say.is(rdf::STATEMENT.into_owned())?;
    say.of(rdf::PREDICATE.into_owned(), predicate)?;
    for (role, term) in [(rdf::SUBJECT, subject), (rdf::OBJECT, object)] {
        if let Some(term) = term {
            say.of(role.into_owned(), term)?;
        }
    }
    say.of(vocabulary("polarity"), Literal::from(triple.polarity.as_str()))?;
    say.of(vocabulary("modality"), Literal::from(triple.modality.as_str()))?;
    let qualifiers = &triple.qualifiers;
    if let Some(when) = &qualifiers.time {
        say.of(vocabulary("time"), time(when.value.as_ref().unwrap_or(&when.text)))?;
    }
    for (name, text) in [("role", &qualifiers.role), ("status", &qualifiers.status)] {
        if let Some(text) = text {
            say.of(vocabulary(name), Literal::from(text.as_str()))?;
        }
    }
    let attribution: Vec<ArgumentRecord> = triple.attribution.iter().cloned().collect();
    let lists = [
        ("place", &qualifiers.place),
        ("item", &qualifiers.item),
        ("purpose", &qualifiers.purpose),
        ("with", &qualifiers.with),
        ("attribution", &attribution),
    ];
    for (name, arguments) in lists {
        for filled in arguments.iter().filter_map(|argument| term(record, argument)) {
            say.of(vocabulary(name), filled)?;
        }
    }
    for (name, code) in [("plover", &triple.codes.plover), ("cameo", &triple.codes.cameo)] {
        if let Some(code) = code {
            say.of(vocabulary(name), Literal::from(code.as_str()))?;
        }
    }
    for (count, evidence) in triple.evidence.iter().enumerate() {
        let place = node(DOCUMENTS, &format!("{}#triple-{}-evidence-{count}", names::document(record), triple.id));
        say.about(this.clone());
        say.of(iri(PROV, "wasDerivedFrom"), place.clone())?;
        say.about(place);
        say.is(iri(OA, "Annotation"))?;
        say.of(iri(OA, "hasBody"), this.clone())?;
        if let Some(words) = names::clause(source, evidence) {
            say.of(iri(OA, "exact"), Literal::from(words))?;
        }
        say.place(document, evidence.start, evidence.end)?;
        say.of(vocabulary("trigger"), Literal::from(evidence.trigger.text.as_str()))?;
        say.of(vocabulary("modality"), Literal::from(evidence.modality.as_str()))?;
        say.of(vocabulary("rule"), Literal::from(evidence.rule.as_str()))?;
        say.of(vocabulary("score"), Literal::from(i64::from(evidence.score)))?;
    }
    Ok(())
}

/// Statements about one subject after another.
struct Say<'t> {
    subject: NamedNode,
    take: Take<'t>,
}

impl Say<'_> {
    fn about(&mut self, subject: NamedNode) {
        self.subject = subject;
    }

    fn of(&mut self, predicate: NamedNode, object: impl Into<Term>) -> io::Result<()> {
        (self.take)(Triple::new(self.subject.clone(), predicate, object))
    }

    fn is(&mut self, class: NamedNode) -> io::Result<()> {
        self.of(rdf::TYPE.into_owned(), class)
    }

    fn place(&mut self, document: &NamedNode, start: u32, end: u32) -> io::Result<()> {
        self.of(iri(OA, "hasSource"), document.clone())?;
        self.of(iri(OA, "start"), Literal::from(i64::from(start)))?;
        self.of(iri(OA, "end"), Literal::from(i64::from(end)))
    }
}

/// What an argument is in RDF: an entity's node, or its phrase; none where the text names nobody.
fn term(record: &Record, argument: &ArgumentRecord) -> Option<Term> {
    match names::filler(record, argument) {
        Filler::Entity(one) => Some(entity(record, one).into()),
        Filler::Phrase(text) => Some(Literal::from(text).into()),
        Filler::Nobody => None,
    }
}

/// The object; a day where it is a date whose mention has a value.
fn value_of(record: &Record, triple: &TripleRecord) -> Option<Term> {
    let mention = triple.evidence.iter().find_map(|evidence| record.mentions.get(evidence.object? as usize));
    match mention.and_then(|mention| mention.value.as_ref()?.as_ref()) {
        Some(value) if triple.object.entity.is_none() => Some(time(value).into()),
        _ => term(record, &triple.object),
    }
}

/// A day as `xsd:date`, any other time as it is written.
fn time(value: &str) -> Literal {
    match value.parse::<dateline::Date>() {
        Ok(_) => Literal::new_typed_literal(value, xsd::DATE),
        Err(_) => Literal::from(value),
    }
}

fn entity(record: &Record, entity: &EntityRecord) -> NamedNode {
    let known = |scheme: &str| entity.ids.get(scheme);
    match (known("wikidata"), known("geonames")) {
        (Some(id), _) => node(WIKIDATA, id),
        (None, Some(id)) => node(GEONAMES, &format!("{id}/")),
        (None, None) if entity.ids.is_empty() => part(record, "entity", entity.id),
        (None, None) => node("urn:dateline:id:", &names::entity(record, entity)),
    }
}

fn part(record: &Record, kind: &str, id: u32) -> NamedNode {
    node(DOCUMENTS, &format!("{}#{kind}-{id}", names::document(record)))
}

fn vocabulary(name: &str) -> NamedNode {
    node(VOCABULARY, name)
}

fn iri(namespace: &str, name: &str) -> NamedNode {
    node(namespace, name)
}

/// A node of a namespace. All but unreserved characters, the slash, the colon and the first fragment are percent-encoded, so what
/// comes out is an IRI whatever stands in the id.
fn node(namespace: &str, name: &str) -> NamedNode {
    use std::fmt::Write as _;
    let fragment = name.rfind('#');
    let mut iri = namespace.to_owned();
    for (at, byte) in name.bytes().enumerate() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b':' => {
                iri.push(char::from(byte))
            }
            b'#' if Some(at) == fragment => iri.push('#'),
            // Writing to a string cannot fail.
            _ => {
                let _ = write!(iri, "%{byte:02X}");
            }
        }
    }
    NamedNode::new_unchecked(iri)
}
