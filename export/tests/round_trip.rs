//! Each format is read back by a reader that shares no code with its writer; counts equal the record's, texts its texts.

use std::collections::HashSet;

use dateline::{Context, Extractor, OffsetUnit, Record, RecordOptions};
use dateline_export::{brat, conll, dot, neo4j, plover, rdf};
use oxttl::{NTriplesParser, TurtleParser};
use serde_json::Value;

const NEWS: &str = include_str!("../../examples/articles/ports-summit.txt");

/// Quotes, tabs, line breaks inside names and phrases, markup, control characters, characters beyond the first plane, and marks that end
/// a line for some readers only.
const HOSTILE: &str = "Norway\tsigned the \"Paris\r\nAgreement\" in 2016; Kenya \\ borders\u{2028} Tanzania.\n\n\
    </script><script>alert('1')</script> & Norway said \"<b>it's; over\\</b> \u{1F600}\u{7}\u{1b}[31m\u{0}\" on Monday.\n\n\
    \u{1F600} Anna \"Quill\" O'Brien, 'mayor' of\nOslo, visited New\nYork with \u{10348} friends.\r\n\
    Germany denied that it had attacked France. France will supply Norway with \"ships, boats;\nand\ttea\". Kenya rejected \"the\n\
    <i>offer</i>; \u{1F600}\". Anna Quill was born in New\nYork. Tanzania signed the \"Blue\tBook \u{1F600}\" accord on Monday.\n";

fn record(id: &str, text: &str, offsets: OffsetUnit) -> Record {
    let context = Context::published("2024-05-14".parse().expect("a day"));
    let document = Extractor::english().extract_with(text, &context);
    let mut record =
        document.to_record_with(RecordOptions { offsets, text: true, tokens: true, blocks: true, explain: false });
    record.id = Some(id.to_owned());
    record
}

fn records() -> Vec<Record> {
    let records = vec![
        record("examples/articles/ports-summit.txt", NEWS, OffsetUnit::Char),
        record("../x y/\"<é>\"\\\n#1.txt", HOSTILE, OffsetUnit::Char),
        record("bytes", HOSTILE, OffsetUnit::Byte),
        record("empty", "", OffsetUnit::Char),
    ];
    assert!(records[0].triples.len() > 15 && records[1].triples.len() > 2, "too little to export");
    records
}

