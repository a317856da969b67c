//! Tokens: the conventions as a table, and what holds for any text.

#[path = "support/table.rs"]
mod table;

use dateline::Span;
use dateline::text::token::{Shape, Token, Unspelled, tokenize};
use table::Table;
use unicode_segmentation::UnicodeSegmentation;

fn lexicon() -> Table {
    let mut table = Table::default();
    table.add(include_str!("../gazetteers/en/lexicon/spelling.tsv"));
    table.add("word\tclass\tvalue\nmr\tabbr\ttitle\ngen\tabbr\ttitle\nco\tabbr\tend\ninc\tabbr\tend\nno\tabbr\tmid\nno\tneg\t\nb.sc\tabbr\tend\nb.sc\tabbr\tend\nkm\tunit\t\nbn\tmagnitude\t\nm\tmagnitude\t\npm\tclock\tPM\nal\tabbr\tmid\n");
    table
}

fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    tokenize(text, Span::new(0, text.len() as u32), &lexicon(), &mut out);
    out
}

/// Texts as they are written, tokens parted by a space.
const CASES: &[(&str, &str)] = &[
    ("Mr. Hale met Gen. Ortiz.", "Mr. Hale met Gen. Ortiz ."),
    ("The U.S. and J. K. Lund's firm", "The U.S. and J. K. Lund 's firm"),
    ("It left the E.U.", "It left the E.U."),
    ("a B.Sc. and a Ph.D. at 5 p.m.", "a B.Sc. and a Ph.D. at 5 p.m."),
    ("a 7,000-word note", "a 7,000 - word note"),
    ("Lee Min-ho of Guinea-Bissau", "Lee Min - ho of Guinea - Bissau"),
    ("They don't, can't and won't.", "They do n't , ca n't and wo n't ."),
    ("Nobody cannot go", "Nobody can not go"),
    ("Lund’s and I’m, we’ll, they’ve", "Lund ’s and I ’m , we ’ll , they ’ve"),
    ("the countries’ envoys", "the countries ’ envoys"),
    ("O'Hara at four o'clock in Xi'an's centre", "O'Hara at four o'clock in Xi'an 's centre"),
    ("$5m, €3.5bn and £1,200.50", "$ 5 m , € 3.5 bn and £ 1,200.50"),
    ("50% of 8th and 1990s, 3D, 430km", "50 % of 8th and 1990s , 3D , 430 km"),
    ("at 6pm, 08:30 or 9/11", "at 6 pm , 08:30 or 9/11"),
    ("see https://news.example.org/a-b?c=1. Then", "see https://news.example.org/a-b?c=1 . Then"),
    ("(www.example.net), example.com/x", "( www.example.net ) , example.com/x"),
    ("write to a.lund@mail.example.org, please", "write to a.lund@mail.example.org , please"),
    ("@lund_hq on #Summit2024 is #1", "@lund_hq on #Summit2024 is # 1"),
    ("Well... so -- then…", "Well ... so -- then …"),
    ("What?! No!!", "What ?! No !!"),
    ("\"Yes,\" (he) [said] “so”", "\" Yes , \" ( he ) [ said ] “ so ”"),
    ("It ended.Then", "It ended . Then"),
    ("No. 10 and no.", "No. 10 and no ."),
    ("AT&T and R&D; salt&pepper", "AT&T and R&D ; salt & pepper"),
    ("he said 'yes' and 'sure'", "he said ' yes ' and ' sure '"),
    ("Acme Co. and Lund, Inc., fell", "Acme Co. and Lund , Inc. , fell"),
    ("you and I. Later", "you and I . Later"),
    ("Ann I. Lund", "Ann I. Lund"),
    ("World War I. Later", "World War I . Later"),
    ("and/or in 2015–2021", "and / or in 2015 – 2021"),
    ("the '90s and 1930's", "the '90s and 1930's"),
    ("user@", "user @"),
    ("1,000,000.5 and 1,2", "1,000,000.5 and 1 , 2"),
    ("São Tomé, Łódź und Владимир", "São Tomé , Łódź und Владимир"),
    ("1.5km²", "1.5 km ²"),
    ("Lund et al. found", "Lund et al. found"),
    ("a\u{200B}b \u{FEFF}c", "a\u{200B}b c"),
];

#[test]
fn follows_the_treebank() {
    for (text, wanted) in CASES {
        let found: Vec<&str> = tokens(text).iter().map(|t| &text[t.span]).collect();
        assert_eq!(found.join(" "), *wanted, "{text}");
    }
}

