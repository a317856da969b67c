use super::*;
use crate::text::lexicon::{WordForm, WordId};
use crate::text::token::{Unspelled, tokenize};

const NAMES: &str = include_str!("../../tests/gazetteer/places.tsv");
const VERBS: &str = include_str!("../../tests/gazetteer/verbs.tsv");
const CALENDAR: &str = include_str!("../../tests/gazetteer/calendar.tsv");

fn source<'a>(path: &'a str, text: &'a str) -> PackSource<'a> {
    PackSource::table(path, text.as_bytes())
}

fn pack() -> Pack {
    let rules = PackSource::text("rules/a.rules", b"rule a -> PERSON {}\n");
    Pack::from_sources(&[source("p.tsv", NAMES), source("v.tsv", VERBS), source("c.tsv", CALENDAR), rules]).unwrap()
}

#[test]
fn a_pack_comes_back_from_its_bytes() {
    let made = pack();
    let opened = Pack::open(made.to_bytes().to_vec()).unwrap();
    assert_eq!(opened.text("rules/a.rules"), Some("rule a -> PERSON {}\n"));
    assert_eq!(opened.text("rules/b.rules"), None);
    assert_eq!(opened.texts().count(), 1);
    assert_eq!(made.to_bytes(), pack().to_bytes(), "the same sources give the same bytes");
}

#[test]
fn a_pack_cut_short_anywhere_is_refused() {
    let bytes = pack().to_bytes().to_vec();
    for len in 0..bytes.len() {
        assert!(Pack::open(bytes[..len].to_vec()).is_err(), "cut at {len}");
    }
    let mut longer = bytes;
    longer.push(0);
    assert!(matches!(Pack::open(longer), Err(PackError::Truncated)));
}

#[test]
fn an_altered_pack_is_refused_and_harmless_when_trusted() {
    let bytes = pack().to_bytes().to_vec();
    let text = "Kim visited San Marino and the Netherlands in May, and gave New York City a burnt Iran Air.";
    for at in 0..bytes.len() {
        let mut altered = bytes.clone();
        altered[at] ^= 1 << (at % 8);
        assert!(Pack::open(altered.clone()).is_err(), "byte {at}");
        altered[at] = !bytes[at];
        let Ok(pack) = Pack::open_trusted(altered) else { continue };
        let (gazetteer, lexicon) = (pack.gazetteer(), pack.lexicon());
        let mut tokens = Vec::new();
        tokenize(text, crate::Span::new(0, text.len() as u32), &Unspelled, &mut tokens);
        lexicon.annotate(text, &mut tokens);
        let mut hits = Vec::new();
        gazetteer.find(text, &tokens, 0..tokens.len(), &mut hits);
        for hit in hits {
            for sense in gazetteer.senses(hit.entry).take(100) {
                gazetteer.row(sense.row);
            }
        }
        for token in tokens {
            lexicon.classes(token.word);
            lexicon.readings(token.word).take(100).for_each(drop);
        }
        pack.texts().for_each(drop);
    }
}

#[test]
fn another_version_is_refused_by_name() {
    let mut bytes = pack().to_bytes().to_vec();
    bytes[8] = 99;
    assert!(matches!(Pack::open(bytes), Err(PackError::Version(99))));
    assert!(matches!(Pack::open(b"PK\x03\x04 and so on".to_vec()), Err(PackError::NotAPack)));
}

#[test]
fn a_word_has_all_its_readings() {
    let lexicon = pack().lexicon();
    let (verb, noun, month) =
        (lexicon.class("verb").unwrap(), lexicon.class("noun").unwrap(), lexicon.class("month").unwrap());
    assert_eq!(lexicon.class("adverb"), None);
    assert_eq!(lexicon.class_name(verb), "verb");
    let visits = lexicon.word("Visits");
    let forms: Vec<_> =
        lexicon.readings(visits).map(|r| (lexicon.class_name(r.class), r.form, r.lemma(), r.freq)).collect();
    assert_eq!(forms, [("noun", WordForm::Plural, "visit", 4), ("verb", WordForm::ThirdSingular, "visit", 6)]);
    assert_eq!(lexicon.freq(visits), 6);
    assert!(lexicon.classes(visits).has(verb) && lexicon.classes(visits).has(noun));
    assert!(!lexicon.classes(visits).has(month));
    assert_eq!(lexicon.lemma(lexicon.word("burnt"), verb), Some("burn"));
    assert_eq!(lexicon.lemma(lexicon.word("burnt"), noun), None);
    let may = lexicon.word("May");
    assert_eq!(lexicon.value(may, month), Some("5"));
    assert_eq!(lexicon.freq(lexicon.word("kim")), 0, "the frequency of a name is none of the word's");
    assert_eq!(lexicon.word("unknown"), WordId::NONE);
    assert!(lexicon.classes(WordId::NONE).is_empty());
    assert_eq!(lexicon.readings(WordId::NONE).count(), 0);
}

#[test]
fn a_word_of_the_same_hash_is_not_taken_for_it() {
    let lexicon = pack().lexicon();
    assert_eq!(lexicon.lookup(crate::text::fold::hash("visits"), "other"), WordId::NONE);
}

#[test]
fn all_findings_of_lexicon_files_are_reported() {
    let bad = "#! dateline-lexicon 1\n#! id x\n#! licence CC0-1.0\n#! source own\nword\tclass\tforms\tfreq\n\
               two words\tverb\t\t\nvisit\tVerb\t\t\ngo\tverb\ta|b|c|d|e\t\nsee\tverb\t\t10\nnone\t\t\t\n";
    let all = Pack::from_sources(&[source("bad.tsv", bad)]).unwrap_err();
    let codes: Vec<_> = all.0.iter().map(|d| (d.code, d.line)).collect();
    assert_eq!(codes, [("G020", 6), ("G021", 7), ("G022", 8), ("G023", 9), ("G021", 10)]);
}
