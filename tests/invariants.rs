//! What must stay true whatever the knowledge is; the numbers are those of ARCHITECTURE.md. The eighth, that nothing is
//! allocated per token, needs an allocator of its own and stands in `allocations.rs`.
#![cfg(feature = "english")]

mod support {
    pub mod texts;
}

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use dateline::{Context, Date, Document, Extractor, Record, RecordOptions, Span};
use support::texts::{ARTICLES, REPEATED, hostile};

fn context() -> Context {
    Context::published(Date::new(2024, 5, 14).expect("a day of the calendar"))
}

fn json(extractor: &Extractor, text: &str) -> String {
    let options = RecordOptions { text: true, tokens: true, blocks: true, ..RecordOptions::default() };
    serde_json::to_string(&extractor.extract_with(text, &context()).to_record_with(options)).expect("records serialise")
}

/// The Rust files under a folder of the repository.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    let mut out = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the repository") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                out.push((path.clone(), fs::read_to_string(&path).expect("a source file")));
            }
        }
    }
    assert!(!out.is_empty());
    out
}

#[test]
fn i1_the_extractor_is_shared_and_reads_nothing_but_the_text() {
    fn shared<T: Send + Sync + 'static>() {}
    shared::<Extractor>();
    shared::<dateline::Gazetteer>();
    fn sent<T: Send + Sync>() {}
    sent::<Document<'static>>();

    for (path, source) in sources("src").iter().filter(|(path, _)| !path.components().any(|c| c.as_os_str() == "tests"))
    {
        for word in ["SystemTime", "Instant::", "env::var", "Zoned", "set_var", "static mut", "thread_rng"] {
            assert!(!source.contains(word), "{}: {word}", path.display());
        }
    }
}

#[test]
fn i2_the_same_text_gives_the_same_bytes_on_any_thread_from_any_extractor() {
    let first = Extractor::builder().build().expect("the English pack");
    let expected: Vec<String> = ARTICLES.iter().map(|(_, text)| json(&first, text)).collect();
    // Hash tables are seeded anew in every extractor, so a second one shows what hangs on their order.
    let second = Extractor::builder().build().expect("the English pack");
    std::thread::scope(|scope| {
        for extractor in [&first, &second, &first] {
            let expected = &expected;
            scope.spawn(move || {
                for ((name, text), expected) in ARTICLES.iter().zip(expected) {
                    assert_eq!(&json(extractor, text), expected, "{name}");
                }
            });
        }
    });
}

#[test]
fn i2_the_order_of_rule_files_changes_nothing() {
    let files = [
        (
            "a.rules",
            "rule a/vessel -> PLACE/facility {\n  match harbour (of cap)?\n  test \"the [PLACE/facility harbour of Mombasa] is old\"\n}\n",
        ),
        (
            "b.rules",
            "rule b/vessel -> ORG/company {\n  match harbour (of cap)?\n  test \"the [ORG/company harbour of Mombasa] is old\"\n}\n",
        ),
        (
            "c.rules",
            "predicate doors_of(any, any)\nframe c/praise -> doors_of {\n  verb praise subject, object\n  test \"[PERSON Ada] praised [PLACE Oslo].\" => doors_of(Ada, Oslo)\n}\n",
        ),
    ];
    let build = |order: [usize; 3]| {
        let builder = order.iter().fold(Extractor::builder(), |b, &i| b.rules(files[i].0, files[i].1));
        builder.build().unwrap_or_else(|faults| panic!("{faults}"))
    };
    let (one, other) = (build([0, 1, 2]), build([2, 1, 0]));
    for (name, text) in ARTICLES {
        assert_eq!(json(&one, text), json(&other, text), "{name}");
    }
}

/// All spans of a document, with what they are.
fn spans(document: &Document<'_>) -> Vec<(&'static str, Span)> {
    let mut out = Vec::new();
    out.extend(document.blocks().iter().map(|b| ("block", b.span)));
    out.extend(document.tokens().iter().map(|t| ("token", t.span)));
    out.extend(document.sentences().iter().map(|s| ("sentence", s.span)));
    out.extend(document.mentions().map(|m| ("mention", m.span())));
    out.extend(document.entities().map(|e| ("name of an entity", e.data().name)));
    for triple in document.triples() {
        let data = triple.data();
        assert!(!data.evidence.is_empty());
        let arguments = [&data.subject, &data.object].into_iter().chain(&data.attribution);
        let arguments = arguments.chain(data.qualifiers.iter().map(|q| &q.argument));
        out.extend(arguments.filter_map(|a| a.span).map(|s| ("argument", s)));
        for evidence in &data.evidence {
            out.extend([("evidence", evidence.span), ("trigger", evidence.trigger)]);
            let arguments = [&evidence.subject, &evidence.object].into_iter().chain(&evidence.attribution);
            out.extend(arguments.filter_map(|a| a.span).map(|s| ("argument of evidence", s)));
        }
    }
    out
}

