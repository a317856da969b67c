//! Which names of a document name the same: full and short forms, rows of a gazetteer, acronyms, clipped names.

use super::acronyms::acronym;
use super::groups::Groups;
use crate::gazetteer::SenseRef;
use crate::mention::known::phrase;
use crate::mention::{Form, Mention};
use crate::origin::{Origin, code_origin};
use crate::rule::{Rules, WordList};
use crate::schema::{LabelId, Schema};
use crate::text::hashed::NumberMap;
use crate::text::lexicon::{ClassId, Lexicon};
use crate::text::token::{Shape, Token};

/// Word classes that names are compared by.
#[derive(Clone, Debug)]
pub struct NameWords {
    org_suffix: Option<ClassId>,
    org_head: Option<ClassId>,
    name_suffix: Option<ClassId>,
    given_m: Option<ClassId>,
    given_f: Option<ClassId>,
    honorific: Option<ClassId>,
    surname: Option<ClassId>,
    pub(super) kin: Option<ClassId>,
    /// Last words of firms' names that say what the firm does.
    firm_tail: WordList,
}

/// What a document gives the linking of names.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    /// The document's text.
    pub text: &'a str,
    /// Tokens of the document.
    pub tokens: &'a [Token],
    /// Its mentions.
    pub mentions: &'a [Mention],
    /// The lexicon.
    pub lexicon: &'a Lexicon,
    /// Labels.
    pub schema: &'a Schema,
    /// Word classes.
    pub words: &'a NameWords,
}

impl NameWords {
    /// Looks the classes up once.
    pub fn new(lexicon: &Lexicon, rules: &Rules) -> NameWords {
        NameWords {
            firm_tail: rules.words("firm_tail").cloned().unwrap_or_default(),
            org_suffix: lexicon.class("org_suffix"),
            org_head: lexicon.class("org_head"),
            name_suffix: lexicon.class("name_suffix"),
            given_m: lexicon.class("given_m"),
            given_f: lexicon.class("given_f"),
            honorific: lexicon.class("honorific"),
            surname: lexicon.class("surname"),
            kin: lexicon.class("kin"),
        }
    }
}

/// Male or female, as a name or title says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Gender {
    Male,
    Female,
}

/// One of several people who bear a word as part of their name.
#[derive(Clone, Debug)]
struct Bearer {
    words: Vec<u64>,
    gender: Option<Gender>,
    /// One of the mentions.
    mention: u32,
    sense: Option<SenseRef>,
}

/// The bearers of each word that several people's names share.
type Shared = NumberMap<u64, Vec<Bearer>>;

/// Frequency from which a word alone is more likely itself than the beginning of a company's name.
const EVERYDAY: u8 = 3;

