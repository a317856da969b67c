//! Dumps of GeoNames: 19 columns, as the readme of download.geonames.org/export/dump describes them.

use std::io::BufRead;

use super::entry::{Entry, Fault, lines};

const COLUMNS: usize = 19;

/// Reads a dump; features that no text names (hotels, wells, former places) are left out.
pub fn read(reader: impl BufRead) -> impl Iterator<Item = Result<Entry, Fault>> {
    lines(reader).filter_map(|line| line.and_then(|(number, line)| place(number, &line)).transpose())
}

fn place(line: u64, text: &str) -> Result<Option<Entry>, Fault> {
    if text.is_empty() {
        return Ok(None);
    }
    let cells: Vec<&str> = text.split('\t').collect();
    let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
    if cells.len() != COLUMNS {
        return Err(Fault::new(line, format!("{} cells; a dump of GeoNames has {COLUMNS}", cells.len())));
    }
    let column = |at: usize| cells[..at].iter().map(|c| c.chars().count() as u64 + 1).sum::<u64>() + 1;
    let fault =
        |at: usize, what: &str| Fault { line, column: column(at), message: format!("`{}` is no {what}", cell(at)) };
    if cell(0).is_empty() || !cell(0).bytes().all(|b| b.is_ascii_digit()) {
        return Err(fault(0, "id of GeoNames"));
    }
    for (at, what) in [(4, "latitude"), (5, "longitude")] {
        cell(at).parse::<f64>().map_err(|_| fault(at, what))?;
    }
    let population: u64 =
        if cell(14).is_empty() { 0 } else { cell(14).parse().map_err(|_| fault(14, "population"))? };
    let Some(label) = label(cell(6), cell(7)) else { return Ok(None) };
    let mut entry = Entry { line, ..Entry::default() };
    entry.set("name", cell(1));
    entry.set("label", label);
    entry.set("id", &format!("geonames:{}", cell(0)));
    entry.set("prior", &prior(population).to_string());
    // The dump gives names in all languages; those of our text are in Latin letters.
    let latin =
        |name: &str| name.chars().all(|c| !c.is_alphabetic() || c.is_ascii() || ('\u{c0}'..'\u{250}').contains(&c));
    let short_code = |name: &str| name.len() < 4 && name.chars().all(|c| c.is_ascii_uppercase());
    let aliases = std::iter::once(cell(2)).chain(cell(3).split(','));
    entry.aliases =
        aliases.filter(|n| latin(n) && !short_code(n) && !n.contains(['|', '!', '?'])).map(str::to_owned).collect();
    for (key, at) in [("country", 8), ("admin1", 10), ("pop", 14), ("lat", 4), ("lon", 5)] {
        if !(key == "pop" && population == 0) {
            entry.set(key, cell(at));
        }
    }
    Ok(Some(entry))
}

fn label(class: &str, code: &str) -> Option<&'static str> {
    Some(match (class, code) {
        ("A" | "P" | "T" | "H" | "L", code) if code.ends_with('H') && code != "BCH" && code != "MRSH" => return None,
        ("A", "PCLI" | "PCLD" | "PCLS" | "PCLF" | "PCL" | "PCLIX" | "TERR") => "PLACE/country",
        ("A", _) | ("L", "RGN" | "RGNE") => "PLACE/region",
        ("P", "PPLX") => "PLACE/district",
        ("P", _) => "PLACE/city",
        ("H", _) => "PLACE/water",
        ("T", "ISL" | "ISLS" | "ISLT" | "ATOL") => "PLACE/landform/island",
        ("T", "MT" | "MTS" | "PK" | "PKS" | "VLC") => "PLACE/landform/mountain",
        ("T", _) => "PLACE/landform",
        ("L", "CONT") => "PLACE/continent",
        ("S", "AIRP" | "AIRB") => "PLACE/facility/airport",
        _ => return None,
    })
}

/// 20 to 92, with the logarithm of the population: 15,000 people 20, 100,000 45, a million 75, ten million 90.
fn prior(population: u64) -> u8 {
    const POINTS: [(f64, f64); 4] = [(15e3, 20.0), (100e3, 45.0), (1e6, 75.0), (10e6, 90.0)];
    let x = (population as f64).max(POINTS[0].0);
    for pair in POINTS.windows(2) {
        let [(p0, v0), (p1, v1)] = pair else { continue };
        if x <= *p1 {
            return (v0 + (v1 - v0) * (x / p0).log10() / (p1 / p0).log10()).round() as u8;
        }
    }
    92
}
