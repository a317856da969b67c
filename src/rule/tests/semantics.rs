//! What each construct matches, in rows of pattern, sentence and finds.

use super::*;

/// The spans that one pattern finds in a sentence; mentions are in brackets.
fn finds(pattern: &str, sentence: &str) -> Vec<String> {
    let rules = load(&format!(
        "words phrase = take_office \"New York\" York office deal\nwords light = pay make\nrule t -> EVENT {{\n match {pattern}\n test \"x\"\n}}\n"
    ));
    run(&rules, sentence)
}

fn run(rules: &Rules, sentence: &str) -> Vec<String> {
    let (text, mentions) = bracketed(rules, sentence);
    let words = lexicon();
    let tokens = tokens(&text, &words);
    let marked: Vec<Marked> = mentions
        .iter()
        .enumerate()
        .map(|(i, given)| Marked {
            first: tokens.partition_point(|t| t.span.start < given.span.start) as u32,
            last: tokens.partition_point(|t| t.span.end <= given.span.end) as u32,
            label: given.label,
            index: i as u32,
        })
        .collect();
    let view = Sentence { text: &text, tokens: &tokens, words: &words, tags: None, mentions: &marked };
    let (mut scratch, mut found) = (Scratch::default(), Found::default());
    let pass = rules.all()[0].pass;
    rules.find(pass, &view, &mut scratch, &mut found);
    let cut = |first: u32, last: u32| {
        let span = tokens[first as usize].span.cover(tokens[last as usize - 1].span);
        text[span.range()].to_owned()
    };
    found
        .matches()
        .iter()
        .map(|m| match pass {
            Pass::Relations => {
                let parts: Vec<String> = found.captures(m).iter().map(|c| cut(c.first, c.last)).collect();
                parts.join(" | ")
            }
            _ => cut(m.first, m.last),
        })
        .collect()
}

fn bracketed(rules: &Rules, sentence: &str) -> (String, Vec<Given>) {
    let text = format!("label ORG\nrule x -> EVENT {{\n match x\n test \"{sentence}\"\n}}");
    let other = load(&text);
    let (examples, faults) = other.examples();
    assert!(faults.is_empty(), "{faults:?}");
    // Ids of top labels are the same in every schema.
    let _ = rules;
    (examples[0].text.clone(), examples[0].mentions.clone())
}

#[test]
fn constructs() {
    let rows: &[(&str, &str, &[&str])] = &[
        // literals
        ("deal", "The Deal is a deal", &["Deal", "deal"]),
        ("\"take office\"", "They take office .", &["take office"]),
        ("word:Deal", "The Deal is a deal", &["Deal"]),
        ("norm:deal|plan", "Deal or plan", &["Deal", "plan"]),
        ("\"cap\"", "a cap and A Hat", &["cap"]),
        ("lemma:visit", "he visited us", &["visited"]),
        // shapes and classes
        ("cap cap", "the Big House Of Cards", &["Big House", "Of Cards"]),
        ("[cap & !%month]+", "in May John Smith left", &["John Smith"]),
        ("%title cap", "Mr Smith and President Lincoln", &["Mr Smith", "President Lincoln"]),
        ("[cap & !(%title | %month)]", "Mr May Smith", &["Smith"]),
        ("digit cap", "on 5 May", &["5 May"]),
        ("/^sm.th$/", "the smith Smith smiths", &["smith"]),
        // lists: entries of several words, longest first, giving way where needed
        ("%phrase", "take office in New York or York", &["take office", "New York", "York"]),
        ("[%phrase]", "New York office", &["York", "office"]),
        ("%light a %phrase", "pay a deal", &["pay a deal"]),
        // repetition, greedy and lazy
        ("cap+", "Ann Bob Cid left", &["Ann Bob Cid"]),
        ("cap+?", "Ann Bob left", &["Ann", "Bob"]),
        ("cap{2}", "Ann Bob Cid left", &["Ann Bob"]),
        ("cap{2,}", "Ann Bob Cid left", &["Ann Bob Cid"]),
        ("cap{1,2}? left", "Ann Bob Cid left", &["Bob Cid left"]),
        ("cap* left", "Ann Bob left", &["Ann Bob left"]),
        (". (?<keep> cap??) left", "x Ann left", &["Ann"]),
        // alternatives: the first that leads to a match
        ("a | a b", "a b", &["a"]),
        ("(a | a b) c", "a b c", &["a b c"]),
        // edges and looks
        ("^ cap", "Ann Bob", &["Ann"]),
        ("cap $", "Ann Bob", &["Bob"]),
        ("cap (?= left)", "Ann Bob left", &["Bob"]),
        ("cap (?! left)", "Ann Bob left", &["Ann"]),
        ("(?<= the) cap", "Ann the Bob", &["Bob"]),
        ("(?<! the) cap", "Ann the Bob", &["Ann"]),
        ("(?<= the very?) cap", "Ann the very Bob the Cid", &["Bob", "Cid"]),
        ("(?<= %phrase) cap", "New York Bob the Cid", &["Bob"]),
        // the emitted span; the next match begins at its end
        ("%title (?<keep> cap{1,4})", "Mr Ann Smith left", &["Ann Smith"]),
        ("(?<keep> cap) and cap", "Ann and Bob and Cid", &["Ann", "Bob"]),
        ("the (?<keep> x)? b", "the b", &["the b"]),
    ];
    for (pattern, sentence, wanted) in rows {
        assert_eq!(finds(pattern, sentence), *wanted, "{pattern} on {sentence}");
    }
}

