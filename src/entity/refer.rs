//! One pass over the mentions of a document, in order, that finds what pronouns and descriptions refer to.
//!
//! It looks back over a bounded window, so that its time is linear in the document.

use super::antecedent::Weights;
use super::choice::Choice;
use super::groups::Groups;
use super::names::{Gender, Names};
use super::position::{Clause, Place, Position};
use super::pronoun::{Case, Person, Pronoun};
use super::referent::{Referents, collect};
use super::speaker::Quotation;
use super::standing::Standings;
use super::words::ReferenceWords;
use crate::gazetteer::{Sense, SenseRef};
use crate::mention::{Form, Mention};
use crate::origin::Origin;
use crate::text::sentence::Sentence;
use crate::time::Date;

/// How many sentences back a pronoun is resolved.
pub(super) const SENTENCES: u32 = 6;
/// How many mentions back.
pub(super) const WINDOW: usize = 60;

/// What a document gives.
#[derive(Clone, Copy)]
pub struct Reference<'a, 's> {
    /// Text, tokens, mentions, words.
    pub names: Names<'a>,
    /// Sentences of the document.
    pub sentences: &'a [Sentence],
    /// Word classes.
    pub words: &'a ReferenceWords,
    /// Reads a row.
    pub sense: &'a dyn Fn(SenseRef) -> Sense<'s>,
    /// The document's date.
    pub date: Option<Date>,
    /// What speaks for a candidate of a pronoun, weighed.
    pub weights: &'a Weights,
    /// Where the mentions stand in the trees that pronouns ask for.
    pub standings: &'a Standings,
    /// Whether to note down the choices among candidates, for the trainer.
    pub noted: bool,
}

/// A group of several, found at a mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The mention that begins it.
    pub mention: u32,
    /// A mention of each member.
    pub members: Vec<u32>,
}

/// What the pass found beside the joins.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Which mentions stay: a description that refers to nothing known does not.
    pub keep: Vec<bool>,
    /// How likely what pronouns of persons mean is, in thousandths, by mention.
    pub likely: Vec<(u32, u16)>,
    /// Names whose row is somebody else's, as pronouns say.
    pub misread: Vec<u32>,
    /// Groups of several.
    pub parties: Vec<Party>,
    /// The choices that pronouns gave, where they are noted.
    pub choices: Vec<Choice>,
}

impl Outcome {
    /// The groups by the numbers that the mentions have once those not kept are gone.
    pub fn renumbered(&self) -> Vec<Party> {
        let mut next = 0;
        let mut number = Vec::with_capacity(self.keep.len());
        for kept in &self.keep {
            number.push(next);
            next += u32::from(*kept);
        }
        let new = |old: u32| number.get(old as usize).copied().unwrap_or_default();
        self.parties
            .iter()
            .map(|p| Party { mention: new(p.mention), members: p.members.iter().map(|&m| new(m)).collect() })
            .collect()
    }
}

/// The pass while it runs.
pub(super) struct Pass<'p, 'a, 's> {
    pub(super) reference: &'p Reference<'a, 's>,
    pub(super) referents: Referents,
    pub(super) positions: Vec<Position>,
    pub(super) quotations: Vec<Quotation>,
    /// Who answers, where the document is an interview.
    pub(super) interviewed: Option<u32>,
    /// The paragraphs that ask, by their tokens.
    pub(super) asked: Vec<(u32, u32)>,
    /// Whom the last pronoun of each gender meant, and in which sentence.
    pub(super) chains: [Option<(u32, u32)>; 2],
    /// The last group of several: its sentence and referent.
    pub(super) party: Option<(u32, u32)>,
    pub(super) outcome: Outcome,
}

impl<'a, 's> Reference<'a, 's> {
    /// Joins pronouns and descriptions to the groups of names they refer to.
    pub fn resolve(&self, groups: &mut Groups) -> Outcome {
        let mentions = self.names.mentions;
        let mut pass = Pass {
            reference: self,
            referents: collect(&self.names, self.words, groups, self.sense),
            positions: mentions.iter().map(|m| self.position(m)).collect(),
            quotations: self.quotations(),
            interviewed: None,
            asked: Vec::new(),
            chains: [None; 2],
            party: None,
            outcome: Outcome { keep: vec![true; mentions.len()], ..Outcome::default() },
        };
        pass.speakers();
        pass.interview();
        let mut spoken = Vec::new();
        for (id, mention) in mentions.iter().enumerate() {
            let found = match mention.form {
                Form::Pronoun if pass.of_speaker(id).is_some() => {
                    spoken.push(id);
                    continue;
                }
                Form::Pronoun => pass.pronoun(id),
                Form::Nominal => pass.description(id),
                _ => {
                    pass.say(id);
                    continue;
                }
            };
            match found {
                Some((referent, origin)) => {
                    groups.join(pass.referents.all[referent as usize].root, id as u32, origin);
                    pass.referents.of[id] = Some(referent);
                    pass.say(id);
                }
                None => pass.outcome.keep[id] = mention.form == Form::Pronoun && pass.gender(id).is_some(),
            }
        }
        // Who speaks is often told behind what is said.
        for id in spoken {
            let found = pass.of_speaker(id).and_then(|plural| pass.first_person(id, plural));
            match found {
                Some((referent, origin)) => {
                    groups.join(pass.referents.all[referent as usize].root, id as u32, origin);
                    pass.referents.of[id] = Some(referent);
                }
                None => pass.outcome.keep[id] = false,
            }
        }
        for (id, mention) in mentions.iter().enumerate() {
            let referent = pass.referents.of[id].map(|at| &pass.referents.all[at as usize]);
            let row = mention.sense.map(self.sense);
            if referent.zip(row).is_some_and(|(referent, row)| referent.is_not(row)) {
                pass.outcome.misread.push(id as u32);
            }
        }
        pass.outcome
    }

