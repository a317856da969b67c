//! The JSON contract, version 1.
#![cfg(feature = "english")]

use std::collections::BTreeSet;

use dateline::{Context, Date, Document, Extractor, OffsetUnit, Record, RecordOptions};
use serde_json::Value;

/// Everything that the contract has a key for: a plan, a denial, a source, dates, a caption, letters of several bytes.
const TEXT: &str = "Kenya and Norway sign “Café Accord”\n\n\
    NAIROBI, May 14 (Reuters) — President William Ruto met Norwegian officials in Nairobi on Tuesday.\n\n\
    Photo: São Paulo’s mayor in Oslo\n\n\
    Norway will supply Kenya with ships next year. Tanzania denied that it had attacked Malawi in 1998. \
    The European Central Bank said that Germany had rejected the plan.\n\n\
    Ruto visited Tanzania with 🙂 officials on Thursday.\n";

fn document() -> Document<'static> {
    let date = Date::new(2024, 5, 14).expect("a day of the calendar");
    Extractor::english().extract_with(TEXT, &Context::published(date))
}

fn options(offsets: OffsetUnit) -> RecordOptions {
    RecordOptions { offsets, text: true, tokens: true, blocks: true, explain: false }
}

fn json(offsets: OffsetUnit) -> Value {
    let mut record = document().to_record_with(options(offsets));
    record.id = Some("d1".to_owned());
    serde_json::to_value(&record).expect("records serialise")
}

/// Each object has these keys always, and no keys but these and the optional ones.
fn keys(what: &str, object: &Value, always: &[&str], optional: &[&str]) {
    let found: BTreeSet<&str> =
        object.as_object().unwrap_or_else(|| panic!("{what} is no object")).keys().map(String::as_str).collect();
    for key in always {
        assert!(found.contains(key), "{what} lacks {key}: {object}");
    }
    for key in &found {
        assert!(always.contains(key) || optional.contains(key), "{what} has an unknown key {key}");
    }
}

fn list<'v>(object: &'v Value, key: &str) -> &'v [Value] {
    object[key].as_array().unwrap_or_else(|| panic!("{key} is no list"))
}

fn argument(what: &str, value: &Value) {
    keys(what, value, &["entity", "label", "subtype", "text"], &["start", "end", "stands_for"]);
    if !value["stands_for"].is_null() {
        keys("stands_for", &value["stands_for"], &["label", "text"], &[]);
    }
}

#[test]
fn the_record_has_the_keys_of_the_contract() {
    let record = json(OffsetUnit::Char);
    keys(
        "record",
        &record,
        &["dateline", "id", "date", "offsets", "sentences", "mentions", "entities", "triples"],
        &["text", "tokens", "blocks"],
    );
    assert_eq!(record["dateline"], 1);
    assert_eq!(
        (&record["id"], &record["date"], &record["offsets"]),
        (&"d1".into(), &"2024-05-14".into(), &"char".into())
    );
    for sentence in list(&record, "sentences") {
        keys("sentence", sentence, &["start", "end"], &[]);
    }
    for block in list(&record, "blocks") {
        keys("block", block, &["start", "end", "kind"], &[]);
    }
    for token in list(&record, "tokens") {
        assert!(token.as_array().is_some_and(|t| t.len() == 3), "{token}");
    }
    assert!(
        list(&record, "mentions").len() > 8
            && list(&record, "entities").len() > 5
            && list(&record, "triples").len() > 2
    );
    for (index, mention) in list(&record, "mentions").iter().enumerate() {
        let always = ["id", "start", "end", "text", "label", "subtype", "form", "entity", "sentence", "score", "rule"];
        keys("mention", mention, &always, &["link", "value", "block"]);
        assert_eq!(mention["id"], index);
        assert_eq!(mention["form"] == "value", mention.get("value").is_some(), "{mention}");
        assert!(mention["score"].as_u64().is_some_and(|score| score <= 1000));
    }
    for (index, entity) in list(&record, "entities").iter().enumerate() {
        keys(
            "entity",
            entity,
            &["id", "label", "subtype", "name", "aliases", "ids", "candidates", "members", "mentions"],
            &[],
        );
        assert_eq!(entity["id"], index);
        for candidate in list(entity, "candidates") {
            keys("candidate", candidate, &["ids", "name", "score"], &[]);
        }
        // Mentions and entities point to each other.
        for id in list(entity, "mentions") {
            let mention = &list(&record, "mentions")[id.as_u64().expect("an id") as usize];
            assert_eq!(mention["entity"], index);
        }
    }
}

