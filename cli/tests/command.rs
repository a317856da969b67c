//! The command from outside: exit codes, messages with their places, formats.

use std::path::PathBuf;
use std::process::Stdio;

use serde_json::Value;

mod support;

use support::{dateline, file, finished, lines, piped, run};

const NEWS: &str = "Norway rejected the offer on Thursday. Kenya borders Tanzania.";

#[test]
fn a_text_gives_one_line_of_json() {
    let path = file("plain.txt", NEWS);
    let (code, out, err) = run(dateline().arg("extract").arg(&path).args(["--date", "2024-05-17"]));
    assert_eq!((code, err.as_str()), (0, ""));
    let records = lines(&out);
    assert_eq!(records.len(), 1);
    assert_eq!(records[0]["id"], path.display().to_string());
    assert_eq!(records[0]["date"], "2024-05-17");
    let thursday =
        records[0]["mentions"].as_array().expect("mentions").iter().find(|m| m["text"] == "Thursday").expect("a date");
    assert_eq!(thursday["value"], "2024-05-16");
}

#[test]
fn formats() {
    let path = file("formats.txt", NEWS);
    let (code, out, _) = run(dateline().arg("extract").arg(&path).args(["--format", "text"]));
    assert_eq!(code, 0);
    assert!(out.contains("Entities") && out.contains("PLACE/country") && out.contains("Triples"), "{out}");
    assert!(!out.contains('\u{1b}'), "colour, though nobody watches");
    let (_, out, _) = run(dateline().arg("extract").arg(&path).args(["--format", "triples"]));
    assert!(out.lines().count() > 0 && out.lines().all(|line| line.contains('–') && line.contains('→')), "{out}");
    let (_, out, _) = run(dateline().arg("extract").arg(&path).args(["--format", "entities"]));
    assert!(out.lines().count() > 0 && out.lines().all(|line| line.split('\t').count() == 3), "{out}");
    let (_, out, _) = run(dateline().arg("extract").arg(&path).args(["--format", "json"]));
    assert!(out.lines().count() > 20);
    assert_eq!(serde_json::from_str::<Value>(&out).expect("JSON")["dateline"], 1);
}

#[test]
fn colour_is_for_those_who_ask() {
    let path = file("colour.txt", NEWS);
    let (_, out, _) = run(dateline().arg("--color").arg("always").arg("extract").arg(&path).args(["--format", "text"]));
    assert!(out.contains('\u{1b}'));
    let (_, out, _) = run(dateline().env("NO_COLOR", "1").arg("extract").arg(&path).args(["--format", "text"]));
    assert!(!out.contains('\u{1b}'));
}

#[test]
fn offsets_and_layers() {
    let text = "“Café” opened in São Paulo.";
    let path = file("layers.txt", text);
    let (_, out, _) =
        run(dateline().arg("extract").arg(&path).args(["--offsets", "byte", "--layers", "text,tokens,blocks"]));
    let record = &lines(&out)[0];
    assert_eq!((&record["offsets"], &record["text"]), (&"byte".into(), &text.into()));
    assert!(record["tokens"].as_array().is_some_and(|t| t.len() >= 8) && record["blocks"].is_array());
    for mention in record["mentions"].as_array().expect("mentions") {
        let (start, end) =
            (mention["start"].as_u64().expect("start") as usize, mention["end"].as_u64().expect("end") as usize);
        assert_eq!(&text[start..end], mention["text"]);
    }
    let (_, out, _) = run(dateline().arg("extract").arg(&path));
    let record = &lines(&out)[0];
    assert_eq!(record["offsets"], "char");
    assert!(record.get("text").is_none() && record.get("tokens").is_none());
}

#[test]
fn several_files_and_one_that_is_not_there() {
    let (one, two) = (file("one.txt", NEWS), file("two.txt", "Oslo."));
    let (code, out, err) = run(dateline().arg("extract").args([&one, &PathBuf::from("no/such/file.txt"), &two]));
    assert_eq!(code, 1);
    assert_eq!(lines(&out).len(), 2);
    assert!(err.contains("no/such/file.txt"), "{err}");
    let (code, out, err) = run(dateline().arg("extract").arg("no/such/file.txt"));
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("cannot open no/such/file.txt"), "{err}");
}

#[test]
fn a_bad_line_among_good_ones() {
    let path = file(
        "mixed.jsonl",
        "{\"id\": \"a\", \"text\": \"Oslo.\"}\n{\"text\": 5}\n\n{oops\n{\"id\": 7, \"text\": \"Rome.\", \"extra\": [1]}\n{\"text\": \"Kyiv.\", \"date\": \"May\"}\n",
    );
    let (code, out, err) = run(dateline().arg("extract").arg(&path));
    assert_eq!(code, 1, "{err}");
    let ids: Vec<String> = lines(&out).iter().map(|r| r["id"].as_str().unwrap_or_default().to_owned()).collect();
    assert_eq!(ids, ["a", "7"]);
    let errors: Vec<&str> = err.lines().collect();
    assert_eq!(errors.len(), 4, "{err}");
    assert!(errors[0].contains("mixed.jsonl:2:10: invalid type"), "{err}");
    assert!(errors[1].contains("mixed.jsonl:4:2: key must be a string"), "{err}");
    assert!(errors[2].contains("mixed.jsonl:6: `date`"), "{err}");
    assert!(errors[3].starts_with("2 documents, ") && errors[3].ends_with("; 3 failed"), "{err}");
}

