//! Opening of the sealed parts of a referral, each by itself: a part that cannot be opened says
//! why, and spoils none of the others.

use prost::Message;
use thiserror::Error;

use crate::domain::id::MemberId;
use crate::domain::referral::{MAX_ATTACHMENTS, OpenPart, ReferralId};
use crate::domain::referral_codes::ReferralAction;
use crate::proto::referral::{to_member, to_sealed_hashes};
use crate::proto::v1;
use crate::referral::envelope::{self, Binding, EnvelopeError, envelope_hash};
use crate::referral::keys::PublicKey;
use crate::referral::proof::CLOCK_SKEW;

use super::history::{action_of, open_part, other_party};
use super::known_keys::Chain;
use super::liaison::Liaison;
use super::liaison_error::LiaisonError;

/// Reason why a sealed part cannot be opened; tells nothing of the part's contents.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PartError {
    /// The envelope cannot be opened.
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
    /// The part is sealed to a key that is lost.
    #[error(
        "sealed to a key that is not in your key file: ask the other party to send it once more (vdx referral resend)"
    )]
    LostKey,
    /// The exchange does not hand out the part.
    #[error("the exchange does not hand out what was sealed, though you may have it")]
    Withheld,
    /// The envelope is not the one that the signed step names, or no envelope is named.
    #[error("not the envelope that the signed step names")]
    OtherEnvelope,
    /// The part is signed with a key that nobody has compared.
    #[error("signed with a key of {0} that was neither compared nor confirmed: it is not opened")]
    UnknownKey(MemberId),
    /// Nobody is named as the writer of the part.
    #[error("without a writer")]
    NoWriter,
    /// The month to which the victim consented is over, or the referral had to end by its
    /// deadline.
    #[error(
        "the consent or the deadline has passed by the clock of this machine: it is not opened any more"
    )]
    Lapsed,
    /// The part has more attachments than anybody would look through.
    #[error("has {0} attachments, of at most {MAX_ATTACHMENTS}: it is not opened")]
    TooManyAttachments(usize),
    /// What was sealed is no contents of a referral.
    #[error("what was sealed is not the contents of a referral: the writer's client is broken")]
    Contents,
}

/// Sealed part of a referral, opened where possible.
#[derive(Clone, Debug)]
pub struct Part {
    /// Number of the step that brought the part.
    pub number: u32,
    /// Whether the liaison wrote the part itself.
    pub is_own: bool,
    /// Contents of the part, or the reason why it cannot be opened.
    pub content: Result<v1::SealedContent, PartError>,
}

impl Liaison {
    /// Opens all sealed parts of a referral that the liaison may have by now.
    pub async fn parts(&mut self, referral: &v1::Referral) -> Result<Vec<Part>, LiaisonError> {
        let chain = self.chain_of_other(referral).await?;
        let open = open_part(referral)?;
        let (id, has_lapsed) = (open.id, self.has_lapsed(&open));
        let proven = self.proven_steps(referral);
        let accepted =
            referral.events.iter().any(|event| action_of(event) == Some(ReferralAction::Accept));
        let mut parts = Vec::new();
        for (place, event) in referral.events.iter().enumerate() {
            let number = event.statement.as_ref().map_or(0, |statement| statement.number);
            let is_own = to_member("event.actor", event.actor.as_ref())
                .is_ok_and(|actor| actor == *self.keyring().member());
            let is_named = !event.to_other_hash.is_empty() || !event.to_self_hash.is_empty();
            if event.envelope.is_empty() {
                let is_first = action_of(event) == Some(ReferralAction::Create);
                let may_have = is_own || !is_first || accepted;
                if is_named && may_have && !referral.erased {
                    parts.push(Part { number, is_own, content: Err(PartError::Withheld) });
                }
                continue;
            }
            let content = match has_lapsed {
                true => Err(PartError::Lapsed),
                false => self.open_one(id, event, chain.as_ref(), place < proven),
            };
            parts.push(Part { number, is_own, content });
        }
        Ok(parts)
    }

