//! Labels, predicates and their signatures: the vocabulary that rules are checked against. Its data is `rules/schema.rules`.

use std::collections::HashMap;

use crate::pack::stored::{Stored, stored};

/// A label of the taxonomy (`PERSON`, `PLACE/city`, …).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelId(pub u16);
stored!(struct LabelId { 0 });

macro_rules! top_labels {
    ($($id:expr, $name:ident;)*) => {
        /// Labels that the code itself speaks of; every schema starts with them, in this order.
        pub const TOP: &[&str] = &[$(stringify!($name)),*];
        impl LabelId {
            $(#[doc = concat!("`", stringify!($name), "`")] pub const $name: LabelId = LabelId($id);)*
        }
    };
}
top_labels! {
    0, PERSON; 1, PLACE; 2, ORG; 3, EVENT; 4, WORK; 5, NORP; 6, TITLE; 7, DATE; 8, TIME; 9, DURATION;
    10, MONEY; 11, PERCENT; 12, QUANTITY; 13, ORDINAL; 14, CARDINAL;
}

/// A predicate of the schema (`visited`, `located_in`, …).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PredicateId(pub u16);
stored!(struct PredicateId { 0 });

macro_rules! closed_set {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }
        impl $name {
            /// All of them, in order.
            pub const ALL: &[$name] = &[$($name::$variant),*];

            /// The name that rules and the JSON use.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }

            /// The one of this name.
            pub fn of(name: &str) -> Option<$name> {
                match name { $($text => Some($name::$variant),)* _ => None }
            }
        }
        impl Stored for $name {
            fn put(&self, out: &mut Vec<u8>) {
                out.push(*self as u8);
            }

            fn take(from: &mut &[u8]) -> Option<$name> {
                $name::ALL.get(usize::from(u8::take(from)?)).copied()
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

closed_set! {
    /// How a mention speaks of its entity.
    ///
    /// ```
    /// assert_eq!(dateline::Form::of("pronoun"), Some(dateline::Form::Pronoun));
    /// assert_eq!(dateline::Form::Name.as_str(), "name");
    /// ```
    Form {
        /// "Vladimir Putin", "Mr Putin".
        Name "name",
        /// "the Russian president", "the city".
        Nominal "nominal",
        /// "he".
        Pronoun "pronoun",
        /// Dates and amounts.
        Value "value",
    }
}

closed_set! {
    /// Whether a relation is said to hold or not to hold.
    ///
    /// ```
    /// assert_eq!(dateline::Polarity::Negative.to_string(), "negative");
    /// ```
    Polarity {
        /// It holds.
        Positive "positive",
        /// It does not: "denied", "did not".
        Negative "negative",
    }
}

closed_set! {
    /// How a relation is put forward; the order is that of precedence, the first that applies wins.
    ///
    /// ```
    /// use dateline::Modality;
    /// // In order: what is told more firmly is greater.
    /// assert!(Modality::Asserted > Modality::Reported && Modality::Reported > Modality::Planned);
    /// assert_eq!(Modality::of("planned"), Some(Modality::Planned));
    /// ```
    Modality {
        /// "if".
        Hypothetical "hypothetical",
        /// "urged", "should".
        Requested "requested",
        /// "accused of".
        Alleged "alleged",
        /// "will meet".
        Planned "planned",
        /// "may", "could".
        Possible "possible",
        /// Attributed to a source other than the writer.
        Reported "reported",
        /// Said outright.
        Asserted "asserted",
    }
}

closed_set! {
    /// What a relation may carry besides its subject and object.
    ///
    /// ```
    /// assert_eq!(dateline::QualifierKind::of("time"), Some(dateline::QualifierKind::Time));
    /// assert_eq!(dateline::QualifierKind::ALL.len(), 7);
    /// ```
    Qualifier {
        /// When.
        Time "time",
        /// Where.
        Place "place",
        /// The office or part.
        Role "role",
        /// current, former, elect, acting, designate.
        Status "status",
        /// What was given, asked for, charged.
        Item "item",
        /// What for.
        Purpose "purpose",
        /// Together with whom.
        With "with",
    }
}

/// Codes of other vocabularies that a predicate carries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codes {
    /// Wikidata property, "P131"; a leading `~` says that subject and object change places.
    pub wikidata: Option<String>,
    /// PLOVER v2 category, "CONSULT".
    pub plover: Option<String>,
    /// CAMEO code, "042" (a string: zeros lead).
    pub cameo: Option<String>,
}
stored!(struct Codes { wikidata, plover, cameo });

/// One predicate: what it takes and how it is known elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Predicate {
    /// Its name.
    pub name: String,
    /// Labels its subject may have (a subtype of one of them counts).
    pub subject: Vec<LabelId>,
    /// Labels its object may have; empty together with `text` = only text.
    pub object: Vec<LabelId>,
    /// Whether the object may be a plain phrase.
    pub text: bool,
    /// Whether subject and object may change places.
    pub symmetric: bool,
    /// Codes.
    pub codes: Codes,
}
stored!(struct Predicate { name, subject, object, text, symmetric, codes });

/// The taxonomy of labels and the table of predicates.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    labels: Vec<String>,
    parents: Vec<Option<LabelId>>,
    predicates: Vec<Predicate>,
    label_ids: HashMap<String, LabelId>,
    predicate_ids: HashMap<String, PredicateId>,
}

