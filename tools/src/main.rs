//! Trainers and evaluations of dateline's models.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::conllu::Sentence;
use crate::lexicon::Lexicon;

mod conllu;
mod eval_arguments;
mod eval_syntax;
mod lexicon;
mod perceptron;
mod sentences;
mod syntax;
#[path = "../../tests/support/table.rs"]
mod table;
mod tokens;
mod train_mentions;
mod train_parser;
mod train_pronouns;
mod train_tagger;

#[derive(Parser)]
#[command(about = "Trainers and evaluations of dateline's models")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Train tagger and parser on a treebank (CoNLL-U).
    TrainSyntax {
        #[command(flatten)]
        data: Data,
        /// Where to write the models.
        #[arg(long, default_value = "models")]
        models: PathBuf,
        #[command(flatten)]
        tagger: train_tagger::Options,
        #[command(flatten)]
        parser: train_parser::Options,
    },
    /// Train the tagger alone.
    TrainTagger {
        #[command(flatten)]
        data: Data,
        /// The model to write.
        #[arg(long, default_value = "models/tagger.bin")]
        out: PathBuf,
        #[command(flatten)]
        options: train_tagger::Options,
    },
    /// Train the parser alone.
    TrainParser {
        #[command(flatten)]
        data: Data,
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
    /// Train the weights that find whom "he" and "she" mean on documents with coreference (JSONL).
    TrainPronouns {
        /// The documents; offsets in characters.
        #[arg(required = true)]
        sets: Vec<PathBuf>,
        /// The table to write.
        #[arg(long, default_value = "models/pronouns.tsv")]
        out: PathBuf,
        #[command(flatten)]
        options: train_pronouns::Options,
    },
    /// Measure tagger and parser on a treebank (CoNLL-U).
    EvalSyntax {
        #[command(flatten)]
        data: Data,
        /// Where the models are; the library's own are those it was built with.
        #[arg(long, default_value = "models")]
        models: PathBuf,
        /// How many wrong subjects, objects and the like to print.
        #[arg(long, default_value_t = 0)]
        errors: usize,
    },
    /// Prints trees and clauses of the text on standard input.
    Syntax,
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

/// A treebank and what is known of its words.
#[derive(clap::Args)]
struct Data {
    /// The treebank.
    treebank: PathBuf,
    /// Folder of the lexicon's files.
    #[arg(long)]
    lexicon: Option<PathBuf>,
}

impl Data {
    fn read(&self) -> Result<Vec<Sentence>> {
        let lexicon = self.lexicon.as_deref().map(Lexicon::read).transpose()?;
        conllu::read(&self.treebank, lexicon.as_ref())
    }
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::TrainSyntax { data, models, tagger, parser } => {
            let sentences = data.read()?;
            fs::write(models.join("tagger.bin"), train_tagger::train(&sentences.iter().collect::<Vec<_>>(), &tagger))?;
            fs::write(models.join("parser.bin"), train_parser::train(&sentences, &tagger, &parser)?)?;
        }
        Command::TrainTagger { data, out, options } => {
            fs::write(out, train_tagger::train(&data.read()?.iter().collect::<Vec<_>>(), &options))?;
        }
        Command::TrainParser { data, out, tagger, options } => {
            fs::write(out, train_parser::train(&data.read()?, &tagger, &options)?)?;
        }
        Command::EvalSyntax { data, models, errors } => eval_syntax::run(&data.read()?, &models, errors)?,
        Command::Syntax => syntax::run()?,
        Command::TrainMentions { sets, out, options } => fs::write(out, train_mentions::train(&sets, &options)?)?,
        Command::TrainPronouns { sets, out, options } => fs::write(out, train_pronouns::train(&sets, &options)?)?,
        Command::Tokens { treebank, lexicon, errors } => tokens::run(&treebank, &lexicon, errors)?,
        Command::Sentences { set, lexicon, layout, errors } => sentences::run(&set, &lexicon, &layout, errors)?,
    }
    Ok(())
}
