//! What hit checks bring and get.

use crate::domain::id::MemberId;
use crate::domain::referral::{HitCheckId, HitHandle};
use crate::store::{HitFound, RecordKey};

/// The answer to a check, as far as there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HitResult {
    /// A record of another country is about the person.
    Hit(HitHandle),
    /// None that the asker's country may know of.
    NoHit,
    /// The answer opens later.
    Pending,
}

/// A check that was counted against the budget of its country.
pub struct Counted {
    /// Names the check.
    pub id: HitCheckId,
    /// Checks that the country has left on that day.
    pub checks_left: u32,
    /// Time at which the answer opens, Unix seconds, where a person confirms it first.
    pub opens_at: Option<i64>,
}

/// A record that a search found.
#[derive(Clone, Debug)]
pub struct HitTarget {
    /// The institution whose record it is.
    pub holder: MemberId,
    /// The record.
    pub record: RecordKey,
}

impl From<&HitFound> for HitTarget {
    fn from(found: &HitFound) -> Self {
        Self { holder: found.holder.clone(), record: found.record }
    }
}
