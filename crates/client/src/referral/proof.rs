//! Proof of a history that an exchange shows to a liaison: the exchange is not believed in
//! anything but the time of storage. Signatures of compared keys, the chain of hashes, the table
//! of transitions and what was seen before decide; whatever they do not decide is a reason for
//! doubt.

use std::collections::HashMap;

use crate::domain::code_list::CodeList;
use crate::domain::id::MemberId;
use crate::domain::referral::{Addressee, OpenPart};
use crate::domain::referral_codes::{ReferralAction, ReferralStatus};

use super::case::DAY;
use super::history::{Hash, Statement, event_hash};
use super::keys::{KeyId, PublicKey, Signature};
use super::lifecycle::{self, Party};
use super::standing::Standing;

/// Difference between the clocks of client and exchange up to which an expiry is not doubted, in
/// seconds: 1 hour.
pub const CLOCK_SKEW: i64 = 3600;

/// Step of a history, as an exchange shows it.
#[derive(Clone, Debug)]
pub struct ShownStep {
    /// Statement of the step. Its actor is none for the exchange itself, or where the exchange
    /// names nobody.
    pub statement: Statement,
    /// Key and signature of the step's actor.
    pub signed: Option<(KeyId, Signature)>,
    /// Time when the exchange says that it stored the step, in Unix seconds.
    pub at: i64,
    /// Hash that the exchange shows for the step.
    pub hash: Hash,
}

/// Referral as an exchange shows it to one of its parties.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Open part, without a recipient that the exchange filled in after a hit.
    pub open: OpenPart,
    /// Member that drafted the referral.
    pub sender: MemberId,
    /// Member to which the referral goes, as far as that is disclosed.
    pub recipient: Option<MemberId>,
    /// State and deadline that the exchange says the referral has.
    pub standing: Standing,
    /// Whether the exchange says that the sealed contents are gone.
    pub erased: bool,
    /// History of the referral, step by step.
    pub steps: Vec<ShownStep>,
}

/// End of a history that a client keeps, so that nobody can go back behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Number of the last step that was seen.
    pub number: u32,
    /// Hash of the last step, which stands for everything before.
    pub hash: Hash,
    /// Number of the last step that was proven by a key believed at the time, or compared by
    /// telephone; later steps were by a recipient that is not disclosed yet.
    pub proven: u32,
    /// State of the referral after the last step.
    pub status: ReferralStatus,
}

/// Weight of a reason for doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Contradiction: something cannot be as it is shown. Only another answer of the exchange
    /// mends it.
    Contradiction,
    /// Missing proof: somebody's key is not believed. Comparing the key, or the history itself, by
    /// another way settles it.
    Unproven,
    /// Missing disclosure: the step is by a recipient that is not disclosed before it accepts.
    Undisclosed,
}

/// Reason why a history is not verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Number of the step that is doubted; `None` for the whole history.
    pub step: Option<u32>,
    /// Weight of the reason.
    pub doubt: Doubt,
    /// Reason in words, without contents.
    pub text: String,
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.step {
            Some(step) => write!(f, "step {step} {}", self.text),
            None => f.write_str(&self.text),
        }
    }
}

/// Result of the check of a history.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// Reasons why the history is not verified; empty when it is.
    pub reasons: Vec<Reason>,
    /// State and deadline after the signed steps; `None` when they lead nowhere.
    pub standing: Option<Standing>,
    /// End of the history that is to be kept; none of a history that is not verified.
    pub seen: Option<Seen>,
    /// Remarks on what else is odd, without making the history less proven.
    pub notes: Vec<String>,
    /// Whether the referral has ended by the clock of this machine while the exchange keeps it
    /// open.
    pub has_lapsed: bool,
}

impl Verdict {
    /// Verdict on a referral that cannot be read at all.
    pub fn unreadable(text: String) -> Self {
        let reasons = vec![Reason { step: None, doubt: Doubt::Contradiction, text }];
        Self { reasons, standing: None, seen: None, notes: Vec::new(), has_lapsed: false }
    }

