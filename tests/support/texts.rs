//! Texts to try invariants on: the bundled articles, and hostile ones from a generator that always gives the same.

use std::fmt::Write as _;

/// The bundled articles, with their names.
pub const ARTICLES: [(&str, &str); 3] = [
    ("ports-summit", include_str!("../../examples/articles/ports-summit.txt")),
    ("bank-takeover", include_str!("../../examples/articles/bank-takeover.txt")),
    ("river-cup", include_str!("../../examples/articles/river-cup.txt")),
];

/// Pseudo-random numbers (Knuth's MMIX generator), the same in every run.
pub struct Random(pub u64);

impl Random {
    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn pick<'p>(&mut self, pieces: &[&'p str]) -> &'p str {
        pieces[self.below(pieces.len())]
    }

    /// A character of any plane, surrogates excepted.
    fn character(&mut self) -> char {
        loop {
            let plane = [0, 0, 0, 0, 1, 1, 2, 3, 14, 16][self.below(10)];
            if let Some(c) = char::from_u32(plane * 0x1_0000 + self.below(0x1_0000) as u32) {
                return c;
            }
        }
    }
}

const NEWS: &[&str] = &[
    "Mr ",
    "President ",
    "Vladimir Putin",
    "Xi Jinping",
    "Kenya",
    "Mombasa",
    "U.S.",
    "U.N. ",
    "St. ",
    "Inc.",
    " met ",
    " visited ",
    "said ",
    "denied that ",
    "accused ",
    " of ",
    "in ",
    "on Thursday",
    "1998",
    "$2.4 billion",
    "3.1 percent",
    "the ",
    ", ",
    ". ",
    "\n\n",
    "\n",
    "\"",
    "“",
    "”",
    "'s ",
    "n't ",
    "—",
    " (",
    ") ",
    "Read more",
    "Photo: ",
    "PARIS, May 3 (Reuters) — ",
    "who ",
    "and ",
    "by ",
    "A. ",
];
const SIGNS: &[&str] = &[
    "(", ")", "[", "]", "((", "))", "\"", "''", "“", "…", "...", "-", "–", "/", "\\", "|", "&", "@", "#", "%", "$",
    "€", ":", ";", "!", "?", ".", ",",
];
const STRANGE: &[&str] = &[
    "\0",
    "\r\n",
    "\r",
    "\t",
    "\u{b}",
    "\u{c}",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{feff}",
    "\u{200b}",
    "\u{200d}",
    "\u{200f}",
    "\u{202e}",
    "\u{ad}",
    "\u{a0}",
    "İ",
    "ı",
    "ß",
    "ẞ",
    "ﬁ",
    "Ǆ",
    "ά",
    "ς",
    "K",
    "e\u{301}",
    "a\u{300}\u{301}\u{302}\u{303}",
    "👩‍👩‍👧‍👦",
    "🇰🇪",
    "👍🏽",
    "مرحبا",
    "שלום",
    "中华人民共和国",
    "東京",
    "ไทย",
    "नमस्ते",
    "𝔎𝔢𝔫𝔶𝔞",
    "\u{e000}",
    "\u{10ffff}",
    "１２３",
    "٣",
];

/// A hostile text of about `pieces` pieces; the kind goes round with `seed`.
pub fn hostile(seed: u64, pieces: usize) -> String {
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let mut out = String::new();
    for _ in 0..pieces {
        match seed % 8 {
            0 => out.push(random.character()),
            1 => out.push_str(random.pick(SIGNS)),
            2 => out.push_str(random.pick(STRANGE)),
            3 => out.push_str(random.pick(NEWS)),
            4 => {
                // Capitals without end, with blanks here and there.
                out.push((b'A' + random.below(26) as u8) as char);
                if random.below(6) == 0 {
                    out.push(' ');
                }
            }
            5 => {
                let _ = write!(out, "{}", random.below(100_000));
                out.push_str(random.pick(&[".", ",", "/", "-", ":", " ", "th ", "%", ""]));
            }
            6 => {
                // No space anywhere.
                out.push_str(random.pick(NEWS).trim());
                out.push_str(random.pick(SIGNS));
            }
            _ => match random.below(4) {
                0 => out.push(random.character()),
                1 => out.push_str(random.pick(STRANGE)),
                2 => out.push_str(random.pick(SIGNS)),
                _ => out.push_str(random.pick(NEWS)),
            },
        }
    }
    out
}

/// What makes naive readers of texts slow when it is repeated.
pub const REPEATED: &[&str] = &[
    "(",
    "\"",
    "“",
    "'",
    ".",
    "A.",
    "Mr. ",
    "Kim ",
    "Kim and ",
    "1,",
    "-",
    "—",
    "New York ",
    "of the ",
    "he said that ",
    "President of ",
    "U.S. ",
    "x",
    "İ",
    "e\u{301}",
    "\u{301}",
    "\n",
    "\r\n",
    "\n\n",
    "Read more\n",
    "PARIS, May 3 — ",
    "中",
    "🙂",
    "on Thursday ",
    "5 ",
];
