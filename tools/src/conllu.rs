//! Treebanks in CoNLL-U, read as what the trainers need: text, tokens, tags, heads, relations, names.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use dateline::Span;
use dateline::syntax::features::Input;
use dateline::syntax::fine::Fine;
use dateline::syntax::{Rel, Tag, Tree};
use dateline::text::lexicon::WordId;
use dateline::text::token::{Shape, Token};

use crate::lexicon::Lexicon;

/// One sentence with its gold analysis.
#[derive(Clone, Default)]
pub struct Sentence {
    pub document: usize,
    pub text: String,
    pub tokens: Vec<Token>,
    pub tags: Vec<Tag>,
    pub fine: Vec<Fine>,
    pub heads: Vec<u32>,
    pub rels: Vec<Rel>,
    /// What a lexicon says of each token; empty without one.
    pub clues: Vec<u32>,
    /// Runs of proper nouns that hang together by one head.
    pub names: Vec<(u32, u32)>,
}

impl Sentence {
    /// What the stages before syntax would give, with its names or without.
    pub fn input(&self, named: bool) -> Input<'_> {
        let names: &[(u32, u32)] = if named { &self.names } else { &[] };
        Input { text: &self.text, tokens: &self.tokens, names, clues: &self.clues }
    }
}

struct Row {
    form: String,
    upos: String,
    xpos: String,
    head: usize,
    rel: String,
    space_after: bool,
}

/// Reads a treebank; the lexicon, if there is one, says what it knows of the words.
pub fn read(path: &Path, lexicon: Option<&Lexicon>) -> Result<Vec<Sentence>> {
    let mut sentences = parse(path)?;
    for sentence in &mut sentences {
        sentence.clues = lexicon.map_or_else(Vec::new, |lexicon| lexicon.clues(&sentence.tokens));
    }
    Ok(sentences)
}

fn parse(path: &Path) -> Result<Vec<Sentence>> {
    let file = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let (mut sentences, mut rows, mut document) = (Vec::new(), Vec::new(), 0);
    let mut joined = (0usize, true);
    for (number, line) in file.lines().chain([""]).enumerate() {
        if line.is_empty() {
            if !rows.is_empty() {
                sentences.push(sentence(&rows, document)?);
                rows.clear();
            }
            joined = (0, true);
            continue;
        }
        if let Some(comment) = line.strip_prefix('#') {
            document += usize::from(comment.trim_start().starts_with("newdoc"));
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, _, upos, xpos, _, head, rel, _, misc] = columns[..] else {
            bail!("{}:{}: {} columns", path.display(), number + 1, columns.len());
        };
        let space_after = !misc.split('|').any(|part| part == "SpaceAfter=No");
        if let Some((_, last)) = id.split_once('-') {
            joined = (last.parse()?, space_after);
            continue;
        }
        if id.contains('.') {
            continue;
        }
        let id: usize = id.parse()?;
        let space_after = match id.cmp(&joined.0) {
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Equal => joined.1,
            std::cmp::Ordering::Greater => space_after,
        };
        rows.push(Row {
            form: form.into(),
            upos: upos.into(),
            xpos: xpos.into(),
            head: head.parse()?,
            rel: rel.into(),
            space_after,
        });
    }
    Ok(sentences)
}

fn sentence(rows: &[Row], document: usize) -> Result<Sentence> {
    let mut out = Sentence { document, ..Sentence::default() };
    for row in rows {
        let start = out.text.len() as u32;
        out.text.push_str(&row.form);
        out.tokens.push(token(&out.text, Span::new(start, out.text.len() as u32)));
        if row.space_after {
            out.text.push(' ');
        }
        let tag = universal(&row.upos)?;
        out.tags.push(tag);
        out.fine.push(fine(tag, &row.xpos, &row.form));
        out.heads.push(if row.head == 0 { Tree::ROOT } else { row.head as u32 - 1 });
        out.rels.push(if row.head == 0 { Rel::Root } else { relation(&row.rel) });
    }
    out.names = names(rows, &out.heads);
    Ok(out)
}

/// A token as the library's own tokenizer makes it, but for the shape, which the models do not read.
pub fn token(text: &str, span: Span) -> Token {
    Token { span, hash: dateline::text::fold::hash(&text[span.range()]), word: WordId::NONE, shape: Shape::default() }
}

/// The same sentence in other letters (lower, upper or title case).
pub fn recased(sentence: &Sentence, recase: impl Fn(&str) -> String) -> Sentence {
    let mut out = Sentence { text: String::new(), tokens: Vec::new(), ..sentence.clone() };
    let mut end = 0;
    for token in &sentence.tokens {
        if token.span.start > end {
            out.text.push(' ');
        }
        end = token.span.end;
        let start = out.text.len() as u32;
        out.text.push_str(&recase(&sentence.text[token.span.range()]));
        out.tokens.push(self::token(&out.text, Span::new(start, out.text.len() as u32)));
    }
    out
}

