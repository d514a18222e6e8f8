//! Peers and connections that are refused or cut: counted by reason, logged a few times a minute.

use std::collections::HashMap;
use std::fmt::Display;
use std::time::{Duration, Instant};

use parking_lot::Mutex;

/// Reason why a connection or a call was refused or cut: a closed set, since reasons are the
/// labels of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Cut {
    /// The handshake was not done within its time.
    HandshakeTimeout,
    /// The handshake was ended for newer handshakes.
    HandshakesFull,
    /// The peer showed no certificate.
    NoCertificate,
    /// The certificate has been revoked.
    Revoked,
    /// The certificate has expired, or a revocation list has.
    Expired,
    /// The certificate was not made for a client: its extended key usage lacks clientAuth.
    Purpose,
    /// The certificate is valid for longer than `max_certificate_days` allows.
    LongLife,
    /// The certificate is of no authority that is trusted here, or is not as it must be.
    Certificate,
    /// The certificate's member is not in the register, is suspended, or has not its role.
    NotAdmitted,
    /// The peer does not speak TLS 1.3 as it is spoken here.
    Tls,
    /// The peer went away in the middle of its handshake.
    Gone,
    /// All connections of the member, the address or the server are taken.
    ConnectionsFull,
    /// The connection was closed for a new connection of the same member or of one that has fewer.
    GivenUp,
    /// The HTTP/2 preface did not come within its time.
    NoPreface,
    /// The first call did not come within its time.
    NoCall,
    /// No call was made for a long time.
    Idle,
    /// The client did not read what was sent to it.
    Unread,
    /// The member makes too many calls at a time.
    CallsFull,
    /// The message is larger than allowed, as it is or as it would be in memory.
    TooLarge,
    /// The message paused or crept.
    Slow,
    /// Too many bytes of the member are on their way.
    BytesFull,
}

impl Cut {
    /// Name of the reason in figures and logs.
    pub fn label(self) -> &'static str {
        match self {
            Self::HandshakeTimeout => "handshake_timeout",
            Self::HandshakesFull => "handshakes_full",
            Self::NoCertificate => "no_certificate",
            Self::Revoked => "revoked",
            Self::Expired => "expired",
            Self::Purpose => "purpose",
            Self::LongLife => "long_life",
            Self::Certificate => "certificate",
            Self::NotAdmitted => "not_admitted",
            Self::Tls => "tls",
            Self::Gone => "gone",
            Self::ConnectionsFull => "connections_full",
            Self::GivenUp => "given_up",
            Self::NoPreface => "no_preface",
            Self::NoCall => "no_call",
            Self::Idle => "idle",
            Self::Unread => "unread",
            Self::CallsFull => "calls_full",
            Self::TooLarge => "too_large",
            Self::Slow => "slow",
            Self::BytesFull => "bytes_full",
        }
    }
}

/// Number of lines about one reason in one minute; the rest is told as a number.
const LINES: u32 = 10;
/// Time for which lines are counted.
const PERIOD: Duration = Duration::from_secs(60);

struct Told {
    since: Instant,
    lines: u32,
    silent: u64,
}

/// Counter of refusals that keeps the log short, however many there are.
#[derive(Default)]
pub(super) struct Cuts {
    told: Mutex<HashMap<Cut, Told>>,
}

impl Cuts {
    /// Counts a refused handshake. `who` is an address or a certificate's SPIFFE id.
    pub fn handshake(&self, reason: Cut, who: impl Display) {
        metrics::counter!("vdx_handshakes_refused_total", "reason" => reason.label()).increment(1);
        self.tell(reason, &who, "handshake refused");
    }

    /// Counts an open connection that was refused or cut.
    pub fn connection(&self, reason: Cut, who: impl Display) {
        metrics::counter!("vdx_connections_cut_total", "reason" => reason.label()).increment(1);
        self.tell(reason, &who, "connection cut");
    }

    /// Counts a call that was refused before its handler, or a refused message of a call.
    pub fn call(&self, reason: Cut, who: impl Display) {
        metrics::counter!("vdx_calls_cut_total", "reason" => reason.label()).increment(1);
        self.tell(reason, &who, "call refused");
    }

    fn tell(&self, reason: Cut, who: &dyn Display, what: &'static str) {
        if self.is_news(reason, Instant::now()) {
            tracing::info!(peer = %who, reason = reason.label(), "{what}");
        }
    }

    /// Counts a refusal of one reason. Returns whether the refusal gets a line of its own.
    fn is_news(&self, reason: Cut, now: Instant) -> bool {
        let mut told = self.told.lock();
        let entry = told.entry(reason).or_insert(Told { since: now, lines: 0, silent: 0 });
        if now.duration_since(entry.since) >= PERIOD {
            sum_up(reason, entry.silent);
            *entry = Told { since: now, lines: 0, silent: 0 };
        }
        let is_news = entry.lines < LINES;
        match is_news {
            true => entry.lines += 1,
            false => entry.silent += 1,
        }
        is_news
    }

    /// Logs the number of refusals that had no lines of their own, once their minute is over.
    pub fn sum_up(&self) {
        let now = Instant::now();
        self.told.lock().retain(|reason, told| {
            let goes_on = now.duration_since(told.since) < PERIOD;
            if !goes_on {
                sum_up(*reason, told.silent);
            }
            goes_on
        });
    }
}

fn sum_up(reason: Cut, silent: u64) {
    if silent > 0 {
        tracing::warn!(reason = reason.label(), more = silent, "refused or cut within a minute");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_a_few_lines() {
        let cuts = Cuts::default();
        let begun = Instant::now();
        let told = |reason, at| (0..5000).filter(|_| cuts.is_news(reason, at)).count() as u32;
        assert_eq!(told(Cut::Tls, begun), LINES);
        assert_eq!(told(Cut::Tls, begun + PERIOD / 2), 0);
        // One kind is not in the way of another, and a new minute begins anew.
        assert_eq!(told(Cut::NotAdmitted, begun), LINES);
        assert_eq!(told(Cut::Tls, begun + PERIOD), LINES);
    }
}
