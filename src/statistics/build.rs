//! From records to facts: one row for each person, service and proceeding.
//!
//! Institutions disagree. A yes/no fact is YES when any record says so, NO when
//! none does and one says no. Of other single values the one that most records give
//! is taken (the first of the list on a tie); "unknown" only when nothing else is
//! known. Sets are joined. The result depends on the set of records alone.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::domain::code_list::{CodeList, CodeSet};
use crate::domain::codes::*;
use crate::domain::country::Country;
use crate::domain::period::YearMonth;
use crate::domain::record::*;
use crate::domain::referral_codes::{ReferralStatus, ReferralType};

use super::catalog::{Catalog, Dimension, Measure, country_number};
use super::edition::{Digests, digests};
use super::facts::{Facts, Magnitude, Table, Units};
use super::kernel::unit_number;
use super::swap::{Swap, swap};

/// Identifies a unit across the records that tell of it.
pub type UnitId = u128;

/// Where a record comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// Names the record: sorts records the same way whatever their order of arrival.
    pub record: u128,
    /// Names the institution.
    pub institution: u32,
}

/// Records of one proceeding: case, defendant, offence, and the record itself where the
/// defendant has no pseudonym.
type ProceedingGroups =
    BTreeMap<(Pseudonym, Option<Pseudonym>, Offence, u128), Vec<(Source, ProceedingRecord)>>;

/// Records of one service: service, beneficiary, year.
type ServiceGroups = BTreeMap<(Service, Option<Beneficiary>, i32), Vec<(Source, AssistanceRecord)>>;

/// Collects records and makes facts of them.
#[derive(Default)]
pub struct FactsBuilder {
    victims: BTreeMap<UnitId, Vec<(Source, VictimRecord)>>,
    assistance: Vec<(Source, UnitId, AssistanceRecord)>,
    proceedings: ProceedingGroups,
    compensation: HashMap<UnitId, Vec<Option<YesNo>>>,
    referrals: BTreeMap<UnitId, ReferralFact>,
}

/// What counts of a referral.
#[derive(Clone, Copy, Debug)]
pub struct ReferralFact {
    /// When it was sent.
    pub sent: YearMonth,
    /// Country of the sender.
    pub from: Option<Country>,
    /// Country of the recipient.
    pub to: Option<Country>,
    /// What was asked.
    pub kind: ReferralType,
    /// Where it stands.
    pub status: ReferralStatus,
    /// Whether it was accepted at any time.
    pub accepted: bool,
}

impl FactsBuilder {
    /// Adds a victim record of a person.
    pub fn victim(&mut self, source: Source, person: UnitId, record: VictimRecord) {
        self.victims.entry(person).or_default().push((source, record));
    }

    /// Adds an assistance record of a person.
    pub fn assistance(&mut self, source: Source, person: UnitId, record: AssistanceRecord) {
        self.assistance.push((source, person, record));
    }

    /// Adds a proceeding record and the persons who are its victims.
    pub fn proceeding(&mut self, source: Source, victims: &[UnitId], record: ProceedingRecord) {
        let compensated = match (record.compensation.paid, record.compensation.awarded) {
            (Some(YesNo::Yes), _) => Some(YesNo::Yes),
            (paid, awarded) => {
                let asked = record.compensation.requested == Some(YesNo::Yes);
                (paid == Some(YesNo::No) || awarded.is_some() || asked).then_some(YesNo::No)
            }
        };
        for victim in victims {
            self.compensation.entry(*victim).or_default().push(compensated);
        }
        // Without a pseudonym each record tells of a defendant of its own.
        let apart = if record.defendant_token.is_some() { 0 } else { source.record };
        let key = (record.case_token, record.defendant_token, record.offence, apart);
        self.proceedings.entry(key).or_default().push((source, record));
    }

    /// Adds a referral that was sent.
    pub fn referral(&mut self, id: UnitId, fact: ReferralFact) {
        self.referrals.insert(id, fact);
    }

