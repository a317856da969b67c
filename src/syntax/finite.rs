//! Finds the finite verb of a sentence, or of the clause that a report ends with, where the tagger gave it none.

use super::Tag;
use super::fine::Fine;
use super::retag::{REACH, Retagger, Sentence};
use crate::text::token::Shape;

impl Retagger {
    /// A sentence without a finite verb gets the first word after a name that can be one ("Berg hails from Oslo"), or the last
    /// participle that follows a noun or a comma ("Her husband, a former banker, testified").
    pub(super) fn finite(&self, sentence: &mut Sentence<'_>, names: &[(u32, u32)]) {
        // "Liverpool beat Tottenham": between two names a past that looks like a noun is a verb.
        for pair in names.windows(2) {
            let at = pair[0].1 as usize;
            let open = matches!(sentence.tag(at), Fine::Noun | Fine::Adj | Fine::Verb);
            if open && pair[1].0 as usize == at + 1 && !sentence.is_capital(at) && sentence.can(at).past {
                sentence.fine[at] = Fine::VerbPast;
            }
        }
        self.told(sentence);
        self.main(sentence);
        self.after_relative(sentence);
        if (0..sentence.fine.len()).any(|at| sentence.is_finite(at)) {
            return;
        }
        // "Berg, the son of Holm, lives in Oslo": behind a comma too, but there a participle may well be one.
        let length = sentence.fine.len();
        let commas = (2..length).filter(|_| !names.is_empty()).map(|at| (at, true));
        for (at, comma) in names.iter().map(|name| (name.1 as usize, false)).chain(commas) {
            let behind = at > 0 && sentence.tag(at - 1) == Fine::Punct;
            if at >= length || comma && (!behind || sentence.tag(at) == Fine::VerbParticiple) {
                continue;
            }
            let open = matches!(
                sentence.tag(at),
                Fine::Noun
                    | Fine::NounPlural
                    | Fine::Propn
                    | Fine::VerbParticiple
                    | Fine::Verb
                    | Fine::Adj
                    | Fine::Adv
                    | Fine::X
            );
            let can = sentence.can(at);
            if open && !sentence.is_capital(at) && (can.past || can.third) {
                sentence.fine[at] = if can.past { Fine::VerbPast } else { Fine::VerbThird };
                return;
            }
        }
        let ended = sentence.tokens.last().is_some_and(|token| token.shape.has(Shape::PUNCTUATION));
        let participle = (1..sentence.fine.len()).rev().filter(|_| ended).find(|&at| {
            sentence.tag(at) == Fine::VerbParticiple
                && matches!(
                    sentence.tag(at - 1),
                    Fine::Noun | Fine::NounPlural | Fine::Propn | Fine::Punct | Fine::Pron
                )
                && !self.is_by(sentence, at + 1)
                && sentence.can(at).past
        });
        if let Some(at) = participle {
            sentence.fine[at] = Fine::VerbPast;
        }
    }

    /// "…, a hospital official told Reuters.": between a noun phrase behind a comma and one that ends the sentence stands a past.
    fn told(&self, sentence: &mut Sentence<'_>) {
        let nominal = |tag: Fine| matches!(tag.tag(), Tag::Noun | Tag::Propn | Tag::Adj | Tag::Num | Tag::Det);
        let ended = |t: usize| sentence.tag(t) == Fine::Punct;
        let length = sentence.fine.len();
        let Some(verb) = (1..length).rev().find(|&t| !nominal(sentence.tag(t)) && (t + 1 < length || !ended(t))) else {
            return;
        };
        let open = sentence.tag(verb) == Fine::VerbParticiple && sentence.can(verb).past && !ended(verb + 1);
        let start = verb - (0..verb).rev().take_while(|&t| nominal(sentence.tag(t))).count();
        // "…, the army chief, General Berg, told reporters."
        let tell = self.verb.map(|class| sentence.lexicon.lemma_hash(&sentence.tokens[verb], class)) == Some(self.tell);
        let apposed = tell && verb > 1 && ended(verb - 1) && nominal(sentence.tag(verb - 2));
        let described = start + 1 < verb && start > 1 && ended(start - 1) && sentence.tag(start) == Fine::Det;
        if open && (apposed || described) {
            sentence.fine[verb] = Fine::VerbPast;
            if sentence.tag(verb - 1) == Fine::Adj && sentence.can(verb - 1).noun {
                sentence.fine[verb - 1] = Fine::Noun;
            }
        }
    }

