//! Entities and their relations as SVG.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use dateline::Record;

use super::escape::html;
use super::layout::{self, Box2, Gap};

const HEIGHT: f64 = 30.0;
/// What a letter takes of the breadth, on average.
const LETTER: f64 = 7.6;
/// Letters of a name that are shown.
const LONGEST: usize = 26;
/// Above this, edges go without their names until they are looked at.
const NAMED_EDGES: usize = 24;
/// More boxes than this are no picture; those with the most relations are drawn.
const MOST: usize = 120;

/// Draws the entities that relations join.
pub fn graph(record: &Record, number: usize) -> String {
    let ends = |t: &dateline::export::record::TripleRecord| {
        Some((t.subject.entity?, t.object.entity?)).filter(|(a, b)| a != b)
    };
    let mut degree: BTreeMap<u32, usize> = BTreeMap::new();
    for (a, b) in record.triples.iter().filter_map(ends) {
        *degree.entry(a).or_default() += 1;
        *degree.entry(b).or_default() += 1;
    }
    let mut order: Vec<(u32, usize)> =
        degree.into_iter().filter(|&(id, _)| record.entities.get(id as usize).is_some()).collect();
    order.sort_by_key(|&(id, degree)| (std::cmp::Reverse(degree), id));
    let left_out = order.len().saturating_sub(MOST);
    order.truncate(MOST);
    if order.is_empty() {
        return "<p class=\"none\">No relation joins two entities.</p>".to_owned();
    }
    let at: BTreeMap<u32, usize> = order.iter().enumerate().map(|(at, &(id, _))| (id, at)).collect();
    let names: Vec<String> = order.iter().map(|&(id, _)| short(&record.entities[id as usize].name)).collect();
    let widths: Vec<f64> = names.iter().map(|name| name.chars().count() as f64 * LETTER + 26.0).collect();
    let edges: Vec<(usize, usize, usize)> = record
        .triples
        .iter()
        .enumerate()
        .filter_map(|(triple, t)| ends(t).and_then(|(a, b)| Some((*at.get(&a)?, *at.get(&b)?, triple))))
        .collect();
    let mut pairs: Vec<(usize, usize)> = edges.iter().map(|&(a, b, _)| (a.min(b), a.max(b))).collect();
    pairs.sort_unstable();
    pairs.dedup();
    let crowded = edges.len() > NAMED_EDGES;
    // Names of edges stand between the boxes and need room.
    let gap = if crowded { Gap { x: 22.0, y: 22.0 } } else { Gap { x: 96.0, y: 38.0 } };
    let boxes = layout::place(&widths, HEIGHT, gap, &pairs);
    let bound = |f: fn(&Box2) -> f64, pick: fn(f64, f64) -> f64| boxes.iter().map(f).reduce(pick).unwrap_or(0.0);
    let left = bound(|b| b.x - b.width / 2.0, f64::min) - 24.0;
    let top = bound(|b| b.y - b.height / 2.0, f64::min) - 24.0;
    let (width, height) = (
        bound(|b| b.x + b.width / 2.0, f64::max) + 24.0 - left,
        bound(|b| b.y + b.height / 2.0, f64::max) + 24.0 - top,
    );
    let crowd = if crowded { " crowd" } else { "" };
    let mut out = String::new();
    let _ = write!(
        out,
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Graph; arrow keys scroll\"><svg class=\"graph{crowd}\" viewBox=\"{left:.1} {top:.1} {width:.1} {height:.1}\" style=\"--natural:{width:.0}px\" role=\"group\" aria-label=\"Entities and relations\">\
         <defs><marker id=\"arrow{number}\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto-start-reverse\"><path d=\"M0,0 8,4 0,8z\"/></marker></defs>\n"
    );
    let mut seen: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for &(a, b, triple) in &edges {
        let nth = seen.entry((a.min(b), a.max(b))).or_default();
        edge(&mut out, record, number, triple, (boxes[a], boxes[b]), bend(*nth, a > b));
        *nth += 1;
    }
    for ((&(id, _), name), b) in order.iter().zip(&names).zip(&boxes) {
        let entity = &record.entities[id as usize];
        let label = html(&entity.label);
        let _ = writeln!(
            out,
            "<g class=\"node {label}\" data-e=\"{id}\" data-l=\"{label}\" tabindex=\"0\" role=\"button\" aria-label=\"{0}, {label}\"><title>{0} · {label}</title><rect x=\"{1:.1}\" y=\"{2:.1}\" width=\"{3:.1}\" height=\"{HEIGHT}\" rx=\"15\"/><text x=\"{4:.1}\" y=\"{5:.1}\">{6}</text></g>",
            html(&entity.name),
            b.x - b.width / 2.0,
            b.y - HEIGHT / 2.0,
            b.width,
            b.x,
            b.y + 5.0,
            html(name)
        );
    }
    out.push_str("</svg></div>\n");
    if left_out > 0 {
        let _ = write!(
            out,
            "<p class=\"none\">{left_out} entities with few relations are not drawn; the table has them.</p>"
        );
    }
    out
}

