//! Frames over clauses: one line of a frame serves every wording of an act.

use super::arguments::Arguments;
use super::factuality::Factuality;
use super::{Argument, Modality, Polarity, Qualifier, QualifierKind};
use crate::rule::{Frame, FrameLine, Frames, RuleId, Slot, Trigger};
use crate::schema::{LabelId, PredicateId, Schema};
use crate::syntax::clause::{Clause, ClauseKind, Oblique, Voice};
use crate::syntax::clauses::Clauses;
use crate::syntax::fine::Fine;
use crate::syntax::{Rel, Tag};
use crate::text::lexicon::{ClassId, Lexicon, WordId};
use crate::text::token::Token;

/// A relation that a line found in a clause.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The frame.
    pub rule: RuleId,
    /// Its predicate.
    pub predicate: PredicateId,
    /// Who.
    pub subject: Argument,
    /// Whom or what.
    pub object: Argument,
    /// Qualifiers.
    pub qualifiers: Vec<Qualifier>,
    /// The clause it was read from; its index in the sentence.
    pub clause: u32,
    /// The trigger's token.
    pub trigger: u32,
    /// How the line says it is told, whatever its clause says.
    pub modality: Option<Modality>,
    /// Whether the line negates it.
    pub negative: bool,
    /// How many words of the clause bring the line up.
    pub words: u8,
    /// 0–1000.
    pub score: u16,
}

/// Which words bring a frame up.
#[derive(Clone, Debug, Default)]
pub struct Triggers {
    verb: Option<ClassId>,
    noun: Option<ClassId>,
}

impl Triggers {
    /// Looks the classes up once.
    pub fn new(lexicon: &Lexicon) -> Triggers {
        Triggers { verb: lexicon.class("verb"), noun: lexicon.class("noun") }
    }

    /// Whether a token is a form of a lemma that triggers a frame, whatever its part of speech turns out to be.
    pub fn may_trigger(&self, frames: &Frames, lexicon: &Lexicon, token: &Token) -> bool {
        let is = |hash: u64| is_act(frames, hash) || is_verb(frames, hash);
        let lemma = |r: crate::text::lexicon::Reading<'_>| {
            (Some(r.class) == self.verb || Some(r.class) == self.noun) && is(r.lemma_hash(token))
        };
        if token.word == WordId::NONE { is(token.hash) } else { lexicon.readings(token.word).any(lemma) }
    }
}

/// Whether a noun of this lemma is read as a clause.
pub fn is_act(frames: &Frames, lemma: u64) -> bool {
    frames.triggered(Trigger::Noun, lemma).next().is_some()
}

fn is_verb(frames: &Frames, lemma: u64) -> bool {
    frames.triggered(Trigger::Verb, lemma).next().is_some()
}

/// Why a line of a frame, or a relation rule, gives nothing: for traces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The line is for the other voice.
    Voice,
    /// The lemma's further words do not stand with the clause.
    Parts,
    /// Nothing stands in the slots of the subject (`false`) or the object (`true`).
    Empty(bool),
    /// What stands there has a label that the predicate, or the line, does not take.
    Label(bool, Argument),
    /// Subject and object are one entity.
    Same,
    /// Nobody is named as the doer, and the object is nobody it could be done to.
    Nobody,
    /// A standing fact between things without names.
    Nameless,
    /// Who says it says it of himself.
    Twice,
}

/// Reads one line of a frame off the clause of this index; it may bring the clause up or not.
pub fn read(
    arguments: &Arguments<'_>,
    clauses: &Clauses,
    index: u32,
    (frame, line): (&Frame, &FrameLine),
    schema: &Schema,
    out: &mut Vec<Reading>,
) -> Option<Refusal> {
    let clause = &clauses.clauses[index as usize];
    let lemma = trigger(arguments, clause, line)?;
    Reader::new(arguments, clauses, index, schema).line(frame, line, lemma, out)
}

