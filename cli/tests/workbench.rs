//! The rule workbench from outside: explain, trace, check, eval, rules.

mod support;

use serde_json::Value;
use support::{dateline, file, lines, run};

const NEWS: &str = "Norway will supply Kenya with two ships, the minister said. Kenya borders Tanzania.";

const RULES: &str = r#"label     ORG/club
predicate coached(PERSON, ORG)

words craft = striker goalkeeper
rule league/player -> PERSON {
  match  %craft (?<keep> cap{2})
  match  "winger" (?<keep> cap{2})
  test   "The striker [PERSON Tobiah Wren] limped off."
  none   "The striker limped off."
}
frame coach -> coached {
  verb coach  subject, object
  verb train  subject, object
  test "[PERSON Ada Quill] coached [ORG Harbour Athletic]." => coached(Ada Quill, Harbour Athletic)
}
"#;

/// A file of its own, written once: tests read it side by side.
fn rules() -> std::path::PathBuf {
    static WRITTEN: std::sync::OnceLock<std::path::PathBuf> = std::sync::OnceLock::new();
    WRITTEN.get_or_init(|| file("workbench.rules", RULES)).clone()
}

#[test]
fn explain_leads_a_triple_down_to_cue_row_and_licence() {
    let path = file("explain.txt", NEWS);
    let (code, out, err) = run(dateline().arg("explain").arg(&path).args(["--triple", "0"]));
    assert_eq!((code, err.as_str()), (0, ""));
    for part in [
        "–supplied→",
        "slot `subject` gave the subject “Norway”",
        "cue “will”",
        "modal_planned",
        "countries.tsv",
        "CC-BY-4.0",
    ] {
        assert!(out.contains(part), "no {part} in\n{out}");
    }
    assert!(!out.contains("borders"), "only what was asked for\n{out}");
    let (_, out, _) = run(dateline().arg("explain").arg(&path).args(["--mention", "tanzania", "--format", "json"]));
    let trees = &lines(&out)[0];
    assert_eq!(trees["mentions"][0]["what"], "mention");
    assert_eq!(trees["triples"], Value::Array(Vec::new()));
    let (code, _, err) = run(dateline().arg("explain").arg(&path).args(["--mention", "Atlantis"]));
    assert_eq!(code, 1, "{err}");
}

#[test]
fn trace_points_at_the_word_that_stopped_the_rule() {
    let path = file("trace.txt", "The striker Tobiah limped off.\nThe club won.");
    let (code, out, err) =
        run(dateline().args(["trace", "--rule", "league/player", "--rules"]).arg(rules()).arg(&path));
    assert_eq!((code, err.as_str()), (0, ""));
    let at = out.lines().position(|line| line.contains("The striker Tobiah limped")).expect("the sentence");
    let lines: Vec<&str> = out.lines().collect();
    let caret = lines[at + 1];
    assert_eq!(lines[at].find("limped"), caret.find("^^^^^^"), "{out}");
    assert!(caret.contains("where `cap` is wanted"), "{out}");
    assert!(out.contains("nothing here is `%craft` or `\"winger\"`"), "{out}");
    assert!(!out.contains('\u{1b}'), "colour, though nobody watches");
    let (code, out, err) = run(dateline().args(["trace", "--rule", "league/playr", "--rules"]).arg(rules()).arg(&path));
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("did you mean `league/player`?"), "{err}");
    let (_, out, _) =
        run(dateline().args(["trace", "--rule", "coach", "--format", "json", "--rules"]).arg(rules()).arg(&path));
    let traced: Value = serde_json::from_str(&out).expect("JSON");
    let fates = traced["traces"][0]["because"].as_array().expect("sentences");
    assert!(fates.iter().any(|s| s["because"][0]["what"] == "missing"), "{out}");
}

#[test]
fn check_tells_what_no_test_reaches() {
    let (code, out, err) = run(dateline().arg("check").arg(rules()));
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("3 tests passed, 0 failed, 2 warnings"), "{out}");
    for place in ["7:10", "13:3"] {
        assert!(err.contains("warning[R035]") && err.contains(&format!("workbench.rules:{place}")), "{place} in {err}");
    }
    let (code, ..) = run(dateline().args(["check", "--strict"]).arg(rules()));
    assert_eq!(code, 1);
    let (_, _, err) = run(dateline().args(["check", "--quiet"]).arg(rules()));
    assert_eq!(err, "");
}

