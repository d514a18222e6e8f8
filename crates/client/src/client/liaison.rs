//! A liaison's client: seals, signs and acts on referrals. Nothing that identifies a person leaves
//! it except inside an envelope, and it signs a step only after the history before was verified.

use std::sync::Arc;

use prost::Message;
use zeroize::Zeroizing;

use crate::domain::id::MemberId;
use crate::domain::referral::{Addressee, OpenPart, ReferralId};
use crate::domain::referral_codes::{DeclineReason, ReferralAction};
use crate::proto::referral::{
    from_open_part, from_public_key, from_statement, sealed_hashes, to_public_key,
};
use crate::proto::v1;
use crate::referral::envelope::{self, Binding};
use crate::referral::history::{Hash, Statement};
use crate::referral::keys::{Keyring, PublicKey};
use crate::referral::proof::{CLOCK_SKEW, Seen};

use crate::domain::referral::MAX_ATTACHMENTS;

use super::history::{last_hash, open_part, other_party, referral_id};
use super::known_keys::{Chain, KnownKeys, Trust};
use super::liaison_error::LiaisonError;
use super::seen_referrals::SeenReferrals;
use super::{Client, ProfileError};

/// Step of a liaison in a referral: an action with what goes with it.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// Action of the step.
    pub action: ReferralAction,
    /// Reason for declining, with DECLINE.
    pub reason: Option<DeclineReason>,
    /// Deadline in Unix seconds, with SEND, ACCEPT and EXTEND.
    pub deadline: Option<i64>,
    /// Contents that are sealed to the other party.
    pub content: Option<&'a v1::SealedContent>,
}

impl<'a> Step<'a> {
    /// A step with an action alone.
    pub fn new(action: ReferralAction) -> Self {
        Self { action, reason: None, deadline: None, content: None }
    }

    /// Adds contents that are to be sealed.
    pub fn sealing(self, content: &'a v1::SealedContent) -> Self {
        Self { content: Some(content), ..self }
    }

    /// Adds a deadline, in Unix seconds.
    pub fn until(self, deadline: i64) -> Self {
        Self { deadline: Some(deadline), ..self }
    }

    /// Whether the step only ends a referral and erases what was sealed.
    fn only_ends(&self) -> bool {
        matches!(
            self.action,
            ReferralAction::Decline | ReferralAction::Withdraw | ReferralAction::WithdrawConsent
        )
    }
}

/// Liaison at work: its connection, its keys, and what it has seen.
pub struct Liaison {
    client: Client,
    keyring: Keyring,
    known: KnownKeys,
    seen: SeenReferrals,
    now: Arc<dyn Fn() -> i64 + Send + Sync>,
}

impl Liaison {
    /// A liaison with its keys, the fingerprints that it has compared, and the referrals that it
    /// has seen.
    pub fn new(client: Client, keyring: Keyring, known: KnownKeys, seen: SeenReferrals) -> Self {
        let now = Arc::new(|| jiff::Timestamp::now().as_second());
        let seen = seen.after_restoration(client.restoration());
        Self { client, keyring, known, seen, now }
    }

    /// Gives the liaison another clock, which returns Unix seconds.
    pub fn with_clock(self, now: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        Self { now: Arc::new(now), ..self }
    }

    /// Keyring of the liaison.
    pub fn keyring(&self) -> &Keyring {
        &self.keyring
    }

    /// Connection of the liaison.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// What the liaison has seen of referrals.
    pub fn seen(&self) -> &SeenReferrals {
        &self.seen
    }

    pub(super) fn now(&self) -> i64 {
        (self.now)()
    }

    pub(super) fn keep(&mut self, id: ReferralId, seen: Seen) -> Result<(), ProfileError> {
        self.seen.keep(id, seen)
    }

    /// Keeps the end of a history that both parties have compared by another way than the
    /// exchange.
    pub(super) fn keep_settled(&mut self, id: ReferralId, seen: Seen) -> Result<(), ProfileError> {
        self.seen.settle(id, seen)
    }

