//! What is probably wrong with the rows of a gazetteer that loads.
//!
//! | code | what |
//! |---|---|
//! | G040 | the same name, label and id stand in two rows |
//! | G041 | a name that is also a common word is not marked `ambiguous` |
//! | G042 | an alias is shared by too many rows of one label, unmarked |
//! | G043 | an id is not `scheme:value` |

use std::collections::HashMap;

use super::{CasePolicy, Gazetteer, RowId, Sense};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::fold;
use crate::text::lexicon::Lexicon;

/// From which frequency class of the lexicon (0–9) a word is common.
const COMMON: u8 = 6;
/// A prior above this says that whoever wrote the row means the name and not the word ("Fed").
const VOUCHED: u8 = 60;
/// So many rows of one label may share an alias that does not ask for support.
const SHARED: usize = 6;

impl Gazetteer {
    /// Looks for what is probably not meant; `lexicon` says which words are common. In the order of files and lines.
    ///
    /// ```
    /// # #[cfg(feature = "english")] {
    /// use dateline::{Extractor, Gazetteer};
    /// let list = "#! dateline-gazetteer 1\n#! id towns\n#! label PLACE/city\n#! licence CC0-1.0\n#! source own\nname\nWater\n";
    /// let towns = Gazetteer::from_tsv_str("towns.tsv", list)?;
    /// let found = towns.lint(Extractor::english().lexicon());
    /// assert_eq!((found[0].code, found[0].line), ("G041", 7));
    /// # }
    /// # Ok::<(), dateline::pack::PackBuildError>(())
    /// ```
    pub fn lint(&self, lexicon: &Lexicon) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        self.lint_rows(&mut found);
        self.lint_names(lexicon, &mut found);
        found.sort_by(|a, b| (&a.file, a.line, a.code).cmp(&(&b.file, b.line, b.code)));
        found.dedup();
        found
    }

    fn lint_rows(&self, found: &mut Vec<Diagnostic>) {
        let mut first: HashMap<(&str, &str, &str, &str), RowId> = HashMap::new();
        for row in self.rows() {
            let sense = self.row_sense(row);
            let malformed =
                sense.id.split_once(':').is_none_or(|(scheme, value)| scheme.is_empty() || value.is_empty());
            if malformed && !sense.id.is_empty() {
                let message = format!("`{}` is no id", sense.id);
                found.push(self.warning("G043", row, sense.id, message, "scheme:value, such as wikidata:Q7747"));
            }
            // Without ids, namesakes of one label are told apart by what else the rows say.
            let told_apart = if sense.id.is_empty() { sense.attrs } else { "" };
            let key = (sense.name, sense.label, sense.id, told_apart);
            match first.get(&key) {
                Some(&before) => {
                    let before = self.row(before);
                    let message = format!(
                        "`{}` stands with this label and {} in {}:{} already",
                        sense.name,
                        if sense.id.is_empty() { "these attributes" } else { "id" },
                        before.path,
                        before.line
                    );
                    found.push(self.warning("G040", row, sense.name, message, "make one row of both"));
                }
                None => {
                    first.insert(key, row);
                }
            }
        }
    }

    fn lint_names(&self, lexicon: &Lexicon, found: &mut Vec<Diagnostic>) {
        for entry in self.entries() {
            let surface = self.surface(entry);
            let senses: Vec<Sense<'_>> = self.senses(entry).filter(|s| !s.blocks() && !s.needs_support()).collect();
            let Some(last) = senses.last() else { continue };
            // A name that is written small, or in any case, or is a title, is a word on purpose ("president").
            let like_a_name = self.case(entry) == CasePolicy::Title && surface.contains(char::is_uppercase);
            if like_a_name && !surface.contains(' ') {
                let freq = lexicon.freq(lexicon.lookup(fold::hash(surface), surface));
                if freq >= COMMON {
                    for sense in senses.iter().filter(|s| s.prior <= VOUCHED && !s.label.starts_with("TITLE")) {
                        let message = format!("`{surface}` is a common word too (frequency class {freq} of 9)");
                        let help = "flag the row `ambiguous`, or write the alias with `?` before it";
                        found.push(self.warning("G041", sense.row, surface, message, help));
                    }
                }
            }
            // Namesakes cannot be helped, and priors choose among them; an alias was given.
            let alike = senses.iter().filter(|s| s.label_index == last.label_index && s.recipe != "name").count();
            if alike > SHARED {
                let message =
                    format!("`{surface}` is an alias of {alike} rows labelled {}, all without a mark", last.label);
                let help = "mark the less known `ambiguous`, or their alias with `?`";
                found.push(self.warning("G042", last.row, surface, message, help));
            }
        }
    }

    fn warning(&self, code: &'static str, row: RowId, part: &str, message: String, help: &str) -> Diagnostic {
        let origin = self.row(row);
        Diagnostic {
            severity: Severity::Warning,
            code,
            file: origin.path.to_owned(),
            line: origin.line,
            column: 1,
            length: part.chars().count().max(1) as u32,
            message,
            help: Some(help.to_owned()),
            source_line: part.to_owned(),
        }
    }
}
