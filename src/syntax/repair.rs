//! Repairs of a tree where the parser is known to be weak, by rules that do not guess: what the words themselves decide.
//!
//! * A phrase with a preposition is no subject or object.
//! * "by" after a passive verb brings its agent, unless another noun of action stands between.
//! * A date at the beginning of a sentence with its preposition is no part of the name after it.
//! * Names of one kind joined by "and" or a comma and "and" are coordinated.
//! * A title and the name after it are one phrase, the name its head.
//! * A noun between a comma and a finite verb without a subject is its subject.
//! * A noun between a conjunction and a finite verb is that verb's subject, if the clause before has its verb.
//! * The verb after what commas set off has the noun before it as its subject.
//! * A noun with an indefinite article after a name and a comma is the name's apposition.
//! * A verb of saying after a comma or quotation mark, with a subject and no conjunction, stands beside what it reports.

use super::analysis::Analysis;
use super::repair_dates::dates;
use super::repair_insertions::insertions;
use super::repair_subjects::{bare_subjects, second_clauses};
use super::repair_titles::{KindNouns, titles};
use super::{Rel, Tag, Tree};
use crate::mention::{Form, Mention};
use crate::rule::{Rules, WordList};
use crate::schema::{LabelId, Schema};
use crate::text::fold;
use crate::text::lexicon::{ClassId, Lexicon};
use crate::text::token::{Shape, Token};

/// Words that repairs look at; the lists are data of the rule files.
#[derive(Clone, Debug, Default)]
pub struct Repairs {
    said: WordList,
    indefinite: WordList,
    by: u64,
    of: u64,
    verb: Option<ClassId>,
    kinds: KindNouns,
}

impl Repairs {
    /// Looks the words up once.
    pub fn new(lexicon: &Lexicon, rules: &Rules) -> Repairs {
        Repairs {
            said: rules.words("verb_said").cloned().unwrap_or_default(),
            indefinite: rules.words("indefinite").cloned().unwrap_or_default(),
            by: fold::hash("by"),
            of: fold::hash("of"),
            verb: lexicon.class("verb"),
            kinds: KindNouns::new(lexicon),
        }
    }

    /// Mends the tree of a sentence.
    /// `mentions` are those of the sentence, whose first token is the document's token `first`.
    pub fn apply(
        &self,
        tokens: &[Token],
        first: u32,
        mentions: &[Mention],
        lexicon: &Lexicon,
        schema: &Schema,
        analysis: &mut Analysis,
    ) {
        let n = tokens.len().min(analysis.tree.heads.len());
        let mut changed = titles(&self.kinds, tokens, first, mentions, lexicon, schema, &mut analysis.tree);
        changed |= dates(tokens, first, mentions, analysis);
        changed |= bare_subjects(analysis);
        changed |= second_clauses(&|at| self.is_said(tokens, lexicon, at), analysis);
        changed |= insertions(tokens, &|at| self.is_said(tokens, lexicon, at), analysis);
        changed |= self.appositions(tokens, first, mentions, analysis);
        changed |= self.reported(tokens, first, mentions, lexicon, analysis);
        changed |= self.names(first, mentions, schema, analysis);
        if changed {
            analysis.children.fill(&analysis.tree);
        }
        changed = false;
        for at in 0..n as u32 {
            changed |= self.relative(tokens, analysis, at)
                | self.told(tokens, lexicon, analysis, at)
                | self.phrase(tokens, analysis, at)
                | self.agent(tokens, analysis, at)
                | self.saying(tokens, lexicon, analysis, at);
        }
        if changed {
            analysis.children.fill(&analysis.tree);
        }
    }

