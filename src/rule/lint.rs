//! What loads and is probably not meant: alternatives that are never reached, tests that no token passes, rules that find nothing
//! of their own, word lists that nobody uses.

use std::collections::{HashMap, HashSet};

use super::Rules;
use super::ast::{Constraint, File, Head, Name, Node, Pattern, RuleDecl, ShapeWord};
use super::parser::parse;
use super::source::Source;
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::fold;
use crate::text::span::Span;

impl Rules {
    /// Looks through the sources of whose names `wanted` holds; all of them load. The findings are warnings.
    pub fn lint(sources: &[(&str, &str)], wanted: &dyn Fn(&str) -> bool) -> Vec<Diagnostic> {
        let sources: Vec<Source<'_>> = sources.iter().map(|&(name, text)| Source { name, text }).collect();
        let files: Vec<File<'_>> = sources.iter().map(|source| parse(source, &mut Vec::new())).collect();
        let mut out = Vec::new();
        for (source, file) in sources.iter().zip(&files).filter(|(source, _)| wanted(source.name)) {
            let mut linter = Linter { source: *source, out: &mut out };
            for rule in &file.rules {
                for pattern in &rule.patterns {
                    linter.node(&pattern.node, true);
                }
                linter.repeated(rule);
            }
            for list in &file.words {
                linter.same_entries(list.entries.iter(), &list.name.text);
            }
        }
        shadowed(&sources, &files, wanted, &mut out);
        unused(&sources, &files, wanted, &mut out);
        out.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
        out
    }
}

struct Linter<'l, 's> {
    source: Source<'s>,
    out: &'l mut Vec<Diagnostic>,
}

impl Linter<'_, '_> {
    fn warn(&mut self, code: &'static str, span: Span, message: String, help: &str) {
        self.out.push(self.source.diagnostic(Severity::Warning, code, span, message, Some(help.to_owned())));
    }

    /// A node; `last` where nothing follows it in its pattern.
    fn node(&mut self, node: &Node<'_>, last: bool) {
        match node {
            Node::Token(constraint, span) => self.constraint(constraint, *span),
            Node::Sequence(parts) => {
                let count = parts.len();
                parts.iter().enumerate().for_each(|(i, part)| self.node(part, last && i + 1 == count));
            }
            Node::Alternatives(parts) => {
                for (i, part) in parts.iter().enumerate() {
                    self.node(part, last);
                    let Some(span) = place(part) else { continue };
                    if parts[..i].iter().any(|earlier| takes(earlier, part)) {
                        let help = "leave it out, or put it first";
                        self.warn("R030", span, "an alternative before it takes all that it takes".to_owned(), help);
                    } else if last && parts[..i].iter().any(|earlier| begins(earlier, part)) {
                        let message = "an alternative before it is its begin, and is content with less".to_owned();
                        self.warn("R030", span, message, "put the longer one first");
                    }
                }
            }
            Node::Repeat { node, .. } | Node::Capture(_, node) => self.node(node, last),
            Node::Look { node, .. } => self.node(node, false),
            Node::Mention { .. } | Node::Start(_) | Node::End(_) => {}
        }
    }

    fn constraint(&mut self, constraint: &Constraint<'_>, span: Span) {
        match constraint {
            Constraint::Or(parts) => {
                for (i, part) in parts.iter().enumerate() {
                    self.constraint(part, span);
                    if parts[..i].iter().any(|earlier| implies(part, earlier)) {
                        let message = "an alternative before it takes all that it takes".to_owned();
                        self.warn("R030", own_place(part).unwrap_or(span), message, "leave it out");
                    }
                }
            }
            Constraint::And(parts) => {
                parts.iter().for_each(|part| self.constraint(part, span));
                let contradicts =
                    |(i, part): (usize, &Constraint<'_>)| parts[..i].iter().any(|other| excludes(part, other));
                if parts.iter().enumerate().any(contradicts) {
                    self.warn("R031", span, "no token can be all of this".to_owned(), "`&` is \"and\", `|` is \"or\"");
                }
            }
            Constraint::Not(inner) => self.constraint(inner, span),
            Constraint::Exact(names) | Constraint::Norm(names) | Constraint::Lemma(names) | Constraint::Tag(names) => {
                self.same_entries(names.iter(), "the values");
            }
            Constraint::Any
            | Constraint::Literal(_)
            | Constraint::Class(_)
            | Constraint::Shape(_)
            | Constraint::Regex(_) => {}
        }
    }

    fn same_entries<'n>(&mut self, names: impl Iterator<Item = &'n Name<'n>>, whose: &str) {
        let mut seen = HashSet::new();
        for name in names {
            if !seen.insert(name.text.to_lowercase()) {
                self.warn("R030", name.span, format!("`{}` stands twice in {whose}", name.text), "leave one out");
            }
        }
    }

