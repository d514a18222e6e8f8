//! `LiaisonKeyService`: liaisons publish their keys here and find those of others.

use tonic::{Request, Response, Status};

use crate::audit::Subject;
use crate::domain::id::MemberId;
use crate::domain::rules::Violation;
use crate::exchange::{Exchange, KeyCheck, PublishedKey};
use crate::proto::referral::{from_public_key, to_member, to_public_key};
use crate::proto::v1;

use super::gate::Caller;
use super::status::invalid;

pub(super) struct Liaisons {
    pub exchange: Exchange,
}

#[tonic::async_trait]
impl v1::liaison_key_service_server::LiaisonKeyService for Liaisons {
    async fn publish_liaison_key(
        &self,
        request: Request<v1::PublishLiaisonKeyRequest>,
    ) -> Result<Response<v1::PublishLiaisonKeyResponse>, Status> {
        let caller = Caller::of(&request)?;
        let key = request.into_inner().key.unwrap_or_default();
        let key = to_public_key(&key).map_err(|violation| invalid(&[violation]))?;
        let published = self.exchange.publish_key(&caller.by, caller.member(), key).await?;
        tracing::info!(
            caller = %caller.principal.spiffe_id(), version = published.key.version,
            "liaison key published"
        );
        Ok(Response::new(v1::PublishLiaisonKeyResponse { key: Some(key_message(&published)) }))
    }

    async fn list_liaison_keys(
        &self,
        request: Request<v1::ListLiaisonKeysRequest>,
    ) -> Result<Response<v1::ListLiaisonKeysResponse>, Status> {
        let caller = Caller::of(&request)?;
        let v1::ListLiaisonKeysRequest { member, page_token } = request.into_inner();
        let after = page_place(&page_token)?;
        let member = member
            .map(|name| to_member("member", Some(&name)))
            .transpose()
            .map_err(|violation| invalid(&[violation]))?;
        if let Some(member) = &member {
            caller.by.concerns(Subject::default().with("member", member));
        }
        let (keys, next) = self.exchange.liaison_keys_page(member.as_ref(), after.as_ref());
        let next_page_token = next.map(|(member, version)| format!("{version}-{member}"));
        Ok(Response::new(v1::ListLiaisonKeysResponse {
            keys: keys.iter().map(key_message).collect(),
            next_page_token: next_page_token.unwrap_or_default(),
        }))
    }
}

/// Reads a page token: version and member of the last key of the page before.
fn page_place(token: &str) -> Result<Option<(MemberId, u32)>, Status> {
    if token.is_empty() {
        return Ok(None);
    }
    let place = token.split_once('-').and_then(|(version, member)| {
        let (domain, id) = member.split_once('/')?;
        Some((MemberId::new(domain, id).ok()?, version.parse().ok()?))
    });
    let wrong = || Violation::new("page_token", "must be one of the answer before");
    place.map(Some).ok_or_else(|| invalid(&[wrong()]))
}

fn key_message(published: &PublishedKey) -> v1::LiaisonKey {
    v1::LiaisonKey {
        published_at: published.published_at,
        country: published.country.alpha2().into(),
        display_name: published.display_name.clone(),
        ..from_public_key(&published.key)
    }
}

/// Reads the proof of a key. A proof that is not said to be transnational is national.
pub(super) fn key_check(check: v1::KeyCheck) -> KeyCheck {
    use crate::domain::code_list::CodeList;
    use crate::domain::codes::KeyScope;
    KeyCheck {
        scope: KeyScope::from_number(check.scope).unwrap_or(KeyScope::National),
        epoch: check.key_epoch,
        value: check.value,
        profile: check.profile_id,
    }
}
