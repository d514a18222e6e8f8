//! `LogService`: heads of the audit log, proofs between them, and cosignatures of witnesses.

use std::path::PathBuf;
use std::sync::Arc;

use tonic::{Request, Response, Status};

use crate::audit::{Restoration, SignedRestoration, VerifierKey};
use crate::domain::codes::Role;
use crate::domain::rules::Violation;
use crate::exchange::{Exchange, WitnessAnswer};
use crate::identity::{CertifiedSignature, TrustStore};
use crate::proto::referral::to_member;
use crate::proto::v1;

use super::gate::Caller;
use super::membership::to_message;
use super::status::invalid;

pub(super) struct Log {
    pub exchange: Exchange,
    pub trust: Arc<TrustStore>,
}

#[tonic::async_trait]
impl v1::log_service_server::LogService for Log {
    async fn get_head(
        &self,
        request: Request<v1::GetHeadRequest>,
    ) -> Result<Response<v1::GetHeadResponse>, Status> {
        let caller = Caller::of(&request)?;
        let v1::GetHeadRequest { old_size, known_checkpoint } = request.get_ref();
        let head = self.exchange.log_head(&caller.by, *old_size, known_checkpoint).await?;
        let message = |(signed, proof): (SignedRestoration, Vec<u8>)| v1::Restoration {
            statement: signed.text,
            signature: signed.signature,
            certificates: signed.chain,
            consistency_proof: proof,
        };
        let restoration = head.restoration.map(message);
        let earlier = head.earlier.into_iter().map(|signed| message((signed, Vec::new())));
        let witnessed = head.witnessed.into_iter().map(|(head, proof)| v1::WitnessedHead {
            checkpoint: head.checkpoint,
            witness_key: head.witness.to_string(),
            consistency_proof: proof,
        });
        Ok(Response::new(v1::GetHeadResponse {
            checkpoint: head.head.checkpoint,
            public_key: head.head.public_key.to_vec(),
            consistency_proof: head.head.proof,
            restoration,
            earlier_restorations: earlier.collect(),
            pending: head.pending.map(|id| v1::PendingRestoration { incarnation: id.to_vec() }),
            witnessed: witnessed.collect(),
            witness_key: self.exchange.witness_key().to_string(),
        }))
    }

    async fn acknowledge_restoration(
        &self,
        request: Request<v1::AcknowledgeRestorationRequest>,
    ) -> Result<Response<v1::AcknowledgeRestorationResponse>, Status> {
        let caller = Caller::of(&request)?;
        let (by, caller) = (caller.by.clone(), caller.principal.clone());
        let v1::AcknowledgeRestorationRequest { restoration, suspend } = request.into_inner();
        let given = restoration.unwrap_or_default();
        let suspend = suspend.iter().enumerate().map(|(index, name)| {
            to_member(&format!("suspend[{index}]"), Some(name)).map_err(|wrong| invalid(&[wrong]))
        });
        let suspend = suspend.collect::<Result<Vec<_>, _>>()?;
        let wrong = |field: &str, rule: String| {
            invalid(&[Violation::new(format!("restoration.{field}"), rule)])
        };
        let statement = Restoration::parse(&given.statement)
            .ok_or_else(|| wrong("statement", "must be a statement of seven lines".into()))?;
        let signed = CertifiedSignature { signature: given.signature, chain: given.certificates };
        let authorities = self.trust.domains().iter();
        let authorities: Vec<PathBuf> = authorities
            .filter(|domain| domain.domain == *caller.member.trust_domain)
            .flat_map(|domain| domain.ca.iter().cloned())
            .collect();
        let signer = signed
            .signer(&authorities, given.statement.as_bytes(), statement.number)
            .map_err(|error| wrong("signature", error.to_string()))?;
        // The caller's own certificate has passed the gate: in force, and not revoked.
        if signer != caller || signer.role != Role::Coordinator {
            return Err(wrong("certificates", "must be those of the caller".into()));
        }
        let signed = SignedRestoration {
            text: given.statement,
            signature: signed.signature,
            chain: signed.chain,
        };
        self.exchange.acknowledge_restoration(&by, &signer, signed, &suspend).await?;
        let members = self.exchange.members().iter().map(to_message).collect();
        Ok(Response::new(v1::AcknowledgeRestorationResponse { members }))
    }

    async fn add_checkpoint(
        &self,
        request: Request<v1::AddCheckpointRequest>,
    ) -> Result<Response<v1::AddCheckpointResponse>, Status> {
        let caller = Caller::of(&request)?;
        let (by, member) = (caller.by.clone(), caller.member().clone());
        let v1::AddCheckpointRequest { body, log_key } = request.into_inner();
        let log_key = match log_key.as_str() {
            "" => None,
            text => Some(verifier_key("log_key", text)?),
        };
        let exchange = self.exchange.clone();
        let answer =
            blocking(move || exchange.add_checkpoint(&by, &member, &body, log_key.as_ref()))
                .await??;
        let witness_key = self.exchange.witness_key().to_string();
        Ok(Response::new(match answer {
            WitnessAnswer::Cosigned(cosignatures) => {
                v1::AddCheckpointResponse { cosignatures, witness_key, ..Default::default() }
            }
            WitnessAnswer::Conflict(latest_size) => v1::AddCheckpointResponse {
                latest_size,
                conflict: true,
                witness_key,
                ..Default::default()
            },
        }))
    }

    async fn add_cosignature(
        &self,
        request: Request<v1::AddCosignatureRequest>,
    ) -> Result<Response<v1::AddCosignatureResponse>, Status> {
        let caller = Caller::of(&request)?;
        let (by, member) = (caller.by.clone(), caller.member().clone());
        let v1::AddCosignatureRequest { checkpoint, witness_key } = request.into_inner();
        let witness = verifier_key("witness_key", &witness_key)?;
        let exchange = self.exchange.clone();
        blocking(move || exchange.add_cosignature(&by, &member, &checkpoint, witness)).await??;
        Ok(Response::new(v1::AddCosignatureResponse {}))
    }
}

fn verifier_key(field: &str, text: &str) -> Result<VerifierKey, Status> {
    text.parse().map_err(|rule: &str| invalid(&[Violation::new(field, rule)]))
}

/// Runs what waits for the disk beside the threads that answer calls.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Status> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Status::internal("the work broke off"))
}
