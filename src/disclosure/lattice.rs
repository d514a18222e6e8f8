//! The rule for one cell, which looks at the cell and at everything that it is a part of.
//!
//! A question spans a lattice: its cells, the cells without one of its dimensions, and so on up
//! to the total. A restriction that changes little is a key to the few whom it leaves out:
//! subtracting two answers gives them (differencing; trackers, Denning 1979). So a dimension
//! whose restriction leaves out too few is dropped, as *low-effect detection* does in query
//! systems for statistics; where it is sensitive, the cell is hidden instead, because a cell
//! that holds nearly all of its base tells what nearly everybody in the base has in common.
//! All comparisons are noisy, with noise of their own, so that none has an edge that a single
//! record can trip.

use std::cell::OnceCell;

use crate::statistics::{Facts, KeyDimension, Measure, Query, count};

use super::noise::Noise;
use super::policy::{Policy, Tier};
use super::raw::{RawCell, RawTable};

/// A dimension of a question.
struct Axis {
    key: KeyDimension,
    name: String,
    sensitive: bool,
}

/// A question with all the cells that decide on its answers.
pub(super) struct Lattice<'a> {
    facts: &'a Facts,
    policy: &'a Policy,
    tier: &'a Tier,
    noise: &'a Noise,
    measure: Measure,
    /// In the order of the question.
    axes: Vec<Axis>,
    /// For each set of axes, as bits: its name, and its table when it has been needed.
    tables: Vec<(String, OnceCell<RawTable>)>,
    /// Axes in the order of their names: what is dropped first does not depend on phrasing.
    by_name: Vec<usize>,
}

impl<'a> Lattice<'a> {
    pub fn new(
        facts: &'a Facts,
        policy: &'a Policy,
        tier: &'a Tier,
        noise: &'a Noise,
        query: &Query,
    ) -> Self {
        let keys = query.keys(facts.catalog());
        let axes: Vec<Axis> = keys
            .into_iter()
            .zip(query.key_names())
            .map(|(key, name)| Axis { sensitive: policy.is_sensitive(key.dimension), key, name })
            .collect();
        let tables = (0..1usize << axes.len())
            .map(|set| {
                let names = members(set).map(|axis| axes[axis].name.as_str());
                (Query::cell_name(query.measure, names), OnceCell::new())
            })
            .collect();
        let mut by_name: Vec<usize> = (0..axes.len()).collect();
        by_name.sort_unstable_by(|a, b| axes[*a].name.cmp(&axes[*b].name));
        Self { facts, policy, tier, noise, measure: query.measure, axes, tables, by_name }
    }

    /// Number of the question's atomic cells.
    pub fn len(&self) -> usize {
        self.axes.iter().map(|axis| axis.key.size).product()
    }

    /// The published count of an atomic cell, the last dimension fastest, or nothing.
    pub fn release(&self, index: usize) -> Option<u64> {
        let mut places = vec![0; self.axes.len()];
        let mut rest = index;
        for (place, axis) in places.iter_mut().zip(&self.axes).rev() {
            *place = rest % axis.key.size;
            rest /= axis.key.size;
        }
        self.decide((1 << self.axes.len()) - 1, &places)
    }

    /// By how much a released count can differ from the true one: the noise, and for each
    /// dimension that can be dropped those whom its restriction left out.
    pub fn bound(&self) -> u32 {
        let droppable = self.axes.iter().filter(|axis| !axis.sensitive).count() as u32;
        let left_out = match self.policy.low_effect {
            0 => 0,
            low_effect => low_effect - 1 + self.policy.noise_bound,
        };
        self.policy.noise_bound + droppable * left_out
    }

    fn decide(&self, set: usize, places: &[usize]) -> Option<u64> {
        let cell = self.cell(set, places);
        let name = &self.tables[set].0;
        // Its own size is tested first, whatever surrounds it. The perturbed count is tested as
        // well as the true one.
        if cell.count < self.tier.minimum {
            return None;
        }
        let perturbed = i64::from(cell.count) + self.noise.of(cell, name);
        if perturbed < i64::from(self.tier.threshold) {
            return None;
        }
        let low_effect = i64::from(self.policy.low_effect);
        let axes = || self.by_name.iter().copied().filter(|axis| set & (1 << axis) != 0);
        // Hidden for a sensitive dimension, whichever other could be dropped first.
        for axis in axes().filter(|axis| self.axes[*axis].sensitive) {
            let base = self.cell(set & !(1 << axis), places);
            let share = f64::from(base.count) * (1.0 - self.policy.homogeneity);
            if self.left_out(cell, base, name, axis) < low_effect.max(share.ceil() as i64) {
                return None;
            }
        }
        for axis in axes().filter(|axis| !self.axes[*axis].sensitive) {
            let without = set & !(1 << axis);
            let base = self.cell(without, places);
            if self.left_out(cell, base, name, axis) < low_effect {
                return self.decide(without, places);
            }
        }
        Some(perturbed.unsigned_abs())
    }

    /// About how many a restriction leaves out of a base, never below 0.
    fn left_out(&self, cell: RawCell, base: RawCell, name: &str, axis: usize) -> i64 {
        let rest = base.without(cell);
        let name = format!("{name} without {}", self.axes[axis].name);
        (i64::from(rest.count) + self.noise.of(rest, &name)).max(0)
    }

    fn cell(&self, set: usize, places: &[usize]) -> RawCell {
        let table = self.tables[set].1.get_or_init(|| {
            let keys: Vec<KeyDimension> =
                members(set).map(|axis| self.axes[axis].key.clone()).collect();
            count(self.facts, self.measure, &keys)
        });
        let index =
            members(set).fold(0, |index, axis| index * self.axes[axis].key.size + places[axis]);
        table.cells[index]
    }
}

/// The axes of a set.
fn members(set: usize) -> impl Iterator<Item = usize> {
    (0..usize::BITS as usize).filter(move |axis| set & (1 << axis) != 0)
}
