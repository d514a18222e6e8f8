//! State of one open connection: its member, its calls, and when its time is over.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use parking_lot::Mutex;
use tokio::sync::oneshot;

use crate::identity::Principal;

use super::cuts::Cut;
use super::limits::Limits;

/// Open connection of an admitted member.
pub(super) struct Line {
    /// Number of the connection; later ones have higher numbers.
    pub number: u64,
    /// Address of the peer, as limits count it.
    pub network: IpAddr,
    /// Principal of the peer's certificate.
    pub principal: Principal,
    since: Instant,
    state: Mutex<State>,
}

struct State {
    /// Sender by which the connection is cut; none once it has been cut.
    cut: Option<oneshot::Sender<()>>,
    has_preface: bool,
    has_called: bool,
    /// Number of calls in progress.
    running: usize,
    /// Time when the last call began or ended.
    last: Instant,
    /// Time since which the network has taken nothing of what is to be sent.
    stalled: Option<Instant>,
    /// Answers of which HTTP/2 takes no more, each with the time since when.
    unread: HashMap<u64, Instant>,
    next_answer: u64,
    /// Time since which the member has not been admitted any more.
    barred: Option<Instant>,
}

impl Line {
    /// A new connection, and the receiver that is done when the connection has to be cut.
    pub fn new(
        number: u64,
        network: IpAddr,
        principal: Principal,
    ) -> (Arc<Self>, oneshot::Receiver<()>) {
        let (cut, is_cut) = oneshot::channel();
        let now = Instant::now();
        let state = State {
            cut: Some(cut),
            has_preface: false,
            has_called: false,
            running: 0,
            last: now,
            stalled: None,
            unread: HashMap::new(),
            next_answer: 0,
            barred: None,
        };
        let line = Self { number, network, principal, since: now, state: Mutex::new(state) };
        (Arc::new(line), is_cut)
    }

    /// Cuts the connection. False when it has been cut already.
    pub fn cut(&self) -> bool {
        self.state.lock().cut.take().is_some_and(|cut| cut.send(()).is_ok())
    }

    /// Whether the connection has been cut.
    pub fn is_cut(&self) -> bool {
        self.state.lock().cut.is_none()
    }

    /// Notes the end of the HTTP/2 preface.
    pub fn greeted(&self) {
        self.state.lock().has_preface = true;
    }

    /// Notes the begin of a call, which goes on until the returned value is dropped.
    pub fn begin(self: &Arc<Self>) -> Running {
        let mut state = self.state.lock();
        state.has_called = true;
        state.running += 1;
        state.last = Instant::now();
        Running(self.clone())
    }

    /// Notes whether the network takes what is to be sent.
    pub fn sending(&self, is_stalled: bool) {
        let mut state = self.state.lock();
        match is_stalled {
            true => _ = state.stalled.get_or_insert_with(Instant::now),
            false => state.stalled = None,
        }
    }

    /// Returns a new number for an answer.
    pub fn new_answer(&self) -> u64 {
        let mut state = self.state.lock();
        state.next_answer += 1;
        state.next_answer
    }

    /// Notes that a piece of an answer was given to HTTP/2, which asks for the next piece when
    /// this one is nearly gone.
    pub fn gave(&self, answer: u64) {
        self.state.lock().unread.insert(answer, Instant::now());
    }

    /// Notes that HTTP/2 asked for the next piece of an answer, or wants no more of the answer.
    pub fn asked(&self, answer: u64) {
        self.state.lock().unread.remove(&answer);
    }

    /// Whether calls are in progress.
    pub fn is_busy(&self) -> bool {
        self.state.lock().running > 0
    }

    /// Rank in the order in which connections give way: those without a call first, then those
    /// that have done nothing for longest.
    pub fn activity(&self) -> (bool, Instant, u64) {
        let state = self.state.lock();
        (state.running > 0, state.last, self.number)
    }

    /// Time since which the member has not been admitted. `is_barred` says whether that is so now.
    pub fn barred_since(&self, is_barred: bool, now: Instant) -> Option<Instant> {
        let mut state = self.state.lock();
        state.barred = is_barred.then(|| state.barred.unwrap_or(now));
        state.barred
    }

    /// Reason why the connection's time is over, if it is.
    pub fn due(&self, limits: &Limits, now: Instant) -> Option<Cut> {
        let state = self.state.lock();
        let over = |since: Instant, seconds: u64| {
            now.saturating_duration_since(since) >= Duration::from_secs(seconds)
        };
        let is_unread = |since: &Instant| over(*since, limits.unread_seconds);
        if state.stalled.iter().any(is_unread) || state.unread.values().any(is_unread) {
            Some(Cut::Unread)
        } else if !state.has_preface && over(self.since, limits.preface_seconds) {
            Some(Cut::NoPreface)
        } else if !state.has_called && over(self.since, limits.first_call_seconds) {
            Some(Cut::NoCall)
        } else if state.running == 0 && over(state.last, limits.idle_seconds) {
            Some(Cut::Idle)
        } else {
            None
        }
    }
}

/// Call in progress on a connection, until this is dropped.
pub(super) struct Running(Arc<Line>);

impl Drop for Running {
    fn drop(&mut self) {
        let mut state = self.0.state.lock();
        state.running -= 1;
        state.last = Instant::now();
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::identity::SpiffeId;

    pub fn any_principal() -> Principal {
        principal("spiffe://exchange.example/analyst/desk")
    }

    pub fn principal(id: &str) -> Principal {
        let SpiffeId { member, role, system, person } = SpiffeId::parse(id).unwrap();
        Principal { member, role, system, person, certificate: Vec::new().into(), expires_at: 0 }
    }

    #[test]
    fn each_time_limit_has_its_reason() {
        let limits = Limits::default();
        let (line, _cut) = Line::new(1, [127, 0, 0, 1].into(), any_principal());
        let after = |seconds| Instant::now() + Duration::from_secs(seconds);
        assert_eq!(line.due(&limits, after(4)), None);
        assert_eq!(line.due(&limits, after(6)), Some(Cut::NoPreface));
        line.greeted();
        assert_eq!(line.due(&limits, after(29)), None);
        assert_eq!(line.due(&limits, after(31)), Some(Cut::NoCall));
        let running = line.begin();
        assert_eq!(line.due(&limits, after(400)), None);
        line.gave(1);
        assert_eq!(line.due(&limits, after(61)), Some(Cut::Unread));
        line.asked(1);
        assert_eq!(line.due(&limits, after(61)), None);
        line.sending(true);
        assert_eq!(line.due(&limits, after(61)), Some(Cut::Unread));
        line.sending(false);
        drop(running);
        assert_eq!(line.due(&limits, after(301)), Some(Cut::Idle));
        assert!(line.cut() && line.is_cut() && !line.cut());
    }
}
