//! Trainers and evaluations of dateline's models.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::conllu::Sentence;
use crate::lexicon::Lexicon;

mod conllu;
mod eval_syntax;
mod lexicon;
mod perceptron;
mod sentences;
#[path = "../../tests/support/table.rs"]
mod table;
mod tokens;
mod train_mentions;
mod train_parser;
mod train_tagger;

#[derive(Parser)]
#[command(about = "Trainers and evaluations of dateline's models")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Train the tagger on a treebank (CoNLL-U).
    TrainTagger {
        /// The treebank.
        treebank: PathBuf,
        /// Folder of the lexicon's files.
        #[arg(long)]
        lexicon: Option<PathBuf>,
        /// The model to write.
        #[arg(long, default_value = "models/tagger.bin")]
        out: PathBuf,
        #[command(flatten)]
        options: train_tagger::Options,
    },
    /// Train the parser on a treebank (CoNLL-U).
    TrainParser {
        /// The treebank.
        treebank: PathBuf,
        /// Folder of the lexicon's files.
        #[arg(long)]
        lexicon: Option<PathBuf>,
        /// The model to write.
        #[arg(long, default_value = "models/parser.bin")]
        out: PathBuf,
        #[command(flatten)]
        tagger: train_tagger::Options,
        #[command(flatten)]
        options: train_parser::Options,
    },
    /// Train the model of mentions on documents with their entities (JSONL).
    TrainMentions {
        /// The documents; offsets in characters.
        #[arg(required = true)]
        sets: Vec<PathBuf>,
        /// The model to write.
        #[arg(long, default_value = "models/mentions.tsv")]
        out: PathBuf,
        #[command(flatten)]
        options: train_mentions::Options,
    },
    /// Measure tagger and parser on a treebank (CoNLL-U).
    EvalSyntax {
        /// The treebank.
        treebank: PathBuf,
        /// Folder of the lexicon's files.
        #[arg(long)]
        lexicon: Option<PathBuf>,
        /// Where the models are.
        #[arg(long, default_value = "models")]
        models: PathBuf,
    },
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

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::TrainTagger { treebank, lexicon, out, options } => {
            let sentences = read(&treebank, lexicon.as_deref())?;
            fs::write(out, train_tagger::train(&sentences.iter().collect::<Vec<_>>(), &options))?;
        }
        Command::TrainParser { treebank, lexicon, out, tagger, options } => {
            fs::write(out, train_parser::train(&read(&treebank, lexicon.as_deref())?, &tagger, &options)?)?;
        }
        Command::TrainMentions { sets, out, options } => fs::write(out, train_mentions::train(&sets, &options)?)?,
        Command::EvalSyntax { treebank, lexicon, models } => eval_syntax::run(&read(&treebank, lexicon.as_deref())?, &models)?,
        Command::Tokens { treebank, lexicon, errors } => tokens::run(&treebank, &lexicon, errors)?,
        Command::Sentences { set, lexicon, layout, errors } => sentences::run(&set, &lexicon, &layout, errors)?,
    }
    Ok(())
}

fn read(treebank: &Path, lexicon: Option<&Path>) -> Result<Vec<Sentence>> {
    let lexicon = lexicon.map(Lexicon::read).transpose()?;
    conllu::read(treebank, lexicon.as_ref())
}
