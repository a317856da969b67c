//! What the model knows a stretch of text by: features with names, each a number in [`Features`].

use super::candidate::Candidate;
use super::context::Surroundings;
use super::evidence::Evidence;
use super::known::phrase;
use super::numbering::Numbering;
use super::prior::{Prior, SENSE_STEPS};
use super::shapes::SHAPES;
use crate::origin::Origin;
use crate::rule::Rules;
use crate::schema::{LabelId, Schema};
use crate::text::hashed::NumberMap;
use crate::text::lexicon::Lexicon;
use crate::text::token::{Shape, Token};

/// Labels that the model chooses among; they are the first of the schema.
pub const LABELS: usize = 4;
/// Labels that candidates are told apart by in features: the above, works, and all others.
pub(super) const SENSES: usize = 6;

/// People's full names in a document that introduces people in full.
const INTRODUCES: usize = 3;
/// Word classes that features name.
const CLASSES: &[&str] = &[
    "given_m",
    "given_f",
    "surname",
    "org_head",
    "org_suffix",
    "place_head",
    "event_head",
    "work_head",
    "role",
    "honorific",
    "name_particle",
    "name_suffix",
    "noun",
    "verb",
    "adj",
    "adv",
    "prep",
    "det",
    "conj_coord",
    "kin",
    "place_noun",
    "org_noun",
    "event_noun",
    "person_noun",
    "cardinal",
    "ordinal",
    "role_mod",
    "abbr",
    "unit",
];
/// Word lists of the rules that features name.
const LISTS: &[&str] = &[
    "place_preposition",
    "compass",
    "speech_verb",
    "never_name",
    "surname_particle",
    "place_lead",
    "context_of",
    "context_the",
    "context_by",
    "context_agent",
    "context_pair",
    "context_comma",
    "context_open",
    "context_quote",
    "context_possessive",
    "context_hyphen",
    "context_who",
    "place_verb",
    "context_to",
];
/// Which of them holds hyphens, which join only without blanks.
const HYPHEN: usize = 15;
/// Which of them holds "of".
const OF: usize = 6;
const RUN: &[&str] = &["whole", "left", "right", "both", "sentence_start", "shouted", "heading", "sentence_end"];
const DOCUMENT: &[&str] = &["surname", "given", "acronym", "part", "part_of_org", "part_of_place", "lone"];

/// Where each kind of feature begins in the numbering.
#[derive(Clone, Debug)]
pub struct Features {
    names: Numbering,
    length: usize,
    sense: usize,
    guarded: usize,
    hand: usize,
    inside: usize,
    contains: usize,
    begins: usize,
    class: [usize; 6],
    list: [usize; 2],
    pub(super) frequency: [usize; 2],
    pub(super) shape: usize,
    run: usize,
    document: usize,
    same: usize,
    rule: usize,
    evidence: Evidence,
    slots: Vec<u8>,
    mask: u128,
    /// The lists that a word is in, a bit each.
    listed: NumberMap<u64, u32>,
    pub(super) ordinary: u128,
    pub(super) given: u128,
    pub(super) surname: u128,
    head: u128,
    prior: Prior,
}

/// Numbers as names have them.
const NUMBERS: [&str; 12] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"];
/// Positions that a class is looked at in.
const POSITIONS: [&str; 6] = ["only", "first", "last", "within", "before", "after"];

