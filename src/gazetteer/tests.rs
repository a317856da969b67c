use super::*;
use crate::text::span::Span;
use crate::text::token::{Unspelled, tokenize};

const PLACES: &str = include_str!("../../tests/gazetteer/places.tsv");

/// The names found in `text`: as they stand there, with the rows' names of their senses.
fn found(gazetteer: &Gazetteer, text: &str) -> Vec<(String, Vec<String>)> {
    let mut tokens = Vec::new();
    tokenize(text, Span::new(0, text.len() as u32), &Unspelled, &mut tokens);
    let mut hits = Vec::new();
    gazetteer.find(text, &tokens, 0..tokens.len(), &mut hits);
    let piece = |hit: &Hit| {
        let (first, last) = (tokens[hit.first as usize].span, tokens[hit.last as usize - 1].span);
        text[first.cover(last)].to_owned()
    };
    hits.iter().map(|hit| (piece(hit), gazetteer.senses(hit.entry).map(|s| s.id.to_owned()).collect())).collect()
}

fn texts(gazetteer: &Gazetteer, text: &str) -> Vec<String> {
    found(gazetteer, text).into_iter().map(|(text, _)| text).collect()
}

fn places() -> Gazetteer {
    Gazetteer::from_tsv_str("places.tsv", PLACES).unwrap()
}

fn list(rows: &[(&str, CasePolicy)]) -> Gazetteer {
    let rows = rows.iter().map(|(name, case)| Row { case: *case, ..Row::new(name, "ORG") });
    Gazetteer::from_rows("list", rows).unwrap()
}

#[test]
fn shorter_names_are_found_beside_longer_ones() {
    assert_eq!(texts(&places(), "Iran Air flew to Iran"), ["Iran", "Iran Air", "Iran"]);
    assert_eq!(texts(&places(), "Iranian Airways"), [""; 0]);
}

#[test]
fn a_name_keeps_all_its_senses_and_their_rows() {
    let gazetteer = places();
    let all = found(&gazetteer, "Georgia");
    assert_eq!(all, [("Georgia".to_owned(), vec!["test:4".to_owned(), "test:5".to_owned()])]);
    let mut tokens = Vec::new();
    tokenize("Georgia", Span::new(0, 7), &Unspelled, &mut tokens);
    let mut hits = Vec::new();
    gazetteer.find("Georgia", &tokens, 0..1, &mut hits);
    let senses: Vec<Sense<'_>> = gazetteer.senses(hits[0].entry).collect();
    assert_eq!((senses[0].label, senses[0].prior, senses[0].attr("iso")), ("PLACE/country", 55, Some("GE")));
    assert_eq!(
        (senses[1].attr("country"), senses[1].attr("division"), senses[1].attr("div")),
        (Some("US"), Some("GA"), None)
    );
    assert!(senses[0].needs_support() && !senses[0].guarded && senses[0].recipe == "name");
    let origin = gazetteer.row(senses[1].row);
    assert_eq!((origin.file, origin.path, origin.line, origin.licence), ("test/places", "places.tsv", 14, "CC0-1.0"));
}

#[test]
fn every_row_is_there_in_order() {
    let gazetteer = places();
    let lines: Vec<u32> = gazetteer.rows().map(|row| gazetteer.row(row).line).collect();
    assert_eq!(lines, (10..24).collect::<Vec<u32>>());
    assert_eq!(gazetteer.rows().filter(|row| gazetteer.row_sense(*row).blocks()).count(), 1);
}

#[test]
fn an_alias_says_that_it_is_one() {
    let gazetteer = places();
    let mut tokens = Vec::new();
    let text = "Sakartvelo and the US";
    tokenize(text, Span::new(0, text.len() as u32), &Unspelled, &mut tokens);
    let mut hits = Vec::new();
    gazetteer.find(text, &tokens, 0..tokens.len(), &mut hits);
    let senses: Vec<Sense<'_>> = hits.iter().flat_map(|hit| gazetteer.senses(hit.entry)).collect();
    let got: Vec<_> = senses.iter().map(|s| (s.name, s.recipe, s.guarded, s.validity().0)).collect();
    assert_eq!(got, [("Georgia", "alias", true, ""), ("United States", "alias", false, "1776-07-04")]);
}

