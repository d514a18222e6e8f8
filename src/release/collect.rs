//! From records to the units that a release counts: persons, defendants, cases, referrals.
//!
//! What records say together of a field is agreed in `agreed`. A record that says NOT_A_VICTIM adds
//! nothing to what others tell of a victim. The result depends on the set of records alone.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::agreed::{Agreed, Codes, any_yes, count, given, most, number};
use super::ledger::{Accounts, Mention};
use super::population::Population;
use super::rows::{GivenService, Unit};
use crate::domain::code_list::{CodeList, CodeSet};
use crate::domain::codes::*;
use crate::domain::country::Country;
use crate::domain::id::OpaqueId;
use crate::domain::period::{YearMonth, Years};
use crate::domain::record::*;
use crate::domain::referral_codes::{ReferralStatus, ReferralType};
use crate::linkage::{Heard, Institution, MentionKey, Voices};
use crate::statistics::{
    COURT_DAYS_BANDS, Catalog, Dimension, SENTENCE_BANDS, band, country_number,
};
use vdx_pseudonym::{proceeding_fields, victim_fields};

/// Identifies a unit across the records that tell of it.
pub type UnitId = u128;

/// Where a record comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// Names the record: sorts records the same way whatever their order of arrival.
    pub record: u128,
    /// Names the institution.
    pub institution: Institution,
}

/// A person whom a record names.
#[derive(Clone, Copy)]
pub struct Named {
    /// What the record's institution says of the person by its own records alone: a voice.
    pub voice: UnitId,
    /// Names the mention for ever.
    pub mention: Mention,
}

/// A unit with all mentions that tell of it: its accounts.
pub struct Counted {
    /// What is known of it.
    pub unit: Unit,
    /// Its mentions, each once.
    pub mentions: Vec<Mention>,
}

/// Records of one proceeding.
type Proceeding = Vec<(Source, ProceedingRecord)>;

/// Collects records and makes units of them. It has no `Debug`.
#[derive(Default)]
pub struct Collector {
    /// What each institution says of whom.
    pub voices: Voices,
    /// Records and mentions, by voice.
    pub(super) victims: BTreeMap<UnitId, Vec<(Source, VictimRecord)>>,
    pub(super) assistance: BTreeMap<UnitId, Vec<(Source, AssistanceRecord)>>,
    pub(super) mentions: HashMap<UnitId, BTreeSet<Mention>>,
    /// What proceedings tell of compensation, with the years in which they were opened.
    pub(super) compensation: HashMap<UnitId, Vec<(i32, Option<YesNo>)>>,
    /// By defendant, case and offence.
    proceedings: BTreeMap<(UnitId, Pseudonym, Offence), Proceeding>,
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

impl Collector {
    /// Adds a victim record of a person.
    pub fn victim(&mut self, source: Source, named: Named, record: VictimRecord) {
        self.mention(named);
        self.victims.entry(named.voice).or_default().push((source, record));
    }

    /// Adds an assistance record of a person.
    pub fn assistance(&mut self, source: Source, named: Named, record: AssistanceRecord) {
        self.mention(named);
        self.assistance.entry(named.voice).or_default().push((source, record));
    }

    /// Adds a proceeding record and the persons who are its victims.
    pub fn proceeding(&mut self, source: Source, victims: &[Named], record: ProceedingRecord) {
        let compensated = match (record.compensation.paid, record.compensation.awarded) {
            (Some(YesNo::Yes), _) => Some(YesNo::Yes),
            (paid, awarded) => {
                let asked = record.compensation.requested == Some(YesNo::Yes);
                (paid == Some(YesNo::No) || awarded.is_some() || asked).then_some(YesNo::No)
            }
        };
        for victim in victims {
            self.mention(*victim);
            let told = (record.opened_on.year(), compensated);
            self.compensation.entry(victim.voice).or_default().push(told);
        }
        // Without a pseudonym each record tells of a defendant of its own.
        let defendant =
            record.defendant_token.map_or(source.record, |token| u128::from_le_bytes(token.0));
        let key = (defendant, record.case_token, record.offence);
        self.proceedings.entry(key).or_default().push((source, record));
    }

    /// Adds a referral that was sent.
    pub fn referral(&mut self, id: UnitId, fact: ReferralFact) {
        self.referrals.insert(id, fact);
    }

    fn mention(&mut self, named: Named) {
        self.mentions.entry(named.voice).or_default().insert(named.mention);
    }