    /// "Thousands marched, demanding that Berg resign", "The quake hit off the coast, officials said": right behind the noun phrase
    /// that begins a sentence what can be a past tense is one, where no other verb before the next comma can be that phrase's.
    fn main(&self, sentence: &mut Sentence<'_>) {
        use Fine::{
            Adj, AdvWh, Det, Noun, NounPlural, Num, PronPossessive, PronWh, Propn, Punct, Sconj, VerbParticiple,
        };
        let length = sentence.fine.len();
        let opens = |tag| matches!(tag, Det | Adj | Num | Noun | NounPlural | Propn | PronPossessive);
        let Some(at) = (1..length).find(|&t| {
            let tag = sentence.tag(t);
            !opens(tag) || tag == Noun && sentence.can(t).past && matches!(sentence.tag(t - 1), Noun | NounPlural)
        }) else {
            return;
        };
        let (tag, can) = (sentence.tag(at), sentence.can(at));
        let noun = matches!(sentence.tag(at - 1), Noun | NounPlural | Propn);
        if !noun || !can.past || sentence.is_capital(at) || !matches!(tag, VerbParticiple | Noun) {
            return;
        }
        let after = sentence.tag(at + 1);
        let follows = match tag {
            VerbParticiple => after != Punct && !self.is_by(sentence, at + 1),
            _ => matches!(after, Fine::Adp | Det | Propn),
        };
        let comma = (at + 1..length).find(|&t| sentence.tag(t) == Punct).unwrap_or(length);
        // A verb behind the comma is another clause's where a conjunction or a subject brings it.
        let own = (at + 1..length.min(at + REACH)).find(|&t| sentence.is_finite(t));
        let brought = |verb: usize| {
            verb > comma + 1
                && (comma + 1..verb)
                    .any(|t| matches!(sentence.tag(t), Sconj | PronWh | AdvWh | Noun | NounPlural | Propn))
        };
        if follows && own.is_none_or(brought) {
            sentence.fine[at] = Fine::VerbPast;
        }
    }

    /// "The union, which represents miners, called on the board": behind the relative clause of the noun phrase that begins a
    /// sentence what can be a past tense is one, where no verb comes after it.
    fn after_relative(&self, sentence: &mut Sentence<'_>) {
        use Fine::{Adj, Det, Noun, NounPlural, Num, PronPossessive, PronWh, Propn, Punct, VerbParticiple};
        let length = sentence.fine.len();
        let opens = |tag| matches!(tag, Det | Adj | Num | Noun | NounPlural | Propn | PronPossessive);
        let Some(comma) = (1..length).find(|&t| !opens(sentence.tag(t))).filter(|&t| sentence.tag(t) == Punct) else {
            return;
        };
        // Also of what stands beside that phrase: "Berg, the painter whose works sold well, died".
        let Some(pronoun) = (comma + 1..length).find(|&t| !opens(sentence.tag(t))) else { return };
        if sentence.tag(pronoun) != PronWh {
            return;
        }
        let Some(close) = (pronoun + 1..length).find(|&t| sentence.tag(t) == Punct) else { return };
        let verb = close + 1;
        let open = sentence.tag(verb) == VerbParticiple && sentence.can(verb).past && !self.is_by(sentence, verb + 1);
        let own = (pronoun + 1..close).any(|t| sentence.is_finite(t));
        if open && own && !(verb + 1..length).any(|t| sentence.is_finite(t)) {
            sentence.fine[verb] = Fine::VerbPast;
        }
    }
}