impl Features {
    /// Numbers the features for these rules; `table` holds what they weigh before anything is learnt.
    ///
    /// # Errors
    /// With the number of a line of the table that is wrong.
    pub fn new(lexicon: &Lexicon, rules: &Rules, table: &str) -> Result<Features, String> {
        let mut names = Numbering::default();
        names.add(&["bias"]);
        let labels = || (0..SENSES).map(label_name);
        let (classes, lists) = (|| CLASSES.iter().copied(), || LISTS.iter().copied());
        let length = names.block("length", NUMBERS[1..=6].iter().copied());
        let sense = names.steps("sense", labels(), &NUMBERS[..SENSE_STEPS]);
        let guarded = names.block("guarded", labels());
        let hand = names.steps("hand", labels(), &NUMBERS);
        let inside = names.block("inside", labels());
        let contains = names.block("contains", labels());
        let begins = names.block("begins", labels());
        let class = POSITIONS.map(|position| names.block(position, classes()));
        let list = ["before_list", "after_list"].map(|side| names.block(side, lists()));
        let frequency = ["frequency", "frequency_at_start"].map(|at| names.block(at, NUMBERS[..10].iter().copied()));
        let shape = names.block("shape", SHAPES.iter().copied());
        let run = names.block("run", RUN.iter().copied());
        let document = names.block("document", DOCUMENT.iter().copied());
        let same = names.block("same", labels());
        let rule = names.block("rule", rules.all().iter().map(|rule| rule.id.as_str()));
        let evidence = Evidence::new(lexicon, rules, &mut names);
        let mut slots = vec![u8::MAX; 128];
        let mut mask = 0;
        for (slot, name) in CLASSES.iter().enumerate() {
            if let Some(class) = lexicon.class(name) {
                slots[usize::from(class.0 & 127)] = slot as u8;
                mask |= 1 << (class.0 & 127);
            }
        }
        let mut listed = NumberMap::default();
        for (slot, words) in LISTS.iter().enumerate().filter_map(|(slot, name)| Some((slot, rules.words(name)?))) {
            words.singles().iter().for_each(|&word| *listed.entry(word).or_default() |= 1 << slot);
        }
        let set = |names: &[&str]| {
            names.iter().filter_map(|n| lexicon.class(n)).fold(0u128, |set, class| set | 1 << (class.0 & 127))
        };
        let prior = Prior::read(table, &names, rules, (rule, sense))?;
        let (ordinary, given, surname) = (
            set(&["noun", "verb", "adj", "adv", "org_noun", "event_noun", "work_noun"]),
            set(&["given_m", "given_f"]),
            set(&["surname"]),
        );
        Ok(Features {
            ordinary,
            given,
            surname,
            head: set(&["org_head", "place_head", "event_head", "work_head", "role"]),
            prior,
            names,
            length,
            sense,
            guarded,
            hand,
            inside,
            contains,
            begins,
            class,
            list,
            frequency,
            shape,
            run,
            document,
            same,
            rule,
            evidence,
            slots,
            mask,
            listed,
        })
    }

    /// Their names, by number.
    pub fn names(&self) -> &Numbering {
        &self.names
    }

    /// What the weights of features are before anything was learnt: rules and rows speak for their own label.
    pub fn prior(&self) -> &[[f32; LABELS]] {
        self.prior.rows()
    }

    /// Whether learning leaves the weights of a feature as they are.
    pub fn fixed(&self, feature: u32) -> bool {
        self.prior.is_fixed(feature)
    }

    pub(super) fn classes(&self, position: usize, bits: u128, out: &mut Vec<u32>) {
        let mut left = bits & self.mask;
        while left != 0 {
            let bit = left.trailing_zeros() as usize;
            left &= left - 1;
            out.push((self.class[position] + usize::from(self.slots[bit])) as u32);
        }
    }

    fn neighbour(&self, after: usize, at: &Surroundings<'_>, token: Option<&Token>, out: &mut Vec<u32>) {
        let Some(token) = token else { return };
        // "in" is no given name beside a name, though somebody is called In.
        let named = if token.shape.has(Shape::CAPITAL) { 0 } else { self.given | self.surname };
        self.classes(4 + after, at.lexicon.classes(token.word).0 & !named, out);
        let mut left = self.listed.get(&token.hash).copied().unwrap_or_default();
        if token.shape.has(Shape::SPACE_BEFORE) {
            left &= !(1 << HYPHEN);
        }
        while left != 0 {
            out.push((self.list[after] + left.trailing_zeros() as usize) as u32);
            left &= left - 1;
        }
    }

