//! Every diagnostic: what provokes it, and where it points.

use super::*;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};

fn faults(text: &str, strict: bool) -> Vec<Diagnostic> {
    let options = Options { strict, ..Options::default() };
    match Rules::load(&[("t.rules", text)], &lexicon(), &options) {
        Ok(rules) => rules.warnings().to_vec(),
        Err(Diagnostics(found)) => found,
    }
}

/// The error code and the marked text of each error.
fn errors(text: &str) -> Vec<(&'static str, String)> {
    let shown = |d: &Diagnostic| {
        let marked = d.source_line.chars().skip(d.column as usize - 1).take(d.length as usize).collect();
        (d.code, marked)
    };
    faults(text, false).iter().filter(|d| d.severity == Severity::Error).map(shown).collect()
}

fn in_rule(line: &str) -> String {
    format!("words w = x\nrule a -> PERSON {{\n  {line}\n  match x\n  test \"x\"\n}}\n")
}

#[test]
fn every_code_points_at_its_cause() {
    let relation = |head: &str| {
        format!("predicate in(PERSON, PLACE)\nrule a -> {head} {{\n match @s:PERSON in @o:PLACE\n test \"x\"\n}}\n")
    };
    let frame = |line: &str| {
        format!("predicate in(PERSON, PLACE)\nwords preposition = in of\nframe a -> in {{\n {line}\n test \"x\"\n}}\n")
    };
    let rows: Vec<(String, &str, &str)> = vec![
        (in_rule("match (x"), "R001", ""),
        (in_rule("match (?<y> (?<y> x))"), "R020", "y"),
        (in_rule("match x )"), "R001", ")"),
        (in_rule("match x**"), "R001", "*"),
        (in_rule("mach x"), "R002", "mach"),
        (in_rule("match lemm:x"), "R002", "lemm"),
        ("rul a -> PERSON { }".to_owned(), "R002", "rul"),
        (in_rule("match \"x"), "R003", "\"x"),
        (in_rule("match /x"), "R003", "/x"),
        ("rule a -> PERSON {\n match x\n test \"x\"\nlabel ORG/x".to_owned(), "R003", "{"),
        (in_rule("score 1001"), "R004", "1001"),
        (in_rule("match x{3,2}"), "R004", "{3,2"),
        ("rule a -> PRESON {\n match x\n test \"x\"\n}".to_owned(), "R005", "PRESON"),
        (in_rule("match @x:PLAICE"), "R005", "PLAICE"),
        (in_rule("match %titel"), "R006", "titel"),
        (relation("inn(s, o)"), "R007", "inn"),
        (relation("in(s, p)"), "R008", "p"),
        (
            "rule a -> ORG {\n match x\n test \"x\"\n}\nrule a -> ORG {\n match x\n test \"x\"\n}".to_owned(),
            "R009",
            "a",
        ),
        ("override rule a -> ORG {\n match x\n test \"x\"\n}".to_owned(), "R010", "a"),
        ("words y += a".to_owned(), "R010", "y"),
        (frame("verb go subjct, in"), "R011", "subjct"),
        (frame("verb go subject, off"), "R011", "off"),
        (frame("verb go subject, in, tme: in"), "R012", "tme"),
        (relation("in(s, o, whem: s)"), "R012", "whem"),
        (
            "rule a -> EVENT {\n match @PERSON\n test \"x\"\n}\nrule b -> ORG {\n match @EVENT\n test \"x\"\n}"
                .to_owned(),
            "R013",
            "EVENT",
        ),
        (in_rule("match x?"), "R014", "x?"),
        (in_rule("match ^ (?= x)"), "R014", "^ (?= x)"),
        (in_rule("match \"\""), "R014", "\"\""),
        (in_rule("match x (x?)*"), "R015", "*"),
        (in_rule("match ((x{100}){100}){100}"), "R016", "((x{100}){100}){100}"),
        (in_rule(&format!("match {}x{}", "(".repeat(50), ")".repeat(50))), "R017", "("),
        (in_rule("match x /(/"), "R018", "("),
        (in_rule("match [\"two words\"]"), "R019", "\"two words\""),
        (in_rule("match x (?= (?<y> x))"), "R020", "y"),
        (in_rule("match tag:PROPM"), "R021", "PROPM"),
        (in_rule("form nam"), "R022", "nam"),
        (frame("verb go subject, in [modality: plannd]"), "R022", "plannd"),
        (frame("verb go subject, in [pasive]"), "R022", "pasive"),
        ("rule a -> ORG {\n test \"x\"\n}".to_owned(), "R025", "a"),
        (relation("in(s)"), "R027", "in"),
        (relation("in(o, s)"), "R028", "PLACE"),
    ];
    for (text, code, marked) in rows {
        let found = errors(&text);
        assert!(found.contains(&(code, marked.to_owned())), "{code} `{marked}` expected, found {found:?} in\n{text}");
    }
}