#[test]
fn mentions_are_taken_whole() {
    let rows: &[(&str, &str, &[&str])] = &[
        ("@PERSON", "[PERSON John Smith] met [PLACE Rome]", &["John Smith"]),
        ("@PERSON|PLACE", "[PERSON John Smith] met [PLACE Rome]", &["John Smith", "Rome"]),
        ("@any", "[PERSON John Smith] met [PLACE Rome]", &["John Smith", "Rome"]),
        ("@PERSON | @PLACE met", "[PLACE Rome] met [PERSON Ann]", &["Rome met", "Ann"]),
        ("(?<= @PLACE ,) cap", "in [PLACE New York] , Ann , Bob", &["Ann"]),
        ("the (?! @PERSON) cap", "the [PERSON Ann] the Bob", &["the Bob"]),
    ];
    for (pattern, sentence, wanted) in rows {
        let pattern = pattern.replace(" ,", " \",\"");
        assert_eq!(finds(&pattern, sentence), *wanted, "{pattern} on {sentence}");
    }
}

fn relation(pattern: &str, sentence: &str) -> Vec<String> {
    let rules = load(&format!("predicate in(any, any)\nrule t -> in(s, o) {{\n match {pattern}\n test \"x\"\n}}\n"));
    run(&rules, sentence)
}

#[test]
fn relations_begin_anywhere() {
    assert_eq!(
        relation("@s:PLACE \",\" @o:PLACE", "[PLACE Harbin] , [PLACE Heilongjiang] , [PLACE China]"),
        ["Harbin | Heilongjiang", "Heilongjiang | China"]
    );
    assert_eq!(
        relation(
            "@s:PERSON ((\",\" | and) @PERSON)* \",\" of @o:ORG",
            "[PERSON Ann Lee] , [PERSON Bob] and [PERSON Cid] , of [ORG Norbank] ."
        ),
        ["Ann Lee | Norbank", "Bob | Norbank", "Cid | Norbank"]
    );
    // The same pair from another begin is the same relation.
    assert_eq!(relation("the? @s:PERSON of @o:ORG", "the [PERSON Ann] of [ORG Norbank]"), ["Ann | Norbank"]);
}

