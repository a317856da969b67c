//! Whom a pronoun means: candidates weighed by where they stand.
//!
//! A log-linear ranking of the candidates and of "none of them", which weighs nothing. The weights are data
//! (`models/pronouns.tsv`); `dateline-tools train-pronouns` makes them.

use super::position::{Place, Position};
use super::pronoun::Case;

/// What speaks for a candidate of a pronoun.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clues {
    /// Sentences between it and the pronoun.
    pub distance: u32,
    /// Its nearest mention's position.
    pub position: Position,
    /// Whether one of its mentions is a subject in the pronoun's sentence.
    pub subject_here: bool,
    /// Whether one of its mentions is a subject in the sentence before.
    pub subject_before: bool,
    /// Whether one of its mentions begins the sentence before.
    pub initial_before: bool,
    /// Candidates nearer than it.
    pub nearer: u32,
    /// How often it was spoken of before.
    pub said: u32,
    /// Whether no other candidate was spoken of more often.
    pub topic: bool,
    /// Whether it is the first person of the document.
    pub first: bool,
    /// Whether its gender is known (and agrees).
    pub gendered: bool,
    /// Whether an unsure row or given name says that it is of the other gender.
    pub doubtful: bool,
    /// Whether no other person has more names in the document.
    pub main: bool,
    /// Whether the last pronoun of this gender, in this sentence or the one before, meant it.
    pub chain: bool,
    /// Whether the tree alone says that both are parts of one clause, so that they would not be one.
    pub beside: bool,
    /// Whether its nearest mention stands in brackets that the pronoun does not.
    pub bracketed: bool,
    /// Whether a relative clause of it holds the pronoun: "X, who said that he".
    pub relative: bool,
    /// Whether it is asked to do what the pronoun is a part of: "asked X to sell his shares".
    pub asked: bool,
    /// Finite verbs between its nearest mention and the pronoun, in one sentence.
    pub verbs: usize,
    /// Words that begin a clause between them.
    pub bounds: usize,
    /// Whether the nearest mention is itself a pronoun or description.
    pub anaphoric: bool,
    /// Whether one of both is quoted and the other not.
    pub quoted: bool,
    /// Whether the pronoun is among the first words of its sentence.
    pub early: bool,
    /// Tokens between them.
    pub gap: u32,
    /// How the tree of the pronoun's sentence holds both.
    pub command: Command,
    /// Whether the pronoun's clause tells an act of it.
    pub agent: bool,
    /// Whether its nearest mention is the subject of a sentence before, not of a clause within.
    pub matrix: bool,
}

/// How the tree holds a candidate of the pronoun's sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Command {
    /// In another sentence, or nobody looked.
    #[default]
    Unknown,
    /// The subject of the pronoun's own clause.
    Own,
    /// The subject of the clause around the pronoun's.
    Around,
    /// The same, where the pronoun's clause is what is said or thought.
    Told,
    /// The same, where "and" or "but" joins the pronoun's clause.
    Joined,
    /// The subject of a clause further out.
    Outer,
    /// Another part of a clause that holds the pronoun.
    Part,
    /// In a clause that does not hold the pronoun.
    Aside,
    /// After the pronoun, the subject of the clause that holds the pronoun's.
    Ahead,
}

/// Number of features.
pub const FEATURES: usize = 55;

