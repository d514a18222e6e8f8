//! What a liaison's client does: seals, signs, opens and verifies. Nothing that identifies
//! leaves it except inside an envelope.

use std::collections::HashMap;

use prost::Message;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::domain::code_list::CodeList;
use crate::domain::id::MemberId;
use crate::domain::referral::{Addressee, OpenPart, ReferralId};
use crate::domain::referral_codes::{DeclineReason, ReferralAction};
use crate::domain::rules::Violation;
use crate::proto::referral::{
    from_open_part, from_public_key, from_statement, member_name, sealed_hashes, to_member,
    to_open_part, to_public_key, to_sealed_hashes, to_statement,
};
use crate::proto::v1;
use crate::referral::envelope::{self, Binding, EnvelopeError};
use crate::referral::history::{Hash, Statement, event_hash};
use crate::referral::keys::{Keyring, PublicKey};

use super::known_keys::{KnownKeys, Trust};
use super::{Client, ClientError, ProfileError};

/// Something that a liaison's client cannot do.
#[derive(Debug, Error)]
pub enum LiaisonError {
    /// The exchange refused, or cannot be reached.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The file of compared keys.
    #[error(transparent)]
    Known(#[from] ProfileError),
    /// An envelope.
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
    /// The exchange answered something that cannot be.
    #[error("the exchange's answer breaks a rule: {}: {}", .0.field, .0.description)]
    Answer(Violation),
    /// The member has published no key.
    #[error("{0} has not published a key yet")]
    NoKey(MemberId),
    /// Nobody has compared the member's fingerprint.
    #[error(
        "the key of {member} has not been compared: call the partner on a number that you know, compare {fingerprint} and then run: vdx referral keys trust {member}"
    )]
    NotCompared {
        /// The member.
        member: MemberId,
        /// What to compare.
        fingerprint: String,
    },
    /// The key changed without the word of its owner.
    #[error(
        "the key of {member} has changed, and its former key has not confirmed the new one. Send nothing before you have asked the partner, on a number that you know, whether its fingerprint is now {fingerprint}"
    )]
    KeyChanged {
        /// The member.
        member: MemberId,
        /// What to compare.
        fingerprint: String,
    },
    /// The recipient is not disclosed before it accepts.
    #[error("the request follows a hit: messages can be sealed once it was accepted")]
    NotDisclosed,
}

impl From<Violation> for LiaisonError {
    fn from(violation: Violation) -> Self {
        Self::Answer(violation)
    }
}

impl From<tonic::Status> for LiaisonError {
    fn from(status: tonic::Status) -> Self {
        Self::Client(status.into())
    }
}

/// One thing to do with a referral.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// What.
    pub action: ReferralAction,
    /// With DECLINE.
    pub reason: Option<DeclineReason>,
    /// With SEND, ACCEPT and EXTEND: Unix seconds.
    pub deadline: Option<i64>,
    /// What to seal to the other party.
    pub content: Option<&'a v1::SealedContent>,
}

impl<'a> Step<'a> {
    /// A step with nothing beside it.
    pub fn new(action: ReferralAction) -> Self {
        Self { action, reason: None, deadline: None, content: None }
    }

    /// The step with contents to seal.
    pub fn sealing(self, content: &'a v1::SealedContent) -> Self {
        Self { content: Some(content), ..self }
    }

    /// The step with a deadline.
    pub fn until(self, deadline: i64) -> Self {
        Self { deadline: Some(deadline), ..self }
    }
}

/// A liaison at work.
pub struct Liaison {
    client: Client,
    keyring: Keyring,
    known: KnownKeys,
    /// Keys that were fetched, oldest version first.
    keys: HashMap<MemberId, Vec<PublicKey>>,
}

impl Liaison {
    /// A liaison with its keys.
    pub fn new(client: Client, keyring: Keyring, known: KnownKeys) -> Self {
        Self { client, keyring, known, keys: HashMap::new() }
    }

    /// Its keyring.
    pub fn keyring(&self) -> &Keyring {
        &self.keyring
    }

    /// The connection.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Publishes every version of its key that the exchange does not have yet.
    pub async fn publish_keys(&self) -> Result<(), LiaisonError> {
        let member = Some(member_name(self.keyring.member()));
        let request = v1::ListLiaisonKeysRequest { member };
        let published = self.client.liaison_keys().list_liaison_keys(request).await?.into_inner();
        let latest = published.keys.iter().map(|key| key.version).max().unwrap_or(0);
        for key in self.keyring.all_public().filter(|key| key.version > latest) {
            let request = v1::PublishLiaisonKeyRequest { key: Some(from_public_key(&key)) };
            self.client.liaison_keys().publish_liaison_key(request).await?;
        }
        Ok(())
    }

