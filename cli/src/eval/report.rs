//! Tables of what was right: for a terminal, as Markdown, as JSON.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::score::Counts;
use super::{STEPS, Set};
use crate::output::{Paint, count};

/// The tables of all sets.
pub struct Report<'r> {
    pub sets: &'r [Set],
    /// For each set the counts of all labels by the first steps, where they are asked for.
    pub steps: &'r [[Counts; 2]],
    /// Rules that made fewer finds are left out of the tables.
    pub least: u64,
}

type Row<'r> = (String, Counts, Option<&'r Counts>);

impl Report<'_> {
    fn rows<'s>(table: &'s BTreeMap<String, Counts>, beside: Option<&'s BTreeMap<String, Counts>>) -> Vec<Row<'s>> {
        table.iter().map(|(name, counts)| (name.clone(), *counts, beside.and_then(|b| b.get(name)))).collect()
    }

    /// The rows of the table of steps: the set, F1 by each step.
    fn steps(&self) -> impl Iterator<Item = (&str, [f64; 3])> {
        let f1 = |counts: &Counts| 100.0 * counts.f1();
        let rows = self.sets.iter().zip(self.steps).filter(|(set, _)| !set.scores.labels.is_empty());
        rows.map(move |(set, [rules, model])| {
            (set.name.as_str(), [f1(rules), f1(model), f1(&Self::sum(&set.scores.labels))])
        })
    }

    fn sum(table: &BTreeMap<String, Counts>) -> Counts {
        let mut sum = Counts::default();
        table.values().for_each(|counts| sum.add(counts));
        sum
    }

    /// Rules of all sets with their counts, the costliest first: those with the most false finds beyond the right ones.
    fn rules(&self, kind: &str) -> Vec<(String, Counts)> {
        let mut all: BTreeMap<&str, Counts> = BTreeMap::new();
        for set in self.sets {
            for ((made, rule), counts) in set.scores.rules.iter().filter(|((made, _), _)| *made == kind) {
                debug_assert_eq!(*made, kind);
                all.entry(rule).or_default().add(counts);
            }
        }
        let gold: u64 = self.sets.iter().map(|set| set.gold(kind)).sum();
        let mut rules: Vec<(String, Counts)> = all
            .into_iter()
            .filter(|(_, counts)| counts.found >= self.least.max(1))
            .map(|(rule, counts)| (rule.to_owned(), Counts { gold, ..counts }))
            .collect();
        rules.sort_by_key(|(rule, c)| (2 * c.right as i64 - c.found as i64, rule.clone()));
        rules
    }

    /// Tables for a terminal.
    pub fn text(&self, out: &mut impl Write) -> io::Result<()> {
        let paint = Paint::stdout();
        for set in self.sets {
            writeln!(out, "{}  {}", paint.bold(&set.name), count(set.scores.documents as usize, "document"))?;
            for (theirs, count) in &set.names.unknown {
                writeln!(
                    out,
                    "  {}",
                    paint.dim(&format!("`{theirs}` ({count}) is none of ours and left out; see --map"))
                )?;
            }
            let tables =
                [("label", &set.scores.labels, Some(&set.scores.overlap)), ("predicate", &set.scores.predicates, None)];
            for (what, table, beside) in tables.into_iter().filter(|(_, table, _)| !table.is_empty()) {
                let more = if beside.is_some() { "overlap F1" } else { "" };
                let head = format!(
                    "  {what:<28} {:>6} {:>6} {:>6}  {:>6} {:>6} {:>6}  {more}",
                    "gold", "found", "right", "P", "R", "F1"
                );
                writeln!(out, "{}", paint.bold(head.trim_end()))?;
                let sum = Self::sum(table);
                let whole = beside.map(Self::sum);
                let rows = Self::rows(table, beside);
                for (name, counts, beside) in
                    rows.iter().map(|(n, c, b)| (n.as_str(), c, *b)).chain([("all", &sum, whole.as_ref())])
                {
                    let beside = beside.map(|b| format!("  {:>6.1}", 100.0 * b.f1())).unwrap_or_default();
                    writeln!(out, "  {name:<28} {}{beside}", line(counts))?;
                }
            }
            writeln!(out)?;
        }
        if !self.steps.is_empty() {
            let [first, second, third] = STEPS;
            writeln!(
                out,
                "{}",
                paint.bold(&format!("{:<28} {first:>17} {second:>17} {third:>17}", "F1 of names by step"))
            )?;
            for (set, [a, b, c]) in self.steps() {
                writeln!(out, "{set:<28} {a:>17.1} {b:>17.1} {c:>17.1}")?;
            }
            writeln!(out)?;
        }
        for kind in ["mention", "triple"] {
            let rules = self.rules(kind);
            if rules.is_empty() {
                continue;
            }
            let head = format!(
                "{:<44} {:>6} {:>6}  {:>6} {:>6} {:>6}",
                format!("rules that make {kind}s, the costliest first"),
                "found",
                "right",
                "P",
                "R",
                "F1"
            );
            writeln!(out, "{}", paint.bold(&head))?;
            for (rule, c) in rules {
                let [p, r, f] = [c.precision(), c.recall(), c.f1()].map(|x| 100.0 * x);
                let style = if 2 * c.right < c.found { crate::output::RED } else { anstyle::Style::new() };
                writeln!(
                    out,
                    "{} {:>6} {:>6}  {p:>6.1} {r:>6.1} {f:>6.1}",
                    paint.with(style, &format!("{rule:<44}")),
                    c.found,
                    c.right
                )?;
            }
            writeln!(out)?;
        }
        Ok(())
    }

    /// The mistakes of all sets, some of each label, predicate and kind.
    pub fn mistakes(&self, out: &mut impl Write, most: usize) -> io::Result<()> {
        let paint = Paint::stdout();
        for set in self.sets {
            let mut told: BTreeMap<(&str, &str), usize> = BTreeMap::new();
            for mistake in &set.scores.mistakes {
                let count = told.entry((mistake.name.as_str(), mistake.kind)).or_default();
                *count += 1;
                if *count <= most {
                    let rule = mistake.rule.as_ref().map(|rule| format!("  {}", paint.dim(rule))).unwrap_or_default();
                    let head = format!("{:<6} {}", mistake.kind, mistake.name);
                    writeln!(out, "{} {}{rule}", paint.cyan(&format!("{head:<28}")), mistake.text)?;
                }
            }
        }
        writeln!(out)
    }

    /// Markdown, with figures alone: no words of the texts.
    pub fn markdown(&self, out: &mut impl Write) -> io::Result<()> {
        for set in self.sets {
            writeln!(out, "## {}\n\n{}.\n", set.name, count(set.scores.documents as usize, "document"))?;
            if !set.scores.labels.is_empty() {
                writeln!(
                    out,
                    "| label | marked | found | precision | recall | F1 | overlap F1 |\n|---|---|---|---|---|---|---|"
                )?;
                let (sum, whole) = (Self::sum(&set.scores.labels), Self::sum(&set.scores.overlap));
                let rows = Self::rows(&set.scores.labels, Some(&set.scores.overlap));
                for (name, c, beside) in
                    rows.iter().map(|(n, c, b)| (n.as_str(), c, *b)).chain([("all", &sum, Some(&whole))])
                {
                    let beside = beside.map(|b| 100.0 * b.f1()).unwrap_or_default();
                    writeln!(out, "| {name} | {} | {} | {} | {beside:.1} |", c.gold, c.found, cells(c))?;
                }
                writeln!(out)?;
            }
            if !set.scores.predicates.is_empty() {
                writeln!(out, "| predicate | marked | found | precision | recall | F1 |\n|---|---|---|---|---|---|")?;
                let sum = Self::sum(&set.scores.predicates);
                let rows = set.scores.predicates.iter().map(|(name, c)| (set.names.shown(name), c));
                for (name, c) in rows.chain([("all".to_owned(), &sum)]) {
                    writeln!(out, "| {name} | {} | {} | {} |", c.gold, c.found, cells(c))?;
                }
                writeln!(out)?;
            }
        }
        if !self.steps.is_empty() {
            let [first, second, third] = STEPS;
            writeln!(out, "## What finds the names\n\nF1 over all labels.\n")?;
            writeln!(out, "| set | {first} | {second} | {third} |\n|---|---|---|---|")?;
            for (set, [a, b, c]) in self.steps() {
                writeln!(out, "| {set} | {a:.1} | {b:.1} | {c:.1} |")?;
            }
            writeln!(out)?;
        }
        for kind in ["mention", "triple"] {
            let rules = self.rules(kind);
            if rules.is_empty() {
                continue;
            }
            writeln!(out, "## Rules that make {kind}s\n")?;
            if self.least > 1 {
                writeln!(out, "Those with {} finds or more, the costliest first.\n", self.least)?;
            }
            writeln!(out, "| rule | found | right | precision | recall |\n|---|---|---|---|---|")?;
            for (rule, c) in rules {
                let [p, r] = [c.precision(), c.recall()].map(|x| 100.0 * x);
                writeln!(out, "| `{rule}` | {} | {} | {p:.1} | {r:.1} |", c.found, c.right)?;
            }
            writeln!(out)?;
        }
        Ok(())
    }

    /// One JSON object.
    pub fn json(&self, most: usize) -> Value {
        let table = |table: &BTreeMap<String, Counts>| -> Value {
            table.iter().map(|(name, c)| (name.clone(), numbers(c))).collect::<serde_json::Map<_, _>>().into()
        };
        let rules = |kind| -> Value {
            self.rules(kind)
                .iter()
                .map(|(name, c)| (name.clone(), numbers(c)))
                .collect::<serde_json::Map<_, _>>()
                .into()
        };
        let sets: Vec<Value> = self
            .sets
            .iter()
            .map(|set| {
                json!({
                    "name": set.name, "documents": set.scores.documents, "left_out": set.names.unknown,
                    "labels": table(&set.scores.labels), "overlap": table(&set.scores.overlap),
                    "predicates": table(&set.scores.predicates),
                    "mistakes": set.scores.mistakes.iter().take(most).collect::<Vec<_>>(),
                })
            })
            .collect();
        let steps: Vec<Value> = self.steps().map(|(set, f1)| json!({"name": set, "f1": f1})).collect();
        json!({"sets": sets, "steps": steps, "rules": {"mentions": rules("mention"), "triples": rules("triple")}})
    }
}

fn line(c: &Counts) -> String {
    let [p, r, f] = [c.precision(), c.recall(), c.f1()].map(|x| 100.0 * x);
    format!("{:>6} {:>6} {:>6}  {p:>6.1} {r:>6.1} {f:>6.1}", c.gold, c.found, c.right)
}

fn cells(c: &Counts) -> String {
    let [p, r, f] = [c.precision(), c.recall(), c.f1()].map(|x| 100.0 * x);
    format!("{p:.1} | {r:.1} | {f:.1}")
}

fn numbers(c: &Counts) -> Value {
    let round = |x: f64| (x * 10_000.0).round() / 10_000.0;
    json!({
        "gold": c.gold, "found": c.found, "right": c.right,
        "precision": round(c.precision()), "recall": round(c.recall()), "f1": round(c.f1()),
    })
}
