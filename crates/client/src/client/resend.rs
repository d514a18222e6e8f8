//! Resending, as new messages, of what was sealed to a key that the other party has lost.

use crate::domain::referral_codes::ReferralAction;
use crate::proto::referral::to_public_key;
use crate::proto::v1;

use super::history::{action_of, other_party};
use super::liaison::{Liaison, Step};
use super::liaison_error::LiaisonError;
use super::parts::Part;

impl Liaison {
    /// Numbers of the liaison's own steps whose sealed parts the other party cannot open any more:
    /// the steps before the other party began anew with its keys, as far as they were not sent
    /// once more since. The exchange's times decide, which can at most make the steps too many or
    /// too few; the key to which they are sealed is a compared one whatever the exchange says.
    pub async fn lost_parts(&mut self, referral: &v1::Referral) -> Result<Vec<u32>, LiaisonError> {
        let other = other_party(referral, self.keyring().member())?;
        let keys = self.client().all_liaison_keys(Some(&other)).await?;
        // After a loss a version has no word of the one before.
        let anew = keys.iter().filter(|key| {
            key.version > 1
                && key.previous_signature.is_empty()
                && to_public_key(key).is_ok_and(|key| key.member == other && key.is_sound())
        });
        let Some(since) = anew.map(|key| key.published_at).max() else { return Ok(Vec::new()) };
        let at = |number: u32| referral.events.get(number as usize - 1).map_or(0, |event| event.at);
        let parts = self.own_parts(referral).await?;
        let again: Vec<u32> = parts
            .iter()
            .filter(|part| at(part.number) >= since)
            .filter_map(|part| part.content.as_ref().ok().map(|content| content.resent_event))
            .collect();
        let accepted =
            referral.events.iter().any(|event| action_of(event) == Some(ReferralAction::Accept));
        let numbers = parts
            .iter()
            .filter(|part| at(part.number) < since && (part.number > 1 || accepted))
            .filter(|part| !again.contains(&first_number(part)))
            .map(|part| part.number);
        Ok(numbers.collect())
    }

    /// Seals the contents of one of the liaison's own steps once more, to the other party's
    /// present key, and sends them as a message that names the step.
    pub async fn resend(
        &mut self,
        referral: &v1::Referral,
        number: u32,
    ) -> Result<v1::Referral, LiaisonError> {
        let accepted =
            referral.events.iter().any(|event| action_of(event) == Some(ReferralAction::Accept));
        let parts = self.own_parts(referral).await?;
        let part = parts.into_iter().find(|part| part.number == number);
        let part = part.ok_or(LiaisonError::NotToResend(number))?;
        let first = first_number(&part);
        if first == 1 && !accepted {
            return Err(LiaisonError::NotAccepted);
        }
        let content = v1::SealedContent { resent_event: first, ..part.content? };
        self.act(referral, Step::new(ReferralAction::Message).sealing(&content)).await
    }

    async fn own_parts(&mut self, referral: &v1::Referral) -> Result<Vec<Part>, LiaisonError> {
        let mut parts = self.parts(referral).await?;
        parts.retain(|part| part.is_own && part.number > 0);
        Ok(parts)
    }
}

/// Number of the step with which the contents of a part were sealed first.
fn first_number(part: &Part) -> u32 {
    match &part.content {
        Ok(content) if content.resent_event > 0 => content.resent_event,
        _ => part.number,
    }
}
