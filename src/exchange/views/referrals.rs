//! The view of all referrals: by id, by member, what each member has to be told, and what
//! falls due when.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::domain::id::MemberId;
use crate::domain::referral::{Addressee, HitHandle, ReferralId};
use crate::domain::referral_codes::{ReferralAction, ReferralStatus};
use crate::referral::case::Referral;
use crate::referral::history::Event;

/// Something that happened to a referral of a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// 1, 2, 3, ... for each member.
    pub sequence: u64,
    /// The referral.
    pub referral: ReferralId,
    /// The event's number in it.
    pub event: u32,
    /// The step that was taken.
    pub action: ReferralAction,
    /// Where the referral stood then.
    pub status: ReferralStatus,
    /// Time of the step, Unix seconds.
    pub at: i64,
}

/// All referrals.
#[derive(Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(Clone, PartialEq))]
pub struct Referrals {
    by_id: HashMap<ReferralId, Referral>,
    of_member: HashMap<MemberId, HashSet<ReferralId>>,
    notices: HashMap<MemberId, Vec<Notice>>,
    /// Times (Unix seconds) at which the exchange itself has to act, with the referral.
    due: BTreeSet<(i64, ReferralId)>,
    used_handles: HashSet<HitHandle>,
}

impl Referrals {
    pub fn get(&self, id: ReferralId) -> Option<&Referral> {
        self.by_id.get(&id)
    }

    pub fn all(&self) -> impl Iterator<Item = &Referral> {
        self.by_id.values()
    }

    /// Referrals that a member is a party of.
    pub fn of<'a>(&'a self, member: &'a MemberId) -> impl Iterator<Item = &'a Referral> {
        let ids = self.of_member.get(member).into_iter().flatten();
        ids.filter_map(|id| self.by_id.get(id)).filter(move |r| r.party(member).is_some())
    }

    /// Notices of a member after a sequence number.
    pub fn notices(&self, member: &MemberId, after: u64, limit: usize) -> Vec<Notice> {
        let all = self.notices.get(member).map_or(&[][..], Vec::as_slice);
        let from = usize::try_from(after).unwrap_or(usize::MAX).min(all.len());
        all[from..].iter().take(limit).cloned().collect()
    }

    /// Whether a handle has been used for a request.
    pub fn is_used(&self, handle: HitHandle) -> bool {
        self.used_handles.contains(&handle)
    }

    /// Referrals for which the exchange has something to do by now.
    pub fn due(&self, now: i64) -> Vec<ReferralId> {
        self.due.iter().take_while(|(at, _)| *at <= now).map(|(_, id)| *id).collect()
    }

    pub fn insert(&mut self, referral: Referral, keep_completed: i64) {
        let id = referral.id();
        if let Addressee::Hit(handle) = referral.open.addressee {
            self.used_handles.insert(handle);
        }
        for member in [&referral.sender, &referral.recipient] {
            self.of_member.entry(member.clone()).or_default().insert(id);
        }
        self.notify(&referral);
        self.due.extend(due_at(&referral, keep_completed).map(|at| (at, id)));
        self.by_id.insert(id, referral);
    }

    pub fn push(&mut self, id: ReferralId, event: Event, keep_completed: i64) {
        let Some(mut referral) = self.by_id.remove(&id) else { return };
        if let Some(at) = due_at(&referral, keep_completed) {
            self.due.remove(&(at, id));
        }
        referral.push(event);
        self.notify(&referral);
        self.due.extend(due_at(&referral, keep_completed).map(|at| (at, id)));
        self.by_id.insert(id, referral);
    }

    pub fn erased(&mut self, id: ReferralId) {
        if let Some(referral) = self.by_id.get_mut(&id) {
            referral.erased = true;
            self.due.retain(|(_, other)| *other != id);
        }
    }

    /// Tells both parties of the latest event; the recipient hears of nothing before it is sent.
    fn notify(&mut self, referral: &Referral) {
        let event = referral.last();
        for member in [&referral.sender, &referral.recipient] {
            if referral.party(member).is_none() {
                continue;
            }
            let notices = self.notices.entry(member.clone()).or_default();
            notices.push(Notice {
                sequence: notices.len() as u64 + 1,
                referral: referral.id(),
                event: event.statement.number,
                action: event.statement.action,
                status: event.status,
                at: event.at,
            });
        }
    }
}

/// Time (Unix seconds) at which the exchange has to act on a referral: let it expire, or erase what
/// was kept.
pub fn due_at(referral: &Referral, keep_completed: i64) -> Option<i64> {
    let kept = referral.status() == ReferralStatus::Completed && !referral.erased;
    referral.expires_at().or_else(|| kept.then(|| referral.last().at + keep_completed))
}
