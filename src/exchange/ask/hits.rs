//! Hit / no-hit: whether a person known to a liaison is known in another country.
//!
//! A hit is a membership oracle by design, so it is narrow: tokens of the transnational key
//! alone, of a shape that one person has, found only where one person explains them; records
//! shared by consent alone, never records of the asker's own country; a daily budget of the
//! country, counted on stable storage before anything is searched; a purpose, and a journal entry
//! before the answer. A hit gives a handle for one information request and nothing else; whoever
//! holds the record decides on that. Where the configuration says so, a person at the holding side
//! confirms each hit first, and answers open at a fixed hour.

use tokio::sync::oneshot;

use crate::audit::Subject;
use crate::domain::code_list::CodeList;
use crate::domain::codes::KeyScope;
use crate::domain::country::Country;
use crate::domain::id::{MemberId, OpaqueId};
use crate::domain::inquiry::Inquiry;
use crate::domain::record::Token;
use crate::domain::referral::HitCheckId;
use crate::domain::referral_codes::HitPurpose;
use crate::domain::rules;
use crate::store::{Entry, RecordKey, Space, decode_entry};

use super::super::Exchange;
use super::super::by::By;
use super::super::change::{Change, Counted, HitResult};
use super::super::error::ExchangeError;
use super::super::views::{Alarmed, Check};
use super::intake::KeyCheck;

/// Most checks that one list shows.
const LISTED: usize = 1000;

/// The answer to whoever asks for a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HitAnswer {
    /// Id of the check.
    pub id: HitCheckId,
    /// The answer.
    pub result: HitResult,
    /// Time at which the answer opens, Unix seconds; 0 when it is there at once.
    pub opens_at: i64,
    /// Checks that the asker's country has left today.
    pub checks_left: u32,
}

/// A check as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HitCheck {
    /// Id of the check.
    pub id: HitCheckId,
    /// Time of the check, Unix seconds.
    pub at: i64,
    /// The member who asked.
    pub member: MemberId,
    /// Country of the asker.
    pub country: Country,
    /// Purpose that the asker named.
    pub purpose: HitPurpose,
    /// Time at which the answer opens, Unix seconds; 0 when it was there at once.
    pub opens_at: i64,
    /// Whether it was a hit; nothing while it is not known.
    pub hit: Option<bool>,
    /// Country whose record it was; never shown to the asker's side.
    pub holder: Option<Country>,
}

/// A check that waits for a person's word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingCheck {
    /// Id of the check.
    pub id: HitCheckId,
    /// Country of the asker.
    pub country: Country,
    /// Purpose that the asker named.
    pub purpose: HitPurpose,
    /// Time of the check, Unix seconds.
    pub at: i64,
    /// Time until which it can be decided, Unix seconds.
    pub opens_at: i64,
    /// The institution whose record may be about the person.
    pub holder: MemberId,
    /// The record's id there; nothing when the record is gone.
    pub record_id: Option<OpaqueId>,
    /// Word of the holding side, as far as there is one.
    pub confirmed: Option<bool>,
}

/// A reader of the log of checks.
pub enum Reader<'a> {
    /// A liaison: its own checks, and those that hit records of its country.
    Liaison(&'a MemberId),
    /// Coordinator or auditor: all.
    Everything,
}

impl Exchange {
    /// Checks whether a person is known. `tokens` are of the transnational key, as the liaison's
    /// client made them. Once begun it runs to its end, whether or not the caller waits: what is
    /// counted is searched, and what is found is in the journal.
    pub async fn check_hit(
        &self,
        by: &By,
        asker: &MemberId,
        tokens: Vec<Token>,
        purpose: HitPurpose,
        checks: &[KeyCheck],
    ) -> Result<HitAnswer, ExchangeError> {
        by.concerns(Subject::default().with("purpose", purpose.code()));
        let (exchange, by) = (self.clone(), by.clone());
        let (asker, checks) = (asker.clone(), checks.to_vec());
        let running =
            tokio::spawn(async move { exchange.check(by, asker, tokens, purpose, &checks).await });
        running.await.unwrap_or(Err(ExchangeError::Unavailable("the check was broken off")))
    }