    /// The same `match` twice in one rule.
    fn repeated(&mut self, rule: &RuleDecl<'_>) {
        for (i, pattern) in rule.patterns.iter().enumerate() {
            if rule.patterns[..i].iter().any(|earlier| same(&earlier.node, &pattern.node)) {
                let message = format!("`{}` has this `match` already", rule.id.text);
                self.warn("R030", pattern.span, message, "leave it out");
            }
        }
    }
}

/// Rules all of whose patterns another rule has too, with the same head.
fn shadowed(sources: &[Source<'_>], files: &[File<'_>], wanted: &dyn Fn(&str) -> bool, out: &mut Vec<Diagnostic>) {
    let mut by_head: HashMap<String, Vec<(usize, &RuleDecl<'_>)>> = HashMap::new();
    for (i, file) in files.iter().enumerate() {
        for rule in &file.rules {
            by_head.entry(head(rule)).or_default().push((i, rule));
        }
    }
    let has = |rule: &RuleDecl<'_>, pattern: &Pattern<'_>| rule.patterns.iter().any(|p| same(&p.node, &pattern.node));
    for rules in by_head.values() {
        for (at, &(i, rule)) in rules.iter().enumerate() {
            if !wanted(sources[i].name) || rule.patterns.is_empty() {
                continue;
            }
            // Of two that are equal the later one is told.
            let covers = |(other_at, other): (usize, &RuleDecl<'_>)| {
                other.id.text != rule.id.text
                    && rule.patterns.iter().all(|pattern| has(other, pattern))
                    && (other_at < at || other.patterns.len() > rule.patterns.len())
                    && other.score >= rule.score
            };
            let rival = rules.iter().enumerate().find(|&(other_at, &(_, other))| covers((other_at, other)));
            if let Some((_, &(file, rival))) = rival {
                let line = sources[file].position(rival.id.span.start).0;
                let message = format!(
                    "`{}` finds nothing that `{}` ({}:{line}) does not find",
                    rule.id.text, rival.id.text, sources[file].name
                );
                let help = Some("leave it out, or change its `match`".to_owned());
                out.push(sources[i].diagnostic(Severity::Warning, "R032", rule.id.span, message, help));
            }
        }
    }
}

fn head(rule: &RuleDecl<'_>) -> String {
    match &rule.head {
        Head::Mention(label) => format!("{} {:?}", label.text, rule.form),
        Head::Relation { predicate, arguments, polarity, modality } => {
            let arguments: Vec<String> = arguments
                .iter()
                .map(|a| format!("{}:{}", a.qualifier.as_ref().map_or("", |q| &q.text), a.value.text))
                .collect();
            format!("{}({}) {polarity} {modality}", predicate.text, arguments.join(","))
        }
    }
}

/// Word lists of the wanted sources that no pattern of any source uses.
fn unused(sources: &[Source<'_>], files: &[File<'_>], wanted: &dyn Fn(&str) -> bool, out: &mut Vec<Diagnostic>) {
    let mut used = HashSet::new();
    for pattern in files.iter().flat_map(|file| &file.rules).flat_map(|rule| &rule.patterns) {
        lists(&pattern.node, &mut used);
    }
    for (source, file) in sources.iter().zip(files).filter(|(source, _)| wanted(source.name)) {
        for list in file.words.iter().filter(|list| !list.adds && !list.overrides) {
            if !used.contains(list.name.text.as_ref()) {
                let message = format!("no rule uses the list `{}`", list.name.text);
                let help = Some(format!("in patterns it is `%{}`", list.name.text));
                out.push(source.diagnostic(Severity::Warning, "R033", list.name.span, message, help));
            }
        }
    }
}

fn lists<'n>(node: &'n Node<'_>, used: &mut HashSet<&'n str>) {
    fn of<'n>(constraint: &'n Constraint<'_>, used: &mut HashSet<&'n str>) {
        match constraint {
            Constraint::Class(name) => drop(used.insert(name.text.as_ref())),
            Constraint::Not(inner) => of(inner, used),
            Constraint::And(parts) | Constraint::Or(parts) => parts.iter().for_each(|part| of(part, used)),
            _ => {}
        }
    }
    match node {
        Node::Token(constraint, _) => of(constraint, used),
        Node::Sequence(parts) | Node::Alternatives(parts) => parts.iter().for_each(|part| lists(part, used)),
        Node::Repeat { node, .. } | Node::Capture(_, node) | Node::Look { node, .. } => lists(node, used),
        Node::Mention { .. } | Node::Start(_) | Node::End(_) => {}
    }
}

