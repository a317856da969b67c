//! Prints the tree and the clauses of each sentence of a text: to see what a frame was given.

use std::io::Read;

use dateline::Extractor;
use dateline::syntax::analysis::Analysis;
use dateline::syntax::clauses::Clauses;
use dateline::syntax::sight::{ClauseWords, Sight};

/// Reads standard input.
pub fn run() -> anyhow::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let extractor = Extractor::english();
    let document = extractor.extract(&text);
    let (lexicon, frames) = (extractor.lexicon(), extractor.rules().frames());
    let light = extractor.rules().words("light_verb").cloned().unwrap_or_default();
    let words = ClauseWords::new(lexicon, extractor.rules());
    let mut analysis = Analysis::default();
    for (index, sentence) in document.sentences().iter().enumerate() {
        let tokens = &document.tokens()[sentence.range()];
        let mentions: Vec<_> =
            document.mentions().map(|m| m.data().clone()).filter(|m| m.sentence == index as u32).collect();
        extractor.analyzer().read(&text, tokens, sentence.first, &mentions, lexicon, &mut analysis);
        extractor.repairs().apply(tokens, sentence.first, &mentions, lexicon, extractor.schema(), &mut analysis);
        for (at, token) in tokens.iter().enumerate() {
            let (head, rel) = (analysis.tree.heads[at], analysis.tree.rels[at]);
            let mention = mentions.iter().find(|m| m.first == sentence.first + at as u32);
            let label = mention.map_or(String::new(), |m| format!("{} {:?}", extractor.schema().path(m.label), m.form));
            println!(
                "{at:>3} {:<16} {:?} {} {rel:?} {label}",
                &text[token.span.range()],
                analysis.fine[at],
                head as i32
            );
        }
        let sight = Sight {
            text: &text,
            tokens,
            fine: &analysis.fine,
            tree: &analysis.tree,
            children: &analysis.children,
            lexicon,
            words: &words,
        };
        let act = |lemma: u64| dateline::relation::frames::is_act(frames, lemma);
        for clause in Clauses::read(&sight, &act, &|lemma| light.contains(lemma)).clauses {
            let word = |t: Option<u32>| t.map_or("-", |t| &text[tokens[t as usize].span.range()]);
            let obliques: Vec<String> = clause
                .obliques
                .iter()
                .map(|o| format!("{}:{}", word(Some(o.case).filter(|&c| c != u32::MAX)), word(Some(o.head))))
                .collect();
            println!(
                "  {:?} {} {:?} {:?} subject {}{} object {} iobj {} agent {} of {} [{}] {:?} above {:?}{}",
                clause.kind,
                word(Some(clause.head)),
                clause.voice,
                clause.tense,
                word(clause.subject),
                if clause.inherited { "*" } else { "" },
                word(clause.object),
                word(clause.iobj),
                word(clause.agent),
                word(clause.said_of),
                obliques.join(" "),
                clause.link,
                clause.parent,
                if clause.negative { " NOT" } else { "" }
            );
        }
        println!();
    }
    Ok(())
}