#[test]
fn triples_have_the_keys_of_the_contract() {
    let record = json(OffsetUnit::Char);
    for (index, triple) in list(&record, "triples").iter().enumerate() {
        let always = [
            "id",
            "subject",
            "predicate",
            "object",
            "qualifiers",
            "polarity",
            "modality",
            "attribution",
            "open",
            "codes",
            "evidence",
        ];
        keys("triple", triple, &always, &[]);
        assert_eq!(triple["id"], index);
        argument("subject", &triple["subject"]);
        argument("object", &triple["object"]);
        if !triple["attribution"].is_null() {
            argument("attribution", &triple["attribution"]);
        }
        keys("codes", &triple["codes"], &[], &["wikidata", "plover", "cameo"]);
        let qualifiers = &triple["qualifiers"];
        keys("qualifiers", qualifiers, &[], &["time", "place", "role", "status", "item", "purpose", "with"]);
        if let Some(time) = qualifiers.get("time") {
            keys("time", time, &["value", "text", "start", "end"], &[]);
        }
        for key in ["place", "item", "purpose", "with"] {
            for value in qualifiers.get(key).and_then(Value::as_array).into_iter().flatten() {
                argument(key, value);
            }
        }
        assert!(["positive", "negative"].iter().any(|p| triple["polarity"] == *p));
        let modalities = ["asserted", "planned", "possible", "reported", "alleged", "requested", "hypothetical"];
        assert!(modalities.iter().any(|m| triple["modality"] == *m), "{triple}");
        assert!(!list(triple, "evidence").is_empty());
        for evidence in list(triple, "evidence") {
            let always = [
                "sentence",
                "start",
                "end",
                "subject",
                "object",
                "score",
                "modality",
                "attribution",
                "trigger",
                "rule",
            ];
            keys("evidence", evidence, &always, &[]);
            keys("trigger", &evidence["trigger"], &["start", "end", "text"], &[]);
        }
    }
}

/// Calls `check` for each object with `start`, `end` and `text`, wherever it stands.
fn spans(value: &Value, check: &mut dyn FnMut(u64, u64, &str)) {
    match value {
        Value::Array(values) => values.iter().for_each(|v| spans(v, check)),
        Value::Object(map) => {
            if let (Some(start), Some(end), Some(text)) = (map.get("start"), map.get("end"), map.get("text")) {
                check(start.as_u64().expect("start"), end.as_u64().expect("end"), text.as_str().expect("text"));
            }
            map.values().for_each(|v| spans(v, check));
        }
        _ => {}
    }
}

#[test]
fn the_text_of_a_span_is_the_text_there() {
    let chars: Vec<char> = TEXT.chars().collect();
    let mut checked = 0;
    spans(&json(OffsetUnit::Char), &mut |start, end, text| {
        assert_eq!(chars[start as usize..end as usize].iter().collect::<String>(), text);
        checked += 1;
    });
    spans(&json(OffsetUnit::Byte), &mut |start, end, text| {
        assert_eq!(&TEXT[start as usize..end as usize], text);
        checked += 1;
    });
    assert!(checked > 30);
    assert_eq!(json(OffsetUnit::Byte)["offsets"], "byte");
}

#[test]
fn a_record_reads_back_from_its_json() {
    for unit in [OffsetUnit::Char, OffsetUnit::Byte] {
        let record = document().to_record_with(options(unit));
        let json = serde_json::to_string(&record).expect("records serialise");
        let back: Record = serde_json::from_str(&json).expect("records read back");
        assert_eq!(back, record);
        assert_eq!(serde_json::to_string(&back).expect("records serialise"), json);
    }
}

#[test]
fn a_date_without_a_value_reads_back_as_one() {
    let record = Extractor::english().extract("Norway signed on Thursday.").to_record();
    let json = serde_json::to_string(&record).expect("records serialise");
    assert!(json.contains("\"value\":null"), "{json}");
    assert_eq!(serde_json::from_str::<Record>(&json).expect("records read back"), record);
}

#[test]
fn readers_ignore_keys_that_they_do_not_know() {
    let mut json = json(OffsetUnit::Char);
    json["later"] = Value::from(1);
    json["mentions"][0]["later"] = Value::from("x");
    assert!(serde_json::from_value::<Record>(json).is_ok());
}

#[test]
fn layers_are_there_only_when_asked_for() {
    let json = serde_json::to_value(document().to_record()).expect("records serialise");
    for layer in ["text", "tokens", "blocks"] {
        assert!(json.get(layer).is_none(), "{layer}");
    }
}
