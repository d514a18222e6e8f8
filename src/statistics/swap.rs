//! Keyed swapping: before anything is counted, the sensitive facts of some persons are
//! exchanged with those of similar ones (Dalenius and Reiss 1982). Whoever knows every record
//! but one can otherwise read that one off the noise of many cells; after swapping, what he
//! reads may be somebody else's.
//!
//! Counts of what is sensitive stay as they are within a stratum, and so do all counts of what
//! is not; what loses precision are combinations of the two.

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use super::catalog::Dimension;
use super::facts::{Column, Table, many};

/// What is exchanged, always together: a person's facts stay consistent with each other.
pub const SWAPPED: &[Dimension] = &[
    Dimension::RecruitmentMethod,
    Dimension::ControlMethod,
    Dimension::ExploitationType,
    Dimension::SexualExploitationForm,
    Dimension::RecruiterRelation,
    Dimension::LabourSector,
    Dimension::RepeatTrafficking,
    Dimension::TraffickingDuration,
    Dimension::Act,
    Dimension::Means,
];

/// A profile that fewer persons share is rare.
const RARE: usize = 5;

/// How much is swapped.
pub struct Swap {
    /// Chooses whom; another one for each epoch.
    pub secret: Zeroizing<[u8; 32]>,
    /// Share of persons.
    pub share: f64,
    /// Share of persons of a rare profile.
    pub rare_share: f64,
}

/// Swaps within strata of one status, country of exploitation and majority. `keys` are the
/// record keys of the rows.
pub(super) fn swap(table: &mut Table, keys: &[u64], swap: &Swap) {
    let draw = |row: usize| {
        let hash = blake3::keyed_hash(&swap.secret, &keys[row].to_le_bytes());
        u64::from_le_bytes(hash.as_bytes()[..8].try_into().expect("a hash has 32 bytes"))
    };
    let mut profiles: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
    let profile =
        |row| codes(table, row, &[Dimension::Gender, Dimension::AgeBand, Dimension::Citizenship]);
    for row in 0..table.rows {
        *profiles.entry(profile(row)).or_default() += 1;
    }
    // Rows of each stratum, in the order of their draws, with whether they were chosen.
    let mut strata: BTreeMap<Vec<u8>, Vec<(u64, usize, bool)>> = BTreeMap::new();
    for row in 0..table.rows {
        let stratum = codes(
            table,
            row,
            &[Dimension::TraffickingStatus, Dimension::CountryOfExploitation, Dimension::Child],
        );
        let rare = profiles[&profile(row)] < RARE;
        let share = if rare { swap.rare_share } else { swap.share };
        let drawn = draw(row);
        let chosen = (drawn as f64) < share * 2f64.powi(64);
        strata.entry(stratum).or_default().push((drawn, row, chosen));
    }
    let mut from: Vec<usize> = (0..table.rows).collect();
    for rows in strata.values_mut() {
        rows.sort_unstable();
        let mut chosen: Vec<usize> = rows.iter().filter(|r| r.2).map(|r| r.1).collect();
        if chosen.len() == 1 {
            // Somebody has to be the other one.
            chosen.extend(rows.iter().find(|r| !r.2).map(|r| r.1));
        }
        for (place, row) in chosen.iter().enumerate() {
            from[*row] = chosen[(place + 1) % chosen.len()];
        }
    }
    for dimension in SWAPPED {
        match table.columns.get_mut(dimension) {
            Some(Column::One(values)) => *values = from.iter().map(|row| values[*row]).collect(),
            Some(Column::Set(values)) => *values = from.iter().map(|row| values[*row]).collect(),
            // No dimension of the block is a list.
            Some(Column::Many { .. }) | None => {}
        }
    }
}

/// The codes of a row in some dimensions, with their ends marked.
fn codes(table: &Table, row: usize, dimensions: &[Dimension]) -> Vec<u8> {
    let mut codes = Vec::new();
    for dimension in dimensions {
        match table.columns.get(dimension) {
            Some(Column::One(values)) => codes.push(values[row]),
            Some(Column::Many { ends, values }) => codes.extend_from_slice(many(ends, values, row)),
            Some(Column::Set(values)) => codes.extend_from_slice(&values[row].to_le_bytes()),
            None => {}
        }
        codes.push(u8::MAX);
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 300 persons of two statuses; each has an exploitation and a control of its own.
    fn table() -> Table {
        let mut table = Table::default();
        for row in 0..300u32 {
            table.rows += 1;
            table.push_one(Dimension::TraffickingStatus, 1 + (row % 2) as u8);
            table.push_one(Dimension::Gender, 1 + (row % 3) as u8);
            // The last few are the only ones of their age.
            table.push_one(Dimension::AgeBand, if row < 290 { 3 } else { (row % 10) as u8 });
            table.push_set(Dimension::ExploitationType, 1 << (row % 30 + 1));
            table.push_set(Dimension::ControlMethod, 1 << (row % 30 + 1));
        }
        table
    }

    fn swapped(share: f64, rare_share: f64, secret: u8) -> Table {
        let mut table = table();
        let keys: Vec<u64> = (0..300).collect();
        let how = Swap { secret: Zeroizing::new([secret; 32]), share, rare_share };
        swap(&mut table, &keys, &how);
        table
    }

    fn sets(table: &Table, dimension: Dimension) -> &[u32] {
        match &table.columns[&dimension] {
            Column::Set(values) => values,
            _ => panic!("a set"),
        }
    }

    #[test]
    fn the_block_moves_together_and_within_its_stratum() {
        let (before, after) = (table(), swapped(0.2, 0.2, 1));
        let exploitation = sets(&after, Dimension::ExploitationType);
        assert_eq!(exploitation, sets(&after, Dimension::ControlMethod), "together");
        let moved = exploitation
            .iter()
            .zip(sets(&before, Dimension::ExploitationType))
            .filter(|(a, b)| a != b)
            .count();
        assert!((20..100).contains(&moved), "{moved}");
        for status in 0..2 {
            let of = |table: &Table| {
                let mut of: Vec<u32> = sets(table, Dimension::ExploitationType)
                    .iter()
                    .skip(status)
                    .step_by(2)
                    .copied()
                    .collect();
                of.sort_unstable();
                of
            };
            assert_eq!(of(&before), of(&after), "counts within a stratum stay");
        }
        let again = swapped(0.2, 0.2, 2);
        assert_ne!(sets(&again, Dimension::ExploitationType), exploitation, "keyed");
    }

    #[test]
    fn rare_profiles_are_swapped_more_and_none_means_none() {
        let none = swapped(0.0, 0.0, 1);
        let before = table();
        let unmoved = sets(&before, Dimension::ExploitationType);
        assert_eq!(sets(&none, Dimension::ExploitationType), unmoved);
        let rare = swapped(0.0, 1.0, 1);
        let moved: Vec<usize> = (0..300)
            .filter(|row| sets(&rare, Dimension::ExploitationType)[*row] != unmoved[*row])
            .collect();
        assert!(moved.len() >= 7 && moved.iter().all(|row| *row >= 290), "{moved:?}");
    }
}
