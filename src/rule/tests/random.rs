//! The matcher against a naive matcher that tries everything, on small random patterns and sentences; and its time.

use super::*;
use crate::rule::ast::{Constraint, Node};
use crate::rule::parser::parse;
use crate::rule::source::Source;
use crate::schema::LabelId;

/// A small generator of pseudo-random numbers (splitmix64), so that failures repeat.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }
}

/// A pattern of words a, b, c; `solid` ones cannot match nothing.
fn pattern(random: &mut Random, depth: u32, solid: bool, looking: bool) -> String {
    let sub = |random: &mut Random, solid| pattern(random, depth.saturating_sub(1), solid, looking);
    match if depth == 0 { random.below(5) } else { random.below(13) } {
        0 => "a".to_owned(),
        1 => "[a | b]".to_owned(),
        2 => "[!a]".to_owned(),
        3 if looking => "@ORG".to_owned(),
        3 => ["@x:ORG", "@y:PLACE|ORG", "(?<z> b)"][random.below(3) as usize].to_owned(),
        4 => "%several".to_owned(),
        5 | 6 => {
            let (a, b) = (sub(random, solid), sub(random, false));
            if random.below(2) == 0 { format!("{a} {b}") } else { format!("{b} {a}") }
        }
        7 => format!("({} | {})", sub(random, solid), sub(random, solid)),
        8 => format!("({})+{}", sub(random, true), ["", "?"][random.below(2) as usize]),
        9 if solid => format!("({}){{1,2}}", sub(random, true)),
        9 => format!("({})*{}", sub(random, true), ["", "?"][random.below(2) as usize]),
        10 if solid => sub(random, true),
        10 => format!("({})?{}", sub(random, false), ["", "?"][random.below(2) as usize]),
        11 if !looking => format!("(?<w{depth}> {})", sub(random, solid)),
        _ if solid => sub(random, true),
        _ => {
            let sign = ["=", "!", "<=", "<!"][random.below(4) as usize];
            format!("(?{sign} {})", pattern(random, depth.saturating_sub(1), true, true))
        }
    }
}

type Captures = Vec<(String, u32, u32)>;

/// All ways to match, preferred ones first: where it ends, and what it captures.
struct Naive<'n> {
    words: &'n [&'n str],
    mentions: &'n [Marked],
    labels: &'n dyn Fn(&str) -> LabelId,
    steps: u64,
}

