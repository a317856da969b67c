use super::super::Tag;
use super::super::tagger::{TagScratch, Tagger};
use super::*;
use crate::Span;
use crate::text::token::tokenize;

struct Parsed {
    words: Vec<String>,
    tree: Tree,
}

impl Parsed {
    fn at(&self, word: &str) -> usize {
        self.words.iter().position(|other| other == word).unwrap()
    }

    /// Word, relation, head, as text.
    fn arc(&self, word: &str) -> (Rel, &str) {
        let at = self.at(word);
        (self.tree.rels[at], self.words.get(self.tree.heads[at] as usize).map_or("", String::as_str))
    }
}

fn parse(text: &str, names: &[(u32, u32)]) -> Parsed {
    let tagger = Tagger::open(include_bytes!("../../models/tagger.bin").as_slice()).unwrap();
    let parser = Parser::open(include_bytes!("../../models/parser.bin").as_slice()).unwrap();
    let (mut tokens, mut tags, mut tree) = (Vec::new(), Vec::new(), Tree::default());
    tokenize(text, Span::new(0, text.len() as u32), &crate::text::token::Unspelled, &mut tokens);
    let input = Input { text, tokens: &tokens, names, clues: &[] };
    tagger.tag(&input, &mut TagScratch::default(), &mut tags);
    parser.parse(&input, &tags, &mut ParseScratch::default(), &mut tree);
    assert_is_tree(&tree, tokens.len());
    Parsed { words: tokens.iter().map(|token| text[token.span.range()].into()).collect(), tree }
}

fn assert_is_tree(tree: &Tree, tokens: usize) {
    assert_eq!([tree.tags.len(), tree.heads.len(), tree.rels.len()], [tokens; 3]);
    let roots = tree.heads.iter().filter(|head| **head == Tree::ROOT).count();
    assert_eq!(roots, usize::from(tokens > 0), "{tree:?}");
    // Heads are followed once each: a word already known to reach the root ends the walk.
    let mut safe = vec![false; tokens];
    for start in 0..tokens {
        let (mut path, mut at) = (Vec::new(), start);
        while !safe[at] {
            assert!(path.len() <= tokens, "a cycle at {start}");
            path.push(at);
            match tree.heads[at] {
                Tree::ROOT => break,
                head => at = head as usize,
            }
        }
        path.into_iter().for_each(|at| safe[at] = true);
    }
    for (head, rel) in tree.heads.iter().zip(&tree.rels) {
        assert_eq!(*head == Tree::ROOT, *rel == Rel::Root);
    }
}

#[test]
fn subject_and_object() {
    let parsed = parse("The minister visited the old town.", &[]);
    assert_eq!(parsed.arc("visited"), (Rel::Root, ""));
    assert_eq!(parsed.arc("minister"), (Rel::Nsubj, "visited"));
    assert_eq!(parsed.arc("town"), (Rel::Obj, "visited"));
    assert_eq!(parsed.arc("old"), (Rel::Amod, "town"));
    assert_eq!(parsed.arc("."), (Rel::Punct, "visited"));
}

#[test]
fn prepositional_argument_and_infinitive() {
    let parsed = parse("He arrived in London to meet the president.", &[]);
    assert_eq!(parsed.arc("He"), (Rel::Nsubj, "arrived"));
    assert_eq!(parsed.arc("London"), (Rel::Obl, "arrived"));
    assert_eq!(parsed.arc("in"), (Rel::Case, "London"));
    assert_eq!(parsed.arc("meet"), (Rel::Advcl, "arrived"));
    assert_eq!(parsed.arc("president"), (Rel::Obj, "meet"));
}

#[test]
fn passive_with_agent() {
    let parsed = parse("The bridge was built by the army.", &[]);
    assert_eq!(parsed.arc("bridge"), (Rel::NsubjPass, "built"));
    assert_eq!(parsed.arc("was"), (Rel::AuxPass, "built"));
    assert_eq!(parsed.arc("army"), (Rel::OblAgent, "built"));
}

#[test]
fn a_name_is_one_unit() {
    let parsed = parse("Bank of Old Harbour bought the firm.", &[(0, 4)]);
    assert_eq!(parsed.arc("Bank"), (Rel::Nsubj, "bought"));
    for word in ["of", "Old", "Harbour"] {
        assert_eq!(parsed.arc(word), (Rel::Flat, "Bank"));
        assert_eq!(parsed.tree.tags[parsed.at(word)], Tag::Propn);
    }
}

#[test]
fn nothing_is_too_odd_to_be_a_tree() {
    for text in ["", "?", "?!?!", "( ( (", "\u{130} \u{1f600} 中文", "of of of of", ". a .", "the"] {
        for names in [&[][..], &[(0, 1)], &[(0, 2), (1, 3)], &[(2, 1), (0, u32::MAX)], &[(u32::MAX, u32::MAX)]] {
            parse(text, names);
        }
    }
}

#[test]
fn long_sentences_of_any_kind_are_trees() {
    for piece in ["who said that ", "of the ", ", and ", "x ", "visited ( ", "\u{201c} ! "] {
        parse(&piece.repeat(4000), &[]);
    }
}

#[test]
fn tags_and_tokens_may_differ_in_number() {
    let parser = Parser::open(include_bytes!("../../models/parser.bin").as_slice()).unwrap();
    let (mut tokens, mut tree) = (Vec::new(), Tree::default());
    tokenize("one two three", Span::new(0, 13), &crate::text::token::Unspelled, &mut tokens);
    let input = Input { text: "one two three", tokens: &tokens, names: &[], clues: &[] };
    for tags in [&[Fine::Noun; 5][..], &[Fine::Noun; 2], &[]] {
        parser.parse(&input, tags, &mut ParseScratch::default(), &mut tree);
        assert_is_tree(&tree, tags.len().min(3));
    }
}
