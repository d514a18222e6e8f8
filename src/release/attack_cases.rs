//! A defendant who comes or goes, among cases that somebody has prepared for it.

use std::collections::BTreeMap;

use super::collect::{Collector, Source};
use super::ledger::Accounts;
use super::population::Population;
use crate::domain::codes::{Offence, ProceedingOutcome, ProceedingStage};
use crate::domain::id::OpaqueId;
use crate::domain::period::{YearMonth, Years};
use crate::domain::record::{Compensation, ProceedingRecord, Pseudonym};
use crate::statistics::Catalog;

/// A record of a defendant in a case for trafficking that was opened in a month and is with the police.
pub(super) fn record(case: u8, defendant: u8, opened_on: YearMonth) -> ProceedingRecord {
    ProceedingRecord {
        record_id: OpaqueId::new(&format!("p{case}-{defendant}")).unwrap(),
        revision: 1,
        case_token: Pseudonym([case; 16]),
        defendant_token: Some(Pseudonym([defendant; 16])),
        key_epoch: 1,
        stage: ProceedingStage::Police,
        outcome: ProceedingOutcome::Ongoing,
        offence: Offence::Trafficking,
        opened_on,
        closed_on: None,
        arrested: None,
        is_public_official: None,
        sentence_months: None,
        assets_confiscated: None,
        compensation: Compensation::default(),
        joint_investigation: None,
        child_interview_with_social_worker: None,
        court_days: None,
        victims: vec![],
    }
}

/// The cases that count, each with what is known of it.
fn cases(records: &[(u8, u8, i32)]) -> BTreeMap<u128, String> {
    let mut collector = Collector::default();
    for (number, (case, defendant, month)) in records.iter().enumerate() {
        let source = Source { record: number as u128, institution: 1 };
        let month = YearMonth::new(2008, *month).unwrap();
        collector.proceeding(source, &[], record(*case, *defendant, month));
    }
    let years = Years::new(2008, 2011).unwrap();
    let catalog = Catalog { regions: vec![], years };
    let counted = collector.units(Population::Cases, &catalog, years, &Accounts::default());
    let mut accounts: Vec<u128> = counted.iter().flat_map(|case| case.mentions.clone()).collect();
    let all = accounts.len();
    accounts.sort_unstable();
    accounts.dedup();
    assert_eq!(accounts.len(), all, "a defendant counts in one case");
    counted.into_iter().map(|case| (case.unit.id, format!("{:?}", case.unit.codes))).collect()
}

#[test]
fn a_defendant_moves_one_case_however_cases_were_woven() {
    // A case of twenty defendants, each of whom has a further case alone; whoever is asked about is in
    // the large one. Months are drawn, so that some further cases come before the large one.
    for seed in 0..50 {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut records = Vec::new();
        for other in 1..=20u8 {
            records.push((100, other, 6));
            records.push((other, other, random.i32(1..=12)));
        }
        let without = cases(&records);
        for month in [1, 6, 12] {
            records.push((100, 200, month));
            let with = cases(&records);
            records.pop();
            let moved = with.iter().filter(|(id, codes)| without.get(id) != Some(codes)).count()
                + without.keys().filter(|id| !with.contains_key(id)).count();
            assert!(moved <= 1, "{moved} cases are other ones");
        }
    }
}
