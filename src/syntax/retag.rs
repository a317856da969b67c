//! Mends tags where the lexicon and the words beside decide: a small tagger trained on few news sentences takes verbs for other
//! words, and past tenses for participles.

use super::Tag;
use super::clues::Can;
use super::features::Input;
use super::fine::Fine;
use super::forms::{formed, given, modifying};
use crate::mention::Mention;
use crate::text::fold;
use crate::text::lexicon::{ClassId, Lexicon};
use crate::text::token::{Shape, Token};

/// How far behind a participle the verb of its sentence is looked for.
pub(super) const REACH: usize = 24;

/// The classes of words that decide.
#[derive(Clone, Debug, Default)]
pub(super) struct Retagger {
    pub(super) verb: Option<ClassId>,
    determiner: Option<ClassId>,
    preposition: Option<ClassId>,
    particle: Option<ClassId>,
    to: u64,
    have: u64,
    by: u64,
    that: u64,
    be: u64,
    period: Option<ClassId>,
    month: Option<ClassId>,
    compared: u64,
    pub(super) tell: u64,
    whose: u64,
}

/// A sentence that is tagged.
pub(super) struct Sentence<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) tokens: &'a [Token],
    clues: &'a [u32],
    pub(super) fine: &'a mut [Fine],
}

impl Sentence<'_> {
    pub(super) fn tag(&self, at: usize) -> Fine {
        self.fine.get(at).copied().unwrap_or(Fine::X)
    }

    /// What the lexicon says a word can be.
    pub(super) fn can(&self, at: usize) -> Can {
        Can::new(self.clues.get(at).copied().unwrap_or(0))
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.tokens[at].shape.has(Shape::CAPITAL)
    }

    pub(super) fn is_finite(&self, at: usize) -> bool {
        use Fine::{AuxFinite, AuxModal, VerbPast, VerbPresent, VerbThird};
        matches!(self.tag(at), AuxFinite | AuxModal | VerbPast | VerbPresent | VerbThird)
    }
}

impl Retagger {
    /// Looks the classes up once.
    pub(super) fn new(lexicon: &Lexicon) -> Retagger {
        Retagger {
            verb: lexicon.class("verb"),
            determiner: lexicon.class("det"),
            preposition: lexicon.class("prep"),
            particle: lexicon.class("particle"),
            to: fold::hash("to"),
            have: fold::hash("have"),
            by: fold::hash("by"),
            that: fold::hash("that"),
            period: lexicon.class("time_unit"),
            month: lexicon.class("month"),
            compared: fold::hash("compared"),
            tell: fold::hash("tell"),
            whose: fold::hash("whose"),
            be: fold::hash("be"),
        }
    }

    /// Mends the tags of a sentence whose first token is the document's token `first`.
    pub(super) fn mend(
        &self,
        lexicon: &Lexicon,
        input: &Input<'_>,
        mentions: &[Mention],
        first: u32,
        fine: &mut [Fine],
    ) {
        let length = fine.len().min(input.tokens.len());
        let mut sentence =
            Sentence { lexicon, tokens: &input.tokens[..length], clues: input.clues, fine: &mut fine[..length] };
        for mention in mentions {
            given(&mut sentence, mention, first);
        }
        for at in 0..length {
            formed(&mut sentence, at);
        }
        modifying(&mut sentence);
        for at in 0..length {
            self.word(&mut sentence, at);
        }
        self.finite(&mut sentence, input.names);
    }

