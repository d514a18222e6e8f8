//! How long a release takes from records to fitted tables, and a question afterwards: beside plain
//! counting over as many rows, in the same run.
//!
//! `cargo bench --bench release`; `VDX_PERSONS=1000,10000` for other numbers of persons than 1,000,
//! 10,000 and 100,000. Nothing is written to disk.

#[path = "speed/table.rs"]
mod table;

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use table::line;
use vdx::demo::{Person, population};
use vdx::domain::code_list::{CodeList, CodeSet};
use vdx::domain::codes::{AgeBand, AssistanceStatus, Gender, Service, TraffickingStatus};
use vdx::domain::country::Country;
use vdx::domain::id::OpaqueId;
use vdx::domain::period::{YearMonth, Years};
use vdx::domain::record::{AssistanceRecord, Consent, VictimRecord, VictimReference};
use vdx::domain::release::{ReleaseKind, ReleaseScope};
use vdx::linkage::{MentionKey, Voices};
use vdx::release::block::{BlockRules, ReleaseTables, measured_tables, standing};
use vdx::release::collect::{Collector, Named, Source};
use vdx::release::figure::Tier;
use vdx::release::fitted::Fitted;
use vdx::release::ledger::Accounts;
use vdx::release::policy::Policy;
use vdx::release::population::Population;
use vdx::release::served::{Served, ServedBlock};
use vdx::release::stream::Seed;
use vdx::statistics::{Measure, Question};

/// First year of the block.
const FIRST_YEAR: i32 = 2008;

fn set<T: CodeList>(codes: &[&str]) -> CodeSet<T> {
    codes.iter().filter_map(|code| T::from_code(code)).collect()
}

fn month(year: i32, month: u32) -> YearMonth {
    YearMonth::new(year, month as i32).expect("a month")
}

fn victim(person: &Person, years: Years, random: &mut fastrand::Rng) -> VictimRecord {
    let year = random.i32(years.first()..=years.last());
    let age = (person.identified.0 - person.birth.0).max(0);
    let some = |codes: &'static [&'static str], random: &mut fastrand::Rng| {
        codes.iter().copied().filter(|_| random.u8(0..4) == 0).collect::<Vec<_>>()
    };
    let acts = some(&["RECRUITMENT", "TRANSPORTATION", "HARBOURING"], random);
    let means = some(&["THREAT", "FORCE", "DECEPTION", "ABDUCTION"], random);
    VictimRecord {
        record_id: OpaqueId::new(&format!("v{}", person.number)).expect("an id"),
        revision: 1,
        episode: None,
        tokens: vec![],
        trafficking_status: TraffickingStatus::ActualVictim,
        status_decided_by: CodeList::from_number(random.i32(1..=3)),
        gender: Some(if person.feminine { Gender::Feminine } else { Gender::Masculine }),
        age_band: Some(AgeBand::of_age(age as u32)),
        majority_at_exploitation: None,
        citizenships: Country::from_alpha2(person.citizenship).into_iter().collect(),
        country_of_exploitation: Country::from_alpha2(person.country_of_exploitation),
        country_of_residence: Country::from_alpha2(person.citizenship),
        country_of_identification: Country::from_alpha2("XK"),
        country_of_recruitment: Country::from_alpha2(person.citizenship),
        region: OpaqueId::new(person.region),
        trafficking_form: CodeList::from_code(person.form),
        identified_on: month(year, person.identified.1),
        trafficking_duration: CodeList::from_number(random.i32(1..=4)),
        previously_trafficked: CodeList::from_code(person.again),
        recruitment_methods: CodeSet::EMPTY,
        control_methods: set(&person.control),
        exploitation_types: set(&person.exploitation),
        labour_sector: None,
        sexual_exploitation_forms: CodeSet::EMPTY,
        recruiter_relations: set(&[person.recruiter]),
        acts: set(&acts),
        means: set(&means),
        consent: Consent::default(),
        transnational_tokens: vec![],
        discoverable_by: vec![],
    }
}

/// Records of so many persons.
fn collector(persons: usize, years: Years) -> Collector {
    let mut random = fastrand::Rng::with_seed(1);
    let (mut collector, mut voices) = (Collector::default(), Vec::new());
    for person in population(persons, 1) {
        let id = person.number as u128;
        let source = |record: u128| Source { record, institution: 1 };
        let named = Named { voice: id, mention: id };
        voices.push((1, MentionKey(id)));
        let record = victim(&person, years, &mut random);
        let first = record.identified_on.year();
        for service in Service::ALL.iter().copied() {
            if random.u8(0..5) != 0 {
                continue;
            }
            let given = AssistanceRecord {
                record_id: OpaqueId::new(&format!("a{id}-{}", service.number())).expect("an id"),
                revision: 1,
                victim: VictimReference::Record(record.record_id.clone()),
                service,
                status: AssistanceStatus::Provided,
                beneficiary: None,
                provider_type: None,
                started_on: month(random.i32(first..=years.last()), 6),
                ended_on: None,
            };
            let number = (id << 8) + u128::from(service.number());
            collector.assistance(source(1 << 100 | number), named, given);
        }
        collector.victim(source(id), named, record);
    }
    collector.voices = Voices::unlinked(voices);
    collector
}

/// Seconds of a piece of work.
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let begun = Instant::now();
    let made = work();
    (made, begun.elapsed().as_secs_f64())
}