#[test]
fn check_finds_what_is_probably_not_meant() {
    let source = r#"words unused = a b a
rule my/one -> PERSON {
  match  (New | New York) cap
  match  "captain" (Smith | Smith Jones)
  match  [cap & lower] "x"
  match  [cap | cap & upper] "y"
  test   "He saw captain [PERSON Smith] there."
}
rule my/two -> PERSON {
  match  "captain" (Smith | Smith Jones)
}
"#;
    let path = file("lint.rules", source);
    let (_, _, err) = run(dateline().arg("check").arg(&path));
    for (code, place, said) in [
        ("R030", "1:20", "`a` stands twice in unused"),
        ("R033", "1:7", "no rule uses the list `unused`"),
        ("R030", "4:29", "is content with less"),
        ("R031", "5:10", "no token can be all of this"),
        ("R030", "6:10", "takes all that it takes"),
        ("R032", "9:6", "`my/two` finds nothing that `my/one`"),
        ("R023", "9:6", "`my/two` has no test"),
    ] {
        let found = err
            .split("\n\n")
            .any(|d| d.contains(code) && d.contains(&format!("lint.rules:{place}\n")) && d.contains(said));
        assert!(found, "{code} at {place} ({said}) in\n{err}");
    }
    // What can go on is no fault: the longer alternative is tried when the shorter leads nowhere.
    assert!(!err.split("\n\n").any(|d| d.contains("R030") && d.contains("lint.rules:3:")), "{err}");
}

#[test]
fn a_failing_test_is_shown_with_its_line() {
    let source =
        "rule my/one -> PERSON {\n  match  \"captain\" (?<keep> cap)\n  test   \"He saw [PERSON Smith].\"\n}\n";
    let (code, _, err) = run(dateline().arg("check").arg(file("failing.rules", source)));
    assert_eq!(code, 1);
    assert!(err.contains("error[R100]") && err.contains("failing.rules:3:10"), "{err}");
    assert!(err.contains("3 |   test   \"He saw [PERSON Smith].\""), "{err}");
}

#[test]
fn faults_of_a_users_files_are_told_as_such_by_every_command() {
    let bad = file("bad.rules", "rule my/one -> PRESON {\n  match %org_sufix\n}\n");
    let text = file("bad.txt", NEWS);
    for command in ["extract", "explain"] {
        let (code, out, err) = run(dateline().arg(command).arg(&text).arg("--rules").arg(&bad));
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.contains("error[R005]: unknown label `PRESON`"), "{err}");
        assert!(
            err.contains("= help: did you mean `PERSON`?")
                && err.contains("did you mean `org_suffix`?")
                && err.contains("2 errors, 1 warning"),
            "{err}"
        );
    }
    let (_, _, err) = run(dateline().args(["--color", "always", "extract"]).arg(&text).arg("--rules").arg(&bad));
    assert!(err.contains('\u{1b}'));
}

#[test]
fn rules_are_listed_and_shown_with_their_places() {
    let (code, out, _) = run(dateline().args(["rules", "list", "--file", "workbench.rules", "--rules"]).arg(rules()));
    assert_eq!(code, 0);
    assert_eq!(out.lines().count(), 3, "{out}");
    assert!(out.contains("league/player") && out.contains("workbench.rules:5"), "{out}");
    let (_, out, _) = run(dateline().args(["rules", "list", "--predicate", "supplied", "--format", "json"]));
    assert!(lines(&out).iter().all(|rule| rule["gives"] == "supplied" && rule["line"].as_u64() > Some(0)), "{out}");
    let (code, out, _) = run(dateline().args(["rules", "show", "league/player", "--rules"]).arg(rules()));
    assert_eq!(code, 0);
    assert!(out.contains("workbench.rules:5") && out.contains("none   \"The striker limped off.\"\n}"), "{out}");
    assert!(!out.contains("frame"), "{out}");
    let (_, out, _) = run(dateline().args(["rules", "show", "coach/verb", "--rules"]).arg(rules()));
    assert_eq!(out.matches("frame coach").count(), 1, "{out}");
    let (code, _, err) = run(dateline().args(["rules", "list", "no/such*"]));
    assert_eq!((code, err.as_str()), (1, ""));
    let (code, ..) = run(dateline().args(["rules", "show", "no/such"]));
    assert_eq!(code, 2);
}

