//! The eighth invariant: nothing is allocated per token. A binary of its own, for it counts what the allocator is asked.
#![cfg(feature = "english")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use dateline::{Context, Extractor};

struct Counting;

thread_local! {
    static CALLS: Cell<usize> = const { Cell::new(0) };
    static BYTES: Cell<usize> = const { Cell::new(0) };
}

fn count(bytes: usize) {
    // While a thread ends its counters may be gone; nothing is measured then.
    let _ = CALLS.try_with(|calls| calls.set(calls.get() + 1));
    let _ = BYTES.try_with(|total| total.set(total.get() + bytes));
}

// SAFETY: everything is handed on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size.saturating_sub(layout.size()));
        unsafe { System.realloc(memory, layout, size) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// What reading one text took, and what it gave.
#[derive(Clone, Copy, Debug)]
struct Cost {
    calls: usize,
    bytes: usize,
    tokens: usize,
    sentences: usize,
    mentions: usize,
}

fn cost(text: &str) -> Cost {
    let extractor = Extractor::english();
    let context = Context::default();
    // Once before, so that regexes and tables made at first use are there.
    drop(extractor.extract_with(text, &context));
    let (calls, bytes) = (CALLS.get(), BYTES.get());
    let document = extractor.extract_with(text, &context);
    Cost {
        calls: CALLS.get() - calls,
        bytes: BYTES.get() - bytes,
        tokens: document.tokens().len(),
        sentences: document.sentences().len(),
        mentions: document.mentions().len(),
    }
}

const WORDS: &str = "the river rose slowly under the bridge while quiet rain fell and they carried their things uphill";

#[test]
fn words_that_name_nobody_cost_no_allocation() {
    // The same number of sentences, four times the tokens.
    let sentences = |words: usize| {
        let words: Vec<&str> = WORDS.split(' ').cycle().take(words).collect();
        let sentence = format!("Then {}.", words.join(" "));
        format!("{}\n\n", [sentence.as_str(); 10].join(" ")).repeat(10)
    };
    let (short, long) = (cost(&sentences(18)), cost(&sentences(90)));
    assert_eq!((short.sentences, short.mentions), (long.sentences, long.mentions));
    let tokens = long.tokens - short.tokens;
    let more = long.calls.saturating_sub(short.calls);
    // A vector made for a sentence doubles a few times more when the sentence is five times as long; that is all.
    let allowed = 40 + 5 * long.sentences;
    assert!(more <= allowed, "{more} more allocations for {tokens} more tokens: {short:?} {long:?}");
}

#[test]
fn allocations_follow_mentions_and_sentences() {
    for (name, text) in [
        ("ports-summit", include_str!("../examples/articles/ports-summit.txt")),
        ("bank-takeover", include_str!("../examples/articles/bank-takeover.txt")),
        ("river-cup", include_str!("../examples/articles/river-cup.txt")),
    ] {
        let text = format!("{text}\n\n");
        let (once, many) = (cost(&text.repeat(4)), cost(&text.repeat(16)));
        let (sentences, mentions) = (many.sentences - once.sentences, many.mentions - once.mentions);
        let more = many.calls - once.calls;
        let allowed = 16 * (sentences + mentions);
        println!(
            "{name}: {more} allocations for {sentences} sentences, {mentions} mentions, {} tokens",
            many.tokens - once.tokens
        );
        assert!(more <= allowed, "{name}: {more} allocations for {sentences} sentences and {mentions} mentions more");
        // Bytes stand for work here: four times the text takes about four times as much, not sixteen.
        assert!(many.bytes <= 6 * once.bytes, "{name}: {once:?} {many:?}");
    }
}

/// One document of many people: relatives who share surnames, and pronouns that look for them.
#[test]
fn who_is_who_takes_work_in_proportion_to_the_document() {
    let document = |people: usize| {
        let name =
            |n: usize| ["Tol", "Quist", "Bran", "Ver"][n % 4].to_owned() + ["vane", "gard", "dahl", "mund"][n / 4 % 4];
        let one = |n: usize| {
            let (a, b) = (name(n), name(n / 3 + 5));
            format!(
                "In her book, Olga {a} praised her brother Karl {a}. {b} said he had met her. Mr {b} denied it and sold his boat.\n\n"
            )
        };
        (0..people).map(one).collect::<String>()
    };
    let sizes = [250, 500, 1_000, 2_000].map(|people| cost(&document(people)));
    for pair in sizes.windows(2) {
        assert!(pair[1].mentions >= 2 * pair[0].mentions - 8, "{sizes:?}");
        assert!(pair[1].bytes <= 3 * pair[0].bytes && pair[1].calls <= 3 * pair[0].calls, "{sizes:?}");
    }
}

/// Clauses joined by "and" and commas, without a full stop: what is tagged, parsed, mended and read in one piece.
#[test]
fn a_sentence_without_an_end_takes_memory_in_proportion() {
    const CLAUSES: &str = "Keller met the mayor of Oslo and the ministry, which opened last year, said the plan was ready, and \
        officials were told by Lund that nobody had been hurt, and the chairwoman, Anna Berg, signed the deal and";
    let sentence = |words: usize| CLAUSES.split(' ').cycle().take(words).collect::<Vec<_>>().join(" ");
    let (short, long, endless) = (cost(&sentence(2_000)), cost(&sentence(4_000)), cost(&sentence(90_000)));
    assert!(endless.tokens >= 100_000, "{endless:?}");
    assert!(long.bytes <= 3 * short.bytes, "{short:?} {long:?}");
    assert!(endless.bytes <= 68 * short.bytes, "{short:?} {endless:?}");
}
