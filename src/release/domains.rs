//! The codes of a release: public, fixed before data are seen, and the same for every table.
//!
//! A person has one code in a single-valued dimension; whoever reports several is MULTIPLE. Of
//! countries, some are listed and the others are OTHER. A cell of a domain is measured even where
//! it holds nobody: which cells there are tells nothing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::plan::{Plan, Shape};
use crate::domain::period::Years;
use crate::statistics::{Catalog, Dimension, NOT_REPORTED};
pub use crate::statistics::{MULTIPLE, OTHER_COUNTRY};

/// A place that no code of the domain has.
pub(super) const NOWHERE: u8 = u8::MAX;

/// The codes of one dimension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Domain {
    codes: Vec<String>,
    /// The place of each number of the catalogue. It follows from the codes and from the lists of
    /// this program, and is never stored: a later version may number its codes in another way.
    #[serde(skip)]
    places: Vec<u8>,
    #[serde(skip)]
    multiple: Option<u8>,
}

impl Domain {
    /// Its codes in the order of their places. Lists have no NOT_REPORTED.
    pub fn codes(&self) -> &[String] {
        &self.codes
    }

    /// Number of codes.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether there is no code.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// The place of a code.
    pub fn place(&self, code: &str) -> Option<u8> {
        self.codes.iter().position(|known| known == code).map(|place| place as u8)
    }

    /// The place of MULTIPLE.
    pub(super) fn multiple(&self) -> Option<u8> {
        self.multiple
    }

    /// Finds the places of a dimension's codes in the catalogue. One that the domain does not have
    /// is one of the other countries, or not reported.
    fn bind(&mut self, dimension: Dimension, catalog: &[String]) {
        // In other lists OTHER is a code of its own.
        let unknown = if COUNTRIES.contains(&dimension) { OTHER_COUNTRY } else { NOT_REPORTED };
        let unknown = self.place(unknown).unwrap_or(NOWHERE);
        let place = |code: &String| self.place(code).unwrap_or(unknown);
        self.places = catalog.iter().map(place).collect();
        self.multiple = self.place(MULTIPLE);
    }

    /// The place of a number of the catalogue.
    pub(super) fn of_number(&self, number: u8) -> u8 {
        self.places.get(usize::from(number)).copied().unwrap_or(NOWHERE)
    }
}

/// The codes of all dimensions in one block of years.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Domains {
    years: Years,
    #[serde(with = "super::rows::by_name")]
    of: BTreeMap<Dimension, Domain>,
}

/// Dimensions whose codes are countries.
const COUNTRIES: &[Dimension] = &[
    Dimension::Citizenship,
    Dimension::CountryOfExploitation,
    Dimension::CountryOfResidence,
    Dimension::CountryOfIdentification,
    Dimension::CountryOfRecruitment,
    Dimension::ReferringCountry,
    Dimension::ReceivingCountry,
];

/// Which countries of a dimension are listed, by their codes.
pub type ListedCountries<'a> = &'a dyn Fn(Dimension) -> Vec<String>;

impl Domains {
    /// The domains of a block of years under a plan. `listed` gives the countries of a dimension
    /// that are not OTHER.
    pub fn new(
        catalog: &Catalog,
        plan: &Plan,
        dimensions: impl Iterator<Item = Dimension>,
        years: Years,
        listed: ListedCountries<'_>,
    ) -> Self {
        let domain = |dimension| {
            let codes = match dimension {
                Dimension::Year => (years.first()..=years.last()).map(|y| y.to_string()).collect(),
                // A service was received (YES) or offered only (NO).
                Dimension::AssistanceReceived => ["YES", "NO"].map(String::from).into(),
                other if COUNTRIES.contains(&other) => {
                    country_codes(catalog, other, &listed(other))
                }
                other => codes_of(catalog, other, plan.shape(other)),
            };
            (dimension, Domain { codes, places: Vec::new(), multiple: None })
        };
        let mut domains = Self { years, of: dimensions.map(domain).collect() };
        domains.bind(catalog);
        domains
    }

    /// Finds the places of all codes of this program: what was stored goes by the codes alone.
    pub(super) fn bind(&mut self, catalog: &Catalog) {
        for (dimension, domain) in &mut self.of {
            domain.bind(*dimension, &catalog.codes(*dimension));
        }
    }

    /// The block of years.
    pub fn years(&self) -> Years {
        self.years
    }

    /// The codes of a dimension, if it is part of the release.
    pub fn of(&self, dimension: Dimension) -> Option<&Domain> {
        self.of.get(&dimension)
    }

