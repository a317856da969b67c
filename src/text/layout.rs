//! Layout: which parts of a text are headline, dateline, caption, body and page furniture.
//!
//! The text is read a line at a time; lines that were only wrapped at the margin are one block. What a line is follows
//! from its shape and from phrases that are data (`rules/layout.tsv`).

use std::cmp::Reverse;
use std::collections::HashSet;
use std::fmt;

use super::fold;
use super::span::Span;

/// What a block of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The title line of an article.
    Headline,
    /// Place, date and agency before the report's first sentence ("PARIS, May 3 (Reuters) —"), or a line that is a date.
    Dateline,
    /// The line under a picture.
    Caption,
    /// Running text.
    Body,
    /// What belongs to the page and not to the report: "Read more", "Photo …", "sign up". It yields no triples.
    Furniture,
}

/// A stretch of the text of one kind; blocks are in order, do not overlap, and leave out only white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands, in bytes.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// The phrases that tell a page's own lines from the report's, ready to be looked for.
pub struct Layout {
    lines: HashSet<String>,
    starts: Vec<String>,
    ends: Vec<String>,
    captions: Vec<String>,
    credits: HashSet<String>,
    dates: HashSet<String>,
    /// By their first byte, the longest first.
    cues: Vec<String>,
}

/// A line of layout data that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayoutError {
    /// Line, counted from 1; 0 where it is the data as a whole.
    pub line: u32,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for LayoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for LayoutError {}

/// Longest headline, in words.
const HEADLINE: usize = 25;
/// Longest line that a start or end phrase makes furniture, in words.
const SHORT: usize = 12;
/// Longest line that cue phrases make furniture, in words.
const SIGN_UP: usize = 60;

impl Layout {
    /// Reads the phrases: TSV with the columns `kind` and `phrase`, as in `rules/layout.tsv`.
    ///
    /// # Errors
    /// A row without phrase or of unknown kind.
    pub fn new(source: &str) -> Result<Layout, LayoutError> {
        let mut layout = Layout {
            lines: HashSet::new(),
            starts: Vec::new(),
            ends: Vec::new(),
            captions: Vec::new(),
            credits: HashSet::new(),
            dates: HashSet::new(),
            cues: Vec::new(),
        };
        let rows =
            (1..).zip(source.lines()).filter(|(_, l)| !l.is_empty() && !l.starts_with('#') && *l != "kind\tphrase");
        for (line, row) in rows {
            let Some((kind, phrase)) = row.split_once('\t') else {
                return Err(LayoutError { line, message: "a row is `kind`, a tab, `phrase`".to_owned() });
            };
            let phrase = fold::fold(phrase);
            match kind {
                "line" => drop(layout.lines.insert(phrase)),
                "start" => layout.starts.push(phrase),
                "end" => layout.ends.push(phrase),
                "caption" => layout.captions.push(phrase),
                "credit" => drop(layout.credits.insert(phrase)),
                "date" => drop(layout.dates.insert(phrase)),
                "cue" => layout.cues.push(phrase),
                _ => return Err(LayoutError { line, message: format!("unknown kind `{kind}`") }),
            }
        }
        let order = |cue: &String| (cue.bytes().next(), Reverse(cue.len()));
        layout.cues.sort_by_key(order);
        Ok(layout)
    }

    /// Appends the blocks of `text` to `out`. `calendar` says whether a word is a month or a weekday.
    pub fn blocks(&self, text: &str, calendar: &dyn Fn(&str) -> bool, out: &mut Vec<Block>) {
        let first = out.len();
        super::lines::paragraphs(text, &mut |span| self.block(text, span, calendar, out));
        self.headline(text, out.get_mut(first..).unwrap_or_default());
    }