    /// Makes the facts. `record_key` gives each unit of a measure its record key; `digest_key`
    /// is the same for all epochs.
    pub fn build(
        mut self,
        catalog: Catalog,
        record_key: impl Fn(Measure, UnitId) -> u64,
        digest_key: &[u8; 32],
        how: &Swap,
    ) -> Facts {
        let mut services: BTreeMap<UnitId, Vec<(Source, AssistanceRecord)>> = BTreeMap::new();
        for (source, person, record) in std::mem::take(&mut self.assistance) {
            services.entry(person).or_default().push((source, record));
        }
        let mut persons = Table::default();
        let mut rows = HashMap::new();
        for (person, records) in &mut self.victims {
            records.sort_unstable_by_key(|(source, _)| *source);
            rows.insert(*person, persons.rows as u32);
            let given = services.get(person).map_or(&[][..], Vec::as_slice);
            let paid = self.compensation.get(person).map_or(&[][..], Vec::as_slice);
            push_person(&mut persons, &catalog, records, given, paid);
        }
        let keys = |measure: Measure, units: &mut dyn Iterator<Item = UnitId>| {
            units.map(|unit| record_key(measure, unit)).collect::<Vec<u64>>()
        };
        persons.units.insert(
            unit_number(Measure::Persons),
            Units {
                of_row: Vec::new(),
                keys: keys(Measure::Persons, &mut self.victims.keys().copied()),
            },
        );
        // What is compared between epochs is the truth, not what was swapped in.
        let of_person = digests(&persons, digest_key, |_| 0);
        let person_keys = persons.units[&unit_number(Measure::Persons)].keys.clone();
        swap(&mut persons, &person_keys, how);
        let (assistance, row_persons) = assistance_table(&catalog, &rows, services, &record_key);
        let of_assistance = digests(&assistance, digest_key, |row| {
            row_persons[row].map_or(0, |person| of_person[person as usize])
        });
        let mut assistance = assistance;
        assistance.inherit(&persons, &row_persons, Dimension::Year);
        let proceedings = proceedings_table(&catalog, self.proceedings, &record_key);
        let referrals = referrals_table(&catalog, self.referrals, &record_key);
        let digests = Digests {
            persons: of_person,
            assistance: of_assistance,
            proceedings: digests(&proceedings, digest_key, |_| 0),
            referrals: digests(&referrals, digest_key, |_| 0),
        };
        Facts { catalog, persons, assistance, proceedings, referrals, digests }
    }
}

