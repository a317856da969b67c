//! Why a result is there: the tree from a triple down to the words, the rules and the gazetteer rows behind it.

use super::explanation::{Explanation, MadeBy};
use super::one_line;
use super::replay::Replay;
use crate::document::{Document, EntityView, MentionView, TripleView};
use crate::mention::Form;
use crate::origin::Origin;
use crate::relation::{Argument, Evidence};
use crate::text::span::Span;

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
        self.explanation(triple).to_string()
    }

    /// Why a mention is there and belongs to its entity, as a tree to read: the rule or row that found it, the tokens that
    /// each part of the rule took, and what the model weighed.
    pub fn explain_mention(&self, mention: &MentionView<'_>) -> String {
        self.explanation_of_mention(mention).to_string()
    }

    /// The tree behind [`Document::explain`]; offsets are bytes.
    pub fn explanation(&self, triple: &TripleView<'_>) -> Explanation {
        Explainer::new(self).triple(triple, true)
    }

    /// The tree behind [`Document::explain_mention`]; offsets are bytes.
    pub fn explanation_of_mention(&self, mention: &MentionView<'_>) -> Explanation {
        Explainer::new(self).mention("", mention)
    }

    /// The words of a span in quotation marks.
    pub(super) fn quoted(&self, span: Span) -> String {
        format!("“{}”", one_line(&self.text[span]))
    }

    pub(super) fn made_by(&self, origin: Origin) -> Option<MadeBy> {
        Some(match origin {
            Origin::Code(code) => made("code", code.id, code.file, code.line),
            Origin::Rule(rule) => {
                let rule = self.extractor.rules.get(rule)?;
                made("rule", &rule.id, &rule.file, rule.line)
            }
            Origin::Row { gazetteer, row } => {
                let row = self.extractor.names.get(usize::from(gazetteer))?.gazetteer.row(row);
                let by = made("row", &format!("gazetteer:{}", row.file), row.path, row.line);
                MadeBy { licence: Some(row.licence.to_owned()), source: Some(row.source.to_owned()), ..by }
            }
        })
    }

    pub(super) fn made_by_list(&self, list: &str) -> Option<MadeBy> {
        let (file, line) = self.extractor.rules.words_place(list)?;
        Some(made("words", list, file, line))
    }
}

fn made(kind: &str, id: &str, file: &str, line: u32) -> MadeBy {
    MadeBy { kind: kind.to_owned(), id: id.to_owned(), file: file.to_owned(), line, licence: None, source: None }
}

/// Explains many results of one document, which is read again but once.
pub(super) struct Explainer<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) replay: Replay<'d>,
}

impl<'d> Explainer<'d> {
    pub(super) fn new(document: &'d Document<'d>) -> Explainer<'d> {
        Explainer { document, replay: Replay::new(document) }
    }

    /// The tree of a triple; it goes on below its mentions where it is to be `deep`, and else ends there.
    pub(super) fn triple(&self, triple: &TripleView<'_>, deep: bool) -> Explanation {
        let data = triple.data();
        let mut top = Explanation::new("triple", triple.to_string());
        top.because = data.evidence.iter().map(|evidence| self.evidence(evidence, deep)).collect();
        for qualifier in &data.qualifiers {
            let value = qualifier.value.as_deref().map(|value| format!(" = {value}")).unwrap_or_default();
            let role = format!("{}{value}", qualifier.kind.as_str());
            top.because.push(self.argument(&role, &qualifier.argument, deep));
        }
        top
    }

    fn evidence(&self, evidence: &Evidence, deep: bool) -> Explanation {
        let mut node = Explanation::new("evidence", "rule").by(self.document.made_by(evidence.origin));
        let words =
            |what: &str, span: Span| Explanation::new(what, format!("{what} {}", self.document.quoted(span))).at(span);
        node.because.push(words("trigger", evidence.trigger));
        node.because.push(words("clause", evidence.span));
        if let Origin::Rule(rule) = evidence.origin {
            let frame = self.document.extractor.rules.frames().line(rule).is_some();
            let steps =
                if frame { self.frame_steps(rule, evidence) } else { self.replay.evidence_steps(rule, evidence) };
            node.because.extend(steps);
        }
        node.because.extend(self.of_rule(evidence.origin));
        node.because.push(self.argument("subject", &evidence.subject, deep));
        node.because.push(self.argument("object", &evidence.object, deep));
        if let Some(source) = &evidence.attribution {
            node.because.push(self.argument("attribution", source, deep));
        }
        node
    }

    fn argument(&self, role: &str, argument: &Argument, deep: bool) -> Explanation {
        match (argument.mention, argument.entity, argument.span) {
            (Some(id), _, _) if deep => self.mention(role, &self.document.mention(id)),
            (Some(id), _, _) => self.mention_line(role, &self.document.mention(id)),
            (None, Some(id), _) => {
                Explanation::new("argument", format!("{role}: {}", entity_line(&self.document.entity(id))))
            }
            (None, None, Some(span)) => {
                Explanation::new("words", format!("{role}: the words {}", self.document.quoted(span))).at(span)
            }
            // The value of a role or status that the rule itself gives stands in no words.
            (None, None, None) if role.contains('=') => Explanation::new("value", role),
            (None, None, None) => Explanation::new("nobody", format!("{role}: nobody named")),
        }
    }

    pub(super) fn mention_line(&self, role: &str, mention: &MentionView<'_>) -> Explanation {
        let data = mention.data();
        let role = if role.is_empty() { String::new() } else { format!("{role}: ") };
        let says = format!("{role}{} {}, {}", self.document.quoted(data.span), mention.label(), data.form.as_str());
        Explanation { mention: Some(mention.id().0), ..Explanation::new("mention", says).at(data.span) }
    }

    /// The tree of a mention.
    pub(super) fn mention(&self, role: &str, mention: &MentionView<'_>) -> Explanation {
        let data = mention.data();
        let mut node = self.mention_line(role, mention);
        let mut found = Explanation::new("found", "found by").by(self.document.made_by(data.origin));
        if let Origin::Rule(rule) = data.origin {
            found.because = self.replay.mention_steps(rule, data);
        }
        node.because.push(found);
        node.because.extend(self.replay.model(data));
        if let Some(value) = &data.value {
            node.because.push(Explanation::new("value", format!("value {value}")));
        }
        let Some(entity) = mention.entity() else { return node };
        if let Some(link) = data.link {
            let named = entity.data().name;
            let says = format!("joined to {} by", self.document.quoted(named));
            let mut joined = Explanation::new("link", says).by(self.document.made_by(link));
            let naming = entity.mentions().find(|m| m.span() == named && m.id() != mention.id());
            joined.because.extend(naming.map(|m| {
                let by = Explanation::new("found", "found by").by(self.document.made_by(m.data().origin));
                Explanation { mention: Some(m.id().0), ..by }
            }));
            if data.form == Form::Pronoun {
                joined.because.extend(self.replay.antecedents(data));
            }
            node.because.push(joined);
        }
        let linked = entity.data().linked.map(|sense| Origin::Row { gazetteer: sense.gazetteer, row: sense.row });
        let row = linked.filter(|&row| row != data.origin).and_then(|row| self.document.made_by(row));
        node.because.push(Explanation::new("entity", format!("entity {}", entity_line(&entity))).by(row));
        node
    }
}

fn entity_line(entity: &EntityView<'_>) -> String {
    let id = entity.id_uri().map(|id| format!(" ({id})")).unwrap_or_default();
    format!("{} {}{id}", one_line(entity.name()), entity.label())
}
