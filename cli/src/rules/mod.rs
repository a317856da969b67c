//! `dateline rules`.

mod import;
mod list;
mod show;
mod spacy;

use std::process::ExitCode;

use anyhow::Result;
use dateline::Extractor;
use dateline::rule::{Emits, Pass, Rule};

/// What to do with rules.
#[derive(clap::Subcommand)]
pub enum Arguments {
    /// List rules and frames: what they give, where they stand
    List(list::Arguments),
    /// Print a rule or frame with its tests, as its file has it
    Show(show::Arguments),
    /// Make rules of spaCy's patterns
    Import(import::Arguments),
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    match arguments {
        Arguments::List(arguments) => list::run(arguments),
        Arguments::Show(arguments) => show::run(arguments),
        Arguments::Import(arguments) => import::run(arguments),
    }
}

/// What a rule gives: a label or a predicate.
fn gives<'e>(extractor: &'e Extractor, rule: &Rule) -> &'e str {
    let schema = extractor.schema();
    match &rule.emits {
        Emits::Mention { label, .. } => schema.path(*label),
        Emits::Relation { predicate, .. } | Emits::Frame { predicate } => &schema.get(*predicate).name,
    }
}

/// What kind of rule it is.
fn kind(rule: &Rule) -> &'static str {
    match rule.pass {
        Pass::Tokens | Pass::Labels => "mention",
        Pass::Relations => "relation",
        Pass::Frames => "frame",
    }
}
