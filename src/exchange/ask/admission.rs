//! Who is admitted, and to which call.

use crate::domain::codes::MemberStatus;
use crate::domain::member::Member;
use crate::identity::Principal;

use super::super::Exchange;
use super::super::authorization::{ACKNOWLEDGE, Access, Method, allowed};
use super::super::error::ExchangeError;

impl Exchange {
    /// Admits a caller to a path, or says why not. Asked for every call and every
    /// message of a stream, so that a suspension takes effect at once. The role must
    /// be in the certificate and granted in the register.
    pub fn admit(&self, principal: &Principal, path: &str) -> Result<Member, ExchangeError> {
        let member = self.admit_member(principal)?;
        // Not at the handshake, where there are no words for it.
        if principal.person.is_none() && self.shared.setup.person_required.contains(&principal.role)
        {
            return Err(ExchangeError::Denied(
                "the certificate names no person, and this exchange demands one of callers in its role: ask your coordinator for a certificate of your own (vdx pki issue --person)",
            ));
        }
        if !allowed(principal.role, path) {
            return Err(ExchangeError::Denied("the role does not allow this call"));
        }
        // A call with a role leaves a line: none may begin a second history.
        let is_open = path == ACKNOWLEDGE
            || matches!(Method::at(path).map(|method| method.access), Some(Access::AnyMember));
        if !is_open {
            self.shared.log_gate.check()?;
        }
        Ok(member)
    }

    /// Admits a caller to the exchange, whatever it is going to call, or says why not. Asked at
    /// the handshake and again and again while a connection is open.
    pub fn admit_member(&self, principal: &Principal) -> Result<Member, ExchangeError> {
        let views = self.shared.views.read();
        let member = views
            .register
            .get(&principal.member)
            .ok_or(ExchangeError::Denied("the certificate's member is not in the register"))?;
        if member.status != MemberStatus::Active {
            return Err(ExchangeError::Denied("the member is suspended"));
        }
        if !member.roles.contains(&principal.role) {
            return Err(ExchangeError::Denied("the member does not hold the certificate's role"));
        }
        if !member.may_act_as(principal.role) {
            return Err(ExchangeError::Denied(
                "the member holds another role beside the certificate's, which must be held alone: the coordinator has to decide for one",
            ));
        }
        if principal.expires_at <= self.shared.clock.now() {
            return Err(ExchangeError::Denied("the certificate has expired"));
        }
        Ok(member.clone())
    }
}