impl Names<'_> {
    /// Joins the names that name the same.
    pub fn link(&self, groups: &mut Groups) {
        let shared = self.shared();
        self.same_words(groups, &shared);
        self.outvoted(groups);
        self.same_row(groups, &shared);
        self.people(groups, &shared);
        self.organizations(groups);
    }

    fn names(&self) -> impl Iterator<Item = (u32, &Mention)> {
        let ids = self.mentions.iter().enumerate().map(|(id, m)| (id as u32, m));
        ids.filter(|(_, m)| {
            m.form == Form::Name && m.label != LabelId::TITLE && !self.schema.is_a(m.label, LabelId::TITLE)
        })
    }

    fn top(&self, mention: &Mention) -> LabelId {
        self.schema.top(mention.label)
    }

    fn hashes(&self, mention: &Mention) -> Vec<u64> {
        let tokens = &self.tokens[mention.first as usize..mention.last as usize];
        tokens.iter().filter(|t| !t.shape.has(Shape::PUNCTUATION)).map(|t| t.hash).collect()
    }

    pub(super) fn is(&self, token: &Token, class: Option<ClassId>) -> bool {
        class.is_some_and(|class| self.lexicon.classes(token.word).has(class))
    }

    /// Words of people's names that several people of the document bear.
    fn shared(&self) -> Shared {
        let mut bearers: NumberMap<u64, Vec<Bearer>> = NumberMap::default();
        for (id, mention) in self.names().filter(|(_, m)| self.top(m) == LabelId::PERSON) {
            let (words, gender) = (self.person_words(mention), self.gender(mention));
            let (Some(&first), Some(&last)) = (words.first(), words.last()) else { continue };
            let ends = if first == last { vec![last] } else { vec![first, last] };
            let new = Bearer { words, gender, mention: id, sense: mention.sense };
            for word in ends.into_iter().filter(|_| new.words.len() > 1 || gender.is_some()) {
                let known = bearers.entry(word).or_default();
                match known.iter_mut().find(|bearer| self.same_person(bearer, &new)) {
                    // The fuller name says more.
                    Some(bearer) if bearer.words.len() < new.words.len() => *bearer = new.clone(),
                    Some(bearer) => bearer.gender = bearer.gender.or(gender),
                    None => known.push(new.clone()),
                }
            }
        }
        bearers.retain(|_, bearers| bearers.len() > 1);
        bearers
    }

    /// Whether two names that share a word may be one person's: neither genders nor given names tell them apart.
    fn same_person(&self, a: &Bearer, b: &Bearer) -> bool {
        let letters = [a, b].map(|bearer| self.begins(&self.mentions[bearer.mention as usize]));
        let initials = [a, b].iter().any(|bearer| self.initial(&self.mentions[bearer.mention as usize]).is_some());
        let genders = a.gender.zip(b.gender).is_none_or(|(a, b)| a == b);
        genders
            && (a.sense.is_some() && a.sense == b.sense
                || self.short_of(&a.words, &b.words)
                || self.short_of(&b.words, &a.words)
                || a.words == b.words
                || initials && letters[0] == letters[1] && a.words.last() == b.words.last())
    }

    /// The first letter of a name.
    fn begins(&self, mention: &Mention) -> Option<char> {
        self.text[self.tokens[mention.first as usize].span].chars().next()
    }

    /// The letter of the initial that a name begins with: "T. Reed".
    fn initial(&self, mention: &Mention) -> Option<char> {
        let token = &self.tokens[mention.first as usize];
        self.begins(mention).filter(|letter| token.shape.has(Shape::STOP) && token.span.len() == letter.len_utf8() + 1)
    }

    /// How many people a mention may mean, where it is one word that several bear: titles and neighbours say whose it is.
    fn rivals(&self, mention: &Mention, shared: &Shared) -> Option<usize> {
        let single = mention.last - mention.first == 1 && self.top(mention) == LabelId::PERSON;
        let bearers = shared.get(&self.tokens.get(mention.first as usize).filter(|_| single)?.hash)?;
        let gender = self.gender(mention);
        let may = |bearer: &&Bearer| bearer.gender.zip(gender).is_none_or(|(its, own)| its == own);
        Some(bearers.iter().filter(may).count())
    }

    fn same_words(&self, groups: &mut Groups, shared: &Shared) {
        let mut seen: NumberMap<(LabelId, Vec<u64>, Option<Gender>), u32> = NumberMap::default();
        for (id, mention) in self.names() {
            // Mr and Mrs Brandt are two; whose "Brandt" is, or "Mr Brandt" of two brothers, their full names say.
            let gender = match self.rivals(mention, shared) {
                Some(rivals) if self.gender(mention).is_none() || rivals > 1 => continue,
                Some(_) => self.gender(mention),
                None => None,
            };
            let key = (self.top(mention), self.hashes(mention), gender);
            match seen.get(&key) {
                Some(&first) => groups.join(first, id, code_origin!("name/same-words")),
                None => {
                    seen.insert(key, id);
                }
            }
        }
    }

    /// A name that no row explains, read once as something else than twice or more elsewhere, is what it mostly is.
    fn outvoted(&self, groups: &mut Groups) {
        let mut readings: NumberMap<Vec<u64>, Vec<(LabelId, u32, u32)>> = NumberMap::default();
        for (id, mention) in self.names().filter(|(_, m)| m.sense.is_none()) {
            let list = readings.entry(self.hashes(mention)).or_default();
            match list.iter_mut().find(|(top, ..)| *top == self.top(mention)) {
                Some((_, _, count)) => *count += 1,
                None => list.push((self.top(mention), id, 1)),
            }
        }
        for list in readings.values().filter(|list| list.len() > 1) {
            let Some(&(top, first, most)) = list.iter().max_by_key(|(_, id, count)| (*count, std::cmp::Reverse(*id)))
            else {
                continue;
            };
            for &(_, id, _) in list.iter().filter(|(other, _, count)| *other != top && count * 2 < most) {
                groups.join(first, id, code_origin!("name/mostly-something-else"));
            }
        }
    }

    fn same_row(&self, groups: &mut Groups, shared: &Shared) {
        let mut seen: NumberMap<_, u32> = NumberMap::default();
        for (id, mention) in self.names().filter(|(_, m)| self.rivals(m, shared).is_none()) {
            let Some(sense) = mention.sense else { continue };
            match seen.get(&sense) {
                Some(&first) => groups.join(first, id, Origin::Row { gazetteer: sense.gazetteer, row: sense.row }),
                None => {
                    seen.insert(sense, id);
                }
            }
        }
    }

    /// A short form of a person's name belongs to the nearest full name before it that ends in it (else begins with it,
    /// else to one after it), unless titles or given names say that they differ.
    fn people(&self, groups: &mut Groups, shared: &Shared) {
        let people: Vec<(u32, &Mention)> = self.names().filter(|(_, m)| self.top(m) == LabelId::PERSON).collect();
        let words: Vec<Vec<u64>> = people.iter().map(|(_, m)| self.person_words(m)).collect();
        let mut by_word: NumberMap<u64, Vec<usize>> = NumberMap::default();
        for (at, words) in words.iter().enumerate().filter(|(_, w)| w.len() > 1) {
            for &word in words {
                let list = by_word.entry(word).or_default();
                if list.last() != Some(&at) {
                    list.push(at);
                }
            }
        }
        let strays = self.strays(&people, &words);
        for (at, own) in words.iter().enumerate() {
            let initial = self.initial(people[at].1).filter(|_| own.len() > 1);
            let key = if initial.is_some() { own.last() } else { own.first() };
            let Some(candidates) = key.and_then(|key| by_word.get(key)) else { continue };
            let split = candidates.partition_point(|&c| c < at);
            // Nearest before, then nearest after; no more than a few dozen full names share a word.
            // A name that several share is that of the one whom the text named first.
            let main = self.rivals(people[at].1, shared).is_some_and(|rivals| rivals > 1);
            let split = if main { 0 } else { split };
            let order = candidates[..split].iter().rev().chain(&candidates[split..]).take(64);
            // "His son Justin" is not the Justin Jenkins of whom the text tells later; headlines begin with short forms.
            let stranger = people[at].1.sentence > 0 && self.gender_of_given(people[at].1).is_some();
            let fit = |&&c: &&usize| {
                c != at
                    && !(own.len() == 1 && (strays.contains(&c) || self.of_relative(people[at].1, people[c].1)))
                    && !(stranger && c > at && !words[c].ends_with(own))
                    && match initial {
                        Some(letter) => {
                            self.initial(people[c].1).is_none()
                                && words[c].last() == own.last()
                                && self.begins(people[c].1) == Some(letter)
                        }
                        None => words[c].len() > own.len() && self.short_of(own, &words[c]),
                    }
                    && self.agree(people[at].1, people[c].1)
            };
            let (mut whole, mut part) = (None, None);
            for candidate in order.filter(fit) {
                if words[*candidate].ends_with(own) {
                    whole = whole.or(Some(*candidate));
                } else {
                    part = part.or(Some(*candidate));
                }
            }
            if let Some(full) = whole.or(part) {
                groups.join(people[full].0, people[at].0, code_origin!("name/short-form"));
            }
        }
    }

    fn person_words(&self, mention: &Mention) -> Vec<u64> {
        let tokens = &self.tokens[mention.first as usize..mention.last as usize];
        let suffix = |t: &&Token| !t.shape.has(Shape::PUNCTUATION) && !self.is(t, self.words.name_suffix);
        tokens.iter().filter(suffix).map(|t| t.hash).collect()
    }

    /// Whether `short` is `full` with words left out: one end of it, or first and last word with others between.
    fn short_of(&self, short: &[u64], full: &[u64]) -> bool {
        full.ends_with(short)
            || full.starts_with(short)
            || short.len() > 1 && short.first() == full.first() && short.last() == full.last()
            || short.len() == 1 && full.len() > 2 && full[1..].contains(&short[0])
    }

    fn agree(&self, a: &Mention, b: &Mention) -> bool {
        match (self.gender(a), self.gender(b)) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        }
    }

    /// Gender of a person by the honorific before the name, else by the given name.
    pub fn gender(&self, mention: &Mention) -> Option<Gender> {
        let before = (mention.first as usize).checked_sub(1).and_then(|i| self.tokens.get(i));
        if let Some(before) = before.filter(|t| self.is(t, self.words.honorific)) {
            match self.words.honorific.and_then(|class| self.lexicon.value(before.word, class)) {
                Some("m") => return Some(Gender::Male),
                Some("f") => return Some(Gender::Female),
                _ => {}
            }
        }
        if mention.last - mention.first < 2 {
            return None;
        }
        self.given(&self.tokens[mention.first as usize])
    }

    /// Gender of a person who is named by one word, where that is far more often a given name than a surname.
    pub fn gender_of_given(&self, mention: &Mention) -> Option<Gender> {
        let token = &self.tokens[mention.first as usize];
        if mention.last - mention.first != 1 {
            return None;
        }
        let given = self.weight(token, self.words.given_m).max(self.weight(token, self.words.given_f));
        (given > self.weight(token, self.words.surname) + 1).then(|| self.given(token)).flatten()
    }

    fn weight(&self, token: &Token, class: Option<ClassId>) -> u8 {
        self.lexicon.readings(token.word).find(|r| Some(r.class) == class).map_or(0, |r| r.freq + 1)
    }

    fn given(&self, token: &Token) -> Option<Gender> {
        match (self.weight(token, self.words.given_m), self.weight(token, self.words.given_f)) {
            (m, f) if m > f + 1 || m > 0 && f == 0 => Some(Gender::Male),
            (m, f) if f > m + 1 || f > 0 && m == 0 => Some(Gender::Female),
            _ => None,
        }
    }

    /// An acronym of the capitals of a name of its kind.
    fn acronyms(&self, groups: &mut Groups) {
        let mut full: NumberMap<u64, (u32, LabelId)> = NumberMap::default();
        for (id, mention) in self.names() {
            let tokens = &self.tokens[mention.first as usize..mention.last as usize];
            let letters = acronym(self.text, tokens).filter(|_| self.top(mention) != LabelId::PLACE);
            if let Some(letters) = letters {
                full.entry(letters).or_insert((id, self.top(mention)));
            }
        }
        for (id, mention) in self.names() {
            let [token] = &self.tokens[mention.first as usize..mention.last as usize] else { continue };
            let named = full.get(&token.hash).filter(|_| token.shape.has(Shape::UPPER));
            if let Some((full, _)) = named.filter(|(full, label)| *full != id && *label == self.top(mention)) {
                groups.join(*full, id, code_origin!("name/acronym"));
            }
        }
    }

    /// A team by the first or last word of its name, where no other team of the document has that: "Leverkusen".
    fn teams(&self, groups: &mut Groups) {
        let mut full: NumberMap<u64, (u32, u64, bool)> = NumberMap::default();
        for (id, mention) in self.names().filter(|(_, m)| self.schema.path(m.label) == "ORG/team") {
            let tokens = &self.tokens[mention.first as usize..mention.last as usize];
            let ([first, .., last], whole) = (tokens, phrase(tokens)) else { continue };
            for word in [first, last] {
                let (_, of, one) = full.entry(word.hash).or_insert((id, whole, true));
                *one &= *of == whole;
            }
        }
        for (id, mention) in self.names().filter(|(_, m)| self.top(m) == LabelId::ORG && m.sense.is_none()) {
            let [token] = &self.tokens[mention.first as usize..mention.last as usize] else { continue };
            if let Some((full, _, true)) = full.get(&token.hash) {
                groups.join(*full, id, code_origin!("name/team"));
            }
        }
    }

    /// Organizations: the name without its suffix or clipped to its first word.
    fn organizations(&self, groups: &mut Groups) {
        let organizations: Vec<(u32, &Mention)> = self.names().filter(|(_, m)| self.top(m) == LabelId::ORG).collect();
        self.acronyms(groups);
        self.teams(groups);
        let mut stems: NumberMap<Vec<u64>, u32> = NumberMap::default();
        // The first words of names with a suffix or a trade ("Tolvane Steel"); none where two of them share it.
        let mut firsts: NumberMap<u64, (u32, Option<Vec<u64>>)> = NumberMap::default();
        for &(id, mention) in &organizations {
            let tokens = &self.tokens[mention.first as usize..mention.last as usize];
            let stem = self.stem(tokens);
            let trade = tokens.last().is_some_and(|t| self.words.firm_tail.contains(t.hash));
            let whole = if trade { tokens.iter().map(|t| t.hash).collect() } else { stem.clone() };
            if let [word, _, ..] = whole.as_slice() {
                let (_, of) = firsts.entry(*word).or_insert_with(|| (id, Some(whole.clone())));
                *of = of.take().filter(|of| *of == whole);
            }
            if !stem.is_empty() && stem.len() < tokens.len() {
                stems.entry(stem).or_insert(id);
            }
        }
        for &(id, mention) in &organizations {
            let tokens = &self.tokens[mention.first as usize..mention.last as usize];
            let words: Vec<u64> = tokens.iter().map(|t| t.hash).collect();
            if let Some(&full) = stems.get(&words).filter(|&&full| full != id) {
                groups.join(full, id, code_origin!("name/without-suffix"));
                continue;
            }
            if let [token] = tokens
                && mention.sense.is_none()
                && self.lexicon.freq(token.word) < EVERYDAY
                && let Some((full, Some(_))) = firsts.get(&token.hash)
            {
                groups.join(*full, id, code_origin!("name/first-word"));
            }
        }
    }

    /// The words of an organization's name before its first corporate suffix.
    fn stem(&self, tokens: &[Token]) -> Vec<u64> {
        let end =
            tokens.iter().skip(1).position(|t| self.is(t, self.words.org_suffix) && !self.is(t, self.words.org_head));
        end.map(|end| tokens[..=end].iter().map(|t| t.hash).collect()).unwrap_or_default()
    }
}
