//! The fitted table: everything that a release answers, made of its noisy counts alone.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::domains::Domains;
use super::fit::{self, ExactRows, Target};
use super::margins::margins;
use super::measure::{ExactCode, ExactYear, Measured};
use super::plan::{Plan, PlannedTable, Shape};
use super::replicates::{self, COLUMNS, Column};
use super::rows::{Layout, Rows};
use super::sample::{OF_ERRORS, Sample};
use super::support;
use super::twice::{LAMBDA, Twice};
use crate::statistics::Dimension;

/// Rows with weights, and a sample of them with 64 columns that tell how far off sums are.
pub struct Fitted {
    pub(super) domains: Domains,
    pub(super) plan: Plan,
    pub(super) rows: Rows,
    pub(super) weights: Vec<f64>,
    /// The rows of the sample: all where they are few.
    pub(super) sample: Rows,
    /// How far the weight of each of them is off, in each column.
    pub(super) columns: Vec<Column>,
    /// The smallest standard deviation of noise.
    smallest_sigma: f64,
    measured: Vec<BTreeSet<Dimension>>,
    exact: Vec<ExactYear>,
    exact_codes: Vec<ExactCode>,
}

/// What is stored of it.
#[derive(Serialize, Deserialize)]
struct Stored {
    layout: u8,
    domains: Domains,
    plan: Plan,
    rows: Rows,
    weights: Vec<f64>,
    sample: Rows,
    columns: Vec<f32>,
    smallest_sigma: f64,
    measured: Vec<Vec<String>>,
    exact: Vec<ExactYear>,
    exact_codes: Vec<ExactCode>,
}

/// Layout of what is stored, and the way in which it was fitted: what an earlier version stored is
/// fitted again. The first layout began with the first year of the block, which is no small number;
/// the second one took foreign nationals to be of any citizenship.
const LAYOUT: u8 = 3;

/// The part of their variance with which margins of measured tables pull: see [`margins`].
const MARGINS: f64 = 0.3;
/// Units from which on margins of a closed block are targets of their own. With fewer, a person more or
/// less in each empty cell is lost in the noise, and figures are more precise without them.
const MARGINS_FROM: f64 = 2_000.0;

/// Trials showed that the columns vary less than estimates err: weights cannot fall below nothing,
/// which the columns can.
const INFLATION: f64 = 1.2;

/// What the rows of a table depend on beside what was measured.
#[derive(Clone, Copy, Default)]
pub(super) struct Tuning<'a> {
    /// Number of rows, unless the number of units says.
    pub rows: Option<usize>,
    /// The exchange's own country, where persons are identified; nothing at a hub of several.
    pub country: Option<&'a str>,
}

/// A figure with its 90 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate, at least 0.
    pub value: f64,
    /// Its standard error.
    pub error: f64,
}

/// Half the width of a 90 % interval in standard errors.
pub const HALF_WIDTH: f64 = 1.645;

impl Estimate {
    /// The lower end of the 90 % interval, at least 0.
    pub fn low(self) -> f64 {
        (self.value - HALF_WIDTH * self.error).max(0.0)
    }

    /// The upper end of the 90 % interval.
    pub fn high(self) -> f64 {
        self.value + HALF_WIDTH * self.error
    }
}

/// A release whose errors cannot be told: its tables contradict each other beyond all rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the errors of the fitted table cannot be computed: nothing is released")]
pub struct Singular;

