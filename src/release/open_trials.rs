//! Blocks of which not all years are released for good: figures of a year are as close to the truth as
//! their noise allows, and never further off than provisional ones.

use super::fitted::{Fitted, Tuning};
use super::measure::{Measured, Wanted, measure};
use super::plan::Plan;
use super::rows::BoundedUnits;
use super::stream::Seed;
use super::trials::{FINAL, PROVISIONAL, Trial, domains, persons, wanted};
use crate::statistics::Dimension;

use Dimension::{Child, ExploitationType, Gender, Year};

const YEARS: usize = 4;

/// A block of four years: the first `last` ones are released for good, and of the others provisional
/// figures are there if `provisional`.
fn block(plan: Plan, count: usize, last: usize, provisional: bool, seed: u8) -> Trial {
    let domains = domains(&plan, YEARS);
    let persons = persons(count, YEARS, u64::from(seed));
    let units = BoundedUnits::new(persons, &domains, &plan, &[1; 32]);
    let of_year = |all: Vec<Wanted>, year| {
        let by_year = all.into_iter().filter(|w| w.table.dimensions.contains(&Year));
        by_year.map(move |wanted| Wanted { year: Some(year), ..wanted }).collect::<Vec<_>>()
    };
    let mut all = Vec::new();
    for year in 0..YEARS {
        if year < last {
            all.extend(of_year(wanted(&plan, &plan.last, FINAL), year));
        } else if provisional {
            all.extend(of_year(wanted(&plan, &plan.provisional, PROVISIONAL), year));
        }
    }
    let admitted = vec![true; units.len()];
    let seed = Seed::from_bytes([seed; 32]);
    let mut measured: Vec<Measured> = Vec::new();
    for table in measure(&units, &admitted, &domains, &plan, &all, &seed, b"open").unwrap() {
        if !measured.iter_mut().any(|known| known.join(&table)) {
            measured.push(table);
        }
    }
    Trial { plan, domains, units, measured, exact: vec![] }
}

fn fitted(trial: &Trial, rows: usize) -> Fitted {
    let (domains, plan) = (trial.domains.clone(), trial.plan.clone());
    let tuning = Tuning { rows: Some(rows), country: Some("XK") };
    Fitted::new(&trial.measured, vec![], domains, plan, 7, tuning).unwrap()
}

/// What figures of some years are off by, and how often their intervals hold the truth.
#[derive(Default)]
struct Off {
    sum: f64,
    squares: f64,
    widths: f64,
    covered: usize,
    cells: usize,
}

impl Off {
    fn add(&mut self, trial: &Trial, fitted: &Fitted, dimensions: &[Dimension], years: [usize; 2]) {
        let estimates = fitted.table(dimensions).unwrap();
        let truth = trial.truth(dimensions);
        let of_year = truth.len() / YEARS;
        for cell in years[0] * of_year..years[1] * of_year {
            let (truth, estimate) = (truth[cell], estimates[cell]);
            if truth >= 10.0 {
                let off = estimate.value - truth;
                self.sum += off;
                self.squares += off * off;
                self.widths += estimate.error;
                self.cells += 1;
                let holds = estimate.low() <= truth && truth <= estimate.high();
                self.covered += usize::from(holds);
            }
        }
    }

    fn mean(&self) -> f64 {
        self.sum / self.cells.max(1) as f64
    }

    fn deviation(&self) -> f64 {
        (self.squares / self.cells.max(1) as f64).sqrt()
    }

    fn coverage(&self) -> f64 {
        self.covered as f64 / self.cells.max(1) as f64
    }

    fn told(&self) -> String {
        format!(
            "{:.1} too many, off by {:.1}, error told {:.1}, covered {:.2} of {}",
            self.mean(),
            self.deviation(),
            self.widths / self.cells.max(1) as f64,
            self.coverage(),
            self.cells
        )
    }
}

