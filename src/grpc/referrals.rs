//! `ReferralService`: liaisons draft, send, answer and watch referrals here.

use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Request, Response, Status};

use crate::audit::{CallResult, Subject};
use crate::domain::code_list::CodeList;
use crate::domain::country::Country;
use crate::domain::reasons::Reason;
use crate::domain::referral::{Addressee, ReferralId};
use crate::domain::referral_codes::{ReferralAction, ReferralStatus};
use crate::domain::rules::Violation;
use crate::exchange::{Envelopes, EventView, Exchange, Notice, OpenStream, ReferralView, Tally};
use crate::proto::referral::{
    from_open_part, from_statement, member_name, sealed_hashes, to_open_part, to_referral_id,
    to_statement,
};
use crate::proto::{number, v1};

use super::gate::Caller;
use super::status::{info, invalid};

/// Number of notices that are read at a time, and of notices that may wait for a client.
const NOTICES: usize = 64;
/// Time between two checks whether a watcher may still listen: a suspended member is told so
/// before its connection is cut.
const ADMISSION: Duration = Duration::from_millis(500);
/// Time for which a client may leave its notices unread before it is cut off.
const UNREAD: Duration = Duration::from_secs(60);
/// Number of referrals of a page: the default, and the largest.
const PAGE: usize = 100;
const MAX_PAGE: usize = 1000;

pub(super) struct Referrals {
    pub exchange: Exchange,
    pub stopping: watch::Receiver<bool>,
}

type Watched = Result<v1::WatchReferralsResponse, Status>;

#[tonic::async_trait]
impl v1::referral_service_server::ReferralService for Referrals {
    type WatchReferralsStream = ReceiverStream<Watched>;

    async fn create_referral(
        &self,
        request: Request<v1::CreateReferralRequest>,
    ) -> Result<Response<v1::CreateReferralResponse>, Status> {
        let caller = Caller::of(&request)?;
        let request = request.into_inner();
        let Some(open) = &request.open else {
            return Err(one("open", "is required"));
        };
        let open = to_open_part(open).map_err(|wrong| invalid(&wrong))?;
        let act = Act::of(&caller, request.statement.as_ref(), request.sealed)?;
        let view = self
            .exchange
            .create_referral(
                &caller.by,
                caller.member(),
                open,
                act.statement,
                act.signed,
                act.envelopes,
            )
            .await?;
        logged(&caller, &view, ReferralAction::Create);
        Ok(Response::new(v1::CreateReferralResponse { referral: Some(to_message(view)) }))
    }

    async fn list_referrals(
        &self,
        request: Request<v1::ListReferralsRequest>,
    ) -> Result<Response<v1::ListReferralsResponse>, Status> {
        let caller = Caller::of(&request)?;
        let request = request.into_inner();
        let statuses = request
            .statuses
            .iter()
            .map(|status| ReferralStatus::from_number(*status))
            .collect::<Option<Vec<_>>>()
            .ok_or_else(|| one("statuses", "must be values of REFERRAL_STATUS (1 to 11)"))?;
        let limit = match request.page_size as usize {
            0 => PAGE,
            size => size.min(MAX_PAGE),
        };
        let after = page_place(&request.page_token)?;
        let page = self.exchange.referrals(caller.member(), &statuses, after, limit)?;
        let next = page.next.map(|(at, id)| format!("{at}-{id}"));
        Ok(Response::new(v1::ListReferralsResponse {
            referrals: page.referrals.into_iter().map(to_message).collect(),
            next_page_token: next.unwrap_or_default(),
        }))
    }

    async fn get_referral(
        &self,
        request: Request<v1::GetReferralRequest>,
    ) -> Result<Response<v1::GetReferralResponse>, Status> {
        let caller = Caller::of(&request)?;
        let id = referral_id(&request.get_ref().referral_id)?;
        caller.by.concerns(Subject::default().with("referral", id));
        let view = self.exchange.referral(caller.member(), id)?;
        Ok(Response::new(v1::GetReferralResponse { referral: Some(to_message(view)) }))
    }