    /// All dimensions.
    pub fn dimensions(&self) -> impl Iterator<Item = Dimension> {
        self.of.keys().copied()
    }

    pub(super) fn year_count(&self) -> usize {
        self.years.len()
    }
}

fn codes_of(catalog: &Catalog, dimension: Dimension, shape: Shape) -> Vec<String> {
    let mut codes = catalog.codes(dimension);
    if shape != Shape::Single {
        codes.remove(0);
    } else if dimension.is_multi_valued() {
        codes.push(MULTIPLE.to_owned());
    }
    codes
}

fn country_codes(catalog: &Catalog, dimension: Dimension, listed: &[String]) -> Vec<String> {
    let all = catalog.codes(dimension);
    let mut codes = vec![NOT_REPORTED.to_owned()];
    codes.extend(all.into_iter().filter(|code| listed.contains(code)));
    codes.push(OTHER_COUNTRY.to_owned());
    if dimension.is_multi_valued() {
        codes.push(MULTIPLE.to_owned());
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_places_whatever_is_reported() {
        let catalog =
            Catalog { regions: vec!["PEJA".into()], years: Years::new(2000, 2020).unwrap() };
        let years = Years::new(2010, 2013).unwrap();
        let domains =
            Domains::new(&catalog, &Plan::h1(), Dimension::ALL.iter().copied(), years, &|_| {
                vec!["XK".into(), "AL".into()]
            });
        let citizenship = domains.of(Dimension::Citizenship).unwrap();
        assert_eq!(citizenship.codes(), ["NOT_REPORTED", "AL", "XK", "OTHER", "MULTIPLE"]);
        let number = |code| {
            let codes = catalog.codes(Dimension::Citizenship);
            codes.iter().position(|known| known == code).unwrap() as u8
        };
        assert_eq!(citizenship.of_number(number("XK")), 2);
        assert_eq!(citizenship.of_number(number("RS")), 3);
        assert_eq!(citizenship.of_number(0), 0);
        let year = domains.of(Dimension::Year).unwrap();
        assert_eq!(year.codes(), ["2010", "2011", "2012", "2013"]);
        assert_eq!(
            (year.of_number(11), year.of_number(5), year.of_number(0)),
            (0, NOWHERE, NOWHERE)
        );
        let control = domains.of(Dimension::ControlMethod).unwrap();
        assert_eq!((control.len(), control.of_number(1), control.of_number(0)), (18, 0, NOWHERE));
        let region = domains.of(Dimension::Region).unwrap();
        assert_eq!(region.codes(), ["NOT_REPORTED", "PEJA", "MULTIPLE"]);
        let bytes = postcard::to_stdvec(&domains).unwrap();
        let mut stored = postcard::from_bytes::<Domains>(&bytes).unwrap();
        stored.bind(&catalog);
        assert_eq!(stored, domains);
    }

    /// A later version of this program knows more codes, among the others: what was stored means
    /// what it meant.
    #[test]
    fn codes_that_a_later_version_adds_move_no_other_code() {
        let catalog = Catalog { regions: vec![], years: Years::new(2000, 2020).unwrap() };
        let years = Years::new(2010, 2013).unwrap();
        let listed: ListedCountries<'_> = &|_| vec!["XK".into(), "AL".into(), "YE".into()];
        let plan = Plan::h1();
        let all = Dimension::ALL.iter().copied();
        let mut domains = Domains::new(&catalog, &plan, all, years, listed);
        for (dimension, domain) in &mut domains.of {
            let before = catalog.codes(*dimension);
            let bytes = postcard::to_stdvec(&*domain).unwrap();
            let mut after = before.clone();
            after.insert(1, "A CODE OF A LATER VERSION".into());
            let mut stored = postcard::from_bytes::<Domain>(&bytes).unwrap();
            stored.bind(*dimension, &after);
            for (number, code) in before.iter().enumerate() {
                let later = after.iter().position(|known| known == code).unwrap();
                let (was, is) = (domain.of_number(number as u8), stored.of_number(later as u8));
                assert_eq!(was, is, "{code} of {}", dimension.name());
            }
            let unknown = stored.of_number(1);
            let expected = match COUNTRIES.contains(dimension) {
                true => domain.place(OTHER_COUNTRY),
                false => domain.place(NOT_REPORTED),
            };
            assert_eq!(unknown, expected.unwrap_or(NOWHERE), "{}", dimension.name());
        }
    }
}
