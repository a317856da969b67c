//! Reads clauses off a dependency tree.
//!
//! Which tokens head a clause stands here; what the clause says of itself in `verb_group`, what it shares with
//! another in `inherit`, clauses of nouns in `act`.

use super::clause::{Clause, ClauseKind, Link};
use super::sight::Sight;
use super::{Rel, Tag};

/// The clauses of one sentence, those above before those below.
#[derive(Clone, Debug, Default)]
pub struct Clauses {
    /// The clauses.
    pub clauses: Vec<Clause>,
    /// The clause that each token heads.
    of_head: Vec<Option<u32>>,
}

impl Clauses {
    /// Reads the clauses of a sentence. `is_act` says which nouns (by lemma) are read as clauses, `is_light` which
    /// verbs carry such a noun as their object ("pay a visit").
    pub fn read(sight: &Sight<'_>, is_act: &dyn Fn(u64) -> bool, is_light: &dyn Fn(u64) -> bool) -> Clauses {
        let n = sight.tokens.len();
        let mut clauses = Clauses { clauses: Vec::new(), of_head: vec![None; n] };
        // Breadth first from the roots, so that a clause finds the one above it already read.
        let mut queue: Vec<u32> = (0..n as u32).filter(|&t| sight.head(t).is_none()).collect();
        let mut at = 0;
        while at < queue.len() && queue.len() <= n {
            let token = queue[at];
            at += 1;
            if let Some(clause) = clauses.at(sight, token, is_act, is_light) {
                clauses.of_head[token as usize] = Some(clauses.clauses.len() as u32);
                clauses.clauses.push(clause);
            }
            queue.extend(sight.children.of(token));
        }
        clauses
    }

    /// The clause headed by a token.
    pub fn headed_by(&self, token: u32) -> Option<u32> {
        self.of_head.get(token as usize).copied().flatten()
    }

    /// The innermost clause that a token stands in.
    pub fn around(&self, sight: &Sight<'_>, token: u32) -> Option<u32> {
        let mut at = Some(token);
        for _ in 0..sight.tokens.len() {
            let token = at?;
            if let Some(clause) = self.headed_by(token) {
                return Some(clause);
            }
            at = sight.head(token);
        }
        None
    }

    fn at(
        &self,
        sight: &Sight<'_>,
        token: u32,
        is_act: &dyn Fn(u64) -> bool,
        is_light: &dyn Fn(u64) -> bool,
    ) -> Option<Clause> {
        let copula = sight.children.first(sight.tree, token, Rel::Cop).is_some();
        match sight.tag(token) {
            Tag::Verb => Some(self.verbal(sight, token, ClauseKind::Verb)),
            Tag::Aux if sight.rel(token) == Rel::Root => Some(self.verbal(sight, token, ClauseKind::Verb)),
            _ if copula => Some(self.verbal(sight, token, ClauseKind::Copula)),
            Tag::Noun if sight.rel(token) == Rel::Appos && self.says_kind(sight, token) => {
                Some(self.apposed(sight, token))
            }
            Tag::Noun | Tag::Propn if is_act(sight.lemma(token)) => Some(self.nominal(sight, token, is_light)),
            Tag::Adj
                if matches!(
                    sight.rel(token),
                    Rel::Root | Rel::Ccomp | Rel::Conj | Rel::Acl | Rel::AclRelcl | Rel::Xcomp
                ) =>
            {
                let has_clause =
                    sight.children.of(token).iter().any(|&c| matches!(sight.rel(c), Rel::Xcomp | Rel::Ccomp));
                has_clause.then(|| self.verbal(sight, token, ClauseKind::Copula))
            }
            _ => None,
        }
    }

    /// The clause above a token, and how the token's own hangs on it.
    pub(super) fn above(&self, sight: &Sight<'_>, token: u32) -> (Option<u32>, Link) {
        let Some(head) = sight.head(token) else { return (None, Link::Main) };
        let link = match sight.rel(token) {
            Rel::Conj => Link::Conjunct,
            Rel::Ccomp | Rel::Csubj => Link::Complement,
            Rel::Xcomp => Link::Open,
            Rel::Advcl => Link::Adverbial,
            Rel::AclRelcl => Link::Relative,
            Rel::Acl => Link::Adnominal,
            Rel::Parataxis => Link::Aside,
            // "accused of being the supplier"
            _ if sight.children.first(sight.tree, token, Rel::Cop).is_some() => Link::Adverbial,
            _ => Link::Nominal,
        };
        (self.around(sight, head), link)
    }
}
