//! Which dimensions hang together so strongly that rows must not be drawn independently: where a
//! country of residence is nearly always the citizenship, hardly any independent row is like a
//! person.
//!
//! Measured tables of two dimensions are the edges; of those with much mutual information the
//! strongest ones that form no ring are kept (Chow and Liu 1968).

use std::collections::BTreeMap;

use super::domains::Domains;
use super::measure::Measured;
use super::plan::{Plan, Shape};
use super::rows::Layout;
use crate::statistics::Dimension;

/// Mutual information, in nats, below which rows are drawn independently: the fit does the rest.
const STRONG: f64 = 0.1;

/// What noise adds to an empty cell on average, in sigmas.
const NOISE: f64 = 0.15;
/// A table is used only where that is less than this share of all units.
const MOST_NOISE: f64 = 0.085;

/// A dimension that is drawn given another one.
pub(super) struct Edge {
    pub parent: Dimension,
    pub child: Dimension,
    /// Count of each code of the child for each one of the parent, the child's fastest.
    pub joint: Vec<f64>,
}

/// The edges, each parent before its children. `total` is the number of units; `free` says which
/// dimensions may be drawn at all.
pub(super) fn forest(
    measured: &[Measured],
    domains: &Domains,
    plan: &Plan,
    total: f64,
    free: impl Fn(Dimension) -> bool,
) -> Vec<Edge> {
    let mut candidates = Vec::new();
    for table in measured.iter().filter(|table| !table.is_exact()) {
        let &[a, b] = table.dimensions.as_slice() else { continue };
        let usable = [a, b].iter().all(|dimension| {
            free(*dimension)
                && *dimension != Dimension::Year
                && plan.shape(*dimension) == Shape::Single
        });
        let Some(layout) = Layout::new(&table.dimensions, domains, plan).filter(|_| usable) else {
            continue;
        };
        let variance = table.variance.value();
        if NOISE * variance.sqrt() * layout.cells as f64 > MOST_NOISE * total {
            continue;
        }
        // Drawn to zero as far as it may be noise alone.
        let shrink = |value: i64| {
            let value = value.max(0) as f64;
            value.powi(3) / (value * value + variance)
        };
        let joint: Option<Vec<f64>> = table.values.iter().map(|value| value.map(shrink)).collect();
        let Some(joint) = joint else { continue };
        let information = information(&joint, layout.sizes[1]);
        if information >= STRONG {
            candidates.push((information, a, b, joint));
        }
    }
    candidates.sort_by(|x, y| y.0.total_cmp(&x.0));
    // Joins components until no edge is left that joins two.
    let mut component: BTreeMap<Dimension, Dimension> = BTreeMap::new();
    let find = |component: &BTreeMap<Dimension, Dimension>, mut of: Dimension| {
        while let Some(next) = component.get(&of) {
            of = *next;
        }
        of
    };
    let mut kept = Vec::new();
    for (_, a, b, joint) in candidates {
        let (of_a, of_b) = (find(&component, a), find(&component, b));
        if of_a != of_b {
            component.insert(of_b, of_a);
            kept.push((a, b, joint));
        }
    }
    direct(kept, domains)
}

/// Turns every edge away from the root of its tree, and puts parents first.
fn direct(mut open: Vec<(Dimension, Dimension, Vec<f64>)>, domains: &Domains) -> Vec<Edge> {
    let mut edges: Vec<Edge> = Vec::new();
    let mut reached = Vec::new();
    while !open.is_empty() {
        let next = open.iter().position(|(a, b, _)| reached.contains(a) || reached.contains(b));
        let (a, b, joint) = open.remove(next.unwrap_or(0));
        if reached.contains(&b) {
            let columns = domains.of(b).map_or(0, super::domains::Domain::len);
            let joint = transposed(&joint, columns);
            edges.push(Edge { parent: b, child: a, joint });
        } else {
            edges.push(Edge { parent: a, child: b, joint });
        }
        reached.extend([a, b]);
    }
    edges
}

fn transposed(joint: &[f64], columns: usize) -> Vec<f64> {
    (0..columns).flat_map(|column| joint.iter().skip(column).step_by(columns).copied()).collect()
}

/// Mutual information of the two dimensions of a table, in nats.
fn information(joint: &[f64], columns: usize) -> f64 {
    let total: f64 = joint.iter().sum();
    let of_row: Vec<f64> = joint.chunks(columns).map(|row| row.iter().sum()).collect();
    let of_column: Vec<f64> =
        (0..columns).map(|column| joint.iter().skip(column).step_by(columns).sum()).collect();
    let cells = joint.iter().enumerate().filter(|(_, count)| **count > 0.0);
    let part = |(cell, count): (usize, &f64)| {
        let expected = of_row[cell / columns] * of_column[cell % columns] / total;
        count / total * (count / expected).ln()
    };
    cells.map(part).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn information_is_that_of_the_definition() {
        assert!(information(&[10.0, 20.0, 30.0, 60.0], 2).abs() < 1e-12);
        assert!((information(&[50.0, 0.0, 0.0, 50.0], 2) - 2f64.ln()).abs() < 1e-12);
        assert_eq!(transposed(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 3), [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
    }
}
