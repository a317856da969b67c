//! Running the examples of rules with the rule engine alone: no gazetteer, no resolution, no tree.

use super::example::{Example, Expected};
use super::find::{Found, Match, Scratch};
use super::matcher::{Marked, Sentence};
use super::rules::{Emits, Filler, Pass, Rule, Rules};
use super::words::Words;
use crate::schema::Qualifier;
use crate::syntax::Tag;
use crate::text::span::Span;
use crate::text::token::{Spelling, Token, tokenize};

/// An example that did not come out as it says.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The example.
    pub example: Example,
    /// What was found instead.
    pub reason: String,
}

/// The outcome of all examples.
#[derive(Clone, Debug, Default)]
pub struct Trial {
    /// How many came out right.
    pub passed: usize,
    /// Those that did not.
    pub failures: Vec<Failure>,
    /// Those that need more than the rule engine: frames, and rules that ask for tags.
    pub left: Vec<Example>,
}

/// Gives each token of a sentence its part of speech.
pub type Tagger<'t> = dyn Fn(&str, &[Token]) -> Vec<Tag> + 't;

/// What a mention or relation rule has before it in an example.
struct Stage {
    tokens: Vec<Token>,
    /// The given mentions.
    marked: Vec<Marked>,
    /// The mentions that the rule must find.
    expected: Vec<Span>,
    tags: Option<Vec<Tag>>,
}

impl Stage {
    fn of(
        example: &Example,
        rule: &Rule,
        words: &dyn Words,
        spelling: &dyn Spelling,
        tagger: Option<&Tagger<'_>>,
    ) -> Stage {
        let text = example.text.as_str();
        let mut tokens = Vec::new();
        tokenize(text, Span::new(0, text.len() as u32), spelling, &mut tokens);
        for token in &mut tokens {
            token.word = words.find(token.hash);
        }
        let expected_here = |label| match (&rule.emits, rule.pass) {
            (Emits::Mention { .. }, Pass::Tokens) => true,
            (Emits::Mention { label: own, .. }, _) => *own == label,
            _ => false,
        };
        let mut marked = Vec::new();
        let mut expected = Vec::new();
        for (i, given) in example.mentions.iter().enumerate() {
            let first = tokens.partition_point(|t| t.span.start < given.span.start) as u32;
            let last = tokens.partition_point(|t| t.span.end <= given.span.end) as u32;
            if expected_here(given.label) {
                expected.push(given.span);
            }
            if rule.reads_own || !expected_here(given.label) {
                marked.push(Marked { first, last, label: given.label, index: i as u32 });
            }
        }
        let tags = tagger.filter(|_| rule.reads_tags).map(|tagger| tagger(text, &tokens));
        Stage { tokens, marked, expected, tags }
    }
}

impl Rules {
    /// The patterns of an example's rule, as spans of its source, and whether each matches the example.
    pub fn patterns_tried(
        &self,
        example: &Example,
        words: &dyn Words,
        spelling: &dyn Spelling,
        tagger: &Tagger<'_>,
    ) -> Vec<(Span, bool)> {
        let Some(rule) = self.get(example.rule) else { return Vec::new() };
        let stage = Stage::of(example, rule, words, spelling, Some(tagger));
        let (text, tokens) = (example.text.as_str(), stage.tokens.as_slice());
        let sentence = Sentence { text, tokens, words, tags: stage.tags.as_deref(), mentions: &stage.marked };
        self.patterns_of(example.rule, &sentence)
    }

    /// Runs the examples. An example's text is one sentence here; without a `tagger` those that need tags are left.
    pub fn try_examples(
        &self,
        examples: Vec<Example>,
        words: &dyn Words,
        spelling: &dyn Spelling,
        tagger: Option<&Tagger<'_>>,
    ) -> Trial {
        let mut trial = Trial::default();
        let mut scratch = Scratch::default();
        for example in examples {
            let Some(rule) = self.get(example.rule).filter(|r| r.pass != Pass::Frames && !r.disabled) else {
                trial.left.push(example);
                continue;
            };
            match self.try_one(&example, rule, words, spelling, tagger, &mut scratch) {
                None => trial.left.push(example),
                Some(Ok(())) => trial.passed += 1,
                Some(Err(reason)) => trial.failures.push(Failure { example, reason }),
            }
        }
        trial
    }

