//! Counts cells: one pass over the columns that a question touches.
//!
//! The columns are read in blocks that fit the processor's nearest cache, one column at a time, by
//! loops without branches that the compiler turns into vector instructions where it can: each code
//! adds its share to the number of its row's cell, and a row that is not asked for is marked. Only a
//! row that several codes of a dimension may put into several cells leaves this path. Large tables
//! are counted by all cores.

use std::ops::Range;

use fearless_simd::{Level, Simd, dispatch};
use rayon::prelude::*;

use crate::disclosure::raw::{RawCell, RawContributions, RawTable};

use super::catalog::Measure;
use super::facts::{Facts, Magnitude};
use super::plan::{BLOCK, Block, KeyDimension, Number, Plan, blocks};

/// Fewer rows than this are not worth another thread.
const ROWS_OF_A_THREAD: usize = 1 << 17;

/// A table of fewer cells is counted in several copies: rows of one cell that follow each other
/// would wait for each other.
const FEW_CELLS: usize = 1 << 10;
const COPIES: usize = 4;
const _: () = assert!(COPIES.is_power_of_two() && BLOCK <= 1 << u8::BITS);

/// Whether each row is a unit of its own, so that cells add up along single-valued dimensions.
pub(crate) fn rows_are_units(facts: &Facts, measure: Measure) -> bool {
    let table = facts.table(measure);
    table.units.get(&unit_number(measure)).is_none_or(|units| units.keys.len() == table.rows)
}

/// True counts of all cells. A unit is counted once in a cell, in as many cells as
/// its multi-valued dimensions put it.
pub(crate) fn count(facts: &Facts, measure: Measure, keys: &[KeyDimension]) -> RawTable {
    let cells = keys.iter().map(|key| key.size).product();
    let counted = if cells < usize::from(u8::NOWHERE) {
        count_with::<u8>(facts, measure, keys)
    } else if cells < usize::from(u16::NOWHERE) {
        count_with::<u16>(facts, measure, keys)
    } else {
        count_with::<u32>(facts, measure, keys)
    };
    RawTable::new(counted.unwrap_or_else(|| vec![RawCell::default(); cells]))
}

/// Nothing when the table lacks a column.
fn count_with<N: Number>(
    facts: &Facts,
    measure: Measure,
    keys: &[KeyDimension],
) -> Option<Vec<RawCell>> {
    let table = facts.table(measure);
    let plan = Plan::<N>::new(table, measure, keys)?;
    let units = table.units.get(&unit_number(measure))?;
    if units.keys.len() != table.rows {
        return Some(count_units(&plan, &units.of_row, &units.keys));
    }
    // Every part has a table of its own, and these must be added up.
    let most = rayon::current_num_threads();
    let parts = (table.rows / ROWS_OF_A_THREAD.max(plan.cells)).clamp(1, most);
    let share = table.rows.div_ceil(parts).next_multiple_of(BLOCK);
    let part =
        |first: usize| count_rows(&plan, &units.keys, first..(first + share).min(table.rows));
    if parts == 1 {
        return Some(part(0));
    }
    (0..table.rows).into_par_iter().step_by(share).map(part).reduce_with(|mut cells, others| {
        cells.iter_mut().zip(others).for_each(|(cell, other)| cell.join(other));
        cells
    })
}

/// A cell while it is counted: units, and the sum of their record keys. Two words of one size are
/// added at once.
type Sums = [u64; 2];

#[inline]
fn add(cell: &mut Sums, key: u64) {
    *cell = [cell[0] + 1, cell[1].wrapping_add(key)];
}

/// Adds rows to their cells, of which the last takes those that are nowhere.
#[inline(always)]
fn add_rows<N: Number>(cells: &mut [Sums], numbers: &[N], keys: &[u64]) {
    let last = cells.len() - 1;
    for (number, key) in numbers.iter().zip(keys) {
        add(&mut cells[number.place().min(last)], *key);
    }
}

/// The same, each row of four to another copy of the cells.
#[inline(always)]
fn add_by_four<N: Number>(cells: &mut [Sums], numbers: &[N], keys: &[u64]) {
    let stride = cells.len() / COPIES;
    let last = stride - 1;
    let (first, rest) = cells.split_at_mut(stride);
    let (second, rest) = rest.split_at_mut(stride);
    let (third, rest) = rest.split_at_mut(stride);
    let fourth = &mut rest[..stride];
    let (by_four, keys_by_four) = (numbers.chunks_exact(COPIES), keys.chunks_exact(COPIES));
    add_rows(first, by_four.remainder(), keys_by_four.remainder());
    for (number, key) in by_four.zip(keys_by_four) {
        add(&mut first[number[0].place().min(last)], key[0]);
        add(&mut second[number[1].place().min(last)], key[1]);
        add(&mut third[number[2].place().min(last)], key[2]);
        add(&mut fourth[number[3].place().min(last)], key[3]);
    }
}

/// Whether so many rows are in no cell that leaving them out pays.
#[inline(always)]
fn few<N: Number>(numbers: &[N]) -> bool {
    let nowhere: u16 = numbers.iter().map(|number| number.marked()).sum();
    4 * usize::from(nowhere) > numbers.len()
}

