//! Names that are searched inside words: those of scripts without spaces between words, and hashtags.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::trie::EntryId;
use super::{CasePolicy, Gazetteer};
use crate::pack::format::Section;
use crate::text::span::Span;

/// A name found anywhere in the text, its borders possibly inside words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubstringHit {
    /// Where it stands, in bytes.
    pub span: Span,
    /// The name.
    pub entry: EntryId,
}

/// The automaton of these names, built when it is first needed.
#[derive(Default)]
pub(super) struct Substrings(OnceLock<Option<AhoCorasick>>);

impl Gazetteer {
    /// Appends every name flagged `substring` that stands in `span`. ASCII letters alone are folded.
    pub fn find_substrings(&self, text: &str, span: Span, out: &mut Vec<SubstringHit>) {
        let listed = self.sections.get(Section::Substrings);
        if listed.is_empty() {
            return;
        }
        let (entries, _) = listed.as_chunks::<4>();
        let entry = |i: usize| EntryId(entries.get(i).map_or(u32::MAX, |bytes| u32::from_le_bytes(*bytes)));
        let automaton = self.substrings.0.get_or_init(|| {
            let names = (0..entries.len()).map(|i| self.surface(entry(i)));
            AhoCorasick::builder().match_kind(MatchKind::Standard).ascii_case_insensitive(true).build(names).ok()
        });
        let (Some(automaton), Some(piece)) = (automaton, text.get(span.range())) else { return };
        for found in automaton.find_overlapping_iter(piece) {
            let entry = entry(found.pattern().as_usize());
            let matched = piece.get(found.range()).unwrap_or_default();
            let name = self.surface(entry);
            let good = match self.case(entry) {
                CasePolicy::Exact => matched == name,
                CasePolicy::Title => matched == name || !matched.starts_with(char::is_lowercase),
                CasePolicy::Fold => true,
            };
            if good && !matched.is_empty() {
                let start = span.start + found.start() as u32;
                out.push(SubstringHit { span: Span::new(start, start + found.len() as u32), entry });
            }
        }
    }
}