fn push_person(
    table: &mut Table,
    catalog: &Catalog,
    records: &[(Source, VictimRecord)],
    services: &[(Source, AssistanceRecord)],
    paid: &[Option<YesNo>],
) {
    use Dimension as D;
    table.rows += 1;
    let all = || records.iter().map(|(_, record)| record);
    let first = all().map(|record| record.identified_on).min();
    table.push_one(D::Year, first.map_or(0, |month| catalog.year(month.year())));

    let status = [
        TraffickingStatus::ActualVictim,
        TraffickingStatus::PossibleVictim,
        TraffickingStatus::AtRiskPrevented,
        TraffickingStatus::NotAVictim,
    ]
    .into_iter()
    .find(|status| all().any(|record| record.trafficking_status == *status));
    table.push_one(D::TraffickingStatus, number(status));
    let decided =
        all().filter(|r| Some(r.trafficking_status) == status).map(|r| r.status_decided_by);
    table.push_one(D::StatusDecidedBy, number(most(decided, None)));
    table.push_one(D::Gender, number(most(all().map(|r| r.gender), Some(Gender::Unknown))));

    // The age at the first identification that tells one.
    let age = all()
        .filter(|record| record.age_band.is_some_and(|band| band != AgeBand::Unknown))
        .min_by_key(|record| (record.identified_on, record.age_band))
        .and_then(|record| record.age_band)
        .or_else(|| all().find_map(|record| record.age_band));
    table.push_one(D::AgeBand, number(age));
    table.push_one(D::Child, number(age.map(|band| yes_no(band.is_child()))));
    let majority = most(all().map(|r| r.majority_at_exploitation), Some(Majority::Unknown));
    table.push_one(D::Majority, number(majority));

    let citizenships: BTreeSet<Country> =
        all().flat_map(|r| r.citizenships.iter().copied()).collect();
    let identified = countries(all().map(|r| r.country_of_identification));
    let foreign = (!citizenships.is_empty() && !identified.is_empty())
        .then(|| yes_no(Some(citizenships.is_disjoint(&identified))));
    table.push_one(D::ForeignNational, number(foreign));
    push_countries(table, D::Citizenship, &citizenships);
    push_countries(table, D::CountryOfIdentification, &identified);
    let exploitation = countries(all().map(|r| r.country_of_exploitation));
    push_countries(table, D::CountryOfExploitation, &exploitation);
    push_countries(table, D::CountryOfResidence, &countries(all().map(|r| r.country_of_residence)));
    let recruitment = countries(all().map(|r| r.country_of_recruitment));
    push_countries(table, D::CountryOfRecruitment, &recruitment);
    let regions: BTreeSet<u8> = all()
        .filter_map(|record| record.region.as_ref())
        .map(|region| catalog.region(region.as_str()))
        .filter(|number| *number > 0)
        .collect();
    table.push_many(D::Region, &regions.into_iter().collect::<Vec<_>>());

    let form = most(all().map(|r| r.trafficking_form), Some(TraffickingForm::Unknown));
    table.push_one(D::TraffickingForm, number(form));
    let duration = most(all().map(|r| r.trafficking_duration), Some(DurationBand::Unknown));
    table.push_one(D::TraffickingDuration, number(duration));
    let reported = any_yes(all().map(|r| r.previously_trafficked));
    let repeat = if has_two_episodes(records) { Some(YesNo::Yes) } else { reported };
    table.push_one(D::RepeatTrafficking, number(repeat));
    let sector = most(all().map(|r| r.labour_sector), Some(LabourSector::Unknown));
    table.push_one(D::LabourSector, number(sector));

    table.push_set(D::RecruitmentMethod, bits(all().map(|r| r.recruitment_methods)));
    table.push_set(D::ControlMethod, bits(all().map(|r| r.control_methods)));
    table.push_set(D::ExploitationType, bits(all().map(|r| r.exploitation_types)));
    table.push_set(D::SexualExploitationForm, bits(all().map(|r| r.sexual_exploitation_forms)));
    table.push_set(D::RecruiterRelation, bits(all().map(|r| r.recruiter_relations)));
    table.push_set(D::Act, bits(all().map(|r| r.acts)));
    table.push_set(D::Means, bits(all().map(|r| r.means)));

    let informed = (!services.is_empty()).then(|| {
        let about = services.iter().filter(|(_, r)| r.service == Service::InformationOnRights);
        yes_no(Some(about.into_iter().any(|(_, r)| r.status != AssistanceStatus::Unavailable)))
    });
    table.push_one(D::InformedOnRights, number(informed));
    let service = services
        .iter()
        .filter(|(_, r)| r.service == Service::Compensation)
        .map(|(_, r)| Some(yes_no(Some(was_received(r.status)))));
    table.push_one(D::Compensated, number(any_yes(paid.iter().copied().chain(service))));
}

/// Several institutions reporting one episode never count as several: episodes are
/// told apart within one institution only.
fn has_two_episodes(records: &[(Source, VictimRecord)]) -> bool {
    let mut episodes: HashMap<u32, BTreeSet<&str>> = HashMap::new();
    for (source, record) in records {
        if let Some(episode) = &record.episode {
            episodes.entry(source.institution).or_default().insert(episode.as_str());
        }
    }
    episodes.values().any(|of_one| of_one.len() > 1)
}

