//! Who does what, by three means: the nearest noun chunk, the parser alone, and the parser with repairs as the library
//! uses it (its own tokens and names, trees mended), each against the treebank's trees.

use std::collections::BTreeSet;

use dateline::Extractor;
use dateline::syntax::analysis::Analysis;
use dateline::syntax::fine::Fine;
use dateline::syntax::{Rel, Tag, Tree};

use crate::conllu::Sentence;
use crate::eval_syntax::Score;

/// What is counted, each as pairs of a head and what hangs on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pair {
    /// Subjects of verbs.
    Subject,
    /// Subjects of verbs and of predicates with "be".
    AnySubject,
    /// Objects.
    Object,
    /// Doers in passives.
    Agent,
    /// Appositions in which one side is a name.
    NameApposition,
    /// Nouns that a relative clause's verb has as its subject, by way of its pronoun.
    RelativeSubject,
}

const PAIRS: [(&str, Pair); 6] = [
    ("subject of a verb", Pair::Subject),
    ("any subject", Pair::AnySubject),
    ("object", Pair::Object),
    ("by-agent", Pair::Agent),
    ("apposition of a name", Pair::NameApposition),
    ("relative's subject", Pair::RelativeSubject),
];

const SUBJECTS: [Rel; 3] = [Rel::Nsubj, Rel::NsubjPass, Rel::NsubjOuter];

type Found = BTreeSet<(Pair, u32, u32)>;

/// A tree over tokens, whoever made it.
struct View<'a> {
    tags: &'a [Tag],
    fine: &'a [Fine],
    heads: &'a [u32],
    rels: &'a [Rel],
}

impl View<'_> {
    fn pairs(&self, unit: impl Fn(u32) -> Option<u32>) -> Found {
        let mut found = Found::new();
        for (at, (&head, &rel)) in self.heads.iter().zip(self.rels).enumerate() {
            if head == Tree::ROOT {
                continue;
            }
            let (Some(me), Some(above)) = (unit(at as u32), unit(head)) else { continue };
            if me == above {
                continue;
            }
            let (tag, above_tag) = (self.tags[at], self.tags[head as usize]);
            if SUBJECTS.contains(&rel) {
                found.insert((Pair::AnySubject, above, me));
                if above_tag == Tag::Verb {
                    found.insert((Pair::Subject, above, me));
                }
                if self.fine[at] == Fine::PronWh && self.rels[head as usize] == Rel::AclRelcl {
                    let noun = self.heads[head as usize];
                    if let Some(noun) = unit(noun) {
                        found.insert((Pair::RelativeSubject, above, noun));
                    }
                }
            }
            match rel {
                Rel::Obj => drop(found.insert((Pair::Object, above, me))),
                Rel::OblAgent => drop(found.insert((Pair::Agent, above, me))),
                Rel::Appos if tag == Tag::Propn || above_tag == Tag::Propn => {
                    found.insert((Pair::NameApposition, above, me));
                }
                _ => {}
            }
        }
        found
    }
}

/// Prints the scores; of the last means also some of the errors.
pub fn run(sentences: &[Sentence], tags: &[Vec<Fine>], errors: usize) {
    let extractor = Extractor::english();
    let (mut analysis, mut shown) = (Analysis::default(), 0);
    let mut scores = [[Score::default(); PAIRS.len()]; 3];
    for (sentence, fine) in sentences.iter().zip(tags) {
        let gold_unit = units(sentence);
        let of_gold = |token: u32| gold_unit.get(token as usize).copied();
        let gold = View { tags: &sentence.tags, fine: &sentence.fine, heads: &sentence.heads, rels: &sentence.rels };
        let gold = gold.pairs(of_gold);
        let (mut plain, mut mended) = (Found::new(), Found::new());
        let document = extractor.extract(&sentence.text);
        let mentions: Vec<_> = document.mentions().map(|m| m.data().clone()).collect();
        for (index, part) in document.sentences().iter().enumerate() {
            let tokens = &document.tokens()[part.range()];
            let inside: Vec<_> = mentions.iter().filter(|m| m.sentence == index as u32).cloned().collect();
            // The treebank's token that a token lies in.
            let unit = |token: u32| {
                let start = tokens.get(token as usize)?.span.start;
                let at = sentence.tokens.partition_point(|t| t.span.end <= start);
                gold_unit.get(at).copied()
            };
            let lexicon = extractor.lexicon();
            extractor.analyzer().read(&sentence.text, tokens, part.first, &inside, lexicon, &mut analysis);
            plain.extend(view(&analysis).pairs(unit));
            extractor.repairs().apply(tokens, part.first, &inside, lexicon, extractor.schema(), &mut analysis);
            mended.extend(view(&analysis).pairs(unit));
        }
        for (scores, found) in scores.iter_mut().zip([&nearest(fine, of_gold), &plain, &mended]) {
            for (score, (_, pair)) in scores.iter_mut().zip(PAIRS) {
                let of = |set: &Found| set.iter().filter(|(kind, ..)| *kind == pair).count();
                score.gold += of(&gold);
                score.found += of(found);
                score.both += found.iter().filter(|it| it.0 == pair && gold.contains(it)).count();
            }
        }
        let wrong = mended.symmetric_difference(&gold).filter(|(pair, ..)| *pair != Pair::AnySubject);
        for it in wrong.take(errors.saturating_sub(shown)) {
            shown += 1;
            let kind = if gold.contains(it) { "missed" } else { "false" };
            let word = |token: u32| &sentence.text[sentence.tokens[token as usize].span.range()];
            println!("{kind} {:?} {} <- {} | {}", it.0, word(it.1), word(it.2), sentence.text);
        }
    }
    for (name, scores) in ["nearest chunk", "parser", "parser with repairs"].iter().zip(&scores) {
        println!("{name}, on our own tokens and names:");
        for ((what, _), score) in PAIRS.iter().zip(scores).filter(|(_, score)| score.found > 0) {
            println!("  {what:<20} {}", score.line());
        }
    }
}

fn view(analysis: &Analysis) -> View<'_> {
    let tree = &analysis.tree;
    View { tags: &tree.tags, fine: &analysis.fine, heads: &tree.heads, rels: &tree.rels }
}

/// For each token the first token of its name, or itself.
fn units(sentence: &Sentence) -> Vec<u32> {
    let mut unit: Vec<u32> = (0..sentence.tokens.len() as u32).collect();
    for &(first, last) in &sentence.names {
        unit[first as usize..last as usize].fill(first);
    }
    unit
}

/// The last noun of the chunk before a verb is its subject, of the chunk after it its object.
fn nearest(fine: &[Fine], unit: impl Fn(u32) -> Option<u32>) -> Found {
    let noun = |at: usize| matches!(fine[at].tag(), Tag::Noun | Tag::Propn | Tag::Pron);
    let inside = |at: usize| noun(at) || matches!(fine[at].tag(), Tag::Adj | Tag::Det | Tag::Num);
    let mut found = Found::new();
    for verb in (0..fine.len()).filter(|&at| fine[at].tag() == Tag::Verb) {
        let before = (0..verb).rev().find(|&at| noun(at));
        let after = (verb + 1..fine.len()).take_while(|&at| inside(at)).filter(|&at| noun(at)).last();
        for (pair, noun) in [(Pair::Subject, before), (Pair::AnySubject, before), (Pair::Object, after)] {
            if let Some((noun, verb)) = noun.and_then(|noun| unit(noun as u32)).zip(unit(verb as u32)) {
                found.insert((pair, verb, noun));
            }
        }
    }
    found
}
