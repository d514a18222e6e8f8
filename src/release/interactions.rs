//! What no table tells: how dimensions hang together that are in none of them together.
//!
//! Rows are drawn as if such dimensions were independent, and no measurement says how wrong that is.
//! So every pair of codes of two such dimensions may be more or less frequent, and what may be makes
//! the intervals of modelled figures wide.

use std::collections::BTreeSet;

use fastrand::Rng;
use itertools::Itertools;

use super::fit::Target;
use super::replicates::{COLUMNS, Column, normal};
use super::rows::{List, Rows, ServiceCode};
use crate::statistics::Dimension;

/// Relative standard deviation of the frequency of a pair of codes. Rows that hang together as those
/// of real cases do are off by about as much.
const UNKNOWN: f32 = 0.2;

/// The codes of a dimension in each row.
enum Codes<'a> {
    One(&'a [u8]),
    /// Each divided by a number: of services the year is no part.
    List(&'a List, usize),
}

impl Codes<'_> {
    fn each(&self, row: usize, mut visit: impl FnMut(usize)) {
        match self {
            Self::One(codes) => visit(usize::from(codes[row])),
            Self::List(list, parts) => {
                list.of(row).iter().for_each(|code| visit(usize::from(*code) / parts));
            }
        }
    }

    fn count(&self) -> usize {
        let most =
            |codes: &[u8]| codes.iter().copied().max().map_or(1, |most| usize::from(most) + 1);
        match self {
            Self::One(codes) => most(codes),
            Self::List(list, parts) => most(&list.values).div_ceil(*parts),
        }
    }
}

/// Two dimensions that no table has together, and what each pair of their codes may be off by.
struct Pair<'a> {
    first: Codes<'a>,
    second: Codes<'a>,
    seconds: usize,
    effects: Vec<Column>,
}

/// All such pairs of dimensions of some rows.
pub(super) struct Interactions<'a>(Vec<Pair<'a>>);

impl<'a> Interactions<'a> {
    /// Draws what may be. `years` is the number of years of the block.
    pub fn draw(rows: &'a Rows, targets: &[Target], years: usize, seed: u64) -> Self {
        let mut random = Rng::with_seed(seed ^ 3);
        let known: BTreeSet<[Dimension; 2]> = targets
            .iter()
            .flat_map(|target| target.layout.dimensions.iter().copied().array_combinations())
            .flat_map(|[a, b]| [[a, b], [b, a]])
            .collect();
        let codes = |dimension: Dimension| match rows.ones.get(&dimension) {
            Some(codes) => Codes::One(codes),
            None if dimension == Dimension::Service => {
                Codes::List(&rows.lists[&dimension], ServiceCode::count(1, years))
            }
            None => Codes::List(&rows.lists[&dimension], 1),
        };
        let dimensions: Vec<Dimension> =
            rows.ones.keys().chain(rows.lists.keys()).copied().collect();
        let unknown =
            dimensions.into_iter().array_combinations().filter(|pair| !known.contains(pair));
        let pair = |[a, b]: [Dimension; 2]| {
            let (first, second) = (codes(a), codes(b));
            let seconds = second.count();
            let mut effect = |_| std::array::from_fn(|_| UNKNOWN * normal(&mut random));
            let effects = (0..first.count() * seconds).map(&mut effect).collect();
            Pair { first, second, seconds, effects }
        };
        Self(unknown.map(pair).collect())
    }

    /// Adds to a row of some weight what its pairs of codes may be off by.
    pub fn add(&self, row: usize, weight: f32, column: &mut Column) {
        let mut sum = [0f32; COLUMNS];
        for pair in &self.0 {
            pair.first.each(row, |first| {
                pair.second.each(row, |second| {
                    let effect = &pair.effects[first * pair.seconds + second];
                    sum.iter_mut().zip(effect).for_each(|(sum, more)| *sum += more);
                });
            });
        }
        column.iter_mut().zip(&sum).for_each(|(value, more)| *value += weight * more);
    }
}
