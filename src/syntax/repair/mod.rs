//! Repairs of a tree where the parser is known to be weak, by rules that do not guess: what the words themselves decide.
//!
//! * A phrase with a preposition is no subject or object.
//! * "by" after a passive verb brings its agent, unless another noun of action stands between.
//! * A date at the beginning of a sentence with its preposition is no part of the name after it.
//! * Names of one kind joined by "and" or a comma and "and" are coordinated.
//! * A hyphenated modifier ("loss-making") is one, and hangs on the noun behind it.
//! * A noun before a comma does not modify the subject of "X said" behind it.
//! * A title and the name after it are one phrase, the name its head.
//! * An amount before a noun modifies it: "a $4 billion bid".
//! * Of two subjects of a verb one with "'s" is the other's owner.
//! * "between" has two things behind it: "and" joins them.
//! * A noun between a comma and a finite verb without a subject is its subject.
//! * A name before a clause of content without a subject, and the second of two nouns in a row, are subjects.
//! * A noun between a conjunction and a finite verb is that verb's subject, if the clause before has its verb.
//! * The verb after what commas set off has the noun before it as its subject.
//! * A noun with an indefinite article after a name and a comma is the name's apposition.
//! * The verb after a relative clause has the noun before it as its subject, where no other verb stands before.
//! * After "after", "as" and their like a noun phrase before a finite verb is its subject, and both hang on the verb before.
//! * A past tense after "and" is no infinitive's: it goes on with the finite verb above.
//! * Particles, second objects, prepositions and infinitives that belong to a verb hang on it.
//! * A verb of saying after a comma or quotation mark, with a subject and no conjunction, stands beside what it reports.

mod commas;
mod dates;
mod hyphens;
mod insertions;
mod names;
mod objects;
mod relative;
mod reports;
mod site;
mod subjects;
mod subordinate;
mod titles;
mod verbs;

use crate::mention::Mention;
use crate::rule::{Rules, WordList};
use crate::schema::Schema;
use crate::syntax::analysis::Analysis;
use crate::syntax::{Rel, Tree};
use crate::text::fold;
use crate::text::lexicon::{ClassId, Lexicon};
use crate::text::token::Token;
use dates::dates;
use insertions::insertions;
use site::Site;
use subjects::{bare_subjects, lost_subjects, second_clauses};
use titles::{KindNouns, amounts, titles};

/// Words that repairs look at; the lists are data of the rule files.
#[derive(Clone, Debug, Default)]
pub struct Repairs {
    said: WordList,
    according: WordList,
    indefinite: WordList,
    by: u64,
    comma: u64,
    hyphen: u64,
    bracket: u64,
    semicolon: u64,
    /// What opens a clause of its own.
    openings: [u64; 3],
    that: u64,
    whom: u64,
    which: u64,
    of: u64,
    control: WordList,
    ditransitive: WordList,
    plural: WordList,
    subordinating: WordList,
    change: WordList,
    whereabouts: WordList,
    light: WordList,
    gerund: WordList,
    between: WordList,
    prepositions: Pairs,
    particles: Pairs,
    verb: Option<ClassId>,
    period: Option<ClassId>,
    negation: Option<ClassId>,
    who: Option<ClassId>,
    kinds: KindNouns,
}

/// Pairs of words of a list: a verb and what belongs to it.
#[derive(Clone, Debug, Default)]
struct Pairs(Vec<(u64, u64)>);

impl Pairs {
    fn new(list: &WordList) -> Pairs {
        let pair = |entry: &[u64]| if let [one, other] = entry { Some((*one, *other)) } else { None };
        let mut pairs: Vec<_> = list.sequences().iter().filter_map(|entry| pair(entry)).collect();
        pairs.sort_unstable();
        Pairs(pairs)
    }

    fn has(&self, one: u64, other: u64) -> bool {
        self.0.binary_search(&(one, other)).is_ok()
    }
}

