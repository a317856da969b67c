//! Frames over clauses: one line of a frame serves every wording of an act.

use std::collections::HashMap;

use super::arguments::Arguments;
use super::factuality::Factuality;
use super::slot::Slot;
use super::{Argument, Modality, Polarity, Qualifier, QualifierKind};
use crate::mention::Form;
use crate::rule::RuleId;
use crate::schema::{LabelId, PredicateId, Schema};
use crate::syntax::Rel;
use crate::syntax::clause::{Clause, ClauseKind, Voice};
use crate::syntax::clauses::Clauses;

/// One line of a frame, ready to be matched.
#[derive(Clone, Debug)]
pub struct FrameLine {
    /// The frame.
    pub rule: RuleId,
    /// What it gives.
    pub predicate: PredicateId,
    /// The line is about nouns rather than verbs.
    pub noun: bool,
    /// Hashes of lemmas; the parts after the first are particles or fixed complements.
    pub lemmas: Vec<Vec<u64>>,
    /// Where the predicate's subject stands.
    pub subject: Vec<Slot>,
    /// Where its object stands.
    pub object: Vec<Slot>,
    /// Where its qualifiers stand.
    pub qualifiers: Vec<(QualifierKind, Vec<Slot>)>,
    /// Only this voice.
    pub voice: Option<Voice>,
    /// Told in this way, whatever the clause says.
    pub modality: Option<Modality>,
    /// Told with this polarity.
    pub negative: bool,
    /// The doer may be missing though the line is about a noun.
    pub doerless: bool,
    /// Labels the object must have, beyond the signature.
    pub only_object: Vec<LabelId>,
    /// Labels the subject must have, beyond the signature.
    pub only_subject: Vec<LabelId>,
    /// 0–1000.
    pub score: u16,
}

/// All lines, by the lemma they start from.
#[derive(Clone, Debug, Default)]
pub struct Frames {
    lines: Vec<FrameLine>,
    verbs: HashMap<u64, Vec<(u32, u32)>>,
    nouns: HashMap<u64, Vec<(u32, u32)>>,
}

/// A relation that a line found in a clause.
#[derive(Clone, Debug)]
pub struct Found {
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
    /// See [`FrameLine::modality`].
    pub modality: Option<Modality>,
    /// See [`FrameLine::negative`].
    pub negative: bool,
    /// 0–1000.
    pub score: u16,
}

impl Frames {
    /// Indexes the lines.
    pub fn new(lines: Vec<FrameLine>) -> Frames {
        let (mut verbs, mut nouns) = (HashMap::<u64, Vec<_>>::new(), HashMap::<u64, Vec<_>>::new());
        for (index, line) in lines.iter().enumerate() {
            let table = if line.noun { &mut nouns } else { &mut verbs };
            for (lemma, parts) in line.lemmas.iter().enumerate() {
                if let Some(&first) = parts.first() {
                    table.entry(first).or_default().push((index as u32, lemma as u32));
                }
            }
        }
        Frames { lines, verbs, nouns }
    }

    /// Whether a noun of this lemma is read as a clause.
    pub fn is_act(&self, lemma: u64) -> bool {
        self.nouns.contains_key(&lemma)
    }

    /// Whether a verb or noun of this lemma may bring a frame up.
    pub fn is_trigger(&self, lemma: u64) -> bool {
        self.verbs.contains_key(&lemma) || self.nouns.contains_key(&lemma)
    }

    /// What the frames find in the clauses of a sentence.
    pub fn find(&self, arguments: &Arguments<'_>, clauses: &Clauses, schema: &Schema, out: &mut Vec<Found>) {
        for (index, clause) in clauses.clauses.iter().enumerate() {
            let reader = Reader { arguments, clauses, clause, index: index as u32, schema };
            let verbal = if clause.kind == ClauseKind::Noun { &self.nouns } else { &self.verbs };
            for &(line, lemma) in verbal.get(&clause.lemma).into_iter().flatten() {
                reader.line(&self.lines[line as usize], lemma, out);
            }
            if clause.kind == ClauseKind::Copula {
                let complement = arguments.sight.lemma(clause.head);
                for &(line, lemma) in self.nouns.get(&complement).into_iter().flatten() {
                    if self.lines[line as usize].subject.contains(&Slot::Be) {
                        reader.line(&self.lines[line as usize], lemma, out);
                    }
                }
            }
        }
    }
}

/// One line being read off one clause.
struct Reader<'r> {
    arguments: &'r Arguments<'r>,
    clauses: &'r Clauses,
    clause: &'r Clause,
    index: u32,
    schema: &'r Schema,
}