/// Whether an alternative takes all that a later one takes, and as much of it.
fn takes(earlier: &Node<'_>, later: &Node<'_>) -> bool {
    match (earlier, later) {
        (Node::Token(a, _), Node::Token(b, _)) => one_token(a) && one_token(b) && implies(b, a) || same(earlier, later),
        _ => same(earlier, later),
    }
}

/// Whether an alternative is the begin of a later one.
fn begins(earlier: &Node<'_>, later: &Node<'_>) -> bool {
    let parts = |node: &Node<'_>| if let Node::Sequence(parts) = node { parts.len() } else { 1 };
    let at = |node: &Node<'_>, i: usize, other: &Node<'_>| match node {
        Node::Sequence(parts) => parts.get(i).is_some_and(|part| same(part, other)),
        _ => i == 0 && same(node, other),
    };
    let begin = |i: usize| match earlier {
        Node::Sequence(parts) => at(later, i, &parts[i]),
        _ => at(later, i, earlier),
    };
    parts(earlier) < parts(later) && (0..parts(earlier)).all(begin)
}

/// Whether a constraint is about one token, as those outside brackets need not be.
fn one_token(constraint: &Constraint<'_>) -> bool {
    match constraint {
        Constraint::Literal(name) => super::words::hashes(&name.text).len() == 1,
        Constraint::Class(_) => false,
        _ => true,
    }
}

/// Whether every token that passes `a` passes `b`.
fn implies(a: &Constraint<'_>, b: &Constraint<'_>) -> bool {
    if equal(a, b) {
        return true;
    }
    match (a, b) {
        (_, Constraint::Any) => true,
        (Constraint::Or(parts), _) => parts.iter().all(|part| implies(part, b)),
        (_, Constraint::And(parts)) => parts.iter().all(|part| implies(a, part)),
        (_, Constraint::Or(parts)) if parts.iter().any(|part| implies(a, part)) => true,
        (Constraint::And(parts), _) => parts.iter().any(|part| implies(part, b)),
        (Constraint::Not(a), Constraint::Not(b)) => implies(b, a),
        (
            Constraint::Exact(_) | Constraint::Literal(_) | Constraint::Norm(_),
            Constraint::Norm(_) | Constraint::Lemma(_),
        ) => {
            let known: HashSet<u64> = words(b).iter().map(|word| fold::hash(word)).collect();
            words(a).iter().all(|word| known.contains(&fold::hash(word)))
        }
        _ => false,
    }
}

/// Whether no token passes both.
fn excludes(a: &Constraint<'_>, b: &Constraint<'_>) -> bool {
    match (a, b) {
        (Constraint::Not(inner), other) | (other, Constraint::Not(inner)) => implies(other, inner),
        (Constraint::Shape(a), Constraint::Shape(b)) => {
            use ShapeWord::{Cap, Digit, Letter, Lower, Punct, Upper};
            let either = |x: ShapeWord, y: ShapeWord| (*a, *b) == (x, y) || (*a, *b) == (y, x);
            either(Cap, Lower) || either(Upper, Lower) || [Letter, Digit, Cap].into_iter().any(|x| either(Punct, x))
        }
        (Constraint::Literal(_) | Constraint::Norm(_), Constraint::Literal(_) | Constraint::Norm(_)) => {
            let known: HashSet<u64> = words(b).iter().map(|word| fold::hash(word)).collect();
            !words(a).iter().any(|word| known.contains(&fold::hash(word)))
        }
        _ => false,
    }
}

