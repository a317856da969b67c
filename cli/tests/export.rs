//! `dateline export` from outside.

use std::fs;
use std::path::PathBuf;

mod support;

use support::{dateline, file, run};

const NEWS: &str = "Norway rejected the offer on Thursday. Kenya borders Tanzania.";
const STREAMS: [&str; 5] = ["ntriples", "turtle", "dot", "conll", "plover"];

fn folder(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    if path.exists() {
        fs::remove_dir_all(&path).expect("an old folder goes");
    }
    path
}

#[test]
fn texts_and_their_records_give_the_same() {
    let text = file("export.txt", NEWS);
    let records = file("export.jsonl", "");
    let (code, _, err) = run(dateline()
        .arg("extract")
        .arg(&text)
        .args(["--layers", "text,tokens", "--date", "2024-05-17", "-o"])
        .arg(&records));
    assert_eq!((code, err.as_str()), (0, ""));
    for format in STREAMS {
        let from_text = run(dateline().args(["export", "--date", "2024-05-17", "--format", format]).arg(&text));
        let from_record = run(dateline().args(["export", "--format", format]).arg(&records));
        assert_eq!((from_text.0, from_text.2.as_str()), (0, ""), "{format}");
        assert!(from_text.1.contains("Norway") && from_text == from_record, "{format}: {}", from_text.1);
    }
}

#[test]
fn several_documents_in_one_stream_or_folder() {
    let (one, two) = (file("export-1.txt", NEWS), file("export-2.txt", "Kenya signed the Paris Agreement."));
    for format in STREAMS {
        let (code, out, _) = run(dateline().args(["export", "--format", format]).args([&one, &two]));
        assert!(code == 0 && out.contains("Norway") && out.contains("Paris"), "{format}: {out}");
    }
    let graph = folder("graph");
    let (code, out, err) = run(dateline().args(["export", "--format", "csv", "-o"]).arg(&graph).args([&one, &two]));
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", ""));
    let nodes = fs::read_to_string(graph.join("nodes.csv")).expect("nodes");
    assert!(nodes.starts_with("id:ID,") && nodes.matches(",Kenya,").count() == 1, "{nodes}");
    assert!(fs::read_to_string(graph.join("edges.csv")).expect("edges").contains(",BORDERS,"));
    let brat = folder("brat");
    let (code, ..) = run(dateline().args(["export", "--format", "brat", "-o"]).arg(&brat).args([&one, &two]));
    assert_eq!(code, 0);
    assert_eq!(fs::read_to_string(brat.join("0001-export-1.txt")).expect("the text"), NEWS);
    assert!(
        fs::read_to_string(brat.join("0002-export-2.ann"))
            .expect("the annotations")
            .starts_with("T1\tPLACE 0 5\tKenya\n")
    );
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let text = file("export-3.txt", NEWS);
    let (code, _, err) = run(dateline().args(["export", "--format", "csv"]).arg(&text));
    assert!(code == 2 && err.contains("--output"), "{err}");
    let bare = file("bare.jsonl", "");
    run(dateline().arg("extract").arg(&text).arg("-o").arg(&bare));
    let (code, out, err) = run(dateline().args(["export", "--format", "conll"]).arg(&bare));
    assert!(code == 2 && out.is_empty() && err.contains("export-3.txt: the record has no `text`"), "{err}");
    let (code, out, err) = run(dateline().args(["export", "--format", "conll"]).arg(&bare).arg(&text));
    assert!(code == 1 && out.contains("Norway") && err.contains("--layers text,tokens"), "{err}");
    let later = file("later.jsonl", "{\"dateline\": 2}\n{\"dateline\": 1, \"id\": null}\n{\"text\": \"Oslo.\"}\n");
    let (code, _, err) = run(dateline().args(["export", "--format", "dot"]).arg(&later));
    assert!(
        code == 1 && err.contains("later.jsonl:1: a record of version 2") && err.contains("later.jsonl:2:"),
        "{err}"
    );
}
