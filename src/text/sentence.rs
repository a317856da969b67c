//! Sentences: ranges of tokens inside one block.
//!
//! One pass over the tokens of a block. A full stop, `?`, `!` or an ellipsis ends a sentence when what follows can
//! begin one; the lexicon says which abbreviations a name follows, and which words seldom go on with a name. Quotation
//! marks and brackets after the stop stay with it. Block borders, the items of a list and bullets end a sentence
//! without a stop.

use super::layout::Block;
use super::span::Span;
use super::token::{Shape, Token};

/// One sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, in bytes, without white space around it.
    pub span: Span,
    /// First token, as an index into the document's tokens.
    pub first: u32,
    /// One past the last token.
    pub last: u32,
    /// Index of its block.
    pub block: u32,
}

impl Sentence {
    /// Its tokens' indices as a range.
    pub const fn range(&self) -> std::ops::Range<usize> {
        self.first as usize..self.last as usize
    }
}

/// What a word is to the end of a sentence; the lexicon answers, from its classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// An abbreviation that a name follows: "Mr." (class `abbr`, value `title`).
    Title,
    /// An abbreviation that seldom ends a sentence: "vs." (value `mid`).
    Mid,
    /// An abbreviation that may end one: "U.S." (value `end`).
    End,
    /// One that ends names of companies too: "Inc." (value `end`, class `org_suffix`).
    Company,
    /// "a.m.", "p.m." (class `clock`).
    Clock,
    /// A word that may follow a clock's time: month, weekday, time zone.
    Calendar,
    /// A word that begins sentences and does not go on with a name: pronoun, determiner, preposition, conjunction,
    /// auxiliary, question word.
    Opener,
    /// A word that goes on with the name of a company: "Chairman", "Group".
    Office,
    /// Anything else.
    Other,
}

/// Sentences longer than this many tokens are cut, so that whatever is done with one is bounded.
pub const LONGEST: usize = 500;

/// Appends the sentences of `blocks` to `out` and marks the first token of each ([`Shape::SENTENCE_START`]).
///
/// `tokens` are those of the whole text; a token belongs to the block its start lies in. A sentence of more than
/// [`LONGEST`] tokens is cut at its last line break, else at its last semicolon, else at its last comma before that
/// many, else there.
pub fn sentences(
    text: &str,
    blocks: &[Block],
    tokens: &mut [Token],
    role: &dyn Fn(&Token) -> Role,
    out: &mut Vec<Sentence>,
) {
    let mut at = 0;
    for (index, block) in blocks.iter().enumerate() {
        let len = |tokens: &[Token], until: u32| tokens.iter().take_while(|t| t.span.start < until).count();
        at += len(tokens.get(at..).unwrap_or_default(), block.span.start);
        let inside = tokens.get(at..).unwrap_or_default();
        let inside = inside.get(..len(inside, block.span.end)).unwrap_or_default();
        let mut cursor = Cursor { text, tokens: inside, role, start: 0, quotes: 0, list: None };
        let from = out.len();
        while let Some((first, last)) = cursor.next_sentence() {
            let (Some(a), Some(b)) = (inside.get(first), inside.get(last - 1)) else { break };
            let (first, last) = ((at + first) as u32, (at + last) as u32);
            out.push(Sentence { span: a.span.cover(b.span), first, last, block: index as u32 });
        }
        at += inside.len();
        for sentence in out.get(from..).unwrap_or_default() {
            if let Some(token) = tokens.get_mut(sentence.first as usize) {
                token.shape = token.shape.with(Shape::SENTENCE_START);
            }
        }
    }
}

struct Cursor<'a> {
    text: &'a str,
    tokens: &'a [Token],
    role: &'a dyn Fn(&Token) -> Role,
    start: usize,
    /// Straight double quotation marks passed so far.
    quotes: usize,
    list: Option<Item>,
}

/// How a list numbers its items, and the item reached.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Item {
    closing: Closing,
    letter: bool,
    number: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Closing {
    Stop,
    Bracket,
    Both,
}

