//! The page around the articles. Its template, style and script are files of their own beside this one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anyhow::Result;
use dateline::{Modality, Record};

use super::article::{article, tag};
use super::escape::{html, json};
use super::graph::graph;
use super::tables::{entities, relations, timeline};

const TEMPLATE: &str = include_str!("page/page.html");
const STYLE: &str = include_str!("page/style.css");
const SCRIPT: &str = include_str!("page/script.js");

/// The whole page.
pub fn page(records: &[Record]) -> Result<String> {
    let title = match records {
        [one] => heading(one, 0),
        all => format!("{} articles", all.len()),
    };
    let mut documents = String::new();
    for (number, record) in records.iter().enumerate() {
        documents.push_str(&document(record, number)?);
    }
    let (title, picker, filters) = (html(&title), picker(records), filters(records));
    let parts = BTreeMap::from([
        ("title", title.as_str()),
        ("style", STYLE),
        ("script", SCRIPT),
        ("picker", &picker),
        ("filters", &filters),
        ("documents", &documents),
    ]);
    Ok(fill(TEMPLATE, &parts))
}

/// Puts the parts in the template's places, once: what a part brings with it is not looked at again.
fn fill(template: &str, parts: &BTreeMap<&str, &str>) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let (name, after) = after.split_once("}}").unwrap_or((after, ""));
        out.push_str(parts.get(name).copied().unwrap_or_default());
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The headline, else the id.
fn heading(record: &Record, number: usize) -> String {
    let headline = record.blocks.iter().flatten().find(|block| block.kind == "headline");
    let source = dateline_export::source::SourceText::of(record).ok();
    let words = headline.zip(source).and_then(|(block, source)| source.slice(block.start, block.end).ok());
    let words = words.map(str::trim).filter(|words| !words.is_empty());
    words.map(str::to_owned).or_else(|| record.id.clone()).unwrap_or_else(|| format!("Article {}", number + 1))
}

fn picker(records: &[Record]) -> String {
    if records.len() < 2 {
        return String::new();
    }
    let mut out = "<label class=\"picker\">Article <select id=\"pick\">".to_owned();
    for (number, record) in records.iter().enumerate() {
        let _ = write!(out, "<option value=\"{number}\">{}</option>", html(&heading(record, number)));
    }
    out.push_str("</select></label>");
    out
}

fn filters(records: &[Record]) -> String {
    let mut labels: BTreeMap<&str, usize> = BTreeMap::new();
    records.iter().flat_map(|r| &r.mentions).for_each(|m| *labels.entry(&m.label).or_default() += 1);
    let predicates: BTreeSet<&str> = records.iter().flat_map(|r| &r.triples).map(|t| t.predicate.as_str()).collect();
    let modalities: BTreeSet<&str> = records.iter().flat_map(|r| &r.triples).map(|t| t.modality.as_str()).collect();
    let mut out = "<fieldset class=\"labels\"><legend>Labels</legend>".to_owned();
    // The order of the schema, which begins with who and where.
    let mut known: Vec<&str> =
        dateline::schema::TOP.iter().copied().filter(|label| labels.contains_key(label)).collect();
    known.extend(labels.keys().filter(|label| !dateline::schema::TOP.contains(label)));
    for label in known {
        let count = labels.get(label).copied().unwrap_or_default();
        let label = html(label);
        let _ = write!(
            out,
            "<label class=\"chip {label}\"><input type=\"checkbox\" name=\"label\" value=\"{label}\" checked>{label} <small>{count}</small></label>"
        );
    }
    out.push_str("</fieldset><label>Predicate <select id=\"predicate\"><option value=\"\">all</option>");
    for predicate in predicates {
        let _ = write!(out, "<option value=\"{0}\">{1}</option>", html(predicate), html(&predicate.replace('_', " ")));
    }
    out.push_str("</select></label><label>Told as <select id=\"factuality\"><option value=\"\">anything</option>");
    for modality in Modality::ALL.iter().rev().map(|modality| modality.as_str()).filter(|m| modalities.contains(m)) {
        let _ = write!(out, "<option value=\"{modality}\">{modality}</option>");
    }
    out.push_str("<option value=\"denied\">denied</option></select></label>");
    out
}

fn document(record: &Record, number: usize) -> Result<String> {
    let data = json(&serde_json::to_string(&Record { text: None, tokens: None, blocks: None, ..record.clone() })?);
    let date = record.date.as_deref().map(|date| format!("<time>{}</time> · ", html(date))).unwrap_or_default();
    let id = html(record.id.as_deref().unwrap_or(""));
    let text = article(record, number)?;
    let labels: BTreeSet<&str> = record.mentions.iter().map(|m| m.label.as_str()).collect();
    let legend: Vec<String> = labels.iter().map(|label| format!("{} {}", tag(label), label)).collect();
    let (relation_rows, entity_rows) = (relations(record), entities(record));
    Ok(format!(
        "<section class=\"doc\" id=\"d{number}\" aria-label=\"{heading}\">\n\
         <p class=\"source\">{date}{id} · {mentions} mentions, {entities} entities, {triples} relations \
         · <a href=\"#d{number}-graph\">graph</a> · <a href=\"#d{number}-time\">timeline</a></p>\n\
         <div class=\"columns\">\n<article>\n{text}<p class=\"hidden\">{legend}</p></article>\n\
         <aside>\n<div class=\"tabs\" role=\"tablist\">\
         <button role=\"tab\" aria-selected=\"true\" aria-controls=\"d{number}-relations\">Relations</button>\
         <button role=\"tab\" aria-selected=\"false\" aria-controls=\"d{number}-entities\">Entities</button></div>\n\
         <div role=\"tabpanel\" id=\"d{number}-relations\">{relation_rows}</div>\n\
         <div role=\"tabpanel\" id=\"d{number}-entities\">{entity_rows}</div>\n</aside>\n</div>\n\
         <h2 id=\"d{number}-graph\">Graph</h2>\n{graph}\
         <h2 id=\"d{number}-time\">Timeline</h2>\n{timeline}\
         <script type=\"application/json\" class=\"record\">{data}</script>\n</section>\n",
        heading = html(&heading(record, number)),
        mentions = record.mentions.len(),
        entities = record.entities.len(),
        triples = record.triples.len(),
        legend = html(&legend.join(", ")),
        graph = graph(record, number),
        timeline = timeline(record),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_looks_like_a_place_stays_text() {
        let parts = BTreeMap::from([("a", "{{b}}"), ("b", "no")]);
        assert_eq!(fill("<{{a}}|{{b}}>", &parts), "<{{b}}|no>");
    }
}
