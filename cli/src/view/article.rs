//! The text of a document with its mentions, triggers and phrases marked.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use dateline::Record;
use dateline_export::Error;
use dateline_export::source::SourceText;

use super::escape::html;

/// What a stretch of the text is.
enum What {
    Sentence(u32),
    Mention(u32),
    /// A word that brought a rule up, or a phrase in a slot: `t4`, `s4`, `o4` of triple 4.
    Role(String),
}

struct Stretch {
    start: usize,
    end: usize,
    what: What,
}

/// Whether all that is to be marked lies in the text.
///
/// # Errors
/// When it does not.
pub fn check(record: &Record) -> Result<(), Error> {
    stretches(record, &SourceText::of(record)?).map(drop)
}

/// The text as HTML.
///
/// # Errors
/// When the record has no text, or an offset beyond it.
pub fn article(record: &Record, number: usize) -> Result<String, Error> {
    let source = SourceText::of(record)?;
    let stretches = stretches(record, &source)?;
    let mut blocks = Vec::new();
    for block in record.blocks.iter().flatten() {
        blocks.push((source.byte(block.start)?, source.byte(block.end)?, block.kind.as_str()));
    }
    if blocks.is_empty() {
        blocks.push((0, source.text.len(), "body"));
    }
    let mut cuts: BTreeSet<usize> = stretches.iter().flat_map(|s| [s.start, s.end]).collect();
    cuts.extend(blocks.iter().flat_map(|&(start, end, _)| [start, end]));
    let mut writer = Writer { record, number, stretches: &stretches, next: 0, active: Vec::new(), out: String::new() };
    for (start, end, kind) in blocks {
        let _ = write!(writer.out, "<p class=\"block {}\">", html(kind));
        let mut at = start;
        for &cut in cuts.range(start + 1..=end.max(start + 1)) {
            if cut <= end && at < cut {
                writer.piece(at, &source.text[at..cut]);
                at = cut;
            }
        }
        writer.out.push_str("</p>\n");
    }
    Ok(writer.out)
}

fn stretches(record: &Record, source: &SourceText<'_>) -> Result<Vec<Stretch>, Error> {
    let mut all = Vec::new();
    let mut add = |start: u32, end: u32, what: What| -> Result<(), Error> {
        let (start, end) = (source.byte(start)?, source.byte(end)?);
        if start < end {
            all.push(Stretch { start, end, what });
        }
        Ok(())
    };
    for (number, sentence) in record.sentences.iter().enumerate() {
        add(sentence.start, sentence.end, What::Sentence(number as u32))?;
    }
    for mention in &record.mentions {
        add(mention.start, mention.end, What::Mention(mention.id))?;
    }
    for triple in &record.triples {
        for evidence in &triple.evidence {
            add(evidence.trigger.start, evidence.trigger.end, What::Role(format!("t{}", triple.id)))?;
        }
        for (role, argument) in [('s', &triple.subject), ('o', &triple.object)] {
            if let (Some(start), Some(end)) = (argument.start, argument.end) {
                add(start, end, What::Role(format!("{role}{}", triple.id)))?;
            }
        }
    }
    // The longest of those that begin together stands outside.
    all.sort_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
    Ok(all)
}

struct Writer<'r> {
    record: &'r Record,
    number: usize,
    stretches: &'r [Stretch],
    next: usize,
    active: Vec<&'r Stretch>,
    out: String,
}

impl<'r> Writer<'r> {
    /// A piece of the text in which nothing begins or ends. Each has elements of its own, so they nest whatever crosses.
    fn piece(&mut self, at: usize, text: &str) {
        self.active.retain(|s| s.end > at);
        while let Some(stretch) = self.stretches.get(self.next).filter(|s| s.start <= at) {
            if stretch.end > at {
                self.active.push(stretch);
            }
            self.next += 1;
        }
        let mut sentence = None;
        let (mut mentions, mut roles) = (Vec::new(), Vec::new());
        for stretch in &self.active {
            match &stretch.what {
                What::Sentence(number) => sentence = Some(*number),
                What::Mention(id) => mentions.push((*id, stretch.start == at, stretch.end == at + text.len())),
                What::Role(role) => roles.push(role.as_str()),
            }
        }
        let text = html(text);
        let sentence = sentence.map(|s| format!(" data-s=\"{s}\"")).unwrap_or_default();
        let roles = if roles.is_empty() { String::new() } else { format!(" data-w=\"{}\"", roles.join(" ")) };
        let outer =
            mentions.first().and_then(|&(id, first, last)| Some((self.record.mentions.get(id as usize)?, first, last)));
        let Some((mention, first, last)) = outer else {
            let _ = write!(self.out, "<span{sentence}{roles}>{text}</span>");
            return;
        };
        let ids: Vec<String> = mentions.iter().map(|(id, ..)| id.to_string()).collect();
        let focus = if first {
            format!(" id=\"d{}-m{}\" tabindex=\"0\" role=\"button\"", self.number, mention.id)
        } else {
            String::new()
        };
        let entity = mention.entity.map(|e| format!(" data-e=\"{e}\"")).unwrap_or_default();
        let (label, form) = (html(&mention.label), html(&mention.form));
        let edges = format!("{}{}", if first { " first" } else { "" }, if last { " last" } else { "" });
        let tag = if last { format!(" data-tag=\"{}\"", html(tag(&mention.label))) } else { String::new() };
        let _ = write!(
            self.out,
            "<mark class=\"{label} {form}{edges}\" data-m=\"{}\"{entity} data-l=\"{label}\"{tag}{focus}{sentence}{roles}>{text}</mark>",
            ids.join(" ")
        );
    }
}

/// What stands behind a mention, so that its label is not told by colour alone.
pub fn tag(label: &str) -> &str {
    match label {
        "PERSON" => "PER",
        "PLACE" => "LOC",
        "EVENT" => "EVT",
        "QUANTITY" => "QTY",
        "DURATION" => "DUR",
        "ORDINAL" => "NTH",
        "CARDINAL" => "NUM",
        "PERCENT" => "%",
        "MONEY" => "AMT",
        "TITLE" => "TTL",
        other => other,
    }
}
