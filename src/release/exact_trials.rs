//! Totals of proceedings that a policy lists are told as they are, and no other figure is.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::attack_cases::record;
use super::block::{BlockRules, measured_tables, standing};
use super::collect::{Collector, Source};
use super::figure::{Basis, Tier, Told};
use super::ledger::Accounts;
use super::policy::Policy;
use super::served::{Served, ServedBlock};
use super::stream::Seed;
use crate::domain::codes::{ProceedingOutcome, ProceedingStage, YesNo};
use crate::domain::period::{YearMonth, Years};
use crate::domain::record::ProceedingRecord;
use crate::domain::release::{ReleaseKind, ReleaseScope};
use crate::statistics::{Measure, Question};

/// Forty defendants of 2008, of whom 13 were arrested, and thirty who were convicted in 2009; three
/// of 2010.
fn proceedings() -> Collector {
    let mut collector = Collector::default();
    for number in 0..43u8 {
        let year = if number < 40 { 2008 } else { 2010 };
        let is_convicted = number < 30;
        let yes_no = |is: bool| Some(if is { YesNo::Yes } else { YesNo::No });
        let opened_on = YearMonth::new(year, 3).unwrap();
        let record = ProceedingRecord {
            stage: ProceedingStage::Final,
            outcome: if is_convicted {
                ProceedingOutcome::Convicted
            } else {
                ProceedingOutcome::Ongoing
            },
            closed_on: is_convicted.then(|| YearMonth::new(2009, 5).unwrap()),
            arrested: yes_no(!(13..40).contains(&number)),
            ..record(number + 1, number + 100, opened_on)
        };
        collector.proceeding(Source { record: u128::from(number), institution: 1 }, &[], record);
    }
    collector
}

/// What a release of [`proceedings`] answers by a policy.
pub(super) fn served(policy: &str) -> Served {
    let policy = Policy::parse(policy).unwrap();
    let years = Years::new(2008, 2011).unwrap();
    let rules = BlockRules::new(&policy, years, &[], "XK").unwrap();
    // As it comes back from the store.
    let bytes = postcard::to_stdvec(&rules).unwrap();
    let rules = postcard::from_bytes::<BlockRules>(&bytes).unwrap().bound();
    let scope = ReleaseScope { kind: ReleaseKind::Final, years };
    let mut accounts = Accounts::default();
    let (frozen, _) =
        rules.freeze(&proceedings(), 1, scope, true, &[1; 32], &mut accounts).unwrap();
    let seed = Seed::from_bytes([4; 32]);
    let tables = rules.measure(&frozen, 1, scope, true, &seed, &[3; 32]).unwrap();
    let releases = [tables];
    let mut blocks = Vec::new();
    for kind in &rules.kinds {
        let Some(fitted) = rules.fit(kind, &releases, Some("XK")).unwrap() else { continue };
        blocks.push(Arc::new(ServedBlock {
            population: kind.population,
            years,
            fitted,
            tables: measured_tables(kind.population, &releases),
            standing: standing([(1, scope)].into_iter()),
        }));
    }
    Served::new(blocks)
}

/// The figure of one cell: what is told, and where it comes from.
fn figure(served: &Served, group: &str, filter: (&str, &str), year: &str) -> (Told, Basis) {
    let question = Question {
        measure: Measure::Defendants,
        group_by: vec![group.into()],
        filters: vec![(filter.0.into(), vec![filter.1.into()])],
        period: None,
    };
    let answer = served.answer(Tier::Public, &served.read(&question).unwrap()).unwrap();
    let cell = answer.cells.iter().find(|cell| cell.codes == [year]).unwrap();
    (cell.figure.told, cell.figure.basis)
}

#[test]
fn listed_totals_of_proceedings_are_exact() {
    let listed =
        served("rows = 2000\nvictims_a_year = 50\nexact = { arrests = true, convictions = true }");
    let arrested = |year| figure(&listed, "year", ("arrested", "YES"), year);
    assert_eq!(arrested("2008"), (Told::Estimate(13.0), Basis::Exact));
    let convicted = |year| figure(&listed, "year_closed", ("outcome", "CONVICTED"), year);
    assert_eq!(convicted("2009"), (Told::Estimate(30.0), Basis::Exact));
    // Fewer than five are not told exactly, nor is what the policy does not list.
    assert_eq!(arrested("2010").1, Basis::Measured);
    assert_eq!(figure(&listed, "year", ("arrested", "NO"), "2008").1, Basis::Measured);
    let opened = figure(&listed, "year", ("outcome", "CONVICTED"), "2008").1;
    assert_eq!(opened, Basis::Measured, "convictions are told by year of closing");

    let usual = served("rows = 2000\nvictims_a_year = 50");
    let bases: BTreeSet<&str> = [("arrested", "YES"), ("outcome", "CONVICTED")]
        .map(|filter| figure(&usual, "year", filter, "2008").1.text())
        .into();
    assert_eq!(bases, ["MEASURED"].into());
}
