//! What features weigh before anything is learnt: rules and rows speak for their own label, the rest is a table set by hand.

use super::features::LABELS;
use super::model::label_of;
use super::numbering::Numbering;
use crate::rule::{Emits, Rules};

/// Score of a rule that weighs one point.
const RULE_POINT: f32 = 200.0;
/// What each step of a row's score weighs.
const SENSE_STEP: f32 = 0.5;
/// Steps of a row's score.
pub(super) const SENSE_STEPS: usize = 5;
/// What each label weighs by itself.
const BIAS: f32 = -1.0;

/// Weights by the number of the feature, and which of them learning leaves alone.
#[derive(Clone, Debug)]
pub(super) struct Prior {
    rows: Vec<[f32; LABELS]>,
    fixed: Vec<bool>,
}

impl Prior {
    /// Reads a table of feature, label, weight and, where learning is to leave the feature alone, `fixed`. The features of rules
    /// begin at the first of `from`, those of rows at the second. Features that are not among `names` are passed over.
    pub fn read(table: &str, names: &Numbering, rules: &Rules, from: (usize, usize)) -> Result<Prior, String> {
        let mut rows = vec![[0.0; LABELS]; names.len()];
        for (row, rule) in rows.iter_mut().skip(from.0).zip(rules.all()) {
            if let Emits::Mention { label, .. } = rule.emits
                && let Some(weight) = row.get_mut(usize::from(rules.schema().top(label).0))
            {
                *weight = f32::from(rule.score) / RULE_POINT;
            }
        }
        for (at, row) in rows.iter_mut().skip(from.1).take(LABELS * SENSE_STEPS).enumerate() {
            row[at / SENSE_STEPS] = SENSE_STEP * (at % SENSE_STEPS + 1) as f32;
        }
        if let Some(bias) = rows.first_mut() {
            *bias = [BIAS; LABELS];
        }
        let mut fixed = vec![false; names.len()];
        let numbers = names.numbers();
        for (number, line) in (1..).zip(table.lines()).filter(|(_, l)| !l.starts_with('#') && !l.is_empty()) {
            let cells: Vec<&str> = line.split('\t').collect();
            let (&[feature, label, weight] | &[feature, label, weight, "fixed"]) = cells.as_slice() else {
                return Err(format!("line {number}: a row is feature, label, weight and perhaps `fixed`"));
            };
            let label = label_of(label).ok_or_else(|| format!("line {number}: no label `{label}`"))?;
            let weight: f32 = weight.parse().map_err(|_| format!("line {number}: `{weight}` is no number"))?;
            if let Some(&at) = numbers.get(feature) {
                rows[at][label] = weight;
                fixed[at] |= cells.len() > 3;
            }
        }
        Ok(Prior { rows, fixed })
    }

    /// The weights.
    pub fn rows(&self) -> &[[f32; LABELS]] {
        &self.rows
    }

    /// Whether learning leaves a feature alone.
    pub fn is_fixed(&self, feature: u32) -> bool {
        self.fixed.get(feature as usize) == Some(&true)
    }
}
