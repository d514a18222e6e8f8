//! Margins of measured tables as targets of their own.
//!
//! A cell that holds nobody is told too high where its noise is positive, and cannot be told below
//! nothing where it is negative: a large table with many empty cells takes what they get from those
//! that are full. Its margins are unbiased all the same. They hold the sums of many cells where they
//! belong, so that the rest errs within the noise of single cells.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::domains::Domains;
use super::fit::Target;
use super::measure::Measured;
use super::plan::{Plan, Shape};
use super::rows::{Layout, Rows};
use crate::statistics::Dimension;

/// Sums of cells, weighed by their precision.
struct Pooled {
    layout: Layout,
    sums: Vec<f64>,
    precisions: Vec<f64>,
    /// Number of tables that tell of the cells.
    tables: usize,
}

/// The margins by one dimension, and by year and one dimension, that at least two tables tell of, or
/// one by more dimensions. `share` of the variance of what they say together is their own.
pub(super) fn margins(
    measured: &[Measured],
    rows: &Rows,
    domains: &Domains,
    plan: &Plan,
    share: f64,
) -> Vec<Target> {
    let mut all: BTreeMap<Vec<Dimension>, Pooled> = BTreeMap::new();
    for table in measured {
        // The year of a service is another one, and a service given twice counts once.
        if table.is_exact() || table.dimensions.contains(&Dimension::Service) {
            continue;
        }
        for dimensions in parts(&table.dimensions, plan) {
            add(&mut all, &dimensions, table, domains, plan);
        }
    }
    let all: Vec<Pooled> = all.into_values().filter(|pooled| pooled.tables > 1).collect();
    all.into_par_iter().flat_map_iter(|pooled| pooled.targets(rows, share)).collect()
}

impl Pooled {
    /// A target for each precision: years of which provisional tables alone tell have another one than
    /// those that are released for good.
    fn targets(self, rows: &Rows, share: f64) -> Vec<Target> {
        let is_same = |a: f64, b: f64| (a / b - 1.0).abs() < 1e-6;
        let mut different: Vec<f64> = Vec::new();
        for precision in self.precisions.iter().copied().filter(|precision| *precision > 0.0) {
            if !different.iter().any(|known| is_same(*known, precision)) {
                different.push(precision);
            }
        }
        let target = |precision: f64| {
            let value = |(sum, own): (&f64, &f64)| {
                if *own > 0.0 && is_same(*own, precision) { sum / own } else { f64::NAN }
            };
            Target {
                placed: self.layout.place(rows),
                values: self.sums.iter().zip(&self.precisions).map(value).collect(),
                layout: self.layout.clone(),
                variance: share / precision,
            }
        };
        different.into_iter().map(target).collect()
    }
}

/// The dimensions of a table's margins: each single one, and each beside the year. Lists stay in, as
/// each of their codes counts.
fn parts(dimensions: &[Dimension], plan: &Plan) -> BTreeSet<Vec<Dimension>> {
    let list = dimensions.iter().copied().find(|d| plan.shape(*d) != Shape::Single);
    let mut parts = BTreeSet::new();
    for dimension in dimensions {
        let mut part: BTreeSet<Dimension> = list.into_iter().collect();
        part.insert(*dimension);
        if part.len() == 1 {
            parts.insert(part.iter().copied().collect());
        }
        if dimensions.contains(&Dimension::Year) && list.is_none() {
            part.insert(Dimension::Year);
            parts.insert(part.into_iter().collect());
        }
    }
    parts
}

fn add(
    all: &mut BTreeMap<Vec<Dimension>, Pooled>,
    dimensions: &[Dimension],
    table: &Measured,
    domains: &Domains,
    plan: &Plan,
) {
    let Some(from) = Layout::new(&table.dimensions, domains, plan) else { return };
    let Some(layout) = Layout::new(dimensions, domains, plan) else { return };
    if from.cells != table.values.len() {
        return;
    }
    let mut sums = vec![Some((0.0, 0.0)); layout.cells];
    for (cell, value) in table.values.iter().enumerate() {
        let place = |place: usize, dimension: &Dimension| {
            place * layout.sizes[dimensions.iter().position(|d| d == dimension).unwrap_or(0)]
                + from.place_in(cell, *dimension).unwrap_or(0)
        };
        let sum = &mut sums[dimensions.iter().fold(0, place)];
        *sum = match (*sum, value) {
            (Some((sum, variance)), Some(value)) => {
                Some((sum + *value as f64, variance + table.variance.value()))
            }
            _ => None,
        };
    }
    if sums.iter().all(Option::is_none) {
        return;
    }
    let cells = layout.cells;
    let pooled = all.entry(dimensions.to_vec()).or_insert_with(|| Pooled {
        layout,
        sums: vec![0.0; cells],
        precisions: vec![0.0; cells],
        tables: 0,
    });
    pooled.tables += if from.cells == cells { 1 } else { 2 };
    for (cell, sum) in sums.into_iter().enumerate() {
        if let Some((sum, variance)) = sum {
            pooled.sums[cell] += sum / variance;
            pooled.precisions[cell] += 1.0 / variance;
        }
    }
}
