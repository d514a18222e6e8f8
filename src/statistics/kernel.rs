//! Counts cells: one pass over the columns that a question touches.

use crate::disclosure::raw::{RawCell, RawContributions, RawTable};
use crate::domain::codes::TraffickingStatus;

use super::catalog::{Dimension, Measure};
use super::facts::{Column, Facts, Magnitude, Table, many};

/// One dimension of the cells to count: which codes go to which place.
#[derive(Clone)]
pub(crate) struct KeyDimension {
    /// The dimension.
    pub dimension: Dimension,
    /// Place of each code, or none when the code is not asked for. Several codes
    /// may share a place (the years of a period).
    pub places: [Option<u16>; 256],
    /// Number of places.
    pub size: usize,
}

impl KeyDimension {
    /// One place for each of the codes, in their order.
    pub fn split(dimension: Dimension, codes: &[u8]) -> Self {
        let mut places = [None; 256];
        for (place, code) in codes.iter().enumerate() {
            places[usize::from(*code)] = Some(place as u16);
        }
        Self { dimension, places, size: codes.len() }
    }

    /// One place for all of the codes together.
    pub fn together(dimension: Dimension, codes: impl Iterator<Item = u8>) -> Self {
        let mut places = [None; 256];
        codes.for_each(|code| places[usize::from(code)] = Some(0));
        Self { dimension, places, size: 1 }
    }
}

/// True counts of all cells. A unit is counted once in a cell, in as many cells as
/// its multi-valued dimensions put it.
pub(crate) fn count(facts: &Facts, measure: Measure, keys: &[KeyDimension]) -> RawTable {
    let total: usize = keys.iter().map(|key| key.size).product();
    let mut cells = vec![RawCell::default(); total];
    let table = facts.table(measure);
    let Some(units) = table.units.get(&unit_number(measure)) else { return RawTable::new(cells) };
    // Rows of one unit need not be neighbours, so each cell remembers in `seen` the
    // units that it counted when rows and units differ.
    let distinct = units.keys.len() == table.rows;
    let mut seen = std::collections::HashSet::new();
    for_each_cell(table, measure, keys, |row, cell| {
        let unit = units.of_row[row];
        if distinct || seen.insert((cell, unit)) {
            cells[cell].add(units.keys[unit as usize]);
        }
    });
    RawTable::new(cells)
}

/// True values of a magnitude over the units of one cell; the first value of a unit
/// counts.
pub(crate) fn contributions(
    facts: &Facts,
    measure: Measure,
    keys: &[KeyDimension],
    magnitude: Magnitude,
) -> RawContributions {
    let mut found = RawContributions::default();
    let table = facts.table(measure);
    let (Some(units), Some(values)) =
        (table.units.get(&unit_number(measure)), table.magnitudes.get(&magnitude))
    else {
        return found;
    };
    let mut seen = std::collections::HashSet::new();
    for_each_cell(table, measure, keys, |row, _| {
        let unit = units.of_row[row];
        if let Some(value) = values[row]
            && seen.insert(unit)
        {
            found.add(units.keys[unit as usize], f64::from(value));
        }
    });
    found
}

/// Which of a table's units a measure counts.
pub(super) fn unit_number(measure: Measure) -> u8 {
    match measure {
        Measure::PreventedPersons => Measure::Persons as u8,
        other => other as u8,
    }
}

/// Calls `visit` with each row that the measure counts and each cell that it falls
/// into.
fn for_each_cell(
    table: &Table,
    measure: Measure,
    keys: &[KeyDimension],
    mut visit: impl FnMut(usize, usize),
) {
    let columns: Option<Vec<&Column>> =
        keys.iter().map(|key| table.columns.get(&key.dimension)).collect();
    let Some(columns) = columns else { return };
    let status = match (measure, table.columns.get(&Dimension::TraffickingStatus)) {
        (Measure::Persons | Measure::PreventedPersons, Some(Column::One(codes))) => Some(codes),
        _ => None,
    };
    let wanted = |code: u8| match measure {
        Measure::PreventedPersons => code == TraffickingStatus::AtRiskPrevented as u8,
        _ => {
            code == TraffickingStatus::ActualVictim as u8
                || code == TraffickingStatus::PossibleVictim as u8
        }
    };
    let mut here = Vec::new();
    let mut next = Vec::new();
    for row in 0..table.rows {
        if status.is_some_and(|codes| !wanted(codes[row])) {
            continue;
        }
        here.clear();
        here.push(0usize);
        for (column, key) in columns.iter().zip(keys) {
            next.clear();
            let mut push = |code: u8| {
                if let Some(place) = key.places[usize::from(code)] {
                    for cell in &here {
                        let cell = cell * key.size + usize::from(place);
                        // Codes that share a place fall into one cell once.
                        if !next.contains(&cell) {
                            next.push(cell);
                        }
                    }
                }
            };
            match column {
                Column::One(codes) => push(codes[row]),
                Column::Set(sets) => {
                    let mut bits = sets[row];
                    while bits != 0 {
                        push(bits.trailing_zeros() as u8);
                        bits &= bits - 1;
                    }
                }
                Column::Many { ends, values } => {
                    many(ends, values, row).iter().copied().for_each(push)
                }
            }
            std::mem::swap(&mut here, &mut next);
            if here.is_empty() {
                break;
            }
        }
        here.iter().for_each(|cell| visit(row, *cell));
    }
}