#[test]
fn longer_mentions_give_way() {
    let rules = load("predicate in(any, any)\nrule t -> in(s, o) {\n match @s:PERSON met @o:PLACE\n test \"x\"\n}\n");
    let words = lexicon();
    let text = "Ann Lee met Rome";
    let tokens = tokens(text, &words);
    let mark = |first, last, label, index| Marked { first, last, label, index };
    use crate::schema::LabelId;
    let mentions = [mark(0, 4, LabelId::PERSON, 0), mark(0, 2, LabelId::PERSON, 1), mark(3, 4, LabelId::PLACE, 2)];
    let sentence = Sentence { text, tokens: &tokens, words: &words, tags: None, mentions: &mentions };
    let (mut scratch, mut found) = (Scratch::default(), Found::default());
    rules.find(Pass::Relations, &sentence, &mut scratch, &mut found);
    let captured: Vec<_> = found.captures(&found.matches()[0]).iter().map(|c| c.mention).collect();
    assert_eq!(captured, [Some(1), Some(2)]);
}

#[test]
fn tags_are_asked_for_only_where_they_decide() {
    use crate::syntax::Tag;
    let rules =
        load("rule t -> PERSON {\n match the [cap & tag:PROPN]\n match %title [!tag:VERB & cap]\n test \"x\"\n}\n");
    let words = lexicon();
    let (mut scratch, mut found) = (Scratch::default(), Found::default());
    let mut ask = |text: &str, tags: Option<&[Tag]>| {
        let tokens = tokens(text, &words);
        let sentence = Sentence { text, tokens: &tokens, words: &words, tags, mentions: &[] };
        rules.find(Pass::Tokens, &sentence, &mut scratch, &mut found);
        (found.matches().len(), found.untagged().len())
    };
    assert_eq!(ask("the house", None), (0, 0));
    assert_eq!(ask("the House", None), (0, 1));
    assert_eq!(ask("the House", Some(&[Tag::Det, Tag::Propn])), (1, 0));
    assert_eq!(ask("Mr Will", Some(&[Tag::Noun, Tag::Verb])), (0, 0));
    assert!(rules.needs_tags(RuleId(0)));
}

#[test]
fn examples_run() {
    let rules = load(
        r#"
predicate holds_position(PERSON, ORG|PLACE)
rule a/title-name -> PERSON {
  score 800
  match %title (?<keep> [cap & !%weekday & !%month]{1,4})
  test "Then Mr [PERSON John Smith] resigned."
  test "Then Mr [PERSON John] Smith resigned."
  none "President of the club spoke."
  none "Mr John."
}
rule b/of -> holds_position(s, o, role: r, status: "former") negative {
  match @s:PERSON "," (?<r> %role) of the? @o:ORG
  test "[PERSON Ana Cruz], chairman of [ORG Norbank], left." => holds_position(Ana Cruz, Norbank, role: chairman) negative
  test "[PERSON Ana Cruz], chairman of [ORG Norbank], left." => holds_position(Ana Cruz, Norbank) planned
}
"#,
    );
    let (examples, faults) = rules.examples();
    assert!(faults.is_empty());
    assert_eq!(examples[0].text, "Then Mr John Smith resigned.");
    let trial = rules.try_examples(examples, &lexicon(), &crate::text::token::Unspelled, None);
    let lines: Vec<u32> = trial.failures.iter().map(|f| f.example.line).collect();
    assert_eq!((trial.passed, lines), (3, vec![7, 9, 14]));
}

#[test]
fn ids_do_not_depend_on_the_order_of_sources() {
    let a = ("a.rules", "label ORG/club\nrule z -> ORG/club {\n match z\n test \"z\"\n}");
    let b = ("b.rules", "label ORG/band\nrule y -> ORG/band {\n match y\n test \"y\"\n}");
    let ids = |sources: &[(&str, &str)]| {
        let rules = Rules::load(sources, &lexicon(), &Options::default()).unwrap();
        let labels: Vec<String> = rules.schema().labels().map(|l| l.1.to_owned()).collect();
        (rules.all().iter().map(|r| (r.id.clone(), r.file.clone(), r.line)).collect::<Vec<_>>(), labels)
    };
    assert_eq!(ids(&[a, b]), ids(&[b, a]));
    assert_eq!(ids(&[a, b]).0[1], ("z".to_owned(), "a.rules".to_owned(), 2));
}

