//! The policy file: which tables are measured of coming blocks of years, and what that may cost.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use thiserror::Error;

use super::budget::Rho;
use super::plan::{Plan, tables};
use super::population::Population;
use crate::domain::country::Country;
use crate::domain::period::Years;
use crate::foreign::toml_fault;
use crate::statistics::{Dimension, Measure};

/// A policy that cannot be used.
#[derive(Debug, Error)]
pub enum PolicyError {
    /// Reading failed.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A setting is missing, misspelled or out of bounds.
    #[error("{0}")]
    Wrong(String),
}

/// Privacy budgets, in rho of zero-concentrated differential privacy.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Budget {
    /// What everybody has once for life, .10 to 1.05.
    pub life: Rho,
    /// For provisional figures of a year.
    pub provisional: Rho,
    /// For final figures. What is left of `life` is for persons who were prevented, or who get
    /// services in a later block of years: at least .02.
    #[serde(rename = "final")]
    pub last: Rho,
    /// In how many releases of one year the provisional budget is spent, 1 to 4.
    pub provisional_parts: u32,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            life: Rho::of_thousandths(700),
            provisional: Rho::of_thousandths(80),
            last: Rho::of_thousandths(540),
            provisional_parts: 1,
        }
    }
}

/// Which totals are published exactly: they are not differentially private.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Exact {
    /// Victims of each year.
    pub persons: bool,
    /// Children among them. Only together with `persons`.
    pub children: bool,
    /// Defendants who were arrested, by the year in which their proceeding was opened.
    pub arrests: bool,
    /// Defendants who were convicted, by the year in which their proceeding was closed.
    pub convictions: bool,
}

impl Exact {
    /// All of them by name, with whether they are listed.
    pub fn named(self) -> [(bool, &'static str); 4] {
        [
            (self.persons, "persons"),
            (self.children, "children"),
            (self.arrests, "arrests"),
            (self.convictions, "convictions"),
        ]
    }

    /// The exact totals of a kind of units: dimension and code.
    pub(super) fn of(self, population: Population) -> Option<(Dimension, &'static str)> {
        match population {
            Population::Opened => self.arrests.then_some((Dimension::Arrested, "YES")),
            Population::Closed => self.convictions.then_some((Dimension::Outcome, "CONVICTED")),
            _ => None,
        }
    }
}

/// As it is stored: two bytes. The first ones were yes or no to persons and to children; those of
/// proceedings are further bits of the first.
pub(super) mod exact_stored {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Exact;

    const PERSONS: u8 = 1;
    const ARRESTS: u8 = 2;
    const CONVICTIONS: u8 = 4;

    pub fn serialize<S: Serializer>(exact: &Exact, serializer: S) -> Result<S::Ok, S::Error> {
        let bit = |listed: bool, bit: u8| if listed { bit } else { 0 };
        let first = bit(exact.persons, PERSONS)
            | bit(exact.arrests, ARRESTS)
            | bit(exact.convictions, CONVICTIONS);
        (first, u8::from(exact.children)).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Exact, D::Error> {
        let (first, children) = <(u8, u8)>::deserialize(deserializer)?;
        if first > (PERSONS | ARRESTS | CONVICTIONS) || children > 1 {
            return Err(serde::de::Error::custom("an exact total that is not known"));
        }
        let has = |bit| first & bit != 0;
        Ok(Exact {
            persons: has(PERSONS),
            children: children == 1,
            arrests: has(ARRESTS),
            convictions: has(CONVICTIONS),
        })
    }
}

/// The policy. It rules blocks of years that have no release yet; what a block began with, it
/// keeps.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Policy {
    /// First year of the first block.
    pub first_year: i32,
    /// Victims expected a year: decides plan and length of blocks where they are not set.
    pub victims_a_year: u32,
    /// Years of a block: 1, 2 or 4.
    pub block_years: Option<i32>,
    /// Plan of victims: H1, H2 or H3.
    pub plan: Option<String>,
    /// Final tables in place of the plan's, one a line: `year x gender: 1.5`.
    pub tables: Option<String>,
    /// Countries that are told apart, at most 12; all others are OTHER. The exchange's own is
    /// always one of them.
    pub countries: Vec<String>,
    /// Budgets.
    pub budget: Budget,
    /// Exact totals.
    pub exact: Exact,
    /// Rows of the fitted table of victims, 2,000 to 1,000,000: fewer are fitted faster and tell
    /// less. By the number of persons, unless set.
    pub rows: Option<usize>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            first_year: 2000,
            victims_a_year: 100,
            block_years: None,
            plan: None,
            tables: None,
            countries: Vec::new(),
            budget: Budget::default(),
            exact: Exact::default(),
            rows: None,
        }
    }
}

/// The most that everybody may have for life by any policy.
pub const MOST_LIFE: Rho = Rho::of_thousandths(1050);

/// The most countries that are told apart.
pub const MOST_COUNTRIES: usize = 12;

