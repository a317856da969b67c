//! Layout: texts a line a block, each line with the kind it should get.

#[path = "support/table.rs"]
mod table;

use std::path::Path;

use dateline::text::layout::{BlockKind, Layout};
use table::Table;

use BlockKind::{Body, Caption, Dateline, Furniture, Headline};

fn kinds(text: &str) -> Vec<(BlockKind, String)> {
    let table = Table::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteers/en/lexicon"))
        .expect("the lexicon's sources");
    let layout = Layout::new(include_str!("../rules/layout.tsv")).expect("the layout's phrases");
    let mut blocks = Vec::new();
    layout.blocks(text, &|w| table.calendar(w), &mut blocks);
    let mut at = 0;
    for block in &blocks {
        assert!(text[at..block.span.start as usize].trim().is_empty() && !block.span.is_empty());
        at = block.span.end as usize;
    }
    assert!(text[at..].trim().is_empty());
    blocks.iter().map(|b| (b.kind, text[b.span].to_owned())).collect()
}

const BODY: &str = "The envoys met on Monday and agreed on a plan for the harbour.";

#[test]
fn an_article() {
    let text = format!(
        "Envoys agree on plan for 'lost harbour'\n\n3 June 2021\n\nSign up to our free breaking news emails for alerts straight to your inbox\n\nClara Lund - Figure 2\nPhoto The Example\n\n{BODY}\n\nClara Lund arrives at the harbour (Reuters)\n\nRead more\nSimilar news"
    );
    let found: Vec<BlockKind> = kinds(&text).into_iter().map(|b| b.0).collect();
    assert_eq!(found, [Headline, Dateline, Furniture, Furniture, Furniture, Body, Caption, Furniture, Furniture]);
}

#[test]
fn datelines() {
    for head in [
        "PARIS (AP) —",
        "PARIS, May 3 (Reuters) —",
        "PARIS, May 3 (Reuters) -",
        "HARBIN, China, May 17 (Example Wire) —",
        "LONDON —",
        "NEW YORK/WASHINGTON, June 5 —",
        "Nairobi, 4 March (Xinhua) --",
        "(Reuters) -",
    ] {
        let found = kinds(&format!("{head} {BODY}"));
        assert_eq!(found, [(Dateline, head.to_owned()), (Body, BODY.to_owned())], "{head}");
    }
    for text in [
        "The plan — which nobody liked — was lost on Monday (Reuters) said.",
        "Clara Lund – the envoy – said that she was ready to go.",
        "NATO - the alliance - said so.",
        "A well-known plan was lost.",
        "Lund-Hale said no.",
    ] {
        assert_eq!(kinds(text), [(Body, text.to_owned())]);
    }
}

#[test]
fn single_lines() {
    for (line, kind) in [
        ("17 May 2024", Dateline),
        ("Published: Friday, May 17, 2024 at 10:30 GMT", Dateline),
        ("Updated 2024-05-17 10:30", Dateline),
        ("May 17th, 2024", Dateline),
        ("May won in 2017", Body),
        ("The harbour at night (Getty Images)", Caption),
        ("The harbour at night (AP Photo/Ann Moss)", Caption),
        ("The harbour (John Lund/AFP via Getty Images)", Caption),
        ("File photo: the harbour at night", Caption),
        ("The harbour (the old one)", Body),
        ("READ MORE: Envoys leave", Furniture),
        ("Share this article", Furniture),
        ("ADVERTISEMENT", Furniture),
        ("Follow us on Twitter and like us on Facebook", Furniture),
        ("Subscribe to our newsletter", Furniture),
        ("© 2024 Example. All rights reserved.", Furniture),
        ("Click here to sign up for our daily newsletter.", Furniture),
        ("Figure 1", Furniture),
        (
            "Users can sign up for the service on the ministry's page from Monday, the minister told reporters in Paris.",
            Body,
        ),
        ("lol the harbour is on fire", Body),
        ("Envoys leave harbour", Body),
    ] {
        assert_eq!(kinds(line), [(kind, line.to_owned())]);
        let inside = kinds(&format!("{BODY}\n\n{line}\n\n{BODY}"));
        assert_eq!(inside.get(1).map(|b| b.0), Some(kind), "{line}");
    }
}

#[test]
fn wrapped_lines_are_one_block() {
    let text = "The envoys met on Monday in the old harbour and agreed on a plan\nfor its future. The plan will cost the city a great deal of money,\nthe minister said, but she did not say who is going to pay for it.\nNobody asked.\n\nThe end of the story.";
    assert_eq!(kinds(text).len(), 2);
    let text = "The envoys met on Monday.\r\nThey agreed on a plan.\r\n\r\nNobody asked.";
    assert_eq!(kinds(text).len(), 3);
}

#[test]
fn bad_data_is_an_error() {
    assert_eq!(Layout::new("kind\tphrase\nlin\tread more").err().map(|e| e.line), Some(2));
    assert!(Layout::new("line").is_err());
    assert!(Layout::new("").is_ok());
}
