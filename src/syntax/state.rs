//! The state of the parser: nodes, stack and buffer of the arc-hybrid system (Kuhlmann, Gómez-Rodríguez & Satta 2011),
//! and the features it shows.
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
    word: u32,
    both: u32,
    tail: u32,
    tag: u8,
    gap: u8,
    commas: u8,
    depth: u8,
    ahead: u8,
    verbs: u8,
    lefts: u8,
    rights: u8,
    left: u32,
    left2: u32,
    right: u32,
    right2: u32,
    marker: u32,
    rels: u64,
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

/// How many features a step has.
pub const STEP_FEATURES: usize = 76;
/// How many features a relation has.
pub const REL_FEATURES: usize = 34;

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
                Fine::VerbPast | Fine::VerbPresent | Fine::VerbThird | Fine::AuxFinite | Fine::AuxModal => (verbs + 1).min(3),
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
    fn at(&self, depth: usize) -> u32 {
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
    fn node(&self, index: u32) -> &Node {
        const MISSING: &Node = &Node {
            tokens: (0, 0),
            head: NONE,
            rel: Rel::Root,
            word: 0,
            both: 0,
            tail: 0,
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

    /// What the next step is decided on.
    #[inline]
    pub fn step_features(&self, out: &mut [u32; STEP_FEATURES]) {
        let (i0, i1, i2, next) = (self.at(0), self.at(1), self.at(2), self.next);
        let (s0, s1, s2) = (self.node(i0), self.node(i1), self.node(i2));
        let (b0, b1, b2) = (self.node(next), self.node(next + 1), self.node(next + 2));
        let (s0l, s0r, s1r) = (self.node(s0.left), self.node(s0.right), self.node(s1.right));
        let (s1l, b0l) = (self.node(s1.left), self.node(b0.left));
        let (ts0, ts1, ts2) = (u32::from(s0.tag), u32::from(s1.tag), u32::from(s2.tag));
        let (tb0, tb1, tb2) = (u32::from(b0.tag), u32::from(b1.tag), u32::from(b2.tag));
        let near = distance(next.wrapping_sub(i0));
        let far = distance(i0.wrapping_sub(i1));
        let commas = u32::from(b0.commas.wrapping_sub(s0.commas).min(3));
        let depth = u32::from(b0.depth.wrapping_sub(s0.depth).wrapping_add(2).min(5));
        let tags = ts0 | tb0 << 8;
        let pair = ts1 | ts0 << 8;
        let rels0 = clause(s0.rels);
        let rels1 = clause(s1.rels);
        let relsb = clause(b0.rels);
        let kid = |node: &Node| u32::from(node.tag) | (node.rel as u32) << 8;
        let mut n = 0;
        let mut add = |a: u32, b: u32| {
            out[n] = mix(n as u32, a, b);
            n += 1;
        };
        add(s0.both, 0);
        add(s0.word, 0);
        add(s1.both, 0);
        add(b0.both, 0);
        add(b0.word, 0);
        add(b1.both, tb0);
        add(b2.both, 0);
        add(s0.both, b0.both);
        add(s0.both, tb0);
        add(b0.both, ts0);
        add(s0.word, b0.word);
        add(tags, 0);
        add(s1.both, s0.both);
        add(s1.both, ts0);
        add(s0.both, ts1);
        add(s1.both, tb0);
        add(s1.word, b0.word);
        add(pair, 0);
        add(tags, tb1);
        add(tags | tb1 << 16, tb2);
        add(pair, tb0);
        add(pair | tb0 << 16, tb1);
        add(pair, ts2 | tb0 << 8);
        add(ts2 | pair << 8, 0);
        add(tags, kid(s0l));
        add(tags, kid(s0r));
        add(tags, kid(b0l));
        add(pair, kid(s0l));
        add(pair, kid(s0r) | tb0 << 16);
        add(pair, kid(s1r));
        add(pair, kid(s1l));
        add(tags, near);
        add(s0.word, near);
        add(b0.word, near);
        add(pair, far);
        add(pair | tb0 << 16, far | near << 8);
        add(s0.both, u32::from(s0.lefts.min(4)));
        add(s0.both, u32::from(s0.rights.min(4)));
        add(s1.both, u32::from(s1.rights.min(4)));
        add(b0.both, u32::from(b0.lefts.min(4)));
        add(tags, rels0);
        add(pair, rels0);
        add(pair, rels1);
        add(tags, relsb);
        add(s0.word, rels0);
        add(s1.word, rels1);
        add(rels0 | tb0 << 26, rels1);
        add(rels0 | ts0 << 26, relsb | tb0 << 26);
        add(s0.marker, s1.word);
        add(s0.marker, s1.both ^ tb0);
        add(s0.marker, b0.word);
        add(s0.marker, pair);
        add(s0.marker, tags);
        add(b0.marker, tags);
        add(s0l.word, tags);
        add(s0r.word, tags);
        add(s1r.word, pair);
        add(b0l.word, tags);
        add(tags, u32::from(b0.gap));
        add(tags, u32::from(b0.gap) | tb1 << 8 | u32::from(b1.gap) << 16);
        add(s0.both, u32::from(b0.gap));
        add(pair, u32::from(s0.gap) | u32::from(b0.gap) << 8);
        add(pair, u32::from(s0.gap) | u32::from(s1.gap) << 8);
        add(tags, commas | depth << 8 | u32::from(s0.gap) << 16);
        add(pair | tb0 << 16, commas | depth << 8);
        add(s0.tail, tags);
        add(b0.tail, tags);
        add(s1.tail, pair);
        add(kid(s1r), kid(s0l) | tb0 << 16);
        add(u32::from(b0.gap), tb0 | tb1 << 8 | tb2 << 16);
        let ahead = u32::from(b0.ahead) | u32::from(b0.verbs) << 8;
        add(tags, ahead);
        add(pair | tb0 << 16, ahead);
        add(s0.both, ahead);
        add(b0.both, ahead);
        add(tags, u32::from(b0.ahead) | relsb << 8);
        add(tags, u32::from(s0.ahead) | rels0 << 8);
    }

    /// What the relation of `child` to `head` is decided on, when the arc is about to be made.
    #[inline]
    pub fn rel_features(&self, child: u32, head: u32, out: &mut [u32; REL_FEATURES]) {
        let (c, h) = (self.node(child), self.node(head));
        let side = u32::from(child < head);
        let (before, after) = (self.node(child.wrapping_sub(1)), self.node(child + 1));
        let (cl, cr, hl) = (self.node(c.left), self.node(c.right), self.node(h.left));
        let (cl2, hr) = (self.node(c.left2), self.node(h.right));
        let (tc, th) = (u32::from(c.tag), u32::from(h.tag));
        let pair = tc | th << 8 | side << 16;
        let kid = |node: &Node| u32::from(node.tag) | (node.rel as u32) << 8;
        let gap = if child < head { u32::from(h.gap) } else { u32::from(c.gap) };
        let far = distance(child.abs_diff(head));
        let (all_c, all_h) = (fold(c.rels), fold(h.rels));
        let mut n = 0;
        let mut add = |a: u32, b: u32| {
            out[n] = mix(100 + n as u32, a, b);
            n += 1;
        };
        add(pair, 0);
        add(c.word, side);
        add(h.word, side);
        add(c.both, side | th << 1);
        add(h.both, side | tc << 1);
        add(c.word, h.word ^ side);
        add(pair, far);
        add(pair, gap);
        add(pair, c.marker);
        add(c.marker, h.word ^ side);
        add(c.marker, c.word);
        add(pair, all_c);
        add(pair, all_h);
        add(all_c, all_h ^ side);
        add(c.word, all_h ^ side);
        add(h.word, all_h ^ side);
        add(h.word, all_c ^ side);
        add(pair, kid(cl));
        add(pair, kid(cl2));
        add(pair, kid(cr));
        add(pair, kid(hl));
        add(pair, kid(hr));
        add(cl.word, pair);
        add(cr.word, pair);
        add(c.tail, pair);
        add(h.tail, pair);
        add(c.tail, h.tail ^ side);
        add(pair, u32::from(before.tag) | u32::from(after.tag) << 8);
        add(before.word, pair);
        add(after.word, pair);
        add(u32::from(c.gap) | u32::from(after.gap) << 8, pair);
        add(pair, u32::from(c.lefts.min(3)) | u32::from(c.rights.min(3)) << 8);
        add(pair | far << 24, all_h);
        add(hr.word, pair);
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

/// How far apart two nodes are, in seven classes.
#[inline(always)]
const fn distance(nodes: u32) -> u32 {
    match nodes {
        0..=4 => nodes,
        5..=6 => 5,
        7..=10 => 6,
        _ => 7,
    }
}

/// The relations of a node's children that decide whether it can have more of them, as few bits.
#[inline(always)]
const fn clause(rels: u64) -> u32 {
    const fn bit(rels: u64, of: &[Rel], at: u32) -> u32 {
        let mut mask = 0;
        let mut index = 0;
        while index < of.len() {
            mask |= 1 << of[index] as u64;
            index += 1;
        }
        ((rels & mask != 0) as u32) << at
    }
    bit(rels, &[Rel::Nsubj, Rel::NsubjPass, Rel::NsubjOuter, Rel::Csubj, Rel::Expl], 0)
        | bit(rels, &[Rel::Obj], 1)
        | bit(rels, &[Rel::Obl, Rel::OblAgent, Rel::OblTmod], 2)
        | bit(rels, &[Rel::Aux, Rel::AuxPass], 3)
        | bit(rels, &[Rel::Cop], 4)
        | bit(rels, &[Rel::Mark], 5)
        | bit(rels, &[Rel::Case], 6)
        | bit(rels, &[Rel::Cc], 7)
        | bit(rels, &[Rel::Conj], 8)
        | bit(rels, &[Rel::Det, Rel::NmodPoss], 9)
        | bit(rels, &[Rel::Xcomp, Rel::Ccomp], 10)
        | bit(rels, &[Rel::AuxPass], 11)
        | bit(rels, &[Rel::Iobj], 12)
        | bit(rels, &[Rel::Nmod, Rel::Acl, Rel::AclRelcl], 13)
}

/// All relations of a node's children in 32 bits.
#[inline(always)]
const fn fold(rels: u64) -> u32 {
    mix(300, rels as u32, (rels >> 32) as u32)
}
