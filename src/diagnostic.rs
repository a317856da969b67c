//! Errors of rule and gazetteer sources: all of a file at once, each with its place.

use std::fmt;

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The source loads, but something in it is probably not meant.
    Warning,
    /// The source does not load.
    Error,
}

/// One finding in a source file: what is wrong, where, and the line it stands in.
///
/// ```
/// # #[cfg(feature = "english")] {
/// let error = dateline::Extractor::builder().rules("my.rules", "rule my/ship -> PRESON {\n  match ship\n}").build();
/// let Err(dateline::BuildError::Sources(all)) = error else { panic!("the label does not exist") };
/// let unknown = all.0.iter().find(|diagnostic| diagnostic.code == "R005").ok_or("another fault")?;
/// assert_eq!((unknown.file.as_str(), unknown.line, unknown.column), ("my.rules", 1, 17));
/// assert_eq!(unknown.help.as_deref(), Some("did you mean `PERSON`?"));
/// println!("{unknown}");
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether the file still loads.
    pub severity: Severity,
    /// A stable code, `R…` for rules, `G…` for gazetteers, `P…` for packs.
    pub code: &'static str,
    /// The file's name as it was given.
    pub file: String,
    /// Line, counted from 1.
    pub line: u32,
    /// Column in characters, counted from 1.
    pub column: u32,
    /// Length of the faulty part in characters; at least 1.
    pub length: u32,
    /// What is wrong, in one sentence.
    pub message: String,
    /// How it can be mended, where that is known.
    pub help: Option<String>,
    /// The source line.
    pub source_line: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        writeln!(f, "{kind}[{}]: {}", self.code, self.message)?;
        let number = self.line.to_string();
        let gutter = " ".repeat(number.len());
        writeln!(f, "{gutter}--> {}:{}:{}", self.file, self.line, self.column)?;
        writeln!(f, "{gutter} |")?;
        writeln!(f, "{number} | {}", self.source_line.replace('\t', " "))?;
        let pad = " ".repeat(self.column.saturating_sub(1) as usize);
        write!(f, "{gutter} | {pad}{}", "^".repeat(self.length.max(1) as usize))?;
        if let Some(help) = &self.help {
            write!(f, "\n{gutter} = help: {help}")?;
        }
        Ok(())
    }
}

/// All that is wrong with the sources of an extractor; there is at least one error among them.
///
/// ```
/// # #[cfg(feature = "english")] {
/// let faulty = "#! dateline-gazetteer 1\n#! id x\n#! label ORG\nname\tflag\nAcme\t\n";
/// let all = dateline::Gazetteer::from_tsv_str("x.tsv", faulty).err().ok_or("it has faults")?;
/// println!("{all}");
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostics(pub Vec<Diagnostic>);

impl Diagnostics {
    /// Whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|d| d.severity == Severity::Error)
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, diagnostic) in self.0.iter().enumerate() {
            if i > 0 {
                writeln!(f, "\n")?;
            }
            write!(f, "{diagnostic}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}
