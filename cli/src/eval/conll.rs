//! CoNLL columns: a token a line, its tag in the last column (`B-PER`, `I-PER`, `O`), an empty line between sentences.

use anyhow::{Result, bail};

use super::gold::{Gold, Mark};

/// Reads the documents of a file; `-DOCSTART-` begins one. Where blanks stood the file does not say: between tokens they are put
/// where English puts them.
pub fn read(text: &str, name: &str) -> Result<Vec<Gold>> {
    let mut documents = Vec::new();
    let mut open = Gold::default();
    let mut begun = false;
    for (number, line) in text.lines().enumerate() {
        let place = || format!("{name}:{}", number + 1);
        let columns: Vec<&str> = line.split_whitespace().collect();
        match columns.as_slice() {
            [] => begun = finish_sentence(&mut open, begun),
            ["-DOCSTART-", ..] => {
                begun = false;
                push(&mut documents, &mut open, name);
            }
            ["#", ..] => {}
            [token, .., tag] => {
                let (kind, label) = match tag.split_once('-') {
                    Some((kind @ ("B" | "I" | "E" | "S"), label)) if !label.is_empty() => (kind, label),
                    None if *tag == "O" => ("O", ""),
                    _ => bail!("{}: `{tag}` is no tag; `O`, `B-LABEL` or `I-LABEL` is expected", place()),
                };
                if begun && blank(&open.text, token) {
                    open.text.push(' ');
                }
                begun = true;
                let start = open.text.len();
                open.text.push_str(token);
                let end = open.text.len();
                let goes_on = open.mentions.last_mut().filter(|last| {
                    matches!(kind, "I" | "E") && last.label == label && open.text[last.end..start].trim().is_empty()
                });
                match goes_on {
                    Some(last) => last.end = end,
                    None if kind == "O" => {}
                    None => {
                        open.mentions.push(Mark { start, end, label: label.to_owned(), named: true, ..Mark::default() })
                    }
                }
            }
            [one] => bail!("{}: `{one}` has no tag; two columns are expected", place()),
        }
    }
    push(&mut documents, &mut open, name);
    Ok(documents)
}

fn finish_sentence(open: &mut Gold, begun: bool) -> bool {
    if begun {
        open.text.push('\n');
    }
    false
}

fn push(documents: &mut Vec<Gold>, open: &mut Gold, name: &str) {
    if open.text.trim().is_empty() {
        return;
    }
    let id = format!("{name}#{}", documents.len() + 1);
    documents.push(Gold { id, ..std::mem::take(open) });
}

/// Whether a blank stands before a token.
fn blank(before: &str, token: &str) -> bool {
    let closing =
        token.starts_with(['.', ',', ';', ':', '!', '?', ')', ']', '}', '%', '\'', '’', '”']) || token == "n't";
    !closing && !before.ends_with(['(', '[', '{', '$', '£', '€', '“', '\n'])
}
