//! Synthetic persons for the public: rows drawn from a fitted table. They follow from measured tables
//! alone, so that they cost nothing more.

use std::collections::BTreeSet;

use fastrand::Rng;
use itertools::Itertools;

use super::figure::{Basis, Figure, Tier};
use super::fitted::Fitted;
use super::rows::{Layout, Rows};
use super::weigh::{Ask, Counting};
use crate::statistics::Dimension;

/// Fewer persons than this in a block are not drawn: single rows would mislead.
pub const FEWEST: f64 = 400.0;
/// No more rows than this are drawn of one block.
pub const MOST: usize = 20_000;

/// Rows, and how well they agree with what they were drawn from.
pub struct Synthetic {
    /// Names of the columns.
    pub header: Vec<String>,
    /// One for each synthetic person.
    pub rows: Vec<Vec<String>>,
    /// For each code of each column, and for each pair of codes of two columns that were measured
    /// together: how well the rows agree with the release.
    pub fidelity: Vec<Fidelity>,
}

/// How often a code is there, or a pair of codes: in the release, and in the rows.
pub struct Fidelity {
    /// Column and code. Of a column of 0 and 1 the code is 1.
    pub first: (String, String),
    /// The other one of a pair.
    pub second: Option<(String, String)>,
    /// The figure of the release, as the public gets it.
    pub figure: Figure,
    /// The count of the rows, scaled to that of the release.
    pub rows: f64,
}

impl Fitted {
    /// Draws persons, each row as often as its weight says but for rounding, with a public seed.
    /// Nothing for a block of fewer than [`FEWEST`].
    ///
    /// Columns are those of the CTDC Global Synthetic Dataset in kind: one for each dimension of
    /// which a person has one code, and one of 0 and 1 for each code of the others.
    pub fn synthetic(&self, seed: u64) -> Option<Synthetic> {
        let total: f64 = self.weights.iter().sum();
        if total < FEWEST {
            return None;
        }
        let count = (total.round() as usize).min(MOST);
        let mut random = Rng::with_seed(seed);
        // Systematic sampling: one draw, then equal steps.
        let step = total / count as f64;
        let mut next = random.f64() * step;
        let (mut drawn, mut sum) = (Vec::with_capacity(count), 0.0);
        for (row, weight) in self.weights.iter().enumerate() {
            sum += weight;
            while next < sum && drawn.len() < count {
                drawn.push(row);
                next += step;
            }
        }
        random.shuffle(&mut drawn);
        let is_told = |dimension: &Dimension| *dimension != Dimension::Service;
        let mut header: Vec<String> =
            self.rows.ones.keys().map(|dimension| dimension.name().to_owned()).collect();
        let code = |dimension: Dimension, place: u8| {
            let codes = self.domains.of(dimension).map(|domain| domain.codes());
            codes.and_then(|codes| codes.get(usize::from(place)).cloned()).unwrap_or_default()
        };
        let lists: Vec<Dimension> = self.rows.lists.keys().copied().filter(is_told).collect();
        for dimension in &lists {
            let codes = self.domains.of(*dimension).map_or(&[][..], |domain| domain.codes());
            header.extend(codes.iter().map(|code| format!("{}_{code}", dimension.name())));
        }
        let row = |row: &usize| {
            let mut cells: Vec<String> =
                self.rows.ones.iter().map(|(d, column)| code(*d, column[*row])).collect();
            for dimension in &lists {
                let own = self.rows.lists[dimension].of(*row);
                let count = self.domains.of(*dimension).map_or(0, |domain| domain.len());
                let has = |place: usize| own.contains(&(place as u8));
                cells.extend((0..count).map(|place| u8::from(has(place)).to_string()));
            }
            cells
        };
        let rows: Vec<Vec<String>> = drawn.iter().map(row).collect();
        let places: Vec<u32> = drawn.iter().map(|row| *row as u32).collect();
        let fidelity = self.fidelity(&self.rows.pick(&places), step);
        Some(Synthetic { header, rows, fidelity })
    }

