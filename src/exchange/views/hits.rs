//! The view of all hit checks: what each country has left, what waits for a person's word, which
//! records may be found, and what coordinator and auditor have to be told.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use crate::domain::country::Country;
use crate::domain::hashed::{HashedMap, with_room};
use crate::domain::id::MemberId;
use crate::domain::record::{Record, VictimRecord};
use crate::domain::referral::{HitCheckId, HitHandle};
use crate::domain::referral_codes::{HitAlarm, HitPurpose};
use crate::linkage::MentionKey;
use crate::referral::case::DAY;
use crate::store::{Entry, HitFound, RecordKey};

use super::super::change::HitTarget;
use super::register::{Register, is_active_liaison};
use super::{Terms, Views};

/// A handle can be used for this many seconds: 30 days.
const HANDLE_LIFE: i64 = 30 * DAY;
/// Seconds over which hits are counted for an alarm: a week.
const WEEK: i64 = 7 * DAY;

/// A check as the log keeps it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Check {
    pub id: HitCheckId,
    pub member: MemberId,
    pub country: Country,
    pub purpose: HitPurpose,
    pub at: i64,
    pub opens_at: Option<i64>,
    pub found: Option<HitFound>,
    /// A person's word.
    pub decided: Option<(MemberId, bool)>,
    /// The answer, once there is one.
    pub hit: Option<bool>,
}

/// A hit, as a handle stands for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandleTarget {
    /// The member who may use the handle.
    pub asker: MemberId,
    /// The institution whose record was hit.
    pub holder: MemberId,
    /// Until when, Unix seconds.
    pub expires_at: i64,
}

/// A record that may be found.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct SharedRecord {
    pub holder: MemberId,
    pub record: RecordKey,
    pub discoverable_by: Box<[Country]>,
}

/// Something that coordinator and auditor are told without asking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alarmed {
    /// Time of the alarm, Unix seconds.
    pub at: i64,
    /// Country whose checks gave rise to it.
    pub country: Country,
    /// Cause of the alarm.
    pub alarm: HitAlarm,
    /// Number of checks that gave rise to the alarm.
    pub count: u32,
}

/// Checks, handles, and the records that may be found.
#[derive(Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(Clone, PartialEq))]
pub struct HitLog {
    checks: Vec<Check>,
    by_id: HashMap<HitCheckId, usize>,
    /// Times (Unix seconds) at which answers open that wait for a person's word, with the check.
    due: BTreeSet<(i64, HitCheckId)>,
    handles: HashMap<HitHandle, HandleTarget>,
    #[serde(deserialize_with = "with_room::<_, (MentionKey, SharedRecord), _>")]
    records: HashedMap<MentionKey, SharedRecord>,
    /// The latest day of each country, and what it has spent on it.
    spent: HashMap<Country, (i64, u32)>,
    /// Sets that one person cannot have, by country: on its latest day. Not in the journal: a
    /// restart forgets them, and an alarm is there.
    impossible: HashMap<Country, (i64, u32)>,
    alarms: Vec<Alarmed>,
}

impl HitLog {
    /// Counts a check against the budget of its country.
    pub fn ask(&mut self, check: Check, cost: u32) {
        let (day, spent) = self.day(check.country, check.at);
        self.spent.insert(check.country, (day, spent + cost));
        if let Some(opens_at) = check.opens_at {
            self.due.insert((opens_at, check.id));
        }
        self.by_id.insert(check.id, self.checks.len());
        self.checks.push(check);
    }

    /// Notes what the search for a check found. Without a time to open, this is the answer.
    pub fn find(&mut self, id: HitCheckId, found: Option<HitFound>) {
        let Some(check) = self.by_id.get(&id).map(|place| &mut self.checks[*place]) else { return };
        let hit = found.is_some();
        check.found = found;
        if check.opens_at.is_none() {
            self.answer(id, hit);
        }
    }

    /// Notes what a search of an earlier version found: without the record.
    pub fn find_earlier(&mut self, id: HitCheckId, found: Option<&(HitHandle, MemberId)>) {
        let found = found.map(|(handle, holder)| HitFound {
            handle: *handle,
            holder: holder.clone(),
            record: RecordKey([0; 16]),
        });
        self.find(id, found);
    }

    /// Notes the word of a person at the holding side.
    pub fn decide(&mut self, id: HitCheckId, member: &MemberId, confirmed: bool) {
        if let Some(place) = self.by_id.get(&id) {
            self.checks[*place].decided = Some((member.clone(), confirmed));
        }
    }