    /// The units of a kind in a block of years. Of persons, those who were known before are not of it:
    /// see [`Collector::known_before`].
    pub fn units(
        &self,
        kind: Population,
        catalog: &Catalog,
        block: Years,
        accounts: &Accounts,
    ) -> Vec<Counted> {
        match kind {
            Population::Victims | Population::Prevented | Population::CarriedOver => {
                self.persons(kind, catalog, block, accounts)
            }
            Population::Opened => self.defendants(catalog, block, false),
            Population::Closed => self.defendants(catalog, block, true),
            Population::Cases => self.cases(catalog, block),
            Population::Referrals => self.referrals(catalog, block),
        }
    }

    fn persons(
        &self,
        kind: Population,
        catalog: &Catalog,
        block: Years,
        accounts: &Accounts,
    ) -> Vec<Counted> {
        let heard = |voice| self.heard(voice, block, accounts);
        let counted = |voices: Vec<MentionKey>| {
            let of = |voice: &MentionKey| self.victims.get(&voice.0).into_iter().flatten();
            let mut records: Vec<&(Source, VictimRecord)> = voices.iter().flat_map(of).collect();
            records.sort_unstable_by_key(|(source, _)| *source);
            if records.iter().any(|(_, record)| !is_no_victim(record)) {
                records.retain(|(_, record)| !is_no_victim(record));
            }
            let of = |voice: &MentionKey| self.assistance.get(&voice.0).into_iter().flatten();
            let given: Vec<&(Source, AssistanceRecord)> = voices.iter().flat_map(of).collect();
            let services = services(&given);
            let in_block = services.iter().filter(|given| block.contains(given.year));
            let first_service = in_block.map(|given| given.year).min();
            let status = status(&records);
            let here = voices.iter().any(|voice| heard(*voice) == Heard::Here);
            let counts = match kind {
                Population::Victims => here && is_victim(status),
                Population::Prevented => here && status == Some(TraffickingStatus::AtRiskPrevented),
                // Whom the other two do not count, with services in this block.
                _ => first_service.is_some() && !(here && is_victim(status)),
            };
            if !counts {
                return None;
            }
            let of = |voice: &MentionKey| self.compensation.get(&voice.0).into_iter().flatten();
            let paid: Vec<Option<YesNo>> =
                voices.iter().flat_map(of).map(|(_, paid)| *paid).collect();
            let mut codes = Codes::default();
            if !records.is_empty() {
                person_codes(&mut codes, catalog, &records, &given, &paid);
            }
            if kind == Population::CarriedOver {
                codes.one(Dimension::Year, first_service.map_or(0, |year| catalog.year(year)));
            }
            let id = voices.iter().map(|voice| voice.0).min()?;
            let unit = Unit { id, codes: codes.0, services };
            let mut mentions: Vec<Mention> =
                voices.iter().flat_map(|voice| self.mentions(*voice)).collect();
            mentions.sort_unstable();
            Some(Counted { unit, mentions })
        };
        self.voices_of_persons(block, accounts).into_iter().filter_map(counted).collect()
    }

    /// Each defendant with one proceeding that was opened, or closed, in the block: the one for
    /// trafficking before others, then the one that has come furthest.
    fn defendants(&self, catalog: &Catalog, block: Years, closed: bool) -> Vec<Counted> {
        let mut chosen: BTreeMap<UnitId, (bool, ProceedingStage, i32, Codes)> = BTreeMap::new();
        for ((defendant, _, offence), records) in &self.proceedings {
            let (Some(last), Some(opened)) =
                (furthest(records), records.iter().map(|(_, r)| r.opened_on).min())
            else {
                continue;
            };
            let ended = records.iter().filter_map(|(_, record)| record.closed_on).max();
            let month = if closed { last.closed_on.or(ended) } else { Some(opened) };
            let Some(year) = month.map(YearMonth::year).filter(|year| block.contains(*year)) else {
                continue;
            };
            let rank = (*offence == Offence::Trafficking, last.stage);
            if chosen.get(defendant).is_some_and(|best| (best.0, best.1) >= rank) {
                continue;
            }
            let mut codes = Codes::default();
            proceeding_codes(&mut codes, catalog, records.iter().map(|(_, record)| record), last);
            codes.one(Dimension::Year, catalog.year(year));
            codes.one(Dimension::Offence, number(Some(*offence)));
            let is_final_conviction = last.stage == ProceedingStage::Final
                && last.outcome == ProceedingOutcome::Convicted
                && *offence == Offence::Trafficking;
            let sentence = last.sentence_months.filter(|_| is_final_conviction);
            let in_band = |bands, value: Option<u32>| value.map_or(0, |value| band(bands, value));
            codes.one(Dimension::SentenceBand, in_band(SENTENCE_BANDS, sentence));
            let days = records.iter().filter_map(|(_, record)| record.court_days).max();
            codes.one(Dimension::CourtDaysBand, in_band(COURT_DAYS_BANDS, days));
            chosen.insert(*defendant, (rank.0, rank.1, year, codes));
        }
        let counted = |(id, (.., codes)): (UnitId, (bool, ProceedingStage, i32, Codes))| Counted {
            unit: Unit { id, codes: codes.0, services: Vec::new() },
            mentions: vec![id],
        };
        chosen.into_iter().map(counted).collect()
    }

