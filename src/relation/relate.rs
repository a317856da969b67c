//! Relations of a document: sentence by sentence, parsed only where a frame could fire.

use super::arguments::{Arguments, HeadNouns};
use super::cues::Cues;
use super::facts::Statement;
use super::factuality::{self, Factuality, Reason};
use super::frames::{self, Reading, Refusal, Triggers};
use super::prospects::{Offer, Prospects};
use super::{Argument, Evidence, Modality, Qualifier, QualifierKind};

use crate::entity::{Entity, EntityId};
use crate::gazetteer::SenseRef;
use crate::mention::values::{Chronology, Values};
use crate::mention::{Form, Mention};
use crate::origin::Origin;
use crate::rule::{Rules, WordList};
use crate::schema::{LabelId, Schema};
use crate::syntax::Rel;
use crate::syntax::analysis::Analysis;
use crate::syntax::clause::{Clause, ClauseKind, Link, Tense};
use crate::syntax::clauses::Clauses;
use crate::syntax::repair::Repairs;
use crate::syntax::sight::{ClauseWords, Sight};
use crate::syntax::trees::{Source, Trees};
use crate::text::hashed::NumberMap;
use crate::text::lexicon::Lexicon;
use crate::text::sentence::Sentence;
use crate::text::token::{Shape, Token};
use crate::time::Date;

/// Knowledge of relations, made ready once.
#[derive(Debug)]
pub struct Relations {
    /// Which words bring a frame up.
    pub triggers: Triggers,
    /// What the frames need of a sentence.
    pub prospects: Prospects,
    /// Cue words.
    pub cues: Cues,
    /// Verbs that carry a noun of action.
    pub light: WordList,
    /// Nouns that tell a label.
    pub nouns: HeadNouns,
    /// Word classes of verb groups.
    pub words: ClauseWords,
    /// Repairs of trees.
    pub repairs: Repairs,
    /// Prepositions that say where something happens.
    pub whereabouts: WordList,
}

/// What a document gives the search for relations.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// Its text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
    /// Its mentions, in text order.
    pub mentions: &'a [Mention],
    /// Its entities.
    pub entities: &'a [Entity],
    /// The entities by the rows that they are linked to.
    pub linked: &'a NumberMap<SenseRef, EntityId>,
    /// The lexicon.
    pub lexicon: &'a Lexicon,
    /// Rules and frames.
    pub rules: &'a Rules,
    /// Its dates, before they were resolved.
    pub values: &'a Values,
    /// What resolves them.
    pub chronology: &'a Chronology,
    /// Its date.
    pub date: Option<Date>,
    /// Labels and predicates.
    pub schema: &'a Schema,
}

/// The clauses of a sentence, how each is told, and what makes arguments of its phrases.
pub struct Read<'a> {
    /// Arguments.
    pub arguments: Arguments<'a>,
    /// Clauses.
    pub clauses: Clauses,
    /// How each clause is told.
    pub told: Vec<Factuality>,
}

impl Relations {
    /// What a sentence with these mentions offers to frames; `None` where none could fire.
    fn offer(&self, scene: &Scene<'_>, sentence: &Sentence, inside: &[Mention]) -> Option<Offer> {
        let tokens = &scene.tokens[sentence.range()];
        let apposed = |m: &Mention| {
            let after = scene.tokens.get(m.last as usize..sentence.last as usize).unwrap_or_default();
            matches!(after, [comma, article, ..] if comma.shape.has(Shape::PUNCTUATION) && self.words.indefinite.contains(article.hash))
        };
        let triggered =
            tokens.iter().any(|token| self.triggers.may_trigger(scene.rules.frames(), scene.lexicon, token))
                || inside.iter().any(apposed);
        let offer = triggered.then(|| self.prospects.offer(scene.lexicon, &self.nouns, tokens, inside, scene.entities));
        offer.filter(|offer| self.prospects.any(scene.lexicon, offer, tokens))
    }