    /// "X and Y", "X, Y and Z": each name after the first is a conjunct of the first.
    fn names(&self, first: u32, mentions: &[Mention], schema: &Schema, analysis: &mut Analysis) -> bool {
        let tree = &mut analysis.tree;
        let mut changed = false;
        let titled = |m: &Mention| schema.is_a(m.label, LabelId::TITLE);
        let named = |m: &&Mention| m.form == Form::Name && !titled(m) && !schema.is_a(m.label, LabelId::NORP);
        let names: Vec<&Mention> = mentions.iter().filter(named).collect();
        // From the end of a list to its begin: a comma joins what an "and" later on closes.
        let mut listed = false;
        for pair in names.windows(2).rev() {
            let (one, other) = (pair[0], pair[1]);
            let (a, b) = (one.first - first, other.first - first);
            let between = (one.last - first)..b;
            let title = |t: u32| {
                let article = tree.tags[t as usize] == Tag::Det;
                article || mentions.iter().any(|m| titled(m) && m.first - first <= t && t < m.last - first)
            };
            let opening = between.clone().next().map(|t| tree.tags[t as usize]);
            let conjunction = opening == Some(Tag::Cconj);
            let comma = opening == Some(Tag::Punct) && listed && one.label == other.label;
            let joined = (conjunction || comma) && between.skip(1).all(title);
            listed = joined;
            if schema.top(one.label) != schema.top(other.label)
                || !joined
                || tree.heads[b as usize] == a && tree.rels[b as usize] == Rel::Conj
            {
                continue;
            }
            if tree.heads[a as usize] == b || descends(tree, a, b) {
                // The parser made the second the head: the first takes its place.
                let (head, rel) = (tree.heads[b as usize], tree.rels[b as usize]);
                if descends_from(tree, head, a) {
                    continue;
                }
                set(tree, a, head, rel);
            } else if descends(tree, b, a) && tree.heads[b as usize] != a {
                // Already below it, through something else.
            } else if tree.heads[b as usize] == Tree::ROOT {
                continue;
            }
            set(tree, b, a, Rel::Conj);
            changed = true;
        }
        changed
    }

    /// A phrase with a preposition hangs on the noun right before the preposition, else on the verb as an oblique.
    fn phrase(&self, tokens: &[Token], analysis: &mut Analysis, at: u32) -> bool {
        let tree = &analysis.tree;
        if !matches!(tree.rels[at as usize], Rel::Nsubj | Rel::NsubjPass | Rel::Obj | Rel::Iobj) {
            return false;
        }
        let case = analysis.children.with(tree, at, Rel::Case).find(|&c| c < at && tree.tags[c as usize] == Tag::Adp);
        let Some(case) = case else { return false };
        if tokens.get(case as usize).is_none_or(|t| t.hash == self.by) {
            return false;
        }
        // The last word of a name stands for its first, which is the head.
        let name = |b: u32| if tree.rels[b as usize] == Rel::Flat { tree.heads[b as usize].min(b) } else { b };
        let before = case.checked_sub(1).map(name);
        let noun =
            before.filter(|&b| matches!(tree.tags[b as usize], Tag::Noun | Tag::Propn) && !descends(tree, b, at));
        match noun {
            Some(noun) => set(&mut analysis.tree, at, noun, Rel::Nmod),
            None => analysis.tree.rels[at as usize] = Rel::Obl,
        }
        true
    }

