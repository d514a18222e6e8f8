//! What happens in a simulated exchange: steps, drawn from a seed.

use fastrand::Rng;

use crate::domain::referral_codes::ReferralAction as Action;
use crate::referral::lifecycle::{self, Party};

use super::model::{Model, institutions};

/// Names of the members. The first one is there from the beginning.
pub const NAMES: [&str; 8] =
    ["coordinator", "deputy", "police", "shelter", "border", "pristina", "tirana", "rome"];
/// Their countries.
pub const COUNTRIES: [&str; 8] = ["XK", "XK", "XK", "XK", "AL", "XK", "AL", "IT"];
/// Which of them bring records.
pub const INSTITUTION: [usize; 3] = [2, 3, 4];
/// Which of them are liaisons.
pub const LIAISON: [usize; 3] = [5, 6, 7];

/// A record as an institution sends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    pub id: u8,
    pub revision: u32,
    /// Whom it is about.
    pub person: u8,
    /// Whether it may be found from abroad.
    pub is_shared: bool,
    /// Something else that it says.
    pub detail: u8,
}

/// The stream on which a batch comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// One that is open.
    Open,
    /// One that begins with the batch.
    Begins,
    /// One that holds nothing else.
    All,
}

/// One step. Members are places in [`NAMES`].
#[derive(Clone, Debug)]
pub enum Step {
    Open(usize),
    Close(usize),
    Submit {
        who: usize,
        way: Way,
        submission: u8,
        sequence: u64,
        records: Vec<Sent>,
        /// Whether withdrawn records are taken anew.
        readmit: bool,
        /// Whether what corrections ask is confirmed.
        confirm: bool,
    },
    /// Records of an institution are withdrawn; whether a newer submission may bring them back.
    Withdraw(usize, u8, bool),
    /// Consent to a record of an institution ended, in a revision.
    EndConsent(usize, u8, u32),
    Put(usize),
    Status(usize, bool),
    Propose(usize, i32),
    Approve(usize, usize),
    Finish,
    Ask(usize),
    Find(usize, Option<(usize, u8)>),
    Decide(usize, usize, bool),
    Publish(usize, u32),
    Create(u8, usize, usize),
    Act(u8, usize, Action),
    Upkeep,
    Relay(Vec<(usize, u8)>, Vec<(usize, u8)>),
    Keep(u8),
    Tell,
}

impl Step {
    /// Whether it rests on everything before it.
    pub fn is_whole(&self) -> bool {
        matches!(self, Self::Propose(..) | Self::Approve(..) | Self::Finish)
    }

    /// Whether two steps cannot be sent at once: the later one needs the answer to the other, or is
    /// decided by what the views hold.
    pub fn waits_for(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Open(_) | Self::Close(_) | Self::Upkeep, _)
            | (_, Self::Open(_) | Self::Upkeep)
            | (_, Self::Submit { way: Way::Begins, .. }) => true,
            (Self::Find(a, _) | Self::Decide(_, a, _), Self::Find(b, _)) => a == b,
            (Self::Act(a, ..), Self::Act(b, ..) | Self::Create(b, ..)) => a == b,
            (Self::Create(a, ..), Self::Create(b, ..)) => a == b,
            _ => false,
        }
    }
}

fn one<T: Copy>(rng: &mut Rng, of: &[T]) -> T {
    of[rng.usize(..of.len())]
}

fn sent(rng: &mut Rng) -> Sent {
    Sent {
        id: rng.u8(..6),
        revision: rng.u32(1..4),
        person: rng.u8(..4),
        is_shared: rng.bool(),
        detail: rng.u8(..2),
    }
}

/// Steps on referrals that come without anything sealed.
const ACTIONS: [Action; 9] = [
    Action::Send,
    Action::Receive,
    Action::Accept,
    Action::Start,
    Action::Complete,
    Action::Extend,
    Action::Decline,
    Action::Withdraw,
    Action::WithdrawConsent,
];

