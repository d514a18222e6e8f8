//! Answers a question from a fitted table: weighted counts of its rows, in every column.

use rayon::prelude::*;

use super::domains::Domains;
use super::fitted::{Fitted, standard_error};
use super::replicates::COLUMNS;
use super::rows::{List, Rows, ServiceCode};
use crate::statistics::{Dimension, MOST_CELLS};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Counting {
    /// Units. `year` is that of first identification, opening or sending.
    Units,
    /// Units that were offered or given one of the services asked for. `year` is that of the
    /// service.
    Assisted,
    /// Services. `year` is that of the service.
    Services,
}

/// Rows that one thread counts at a time.
const PART: usize = 1 << 15;
/// Rows of a sample, with all columns, that one thread counts at a time.
const SAMPLE_PART: usize = 1 << 14;

/// A question in places of the domains of a release.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ask {
    /// What is counted.
    pub counting: Counting,
    /// Dimensions of the answer, each with the codes to list.
    pub group: Vec<(Dimension, Vec<u8>)>,
    /// Dimensions to restrict, each with the codes to keep.
    pub filters: Vec<(Dimension, Vec<u8>)>,
}

/// A sum of weights, and of each column of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Sums {
    /// The sum of the fitted weights.
    pub value: f64,
    /// The sum of each column.
    pub columns: [f64; COLUMNS],
}

impl Sums {
    /// No rows.
    pub const ZERO: Self = Self { value: 0.0, columns: [0.0; COLUMNS] };

    /// Adds another one, of other rows.
    pub fn add(&mut self, other: &Self) {
        self.value += other.value;
        self.columns.iter_mut().zip(&other.columns).for_each(|(sum, more)| *sum += more);
    }

    /// The standard error: see [`Fitted::table`].
    pub fn error(&self) -> f64 {
        standard_error(&self.columns)
    }
}

/// In no cell. The sum of some offsets of which one is this is no less, and does not overflow.
const NOWHERE: u32 = 1 << 28;

/// Which codes of a dimension are kept.
struct Keep([bool; 256]);

impl Keep {
    fn of(codes: &[u8]) -> Self {
        let mut keep = [false; 256];
        codes.iter().for_each(|code| keep[usize::from(*code)] = true);
        Self(keep)
    }

    fn keeps(&self, code: usize) -> bool {
        self.0.get(code).copied().unwrap_or(false)
    }
}

/// What each code adds to the number of a cell, or [`NOWHERE`].
type Offsets = [u32; 256];

/// A question, ready to be asked of rows.
struct Ready<'a> {
    cells: usize,
    ones: Vec<(&'a [u8], Box<Offsets>)>,
    list_filters: Vec<(&'a List, Keep)>,
    list_groups: Vec<(&'a List, Box<Offsets>)>,
    services: Option<Services<'a>>,
}

/// Services of a row, each with its three parts.
struct Services<'a> {
    list: &'a List,
    offsets: Box<Offsets>,
    /// Each service counts, and not each row.
    each: bool,
}

impl Fitted {
    /// The sums of all cells of a question, the last dimension fastest; nothing when the release
    /// lacks one of its dimensions, or it has more than [`MOST_CELLS`] cells.
    pub fn weigh(&self, ask: &Ask) -> Option<Vec<Sums>> {
        let ready = self.ready(&self.rows, ask)?;
        let values = in_parts(self.rows.count, PART, |rows| {
            let first = rows.start;
            let mut values = vec![0f64; ready.cells];
            ready.each(rows, |row, cell| values[cell] += self.weights[first + row]);
            values
        });
        let ready = self.ready(&self.sample, ask)?;
        let columns = in_parts(self.sample.count, SAMPLE_PART, |rows| {
            let first = rows.start;
            let mut columns = vec![[0f32; COLUMNS]; ready.cells];
            ready.each(rows, |row, cell| {
                let sums = columns[cell].iter_mut().zip(&self.columns[first + row]);
                sums.for_each(|(sum, more)| *sum += more);
            });
            columns
        });
        let mut sums = vec![Sums::ZERO; ready.cells];
        for values in values {
            sums.iter_mut().zip(values).for_each(|(sums, value)| sums.value += value);
        }
        for part in columns {
            for (sums, column) in sums.iter_mut().zip(part) {
                let of_cell = sums.columns.iter_mut().zip(column);
                of_cell.for_each(|(sum, more)| *sum += f64::from(more));
            }
        }
        for sums in &mut sums {
            sums.columns.iter_mut().for_each(|column| *column += sums.value);
        }
        Some(sums)
    }

    fn ready<'a>(&self, rows: &'a Rows, ask: &Ask) -> Option<Ready<'a>> {
        let counts_services = ask.counting != Counting::Units;
        let of_service = |dimension: Dimension| {
            counts_services
                && matches!(
                    dimension,
                    Dimension::Service | Dimension::AssistanceReceived | Dimension::Year
                )
        };
        let mut ready = Ready {
            cells: 1,
            ones: vec![],
            list_filters: vec![],
            list_groups: vec![],
            services: None,
        };
        // What the parts of a service add, in the order service, received, year.
        let mut parts: [Option<Box<Offsets>>; 3] = [None, None, None];
        let part = |dimension| match dimension {
            Dimension::Service => 0,
            Dimension::AssistanceReceived => 1,
            _ => 2,
        };
        for (dimension, codes) in ask.group.iter().rev() {
            let mut offsets = Box::new([NOWHERE; 256]);
            for (place, code) in codes.iter().enumerate() {
                offsets[usize::from(*code)] = (place * ready.cells) as u32;
            }
            ready.cells = ready.cells.checked_mul(codes.len())?;
            if ready.cells > MOST_CELLS {
                return None;
            }
            if of_service(*dimension) {
                parts[part(*dimension)] = Some(offsets);
            } else if let Some(column) = rows.ones.get(dimension) {
                ready.ones.push((column, offsets));
            } else {
                ready.list_groups.push((rows.lists.get(dimension)?, offsets));
            }
        }
        for (dimension, codes) in &ask.filters {
            let mut offsets = Box::new([NOWHERE; 256]);
            codes.iter().for_each(|code| offsets[usize::from(*code)] = 0);
            if of_service(*dimension) {
                parts[part(*dimension)] = Some(offsets);
            } else if let Some(column) = rows.ones.get(dimension) {
                ready.ones.push((column, offsets));
            } else {
                ready.list_filters.push((rows.lists.get(dimension)?, Keep::of(codes)));
            }
        }
        if counts_services {
            ready.services = Some(Services {
                list: rows.lists.get(&Dimension::Service)?,
                offsets: service_offsets(&self.domains, &parts),
                each: ask.counting == Counting::Services,
            });
        }
        Some(ready)
    }
}

