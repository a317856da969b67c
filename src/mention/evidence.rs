//! What stands further from a stretch than its neighbours: what an apposition calls it, what it owns and does, which names
//! stand beside it, and whether the sentence is about a match.

use super::candidate::Candidate;
use super::context::Surroundings;
use super::features::{LABELS, SENSES, kind, label_name};
use super::numbering::Numbering;
use crate::rule::Rules;
use crate::schema::LabelId;
use crate::text::hashed::NumberMap;
use crate::text::lexicon::{ClassSet, Lexicon};
use crate::text::token::{Shape, Token};

/// Classes of nouns that say what a name is.
const NOUNS: &[&str] = &["org_noun", "place_noun", "person_noun", "role", "event_noun", "kin"];
/// Word lists of the rules: what organizations, people and events do, and what joins names.
const LISTS: &[&str] = &[
    "org_verb",
    "person_verb",
    "event_verb",
    "context_comma",
    "context_pair",
    "context_possessive",
    "context_of",
    "place_preposition",
];
/// How many of them say what is done.
const DEEDS: usize = 3;
/// Bits of the others.
const COMMA: u8 = 1 << 3;
const PAIR: u8 = 1 << 4;
const POSSESSIVE: u8 = 1 << 5;
const OF: u8 = 1 << 6;
const IN: u8 = 1 << 7;
/// How a name may stand beside another.
const BESIDE: [&str; 6] = [
    "beside_before_comma",
    "beside_before_and",
    "beside_before_possessive",
    "beside_after_comma",
    "beside_after_and",
    "beside_after_possessive",
];

/// How "he" or "she" may stand by a name: in the phrase before it that a comma ends ("In her speech, X"), after it and what it
/// does, after it else, at the start of the sentence that follows on the name's own.
const PRONOUNS: [&str; 4] = ["fronted", "after_deed", "after", "resumed"];
/// How many tokens after a name one may stand.
const PRONOUN_REACH: u32 = 12;

/// Tokens behind a comma, a possessive or a name that are looked at.
const REACH: u32 = 5;

/// Where each kind of evidence begins in the numbering of features.
#[derive(Clone, Debug)]
pub(super) struct Evidence {
    apposition: usize,
    of: usize,
    owner: usize,
    does: usize,
    beside: [usize; 6],
    part: usize,
    team: usize,
    business: usize,
    short: usize,
    pronoun: usize,
    nouns: Vec<ClassSet>,
    noun: ClassSet,
    listed: NumberMap<u64, u8>,
}

impl Evidence {
    /// Numbers the features behind those of `names`.
    pub fn new(lexicon: &Lexicon, rules: &Rules, names: &mut Numbering) -> Evidence {
        let nouns = || NOUNS.iter().copied();
        let mut listed = NumberMap::default();
        for (bit, words) in LISTS.iter().enumerate().filter_map(|(bit, name)| Some((bit, rules.words(name)?))) {
            words.singles().iter().for_each(|&word| *listed.entry(word).or_default() |= 1 << bit);
        }
        let class = |name: &&str| lexicon.class(name).map_or(ClassSet::default(), |c| ClassSet::default().with(c));
        let nouns_of: Vec<ClassSet> = NOUNS.iter().map(class).collect();
        Evidence {
            apposition: names.block("apposition", nouns()),
            of: names.block("of", nouns()),
            owner: names.block("owner_of", nouns()),
            does: names.block("does", LISTS[..DEEDS].iter().copied()),
            beside: BESIDE.map(|how| names.block(how, (0..SENSES).map(label_name))),
            part: names
                .block("part_first", (0..LABELS).map(label_name))
                .min(names.block("part_last", (0..LABELS).map(label_name))),
            team: names.block("match", ["team", "place", "team_in", "place_in"]),
            business: names.block("business", ["unknown"]),
            short: names.block("short", ["ORG"]),
            pronoun: names.block("pronoun", PRONOUNS),
            noun: nouns_of.iter().fold(ClassSet::default(), |all, set| ClassSet(all.0 | set.0)),
            nouns: nouns_of,
            listed,
        }
    }

    /// Appends the features of the stretch that `group` proposes among `others`; `whole` says that no capital joins it.
    pub fn of(
        &self,
        at: &Surroundings<'_>,
        group: &[Candidate],
        others: &[Candidate],
        whole: bool,
        out: &mut Vec<u32>,
    ) {
        let Some(&Candidate { first, last, .. }) = group.first() else { return };
        let before = at.before(first).map_or(0, |t| self.lists(t));
        let after = at.token(last).map_or(0, |t| self.lists(t));
        if after & COMMA != 0 {
            self.noun(at, last + 1, REACH, self.apposition, out);
        } else if after & POSSESSIVE != 0 {
            self.noun(at, last + 1, 3, self.owner, out);
        } else {
            self.deeds(at, last, out);
        }
        if before & OF != 0 {
            self.noun(at, first.saturating_sub(2), 1, self.of, out);
        }
        self.beside(at, (first, before), (last, after), others, out);
        if whole {
            self.parts(at, group, out);
            self.pronouns(at, (first, before), last, out);
        }
        self.team(at, group, before & IN != 0, out);
        if last == first + 1 && at.business && group.iter().all(|c| c.sense.is_none()) {
            out.push(self.business as u32);
        }
    }

    /// The lists that hold a word, a bit each.
    fn lists(&self, token: &Token) -> u8 {
        self.listed.get(&token.hash).copied().unwrap_or_default()
    }