/// The labels and predicates; the tables that find them follow from them.
impl Stored for Schema {
    fn put(&self, out: &mut Vec<u8>) {
        self.labels.put(out);
        self.predicates.put(out);
    }

    fn take(from: &mut &[u8]) -> Option<Schema> {
        let mut schema = Schema::default();
        for label in Vec::<String>::take(from)? {
            schema.add_label(&label);
        }
        for predicate in Vec::take(from)? {
            schema.add_predicate(predicate);
        }
        Some(schema)
    }
}

impl Schema {
    /// A schema with the top labels alone.
    pub fn new() -> Schema {
        let mut schema = Schema::default();
        for name in TOP {
            schema.add_label(name);
        }
        schema
    }

    /// The label of this path, with the prefixes that lead to it, added where missing.
    pub fn add_label(&mut self, path: &str) -> LabelId {
        if let Some(id) = self.label(path) {
            return id;
        }
        let parent = path.rsplit_once('/').map(|(prefix, _)| self.add_label(prefix));
        let id = LabelId(self.labels.len() as u16);
        self.labels.push(path.to_owned());
        self.parents.push(parent);
        self.label_ids.insert(path.to_owned(), id);
        id
    }

    /// The label of this path, if the schema has it.
    pub fn label(&self, path: &str) -> Option<LabelId> {
        self.label_ids.get(path).copied()
    }

    /// The path of a label.
    pub fn path(&self, label: LabelId) -> &str {
        &self.labels[label.0 as usize]
    }

    /// The top label above (or equal to) `label`.
    pub fn top(&self, label: LabelId) -> LabelId {
        let mut label = label;
        while let Some(parent) = self.parents[label.0 as usize] {
            label = parent;
        }
        label
    }

    /// Whether `label` is `ancestor` or lies below it.
    pub fn is_a(&self, label: LabelId, ancestor: LabelId) -> bool {
        let mut at = Some(label);
        while let Some(l) = at {
            if l == ancestor {
                return true;
            }
            at = self.parents[l.0 as usize];
        }
        false
    }

    /// A label and those above it, upwards.
    pub(crate) fn lineage(&self, label: LabelId) -> impl Iterator<Item = LabelId> {
        std::iter::successors(Some(label), |at| self.parents.get(usize::from(at.0)).copied().flatten())
    }

    /// All labels, in order of their ids.
    pub fn labels(&self) -> impl Iterator<Item = (LabelId, &str)> {
        self.labels.iter().enumerate().map(|(i, l)| (LabelId(i as u16), l.as_str()))
    }

    /// Adds a predicate or replaces the one of the same name.
    pub fn add_predicate(&mut self, predicate: Predicate) -> PredicateId {
        match self.predicate(&predicate.name) {
            Some(id) => {
                self.predicates[id.0 as usize] = predicate;
                id
            }
            None => {
                let id = PredicateId(self.predicates.len() as u16);
                self.predicate_ids.insert(predicate.name.clone(), id);
                self.predicates.push(predicate);
                id
            }
        }
    }

    /// The predicate of this name, if the schema has it.
    pub fn predicate(&self, name: &str) -> Option<PredicateId> {
        self.predicate_ids.get(name).copied()
    }

    /// What a predicate is.
    pub fn get(&self, predicate: PredicateId) -> &Predicate {
        &self.predicates[predicate.0 as usize]
    }

    /// Whether the predicate takes a subject of this label.
    pub fn takes_subject(&self, predicate: PredicateId, label: LabelId) -> bool {
        self.get(predicate).subject.iter().any(|&slot| self.is_a(label, slot))
    }

    /// Whether the predicate takes an object of this label.
    pub fn takes_object(&self, predicate: PredicateId, label: LabelId) -> bool {
        self.get(predicate).object.iter().any(|&slot| self.is_a(label, slot))
    }

    /// How far a label lies below the top of its path: 0 for `PLACE`, 1 for `PLACE/city`.
    pub fn depth(&self, label: LabelId) -> usize {
        self.path(label).bytes().filter(|&b| b == b'/').count()
    }

    /// All predicates, in order of their ids.
    pub fn predicates(&self) -> &[Predicate] {
        &self.predicates
    }
}
