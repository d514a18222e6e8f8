//! Weights under which the rows of a support agree with the measured tables.
//!
//! Minimises lambda KL(w | w0) + sum over tables |y - M w|^2 / (2 variance): the tables pull by
//! their precision, and what none of them tells stays as independent as it began. Solved table by
//! table, each cell of which does what is best for it alone (multiplicative weights; iterative
//! proportional fitting is the case of exact tables).

use rayon::prelude::*;

use super::domains::Domains;
use super::measure::{ExactYear, Measured};
use super::newton::logarithms;
use super::plan::Plan;
use super::rows::{Layout, Placed, Rows};
use super::sample::SAMPLE;
use super::solve::all_sums;
use crate::statistics::Dimension;

/// The most sweeps over all tables. Where many tables tell of the same persons, sweeps come near
/// quickly and then hardly move; [`super::newton`] goes the rest of the way.
const SWEEPS: usize = 60;
/// Sweeps over all rows where a part of them was fitted before.
const FEW_SWEEPS: usize = 4;
/// Done when no cell moves by more than this part of its sigma in a sweep.
pub(super) const SETTLED: f64 = 0.02;
/// Rows that one thread works on at a time. Sums do not depend on the number of threads.
pub(super) const CHUNK: usize = 1 << 15;

/// A table to agree with.
pub(super) struct Target {
    pub layout: Layout,
    pub placed: Placed,
    /// The noisy count of each cell; NaN where it was not measured.
    pub values: Vec<f64>,
    pub variance: f64,
}

impl Target {
    /// Everything that was measured, over the rows of a support. Tables of other layouts are left
    /// out.
    pub fn all(measured: &[Measured], rows: &Rows, domains: &Domains, plan: &Plan) -> Vec<Self> {
        let target = |table: &Measured| {
            let layout = Layout::new(&table.dimensions, domains, plan)?;
            (layout.cells == table.values.len()).then(|| Self {
                placed: layout.place(rows),
                layout,
                values: table
                    .values
                    .iter()
                    .map(|value| value.map_or(f64::NAN, |value| value as f64))
                    .collect(),
                variance: table.variance.value().max(EXACT),
            })
        };
        measured.par_iter().filter_map(target).collect()
    }

    /// Restricts the target to the first rows.
    fn head(&self, rows: usize) -> Self {
        Self {
            layout: self.layout.clone(),
            placed: self.placed.head(rows),
            values: self.values.clone(),
            variance: self.variance,
        }
    }

    /// What is known of totals: those that are exact, with next to no noise, or else the estimated
    /// one with its variance. Empty cells whose noise is positive get some weight, and those whose
    /// noise is negative cannot have less than none; this tells the others to give way.
    pub fn totals(
        rows: &Rows,
        domains: &Domains,
        plan: &Plan,
        exact: &[ExactYear],
        total: (f64, f64),
    ) -> Option<Self> {
        let layout = Layout::new(&[Dimension::Year], domains, plan)?;
        let years = rows.ones.get(&Dimension::Year)?;
        let known = |year: u8| {
            let year = domains.years().first() + i32::from(year);
            exact.iter().find(|known| known.year == year).filter(|known| known.persons.is_some())
        };
        // Children and others of each year, a year whole, and all together.
        let count = domains.year_count();
        let mut values = vec![f64::NAN; 3 * count + 1];
        for year in 0..count {
            let Some(known) = known(year as u8) else { continue };
            let persons = known.persons.map_or(f64::NAN, f64::from);
            match known.children {
                Some(children) => {
                    values[3 * year] = f64::from(children);
                    values[3 * year + 1] = persons - f64::from(children);
                }
                None => values[3 * year + 2] = persons,
            }
        }
        let whole = values.iter().all(|value| value.is_nan());
        let variance = if whole { total.1 } else { EXACT };
        if whole {
            values[3 * count] = total.0;
        }
        let child = domains.of(Dimension::Child).and_then(|domain| domain.place("YES"));
        let children = rows.ones.get(&Dimension::Child);
        let cell = |(row, year): (usize, &u8)| {
            let part = match known(*year) {
                Some(known) if known.children.is_some() => {
                    let is_child = child.is_some() && children.map(|codes| codes[row]) == child;
                    usize::from(!is_child)
                }
                _ => 2,
            };
            if whole { 3 * count as u16 } else { (3 * usize::from(*year) + part) as u16 }
        };
        let placed = Placed::One(years.iter().enumerate().map(cell).collect());
        Some(Self { layout, placed, values, variance })
    }
}

/// Variance of what is exact: small, but not so small that sums lose their digits.
const EXACT: f64 = 0.05;

/// A target as the fit goes through it: rows of a cell are disjoint within each part.
enum Part<'a> {
    /// One cell a row.
    All(&'a [u16]),
    /// Those rows that have one code of a list.
    Some { rows: Vec<u32>, cells: Vec<u16> },
}

