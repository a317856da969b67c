//! Acronyms that the text defines: "the Eastern Rivers Authority (ERA)". What it defines goes before what a gazetteer has.

use crate::gazetteer::SenseRef;
use crate::mention::{Form, Mention};
use crate::schema::{LabelId, Schema};
use crate::text::fold;
use crate::text::hashed::NumberMap;
use crate::text::token::{Shape, Token};

/// The hash of a name's acronym: the initials of its capitalised words.
pub fn acronym(text: &str, tokens: &[Token]) -> Option<u64> {
    let capitals = tokens.iter().filter(|t| t.shape.has(Shape::CAPITAL));
    let initials: String = capitals.filter_map(|t| text[t.span].chars().next()).collect();
    (initials.len() > 1).then(|| fold::hash(&initials))
}

/// Reads the acronyms that stand in brackets behind full names, and takes every name of those letters for what the full one names,
/// whatever a row says of it.
pub fn redefine(text: &str, tokens: &[Token], schema: &Schema, mentions: &mut [Mention]) {
    let mut defined: NumberMap<u64, (LabelId, Option<SenseRef>)> = NumberMap::default();
    let word = |at: u32| tokens.get(at as usize).and_then(|t| text.get(t.span.range()));
    for full in mentions.iter().filter(|m| m.form == Form::Name && m.last > m.first + 1) {
        let letters = tokens.get(full.last as usize + 1).filter(|t| t.shape.has(Shape::UPPER)).map(|t| t.hash);
        let own = tokens.get(full.first as usize..full.last as usize).and_then(|tokens| acronym(text, tokens));
        if word(full.last) == Some("(") && word(full.last + 2) == Some(")") && letters.is_some() && letters == own {
            defined.extend(letters.map(|letters| (letters, (schema.top(full.label), full.sense))));
        }
    }
    if defined.is_empty() {
        return;
    }
    for mention in mentions.iter_mut().filter(|m| m.form == Form::Name && m.last == m.first + 1) {
        let token = tokens.get(mention.first as usize).filter(|t| t.shape.has(Shape::UPPER));
        let Some((label, sense)) = token.and_then(|t| defined.get(&t.hash)) else { continue };
        let same = schema.top(mention.label) == *label && (mention.sense.is_none() || mention.sense == *sense);
        if !same {
            (mention.label, mention.sense) = (*label, None);
        }
    }
}