    /// A relative clause hangs on the noun right before its pronoun, unless the parser gave it the noun that this one
    /// hangs on ("the mother of X, who …").
    fn relative(&self, tokens: &[Token], analysis: &mut Analysis, at: u32) -> bool {
        let tree = &analysis.tree;
        if analysis.fine.get(at as usize) != Some(&super::fine::Fine::PronWh) || at == 0 {
            return false;
        }
        let mut verb = tree.heads[at as usize];
        let mut steps = 0;
        while verb != Tree::ROOT && tree.rels[verb as usize] != Rel::AclRelcl && steps < 4 {
            verb = tree.heads[verb as usize];
            steps += 1;
        }
        if verb == Tree::ROOT || tree.rels[verb as usize] != Rel::AclRelcl || verb < at {
            return false;
        }
        let comma = tokens[at as usize - 1].shape.has(Shape::PUNCTUATION);
        let Some(before) = at.checked_sub(1 + u32::from(comma)) else { return false };
        let noun =
            if tree.rels[before as usize] == Rel::Flat { tree.heads[before as usize].min(before) } else { before };
        let head = tree.heads[verb as usize];
        let nominal = matches!(tree.tags[noun as usize], Tag::Noun | Tag::Propn);
        let of = analysis.children.with(tree, noun, Rel::Case).any(|case| tokens[case as usize].hash == self.of);
        let given = tree.heads[noun as usize] == head && (of || tree.tags[noun as usize] != Tag::Propn);
        if !nominal || head == noun || given || descends(tree, noun, verb) {
            return false;
        }
        set(&mut analysis.tree, verb, noun, Rel::AclRelcl);
        true
    }

    fn agent(&self, tokens: &[Token], analysis: &mut Analysis, at: u32) -> bool {
        let tree = &analysis.tree;
        if tokens[at as usize].hash != self.by || tree.rels[at as usize] != Rel::Case {
            return false;
        }
        let head = tree.heads[at as usize];
        if head == Tree::ROOT
            || !matches!(tree.rels[head as usize], Rel::Nmod | Rel::Obl | Rel::Nsubj | Rel::Obj | Rel::NsubjPass)
        {
            return false;
        }
        // The nearest verb before, if it is passive and has no agent yet.
        let verb = (0..at).rev().find(|&t| tree.tags[t as usize] == Tag::Verb);
        let Some(verb) = verb else { return false };
        let has = |rel| analysis.children.first(tree, verb, rel).is_some();
        let reduced = matches!(tree.rels[verb as usize], Rel::Acl | Rel::Advcl)
            && analysis.fine.get(verb as usize) == Some(&super::fine::Fine::VerbParticiple);
        if !(has(Rel::AuxPass) || has(Rel::NsubjPass) || reduced) || has(Rel::OblAgent) || descends(tree, verb, head) {
            return false;
        }
        set(&mut analysis.tree, head, verb, Rel::OblAgent);
        true
    }

    /// "Harbin, a city in the north": a noun with an indefinite article after a name and a comma stands beside the name,
    /// unless it is a verb's subject ("In Harbin, a man …").
    fn appositions(&self, tokens: &[Token], first: u32, mentions: &[Mention], analysis: &mut Analysis) -> bool {
        let tree = &mut analysis.tree;
        let n = tree.heads.len() as u32;
        let mut changed = false;
        for name in mentions.iter().filter(|m| m.form == Form::Name) {
            let (head, comma) = (name.first - first, name.last - first);
            let article = comma + 1;
            if article >= n
                || tokens[comma as usize].shape.has(Shape::LETTER)
                || !self.indefinite.contains(tokens[article as usize].hash)
            {
                continue;
            }
            let noun = tree.heads[article as usize];
            if noun == Tree::ROOT
                || noun <= article
                || tree.tags[noun as usize] != Tag::Noun
                || tree.heads[noun as usize] == Tree::ROOT
            {
                continue;
            }
            let subject = matches!(tree.rels[noun as usize], Rel::Nsubj | Rel::NsubjPass);
            let apposed = tree.heads[noun as usize] == head && tree.rels[noun as usize] == Rel::Appos;
            if !subject && !apposed && !descends(tree, head, noun) {
                set(tree, noun, head, Rel::Appos);
                changed = true;
            }
        }
        changed
    }