fn check_spans(text: &str, document: &Document<'_>) {
    for (what, span) in spans(document) {
        assert!(text.get(span.range()).is_some(), "{what} {span:?} of {text:?}");
    }
    let mut built = String::new();
    let mut at = 0;
    for token in document.tokens() {
        assert!(token.span.start >= at && !token.span.is_empty(), "{:?} after {at} in {text:?}", token.span);
        let gap = &text[at as usize..token.span.start as usize];
        assert!(!gap.contains(char::is_alphanumeric), "lost {gap:?} of {text:?}");
        built.push_str(gap);
        built.push_str(&text[token.span]);
        at = token.span.end;
    }
    let tail = &text[at as usize..];
    assert!(!tail.contains(char::is_alphanumeric), "lost {tail:?} of {text:?}");
    built.push_str(tail);
    assert_eq!(built, text);
    let mut covered = 0;
    for sentence in document.sentences() {
        assert_eq!(sentence.range().start, covered, "a token between sentences of {text:?}");
        covered = sentence.range().end;
    }
    assert_eq!(covered, document.tokens().len(), "tokens after the last sentence of {text:?}");
}

#[test]
fn i3_spans_lie_in_the_text_and_nothing_is_lost() {
    let extractor = Extractor::english();
    for (_, text) in ARTICLES {
        check_spans(text, &extractor.extract_with(text, &context()));
        let windows = text.replace('\n', "\r\n");
        check_spans(&windows, &extractor.extract(&windows));
    }
}

/// What stands in a part of a document, counted from the start of the part.
fn found(document: &Document<'_>, from: usize) -> Vec<String> {
    let from = from as u32;
    let place = |span: Span| format!("{}..{}", span.start - from, span.end - from);
    let mut out = Vec::new();
    for mention in document.mentions().filter(|m| m.span().start >= from) {
        let (data, entity) = (mention.data(), mention.entity());
        let entity = entity.map(|e| format!("{e} {} {:?}", e.label(), e.id_uri()));
        let (at, text, label) = (place(data.span), mention.text(), mention.label());
        let link = data.link.map(|origin| document.describe(origin));
        out.push(format!(
            "{at} {text:?} {label} {:?} {:?} {} {entity:?} {link:?}",
            data.form,
            data.value,
            mention.rule()
        ));
    }
    for triple in document.triples() {
        let data = triple.data();
        let evidence: Vec<String> = data
            .evidence
            .iter()
            .filter(|e| e.span.start >= from)
            .map(|e| format!("{} {} {}", place(e.span), place(e.trigger), document.describe(e.origin)))
            .collect();
        if !evidence.is_empty() {
            out.push(format!("{triple} {evidence:?}"));
        }
    }
    out
}

const OPENING: &str = "It was cold. The wind blew from the north, and the roads were white.\n\n";

#[test]
fn i4_a_paragraph_more_shifts_the_spans_and_changes_nothing_else() {
    let extractor = Extractor::english();
    for (name, text) in ARTICLES {
        // What comes first may be a headline, and how far back a description refers is counted in sentences: so the
        // paragraph is put after one that stands first and names nobody, before the rest of the article.
        let head = text.match_indices("\n\n").nth(2).expect("paragraphs").0 + 2;
        let text = format!("{OPENING}{}", &text[head..]);
        let (text, head) = (text.as_str(), OPENING.len());
        let plain = extractor.extract_with(text, &context());
        for paragraph in
            ["Rain fell in the night, and the grass grew.\n\n", "Ünder äll ökonomië 🙂 rain fell.\n\n", "\n\n\n"]
        {
            let shifted = format!("{}{paragraph}{}", &text[..head], &text[head..]);
            let document = extractor.extract_with(&shifted, &context());
            let (before, after) = (found(&plain, head), found(&document, head + paragraph.len()));
            assert!(before.len() > 10);
            for (before, after) in before.iter().zip(&after) {
                assert_eq!(before, after, "{name} with {paragraph:?}");
            }
            assert_eq!(before.len(), after.len(), "{name} with {paragraph:?}");
        }
    }
}

#[test]
fn i5_no_text_makes_it_panic() {
    let extractor = Extractor::english();
    for seed in 0..400 {
        let text = hostile(seed, 20 + seed as usize % 160);
        let document = extractor.extract_with(&text, &context());
        check_spans(&text, &document);
        for triple in document.triples() {
            assert!(!document.explain(&triple).is_empty());
        }
        let record = document.to_record();
        let chars: Vec<char> = text.chars().collect();
        for mention in &record.mentions {
            let words: String = chars[mention.start as usize..mention.end as usize].iter().collect();
            assert_eq!(words, mention.text);
        }
    }
    for text in ["", " ", "\0", "\u{feff}", "\n", "a", "İ", "\u{301}"] {
        check_spans(text, &extractor.extract(text));
    }
}

/// Results stay in proportion to the text, and a text of which nothing can be made is read to its end. Work that grows
/// with the square would need hours for the last size.
#[test]
fn i5_work_is_linear_in_the_text() {
    let extractor = Extractor::english();
    for piece in REPEATED {
        let sizes = [2_000, 4_000, 60_000].map(|bytes| {
            let text = piece.repeat(bytes / piece.len());
            let document = extractor.extract(&text);
            check_tokens_to_the_end(&text, &document);
            (
                text.len(),
                document.tokens().len()
                    + document.mentions().len()
                    + document.entities().len()
                    + document.triples().len(),
            )
        });
        let per_byte = |(bytes, results): (usize, usize)| results as f64 / bytes as f64;
        assert!(per_byte(sizes[2]) <= 2.0 * per_byte(sizes[0]) + 0.01, "{piece:?}: {sizes:?}");
    }
}

