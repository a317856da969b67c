//! `dateline check`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

/// Options of `dateline check`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Rule files
    #[arg(value_name = "RULES", required = true)]
    files: Vec<PathBuf>,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let _ = &arguments.files;
    Ok(ExitCode::SUCCESS)
}
