//! Runs the sentences of `clauses.md`: which clauses are read from sentences of our own, whatever their wording.
#![cfg(feature = "english")]

use dateline::mention::{Form, Mention};
use dateline::relation::frames;
use dateline::syntax::Tag;
use dateline::syntax::analysis::Analysis;
use dateline::syntax::clause::{Aspect, Clause, ClauseKind, Tense, Voice};
use dateline::syntax::clauses::Clauses;
use dateline::syntax::sight::{ClauseWords, Sight};
use dateline::text::fold;
use dateline::{Extractor, Span};

/// A sentence and the clauses expected of it.
struct Case<'a> {
    line: usize,
    sentence: &'a str,
    /// Whether it is known to be read wrongly.
    failing: bool,
    clauses: Vec<&'a str>,
}

fn cases(source: &str) -> Vec<Case<'_>> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    let body = source.lines().enumerate().skip_while(|(_, line)| !line.starts_with("## "));
    for (line, text) in body.filter(|(_, text)| !text.is_empty() && !text.starts_with("## ")) {
        match (text.strip_prefix("- "), cases.last_mut()) {
            (Some(clause), Some(case)) => case.clauses.push(clause),
            (Some(_), None) => panic!("line {}: a clause without a sentence", line + 1),
            (None, _) => {
                let later = text.strip_prefix("Not yet: ");
                let (failing, sentence) = (later.is_some(), later.unwrap_or(text));
                cases.push(Case { line: line + 1, sentence, failing, clauses: Vec::new() });
            }
        }
    }
    cases
}

/// A sentence with what the library makes of it.
struct Reading<'a> {
    sight: Sight<'a>,
    mentions: &'a [Mention],
    clauses: Clauses,
}

impl Reading<'_> {
    fn text(&self, token: u32) -> &str {
        &self.sight.text[self.sight.tokens[token as usize].span.range()]
    }

    /// The name that a head stands in, or its own word.
    fn named(&self, head: u32) -> &str {
        let name_at = |token: u32| {
            let mut names = self.mentions.iter().filter(|m| m.form == Form::Name);
            names.find(|m| m.first <= token && token < m.last && !self.is_title(m)).map(|m| m.span)
        };
        // "President Larsen": the name may hang on the title.
        let mut inside =
            self.sight.children.of(head).iter().copied().filter(|&c| c > head && self.sight.tag(c) == Tag::Propn);
        let span: Option<Span> = name_at(head).or_else(|| {
            let title = self.mentions.iter().any(|m| self.is_title(m) && m.first <= head && head < m.last);
            inside.find(|&c| title && c == head + 1).and_then(name_at)
        });
        span.map_or_else(|| self.text(head), |span| &self.sight.text[span.range()])
    }

    fn is_title(&self, mention: &Mention) -> bool {
        Extractor::english().schema().is_a(mention.label, dateline::schema::LabelId::TITLE)
    }

    fn phrase(&self, head: u32) -> String {
        let heads = self.sight.conjuncts(head);
        heads.iter().map(|&head| self.named(head)).collect::<Vec<_>>().join(" + ")
    }

    /// A clause in the words of the suite.
    fn spell(&self, clause: &Clause) -> Vec<String> {
        let kind = match (clause.kind, clause.voice) {
            (ClauseKind::Copula, _) => "copula",
            (ClauseKind::Noun, _) => "noun",
            (ClauseKind::Verb, Voice::Active) => "active",
            (ClauseKind::Verb, Voice::Passive) => "passive",
        };
        let tense = match clause.tense {
            Tense::Past => " past",
            Tense::Present => " present",
            Tense::Future => " future",
            Tense::None if clause.kind == ClauseKind::Verb => " open",
            Tense::None => "",
        };
        let aspect = match clause.aspect {
            Aspect::Simple => "",
            Aspect::Perfect => " perfect",
            Aspect::Progressive => " progressive",
            Aspect::PerfectProgressive => " perfect progressive",
        };
        let negative = if clause.negative { " negative" } else { "" };
        let modal = clause.modal.map_or(String::new(), |modal| format!(" ({})", self.text(modal)));
        let mut parts = vec![format!("{kind}{tense}{aspect}{negative}{modal}")];
        let slots =
            [("subject", clause.subject), ("to whom", clause.iobj), ("object", clause.object), ("by", clause.agent)];
        parts.extend(slots.iter().filter_map(|(name, head)| Some(format!("{name} {}", self.phrase((*head)?)))));
        parts
    }

    fn prepositional(&self, clause: &Clause) -> Vec<String> {
        let heads = clause.obliques.iter().filter(|o| o.case != u32::MAX);
        heads.map(|o| format!("{} {}", self.text(o.case).to_lowercase(), self.phrase(o.head))).collect()
    }

    fn verb(&self, clause: &Clause) -> String {
        let word = self.text(clause.head);
        let particle = clause.particle.map_or(String::new(), |p| {
            let at = (0..self.sight.tokens.len() as u32).find(|&t| self.sight.hash(t) == p);
            at.map_or(String::new(), |at| format!(" {}", self.text(at)))
        });
        format!("{word}{particle}")
    }

    /// Whether a clause is the one that a line of the suite names.
    fn is_lemma(&self, clause: &Clause, expected: &str) -> bool {
        let (lemma, particle) =
            expected.split_once(' ').map_or((expected, None), |(lemma, p)| (lemma, Some(fold::hash(p))));
        clause.lemma == fold::hash(lemma) && clause.particle == particle
    }

    /// What is wrong with a line; `None` where nothing is.
    fn problem(&self, line: &str) -> Option<String> {
        let (lemma, rest) = line.split_once(": ").unwrap_or((line, ""));
        let expected: Vec<&str> = rest.split("; ").collect();
        let candidates: Vec<&Clause> = self.clauses.clauses.iter().filter(|c| self.is_lemma(c, lemma)).collect();
        let holds = |clause: &Clause| {
            let (said, prepositional) = (self.spell(clause), self.prepositional(clause));
            // In a clause of a noun the by-phrase and its like are prepositional arguments.
            let listed = |part: &&&str| said.iter().any(|s| s == **part);
            let (fixed, free): (Vec<&&str>, Vec<&&str>) = expected.iter().partition(listed);
            fixed.len() == said.len() && free.iter().all(|part| prepositional.iter().any(|p| p == **part))
        };
        if candidates.iter().any(|clause| holds(clause)) {
            return None;
        }
        let all: Vec<&Clause> = if candidates.is_empty() { self.clauses.clauses.iter().collect() } else { candidates };
        let show = |clause: &&Clause| {
            let parts = [self.spell(clause), self.prepositional(clause)].concat();
            format!("    {}: {}", self.verb(clause), parts.join("; "))
        };
        Some(format!("  - {line}\n{}", all.iter().map(show).collect::<Vec<_>>().join("\n")))
    }
}