/// What is made of each part of so many rows, in order.
fn in_parts<T: Send>(
    rows: usize,
    part: usize,
    of: impl Fn(std::ops::Range<usize>) -> T + Sync,
) -> Vec<T> {
    let range = |number: usize| number * part..((number + 1) * part).min(rows);
    (0..rows.div_ceil(part)).into_par_iter().map(|number| of(range(number))).collect()
}

impl Ready<'_> {
    /// Calls with each of these rows, counted from the first, and each cell that it falls into.
    #[inline(always)]
    fn each(&self, rows: std::ops::Range<usize>, mut add: impl FnMut(usize, usize)) {
        let is_plain =
            self.list_filters.is_empty() && self.list_groups.is_empty() && self.services.is_none();
        if is_plain {
            return self.each_number(rows, |row, number| {
                if number < NOWHERE {
                    add(row, number as usize);
                }
            });
        }
        let mut numbers = Vec::with_capacity(rows.len());
        self.each_number(rows.clone(), |_, number| numbers.push(number));
        let first = rows.start;
        let (mut cells, mut next) = (Vec::new(), Vec::new());
        for (place, number) in numbers.into_iter().enumerate() {
            if number >= NOWHERE {
                continue;
            }
            let row = first + place;
            let has = |(list, keep): &(&List, Keep)| {
                list.of(row).iter().any(|code| keep.keeps(usize::from(*code)))
            };
            if !self.list_filters.iter().all(has) {
                continue;
            }
            cells.clear();
            cells.push(number);
            let lists = self.list_groups.iter().map(|(list, offsets)| (*list, offsets, false));
            let services = self.services.iter().map(|s| (s.list, &s.offsets, s.each));
            for (list, offsets, each) in lists.chain(services) {
                next.clear();
                for cell in &cells {
                    for code in list.of(row) {
                        let offset = offsets[usize::from(*code)];
                        // A unit counts once in a cell, a service every time.
                        if offset != NOWHERE && (each || !next.contains(&(cell + offset))) {
                            next.push(cell + offset);
                        }
                    }
                }
                std::mem::swap(&mut cells, &mut next);
            }
            cells.iter().for_each(|cell| add(place, *cell as usize));
        }
    }

    /// Calls with each of these rows, and the sum of what its codes of single-valued dimensions add.
    #[inline(always)]
    fn each_number(&self, rows: std::ops::Range<usize>, mut visit: impl FnMut(usize, u32)) {
        match self.ones.as_slice() {
            [] => add_up([], rows, visit),
            [a] => add_up([a], rows, visit),
            [a, b] => add_up([a, b], rows, visit),
            [a, b, c] => add_up([a, b, c], rows, visit),
            [a, b, c, d] => add_up([a, b, c, d], rows, visit),
            more => {
                let first = rows.start;
                for row in rows {
                    let of = |(column, offsets): &(&[u8], Box<Offsets>)| {
                        offsets[usize::from(column[row])]
                    };
                    visit(row - first, more.iter().map(of).fold(0, u32::saturating_add));
                }
            }
        }
    }
}

