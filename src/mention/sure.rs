//! Names that need no model: a well-known one that is nothing else, a team where teams play, a place before "-based".

use super::candidate::Candidate;
use super::context::Surroundings;
use super::features::LABELS;
use super::known::phrase;
use crate::schema::LabelId;
use crate::text::token::{Shape, Token};

/// Score that a row needs to be believed where nothing speaks against it, for names of one, two and more words.
const KNOWN: [u16; 3] = [650, 550, 450];
/// Tokens of the longest name that is looked at.
const LONGEST: u32 = 8;
/// Score above which a name is meant even where the word is also a common one: China.
const HOUSEHOLD: u16 = 710;
/// Score of towns that no person is meant by: Paris.
const GREAT: u16 = 690;
/// Score below which a row may be a small town, whose name firms have too.
const TOWN: u16 = 550;
/// Score of places that no organization is meant by outside of sport.
const PLACE_ALONE: u16 = 650;
/// Score of names that are no more than what they are listed as, though their last word heads other names: "West Bank".
const WHOLE: u16 = 750;
/// Score of names of two words that are nothing but what they are listed as: "La Liga".
const PAIR: u16 = 650;
/// What a label that is sure weighs at least.
const LEAST: f32 = 0.4;
/// How far a sure label is put above those that it outdoes.
const AHEAD: f32 = 0.2;

/// What the gazetteer alone says of a stretch.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sure {
    label: LabelId,
    /// Labels that it outdoes, a bit each.
    over: u8,
}

/// That a label outdoes all others, none, and a person or a body.
const ALL: u8 = u8::MAX;
const NONE: u8 = 0;
const PERSON: u8 = 1 << LabelId::PERSON.0;
const BODY: u8 = 1 << LabelId::ORG.0;

impl Sure {
    /// Lifts the score of the label.
    pub(super) fn lift(self, scores: &mut [f32; LABELS]) {
        let over = |(label, _): &(usize, &f32)| self.over & (1 << label) != 0;
        let least = scores.iter().enumerate().filter(over).fold(LEAST, |most, (_, score)| most.max(score + AHEAD));
        if let Some(score) = scores.get_mut(usize::from(self.label.0)) {
            *score = score.max(least);
        }
    }
}

/// A stretch and what lists say of it.
struct Name<'a> {
    at: &'a Surroundings<'a>,
    /// Its first candidate, for its place.
    head: &'a Candidate,
    /// The candidates of its tokens.
    group: &'a [Candidate],
    team: bool,
    city: bool,
    country: bool,
    place: bool,
}