struct Step<'a> {
    target: &'a Target,
    parts: Vec<Part<'a>>,
    dual: &'a mut Vec<f64>,
}

/// Weights, and how strongly each cell of each target pulls: a row's weight is the one that it
/// began with times the exponential of the pulls of its cells.
pub(super) struct Fit {
    pub weights: Vec<f64>,
    pub duals: Vec<Vec<f64>>,
}

/// Fits weights that begin as `start`, nearly. Where rows are many, a part of them is fitted first:
/// its pulls are nearly those of all.
pub(super) fn fit(targets: &[Target], start: &[f64], lambda: f64) -> Fit {
    let duals = targets.iter().map(|target| vec![0.0; target.values.len()]).collect();
    let mut fit = Fit { weights: start.to_vec(), duals };
    if start.len() < 2 * SAMPLE {
        sweep(targets, &mut fit, lambda, SWEEPS);
        return fit;
    }
    // Rows are in random order.
    let share = start.len() as f64 / SAMPLE as f64;
    let some: Vec<Target> = targets.par_iter().map(|target| target.head(SAMPLE)).collect();
    let weights = start[..SAMPLE].iter().map(|weight| weight * share).collect();
    let mut of_some = Fit { weights, duals: fit.duals };
    sweep(&some, &mut of_some, lambda, SWEEPS);
    fit.duals = of_some.duals;
    let logarithms = logarithms(targets, &fit.duals, start.len());
    fit.weights.par_iter_mut().zip(&logarithms).for_each(|(weight, log)| *weight *= log.exp());
    sweep(targets, &mut fit, lambda, FEW_SWEEPS);
    fit
}

/// Goes through all tables some times, or until hardly any cell moves.
fn sweep(targets: &[Target], fit: &mut Fit, lambda: f64, sweeps: usize) {
    let mut steps: Vec<Step<'_>> = targets
        .iter()
        .zip(&mut fit.duals)
        .map(|(target, dual)| Step { target, parts: parts(target), dual })
        .collect();
    let weights = &mut fit.weights;
    for _ in 0..sweeps {
        let mut moved = 0f64;
        for step in &mut steps {
            let v = lambda * step.target.variance;
            let sigma = step.target.variance.sqrt();
            for part in &step.parts {
                let sums = sums(part, weights, step.dual.len());
                let mut factors = vec![1.0; sums.len()];
                for (cell, sum) in sums.iter().enumerate() {
                    let value = step.target.values[cell];
                    if value.is_nan() || *sum == 0.0 {
                        continue;
                    }
                    let change = change(value, *sum, v, step.dual[cell]);
                    step.dual[cell] += change;
                    factors[cell] = change.exp();
                    moved = moved.max((sum * (factors[cell] - 1.0)).abs() / sigma);
                }
                scale(part, weights, &factors);
            }
        }
        if moved < SETTLED {
            break;
        }
    }
}

/// The logarithm of the factor with which a cell does what is best for it alone: the root d of
/// (value - sum e^d) / v - dual - d.
fn change(value: f64, sum: f64, v: f64, dual: f64) -> f64 {
    // With w = ln(sum / v) + d this is e^w + w = a, which is convex: Newton's method comes down to
    // the root from above.
    let begin = (sum / v).ln();
    let a = begin + value / v - dual;
    let mut w = if a > 1.0 { a.ln() } else { a };
    for _ in 0..50 {
        let power = w.exp();
        let step = (power + w - a) / (power + 1.0);
        w -= step;
        if step.abs() < 1e-12 * (1.0 + w.abs()) {
            break;
        }
    }
    w - begin
}

fn parts(target: &Target) -> Vec<Part<'_>> {
    let (ends, cells) = match &target.placed {
        Placed::One(cells) => return vec![Part::All(cells)],
        Placed::Many { ends, cells } => (ends, cells),
    };
    // Cells that no row shares go together: those of the first of a row's cells, of the second and
    // so on would not do, because a cell may be first for one row and second for another. All cells
    // of one code are disjoint.
    let mut parts: Vec<(Vec<u32>, Vec<u16>)> = Vec::new();
    let list_code = |cell: u16| target.layout.list_code(usize::from(cell));
    let mut start = 0;
    for (row, end) in ends.iter().enumerate() {
        let end = *end as usize;
        for cell in &cells[start..end] {
            let code = list_code(*cell);
            if parts.len() <= code {
                parts.resize_with(code + 1, Default::default);
            }
            parts[code].0.push(row as u32);
            parts[code].1.push(*cell);
        }
        start = end;
    }
    parts.into_iter().map(|(rows, cells)| Part::Some { rows, cells }).collect()
}

