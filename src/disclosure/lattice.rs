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
//!
//! The facts are read once where that is enough: a dimension of which every unit has one code gets
//! a place for the codes that are not asked for, and then the cells without it are sums.

use std::sync::OnceLock;

use crate::statistics::{Facts, KeyDimension, Measure, Query, count, rows_are_units};

use super::noise::Noise;
use super::policy::{Policy, Tier};
use super::raw::{RawCell, RawTable};

/// A dimension of a question.
struct Axis {
    /// Places that hold somebody, and a last one for what is not asked for, when cells add up
    /// along it.
    key: KeyDimension,
    /// Which of these each place that is asked for is, if it is one.
    asked: Vec<Option<usize>>,
    /// The place that is asked for of what was not reported.
    not_reported: Option<usize>,
    adds_up: bool,
    name: String,
    sensitive: bool,
}

/// The cells of a set of axes.
struct Table {
    /// What they are split by.
    name: String,
    /// The same, and what is not in a cell for each axis.
    without: Vec<String>,
    /// When they have been needed.
    cells: OnceLock<RawTable>,
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
    /// For each set of axes, as bits.
    tables: Vec<Table>,
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
        let catalog = facts.catalog();
        let rows_are_units = rows_are_units(facts, query.measure);
        let axis = |(key, name): (KeyDimension, String)| {
            let adds_up = rows_are_units && !key.dimension.is_multi_valued();
            let codes = catalog.codes(key.dimension).len();
            let complete = key.places[..codes].iter().all(Option::is_some);
            let kept = facts.occurring(query.measure, &key);
            let mut asked = vec![None; key.size];
            for (asked_for, kept) in key.places.iter().zip(&kept.places) {
                if let (Some(place), Some(kept)) = (asked_for, kept) {
                    asked[usize::from(*place)] = Some(usize::from(*kept));
                }
            }
            Axis {
                asked,
                not_reported: key.places[0].map(usize::from),
                sensitive: policy.is_sensitive(key.dimension),
                key: if adds_up && !complete { kept.with_rest() } else { kept },
                adds_up,
                name,
            }
        };
        let axes: Vec<Axis> =
            query.keys(catalog).into_iter().zip(query.key_names()).map(axis).collect();
        let tables = (0..1usize << axes.len())
            .map(|set| {
                let names = members(set).map(|axis| axes[axis].name.as_str());
                let name = Query::cell_name(query.measure, names);
                let without = axes.iter().map(|axis| format!("{name} without {}", axis.name));
                Table { without: without.collect(), name, cells: OnceLock::new() }
            })
            .collect();
        let mut by_name: Vec<usize> = (0..axes.len()).collect();
        by_name.sort_unstable_by(|a, b| axes[*a].name.cmp(&axes[*b].name));
        Self { facts, policy, tier, noise, measure: query.measure, axes, tables, by_name }
    }

    /// Number of the question's atomic cells.
    pub fn len(&self) -> usize {
        self.axes.iter().map(|axis| axis.asked.len()).product()
    }

    /// The published count of an atomic cell, the last dimension fastest, or nothing.
    pub fn release(&self, index: usize) -> Option<u64> {
        self.release_at(&self.places(index))
    }

    /// The same of the atomic cell at a place on each axis.
    pub fn release_at(&self, places: &[usize]) -> Option<u64> {
        self.decide(self.all(), places)
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
            *place = rest % axis.asked.len();
            rest /= axis.asked.len();
        }
        places
    }

    /// Moves on to the next atomic cell, or from the last one to the first.
    pub fn advance(&self, places: &mut [usize]) {
        for (place, axis) in places.iter_mut().zip(&self.axes).rev() {
            *place += 1;
            if *place < axis.asked.len() {
                return;
            }
            *place = 0;
        }
    }

    /// Whether the code of a cell on an axis is sensitive. That nothing was reported tells
    /// nothing of anybody.
    pub fn is_sensitive(&self, axis: usize, places: &[usize]) -> bool {
        let Axis { sensitive, not_reported, .. } = self.axes[axis];
        sensitive && not_reported != Some(places[axis])
    }

    fn all(&self) -> usize {
        (1 << self.axes.len()) - 1
    }

    /// By how much the released count of a cell can differ from the true one: the noise, and for
    /// each dimension that can be dropped those whom its restriction left out.
    pub fn bound(&self, places: &[usize]) -> u32 {
        let droppable =
            (0..self.axes.len()).filter(|axis| !self.is_sensitive(*axis, places)).count() as u32;
        let left_out = match self.policy.low_effect {
            0 => 0,
            low_effect => low_effect - 1 + self.policy.noise_bound,
        };
        self.policy.noise_bound + droppable * left_out
    }

    fn decide(&self, set: usize, places: &[usize]) -> Option<u64> {
        let cell = self.cell(set, places);
        let Table { name, without: names, .. } = &self.tables[set];
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
            if self.left_out(cell, base, &names[axis]) < low_effect.max(share.ceil() as i64) {
                return None;
            }
        }
        for axis in axes().filter(|axis| !self.is_sensitive(*axis, places)) {
            let without = set & !(1 << axis);
            let base = self.cell(without, places);
            if self.left_out(cell, base, &names[axis]) < low_effect {
                return self.decide(without, places);
            }
        }
        Some(perturbed.unsigned_abs())
    }

    /// About how many a restriction leaves out of a base, never below 0.
    fn left_out(&self, cell: RawCell, base: RawCell, name: &str) -> i64 {
        let rest = base.without(cell);
        (i64::from(rest.count) + self.noise.of(rest, name)).max(0)
    }

    fn cell(&self, set: usize, places: &[usize]) -> RawCell {
        let mut index = 0;
        for axis in members(set) {
            let Axis { key, asked, .. } = &self.axes[axis];
            let Some(place) = asked[places[axis]] else { return RawCell::default() };
            index = index * key.size + place;
        }
        self.table(set).cells[index]
    }

    /// The cells of a set of axes: sums of those of a larger set, or counted.
    fn table(&self, set: usize) -> &RawTable {
        self.tables[set].cells.get_or_init(|| {
            let mut others = members(self.all() & !set);
            if let Some(axis) = others.find(|axis| self.axes[*axis].adds_up) {
                return self.table(set | 1 << axis).sum(
                    self.axes[axis].key.size,
                    members(set >> axis << axis).map(|later| self.axes[later].key.size).product(),
                );
            }
            let keys: Vec<KeyDimension> =
                members(set).map(|axis| self.axes[axis].key.clone()).collect();
            count(self.facts, self.measure, &keys)
        })
    }
}