    /// Notes the answer to a check, which stays.
    pub fn answer(&mut self, id: HitCheckId, hit: bool) {
        let Some(check) = self.by_id.get(&id).map(|place| &mut self.checks[*place]) else { return };
        check.hit = Some(hit);
        let at = check.opens_at.unwrap_or(check.at);
        if let Some(opens_at) = check.opens_at {
            self.due.remove(&(opens_at, id));
        }
        if let Some(found) = check.found.as_ref().filter(|_| hit) {
            let target = HandleTarget {
                asker: check.member.clone(),
                holder: found.holder.clone(),
                expires_at: at + HANDLE_LIFE,
            };
            self.handles.insert(found.handle, target);
        }
    }

    pub fn alarm(&mut self, alarmed: Alarmed) {
        self.alarms.push(alarmed);
    }

    pub fn alarms(&self) -> &[Alarmed] {
        &self.alarms
    }

    pub fn get(&self, id: HitCheckId) -> Option<&Check> {
        self.by_id.get(&id).map(|place| &self.checks[*place])
    }

    /// All checks, the latest first.
    pub fn latest(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().rev()
    }

    /// Checks that wait for a person's word at a time, by when they open.
    pub fn waiting(&self, now: i64) -> impl Iterator<Item = &Check> {
        let open = self.due.range((now + 1, HitCheckId([0; 16]))..);
        open.filter_map(|(_, id)| self.get(*id)).filter(|check| check.found.is_some())
    }

    /// Checks whose answers open by a time.
    pub fn due(&self, now: i64) -> Vec<HitCheckId> {
        let due = self.due.iter().take_while(|(at, _)| *at <= now);
        due.map(|(_, id)| *id).collect()
    }

    /// Notes whether a record may be found from abroad, and from where: in force before its sender
    /// has the answer.
    pub fn share_record(
        &mut self,
        terms: Terms<'_>,
        key: RecordKey,
        member: &MemberId,
        record: &Record,
    ) {
        match shared_part(record) {
            Some(victim) => {
                let shared = SharedRecord {
                    holder: member.clone(),
                    record: key,
                    discoverable_by: victim.discoverable_by.as_slice().into(),
                };
                self.records.insert(terms.secrets.mention_key(key, 0), shared);
            }
            None => self.unshare_record(terms, key),
        }
    }

    /// A record can no longer be found from abroad.
    pub fn unshare_record(&mut self, terms: Terms<'_>, key: RecordKey) {
        if !self.records.is_empty() {
            self.records.remove(&terms.secrets.mention_key(key, 0));
        }
    }

    /// The record that may be found by a mention of a person.
    pub fn shared(&self, mention: MentionKey) -> Option<&SharedRecord> {
        self.records.get(&mention)
    }

    pub fn target(&self, handle: HitHandle) -> Option<&HandleTarget> {
        self.handles.get(&handle)
    }

    /// The day (since 1970, UTC) that a country's checks of a time count for, and what it has spent
    /// on it. Never one before the latest: however the clock is set, each day is given out once.
    pub fn day(&self, country: Country, at: i64) -> (i64, u32) {
        let day = at.div_euclid(DAY);
        match self.spent.get(&country) {
            Some((latest, spent)) if *latest >= day => (*latest, *spent),
            _ => (day, 0),
        }
    }

    /// Hits of a country in the week before a time, and after it: its clock may have been set.
    pub fn hits_of_week(&self, country: Country, now: i64) -> u32 {
        let checks = self.checks.iter().rev().filter(|check| check.country == country);
        let hits = checks.filter(|check| check.hit == Some(true));
        let time = |check: &Check| check.opens_at.unwrap_or(check.at);
        hits.filter(|check| time(check) > now - WEEK).count() as u32
    }

    /// Whether a country was told of in the day before a time.
    pub fn is_alarmed(&self, country: Country, alarm: HitAlarm, now: i64) -> bool {
        let mut told = self.alarms.iter().rev().filter(|a| a.country == country);
        told.any(|told| told.alarm == alarm && told.at > now - DAY)
    }

    /// How many sets that one person cannot have a country has sent on the day of a time.
    pub fn impossible_sets(&self, country: Country, now: i64) -> u32 {
        let today = now.div_euclid(DAY);
        self.impossible.get(&country).filter(|(day, _)| *day == today).map_or(0, |(_, sets)| *sets)
    }

    /// Counts a set of a country that one person cannot have.
    pub fn count_impossible_set(&mut self, country: Country, now: i64) {
        let sets = self.impossible_sets(country, now).saturating_add(1);
        self.impossible.insert(country, (now.div_euclid(DAY), sets));
    }

    /// Whether two logs know the same of what the journal tells.
    #[cfg(test)]
    pub fn is_journal_of(&self, other: &Self) -> bool {
        let impossible = other.impossible.clone();
        *other == Self { impossible, ..self.clone() }
    }

