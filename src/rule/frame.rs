//! Frames: which slots of a verb or an event noun hold the arguments of a predicate.

use super::ast::{FrameDecl, FrameLineDecl, Name};
use super::check::Checker;
use super::source::suggest;
use super::vocabulary::Vocabulary;
use super::words::entry_hashes;
use super::{FrameId, RuleId};
use crate::pack::stored::{Deferred, stored};
use crate::schema::{LabelId, Modality, Polarity, PredicateId, Qualifier, Schema};
use crate::text::fold;
use std::collections::HashMap;

/// Where in a clause or noun phrase an argument stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Slot {
    /// `subject`: who acts.
    Subject,
    /// `object`: whom the act concerns.
    Object,
    /// `iobj`: the indirect object.
    IndirectObject,
    /// `-`: nothing; the argument is empty.
    Empty,
    /// A prepositional phrase: [`fold::hash`] of the preposition ("out of" for `out_of`).
    Preposition(u64),
    /// `'s`: the possessor.
    Possessor,
    /// `comp`: a clause as text.
    Clause,
    /// `xcomp`: a clause without a subject of its own.
    OpenClause,
    /// `compound`: a name before the noun.
    Compound,
    /// `self`: the phrase of the trigger itself.
    Itself,
    /// `each`: the arguments of the other slot are each other's ("X and Y met").
    Each,
    /// `date`: a date of the clause.
    Date,
    /// `complement`: what a copula says of its subject.
    Complement,
    /// `be`: what a noun is said of, by a copula or beside a name ("X, founder of Y").
    Be,
    /// `comp-subject`: who is to do what a clause of content says ("demanded that X resign").
    ClauseSubject,
}
stored!(enum Slot {
    0 Subject {},
    1 Object {},
    2 IndirectObject {},
    3 Empty {},
    4 Preposition { 0: hash },
    5 Possessor {},
    6 Clause {},
    7 OpenClause {},
    8 Compound {},
    9 Itself {},
    10 Each {},
    11 Date {},
    12 Complement {},
    13 Be {},
    14 ClauseSubject {},
});

const SLOTS: &[(&str, Slot)] = &[
    ("subject", Slot::Subject),
    ("object", Slot::Object),
    ("iobj", Slot::IndirectObject),
    ("-", Slot::Empty),
    ("'s", Slot::Possessor),
    ("comp", Slot::Clause),
    ("xcomp", Slot::OpenClause),
    ("compound", Slot::Compound),
    ("self", Slot::Itself),
    ("each", Slot::Each),
    ("date", Slot::Date),
    ("complement", Slot::Complement),
    ("be", Slot::Be),
    ("comp-subject", Slot::ClauseSubject),
];
/// The list that, where a source declares it, holds all prepositions that slots may name.
const PREPOSITIONS: &str = "preposition";

/// What triggers a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trigger {
    /// A verb; a lemma of several words begins with it.
    Verb,
    /// A noun; a lemma of several words ends with it.
    Noun,
}
stored!(enum Trigger { 0 Verb {}, 1 Noun {}, });

/// A lemma that triggers a frame, with its particle or fixed complement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lemma {
    /// Hashes of its words.
    pub words: Box<[u64]>,
}
stored!(struct Lemma { words });

impl Lemma {
    /// The word that triggers: the first of a verb's, the last of a noun's.
    pub fn head(&self, trigger: Trigger) -> Option<u64> {
        match trigger {
            Trigger::Verb => self.words.first().copied(),
            Trigger::Noun => self.words.last().copied(),
        }
    }

    /// The others.
    pub fn further(&self, trigger: Trigger) -> impl Iterator<Item = u64> {
        let head = self.head(trigger);
        let at = self.words.iter().position(|&word| Some(word) == head);
        self.words.iter().enumerate().filter(move |(i, _)| Some(*i) != at).map(|(_, &word)| word)
    }
}

/// What a line says in `[ ]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// Only in the passive.
    pub passive: bool,
    /// Only in the active.
    pub active: bool,
    /// Subject and object of the predicate change places.
    pub swap: bool,
    /// The modality that this wording gives.
    pub modality: Option<Modality>,
    /// The polarity that this wording gives.
    pub polarity: Option<Polarity>,
    /// A noun may go without a doer ("the murder of X").
    pub doerless: bool,
    /// Labels that the subject must have, beyond the signature.
    pub only_subject: Vec<LabelId>,
    /// Labels that the object must have, beyond the signature.
    pub only_object: Vec<LabelId>,
    /// Labels that the object must not have.
    pub not_object: Vec<LabelId>,
    /// Only where every qualifier is filled.
    pub complete: bool,
}
stored!(struct Flags {
    passive, active, swap, modality, polarity, doerless, only_subject, only_object, not_object, complete
});

