//! Trainers, data compilers and measurements.

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
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Tokens { treebank, lexicon, errors } => tokens::run(&treebank, &lexicon, errors),
    }
}