    /// Applies a journal entry about hit checks.
    pub fn apply(&mut self, register: &Register, sequence: u64, entry: &Entry) {
        match entry {
            // With the answer, and without a country: that of the member then.
            Entry::HitCheck { member, purpose, at, found } => {
                let Some(country) = register.country_of(member) else { return };
                let mut id = [0; 16];
                id[8..].copy_from_slice(&sequence.to_be_bytes());
                let id = HitCheckId(id);
                self.ask(check(id, member, country, *purpose, *at, None), 1);
                self.find_earlier(id, found.as_ref());
            }
            Entry::HitAsked { id, member, country, purpose, at, cost, opens_at } => {
                self.ask(check(*id, member, *country, *purpose, *at, *opens_at), *cost);
            }
            Entry::HitFound { id, found } => self.find(*id, found.clone()),
            Entry::HitDecided { id, member, confirmed, .. } => self.decide(*id, member, *confirmed),
            Entry::HitOpened { id, hit } => self.answer(*id, *hit),
            Entry::HitAlarmed { country, alarm, count, at } => {
                self.alarm(Alarmed { at: *at, country: *country, alarm: *alarm, count: *count });
            }
            _ => {}
        }
    }
}

/// A check that nothing has been found for yet.
fn check(
    id: HitCheckId,
    member: &MemberId,
    country: Country,
    purpose: HitPurpose,
    at: i64,
    opens_at: Option<i64>,
) -> Check {
    let member = member.clone();
    Check { id, member, country, purpose, at, opens_at, found: None, decided: None, hit: None }
}

/// The part of a record that may be found from abroad, if any.
pub fn shared_part(record: &Record) -> Option<&VictimRecord> {
    match record {
        Record::Victim(victim) => {
            Some(&**victim).filter(|v| v.may_cross_borders() && !v.transnational_tokens.is_empty())
        }
        _ => None,
    }
}

impl Views {
    /// Whether a record may be found from a country: now, and by what its consent says.
    pub fn may_find(&self, terms: Terms<'_>, country: Country, target: &HitTarget) -> bool {
        let mention = terms.secrets.mention_key(target.record, 0);
        let Some(shared) = self.hits.shared(mention) else { return false };
        let abroad = self.register.country_of(&shared.holder).is_some_and(|c| c != country);
        let countries = &shared.discoverable_by;
        abroad && (countries.is_empty() || countries.contains(&country))
    }

    /// The record that a country may find, among the mentions of a search. Where somebody has to
    /// confirm hits, rather one whose country has somebody who can.
    pub fn choose_target(
        &self,
        terms: Terms<'_>,
        country: Country,
        mentions: &[MentionKey],
    ) -> Option<HitTarget> {
        let target = |mention: &MentionKey| {
            let shared = self.hits.shared(*mention)?;
            Some(HitTarget { holder: shared.holder.clone(), record: shared.record })
        };
        let targets = mentions.iter().filter_map(target);
        let found: Vec<_> = targets.filter(|t| self.may_find(terms, country, t)).collect();
        let confirmable = found.iter().find(|t| self.register.has_liaison_beside(&t.holder));
        confirmable.or(found.first()).cloned()
    }

    /// Whether a member may decide on a check: a liaison of the country whose record was found.
    pub fn may_decide(&self, member: &MemberId, check: &Check) -> bool {
        let holder = check.found.as_ref().and_then(|found| self.register.country_of(&found.holder));
        self.register.get(member).is_some_and(|member| {
            is_active_liaison(member) && holder.is_some_and(|holder| holder == member.country)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code_list::CodeList;

    fn check(number: u8, at: i64) -> Check {
        Check {
            id: HitCheckId([number; 16]),
            member: MemberId::new("exchange.example", "italy").unwrap(),
            country: Country::from_alpha2("IT").unwrap(),
            purpose: HitPurpose::ALL[0],
            at,
            opens_at: None,
            found: None,
            decided: None,
            hit: None,
        }
    }

    #[test]
    fn a_day_is_given_out_once_whichever_way_the_clock_is_set() {
        let italy = Country::from_alpha2("IT").unwrap();
        let mut log = HitLog::default();
        for (number, at) in [(1, 100 * DAY), (2, 101 * DAY)] {
            log.ask(check(number, at), 5);
        }
        for days in [101, 100, 99, 0] {
            assert_eq!(log.day(italy, days * DAY + 7), (101, 5), "set back");
        }
        log.ask(check(3, 99 * DAY), 5);
        assert_eq!(log.day(italy, 101 * DAY), (101, 10));
        assert_eq!(log.day(italy, 102 * DAY), (102, 0));
        assert_eq!(log.day(Country::from_alpha2("AL").unwrap(), 100 * DAY), (100, 0));
    }
}
