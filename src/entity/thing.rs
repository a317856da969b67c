//! What "it" and "its" mean: only an organization, place or event that is surely the subject spoken of.

use super::position::Place;
use super::pronoun::Case;
use super::refer::Pass;
use crate::origin::{Origin, code_origin};
use crate::schema::LabelId;

/// How far from the start of its sentence an "it" may stand that takes up the subject of the sentence before.
const START: u32 = 3;

impl Pass<'_, '_, '_> {
    pub(super) fn thing(&mut self, id: usize, case: Case) -> Option<(u32, Origin)> {
        let mention = &self.mentions()[id];
        let sentence = self.reference.sentences.get(mention.sentence as usize)?;
        if case == Case::Subject && self.pleonastic(mention.last) {
            return None;
        }
        if let Some(found) = self.subject(id, mention.sentence) {
            let other = &self.mentions()[found.1];
            let (verbs, bounds) = self.between(other.last, mention);
            let apart = verbs + bounds > 0;
            let fits = match case {
                Case::Possessive | Case::Reflexive => true,
                Case::Subject => apart,
                Case::Object => verbs > 1 || bounds > 0,
            };
            return fits.then_some((found.0, code_origin!("pronoun/subject-of-the-sentence")));
        }
        // A person or another noun is the subject here.
        let begins = mention.first <= sentence.first + START && !matches!(case, Case::Object);
        let before = mention.sentence.checked_sub(1).filter(|_| begins && !self.somebody(id, mention.sentence))?;
        let (referent, other) = self.subject(id, before)?;
        self.positions[other].initial.then_some((referent, code_origin!("pronoun/subject-of-the-sentence-before")))
    }

    /// The only organization, place or event that is a subject in a sentence before the mention.
    fn subject(&self, id: usize, sentence: u32) -> Option<(u32, usize)> {
        let mut found: Option<(u32, usize)> = None;
        for other in (0..id).rev().take(super::refer::WINDOW) {
            let before = &self.mentions()[other];
            if before.sentence < sentence {
                break;
            }
            if before.sentence > sentence {
                continue;
            }
            let Some(referent) = self.referents.of[other] else { continue };
            let known = &self.referents.all[referent as usize];
            if !known.members.is_empty() || self.standing(other).place != Place::Subject {
                continue;
            }
            if !matches!(known.top, LabelId::ORG | LabelId::PLACE | LabelId::EVENT) {
                // A person is the subject: "it" is something else.
                return None;
            }
            match found {
                Some((first, _)) if first != referent => return None,
                _ => found = Some((referent, other)),
            }
        }
        found
    }

    /// Whether a name stands before the mention in its sentence.
    fn somebody(&self, id: usize, sentence: u32) -> bool {
        self.mentions()[..id].iter().rev().take_while(|m| m.sentence == sentence).next().is_some()
    }

    /// "It is clear that", "it seems", "it rained".
    fn pleonastic(&self, after: u32) -> bool {
        let names = &self.reference.names;
        let words = self.reference.words;
        let token = |at: u32| names.tokens.get(at as usize);
        let Some(verb) = token(after) else { return false };
        if words.pleonastic.contains(verb.hash) {
            return true;
        }
        let be = words.aux.and_then(|class| names.lexicon.value(verb.word, class)) == Some("be");
        let modal = names.lexicon.classes(verb.word).any(words.finite);
        if !be && !modal {
            return false;
        }
        // "it is", "it was", "it will be": with an adjective, a day or a person after it, it may stand for what follows.
        (after..after + 12)
            .map_while(token)
            .take_while(|t| !matches!(names.text.get(t.span.range()), Some("." | ";")))
            .skip(1)
            .any(|t| {
                let classes = names.lexicon.classes(t.word);
                words.pleonastic.contains(t.hash)
                    || classes.any(words.sub) && !classes.any(words.prep)
                    || words.particle.and_then(|class| names.lexicon.value(t.word, class)) == Some("to")
                    || classes.any(words.wh)
            })
    }
}
