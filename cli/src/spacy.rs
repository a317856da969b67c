//! What spaCy calls things.

use std::borrow::Cow;

/// Our label for one of spaCy's; others are kept as they are.
pub fn label(theirs: &str) -> Cow<'_, str> {
    Cow::Borrowed(match theirs {
        "PER" => "PERSON",
        "GPE" | "LOC" => "PLACE",
        "FAC" => "PLACE/facility",
        "WORK_OF_ART" => "WORK",
        "LAW" => "WORK/law",
        "PRODUCT" => "WORK/product",
        other => other,
    })
}