/// Adds up the weights of rows by columns whose number the compiler knows, so that it goes through all
/// of them at once.
#[inline(always)]
fn add_up<const N: usize>(
    of: [&(&[u8], Box<Offsets>); N],
    rows: std::ops::Range<usize>,
    mut visit: impl FnMut(usize, u32),
) {
    let columns: [&[u8]; N] = of.map(|(column, _)| &column[rows.clone()]);
    let offsets: [&Offsets; N] = of.map(|(_, offsets)| &**offsets);
    for row in 0..rows.len() {
        let mut number = 0;
        for n in 0..N {
            number += offsets[n][usize::from(columns[n][row])];
        }
        visit(row, number);
    }
}

/// What each service, whole, adds to the number of a cell.
fn service_offsets(domains: &Domains, parts: &[Option<Box<Offsets>>; 3]) -> Box<Offsets> {
    let years = domains.year_count();
    let mut offsets = Box::new([NOWHERE; 256]);
    for number in 0..=u8::MAX {
        let code = ServiceCode::of_number(number, years);
        let add = |part: usize, place: usize| match &parts[part] {
            Some(offsets) => offsets.get(place).copied().filter(|offset| *offset != NOWHERE),
            None => Some(0),
        };
        let sum = add(0, code.service)
            .and_then(|sum| Some(sum + add(1, code.received)?))
            .and_then(|sum| Some(sum + add(2, code.year)?));
        offsets[usize::from(number)] = sum.unwrap_or(NOWHERE);
    }
    offsets
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::release::plan::Plan;
    use crate::release::trials::{persons, trial};

    use Dimension::{AssistanceReceived, Child, ControlMethod, Gender, Service, Year};

    fn all(fitted: &Fitted, dimension: Dimension) -> (Dimension, Vec<u8>) {
        (dimension, (0..fitted.domains().of(dimension).unwrap().len() as u8).collect())
    }

    /// Against tables that are made another way, row by row.
    #[test]
    fn questions_are_answered_as_tables_say() {
        let trial = trial(Plan::h1(), persons(120, 4, 2), 4, 2);
        let fitted = trial.fitted(Some(3_000));
        for (dimensions, counting) in [
            (vec![Gender], Counting::Units),
            (vec![Year, Gender, Child], Counting::Units),
            (vec![ControlMethod, Gender], Counting::Units),
            (vec![Service], Counting::Assisted),
            (vec![Year, Service, AssistanceReceived], Counting::Services),
            (vec![Service, Child], Counting::Assisted),
        ] {
            let group = dimensions.iter().map(|d| all(&fitted, *d)).collect();
            let sums = fitted.weigh(&Ask { counting, group, filters: vec![] }).unwrap();
            let table = fitted.table(&dimensions).unwrap();
            assert_eq!(sums.len(), table.len());
            for (sums, cell) in sums.iter().zip(&table) {
                assert!((sums.value - cell.value).abs() < 1e-6, "{dimensions:?}");
                let error = sums.error().max(fitted.smallest_error());
                assert!((error - cell.error).abs() < 1e-3 * cell.error, "{dimensions:?}");
            }
        }
        // A restriction is a cell of the table, two codes are the sum of two cells.
        let by_gender = fitted.table(&[Gender]).unwrap();
        let ask = |codes: &[u8]| {
            let filters = vec![(Gender, codes.to_vec())];
            fitted.weigh(&Ask { counting: Counting::Units, group: vec![], filters }).unwrap()[0]
                .value
        };
        assert!((ask(&[1]) - by_gender[1].value).abs() < 1e-6);
        assert!((ask(&[1, 2]) - by_gender[1].value - by_gender[2].value).abs() < 1e-6);
        // Of a list, who has any of the codes counts once; services count each.
        let filters = vec![(ControlMethod, (0..18).collect())];
        let any = fitted.weigh(&Ask { counting: Counting::Units, group: vec![], filters }).unwrap();
        let each: f64 = fitted.table(&[ControlMethod]).unwrap().iter().map(|c| c.value).sum();
        let persons: f64 = by_gender.iter().map(|c| c.value).sum();
        assert!(any[0].value < persons && any[0].value < each);
        let whole = |counting| {
            let filters = vec![(AssistanceReceived, vec![0])];
            fitted.weigh(&Ask { counting, group: vec![], filters }).unwrap()[0].value
        };
        assert!(whole(Counting::Assisted) < whole(Counting::Services));
        // What no table of the plan tells is not answered.
        let filters = vec![(Dimension::LabourSector, vec![1])];
        assert!(fitted.weigh(&Ask { counting: Counting::Units, group: vec![], filters }).is_none());
    }
}
