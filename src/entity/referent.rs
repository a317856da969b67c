//! What a document says of each one it names: gender, country, titles, how often.

use super::groups::Groups;
use super::names::{Gender, Names};
use super::words::{ReferenceWords, has};
use crate::gazetteer::{Sense, SenseRef};
use crate::mention::{Form, Mention};
use crate::schema::LabelId;
use crate::text::hashed::NumberMap;
use crate::text::token::Token;

/// One that mentions can refer to.
#[derive(Clone, Debug)]
pub struct Referent {
    /// The group of its names.
    pub root: u32,
    /// First part of its label.
    pub top: LabelId,
    /// Its most specific label.
    pub label: LabelId,
    /// Male or female, where it is known.
    pub gender: Option<Gender>,
    /// Whether only a row of a surname or a given name that is also a surname says the gender: "Brown" is mostly another.
    pub doubtful: bool,
    /// How often "he" and "she" surely meant it, by gender.
    pub called: [u16; 2],
    /// Its row in a gazetteer.
    pub sense: Option<SenseRef>,
    /// How many names of it the document has.
    pub names: u32,
    /// Titles that stand at its names.
    pub titles: Vec<Title>,
    /// Countries (ISO codes) of the adjectives and names that stand with those titles.
    pub countries: Vec<Box<str>>,
    /// The members of a group, as indices of referents.
    pub members: Vec<u32>,
    /// How often it was spoken of so far.
    pub said: u32,
}

impl Referent {
    /// Whether it is known to be of the other gender.
    pub(super) fn is_surely_not(&self, gender: Gender) -> bool {
        !self.doubtful && self.gender.is_some_and(|own| own != gender)
    }

    /// Notes that a pronoun surely meant it, which tells its gender where nothing surer does.
    pub(super) fn call(&mut self, gender: Gender) {
        self.called[gender as usize] += 1;
        if self.gender.is_none() || self.doubtful {
            (self.gender, self.doubtful) = (self.calls(), true);
        }
    }

    /// The gender that pronouns tell.
    fn calls(&self) -> Option<Gender> {
        let [he, she] = self.called;
        (he != she).then_some(if he > she { Gender::Male } else { Gender::Female })
    }

    /// Whether pronouns say that a row of its name is somebody else's.
    pub(super) fn is_not(&self, row: Sense<'_>) -> bool {
        self.doubtful && gender_of(row).is_some_and(|said| self.calls().is_some_and(|called| called != said))
    }
}

/// A title by its last word and the one before it, as hashes ("vice president"); no word is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Title {
    /// Its head.
    pub head: u64,
    /// What stands before the head, unless that is a nationality.
    pub modifier: u64,
    /// Whether what stands before it makes it a lower rank ("vice president").
    pub lower: bool,
}

/// The title whose head is the token at `at`.
pub(super) fn title_at(names: &Names<'_>, words: &ReferenceWords, at: u32) -> Option<Title> {
    let head = names.tokens.get(at as usize)?;
    if !has(names.lexicon, head.word, words.role) && !has(names.lexicon, head.word, words.person_noun) {
        return None;
    }
    let modifier = at.checked_sub(1).and_then(|i| names.tokens.get(i as usize)).filter(|t| {
        let classes = names.lexicon.classes(t.word);
        classes.any(words.role_mod)
            && !classes.any(words.closed)
            && names.lexicon.freq(t.word) > 2
            && head.shape.has(crate::text::token::Shape::SPACE_BEFORE)
    });
    let rank = |t: &Token| words.rank.and_then(|class| names.lexicon.value(t.word, class));
    let lower = modifier.is_some_and(|t| rank(t) == Some("rank"));
    Some(Title { head: head.hash, modifier: modifier.map_or(0, |t| t.hash), lower })
}

/// All referents of a document, and the one of each mention.
#[derive(Clone, Debug, Default)]
pub struct Referents {
    /// In order of first name.
    pub all: Vec<Referent>,
    /// By mention; `None` for what has no name and is not resolved.
    pub of: Vec<Option<u32>>,
    /// Most names one person has.
    pub most: u32,
}

/// How many words before a name are read as its title.
const TITLE_WINDOW: u32 = 8;

