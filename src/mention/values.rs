//! Dates, times, durations and amounts as candidates, with their values.

use super::candidate::Candidate;
use super::{Form, numbers};
use crate::origin::code_origin;
use crate::rule::{Rules, WordList};
use crate::schema::LabelId;
use crate::text::lexicon::{ClassId, ClassSet, Lexicon};
use crate::text::sentence::Sentence;
use crate::text::token::Token;
use crate::time::{self, Class, Classes, Date, Tense, TimeExpression, Words};

/// The lexicon as the recognizers of dates and amounts see it, made ready once.
#[derive(Clone, Debug)]
pub struct Chronology {
    lexicon: Lexicon,
    classes: Vec<(Class, ClassId)>,
    /// The classes of time and number in each set of classes that the lexicon has.
    by_set: Box<[Classes]>,
    ordinary: ClassSet,
    future: WordList,
    be: WordList,
    to: u64,
}

/// What a document's sentences gave: expressions of time and amounts, which candidates point to.
#[derive(Debug, Default)]
pub struct Values {
    times: Vec<TimeExpression>,
    amounts: Vec<numbers::Amount>,
}

impl Values {
    /// Forgets the document.
    pub fn clear(&mut self) {
        self.times.clear();
        self.amounts.clear();
    }
}

/// Score of a date or amount: above any name of the same words.
const SCORE: u16 = 900;

impl Chronology {
    /// Looks the classes up once.
    pub fn new(lexicon: &Lexicon, rules: &Rules) -> Chronology {
        let set =
            |names: &[&str]| names.iter().filter_map(|n| lexicon.class(n)).fold(ClassSet::default(), ClassSet::with);
        let classes: Vec<(Class, ClassId)> =
            Class::ALL.iter().filter_map(|&(class, name)| Some((class, lexicon.class(name)?))).collect();
        let known = |set: ClassSet| {
            let known = classes.iter().filter(|(_, id)| set.has(*id));
            known.fold(Classes::default(), |known, (class, _)| known.with(*class))
        };
        Chronology {
            by_set: lexicon.class_sets().map(known).collect(),
            classes,
            ordinary: set(&["verb", "noun", "modal", "adj", "adv"]),
            future: rules.words("cue_future").cloned().unwrap_or_default(),
            be: rules.words("be_to").cloned().unwrap_or_default(),
            to: crate::text::fold::hash("to"),
            lexicon: lexicon.clone(),
        }
    }

    /// The document's date as its dateline or header gives it.
    pub fn document_date(&self, text: &str, blocks: &[crate::text::layout::Block], tokens: &[Token]) -> Option<Date> {
        time::document_date(text, blocks, tokens, self)
    }

    /// Appends the dates, times, durations and amounts of a sentence to `out`.
    pub fn propose(
        &self,
        text: &str,
        tokens: &[Token],
        sentence: &Sentence,
        values: &mut Values,
        out: &mut Vec<Candidate>,
    ) {
        let from = values.times.len();
        time::find(text, tokens, sentence, self, &mut values.times);
        let amounts = values.amounts.len();
        numbers::find(text, tokens, sentence, self, &values.times[from..], &mut values.amounts);
        let candidate = |first, last, label, origin, value| Candidate {
            first,
            last,
            label: Some(label),
            form: Form::Value,
            score: SCORE,
            rank: 0,
            guarded: false,
            origin,
            sense: None,
            value: Some(value),
        };
        for (index, time) in values.times.iter().enumerate().skip(from) {
            out.push(candidate(time.first, time.last, time.label, code_origin!("time/expression"), index as u32));
        }
        for (index, amount) in values.amounts.iter().enumerate().skip(amounts) {
            out.push(candidate(amount.first, amount.last, amount.label, code_origin!("amount/number"), index as u32));
        }
    }

    /// The value of a date in a clause whose tense is known.
    pub fn date(&self, values: &Values, index: u32, date: Option<Date>, future: bool) -> Option<Box<str>> {
        let tense = if future { Tense::Future } else { Tense::Past };
        time::resolve(&values.times.get(index as usize)?.symbol, date, tense).map(String::into_boxed_str)
    }

    /// The value of a chosen candidate, dates resolved against the document's. The tense is told by the sentence's words.
    pub fn value(
        &self,
        values: &Values,
        candidate: &Candidate,
        date: Option<Date>,
        sentence: &[Token],
    ) -> Option<Box<str>> {
        let index = candidate.value? as usize;
        let label = candidate.label?;
        if is_time(label) {
            let to_come = |pair: &[Token]| self.be.contains(pair[0].hash) && self.to == pair[1].hash;
            let future = sentence.iter().any(|t| self.future.contains(t.hash)) || sentence.windows(2).any(to_come);
            let tense = if future { Tense::Future } else { Tense::Past };
            return time::resolve(&values.times.get(index)?.symbol, date, tense).map(String::into_boxed_str);
        }
        let amount = values.amounts.get(index)?;
        let number = amount.number;
        Some(
            if amount.unit.is_empty() { format!("{number}") } else { format!("{number} {}", amount.unit) }
                .into_boxed_str(),
        )
    }
}

fn is_time(label: LabelId) -> bool {
    matches!(label, LabelId::DATE | LabelId::TIME | LabelId::DURATION)
}

impl Words for Chronology {
    fn classes(&self, token: &Token) -> Classes {
        let set = self.lexicon.class_set(token.word);
        set.and_then(|set| self.by_set.get(usize::from(set))).copied().unwrap_or_default()
    }

    fn value(&self, token: &Token, class: Class) -> &str {
        let id = self.classes.iter().find(|(c, _)| *c == class).map(|(_, id)| *id);
        id.and_then(|id| self.lexicon.value(token.word, id)).unwrap_or("")
    }

    fn ordinary(&self, token: &Token) -> bool {
        self.lexicon.classes(token.word).any(self.ordinary)
    }
}