    async fn update_referral_status(
        &self,
        request: Request<v1::UpdateReferralStatusRequest>,
    ) -> Result<Response<v1::UpdateReferralStatusResponse>, Status> {
        let caller = Caller::of(&request)?;
        let request = request.into_inner();
        let act = Act::of(&caller, request.statement.as_ref(), request.sealed)?;
        if matches!(act.statement.action, ReferralAction::Create | ReferralAction::Message) {
            return Err(one("statement.action", "CREATE and MESSAGE have calls of their own"));
        }
        let referral = self.act(&caller, &request.referral_id, act).await?;
        Ok(Response::new(v1::UpdateReferralStatusResponse { referral: Some(referral) }))
    }

    async fn add_referral_message(
        &self,
        request: Request<v1::AddReferralMessageRequest>,
    ) -> Result<Response<v1::AddReferralMessageResponse>, Status> {
        let caller = Caller::of(&request)?;
        let request = request.into_inner();
        let act = Act::of(&caller, request.statement.as_ref(), request.sealed)?;
        if act.statement.action != ReferralAction::Message {
            return Err(one("statement.action", "must be MESSAGE"));
        }
        let referral = self.act(&caller, &request.referral_id, act).await?;
        Ok(Response::new(v1::AddReferralMessageResponse { referral: Some(referral) }))
    }

    async fn watch_referrals(
        &self,
        request: Request<v1::WatchReferralsRequest>,
    ) -> Result<Response<Self::WatchReferralsStream>, Status> {
        let caller = Caller::of(&request)?;
        let after = request.get_ref().after;
        let stream = self.exchange.open_stream(&caller.by).await?;
        let (sender, notices) = mpsc::channel(NOTICES);
        let watcher = Watcher {
            exchange: self.exchange.clone(),
            caller,
            stopping: self.stopping.clone(),
            sender,
            after,
            sent: 0,
        };
        tokio::spawn(watcher.run(stream));
        Ok(Response::new(ReceiverStream::new(notices)))
    }
}

/// Stream of notices to one liaison.
struct Watcher {
    exchange: Exchange,
    caller: Caller,
    stopping: watch::Receiver<bool>,
    sender: mpsc::Sender<Watched>,
    /// Number of the last notice that was sent.
    after: u64,
    sent: u64,
}

impl Watcher {
    async fn run(mut self, stream: OpenStream) {
        let (result, last) = self.watch().await;
        let counts = [(Tally::Notices, self.sent)];
        let closed = self.caller.close_stream(stream, result, &counts).await;
        if let Some(status) = closed.err().or(last) {
            let _ = self.sender.try_send(Err(status));
        }
    }

    /// Sends notices until somebody ends the stream, and returns how it ended and what the caller
    /// is told.
    async fn watch(&mut self) -> (CallResult, Option<Status>) {
        let mut changes = self.exchange.referral_changes();
        loop {
            // Marked as seen before reading: a change in between is not missed.
            changes.borrow_and_update();
            let waiting = self.exchange.notices(self.caller.member(), self.after, NOTICES);
            if waiting.is_empty() {
                tokio::select! {
                    changed = changes.changed() => if changed.is_err() {
                        return (CallResult::Stopped, None);
                    },
                    () = tokio::time::sleep(ADMISSION) => {}
                    () = self.sender.closed() => return (CallResult::Cancelled, None),
                    _ = self.stopping.wait_for(|stopping| *stopping) => {
                        let text = "the server is shutting down; resume after the last notice";
                        let status = info(Code::Unavailable, Reason::TryAgain, text.into());
                        return (CallResult::Stopped, Some(status));
                    }
                }
            }
            if let Err(status) = self.caller.still_admitted() {
                return (CallResult::Denied, Some(status));
            }
            for notice in waiting {
                self.after = notice.sequence;
                let sending = self.sender.send(Ok(watched(notice)));
                match tokio::time::timeout(UNREAD, sending).await {
                    Ok(Ok(())) => self.sent += 1,
                    Ok(Err(_)) => return (CallResult::Cancelled, None),
                    Err(_) => return (CallResult::TimedOut, None),
                }
            }
        }
    }
}