/// Settings of earlier versions, and what is in their place.
const GONE: &[(&str, &str)] = &[
    ("noise_bound", "noise follows from [budget] and the plan"),
    ("noise_variance", "noise follows from [budget] and the plan"),
    ("low_effect", "[budget] protects every restriction alike"),
    ("homogeneity", "[budget] protects; what is true of a whole group is told"),
    ("sensitive", "the plan bounds what is exposed of sensitive dimensions by itself"),
    ("swap_share", "[budget] protects without swapping"),
    ("swap_rare_share", "[budget] protects without swapping"),
    ("revision_changes", "final figures of a year are measured once and never revised"),
    ("minimum_changes", "a release needs two coordinators and budget, not a number of changes"),
    ("periods", "every question may name any years; blocks begin at first_year (block_years)"),
    ("national", "tiers have no settings any more"),
    ("transnational", "tiers have no settings any more"),
    ("public", "tiers have no settings any more"),
];

impl Policy {
    /// Reads a policy file.
    ///
    /// # Errors
    /// Names the setting and what would be right.
    pub fn load(path: &Path) -> Result<Self, PolicyError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| PolicyError::Io { path: path.into(), source })?;
        Self::parse(&text)
    }

    /// Reads a policy and checks it against floors and ceilings.
    ///
    /// # Errors
    /// Names the setting and what would be right.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let wrong = |error: toml::de::Error| PolicyError::Wrong(toml_fault(text, &error));
        let table: toml::Table = toml::from_str(text).map_err(wrong)?;
        if let Some((name, instead)) = GONE.iter().find(|(name, _)| table.contains_key(*name)) {
            return Err(PolicyError::Wrong(format!(
                "{name} is a setting of an earlier version: take it out, {instead} (policy.example.toml)"
            )));
        }
        let policy: Self = toml::from_str(text).map_err(wrong)?;
        policy.check()?;
        Ok(policy)
    }

    /// Checks floors and ceilings.
    ///
    /// # Errors
    /// Names the setting and what would be right.
    pub fn check(&self) -> Result<(), PolicyError> {
        let rule = |holds: bool, text: &str| {
            if holds { Ok(()) } else { Err(PolicyError::Wrong(text.into())) }
        };
        let Budget { life, provisional, last, provisional_parts } = self.budget;
        let (floor, ceiling) = (Rho::of_thousandths(100), MOST_LIFE);
        rule((floor..=ceiling).contains(&life), "budget.life must be 0.10 to 1.05")?;
        rule(last >= Rho::of_thousandths(20), "budget.final must be at least 0.02")?;
        rule(
            provisional == Rho::ZERO || provisional >= Rho::of_thousandths(20),
            "budget.provisional must be 0, or at least 0.02",
        )?;
        rule(
            provisional.plus(last).plus(Rho::of_thousandths(20)) <= life,
            "budget.provisional and budget.final together must leave at least 0.02 of budget.life",
        )?;
        rule((1..=4).contains(&provisional_parts), "budget.provisional_parts must be 1 to 4")?;
        rule(
            self.exact.persons || !self.exact.children,
            "exact.children needs exact.persons = true",
        )?;
        rule((1950..=2100).contains(&self.first_year), "first_year must be 1950 to 2100")?;
        rule(
            (1..=1_000_000).contains(&self.victims_a_year),
            "victims_a_year must be 1 to 1000000",
        )?;
        rule(
            self.block_years.is_none_or(|years| [1, 2, 4].contains(&years)),
            "block_years must be 1, 2 or 4",
        )?;
        rule(
            self.countries.len() <= MOST_COUNTRIES
                && self.countries.iter().all(|code| Country::from_alpha2(code).is_some())
                && self.countries.iter().collect::<BTreeSet<_>>().len() == self.countries.len(),
            "countries must be at most 12 two-letter codes (ISO 3166-1, XK for Kosovo), each once",
        )?;
        rule(
            self.rows.is_none_or(|rows| (2_000..=1_000_000).contains(&rows)),
            "rows must be 2000 to 1000000",
        )?;
        let plan = self.plan()?;
        plan.has_margins().map_err(|error| PolicyError::Wrong(error.to_string()))?;
        plan.check(provisional, last).map_err(|error| PolicyError::Wrong(error.to_string()))
    }

    /// The plan of victims.
    ///
    /// # Errors
    /// Names the setting and what would be right.
    pub fn plan(&self) -> Result<Plan, PolicyError> {
        let mut plan = match self.plan.as_deref() {
            None => Plan::expecting(u64::from(self.victims_a_year) * self.block_length() as u64),
            Some("H1") => Plan::h1(),
            Some("H2") => Plan::h2(),
            Some("H3") => Plan::h3(),
            Some(_) => return Err(PolicyError::Wrong("plan must be H1, H2 or H3".into())),
        };
        if let Some(text) = &self.tables {
            plan.last =
                tables(text).map_err(|error| PolicyError::Wrong(format!("tables: {error}")))?;
            plan.name = "own".into();
            if let Some(other) =
                plan.last.iter().flat_map(|t| &t.dimensions).find(|d| !is_of_victims(**d))
            {
                return Err(PolicyError::Wrong(format!(
                    "tables: {} is not known of victims: name dimensions of persons, service or assistance_received (vdx codes lists them)",
                    other.name()
                )));
            }
            let is_yearly =
                |table: &super::plan::PlannedTable| table.dimensions.contains(&Dimension::Year);
            if !plan.last.iter().any(is_yearly) {
                return Err(PolicyError::Wrong("tables must hold one by year at least".into()));
            }
        }
        Ok(plan)
    }

    fn block_length(&self) -> i32 {
        self.block_years.unwrap_or(match self.victims_a_year {
            0..150 => 4,
            150..=1_000 => 2,
            _ => 1,
        })
    }

    /// The block that holds a year; nothing before the first one.
    pub fn block_of(&self, year: i32) -> Option<Years> {
        let length = self.block_length();
        let first = self.first_year + (year - self.first_year).div_euclid(length) * length;
        Years::new(first, first + length - 1).filter(|_| year >= self.first_year)
    }
}