#[test]
fn patterns_of_spacy_become_rules_that_find_the_same() {
    let patterns = r#"{"label": "ORG", "pattern": "Vexel, Inc.", "id": "vexel"}
{"label": "GPE", "pattern": [{"LOWER": "port"}, {"LOWER": {"IN": ["ardor", "wexley"]}, "IS_TITLE": true}], "id": "ports"}
{"label": "SHIP", "pattern": [{"ORTH": "MV"}, {"SHAPE": "Xxxxx"}, {"IS_DIGIT": true, "OP": "?"}]}
{"label": "SHIP", "pattern": [{"DEP": "nsubj"}]}
{"label": "RANK", "pattern": [{"POS": "ADJ", "OP": "+"}, {"LEMMA": "stoker"}]}
not json
"#;
    let (path, rules) = (file("patterns.jsonl", patterns), file("patterns.rules", ""));
    let (code, _, err) = run(dateline().args(["rules", "import"]).arg(&path).arg("-o").arg(&rules));
    assert_eq!(code, 1);
    assert!(err.contains("error[S002]: the attribute `DEP`") && err.contains("patterns.jsonl:4:32"), "{err}");
    assert!(err.contains("error[S001]") && err.contains("patterns.jsonl:6:"), "{err}");
    let (code, out, err) = run(dateline().args(["check", "-q"]).arg(&rules));
    assert_eq!(code, 0, "{out}{err}");
    let text = "Vexel, Inc. sent the MV Arden 4 to Port Wexley and port ardor. The old stokers of VEXEL, Inc. slept.";
    let (_, out, _) = run(dateline().arg("extract").arg(file("ships.txt", text)).arg("--rules").arg(&rules));
    let record = &lines(&out)[0];
    let mut found: Vec<(&str, &str)> = Vec::new();
    for mention in record["mentions"].as_array().expect("mentions") {
        if mention["rule"].as_str().is_some_and(|rule| rule.starts_with("spacy/")) {
            found.push((mention["label"].as_str().expect("label"), mention["text"].as_str().expect("text")));
        }
    }
    assert_eq!(
        found,
        [("ORG", "Vexel, Inc."), ("SHIP", "MV Arden 4"), ("PLACE", "Port Wexley"), ("RANK", "old stokers")]
    );
}

#[test]
fn eval_counts_by_label_predicate_and_rule() {
    let gold = concat!(
        r#"{"id": "a", "text": "“Norway” will supply Kenya with ships.", "mentions": [{"start": 1, "end": 7, "label": "PLACE"}, {"start": 21, "end": 26, "label": "PLACE"}, {"start": 32, "end": 37, "label": "PLACE"}], "triples": [{"subject": 0, "predicate": "supplied", "object": "Kenya"}, {"subject": 1, "predicate": "met", "object": 0}]}"#,
        "\n"
    );
    let path = file("gold.jsonl", gold);
    let (code, out, err) = run(dateline().arg("eval").arg(&path).args(["--format", "json", "--errors", "9"]));
    assert_eq!((code, err.as_str()), (0, ""));
    let all: Value = serde_json::from_str(&out).expect("JSON");
    let set = &all["sets"][0];
    assert_eq!(set["labels"]["PLACE"]["gold"], 3);
    assert_eq!(set["labels"]["PLACE"]["right"], 2, "{out}");
    assert_eq!((&set["predicates"]["supplied"]["f1"], &set["predicates"]["met"]["recall"]), (&1.0.into(), &0.0.into()));
    assert_eq!(all["rules"]["mentions"]["gazetteer:en/places/countries"]["right"], 2, "{out}");
    assert_eq!(all["rules"]["triples"]["supply/verb"]["precision"], 1.0);
    let missed: Vec<&Value> =
        set["mistakes"].as_array().expect("mistakes").iter().filter(|m| m["kind"] == "missed").collect();
    assert!(missed.iter().any(|m| m["text"].as_str().is_some_and(|t| t.contains("[ships]"))), "{out}");
    let (_, out, _) = run(dateline().arg("eval").arg(&path).args(["--format", "markdown", "--name", "islands"]));
    assert!(out.contains("## islands") && out.contains("| `supply/verb` | 1 | 1 | 100.0 | 50.0 |"), "{out}");
    assert!(!out.contains("Norway") && !out.contains("ships"), "figures alone\n{out}");
}