#[test]
fn rules_are_overridden_and_switched_off() {
    let first = ("a", "rule p/bare-x -> PERSON {\n match x\n test \"x\"\n}\nwords w = a b\nwords w += c");
    let second = ("b", "override rule p/bare-x -> PERSON {\n match y\n test \"y\"\n}");
    let rules = Rules::load(&[first, second], &lexicon(), &Options::default()).unwrap();
    assert_eq!(run(&rules, "x y"), ["y"]);
    assert!(rules.words("w").is_some_and(|w| w.contains(fold::hash("c")) && !w.contains(fold::hash("d"))));
    let off = Options { disable: &["p/bare-*"], ..Options::default() };
    let rules = Rules::load(&[first, second], &lexicon(), &off).unwrap();
    assert!(run(&rules, "x y").is_empty());
    assert!(rules.all()[0].disabled);
}

#[test]
fn frames_resolve() {
    let rules = load(
        r#"
predicate supplied(PLACE, PLACE)
frame supply -> supplied {
  verb  supply provide     subject, object,  item: with
  verb  step_down          subject [passive] [modality: planned, polarity: negative]
  noun  supply arms_delivery    by|'s, to, item: of|out_of
  test  "[PLACE Norway] denied supplying [PLACE Chile] with arms." => supplied(Norway, Chile, item: arms) negative
}
"#,
    );
    let frames = rules.frames();
    let hit = |trigger, word| frames.triggered(trigger, fold::hash(word)).count();
    assert_eq!((hit(Trigger::Verb, "supply"), hit(Trigger::Noun, "supply"), hit(Trigger::Noun, "delivery")), (1, 1, 1));
    let (_, frame, line) = frames.triggered(Trigger::Verb, fold::hash("step")).next().unwrap();
    assert_eq!(&*line.lemmas[0].words, [fold::hash("step"), fold::hash("down")]);
    assert_eq!((line.object.as_slice(), line.flags.passive), (&[Slot::Empty][..], true));
    assert_eq!(line.flags.modality, Some(crate::schema::Modality::Planned));
    assert_eq!(frame.lines[2].subject, [Slot::Preposition(fold::hash("by")), Slot::Possessor]);
    assert_eq!(frame.lines[2].qualifiers[0].1[1], Slot::Preposition(fold::hash("out of")));
    let rule = rules.get(line.rule).unwrap();
    assert_eq!((rule.id.as_str(), rule.line), ("supply/verb", 5));
    let (examples, _) = rules.examples();
    assert_eq!(examples[0].relations[0].polarity, crate::schema::Polarity::Negative);
    assert_eq!(rules.try_examples(examples, &lexicon(), &crate::text::token::Unspelled, None).left.len(), 1);
}

#[test]
fn the_schema_loads() {
    let text = include_str!("../../../rules/schema.rules");
    let rules = Rules::load(&[("schema.rules", text)], &lexicon(), &Options { strict: true, ..Options::default() });
    let rules = rules.unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
    let schema = rules.schema();
    let id = |name| schema.predicate(name).unwrap();
    let label = |path| schema.label(path).unwrap();
    assert!(schema.predicates().len() > 70);
    assert!(schema.get(id("borders")).symmetric && !schema.get(id("visited")).symmetric);
    assert_eq!(schema.get(id("visited")).codes.cameo.as_deref(), Some("042"));
    assert!(schema.takes_object(id("visited"), label("PLACE/facility/airport")));
    assert!(!schema.takes_object(id("visited"), label("EVENT/summit")));
    let said = schema.get(id("said"));
    assert!(said.text && said.object.is_empty());
    assert_eq!(schema.get(id("met")).object, schema.get(id("met")).subject);
    let preposition = rules.words("preposition").unwrap();
    assert!(preposition.contains(fold::hash("with")));
}

#[test]
fn named_patterns_stand_for_their_parts() {
    let rules = load("pattern who = (?<keep> cap)\nrule t -> EVENT {\n match <who> left\n test \"x\"\n}\n");
    assert_eq!(run(&rules, "then Ana left"), ["Ana"]);
}