impl Naive<'_> {
    fn one(&self, c: &Constraint<'_>, word: &str) -> bool {
        match c {
            Constraint::Literal(n) => n.text == word,
            Constraint::Not(c) => !self.one(c, word),
            Constraint::And(p) => p.iter().all(|c| self.one(c, word)),
            Constraint::Or(p) => p.iter().any(|c| self.one(c, word)),
            _ => unreachable!("not generated"),
        }
    }

    fn ends(&mut self, node: &Node<'_>, at: u32, back: bool) -> Vec<(u32, Captures)> {
        self.steps += 1;
        if self.steps > 20_000 {
            return Vec::new();
        }
        let step =
            |n: u32| if back { at.checked_sub(n) } else { (at + n <= self.words.len() as u32).then_some(at + n) };
        match node {
            Node::Token(Constraint::Class(_), _) => {
                let lists: [&[&str]; 4] = [&["a", "b", "a"], &["a", "b"], &["b", "b"], &["c"]];
                let fits = |l: &&&[&str]| {
                    let Some(to) = step(l.len() as u32) else { return false };
                    self.words[at.min(to) as usize..at.max(to) as usize] == ***l
                };
                lists.iter().filter(fits).filter_map(|l| Some((step(l.len() as u32)?, Vec::new()))).collect()
            }
            Node::Token(constraint, _) => {
                let Some(to) = step(1) else { return Vec::new() };
                let fits = self.one(constraint, self.words[at.min(to) as usize]);
                if fits { vec![(to, Vec::new())] } else { Vec::new() }
            }
            Node::Mention { capture, labels, .. } => {
                let labels: Vec<LabelId> = labels.iter().map(|l| (self.labels)(&l.text)).collect();
                let fits = |m: &&Marked| labels.contains(&m.label) && at == if back { m.last } else { m.first };
                let end = |m: &Marked| {
                    let captured = capture.iter().map(|c| (c.text.to_string(), m.first, m.last)).collect();
                    (if back { m.first } else { m.last }, captured)
                };
                self.mentions.iter().filter(fits).map(end).collect()
            }
            Node::Sequence(parts) => {
                let mut ways: Vec<(u32, Captures)> = vec![(at, Vec::new())];
                let parts: Vec<&Node<'_>> = if back { parts.iter().rev().collect() } else { parts.iter().collect() };
                for part in parts {
                    ways = self.then(ways, part, back);
                }
                ways
            }
            Node::Alternatives(parts) => parts.iter().flat_map(|p| self.ends(p, at, back)).collect(),
            Node::Repeat { node, min, max, greedy, .. } => {
                let mut ways = vec![(at, Vec::new())];
                for _ in 0..*min {
                    ways = self.then(ways, node, back);
                }
                let rest = max.map(|m| m - min);
                ways.into_iter().flat_map(|w| self.more(w, node, rest, *greedy, back)).collect()
            }
            Node::Capture(name, inner) => {
                let ways = self.ends(inner, at, back);
                let name = name.text.to_string();
                ways.into_iter()
                    .map(|(end, mut captured)| {
                        captured.push((name.clone(), at.min(end), at.max(end)));
                        (end, captured)
                    })
                    .collect()
            }
            Node::Look { ahead, negative, node, .. } => {
                let found = !self.ends(node, at, !ahead).is_empty();
                if found != *negative { vec![(at, Vec::new())] } else { Vec::new() }
            }
            Node::Start(_) | Node::End(_) => unreachable!("not generated"),
        }
    }

    fn then(&mut self, ways: Vec<(u32, Captures)>, node: &Node<'_>, back: bool) -> Vec<(u32, Captures)> {
        let mut found = Vec::new();
        for (at, captured) in ways {
            for (end, more) in self.ends(node, at, back) {
                found.push((end, captured.iter().cloned().chain(more).collect()));
            }
        }
        found
    }

    fn more(
        &mut self,
        way: (u32, Captures),
        node: &Node<'_>,
        rest: Option<u32>,
        greedy: bool,
        back: bool,
    ) -> Vec<(u32, Captures)> {
        if rest == Some(0) {
            return vec![way];
        }
        let mut longer = Vec::new();
        for next in self.then(vec![way.clone()], node, back) {
            longer.extend(self.more(next, node, rest.map(|r| r - 1), greedy, back));
        }
        if greedy { longer.into_iter().chain([way]).collect() } else { [way].into_iter().chain(longer).collect() }
    }
}

#[test]
fn agrees_with_a_matcher_that_tries_everything() {
    let mut random = Random(7);
    let words = lexicon();
    let (mut tried, mut matched) = (0, 0);
    for _ in 0..4_000 {
        let pattern = pattern(&mut random, 4, true, false);
        let text = format!(
            "words several = a_b_a a_b b_b c\npredicate in(any, any)\nrule t -> in(-, -) {{\n match {pattern}\n test \"x\"\n}}\n"
        );
        let loaded = Rules::load(&[("t", &text)], &words, &Options::default());
        let rules = match loaded {
            Ok(rules) => rules,
            Err(diagnostics) => {
                let allowed = ["R014", "R015", "R016"];
                assert!(diagnostics.0.iter().all(|d| d.code == "R023" || allowed.contains(&d.code)), "{diagnostics}");
                continue;
            }
        };
        let file = parse(&Source { name: "t", text: &text }, &mut Vec::new());
        let node = &file.rules[0].patterns[0].node;
        let label = |name: &str| rules.schema().label(name).unwrap();
        for _ in 0..4 {
            let length = random.below(8) as usize;
            let sentence: Vec<&str> = (0..length).map(|_| ["a", "b", "c"][random.below(3) as usize]).collect();
            let mut mentions: Vec<Marked> = Vec::new();
            for index in 0..random.below(4) as u32 {
                let first = random.below(length as u64 + 1) as u32;
                let last = (first + 1 + random.below(2) as u32).min(length as u32);
                if first < last {
                    let label = [LabelId::ORG, LabelId::PLACE][random.below(2) as usize];
                    mentions.push(Marked { first, last, label, index });
                }
            }
            mentions.sort_by_key(|m| (m.first, std::cmp::Reverse(m.last), m.index));
            let joined = sentence.join(" ");
            let tokens = tokens(&joined, &words);
            let view = Sentence { text: &joined, tokens: &tokens, words: &words, tags: None, mentions: &mentions };
            let mut naive = Naive { words: &sentence, mentions: &mentions, labels: &label, steps: 0 };
            let mut wanted: Vec<(u32, Captures)> = Vec::new();
            for start in 0..length as u32 {
                let Some((_, captured)) = naive.ends(node, start, false).into_iter().next() else { continue };
                let mut last: Captures = Vec::new();
                for (name, first, end) in captured {
                    last.retain(|c| c.0 != name);
                    last.push((name, first, end));
                }
                last.sort();
                wanted.push((start, last));
            }
            if naive.steps > 20_000 {
                continue;
            }
            let (mut scratch, mut found) = (Scratch::default(), Found::default());
            rules.find(Pass::Relations, &view, &mut scratch, &mut found);
            let names = &rules.all()[0].captures;
            let got: Vec<(u32, Captures)> = found
                .matches()
                .iter()
                .map(|m| {
                    let captures = found.captures(m).iter();
                    let mut list: Captures =
                        captures.map(|c| (names[c.name as usize].clone(), c.first, c.last)).collect();
                    list.sort();
                    (m.whole_first, list)
                })
                .collect();
            // Equal captures from several begins are given once.
            for (start, captures) in &got {
                assert!(
                    wanted.contains(&(*start, captures.clone())),
                    "{pattern} on {joined} {mentions:?}: {got:?} {wanted:?}"
                );
            }
            for (_, captures) in &wanted {
                assert!(got.iter().any(|g| g.1 == *captures), "{pattern} on {joined} {mentions:?}: {got:?} {wanted:?}");
            }
            tried += 1;
            matched += usize::from(!wanted.is_empty());
        }
    }
    assert!(tried > 5_000 && matched > 1_000, "{tried} {matched}");
}

