//! Synthetic persons for the public: rows drawn from a fitted table. They follow from measured tables
//! alone, so that they cost nothing more.

use std::collections::BTreeMap;

use fastrand::Rng;

use super::fitted::Fitted;
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
    /// For each code of each column: the fitted count, and that of the rows, scaled to it.
    pub fidelity: Vec<(String, String, f64, f64)>,
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
        let mut fidelity = Vec::new();
        for (place, dimension) in self.rows.ones.keys().enumerate() {
            let mut counts: BTreeMap<&str, f64> = BTreeMap::new();
            rows.iter().for_each(|row| *counts.entry(&row[place]).or_default() += step);
            let mut fitted: BTreeMap<String, f64> = BTreeMap::new();
            for (row, weight) in self.weights.iter().enumerate() {
                let code = code(*dimension, self.rows.ones[dimension][row]);
                *fitted.entry(code).or_default() += weight;
            }
            for (code, fitted) in fitted {
                let of_rows = counts.get(code.as_str()).copied().unwrap_or(0.0);
                fidelity.push((dimension.name().to_owned(), code, fitted, of_rows));
            }
        }
        Some(Synthetic { header, rows, fidelity })
    }
}

#[cfg(test)]
mod tests {
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
        for (name, code, fitted, rows) in &synthetic.fidelity {
            assert!((fitted - rows).abs() <= 25.0, "{name} {code}: {fitted} and {rows}");
        }
        assert!(fitted(100).synthetic(1).is_none());
    }
}
