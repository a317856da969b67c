//! The parser: greedy transitions (arc-hybrid), steps and relations decided by two averaged perceptrons over hashed
//! features with weights of one byte; trained with a dynamic oracle (Goldberg & Nivre 2013).

use std::borrow::Cow;

use super::evidence::REL_FEATURES;
use super::features::{Input, Word};
use super::fine::Fine;
use super::model::{Kind, Model, ModelError};
use super::state::{Action, NONE, RELS, State};
use super::sums::Sums;
use super::{Rel, Tree};

/// One row of step weights: what "left" and "right" have over "shift", and the low byte of the feature that the row
/// is for.
pub type StepRow = [u8; 3];

/// Bytes in a row of relation weights: one for each relation, and the low byte of the feature that the row is for.
pub const REL_ROW: usize = RELS + 1;

/// What parsing needs besides the model; kept by the caller and used again.
#[derive(Clone, Debug, Default)]
pub struct ParseScratch {
    words: Vec<Word>,
    state: State,
}

/// A trained parser; immutable, to be shared between threads.
#[derive(Clone, Debug)]
pub struct Parser {
    model: Model,
}

impl Rel {
    /// The relation with number `index`; [`Rel::Dep`] for a number that none has.
    pub fn from_index(index: usize) -> Rel {
        ALL.get(index).copied().unwrap_or(Rel::Dep)
    }
}

const ALL: [Rel; RELS] = [
    Rel::Root,
    Rel::Nsubj,
    Rel::NsubjPass,
    Rel::NsubjOuter,
    Rel::Csubj,
    Rel::Obj,
    Rel::Iobj,
    Rel::Obl,
    Rel::OblAgent,
    Rel::OblTmod,
    Rel::Nmod,
    Rel::NmodPoss,
    Rel::Appos,
    Rel::Conj,
    Rel::Cc,
    Rel::Acl,
    Rel::AclRelcl,
    Rel::Advcl,
    Rel::Xcomp,
    Rel::Ccomp,
    Rel::Mark,
    Rel::Aux,
    Rel::AuxPass,
    Rel::Cop,
    Rel::Compound,
    Rel::CompoundPrt,
    Rel::Flat,
    Rel::Fixed,
    Rel::Det,
    Rel::Amod,
    Rel::Nummod,
    Rel::Parataxis,
    Rel::Advmod,
    Rel::Case,
    Rel::Expl,
    Rel::Punct,
    Rel::Dep,
];

