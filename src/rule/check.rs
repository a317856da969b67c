//! What a parsed rule may still get wrong: names nobody knows, patterns that match nothing or grow without bound.

use super::ast::*;
use super::source::{Source, suggest};
use super::vocabulary::Vocabulary;
use super::words::hashes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::schema::{LabelId, Qualifier};
use crate::text::span::Span;

/// A pattern may compile to so many instructions.
pub const MAX_SIZE: u64 = 2_000;

/// Names of the universal part-of-speech tags, in the order of `syntax::Tag`.
pub const TAGS: &[&str] = &[
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SYM", "VERB", "X",
];

/// Checks rules and frames of one source.
pub struct Checker<'c, 's, 'w> {
    /// The source.
    pub source: Source<'s>,
    /// Names that may be used.
    pub vocabulary: &'c Vocabulary<'w>,
    /// An untested rule is an error.
    pub strict: bool,
    /// Faults so far.
    pub out: &'c mut Vec<Diagnostic>,
}

impl Checker<'_, '_, '_> {
    pub(super) fn error(&mut self, code: &'static str, span: Span, message: String, help: Option<String>) {
        self.out.push(self.source.diagnostic(Severity::Error, code, span, message, help));
    }

    /// Reports a rule or frame without examples.
    pub fn examples(&mut self, id: &Name<'_>, examples: &[RawExample<'_>]) {
        if !examples.iter().any(|e| e.fires) {
            let severity = if self.strict { Severity::Error } else { Severity::Warning };
            let message = format!("`{}` has no test", id.text);
            let help = Some("add a line: test \"A sentence with [PERSON a mention].\"".to_owned());
            self.out.push(self.source.diagnostic(severity, "R023", id.span, message, help));
        }
    }

    /// Checks one rule.
    pub fn rule(&mut self, rule: &RuleDecl<'_>) {
        self.examples(&rule.id, &rule.examples);
        if rule.patterns.is_empty() {
            self.error("R025", rule.id.span, format!("`{}` has no `match`", rule.id.text), None);
        }
        for pattern in &rule.patterns {
            self.node(&pattern.node, false);
            if nullable(&pattern.node) {
                let message = "this pattern can match nothing".to_owned();
                let help = Some("at least one token or mention must be required".to_owned());
                self.error("R014", pattern.span, message, help);
            }
            let size = size(&pattern.node);
            if size > MAX_SIZE {
                let message = format!("this pattern compiles to {size} instructions, more than {MAX_SIZE}");
                self.error("R016", pattern.span, message, Some("make its repetitions smaller".to_owned()));
            }
        }
        match &rule.head {
            Head::Mention(label) => {
                self.vocabulary.labels(std::slice::from_ref(label), &self.source, self.out);
            }
            Head::Relation { predicate, arguments, .. } => self.relation(rule, predicate, arguments),
        }
    }

    /// Reports an unknown predicate.
    pub fn predicate(&mut self, name: &Name<'_>) {
        if self.vocabulary.schema.predicate(&name.text).is_none() {
            let known = self.vocabulary.schema.predicates().iter().map(|p| p.name.as_str());
            let help = suggest(&name.text, known);
            self.error("R007", name.span, format!("unknown predicate `{}`", name.text), help);
        }
    }

    /// Reports an unknown qualifier.
    pub fn qualifier(&mut self, name: &Name<'_>) {
        if Qualifier::of(&name.text).is_none() {
            let help = suggest(&name.text, Qualifier::ALL.iter().map(|q| q.as_str()));
            self.error("R012", name.span, format!("unknown qualifier `{}`", name.text), help);
        }
    }

    fn relation(&mut self, rule: &RuleDecl<'_>, predicate: &Name<'_>, arguments: &[Argument<'_>]) {
        self.predicate(predicate);
        let positional = arguments.iter().take_while(|a| a.qualifier.is_none()).count();
        let trailing = arguments.iter().skip(positional).find(|a| a.qualifier.is_none());
        if positional != 2 || trailing.is_some() {
            let message = "a relation takes a subject, an object, and then qualifiers by name".to_owned();
            let help = Some("write `visited(s, o, time: t)`; `-` stands for an empty argument".to_owned());
            self.error("R027", trailing.map_or(predicate.span, |a| a.value.span), message, help);
        }
        for argument in arguments {
            if let Some(name) = &argument.qualifier {
                self.qualifier(name);
            }
            if argument.constant || argument.value.text == "-" {
                continue;
            }
            let captured = |pattern: &Pattern<'_>| {
                let mut names = Vec::new();
                captures(&pattern.node, &mut names);
                (
                    names.iter().any(|n| n.text == argument.value.text),
                    names.into_iter().map(|n| n.text.to_string()).collect::<Vec<_>>(),
                )
            };
            // A qualifier may be absent from some patterns, an argument may not.
            if argument.qualifier.is_some() && rule.patterns.iter().any(|p| captured(p).0) {
                continue;
            }
            for pattern in &rule.patterns {
                let (found, names) = captured(pattern);
                if !found {
                    let (line, _) = self.source.position(pattern.span.start);
                    let message = format!("the `match` of line {line} captures no `{}`", argument.value.text);
                    let help = suggest(&argument.value.text, names.iter().map(String::as_str));
                    self.error("R008", argument.value.span, message, help);
                }
            }
        }
        self.signature(rule, predicate, arguments);
    }

    /// Reports captured mentions whose labels the predicate never takes.
    fn signature(&mut self, rule: &RuleDecl<'_>, predicate: &Name<'_>, arguments: &[Argument<'_>]) {
        let schema = &self.vocabulary.schema;
        let Some(id) = schema.predicate(&predicate.text) else { return };
        let signature = schema.get(id);
        let slots = [(&signature.subject, false, "subject"), (&signature.object, signature.text, "object")];
        for (argument, (takes, text, slot)) in arguments.iter().zip(slots) {
            if text || argument.constant || argument.qualifier.is_some() {
                continue;
            }
            for pattern in &rule.patterns {
                let mut atoms = Vec::new();
                mentions(&pattern.node, &mut atoms);
                for (capture, labels) in atoms {
                    if capture.is_none_or(|c| c.text != argument.value.text) {
                        continue;
                    }
                    // A word for a people stands for its place.
                    let people =
                        |l: LabelId, t: LabelId| schema.top(l) == LabelId::NORP && schema.top(t) == LabelId::PLACE;
                    let fits =
                        |l: LabelId| takes.iter().any(|&t| schema.is_a(l, t) || schema.is_a(t, l) || people(l, t));
                    let known: Vec<LabelId> = labels.iter().filter_map(|l| schema.label(&l.text)).collect();
                    if known.len() == labels.len() && !known.iter().any(|&l| fits(l)) {
                        let paths: Vec<&str> = takes.iter().map(|&t| schema.path(t)).collect();
                        let message = format!("`{}` takes no such {slot}", predicate.text);
                        let help = Some(format!("it takes {}", paths.join(", ")));
                        let span = labels.first().map_or(argument.value.span, |l| l.span);
                        self.error("R028", span, message, help);
                        return;
                    }
                }
            }
        }
    }

    fn node(&mut self, node: &Node<'_>, looking: bool) {
        match node {
            Node::Token(constraint, span) => self.token(constraint, *span),
            Node::Mention { capture, labels, .. } => {
                self.vocabulary.labels(labels, &self.source, self.out);
                if let Some(name) = capture {
                    self.no_capture_in_look(name, looking);
                }
            }
            Node::Sequence(parts) | Node::Alternatives(parts) => parts.iter().for_each(|p| self.node(p, looking)),
            Node::Repeat { node, max, span, .. } => {
                self.node(node, looking);
                if max.is_none() && nullable(node) {
                    let message = "what is repeated here can match nothing".to_owned();
                    let help = Some("drop the `?` or `*` inside".to_owned());
                    self.error("R015", *span, message, help);
                }
            }
            Node::Capture(name, inner) => {
                self.no_capture_in_look(name, looking);
                let mut within = Vec::new();
                captures(inner, &mut within);
                if within.iter().any(|w| w.text == name.text) {
                    let message = format!("`{}` captures inside itself", name.text);
                    self.error("R020", name.span, message, Some("give one of the two another name".to_owned()));
                }
                self.node(inner, looking);
            }
            Node::Look { node, .. } => self.node(node, true),
            Node::Start(_) | Node::End(_) => {}
        }
    }

    fn no_capture_in_look(&mut self, name: &Name<'_>, looking: bool) {
        if looking {
            let message = format!("`{}` captures inside a look-around, which keeps nothing", name.text);
            self.error("R020", name.span, message, None);
        }
    }

    /// A literal or list outside brackets may be several tokens.
    fn token(&mut self, constraint: &Constraint<'_>, span: Span) {
        match constraint {
            Constraint::Literal(name) if hashes(&name.text).is_empty() => {
                self.error("R014", span, "this literal holds no token".to_owned(), None);
            }
            Constraint::Literal(_) => {}
            _ => self.constraint(constraint),
        }
    }

    fn constraint(&mut self, constraint: &Constraint<'_>) {
        match constraint {
            Constraint::Any | Constraint::Shape(_) | Constraint::Regex(_) => {}
            Constraint::Literal(name) => self.one_token(name),
            Constraint::Exact(names) | Constraint::Norm(names) | Constraint::Lemma(names) => {
                names.iter().for_each(|n| self.one_token(n));
            }
            Constraint::Tag(names) => {
                for name in names {
                    if !TAGS.contains(&name.text.to_ascii_uppercase().as_str()) {
                        let help = suggest(&name.text, TAGS.iter().copied());
                        self.error("R021", name.span, format!("unknown tag `{}`", name.text), help);
                    }
                }
            }
            Constraint::Class(name) => {
                let vocabulary = self.vocabulary;
                if vocabulary.list(&name.text).is_none() && vocabulary.class(&name.text).is_none() {
                    let classes = vocabulary.words.class_names();
                    let lists = vocabulary.lists.iter().map(|(n, _)| n.as_str());
                    let help = suggest(&name.text, classes.iter().map(String::as_str).chain(lists));
                    self.error("R006", name.span, format!("no class or word list `%{}`", name.text), help);
                }
            }
            Constraint::Not(inner) => self.constraint(inner),
            Constraint::And(parts) | Constraint::Or(parts) => parts.iter().for_each(|p| self.constraint(p)),
        }
    }

    fn one_token(&mut self, name: &Name<'_>) {
        let count = hashes(&name.text).len();
        if count != 1 {
            let message = format!("`{}` is {count} tokens, and one is asked for here", name.text);
            self.error(
                "R019",
                name.span,
                message,
                Some("write it outside the brackets, in quotation marks".to_owned()),
            );
        }
    }
}