    /// Appends what the frames find in a sentence.
    pub fn find(
        &self,
        scene: &Scene<'_>,
        (index, sentence): (u32, &Sentence),
        mentions: (u32, u32),
        (source, trees): (&Source<'_>, &mut Trees),
        analysis: &mut Analysis,
        out: &mut Vec<Statement>,
    ) {
        let tokens = &scene.tokens[sentence.range()];
        let inside = &scene.mentions[mentions.0 as usize..mentions.1 as usize];
        let Some(offer) = self.offer(scene, sentence, inside) else { return };
        trees.tag(source, index, inside, analysis);
        if !self.prospects.any_tagged(scene.lexicon, &offer, tokens, &analysis.fine) {
            return;
        }
        trees.parse(source, index, analysis);
        self.with_clauses(scene, sentence, mentions, analysis, &mut |_, _| {}, |read| {
            let mut found = Vec::new();
            frames::find(scene.rules.frames(), &read.arguments, &read.clauses, scene.schema, &mut found);
            out.extend(found.iter().filter_map(|reading| self.statement(scene, index, read, reading).ok()));
        });
    }

    /// Hands the clauses of a parsed sentence to `work`; `note` is told what makes them factual or not.
    pub fn with_clauses<R>(
        &self,
        scene: &Scene<'_>,
        sentence: &Sentence,
        mentions: (u32, u32),
        analysis: &mut Analysis,
        note: &mut dyn FnMut(usize, Reason),
        work: impl FnOnce(&Read<'_>) -> R,
    ) -> Option<R> {
        let tokens = &scene.tokens[sentence.range()];
        let inside = &scene.mentions[mentions.0 as usize..mentions.1 as usize];
        self.repairs.apply(tokens, sentence.first, inside, scene.lexicon, scene.schema, analysis);
        let sight = Sight {
            text: scene.text,
            tokens,
            fine: &analysis.fine,
            tree: &analysis.tree,
            children: &analysis.children,
            lexicon: scene.lexicon,
            words: &self.words,
        };
        let clauses = Clauses::read(&sight, &|lemma| frames::is_act(scene.rules.frames(), lemma), &|lemma| {
            self.light.contains(lemma)
        });
        if clauses.clauses.is_empty() {
            return None;
        }
        let told = factuality::of_clauses(&sight, &clauses, &self.cues, note);
        let arguments = Arguments {
            sight,
            first_token: sentence.first,
            mentions: scene.mentions,
            range: mentions,
            entities: scene.entities,
            nouns: &self.nouns,
            schema: scene.schema,
        };
        Some(work(&Read { arguments, clauses, told }))
    }

    /// What a reading states.
    pub fn statement(
        &self,
        scene: &Scene<'_>,
        index: u32,
        read: &Read<'_>,
        reading: &Reading,
    ) -> Result<Statement, Refusal> {
        let Read { arguments, clauses, told } = read;
        let told = reading.factuality(told);
        // A standing fact is worth telling of something that has a name.
        let codes = &scene.schema.get(reading.predicate).codes;
        let standing = codes.plover.is_none() && codes.cameo.is_none();
        // "Norbank's board approved the deal": an act of whoever may act needs only a name within its doer's phrase.
        let acts = clauses.clauses[reading.clause as usize].kind == ClauseKind::Verb
            && scene.schema.get(reading.predicate).subject.len() > 2;
        let named = |a: &Argument| a.entity.is_some() || acts && arguments.names(a);
        // "The firm employs 300 people", "the son of a miner": who they are is not told.
        let predicate = scene.schema.get(reading.predicate);
        let person = predicate.subject == [LabelId::PERSON];
        let kin = person && predicate.object == [LabelId::PERSON] && !predicate.text;
        let untold = person && !named(&reading.subject) && reading.subject.span.is_some()
            || kin && reading.object.entity.is_none();
        if standing && (untold || !named(&reading.subject) && reading.object.entity.is_none()) {
            return Err(Refusal::Nameless);
        }
        let attribution =
            told.source.and_then(|head| arguments.of(head).into_iter().next()).filter(|a| speaks(scene.schema, a));
        // Who says that he says so only says it once.
        let twice = scene.schema.get(reading.predicate).object.is_empty()
            && attribution.is_some_and(|a| a.entity.is_some() && a.entity == reading.subject.entity);
        if twice && told.modality != Modality::Asserted {
            return Err(Refusal::Twice);
        }
        // "took control of prisons": only a place that has a name is invaded.
        let assaulted = predicate.object == [LabelId::PLACE] && !predicate.text && !standing;
        if assaulted && codes.plover.as_deref() == Some("ASSAULT") && reading.object.entity.is_none() {
            return Err(Refusal::Nameless);
        }
        // "Berg, the son of Holm, left in May": when and where is told of the clause around a description, not of that.
        let beside = standing && arguments.sight.rel(clauses.clauses[reading.clause as usize].head) == Rel::Appos;
        let mut qualifiers = reading.qualifiers.clone();
        if is_act(scene.schema, reading) && !beside {
            let future = matches!(told.modality, Modality::Planned | Modality::Requested)
                || clauses.clauses[reading.clause as usize].tense == Tense::Future;
            qualifiers.extend(time(scene, arguments, clauses, reading.clause, future));
            let taken = [reading.subject, reading.object];
            qualifiers.extend(places(
                scene,
                arguments,
                &clauses.clauses[reading.clause as usize],
                &self.whereabouts,
                &taken,
            ));
        }
        let (first, last) = stretch(arguments, &reading.subject, &reading.object, reading.trigger);
        Ok(Statement {
            predicate: reading.predicate,
            polarity: told.polarity,
            qualifiers,
            evidence: Evidence {
                sentence: index,
                span: arguments.sight.span((first, last)),
                subject: reading.subject,
                object: reading.object,
                trigger: arguments.sight.tokens[reading.trigger as usize].span,
                score: reading.score,
                modality: told.modality,
                attribution,
                origin: Origin::Rule(reading.rule),
            },
        })
    }
}

/// Whether an argument can be a source: somebody, a body, a place that stands for one, a document.
fn speaks(schema: &Schema, argument: &Argument) -> bool {
    let kinds = [LabelId::PERSON, LabelId::ORG, LabelId::PLACE, LabelId::WORK];
    argument.label.is_some_and(|label| kinds.contains(&schema.top(label)))
}

/// Whether a predicate takes the time of its clause: all but those whose object is a date, and nothing else.
fn is_act(schema: &Schema, reading: &Reading) -> bool {
    schema.get(reading.predicate).object != [LabelId::DATE]
}

/// The tokens from the first to the last of trigger, subject and object.
fn stretch(arguments: &Arguments<'_>, subject: &Argument, object: &Argument, trigger: u32) -> (u32, u32) {
    let (mut first, mut last) = (trigger, trigger + 1);
    for argument in [subject, object] {
        let Some(span) = argument.span else { continue };
        let tokens = arguments.sight.tokens;
        let from = tokens.partition_point(|t| t.span.end <= span.start) as u32;
        let to = tokens.partition_point(|t| t.span.start < span.end) as u32;
        if from < to {
            first = first.min(from);
            last = last.max(to);
        }
    }
    (first, last)
}

/// The date that a clause carries itself, else the one of the clause it shares its subject with.
fn time(
    scene: &Scene<'_>,
    arguments: &Arguments<'_>,
    clauses: &Clauses,
    clause: u32,
    future: bool,
) -> Option<Qualifier> {
    let mut at = clause;
    for step in 0..4 {
        let mut fallback = None;
        for id in arguments.range.0..arguments.range.1 {
            let mention = &scene.mentions[id as usize];
            if mention.form != Form::Value || !scene.schema.is_a(mention.label, LabelId::DATE) {
                continue;
            }
            let token = mention.first - arguments.first_token;
            if clauses.around(&arguments.sight, token) != Some(at) {
                continue;
            }
            let argument = Argument {
                mention: Some(crate::mention::MentionId(id)),
                label: Some(mention.label),
                span: Some(mention.span),
                ..Argument::default()
            };
            let told = mention.expression.and_then(|e| scene.chronology.date(scene.values, e, scene.date, future));
            let qualifier =
                Qualifier { kind: QualifierKind::Time, argument, value: told.or_else(|| mention.value.clone()) };
            if qualifier.value.is_some() {
                return Some(qualifier);
            }
            fallback = fallback.or(Some(qualifier));
        }
        if fallback.is_some() {
            return fallback;
        }
        let here = &clauses.clauses[at as usize];
        let shares = match here.link {
            // "She won the prize in 2001 and was a member": being is of no day that an act has.
            Link::Conjunct => here.inherited && here.kind != ClauseKind::Copula,
            Link::Open | Link::Nominal => true,
            Link::Adverbial => here.inherited && step == 0,
            _ => false,
        };
        at = here.parent.filter(|_| shares)?;
    }
    None
}

/// Places of a clause that are not among the relation's own arguments: "in Oslo", "at the Great Hall".
fn places(
    scene: &Scene<'_>,
    arguments: &Arguments<'_>,
    clause: &Clause,
    at: &WordList,
    taken: &[Argument],
) -> Vec<Qualifier> {
    let mut found = Vec::new();
    for oblique in clause.obliques.iter().filter(|o| at.contains(o.preposition)) {
        for argument in arguments.of(oblique.head) {
            let place =
                argument.entity.is_some() && argument.label.is_some_and(|l| scene.schema.is_a(l, LabelId::PLACE));
            if place && !taken.iter().any(|t| t.entity == argument.entity) {
                found.push(Qualifier { kind: QualifierKind::Place, argument, value: None });
            }
        }
    }
    found
}
