//! Shares of a bounded number of bytes: of each member, and of all together.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::domain::id::MemberId;

/// Number of bytes that are counted as one unit.
const UNIT: usize = 1024;
/// Largest message in bytes that is not counted: the number of calls bounds such messages, and a
/// member whose share is taken can still ask how it stands.
const FREE: usize = 16 << 10;

/// A number of bytes that members take from and give back.
///
/// A member has its share at most. When all of them together have taken everything, each may still
/// have one message of its own: however many others there are, nobody is shut out.
pub(super) struct Purse {
    share: usize,
    all: Arc<Semaphore>,
    members: Mutex<HashMap<MemberId, Member>>,
}

#[derive(Clone)]
struct Member {
    share: Arc<Semaphore>,
    /// Room for one message beyond the bytes that are there.
    reserve: Arc<Semaphore>,
}

/// Bytes taken from a purse, given back when this is dropped.
#[derive(Default)]
pub(super) struct Held {
    _permits: [Option<OwnedSemaphorePermit>; 2],
}

fn units(bytes: usize) -> u32 {
    u32::try_from(bytes.div_ceil(UNIT)).unwrap_or(u32::MAX)
}

impl Purse {
    /// A purse with so many bytes for a member, and for all members together.
    pub fn new(of_member: usize, of_all: usize) -> Self {
        Self {
            share: of_member.div_ceil(UNIT),
            all: Arc::new(Semaphore::new(of_all.div_ceil(UNIT))),
            members: Mutex::default(),
        }
    }

    fn of(&self, member: &MemberId) -> Member {
        let mut members = self.members.lock();
        let new = || Member {
            share: Arc::new(Semaphore::new(self.share)),
            reserve: Arc::new(Semaphore::new(1)),
        };
        members.entry(member.clone()).or_insert_with(new).clone()
    }

    /// Waits for bytes, at most a member's share; members are served in the order of asking.
    ///
    /// All of a message is taken at once, before any of it comes: messages that each had a part
    /// could wait for each other for ever.
    pub async fn take(&self, member: &MemberId, bytes: usize) -> Held {
        if bytes <= FREE {
            return Held::default();
        }
        let of_member = self.of(member);
        let units = units(bytes);
        // The semaphores are never closed.
        let share = of_member.share.acquire_many_owned(units).await.ok();
        let other = tokio::select! {
            biased;
            all = self.all.clone().acquire_many_owned(units) => all,
            reserve = of_member.reserve.acquire_owned() => reserve,
        };
        Held { _permits: [share, other.ok()] }
    }

    /// Takes bytes if they are there now. One message of any size is always granted to a member
    /// that has taken nothing beyond its share yet.
    pub fn try_take(&self, member: &MemberId, bytes: usize) -> Option<Held> {
        if bytes <= FREE {
            return Some(Held::default());
        }
        let of_member = self.of(member);
        let units = units(bytes);
        let share = of_member.share.try_acquire_many_owned(units).ok();
        let all = share.is_some().then(|| self.all.clone().try_acquire_many_owned(units).ok());
        match all.flatten() {
            Some(all) => Some(Held { _permits: [share, Some(all)] }),
            None => {
                let reserve = of_member.reserve.try_acquire_owned().ok()?;
                Some(Held { _permits: [share, Some(reserve)] })
            }
        }
    }
}

/// Bounded number of calls at a time of each member.
pub(super) struct Calls {
    of_member: usize,
    members: Mutex<HashMap<MemberId, Arc<Semaphore>>>,
}

impl Calls {
    /// Room for so many calls at a time of each member.
    pub fn new(of_member: usize) -> Self {
        Self { of_member, members: Mutex::default() }
    }

    /// Takes a place for a call, which is given back when dropped; `None` when all places are
    /// taken.
    pub fn try_take(&self, member: &MemberId) -> Option<OwnedSemaphorePermit> {
        self.of(member).try_acquire_owned().ok()
    }

    /// Waits for a place; a member's calls are served in the order of asking.
    pub async fn take(&self, member: &MemberId) -> Option<OwnedSemaphorePermit> {
        // The semaphores are never closed.
        self.of(member).acquire_owned().await.ok()
    }

    fn of(&self, member: &MemberId) -> Arc<Semaphore> {
        let new = || Arc::new(Semaphore::new(self.of_member));
        self.members.lock().entry(member.clone()).or_insert_with(new).clone()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn member(name: &str) -> MemberId {
        MemberId::new("exchange.example", name).unwrap()
    }

    async fn waits(taking: impl Future<Output = Held>) -> bool {
        tokio::time::timeout(Duration::from_millis(20), taking).await.is_err()
    }

    #[tokio::test]
    async fn a_member_waits_for_its_own_share_and_others_do_not() {
        let purse = Purse::new(4 << 20, 6 << 20);
        let (a, b, c) = (member("a"), member("b"), member("c"));
        let held = purse.take(&a, 4 << 20).await;
        assert!(waits(purse.take(&a, FREE + 1)).await);
        let _b = purse.take(&b, 2 << 20).await;
        // Everything is taken: one message of each member goes beyond it.
        let _c = purse.take(&c, 4 << 20).await;
        assert!(waits(purse.take(&c, FREE + 1)).await);
        // Small ones never wait.
        let _small = purse.take(&a, FREE).await;
        drop(held);
        let _a = purse.take(&a, FREE + 1).await;
    }

    #[test]
    fn calls_are_counted_by_member_and_given_back() {
        let calls = Calls::new(1);
        let call = calls.try_take(&member("a")).unwrap();
        assert!(calls.try_take(&member("a")).is_none());
        assert!(calls.try_take(&member("b")).is_some());
        drop(call);
        assert!(calls.try_take(&member("a")).is_some());
    }

    #[tokio::test]
    async fn a_call_waits_for_a_place_of_its_member() {
        let calls = Calls::new(1);
        let call = calls.take(&member("a")).await;
        let wait = Duration::from_millis(20);
        assert!(tokio::time::timeout(wait, calls.take(&member("a"))).await.is_err());
        assert!(calls.take(&member("b")).await.is_some());
        drop(call);
        assert!(calls.take(&member("a")).await.is_some());
    }

    #[test]
    fn what_cannot_be_had_now_is_refused_but_for_one() {
        let purse = Purse::new(1 << 20, 2 << 20);
        let (a, b) = (member("a"), member("b"));
        let huge = purse.try_take(&a, 30 << 20).unwrap();
        let _fits = purse.try_take(&a, 1 << 20).unwrap();
        assert!(purse.try_take(&a, FREE + 1).is_none());
        assert!(purse.try_take(&b, 1 << 20).is_some());
        drop(huge);
        assert!(purse.try_take(&a, FREE + 1).is_some());
    }
}
