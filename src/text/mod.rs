//! Text as the other stages see it: spans, blocks, tokens, sentences, words.
//!
//! Data flows one way: [`layout`] cuts the text into blocks, [`token`] into tokens, [`sentence`] groups tokens into
//! sentences inside a block, [`lexicon`] says what is known of each token's word.

pub mod fold;
pub mod hashed;
pub mod layout;
pub mod lexicon;
mod lines;
mod scan;
pub mod sentence;
pub mod span;
pub mod spelling;
pub mod token;
