//! Sums of rows of one-byte weights, eight classes at a time.

/// Sums for `8 * BLOCKS` classes. The bytes of a word are added as two words of four lanes of 16 bits each, so that no
/// weight is handled alone; a lane holds the sum plus 128 for each row, which changes no order. 257 rows fit.
#[derive(Clone, Copy)]
pub(super) struct Sums<const BLOCKS: usize> {
    even: [u64; BLOCKS],
    odd: [u64; BLOCKS],
}

/// No class has this number.
const LAST: u32 = 255;
/// The lower byte of every lane.
const LOW: u64 = 0x00ff_00ff_00ff_00ff;
/// Turns signed bytes into bytes from 0 on, which add up without a sign.
const BIAS: u64 = 0x8080_8080_8080_8080;

impl<const BLOCKS: usize> Default for Sums<BLOCKS> {
    fn default() -> Self {
        Sums { even: [0; BLOCKS], odd: [0; BLOCKS] }
    }
}

impl<const BLOCKS: usize> Sums<BLOCKS> {
    /// Adds a row of at least eight weights; what is beyond the last class is not read.
    #[inline(always)]
    pub(super) fn add<const BYTES: usize>(&mut self, row: &[u8; BYTES]) {
        let words = row.as_chunks::<8>().0;
        for (block, word) in words.iter().enumerate().take(BLOCKS) {
            self.word(block, u64::from_le_bytes(*word));
        }
        if let (true, Some(last)) = (words.len() < BLOCKS, row.last_chunk::<8>()) {
            // The row's last word overlaps the one before: its own bytes move down.
            self.word(BLOCKS - 1, u64::from_le_bytes(*last) >> (8 * (8 * BLOCKS - BYTES)));
        }
    }

    #[inline(always)]
    fn word(&mut self, block: usize, word: u64) {
        let word = word ^ BIAS;
        self.even[block] += word & LOW;
        self.odd[block] += word >> 8 & LOW;
    }

    /// The first class of those `given` with the highest sum.
    #[inline(always)]
    pub(super) fn highest(&self, given: impl Fn(&usize) -> bool) -> usize {
        const { assert!(8 * BLOCKS < LAST as usize) };
        // The sum, and below it a number that falls from class to class: the greatest of these is the first of the highest.
        let mut best = 0;
        for (block, (even, odd)) in self.even.iter().zip(&self.odd).enumerate() {
            for lane in 0..4 {
                for (word, class) in [(even, 8 * block + 2 * lane), (odd, 8 * block + 2 * lane + 1)] {
                    let sum = u32::from((word >> (16 * lane)) as u16);
                    if given(&class) {
                        best = best.max(sum << 8 | (LAST - class as u32));
                    }
                }
            }
        }
        if best == 0 { 0 } else { (LAST - (best & LAST)) as usize }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sums_are_those_of_the_single_weights() {
        const CLASSES: usize = 14;
        let mut state = 1_u32;
        let rows: Vec<[u8; CLASSES]> = (0..257)
            .map(|_| {
                std::array::from_fn(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (state >> 24) as u8
                })
            })
            .collect();
        for count in [0, 1, 30, 257] {
            let (mut sums, mut plain) = (Sums::<2>::default(), [0i32; CLASSES]);
            for row in &rows[..count] {
                sums.add(row);
                plain.iter_mut().zip(row).for_each(|(sum, &weight)| *sum += i32::from(weight as i8));
            }
            let best = (0..CLASSES).rev().max_by_key(|&class| plain[class]);
            assert_eq!(Some(sums.highest(|&class| class < CLASSES)), best);
            assert_eq!(sums.highest(|&class| class == 3), 3);
        }
    }

    #[test]
    fn no_weight_is_too_extreme() {
        let (mut high, mut low) = (Sums::<1>::default(), Sums::<1>::default());
        for _ in 0..257 {
            high.add(&[127, 0, 0, 0, 0, 0, 0, 0]);
            low.add(&[128, 0, 0, 0, 0, 0, 0, 0]);
        }
        assert_eq!((high.highest(|_| true), low.highest(|_| true)), (0, 1));
    }
}