    async fn check(
        self,
        by: By,
        asker: MemberId,
        tokens: Vec<Token>,
        purpose: HitPurpose,
        checks: &[KeyCheck],
    ) -> Result<HitAnswer, ExchangeError> {
        let asker = self.member(&asker)?;
        let inquiries = match self.inquiries(tokens, checks) {
            Err((error, is_impossible)) => {
                if is_impossible {
                    let (reply, answer) = oneshot::channel();
                    let job = Change::ImpossibleHitCheck { country: asker.country, reply };
                    self.hand_over(job, answer).await?;
                }
                return Err(error);
            }
            Ok(inquiries) => inquiries,
        };
        let (reply, answer) = oneshot::channel();
        // A set under two key epochs could be of two persons.
        let cost = inquiries.len() as u32;
        let member = asker.id.clone();
        let Counted { id, checks_left, opens_at } =
            self.hand_over(Change::AskHit { by, member, purpose, cost, reply }, answer).await?;
        let shared = self.shared.clone();
        let find = move || {
            let mentions: Vec<_> = {
                let linker = shared.transnational.lock();
                inquiries.iter().flat_map(|inquiry| linker.find(inquiry)).collect()
            };
            shared.views.read().choose_target(shared.terms(), asker.country, &mentions)
        };
        let found = tokio::task::spawn_blocking(find);
        // A search that failed has found nothing, which is journaled too.
        let found = found.await.unwrap_or_default();
        let (reply, answer) = oneshot::channel();
        let result = self.hand_over(Change::FoundHit { id, found, reply }, answer).await?;
        Ok(HitAnswer { id, result, opens_at: opens_at.unwrap_or(0), checks_left })
    }

    /// The inquiries of a request, or why there are none, and whether that is because one person
    /// cannot have such tokens.
    fn inquiries(
        &self,
        mut tokens: Vec<Token>,
        checks: &[KeyCheck],
    ) -> Result<Vec<Inquiry>, (ExchangeError, bool)> {
        self.check_keys(checks).map_err(|error| (error, false))?;
        if checks.iter().any(|check| check.scope != KeyScope::Transnational) {
            let error = ExchangeError::invalid("key_checks", "must be of the transnational key");
            return Err((error, false));
        }
        let epochs = self.shared.epoch_numbers(KeyScope::Transnational);
        let violations = rules::check_tokens("tokens", &tokens, &epochs);
        if !violations.is_empty() {
            return Err((ExchangeError::Invalid(violations), false));
        }
        self.shared.secrets.permute(&mut tokens);
        Inquiry::read(&self.shared.setup.profile, "tokens", &tokens)
            .map_err(|violations| (ExchangeError::Invalid(violations), true))
    }

    /// The answer to a check of a member, as far as there is one.
    pub fn hit_answer(&self, asker: &MemberId, id: HitCheckId) -> Result<HitAnswer, ExchangeError> {
        let views = self.shared.views.read();
        let check = views
            .hits
            .get(id)
            .filter(|check| check.member == *asker)
            .ok_or(ExchangeError::NotFound("you have made no such check"))?;
        let result = match (check.hit, &check.found) {
            (Some(true), Some(found)) => HitResult::Hit(found.handle),
            // What was broken off by a stop is never found.
            (None, _) if check.opens_at.is_some() => HitResult::Pending,
            _ => HitResult::NoHit,
        };
        let budget = self.shared.setup.referrals.hit_checks_per_day;
        let (_, spent) = views.hits.day(check.country, self.shared.clock.now());
        Ok(HitAnswer {
            id,
            result,
            opens_at: check.opens_at.unwrap_or(0),
            checks_left: budget.saturating_sub(spent),
        })
    }

