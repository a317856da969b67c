//! Expressions of time in a sentence, from left to right, the longest reading at each place.

use std::ops::Range;

use super::moment::{Read, at};
use super::words::{Class, Classes, Words};
use super::{Anchor, Cursor, Length, Moment, Part, Phase, Shift, Symbol, TimeExpression, Unit};
use crate::schema::LabelId;
use crate::text::sentence::Sentence;
use crate::text::token::{Shape, Token};

/// Appends the expressions of time in `sentence` to `out`, in order and without overlap.
///
/// `tokens` are those of the whole text. A preposition before an expression is not part of it, but is understood: "2017" in
/// "since 2017" is an interval without end. "last", "next" and "ago" are part of it, and so is "the" where it belongs to a
/// word of time: "the 1990s", "the end of May", but "the May meeting".
pub fn find(text: &str, tokens: &[Token], sentence: &Sentence, words: &dyn Words, out: &mut Vec<TimeExpression>) {
    find_in(text, tokens, sentence.range(), words, out);
}

pub(super) fn find_in(
    text: &str,
    tokens: &[Token],
    range: Range<usize>,
    words: &dyn Words,
    out: &mut Vec<TimeExpression>,
) {
    let base = range.start;
    let cursor = Cursor { text, tokens: tokens.get(range).unwrap_or_default(), words };
    let mut i = 0;
    while i < cursor.len() {
        let Some((end, symbol)) = cursor.promises(i).then(|| cursor.expression(i)).flatten() else {
            i += 1;
            continue;
        };
        let label = match symbol {
            Symbol::At(Moment { part: Some(_), .. } | Moment { anchor: Anchor::Clock(_), .. }) => LabelId::TIME,
            Symbol::Lasting(_) => LabelId::DURATION,
            _ => LabelId::DATE,
        };
        let first = i - usize::from(cursor.article(i, end, symbol));
        out.push(TimeExpression { first: (base + first) as u32, last: (base + end) as u32, label, symbol });
        i = end.max(i + 1);
    }
}

