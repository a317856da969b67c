//! `dateline gazetteer`: counts, lint, lookup, packs and imports.

mod support;

use std::fs;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use support::{dateline, file, lines, piped, run};

const HEADER: &str =
    "#! dateline-gazetteer 1\n#! id clubs\n#! label ORG/team\n#! licence CC0-1.0\n#! source invented\n";

fn clubs(rows: &str) -> String {
    format!("{HEADER}name\tid\tprior\taliases\tattrs\tflags\n{rows}")
}

const GOOD: &str = "Harbour Athletic\tclub:1\t70\tHarbour|?Athletic\tcity=Harbour\t\nTarn Rovers\tclub:2\t40\t\t\t\n";

#[test]
fn stats_count_rows_and_names() {
    let path = file("stats.tsv", clubs(GOOD));
    let (code, out, err) = run(dateline().args(["gazetteer", "stats", "--json"]).arg(&path));
    assert_eq!(code, 0, "{err}");
    let found = lines(&out);
    let team = found.iter().find(|v| v["group"] == "ORG/team").expect("a line for the label");
    assert_eq!((&team["rows"], &team["names"], &team["with_id"]), (&2.into(), &4.into(), &2.into()));
    let (_, out, _) = run(dateline().args(["gazetteer", "stats", "--by", "file"]).arg(&path));
    assert!(out.contains("CC0-1.0; invented") && out.contains("total"), "{out}");
    let (code, out, _) = run(dateline().args(["gazetteer", "stats", "--by", "licence"]));
    assert!(code == 0 && out.contains("CC-BY-4.0"), "{out}");
}

#[test]
fn lint_says_what_and_where() {
    let rows = format!("{GOOD}Tarn Rovers\tclub:2\t\t\t\t\nWater\tclub:\t\t\t\t\nCastle\tclub:4\t61\t\t\t\n");
    let alike: String = (0..8).map(|i| format!("Club Number {i}\tclub:x{i}\t\tThe Club Itself\t\t\n")).collect();
    let path = file("lint.tsv", clubs(&(rows + &alike)));
    let (code, out, err) = run(dateline().args(["gazetteer", "lint"]).arg(&path));
    assert_eq!((code, out.as_str()), (1, "4 findings\n"), "{err}");
    assert!(err.contains("G040") && err.contains("lint.tsv:9:1") && err.contains("lint.tsv:8 already"), "{err}");
    assert!(err.contains("`Water` is a common word too") && err.contains("lint.tsv:10:1"), "{err}");
    assert!(err.contains("G043") && err.contains("`club:` is no id") && err.contains("lint.tsv:10:7"), "{err}");
    assert!(err.contains("`The Club Itself` is an alias of 8 rows"), "{err}");
    let (code, out, err) = run(dateline().args(["gazetteer", "lint"]).arg(file("clean.tsv", clubs(GOOD))));
    assert_eq!((code, out.as_str(), err.as_str()), (0, "0 findings\n", ""));
    let (code, _, err) =
        run(dateline().args(["gazetteer", "lint"]).arg(file("bad.lint.tsv", clubs("A\t\t101\t\t\t\n"))));
    assert!(code == 2 && err.contains("bad.lint.tsv:7:4") && err.contains("G009"), "{err}");
}

#[test]
fn lookup_shows_all_senses_with_their_origin() {
    let (code, out, _) = run(dateline().args(["gazetteer", "lookup", "GEORGIA"]));
    assert_eq!(code, 0);
    for part in ["PLACE/country", "PLACE/region", "prior ", "gazetteers/en/places/countries.tsv:", "CC-BY-4.0"] {
        assert!(out.contains(part), "{part}: {out}");
    }
    let path = file("lookup.tsv", clubs(GOOD));
    let (_, out, _) = run(dateline().args(["gazetteer", "lookup", "athletic", "--gazetteer"]).arg(&path));
    assert!(out.contains("Harbour Athletic") && out.contains("needs support") && out.contains("lookup.tsv:7"), "{out}");
    let (code, out, _) = run(dateline().args(["gazetteer", "lookup", "Rovers", "--gazetteer"]).arg(&path));
    assert!(code == 1 && out.contains("nothing of this name") && out.contains("Rovers"), "{out}");
}

