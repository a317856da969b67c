//! Many documents: folders, patterns, compressed files, order, faults among them, interrupts.

mod support;

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde_json::Value;
use support::{dateline, file, finished, lines, piped, run};

const PLACES: [&str; 5] = ["Norway", "Kenya", "Chile", "Japan", "Poland"];

/// Lines of documents of very different lengths, so that later ones are done first.
fn stream(count: usize) -> String {
    let sentence = |i: usize| format!("{} rejected the offer on Thursday. ", PLACES[i % 5]);
    let line = |i: usize| format!("{{\"id\": \"d{i}\", \"text\": \"{}\"}}\n", sentence(i).repeat(1 + (i * 7) % 40));
    (0..count).map(line).collect()
}

fn ids(out: &str) -> Vec<String> {
    lines(out).iter().map(|record| record["id"].as_str().expect("an id").to_owned()).collect()
}

fn numbered(count: usize) -> Vec<String> {
    (0..count).map(|i| format!("d{i}")).collect()
}

fn compressed(text: &[u8]) -> Vec<u8> {
    let mut gz = GzEncoder::new(Vec::new(), Compression::default());
    gz.write_all(text).and_then(|()| gz.finish()).expect("memory")
}

/// An empty folder of a test's own.
fn folder(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    if path.exists() {
        fs::remove_dir_all(&path).expect("an old folder goes");
    }
    fs::create_dir_all(&path).expect("a folder");
    path
}

fn names(out: &str, root: &Path) -> Vec<String> {
    let root = root.display().to_string();
    ids(out).iter().map(|id| id.strip_prefix(&root).unwrap_or(id).replace('\\', "/")).collect()
}

#[test]
fn order_and_bytes_are_the_same_with_any_number_of_threads() {
    let path = file("order.jsonl", stream(60));
    let (code, alone, err) = run(dateline().arg("extract").arg(&path).args(["--jobs", "1"]));
    assert_eq!((code, ids(&alone)), (0, numbered(60)));
    assert!(err.starts_with("60 documents, ") && err.contains("/s)"), "{err}");
    for jobs in ["2", "7"] {
        let (_, together, err) = run(dateline().arg("extract").arg(&path).args(["--quiet", "--jobs", jobs]));
        assert!(together == alone && err.is_empty(), "{jobs} threads: {err}");
    }
    let (code, _, err) = run(dateline().arg("extract").arg(&path).args(["--jobs", "0"]));
    assert!(code == 2 && err.contains("--jobs"), "{err}");
}

#[test]
fn folders_and_patterns() {
    let root = folder("articles");
    fs::create_dir_all(root.join("2024/may")).expect("folders");
    for name in ["b.txt", "a.txt", "2024/c.txt", "2024/may/d.txt"] {
        fs::write(root.join(name), "Oslo.").expect("a file");
    }
    fs::write(root.join("2024/e.txt.gz"), compressed(b"Kyiv.")).expect("a file");
    fs::write(root.join("read.me"), "Rome.").expect("a file");
    let (code, out, err) = run(dateline().arg("extract").arg(&root));
    assert_eq!(code, 0, "{err}");
    assert_eq!(names(&out, &root), ["/2024/c.txt", "/2024/e.txt.gz", "/2024/may/d.txt", "/a.txt", "/b.txt"]);
    assert_eq!(lines(&out)[1]["mentions"][0]["text"], "Kyiv");
    let (_, out, _) = run(dateline().arg("extract").arg(root.join("**/[cd].txt")));
    assert_eq!(names(&out, &root), ["/2024/c.txt", "/2024/may/d.txt"]);
    let (code, out, err) = run(dateline().arg("extract").args([root.join("*.html"), root.join("a.txt")]));
    assert_eq!((code, lines(&out).len()), (1, 1));
    assert!(err.contains("no file matches") && err.contains("*.html"), "{err}");
    let (code, _, err) = run(dateline().arg("extract").arg(folder("bare")));
    assert!(code == 2 && err.contains("is a folder without .txt files"), "{err}");
}

#[test]
fn compressed_input_and_output() {
    let plain = stream(5);
    let path = file("in.jsonl.gz", compressed(plain.as_bytes()));
    let (code, out, err) = run(dateline().arg("extract").arg(&path));
    assert_eq!((code, ids(&out)), (0, numbered(5)), "{err}");
    // Standard input and several members are told by their first bytes.
    let (first, rest) = plain.split_at(plain.find('\n').expect("lines") + 1);
    let members = [compressed(first.as_bytes()), compressed(rest.as_bytes())].concat();
    let (_, piped_out, _) = piped(&members, &["extract", "--input-format", "jsonl"]);
    assert_eq!(piped_out, out);

    let written = folder("written").join("out.jsonl.gz");
    let (code, nothing, _) = run(dateline().arg("extract").arg(&path).arg("-o").arg(&written));
    assert_eq!((code, nothing.as_str()), (0, ""));
    let mut text = String::new();
    GzDecoder::new(fs::File::open(&written).expect("a file")).read_to_string(&mut text).expect("a whole stream");
    assert_eq!(text, out);
    let plain_file = written.with_file_name("out.jsonl");
    run(dateline().arg("extract").arg(&path).arg("--output").arg(&plain_file));
    assert_eq!(fs::read_to_string(&plain_file).expect("a file"), out);
    let (code, _, err) = run(dateline().arg("extract").arg(&path).args(["-o", "no/such/folder/x.jsonl"]));
    assert!(code == 2 && err.contains("cannot write no/such/folder/x.jsonl"), "{err}");
}

