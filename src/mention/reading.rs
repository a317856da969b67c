//! A text with its candidates, as the trainer of the model of mentions reads it.

use super::candidate::Candidate;
use super::known::Known;
use super::lattice::{Choice, Lattice, Stretch};
use crate::document::Document;
use crate::extractor::{Context, Extractor};
use crate::pipeline;
use crate::text::span::Span;

/// A text with the candidates of its sentences.
pub struct Reading<'a> {
    extractor: &'a Extractor,
    document: Document<'a>,
    candidates: Vec<Vec<Candidate>>,
}

impl<'a> Reading<'a> {
    /// Reads a text up to its candidates. The extractor must have weights, whatever they are.
    pub fn new(extractor: &'a Extractor, text: &'a str) -> Reading<'a> {
        let (document, candidates) = pipeline::candidates(extractor, text, &Context::default());
        Reading { extractor, document, candidates }
    }

    /// The stretches of each sentence, given what is known of the document.
    pub fn lattices(&self, known: &Known) -> Vec<Lattice> {
        let mut lattices = Vec::with_capacity(self.candidates.len());
        for (sentence, candidates) in self.document.sentences.iter().zip(&self.candidates) {
            let at = pipeline::surroundings(self.extractor, &self.document, sentence, known);
            let mut candidates = candidates.clone();
            pipeline::surnames(&self.document, sentence, known, &mut candidates);
            lattices.push(Lattice::new(&self.extractor.features, &at, candidates));
        }
        lattices
    }

    /// What a first reading's choices say of the document.
    pub fn learn(&self, lattices: &[Lattice], choices: &[Vec<(usize, Choice)>]) -> Known {
        let nothing = Known::default();
        let mut known = Known::default();
        let mut taken = Vec::new();
        for ((sentence, lattice), chosen) in self.document.sentences.iter().zip(lattices).zip(choices) {
            let at = pipeline::surroundings(self.extractor, &self.document, sentence, &nothing);
            known.matches += u32::from(at.sporting);
            taken.clear();
            lattice.take(&at, chosen, &mut taken);
            for candidate in &taken {
                known.learn(self.document.text, &self.document.tokens, at.schema, at.lexicon, at.words, candidate);
            }
        }
        known
    }

    /// Where a stretch stands in the text, in bytes.
    pub fn span(&self, stretch: &Stretch) -> Span {
        pipeline::span(&self.document.tokens[stretch.first as usize..stretch.last as usize])
    }
}
