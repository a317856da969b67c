//! The document's own date, as its page says it.

use super::{Anchor, Date, Moment, Symbol, Words, find::find_in};
use crate::text::layout::{Block, BlockKind};
use crate::text::token::Token;

/// The date in a text's dateline, or in a line that is a date: a day with its year. `None` where neither is there.
///
/// `tokens` are those of the whole text.
pub fn document_date(text: &str, blocks: &[Block], tokens: &[Token], words: &dyn Words) -> Option<Date> {
    let mut found = Vec::new();
    for block in blocks.iter().filter(|b| b.kind == BlockKind::Dateline) {
        let first = tokens.partition_point(|t| t.span.start < block.span.start);
        let last = tokens.partition_point(|t| t.span.start < block.span.end);
        found.clear();
        find_in(text, tokens, first..last, words, &mut found);
        for expression in &found {
            if let Symbol::At(Moment { anchor: Anchor::Day(Some(year), month, day), .. }) = expression.symbol {
                return Date::new(year, month, day);
            }
        }
    }
    None
}
