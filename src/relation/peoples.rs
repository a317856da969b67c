//! The places that words for peoples stand for: "Norwegian" for Norway, "Scots" for Scotland.

use std::collections::HashMap;

use once_cell::sync::OnceCell;

use crate::gazetteer::{Sense, SenseRef};
use crate::mention::candidate::Names;
use crate::text::fold;

/// From the rows of peoples to the rows of their places; read from the gazetteers when first asked.
#[derive(Debug, Default)]
pub struct Peoples(OnceCell<Table>);

#[derive(Debug, Default)]
struct Table {
    /// Countries by the hash of their ISO code.
    countries: HashMap<u64, SenseRef>,
    /// Countries and parts of countries by the hash of their name.
    places: HashMap<u64, SenseRef>,
    /// Peoples by the hash of their name.
    peoples: HashMap<u64, SenseRef>,
}

impl Peoples {
    /// The place of a people: of the row it was found by, else of the row that has its `name`.
    pub fn place(&self, gazetteers: &[Names], row: Option<SenseRef>, name: &str) -> Option<SenseRef> {
        let table = self.0.get_or_init(|| Table::read(gazetteers));
        let row = row.or_else(|| table.peoples.get(&fold::hash(name)).copied())?;
        let people = sense(gazetteers, row)?;
        if let Some(division) = people.attr("division") {
            return table.places.get(&fold::hash(division)).copied();
        }
        table.countries.get(&fold::hash(people.attr("country")?)).copied()
    }
}

fn sense(gazetteers: &[Names], at: SenseRef) -> Option<Sense<'_>> {
    Some(gazetteers.get(usize::from(at.gazetteer))?.gazetteer.row_sense(at.row))
}

impl Table {
    fn read(gazetteers: &[Names]) -> Table {
        let mut table = Table::default();
        for names in gazetteers {
            let label = |path: &str| path.starts_with("NORP") || path == "PLACE/country" || path == "PLACE/region";
            let wanted: Vec<bool> = names.gazetteer.labels().map(label).collect();
            for (row, label) in names.gazetteer.rows_by_label() {
                if wanted.get(usize::from(label)) != Some(&true) {
                    continue;
                }
                let sense = names.gazetteer.row_sense(row);
                let at = SenseRef { gazetteer: names.index, row };
                match sense.label.split_once('/').map_or((sense.label, ""), |(top, rest)| (top, rest)) {
                    ("NORP", _) => table.peoples.entry(fold::hash(sense.name)).or_insert(at),
                    ("PLACE", "country") => {
                        if let Some(code) = sense.attr("iso") {
                            table.countries.entry(fold::hash(code)).or_insert(at);
                        }
                        table.places.entry(fold::hash(sense.name)).or_insert(at)
                    }
                    ("PLACE", "region") => table.places.entry(fold::hash(sense.name)).or_insert(at),
                    _ => continue,
                };
            }
        }
        table
    }
}
