//! Columns of lists in the rows of a fitted table: each code in its share of the rows, at most so
//! many a row.

use fastrand::Rng;

use super::rows::{List, Rows, ServiceCode};
use super::support::SMALLEST_SHARE;
use crate::statistics::Dimension;

/// A list of which no code depends on another one, from the number of units that have each code.
pub(super) fn list(count: usize, margin: &[f64], total: f64, most: u32, random: &mut Rng) -> List {
    let mut rows: Vec<u32> = (0..count as u32).collect();
    let mut drawn = Drawn::new(count, most);
    for code in rarest_first(margin.len(), |code| margin[code]) {
        let wanted = wanted(margin[code] / total * count as f64, count);
        take(&mut rows, wanted, random, |row| drawn.add(row, code as u8));
    }
    drawn.into_list()
}

/// Services, from the number of units that get each in each year. `served` is how many get a service
/// in any year, where a table without years tells: a service is drawn for a second year as often as
/// the two differ. Drawn independently, years would overlap more or less often than they do, and
/// weights would hardly bring the table by years and the one without them together.
pub(super) fn services(
    rows: &Rows,
    years: usize,
    margin: &[f64],
    served: Option<&[f64]>,
    total: f64,
    most: u32,
    random: &mut Rng,
) -> List {
    let cohort = rows.ones.get(&Dimension::Year);
    // Nobody gets a service in a year before the first identification.
    let eligible = |year: usize| -> Vec<u32> {
        let all = 0..rows.count as u32;
        all.filter(|row| cohort.is_none_or(|c| usize::from(c[*row as usize]) <= year)).collect()
    };
    let mut eligible: Vec<Vec<u32>> = (0..years).map(eligible).collect();
    let mut drawn = Drawn::new(rows.count, most);
    let parts = ServiceCode::count(1, years);
    let times = |service: usize| &margin[service * parts..(service + 1) * parts];
    for service in rarest_first(margin.len() / parts, |service| times(service).iter().sum()) {
        let of_rows = |units: &f64| units / total * rows.count as f64;
        let wanted_of =
            |(part, units): (usize, &f64)| wanted(of_rows(units), eligible[part % years].len());
        let wanted: Vec<usize> = times(service).iter().enumerate().map(wanted_of).collect();
        // The share of all but the first ones that is given to rows which have the service already.
        let later: usize = wanted[1..].iter().sum();
        let again = served.and_then(|served| served.get(service)).map(|served| {
            let more = times(service).iter().sum::<f64>() - served;
            of_rows(&more.max(0.0)) / later.max(1) as f64
        });
        let mut has = vec![false; rows.count];
        // Whether a row has received it, by year.
        let mut received = vec![vec![false; rows.count]; years];
        let mut open = 0.0;
        for (part, wanted) in wanted.into_iter().enumerate() {
            let number = (service * parts + part) as u8;
            let code = ServiceCode::of_number(number, years);
            let of_year = &mut eligible[code.year];
            if part > 0 {
                open += again.unwrap_or(0.0) * wanted as f64;
            }
            let can = of_year.iter().filter(|row| has[**row as usize]).count();
            let mut second = (open as usize).min(wanted).min(can);
            let mut first = wanted - second;
            take(of_year, wanted, random, |row| {
                let place = row as usize;
                // What was received is not what was only offered in the same year.
                if code.received != 0 && received[code.year][place] {
                    return false;
                }
                let quota = if has[place] { &mut second } else { &mut first };
                if again.is_some() && *quota == 0 || !drawn.add(row, number) {
                    return false;
                }
                *quota = quota.saturating_sub(1);
                open -= f64::from(u8::from(has[place]));
                has[place] = true;
                received[code.year][place] |= code.received == 0;
                true
            });
        }
    }
    drawn.into_list()
}

/// Codes by their number of units: where rows fill up, it is the frequent ones that find fewer.
fn rarest_first(codes: usize, units: impl Fn(usize) -> f64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..codes).collect();
    order.sort_by(|a, b| units(*a).total_cmp(&units(*b)));
    order
}

/// How many of so many rows get a code: some in any case, since rows that are not there cannot get
/// weight.
fn wanted(rows: f64, eligible: usize) -> usize {
    let eligible = eligible as f64;
    rows.clamp(SMALLEST_SHARE * eligible, 0.95 * eligible).round() as usize
}

/// Offers rows in random order until so many were taken.
fn take(rows: &mut [u32], wanted: usize, random: &mut Rng, mut takes: impl FnMut(u32) -> bool) {
    // However rows lie, the first ones of a shuffle are drawn evenly.
    let (mut place, mut count) = (0, 0);
    while count < wanted && place < rows.len() {
        let other = random.usize(place..rows.len());
        rows.swap(place, other);
        count += usize::from(takes(rows[place]));
        place += 1;
    }
}

/// Codes of rows that are being drawn.
struct Drawn {
    codes: Vec<(u32, u8)>,
    /// Number of codes for which each row still has room.
    room: Vec<u32>,
}

impl Drawn {
    fn new(rows: usize, most: u32) -> Self {
        Self { codes: Vec::new(), room: vec![most; rows] }
    }

    /// Gives a code to a row unless it is full.
    fn add(&mut self, row: u32, code: u8) -> bool {
        let room = &mut self.room[row as usize];
        if *room == 0 {
            return false;
        }
        *room -= 1;
        self.codes.push((row, code));
        true
    }

    fn into_list(mut self) -> List {
        self.codes.sort_unstable();
        let mut list = List::default();
        let mut codes = self.codes.into_iter().peekable();
        for row in 0..self.room.len() as u32 {
            while let Some((_, code)) = codes.next_if(|(of, _)| *of == row) {
                list.values.push(code);
            }
            list.ends.push(list.values.len() as u32);
        }
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of 100 units 40 get a service in the first year and 40 in the second.
    #[test]
    fn a_service_is_drawn_for_two_years_as_often_as_tables_say() {
        let count = 10_000;
        let twice = |served: Option<&[f64]>| {
            let rows = Rows { count, ..Rows::default() };
            let mut random = Rng::with_seed(1);
            let margin = [40.0, 40.0, 0.0, 0.0];
            let list = services(&rows, 2, &margin, served, 100.0, 5, &mut random);
            (0..count).filter(|row| list.of(*row).len() > 1).count()
        };
        let independent = twice(None);
        assert!(independent.abs_diff(1_600) < 100, "{independent}");
        assert!(twice(Some(&[80.0])) < 20);
        assert!(twice(Some(&[70.0])).abs_diff(1_000) < 20);
        assert!(twice(Some(&[50.0])).abs_diff(3_000) < 20);
    }

    /// Four of ten have each of seven codes, and nobody more than three.
    #[test]
    fn full_rows_take_nothing_from_the_share_of_a_code() {
        let mut random = Rng::with_seed(1);
        let list = list(10_000, &[40.0; 7], 100.0, 3, &mut random);
        for code in 0..7 {
            let rows = (0..10_000).filter(|row| list.of(*row).contains(&code)).count();
            assert_eq!(rows, 4_000);
        }
        assert!((0..10_000).all(|row| list.of(row).len() <= 3 && list.of(row).is_sorted()));
    }
}