    /// One block, or a dateline and the body after it.
    fn block(&self, text: &str, span: Span, calendar: &dyn Fn(&str) -> bool, out: &mut Vec<Block>) {
        let line = &text[span];
        let words = line.split_whitespace().take(SIGN_UP + 1).count();
        let kind = if words <= SHORT && self.is_date(line, calendar) {
            BlockKind::Dateline
        } else if self.is_caption(line, words) {
            BlockKind::Caption
        } else if self.is_furniture(line, words) {
            BlockKind::Furniture
        } else if let Some((end, body)) = self.dateline(line, calendar) {
            out.push(Block { span: Span::new(span.start, span.start + end as u32), kind: BlockKind::Dateline });
            out.push(Block { span: Span::new(span.start + body as u32, span.end), kind: BlockKind::Body });
            return;
        } else {
            BlockKind::Body
        };
        out.push(Block { span, kind });
    }

    /// The first line is a headline if it is short, has no full stop, and running text follows it.
    fn headline(&self, text: &str, blocks: &mut [Block]) {
        let Some(at) = blocks.iter().position(|b| b.kind != BlockKind::Furniture) else { return };
        let Some((head, rest)) = blocks.get_mut(at..).and_then(|b| b.split_first_mut()) else { return };
        let line = &text[head.span];
        let open = !line.ends_with(['.', '!', ':', ',', ';', '”', '"']) || line.ends_with("...");
        let title = head.kind == BlockKind::Body
            && open
            && !line.contains('\n')
            && line.split_whitespace().take(HEADLINE + 1).count() <= HEADLINE
            && line.chars().next().is_some_and(|c| !c.is_lowercase());
        let followed =
            |b: &Block| b.kind == BlockKind::Body && text[b.span].contains(['.', '!', '?']) && b.span.len() > 40;
        if title && rest.iter().take(8).any(followed) {
            head.kind = BlockKind::Headline;
        }
    }

    fn is_furniture(&self, line: &str, words: usize) -> bool {
        if words > SIGN_UP {
            return false;
        }
        if words <= SHORT && !line.ends_with('.') {
            let folded = fold::fold(line);
            let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
            let unnumbered = bare.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
            if self.lines.contains(bare) || self.lines.contains(unnumbered) {
                return true;
            }
            let starts = |phrase: &String| {
                let next = folded.strip_prefix(phrase.as_str()).map(|rest| rest.chars().next());
                next.is_some_and(|c| phrase.ends_with([':', '@']) || !c.is_some_and(char::is_alphanumeric))
            };
            let ends = |phrase: &String| unnumbered.ends_with(phrase.as_str());
            if self.starts.iter().any(starts) || self.ends.iter().any(ends) {
                return true;
            }
        }
        self.cued(line) * 10 >= line.len() * 3
    }

    /// How many bytes of a line are cue phrases, each from the begin of a word on.
    fn cued(&self, line: &str) -> usize {
        let bytes = line.as_bytes();
        let (mut at, mut cued) = (0, 0);
        while let Some(first) = bytes.get(at).map(u8::to_ascii_lowercase) {
            let from = self.cues.partition_point(|cue| cue.bytes().next() < Some(first));
            let alike = self.cues[from..].iter().take_while(|cue| cue.bytes().next() == Some(first));
            let stands =
                |cue: &&String| bytes[at..].get(..cue.len()).is_some_and(|b| b.eq_ignore_ascii_case(cue.as_bytes()));
            if let Some(cue) = alike.into_iter().find(stands) {
                cued += cue.len();
                at += cue.len();
            }
            at += bytes[at..].iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(bytes.len() - at);
            at += bytes[at..].iter().position(u8::is_ascii_alphanumeric).unwrap_or(bytes.len() - at);
        }
        cued
    }