/// A case in which a stretch needs no model: it gives the label, which outdoes all others.
type Case = fn(&Name<'_>) -> Option<LabelId>;

/// The cases, in the order in which they are tried.
const CASES: [Case; 6] = [defined, side, titled_so, in_short, of_surname, compounded];

/// The label of a stretch that the gazetteer alone decides; `group` are the candidates of its tokens, `others` those of the
/// sentence in order of their first token.
pub(super) fn label(at: &Surroundings<'_>, group: &[Candidate], others: &[Candidate]) -> Option<Sure> {
    let head = group.first().filter(|c| c.len() <= LONGEST)?;
    let below = |c: &Candidate, label| c.label.is_some_and(|l| at.schema.is_a(l, label));
    let listed = |label| group.iter().any(|c| c.sense.is_some() && below(c, label));
    let name = Name {
        at,
        head,
        group,
        team: listed(at.words.team),
        city: listed(at.words.city),
        country: group.iter().any(|c| below(c, at.words.country)),
        place: group.iter().any(|c| c.sense.is_some() && at.names(c, LabelId::PLACE)),
    };
    let decided = CASES.iter().find_map(|case| case(&name)).map(|label| Sure { label, over: ALL });
    decided.or_else(|| {
        let (label, score) = known(at, head, group, others)?;
        Some(Sure { label, over: name.outdone(label, score) })
    })
}

/// A body whose acronym stands behind it.
fn defined(name: &Name<'_>) -> Option<LabelId> {
    name.group.iter().any(super::defined::proposed).then_some(LabelId::ORG)
}

/// A side of a match, or a place that stands for one.
fn side(name: &Name<'_>) -> Option<LabelId> {
    let Name { at, head, team, city, country, place, .. } = *name;
    let club = club(at, head);
    let playing = (team || city || club || place && at.sporting) && plays(at, head)
        || city && named_after(at, head)
        || (team || place || club) && (beats(at, head) || scores(at, head) || meets(at, head));
    (playing && !country).then_some(LabelId::ORG)
}

/// A name in a headline that the document has elsewhere, and one of several words or a listed body anywhere.
fn titled_so(name: &Name<'_>) -> Option<LabelId> {
    let Name { at, head, group, .. } = *name;
    let free = at.capitals || at.heading || head.len() > 1;
    elsewhere(at, head, group).filter(|label| free || *label == LabelId::ORG && name.listed(*label))
}

/// A team or firm in short, where no row of weight says otherwise.
fn in_short(name: &Name<'_>) -> Option<LabelId> {
    let slight = |c: &Candidate| c.sense.is_none_or(|_| c.guarded || c.score < TOWN);
    (name.group.iter().all(slight) && short(name.at, name.head)).then_some(LabelId::ORG)
}

/// Somebody whom the document has named in full.
fn of_surname(name: &Name<'_>) -> Option<LabelId> {
    surname_again(name.at, name.head, name.group).then_some(LabelId::PERSON)
}

/// A place before "-based".
fn compounded(name: &Name<'_>) -> Option<LabelId> {
    (name.place && compound(name.at, name.head)).then_some(LabelId::PLACE)
}

impl Name<'_> {
    /// Whether a row says that it is this.
    fn listed(&self, label: LabelId) -> bool {
        self.group.iter().any(|c| c.sense.is_some() && self.at.names(c, label))
    }

    /// The labels that the label of a well-known row outdoes, a bit each.
    fn outdone(&self, label: LabelId, score: u16) -> u8 {
        let Name { at, head, .. } = *self;
        let (place, several) = (label == LabelId::PLACE, head.len() > 1);
        if place && self.country {
            return if at.capitals { ALL } else { PERSON | BODY };
        }
        if place && several && score >= WHOLE {
            return PERSON | BODY;
        }
        // A listed name of several words is no place because "Province" ends it, and no person because "John" begins it.
        let alone = || self.group.iter().all(|c| c.sense.is_none() || at.names(c, label));
        if several && (head.len() > 2 || score >= PAIR) && alone() {
            return ALL;
        }
        // What is listed as a place alone is no organization because it acts as one: "Bavaria said".
        let great = place && score >= GREAT;
        if place && !at.sporting && score >= PLACE_ALONE && !self.listed(LabelId::ORG) {
            return if great { PERSON | BODY } else { BODY };
        }
        // A rule that finds a person in the parts of a listed name is wrong: "Santa Cruz", "Morgan Stanley".
        if label != LabelId::PERSON && (several || great) { PERSON } else { NONE }
    }
}

/// Whether a word is the surname of somebody whom the document names in full, though it may be a word or a firm as well: "Hill"
/// of "Damon Hill".
fn surname_again(at: &Surroundings<'_>, head: &Candidate, group: &[Candidate]) -> bool {
    let Some(word) = at.token(head.first).filter(|t| head.len() == 1 && at.known.surnames.contains(&t.hash)) else {
        return false;
    };
    let place = |c: &Candidate| c.sense.is_some() && !c.guarded && at.names(c, LabelId::PLACE);
    let (before, after) = (at.before(head.first), at.token(head.last));
    let capital = |t: Option<&Token>| t.is_some_and(|t| t.shape.has(Shape::CAPITAL));
    let acts = |t: &Token| {
        at.words.possessive.contains(t.hash)
            || at.words.comma.contains(t.hash)
            || !t.shape.has(Shape::CAPITAL) && at.is(Some(t), at.words.verb)
    };
    let plain = at.shouted || at.heading || word.shape.has(Shape::UPPER);
    if plain || group.iter().any(place) || capital(after) {
        return false;
    }
    let joins = |t: &Token| at.words.hyphen.contains(t.hash) || at.is(Some(t), at.words.determiner);
    match before {
        None => after.is_some_and(acts),
        Some(before) => !before.shape.has(Shape::CAPITAL) && !joins(before),
    }
}