    /// Publishes every version of the liaison's key that the exchange does not have yet. Refused
    /// when the exchange shows a version in the liaison's name that is not in the keyring.
    pub async fn publish_keys(&self) -> Result<(), LiaisonError> {
        let (published, _) = self.shown_keys(self.keyring.member()).await?;
        if let Some(key) = self.foreign_key(&published) {
            let (version, fingerprint) = (key.version, key.fingerprint());
            return Err(LiaisonError::ForeignKey { version, fingerprint });
        }
        let latest = published.iter().map(|key| key.version).max().unwrap_or(0);
        for key in self.keyring.all_public().filter(|key| key.version > latest) {
            let request = v1::PublishLiaisonKeyRequest { key: Some(from_public_key(&key)) };
            self.client.liaison_keys().publish_liaison_key(request).await?;
        }
        Ok(())
    }

    /// Finds a key among those shown in the liaison's own name that the liaison does not have.
    /// Versions before the first one of the keyring were lost, and say nothing.
    pub fn foreign_key<'a>(&self, shown: &'a [PublicKey]) -> Option<&'a PublicKey> {
        let own: Vec<PublicKey> = self.keyring.all_public().collect();
        shown.iter().find(|key| {
            key.member == *self.keyring.member()
                && key.version >= self.keyring.first_version()
                && !own.contains(key)
        })
    }

    /// Fetches a member's keys as the exchange shows them, and counts those that cannot be read.
    async fn shown_keys(&self, member: &MemberId) -> Result<(Vec<PublicKey>, usize), LiaisonError> {
        let shown = self.client.all_liaison_keys(Some(member)).await?;
        let keys: Vec<PublicKey> = shown.iter().filter_map(|key| to_public_key(key).ok()).collect();
        let unreadable = shown.len() - keys.len();
        Ok((keys, unreadable))
    }

    /// Judges how far a member's keys can be believed. The keys are fetched each time: they may
    /// have changed.
    pub async fn judge(&mut self, member: &MemberId) -> Result<Chain, LiaisonError> {
        let (keys, unreadable) = self.shown_keys(member).await?;
        let mut chain = self.judge_shown(member, &keys)?;
        chain.strangers += unreadable;
        Ok(chain)
    }

    /// Judges how far a member's keys can be believed that were fetched already.
    pub fn judge_shown(
        &mut self,
        member: &MemberId,
        keys: &[PublicKey],
    ) -> Result<Chain, LiaisonError> {
        self.known.judge(member, keys)?.ok_or_else(|| LiaisonError::NoKey(member.clone()))
    }

    /// Notes that the fingerprint of a member's latest key was compared.
    pub async fn trust(&mut self, member: &MemberId) -> Result<PublicKey, LiaisonError> {
        let chain = self.judge(member).await?;
        self.trust_key(member, &chain.latest.fingerprint()).await
    }

    /// Notes that this fingerprint was compared with a member, by another way than the exchange.
    /// The fingerprint must be that of the latest key which is shown, or of a key that the latest
    /// continues.
    pub async fn trust_key(
        &mut self,
        member: &MemberId,
        fingerprint: &str,
    ) -> Result<PublicKey, LiaisonError> {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let (keys, _) = self.shown_keys(member).await?;
        let sound = |key: &&PublicKey| key.member == *member && key.is_sound();
        let newest = keys.iter().filter(sound).map(|key| key.version).max();
        let newest = newest.ok_or_else(|| LiaisonError::NoKey(member.clone()))?;
        let read = keys
            .iter()
            .filter(sound)
            .find(|key| digits(&key.fingerprint()) == digits(fingerprint))
            .ok_or_else(|| LiaisonError::OtherFingerprint(member.clone()))?;
        let mut last = read;
        while let Some(next) = keys.iter().filter(sound).find(|key| key.follows(last)) {
            last = next;
        }
        let mut latest: Vec<&PublicKey> =
            keys.iter().filter(sound).filter(|key| key.version == newest).collect();
        latest.dedup();
        if latest.len() > 1 {
            return Err(LiaisonError::SeveralKeys(member.clone()));
        }
        if last.version != newest {
            return Err(LiaisonError::OtherFingerprint(member.clone()));
        }
        self.known.trust(read)?;
        Ok(read.clone())
    }

    /// Key of a member to which contents are sealed; refused unless the key can be believed.
    async fn believed(&mut self, member: &MemberId) -> Result<PublicKey, LiaisonError> {
        let chain = self.judge(member).await?;
        let (member, fingerprint) = (member.clone(), chain.latest.fingerprint());
        match chain.trust {
            Trust::Compared | Trust::Continued => Ok(chain.latest),
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
        let signature = statement.signature.clone();
        let request = v1::CreateReferralRequest {
            open: Some(from_open_part(open)),
            sealed,
            statement: Some(statement),
        };
        let answer = self.client.referrals().create_referral(request).await?.into_inner();
        self.stored(open.id, 1, &signature, answer.referral).await
    }

    /// Does one step in a referral, after its history was verified. A step that only ends the
    /// referral may follow a step whose recipient is not disclosed yet.
    pub async fn act(
        &mut self,
        referral: &v1::Referral,
        step: Step<'_>,
    ) -> Result<v1::Referral, LiaisonError> {
        let verdict = self.verify(referral).await?;
        let may_sign =
            verdict.is_verified() || (step.only_ends() && verdict.waits_for_disclosure());
        if !may_sign {
            return Err(LiaisonError::NotVerified(verdict.reasons));
        }
        self.act_anyway(referral, step).await
    }

    /// Does one step without a look at the history before it. For ending a referral that cannot be
    /// verified, by a liaison who knows that its history may be forged.
    pub async fn act_anyway(
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
        let statement = self.sign(&open, number, previous, step, sealed.as_ref());
        let signature = statement.signature.clone();
        let statement = Some(statement);
        let referral_id = open.id.0.to_vec();
        let mut service = self.client.referrals();
        let referral = if step.action == ReferralAction::Message {
            let request = v1::AddReferralMessageRequest { referral_id, statement, sealed };
            service.add_referral_message(request).await?.into_inner().referral
        } else {
            let request = v1::UpdateReferralStatusRequest { referral_id, statement, sealed };
            service.update_referral_status(request).await?.into_inner().referral
        };
        self.stored(open.id, number, &signature, referral).await
    }

    /// Checks the answer to a step, in which that step has to be. What is verified of the answer
    /// is kept, so that the exchange cannot take the step back later.
    async fn stored(
        &mut self,
        id: ReferralId,
        number: u32,
        signature: &[u8],
        answer: Option<v1::Referral>,
    ) -> Result<v1::Referral, LiaisonError> {
        let referral = answer.filter(|answer| referral_id(answer) == Some(id));
        let referral = referral.ok_or(LiaisonError::OtherReferral)?;
        let step = referral.events.get(number as usize - 1);
        let statement = step.and_then(|event| event.statement.as_ref());
        if statement.is_none_or(|statement| statement.signature != signature) {
            return Err(LiaisonError::NotStored);
        }
        self.verify(&referral).await?;
        // Deadlines and consents end by these times: one that is far off is noticed at once.
        let at = referral.events.get(number as usize - 1).map_or(0, |event| event.at);
        let off = at.saturating_sub(self.now());
        if off.abs() > CLOCK_SKEW {
            return Err(LiaisonError::Misdated { number, minutes: off / 60 });
        }
        Ok(referral)
    }

    /// Reads one referral with its history.
    pub async fn get(&self, id: ReferralId) -> Result<v1::Referral, LiaisonError> {
        let request = v1::GetReferralRequest { referral_id: id.0.to_vec() };
        let answer = self.client.referrals().get_referral(request).await?.into_inner().referral;
        let answer = answer.filter(|answer| referral_id(answer) == Some(id));
        answer.ok_or(LiaisonError::OtherReferral)
    }

    async fn seal(
        &mut self,
        referral: ReferralId,
        number: u32,
        other: &MemberId,
        content: &v1::SealedContent,
    ) -> Result<v1::SealedPart, LiaisonError> {
        if content.attachments.len() > MAX_ATTACHMENTS {
            return Err(LiaisonError::TooManyAttachments(content.attachments.len()));
        }
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
}
