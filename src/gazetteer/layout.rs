//! Lays the names out as a trie in flat arrays; [`super::trie`] says how they are read.

use std::collections::VecDeque;

use super::compile::{Compiler, Name};
use super::source::CasePolicy;
use super::trie::{self, LEAF, NONE};
use crate::pack::format::{SECTIONS, Section, put_varint};
use crate::pack::strings::StringTable;

/// Writes entries, trie, and the list of entries that are searched inside words.
pub fn write(compiler: &Compiler<'_>, strings: &StringTable, sections: &mut [Vec<u8>; SECTIONS]) {
    let mut entries = Vec::new();
    let order = sorted(compiler, strings, false);
    let paths = put_entries(compiler, strings, &order, &mut entries);
    let substrings = sorted(compiler, strings, true);
    let mut listed = Vec::new();
    for group in substrings.chunk_by(|a, b| {
        let (a, b) = (&compiler.names[a.1 as usize], &compiler.names[b.1 as usize]);
        a.surface == b.surface && a.case == b.case
    }) {
        listed.extend_from_slice(&(entries.len() as u32).to_le_bytes());
        let group: Vec<u32> = group.iter().map(|(_, name)| *name).collect();
        put_entry(compiler, &group, true, &mut entries);
    }
    sections[Section::Substrings as usize] = listed;
    sections[Section::Lower as usize] = lower(compiler, strings);
    put_trie(&paths, sections);
    sections[Section::Entries as usize] = entries;
}

/// A path of the trie and the entries at its end.
struct Path<'a> {
    /// Its first two keys, kept at hand.
    head: u64,
    keys: &'a [u32],
    entries: u32,
}

impl Path<'_> {
    fn key(&self, depth: usize) -> u32 {
        match depth {
            0 => (self.head >> 32) as u32,
            1 => self.head as u32,
            _ => self.keys[depth],
        }
    }
}

/// A name in the order of its keys: the first two of them, and its index.
type Sorted = (u64, u32);

/// Indices of the names in the order of their keys; names of the same keys by case policy, surface and row.
fn sorted(compiler: &Compiler<'_>, strings: &StringTable, substring: bool) -> Vec<Sorted> {
    let names = &compiler.names;
    let mut order: Vec<Sorted> = Vec::with_capacity(if substring { 0 } else { names.len() });
    for (i, name) in names.iter().enumerate().filter(|(_, name)| name.substring == substring) {
        let keys = compiler.keys_of(name);
        let key = |at: usize| keys.get(at).map_or(0, |k| u64::from(*k));
        order.push((key(0) << 32 | key(1), i as u32));
    }
    order.sort_unstable_by(|a, b| {
        a.0.cmp(&b.0).then_with(|| {
            let (x, y) = (&names[a.1 as usize], &names[b.1 as usize]);
            let by_surface = || {
                if x.surface == y.surface {
                    std::cmp::Ordering::Equal
                } else {
                    strings.get(x.surface).cmp(strings.get(y.surface))
                }
            };
            (compiler.keys_of(x).cmp(compiler.keys_of(y)))
                .then_with(|| x.case.cmp(&y.case))
                .then_with(by_surface)
                .then_with(|| (x.row, x.flags).cmp(&(y.row, y.flags)))
        })
    });
    order
}

fn put_entries<'a>(
    compiler: &'a Compiler<'_>,
    strings: &StringTable,
    order: &[Sorted],
    out: &mut Vec<u8>,
) -> Vec<Path<'a>> {
    let name = |i: u32| &compiler.names[i as usize];
    let mut paths = Vec::with_capacity(order.len());
    let same = |a: &Sorted, b: &Sorted| a.0 == b.0 && compiler.keys_of(name(a.1)) == compiler.keys_of(name(b.1));
    for path in order.chunk_by(same) {
        let Some(&(head, first)) = path.first() else { continue };
        paths.push(Path { head, keys: compiler.keys_of(name(first)), entries: out.len() as u32 });
        if path.len() == 1 {
            put_entry(compiler, &[first], true, out);
            continue;
        }
        // Names of one path are nearly always one name; those that differ in a way that counts get entries of their own.
        let mut groups: Vec<Vec<u32>> = Vec::new();
        for &(_, i) in path {
            match groups.iter_mut().find(|group| group.first().is_some_and(|g| alike(name(*g), name(i), strings))) {
                Some(group) => group.push(i),
                None => groups.push(vec![i]),
            }
        }
        let count = groups.len();
        for (at, mut group) in groups.into_iter().enumerate() {
            group.sort_by_key(|i| (name(*i).row, name(*i).flags & super::compile::GUARDED, name(*i).flags));
            group.dedup_by_key(|i| name(*i).row);
            put_entry(compiler, &group, at + 1 == count, out);
        }
    }
    paths
}