impl Repairs {
    /// Looks the words up once.
    pub fn new(lexicon: &Lexicon, rules: &Rules) -> Repairs {
        let list = |name: &str| rules.words(name).cloned().unwrap_or_default();
        Repairs {
            said: list("verb_said"),
            according: list("cue_according"),
            indefinite: list("indefinite"),
            by: fold::hash("by"),
            of: fold::hash("of"),
            comma: fold::hash(","),
            hyphen: fold::hash("-"),
            bracket: fold::hash("("),
            semicolon: fold::hash(";"),
            openings: [":", "\"", "“"].map(fold::hash),
            that: fold::hash("that"),
            whom: fold::hash("whom"),
            which: fold::hash("which"),
            control: list("object_control"),
            ditransitive: list("ditransitive"),
            plural: list("verb_plural"),
            subordinating: list("subordinating"),
            change: list("verb_of_change"),
            whereabouts: list("preposition_whereabouts"),
            light: list("light_verb"),
            gerund: list("verb_gerund"),
            between: list("preposition_between"),
            prepositions: Pairs::new(&list("verb_preposition")),
            particles: Pairs::new(&list("verb_particle")),
            verb: lexicon.class("verb"),
            period: lexicon.class("time_unit"),
            negation: lexicon.class("neg"),
            who: lexicon.class("pron_who"),
            kinds: KindNouns::new(lexicon),
        }
    }

    /// Mends the tree of a sentence.
    /// `mentions` are those of the sentence, whose first token is the document's token `first`.
    pub fn apply(
        &self,
        tokens: &[Token],
        first: u32,
        mentions: &[Mention],
        lexicon: &Lexicon,
        schema: &Schema,
        analysis: &mut Analysis,
    ) {
        analysis.keep();
        let mut site = Site { words: self, tokens, first, mentions, lexicon, schema, analysis };
        let mut changed = false;
        for repair in REPAIRS {
            // One that closes a circle is undone: what comes after it reads a tree.
            if repair(&mut site) && site.analysis.keep_or_go_back() {
                changed = true;
            }
        }
        if changed {
            analysis.children.fill(&analysis.tree);
        }
    }
}

/// What is mended, in this order. Each says whether it changed anything.
const REPAIRS: [fn(&mut Site<'_>) -> bool; 30] = [
    |site| site.hyphenated(),
    |site| site.apart(),
    titles,
    amounts,
    |site| site.between(),
    dates,
    |site| bare_subjects(site.analysis),
    lost_subjects,
    second_clauses,
    |site| site.names(),
    |site| site.owners(),
    |site| site.spans_of_time(),
    |site| site.modifying_verbs(),
    |site| site.shortened(),
    |site| site.days(),
    |site| site.resumed(),
    |site| site.inserted(),
    insertions,
    |site| site.appositions(),
    |site| site.subordinate(),
    |site| site.finite_conjuncts(),
    |site| site.counted(),
    |site| site.reported(),
    |site| site.told_at_end(),
    |site| site.inverted(),
    |site| site.verbs(),
    |site| {
        let length = site.len();
        let mut each = |at| {
            let relative = site.divided(at)
                | site.paired(at)
                | site.relative_of(at)
                | site.relative(at)
                | site.apposed(at)
                | site.contact(at);
            relative | site.told(at) | site.according(at) | site.prepositional(at) | site.agent(at) | site.saying(at)
        };
        (0..length).fold(false, |changed, at| changed | each(at))
    },
    |site| (0..site.len()).fold(false, |changed, at| changed | site.argument(at)),
    |site| site.listed(),
    |site| site.dates_of_verbs() | site.places_of_verbs(),
];

/// Whether `token` hangs on `above`, however far down.
pub(super) fn descends(tree: &Tree, token: u32, above: u32) -> bool {
    let mut at = token;
    for _ in 0..tree.heads.len() {
        if at == above {
            return true;
        }
        match tree.heads.get(at as usize) {
            Some(&head) if head != Tree::ROOT => at = head,
            _ => return false,
        }
    }
    false
}

pub(super) fn set(tree: &mut Tree, token: u32, head: u32, rel: Rel) {
    tree.heads[token as usize] = head;
    tree.rels[token as usize] = rel;
}