/// A step on a referral: mostly by a party, and one that leads on.
fn act(rng: &mut Rng, model: &Model) -> Step {
    let known: Vec<u8> = model.referrals.keys().copied().collect();
    if known.is_empty() || rng.u8(..8) == 0 {
        return Step::Act(rng.u8(..6), one(rng, &LIAISON), one(rng, &ACTIONS));
    }
    let slot = one(rng, &known);
    let referral = &model.referrals[&slot];
    let is_next = |(action, party)| lifecycle::next(referral.status, action, party).is_some();
    let next: Vec<(Action, Party)> = ACTIONS[..6]
        .iter()
        .flat_map(|action| [(*action, Party::Sender), (*action, Party::Recipient)])
        .filter(|step| is_next(*step))
        .collect();
    if next.is_empty() || rng.u8(..4) == 0 {
        let who = if rng.bool() { referral.from } else { referral.to };
        return Step::Act(slot, who, one(rng, &ACTIONS));
    }
    let (action, party) = one(rng, &next);
    Step::Act(slot, if party == Party::Sender { referral.from } else { referral.to }, action)
}

/// The next step, given what an exchange must know by now.
pub fn draw(rng: &mut Rng, model: &Model) -> Step {
    let open: Vec<usize> = institutions().filter(|who| model.streams.contains_key(who)).collect();
    let institution = one(rng, &INSTITUTION);
    let liaison = one(rng, &LIAISON);
    match rng.u8(..100) {
        0..8 if !model.streams.contains_key(&institution) => Step::Open(institution),
        8..11 if !open.is_empty() => Step::Close(one(rng, &open)),
        11..45 => {
            let is_open = open.contains(&institution);
            let way = match rng.u8(..4) {
                0 => Way::All,
                _ if is_open => Way::Open,
                _ => Way::Begins,
            };
            let (who, submission) = (institution, rng.u8(..3));
            let durable = model.submissions.get(&(who, submission)).map_or(0, |known| known.0);
            // Mostly the next one; sometimes one again, or one too far.
            let sequence = match rng.u8(..10) {
                0 => durable.max(1),
                1 => durable + 2,
                _ => durable + 1,
            };
            let mut records: Vec<Sent> = (0..rng.usize(1..4)).map(|_| sent(rng)).collect();
            let known = model.records.values().map(|record| record.sent);
            let known: Vec<Sent> = known.filter(|sent| sent.revision > 0).collect();
            if rng.u8(..4) == 0 && !known.is_empty() {
                records.push(one(rng, &known));
            }
            let (readmit, confirm) = (rng.u8(..4) == 0, rng.u8(..3) > 0);
            Step::Submit { who, way, submission, sequence, records, readmit, confirm }
        }
        45..49 => Step::Withdraw(institution, rng.u8(..7), rng.bool()),
        49..52 => Step::EndConsent(institution, rng.u8(..7), rng.u32(..4)),
        52..55 => Step::Put(rng.usize(..NAMES.len())),
        55..58 => Step::Status(rng.usize(..NAMES.len()), rng.u8(..3) > 0),
        58..60 => Step::Propose(rng.usize(..2), rng.i32(2001..2005)),
        60..63 if !model.releases.is_empty() => {
            Step::Approve(rng.usize(..2), rng.usize(1..model.releases.len() + 2))
        }
        63..64 => Step::Finish,
        64..69 => Step::Ask(liaison),
        69..74 if !model.checks.is_empty() => {
            let record = (institution, rng.u8(..6));
            Step::Find(rng.usize(..model.checks.len()), rng.bool().then_some(record))
        }
        74..77 if !model.checks.is_empty() => {
            Step::Decide(liaison, rng.usize(..model.checks.len()), rng.bool())
        }
        77..79 => Step::Publish(liaison, rng.u32(1..3)),
        79..82 => Step::Create(rng.u8(..6), liaison, one(rng, &LIAISON)),
        82..92 => act(rng, model),
        92..95 => Step::Upkeep,
        95..97 if !open.is_empty() => {
            let all: Vec<(usize, u8)> = model.records.keys().copied().collect();
            let some = |rng: &mut Rng| all.iter().copied().filter(|_| rng.u8(..3) == 0).collect();
            Step::Relay(some(rng), some(rng))
        }
        97..98 => Step::Keep(rng.u8(..)),
        _ => Step::Tell,
    }
}