    /// `None` where tags would be needed.
    fn try_one(
        &self,
        example: &Example,
        rule: &Rule,
        words: &dyn Words,
        spelling: &dyn Spelling,
        tagger: Option<&Tagger<'_>>,
        scratch: &mut Scratch,
    ) -> Option<Result<(), String>> {
        let text = example.text.as_str();
        let Stage { tokens, marked, expected, tags } = Stage::of(example, rule, words, spelling, tagger);
        let sentence = Sentence { text, tokens: &tokens, words, tags: tags.as_deref(), mentions: &marked };
        let mut found = Found::default();
        self.find_one(example.rule, &sentence, scratch, &mut found);
        if !found.untagged().is_empty() {
            return None;
        }
        let spans: Vec<Span> = found.matches().iter().map(|m| cover(&tokens, m.first, m.last)).collect();
        if !example.fires {
            let first = spans.first().map(|s| &text[*s]);
            return Some(first.map_or(Ok(()), |found| Err(format!("it fires on \"{found}\""))));
        }
        if found.matches().is_empty() {
            return Some(Err("it does not fire".to_owned()));
        }
        if matches!(rule.emits, Emits::Mention { .. }) {
            let shown = |spans: &[Span]| spans.iter().map(|s| &text[*s]).collect::<Vec<_>>().join("\", \"");
            let wrong = !expected.is_empty() && spans != expected;
            return Some(if wrong { Err(format!("it finds \"{}\"", shown(&spans))) } else { Ok(()) });
        }
        let relations: Vec<Expected> =
            found.matches().iter().filter_map(|m| self.relation(rule, &found, m, &tokens, text)).collect();
        let missing = example.relations.iter().find(|r| !relations.iter().any(|f| includes(f, r)));
        Some(missing.map_or(Ok(()), |r| Err(format!("it finds {relations:?}, not {r:?}"))))
    }

    fn relation(&self, rule: &Rule, found: &Found, m: &Match, tokens: &[Token], text: &str) -> Option<Expected> {
        let Emits::Relation { predicate, subject, object, qualifiers, polarity, modality } = &rule.emits else {
            return None;
        };
        let fill = |filler: &Filler| match filler {
            Filler::Text(text) => Some(text.clone()),
            Filler::Empty => None,
            Filler::Capture(name) => found.capture(m, *name).map(|c| text[cover(tokens, c.first, c.last)].to_owned()),
        };
        let qualifiers: Vec<(Qualifier, String)> =
            qualifiers.iter().filter_map(|(q, filler)| Some((*q, fill(filler)?))).collect();
        Some(Expected {
            predicate: *predicate,
            subject: fill(subject),
            object: fill(object),
            qualifiers,
            polarity: *polarity,
            modality: *modality,
        })
    }
}

/// Whether the relation found is the one expected; it may carry qualifiers that the example does not speak of.
fn includes(found: &Expected, expected: &Expected) -> bool {
    let Expected { predicate, subject, object, qualifiers, polarity, modality } = expected;
    found.predicate == *predicate
        && found.subject == *subject
        && found.object == *object
        && found.polarity == *polarity
        && found.modality == *modality
        && qualifiers.iter().all(|q| found.qualifiers.contains(q))
}

fn cover(tokens: &[Token], first: u32, last: u32) -> Span {
    match (tokens.get(first as usize), tokens.get(last.saturating_sub(1) as usize)) {
        (Some(a), Some(b)) if first < last => a.span.cover(b.span),
        _ => Span::default(),
    }
}