    fn position(&self, mention: &Mention) -> Position {
        let Some(sentence) = self.sentences.get(mention.sentence as usize) else { return Position::default() };
        let clause = self.clause(sentence);
        clause.position((mention.first - sentence.first) as usize, (mention.last - sentence.first) as usize)
    }

    pub(super) fn clause(&self, sentence: &Sentence) -> Clause<'a> {
        Clause {
            text: self.names.text,
            tokens: &self.names.tokens[sentence.range()],
            lexicon: self.names.lexicon,
            words: self.words,
        }
    }

    pub(super) fn pronoun(&self, mention: &Mention) -> Option<Pronoun> {
        let sentence = self.sentences.get(mention.sentence as usize)?;
        let tokens = &self.names.tokens[sentence.range()];
        self.words.pronoun(self.names.lexicon, tokens, (mention.first - sentence.first) as usize)
    }
}

impl Pass<'_, '_, '_> {
    pub(super) fn mentions(&self) -> &[Mention] {
        self.reference.names.mentions
    }

    /// Notes that a mention speaks of its referent.
    fn say(&mut self, id: usize) {
        if let Some(referent) = self.referents.of[id].and_then(|at| self.referents.all.get_mut(at as usize)) {
            referent.said += 1;
        }
    }

    /// Whether a mention is "I" (false) or "we" (true).
    fn of_speaker(&self, id: usize) -> Option<bool> {
        match self.reference.pronoun(&self.mentions()[id])?.person {
            Person::I => Some(false),
            Person::We => Some(true),
            _ => None,
        }
    }

    fn gender(&self, id: usize) -> Option<Gender> {
        match self.reference.pronoun(&self.mentions()[id])?.person {
            Person::He => Some(Gender::Male),
            Person::She => Some(Gender::Female),
            _ => None,
        }
    }

    fn pronoun(&mut self, id: usize) -> Option<(u32, Origin)> {
        let pronoun = self.reference.pronoun(&self.mentions()[id])?;
        match pronoun.person {
            Person::He => self.person(id, pronoun.case, Gender::Male),
            Person::She => self.person(id, pronoun.case, Gender::Female),
            Person::It => self.thing(id, pronoun.case),
            Person::They => self.several(id),
            Person::I | Person::We => None,
        }
    }

    /// Position of a mention; a pronoun's case says more than its neighbours.
    pub(super) fn standing(&self, id: usize) -> Position {
        let mut position = self.positions[id];
        if let Some(standing) = self.reference.standings.get(id) {
            position.place = standing.place;
            position.coordinated = standing.coordinated;
        }
        let place = match self
            .reference
            .pronoun(&self.mentions()[id])
            .filter(|_| self.mentions()[id].form == Form::Pronoun)
            .map(|p| p.case)
        {
            Some(Case::Subject) => Place::Subject,
            Some(Case::Possessive) => Place::Possessive,
            Some(Case::Object | Case::Reflexive) if position.place == Place::Subject => Place::Object,
            _ => position.place,
        };
        Position { place, ..position }
    }

    pub(super) fn between(&self, from: u32, mention: &Mention) -> (usize, usize) {
        let Some(sentence) = self.reference.sentences.get(mention.sentence as usize) else { return (0, 0) };
        let clause = self.reference.clause(sentence);
        let (verbs, bounds) =
            clause.verbs_between((from - sentence.first) as usize, (mention.first - sentence.first) as usize);
        // Another subject between them begins a clause of its own.
        let end = self.mentions().partition_point(|m| m.first < mention.first);
        let mut inner = (0..end).rev().take(WINDOW).take_while(|&i| self.mentions()[i].first >= from);
        let subject = inner.any(|i| self.referents.of[i].is_some() && self.standing(i).place == Place::Subject);
        (verbs, bounds + usize::from(subject))
    }
}
