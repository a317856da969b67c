//! Subjects that a clause shares with another: infinitives, participles, relative clauses, coordination.

use super::Rel;
use super::Tag;
use super::clause::{Clause, ClauseKind, Link, Oblique, Tense, Voice};
use super::clauses::Clauses;
use super::fine::Fine;
use super::sight::Sight;

impl Clauses {
    /// Fills in what the clause shares with the one above or with the noun it hangs on.
    pub(super) fn share(&self, sight: &Sight<'_>, clause: &mut Clause, auxiliary: Option<u32>, relative: Option<u32>) {
        let forms = sight.verb_forms(clause.head);
        let noun = sight.head(clause.head).map(|noun| sight.bearer(noun));
        let parent = clause.parent.map(|p| &self.clauses[p as usize]);
        // "the tanker that they seized", "the firm Larsen owned": the noun is what the clause lacks, unless it says what the noun
        // holds ("the fact that") or when ("the day when").
        let gap = |clause: &Clause| {
            let holds = sight.head(clause.head).is_some_and(|noun| sight.words.content.contains(sight.lemma(noun)));
            let when = sight.children.of(clause.head).iter().any(|&c| sight.fine.get(c as usize) == Some(&Fine::AdvWh));
            clause.object.is_none()
                && clause.voice == Voice::Active
                && clause.kind == ClauseKind::Verb
                && !holds
                && !when
        };
        match clause.link {
            Link::Relative => {
                if relative.is_some() && relative == clause.subject {
                    clause.subject = noun;
                    clause.inherited = true;
                } else if relative.is_some() && relative == clause.object {
                    clause.object = noun;
                } else if clause.subject.is_none() {
                    clause.subject = noun;
                    clause.inherited = true;
                } else if relative.is_none() && gap(clause) {
                    clause.object = noun;
                }
            }
            Link::Adnominal if clause.subject.is_none() => {
                let infinitive = clause.mark.is_some() && forms.base;
                if forms.participle && !forms.base && auxiliary.is_none() && clause.object.is_none() {
                    clause.voice = Voice::Passive;
                }
                clause.subject = if infinitive {
                    sight.head(clause.head).and_then(|noun| self.possessor(sight, noun))
                } else {
                    noun
                };
                clause.inherited = true;
            }
            Link::Adnominal if clause.mark.is_some_and(|mark| sight.tag(mark) == Tag::Sconj) && gap(clause) => {
                clause.object = noun;
            }
            // "12 people were killed and 30 wounded".
            Link::Conjunct if clause.subject.is_some() && forms.participle && auxiliary.is_none() => {
                if let Some(parent) = parent.filter(|p| p.voice == Voice::Passive && clause.object.is_none()) {
                    (clause.voice, clause.tense) = (Voice::Passive, parent.tense);
                }
            }
            Link::Conjunct if clause.subject.is_none() => {
                let Some(parent) = parent else { return };
                let passive = parent.voice == Voice::Passive && forms.participle && clause.object.is_none();
                if passive && auxiliary.is_none() {
                    clause.voice = Voice::Passive;
                }
                clause.subject = parent.subject;
                clause.inherited = true;
                if auxiliary.is_none() && (forms.base || passive) {
                    clause.modal = clause.modal.or(parent.modal);
                }
                if auxiliary.is_none() && clause.tense != Tense::Past {
                    clause.tense = parent.tense;
                }
                if auxiliary.is_none() && (forms.participle || forms.gerund) {
                    clause.aspect = parent.aspect;
                }
            }
            Link::Open if clause.subject.is_none() => {
                let Some(parent) = parent else { return };
                // "asked X to go": the object; "is expected to go", "wants to go": the subject; "skipped the dinner to return":
                // the subject too, for it says what for.
                let purpose = clause.mark.is_some_and(|m| sight.tag(m) == Tag::Part)
                    && parent.voice == Voice::Active
                    && parent.kind == ClauseKind::Verb
                    && parent.object.is_some()
                    && !sight.words.control.contains(parent.lemma);
                if purpose {
                    clause.link = Link::Adverbial;
                }
                // "called for him to resign": he is to do it.
                let called = |o: &&Oblique| {
                    sight.words.of_object.contains(o.preposition)
                        && clause.mark.is_some_and(|mark| o.head < mark && mark - o.head <= 2)
                };
                let called = parent.obliques.iter().find(called).map(|o| o.head);
                let called = called.filter(|_| sight.words.control.contains(parent.lemma));
                clause.subject = if called.is_some() {
                    called
                } else if !purpose && parent.voice == Voice::Active && parent.kind == ClauseKind::Verb {
                    parent.object.or(parent.iobj).or(parent.subject)
                } else {
                    parent.subject
                };
                clause.inherited = true;
            }
            Link::Adverbial | Link::Complement if clause.subject.is_none() => {
                let Some(parent) = parent else { return };
                // A finite verb has a subject of its own, though the parser did not find it: "Two were hurt when police fired".
                let finite = |a: u32| matches!(sight.fine.get(a as usize), Some(Fine::AuxFinite | Fine::AuxModal));
                if auxiliary.is_some_and(finite) {
                    return;
                }
                if forms.participle
                    && !forms.gerund
                    && auxiliary.is_none()
                    && clause.object.is_none()
                    && clause.mark.is_none()
                {
                    clause.voice = Voice::Passive;
                }
                // "accused X of doing": the object acts; "thanked X after doing": the subject.
                let infinitive = clause.mark.is_some_and(|m| sight.tag(m) == Tag::Part);
                let gerund = forms.gerund || clause.kind == ClauseKind::Copula;
                let object = gerund && clause.mark.is_some_and(|m| sight.words.of_object.contains(sight.hash(m)));
                let object = object || infinitive && sight.words.control.contains(parent.lemma);
                let acts = if object && parent.voice == Voice::Active {
                    parent.object.or(parent.subject)
                } else {
                    parent.subject
                };
                clause.subject = acts;
                clause.inherited = true;
            }
            _ => {}
        }
    }

    /// Who a noun belongs to: its possessor, else the subject of the verb it is the object of ("has a plan to …").
    fn possessor(&self, sight: &Sight<'_>, noun: u32) -> Option<u32> {
        if let Some(owner) = sight.children.first(sight.tree, noun, Rel::NmodPoss) {
            return Some(owner);
        }
        let above = self.around(sight, noun).map(|c| &self.clauses[c as usize])?;
        // "gave X the option to …": the one who is given it.
        above.iobj.or(above.subject).filter(|&s| s != noun)
    }
}