/// The lemma by which a clause may bring a line up.
pub fn trigger(arguments: &Arguments<'_>, clause: &Clause, line: &FrameLine) -> Option<u64> {
    let noun = clause.kind == ClauseKind::Noun;
    let own = (noun == (line.trigger == Trigger::Noun)).then_some(clause.lemma);
    let said = (clause.kind == ClauseKind::Copula && line.trigger == Trigger::Noun && line.subject.contains(&Slot::Be))
        .then(|| arguments.sight.lemma(clause.head));
    let of_line = |lemma: &u64| line.lemmas.iter().any(|l| l.head(line.trigger) == Some(*lemma));
    own.filter(of_line).or_else(|| said.filter(of_line))
}

/// The slot of a line that gives an argument of a clause.
pub fn slot_of(
    arguments: &Arguments<'_>,
    clauses: &Clauses,
    index: u32,
    line: &FrameLine,
    (slots, object): (&[Slot], bool),
    schema: &Schema,
    argument: &Argument,
) -> Option<Slot> {
    let reader = Reader::new(arguments, clauses, index, schema);
    reader.set(line);
    reader.naming.set(object);
    let is = |a: &Argument| a == argument || a.span.is_some() && a.span == argument.span;
    slots.iter().copied().find(|&slot| reader.slot(slot).iter().any(is))
}

/// Appends what the frames find in the clauses of a sentence.
pub fn find(frames: &Frames, arguments: &Arguments<'_>, clauses: &Clauses, schema: &Schema, out: &mut Vec<Reading>) {
    for (index, clause) in clauses.clauses.iter().enumerate() {
        let reader = Reader::new(arguments, clauses, index as u32, schema);
        let before = out.len();
        if clause.kind == ClauseKind::Copula {
            let complement = arguments.sight.lemma(clause.head);
            for (_, frame, line) in frames.triggered(Trigger::Noun, complement) {
                if line.subject.contains(&Slot::Be) {
                    reader.line(frame, line, complement, out);
                }
            }
        }
        let said = out.len() > before;
        let trigger = if clause.kind == ClauseKind::Noun { Trigger::Noun } else { Trigger::Verb };
        for (_, frame, line) in frames.triggered(trigger, clause.lemma) {
            // "is a member of the union": the membership says what kind of thing it is, and more.
            if !(said && line.object.contains(&Slot::Complement)) {
                reader.line(frame, line, clause.lemma, out);
            }
        }
        super::closest::closest(out, before);
    }
}

/// One line being read off one clause.
pub(super) struct Reader<'r> {
    /// Whether the line has a slot for the indirect object, so that a passive's subject may be it.
    pub(super) recipient: std::cell::Cell<bool>,
    /// The phrase whose preposition is the particle of the line's lemma: "brushed aside the claim", where the tree takes it for one.
    pub(super) moved: std::cell::Cell<Option<u32>>,
    /// Whether the predicate's own object is being read, so that an open complement must be a noun.
    pub(super) naming: std::cell::Cell<bool>,
    /// How many words the lemma has that brings the line up.
    words: std::cell::Cell<u8>,
    pub(super) arguments: &'r Arguments<'r>,
    pub(super) clauses: &'r Clauses,
    pub(super) clause: &'r Clause,
    pub(super) index: u32,
    pub(super) schema: &'r Schema,
}