impl Referrals {
    async fn act(&self, caller: &Caller, id: &[u8], act: Act) -> Result<v1::Referral, Status> {
        let id = referral_id(id)?;
        let action = act.statement.action;
        let view = self
            .exchange
            .act_on_referral(
                &caller.by,
                caller.member(),
                id,
                act.statement,
                act.signed,
                act.envelopes,
            )
            .await?;
        logged(caller, &view, action);
        Ok(to_message(view))
    }
}

/// Action of a caller on a referral, read from its message.
struct Act {
    statement: crate::referral::history::Statement,
    signed: (crate::referral::keys::KeyId, crate::referral::keys::Signature),
    envelopes: Option<Envelopes>,
}

impl Act {
    fn of(
        caller: &Caller,
        statement: Option<&v1::SignedStatement>,
        sealed: Option<v1::SealedPart>,
    ) -> Result<Self, Status> {
        let hashes = sealed.as_ref().map(sealed_hashes);
        let (statement, signed) = to_statement(Some(caller.member().clone()), statement, hashes)
            .map_err(|violation| invalid(&[violation]))?;
        let signed = signed.ok_or_else(|| one("statement.signature", "is required"))?;
        let envelopes = sealed.map(|s| Envelopes { to_other: s.to_other, to_self: s.to_self });
        Ok(Self { statement, signed, envelopes })
    }
}

fn one(field: &str, rule: &str) -> Status {
    invalid(&[Violation::new(field, rule)])
}

fn referral_id(bytes: &[u8]) -> Result<ReferralId, Status> {
    to_referral_id("referral_id", bytes).map_err(|violation| invalid(&[violation]))
}

fn page_place(token: &str) -> Result<Option<(i64, ReferralId)>, Status> {
    if token.is_empty() {
        return Ok(None);
    }
    let place =
        token.split_once('-').and_then(|(at, id)| Some((at.parse().ok()?, ReferralId::parse(id)?)));
    place.map(Some).ok_or_else(|| one("page_token", "must be one of the answer before"))
}

/// Logs who did what to which referral; never anything of the referral's contents.
fn logged(caller: &Caller, view: &ReferralView, action: ReferralAction) {
    tracing::info!(
        caller = %caller.principal.spiffe_id(), referral = %view.open.id,
        action = action.code(), status = view.status.code(), "referral"
    );
}

fn watched(notice: Notice) -> v1::WatchReferralsResponse {
    v1::WatchReferralsResponse {
        sequence: notice.sequence,
        referral_id: notice.referral.0.to_vec(),
        event: notice.event,
        action: number(Some(notice.action)),
        status: number(Some(notice.status)),
        at: notice.at,
    }
}

fn to_message(view: ReferralView) -> v1::Referral {
    let country = |country: Option<Country>| country.map_or("", Country::alpha2).to_owned();
    let mut open = from_open_part(&view.open);
    if matches!(view.open.addressee, Addressee::Hit(_)) {
        open.recipient = view.recipient.as_ref().map(member_name);
    }
    v1::Referral {
        open: Some(open),
        sender: Some(member_name(&view.sender)),
        sender_country: country(view.sender_country),
        recipient_country: country(view.recipient_country),
        status: number(Some(view.status)),
        deadline: view.deadline.unwrap_or(0),
        updated_at: view.updated_at,
        erased: view.erased,
        allowed_actions: view.allowed.iter().map(|action| number(Some(*action))).collect(),
        events: view.events.into_iter().map(event).collect(),
    }
}

fn event(view: EventView) -> v1::ReferralEvent {
    let EventView { event, hash, envelope } = view;
    let [to_other_hash, to_self_hash] =
        event.statement.sealed.map_or([Vec::new(), Vec::new()], |hashes| hashes.map(Vec::from));
    v1::ReferralEvent {
        statement: Some(from_statement(&event.statement, event.signed)),
        actor: event.statement.actor.as_ref().map(member_name),
        at: event.at,
        hash: hash.to_vec(),
        to_other_hash,
        to_self_hash,
        envelope: envelope.unwrap_or_default(),
    }
}