/// The axes of a set, from the first one on.
fn members(mut set: usize) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let axis = set.trailing_zeros() as usize;
        let there = set != 0;
        set &= set.wrapping_sub(1);
        there.then_some(axis)
    })
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::*;
    use crate::demo::{facts, population};
    use crate::disclosure::TierKind;
    use crate::domain::period::Years;
    use crate::statistics::{Period, Question};

    /// Whatever way the cells of a set are found, they are those that counting gives.
    #[test]
    fn sums_are_counts() {
        let facts = facts(&population(3_000, 3), 0.0, 0.0);
        let policy = Policy::default();
        let noise = Noise::new(&policy, Zeroizing::new([1; 32]));
        let ask = |group: &[&str], filters: &[(&str, &[&str])], years: Option<(i32, i32)>| {
            let owned = |names: &[&str]| names.iter().map(|n| n.to_string()).collect::<Vec<_>>();
            let period = years.map(|(first, last)| Period {
                dimension: crate::statistics::Dimension::Year,
                years: Years::new(first, last).unwrap(),
            });
            let question = Question {
                measure: Measure::Persons,
                group_by: owned(group),
                filters: filters.iter().map(|(d, codes)| (d.to_string(), owned(codes))).collect(),
                period,
            };
            let blocks = [Years::new(2014, 2018).unwrap()];
            let query = Query::new(&question, facts.catalog(), 4, &blocks).unwrap();
            let lattice =
                Lattice::new(&facts, &policy, policy.tier(TierKind::National), &noise, &query);
            let asked = query.keys(facts.catalog());
            for set in 0..1usize << asked.len() {
                let keys: Vec<_> = members(set).map(|axis| asked[axis].clone()).collect();
                let counted = count(&facts, Measure::Persons, &keys).revealed();
                for index in 0..lattice.len() {
                    let places = lattice.places(index);
                    let at = members(set).fold(0, |at, axis| at * asked[axis].size + places[axis]);
                    let cell = lattice.cell(set, &places);
                    assert_eq!((cell.count, cell.key_sum), counted[at], "{group:?} {set} {index}");
                }
            }
            assert!(lattice.cell(0, &[]).count > 2_000);
        };
        ask(&["gender", "age_band"], &[], None);
        ask(&["gender"], &[("age_band", &["FROM_18_TO_20", "FROM_48"])], Some((2014, 2018)));
        ask(&["exploitation_type", "gender"], &[("child", &["NO"])], None);
        ask(&["citizenship", "year"], &[("control_method", &["PHYSICAL_THREATS"])], None);
        ask(&[], &[("gender", &["FEMININE"]), ("citizenship", &["XK", "AL"])], Some((2014, 2014)));
    }
}