#[test]
fn case_policies() {
    let gazetteer = places();
    assert_eq!(texts(&gazetteer, "us US Us"), ["US"]);
    assert_eq!(texts(&gazetteer, "SAN MARINO, san marino, San marino"), ["SAN MARINO"]);
    assert_eq!(
        texts(&gazetteer, "The Netherlands, the Netherlands, the netherlands"),
        ["The Netherlands", "the Netherlands"]
    );
    assert_eq!(texts(&gazetteer, "Acme widgets, acme Widgets"), ["Acme widgets", "acme Widgets"]);
    assert_eq!(
        texts(&gazetteer, "Islamic Republic of Iran, ISLAMIC REPUBLIC OF IRAN"),
        ["Islamic Republic of Iran", "Iran", "ISLAMIC REPUBLIC OF IRAN", "IRAN"]
    );
    let small = list(&[
        ("white house", CasePolicy::Title),
        ("Parti socialiste", CasePolicy::Title),
        ("eBay", CasePolicy::Title),
    ]);
    assert_eq!(
        texts(&small, "white house, White House, Parti socialiste, eBay, EBAY, ebay, parti socialiste"),
        ["White House", "Parti socialiste", "eBay", "EBAY"]
    );
}

#[test]
fn hyphens_may_be_spaces_and_spaces_hyphens() {
    let gazetteer = places();
    assert_eq!(
        texts(&gazetteer, "Kim Jong-un, Kim Jong Un, Kim Jong\u{2011}Un"),
        ["Kim Jong-un", "Kim Jong Un", "Kim Jong\u{2011}Un"]
    );
    assert_eq!(texts(&gazetteer, "al-Qaeda, Al Qaeda, al Qaeda"), ["al-Qaeda", "Al Qaeda", "al Qaeda"]);
    assert_eq!(texts(&gazetteer, "New-York, New - York, New--York"), ["New-York"]);
}

#[test]
fn no_name_crosses_the_range() {
    let text = "in New York City";
    let mut tokens = Vec::new();
    tokenize(text, Span::new(0, text.len() as u32), &Unspelled, &mut tokens);
    let find = |range| {
        let mut hits = Vec::new();
        places().find(text, &tokens, range, &mut hits);
        hits.iter().map(|h| (h.first, h.last)).collect::<Vec<_>>()
    };
    assert_eq!(find(0..4), [(1, 3), (1, 4)]);
    assert_eq!(find(0..3), [(1, 3)]);
    assert_eq!(find(0..2), []);
    assert_eq!(find(2..4), []);
    assert_eq!(find(0..400), [(1, 3), (1, 4)]);
}

#[test]
fn substrings_are_found_inside_words() {
    let text = "新東京駅, 東京";
    let mut hits = Vec::new();
    places().find_substrings(text, Span::new(0, text.len() as u32), &mut hits);
    assert_eq!(hits.iter().map(|h| &text[h.span]).collect::<Vec<_>>(), ["東京", "東京"]);
    assert_eq!(hits[0].span.start, 3);
}

#[test]
fn a_collision_of_keys_is_no_hit() {
    let key = |word: &str| crate::pack::format::key(crate::text::fold::hash(word));
    let mut seen = std::collections::HashMap::new();
    let (a, b) = (0..)
        .find_map(|i| {
            let word = format!("W{i}");
            seen.insert(key(&word), word.clone()).map(|other| (other, word))
        })
        .unwrap();
    assert_eq!(key(&a), key(&b));
    let one = list(&[(&a, CasePolicy::Title)]);
    assert_eq!(texts(&one, &format!("{a} {b}")), [a.as_str()]);
    let both = list(&[(&a, CasePolicy::Title), (&b, CasePolicy::Title), (&format!("{a} {b}"), CasePolicy::Title)]);
    assert_eq!(texts(&both, &format!("{b} {a} {b}")), [b.clone(), a.clone(), format!("{a} {b}"), b.clone()]);
}

