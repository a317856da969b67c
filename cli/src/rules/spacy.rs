//! spaCy's token patterns as rules of ours.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use dateline::Diagnostic;
use dateline::diagnostic::Severity;
use dateline::schema::Schema;
use dateline::text::span::Span;
use dateline::text::token::{Spelling, Unspelled, tokenize};
use serde_json::{Map, Value};

/// A fault: the key or value it is about, as the line has it, what is wrong, and what helps.
struct Fault {
    code: &'static str,
    at: String,
    message: String,
    help: Option<String>,
}

type Translated = Result<String, Fault>;

fn fault<T>(code: &'static str, at: impl Into<String>, message: String, help: Option<&str>) -> Result<T, Fault> {
    Err(Fault { code, at: at.into(), message, help: help.map(str::to_owned) })
}

/// The rules of all patterns of a file, and what is wrong with those that are left out.
pub fn rules(name: &str, text: &str, prefix: &str, spelling: &dyn Spelling) -> (String, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    // The label and id of each rule, and its patterns.
    let mut rules: Vec<(String, String, Vec<String>)> = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let place = Line { name, number: number as u32 + 1, text: line };
        match read(line, spelling) {
            Ok((label, id, pattern)) => {
                let id = if id.is_empty() { format!("{prefix}/{}", number + 1) } else { format!("{prefix}/{id}") };
                match rules.iter_mut().find(|(l, i, _)| *l == label && *i == id) {
                    Some((_, _, patterns)) => patterns.push(pattern),
                    None => {
                        let taken = rules.iter().any(|(_, i, _)| *i == id);
                        let id = if taken { format!("{id}-{}", number + 1) } else { id };
                        rules.push((label, id, vec![pattern]));
                    }
                }
            }
            Err(fault) => faults.push(place.diagnostic(fault)),
        }
    }
    if rules.is_empty() {
        return (String::new(), faults);
    }
    let mut out = format!("# Made from {name} by `dateline rules import`.\n");
    let known = Schema::new();
    let labels: BTreeSet<&str> = rules.iter().map(|(label, ..)| label.as_str()).collect();
    let own: Vec<&str> = labels.into_iter().filter(|label| known.label(label).is_none()).collect();
    if !own.is_empty() {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "label {}", own.join(" "));
    }
    for (label, id, patterns) in &rules {
        let _ = writeln!(out, "\nrule {id} -> {label} {{");
        for pattern in patterns {
            let _ = writeln!(out, "  match  {pattern}");
        }
        out.push_str("}\n");
    }
    (out, faults)
}

struct Line<'l> {
    name: &'l str,
    number: u32,
    text: &'l str,
}

impl Line<'_> {
    fn diagnostic(&self, fault: Fault) -> Diagnostic {
        let at = self.text.find(&fault.at).filter(|_| !fault.at.is_empty());
        let column = at.map_or(0, |at| self.text[..at].chars().count()) as u32 + 1;
        let length = at.map_or(1, |_| fault.at.chars().count()) as u32;
        Diagnostic {
            severity: Severity::Error,
            code: fault.code,
            file: self.name.to_owned(),
            line: self.number,
            column,
            length,
            message: fault.message,
            help: fault.help,
            source_line: self.text.to_owned(),
        }
    }
}