    /// Writes the features of the stretch that `group` proposes (candidates of the same tokens) to `out`. `others` are
    /// all candidates of the sentence, ordered by first token.
    pub fn of(
        &self,
        at: &Surroundings<'_>,
        group: &[Candidate],
        others: &[Candidate],
        strength: &dyn Fn(&Candidate) -> i32,
        out: &mut Vec<u32>,
    ) {
        out.clear();
        let Some(span) = group.first() else { return };
        let (first, last) = (span.first, span.last);
        let tokens = &at.tokens[first as usize..last as usize];
        out.push(0);
        out.push((self.length + tokens.len().clamp(1, 6) - 1) as u32);
        let mut senses = [None::<u16>; SENSES];
        let mut hand = [None::<i32>; SENSES];
        let mut guarded = [None::<bool>; SENSES];
        for candidate in group {
            let kind = kind(at.schema, candidate.label);
            if candidate.score > 0 {
                let strength = strength(candidate);
                hand[kind] = Some(hand[kind].map_or(strength, |s: i32| s.max(strength)));
            }
            match candidate.origin {
                Origin::Rule(rule) => out.push((self.rule + rule.0 as usize) as u32),
                Origin::Row { .. } => {
                    senses[kind] = Some(senses[kind].unwrap_or(0).max(candidate.score));
                    // One row that needs no support is enough: "Siemens" beside the short form of "Siemens AG".
                    guarded[kind] = Some(guarded[kind].unwrap_or(true) && candidate.guarded);
                }
                Origin::Code(_) => {}
            }
        }
        for (kind, _) in guarded.iter().enumerate().filter(|(_, guarded)| **guarded == Some(true)) {
            out.push((self.guarded + kind) as u32);
        }
        for (kind, score) in senses.iter().enumerate() {
            let Some(score) = score else { continue };
            out.push((self.sense + kind * 5 + usize::from((score.saturating_sub(351) / 100).min(4))) as u32);
        }
        for (kind, strength) in hand.iter().enumerate() {
            let Some(strength) = strength else { continue };
            out.push((self.hand + kind * 12 + (strength / 100).clamp(0, 11) as usize) as u32);
        }
        self.overlaps(at.schema, first, last, others, out);
        self.words(at, first, tokens, out);
        self.neighbour(0, at, at.before(first), out);
        // "of" goes on with a name whose last word is a common one, and says nothing of others.
        let common = tokens.last().is_some_and(|t| at.lexicon.classes(t.word).0 & (self.ordinary | self.head) != 0);
        let of = |t: &Token| self.listed.get(&t.hash).is_some_and(|lists| lists >> OF & 1 == 1);
        let after = at.token(last).filter(|t| common || !of(t));
        self.neighbour(1, at, after, out);
        let people = others[others.partition_point(|c| c.first + 4 < first)..].iter().take_while(|c| c.first < first);
        let people = people.filter(|c| c.last == first && c.sense.is_some() && at.is_people(c)).count() > 0;
        let whole = self.surroundings(at, first, last, people, out);
        self.evidence.of(at, group, others, whole, out);
        self.document(at, group, tokens, whole, out);
        out.sort_unstable();
        out.dedup();
    }

    fn overlaps(&self, schema: &Schema, first: u32, last: u32, others: &[Candidate], out: &mut Vec<u32>) {
        let near = others.partition_point(|c| c.first + 16 < first);
        for other in &others[near..] {
            if other.first >= last {
                break;
            }
            if other.score == 0 || (other.first, other.last) == (first, last) || other.last <= first {
                continue;
            }
            let kind = kind(schema, other.label);
            if other.first <= first && last <= other.last {
                out.push((self.inside + kind) as u32);
            } else if first <= other.first && other.last <= last {
                out.push((self.contains + kind) as u32);
                if other.first == first {
                    out.push((self.begins + kind) as u32);
                }
            }
        }
    }

