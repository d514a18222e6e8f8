//! A block of years: its rules, which are fixed when its first release is approved, and what is
//! measured of it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::budget::{Rho, TooSmall};
use super::collect::Collector;
use super::domains::Domains;
use super::fitted::{Fitted, Singular, Tuning};
use super::gaussian::Variance;
use super::ledger::{Accounts, Mention};
use super::measure::{
    ExactYear, Measured, Unmeasurable, Wanted, charges, exact_code, exact_year, measure,
};
use super::plan::{Plan, PlannedTable};
use super::policy::{Exact, Policy, PolicyError};
use super::population::Population;
use super::rows::{BoundedUnits, Layout};
use super::stream::Seed;
use crate::domain::period::Years;
use crate::domain::release::{ReleaseKind, ReleaseScope};
use crate::statistics::{Catalog, Dimension};

/// Something that cannot be measured as it was asked for.
#[derive(Debug, Error)]
pub enum MeasureError {
    /// A table is too large.
    #[error(transparent)]
    Unmeasurable(#[from] Unmeasurable),
    /// The budget is too small for the plan.
    #[error(transparent)]
    TooSmall(#[from] TooSmall),
    /// The policy cannot be used.
    #[error(transparent)]
    Policy(#[from] PolicyError),
}

/// The rules of a block for one kind of units.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KindRules {
    /// Which units.
    pub population: Population,
    /// Their tables.
    pub plan: Plan,
    /// Their codes.
    pub domains: Domains,
    /// What one row spends at most in one provisional release of its year.
    pub provisional: Rho,
    /// What one row spends at most in final releases.
    pub last: Rho,
}

/// The rules of a block of years.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BlockRules {
    /// The block.
    pub years: Years,
    catalog: Catalog,
    /// What everybody has for life.
    pub life: Rho,
    /// In how many releases of one year provisional figures may come.
    pub provisional_parts: u32,
    /// Which totals are exact.
    #[serde(with = "super::policy::exact_stored")]
    pub exact: Exact,
    rows: Option<usize>,
    /// By kind of units.
    pub kinds: Vec<KindRules>,
}

/// The most rows of a fitted table of other units than victims.
const ROWS: usize = 8_000;

/// What one release measures of one kind of units: everything, or the tables of one year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Which units.
    pub population: Population,
    /// The year; nothing for tables of the whole block.
    pub year: Option<i32>,
    /// Its tables.
    pub tables: Vec<Measured>,
}

/// What a release measured: noisy counts, which are public.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReleaseTables {
    /// Its number.
    pub number: u32,
    /// What it is about.
    pub scope: ReleaseScope,
    /// The tables.
    pub parts: Vec<Part>,
    /// Exact totals.
    pub exact: Vec<ExactYear>,
}

/// Units of one kind that wait for their release. It has no `Debug`.
#[derive(Serialize, Deserialize)]
pub struct Frozen {
    population: Population,
    units: Vec<u8>,
    /// Who can pay.
    admitted: Vec<bool>,
}

/// A life's budget that nobody reaches, in thousandths of rho.
const UNBOUNDED: u64 = 100_000;

/// What one unit is charged, with all mentions that tell of it.
pub type Charged = (Vec<Mention>, Rho);

/// The tables of one year, or of the whole block.
type WantedOf = (Option<i32>, Vec<Wanted>);

/// The most that one unit can be charged: of a year's tables, and of the whole block's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// For the tables of one year.
    pub year: Rho,
    /// For the tables of the block; nothing unless the release closes it.
    pub block: Rho,
}

impl BlockRules {
    /// The rules that a policy gives a block. `country` is the exchange's own.
    ///
    /// # Errors
    /// When a table of the plan cannot be measured.
    pub fn new(
        policy: &Policy,
        years: Years,
        regions: &[String],
        country: &str,
    ) -> Result<Self, MeasureError> {
        let catalog = Catalog { regions: regions.to_vec(), years };
        let mut listed = policy.countries.clone();
        if !listed.iter().any(|code| code == country) {
            listed.push(country.into());
        }
        let budget = &policy.budget;
        let kind = |population: &Population| {
            let plan = population.plan().map_or_else(|| policy.plan(), Ok)?;
            let (provisional, last) =
                population.budgets(budget.life, budget.provisional, budget.last);
            let provisional =
                Rho::of_units(provisional.units() / u64::from(budget.provisional_parts));
            let domains =
                Domains::new(&catalog, &plan, plan.dimensions(), years, &|_| listed.clone());
            Ok(KindRules { population: *population, plan, domains, provisional, last })
        };
        let kinds = Population::ALL.iter().map(kind).collect::<Result<_, PolicyError>>()?;
        let rules = Self {
            years,
            catalog,
            life: budget.life,
            provisional_parts: budget.provisional_parts,
            exact: policy.exact,
            rows: policy.rows,
            kinds,
        };
        for kind in &rules.kinds {
            for table in kind.plan.last.iter().chain(&kind.plan.provisional) {
                Layout::new(&table.dimensions, &kind.domains, &kind.plan)
                    .ok_or_else(|| Unmeasurable(table.to_string()))?;
            }
            kind.variances(ReleaseKind::Final)?;
            kind.variances(ReleaseKind::Provisional)?;
        }
        Ok(rules)
    }

