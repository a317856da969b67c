//! From a symbol and the document's date to a value.

use super::{Anchor, Date, Length, Moment, Part, Season, Shift, Symbol, Tense, Unit};

/// The value of a symbol as a TIMEX3 or ISO 8601 text, if it is known.
///
/// `reference` is the document's date; expressions that count from it have no value without one. Sets give their
/// period ("every year" is "P1Y").
pub fn resolve(symbol: &Symbol, reference: Option<Date>, tense: Tense) -> Option<String> {
    match *symbol {
        Symbol::At(moment) => point(moment, reference, tense),
        Symbol::Between(None, None) => None,
        Symbol::Between(from, to) => {
            // The year of "16 May – 2 June 2021" and of "May 16–17" is that of the whole.
            let (from, to) = share_year(from, to);
            let end = |moment: Option<Moment>, reference: Option<Date>, tense: Tense| {
                moment.map_or(Some("..".to_owned()), |m| point(m, reference, tense))
            };
            let start = end(from, reference, tense)?;
            // An end without a year is the first one after the start.
            let first = from.and_then(|m| first_day(m.anchor, &start));
            let (after, tense) = if first.is_some() { (first, Tense::Future) } else { (reference, tense) };
            Some(format!("{start}/{}", end(to, after, tense)?))
        }
        Symbol::Lasting(length) | Symbol::Every(length) => period(length),
    }
}

/// The first day of the value of a moment whose year the text does not say.
fn first_day(anchor: Anchor, value: &str) -> Option<Date> {
    match anchor {
        Anchor::Day(None, ..) | Anchor::Weekday(..) => value.parse().ok(),
        Anchor::Month(None, month, _) => Date::new(value.get(..4)?.parse().ok()?, month, 1),
        _ => None,
    }
}

fn share_year(from: Option<Moment>, to: Option<Moment>) -> (Option<Moment>, Option<Moment>) {
    let anchor = |m: Option<Moment>| m.map(|m| m.anchor);
    // From December to January it is the year before.
    let before = |year: Option<i16>, later: bool| year.map(|y| y - i16::from(later));
    let shared = match (anchor(from), anchor(to)) {
        (Some(Anchor::Day(None, month, day)), Some(Anchor::Day(year, end, _) | Anchor::Month(year, end, _))) => {
            Anchor::Day(before(year, month > end), month, day)
        }
        (Some(Anchor::Month(None, month, shift)), Some(Anchor::Month(year, end, _) | Anchor::Day(year, end, _))) => {
            Anchor::Month(before(year, month > end), month, shift)
        }
        _ => return (from, to),
    };
    (from.map(|m| Moment { anchor: shared, ..m }), to)
}

fn period(length: Length) -> Option<String> {
    let (time, letter, factor) = match length.unit {
        Unit::Second => ("T", 'S', 1.0),
        Unit::Minute => ("T", 'M', 1.0),
        Unit::Hour => ("T", 'H', 1.0),
        Unit::Day => ("", 'D', 1.0),
        Unit::Weekend => return length.amount.map(|n| format!("P{n}WE")),
        Unit::Week => ("", 'W', 1.0),
        Unit::Month => ("", 'M', 1.0),
        Unit::Quarter => ("", 'M', 3.0),
        Unit::Year => ("", 'Y', 1.0),
        Unit::Decade => ("", 'Y', 10.0),
        Unit::Century => ("", 'Y', 100.0),
        Unit::Millennium => ("", 'Y', 1000.0),
    };
    Some(match length.amount {
        Some(n) => format!("P{time}{}{letter}", n * factor),
        None => format!("P{time}X{letter}"),
    })
}

fn point(moment: Moment, reference: Option<Date>, tense: Tense) -> Option<String> {
    let part = match moment.part {
        None => String::new(),
        Some(Part::Morning) => "TMO".to_owned(),
        Some(Part::Midday) => "TMI".to_owned(),
        Some(Part::Afternoon) => "TAF".to_owned(),
        Some(Part::Evening) => "TEV".to_owned(),
        Some(Part::Night) => "TNI".to_owned(),
        Some(Part::Daytime) => "TDT".to_owned(),
        Some(Part::Clock(minutes)) => clock(minutes),
    };
    Some(anchor(moment.anchor, reference, tense)? + &part)
}

fn clock(minutes: u16) -> String {
    format!("T{:02}:{:02}", minutes / 60, minutes % 60)
}

