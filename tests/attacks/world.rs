//! A population whose truth the tests know, at a real server that answers analysts.

use std::collections::{BTreeMap, HashMap};
use std::num::NonZeroU32;

use fastrand::Rng;
use vdx::client::Client;
use vdx::disclosure::{Policy, Tier};
use vdx::domain::codes::Role;
use vdx::grpc::Limits;
use vdx::proto::v1;

use crate::common::{Site, batch, record, send, victim};

/// Dimensions that an attacker may know of a person, and one that it wants to learn.
pub const KNOWN: &[&str] = &["gender", "age_band", "citizenship", "region", "year"];
pub const SENSITIVE: &str = "exploitation_type";

/// A person: a code for each dimension.
pub type Person = BTreeMap<&'static str, &'static str>;

/// A restriction to one code for each of some dimensions.
pub type Cell = BTreeMap<&'static str, &'static str>;

pub const REGIONS: &[&str] =
    &["PRISHTINA", "PRIZREN", "PEJA", "MITROVICA", "GJILAN", "FERIZAJ", "GJAKOVA"];

pub fn codes(dimension: &str) -> &'static [&'static str] {
    match dimension {
        "gender" => &["FEMININE", "MASCULINE"],
        "age_band" => {
            &["FROM_9_TO_17", "FROM_18_TO_20", "FROM_21_TO_23", "FROM_24_TO_26", "FROM_48"]
        }
        "citizenship" => &["XK", "AL", "MD", "RS", "UA"],
        "region" => REGIONS,
        "year" => &["2008", "2009", "2010", "2011"],
        "exploitation_type" => {
            &["SEXUAL_EXPLOITATION", "FORCED_LABOUR", "FORCED_BEGGING", "FORCED_MARRIAGE"]
        }
        _ => panic!("no such dimension"),
    }
}

/// Skewed, so that there are many small cells; with two groups in which nearly everybody has
/// the same sensitive code, and some that a restriction leaves whole: all of MD are feminine,
/// all of RS were identified in one region.
pub fn person(random: &mut Rng) -> Person {
    let mut pick = |dimension: &'static str, shares: &[u32]| {
        let mut draw = random.u32(0..shares.iter().sum());
        for (code, share) in codes(dimension).iter().zip(shares) {
            if draw < *share {
                return *code;
            }
            draw -= share;
        }
        unreachable!("the draw lies below the sum")
    };
    let age = pick("age_band", &[30, 28, 22, 14, 6]);
    let citizenship = pick("citizenship", &[50, 25, 12, 8, 5]);
    let exploitation = match (citizenship, age) {
        ("MD", _) => pick(SENSITIVE, &[98, 2, 0, 0]),
        (_, "FROM_48") => pick(SENSITIVE, &[2, 98, 0, 0]),
        (_, "FROM_9_TO_17") => pick(SENSITIVE, &[40, 10, 35, 15]),
        _ => pick(SENSITIVE, &[60, 25, 8, 7]),
    };
    [
        ("gender", if citizenship == "MD" { "FEMININE" } else { pick("gender", &[78, 22]) }),
        ("age_band", age),
        ("citizenship", citizenship),
        (
            "region",
            if citizenship == "RS" {
                "MITROVICA"
            } else {
                pick("region", &[36, 20, 14, 12, 8, 6, 4])
            },
        ),
        ("year", pick("year", &[25, 25, 25, 25])),
        (SENSITIVE, exploitation),
    ]
    .into()
}