/// Names of all captures of a pattern.
pub fn captures<'n, 's>(node: &'n Node<'s>, out: &mut Vec<&'n Name<'s>>) {
    match node {
        Node::Mention { capture, .. } => out.extend(capture),
        Node::Capture(name, inner) => {
            out.push(name);
            captures(inner, out);
        }
        Node::Sequence(parts) | Node::Alternatives(parts) => parts.iter().for_each(|p| captures(p, out)),
        Node::Repeat { node, .. } | Node::Look { node, .. } => captures(node, out),
        Node::Token(..) | Node::Start(_) | Node::End(_) => {}
    }
}

/// All mention atoms of a pattern: capture and labels.
pub fn mentions<'n, 's>(node: &'n Node<'s>, out: &mut Vec<(Option<&'n Name<'s>>, &'n [Name<'s>])>) {
    match node {
        Node::Mention { capture, labels, .. } => out.push((capture.as_ref(), labels)),
        Node::Capture(name, inner) => {
            // `(?<x> @PERSON)` captures as `@x:PERSON` does.
            if let Node::Mention { capture: None, labels, .. } = inner.as_ref() {
                out.push((Some(name), labels));
            } else {
                mentions(inner, out);
            }
        }
        Node::Sequence(parts) | Node::Alternatives(parts) => parts.iter().for_each(|p| mentions(p, out)),
        Node::Repeat { node, .. } | Node::Look { node, .. } => mentions(node, out),
        Node::Token(..) | Node::Start(_) | Node::End(_) => {}
    }
}

