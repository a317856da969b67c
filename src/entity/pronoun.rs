//! Personal pronouns as mentions.

use super::words::{ReferenceWords, has};
use crate::mention::{Form, Mention};
use crate::origin::code_origin;
use crate::schema::LabelId;
use crate::text::lexicon::{ClassId, Lexicon};
use crate::text::token::{Shape, Token};

/// Which pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Person {
    /// he, him, his, himself
    He,
    /// she, her, hers, herself
    She,
    /// it, its, itself
    It,
    /// they, them, their, themselves
    They,
    /// I, me, my, mine, myself
    I,
    /// we, us, our, ours, ourselves
    We,
}

/// Its case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// he
    Subject,
    /// him
    Object,
    /// his
    Possessive,
    /// himself
    Reflexive,
}

/// A pronoun as its word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pronoun {
    /// Which.
    pub person: Person,
    /// In which case.
    pub case: Case,
}

impl ReferenceWords {
    /// The pronoun that the token at `at` is; `tokens` are those of its sentence.
    pub fn pronoun(&self, lexicon: &Lexicon, tokens: &[Token], at: usize) -> Option<Pronoun> {
        let token = tokens.get(at)?;
        if !lexicon.classes(token.word).any(self.anaphor)
            || token.shape.has(Shape::UPPER) && token.span.len() > 1 && !shouted(tokens)
        {
            return None;
        }
        let classes = [
            (self.he, Person::He),
            (self.she, Person::She),
            (self.it, Person::It),
            (self.they, Person::They),
            (self.i, Person::I),
            (self.we, Person::We),
        ];
        let (class, person) = classes.into_iter().find(|(class, _)| has(lexicon, token.word, *class))?;
        let case = self.case(lexicon, tokens, at, class?)?;
        Some(Pronoun { person, case })
    }

    /// Whether a word is a pronoun of one person: he, she, I and their forms.
    pub fn of_person(&self, lexicon: &Lexicon, token: &Token) -> bool {
        [self.he, self.she, self.i].into_iter().any(|class| has(lexicon, token.word, class))
    }

    fn case(&self, lexicon: &Lexicon, tokens: &[Token], at: usize, class: ClassId) -> Option<Case> {
        let token = tokens.get(at)?;
        Some(match lexicon.value(token.word, class)? {
            "subj" => Case::Subject,
            "obj" => Case::Object,
            "poss" => Case::Possessive,
            "refl" => Case::Reflexive,
            "obj/poss" if tokens.get(at + 1).is_some_and(|next| self.begins_noun(lexicon, next)) => Case::Possessive,
            "obj/poss" => Case::Object,
            "subj/obj" => {
                let before = at.checked_sub(1).and_then(|i| tokens.get(i));
                let object = before.is_some_and(|t| {
                    let classes = lexicon.classes(t.word);
                    classes.any(self.prep) && !classes.any(self.sub) || has(lexicon, t.word, self.verb)
                });
                let verb = tokens.get(at + 1).is_some_and(|t| self.verbal(lexicon, t));
                if object && !verb { Case::Object } else { Case::Subject }
            }
            _ => return None,
        })
    }

    fn begins_noun(&self, lexicon: &Lexicon, token: &Token) -> bool {
        let classes = lexicon.classes(token.word);
        token.shape.any(Shape::LETTER.with(Shape::DIGIT))
            && !classes.any(self.closed)
            && (classes.any(self.nominal) || !classes.any(self.adv))
    }

    /// Whether a token can be a finite verb.
    pub(super) fn verbal(&self, lexicon: &Lexicon, token: &Token) -> bool {
        use crate::text::lexicon::WordForm::{Participle, Past, ThirdSingular};
        token.shape.has(Shape::LOWER)
            && (lexicon.classes(token.word).any(self.finite)
                || super::words::has_form(lexicon, token.word, self.verb, &[Past, Participle, ThirdSingular]))
    }
}

/// Whether a sentence is written in capitals.
fn shouted(tokens: &[Token]) -> bool {
    !tokens.iter().any(|t| t.shape.has(Shape::LOWER))
}

/// Appends the pronouns of a sentence that no other mention covers. `first` is the sentence's first token in the document.
pub fn propose(
    words: &ReferenceWords,
    lexicon: &Lexicon,
    tokens: &[Token],
    first: u32,
    sentence: u32,
    out: &mut Vec<Mention>,
) {
    let known = out.len();
    let from = out.partition_point(|m| m.sentence < sentence);
    for (at, token) in tokens.iter().enumerate() {
        if !lexicon.classes(token.word).any(words.anaphor) {
            continue;
        }
        let id = first + at as u32;
        let covered = out[from..known].iter().any(|m| m.first <= id && id < m.last && m.form != Form::Nominal);
        if covered || words.pronoun(lexicon, tokens, at).is_none() {
            continue;
        }
        out.push(Mention {
            span: token.span,
            first: id,
            last: id + 1,
            label: LabelId::PERSON,
            form: Form::Pronoun,
            sentence,
            score: 500,
            origin: code_origin!("pronoun/word"),
            sense: None,
            entity: None,
            link: None,
            value: None,
            expression: None,
        });
    }
}
