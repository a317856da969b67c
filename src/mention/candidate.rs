//! Candidates: stretches that a gazetteer, a rule or a recognizer proposes as mentions.

use super::Form;
use crate::gazetteer::{EntryId, Gazetteer, SenseRef};
use crate::origin::Origin;
use crate::schema::LabelId;
use crate::text::token::Token;

/// A proposed mention. Token indices are the document's.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// First token.
    pub first: u32,
    /// One past the last token.
    pub last: u32,
    /// What it would name; `None` where the text is to name nothing (a `block` row).
    pub label: Option<LabelId>,
    /// How it would refer.
    pub form: Form,
    /// 0–1000.
    pub score: u16,
    /// Who proposes it: 0 the pack, 1 a caller; a caller's outranks the pack's.
    pub rank: u8,
    /// The name needs support from context.
    pub guarded: bool,
    /// What proposes it.
    pub origin: Origin,
    /// The gazetteer's sense.
    pub sense: Option<SenseRef>,
    /// Value of a date or amount: index into the recognizer's expressions.
    pub value: Option<u32>,
}

impl Candidate {
    /// Number of tokens.
    pub fn len(&self) -> u32 {
        self.last - self.first
    }

    /// Whether it covers no token.
    pub fn is_empty(&self) -> bool {
        self.first == self.last
    }
}

/// Base score of a gazetteer's sense: its prior, and a bonus where the name has several words.
fn score(prior: u8, tokens: u32) -> u16 {
    350 + 4 * u16::from(prior.min(100)) + if tokens > 1 { 100 } else { 0 }
}

/// A gazetteer with its labels resolved against the schema.
#[derive(Clone, Debug)]
pub struct Names {
    /// The gazetteer.
    pub gazetteer: Gazetteer,
    /// Its labels' ids; `None` stands for rows that only block.
    pub labels: Vec<Option<LabelId>>,
    /// Its index in the extractor.
    pub index: u16,
}

impl Names {
    /// Appends what the gazetteer proposes for the tokens `range`, one candidate for each sense of each name.
    pub fn propose(
        &self,
        text: &str,
        tokens: &[Token],
        range: std::ops::Range<usize>,
        hits: &mut Vec<crate::gazetteer::Hit>,
        out: &mut Vec<Candidate>,
    ) {
        hits.clear();
        self.gazetteer.find(text, tokens, range, hits);
        for hit in hits.iter() {
            self.senses(hit.entry, hit.first, hit.last, out);
        }
    }

    fn senses(&self, entry: EntryId, first: u32, last: u32, out: &mut Vec<Candidate>) {
        for sense in self.gazetteer.briefs(entry) {
            let label =
                if sense.blocks { None } else { self.labels.get(usize::from(sense.label_index)).copied().flatten() };
            if label.is_none() && !sense.blocks {
                continue;
            }
            out.push(Candidate {
                first,
                last,
                label,
                form: Form::Name,
                score: score(sense.prior, last - first),
                rank: u8::from(self.index > 0),
                guarded: sense.needs_support,
                origin: Origin::Row { gazetteer: self.index, row: sense.row },
                sense: Some(SenseRef { gazetteer: self.index, row: sense.row }),
                value: None,
            });
        }
    }
}