    /// Cases by what is told of their defendants. Each defendant counts in one of several cases, the
    /// first that was opened: the choice rests on what is told of that defendant alone, so that nobody
    /// else's case counts or does not for it.
    fn cases(&self, catalog: &Catalog, block: Years) -> Vec<Counted> {
        let mut first: BTreeMap<UnitId, (YearMonth, Pseudonym)> = BTreeMap::new();
        for ((defendant, case, _), records) in &self.proceedings {
            let opened = records.iter().map(|(_, r)| r.opened_on).min();
            let Some(opened) = opened.filter(|month| block.contains(month.year())) else {
                continue;
            };
            let chosen = first.entry(*defendant).or_insert((opened, *case));
            *chosen = (*chosen).min((opened, *case));
        }
        let mut cases: BTreeMap<Pseudonym, (BTreeSet<UnitId>, Vec<&ProceedingRecord>)> =
            BTreeMap::new();
        for ((defendant, case, _), records) in &self.proceedings {
            if first.get(defendant).is_some_and(|(_, chosen)| chosen == case) {
                let of = cases.entry(*case).or_default();
                of.0.insert(*defendant);
                of.1.extend(records.iter().map(|(_, record)| record));
            }
        }
        let counted = |(case, (defendants, records)): (Pseudonym, (BTreeSet<UnitId>, Vec<_>))| {
            let opened = records.iter().map(|r: &&ProceedingRecord| r.opened_on).min()?;
            let last =
                records.iter().copied().max_by_key(|record| (record.stage, record.outcome))?;
            if !block.contains(opened.year()) {
                return None;
            }
            let mut codes = Codes::default();
            proceeding_codes(&mut codes, catalog, records.iter().copied(), last);
            codes.one(Dimension::Year, catalog.year(opened.year()));
            let id = u128::from_le_bytes(case.0);
            let unit = Unit { id, codes: codes.0, services: Vec::new() };
            Some(Counted { unit, mentions: defendants.into_iter().collect() })
        };
        cases.into_iter().filter_map(counted).collect()
    }

    fn referrals(&self, catalog: &Catalog, block: Years) -> Vec<Counted> {
        use Dimension as D;
        let sent = self.referrals.iter().filter(|(_, fact)| block.contains(fact.sent.year()));
        let counted = |(id, fact): (&UnitId, &ReferralFact)| {
            let mut codes = Codes::default();
            let country = |country: Option<Country>| country.map_or(0, country_number);
            codes.one(D::Year, catalog.year(fact.sent.year()));
            codes.one(D::ReferringCountry, country(fact.from));
            codes.one(D::ReceivingCountry, country(fact.to));
            codes.one(D::ReferralType, number(Some(fact.kind)));
            codes.one(D::ReferralStatus, number(Some(fact.status)));
            codes.one(D::ReferralAccepted, number(Some(yes_no(Some(fact.accepted)))));
            let completed = fact.status == ReferralStatus::Completed;
            codes.one(D::ReferralCompleted, number(Some(yes_no(Some(completed)))));
            let unit = Unit { id: *id, codes: codes.0, services: Vec::new() };
            Counted { unit, mentions: vec![*id] }
        };
        sent.map(counted).collect()
    }
}

pub(super) fn is_no_victim(record: &VictimRecord) -> bool {
    record.trafficking_status == TraffickingStatus::NotAVictim
}

fn is_victim(status: Option<TraffickingStatus>) -> bool {
    use TraffickingStatus::{ActualVictim, PossibleVictim};
    matches!(status, Some(ActualVictim | PossibleVictim))
}

fn status(records: &[&(Source, VictimRecord)]) -> Option<TraffickingStatus> {
    use TraffickingStatus::{ActualVictim, AtRiskPrevented, NotAVictim, PossibleVictim};
    [ActualVictim, PossibleVictim, AtRiskPrevented, NotAVictim]
        .into_iter()
        .find(|status| records.iter().any(|(_, record)| record.trafficking_status == *status))
}

/// One for each service and year, however many report it.
fn services(given: &[&(Source, AssistanceRecord)]) -> Vec<GivenService> {
    let mut received: BTreeMap<(u8, i32), bool> = BTreeMap::new();
    for (_, record) in given {
        let key = (record.service.number(), record.started_on.year());
        *received.entry(key).or_default() |= was_received(record.status);
    }
    let service = |((service, year), received)| GivenService { service, received, year };
    received.into_iter().map(service).collect()
}

/// What the court knows supersedes what the police knew.
fn furthest(records: &Proceeding) -> Option<&ProceedingRecord> {
    let last = records.iter().max_by_key(|(source, record)| (record.stage, *source));
    last.map(|(_, record)| record)
}

fn proceeding_codes<'a>(
    codes: &mut Codes,
    catalog: &Catalog,
    records: impl Iterator<Item = &'a ProceedingRecord> + Clone,
    last: &ProceedingRecord,
) {
    use Dimension as D;
    codes.one(D::Stage, number(Some(last.stage)));
    codes.one(D::Outcome, number(Some(last.outcome)));
    let handled: BTreeSet<u8> = records
        .clone()
        .map(|record| match record.stage {
            ProceedingStage::Police => 1,
            ProceedingStage::Prosecution => 2,
            _ => 3,
        })
        .collect();
    codes.many(D::HandledBy, handled);
    proceeding_fields! { count codes, catalog, records.clone() }
    let awarded = any_yes(records.map(|r| r.compensation.awarded));
    codes.one(D::CompensationAwarded, number(awarded));
}