    /// Returns whether no capital joins the stretch; `people` says that the name of a people stands before it.
    fn surroundings(&self, at: &Surroundings<'_>, first: u32, last: u32, people: bool, out: &mut Vec<u32>) -> bool {
        let capital = |t: Option<&Token>| t.is_some_and(|t| t.shape.has(Shape::CAPITAL) && !at.words.is_never(t));
        // A title, or the first word of a sentence that is a common one, is no part of a longer name.
        let apart = |i: u32| {
            let token = at.token(i);
            !at.given(token) && at.titled(token)
                || i == at.range.0
                    && !at.given(token)
                    && token.is_some_and(|t| at.lexicon.classes(t.word).0 & self.ordinary != 0)
        };
        let left = first.checked_sub(1).is_some_and(|i| capital(at.token(i)) && !apart(i) && !people);
        let right = capital(at.token(last));
        let run = match (left, right) {
            (false, false) => 0,
            (true, false) => 1,
            (false, true) => 2,
            (true, true) => 3,
        };
        let mut push = |n: usize| out.push((self.run + n) as u32);
        push(run);
        if first == at.range.0 {
            push(4);
        }
        if at.shouted {
            push(5);
        }
        if at.heading {
            push(6);
        }
        if last == at.range.1 {
            push(7);
        }
        run == 0 && !self.joined(at, first, last)
    }

    /// Whether a hyphen or "&" joins the stretch to another capital: "Hale" in "Pemberton-Hale", "Reed" in "Reed & Vermeer".
    fn joined(&self, at: &Surroundings<'_>, first: u32, last: u32) -> bool {
        let capital = |t: Option<&Token>| t.is_some_and(|t| t.shape.has(Shape::CAPITAL));
        let joins = |t: Option<&Token>| {
            t.is_some_and(|t| match at.words.hyphen.contains(t.hash) {
                true => !t.shape.has(Shape::SPACE_BEFORE),
                false => at.words.joiner.contains(t.hash),
            })
        };
        first >= 2 && joins(at.token(first - 1)) && capital(at.token(first - 2))
            || joins(at.token(last)) && capital(at.token(last + 1))
    }

    /// Whether nothing says that a word is a person's name.
    fn stranger(&self, at: &Surroundings<'_>, group: &[Candidate], word: &Token) -> bool {
        let listed = |c: &Candidate| c.sense.is_some() && kind(at.schema, c.label) == usize::from(LabelId::PERSON.0);
        let before = group.first().and_then(|c| c.first.checked_sub(1)).and_then(|i| at.token(i));
        !at.known.surnames.contains(&word.hash)
            && !at.known.given.contains(&word.hash)
            && at.lexicon.classes(word.word).0 & self.given == 0
            && !group.iter().any(listed)
            && !at.titled(before)
    }

    fn document(&self, at: &Surroundings<'_>, group: &[Candidate], tokens: &[Token], whole: bool, out: &mut Vec<u32>) {
        let start = group.first().map_or(0, |c| c.first);
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return };
        let known = at.known;
        if known.is_empty() {
            return;
        }
        let mut push = |n: usize| out.push((self.document + n) as u32);
        // A part of a longer name here is no evidence for itself.
        if tokens.len() == 1 && whole {
            if known.surnames.contains(&first.hash) {
                push(0);
            }
            if known.given.contains(&first.hash) {
                push(1);
            }
            if known.acronyms.contains(&first.hash) {
                push(2);
            }
            if known.surnames.len() >= INTRODUCES && !at.shouted && self.stranger(at, group, first) {
                push(6);
            }
        }
        if tokens.len() > 1 && known.surnames.contains(&last.hash) {
            push(3);
        }
        if let Some(counts) = known.labels.get(&phrase(tokens)).and_then(|seen| seen.elsewhere(start)) {
            for (kind, _) in counts.iter().enumerate().filter(|(_, n)| **n > 0) {
                out.push((self.same + kind) as u32);
            }
        }
    }
}

/// The name of what a label counts as.
pub(super) fn label_name(kind: usize) -> &'static str {
    ["PERSON", "PLACE", "ORG", "EVENT", "WORK", "other"][kind]
}

/// What a label counts as in features.
pub(super) fn kind(schema: &Schema, label: Option<LabelId>) -> usize {
    label.map_or(SENSES - 1, |label| usize::from(schema.top(label).0).min(SENSES - 1))
}
