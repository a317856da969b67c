//! From the head of a phrase to the arguments it gives: entities, groups taken apart, or the phrase itself.

use super::Argument;
use crate::entity::{Entity, EntityId};
use crate::mention::{Form, Mention, MentionId};
use crate::schema::{LabelId, Schema};
use crate::syntax::fine::Fine;
use crate::syntax::sight::Sight;
use crate::syntax::{Rel, Tag};
use crate::text::lexicon::{ClassId, Lexicon};
use crate::text::token::Shape;

/// Nouns whose class tells the label of a description ("officials", "the company").
#[derive(Clone, Debug, Default)]
pub struct HeadNouns {
    classes: Vec<(ClassId, LabelId)>,
    of: u64,
    it: u64,
    them: u64,
}

impl HeadNouns {
    /// Looks the classes up once.
    pub fn new(lexicon: &Lexicon) -> HeadNouns {
        let classes = [
            ("person_noun", LabelId::PERSON),
            ("role", LabelId::PERSON),
            ("kin", LabelId::PERSON),
            ("org_noun", LabelId::ORG),
            ("place_noun", LabelId::PLACE),
            ("event_noun", LabelId::EVENT),
            ("work_noun", LabelId::WORK),
        ];
        let classes = classes.into_iter().filter_map(|(name, label)| Some((lexicon.class(name)?, label))).collect();
        let [of, it, them] = ["of", "it", "them"].map(crate::text::fold::hash);
        HeadNouns { classes, of, it, them }
    }

    /// The label of a description with this noun as head.
    pub fn label(&self, lexicon: &Lexicon, word: crate::text::lexicon::WordId) -> Option<LabelId> {
        let classes = lexicon.classes(word);
        self.classes.iter().find(|&&(class, _)| classes.has(class)).map(|&(_, label)| label)
    }
}

/// What arguments are made from: the sentence, and the mentions and entities of its document.
#[derive(Clone, Copy)]
pub struct Arguments<'a> {
    /// The sentence with its tree.
    pub sight: Sight<'a>,
    /// Index of the sentence's first token in the document.
    pub first_token: u32,
    /// All mentions of the document.
    pub mentions: &'a [Mention],
    /// Range of the sentence's mentions.
    pub range: (u32, u32),
    /// All entities of the document.
    pub entities: &'a [Entity],
    /// Nouns that tell a label.
    pub nouns: &'a HeadNouns,
    /// Labels.
    pub schema: &'a Schema,
}

