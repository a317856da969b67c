//! The tests that stand in rule files, run through the whole pipeline.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Document, TripleView};
use crate::export::explanation::Explanation;
use crate::extractor::{Context, Extractor};
use crate::origin::Origin;
use crate::pipeline::{self, Given};
use crate::relation::{Argument, Modality, Polarity, QualifierKind};
use crate::rule::{Example, Expected, Marked, Pass, RuleId, Rules, Sentence, Source};
use crate::text::fold;
use crate::text::span::Span;
use crate::text::token::Token;

/// How the tests of an extractor's rules came out.
///
/// ```
/// # #[cfg(feature = "english")] {
/// let rules = "rule my/ship -> PERSON {\n  match captain (?<keep> cap)\n  test \"He saw captain [PERSON Wren].\"\n}";
/// let extractor = dateline::Extractor::builder().rules("my.rules", rules).keep_tests().build()?;
/// let report = extractor.try_rules_of(&|file| file == "my.rules");
/// assert_eq!((report.passed, report.failures.len()), (1, 0));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct TrialReport {
    /// How many came out right.
    pub passed: usize,
    /// Each that did not, with its place and what came out instead.
    pub failures: Vec<Diagnostic>,
    /// Patterns and lines of frames that no `test` of their rule or frame reaches, though it has some.
    pub uncovered: Vec<Diagnostic>,
}

impl Extractor {
    /// Runs the `test` and `none` lines of all rules and frames; the extractor must have been built with
    /// [`crate::Builder::keep_tests`]. A frame's test takes the bracketed mentions as given and reads the sentence as any other.
    pub fn try_rules(&self) -> TrialReport {
        self.try_rules_of(&|_| true)
    }

    /// Runs the tests of the rules whose source has a name that `wanted` accepts; see [`Extractor::try_rules`].
    pub fn try_rules_of(&self, wanted: &dyn Fn(&str) -> bool) -> TrialReport {
        let (mut examples, mut faults) = self.rules.examples();
        examples.retain(|example| wanted(&example.file));
        faults.retain(|fault| wanted(&fault.file));
        let mut report = TrialReport { passed: 0, failures: faults, uncovered: Vec::new() };
        let mut reached = Reached::default();
        let mut failed: Vec<(String, String)> = Vec::new();
        let tagger = |text: &str, tokens: &[Token]| pipeline::tags(self, text, tokens, 0, &[]);
        // Relation rules are tried with the whole pipeline, as frames are.
        let relation = |example: &Example| self.rules.get(example.rule).is_some_and(|r| r.pass == Pass::Relations);
        let (relations, examples): (Vec<Example>, Vec<Example>) = examples.into_iter().partition(relation);
        for example in examples.iter().filter(|example| example.fires) {
            let tried = self.rules.patterns_tried(example, &self.lexicon, &self.lexicon.spelling(), &tagger);
            reached.note(example.rule, tried);
        }
        let trial = self.rules.try_examples(examples, &self.lexicon, &self.lexicon.spelling(), Some(&tagger));
        report.passed += trial.passed;
        for failure in &trial.failures {
            failed.push((failure.example.file.clone(), failure.example.id.clone()));
            // What rules of the second pass are given in a test stands in no document.
            let tokens = self.rules.get(failure.example.rule).is_some_and(|rule| rule.pass == Pass::Tokens);
            let document = tokens.then(|| self.extract(&failure.example.text));
            let why = document.and_then(|document| self.shortcoming(&document, &failure.example.id));
            report.failures.push(diagnostic(&failure.example, (failure.reason.clone(), why)));
        }
        for example in relations.iter().chain(&trial.left) {
            match self.try_one(example, &mut reached) {
                Ok(()) => report.passed += 1,
                Err(reason) => {
                    failed.push((example.file.clone(), example.id.clone()));
                    report.failures.push(diagnostic(example, reason));
                }
            }
        }
        report.failures.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        // What a failing test would have reached is not known.
        report.uncovered = self.uncovered(&reached);
        report.uncovered.retain(|lone| {
            !failed.iter().any(|(file, id)| *file == lone.file && lone.message.contains(&format!("`{id}")))
        });
        report
    }