/// How far the nth edge of a pair leaves the straight line: 0, then to both sides in turn. The way back bends as the way there.
fn bend(nth: usize, back: bool) -> f64 {
    let size = nth.div_ceil(2) as f64 * 36.0;
    if (nth % 2 == 1) == back { size } else { -size }
}

fn edge(out: &mut String, record: &Record, number: usize, triple: usize, (a, b): (Box2, Box2), bend: f64) {
    let t = &record.triples[triple];
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = (dx * dx + dy * dy).sqrt().max(1.0);
    let (cx, cy) = ((a.x + b.x) / 2.0 - dy / length * bend, (a.y + b.y) / 2.0 + dx / length * bend);
    let (from, to) = (border(a, cx, cy, 1.0), border(b, cx, cy, 5.0));
    let (lx, ly) = ((from.0 + 2.0 * cx + to.0) / 4.0, (from.1 + 2.0 * cy + to.1) / 4.0);
    let name = t.predicate.replace('_', " ");
    let denied = t.polarity == "negative";
    let says = if denied { format!("not: {name}") } else { name };
    let text = |argument: &Option<String>| html(argument.as_deref().unwrap_or("(nobody named)"));
    let _ = writeln!(
        out,
        "<g class=\"edge{}{}\" data-t=\"{triple}\" tabindex=\"0\" role=\"button\" aria-label=\"{2} {says} {3}\"><title>{2} · {says} · {3} ({modality})</title><path class=\"hit\" d=\"{path}\"/><path d=\"{path}\" marker-end=\"url(#arrow{number})\"/><text x=\"{lx:.1}\" y=\"{ly:.1}\">{says}</text></g>",
        if denied { " denied" } else { "" },
        if t.modality == "asserted" { "" } else { " open" },
        text(&t.subject.text),
        text(&t.object.text),
        says = html(&says),
        modality = html(&t.modality),
        path = format_args!("M{:.1},{:.1} Q{cx:.1},{cy:.1} {:.1},{:.1}", from.0, from.1, to.0, to.1),
    );
}

/// Where the way from a box's centre to a point crosses its border, and a little further.
fn border(b: Box2, x: f64, y: f64, further: f64) -> (f64, f64) {
    let (dx, dy) = (x - b.x, y - b.y);
    let (wide, high) = (b.width / 2.0 + further, b.height / 2.0 + further);
    let scale = (wide / dx.abs().max(0.001)).min(high / dy.abs().max(0.001)).min(1.0);
    (b.x + dx * scale, b.y + dy * scale)
}

fn short(name: &str) -> String {
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let head: String = name.chars().take(LONGEST - 1).collect();
    format!("{}…", head.trim_end())
}
