//! The user's wish to stop.

use std::sync::atomic::{AtomicBool, Ordering};

static STOP: AtomicBool = AtomicBool::new(false);

/// What a shell expects of a process that an interrupt ended: 128 and the signal's number.
pub const EXIT_CODE: u8 = 130;

/// From now on the first interrupt (or request to terminate) is noted, and a second one ends the process at once.
pub fn listen() {
    let noted = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::SeqCst) {
            std::process::exit(i32::from(EXIT_CODE));
        }
    });
    // Without a handler an interrupt ends the process where it stands, which is what it did before.
    drop(noted);
}

/// Whether the user asked to stop.
pub fn asked() -> bool {
    STOP.load(Ordering::SeqCst)
}
