//! Whom or what a description refers to: "the Russian leader", "the company", "the city".

use super::position::Place;
use super::refer::{Pass, SENTENCES, WINDOW};
use super::referent::{Referent, Title, title_at};
use super::words::has_form;
use crate::mention::candidate::Candidate;
use crate::mention::{Form, Mention};
use crate::origin::Origin;
use crate::schema::LabelId;
use crate::text::fold;
use crate::text::lexicon::WordForm;
use crate::text::token::Token;

/// Appends the descriptions of a sentence that no name covers, the longest first. `from` is its first mention.
pub fn stand(
    candidates: &[Candidate],
    sentence: (u32, u32),
    index: u32,
    tokens: &[Token],
    from: usize,
    out: &mut Vec<Mention>,
) {
    let begin = candidates.partition_point(|c| c.first < sentence.0);
    let mut own: Vec<&Candidate> = candidates[begin..].iter().take_while(|c| c.first < sentence.1).collect();
    own.sort_by_key(|c| (c.first, std::cmp::Reverse(c.last), c.label));
    let names = out.len();
    let mut end = 0;
    for candidate in own {
        let Some(label) = candidate.label.filter(|_| candidate.first >= end) else { continue };
        let covered = |m: &Mention| {
            m.first <= candidate.first && candidate.last <= m.last
                || m.first < candidate.first && candidate.first < m.last
                || m.first < candidate.last && candidate.last < m.last
        };
        let (Some(first), Some(last)) = (tokens.get(candidate.first as usize), tokens.get(candidate.last as usize - 1))
        else {
            continue;
        };
        if out[from..names].iter().any(covered) {
            continue;
        }
        end = candidate.last;
        out.push(Mention {
            span: first.span.cover(last.span),
            first: candidate.first,
            last: candidate.last,
            label,
            form: Form::Nominal,
            sentence: index,
            score: candidate.score,
            origin: candidate.origin,
            sense: None,
            entity: None,
            link: None,
            value: None,
            expression: None,
        });
    }
}

/// What a description says of what it means.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    /// Its head noun, as an index into the document's tokens.
    pub(super) head: u32,
    /// Several are meant.
    pub(super) plural: bool,
    /// How many, where it says so.
    pub(super) count: Option<u32>,
    /// Countries of the nationalities and places in it.
    countries: Vec<Box<str>>,
}

/// How well a person fits a description by title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Generic,
    Part,
    Whole,
}