/// Whether two names of the same keys match the same texts.
fn alike(a: &Name, b: &Name, strings: &StringTable) -> bool {
    if a.case != b.case {
        return false;
    }
    if a.surface == b.surface {
        return true;
    }
    let (x, y) = (strings.get(a.surface), strings.get(b.surface));
    if a.case == CasePolicy::Exact {
        return false;
    }
    let all_small = |name: &str| !name.contains(char::is_uppercase);
    all_small(x) == all_small(y)
        && x.split(' ')
            .zip(y.split(' '))
            .all(|(s, t)| trie::same_word(s, t) && s.contains(char::is_uppercase) == t.contains(char::is_uppercase))
}

/// `case and last-of-path`, surface, number of senses, and for each its row and flags.
fn put_entry(compiler: &Compiler<'_>, group: &[u32], last: bool, out: &mut Vec<u8>) {
    let Some(first) = group.first().map(|i| &compiler.names[*i as usize]) else { return };
    out.push(first.case as u8 | u8::from(last) << 2);
    put_varint(out, first.surface);
    put_varint(out, group.len() as u32);
    for name in group.iter().map(|i| &compiler.names[*i as usize]) {
        put_varint(out, name.row);
        out.push(name.flags);
    }
}

/// Breadth first, so that a node's edges stand together. A path that no other shares ends in a leaf at once: what is
/// left of it is compared with the stored name.
fn put_trie(paths: &[Path<'_>], sections: &mut [Vec<u8>; SECTIONS]) {
    let mut edges: Vec<(u32, u32)> = Vec::new();
    let mut nodes: Vec<[u32; 3]> = vec![[0, 0, NONE]];
    let mut queue = VecDeque::from([(0_usize, paths, 0_usize)]);
    while let Some((node, paths, depth)) = queue.pop_front() {
        let (ends, longer) = paths.split_at(paths.iter().take_while(|path| path.keys.len() == depth).count());
        let first = edges.len() as u32;
        for group in longer.chunk_by(|a, b| a.key(depth) == b.key(depth)) {
            let [path, rest @ ..] = group else { continue };
            if rest.is_empty() {
                edges.push((path.key(depth), LEAF | path.entries));
            } else {
                edges.push((path.key(depth), nodes.len() as u32));
                queue.push_back((nodes.len(), group, depth + 1));
                nodes.push([0, 0, NONE]);
            }
        }
        nodes[node] = [first, edges.len() as u32, ends.first().map_or(NONE, |path| path.entries)];
    }
    let root = &edges[..nodes[0][1] as usize];
    sections[Section::Roots as usize] = roots(root);
    sections[Section::Edges as usize] =
        edges.iter().flat_map(|(k, t)| [k.to_le_bytes(), t.to_le_bytes()]).flatten().collect();
    sections[Section::Nodes as usize] = nodes.iter().flatten().flat_map(|n| n.to_le_bytes()).collect();
}

/// For each range of keys, by their upper bits, the first root edge in it; one more at the end.
fn roots(edges: &[(u32, u32)]) -> Vec<u8> {
    let bits = (edges.len() * 2).next_power_of_two().trailing_zeros().clamp(1, 24);
    let mut out = Vec::with_capacity(4 * ((1 << bits) + 2));
    out.extend_from_slice(&(32 - bits).to_le_bytes());
    let mut at = 0;
    for bucket in 0..=1_u64 << bits {
        while edges.get(at).is_some_and(|(key, _)| u64::from(*key) >> (32 - bits) < bucket) {
            at += 1;
        }
        out.extend_from_slice(&(at as u32).to_le_bytes());
    }
    out
}

/// A filter of the first tokens that may stand in lower case, at least 16 bits a token.
fn lower(compiler: &Compiler<'_>, strings: &StringTable) -> Vec<u8> {
    let starts: Vec<u32> = (compiler.names.iter().filter(|name| !name.substring))
        .filter(|name| trie::may_start_small(strings.get(name.surface), name.case))
        .filter_map(|name| compiler.keys_of(name).first().copied())
        .collect();
    if starts.is_empty() {
        return Vec::new();
    }
    let mut bits = vec![0_u8; (starts.len() * 2).next_power_of_two().max(64)];
    for key in starts {
        let (byte, bit) = trie::filter_place(key, bits.len());
        bits[byte] |= bit;
    }
    bits
}