/// Whether releases know a dimension of victims: a table by another one would spend their budget on nothing.
fn is_of_victims(dimension: Dimension) -> bool {
    matches!(dimension, Dimension::Service | Dimension::AssistanceReceived)
        || Measure::Persons.dimensions().any(|of_persons| of_persons == dimension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floors_and_ceilings_hold() {
        Policy::default().check().unwrap();
        for (text, name) in [
            ("budget = { life = 0.05 }", "budget.life"),
            ("budget = { life = 2 }", "budget.life"),
            ("budget = { life = \"much\" }", "life"),
            ("budget = { final = 0.69 }", "leave at least"),
            ("budget = { final = 0.01 }", "budget.final"),
            ("budget = { provisional = 0.001 }", "budget.provisional"),
            ("budget = { provisional_parts = 9 }", "provisional_parts"),
            ("exact = { children = true }", "exact.children"),
            ("first_year = 3000", "first_year"),
            ("victims_a_year = 0", "victims_a_year"),
            ("block_years = 3", "block_years"),
            ("plan = \"H9\"", "plan must"),
            ("tables = \"year x colour: 1\"", "colour"),
            ("tables = \"gender: 1\"", "by year"),
            ("tables = \"year x stage: 1\"", "stage is not known of victims"),
            ("tables = \"year x referral_status: 1\"", "referral_status is not known of victims"),
            (
                "tables = \"year: 1\\nbeneficiary x child: 1\"",
                "beneficiary is not known of victims",
            ),
            ("tables = \"year: 1\\nservice x gender: 1\"", "gender beside lists"),
            ("tables = \"year x exploitation_type: 1\"", "tells too much of exploitation_type"),
            ("countries = [\"Kosovo\"]", "countries"),
            ("countries = [\"XK\", \"XK\"]", "each once"),
            ("budget = { life = nan }", "from 0 to 1.05"),
            ("victims_a_year = -3", "whole number from 0"),
            ("rows = 5", "rows must"),
            ("treshold = 3", "treshold"),
            ("noise_bound = 8", "noise_bound is a setting of an earlier version"),
            ("[national]\nthreshold = 10", "national is a setting of an earlier version"),
        ] {
            let error = Policy::parse(text).unwrap_err().to_string();
            assert!(error.contains(name), "{text}: {error}");
            // What stands before it names the setting once.
            assert!(!error.contains("policy:") && !error.contains("plan:"), "{text}: {error}");
        }
    }

    /// A block keeps its rules, and their hash, whatever version of this program reads them.
    #[test]
    fn exact_totals_are_stored_as_ever() {
        #[derive(serde::Serialize, Deserialize, PartialEq, Debug)]
        struct Now(#[serde(with = "exact_stored")] Exact);
        for (persons, children) in [(false, false), (true, false), (true, true)] {
            let before = postcard::to_stdvec(&(persons, children)).unwrap();
            let now = Now(Exact { persons, children, ..Exact::default() });
            assert_eq!(postcard::to_stdvec(&now).unwrap(), before);
        }
        for bits in 0..16u8 {
            let has = |bit: u8| bits & bit != 0;
            let (persons, children) = (has(1), has(2));
            let now = Now(Exact { persons, children, arrests: has(4), convictions: has(8) });
            let bytes = postcard::to_stdvec(&now).unwrap();
            assert_eq!(postcard::from_bytes::<Now>(&bytes).unwrap(), now);
        }
        assert!(postcard::from_bytes::<Now>(&[8, 0]).is_err());
        let policy = Policy::parse("exact = { arrests = true, convictions = true }").unwrap();
        assert!(policy.exact.arrests && policy.exact.convictions && !policy.exact.persons);
    }

    #[test]
    fn blocks_follow_the_number_of_victims() {
        let block = |text: &str, year| Policy::parse(text).unwrap().block_of(year);
        assert_eq!(block("", 2010), Years::new(2008, 2011));
        assert_eq!(block("victims_a_year = 500", 2011), Years::new(2010, 2011));
        assert_eq!(block("victims_a_year = 5000", 2011), Years::new(2011, 2011));
        assert_eq!(block("first_year = 2009", 2008), None);
        assert_eq!(Policy::default().plan().unwrap().name, "H2");
        assert_eq!(Policy::parse("victims_a_year = 50").unwrap().plan().unwrap().name, "H1");
    }
}