#[test]
fn all_findings_of_a_file_are_reported_with_their_places() {
    let text = "#! dateline-gazetteer 1\n#! id x\n#! licence CC0-1.0\n#! source own\n#! colour red\n\
                name\tlabel\tprior\taliases\tvalid\tattrs\tflags\tcase\n\
                Good One\tORG\n\
                \tORG\n\
                Bad Prior\tORG\t101\n\
                Bad Label\torg\n\
                No Label\n\
                Bad Alias\tORG\t\tA||B|!!C|!\n\
                Bad Dates\tORG\t\t\t2012\n\
                Bad Attrs\tORG\t\t\t\ta=1;b\n\
                Bad Flag\tORG\t\t\t\t\tambigous\n\
                Bad Case\tORG\t\t\t\t\t\tloose\n\
                Many\tORG\t\t\t\t\t\t\tx\n\
                -\tORG\n";
    let long = "x ".repeat(33);
    let text = format!("{text}{long}\tORG\n");
    let Err(PackBuildError::Sources(all)) = Gazetteer::from_tsv_str("x.tsv", &text) else { panic!("it loads") };
    let mut got: Vec<_> = all.0.iter().map(|d| (d.line, d.column, d.code)).collect();
    got.sort();
    assert_eq!(
        got,
        [
            (5, 4, "G003"),
            (8, 1, "G008"),
            (9, 15, "G009"),
            (10, 11, "G010"),
            (11, 1, "G011"),
            (12, 18, "G016"),
            (12, 21, "G016"),
            (12, 25, "G016"),
            (13, 17, "G013"),
            (14, 22, "G012"),
            (15, 18, "G014"),
            (16, 19, "G015"),
            (17, 16, "G007"),
            (18, 1, "G017"),
            (19, 1, "G018"),
        ]
    );
}

#[test]
fn a_file_that_is_not_utf8_or_no_gazetteer_is_refused() {
    let code = |bytes: &[u8]| {
        let source = PackSource::table("x.tsv", bytes);
        compile_sources(&[source], None).unwrap_err().iter().map(|d| (d.code, d.line)).collect::<Vec<_>>()
    };
    assert_eq!(code(b"#! dateline-gazetteer 1\nname\nZ\xfcrich\n"), [("G001", 3)]);
    assert_eq!(code(b"name\tlabel\n"), [("G002", 1)]);
    assert_eq!(code(b"#! dateline-gazetteer 2\nname\n"), [("G002", 1)]);
    assert_eq!(
        code(b"#! dateline-gazetteer 1\n#! id x\n#! licence x\n#! source x\nnames\n"),
        [("G005", 5), ("G006", 5)]
    );
    assert_eq!(code(b"#! dateline-gazetteer 1\nname\n"), [("G004", 1); 3]);
}

#[test]
fn labels_are_checked_against_the_schema() {
    let mut schema = Schema::new();
    let all = places().label_ids(&schema).unwrap_err();
    assert_eq!(all.0.len(), 6);
    let first = &all.0[0];
    assert_eq!((first.code, first.file.as_str(), first.line), ("G019", "places.tsv", 10));
    for path in places().labels().filter(|p| !p.is_empty()) {
        schema.add_label(path);
    }
    let ids = places().label_ids(&schema).unwrap();
    assert_eq!(ids.iter().filter(|id| id.is_none()).count(), 1);
}

#[test]
fn recipes_derive_names() {
    let variants = "#! dateline-variants 1\n#! id x\nrecipe\tdoes\tlabels\twords\n\
                    suffix\tdrop-last\tORG/company\tInc|Co\n\
                    initial\tdrop-initial\tPERSON\t\n\
                    saint\treplace\tPLACE\tSaint=St|St=Saint\n";
    let names = "#! dateline-gazetteer 1\n#! id x\n#! licence CC0-1.0\n#! source own\nname\tlabel\n\
                 Apex Foods Inc\tORG/company\nZenith Co\tORG/company\nJohn Q Public\tPERSON\nSaint Louis\tPLACE/city\n";
    let sources = [("v.tsv", variants), ("n.tsv", names)].map(|(path, text)| PackSource::table(path, text.as_bytes()));
    let gazetteer = Pack::from_sources(&sources).unwrap().gazetteer();
    let text = "Apex Foods; Zenith; John Public; St Louis; Saint Louis";
    let mut tokens = Vec::new();
    tokenize(text, Span::new(0, text.len() as u32), &Unspelled, &mut tokens);
    let mut hits = Vec::new();
    gazetteer.find(text, &tokens, 0..tokens.len(), &mut hits);
    let got: Vec<_> =
        hits.iter().flat_map(|h| gazetteer.senses(h.entry)).map(|s| (s.name, s.recipe, s.guarded)).collect();
    assert_eq!(
        got,
        [
            ("Apex Foods Inc", "suffix", false),
            ("Zenith Co", "suffix", true),
            ("John Q Public", "initial", false),
            ("Saint Louis", "saint", false),
            ("Saint Louis", "name", false),
        ]
    );
}