    /// "told the crowd that …": what is told is no relative clause of the hearer.
    fn told(&self, tokens: &[Token], lexicon: &Lexicon, analysis: &mut Analysis, at: u32) -> bool {
        let tree = &analysis.tree;
        if analysis.fine.get(at as usize) != Some(&super::fine::Fine::Sconj) || tree.rels[at as usize] != Rel::Mark {
            return false;
        }
        let verb = tree.heads[at as usize];
        let hearer = if verb == Tree::ROOT { verb } else { tree.heads[verb as usize] };
        if hearer == Tree::ROOT || hearer + 1 != at || !matches!(tree.rels[verb as usize], Rel::AclRelcl | Rel::Acl) {
            return false;
        }
        let above = tree.heads[hearer as usize];
        let object = matches!(tree.rels[hearer as usize], Rel::Obj | Rel::Iobj);
        if above == Tree::ROOT || !object || !self.is_said(tokens, lexicon, above) {
            return false;
        }
        set(&mut analysis.tree, verb, above, Rel::Ccomp);
        true
    }

    fn is_said(&self, tokens: &[Token], lexicon: &Lexicon, at: u32) -> bool {
        let token = &tokens[at as usize];
        let lemma = self.verb.map_or(token.hash, |class| lexicon.lemma_hash(token, class));
        self.said.contains(lemma)
    }

    /// "…, officials said on Tuesday.": a verb of saying that ends a sentence after a comma and its subject stands beside
    /// the rest, whatever the parser made of it.
    fn reported(
        &self,
        tokens: &[Token],
        first: u32,
        mentions: &[Mention],
        lexicon: &Lexicon,
        analysis: &mut Analysis,
    ) -> bool {
        let tree = &analysis.tree;
        let n = tree.tags.len() as u32;
        let value =
            |t: u32| mentions.iter().any(|m| m.form == Form::Value && m.first - first <= t && t < m.last - first);
        let tail = |t: u32| value(t) || matches!(tree.tags[t as usize], Tag::Punct | Tag::Adp | Tag::Adv);
        let Some(said) = (0..n).rev().find(|&t| !tail(t)).filter(|&t| tree.tags[t as usize] == Tag::Verb && n - t < 8)
        else {
            return false;
        };
        if !self.is_said(tokens, lexicon, said) {
            return false;
        }
        let noun = |t: &u32| {
            matches!(
                tree.tags[*t as usize],
                Tag::Det | Tag::Adj | Tag::Noun | Tag::Propn | Tag::Num | Tag::Adp | Tag::Pron | Tag::Part
            )
        };
        let start = said - (0..said).rev().take_while(noun).count() as u32;
        let name = |t: u32| {
            if tree.rels[t as usize] == Rel::Flat && tree.heads[t as usize] != Tree::ROOT {
                tree.heads[t as usize].min(t)
            } else {
                t
            }
        };
        if start == 0 || start == said || said - start > 12 || !tokens[start as usize - 1].shape.has(Shape::PUNCTUATION)
        {
            return false;
        }
        let Some(root) = (0..n).find(|&t| tree.heads[t as usize] == Tree::ROOT) else { return false };
        let content =
            root == said && (0..start).any(|t| tree.heads[t as usize] == said && tree.rels[t as usize] == Rel::Ccomp);
        if content || (start..said).contains(&root) {
            return false;
        }
        // The phrase's head: the word of it that hangs outside, else its last noun before any preposition.
        let outside = (start..said).find(|&t| {
            !(start..said).contains(&tree.heads[t as usize])
                && matches!(tree.tags[t as usize], Tag::Noun | Tag::Propn | Tag::Pron)
        });
        let Some(subject) = outside.or_else(|| {
            (start..said).rev().find(|&t| matches!(tree.tags[t as usize], Tag::Noun | Tag::Propn | Tag::Pron))
        }) else {
            return false;
        };
        let subject = name(subject).max(start);
        let verb = (0..start).find(|&t| tree.tags[t as usize] == Tag::Verb && tree.heads[t as usize] == said);
        let tree = &mut analysis.tree;
        let top = if root == said {
            let Some(verb) = verb else { return false };
            set(tree, verb, Tree::ROOT, Rel::Root);
            verb
        } else {
            root
        };
        for t in 0..start {
            if tree.heads[t as usize] == said && t != top {
                let rel = match tree.rels[t as usize] {
                    Rel::Nsubj if t == top + 1 => Rel::Obj,
                    Rel::Nsubj => Rel::Dep,
                    rel => rel,
                };
                set(tree, t, top, rel);
            }
        }
        for t in start..said {
            if t != subject && !(start..said).contains(&tree.heads[t as usize]) {
                set(tree, t, subject, Rel::Dep);
            }
        }
        set(tree, subject, said, Rel::Nsubj);
        set(tree, said, top, Rel::Parataxis);
        true
    }

