//! The cue words of factuality, as the `cue_*`, `modal_*`, `adverb_*` and `preposition_*` lists of the rule files give them.

use super::factuality::Reason;
use crate::rule::WordList;

/// A list of cue words.
#[derive(Clone, Debug, Default)]
pub struct Cue {
    list: &'static str,
    words: WordList,
}

impl Cue {
    /// Whether this word (a hash of its folded form) is among them.
    pub fn contains(&self, word: u64) -> bool {
        self.words.contains(word)
    }

    /// Whether the verb of a clause is among them, with its particle or without: "call off".
    pub(super) fn has_verb(&self, verb: u64, particle: Option<u64>) -> bool {
        let pair = |particle: u64| self.words.sequences().iter().any(|entry| **entry == [verb, particle]);
        self.contains(verb) || particle.is_some_and(pair)
    }

    pub(super) fn at(&self, token: u32) -> Reason {
        Reason::Cue { list: self.list, token }
    }
}

macro_rules! cues {
    ($($field:ident: $name:literal, $doc:literal;)*) => {
        /// The cue lists, as the rule files give them.
        #[derive(Clone, Debug, Default)]
        pub struct Cues {
            $(#[doc = $doc] pub $field: Cue,)*
        }

        impl Cues {
            /// Takes the lists by name; a missing list is empty.
            pub fn new(mut list: impl FnMut(&str) -> Option<WordList>) -> Cues {
                Cues { $($field: Cue { list: $name, words: list($name).unwrap_or_default() },)* }
            }
        }
    };
}
cues! {
    said: "cue_said", "Verbs that give their content on the subject's word.";
    factive: "cue_factive", "Verbs whose content holds, on the subject's word.";
    deny: "cue_deny", "Verbs whose content the subject says is not so.";
    against: "preposition_against", "Prepositions before what is there already: \"appealed against his conviction\".";
    made: "cue_made", "Nouns of what was said all the same when it is denied: \"rejected accusations\".";
    planned: "cue_planned", "Verbs, nouns and adjectives of intent and schedule.";
    chosen: "cue_chosen", "Verbs of naming and sending: what their object is to do is still to come.";
    ordinal: "cue_ordinal", "Words that make an infinitive a fact: \"the first to land\".";
    done: "cue_done", "Verbs whose infinitive came about: \"voted to adopt\".";
    be_to: "be_to", "Forms of \"be\" that with \"to\" tell what is to come.";
    possible: "cue_possible", "Verbs, nouns and adjectives of trying, wishing, being able.";
    negative: "cue_negative", "Verbs whose content did not come about.";
    requested: "cue_requested", "Verbs of asking and ordering.";
    alleged: "cue_alleged", "Verbs and nouns of accusing.";
    cancelled: "cue_cancelled", "Verbs whose object does not take place.";
    plan: "plan_noun", "Nouns of what is intended: as subjects they make what they say a plan.";
    falsity: "cue_false", "Predicates that say that a report is not so.";
    condition: "cue_condition", "Conjunctions of conditions.";
    modal_planned: "modal_planned", "Auxiliaries of the future.";
    modal_possible: "modal_possible", "Auxiliaries of possibility.";
    modal_requested: "modal_requested", "Auxiliaries of duty.";
    modal_hypothetical: "modal_hypothetical", "Auxiliaries of the conditional.";
    adverb_alleged: "adverb_alleged", "Adverbs and adjectives: as is alleged.";
    adverb_reported: "adverb_reported", "Adverbs: as is reported.";
    adverb_possible: "adverb_possible", "Adverbs: perhaps.";
    adverb_negative: "adverb_negative", "Adverbs: not, hardly.";
    without: "preposition_without", "Prepositions before what does not happen.";
    about: "preposition_about", "Prepositions before what somebody thinks of.";
    no: "determiner_no", "Determiners that leave nothing.";
    ahead: "preposition_ahead", "Prepositions before what is still to come.";
    according: "cue_according", "The first word of \"according to\".";
    or: "cue_or", "Conjunctions that carry a negation on.";
}
