//! Suites of short texts in Markdown: a heading and a text each, and below it, as a list, what it must say.

use dateline::time::Date;
use dateline::{Context, Document, Extractor};

/// One text and what is expected of it.
struct Case<'a> {
    title: &'a str,
    text: String,
    lines: Vec<&'a str>,
}

/// The cases of a suite; an empty line within a text begins a paragraph.
fn cases(source: &str) -> Vec<Case<'_>> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    let mut gap = "";
    for line in source.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            cases.push(Case { title, text: String::new(), lines: Vec::new() });
        } else if let Some(case) = cases.last_mut() {
            match line.strip_prefix("- ") {
                Some(expected) => case.lines.push(expected),
                None if line.trim().is_empty() => gap = "\n\n",
                None => {
                    if !case.text.is_empty() {
                        case.text.push_str(gap);
                    }
                    case.text.push_str(line.trim());
                    gap = "\n";
                }
            }
        }
    }
    cases
}

/// Reads every text, on the day that its heading gives in parentheses, and asks `problem` of each line of its list.
pub fn run(source: &str, at_least: usize, problem: impl Fn(&Document<'_>, &str) -> Option<String>) {
    let cases = cases(source);
    assert!(cases.len() >= at_least, "{} texts", cases.len());
    let extractor = Extractor::english();
    let mut wrong = String::new();
    for case in &cases {
        assert!(!case.lines.is_empty(), "{}: nothing is expected", case.title);
        let date = case.title.rsplit_once('(').and_then(|(_, date)| date.trim_end_matches(')').parse::<Date>().ok());
        let context = date.map(Context::published).unwrap_or_default();
        let document = extractor.extract_with(&case.text, &context);
        for line in &case.lines {
            if let Some(problem) = problem(&document, line) {
                wrong.push_str(&format!("{}: {line}: {problem}\n", case.title));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
