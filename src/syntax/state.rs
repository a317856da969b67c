//! The state of the parser: nodes, stack and buffer of the arc-hybrid system (Kuhlmann, Gómez-Rodríguez & Satta 2011).
//!
//! A node is a word, or a name found as one unit; punctuation is no node but the gap before one. Public because the
//! trainer drives the same state; not a stable interface.

use super::Rel;
use super::features::{Word, mix};
use super::fine::Fine;

/// How many relations there are.
pub const RELS: usize = Rel::Dep as usize + 1;

/// What the parser does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Action {
    /// The next node goes on the stack.
    Shift,
    /// The top of the stack becomes a child of the next node.
    Left,
    /// The top of the stack becomes a child of the node below it.
    Right,
}

/// Index of the node that stands for a missing one.
pub const NONE: u32 = 0;
/// The tag number of a missing node, and of the root.
const NONE_TAG: u8 = Fine::COUNT as u8 + 1;
const ROOT_TAG: u8 = Fine::COUNT as u8 + 2;

/// One node.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// First and last token, counted from the sentence's first token.
    pub tokens: (u32, u32),
    /// Head, as a node; [`NONE`] while it has none.
    pub head: u32,
    /// Relation to the head.
    pub rel: Rel,
    pub(super) word: u32,
    pub(super) both: u32,
    pub(super) tail: u32,
    pub(super) clues: u32,
    pub(super) tag: u8,
    pub(super) gap: u8,
    pub(super) commas: u8,
    pub(super) depth: u8,
    pub(super) ahead: u8,
    pub(super) verbs: u8,
    pub(super) lefts: u8,
    pub(super) rights: u8,
    pub(super) left: u32,
    pub(super) left2: u32,
    pub(super) right: u32,
    pub(super) right2: u32,
    pub(super) marker: u32,
    pub(super) rels: u64,
}

impl Node {
    fn new(tokens: (u32, u32), word: u32, tail: u32, tag: u8) -> Node {
        Node {
            tokens,
            head: NONE,
            rel: Rel::Root,
            word,
            both: mix(200, word, tag as u32),
            tail,
            clues: 0,
            tag,
            gap: 0,
            commas: 0,
            depth: 0,
            ahead: 0,
            verbs: 0,
            lefts: 0,
            rights: 0,
            left: NONE,
            left2: NONE,
            right: NONE,
            right2: NONE,
            marker: 0,
            rels: 0,
        }
    }
}

/// Nodes, stack and buffer of one sentence; kept by the caller and used again.
#[derive(Clone, Debug, Default)]
pub struct State {
    nodes: Vec<Node>,
    stack: Vec<u32>,
    next: u32,
}

impl State {
    /// Starts on a sentence: `words` and `tags` of its tokens, `names` the ranges of tokens that are one node.
    pub fn start(&mut self, words: &[Word], tags: &[Fine], names: &[(u32, u32)]) {
        self.nodes.clear();
        self.stack.clear();
        self.next = 1;
        self.nodes.push(Node::new((0, 0), 0, 0, NONE_TAG));
        let mut names = names.iter().copied().peekable();
        let (mut gap, mut commas, mut depth) = (0u8, 0u8, 8u8);
        let mut at = 0;
        while at < tags.len() {
            while names.next_if(|name| (name.0 as usize) < at || name.1 <= name.0).is_some() {}
            let (first, mut last) = (at, at);
            if let Some((_, end)) = names.next_if(|name| name.0 as usize == at) {
                last = (end as usize).min(tags.len()) - 1;
            }
            at = last + 1;
            let (Some(word), Some(tag)) = (words.get(last), tags.get(last)) else { continue };
            if first == last && *tag == Fine::Punct {
                let sign = sign(word);
                gap = if gap == 0 { sign } else { gap.min(7) * 8 + sign.min(7) };
                commas = commas.saturating_add(u8::from(sign == 1));
                depth = match sign {
                    3 => depth.saturating_add(1),
                    4 => depth.saturating_sub(1),
                    _ => depth,
                };
                continue;
            }
            let tag = if first == last { *tag } else { Fine::Propn };
            let mut node = Node::new((first as u32, last as u32), word.hash, word.tail & 0xff_ffff, tag as u8);
            (node.gap, node.commas, node.depth) = (gap, commas, depth);
            node.clues = word.clues & 0xffff;
            gap = 0;
            self.nodes.push(node);
        }
        let mut root = Node::new((0, 0), 1, 0, ROOT_TAG);
        (root.gap, root.commas, root.depth) = (gap, commas, depth);
        self.nodes.push(root);
        self.look_around();
    }

