//! Whom "he" and "she" may mean: the people around a pronoun, and what speaks for each.

use super::antecedent::{Clues, Command};
use super::choice::{Alternative, Choice};
use super::names::Gender;
use super::position::{Place, Position};
use super::pronoun::Case;
use super::refer::{Pass, SENTENCES, WINDOW};
use super::words::{has, has_form};
use crate::mention::{Form, Mention};
use crate::origin::{Origin, code_origin};
use crate::schema::LabelId;
use crate::syntax::Rel;
use crate::text::lexicon::WordForm;

/// From what probability on a pronoun tells the gender of whom it means.
const TELLS_GENDER: f32 = 0.6;

/// How far behind a mention the bracket that closes around it is looked for, in tokens.
const BRACKETS: u32 = 12;

/// One candidate of a pronoun.
pub(super) struct Candidate {
    pub(super) referent: u32,
    pub(super) clues: Clues,
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
        self.chains[gender as usize] = Some((referent, self.mentions()[id].sentence));
        if likely >= TELLS_GENDER {
            self.referents.all[referent as usize].call(gender);
        }
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
                || known.is_surely_not(gender)
                || before.last > mention.first
            {
                continue;
            }
            let distance = mention.sentence - before.sentence;
            let position = self.standing(other);
            let (verbs, bounds) = if distance == 0 { self.between(before.last, mention) } else { (0, 0) };
            let bound = self.bound((other, before), position, (id, mention), case, verbs, bounds);
            if bound == Bound::Surely {
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
                            gendered: known.gender.is_some() && !known.doubtful,
                            doubtful: known.gender.is_some_and(|g| g != gender),
                            main: known.names > 1 && known.names == self.referents.most,
                            chain: self.chains[gender as usize]
                                .is_some_and(|(last, said)| last == referent && mention.sentence - said <= 1),
                            verbs,
                            bounds,
                            anaphoric: before.form != Form::Name,
                            quoted: self.quotation(mention).is_some() != self.quotation(before).is_some(),
                            early,
                            bracketed: self.bracketed(before, mention),
                            relative: distance == 0 && self.relative(other, id),
                            asked: distance == 0 && self.asked(other, id),
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
            clues.beside |= bound == Bound::Perhaps;
            clues.subject_here |= distance == 0 && position.place == Place::Subject;
            clues.subject_before |= distance == 1 && position.place == Place::Subject;
            clues.initial_before |= distance == 1 && position.initial;
        }
        list.retain(|c| c.clues.distance != u32::MAX);
        self.ahead(id, owned, gender, &mut list);
        // "Called X, who sold his boat": whose act it is the words say, where the tree errs.
        if let Some(told) = list.iter().position(|c| c.clues.relative || c.clues.asked) {
            list.iter_mut().enumerate().for_each(|(at, c)| c.clues.agent = at == told);
        }
        let most = list.iter().map(|c| c.clues.said).max().unwrap_or(0);
        for candidate in &mut list {
            candidate.clues.topic = candidate.clues.said == most;
        }
        list
    }

    /// Whether a mention stands in brackets that close before the other.
    fn bracketed(&self, before: &Mention, mention: &Mention) -> bool {
        let names = &self.reference.names;
        let word = |at: u32| names.tokens.get(at as usize).and_then(|t| names.text.get(t.span.range()));
        let behind = (before.last..mention.first.min(before.last + BRACKETS)).map_while(word);
        let mut marks = behind.filter(|w| matches!(*w, "(" | ")" | "[" | "]"));
        matches!(marks.next(), Some(")" | "]"))
    }

    /// Whether "who" stands behind a mention, and nobody else's clause begins between it and the other.
    fn relative(&self, other: usize, id: usize) -> bool {
        let names = &self.reference.names;
        let token = |at: u32| names.tokens.get(at as usize);
        let mut at = self.mentions()[other].last;
        at += u32::from(token(at).is_some_and(|t| &names.text[t.span] == ","));
        let who = token(at).is_some_and(|t| names.lexicon.classes(t.word).any(self.reference.words.who));
        who && !self.begun(other, id)
    }

    /// Whether "to" and a verb stand behind a mention, and nobody else's clause begins between it and the other.
    fn asked(&self, other: usize, id: usize) -> bool {
        let names = &self.reference.names;
        let words = self.reference.words;
        let token = |at: u32| names.tokens.get(at as usize);
        let last = self.mentions()[other].last;
        let to = token(last).is_some_and(|t| has(names.lexicon, t.word, words.particle));
        let verb = token(last + 1).is_some_and(|t| has_form(names.lexicon, t.word, words.verb, &[WordForm::Base]));
        to && verb && self.positions[other].place != Place::Subject && !self.begun(other, id)
    }

    /// Whether a person between two mentions is the subject of a clause.
    fn begun(&self, other: usize, id: usize) -> bool {
        let person = |r: u32| self.referents.all[r as usize].top == LabelId::PERSON;
        let subject =
            |at: usize| self.referents.of[at].is_some_and(person) && self.standing(at).place == Place::Subject;
        (other + 1..id).any(subject)
    }

    /// Whether the clause of a mention tells an act of another.
    fn acts_in(&self, other: usize, id: usize) -> bool {
        let standings = self.reference.standings;
        standings.get(other).zip(standings.get(id)).is_some_and(|(its, own)| its.acts_in(own))
    }

    /// How the tree of their sentence holds a candidate and the pronoun.
    pub(super) fn command(&self, other: usize, id: usize) -> Command {
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
            Some(1) if subject => match own.rel {
                Rel::Ccomp => Command::Told,
                Rel::Conj => Command::Joined,
                _ => Command::Around,
            },
            Some(_) if subject => Command::Outer,
            Some(_) => Command::Part,
            None => Command::Aside,
        }
    }

    /// Whether both stand in one clause in a way that they cannot be one. The tree errs: what it says alone is a doubt.
    fn bound(
        &self,
        (other, before): (usize, &Mention),
        position: Position,
        (id, mention): (usize, &Mention),
        case: Case,
        verbs: usize,
        bounds: usize,
    ) -> Bound {
        let sure = |yes: bool| if yes { Bound::Surely } else { Bound::Not };
        if before.sentence != mention.sentence {
            return sure(case == Case::Reflexive);
        }
        let opens = || {
            let before = mention.first.checked_sub(1).and_then(|at| self.reference.names.tokens.get(at as usize));
            before.is_some_and(|t| self.reference.names.lexicon.classes(t.word).any(self.reference.words.sub))
        };
        let apart = match case {
            // "X met him", "X spoke to him".
            Case::Object => bounds > 0 || verbs > 1,
            // "X, he": not without a verb between, unless a clause begins after the name ("X, because he").
            Case::Subject => bounds > 0 || verbs > 0 || opens(),
            Case::Reflexive | Case::Possessive => return Bound::Not,
        };
        let standings = self.reference.standings;
        if let (Some(own), Some(its)) = (standings.get(id), standings.get(other)) {
            let argument = matches!(its.place, Place::Subject | Place::Object | Place::Oblique);
            // "X made him": whatever the tree says.
            let next = case == Case::Object && verbs == 1 && mention.first == before.last + 1;
            return match next || argument && its.beside(own) || case == Case::Object && its.acts_in(own) {
                false => Bound::Not,
                true if apart => Bound::Perhaps,
                true => Bound::Surely,
            };
        }
        sure(match case {
            Case::Object => !apart && position.place != Place::Possessive,
            _ => !apart && position.place == Place::Object && mention.first == before.last,
        })
    }
}

/// Whether the grammar forbids that a pronoun means somebody of its own clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    Not,
    Perhaps,
    Surely,
}