#[test]
fn a_broken_document_spoils_nothing() {
    let mut bytes = b"{\"id\": \"d0\", \"text\": \"Oslo.\"}\n{\"text\": \"Caf\xE9\"}\n{\"text\": \"Ri".to_vec();
    bytes.extend_from_slice(b"o\n{\"id\": \"d1\", \"text\": \"Rome.\"}\n\xFF\xFE\n{\"text\": \"\\ud800\"}\n[]\n{\"id\": \"d2\", \"text\": \"Kyiv.\"}");
    let cut = compressed(stream(50).as_bytes());
    let cut = file("cut.jsonl.gz", &cut[..cut.len() / 2]);
    let (code, out, err) =
        run(dateline().arg("extract").args([file("broken.jsonl", bytes), cut, file("after.txt", "Lima.")]));
    assert_eq!(code, 1);
    let found = ids(&out);
    assert_eq!(found[..3], numbered(3));
    assert!(found.last().is_some_and(|id| id.ends_with("after.txt")), "{found:?}");
    let errors: Vec<&str> = err.lines().collect();
    for (error, (place, what)) in errors.iter().zip([
        ("broken.jsonl:2", "not UTF-8: byte 0xE9 at offset 13"),
        ("broken.jsonl:3:", "control character"),
        ("broken.jsonl:5", "not UTF-8: byte 0xFF at offset 0"),
        ("broken.jsonl:6:", "unexpected end of hex escape"),
        ("broken.jsonl:7:", "invalid length 0"),
        ("cannot read ", "cut.jsonl.gz:"),
    ]) {
        assert!(error.contains(place) && error.contains(what), "{place} {what}\n{err}");
    }
    assert!(errors[6].contains("documents") && errors[6].ends_with("6 failed"), "{err}");
}

#[test]
fn a_document_beyond_the_limit_is_passed_by() {
    let long = format!("{{\"text\": \"{}\"}}", "Oslo ".repeat(100));
    let text =
        format!("{{\"id\": \"d0\", \"text\": \"Oslo.\"}}\n{long}\n{{\"id\": \"d1\", \"text\": \"Rome.\"}}\n{long}");
    let (code, out, err) = piped(text.as_bytes(), &["extract", "--input-format", "jsonl", "--max-bytes", "100"]);
    assert_eq!((code, ids(&out)), (1, numbered(2)), "{err}");
    assert!(err.contains("-:2: the document has more than 100 bytes"), "{err}");
    assert!(err.contains("-:4: the document has more than 100 bytes"), "{err}");
    let exact = format!("{{\"text\": \"{}\"}}", "x".repeat(88));
    let (code, ..) = piped(exact.as_bytes(), &["extract", "--input-format", "jsonl", "--max-bytes", "100"]);
    assert_eq!((exact.len(), code), (100, 0));
}

#[test]
fn results_come_while_the_input_is_still_open() {
    let mut child = dateline()
        .args(["extract", "--input-format", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut input = child.stdin.take().expect("a pipe");
    let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
    for id in ["d0", "d1"] {
        writeln!(input, "{{\"id\": \"{id}\", \"text\": \"Oslo.\"}}").expect("it reads");
        let mut line = String::new();
        output.read_line(&mut line).expect("it writes");
        assert_eq!(ids(&line), [id]);
    }
    drop(input);
    assert_eq!(finished(child.wait_with_output().expect("it ends")).0, 0);
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_whole_lines() {
    for signal in ["INT", "TERM"] {
        let mut child = dateline()
            .args(["extract", "--input-format", "jsonl", "--jobs", "2"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut input = child.stdin.take().expect("a pipe");
        // Fed for ever, by one who does not mind that nobody reads any more.
        let feeder = std::thread::spawn(move || while input.write_all(stream(40).as_bytes()).is_ok() {});
        let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut text = String::new();
        for _ in 0..5 {
            output.read_line(&mut text).expect("it writes");
        }
        let kill = format!("kill -{signal} {}", child.id());
        assert!(std::process::Command::new("sh").args(["-c", &kill]).status().expect("a shell").success());
        output.read_to_string(&mut text).expect("it writes to the end");
        let (code, _, err) = finished(child.wait_with_output().expect("it ends"));
        assert_eq!(code, 130, "{err}");
        assert!(text.ends_with('\n') && err.contains("; interrupted"), "{err}");
        let expected: Vec<String> = (0..lines(&text).len()).map(|i| format!("d{}", i % 40)).collect();
        assert_eq!(ids(&text), expected);
        feeder.join().expect("the feeder ends");
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_is_heard_while_the_input_is_silent() {
    let mut child = dateline()
        .args(["extract", "--input-format", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut input = child.stdin.take().expect("a pipe");
    writeln!(input, "{{\"id\": \"d0\", \"text\": \"Oslo.\"}}").expect("it reads");
    let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut line = String::new();
    output.read_line(&mut line).expect("it writes");
    let kill = format!("kill -INT {}", child.id());
    assert!(std::process::Command::new("sh").args(["-c", &kill]).status().expect("a shell").success());
    let (code, ..) = finished(child.wait_with_output().expect("it ends though its input is open"));
    assert_eq!((code, serde_json::from_str::<Value>(&line).expect("a line")["id"].as_str()), (130, Some("d0")));
    drop(input);
}