impl Parser {
    /// Opens a model in place.
    ///
    /// # Errors
    /// When the bytes are not an undamaged parser model.
    pub fn open(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Parser, ModelError> {
        Parser::of(Model::open(bytes.into(), Kind::Parser, false)?)
    }

    /// Opens the program's own model, whose checksum is not worked out again.
    #[cfg(feature = "english")]
    pub(super) fn open_trusted(bytes: &'static [u8]) -> Result<Parser, ModelError> {
        Parser::of(Model::open(bytes.into(), Kind::Parser, true)?)
    }

    fn of(model: Model) -> Result<Parser, ModelError> {
        model.rows::<{ size_of::<StepRow>() }>(0)?;
        model.rows::<REL_ROW>(1)?;
        Ok(Parser { model })
    }

    /// Replaces `out` with the tree of one sentence, whose tags are `tags`.
    ///
    /// A name is one unit: its first token stands for it, the others hang on that as [`Rel::Flat`]. A tree is always a
    /// tree: each token has one head, one token has none.
    pub fn parse(&self, input: &Input<'_>, tags: &[Fine], scratch: &mut ParseScratch, out: &mut Tree) {
        scratch.words.clear();
        scratch.words.extend(input.tokens.iter().map(|token| Word::new(input.text, token)));
        for (word, clues) in scratch.words.iter_mut().zip(input.clues) {
            word.clues = *clues;
        }
        let tags = tags.get(..input.tokens.len()).unwrap_or(tags);
        self.parse_words(&scratch.words, tags, input.names, &mut scratch.state, out);
    }

    /// Replaces `out` with the tree of a sentence of these words, which have their clues.
    pub(super) fn parse_words(
        &self,
        words: &[Word],
        tags: &[Fine],
        names: &[(u32, u32)],
        state: &mut State,
        out: &mut Tree,
    ) {
        state.start(words, tags, names);
        out.tags.clear();
        out.tags.extend(tags.iter().map(|fine| fine.tag()));
        if let (Ok(steps), Ok(rels)) = (self.model.rows(0), self.model.rows(1)) {
            let mut rel_features = [0; REL_FEATURES];
            while !state.done() {
                let action = decide(state, steps);
                let rel = match state.arc(action) {
                    Some((child, head)) if head != state.root() => {
                        state.rel_features(child, head, &mut rel_features);
                        relation(rels, &rel_features)
                    }
                    _ => Rel::Root,
                };
                state.take(action, rel);
            }
        }
        write(state, tags.len(), out);
    }
}

/// The best step that the state allows.
#[inline]
fn decide(state: &State, rows: &[StepRow]) -> Action {
    let [shift, left, right] = [Action::Shift, Action::Left, Action::Right].map(|action| state.allows(action));
    match (shift, left, right) {
        (true, false, false) => return Action::Shift,
        (false, _, true) => return Action::Right,
        (false, true, false) => return Action::Left,
        _ => {}
    }
    let bits = 32 - rows.len().trailing_zeros();
    let (mut for_left, mut for_right) = (0i32, 0i32);
    state.each_step_feature(|feature| {
        let Some(row) = rows.get((feature >> bits) as usize) else { return };
        let mask = -i32::from(row[2] == feature as u8);
        for_left += i32::from(row[0] as i8) & mask;
        for_right += i32::from(row[1] as i8) & mask;
    });
    if right && for_right > for_left.max(0) {
        Action::Right
    } else if left && for_left > 0 {
        Action::Left
    } else {
        Action::Shift
    }
}

/// The best relation; root and punctuation are not the perceptron's to give.
#[inline]
fn relation(rows: &[[u8; REL_ROW]], features: &[u32; REL_FEATURES]) -> Rel {
    let bits = 32 - rows.len().trailing_zeros();
    let mut sums = Sums::<{ REL_ROW.div_ceil(8) }>::default();
    for feature in features {
        let Some(row) = rows.get((feature >> bits) as usize) else { continue };
        if row[RELS] == *feature as u8 {
            sums.add(row);
        }
    }
    let given = |index: &usize| *index >= Rel::Nsubj as usize && *index < RELS && *index != Rel::Punct as usize;
    let best = sums.highest(given);
    Rel::from_index(best)
}

/// Spells the nodes' tree out over the tokens; punctuation hangs on what it sets apart.
fn write(state: &State, tokens: usize, out: &mut Tree) {
    out.heads.clear();
    out.rels.clear();
    out.heads.resize(tokens, Tree::ROOT);
    out.rels.resize(tokens, Rel::Punct);
    let (nodes, root) = (state.nodes(), state.root());
    let mut top = Tree::ROOT;
    for node in nodes.get(1..root as usize).unwrap_or_default() {
        let (first, last) = node.tokens;
        let head = match nodes.get(node.head as usize) {
            Some(head) if node.head != root && node.head != NONE => head.tokens.0,
            _ => {
                top = first;
                Tree::ROOT
            }
        };
        let rel = if head == Tree::ROOT { Rel::Root } else { node.rel };
        set(out, first, head, rel);
        for token in first + 1..=last {
            set(out, token, first, Rel::Flat);
        }
    }
    if top == Tree::ROOT && tokens > 0 {
        // Nothing but punctuation.
        top = 0;
        set(out, 0, Tree::ROOT, Rel::Root);
    }
    let mut gap = 0;
    for node in nodes.get(1..root as usize).unwrap_or_default() {
        for token in gap..node.tokens.0 {
            let head = set_apart(out, gap.checked_sub(1), node.tokens.0, token);
            set(out, token, head, Rel::Punct);
        }
        gap = node.tokens.1 + 1;
    }
    for token in gap..tokens as u32 {
        if token != top {
            set(out, token, top, Rel::Punct);
        }
    }
}

/// The head of punctuation between two words: the highest word on either side that hangs on the other side.
fn set_apart(tree: &Tree, before: Option<u32>, after: u32, token: u32) -> u32 {
    /// How far up a tree the search goes; deeper nesting than this is not read but attached lower.
    const CLIMB: usize = 32;
    let climb = |from: u32, same_side: fn(u32, u32) -> bool| {
        let mut at = from;
        for _ in 0..CLIMB {
            match tree.heads.get(at as usize) {
                Some(&head) if head != Tree::ROOT && same_side(head, token) => at = head,
                _ => break,
            }
        }
        (at, tree.heads.get(at as usize).copied().unwrap_or(Tree::ROOT))
    };
    let (right, right_head) = climb(after, |head, token| head > token);
    if right_head != Tree::ROOT {
        return right;
    }
    match before.map(|before| climb(before, |head, token| head < token)) {
        Some((left, head)) if head != Tree::ROOT => left,
        _ => right,
    }
}

fn set(tree: &mut Tree, token: u32, head: u32, rel: Rel) {
    if let (Some(old_head), Some(old_rel)) = (tree.heads.get_mut(token as usize), tree.rels.get_mut(token as usize)) {
        (*old_head, *old_rel) = (head, rel);
    }
}

#[cfg(test)]
#[path = "parser_tests.rs"]
mod tests;
