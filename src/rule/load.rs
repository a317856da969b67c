//! Loading rules: parse, check, compile, index.

use super::RuleId;
use super::ast::{Argument, File, Head, Name, RuleDecl};
use super::check::{Checker, mentions};
use super::columns::Columns;
use super::example::OwnedRaw;
use super::frame;
use super::glob;
use super::index::Index;
use super::keys::Keys;
use super::lowering::Lowering;
use super::parser::parse;
use super::program::{Compiled, Compiler, Program};
use super::rules::{Emits, Filler, Pass, Rule, RulePattern, Rules};
use super::source::{Lines, Source};
use super::vocabulary::{self, Vocabulary, winners, winners_by};
use super::words::Words;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::schema::{LabelId, PredicateId, Qualifier};
use crate::text::span::Span;

/// How rules are loaded.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'o> {
    /// An untested rule is an error, and every regex is compiled to see whether it can be.
    pub strict: bool,
    /// Sources whose names are here were checked before: their regexes are compiled only when first used, and where there
    /// are no others, nothing of them is checked.
    pub trusted: &'o [&'o str],
    /// Keep the `test` and `none` lines for [`Rules::examples`]; loading is faster without.
    pub examples: bool,
    /// Ids of rules and frames to switch off; `*` stands for any characters.
    pub disable: &'o [&'o str],
}

impl Rules {
    /// Loads sources, each a name and a text. All that is wrong in any of them is reported at once.
    ///
    /// The order of the sources counts only for `override`: the rule overridden stands in an earlier source.
    pub fn load(sources: &[(&str, &str)], words: &dyn Words, options: &Options<'_>) -> Result<Rules, Diagnostics> {
        let sources: Vec<Source<'_>> = sources.iter().map(|&(name, text)| Source { name, text }).collect();
        let mut out = Vec::new();
        let files: Vec<File<'_>> = sources.iter().map(|s| parse(s, &mut out)).collect();
        let vocabulary = vocabulary::gather(&sources, &files, words, &mut out);
        let mut rules = winners(&sources, &files, "rule", |f| &f.rules, |r| (&r.id, r.overrides, false), &mut out);
        let mut frames = winners_by(
            &sources,
            &files,
            "frame",
            |f| &f.frames,
            |f| (format!("{} -> {}", f.id.text, f.predicate.text), &f.id, f.overrides, false),
            &mut out,
        );
        rules.sort_by_key(|&(i, j)| &files[i].rules[j].id.text);
        frames.sort_by_key(|&(i, j)| (&files[i].frames[j].id.text, &files[i].frames[j].predicate.text));
        // Sources that were checked before need no second look, unless others may change what they refer to.
        let checked = !options.strict && sources.iter().all(|s| options.trusted.contains(&s.name));
        for (i, source) in sources.iter().enumerate().filter(|_| !checked) {
            let mut checker =
                Checker { source: *source, vocabulary: &vocabulary, strict: options.strict, out: &mut out };
            rules.iter().filter(|r| r.0 == i).for_each(|r| checker.rule(&files[i].rules[r.1]));
            frames.iter().filter(|f| f.0 == i).for_each(|f| checker.frame(&files[i].frames[f.1]));
        }
        if !checked {
            check_passes(&sources, &files, &rules, &vocabulary, &mut out);
        }
        if out.iter().any(|d| d.severity == Severity::Error) {
            return Err(sorted(out));
        }
        let rules = build(&sources, &files, &rules, &frames, vocabulary, options, &mut out);
        if out.iter().any(|d| d.severity == Severity::Error) {
            return Err(sorted(out));
        }
        Ok(Rules { warnings: sorted(out).0, ..rules })
    }
}

fn sorted(mut out: Vec<Diagnostic>) -> Diagnostics {
    out.sort_by(|a, b| (&a.file, a.line, a.column, a.code).cmp(&(&b.file, b.line, b.column, b.code)));
    Diagnostics(out)
}

fn pass(rule: &RuleDecl<'_>) -> Pass {
    if matches!(rule.head, Head::Relation { .. }) {
        return Pass::Relations;
    }
    if labels_read(rule).is_empty() { Pass::Tokens } else { Pass::Labels }
}