/// Label, id and pattern of a line.
fn read(line: &str, spelling: &dyn Spelling) -> Result<(String, String, String), Fault> {
    let object: Map<String, Value> = match serde_json::from_str(line) {
        Ok(Value::Object(object)) => object,
        Ok(_) => return fault("S001", "", "expected an object: {\"label\", \"pattern\", \"id\"}".to_owned(), None),
        Err(error) => {
            let at: String = line.chars().skip(error.column().saturating_sub(1)).take(1).collect();
            let message = error.to_string();
            let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(m, _)| m);
            return fault("S001", at, format!("no JSON: {message}"), None);
        }
    };
    let Some(label) = object.get("label").and_then(Value::as_str) else {
        return fault("S001", "", "no `label`".to_owned(), None);
    };
    let ours = crate::spacy::label(label).into_owned();
    let well_formed = ours.starts_with(|c: char| c.is_ascii_uppercase())
        && ours.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'/'));
    if !well_formed {
        let help = "labels begin with a capital and hold letters, digits, `_`, `-` and `/`";
        return fault("S001", quoted(label), format!("`{label}` is no label of a rule"), Some(help));
    }
    let pattern = match object.get("pattern") {
        Some(Value::String(phrase)) if !phrase.trim().is_empty() => phrase_of(phrase, spelling),
        Some(Value::Array(tokens)) if !tokens.is_empty() => {
            let parts: Vec<String> = tokens.iter().map(token).collect::<Result<_, _>>()?;
            parts.join(" ")
        }
        _ => return fault("S001", "\"pattern\"", "`pattern` is a text or a list of tokens".to_owned(), None),
    };
    let id = object.get("id").and_then(Value::as_str).unwrap_or_default();
    let id: String = id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    Ok((ours, id.trim_matches('-').to_lowercase(), pattern))
}

/// A phrase is compared as it is written, token by token.
fn phrase_of(phrase: &str, spelling: &dyn Spelling) -> String {
    let mut tokens = Vec::new();
    tokenize(phrase, Span::new(0, phrase.len() as u32), spelling, &mut tokens);
    let words = tokens.iter().map(|token| words("word", &[&phrase[token.span.range()]]));
    words.collect::<Vec<_>>().join(" ")
}

