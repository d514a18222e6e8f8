//! Places of running calls: each member has a bounded number of them, and each person a few more for what
//! cannot wait.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;

use crate::domain::id::MemberId;
use crate::exchange::Method;
use crate::identity::{Principal, SpiffeId};

/// Urgent calls of one method that one person may have running when its member's places are taken.
const RESERVE: usize = 4;

/// Whose places are counted.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Whose {
    /// Of a member, for all its calls.
    Member(MemberId),
    /// Of a name in a certificate, for an urgent method.
    Urgent(SpiffeId, &'static str),
}

/// Running calls, counted.
///
/// A member's places are shared by all its certificates. So that one whose calls have taken them all
/// does not keep another one from suspending a member or taking something back, an urgent call that
/// finds none takes one of a reserve: each name in a certificate has its own, and each method.
#[derive(Clone)]
pub(super) struct Running {
    of_member: usize,
    taken: Arc<Mutex<HashMap<Whose, usize>>>,
}

/// Place of a running call, given back when this is dropped.
pub(super) struct Place {
    running: Running,
    whose: Whose,
}

impl Running {
    /// So many places for each member.
    pub fn new(of_member: usize) -> Self {
        Self { of_member, taken: Arc::default() }
    }

    /// Takes a place for a call; `None` when there is none.
    pub fn enter(&self, principal: &Principal, path: &str) -> Option<Place> {
        let own = Whose::Member(principal.member.clone());
        self.take(own, self.of_member).or_else(|| {
            let path = Method::urgent(path)?;
            self.take(Whose::Urgent(principal.spiffe_id(), path), RESERVE)
        })
    }

    fn take(&self, whose: Whose, most: usize) -> Option<Place> {
        let mut taken = self.taken.lock();
        let count = taken.entry(whose.clone()).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Place { running: self.clone(), whose })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.running.taken.lock();
        if let Some(count) = taken.get_mut(&self.whose) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.whose);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::tests::principal;
    use super::*;

    const SUSPEND: &str = "/vdx.v1.MembershipService/SetMemberStatus";
    const HEAD: &str = "/vdx.v1.LogService/GetHead";
    const LIST: &str = "/vdx.v1.MembershipService/ListMembers";

    fn coordinator(member: &str, person: &str) -> Principal {
        principal(&format!("spiffe://exchange.example/coordinator/{member}/person/{person}"))
    }

    #[test]
    fn places_are_bounded_by_member_and_given_back() {
        let running = Running::new(3);
        let [one, two] = ["one", "two"].map(|member| coordinator(member, "a"));
        let places: Vec<_> = (0..3).map(|_| running.enter(&one, LIST).unwrap()).collect();
        assert!(running.enter(&one, LIST).is_none());
        assert!(running.enter(&two, LIST).is_some());
        drop(places);
        assert!(running.enter(&one, LIST).is_some());
        assert!(running.taken.lock().is_empty());
    }

    #[test]
    fn what_cannot_wait_has_places_of_each_person_and_method_beside_them() {
        let running = Running::new(1);
        let [reader, other] = ["a", "b"].map(|person| coordinator("desk", person));
        let held = running.enter(&reader, LIST).unwrap();
        for path in [LIST, "/vdx.v1.StatisticsService/QueryTable", "/unknown"] {
            assert!(running.enter(&reader, path).is_none(), "{path}");
        }
        let mut urgent = Vec::new();
        for (caller, path) in [(&reader, SUSPEND), (&reader, HEAD), (&other, SUSPEND)] {
            urgent.extend((0..RESERVE).map(|_| running.enter(caller, path).unwrap()));
            assert!(running.enter(caller, path).is_none(), "{path}");
        }
        drop(urgent);
        drop(held);
        assert!(running.taken.lock().is_empty());
    }
}