    /// All versions of a member's key, as the exchange tells them, oldest first.
    pub async fn keys_of(&mut self, member: &MemberId) -> Result<Vec<PublicKey>, LiaisonError> {
        if let Some(keys) = self.keys.get(member) {
            return Ok(keys.clone());
        }
        let request = v1::ListLiaisonKeysRequest { member: Some(member_name(member)) };
        let answer = self.client.liaison_keys().list_liaison_keys(request).await?.into_inner();
        let keys = answer.keys.iter().map(to_public_key).collect::<Result<Vec<_>, _>>()?;
        if keys.is_empty() {
            return Err(LiaisonError::NoKey(member.clone()));
        }
        self.keys.insert(member.clone(), keys.clone());
        Ok(keys)
    }

    /// How far a member's latest key can be believed.
    pub async fn judge(&mut self, member: &MemberId) -> Result<(PublicKey, Trust), LiaisonError> {
        let keys = self.keys_of(member).await?;
        let trust = self.known.judge(member, &keys);
        let latest = keys.last().cloned();
        latest.map(|key| (key, trust)).ok_or_else(|| LiaisonError::NoKey(member.clone()))
    }

    /// Notes that the fingerprint of a member's latest key was compared.
    pub async fn trust(&mut self, member: &MemberId) -> Result<PublicKey, LiaisonError> {
        let (key, _) = self.judge(member).await?;
        self.known.trust(&key)?;
        Ok(key)
    }

    /// The key to seal to; refused unless it can be believed.
    async fn believed(&mut self, member: &MemberId) -> Result<PublicKey, LiaisonError> {
        let (key, trust) = self.judge(member).await?;
        let (member, fingerprint) = (member.clone(), key.fingerprint());
        match trust {
            Trust::Compared | Trust::Continued => Ok(key),
            Trust::Unknown => Err(LiaisonError::NotCompared { member, fingerprint }),
            Trust::Broken => Err(LiaisonError::KeyChanged { member, fingerprint }),
        }
    }

    /// Drafts a referral; the contents are sealed to its recipient.
    pub async fn create(
        &mut self,
        open: &OpenPart,
        content: Option<&v1::SealedContent>,
    ) -> Result<v1::Referral, LiaisonError> {
        let sealed = match (&open.addressee, content) {
            (Addressee::Member(recipient), Some(content)) => {
                Some(self.seal(open.id, 1, recipient, content).await?)
            }
            (Addressee::Hit(_), Some(_)) => return Err(LiaisonError::NotDisclosed),
            (_, None) => None,
        };
        let step = Step::new(ReferralAction::Create);
        let statement = self.sign(open, 1, [0; 32], step, sealed.as_ref());
        let request = v1::CreateReferralRequest {
            open: Some(from_open_part(open)),
            sealed,
            statement: Some(statement),
        };
        let answer = self.client.referrals().create_referral(request).await?.into_inner();
        Ok(answer.referral.unwrap_or_default())
    }

    /// Does one step with a referral, on top of the history that the liaison has seen.
    pub async fn act(
        &mut self,
        referral: &v1::Referral,
        step: Step<'_>,
    ) -> Result<v1::Referral, LiaisonError> {
        let open = open_part(referral)?;
        let number = referral.events.len() as u32 + 1;
        let previous = last_hash(referral)?;
        let sealed = match step.content {
            None => None,
            Some(content) => {
                let other = other_party(referral, self.keyring.member())?;
                Some(self.seal(open.id, number, &other, content).await?)
            }
        };
        let statement = Some(self.sign(&open, number, previous, step, sealed.as_ref()));
        let referral_id = open.id.0.to_vec();
        let mut service = self.client.referrals();
        let referral = if step.action == ReferralAction::Message {
            let request = v1::AddReferralMessageRequest { referral_id, statement, sealed };
            service.add_referral_message(request).await?.into_inner().referral
        } else {
            let request = v1::UpdateReferralStatusRequest { referral_id, statement, sealed };
            service.update_referral_status(request).await?.into_inner().referral
        };
        Ok(referral.unwrap_or_default())
    }

    /// One referral with its history.
    pub async fn get(&self, id: ReferralId) -> Result<v1::Referral, LiaisonError> {
        let request = v1::GetReferralRequest { referral_id: id.0.to_vec() };
        let answer = self.client.referrals().get_referral(request).await?.into_inner();
        Ok(answer.referral.unwrap_or_default())
    }

    async fn seal(
        &mut self,
        referral: ReferralId,
        number: u32,
        other: &MemberId,
        content: &v1::SealedContent,
    ) -> Result<v1::SealedPart, LiaisonError> {
        let key = self.believed(other).await?;
        let own = self.keyring.public();
        let bytes = Zeroizing::new(content.encode_to_vec());
        let writer = self.keyring.member();
        let seal = |reader, key: &PublicKey| {
            envelope::seal(&bytes, Binding { referral, number, writer, reader }, key, &self.keyring)
        };
        Ok(v1::SealedPart { to_other: seal(other, &key)?, to_self: seal(writer, &own)? })
    }

