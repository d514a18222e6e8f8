//! Calls that go on when their caller leaves: what a call does and the line that tells of it
//! belong together. So that somebody who calls and leaves at once cannot heap calls up, each
//! member has a bounded number of them.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;

use crate::domain::id::MemberId;

/// Largest number of calls of one member at a time. A stream counts as a call only until it has
/// begun.
const MAX_RUNNING: u32 = 256;

/// Number of running calls of each member.
#[derive(Clone, Default)]
pub(super) struct Running(Arc<Mutex<HashMap<MemberId, u32>>>);

/// Place of a running call, given back when this is dropped.
pub(super) struct Place {
    running: Running,
    member: MemberId,
}

impl Running {
    /// Takes a place for a call of a member; `None` when the member has too many.
    pub fn enter(&self, member: &MemberId) -> Option<Place> {
        let mut running = self.0.lock();
        let count = running.entry(member.clone()).or_default();
        if *count >= MAX_RUNNING {
            return None;
        }
        *count += 1;
        Some(Place { running: self.clone(), member: member.clone() })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut running = self.running.0.lock();
        if let Some(count) = running.get_mut(&self.member) {
            *count -= 1;
            if *count == 0 {
                running.remove(&self.member);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_bounded_by_member_and_given_back() {
        let running = Running::default();
        let member = |name: &str| MemberId::new("a.example", name).unwrap();
        let places: Vec<_> =
            (0..MAX_RUNNING).map(|_| running.enter(&member("one")).unwrap()).collect();
        assert!(running.enter(&member("one")).is_none());
        assert!(running.enter(&member("two")).is_some());
        drop(places);
        assert!(running.enter(&member("one")).is_some());
        assert!(running.0.lock().is_empty());
    }
}
