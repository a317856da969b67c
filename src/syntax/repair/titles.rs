//! Repairs of trees around names with what stands before them: "German Chancellor Olaf Scholz", "Dutch brewer Heineken".
//!
//! The parser takes such a row apart in many ways; the row is one phrase, and the name is its head.

use super::set;
use super::site::Site;
use crate::mention::Form;
use crate::schema::LabelId;
use crate::syntax::fine::Fine;
use crate::syntax::{Rel, Tag, Tree};
use crate::text::lexicon::{ClassId, Lexicon};
use crate::text::token::{Shape, Token};

/// Classes of nouns that tell what a name after them is.
#[derive(Clone, Copy, Debug, Default)]
pub struct KindNouns {
    person: [Option<ClassId>; 3],
    organization: Option<ClassId>,
}

impl KindNouns {
    /// Looks the classes up once.
    pub fn new(lexicon: &Lexicon) -> KindNouns {
        KindNouns {
            person: [lexicon.class("person_noun"), lexicon.class("role"), lexicon.class("kin")],
            organization: lexicon.class("org_noun"),
        }
    }

    fn is(&self, lexicon: &Lexicon, token: &Token, label: LabelId) -> bool {
        let classes = lexicon.classes(token.word);
        let has = |class: &Option<ClassId>| class.is_some_and(|class| classes.has(class));
        if label == LabelId::PERSON { self.person.iter().any(has) } else { has(&self.organization) }
    }
}

/// Makes the name the head of its row, for every name of a person or an organization with a title or kind before it.
pub(super) fn titles(site: &mut Site<'_>) -> bool {
    let Site { words, tokens, first, mentions, lexicon, schema, .. } = *site;
    let (nouns, tree) = (&words.kinds, &mut site.analysis.tree);
    let mut changed = false;
    for (index, name) in mentions.iter().enumerate() {
        let label = schema.top(name.label);
        changed |= after_article(tree, name.first - first);
        if name.form == Form::Name {
            changed |= after_verb(tree, name.first - first);
        }
        let title = mentions.get(index + 1).filter(|m| m.first == name.last && schema.top(m.label) == LabelId::TITLE);
        // "elected Jon Berg pope".
        let after = name.last - first;
        let role = tokens.get(after as usize).is_some_and(|t| nouns.is(lexicon, t, LabelId::PERSON));
        let office = title.map(|title| (title.first - first, title.last - first));
        let office = office.or((role && after < tree.heads.len() as u32).then_some((after, after + 1)));
        if let (Some(office), LabelId::PERSON, Form::Name) = (office, label, name.form) {
            changed |= before_title(tree, name.first - first, office);
        }
        if name.form != Form::Name || !matches!(label, LabelId::PERSON | LabelId::ORG) {
            continue;
        }
        let at = name.first - first;
        let ends_at = |end: u32| mentions[..index].iter().rev().find(move |m| m.last - first == end);
        let (mut start, mut known) = (at, false);
        while let Some(before) = start.checked_sub(1) {
            let token = &tokens[before as usize];
            if let Some(mention) = ends_at(start) {
                let kind = schema.top(mention.label);
                let title = kind == LabelId::TITLE && label == LabelId::PERSON;
                // A nation or a body belongs to the row only before a title or a kind.
                let of = kind == LabelId::NORP
                    || matches!(kind, LabelId::ORG | LabelId::PLACE) && mention.form == Form::Name;
                if !(title || known && of) {
                    break;
                }
                known |= title;
                start = mention.first - first;
            } else if !token.shape.has(Shape::CAPITAL)
                && (nouns.is(lexicon, token, label)
                    && (tree.tags[before as usize] == Tag::Noun || !known && !acts(tree, before))
                    || known && matches!(tree.tags[before as usize], Tag::Noun | Tag::Adj))
                && at - start < 4
            {
                known = true;
                start = before;
            } else {
                break;
            }
        }
        if known && start < at {
            changed |= unite(tree, start, at, name.last - first);
        }
    }
    changed
}

/// "Norbank's $14 billion bid", "a 20-million-euro deal": the amount is a part of the phrase, and the noun its head.
pub(super) fn amounts(site: &mut Site<'_>) -> bool {
    let mut changed = false;
    for amount in site.mentions.iter().filter(|m| m.label == LabelId::MONEY) {
        let (from, to) = (amount.first - site.first, amount.last - site.first);
        let Some((noun, end)) = site.phrase_at(to).filter(|_| site.tag(to) == Tag::Noun) else { continue };
        let opens = from.checked_sub(1).map(|before| site.fine(before));
        let opened = matches!(opens, Some(Fine::Possessive | Fine::Det | Fine::PronPossessive | Fine::Adj));
        if opened && end == noun + 1 {
            changed |= unite(&mut site.analysis.tree, from, noun, end);
        }
    }
    changed
}

