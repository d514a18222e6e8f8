//! `HitService`: hit checks of liaisons. What is answered to a check, and when, tells nothing but
//! the answer: refusals wait as long as answers, and an answer that took longer waits for the next
//! whole step of time.

use std::time::Duration;

use tokio::time::Instant;
use tonic::{Request, Response, Status};

use crate::domain::codes::Role;
use crate::domain::referral::HitCheckId;
use crate::domain::rules::Violation;
use crate::exchange::{Exchange, HitAnswer, HitResult, Reader};
use crate::proto::referral::{member_name, required_code};
use crate::proto::{number, to_tokens, v1};
use crate::referral::case::DAY;

use super::gate::Caller;
use super::liaisons::key_check;
use super::status::invalid;

pub(super) struct Hits {
    pub exchange: Exchange,
}

/// Time in seconds for which coordinator and auditor are told of an alarm.
const TOLD: i64 = 14 * DAY;

/// Waits until whole steps of time have passed since `begun`: one step, or as many as were begun.
async fn wait_for_step(begun: Instant, step: Duration) {
    let steps = begun.elapsed().as_nanos() / step.as_nanos().max(1) + 1;
    tokio::time::sleep_until(begun + step * u32::try_from(steps).unwrap_or(u32::MAX)).await;
}

impl Hits {
    async fn check(
        &self,
        caller: &Caller,
        request: v1::CheckHitRequest,
    ) -> Result<v1::CheckHitResponse, Status> {
        let purpose =
            required_code("purpose", request.purpose).map_err(|violation| invalid(&[violation]))?;
        let tokens = to_tokens("tokens", request.tokens).map_err(|wrong| invalid(&wrong))?;
        let checks = request.key_checks.into_iter().map(key_check).collect::<Vec<_>>();
        let answer =
            self.exchange.check_hit(&caller.by, caller.member(), tokens, purpose, &checks).await?;
        tracing::info!(caller = %caller.principal.spiffe_id(), "hit check");
        let (result, handle) = result(&answer)?;
        Ok(v1::CheckHitResponse {
            result,
            handle,
            checks_left: answer.checks_left,
            check_id: answer.id.0.to_vec(),
            opens_at: answer.opens_at,
        })
    }
}

#[tonic::async_trait]
impl v1::hit_service_server::HitService for Hits {
    async fn check_hit(
        &self,
        request: Request<v1::CheckHitRequest>,
    ) -> Result<Response<v1::CheckHitResponse>, Status> {
        let begun = Instant::now();
        let caller = Caller::of(&request)?;
        let answer = self.check(&caller, request.into_inner()).await;
        wait_for_step(begun, self.exchange.hit_answer_time()).await;
        answer.map(Response::new)
    }

    async fn get_hit_check(
        &self,
        request: Request<v1::GetHitCheckRequest>,
    ) -> Result<Response<v1::GetHitCheckResponse>, Status> {
        let begun = Instant::now();
        let caller = Caller::of(&request)?;
        let answer = check_id(&request.into_inner().check_id)
            .and_then(|id| Ok(self.exchange.hit_answer(caller.member(), id)?));
        wait_for_step(begun, self.exchange.hit_answer_time()).await;
        let answer = answer?;
        let (result, handle) = result(&answer)?;
        let opens_at = answer.opens_at;
        Ok(Response::new(v1::GetHitCheckResponse { result, handle, opens_at }))
    }

