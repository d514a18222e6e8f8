//! How fast tables are counted and protected, at one and at ten million persons: each figure beside
//! a baseline of the same run.
//!
//! `benches/speed/run` runs it with DuckDB beside it; `cargo bench --bench statistics` without,
//! unless `VDX_PYTHON` names a Python that has `duckdb` and `numpy`. `VDX_PERSONS=1` leaves out the
//! ten millions.

#[path = "speed/table.rs"]
mod table;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use table::line;
use vdx::demo::{Person, facts, population, record_key};
use vdx::disclosure::{CellStatus, Policy, Protector, Tier, TierKind};
use vdx::domain::code_list::CodeList;
use vdx::domain::codes::{AgeBand, Gender, TraffickingForm};
use vdx::domain::country::Country;
use vdx::statistics::{Catalog, Facts, Measure, NOT_REPORTED, Query, Question};
use zeroize::Zeroizing;

/// Persons that are drawn; there are more of the same.
const DRAWN: usize = 100_000;
/// The same question is asked so often, and the best time counts.
const TRIES: usize = 15;

/// A question: its name, what it is split by, to what it is restricted.
struct Case {
    name: &'static str,
    group: &'static [&'static str],
    filters: &'static [(&'static str, &'static str)],
}

const CASES: &[Case] = &[
    Case { name: "count with a filter", group: &[], filters: &[("gender", "FEMININE")] },
    Case { name: "two-way table", group: &["gender", "age_band"], filters: &[] },
    Case {
        name: "country x year, two filters",
        group: &["country_of_exploitation", "year"],
        filters: &[("gender", "FEMININE"), ("trafficking_form", "CROSS_BORDER")],
    },
    Case {
        name: "four-way table",
        group: &["gender", "age_band", "year", "country_of_exploitation"],
        filters: &[],
    },
];

fn main() {
    table::header();
    let millions = std::env::var("VDX_PERSONS").map_or(10, |text| text.parse().expect("a number"));
    let persons = population(DRAWN, 7);
    let policy = Policy::default();
    // What was swapped would not be what the other side counts.
    let drawn = facts(&persons, 0.0, 0.0);
    for millions in [1, 10].into_iter().filter(|size| *size <= millions) {
        let copies = millions * 1_000_000 / DRAWN;
        let facts = drawn.enlarged(copies, record_key);
        let theirs = duckdb(&persons, copies, facts.catalog());
        measure(millions, &facts, &policy, &theirs);
    }
}

fn measure(millions: usize, facts: &Facts, policy: &Policy, theirs: &[Theirs]) {
    let secret = || Zeroizing::new([3; 32]);
    let bare = bare();
    let truth = Protector::new(facts, &bare, TierKind::National, 1, 0, secret());
    let protector = Protector::new(facts, policy, TierKind::National, 1, 0, secret());
    for (place, case) in CASES.iter().enumerate() {
        let query = query(facts, case);
        let ours = best(|| truth.count_unprotected(&query));
        let what = format!("{}, {millions} M persons", case.name);
        let figure = milliseconds(ours);
        if let Some(theirs) = theirs.get(place) {
            compare(&truth, &query, &theirs.cells, case.name);
            let baseline = format!("DuckDB, sums of keys: {}", milliseconds(theirs.sums));
            line(&what, &figure, &baseline, theirs.sums / ours, "x");
            let baseline = format!("DuckDB, counts alone: {}", milliseconds(theirs.counts));
            line(&what, &figure, &baseline, theirs.counts / ours, "x");
        }
        // Trafficking status, one byte for each dimension, and the record key.
        let bytes = (1 + case.group.len() + case.filters.len() + 8) * millions * 1_000_000;
        let read = read(bytes);
        let baseline = format!("reading {} MB: {}", bytes / 1_000_000, milliseconds(read));
        line(&what, &figure, &baseline, ours / read, "");
        let protected = best(|| protector.answer(&query).cells().len());
        let what = format!("{}, {millions} M, protected", case.name);
        line(&what, &milliseconds(protected), &format!("counting: {figure}"), protected / ours, "");
    }
}

/// The true answer is the one of the other side.
fn compare(truth: &Protector<'_>, query: &Query, theirs: &BTreeMap<Vec<String>, u64>, name: &str) {
    let answer = truth.answer(query);
    let ours: BTreeMap<Vec<String>, u64> = answer
        .cells()
        .iter()
        .enumerate()
        .filter(|(_, cell)| cell.status() == CellStatus::Published)
        .map(|(place, cell)| {
            (answer.codes(place).into_iter().map(String::from).collect(), cell.count())
        })
        .collect();
    assert_eq!(ours, *theirs, "{name}");
}

fn query(facts: &Facts, case: &Case) -> Query {
    let owned = |text: &&str| (*text).to_owned();
    let question = Question {
        measure: Measure::Persons,
        group_by: case.group.iter().map(owned).collect(),
        filters: case.filters.iter().map(|(d, code)| (owned(d), vec![owned(code)])).collect(),
        period: None,
    };
    Query::new(&question, facts.catalog(), 4, &[]).expect("it is well-formed")
}

