//! The one function that counts persons: with noise added before anything leaves it.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::budget::Rho;
use super::domains::Domains;
use super::gaussian::{Variance, draw};
use super::plan::{Plan, PlannedTable};
use super::rows::{BoundedUnits, Layout, Placed};
use super::stream::Seed;
use crate::statistics::Dimension;

/// A table to measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The table.
    pub table: PlannedTable,
    /// Variance of the noise of each cell.
    pub variance: Variance,
    /// For a table by year: the one year of the block to measure, counted from 0. All cells
    /// otherwise.
    pub year: Option<usize>,
}

/// Noisy counts of a table: public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measured {
    #[serde(with = "names")]
    pub(super) dimensions: Vec<Dimension>,
    pub(super) variance: Variance,
    /// The noisy count of each cell that was measured.
    pub(super) values: Vec<Option<i64>>,
}

impl Measured {
    /// Its dimensions.
    pub fn dimensions(&self) -> &[Dimension] {
        &self.dimensions
    }

    /// Variance of the noise of each cell.
    pub fn variance(&self) -> Variance {
        self.variance
    }

    /// Whether its cells are exact totals.
    pub fn is_exact(&self) -> bool {
        self.variance == Variance::EXACT
    }

    /// Adds the cells of another measurement of the same table with the same noise: of another
    /// year. False when they are not of one kind.
    pub fn join(&mut self, other: &Self) -> bool {
        let fits = self.dimensions == other.dimensions
            && self.variance == other.variance
            && self.values.len() == other.values.len()
            && self.values.iter().zip(&other.values).all(|(a, b)| a.is_none() || b.is_none());
        if fits {
            self.values.iter_mut().zip(&other.values).for_each(|(a, b)| *a = a.or(*b));
        }
        fits
    }
}

/// A total that a policy publishes exactly: the units of one year that have a code. It is not
/// differentially private.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExactCode {
    /// The calendar year.
    pub year: i32,
    /// Name of the dimension.
    pub dimension: String,
    /// The code.
    pub code: String,
}

/// Counts all units of one year of the block, counted from 0, that have a code, exactly: a table
/// of one known cell, and of none where it holds fewer than [`SMALLEST_EXACT`].
pub(super) fn exact_code(
    units: &BoundedUnits,
    domains: &Domains,
    plan: &Plan,
    year: usize,
    (dimension, code): (Dimension, &str),
) -> Option<Measured> {
    let dimensions = vec![Dimension::Year, dimension];
    let layout = Layout::new(&dimensions, domains, plan)?;
    let place = usize::from(domains.of(dimension)?.place(code)?);
    let cell = year * domains.of(dimension)?.len() + place;
    let placed = layout.place(&units.rows);
    let count = (0..units.len()).filter(|row| placed.of(*row) == [cell as u16]).count() as i64;
    let mut values = vec![None; layout.cells];
    values[cell] = (count >= i64::from(SMALLEST_EXACT)).then_some(count);
    Some(Measured { dimensions, variance: Variance::EXACT, values })
}

impl Wanted {
    fn layout(&self, domains: &Domains, plan: &Plan) -> Option<Layout> {
        Layout::new(&self.table.dimensions, domains, plan)
    }

    fn measures(&self, layout: &Layout, cell: usize) -> bool {
        self.year.is_none_or(|year| layout.place_in(cell, Dimension::Year) == Some(year))
    }
}

/// A table of a plan has a dimension that the release lacks, or too many cells.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the table {0} has more than 20,000 cells, or a dimension without codes: shorten its lists of countries"
)]
pub struct Unmeasurable(pub String);

/// What measuring these tables costs each unit, by the number of cells that it changes: at most
/// what the plan says, and less for who has fewer codes on a list. For the accounts alone: a charge
/// tells how many codes a person has.
///
/// # Errors
/// When a table cannot be measured.
pub fn charges(
    units: &BoundedUnits,
    domains: &Domains,
    plan: &Plan,
    wanted: &[Wanted],
) -> Result<Vec<Rho>, Unmeasurable> {
    let mut charges = vec![Rho::ZERO; units.len()];
    for wanted in wanted {
        let layout =
            wanted.layout(domains, plan).ok_or_else(|| Unmeasurable(wanted.table.to_string()))?;
        let placed = layout.place(&units.rows);
        for (row, charge) in charges.iter_mut().enumerate() {
            let cells = placed.of(row).iter();
            let changed =
                cells.filter(|cell| wanted.measures(&layout, usize::from(**cell))).count();
            *charge = charge.plus(Rho::of_contribution(changed as u64, wanted.variance));
        }
    }
    Ok(charges)
}

