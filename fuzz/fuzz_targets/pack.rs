//! A pack file with bytes altered and its checksum made right again: an error, or a pack that can be read without panic.
#![no_main]

use std::sync::LazyLock;

use dateline::pack::Pack;
use dateline::{Extractor, Gazetteer};
use libfuzzer_sys::fuzz_target;

const SOURCE: &str = "#! dateline-gazetteer 1\n#! id fuzz\n#! label PLACE/city\n#! licence CC0-1.0\n#! source made up\n#! retrieved 2026-11-26\n\
    name\tid\tprior\taliases\tvalid\tattrs\tflags\n\
    Whitby Harbour\town:1\t90\tHarbour?|Whitby\t1900/\tcountry=GB;pop=13000\t\nHarbour Street\t\t\t\t\t\tblock\n";

static PACK: LazyLock<Vec<u8>> =
    LazyLock::new(|| Gazetteer::from_tsv_str("fuzz.tsv", SOURCE).expect("a good source").to_bytes().to_vec());

/// The sum that a pack's header holds of all that follows it; as in `src/pack/format.rs`.
fn checksum(bytes: &[u8]) -> u64 {
    let step = |lane: u64, word: u64| (lane ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    let mut lanes = [1_u64, 2, 3, 4];
    let (chunks, rest) = bytes.as_chunks::<32>();
    for chunk in chunks {
        for (lane, word) in lanes.iter_mut().zip(chunk.as_chunks::<8>().0) {
            *lane = step(*lane, u64::from_le_bytes(*word));
        }
    }
    let sum = lanes.iter().fold(bytes.len() as u64, |sum, lane| step(sum, *lane));
    let sum = rest.iter().fold(sum, |sum, byte| step(sum, u64::from(*byte)));
    sum ^ (sum >> 31)
}

fuzz_target!(|edits: Vec<(u16, u8)>| {
    let mut bytes = PACK.clone();
    for (at, byte) in edits {
        let at = usize::from(at) % bytes.len();
        bytes[at] = byte;
    }
    let sum = checksum(&bytes[24..]);
    bytes[16..24].copy_from_slice(&sum.to_le_bytes());
    let Ok(pack) = Pack::open(bytes.clone()) else { return };
    let (gazetteer, lexicon) = (pack.gazetteer(), pack.lexicon());
    for entry in gazetteer.entries().take(1000) {
        let _ = gazetteer.surface(entry);
        gazetteer.senses(entry).take(100).for_each(|sense| assert!(gazetteer.row(sense.row).file.len() < 1 << 20));
    }
    for word in ["Oslo", "whitby", "the"] {
        lexicon.readings(lexicon.word(word)).take(100).for_each(|reading| assert!(reading.lemma().len() < 1 << 16));
    }
    if let Ok(extractor) = Extractor::builder().gazetteer(gazetteer).build() {
        drop(extractor.extract("A ship left Whitby Harbour for Harbour Street."));
    }
});
