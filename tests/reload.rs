//! Knowledge is swapped while other threads read: each document is read with one state of it, old or new.
#![cfg(feature = "english")]

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use dateline::{Extractor, Gazetteer};

const TEXT: &str = "Fans sang while Quillon Wharf drew with Tarn Rovers and Ada Quill watched.";

/// An extractor that knows both clubs under one label, and a rule that says the same label of the other.
fn knowledge(label: &str) -> Extractor {
    let table = format!(
        "#! dateline-gazetteer 1\n#! id clubs\n#! label {label}\n#! licence CC0-1.0\n#! source invented\nname\nQuillon Wharf\n"
    );
    let rules =
        format!("rule clubs/rovers -> {label} {{\n  match Tarn Rovers\n  test \"[{label} Tarn Rovers] won.\"\n}}\n");
    let gazetteer = Gazetteer::from_tsv_str("clubs.tsv", &table).expect("a list");
    Extractor::builder().gazetteer(gazetteer).rules("clubs.rules", rules).build().expect("knowledge")
}

fn clubs(extractor: &Extractor) -> Vec<(String, String)> {
    let document = extractor.extract(TEXT);
    let of =
        |text: &str| document.mentions().find(|m| m.text() == text).map(|m| (text.to_owned(), m.label().to_owned()));
    ["Quillon Wharf", "Tarn Rovers"].into_iter().filter_map(of).collect()
}

#[test]
fn readers_see_the_old_or_the_new_and_never_a_mixture() {
    let states = ["ORG/team", "PLACE/facility"];
    let expected: Vec<_> = states.iter().map(|label| clubs(&knowledge(label))).collect();
    for (found, label) in expected.iter().zip(states) {
        assert!(found.len() == 2 && found.iter().all(|(_, l)| l == label), "{found:?}");
    }
    let current = Mutex::new(Arc::new(knowledge(states[0])));
    let (reads, seen) = (AtomicUsize::new(0), [AtomicBool::new(false), AtomicBool::new(false)]);
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while !done.load(Ordering::SeqCst) {
                    let extractor = current.lock().expect("nobody panics with it").clone();
                    let found = clubs(&extractor);
                    let state = expected.iter().position(|e| *e == found);
                    seen[state.expect("one of the two states")].store(true, Ordering::SeqCst);
                    reads.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
        for label in states.iter().cycle().take(7) {
            let next = Arc::new(knowledge(label));
            let until = reads.load(Ordering::SeqCst) + 3;
            let old = std::mem::replace(&mut *current.lock().expect("nobody panics with it"), next);
            drop(old);
            while reads.load(Ordering::SeqCst) < until {
                thread::yield_now();
            }
        }
        done.store(true, Ordering::SeqCst);
    });
    assert!(seen.iter().all(|s| s.load(Ordering::SeqCst)), "one of the states was never read with");
    assert_eq!(Arc::strong_count(&current.into_inner().expect("nobody panics with it")), 1, "old handles are gone");
}
