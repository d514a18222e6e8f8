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
        self.decide(self.all(), &self.places(index))
    }

    /// The same of the cell without one of its dimensions.
    pub fn release_without(&self, index: usize, axis: usize) -> Option<u64> {
        self.decide(self.all() & !(1 << axis), &self.places(index))
    }

    /// The true count of an atomic cell: for the check of an epoch alone.
    pub fn truth(&self, index: usize) -> u32 {
        self.cell(self.all(), &self.places(index)).count
    }

    /// The same of the cell without one of its dimensions.
    pub fn truth_without(&self, index: usize, axis: usize) -> u32 {
        self.cell(self.all() & !(1 << axis), &self.places(index)).count
    }

    /// The place of an atomic cell on each axis.
    pub fn places(&self, index: usize) -> Vec<usize> {
        let mut places = vec![0; self.axes.len()];
        let mut rest = index;
        for (place, axis) in places.iter_mut().zip(&self.axes).rev() {
            *place = rest % axis.key.size;
            rest /= axis.key.size;
        }
        places
    }

    /// Whether the code of a cell on an axis is sensitive. That nothing was reported tells
    /// nothing of anybody.
    pub fn is_sensitive(&self, axis: usize, places: &[usize]) -> bool {
        let axis_key = &self.axes[axis].key;
        let not_reported = axis_key.places[0] == Some(places[axis] as u16);
        self.axes[axis].sensitive && !not_reported
    }

    fn all(&self) -> usize {
        (1 << self.axes.len()) - 1
    }

    /// By how much the released count of a cell can differ from the true one: the noise, and for
    /// each dimension that can be dropped those whom its restriction left out.
    pub fn bound(&self, index: usize) -> u32 {
        let places = self.places(index);
        let droppable =
            (0..self.axes.len()).filter(|axis| !self.is_sensitive(*axis, &places)).count() as u32;
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
        if self.policy.low_effect == 0 && self.policy.homogeneity >= 1.0 {
            // Never with a policy that was read from a file: its floors forbid it.
            return Some(perturbed.unsigned_abs());
        }
        let low_effect = i64::from(self.policy.low_effect);
        let axes = || self.by_name.iter().copied().filter(|axis| set & (1 << axis) != 0);
        // Hidden for a sensitive dimension, whichever other could be dropped first.
        for axis in axes().filter(|axis| self.is_sensitive(*axis, places)) {
            let base = self.cell(set & !(1 << axis), places);
            let share = f64::from(base.count) * (1.0 - self.policy.homogeneity);
            if self.left_out(cell, base, name, axis) < low_effect.max(share.ceil() as i64) {
                return None;
            }
        }
        for axis in axes().filter(|axis| !self.is_sensitive(*axis, places)) {
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
