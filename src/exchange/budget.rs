//! How many questions a member has left: bounds what can be learnt by asking very much.
//!
//! Budgets are durable without a flush for each question: a block is reserved in the journal
//! first, and questions draw on it. A restart forgets what was left of a block; nobody gains by
//! it.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;

use crate::audit::Subject;
use crate::disclosure::{Tier, TierKind};
use crate::domain::id::MemberId;
use crate::referral::case::DAY;
use crate::store::Entry;

use super::Exchange;
use super::by::{By, RESERVE};
use super::error::ExchangeError;
use super::writer::Job;

/// Questions reserved at a time.
const BLOCK: u32 = 100;

/// The day of a time for a budget whose last day is known. A clock that is set back over midnight
/// does not give a day's budget out twice: it still is the last day. One that is set back further
/// was wrong before.
pub(super) fn day_of(at: i64, last: i64) -> i64 {
    let day = at.div_euclid(DAY);
    if day == last - 1 { last } else { day }
}

/// What members have reserved and not used.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Budgets {
    of_member: HashMap<MemberId, Spent>,
}

#[derive(Clone, Copy, Default, Serialize, Deserialize)]
struct Spent {
    day: i64,
    epoch: u64,
    /// Reserved on this day.
    today: u32,
    /// Reserved for this epoch.
    in_epoch: u32,
    /// Reserved and not used.
    left: u32,
}

impl Budgets {
    /// A block was reserved.
    pub fn reserve(&mut self, member: &MemberId, at: i64, epoch: u64, count: u32) {
        let spent = self.now(member, at, epoch);
        spent.today += count;
        spent.in_epoch += count;
        spent.left += count;
    }

    /// What was left of blocks is not known after a restart: it counts as used.
    pub fn forget_rest(&mut self) {
        self.of_member.values_mut().for_each(|spent| spent.left = 0);
    }

    /// The entry of a member, as of a time and an epoch.
    fn now(&mut self, member: &MemberId, at: i64, epoch: u64) -> &mut Spent {
        let spent = self.of_member.entry(member.clone()).or_default();
        let day = day_of(at, spent.day);
        if spent.day != day {
            *spent = Spent { day, left: 0, today: 0, ..*spent };
        }
        if spent.epoch != epoch {
            *spent = Spent { epoch, left: 0, in_epoch: 0, ..*spent };
        }
        spent
    }

    /// Uses reserved questions, or tells how many have to be reserved first.
    fn spend(
        &mut self,
        member: &MemberId,
        at: i64,
        epoch: u64,
        questions: u32,
        tier: &Tier,
    ) -> Result<Option<u32>, ExchangeError> {
        let spent = self.now(member, at, epoch);
        let exhausted = |limit: u32, until: &str| {
            let text = format!("your {limit} questions {until}");
            Err(ExchangeError::Exhausted("QUESTION_BUDGET", text))
        };
        let used = |reserved: u32| reserved.saturating_sub(spent.left) + questions;
        if used(spent.today) > tier.questions_per_day {
            return exhausted(
                tier.questions_per_day,
                "of today are used up; the next day begins at midnight UTC",
            );
        }
        if used(spent.in_epoch) > tier.questions_per_epoch {
            return exhausted(tier.questions_per_epoch, "to this epoch are used up");
        }
        if spent.left >= questions {
            spent.left -= questions;
            return Ok(None);
        }
        let missing = questions - spent.left;
        let room = (tier.questions_per_day.saturating_sub(spent.today))
            .min(tier.questions_per_epoch.saturating_sub(spent.in_epoch));
        Ok(Some(BLOCK.min(room).max(missing)))
    }
}

impl Exchange {
    /// Counts questions of a member against its budget, durably and before they are answered.
    pub async fn spend(
        &self,
        member: &MemberId,
        kind: TierKind,
        questions: u32,
    ) -> Result<(), ExchangeError> {
        let latest = self.latest()?;
        let (epoch, tier) = (latest.info.number, latest.policy.tier(kind));
        loop {
            let at = self.shared.clock.now();
            let missing = {
                let mut budgets = self.shared.budgets.lock();
                budgets.spend(member, at, epoch, questions, tier)?
            };
            let Some(count) = missing else { return Ok(()) };
            let entry = Entry::Questions { member: member.clone(), at, epoch, count };
            let (reply, answer) = oneshot::channel();
            let by = By::exchange(RESERVE);
            by.concerns(Subject::default().with("member", member).with("questions", count));
            self.hand_over(Job::Note { by, entry: Box::new(entry), reply }, answer).await?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosure::Policy;

    #[test]
    fn budgets_are_spent_exactly_and_renewed() {
        let member = MemberId::new("exchange.example", "desk").unwrap();
        let tier =
            Tier { questions_per_day: 150, questions_per_epoch: 260, ..Policy::default().national };
        let mut budgets = Budgets::default();
        let mut ask = |at: i64, epoch: u64| {
            let mut answered = 0;
            loop {
                match budgets.spend(&member, at, epoch, 1, &tier) {
                    Ok(None) => answered += 1,
                    Ok(Some(count)) => budgets.reserve(&member, at, epoch, count),
                    Err(_) => return answered,
                }
            }
        };
        assert_eq!(ask(0, 1), 150);
        assert_eq!(ask(1000, 1), 0);
        assert_eq!(ask(DAY, 1), 110, "the epoch's rest");
        assert_eq!(ask(DAY - 1, 2) + ask(DAY, 2), 40, "set back over midnight: one day");
        assert_eq!(ask(DAY, 2), 0, "a new epoch, and nothing left of the day");
        assert_eq!(ask(2 * DAY, 2), 150);
    }
}
