//! Why a result is there: the tree from a triple down to the words, the rules and the gazetteer rows behind it.

use std::fmt::Write as _;

use super::one_line;
use crate::document::{Document, EntityView, MentionView, TripleView};
use crate::origin::Origin;
use crate::relation::{Argument, Evidence};
use crate::text::span::Span;

/// A node of the tree: a line, and the lines that it rests on.
struct Node {
    line: String,
    below: Vec<Node>,
}

impl Node {
    fn leaf(line: impl Into<String>) -> Node {
        Node { line: line.into(), below: Vec::new() }
    }

    fn print(&self, indent: &mut String, out: &mut String) {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}", self.line);
        for (index, node) in self.below.iter().enumerate() {
            let last = index + 1 == self.below.len();
            out.push_str(indent);
            out.push_str(if last { "└─ " } else { "├─ " });
            let length = indent.len();
            indent.push_str(if last { "   " } else { "│  " });
            node.print(indent, out);
            indent.truncate(length);
        }
    }

    fn to_text(&self) -> String {
        let mut out = String::new();
        self.print(&mut String::new(), &mut out);
        out
    }
}

impl Document<'_> {
    /// Why a triple is there, as a tree to read: each piece of evidence with its rule (file and line), its trigger and
    /// its clause; each argument with its mention, the row or rule that found that, and what joined it to its entity.
    ///
    /// ```
    /// # #[cfg(feature = "english")] {
    /// let document = dateline::extract("Norway signed the Paris Agreement in 2016.");
    /// for triple in document.triples() {
    ///     println!("{}", document.explain(&triple));
    /// }
    /// # }
    /// ```
    pub fn explain(&self, triple: &TripleView<'_>) -> String {
        let data = triple.data();
        let mut top = Node::leaf(triple.to_string());
        top.below = data.evidence.iter().map(|evidence| self.evidence(evidence)).collect();
        for qualifier in &data.qualifiers {
            let value = qualifier.value.as_deref().map(|value| format!(" = {value}")).unwrap_or_default();
            top.below.push(self.argument(&format!("{}{value}", qualifier.kind.as_str()), &qualifier.argument));
        }
        top.to_text()
    }

    /// Why a mention is there and belongs to its entity, as a tree to read.
    pub fn explain_mention(&self, mention: &MentionView<'_>) -> String {
        self.mention_node("", mention).to_text()
    }

    fn evidence(&self, evidence: &Evidence) -> Node {
        let mut node = Node::leaf(format!("rule {}", self.made_by(evidence.origin)));
        node.below.push(Node::leaf(format!("trigger {}", self.quoted(evidence.trigger))));
        node.below.push(Node::leaf(format!("clause {}", self.quoted(evidence.span))));
        node.below.push(self.argument("subject", &evidence.subject));
        node.below.push(self.argument("object", &evidence.object));
        if let Some(source) = &evidence.attribution {
            node.below.push(self.argument("attribution", source));
        }
        node
    }

    fn argument(&self, role: &str, argument: &Argument) -> Node {
        match (argument.mention, argument.entity, argument.span) {
            (Some(id), _, _) => self.mention_node(role, &self.mention(id)),
            (None, Some(id), _) => Node::leaf(format!("{role}: {}", entity_line(&self.entity(id)))),
            (None, None, Some(span)) => Node::leaf(format!("{role}: the words {}", self.quoted(span))),
            (None, None, None) => Node::leaf(format!("{role}: nobody named")),
        }
    }

    fn mention_node(&self, role: &str, mention: &MentionView<'_>) -> Node {
        let data = mention.data();
        let role = if role.is_empty() { String::new() } else { format!("{role}: ") };
        let mut node =
            Node::leaf(format!("{role}{} {}, {}", self.quoted(data.span), mention.label(), data.form.as_str()));
        node.below.push(Node::leaf(format!("found by {}", self.made_by(data.origin))));
        if let Some(value) = &data.value {
            node.below.push(Node::leaf(format!("value {value}")));
        }
        let Some(entity) = mention.entity() else { return node };
        if let Some(link) = data.link {
            let named = entity.data().name;
            let mut joined = Node::leaf(format!("joined to {} by {}", self.quoted(named), self.made_by(link)));
            let naming = entity.mentions().find(|m| m.span() == named && m.id() != mention.id());
            joined.below.extend(naming.map(|m| Node::leaf(format!("found by {}", self.made_by(m.data().origin)))));
            node.below.push(joined);
        }
        node.below.push(Node::leaf(format!("entity {}", entity_line(&entity))));
        node
    }

    /// [`Document::describe`] without a row's licence and source, which would fill the tree.
    fn made_by(&self, origin: Origin) -> String {
        let row = match origin {
            Origin::Row { gazetteer, row } => {
                self.extractor.names.get(usize::from(gazetteer)).map(|n| n.gazetteer.row(row))
            }
            Origin::Rule(_) | Origin::Code(_) => None,
        };
        match row {
            Some(row) => format!("gazetteer:{} ({}:{})", row.file, row.path, row.line),
            None => self.describe(origin),
        }
    }

    /// The words of a span in quotation marks, with its place.
    fn quoted(&self, span: Span) -> String {
        format!("“{}” at {}..{}", one_line(&self.text[span]), span.start, span.end)
    }
}

fn entity_line(entity: &EntityView<'_>) -> String {
    let mut line = format!("{} {}", one_line(entity.name()), entity.label());
    if let Some(id) = entity.id_uri() {
        let _ = write!(line, " ({id})");
    }
    line
}