impl Pass<'_, '_, '_> {
    pub(super) fn description(&mut self, id: usize) -> Option<(u32, Origin)> {
        let profile = self.profile(id)?;
        if profile.plural {
            return if profile.count == Some(2) { self.pair(id) } else { None };
        }
        if profile.count.is_some() {
            return None;
        }
        let origin = self.mentions()[id].origin;
        let found = match self.mentions()[id].label {
            LabelId::PERSON => self.holder(id, &profile),
            LabelId::ORG | LabelId::PLACE => self.kind(id, &profile),
            _ => None,
        };
        found.map(|referent| (referent, origin))
    }

    fn profile(&self, id: usize) -> Option<Profile> {
        let names = &self.reference.names;
        let words = self.reference.words;
        let mention = &self.mentions()[id];
        let tokens = names.tokens.get(mention.first as usize..mention.last as usize)?;
        let end = tokens.iter().position(|t| names.lexicon.classes(t.word).any(words.prep)).unwrap_or(tokens.len());
        let head = (mention.first as usize + end).checked_sub(1)?;
        let word = names.tokens[head].word;
        let plural = [words.noun, words.role, words.person_noun, words.org_noun, words.place_noun]
            .into_iter()
            .any(|class| has_form(names.lexicon, word, class, &[WordForm::Plural]));
        let number = |t: &Token| {
            words.cardinal.and_then(|class| names.lexicon.value(t.word, class)).and_then(|v| v.parse().ok())
        };
        let count = tokens[..end].iter().filter(|_| plural).find_map(number);
        let inner = self.mentions()[id + 1..].iter().take_while(|m| m.first < mention.last).take(8);
        let mut countries: Vec<Box<str>> = Vec::new();
        for sense in inner.filter(|m| m.form == Form::Name).filter_map(|m| m.sense) {
            let row = (self.reference.sense)(sense);
            countries.extend(row.attr("country").or_else(|| row.attr("iso")).map(Box::from));
        }
        Some(Profile { head: head as u32, plural, count, countries })
    }

    /// The person who holds the office or bears the title of a description.
    fn holder(&self, id: usize, profile: &Profile) -> Option<u32> {
        let mention = &self.mentions()[id];
        let names = &self.reference.names;
        let Some(wanted) = title_at(names, self.reference.words, profile.head) else { return self.aged(id) };
        let mut seen: Vec<u32> = Vec::new();
        let mut best: Option<(Fit, u32, u32)> = None;
        let mut rival = false;
        for other in (id.saturating_sub(WINDOW)..id).rev() {
            let before = &self.mentions()[other];
            let Some(referent) = self.referents.of[other].filter(|r| !seen.contains(r)) else { continue };
            let known = &self.referents.all[referent as usize];
            if known.top != LabelId::PERSON || !known.members.is_empty() {
                continue;
            }
            seen.push(referent);
            let distance = mention.sentence - before.sentence;
            if self.one_clause(before, id) || profile.countries.is_empty() && distance > SENTENCES {
                continue;
            }
            let Some(fit) = self.fit(known, wanted, profile) else { continue };
            if !self.compatriot(known, profile, fit) {
                continue;
            }
            match best {
                None => best = Some((fit, distance, referent)),
                Some((top, near, _)) if fit > top && distance <= near + 3 => best = Some((fit, distance, referent)),
                // Another of the same title nearly as close: unsure.
                Some((top, near, _)) => rival |= fit == top && distance <= near + 1,
            }
        }
        best.filter(|_| !rival).map(|(.., referent)| referent)
    }

    /// Whom "the 71-year-old" means: who is said to be of that age, else the only person spoken of.
    fn aged(&self, id: usize) -> Option<u32> {
        let mention = &self.mentions()[id];
        let names = &self.reference.names;
        let token = |at: u32| names.tokens.get(at as usize);
        let age = token(mention.first + 1)?.hash;
        let mut only: Option<u32> = None;
        let mut several = false;
        for other in (id.saturating_sub(WINDOW)..id).rev() {
            let before = &self.mentions()[other];
            if mention.sentence - before.sentence > SENTENCES {
                break;
            }
            let Some(referent) = self.referents.of[other] else { continue };
            let known = &self.referents.all[referent as usize];
            if known.top != LabelId::PERSON || !known.members.is_empty() {
                continue;
            }
            // "Olga Brandt, 71,"
            let comma = token(before.last).is_some_and(|t| &names.text[t.span] == ",");
            if comma && token(before.last + 1).is_some_and(|t| t.hash == age) {
                return Some(referent);
            }
            if mention.sentence - before.sentence <= 1 && !self.one_clause(before, id) {
                several |= only.is_some_and(|one| one != referent);
                only = only.or(Some(referent));
            }
        }
        only.filter(|_| !several)
    }

    fn fit(&self, known: &Referent, wanted: Title, profile: &Profile) -> Option<Fit> {
        let words = self.reference.words;
        if known.titles.contains(&wanted) || self.office(known, profile) {
            return Some(Fit::Whole);
        }
        if known.titles.iter().any(|title| {
            title.head == wanted.head
                && (wanted.modifier == 0 && !title.lower || !profile.countries.is_empty() && title.modifier == 0)
        }) {
            return Some(Fit::Part);
        }
        let official =
            !known.titles.is_empty() || known.sense.is_some_and(|s| (self.reference.sense)(s).attr("office").is_some());
        (words.generic.contains(wanted.head) && official).then_some(Fit::Generic)
    }

    /// Whether a row says that the person holds the office of the description at the document's date.
    fn office(&self, known: &Referent, profile: &Profile) -> bool {
        let Some(row) = known.sense.map(self.reference.sense) else { return false };
        let year = self.reference.date.map(|date| i32::from(date.year()));
        let number = |key: &str| row.attr(key).and_then(|v| v.get(..4)).and_then(|v| v.parse::<i32>().ok());
        for (office, from, to) in [("office", "from", "to"), ("office2", "from2", "to2"), ("office3", "from3", "to3")] {
            let Some(office) = row.attr(office) else { break };
            let held = match year {
                Some(year) => number(from).is_none_or(|from| from <= year) && number(to).is_none_or(|to| year <= to),
                None => row.attr(to).is_none(),
            };
            if held && self.named(office, profile.head) {
                return true;
            }
        }
        false
    }

    /// Whether the words of an office end at the head of a description, and none of a lower rank stands before them.
    fn named(&self, office: &str, head: u32) -> bool {
        let names = &self.reference.names;
        let mut at = head as usize;
        for (index, word) in office.rsplit(' ').enumerate() {
            let Some(token) = at.checked_sub(index).and_then(|i| names.tokens.get(i)) else { return false };
            if !fold::same(word, &names.text[token.span]) {
                return false;
            }
            at = head as usize;
        }
        let first = at - office.split(' ').count().saturating_sub(1);
        title_at(names, self.reference.words, first as u32).is_none_or(|title| title.modifier == 0)
    }

    /// Whether a person's country does not contradict the description's.
    fn compatriot(&self, known: &Referent, profile: &Profile, fit: Fit) -> bool {
        if profile.countries.is_empty() {
            return true;
        }
        let row = known.sense.map(self.reference.sense);
        let own = [row.and_then(|r| r.attr("of")), row.and_then(|r| r.attr("country"))];
        let mut own = own.into_iter().flatten().chain(known.countries.iter().map(|c| &**c)).peekable();
        if own.peek().is_none() {
            return fit == Fit::Whole;
        }
        own.any(|own| profile.countries.iter().any(|c| &**c == own))
    }

    /// Whether a row says that an organization is of another country than the description.
    fn foreign(&self, known: &Referent, profile: &Profile) -> bool {
        let own = known.sense.map(self.reference.sense).and_then(|row| row.attr("country"));
        !profile.countries.is_empty() && own.is_some_and(|own| profile.countries.iter().all(|c| &**c != own))
    }

    /// The nearest organization or place of the kind that a description says.
    fn kind(&self, id: usize, profile: &Profile) -> Option<u32> {
        let mention = &self.mentions()[id];
        let names = &self.reference.names;
        let words = self.reference.words;
        let head = &names.tokens[profile.head as usize];
        let class = if mention.label == LabelId::ORG { words.org_noun } else { words.place_noun };
        let kind = class.and_then(|class| names.lexicon.value(head.word, class)).unwrap_or_default();
        let mut found: Vec<(u32, bool)> = Vec::new();
        let mut near = None;
        for other in (id.saturating_sub(WINDOW)..id).rev() {
            let before = &self.mentions()[other];
            if mention.sentence - before.sentence > 3 || near.is_some_and(|near| before.sentence < near) {
                break;
            }
            let Some(referent) = self.referents.of[other] else { continue };
            let known = &self.referents.all[referent as usize];
            if known.top != mention.label
                || !known.members.is_empty()
                || before.last > mention.first
                || self.one_clause(before, id)
                || self.foreign(known, profile)
            {
                continue;
            }
            let own = &names.tokens[before.first as usize..before.last as usize];
            let path = names.schema.path(known.label);
            // Of a name that no list has only rules know more than that it is a body: a company like most.
            let open = kind == "company" && !path.contains('/');
            let fits =
                path.rsplit('/').next() == Some(kind) && !kind.is_empty() || own.iter().any(|t| t.hash == head.hash);
            if !fits && !open {
                continue;
            }
            near = Some(before.sentence);
            let subject = self.standing(other).place == Place::Subject;
            match found.iter_mut().find(|(r, _)| *r == referent) {
                Some((_, was)) => *was |= subject,
                None => found.push((referent, subject)),
            }
        }
        if let [(one, _)] = found[..] {
            return Some(one);
        }
        let mut subjects = found.iter().filter(|(_, subject)| *subject);
        subjects.next().filter(|_| subjects.next().is_none()).map(|(one, _)| *one)
    }

    /// Whether both stand in one clause, where a description would not mean the name.
    fn one_clause(&self, before: &Mention, id: usize) -> bool {
        let mention = &self.mentions()[id];
        if before.sentence != mention.sentence {
            return false;
        }
        let (verbs, bounds) = self.between(before.last, mention);
        let subject = verbs > 0 && self.positions[id].place == Place::Subject;
        verbs <= 1 && bounds == 0 && !subject
    }
}