/// One line of a frame.
#[derive(Clone, Debug)]
pub struct FrameLine {
    /// Its provenance.
    pub rule: RuleId,
    /// Verb or noun.
    pub trigger: Trigger,
    /// Lemmas.
    pub lemmas: Vec<Lemma>,
    /// The lemmas as the line writes them, `_` between the words.
    pub written: Deferred<Vec<String>>,
    /// Where the subject stands; the first slot that is filled.
    pub subject: Vec<Slot>,
    /// Where the object stands; [`Slot::Empty`] alone where the line names none.
    pub object: Vec<Slot>,
    /// Where qualifiers stand.
    pub qualifiers: Vec<(Qualifier, Vec<Slot>)>,
    /// Flags.
    pub flags: Flags,
}
stored!(struct FrameLine { rule, trigger, lemmas, written, subject, object, qualifiers, flags });

/// A frame.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Its id; frames of several predicates may share it.
    pub id: String,
    /// What it states.
    pub predicate: PredicateId,
    /// 0–1000.
    pub score: u16,
    /// Its lines.
    pub lines: Vec<FrameLine>,
}
stored!(struct Frame { id, predicate, score, lines });

/// All frames, by the words that trigger them.
#[derive(Clone, Debug, Default)]
pub struct Frames {
    pub(super) frames: Vec<Frame>,
    /// What triggers lines, in order.
    triggers: Vec<Triggered>,
}
stored!(struct Frames { frames, triggers });

/// A line and a word that triggers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Triggered {
    word: u64,
    trigger: Trigger,
    frame: u32,
    /// Its place in the frame.
    line: u32,
}
stored!(struct Triggered { word, trigger, frame, line });

impl Frames {
    /// All frames, in order of their ids.
    pub fn all(&self) -> &[Frame] {
        &self.frames
    }

    /// A frame.
    pub fn get(&self, frame: FrameId) -> Option<&Frame> {
        self.frames.get(frame.0 as usize)
    }

    /// The line that this rule is, with its frame.
    pub fn line(&self, rule: RuleId) -> Option<(&Frame, &FrameLine)> {
        self.frames.iter().find_map(|frame| Some((frame, frame.lines.iter().find(|line| line.rule == rule)?)))
    }

    /// Lines that this lemma (a hash) triggers, with their frames. A line may ask for further words: see
    /// [`Lemma::words`].
    pub fn triggered(&self, trigger: Trigger, lemma: u64) -> impl Iterator<Item = (FrameId, &Frame, &FrameLine)> {
        let key = |t: &Triggered| (t.word, t.trigger);
        let from = self.triggers.partition_point(|t| key(t) < (lemma, trigger));
        let found = self.triggers[from..].iter().take_while(move |t| key(t) == (lemma, trigger));
        found.filter_map(|triggered| {
            let id = FrameId(triggered.frame);
            let frame = self.get(id)?;
            Some((id, frame, frame.lines.get(triggered.line as usize)?))
        })
    }

    pub(super) fn new(frames: Vec<Frame>) -> Frames {
        let mut triggers = Vec::new();
        for (id, frame) in (0..).zip(&frames) {
            for (at, line) in (0..).zip(&frame.lines) {
                let heads = line.lemmas.iter().filter_map(|lemma| lemma.head(line.trigger));
                triggers.extend(heads.map(|word| Triggered { word, trigger: line.trigger, frame: id, line: at }));
            }
        }
        triggers.sort_unstable();
        triggers.dedup();
        Frames { frames, triggers }
    }
}

/// Turns a checked line into plain data.
pub fn line(decl: &FrameLineDecl<'_>, rule: RuleId, schema: &Schema) -> FrameLine {
    let slots = |names: &[Name<'_>]| -> Vec<Slot> { names.iter().map(|n| slot(&n.text)).collect() };
    let mut flags = Flags::default();
    for (key, value) in &decl.flags {
        let value = value.as_ref().map_or("", |v| v.text.as_ref());
        match key.text.as_ref() {
            "passive" => flags.passive = true,
            "active" => flags.active = true,
            "swap" => flags.swap = true,
            "doerless" => flags.doerless = true,
            "only-subject" => flags.only_subject.extend(schema.label(value)),
            "only-object" => flags.only_object.extend(schema.label(value)),
            "not-object" => flags.not_object.extend(schema.label(value)),
            "complete" => flags.complete = true,
            "modality" => flags.modality = Modality::of(value),
            _ => flags.polarity = Polarity::of(value),
        }
    }
    let lemma = |n: &Name<'_>| Lemma { words: entry_hashes(&n.text).into_boxed_slice() };
    let qualifiers = decl.qualifiers.iter().filter_map(|(name, s)| Some((Qualifier::of(&name.text)?, slots(s))));
    FrameLine {
        rule,
        trigger: if decl.noun { Trigger::Noun } else { Trigger::Verb },
        lemmas: decl.lemmas.iter().map(lemma).collect(),
        written: Deferred::new(decl.lemmas.iter().map(|n| n.text.to_string()).collect()),
        subject: slots(&decl.subject),
        object: if decl.object.is_empty() { vec![Slot::Empty] } else { slots(&decl.object) },
        qualifiers: qualifiers.collect(),
        flags,
    }
}

impl Slot {
    /// Its name in rule files; `None` for a preposition, of which only the hash is kept.
    pub fn name(self) -> Option<&'static str> {
        SLOTS.iter().find(|(_, slot)| *slot == self).map(|(name, _)| *name)
    }
}