    /// Rules as they were stored, with the places of the codes that this program knows.
    pub fn bound(mut self) -> Self {
        for kind in &mut self.kinds {
            kind.domains.bind(&self.catalog);
        }
        self
    }

    /// Their hash: the same for two releases of a block.
    pub fn hash(&self) -> [u8; 32] {
        let bytes = postcard::to_stdvec(self).expect("rules always serialize");
        *blake3::hash(&bytes).as_bytes()
    }

    /// What a release measures of each kind of units, by years. `closes` says whether the block is
    /// then released for good.
    fn wanted(
        &self,
        kind: &KindRules,
        scope: ReleaseScope,
        closes: bool,
    ) -> Result<Vec<WantedOf>, MeasureError> {
        let tables = kind.variances(scope.kind)?;
        let is_yearly = |table: &PlannedTable| table.dimensions.contains(&Dimension::Year);
        let of = |year: Option<i32>| {
            let place = year.map(|year| (year - self.years.first()) as usize);
            let of_year =
                tables.iter().filter(move |(table, _)| is_yearly(table) == year.is_some());
            let wanted = of_year.map(move |(table, variance)| Wanted {
                table: table.clone(),
                variance: *variance,
                year: place,
            });
            (year, wanted.collect::<Vec<_>>())
        };
        let years = (scope.years.first()..=scope.years.last()).map(|year| of(Some(year)));
        let whole = closes.then(|| of(None));
        Ok(years.chain(whole).filter(|(_, wanted)| !wanted.is_empty()).collect())
    }

    /// The most that one who is protected can be charged by a release, by kind of units.
    ///
    /// # Errors
    /// When the budget is too small for the plan.
    pub fn cost(
        &self,
        kind: &KindRules,
        release: ReleaseKind,
        closes: bool,
    ) -> Result<Cost, MeasureError> {
        let mut cost = Cost::default();
        for (table, variance) in kind.variances(release)? {
            let squared = u64::from(kind.plan.contribution(&table));
            let rows = kind.population.rows_changed();
            let rho = Rho::of_contribution(rows * squared, variance);
            if table.dimensions.contains(&Dimension::Year) {
                cost.year = cost.year.plus(rho);
            } else if closes {
                cost.block = cost.block.plus(rho);
            }
        }
        Ok(cost)
    }

    /// The tables that a release measures of one kind of units, each with the standard deviation of
    /// its noise.
    ///
    /// # Errors
    /// When the budget is too small for the plan.
    pub fn planned(
        &self,
        kind: &KindRules,
        release: ReleaseKind,
        closes: bool,
    ) -> Result<Vec<(PlannedTable, f64)>, MeasureError> {
        let all = kind.variances(release)?.into_iter();
        let measured =
            all.filter(|(table, _)| closes || table.dimensions.contains(&Dimension::Year));
        Ok(measured.map(|(table, variance)| (table, variance.value().sqrt())).collect())
    }

    /// Freezes the units of a release, and finds who was known before and who can pay: what each of
    /// them is charged is noted in `accounts`.
    ///
    /// # Errors
    /// When something cannot be measured.
    pub fn freeze(
        &self,
        collector: &Collector,
        number: u32,
        scope: ReleaseScope,
        closes: bool,
        key: &[u8; 32],
        accounts: &mut Accounts,
    ) -> Result<(Vec<Frozen>, Vec<Charged>), MeasureError> {
        let known = collector.known_before(number, self.years, accounts);
        let (frozen, mut all) =
            self.freeze_others(collector, number, scope, closes, key, accounts, known)?;
        all.extend(collector.meet(number, all.len() as u32, self.years, accounts));
        Ok((frozen, all))
    }

