//! Decisions about hit checks.

use crate::audit::{Call, Subject};
use crate::domain::code_list::CodeList;
use crate::domain::country::Country;
use crate::domain::id::MemberId;
use crate::domain::reasons::Reason;
use crate::domain::referral::{HitCheckId, HitHandle};
use crate::domain::referral_codes::{HitAlarm, HitPurpose};
use crate::referral::case::DAY;
use crate::store::{Entry, HitFound};

use super::super::by::By;
use super::super::change::{Counted, HitResult, HitTarget};
use super::super::error::ExchangeError;
use super::super::setup::HitConfirmation;
use super::super::views::{Check, Note};
use super::Group;

/// The answer to a hit check is in the journal, or has opened.
const ANSWER: Call = Call("AnswerHitCheck");
/// Something that coordinator and auditor are told without asking.
const ATTENTION: Call = Call("Attention");

const HOUR: i64 = 3600;

impl Group<'_> {
    /// Counts a check against the budget of its country. Nothing is searched before this is on
    /// stable storage.
    pub(super) fn ask_hit(
        &mut self,
        by: &By,
        member: MemberId,
        purpose: HitPurpose,
        cost: u32,
    ) -> Result<Counted, ExchangeError> {
        let now = self.given.now;
        let settings = &self.given.setup.referrals;
        let country = self.views().register.country_of(&member);
        let country = country.ok_or(ExchangeError::NotFound("there is no such member"))?;
        let pending = self.pending().filter_map(|entry| match entry {
            Entry::HitAsked { country: other, cost, .. } if *other == country => Some(*cost),
            _ => None,
        });
        let (day, spent) = self.views().hits.day(country, now);
        let spent = spent + pending.sum::<u32>();
        let budget = settings.hit_checks_per_day;
        if spent + cost > budget {
            self.alarm(country, HitAlarm::BudgetUsedUp, budget, now);
            let mut text = format!(
                "the {budget} hit checks that your country has a day are used up; the next day begins at midnight UTC"
            );
            let ahead = day - now.div_euclid(DAY);
            if ahead > 0 {
                text += &format!(
                    ", in {ahead} days, since the exchange's clock was ahead: ask its coordinator"
                );
            }
            return Err(ExchangeError::Exhausted(Reason::HitBudget, text));
        }
        let spent = spent + cost;
        if spent >= settings.alarm_checks_per_day {
            self.alarm(country, HitAlarm::ManyChecks, spent, now);
        }
        let opens_at = match settings.hit_confirmation {
            HitConfirmation::None => None,
            HitConfirmation::Holder => {
                let delay = i64::from(settings.hit_opening_delay_hours) * HOUR;
                Some(opening(now + delay, i64::from(settings.hit_opening_hour) * HOUR))
            }
        };
        let id = HitCheckId(self.given.outside.random()?);
        by.concerns(by.subject().with("check", id));
        self.append(Entry::HitAsked { id, member, country, purpose, at: now, cost, opens_at });
        Ok(Counted { id, checks_left: budget - spent, opens_at })
    }

    /// Journals what the search for a check found.
    pub(super) fn found_hit(
        &mut self,
        id: HitCheckId,
        found: Option<HitTarget>,
    ) -> Result<HitResult, ExchangeError> {
        let check = self.views().hits.get(id).cloned();
        let check = check.ok_or(ExchangeError::NotFound("there is no such check"))?;
        let handle = HitHandle(self.given.outside.random()?);
        let found = found.filter(|target| self.still_shared(check.country, target));
        let found = found.map(|HitTarget { holder, record }| HitFound { handle, holder, record });
        let hit = found.is_some();
        let holder =
            found.as_ref().and_then(|found| self.views().register.country_of(&found.holder));
        self.append(Entry::HitFound { id, found });
        let answer = check.opens_at.is_none().then_some(hit);
        self.tell_of_answer(id, answer, holder.filter(|_| hit));
        if check.opens_at.is_some() {
            return Ok(HitResult::Pending);
        }
        if hit {
            self.count_hit(&check);
        }
        Ok(if hit { HitResult::Hit(handle) } else { HitResult::NoHit })
    }

    /// Takes a person's word on what a check found.
    pub(super) fn decide_hit(
        &mut self,
        member: MemberId,
        id: HitCheckId,
        confirmed: bool,
    ) -> Result<(), ExchangeError> {
        let now = self.given.now;
        let check = self.views().hits.get(id).cloned();
        let check = check
            .filter(|check| check.opens_at.is_some() && self.views().may_decide(&member, check))
            .ok_or(ExchangeError::NotFound("no such check waits for your country's word"))?;
        let pending = self.pending().find_map(|entry| match entry {
            Entry::HitDecided { id: other, confirmed, .. } if *other == id => Some(*confirmed),
            _ => None,
        });
        let decided = pending.or(check.decided.map(|(_, confirmed)| confirmed));
        if decided == Some(confirmed) {
            return Ok(());
        }
        if decided.is_some() {
            return Err(ExchangeError::Precondition(
                Reason::HitDecided,
                "your country has decided on this check already".into(),
            ));
        }
        if check.hit.is_some() || check.opens_at.is_some_and(|at| at <= now) {
            return Err(ExchangeError::Precondition(
                Reason::HitOpened,
                "the answer has opened: what was not confirmed in time is no hit".into(),
            ));
        }
        self.append(Entry::HitDecided { id, member, confirmed, at: now });
        Ok(())
    }

    /// Opens the answers whose hour has come.
    pub(super) fn open_hits(&mut self, now: i64) {
        let due = self.views().hits.due(now);
        for id in due {
            let Some(check) = self.views().hits.get(id).cloned() else { continue };
            let is_opened =
                |entry: &Entry| matches!(entry, Entry::HitOpened { id: other, .. } if *other == id);
            if self.pending().any(is_opened) {
                continue;
            }
            let confirmed = matches!(check.decided, Some((_, true)));
            let found = check.found.as_ref().map(HitTarget::from);
            let holder =
                found.as_ref().and_then(|found| self.views().register.country_of(&found.holder));
            // A consent that was withdrawn meanwhile counts.
            let hit = confirmed && found.is_some_and(|f| self.still_shared(check.country, &f));
            self.append(Entry::HitOpened { id, hit });
            self.tell_of_answer(id, Some(hit), holder.filter(|_| hit));
            if hit {
                self.count_hit(&check);
            }
        }
    }

    /// Whether a record may be found, what this group has decided included.
    fn still_shared(&self, country: Country, target: &HitTarget) -> bool {
        let changes =
            |entry: &Entry| entry.of_record().is_some_and(|(key, _)| key == target.record);
        // What is corrected in the same moment may no longer be shared: it is found the next time.
        !self.pending().any(changes) && self.views().may_find(self.given.terms(), country, target)
    }

    fn count_hit(&mut self, check: &Check) {
        let now = self.given.now;
        let hits = self.views().hits.hits_of_week(check.country, now) + 1;
        if hits >= self.given.setup.referrals.alarm_hits_per_week {
            self.alarm(check.country, HitAlarm::ManyHits, hits, now);
        }
    }

    /// Counts a set of tokens that one person cannot have. It was not searched, costs nothing, and
    /// is told of once there were some.
    pub(super) fn impossible_hit_check(&mut self, country: Country) {
        let now = self.given.now;
        let is_of_country =
            |note: &&Note| matches!(note, Note::ImpossibleSet(other, _) if *other == country);
        let pending = self.decided.notes.iter().filter(is_of_country).count() as u32;
        let count = self.views().hits.impossible_sets(country, now) + pending + 1;
        self.decided.notes.push(Note::ImpossibleSet(country, now));
        if count >= self.given.setup.referrals.alarm_impossible_per_day {
            self.alarm(country, HitAlarm::ImpossibleSets, count, now);
        }
    }

    /// Tells coordinator and auditor, once a day for each country and cause: in the journal, from
    /// which their commands show it, in the audit log, in the exchange's own log and figures.
    fn alarm(&mut self, country: Country, alarm: HitAlarm, count: u32, now: i64) {
        let is_pending = self.pending().any(|entry| {
            matches!(entry, Entry::HitAlarmed { country: c, alarm: a, .. } if (*c, *a) == (country, alarm))
        });
        if is_pending || self.views().hits.is_alarmed(country, alarm, now) {
            return;
        }
        self.append(Entry::HitAlarmed { country, alarm, count, at: now });
        let subject = Subject::default().with("alarm", alarm.code());
        let subject = subject.with("country", country.alpha2()).with("count", count);
        self.tell_by_exchange(ATTENTION, &subject);
        metrics::counter!("vdx_hit_alarms_total", "alarm" => alarm.code()).increment(1);
        tracing::warn!(country = country.alpha2(), alarm = alarm.code(), count, "hit checks");
    }
}

