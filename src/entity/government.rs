//! Places that stand for their government: "Washington accused Beijing".

use std::collections::HashMap;

use once_cell::sync::OnceCell;

use super::EntityId;
use crate::document::Document;
use crate::extractor::Extractor;
use crate::gazetteer::SenseRef;
use crate::relation::Argument;
use crate::schema::LabelId;

/// Countries by ISO code, read from the gazetteers at first use.
#[derive(Debug, Default)]
pub struct Countries(OnceCell<HashMap<Box<str>, SenseRef>>);

impl Countries {
    fn sense(&self, extractor: &Extractor, code: &str) -> Option<SenseRef> {
        let all = self.0.get_or_init(|| {
            let mut all: HashMap<Box<str>, SenseRef> = HashMap::new();
            for names in &extractor.names {
                for sense in names.gazetteer.rows_labelled(|path| path.ends_with("/country")) {
                    let Some(code) = sense.attr("iso") else { continue };
                    let (row, prior) = (sense.row, sense.prior);
                    let reference = SenseRef { gazetteer: names.index, row };
                    let better = all.get(code).is_none_or(|&known| extractor.sense(known).prior < prior);
                    if better {
                        all.insert(code.into(), reference);
                    }
                }
            }
            all
        });
        all.get(code).copied()
    }
}

impl Document<'_> {
    /// The country whose government an argument stands for; `None` where it stands for itself.
    pub(crate) fn government_of(&self, argument: &Argument) -> Option<&str> {
        argument.stands_for_government.then_some(argument.entity?).and_then(|entity| self.government(entity))
    }

    /// The country whose government an entity may stand for when it acts: a country itself, its capital, or a seat such
    /// as the Kremlin.
    pub(crate) fn government(&self, entity: EntityId) -> Option<&str> {
        let entity = self.entities.get(entity.0 as usize)?;
        acting(self.extractor, entity.label, entity.linked).map(|government| match government {
            Government::Own(sense) => self.extractor.sense_name(sense),
            Government::Of(code) => {
                self.extractor.countries.sense(self.extractor, code).map_or(code, |s| self.extractor.sense_name(s))
            }
        })
    }
}

/// Marks the arguments of acts where a place's name stands for its government: as the subject, and as the object where
/// the act is done to somebody who acts.
pub fn mark(extractor: &Extractor, document: &mut Document<'_>) {
    let schema = extractor.schema();
    let stands = |argument: &Argument, entities: &[super::Entity]| {
        let entity = argument.entity.and_then(|e| entities.get(e.0 as usize));
        entity.is_some_and(|e| acting(extractor, e.label, e.linked).is_some())
    };
    for triple in &mut document.triples {
        let predicate = schema.get(triple.predicate);
        if predicate.codes.plover.is_none() {
            continue;
        }
        triple.subject.stands_for_government = stands(&triple.subject, &document.entities);
        let somebody = predicate.object.contains(&LabelId::PERSON) && predicate.object.contains(&LabelId::PLACE);
        triple.object.stands_for_government = somebody && stands(&triple.object, &document.entities);
    }
}

/// Whose government a name may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Government<'a> {
    /// It is the country.
    Own(SenseRef),
    /// It is a capital or seat of the country with this ISO code.
    Of(&'a str),
}

/// The government that a name of this label and row stands for when it acts: relations ask this before they say so.
pub fn acting(extractor: &Extractor, label: LabelId, linked: Option<SenseRef>) -> Option<Government<'_>> {
    let sense = linked?;
    let row = extractor.sense(sense);
    if let Some(code) = row.attr("stands_for").and_then(|v| v.strip_prefix("government:")) {
        return Some(Government::Of(code));
    }
    if !extractor.schema().is_a(label, LabelId::PLACE) {
        return None;
    }
    match row.attr("capital") {
        Some(code) => Some(Government::Of(code)),
        None => row.attr("iso").filter(|_| row.label.ends_with("/country")).map(|_| Government::Own(sense)),
    }
}
