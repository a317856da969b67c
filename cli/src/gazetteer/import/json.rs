//! JSON lines: rows as objects, and spaCy's patterns whose text is fixed.

use std::io::BufRead;

use serde_json::{Map, Value};

use super::csv::ours;
use super::entry::{Entry, Fault, lines};

/// Reads rows as objects with the keys of our columns; other keys become attributes.
pub fn read(reader: impl BufRead, map: &[(String, String)]) -> impl Iterator<Item = Result<Entry, Fault>> {
    objects(reader).map(move |object| {
        let (line, object) = object?;
        let mut entry = Entry { line, ..Entry::default() };
        for (key, value) in &object {
            put(&mut entry, &ours(key, map), key, value)?;
        }
        Ok(entry)
    })
}

/// Reads spaCy's patterns `{"label", "pattern", "id"}`.
pub fn read_spacy(reader: impl BufRead) -> impl Iterator<Item = Result<Entry, Fault>> {
    objects(reader).map(|object| {
        let (line, object) = object?;
        let fault = |message: String| Fault::new(line, message);
        let Some(label) = object.get("label").and_then(Value::as_str) else {
            return Err(fault("no `label`".to_owned()));
        };
        let (name, case) = match object.get("pattern") {
            Some(Value::String(phrase)) => (phrase.clone(), "exact"),
            Some(Value::Array(tokens)) => words(tokens).map_err(fault)?,
            _ => return Err(fault("no `pattern`: a string or a list of tokens".to_owned())),
        };
        let mut entry = Entry { line, ..Entry::default() };
        entry.set("name", &name);
        entry.set("label", crate::spacy::label(label).as_ref());
        entry.set("case", case);
        if let Some(id) = object.get("id").and_then(Value::as_str) {
            entry.set("id", &if id.contains(':') { id.to_owned() } else { format!("spacy:{id}") });
        }
        Ok(entry)
    })
}

/// The words of a token pattern that fixes them, and how their letters may be written.
fn words(tokens: &[Value]) -> Result<(String, &'static str), String> {
    let mut words = Vec::new();
    let mut case = "exact";
    for (number, token) in tokens.iter().enumerate() {
        let pairs: Vec<(&String, &Value)> = token.as_object().into_iter().flatten().collect();
        let [(attribute, Value::String(word))] = pairs.as_slice() else {
            return Err(format!(
                "token {}: not one fixed word; `dateline rules import` makes a rule of it",
                number + 1
            ));
        };
        match attribute.to_uppercase().as_str() {
            "LOWER" => case = "fold",
            "TEXT" | "ORTH" => {}
            other => {
                return Err(format!(
                    "token {}: {other} is no fixed word; `dateline rules import` makes a rule of it",
                    number + 1
                ));
            }
        }
        words.push(word.as_str());
    }
    Ok((words.join(" "), case))
}

fn put(entry: &mut Entry, column: &str, key: &str, value: &Value) -> Result<(), Fault> {
    match value {
        Value::Null => {}
        Value::String(text) => entry.set(column, text),
        Value::Number(_) | Value::Bool(_) => entry.set(column, &value.to_string()),
        Value::Array(values) if column == "aliases" => {
            for value in values {
                let Some(alias) = value.as_str() else {
                    return Err(Fault::new(entry.line, format!("`{key}`: {value} is no alias")));
                };
                entry.aliases.push(super::one_line(alias));
            }
        }
        Value::Object(pairs) if column == "attrs" => {
            for (key, value) in pairs {
                put(entry, key, key, value)?;
            }
        }
        _ => return Err(Fault::new(entry.line, format!("`{key}` is neither text nor number"))),
    }
    Ok(())
}

fn objects(reader: impl BufRead) -> impl Iterator<Item = Result<(u64, Map<String, Value>), Fault>> {
    lines(reader).filter(|line| line.as_ref().map_or(true, |(_, text)| !text.trim().is_empty())).map(|line| {
        let (line, text) = line?;
        serde_json::from_str(&text).map(|object| (line, object)).map_err(|error| {
            let message = error.to_string();
            let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
            Fault { line, column: error.column() as u64, message: message.to_owned() }
        })
    })
}
