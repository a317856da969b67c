//! A sentence as the clause reader sees it: its tokens, tags and tree, and the words that shape a verb group.

use super::children::Children;
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
    pub(super) verb: Option<ClassId>,
    pub(super) noun: Option<ClassId>,
    pub(super) modal: Option<ClassId>,
    pub(super) negation: Option<ClassId>,
    pub(super) relative: Option<ClassId>,
    pub(super) be: u64,
    pub(super) have: u64,
    pub(super) as_word: u64,
    pub(super) for_word: u64,
    pub(super) by: u64,
    pub(super) hyphen: u64,
    /// Hash of "that".
    pub that: u64,
    /// Hash of "not".
    pub not: u64,
    pub(super) of_object: WordList,
    pub(super) plan: WordList,
    pub(super) according: WordList,
    pub(super) control: WordList,
    pub(crate) content: WordList,
    /// Articles that make a noun a kind: "a".
    pub indefinite: WordList,
    /// Nouns that only say how many: "hundreds of people".
    pub quantity: WordList,
    /// What brings members of a group: "including".
    pub including: WordList,
    pub(super) deed: WordList,
    /// Prepositions that say where something is.
    pub whereabouts: WordList,
    pub(super) role: Option<ClassId>,
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
            for_word: fold::hash("for"),
            by: fold::hash("by"),
            hyphen: fold::hash("-"),
            that: fold::hash("that"),
            not: fold::hash("not"),
            of_object: rules.words("gerund_of_object").cloned().unwrap_or_default(),
            plan: rules.words("plan_noun").cloned().unwrap_or_default(),
            according: rules.words("cue_according").cloned().unwrap_or_default(),
            control: rules.words("object_control").cloned().unwrap_or_default(),
            content: rules.words("content_noun").cloned().unwrap_or_default(),
            indefinite: rules.words("indefinite").cloned().unwrap_or_default(),
            quantity: rules.words("quantity_noun").cloned().unwrap_or_default(),
            including: rules.words("preposition_including").cloned().unwrap_or_default(),
            deed: rules.words("verb_of_deed").cloned().unwrap_or_default(),
            whereabouts: rules.words("preposition_whereabouts").cloned().unwrap_or_default(),
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

    /// Whether a token is of a class.
    pub(super) fn is(&self, token: u32, class: Option<ClassId>) -> bool {
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
    pub(super) fn bearer(&self, noun: u32) -> u32 {
        let copula = self.children.first(self.tree, noun, Rel::Cop).is_some();
        let subject = self.children.first(self.tree, noun, Rel::Nsubj).filter(|_| copula);
        let name = self.head(noun).filter(|&h| self.rel(noun) == Rel::Appos && h < noun && self.tag(h) == Tag::Propn);
        subject.or(name.filter(|_| self.tag(noun) == Tag::Noun)).unwrap_or(noun)
    }

    /// Whether a token is a hyphen that joins the words on its sides.
    pub(super) fn is_hyphen(&self, token: u32) -> bool {
        let at = token as usize;
        let (Some(before), Some(own), Some(after)) =
            (at.checked_sub(1).and_then(|b| self.tokens.get(b)), self.tokens.get(at), self.tokens.get(at + 1))
        else {
            return false;
        };
        own.hash == self.words.hyphen && before.span.end == own.span.start && own.span.end == after.span.start
    }

    /// Whether a token says "not".
    pub fn is_negation(&self, token: u32) -> bool {
        self.is(token, self.words.negation)
    }

    /// Whether a token is a noun for what somebody is.
    pub fn is_role(&self, token: u32) -> bool {
        self.is(token, self.words.role)
    }

    /// Whether a verb's word can be this form.
    pub(super) fn has_form(&self, token: u32, form: WordForm) -> bool {
        let mut readings = self.lexicon.readings(self.tokens[token as usize].word);
        readings.any(|r| Some(r.class) == self.words.verb && r.form == form)
    }

    /// The forms that a verb can have where it stands.
    pub(super) fn verb_forms(&self, token: u32) -> Forms {
        let fine = self.fine.get(token as usize).copied().unwrap_or(Fine::X);
        let word = self.tokens[token as usize].word;
        // "Exports fell": a past tense that looks like no form of its own lemma.
        let mut readings = self.lexicon.readings(word).filter(|r| Some(r.class) == self.words.verb);
        let other = fine == Fine::VerbPresent
            && readings
                .any(|r| r.form == WordForm::Past && r.lemma_hash(&self.tokens[token as usize]) != self.hash(token));
        Forms {
            base: matches!(fine, Fine::Verb | Fine::VerbPresent) && !other,
            past: fine == Fine::VerbPast || other || fine == Fine::AuxFinite && self.has_form(token, WordForm::Past),
            participle: fine == Fine::VerbParticiple,
            gerund: fine == Fine::VerbIng,
        }
    }

    /// A head and all that is coordinated with it, in text order.
    pub fn conjuncts(&self, head: u32) -> Vec<u32> {
        let mut all = vec![head];
        let mut at = 0;
        while at < all.len() {
            all.extend(self.children.with(self.tree, all[at], Rel::Conj).filter(|&c| !self.says_what(head, c)));
            at += 1;
        }
        all
    }

    /// "Ana Cruz of the Fish Union, a watchdog, hailed": set between commas with an indefinite article and no conjunction, a phrase
    /// says what the name before it is.
    fn says_what(&self, name: u32, token: u32) -> bool {
        let child = |rel: Rel| self.children.first(self.tree, token, rel);
        let comma = child(Rel::Punct).is_some_and(|p| p < token);
        self.tag(name) == Tag::Propn
            && comma
            && child(Rel::Cc).is_none()
            && child(Rel::Conj).is_none()
            && child(Rel::Det).is_some_and(|det| self.words.indefinite.contains(self.hash(det)))
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

/// Which forms of a verb a word can be.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Forms {
    pub(super) base: bool,
    pub(super) past: bool,
    pub(super) participle: bool,
    pub(super) gerund: bool,
}
