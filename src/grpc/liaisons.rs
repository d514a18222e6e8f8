//! `LiaisonKeyService` and `HitService`.

use tokio::time::Instant;
use tonic::{Request, Response, Status};

use crate::audit::Subject;
use crate::domain::codes::Role;
use crate::exchange::{Exchange, KeyCheck, PublishedKey};
use crate::proto::referral::{
    from_public_key, member_name, required_code, to_member, to_public_key,
};
use crate::proto::{number, to_tokens, v1};

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

#[tonic::async_trait]
impl v1::hit_service_server::HitService for Liaisons {
    async fn check_hit(
        &self,
        request: Request<v1::CheckHitRequest>,
    ) -> Result<Response<v1::CheckHitResponse>, Status> {
        let answered_at = Instant::now() + self.exchange.hit_answer_time();
        let caller = Caller::of(&request)?;
        let request = request.into_inner();
        let purpose =
            required_code("purpose", request.purpose).map_err(|violation| invalid(&[violation]))?;
        let tokens = to_tokens("tokens", request.tokens).map_err(|wrong| invalid(&wrong))?;
        let checks = request.key_checks.into_iter().map(key_check).collect::<Vec<_>>();
        let answer =
            self.exchange.check_hit(&caller.by, caller.member(), tokens, purpose, &checks).await?;
        tracing::info!(caller = %caller.principal.spiffe_id(), "hit check");
        // Both answers have one size and come after one time.
        let mut padding = vec![0; 16];
        getrandom::fill(&mut padding)
            .map_err(|_| Status::unavailable("the operating system gave no random bytes"))?;
        tokio::time::sleep_until(answered_at).await;
        Ok(Response::new(v1::CheckHitResponse {
            result: result(answer.handle.is_some()),
            handle: answer.handle.map_or(padding, |handle| handle.0.to_vec()),
            checks_left: answer.checks_left,
        }))
    }

    async fn list_hit_checks(
        &self,
        request: Request<v1::ListHitChecksRequest>,
    ) -> Result<Response<v1::ListHitChecksResponse>, Status> {
        let caller = Caller::of(&request)?;
        let own = (caller.principal.role == Role::Liaison).then(|| caller.member());
        let checks = self.exchange.hit_checks(own).into_iter().map(|check| v1::HitCheck {
            at: check.at,
            member: Some(member_name(&check.member)),
            purpose: number(Some(check.purpose)),
            result: result(check.hit),
        });
        Ok(Response::new(v1::ListHitChecksResponse { checks: checks.collect() }))
    }
}

fn result(hit: bool) -> i32 {
    (if hit { v1::HitResult::Hit } else { v1::HitResult::NoHit }) as i32
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
