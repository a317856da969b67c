//! From groups of mentions to entities.

use super::groups::Groups;
use super::refer::Party;
use super::{Entity, EntityId};
use crate::gazetteer::SenseRef;
use crate::mention::{Form, Mention, MentionId};
use crate::schema::{LabelId, Schema};
use crate::text::hashed::NumberMap;
use crate::text::span::Span;

/// Makes an entity of each group that has a name, in order of its first mention, and tells the mentions.
pub fn entities(
    text: &str,
    schema: &Schema,
    mentions: &mut [Mention],
    groups: &mut Groups,
    prior: &dyn Fn(SenseRef) -> u8,
) -> Vec<Entity> {
    let mut entities: Vec<Entity> = Vec::new();
    let mut of_root: Vec<Option<EntityId>> = vec![None; mentions.len()];
    for id in 0..mentions.len() as u32 {
        let mention = &mentions[id as usize];
        if !makes_entity(schema, mention) {
            continue;
        }
        let root = groups.find(id) as usize;
        let entity = *of_root[root].get_or_insert_with(|| {
            entities.push(Entity {
                label: mention.label,
                name: mention.span,
                linked: None,
                candidates: Vec::new(),
                members: Vec::new(),
                mentions: Vec::new(),
            });
            EntityId(entities.len() as u32 - 1)
        });
        entities[entity.0 as usize].mentions.push(MentionId(id));
    }
    for (id, mention) in mentions.iter_mut().enumerate() {
        let root = groups.find(id as u32) as usize;
        if mention.form != Form::Value && !schema.is_a(mention.label, LabelId::TITLE) {
            mention.entity = of_root[root];
            mention.link = mention.entity.and_then(|_| groups.link(id as u32));
            if let Some(entity) = mention.entity.filter(|_| mention.form != Form::Name) {
                let entity = &mut entities[entity.0 as usize];
                entity.mentions.push(MentionId(id as u32));
                mention.label = schema.top(entity.label);
            }
        }
    }
    for entity in &mut entities {
        entity.mentions.sort_unstable();
        describe(text, schema, entity, mentions, prior);
    }
    entities
}

/// Adds the entities of groups of several, by a mention that begins each and one of every member.
pub fn parties(
    schema: &Schema,
    mentions: &mut [Mention],
    groups: &mut Groups,
    parties: &[Party],
    entities: &mut Vec<Entity>,
) {
    let mut of_root: NumberMap<u32, EntityId> = NumberMap::default();
    for party in parties {
        let members: Vec<EntityId> = party.members.iter().filter_map(|&id| mentions.get(id as usize)?.entity).collect();
        let named = || party.members.iter().filter_map(|&id| mentions.get(id as usize));
        let (Some(first), Some(last), Some(begin)) =
            (named().next(), named().next_back(), mentions.get(party.mention as usize))
        else {
            continue;
        };
        let name = if begin.form == Form::Nominal { begin.span } else { first.span.cover(last.span) };
        let label = schema.top(first.label);
        of_root.insert(groups.find(party.mention), EntityId(entities.len() as u32));
        entities.push(Entity { label, name, linked: None, candidates: Vec::new(), members, mentions: Vec::new() });
    }
    if of_root.is_empty() {
        return;
    }
    for (index, mention) in mentions.iter_mut().enumerate().filter(|(_, m)| m.form != Form::Name) {
        let Some(&id) = of_root.get(&groups.find(index as u32)) else { continue };
        let entity = &mut entities[id.0 as usize];
        entity.mentions.push(MentionId(index as u32));
        mention.entity = Some(id);
        mention.link = groups.link(index as u32);
        mention.label = entity.label;
    }
}

/// Whether a mention can begin an entity: a name of a person, place, organization, event, work or people.
fn makes_entity(schema: &Schema, mention: &Mention) -> bool {
    mention.form == Form::Name && !schema.is_a(mention.label, LabelId::TITLE)
}

/// Name, label and link of an entity from its mentions: the longest name, rather not in capitals throughout; the sense of the
/// likeliest unguarded row; the label most mentions have, the most specific one of it.
fn describe(text: &str, schema: &Schema, entity: &mut Entity, mentions: &[Mention], prior: &dyn Fn(SenseRef) -> u8) {
    let names = || entity.mentions.iter().map(|id| &mentions[id.0 as usize]).filter(|m| m.form == Form::Name);
    let mut best: Option<(u32, u8, SenseRef, LabelId)> = None;
    let mut counts: Vec<(LabelId, u32)> = Vec::new();
    let spelt = |span: Span| text.get(span.range()).is_some_and(|name| name.contains(char::is_lowercase));
    let mut longest = entity.name;
    for mention in names() {
        let top = schema.top(mention.label);
        match counts.iter_mut().find(|(label, _)| *label == top) {
            Some((_, count)) => *count += 1,
            None => counts.push((top, 1)),
        }
        if (mention.span.len(), spelt(mention.span)) > (longest.len(), spelt(longest)) {
            longest = mention.span;
        }
    }
    let top = counts.iter().rev().max_by_key(|(_, count)| *count).map(|(label, _)| *label);
    let mut label = None;
    for mention in names().filter(|m| Some(schema.top(m.label)) == top) {
        let deeper = |l: LabelId| schema.path(l).matches('/').count();
        if label.is_none_or(|l| deeper(mention.label) > deeper(l)) {
            label = Some(mention.label);
        }
        if let Some(sense) = mention.sense {
            let rank = (mention.last - mention.first, prior(sense), sense, mention.label);
            if best.is_none_or(|b| (rank.0, rank.1) > (b.0, b.1)) {
                best = Some(rank);
            }
        }
    }
    entity.name = longest;
    entity.label = label.unwrap_or(entity.label);
    // A fuller name that no row has is somebody else's: "Piet Brandt" is not the Brandt of the list.
    let somebody = top == Some(LabelId::PERSON) || top == Some(LabelId::ORG);
    let fuller = |words: u32| {
        names().any(|m| m.sense.is_none() && m.last - m.first > words && schema.top(m.label) == top.unwrap_or(m.label))
    };
    match best {
        Some((words, ..)) if somebody && fuller(words) => entity.label = top.unwrap_or(entity.label),
        Some((_, _, sense, label)) => {
            entity.linked = Some(sense);
            entity.label = label;
        }
        None => {}
    }
}
