//! Fine tags: the universal tags, divided where clauses need it (verb forms, kinds of pronoun, number).

use super::Tag;

/// A part of speech as the tagger sees it; [`Fine::tag`] gives the universal one.
///
/// The divisions are those of the treebank's second tag column that change how a word attaches: which form a verb
/// has, whether a particle is "to", whether a pronoun asks or relates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Fine {
    /// Adjective.
    Adj,
    /// Preposition.
    Adp,
    /// Preposition-like particle of a verb: "give *up*".
    Particle,
    /// Adverb.
    Adv,
    /// Adverb that asks or relates: "when", "how".
    AdvWh,
    /// Auxiliary in a finite form: "is", "has", "did".
    AuxFinite,
    /// Modal: "will", "may".
    AuxModal,
    /// Auxiliary in another form: "be", "been", "having".
    AuxOther,
    /// Coordinating conjunction.
    Cconj,
    /// Determiner.
    Det,
    /// Interjection.
    Intj,
    /// Noun in the singular.
    Noun,
    /// Noun in the plural.
    NounPlural,
    /// Numeral.
    Num,
    /// The "to" of an infinitive.
    To,
    /// Negation and other particles: "not".
    Not,
    /// The possessive "'s".
    Possessive,
    /// Personal pronoun.
    Pron,
    /// Possessive pronoun: "his".
    PronPossessive,
    /// Pronoun that asks or relates: "who", "which", "that".
    PronWh,
    /// Another pronoun: "this", "everyone", "there".
    PronOther,
    /// Proper noun.
    Propn,
    /// Subordinating conjunction.
    Sconj,
    /// Symbol.
    Sym,
    /// Verb, base form.
    Verb,
    /// Verb, past tense.
    VerbPast,
    /// Verb, -ing form.
    VerbIng,
    /// Verb, past participle.
    VerbParticiple,
    /// Verb, present tense but for the third person singular.
    VerbPresent,
    /// Verb, third person singular of the present.
    VerbThird,
    /// Foreign words, list marks and the rest.
    X,
    /// Punctuation.
    Punct,
}

impl Fine {
    /// How many there are.
    pub const COUNT: usize = 32;

    /// All of them, in the order of their numbers.
    pub const ALL: [Fine; Fine::COUNT] = [
        Fine::Adj,
        Fine::Adp,
        Fine::Particle,
        Fine::Adv,
        Fine::AdvWh,
        Fine::AuxFinite,
        Fine::AuxModal,
        Fine::AuxOther,
        Fine::Cconj,
        Fine::Det,
        Fine::Intj,
        Fine::Noun,
        Fine::NounPlural,
        Fine::Num,
        Fine::To,
        Fine::Not,
        Fine::Possessive,
        Fine::Pron,
        Fine::PronPossessive,
        Fine::PronWh,
        Fine::PronOther,
        Fine::Propn,
        Fine::Sconj,
        Fine::Sym,
        Fine::Verb,
        Fine::VerbPast,
        Fine::VerbIng,
        Fine::VerbParticiple,
        Fine::VerbPresent,
        Fine::VerbThird,
        Fine::X,
        Fine::Punct,
    ];

    /// The fine tag with number `index`; [`Fine::X`] for a number that none has.
    pub fn from_index(index: usize) -> Fine {
        Fine::ALL.get(index).copied().unwrap_or(Fine::X)
    }

    /// The universal tag that this one divides.
    pub const fn tag(self) -> Tag {
        match self {
            Fine::Adj => Tag::Adj,
            Fine::Adp | Fine::Particle => Tag::Adp,
            Fine::Adv | Fine::AdvWh => Tag::Adv,
            Fine::AuxFinite | Fine::AuxModal | Fine::AuxOther => Tag::Aux,
            Fine::Cconj => Tag::Cconj,
            Fine::Det => Tag::Det,
            Fine::Intj => Tag::Intj,
            Fine::Noun | Fine::NounPlural => Tag::Noun,
            Fine::Num => Tag::Num,
            Fine::To | Fine::Not | Fine::Possessive => Tag::Part,
            Fine::Pron | Fine::PronPossessive | Fine::PronWh | Fine::PronOther => Tag::Pron,
            Fine::Propn => Tag::Propn,
            Fine::Sconj => Tag::Sconj,
            Fine::Sym => Tag::Sym,
            Fine::Verb
            | Fine::VerbPast
            | Fine::VerbIng
            | Fine::VerbParticiple
            | Fine::VerbPresent
            | Fine::VerbThird => Tag::Verb,
            Fine::X => Tag::X,
            Fine::Punct => Tag::Punct,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_order_agree() {
        for (index, fine) in Fine::ALL.into_iter().enumerate() {
            assert_eq!(fine as usize, index);
            assert_eq!(Fine::from_index(index), fine);
        }
    }
}