/// The labels for whose mentions the patterns of a rule ask.
fn labels_read<'n, 's>(rule: &'n RuleDecl<'s>) -> Vec<&'n Name<'s>> {
    let mut atoms = Vec::new();
    rule.patterns.iter().for_each(|p| mentions(&p.node, &mut atoms));
    atoms.into_iter().flat_map(|(_, labels)| labels).collect()
}

/// Whether a rule asks for mentions of the very label that it emits.
fn reads_own(rule: &RuleDecl<'_>) -> bool {
    matches!(&rule.head, Head::Mention(own) if labels_read(rule).iter().any(|label| label.text == own.text))
}

/// A mention rule may not read a label that only mention rules of the second pass emit: it would never see one.
fn check_passes(
    sources: &[Source<'_>],
    files: &[File<'_>],
    rules: &[(usize, usize)],
    vocabulary: &Vocabulary<'_>,
    out: &mut Vec<Diagnostic>,
) {
    let schema = &vocabulary.schema;
    let mut emitted: Vec<(LabelId, Pass)> = Vec::new();
    for &(i, j) in rules {
        let rule = &files[i].rules[j];
        if let Head::Mention(label) = &rule.head
            && let Some(label) = schema.label(&label.text)
        {
            emitted.push((label, pass(rule)));
        }
    }
    for &(i, j) in rules {
        let rule = &files[i].rules[j];
        if pass(rule) != Pass::Labels {
            continue;
        }
        for name in labels_read(rule) {
            let Some(label) = schema.label(&name.text) else { continue };
            let giving = |pass| emitted.iter().any(|&(l, p)| p == pass && schema.is_a(l, label));
            let below = || schema.labels().filter(|&(l, _)| schema.is_a(l, label));
            let given = giving(Pass::Tokens) || below().any(|(_, path)| vocabulary.words.gives(path));
            if giving(Pass::Labels) && !given {
                let message = format!(
                    "only rules that read labels emit `{}`, and this rule cannot see what they emit",
                    name.text
                );
                let help = Some("let a rule without `@` emit it, or read the tokens here".to_owned());
                out.push(sources[i].diagnostic(Severity::Error, "R013", name.span, message, help));
            }
        }
    }
}

fn build(
    sources: &[Source<'_>],
    files: &[File<'_>],
    rules: &[(usize, usize)],
    frames: &[(usize, usize)],
    vocabulary: Vocabulary<'_>,
    options: &Options<'_>,
    out: &mut Vec<Diagnostic>,
) -> Rules {
    let lines: Vec<Lines> = sources.iter().map(|s| Lines::new(s.text)).collect();
    let off = |id: &str| options.disable.iter().any(|glob| glob::matches(glob, id));
    let mut loaded = Rules::default();
    let mut program = Program::default();
    let mut lowering = Lowering { vocabulary: &vocabulary, regexes: Vec::new(), label_sets: Vec::new() };
    let mut keys: [Vec<(u32, Compiled, Option<Keys>)>; 3] = Default::default();
    for &(i, j) in rules {
        let decl = &files[i].rules[j];
        let id = RuleId(loaded.rules.len() as u32);
        let (pass, disabled) = (pass(decl), off(&decl.id.text));
        let regexes = lowering.regexes.len();
        let mut compiler = Compiler::new(&mut program, &mut lowering);
        let mut compiled: Vec<_> = decl.patterns.iter().map(|p| compiler.pattern(p)).collect();
        let captures = compiler.captures();
        Compiler::finish(captures.len(), &mut compiled);
        if options.strict || !options.trusted.contains(&sources[i].name) {
            for regex in &lowering.regexes[regexes..] {
                if let Err(error) = regex.check() {
                    let at = decl.patterns.iter().find_map(|p| {
                        let text = &sources[i].text[p.span.range()];
                        Some(p.span.start + text.find(regex.source())? as u32)
                    });
                    let start = at.unwrap_or(decl.id.span.start);
                    let span = Span::new(start, start + regex.source().len() as u32);
                    out.push(sources[i].diagnostic(Severity::Error, "R018", span, format!("bad regex: {error}"), None));
                }
            }
        }
        let reads_tags = compiled.iter().any(|p| p.tags);
        if !disabled {
            for (pattern, compiled) in decl.patterns.iter().zip(compiled) {
                let number = loaded.patterns.len() as u32;
                keys[pass as usize].push((number, compiled, vocabulary.required(&pattern.node, Some((0, 0)))));
                let mut needs = Vec::new();
                vocabulary.needs(&pattern.node, &mut needs);
                let first = loaded.needs.len() as u32;
                loaded.needs.append(&mut needs);
                let needs = (first, loaded.needs.len() as u32);
                loaded.patterns.push(RulePattern { rule: id, compiled, place: pattern.span, needs });
            }
        }
        let line = lines[i].line(decl.id.span.start);
        for raw in decl.examples.iter().filter(|_| options.examples) {
            let raw = OwnedRaw::new(&sources[i], &lines[i], raw);
            loaded.examples.push((id, decl.id.text.to_string(), raw));
        }
        loaded.rules.push(Rule {
            id: decl.id.text.to_string(),
            file: sources[i].name.to_owned(),
            line,
            pass,
            emits: emits(decl, &vocabulary, &captures),
            score: decl.score,
            captures,
            reads_tags,
            reads_own: reads_own(decl),
            disabled,
        });
    }
    let mut read = Vec::with_capacity(frames.len());
    for &(i, j) in frames {
        let decl = &files[i].frames[j];
        let Some(predicate) = vocabulary.schema.predicate(&decl.predicate.text) else { continue };
        let disabled = off(&decl.id.text);
        let first = RuleId(loaded.rules.len() as u32);
        let mut resolved = Vec::new();
        for line in &decl.lines {
            let id = format!("{}/{}", decl.id.text, if line.noun { "noun" } else { "verb" });
            let rule = RuleId(loaded.rules.len() as u32);
            let disabled = disabled || off(&id);
            loaded.rules.push(Rule {
                id,
                file: sources[i].name.to_owned(),
                line: lines[i].line(line.span.start),
                pass: Pass::Frames,
                emits: Emits::Frame { predicate },
                score: decl.score,
                captures: Vec::new(),
                reads_tags: false,
                reads_own: false,
                disabled,
            });
            if !disabled {
                resolved.push(frame::line(line, rule, &vocabulary.schema));
            }
        }
        for raw in decl.examples.iter().filter(|_| options.examples) {
            let raw = OwnedRaw::new(&sources[i], &lines[i], raw);
            loaded.examples.push((first, decl.id.text.to_string(), raw));
        }
        let id = decl.id.text.to_string();
        read.push(frame::Frame { id, predicate, score: decl.score, lines: resolved });
    }
    loaded.frames = frame::Frames::new(read);
    let labels = vocabulary.schema.labels().count();
    let indexes = keys.map(|keys| Index::new(keys, labels, &mut program, &vocabulary.lists));
    loaded.columns = Columns::new(&program.tests, &vocabulary.lists, &indexes);
    loaded.indexes = indexes.map(|(index, _)| index);
    loaded.regexes = lowering.regexes;
    loaded.program = program;
    let place = |&(i, at): &(usize, u32)| (sources[i].name.to_owned(), lines[i].line(at));
    loaded.list_places = vocabulary.list_places.iter().map(place).collect();
    loaded.lists = vocabulary.lists;
    loaded.schema = vocabulary.schema;
    loaded
}

fn emits(decl: &RuleDecl<'_>, vocabulary: &Vocabulary<'_>, captures: &[String]) -> Emits {
    let filler = |argument: &Argument<'_>| {
        if argument.constant {
            return Filler::Text(argument.value.text.to_string());
        }
        let capture = captures.iter().position(|c| *c == argument.value.text);
        capture.map_or(Filler::Empty, |c| Filler::Capture(c as u32))
    };
    match &decl.head {
        Head::Mention(label) => {
            let label = vocabulary.schema.label(&label.text).unwrap_or(LabelId::PERSON);
            Emits::Mention { label, form: decl.form }
        }
        Head::Relation { predicate, arguments, polarity, modality } => Emits::Relation {
            predicate: vocabulary.schema.predicate(&predicate.text).unwrap_or(PredicateId(0)),
            subject: arguments.first().map_or(Filler::Empty, filler),
            object: arguments.get(1).map_or(Filler::Empty, filler),
            qualifiers: arguments
                .iter()
                .filter_map(|a| Some((Qualifier::of(&a.qualifier.as_ref()?.text)?, filler(a))))
                .collect(),
            polarity: *polarity,
            modality: *modality,
        },
    }
}
