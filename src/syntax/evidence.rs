//! What the parser decides on: the features of a step and of a relation, after Zhang & Nivre 2011, with the punctuation
//! between words, the children's relations, and the next finite verb besides.
//!
//! Public because the trainer must see exactly what the parser sees; not a stable interface.

use super::Rel;
use super::features::mix;
use super::state::{Node, State};

/// How many features a step has.
pub const STEP_FEATURES: usize = 67;
/// How many features a relation has.
pub const REL_FEATURES: usize = 36;

impl State {
    /// What the next step is decided on.
    pub fn step_features(&self, out: &mut [u32; STEP_FEATURES]) {
        let mut places = out.iter_mut();
        self.each_step_feature(|feature| {
            if let Some(place) = places.next() {
                *place = feature;
            }
        });
    }

    /// Calls `each` with what the next step is decided on, so that no list of it need be kept.
    #[inline(always)]
    pub(super) fn each_step_feature(&self, mut each: impl FnMut(u32)) {
        let (i0, i1, i2, next) = (self.at(0), self.at(1), self.at(2), self.next());
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
        // No closure: the optimiser must write it out at every call.
        macro_rules! add {
            ($a:expr, $b:expr) => {
                each(mix(n, $a, $b));
                n += 1;
            };
        }
        add!(s0.both, 0);
        add!(s1.both, 0);
        add!(b1.both, tb0);
        add!(b2.both, 0);
        add!(s0.both, b0.both);
        add!(b0.both, ts0);
        add!(tags, 0);
        add!(s1.both, s0.both);
        add!(s1.both, ts0);
        add!(s0.both, ts1);
        add!(s1.both, tb0);
        add!(pair, 0);
        add!(tags | tb1 << 16, tb2);
        add!(pair, tb0);
        add!(pair, ts2 | tb0 << 8);
        add!(ts2 | pair << 8, 0);
        add!(tags, kid(s0l));
        add!(tags, kid(s0r));
        add!(tags, kid(b0l));
        add!(pair, kid(s0l));
        add!(pair, kid(s0r) | tb0 << 16);
        add!(pair, kid(s1r));
        add!(pair, kid(s1l));
        add!(tags, near);
        add!(pair, far);
        add!(pair | tb0 << 16, far | near << 8);
        add!(s0.both, u32::from(s0.lefts.min(4)));
        add!(s0.both, u32::from(s0.rights.min(4)));
        add!(s1.both, u32::from(s1.rights.min(4)));
        add!(b0.both, u32::from(b0.lefts.min(4)));
        add!(pair, rels0);
        add!(pair, rels1);
        add!(tags, relsb);
        add!(rels0 | tb0 << 26, rels1);
        add!(rels0 | ts0 << 26, relsb | tb0 << 26);
        add!(s0.marker, s1.word);
        add!(s0.marker, s1.both ^ tb0);
        add!(s0.marker, b0.word);
        add!(s0.marker, pair);
        add!(s0.marker, tags);
        add!(b0.marker, tags);
        add!(s0l.word, tags);
        add!(s0r.word, tags);
        add!(s1r.word, pair);
        add!(b0l.word, tags);
        add!(tags, u32::from(b0.gap));
        add!(tags, u32::from(b0.gap) | tb1 << 8 | u32::from(b1.gap) << 16);
        add!(s0.both, u32::from(b0.gap));
        add!(pair, u32::from(s0.gap) | u32::from(b0.gap) << 8);
        add!(pair, u32::from(s0.gap) | u32::from(s1.gap) << 8);
        add!(tags, commas | depth << 8 | u32::from(s0.gap) << 16);
        add!(pair | tb0 << 16, commas | depth << 8);
        add!(s0.tail, tags);
        add!(b0.tail, tags);
        add!(s1.tail, pair);
        add!(kid(s1r), kid(s0l) | tb0 << 16);
        add!(u32::from(b0.gap), tb0 | tb1 << 8 | tb2 << 16);
        let ahead = u32::from(b0.ahead) | u32::from(b0.verbs) << 8;
        add!(tags, ahead);
        add!(pair | tb0 << 16, ahead);
        add!(s0.both, ahead);
        add!(b0.both, ahead);
        add!(tags, u32::from(b0.ahead) | relsb << 8);
        add!(tags, u32::from(s0.ahead) | rels0 << 8);
        add!(tags, s0.clues);
        add!(tags, b0.clues);
        add!(pair, s1.clues);
        add!(s0.clues | tb0 << 16, b0.clues | ts0 << 16);
        debug_assert_eq!(n as usize, STEP_FEATURES);
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
        add(c.clues, pair);
        add(h.clues, pair);
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
