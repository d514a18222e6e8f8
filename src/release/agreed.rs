//! What the records of a unit say together, where they need not agree: a yes/no fact is YES when any
//! record says so, NO when none does and one says no. Of other single values the one that most records
//! give is taken (the first of the list on a tie), "unknown" only when nothing else is known. Sets,
//! countries and regions are joined.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::code_list::{CodeList, CodeSet};
use crate::domain::codes::YesNo;
use crate::domain::country::Country;
use crate::domain::id::OpaqueId;
use crate::statistics::{Catalog, Dimension, country_number};

/// Facts of a unit, as numbers of the catalogue.
#[derive(Default)]
pub(super) struct Codes(pub(super) BTreeMap<Dimension, Vec<u8>>);

impl Codes {
    /// Puts the one number of a dimension.
    pub fn one(&mut self, dimension: Dimension, number: u8) {
        self.many(dimension, [number]);
    }

    /// Puts the numbers of a dimension.
    pub fn many(&mut self, dimension: Dimension, numbers: impl IntoIterator<Item = u8>) {
        self.0.insert(dimension, numbers.into_iter().collect());
    }
}

/// Counts the fields of records that the table of fields says are counted, each by its dimension.
macro_rules! count {
    (
        $codes:ident, $catalog:ident, $records:expr;
        $($shape:ident $name:ident: $type:ty $(=> $dimension:ident)?;)+
    ) => {
        $($(
            let values = $records.flat_map(|record| given!($shape record.$name));
            $codes.many(Dimension::$dimension, <$type>::agreed(values, $catalog));
        )?)+
    };
}

/// The values that a record gives of a field.
macro_rules! given {
    (set $record:ident.$name:ident) => {
        [&$record.$name]
    };
    ($shape:ident $record:ident.$name:ident) => {
        $record.$name.as_ref()
    };
}

pub(super) use {count, given};

/// A value whose kind says how records agree on it. `Kind` tells the kinds apart for the compiler.
pub(super) trait Agreed<Kind>: Sized {
    /// The numbers in the catalogue of what values say together.
    fn agreed<'a>(values: impl Iterator<Item = &'a Self>, catalog: &Catalog) -> BTreeSet<u8>
    where
        Self: 'a;
}

pub(super) struct OneCode;
pub(super) struct SeveralCodes;
pub(super) struct Place;

impl<T: CodeList> Agreed<OneCode> for T {
    fn agreed<'a>(values: impl Iterator<Item = &'a Self>, _: &Catalog) -> BTreeSet<u8>
    where
        Self: 'a,
    {
        let values = values.copied().map(Some);
        let agreed = match T::LIST == YesNo::LIST {
            true => any_yes(values),
            false => most(values, T::from_code("UNKNOWN")),
        };
        [number(agreed)].into()
    }
}

impl<T: CodeList> Agreed<SeveralCodes> for CodeSet<T> {
    fn agreed<'a>(values: impl Iterator<Item = &'a Self>, _: &Catalog) -> BTreeSet<u8>
    where
        Self: 'a,
    {
        let mut numbers = BTreeSet::new();
        values.for_each(|set| numbers.extend(set.iter().map(CodeList::number)));
        numbers
    }
}

impl Agreed<Place> for Country {
    fn agreed<'a>(values: impl Iterator<Item = &'a Self>, _: &Catalog) -> BTreeSet<u8> {
        values.copied().map(country_number).collect()
    }
}

impl Agreed<Place> for Vec<Country> {
    fn agreed<'a>(values: impl Iterator<Item = &'a Self>, catalog: &Catalog) -> BTreeSet<u8> {
        Country::agreed(values.flatten(), catalog)
    }
}

impl Agreed<Place> for OpaqueId {
    fn agreed<'a>(values: impl Iterator<Item = &'a Self>, catalog: &Catalog) -> BTreeSet<u8> {
        let numbers = values.map(|region| catalog.region(region.as_str()));
        numbers.filter(|number| *number > 0).collect()
    }
}

/// The number of a code; 0 when not reported.
pub(super) fn number<T: CodeList>(code: Option<T>) -> u8 {
    code.map_or(0, CodeList::number)
}

/// The first code of the list that any record gives: YES before NO before UNKNOWN.
pub(super) fn any_yes<T: CodeList>(facts: impl Iterator<Item = Option<T>>) -> Option<T> {
    facts.flatten().min_by_key(|fact| fact.number())
}

/// The value that most records give; `unknown` only when nothing else is given.
pub(super) fn most<T: CodeList>(
    values: impl Iterator<Item = Option<T>>,
    unknown: Option<T>,
) -> Option<T> {
    let mut counts = vec![0u32; T::ALL.len() + 1];
    for value in values.flatten() {
        counts[usize::from(value.number())] += 1;
    }
    let best = T::ALL
        .iter()
        .copied()
        .filter(|code| Some(*code) != unknown && counts[usize::from(code.number())] > 0)
        .max_by_key(|code| (counts[usize::from(code.number())], std::cmp::Reverse(code.number())));
    best.or(unknown.filter(|code| counts[usize::from(code.number())] > 0))
}