    fn sign(
        &self,
        open: &OpenPart,
        number: u32,
        previous: Hash,
        step: Step<'_>,
        sealed: Option<&v1::SealedPart>,
    ) -> v1::SignedStatement {
        let statement = Statement {
            number,
            previous,
            actor: Some(self.keyring.member().clone()),
            action: step.action,
            reason: step.reason,
            deadline: step.deadline,
            sealed: sealed.map(sealed_hashes),
        };
        let signature = self.keyring.sign(&statement.bytes(open.id, open));
        from_statement(&statement, Some((self.keyring.public().id(), signature)))
    }

    /// Opens what came with an event; `None` when nothing did, or the liaison may not have it.
    pub async fn open(
        &mut self,
        referral: &v1::Referral,
        event: &v1::ReferralEvent,
    ) -> Result<Option<v1::SealedContent>, LiaisonError> {
        if event.envelope.is_empty() {
            return Ok(None);
        }
        let id = open_part(referral)?.id;
        let number = event.statement.as_ref().map_or(0, |statement| statement.number);
        let writer = to_member("event.actor", event.actor.as_ref())?;
        let named = envelope::header(&event.envelope)?.writer;
        let own = writer == *self.keyring.member();
        let keys: Vec<PublicKey> =
            if own { self.keyring.all_public().collect() } else { self.keys_of(&writer).await? };
        let key = keys.iter().find(|key| key.id() == named).ok_or(EnvelopeError::Signature)?;
        let reader = self.keyring.member();
        let binding = Binding { referral: id, number, writer: &writer, reader };
        let bytes = envelope::open(&event.envelope, binding, &self.keyring, key)?;
        let content =
            v1::SealedContent::decode(bytes.as_slice()).map_err(|_| EnvelopeError::Format)?;
        Ok(Some(content))
    }

    /// Checks the whole history: hashes, signatures, and the envelopes that came with it.
    /// Returns what is wrong, in words; nothing when everything fits.
    pub async fn verify(&mut self, referral: &v1::Referral) -> Result<Vec<String>, LiaisonError> {
        let open = open_part(referral)?;
        let mut wrong = Vec::new();
        let mut previous = [0; 32];
        for (place, event) in referral.events.iter().enumerate() {
            let number = place as u32 + 1;
            let actor = event
                .actor
                .as_ref()
                .map(|name| to_member("event.actor", Some(name)))
                .transpose()?;
            let hashes = to_sealed_hashes(event)?;
            let (statement, signed) =
                to_statement(actor.clone(), event.statement.as_ref(), hashes)?;
            let mut complain = |what: &str| wrong.push(format!("event {number}: {what}"));
            if statement.number != number || statement.previous != previous {
                complain("does not follow the one before");
            }
            previous = event.hash.as_slice().try_into().unwrap_or([0; 32]);
            let by_exchange = statement.action == ReferralAction::Expire;
            if actor.is_none() && !by_exchange {
                // A recipient that is not disclosed yet: verified once it is.
                continue;
            }
            let bytes = statement.bytes(open.id, &open);
            let signature = signed.as_ref().map(|(_, signature)| &signature.0);
            if event_hash(&bytes, signature, event.at) != previous {
                complain("was changed after it was stored");
            }
            if let Some([to_other, to_self]) = hashes
                && !event.envelope.is_empty()
                && ![to_other, to_self].contains(&envelope::envelope_hash(&event.envelope))
            {
                complain("came with another envelope");
            }
            let Some(actor) = actor else { continue };
            let keys = if actor == *self.keyring.member() {
                self.keyring.all_public().collect()
            } else {
                self.keys_of(&actor).await?
            };
            let is_signed = signed.is_some_and(|(id, signature)| {
                keys.iter().any(|key| key.id() == id && key.verify(&bytes, &signature))
            });
            if !is_signed {
                complain("is not signed by the one who is said to have done it");
            }
        }
        Ok(wrong)
    }
}

/// The open part of a referral. After a hit, the recipient that was filled in is left out again.
pub fn open_part(referral: &v1::Referral) -> Result<OpenPart, LiaisonError> {
    let mut open = referral.open.clone().unwrap_or_default();
    if !open.hit_handle.is_empty() {
        open.recipient = None;
    }
    to_open_part(&open).map_err(|mut wrong| LiaisonError::Answer(wrong.remove(0)))
}

fn last_hash(referral: &v1::Referral) -> Result<Hash, LiaisonError> {
    let last = referral.events.last().map_or(&[][..], |event| &event.hash);
    let rule = || Violation::new("events", "must hold the history");
    last.try_into().map_err(|_| LiaisonError::Answer(rule()))
}

/// The party that is not `member`.
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

/// The action of an event.
pub fn action_of(event: &v1::ReferralEvent) -> Option<ReferralAction> {
    ReferralAction::from_number(event.statement.as_ref()?.action)
}
