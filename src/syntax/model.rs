//! The file of a trained model: a header, a checksum, and sections of bytes that are read where they lie.
//!
//! ```text
//! magic "dlsyntax" · version u16 · kind u16 · sections u32 · checksum u64 · length of each section u32 … · sections
//! ```
//! Numbers are little-endian. The checksum covers everything after it.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

const MAGIC: [u8; 8] = *b"dlsyntax";
const VERSION: u16 = 1;
const HEADER: usize = 24;
const MAX_SECTIONS: usize = 8;

/// What a model file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum Kind {
    /// [`super::tagger::Tagger`].
    Tagger = 1,
    /// [`super::parser::Parser`].
    Parser = 2,
}

/// Why a model file cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelError {
    /// It does not start as a model file does.
    NotAModel,
    /// It was written in a version of the format that this code does not read.
    Version(u16),
    /// It holds another kind of model.
    Kind(u16),
    /// Its sections do not have the lengths that the kind needs.
    Shape,
    /// Its bytes are not those that were written.
    Checksum,
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ModelError::NotAModel => f.write_str("not a syntax model"),
            ModelError::Version(found) => write!(f, "syntax model of version {found}, not {VERSION}"),
            ModelError::Kind(found) => write!(f, "syntax model of another kind ({found})"),
            ModelError::Shape => f.write_str("syntax model with sections of wrong lengths"),
            ModelError::Checksum => f.write_str("damaged syntax model (checksum)"),
        }
    }
}

impl std::error::Error for ModelError {}

/// The bytes of a model and where its sections lie.
#[derive(Clone, Debug)]
pub(super) struct Model {
    bytes: Cow<'static, [u8]>,
    sections: Vec<Range<usize>>,
}

impl Model {
    /// Checks header, lengths and, unless the bytes are `trusted`, the checksum.
    pub(super) fn open(bytes: Cow<'static, [u8]>, kind: Kind, trusted: bool) -> Result<Model, ModelError> {
        let (header, rest) = bytes.split_at_checked(HEADER).ok_or(ModelError::NotAModel)?;
        if header[..8] != MAGIC {
            return Err(ModelError::NotAModel);
        }
        let version = u16::from_le_bytes([header[8], header[9]]);
        if version != VERSION {
            return Err(ModelError::Version(version));
        }
        let found = u16::from_le_bytes([header[10], header[11]]);
        if found != kind as u16 {
            return Err(ModelError::Kind(found));
        }
        let count = u32::from_le_bytes([header[12], header[13], header[14], header[15]]) as usize;
        let sum = u64::from_le_bytes(header[16..24].try_into().map_err(|_| ModelError::NotAModel)?);
        if count > MAX_SECTIONS || rest.len() < count * 4 {
            return Err(ModelError::Shape);
        }
        let mut at = HEADER + count * 4;
        let mut sections = Vec::with_capacity(count);
        for length in rest[..count * 4].as_chunks::<4>().0 {
            let end = at + u32::from_le_bytes(*length) as usize;
            sections.push(at..end);
            at = end;
        }
        if at != bytes.len() {
            return Err(ModelError::Shape);
        }
        if !trusted && checksum(rest) != sum {
            return Err(ModelError::Checksum);
        }
        Ok(Model { bytes, sections })
    }

    /// The bytes of section `index`; empty where there is none.
    pub(super) fn section(&self, index: usize) -> &[u8] {
        self.sections.get(index).and_then(|range| self.bytes.get(range.clone())).unwrap_or_default()
    }

    /// Section `index` as rows of `N` bytes, whose count must be a power of two.
    pub(super) fn rows<const N: usize>(&self, index: usize) -> Result<&[[u8; N]], ModelError> {
        let (rows, rest) = self.section(index).as_chunks::<N>();
        if rest.is_empty() && rows.len().is_power_of_two() && rows.len() > 1 {
            Ok(rows)
        } else {
            Err(ModelError::Shape)
        }
    }
}

/// The file that holds `sections`.
pub fn write(kind: Kind, sections: &[&[u8]]) -> Vec<u8> {
    let mut body = Vec::new();
    for section in sections {
        body.extend_from_slice(&(section.len() as u32).to_le_bytes());
    }
    for section in sections {
        body.extend_from_slice(section);
    }
    let mut file = MAGIC.to_vec();
    file.extend_from_slice(&VERSION.to_le_bytes());
    file.extend_from_slice(&(kind as u16).to_le_bytes());
    file.extend_from_slice(&(sections.len() as u32).to_le_bytes());
    file.extend_from_slice(&checksum(&body).to_le_bytes());
    file.extend_from_slice(&body);
    file
}

/// Four interleaved multiply-xor lanes over words of eight bytes: fast enough to run at every start.
fn checksum(bytes: &[u8]) -> u64 {
    const PRIME: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut lanes = [1u64, 2, 3, 4];
    let (blocks, rest) = bytes.as_chunks::<32>();
    for block in blocks {
        for (lane, word) in lanes.iter_mut().zip(block.as_chunks::<8>().0) {
            *lane = (*lane ^ u64::from_le_bytes(*word)).wrapping_mul(PRIME).rotate_left(29);
        }
    }
    let mut sum = bytes.len() as u64;
    for lane in lanes {
        sum = (sum ^ lane).wrapping_mul(PRIME).rotate_left(31);
    }
    for &byte in rest {
        sum = (sum ^ u64::from(byte)).wrapping_mul(PRIME).rotate_left(31);
    }
    sum ^ (sum >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> Vec<u8> {
        write(Kind::Tagger, &[&[1, 2, 3, 4], &[5; 64]])
    }

    #[test]
    fn sections_come_back() {
        let model = Model::open(Cow::Owned(file()), Kind::Tagger, false).unwrap();
        assert_eq!(model.section(0), [1, 2, 3, 4]);
        assert_eq!(model.rows::<32>(1).unwrap().len(), 2);
        assert!(model.section(2).is_empty());
    }

    #[test]
    fn every_damaged_byte_and_every_cut_is_an_error() {
        let file = file();
        for at in 0..file.len() {
            let mut damaged = file.clone();
            damaged[at] ^= 0x40;
            assert!(Model::open(Cow::Owned(damaged), Kind::Tagger, false).is_err(), "byte {at}");
            assert!(Model::open(Cow::Owned(file[..at].to_vec()), Kind::Tagger, false).is_err(), "cut at {at}");
        }
        assert_eq!(Model::open(Cow::Owned(file), Kind::Parser, false).unwrap_err(), ModelError::Kind(1));
    }
}
