//! Why not: what a rule lacked in each sentence, where its longest partial match ended, or what became of what it found.

use super::explain::Explainer;
use super::explanation::Explanation;
use super::replay::Stage;
use crate::document::Document;
use crate::mention::Form;
use crate::origin::Origin;
use crate::relation::facts::Statement;
use crate::relation::frames::{self, Refusal};
use crate::relation::patterns;
use crate::relation::relate::Read;
use crate::rule::{Emits, Found, FrameLine, Match, Pass, RuleId, Slot, Trigger};
use crate::schema::PredicateId;
use crate::text::fold;
use crate::text::layout::BlockKind;
use crate::text::span::Span;

/// So many missing parts are named.
const NAMED: usize = 6;

impl Document<'_> {
    /// What became of a rule or frame in each sentence, as a tree to read; empty where no rule has this id.
    ///
    /// The children of each tree are the sentences (`sentence`), and theirs say what there was: `stands` (it made this result), `told`
    /// (the same was told already), `lost` (something else won these words), `refused` (it was found, and does not fit), `stop`
    /// (the longest partial match ended at these words), `missing` (no token or mention is what it needs), `unread` (a
    /// trigger is there, but no clause), `skipped` (rules are not tried there), `disabled`.
    ///
    /// The document is read again for it; extraction itself keeps no notes.
    ///
    /// ```
    /// # #[cfg(feature = "english")] {
    /// let document = dateline::extract("Norway signed in Oslo.");
    /// for tree in document.trace("sign/verb") {
    ///     println!("{tree}");
    /// }
    /// # }
    /// ```
    pub fn trace(&self, id: &str) -> Vec<Explanation> {
        let rules = &self.extractor.rules;
        let found = rules.find_id(id);
        let (lines, patterns): (Vec<RuleId>, Vec<RuleId>) =
            found.into_iter().partition(|&r| rules.get(r).is_some_and(|r| r.pass == Pass::Frames));
        let explainer = Explainer::new(self);
        let mut trees: Vec<Explanation> = patterns.iter().map(|&rule| explainer.trace(&[rule])).collect();
        trees.extend((!lines.is_empty()).then(|| explainer.trace(&lines)));
        trees
    }
}

