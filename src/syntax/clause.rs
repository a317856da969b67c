//! Clauses: who does what to whom, read off the tree, whatever the wording.
//!
//! A clause stands for a verb, for a copula with its complement, or for a noun of action ("the arrest of X by Y").
//! Subjects that a clause shares with another (infinitives, participles, relative clauses, coordination) are filled in
//! here, so that a frame reads each act in one form.

/// What a clause is built around.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClauseKind {
    /// A verb.
    Verb,
    /// "be" (or nothing) with a noun, adjective or phrase as complement.
    Copula,
    /// A noun; only those that a frame asks for become clauses.
    Noun,
}

/// Active or passive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Voice {
    Active,
    Passive,
}

/// When, as the verb group says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Tense {
    Past,
    Present,
    Future,
    /// Infinitives and participles: the clause above decides.
    None,
}

/// Whether an act is told as done, as going on, or neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aspect {
    /// "signs", "signed".
    Simple,
    /// "has signed".
    Perfect,
    /// "is signing".
    Progressive,
    /// "has been signing".
    PerfectProgressive,
}

/// How a clause hangs on the one above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Link {
    /// A sentence of its own.
    Main,
    /// Coordinated with it.
    Conjunct,
    /// Its content: "said that …", "denied doing …".
    Complement,
    /// Its infinitive or predicate: "is expected to visit".
    Open,
    /// Adverbial: "after attending …", "if …", "to meet …".
    Adverbial,
    /// Relative clause of a noun.
    Relative,
    /// Participle or infinitive of a noun: "a statement heralding …".
    Adnominal,
    /// Beside it: "…, Xinhua reported".
    Aside,
    /// A noun of action that is its object or in one of its phrases.
    Nominal,
}

/// A prepositional phrase of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Oblique {
    /// Hash of the folded preposition.
    pub preposition: u64,
    /// The preposition's token.
    pub case: u32,
    /// Head of the phrase.
    pub head: u32,
}

/// One clause; token indices count from the sentence's first token.
#[derive(Clone, Debug)]
pub struct Clause {
    /// The verb, the complement of a copula, or the noun.
    pub head: u32,
    /// What it is built around.
    pub kind: ClauseKind,
    /// Hash of the lemma; of "be" for a copula.
    pub lemma: u64,
    /// Hash of the particle ("step down").
    pub particle: Option<u64>,
    /// Active or passive.
    pub voice: Voice,
    /// When.
    pub tense: Tense,
    /// Done or going on.
    pub aspect: Aspect,
    /// Negated itself ("not", "never", "no …").
    pub negative: bool,
    /// Its modal auxiliary.
    pub modal: Option<u32>,
    /// Its conjunction or infinitive marker.
    pub mark: Option<u32>,
    /// Head of the grammatical subject.
    pub subject: Option<u32>,
    /// Whether the subject stands with another clause.
    pub inherited: bool,
    /// Head of the object (for a copula: the complement).
    pub object: Option<u32>,
    /// Head of the indirect object.
    pub iobj: Option<u32>,
    /// Head of the by-phrase of a passive.
    pub agent: Option<u32>,
    /// What a noun is said of: "X, founder of Y", "X became a member of Y".
    pub said_of: Option<u32>,
    /// Prepositional phrases.
    pub obliques: Vec<Oblique>,
    /// The clause above.
    pub parent: Option<u32>,
    /// How it hangs on it.
    pub link: Link,
}

impl Clause {
    /// A clause that says nothing yet but what it is built around and how it hangs on the one above.
    pub(super) fn new(head: u32, kind: ClauseKind, lemma: u64, (parent, link): (Option<u32>, Link)) -> Clause {
        Clause {
            head,
            kind,
            lemma,
            particle: None,
            voice: Voice::Active,
            tense: Tense::None,
            aspect: Aspect::Simple,
            negative: false,
            modal: None,
            mark: None,
            subject: None,
            inherited: false,
            object: None,
            iobj: None,
            agent: None,
            said_of: None,
            obliques: Vec::new(),
            parent,
            link,
        }
    }

    /// Head of the logical subject: the doer, whatever the voice.
    pub fn doer(&self) -> Option<u32> {
        match self.voice {
            Voice::Active => self.subject,
            Voice::Passive => self.agent,
        }
    }

    /// Head of the logical object: the one it is done to, whatever the voice.
    pub fn undergoer(&self) -> Option<u32> {
        match self.voice {
            Voice::Active => self.object,
            Voice::Passive => self.subject.or(self.object),
        }
    }
}
