//! Checks of what an exchange shows of a referral: against compared keys, against what was seen
//! before, and against the rules. See [`crate::referral::proof`].

use crate::domain::code_list::CodeList;
use crate::domain::id::MemberId;
use crate::domain::referral::{Addressee, OpenPart, ReferralId};
use crate::domain::referral_codes::{ReferralAction, ReferralStatus};
use crate::domain::rules::Violation;
use crate::proto::referral::{
    required_code, to_member, to_open_part, to_sealed_hashes, to_statement,
};
use crate::proto::v1;
use crate::referral::history::{Hash, event_hash};
use crate::referral::keys::{KeyId, PublicKey};
use crate::referral::lifecycle::{self, Party, is_closed};
use crate::referral::proof::{self, Doubt, Reason, Seen, Shown, ShownStep, Verdict};
use crate::referral::standing::Standing;

use super::known_keys::{Chain, Trust};
use super::liaison::Liaison;
use super::liaison_error::LiaisonError;

impl Liaison {
    /// Checks a referral as the exchange shows it, and keeps what is verified, so that no step of
    /// the referral can be taken back or replaced later.
    pub async fn verify(&mut self, referral: &v1::Referral) -> Result<Verdict, LiaisonError> {
        let shown = match shown(referral) {
            Ok(shown) => shown,
            Err(wrong) => {
                let text = format!("cannot be read: {} {}", wrong.field, wrong.description);
                return Ok(Verdict::unreadable(text));
            }
        };
        let partner = self.partner(&shown);
        let chain = match &partner {
            None => None,
            Some(partner) => match self.judge(partner).await {
                Ok(chain) => Some(chain),
                Err(LiaisonError::NoKey(_)) => None,
                Err(error) => return Err(error),
            },
        };
        let id = shown.open.id;
        let signer = |actor: &MemberId, key: KeyId| self.signer(chain.as_ref(), actor, key);
        let (reader, seen) = (self.keyring().member(), self.seen().get(id));
        let lost =
            seen.filter(|seen| self.seen().is_before_restoration(id) && !holds(&shown, seen));
        let memory = if lost.is_some() { None } else { seen };
        let mut verdict = proof::verify(&shown, reader, memory, self.now(), &signer);
        if let Some(lost) = lost {
            let text = lost_in_restore(&shown, &lost, reader);
            verdict.reasons.push(Reason { step: None, doubt: Doubt::Unproven, text });
            verdict.seen = None;
        }
        if let (Some(partner), Some(chain)) = (&partner, &chain) {
            if chain.trust == Trust::Broken {
                let text = format!(
                    "the key of {partner} has changed, and its former key has not confirmed the new one, or one that was seen before is hidden: ask the partner, on a number that you know, whether its fingerprint is now {}, and if so run: vdx referral keys trust {partner}",
                    chain.latest.fingerprint()
                );
                verdict.reasons.push(Reason { step: None, doubt: Doubt::Unproven, text });
                verdict.seen = None;
            }
            let proven = seen.map_or(0, |seen| seen.proven) as usize;
            verdict.notes.extend(replaced_keys(&shown, proven, chain));
            if chain.strangers > 0 {
                verdict.notes.push(format!(
                    "The exchange also shows {} key(s) in the name of {partner} that cannot be: they prove nothing. Tell your coordinator.",
                    chain.strangers
                ));
            }
        }
        if let Some(seen) = verdict.seen {
            self.keep(id, seen)?;
        }
        Ok(verdict)
    }

    /// Notes that the other party has read out the same fingerprint of the history, by another way
    /// than the exchange. A comparison settles what no key can prove any more, such as steps that
    /// were signed with a key that is lost. Nothing settles a contradiction.
    pub async fn settle(
        &mut self,
        referral: &v1::Referral,
        fingerprint: &str,
    ) -> Result<Verdict, LiaisonError> {
        let verdict = self.verify(referral).await?;
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let hash = last_hash(referral)?;
        let shown = shown(referral)?;
        let standing = verdict.standing.filter(|_| verdict.can_be_settled());
        let Some(standing) = standing else {
            return Err(LiaisonError::NotVerified(verdict.reasons));
        };
        if digits(fingerprint) != digits(&proof::spoken(&hash)) {
            let text = "the fingerprint that was read out is not that of the history which the exchange shows to you: tell your coordinator";
            let reason = Reason { step: None, doubt: Doubt::Contradiction, text: text.to_owned() };
            return Err(LiaisonError::NotVerified(vec![reason]));
        }
        let number = shown.steps.len() as u32;
        let seen = Seen { number, hash, proven: number, status: standing.status };
        self.keep_settled(shown.open.id, seen)?;
        self.verify(referral).await
    }