#[test]
fn all_faults_are_reported_at_once() {
    let text =
        "rule a -> PRESON {\n match %titel cap\n scor 5\n match x)\n}\nrul b\nlabel x\npredicate p(PERSON, NOWHERE)\n";
    let codes: Vec<&str> = errors(text).iter().map(|e| e.0).collect();
    assert_eq!(codes, ["R005", "R006", "R002", "R001", "R002", "R005", "R005"]);
}

#[test]
fn untested_rules_are_warned_of() {
    let text = "rule a -> ORG {\n match x\n}";
    let one = |strict| faults(text, strict).iter().map(|d| (d.code, d.severity)).collect::<Vec<_>>();
    assert_eq!(one(false), [("R023", Severity::Warning)]);
    assert_eq!(one(true), [("R023", Severity::Error)]);
}

#[test]
fn faulty_examples_are_located() {
    let rules =
        load("rule a -> ORG {\n match x\n test \"[OGR x] y\"\n test \"[ORG x\"\n test \"x\" => nothing(x, y)\n}");
    let (examples, faults) = rules.examples();
    let places: Vec<_> = faults.iter().map(|d| (d.code, d.line, d.column)).collect();
    assert_eq!(places, [("R024", 3, 9), ("R024", 4, 8), ("R024", 5, 14)]);
    assert!(examples.is_empty());
}

#[test]
fn any_text_loads_or_fails_without_panic() {
    let text = "words w = { x y }\nlabel ORG/club\npredicate in(PERSON|ORG, same) cameo=01 symmetric\nrule a -> in(s, o, role: \"é\") negative {\n match @s:PERSON (?<o> [cap & !/é/]{1,2}?) \",\"\n test \"[PERSON É] \\[x\" => in(É, -)\n}\nframe f -> in {\n verb go subject|'s, by, item: of [passive]\n}\n";
    for end in (0..text.len()).filter(|&i| text.is_char_boundary(i)) {
        let without: String = text[..end].chars().chain(text[end..].chars().skip(1)).collect();
        for text in [&text[..end], &without] {
            let options = Options { examples: true, ..Options::default() };
            if let Ok(rules) = Rules::load(&[("t", text)], &lexicon(), &options) {
                let _ = rules.examples();
            }
        }
    }
}

#[test]
fn the_catalogue_lists_every_code() {
    let catalogue = include_str!("../../../docs/rules.md");
    let sources = [
        include_str!("../parser.rs"),
        include_str!("../block.rs"),
        include_str!("../pattern.rs"),
        include_str!("../check.rs"),
        include_str!("../frame.rs"),
        include_str!("../load.rs"),
        include_str!("../vocabulary.rs"),
        include_str!("../example.rs"),
    ];
    for source in sources {
        for (at, _) in source.match_indices("\"R0") {
            let code = &source[at + 1..at + 5];
            assert!(catalogue.contains(&format!("| {code} |")), "{code} is not in docs/rules.md");
        }
    }
}