pub fn message(id: usize, person: &Person) -> v1::VictimRecord {
    let number = |list: &str, code: &str| {
        codes(list).iter().position(|known| *known == code).unwrap() as i32
    };
    let ages = [v1::AgeBand::From9To17, v1::AgeBand::From18To20, v1::AgeBand::From21To23];
    let older = [v1::AgeBand::From24To26, v1::AgeBand::From48];
    let types = [
        v1::ExploitationType::SexualExploitation,
        v1::ExploitationType::ForcedLabour,
        v1::ExploitationType::ForcedBegging,
        v1::ExploitationType::ForcedMarriage,
    ];
    v1::VictimRecord {
        gender: number("gender", person["gender"]) + 1,
        age_band: ages
            .into_iter()
            .chain(older)
            .nth(number("age_band", person["age_band"]) as usize)
            .unwrap() as i32,
        citizenships: vec![person["citizenship"].into()],
        region: person["region"].into(),
        identified_on: Some(v1::YearMonth { year: person["year"].parse().unwrap(), month: 6 }),
        exploitation_types: vec![types[number(SENSITIVE, person[SENSITIVE]) as usize] as i32],
        ..victim(&format!("p{id}"), id as u64)
    }
}

/// The shipped policy.
pub fn shipped() -> Policy {
    Policy::default()
}

/// Nothing at all protects: exact counts of one and more.
pub fn bare() -> Policy {
    let tier = Tier {
        minimum: 1,
        threshold: 1,
        max_dimensions: 4,
        questions_per_day: 10_000,
        questions_per_epoch: 100_000,
    };
    Policy {
        noise_variance: 1e-9,
        national: tier.clone(),
        transnational: tier.clone(),
        public: tier,
        low_effect: 0,
        homogeneity: 1.0,
        swap_share: 0.0,
        swap_rare_share: 0.0,
        revision_changes: 0,
        minimum_changes: 1,
        ..Policy::default()
    }
}

/// The rule of thumb: exact counts of ten and more, nothing below.
pub fn threshold_only() -> Policy {
    let mut policy = bare();
    policy.national.minimum = 10;
    policy.national.threshold = 10;
    policy
}

/// The shipped policy without swapping.
pub fn without_swapping() -> Policy {
    Policy { swap_share: 0.0, swap_rare_share: 0.0, ..shipped() }
}

/// A server with a population and an analyst.
pub struct World {
    pub site: Site,
    pub analyst: Client,
    pub police: Client,
    pub persons: Vec<Person>,
    tables: HashMap<Vec<&'static str>, HashMap<Vec<String>, u64>>,
}

impl World {
    pub async fn new(policy: Policy, size: usize, seed: u64) -> Self {
        let mut random = Rng::with_seed(seed);
        let persons: Vec<Person> = (0..size).map(|_| person(&mut random)).collect();
        Self::of(policy, persons).await
    }

    pub async fn of(policy: Policy, persons: Vec<Person>) -> Self {
        // An attacker has all the time it wants.
        let patient = Limits {
            calls_per_second: NonZeroU32::MAX,
            calls_per_hour: NonZeroU32::MAX,
            ..Limits::default()
        };
        let mut site = Site::prepare(patient);
        site.policy = policy;
        site.regions = REGIONS.iter().map(|region| (*region).to_owned()).collect();
        site.resume().await;
        let police = site.member(Role::Institution, "police").await;
        let analyst = site.member(Role::Analyst, "desk").await;
        let world = Self { site, analyst, police, persons, tables: HashMap::new() };
        world.submit("first", 0, &world.persons).await;
        world
    }

    /// Sends persons, whose records are numbered from `first` on.
    pub async fn submit(&self, name: &str, first: usize, persons: &[Person]) {
        let mut batches = Vec::new();
        for (place, part) in persons.chunks(500).enumerate() {
            let from = first + place * 500;
            let records =
                part.iter().enumerate().map(|(i, person)| record(message(from + i, person)));
            batches.push(batch(&self.site, name, place as u64 + 1, records.collect()));
        }
        send(&self.police, batches).await.unwrap();
    }

    pub async fn publish(&mut self) {
        let coordinator = self.site.coordinator().await;
        coordinator.publication().publish_epoch(v1::PublishEpochRequest {}).await.unwrap();
        self.tables.clear();
    }