/// Maximal runs of at least one proper noun (by the second tag column, so that "United" in "United Kingdom" counts),
/// "of" and "the" inside allowed, that have exactly one head outside.
fn names(rows: &[Row], heads: &[u32]) -> Vec<(u32, u32)> {
    let proper = |at: usize| rows[at].xpos.starts_with("NNP");
    let mut names = Vec::new();
    let mut first = 0;
    while first < rows.len() {
        if !proper(first) {
            first += 1;
            continue;
        }
        let mut ends = Vec::new();
        let mut at = first;
        while at < rows.len() && (proper(at) || matches!(rows[at].form.as_str(), "of" | "the" | "-" | "&" | "for")) {
            at += 1;
            if proper(at - 1) {
                ends.push(at);
            }
        }
        let outside = |end: usize| (first..end).filter(|&at| !(first..end).contains(&(heads[at] as usize))).count();
        match ends.iter().rev().find(|&&end| outside(end) == 1) {
            Some(&end) => {
                names.push((first as u32, end as u32));
                first = end;
            }
            None => first += 1,
        }
    }
    names
}

fn universal(name: &str) -> Result<Tag> {
    Ok(match name {
        "ADJ" => Tag::Adj,
        "ADP" => Tag::Adp,
        "ADV" => Tag::Adv,
        "AUX" => Tag::Aux,
        "CCONJ" => Tag::Cconj,
        "DET" => Tag::Det,
        "INTJ" => Tag::Intj,
        "NOUN" => Tag::Noun,
        "NUM" => Tag::Num,
        "PART" => Tag::Part,
        "PRON" => Tag::Pron,
        "PROPN" => Tag::Propn,
        "PUNCT" => Tag::Punct,
        "SCONJ" => Tag::Sconj,
        "SYM" => Tag::Sym,
        "VERB" => Tag::Verb,
        "X" => Tag::X,
        _ => bail!("unknown tag {name}"),
    })
}

/// The fine tag of a universal tag and the treebank's second tag.
fn fine(tag: Tag, xpos: &str, form: &str) -> Fine {
    match tag {
        Tag::Adj => Fine::Adj,
        Tag::Adp if xpos == "RP" => Fine::Particle,
        Tag::Adp => Fine::Adp,
        Tag::Adv if xpos == "WRB" => Fine::AdvWh,
        Tag::Adv => Fine::Adv,
        Tag::Aux => match xpos {
            "MD" => Fine::AuxModal,
            "VB" | "VBN" | "VBG" => Fine::AuxOther,
            _ => Fine::AuxFinite,
        },
        Tag::Cconj => Fine::Cconj,
        Tag::Det => Fine::Det,
        Tag::Intj => Fine::Intj,
        Tag::Noun if xpos == "NNS" => Fine::NounPlural,
        Tag::Noun => Fine::Noun,
        Tag::Num => Fine::Num,
        Tag::Part => match xpos {
            "TO" => Fine::To,
            "POS" => Fine::Possessive,
            _ => Fine::Not,
        },
        Tag::Pron => match xpos {
            "PRP$" => Fine::PronPossessive,
            "PRP" => Fine::Pron,
            "WP" | "WDT" | "WP$" => Fine::PronWh,
            _ => Fine::PronOther,
        },
        Tag::Propn => Fine::Propn,
        Tag::Punct => Fine::Punct,
        Tag::Sconj => Fine::Sconj,
        Tag::Sym => Fine::Sym,
        Tag::Verb => match xpos {
            "VBD" => Fine::VerbPast,
            "VBG" => Fine::VerbIng,
            "VBN" => Fine::VerbParticiple,
            "VBP" => Fine::VerbPresent,
            "VBZ" => Fine::VerbThird,
            "NNP" if form.ends_with("ed") => Fine::VerbParticiple,
            "NNP" if form.ends_with("ing") => Fine::VerbIng,
            _ => Fine::Verb,
        },
        Tag::X => Fine::X,
    }
}

/// The relation of a treebank label; subtypes that clauses do not need fall to their type.
fn relation(label: &str) -> Rel {
    let table: BTreeMap<&str, Rel> = [
        ("nsubj", Rel::Nsubj),
        ("nsubj:pass", Rel::NsubjPass),
        ("nsubj:outer", Rel::NsubjOuter),
        ("csubj", Rel::Csubj),
        ("obj", Rel::Obj),
        ("iobj", Rel::Iobj),
        ("obl", Rel::Obl),
        ("obl:agent", Rel::OblAgent),
        ("obl:tmod", Rel::OblTmod),
        ("obl:unmarked", Rel::OblTmod),
        ("obl:npmod", Rel::OblTmod),
        ("nmod", Rel::Nmod),
        ("nmod:poss", Rel::NmodPoss),
        ("appos", Rel::Appos),
        ("conj", Rel::Conj),
        ("cc", Rel::Cc),
        ("acl", Rel::Acl),
        ("acl:relcl", Rel::AclRelcl),
        ("advcl", Rel::Advcl),
        ("xcomp", Rel::Xcomp),
        ("ccomp", Rel::Ccomp),
        ("mark", Rel::Mark),
        ("aux", Rel::Aux),
        ("aux:pass", Rel::AuxPass),
        ("cop", Rel::Cop),
        ("compound", Rel::Compound),
        ("compound:prt", Rel::CompoundPrt),
        ("flat", Rel::Flat),
        ("fixed", Rel::Fixed),
        ("det", Rel::Det),
        ("amod", Rel::Amod),
        ("nummod", Rel::Nummod),
        ("parataxis", Rel::Parataxis),
        ("advmod", Rel::Advmod),
        ("case", Rel::Case),
        ("expl", Rel::Expl),
        ("punct", Rel::Punct),
    ]
    .into();
    let kind = label.split(':').next().unwrap_or(label);
    table.get(label).or_else(|| table.get(kind)).copied().unwrap_or(Rel::Dep)
}
