//! Facts of an invented population, for tests and benches of statistics.

use zeroize::Zeroizing;

use crate::domain::code_list::{CodeList, CodeSet};
use crate::domain::codes::*;
use crate::domain::country::Country;
use crate::domain::id::OpaqueId;
use crate::domain::period::{YearMonth, Years};
use crate::domain::record::{Consent, VictimRecord};
use crate::statistics::{Catalog, Facts, FactsBuilder, Measure, Source, Swap};

use super::population::Person;

/// A record key of a unit: evenly spread, the same for ever, and no secret.
pub fn record_key(_: Measure, unit: u128) -> u64 {
    let hash = blake3::hash(&unit.to_le_bytes());
    u64::from_le_bytes(hash.as_bytes()[..8].try_into().expect("a hash has 32 bytes"))
}

/// Facts of a population that each person's one record tells, from 2000 to 2026. `share` and
/// `rare_share` are swapped, as a disclosure policy says.
pub fn facts(persons: &[Person], share: f64, rare_share: f64) -> Facts {
    let mut builder = FactsBuilder::default();
    let mut regions: Vec<String> = persons.iter().map(|p| p.region.to_owned()).collect();
    regions.sort_unstable();
    regions.dedup();
    for person in persons {
        let source = Source { record: person.number as u128, institution: 0 };
        builder.victim(source, person.number as u128, record(person));
    }
    let catalog = Catalog { regions, years: Years::new(2000, 2026).expect("years in order") };
    let swap = Swap { secret: Zeroizing::new([4; 32]), share, rare_share };
    builder.build(catalog, record_key, &[5; 32], &swap)
}

fn record(person: &Person) -> VictimRecord {
    fn set<T: CodeList>(codes: &[&str]) -> CodeSet<T> {
        codes.iter().filter_map(|code| T::from_code(code)).collect()
    }
    let (year, month, _) = person.identified;
    VictimRecord {
        record_id: OpaqueId::new(&format!("r{}", person.number)).expect("an opaque id"),
        revision: 1,
        episode: None,
        tokens: Vec::new(),
        trafficking_status: TraffickingStatus::ActualVictim,
        status_decided_by: None,
        gender: Some(if person.feminine { Gender::Feminine } else { Gender::Masculine }),
        age_band: Some(AgeBand::of_age((year - person.birth.0) as u32)),
        majority_at_exploitation: None,
        citizenships: Country::from_alpha2(person.citizenship).into_iter().collect(),
        country_of_exploitation: Country::from_alpha2(person.country_of_exploitation),
        country_of_residence: None,
        country_of_identification: None,
        country_of_recruitment: None,
        region: OpaqueId::new(person.region),
        trafficking_form: TraffickingForm::from_code(person.form),
        identified_on: YearMonth::new(year, month as i32).expect("a month"),
        trafficking_duration: None,
        previously_trafficked: None,
        recruitment_methods: CodeSet::EMPTY,
        control_methods: set(&person.control),
        exploitation_types: set(&person.exploitation),
        labour_sector: None,
        sexual_exploitation_forms: CodeSet::EMPTY,
        recruiter_relations: set(&[person.recruiter]),
        acts: CodeSet::EMPTY,
        means: CodeSet::EMPTY,
        consent: Consent { processing: Some(YesNo::Yes), cross_border_sharing: None },
        transnational_tokens: Vec::new(),
        discoverable_by: Vec::new(),
    }
}
