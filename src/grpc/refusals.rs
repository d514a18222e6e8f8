//! Refusals in the audit log and in the program's log: the first refusals of a kind at once, the
//! others counted and told together a minute later. However many calls are refused, whatever their
//! paths, and whoever makes them: lines and memory are bounded.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use parking_lot::Mutex;

use crate::audit::{Call, CallResult, Caller, Subject};
use crate::exchange::{By, Exchange};

/// Time within which refusals of one kind are told together.
const WINDOW: Duration = Duration::from_secs(60);
/// Time between two looks for refusals that are to be told.
const LOOK: Duration = Duration::from_secs(1);
/// Largest number of kinds of refusals that are told apart; all further refusals are of one
/// caller, "several".
const MAX_KINDS: usize = 4096;
/// Number of refusals of an admitted caller that are told one by one within a window: what was
/// asked for is worth knowing, as long as it is not a flood.
const SINGLE: u64 = 20;

/// Where on its way a call was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Place {
    /// The gate refused: no call was made.
    Gate,
    /// The handler that was called refused.
    Handler,
}

impl Place {
    /// Number of refusals of a kind that are told one by one.
    fn singles(self) -> u64 {
        match self {
            Self::Gate => 1,
            Self::Handler => SINGLE,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Kind {
    caller: Caller,
    place: Place,
    result: CallResult,
}

struct Counted {
    since: Instant,
    /// Number of refusals that were told one by one.
    told: u64,
    /// Number of further refusals, which are told together under `call`.
    more: u64,
    call: Call,
}

/// Refusals of the last minute, counted by kind.
#[derive(Default)]
pub(super) struct Refusals(Mutex<HashMap<Kind, Counted>>);

/// Refusals of one kind that are told together.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Summary {
    caller: Caller,
    call: Call,
    result: CallResult,
    count: u64,
}

impl Refusals {
    /// Counts a refusal. Returns whether it is to be told by a line of its own.
    pub fn is_news(&self, caller: &Caller, place: Place, call: Call, result: CallResult) -> bool {
        let mut counted = self.0.lock();
        let mut kind = Kind { caller: caller.clone(), place, result };
        if counted.len() >= MAX_KINDS && !counted.contains_key(&kind) {
            kind.caller = Caller::Several;
        }
        let singles = place.singles();
        let now = Instant::now();
        let kind = counted.entry(kind).or_insert(Counted { since: now, told: 0, more: 0, call });
        if kind.told < singles {
            kind.told += 1;
            return true;
        }
        kind.call = if kind.more == 0 || kind.call == call { call } else { Call::SEVERAL };
        kind.more += 1;
        false
    }

    /// Takes the refusals that are to be told now: all kinds whose window has passed, or, with
    /// `all`, every kind.
    fn take(&self, now: Instant, all: bool) -> Vec<Summary> {
        let mut due = Vec::new();
        self.0.lock().retain(|kind, counted| {
            if !all && now.duration_since(counted.since) < WINDOW {
                return true;
            }
            if counted.more > 0 {
                due.push(Summary {
                    caller: kind.caller.clone(),
                    call: counted.call,
                    result: kind.result,
                    count: counted.more,
                });
            }
            false
        });
        due
    }

    /// Tells the counted refusals, each kind a minute after its first one, until the task is
    /// aborted.
    pub async fn keep_telling(&self, exchange: &Exchange) {
        loop {
            tokio::time::sleep(LOOK).await;
            tell(exchange, self.take(Instant::now(), false)).await;
        }
    }

    /// Tells all counted refusals now.
    pub async fn tell_all(&self, exchange: &Exchange) {
        tell(exchange, self.take(Instant::now(), true)).await;
    }
}

async fn tell(exchange: &Exchange, summaries: Vec<Summary>) {
    for Summary { caller, call, result, count } in summaries {
        tracing::warn!(%caller, call = call.0, result = result.code(), count, "refused more often");
        let by = By::refused(caller, call);
        by.concerns(Subject::default().with("refused_more", count));
        if let Err(error) = exchange.tell(&by, result).await {
            tracing::error!(%error, "refusals could not be told in the audit log");
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::SpiffeId;

    fn caller(number: usize) -> Caller {
        let id = SpiffeId::parse(&format!("spiffe://a.example/analyst/m{number}")).unwrap();
        Caller::Certificate(id)
    }

    #[test]
    fn a_flood_is_one_line_and_a_count() {
        let refusals = Refusals::default();
        let (one, other) = (caller(1), caller(2));
        let news = |caller: &Caller, call| {
            refusals.is_news(caller, Place::Gate, Call(call), CallResult::Denied)
        };
        assert!(news(&one, "A"));
        assert!((0..6000).all(|n| !news(&one, if n % 2 == 0 { "A" } else { "B" })));
        assert!(news(&other, "A"), "another caller's first is news");
        // Another kind of refusal is news as well.
        assert!(refusals.is_news(&one, Place::Gate, Call("A"), CallResult::ResourceExhausted));

        let now = Instant::now();
        assert_eq!(refusals.take(now, false), []);
        let (call, result) = (Call::SEVERAL, CallResult::Denied);
        let summary = Summary { caller: one.clone(), call, result, count: 6000 };
        assert_eq!(refusals.take(now + WINDOW, false), [summary]);
        assert!(news(&one, "A"), "a new minute");
    }

    #[test]
    fn an_admitted_callers_refusals_are_told_one_by_one_for_a_while() {
        let refusals = Refusals::default();
        let news = || refusals.is_news(&caller(1), Place::Handler, Call("A"), CallResult::NotFound);
        assert_eq!((0..100).filter(|_| news()).count() as u64, SINGLE);
        let told = refusals.take(Instant::now(), true);
        assert_eq!((told[0].call, told[0].count), (Call("A"), 100 - SINGLE));
    }

    #[test]
    fn memory_is_bounded_whoever_calls() {
        let refusals = Refusals::default();
        let news =
            |number| refusals.is_news(&caller(number), Place::Gate, Call("A"), CallResult::Denied);
        let told = (0..3 * MAX_KINDS).filter(|number| news(*number)).count();
        assert_eq!(told, MAX_KINDS + 1, "all further ones are of several callers");
        assert_eq!(refusals.0.lock().len(), MAX_KINDS + 1);
        let summaries = refusals.take(Instant::now(), true);
        assert_eq!((summaries[0].caller.clone(), summaries.len()), (Caller::Several, 1));
        assert_eq!(summaries[0].count, 2 * MAX_KINDS as u64 - 1);
    }
}
