//! The files that arguments name: files, folders, patterns, standard input.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// The files that the arguments name, in order, found as the iterator is read: a folder gives its `.txt` files and those of
/// its subfolders by name, a pattern what it matches, nothing at all standard input.
pub fn list(arguments: &[PathBuf]) -> impl Iterator<Item = Result<PathBuf>> + Send + use<> {
    let arguments = if arguments.is_empty() { vec![PathBuf::from("-")] } else { arguments.to_vec() };
    arguments.into_iter().flat_map(expand)
}

fn expand(path: PathBuf) -> Box<dyn Iterator<Item = Result<PathBuf>> + Send> {
    let one = |result| Box::new(std::iter::once(result));
    if path.as_os_str() == "-" || path.is_file() {
        return one(Ok(path));
    }
    if path.is_dir() {
        return Box::new(Folder::new(path));
    }
    let pattern = path.to_string_lossy();
    if path.exists() || !pattern.contains(['*', '?', '[']) {
        return one(Ok(path));
    }
    let found = match glob::glob(&pattern) {
        Ok(found) => found,
        Err(error) => {
            // Counted in characters from 1, as everywhere.
            let column = pattern.get(..error.pos).map_or(1, |before| before.chars().count() + 1);
            return one(Err(anyhow::anyhow!("pattern {pattern}: character {column}: {}", error.msg)));
        }
    };
    let mut found = found.filter(|entry| entry.as_ref().map_or(true, |path| !path.is_dir())).peekable();
    if found.peek().is_none() {
        return one(Err(anyhow::anyhow!("no file matches {pattern}")));
    }
    Box::new(found.map(|entry| entry.map_err(|error| unreadable(error.path(), error.error()))))
}

/// A walk through a folder; links to folders are not followed, so that it ends.
struct Folder {
    root: PathBuf,
    /// What is left, the next last.
    left: Vec<PathBuf>,
    found: bool,
}

impl Folder {
    fn new(root: PathBuf) -> Folder {
        Folder { left: vec![root.clone()], root, found: false }
    }

    fn open(&mut self, folder: &Path) -> Result<()> {
        let entries = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let mut entries = entries.map_err(|error| unreadable(folder, &error))?;
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.file_name()));
        for entry in entries {
            let path = entry.path();
            let kind = entry.file_type().with_context(|| format!("cannot read {}", path.display()))?;
            if kind.is_dir() || is_text(&path) && path.is_file() {
                self.left.push(path);
            }
        }
        Ok(())
    }
}

impl Iterator for Folder {
    type Item = Result<PathBuf>;

    fn next(&mut self) -> Option<Result<PathBuf>> {
        while let Some(path) = self.left.pop() {
            if !path.is_dir() {
                self.found = true;
                return Some(Ok(path));
            }
            if let Err(error) = self.open(&path) {
                self.found = true;
                return Some(Err(error));
            }
        }
        let empty = !std::mem::replace(&mut self.found, true);
        empty.then(|| Err(anyhow::anyhow!("{} is a folder without .txt files", self.root.display())))
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> anyhow::Error {
    anyhow::anyhow!("cannot read {}: {error}", path.display())
}

/// A path without a `.gz` at its end.
pub fn uncompressed(path: &Path) -> PathBuf {
    let gz = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("gz"));
    if gz { path.with_extension("") } else { path.to_owned() }
}

fn is_text(path: &Path) -> bool {
    uncompressed(path).extension().and_then(OsStr::to_str).is_some_and(|e| e.eq_ignore_ascii_case("txt"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(arguments: &[PathBuf], root: &Path) -> Vec<String> {
        let name = |path: PathBuf| path.strip_prefix(root).unwrap_or(&path).display().to_string().replace('\\', "/");
        list(arguments).map(|path| path.map_or_else(|error| format!("error: {error:#}"), name)).collect()
    }

    #[test]
    fn nothing_named_is_standard_input() {
        assert_eq!(names(&[], Path::new("")), ["-"]);
    }

    #[test]
    fn folders_and_patterns() -> Result<()> {
        let root = std::env::temp_dir().join(format!("dateline-paths-{}", std::process::id()));
        fs::create_dir_all(root.join("b/deep"))?;
        fs::create_dir_all(root.join("empty"))?;
        for file in ["z.txt", "a.TXT", "notes.md", "b/one.txt", "b/deep/two.txt.gz", "b/[odd].txt"] {
            fs::write(root.join(file), "Oslo.")?;
        }
        assert_eq!(
            names(std::slice::from_ref(&root), &root),
            ["a.TXT", "b/[odd].txt", "b/deep/two.txt.gz", "b/one.txt", "z.txt"]
        );
        assert_eq!(names(&[root.join("b/*.txt"), root.join("z.txt")], &root), ["b/[odd].txt", "b/one.txt", "z.txt"]);
        assert_eq!(names(&[root.join("**/*.txt")], &root), ["b/[odd].txt", "b/one.txt", "z.txt"]);
        // A file whose name looks like a pattern is that file.
        assert_eq!(names(&[root.join("b/[odd].txt")], &root), ["b/[odd].txt"]);
        let wrong = names(&[root.join("empty"), root.join("*.html"), root.join("a[.txt")], &root);
        assert!(wrong[0].ends_with("is a folder without .txt files"), "{wrong:?}");
        assert!(wrong[1].starts_with("error: no file matches"), "{wrong:?}");
        assert!(wrong[2].starts_with("error: pattern "), "{wrong:?}");
        fs::remove_dir_all(&root)?;
        Ok(())
    }
}
