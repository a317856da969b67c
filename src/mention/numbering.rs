//! The names of features, by number.

use crate::text::hashed::NumberMap;

/// Names in the order of their numbers, in one text.
#[derive(Clone, Debug, Default)]
pub struct Numbering {
    text: String,
    ends: Vec<u32>,
}

impl Numbering {
    /// Numbers `prefix:value` for each of `values`; gives the first one's number.
    pub(super) fn block<'v>(&mut self, prefix: &str, values: impl IntoIterator<Item = &'v str>) -> usize {
        let from = self.len();
        for value in values {
            self.add(&[prefix, ":", value]);
        }
        from
    }

    /// Numbers `prefix:value:step` for each of `values` and the steps from 0 on; gives the first one's number.
    pub(super) fn steps<'v>(
        &mut self,
        prefix: &str,
        values: impl IntoIterator<Item = &'v str>,
        steps: &[&str],
    ) -> usize {
        let from = self.len();
        for value in values {
            steps.iter().for_each(|step| self.add(&[prefix, ":", value, ":", step]));
        }
        from
    }

    /// Numbers the name that has these parts.
    pub(super) fn add(&mut self, parts: &[&str]) {
        parts.iter().for_each(|part| self.text.push_str(part));
        self.ends.push(self.text.len() as u32);
    }

    /// How many there are.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The name of a number; empty where there is none.
    pub fn get(&self, number: u32) -> &str {
        let end = |number: u32| self.ends.get(number as usize).map_or(self.text.len(), |&end| end as usize);
        let start = number.checked_sub(1).map_or(0, end);
        self.text.get(start..end(number)).unwrap_or_default()
    }

    /// All names, by number.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len() as u32).map(|number| self.get(number))
    }

    /// The numbers by their names.
    pub(super) fn numbers(&self) -> NumberMap<&str, usize> {
        self.iter().enumerate().map(|(number, name)| (name, number)).collect()
    }
}
