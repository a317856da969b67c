//! Places that stand for their government: "Washington accused Beijing".

use super::EntityId;
use crate::document::Document;
use crate::gazetteer::SenseRef;
use crate::schema::LabelId;

impl Document<'_> {
    /// The country whose government an entity may stand for when it acts: a country itself, its capital, or a seat such as
    /// the Kremlin.
    pub(crate) fn government(&self, entity: EntityId) -> Option<&str> {
        let entity = self.entities.get(entity.0 as usize)?;
        let row = self.extractor.sense(entity.linked?);
        let seat = row.attr("stands_for").and_then(|v| v.strip_prefix("government:"));
        let place = self.extractor.schema().is_a(entity.label, LabelId::PLACE);
        let country = row.attr("capital").or_else(|| row.attr("iso")).filter(|_| place);
        self.country(seat.or(country)?)
    }

    /// The name of the country with this ISO code.
    fn country(&self, code: &str) -> Option<&str> {
        let sense: SenseRef = self.extractor.countries.sense(code)?;
        Some(self.extractor.sense_name(sense))
    }
}
