//! Which lines of the audit log somebody wants to see.

use crate::domain::id::MemberId;
use crate::identity::SpiffeId;

use super::Parts;

/// What lines must fit. What is empty admits every line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Lines from this time on, Unix seconds.
    pub since: Option<i64>,
    /// Lines before this time, Unix seconds.
    pub until: Option<i64>,
    /// A member, as `trust-domain/id`: all of its callers. Or a part of the caller's SPIFFE id.
    pub caller: String,
    /// A part of the call's name.
    pub call: String,
    /// The result, such as `DENIED`.
    pub result: String,
    /// A part of what the call concerned, such as `referral=` and an id.
    pub subject: String,
    /// A part of the line.
    pub text: String,
}

impl Filter {
    /// Whether a line fits. One that cannot be read fits always: it is not to be hidden.
    pub fn admits(&self, line: &str) -> bool {
        let Some(parts) = Parts::of(line) else { return true };
        self.since.is_none_or(|since| parts.at >= since)
            && self.until.is_none_or(|until| parts.at < until)
            && (self.result.is_empty() || parts.result.eq_ignore_ascii_case(&self.result))
            && parts.call.contains(&self.call)
            && parts.subject.contains(&self.subject)
            && line.contains(&self.text)
            && self.admits_caller(parts.caller)
    }

    fn admits_caller(&self, caller: &str) -> bool {
        let member =
            self.caller.split_once('/').and_then(|(domain, id)| MemberId::new(domain, id).ok());
        match (member, SpiffeId::parse(caller)) {
            (Some(member), Ok(id)) if id.member == member => true,
            _ => caller.contains(&self.caller),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "7\t1000\tspiffe://a.example/analyst/desk/person/4711\tStatisticsService/QueryTable\tDENIED\tmember=a.example/b status=ACTIVE";

    fn admits(set: impl FnOnce(&mut Filter)) -> bool {
        let mut filter = Filter::default();
        set(&mut filter);
        filter.admits(LINE)
    }

    #[test]
    fn each_part_is_asked() {
        assert!(admits(|_| {}));
        assert!(admits(|f| f.since = Some(1000)) && !admits(|f| f.since = Some(1001)));
        assert!(admits(|f| f.until = Some(1001)) && !admits(|f| f.until = Some(1000)));
        assert!(admits(|f| f.caller = "person/4711".into()));
        assert!(admits(|f| f.caller = "a.example/desk".into()));
        assert!(!admits(|f| f.caller = "a.example/des".into()), "a member is named whole");
        assert!(!admits(|f| f.caller = "a.example/b".into()), "whom it concerned did not call");
        assert!(admits(|f| f.call = "Query".into()) && !admits(|f| f.call = "DENIED".into()));
        assert!(admits(|f| f.result = "denied".into()) && !admits(|f| f.result = "DENI".into()));
        assert!(admits(|f| f.subject = "a.example/b".into()));
        assert!(!admits(|f| f.subject = "desk".into()));
        assert!(admits(|f| f.text = "desk".into()) && !admits(|f| f.text = "other".into()));
    }

    #[test]
    fn lines_of_older_logs_are_filtered_and_unreadable_ones_shown() {
        let filter = Filter { result: "OK".into(), ..Filter::default() };
        assert!(filter.admits("0\t5\tspiffe://a.example/analyst/b\tS/M\tOK"));
        assert!(!filter.admits("0\t5\tspiffe://a.example/analyst/b\tS/M\tDENIED"));
        assert!(filter.admits("scribble"));
    }
}
