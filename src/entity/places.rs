//! Places in their sense: of several places of one name, the one that the document speaks of.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::Entity;
use crate::document::Document;
use crate::extractor::Extractor;
use crate::gazetteer::{Hit, Sense, SenseRef};
use crate::mention::Form;
use crate::schema::LabelId;

/// What a place gains where the place named right after it and a comma contains it ("Paris, Texas").
const CONTAINED: u16 = 100;
/// What it gains where the document names its country.
const SPOKEN_OF: u16 = 15;
/// What a country gains before a city of its name.
const COUNTRY: u16 = 30;

/// What it gains besides where the division is the same.
const SAME_DIVISION: u16 = 60;

/// A country and, where it is known, its division of the first level.
#[derive(Clone, Copy)]
struct Area<'e> {
    country: &'e str,
    division: Option<&'e str>,
}

impl Area<'_> {
    /// What a place in one area gains beside the name of another.
    fn gain(self, other: Area<'_>) -> u16 {
        match (self.country == other.country, self.division, other.division) {
            (false, ..) => 0,
            (true, Some(one), Some(other)) if one == other => CONTAINED + SAME_DIVISION,
            (true, Some(_), Some(_)) => 0,
            (true, ..) => CONTAINED,
        }
    }
}

/// Chooses the sense of every place with several, and keeps the others as candidates, best first.
pub fn choose(extractor: &Extractor, document: &mut Document<'_>) {
    let named = countries(extractor, &document.entities);
    let mut hits = Vec::new();
    for index in 0..document.entities.len() {
        let Some((linked, senses)) = senses(extractor, document, index, &named, &mut hits) else { continue };
        let Some(&(best, _)) = senses.first() else { continue };
        let entity = &mut document.entities[index];
        // Between equals the reading that stands stays.
        let strength = |sense| senses.iter().find(|(s, _)| *s == sense).map_or(0, |(_, score)| *score);
        let chosen = if strength(best) > strength(linked) { best } else { linked };
        entity.linked = Some(chosen);
        entity.candidates = senses.into_iter().filter(|(sense, _)| *sense != chosen).collect();
        if chosen != linked {
            let label = extractor.names.get(usize::from(chosen.gazetteer)).and_then(|names| {
                let index = extractor.sense(chosen).label_index;
                names.labels.get(usize::from(index)).copied().flatten()
            });
            entity.label = label.unwrap_or(entity.label);
        }
    }
}

/// ISO codes of the countries and nationalities that a document names.
fn countries<'e>(extractor: &'e Extractor, entities: &[Entity]) -> HashSet<&'e str> {
    let rows = entities.iter().filter_map(|e| Some((e.label, extractor.sense(e.linked?))));
    rows.filter_map(|(label, row)| {
        let norp = extractor.schema().is_a(label, LabelId::NORP);
        row.attr("iso").or_else(|| row.attr("country").filter(|_| norp))
    })
    .collect()
}

