//! The averaged perceptron over hashed features (Freund & Schapire 1999; Collins 2002), and its reduction to a table.
//!
//! Training has two passes. The first keeps a row for every feature that was ever wrong. Of the features that share a
//! slot of the final table the weightiest is chosen; the second pass trains the chosen ones alone, so that the
//! table's size is known to the training and not a loss after it.

/// Weights of `C` classes for each feature, with what their average needs (Daumé's trick: the sum of all updates,
/// each times the step at which it happened).
pub struct Perceptron<const C: usize> {
    rows: Rows,
    weights: Vec<[f32; C]>,
    moments: Vec<[f64; C]>,
    uses: Vec<u32>,
    step: f64,
}

/// Where the row of a feature is.
enum Rows {
    /// Rows are made as features go wrong: open addressing, feature and row (plus one) in one number.
    Open { slots: Vec<u64>, count: usize },
    /// One row for each slot; the one feature that it is for.
    Chosen { bits: u32, features: Vec<u32> },
}

impl Rows {
    fn find(&self, feature: u32) -> Option<usize> {
        match self {
            Rows::Open { slots, .. } => {
                let mask = slots.len() - 1;
                let mut at = feature as usize & mask;
                while slots[at] != 0 {
                    if slots[at] as u32 == feature {
                        return Some((slots[at] >> 32) as usize - 1);
                    }
                    at = (at + 1) & mask;
                }
                None
            }
            Rows::Chosen { bits, features } => {
                let slot = (feature >> (32 - bits)) as usize;
                (features[slot] == feature).then_some(slot)
            }
        }
    }
}

impl<const C: usize> Perceptron<C> {
    pub fn new() -> Self {
        let rows = Rows::Open { slots: vec![0; 1 << 16], count: 0 };
        Perceptron { rows, weights: Vec::new(), moments: Vec::new(), uses: Vec::new(), step: 1.0 }
    }

    pub fn scores(&mut self, features: &[u32]) -> [f32; C] {
        let mut sums = [0.0; C];
        for feature in features {
            let Some(row) = self.rows.find(*feature) else { continue };
            self.uses[row] += 1;
            for (sum, weight) in sums.iter_mut().zip(&self.weights[row]) {
                *sum += weight;
            }
        }
        sums
    }

    /// Counts one decision.
    pub fn tick(&mut self) {
        self.step += 1.0;
    }

    pub fn update(&mut self, features: &[u32], good: usize, bad: usize) {
        for feature in features {
            let Some(row) = self.rows.find(*feature).or_else(|| self.add(*feature)) else { continue };
            self.weights[row][good] += 1.0;
            self.moments[row][good] += self.step;
            self.weights[row][bad] -= 1.0;
            self.moments[row][bad] -= self.step;
        }
    }

    fn add(&mut self, feature: u32) -> Option<usize> {
        let Rows::Open { slots, count } = &mut self.rows else { return None };
        if *count * 2 > slots.len() {
            let old = std::mem::take(slots);
            *slots = vec![0; old.len() * 4];
            old.into_iter().filter(|slot| *slot != 0).for_each(|slot| put(slots, slot));
        }
        *count += 1;
        put(slots, u64::from(feature) | (*count as u64) << 32);
        self.weights.push([0.0; C]);
        self.moments.push([0.0; C]);
        self.uses.push(0);
        Some(*count - 1)
    }

    fn average(&self, row: usize) -> [f32; C] {
        std::array::from_fn(|class| (f64::from(self.weights[row][class]) - self.moments[row][class] / self.step) as f32)
    }

    /// An untrained perceptron of `1 << bits` rows, each for the feature that weighs most among those of its slot:
    /// mean weight times how often it was asked.
    pub fn choose(&self, bits: u32) -> Self {
        let mut features = vec![0; 1 << bits];
        let mut merits = vec![0.0f32; 1 << bits];
        if let Rows::Open { slots, .. } = &self.rows {
            let mut all: Vec<u64> = slots.iter().copied().filter(|slot| *slot != 0).collect();
            all.sort_unstable();
            for slot in all {
                let (feature, row) = (slot as u32, (slot >> 32) as usize - 1);
                let size: f32 = self.average(row).iter().map(|weight| weight.abs()).sum();
                let merit = size * (self.uses[row] as f32).powf(MERIT);
                let at = (feature >> (32 - bits)) as usize;
                if merit > merits[at] {
                    (merits[at], features[at]) = (merit, feature);
                }
            }
        }
        let size = features.len();
        Perceptron {
            rows: Rows::Chosen { bits, features },
            weights: vec![[0.0; C]; size],
            moments: vec![[0.0; C]; size],
            uses: vec![0; size],
            step: 1.0,
        }
    }

    /// Each chosen feature with its mean weights.
    pub fn chosen(&self) -> Vec<(u32, [f32; C])> {
        match &self.rows {
            Rows::Open { .. } => Vec::new(),
            Rows::Chosen { features, .. } => {
                features.iter().enumerate().map(|(row, feature)| (*feature, self.average(row))).collect()
            }
        }
    }
}

/// The sum of several trainings of the same chosen features: one perceptron that decides as they do together.
pub fn together<const C: usize>(sum: &mut Vec<(u32, [f32; C])>, one: Vec<(u32, [f32; C])>) {
    if sum.is_empty() {
        *sum = one;
        return;
    }
    for ((_, sum), (_, one)) in sum.iter_mut().zip(one) {
        for (sum, one) in sum.iter_mut().zip(one) {
            *sum += one;
        }
    }
}

/// How much frequency counts against weight when features are chosen.
const MERIT: f32 = 0.5;

fn put(slots: &mut [u64], slot: u64) {
    let mask = slots.len() - 1;
    let mut at = slot as u32 as usize & mask;
    while slots[at] != 0 {
        at = (at + 1) & mask;
    }
    slots[at] = slot;
}

/// The largest weight becomes 127, the others in proportion.
pub fn quantise<const C: usize>(rows: &[(u32, [f32; C])]) -> Vec<(u32, [u8; C])> {
    let largest = rows.iter().flat_map(|(_, row)| row).fold(0.0f32, |largest, weight| largest.max(weight.abs()));
    let byte = |weight: f32| (weight / largest.max(f32::MIN_POSITIVE) * 127.0).round() as i8 as u8;
    rows.iter().map(|(feature, row)| (*feature, row.map(byte))).collect()
}

/// The best class among those that `allowed` admits; the first of equals.
pub fn best<const C: usize>(scores: &[f32; C], allowed: impl Fn(usize) -> bool) -> usize {
    let mut best = usize::MAX;
    for class in 0..C {
        if allowed(class) && (best == usize::MAX || scores[class] > scores[best]) {
            best = class;
        }
    }
    best
}

/// SplitMix64: the trainers' only source of chance, with a fixed seed.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Whether something of this probability happens.
    pub fn happens(&mut self, probability: f64) -> bool {
        ((self.next() >> 11) as f64) < probability * (1u64 << 53) as f64
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, (self.next() % (at as u64 + 1)) as usize);
        }
    }
}
