//! Places of one name told apart by what the text says beside them.
#![cfg(feature = "english")]

use dateline::Extractor;

/// Texts, a name in them, and the GeoNames id that is meant.
const CASES: &[(&str, &str, &str)] = &[
    ("She moved to Paris, Texas.", "Paris", "4717560"),
    ("She moved to Paris in May.", "Paris", "2988507"),
    ("He lives in Athens, Georgia.", "Athens", "4180386"),
    ("He lives in Athens, Georgia.", "Georgia", "4197000"),
    ("Tbilisi is the capital of Georgia.", "Georgia", "614540"),
    ("They met in London, Ontario.", "London", "6058560"),
    ("He sailed from Portland, Maine.", "Portland", "4975802"),
    ("He sailed from Portland, Oregon.", "Portland", "5746545"),
    ("A fire hit Birmingham, Alabama.", "Birmingham", "4049979"),
    ("A fire hit Birmingham, England.", "Birmingham", "2655603"),
];

#[test]
fn the_place_behind_the_comma_says_which_is_meant() {
    for (text, name, id) in CASES {
        let document = Extractor::english().extract(text);
        let record = document.to_record();
        let found = record.entities.iter().find(|entity| entity.name == *name);
        let found = found.and_then(|entity| entity.ids.get("geonames")).map(String::as_str);
        assert_eq!(found, Some(*id), "{name} in {text}");
    }
}