impl<'a> Cursor<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).and_then(|t| self.text.get(t.span.range())).unwrap_or("")
    }

    fn shape(&self, at: usize) -> Shape {
        self.tokens.get(at).map_or(Shape::default(), |t| t.shape)
    }

    fn role(&self, at: usize) -> Role {
        self.tokens.get(at).map_or(Role::Other, |t| (self.role)(t))
    }

    fn spaced(&self, at: usize) -> bool {
        self.shape(at).has(Shape::SPACE_BEFORE)
    }

    /// The next sentence, as indices into the block's tokens.
    fn next_sentence(&mut self) -> Option<(usize, usize)> {
        let first = self.start;
        if first >= self.tokens.len() {
            return None;
        }
        let bullet = is_bullet(self.word(first));
        let body = first + usize::from(bullet);
        let mut at = body;
        if let Some((item, len)) = self.item(body) {
            self.list = Some(item);
            at += len;
        }
        while at < self.tokens.len() {
            self.quotes += usize::from(self.word(at) == "\"");
            let next = self.end_after(first, at);
            if let Some(next) = next {
                return Some(self.close(first, next));
            }
            at += 1;
            if at - first >= LONGEST {
                return Some(self.close(first, self.cut(first, at)));
            }
            let new_item = || bullet && is_bullet(self.word(at)) && self.spaced(at) || self.follows_in_list(at);
            if at < self.tokens.len() && (self.shape(at).has(Shape::PARAGRAPH_BEFORE) || new_item()) {
                return Some(self.close(first, at));
            }
        }
        Some(self.close(first, at))
    }

    fn close(&mut self, first: usize, end: usize) -> (usize, usize) {
        self.start = end.max(first + 1);
        (first, self.start)
    }

    /// Where a sentence that grew too long is cut.
    fn cut(&self, first: usize, end: usize) -> usize {
        let last = |of: &dyn Fn(usize) -> bool| (first + 1..end).rev().find(|&at| of(at));
        last(&|at| self.shape(at).has(Shape::LINE_BEFORE))
            .or_else(|| last(&|at| self.word(at - 1) == ";"))
            .or_else(|| last(&|at| self.word(at - 1) == ","))
            .unwrap_or(end)
    }

    /// If the sentence from `first` ends with the token at `at`: one past its last token, closing marks included.
    fn end_after(&mut self, first: usize, at: usize) -> Option<usize> {
        let shape = self.shape(at);
        let word = self.word(at);
        let mark = word.bytes().next().unwrap_or(0);
        if shape.has(Shape::STOP) {
            let end = self.closing(at + 1);
            return self.ends_at_abbreviation(first, at, end).then_some(end);
        }
        if !shape.has(Shape::PUNCTUATION)
            || !(matches!(mark, b'.' | b'!' | b'?') || word.starts_with(['…', '。', '！', '？']))
        {
            return None;
        }
        if mark == b'.' && at > first && (self.word(at - 1).starts_with('.') || self.word(at - 1) == "[") {
            return None; // inside "a . . . b", or "[...]"
        }
        let (run, stops) = self.dots(at);
        let end = self.closing(run);
        if end >= self.tokens.len() {
            return None; // the block's end closes it anyway
        }
        let closed = end > run;
        let ellipsis = stops > 1 && mark == b'.' || word.starts_with('…');
        let next = self.opening(end);
        let shape = self.shape(next);
        if !self.spaced(end) && !closed {
            // "ended.Then", but not "x.y" or "...so".
            return (mark == b'.'
                && !ellipsis
                && shape.has(Shape::CAPITAL)
                && self.shape(at.wrapping_sub(1)).any(Shape(Shape::LETTER.0 | Shape::NUMBER.0)))
            .then_some(end);
        }
        if ellipsis {
            let lone = stops < 4 && self.word(next) == "I" && stops > 1 && run > at + 1;
            return (shape.has(Shape::CAPITAL) && !lone).then_some(end);
        }
        if at == first || self.spaced(end) && self.word(at - 1) == "°" {
            return None;
        }
        let begins = if shape.has(Shape::LOWER) {
            // Text without capitals; else the word goes on after a quotation, or after a name such as "Yahoo!".
            !closed && next == end && self.shape(self.opening(first)).has(Shape::LOWER)
        } else {
            let year = matches!(mark, b'!' | b'?') && self.word(end) == "(" && !shape.has(Shape::CAPITAL); // "Oliver! (1968)"
            !year && !matches!(self.word(end), "," | ";" | ":" | ")" | "]" | "-" | "–" | "—" | "--" | "/" | "%")
        };
        begins.then_some(end)
    }

    /// One past the stops that stand apart ("a . . . b") from `at` on, and how many stops there are.
    fn dots(&self, at: usize) -> (usize, usize) {
        let mut end = at + 1;
        let mut stops = self.word(at).len();
        if self.word(at).starts_with('.') {
            while end < at + 8 && self.word(end).starts_with('.') && self.shape(end).has(Shape::PUNCTUATION) {
                stops += self.word(end).len();
                end += 1;
            }
        }
        (end, stops)
    }

    /// Whether the sentence ends with the abbreviation at `at`; `end` is past the closing marks after it.
    fn ends_at_abbreviation(&self, first: usize, at: usize, end: usize) -> bool {
        let next = self.opening(end);
        let shape = self.shape(next);
        if end >= self.tokens.len() || at < first + 3 || !self.spaced(end) || !shape.has(Shape::CAPITAL) {
            return false;
        }
        let follows = self.role(next);
        let single = self.word(at).chars().count() == 2;
        match self.role(at) {
            Role::Title => false,
            Role::Mid => false,
            _ if single => follows == Role::Opener && self.shape(at - 1).has(Shape::LOWER) && self.word(next) != "I",
            Role::Clock => follows != Role::Calendar,
            Role::Company if follows == Role::Other && self.shape(next + 1).has(Shape::LOWER) => true,
            Role::End | Role::Company | Role::Other | Role::Opener | Role::Office | Role::Calendar => {
                follows == Role::Opener || follows == Role::Title && self.word(at).ends_with("m.") || next > end
            }
        }
    }

    /// One past the marks from `at` on that close what stands before: quotation marks, brackets, a citation "[2]".
    fn closing(&self, mut at: usize) -> usize {
        while at < self.tokens.len() {
            let closes = match self.word(at) {
                "”" | "’" | ")" | "]" | "»" | "''" | "}" => true,
                "\"" => !self.spaced(at) || self.quotes % 2 == 1 && self.spaced(at + 1),
                "'" => !self.spaced(at),
                "[" if self.shape(at + 1).has(Shape::NUMBER) && self.word(at + 2) == "]" => {
                    at += 2;
                    true
                }
                _ => false,
            };
            if !closes {
                break;
            }
            at += 1;
        }
        at
    }

    /// The first word from `at` on, behind marks that open.
    fn opening(&self, at: usize) -> usize {
        let opens = |word: &str| {
            matches!(word, "“" | "‘" | "\"" | "'" | "(" | "[" | "«" | "„" | "``" | "¿" | "¡" | "…" | "...")
        };
        (at..at + 4).find(|&i| !opens(self.word(i))).unwrap_or(at)
    }

    /// The list number that starts at `at`, and how many tokens it takes: "1.", "2)", "3.)", "a.".
    fn item(&self, at: usize) -> Option<(Item, usize)> {
        let word = self.word(at);
        let bare = word.strip_suffix('.').unwrap_or(word);
        let (letter, number) = match bare.as_bytes() {
            [c @ (b'a'..=b'z' | b'A'..=b'Z')] => (true, u32::from(*c)),
            [b'0'..=b'9', ..] if bare.len() < 4 => (false, bare.parse().ok()?),
            _ => return None,
        };
        let glued = |at: usize| !self.spaced(at);
        let stop = word.len() > bare.len();
        let (closing, len) = match (self.word(at + 1), self.word(at + 2)) {
            (")", _) if glued(at + 1) => (if stop { Closing::Both } else { Closing::Bracket }, 2),
            (".", ")") if glued(at + 1) && glued(at + 2) => (Closing::Both, 3),
            (".", _) if glued(at + 1) => (Closing::Stop, 2),
            _ if stop => (Closing::Stop, 1),
            _ => return None,
        };
        self.spaced(at + len).then_some((Item { closing, letter, number }, len))
    }

    /// Whether the next item of the list begins at `at`.
    fn follows_in_list(&self, at: usize) -> bool {
        let Some(list) = self.list else { return false };
        let next = |(item, len): (Item, usize)| {
            item == Item { number: list.number + 1, ..list } && self.shape(at + len).has(Shape::CAPITAL)
        };
        self.spaced(at) && self.item(at).is_some_and(next)
    }
}

fn is_bullet(word: &str) -> bool {
    matches!(word, "•" | "⁃" | "●" | "◦" | "▪" | "■" | "‣" | "·" | "*" | "–")
}
