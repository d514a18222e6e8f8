//! Who asks for a change, by which call, and whom or what it concerns: the writer takes no change
//! without it, so that each has its line in the audit log, in the same commit.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use parking_lot::Mutex;

use crate::audit::{Call, CallResult, Caller, Subject};
use crate::identity::Principal;

use super::authorization::Method;
use super::error::ExchangeError;

/// The origin of a change: who asks, and by which call. Clones are of one call, which has one line.
#[derive(Clone)]
pub struct By(Arc<Asked>);

struct Asked {
    caller: Caller,
    call: Call,
    subject: Mutex<Subject>,
    told: AtomicBool,
}

/// Referrals whose deadline has passed.
pub(super) const EXPIRE: Call = Call("ExpireReferral");
/// Sealed contents that were kept long enough.
pub(super) const ERASE: Call = Call("EraseReferral");
/// Heads that an exchange and its hub have cosigned.
pub(super) const WITNESS: Call = Call("ExchangeHeads");
/// The first member of an empty register.
pub(super) const FIRST_MEMBER: Call = Call("AddFirstCoordinator");

impl By {
    /// A member's call of a method.
    pub fn of(principal: &Principal, path: &str) -> Self {
        Self::new(Caller::Certificate(principal.spiffe_id()), call_at(path))
    }

    /// The exchange itself, when it and its hub cosign each other's heads.
    pub fn witnessing() -> Self {
        Self::exchange(WITNESS)
    }

    /// Calls that were refused before anything was done, told together.
    pub fn refused(caller: Caller, call: Call) -> Self {
        Self::new(caller, call)
    }

    /// The exchange itself.
    pub(super) fn exchange(call: Call) -> Self {
        Self::new(Caller::Exchange, call)
    }

    pub(super) fn new(caller: Caller, call: Call) -> Self {
        let (subject, told) = (Mutex::default(), AtomicBool::new(false));
        Self(Arc::new(Asked { caller, call, subject, told }))
    }

    /// Says whom or what the call concerns, in place of what was said before: in its line,
    /// whether it is done or refused.
    pub fn concerns(&self, subject: Subject) {
        *self.0.subject.lock() = subject;
    }

    /// The caller.
    pub fn caller(&self) -> &Caller {
        &self.0.caller
    }

    /// The call that the caller made.
    pub fn call(&self) -> Call {
        self.0.call
    }

    /// The subject of the call, as far as it was said.
    pub fn subject(&self) -> Subject {
        self.0.subject.lock().clone()
    }

    /// Whether the call has its line on stable storage.
    pub fn is_told(&self) -> bool {
        self.0.told.load(Ordering::Acquire)
    }

    pub(super) fn has_been_told(&self) {
        self.0.told.store(true, Ordering::Release);
    }
}

/// The call at a gRPC path. A path that is no method of ours is the caller's own text: it stays
/// out.
pub fn call_at(path: &str) -> Call {
    Method::at(path).map_or(Call::UNKNOWN, |method| Call(method.name()))
}

/// How a call ended, as its line tells it.
pub(super) fn result_of<T>(result: &Result<T, ExchangeError>) -> CallResult {
    match result {
        Ok(_) => CallResult::Ok,
        Err(ExchangeError::Invalid(_)) => CallResult::InvalidArgument,
        Err(ExchangeError::Denied(_)) => CallResult::Denied,
        Err(ExchangeError::NotFound(_)) => CallResult::NotFound,
        Err(ExchangeError::Precondition(..)) => CallResult::FailedPrecondition,
        Err(ExchangeError::Exhausted(..)) => CallResult::ResourceExhausted,
        Err(ExchangeError::Unavailable(_) | ExchangeError::Store(_)) => CallResult::Failed,
    }
}
