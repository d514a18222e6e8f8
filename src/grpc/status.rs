//! Mapping of refusals to gRPC statuses with `google.rpc` details, in this one place.

use std::collections::HashMap;
use std::time::Duration;

use tonic::{Code, Status};
use tonic_types::{ErrorDetails, FieldViolation, StatusExt};

use crate::domain::code_list::CodeList;
use crate::domain::reasons::Reason;
use crate::domain::rules::Violation;
use crate::exchange::ExchangeError;
use crate::store::StoreError;

/// `ErrorInfo.domain` of all reasons that the exchange gives.
const DOMAIN: &str = "vdx.v1";

impl From<ExchangeError> for Status {
    fn from(error: ExchangeError) -> Self {
        let text = error.to_string();
        match error {
            ExchangeError::Invalid(violations) => invalid(&violations),
            ExchangeError::Denied(_) => info(Code::PermissionDenied, Reason::Denied, text),
            ExchangeError::NotFound(_) => info(Code::NotFound, Reason::NotFound, text),
            ExchangeError::Precondition(reason, _) => info(Code::FailedPrecondition, reason, text),
            ExchangeError::Exhausted(reason, _) => info(Code::ResourceExhausted, reason, text),
            ExchangeError::Unavailable(_) => info(Code::Unavailable, Reason::TryAgain, text),
            ExchangeError::Store(error) => {
                // What is wrong with the disk is the operator's business alone.
                tracing::error!(%error, "store");
                let code = match error {
                    StoreError::Corrupt { .. } => Code::DataLoss,
                    _ => Code::Unavailable,
                };
                info(code, Reason::Store, "the store of the exchange failed".into())
            }
        }
    }
}

/// Status INVALID_ARGUMENT with a field violation for each broken rule.
pub(super) fn invalid(violations: &[Violation]) -> Status {
    let first = violations.first();
    let more = match violations.len() {
        0 | 1 => String::new(),
        n => format!(" (and {} more)", n - 1),
    };
    let text = first.map_or_else(
        || "the request breaks a rule".into(),
        |violation| format!("{}: {}{more}", violation.field, violation.description),
    );
    let fields: Vec<FieldViolation> =
        violations.iter().map(|v| FieldViolation::new(&v.field, &v.description)).collect();
    Status::with_error_details(Code::InvalidArgument, text, ErrorDetails::with_bad_request(fields))
}

/// Status RESOURCE_EXHAUSTED with the time after which another try is worth it.
pub(super) fn too_early(reason: Reason, text: String, wait: Duration) -> Status {
    let mut details = ErrorDetails::with_error_info(reason.code(), DOMAIN, HashMap::new());
    details.set_retry_info(Some(wait));
    Status::with_error_details(Code::ResourceExhausted, text, details)
}

/// A status with a stable reason for programs.
pub(super) fn info(code: Code, reason: Reason, text: String) -> Status {
    let details = ErrorDetails::with_error_info(reason.code(), DOMAIN, HashMap::new());
    Status::with_error_details(code, text, details)
}
