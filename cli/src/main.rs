//! The `dateline` command: articles in, entities and triples out.

mod batch;
mod check;
mod eval;
mod explain;
mod export;
mod extract;
mod gazetteer;
mod input;
mod interrupt;
mod output;
mod progress;
mod rules;
mod sink;
mod sources;
mod spacy;
mod texts;
mod trace;
mod view;

use std::process::ExitCode;

use clap::{ColorChoice, Parser, Subcommand};

/// Reads English news and says who, where, when and what happened.
///
/// Articles go in, and entities (people, places, organizations, events, dates) and triples (who did what to whom, with time,
/// denial, plan and source) come out, each with the rule or list that found it. Nothing is downloaded.
#[derive(Parser)]
#[command(name = "dateline", version, max_term_width = 100, after_help = AFTER)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// When to colour the output
    #[arg(long, global = true, value_enum, default_value_t = ColorChoice::Auto)]
    color: ColorChoice,
}

const AFTER: &str = "\
Examples:
  dateline extract article.txt                      a table of entities and triples
  dateline extract *.txt > results.jsonl            one JSON object a document
  dateline view article.txt -o page.html            a page to look at, with everything on it
  dateline export --format turtle article.txt       for an RDF store; six other formats
  dateline check my.rules                           test rules of your own

Exit codes: 0 all well; 1 some documents or tests failed, the rest was done; 2 nothing could be done; 130 interrupted.
Colour follows --color, NO_COLOR, and whether a terminal watches.";

#[derive(Subcommand)]
enum Command {
    /// Extract entities and triples from texts
    Extract(extract::Arguments),
    /// Write what texts say for graph databases, RDF stores, Graphviz, annotation tools, event analysts
    Export(export::Arguments),
    /// Make a page to read texts with what was found in them: marked, filtered, drawn, explained
    View(view::Arguments),
    /// Why a mention or triple is there: rules, rows, words, weights, down to the text
    Explain(explain::Arguments),
    /// Why a rule found nothing, or what became of what it found, sentence by sentence
    Trace(trace::Arguments),
    /// Precision, recall and F1 on marked texts: by label, predicate and rule
    Eval(eval::Arguments),
    /// List and show rules, and import patterns as rules
    #[command(subcommand)]
    Rules(rules::Arguments),
    /// Count, check, look up, compile and import names
    #[command(subcommand)]
    Gazetteer(gazetteer::Arguments),
    /// Check rule files: diagnostics, and the tests that stand in them
    Check(check::Arguments),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match arguments.color {
        ColorChoice::Auto => {}
        ColorChoice::Always => anstream::ColorChoice::Always.write_global(),
        ColorChoice::Never => anstream::ColorChoice::Never.write_global(),
    }
    let result = match arguments.command {
        Command::Extract(arguments) => extract::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::View(arguments) => view::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Trace(arguments) => trace::run(&arguments),
        Command::Eval(arguments) => eval::run(&arguments),
        Command::Rules(arguments) => rules::run(&arguments),
        Command::Gazetteer(arguments) => gazetteer::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
    };
    match result {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::error(&error);
            ExitCode::from(2)
        }
    }
}

/// Whether the reader of our output has gone, which is its right.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(|e| e.downcast_ref::<std::io::Error>()).any(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
}
