//! Admission at the handshake: a certificate of a trusted authority is not enough; its member has
//! to be in the register, active, and hold the certificate's role.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use parking_lot::Mutex;
use rustls::client::danger::HandshakeSignatureValid;
use rustls::pki_types::{CertificateDer, UnixTime};
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::{CertificateError, DigitallySignedStruct, DistinguishedName, Error, SignatureScheme};
use tokio::sync::mpsc;

use crate::audit::{Call, CallResult, Caller};
use crate::exchange::{By, Exchange};
use crate::identity::{Principal, SpiffeId, TrustStore};

use super::cuts::Cut;
use super::refusals::{Place as At, Refusals};

/// Name that the audit log has for an attempt to connect.
const CALL: Call = Call("Connect");
/// Number of refused callers that are told apart within a minute: an authority that makes up
/// members must not fill the log.
const CALLERS: usize = 20;
const PERIOD: Duration = Duration::from_secs(60);
/// Number of refused callers that may wait for their line: more than there can be in a minute.
const WAITING: usize = 64;

/// Verifier of client certificates that does what the trust store does, and then asks the
/// register.
pub(super) struct Admission {
    certificates: Arc<dyn ClientCertVerifier>,
    admissions: Admissions,
}

impl std::fmt::Debug for Admission {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Admission")
    }
}

/// Maker of verifiers, each for the certificates that are trusted when it is made.
#[derive(Clone)]
pub(super) struct Admissions {
    exchange: Exchange,
    refusals: Arc<Refusals>,
    /// Callers that were refused in the last minute, with the time of the refusal.
    callers: Arc<Mutex<HashMap<SpiffeId, Instant>>>,
    news: mpsc::Sender<Caller>,
}

impl Admissions {
    /// A maker of verifiers. Callers whose refusal is to be told come out of the receiver.
    pub fn new(exchange: Exchange, refusals: Arc<Refusals>) -> (Self, mpsc::Receiver<Caller>) {
        let (news, receiver) = mpsc::channel(WAITING);
        (Self { exchange, refusals, callers: Arc::default(), news }, receiver)
    }

    /// Makes a verifier of client certificates for the TLS server.
    pub fn verifier(&self, trust: &Arc<TrustStore>) -> Arc<dyn ClientCertVerifier> {
        Arc::new(Admission { certificates: trust.verifier(), admissions: self.clone() })
    }

    /// Counts a refused handshake as refused calls are counted.
    fn refused(&self, id: SpiffeId) {
        let now = Instant::now();
        let mut callers = self.callers.lock();
        callers.retain(|_, at| now.duration_since(*at) < PERIOD);
        let caller = if callers.len() < CALLERS || callers.contains_key(&id) {
            callers.insert(id.clone(), now);
            Caller::Certificate(id)
        } else {
            Caller::Several
        };
        drop(callers);
        if self.refusals.is_news(&caller, At::Gate, CALL, CallResult::Denied) {
            let _ = self.news.try_send(caller);
        }
    }
}

impl ClientCertVerifier for Admission {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        self.certificates.root_hint_subjects()
    }

    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        now: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        self.certificates.verify_client_cert(end_entity, intermediates, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.certificates.verify_tls12_signature(message, cert, dss)
    }

    /// Verifies the peer's signature, and then asks the register. Only a peer that has proved that
    /// it holds the key gets so far: whoever has no more than a certificate learns nothing about
    /// its member.
    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let valid = self.certificates.verify_tls13_signature(message, cert, dss)?;
        let refused = Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure);
        let principal = Principal::of_certificate(cert).map_err(|_| refused.clone())?;
        if self.admissions.exchange.admit_member(&principal).is_err() {
            self.admissions.refused(principal.spiffe_id());
            return Err(refused);
        }
        Ok(valid)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.certificates.supported_verify_schemes()
    }
}

/// Reason why an open connection must not go on, if there is one.
pub(super) fn barred(
    exchange: &Exchange,
    trust: &TrustStore,
    principal: &Principal,
) -> Option<Cut> {
    if trust.is_revoked(principal) {
        return Some(Cut::Revoked);
    }
    exchange.admit_member(principal).is_err().then_some(Cut::NotAdmitted)
}

/// Adds lines to the audit log about callers that were refused at their handshake.
pub(super) async fn tell_refused(exchange: Exchange, mut news: mpsc::Receiver<Caller>) {
    while let Some(caller) = news.recv().await {
        // Refused either way: a full disk makes no difference to the caller.
        let _ = exchange.tell(&By::refused(caller, CALL), CallResult::Denied).await;
    }
}