fn slot(name: &str) -> Slot {
    match SLOTS.iter().find(|(known, _)| *known == name) {
        Some((_, slot)) => *slot,
        None if name.contains('_') => Slot::Preposition(fold::hash(&name.replace('_', " "))),
        None => Slot::Preposition(fold::hash(name)),
    }
}

impl Checker<'_, '_, '_> {
    /// Checks one frame.
    pub fn frame(&mut self, frame: &FrameDecl<'_>) {
        self.examples(&frame.id, &frame.examples);
        self.predicate(&frame.predicate);
        if frame.lines.is_empty() {
            self.error("R025", frame.id.span, format!("`{}` has neither `verb` nor `noun`", frame.id.text), None);
        }
        let prepositions = prepositions(frame, self.vocabulary);
        for line in &frame.lines {
            for name in line.subject.iter().chain(&line.object) {
                self.slot(name, &prepositions);
            }
            for (name, slots) in &line.qualifiers {
                self.qualifier(name);
                slots.iter().for_each(|s| self.slot(s, &prepositions));
            }
            for (key, value) in &line.flags {
                self.flag(key, value.as_ref());
            }
        }
    }

    /// `known` says of each slot name that is no slot of its own whether it is a preposition.
    fn slot(&mut self, name: &Name<'_>, known: &HashMap<String, bool>) {
        if SLOTS.iter().any(|(slot, _)| *slot == name.text) || known.get(name.text.as_ref()) == Some(&true) {
            return;
        }
        let help = suggest(&name.text, SLOTS.iter().map(|(slot, _)| *slot))
            .or_else(|| Some(format!("prepositions are listed in `words {PREPOSITIONS}`")));
        self.error("R011", name.span, format!("unknown slot `{}`", name.text), help);
    }

    fn flag(&mut self, key: &Name<'_>, value: Option<&Name<'_>>) {
        let text = value.map_or("", |v| v.text.as_ref());
        let (known, values): (bool, Vec<&str>) = match key.text.as_ref() {
            "passive" | "active" | "swap" | "doerless" | "complete" => (value.is_none(), Vec::new()),
            "only-subject" | "only-object" | "not-object" => (
                self.vocabulary.schema.label(text).is_some(),
                self.vocabulary.schema.labels().map(|(_, path)| path).collect(),
            ),
            "modality" => (Modality::of(text).is_some(), Modality::ALL.iter().map(|m| m.as_str()).collect()),
            "polarity" => (Polarity::of(text).is_some(), Polarity::ALL.iter().map(|p| p.as_str()).collect()),
            other => {
                let help = suggest(
                    other,
                    [
                        "passive",
                        "active",
                        "swap",
                        "doerless",
                        "complete",
                        "only-subject",
                        "only-object",
                        "not-object",
                        "modality",
                        "polarity",
                    ],
                );
                self.error("R022", key.span, format!("unknown flag `{other}`"), help);
                return;
            }
        };
        if !known {
            let span = value.map_or(key.span, |v| v.span);
            let help = suggest(text, values.iter().copied())
                .or_else(|| (!values.is_empty()).then(|| format!("one of {}", values.join(", "))));
            self.error("R022", span, format!("`{text}` is no value of `{}`", key.text), help);
        }
    }
}

/// Which names in slots are prepositions: those of the list, or every lower-case word where no source declares it.
fn prepositions(frame: &FrameDecl<'_>, vocabulary: &Vocabulary<'_>) -> HashMap<String, bool> {
    let list = vocabulary.list(PREPOSITIONS).map(|i| &vocabulary.lists[i].1);
    let lines = frame.lines.iter();
    let names = lines.flat_map(|l| l.subject.iter().chain(&l.object).chain(l.qualifiers.iter().flat_map(|q| &q.1)));
    names
        .map(|name| {
            let words = entry_hashes(&name.text);
            let known = match list {
                None => name.text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'),
                Some(list) => match words.as_slice() {
                    [word] => list.contains(*word),
                    _ => list.sequences().iter().any(|s| **s == *words),
                },
            };
            (name.text.to_string(), known)
        })
        .collect()
}
