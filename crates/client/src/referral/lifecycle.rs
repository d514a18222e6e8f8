//! Life cycle of a referral: its states and who may move it on, in one table. Everything not in
//! the table is refused.

use crate::domain::code_list::CodeList;
use crate::domain::referral_codes::{ReferralAction, ReferralStatus};

use ReferralAction as A;
use ReferralStatus as S;

/// Party of a referral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// The liaison that made the referral.
    Sender,
    /// The liaison to which the referral is addressed.
    Recipient,
    /// The exchange itself, which only lets the referral expire.
    Exchange,
}

use Party::{Exchange, Recipient, Sender};

/// Line of the table: in any of these states these parties may do this action, which leads to a
/// state, or leaves the state as it is.
struct Step {
    action: A,
    from: &'static [S],
    by: &'static [Party],
    to: Option<S>,
}

const fn step(action: A, from: &'static [S], by: &'static [Party], to: Option<S>) -> Step {
    Step { action, from, by, to }
}

const UNDECIDED: &[S] = &[S::Received, S::InformationRequested];
const UNDER_WAY: &[S] = &[S::Accepted, S::InProgress];
const OPEN: &[S] =
    &[S::Draft, S::Sent, S::Received, S::InformationRequested, S::Accepted, S::InProgress];
/// States that are open and known to both parties.
const SHARED: &[S] = &[S::Sent, S::Received, S::InformationRequested, S::Accepted, S::InProgress];
const TALKING: &[S] = &[S::Received, S::InformationRequested, S::Accepted, S::InProgress];

const STEPS: &[Step] = &[
    step(A::Send, &[S::Draft], &[Sender], Some(S::Sent)),
    step(A::Receive, &[S::Sent], &[Recipient], Some(S::Received)),
    step(A::RequestInformation, &[S::Received], &[Recipient], Some(S::InformationRequested)),
    step(A::ProvideInformation, &[S::InformationRequested], &[Sender], Some(S::Received)),
    step(A::Accept, UNDECIDED, &[Recipient], Some(S::Accepted)),
    step(A::Decline, UNDECIDED, &[Recipient], Some(S::Declined)),
    step(A::Start, &[S::Accepted], &[Recipient], Some(S::InProgress)),
    step(A::Extend, UNDER_WAY, &[Recipient], None),
    step(A::Complete, UNDER_WAY, &[Recipient], Some(S::Completed)),
    step(A::Withdraw, OPEN, &[Sender], Some(S::Withdrawn)),
    step(A::WithdrawConsent, &[S::Draft], &[Sender], Some(S::ConsentWithdrawn)),
    // The victim may tell either side.
    step(A::WithdrawConsent, SHARED, &[Sender, Recipient], Some(S::ConsentWithdrawn)),
    step(A::Message, TALKING, &[Sender, Recipient], None),
    step(A::Expire, OPEN, &[Exchange], Some(S::Expired)),
];

/// State to which an action leads; `None` when this party may not do it in this state.
pub fn next(status: S, action: A, party: Party) -> Option<S> {
    STEPS
        .iter()
        .find(|step| {
            step.action == action && step.from.contains(&status) && step.by.contains(&party)
        })
        .map(|step| step.to.unwrap_or(status))
}

/// All actions that a party may do in a state.
pub fn allowed(status: S, party: Party) -> Vec<A> {
    A::ALL.iter().copied().filter(|action| next(status, *action, party).is_some()).collect()
}

/// Whether a referral that had one state can have another one later.
pub fn may_follow(from: S, to: S) -> bool {
    let mut reached = vec![from];
    let mut place = 0;
    while let Some(status) = reached.get(place).copied() {
        place += 1;
        for step in STEPS.iter().filter(|step| step.from.contains(&status)) {
            if let Some(next) = step.to.filter(|next| !reached.contains(next)) {
                reached.push(next);
            }
        }
    }
    reached.contains(&to)
}

/// Whether no other state can follow this one.
pub fn is_closed(status: S) -> bool {
    !OPEN.contains(&status)
}

/// Whether the recipient has accepted in this state, so that it may have the sealed part.
pub fn was_accepted(status: S) -> bool {
    matches!(status, S::Accepted | S::InProgress | S::Completed)
}

/// Whether reaching this state erases everything sealed at once.
pub fn erases(status: S) -> bool {
    matches!(status, S::Declined | S::Withdrawn | S::ConsentWithdrawn | S::Expired)
}

/// Whether an action may come with a sealed part: an action that erases, or that only confirms,
/// never does.
pub fn may_seal(action: A) -> bool {
    matches!(
        action,
        A::Create
            | A::RequestInformation
            | A::ProvideInformation
            | A::Accept
            | A::Start
            | A::Extend
            | A::Complete
            | A::Message
    )
}

/// Whether an action sets a deadline.
pub fn sets_deadline(action: A) -> bool {
    matches!(action, A::Send | A::Accept | A::Extend)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_goes_back_behind_a_decision() {
        assert!(may_follow(S::Draft, S::Completed) && may_follow(S::Accepted, S::Accepted));
        assert!(may_follow(S::InformationRequested, S::Received));
        for (from, to) in [
            (S::Accepted, S::Received),
            (S::Received, S::Sent),
            (S::ConsentWithdrawn, S::Accepted),
            (S::Accepted, S::Declined),
        ] {
            assert!(!may_follow(from, to), "{from:?} {to:?}");
        }
    }

    /// The table is written here once more, state by state, so that a change of the table is a
    /// decision.
    #[test]
    fn every_state_and_party() {
        let expected: &[(S, &[A], &[A])] = &[
            (S::Draft, &[A::Send, A::Withdraw, A::WithdrawConsent], &[]),
            (S::Sent, &[A::Withdraw, A::WithdrawConsent], &[A::Receive, A::WithdrawConsent]),
            (
                S::Received,
                &[A::Withdraw, A::WithdrawConsent, A::Message],
                &[A::RequestInformation, A::Accept, A::Decline, A::WithdrawConsent, A::Message],
            ),
            (
                S::InformationRequested,
                &[A::ProvideInformation, A::Withdraw, A::WithdrawConsent, A::Message],
                &[A::Accept, A::Decline, A::WithdrawConsent, A::Message],
            ),
            (
                S::Accepted,
                &[A::Withdraw, A::WithdrawConsent, A::Message],
                &[A::Start, A::Extend, A::Complete, A::WithdrawConsent, A::Message],
            ),
            (
                S::InProgress,
                &[A::Withdraw, A::WithdrawConsent, A::Message],
                &[A::Extend, A::Complete, A::WithdrawConsent, A::Message],
            ),
            (S::Completed, &[], &[]),
            (S::Declined, &[], &[]),
            (S::Withdrawn, &[], &[]),
            (S::ConsentWithdrawn, &[], &[]),
            (S::Expired, &[], &[]),
        ];
        assert_eq!(expected.len(), S::ALL.len());
        for (status, sender, recipient) in expected {
            assert_eq!(allowed(*status, Sender), *sender, "{status:?}");
            assert_eq!(allowed(*status, Recipient), *recipient, "{status:?}");
            let exchange: &[A] = if is_closed(*status) { &[] } else { &[A::Expire] };
            assert_eq!(allowed(*status, Exchange), exchange, "{status:?}");
        }
    }
}
