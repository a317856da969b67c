//! Groups: "Xi and Putin … they", "the two leaders". A group is an entity with members, never in place of them.

use super::position::Place;
use super::refer::{Party, Pass};
use super::referent::Referent;
use super::words::has_form;
use crate::mention::Form;
use crate::origin::{Origin, code_origin};
use crate::schema::LabelId;
use crate::text::lexicon::WordForm;
use crate::text::token::Shape;

/// How many sentences a group is remembered.
const MEMORY: u32 = 2;
/// How many groups are compared with a new one.
const REMEMBERED: usize = 32;
/// How many tokens may stand between two names joined by "and".
const JOINT: u32 = 6;

impl Pass<'_, '_, '_> {
    /// The group that "they" means: people joined by "and", the group spoken of last, or two people of one act.
    pub(super) fn several(&mut self, id: usize) -> Option<(u32, Origin)> {
        let sentence = self.mentions()[id].sentence;
        let begins = self.reference.sentences.get(sentence as usize).map_or(0, |s| s.first);
        let here = self.plural_people(begins, self.mentions()[id].first);
        if let Some(list) = self.joined(id, sentence).filter(|_| !here) {
            return self.found(id, list, code_origin!("group/joined-names"));
        }
        if let Some((said, referent)) = self.party.filter(|(said, _)| sentence - said <= 1 && !here) {
            self.party = Some((sentence.max(said), referent));
            return Some((referent, code_origin!("group/spoken-of-last")));
        }
        if here {
            return None;
        }
        if let Some(list) = self.act(id, sentence) {
            return self.found(id, list, code_origin!("group/two-of-one-act"));
        }
        let before = sentence.checked_sub(1)?;
        let from = self.reference.sentences.get(before as usize).map_or(0, |s| s.first);
        if self.plural_people(from, begins) {
            return None;
        }
        let list = self.joined(id, before)?;
        self.found(id, list, code_origin!("group/joined-names"))
    }

    /// The two that "the two leaders", "the two countries" means.
    pub(super) fn pair(&mut self, id: usize) -> Option<(u32, Origin)> {
        let mention = &self.mentions()[id];
        let (sentence, label, origin) = (mention.sentence, mention.label, mention.origin);
        let top = self.reference.names.schema.top(label);
        let known = self
            .party
            .filter(|&(said, party)| sentence - said <= MEMORY && self.referents.all[party as usize].top == top);
        if let Some((_, referent)) = known.filter(|&(_, party)| self.referents.all[party as usize].members.len() == 2) {
            self.party = Some((sentence, referent));
            return Some((referent, origin));
        }
        let mut two: Vec<(u32, u32)> = Vec::new();
        for other in (0..id).rev().take(super::refer::WINDOW) {
            let before = &self.mentions()[other];
            if sentence - before.sentence > MEMORY {
                break;
            }
            let Some(referent) = self.referents.of[other] else { continue };
            let known = &self.referents.all[referent as usize];
            let fits = known.top == top
                && known.members.is_empty()
                && (top != LabelId::PLACE || self.reference.names.schema.path(known.label).ends_with("/country"));
            if fits && before.last <= self.mentions()[id].first && !two.iter().any(|(r, _)| *r == referent) {
                two.push((referent, other as u32));
            }
        }
        // In the order in which the text names them.
        two.sort_unstable();
        (two.len() == 2).then_some(two).and_then(|two| self.found(id, two, origin))
    }

    fn found(&mut self, id: usize, members: Vec<(u32, u32)>, origin: Origin) -> Option<(u32, Origin)> {
        let first = self.referents.all.get(members.first()?.0 as usize)?;
        let (top, sentence) = (first.top, self.mentions()[id].sentence);
        let mut ids: Vec<u32> = members.iter().map(|(referent, _)| *referent).collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.len() < 2 {
            return None;
        }
        // The same people as before are the same group.
        let last = self.referents.all.len();
        let known = (last.saturating_sub(REMEMBERED)..last).rev().find(|&at| self.referents.all[at].members == ids);
        let referent = match known {
            Some(known) => known as u32,
            None => {
                self.referents.all.push(Referent {
                    root: id as u32,
                    top,
                    label: top,
                    gender: None,
                    doubtful: false,
                    called: [0; 2],
                    sense: None,
                    names: 0,
                    titles: Vec::new(),
                    countries: Vec::new(),
                    members: ids,
                    said: 0,
                });
                self.outcome
                    .parties
                    .push(Party { mention: id as u32, members: members.iter().map(|(_, mention)| *mention).collect() });
                self.referents.all.len() as u32 - 1
            }
        };
        self.party = Some((sentence, referent));
        Some((referent, origin))
    }

    /// The last people of a sentence, before the mention, that "and" and commas join.
    fn joined(&self, id: usize, sentence: u32) -> Option<Vec<(u32, u32)>> {
        let people = self.people(id, sentence);
        let names = &self.reference.names;
        for end in (1..people.len()).rev() {
            let coordinated = |a: u32, b: u32, list: bool| {
                let (from, to) = (self.mentions()[a as usize].last, self.mentions()[b as usize].first);
                let gap = names.tokens.get(from as usize..to as usize).unwrap_or_default();
                let and = |t: &crate::text::token::Token| {
                    names.lexicon.classes(t.word).any(self.reference.words.coord) && t.shape.has(Shape::LOWER)
                };
                let other = |t: &crate::text::token::Token| {
                    let classes = names.lexicon.classes(t.word);
                    classes.any(self.reference.words.prep) || self.reference.words.verbal(names.lexicon, t)
                };
                // One name may lie within the other.
                to.checked_sub(from).is_some_and(|between| between <= JOINT)
                    && !gap.iter().any(other)
                    && (gap.iter().any(and) || list && gap.first().is_some_and(|t| &names.text[t.span] == ","))
            };
            let (last, before) = (people[end], people[end - 1]);
            if !coordinated(before.1, last.1, false) || last.0 == before.0 {
                continue;
            }
            let mut list = vec![before, last];
            let mut at = end - 1;
            while at > 0 && coordinated(people[at - 1].1, people[at].1, true) {
                at -= 1;
                list.insert(0, people[at]);
            }
            return Some(list);
        }
        None
    }

    /// Subject and object of an act, where they are all the people of the sentence.
    fn act(&self, id: usize, sentence: u32) -> Option<Vec<(u32, u32)>> {
        let people = self.people(id, sentence);
        let [a, b] = people[..] else { return None };
        let (first, second) = (self.standing(a.1 as usize).place, self.standing(b.1 as usize).place);
        (a.0 != b.0 && first == Place::Subject && second == Place::Object).then(|| vec![a, b])
    }

    /// People named in a sentence before the mention: referent and mention.
    fn people(&self, id: usize, sentence: u32) -> Vec<(u32, u32)> {
        let mut people = Vec::new();
        for other in (0..id).rev().take(super::refer::WINDOW) {
            let before = &self.mentions()[other];
            if before.sentence < sentence {
                break;
            }
            if before.sentence > sentence || before.form == Form::Pronoun {
                continue;
            }
            let Some(referent) = self.referents.of[other] else { continue };
            let known = &self.referents.all[referent as usize];
            if known.top == LabelId::PERSON && known.members.is_empty() {
                people.push((referent, other as u32));
            }
        }
        people.reverse();
        people
    }

    /// Whether a plural of people ("officials") stands between two tokens: "they" may be those.
    fn plural_people(&self, from: u32, to: u32) -> bool {
        let names = &self.reference.names;
        let words = self.reference.words;
        let tokens = names.tokens.get(from as usize..to as usize).unwrap_or_default();
        tokens.iter().any(|t| {
            t.shape.has(Shape::LOWER)
                && names.lexicon.classes(t.word).any(words.people)
                && [words.noun, words.role, words.person_noun]
                    .into_iter()
                    .any(|class| has_form(names.lexicon, t.word, class, &[WordForm::Plural]))
        })
    }
}
