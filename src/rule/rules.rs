//! Loaded rules and what they say of themselves.

use super::RuleId;
use super::columns::Columns;
use super::constraint::LazyRegex;
use super::example::Example;
use super::frame::Frames;
use super::index::Index;
use super::keys::Summary;
use super::program::{Compiled, Program};
use super::words::WordList;
use crate::diagnostic::Diagnostic;
use crate::pack::stored::stored;
use crate::schema::{Form, LabelId, Modality, Polarity, PredicateId, Qualifier, Schema};
use crate::text::span::Span;

/// When a rule is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pass {
    /// Mention rules that read tokens alone.
    Tokens,
    /// Mention rules that read labels: they see the candidates of the first pass and of gazetteers.
    Labels,
    /// Relation rules: they see the mentions that resolution kept.
    Relations,
    /// Lines of frames; not patterns, see [`Frames`].
    Frames,
}
stored!(enum Pass { 0 Tokens {}, 1 Labels {}, 2 Relations {}, 3 Frames {}, });

/// What fills an argument of a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filler {
    /// A capture, as an index into [`Rule::captures`].
    Capture(u32),
    /// A constant text.
    Text(String),
    /// Nothing.
    Empty,
}
stored!(enum Filler { 0 Capture { 0: capture }, 1 Text { 0: text }, 2 Empty {}, });

/// What a rule emits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Emits {
    /// A mention.
    Mention {
        /// Its label.
        label: LabelId,
        /// Its form.
        form: Form,
    },
    /// A relation.
    Relation {
        /// The predicate.
        predicate: PredicateId,
        /// The subject.
        subject: Filler,
        /// The object.
        object: Filler,
        /// Qualifiers.
        qualifiers: Vec<(Qualifier, Filler)>,
        /// Polarity.
        polarity: Polarity,
        /// Modality.
        modality: Modality,
    },
    /// What its frame says.
    Frame {
        /// The frame's predicate.
        predicate: PredicateId,
    },
}
stored!(enum Emits {
    0 Mention { label: label, form: form },
    1 Relation {
        predicate: predicate,
        subject: subject,
        object: object,
        qualifiers: qualifiers,
        polarity: polarity,
        modality: modality
    },
    2 Frame { predicate: predicate },
});

/// A rule, or a line of a frame.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its id, "person/title-name"; a frame's line is "tour/verb".
    pub id: String,
    /// The source it stands in.
    pub file: String,
    /// Its line there, from 1.
    pub line: u32,
    /// When it is tried.
    pub pass: Pass,
    /// What it emits.
    pub emits: Emits,
    /// 0–1000.
    pub score: u16,
    /// Names of its captures.
    pub captures: Vec<String>,
    /// Whether it reads tags.
    pub reads_tags: bool,
    /// Whether a pattern asks for mentions of the very label that it emits.
    pub reads_own: bool,
    /// Whether it was switched off.
    pub disabled: bool,
}
stored!(struct Rule { id, file, line, pass, emits, score, captures, reads_tags, reads_own, disabled });

/// A pattern and its rule.
#[derive(Clone, Copy, Debug)]
pub(super) struct RulePattern {
    pub rule: RuleId,
    pub compiled: Compiled,
    /// Its place in the source.
    pub place: Span,
    /// What it needs, as a range of [`Rules::needs`].
    pub needs: (u32, u32),
}
stored!(struct RulePattern { rule, compiled, place, needs });

/// All rules of an extractor.
#[derive(Debug, Default)]
pub struct Rules {
    pub(super) schema: Schema,
    pub(super) lists: Vec<(String, WordList)>,
    /// Source and line of each list.
    pub(super) list_places: Vec<(String, u32)>,
    pub(super) rules: Vec<Rule>,
    pub(super) patterns: Vec<RulePattern>,
    pub(super) needs: Vec<Summary>,
    pub(super) program: Program,
    pub(super) regexes: Vec<LazyRegex>,
    pub(super) frames: Frames,
    pub(super) indexes: [Index; 3],
    pub(super) columns: Columns,
    pub(super) warnings: Vec<Diagnostic>,
    pub(super) examples: Vec<(RuleId, String, super::example::OwnedRaw)>,
}

// Loaded rules without their examples and warnings.
stored!(struct Rules {
    schema, lists, list_places, rules, patterns, needs, program, regexes, frames, indexes, columns; ..
});

impl Rules {
    /// Labels and predicates.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// All rules and lines of frames, by [`RuleId`]. Ids do not depend on the order of the sources.
    pub fn all(&self) -> &[Rule] {
        &self.rules
    }

    /// A rule.
    pub fn get(&self, rule: RuleId) -> Option<&Rule> {
        self.rules.get(rule.0 as usize)
    }

    /// The rules of this id, and the lines of frames whose id it is; none where it is unknown.
    pub fn find_id(&self, id: &str) -> Vec<RuleId> {
        let is = |rule: &Rule| {
            let rest = rule.id.strip_prefix(id);
            rest == Some("") || rule.pass == Pass::Frames && rest.is_some_and(|r| r.starts_with('/'))
        };
        (0..self.rules.len()).filter(|&at| is(&self.rules[at])).map(|at| RuleId(at as u32)).collect()
    }

    /// The known id that is nearest to one that is unknown, as a hint.
    pub fn suggest_id(&self, id: &str) -> Option<String> {
        super::source::suggest(id, self.rules.iter().map(|rule| rule.id.as_str()))
    }

    /// Whether the rule reads tags.
    pub fn needs_tags(&self, rule: RuleId) -> bool {
        self.get(rule).is_some_and(|r| r.reads_tags)
    }

    /// The `words` list of this name.
    pub fn words(&self, name: &str) -> Option<&WordList> {
        let at = self.lists.binary_search_by(|(n, _)| n.as_str().cmp(name)).ok()?;
        self.lists.get(at).map(|(_, list)| list)
    }

    /// Source and line at which the `words` list of this name is declared.
    pub fn words_place(&self, name: &str) -> Option<(&str, u32)> {
        let at = self.lists.binary_search_by(|(n, _)| n.as_str().cmp(name)).ok()?;
        self.list_places.get(at).map(|(file, line)| (file.as_str(), *line))
    }

    /// The frames.
    pub fn frames(&self) -> &Frames {
        &self.frames
    }

    /// What is probably not meant, though it loads.
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }

    /// The `test` and `none` lines, read now; kept only where [`super::Options::examples`] asked for it. Faulty ones
    /// are diagnostics.
    pub fn examples(&self) -> (Vec<Example>, Vec<Diagnostic>) {
        let (mut examples, mut faults) = (Vec::new(), Vec::new());
        for (rule, id, raw) in &self.examples {
            match raw.read(*rule, id, &self.schema) {
                Ok(example) => examples.push(example),
                Err(diagnostic) => faults.push(*diagnostic),
            }
        }
        (examples, faults)
    }
}