impl Clues {
    /// The features by name, always in the same order.
    pub fn features(&self, case: Case) -> [(&'static str, f32); FEATURES] {
        let is = |yes: bool| if yes { 1.0 } else { 0.0 };
        let here = self.distance == 0;
        let subject = self.position.place == Place::Subject;
        let oblique = self.position.place == Place::Oblique;
        let object = oblique || self.position.place == Place::Object;
        let possessive = self.position.place == Place::Possessive;
        let parallel = match case {
            Case::Subject => subject,
            Case::Object | Case::Reflexive => object,
            Case::Possessive => possessive,
        };
        [
            ("any", 1.0),
            ("sentence/before", is(self.distance == 1)),
            ("sentence/two-before", is(self.distance == 2)),
            ("sentence/earlier", is(self.distance > 2)),
            ("here/subject", is(here && subject)),
            ("here/object", is(here && object)),
            ("here/possessive", is(here && possessive)),
            ("bracketed", is(self.bracketed)),
            ("relative", is(self.relative)),
            ("asked", is(self.asked)),
            ("earlier/subject", is(!here && subject)),
            ("earlier/object", is(!here && object)),
            ("earlier/possessive", is(!here && possessive)),
            ("parallel", is(parallel)),
            ("some/subject", is(self.subject_here || self.subject_before)),
            ("some/initial", is(self.initial_before)),
            ("nearest", is(self.nearer == 0)),
            ("nearer-ones", self.nearer.min(3) as f32),
            ("said", (self.said.max(1) as f32).ln()),
            ("topic", is(self.topic)),
            ("first", is(self.first)),
            ("gender-known", is(self.gendered)),
            ("verbs-between", if here { self.verbs.min(3) as f32 } else { 0.0 }),
            ("clauses-between", if here { self.bounds.min(2) as f32 } else { 0.0 }),
            ("coordinated", is(self.position.coordinated)),
            ("quoted", is(self.quoted)),
            ("anaphoric", is(self.anaphoric)),
            ("early-after-subject", is(case == Case::Subject && self.early && self.subject_before)),
            ("far", is(self.gap > 20)),
            ("gender-doubtful", is(self.doubtful)),
            ("main", is(self.main)),
            ("chain", is(self.chain)),
            ("chain/subject", is(case == Case::Subject && self.chain)),
            ("beside", is(self.beside)),
            ("command/own", is(self.command == Command::Own)),
            ("command/around", is(self.command == Command::Around)),
            ("command/told", is(self.command == Command::Told)),
            ("command/joined", is(self.command == Command::Joined)),
            ("command/outer", is(self.command == Command::Outer)),
            ("command/part", is(self.command == Command::Part)),
            ("command/aside", is(self.command == Command::Aside)),
            ("command/ahead", is(self.command == Command::Ahead)),
            ("earlier/matrix", is(self.matrix)),
            ("agent", is(self.agent)),
            ("oblique", is(oblique)),
            ("subject/subject", is(case == Case::Subject && subject)),
            ("subject/agent", is(case == Case::Subject && self.agent)),
            ("subject/around", is(case == Case::Subject && self.command == Command::Around)),
            ("subject/told", is(case == Case::Subject && self.command == Command::Told)),
            ("subject/joined", is(case == Case::Subject && self.command == Command::Joined)),
            ("object/subject", is(case == Case::Object && subject)),
            ("object/agent", is(case == Case::Object && self.agent)),
            ("possessive/subject", is(case == Case::Possessive && subject)),
            ("possessive/agent", is(case == Case::Possessive && self.agent)),
            ("possessive/own", is(case == Case::Possessive && self.command == Command::Own)),
        ]
    }
}

/// What the features weigh.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    features: [f32; FEATURES],
    /// The candidate taken is at least as likely as this.
    pub least: f32,
}

impl Weights {
    /// Weights in the order of [`Clues::features`].
    pub fn new(features: [f32; FEATURES], least: f32) -> Weights {
        Weights { features, least }
    }

    /// Names of the features, in their order.
    pub fn names() -> [&'static str; FEATURES] {
        Clues::default().features(Case::Subject).map(|(name, _)| name)
    }

    /// Reads a table of features and weights, with a row for `least`. What it does not name weighs nothing.
    ///
    /// # Errors
    /// With the number of a line that is not feature and weight, or that names a feature there is not.
    pub fn read(table: &str) -> Result<Weights, String> {
        let names = Weights::names();
        let mut weights = Weights::new([0.0; FEATURES], 0.0);
        for (number, line) in (1..).zip(table.lines()).filter(|(_, l)| !l.starts_with('#') && !l.is_empty()) {
            let Some((name, weight)) = line.split_once('\t') else {
                return Err(format!("line {number}: a row is feature and weight"));
            };
            let value = weight.parse().ok().filter(|w: &f32| w.is_finite());
            let value = value.ok_or_else(|| format!("line {number}: `{weight}` is no number"))?;
            match names.iter().zip(&mut weights.features).find(|(n, _)| **n == name) {
                Some((_, slot)) => *slot = value,
                None if name == "least" => weights.least = value,
                None => return Err(format!("line {number}: no feature `{name}`")),
            }
        }
        Ok(weights)
    }

    /// The rows that [`Weights::read`] reads.
    pub fn table(&self) -> String {
        let rows = Weights::names().into_iter().zip(self.features).chain([("least", self.least)]);
        rows.map(|(name, weight)| format!("{name}\t{weight:.2}\n")).collect()
    }

    /// What each feature adds to the strength of a candidate; [`Clues::features`] gives their order.
    pub fn shares(&self, features: &[f32; FEATURES]) -> [f32; FEATURES] {
        let mut shares = *features;
        shares.iter_mut().zip(&self.features).for_each(|(share, weight)| *share *= weight);
        shares
    }

    /// Strength of a candidate of a pronoun in this case.
    pub fn score(&self, clues: &Clues, case: Case) -> f32 {
        clues.features(case).iter().zip(&self.features).map(|((_, value), weight)| value * weight).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        let mut features = [0.0; FEATURES];
        features[4] = 1.25;
        let weights = Weights::new(features, 0.5);
        assert_eq!(Weights::read(&format!("# what\n{}", weights.table())), Ok(weights));
    }

    #[test]
    fn says_where_a_table_is_wrong() {
        assert_eq!(Weights::read("# c\nany 1"), Err("line 2: a row is feature and weight".into()));
        assert_eq!(Weights::read("any\tmuch"), Err("line 1: `much` is no number".into()));
        assert_eq!(Weights::read("any\tNaN"), Err("line 1: `NaN` is no number".into()));
        assert_eq!(Weights::read("any\t1\n\nnone\t1"), Err("line 3: no feature `none`".into()));
    }

    #[test]
    fn names_differ() {
        let mut names = Weights::names().to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), FEATURES);
    }
}