    /// A line that ends in a credit in brackets, or starts as a credit does.
    fn is_caption(&self, line: &str, words: usize) -> bool {
        if words > SIGN_UP {
            return false;
        }
        if let Some((before, inside)) = line.strip_suffix([')', ']']).and_then(|l| l.rsplit_once(['(', '['])) {
            let before = before.trim_end();
            return !before.is_empty() && !before.ends_with(['.', '!', '?', '"', '”']) && self.is_credit(inside);
        }
        let folded = if words <= SIGN_UP / 2 { fold::fold(line) } else { String::new() };
        self.captions
            .iter()
            .any(|c| folded.strip_prefix(c.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
    }

    /// "AP", "John Lund/Reuters", "AFP via Getty Images", "Example Wire".
    fn is_credit(&self, text: &str) -> bool {
        text.len() <= 80
            && text.split(['/', ',', '|', ';']).flat_map(|part| part.split(" via ")).any(|part| {
                let part = fold::fold(part.trim());
                let last = part.rsplit(' ').next().unwrap_or_default();
                self.credits.contains(part.as_str())
                    || (part.contains(' ') && part.len() < 30 && self.credits.contains(last))
            })
    }

    /// A line of month, day, year, time and words like "published", and nothing else.
    fn is_date(&self, line: &str, calendar: &dyn Fn(&str) -> bool) -> bool {
        let (mut calendars, mut digits, mut iso) = (0, 0, false);
        for word in line.split([' ', '\t', '\u{A0}', ',', '|', '•', '·', '(', ')', '[', ']', '/']) {
            let word = word.trim_matches([':', '-', '–', '—', '.', '\n']);
            if word.is_empty() {
                continue;
            }
            if word.starts_with(|c: char| c.is_ascii_digit()) {
                digits += 1;
                iso |= word.len() == 10 && word.bytes().filter(|b| *b == b'-').count() == 2;
                let ordinary = |b: &u8| matches!(b, b'0'..=b'9' | b':' | b'-' | b'.' | b'T' | b'Z' | b'+');
                let suffix = word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.'));
                if word.as_bytes().iter().all(ordinary) || suffix.len() == 2 {
                    continue;
                }
                return false;
            }
            if calendar(word) {
                calendars += 1;
            } else if !self.dates.contains(&fold::fold(word)) {
                return false;
            }
        }
        iso || calendars > 0 && digits > 0
    }

    /// Where the dateline that opens `line` ends, its dash included, and where the body begins.
    fn dateline(&self, line: &str, calendar: &dyn Fn(&str) -> bool) -> Option<(usize, usize)> {
        let head = line.char_indices().take(120).map(|(i, _)| i);
        let dash = head.filter(|&i| line[i..].starts_with(['—', '–', '-'])).find(|&i| {
            let spaced = line[..i].ends_with(' ') && line[i..].trim_start_matches('-').starts_with(' ');
            spaced
                || line[i..].starts_with(['—', '–']) && line[..i].ends_with([' ', ')'])
                || line[i..].starts_with("--")
        })?;
        let before = line[..dash].trim_end();
        let end = dash + line[dash..].find(|c| !matches!(c, '—' | '–' | '-'))?;
        let body = end + line[end..].find(|c: char| !c.is_whitespace())?;
        let (place, agency) = match before.strip_suffix(')').and_then(|b| b.rsplit_once('(')) {
            Some((place, inside)) => (place.trim_end(), self.is_credit(inside)),
            None => (before, false),
        };
        let mut words = 0;
        for word in place.split([' ', ',', '/']).filter(|w| !w.is_empty()) {
            words += 1;
            let named = word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit()) || calendar(word);
            if words > 10 || !named && word.len() > 3 || word.ends_with([':', ';', '?', '!']) {
                return None;
            }
        }
        let name = place.split(',').next().unwrap_or_default();
        let upper = name.chars().filter(|c| c.is_uppercase()).count() >= 4 && !name.chars().any(char::is_lowercase);
        let firm = agency && place.chars().next().is_none_or(char::is_uppercase);
        (firm || upper && line[body..].starts_with(|c: char| !c.is_lowercase())).then_some((end, body))
    }
}
