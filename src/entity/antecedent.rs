//! Whom a pronoun means: candidates weighed by where they stand.

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
    /// How many names of it the document has, up to 4.
    pub names: u32,
    /// Whether no person of the document is named more often.
    pub topic: bool,
    /// Whether it is the first person of the document.
    pub first: bool,
    /// Whether its gender is known (and agrees).
    pub gendered: bool,
    /// Whether the last pronoun of this kind means it, and how many sentences ago that was (0, 1).
    pub chain: Option<u32>,
    /// Finite verbs between its nearest mention and the pronoun, in one sentence.
    pub verbs: usize,
    /// Words that begin a clause between them.
    pub bounds: usize,
    /// Whether the nearest mention is itself a pronoun or description.
    pub anaphoric: bool,
    /// Whether one of both is quoted and the other not.
    pub quoted: bool,
    /// Whether its nearest name has several words.
    pub full: bool,
    /// Whether the pronoun is among the first words of its sentence.
    pub early: bool,
    /// Tokens between them.
    pub gap: u32,
    /// How often a pronoun of the same gender meant it before, and one of the other.
    pub meant: [u32; 2],
}

/// Number of features.
pub const FEATURES: usize = 52;

impl Clues {
    /// The features as numbers, in the order of the weights.
    pub fn features(&self, case: Case) -> [i32; FEATURES] {
        let mut f = [0; FEATURES];
        let here = self.distance == 0;
        let place = match self.position.place {
            Place::Subject => 0,
            Place::Object => 1,
            Place::Oblique => 2,
            Place::Possessive => 3,
            Place::Other => 4,
        };
        f[0] = 1;
        f[1] = i32::from(self.distance == 1);
        f[2] = i32::from(self.distance == 2);
        f[3] = i32::from(self.distance > 2);
        f[4 + place] = i32::from(here);
        f[9 + place] = i32::from(!here);
        let case = match case {
            Case::Subject => 0,
            Case::Object | Case::Reflexive => 1,
            Case::Possessive => 2,
        };
        f[14 + case] = i32::from(here);
        if place == 0 {
            f[17 + case] = 1;
        } else if place == 1 || place == 2 {
            f[20 + case] = 1;
        } else if place == 3 {
            f[23 + case] = 1;
        }
        f[26] = i32::from(self.subject_here);
        f[27] = i32::from(self.subject_before);
        f[28] = i32::from(self.initial_before);
        f[29] = self.nearer.min(3) as i32;
        f[30] = self.names.min(4) as i32 - 1;
        f[31] = i32::from(self.topic);
        f[32] = i32::from(self.first);
        f[33] = i32::from(self.gendered);
        f[34] = i32::from(self.chain == Some(0));
        f[35] = i32::from(self.chain.is_some_and(|c| c > 0));
        f[36] = if here { self.verbs.min(3) as i32 } else { 0 };
        f[37] = if here { self.bounds.min(2) as i32 } else { 0 };
        f[38] = i32::from(self.position.coordinated);
        f[39] = i32::from(self.quoted);
        f[40] = i32::from(self.anaphoric);
        f[41] = i32::from(self.full);
        f[42] = i32::from(case == 0 && self.early && self.subject_before);
        f[43] = i32::from(case == 2 && here && self.verbs == 0 && self.bounds == 0);
        f[44] = i32::from(case == 0 && here && self.bounds > 0);
        f[45] = i32::from(self.position.initial);
        f[46] = i32::from(self.gap > 20);
        f[47] = i32::from(self.gap > 40);
        f[48] = i32::from(self.meant[0] > 0);
        f[49] = i32::from(self.meant[1] > 0);
        f[50] = i32::from(here && self.position.initial);
        f[51] = i32::from(self.nearer == 0);
        f
    }

    /// Strength of the candidate.
    pub fn score(&self, case: Case) -> i32 {
        self.features(case).iter().zip(WEIGHTS).map(|(f, w)| f * w).sum()
    }
}

/// Weights of the features, in hundredths: a log-linear ranking of the candidates and of "none of them", fitted on pronouns
/// between two names of one gender.
const WEIGHTS: [i32; FEATURES] = [
    61, 22, -16, -51, // any; distance 1, 2, more
    52, 91, 33, 38, 72, // in the pronoun's sentence: subject, object, oblique, possessive, other
    52, -5, -65, 26, -38, // in an earlier one
    64, 21, 66, // in the pronoun's sentence, by the pronoun's case: subject, object, possessive
    61, -8, 41, // subject, by case
    -12, -29, -2, // object or oblique, by case
    -47, 25, 49, // possessive, by case
    43, 22, 22, // some mention of it a subject here, a subject before, the first before
    -19, 34, 45, -22, 15, // nearer ones, names, topic, first, gendered
    -83, -7, // chain
    10, -39, -81, -106, // verbs and clauses between, coordinated, quoted
    -41, -28, // nearest mention no name, nearest name full
    77, 43, 43, // early after a subject, possessive in its clause, subject of another clause
    -8, -14, -56, // initial, further than 20 and 40 tokens
    16, -70, // meant before by this gender, by the other
    -46, 15, // initial in the pronoun's sentence, nearest
];

/// A candidate below this strength is not taken.
pub const FLOOR: i32 = 60;
/// The best candidate must lead the second by so much.
pub const LEAD: i32 = 45;