/// The same as [`add_by_four`] for a block of which few rows are in a cell: the others would wait
/// for each other at the last cell.
#[inline(always)]
fn add_few<N: Number>(cells: &mut [Sums], copies: usize, numbers: &[N], keys: &[u64]) {
    let stride = cells.len() / copies;
    let mut rows = [0u8; BLOCK];
    let mut count = 0;
    for (row, number) in numbers.iter().enumerate() {
        rows[count % BLOCK] = row as u8;
        count += usize::from(1 - number.marked());
    }
    for (place, row) in rows[..count].iter().enumerate() {
        let (copy, row) = (place & (copies - 1), usize::from(*row));
        add(&mut cells[copy * stride + numbers[row].place()], keys[row]);
    }
}

/// Counts rows that are units of their own, with the widest vectors that the processor has.
fn count_rows<N: Number>(plan: &Plan<'_, N>, keys: &[u64], rows: Range<usize>) -> Vec<RawCell> {
    dispatch!(Level::new(), simd => simd.vectorize(
        #[inline(always)]
        || count_rows_in(plan, keys, rows)
    ))
}

#[inline(always)]
fn count_rows_in<N: Number>(plan: &Plan<'_, N>, keys: &[u64], rows: Range<usize>) -> Vec<RawCell> {
    let copies = if plan.cells < FEW_CELLS { COPIES } else { 1 };
    // The last cell of each copy takes the rows that are not asked for.
    let stride = plan.cells + 1;
    let mut cells = vec![Sums::default(); stride * copies];
    let mut block = Block::new();
    for rows in blocks(rows) {
        plan.place(&mut block, rows.clone());
        let (numbers, keys) = (&block.numbers, &keys[rows]);
        if !block.spread.is_empty() {
            for (row, number) in &block.spread {
                add(&mut cells[number.place()], keys[usize::from(*row)]);
            }
        } else if plan.cells == 1 {
            let (mut count, mut sum) = (0u64, 0u64);
            for (number, key) in numbers.iter().zip(keys) {
                let counts = u64::from(number.place() == 0);
                count += counts;
                sum = sum.wrapping_add(key & counts.wrapping_neg());
            }
            cells[0] = [cells[0][0] + count, cells[0][1].wrapping_add(sum)];
        } else if few(numbers) {
            add_few(&mut cells, copies, numbers, keys);
        } else if copies == 1 {
            add_rows(&mut cells, numbers, keys);
        } else {
            add_by_four(&mut cells, numbers, keys);
        }
    }
    let total = |cell: usize| {
        let copies = (0..copies).map(|copy| cells[copy * stride + cell]);
        let [count, sum] = copies.fold([0, 0], |a: Sums, b| [a[0] + b[0], a[1].wrapping_add(b[1])]);
        RawCell::of(count as u32, sum)
    };
    (0..plan.cells).map(total).collect()
}

