//! A sentence whose tree is being mended, and what repairs ask of it.

use super::Repairs;
use crate::mention::{Form, Mention};
use crate::schema::Schema;
use crate::syntax::analysis::Analysis;
use crate::syntax::fine::Fine;
use crate::syntax::{Rel, Tag, Tree};
use crate::text::lexicon::{Lexicon, WordForm};
use crate::text::token::{Shape, Token};

/// A sentence with its tree; tokens count from the sentence's first.
pub(super) struct Site<'a> {
    /// Words that repairs look at.
    pub words: &'a Repairs,
    /// The sentence's tokens.
    pub tokens: &'a [Token],
    /// The document's number of the first token.
    pub first: u32,
    /// The sentence's mentions.
    pub mentions: &'a [Mention],
    /// The lexicon.
    pub lexicon: &'a Lexicon,
    /// Labels.
    pub schema: &'a Schema,
    /// Tags and tree.
    pub analysis: &'a mut Analysis,
}

impl Site<'_> {
    /// How many tokens there are.
    pub fn len(&self) -> u32 {
        self.tokens.len().min(self.analysis.tree.heads.len()).min(self.analysis.fine.len()) as u32
    }

    pub fn fine(&self, token: u32) -> Fine {
        self.analysis.fine.get(token as usize).copied().unwrap_or(Fine::X)
    }

    pub fn tag(&self, token: u32) -> Tag {
        self.analysis.tree.tags.get(token as usize).copied().unwrap_or(Tag::X)
    }

    pub fn rel(&self, token: u32) -> Rel {
        self.analysis.tree.rels.get(token as usize).copied().unwrap_or(Rel::Dep)
    }

    /// Head of a token; [`Tree::ROOT`] for the root.
    pub fn head(&self, token: u32) -> u32 {
        self.analysis.tree.heads.get(token as usize).copied().unwrap_or(Tree::ROOT)
    }

    pub fn hash(&self, token: u32) -> u64 {
        self.tokens.get(token as usize).map_or(0, |token| token.hash)
    }

    /// Hash of the lemma of a verb.
    pub fn lemma(&self, token: u32) -> u64 {
        let Some(token) = self.tokens.get(token as usize) else { return 0 };
        self.words.verb.map_or(token.hash, |class| self.lexicon.lemma_hash(token, class))
    }

    /// Gives a token another head, unless that would close a circle.
    pub fn set(&mut self, token: u32, head: u32, rel: Rel) -> bool {
        let same = self.head(token) == head && self.rel(token) == rel;
        if same || token >= self.len() || head != Tree::ROOT && (head >= self.len() || self.below(head, token)) {
            return false;
        }
        super::set(&mut self.analysis.tree, token, head, rel);
        true
    }

    /// Puts a token that hangs on another in that one's place, where the parser made the wrong one of them the head.
    pub fn rise(&mut self, token: u32, above: u32) -> bool {
        let wrong = self.below(token, above);
        if wrong {
            let (head, rel) = (self.head(above), self.rel(above));
            super::set(&mut self.analysis.tree, token, head, rel);
        }
        wrong
    }

    /// Whether `token` hangs on `above`, however far down.
    pub fn below(&self, token: u32, above: u32) -> bool {
        super::descends(&self.analysis.tree, token, above)
    }

    /// The nearest verb above a token; [`Tree::ROOT`] where there is none.
    pub fn verb_above(&self, token: u32) -> u32 {
        let mut at = self.head(token);
        for _ in 0..self.len() {
            if at == Tree::ROOT || self.tag(at) == Tag::Verb {
                return at;
            }
            at = self.head(at);
        }
        Tree::ROOT
    }

    /// The first child with this relation.
    pub fn child(&self, token: u32, rel: Rel) -> Option<u32> {
        (0..self.len()).find(|&t| self.head(t) == token && self.rel(t) == rel)
    }

    /// Whether there is a child with this relation.
    pub fn has(&self, token: u32, rel: Rel) -> bool {
        self.child(token, rel).is_some()
    }

    /// The subject of a verb.
    pub fn subject(&self, verb: u32) -> Option<u32> {
        self.child(verb, Rel::Nsubj).or_else(|| self.child(verb, Rel::NsubjPass))
    }

    /// The relation of a subject to this verb.
    pub fn subject_rel(&self, verb: u32) -> Rel {
        if self.has(verb, Rel::AuxPass) { Rel::NsubjPass } else { Rel::Nsubj }
    }

    pub fn is_noun(&self, token: u32) -> bool {
        matches!(self.tag(token), Tag::Noun | Tag::Propn)
    }

    pub fn is_punctuation(&self, token: u32) -> bool {
        self.tokens.get(token as usize).is_some_and(|token| token.shape.has(Shape::PUNCTUATION))
    }

    pub fn is_comma(&self, token: u32) -> bool {
        self.is_punctuation(token) && self.hash(token) == self.words.comma
    }

    /// Whether a word is a verb or auxiliary in a finite form.
    pub fn is_finite(&self, token: u32) -> bool {
        use Fine::{AuxFinite, AuxModal, VerbPast, VerbPresent, VerbThird};
        matches!(self.fine(token), VerbPast | VerbThird | VerbPresent | AuxFinite | AuxModal)
    }

    /// Whether a verb reports speech.
    pub fn is_said(&self, token: u32) -> bool {
        self.words.said.contains(self.lemma(token))
    }

    /// The name that begins at a token: one past its last token.
    pub fn name_end(&self, token: u32) -> Option<u32> {
        let name = self.mentions.iter().find(|m| m.form == Form::Name && m.first == self.first + token)?;
        Some(name.last - self.first)
    }

    /// The head of a name that ends at a token, or the token itself.
    pub fn name_head(&self, last: u32) -> u32 {
        if self.rel(last) == Rel::Flat { self.head(last).min(last) } else { last }
    }

    /// The plain noun phrase that begins at a token, without prepositional phrases: its head and one past its last token.
    pub fn phrase_at(&self, from: u32) -> Option<(u32, u32)> {
        let mut at = from;
        let mut head = None;
        while at < self.len() {
            if let Some(end) = self.name_end(at).filter(|_| self.tag(at) == Tag::Propn) {
                (head, at) = (Some(at), end);
                continue;
            }
            match self.fine(at) {
                Fine::Noun | Fine::NounPlural | Fine::Propn => head = Some(at),
                Fine::Det | Fine::PronPossessive if at == from => {}
                Fine::Pron | Fine::PronOther if at == from => return Some((at, at + 1)),
                Fine::Adj | Fine::Num if head.is_none() => {}
                Fine::Possessive if head.is_some() => head = None,
                _ => break,
            }
            at += 1;
        }
        head.map(|head| (head, at))
    }

    /// Whether a word is in the plural (nouns) or of a plural (verbs); `None` where it does not show.
    pub fn is_plural(&self, token: u32) -> Option<bool> {
        match self.fine(token) {
            Fine::Noun => Some(false),
            Fine::NounPlural => Some(true),
            Fine::VerbThird => Some(false),
            Fine::VerbPresent | Fine::Verb => Some(true),
            Fine::AuxFinite => {
                let word = self.tokens.get(token as usize)?.word;
                if self.words.plural.contains(self.hash(token)) {
                    return Some(true);
                }
                let third = self.lexicon.readings(word).any(|r| r.form == WordForm::ThirdSingular);
                third.then_some(false)
            }
            _ => None,
        }
    }
}
