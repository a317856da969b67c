//! Strings of a pack, each stored once and named by its offset.

use super::format::{put_varint, take_varint, u32_at};

/// The string at `offset` of the strings section; offset 0 is the empty string.
pub fn str_at(strings: &[u8], offset: u32) -> &str {
    std::str::from_utf8(bytes_at(strings, offset)).unwrap_or_default()
}

/// The string that entry `index` of `list` names; a list holds an offset each four bytes.
pub fn str_in<'a>(strings: &'a [u8], list: &[u8], index: usize) -> &'a str {
    str_at(strings, u32_at(list, 4 * index))
}

/// The bytes of the string at `offset`.
pub fn bytes_at(strings: &[u8], offset: u32) -> &[u8] {
    let mut at = offset as usize;
    let len = take_varint(strings, &mut at) as usize;
    strings.get(at..).and_then(|rest| rest.get(..len)).unwrap_or_default()
}

/// Collects strings and gives each its offset.
pub struct StringTable {
    bytes: Vec<u8>,
    /// Open addressing: hash and offset; offset 0 is free.
    slots: Vec<(u32, u32)>,
    count: usize,
}

impl Default for StringTable {
    fn default() -> StringTable {
        StringTable { bytes: vec![0], slots: vec![(0, 0); 1024], count: 0 }
    }
}

impl StringTable {
    /// The offset of `text`, which is added if it is new.
    pub fn intern(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        if self.count * 2 >= self.slots.len() {
            self.grow();
        }
        let tag = hash(text.as_bytes());
        let mask = self.slots.len() - 1;
        let mut slot = tag as usize & mask;
        loop {
            let (found, offset) = self.slots[slot];
            if offset == 0 {
                let offset = self.push(text);
                self.slots[slot] = (tag, offset);
                self.count += 1;
                return offset;
            }
            if found == tag && bytes_at(&self.bytes, offset) == text.as_bytes() {
                return offset;
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Adds `text` without looking whether it is there.
    pub fn push(&mut self, text: &str) -> u32 {
        let offset = self.bytes.len() as u32;
        put_varint(&mut self.bytes, text.len() as u32);
        self.bytes.extend_from_slice(text.as_bytes());
        offset
    }

    /// The string at `offset`.
    pub fn get(&self, offset: u32) -> &str {
        str_at(&self.bytes, offset)
    }

    /// The section as far as it is made.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The section.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    fn grow(&mut self) {
        let mut slots = vec![(0, 0); self.slots.len() * 4];
        let mask = slots.len() - 1;
        for &(tag, offset) in self.slots.iter().filter(|(_, offset)| *offset != 0) {
            let mut slot = tag as usize & mask;
            while slots[slot].1 != 0 {
                slot = (slot + 1) & mask;
            }
            slots[slot] = (tag, offset);
        }
        self.slots = slots;
    }
}

fn hash(bytes: &[u8]) -> u32 {
    let step = |hash: u64, word: u64| (hash.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    let (words, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let hash = words.iter().fold(bytes.len() as u64, |hash, word| step(hash, u64::from_le_bytes(*word)));
    let hash = step(hash, u64::from_le_bytes(last));
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_is_stored_once() {
        let mut table = StringTable::default();
        let offsets: Vec<u32> = (0..5000).map(|i| table.intern(&format!("name {i}"))).collect();
        for (i, offset) in offsets.iter().enumerate() {
            assert_eq!(table.intern(&format!("name {i}")), *offset);
            assert_eq!(table.get(*offset), format!("name {i}"));
        }
        assert_eq!(table.intern(""), 0);
        assert_eq!(table.get(0), "");
    }
}