/// The matcher's work on a sentence of `length` times "a" and one last word, every token a mention.
fn work(rules: &Rules, pass: Pass, length: usize, last: &str) -> u64 {
    let words = lexicon();
    let text = format!("{}{last}", "a ".repeat(length));
    let tokens = tokens(&text, &words);
    let mentions: Vec<Marked> = (0..length as u32)
        .map(|i| Marked { first: i, last: (i + 1 + i % 3).min(length as u32), label: LabelId::ORG, index: i })
        .collect();
    let sentence = Sentence { text: &text, tokens: &tokens, words: &words, tags: None, mentions: &mentions };
    let (mut scratch, mut found) = (Scratch::default(), Found::default());
    rules.find(pass, &sentence, &mut scratch, &mut found);
    scratch.work()
}

#[test]
fn hostile_patterns_take_linear_time() {
    let patterns = [
        "(a+)+ b",
        "(a | a | [a])* b",
        "a{0,20} a{20} b",
        "(a+ a+)+? b",
        "a (?= a* b)",
        "(?<= (a | a a)+ b) a",
        "(?<x> a+) (?<y> a+) (b | c)",
        "@s:ORG .* @o:ORG b",
        "@s:ORG+ @o:ORG",
        "(?<= @ORG+ b) a",
        "(?<keep> a) a* (b | c)",
    ];
    let mut most = 0;
    for pattern in patterns {
        for (head, pass) in [("in(-, -)", Pass::Relations), ("ORG", Pass::Tokens), ("ORG", Pass::Labels)] {
            let text = format!("predicate in(any, any)\nrule t -> {head} {{\n match {pattern}\n test \"x\"\n}}\n");
            struct Giving(TestWords);
            impl Words for Giving {
                fn class(&self, name: &str) -> Option<ClassId> {
                    self.0.class(name)
                }
                fn find(&self, hash: u64) -> WordId {
                    self.0.find(hash)
                }
                fn classes(&self, word: WordId) -> ClassSet {
                    self.0.classes(word)
                }
                fn lemmas(&self, word: WordId, each: &mut dyn FnMut(u64)) {
                    self.0.lemmas(word, each);
                }
                fn gives(&self, _: &str) -> bool {
                    true
                }
            }
            let rules = Rules::load(&[("t", &text)], &Giving(lexicon()), &Options::default()).unwrap();
            for last in ["b", "c", "a"] {
                let (short, long) = (work(&rules, pass, 1_000, last), work(&rules, pass, 8_000, last));
                // Eight times the tokens, a ninth for the ends of the sentence; quadratic work would be sixty-four times as much.
                assert!(long <= 9 * short, "{pattern} ({head}, {last}): {short} for 1,000 tokens, {long} for 8,000");
                most = most.max(long);
            }
        }
    } // The patterns are tried at all, and not only refused by their first words.
    assert!(most > 8_000, "{most}");
}