fn written(write: impl FnOnce(&mut Vec<u8>) -> Result<(), dateline_export::Error>) -> String {
    let mut out = Vec::new();
    write(&mut out).expect("a vector takes all");
    String::from_utf8(out).expect("UTF-8")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn rdf_reads_back() {
    for record in records() {
        let lines = written(|out| rdf::ntriples(&record, out));
        let triples: Vec<oxrdf::Triple> =
            NTriplesParser::new().for_slice(lines.as_bytes()).collect::<Result<_, _>>().expect("N-Triples");
        let turtle = written(|out| rdf::turtle(&record, out));
        let again: HashSet<oxrdf::Triple> =
            TurtleParser::new().for_slice(turtle.as_bytes()).collect::<Result<_, _>>().expect("Turtle");
        assert_eq!(again, triples.iter().cloned().collect(), "both syntaxes say the same");

        let of_type = |name: &str| -> HashSet<String> {
            let is =
                |t: &&oxrdf::Triple| t.predicate.as_str().ends_with("#type") && t.object.to_string().ends_with(name);
            triples.iter().filter(is).map(|t| t.subject.to_string()).collect()
        };
        assert_eq!(of_type("#Statement>").len(), record.triples.len());
        assert_eq!(of_type(":Mention>").len(), record.mentions.len());
        let distinct: HashSet<String> =
            record.entities.iter().map(|e| dateline_export::names::entity(&record, e)).collect();
        assert_eq!(of_type(":Entity>").len(), distinct.len());
        assert_eq!(of_type("#Annotation>").len(), record.triples.iter().map(|t| t.evidence.len()).sum::<usize>());
        // The words of every mention, whatever characters they are made of.
        let words: HashSet<&str> = triples
            .iter()
            .filter(|t| t.predicate.as_str().ends_with("oa#exact"))
            .filter_map(|t| match &t.object {
                oxrdf::Term::Literal(literal) => Some(literal.value()),
                _ => None,
            })
            .collect();
        for mention in &record.mentions {
            assert!(words.contains(mention.text.as_str()), "{:?}", mention.text);
        }
        for triple in &triples {
            if let oxrdf::NamedOrBlankNode::NamedNode(node) = &triple.subject {
                oxrdf::NamedNode::new(node.as_str()).expect("a valid IRI");
            }
        }
    }
}

#[test]
fn wikidata_properties_hold_only_for_facts() {
    let facts = record("w", "Nairobi is the capital of Kenya. Oslo is not the capital of Sweden.", OffsetUnit::Char);
    let lines = written(|out| rdf::ntriples(&facts, out));
    assert_eq!(lines.matches("prop/direct/P1376").count(), 1, "{lines}");
}

#[test]
fn neo4j_files_read_back() {
    let (mut nodes, mut edges) = (Vec::new(), Vec::new());
    let mut graph = neo4j::Graph::new(&mut nodes, &mut edges).expect("headers");
    let records = records();
    for record in &records {
        graph.add(record).expect("a vector takes all");
    }
    graph.finish().expect("a vector takes all");
    for file in [&nodes, &edges] {
        assert!(!String::from_utf8_lossy(file).contains('\r'), "line ends that an import could take apart");
    }
    let read = |bytes: &[u8]| -> Vec<csv::StringRecord> {
        csv::Reader::from_reader(bytes).records().collect::<Result<_, _>>().expect("rows of equal length")
    };
    let (node_rows, edge_rows) = (read(&nodes), read(&edges));
    assert!(String::from_utf8_lossy(&nodes).starts_with("id:ID,name,"));
    let ids: HashSet<&str> = node_rows.iter().map(|row| &row[0]).collect();
    assert_eq!(ids.len(), node_rows.len(), "every node once");
    for row in &edge_rows {
        assert!(ids.contains(&row[0]) && ids.contains(&row[1]), "an edge to nowhere: {row:?}");
    }
    let triples = edge_rows.iter().filter(|row| &row[2] != "MENTIONED_IN").count();
    assert_eq!(triples, records.iter().map(|r| r.triples.len()).sum::<usize>());
    assert_eq!(edge_rows.len() - triples, records.iter().map(|r| r.entities.len()).sum::<usize>());
    // Norway is one node for all documents.
    assert_eq!(node_rows.iter().filter(|row| &row[1] == "Norway" && row[6].starts_with("Entity")).count(), 1);
}

#[test]
fn dot_reads_back() {
    for record in records() {
        let graph = written(|out| dot::graph(&record, out));
        let tokens = dot_tokens(&graph);
        assert_eq!(
            (tokens[0].as_str(), tokens[2].as_str(), tokens.last().map(String::as_str)),
            ("digraph", "{", Some("}"))
        );
        let edges: Vec<usize> = (0..tokens.len()).filter(|&at| tokens[at] == "->").collect();
        assert_eq!(edges.len(), record.triples.len());
        let declared: HashSet<&str> = (1..tokens.len())
            .filter(|&at| tokens[at] == "[" && tokens[at - 2] == ";")
            .map(|at| tokens[at - 1].as_str())
            .collect();
        for at in edges {
            assert!(declared.contains(tokens[at - 1].as_str()) && declared.contains(tokens[at + 1].as_str()));
        }
        for entity in record.triples.iter().filter_map(|t| t.subject.entity) {
            let name: String = one_line(&record.entities[entity as usize].name)
                .chars()
                .map(|c| if c.is_control() { ' ' } else { c })
                .collect();
            assert!(tokens.iter().any(|token| token.replace("\\\\", "\\") == name), "{name}");
        }
    }
}

/// The tokens of DOT as its grammar has them: ids, quoted strings (where only `\"` is an escape), `->` and marks.
fn dot_tokens(text: &str) -> Vec<String> {
    let (mut tokens, mut chars) = (Vec::new(), text.chars().peekable());
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                let mut token = String::new();
                loop {
                    match chars.next().expect("a string ends") {
                        '"' => break,
                        '\\' if chars.peek() == Some(&'"') => token.extend(chars.next()),
                        '\\' => {
                            // A pair of backslashes is one for labels; the second must not be taken to escape the closing quote.
                            token.push('\\');
                            token.extend(chars.next_if_eq(&'\\'));
                        }
                        c => {
                            assert!(!c.is_control(), "a control character in DOT");
                            token.push(c);
                        }
                    }
                }
                tokens.push(token);
            }
            '-' if chars.next_if_eq(&'>').is_some() => tokens.push("->".to_owned()),
            c if c.is_whitespace() => {}
            c if c.is_alphanumeric() => {
                let mut token = String::from(c);
                while let Some(c) = chars.next_if(|c| c.is_alphanumeric() || *c == '_') {
                    token.push(c);
                }
                tokens.push(token);
            }
            c => tokens.push(c.to_string()),
        }
    }
    tokens
}