    /// Compares rows, each of which stands for `step` persons, with the release: by each dimension, and
    /// by every two that a measured table has together.
    fn fidelity(&self, rows: &Rows, step: f64) -> Vec<Fidelity> {
        let told = rows.ones.keys().chain(rows.lists.keys()).copied();
        let told: Vec<Dimension> =
            told.filter(|dimension| *dimension != Dimension::Service).collect();
        let ones = told.iter().map(|dimension| vec![*dimension]);
        let pairs = told.iter().copied().array_combinations().map(|pair: [_; 2]| pair.to_vec());
        let asked = ones.chain(pairs);
        let measured =
            asked.filter(|of| self.is_measured(&of.iter().copied().collect::<BTreeSet<_>>()));
        measured.filter_map(|dimensions| self.compared(rows, step, &dimensions)).flatten().collect()
    }

    fn compared(&self, rows: &Rows, step: f64, dimensions: &[Dimension]) -> Option<Vec<Fidelity>> {
        let layout = Layout::new(dimensions, &self.domains, &self.plan)?;
        let mut counts = vec![0.0; layout.cells];
        layout.place(rows).each(0..rows.count, |_, cell| counts[usize::from(cell)] += step);
        let all = |place: usize| (0..layout.sizes[place] as u8).collect();
        let group = dimensions.iter().enumerate().map(|(place, d)| (*d, all(place))).collect();
        let ask = Ask { counting: Counting::Units, group, filters: Vec::new() };
        let figure =
            |sums| Figure::count(&sums, self.smallest_error(), Basis::Measured, Tier::Public);
        let figures = self.weigh(&ask)?.into_iter().map(figure);
        let column = |cell: usize, dimension: &Dimension| {
            let place = layout.place_in(cell, *dimension)?;
            let code = self.domains.of(*dimension)?.codes().get(place)?;
            let name = dimension.name();
            Some(match self.is_list(*dimension) {
                true => (format!("{name}_{code}"), "1".to_owned()),
                false => (name.to_owned(), code.clone()),
            })
        };
        let compared = figures.zip(counts).enumerate().map(|(cell, (figure, rows))| {
            let first = column(cell, dimensions.first()?)?;
            let second = dimensions.get(1).and_then(|dimension| column(cell, dimension));
            Some(Fidelity { first, second, figure, rows })
        });
        compared.collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::release::figure::{Letter, Told};
    use crate::release::plan::Plan;
    use crate::release::trials::{persons, trial};

    #[test]
    fn rows_agree_with_the_fitted_table_and_small_blocks_have_none() {
        let fitted = |count| trial(Plan::h1(), persons(count, 4, 2), 4, 2).fitted(Some(3_000));
        let synthetic = fitted(500).synthetic(1).unwrap();
        assert!((450..=550).contains(&synthetic.rows.len()), "{}", synthetic.rows.len());
        let width = synthetic.header.len();
        assert!(synthetic.rows.iter().all(|row| row.len() == width));
        assert!(synthetic.header.iter().any(|name| name.starts_with("control_method_")));
        // What the public tier does not tell is no number here either.
        let mut seen = BTreeSet::new();
        for fidelity in &synthetic.fidelity {
            let (figure, rows) = (&fidelity.figure, fidelity.rows);
            match figure.told {
                Told::Estimate(value) => {
                    assert!((value - rows).abs() <= 25.0, "{:?}: {value}, {rows}", fidelity.first);
                    assert!(figure.letter <= Letter::B && figure.low <= value, "{figure:?}");
                    seen.insert((0, fidelity.second.is_some()));
                }
                Told::Few => drop(seen.insert((1, fidelity.second.is_some()))),
                Told::Withheld => {
                    assert_eq!((figure.low, figure.high), (0.0, 0.0));
                    seen.insert((2, fidelity.second.is_some()));
                }
            }
        }
        assert_eq!(seen.len(), 6, "codes and pairs: told, few, and not told: {seen:?}");
        let has = |first: &str, second: &str| {
            synthetic.fidelity.iter().any(|fidelity| {
                let other = fidelity.second.as_ref().map_or("", |(column, _)| column.as_str());
                fidelity.first.0.starts_with(first) && other.starts_with(second)
            })
        };
        assert!(has("control_method_", ""));
        assert!(has("gender", "exploitation_type") || has("exploitation_type", "gender"));
        // Never measured together.
        assert!(!has("region", "exploitation_type") && !has("exploitation_type", "region"));
        assert!(fitted(100).synthetic(1).is_none());
    }
}