impl Group<'_> {
    /// Adds the line of an answer, with a hit also for the country whose record it was; without
    /// one yet, that it waits: the same whether or not anybody was found.
    fn tell_of_answer(&mut self, id: HitCheckId, hit: Option<bool>, holder: Option<Country>) {
        let answer = match hit {
            Some(true) => "hit",
            Some(false) => "no-hit",
            None => "waits",
        };
        let subject = Subject::default().with("check", id).with("answer", answer);
        let holder = holder.filter(|_| hit.is_some());
        let subject = holder
            .into_iter()
            .fold(subject, |subject, holder| subject.with("holder", holder.alpha2()));
        self.tell_by_exchange(ANSWER, &subject);
    }
}

/// The first time from `earliest` on that is at a second of the day (UTC).
fn opening(earliest: i64, second: i64) -> i64 {
    let today = earliest.div_euclid(DAY) * DAY + second;
    if today >= earliest { today } else { today + DAY }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_open_at_the_hour_and_not_too_soon() {
        let noon = 12 * HOUR;
        assert_eq!(opening(5 * DAY + noon, noon), 5 * DAY + noon);
        assert_eq!(opening(5 * DAY + noon + 1, noon), 6 * DAY + noon);
        assert_eq!(opening(5 * DAY, noon), 5 * DAY + noon);
    }
}
