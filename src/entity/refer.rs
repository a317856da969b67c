//! One pass over the mentions of a document, in order, that finds what pronouns and descriptions refer to.
//!
//! It looks back over a bounded window, so that its time is linear in the document.

use super::antecedent::{Clues, Command, Weights};
use super::choice::{Alternative, Choice};
use super::groups::Groups;
use super::names::{Gender, Names};
use super::position::{Clause, Place, Position};
use super::pronoun::{Case, Person, Pronoun};
use super::referent::{Referents, collect};
use super::standing::Standings;
use super::words::ReferenceWords;
use crate::gazetteer::{Sense, SenseRef};
use crate::mention::{Form, Mention};
use crate::origin::{Origin, code_origin};
use crate::schema::LabelId;
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
    pub(super) quoted: Vec<bool>,
    /// The last pronoun of each gender: its sentence and referent.
    pub(super) chain: [Option<(u32, u32)>; 2],
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
            quoted: self.quotations(),
            chain: [None; 2],
            party: None,
            outcome: Outcome { keep: vec![true; mentions.len()], ..Outcome::default() },
        };
        for (id, mention) in mentions.iter().enumerate() {
            let found = match mention.form {
                Form::Pronoun => pass.pronoun(id),
                Form::Nominal => pass.description(id),
                _ => continue,
            };
            match found {
                Some((referent, origin)) => {
                    groups.join(pass.referents.all[referent as usize].root, id as u32, origin);
                    pass.referents.of[id] = Some(referent);
                }
                None => pass.outcome.keep[id] = mention.form == Form::Pronoun && pass.gender(id).is_some(),
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

    /// Whether each mention stands within quotation marks; a paragraph ends a quotation.
    fn quotations(&self) -> Vec<bool> {
        let (mut inside, mut at) = (false, 0);
        let mut quoted = Vec::with_capacity(self.names.mentions.len());
        for mention in self.names.mentions {
            while at < mention.first as usize {
                let token = &self.names.tokens[at];
                if token.shape.has(crate::text::token::Shape::PARAGRAPH_BEFORE) {
                    inside = false;
                }
                match self.names.text.get(token.span.range()) {
                    Some("“") => inside = true,
                    Some("”") => inside = false,
                    Some("\"" | "''" | "``") => inside = !inside,
                    _ => {}
                }
                at += 1;
            }
            quoted.push(inside);
        }
        quoted
    }

    pub(super) fn pronoun(&self, mention: &Mention) -> Option<Pronoun> {
        let sentence = self.sentences.get(mention.sentence as usize)?;
        let tokens = &self.names.tokens[sentence.range()];
        self.words.pronoun(self.names.lexicon, tokens, (mention.first - sentence.first) as usize)
    }
}

/// One candidate of a pronoun.
struct Candidate {
    referent: u32,
    clues: Clues,
}

impl Pass<'_, '_, '_> {
    pub(super) fn mentions(&self) -> &[Mention] {
        self.reference.names.mentions
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
        }
    }

    fn person(&mut self, id: usize, case: Case, gender: Gender) -> Option<(u32, Origin)> {
        let candidates = self.candidates(id, case, gender);
        if self.reference.noted {
            self.note(id, case, &candidates);
        }
        let weights = self.reference.weights;
        let mut best: Option<(f32, u32, bool)> = None;
        let mut second = f32::NEG_INFINITY;
        for candidate in &candidates {
            let score = weights.score(&candidate.clues, case);
            if best.is_none_or(|(top, ..)| score > top) {
                second = best.map_or(second, |(top, ..)| top);
                best = Some((score, candidate.referent, candidate.clues.distance == 0));
            } else {
                second = second.max(score);
            }
        }
        let (score, referent, here) = best?;
        if score < weights.floor || score - second < weights.lead {
            return None;
        }
        self.referents.all[referent as usize].meant[usize::from(gender == Gender::Female)] += 1;
        self.chain[usize::from(gender == Gender::Female)] = Some((self.mentions()[id].sentence, referent));
        Some((
            referent,
            if here { code_origin!("pronoun/same-sentence") } else { code_origin!("pronoun/earlier-sentence") },
        ))
    }

    fn note(&mut self, id: usize, case: Case, candidates: &[Candidate]) {
        let names = |referent| {
            let of = self.mentions().iter().zip(&self.referents.of);
            of.filter(|(m, of)| **of == Some(referent) && m.form == Form::Name).map(|(m, _)| m.span).collect()
        };
        let alternatives = candidates
            .iter()
            .map(|c| Alternative { features: c.clues.features(case).map(|(_, v)| v), names: names(c.referent) });
        let choice = Choice { pronoun: self.mentions()[id].span, alternatives: alternatives.collect() };
        self.outcome.choices.push(choice);
    }

    /// People before the pronoun whose gender does not forbid them, nearest first.
    fn candidates(&self, id: usize, case: Case, gender: Gender) -> Vec<Candidate> {
        let mention = &self.mentions()[id];
        let mut list: Vec<Candidate> = Vec::new();
        let chain = self.chain[usize::from(gender == Gender::Female)];
        let from = id.saturating_sub(WINDOW);
        let early =
            self.reference.sentences.get(mention.sentence as usize).is_some_and(|s| mention.first <= s.first + 1);
        for other in (from..id).rev() {
            let before = &self.mentions()[other];
            if mention.sentence - before.sentence > SENTENCES {
                break;
            }
            let Some(referent) = self.referents.of[other] else { continue };
            let known = &self.referents.all[referent as usize];
            if known.top != LabelId::PERSON
                || !known.members.is_empty()
                || known.gender.is_some_and(|g| g != gender)
                || before.last > mention.first
            {
                continue;
            }
            let distance = mention.sentence - before.sentence;
            let position = self.standing(other);
            let (verbs, bounds) = if distance == 0 { self.between(before.last, mention) } else { (0, 0) };
            if self.excluded((other, before), position, (id, mention), case, verbs, bounds) {
                if let Some(seen) = list.iter().position(|c| c.referent == referent) {
                    list.remove(seen);
                }
                list.push(Candidate { referent, clues: Clues { distance: u32::MAX, ..Clues::default() } });
                continue;
            }
            let index = match list.iter().position(|c| c.referent == referent) {
                Some(index) => index,
                None => {
                    let chained =
                        chain.filter(|&(_, last)| last == referent).map(|(sentence, _)| mention.sentence - sentence);
                    list.push(Candidate {
                        referent,
                        clues: Clues {
                            distance,
                            position,
                            nearer: list.len() as u32,
                            names: known.names.min(4),
                            topic: known.names == self.referents.most,
                            first: self
                                .referents
                                .all
                                .iter()
                                .take(8)
                                .find(|r| r.top == LabelId::PERSON)
                                .is_some_and(|r| r.root == known.root),
                            gendered: known.gender.is_some(),
                            chain: chained.filter(|c| *c < 2),
                            verbs,
                            bounds,
                            anaphoric: before.form != Form::Name,
                            quoted: self.quoted[id] != self.quoted[other],
                            early,
                            gap: mention.first - before.last,
                            meant: if gender == Gender::Male { known.meant } else { [known.meant[1], known.meant[0]] },
                            command: self.command(other, id),
                            matrix: distance > 0
                                && position.place == Place::Subject
                                && self.reference.standings.get(other).is_some_and(|s| s.matrix()),
                            ..Clues::default()
                        },
                    });
                    list.len() - 1
                }
            };
            let clues = &mut list[index].clues;
            clues.subject_here |= distance == 0 && position.place == Place::Subject;
            clues.subject_before |= distance == 1 && position.place == Place::Subject;
            clues.initial_before |= distance == 1 && position.initial;
        }
        list.retain(|c| c.clues.distance != u32::MAX);
        self.ahead(id, gender, &mut list);
        list
    }

    /// Adds the subject of the clause around a pronoun's own that comes after it: "In his review, X wrote".
    fn ahead(&self, id: usize, gender: Gender, list: &mut Vec<Candidate>) {
        let mention = &self.mentions()[id];
        let after = self.mentions().iter().enumerate().skip(id + 1).take(WINDOW);
        for (other, after) in after.take_while(|(_, m)| m.sentence == mention.sentence) {
            let Some(referent) = self.referents.of[other] else { continue };
            let known = &self.referents.all[referent as usize];
            if known.top != LabelId::PERSON
                || known.gender.is_some_and(|g| g != gender)
                || self.command(other, id) != Command::Ahead
                || after.form != Form::Name
            {
                continue;
            }
            match list.iter_mut().find(|c| c.referent == referent) {
                Some(candidate) => candidate.clues.command = Command::Ahead,
                None => list.push(Candidate {
                    referent,
                    clues: Clues {
                        position: self.standing(other),
                        nearer: list.len() as u32,
                        names: known.names.min(4),
                        topic: known.names == self.referents.most,
                        gendered: known.gender.is_some(),
                        command: Command::Ahead,
                        ..Clues::default()
                    },
                }),
            }
            return;
        }
    }

    /// How the tree of their sentence holds a candidate and the pronoun.
    fn command(&self, other: usize, id: usize) -> Command {
        let (candidate, mention) = (&self.mentions()[other], &self.mentions()[id]);
        let standings = self.reference.standings;
        if candidate.sentence != mention.sentence {
            return Command::Unknown;
        }
        let (Some(its), Some(own)) = (standings.get(other), standings.get(id)) else { return Command::Unknown };
        let subject = its.place == Place::Subject;
        let before = candidate.first < mention.first;
        match its.above(own) {
            Some(0) if !before && subject && own.place != Place::Subject && own.place != Place::Object => {
                Command::Ahead
            }
            Some(levels) if !before && subject && levels > 0 => Command::Ahead,
            _ if !before => Command::Unknown,
            Some(0) if subject => Command::Own,
            Some(1) if subject => Command::Around,
            Some(_) if subject => Command::Outer,
            Some(_) => Command::Part,
            None => Command::Aside,
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

    /// Whether both stand in one clause in a way that they cannot be one.
    fn excluded(
        &self,
        (other, before): (usize, &Mention),
        position: Position,
        (id, mention): (usize, &Mention),
        case: Case,
        verbs: usize,
        bounds: usize,
    ) -> bool {
        if before.sentence != mention.sentence {
            return case == Case::Reflexive;
        }
        let standings = self.reference.standings;
        if let (Some(own), Some(its)) = (standings.get(id), standings.get(other)) {
            let argument = matches!(its.place, Place::Subject | Place::Object | Place::Oblique);
            return matches!(case, Case::Object | Case::Subject) && argument && its.beside(own);
        }
        match case {
            // "X met him", "X spoke to him".
            Case::Object => bounds == 0 && verbs <= 1 && position.place != Place::Possessive,
            Case::Reflexive => false,
            // "X, he": not without a verb between, unless a clause begins after the name.
            Case::Subject => {
                verbs == 0 && bounds == 0 && position.place == Place::Object && mention.first == before.last
            }
            Case::Possessive => false,
        }
    }
}