fn check_tokens_to_the_end(text: &str, document: &Document<'_>) {
    let end = document.tokens().last().map_or(0, |t| t.span.end as usize);
    assert!(!text[end..].contains(char::is_alphanumeric));
    assert!(document.sentences().iter().all(|s| s.range().len() <= 500), "a sentence of more than 500 tokens");
}

/// A text as long as offsets reach is refused before a byte of it is read: the memory is never touched.
#[test]
#[cfg(target_pointer_width = "64")]
fn i5_a_text_of_four_gibibytes_is_refused() {
    use std::alloc::{Layout, alloc_zeroed, dealloc};
    let length = u32::MAX as usize;
    let layout = Layout::from_size_align(length, 1).expect("a layout");
    // SAFETY: the size is not zero; zeros are UTF-8; the slice ends before the memory is given back.
    unsafe {
        let memory = alloc_zeroed(layout);
        if memory.is_null() {
            eprintln!("no 4 GiB of address space here");
            return;
        }
        let text = std::str::from_utf8_unchecked(std::slice::from_raw_parts(memory, length));
        let refused = Extractor::english().try_extract(text, &Context::default());
        assert_eq!(refused.err().map(|e| e.length), Some(length));
        dealloc(memory, layout);
    }
}

/// The file and line at the end of a description, "id (file:line; …)".
fn place(description: &str) -> (String, usize) {
    let inside = description.rsplit_once(" (").map(|(_, rest)| rest);
    // A row's source may hold brackets of its own; its place stands in the first.
    let inside = description.split_once(" (").map_or(inside, |(_, rest)| Some(rest)).expect("a place in brackets");
    let place = inside.split([';', ')']).next().expect("a place");
    let (file, line) = place.rsplit_once(':').expect("a line");
    (file.to_owned(), line.parse().expect("a number"))
}

#[test]
fn i6_every_result_names_a_line_that_made_it() {
    let extractor = Extractor::english();
    let mut files: HashMap<String, Vec<String>> = HashMap::new();
    let mut line_of = |description: &str| {
        let (file, line) = place(description);
        let lines = files.entry(file.clone()).or_insert_with(|| {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&file);
            let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{description}: {e}"));
            text.lines().map(str::to_owned).collect()
        });
        lines.get(line - 1).cloned().unwrap_or_else(|| panic!("{description}: no such line"))
    };
    let mut seen = 0;
    for (_, text) in ARTICLES {
        let document = extractor.extract_with(text, &context());
        let mut origins: Vec<_> = document.mentions().map(|m| m.data().origin).collect();
        origins.extend(document.mentions().filter_map(|m| m.data().link));
        origins.extend(document.triples().flat_map(|t| t.data().evidence.iter().map(|e| e.origin).collect::<Vec<_>>()));
        for mention in document.mentions() {
            // The mention that gives an entity its name joins nothing, nor its like in capitals; all others say what joined them.
            let names =
                mention.entity().is_none_or(|e| text[e.data().name.range()].eq_ignore_ascii_case(mention.text()));
            assert!(names || mention.data().link.is_some(), "{mention:?} is joined to its entity by nothing");
        }
        for origin in origins {
            let description = document.describe(origin);
            let line = line_of(&description);
            let made = match description.split_once(':').map(|(kind, _)| kind) {
                Some("gazetteer") => line.contains('\t') || !line.trim().is_empty() && !line.starts_with('#'),
                _ if description.contains(".rules:") => {
                    ["rule ", "frame ", "verb ", "noun ", "override "].iter().any(|w| line.trim_start().starts_with(w))
                }
                _ => line.contains("code_origin!") || line.contains(" (src/"),
            };
            assert!(made, "{description} points to {line:?}");
            seen += 1;
        }
    }
    assert!(seen > 100);
}

#[test]
fn i7_the_core_knows_neither_json_nor_files() {
    for (path, source) in sources("src") {
        let name = path.to_string_lossy().replace('\\', "/");
        if !name.contains("/src/export/") {
            assert!(!source.contains("serde_json"), "{name}");
        }
        // Packs and lists of names are opened here, and nowhere else.
        let edge = ["/src/pack/", "/src/gazetteer/"].iter().any(|edge| name.contains(edge));
        if !edge && !name.contains("/tests") {
            for word in ["std::fs", "fs::read", "File::open", "std::process", "pyo3"] {
                assert!(!source.contains(word), "{name}: {word}");
            }
        }
    }
}

#[test]
fn records_outlive_their_document() {
    let record: Record = {
        let text = String::from("Kenya borders Tanzania.");
        Extractor::english().extract(&text).to_record()
    };
    assert!(record.mentions.iter().any(|m| m.text == "Kenya"));
}
