//! What somebody who watches sees: how much is done, how fast, and how long it will take.

use std::fmt;
use std::io::{self, IsTerminal};
use std::time::Duration;

use indicatif::{HumanBytes, HumanCount, HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar on standard error, or nothing where nobody watches.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Progress over `total` bytes, or over a stream whose length nobody knows.
    pub fn over(total: Option<u64>) -> Progress {
        let (bar, template) = match total {
            Some(total) => (ProgressBar::new(total), "{bar:28} {percent:>3} %  {bytes_per_sec}  {msg}  {eta} left"),
            None => (ProgressBar::new_spinner(), "{spinner} {bytes}  {bytes_per_sec}  {msg}  {elapsed}"),
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("━╸ "));
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Progress { bar }
    }

    /// No progress.
    pub fn hidden() -> Progress {
        Progress { bar: ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()) }
    }

    /// Whether a bar may be shown: standard error is a terminal, and results do not go to one in between.
    pub fn is_watched(results_to_file: bool) -> bool {
        io::stderr().is_terminal() && (results_to_file || !io::stdout().is_terminal())
    }

    /// So many bytes of the input are done, and so many of `what`.
    pub fn set(&self, bytes: u64, count: u64, what: &str) {
        if !self.bar.is_hidden() {
            self.bar.set_position(bytes);
            self.bar.set_message(format!("{} {what}", HumanCount(count)));
        }
    }

    /// Prints to standard error without the bar in between.
    pub fn aside(&self, message: impl fmt::Display) {
        self.bar.suspend(|| anstream::eprintln!("{message}"));
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// "1,234 documents, 5.21 MiB in 3 seconds (1.70 MiB/s)".
pub fn summary(count: u64, what: &str, bytes: u64, took: Duration) -> String {
    let plural = if count == 1 { "" } else { "s" };
    let rate = (bytes as f64 / took.as_secs_f64().max(1e-9)) as u64;
    let time = match took.as_secs() {
        0..60 => format!("{:.1} s", took.as_secs_f64()),
        _ => HumanDuration(took).to_string(),
    };
    format!("{} {what}{plural}, {} in {time} ({}/s)", HumanCount(count), HumanBytes(bytes), HumanBytes(rate))
}
