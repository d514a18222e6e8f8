//! Bounds of what a server takes on, as its configuration states them.

use std::num::NonZeroU32;
use std::time::Duration;

use serde::Deserialize;

/// Bounds of what one server takes on.
///
/// Those that count something are shared fairly: no member, no certificate of a member and no
/// address can use up what is kept for the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Open connections of admitted members. When all are taken, the member that has most gives
    /// one up for a member that has fewer.
    pub max_connections: usize,
    /// Open connections of one member. When all are taken, an idle one is closed for a new one.
    pub max_connections_per_member: usize,
    /// Open connections from one address (of IPv6 the first 64 bits).
    pub max_connections_per_address: usize,
    /// Handshakes in progress, beside the open connections. When there are more the oldest is
    /// ended, first of addresses from which no member has come yet.
    pub max_handshakes: usize,
    /// Handshakes in progress from one address. When there are more the oldest of that address is
    /// ended.
    pub max_handshakes_per_address: usize,
    /// Handshakes a second of all addresses from which no member has come yet, and as many again
    /// of the others; four times as many at once. Further ones wait.
    pub handshakes_per_second: NonZeroU32,
    /// Handshakes a second from one address; four times as many at once. Further ones wait.
    pub handshakes_per_second_per_address: NonZeroU32,
    /// Seconds for a handshake.
    pub handshake_seconds: u64,
    /// Seconds from the handshake to the end of the HTTP/2 preface.
    pub preface_seconds: u64,
    /// Seconds from the handshake to the first call.
    pub first_call_seconds: u64,
    /// Seconds after which a connection without a call, and a stream without a message, is closed.
    pub idle_seconds: u64,
    /// Seconds after which a connection is closed gracefully, so that an old handshake
    /// does not live for ever: what runs on it goes on, new calls take a new one.
    pub max_connection_seconds: u64,
    /// Calls and streams at a time on one connection.
    pub max_calls_per_connection: u32,
    /// Calls and streams at a time of one member, over all its connections.
    pub max_calls_per_member: usize,
    /// Calls a second of one member, over all its connections; four times as many at once. A
    /// message of a stream is no call.
    pub calls_per_second: NonZeroU32,
    /// Calls an hour of one member, over all its connections; as many at once, if the limit of a
    /// second allows it. Nearly every call is a line of the audit log for ever, on the disk and in
    /// memory.
    pub calls_per_hour: NonZeroU32,
    /// Bytes of one message.
    pub max_message_bytes: usize,
    /// Seconds for which a message that began, or the message of a call that began, may pause.
    pub message_idle_seconds: u64,
    /// Bytes a second that a message must make on average, beside the time for which it may pause.
    pub min_message_bytes_per_second: NonZeroU32,
    /// Seconds for which a client may leave an answer unread before its connection is cut.
    pub unread_seconds: u64,
    /// Bytes of messages of one member on their way, in each direction. Further messages wait, and
    /// further answers are refused.
    pub max_bytes_in_flight_per_member: usize,
    /// Bytes of messages of all members on their way, in each direction. One message of each
    /// member is let through beyond this number.
    pub max_bytes_in_flight: usize,
}

impl Default for Limits {
    fn default() -> Self {
        let number = |n| NonZeroU32::new(n).expect("not zero");
        Self {
            max_connections: 1024,
            max_connections_per_member: 32,
            max_connections_per_address: 256,
            max_handshakes: 256,
            max_handshakes_per_address: 64,
            handshakes_per_second: number(400),
            handshakes_per_second_per_address: number(50),
            handshake_seconds: 10,
            preface_seconds: 5,
            first_call_seconds: 30,
            idle_seconds: 300,
            max_connection_seconds: 3600,
            max_calls_per_connection: 32,
            max_calls_per_member: 128,
            calls_per_second: number(100),
            calls_per_hour: number(10_000),
            max_message_bytes: 4 << 20,
            message_idle_seconds: 20,
            min_message_bytes_per_second: number(4096),
            unread_seconds: 60,
            max_bytes_in_flight_per_member: 32 << 20,
            max_bytes_in_flight: 256 << 20,
        }
    }
}

/// Longest time that a limit may name, seconds: a day.
const MAX_SECONDS: u64 = 86_400;
/// Largest message that may be allowed.
const MAX_MESSAGE: usize = 64 << 20;

