//! What a word's own forms, the mention it stands in and the begin of its sentence say of its tag.

use super::Tag;
use super::fine::Fine;
use super::retag::Sentence;
use crate::mention::{Form, Mention};
use crate::schema::LabelId;

/// A verb has a form that its word can be: "spoke" is a past tense and no participle, "sue" behind "could" an infinitive.
pub(super) fn formed(sentence: &mut Sentence<'_>, at: usize) {
    let can = sentence.can(at);
    let fits = match sentence.tag(at) {
        Fine::VerbThird => can.third,
        Fine::VerbPast => can.past,
        Fine::VerbParticiple => can.participle,
        Fine::Verb | Fine::VerbPresent => can.base,
        _ => return,
    };
    if fits || !(can.base || can.third || can.past || can.participle) {
        return;
    }
    let before = (0..at).rev().map(|t| sentence.tag(t)).find(|tag| !matches!(tag, Fine::Adv | Fine::Not));
    sentence.fine[at] = match before {
        Some(Fine::AuxModal | Fine::To) if can.base => Fine::Verb,
        _ if can.base => Fine::VerbPresent,
        _ if can.third => Fine::VerbThird,
        _ if can.past => Fine::VerbPast,
        _ => Fine::VerbParticiple,
    };
}

/// "Jailed opposition leader Berg won", "Lobbying group Norbank backed": a participle that begins a sentence in front of what
/// names the verb's subject, with no comma before the verb, only modifies.
pub(super) fn modifying(sentence: &mut Sentence<'_>) {
    let noun = |tag| matches!(tag, Fine::Noun | Fine::Propn);
    let (first, second) = (sentence.tag(0), sentence.tag(1));
    if first == Fine::VerbIng && second == Fine::Noun && sentence.tag(2) == Fine::Propn {
        sentence.fine[0] = Fine::Noun;
        return;
    }
    if first != Fine::VerbParticiple || !matches!(second, Fine::Adj | Fine::Noun) {
        return;
    }
    // Nothing but one noun phrase up to the verb.
    let end = (1..sentence.fine.len()).find(|&t| {
        !matches!(
            sentence.tag(t),
            Fine::Adj | Fine::Noun | Fine::NounPlural | Fine::Propn | Fine::Possessive | Fine::VerbIng | Fine::Verb
        )
    });
    if end.is_some_and(|end| end > 2 && noun(sentence.tag(end - 1)) && sentence.is_finite(end)) {
        sentence.fine[0] = Fine::Adj;
        for at in 1..end.unwrap_or(1) {
            if sentence.tag(at) == Fine::Verb && sentence.can(at).noun {
                sentence.fine[at] = Fine::Noun;
            }
        }
    }
}

/// What mentions say of their words: a number of one word is one, and the last word of an office is a noun.
pub(super) fn given(sentence: &mut Sentence<'_>, mention: &Mention, first: u32) {
    let (from, to) = ((mention.first - first) as usize, (mention.last - first) as usize);
    let Some(last) = to.checked_sub(1).filter(|&last| last < sentence.fine.len()) else { return };
    let tag = sentence.tag(last);
    if mention.form == Form::Value && mention.label == LabelId::CARDINAL && from == last && tag == Fine::Adj {
        sentence.fine[last] = Fine::Num;
    }
    // "Finance Minister Ana Cruz": a description with capitals has no verb in it.
    if mention.form == Form::Nominal {
        for at in from..last {
            if sentence.is_capital(at) && sentence.tag(at).tag() == Tag::Verb {
                sentence.fine[at] = Fine::Noun;
            }
        }
    }
    // "Bundesbank chief Joachim Nagel": no past where the word can be none.
    let past = tag == Fine::VerbPast && !sentence.can(last).past;
    if mention.form == Form::Nominal && (from < last && tag == Fine::Adj || past) {
        sentence.fine[last] = Fine::Noun;
    }
}
