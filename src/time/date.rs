//! A day of the Gregorian calendar.

use std::fmt;
use std::str::FromStr;

use jiff::Span as Period;
use jiff::civil;

/// A day of the proleptic Gregorian calendar, as a document's date or the value of an expression.
///
/// ```
/// use dateline::Date;
/// let day: Date = "2024-02-29".parse()?;
/// assert_eq!(Some(day), Date::new(2024, 2, 29));
/// assert_eq!(Date::new(2023, 2, 29), None);
/// assert_eq!(day.to_string(), "2024-02-29");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

/// A text that is no date of the form `2024-05-17`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseDateError(String);

impl fmt::Display for ParseDateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no date of the form 2024-05-17", self.0)
    }
}

impl std::error::Error for ParseDateError {}

impl Date {
    /// The day, if the calendar has it; years run from −9999 to 9999.
    pub fn new(year: i16, month: u8, day: u8) -> Option<Date> {
        let date = civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        date.ok().map(Date)
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1–12.
    pub fn month(self) -> u8 {
        self.0.month().unsigned_abs()
    }

    /// The day of the month, 1–31.
    pub fn day(self) -> u8 {
        self.0.day().unsigned_abs()
    }

    /// The day of the week, 1 (Monday) to 7.
    pub fn weekday(self) -> u8 {
        self.0.weekday().to_monday_one_offset().unsigned_abs()
    }

    /// The ISO 8601 week and the year it belongs to.
    pub fn week(self) -> (i16, u8) {
        let week = self.0.iso_week_date();
        (week.year(), week.week().unsigned_abs())
    }

    /// The day `days` later (earlier where negative), if the calendar reaches that far.
    pub fn add_days(self, days: i32) -> Option<Date> {
        self.add(Period::new().try_days(days).ok()?)
    }

    /// The same day of the month `months` later, or that month's last day.
    pub fn add_months(self, months: i32) -> Option<Date> {
        self.add(Period::new().try_months(months).ok()?)
    }

    fn add(self, period: Period) -> Option<Date> {
        self.0.checked_add(period).ok().map(Date)
    }
}

impl FromStr for Date {
    type Err = ParseDateError;

    fn from_str(text: &str) -> Result<Date, ParseDateError> {
        let mut parts = text
            .splitn(3, '-')
            .map(|part| part.parse::<i16>().ok().filter(|_| part.bytes().all(|b| b.is_ascii_digit())));
        let mut part = || parts.next().flatten();
        let date = match (text.len(), part(), part(), part()) {
            (10, Some(year), Some(month), Some(day)) => Date::new(year, month as u8, day as u8),
            _ => None,
        };
        date.ok_or_else(|| ParseDateError(text.to_owned()))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_iso() {
        let date: Date = "2024-02-29".parse().unwrap();
        assert_eq!((date.year(), date.month(), date.day(), date.weekday()), (2024, 2, 29, 4));
        assert_eq!(date.to_string(), "2024-02-29");
        for wrong in ["2023-02-29", "2024-2-29", "20240229", "", "2024-02-291", "+024-02-01", "2024-13-01"] {
            assert!(wrong.parse::<Date>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn counts_days_and_months() {
        let date: Date = "2024-01-31".parse().unwrap();
        assert_eq!(date.add_days(30).map(|d| d.to_string()).as_deref(), Some("2024-03-01"));
        assert_eq!(date.add_months(1).map(|d| d.to_string()).as_deref(), Some("2024-02-29"));
        assert_eq!(date.add_days(i32::MAX), None);
        assert_eq!(date.week(), (2024, 5));
    }
}
