//! The tests that stand in rule files, run through the whole pipeline.

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Document, TripleView};
use crate::extractor::{Context, Extractor};
use crate::pipeline::{self, Given};
use crate::relation::{Argument, QualifierKind};
use crate::rule::{Example, Expected, Pass};
use crate::text::fold;
use crate::text::token::Token;

/// How the tests of an extractor's rules came out.
#[derive(Clone, Debug, Default)]
pub struct TrialReport {
    /// How many came out right.
    pub passed: usize,
    /// Each that did not, with its place and what came out instead.
    pub failures: Vec<Diagnostic>,
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
        let mut report = TrialReport { passed: 0, failures: faults };
        // Relation rules are tried with the whole pipeline, as frames are.
        let relation = |example: &Example| self.rules.get(example.rule).is_some_and(|r| r.pass == Pass::Relations);
        let (relations, examples): (Vec<Example>, Vec<Example>) = examples.into_iter().partition(relation);
        let tagger = |text: &str, tokens: &[Token]| pipeline::tags(self, text, tokens, 0, &[]);
        let trial = self.rules.try_examples(examples, &self.lexicon, &self.lexicon.spelling(), Some(&tagger));
        report.passed += trial.passed;
        report.failures.extend(trial.failures.iter().map(|f| diagnostic(&f.example, f.reason.clone())));
        for example in relations.iter().chain(&trial.left) {
            match self.try_one(example) {
                Ok(()) => report.passed += 1,
                Err(reason) => report.failures.push(diagnostic(example, reason)),
            }
        }
        report.failures.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        report
    }

    fn try_one(&self, example: &Example) -> Result<(), String> {
        let given: Vec<Given> = example.mentions.iter().map(|g| Given { span: g.span, label: g.label }).collect();
        let document = pipeline::read(self, &example.text, &Context::default(), Some(&given));
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
            return if found.is_empty() { Ok(()) } else { Err(format!("it finds {}", shown())) };
        }
        if example.relations.is_empty() && found.is_empty() {
            return Err("it does not fire".to_owned());
        }
        match example.relations.iter().find(|wanted| !found.iter().any(|t| self.includes(&document, t, wanted))) {
            Some(wanted) => Err(format!("it finds {}, not {}", shown(), self.show(wanted))),
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
        format!(
            "{predicate}({}, {}) {} {}",
            name(&wanted.subject),
            name(&wanted.object),
            wanted.polarity,
            wanted.modality
        )
    }
}

fn diagnostic(example: &Example, reason: String) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        code: "R100",
        file: example.file.clone(),
        line: example.line,
        column: 1,
        length: example.text.chars().count() as u32,
        message: format!("the test of `{}` does not hold: {reason}", example.id),
        help: None,
        source_line: example.text.clone(),
    }
}