/// A policy that shows everything as it is.
fn bare() -> Policy {
    let tier = Tier { minimum: 1, threshold: 1, ..Policy::default().national };
    Policy {
        noise_variance: 1e-9,
        national: tier,
        low_effect: 0,
        homogeneity: 1.0,
        ..Policy::default()
    }
}

/// Seconds of the fastest try.
fn best<T>(mut work: impl FnMut() -> T) -> f64 {
    let time = |_| {
        let begun = Instant::now();
        std::hint::black_box(work());
        begun.elapsed().as_secs_f64()
    };
    (0..TRIES).map(time).fold(f64::INFINITY, f64::min)
}

/// Seconds that it takes all cores to read so many bytes one after the other.
fn read(bytes: usize) -> f64 {
    let words = vec![1u64; bytes / 8];
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let sum = |words: &[u64]| words.iter().fold(0u64, |sum, word| sum.wrapping_add(*word));
    best(|| {
        std::thread::scope(|scope| {
            for part in words.chunks(words.len().div_ceil(cores)) {
                scope.spawn(move || std::hint::black_box(sum(part)));
            }
        });
    })
}

fn milliseconds(seconds: f64) -> String {
    format!("{:.2} ms", seconds * 1e3)
}

/// What DuckDB took for a question, and its answer.
struct Theirs {
    counts: f64,
    sums: f64,
    cells: BTreeMap<Vec<String>, u64>,
}

/// Asks DuckDB the same of the same columns, on as many threads.
fn duckdb(persons: &[Person], copies: usize, catalog: &Catalog) -> Vec<Theirs> {
    let Ok(python) = std::env::var("VDX_PYTHON") else { return Vec::new() };
    let dir = tempfile::tempdir().expect("a directory");
    write_columns(dir.path(), persons, copies, catalog);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/speed/aggregates.py");
    let output = Command::new(python).arg(script).arg(dir.path()).output().expect("Python runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answers: Vec<serde_json::Value> =
        serde_json::from_slice(&output.stdout).expect("it prints JSON");
    let theirs = CASES.iter().zip(answers).map(|(case, answer)| {
        let cells = answer["cells"].as_array().expect("a list of cells").iter().map(|cell| {
            let cell = cell.as_array().expect("codes and a count");
            let (count, codes) = cell.split_last().expect("a count at the end");
            let codes = codes.iter().zip(case.group).map(|(code, dimension)| {
                let dimension = vdx::statistics::Dimension::from_name(dimension);
                let codes = catalog.codes(dimension.expect("a dimension"));
                codes[code.as_u64().expect("a code") as usize].clone()
            });
            (codes.collect(), count.as_u64().expect("a count"))
        });
        let seconds = |name: &str| answer[name].as_f64().expect("seconds");
        Theirs { counts: seconds("counts"), sums: seconds("sums"), cells: cells.collect() }
    });
    theirs.collect()
}

/// The columns as files of one byte a row, and the keys, of eight.
fn write_columns(dir: &Path, persons: &[Person], copies: usize, catalog: &Catalog) {
    let number = |dimension: &str, code: &str| {
        let dimension = vdx::statistics::Dimension::from_name(dimension).expect("a dimension");
        let codes = catalog.codes(dimension);
        codes.iter().position(|known| known == code).expect("a code of the list") as u8
    };
    type Code = fn(&Person) -> String;
    let columns: &[(&str, Code)] = &[
        ("trafficking_status", |_| "ACTUAL_VICTIM".into()),
        ("gender", |p| {
            let gender = if p.feminine { Gender::Feminine } else { Gender::Masculine };
            gender.code().into()
        }),
        ("age_band", |p| AgeBand::of_age((p.identified.0 - p.birth.0) as u32).code().into()),
        ("year", |p| p.identified.0.to_string()),
        ("trafficking_form", |p| {
            TraffickingForm::from_code(p.form).map_or(NOT_REPORTED, CodeList::code).into()
        }),
        ("country_of_exploitation", |p| {
            let country = Country::from_alpha2(p.country_of_exploitation);
            country.map_or(NOT_REPORTED, Country::alpha2).into()
        }),
    ];
    for (dimension, code) in columns {
        let mut known = BTreeMap::new();
        let mut number_of =
            |code: String| *known.entry(code).or_insert_with_key(|code| number(dimension, code));
        let column: Vec<u8> = persons.iter().map(|person| number_of(code(person))).collect();
        std::fs::write(dir.join(dimension), column.repeat(copies)).expect("a file is written");
    }
    let units = (0..persons.len() * copies).map(|unit| record_key(Measure::Persons, unit as u128));
    let keys: Vec<u8> = units.flat_map(u64::to_le_bytes).collect();
    std::fs::write(dir.join("key"), keys).expect("a file is written");
    let cases = CASES.iter().map(|case| {
        let filters: Vec<_> = case.filters.iter().map(|(d, code)| (d, number(d, code))).collect();
        serde_json::json!({ "group": case.group, "filters": filters })
    });
    let cases = serde_json::Value::from(cases.collect::<Vec<_>>());
    std::fs::write(dir.join("cases.json"), cases.to_string()).expect("a file is written");
}