/// A place's present sense and all senses of its name with their strength, where there are several.
fn senses(
    extractor: &Extractor,
    document: &Document<'_>,
    index: usize,
    named: &HashSet<&str>,
    hits: &mut Vec<Hit>,
) -> Option<(SenseRef, Vec<(SenseRef, u16)>)> {
    let entity = document.entities.get(index)?;
    let linked = entity.linked?;
    if !extractor.schema().is_a(entity.label, LabelId::PLACE) {
        return None;
    }
    let own = |id: &&crate::mention::MentionId| {
        let mention = &document.mentions[id.0 as usize];
        mention.form == Form::Name && mention.sense == Some(linked)
    };
    let mention = &document.mentions[entity.mentions.iter().find(own)?.0 as usize];
    let names = extractor.names.get(usize::from(linked.gazetteer))?;
    hits.clear();
    names.gazetteer.find(document.text, &document.tokens, mention.first as usize..mention.last as usize, hits);
    let mut found = Vec::new();
    let within: Vec<Area<'_>> =
        entity.mentions.iter().take(8).flat_map(|id| containers(extractor, document, id.0, &mut found)).collect();
    let inner = entity.mentions.iter().take(8).find_map(|id| contained(extractor, document, id.0));
    let mut senses: Vec<(SenseRef, u16)> = Vec::new();
    for hit in hits.iter().filter(|h| h.first == mention.first && h.last == mention.last) {
        for sense in names.gazetteer.senses(hit.entry).filter(|s| !s.blocks()) {
            let place = names.labels.get(usize::from(sense.label_index)).copied().flatten();
            let reference = SenseRef { gazetteer: linked.gazetteer, row: sense.row };
            if !place.is_some_and(|l| extractor.schema().is_a(l, LabelId::PLACE))
                || senses.iter().any(|(s, _)| *s == reference)
            {
                continue;
            }
            let country = sense.attr("country").or_else(|| sense.attr("iso"));
            let mut strength = u16::from(sense.prior);
            let own = area(&sense);
            let gain = |other: Area<'_>| own.map_or(0, |own| own.gain(other));
            if !sense.label.ends_with("/country") {
                strength += within.iter().map(|&other| gain(other)).max().unwrap_or_default();
            }
            strength += inner.map_or(0, gain);
            if country.is_some_and(|c| named.contains(c)) && sense.attr("iso").is_none() {
                strength += SPOKEN_OF;
            }
            if sense.label.ends_with("/country") {
                strength += COUNTRY;
            }
            senses.push((reference, strength));
        }
    }
    senses.sort_by_key(|&(sense, strength)| (Reverse(strength), sense));
    (senses.len() > 1).then_some((linked, senses))
}

/// The country and, where it is known, the division that a row is or lies in.
fn area<'e>(row: &Sense<'e>) -> Option<Area<'e>> {
    Some(Area { country: row.attr("iso").or_else(|| row.attr("country"))?, division: row.attr("division") })
}

/// What the places named after a comma behind a mention may be, each sense of them: "Paris, Texas", "Athens, Georgia".
fn containers<'e>(extractor: &'e Extractor, document: &Document<'_>, id: u32, hits: &mut Vec<Hit>) -> Vec<Area<'e>> {
    let behind = || {
        let mention = document.mentions.get(id as usize)?;
        let comma = document.tokens.get(mention.last as usize)?;
        let next = document.mentions.get(id as usize + 1).filter(|n| n.first == mention.last + 1)?;
        let place = extractor.schema().is_a(next.label, LabelId::PLACE);
        (document.text.get(comma.span.range()) == Some(",") && place).then_some(next)
    };
    let Some((next, sense)) = behind().and_then(|next| Some((next, next.sense?))) else { return Vec::new() };
    let Some(names) = extractor.names.get(usize::from(sense.gazetteer)) else { return Vec::new() };
    hits.clear();
    names.gazetteer.find(document.text, &document.tokens, next.first as usize..next.last as usize, hits);
    let wide = |row: &Sense<'_>| ["/country", "/region"].iter().any(|end| row.label.ends_with(end));
    let whole = hits.iter().filter(|hit| hit.first == next.first && hit.last == next.last);
    whole.flat_map(|hit| names.gazetteer.senses(hit.entry)).filter(wide).filter_map(|row| area(&row)).collect()
}

/// Where the city named before a mention and a comma lies: "Atlanta, Georgia".
fn contained<'e>(extractor: &'e Extractor, document: &Document<'_>, id: u32) -> Option<Area<'e>> {
    let mention = document.mentions.get(id as usize)?;
    let before = document.mentions.get(id.checked_sub(1)? as usize).filter(|b| b.last + 1 == mention.first)?;
    let comma = document.tokens.get(before.last as usize)?;
    if document.text.get(comma.span.range()) != Some(",") {
        return None;
    }
    // The city's own sense may have been chosen already.
    let entity = before.entity.and_then(|id| document.entities.get(id.0 as usize)).and_then(|entity| entity.linked);
    let row = extractor.sense(entity.or(before.sense)?);
    area(&row).filter(|_| row.label.ends_with("/city"))
}
