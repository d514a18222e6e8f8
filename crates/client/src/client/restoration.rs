//! A coordinator's client after a restore: looks at the restore that waits, and acknowledges it.

use crate::audit::{
    Checkpoint, INCARNATION, Known, Restoration, Shown, is_consistent, missed, surviving,
};
use crate::domain::id::MemberId;
use crate::identity::CertifiedSignature;
use crate::proto::referral::member_name;
use crate::proto::v1;

use super::heads::{HeadError, Keeper, now};
use super::profile::ClientProfile;
use super::{Client, ClientError};

/// Restore that waits for the coordinator's acknowledgement.
#[derive(Clone, Debug)]
pub struct PendingRestore {
    /// Head of the log that the backup held.
    pub head: Checkpoint,
    /// Newest head that this client has kept; none when it has kept no head.
    pub known: Option<Checkpoint>,
    /// Whether the backup holds what this client saw of the log up to the backup's end; none when
    /// the client has kept no head that is old enough to tell.
    pub is_genuine: Option<bool>,
    incarnation: [u8; INCARNATION],
    /// Highest number of a restoration that is known.
    number: u64,
}

/// Number of lines of the kept log that are left after the restores which this client missed.
fn survivors(known: &Known, shown: &Shown) -> u64 {
    if known.newest.origin == shown.head.origin {
        return u64::MAX;
    }
    surviving(&missed(known, shown))
}

impl Client {
    /// Connects to an exchange that may have been restored, and asks which restore waits for the
    /// coordinator's acknowledgement; `None` when no restore waits.
    pub async fn pending_restore(
        profile: &ClientProfile,
    ) -> Result<(Self, Option<PendingRestore>), ClientError> {
        let client = Self::connect_unchecked(profile).await?;
        // Without a place to keep heads nothing can be compared.
        let bare = ClientProfile { heads: Some("unused.head".into()), ..profile.clone() };
        let keeper = match &client.keeper {
            Some(keeper) => keeper.clone(),
            None => Keeper::of(&bare).map(std::sync::Arc::new).expect("it names a file"),
        };
        let kept = match client.keeper {
            Some(_) => keeper.load()?.at(&profile.server).cloned(),
            None => None,
        };
        let dialed = client.link.dialed().ok_or(ClientError::Address)?;
        let (channel, _) = dialed.channel().await?;
        let mut seen = keeper.ask(&channel, kept.as_ref(), None).await?;
        keeper.expect_key(kept.as_ref(), &seen)?;
        let Some(incarnation) = seen.pending.take() else { return Ok((client, None)) };
        let wrong = |reason: &str| {
            let (server, reason) = (profile.server.clone(), reason.into());
            Box::new(HeadError::Answer { server, reason })
        };
        let incarnation =
            incarnation.try_into().map_err(|_| wrong("an incarnation's id has 16 bytes"))?;
        let head = seen.shown.head.clone();
        let known = kept.as_ref().and_then(|log| log.known().ok());
        let mut is_genuine = None;
        if let Some(known) = &known
            && let Some(base) = known.up_to(head.size.min(survivors(known, &seen.shown)))
        {
            let seen = keeper.ask(&channel, kept.as_ref(), Some(base.size)).await?;
            let renamed = Checkpoint { origin: seen.shown.head.origin.clone(), ..base.clone() };
            is_genuine = Some(is_consistent(&renamed, &seen.shown.head, &seen.shown.proof));
        }
        let before = seen.shown.restoration.as_ref().map_or(0, |statement| statement.number);
        let number = known.as_ref().map_or(0, |known| known.number).max(before);
        let known = known.map(|known| known.newest);
        Ok((client, Some(PendingRestore { head, known, is_genuine, incarnation, number })))
    }

    /// Acknowledges a restore: signs, with the key of the profile's certificate, that the exchange
    /// was restored. The statement tells every client the reason. The exchange suspends the
    /// members of `suspend` before it serves anybody else. Returns all members, as the exchange
    /// has them then.
    pub async fn acknowledge_restore(
        &self,
        profile: &ClientProfile,
        pending: &PendingRestore,
        reason: &str,
        suspend: &[MemberId],
    ) -> Result<Vec<v1::Member>, ClientError> {
        let statement = Restoration {
            origin: pending.head.origin.clone(),
            size: pending.head.size,
            root: pending.head.root,
            incarnation: pending.incarnation,
            number: now().max(0).cast_unsigned().max(pending.number + 1),
            reason: reason.into(),
        };
        let Some(files) = profile.tls_files() else {
            let reason = "the profile names no certificate to sign with".into();
            let server = profile.server.clone();
            return Err(Box::new(HeadError::Answer { server, reason }).into());
        };
        let text = statement.text();
        let signed = CertifiedSignature::sign(&files, text.as_bytes())?;
        let restoration = v1::Restoration {
            statement: text,
            signature: signed.signature,
            certificates: signed.chain,
            consistency_proof: Vec::new(),
        };
        let request = v1::AcknowledgeRestorationRequest {
            restoration: Some(restoration),
            suspend: suspend.iter().map(member_name).collect(),
        };
        Ok(self.log().acknowledge_restoration(request).await?.into_inner().members)
    }
}
