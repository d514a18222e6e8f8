//! `IntakeService`: institutions send their records here, and ask about them.

use tokio::sync::watch;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Request, Response, Status, Streaming};

use crate::domain::code_list::CodeList;
use crate::domain::codes::RecordKind;
use crate::domain::id::{OPAQUE_RULE, OpaqueId};
use crate::domain::rules::Violation;
use crate::exchange::{ConsentOutcome, Exchange, RecordStanding, WithdrawOutcome};
use crate::proto::{set_aside_by_detail, v1, year_month};

use super::arriving::Slot;
use super::batches;
use super::gate::Caller;
use super::status::invalid;

pub(super) struct Intake {
    pub exchange: Exchange,
    pub stopping: watch::Receiver<bool>,
}

#[tonic::async_trait]
impl v1::intake_service_server::IntakeService for Intake {
    type SubmitRecordsStream = ReceiverStream<batches::Acknowledgement>;

    async fn submit_records(
        &self,
        request: Request<Streaming<v1::SubmitRecordsRequest>>,
    ) -> Result<Response<Self::SubmitRecordsStream>, Status> {
        let caller = Caller::of(&request)?;
        let slot = request.extensions().get::<Slot>().cloned().unwrap_or_default();
        let messages = request.into_inner();
        let stopping = self.stopping.clone();
        let answers =
            batches::take_in(self.exchange.clone(), stopping, caller, slot, messages).await?;
        Ok(Response::new(answers))
    }

    async fn withdraw_records(
        &self,
        request: Request<v1::WithdrawRecordsRequest>,
    ) -> Result<Response<v1::WithdrawRecordsResponse>, Status> {
        let caller = Caller::of(&request)?;
        let v1::WithdrawRecordsRequest { records, lapsed } = request.into_inner();
        let names = record_names(&records)?;
        let outcomes = self.exchange.withdraw(&caller.by, caller.member(), &names, lapsed).await?;
        tracing::info!(caller = %caller.principal.spiffe_id(), records = outcomes.len(), "withdrawal");
        let outcomes = outcomes.into_iter().map(|outcome| {
            (match outcome {
                WithdrawOutcome::Withdrawn => v1::WithdrawOutcome::Withdrawn,
                WithdrawOutcome::Unchanged => v1::WithdrawOutcome::Unchanged,
                WithdrawOutcome::NotFound => v1::WithdrawOutcome::NotFound,
            }) as i32
        });
        Ok(Response::new(v1::WithdrawRecordsResponse { outcomes: outcomes.collect() }))
    }

    async fn get_submission_status(
        &self,
        request: Request<v1::GetSubmissionStatusRequest>,
    ) -> Result<Response<v1::GetSubmissionStatusResponse>, Status> {
        let caller = Caller::of(&request)?;
        let submission = submission(&request.get_ref().submission_id)?;
        let (durable_through, began) =
            self.exchange.submission_status(caller.member(), &submission);
        Ok(Response::new(v1::GetSubmissionStatusResponse { durable_through, began }))
    }

    async fn get_record_states(
        &self,
        request: Request<v1::GetRecordStatesRequest>,
    ) -> Result<Response<v1::GetRecordStatesResponse>, Status> {
        let caller = Caller::of(&request)?;
        let names = record_names(&request.get_ref().records)?;
        let states = self.exchange.record_states(caller.member(), &names)?;
        let states = states.into_iter().map(|standing| {
            let (status, revision, order) = match standing {
                RecordStanding::Durable { revision, order } => {
                    (v1::RecordStatus::Durable, revision, order)
                }
                RecordStanding::Withdrawn(revision) => (v1::RecordStatus::Withdrawn, revision, 0),
                RecordStanding::NotFound => (v1::RecordStatus::NotFound, 0, 0),
            };
            v1::RecordState { status: status.into(), revision, order }
        });
        Ok(Response::new(v1::GetRecordStatesResponse { states: states.collect() }))
    }

    async fn list_records(
        &self,
        request: Request<v1::ListRecordsRequest>,
    ) -> Result<Response<v1::ListRecordsResponse>, Status> {
        let caller = Caller::of(&request)?;
        let v1::ListRecordsRequest { kind, from } = *request.get_ref();
        let wanted = RecordKind::from_number(kind);
        if kind != 0 && wanted.is_none() {
            let rule = "must be VICTIM, ASSISTANCE or PROCEEDING, or not given";
            return Err(invalid(&[Violation::new("kind", rule)]));
        }
        let (exchange, member) = (self.exchange.clone(), caller.member().clone());
        let page = move || exchange.list_records(&member, wanted, from);
        let page = tokio::task::spawn_blocking(page).await;
        let page = page.map_err(|_| Status::internal("the work broke off"))??;
        let records = page.records.into_iter().map(|record| v1::ListedRecord {
            name: Some(v1::RecordName {
                kind: record.kind.number().into(),
                record_id: record.id.as_str().into(),
            }),
            revision: record.revision,
            month: Some(year_month(record.month)),
            order: record.order,
            due_on: record.due_on.map(year_month),
            is_due: record.is_due,
        });
        let records = records.collect();
        Ok(Response::new(v1::ListRecordsResponse { records, next: page.next }))
    }