impl Reader<'_> {
    fn line(&self, line: &FrameLine, lemma: u32, out: &mut Vec<Found>) {
        if line.voice.is_some_and(|voice| voice != self.clause.voice) || !self.has_parts(&line.lemmas[lemma as usize][1..]) {
            return;
        }
        let predicate = self.schema.get(line.predicate);
        let fits = |argument: &Argument, labels: &[LabelId], only: &[LabelId], text: bool| {
            let one_of = |labels: &[LabelId]| argument.label.is_some_and(|label| labels.iter().any(|&l| self.schema.is_a(label, l)));
            (one_of(labels) || text && argument.entity.is_none() && argument.span.is_some()) && (only.is_empty() || one_of(only))
        };
        let mut subjects: Vec<Argument> = self.fill(&line.subject);
        subjects.retain(|a| fits(a, &predicate.subject, &line.only_subject, false));
        let doerless = if line.noun { line.doerless } else { self.clause.voice == Voice::Passive && line.subject.contains(&Slot::Subject) && self.clause.agent.is_none() };
        if subjects.is_empty() && doerless && !predicate.symmetric {
            subjects.push(Argument::default());
        }
        if subjects.is_empty() {
            return;
        }
        if line.object.contains(&Slot::Each) {
            for (i, &one) in subjects.iter().enumerate() {
                for &other in &subjects[i + 1..] {
                    self.emit(line, one, other, out);
                }
            }
            return;
        }
        let mut objects = self.fill(&line.object);
        objects.retain(|a| fits(a, &predicate.object, &line.only_object, predicate.text));
        for &subject in &subjects {
            for &object in &objects {
                if subject.entity.is_none() || subject.entity != object.entity {
                    self.emit(line, subject, object, out);
                }
            }
        }
    }

    fn emit(&self, line: &FrameLine, subject: Argument, object: Argument, out: &mut Vec<Found>) {
        let mut qualifiers = Vec::new();
        for (kind, slots) in &line.qualifiers {
            for argument in self.fill(slots) {
                qualifiers.push(Qualifier { kind: *kind, argument, value: None });
            }
        }
        out.push(Found {
            rule: line.rule,
            predicate: line.predicate,
            subject,
            object,
            qualifiers,
            clause: self.index,
            trigger: self.clause.head,
            modality: line.modality,
            negative: line.negative,
            score: line.score,
        });
    }

    /// Whether the particle or fixed complement of a lemma stands with the clause.
    fn has_parts(&self, parts: &[u64]) -> bool {
        let sight = &self.arguments.sight;
        parts.iter().all(|&part| {
            let is = |token: u32| sight.hash(token) == part || sight.lemma(token) == part;
            self.clause.particle == Some(part)
                || self.clause.object.is_some_and(is)
                || self.clause.voice == Voice::Passive && self.clause.subject.is_some_and(is)
                || self.clause.obliques.iter().any(|o| o.preposition == part || is(o.head))
                || sight.children.of(self.clause.head).iter().any(|&c| matches!(sight.rel(c), Rel::Advmod | Rel::CompoundPrt | Rel::Xcomp) && is(c))
        })
    }

    fn fill(&self, slots: &[Slot]) -> Vec<Argument> {
        for &slot in slots {
            let found = self.slot(slot);
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    fn slot(&self, slot: Slot) -> Vec<Argument> {
        let clause = self.clause;
        let retained = clause.voice == Voice::Passive && clause.object.is_some() && clause.kind == ClauseKind::Verb;
        match slot {
            Slot::Subject => self.coordinated(clause.doer()),
            Slot::Object if clause.kind == ClauseKind::Copula => Vec::new(),
            Slot::Object if retained => self.coordinated(clause.object),
            Slot::Object => self.coordinated(clause.undergoer()),
            Slot::Iobj if retained => self.coordinated(clause.subject),
            Slot::Iobj => self.coordinated(clause.iobj),
            Slot::Each | Slot::Empty => Vec::new(),
            Slot::Date => self.dates(),
            Slot::Complement if clause.kind == ClauseKind::Copula => vec![self.arguments.text(clause.head)],
            Slot::Complement => Vec::new(),
            Slot::Comp => self.content(),
            Slot::Xcomp => self.open(),
            Slot::Itself => self.arguments.of(clause.head),
            Slot::Possessor => self.possessors(),
            Slot::Compound => self.before(&[Rel::Compound]),
            Slot::Be if clause.kind == ClauseKind::Copula => self.coordinated(clause.subject),
            Slot::Be => self.coordinated(clause.said_of),
            Slot::Preposition(preposition) => self.phrases(preposition),
        }
    }

    fn coordinated(&self, head: Option<u32>) -> Vec<Argument> {
        let heads = head.map(|head| self.arguments.sight.conjuncts(head)).unwrap_or_default();
        heads.into_iter().flat_map(|head| self.arguments.of(head)).collect()
    }

    /// Phrases with a preposition: the clause's own, else those that hang on its object (attachment is often unsure).
    fn phrases(&self, preposition: u64) -> Vec<Argument> {
        let sight = &self.arguments.sight;
        let own = self.clause.obliques.iter().filter(|o| o.preposition == preposition).map(|o| o.head);
        let mut heads: Vec<u32> = own.collect();
        if heads.is_empty() {
            let carriers = [self.clause.object, Some(self.clause.head)].into_iter().flatten();
            let carriers = carriers.chain(self.clause.obliques.iter().map(|o| o.head));
            heads = carriers
                .flat_map(|carrier| sight.children.with(sight.tree, carrier, Rel::Nmod).collect::<Vec<_>>())
                .filter(|&nmod| sight.children.with(sight.tree, nmod, Rel::Case).any(|case| sight.hash(case) == preposition))
                .flat_map(|nmod| sight.conjuncts(nmod))
                .collect();
        }
        heads.dedup();
        heads.into_iter().flat_map(|head| self.arguments.of(head)).collect()
    }

    fn possessors(&self) -> Vec<Argument> {
        let own = self.coordinated(self.clause.subject);
        if own.is_empty() { self.before(&[Rel::Compound, Rel::Amod, Rel::NmodPoss]) } else { own }
    }

    /// Names before a noun ("the Ukraine war", "Russian forces"): only entities count.
    fn before(&self, rels: &[Rel]) -> Vec<Argument> {
        let sight = &self.arguments.sight;
        let children = sight.children.of(self.clause.head).iter().filter(|&&c| c < self.clause.head && rels.contains(&sight.rel(c)));
        children.flat_map(|&child| self.arguments.of(child)).filter(|argument| argument.entity.is_some()).collect()
    }

    fn dates(&self) -> Vec<Argument> {
        let (from, to) = self.arguments.range;
        let mut found = Vec::new();
        for id in from..to {
            let mention = &self.arguments.mentions[id as usize];
            if mention.form == Form::Value && self.schema.is_a(mention.label, LabelId::DATE) {
                let token = mention.first - self.arguments.first_token;
                if self.clauses.around(&self.arguments.sight, token) == Some(self.index) {
                    found.extend(self.arguments.of(token));
                }
            }
        }
        found.truncate(1);
        found
    }

    /// The content of a clause of saying, as a phrase of the text.
    fn content(&self) -> Vec<Argument> {
        let sight = &self.arguments.sight;
        let children = sight.children.of(self.clause.head);
        let content = children.iter().copied().find(|&c| sight.rel(c) == Rel::Ccomp);
        let quoted = || (sight.rel(self.clause.head) == Rel::Parataxis).then(|| sight.head(self.clause.head)).flatten();
        let aside = || children.iter().copied().find(|&c| sight.rel(c) == Rel::Parataxis);
        let Some(head) = content.or_else(quoted).or_else(aside) else { return Vec::new() };
        self.stretch(head, self.clause.head)
    }

    fn open(&self) -> Vec<Argument> {
        let sight = &self.arguments.sight;
        let open = |c: &u32| matches!(sight.rel(*c), Rel::Xcomp | Rel::Advcl);
        match sight.children.of(self.clause.head).iter().copied().find(open) {
            Some(head) => self.stretch(head, self.clause.head),
            None => Vec::new(),
        }
    }

    /// All that hangs on `head`, without the branch of `without`, quotation marks and commas at its edges.
    fn stretch(&self, head: u32, without: u32) -> Vec<Argument> {
        let sight = &self.arguments.sight;
        let (mut first, mut last) = (head, head);
        let mut open = vec![head];
        while let Some(token) = open.pop() {
            if token == without {
                continue;
            }
            first = first.min(token);
            last = last.max(token);
            open.extend(sight.children.of(token));
        }
        // The branch left out may stand in the middle of the rest: keep the side the head is on.
        if (first..=last).contains(&without) {
            if head < without { last = without - 1 } else { first = without + 1 }
        }
        let edge = |token: u32| sight.tokens[token as usize].shape.has(crate::text::token::Shape::PUNCTUATION);
        while first < last && (edge(first) || sight.rel(first) == Rel::Mark && first < head && sight.tag(first) == crate::syntax::Tag::Sconj) {
            first += 1;
        }
        while last > first && edge(last) {
            last -= 1;
        }
        if edge(first) {
            return Vec::new();
        }
        vec![Argument { span: Some(sight.span((first, last + 1))), ..Argument::default() }]
    }
}

impl Found {
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
