//! `dateline explain`.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::Result;
use dateline::text::fold;
use dateline::{Document, Explanation, OffsetUnit};
use serde::Serialize;

use crate::output::{Paint, stdout};
use crate::texts::{Texts, TreeFormat};

/// Options of `dateline explain`.
#[derive(clap::Args)]
#[command(after_help = AFTER)]
pub struct Arguments {
    #[command(flatten)]
    texts: Texts,
    /// Only mentions with these words, or of an entity of this name. May be given several times
    #[arg(long, value_name = "TEXT")]
    mention: Vec<String>,
    /// Only the triple of this number: its `id` in the JSON, counted from 0. May be given several times
    #[arg(long, value_name = "N")]
    triple: Vec<usize>,
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    format: TreeFormat,
}

const AFTER: &str = "\
Without --mention and --triple all triples are explained, each down to the words, rules, rows and weights it rests on.

Examples:
  dateline explain article.txt
  dateline explain article.txt --triple 0
  dateline explain article.txt --mention Norway --mention \"Mr Ruto\"
  dateline explain article.txt --format json | jq '.triples[0].because'

`dateline trace` tells why something was not found; `dateline extract --explain` adds the trees to the JSON.

Exit codes: 0 all done; 1 nothing of that name or number, or some documents failed; 2 nothing could be done.";

/// The trees of one document.
#[derive(Serialize)]
struct Trees<'a> {
    id: &'a str,
    mentions: Vec<Explanation>,
    triples: Vec<Explanation>,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let extractor = arguments.texts.extractor()?;
    let mut out = stdout();
    let (mut found, mut most) = (false, 0);
    let code = arguments.texts.each(&extractor, |id, document| {
        let trees = arguments.trees(id, document);
        most = most.max(document.triples().len());
        if trees.mentions.is_empty() && trees.triples.is_empty() {
            return Ok(());
        }
        found = true;
        match arguments.format {
            TreeFormat::Json => {
                serde_json::to_writer(&mut out, &trees)?;
                writeln!(out)?;
            }
            TreeFormat::Text => {
                writeln!(out, "{}\n", Paint::stdout().bold(id))?;
                for tree in trees.mentions.iter().chain(&trees.triples) {
                    writeln!(out, "{tree}")?;
                }
            }
        }
        Ok(())
    })?;
    out.flush()?;
    if !found && code == ExitCode::SUCCESS {
        match most {
            0 => anstream::eprintln!("nothing to explain: no such mention, and no triples"),
            most => {
                anstream::eprintln!("nothing to explain: no such mention; triples are numbered from 0 to {}", most - 1)
            }
        }
        return Ok(ExitCode::from(1));
    }
    Ok(code)
}

impl Arguments {
    fn trees<'a>(&self, id: &'a str, document: &Document<'_>) -> Trees<'a> {
        let all = self.mention.is_empty() && self.triple.is_empty();
        let named = |words: &str| self.mention.iter().any(|wanted| fold::same(words, wanted));
        let mentions = document.mentions().filter(|m| named(m.text()) || m.entity().is_some_and(|e| named(e.name())));
        let triples = document.triples().enumerate().filter(|(number, _)| all || self.triple.contains(number));
        let text = document.text();
        let unit = |tree: Explanation| match self.format {
            TreeFormat::Json => tree.with_offsets(text, OffsetUnit::Char),
            TreeFormat::Text => tree,
        };
        Trees {
            id,
            mentions: mentions.map(|mention| unit(document.explanation_of_mention(&mention))).collect(),
            triples: triples.map(|(_, triple)| unit(document.explanation(&triple))).collect(),
        }
    }
}