/// The most memory that this process had so far, in megabytes.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse().ok());
    kilobytes.unwrap_or(0.0) / 1e3
}

/// Seconds to count every table once over so many rows.
fn counting(rows: usize, tables: usize) -> f64 {
    let mut random = fastrand::Rng::with_seed(2);
    let cells: Vec<u16> = (0..rows).map(|_| random.u16(0..500)).collect();
    let weights = vec![1.0f64; rows];
    let ((), seconds) = timed(|| {
        for _ in 0..tables {
            let mut sums = vec![0.0; 500];
            let all = black_box(&cells).iter().zip(black_box(&weights));
            all.for_each(|(cell, weight)| sums[usize::from(*cell)] += weight);
            black_box(sums);
        }
    });
    seconds
}

fn question(group: &[&str]) -> Question {
    let group_by = group.iter().map(|name| (*name).to_owned()).collect();
    Question { measure: Measure::Persons, group_by, filters: vec![], period: None }
}

/// How long questions take: the median of some, in milliseconds, of which none was asked before.
fn answers(fitted: Fitted, tables: &ReleaseTables, years: Years) {
    let rows = fitted.len();
    let scope = [(tables.number, tables.scope)];
    let block = ServedBlock {
        population: Population::Victims,
        years,
        fitted,
        tables: measured_tables(Population::Victims, std::slice::from_ref(tables)),
        standing: standing(scope.into_iter()),
    };
    let served = Served::new(vec![Arc::new(block)]);
    let usual = ["gender", "age_band", "citizenship", "region", "exploitation_type"];
    let (mut cold, mut warm) = (Vec::new(), Vec::new());
    for (place, a) in usual.iter().enumerate() {
        for b in &usual[place + 1..] {
            let asked = served.read(&question(&["year", a, b])).expect("a question");
            let (answer, seconds) = timed(|| served.answer(Tier::National, &asked));
            assert!(answer.is_ok());
            cold.push(seconds * 1e3);
            let (_, seconds) = timed(|| served.answer(Tier::National, &asked));
            warm.push(seconds * 1e3);
        }
    }
    let median = |all: &mut Vec<f64>| {
        all.sort_by(f64::total_cmp);
        all[all.len() / 2]
    };
    let plain = counting(rows, 11) * 1e3 / 11.0;
    let baseline = format!("{plain:.2} ms to sum the weights by one code");
    let (cold, warm) = (median(&mut cold), median(&mut warm));
    let what = format!("  a table by three dimensions, {rows} rows");
    line(&what, &format!("{cold:.2} ms"), &baseline, cold / plain, "");
    line("  the same once more", &format!("{warm:.4} ms"), &baseline, warm / plain, "");
}

fn release(persons: usize) {
    // A block of 1,000 has four years and plan H2.
    let is_small = persons < 2_500;
    let countries = ["XK", "AL", "MD", "RS", "MK", "UA", "BG", "RO", "TR"];
    let policy = Policy {
        victims_a_year: if is_small { persons as u32 / 4 } else { persons as u32 },
        first_year: FIRST_YEAR,
        countries: countries.map(str::to_owned).into(),
        block_years: Some(if is_small { 4 } else { 1 }),
        ..Policy::default()
    };
    let years = policy.block_of(FIRST_YEAR).expect("a block");
    let collector = collector(persons, years);
    let regions =
        ["PRISHTINA", "PRIZREN", "PEJA", "MITROVICA", "GJILAN", "FERIZAJ"].map(str::to_owned);
    let rules = BlockRules::new(&policy, years, &regions, "XK").expect("rules");
    let scope = ReleaseScope { kind: ReleaseKind::Final, years };
    let mut accounts = Accounts::default();
    let (frozen, freezing) =
        timed(|| rules.freeze(&collector, 1, scope, true, &[1; 32], &mut accounts).expect("units"));
    let seed = Seed::from_bytes([2; 32]);
    let (tables, measuring) =
        timed(|| rules.measure(&frozen.0, 1, scope, true, &seed, &[3; 32]).expect("measured"));
    let releases = [tables];
    let (fitted, fitting) = timed(|| {
        let fit = |kind| rules.fit(kind, &releases, Some("XK")).expect("fitted");
        rules.kinds.iter().map(|kind| (kind.population, fit(kind))).collect::<Vec<_>>()
    });
    let [tables] = releases;
    let victims = fitted.into_iter().find(|(population, _)| *population == Population::Victims);
    let victims = victims.and_then(|(_, fitted)| fitted).expect("victims");
    let planned = tables.parts.iter().map(|part| part.tables.len()).sum();
    let plain = counting(victims.len(), planned);
    let plan = policy.plan().expect("a plan").name;
    let whole = freezing + measuring + fitting;
    let baseline = format!("{plain:.3} s to count its {planned} tables once");
    let what = format!("a release of {persons} persons, {plan}");
    line(&what, &format!("{whole:.2} s"), &baseline, whole / plain, "");
    println!(
        "  (collected and charged {freezing:.2} s, measured {measuring:.2} s, fitted {fitting:.2} s; {:.0} MB at most so far)",
        peak()
    );
    answers(victims, &tables, years);
}

fn main() {
    table::header();
    let sizes = std::env::var("VDX_PERSONS").unwrap_or_else(|_| "1000,10000,100000".into());
    sizes.split(',').filter_map(|size| size.trim().parse().ok()).for_each(release);
}