impl Fitted {
    /// Fits a table to what was measured. `seed` is public: with it anybody who has the measured
    /// tables gets the same.
    ///
    /// # Errors
    /// When the errors of figures cannot be computed.
    pub(super) fn new(
        measured: &[Measured],
        exact: Vec<ExactYear>,
        domains: Domains,
        plan: Plan,
        seed: u64,
        tuning: Tuning<'_>,
    ) -> Result<Self, Singular> {
        let years = domains.years().first()..=domains.years().last();
        let total: Option<u32> =
            years.map(|year| exact.iter().find(|known| known.year == year)?.persons).sum();
        let total = total.map(f64::from);
        let support = support::draw(measured, &domains, &plan, total, seed, tuning);
        let rows = support.rows;
        let mut targets = Target::all(measured, &rows, &domains, &plan);
        targets.extend(Target::totals(&rows, &domains, &plan, &exact, support.total));
        let own = targets.len();
        if support.total.0 > MARGINS_FROM || is_open(measured, &plan) {
            targets.extend(margins(measured, &rows, &domains, &plan, MARGINS));
        }
        let fits = Twice::new(&targets, own, &support.weights)?;
        let drawn = Sample::of(&fits.weights, OF_ERRORS);
        let sample = rows.pick(&drawn.rows);
        targets.truncate(own);
        let years = domains.year_count();
        let columns =
            replicates::draw(&targets, &fits.weights, &drawn, &sample, LAMBDA, years, seed);
        let mut columns = columns.ok_or(Singular)?;
        fits.spread(&mut columns, &drawn, seed);
        let mut weights = fits.weights;
        for exact in fit::exact_rows(&rows, &domains, &exact, measured) {
            make_exact(&mut weights, &exact);
        }
        for exact in fit::exact_rows(&sample, &domains, &exact, measured) {
            leave_exact(&mut columns, &drawn.weights, &exact.rows);
        }
        let exact_codes = exact_codes(measured, &domains);
        let measured: Vec<&Measured> = measured.iter().filter(|table| !table.is_exact()).collect();
        let sigmas = measured.iter().map(|table| table.variance.value().sqrt());
        Ok(Self {
            smallest_sigma: sigmas.fold(f64::INFINITY, f64::min),
            measured: measured.iter().map(|m| m.dimensions.iter().copied().collect()).collect(),
            domains,
            plan,
            rows,
            weights,
            sample,
            columns,
            exact,
            exact_codes,
        })
    }

    /// As bytes for the store. What it was fitted to is stored, too: these only save the time.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let stored = Stored {
            layout: LAYOUT,
            domains: self.domains.clone(),
            plan: self.plan.clone(),
            rows: self.rows.clone(),
            weights: self.weights.clone(),
            sample: self.sample.clone(),
            columns: self.columns.iter().flatten().copied().collect(),
            smallest_sigma: self.smallest_sigma,
            measured: self
                .measured
                .iter()
                .map(|table| table.iter().map(|d| d.name().to_owned()).collect())
                .collect(),
            exact: self.exact.clone(),
            exact_codes: self.exact_codes.clone(),
        };
        postcard::to_stdvec(&stored).expect("a fitted table always serializes")
    }

    /// From such bytes; nothing when they are of another layout.
    pub(crate) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.first() != Some(&LAYOUT) {
            return None;
        }
        let stored: Stored = postcard::from_bytes(bytes).ok()?;
        let columns = stored.columns.chunks_exact(COLUMNS);
        let columns: Vec<Column> = columns.map(|c| c.try_into()).collect::<Result<_, _>>().ok()?;
        let count = stored.rows.count;
        let table = |names: Vec<String>| {
            names.iter().map(|name| Dimension::from_name(name)).collect::<Option<BTreeSet<_>>>()
        };
        let measured = stored.measured.into_iter().map(table).collect::<Option<_>>()?;
        let fits = columns.len() == stored.sample.count && stored.weights.len() == count;
        fits.then_some(Self {
            domains: stored.domains,
            plan: stored.plan,
            rows: stored.rows,
            weights: stored.weights,
            sample: stored.sample,
            columns,
            smallest_sigma: stored.smallest_sigma,
            measured,
            exact: stored.exact,
            exact_codes: stored.exact_codes,
        })
    }

    /// Whether a person may have several codes of a dimension.
    pub fn is_list(&self, dimension: Dimension) -> bool {
        self.plan.shape(dimension) != Shape::Single
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.count
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.count == 0
    }

    /// The codes of the release.
    pub fn domains(&self) -> &Domains {
        &self.domains
    }

    /// The exact figures.
    pub fn exact(&self) -> &[ExactYear] {
        &self.exact
    }

    /// The exact totals of units that have a code.
    pub fn exact_codes(&self) -> &[ExactCode] {
        &self.exact_codes
    }

    /// Whether a table by these dimensions is a margin of a measured one.
    pub fn is_measured(&self, dimensions: &BTreeSet<Dimension>) -> bool {
        self.measured.iter().any(|table| dimensions.is_subset(table))
    }

    /// Whether a dimension is in any measured table.
    pub fn knows(&self, dimension: Dimension) -> bool {
        self.measured.iter().any(|table| table.contains(&dimension))
    }

    /// No standard error is told below this.
    pub fn smallest_error(&self) -> f64 {
        0.6 * self.smallest_sigma
    }

    /// All cells of a table, the last dimension fastest; nothing when the release lacks one of its
    /// dimensions.
    pub fn table(&self, dimensions: &[Dimension]) -> Option<Vec<Estimate>> {
        let layout = Layout::new(dimensions, &self.domains, &self.plan)?;
        let mut values = vec![0f64; layout.cells];
        let mut columns = vec![[0f64; COLUMNS]; layout.cells];
        layout.place(&self.rows).each(0..self.rows.count, |row, cell| {
            values[usize::from(cell)] += self.weights[row];
        });
        layout.place(&self.sample).each(0..self.sample.count, |row, cell| {
            let sums = columns[usize::from(cell)].iter_mut().zip(&self.columns[row]);
            sums.for_each(|(sum, value)| *sum += f64::from(*value));
        });
        let estimates = values.into_iter().zip(columns);
        Some(estimates.map(|(value, columns)| self.estimate(value, &columns)).collect())
    }

    /// An estimate from the sums of weights and of each column.
    pub(super) fn estimate(&self, value: f64, columns: &[f64; COLUMNS]) -> Estimate {
        let error = standard_error(columns).max(self.smallest_error());
        Estimate { value: value.max(0.0), error }
    }
}

