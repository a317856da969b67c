//! Trainers, data compilers and measurements.

mod sentences;
#[path = "../../tests/support/table.rs"]
mod table;
mod tokens;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Aligns the tokenizer with a treebank (CoNLL-U) and times it.
    Tokens {
        treebank: PathBuf,
        /// Folder of lexicon sources.
        #[arg(long)]
        lexicon: PathBuf,
        /// How many differences to print.
        #[arg(long, default_value_t = 0)]
        errors: usize,
    },
    /// Compares sentences with those of a set (JSONL with `text` and `sentences` in characters).
    Sentences {
        set: PathBuf,
        /// Folder of lexicon sources.
        #[arg(long)]
        lexicon: PathBuf,
        /// The phrases of the layout.
        #[arg(long)]
        layout: PathBuf,
        /// How many differences to print.
        #[arg(long, default_value_t = 0)]
        errors: usize,
    },
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Tokens { treebank, lexicon, errors } => tokens::run(&treebank, &lexicon, errors),
        Command::Sentences { set, lexicon, layout, errors } => sentences::run(&set, &lexicon, &layout, errors),
    }
}
