//! Running the command in tests.
#![allow(dead_code, reason = "each test file uses a part")]

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A file of a test's own.
pub fn file(name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, bytes).expect("the tests' folder takes files");
    path
}

/// The command, deaf to the environment's wishes about colour.
pub fn dateline() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").stdin(Stdio::null());
    command
}

/// Exit code, output and messages of a command.
pub fn run(command: &mut Command) -> (i32, String, String) {
    finished(command.output().expect("the command starts"))
}

/// Exit code, output and messages of a command that has ended.
pub fn finished(output: Output) -> (i32, String, String) {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the command writes UTF-8");
    (output.status.code().expect("an exit code"), text(output.stdout), text(output.stderr))
}

/// A run with this on standard input.
pub fn piped(input: &[u8], arguments: &[&str]) -> (i32, String, String) {
    let mut command = dateline();
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command starts");
    child.stdin.take().expect("a pipe").write_all(input).expect("the command reads");
    finished(child.wait_with_output().expect("the command ends"))
}

/// The JSON of each line.
pub fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}
