//! CSV with a line of column names.

use std::io::{self, BufRead, Read};

use csv::{ErrorKind, ReaderBuilder, StringRecord};

use super::entry::{Entry, Fault};

/// Reads the rows; a column is ours by its name or by `map`, or an attribute.
pub fn read(reader: impl BufRead, map: &[(String, String)]) -> impl Iterator<Item = Result<Entry, Fault>> {
    let mut reader = ReaderBuilder::new().from_reader(Unix(reader));
    let head = reader.headers().cloned().map_err(fault);
    let columns: Vec<String> = head.iter().flat_map(StringRecord::iter).map(|column| ours(column, map)).collect();
    let mut early = match head {
        Err(fault) => Some(fault),
        Ok(_) if columns.iter().any(|c| c == "name") => None,
        Ok(head) => {
            let known = head.iter().collect::<Vec<_>>().join("`, `");
            Some(Fault::new(1, format!("no column `name` among `{known}`; say which it is with --map name=…")))
        }
    };
    let mut done = early.is_some();
    let mut rows = reader.into_records();
    std::iter::from_fn(move || {
        if let Some(fault) = early.take() {
            return Some(Err(fault));
        }
        let row = if done { None } else { rows.next() }?;
        Some(row.map_err(fault).map(|row| {
            let mut entry = Entry { line: row.position().map_or(1, csv::Position::line), ..Entry::default() };
            columns.iter().zip(&row).for_each(|(column, cell)| entry.set(column, cell));
            entry
        }))
        .inspect(|row| done |= matches!(row, Err(fault) if fault.message.starts_with("cannot read")))
    })
}

/// Our name of a column.
pub fn ours(column: &str, map: &[(String, String)]) -> String {
    map.iter().find(|(_, theirs)| theirs == column).map_or(column, |(ours, _)| ours).trim().to_owned()
}

fn fault(error: csv::Error) -> Fault {
    let line = error.position().map_or(1, csv::Position::line);
    Fault::new(
        line,
        match error.kind() {
            ErrorKind::UnequalLengths { expected_len, len, .. } => {
                format!("{len} cells; there are {expected_len} columns")
            }
            ErrorKind::Utf8 { err, .. } => format!("not UTF-8 in cell {}", err.field() + 1),
            ErrorKind::Io(error) => format!("cannot read: {error}"),
            _ => error.to_string(),
        },
    )
}

/// Drops carriage returns: the reader counts lines one short where they stand before a line feed.
struct Unix<R>(R);

impl<R: BufRead> Read for Unix<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let available = self.0.fill_buf()?;
            let taken = available.len().min(buffer.len());
            let mut kept = 0;
            for &byte in available[..taken].iter().filter(|byte| **byte != b'\r') {
                buffer[kept] = byte;
                kept += 1;
            }
            self.0.consume(taken);
            // Nothing but carriage returns is not the end.
            if kept > 0 || taken == 0 {
                return Ok(kept);
            }
        }
    }
}
