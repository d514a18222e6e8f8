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
    /// The place of each number of the catalogue.
    places: Vec<u8>,
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
            let domain = match dimension {
                Dimension::Year => year_domain(catalog, years),
                Dimension::AssistanceReceived => received_domain(),
                other if COUNTRIES.contains(&other) => {
                    country_domain(catalog, other, &listed(other))
                }
                other => code_domain(catalog, other, plan.shape(other)),
            };
            (dimension, domain)
        };
        Self { years, of: dimensions.map(domain).collect() }
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

fn year_domain(catalog: &Catalog, years: Years) -> Domain {
    let all = catalog.codes(Dimension::Year);
    let codes: Vec<String> = (years.first()..=years.last()).map(|year| year.to_string()).collect();
    let place = |code: &String| {
        codes.iter().position(|year| year == code).map_or(NOWHERE, |place| place as u8)
    };
    Domain { places: all.iter().map(place).collect(), codes, multiple: None }
}

/// A service was received (YES) or offered only (NO).
fn received_domain() -> Domain {
    let codes = ["YES", "NO"].map(String::from).into();
    Domain { codes, places: vec![NOWHERE, 0, 1, NOWHERE], multiple: None }
}

fn code_domain(catalog: &Catalog, dimension: Dimension, shape: Shape) -> Domain {
    let mut codes = catalog.codes(dimension);
    let count = codes.len() as u8;
    if shape != Shape::Single {
        codes.remove(0);
        let places = (0..count).map(|number| number.checked_sub(1).unwrap_or(NOWHERE)).collect();
        return Domain { codes, places, multiple: None };
    }
    let multiple = dimension.is_multi_valued().then(|| {
        codes.push(MULTIPLE.to_owned());
        count
    });
    Domain { codes, places: (0..count).collect(), multiple }
}

fn country_domain(catalog: &Catalog, dimension: Dimension, listed: &[String]) -> Domain {
    let all = catalog.codes(dimension);
    let mut codes = vec![NOT_REPORTED.to_owned()];
    codes.extend(all.iter().filter(|code| listed.contains(code)).cloned());
    let other = codes.len() as u8;
    codes.push(OTHER_COUNTRY.to_owned());
    let place = |code: &String| {
        codes.iter().position(|known| known == code).map_or(other, |place| place as u8)
    };
    let places = all.iter().map(place).collect();
    let multiple = dimension.is_multi_valued().then(|| {
        codes.push(MULTIPLE.to_owned());
        other + 1
    });
    Domain { codes, places, multiple }
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
        assert_eq!(postcard::from_bytes::<Domains>(&bytes).unwrap(), domains);
    }
}