#[test]
fn conll_reads_back() {
    for record in records() {
        let table = written(|out| conll::bio(&record, out));
        let mut lines = table.split('\n');
        assert_eq!((lines.next(), lines.next()), (Some("-DOCSTART-\tO"), Some("")));
        let rows: Vec<Vec<&str>> =
            lines.filter(|line| !line.is_empty()).map(|line| line.split('\t').collect()).collect();
        assert!(rows.iter().all(|row| row.len() == 2), "{table}");
        assert_eq!(rows.len(), record.tokens.as_ref().expect("tokens").len());
        assert!(
            rows.windows(2).all(|pair| !pair[1][1].starts_with("I-") || pair[0][1][1..] == pair[1][1][1..]),
            "I without B"
        );
        let inner = record
            .mentions
            .iter()
            .filter(|m| record.mentions.iter().any(|o| o.id != m.id && o.start <= m.start && m.end <= o.end));
        let begun = rows.iter().filter(|row| row[1].starts_with("B-")).count();
        assert_eq!(begun, record.mentions.len() - inner.count());
        let filled = table.split("\n\n").skip(1).filter(|block| !block.trim().is_empty()).count();
        assert!(filled <= record.sentences.len() && (filled > 0) != rows.is_empty());
    }
}

#[test]
fn brat_reads_back() {
    for record in records() {
        let text = brat::text(&record).expect("the text");
        assert_eq!(Some(text), record.text.as_deref());
        let chars: Vec<char> = text.chars().collect();
        let ann = written(|out| brat::annotations(&record, out));
        let (mut bound, mut events, mut ids) = (0, 0, HashSet::new());
        for line in ann.split('\n').filter(|line| !line.is_empty()) {
            let cells: Vec<&str> = line.splitn(3, '\t').collect();
            assert!(cells[0] == "*" || ids.insert(cells[0].to_owned()), "twice: {line}");
            match cells[0].chars().next() {
                Some('T') => {
                    let (_, spans) = cells[1].split_once(' ').expect("a type and spans");
                    let pieces: Vec<String> = spans
                        .split(';')
                        .map(|span| {
                            let (start, end) = span.split_once(' ').expect("start and end");
                            chars[start.parse().expect("a number")..end.parse().expect("a number")].iter().collect()
                        })
                        .collect();
                    assert_eq!(pieces.join(" "), cells[2], "the words at the offsets");
                    bound += 1;
                }
                Some('E') => {
                    for slot in cells[1].split(' ') {
                        let (_, id) = slot.split_once(':').expect("role and id");
                        assert!(ids.contains(id), "{line}");
                    }
                    events += 1;
                }
                Some('A') => assert!(ids.contains(cells[1].split(' ').nth(1).expect("what it is said of")), "{line}"),
                Some('*' | 'N' | '#') => {}
                _ => panic!("no line of brat: {line:?}"),
            }
        }
        let evidence: usize = record.triples.iter().map(|t| t.evidence.len()).sum();
        assert_eq!(events, evidence);
        assert!(bound >= record.mentions.len() + evidence);
        for mention in &record.mentions {
            assert!(ann.contains(&format!("\tForm T{} {}", mention.id + 1, mention.form)));
        }
    }
    let stems: HashSet<String> = records().iter().enumerate().map(|(at, r)| brat::file_stem(r, at + 1)).collect();
    assert!(
        stems.len() == 4
            && stems.contains("0001-ports-summit")
            && !stems.iter().any(|s| s.contains(['/', '\\', '"', ' ']))
    );
}

#[test]
fn events_read_back() {
    for record in records() {
        let lines = written(|out| plover::events(&record, out));
        let events: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let coded: Vec<_> =
            record.triples.iter().filter(|t| t.codes.plover.is_some() || t.codes.cameo.is_some()).collect();
        assert_eq!(events.len(), coded.len());
        for (event, triple) in events.iter().zip(coded) {
            assert_eq!(event["cameo"].as_str(), triple.codes.cameo.as_deref());
            assert_eq!(event["recipients"][0]["name"].as_str(), triple.object.text.as_deref());
            assert_eq!(event["date"].as_str(), triple.qualifiers.time.as_ref().and_then(|time| time.value.as_deref()));
            for (key, value) in event.as_object().expect("an object") {
                assert_eq!(value.is_null(), event["null"].get(key).is_some(), "{key} and its reason: {event}");
            }
        }
    }
}

#[test]
fn what_is_missing_is_told() {
    let mut bare = record("bare", NEWS, OffsetUnit::Char);
    (bare.text, bare.tokens) = (None, None);
    let message = conll::bio(&bare, &mut Vec::new()).expect_err("no text").to_string();
    assert!(message.contains("`text`") && message.contains("--layers text,tokens"), "{message}");
    assert!(brat::annotations(&bare, &mut Vec::new()).is_err());
    // Offsets that are not the text's, as in a file that was changed by hand.
    let mut wrong = record("wrong", NEWS, OffsetUnit::Char);
    wrong.mentions[0].end = 1 << 30;
    let message = brat::annotations(&wrong, &mut Vec::new()).expect_err("no such offset").to_string();
    assert!(message.contains(&(1u32 << 30).to_string()), "{message}");
}
