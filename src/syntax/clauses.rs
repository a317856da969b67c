//! Reads clauses off a dependency tree.

use super::children::Children;
use super::clause::{Clause, ClauseKind, Link, Oblique, Tense, Voice};
use super::fine::Fine;
use super::{Rel, Tag, Tree};
use crate::rule::{Rules, WordList};
use crate::text::fold;
use crate::text::lexicon::{ClassId, Lexicon, WordForm};
use crate::text::span::Span;
use crate::text::token::Token;

/// Classes of words that shape a verb group; their members are data of the lexicon.
#[derive(Clone, Debug)]
pub struct ClauseWords {
    verb: Option<ClassId>,
    noun: Option<ClassId>,
    modal: Option<ClassId>,
    negation: Option<ClassId>,
    relative: Option<ClassId>,
    be: u64,
    have: u64,
    as_word: u64,
    /// Hash of "that".
    pub that: u64,
    of_object: WordList,
    plan: WordList,
    control: WordList,
    /// Articles that make a noun a kind: "a".
    pub indefinite: WordList,
    /// Nouns that only say how many: "hundreds of people".
    pub quantity: WordList,
    role: Option<ClassId>,
}

impl ClauseWords {
    /// Looks the classes up once.
    pub fn new(lexicon: &Lexicon, rules: &Rules) -> ClauseWords {
        ClauseWords {
            verb: lexicon.class("verb"),
            noun: lexicon.class("noun"),
            modal: lexicon.class("modal"),
            negation: lexicon.class("neg"),
            relative: lexicon.class("wh"),
            be: fold::hash("be"),
            have: fold::hash("have"),
            as_word: fold::hash("as"),
            that: fold::hash("that"),
            of_object: rules.words("gerund_of_object").cloned().unwrap_or_default(),
            plan: rules.words("plan_noun").cloned().unwrap_or_default(),
            control: rules.words("object_control").cloned().unwrap_or_default(),
            indefinite: rules.words("indefinite").cloned().unwrap_or_default(),
            quantity: rules.words("quantity_noun").cloned().unwrap_or_default(),
            role: lexicon.class("role"),
        }
    }
}

/// One sentence as the clause reader sees it.
#[derive(Clone, Copy)]
pub struct Sight<'a> {
    /// The document's text.
    pub text: &'a str,
    /// The sentence's tokens.
    pub tokens: &'a [Token],
    /// Its fine tags.
    pub fine: &'a [Fine],
    /// Its tree.
    pub tree: &'a Tree,
    /// Children of each token of the tree.
    pub children: &'a Children,
    /// The lexicon.
    pub lexicon: &'a Lexicon,
    /// Word classes of verb groups.
    pub words: &'a ClauseWords,
}