fn person_codes(
    codes: &mut Codes,
    catalog: &Catalog,
    records: &[&(Source, VictimRecord)],
    services: &[&(Source, AssistanceRecord)],
    paid: &[Option<YesNo>],
) {
    use Dimension as D;
    let all = || records.iter().map(|(_, record)| record);
    let first = all().map(|record| record.identified_on).min();
    codes.one(D::Year, first.map_or(0, |month| catalog.year(month.year())));

    let status = status(records);
    codes.one(D::TraffickingStatus, number(status));
    let decided =
        all().filter(|r| Some(r.trafficking_status) == status).map(|r| r.status_decided_by);
    codes.one(D::StatusDecidedBy, number(most(decided, None)));

    // The age at the first identification that tells one.
    let age = all()
        .filter(|record| record.age_band.is_some_and(|band| band != AgeBand::Unknown))
        .min_by_key(|record| (record.identified_on, record.age_band))
        .and_then(|record| record.age_band)
        .or_else(|| all().find_map(|record| record.age_band));
    codes.one(D::AgeBand, number(age));
    codes.one(D::Child, number(age.map(|band| yes_no(band.is_child()))));

    let citizenships: BTreeSet<Country> =
        all().flat_map(|r| r.citizenships.iter().copied()).collect();
    let identified: BTreeSet<Country> = all().filter_map(|r| r.country_of_identification).collect();
    let foreign = (!citizenships.is_empty() && !identified.is_empty())
        .then(|| yes_no(Some(citizenships.is_disjoint(&identified))));
    codes.one(D::ForeignNational, number(foreign));
    let reported = any_yes(all().map(|r| r.previously_trafficked));
    let repeat = if has_two_episodes(records) { Some(YesNo::Yes) } else { reported };
    codes.one(D::RepeatTrafficking, number(repeat));
    victim_fields! { count codes, catalog, all() }

    let informed = (!services.is_empty()).then(|| {
        let about = services.iter().filter(|(_, r)| r.service == Service::InformationOnRights);
        yes_no(Some(about.into_iter().any(|(_, r)| r.status != AssistanceStatus::Unavailable)))
    });
    codes.one(D::InformedOnRights, number(informed));
    let service = services
        .iter()
        .filter(|(_, r)| r.service == Service::Compensation)
        .map(|(_, r)| Some(yes_no(Some(was_received(r.status)))));
    codes.one(D::Compensated, number(any_yes(paid.iter().copied().chain(service))));
}

/// Several institutions reporting one episode never count as several: episodes are
/// told apart within one institution only.
fn has_two_episodes(records: &[&(Source, VictimRecord)]) -> bool {
    let mut episodes: HashMap<Institution, BTreeSet<&str>> = HashMap::new();
    for (source, record) in records {
        if let Some(episode) = &record.episode {
            episodes.entry(source.institution).or_default().insert(episode.as_str());
        }
    }
    episodes.values().any(|of_one| of_one.len() > 1)
}

fn yes_no(fact: Option<bool>) -> YesNo {
    match fact {
        Some(true) => YesNo::Yes,
        Some(false) => YesNo::No,
        None => YesNo::Unknown,
    }
}

fn was_received(status: AssistanceStatus) -> bool {
    matches!(
        status,
        AssistanceStatus::Provided
            | AssistanceStatus::AlreadyReceived
            | AssistanceStatus::Completed
    )
}
