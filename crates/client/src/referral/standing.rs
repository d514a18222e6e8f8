//! State of a referral and what a statement makes of it: the rules by which the exchange stores a
//! step, and by which a client checks what it is shown.

use crate::domain::code_list::CodeList;
use crate::domain::referral::Basis;
use crate::domain::referral_codes::{ReferralAction, ReferralStatus};
use crate::domain::rules::Violation;

use super::case::{DRAFT_LIFE, MAX_DEADLINE};
use super::history::Statement;
use super::lifecycle::{self, Party};

/// State of a referral with its deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// State in the referral's life cycle.
    pub status: ReferralStatus,
    /// Time until which the next step is due, in Unix seconds; `None` when the referral is closed.
    pub deadline: Option<i64>,
}

impl Standing {
    /// Standing of a draft that was made at a time in Unix seconds.
    pub fn draft(created_at: i64) -> Self {
        Self {
            status: ReferralStatus::Draft,
            deadline: Some(created_at.saturating_add(DRAFT_LIFE)),
        }
    }

    /// Standing after a statement that a party makes at a time in Unix seconds; the error says in
    /// words what is wrong with the statement.
    pub fn after(self, statement: &Statement, party: Party, at: i64) -> Result<Self, String> {
        let action = statement.action;
        let status = lifecycle::next(self.status, action, party).ok_or_else(|| {
            let (action, status) = (action.code(), self.status.code());
            format!("{action} is not possible for this party while the referral is {status}")
        })?;
        self.check_details(statement, at)
            .map_err(|wrong| format!("{} {}", wrong.field, wrong.description))?;
        Ok(self.moved(status, statement))
    }

    /// Standing after a statement that leads to the state `status`.
    pub fn moved(self, status: ReferralStatus, statement: &Statement) -> Self {
        let deadline = if lifecycle::is_closed(status) {
            None
        } else if lifecycle::sets_deadline(statement.action) {
            statement.deadline
        } else {
            self.deadline
        };
        Self { status, deadline }
    }

    /// Time when the referral expires by itself, in Unix seconds: at its deadline, or with the
    /// consent.
    pub fn expires_at(self, basis: &Basis) -> Option<i64> {
        let consent = basis.valid_until.map(|month| month.end_unix_seconds());
        let deadline = self.deadline?;
        Some(consent.map_or(deadline, |end| end.min(deadline)))
    }

    /// Checks the reason and the deadline that go with an action, beside the table of transitions.
    pub fn check_details(self, statement: &Statement, now: i64) -> Result<(), Violation> {
        let action = statement.action;
        let wrong = |field: &str, rule: &str| Err(Violation::new(field, rule));
        if (action == ReferralAction::Decline) != statement.reason.is_some() {
            return wrong("statement.reason", "is required with DECLINE, and goes with it alone");
        }
        match (lifecycle::sets_deadline(action), statement.deadline) {
            (true, Some(at)) if at > now && at <= now.saturating_add(MAX_DEADLINE) => {}
            (false, None) => {}
            (true, _) => {
                return wrong(
                    "statement.deadline",
                    "must be in the future, at most 366 days ahead",
                );
            }
            (false, Some(_)) => {
                return wrong("statement.deadline", "goes with SEND, ACCEPT and EXTEND alone");
            }
        }
        if action == ReferralAction::Extend && statement.deadline <= self.deadline {
            return wrong("statement.deadline", "must be later than the present one");
        }
        match (statement.sealed.is_some(), action) {
            (false, ReferralAction::Message) => wrong("sealed", "is required"),
            (true, action) if !lifecycle::may_seal(action) => {
                wrong("sealed", "does not go with this action")
            }
            _ => Ok(()),
        }
    }
}
