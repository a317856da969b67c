//! What should be found: documents that a person has marked, as JSON lines, CoNLL columns or brat files.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use dateline::time::Date;
use serde::Deserialize;
use serde_json::Value;

use super::{brat, conll};

/// One marked document. Offsets are bytes.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    pub id: String,
    pub text: String,
    pub date: Option<Date>,
    pub mentions: Vec<Mark>,
    pub relations: Vec<Relation>,
    /// Other mentions than these may stand in the text, and other relations: what is found beside them is not wrong.
    pub partial: (bool, bool),
    /// The relations that were looked for; all where it is not said.
    pub annotated: Option<Vec<String>>,
}

/// A marked mention.
#[derive(Clone, Debug, Default)]
pub struct Mark {
    pub start: usize,
    pub end: usize,
    pub label: String,
    /// Whether it is a name or value; nominals and pronouns may be found, and need not be.
    pub named: bool,
    /// What it means: marks of one cluster are one entity.
    pub cluster: Option<String>,
    /// Other spans that are as good.
    pub alt: Vec<(usize, usize)>,
}

/// A marked relation.
#[derive(Clone, Debug)]
pub struct Relation {
    pub predicate: String,
    pub subject: Argument,
    pub object: Argument,
    pub negative: bool,
}

/// Who or what stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A mark, by its number.
    Mark(usize),
    /// All marks of a cluster.
    Cluster(String),
    /// Words.
    Text(String),
}

#[derive(Deserialize)]
struct Line {
    id: Option<Value>,
    text: String,
    #[serde(alias = "dct")]
    date: Option<String>,
    mentions: Option<Vec<LineMark>>,
    entities: Option<Vec<Value>>,
    #[serde(alias = "triples", default)]
    relations: Vec<LineRelation>,
    #[serde(default)]
    partial: Vec<String>,
    annotated_relations: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct LineMark {
    start: usize,
    end: usize,
    #[serde(alias = "type")]
    label: String,
    subtype: Option<String>,
    #[serde(alias = "mention")]
    form: Option<String>,
    #[serde(alias = "entity")]
    cluster: Option<Value>,
    #[serde(default)]
    alt: Vec<(usize, usize)>,
}

#[derive(Deserialize)]
struct LineRelation {
    #[serde(alias = "type")]
    predicate: String,
    #[serde(alias = "head")]
    subject: LineArgument,
    #[serde(alias = "tail")]
    object: LineArgument,
    polarity: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum LineArgument {
    Mark(usize),
    Text(String),
    Argument { entity: Option<Value>, text: Option<String> },
}

/// The files that a gold argument stands for, and its documents.
pub fn read(path: &Path) -> Result<Vec<Gold>> {
    let name = path.display().to_string();
    if path.is_dir() {
        return brat::read_folder(path);
    }
    match path.extension().and_then(|e| e.to_str()) {
        Some("ann") => Ok(vec![brat::read(path)?]),
        Some("conll" | "bio" | "iob" | "iob2" | "col") => conll::read(&text(path)?, &name),
        _ => text(path)?
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty())
            .map(|(number, line)| of_line(line, &format!("{name}:{}", number + 1)))
            .collect(),
    }
}

/// A file as text.
pub fn text(path: &Path) -> Result<String> {
    let name = || path.display().to_string();
    crate::input::utf8(fs::read(path).with_context(|| format!("cannot read {}", name()))?).with_context(name)
}

/// Paths of the same name with other endings.
pub fn beside(path: &Path, extension: &str) -> PathBuf {
    path.with_extension(extension)
}

fn of_line(line: &str, place: &str) -> Result<Gold> {
    let line: Line = serde_json::from_str(line)
        .map_err(|error| anyhow::anyhow!("{place}:{}: {}", error.column(), plain(&error.to_string())))?;
    let offsets: Vec<usize> = line.text.char_indices().map(|(at, _)| at).chain([line.text.len()]).collect();
    let byte = |at: usize| offsets.get(at).copied();
    let marks = match (line.mentions, line.entities) {
        (Some(marks), _) => marks,
        (None, Some(values)) => values
            .into_iter()
            .enumerate()
            .map(|(i, v)| serde_json::from_value(v).with_context(|| format!("{place}: entity {i}")))
            .collect::<Result<_>>()?,
        (None, None) => Vec::new(),
    };
    let mut mentions = Vec::with_capacity(marks.len());
    for (index, mark) in marks.into_iter().enumerate() {
        let (Some(start), Some(end)) = (byte(mark.start), byte(mark.end)) else {
            bail!("{place}: mention {index} ends at {}, and the text has {} characters", mark.end, offsets.len() - 1);
        };
        if start >= end {
            bail!("{place}: mention {index} begins at {} and ends at {}", mark.start, mark.end);
        }
        mentions.push(Mark {
            start,
            end,
            label: match mark.subtype {
                Some(subtype) => format!("{}/{subtype}", mark.label),
                None => mark.label,
            },
            named: !matches!(mark.form.as_deref(), Some("nominal" | "pronoun")),
            cluster: mark.cluster.filter(|c| !c.is_null()).map(key),
            alt: mark.alt.iter().filter_map(|&(a, b)| Some((byte(a)?, byte(b)?))).collect(),
        });
    }
    let count = mentions.len();
    let argument = |argument: LineArgument| match argument {
        LineArgument::Mark(index) if index < count => Ok(Argument::Mark(index)),
        LineArgument::Mark(index) => bail!("{place}: there is no mention {index}"),
        LineArgument::Text(text) => Ok(Argument::Text(text)),
        LineArgument::Argument { entity, text } => match (entity.filter(|e| !e.is_null()), text) {
            (Some(entity), _) => Ok(Argument::Cluster(key(entity))),
            (None, text) => Ok(Argument::Text(text.unwrap_or_default())),
        },
    };
    let mut relations = Vec::with_capacity(line.relations.len());
    for relation in line.relations {
        relations.push(Relation {
            predicate: relation.predicate,
            subject: argument(relation.subject)?,
            object: argument(relation.object)?,
            negative: relation.polarity.as_deref() == Some("negative"),
        });
    }
    let date = line.date.as_deref().map(|d| d.parse().with_context(|| format!("{place}: `date`"))).transpose()?;
    let partial = |what: &str| line.partial.iter().any(|p| p == what);
    Ok(Gold {
        id: line.id.filter(|id| !id.is_null()).map_or_else(|| place.to_owned(), key),
        partial: (partial("entities") || partial("mentions"), partial("relations") || partial("triples")),
        text: line.text,
        date,
        mentions,
        relations,
        annotated: line.annotated_relations,
    })
}

fn key(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

fn plain(message: &str) -> &str {
    message.rsplit_once(" at line ").map_or(message, |(message, _)| message)
}