#[test]
fn the_trie_finds_what_aho_corasick_finds() {
    let mut state = 7_u64;
    let mut random = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 33) % below
    };
    let words = ["Ab", "Ba", "Cab", "Abba", "Dab", "Éa"];
    for round in 0..200 {
        let phrase = |len: u64, random: &mut dyn FnMut(u64) -> u64| {
            (0..len).map(|_| words[random(words.len() as u64) as usize]).collect::<Vec<_>>().join(" ")
        };
        let mut names: Vec<String> = (0..20)
            .map(|_| {
                let len = 1 + random(4);
                phrase(len, &mut random)
            })
            .collect();
        names.sort();
        names.dedup();
        let gazetteer = list(&names.iter().map(|n| (n.as_str(), CasePolicy::Exact)).collect::<Vec<_>>());
        let text = phrase(60, &mut random);
        let automaton = aho_corasick::AhoCorasick::new(&names).unwrap();
        let border =
            |at: usize| !text[at..].starts_with(char::is_alphanumeric) || !text[..at].ends_with(char::is_alphanumeric);
        let mut expected: Vec<(usize, usize)> = (automaton.find_overlapping_iter(&text))
            .map(|m| (m.start(), m.end()))
            .filter(|(start, end)| border(*start) && border(*end))
            .collect();
        expected.sort();
        let mut tokens = Vec::new();
        tokenize(&text, Span::new(0, text.len() as u32), &Unspelled, &mut tokens);
        let mut hits = Vec::new();
        gazetteer.find(&text, &tokens, 0..tokens.len(), &mut hits);
        let got: Vec<(usize, usize)> = (hits.iter())
            .map(|h| (tokens[h.first as usize].span.start as usize, tokens[h.last as usize - 1].span.end as usize))
            .collect();
        assert_eq!(got, expected, "round {round}: {names:?} in {text}");
    }
}

#[test]
fn a_gazetteer_comes_back_from_files() {
    let folder = std::env::temp_dir().join(format!("dateline-gazetteer-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (list, pack) = (folder.join("places.tsv"), folder.join("places.pack"));
    std::fs::write(&list, PLACES).unwrap();
    let from_list = Gazetteer::from_tsv_path(&list).unwrap();
    std::fs::write(&pack, from_list.to_bytes()).unwrap();
    let from_pack = Gazetteer::open_pack_path(&pack).unwrap();
    let text = "Kim Jong-un left San Marino for Georgia.";
    assert_eq!(found(&from_pack, text), found(&places(), text));
    assert_eq!(found(&from_pack, text).len(), 3);
    assert!(matches!(Gazetteer::open_pack_path(folder.join("none")), Err(PackError::Io(_))));
    assert!(matches!(Gazetteer::from_tsv_path(folder.join("none")), Err(PackBuildError::Pack(PackError::Io(_)))));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_name_is_cut_like_the_text() {
    let spelled = "#! dateline-lexicon 1\n#! id x\n#! licence CC0-1.0\n#! source own\nword\tclass\tvalue\nst\tabbr\ttitle\ncom\ttld\t\n";
    let names = "#! dateline-gazetteer 1\n#! id x\n#! label PLACE\n#! licence CC0-1.0\n#! source own\nname\nSt. Kitts\nHarbin.com\n";
    let sources = [("l.tsv", spelled), ("n.tsv", names)].map(|(path, text)| PackSource::table(path, text.as_bytes()));
    let pack = Pack::from_sources(&sources).unwrap();
    let (gazetteer, lexicon) = (pack.gazetteer(), pack.lexicon());
    let text = "Harbin.com shows St. Kitts and St Kitts.";
    let mut tokens = Vec::new();
    tokenize(text, Span::new(0, text.len() as u32), &lexicon.spelling(), &mut tokens);
    let mut hits = Vec::new();
    gazetteer.find(text, &tokens, 0..tokens.len(), &mut hits);
    let surfaces: Vec<&str> = hits.iter().map(|hit| gazetteer.surface(hit.entry)).collect();
    assert_eq!(surfaces, ["Harbin.com", "St. Kitts", "St. Kitts"]);
    // A caller's list is cut without knowledge of "St.": the stop is then a token of its own, and dropped from the name.
    let plain = Gazetteer::from_tsv_str("n.tsv", names).unwrap();
    hits.clear();
    plain.find(text, &tokens, 0..tokens.len(), &mut hits);
    assert!(hits.len() >= 2);
}