    /// One word, by what it can be and by its neighbours.
    fn word(&self, sentence: &mut Sentence<'_>, at: usize) {
        let (tag, before, after) =
            (sentence.tag(at), if at == 0 { Fine::Punct } else { sentence.tag(at - 1) }, sentence.tag(at + 1));
        let token = &sentence.tokens[at];
        let can = sentence.can(at);
        let capital = sentence.is_capital(at);
        let counts = matches!(after, Fine::Num | Fine::Det | Fine::PronPossessive);
        let mended = match tag {
            // "No country": what can be an article is one before a noun.
            Fine::Intj if matches!(after, Fine::Noun | Fine::NounPlural | Fine::Adj) => {
                let class = |class| sentence.lexicon.classes(token.word).has(class);
                self.determiner.is_some_and(class).then_some(Fine::Det)
            }
            // "to warships", "ready to host": "to" is what the word after it makes it.
            Fine::To if matches!(after, Fine::NounPlural | Fine::Propn | Fine::Det | Fine::Num | Fine::Pron) => {
                (token.hash == self.to).then_some(Fine::Adp)
            }
            Fine::Adp if after == Fine::Verb && token.hash == self.to => Some(Fine::To),
            // "to long prison terms": nor does an infinitive begin with an adjective and a noun.
            Fine::To if after == Fine::Adj && !sentence.can(at + 1).base && token.hash == self.to => {
                let phrase = matches!(sentence.tag(at + 2), Fine::Noun | Fine::NounPlural | Fine::Adj);
                phrase.then_some(Fine::Adp)
            }
            // "accused her of it": a possessive has a noun behind it.
            Fine::PronPossessive if after == Fine::Adp || after == Fine::To => {
                let verb = matches!(
                    before,
                    Fine::Verb | Fine::VerbPast | Fine::VerbThird | Fine::VerbIng | Fine::VerbParticiple
                );
                verb.then_some(Fine::Pron)
            }
            // "profit fell 12 percent": a past tense between a noun and a number.
            Fine::Adv | Fine::Adj
                if can.past
                    && !capital
                    && after == Fine::Num
                    && matches!(before, Fine::Noun | Fine::NounPlural | Fine::Propn) =>
            {
                Some(Fine::VerbPast)
            }
            // "employs", "left hospital": a verb where the word can be nothing of what it was taken for.
            Fine::Adv | Fine::Adj if can.third && !can.other && !capital => Some(Fine::VerbThird),
            Fine::Adv if can.past && !capital && before == Fine::Punct && after == Fine::Punct => Some(Fine::VerbPast),
            Fine::NounPlural | Fine::Noun | Fine::X if can.third && !can.noun && !can.other && !capital => {
                Some(Fine::VerbThird)
            }
            // "Berg now lives in Oslo": between an adverb behind a name and a preposition stands a verb.
            Fine::NounPlural
                if can.third && !capital && at > 1 && before == Fine::Adv && matches!(after, Fine::Adp | Fine::Det) =>
            {
                (sentence.tag(at - 2) == Fine::Propn).then_some(Fine::VerbThird)
            }
            // "Israeli jets bombed Ostport": of two verbs in a row the first is a noun, where it can be one.
            Fine::VerbThird
                if can.noun
                    && !capital
                    && after == Fine::VerbParticiple
                    && sentence.can(at + 1).past
                    && matches!(before, Fine::Propn | Fine::Adj) =>
            {
                let what = sentence.tag(at + 2);
                let object = matches!(what, Fine::Propn | Fine::Det | Fine::Num | Fine::PronPossessive);
                if object {
                    sentence.fine[at + 1] = Fine::VerbPast;
                }
                object.then_some(Fine::NounPlural)
            }
            // "will host talks", "jets later bombed": a word in "-s" after a verb, or before a finite one, is a plural noun.
            Fine::VerbThird if can.noun && !capital => {
                let verb = matches!(before, Fine::Verb | Fine::VerbPast | Fine::VerbIng | Fine::VerbThird);
                let adverb = usize::from(after == Fine::Adv);
                // "will challenge Norwegian tariffs on steel": a name between a verb and the word is no subject of it.
                let name = (0..at).rev().take_while(|&t| matches!(sentence.tag(t), Fine::Propn | Fine::Adj)).count();
                let verb = verb
                    || name > 0
                        && after == Fine::Adp
                        && at.checked_sub(name + 1).is_some_and(|t| sentence.tag(t) == Fine::Verb);
                (verb || sentence.is_finite(at + 1 + adverb)).then_some(Fine::NounPlural)
            }
            Fine::Adp if (can.past || can.third) && !capital => {
                let class = |class| sentence.lexicon.classes(token.word).has(class);
                let preposition = self.preposition.is_some_and(class) || self.particle.is_some_and(class);
                let verb = if can.past { Fine::VerbPast } else { Fine::VerbThird };
                (!preposition).then_some(verb)
            }
            // "demanded that Berg resign": behind a name of a clause with "that" what can be a verb ends it.
            Fine::Noun | Fine::Adv | Fine::Adj
                if can.base
                    && !can.other
                    && !capital
                    && before == Fine::Propn
                    && matches!(after, Fine::Punct | Fine::Num | Fine::Det | Fine::PronPossessive | Fine::Pron) =>
            {
                let that = self.that_clause(sentence, at);
                if let Some(that) = that {
                    sentence.fine[that] = Fine::Sconj;
                }
                that.map(|_| Fine::VerbPresent)
            }
            // "his post": behind a possessive stands a noun.
            Fine::Adj | Fine::Verb | Fine::Adv
                if can.noun
                    && !can.other
                    && !capital
                    && before == Fine::PronPossessive
                    && matches!(after, Fine::Adp | Fine::Punct | Fine::Cconj) =>
            {
                Some(Fine::Noun)
            }
            // "stormed it, shot dead two guards": a past tense before what it did and to how many.
            Fine::Noun if can.past && !capital && after == Fine::Adj && matches!(before, Fine::Punct | Fine::Cconj) => {
                matches!(sentence.tag(at + 2), Fine::Num | Fine::Det).then_some(Fine::VerbPast)
            }
            // "the group's shipping arm": behind a possessive and before a noun nothing is done.
            Fine::VerbIng if before == Fine::Possessive && matches!(after, Fine::Noun | Fine::NounPlural) => {
                Some(Fine::Noun)
            }
            // "missiles struck Oslo": a past tense that looks like anything but one.
            Fine::VerbIng if can.past && !can.noun => Some(Fine::VerbPast),
            // "found Berg, 78, guilty of it": no name without a capital.
            Fine::Propn if can.other && !can.noun && !can.base && before == Fine::Punct => {
                token.shape.has(Shape::LOWER).then_some(Fine::Adj)
            }
            // "charged a Chinese national, Li Wen,": before a comma the adjectives behind an article have a noun.
            Fine::Adj if can.noun && after == Fine::Punct && matches!(before, Fine::Adj | Fine::Propn) && at > 1 => {
                (sentence.tag(at - 2) == Fine::Det).then_some(Fine::Noun)
            }
            // "the ruling a disgrace", "in the fighting, officials said": behind an article a noun stands before these.
            Fine::VerbIng if before == Fine::Det && matches!(after, Fine::Det | Fine::Punct) => Some(Fine::Noun),
            // "who previously headed NATO": so is a past with what it is done to behind a relative pronoun and an adverb.
            Fine::Adj | Fine::VerbParticiple
                if can.past && !capital && before == Fine::Adv && at > 1 && sentence.tag(at - 2) == Fine::PronWh =>
            {
                let object = matches!(after, Fine::Propn | Fine::Det | Fine::Num | Fine::PronPossessive | Fine::Pron);
                object.then_some(Fine::VerbPast)
            }
            // "struck": a past tense and nothing else.
            Fine::Noun | Fine::NounPlural | Fine::X | Fine::Adj | Fine::Adv
                if can.past && !can.noun && !can.base && !capital =>
            {
                // A noun or name stands before it: "the earthquake struck".
                let finite = matches!(before, Fine::Noun | Fine::NounPlural | Fine::Propn);
                finite.then_some(Fine::VerbPast)
            }
            // "might close": behind a modal verb stands a verb.
            Fine::Adj | Fine::Noun | Fine::Adv if can.base && !capital && before == Fine::AuxModal => {
                (after != Fine::Verb).then_some(Fine::Verb)
            }
            // "the fighting has": between an article and a finite verb stands a noun.
            Fine::VerbIng if before == Fine::Det && sentence.is_finite(at + 1) => Some(Fine::Noun),
            // "soft drinks maker Britvic": what can be a noun and is no preposition is one.
            Fine::Adp if can.noun && !can.base && !capital => {
                let class = |class| sentence.lexicon.classes(token.word).has(class);
                let preposition = self.preposition.is_some_and(class) || self.particle.is_some_and(class);
                (!preposition).then_some(Fine::Noun)
            }
            // "will cut jobs and close 40 branches": between "and" and a number or an article stands a verb.
            Fine::Adj | Fine::Noun | Fine::Adv
                if can.base && !capital && counts && matches!(before, Fine::Cconj | Fine::To) =>
            {
                Some(Fine::Verb)
            }
            // "X, which borders Y": after a relative pronoun a word that can be a verb is one.
            Fine::Noun | Fine::NounPlural | Fine::Propn if before == Fine::PronWh && !capital => {
                if can.past {
                    Some(Fine::VerbPast)
                } else {
                    can.third.then_some(Fine::VerbThird)
                }
            }
            // "shelling killed 14 civilians": a past with an object has a noun before it.
            Fine::VerbIng
                if can.noun
                    && (at == 0 || before == Fine::Punct)
                    && matches!(after, Fine::VerbParticiple | Fine::VerbPast)
                    && sentence.can(at + 1).past =>
            {
                let object = matches!(sentence.tag(at + 2), Fine::Num | Fine::Det | Fine::Propn);
                if object {
                    sentence.fine[at + 1] = Fine::VerbPast;
                }
                object.then_some(Fine::Noun)
            }
            // "urged it to open talks": an infinitive, where the word can be one.
            Fine::Adj
                if can.base
                    && !capital
                    && before == Fine::To
                    && matches!(after, Fine::Noun | Fine::NounPlural | Fine::Propn) =>
            {
                Some(Fine::Verb)
            }
            // "Ostland's military and the Red Front agreed": behind an owner and before the next of a list stands a noun.
            Fine::Adj if can.noun && !capital && before == Fine::Possessive && after == Fine::Cconj => {
                matches!(sentence.tag(at + 2), Fine::Det | Fine::Propn).then_some(Fine::Noun)
            }
            // "The general whom": an adjective with an article and no noun is a noun.
            Fine::Adj if can.noun && before == Fine::Det && after == Fine::PronWh => Some(Fine::Noun),
            // "which it called absurd": after a pronoun that begins a clause a participle is a past.
            Fine::VerbParticiple | Fine::Adj if before == Fine::Pron && can.past && at > 1 => {
                matches!(sentence.tag(at - 2), Fine::PronWh | Fine::Sconj | Fine::Punct).then_some(Fine::VerbPast)
            }
            // "the wounded said": between an article and a finite verb stands a noun.
            Fine::VerbParticiple if before == Fine::Det && sentence.is_finite(at + 1) => Some(Fine::NounPlural),
            // "has cut 3,000 jobs": between "has" and a number or an article stands a participle.
            Fine::Adj | Fine::Noun | Fine::Adv | Fine::Verb if can.participle && !capital && counts && at > 0 => {
                let lemma = self.verb.map(|class| sentence.lexicon.lemma_hash(&sentence.tokens[at - 1], class));
                let has = sentence.is_finite(at - 1) && lemma == Some(self.have);
                if has {
                    sentence.fine[at - 1] = Fine::AuxFinite;
                }
                has.then_some(Fine::VerbParticiple)
            }
            // "accused the forward of": between an article and a preposition stands a noun.
            Fine::Adj if can.noun && !capital && before == Fine::Det && matches!(after, Fine::Adp | Fine::Sconj) => {
                Some(Fine::Noun)
            }
            // "a close ally of": what can be a noun and no adverb is one before "of" and its like.
            Fine::Adv if can.noun && !can.other && !capital && after == Fine::Adp => Some(Fine::Noun),
            // "whose studies helped": behind "whose" stands a noun.
            Fine::VerbThird | Fine::Verb | Fine::VerbPresent if before == Fine::PronWh && can.noun && at > 0 => {
                let whose = sentence.tokens[at - 1].hash == self.whose;
                whose.then_some(if can.third { Fine::NounPlural } else { Fine::Noun })
            }
            // "told a news conference that inflation had eased": what is told is a clause.
            Fine::PronWh
                if token.hash == self.that && matches!(before, Fine::Noun | Fine::NounPlural | Fine::Propn) =>
            {
                let nominal = |t: &usize| {
                    matches!(sentence.tag(*t).tag(), Tag::Noun | Tag::Propn | Tag::Adj | Tag::Det | Tag::Num)
                };
                let verb = (0..at).rev().find(|t| !nominal(t));
                let lemma = |t: usize| self.verb.map(|class| sentence.lexicon.lemma_hash(&sentence.tokens[t], class));
                let told = verb.is_some_and(|t| sentence.is_finite(t) && lemma(t) == Some(self.tell));
                (told && !sentence.is_finite(at + 1)).then_some(Fine::Sconj)
            }
            // "that have long been used": what stands before "been" is an auxiliary, and nothing between but adverbs.
            Fine::VerbPresent | Fine::VerbPast | Fine::VerbThird
                if sentence.tag(at + 2) == Fine::AuxOther && matches!(after, Fine::Adv | Fine::Adj | Fine::Not) =>
            {
                let lemma = self.verb.map(|class| sentence.lexicon.lemma_hash(token, class));
                let has = lemma == Some(self.have);
                if has && after == Fine::Adj {
                    sentence.fine[at + 1] = Fine::Adv;
                }
                has.then_some(Fine::AuxFinite)
            }
            // "has accused": an auxiliary.
            Fine::VerbThird | Fine::VerbPresent | Fine::VerbPast
                if after == Fine::VerbParticiple
                    || after == Fine::Adv && sentence.tag(at + 2) == Fine::VerbParticiple =>
            {
                let lemma = self.verb.map(|class| sentence.lexicon.lemma_hash(token, class));
                (lemma == Some(self.have)).then_some(Fine::AuxFinite)
            }
            // "The chief, Berg, resigned in May and was replaced": what another verb goes on with, where none stands before, is a past.
            Fine::VerbParticiple if can.past && before == Fine::Punct && at > 1 => {
                let first = !(0..at).any(|t| sentence.is_finite(t));
                let later = (at + 1..sentence.fine.len()).find(|&t| sentence.is_finite(t));
                let goes_on = later.is_some_and(|t| {
                    sentence.tag(t - 1) == Fine::Cconj && !(at..t).any(|t| sentence.tag(t) == Fine::Punct)
                });
                (first && goes_on && !self.is_by(sentence, at + 1)).then_some(Fine::VerbPast)
            }
            // "founded by shipping magnate Berg": before a noun and a name nothing is done.
            Fine::VerbIng if can.noun && after == Fine::Noun && at > 0 && self.is_by(sentence, at - 1) => {
                let name = sentence.tag(at + 2) == Fine::Propn;
                if name {
                    sentence.fine[at - 1] = Fine::Adp;
                }
                name.then_some(Fine::Noun)
            }
            // "have been freed and flown": behind "been" what can be a participle and stands before no noun is one.
            Fine::Adj
                if can.participle
                    && before == Fine::AuxOther
                    && matches!(after, Fine::Cconj | Fine::Adp | Fine::Punct) =>
            {
                Some(Fine::VerbParticiple)
            }
            // "was let go": behind a form of "be" what can be a participle is one.
            Fine::Verb | Fine::VerbPresent | Fine::VerbPast
                if can.participle && matches!(before, Fine::AuxFinite | Fine::AuxOther) && at > 0 =>
            {
                let lemma = self.verb.map(|class| sentence.lexicon.lemma_hash(&sentence.tokens[at - 1], class));
                (lemma == Some(self.be)).then_some(Fine::VerbParticiple)
            }
            // "Soldiers shot and killed three men": a past tense that another goes on with.
            Fine::Noun
                if can.past
                    && !capital
                    && after == Fine::Cconj
                    && matches!(before, Fine::Noun | Fine::NounPlural | Fine::Propn) =>
            {
                (sentence.tag(at + 2) == Fine::VerbPast).then_some(Fine::VerbPast)
            }
            // "warned that curbs would hurt": behind a verb, "that" before a phrase and its verb brings a clause.
            Fine::Det | Fine::PronOther if token.hash == self.that && before.tag() == Tag::Verb => {
                let phrase = |t: &usize| {
                    matches!(sentence.tag(*t), Fine::Adj | Fine::Noun | Fine::NounPlural | Fine::Propn | Fine::Num)
                };
                let end = (at + 1..sentence.fine.len()).find(|t| !phrase(t)).unwrap_or(at);
                let verb = matches!(sentence.tag(end), Fine::AuxModal | Fine::AuxFinite | Fine::VerbThird);
                (end > at + 1 && verb).then_some(Fine::Sconj)
            }
            // "Berg, jailed since 2021, was awarded": the same with a phrase, where no verb stands before.
            Fine::VerbPast if after == Fine::Adp && can.participle && before == Fine::Punct && at > 1 => {
                let comma = (at..(at + REACH).min(sentence.fine.len())).find(|&t| sentence.tag(t) == Fine::Punct);
                let noun = matches!(sentence.tag(at - 2), Fine::Noun | Fine::NounPlural | Fine::Propn);
                let first = !(0..at).any(|t| sentence.is_finite(t));
                let second = comma.is_some_and(|comma| sentence.is_finite(comma + 1));
                (noun && first && second).then_some(Fine::VerbParticiple)
            }
            // "The men, believed to be armed, took it": a participle between two commas, the verb behind the second.
            Fine::VerbPast if after == Fine::To && can.participle && before == Fine::Punct && at > 1 => {
                let comma = (at..(at + REACH).min(sentence.fine.len())).find(|&t| sentence.tag(t) == Fine::Punct);
                let noun = matches!(sentence.tag(at - 2), Fine::Noun | Fine::NounPlural | Fine::Propn);
                (noun && comma.is_some_and(|comma| sentence.is_finite(comma + 1))).then_some(Fine::VerbParticiple)
            }
            // "profit for the quarter ended March 31, compared with a loss of": what says which one and against what.
            Fine::VerbPast if can.participle && at > 0 && after != Fine::Punct => {
                let class = |at: usize, class: Option<ClassId>| {
                    let token = sentence.tokens.get(at);
                    class.is_some_and(|class| token.is_some_and(|t| sentence.lexicon.classes(t.word).has(class)))
                };
                let phrase = |t: &usize| matches!(sentence.tag(*t), Fine::Det | Fine::Adj | Fine::Num | Fine::Noun);
                let of = (0..at - 1).rev().find(|t| !phrase(t)).is_some_and(|t| sentence.tag(t) == Fine::Adp);
                let ended = of && class(at - 1, self.period) && class(at + 1, self.month);
                let against = token.hash == self.compared && before == Fine::Punct && after == Fine::Adp;
                (ended || against).then_some(Fine::VerbParticiple)
            }
            // "A statement issued by the ministry confirmed": the first is no verb of the sentence.
            Fine::VerbPast if can.participle && self.is_by(sentence, at + 1) && at > 0 => {
                let mut later = (at + 2..(at + REACH).min(sentence.fine.len())).take_while(|&t| {
                    !matches!(sentence.tag(t), Fine::Punct | Fine::Cconj | Fine::Sconj | Fine::PronWh)
                });
                let noun = matches!(before, Fine::Noun | Fine::NounPlural | Fine::Propn);
                (noun && later.any(|t| sentence.is_finite(t))).then_some(Fine::VerbParticiple)
            }
            _ => None,
        };
        if let Some(tag) = mended {
            sentence.fine[at] = tag;
        }
    }

    /// The "that" before a word where nothing but a name stands between.
    fn that_clause(&self, sentence: &Sentence<'_>, at: usize) -> Option<usize> {
        let name = (0..at).rev().take_while(|&t| sentence.tag(t) == Fine::Propn).count();
        let that = at.checked_sub(name + 1)?;
        let brings = matches!(sentence.tag(that), Fine::Sconj | Fine::PronWh);
        (brings && sentence.tokens[that].hash == self.that).then_some(that)
    }

    pub(super) fn is_by(&self, sentence: &Sentence<'_>, at: usize) -> bool {
        sentence.tokens.get(at).is_some_and(|token| token.hash == self.by)
    }
}
