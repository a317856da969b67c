//! Open triples: what clauses say that no frame covers, in their own words.

use super::frames;
use super::relate::{Read, Relations, Scene};
use super::{Argument, Modality, Polarity};
use crate::syntax::clause::{Clause, ClauseKind, Voice};
use crate::syntax::{Rel, Tag};
use crate::text::lexicon::ClassId;
use crate::text::span::Span;
use crate::text::token::Shape;

/// A clause as subject, verb phrase and object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenTriple {
    /// Index of its sentence.
    pub sentence: u32,
    /// Who or what.
    pub subject: Argument,
    /// The verb phrase as it stands in the text.
    pub verb: Span,
    /// The verb phrase by its lemmas: "be sell to".
    pub lemmas: Box<str>,
    /// Whom or what: the object, the complement, else the first prepositional phrase, whose preposition ends the lemmas.
    pub object: Argument,
    /// The other prepositional phrases, without their prepositions.
    pub phrases: Vec<(Box<str>, Argument)>,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// How it is told.
    pub modality: Modality,
    /// Whose word it is given on.
    pub attribution: Option<Argument>,
}

impl Relations {
    /// Appends the open triples of a sentence: one for each clause of a verb or copula that gave no statement.
    pub fn open(&self, scene: &Scene<'_>, index: u32, read: &Read<'_>, out: &mut Vec<OpenTriple>) {
        let mut readings = Vec::new();
        frames::find(scene.rules.frames(), &read.arguments, &read.clauses, scene.schema, &mut readings);
        let mut covered = vec![false; read.clauses.clauses.len()];
        for reading in readings.iter().filter(|reading| self.statement(scene, index, read, reading).is_ok()) {
            covered[reading.clause as usize] = true;
        }
        let phrases = Phrases { read, verb: scene.lexicon.class("verb") };
        for (at, clause) in read.clauses.clauses.iter().enumerate() {
            if !covered[at] && clause.kind != ClauseKind::Noun {
                out.extend(phrases.triple(index, at, clause));
            }
        }
    }
}

struct Phrases<'r> {
    read: &'r Read<'r>,
    verb: Option<ClassId>,
}

impl Phrases<'_> {
    fn triple(&self, sentence: u32, at: usize, clause: &Clause) -> Option<OpenTriple> {
        let sight = &self.read.arguments.sight;
        let subject = clause.subject.filter(|&s| s != clause.head)?;
        if sight.tag(subject) == Tag::Verb {
            return None;
        }
        let (verb, mut lemmas) = self.verb_phrase(clause)?;
        let mut phrases: Vec<(Box<str>, Argument)> = Vec::new();
        for oblique in &clause.obliques {
            let preposition = sight.tokens.get(oblique.case as usize).map_or("", |t| &sight.text[t.span]);
            phrases.push((preposition.to_lowercase().into(), self.argument(oblique.head)));
        }
        if let (Voice::Passive, Some(agent)) = (clause.voice, clause.agent) {
            phrases.insert(0, ("by".into(), self.argument(agent)));
        }
        let content = || {
            sight.children.of(clause.head).iter().copied().find(|&c| matches!(sight.rel(c), Rel::Ccomp | Rel::Xcomp))
        };
        let object = match clause.kind {
            ClauseKind::Copula => Some(clause.head),
            _ => clause.object.filter(|&o| o != subject).or_else(content),
        };
        let object = match object {
            Some(object) => self.argument(object),
            None if phrases.is_empty() => return None,
            None => {
                let (preposition, object) = phrases.remove(0);
                if !preposition.is_empty() {
                    lemmas.push(' ');
                    lemmas.push_str(&preposition);
                }
                object
            }
        };
        let told = self.read.told.get(at).copied().unwrap_or_default();
        let attribution = told.source.filter(|&head| head != subject).map(|head| self.argument(head));
        Some(OpenTriple {
            sentence,
            subject: self.argument(subject),
            verb,
            lemmas: lemmas.into(),
            object,
            phrases,
            polarity: told.polarity,
            modality: told.modality,
            attribution,
        })
    }

    /// The verb group from its first auxiliary to its particle, and its lemmas.
    fn verb_phrase(&self, clause: &Clause) -> Option<(Span, String)> {
        let sight = &self.read.arguments.sight;
        let group = |c: u32| matches!(sight.rel(c), Rel::Aux | Rel::AuxPass | Rel::Cop | Rel::CompoundPrt);
        let mut words: Vec<u32> = sight.children.of(clause.head).iter().copied().filter(|&c| group(c)).collect();
        if clause.kind == ClauseKind::Verb {
            words.push(clause.head);
        }
        words.sort_unstable();
        let (&first, &last) = (words.first()?, words.last()?);
        let mut lemmas = String::new();
        for &word in &words {
            // Auxiliaries but that of the passive only say when.
            if sight.rel(word) != Rel::Aux || word == clause.head {
                if !lemmas.is_empty() {
                    lemmas.push(' ');
                }
                let token = &sight.tokens[word as usize];
                let lemma = self.verb.and_then(|class| sight.lexicon.lemma(token.word, class));
                match lemma.filter(|_| sight.rel(word) != Rel::CompoundPrt) {
                    Some(lemma) => lemmas.push_str(lemma),
                    None => lemmas.push_str(&sight.text[token.span].to_lowercase()),
                }
            }
        }
        Some((sight.span((first, last + 1)), lemmas))
    }

    /// The whole phrase of a head, without relative clauses and its own preposition; the entity where a mention is just that.
    fn argument(&self, head: u32) -> Argument {
        let arguments = &self.read.arguments;
        let sight = &arguments.sight;
        let (mut first, mut last) = (head, head);
        let mut open = vec![head];
        while let Some(token) = open.pop() {
            (first, last) = (first.min(token), last.max(token));
            let inside = |c: &u32| match sight.rel(*c) {
                Rel::AclRelcl | Rel::Advcl | Rel::Parataxis | Rel::Punct | Rel::Cop | Rel::Aux => false,
                Rel::Nsubj | Rel::NsubjPass | Rel::Case | Rel::Mark | Rel::Cc => token != head,
                _ => true,
            };
            open.extend(sight.children.of(token).iter().copied().filter(inside));
        }
        let edge = |t: u32| sight.tokens[t as usize].shape.has(Shape::PUNCTUATION);
        while last > first && edge(last) {
            last -= 1;
        }
        let span = sight.span((first, last + 1));
        let mention = arguments.mention_at(head).filter(|id| arguments.mentions[id.0 as usize].span == span);
        match mention {
            Some(id) => {
                let mention = &arguments.mentions[id.0 as usize];
                Argument {
                    entity: mention.entity,
                    mention: Some(id),
                    label: Some(mention.label),
                    span: Some(span),
                    ..Argument::default()
                }
            }
            None => Argument { span: Some(span), label: arguments.text(head).label, ..Argument::default() },
        }
    }
}
