//! Amounts: what is found, its label, number and unit.

#[path = "support/table.rs"]
mod table;

use std::path::Path;

use dateline::Span;
use dateline::mention::numbers;
use dateline::schema::TOP;
use dateline::text::layout::Layout;
use dateline::text::sentence::sentences;
use dateline::text::token::tokenize;
use dateline::time;
use table::Table;

const CASES: &[(&str, &str)] = &[
    ("It cost $5m and €3.5bn.", "$5m MONEY 5000000 USD; €3.5bn MONEY 3500000000 EUR"),
    ("It cost $5 million or £1,200.50.", "$5 million MONEY 5000000 USD; £1,200.50 MONEY 1200.5 GBP"),
    ("It cost five million euros.", "five million euros MONEY 5000000 EUR"),
    ("It cost 20 yuan and USD 30.", "20 yuan MONEY 20 CNY; USD 30 MONEY 30 USD"),
    ("It cost US$3 billion.", "US$3 billion MONEY 3000000000 USD"),
    ("It cost 3 million Canadian dollars.", "3 million Canadian dollars MONEY 3000000 USD"),
    ("It rose 50% or 3.5 percent.", "50% PERCENT 50; 3.5 percent PERCENT 3.5"),
    ("It fell by three percentage points.", "three percentage points PERCENT 3"),
    ("It is 20 km long and weighs five tonnes.", "20 km QUANTITY 20 length:km; five tonnes QUANTITY 5 mass:t"),
    ("A 7,000-word note on 1,200 people.", "7,000 CARDINAL 7000; 1,200 CARDINAL 1200"),
    ("The 8th and the twenty-first came second.", "8th ORDINAL 8; twenty-first ORDINAL 21; second ORDINAL 2"),
    ("Twenty-five of two hundred and six.", "Twenty-five CARDINAL 25; two hundred and six CARDINAL 206"),
    ("Two hundred thousand marched.", "Two hundred thousand CARDINAL 200000"),
    ("2.5 million marched on 3 June 2021 for three years.", "2.5 million CARDINAL 2500000"),
    ("A dozen came, two dozen left.", "dozen CARDINAL 12; two dozen CARDINAL 24"),
    ("One of them fell in 2019.", ""),
    ("Nine or ten came.", "Nine CARDINAL 9; ten CARDINAL 10"),
    ("It rose 1/8 to 54-1/2 and 2 1/2 percent.", "54-1/2 CARDINAL 54.5; 2 1/2 percent PERCENT 2.5"),
    ("Two and a half tonnes fell.", "Two and a half tonnes QUANTITY 2.5 mass:t"),
    ("Profit was 31.2 million pounds.", "31.2 million pounds MONEY 31200000 GBP"),
    ("It cost 5,000 yen or 20 pence.", "5,000 yen MONEY 5000 JPY; 20 pence MONEY 20 minor"),
    ("From 10 to 15 came.", "10 CARDINAL 10; 15 CARDINAL 15"),
];

#[test]
fn finds_amounts() {
    let table = Table::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteers/en/lexicon"))
        .expect("the lexicon's sources");
    let layout = Layout::new("").expect("no phrases");
    let mut wrong = Vec::new();
    for (text, wanted) in CASES {
        let (mut blocks, mut tokens, mut found) = (Vec::new(), Vec::new(), Vec::new());
        layout.blocks(text, &|_| false, &mut blocks);
        tokenize(text, Span::new(0, text.len() as u32), &table, &mut tokens);
        sentences(text, &blocks, &mut tokens, &|t| table.role(t.hash), &mut found);
        let (mut times, mut amounts) = (Vec::new(), Vec::new());
        for sentence in &found {
            let from = times.len();
            time::find(text, &tokens, sentence, &table, &mut times);
            numbers::find(text, &tokens, sentence, &table, &times[from..], &mut amounts);
        }
        let line: Vec<String> = amounts
            .iter()
            .map(|a| {
                let span = tokens[a.first as usize].span.cover(tokens[a.last as usize - 1].span);
                format!("{} {} {} {}", &text[span], TOP[a.label.0 as usize], a.number, a.unit).trim_end().to_owned()
            })
            .collect();
        if line.join("; ") != *wanted {
            wrong.push(format!("{text}\n  wanted {wanted}\n  found  {}", line.join("; ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