/// Counts units that may have several rows, each once in a cell.
fn count_units<N: Number>(plan: &Plan<'_, N>, of_row: &[u32], keys: &[u64]) -> Vec<RawCell> {
    let mut cells = vec![RawCell::default(); plan.cells];
    let mut pairs = Vec::new();
    plan.for_each(of_row.len(), |row, cell| pairs.push((of_row[row], cell as u32)));
    pairs.sort_unstable();
    pairs.dedup();
    for (unit, cell) in pairs {
        cells[cell as usize].add(keys[unit as usize]);
    }
    cells
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
    let (Some(plan), Some(units), Some(values)) = (
        Plan::<u32>::new(table, measure, keys),
        table.units.get(&unit_number(measure)),
        table.magnitudes.get(&magnitude),
    ) else {
        return found;
    };
    let mut seen = std::collections::HashSet::new();
    plan.for_each(table.rows, |row, _| {
        let unit = units.of_row.get(row).map_or(row, |unit| *unit as usize);
        if let Some(value) = values[row]
            && seen.insert(unit)
        {
            found.add(units.keys[unit], f64::from(value));
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

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::domain::period::Years;
    use crate::statistics::facts::{Table, Units};
    use crate::statistics::{Catalog, Dimension};

    use Dimension::{AgeBand, Citizenship, ControlMethod, Gender, TraffickingStatus};

    /// Codes of a row in each dimension.
    type Row = BTreeMap<Dimension, Vec<u8>>;

    fn row(random: &mut fastrand::Rng, single: bool) -> Row {
        let mut several = |codes: u8, most: usize| {
            let count = if single { 1 } else { random.usize(1..=most) };
            random.choose_multiple(0..codes, count)
        };
        let (control, citizenship) = (several(9, 4), several(7, 3));
        BTreeMap::from([
            (TraffickingStatus, vec![random.u8(0..5)]),
            (Gender, vec![random.u8(0..4)]),
            (AgeBand, vec![random.u8(0..11)]),
            (ControlMethod, control),
            (Citizenship, citizenship),
        ])
    }

    /// Rows and the facts that hold them; some rows tell of the same unit.
    fn facts(rows: &[Row], units: Option<u32>, random: &mut fastrand::Rng) -> Facts {
        let mut table = Table { rows: rows.len(), ..Table::default() };
        for row in rows {
            for (dimension, codes) in row {
                match dimension {
                    ControlMethod => {
                        let bits = codes.iter().fold(0, |bits, code| bits | 1 << code);
                        table.push_set(*dimension, bits);
                    }
                    Citizenship => table.push_many(*dimension, codes),
                    _ => table.push_one(*dimension, codes[0]),
                }
            }
        }
        let of_row = units.map(|units| rows.iter().map(|_| random.u32(0..units)).collect());
        let keys = (0..units.map_or(rows.len(), |units| units as usize)).map(|_| random.u64(..));
        let units = Units { of_row: of_row.unwrap_or_default(), keys: keys.collect() };
        table.units.insert(unit_number(Measure::Persons), units);
        Facts {
            catalog: Catalog { regions: vec![], years: Years::new(2000, 2020).unwrap() },
            persons: table,
            assistance: Table::default(),
            proceedings: Table::default(),
            referrals: Table::default(),
            digests: Default::default(),
        }
    }

    /// What the cells are, row by row.
    fn by_definition(facts: &Facts, rows: &[Row], keys: &[KeyDimension]) -> Vec<(u32, u64)> {
        let units = &facts.persons.units[&unit_number(Measure::Persons)];
        let cells = keys.iter().map(|key| key.size).product();
        let mut members = vec![BTreeSet::new(); cells];
        for (number, row) in rows.iter().enumerate() {
            if !(1..=2).contains(&row[&TraffickingStatus][0]) {
                continue;
            }
            let unit = units.of_row.get(number).map_or(number, |unit| *unit as usize);
            let mut places = vec![0];
            for key in keys {
                let codes = row[&key.dimension].iter();
                let here: Vec<usize> = codes
                    .filter_map(|code| key.places[usize::from(*code)])
                    .map(usize::from)
                    .collect();
                places = places
                    .iter()
                    .flat_map(|place| here.iter().map(move |next| place * key.size + next))
                    .collect();
            }
            for place in places {
                members[place].insert(unit);
            }
        }
        let cell = |members: BTreeSet<usize>| {
            let sum = members.iter().fold(0u64, |sum, unit| sum.wrapping_add(units.keys[*unit]));
            (members.len() as u32, sum)
        };
        members.into_iter().map(cell).collect()
    }

    fn questions() -> Vec<Vec<KeyDimension>> {
        let split = KeyDimension::split;
        let all = |dimension, codes: u8| split(dimension, &(0..codes).collect::<Vec<_>>());
        let together =
            |dimension, codes: &[u8]| KeyDimension::together(dimension, codes.iter().copied());
        vec![
            vec![],
            vec![all(Gender, 4)],
            vec![split(Gender, &[2])],
            vec![together(AgeBand, &[3, 4, 5]), together(Gender, &[0, 3])],
            vec![split(AgeBand, &[7, 2, 9]).with_rest(), all(Gender, 4)],
            vec![all(ControlMethod, 9)],
            vec![split(ControlMethod, &[4]), all(Gender, 4)],
            vec![together(ControlMethod, &[1, 5]), together(Citizenship, &[2, 6])],
            vec![split(Citizenship, &[5, 1]), all(AgeBand, 11)],
            vec![all(Citizenship, 7), split(ControlMethod, &[8, 0, 3]), all(Gender, 4)],
            vec![all(AgeBand, 11), all(Citizenship, 7), all(ControlMethod, 9), all(Gender, 4)],
            vec![all(AgeBand, 60), all(Gender, 20), together(ControlMethod, &[1])],
        ]
    }

    #[test]
    fn cells_are_what_the_rows_say() {
        let mut random = fastrand::Rng::with_seed(5);
        // More than a block, and a part of one; alone, rows have one code each.
        for (count, single) in [(0, false), (1, false), (3 * BLOCK + 17, false), (BLOCK + 9, true)]
        {
            let rows: Vec<Row> = (0..count).map(|_| row(&mut random, single)).collect();
            for units in [None, Some(40)] {
                let facts = facts(&rows, units.filter(|_| count > 40), &mut random);
                for (place, keys) in questions().iter().enumerate() {
                    let counted = count_of(&facts, keys);
                    assert_eq!(counted, by_definition(&facts, &rows, keys), "{count} {place}");
                }
            }
        }
    }

    fn count_of(facts: &Facts, keys: &[KeyDimension]) -> Vec<(u32, u64)> {
        count(facts, Measure::Persons, keys).revealed()
    }

    #[test]
    fn several_threads_count_as_one() {
        let mut random = fastrand::Rng::with_seed(6);
        let some: Vec<Row> = (0..1000).map(|_| row(&mut random, false)).collect();
        let rows: Vec<Row> =
            (0..2 * ROWS_OF_A_THREAD + 4321).map(|n| some[n % some.len()].clone()).collect();
        let facts = facts(&rows, None, &mut random);
        for keys in &questions()[..6] {
            assert_eq!(count_of(&facts, keys), by_definition(&facts, &rows, keys));
        }
    }
}