impl Explainer<'_> {
    /// One tree for a rule, or for lines of frames.
    fn trace(&self, rules: &[RuleId]) -> Explanation {
        let document = self.document;
        let all = &document.extractor.rules;
        let mut top = Explanation::new("trace", "");
        if let [one] = rules {
            top = top.by(document.made_by(Origin::Rule(*one)));
        } else {
            let lines = rules.iter().filter_map(|&line| document.made_by(Origin::Rule(line)));
            top.because.extend(lines.map(|by| Explanation::new("line", "").by(Some(by))));
        }
        if rules.iter().all(|&rule| all.get(rule).is_some_and(|rule| rule.disabled)) {
            top.because.push(Explanation::new("disabled", "switched off"));
            return top;
        }
        let frame = rules.first().and_then(|&rule| all.get(rule)).is_some_and(|rule| rule.pass == Pass::Frames);
        for (index, sentence) in document.sentences.iter().enumerate() {
            let index = index as u32;
            let mut node = Explanation::new("sentence", document.quoted(sentence.span)).at(sentence.span);
            let kind = document.blocks.get(sentence.block as usize).map(|block| block.kind);
            node.because = match (kind, rules) {
                (Some(BlockKind::Furniture), _) => {
                    vec![Explanation::new("skipped", "page furniture, where no rule is tried")]
                }
                (Some(BlockKind::Dateline), _) if frame => {
                    vec![Explanation::new("skipped", "a dateline, which has no clause")]
                }
                (_, lines) if frame => self.trace_frame(lines, index),
                (_, rules) => rules.iter().flat_map(|&rule| self.trace_pattern(rule, index)).collect(),
            };
            top.because.push(node);
        }
        top
    }

    fn trace_pattern(&self, rule: RuleId, index: u32) -> Vec<Explanation> {
        let Some(stage) = self.replay.stage(rule, index) else { return Vec::new() };
        let found = stage.find(rule);
        if found.matches().is_empty() {
            return self.shortfall(rule, &stage);
        }
        let relation = self.document.extractor.rules.get(rule).is_some_and(|rule| rule.pass == Pass::Relations);
        let fate = |one: &Match| {
            if relation { self.relation(&stage, index, &found, one) } else { self.mentioned(&stage, index, one) }
        };
        found.matches().iter().map(fate).collect()
    }

    fn shortfall(&self, rule: RuleId, stage: &Stage<'_>) -> Vec<Explanation> {
        let document = self.document;
        let shortfall = document.extractor.rules.shortfall(rule, &stage.view());
        let mut out = Vec::new();
        if !shortfall.missing.is_empty() {
            let parts: Vec<String> = shortfall.missing.iter().map(|&part| document.part(rule, part)).collect();
            out.push(Explanation::new("missing", format!("nothing here is {}", any_of(&parts))));
        }
        let begun = shortfall.stop.filter(|stop| !stop.taken.is_empty() || shortfall.missing.is_empty());
        if let Some(stop) = begun {
            let part = document.part(rule, stop.part);
            let length = stage.view().tokens.len() as u32;
            let mut node = if stop.at < length {
                let span = stage.span(stop.at, stop.at + 1);
                Explanation::new("stop", format!("stopped at {}, where `{part}` is wanted", document.quoted(span)))
                    .at(span)
            } else {
                Explanation::new("stop", format!("stopped at the sentence's end, where `{part}` is wanted"))
            };
            node.because = stage.steps(rule, &stop.taken);
            out.push(node);
        }
        out
    }

    /// What became of a match of a mention rule.
    fn mentioned(&self, stage: &Stage<'_>, index: u32, one: &Match) -> Explanation {
        let document = self.document;
        let rules = &document.extractor.rules;
        let span = stage.span(one.first, one.last);
        let words = document.quoted(span);
        let overlaps = |other: Span| other.start < span.end && span.start < other.end;
        let rivals: Vec<_> = document.mentions().filter(|m| overlaps(m.span())).collect();
        let own = document.mentions().find(|m| m.span() == span && m.data().origin == Origin::Rule(one.rule));
        if let Some(mention) = own {
            let stands = Explanation::new("stands", format!("found {words}")).at(span);
            return Explanation { mention: Some(mention.id().0), ..stands };
        }
        let emits = rules.get(one.rule).map(|rule| &rule.emits);
        let Some(Emits::Mention { label, form }) = emits else { return Explanation::new("stands", words).at(span) };
        let first = document.sentences.get(index as usize).map_or(0, |sentence| sentence.first);
        let place = (first + one.first, first + one.last);
        let why = match form {
            _ if !rivals.is_empty() => "which lost",
            Form::Name | Form::Value => "but it is taken for no name",
            Form::Nominal | Form::Pronoun => "but nobody is known whom it could mean",
        };
        let mut node = Explanation::new("lost", format!("found {words}, {why}")).at(span);
        for rival in rivals {
            let mut winner = self.mention_line("won by", &rival).by(document.made_by(rival.data().origin));
            winner.because.extend(self.replay.model(rival.data()));
            node.because.push(winner);
        }
        node.because.extend(self.replay.weighed(index, place, *label, false));
        node
    }

    /// What became of a match of a relation rule.
    fn relation(&self, stage: &Stage<'_>, index: u32, found: &Found, one: &Match) -> Explanation {
        let document = self.document;
        let sentence = &document.sentences[index as usize];
        let scene = self.replay.scene();
        let state = patterns::state(document.extractor, &scene, (index, sentence), found, one, &stage.marked);
        let span = stage.span(one.whole_first, one.whole_last);
        let predicate = match document.extractor.rules.get(one.rule).map(|rule| &rule.emits) {
            Some(Emits::Relation { predicate, .. }) => *predicate,
            _ => return Explanation::new("refused", document.quoted(span)).at(span),
        };
        self.stated(state, (predicate, None), span)
    }

    fn trace_frame(&self, lines: &[RuleId], index: u32) -> Vec<Explanation> {
        let frames = self.document.extractor.rules.frames();
        let lines: Vec<_> = lines.iter().filter_map(|&line| frames.line(line)).collect();
        let fates = self.clauses(index, |read, _| {
            let mut out = Vec::new();
            for clause in 0..read.clauses.clauses.len() as u32 {
                for (frame, line) in &lines {
                    out.extend(self.fate(read, index, clause, (frame.predicate, line)));
                }
            }
            out
        });
        let fates = fates.unwrap_or_default();
        if fates.is_empty() {
            vec![self.untriggered(&lines.iter().map(|l| l.1).collect::<Vec<_>>(), index)]
        } else {
            fates
        }
    }

    /// What a line made of a clause; nothing where the clause does not bring it up.
    fn fate(
        &self,
        read: &Read<'_>,
        index: u32,
        clause: u32,
        (predicate, line): (PredicateId, &FrameLine),
    ) -> Vec<Explanation> {
        let frames = self.document.extractor.rules.frames();
        let Some((frame, line)) = frames.line(line.rule) else { return Vec::new() };
        let head = read.clauses.clauses[clause as usize].head;
        if frames::trigger(&read.arguments, &read.clauses.clauses[clause as usize], line).is_none() {
            return Vec::new();
        }
        let schema = self.document.extractor.schema();
        let mut readings = Vec::new();
        let refusal = frames::read(&read.arguments, &read.clauses, clause, (frame, line), schema, &mut readings);
        let span = read.arguments.sight.tokens.get(head as usize).map_or(Span::default(), |t| t.span);
        if let Some(refusal) = refusal {
            return vec![self.refused(refusal, (predicate, Some((read, line))), span)];
        }
        let (scene, relations) = (self.replay.scene(), &self.document.extractor.relations);
        let state = |reading: &frames::Reading| {
            let state = relations.statement(&scene, index, read, reading);
            self.stated(state, (predicate, Some((read, line))), span)
        };
        readings.iter().map(state).collect()
    }

    /// What became of a statement.
    fn stated(
        &self,
        state: Result<Statement, Refusal>,
        by: (PredicateId, Option<(&Read<'_>, &FrameLine)>),
        span: Span,
    ) -> Explanation {
        let statement = match state {
            Ok(statement) => statement,
            Err(refusal) => return self.refused(refusal, by, span),
        };
        let document = self.document;
        let told = statement.evidence;
        let of =
            |ours: bool| {
                document.triples().find(|triple| {
                    triple.data().predicate == statement.predicate
                        && triple.data().evidence.iter().any(|e| {
                            (e.origin == told.origin) == ours && e.span == told.span && e.trigger == told.trigger
                        })
                })
            };
        match (of(true), of(false)) {
            (Some(triple), _) => Explanation::new("stands", format!("{}: {triple}", document.quoted(span))).at(span),
            (None, Some(triple)) => {
                let by = triple.data().evidence.iter().find(|e| e.span == told.span).map(|e| e.origin);
                Explanation::new("told", format!("{}: the same is told by", document.quoted(span)))
                    .at(span)
                    .by(by.and_then(|by| document.made_by(by)))
            }
            (None, None) => {
                Explanation::new("told", format!("{}: a stronger reading of it stands", document.quoted(span))).at(span)
            }
        }
    }

    fn refused(
        &self,
        refusal: Refusal,
        (predicate, by): (PredicateId, Option<(&Read<'_>, &FrameLine)>),
        span: Span,
    ) -> Explanation {
        let document = self.document;
        let schema = document.extractor.schema();
        let name = &schema.get(predicate).name;
        let role = |object: bool| if object { "object" } else { "subject" };
        let says = match refusal {
            Refusal::Voice => match by {
                Some((_, line)) if line.flags.passive => {
                    "the clause is active, and the line asks for the passive".to_owned()
                }
                _ => "the clause is passive, and the line asks for the active".to_owned(),
            },
            Refusal::Parts => "the further words of its lemmas do not stand with it".to_owned(),
            Refusal::Empty(object) => match by {
                Some((_, line)) => {
                    let slots: &[Slot] = if object { &line.object } else { &line.subject };
                    let slots: Vec<String> = slots.iter().map(|&slot| self.slot_name(line.rule, slot)).collect();
                    format!("nothing stands in the {}'s slot, {}", role(object), any_of(&slots))
                }
                None => format!("nothing is known of its {}", role(object)),
            },
            Refusal::Label(object, argument) => {
                let words = argument.span.map(|span| document.quoted(span)).unwrap_or_default();
                let label = argument.label.map_or("words without a label", |label| schema.path(label));
                let only = by.map(|(_, line)| if object { &line.flags.only_object } else { &line.flags.only_subject });
                let only: Vec<&str> = only.into_iter().flatten().map(|&label| schema.path(label)).collect();
                let takes = if only.is_empty() {
                    format!("`{name}` takes {}", self.takes(predicate, object))
                } else {
                    format!("the line takes {}", only.join(", "))
                };
                format!("{words} is {label}, and as its {} {takes}", role(object))
            }
            Refusal::Same => "subject and object are the same".to_owned(),
            Refusal::Nobody => "nobody is named as the doer".to_owned(),
            Refusal::Nameless => "neither subject nor object has a name".to_owned(),
            Refusal::Twice => "who says it says it of himself".to_owned(),
        };
        let line = by.and_then(|(_, line)| document.made_by(Origin::Rule(line.rule)));
        Explanation::new("refused", format!("{}: {says};", document.quoted(span))).at(span).by(line)
    }

    /// Why no clause of a sentence brings up any of these lines.
    fn untriggered(&self, lines: &[&FrameLine], index: u32) -> Explanation {
        let document = self.document;
        let lexicon = &document.extractor.lexicon;
        let tokens = &document.tokens[document.sentences[index as usize].range()];
        let heads: Vec<u64> =
            lines.iter().flat_map(|line| line.lemmas.iter().filter_map(|l| l.head(line.trigger))).collect();
        let is = |token: &&crate::text::token::Token| {
            heads.contains(&token.hash)
                || lexicon.readings(token.word).any(|reading| heads.contains(&fold::hash(reading.lemma())))
        };
        if let Some(token) = tokens.iter().find(is) {
            let says =
                format!("{} stands here, but no clause of this kind is read off it", document.quoted(token.span));
            return Explanation::new("unread", says).at(token.span);
        }
        let mut lemmas: Vec<String> = Vec::new();
        for line in lines {
            let kind = if line.trigger == Trigger::Verb { "verb" } else { "noun" };
            for lemma in line.written.get().iter().map(|lemma| format!("{kind} {lemma}")) {
                if !lemmas.contains(&lemma) {
                    lemmas.push(lemma);
                }
            }
        }
        Explanation::new("missing", format!("nothing here is {}", any_of(&lemmas)))
    }
}

/// "`a`, `b` or `c`", some of them where there are many.
fn any_of(parts: &[String]) -> String {
    let mut named: Vec<String> = parts.iter().take(NAMED).map(|part| format!("`{part}`")).collect();
    if parts.len() > NAMED {
        named.push(format!("{} more", parts.len() - NAMED));
    }
    match named.pop() {
        Some(last) if !named.is_empty() => format!("{} or {last}", named.join(", ")),
        last => last.unwrap_or_default(),
    }
}
