//! The weights of features: a readable table of feature, label and weight.

use super::features::{Features, LABELS};

/// Names of the labels, in the order of the schema.
const NAMES: [&str; LABELS] = ["PERSON", "PLACE", "ORG", "EVENT"];

/// The number of a label by its name.
pub(super) fn label_of(name: &str) -> Option<usize> {
    NAMES.iter().position(|known| *known == name)
}

/// Weights, by the number of the feature.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    rows: Vec<[f32; LABELS]>,
}

impl Weights {
    /// Weights by the number of the feature.
    pub fn new(rows: Vec<[f32; LABELS]>) -> Weights {
        Weights { rows }
    }

    /// Reads a table. What it does not name keeps its weight of before learning; features that are not among `features` (rules that are switched off) are
    /// passed over.
    ///
    /// # Errors
    /// With the number of a line that is not feature, label and weight.
    pub fn read(table: &str, features: &Features) -> Result<Weights, String> {
        let names = features.names();
        // Tables are written in the order of the numbers: nearly every name is found a little further on.
        let mut numbers = None;
        let mut next = 0;
        let mut rows = features.prior().to_vec();
        for (number, line) in (1..).zip(table.lines()).filter(|(_, l)| !l.starts_with('#') && !l.is_empty()) {
            let mut cells = line.split('\t');
            let (Some(feature), Some(label), Some(weight)) = (cells.next(), cells.next(), cells.next()) else {
                return Err(format!("line {number}: a row is feature, label and weight"));
            };
            let label = label_of(label).ok_or_else(|| format!("line {number}: no label `{label}`"))?;
            let weight: f32 = weight.parse().map_err(|_| format!("line {number}: `{weight}` is no number"))?;
            let ahead = (next..rows.len()).find(|&n| names.get(n as u32) == feature);
            let found = ahead.or_else(|| numbers.get_or_insert_with(|| names.numbers()).get(feature).copied());
            if let Some(row) = found.and_then(|n| rows.get_mut(n)) {
                row[label] = weight;
            }
            next = found.unwrap_or(next);
        }
        Ok(Weights { rows })
    }

    /// The table that [`Weights::read`] reads, without what learning left as it was.
    pub fn table(&self, features: &Features) -> String {
        let mut table = String::from("# feature\tlabel\tweight\n");
        for ((name, row), prior) in features.names().iter().zip(&self.rows).zip(features.prior()) {
            for ((label, weight), before) in NAMES.iter().zip(row).zip(prior) {
                if (weight - before).abs() >= 0.005 {
                    table.push_str(&format!("{name}\t{label}\t{weight:.2}\n"));
                }
            }
        }
        table
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The weights by the number of the feature.
    pub fn rows(&self) -> &[[f32; LABELS]] {
        &self.rows
    }

    /// Adds to the weights of these features for one label.
    pub fn add(&mut self, features: &[u32], label: usize, by: f32) {
        for &feature in features {
            if let Some(weight) = self.rows.get_mut(feature as usize).and_then(|row| row.get_mut(label)) {
                *weight += by;
            }
        }
    }

    /// The score of each label for what has these features; "no name" scores nothing.
    pub fn scores(&self, features: &[u32]) -> [f32; LABELS] {
        let mut sums = [0.0; LABELS];
        for row in features.iter().filter_map(|&f| self.rows.get(f as usize)) {
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += weight;
            }
        }
        sums
    }
}