    /// Opens the sealed part of an event; `None` when the event has none, or the liaison may not
    /// have it.
    pub async fn open(
        &mut self,
        referral: &v1::Referral,
        event: &v1::ReferralEvent,
    ) -> Result<Option<v1::SealedContent>, LiaisonError> {
        if event.envelope.is_empty() {
            return Ok(None);
        }
        let chain = self.chain_of_other(referral).await?;
        let open = open_part(referral)?;
        if self.has_lapsed(&open) {
            return Err(PartError::Lapsed.into());
        }
        let proven = &referral.events[..self.proven_steps(referral)];
        let is_proven = proven.contains(event);
        Ok(Some(self.open_one(open.id, event, chain.as_ref(), is_proven)?))
    }

    /// Whether the month to which consent was given is over by the clock of this machine, whatever
    /// the exchange says.
    fn has_lapsed(&self, open: &OpenPart) -> bool {
        let end = open.basis.valid_until.map(|month| month.end_unix_seconds());
        end.is_some_and(|end| end <= self.now() - CLOCK_SKEW)
    }

    async fn chain_of_other(
        &mut self,
        referral: &v1::Referral,
    ) -> Result<Option<Chain>, LiaisonError> {
        let other = match other_party(referral, self.keyring().member()) {
            Ok(other) => other,
            Err(LiaisonError::NotDisclosed) => return Ok(None),
            Err(error) => return Err(error),
        };
        match self.judge(&other).await {
            Ok(chain) => Ok(Some(chain)),
            Err(LiaisonError::NoKey(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Opens the sealed part of an event. `is_proven` says that the event, with the hashes of its
    /// envelopes, was proven when it was seen.
    fn open_one(
        &self,
        referral: ReferralId,
        event: &v1::ReferralEvent,
        chain: Option<&Chain>,
        is_proven: bool,
    ) -> Result<v1::SealedContent, PartError> {
        let keyring = self.keyring();
        let reader = keyring.member();
        let number = event.statement.as_ref().map_or(0, |statement| statement.number);
        let writer = to_member("event.actor", event.actor.as_ref()).ok();
        let writer = writer.ok_or(PartError::NoWriter)?;
        let is_own = writer == *reader;
        let hashes = to_sealed_hashes(event).ok().flatten();
        let [to_other, to_self] = hashes.ok_or(PartError::OtherEnvelope)?;
        if envelope_hash(&event.envelope) != if is_own { to_self } else { to_other } {
            return Err(PartError::OtherEnvelope);
        }
        let named = envelope::header(&event.envelope)?.writer;
        let key: Option<PublicKey> = if is_own {
            keyring.all_public().find(|key| key.id() == named)
        } else {
            // The envelope is the one that a proven step names by its hash: which key signed it was
            // settled then, also when its owner has lost that key since.
            let before = |chain: &Chain| chain.sound.iter().find(|key| key.id() == named).cloned();
            chain.and_then(|chain| {
                let believed = chain.find(named).cloned();
                believed.or_else(|| before(chain).filter(|_| is_proven))
            })
        };
        let key = key.ok_or_else(|| match is_own {
            true => PartError::LostKey,
            false => PartError::UnknownKey(writer.clone()),
        })?;
        let binding = Binding { referral, number, writer: &writer, reader };
        let bytes =
            envelope::open(&event.envelope, binding, keyring, &key).map_err(
                |error| match error {
                    EnvelopeError::OtherKey => PartError::LostKey,
                    error => error.into(),
                },
            )?;
        let content =
            v1::SealedContent::decode(bytes.as_slice()).map_err(|_| PartError::Contents)?;
        match content.attachments.len() {
            0..=MAX_ATTACHMENTS => Ok(content),
            count => Err(PartError::TooManyAttachments(count)),
        }
    }
}
