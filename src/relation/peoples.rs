//! The places that words for peoples stand for: "Norwegian" for Norway, "Scots" for Scotland.

use once_cell::sync::OnceCell;

use crate::gazetteer::{Sense, SenseRef};
use crate::mention::candidate::Names;
use crate::text::fold;
use crate::text::hashed::NumberMap;

/// From the rows of peoples to the rows of their places; read from the gazetteers when first asked.
#[derive(Debug, Default)]
pub struct Peoples {
    peoples: OnceCell<Table>,
    countries: OnceCell<Table>,
    places: OnceCell<Table>,
}

/// Rows by the hash of a text; the first of a text counts.
type Table = NumberMap<u64, SenseRef>;

impl Peoples {
    /// The place of a people: of the row it was found by, else of the row that has its `name`.
    pub fn place(&self, gazetteers: &[Names], row: Option<SenseRef>, name: &str) -> Option<SenseRef> {
        let row = row.or_else(|| {
            let peoples = self.peoples.get_or_init(|| by_name(gazetteers, &|label| label.starts_with("NORP")));
            peoples.get(&fold::hash(name)).copied()
        })?;
        let people = gazetteers.get(usize::from(row.gazetteer))?.gazetteer.row_sense(row.row);
        // Regions are many, and few peoples are a region's.
        if let Some(division) = people.attr("division") {
            let place = |label: &str| matches!(label, "PLACE/country" | "PLACE/region");
            return self.places.get_or_init(|| by_name(gazetteers, &place)).get(&fold::hash(division)).copied();
        }
        let country = |label: &str| label == "PLACE/country";
        let countries =
            self.countries.get_or_init(|| table(gazetteers, &country, |sense| sense.attr("iso").map(fold::hash)));
        countries.get(&fold::hash(people.attr("country")?)).copied()
    }
}

fn by_name(gazetteers: &[Names], wanted: &dyn Fn(&str) -> bool) -> Table {
    table(gazetteers, wanted, |sense| Some(fold::hash(sense.name)))
}

fn table(gazetteers: &[Names], wanted: &dyn Fn(&str) -> bool, key: impl Fn(&Sense<'_>) -> Option<u64>) -> Table {
    let mut table = Table::default();
    for names in gazetteers {
        for sense in names.gazetteer.rows_labelled(wanted) {
            if let Some(key) = key(&sense) {
                table.entry(key).or_insert(SenseRef { gazetteer: names.index, row: sense.row });
            }
        }
    }
    table
}
