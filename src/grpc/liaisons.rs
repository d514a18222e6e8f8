//! `LiaisonKeyService`.

use tonic::{Request, Response, Status};

use crate::audit::Subject;
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
        let member = request
            .into_inner()
            .member
            .map(|name| to_member("member", Some(&name)))
            .transpose()
            .map_err(|violation| invalid(&[violation]))?;
        if let Some(member) = &member {
            caller.by.concerns(Subject::default().with("member", member));
        }
        let keys = self.exchange.liaison_keys(member.as_ref()).iter().map(key_message).collect();
        Ok(Response::new(v1::ListLiaisonKeysResponse { keys }))
    }
}

fn key_message(published: &PublishedKey) -> v1::LiaisonKey {
    v1::LiaisonKey {
        published_at: published.published_at,
        country: published.country.alpha2().into(),
        display_name: published.display_name.clone(),
        ..from_public_key(&published.key)
    }
}

/// A proof of a key. What is not said to be transnational is national.
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