    /// What is probably not meant in the rule files of whose names `wanted` holds: the warnings of loading, alternatives that are
    /// never reached, tests that no token passes, rules that find nothing of their own, lists that nobody uses.
    ///
    /// ```
    /// # #[cfg(feature = "english")] {
    /// let rules = "words unused = a b\nrule my/ship -> PERSON {\n  match (cap | cap) \"sailed\"\n}\n";
    /// let extractor = dateline::Extractor::builder().rules("my.rules", rules).build()?;
    /// let codes: Vec<&str> = extractor.lint_rules(&|file| file == "my.rules").iter().map(|d| d.code).collect();
    /// assert_eq!(codes, ["R033", "R023", "R030"]);
    /// # }
    /// # Ok::<(), dateline::BuildError>(())
    /// ```
    pub fn lint_rules(&self, wanted: &dyn Fn(&str) -> bool) -> Vec<Diagnostic> {
        let own = self.sources.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        let pack = self.pack.texts().filter(|(name, _)| name.ends_with(".rules"));
        let sources: Vec<(&str, &str)> = pack.chain(own).collect();
        let mut found = Rules::lint(&sources, wanted);
        // The code reads some of the pack's lists itself.
        found.retain(|d| d.code != "R033" || self.pack.text(&d.file).is_none());
        found.extend(self.rules.warnings().iter().filter(|d| wanted(&d.file)).cloned());
        found.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
        found
    }

    /// Warnings about what no test reaches.
    fn uncovered(&self, reached: &Reached) -> Vec<Diagnostic> {
        let mut found: Vec<Diagnostic> = reached
            .0
            .iter()
            .filter(|(_, hit)| !**hit)
            .filter_map(|(&(rule, span), _)| {
                let rule = self.rules.get(rule)?;
                let source = Source { name: &rule.file, text: self.rule_source(&rule.file)? };
                let help = "add a `test` that only it can pass".to_owned();
                let what = if rule.pass == Pass::Frames { "line" } else { "`match`" };
                let message = format!("no test of `{}` reaches this {what}", rule.id);
                Some(source.diagnostic(Severity::Warning, "R035", span, message, Some(help)))
            })
            .collect();
        found.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        found
    }

    /// Runs the test of a relation rule or frame; an error says what came out, and perhaps why.
    fn try_one(&self, example: &Example, reached: &mut Reached) -> Result<(), (String, Option<String>)> {
        let given: Vec<Given> = example.mentions.iter().map(|g| Given { span: g.span, label: g.label }).collect();
        let document = pipeline::read(self, &example.text, &Context::default(), Some(&given));
        if example.fires {
            reached.read(self, example, &document);
        }
        let of_rule =
            |t: &TripleView<'_>| t.data().evidence.iter().any(|e| self.origin_id(e.origin).starts_with(&example.id));
        let found: Vec<TripleView<'_>> = document.triples().filter(of_rule).collect();
        let shown = || {
            if found.is_empty() {
                "nothing".to_owned()
            } else {
                found.iter().map(|t| t.to_string()).collect::<Vec<_>>().join("; ")
            }
        };
        if !example.fires {
            return if found.is_empty() { Ok(()) } else { Err((format!("it finds {}", shown()), None)) };
        }
        if example.relations.is_empty() && found.is_empty() {
            return Err(("it does not fire".to_owned(), self.shortcoming(&document, &example.id)));
        }
        match example.relations.iter().find(|wanted| !found.iter().any(|t| self.includes(&document, t, wanted))) {
            Some(wanted) => {
                let why = if found.is_empty() { self.shortcoming(&document, &example.id) } else { None };
                Err((format!("it finds {}, not {}", shown(), self.show(wanted)), why))
            }
            None => Ok(()),
        }
    }

    fn includes(&self, document: &Document<'_>, triple: &TripleView<'_>, wanted: &Expected) -> bool {
        let data = triple.data();
        let same = |found: &Argument, wanted: &Option<String>| match (document.argument_text(found), wanted) {
            (None, None) => true,
            (Some(found), Some(wanted)) => fold::same(found, wanted),
            _ => false,
        };
        let symmetric = self.schema().get(data.predicate).symmetric;
        let ends = same(&data.subject, &wanted.subject) && same(&data.object, &wanted.object)
            || symmetric && same(&data.subject, &wanted.object) && same(&data.object, &wanted.subject);
        let qualified = |(kind, value): &(QualifierKind, String)| {
            data.qualifiers.iter().any(|q| {
                let value = Some(value.clone());
                q.kind == *kind && (same(&q.argument, &value) || q.value.as_deref() == value.as_deref())
            })
        };
        data.predicate == wanted.predicate
            && ends
            && data.polarity == wanted.polarity
            && data.modality == wanted.modality
            && wanted.qualifiers.iter().all(qualified)
    }

