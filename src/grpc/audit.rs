//! `AuditService`.

use tonic::{Request, Response, Status};

use crate::exchange::Exchange;
use crate::proto::v1;

pub(super) struct Audit {
    pub exchange: Exchange,
}

/// Lines of a page, unless asked otherwise, and at most.
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
        let lines = self.exchange.audit_lines(request.from, limit)?;
        Ok(Response::new(v1::ListAuditEntriesResponse { lines }))
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