/// "accused Jon Berg": a verb with a subject of its own is no title, though its word may be a noun.
fn acts(tree: &Tree, verb: u32) -> bool {
    let subject = |t: usize| tree.heads[t] == verb && tree.rels[t] == Rel::Nsubj;
    tree.tags[verb as usize] == Tag::Verb && (0..verb as usize).any(subject)
}

/// "joined the European Union": a name is no part of its article.
fn after_article(tree: &mut Tree, name: u32) -> bool {
    let Some(article) = name.checked_sub(1).filter(|&a| tree.tags[a as usize] == Tag::Det) else { return false };
    if tree.heads[name as usize] != article {
        return false;
    }
    let (head, rel) = (tree.heads[article as usize], tree.rels[article as usize]);
    set(tree, name, head, if rel == Rel::Det { Rel::Compound } else { rel });
    set(tree, article, name, Rel::Det);
    true
}

/// "has named Jon Berg": a name right after a verb is no predicate.
fn after_verb(tree: &mut Tree, name: u32) -> bool {
    let verb = tree.heads[name as usize];
    let predicate = matches!(tree.rels[name as usize], Rel::Xcomp | Rel::Dep) && verb != Tree::ROOT && verb + 1 == name;
    if predicate {
        set(tree, name, verb, Rel::Obj);
    }
    predicate
}

/// "named Jon Berg chief executive": the one who is named is no part of the office.
fn before_title(tree: &mut Tree, name: u32, (from, to): (u32, u32)) -> bool {
    let inside = |t: u32| t != Tree::ROOT && (from..to).contains(&t);
    if !inside(tree.heads[name as usize]) {
        return false;
    }
    let Some(office) = (from..to).find(|&t| !inside(tree.heads[t as usize])) else { return false };
    let verb = tree.heads[office as usize];
    if verb == Tree::ROOT || tree.tags[verb as usize] != Tag::Verb || verb > name {
        return false;
    }
    set(tree, name, verb, Rel::Obj);
    set(tree, office, verb, Rel::Xcomp);
    true
}

/// Hangs the row `start..end` on its token `head`, which takes the place the row has in the sentence.
fn unite(tree: &mut Tree, start: u32, head: u32, end: u32) -> bool {
    let inside = |t: u32| t != Tree::ROOT && (start..end).contains(&t);
    let whole = (start..end).all(|t| t == head || inside(tree.heads[t as usize]))
        && !inside(tree.heads[head as usize])
        && (0..tree.heads.len() as u32)
            .all(|t| inside(t) || !inside(tree.heads[t as usize]) || tree.heads[t as usize] == head);
    if whole {
        return false;
    }
    // The places that the parser gave its pieces, the most telling first; none that hangs on the row itself.
    let outside = |t: u32| {
        let mut at = tree.heads[t as usize];
        for _ in 0..tree.heads.len() {
            if at == Tree::ROOT {
                return true;
            }
            if inside(at) {
                return false;
            }
            at = tree.heads[at as usize];
        }
        false
    };
    let rank = |t: &u32| match tree.rels[*t as usize] {
        Rel::Nsubj | Rel::NsubjPass => 0,
        Rel::Obj | Rel::Iobj | Rel::OblAgent => 1,
        Rel::Obl => 2,
        Rel::Root => 3,
        Rel::Appos | Rel::Conj | Rel::Xcomp | Rel::Ccomp => 4,
        Rel::Nmod | Rel::NmodPoss => 5,
        _ => 6,
    };
    let Some(top) = (start..end).filter(|&t| !inside(tree.heads[t as usize]) && outside(t)).min_by_key(rank) else {
        return false;
    };
    let (above, rel) = (tree.heads[top as usize], tree.rels[top as usize]);
    for t in 0..tree.heads.len() as u32 {
        if t == head {
            continue;
        }
        let own = tree.heads[t as usize];
        let within_name = inside(own) && (t >= head || own <= head);
        if inside(t) && !within_name {
            set(tree, t, head, Rel::Compound);
        } else if !inside(t) && inside(own) {
            let rel = tree.rels[t as usize];
            set(tree, t, head, rel);
        }
    }
    // What the name hung on inside the row hangs on the name now.
    let mut at = tree.heads[head as usize];
    for _ in start..end {
        if !inside(at) || at == head {
            break;
        }
        let next = tree.heads[at as usize];
        set(tree, at, head, Rel::Compound);
        at = next;
    }
    set(tree, head, above, rel);
    true
}
