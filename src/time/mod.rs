//! Dates, times and stretches of time: found in tokens, kept as symbols, resolved against the document's date.
//!
//! Values are those of TIMEX3 (ISO-TimeML): "2024-05-17", "2024-05", "2024-W20", "2024-Q1", "2024-SU", "199" (the
//! 1990s), "18" (the 19th century), "2024-05-17TEV" (that evening), "T20:00", "P2D"; intervals are ISO 8601's "2014/2016" and
//! "2017/..". No clock is read: without a reference date an expression that needs one has no value.

mod cursor;
mod date;
mod document;
mod find;
mod moment;
mod resolve;
mod words;

pub(crate) use cursor::Cursor;
pub use date::{Date, ParseDateError};
pub use document::document_date;
pub use find::find;
pub use resolve::resolve;
pub use words::{Class, Classes, Words};

use crate::schema::LabelId;

/// One expression of time in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeExpression {
    /// First token, as an index into the document's tokens.
    pub first: u32,
    /// One past the last token.
    pub last: u32,
    /// `DATE`, `TIME` or `DURATION`.
    pub label: LabelId,
    /// What it means, before a document's date is known.
    pub symbol: Symbol,
}

/// What an expression means, before a document's date is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Symbol {
    /// A point, or a stretch that the calendar names: a day, a month, a year.
    At(Moment),
    /// From one to another; `None` is an open end.
    Between(Option<Moment>, Option<Moment>),
    /// A length of time: "three years".
    Lasting(Length),
    /// Again and again: "every year".
    Every(Length),
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Length {
    /// How many; `None` where the text does not say ("several years").
    pub amount: Option<f64>,
    /// Of what.
    pub unit: Unit,
}

/// A unit of the calendar or the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
}

/// A point of time as it is expressed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// Which day, month, year, …
    pub anchor: Anchor,
    /// Its beginning, middle or end, where that is said ("the end of 2025"). The value does not show it.
    pub phase: Option<Phase>,
    /// Part of the day.
    pub part: Option<Part>,
}

/// Which day, month, year, … a moment lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// A day of a month, the year possibly left out.
    Day(Option<i16>, u8, u8),
    /// A month, the year possibly left out.
    Month(Option<i16>, u8, Shift),
    /// A month, or a day of it, of the year that lies so many years from the document's: "May last year".
    Within(i8, u8, Option<u8>),
    /// A year; negative before Christ (−44 is 44 BC).
    Year(i16),
    /// Ten years, by their first three digits: 199.
    Decade(i16),
    /// A hundred years, by their first two digits: 18 for the 19th century.
    Century(i16),
    /// A quarter of a year, 1–4.
    Quarter(Option<i16>, u8),
    /// A company's or a state's year.
    Fiscal(i16),
    /// Half a year, 1 or 2.
    Half(Option<i16>, u8),
    /// The weekend before or after the document's date, as the tense says.
    Weekend,
    /// A season: `SP`, `SU`, `FA`, `WI`.
    Season(Option<i16>, Season, Shift),
    /// A day of the week, 1 (Monday) to 7.
    Weekday(u8, Shift),
    /// So many units from the document's date.
    Relative(Unit, i32),
    /// A time of the clock, in minutes after midnight, of a day that is not said.
    Clock(u16),
    /// A holiday whose day moves, or a day told from another event: "a day earlier", "Easter".
    Open,
}

/// Which of its kind: "last May", "this May", "next May", or "May" alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Shift {
    None,
    Last,
    This,
    Next,
}

/// A season of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// The beginning, the middle or the end of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Phase {
    Early,
    Mid,
    Late,
}

/// A part of the day, or a time of the clock in minutes after midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Part {
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
    Daytime,
    Clock(u16),
}

/// The tense of the clause an expression stands in; it says which Thursday is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// The last one on or before the document's date.
    Past,
    /// The next one on or after it.
    Future,
    /// Days of the week as in the past; days and months of a year the nearest.
    Unknown,
}