    /// What a release that was lost has cost whom, at most: nobody is taken for having been known before,
    /// or left out for want of budget, since who was and who could pay is not known.
    ///
    /// # Errors
    /// When something cannot be measured.
    pub fn charge_lost(
        &self,
        collector: &Collector,
        number: u32,
        scope: ReleaseScope,
        closes: bool,
        key: &[u8; 32],
    ) -> Result<Vec<Charged>, MeasureError> {
        let unbounded = Self { life: Rho::of_thousandths(UNBOUNDED), ..self.clone() };
        let accounts = &mut Accounts::default();
        let none = Vec::new();
        let (_, charged) =
            unbounded.freeze_others(collector, number, scope, closes, key, accounts, none)?;
        Ok(charged)
    }

    /// Freezes units. `all` are the lines that were charged before.
    #[allow(clippy::too_many_arguments)]
    fn freeze_others(
        &self,
        collector: &Collector,
        number: u32,
        scope: ReleaseScope,
        closes: bool,
        key: &[u8; 32],
        accounts: &mut Accounts,
        mut all: Vec<Charged>,
    ) -> Result<(Vec<Frozen>, Vec<Charged>), MeasureError> {
        let mut frozen = Vec::new();
        for kind in &self.kinds {
            let wanted: Vec<Wanted> =
                self.wanted(kind, scope, closes)?.into_iter().flat_map(|(_, w)| w).collect();
            if wanted.is_empty() {
                continue;
            }
            let counted = collector.units(kind.population, &self.catalog, self.years, accounts);
            let (units, mentions): (Vec<_>, Vec<_>) =
                counted.into_iter().map(|counted| (counted.unit, counted.mentions)).unzip();
            let units = BoundedUnits::new(units, &kind.domains, &kind.plan, key);
            let rows = kind.population.rows_changed();
            let charges = charges(&units, &kind.domains, &kind.plan, &wanted)?;
            let charges = charges.into_iter().map(|rho| Rho::of_units(rho.units() * rows));
            let apart = kind.population.has_several_accounts();
            let (admitted, charged) = accounts.admit_and_charge(
                number,
                all.len() as u32,
                mentions.into_iter().zip(charges),
                self.life,
                apart,
            );
            all.extend(charged);
            frozen.push(Frozen { population: kind.population, units: units.to_bytes(), admitted });
        }
        Ok((frozen, all))
    }

    /// Charges everybody whom any table of these years could tell of.
    pub fn charge_everybody(&self, collector: &Collector, amount: Rho) -> Vec<Charged> {
        let nobody = Accounts::default();
        let units =
            |kind: &KindRules| collector.units(kind.population, &self.catalog, self.years, &nobody);
        self.kinds.iter().flat_map(units).map(|counted| (counted.mentions, amount)).collect()
    }

    /// Measures frozen units. With the same seed and units it gives the same.
    ///
    /// # Errors
    /// When something cannot be measured.
    pub fn measure(
        &self,
        frozen: &[Frozen],
        number: u32,
        scope: ReleaseScope,
        closes: bool,
        seed: &Seed,
        snapshot: &[u8; 32],
    ) -> Result<ReleaseTables, MeasureError> {
        let (mut parts, mut exact) = (Vec::new(), Vec::new());
        for kind in &self.kinds {
            let Some(frozen) = frozen.iter().find(|f| f.population == kind.population) else {
                continue;
            };
            let units = BoundedUnits::of_bytes(&frozen.units)
                .ok_or_else(|| Unmeasurable("frozen units".into()))?;
            let by_year = self.wanted(kind, scope, closes)?;
            let all: Vec<Wanted> = by_year.iter().flat_map(|(_, w)| w.clone()).collect();
            let name =
                [b"vdx release", &number.to_le_bytes()[..], &[kind.population.number()], snapshot]
                    .concat();
            let (domains, plan) = (&kind.domains, &kind.plan);
            let mut tables =
                measure(&units, &frozen.admitted, domains, plan, &all, seed, &name)?.into_iter();
            for (year, wanted) in by_year {
                let mut tables: Vec<Measured> = tables.by_ref().take(wanted.len()).collect();
                let listed = self.exact.of(kind.population);
                let listed = listed.filter(|_| scope.kind == ReleaseKind::Final);
                if let (Some(listed), Some(year)) = (listed, year) {
                    let place = (year - self.years.first()) as usize;
                    tables.extend(exact_code(&units, domains, plan, place, listed));
                }
                parts.push(Part { population: kind.population, year, tables });
            }
            let is_listed = kind.population == Population::Victims && self.exact.persons;
            if is_listed && scope.kind == ReleaseKind::Final {
                for year in scope.years.first()..=scope.years.last() {
                    let place = (year - self.years.first()) as usize;
                    let mut known = exact_year(&units, domains, place);
                    known.children = known.children.filter(|_| self.exact.children);
                    exact.push(known);
                }
            }
        }
        Ok(ReleaseTables { number, scope, parts, exact })
    }