impl Cursor<'_> {
    /// Whether an expression may start at `i`; a small word alone promises nothing.
    fn promises(&self, i: usize) -> bool {
        const LINK: Classes = Classes(0).with(Class::Link);
        const TIMES: Classes = Classes(0)
            .with(Class::Unit)
            .with(Class::Modifier)
            .with(Class::Weekday)
            .with(Class::DayPart)
            .with(Class::Frequency);
        let classes = self.classes(i);
        if classes == LINK {
            return (i + 1..i + 5).any(|at| self.classes(at).any(TIMES));
        }
        classes != Classes::default() || self.shape(i).has(Shape::DIGIT)
    }

    fn expression(&self, i: usize) -> Option<Read> {
        self.clock(i).or_else(|| self.counted(i)).or_else(|| self.every(i)).or_else(|| {
            let (end, symbol) = self
                .shifted(i)
                .or_else(|| self.phased(i))
                .or_else(|| self.relative_day(i))
                .or_else(|| self.range(i))
                .or_else(|| self.day_part(i))?;
            Some((end, self.open_ended(i, symbol)))
        })
    }

    /// Whether the "the" before an expression belongs to it, and not to a noun behind it: "the last two weeks", "the 19th century",
    /// but "the 19th century painter" and "the 2012 census".
    fn article(&self, i: usize, end: usize, symbol: Symbol) -> bool {
        if i == 0
            || !self.link(i - 1, "the")
            || self.shape(end).has(Shape::CAPITAL)
            || self.glued(end) && self.dash(end)
        {
            return false;
        }
        let led = self.is(i, Class::Modifier);
        match symbol {
            Symbol::At(Moment { phase: Some(_), .. }) | Symbol::Lasting(_) => led,
            Symbol::At(moment) | Symbol::Between(Some(moment), _) => match moment.anchor {
                Anchor::Decade(_) | Anchor::Weekend | Anchor::Half(..) => true,
                Anchor::Century(_) | Anchor::Quarter(..) | Anchor::Season(..) => !self.ordinary(end),
                Anchor::Day(..) => self.ordinal(i).is_some(),
                Anchor::Relative(..) | Anchor::Open | Anchor::Fiscal(_) => {
                    led && !self.ordinary(end) || self.is(i, Class::Unit) || self.ordinal(i).is_some()
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// "since 2017", "until 2020".
    fn open_ended(&self, i: usize, symbol: Symbol) -> Symbol {
        match (self.link_before(i), symbol) {
            ("since", Symbol::At(moment)) => Symbol::Between(Some(moment), None),
            ("until", Symbol::At(moment)) => Symbol::Between(None, Some(moment)),
            _ => symbol,
        }
    }

    fn is_linked(&self, i: usize) -> bool {
        matches!(
            self.link_before(i),
            "at" | "in" | "about" | "by" | "since" | "until" | "from" | "to" | "between" | "of" | "for"
        )
    }

    /// A moment, with the part of the day after it, or two with a dash, "to" or "and" between them.
    fn range(&self, i: usize) -> Option<Read> {
        if let Some(symbol) = self.season_years(i) {
            return Some((i + 1, symbol));
        }
        let (end, symbol) = self.moment(i, self.is_linked(i))?;
        let Symbol::At(first) = symbol else { return Some((end, symbol)) };
        let link = self.link_before(i);
        let dash = self.dash(end);
        let joined = link == "between" && self.link(end, "and") || link == "from" && self.link(end, "until");
        if dash || self.link(end, "to") || joined {
            let next = end + 1 + usize::from(self.link(end + 1, "the"));
            if let (Anchor::Year(year), true, Some(short)) = (first.anchor, dash, self.digits(end + 1, 2)) {
                let digits = self.word(end + 1).len();
                let to = year - year % if digits == 1 { 10 } else { 100 } + short as i16;
                if to > year && self.glued(end + 1) && !self.dash(end + 2) {
                    return Some((end + 2, Symbol::Between(Some(first), Some(at(Anchor::Year(to))))));
                }
            }
            let second = self.moment(next, true).and_then(|(end, symbol)| match symbol {
                Symbol::At(second) if same_kind(first.anchor, second.anchor) => Some((end, second)),
                _ => None,
            });
            // The dates of a life are two dates.
            let apart = |a: Anchor, b: Anchor| {
                dash && matches!((a, b), (Anchor::Day(Some(from), ..), Anchor::Day(Some(to), ..)) if from != to)
            };
            if let Some((end, second)) = second.filter(|(_, second)| !apart(first.anchor, second.anchor)) {
                return Some((end, Symbol::Between(Some(first), Some(second))));
            }
        }
        let day = matches!(first.anchor, Anchor::Day(..) | Anchor::Weekday(..));
        match self.part(end).filter(|_| day && !self.is(end, Class::Tonight)) {
            Some(part) => Some((end + 1, Symbol::At(Moment { part: Some(part), ..first }))),
            None => Some((end, symbol)),
        }
    }

    /// "1996/97".
    fn season_years(&self, i: usize) -> Option<Symbol> {
        let (from, to) =
            self.word(i).split_once('/').filter(|(from, to)| from.len() == 4 && matches!(to.len(), 2 | 4))?;
        let from: i16 = from.parse().ok().filter(|y| (1100..2100).contains(y))?;
        let next: i16 = to.parse().ok()?;
        ((from + 1) % if to.len() == 2 { 100 } else { 10_000 } == next)
            .then_some(Symbol::Between(Some(at(Anchor::Year(from))), Some(at(Anchor::Year(from + 1)))))
    }

    /// "10:30 p.m. GMT", "6pm", "five o'clock", "noon".
    fn clock(&self, i: usize) -> Option<Read> {
        let word = self.word(i);
        let pair = |by: char| {
            let (hours, minutes) = word.split_once(by)?;
            let minutes = minutes
                .get(..2)
                .filter(|m| m.len() == 2 && minutes.bytes().all(|b| b.is_ascii_digit() || b == b':'))?;
            Some((hours.parse::<u16>().ok()?, minutes.parse::<u16>().ok()?))
        };
        let half = self.value(i + 1, Class::Clock).filter(|v| !v.contains(':'));
        // "0700 GMT", "19.30 GMT"
        let zoned = half.is_none() && self.is(i + 1, Class::Timezone) && self.shape(i + 1).has(Shape::UPPER);
        let plain = zoned.then(|| {
            pair('.')
                .or_else(|| self.digits(i, 4).filter(|_| word.len() == 4).map(|n| ((n / 100) as u16, (n % 100) as u16)))
        });
        let (hours, minutes, end) = match pair(':').or_else(|| plain.flatten()) {
            Some((h, m)) if !self.is(i + 1, Class::Percent) => (h, m, i + 1),
            _ if half.is_some() => match pair('.').or_else(|| Some((self.digits(i, 2)? as u16, 0))) {
                Some((h, m)) => (h, m, i + 1),
                None => (self.number::<u16>(i, Class::Cardinal)?, 0, i + 1),
            },
            _ => {
                let (h, m) = self.value(i, Class::Clock)?.split_once(':')?;
                (h.parse().ok()?, m.parse().ok()?, i + 1)
            }
        };
        if hours > 24 || minutes > 59 || half.is_some() && hours > 12 && self.value(i + 1, Class::Clock) == Some("") {
            return None;
        }
        let (hours, end) = match half {
            Some("PM") if hours < 12 => (hours + 12, end + 1),
            Some("AM") if hours == 12 => (0, end + 1),
            Some(_) => (hours, end + 1),
            None => (hours, end),
        };
        let zone = usize::from(self.is(end, Class::Timezone) && self.shape(end).has(Shape::UPPER));
        Some((end + zone, Symbol::At(at(Anchor::Clock((hours * 60 + minutes).min(24 * 60))))))
    }

    /// "two weeks ago", "a day earlier", "three years", "two-day".
    fn counted(&self, i: usize) -> Option<Read> {
        let article = self.link(i, "a");
        if let Some(read) = self.halved(i).or_else(|| self.uncounted(i)) {
            return Some(read);
        }
        let some = self.link(i + usize::from(article), "some");
        let (amount, unit) = if some {
            let next = i + usize::from(article) + 1;
            (None, next + usize::from(self.link(next, "of")))
        } else if article {
            (Some(1.0), i + 1)
        } else {
            let (amount, len) = self.amount(i)?;
            (Some(amount), i + len + usize::from(self.dash(i + len)))
        };
        let (name, factor) = self.length_unit(unit)?;
        let amount = amount.map(|n| n * f64::from(factor));
        let end = unit + 1;
        if self.link(end, "ago") {
            let whole = amount.filter(|n| n.fract() == 0.0 && *n < 100_000.0).map(|n| -(n as i32));
            let anchor = match (name, whole) {
                (_, None) => Anchor::Open,
                (Unit::Decade, Some(n)) => Anchor::Relative(Unit::Year, n * 10),
                (Unit::Century, Some(n)) => Anchor::Relative(Unit::Year, n * 100),
                (unit, Some(n)) => Anchor::Relative(unit, n),
            };
            return Some((end + 1, Symbol::At(at(anchor))));
        }
        let other_event = self.link(end, "before") && !self.is(end + 1, Class::Modifier) || self.link(end, "after");
        if other_event
            && self.value(end, Class::Link).is_some()
            && !matches!(self.shape(end + 1), s if s.has(Shape::DIGIT))
        {
            return Some((end + 1, Symbol::At(at(Anchor::Open))));
        }
        let unnamed = article && !some && (i == 0 || !self.link(i - 1, "for"));
        let ordinal = self.is(unit, Class::Ordinal) && !self.dash(unit - 1); // "two second places"
        (!unnamed && !ordinal).then_some((end, Symbol::Lasting(Length { amount, unit: name })))
    }

    /// "half an hour".
    fn halved(&self, i: usize) -> Option<Read> {
        let of = self.value(i, Class::Fraction) == Some("1/2") && self.link(i + 1, "a");
        let (unit, factor) = self.length_unit(i + 2).filter(|_| of)?;
        let length = match unit {
            Unit::Hour => Length { amount: Some(30.0), unit: Unit::Minute },
            _ => Length { amount: Some(0.5 * f64::from(factor)), unit },
        };
        Some((i + 3, Symbol::Lasting(length)))
    }

    /// "for years", "within hours".
    fn uncounted(&self, i: usize) -> Option<Read> {
        let told = self.link_before(i) == "for" && self.link(i - 1, "for");
        let (unit, _) = self.length_unit(i).filter(|_| told && self.plural(i))?;
        Some((i + 1, Symbol::Lasting(Length { amount: None, unit })))
    }

    /// Whether a word of time is in the plural: "Sundays", but not "Thurs.".
    fn plural(&self, i: usize) -> bool {
        self.word(i).len() > 4 && self.word(i).ends_with('s') && !self.is(i + 1, Class::Ordinal)
    }

    /// "every year", "every two weeks", "annually".
    fn every(&self, i: usize) -> Option<Read> {
        if let Some(period) = self
            .value(i, Class::Frequency)
            .filter(|_| self.shape(i).any(Shape(Shape::LOWER.0 | Shape::SENTENCE_START.0)))
        {
            let (time, rest) = match period.strip_prefix("PT") {
                Some(rest) => (true, rest),
                None => (false, period.strip_prefix('P')?),
            };
            let (amount, letter) = rest.split_at_checked(rest.len().checked_sub(1)?)?;
            let unit = match (time, letter) {
                (true, "H") => Unit::Hour,
                (true, _) => Unit::Minute,
                (_, "D") => Unit::Day,
                (_, "W") => Unit::Week,
                (_, "M") => Unit::Month,
                _ => Unit::Year,
            };
            return Some((i + 1, Symbol::Every(Length { amount: amount.parse().ok(), unit })));
        }
        if self.is(i, Class::Weekday) && self.word(i).len() > 6 && self.plural(i) {
            return Some((i + 1, Symbol::Every(Length { amount: Some(1.0), unit: Unit::Week })));
        }
        if !self.link(i, "every") {
            return None;
        }
        let other = self.link(i + 1, "other").then_some((2.0, 1));
        let (amount, len) = other.or_else(|| self.amount(i + 1)).unwrap_or((1.0, 0));
        let next = i + 1 + len;
        if len == 0 && self.is(next, Class::Weekday) {
            return Some((next + 1, Symbol::Every(Length { amount: Some(1.0), unit: Unit::Week })));
        }
        let (unit, factor) = match self.part(next) {
            Some(_) => (Unit::Day, 1),
            None => self.length_unit(next)?,
        };
        Some((next + 1, Symbol::Every(Length { amount: Some(amount * f64::from(factor)), unit })))
    }

    /// "last year", "this Thursday", "next May", "the last two weeks", "the following day", "earlier this year".
    pub(super) fn shifted(&self, i: usize) -> Option<Read> {
        let lead = match self.value(i, Class::Link) {
            Some("before") => Some(Phase::Early),
            Some("after") => Some(Phase::Late),
            _ => self.phase(i),
        };
        let led = usize::from(lead.is_some() && self.shift(i + 1).is_some());
        let shift = self.shift(i + led)?;
        let next = i + led + 1;
        let done = |end: usize, anchor: Anchor| {
            Some((end, Symbol::At(Moment { phase: lead.filter(|_| led > 0), ..at(anchor) })))
        };
        let narrative = self.link(i + led, "narrative");
        let counted = self
            .amount(next)
            .map(|(n, len)| (Some(n), next + len))
            .or_else(|| self.link(next, "some").then_some((None, next + 1)));
        if let Some((amount, unit)) = counted {
            let (unit_name, factor) = self.length_unit(unit)?;
            let amount = amount.map(|n| n * f64::from(factor));
            return Some((unit + 1, Symbol::Lasting(Length { amount, unit: unit_name })));
        }
        if let Some((unit, _)) = self.length_unit(next).filter(|(u, _)| *u > Unit::Hour && self.plural(next)) {
            return Some((next + 1, Symbol::Lasting(Length { amount: None, unit })));
        }
        if let Some(unit) = self.unit(next) {
            let amount = match shift {
                Shift::Last => -1,
                Shift::Next => 1,
                _ => 0,
            };
            return match unit {
                Unit::Second | Unit::Minute | Unit::Hour => None,
                Unit::Day if shift != Shift::Next && !narrative => None,
                _ if narrative || unit == Unit::Day => done(next + 1, Anchor::Open),
                _ if self.link(next + 1, "of") && shift == Shift::Last => None, // "the last week of the race"
                _ => done(next + 1, Anchor::Relative(unit, amount)),
            };
        }
        if let Some(weekday) = self.number(next, Class::Weekday).filter(|_| self.shape(next).has(Shape::CAPITAL)) {
            let moment = Moment { part: self.part(next + 1), ..at(Anchor::Weekday(weekday, shift)) };
            return Some((next + 1 + usize::from(moment.part.is_some()), Symbol::At(moment)));
        }
        if let Some(month) = self.number(next, Class::Month).filter(|_| self.shape(next).has(Shape::CAPITAL)) {
            return match self.moment(next, true) {
                Some((end, symbol)) if end > next + 1 => Some((end, symbol)),
                _ => done(next + 1, Anchor::Month(None, month, shift)),
            };
        }
        if let Some((end, anchor)) = self.season(next, shift, true) {
            return done(end, anchor);
        }
        // "last season": which years a sport's season lies in is not said.
        if self.value(next, Class::Season) == Some("") {
            return done(next + 1, Anchor::Open);
        }
        let part = self.part(next)?;
        let day = match (shift, part) {
            (Shift::This, _) => Anchor::Relative(Unit::Day, 0),
            (Shift::Last, Part::Night | Part::Evening) if !narrative => Anchor::Relative(Unit::Day, -1),
            _ => Anchor::Open,
        };
        Some((next + 1, Symbol::At(Moment { part: Some(part), ..at(day) })))
    }

    /// "early 2019", "mid-May", "the end of 2025", "the beginning of next year", "the end of the month".
    fn phased(&self, i: usize) -> Option<Read> {
        let phase = self.phase(i)?;
        let of = self.link(i + 1, "of");
        let mut next = i + 1 + usize::from(of || self.dash(i + 1));
        if self.link(next, "the") {
            next += 1;
        }
        let read =
            self.shifted(next).filter(|_| of || next == i + 1).or_else(|| self.moment(next, true)).or_else(|| {
                let unit = self
                    .unit(next)
                    .filter(|u| of && !matches!(u, Unit::Second | Unit::Minute | Unit::Hour | Unit::Day))?;
                self.link(next - 1, "the").then(|| (next + 1, Symbol::At(at(Anchor::Relative(unit, 0)))))
            });
        match read? {
            (end, Symbol::At(moment)) => Some((end, Symbol::At(Moment { phase: Some(phase), ..moment }))),
            _ => None,
        }
    }

    /// "yesterday evening", "today", "tonight", "the day before yesterday", "the weekend", "year-end".
    fn relative_day(&self, i: usize) -> Option<Read> {
        match self.unit(i) {
            Some(Unit::Day) if self.link(i + 1, "at") => {
                let days = self.number::<i32>(i + 2, Class::RelativeDay).filter(|d| *d != 0)?;
                return Some((i + 3, Symbol::At(at(Anchor::Relative(Unit::Day, 2 * days)))));
            }
            Some(Unit::Weekend) if i > 0 && self.link(i - 1, "the") => {
                return Some((i + 1, Symbol::At(at(Anchor::Weekend))));
            }
            Some(unit @ (Unit::Month | Unit::Year)) if self.dash(i + 1) && self.phase(i + 2) == Some(Phase::Late) => {
                let moment = Moment { phase: Some(Phase::Late), ..at(Anchor::Relative(unit, 0)) };
                return Some((i + 3, Symbol::At(moment)));
            }
            _ => {}
        }
        let days = self.number(i, Class::RelativeDay)?;
        let own = self.part(i);
        let part = own.or_else(|| self.part(i + 1));
        let end = i + 1 + usize::from(own.is_none() && part.is_some());
        Some((end, Symbol::At(Moment { part, ..at(Anchor::Relative(Unit::Day, days)) })))
    }

    /// "the morning of May 17", "in the evening".
    fn day_part(&self, i: usize) -> Option<Read> {
        let part = self.part(i).filter(|_| self.shape(i).has(Shape::LOWER))?;
        if self.link(i + 1, "of")
            && let Some((end, Symbol::At(moment))) = self.moment(i + 2, true).filter(|r| matches!(r.1, Symbol::At(_)))
        {
            return Some((end, Symbol::At(Moment { part: Some(part), ..moment })));
        }
        let told = matches!(self.link_before(i), "at" | "in" | "by" | "the" | "since" | "until");
        told.then_some((i + 1, Symbol::At(Moment { part: Some(part), ..at(Anchor::Open) })))
    }
}

/// Whether two moments may be the ends of one stretch.
const fn same_kind(a: Anchor, b: Anchor) -> bool {
    matches!(
        (a, b),
        (Anchor::Year(_), Anchor::Year(_))
            | (Anchor::Day(..), Anchor::Day(..))
            | (Anchor::Month(..), Anchor::Month(..))
            | (Anchor::Decade(_), Anchor::Decade(_))
            | (Anchor::Weekday(..), Anchor::Weekday(..))
            | (Anchor::Century(_), Anchor::Century(_))
    )
}
