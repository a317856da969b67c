//! The pack's layout: a header, a table of sections, and the sections, all little-endian and read in place.
//!
//! ```text
//! "dateline"  version u32  section count u32  checksum u64  (start u32, end u32) × sections  bytes …
//! ```
//!
//! Offsets count from the pack's first byte. The checksum covers all that follows it. Every read of a section is
//! checked: bytes that make no sense read as zero or as the empty string, never as a panic.

use std::fmt;
use std::sync::Arc;

/// What every pack begins with.
pub const MAGIC: [u8; 8] = *b"dateline";

/// The layout this code writes and reads. A pack of another version is refused.
pub const VERSION: u32 = 2;

/// Where the checksummed part begins.
const CHECKED: usize = 24;

/// The pack's sections, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Section {
    /// Strings, each led by its length; other sections name one by its offset.
    Strings,
    /// Paths of the labels, a string each; the first is empty.
    Labels,
    /// Source files: id, path, licence, source, date, first row, labels of the rows.
    Files,
    /// Gazetteer rows, of varying length.
    Rows,
    /// Names with their senses, of varying length.
    Entries,
    /// Inner nodes of the trie: first edge, one past the last, entries.
    Nodes,
    /// Edges of the trie: token key, target.
    Edges,
    /// First root edge of each range of keys.
    Roots,
    /// Which keys begin a name that may stand in lower case: a filter of bits.
    Lower,
    /// Names of the recipes that derive names, a string each.
    Recipes,
    /// Entries that are searched inside words.
    Substrings,
    /// Names of the word classes, a string each.
    Classes,
    /// The sets of classes that occur, 16 bytes each.
    ClassSets,
    /// Hash table of the words: tag, word.
    WordSlots,
    /// Words with their readings, of varying length.
    Words,
    /// Words that are two tokens: folded hash (8 bytes), bytes of the first token (4).
    Fused,
    /// Other text files: name, text.
    Texts,
}

impl Section {
    /// All sections.
    pub const ALL: [Section; SECTIONS] = [
        Section::Strings,
        Section::Labels,
        Section::Files,
        Section::Rows,
        Section::Entries,
        Section::Nodes,
        Section::Edges,
        Section::Roots,
        Section::Lower,
        Section::Recipes,
        Section::Substrings,
        Section::Classes,
        Section::ClassSets,
        Section::WordSlots,
        Section::Words,
        Section::Fused,
        Section::Texts,
    ];
}

/// Number of sections.
pub const SECTIONS: usize = Section::Texts as usize + 1;

const DATA: usize = CHECKED + 8 * SECTIONS;

/// Why bytes are not a pack that this version can read.
#[derive(Debug)]
#[non_exhaustive]
pub enum PackError {
    /// The bytes do not begin like a pack.
    NotAPack,
    /// The pack was written by another version.
    Version(u32),
    /// The pack ends early, or its sections do not fit it.
    Truncated,
    /// The pack's bytes are not those that were written.
    Checksum,
    /// The file could not be read.
    Io(std::io::Error),
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PackError::NotAPack => f.write_str("not a dateline pack"),
            PackError::Version(v) => write!(f, "a pack of version {v}; this build reads version {VERSION}"),
            PackError::Truncated => f.write_str("the pack is cut short"),
            PackError::Checksum => f.write_str("the pack's checksum does not match its bytes"),
            PackError::Io(e) => write!(f, "the pack cannot be read: {e}"),
        }
    }
}

impl std::error::Error for PackError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            PackError::Io(e) => Some(e),
            _ => None,
        }
    }
}

/// Bytes that live as long as the program or are shared by all who read them.
#[derive(Clone)]
pub enum Blob {
    /// Part of the program.
    Static(&'static [u8]),
    /// Read or made at run time.
    Shared(Arc<Vec<u8>>),
}

impl Blob {
    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Blob::Static(bytes) => bytes,
            Blob::Shared(bytes) => bytes,
        }
    }
}

impl From<&'static [u8]> for Blob {
    fn from(bytes: &'static [u8]) -> Blob {
        Blob::Static(bytes)
    }
}

impl From<Vec<u8>> for Blob {
    fn from(bytes: Vec<u8>) -> Blob {
        Blob::Shared(Arc::new(bytes))
    }
}

impl From<std::borrow::Cow<'static, [u8]>> for Blob {
    fn from(bytes: std::borrow::Cow<'static, [u8]>) -> Blob {
        match bytes {
            std::borrow::Cow::Borrowed(bytes) => Blob::Static(bytes),
            std::borrow::Cow::Owned(bytes) => bytes.into(),
        }
    }
}

/// The sections of a pack whose header was checked.
#[derive(Clone)]
pub struct Sections {
    blob: Blob,
    ranges: [(u32, u32); SECTIONS],
}

impl Default for Sections {
    fn default() -> Sections {
        Sections { blob: Blob::Static(&[]), ranges: [(0, 0); SECTIONS] }
    }
}

