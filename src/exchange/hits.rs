//! Hit / no-hit: whether a person known to a liaison is known in another country.
//!
//! A hit is a membership oracle by design, so it is narrow: tokens of the transnational key
//! alone, records shared by consent alone, never records of the asker's own country, a daily
//! budget, a purpose, and a journal entry before the answer. A hit gives a handle for one
//! information request and nothing else; whoever holds the record decides on that.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;

use crate::audit::Subject;
use crate::domain::code_list::CodeList;
use crate::domain::codes::KeyScope;
use crate::domain::country::Country;
use crate::domain::hashed::{HashedMap, with_room};
use crate::domain::id::MemberId;
use crate::domain::member::Member;
use crate::domain::record::Token;
use crate::domain::referral::HitHandle;
use crate::domain::referral_codes::HitPurpose;
use crate::domain::rules;
use crate::linkage::MentionKey;
use crate::referral::case::DAY;

use super::budget::day_of;
use super::by::By;
use super::error::ExchangeError;
use super::intake::KeyCheck;
use super::writer::Job;
use super::{Exchange, Shared};

/// A handle can be used for this many seconds: 30 days.
pub(super) const HANDLE_LIFE: i64 = 30 * DAY;
/// Most checks that one list shows.
const LISTED: usize = 1000;

/// The answer to a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HitAnswer {
    /// With a hit.
    pub handle: Option<HitHandle>,
    /// Checks that the member has left today.
    pub checks_left: u32,
}

/// A check that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HitCheck {
    /// When, Unix seconds.
    pub at: i64,
    /// Who asked.
    pub member: MemberId,
    /// Why.
    pub purpose: HitPurpose,
    /// What was answered.
    pub hit: bool,
}

/// What a handle stands for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct HandleTarget {
    /// Who may use it.
    pub asker: MemberId,
    /// Whose record was hit.
    pub holder: MemberId,
    /// Until when, Unix seconds.
    pub expires_at: i64,
}

/// A record that may be found.
#[derive(Serialize, Deserialize)]
struct SharedRecord {
    holder: MemberId,
    discoverable_by: Box<[Country]>,
}

/// Checks, handles, and the records that may be found.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct HitLog {
    checks: Vec<HitCheck>,
    handles: HashMap<HitHandle, HandleTarget>,
    #[serde(deserialize_with = "with_room::<_, (MentionKey, SharedRecord), _>")]
    records: HashedMap<MentionKey, SharedRecord>,
    /// Checks of each member on its latest day.
    today: HashMap<MemberId, (i64, u32)>,
}

impl HitLog {
    pub fn insert(
        &mut self,
        member: &MemberId,
        purpose: HitPurpose,
        at: i64,
        found: Option<&(HitHandle, MemberId)>,
    ) {
        let hit = found.is_some();
        self.checks.push(HitCheck { at, member: member.clone(), purpose, hit });
        if let Some((handle, holder)) = found {
            let target = HandleTarget {
                asker: member.clone(),
                holder: holder.clone(),
                expires_at: at + HANDLE_LIFE,
            };
            self.handles.insert(*handle, target);
        }
        let count = self.today.entry(member.clone()).or_default();
        let day = day_of(at, count.0);
        *count = if count.0 == day { (day, count.1 + 1) } else { (day, 1) };
    }

    pub fn share(&mut self, mention: MentionKey, holder: &MemberId, countries: &[Country]) {
        let record = SharedRecord { holder: holder.clone(), discoverable_by: countries.into() };
        self.records.insert(mention, record);
    }

    pub fn shares_any(&self) -> bool {
        !self.records.is_empty()
    }

    pub fn unshare(&mut self, mention: MentionKey) {
        self.records.remove(&mention);
    }

    pub fn target(&self, handle: HitHandle) -> Option<&HandleTarget> {
        self.handles.get(&handle)
    }

    /// Checks that a member made on the day of this time.
    pub fn made_today(&self, member: &MemberId, now: i64) -> u32 {
        match self.today.get(member) {
            Some((day, count)) if *day == day_of(now, *day) => *count,
            _ => 0,
        }
    }
}

impl Shared {
    /// Whose record of another country is about the person, if it may be found from there.
    fn find_abroad(&self, asker: &Member, tokens: &[Token]) -> Option<MemberId> {
        let mentions = self.transnational.lock().probe(tokens);
        let hits = self.hits.read();
        let members = self.members.read();
        let mut holders = mentions.iter().filter_map(|mention| {
            let record = hits.records.get(mention)?;
            let abroad = members.get(&record.holder)?.country != asker.country;
            let countries = &record.discoverable_by;
            let discoverable = countries.is_empty() || countries.contains(&asker.country);
            (abroad && discoverable).then_some(&record.holder)
        });
        holders.next().cloned()
    }
}

impl Exchange {
    /// Checks whether a person is known. `tokens` are of the transnational key, as the liaison's
    /// client made them.
    pub async fn check_hit(
        &self,
        by: &By,
        asker: &MemberId,
        mut tokens: Vec<Token>,
        purpose: HitPurpose,
        checks: &[KeyCheck],
    ) -> Result<HitAnswer, ExchangeError> {
        by.concerns(Subject::default().with("purpose", purpose.code()));
        self.check_keys(checks)?;
        if checks.iter().any(|check| check.scope != KeyScope::Transnational) {
            return Err(ExchangeError::invalid("key_checks", "must be of the transnational key"));
        }
        let epochs = self.shared.epoch_numbers(KeyScope::Transnational);
        let violations = rules::check_tokens("tokens", &tokens, &epochs);
        if !violations.is_empty() {
            return Err(ExchangeError::Invalid(violations));
        }
        let asker = self.member(asker)?;
        self.shared.secrets.permute(&mut tokens);
        let found = self.shared.find_abroad(&asker, &tokens);
        let (reply, answer) = oneshot::channel();
        let by = by.clone();
        self.hand_over(Job::HitCheck { by, member: asker.id, purpose, found, reply }, answer).await
    }

    /// Checks that were made, the latest first: of one member, or of all.
    pub fn hit_checks(&self, member: Option<&MemberId>) -> Vec<HitCheck> {
        let hits = self.shared.hits.read();
        let checks = hits.checks.iter().rev();
        let of_member = checks.filter(|check| member.is_none_or(|member| check.member == *member));
        of_member.take(LISTED).cloned().collect()
    }

    /// Time after which a check is answered.
    pub fn hit_answer_time(&self) -> std::time::Duration {
        std::time::Duration::from_millis(self.shared.setup.referrals.hit_answer_milliseconds)
    }
}
