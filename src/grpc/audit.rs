//! `AuditService`: auditors read the audit log here.

use tonic::{Request, Response, Status};

use crate::audit::Filter;
use crate::exchange::Exchange;
use crate::proto::v1;

pub(super) struct Audit {
    pub exchange: Exchange,
}

/// Number of lines of a page: the default, and the largest.
const PAGE: usize = 1000;
const MAX_PAGE: usize = 10_000;

#[tonic::async_trait]
impl v1::audit_service_server::AuditService for Audit {
    async fn list_audit_entries(
        &self,
        request: Request<v1::ListAuditEntriesRequest>,
    ) -> Result<Response<v1::ListAuditEntriesResponse>, Status> {
        let request = request.into_inner();
        let limit = match request.page_size as usize {
            0 => PAGE,
            size => size.min(MAX_PAGE),
        };
        let (exchange, from) = (self.exchange.clone(), request.from);
        let filter = filter(request.filter.unwrap_or_default());
        // Reads the disk: not on a thread that answers calls.
        let searched =
            tokio::task::spawn_blocking(move || exchange.search_audit(from, limit, &filter));
        let failed = |_| Status::internal("the log could not be read");
        let (lines, next) = searched.await.map_err(failed)??;
        Ok(Response::new(v1::ListAuditEntriesResponse { lines, next: next.unwrap_or(0) }))
    }

    async fn get_audit_head(
        &self,
        request: Request<v1::GetAuditHeadRequest>,
    ) -> Result<Response<v1::GetAuditHeadResponse>, Status> {
        let head = self.exchange.audit_head(request.into_inner().old_size)?;
        Ok(Response::new(v1::GetAuditHeadResponse {
            checkpoint: head.checkpoint,
            public_key: head.public_key.to_vec(),
            consistency_proof: head.proof,
        }))
    }

    async fn prove_audit_entry(
        &self,
        request: Request<v1::ProveAuditEntryRequest>,
    ) -> Result<Response<v1::ProveAuditEntryResponse>, Status> {
        let (line, head) = self.exchange.audit_entry(request.into_inner().index)?;
        Ok(Response::new(v1::ProveAuditEntryResponse {
            line,
            checkpoint: head.checkpoint,
            inclusion_proof: head.proof,
        }))
    }
}

fn filter(filter: v1::AuditFilter) -> Filter {
    let v1::AuditFilter { since, until, caller, call, result, subject, text } = filter;
    Filter { since, until, caller, call, result, subject, text }
}
