//! Lines of the audit log and their parts.
//!
//! A line is: index, Unix seconds, caller, call, result, and what the call concerned, separated by
//! tabs. The last part is left out when there is nothing to say; lines of older logs never have it.
//! No part can hold a tab, a line break or anything else that is not a visible character of ASCII:
//! parts are made of the program's own words and of identifiers, and whatever else came in would
//! stand there as a question mark.

use std::fmt::{self, Display, Write};

use crate::identity::SpiffeId;

/// Caller of a call, as a line names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Caller {
    /// The holder of a certificate.
    Certificate(SpiffeId),
    /// The exchange itself, in what it does when a time has come.
    Exchange,
    /// Holders of several certificates, in refusals of more callers than are told apart.
    Several,
}

impl Display for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Certificate(id) => id.fmt(f),
            Self::Exchange => f.write_str("exchange"),
            Self::Several => f.write_str("several"),
        }
    }
}

/// Name of a call: a word of the program, never text of a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Call(pub &'static str);

impl Call {
    /// Name for a path that is no method of the schema.
    pub const UNKNOWN: Self = Self("unknown");
    /// Name for different calls, in a line that counts refusals.
    pub const SEVERAL: Self = Self("several");
}

macro_rules! results {
    ($($(#[$doc:meta])* $variant:ident => $code:literal,)+) => {
        /// Result of a call or a stream: how it ended.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum CallResult {
            $($(#[$doc])* $variant,)+
        }

        impl CallResult {
            /// All results that a line can have.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Word of the result in a line.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }
        }
    };
}

results! {
    /// The call was done.
    Ok => "OK",
    /// The call was refused: the request breaks a rule.
    InvalidArgument => "INVALID_ARGUMENT",
    /// The call was refused: there is no such thing.
    NotFound => "NOT_FOUND",
    /// The call was refused: the caller may not make it.
    Denied => "DENIED",
    /// The call was refused: the present state does not allow it.
    FailedPrecondition => "FAILED_PRECONDITION",
    /// The call was refused: a rate or a budget is used up.
    ResourceExhausted => "RESOURCE_EXHAUSTED",
    /// The exchange could not do what was asked.
    Failed => "FAILED",
    /// The caller left, or the connection was cut.
    Cancelled => "CANCELLED",
    /// The caller was silent for too long.
    TimedOut => "TIMED_OUT",
    /// The exchange was stopped by its operator.
    Stopped => "STOPPED",
    /// The exchange was killed or crashed; the line was written at its next start.
    Interrupted => "INTERRUPTED",
}

/// Subject of a call, what it concerned: words such as `member=exchange.example/desk`, separated
/// by spaces. A subject never holds a person, nor the id of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject(String);

impl Subject {
    /// Adds a word with its name and value.
    pub fn with(mut self, name: &'static str, value: impl Display) -> Self {
        if !self.0.is_empty() {
            self.0.push(' ');
        }
        self.0 += name;
        self.0.push('=');
        write!(Visible(&mut self.0), "{value}").expect("a text takes everything");
        self
    }

    /// Adds a word whose value is a list.
    pub fn with_list(self, name: &'static str, values: impl IntoIterator<Item: Display>) -> Self {
        let values: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
        self.with(name, values.join(","))
    }

    /// Adds the words of another subject.
    pub fn and(mut self, other: &Self) -> Self {
        if !self.0.is_empty() && !other.0.is_empty() {
            self.0.push(' ');
        }
        self.0 += &other.0;
        self
    }
}

/// Writer that leaves visible characters of ASCII as they are, and puts a question mark in place
/// of any other.
struct Visible<'a>(&'a mut String);

impl Write for Visible<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.extend(text.chars().map(|c| if c.is_ascii_graphic() { c } else { '?' }));
        Ok(())
    }
}

/// Makes a line from its parts, as it is stored.
pub fn line(
    index: u64,
    at: i64,
    caller: &Caller,
    call: Call,
    result: CallResult,
    subject: &Subject,
) -> String {
    let mut line = format!("{index}\t{at}\t");
    let part = |line: &mut String, text: &dyn Display| {
        write!(Visible(line), "{text}").expect("a text takes everything");
    };
    part(&mut line, caller);
    line.push('\t');
    part(&mut line, &call.0);
    line.push('\t');
    line += result.code();
    if !subject.0.is_empty() {
        line.push('\t');
        line += &subject.0;
    }
    line
}

/// Parts of a stored line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts<'a> {
    /// Index of the line in the log, from 0.
    pub index: u64,
    /// Time of the line, in Unix seconds.
    pub at: i64,
    /// SPIFFE id of the caller, or `exchange`, or `several`.
    pub caller: &'a str,
    /// Name of the call.
    pub call: &'a str,
    /// Result of the call.
    pub result: &'a str,
    /// Subject that the call concerned; empty in lines of older logs.
    pub subject: &'a str,
}

impl<'a> Parts<'a> {
    /// Reads the parts of a line, of this or an older layout.
    pub fn of(line: &'a str) -> Option<Self> {
        let mut parts = line.splitn(6, '\t');
        Some(Self {
            index: parts.next()?.parse().ok()?,
            at: parts.next()?.parse().ok()?,
            caller: parts.next()?,
            call: parts.next()?,
            result: parts.next()?,
            subject: parts.next().unwrap_or_default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller() -> Caller {
        Caller::Certificate(SpiffeId::parse("spiffe://a.example/analyst/b").unwrap())
    }

    #[test]
    fn lines_are_read_as_they_were_written() {
        let subject = Subject::default().with("member", "a.example/b").with_list("roles", [1, 2]);
        let text = line(7, 1000, &caller(), Call("S/M"), CallResult::Ok, &subject);
        assert_eq!(
            text,
            "7\t1000\tspiffe://a.example/analyst/b\tS/M\tOK\tmember=a.example/b roles=1,2"
        );
        let parts = Parts::of(&text).unwrap();
        assert_eq!((parts.index, parts.at, parts.call, parts.result), (7, 1000, "S/M", "OK"));
        assert_eq!(parts.subject, "member=a.example/b roles=1,2");

        // Without a subject it is the layout that logs have had from the beginning.
        let old =
            line(0, 1, &Caller::Exchange, Call("S/M"), CallResult::Denied, &Subject::default());
        assert_eq!(old, "0\t1\texchange\tS/M\tDENIED");
        assert_eq!(Parts::of(&old).unwrap().subject, "");
        assert_eq!(Parts::of("no line"), None);
    }

    #[test]
    fn nothing_can_break_out_of_its_part() {
        let hostile = "x\ty\nz\r\u{1b}[2J \u{202e}é";
        let subject = Subject::default().with("hub", hostile).with("n", 1);
        let text = line(0, 0, &caller(), Call("a\tb"), CallResult::Ok, &subject);
        assert_eq!(text.matches('\t').count(), 5);
        assert!(text.chars().all(|c| c.is_ascii_graphic() || c == '\t' || c == ' '), "{text:?}");
        let parts = Parts::of(&text).unwrap();
        assert_eq!((parts.call, parts.subject), ("a?b", "hub=x?y?z??[2J??? n=1"));
    }
}