    /// Whether every step is proven.
    pub fn is_verified(&self) -> bool {
        self.reasons.is_empty()
    }

    /// Whether nothing worse is missing than the name of a recipient that has not accepted yet.
    pub fn waits_for_disclosure(&self) -> bool {
        self.reasons.iter().all(|reason| reason.doubt == Doubt::Undisclosed)
    }

    /// Whether a comparison by another way can settle all reasons: none is a contradiction.
    pub fn can_be_settled(&self) -> bool {
        self.reasons.iter().all(|reason| reason.doubt != Doubt::Contradiction)
    }
}

/// Function that finds the key with which an actor may have signed, or tells why that key is not
/// believed.
pub type Signer<'a> = dyn Fn(&MemberId, KeyId) -> Result<PublicKey, (Doubt, String)> + 'a;

/// Checks a referral that an exchange shows to `reader`, who has `seen` a part of it before. `now`
/// is in Unix seconds.
pub fn verify(
    shown: &Shown,
    reader: &MemberId,
    seen: Option<Seen>,
    now: i64,
    signer: &Signer<'_>,
) -> Verdict {
    let mut check = Check {
        shown,
        reader,
        proven_before: 0,
        now,
        signer,
        reasons: Vec::new(),
        versions: HashMap::new(),
        has_lapsed: false,
    };
    check.parties();
    check.memory(seen);
    let standing = check.steps();
    check.claims(standing);
    let Check { reasons, has_lapsed, .. } = check;
    let settled = reasons.iter().all(|reason| reason.doubt == Doubt::Undisclosed);
    let kept = settled.then(|| {
        let last = shown.steps.last()?;
        let number = shown.steps.len() as u32;
        let first_hidden = reasons.iter().filter_map(|reason| reason.step).min();
        let proven = first_hidden.map_or(number, |step| step - 1).max(check.proven_before);
        Some(Seen { number, hash: last.hash, proven, status: standing?.status })
    });
    Verdict { reasons, standing, seen: kept.flatten(), notes: Vec::new(), has_lapsed }
}

struct Check<'a> {
    shown: &'a Shown,
    reader: &'a MemberId,
    /// Number of first steps that were proven when they were seen, and whose hash is the same now.
    proven_before: u32,
    now: i64,
    signer: &'a Signer<'a>,
    reasons: Vec<Reason>,
    /// Latest version of its key with which each actor has signed so far.
    versions: HashMap<MemberId, u32>,
    has_lapsed: bool,
}

