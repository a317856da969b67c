//! Whom "he" and "she" may mean: the people around a pronoun, and what speaks for each.

use super::antecedent::{Clues, Command};
use super::choice::{Alternative, Choice};
use super::names::Gender;
use super::position::{Place, Position};
use super::pronoun::Case;
use super::refer::{Pass, SENTENCES, WINDOW};
use crate::mention::{Form, Mention};
use crate::origin::{Origin, code_origin};
use crate::schema::LabelId;
use crate::text::token::{Shape, Token};

/// Tokens between a possessive and the name of whom it owns, at most.
const OWNED: usize = 6;

/// One candidate of a pronoun.
struct Candidate {
    referent: u32,
    clues: Clues,
}

impl Pass<'_, '_, '_> {
    pub(super) fn person(&mut self, id: usize, case: Case, gender: Gender) -> Option<(u32, Origin)> {
        let candidates = self.candidates(id, case, gender);
        if self.reference.noted {
            self.note(id, case, &candidates);
        }
        let weights = self.reference.weights;
        let mut best: Option<(f32, u32, bool)> = None;
        // "None of them" has strength 0.
        let mut all = 1.0;
        for candidate in &candidates {
            let odds = weights.score(&candidate.clues, case).exp();
            all += odds;
            if best.is_none_or(|(top, ..)| odds > top) {
                best = Some((odds, candidate.referent, candidate.clues.distance == 0));
            }
        }
        let (odds, referent, here) = best?;
        let likely = odds / all;
        if likely < weights.least {
            return None;
        }
        self.outcome.likely.push((id as u32, (likely * 1000.0) as u16));
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
        let from = id.saturating_sub(WINDOW);
        let early =
            self.reference.sentences.get(mention.sentence as usize).is_some_and(|s| mention.first <= s.first + 1);
        // Who speaks says "I".
        let speaker = self.quotation(mention).and_then(|q| self.referents.of[q.speaker? as usize]);
        let owned = self.owned(id, case);
        for other in (from..id).rev() {
            let before = &self.mentions()[other];
            if mention.sentence - before.sentence > SENTENCES {
                break;
            }
            let Some(referent) = self.referents.of[other].filter(|r| Some(*r) != speaker && Some(*r) != owned) else {
                continue;
            };
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
                    list.push(Candidate {
                        referent,
                        clues: Clues {
                            distance,
                            position,
                            nearer: list.len() as u32,
                            said: known.said,
                            first: self
                                .referents
                                .all
                                .iter()
                                .take(8)
                                .find(|r| r.top == LabelId::PERSON)
                                .is_some_and(|r| r.root == known.root),
                            gendered: known.gender.is_some(),
                            verbs,
                            bounds,
                            anaphoric: before.form != Form::Name,
                            quoted: self.quotation(mention).is_some() != self.quotation(before).is_some(),
                            early,
                            gap: mention.first - before.last,
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
            let agent = self.acts_in(other, id);
            let clues = &mut list[index].clues;
            clues.agent |= agent;
            clues.subject_here |= distance == 0 && position.place == Place::Subject;
            clues.subject_before |= distance == 1 && position.place == Place::Subject;
            clues.initial_before |= distance == 1 && position.initial;
        }
        list.retain(|c| c.clues.distance != u32::MAX);
        self.ahead(id, owned, gender, &mut list);
        let most = list.iter().map(|c| c.clues.said).max().unwrap_or(0);
        for candidate in &mut list {
            candidate.clues.topic = candidate.clues.said == most;
        }
        list
    }

    /// Adds the subject of the clause around a pronoun's own that comes after it, unless it is whom the pronoun owns: "In his
    /// review, X wrote".
    fn ahead(&self, id: usize, owned: Option<u32>, gender: Gender, list: &mut Vec<Candidate>) {
        let mention = &self.mentions()[id];
        let after = self.mentions().iter().enumerate().skip(id + 1).take(WINDOW);
        for (other, after) in after.take_while(|(_, m)| m.sentence == mention.sentence) {
            let Some(referent) = self.referents.of[other] else { continue };
            let known = &self.referents.all[referent as usize];
            if known.top != LabelId::PERSON
                || Some(referent) == owned
                || known.gender.is_some_and(|g| g != gender)
                || self.command(other, id) != Command::Ahead && !self.fronted(other, id)
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
                        said: known.said,
                        gendered: known.gender.is_some(),
                        command: Command::Ahead,
                        ..Clues::default()
                    },
                }),
            }
            return;
        }
    }

    /// Who is named as the pronoun's own, and is therefore not meant by it: "her sister Flora", "his deputy, Ilmar Tuvi".
    fn owned(&self, id: usize, case: Case) -> Option<u32> {
        let names = &self.reference.names;
        let mention = self.mentions().get(id).filter(|_| case == Case::Possessive)?;
        let (other, after) =
            (id + 1..self.mentions().len()).map(|other| (other, &self.mentions()[other])).find(|(other, m)| {
                m.form == Form::Name && m.first >= mention.last && self.referents.of[*other].is_some()
            })?;
        let between = names.tokens.get(mention.last as usize..after.first as usize).filter(|t| t.len() <= OWNED)?;
        let comma = |t: &Token| &names.text[t.span] == ",";
        let rest = between.split_last().filter(|(last, _)| comma(last)).map_or(between, |(_, rest)| rest);
        let noun =
            |t: &Token| t.shape.has(Shape::LOWER) && names.lexicon.classes(t.word).any(self.reference.words.nominal);
        let person = |t: &Token| names.lexicon.classes(t.word).any(self.reference.words.people);
        let called = rest.last().is_some_and(person) && rest.iter().all(noun);
        self.referents.of[other].filter(|_| mention.sentence == after.sentence && called)
    }

    /// Whether the mention begins the main clause after a comma, behind the pronoun's own ("After she lost the vote, X left"),
    /// as the words say where the tree does not.
    fn fronted(&self, other: usize, id: usize) -> bool {
        let names = &self.reference.names;
        let (candidate, mention) = (&self.mentions()[other], &self.mentions()[id]);
        let Some(sentence) = self.reference.sentences.get(mention.sentence as usize) else { return false };
        let opener = names.tokens.get(sentence.first as usize).is_some_and(|t| {
            let classes = names.lexicon.classes(t.word);
            classes.any(self.reference.words.prep) || classes.any(self.reference.words.sub)
        });
        let comma = candidate.first.checked_sub(1).and_then(|at| names.tokens.get(at as usize));
        opener
            && mention.first == sentence.first + 1
            && comma.is_some_and(|t| &names.text[t.span] == ",")
            && self.positions[other].place == Place::Subject
    }

    /// Whether the clause of a mention tells an act of another.
    fn acts_in(&self, other: usize, id: usize) -> bool {
        let standings = self.reference.standings;
        standings.get(other).zip(standings.get(id)).is_some_and(|(its, own)| its.acts_in(own))
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
            return matches!(case, Case::Object | Case::Subject) && argument && its.beside(own)
                || case == Case::Object && its.acts_in(own);
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
