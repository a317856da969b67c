//! What a frame read off a clause, and what made the clause a plan, a denial or a rumour: told again for explanations.

use std::cell::RefCell;

use super::explain::Explainer;
use super::explanation::Explanation;
use crate::origin::Origin;
use crate::relation::factuality::Reason;
use crate::relation::frames::{self, Reading};
use crate::relation::relate::Read;
use crate::relation::{Argument, Evidence, Modality, Polarity};
use crate::rule::{Emits, RuleId, Slot};
use crate::schema::PredicateId;
use crate::syntax::analysis::Analysis;
use crate::syntax::clause::{ClauseKind, Voice};
use crate::text::fold;
use crate::text::span::Span;

impl Explainer<'_> {
    /// Hands the clauses of a sentence to `work`, with what makes them factual or not; `None` where it has none.
    pub(super) fn clauses<R>(&self, index: u32, work: impl FnOnce(&Read<'_>, &[(usize, Reason)]) -> R) -> Option<R> {
        let extractor = self.document.extractor;
        let sentence = self.document.sentences.get(index as usize)?;
        let (scene, mentions) = (self.replay.scene(), self.replay.inside(index));
        let (tokens, inside) =
            (&scene.tokens[sentence.range()], &scene.mentions[mentions.0 as usize..mentions.1 as usize]);
        let (mut analysis, reasons) = (Analysis::default(), RefCell::new(Vec::new()));
        extractor.analyzer.read(scene.text, tokens, sentence.first, inside, scene.lexicon, &mut analysis);
        extractor.relations.with_clauses(
            &scene,
            sentence,
            mentions,
            &mut analysis,
            &mut |clause, reason| {
                let mut reasons = reasons.borrow_mut();
                if !reasons.contains(&(clause, reason)) {
                    reasons.push((clause, reason));
                }
            },
            |read| work(read, &reasons.borrow()),
        )
    }

    /// What a line of a frame read: its clause, the slots that gave the arguments, and what made it factual or not.
    pub(super) fn frame_steps(&self, rule: RuleId, evidence: &Evidence) -> Vec<Explanation> {
        let rules = &self.document.extractor.rules;
        let Some((_, line)) = rules.frames().line(rule) else { return Vec::new() };
        let schema = rules.schema();
        let steps = self.clauses(evidence.sentence, |read, reasons| {
            let mut found = Vec::new();
            frames::find(rules.frames(), &read.arguments, &read.clauses, schema, &mut found);
            let spans = [evidence.subject.span, evidence.object.span];
            let of = |reading: &&Reading| {
                let ends = [reading.subject.span, reading.object.span];
                let trigger = read.arguments.sight.tokens[reading.trigger as usize].span;
                reading.rule == rule && trigger == evidence.trigger && (ends == spans || ends == [spans[1], spans[0]])
            };
            let Some(reading) = found.iter().find(of) else { return Vec::new() };
            let mut steps = vec![self.clause(read, reading)];
            let slot = |slots: &[Slot], object: bool, argument: &Argument| {
                frames::slot_of(&read.arguments, &read.clauses, reading.clause, line, (slots, object), schema, argument)
            };
            let gave = |role: &str, slot: Option<Slot>, argument: &Argument| {
                let span = argument.span?;
                let slot = self.slot_name(rule, slot?);
                let says = format!("slot `{slot}` gave the {role} {}", self.document.quoted(span));
                Some(Explanation::new("slot", says).at(span))
            };
            steps.extend(gave("subject", slot(&line.subject, false, &reading.subject), &reading.subject));
            steps.extend(gave("object", slot(&line.object, true, &reading.object), &reading.object));
            for (kind, slots) in &line.qualifiers {
                for qualifier in reading.qualifiers.iter().filter(|q| q.kind == *kind) {
                    steps.extend(gave(kind.as_str(), slot(slots, false, &qualifier.argument), &qualifier.argument));
                }
            }
            steps.extend(self.factuality(read, reasons, reading));
            steps
        });
        steps.unwrap_or_default()
    }

    fn clause(&self, read: &Read<'_>, reading: &Reading) -> Explanation {
        let clause = &read.clauses.clauses[reading.clause as usize];
        let kind = match (clause.kind, clause.voice) {
            (ClauseKind::Noun, _) => "the phrase of the noun",
            (ClauseKind::Copula, _) => "what a copula says:",
            (ClauseKind::Verb, Voice::Passive) => "the passive clause of",
            (ClauseKind::Verb, Voice::Active) => "the active clause of",
        };
        let span = self.token(read, clause.head);
        Explanation::new("reading", format!("read off {kind} {}", self.document.quoted(span))).at(span)
    }

    fn token(&self, read: &Read<'_>, token: u32) -> Span {
        read.arguments.sight.tokens.get(token as usize).map_or(Span::default(), |t| t.span)
    }

    /// A slot as the rule's line names it: of a preposition only the hash is kept.
    pub(super) fn slot_name(&self, rule: RuleId, slot: Slot) -> String {
        let Slot::Preposition(hash) = slot else { return slot.name().unwrap_or_default().to_owned() };
        let extractor = self.document.extractor;
        let line = extractor
            .rules
            .get(rule)
            .and_then(|rule| extractor.rule_source(&rule.file)?.lines().nth((rule.line as usize).checked_sub(1)?));
        let mut words = line.unwrap_or_default().split(|c: char| !c.is_alphanumeric() && c != '_');
        words.find(|word| fold::hash(&word.replace('_', " ")) == hash).unwrap_or_default().to_owned()
    }

    /// What made a relation a plan, a denial or a rumour; nothing where it is told as a fact.
    fn factuality(&self, read: &Read<'_>, reasons: &[(usize, Reason)], reading: &Reading) -> Option<Explanation> {
        let told = reading.factuality(&read.told);
        let mut because = Vec::new();
        self.reasons(read, reasons, reading.clause, &mut because);
        if reading.modality.is_some() || reading.negative {
            because.push(Explanation::new("flag", "the line's own flags"));
        }
        telling(told.polarity, told.modality, because)
    }

    fn reasons(&self, read: &Read<'_>, reasons: &[(usize, Reason)], clause: u32, out: &mut Vec<Explanation>) {
        for (_, reason) in reasons.iter().filter(|(of, _)| *of == clause as usize) {
            match *reason {
                Reason::Form(says) => out.push(Explanation::new("form", says)),
                Reason::Cue { list, token } => {
                    let span = self.token(read, token);
                    let says = format!("cue {}", self.document.quoted(span));
                    out.push(Explanation::new("cue", says).at(span).by(self.document.made_by_list(list)));
                }
                // A clause hangs on an earlier one, so that this comes to an end.
                Reason::Clause(above) if above < clause => {
                    let span = self.token(read, read.clauses.clauses[above as usize].head);
                    let says = format!("told as the clause of {} is", self.document.quoted(span));
                    let mut node = Explanation::new("above", says).at(span);
                    self.reasons(read, reasons, above, &mut node.because);
                    out.push(node);
                }
                Reason::Clause(_) => {}
            }
        }
    }

    /// What the head of a relation rule says of its factuality.
    pub(super) fn of_rule(&self, origin: Origin) -> Option<Explanation> {
        let Origin::Rule(rule) = origin else { return None };
        match self.document.extractor.rules.get(rule)?.emits {
            Emits::Relation { polarity, modality, .. } => {
                telling(polarity, modality, vec![Explanation::new("flag", "the rule's own head")])
            }
            Emits::Mention { .. } | Emits::Frame { .. } => None,
        }
    }

    /// The labels that a predicate takes, for people.
    pub(super) fn takes(&self, predicate: PredicateId, object: bool) -> String {
        let schema = self.document.extractor.schema();
        let predicate = schema.get(predicate);
        let labels = if object { &predicate.object } else { &predicate.subject };
        let mut paths: Vec<&str> = labels.iter().map(|&label| schema.path(label)).collect();
        if object && predicate.text {
            paths.push("text");
        }
        paths.join(", ")
    }
}

fn telling(polarity: Polarity, modality: Modality, because: Vec<Explanation>) -> Option<Explanation> {
    let plain = polarity == Polarity::Positive && modality == Modality::Asserted;
    let mut node = Explanation::new("factuality", format!("told as {polarity}, {modality}"));
    node.because = because;
    (!plain || node.because.iter().any(|step| step.what == "cue")).then_some(node)
}