const ASKED: [(&str, &[Dimension]); 4] = [
    ("year", &[Year]),
    ("gender", &[Year, Gender]),
    ("child", &[Year, Child]),
    ("form", &[Year, ExploitationType]),
];

/// Figures of the years that are released for good, and of those that are not, over some seeds.
fn over(
    plan: fn() -> Plan,
    count: usize,
    last: usize,
    provisional: bool,
    seeds: std::ops::Range<u8>,
    rows: usize,
) -> Vec<[Off; 2]> {
    let mut all: Vec<[Off; 2]> = ASKED.iter().map(|_| Default::default()).collect();
    for seed in seeds {
        let trial = block(plan(), count, last, provisional, seed);
        let fitted = fitted(&trial, rows);
        for ([of_last, others], (_, dimensions)) in all.iter_mut().zip(ASKED) {
            of_last.add(&trial, &fitted, dimensions, [0, last]);
            if provisional {
                others.add(&trial, &fitted, dimensions, [last, YEARS]);
            }
        }
    }
    all
}

#[test]
fn figures_of_an_open_block_are_not_too_low() {
    let all = over(Plan::h1, 200, 1, true, 1..7, 4_000);
    let [total, others] = &all[0];
    // Six totals of some 50, each with noise of nine.
    assert!(total.mean() > -6.0 && total.deviation() < 16.0, "{}", total.told());
    assert!(others.mean() > -8.0, "{}", others.told());
    for ([figures, _], (name, _)) in all.iter().zip(ASKED) {
        assert!(figures.mean().abs() < 6.0, "{name}: {}", figures.told());
    }
    // A few cells of each question tell little of intervals, all together tell more.
    let count = |of: fn(&Off) -> usize| all.iter().map(|[figures, _]| of(figures)).sum::<usize>();
    let (covered, cells) = (count(|off| off.covered), count(|off| off.cells));
    assert!(covered as f64 > 0.75 * cells as f64, "{covered} of {cells}");
}

#[test]
fn totals_of_provisional_years_are_told_well() {
    let all = over(Plan::h1, 200, 0, true, 1..9, 4_000);
    let [_, totals] = &all[0];
    // 32 totals of some 50, each with noise of five. As sums of all cells they were off by eleven.
    assert!(totals.mean().abs() < 3.5 && totals.deviation() < 8.0, "{}", totals.told());
    assert!(totals.coverage() > 0.75, "{}", totals.told());
}

/// `cargo test --release --lib release::open_trials -- --ignored --nocapture` prints what figures of one,
/// two and three years of four are off by.
#[test]
#[ignore = "minutes without optimization"]
fn open_blocks_are_as_precise_as_their_noise() {
    for (plan, count) in [(Plan::h1 as fn() -> Plan, 200), (Plan::h2, 600), (Plan::h1, 1_270)] {
        let seeds = 1..31;
        let before = over(plan, count, 0, true, seeds.clone(), 40_000);
        for ([_, others], (name, _)) in before.iter().zip(ASKED) {
            println!("{count} provisional, {name}: {}", others.told());
        }
        for (last, provisional) in [(1, false), (1, true), (2, true), (3, false), (3, true)] {
            let all = over(plan, count, last, provisional, seeds.clone(), 40_000);
            let others = all.iter().zip(&before);
            for ((figures, [_, before]), (name, _)) in others.zip(ASKED) {
                let [final_ones, others] = figures;
                println!("{count}, {last} of 4, {name}: {}", final_ones.told());
                let slack = 0.75 * before.deviation();
                assert!(final_ones.mean().abs() < slack.max(8.0), "{}", final_ones.told());
                let least = if provisional { 0.75 } else { 0.65 };
                assert!(final_ones.coverage() > least, "{}", final_ones.told());
                if provisional {
                    println!("{count}, {last} of 4, {name}, the others: {}", others.told());
                    let worst = 1.2 * before.deviation();
                    assert!(others.deviation() < worst, "{name}: {}", others.told());
                }
            }
        }
    }
}
