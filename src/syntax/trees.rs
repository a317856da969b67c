//! The trees of a document, each made once: what asks second gets what the first was given.

use super::analysis::{Analysis, Analyzer};
use super::fine::Fine;
use super::{Rel, Tree};
use crate::mention::Mention;
use crate::text::lexicon::Lexicon;
use crate::text::sentence::Sentence;
use crate::text::token::Token;

/// What trees are made of.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The document's text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
    /// Its sentences.
    pub sentences: &'a [Sentence],
    /// The lexicon.
    pub lexicon: &'a Lexicon,
    /// Tagger and parser.
    pub analyzer: &'a Analyzer,
}

/// Tags and trees of the sentences that were parsed, as the parser left them. They depend on the names found in a sentence
/// and on nothing that is found out later, so that it does not matter who asks first.
#[derive(Debug, Default)]
pub struct Trees {
    parsed: Vec<bool>,
    fine: Vec<Fine>,
    heads: Vec<u32>,
    rels: Vec<Rel>,
    effort: Effort,
}

/// How many sentences of a document were looked into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// Sentences that were given parts of speech.
    pub tagged: u32,
    /// Of these, sentences that were given a tree.
    pub parsed: u32,
}

impl Trees {
    /// Forgets the document.
    pub fn clear(&mut self) {
        self.parsed.clear();
        self.effort = Effort::default();
    }

    /// How many sentences of the document were looked into so far.
    pub fn effort(&self) -> Effort {
        self.effort
    }

    /// Replaces what `out` holds with tags and tree of a sentence, in which `mentions` stand.
    pub fn read(&mut self, source: &Source<'_>, index: u32, mentions: &[Mention], out: &mut Analysis) {
        if !self.recall(source, index, out) {
            self.tag(source, index, mentions, out);
            self.parse(source, index, out);
        }
    }

    /// Replaces what `out` holds with the tags of a sentence, and with its tree where that is known already.
    pub fn tag(&mut self, source: &Source<'_>, index: u32, mentions: &[Mention], out: &mut Analysis) {
        if self.recall(source, index, out) {
            return;
        }
        let Some(sentence) = source.sentences.get(index as usize) else { return };
        let tokens = source.tokens.get(sentence.range()).unwrap_or_default();
        source.analyzer.tag(source.text, tokens, sentence.first, mentions, source.lexicon, out);
        self.effort.tagged += 1;
    }

    /// Gives `out` the tree of the sentence whose tags it was given last.
    pub fn parse(&mut self, source: &Source<'_>, index: u32, out: &mut Analysis) {
        let Some(sentence) = source.sentences.get(index as usize).filter(|_| !self.knows(index)) else { return };
        source.analyzer.parse(out);
        if self.parsed.is_empty() {
            self.parsed.resize(source.sentences.len(), false);
            self.fine.resize(source.tokens.len(), Fine::X);
            self.heads.resize(source.tokens.len(), Tree::ROOT);
            self.rels.resize(source.tokens.len(), Rel::Dep);
        }
        let range = sentence.range();
        let lengths = [out.fine.len(), out.tree.heads.len(), out.tree.rels.len()];
        if lengths.iter().all(|length| *length == range.len()) {
            self.fine[range.clone()].copy_from_slice(&out.fine);
            self.heads[range.clone()].copy_from_slice(&out.tree.heads);
            self.rels[range].copy_from_slice(&out.tree.rels);
            self.parsed[index as usize] = true;
            self.effort.parsed += 1;
        }
    }

    fn knows(&self, index: u32) -> bool {
        self.parsed.get(index as usize) == Some(&true)
    }

    fn recall(&self, source: &Source<'_>, index: u32, out: &mut Analysis) -> bool {
        let Some(sentence) = source.sentences.get(index as usize).filter(|_| self.knows(index)) else { return false };
        let range = sentence.range();
        out.recall(&self.fine[range.clone()], &self.heads[range.clone()], &self.rels[range]);
        true
    }
}