    fn saying(&self, tokens: &[Token], lexicon: &Lexicon, analysis: &mut Analysis, at: u32) -> bool {
        let tree = &analysis.tree;
        if tree.tags[at as usize] != Tag::Verb
            || !matches!(
                tree.rels[at as usize],
                Rel::Conj | Rel::Advcl | Rel::Dep | Rel::Ccomp | Rel::Acl | Rel::AclRelcl | Rel::Xcomp | Rel::Appos
            )
        {
            return false;
        }
        if !self.is_said(tokens, lexicon, at)
            || analysis.children.first(tree, at, Rel::Cc).is_some()
            || analysis.children.first(tree, at, Rel::Mark).is_some()
        {
            return false;
        }
        let Some(subject) =
            analysis.children.first(tree, at, Rel::Nsubj).or_else(|| speaker_after(tokens, analysis, at))
        else {
            return false;
        };
        // The head must stand before: "…", X said.
        if tree.heads[at as usize] == Tree::ROOT || tree.heads[at as usize] > at {
            return false;
        }
        let inverted = subject == at + 1 && analysis.tree.rels[subject as usize] != Rel::Nsubj;
        let first = if inverted { at } else { subtree_start(analysis, subject).min(at) };
        let comma = first.checked_sub(1).is_some_and(|b| tokens[b as usize].shape.has(Shape::PUNCTUATION));
        if comma && inverted {
            let clause = analysis.tree.heads[subject as usize];
            if clause != at && clause != Tree::ROOT && clause > subject {
                set(&mut analysis.tree, clause, subject, Rel::AclRelcl);
            }
            set(&mut analysis.tree, subject, at, Rel::Nsubj);
        }
        if comma {
            analysis.tree.rels[at as usize] = Rel::Parataxis;
        }
        comma
    }
}

/// "…," said Berg, who left: the name right after a verb of saying that stands behind punctuation.
fn speaker_after(tokens: &[Token], analysis: &Analysis, said: u32) -> Option<u32> {
    let name = said + 1;
    let tree = &analysis.tree;
    let behind = said > 0 && tokens[said as usize - 1].shape.has(Shape::PUNCTUATION);
    let free = tree.tags.get(name as usize) == Some(&Tag::Propn) && !descends(tree, said, name);
    (behind && free).then_some(name)
}

fn descends_from(tree: &Tree, token: u32, above: u32) -> bool {
    token != Tree::ROOT && descends(tree, token, above)
}

/// First token of what hangs on a token.
fn subtree_start(analysis: &Analysis, token: u32) -> u32 {
    let (mut first, mut open) = (token, vec![token]);
    while let Some(at) = open.pop() {
        first = first.min(at);
        open.extend(analysis.children.of(at));
    }
    first
}

/// Whether `token` hangs on `above`, however far down.
pub(super) fn descends(tree: &Tree, token: u32, above: u32) -> bool {
    let mut at = token;
    for _ in 0..tree.heads.len() {
        if at == above {
            return true;
        }
        match tree.heads.get(at as usize) {
            Some(&head) if head != Tree::ROOT => at = head,
            _ => return false,
        }
    }
    false
}

pub(super) fn set(tree: &mut Tree, token: u32, head: u32, rel: Rel) {
    tree.heads[token as usize] = head;
    tree.rels[token as usize] = rel;
}
