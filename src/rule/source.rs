//! A rule source and the diagnostics that point into it.

use crate::diagnostic::{Diagnostic, Severity};
use crate::text::span::Span;

/// One source of rules: the name diagnostics and provenance use, and its text.
#[derive(Clone, Copy, Debug)]
pub struct Source<'s> {
    /// The file's name.
    pub name: &'s str,
    /// Its text.
    pub text: &'s str,
}

impl<'s> Source<'s> {
    /// Line (from 1) and column in characters (from 1) of a byte offset.
    pub fn position(&self, offset: u32) -> (u32, u32) {
        let before = self.text.get(..offset as usize).unwrap_or(self.text);
        let start = before.rfind('\n').map_or(0, |i| i + 1);
        (before.bytes().filter(|&b| b == b'\n').count() as u32 + 1, before[start..].chars().count() as u32 + 1)
    }

    /// A diagnostic that points at `span`.
    pub fn diagnostic(
        &self,
        severity: Severity,
        code: &'static str,
        span: Span,
        message: String,
        help: Option<String>,
    ) -> Diagnostic {
        let (line, column) = self.position(span.start);
        let source_line = self.text.lines().nth(line as usize - 1).unwrap_or("").to_owned();
        let end = (span.end as usize).min(self.text.len());
        let marked = self.text.get(span.start as usize..end).unwrap_or("");
        let length = marked.split('\n').next().unwrap_or("").trim_end().chars().count().max(1) as u32;
        Diagnostic { severity, code, file: self.name.to_owned(), line, column, length, message, help, source_line }
    }
}

/// The first byte of every line of a text, for many look-ups.
pub struct Lines(Vec<u32>);

impl Lines {
    /// The lines of `text`.
    pub fn new(text: &str) -> Lines {
        let breaks = text.bytes().enumerate().filter(|&(_, b)| b == b'\n').map(|(i, _)| i as u32 + 1);
        Lines(std::iter::once(0).chain(breaks).collect())
    }

    /// The line, counted from 1, that holds this byte.
    pub fn line(&self, offset: u32) -> u32 {
        self.0.partition_point(|&start| start <= offset) as u32
    }
}

/// "did you mean" for a name that is not among the known ones: the nearest of them within a third of its length.
pub fn suggest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let limit = (name.chars().count() / 3).clamp(1, 3);
    let lower = name.to_lowercase();
    let best = known
        .into_iter()
        .filter(|k| !k.is_empty())
        .map(|k| (distance(&lower, &k.to_lowercase()), k))
        .filter(|&(d, _)| d <= limit)
        .min()?;
    Some(format!("did you mean `{}`?", best.1))
}

/// Edit distance with transpositions of neighbours (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut older: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let swap = usize::from(a[i - 1] != b[j - 1]);
            let mut cost = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + swap);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cost = cost.min(older[j - 2] + 1);
            }
            row.push(cost);
        }
        older = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_misses_are_suggested() {
        assert_eq!(suggest("PRESON", ["PERSON", "PLACE"]).as_deref(), Some("did you mean `PERSON`?"));
        assert_eq!(suggest("subjct", ["object", "subject"]).as_deref(), Some("did you mean `subject`?"));
        assert_eq!(suggest("weather", ["object", "subject"]), None);
    }

    #[test]
    fn positions_count_characters() {
        let source = Source { name: "x", text: "a\nÄöx" };
        assert_eq!(source.position(6), (2, 3));
        assert_eq!(Lines::new(source.text).line(2), 2);
    }
}
