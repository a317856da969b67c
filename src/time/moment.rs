//! Moments: one day, month, year, … read off the tokens at a place.

use super::words::Class;
use super::{Anchor, Cursor, Moment, Part, Phase, Season, Shift, Symbol, Unit};
use crate::text::token::Shape;

/// What was read: one past its last token, and what it means.
pub(super) type Read = (usize, Symbol);

pub(super) const fn at(anchor: Anchor) -> Moment {
    Moment { anchor, phase: None, part: None }
}

impl Cursor<'_> {
    /// The longest moment that starts at `i`; `linked` says that a word before it ties it to time ("in", "since").
    pub(super) fn moment(&self, i: usize, linked: bool) -> Option<Read> {
        let whole = |(end, anchor): (usize, Anchor)| (end, Symbol::At(at(anchor)));
        self.numeric_date(i)
            .map(whole)
            .or_else(|| self.day_of_month(i))
            .or_else(|| self.month_first(i, linked))
            .or_else(|| self.weekday(i))
            .or_else(|| self.quarter_or_century(i).map(whole))
            .or_else(|| self.half(i).or_else(|| self.fiscal(i)).map(whole))
            .or_else(|| self.season(i, Shift::None, linked).map(whole))
            .or_else(|| self.decade(i).map(whole))
            .or_else(|| self.holiday(i).map(whole))
            .or_else(|| self.year(i, linked).map(whole))
    }

    /// "2024-05-17", "05/17/2024", "17.5.2024". Where both numbers may be the month, the first one is, as in American papers.
    fn numeric_date(&self, i: usize) -> Option<(usize, Anchor)> {
        let numbers = |word: &str, by: char| -> Option<[u32; 3]> {
            let mut parts = word.split(by).map(|p| p.parse().ok());
            let date = [parts.next()??, parts.next()??, parts.next()??];
            parts.next().is_none().then_some(date)
        };
        let day = |y: u32, m: u32, d: u32| {
            let year = i16::try_from(y).ok().filter(|y| (1000..3000).contains(y))?;
            valid(Some(year), m, d)
        };
        if let (Some(year), Some(month), Some(date)) = (self.digits(i, 4), self.digits(i + 2, 2), self.digits(i + 4, 2))
            && self.word(i + 1) == "-"
            && self.word(i + 3) == "-"
            && (i + 1..i + 5).all(|at| self.glued(at))
        {
            return Some((i + 5, day(year, month, date)?));
        }
        let word = self.word(i);
        if !self.shape(i).has(Shape::DIGIT) || word.len() > 10 {
            return None;
        }
        if let Some([a, b, c]) = numbers(word, '/') {
            // "30/8/96": two digits of a year.
            let short = word.rsplit('/').next().is_some_and(|y| y.len() == 2) && word.split('/').next()?.len() < 3;
            let c = if short { c + if c < 50 { 2000 } else { 1900 } } else { c };
            let found = day(a, b, c).or_else(|| day(c, a, b)).or_else(|| day(c, b, a))?;
            return Some((i + 1, found));
        }
        let [a, b, c] = numbers(word, '.')?;
        Some((i + 1, day(c, b, a)?))
    }

    /// "17 May 2024", "17th of May", "16–17 May", "the fifth of May".
    fn day_of_month(&self, i: usize) -> Option<Read> {
        let (first, mut end) = self.day_number(i)?;
        let mut second = None;
        let range = self.dash(end) || self.link(end, "to") || self.link(end, "and");
        if let Some((day, after)) = self.day_number(end + 1).filter(|_| range) {
            (second, end) = (Some(day), after);
        }
        end += usize::from(self.link(end, "of"));
        let month: u32 = self.number(end, Class::Month)?;
        if !self.shape(end).has(Shape::CAPITAL) {
            return None;
        }
        let (year, end) = self.year_after(end + 1);
        if let Some(read) =
            self.year_of_now(end, month as u8, Some(first)).filter(|_| second.is_none() && year.is_none())
        {
            return Some(read);
        }
        let day = |d: u32| valid(year, month, d).map(at);
        Some((
            end,
            match second {
                Some(second) => Symbol::Between(Some(day(first)?), Some(day(second)?)),
                None => Symbol::At(day(first)?),
            },
        ))
    }

    fn day_number(&self, i: usize) -> Option<(u32, usize)> {
        let found = self.digits(i, 2).map(|d| (d, i + 1)).or_else(|| self.ordinal(i).map(|(d, len)| (d, i + len)));
        found.filter(|(d, _)| (1..=31).contains(d))
    }

    /// "May 17, 2024", "May 16–17", "May 2024", "May fifth", "May".
    fn month_first(&self, i: usize, linked: bool) -> Option<Read> {
        let month: u32 = self.number(i, Class::Month)?;
        if !self.shape(i).has(Shape::CAPITAL) {
            return None;
        }
        let article = usize::from(self.link(i + 1, "the"));
        let date = self
            .day_number(i + 1 + article)
            .filter(|(_, end)| article == 0 || *end > i + 2 && self.ordinal(i + 2).is_some());
        if let Some((first, mut end)) =
            date.filter(|(_, end)| !self.is(*end, Class::Clock) && !self.word(*end).starts_with(':'))
        {
            let mut second = None;
            let range = self.dash(end) || self.link(end, "to") || self.link(end, "and");
            if let Some((day, after)) =
                self.day_number(end + 1).filter(|(_, after)| range && !self.is(*after, Class::Month))
            {
                (second, end) = (Some(day), after);
            }
            let (year, end) = self.year_after(end);
            let told = self.year_of_now(end, month as u8, Some(first));
            if let Some(read) = told.filter(|_| second.is_none() && year.is_none()) {
                return Some(read);
            }
            let day = |d: u32| valid(year, month, d).map(at);
            return Some((
                end,
                match second {
                    Some(second) => Symbol::Between(Some(day(first)?), Some(day(second)?)),
                    None => Symbol::At(day(first)?),
                },
            ));
        }
        let month = month as u8;
        let of = usize::from(self.link(i + 1, "of"));
        let (year, end) = self.year_after(i + 1 + of);
        if year.is_some() {
            return Some((end, Symbol::At(at(Anchor::Month(year, month, Shift::None)))));
        }
        if let Some(read) = self.year_of_now(end, month, None) {
            return Some(read);
        }
        let alone = linked
            || !self.ordinary(i)
                && !self.shape(i + 1).has(Shape::CAPITAL)
                && !self.shape(i.wrapping_sub(1)).has(Shape::CAPITAL);
        alone.then_some((i + 1, Symbol::At(at(Anchor::Month(None, month, Shift::None)))))
    }

    /// A year right here, a comma before it passed over: the year and one past it, or `i` again.
    fn year_after(&self, i: usize) -> (Option<i16>, usize) {
        let comma = usize::from(self.word(i) == ",");
        match self.plain_year(i + comma) {
            Some(year)
                if !self.dash(i + comma + 1)
                    || !self.glued(i + comma + 1)
                    || self.digits(i + comma + 2, 4).is_some()
                    || self.shape(i + comma + 2).has(Shape::LETTER) =>
            {
                (Some(year), i + comma + 1)
            }
            _ => (None, i),
        }
    }

    /// A month, or a day of it, with its year counted from now behind it: "May last year", "17 June this year".
    fn year_of_now(&self, end: usize, month: u8, day: Option<u32>) -> Option<Read> {
        let shift =
            self.shift(end).filter(|_| self.unit(end + 1) == Some(Unit::Year) && !self.link(end, "narrative"))?;
        let years = match shift {
            Shift::Last => -1,
            Shift::Next => 1,
            _ => 0,
        };
        let day = day.map(u8::try_from).transpose().ok()?;
        Some((end + 2, Symbol::At(at(Anchor::Within(years, month, day)))))
    }

    /// "of last year" behind a part of a year; the value says the year alone.
    fn of_year_of_now(&self, of: usize) -> Option<(usize, Anchor)> {
        let shift = self.shift(of + 1).filter(|_| self.link(of, "of") && self.unit(of + 2) == Some(Unit::Year))?;
        let years = match shift {
            Shift::Last => -1,
            Shift::Next => 1,
            _ => 0,
        };
        Some((of + 3, Anchor::Relative(Unit::Year, years)))
    }

    fn plain_year(&self, i: usize) -> Option<i16> {
        let year = self.digits(i, 4).filter(|y| (1100..2100).contains(y) && self.word(i).len() == 4)?;
        i16::try_from(year).ok()
    }

    /// "Friday", "Friday, May 17, 2024", "Friday evening".
    fn weekday(&self, i: usize) -> Option<Read> {
        let weekday = self.number(i, Class::Weekday)?;
        if !self.shape(i).has(Shape::CAPITAL) {
            return None;
        }
        let comma = usize::from(self.word(i + 1) == ",");
        let next = i + 1 + comma + usize::from(self.link(i + 1 + comma, "the"));
        let dated = self.day_of_month(next).or_else(|| {
            self.month_first(next, false).filter(|r| matches!(r.1, Symbol::At(Moment { anchor: Anchor::Day(..), .. })))
        });
        if let Some((end, symbol @ Symbol::At(_))) =
            dated.or_else(|| self.numeric_date(next).map(|(e, a)| (e, Symbol::At(at(a)))))
        {
            return Some((end, symbol));
        }
        let alone = !self.ordinary(i) || self.link_before(i) == "at";
        alone.then_some((i + 1, Symbol::At(at(Anchor::Weekday(weekday, Shift::None)))))
    }

    /// "the first quarter of 2024", "Q3 2024", "the 19th century".
    fn quarter_or_century(&self, i: usize) -> Option<(usize, Anchor)> {
        if let [b'Q', quarter @ b'1'..=b'4'] = self.word(i).as_bytes() {
            let (year, end) = self.year_after(i + 1 + usize::from(self.link(i + 1, "of")));
            return Some((if year.is_some() { end } else { i + 1 }, Anchor::Quarter(year, quarter - b'0')));
        }
        let (number, len) = self.ordinal(i)?;
        let unit = i + len + usize::from(self.dash(i + len));
        match self.unit(unit)? {
            Unit::Century if (1..=22).contains(&number) => {
                let era = usize::from(self.is(unit + 1, Class::Era));
                let before = self.value(unit + 1, Class::Era) == Some("BC");
                Some((unit + 1 + era, if before { Anchor::Open } else { Anchor::Century(number as i16 - 1) }))
            }
            Unit::Quarter if (1..=4).contains(&number) => {
                if let Some(read) = self.of_year_of_now(unit + 1) {
                    return Some(read);
                }
                let (year, end) = self.year_after(unit + 1 + usize::from(self.link(unit + 1, "of")));
                Some((if year.is_some() { end } else { unit + 1 }, Anchor::Quarter(year, number as u8)))
            }
            _ => None,
        }
    }

    /// "the first half of 1996".
    fn half(&self, i: usize) -> Option<(usize, Anchor)> {
        let (number, len) = self.ordinal(i).filter(|(n, _)| (1..=2).contains(n))?;
        let half = i + len;
        if self.value(half, Class::Fraction) != Some("1/2") || !self.link(half + 1, "of") {
            return None;
        }
        if let Some(read) = self.of_year_of_now(half + 1).filter(|r| r.1 != Anchor::Relative(Unit::Year, 0)) {
            return Some(read);
        }
        let (year, end) = self.year_after(half + 2);
        let this = self.link(half + 2, "the") && self.unit(half + 3) == Some(Unit::Year);
        match (year, this) {
            (None, false) => None,
            (None, true) => Some((half + 4, Anchor::Half(None, number as u8))),
            _ => Some((end, Anchor::Half(year, number as u8))),
        }
    }

    /// "fiscal 1997", "fiscal year 1997", "the 1997 fiscal year", "the 1997 financial year".
    fn fiscal(&self, i: usize) -> Option<(usize, Anchor)> {
        let fiscal = |at: usize| self.value(at, Class::Modifier) == Some("fiscal");
        let unit = |at: usize| self.unit(at) == Some(Unit::Year);
        if fiscal(i) {
            let year = i + 1 + usize::from(unit(i + 1));
            return Some((year + 1, Anchor::Fiscal(self.plain_year(year)?)));
        }
        (fiscal(i + 1) && unit(i + 2)).then_some(())?;
        Some((i + 3, Anchor::Fiscal(self.plain_year(i)?)))
    }

    pub(super) fn season(&self, i: usize, shift: Shift, linked: bool) -> Option<(usize, Anchor)> {
        let season = match self.value(i, Class::Season)? {
            "SP" => Season::Spring,
            "SU" => Season::Summer,
            "FA" => Season::Autumn,
            "WI" => Season::Winter,
            _ => return None,
        };
        let of = usize::from(self.link(i + 1, "of"));
        let (year, end) = self.year_after(i + 1 + of);
        if year.is_some() {
            return Some((end, Anchor::Season(year, season, shift)));
        }
        // "in spring", "last fall"; but not "in fall" of something, nor "the Spring".
        let alone = shift != Shift::None || linked && self.shape(i).has(Shape::LOWER) && of == 0;
        alone.then_some((i + 1, Anchor::Season(None, season, shift)))
    }

    /// "the 1990s", "the '90s", "1930's", "the nineties".
    fn decade(&self, i: usize) -> Option<(usize, Anchor)> {
        if let Some(tens) = self.number::<i16>(i, Class::Decade) {
            let years = self.link_before(i);
            return (!years.is_empty() && years != "possessive")
                .then_some((i + 1, Anchor::Decade(if tens < 30 { 200 } else { 190 } + tens / 10)));
        }
        let word = self.word(i);
        let digits = word.trim_start_matches(['\'', '’']).trim_end_matches(['s', '\'', '’']);
        let plural = word.ends_with('s') && digits.ends_with('0') && digits.bytes().all(|b| b.is_ascii_digit());
        let number: i16 = digits.parse().ok().filter(|_| plural)?;
        match digits.len() {
            4 if (1100..2000).contains(&number) && number % 100 == 0 => Some((i + 1, Anchor::Century(number / 100))),
            4 if (1100..2100).contains(&number) => Some((i + 1, Anchor::Decade(number / 10))),
            2 if matches!(self.link_before(i), "possessive") => None,
            2 if word.len() > 3 || self.link(i.wrapping_sub(1), "the") || self.dash(i.wrapping_sub(1)) => {
                Some((i + 1, Anchor::Decade(if number < 30 { 200 } else { 190 } + number / 10)))
            }
            _ => None,
        }
    }

    fn holiday(&self, i: usize) -> Option<(usize, Anchor)> {
        let date = self.value(i, Class::Holiday)?;
        if !self.shape(i).has(Shape::CAPITAL) {
            return None;
        }
        let day = usize::from(self.unit(i + 1) == Some(Unit::Day) && self.shape(i + 1).has(Shape::CAPITAL));
        // "Easter Monday"
        let weekday = usize::from(self.is(i + 1 + day, Class::Weekday) && self.shape(i + 1 + day).has(Shape::CAPITAL));
        if weekday > 0 {
            return Some((i + 2 + day, Anchor::Open));
        }
        let (year, end) = self.year_after(i + 1 + day);
        let fixed = date.split_once('-').and_then(|(m, d)| valid(year, m.parse().ok()?, d.parse().ok()?));
        Some((end, fixed.unwrap_or(Anchor::Open)))
    }

    /// A year in figures, "44 BC", "AD 842". Four digits alone are one unless they count or measure something.
    fn year(&self, i: usize, linked: bool) -> Option<(usize, Anchor)> {
        if self.is(i, Class::Era) && self.shape(i).has(Shape::UPPER) {
            let year = self.digits(i + 1, 4).filter(|y| *y > 0)?;
            return Some((i + 2, Anchor::Year(year as i16)));
        }
        let number = self.digits(i, 4)?;
        if let Some(era) = self.value(i + 1, Class::Era).filter(|_| number > 0 && self.shape(i + 1).has(Shape::UPPER)) {
            return Some((i + 2, Anchor::Year(if era == "BC" { -(number as i16) } else { number as i16 })));
        }
        let year = self.plain_year(i)?;
        let next = self.classes(i + 1);
        let counts = [
            Class::Measure,
            Class::Currency,
            Class::Percent,
            Class::Magnitude,
            Class::Cardinal,
            Class::Unit,
            Class::Month,
        ];
        if counts.iter().any(|c| next.has(*c)) || self.glued(i + 1) && matches!(self.word(i + 1), "%" | "°" | ":") {
            return None;
        }
        let before = i.wrapping_sub(1);
        let sign = self.is(before, Class::CurrencySign)
            || self.is(before, Class::CurrencyCode)
            || matches!(self.word(before), "#" | "$" | "+" | "=" | "/" | "No.");
        if sign
            || self.dash(before)
                && self.glued(i)
                && self.shape(before.wrapping_sub(1)).has(Shape::DIGIT)
                && self.digits(before.wrapping_sub(1), 4).is_none()
        {
            return None;
        }
        let bracket = self.word(before) == "(" || self.word(i + 1) == ")";
        // A round number may count what follows it: "of 2000 people".
        let round = year % 100 == 0;
        let counted = self.shape(i + 1).has(Shape::LOWER) && self.classes(i + 1) == Default::default();
        let recent = (1900..2100).contains(&year) && !round;
        let said = self.unit(before) == Some(Unit::Year);
        let spanned = self.dash(i + 1) && self.digits(i + 2, 4).is_some_and(|to| to > year as u32 && to < 2100);
        let link = self.link_before(i);
        let licensed = bracket
            || said
            || spanned
            || link == "in"
            || linked && !(round && (counted && link != "by" || matches!(link, "of" | "to")));
        (licensed || recent).then_some((i + 1, Anchor::Year(year)))
    }

    /// The unit of time at `i`.
    pub(super) fn unit(&self, i: usize) -> Option<Unit> {
        self.length_unit(i).filter(|(_, factor)| *factor == 1).map(|(unit, _)| unit)
    }

    /// The unit of time at `i` and how many of it its word stands for (a fortnight is two weeks).
    pub(super) fn length_unit(&self, i: usize) -> Option<(Unit, u32)> {
        let value = self.value(i, Class::Unit)?;
        let digits = value.len() - value.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (factor, unit) = value.split_at(digits);
        Some((
            match (factor, unit) {
                ("10", "Y") => return Some((Unit::Decade, 1)),
                ("100", "Y") => return Some((Unit::Century, 1)),
                ("1000", "Y") => return Some((Unit::Millennium, 1)),
                (_, "S") => Unit::Second,
                (_, "M") => Unit::Minute,
                (_, "H") => Unit::Hour,
                (_, "D") => Unit::Day,
                (_, "WE") => Unit::Weekend,
                (_, "W") => Unit::Week,
                (_, "MO") => Unit::Month,
                (_, "Q") => Unit::Quarter,
                (_, "Y") => Unit::Year,
                _ => return None,
            },
            factor.parse().unwrap_or(1),
        ))
    }

    pub(super) fn phase(&self, i: usize) -> Option<Phase> {
        match self.value(i, Class::Modifier)? {
            "early" => Some(Phase::Early),
            "mid" => Some(Phase::Mid),
            "late" => Some(Phase::Late),
            _ => None,
        }
    }

    pub(super) fn shift(&self, i: usize) -> Option<Shift> {
        match self.value(i, Class::Modifier)? {
            "last" => Some(Shift::Last),
            "this" => Some(Shift::This),
            "next" => Some(Shift::Next),
            _ => None,
        }
    }

    pub(super) fn part(&self, i: usize) -> Option<Part> {
        Some(match self.value(i, Class::DayPart).or_else(|| self.value(i, Class::Tonight))? {
            "TMO" => Part::Morning,
            "TMI" => Part::Midday,
            "TAF" => Part::Afternoon,
            "TEV" => Part::Evening,
            "TNI" => Part::Night,
            _ => Part::Daytime,
        })
    }
}

/// A day of a month, if the calendar has it (29 February where the year is not said).
fn valid(year: Option<i16>, month: u32, day: u32) -> Option<Anchor> {
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    super::Date::new(year.unwrap_or(2000), month, day).map(|_| Anchor::Day(year, month, day))
}
