//! Facts: relations of entities, each once, with all the places that say it.

use super::{Argument, Evidence, Modality, Polarity, Qualifier, QualifierKind, Triple};
use crate::entity::EntityId;
use crate::gazetteer::SenseRef;
use crate::schema::{PredicateId, Schema};
use crate::text::fold;
use crate::text::hashed::NumberMap;
use crate::text::span::Span;

/// A relation in one place of the text.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Its predicate.
    pub predicate: PredicateId,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// Its qualifiers.
    pub qualifiers: Vec<Qualifier>,
    /// The place, with subject, object, modality and attribution.
    pub evidence: Evidence,
}

/// What two arguments must share to be the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Entity(EntityId),
    Name(SenseRef),
    Text(u64),
    Nobody,
}

impl Key {
    fn of(text: &str, argument: &Argument) -> Key {
        if let (None, Some(row)) = (argument.entity, argument.name) {
            return Key::Name(row);
        }
        match (argument.entity, argument.span) {
            (Some(entity), _) => Key::Entity(entity),
            (None, Some(span)) => Key::Text(fold::hash(&text[span])),
            (None, None) => Key::Nobody,
        }
    }
}

/// Adds statements up to facts. Identity is subject, predicate, object, polarity and modality class (asserted or not),
/// with resolved times equal or absent; a symmetric fact has as subject the argument that stands first in the text.
pub fn gather(text: &str, schema: &Schema, mut statements: Vec<Statement>) -> Vec<Triple> {
    drop_roles(text, &mut statements);
    shorten_kinds(schema, text, &mut statements);
    statements.sort_by_key(|s| (s.evidence.span.start, s.evidence.trigger.start, s.predicate));
    let mut facts: Vec<Triple> = Vec::new();
    let mut by_key: NumberMap<(Key, PredicateId, Key, Polarity, bool), Vec<usize>> = NumberMap::default();
    for mut statement in statements {
        if schema.get(statement.predicate).symmetric {
            order(&mut statement.evidence);
        }
        let (subject, object) = (statement.evidence.subject, statement.evidence.object);
        let asserted = statement.evidence.modality == Modality::Asserted;
        let (mut from, mut to) = (Key::of(text, &subject), Key::of(text, &object));
        if schema.get(statement.predicate).symmetric
            && by_key.contains_key(&(to.clone(), statement.predicate, from.clone(), statement.polarity, asserted))
        {
            std::mem::swap(&mut from, &mut to);
        }
        let key = (from, statement.predicate, to, statement.polarity, asserted);
        let same = by_key.entry(key).or_default();
        let time = time(&statement.qualifiers);
        let known = same
            .iter()
            .copied()
            .find(|&fact| compatible(time.as_deref(), self::time(&facts[fact].qualifiers).as_deref()));
        match known {
            Some(fact) => add(text, &mut facts[fact], statement),
            None => {
                same.push(facts.len());
                facts.push(Triple {
                    subject,
                    predicate: statement.predicate,
                    object,
                    polarity: statement.polarity,
                    modality: statement.evidence.modality,
                    attribution: statement.evidence.attribution,
                    qualifiers: statement.qualifiers,
                    evidence: vec![statement.evidence],
                });
            }
        }
    }
    for fact in &mut facts {
        fact.qualifiers.sort_by_key(|q| (q.kind, q.argument.span.map(|s| s.start)));
    }
    facts
}

/// "stepped down as president of Norbank": where the body is told, with the role, the office alone says no more.
fn drop_roles(text: &str, statements: &mut Vec<Statement>) {
    let has_role = |s: &Statement| s.qualifiers.iter().any(|q| q.kind == QualifierKind::Role);
    let told: Vec<(PredicateId, Key, Span)> = statements
        .iter()
        .filter(|s| s.evidence.object.entity.is_some() && has_role(s))
        .filter_map(|s| Some((s.predicate, Key::of(text, &s.evidence.subject), s.evidence.object.span?)))
        .collect();
    let twice = |s: &Statement| {
        let (subject, object) = (Key::of(text, &s.evidence.subject), s.evidence.object);
        let inside = |span: Span| object.span.is_some_and(|own| own.contains(span));
        object.entity.is_none()
            && told.iter().any(|(predicate, who, body)| *predicate == s.predicate && *who == subject && inside(*body))
    };
    statements.retain(|s| !twice(s));
}

/// "Ostport, a town in Nordmark": told as "a town" and as "a town in Nordmark" it is one kind, and the shorter words name it.
fn shorten_kinds(schema: &Schema, text: &str, statements: &mut [Statement]) {
    let is_kind = |s: &Statement| {
        let predicate = schema.get(s.predicate);
        predicate.text
            && predicate.object.is_empty()
            && predicate.codes.plover.is_none()
            && predicate.codes.cameo.is_none()
    };
    let kinds: Vec<(PredicateId, Key, Span)> = statements
        .iter()
        .filter(|s| is_kind(s))
        .filter_map(|s| Some((s.predicate, Key::of(text, &s.evidence.subject), s.evidence.object.span?)))
        .collect();
    for statement in statements.iter_mut() {
        let subject = Key::of(text, &statement.evidence.subject);
        let Some(own) = statement.evidence.object.span.filter(|_| is_kind(statement)) else { continue };
        let same = kinds.iter().filter(|(predicate, who, span)| {
            *predicate == statement.predicate && *who == subject && span.start == own.start && span.end < own.end
        });
        if let Some((_, _, span)) = same.min_by_key(|(_, _, span)| span.end) {
            statement.evidence.object.span = Some(*span);
        }
    }
}

fn order(evidence: &mut Evidence) {
    let start = |argument: &Argument| argument.span.map_or(u32::MAX, |s: Span| s.start);
    if start(&evidence.object) < start(&evidence.subject) {
        std::mem::swap(&mut evidence.subject, &mut evidence.object);
    }
}

fn time(qualifiers: &[Qualifier]) -> Option<Box<str>> {
    qualifiers.iter().find(|q| q.kind == QualifierKind::Time).and_then(|q| q.value.clone())
}

/// Whether two resolved times may be the same: equal, one absent, or one a part of the other ("2024-05" and "2024-05-17").
fn compatible(a: Option<&str>, b: Option<&str>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

/// Adds one more place to a fact; the strongest evidence decides how it is told.
fn add(text: &str, fact: &mut Triple, statement: Statement) {
    let evidence = statement.evidence;
    if fact
        .evidence
        .iter()
        .any(|e| e.span == evidence.span && e.trigger == evidence.trigger && e.origin == evidence.origin)
    {
        return;
    }
    if evidence.modality > fact.modality {
        fact.modality = evidence.modality;
        fact.attribution = evidence.attribution;
    }
    // "item: fraud" of the headline and of the body.
    let wording = |q: &Qualifier| q.argument.span.map(|span| fold::hash(&text[span]));
    for qualifier in statement.qualifiers {
        let single = matches!(qualifier.kind, QualifierKind::Time | QualifierKind::Role | QualifierKind::Status);
        let known = fact.qualifiers.iter().any(|q| {
            q.kind == qualifier.kind
                && (single
                    || q.argument == qualifier.argument
                    || wording(q).is_some() && wording(q) == wording(&qualifier)
                    || q.argument.entity.is_some() && q.argument.entity == qualifier.argument.entity)
        });
        if !known {
            fact.qualifiers.push(qualifier);
        }
    }
    fact.evidence.push(evidence);
}