/// A constraint on one token; a word with a stop of its own ("Inc.") is told by a regex, as rules take it for two.
fn words(constraint: &str, texts: &[&str]) -> String {
    let single = |text: &&&str| {
        let mut tokens = Vec::new();
        tokenize(text, Span::new(0, text.len() as u32), &Unspelled, &mut tokens);
        tokens.len() == 1
    };
    let (single, several): (Vec<&&str>, Vec<&&str>) = texts.iter().partition(single);
    let case = if constraint == "word" { "" } else { "(?i)" };
    let mut parts: Vec<String> =
        several.iter().map(|text| format!("/{case}^{}$/", text.chars().map(regex_of).collect::<String>())).collect();
    if !single.is_empty() {
        let texts: Vec<String> = single.iter().map(|text| quoted(text)).collect();
        parts.insert(0, format!("{constraint}:{}", texts.join("|")));
    }
    if parts.len() == 1 { parts.remove(0) } else { format!("({})", parts.join(" | ")) }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// One token of a pattern with its repetition.
fn token(token: &Value) -> Translated {
    let Some(token) = token.as_object() else {
        return fault("S001", "", "a token is an object of attributes".to_owned(), None);
    };
    let mut parts = Vec::new();
    let mut op = "";
    let mut mention = None;
    let mut start = false;
    for (key, value) in token {
        match key.to_uppercase().as_str() {
            "OP" => op = value.as_str().unwrap_or(""),
            "ENT_TYPE" => mention = Some(entity(value)?),
            "IS_SENT_START" if *value == Value::Bool(true) => start = true,
            _ => parts.push(attribute(key, value)?),
        }
    }
    let tests = match parts.as_slice() {
        [] => ".".to_owned(),
        [one] if !one.contains(['&', '|', '!', ' ']) => one.clone(),
        _ => format!("[{}]", parts.join(" & ")),
    };
    let one = match mention {
        Some(mention) if parts.is_empty() => mention,
        // A mention of ours is one part, whatever tokens it has.
        Some(_) => {
            return fault(
                "S002",
                "\"ENT_TYPE\"",
                "`ENT_TYPE` beside other attributes".to_owned(),
                Some("a mention is matched as a whole: give `ENT_TYPE` alone"),
            );
        }
        None => tests,
    };
    let one = if start { format!("^ {one}") } else { one };
    let repeated = match op {
        "" | "1" => one,
        "!" => format!("(?! {one}) ."),
        "?" | "*" | "+" => group(&one, op),
        braces => {
            let inner = braces.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
            let numbers = inner.filter(|inner| inner.bytes().all(|b| b.is_ascii_digit() || b == b','));
            let Some(inner) = numbers else {
                return fault(
                    "S003",
                    quoted(braces),
                    format!("`{braces}` is no `OP`"),
                    Some("`!`, `?`, `*`, `+`, `{n}`, `{n,m}`, `{n,}` or `{,m}`"),
                );
            };
            let inner = if inner.starts_with(',') { format!("0{inner}") } else { inner.to_owned() };
            group(&one, &format!("{{{inner}}}"))
        }
    };
    Ok(repeated)
}

fn group(part: &str, op: &str) -> String {
    if part.starts_with('^') { format!("({part}){op}") } else { format!("{part}{op}") }
}

fn entity(value: &Value) -> Translated {
    let labels: Vec<&str> = match value {
        Value::String(label) => vec![label],
        Value::Object(object) => match object.get("IN") {
            Some(Value::Array(labels)) => labels.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    if labels.is_empty() {
        return fault("S002", "\"ENT_TYPE\"", "`ENT_TYPE` is a label or {\"IN\": [labels]}".to_owned(), None);
    }
    let labels: Vec<String> = labels.into_iter().map(|label| crate::spacy::label(label).into_owned()).collect();
    Ok(format!("@{}", labels.join("|")))
}

/// One attribute as a constraint.
fn attribute(key: &str, value: &Value) -> Translated {
    let name = key.to_uppercase();
    let flag = |constraint: &str| match value {
        Value::Bool(true) | Value::Number(_) => Ok(constraint.to_owned()),
        Value::Bool(false) => Ok(format!("!({constraint})")),
        _ => fault("S003", quoted(key), format!("`{key}` is true or false"), None),
    };
    match name.as_str() {
        "ORTH" | "TEXT" => values(key, "word", value, false),
        "LOWER" | "NORM" => values(key, "norm", value, true),
        "LEMMA" => values(key, "lemma", value, true),
        "POS" => values(key, "tag", value, false),
        "SHAPE" => each(key, value, |shape| format!("/{}/", of_shape(shape))),
        "LENGTH" => length(key, value),
        "IS_ALPHA" => flag(r"/^[^\W\d_]+$/"),
        "IS_DIGIT" => flag(r"/^[0-9]+$/"),
        "IS_LOWER" => flag("lower"),
        "IS_UPPER" => flag("upper"),
        "IS_TITLE" => flag(r"(cap & /^.[^A-Z]*$/)"),
        "IS_PUNCT" => flag("punct"),
        "IS_SENT_START" => fault("S002", quoted(key), "`IS_SENT_START` can only be true".to_owned(), None),
        "LIKE_NUM" => flag("(number | %cardinal)"),
        "LIKE_URL" | "LIKE_EMAIL" => flag("address"),
        _ => {
            let help = "see `dateline rules import --help` for those that are";
            fault("S002", quoted(key), format!("the attribute `{key}` is not taken over"), Some(help))
        }
    }
}

/// A text, or `IN`, `NOT_IN` or `REGEX`, joined by "and".
fn values(key: &str, constraint: &str, value: &Value, folded: bool) -> Translated {
    let one = |texts: &[&str]| words(constraint, texts);
    let object = match value {
        Value::String(text) => return Ok(one(&[text])),
        Value::Object(object) => object,
        _ => return fault("S003", quoted(key), format!("the value of `{key}` is neither a text nor an object"), None),
    };
    let mut parts = Vec::new();
    for (operator, operand) in object {
        match (operator.as_str(), operand) {
            ("IN" | "NOT_IN", Value::Array(list)) => {
                let texts: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
                if texts.is_empty() || texts.len() < list.len() {
                    return fault("S003", quoted(operator), format!("`{operator}` takes a list of texts"), None);
                }
                let constraint = one(&texts);
                parts.push(if operator == "IN" { constraint } else { format!("!({constraint})") });
            }
            ("REGEX", Value::String(regex)) if constraint == "word" || constraint == "norm" => {
                let regex = regex.replace('/', "\\/");
                parts.push(if folded { format!("/(?i){regex}/") } else { format!("/{regex}/") });
            }
            _ => {
                let help = "`IN`, `NOT_IN` and, of words, `REGEX` are taken over";
                return fault(
                    "S002",
                    quoted(operator),
                    format!("`{operator}` of `{key}` is not taken over"),
                    Some(help),
                );
            }
        }
    }
    if parts.is_empty() {
        return fault("S003", quoted(key), format!("the value of `{key}` is empty"), None);
    }
    Ok(if parts.len() == 1 { parts.remove(0) } else { format!("({})", parts.join(" & ")) })
}

fn each(key: &str, value: &Value, constraint: impl Fn(&str) -> String) -> Translated {
    match value {
        Value::String(text) => Ok(constraint(text)),
        Value::Object(object) if object.len() == 1 => match object.iter().next() {
            Some((operator, Value::Array(list))) if operator == "IN" || operator == "NOT_IN" => {
                let parts: Vec<String> = list.iter().filter_map(Value::as_str).map(&constraint).collect();
                let joined = format!("({})", parts.join(" | "));
                Ok(if operator == "IN" { joined } else { format!("!{joined}") })
            }
            _ => fault("S002", quoted(key), format!("of `{key}` only a text, `IN` and `NOT_IN` are taken over"), None),
        },
        _ => fault("S003", quoted(key), format!("the value of `{key}` is neither a text nor an object"), None),
    }
}

/// spaCy's shape ("Xxxxx", "dd") as a regex; it writes at most four of a kind.
fn of_shape(shape: &str) -> String {
    let mut regex = String::from("^");
    let mut chars = shape.chars().peekable();
    while let Some(c) = chars.next() {
        let mut count = 1;
        while chars.next_if_eq(&c).is_some() {
            count += 1;
        }
        let class = match c {
            'X' => "[A-Z]".to_owned(),
            'x' => "[a-z]".to_owned(),
            'd' => "[0-9]".to_owned(),
            other => regex_of(other),
        };
        let more = if count >= 4 && matches!(c, 'X' | 'x' | 'd') { "," } else { "" };
        let _ = write!(regex, "{class}{{{count}{more}}}");
    }
    regex.push('$');
    regex
}

fn regex_of(c: char) -> String {
    if c.is_alphanumeric() || !c.is_ascii() { c.to_string() } else { format!("\\{c}") }
}

fn length(key: &str, value: &Value) -> Translated {
    let bounds =
        |from: u64, to: Option<u64>| format!("/^.{{{from},{}}}$/", to.map(|n| n.to_string()).unwrap_or_default());
    if let Some(n) = value.as_u64() {
        return Ok(bounds(n, Some(n)));
    }
    let Some(object) = value.as_object() else {
        return fault("S003", quoted(key), format!("the value of `{key}` is a number or a comparison"), None);
    };
    let mut parts = Vec::new();
    for (operator, operand) in object {
        let number = operand.as_u64();
        parts.push(match (operator.as_str(), number) {
            ("==", Some(n)) => bounds(n, Some(n)),
            (">=", Some(n)) => bounds(n, None),
            (">", Some(n)) => bounds(n + 1, None),
            ("<=", Some(n)) => bounds(0, Some(n)),
            ("<", Some(n)) => bounds(0, Some(n.saturating_sub(1))),
            _ => return fault("S002", quoted(operator), format!("`{operator}` of `{key}` is not taken over"), None),
        });
    }
    Ok(if parts.len() == 1 { parts.remove(0) } else { format!("({})", parts.join(" & ")) })
}