impl<'r> Reader<'r> {
    fn new(arguments: &'r Arguments<'r>, clauses: &'r Clauses, index: u32, schema: &'r Schema) -> Reader<'r> {
        Reader {
            recipient: std::cell::Cell::new(false),
            moved: std::cell::Cell::new(None),
            naming: std::cell::Cell::new(false),
            words: std::cell::Cell::new(1),
            arguments,
            clauses,
            clause: &clauses.clauses[index as usize],
            index,
            schema,
        }
    }

    fn set(&self, line: &FrameLine) {
        let particle = |part: u64| {
            line.lemmas.iter().any(|l| matches!(*l.words, [verb, word] if verb == self.clause.lemma && word == part))
        };
        let free = self.clause.object.is_none() && self.clause.voice == Voice::Active && line.trigger == Trigger::Verb;
        let behind = |o: &&Oblique| o.case == self.clause.head + 1 && particle(o.preposition);
        self.moved.set(self.clause.obliques.iter().filter(|_| free).find(behind).map(|o| o.head));
        self.recipient.set(line.subject.iter().chain(&line.object).any(|s| *s == Slot::IndirectObject));
    }

    /// Reads a line; why it gives nothing, where it gives nothing.
    fn line(&self, frame: &Frame, line: &FrameLine, lemma: u64, out: &mut Vec<Reading>) -> Option<Refusal> {
        let voice = match self.clause.voice {
            Voice::Active => !line.flags.passive,
            Voice::Passive => !line.flags.active,
        };
        let parts = |l: &crate::rule::Lemma| {
            let at = l.words.iter().position(|&w| Some(w) == l.head(line.trigger));
            l.head(line.trigger) == Some(lemma)
                && self.has_parts(l.words.iter().enumerate().filter(|(i, _)| Some(*i) != at).map(|(_, &w)| w))
        };
        if !voice {
            return Some(Refusal::Voice);
        }
        let Some(words) = line.lemmas.iter().filter(|l| parts(l)).map(|l| l.words.len()).max() else {
            return Some(Refusal::Parts);
        };
        self.set(line);
        self.words.set(words as u8);
        let predicate = self.schema.get(frame.predicate);
        let fits = |argument: &Argument, labels: &[LabelId], only: &[LabelId], text: bool| {
            let one_of = |labels: &[LabelId]| {
                argument.label.is_some_and(|label| labels.iter().any(|&l| self.schema.is_a(label, l)))
            };
            (one_of(labels) || text && argument.entity.is_none() && argument.span.is_some())
                && (only.is_empty() || one_of(only))
        };
        let mut subjects: Vec<Argument> = self.fill(&line.subject);
        let refused = subjects.first().map_or(Refusal::Empty(false), |a| Refusal::Label(false, *a));
        // "The crash killed two": whatever it was.
        let anything = predicate.subject.len() >= crate::schema::TOP.len() && !predicate.object.is_empty();
        let acts = |a: &Argument| fits(a, &predicate.subject, &line.flags.only_subject, anything);
        subjects.retain(acts);
        if subjects.is_empty() && line.subject.contains(&Slot::Subject) {
            subjects = self.above_object();
            subjects.retain(acts);
        }
        let doerless = if line.trigger == Trigger::Noun {
            line.flags.doerless
        } else {
            self.clause.voice == Voice::Passive && line.subject.contains(&Slot::Subject) && self.clause.agent.is_none()
                || line.subject == [Slot::Empty]
        };
        // What nobody is said to own, found or lead is not worth telling.
        let act = predicate.subject.len() > 2;
        if subjects.is_empty() && doerless && act && !predicate.symmetric {
            subjects.push(Argument::default());
        }
        if subjects.is_empty() {
            return Some(refused);
        }
        let from = out.len();
        // "X and Y held talks": with each other, unless they are said to have held them with somebody, or met somebody else.
        let others = || self.fill(&line.object).is_empty();
        let met = line.trigger == Trigger::Verb && words == 1 && self.clause.object.is_some();
        if line.object.contains(&Slot::Each) && !met && (line.object.len() == 1 || others()) {
            for (i, &one) in subjects.iter().enumerate() {
                for &other in &subjects[i + 1..] {
                    self.emit(frame, line, one, other, out);
                }
            }
            return (out.len() == from).then_some(Refusal::Empty(true));
        }
        self.naming.set(true);
        // "plays in Oslo at the Open": of several slots the first that holds what the predicate takes, else the first that holds anything.
        let takes = |a: &Argument| fits(a, &predicate.object, &line.flags.only_object, predicate.text);
        let mut objects = self.fill(&line.object);
        // Of a fact, what has a name goes before what has none: "died at her home in Oslo".
        let standing = predicate.codes.plover.is_none() && predicate.codes.cameo.is_none();
        // "died in a hospital in Oslo": what has no name, but where it is has one.
        let within = |mut found: Vec<Argument>| {
            for object in found.iter_mut().filter(|a| a.entity.is_none()) {
                if standing && predicate.object.contains(&LabelId::PLACE) {
                    *object = self.whereabouts(object).filter(|a| takes(a)).unwrap_or(*object);
                }
            }
            found
        };
        objects = within(objects);
        let named = |a: &Argument| standing && a.entity.is_some() && takes(a);
        if line.object.len() > 1 && !objects.iter().any(named) {
            let slots: Vec<Vec<Argument>> = line.object.iter().map(|&slot| within(self.slot(slot))).collect();
            let better = slots.iter().find(|found| found.iter().any(named));
            let other = || slots.iter().find(|found| found.iter().any(takes)).filter(|_| !objects.iter().any(takes));
            objects = better.or_else(other).cloned().unwrap_or(objects);
        }
        let mut refused = objects.first().map_or(Refusal::Empty(true), |a| Refusal::Label(true, *a));
        self.naming.set(false);
        for object in &mut objects {
            if object.entity.is_none()
                && object.label == Some(LabelId::EVENT)
                && !fits(object, &predicate.object, &line.flags.only_object, predicate.text)
            {
                *object = self.owner(object).unwrap_or(*object);
            }
            // A name that can only stand as text here: "known as Little Moscow".
            if let (Some(id), true) =
                (object.mention, predicate.text && object.entity.is_some() && predicate.object.is_empty())
            {
                *object = self.arguments.text_of(id);
            }
        }
        // "protested last month": when it was is nothing that it was about.
        let when = |a: &Argument| a.entity.is_none() && a.label.is_some_and(|l| self.schema.is_a(l, LabelId::DATE));
        objects.retain(|a| !when(a) || predicate.object.contains(&LabelId::DATE));
        objects.retain(|a| fits(a, &predicate.object, &line.flags.only_object, predicate.text));
        // "quit on Monday": what from, nobody says.
        let alone = || {
            let sight = &self.arguments.sight;
            let gerund = |c: u32| c == self.clause.head + 1 && sight.fine.get(c as usize) == Some(&Fine::VerbIng);
            let clausal = |c: &u32| matches!(sight.rel(*c), Rel::Xcomp | Rel::Ccomp) || gerund(*c);
            let own = line.trigger == Trigger::Noun || line.lemmas.iter().any(|l| l.words.len() > 1);
            self.clause.object.is_none_or(|_| own) && !sight.children.of(self.clause.head).iter().any(clausal)
        };
        if objects.is_empty() && line.object.last() == Some(&Slot::Empty) && alone() {
            objects.push(Argument::default());
        }
        let barred = |a: &Argument| {
            a.label.is_some_and(|label| line.flags.not_object.iter().any(|&l| self.schema.is_a(label, l)))
        };
        objects.retain(|a| !barred(a));
        for &subject in &subjects {
            for &object in &objects {
                // Nobody named: only acts done to a person, an organization or a place stand without a doer.
                let kinds = [LabelId::PERSON, LabelId::ORG, LabelId::PLACE];
                // "Two were injured": a bare number counts people, where the act is done to people.
                let counted = predicate.object == [LabelId::PERSON]
                    && predicate.text
                    && object.label.is_some_and(|l| self.schema.is_a(l, LabelId::CARDINAL));
                let done_to = counted || object.label.is_some_and(|l| kinds.contains(&self.schema.top(l)));
                if subject.span.is_none() && !done_to {
                    refused = Refusal::Nobody;
                    continue;
                }
                let one = subject.span.is_some() && subject.span == object.span;
                if one || subject.entity.is_some() && subject.entity == object.entity {
                    refused = Refusal::Same;
                    continue;
                }
                self.emit(frame, line, subject, object, out);
            }
        }
        (out.len() == from).then_some(refused)
    }

    fn emit(&self, frame: &Frame, line: &FrameLine, subject: Argument, object: Argument, out: &mut Vec<Reading>) {
        let mut qualifiers = Vec::new();
        for (kind, slots) in &line.qualifiers {
            let before = qualifiers.len();
            // "arrested on Monday": a day is when it was, not what for.
            let day = |a: &Argument| a.label.is_some_and(|label| self.schema.is_a(label, LabelId::DATE));
            for argument in self.fill(slots) {
                if *kind == QualifierKind::Item && day(&argument) {
                    continue;
                }
                qualifiers.push(Qualifier { kind: *kind, argument, value: None });
            }
            if line.flags.complete && qualifiers.len() == before {
                return;
            }
        }
        out.push(Reading {
            rule: line.rule,
            predicate: frame.predicate,
            subject,
            object,
            qualifiers,
            clause: self.index,
            trigger: self.clause.head,
            modality: line.flags.modality,
            negative: line.flags.polarity == Some(Polarity::Negative),
            words: self.words.get(),
            score: frame.score,
        });
    }

    /// Whether the particle or fixed complement of a lemma stands with the clause.
    fn has_parts(&self, parts: impl Iterator<Item = u64> + Clone) -> bool {
        let sight = &self.arguments.sight;
        // "walked out of": the first word of a fixed preposition.
        let is_case = |o: &Oblique, part: u64| o.case != u32::MAX && sight.hash(o.case) == part;
        // "left three workers dead": what an adjective behind the object says of it.
        let behind = |object: u32| {
            let says = move |c: &u32| {
                *c > object
                    && (matches!(sight.rel(*c), Rel::Amod | Rel::Acl | Rel::Advmod)
                        || sight.rel(*c) == Rel::Appos && matches!(sight.tag(*c), Tag::Adj | Tag::Noun)
                        || matches!(sight.rel(*c), Rel::Parataxis | Rel::Dep) && sight.tag(*c) == Tag::Adj)
            };
            sight.children.of(object).iter().copied().filter(says)
        };
        // "found X not guilty": what a negation stands before is another wording.
        let denied = |token: u32| token > 0 && sight.is_negation(token - 1);
        let not = sight.words.not;
        let wanted = parts.clone().any(|part| part == not);
        parts.filter(|&part| part != not).all(|part| {
            let is = |token: u32| denied(token) == wanted && (sight.hash(token) == part || sight.lemma(token) == part);
            self.clause.particle == Some(part)
                || self.clause.object.is_some_and(is)
                || self.clause.voice == Voice::Passive && self.clause.subject.is_some_and(is)
                || self.clause.obliques.iter().any(|o| o.preposition == part || is(o.head) || is_case(o, part))
                || self.clause.object.is_some_and(|object| behind(object).any(is))
                || sight
                    .children
                    .of(self.clause.head)
                    .iter()
                    .any(|&c| matches!(sight.rel(c), Rel::Advmod | Rel::CompoundPrt | Rel::Xcomp) && is(c))
        })
    }
}

impl Reading {
    /// How the relation is told, from the factuality of its clause and the line's own.
    pub fn factuality(&self, clauses: &[Factuality]) -> Factuality {
        let mut factuality = clauses.get(self.clause as usize).copied().unwrap_or_default();
        if let Some(modality) = self.modality {
            factuality.modality = factuality.modality.min(modality);
        }
        if self.negative {
            factuality.polarity = match factuality.polarity {
                Polarity::Positive => Polarity::Negative,
                Polarity::Negative => Polarity::Positive,
            };
        }
        factuality
    }
}
