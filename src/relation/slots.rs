//! What stands in the slots of a frame's line: the arguments that a clause has for each.

use super::Argument;
use super::frames::Reader;
use crate::mention::Form;
use crate::rule::Slot;
use crate::schema::LabelId;
use crate::syntax::clause::{ClauseKind, Link, Voice};
use crate::syntax::fine::Fine;
use crate::syntax::{Rel, Tag};

impl Reader<'_> {
    pub(super) fn fill(&self, slots: &[Slot]) -> Vec<Argument> {
        // "spoken with the ambassador to Norway": a preposition of the verb's goes before one inside another's phrase.
        let own = |slot: &Slot| match *slot {
            Slot::Preposition(p) => self.clause.obliques.iter().any(|o| o.preposition == p),
            _ => false,
        };
        let prepositions = slots.iter().take_while(|slot| matches!(slot, Slot::Preposition(_))).count();
        let first = slots[..prepositions].iter().position(own).unwrap_or(0);
        for &slot in slots[first..].iter().chain(&slots[..first]) {
            let found = self.slot(slot);
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    pub(super) fn slot(&self, slot: Slot) -> Vec<Argument> {
        let clause = self.clause;
        let retained = clause.voice == Voice::Passive && clause.object.is_some() && clause.kind == ClauseKind::Verb;
        match slot {
            // "Ana Cruz, a nurse, and Jon Berg": one of them is.
            Slot::Subject
                if clause.kind == ClauseKind::Copula && self.arguments.sight.rel(clause.head) == Rel::Appos =>
            {
                clause.subject.map(|head| self.arguments.of(head)).unwrap_or_default()
            }
            Slot::Subject => self.coordinated(clause.doer()),
            Slot::Object if clause.kind == ClauseKind::Copula => Vec::new(),
            Slot::Object if retained && (self.recipient.get() || !self.is_title(clause.object)) => {
                self.coordinated(clause.object)
            }
            Slot::Object => self.coordinated(clause.undergoer().or(self.moved.get())),
            Slot::IndirectObject if retained => self.coordinated(clause.subject),
            Slot::IndirectObject => self.coordinated(clause.iobj),
            Slot::Each | Slot::Empty => Vec::new(),
            Slot::Date => self.dates(),
            Slot::Complement if clause.kind == ClauseKind::Copula && self.is_kind(clause.head) => {
                vec![self.arguments.text(clause.head)]
            }
            Slot::Complement => Vec::new(),
            Slot::Clause => self.content(),
            Slot::ClauseSubject => self.content_subject(),
            Slot::OpenClause => self.open(),
            Slot::Itself => self.arguments.of(clause.head),
            Slot::Possessor => self.possessors(),
            Slot::Compound => self.before(&[Rel::Compound]),
            Slot::Be if clause.kind == ClauseKind::Copula => self.coordinated(clause.subject),
            Slot::Be => self.coordinated(clause.said_of),
            Slot::Preposition(preposition) => self.phrases(preposition),
        }
    }

    /// Whether a complement says what its subject is: a noun with an indefinite article.
    fn is_kind(&self, head: u32) -> bool {
        let sight = &self.arguments.sight;
        let article = |d: u32| sight.words.indefinite.contains(sight.hash(d));
        let cased = sight.children.first(sight.tree, head, Rel::Case).is_some();
        !cased && sight.children.with(sight.tree, head, Rel::Det).any(article)
    }

    /// Whether a noun names an office: "was elected president".
    fn is_title(&self, head: Option<u32>) -> bool {
        let Some(head) = head else { return false };
        let sight = &self.arguments.sight;
        let title = self.arguments.mention_at(head).map(|id| self.arguments.mentions[id.0 as usize].label);
        title.is_some_and(|label| self.schema.is_a(label, LabelId::TITLE)) || sight.is_role(head)
    }

    fn coordinated(&self, head: Option<u32>) -> Vec<Argument> {
        let heads = head.map(|head| self.arguments.sight.conjuncts(head)).unwrap_or_default();
        let mut found: Vec<Argument> = heads.iter().flat_map(|&head| self.listed(head)).collect();
        for head in heads {
            self.included(head, &mut found);
        }
        found
    }

    /// "13 people, including Jon Berg and Ola Dahl": the names among them are arguments like the group itself.
    fn included(&self, head: u32, found: &mut Vec<Argument>) {
        let sight = &self.arguments.sight;
        let brings = |t: u32| sight.words.including.contains(sight.hash(t));
        for &child in sight.children.of(head).iter().filter(|&&child| child > head) {
            let named = match sight.rel(child) {
                Rel::Nmod | Rel::Obl | Rel::Appos => {
                    sight.children.with(sight.tree, child, Rel::Case).any(brings).then_some(child)
                }
                Rel::Acl | Rel::Advcl if brings(child) => sight.children.first(sight.tree, child, Rel::Obj),
                _ => None,
            };
            let names = named.map(|named| sight.conjuncts(named)).unwrap_or_default();
            found.extend(names.into_iter().flat_map(|n| self.arguments.of(n)).filter(|a| a.entity.is_some()));
        }
    }

    /// "two companies, Acme Foods and Norbank": the names that a plural is about, else what the phrase gives.
    fn listed(&self, head: u32) -> Vec<Argument> {
        let sight = &self.arguments.sight;
        let plural = sight.fine.get(head as usize) == Some(&Fine::NounPlural);
        let names = sight.children.first(sight.tree, head, Rel::Appos).filter(|&names| plural && names > head);
        match names.map(|names| sight.conjuncts(names)).filter(|names| names.len() > 1) {
            Some(names) => names.into_iter().flat_map(|name| self.arguments.of(name)).collect(),
            None => self.arguments.of(head),
        }
    }

    /// Phrases with a preposition: the clause's own, else those that hang on its object (attachment is often unsure).
    fn phrases(&self, preposition: u64) -> Vec<Argument> {
        let sight = &self.arguments.sight;
        let own = self.clause.obliques.iter().filter(|o| o.preposition == preposition).map(|o| o.head);
        let mut heads: Vec<u32> = own.collect();
        if heads.is_empty() {
            let carriers = [self.clause.object, Some(self.clause.head)].into_iter().flatten();
            let obliques = self.clause.obliques.iter().map(|o| o.head);
            let carriers = carriers.chain(obliques);
            heads = carriers
                .flat_map(|carrier| sight.children.with(sight.tree, carrier, Rel::Nmod).collect::<Vec<_>>())
                .filter(|&nmod| {
                    let last = |case: u32| sight.children.with(sight.tree, case, Rel::Fixed).last().unwrap_or(case);
                    sight.children.with(sight.tree, nmod, Rel::Case).any(|case| sight.hash(last(case)) == preposition)
                })
                .flat_map(|nmod| sight.conjuncts(nmod))
                .collect();
        }
        heads.dedup();
        if heads.is_empty() {
            return self.gerund(preposition);
        }
        heads.into_iter().flat_map(|head| self.arguments.of(head)).collect()
    }

    /// "accused X of supplying arms", "warned X against doing so": what is done, as a phrase.
    fn gerund(&self, preposition: u64) -> Vec<Argument> {
        let sight = &self.arguments.sight;
        let brought = |child: u32, rel: Rel| {
            sight.children.with(sight.tree, child, rel).any(|word| word < child && sight.hash(word) == preposition)
        };
        // "of being unprepared": a predicate begins with its copula.
        let copula = |child: u32| sight.children.first(sight.tree, child, Rel::Cop).filter(|&cop| cop < child);
        let gerund = |child: &u32| {
            *child > self.clause.head
                && (sight.fine.get(*child as usize) == Some(&Fine::VerbIng) || copula(*child).is_some())
                && (brought(*child, Rel::Mark) || brought(*child, Rel::Case))
        };
        let found = sight.children.of(self.clause.head).iter().copied().find(gerund);
        found.map(|head| self.stretch_behind(copula(head).unwrap_or(head), head)).unwrap_or_default()
    }

    /// "named Berg as chairman, replacing Holm": whom the clause above concerns, where its subject cannot be meant.
    pub(super) fn above_object(&self) -> Vec<Argument> {
        let clause = self.clause;
        let gerund = self.arguments.sight.fine.get(clause.head as usize) == Some(&Fine::VerbIng);
        let above = clause.parent.filter(|_| gerund && clause.inherited && clause.link == Link::Adverbial);
        let mut found = self.coordinated(above.and_then(|above| self.clauses.clauses[above as usize].undergoer()));
        found.retain(|a| a.label.is_some_and(|label| self.schema.is_a(label, LabelId::PERSON)));
        found
    }

    /// The named place that a place without a name is said to be in: "at a hotel in Oslo".
    pub(super) fn whereabouts(&self, place: &Argument) -> Option<Argument> {
        let sight = &self.arguments.sight;
        let span = place.span.filter(|_| place.label.is_some())?;
        let last = (0..sight.tokens.len() as u32).rfind(|&t| span.contains(sight.tokens[t as usize].span))?;
        let case = |c: u32| sight.children.with(sight.tree, c, Rel::Case).next() == Some(last + 1);
        let located = |&c: &u32| {
            c > last + 1 && c <= last + 4 && case(c) && sight.words.whereabouts.contains(sight.hash(last + 1))
        };
        let found = (last + 1..sight.tokens.len() as u32).find(located)?;
        self.arguments.of(found).into_iter().find(|a| a.entity.is_some())
    }

    /// Whose an event is: "for Russia's war".
    pub(super) fn owner(&self, event: &Argument) -> Option<Argument> {
        let sight = &self.arguments.sight;
        let span = event.span?;
        let inside = |t: &u32| span.contains(sight.tokens[*t as usize].span) && sight.rel(*t) == Rel::NmodPoss;
        let owner = (0..sight.tokens.len() as u32).find(inside)?;
        let person = |a: &Argument| a.label.is_some_and(|l| self.schema.is_a(l, LabelId::PERSON));
        self.arguments.of(owner).into_iter().find(|a| a.entity.is_some() && !person(a))
    }

    fn possessors(&self) -> Vec<Argument> {
        // "charged X with murder": who charges is nobody whose murder it is.
        let object = self.naming.get() && self.clause.inherited;
        let own = if object { Vec::new() } else { self.coordinated(self.clause.subject) };
        if own.is_empty() { self.before(&[Rel::Compound, Rel::Amod, Rel::NmodPoss]) } else { own }
    }

    /// Names before a noun ("the Ukraine war", "Russian forces"): only entities count.
    fn before(&self, rels: &[Rel]) -> Vec<Argument> {
        let sight = &self.arguments.sight;
        let children = sight
            .children
            .of(self.clause.head)
            .iter()
            .filter(|&&c| c < self.clause.head && rels.contains(&sight.rel(c)));
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
        // "warned banks against financing the war": what is brought by a preposition is no content.
        let preposition = |c: u32| {
            sight.fine.get(c as usize) == Some(&Fine::VerbIng)
                && sight.children.with(sight.tree, c, Rel::Mark).any(|mark| mark < c)
        };
        let content = children.iter().copied().find(|&c| sight.rel(c) == Rel::Ccomp && !preposition(c));
        let quoted = || (sight.rel(self.clause.head) == Rel::Parataxis).then(|| sight.head(self.clause.head)).flatten();
        let aside = || children.iter().copied().find(|&c| sight.rel(c) == Rel::Parataxis);
        let Some(head) = content.or_else(quoted).or_else(aside) else { return Vec::new() };
        self.stretch(head, self.clause.head)
    }

    /// "demanded that X resign": who is to do what the content says.
    fn content_subject(&self) -> Vec<Argument> {
        let sight = &self.arguments.sight;
        let children = sight.children.of(self.clause.head).iter().copied();
        let content = children.filter(|&c| c > self.clause.head && sight.rel(c) == Rel::Ccomp).find_map(|c| {
            let subject = |rel| sight.children.first(sight.tree, c, rel);
            subject(Rel::Nsubj).or_else(|| subject(Rel::NsubjPass)).filter(|&s| s > self.clause.head)
        });
        self.coordinated(content)
    }

    /// First and one past the last token of what hangs on `token`, without the branch of `without`.
    fn branch(&self, token: u32, without: u32) -> (u32, u32) {
        let sight = &self.arguments.sight;
        let (mut first, mut last) = (token, token + 1);
        let mut open = vec![token];
        while let Some(at) = open.pop() {
            first = first.min(at);
            last = last.max(at + 1);
            let below = sight.children.of(at).iter().copied();
            open.extend(below.filter(|&c| c != without && sight.rel(c) != Rel::Punct));
        }
        (first, last)
    }

    /// An infinitive, or what somebody is elected or named.
    fn open(&self) -> Vec<Argument> {
        let sight = &self.arguments.sight;
        let noun = self.naming.get();
        let named = |c: u32| matches!(sight.tag(c), Tag::Noun | Tag::Propn);
        let open = |c: &u32| {
            if noun {
                sight.rel(*c) == Rel::Xcomp && named(*c)
            } else {
                let infinitive =
                    || sight.children.with(sight.tree, *c, Rel::Mark).any(|mark| sight.tag(mark) == Tag::Part);
                sight.rel(*c) == Rel::Xcomp || sight.rel(*c) == Rel::Advcl && infinitive()
            }
        };
        if let (Voice::Passive, Some(named)) = (self.clause.voice, self.clause.object) {
            return vec![self.arguments.text(named)];
        }
        match sight.children.of(self.clause.head).iter().copied().find(open) {
            Some(head) => self.stretch(head, self.clause.head),
            None => Vec::new(),
        }
    }

    /// What a gerund heads, from the gerund (or the copula that is one) on.
    fn stretch_behind(&self, from: u32, head: u32) -> Vec<Argument> {
        let (_, last) = self.branch(head, self.clause.head);
        vec![Argument { span: Some(self.arguments.sight.span((from, last))), ..Argument::default() }]
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
        let (from, to) = self.branch(without, head);
        if first < to && from <= last {
            if head < from {
                last = from - 1
            } else if head >= to {
                first = to
            } else {
                return Vec::new();
            }
        }
        let edge = |token: u32| sight.tokens[token as usize].shape.has(crate::text::token::Shape::PUNCTUATION);
        while first < last
            && (edge(first)
                || sight.rel(first) == Rel::Mark && first < head && sight.tag(first) == Tag::Sconj
                || sight.hash(first) == sight.words.that && first < head && sight.rel(first) != Rel::Nsubj)
        {
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
