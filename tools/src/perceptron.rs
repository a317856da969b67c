//! The averaged perceptron over hashed features (Freund & Schapire 1999; Collins 2002), and its reduction to bytes.

/// Weights of `C` classes for each row of features, with what their average needs (Daumé's trick: the sum of all
/// updates, each times the step at which it happened).
pub struct Perceptron<const C: usize> {
    bits: u32,
    weights: Vec<[f32; C]>,
    moments: Vec<[f64; C]>,
    step: f64,
}

impl<const C: usize> Perceptron<C> {
    pub fn new(bits: u32) -> Self {
        Perceptron { bits, weights: vec![[0.0; C]; 1 << bits], moments: vec![[0.0; C]; 1 << bits], step: 1.0 }
    }

    pub fn scores(&self, features: &[u32]) -> [f32; C] {
        let mut sums = [0.0; C];
        for feature in features {
            for (sum, weight) in sums.iter_mut().zip(&self.weights[(feature >> (32 - self.bits)) as usize]) {
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
            let row = (feature >> (32 - self.bits)) as usize;
            self.weights[row][good] += 1.0;
            self.moments[row][good] += self.step;
            self.weights[row][bad] -= 1.0;
            self.moments[row][bad] -= self.step;
        }
    }

    /// The averaged weights.
    pub fn average(&self) -> Vec<[f32; C]> {
        let mean = |(weights, moments): (&[f32; C], &[f64; C])| {
            std::array::from_fn(|class| (f64::from(weights[class]) - moments[class] / self.step) as f32)
        };
        self.weights.iter().zip(&self.moments).map(mean).collect()
    }
}

/// The weights as bytes: scaled so that all but a share of `clipped` of the non-zero ones fit.
pub fn quantise<const C: usize>(rows: &[[f32; C]], clipped: f64) -> Vec<u8> {
    let mut sizes: Vec<f32> = rows.iter().flatten().map(|weight| weight.abs()).filter(|size| *size > 0.0).collect();
    sizes.sort_by(f32::total_cmp);
    let at = ((sizes.len() as f64) * (1.0 - clipped)) as usize;
    let largest = sizes.get(at.min(sizes.len().saturating_sub(1))).copied().unwrap_or(1.0);
    rows.iter().flatten().map(|weight| (weight / largest * 127.0).round().clamp(-127.0, 127.0) as i8 as u8).collect()
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