/// Whether a pattern may match without taking a token.
pub fn nullable(node: &Node<'_>) -> bool {
    match node {
        Node::Token(..) | Node::Mention { .. } => false,
        Node::Sequence(parts) => parts.iter().all(nullable),
        Node::Alternatives(parts) => parts.iter().any(nullable),
        Node::Repeat { node, min, .. } => *min == 0 || nullable(node),
        Node::Capture(_, inner) => nullable(inner),
        Node::Look { .. } | Node::Start(_) | Node::End(_) => true,
    }
}

/// How many instructions a pattern takes, at most.
pub fn size(node: &Node<'_>) -> u64 {
    match node {
        Node::Token(Constraint::Literal(name), _) => 1 + name.text.len() as u64 / 2,
        Node::Token(..) | Node::Mention { .. } | Node::Start(_) | Node::End(_) => 1,
        Node::Sequence(parts) => parts.iter().map(size).fold(0, u64::saturating_add),
        Node::Alternatives(parts) => parts.iter().map(|p| size(p).saturating_add(2)).fold(0, u64::saturating_add),
        Node::Repeat { node, min, max, .. } => {
            let times = u64::from(max.unwrap_or(min.saturating_add(1)));
            size(node).saturating_add(2).saturating_mul(times)
        }
        Node::Capture(_, inner) | Node::Look { node: inner, .. } => size(inner).saturating_add(2),
    }
}
