//! What the finders ask of the lexicon.

use crate::text::token::Token;

macro_rules! classes {
    ($($name:ident $class:literal;)*) => {
        /// The word classes that dates, times and amounts are made of.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs)]
        #[repr(u8)]
        pub enum Class { $($name),* }

        impl Class {
            /// All of them with their names in the lexicon.
            pub const ALL: &[(Class, &str)] = &[$((Class::$name, $class)),*];
        }
    };
}

classes! {
    Month "month"; Weekday "weekday"; Season "season"; Unit "time_unit"; DayPart "day_part"; Tonight "day_part_rel";
    Clock "clock"; Timezone "timezone"; RelativeDay "relday"; Modifier "date_mod"; Ordinal "ordinal"; Cardinal "cardinal";
    Decade "decade_word"; Frequency "frequency"; Holiday "holiday"; Era "era"; Link "time_link"; Fraction "fraction";
    Measure "unit"; Currency "currency"; CurrencySign "currency_sign"; CurrencyCode "currency_code"; Magnitude "magnitude"; Percent "percent";
}

/// A set of [`Class`]es.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(pub u32);

impl Classes {
    /// Whether `class` is in the set.
    pub const fn has(self, class: Class) -> bool {
        self.0 >> class as u8 & 1 == 1
    }

    /// Whether the two sets share a class.
    pub const fn any(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }

    /// The set with `class` added.
    pub const fn with(self, class: Class) -> Classes {
        Classes(self.0 | 1 << class as u8)
    }
}

/// The lexicon as the finders see it.
pub trait Words {
    /// The classes of a token's word.
    fn classes(&self, token: &Token) -> Classes;

    /// The value of a token's word in a class it has; empty where it has none.
    fn value(&self, token: &Token, class: Class) -> &str;

    /// Whether the word is an ordinary word too ("may", "march", "sun"), so that alone it is no date.
    fn ordinary(&self, token: &Token) -> bool;
}