    /// Checks that were made, the latest first. A liaison's country sees those that hit a record
    /// of its own as well: both sides have them in their log.
    pub fn hit_checks(&self, reader: &Reader<'_>) -> Vec<HitCheck> {
        let views = self.shared.views.read();
        let country_of = |member: &MemberId| views.register.country_of(member);
        let shown = views.hits.latest().filter_map(|check| {
            let country = check.found.as_ref().and_then(|f| country_of(&f.holder));
            let holder = country.filter(|_| check.hit == Some(true));
            let holder = match reader {
                Reader::Everything => holder,
                Reader::Liaison(member) if check.member == **member => None,
                Reader::Liaison(member) => {
                    let own = country_of(member);
                    Some(holder.filter(|country| Some(*country) == own)?)
                }
            };
            Some(HitCheck {
                id: check.id,
                at: check.at,
                member: check.member.clone(),
                country: check.country,
                purpose: check.purpose,
                opens_at: check.opens_at.unwrap_or(0),
                hit: check.hit,
                holder,
            })
        });
        shown.take(LISTED).collect()
    }

    /// Alarms of so many last seconds, which coordinator and auditor are told without asking; the
    /// latest first.
    pub fn hit_alarms(&self, seconds: i64) -> Vec<Alarmed> {
        let since = self.shared.clock.now() - seconds;
        let views = self.shared.views.read();
        let alarms = views.hits.alarms().iter().rev().filter(|alarm| alarm.at >= since);
        alarms.take(LISTED).cloned().collect()
    }

    /// Checks that wait for a word of this liaison's country, the one that opens first first.
    pub fn waiting_hits(&self, member: &MemberId) -> Result<Vec<WaitingCheck>, ExchangeError> {
        let now = self.shared.clock.now();
        let waiting: Vec<Check> = {
            let views = self.shared.views.read();
            let may = views.hits.waiting(now).filter(|check| views.may_decide(member, check));
            may.take(LISTED).cloned().collect()
        };
        let shown = waiting.into_iter().filter_map(|check| {
            let found = check.found?;
            let record_id = self.record_id(found.record).transpose();
            Some(record_id.transpose().map(|record_id| WaitingCheck {
                id: check.id,
                country: check.country,
                purpose: check.purpose,
                at: check.at,
                opens_at: check.opens_at.unwrap_or(0),
                holder: found.holder,
                record_id,
                confirmed: check.decided.map(|(_, confirmed)| confirmed),
            }))
        });
        shown.collect()
    }

    /// The id of a record at its institution; nothing when it was withdrawn.
    fn record_id(&self, key: RecordKey) -> Result<Option<OpaqueId>, ExchangeError> {
        let state = self.shared.views.read().records.get(key);
        let Some(state) = state.filter(|state| !state.withdrawn) else { return Ok(None) };
        let bytes = self.shared.store.get(Space::Journal, &state.sequence.to_be_bytes())?;
        Ok(match decode_entry(state.sequence, &bytes.unwrap_or_default())? {
            Entry::Record { record, .. } => Some(record.record_id().clone()),
            _ => None,
        })
    }

    /// Confirms or denies what a check found, as a liaison of the country whose record it is.
    pub async fn decide_hit(
        &self,
        by: &By,
        member: &MemberId,
        id: HitCheckId,
        confirmed: bool,
    ) -> Result<(), ExchangeError> {
        let (reply, answer) = oneshot::channel();
        let word = if confirmed { "CONFIRM" } else { "DENY" };
        by.concerns(Subject::default().with("check", id).with("decision", word));
        let job =
            Change::DecideHit { by: by.clone(), member: member.clone(), id, confirmed, reply };
        self.hand_over(job, answer).await
    }

    /// Time after which a check is answered.
    pub fn hit_answer_time(&self) -> std::time::Duration {
        std::time::Duration::from_millis(self.shared.setup.referrals.hit_answer_milliseconds)
    }
}