    async fn list_hit_checks(
        &self,
        request: Request<v1::ListHitChecksRequest>,
    ) -> Result<Response<v1::ListHitChecksResponse>, Status> {
        let caller = Caller::of(&request)?;
        let alarms_only = request.get_ref().alarms_only;
        let is_liaison = caller.principal.role == Role::Liaison;
        let reader = if is_liaison { Reader::Liaison(caller.member()) } else { Reader::Everything };
        let checks = if alarms_only { Vec::new() } else { self.exchange.hit_checks(&reader) };
        let checks = checks.into_iter().map(|check| v1::HitCheck {
            at: check.at,
            member: Some(member_name(&check.member)),
            purpose: number(Some(check.purpose)),
            result: match check.hit {
                Some(true) => v1::HitResult::Hit,
                Some(false) => v1::HitResult::NoHit,
                None if check.opens_at != 0 => v1::HitResult::Pending,
                None => v1::HitResult::Unspecified,
            } as i32,
            check_id: check.id.0.to_vec(),
            opens_at: check.opens_at,
            country: check.country.alpha2().into(),
            holder_country: check.holder.map_or(String::new(), |country| country.alpha2().into()),
        });
        let checks = checks.collect();
        let alarms = if is_liaison { Vec::new() } else { self.exchange.hit_alarms(TOLD) };
        let alarms = alarms.into_iter().map(|alarm| v1::HitAlarmNotice {
            at: alarm.at,
            country: alarm.country.alpha2().into(),
            alarm: number(Some(alarm.alarm)),
            count: alarm.count,
        });
        let alarms = alarms.collect();
        Ok(Response::new(v1::ListHitChecksResponse { checks, alarms }))
    }

    async fn list_waiting_hits(
        &self,
        request: Request<v1::ListWaitingHitsRequest>,
    ) -> Result<Response<v1::ListWaitingHitsResponse>, Status> {
        let caller = Caller::of(&request)?;
        let waiting = self.exchange.waiting_hits(caller.member())?;
        let waiting = waiting.into_iter().map(|check| v1::WaitingHit {
            check_id: check.id.0.to_vec(),
            country: check.country.alpha2().into(),
            purpose: number(Some(check.purpose)),
            at: check.at,
            opens_at: check.opens_at,
            holder: Some(member_name(&check.holder)),
            record_id: check.record_id.map_or(String::new(), |id| id.as_str().to_owned()),
            decision: match check.confirmed {
                Some(true) => v1::HitDecision::Confirm,
                Some(false) => v1::HitDecision::Deny,
                None => v1::HitDecision::Unspecified,
            } as i32,
        });
        let waiting = waiting.collect();
        Ok(Response::new(v1::ListWaitingHitsResponse { waiting }))
    }

    async fn decide_hit(
        &self,
        request: Request<v1::DecideHitRequest>,
    ) -> Result<Response<v1::DecideHitResponse>, Status> {
        let caller = Caller::of(&request)?;
        let request = request.into_inner();
        let id = check_id(&request.check_id)?;
        let confirmed = match request.decision() {
            v1::HitDecision::Confirm => true,
            v1::HitDecision::Deny => false,
            v1::HitDecision::Unspecified => {
                let rule = "must be HIT_DECISION_CONFIRM or HIT_DECISION_DENY";
                return Err(invalid(&[Violation::new("decision", rule)]));
            }
        };
        self.exchange.decide_hit(&caller.by, caller.member(), id, confirmed).await?;
        Ok(Response::new(v1::DecideHitResponse {}))
    }
}

fn check_id(bytes: &[u8]) -> Result<HitCheckId, Status> {
    let id = bytes.try_into().map(HitCheckId);
    id.map_err(|_| invalid(&[Violation::new("check_id", "must have exactly 16 bytes")]))
}

/// Answer of a check on the wire: its code and its handle, always with as many bytes.
fn result(answer: &HitAnswer) -> Result<(i32, Vec<u8>), Status> {
    let mut handle = vec![0; 16];
    getrandom::fill(&mut handle)
        .map_err(|_| Status::unavailable("the operating system gave no random bytes"))?;
    let result = match answer.result {
        HitResult::Hit(own) => {
            handle = own.0.to_vec();
            v1::HitResult::Hit
        }
        HitResult::NoHit => v1::HitResult::NoHit,
        HitResult::Pending => v1::HitResult::Pending,
    };
    Ok((result as i32, handle))
}