impl Check<'_> {
    fn doubt(&mut self, step: Option<u32>, doubt: Doubt, text: impl Into<String>) {
        self.reasons.push(Reason { step, doubt, text: text.into() });
    }

    fn contradiction(&mut self, step: Option<u32>, text: impl Into<String>) {
        self.doubt(step, Doubt::Contradiction, text);
    }

    fn parties(&mut self) {
        let Shown { open, sender, recipient, .. } = self.shown;
        if let Addressee::Member(addressee) = &open.addressee
            && recipient.as_ref() != Some(addressee)
        {
            self.contradiction(None, "the recipient is not the one to whom it is addressed");
        }
        if recipient.as_ref() == Some(sender) {
            self.contradiction(None, "sender and recipient are the same");
        }
        if self.reader != sender && recipient.as_ref() != Some(self.reader) {
            self.contradiction(None, "you are no party of it");
        }
    }

    fn memory(&mut self, seen: Option<Seen>) {
        let Some(seen) = seen else { return };
        let shown = self.shown.steps.len();
        match self.shown.steps.get((seen.number as usize).wrapping_sub(1)) {
            None => self.contradiction(
                None,
                format!(
                    "{shown} steps are shown, but you have seen {} before, after which it was {}: steps were taken back",
                    seen.number,
                    seen.status.code()
                ),
            ),
            Some(step) if step.hash != seen.hash => self.contradiction(
                None,
                format!(
                    "the first {} steps are not those that you have seen before: one was replaced",
                    seen.number
                ),
            ),
            Some(_) => self.proven_before = seen.proven.min(seen.number),
        }
    }

    fn steps(&mut self) -> Option<Standing> {
        let shown = self.shown;
        if shown.steps.is_empty() {
            self.contradiction(None, "no history is shown");
        }
        let accepts = |step: &ShownStep| step.statement.action == ReferralAction::Accept;
        let accepted = shown.steps.iter().any(accepts);
        let mut standing = None;
        let mut previous = [0; 32];
        for (place, step) in shown.steps.iter().enumerate() {
            let number = place as u32 + 1;
            let at = Some(number);
            if step.statement.number != number || step.statement.previous != previous {
                self.contradiction(at, "does not follow the one before");
            }
            previous = step.hash;
            if step.at > self.now + DAY {
                self.contradiction(at, "is dated in the future");
            }
            let party = self.party(number, step, accepted);
            standing = self.lifecycle(number, step, party, standing);
            self.signature(number, step, party);
        }
        standing
    }

    /// Party of the referral that did a step; `None` after noting a reason for doubt.
    fn party(&mut self, number: u32, step: &ShownStep, accepted: bool) -> Option<Party> {
        let shown = self.shown;
        match &step.statement.actor {
            Some(actor) if *actor == shown.sender => Some(Party::Sender),
            Some(actor) if Some(actor) == shown.recipient.as_ref() => Some(Party::Recipient),
            Some(_) => {
                self.contradiction(Some(number), "was done by somebody who is no party");
                None
            }
            None if step.statement.action == ReferralAction::Expire => Some(Party::Exchange),
            // A hit tells its asker nothing but that, until whoever was asked accepts.
            None if matches!(shown.open.addressee, Addressee::Hit(_))
                && *self.reader == shown.sender
                && step.signed.is_none()
                && !accepted =>
            {
                Some(Party::Recipient)
            }
            None => {
                self.contradiction(Some(number), "names nobody who did it");
                None
            }
        }
    }

    fn lifecycle(
        &mut self,
        number: u32,
        step: &ShownStep,
        party: Option<Party>,
        before: Option<Standing>,
    ) -> Option<Standing> {
        let statement = &step.statement;
        let party = party?;
        if number == 1 {
            let is_right = statement.action == ReferralAction::Create
                && party == Party::Sender
                && statement.reason.is_none()
                && statement.deadline.is_none();
            if !is_right {
                self.contradiction(Some(1), "does not create the referral");
            }
            return is_right.then(|| Standing::draft(step.at));
        }
        let before = before?;
        let end = before.expires_at(&self.shown.open.basis);
        let has_ended = end.is_some_and(|end| end <= step.at);
        if party == Party::Exchange {
            if !has_ended {
                self.contradiction(Some(number), "lets it expire before its deadline");
            } else if end.is_some_and(|end| end > self.now + CLOCK_SKEW) {
                let text =
                    "lets it expire, but by the clock of this machine the deadline has not passed";
                self.contradiction(Some(number), text);
            }
        } else if has_ended {
            self.contradiction(Some(number), "was stored after the deadline had passed");
        }
        match before.after(statement, party, step.at) {
            Ok(standing) => Some(standing),
            Err(why) => {
                self.contradiction(Some(number), format!("breaks the rules: {why}"));
                None
            }
        }
    }

    fn signature(&mut self, number: u32, step: &ShownStep, party: Option<Party>) {
        let at = Some(number);
        let Some(actor) = &step.statement.actor else {
            match party {
                Some(Party::Recipient) => {
                    self.doubt(
                        at,
                        Doubt::Undisclosed,
                        "was done by a recipient that is not disclosed before it accepts",
                    );
                }
                Some(Party::Exchange) => {
                    if step.signed.is_some() || step.statement.sealed.is_some() {
                        self.contradiction(
                            at,
                            "is the exchange's own, which signs and seals nothing",
                        );
                    }
                    self.hash(number, step);
                }
                _ => {}
            }
            return;
        };
        let bytes = self.hash(number, step);
        if number <= self.proven_before {
            // The same bytes and signature as then: the hash covers both. The version of the key
            // counts on: a later step with an older one is forged, whenever this one was seen.
            if let Some((id, _)) = step.signed
                && let Ok(key) = (self.signer)(actor, id)
            {
                self.note_version(actor, key.version);
            }
            return;
        }
        let Some((id, signature)) = step.signed else {
            self.contradiction(at, format!("is not signed, and said to be done by {actor}"));
            return;
        };
        match (self.signer)(actor, id) {
            Err((doubt, text)) => self.doubt(at, doubt, text),
            Ok(key) if !key.verify(&bytes, &signature) => {
                self.contradiction(
                    at,
                    format!("is not signed by {actor}, who is said to have done it"),
                );
            }
            Ok(key) => {
                if self.note_version(actor, key.version) > key.version {
                    let text = "is signed with an older key than a step before it";
                    self.contradiction(at, text);
                }
            }
        }
    }

    /// Notes the version of its key with which an actor has signed; returns the latest version so
    /// far.
    fn note_version(&mut self, actor: &MemberId, version: u32) -> u32 {
        let latest = self.versions.entry(actor.clone()).or_insert(version);
        *latest = version.max(*latest);
        *latest
    }

    /// Compares the hash of a step, and returns the bytes that the actor has to have signed.
    fn hash(&mut self, number: u32, step: &ShownStep) -> Vec<u8> {
        let bytes = step.statement.bytes(self.shown.open.id, &self.shown.open);
        let signature = step.signed.as_ref().map(|(_, signature)| &signature.0);
        if event_hash(&bytes, signature, step.at) != step.hash {
            self.contradiction(Some(number), "was changed after it was stored");
        }
        bytes
    }

    /// Checks what the exchange says of the whole referral against what its steps say.
    fn claims(&mut self, standing: Option<Standing>) {
        let Some(standing) = standing else { return };
        let claimed = self.shown.standing;
        if claimed.status != standing.status {
            let (claimed, status) = (claimed.status.code(), standing.status.code());
            let text = format!(
                "the exchange says that it is {claimed}, but after its steps it is {status}"
            );
            self.contradiction(None, text);
        } else if claimed.deadline != standing.deadline {
            self.contradiction(None, "the exchange shows another deadline than the steps set");
        }
        // An exchange with a slow clock, or none, would keep an identity readable after the consent.
        let basis = &self.shown.open.basis;
        let end = standing.expires_at(basis).filter(|_| !lifecycle::is_closed(standing.status));
        if end.is_some_and(|end| end <= self.now - CLOCK_SKEW) {
            self.has_lapsed = true;
            let consent = basis.valid_until.map(|month| month.end_unix_seconds());
            let what = match consent {
                Some(consent) if consent <= self.now - CLOCK_SKEW => {
                    "the month to which consent was given"
                }
                _ => "the deadline",
            };
            self.contradiction(
                None,
                format!(
                    "by the clock of this machine {what} has passed, and the exchange has not let it expire: what was sealed must not be read any more. If your clock is right, end it (vdx referral withdraw, withdraw-consent or decline, with --not-verified)"
                ),
            );
        }
        let must_be_erased = lifecycle::erases(standing.status);
        if must_be_erased && !self.shown.erased {
            self.contradiction(None, "what was sealed has to be erased, but the exchange keeps it");
        }
        if self.shown.erased && !must_be_erased && standing.status != ReferralStatus::Completed {
            self.contradiction(
                None,
                "the exchange has erased what was sealed, though no step ends it",
            );
        }
    }
}

/// Fingerprint of a hash that people read to each other by telephone: 192 bits as twelve groups of
/// five digits.
pub fn spoken(hash: &Hash) -> String {
    let groups = hash[..24]
        .chunks_exact(2)
        .map(|pair| format!("{:05}", u16::from_be_bytes([pair[0], pair[1]])));
    groups.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
