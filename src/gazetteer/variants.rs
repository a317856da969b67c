//! Recipes: how further names are derived from a row's names. What they drop and exchange is data.
//!
//! ```text
//! #! dateline-variants 1
//! #! id  en/variants
//! recipe                 does          labels       words
//! drop-corporate-suffix  drop-last     ORG/company  Inc|Corp|Ltd
//! drop-middle-initial    drop-initial  PERSON
//! saint                  replace       PLACE,ORG    Saint=St|St=Saint
//! ```
//!
//! * `drop-last`, `drop-first`: these words off the end (with a comma or "&" before them) or off the beginning;
//! * `drop-initial`: single letters between the first word and the last;
//! * `replace`: each word for the other.
//!
//! A recipe whose result is a single word makes a name that needs support from context.

use super::tsv::{Line, Sink, Table};
use crate::text::fold;

/// What a recipe does.
#[derive(Clone, Debug)]
enum Step {
    DropLast(Vec<String>),
    DropFirst(Vec<String>),
    DropInitial,
    Replace(Vec<(String, String)>),
}

/// A recipe: its name, the labels it applies to, and what it does.
#[derive(Clone, Debug)]
pub struct Recipe {
    /// The name that provenance shows.
    pub name: String,
    labels: Vec<String>,
    step: Step,
}

/// Reads a file of recipes.
pub fn read(text: &str, sink: &mut Sink<'_>) -> Vec<Recipe> {
    const KEYS: &[&str] = &["id", "licence", "source", "retrieved"];
    const COLUMNS: &[&str] = &["recipe", "does", "labels", "words"];
    let mut recipes = Vec::new();
    let Some(mut table) = Table::open(text, KEYS, COLUMNS, sink) else { return recipes };
    while let Some((line, [name, does, labels, words])) = table.row::<4>(sink) {
        match step(does, words, line, sink) {
            Some(_) if name.is_empty() => sink.error("G030", line, "", "the recipe has no name".to_owned(), None),
            Some(step) => {
                let labels = labels.split(',').map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect();
                recipes.push(Recipe { name: name.to_owned(), labels, step });
            }
            None => {}
        }
    }
    recipes
}

fn step(does: &str, words: &str, line: Line<'_>, sink: &mut Sink<'_>) -> Option<Step> {
    let list = || words.split('|').map(|w| fold::fold(w.trim())).filter(|w| !w.is_empty()).collect::<Vec<_>>();
    match does {
        "drop-last" => Some(Step::DropLast(list())),
        "drop-first" => Some(Step::DropFirst(list())),
        "drop-initial" => Some(Step::DropInitial),
        "replace" => {
            let mut pairs = Vec::new();
            for pair in words.split('|') {
                match pair.split_once('=') {
                    Some((from, to)) if !from.trim().is_empty() && !to.trim().is_empty() => {
                        pairs.push((fold::fold(from.trim()), to.trim().to_owned()));
                    }
                    _ => {
                        sink.error("G030", line, pair, format!("`{pair}` exchanges nothing"), Some("word=other"));
                        return None;
                    }
                }
            }
            Some(Step::Replace(pairs))
        }
        _ => {
            let help = Some("drop-last, drop-first, drop-initial, replace");
            sink.error("G030", line, does, format!("unknown step `{does}`"), help);
            None
        }
    }
}

impl Recipe {
    /// Whether names of this label are given variants.
    pub fn applies(&self, label: &str) -> bool {
        let below = |of: &String| label.strip_prefix(of.as_str()).is_some_and(|r| r.is_empty() || r.starts_with('/'));
        self.labels.is_empty() || self.labels.iter().any(below)
    }

    /// The variant of a name, token by token; `None` where the recipe changes nothing or leaves nothing.
    pub fn derive<'t>(&'t self, tokens: &[&'t str]) -> Option<Vec<&'t str>> {
        let is_in = |words: &[String], token: &str| words.iter().any(|word| fold::same(word, token));
        let made: Vec<&str> = match &self.step {
            Step::DropLast(words) => {
                let mut rest = tokens;
                while let [head @ .., last] = rest {
                    if !is_in(words, last) {
                        break;
                    }
                    // "Velmora, Inc." and "Velmora & Co".
                    rest = head.strip_suffix(&[","]).or(head.strip_suffix(&["&"])).unwrap_or(head);
                }
                rest.to_vec()
            }
            Step::DropFirst(words) => match tokens {
                [first, rest @ ..] if is_in(words, first) => rest.to_vec(),
                _ => return None,
            },
            Step::DropInitial => {
                let last = tokens.len().checked_sub(1)?;
                let kept = |(i, t): &(usize, &&str)| *i == 0 || *i == last || !is_initial(t);
                tokens.iter().enumerate().filter(kept).map(|(_, t)| *t).collect()
            }
            Step::Replace(pairs) => {
                let other = |token: &&'t str| {
                    pairs.iter().find(|(from, _)| fold::same(from, token)).map_or(*token, |(_, to)| to.as_str())
                };
                tokens.iter().map(other).collect()
            }
        };
        (!made.is_empty() && made != tokens).then_some(made)
    }

    /// Whether what is left of a name may be too little to stand alone.
    pub fn shortens(&self) -> bool {
        !matches!(self.step, Step::Replace(_))
    }
}

fn is_initial(token: &str) -> bool {
    let mut letters = token.strip_suffix('.').unwrap_or(token).chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}