fn words<'c>(constraint: &'c Constraint<'_>) -> Vec<&'c str> {
    match constraint {
        Constraint::Literal(name) => vec![name.text.as_ref()],
        Constraint::Exact(names) | Constraint::Norm(names) | Constraint::Lemma(names) => {
            names.iter().map(|name| name.text.as_ref()).collect()
        }
        _ => Vec::new(),
    }
}

fn equal(a: &Constraint<'_>, b: &Constraint<'_>) -> bool {
    let texts = |a: &[Name<'_>], b: &[Name<'_>]| a.iter().map(|n| &n.text).eq(b.iter().map(|n| &n.text));
    let all =
        |a: &[Constraint<'_>], b: &[Constraint<'_>]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b));
    match (a, b) {
        (Constraint::Any, Constraint::Any) => true,
        (Constraint::Literal(a), Constraint::Literal(b)) => fold::same(&a.text, &b.text),
        (Constraint::Class(a), Constraint::Class(b)) | (Constraint::Regex(a), Constraint::Regex(b)) => a.text == b.text,
        (Constraint::Exact(a), Constraint::Exact(b))
        | (Constraint::Norm(a), Constraint::Norm(b))
        | (Constraint::Lemma(a), Constraint::Lemma(b))
        | (Constraint::Tag(a), Constraint::Tag(b)) => texts(a, b),
        (Constraint::Shape(a), Constraint::Shape(b)) => a == b,
        (Constraint::Not(a), Constraint::Not(b)) => equal(a, b),
        (Constraint::And(a), Constraint::And(b)) | (Constraint::Or(a), Constraint::Or(b)) => all(a, b),
        _ => false,
    }
}

fn same(a: &Node<'_>, b: &Node<'_>) -> bool {
    let all = |a: &[Node<'_>], b: &[Node<'_>]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b));
    match (a, b) {
        (Node::Token(a, _), Node::Token(b, _)) => equal(a, b),
        (Node::Mention { capture: a, labels: of_a, .. }, Node::Mention { capture: b, labels: of_b, .. }) => {
            a.as_ref().map(|n| &n.text) == b.as_ref().map(|n| &n.text)
                && of_a.iter().map(|n| &n.text).eq(of_b.iter().map(|n| &n.text))
        }
        (Node::Sequence(a), Node::Sequence(b)) | (Node::Alternatives(a), Node::Alternatives(b)) => all(a, b),
        (
            Node::Repeat { node: a, min, max, greedy, .. },
            Node::Repeat { node: b, min: min_b, max: max_b, greedy: greedy_b, .. },
        ) => (min, max, greedy) == (min_b, max_b, greedy_b) && same(a, b),
        (Node::Capture(name, a), Node::Capture(name_b, b)) => name.text == name_b.text && same(a, b),
        (
            Node::Look { ahead, negative, node: a, .. },
            Node::Look { ahead: ahead_b, negative: negative_b, node: b, .. },
        ) => (ahead, negative) == (ahead_b, negative_b) && same(a, b),
        (Node::Start(_), Node::Start(_)) | (Node::End(_), Node::End(_)) => true,
        _ => false,
    }
}

/// Where a node stands.
fn place(node: &Node<'_>) -> Option<Span> {
    match node {
        Node::Token(_, span)
        | Node::Mention { span, .. }
        | Node::Look { span, .. }
        | Node::Start(span)
        | Node::End(span) => Some(*span),
        Node::Sequence(parts) | Node::Alternatives(parts) => {
            let spans = parts.iter().filter_map(place);
            spans.reduce(|a, b| a.cover(b))
        }
        Node::Repeat { node, .. } | Node::Capture(_, node) => place(node),
    }
}

fn own_place(constraint: &Constraint<'_>) -> Option<Span> {
    match constraint {
        Constraint::Literal(name) | Constraint::Class(name) | Constraint::Regex(name) => Some(name.span),
        Constraint::Exact(names) | Constraint::Norm(names) | Constraint::Lemma(names) | Constraint::Tag(names) => {
            names.first().map(|name| name.span)
        }
        Constraint::Not(inner) => own_place(inner),
        Constraint::And(parts) | Constraint::Or(parts) => parts.iter().find_map(own_place),
        Constraint::Any | Constraint::Shape(_) => None,
    }
}
