//! Whom a pronoun means that stands before the name: "In his review, X wrote", "After she lost the vote, X left".

use super::antecedent::{Clues, Command};
use super::candidates::Candidate;
use super::names::Gender;
use super::position::Place;
use super::pronoun::Case;
use super::refer::{Pass, WINDOW};
use super::words::has_form;
use crate::mention::Form;
use crate::schema::LabelId;
use crate::text::lexicon::WordForm;
use crate::text::token::{Shape, Token};

/// Tokens between a possessive and the name of whom it owns, at most.
const OWNED: usize = 6;

impl Pass<'_, '_, '_> {
    /// Adds the subject of the clause around a pronoun's own that comes after it, unless it is whom the pronoun owns.
    pub(super) fn ahead(&self, id: usize, owned: Option<u32>, gender: Gender, list: &mut Vec<Candidate>) {
        let mention = &self.mentions()[id];
        let after = self.mentions().iter().enumerate().skip(id + 1).take(WINDOW);
        for (other, after) in after.take_while(|(_, m)| m.sentence == mention.sentence) {
            let Some(referent) = self.referents.of[other].filter(|r| Some(*r) != owned) else { continue };
            let known = &self.referents.all[referent as usize];
            if known.top != LabelId::PERSON
                || known.is_surely_not(gender)
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
                        gendered: known.gender.is_some() && !known.doubtful,
                        doubtful: known.gender.is_some_and(|g| g != gender),
                        main: known.names > 1 && known.names == self.referents.most,
                        command: Command::Ahead,
                        ..Clues::default()
                    },
                }),
            }
            return;
        }
    }

    /// Who is named as the pronoun's own, and is therefore not meant by it: "her sister Flora", "his deputy, Ilmar Tuvi".
    pub(super) fn owned(&self, id: usize, case: Case) -> Option<u32> {
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
        // "With her sister, Flora won" tells of Flora; "her sister, Flora, won" of the sister.
        let acts = rest.len() < between.len()
            && matches!(self.standing(other).place, Place::Subject | Place::Possessive)
            && names.tokens.get(after.last as usize).is_none_or(|t| !comma(t));
        self.referents.of[other].filter(|_| mention.sentence == after.sentence && called && !acts)
    }

    /// Whether the mention begins the main clause behind a comma, and the pronoun stands in the phrase or clause before it that
    /// opens the sentence, as the words say where the tree does not.
    fn fronted(&self, other: usize, id: usize) -> bool {
        let names = &self.reference.names;
        let words = self.reference.words;
        let (candidate, mention) = (&self.mentions()[other], &self.mentions()[id]);
        let Some(sentence) = self.reference.sentences.get(mention.sentence as usize) else { return false };
        let opener = names.tokens.get(sentence.first as usize).is_some_and(|t| {
            let classes = names.lexicon.classes(t.word);
            let participle = [WordForm::Participle, WordForm::Gerund];
            let opens = classes.any(words.prep) || classes.any(words.sub) || classes.any(words.adv);
            opens || has_form(names.lexicon, t.word, words.verb, &participle)
        });
        if !opener || !matches!(self.positions[other].place, Place::Subject | Place::Possessive) {
            return false;
        }
        // Whoever is named before the pronoun is the nearer choice.
        let named = self.mentions()[..id].iter().enumerate().rev().take_while(|(_, m)| m.sentence == mention.sentence);
        let mut people = named.filter_map(|(at, _)| self.referents.of[at]);
        if people.any(|r| self.referents.all[r as usize].top == LabelId::PERSON) {
            return false;
        }
        let begin = self.reference.clause(sentence).begin((candidate.first - sentence.first) as usize);
        let comma = (sentence.first + begin as u32).checked_sub(1).filter(|&at| at >= mention.last);
        comma.and_then(|at| names.tokens.get(at as usize)).is_some_and(|t| &names.text[t.span] == ",")
    }
}