impl Sight<'_> {
    /// Relation of a token to its head.
    pub fn rel(&self, token: u32) -> Rel {
        self.tree.rels[token as usize]
    }

    /// Part of speech of a token.
    pub fn tag(&self, token: u32) -> Tag {
        self.tree.tags[token as usize]
    }

    /// Head of a token; `None` for the root.
    pub fn head(&self, token: u32) -> Option<u32> {
        Some(self.tree.heads[token as usize]).filter(|&h| h != Tree::ROOT)
    }

    /// Hash of a token's folded form.
    pub fn hash(&self, token: u32) -> u64 {
        self.tokens[token as usize].hash
    }

    fn is(&self, token: u32, class: Option<ClassId>) -> bool {
        class.is_some_and(|class| self.lexicon.classes(self.tokens[token as usize].word).has(class))
    }

    /// Hash of a token's lemma in the word class its tag names; of its folded form where the lexicon does not know it.
    pub fn lemma(&self, token: u32) -> u64 {
        let class = match self.tag(token) {
            Tag::Verb | Tag::Aux => self.words.verb,
            Tag::Noun | Tag::Propn => self.words.noun,
            _ => None,
        };
        class.map_or_else(|| self.hash(token), |class| self.lexicon.lemma_hash(&self.tokens[token as usize], class))
    }

    /// Whom a noun is said of where it only says what somebody is: "X is a company based in Y", "X, a company based in Y".
    fn bearer(&self, noun: u32) -> u32 {
        let copula = self.children.first(self.tree, noun, Rel::Cop).is_some();
        let subject = self.children.first(self.tree, noun, Rel::Nsubj).filter(|_| copula);
        let name = self.head(noun).filter(|&h| self.rel(noun) == Rel::Appos && h < noun && self.tag(h) == Tag::Propn);
        subject.or(name.filter(|_| self.tag(noun) == Tag::Noun)).unwrap_or(noun)
    }

    /// Whether a token is a noun for what somebody is.
    pub fn is_role(&self, token: u32) -> bool {
        self.is(token, self.words.role)
    }

    fn verb_forms(&self, token: u32) -> Forms {
        let fine = self.fine.get(token as usize).copied().unwrap_or(Fine::X);
        let past_auxiliary = || {
            let mut readings = self.lexicon.readings(self.tokens[token as usize].word);
            readings.any(|r| Some(r.class) == self.words.verb && r.form == WordForm::Past)
        };
        Forms {
            base: matches!(fine, Fine::Verb | Fine::VerbPresent),
            past: fine == Fine::VerbPast || fine == Fine::AuxFinite && past_auxiliary(),
            participle: fine == Fine::VerbParticiple,
            gerund: fine == Fine::VerbIng,
        }
    }

    /// A head and all that is coordinated with it, in text order.
    pub fn conjuncts(&self, head: u32) -> Vec<u32> {
        let mut all = vec![head];
        let mut at = 0;
        while at < all.len() {
            all.extend(self.children.with(self.tree, all[at], Rel::Conj));
            at += 1;
        }
        all
    }

    /// The tokens of a phrase: the head with what belongs to its name or description, without clauses, appositions,
    /// coordinated phrases and prepositional phrases but those with `of`. First and one past the last token.
    pub fn phrase(&self, head: u32, of: u64) -> (u32, u32) {
        let (mut first, mut last) = (head, head + 1);
        let mut open = vec![head];
        while let Some(token) = open.pop() {
            for &child in self.children.of(token) {
                let outside = match self.rel(child) {
                    Rel::Conj
                    | Rel::Cc
                    | Rel::Appos
                    | Rel::Parataxis
                    | Rel::Punct
                    | Rel::Cop
                    | Rel::Nsubj
                    | Rel::Mark => token == head,
                    Rel::AclRelcl | Rel::Acl | Rel::Advcl | Rel::Ccomp | Rel::Aux => true,
                    Rel::Nmod | Rel::Obl => {
                        self.children.with(self.tree, child, Rel::Case).any(|case| self.hash(case) != of)
                    }
                    Rel::Case => token == head && child < head,
                    _ => false,
                };
                if !outside {
                    first = first.min(child);
                    last = last.max(child + 1);
                    open.push(child);
                }
            }
        }
        (first, last)
    }

    /// The span of a range of the sentence's tokens.
    pub fn span(&self, (first, last): (u32, u32)) -> Span {
        Span::new(self.tokens[first as usize].span.start, self.tokens[last as usize - 1].span.end)
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Forms {
    base: bool,
    past: bool,
    participle: bool,
    gerund: bool,
}

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

    /// Whether an apposition says what kind of thing its name is: "Harbin, a city in the north".
    fn says_kind(&self, sight: &Sight<'_>, token: u32) -> bool {
        let article = |d: u32| sight.words.indefinite.contains(sight.hash(d));
        let name = sight.head(token).is_some_and(|head| sight.tag(head) == Tag::Propn && head < token);
        name && sight.children.with(sight.tree, token, Rel::Det).any(article)
    }

    /// An apposition as the copula it stands for; what it says is presupposed.
    fn apposed(&self, sight: &Sight<'_>, token: u32) -> Clause {
        let mut clause = self.verbal(sight, token, ClauseKind::Copula);
        (clause.subject, clause.inherited, clause.link) = (sight.head(token), true, Link::Relative);
        (clause.voice, clause.negative, clause.modal) = (Voice::Active, false, None);
        clause
    }

    /// The clause above a token, and how the token's own hangs on it.
    fn above(&self, sight: &Sight<'_>, token: u32) -> (Option<u32>, Link) {
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

    fn verbal(&self, sight: &Sight<'_>, token: u32, kind: ClauseKind) -> Clause {
        let words = sight.words;
        let (parent, link) = self.above(sight, token);
        let mut clause = Clause {
            head: token,
            kind,
            lemma: if kind == ClauseKind::Copula { words.be } else { sight.lemma(token) },
            particle: None,
            voice: Voice::Active,
            tense: Tense::None,
            negative: false,
            modal: None,
            mark: None,
            subject: None,
            inherited: false,
            object: (kind == ClauseKind::Copula).then_some(token),
            iobj: None,
            agent: None,
            said_of: None,
            obliques: Vec::new(),
            parent,
            link,
        };
        let (mut auxiliary, mut have, mut relative) = (None, false, None);
        for &child in sight.children.of(token) {
            match sight.rel(child) {
                Rel::Nsubj | Rel::NsubjOuter | Rel::Csubj => clause.subject = clause.subject.or(Some(child)),
                Rel::NsubjPass => {
                    clause.voice = Voice::Passive;
                    clause.subject = Some(child);
                }
                Rel::AuxPass => {
                    clause.voice = Voice::Passive;
                    auxiliary = auxiliary.or(Some(child));
                }
                Rel::Aux | Rel::Cop => {
                    if sight.is(child, words.modal) {
                        clause.modal = Some(child);
                    }
                    have |= sight.lemma(child) == words.have;
                    auxiliary = auxiliary.or(Some(child));
                }
                // "told Berg that Holm had left": a conjunction that the parser took for a pronoun.
                Rel::Obj if link == Link::Complement && child < token && sight.hash(child) == words.that => {}
                Rel::Obj => clause.object = clause.object.or(Some(child)),
                Rel::Iobj => clause.iobj = Some(child),
                Rel::OblAgent => clause.agent = Some(child),
                Rel::Obl | Rel::OblTmod | Rel::Nmod => push_oblique(sight, child, &mut clause.obliques),
                Rel::CompoundPrt => clause.particle = Some(sight.hash(child)),
                Rel::Mark => clause.mark = clause.mark.or(Some(child)),
                Rel::Advmod | Rel::Det if sight.is(child, words.negation) => clause.negative = true,
                _ => {}
            }
        }
        for noun in [clause.subject, clause.object, clause.iobj].into_iter().flatten() {
            let none = sight.children.with(sight.tree, noun, Rel::Det).any(|d| sight.is(d, words.negation));
            clause.negative |= none && noun != token || sight.is(noun, words.negation);
            if sight.tag(noun) == Tag::Pron && sight.is(noun, words.relative) {
                relative = Some(noun);
            }
        }
        if kind == ClauseKind::Copula {
            clause.negative |= sight.children.with(sight.tree, token, Rel::Det).any(|d| sight.is(d, words.negation));
        }
        clause.tense = tense(sight, token, kind, auxiliary, have);
        self.share(sight, &mut clause, auxiliary, relative);
        if clause.inherited {
            // "His itinerary includes attending …": whose plan it is, acts.
            let plan = clause.subject.filter(|&s| sight.words.plan.contains(sight.lemma(s)));
            clause.subject = plan.and_then(|s| sight.children.first(sight.tree, s, Rel::NmodPoss)).or(clause.subject);
        }
        clause
    }

    /// Fills in what the clause shares with the one above or with the noun it hangs on.
    fn share(&self, sight: &Sight<'_>, clause: &mut Clause, auxiliary: Option<u32>, relative: Option<u32>) {
        let forms = sight.verb_forms(clause.head);
        let noun = sight.head(clause.head).map(|noun| sight.bearer(noun));
        let parent = clause.parent.map(|p| &self.clauses[p as usize]);
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
                } else if clause.object.is_none() && clause.voice == Voice::Active && relative.is_none() {
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
            }
            Link::Open if clause.subject.is_none() => {
                let Some(parent) = parent else { return };
                // "asked X to go": the object; "is expected to go", "wants to go": the subject.
                clause.subject = if parent.voice == Voice::Active && parent.kind == ClauseKind::Verb {
                    parent.object.or(parent.iobj).or(parent.subject)
                } else {
                    parent.subject
                };
                clause.inherited = true;
            }
            Link::Adverbial | Link::Complement if clause.subject.is_none() => {
                let Some(parent) = parent else { return };
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

    fn nominal(&self, sight: &Sight<'_>, token: u32, is_light: &dyn Fn(u64) -> bool) -> Clause {
        let head = sight.head(token);
        let (parent, _) = self.above(sight, token);
        let above = parent.map(|p| &self.clauses[p as usize]);
        let mut clause = Clause {
            head: token,
            kind: ClauseKind::Noun,
            lemma: sight.lemma(token),
            particle: None,
            voice: Voice::Active,
            tense: above.map_or(Tense::None, |c| c.tense),
            negative: false,
            modal: None,
            mark: None,
            subject: sight.children.first(sight.tree, token, Rel::NmodPoss),
            inherited: false,
            object: None,
            iobj: None,
            agent: None,
            said_of: None,
            obliques: Vec::new(),
            parent,
            link: Link::Nominal,
        };
        for &child in sight.children.of(token) {
            match sight.rel(child) {
                Rel::Nmod | Rel::Obl | Rel::OblAgent => push_oblique(sight, child, &mut clause.obliques),
                Rel::Det if sight.is(child, sight.words.negation) => clause.negative = true,
                _ => {}
            }
        }
        clause.said_of = match sight.rel(token) {
            Rel::Appos => head,
            Rel::Xcomp => above.and_then(|above| above.undergoer().or(above.subject)).filter(|&s| s != token),
            Rel::Obl if self.case_is(sight, token, sight.words.as_word) => above.and_then(|above| above.subject),
            _ => sight.children.first(sight.tree, token, Rel::Appos),
        };
        let Some(above) = above else { return clause };
        let own = clause.obliques.len();
        let direct = head == Some(above.head);
        let light = direct && above.kind == ClauseKind::Verb && is_light(above.lemma);
        let carried = match sight.rel(token) {
            Rel::Obj | Rel::NsubjPass if light => true,
            // "arrived for a visit to", "kicked off the day with a visit to": its doer is the one who acts.
            Rel::Obl => direct,
            _ => false,
        };
        if carried && clause.subject.is_none() {
            let doer = above.doer().filter(|&s| s != token);
            clause.subject = doer.or(above.subject.filter(|&s| s != token && above.voice == Voice::Passive));
            clause.inherited = true;
        }
        if light && matches!(sight.rel(token), Rel::Obj | Rel::NsubjPass) {
            clause.obliques.extend(above.obliques.iter().filter(|o| o.head != token));
            clause.iobj = above.iobj;
            if clause.subject.is_none() {
                clause.subject = above.agent;
            }
            debug_assert!(clause.obliques.len() >= own);
        }
        clause
    }
}

impl Clauses {
    fn case_is(&self, sight: &Sight<'_>, token: u32, word: u64) -> bool {
        sight.children.with(sight.tree, token, Rel::Case).any(|case| sight.hash(case) == word)
    }
}

fn push_oblique(sight: &Sight<'_>, head: u32, out: &mut Vec<Oblique>) {
    let case = sight.children.first(sight.tree, head, Rel::Case);
    for conjunct in sight.conjuncts(head) {
        let own = sight.children.first(sight.tree, conjunct, Rel::Case).or(case);
        let case = own.unwrap_or(u32::MAX);
        // "ahead of", "along with": the last word of a fixed preposition decides.
        let last = own.map(|own| sight.children.with(sight.tree, own, Rel::Fixed).last().unwrap_or(own));
        let preposition = last.map_or(0, |last| sight.hash(last));
        if conjunct == head || own != Some(u32::MAX) {
            out.push(Oblique { preposition, case, head: conjunct });
        }
    }
}

fn tense(sight: &Sight<'_>, token: u32, kind: ClauseKind, auxiliary: Option<u32>, have: bool) -> Tense {
    let finite = match auxiliary {
        Some(auxiliary) => auxiliary,
        None if kind == ClauseKind::Verb => token,
        None => return Tense::None,
    };
    if sight.is(finite, sight.words.modal) {
        return Tense::Future;
    }
    let forms = sight.verb_forms(finite);
    if have {
        return Tense::Past;
    }
    if forms.past && !forms.base {
        Tense::Past
    } else if forms.gerund
        || sight.children.of(token).iter().any(|&c| sight.rel(c) == Rel::Mark && sight.tag(c) == Tag::Part)
    {
        Tense::None
    } else {
        Tense::Present
    }
}
