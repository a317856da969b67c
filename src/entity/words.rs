//! Word classes that references are read by.

use crate::rule::{Rules, WordList};
use crate::text::lexicon::{ClassId, ClassSet, Lexicon, WordForm, WordId};

/// Classes of the lexicon, looked up once.
#[derive(Clone, Debug, Default)]
pub struct ReferenceWords {
    pub(super) he: Option<ClassId>,
    pub(super) she: Option<ClassId>,
    pub(super) it: Option<ClassId>,
    pub(super) they: Option<ClassId>,
    pub(super) i: Option<ClassId>,
    pub(super) we: Option<ClassId>,
    pub(super) anaphor: ClassSet,
    pub(super) role: Option<ClassId>,
    pub(super) person_noun: Option<ClassId>,
    pub(super) org_noun: Option<ClassId>,
    pub(super) place_noun: Option<ClassId>,
    pub(super) verb: Option<ClassId>,
    pub(super) noun: Option<ClassId>,
    pub(super) particle: Option<ClassId>,
    pub(super) cardinal: Option<ClassId>,
    pub(super) finite: ClassSet,
    pub(super) prep: ClassSet,
    pub(super) sub: ClassSet,
    pub(super) coord: ClassSet,
    pub(super) adv: ClassSet,
    pub(super) wh: ClassSet,
    pub(super) who: ClassSet,
    pub(super) premodifier: ClassSet,
    pub(super) nominal: ClassSet,
    pub(super) closed: ClassSet,
    pub(super) people: ClassSet,
    pub(super) aux: Option<ClassId>,
    pub(super) det: Option<ClassId>,
    pub(super) rank: Option<ClassId>,
    pub(super) role_mod: ClassSet,
    pub(super) generic: WordList,
    pub(super) pleonastic: WordList,
    pub(super) quoting: WordList,
}

impl ReferenceWords {
    /// Looks the classes up.
    pub fn new(lexicon: &Lexicon, rules: &Rules) -> ReferenceWords {
        let class = |name: &str| lexicon.class(name);
        let list = |name: &str| rules.words(name).cloned().unwrap_or_default();
        let set = |names: &[&str]| names.iter().filter_map(|n| class(n)).fold(ClassSet::default(), ClassSet::with);
        ReferenceWords {
            he: class("pron_he"),
            she: class("pron_she"),
            it: class("pron_it"),
            they: class("pron_they"),
            i: class("pron_i"),
            we: class("pron_we"),
            anaphor: set(&["pron_he", "pron_she", "pron_it", "pron_they", "pron_i", "pron_we"]),
            role: class("role"),
            person_noun: class("person_noun"),
            org_noun: class("org_noun"),
            place_noun: class("place_noun"),
            verb: class("verb"),
            noun: class("noun"),
            particle: class("particle"),
            cardinal: class("cardinal"),
            finite: set(&["aux", "modal"]),
            prep: set(&["prep"]),
            sub: set(&["conj_sub"]),
            coord: set(&["conj_coord"]),
            adv: set(&["adv"]),
            who: set(&["pron_who"]),
            wh: set(&["wh", "pron_who"]),
            premodifier: set(&["honorific", "role", "role_mod", "det", "adj", "kin", "person_noun"]),
            nominal: set(&[
                "noun",
                "adj",
                "role",
                "kin",
                "person_noun",
                "org_noun",
                "place_noun",
                "event_noun",
                "work_noun",
                "cardinal",
                "ordinal",
            ]),
            closed: set(&[
                "prep",
                "conj_sub",
                "conj_coord",
                "aux",
                "modal",
                "det",
                "pron",
                "wh",
                "pron_who",
                "particle",
            ]),
            people: set(&["role", "person_noun", "kin"]),
            aux: class("aux"),
            det: class("det"),
            rank: class("role_mod"),
            role_mod: set(&["role_mod", "role", "adj", "noun"]),
            generic: list("generic_role"),
            pleonastic: list("pleonastic_verb"),
            quoting: list("quoting_verb"),
        }
    }
}

/// Whether a word is in a class.
pub(super) fn has(lexicon: &Lexicon, word: WordId, class: Option<ClassId>) -> bool {
    class.is_some_and(|class| lexicon.classes(word).has(class))
}

/// Whether a word has a reading in a class with one of these forms.
pub(super) fn has_form(lexicon: &Lexicon, word: WordId, class: Option<ClassId>, forms: &[WordForm]) -> bool {
    has(lexicon, word, class) && lexicon.readings(word).any(|r| Some(r.class) == class && forms.contains(&r.form))
}
