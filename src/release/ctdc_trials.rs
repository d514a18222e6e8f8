//! Releases of persons whose facts hang together as those of real cases do.
//!
//! Rows are those of the Global Synthetic Dataset of the Counter-Trafficking Data Collaborative (IOM),
//! recoded to numbers by a public study: one column a code. The file is no part of this program;
//! whoever runs the trial names it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fastrand::Rng;
use itertools::Itertools;

use super::plan::Plan;
use super::rows::Unit;
use super::trials::{Closeness, FIRST_YEAR, catalog, trial};
use crate::statistics::Dimension;
use Dimension::{
    AgeBand, Child, Citizenship, ControlMethod, ExploitationType, ForeignNational, Gender,
    RecruiterRelation, Year,
};

/// Columns with 1 where a code is reported.
const COLUMNS: &[(&str, Dimension, &str)] = &[
    ("Woman", Gender, "FEMININE"),
    ("Trans/NonConforming", Gender, "NON_CONFORMING"),
    ("isForcedLabour", ExploitationType, "FORCED_LABOUR"),
    ("isSexualExploit", ExploitationType, "SEXUAL_EXPLOITATION"),
    ("Means Debt Bondage Earnings", ControlMethod, "DEBT_BONDAGE"),
    ("Means Threats", ControlMethod, "PHYSICAL_THREATS"),
    ("Means Abuse", ControlMethod, "PHYSICAL_ABUSE"),
    ("Means False Promises", ControlMethod, "FALSE_PROMISES"),
    ("Means Drugs Alcohol", ControlMethod, "PSYCHOACTIVE_SUBSTANCES"),
    ("Means Deny Basic Needs", ControlMethod, "WITHHOLDS_NECESSITIES"),
    ("Means Excessive Work Hours", ControlMethod, "EXCESSIVE_HOURS"),
    ("Means Withhold Docs", ControlMethod, "WITHHOLDS_DOCUMENTS"),
    ("Recruiter Relation Intimate Partner", RecruiterRelation, "INTIMATE_PARTNER"),
    ("Recruiter Relation Friend", RecruiterRelation, "FRIEND"),
    ("Recruiter Relation Family", RecruiterRelation, "FAMILY"),
    ("Recruiter Relation Other", RecruiterRelation, "OTHER"),
];

/// All rows of a file as persons of one of four years.
fn rows(path: &Path) -> Vec<Unit> {
    let mut file = csv::Reader::from_path(path).expect("a CSV file, unpacked");
    let header = file.headers().unwrap().clone();
    let column = |name: &str| {
        header.iter().position(|known| known == name).unwrap_or_else(|| panic!("no column {name}"))
    };
    let catalog = catalog();
    let number = |dimension: Dimension, code: &str| {
        let codes = catalog.codes(dimension);
        codes.iter().position(|known| known == code).expect("a code of the list") as u8
    };
    let columns: Vec<_> =
        COLUMNS.iter().map(|(name, of, code)| (column(name), *of, number(*of, code))).collect();
    let (age, citizen) = (column("Age Band"), column("Is Citizen of Country"));
    let country = ["AL", "XK"].map(|code| number(Citizenship, code));
    let mut random = Rng::with_seed(1);
    let unit = |(place, row): (usize, csv::StringRecord)| {
        let mut codes: BTreeMap<Dimension, Vec<u8>> = BTreeMap::new();
        for (_, dimension, code) in columns.iter().filter(|(column, ..)| &row[*column] == "1") {
            codes.entry(*dimension).or_default().push(*code);
        }
        codes.entry(Gender).or_insert_with(|| vec![number(Gender, "MASCULINE")]).truncate(1);
        // Bands are numbered as here, from 1 on; 0 is not known.
        let age: u8 = row[age].parse().expect("a number");
        codes.insert(AgeBand, vec![age]);
        codes.insert(Child, vec![[0, 1, 1].get(usize::from(age)).copied().unwrap_or(2)]);
        let is_citizen = &row[citizen] == "1";
        codes.insert(Citizenship, vec![country[usize::from(is_citizen)]]);
        codes.insert(ForeignNational, vec![if is_citizen { 2 } else { 1 }]);
        codes.insert(Year, vec![(FIRST_YEAR - 2000 + 1) as u8 + random.u8(0..4)]);
        Unit { id: place as u128, codes, services: Vec::new() }
    };
    file.records().map(Result::unwrap).enumerate().map(unit).collect()
}

const ASKED: &[Dimension] =
    &[Gender, AgeBand, Child, Citizenship, ExploitationType, ControlMethod, RecruiterRelation];

/// Every pair of the columns that depend on each other, beside the years.
const PAIRS: &str = "
year x gender x child: 1
year x exploitation_type: 1
age_band x gender: 0.6
age_band x citizenship: 0.6
age_band x exploitation_type: 0.6
gender x citizenship: 0.6
gender x exploitation_type: 0.6
citizenship x exploitation_type: 0.6
control_method x gender: 0.4
control_method x age_band: 0.4
control_method x citizenship: 0.4
control_method x exploitation_type: 0.4
recruiter_relation x gender: 0.4
recruiter_relation x age_band: 0.4
recruiter_relation x citizenship: 0.4
recruiter_relation x exploitation_type: 0.4";

/// `VDX_CTDC=rows.csv cargo test --release --lib release::ctdc -- --ignored --nocapture` prints the
/// table of `docs/disclosure-control.md`.
#[test]
#[ignore = "needs a file, and minutes"]
fn rows_of_real_cases_get_figures_with_honest_intervals() {
    let path = std::env::var_os("VDX_CTDC").expect("VDX_CTDC=FILE names the rows");
    let all = rows(Path::new(&path));
    let pairs = || Plan::own("pairs", 5, "", PAIRS).unwrap();
    println!("| persons, plan | | one dimension | two | three | covered |");
    for (size, plan) in [
        (200, Plan::h1()),
        (1_000, Plan::h2()),
        (1_000, pairs()),
        (4_000, Plan::h3()),
        (4_000, pairs()),
    ] {
        const SEEDS: u8 = 3;
        // Measured and modelled figures.
        let mut close: [[Closeness; 3]; 2] = Default::default();
        for seed in 0..SEEDS {
            let mut random = Rng::with_seed(u64::from(seed));
            let people = random.choose_multiple(all.iter().cloned(), size);
            let trial = trial(plan.clone(), people, 4, seed);
            let fitted = trial.fitted(None);
            for ways in 1..=3 {
                for asked in ASKED.iter().copied().combinations(ways) {
                    let set: BTreeSet<Dimension> = asked.iter().copied().collect();
                    let is_age_twice = set.contains(&Child) && set.contains(&AgeBand);
                    if !is_age_twice && asked.iter().all(|dimension| fitted.knows(*dimension)) {
                        let place = usize::from(!fitted.is_measured(&set));
                        close[place][ways - 1].add(&trial, &fitted, &asked);
                    }
                }
            }
        }
        for (basis, mut close) in ["MEASURED", "MODELLED"].into_iter().zip(close) {
            let medians = close.each_mut().map(|c| c.told(Closeness::median, 3)).join(" | ");
            let covered = close.map(|mut c| c.told(|c| c.coverage(), 2)).join(", ");
            println!("| {size}, {} | {basis} | {medians} | {covered} |", plan.name);
        }
    }
}