    /// A table, as the analyst gets it: the shown cells.
    pub async fn table(&mut self, dimensions: &[&'static str]) -> &HashMap<Vec<String>, u64> {
        let mut key = dimensions.to_vec();
        key.sort_unstable();
        if !self.tables.contains_key(&key) {
            let shown = ask(&self.analyst, &key, &[]).await;
            self.tables.insert(key.clone(), shown);
        }
        &self.tables[&key]
    }

    /// The published count of a cell, if it is shown.
    pub async fn published(&mut self, cell: &Cell) -> Option<u64> {
        let dimensions: Vec<&'static str> = cell.keys().copied().collect();
        let codes: Vec<String> = cell.values().map(|code| (*code).to_owned()).collect();
        self.table(&dimensions).await.get(&codes).copied()
    }

    /// The true count of a cell.
    pub fn truth(&self, cell: &Cell) -> u64 {
        let fits = |person: &&Person| cell.iter().all(|(d, code)| person[d] == *code);
        self.persons.iter().filter(fits).count() as u64
    }
}

/// Asks one question; the shown cells, with codes in the order of `group_by`.
pub async fn ask(
    client: &Client,
    group_by: &[&str],
    filters: &[(&str, Vec<&str>)],
) -> HashMap<Vec<String>, u64> {
    let request = v1::QueryTableRequest {
        measure: v1::Measure::Persons as i32,
        group_by: group_by.iter().map(|d| (*d).to_owned()).collect(),
        filters: filters
            .iter()
            .map(|(dimension, codes)| v1::Filter {
                dimension: (*dimension).into(),
                codes: codes.iter().map(|code| (*code).to_owned()).collect(),
            })
            .collect(),
        period: None,
        tier: 0,
    };
    let answer = client.statistics().query_table(request).await.unwrap().into_inner();
    let shown = answer.cells.into_iter().filter(|c| c.status() != v1::CellStatus::Suppressed);
    shown.map(|cell| (cell.codes, cell.count)).collect()
}

/// All cells over some dimensions.
pub fn cells(dimensions: &[&'static str]) -> Vec<Cell> {
    let mut all = vec![Cell::new()];
    for dimension in dimensions {
        all = all
            .into_iter()
            .flat_map(|cell| {
                codes(dimension).iter().map(move |code| {
                    let mut longer = cell.clone();
                    longer.insert(dimension, code);
                    longer
                })
            })
            .collect();
    }
    all
}

/// All choices of `count` dimensions.
pub fn choices(from: &[&'static str], count: usize) -> Vec<Vec<&'static str>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (place, dimension) in from.iter().enumerate() {
        for mut rest in choices(&from[place + 1..], count - 1) {
            rest.insert(0, dimension);
            all.push(rest);
        }
    }
    all
}

pub fn without(cell: &Cell, dimension: &str) -> Cell {
    cell.iter().filter(|(d, _)| **d != dimension).map(|(d, c)| (*d, *c)).collect()
}

/// A share or an AUC of fewer trials is chance.
const MIN_TRIALS: usize = 20;

/// Area under the ROC curve: how well scores tell positives from negatives; 0.5 is chance.
/// Nothing when there are too few of either.
pub fn auc(scores: &[(f64, bool)]) -> Option<f64> {
    let (positives, negatives): (Vec<_>, Vec<_>) = scores.iter().partition(|(_, is)| *is);
    if positives.len() < MIN_TRIALS || negatives.len() < MIN_TRIALS {
        return None;
    }
    let mut won = 0.0;
    for (p, _) in &positives {
        for (n, _) in &negatives {
            won += if p > n {
                1.0
            } else if p == n {
                0.5
            } else {
                0.0
            };
        }
    }
    Some(won / (positives.len() * negatives.len()) as f64)
}

/// Telling apart the wrong way round is telling apart.
pub fn either_way(auc: Option<f64>) -> Option<f64> {
    auc.map(|auc| auc.max(1.0 - auc))
}

/// A share; nothing when there are too few trials.
pub fn share(part: usize, whole: usize) -> Option<f64> {
    (whole >= MIN_TRIALS).then(|| part as f64 / whole as f64)
}