#[test]
fn a_compiled_pack_serves_as_its_table_does() {
    let (table, pack) = (file("pack.tsv", clubs(GOOD)), file("clubs.pack", ""));
    let (code, _, err) = run(dateline().args(["gazetteer", "compile"]).arg(&table).arg("-o").arg(&pack));
    assert!(code == 0 && err.contains("2 rows, 4 names"), "{err}");
    let text = file("pack.txt", "Fans of Harbour Athletic sang.");
    let with = |list| run(dateline().arg("extract").arg(&text).arg("--gazetteer").arg(list)).1;
    assert!(with(&table) == with(&pack) && with(&pack).contains("gazetteer:clubs:7"));
    // A pack that was cut short or altered is refused.
    let bytes = fs::read(&pack).expect("a pack");
    let mut altered = bytes.clone();
    altered[bytes.len() - 9] ^= 1;
    for (name, bytes) in [("cut.pack", &bytes[..bytes.len() / 2]), ("altered.pack", &altered)] {
        let (code, _, err) = run(dateline().arg("extract").arg(&text).arg("--gazetteer").arg(file(name, bytes)));
        assert!(code == 2 && err.contains(name), "{err}");
    }
    let (code, _, err) =
        run(dateline().args(["gazetteer", "compile"]).arg(file("no.tsv", "name\nX\n")).args(["-o", "no/where.pack"]));
    assert!(code == 2 && err.contains("no.tsv:1:1"), "{err}");
}

/// Imports a file, checks that the table loads, and gives its rows (without the header) and what was told.
fn import(name: &str, bytes: &[u8], arguments: &[&str]) -> (i32, Vec<String>, String) {
    let path = file(name, bytes);
    let fixed = ["--id", "own", "--licence", "CC0-1.0", "--source", "invented", "--retrieved", "2024-05-17"];
    let (code, out, err) = run(dateline().args(["gazetteer", "import"]).arg(&path).args(fixed).args(arguments));
    if !out.is_empty() {
        let (code, _, err) = run(dateline().args(["gazetteer", "stats"]).arg(file(&format!("{name}.made.tsv"), &out)));
        assert_eq!(code, 0, "{err}");
    }
    let rows = out.lines().filter(|line| !line.starts_with('#')).skip(1).map(str::to_owned).collect();
    (code, rows, err)
}

#[test]
fn import_of_geonames() {
    let row = |id: &str, name: &str, others: &str, feature: &str, country: &str, population: &str| {
        format!(
            "{id}\t{name}\t{name}\t{others}\t59.91\t10.75\t{feature}\t{country}\t\t12\t\t\t\t{population}\t\t1\tEurope/Oslo\t2024-01-01\n"
        )
    };
    let mut dump = row("1", "Nordvik", "NVK,Nordwik,Норвик,Nord|vik", "P\tPPL", "NO", "1000000");
    dump += &row("2", "Nordvik Hotel", "", "S\tHTL", "NO", "0");
    dump += &row("x", "Sørby", "", "P\tPPL", "NO", "20000");
    dump += &row("4", "Sørby", "", "P\tPPL", "NO", "many");
    dump += "5\tshort\n";
    dump += &row("6", "Nordvik Fjord", "", "H\tFJD", "NO", "0");
    let mut gz = GzEncoder::new(Vec::new(), Compression::default());
    let gz = gz.write_all(dump.as_bytes()).and_then(|()| gz.finish()).expect("memory");
    let (code, rows, err) = import("geo.txt.gz", &gz, &["--from", "geonames"]);
    assert_eq!(code, 1);
    assert_eq!(
        rows,
        [
            "Nordvik\tPLACE/city\tgeonames:1\t75\tNordwik\t\tcountry=NO;admin1=12;pop=1000000;lat=59.91;lon=10.75\t\t",
            "Nordvik Fjord\tPLACE/water\tgeonames:6\t20\t\t\tcountry=NO;admin1=12;lat=59.91;lon=10.75\t\t",
        ]
    );
    for part in ["geo.txt.gz:3:1: `x` is no id", "geo.txt.gz:4:", "`many` is no population", "geo.txt.gz:5:1: 2 cells"]
    {
        assert!(err.contains(part), "{part}: {err}");
    }
    assert!(err.contains("2 rows, ") && err.trim_end().ends_with("3 faulty"), "{err}");
}

#[test]
fn import_of_wikidata() {
    let head = "?item\t?itemLabel\t?itemAltLabel\t?inception\n";
    let q = |n: u32| format!("<http://www.wikidata.org/entity/Q{n}>");
    let text = [
        head.to_owned(),
        format!(
            "{}\t\"Tarn Rovers\"@en\t\"Rovers, The Tarn\"@en\t\"1901-02-03T00:00:00Z\"^^<http://www.w3.org/2001/XMLSchema#dateTime>\n",
            q(1)
        ),
        format!("{}\t\"Harbour \\\"A\\\"\"@en\t\t\n", q(2)),
        format!("{}\t\"Tarn Rovers\"@en\t\"TRFC\"@en\t\n", q(1)),
        format!("{}\tQ9\t\t\n", q(9)),
        "<http://example.org/1>\t\"X\"@en\t\t\n".to_owned(),
        format!("{}\t\"open\t\t\n", q(3)),
    ];
    let (code, rows, err) =
        import("wikidata.tsv", text.concat().as_bytes(), &["--from", "wikidata", "--label", "ORG/team"]);
    assert_eq!(code, 1, "{err}");
    assert_eq!(
        rows,
        [
            "Tarn Rovers\t\twikidata:Q1\t\tRovers|The Tarn|TRFC\t\tinception=1901-02-03\t\t",
            "Harbour \"A\"\t\twikidata:Q2\t\t\t\t\t\t",
        ]
    );
    for part in [
        "wikidata.tsv:5:1: wikidata:Q9 has no label",
        "wikidata.tsv:6:1: `http://example.org/1` is no item",
        "wikidata.tsv:7:",
    ] {
        assert!(err.contains(part), "{part}: {err}");
    }
    let (code, rows, err) = import("wikidata2.tsv", b"?thing\t?itemLabel\n", &["--from", "wikidata"]);
    assert!(code == 2 && rows.is_empty() && err.contains("no column ?item"), "{err}");
}

