//! What can go wrong.

use std::fmt;
use std::io;

/// Why a record cannot be written.
#[derive(Debug)]
pub enum Error {
    /// The format needs a part of the record that is not there: `text` or `tokens`.
    Missing(&'static str),
    /// An offset of the record does not lie in its text.
    Offset(u32),
    /// The output takes no more.
    Io(io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Missing(layer) => {
                write!(f, "the record has no `{layer}`, which this format needs: extract with --layers text,tokens")
            }
            Error::Offset(at) => write!(f, "offset {at} of the record does not lie in its text"),
            Error::Io(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Error {
        Error::Io(error)
    }
}