impl Arguments<'_> {
    /// The mention that a token belongs to.
    pub fn mention_at(&self, token: u32) -> Option<MentionId> {
        let token = token + self.first_token;
        let (from, to) = self.range;
        let at = |id: &u32| {
            let mention = &self.mentions[*id as usize];
            mention.first <= token && token < mention.last
        };
        // The widest mention that covers the token: a country's adjective inside "the Russian president" does not act.
        (from..to).filter(at).max_by_key(|&id| self.mentions[id as usize].span.len()).map(MentionId)
    }

    /// The mention that a phrase is about: the one at its head, else a name that stands for it beside the head
    /// ("Russian President Vladimir Putin", "his counterpart Xi Jinping", "the bank, Norbank").
    pub fn mention_of(&self, head: u32) -> Option<MentionId> {
        let own = self.mention_at(head);
        if let Some(id) = own {
            let mention = &self.mentions[id.0 as usize];
            let kind = self.schema.top(mention.label);
            if mention.form != Form::Value && kind != LabelId::TITLE && kind != LabelId::NORP {
                return own;
            }
        }
        // "Russian President Vladimir Putin": the name that ends a row of titles.
        let mut at = own;
        while let Some(id) = at {
            let mention = &self.mentions[id.0 as usize];
            if mention.label != LabelId::NORP
                && !self.schema.is_a(mention.label, LabelId::TITLE)
                && !self.schema.is_a(mention.label, LabelId::NORP)
            {
                if mention.form == Form::Name && self.schema.is_a(mention.label, LabelId::PERSON) {
                    return Some(id);
                }
                // "Norbank director Ana Cruz": a body before a title goes on to the name.
                let next = self
                    .mentions
                    .get(id.0 as usize + 1)
                    .filter(|next| id.0 + 1 < self.range.1 && next.first == mention.last);
                if next.is_none_or(|next| !self.schema.is_a(next.label, LabelId::TITLE)) {
                    break;
                }
            }
            let next = MentionId(id.0 + 1);
            let after = self.mentions.get(next.0 as usize);
            // "the Prime Minister, Najib Razak,": a comma may stand between.
            let comma = |t: u32| {
                self.sight.tokens.get((t - self.first_token) as usize).is_some_and(|t| t.shape.has(Shape::PUNCTUATION))
            };
            let beside =
                |after: &Mention| after.first == mention.last || after.first == mention.last + 1 && comma(mention.last);
            at = after.filter(|after| next.0 < self.range.1 && beside(after)).map(|_| next);
        }
        for rel in [Rel::Flat, Rel::Appos, Rel::Compound, Rel::Nmod] {
            for child in self.sight.children.with(self.sight.tree, head, rel) {
                let beside = rel != Rel::Nmod && rel != Rel::Compound || child == head + 1;
                let Some(id) = self.mention_at(child).filter(|_| beside) else { continue };
                let mention = &self.mentions[id.0 as usize];
                if mention.form == Form::Name
                    && !matches!(self.schema.top(mention.label), LabelId::TITLE | LabelId::NORP)
                    && child > head
                {
                    return Some(id);
                }
            }
        }
        self.described(head, own).or(own).or_else(|| self.named_kind(head))
    }

    /// The name that a description leads up to: "Dutch brewer Heineken", "the investment firm Remgro".
    fn described(&self, head: u32, own: Option<MentionId>) -> Option<MentionId> {
        let sight = &self.sight;
        let small = |t: u32| {
            matches!(sight.tag(t), Tag::Noun | Tag::Adj) && !sight.tokens[t as usize].shape.has(Shape::CAPITAL)
        };
        let after = match own.map(|id| &self.mentions[id.0 as usize]) {
            // From the nation's adjective over the words of the description.
            Some(people) if self.schema.is_a(people.label, LabelId::NORP) => {
                let from = people.last - self.first_token;
                let end = (from..sight.tokens.len() as u32).take(4).take_while(|&t| small(t)).last()?;
                end + 1
            }
            Some(_) => return None,
            None if small(head) => head + 1,
            None => return None,
        };
        let noun = after.checked_sub(1)?;
        let kind = self.nouns.label(sight.lexicon, sight.tokens[noun as usize].word);
        let id =
            (self.range.0..self.range.1).find(|&id| self.mentions[id as usize].first == after + self.first_token)?;
        let mention = &self.mentions[id as usize];
        let named = mention.form == Form::Name && (after as usize) < sight.tokens.len();
        let fits = match kind {
            Some(kind) => {
                [LabelId::PERSON, LabelId::ORG].contains(&kind)
                    && [LabelId::PERSON, LabelId::ORG].contains(&self.schema.top(mention.label))
            }
            None => own.is_some() && [LabelId::PERSON, LabelId::ORG].contains(&self.schema.top(mention.label)),
        };
        (named && fits).then_some(MentionId(id))
    }

    /// The name beside a noun that only tells its kind: "Harbin city", "the city of Harbin".
    fn named_kind(&self, head: u32) -> Option<MentionId> {
        let sight = &self.sight;
        let kind = self.nouns.label(sight.lexicon, sight.tokens[head as usize].word)?;
        let fits = |id: MentionId| {
            let mention = &self.mentions[id.0 as usize];
            mention.form == Form::Name && mention.label != LabelId::NORP && self.schema.top(mention.label) == kind
        };
        let before = head.checked_sub(1).and_then(|before| self.mention_at(before)).filter(|&id| fits(id));
        let of = || {
            let named = |c: u32| {
                c > head && sight.children.with(sight.tree, c, Rel::Case).any(|case| sight.hash(case) == self.nouns.of)
            };
            sight
                .children
                .with(sight.tree, head, Rel::Nmod)
                .filter(|&c| named(c))
                .find_map(|c| self.mention_at(c))
                .filter(|&id| fits(id))
        };
        (kind != LabelId::PERSON).then(|| before.or_else(of)).flatten()
    }

    /// The arguments a phrase gives: one, or the members of a group. Empty for a pronoun that nothing resolves.
    pub fn of(&self, head: u32) -> Vec<Argument> {
        if let Some(id) = self.mention_of(head) {
            let mention = &self.mentions[id.0 as usize];
            // "two Canadians", "Kenyans": people, not the nation.
            if self.schema.is_a(mention.label, LabelId::NORP) && (self.is_some(head) || self.is_people(head)) {
                return vec![Argument { label: Some(LabelId::PERSON), ..self.text(head) }];
            }
            if let Some(entity) = mention.entity {
                let members = &self.entities[entity.0 as usize].members;
                if members.is_empty() {
                    return vec![self.entity(entity, id)];
                }
                return members.iter().map(|&member| self.entity(member, id)).collect();
            }
            if mention.form == Form::Pronoun {
                return self.repeated(head);
            }
            // "two of his aides": what is counted is meant.
            let counted = self.is_quantity(head) && self.counted(head).is_some();
            if mention.form == Form::Value && !counted {
                return vec![Argument {
                    mention: Some(id),
                    label: Some(mention.label),
                    span: Some(mention.span),
                    ..Argument::default()
                }];
            }
        }
        if self.sight.tag(head) == Tag::Pron {
            return self.repeated(head);
        }
        vec![self.text(head)]
    }

    /// "accused the government of fraud and urged it to resign": the object that a pronoun takes up from the verb before.
    fn repeated(&self, pronoun: u32) -> Vec<Argument> {
        let sight = &self.sight;
        let is_object = |t: u32| matches!(sight.rel(t), Rel::Obj | Rel::Iobj);
        let verb = sight.head(pronoun).filter(|&verb| is_object(pronoun) && sight.rel(verb) == Rel::Conj);
        let before = verb.and_then(|verb| sight.head(verb));
        let object = before.and_then(|verb| sight.children.with(sight.tree, verb, Rel::Obj).find(|&o| o > verb));
        let fits = |o: &u32| match sight.fine.get(*o as usize) {
            Some(Fine::Noun) => sight.hash(pronoun) == self.nouns.it,
            Some(Fine::NounPlural) => sight.hash(pronoun) == self.nouns.them,
            _ => false,
        };
        object.filter(|&o| o < pronoun).filter(fits).map(|o| self.of(o)).unwrap_or_default()
    }

    fn entity(&self, entity: EntityId, mention: MentionId) -> Argument {
        let span = self.mentions[mention.0 as usize].span;
        let label = self.entities[entity.0 as usize].label;
        Argument {
            entity: Some(entity),
            mention: Some(mention),
            label: Some(label),
            span: Some(span),
            ..Argument::default()
        }
    }

    /// Whether a phrase has an entity in it: "Norbank's board".
    pub fn names(&self, argument: &Argument) -> bool {
        let inside = |id: u32| {
            let mention = &self.mentions[id as usize];
            mention.entity.is_some()
                && self.schema.top(mention.label) != LabelId::NORP
                && argument.span.is_some_and(|span| span.contains(mention.span))
        };
        (self.range.0..self.range.1).any(inside)
    }

    /// Whether a number or "a" stands with a noun.
    fn is_some(&self, head: u32) -> bool {
        let (sight, article) = (&self.sight, &self.sight.words.indefinite);
        let says = |&c: &u32| {
            c < head && (sight.rel(c) == Rel::Nummod || sight.rel(c) == Rel::Det && article.contains(sight.hash(c)))
        };
        sight.children.of(head).iter().any(says)
    }

    /// Whether a word for a people is a noun in the plural: "Kenyans", not "Kenyan" or "Swiss".
    fn is_people(&self, head: u32) -> bool {
        let word = &self.sight.text[self.sight.tokens[head as usize].span];
        matches!(self.sight.tag(head), Tag::Noun | Tag::Propn) && word.ends_with('s') && !word.ends_with("ss")
    }

    fn is_quantity(&self, head: u32) -> bool {
        self.sight.words.quantity.contains(self.sight.hash(head)) || self.sight.tag(head) == Tag::Num
    }

    /// What a word that counts is said of: "hundreds of people", "two of his aides".
    fn counted(&self, head: u32) -> Option<u32> {
        let sight = &self.sight;
        let of = |c: u32| sight.children.with(sight.tree, c, Rel::Case).any(|case| sight.hash(case) == self.nouns.of);
        sight.children.with(sight.tree, head, Rel::Nmod).find(|&c| of(c))
    }

    /// The phrase that a mention heads, as text.
    pub fn text_of(&self, id: MentionId) -> Argument {
        let mention = &self.mentions[id.0 as usize];
        Argument { mention: None, ..self.text(mention.first - self.first_token) }
    }

    /// The phrase itself as an argument, with its of-phrases.
    pub fn text(&self, head: u32) -> Argument {
        let (first, mut last) = self.sight.phrase(head, self.nouns.of);
        // "sued the government last week": when it was is no part of the phrase.
        let dated = |m: &&Mention| {
            let from = m.first.wrapping_sub(self.first_token);
            m.form == Form::Value && self.schema.is_a(m.label, LabelId::DATE) && from > head && from < last
        };
        let inside = self.mentions.get(self.range.0 as usize..self.range.1 as usize).unwrap_or_default();
        if let Some(date) = inside.iter().find(dated) {
            last = date.first - self.first_token;
            while last > head + 1 && self.sight.tag(last - 1) == Tag::Adp {
                last -= 1;
            }
        }
        let sight = &self.sight;
        // "left three workers dead": what an adjective behind the noun says of it is no part of the phrase.
        let says = |t: &u32| {
            sight.tag(*t) == Tag::Adj
                && matches!(sight.rel(*t), Rel::Amod | Rel::Advmod | Rel::Appos)
                && sight.head(*t) == Some(head)
                && sight.tag(head) == Tag::Noun
        };
        last = (head + 1..last).find(says).unwrap_or(last);
        // "hundreds of people": what is counted says what they are.
        let mut noun = head;
        while let Some(counted) = self.counted(noun).filter(|&counted| counted > noun && self.is_quantity(noun)) {
            noun = counted;
        }
        let label = self.nouns.label(sight.lexicon, sight.tokens[noun as usize].word);
        // "Tens of thousands marched": people, where nothing is counted.
        let plural = sight.fine.get(noun as usize) == Some(&Fine::NounPlural);
        let norp = |id: MentionId| self.schema.is_a(self.mentions[id.0 as usize].label, LabelId::NORP);
        let people = plural && self.is_quantity(noun)
            || noun != head && self.mention_at(noun).is_some_and(norp) && self.is_people(noun);
        let label = label.or(people.then_some(LabelId::PERSON));
        Argument { label, span: Some(self.sight.span((first, last))), ..Argument::default() }
    }
}