/// Collects the referents of the named mentions.
pub fn collect<'s>(
    names: &Names<'_>,
    words: &ReferenceWords,
    groups: &mut Groups,
    sense: &dyn Fn(SenseRef) -> Sense<'s>,
) -> Referents {
    let mut all: Vec<Referent> = Vec::new();
    let mut of = vec![None; names.mentions.len()];
    let mut index: NumberMap<u32, u32> = NumberMap::default();
    for (id, mention) in names.mentions.iter().enumerate() {
        let top = names.schema.top(mention.label);
        if mention.form != Form::Name || matches!(top, LabelId::TITLE | LabelId::NORP) {
            continue;
        }
        let root = groups.find(id as u32);
        let at = *index.entry(root).or_insert_with(|| {
            all.push(Referent {
                root,
                top,
                label: mention.label,
                gender: None,
                doubtful: false,
                called: [0; 2],
                sense: None,
                names: 0,
                titles: Vec::new(),
                countries: Vec::new(),
                members: Vec::new(),
                said: 0,
            });
            all.len() as u32 - 1
        });
        of[id] = Some(at);
        let referent = &mut all[at as usize];
        referent.names += 1;
        if names.schema.depth(mention.label) > names.schema.depth(referent.label) {
            referent.label = mention.label;
        }
        if referent.sense.is_none() {
            referent.sense = mention.sense;
        }
        if top == LabelId::PERSON {
            person(names, words, id, mention, referent, sense);
        }
    }
    let mut guess = |id: usize, gender: Option<Gender>, doubtful: bool| {
        let referent = of[id].and_then(|at: u32| all.get_mut(at as usize)).filter(|r| r.top == LabelId::PERSON);
        if let Some(referent) = referent.filter(|r| r.gender.is_none()) {
            (referent.gender, referent.doubtful) = (gender, gender.is_some() && doubtful);
        }
    };
    // What a row of the full name says is sure, what one of a surname says is not.
    for full in [true, false] {
        for (id, mention) in names.mentions.iter().enumerate().filter(|(_, m)| (m.last - m.first > 1) == full) {
            let said = mention.sense.map(sense).and_then(gender_of);
            let given = names.gender_of_given(mention);
            guess(id, said.or(given), !full && (given.is_none() || said.is_some_and(|said| Some(said) != given)));
        }
    }
    let most = all.iter().filter(|r| r.top == LabelId::PERSON).map(|r| r.names).max().unwrap_or(0);
    Referents { all, of, most }
}

/// The gender that a row says.
fn gender_of(row: Sense<'_>) -> Option<Gender> {
    match row.attr("gender") {
        Some("m") => Some(Gender::Male),
        Some("f") => Some(Gender::Female),
        _ => None,
    }
}

/// Reads the titles before and after a name of a person.
fn person<'s>(
    names: &Names<'_>,
    words: &ReferenceWords,
    id: usize,
    mention: &Mention,
    referent: &mut Referent,
    sense: &dyn Fn(SenseRef) -> Sense<'s>,
) {
    referent.gender = referent.gender.or_else(|| names.gender(mention)).or_else(|| names.gender_of_kin(mention));
    let token = |at: u32| names.tokens.get(at as usize);
    let classes = |t: &Token| names.lexicon.classes(t.word);
    let title = |referent: &mut Referent, at: u32, token: &Token| {
        if let Some(title) = title_at(names, words, at) {
            if !referent.titles.contains(&title) {
                referent.titles.push(title);
            }
            for class in [words.role, words.person_noun].into_iter().flatten() {
                referent.gender = referent.gender.or_else(|| names.gender_of_noun(token, Some(class)));
            }
            return true;
        }
        false
    };
    let country = |referent: &mut Referent, from: u32, to: u32| {
        let near = names.mentions[..id].iter().rev().take(4).chain(names.mentions[id..].iter().skip(1).take(4));
        for other in near.filter(|m| m.first >= from && m.last <= to) {
            let code =
                other.sense.map(sense).and_then(|row| row.attr("country").or_else(|| row.attr("iso")).map(Box::from));
            if let Some(code) = code.filter(|code| !referent.countries.contains(code)) {
                referent.countries.push(code);
            }
        }
    };
    // "Russian President X", "the leader of Russia, X"
    let mut at = mention.first;
    let mut found = false;
    while let Some(before) = at.checked_sub(1).and_then(token).filter(|_| mention.first - at < TITLE_WINDOW) {
        if title(referent, at - 1, before) {
            found = true;
        } else if !(classes(before).any(words.premodifier) || before.shape.has(crate::text::token::Shape::CAPITAL))
            || classes(before).any(words.prep)
        {
            break;
        }
        at -= 1;
    }
    if found {
        country(referent, at, mention.first);
    }
    // "X, president of Russia", "X, the Russian president,", "X is a Russian actor"
    let next = token(mention.last);
    let apposed = next.is_some_and(|t| &names.text[t.span] == ",");
    let copular = next.is_some_and(|t| words.aux.and_then(|class| names.lexicon.value(t.word, class)) == Some("be"))
        && token(mention.last + 1).is_some_and(|t| has(names.lexicon, t.word, words.det));
    if apposed || copular {
        let mut found = false;
        let mut at = mention.last + 1;
        while let Some(next) = token(at).filter(|t| {
            at < mention.last + TITLE_WINDOW
                && !matches!(&names.text[t.span], "," | ".")
                && !words.verbal(names.lexicon, t)
        }) {
            if classes(next).any(words.wh)
                || at == mention.last + 1 && classes(next).any(words.coord)
                || copular && classes(next).any(words.prep)
            {
                break;
            }
            found |= title(referent, at, next);
            at += 1;
        }
        if found {
            country(referent, mention.last, at);
        }
    }
}