/// Whether a word is what the document calls a team or a firm elsewhere, in short: "Flora" of "Flora Tallinn".
fn short(at: &Surroundings<'_>, head: &Candidate) -> bool {
    let word = at.token(head.first).filter(|_| head.len() == 1).map_or(0, |t| t.hash);
    let known = at.known;
    // Not in the full name itself: "Halden Energy".
    let goes_on =
        !at.shouted && at.token(head.last).is_some_and(|t| t.shape.has(Shape::CAPITAL) && !at.words.is_never(t));
    (known.teams.contains(&word) || known.firms.contains(&word))
        && !goes_on
        && !known.surnames.contains(&word)
        && !known.given.contains(&word)
}

/// What a name in a headline is in the rest of the document, where names stand as usual.
fn elsewhere(at: &Surroundings<'_>, head: &Candidate, group: &[Candidate]) -> Option<LabelId> {
    let words = at.tokens.get(head.first as usize..head.last as usize)?;
    let counts = at.known.labels.get(&phrase(words)).and_then(|seen| seen.elsewhere(head.first));
    let most = counts.and_then(|counts| (0..).zip(counts).max_by_key(|(label, n)| (**n, std::cmp::Reverse(*label))));
    let surname = |word: &Token| {
        words.len() == 1
            && at.known.surnames.contains(&word.hash)
            && group.iter().all(|c| c.sense.is_none_or(|_| c.guarded))
    };
    match most.filter(|(_, n)| **n > 0) {
        Some((label, _)) => Some(LabelId(label)),
        None => words.first().filter(|w| surname(w)).map(|_| LabelId::PERSON),
    }
}

/// The label of a name with one well-known sense, outside a longer run of capitals.
fn known(at: &Surroundings<'_>, head: &Candidate, group: &[Candidate], others: &[Candidate]) -> Option<(LabelId, u16)> {
    let rows = || group.iter().filter(|c| c.sense.is_some());
    if rows().any(|c| c.label.is_none()) {
        return None;
    }
    let best = rows()
        .max_by_key(|c| c.score)
        .filter(|c| c.score >= KNOWN[head.len().clamp(1, 3) as usize - 1] && !c.guarded)?;
    let label = at.schema.top(best.label?);
    let rival = rows().any(|c| c.score + 100 > best.score && !at.names(c, label));
    let before = at.before(head.first);
    let after = at.token(head.last);
    let word = at.token(head.first)?;
    let inside =
        |t: Option<&Token>| !at.shouted && t.is_some_and(|t| t.shape.has(Shape::CAPITAL) && !at.words.is_never(t));
    let surname = label != LabelId::PERSON && at.known.surnames.contains(&word.hash);
    let titled = label != LabelId::PERSON && at.titled(before);
    let ordinary = best.score < HOUSEHOLD && at.lexicon.classes(word.word).any(at.words.ordinary);
    let right = inside(after) && !(label == LabelId::PLACE && office(at, others, head.last));
    // "Holland" in "Holland & Hart" is no country.
    let partner = after.is_some_and(|t| at.words.joiner.contains(t.hash) && !at.words.hyphen.contains(t.hash))
        && inside(at.token(head.last + 1));
    (!rival && !partner && !inside(before) && !right && !surname && !titled && !ordinary).then_some((label, best.score))
}

/// Whether a listed office begins at a token: "District Judge" in "U.S. District Judge".
fn office(at: &Surroundings<'_>, others: &[Candidate], first: u32) -> bool {
    let from = others.partition_point(|c| c.first < first);
    let titles = |c: &Candidate| c.sense.is_some() && at.names(c, LabelId::TITLE);
    others[from..].iter().take_while(|c| c.first == first).any(titles)
}

/// Whether a hyphen joins the name to a word that goes with places only: "Austin-based".
fn compound(at: &Surroundings<'_>, name: &Candidate) -> bool {
    at.token(name.last).is_some_and(|t| at.words.hyphen.contains(t.hash) && !t.shape.has(Shape::SPACE_BEFORE))
        && at.token(name.last + 1).is_some_and(|t| at.words.place_compound.contains(t.hash))
}

/// Whether the last of several words ends clubs' names: "Tolvane Town".
fn club(at: &Surroundings<'_>, name: &Candidate) -> bool {
    name.len() > 1 && at.token(name.last - 1).is_some_and(|t| at.words.team_tail.contains(t.hash))
}

