//! The tests that stand in the pack's own rule files.
#![cfg(feature = "english")]

use dateline::Extractor;
use dateline::diagnostic::Severity;

#[test]
fn every_test_in_the_rule_files_holds() {
    let extractor = Extractor::builder().keep_tests().build().unwrap_or_else(|faults| panic!("{faults}"));
    let report = extractor.try_rules();
    for failure in &report.failures {
        eprintln!("{failure}\n");
    }
    let (failed, passed) = (report.failures.len(), report.passed);
    assert!(failed == 0, "{failed} tests of rules fail, {passed} hold");
    assert!(passed > 100, "only {passed} tests were run");
}

#[test]
fn the_packs_rules_load_without_a_fault_or_an_untested_rule() {
    let extractor = Extractor::english();
    let untested: Vec<String> = extractor
        .rules()
        .warnings()
        .iter()
        .filter(|d| d.severity == Severity::Warning)
        .map(ToString::to_string)
        .collect();
    assert!(untested.is_empty(), "{}", untested.join("\n\n"));
}