impl Sections {
    /// Checks header and bounds, and the checksum unless the bytes are `trusted`.
    pub fn open(blob: Blob, trusted: bool) -> Result<Sections, PackError> {
        let bytes = blob.bytes();
        if !bytes.starts_with(&MAGIC) {
            return Err(if MAGIC.starts_with(bytes) { PackError::Truncated } else { PackError::NotAPack });
        }
        if bytes.len() < CHECKED {
            return Err(PackError::Truncated);
        }
        match u32_at(bytes, 8) {
            VERSION => {}
            other => return Err(PackError::Version(other)),
        }
        if bytes.len() < DATA || u32_at(bytes, 12) as usize != SECTIONS {
            return Err(PackError::Truncated);
        }
        let mut ranges = [(0, 0); SECTIONS];
        let mut end = DATA as u32;
        for (i, range) in ranges.iter_mut().enumerate() {
            *range = (u32_at(bytes, CHECKED + 8 * i), u32_at(bytes, CHECKED + 8 * i + 4));
            if range.0 != end || range.1 < range.0 {
                return Err(PackError::Truncated);
            }
            end = range.1;
        }
        if end as usize != bytes.len() {
            return Err(PackError::Truncated);
        }
        if !trusted && u64_at(bytes, 16) != checksum(bytes.get(CHECKED..).unwrap_or_default()) {
            return Err(PackError::Checksum);
        }
        Ok(Sections { blob, ranges })
    }

    /// The bytes of one section.
    pub fn get(&self, section: Section) -> &[u8] {
        let (start, end) = self.ranges[section as usize];
        self.blob.bytes().get(start as usize..end as usize).unwrap_or_default()
    }

    /// The whole pack.
    pub fn bytes(&self) -> &[u8] {
        self.blob.bytes()
    }
}

/// Puts sections together into a pack. Fails when they do not fit the 32 bits of an offset.
pub fn write(sections: &[Vec<u8>; SECTIONS]) -> Result<Vec<u8>, PackError> {
    let total = DATA + sections.iter().map(Vec::len).sum::<usize>();
    if total > u32::MAX as usize {
        return Err(PackError::Truncated);
    }
    let mut out = Vec::with_capacity(total);
    out.extend_from_slice(&MAGIC);
    out.extend_from_slice(&VERSION.to_le_bytes());
    out.extend_from_slice(&(SECTIONS as u32).to_le_bytes());
    out.extend_from_slice(&[0; 8]);
    let mut start = DATA as u32;
    for section in sections {
        let end = start + section.len() as u32;
        out.extend_from_slice(&start.to_le_bytes());
        out.extend_from_slice(&end.to_le_bytes());
        start = end;
    }
    for section in sections {
        out.extend_from_slice(section);
    }
    let sum = checksum(&out[CHECKED..]);
    out[16..24].copy_from_slice(&sum.to_le_bytes());
    Ok(out)
}

const PRIME: u64 = 0x9E37_79B9_7F4A_7C15;

/// Four lanes of multiply and rotate, in the manner of xxHash. Each step is a bijection of its lane, so a change within
/// one word never goes unseen.
fn checksum(bytes: &[u8]) -> u64 {
    let step = |lane: u64, word: u64| (lane ^ word).wrapping_mul(PRIME).rotate_left(29);
    let mut lanes = [1_u64, 2, 3, 4];
    let (chunks, rest) = bytes.as_chunks::<32>();
    for chunk in chunks {
        let (words, _) = chunk.as_chunks::<8>();
        for (lane, word) in lanes.iter_mut().zip(words) {
            *lane = step(*lane, u64::from_le_bytes(*word));
        }
    }
    let sum = lanes.iter().fold(bytes.len() as u64, |sum, lane| step(sum, *lane));
    let sum = rest.iter().fold(sum, |sum, byte| step(sum, u64::from(*byte)));
    sum ^ (sum >> 31)
}

/// The `u32` at byte `at`; 0 outside.
pub fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |b| u32::from_le_bytes(*b))
}

/// The `u64` at byte `at`; 0 outside.
pub fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |b| u64::from_le_bytes(*b))
}

/// The byte at `*at`, which moves on; 0 outside.
pub fn take_u8(bytes: &[u8], at: &mut usize) -> u8 {
    let byte = bytes.get(*at).copied().unwrap_or(0);
    *at += 1;
    byte
}

/// The number at `*at`, seven bits a byte, lowest first; `*at` moves behind it.
pub fn take_varint(bytes: &[u8], at: &mut usize) -> u32 {
    let mut value = 0_u32;
    for shift in [0, 7, 14, 21, 28] {
        let byte = take_u8(bytes, at);
        value |= u32::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            break;
        }
    }
    value
}

/// Appends a number, seven bits a byte, lowest first.
pub fn put_varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// The 32 bits of a token's hash by which tables and edges are keyed. A match is confirmed against the text itself.
pub fn key(hash: u64) -> u32 {
    (hash.wrapping_mul(PRIME) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn varints_come_back() {
        for value in [0, 1, 127, 128, 16_383, 16_384, u32::MAX] {
            let mut bytes = Vec::new();
            put_varint(&mut bytes, value);
            let mut at = 0;
            assert_eq!((take_varint(&bytes, &mut at), at), (value, bytes.len()));
        }
    }

    #[test]
    fn every_flipped_bit_changes_the_checksum() {
        let mut bytes: Vec<u8> = (0..100).collect();
        let sum = checksum(&bytes);
        for i in 0..bytes.len() {
            for bit in 0..8 {
                bytes[i] ^= 1 << bit;
                assert_ne!(checksum(&bytes), sum, "byte {i} bit {bit}");
                bytes[i] ^= 1 << bit;
            }
        }
    }
}