    fn show(&self, wanted: &Expected) -> String {
        let name = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
        let predicate = &self.schema().get(wanted.predicate).name;
        let mut shown = format!("{predicate}({}, {})", name(&wanted.subject), name(&wanted.object));
        if wanted.polarity == Polarity::Negative {
            shown.push_str(" negative");
        }
        if wanted.modality != Modality::Asserted {
            shown.push_str(&format!(" {}", wanted.modality));
        }
        shown
    }

    /// What a rule lacked in the document of its test, in one line.
    fn shortcoming(&self, document: &Document<'_>, id: &str) -> Option<String> {
        let trees = document.trace(id);
        let fates = trees.iter().flat_map(|tree| &tree.because).flat_map(|sentence| &sentence.because);
        let rank = |fate: &&Explanation| ["refused", "stop", "unread", "missing"].iter().position(|w| *w == fate.what);
        let told = fates.filter(|fate| rank(fate).is_some()).min_by_key(rank)?;
        let by = told.made_by.as_ref().map(|by| format!(" {}:{}", by.file, by.line)).unwrap_or_default();
        Some(format!("{}{by}", told.says))
    }
}

/// Patterns and lines of frames, by rule and place in its source, and whether a test reaches them.
#[derive(Default)]
struct Reached(BTreeMap<(RuleId, Span), bool>);

impl Reached {
    fn note(&mut self, rule: RuleId, tried: impl IntoIterator<Item = (Span, bool)>) {
        for (span, hit) in tried {
            *self.0.entry((rule, span)).or_default() |= hit;
        }
    }

    /// Notes what the document of a test reaches of its relation rule or frame.
    fn read(&mut self, extractor: &Extractor, example: &Example, document: &Document<'_>) {
        if let Some((frame, _)) = extractor.rules.frames().line(example.rule) {
            for line in &frame.lines {
                let Some(rule) = extractor.rules.get(line.rule) else { continue };
                let source = extractor.rule_source(&rule.file).unwrap_or_default();
                let mut evidence = document.triples.iter().flat_map(|triple| &triple.evidence);
                let hit = evidence.any(|evidence| evidence.origin == Origin::Rule(line.rule));
                self.note(line.rule, [(line_span(source, rule.line), hit)]);
            }
            return;
        }
        let Some(sentence) = document.sentences.first() else { return };
        let tokens = &document.tokens[sentence.range()];
        let marked: Vec<Marked> = document
            .mentions
            .iter()
            .zip(0..)
            .filter(|(m, _)| m.sentence == 0)
            .map(|(m, index)| Marked { first: m.first, last: m.last, label: m.label, index })
            .collect();
        let tags = extractor.rules.needs_tags(example.rule);
        let tags = tags.then(|| pipeline::tags(extractor, document.text, tokens, 0, &document.mentions));
        let (text, words) = (document.text, &extractor.lexicon);
        let view = Sentence { text, tokens, words, tags: tags.as_deref(), mentions: &marked };
        self.note(example.rule, extractor.rules.patterns_of(example.rule, &view));
    }
}

/// The span of a line, counted from 1, without the blanks around it.
fn line_span(source: &str, line: u32) -> Span {
    let before: usize = source.split_inclusive('\n').take(line as usize - 1).map(str::len).sum();
    let text = source.get(before..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let start = before + text.len() - text.trim_start().len();
    Span::new(start as u32, (start + text.trim().len()) as u32)
}

fn diagnostic(example: &Example, (reason, why): (String, Option<String>)) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        code: "R100",
        file: example.file.clone(),
        line: example.line,
        column: example.column,
        length: example.source_line.chars().count().saturating_sub(example.column as usize - 1).max(1) as u32,
        message: format!("the test of `{}` does not hold: {reason}", example.id),
        help: why,
        source_line: example.source_line.clone(),
    }
}