/// Measures tables: draws all noise, then counts those units that are `admitted` and adds it.
/// `release` names what is released and what it rests on; with the same seed it gives the same.
///
/// # Errors
/// When a table cannot be measured.
pub fn measure(
    units: &BoundedUnits,
    admitted: &[bool],
    domains: &Domains,
    plan: &Plan,
    wanted: &[Wanted],
    seed: &Seed,
    release: &[u8],
) -> Result<Vec<Measured>, Unmeasurable> {
    let layouts: Vec<Layout> = wanted
        .iter()
        .map(|w| w.layout(domains, plan).ok_or_else(|| Unmeasurable(w.table.to_string())))
        .collect::<Result<_, _>>()?;
    let tables = wanted.par_iter().zip(&layouts).enumerate();
    let mut noise: Vec<Vec<i64>> = tables
        .map(|(place, (wanted, layout))| {
            let mut stream = seed.stream(release, place as u32);
            (0..layout.cells).map(|_| draw(&mut stream, wanted.variance)).collect()
        })
        .collect();
    let tables = wanted.par_iter().zip(&layouts).zip(&mut noise);
    Ok(tables
        .map(|((wanted, layout), values)| {
            let placed = layout.place(&units.rows);
            count(&placed, admitted, values);
            let values = std::mem::take(values).into_iter().enumerate();
            let values = values.map(|(cell, value)| wanted.measures(layout, cell).then_some(value));
            Measured {
                dimensions: wanted.table.dimensions.clone(),
                variance: wanted.variance,
                values: values.collect(),
            }
        })
        .collect())
}

fn count(placed: &Placed, admitted: &[bool], values: &mut [i64]) {
    for (row, _) in admitted.iter().enumerate().filter(|(_, admitted)| **admitted) {
        placed.of(row).iter().for_each(|cell| values[usize::from(*cell)] += 1);
    }
}

/// An exact figure below this is told as "fewer than".
pub const SMALLEST_EXACT: u32 = 5;

/// Persons and children of one year, exactly: two facts that a policy may list beforehand. They are
/// not differentially private.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExactYear {
    /// The calendar year.
    pub year: i32,
    /// Persons; nothing when there are fewer than [`SMALLEST_EXACT`].
    pub persons: Option<u32>,
    /// Children among them; nothing when they, or the others, are fewer than [`SMALLEST_EXACT`].
    pub children: Option<u32>,
}

/// Counts the persons and children of one year of the block, counted from 0, exactly.
pub fn exact_year(units: &BoundedUnits, domains: &Domains, year: usize) -> ExactYear {
    let child = domains.of(Dimension::Child).and_then(|domain| domain.place("YES"));
    let (mut persons, mut children) = (0u32, 0u32);
    if let Some(years) = units.rows.ones.get(&Dimension::Year) {
        for (row, _) in years.iter().enumerate().filter(|(_, of)| usize::from(**of) == year) {
            persons += 1;
            let codes = units.rows.ones.get(&Dimension::Child);
            children += u32::from(codes.map(|codes| codes[row]) == child && child.is_some());
        }
    }
    let (persons, children) = told(persons, children);
    ExactYear { year: domains.years().first() + year as i32, persons, children }
}

/// What is told exactly of a number of persons and of the children among them. A part that is small, or
/// leaves a small rest or none, would be found by subtraction: whoever is known to be among all would be
/// known to be a child.
fn told(persons: u32, children: u32) -> (Option<u32>, Option<u32>) {
    let shown = |count: u32| (count >= SMALLEST_EXACT).then_some(count);
    (shown(persons), shown(children).filter(|_| persons - children >= SMALLEST_EXACT))
}

/// Dimensions by their names.
mod names {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::statistics::Dimension;

    pub fn serialize<S: Serializer>(of: &[Dimension], serializer: S) -> Result<S::Ok, S::Error> {
        of.iter().map(|d| d.name()).collect::<Vec<_>>().serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Dimension>, D::Error> {
        let names = Vec::<String>::deserialize(deserializer)?;
        let known = |name: &String| {
            Dimension::from_name(name).ok_or_else(|| serde::de::Error::custom("no such dimension"))
        };
        names.iter().map(known).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_children_leave_a_rest_that_tells_of_nobody() {
        assert_eq!(told(60, 55), (Some(60), Some(55)));
        for children in [0, 4, 56, 59, 60] {
            assert_eq!(told(60, children), (Some(60), None), "{children}");
        }
        assert_eq!(told(4, 4), (None, None));
    }
}
