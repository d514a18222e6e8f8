//! The fitted table: everything that a release answers, made of its noisy counts alone.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::domains::Domains;
use super::fit::{self, Target};
use super::measure::{ExactYear, Measured};
use super::newton;
use super::plan::{Plan, Shape};
use super::replicates::{self, COLUMNS, Column};
use super::rows::{Layout, Rows};
use super::support;
use crate::statistics::Dimension;

/// Rows with weights, and 64 more columns of weights that tell how far off sums of them are.
pub struct Fitted {
    pub(super) domains: Domains,
    plan: Plan,
    pub(super) rows: Rows,
    pub(super) weights: Vec<f64>,
    pub(super) columns: Vec<Column>,
    /// The smallest standard deviation of noise.
    smallest_sigma: f64,
    measured: Vec<BTreeSet<Dimension>>,
    exact: Vec<ExactYear>,
}

/// What is stored of it.
#[derive(Serialize, Deserialize)]
struct Stored {
    domains: Domains,
    plan: Plan,
    rows: Rows,
    weights: Vec<f64>,
    columns: Vec<f32>,
    smallest_sigma: f64,
    measured: Vec<Vec<String>>,
    exact: Vec<ExactYear>,
}

/// How far tables may pull rows from independence: less, and empty cells keep what independence
/// would give them; more, and noise is taken for dependence. Trials of 200 to 4,000 persons are
/// most precise with .3 or nearly so; a marginal likelihood that chose between .03, .1 and .3 did
/// no better.
const LAMBDA: f64 = 0.3;

/// Trials showed that the columns vary less than estimates err: weights cannot fall below nothing,
/// which the columns can.
const INFLATION: f64 = 1.2;

/// Constants that trials may set.
#[derive(Clone, Copy, Default)]
pub(super) struct Tuning {
    pub rows: Option<usize>,
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
    pub fn new(
        measured: &[Measured],
        exact: Vec<ExactYear>,
        domains: Domains,
        plan: Plan,
        seed: u64,
    ) -> Result<Self, Singular> {
        Self::tuned(measured, exact, domains, plan, seed, Tuning::default())
    }

    /// The same with at most so many rows.
    ///
    /// # Errors
    /// When the errors of figures cannot be computed.
    pub fn of_rows(
        measured: &[Measured],
        exact: Vec<ExactYear>,
        domains: Domains,
        plan: Plan,
        seed: u64,
        rows: Option<usize>,
    ) -> Result<Self, Singular> {
        Self::tuned(measured, exact, domains, plan, seed, Tuning { rows })
    }

    /// The same with constants of one's own, for trials.
    pub(super) fn tuned(
        measured: &[Measured],
        exact: Vec<ExactYear>,
        domains: Domains,
        plan: Plan,
        seed: u64,
        tuning: Tuning,
    ) -> Result<Self, Singular> {
        let years = domains.years().first()..=domains.years().last();
        let total: Option<u32> =
            years.map(|year| exact.iter().find(|known| known.year == year)?.persons).sum();
        let total = total.map(f64::from);
        let support = support::draw(measured, &domains, &plan, total, seed, tuning.rows);
        let rows = support.rows;
        let mut targets = Target::all(measured, &rows, &domains, &plan);
        targets.extend(Target::totals(&rows, &domains, &plan, &exact, support.total));
        let mut fit = fit::fit(&targets, &support.weights, LAMBDA);
        let settled = newton::settle(&targets, &mut fit, LAMBDA).ok_or(Singular)?;
        let mut weights = fit.weights;
        let mut columns = replicates::draw(&targets, &settled, &rows, &weights, LAMBDA, seed);
        drop(settled);
        rake(&mut weights, &mut columns, &rows, &domains, &exact);
        let sigmas = measured.iter().map(|table| table.variance.value().sqrt());
        Ok(Self {
            smallest_sigma: sigmas.fold(f64::INFINITY, f64::min),
            measured: measured.iter().map(|m| m.dimensions.iter().copied().collect()).collect(),
            domains,
            plan,
            rows,
            weights,
            columns,
            exact,
        })
    }

    /// As bytes for the store. What it was fitted to is stored, too: these only save the time.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let stored = Stored {
            domains: self.domains.clone(),
            plan: self.plan.clone(),
            rows: self.rows.clone(),
            weights: self.weights.clone(),
            columns: self.columns.iter().flatten().copied().collect(),
            smallest_sigma: self.smallest_sigma,
            measured: self
                .measured
                .iter()
                .map(|table| table.iter().map(|d| d.name().to_owned()).collect())
                .collect(),
            exact: self.exact.clone(),
        };
        postcard::to_stdvec(&stored).expect("a fitted table always serializes")
    }

    /// From such bytes; nothing when they are of another layout.
    pub(crate) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let stored: Stored = postcard::from_bytes(bytes).ok()?;
        let columns = stored.columns.chunks_exact(COLUMNS);
        let columns: Vec<Column> = columns.map(|c| c.try_into()).collect::<Result<_, _>>().ok()?;
        let count = stored.rows.count;
        let table = |names: Vec<String>| {
            names.iter().map(|name| Dimension::from_name(name)).collect::<Option<BTreeSet<_>>>()
        };
        let measured = stored.measured.into_iter().map(table).collect::<Option<_>>()?;
        (columns.len() == count && stored.weights.len() == count).then_some(Self {
            domains: stored.domains,
            plan: stored.plan,
            rows: stored.rows,
            weights: stored.weights,
            columns,
            smallest_sigma: stored.smallest_sigma,
            measured,
            exact: stored.exact,
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
        let placed = layout.place(&self.rows);
        let mut values = vec![0f64; layout.cells];
        let mut columns = vec![[0f64; COLUMNS]; layout.cells];
        for row in 0..self.rows.count {
            for cell in placed.of(row) {
                let cell = usize::from(*cell);
                values[cell] += self.weights[row];
                let sums = columns[cell].iter_mut().zip(&self.columns[row]);
                sums.for_each(|(sum, value)| *sum += f64::from(*value));
            }
        }
        let estimates = values.into_iter().zip(columns);
        Some(estimates.map(|(value, columns)| self.estimate(value, &columns)).collect())
    }

    /// An estimate from the sums of weights and of each column.
    pub(super) fn estimate(&self, value: f64, columns: &[f64; COLUMNS]) -> Estimate {
        let error = standard_error(columns).max(self.smallest_error());
        Estimate { value: value.max(0.0), error }
    }
}

/// The standard error that the columns of a figure tell.
pub(super) fn standard_error(columns: &[f64; COLUMNS]) -> f64 {
    let count = COLUMNS as f64;
    let mean = columns.iter().sum::<f64>() / count;
    let squares = columns.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
    INFLATION * (squares / (count - 1.0)).sqrt()
}

/// Makes sums of weights, and of each column, the exact ones.
fn rake(
    weights: &mut [f64],
    columns: &mut [Column],
    rows: &Rows,
    domains: &Domains,
    exact: &[ExactYear],
) {
    if exact.is_empty() {
        return;
    }
    let factors = fit::rake(weights, rows, domains, exact);
    weights.iter_mut().zip(factors).for_each(|(weight, factor)| *weight *= factor);
    for column in 0..COLUMNS {
        let values: Vec<f64> = columns.iter().map(|of| f64::from(of[column])).collect();
        let factors = fit::rake(&values, rows, domains, exact);
        for (of, factor) in columns.iter_mut().zip(factors) {
            of[column] *= factor as f32;
        }
    }
}