fn assistance_table(
    catalog: &Catalog,
    person_rows: &HashMap<UnitId, u32>,
    services: BTreeMap<UnitId, Vec<(Source, AssistanceRecord)>>,
    record_key: &impl Fn(Measure, UnitId) -> u64,
) -> (Table, Vec<Option<u32>>) {
    use Dimension as D;
    let mut table = Table::default();
    let mut row_persons = Vec::new();
    let (mut of_row, mut person_keys, mut row_keys) = (Vec::new(), Vec::new(), Vec::new());
    for (person, records) in services {
        // One row for each service, beneficiary and year, however many report it.
        let mut distinct = ServiceGroups::new();
        for (source, record) in records {
            let key = (record.service, record.beneficiary, record.started_on.year());
            distinct.entry(key).or_default().push((source, record));
        }
        let unit = person_keys.len() as u32;
        person_keys.push(record_key(Measure::AssistedPersons, person));
        for (place, ((service, beneficiary, year), mut records)) in distinct.into_iter().enumerate()
        {
            records.sort_unstable_by_key(|(source, _)| *source);
            table.rows += 1;
            table.push_one(D::Year, catalog.year(year));
            table.push_one(D::Service, number(Some(service)));
            table.push_one(D::Beneficiary, number(beneficiary));
            let received = records.iter().any(|(_, record)| was_received(record.status));
            table.push_one(D::AssistanceReceived, number(Some(yes_no(Some(received)))));
            let provider = most(records.iter().map(|(_, record)| record.provider_type), None);
            table.push_one(D::ProviderType, number(provider));
            row_persons.push(person_rows.get(&person).copied());
            of_row.push(unit);
            row_keys.push(record_key(Measure::Assistance, person.wrapping_add(place as u128)));
        }
    }
    let rows = (0..table.rows as u32).collect();
    table.units.insert(unit_number(Measure::Assistance), Units { of_row: rows, keys: row_keys });
    table.units.insert(unit_number(Measure::AssistedPersons), Units { of_row, keys: person_keys });
    (table, row_persons)
}

fn proceedings_table(
    catalog: &Catalog,
    proceedings: ProceedingGroups,
    record_key: &impl Fn(Measure, UnitId) -> u64,
) -> Table {
    use Dimension as D;
    let mut table = Table::default();
    let mut cases = UnitIndex::default();
    let mut defendants = UnitIndex::default();
    let mut row_keys = Vec::new();
    for ((case, defendant, offence, apart), mut records) in proceedings {
        records.sort_unstable_by_key(|(source, _)| *source);
        table.rows += 1;
        let case = u128::from_le_bytes(case.0);
        let defendant = defendant.map_or(apart, |token| u128::from_le_bytes(token.0));
        cases.push(case);
        defendants.push(defendant);
        let row = case ^ defendant.rotate_left(1) ^ u128::from(offence.number());
        row_keys.push(record_key(Measure::Proceedings, row));

        let all = || records.iter().map(|(_, record)| record);
        // What the court knows supersedes what the police knew.
        let Some(last) = all().max_by_key(|record| record.stage) else { continue };
        let opened = all().map(|record| record.opened_on).min();
        let closed = last.closed_on.or_else(|| all().filter_map(|record| record.closed_on).max());
        let year = |month: Option<YearMonth>| month.map_or(0, |month| catalog.year(month.year()));
        table.push_one(D::Year, year(opened));
        table.push_one(D::YearClosed, year(closed));
        table.push_one(D::Stage, number(Some(last.stage)));
        table.push_one(D::Outcome, number(Some(last.outcome)));
        table.push_one(D::Offence, number(Some(offence)));
        let handled = all().fold(0u32, |bits, record| {
            bits | match record.stage {
                ProceedingStage::Police => 1 << 1,
                ProceedingStage::Prosecution => 1 << 2,
                _ => 1 << 3,
            }
        });
        table.push_set(D::HandledBy, handled);
        let mut yes = |dimension, fact: fn(&ProceedingRecord) -> Option<YesNo>| {
            table.push_one(dimension, number(any_yes(all().map(fact))));
        };
        yes(D::Arrested, |r| r.arrested);
        yes(D::PublicOfficial, |r| r.is_public_official);
        yes(D::AssetsConfiscated, |r| r.assets_confiscated);
        yes(D::CompensationAwarded, |r| r.compensation.awarded);
        yes(D::JointInvestigation, |r| r.joint_investigation);
        yes(D::ChildInterview, |r| r.child_interview_with_social_worker);

        let final_conviction = last.stage == ProceedingStage::Final
            && last.outcome == ProceedingOutcome::Convicted
            && offence == Offence::Trafficking;
        let sentence = last.sentence_months.filter(|_| final_conviction);
        let days = all().filter_map(|record| record.court_days).max();
        table.magnitudes.entry(Magnitude::SentenceMonths).or_default().push(sentence);
        table.magnitudes.entry(Magnitude::CourtDays).or_default().push(days);
    }
    let rows = (0..table.rows as u32).collect();
    table.units.insert(unit_number(Measure::Proceedings), Units { of_row: rows, keys: row_keys });
    for (measure, index) in [(Measure::Cases, cases), (Measure::Defendants, defendants)] {
        let keys = index.ids.iter().map(|id| record_key(measure, *id)).collect();
        table.units.insert(unit_number(measure), Units { of_row: index.of_row, keys });
    }
    table
}

