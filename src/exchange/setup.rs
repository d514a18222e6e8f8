//! What an exchange is set up with.

use serde::Deserialize;

use crate::audit::VerifierKey;
use crate::backup::RecoveryRecipient;
use crate::domain::codes::Role;
use crate::domain::country::Country;
use crate::domain::id::MemberId;
use crate::domain::profile::Profile;
use crate::pseudonym::key::KEY_CHECK_LENGTH;
use crate::release::policy::Policy;

use super::retention::Retention;

/// Tells the time; tests bring their own.
pub trait Clock: Send + Sync {
    /// Seconds since the Unix epoch, UTC.
    fn now(&self) -> i64;
}

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> i64 {
        std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0, |elapsed| elapsed.as_secs() as i64)
    }
}

/// A national key epoch whose tokens are accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyEpoch {
    /// Number of the epoch.
    pub epoch: u32,
    /// Check value of the epoch's key.
    pub check_value: [u8; KEY_CHECK_LENGTH],
}

/// What an exchange is set up with.
pub struct Setup {
    /// Policy of releases, for blocks of years that have none yet.
    pub policy: Policy,
    /// Linkage profile.
    pub profile: Profile,
    /// Accepted key epochs.
    pub key_epochs: Vec<KeyEpoch>,
    /// Accepted epochs of the transnational key; empty when there is none.
    pub transnational_epochs: Vec<KeyEpoch>,
    /// A hub of several countries: everybody sees statistics under the transnational tier.
    pub is_hub: bool,
    /// Bounds of referrals and hit checks.
    pub referrals: ReferralSettings,
    /// To which recovery key backups are encrypted, when there is one.
    pub recovery: Option<RecoveryRecipient>,
    /// Keys of the logs of other exchanges that this one witnesses. The key of one that is not
    /// listed is taken as it is first shown.
    pub witnessed: Vec<VerifierKey>,
    /// For how long records are kept.
    pub retention: Retention,
    /// Codes of regions; empty when institutions may use any.
    pub regions: Vec<String>,
    /// Roles in which a certificate must name a person.
    pub person_required: Vec<Role>,
    /// The member that is coordinator of an exchange without members.
    pub first_coordinator: MemberId,
    /// Country of the exchange and of its first coordinator.
    pub country: Country,
}

/// Bounds of referrals and hit checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReferralSettings {
    /// Hit checks of one country on one day (UTC), 0 to 1000.
    pub hit_checks_per_day: u32,
    /// Milliseconds after which a hit check is answered, whatever the answer; 50 to 10,000.
    pub hit_answer_milliseconds: u64,
    /// Who has to confirm a hit before it is one.
    pub hit_confirmation: HitConfirmation,
    /// Hour of the day (UTC) at which answers open that somebody had to confirm, 0 to 23.
    pub hit_opening_hour: u8,
    /// Hours that somebody has for it at least, 1 to 168.
    pub hit_opening_delay_hours: u8,
    /// Hit checks of one country on one day from which coordinator and auditor are told, 1 or more.
    pub alarm_checks_per_day: u32,
    /// Hits of one country in seven days from which they are told, 1 or more.
    pub alarm_hits_per_week: u32,
    /// Checks of one country on one day with tokens that one person cannot have, from which they
    /// are told, 1 or more.
    pub alarm_impossible_per_day: u32,
    /// Days for which the sealed contents of a completed referral are kept, 0 to 365.
    pub keep_completed_days: u32,
}

/// Who has to confirm a hit before it is one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HitConfirmation {
    /// No confirmation: a check is answered at once.
    #[default]
    None,
    /// A liaison of the country whose record it is.
    Holder,
}

impl Default for ReferralSettings {
    fn default() -> Self {
        Self {
            hit_checks_per_day: 20,
            hit_answer_milliseconds: 250,
            hit_confirmation: HitConfirmation::None,
            hit_opening_hour: 12,
            hit_opening_delay_hours: 4,
            alarm_checks_per_day: 15,
            alarm_hits_per_week: 5,
            alarm_impossible_per_day: 3,
            keep_completed_days: 30,
        }
    }
}

impl ReferralSettings {
    /// What is wrong with them: each with the name of its setting.
    pub fn wrong(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut within = |name: &str, value: u64, least: u64, most: u64| {
            if !(least..=most).contains(&value) {
                wrong.push(format!("referrals.{name}: must be {least} to {most}"));
            }
        };
        let most = u64::from(u32::MAX);
        within("hit_checks_per_day", self.hit_checks_per_day.into(), 0, 1000);
        within("hit_answer_milliseconds", self.hit_answer_milliseconds, 50, 10_000);
        within("hit_opening_hour", self.hit_opening_hour.into(), 0, 23);
        within("hit_opening_delay_hours", self.hit_opening_delay_hours.into(), 1, 168);
        within("alarm_checks_per_day", self.alarm_checks_per_day.into(), 1, most);
        within("alarm_hits_per_week", self.alarm_hits_per_week.into(), 1, most);
        within("alarm_impossible_per_day", self.alarm_impossible_per_day.into(), 1, most);
        within("keep_completed_days", self.keep_completed_days.into(), 0, 365);
        wrong
    }
}
