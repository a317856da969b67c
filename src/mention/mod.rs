//! Mentions.

pub mod numbers;
