//! Results of query.wikidata.org as TSV.

use std::collections::HashMap;
use std::io::BufRead;

use super::entry::{COLUMNS, Entry, Fault, lines};

/// Reads the results; rows of one item are joined, so they are kept until the end.
pub fn read(reader: impl BufRead, map: &[(String, String)]) -> impl Iterator<Item = Result<Entry, Fault>> {
    let mut all = lines(reader);
    let mut rows: Vec<Result<Entry, Fault>> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let columns = match all.next() {
        Some(Ok((_, line))) => line.split('\t').map(|c| column(c, map)).collect(),
        Some(Err(fault)) => return vec![Err(fault)].into_iter(),
        None => Vec::new(),
    };
    for wanted in ["id", "name"] {
        if !columns.iter().any(|c| c == wanted) {
            let help = if wanted == "id" { "?item" } else { "?itemLabel" };
            return vec![Err(Fault::new(1, format!("no column {help}")))].into_iter();
        }
    }
    for line in all {
        let entry = line.and_then(|(number, line)| row(number, &line, &columns));
        let Ok(entry) = entry else {
            rows.push(entry);
            continue;
        };
        match places.get(&entry.id).and_then(|&at| rows.get_mut(at)) {
            Some(Ok(known)) => join(known, entry),
            _ => {
                places.insert(entry.id.clone(), rows.len());
                rows.push(Ok(entry));
            }
        }
    }
    rows.into_iter()
}

/// Our name of a variable: `?itemAltLabel` holds aliases.
fn column(variable: &str, map: &[(String, String)]) -> String {
    let name = variable.trim().trim_start_matches('?');
    if let Some((ours, _)) = map.iter().find(|(_, theirs)| theirs.trim_start_matches('?') == name) {
        return ours.clone();
    }
    match name {
        "item" => "id".to_owned(),
        "itemLabel" => "name".to_owned(),
        "itemAltLabel" | "altLabel" | "alias" => "aliases".to_owned(),
        other if COLUMNS.contains(&other) => other.to_owned(),
        other => format!("attr:{other}"),
    }
}

fn row(line: u64, text: &str, columns: &[String]) -> Result<Entry, Fault> {
    let mut entry = Entry { line, ..Entry::default() };
    let mut at = 1;
    for (cell, column) in text.split('\t').zip(columns) {
        let value =
            value(cell).ok_or_else(|| Fault { line, column: at, message: format!("`{cell}` is no RDF term") })?;
        match column.as_str() {
            "id" => {
                let item = value.strip_prefix("http://www.wikidata.org/entity/").unwrap_or(&value);
                let good =
                    item.strip_prefix('Q').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
                if !good {
                    return Err(Fault { line, column: at, message: format!("`{value}` is no item of Wikidata") });
                }
                entry.set("id", &format!("wikidata:{item}"));
            }
            "aliases" if value.contains('|') => entry.set("aliases", &value),
            "aliases" => entry.aliases.extend(value.split(", ").map(str::to_owned)),
            "valid" => entry.set("valid", &value),
            name => match name.strip_prefix("attr:") {
                // Dates come with a time that says nothing.
                Some(key) => entry.set(key, value.strip_suffix("T00:00:00Z").unwrap_or(&value)),
                None => entry.set(name, &value),
            },
        }
        at += cell.chars().count() as u64 + 1;
    }
    if text.split('\t').count() > columns.len() {
        return Err(Fault { line, column: at, message: format!("more cells than the {} columns", columns.len()) });
    }
    if entry.name.is_empty() || entry.id == format!("wikidata:{}", entry.name) {
        return Err(Fault::new(line, format!("{} has no label in the language asked for", entry.id)));
    }
    Ok(entry)
}

/// The value of an RDF term as the service writes it: `<iri>`, `"text"@en`, `"1"^^<type>`, a number, or nothing.
fn value(cell: &str) -> Option<String> {
    let cell = cell.trim();
    if let Some(rest) = cell.strip_prefix('<') {
        return Some(rest.strip_suffix('>')?.to_owned());
    }
    let Some(rest) = cell.strip_prefix('"') else { return Some(cell.to_owned()) };
    let mut text = String::new();
    let mut chars = rest.chars();
    loop {
        match chars.next()? {
            '"' => break,
            '\\' => match chars.next()? {
                't' | 'n' | 'r' => text.push(' '),
                other => text.push(other),
            },
            other => text.push(other),
        }
    }
    let tail = chars.as_str();
    (tail.is_empty() || tail.starts_with('@') || tail.starts_with("^^")).then_some(text)
}

fn join(known: &mut Entry, entry: Entry) {
    if entry.name != known.name {
        known.aliases.push(entry.name);
    }
    known.aliases.extend(entry.aliases);
    for (key, value) in entry.attrs {
        match known.attrs.iter_mut().find(|(k, _)| *k == key) {
            Some((_, values)) if values.split(',').any(|v| v == value) => {}
            Some((_, values)) => *values = format!("{values},{value}"),
            None => known.attrs.push((key, value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn terms() {
        for (cell, expected) in [
            ("<http://www.wikidata.org/entity/Q42>", Some("http://www.wikidata.org/entity/Q42")),
            (r#""a \"b\"\tc"@en"#, Some("a \"b\" c")),
            (r#""1"^^<http://www.w3.org/2001/XMLSchema#integer>"#, Some("1")),
            ("17", Some("17")),
            ("", Some("")),
            ("\"open", None),
            ("<open", None),
            ("\"a\"b", None),
        ] {
            assert_eq!(value(cell).as_deref(), expected, "{cell}");
        }
    }
}