    /// Number of the first shown steps that are the very steps which were proven when they were
    /// seen: the chain of hashes, computed anew, leads to the hash that was kept.
    pub(super) fn proven_steps(&self, referral: &v1::Referral) -> usize {
        let Ok(shown) = shown(referral) else { return 0 };
        let seen = self.seen().get(shown.open.id).filter(|seen| holds(&shown, seen));
        seen.map_or(0, |seen| seen.proven.min(seen.number) as usize)
    }

    /// The other party of the referral, as far as it is disclosed.
    fn partner(&self, shown: &Shown) -> Option<MemberId> {
        let own = self.keyring().member();
        if shown.sender != *own { Some(shown.sender.clone()) } else { shown.recipient.clone() }
    }

    /// Finds the key with which a party has signed, or the reason why that key is not believed.
    fn signer(
        &self,
        chain: Option<&Chain>,
        actor: &MemberId,
        id: KeyId,
    ) -> Result<PublicKey, (Doubt, String)> {
        let keyring = self.keyring();
        if actor == keyring.member() {
            return keyring.all_public().find(|key| key.id() == id).ok_or_else(|| {
                if keyring.first_version() == 1 {
                    let text = "is shown in your name, but it is not signed with a key of yours: you did not do it, or your key file is an old copy";
                    (Doubt::Contradiction, text.to_owned())
                } else {
                    let text = "is shown in your name and signed with a key that is not in your key file: one that you lost, or somebody else's";
                    (Doubt::Unproven, text.to_owned())
                }
            });
        }
        let Some(chain) = chain else {
            return Err((Doubt::Unproven, format!("is by {actor}, of whom no key is shown")));
        };
        chain.find(id).cloned().ok_or_else(|| {
            let text = if chain.trust == Trust::Unknown {
                format!(
                    "is signed with a key of {actor} that you have not compared: call them on a number that you know, compare {} and then run: vdx referral keys trust {actor}",
                    chain.latest.fingerprint()
                )
            } else {
                format!(
                    "is signed with a key that {actor} is not known to have: it is neither the one that you compared nor confirmed by it"
                )
            };
            (Doubt::Unproven, text)
        })
    }
}

/// Notes about steps after the first `proven` ones that are signed with a key which its owner has
/// replaced since: such steps may be older than the replacement, or made by whoever has the old
/// key.
fn replaced_keys(shown: &Shown, proven: usize, chain: &Chain) -> Vec<String> {
    let latest = chain.believed.last();
    let steps = shown.steps.iter().enumerate().skip(proven);
    let replaced = steps.filter_map(|(place, step)| {
        let key = chain.find(step.signed?.0)?;
        let latest = latest.filter(|latest| latest.version > key.version)?;
        Some(format!(
            "Step {} is signed with version {} of the key of {}, who has replaced it by version {} since. If somebody else may have the old key, ask {2}, on a number that you know, whether this step is theirs.",
            place + 1, key.version, key.member, latest.version
        ))
    });
    replaced.collect()
}

/// Whether a history begins with what was seen: the chain of its hashes, computed anew, leads to
/// the hash that was kept.
fn holds(shown: &Shown, seen: &Seen) -> bool {
    let Some(steps) = shown.steps.get(..seen.number as usize) else { return false };
    let mut previous = [0; 32];
    for (place, step) in steps.iter().enumerate() {
        let statement = &step.statement;
        if statement.number != place as u32 + 1 || statement.previous != previous {
            return false;
        }
        let bytes = statement.bytes(shown.open.id, &shown.open);
        let signature = step.signed.as_ref().map(|(_, signature)| &signature.0);
        previous = event_hash(&bytes, signature, step.at);
    }
    previous == seen.hash
}

