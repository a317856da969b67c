//! Slots of frames: where in a clause an argument is looked for.

use crate::text::fold;

/// One alternative of a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Slot {
    /// The doer: the subject, or the by-phrase of a passive.
    Subject,
    /// The one it is done to: the object, or the subject of a passive.
    Object,
    /// The indirect object, or the subject of "was given …".
    Iobj,
    /// Coordinated arguments of the other slot, or the members of a group: "X and Y met".
    Each,
    /// A date of the clause.
    Date,
    /// The complement of a copula.
    Complement,
    /// A clause as content, as text.
    Comp,
    /// An infinitive, as text.
    Xcomp,
    /// The noun of action itself.
    Itself,
    /// Possessor of a noun, or a name or nationality before it.
    Possessor,
    /// A name before a noun.
    Compound,
    /// What the noun is said of: subject of its copula, or the name it stands beside.
    Be,
    /// Nothing.
    Empty,
    /// A phrase with this preposition.
    Preposition(u64),
}

impl Slot {
    /// The slot of this name in a rule file; any other word is a preposition.
    pub fn of(name: &str) -> Slot {
        match name {
            "subject" => Slot::Subject,
            "object" => Slot::Object,
            "iobj" => Slot::Iobj,
            "each" => Slot::Each,
            "date" => Slot::Date,
            "complement" => Slot::Complement,
            "comp" => Slot::Comp,
            "xcomp" => Slot::Xcomp,
            "self" => Slot::Itself,
            "'s" => Slot::Possessor,
            "compound" => Slot::Compound,
            "be" => Slot::Be,
            "-" => Slot::Empty,
            preposition => Slot::Preposition(fold::hash(preposition)),
        }
    }
}
