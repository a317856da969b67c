//! New gazetteers and rules in a running process: other threads read on with the old knowledge until they ask again.
//!
//! `cargo run --example reload`

use std::error::Error;
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;

use dateline::{Extractor, Gazetteer};

/// The knowledge of the moment. The lock is held only while a handle is copied or replaced, never while a text is read.
struct Current(RwLock<Arc<Extractor>>);

impl Current {
    fn get(&self) -> Arc<Extractor> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn replace(&self, extractor: Extractor) {
        // What went before is dropped by the last thread that reads with it.
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(extractor);
    }
}

fn with_clubs(names: &[&str]) -> Result<Extractor, Box<dyn Error>> {
    let mut table = String::from(
        "#! dateline-gazetteer 1\n#! id clubs\n#! label ORG/team\n#! licence CC0-1.0\n#! source invented\nname\n",
    );
    names.iter().for_each(|name| table.extend([name, "\n"]));
    Ok(Extractor::builder().gazetteer(Gazetteer::from_tsv_str("clubs.tsv", &table)?).build()?)
}

fn teams(extractor: &Extractor, text: &str) -> Vec<String> {
    let document = extractor.extract(text);
    document.mentions().filter(|m| m.label() == "ORG/team").map(|m| m.text().to_owned()).collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    const TEXT: &str = "Fans of harbour clubs sang: Quillon Wharf drew with Tarn Rovers.";
    let current = Current(RwLock::new(Arc::new(with_clubs(&["Quillon Wharf"])?)));
    let before = teams(&current.get(), TEXT);
    println!("before: {}", before.join(", "));

    thread::scope(|scope| -> Result<(), Box<dyn Error>> {
        let readers: Vec<_> = (0..3)
            .map(|_| {
                scope.spawn(|| {
                    let mut reads = 0;
                    // One handle for a document: its results come from one state of knowledge.
                    while teams(&current.get(), TEXT).len() < 2 {
                        reads += 1;
                    }
                    reads
                })
            })
            .collect();
        // Faults of a new file leave the old knowledge in place.
        if let Err(fault) = with_clubs(&["Tarn Rovers\tORG"]).map(|new| current.replace(new)) {
            println!("refused: {}", fault.to_string().lines().next().unwrap_or_default());
        }
        current.replace(with_clubs(&["Quillon Wharf", "Tarn Rovers"])?);
        for reader in readers {
            let reads = reader.join().map_err(|_| "a reader panicked")?;
            println!("a thread read {reads} times with the old list before it saw the new one");
        }
        Ok(())
    })?;
    println!("after: {}", teams(&current.get(), TEXT).join(", "));
    Ok(())
}