/// The present sum of each cell.
fn sums(part: &Part<'_>, weights: &[f64], cells: usize) -> Vec<f64> {
    match part {
        Part::All(places) => {
            let chunk = |(places, weights): (&[u16], &[f64])| {
                let mut sums = vec![0.0; cells];
                for (cell, weight) in places.iter().zip(weights) {
                    sums[usize::from(*cell)] += weight;
                }
                sums
            };
            if places.len() <= 2 * CHUNK {
                let chunks = places.chunks(CHUNK).zip(weights.chunks(CHUNK)).map(chunk);
                return add_up(chunks.collect(), cells);
            }
            let chunks = places.par_chunks(CHUNK).zip(weights.par_chunks(CHUNK)).map(chunk);
            add_up(chunks.collect(), cells)
        }
        Part::Some { rows, cells: places } => {
            let chunk = |(places, rows): (&[u16], &[u32])| {
                let mut sums = vec![0.0; cells];
                for (cell, row) in places.iter().zip(rows) {
                    sums[usize::from(*cell)] += weights[*row as usize];
                }
                sums
            };
            if places.len() <= 2 * CHUNK {
                let chunks = places.chunks(CHUNK).zip(rows.chunks(CHUNK)).map(chunk);
                return add_up(chunks.collect(), cells);
            }
            let chunks = places.par_chunks(CHUNK).zip(rows.par_chunks(CHUNK)).map(chunk);
            add_up(chunks.collect(), cells)
        }
    }
}

/// In one order, so that the result is the same on any number of cores.
fn add_up(chunks: Vec<Vec<f64>>, cells: usize) -> Vec<f64> {
    chunks.into_iter().fold(vec![0.0; cells], |mut sums, chunk| {
        sums.iter_mut().zip(chunk).for_each(|(sum, more)| *sum += more);
        sums
    })
}

fn scale(part: &Part<'_>, weights: &mut [f64], factors: &[f64]) {
    match part {
        Part::All(cells) => {
            let scale = |(weights, cells): (&mut [f64], &[u16])| {
                for (weight, cell) in weights.iter_mut().zip(cells) {
                    *weight *= factors[usize::from(*cell)];
                }
            };
            if cells.len() <= 2 * CHUNK {
                scale((weights, cells));
            } else {
                weights.par_chunks_mut(CHUNK).zip(cells.par_chunks(CHUNK)).for_each(scale);
            }
        }
        Part::Some { rows, cells } => {
            for (row, cell) in rows.iter().zip(cells) {
                weights[*row as usize] *= factors[usize::from(*cell)];
            }
        }
    }
}

/// By how many times their variance the cells of tables are off on average, squared.
pub(super) fn off(targets: &[Target], weights: &[f64]) -> f64 {
    let (mut off, mut count) = (0.0, 0usize);
    for (target, sums) in targets.iter().zip(all_sums(targets, weights)) {
        let known = sums.iter().zip(&target.values).filter(|(_, value)| !value.is_nan());
        for (sum, value) in known.filter(|_| target.variance > EXACT) {
            off += (sum - value).powi(2) / target.variance;
            count += 1;
        }
    }
    off / count.max(1) as f64
}

/// Rows of one exact total, and the total.
pub(super) struct ExactRows {
    pub rows: Vec<u32>,
    pub total: f64,
}

/// The rows of each exact total. No row is in two of them.
pub(super) fn exact_rows(
    rows: &Rows,
    domains: &Domains,
    exact: &[ExactYear],
    measured: &[Measured],
) -> Vec<ExactRows> {
    let Some(years) = rows.ones.get(&Dimension::Year) else { return Vec::new() };
    let children = rows.ones.get(&Dimension::Child);
    let child = domains.of(Dimension::Child).and_then(|domain| domain.place("YES"));
    let is_child = |row: usize| child.is_some() && children.map(|c| c[row]) == child;
    let mut all = Vec::new();
    for known in exact {
        let Some(persons) = known.persons else { continue };
        let year = known.year - domains.years().first();
        // All together, or children and others apart.
        let wanted: Vec<(Option<bool>, f64)> = match known.children {
            Some(children) => vec![
                (Some(true), f64::from(children)),
                (Some(false), f64::from(persons - children)),
            ],
            None => vec![(None, f64::from(persons))],
        };
        for (which, total) in wanted {
            let fits = |row: &u32| {
                let row = *row as usize;
                i32::from(years[row]) == year && which.is_none_or(|w| is_child(row) == w)
            };
            all.push(ExactRows { rows: (0..rows.count as u32).filter(fits).collect(), total });
        }
    }
    for table in measured.iter().filter(|table| table.is_exact()) {
        let &[Dimension::Year, dimension] = table.dimensions() else { continue };
        let (Some(codes), Some(domain)) = (rows.ones.get(&dimension), domains.of(dimension)) else {
            continue;
        };
        for (cell, total) in table.values.iter().enumerate() {
            let Some(total) = total else { continue };
            let (year, code) = (cell / domain.len(), cell % domain.len());
            let fits = |row: &u32| {
                let row = *row as usize;
                usize::from(years[row]) == year && usize::from(codes[row]) == code
            };
            let rows = (0..rows.count as u32).filter(fits).collect();
            all.push(ExactRows { rows, total: *total as f64 });
        }
    }
    all
}