/// Advice to the liaison when a restore of the exchange lost steps: what happened, and what to do.
/// Names no step that this reader may not take in the state that is shown.
fn lost_in_restore(shown: &Shown, seen: &Seen, reader: &MemberId) -> String {
    let party = if shown.sender == *reader { Party::Sender } else { Party::Recipient };
    let may = |action| lifecycle::next(shown.standing.status, action, party).is_some();
    let mut text = format!(
        "the exchange was restored from a backup since you saw this referral, as its coordinator has signed: you had seen {} steps, after which it was {}, and what came after the backup is lost; {} are shown now.",
        seen.number,
        seen.status.code(),
        shown.steps.len()
    );
    if is_closed(shown.standing.status) {
        let erased = if lifecycle::erases(shown.standing.status) {
            ", and what was sealed is erased"
        } else {
            ""
        };
        return format!(
            "{text} By what is shown it has ended ({}){erased}: no step can follow.",
            shown.standing.status.code()
        );
    }
    let ending = match (may(ReferralAction::Withdraw), may(ReferralAction::Decline)) {
        (true, _) => Some("vdx referral withdraw ID --not-verified"),
        (_, true) => Some("vdx referral decline ID --reason REASON --not-verified"),
        _ => None,
    };
    let compare = "call the partner on a number that you know, and read each other the fingerprint of this history; when it is the same, each runs: vdx referral compare ID";
    text += &match seen.status {
        ReferralStatus::ConsentWithdrawn if may(ReferralAction::WithdrawConsent) => {
            " Consent had been withdrawn: withdraw it again, so that what was sealed is erased: vdx referral withdraw-consent ID --not-verified".to_owned()
        }
        ReferralStatus::Completed => {
            let who = match may(ReferralAction::Complete) {
                true => "you run: vdx referral complete ID".to_owned(),
                false => "the partner completes it again".to_owned(),
            };
            format!(" It had been completed. To complete it again, {compare}; then {who}")
        }
        status => {
            let (had, on) = match is_closed(status) {
                true => (" It had ended.", None),
                false => ("", Some(compare)),
            };
            let on = on.map(|on| format!(" To go on from here, {on}. Then do and say once more what is lost."));
            let end = match (ending, had.is_empty()) {
                (Some(command), true) => format!(" To end it instead: {command}"),
                (Some(command), false) => format!(
                    " End it again, so that what was sealed is erased: {command}"
                ),
                (None, true) => " To end it instead, ask the partner to end it: you cannot in this state".to_owned(),
                (None, false) => format!(
                    " You cannot end it in this state: ask the partner to end it again, so that what was sealed is erased, or {compare}, and then vdx referral show ID tells what you may do"
                ),
            };
            format!("{had}{}{end}", on.unwrap_or_default())
        }
    };
    text
}

/// Reads a referral from its message, for checking.
fn shown(referral: &v1::Referral) -> Result<Shown, Violation> {
    let open = read_open_part(referral)?;
    let filled_in = referral.open.as_ref().and_then(|open| open.recipient.as_ref());
    let recipient = match (&open.addressee, filled_in) {
        (Addressee::Member(member), _) => Some(member.clone()),
        (Addressee::Hit(_), None) => None,
        (Addressee::Hit(_), name) => Some(to_member("open.recipient", name)?),
    };
    let deadline = (referral.deadline != 0).then_some(referral.deadline);
    let status = required_code("status", referral.status)?;
    let steps = referral.events.iter().map(shown_step).collect::<Result<Vec<_>, _>>()?;
    Ok(Shown {
        sender: to_member("sender", referral.sender.as_ref())?,
        recipient,
        standing: Standing { status, deadline },
        erased: referral.erased,
        steps,
        open,
    })
}

fn shown_step(event: &v1::ReferralEvent) -> Result<ShownStep, Violation> {
    let actor =
        event.actor.as_ref().map(|name| to_member("event.actor", Some(name))).transpose()?;
    let sealed = to_sealed_hashes(event)?;
    let (statement, signed) = to_statement(actor, event.statement.as_ref(), sealed)?;
    Ok(ShownStep { statement, signed, at: event.at, hash: to_hash("event.hash", &event.hash)? })
}

fn to_hash(field: &str, bytes: &[u8]) -> Result<Hash, Violation> {
    bytes.try_into().map_err(|_| Violation::new(field, "must have exactly 32 bytes"))
}

fn read_open_part(referral: &v1::Referral) -> Result<OpenPart, Violation> {
    let mut open = referral.open.clone().unwrap_or_default();
    if !open.hit_handle.is_empty() {
        open.recipient = None;
    }
    to_open_part(&open).map_err(|mut wrong| wrong.remove(0))
}

/// Reads the open part of a referral. After a hit, the recipient that was filled in is left out
/// again.
pub fn open_part(referral: &v1::Referral) -> Result<OpenPart, LiaisonError> {
    Ok(read_open_part(referral)?)
}

/// Id of a referral; `None` where its message holds none.
pub(super) fn referral_id(referral: &v1::Referral) -> Option<ReferralId> {
    referral.open.as_ref()?.referral_id.as_slice().try_into().ok().map(ReferralId)
}

/// Hash of the last step that is shown.
pub(super) fn last_hash(referral: &v1::Referral) -> Result<Hash, LiaisonError> {
    let last = referral.events.last().map_or(&[][..], |event| &event.hash);
    Ok(to_hash("events.hash", last)?)
}

/// The party of a referral that is not `member`.
pub fn other_party(referral: &v1::Referral, member: &MemberId) -> Result<MemberId, LiaisonError> {
    let sender = to_member("sender", referral.sender.as_ref())?;
    if sender != *member {
        return Ok(sender);
    }
    let recipient = referral.open.as_ref().and_then(|open| open.recipient.as_ref());
    recipient
        .map(|name| to_member("open.recipient", Some(name)).map_err(LiaisonError::from))
        .unwrap_or(Err(LiaisonError::NotDisclosed))
}

/// Action of an event; `None` for an unknown one.
pub fn action_of(event: &v1::ReferralEvent) -> Option<ReferralAction> {
    ReferralAction::from_number(event.statement.as_ref()?.action)
}