impl Limits {
    /// Rules that the limits break, as `limits.NAME: RULE`; empty when all limits are right.
    pub fn violations(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut rule = |name: &str, holds: bool, text: String| {
            if !holds {
                wrong.push(format!("limits.{name}: must be {text}"));
            }
        };
        for (name, value) in
            [("max_connections", self.max_connections), ("max_handshakes", self.max_handshakes)]
        {
            rule(name, (1..=100_000).contains(&value), "1 to 100000".into());
        }
        let all = self.max_connections;
        for (name, value) in [
            ("max_connections_per_member", self.max_connections_per_member),
            ("max_connections_per_address", self.max_connections_per_address),
        ] {
            rule(name, (1..=all).contains(&value), format!("1 to max_connections ({all})"));
        }
        let all = self.max_handshakes;
        let value = self.max_handshakes_per_address;
        let name = "max_handshakes_per_address";
        rule(name, (1..=all).contains(&value), format!("1 to max_handshakes ({all})"));
        for (name, value) in [
            ("handshake_seconds", self.handshake_seconds),
            ("preface_seconds", self.preface_seconds),
            ("first_call_seconds", self.first_call_seconds),
            ("idle_seconds", self.idle_seconds),
            ("max_connection_seconds", self.max_connection_seconds),
            ("message_idle_seconds", self.message_idle_seconds),
            ("unread_seconds", self.unread_seconds),
        ] {
            rule(name, (1..=MAX_SECONDS).contains(&value), format!("1 to {MAX_SECONDS}"));
        }
        let value = self.max_calls_per_connection;
        rule("max_calls_per_connection", (1..=1000).contains(&value), "1 to 1000".into());
        let value = self.max_calls_per_member;
        rule("max_calls_per_member", (1..=100_000).contains(&value), "1 to 100000".into());
        let value = self.max_message_bytes;
        let holds = (1024..=MAX_MESSAGE).contains(&value);
        rule("max_message_bytes", holds, format!("1024 to {MAX_MESSAGE}"));
        let value = self.max_bytes_in_flight_per_member;
        let holds = value >= self.max_message_bytes && value <= 1 << 30;
        rule("max_bytes_in_flight_per_member", holds, "max_message_bytes to 1073741824".into());
        let value = self.max_bytes_in_flight;
        let holds = value >= self.max_bytes_in_flight_per_member && value <= 1 << 40;
        let text = "max_bytes_in_flight_per_member to 1099511627776".into();
        rule("max_bytes_in_flight", holds, text);
        wrong
    }

    /// Largest number of files that the process has open, with some room for the store and for new
    /// peers.
    pub fn files(&self) -> u64 {
        (self.max_connections + self.max_handshakes) as u64 + 256
    }

    pub(super) fn handshake(&self) -> Duration {
        Duration::from_secs(self.handshake_seconds)
    }

    pub(super) fn message_idle(&self) -> Duration {
        Duration::from_secs(self.message_idle_seconds)
    }

    pub(super) fn idle(&self) -> Duration {
        Duration::from_secs(self.idle_seconds)
    }

    /// Longest waiting that a message of so many bytes may cost before it is complete.
    pub(super) fn patience(&self, bytes: usize) -> Duration {
        let slowest = f64::from(self.min_message_bytes_per_second.get());
        self.message_idle() + Duration::from_secs_f64(bytes as f64 / slowest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_right_and_wrong_ones_are_named() {
        assert_eq!(Limits::default().violations(), [""; 0]);
        let wrong = Limits {
            max_connections_per_member: 2000,
            preface_seconds: 0,
            max_bytes_in_flight: 1,
            ..Limits::default()
        };
        let named: Vec<String> = wrong
            .violations()
            .iter()
            .map(|text| text.split(':').next().unwrap().to_owned())
            .collect();
        let expected = [
            "limits.max_connections_per_member",
            "limits.preface_seconds",
            "limits.max_bytes_in_flight",
        ];
        assert_eq!(named, expected);
    }

    #[test]
    fn a_large_message_gets_longer() {
        let limits = Limits::default();
        assert_eq!(limits.patience(0), Duration::from_secs(20));
        assert_eq!(limits.patience(4 << 20), Duration::from_secs(20 + 1024));
    }
}
