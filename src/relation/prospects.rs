//! Which sentences are worth tags and a tree: what each line of a frame needs of a sentence, whatever its tree will be.
//!
//! A need is necessary, never sufficient: a sentence without prospects gives no statement, so that leaving it out changes
//! nothing but the time.

use super::arguments::HeadNouns;
use crate::entity::Entity;
use crate::mention::{Form, Mention};
use crate::rule::{FrameLine, Rules, Slot, Trigger, WordList};
use crate::schema::{LabelId, Predicate, TOP};
use crate::syntax::Tag;
use crate::syntax::fine::Fine;
use crate::text::fold;
use crate::text::lexicon::{ClassId, Lexicon};
use crate::text::token::Token;

/// A set of hashed words that may hold more than was put in.
#[derive(Clone, Copy, Debug, Default)]
struct Words([u64; 32]);

impl Words {
    fn add(&mut self, hash: u64) {
        self.0[(hash >> 6) as usize % 32] |= 1 << (hash % 64);
    }

    fn may_have(&self, hash: u64) -> bool {
        self.0[(hash >> 6) as usize % 32] >> (hash % 64) & 1 != 0
    }
}

/// A set of labels; those from 127 on count as one.
type Labels = u128;

fn bit(label: LabelId) -> Labels {
    1 << label.0.min(127)
}

/// What a line needs.
#[derive(Clone, Debug)]
struct Need {
    trigger: Trigger,
    /// Whether a noun may bring it up as what a copula says, whatever its tag.
    said: bool,
    /// Words of which one brings the subject or the object, prepositions most; empty where a slot needs none.
    brought: [Box<[u64]>; 2],
    /// Labels of which the subject or object must have one; all where a phrase of any kind will do.
    labels: [Labels; 2],
    /// Labels of an object that may stand without a doer.
    doerless: Labels,
    /// Whether subject or object must be an entity: standing facts.
    standing: bool,
}

/// What all lines need, by their lemmas' heads.
#[derive(Clone, Debug, Default)]
pub struct Prospects {
    verb: Option<ClassId>,
    noun: Option<ClassId>,
    be: u64,
    heads: Words,
    needs: Vec<Need>,
    /// The lemmas of lines, by their heads.
    lemmas: Vec<Head>,
    /// Their further words.
    parts: Vec<u64>,
}

/// The word of a lemma that brings its line up.
#[derive(Clone, Copy, Debug)]
struct Head {
    word: u64,
    /// What its line needs, in [`Prospects::needs`].
    need: u32,
    /// Its further words, in [`Prospects::parts`].
    parts: (u32, u32),
}

/// What a sentence offers.
pub struct Offer {
    words: Words,
    /// Of entities, values and nouns.
    labels: Labels,
    /// Of entities.
    entities: Labels,
}

impl Prospects {
    /// Reads the needs off the frames.
    pub fn new(lexicon: &Lexicon, rules: &Rules) -> Prospects {
        let mut prospects = Prospects {
            verb: lexicon.class("verb"),
            noun: lexicon.class("noun"),
            be: fold::hash("be"),
            ..Prospects::default()
        };
        let (schema, indefinite) = (rules.schema(), rules.words("indefinite").cloned().unwrap_or_default());
        // Of each label the set of those below it.
        let mut kinds: Vec<Labels> = vec![0; schema.labels().count()];
        for (label, _) in schema.labels() {
            schema.lineage(label).for_each(|kind| kinds[usize::from(kind.0)] |= bit(label));
        }
        for frame in rules.frames().all() {
            for line in &frame.lines {
                let need = prospects.needs.len() as u32;
                prospects.needs.push(Need::new(line, schema.get(frame.predicate), &kinds, &indefinite));
                for lemma in &line.lemmas {
                    let Some(word) = lemma.head(line.trigger) else { continue };
                    let from = prospects.parts.len() as u32;
                    prospects.parts.extend(lemma.further(line.trigger));
                    prospects.heads.add(word);
                    prospects.lemmas.push(Head { word, need, parts: (from, prospects.parts.len() as u32) });
                }
            }
        }
        prospects.lemmas.sort_unstable_by_key(|head| (head.word, head.need));
        prospects
    }

    /// What the words, mentions and nouns of a sentence offer.
    pub fn offer(
        &self,
        lexicon: &Lexicon,
        nouns: &HeadNouns,
        tokens: &[Token],
        mentions: &[Mention],
        entities: &[Entity],
    ) -> Offer {
        let mut offer = Offer { words: Words::default(), labels: 0, entities: 0 };
        for token in tokens {
            offer.words.add(token.hash);
            self.lemmas(lexicon, token, |lemma| offer.words.add(lemma));
            offer.labels |= nouns.label(lexicon, token.word).map_or(0, bit);
        }
        for mention in mentions {
            match mention.entity {
                Some(entity) => {
                    let entity = &entities[entity.0 as usize];
                    offer.entities |= bit(entity.label);
                    for member in &entity.members {
                        offer.entities |= bit(entities[member.0 as usize].label);
                    }
                }
                None if mention.form == Form::Value => offer.labels |= bit(mention.label),
                None => {}
            }
        }
        offer.labels |= offer.entities;
        offer
    }