/// Whether a table of the plan is not measured of all years yet. Then few tables tell of a year, most of
/// their cells are empty, and without margins of their own figures of a year would be too low.
fn is_open(measured: &[Measured], plan: &Plan) -> bool {
    let is_whole = |table: &PlannedTable| {
        let mut known = measured.iter().filter(|m| m.dimensions == table.dimensions);
        known.any(|measured| measured.values.iter().all(Option::is_some))
    };
    !plan.last.iter().all(is_whole)
}

/// The standard error that the columns of a figure tell.
pub(super) fn standard_error(columns: &[f64; COLUMNS]) -> f64 {
    let count = COLUMNS as f64;
    let mean = columns.iter().sum::<f64>() / count;
    let squares = columns.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
    INFLATION * (squares / (count - 1.0)).sqrt()
}

/// The exact totals among measured tables.
fn exact_codes(measured: &[Measured], domains: &Domains) -> Vec<ExactCode> {
    let mut codes = Vec::new();
    for table in measured.iter().filter(|table| table.is_exact()) {
        let &[_, dimension] = table.dimensions() else { continue };
        let Some(domain) = domains.of(dimension) else { continue };
        let known = table.values.iter().enumerate().filter(|(_, value)| value.is_some());
        codes.extend(known.map(|(cell, _)| ExactCode {
            year: domains.years().first() + (cell / domain.len()) as i32,
            dimension: dimension.name().to_owned(),
            code: domain.codes()[cell % domain.len()].clone(),
        }));
    }
    codes
}

/// Makes the sum of some weights the exact one.
fn make_exact(weights: &mut [f64], exact: &ExactRows) {
    let sum: f64 = exact.rows.iter().map(|row| weights[*row as usize]).sum();
    if sum > 0.0 {
        exact.rows.iter().for_each(|row| weights[*row as usize] *= exact.total / sum);
    }
}

/// Takes from rows, by their weights, what a column is off in their sum.
fn leave_exact(columns: &mut [Column], weights: &[f64], rows: &[u32]) {
    let total: f64 = rows.iter().map(|row| weights[*row as usize]).sum();
    let mut off = [0f64; COLUMNS];
    for row in rows {
        let of_row = off.iter_mut().zip(&columns[*row as usize]);
        of_row.for_each(|(off, value)| *off += f64::from(*value));
    }
    for row in rows {
        let share = weights[*row as usize] / total.max(f64::MIN_POSITIVE);
        let of_row = columns[*row as usize].iter_mut().zip(&off);
        of_row.for_each(|(value, off)| *value -= (share * off) as f32);
    }
}