    /// The first noun from `from` on that says what something is; punctuation ends the search.
    fn noun(&self, at: &Surroundings<'_>, from: u32, reach: u32, block: usize, out: &mut Vec<u32>) {
        for i in from..from + reach {
            let Some(token) = at.token(i).filter(|t| !t.shape.has(Shape::PUNCTUATION)) else { return };
            let classes = at.lexicon.classes(token.word);
            if classes.any(self.noun) && !token.shape.has(Shape::CAPITAL) {
                let said = self.nouns.iter().enumerate().filter(|(_, set)| classes.any(**set));
                out.extend(said.map(|(n, _)| (block + n) as u32));
                return;
            }
        }
    }

    /// What is done, said within three words after the name.
    fn deeds(&self, at: &Surroundings<'_>, last: u32, out: &mut Vec<u32>) {
        for i in last..last + 3 {
            let Some(token) = at.token(i).filter(|t| !t.shape.any(Shape(Shape::PUNCTUATION.0 | Shape::DIGIT.0))) else {
                return;
            };
            if token.shape.has(Shape::CAPITAL) && !at.shouted {
                return;
            }
            let said = self.lists(token).trailing_zeros() as usize;
            if said < DEEDS {
                out.push((self.does + said) as u32);
                return;
            }
        }
    }

    /// What the gazetteer and the rules take the names beside it for: "A, B and C".
    fn beside(
        &self,
        at: &Surroundings<'_>,
        (first, before): (u32, u8),
        (last, after): (u32, u8),
        others: &[Candidate],
        out: &mut Vec<u32>,
    ) {
        let joint = |lists: u8| [COMMA, PAIR, POSSESSIVE].iter().position(|bit| lists & bit != 0);
        let known = |c: &&Candidate| c.score > 0 && !c.guarded;
        if let Some(how) = joint(before) {
            let end = first - 1;
            let near = others.partition_point(|c| c.first + 6 < end);
            let best = others[near..].iter().take_while(|c| c.first < end).filter(|c| c.last == end).filter(known);
            if let Some(best) = best.max_by_key(|c| (c.len(), c.score)) {
                out.push((self.beside[how] + kind(at.schema, best.label)) as u32);
            }
        }
        if let Some(how) = joint(after) {
            let begin = last + 1;
            let from = others.partition_point(|c| c.first < begin);
            let best = others[from..].iter().take_while(|c| c.first == begin).filter(known);
            if let Some(best) = best.max_by_key(|c| (c.len(), c.score)) {
                out.push((self.beside[3 + how] + kind(at.schema, best.label)) as u32);
            }
        }
    }

    /// Longer names of the document that begin or end with the word.
    fn parts(&self, at: &Surroundings<'_>, group: &[Candidate], out: &mut Vec<u32>) {
        let Some(head) = group.first().filter(|c| c.len() == 1) else { return };
        let Some(token) = at.token(head.first) else { return };
        let mut bits = at.known.parts.get(&token.hash).copied().unwrap_or(0);
        // "Tolvane" of "Tolvane Steel", where the word is nothing else.
        if bits & 1 << LabelId::ORG.0 != 0
            && group.iter().all(|c| c.sense.is_none())
            && !at.is(Some(token), at.words.ordinary)
        {
            out.push(self.short as u32);
        }
        while bits != 0 {
            out.push((self.part + bits.trailing_zeros() as usize) as u32);
            bits &= bits - 1;
        }
    }

    /// "He" or "she" beside the name, where no other capital is nearer to it.
    fn pronouns(&self, at: &Surroundings<'_>, (first, before): (u32, u8), last: u32, out: &mut Vec<u32>) {
        let head = at.token(first);
        let article = first.checked_sub(1).is_some_and(|i| at.is(at.token(i), at.words.determiner));
        // "From Hedmark", "the Tsar", "Premier": none of whom a name would make him or her.
        if at.shouted || before & IN != 0 || article || last == first + 1 && at.titled(head) {
            return;
        }
        let mut push = |n: usize| out.push((self.pronoun + n) as u32);
        let capital = |i: u32| at.token(i).is_some_and(|t| t.shape.has(Shape::CAPITAL));
        let begins = first == at.range.0 || before & COMMA != 0 && !(at.range.0 + 1..first).any(capital);
        // "During her season with the Blues, X was sold": the first comma behind the pronoun, and no list.
        let comma = |i: u32| at.token(i).is_some_and(|t| self.lists(t) & COMMA != 0);
        let listed = at
            .token(last)
            .is_some_and(|t| self.lists(t) & (COMMA | PAIR) != 0 || at.words.open_bracket.contains(t.hash));
        let fronted = at.pronoun.filter(|&p| p < first && before & COMMA != 0 && !listed);
        if fronted.is_some_and(|p| !(at.range.0 + 1..p).any(capital) && !(p..first - 1).any(comma)) {
            push(0);
        }
        let mut next = (last..last + PRONOUN_REACH).take_while(|&i| !capital(i));
        if next.any(|i| at.is(at.token(i), at.words.he_or_she)) {
            push(if at.is(at.token(last), at.words.verbal) { 1 } else { 2 });
        }
        if begins && at.resumed {
            push(3);
        }
    }

    /// A name that teams have, in a sentence about a match.
    fn team(&self, at: &Surroundings<'_>, group: &[Candidate], after_in: bool, out: &mut Vec<u32>) {
        let is = |label| group.iter().any(|c| c.sense.is_some() && c.label.is_some_and(|l| at.schema.is_a(l, label)));
        let team = is(at.words.team);
        if at.sporting && (team || is(LabelId::PLACE) && !is(at.words.country)) {
            out.push((self.team + usize::from(!team) + if after_in { 2 } else { 0 }) as u32);
        }
    }
}