    /// Whether a line may find what it needs in a sentence, before anything is known of its parts of speech.
    pub fn any(&self, lexicon: &Lexicon, offer: &Offer, tokens: &[Token]) -> bool {
        let be = self.of(self.be).any(|(need, parts)| offer.meets(need, parts));
        be || tokens.iter().any(|token| {
            let mut found = self.of(token.hash).any(|(need, parts)| offer.meets(need, parts));
            self.lemmas(lexicon, token, |lemma| {
                found = found || self.of(lemma).any(|(need, parts)| offer.meets(need, parts));
            });
            found
        })
    }

    /// The same once the parts of speech are known: a verb brings up the lines of verbs.
    pub fn any_tagged(&self, lexicon: &Lexicon, offer: &Offer, tokens: &[Token], fine: &[Fine]) -> bool {
        let meets = |head: u64, trigger: Trigger| {
            self.of(head).any(|(need, parts)| (need.trigger == trigger || need.said) && offer.meets(need, parts))
        };
        let lemma =
            |token: &Token, class: Option<ClassId>| class.map_or(token.hash, |class| lexicon.lemma_hash(token, class));
        meets(self.be, Trigger::Verb)
            || tokens.iter().zip(fine).any(|(token, fine)| match fine.tag() {
                Tag::Verb | Tag::Aux => meets(lemma(token, self.verb), Trigger::Verb),
                Tag::Noun | Tag::Propn => meets(lemma(token, self.noun), Trigger::Noun),
                _ => self.of(token.hash).any(|(need, parts)| need.said && offer.meets(need, parts)),
            })
    }

    /// What the lines that a word may bring up need, with the further words of the lemma.
    fn of(&self, head: u64) -> impl Iterator<Item = (&Need, &[u64])> {
        let known = self.heads.may_have(head);
        let from = if known { self.lemmas.partition_point(|l| l.word < head) } else { self.lemmas.len() };
        self.lemmas[from..].iter().take_while(move |l| l.word == head).map(|lemma| {
            let (from, to) = lemma.parts;
            (&self.needs[lemma.need as usize], &self.parts[from as usize..to as usize])
        })
    }

    /// Hashes of the lemmas that a token may be a form of.
    fn lemmas(&self, lexicon: &Lexicon, token: &Token, mut each: impl FnMut(u64)) {
        for reading in lexicon.readings(token.word) {
            if Some(reading.class) == self.verb || Some(reading.class) == self.noun {
                each(reading.lemma_hash(token));
            }
        }
    }
}

impl Offer {
    fn meets(&self, need: &Need, parts: &[u64]) -> bool {
        let there = |words: &[u64]| words.is_empty() || words.iter().any(|&word| self.words.may_have(word));
        let [subject, object] = [0, 1].map(|side| there(&need.brought[side]));
        let [doer, undergoer] =
            [0, 1].map(|side| need.labels[side] == Labels::MAX || need.labels[side] & self.labels != 0);
        parts.iter().all(|&part| self.words.may_have(part))
            && object
            && (!need.standing || (need.labels[0] | need.labels[1]) & self.entities != 0)
            && (subject && doer && undergoer || need.doerless & self.labels != 0)
    }
}

impl Need {
    fn new(line: &FrameLine, predicate: &Predicate, kinds: &[Labels], indefinite: &WordList) -> Need {
        let below =
            |wanted: &[LabelId]| -> Labels { wanted.iter().fold(0, |set, label| set | kinds[usize::from(label.0)]) };
        let labels = |signature: &[LabelId], only: &[LabelId], text: bool| match (only, text) {
            ([], true) => Labels::MAX,
            ([], false) => below(signature),
            (only, true) => below(only),
            (only, false) => below(signature) & below(only),
        };
        let brought = |slots: &[Slot]| -> Box<[u64]> {
            let mut words = Vec::new();
            for slot in slots {
                match slot {
                    Slot::Preposition(word) => words.push(*word),
                    Slot::Complement => words.extend(indefinite.singles()),
                    _ => return Box::default(),
                }
            }
            words.into()
        };
        let anything = predicate.subject.len() >= TOP.len() && !predicate.object.is_empty();
        let each = line.object.contains(&Slot::Each);
        let object =
            if each { Labels::MAX } else { labels(&predicate.object, &line.flags.only_object, predicate.text) };
        let nobody = match line.trigger {
            Trigger::Noun => line.flags.doerless,
            Trigger::Verb => line.subject.contains(&Slot::Subject) || line.subject == [Slot::Empty],
        };
        let doerless = if nobody && !predicate.symmetric {
            object & below(&[LabelId::PERSON, LabelId::ORG, LabelId::PLACE])
        } else {
            0
        };
        Need {
            trigger: line.trigger,
            said: line.subject.contains(&Slot::Be),
            brought: [brought(&line.subject), if each { Box::default() } else { brought(&line.object) }],
            labels: [labels(&predicate.subject, &line.flags.only_subject, anything), object],
            doerless,
            standing: predicate.codes.plover.is_none() && predicate.codes.cameo.is_none(),
        }
    }
}