#[test]
fn tells_shapes() {
    let shape = |text: &str| tokens(text).first().map(|t| t.shape).unwrap_or_default();
    for (text, set, unset) in [
        (
            "Harbin",
            vec![Shape::CAPITAL, Shape::LETTER, Shape::ASCII],
            vec![Shape::UPPER, Shape::LOWER, Shape::INNER_CAPITAL],
        ),
        ("NATO", vec![Shape::CAPITAL, Shape::UPPER], vec![Shape::LOWER]),
        ("McCain", vec![Shape::CAPITAL, Shape::INNER_CAPITAL], vec![Shape::UPPER]),
        ("iPhone", vec![Shape::INNER_CAPITAL], vec![Shape::CAPITAL]),
        ("U.S.", vec![Shape::UPPER, Shape::STOP], vec![Shape::PUNCTUATION]),
        ("A", vec![Shape::CAPITAL, Shape::UPPER], vec![]),
        ("1,000.5", vec![Shape::DIGIT, Shape::NUMBER], vec![Shape::LETTER, Shape::STOP]),
        ("8th", vec![Shape::DIGIT, Shape::LETTER, Shape::LOWER], vec![Shape::NUMBER]),
        ("G20", vec![Shape::CAPITAL, Shape::DIGIT], vec![Shape::NUMBER, Shape::UPPER]),
        ("—", vec![Shape::PUNCTUATION], vec![Shape::ASCII]),
        ("Łódź", vec![Shape::CAPITAL, Shape::LETTER], vec![Shape::ASCII, Shape::UPPER]),
        ("ŁÓDŹ", vec![Shape::UPPER], vec![Shape::LOWER]),
        ("東京", vec![Shape::LETTER], vec![Shape::UPPER, Shape::LOWER, Shape::PUNCTUATION]),
        ("#Summit", vec![Shape::ADDRESS], vec![]),
    ] {
        assert!(set.iter().all(|f| shape(text).has(*f)), "{text} {:?}", shape(text));
        assert!(!unset.iter().any(|f| shape(text).has(*f)), "{text} {:?}", shape(text));
    }
}

#[test]
fn tells_white_space_before() {
    let text = "a b\nc\r\n\r\nd-e";
    let flags: Vec<(bool, bool, bool)> = tokens(text)
        .iter()
        .map(|t| {
            (t.shape.has(Shape::SPACE_BEFORE), t.shape.has(Shape::LINE_BEFORE), t.shape.has(Shape::PARAGRAPH_BEFORE))
        })
        .collect();
    let (start, space, line, glued) =
        ((true, true, true), (true, false, false), (true, true, false), (false, false, false));
    assert_eq!(flags, [start, space, line, start, glued, glued]);
}

const HOSTILE: &[&str] = &[
    "(", ".", "a.", "a'", "1,", "1'", "a@", "aa.bb", "\u{301}", "’", "🇫🇷", "…", "a-", "http://", "İ", "\r", "&a",
    "\u{200D}", "1.1", "'s", "東", "U.S.", "#a", "9'9",
];

#[test]
fn tokens_and_gaps_make_up_the_text() {
    let mixed: String = HOSTILE.iter().flat_map(|a| HOSTILE.iter().map(move |b| format!("{a}{b} {b}{a}{a}"))).collect();
    let texts = CASES.iter().map(|c| c.0).chain(HOSTILE.iter().copied()).chain([mixed.as_str()]);
    for text in texts {
        let mut at = 0;
        for token in tokens(text) {
            assert!(token.span.start as usize >= at && !token.span.is_empty(), "{text}");
            let gap = &text[at..token.span.start as usize];
            assert!(
                gap.chars().all(|c| c.is_whitespace() || "\u{200B}\u{FEFF}\u{200D}".contains(c)),
                "{gap:?} in {text}"
            );
            at = token.span.end as usize;
        }
        assert!(text[at..].trim_matches('\u{200D}').trim().is_empty(), "{text}");
    }
}

/// Every border that UAX #29 sees next to a space is one here, and no token holds a space.
#[test]
fn agrees_with_unicode_at_spaces() {
    let text: String = CASES.iter().map(|c| c.0).collect::<Vec<_>>().join(" ");
    let found = tokens(&text);
    for (at, word) in text.split_word_bound_indices().filter(|w| w.1.trim().is_empty()) {
        let inside = |t: &&Token| (t.span.start as usize) < at + word.len() && at < t.span.end as usize;
        assert!(found.iter().find(inside).is_none(), "{at}");
    }
}

#[test]
fn a_shifted_text_has_shifted_tokens() {
    for (text, _) in CASES {
        let shifted = format!("Before.\n\n{text}");
        let (plain, moved) = (tokens(text), tokens(&shifted));
        let moved = &moved[moved.len() - plain.len()..];
        for (a, b) in plain.iter().zip(moved) {
            assert_eq!(
                (a.span.start + 9, a.span.end + 9, a.hash, a.shape),
                (b.span.start, b.span.end, b.hash, b.shape),
                "{text}"
            );
        }
    }
}

#[test]
fn takes_linear_time() {
    for piece in HOSTILE {
        let text = piece.repeat(400_000 / piece.len());
        let start = std::time::Instant::now();
        let mut out = Vec::new();
        tokenize(&text, Span::new(0, text.len() as u32), &Unspelled, &mut out);
        assert!(start.elapsed().as_secs() < 10, "{piece:?} took {:?}", start.elapsed());
    }
}