fn anchor(anchor: Anchor, reference: Option<Date>, tense: Tense) -> Option<String> {
    Some(match anchor {
        Anchor::Day(Some(year), month, day) => Date::new(year, month, day)?.to_string(),
        Anchor::Day(None, month, day) => nearest_day(reference?, month, day, tense)?.to_string(),
        Anchor::Month(Some(year), month, _) => format!("{year:04}-{month:02}"),
        Anchor::Month(None, month, shift) => format!("{:04}-{month:02}", month_year(reference?, month, shift, tense)),
        Anchor::Within(years, month, day) => {
            let year = reference?.year().checked_add(i16::from(years))?;
            match day {
                Some(day) => Date::new(year, month, day)?.to_string(),
                None => format!("{year:04}-{month:02}"),
            }
        }
        Anchor::Year(year) if year < 0 => format!("BC{:04}", -i32::from(year)),
        Anchor::Year(year) => format!("{year:04}"),
        Anchor::Decade(decade) => format!("{decade:03}"),
        Anchor::Century(century) => format!("{century:02}"),
        Anchor::Fiscal(year) => format!("FY{year:04}"),
        Anchor::Half(year, half) => format!("{:04}-H{half}", year.or(reference.map(Date::year))?),
        Anchor::Weekend => {
            let (reference, days) = (reference?, tense_days(reference?, tense));
            relative(reference.add_days(days)?, Unit::Weekend, 0)?
        }
        Anchor::Quarter(year, quarter) => format!("{:04}-Q{quarter}", year.or(reference.map(Date::year))?),
        Anchor::Season(Some(year), season, _) => format!("{year:04}-{}", code(season)),
        Anchor::Season(None, season, shift) => {
            format!("{:04}-{}", season_year(reference?, season, shift, tense), code(season))
        }
        Anchor::Weekday(weekday, shift) => day_of_week(reference?, weekday, shift, tense)?.to_string(),
        Anchor::Relative(unit, amount) => relative(reference?, unit, amount)?,
        Anchor::Clock(minutes) => clock(minutes),
        Anchor::Open => return None,
    })
}

/// Days to the week whose end "the weekend" is: the one that began last, or the one to come.
fn tense_days(reference: Date, tense: Tense) -> i32 {
    if tense == Tense::Future || reference.weekday() >= 6 { 0 } else { -7 }
}

const fn code(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Autumn => "FA",
        Season::Winter => "WI",
    }
}

fn day_of_week(reference: Date, weekday: u8, shift: Shift, tense: Tense) -> Option<Date> {
    let back = (7 + i32::from(reference.weekday()) - i32::from(weekday)) % 7;
    let ahead = (7 - back) % 7;
    reference.add_days(match (shift, tense) {
        (Shift::Last, _) => -if back == 0 { 7 } else { back },
        (Shift::Next, _) => {
            if ahead == 0 {
                7
            } else {
                ahead
            }
        }
        (Shift::This, Tense::Past) => i32::from(weekday) - i32::from(reference.weekday()),
        (Shift::This, _) | (Shift::None, Tense::Future) => ahead,
        (Shift::None, _) => -back,
    })
}

fn nearest_day(reference: Date, month: u8, day: u8, tense: Tense) -> Option<Date> {
    // 29 February may be up to eight years away.
    let years = |from: i16, step: i16| (0..9).filter_map(move |i| Date::new(from.checked_add(i * step)?, month, day));
    let past = || years(reference.year(), -1).find(|d| *d <= reference);
    let future = || years(reference.year(), 1).find(|d| *d >= reference);
    match tense {
        Tense::Past => past(),
        Tense::Future => future(),
        Tense::Unknown => match (past(), future()) {
            (Some(past), Some(future)) => {
                let (half_back, half_ahead) = (reference.add_months(-6)?, reference.add_months(6)?);
                Some(if past < half_back && future < half_ahead { future } else { past })
            }
            (past, future) => past.or(future),
        },
    }
}

fn month_year(reference: Date, month: u8, shift: Shift, tense: Tense) -> i16 {
    let (year, now) = (reference.year(), reference.month());
    match (shift, tense) {
        (Shift::Last, _) => year - i16::from(month >= now),
        (Shift::Next, _) => year + i16::from(month <= now),
        (Shift::This, _) => year,
        (Shift::None, Tense::Past) => year - i16::from(month > now),
        (Shift::None, Tense::Future) => year + i16::from(month < now),
        (Shift::None, Tense::Unknown) => year - i16::from(month > now + 6) + i16::from(month + 6 < now),
    }
}

/// A winter belongs to the year it begins in.
fn season_year(reference: Date, season: Season, shift: Shift, tense: Tense) -> i16 {
    let (year, month) = (reference.year(), reference.month());
    let first = match season {
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Autumn => 9,
        Season::Winter => 12,
    };
    let in_winter = season == Season::Winter && month < 3;
    match (shift, tense) {
        (Shift::Last, _) if in_winter => year - 2,
        (Shift::Last, _) => year - i16::from(month < first + 3),
        (Shift::Next, _) => year + i16::from(month >= first),
        (_, _) if in_winter => year - 1,
        (Shift::This, _) => year,
        (Shift::None, Tense::Future) => year + i16::from(month >= first + 3),
        (Shift::None, _) => year - i16::from(month < first),
    }
}

fn relative(reference: Date, unit: Unit, amount: i32) -> Option<String> {
    let years = |factor: i32| i16::try_from(i32::from(reference.year()).checked_add(amount.checked_mul(factor)?)?).ok();
    Some(match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return None,
        Unit::Day => reference.add_days(amount)?.to_string(),
        Unit::Week | Unit::Weekend => {
            let (year, week) = reference.add_days(amount.checked_mul(7)?)?.week();
            format!("{year:04}-W{week:02}{}", if unit == Unit::Weekend { "-WE" } else { "" })
        }
        Unit::Month => {
            let date = reference.add_months(amount)?;
            format!("{:04}-{:02}", date.year(), date.month())
        }
        Unit::Quarter => {
            let date = reference.add_months(amount.checked_mul(3)?)?;
            format!("{:04}-Q{}", date.year(), date.month().div_ceil(3))
        }
        Unit::Year => format!("{:04}", years(1)?),
        Unit::Decade => format!("{:03}", years(10)? / 10),
        Unit::Century => format!("{:02}", years(100)? / 100),
        Unit::Millennium => format!("{:01}", years(1000)? / 1000),
    })
}
