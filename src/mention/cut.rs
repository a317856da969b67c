//! Candidates cut, or dropped, before any is weighed: by surer names that they overlap, and by the words of a line in capitals.

use super::Form;
use super::candidate::Candidate;
use super::context::Surroundings;
use crate::schema::LabelId;
use crate::text::token::Shape;

/// Score of rules that know a person's full name.
const FULL: u16 = 470;
/// Frequency of words that are no part of a name in a line of capitals.
const COMMON: u8 = 3;

/// Cuts the candidates of a sentence, and drops those of which nothing is left.
pub(super) fn cut(at: &Surroundings<'_>, candidates: &mut Vec<Candidate>) {
    if at.capitals {
        candidates.iter_mut().for_each(|c| trim(at, c));
        candidates.retain(|c| c.label.is_none() || c.first < c.last);
    }
    offices(at, candidates);
    whole(at, candidates);
    joined(at, candidates);
    owned(at, candidates);
}

/// Takes the organization off an office that is listed with it: "Supreme Court justice" is a court and an office.
fn offices(at: &Surroundings<'_>, candidates: &mut [Candidate]) {
    let capital = |i: u32| at.token(i).is_some_and(|t| t.shape.has(Shape::CAPITAL));
    let body = |c: &&Candidate| c.sense.is_some() && !c.guarded && at.names(c, LabelId::ORG) && capital(c.first);
    let bodies: Vec<(u32, u32)> = candidates.iter().filter(body).map(|c| (c.first, c.last)).collect();
    for office in candidates.iter_mut().filter(|c| c.len() > 1 && at.names(c, LabelId::TITLE)) {
        let within = |&&(first, last): &&(u32, u32)| first == office.first && last < office.last;
        if let Some((_, last)) = bodies.iter().find(within) {
            office.first = *last;
        }
    }
}

/// Drops what lies inside a longer name of the gazetteer that needs no support, "Arabia" in "Saudi Arabia", and offices that
/// begin with its end: "City manager" in "Manchester City manager".
fn whole(at: &Surroundings<'_>, candidates: &mut Vec<Candidate>) {
    let sure = |c: &&Candidate| c.sense.is_some() && !c.guarded && c.len() > 1 && c.label.is_some();
    let names: Vec<(u32, u32)> = candidates.iter().filter(sure).map(|c| (c.first, c.last)).collect();
    if names.is_empty() {
        return;
    }
    candidates.retain(|c| {
        let office = at.names(c, LabelId::TITLE);
        let inside = |first, last| first <= c.first && c.last <= last && c.len() < last - first;
        let begins = |first, last| office && first < c.first && c.first < last && last < c.last;
        !names.iter().any(|&(first, last)| inside(first, last) || begins(first, last))
    });
}

/// Cuts what a rule found across "and" before an organization that is listed: "Coalition for Change and Amnesty International"
/// ends before it.
fn joined(at: &Surroundings<'_>, candidates: &mut [Candidate]) {
    let body = |c: &Candidate| at.names(c, LabelId::ORG);
    let and = |i: u32| at.token(i).is_some_and(|t| at.words.pair.contains(t.hash));
    let listed = |c: &&Candidate| c.sense.is_some() && !c.guarded && c.len() > 1 && body(c) && c.first > at.range.0;
    let seconds: Vec<(u32, u32)> = candidates.iter().filter(listed).map(|c| (c.first, c.last)).collect();
    for c in candidates.iter_mut().filter(|c| c.sense.is_none() && c.score > 0 && body(c)) {
        let second = |&&(first, last): &&(u32, u32)| c.first + 2 < first && last == c.last && and(first - 1);
        if let Some((first, _)) = seconds.iter().find(second) {
            c.last = first - 1;
        }
    }
}

/// Cuts what a rule found across the possessive of a place, of an organization or of a person's full name: "Tolvane's Workers
/// Party" begins behind it. Drops what it found in the end of what another rule takes for one organization: "Tolvane Industries"
/// in "Federation of Tolvane Industries".
fn owned(at: &Surroundings<'_>, candidates: &mut Vec<Candidate>) {
    let possessive = |i: u32| at.token(i).is_some_and(|t| at.words.possessive.contains(t.hash));
    let place = |c: &&Candidate| {
        let listed = c.sense.is_some() && !c.guarded;
        c.label.is_some_and(|l| match at.schema.top(l) {
            LabelId::PLACE | LabelId::ORG => listed,
            LabelId::PERSON => {
                c.len() > 1 && (listed || c.score >= FULL && !at.is(at.token(c.last - 1), at.words.ordinary))
            }
            _ => false,
        }) && possessive(c.last)
    };
    let owners: Vec<(u32, u32)> = candidates.iter().filter(place).map(|c| (c.first, c.last)).collect();
    let by_rule = |c: &Candidate, labels: &[LabelId]| {
        c.sense.is_none() && c.score > 0 && c.label.is_some_and(|l| labels.contains(&at.schema.top(l)))
    };
    let ruled = |c: &Candidate| by_rule(c, &[LabelId::ORG]);
    let long = |c: &&Candidate| ruled(c) && c.len() > 3 && !owners.iter().any(|o| o.0 == c.first);
    let wholes: Vec<(u32, u32)> = candidates.iter().filter(long).map(|c| (c.first, c.last)).collect();
    if owners.is_empty() && wholes.is_empty() {
        return;
    }
    let capital = |i: u32| at.token(i).is_some_and(|t| t.shape.has(Shape::CAPITAL));
    let mut parts = Vec::new();
    candidates.retain_mut(|c| {
        if c.sense.is_some() {
            return true;
        }
        let end = wholes.iter().any(|&(first, last)| first < c.first && c.last == last);
        let across = |&&(first, last): &&(u32, u32)| (first..last).contains(&c.first) && c.last > last + 1;
        let Some((_, last)) = owners.iter().find(across) else { return !(end && ruled(c)) };
        let part = Candidate { first: last + 1, ..c.clone() };
        let kept = by_rule(&part, &[LabelId::ORG, LabelId::PLACE, LabelId::EVENT]);
        if part.len() > 1 && kept && capital(part.first) {
            parts.push(part);
        }
        false
    });
    candidates.append(&mut parts);
}

/// Shortens a candidate of a line in capitals to the words before and after which stand common ones: there a capital says
/// nothing.
fn trim(at: &Surroundings<'_>, candidate: &mut Candidate) {
    if candidate.sense.is_some() || candidate.form != Form::Name || candidate.len() < 2 {
        return;
    }
    let prosaic = |i: &u32| {
        let token = at.token(*i);
        at.is(token, at.words.ordinary)
            && !at.is(token, at.words.part)
            && token.is_some_and(|t| at.lexicon.freq(t.word) >= COMMON)
    };
    let (first, last) = (candidate.first, candidate.last);
    candidate.first = (first..last).find(|i| !prosaic(i)).unwrap_or(last);
    candidate.last = (candidate.first..last).find(prosaic).unwrap_or(last);
}
