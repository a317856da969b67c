//! Records as JSON.

use super::record::Record;

impl Record {
    /// The record as one line of JSON.
    ///
    /// # Errors
    /// None is known: a record holds nothing that JSON cannot say.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// Reads a record back.
    ///
    /// # Errors
    /// When the text is no JSON, or a key of version 1 is missing; unknown keys pass by.
    pub fn from_json(json: &str) -> Result<Record, serde_json::Error> {
        serde_json::from_str(json)
    }
}