fn referrals_table(
    catalog: &Catalog,
    referrals: BTreeMap<UnitId, ReferralFact>,
    record_key: &impl Fn(Measure, UnitId) -> u64,
) -> Table {
    use Dimension as D;
    let mut table = Table { rows: referrals.len(), ..Table::default() };
    let keys = referrals.keys().map(|id| record_key(Measure::Referrals, *id)).collect();
    let of_row = (0..table.rows as u32).collect();
    table.units.insert(unit_number(Measure::Referrals), Units { of_row, keys });
    for fact in referrals.into_values() {
        let country = |country: Option<Country>| country.map_or(0, country_number);
        table.push_one(D::Year, catalog.year(fact.sent.year()));
        table.push_one(D::ReferringCountry, country(fact.from));
        table.push_one(D::ReceivingCountry, country(fact.to));
        table.push_one(D::ReferralType, number(Some(fact.kind)));
        table.push_one(D::ReferralStatus, number(Some(fact.status)));
        table.push_one(D::ReferralAccepted, number(Some(yes_no(Some(fact.accepted)))));
        let completed = fact.status == ReferralStatus::Completed;
        table.push_one(D::ReferralCompleted, number(Some(yes_no(Some(completed)))));
    }
    table
}

/// Numbers units in the order in which rows first name them.
#[derive(Default)]
struct UnitIndex {
    places: HashMap<UnitId, u32>,
    ids: Vec<UnitId>,
    of_row: Vec<u32>,
}

impl UnitIndex {
    fn push(&mut self, id: UnitId) {
        let place = *self.places.entry(id).or_insert_with(|| {
            self.ids.push(id);
            (self.ids.len() - 1) as u32
        });
        self.of_row.push(place);
    }
}

/// The number of a code in a column; 0 when not reported.
fn number<T: CodeList>(code: Option<T>) -> u8 {
    code.map_or(0, CodeList::number)
}

fn yes_no(fact: Option<bool>) -> YesNo {
    match fact {
        Some(true) => YesNo::Yes,
        Some(false) => YesNo::No,
        None => YesNo::Unknown,
    }
}

fn any_yes(facts: impl Iterator<Item = Option<YesNo>>) -> Option<YesNo> {
    facts.flatten().min_by_key(|fact| fact.number())
}

/// The value that most records give; `unknown` only when nothing else is given.
fn most<T: CodeList>(values: impl Iterator<Item = Option<T>>, unknown: Option<T>) -> Option<T> {
    let mut counts = vec![0u32; T::ALL.len() + 1];
    for value in values.flatten() {
        counts[usize::from(value.number())] += 1;
    }
    let best = T::ALL
        .iter()
        .copied()
        .filter(|code| Some(*code) != unknown && counts[usize::from(code.number())] > 0)
        .max_by_key(|code| (counts[usize::from(code.number())], std::cmp::Reverse(code.number())));
    best.or(unknown.filter(|code| counts[usize::from(code.number())] > 0))
}

fn bits<T: CodeList>(sets: impl Iterator<Item = CodeSet<T>>) -> u32 {
    sets.flat_map(|set| set.iter().collect::<Vec<_>>())
        .fold(0, |bits, code| bits | 1 << code.number())
}

fn countries(values: impl Iterator<Item = Option<Country>>) -> BTreeSet<Country> {
    values.flatten().collect()
}

fn push_countries(table: &mut Table, dimension: Dimension, countries: &BTreeSet<Country>) {
    let numbers: Vec<u8> = countries.iter().copied().map(country_number).collect();
    table.push_many(dimension, &numbers);
}

fn was_received(status: AssistanceStatus) -> bool {
    matches!(
        status,
        AssistanceStatus::Provided
            | AssistanceStatus::AlreadyReceived
            | AssistanceStatus::Completed
    )
}