#[test]
fn text_that_is_not_utf8() {
    let path = file("latin1.txt", b"Caf\xE9 in Oslo.");
    let (code, out, err) = run(dateline().arg("extract").arg(&path));
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("latin1.txt: not UTF-8: byte 0xE9 at offset 3"), "{err}");
}

#[test]
fn nothing_in_gives_nothing_out() {
    let (code, out, err) = run(dateline().arg("extract").arg(file("empty.txt", "")));
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(lines(&out)[0]["mentions"], Value::Array(Vec::new()));
    let (code, out, err) = piped(b"", &["extract"]);
    assert_eq!((code, lines(&out).len(), err.as_str()), (0, 1, ""));
    let (code, out, err) = piped(b"", &["extract", "--input-format", "jsonl"]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", ""));
    let (_, out, _) = run(dateline().arg("extract").arg(file("empty2.txt", "")).args(["--format", "text"]));
    assert!(out.contains("none"), "{out}");
}

#[test]
fn standard_input() {
    let (code, out, _) = piped(NEWS.as_bytes(), &["extract", "-"]);
    assert_eq!((code, &lines(&out)[0]["id"]), (0, &"-".into()));
    let long = format!("{{\"text\": \"{}\"}}\n", "Norway rejected the plan. ".repeat(4_000));
    let (code, out, _) = piped(long.as_bytes(), &["extract", "--input-format", "jsonl"]);
    assert_eq!((code, &lines(&out)[0]["id"]), (0, &"-:1".into()));
    let marked = [b"\xEF\xBB\xBF".as_slice(), b"Oslo is cold."].concat();
    let (_, out, _) = piped(&marked, &["extract"]);
    assert_eq!(lines(&out)[0]["mentions"][0]["start"], 0);
}

#[test]
fn a_reader_that_has_gone_is_no_fault() {
    let line = format!("{{\"text\": \"{NEWS}\"}}\n").repeat(400);
    let path = file("many.jsonl", line);
    let mut child =
        dateline().arg("extract").arg(&path).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    drop(child.stdout.take());
    let (code, _, err) = finished(child.wait_with_output().expect("it ends"));
    assert_eq!((code, err.as_str()), (0, ""));
}

#[test]
fn wrong_use() {
    for arguments in [
        &["extract", "--no-such-flag"][..],
        &["extract", "--date", "yesterday", "x.txt"],
        &["extract", "--format", "xml"],
        &["fetch"],
        &[],
    ] {
        let (code, out, err) = run(dateline().args(arguments));
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(!err.is_empty() && !err.contains("panicked"), "{err}");
    }
    for arguments in [&["--help"][..], &["extract", "--help"], &["check", "--help"], &["--version"]] {
        let (code, out, _) = run(dateline().args(arguments));
        assert!(code == 0 && out.contains("dateline"), "{arguments:?}");
    }
}

const CLUBS: &str = "#! dateline-gazetteer 1\n#! id clubs\n#! label ORG/team\n#! licence CC0-1.0\n#! source invented\nname\nHarbour Athletic\n";
const RULES: &str = "label ORG/club\npredicate coached(PERSON, ORG)\nframe coach -> coached {\n  verb coach  subject, object\n  \
    test \"[PERSON Ada Quill] coached [ORG Harbour Athletic].\" => coached(Ada Quill, Harbour Athletic)\n}\n";

#[test]
fn knowledge_of_ones_own() {
    let (clubs, rules) = (file("clubs.tsv", CLUBS), file("own.rules", RULES));
    let text = file("clubs.txt", "Fans of Harbour Athletic sang.");
    let (code, out, err) =
        run(dateline().arg("extract").arg(&text).arg("--gazetteer").arg(&clubs).arg("--rules").arg(&rules));
    assert_eq!(code, 0, "{err}");
    assert!(
        lines(&out)[0]["mentions"].as_array().expect("mentions").iter().any(|m| m["rule"] == "gazetteer:clubs:7"),
        "{out}"
    );
    let (code, _, err) = run(dateline()
        .arg("extract")
        .arg(&text)
        .arg("--gazetteer")
        .arg(file("bad.tsv", CLUBS.replace("name\n", "nmae\n"))));
    assert_eq!(code, 2);
    assert!(err.contains("bad.tsv:6:1"), "{err}");
}

#[test]
fn check_says_what_is_wrong_and_where() {
    let (code, out, err) = run(dateline().arg("check").arg(file("good.rules", RULES)));
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("1 test passed, 0 failed"), "{out}");

    let broken = RULES.replace("(PERSON, ORG)", "(PERSN, ORG)").replace("  verb coach", "  verbs coach");
    let (code, out, err) = run(dateline().arg("check").arg(file("broken.rules", broken)));
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("error[R005]") && err.contains("broken.rules:2:19") && err.contains("^^^^^"), "{err}");
    assert!(err.contains("error[R002]") && err.contains("broken.rules:4:3"), "{err}");

    let untrue = RULES.replace("=> coached(Ada Quill", "=> coached(Bob Quill");
    let (code, out, err) = run(dateline().arg("check").arg(file("untrue.rules", untrue)));
    assert_eq!(code, 1, "{err}");
    assert!(out.contains("1 failed") && err.contains("untrue.rules:5"), "{out}{err}");

    let (code, _, err) = run(dateline().arg("check").arg(file("latin1.rules", b"# \xE9")));
    assert_eq!(code, 2);
    assert!(err.contains("not UTF-8: byte 0xE9 at offset 2"), "{err}");
}