/// Whether a town is the side that the document names after it: "Leverkusen" beside "Bayer Leverkusen",
/// but not where something is in it.
fn named_after(at: &Surroundings<'_>, name: &Candidate) -> bool {
    let word = at.token(name.first).filter(|_| name.len() == 1);
    let before = name.first.checked_sub(1).and_then(|i| at.token(i));
    let owns = at.token(name.last).is_some_and(|t| at.words.possessive.contains(t.hash));
    word.is_some_and(|t| at.known.teams.contains(&t.hash))
        && !before.is_some_and(|t| at.words.lies(t))
        && (at.sporting || !owns)
}

/// Whether a word that teams do things with stands beside the name.
fn plays(at: &Surroundings<'_>, name: &Candidate) -> bool {
    let before = at.before(name.first);
    // A player whom the document names in full plays too.
    let player = name.len() == 1 && at.token(name.first).is_some_and(|t| at.known.surnames.contains(&t.hash));
    let sporting = at.sporting && !player;
    let second = name.first.checked_sub(2).and_then(|i| at.token(i));
    let lost = before.is_some_and(|t| at.words.to.contains(t.hash))
        && second.is_some_and(|t| at.words.team_lost.contains(t.hash));
    if sporting && lost {
        return true;
    }
    before.is_some_and(|t| at.words.team_before.contains(t.hash) || sporting && at.words.team_near.contains(t.hash))
        || at
            .token(name.last)
            .is_some_and(|t| at.words.team_after.contains(t.hash) || sporting && at.words.team_does.contains(t.hash))
}

/// Whether the name stands beside a word for a victory.
fn beats(at: &Surroundings<'_>, name: &Candidate) -> bool {
    let before = at.before(name.first);
    let told = |t: Option<&Token>| t.is_some_and(|t| at.words.team_before.contains(t.hash));
    told(before) || told(at.token(name.last))
}

/// Whether the sentence is a fixture: two names and a word between them.
fn meets(at: &Surroundings<'_>, name: &Candidate) -> bool {
    let between = |t: Option<&Token>| t.is_some_and(|t| at.words.fixture.contains(t.hash));
    let line = &at.tokens[at.range.0 as usize..at.range.1 as usize];
    let sides = line.iter().filter(|t| at.words.fixture.contains(t.hash)).count() == 1;
    let ends = name.last == at.range.1 || !at.capitals && at.is_comma(name.last);
    let alone = name.first == at.range.0 && between(at.token(name.last)) || ends && between(at.before(name.first));
    // Beside small letters a common word at the front makes it a sentence or a heading: "Clashes at Tolvane".
    let named = at.capitals || !at.is(line.first(), at.words.ordinary) && !at.heading;
    named && line.len() <= 8 && sides && alone
}

/// Whether the name stands in a line of results: a number follows it, no running text precedes it, and after the number comes
/// another number, a name, a bracket or the end.
fn scores(at: &Surroundings<'_>, name: &Candidate) -> bool {
    let number = |t: &Token| t.shape.has(Shape::DIGIT) && !t.shape.has(Shape::LETTER) && t.span.len() <= 3;
    if !at.token(name.last).is_some_and(number) {
        return false;
    }
    let head = &at.tokens[at.range.0 as usize..name.first as usize];
    let line = head.iter().rposition(|t| at.words.colon.contains(t.hash)).map_or(0, |i| i + 1);
    let head = &head[line..];
    // Within brackets stand those who scored: "Ajax 2 (Velt 12)".
    let bracket = |t: &&Token| at.words.open_bracket.contains(t.hash) || at.words.close_bracket.contains(t.hash);
    let within = head.iter().rev().find(bracket).is_some_and(|t| at.words.open_bracket.contains(t.hash));
    if within || head.len() > 24 || head.iter().any(|t| t.shape.has(Shape::LOWER) && t.span.len() > 2) {
        return false;
    }
    let more = at.token(name.last + 1);
    let beyond = more.is_some_and(|t| {
        at.words.team_before.contains(t.hash)
            || number(t)
            || t.shape.has(Shape::CAPITAL)
            || at.words.score_mark.contains(t.hash)
    });
    beyond || more.is_none() && head.iter().any(number)
}
