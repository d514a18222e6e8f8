//! How often a member may call, and what is kept back of it for calls that cannot wait.

use std::num::NonZeroU32;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use tonic::Status;

use crate::domain::id::MemberId;
use crate::domain::reasons::Reason;
use crate::exchange::Method;
use crate::identity::{Principal, SpiffeId};

use super::limits::Limits;
use super::status::too_early;

/// Number of seconds' worth of calls that a member may make at once.
const BURST: NonZeroU32 = NonZeroU32::new(4).unwrap();
/// Number of callers whose calls are remembered before those that rest are forgotten.
const MAX_KEPT: usize = 10_000;
/// Urgent calls of one method that one person may make at once when its member's calls are used up.
const RESERVE: NonZeroU32 = NonZeroU32::new(30).unwrap();
/// Urgent calls an hour that come back after that.
const RESERVE_PER_HOUR: NonZeroU32 = NonZeroU32::new(120).unwrap();

/// Limits of calls: of each member a second and an hour, and a reserve of each person.
///
/// A member's limits are shared by all its certificates. So that one who reads many pages does not
/// keep another one from suspending a member or taking something back, urgent calls that the
/// member's limits refuse are taken from a reserve. Each name in a certificate has its own, and each
/// method: no question and no other person can use it up.
pub(super) struct Rates {
    /// Each with the text of its refusal.
    of_member: [(DefaultKeyedRateLimiter<MemberId>, &'static str); 2],
    reserve: DefaultKeyedRateLimiter<(SpiffeId, &'static str)>,
}

impl Rates {
    pub fn new(limits: &Limits) -> Self {
        let second = limits.calls_per_second;
        let second = Quota::per_second(second).allow_burst(second.saturating_mul(BURST));
        let hour = Quota::per_hour(limits.calls_per_hour);
        let reserve = Quota::per_hour(RESERVE_PER_HOUR).allow_burst(RESERVE);
        Self {
            of_member: [
                (RateLimiter::keyed(second), "too many calls a second of this member"),
                (RateLimiter::keyed(hour), "too many calls an hour of this member"),
            ],
            reserve: RateLimiter::keyed(reserve),
        }
    }

    /// Counts a call, or refuses it with the time after which it may be tried again.
    pub fn count(&self, principal: &Principal, path: &str) -> Result<(), Status> {
        self.of_member(&principal.member).or_else(|refused| {
            let Some(path) = Method::urgent(path) else { return Err(refused) };
            if self.reserve.len() > MAX_KEPT {
                self.reserve.retain_recent();
            }
            self.reserve.check_key(&(principal.spiffe_id(), path)).map_err(|_| refused)
        })
    }

    /// Counts a call, or what stands for one, against its member's limits alone.
    pub fn of_member(&self, member: &MemberId) -> Result<(), Status> {
        for (rate, text) in &self.of_member {
            if rate.len() > MAX_KEPT {
                rate.retain_recent();
            }
            rate.check_key(member).map_err(|early| {
                let wait = early.wait_time_from(DefaultClock::default().now());
                too_early(Reason::Rate, format!("{text}; wait as the details say"), wait)
            })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::tests::principal;
    use super::*;

    const SUSPEND: &str = "/vdx.v1.MembershipService/SetMemberStatus";
    const LIST: &str = "/vdx.v1.MembershipService/ListMembers";

    fn coordinator(person: &str) -> Principal {
        principal(&format!("spiffe://exchange.example/coordinator/desk/person/{person}"))
    }

    #[test]
    fn the_reserve_is_of_each_person_and_method_and_has_an_end() {
        let one = NonZeroU32::MIN;
        let rates = Rates::new(&Limits { calls_per_hour: one, ..Limits::default() });
        let [reader, other] = ["a", "b"].map(coordinator);
        rates.count(&reader, LIST).unwrap();
        // No question gets anything of the reserve.
        for path in [LIST, "/vdx.v1.StatisticsService/QueryTable", "/unknown"] {
            assert!(rates.count(&reader, path).is_err(), "{path}");
        }
        let urgent = |caller: &Principal, path: &str| {
            (0..100).take_while(|_| rates.count(caller, path).is_ok()).count()
        };
        assert_eq!(urgent(&reader, SUSPEND), RESERVE.get() as usize);
        assert_eq!(urgent(&other, SUSPEND), RESERVE.get() as usize);
        let head = "/vdx.v1.LogService/GetHead";
        assert_eq!(urgent(&reader, head), RESERVE.get() as usize);
    }
}