#[test]
fn import_of_csv_and_json_lines() {
    let csv = "Club,Town,prior,aliases\r\n\"Tarn, Rovers\",\"Upper; Tarn\",70,Rovers|Tarn\r\nOnly one\r\nHigh,Tarn,170,\r\n\"Two\nlines\",,,\r\n";
    let (code, rows, err) =
        import("in.csv", csv.as_bytes(), &["--from", "csv", "--label", "ORG/team", "--map", "name=Club"]);
    assert_eq!(code, 1);
    assert_eq!(rows, ["Tarn, Rovers\t\t\t70\tRovers|Tarn\t\ttown=Upper, Tarn\t\t", "Two lines\t\t\t\t\t\t\t\t"]);
    assert!(err.contains("in.csv:3:1: 1 cells; there are 4 columns"), "{err}");
    assert!(err.contains("in.csv:4:1: `170` is no prior"), "{err}");
    let (code, _, err) = import("in2.csv", b"Club\nTarn\n", &["--from", "csv", "--label", "ORG/team"]);
    assert!(code == 2 && err.contains("in2.csv:1:1: no column `name` among `Club`"), "{err}");

    let json = "{\"name\": \"Tarn Rovers\", \"label\": \"ORG/team\", \"aliases\": [\"Rovers\"], \"founded\": 1901}\n{\"name\": \"No label\"}\n{\"name\": [1]}\n{oops\n";
    let (code, rows, err) = import("in.jsonl", json.as_bytes(), &["--from", "jsonl"]);
    assert_eq!((code, rows), (1, vec!["Tarn Rovers\tORG/team\t\t\tRovers\t\tfounded=1901\t\t".to_owned()]));
    for part in ["in.jsonl:2:1: the row has no label", "in.jsonl:3:1: `name`", "in.jsonl:4:2: key must be a string"] {
        assert!(err.contains(part), "{part}: {err}");
    }
    let (code, _, err) = piped(
        b"",
        &[
            "gazetteer",
            "import",
            "-",
            "--from",
            "csv",
            "--id",
            "x",
            "--licence",
            "x",
            "--source",
            "x",
            "--map",
            "nme=X",
        ],
    );
    assert!(code == 2 && err.contains("`nme` is no column of ours"), "{err}");
}

#[test]
fn import_of_spacy_patterns() {
    let patterns = concat!(
        "{\"label\": \"ORG\", \"pattern\": \"Tarn Rovers\", \"id\": \"rovers\"}\n",
        "{\"label\": \"GPE\", \"pattern\": [{\"LOWER\": \"upper\"}, {\"lower\": \"tarn\"}]}\n",
        "{\"label\": \"GPE\", \"pattern\": [{\"LOWER\": \"upper\", \"OP\": \"?\"}]}\n",
        "{\"label\": \"GPE\", \"pattern\": [{\"IS_DIGIT\": \"x\"}]}\n",
        "{\"pattern\": \"x\"}\n",
    );
    let (code, rows, err) = import("spacy.jsonl", patterns.as_bytes(), &["--from", "spacy"]);
    assert_eq!(code, 1);
    assert_eq!(rows, ["Tarn Rovers\tORG\tspacy:rovers\t\t\t\t\t\texact", "upper tarn\tPLACE\t\t\t\t\t\t\tfold"]);
    for part in [
        "spacy.jsonl:3:1: token 1: not one fixed word",
        "spacy.jsonl:4:1: token 1: IS_DIGIT",
        "spacy.jsonl:5:1: no `label`",
    ] {
        assert!(err.contains(part), "{part}: {err}");
    }
}

#[test]
fn wrong_use_and_help() {
    for arguments in
        [&["gazetteer"][..], &["gazetteer", "lint", "no/such.tsv"], &["gazetteer", "import", "x", "--from", "xml"]]
    {
        let (code, out, err) = run(dateline().args(arguments));
        assert!(code == 2 && out.is_empty() && !err.contains("panicked"), "{arguments:?}: {err}");
    }
    for command in ["stats", "lint", "lookup", "compile", "import"] {
        let (code, out, _) = run(dateline().args(["gazetteer", command, "--help"]));
        assert!(code == 0 && out.contains("Examples:"), "{out}");
    }
    let (_, out, _) = run(dateline().args(["gazetteer", "stats", "--json"]));
    assert!(out.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
}