    /// Fits a table to everything that releases of this block measured of one kind of units.
    /// Provisional tables of a year count until its final ones are there, and only the latest.
    /// `country` is the exchange's own; nothing at a hub of several.
    ///
    /// # Errors
    /// When the errors of figures cannot be computed.
    pub fn fit(
        &self,
        kind: &KindRules,
        releases: &[ReleaseTables],
        country: Option<&str>,
    ) -> Result<Option<Fitted>, Singular> {
        let standing = standing(releases.iter().map(|release| (release.number, release.scope)));
        let mut joined: Vec<Measured> = Vec::new();
        for release in releases {
            let parts = release.parts.iter().filter(|part| {
                part.population == kind.population
                    && part
                        .year
                        .is_none_or(|year| standing[&year] == (release.scope.kind, release.number))
            });
            for table in parts.flat_map(|part| &part.tables) {
                // Two provisional years may differ in their noise.
                let joins = |known: &mut Measured| known.join(table);
                if !joined.iter_mut().any(joins) {
                    joined.push(table.clone());
                }
            }
        }
        if joined.is_empty() {
            return Ok(None);
        }
        let is_victims = kind.population == Population::Victims;
        let exact = releases.iter().flat_map(|release| &release.exact).copied();
        let exact: Vec<ExactYear> = exact.filter(|_| is_victims).collect();
        let rows = if is_victims {
            self.rows
        } else {
            Some(self.rows.map_or(ROWS, |rows| rows.min(ROWS)))
        };
        let (domains, plan) = (kind.domains.clone(), kind.plan.clone());
        // The seed is public. Another one, should rounding defeat the first.
        let fit = |seed| {
            let exact = exact.clone();
            let tuning = Tuning { rows, country };
            Fitted::new(&joined, exact, domains.clone(), plan.clone(), seed, tuning)
        };
        fit(1).or_else(|_| fit(2)).or_else(|_| fit(3)).map(Some)
    }
}

impl KindRules {
    /// The tables of a kind of release with the variance of their noise; none without a budget.
    pub fn variances(
        &self,
        release: ReleaseKind,
    ) -> Result<Vec<(PlannedTable, Variance)>, TooSmall> {
        let budget = match release {
            ReleaseKind::Provisional => self.provisional,
            ReleaseKind::Final => self.last,
        };
        let tables = self.plan.tables(release);
        if budget == Rho::ZERO || tables.is_empty() {
            return Ok(Vec::new());
        }
        let variances = self.plan.variances(tables, budget)?;
        Ok(tables.iter().cloned().zip(variances).collect())
    }
}

/// Which release tells of each year: the final one, or else the latest provisional one.
pub fn standing(
    releases: impl Iterator<Item = (u32, ReleaseScope)>,
) -> BTreeMap<i32, (ReleaseKind, u32)> {
    let mut standing = BTreeMap::new();
    for (number, scope) in releases {
        for year in scope.years.first()..=scope.years.last() {
            let entry = standing.entry(year).or_insert((scope.kind, number));
            *entry = (*entry).max((scope.kind, number));
        }
    }
    standing
}

/// A table that was measured: its dimensions, and in which years unless of the whole block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasuredTable {
    /// Its dimensions.
    pub dimensions: BTreeSet<Dimension>,
    /// The years, for a table by year.
    pub years: Option<BTreeSet<i32>>,
}

/// Which tables of a kind of units count, of all releases of a block.
pub fn measured_tables(population: Population, releases: &[ReleaseTables]) -> Vec<MeasuredTable> {
    let standing = standing(releases.iter().map(|release| (release.number, release.scope)));
    let mut tables: Vec<MeasuredTable> = Vec::new();
    for release in releases {
        let counts = |part: &&Part| {
            let own = (release.scope.kind, release.number);
            part.population == population && part.year.is_none_or(|year| standing[&year] == own)
        };
        for part in release.parts.iter().filter(counts) {
            for table in part.tables.iter().filter(|table| !table.is_exact()) {
                let dimensions: BTreeSet<Dimension> = table.dimensions().iter().copied().collect();
                let known =
                    tables.iter_mut().find(|t| t.dimensions == dimensions && t.years.is_some());
                match (known.and_then(|table| table.years.as_mut()), part.year) {
                    (Some(years), Some(year)) => drop(years.insert(year)),
                    (_, year) => tables
                        .push(MeasuredTable { dimensions, years: year.map(|year| [year].into()) }),
                }
            }
        }
    }
    tables
}