/// What is wrong with the reading of a sentence, line by line.
fn problems(case: &Case<'_>) -> Vec<String> {
    let extractor = Extractor::english();
    let (lexicon, rules) = (extractor.lexicon(), extractor.rules());
    let document = extractor.extract(case.sentence);
    let [sentence] = document.sentences() else { return vec!["  is not one sentence".to_owned()] };
    let tokens = &document.tokens()[sentence.range()];
    let mentions: Vec<Mention> = document.mentions().map(|m| m.data().clone()).collect();
    let mut analysis = Analysis::default();
    extractor.analyzer().read(case.sentence, tokens, sentence.first, &mentions, lexicon, &mut analysis);
    extractor.repairs().apply(tokens, sentence.first, &mentions, lexicon, extractor.schema(), &mut analysis);
    let words = ClauseWords::new(lexicon, rules);
    let sight = Sight {
        text: case.sentence,
        tokens,
        fine: &analysis.fine,
        tree: &analysis.tree,
        children: &analysis.children,
        lexicon,
        words: &words,
    };
    let light = rules.words("light_verb").cloned().unwrap_or_default();
    let clauses = Clauses::read(&sight, &|l| frames::is_act(rules.frames(), l), &|l| light.contains(l));
    let reading = Reading { sight, mentions: &mentions, clauses };
    case.clauses.iter().filter_map(|line| reading.problem(line)).collect()
}

#[test]
fn every_sentence_has_its_clauses() {
    let cases = cases(include_str!("clauses.md"));
    let (mut wrong, mut report) = (0, String::new());
    for case in &cases {
        assert!(!case.clauses.is_empty(), "line {}: no clauses", case.line);
        let problems = problems(case);
        if problems.is_empty() == case.failing {
            wrong += 1;
            let what =
                if case.failing { "is read right now: take its mark away".to_owned() } else { problems.join("\n") };
            report.push_str(&format!("clauses.md:{}: {}\n{what}\n", case.line, case.sentence));
        }
    }
    assert!(cases.len() >= 150, "{} sentences", cases.len());
    assert!(wrong == 0, "{wrong} of {} sentences\n{report}", cases.len());
    let failing = cases.iter().filter(|case| case.failing).count();
    assert!(failing * 10 <= cases.len(), "{failing} known failures are too many");
}
