//! Amounts: sums of money, shares, measures, ordinals and counts, with their values.

use crate::schema::LabelId;
use crate::text::sentence::Sentence;
use crate::text::token::{Shape, Token};
use crate::time::{Class, Classes, Cursor, TimeExpression, Words};

/// One amount in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// First token, as an index into the document's tokens.
    pub first: u32,
    /// One past the last token.
    pub last: u32,
    /// `MONEY`, `PERCENT`, `QUANTITY`, `ORDINAL` or `CARDINAL`.
    pub label: LabelId,
    /// The number; a percentage is 50 for "50%".
    pub number: f64,
    /// The unit: a currency code ("USD"), or a measure as the lexicon writes it ("length:km"); empty for plain numbers.
    pub unit: String,
}

/// Appends the amounts in `sentence` to `out`, in order, leaving out what `times` covers.
///
/// `tokens` are those of the whole text, `times` the expressions of time of this sentence.
pub fn find(
    text: &str,
    tokens: &[Token],
    sentence: &Sentence,
    words: &dyn Words,
    times: &[TimeExpression],
    out: &mut Vec<Amount>,
) {
    let cursor = Cursor { text, tokens: tokens.get(sentence.range()).unwrap_or_default(), words };
    let mut times = times.iter().peekable();
    let mut i = 0;
    while i < cursor.len() {
        while times.next_if(|t| t.last <= sentence.first + i as u32).is_some() {}
        if let Some(time) = times.peek().filter(|t| t.first <= sentence.first + i as u32) {
            i = (time.last - sentence.first) as usize;
            continue;
        }
        let found = || cursor.sum(i).or_else(|| cursor.rank(i)).or_else(|| cursor.measured(i));
        match cursor.counts(i).then(found).flatten() {
            Some((end, label, number, unit)) => {
                let (first, last) = (sentence.first + i as u32, sentence.first + end as u32);
                out.push(Amount { first, last, label, number, unit: unit.to_owned() });
                i = end;
            }
            None => i += 1,
        }
    }
}

type Found<'a> = (usize, LabelId, f64, &'a str);

impl<'a> Cursor<'a> {
    /// Whether an amount may start at `i`: with figures, a word of number, or a currency there or behind letters.
    fn counts(&self, i: usize) -> bool {
        const WORDS: Classes =
            Classes(0).with(Class::Cardinal).with(Class::Ordinal).with(Class::CurrencySign).with(Class::CurrencyCode);
        self.classes(i).any(WORDS)
            || self.shape(i).any(Shape::DIGIT.with(Shape::NUMBER))
            || self.is(i + 1, Class::CurrencySign)
    }

    /// "$5 million", "US$3", "EUR 20".
    fn sum(&self, i: usize) -> Option<Found<'a>> {
        let sign = self.value(i, Class::CurrencySign).filter(|_| !self.shape(i).has(Shape::LOWER));
        let code = self.value(i, Class::CurrencyCode).filter(|_| self.shape(i).has(Shape::UPPER));
        if let Some(unit) = sign.or(code)
            && let Some((number, end)) = self.scaled(i + 1)
        {
            return Some((end, LabelId::MONEY, number, unit));
        }
        // "US$3": the letters before the sign say whose dollar it is.
        let letters = self.shape(i).has(Shape::UPPER) && self.glued(i + 1);
        let unit = self.value(i + 1, Class::CurrencySign).filter(|_| letters && self.word(i).len() < 3)?;
        let (number, end) = self.scaled(i + 2)?;
        Some((end, LabelId::MONEY, number, unit))
    }

    /// A number and the magnitude after it ("5m", "3.5 billion").
    fn scaled(&self, i: usize) -> Option<(f64, usize)> {
        let (number, len) = self.amount(i)?;
        let end = i + len;
        Some(match self.number::<f64>(end, Class::Magnitude) {
            Some(factor) => (number * factor, end + 1),
            None => (number, end),
        })
    }

    /// "5 million euros", "50%", "20 km", "1,200".
    fn measured(&self, i: usize) -> Option<Found<'a>> {
        let (number, len) = self.amount(i)?;
        let end = i + len;
        let mut unit = end + usize::from(self.dash(end) && self.glued(end));
        if self.is(unit, Class::Percent) {
            let points = usize::from(
                self.value(unit + 1, Class::Measure) == Some("count") && self.shape(unit + 1).has(Shape::LOWER),
            );
            return Some((unit + 1 + points, LabelId::PERCENT, number, ""));
        }
        // "5 million US dollars", "3bn Canadian dollars"
        let named = self.shape(unit).has(Shape::CAPITAL) && self.is(unit + 1, Class::Currency);
        let (scaled, after) = if unit == end { self.scaled(i)? } else { (number, end) };
        unit = if after > end { after } else { unit } + usize::from(named);
        let code = self.value(unit, Class::CurrencyCode).filter(|_| self.shape(unit).has(Shape::UPPER));
        if let Some(currency) =
            self.value(unit, Class::Currency).filter(|_| !self.shape(unit).has(Shape::CAPITAL)).or(code)
        {
            return Some((unit + 1, LabelId::MONEY, scaled, currency));
        }
        if let Some(measure) = self.value(unit, Class::Measure).filter(|m| !m.starts_with("count") && !m.is_empty()) {
            return Some((unit + 1, LabelId::QUANTITY, scaled, measure));
        }
        let plain = self.shape(i).has(Shape::NUMBER) || number > 1.0 || len > 1;
        plain.then_some((after, LabelId::CARDINAL, scaled, ""))
    }

    /// "first", "8th", "twenty-first".
    fn rank(&self, i: usize) -> Option<Found<'a>> {
        let (number, len) = self.ordinal(i)?;
        Some((i + len, LabelId::ORDINAL, f64::from(number), ""))
    }
}