#[test]
fn a_record_corrected_by_hand_is_gold() {
    let text = file("corrected.txt", NEWS);
    let (_, record, _) = run(dateline().arg("extract").arg(&text).args(["--layers", "text"]));
    let gold = file("corrected.jsonl", &record);
    let (_, out, _) = run(dateline().arg("eval").arg(&gold).args(["--format", "json"]));
    let all: Value = serde_json::from_str(&out).expect("JSON");
    for table in ["labels", "predicates"] {
        let rows = all["sets"][0][table].as_object().expect("a table");
        assert!(!rows.is_empty());
        assert!(rows.values().all(|row| row["f1"] == 1.0), "{table}: {out}");
    }
}

#[test]
fn conll_and_brat_are_read_too() {
    let conll = "-DOCSTART- O\n\nMr NNP O\nRuto NNP B-PER\nof IN O\nKenya NNP B-LOC\nmet VBD O\nMary NNP B-PER\nWren NNP I-PER\n. . O\n";
    let (code, out, err) =
        run(dateline().arg("eval").arg(file("two.conll", conll)).args(["--format", "json", "--errors", "9"]));
    assert_eq!((code, err.as_str()), (0, ""));
    let all: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(
        (&all["sets"][0]["labels"]["PERSON"]["gold"], &all["sets"][0]["labels"]["PLACE"]["right"]),
        (&2.into(), &1.into())
    );
    let (code, _, err) = run(dateline().arg("eval").arg(file("faulty.conll", "Kenya LOC\n")));
    assert_eq!(code, 2);
    assert!(err.contains("faulty.conll:1") && err.contains("`LOC` is no tag"), "{err}");

    file("brat.txt", "“So it is.” Kenya borders Tanzania.");
    let ann = file(
        "brat.ann",
        "T1\tGPE 12 17\tKenya\nT2\tGPE 26 34\tTanzania\nR1\tborders Arg1:T1 Arg2:T2\nA1\tNegation R1\n",
    );
    let (code, out, err) = run(dateline().arg("eval").arg(&ann).args(["--format", "json"]));
    assert_eq!((code, err.as_str()), (0, ""));
    let all: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(all["sets"][0]["labels"]["PLACE"]["f1"], 1.0, "{out}");
    assert_eq!(all["sets"][0]["predicates"]["borders"]["f1"], 1.0, "{out}");
    file("broken.txt", "Kenya.");
    let (code, _, err) = run(dateline().arg("eval").arg(file("broken.ann", "T1\tGPE 0 99\tKenya\n")));
    assert_eq!(code, 2);
    assert!(err.contains("broken.ann:1: offset 99 lies behind the text"), "{err}");
}

#[test]
fn names_of_others_are_mapped_and_the_rest_is_told() {
    let gold = r#"{"text": "Kenya borders Tanzania.", "entities": [{"start": 0, "end": 5, "type": "LAND"}, {"start": 14, "end": 22, "type": "LAND"}], "relations": [{"type": "P47", "head": 1, "tail": 0}, {"type": "NEXT", "head": 0, "tail": 1}]}"#;
    let path = file("mapped.jsonl", gold);
    let (_, out, _) = run(dateline().arg("eval").arg(&path));
    assert!(out.contains("`LAND` (2) is none of ours") && out.contains("`NEXT` (1)"), "{out}");
    let (_, out, _) = run(dateline().arg("eval").arg(&path).args([
        "--map",
        "LAND=PLACE",
        "--map",
        "NEXT=borders",
        "--format",
        "json",
    ]));
    let all: Value = serde_json::from_str(&out).expect("JSON");
    let set = &all["sets"][0];
    assert_eq!((&set["labels"]["PLACE"]["f1"], &set["predicates"]["NEXT"]["f1"]), (&1.0.into(), &1.0.into()), "{out}");
    assert_eq!(set["predicates"]["P47"]["f1"], 1.0, "its code and symmetry are known\n{out}");
    let (code, _, err) = run(dateline().arg("eval").arg(&path).args(["--map", "LAND=PLAICE"]));
    assert_eq!(code, 2);
    assert!(err.contains("`PLAICE` is neither a label nor a predicate"), "{err}");
}
