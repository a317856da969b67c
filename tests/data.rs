//! Every file of data is listed with its licence and source, in its own header and in `gazetteers/SOURCES.md`.

use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the repository") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => files(&path, out),
            false => out.push(path),
        }
    }
}

/// The data files of the repository, by their paths in it.
fn data() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut out = Vec::new();
    for folder in ["gazetteers", "rules", "models"] {
        files(&root.join(folder), &mut out);
    }
    out.retain(|path| path.extension().is_some_and(|e| e != "md"));
    out.sort();
    let name =
        |path: &Path| path.strip_prefix(root).expect("a path below the root").to_string_lossy().replace('\\', "/");
    out.into_iter().map(|path| (name(&path), path)).collect()
}

#[test]
fn sources_lists_every_file_and_no_other() {
    let sources = include_str!("../gazetteers/SOURCES.md");
    let files = data();
    for (name, _) in &files {
        assert!(
            sources.contains(&format!("| `{name}` |")),
            "{name} is not in gazetteers/SOURCES.md; run `python3 tools/data/sources.py`"
        );
    }
    for line in sources.lines().filter(|line| line.starts_with("| `")) {
        let name = line.split('`').nth(1).expect("a name in backticks");
        assert!(files.iter().any(|(file, _)| file == name), "gazetteers/SOURCES.md lists {name}, which is not there");
    }
}

#[test]
fn every_table_says_its_licence_and_source() {
    for (name, path) in data().iter().filter(|(name, _)| name.ends_with(".tsv") && !name.starts_with("models/")) {
        let text = fs::read_to_string(path).expect("a text file");
        for header in ["#! id", "#! licence", "#! source", "#! retrieved"] {
            assert!(text.lines().any(|line| line.starts_with(header)), "{name} has no `{header}`");
        }
        let licence = text.lines().find_map(|line| line.strip_prefix("#! licence")).unwrap_or_default().trim();
        let listed =
            include_str!("../gazetteers/SOURCES.md").lines().find(|line| line.starts_with(&format!("| `{name}` |")));
        assert!(
            listed.is_some_and(|line| line.contains(licence)),
            "gazetteers/SOURCES.md says another licence of {name} than its header, {licence}"
        );
    }
}

#[cfg(feature = "english")]
#[test]
fn the_packs_names_are_free_of_what_lint_finds() {
    let pack = dateline::pack::english::open().expect("the pack opens");
    let found: Vec<String> = pack.gazetteer().lint(&pack.lexicon()).iter().map(ToString::to_string).collect();
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}
