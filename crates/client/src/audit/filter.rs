//! Filter of the lines of an audit log.

use crate::domain::id::MemberId;
use crate::identity::SpiffeId;

use super::Parts;

/// Conditions that lines must fit. An empty condition admits every line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Earliest time of a line, in Unix seconds.
    pub since: Option<i64>,
    /// Time before which a line must lie, in Unix seconds.
    pub until: Option<i64>,
    /// Caller: a member as `trust-domain/id`, for all of its callers; or the caller's SPIFFE id,
    /// or whole segments of it, such as `person/4711`.
    pub caller: String,
    /// Part of the call's name.
    pub call: String,
    /// Result, such as `DENIED`.
    pub result: String,
    /// Subject that the call concerned, such as `referral=` and an id, or the id alone, or
    /// `referral=` for any; with `*` at its end, what begins so.
    pub subject: String,
    /// Part of the line's text.
    pub text: String,
}

impl Filter {
    /// Whether a line fits. A line that cannot be read fits always: it is not to be hidden.
    pub fn admits(&self, line: &str) -> bool {
        let Some(parts) = Parts::of(line) else { return true };
        self.since.is_none_or(|since| parts.at >= since)
            && self.until.is_none_or(|until| parts.at < until)
            && (self.result.is_empty() || parts.result.eq_ignore_ascii_case(&self.result))
            && parts.call.contains(&self.call)
            && self.admits_subject(parts.subject)
            && line.contains(&self.text)
            && self.admits_caller(parts.caller)
    }

    fn admits_caller(&self, caller: &str) -> bool {
        let member =
            self.caller.split_once('/').and_then(|(domain, id)| MemberId::new(domain, id).ok());
        match (member, SpiffeId::parse(caller)) {
            (Some(member), Ok(id)) if id.member == member => true,
            _ => self.caller.is_empty() || has_segments(caller, &self.caller),
        }
    }

    fn admits_subject(&self, subject: &str) -> bool {
        let asked = &*self.subject;
        let is_asked = |said: &str| {
            let value = said.split_once('=').map(|(_, value)| value);
            if let Some(beginning) = asked.strip_suffix('*') {
                let begins = |text: &str| text.starts_with(beginning);
                return begins(said) || value.is_some_and(begins);
            }
            said == asked
                || value == Some(asked)
                || (asked.ends_with('=') && said.starts_with(asked))
        };
        asked.is_empty() || subject == asked || subject.split(' ').any(is_asked)
    }
}

/// Whether a name has these segments, whole and one after the other: `person/4711` are two
/// segments of `.../person/4711`, and none of `.../person/47110`.
fn has_segments(name: &str, asked: &str) -> bool {
    let [name, asked] = [name, asked].map(|text| text.split('/').collect::<Vec<_>>());
    name.windows(asked.len()).any(|part| part == asked)
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
        assert!(admits(|f| f.subject = "member=a.example/b".into()));
        assert!(admits(|f| f.subject = "member=".into()));
        assert!(!admits(|f| f.subject = "desk".into()));
        // Nobody else whose name or number begins so.
        for part in ["person/471", "a.example/analyst/desk/person/4", "4", "esk/person/4711"] {
            assert!(!admits(|f| f.caller = part.into()), "{part}");
        }
        let whole = "spiffe://a.example/analyst/desk/person/4711";
        assert!(admits(|f| f.caller = whole.into()) && admits(|f| f.caller = "4711".into()));
        assert!(!admits(|f| f.subject = "member=a.example/".into()));
        assert!(admits(|f| f.subject = "member=a.exa*".into()));
        assert!(!admits(|f| f.subject = "member=b*".into()));
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