    /// Notes for each node which finite verb comes after it, what stands between, and how many came before.
    fn look_around(&mut self) {
        let mut ahead = 0;
        for node in self.nodes.iter_mut().rev() {
            node.ahead = ahead;
            ahead = match Fine::from_index(node.tag as usize) {
                Fine::VerbPast => 1,
                Fine::VerbPresent | Fine::VerbThird => 2,
                Fine::AuxFinite | Fine::AuxModal => 3,
                Fine::PronWh | Fine::AdvWh | Fine::Sconj => ahead | 4,
                Fine::Cconj => ahead | 8,
                _ => ahead,
            };
            if node.gap != 0 {
                ahead |= 16;
            }
        }
        let mut verbs = 0u8;
        for node in &mut self.nodes {
            node.verbs = verbs;
            verbs = match Fine::from_index(node.tag as usize) {
                Fine::VerbPast | Fine::VerbPresent | Fine::VerbThird | Fine::AuxFinite | Fine::AuxModal => {
                    (verbs + 1).min(3)
                }
                _ => verbs,
            };
        }
    }

    /// The nodes; the first stands for a missing one, the last for the root.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The root's index.
    pub fn root(&self) -> u32 {
        (self.nodes.len() as u32).saturating_sub(1)
    }

    /// The stack, top last.
    pub fn stack(&self) -> &[u32] {
        &self.stack
    }

    /// The next node of the buffer.
    pub fn next(&self) -> u32 {
        self.next
    }

    /// Whether every node has its head.
    pub fn done(&self) -> bool {
        self.stack.is_empty() && self.next >= self.root()
    }

    /// Whether `action` can be taken.
    #[inline]
    pub fn allows(&self, action: Action) -> bool {
        let (depth, more) = (self.stack.len(), self.next < self.root());
        match action {
            Action::Shift => more,
            Action::Left => depth > 0 && (more || depth == 1),
            Action::Right => depth > 1,
        }
    }

    /// Child and head of the arc that `action` makes.
    #[inline]
    pub fn arc(&self, action: Action) -> Option<(u32, u32)> {
        match action {
            Action::Shift => None,
            Action::Left => Some((self.at(0), self.next)),
            Action::Right => Some((self.at(0), self.at(1))),
        }
    }

    /// The node `depth` below the top of the stack.
    #[inline]
    pub(super) fn at(&self, depth: usize) -> u32 {
        self.stack.len().checked_sub(depth + 1).and_then(|at| self.stack.get(at)).copied().unwrap_or(NONE)
    }

    /// Takes an action that [`State::allows`]; `rel` is the relation of the arc it makes.
    pub fn take(&mut self, action: Action, rel: Rel) {
        let Some((child, head)) = self.arc(action) else {
            self.stack.push(self.next);
            self.next += 1;
            return;
        };
        self.stack.pop();
        let Some(node) = self.nodes.get_mut(child as usize) else { return };
        (node.head, node.rel) = (head, rel);
        let word = node.word;
        let Some(parent) = self.nodes.get_mut(head as usize) else { return };
        if child < head {
            (parent.left2, parent.left) = (parent.left, child);
            parent.lefts = parent.lefts.saturating_add(1);
        } else {
            (parent.right2, parent.right) = (parent.right, child);
            parent.rights = parent.rights.saturating_add(1);
        }
        parent.rels |= 1 << rel as u32;
        if matches!(rel, Rel::Case | Rel::Mark) {
            parent.marker = word;
        }
    }

    #[inline(always)]
    pub(super) fn node(&self, index: u32) -> &Node {
        const MISSING: &Node = &Node {
            tokens: (0, 0),
            head: NONE,
            rel: Rel::Root,
            word: 0,
            both: 0,
            tail: 0,
            clues: 0,
            tag: NONE_TAG,
            gap: 0,
            commas: 0,
            depth: 0,
            ahead: 0,
            verbs: 0,
            lefts: 0,
            rights: 0,
            left: NONE,
            left2: NONE,
            right: NONE,
            right2: NONE,
            marker: 0,
            rels: 0,
        };
        self.nodes.get(index as usize).unwrap_or(MISSING)
    }
}

/// Which punctuation a sign is: 1 comma, 2 hyphen, 3 and 4 brackets, 5 quotation mark, 6 dash, 7 colon or semicolon,
/// 8 anything else. The codes are those of Unicode's classes, not of a language.
fn sign(word: &Word) -> u8 {
    match word.tail & 0xff {
        0x2c => 1,
        0x2d if word.tail > 0xff => 6,
        0x2d => 2,
        0x28 | 0x5b => 3,
        0x29 | 0x5d => 4,
        0x22 | 0x27 | 0x60 => 5,
        0x3a | 0x3b => 7,
        _ => match word.tail & 0xff_ffff {
            0xe2_8093 | 0xe2_8094 => 6,
            0xe2_8098..=0xe2_809f => 5,
            _ => 8,
        },
    }
}
