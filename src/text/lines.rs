//! Lines and paragraphs: where a line break parts two blocks, and where it only wraps one.

use super::span::Span;

/// Widest line that may have been broken at the margin, in bytes.
const MARGIN: usize = 110;
/// Narrowest column that text is wrapped to.
const COLUMN: usize = 45;

/// Calls `block` with every stretch of lines that belongs together, without white space around it.
pub(super) fn paragraphs(text: &str, block: &mut dyn FnMut(Span)) {
    let mut lines: Vec<Span> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive(['\n', '\u{2028}', '\u{2029}', '\r']) {
        let start = at + line.len() - line.trim_start().len();
        let end = at + line.trim_end().len();
        let joined = line == "\n" && text[..at].ends_with('\r'); // the second half of a CRLF
        at += line.len();
        if start < end {
            lines.push(Span::new(start as u32, end as u32));
        } else if !joined {
            paragraph(text, &lines, block);
            lines.clear();
        }
        if line.ends_with('\u{2029}') {
            paragraph(text, &lines, block);
            lines.clear();
        }
    }
    paragraph(text, &lines, block);
}

/// The blocks of lines that no empty line parts.
fn paragraph(text: &str, lines: &[Span], block: &mut dyn FnMut(Span)) {
    let Some((&first, rest)) = lines.split_first() else { return };
    let wrapped = is_wrapped(lines);
    let mut open = first;
    let mut last = first;
    for &line in rest {
        let goes_on = text[line].starts_with(char::is_lowercase)
            && !text[last].ends_with(['.', '!', '?', ':', ';'])
            && text[open].starts_with(|c: char| !c.is_lowercase())
            && text[open].contains(' ');
        if wrapped || goes_on {
            open = open.cover(line);
        } else {
            block(open);
            open = line;
        }
        last = line;
    }
    block(open);
}

/// Whether all lines but the last fill a column of one width.
fn is_wrapped(lines: &[Span]) -> bool {
    let Some((last, full)) = lines.split_last() else { return false };
    let width = full.iter().map(|l| l.len()).max().unwrap_or(0);
    (COLUMN..=MARGIN).contains(&width) && last.len() <= width + 10 && full.iter().all(|l| l.len() * 10 >= width * 7)
}
