//! `dateline gazetteer stats`.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use crate::output::{Paint, stdout};

/// Options of `dateline gazetteer stats`.
#[derive(clap::Args)]
#[command(after_help = AFTER)]
pub struct Arguments {
    /// Tables or packs; without any, the English pack
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Count by
    #[arg(long, value_enum, default_value_t = By::Label)]
    by: By,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

const AFTER: &str = "\
Examples:
  dateline gazetteer stats                        the English pack by label
  dateline gazetteer stats --by file              … by file, with licence and source
  dateline gazetteer stats clubs.tsv --json       your own

Names counts what is searched for: names, aliases, and what recipes derive of them.";

/// What rows are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum By {
    /// Label
    Label,
    /// File
    File,
    /// Source
    Source,
    /// Licence
    Licence,
}

/// Counts of one group of rows.
#[derive(Default, serde::Serialize)]
struct Count {
    rows: usize,
    names: usize,
    with_id: usize,
    ambiguous: usize,
    block: usize,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let gazetteer = super::open(&arguments.files)?;
    let key = |row, label: &str| {
        let origin = gazetteer.row(row);
        match arguments.by {
            By::Label if label.is_empty() => "(no label)".to_owned(),
            By::Label => label.to_owned(),
            By::File => format!("{} ({}; {})", origin.path, origin.licence, origin.source),
            By::Source => origin.source.to_owned(),
            By::Licence => origin.licence.to_owned(),
        }
    };
    let mut names: BTreeMap<_, usize> = BTreeMap::new();
    for entry in gazetteer.entries() {
        for sense in gazetteer.senses(entry) {
            *names.entry(sense.row).or_default() += 1;
        }
    }
    let mut groups: BTreeMap<String, Count> = BTreeMap::new();
    let mut total = Count::default();
    for row in gazetteer.rows() {
        let sense = gazetteer.row_sense(row);
        for count in [groups.entry(key(row, sense.label)).or_default(), &mut total] {
            count.rows += 1;
            count.names += names.get(&row).copied().unwrap_or(0);
            count.with_id += usize::from(!sense.id.is_empty());
            count.ambiguous += usize::from(sense.needs_support());
            count.block += usize::from(sense.blocks());
        }
    }
    let mut out = stdout();
    if arguments.json {
        for (group, count) in groups.iter().chain([(&"total".to_owned(), &total)]) {
            let mut value = serde_json::to_value(count)?;
            value["group"] = group.as_str().into();
            writeln!(out, "{value}")?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let paint = Paint::stdout();
    writeln!(out, "{:>8} {:>8} {:>8} {:>9} {:>6}  ", "rows", "names", "with id", "ambiguous", "block")?;
    for (group, c) in &groups {
        let cells = format!("{:>8} {:>8} {:>8} {:>9} {:>6}", c.rows, c.names, c.with_id, c.ambiguous, c.block);
        writeln!(out, "{cells}  {}", paint.cyan(group))?;
    }
    let c = total;
    let cells = format!("{:>8} {:>8} {:>8} {:>9} {:>6}", c.rows, c.names, c.with_id, c.ambiguous, c.block);
    writeln!(out, "{}", paint.bold(&format!("{cells}  total")))?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