    async fn end_consent(
        &self,
        request: Request<v1::EndConsentRequest>,
    ) -> Result<Response<v1::EndConsentResponse>, Status> {
        let caller = Caller::of(&request)?;
        let ended = request.into_inner().records;
        let names: Vec<_> =
            ended.iter().map(|ended| ended.name.clone().unwrap_or_default()).collect();
        let names = record_names(&names)?.into_iter().zip(&ended);
        let records: Vec<_> = names.map(|((kind, id), ended)| (kind, id, ended.revision)).collect();
        let outcomes = self.exchange.end_consent(&caller.by, caller.member(), &records).await?;
        tracing::info!(caller = %caller.principal.spiffe_id(), records = outcomes.len(), "consent ended");
        let outcomes = outcomes.into_iter().map(|outcome| {
            (match outcome {
                ConsentOutcome::Withdrawn => v1::EndConsentOutcome::Withdrawn,
                ConsentOutcome::Unchanged => v1::EndConsentOutcome::Unchanged,
                ConsentOutcome::Remembered => v1::EndConsentOutcome::Remembered,
                ConsentOutcome::NotRemembered => v1::EndConsentOutcome::NotRemembered,
            }) as i32
        });
        Ok(Response::new(v1::EndConsentResponse { outcomes: outcomes.collect() }))
    }

    async fn report_set_aside(
        &self,
        request: Request<v1::ReportSetAsideRequest>,
    ) -> Result<Response<v1::ReportSetAsideResponse>, Status> {
        let caller = Caller::of(&request)?;
        let counts = request.get_ref().counts.unwrap_or_default();
        let counts = set_aside_by_detail(&counts).map(|(_, count)| count);
        self.exchange.report_set_aside(&caller.by, caller.member(), &counts).await?;
        Ok(Response::new(v1::ReportSetAsideResponse {}))
    }

    async fn count_due_records(
        &self,
        request: Request<v1::CountDueRecordsRequest>,
    ) -> Result<Response<v1::CountDueRecordsResponse>, Status> {
        Caller::of(&request)?;
        let exchange = self.exchange.clone();
        let due = tokio::task::spawn_blocking(move || exchange.count_due()).await;
        let due = due.map_err(|_| Status::internal("the work broke off"))??;
        let due = due.into_iter().map(|((member, kind), up_to)| v1::DueRecords {
            trust_domain: member.trust_domain.to_string(),
            member_id: member.name.to_string(),
            kind: kind.number().into(),
            up_to,
        });
        let retention = self.exchange.retention();
        let periods = RecordKind::ALL.iter().filter_map(|kind| {
            let months = retention.months(*kind)?;
            Some(v1::RetentionPeriod { kind: kind.number().into(), months })
        });
        let (due, periods) = (due.collect(), periods.collect());
        Ok(Response::new(v1::CountDueRecordsResponse { periods, due }))
    }
}

/// Kinds and ids of the named records; an error that lists every field which names no record.
fn record_names(records: &[v1::RecordName]) -> Result<Vec<(RecordKind, OpaqueId)>, Status> {
    let mut wrong = Vec::new();
    let mut names = Vec::new();
    for (index, name) in records.iter().enumerate() {
        let kind = RecordKind::from_number(name.kind);
        let id = OpaqueId::new(&name.record_id);
        if kind.is_none() {
            let field = format!("records[{index}].kind");
            wrong.push(Violation::new(field, "must be VICTIM, ASSISTANCE or PROCEEDING"));
        }
        if id.is_none() {
            wrong.push(Violation::new(format!("records[{index}].record_id"), OPAQUE_RULE));
        }
        names.extend(kind.zip(id));
    }
    if wrong.is_empty() { Ok(names) } else { Err(invalid(&wrong)) }
}

pub(super) fn submission(text: &str) -> Result<OpaqueId, Status> {
    OpaqueId::new(text).ok_or_else(|| invalid(&[Violation::new("submission_id", OPAQUE_RULE)]))
}
