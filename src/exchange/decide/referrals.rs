//! Decisions about referrals.

use crate::audit::Subject;
use crate::domain::code_list::CodeList;
use crate::domain::codes::{MemberStatus, Role};
use crate::domain::id::MemberId;
use crate::domain::reasons::Reason;
use crate::domain::referral::{Addressee, ReferralId};
use crate::domain::referral_codes::{ReferralAction, ReferralStatus};
use crate::referral::case::{Decision, Referral, Refusal, names};
use crate::referral::envelope::{self, Binding, EnvelopeError, envelope_hash};
use crate::referral::history::{Event, Statement};
use crate::referral::lifecycle;
use crate::store::{Entry, Space};

use super::super::by::{ERASE, EXPIRE};
use super::super::change::{Draft, Envelopes, SignedAct, about_step, envelope_key};
use super::super::error::ExchangeError;
use super::super::views::due_at;
use super::Group;

fn sealed_bytes(envelopes: Option<&Envelopes>) -> u32 {
    envelopes.map_or(0, |envelopes| envelopes.to_other.len() as u32)
}

/// Referrals of one sender that may be open at a time.
const MAX_OPEN: usize = 1000;

const UNKNOWN: ExchangeError = ExchangeError::NotFound("there is no such referral");

fn refused(refusal: Refusal) -> ExchangeError {
    match refusal {
        Refusal::NotAParty => UNKNOWN,
        Refusal::Stale { next } => ExchangeError::Precondition(
            Reason::ReferralChanged,
            format!(
                "the referral has changed meanwhile: look at it again; the next statement is number {next}"
            ),
        ),
        Refusal::Illegal { status, allowed } => ExchangeError::Precondition(
            Reason::IllegalTransition,
            format!("the referral is {}: your side may do {}", status.code(), names(&allowed)),
        ),
        Refusal::Invalid(violation) => ExchangeError::Invalid(vec![violation]),
        Refusal::Signature => ExchangeError::Precondition(
            Reason::WrongSignature,
            "the statement is not signed with the latest key that your member has published. Your key file is an old copy, or another person of your desk has made other keys: use the same file, or ask your coordinator who has published it (vdx referral keys show)".into(),
        ),
        Refusal::Full => ExchangeError::Precondition(
            Reason::ReferralFull,
            "the referral has too long a history: close it and make a new one".into(),
        ),
    }
}

impl Group<'_> {
    pub(super) fn create_referral(&mut self, draft: Draft) -> Result<(), ExchangeError> {
        let Draft { open, act } = draft;
        let id = open.id;
        let sender = act.statement.actor.clone().ok_or(UNKNOWN)?;
        if let Some(known) = self.referral(id) {
            let first = &known.events[0];
            let repeated = first.statement == act.statement && first.signed == Some(act.signed);
            return if repeated && known.open == open {
                Ok(())
            } else {
                Err(ExchangeError::Precondition(
                    Reason::ReferralIdTaken,
                    "there is a referral with this id: draw another one".into(),
                ))
            };
        }
        let is_open = |referral: &&Referral| {
            referral.sender == sender && !lifecycle::is_closed(referral.status())
        };
        if self.views().referrals.of(&sender).filter(is_open).count() >= MAX_OPEN {
            return Err(ExchangeError::Exhausted(
                Reason::TooManyOpen,
                format!("you have {MAX_OPEN} open referrals: close some first"),
            ));
        }
        let now = self.given.now;
        let recipient = self.recipient(&sender, &open.addressee, now)?;
        let statement = &act.statement;
        if statement.action != ReferralAction::Create
            || statement.number != 1
            || statement.previous != [0; 32]
            || statement.reason.is_some()
            || statement.deadline.is_some()
        {
            return Err(ExchangeError::invalid("statement", "must be CREATE, number 1"));
        }
        let key = self.latest_key(&sender)?;
        if key.id() != act.signed.0 || !key.verify(&statement.bytes(id, &open), &act.signed.1) {
            return Err(refused(Refusal::Signature));
        }
        let event = Event {
            statement: act.statement,
            signed: Some(act.signed),
            at: now,
            status: ReferralStatus::Draft,
            sealed_bytes: sealed_bytes(act.envelopes.as_ref()),
        };
        let referral =
            Referral::new(open.clone(), sender.clone(), recipient.clone(), event.clone());
        self.check_envelopes(&referral, &event.statement, act.envelopes.as_ref())?;
        self.put_envelopes(id, 1, act.envelopes);
        self.referrals.insert(id, referral);
        self.append(Entry::Referral {
            open: Box::new(open),
            sender,
            recipient,
            event: Box::new(event),
        });
        Ok(())
    }

    pub(super) fn act_on_referral(
        &mut self,
        id: ReferralId,
        act: SignedAct,
    ) -> Result<(), ExchangeError> {
        let now = self.given.now;
        let actor = act.statement.actor.clone().ok_or(UNKNOWN)?;
        let mut referral = self.referral(id).ok_or(UNKNOWN)?;
        // The exchange may not have come round to it yet.
        if referral.expires_at().is_some_and(|at| at <= now) {
            self.expire(&mut referral, now);
        }
        let key = self.views().liaison_keys.latest(&actor).cloned();
        let bytes = sealed_bytes(act.envelopes.as_ref());
        let decision = referral
            .decide(act.statement, act.signed, key.as_ref(), bytes, now)
            .map_err(refused)?;
        let Decision::Add(event) = decision else { return Ok(()) };
        self.check_envelopes(&referral, &event.statement, act.envelopes.as_ref())?;
        self.put_envelopes(id, event.statement.number, act.envelopes);
        self.push(&mut referral, *event);
        Ok(())
    }

    /// Adds an event and, when it ends the referral so, erases everything sealed in the same
    /// commit.
    fn push(&mut self, referral: &mut Referral, event: Event) {
        let id = referral.id();
        referral.push(event.clone());
        if referral.erased {
            self.erase_envelopes(referral);
        }
        self.referrals.insert(id, referral.clone());
        self.append(Entry::ReferralEvent { id, event: Box::new(event) });
    }

    fn expire(&mut self, referral: &mut Referral, now: i64) {
        if let Some(event) = referral.expire(now) {
            let subject = about_step(referral.id(), event.statement.action);
            self.push(referral, event);
            self.tell_by_exchange(EXPIRE, &subject);
        }
    }

    pub(super) fn upkeep(&mut self) {
        let now = self.given.now;
        self.open_hits(now);
        let due = self.views().referrals.due(now);
        for id in due {
            let Some(mut referral) = self.referral(id) else { continue };
            let keep = self.given.terms().keep_completed();
            if due_at(&referral, keep).is_none_or(|at| at > now) {
                continue;
            }
            if referral.status() == ReferralStatus::Completed {
                self.erase_envelopes(&referral);
                referral.erased = true;
                self.referrals.insert(id, referral);
                self.append(Entry::ReferralErased { id });
                let subject = Subject::default().with("referral", id);
                self.tell_by_exchange(ERASE, &subject);
            } else {
                self.expire(&mut referral, now);
            }
        }
    }

    fn referral(&self, id: ReferralId) -> Option<Referral> {
        let pending = self.referrals.get(&id).cloned();
        pending.or_else(|| self.views().referrals.get(id).cloned())
    }

    /// The liaison that a referral goes to.
    fn recipient(
        &self,
        sender: &MemberId,
        addressee: &Addressee,
        now: i64,
    ) -> Result<MemberId, ExchangeError> {
        let register = &self.views().register;
        let country = register.country_of(sender);
        let may_receive = |id: &MemberId| {
            register.get(id).is_some_and(|member| {
                member.status == MemberStatus::Active
                    && member.roles.contains(&Role::Liaison)
                    && Some(member.country) != country
            })
        };
        match addressee {
            Addressee::Member(id) if may_receive(id) => {
                self.latest_key(id)?;
                Ok(id.clone())
            }
            Addressee::Member(_) => Err(ExchangeError::invalid(
                "open.recipient",
                "must be an active liaison of another country",
            )),
            Addressee::Hit(handle) => {
                let wrong = || {
                    ExchangeError::invalid(
                        "open.hit_handle",
                        "must be the unused handle of a hit that you had in the last 30 days",
                    )
                };
                let used = self.views().referrals.is_used(*handle)
                    || self.referrals.values().any(|r| r.open.addressee == *addressee);
                let target = self
                    .views()
                    .hits
                    .target(*handle)
                    .filter(|t| t.asker == *sender && t.expires_at > now && !used)
                    .ok_or_else(wrong)?;
                let holder = register.country_of(&target.holder);
                let keys = &self.views().liaison_keys;
                let liaison = register.all().find(|member| {
                    Some(member.country) == holder
                        && may_receive(&member.id)
                        && keys.latest(&member.id).is_some()
                });
                liaison.map(|member| member.id.clone()).ok_or(ExchangeError::Precondition(
                    Reason::NoLiaison,
                    "nobody can receive the request at present: ask your coordinator".into(),
                ))
            }
        }
    }

    /// Whether the envelopes are those that the statement names, sealed to the right keys, signed
    /// by the actor, and bound to this place of the referral. Garbage that a client's mistake or
    /// malice makes is refused here, where its writer learns of it, and not at its reader.
    fn check_envelopes(
        &self,
        referral: &Referral,
        statement: &Statement,
        envelopes: Option<&Envelopes>,
    ) -> Result<(), ExchangeError> {
        let Some(envelopes) = envelopes else { return Ok(()) };
        let hashes = [envelope_hash(&envelopes.to_other), envelope_hash(&envelopes.to_self)];
        if statement.sealed != Some(hashes) {
            return Err(ExchangeError::invalid("sealed", "must be what the statement names"));
        }
        if matches!(referral.open.addressee, Addressee::Hit(_))
            && !lifecycle::was_accepted(referral.status())
        {
            return Err(ExchangeError::invalid(
                "sealed",
                "goes with a request that follows a hit only after it was accepted",
            ));
        }
        let actor = statement.actor.as_ref().ok_or(UNKNOWN)?;
        let own = self.latest_key(actor)?;
        let other = referral.other(actor);
        let other_key = self.latest_key(other)?;
        for (field, envelope, reader, key) in [
            ("sealed.to_other", &envelopes.to_other, other, &other_key),
            ("sealed.to_self", &envelopes.to_self, actor, &own),
        ] {
            let number = statement.number;
            let binding = Binding { referral: referral.id(), number, writer: actor, reader };
            envelope::check(envelope, binding, key.id(), &own).map_err(|error| match error {
                EnvelopeError::StaleKey => {
                    ExchangeError::Precondition(Reason::StaleKey, format!("{field}: {error}"))
                }
                error => ExchangeError::invalid(field, error.to_string()),
            })?;
        }
        Ok(())
    }

    fn put_envelopes(&mut self, id: ReferralId, number: u32, envelopes: Option<Envelopes>) {
        let Some(envelopes) = envelopes else { return };
        for (copy, envelope) in [(0, envelopes.to_other), (1, envelopes.to_self)] {
            self.told().put(Space::Envelope, &envelope_key(id, number, copy), envelope);
        }
    }

    fn erase_envelopes(&mut self, referral: &Referral) {
        for event in &referral.events {
            if event.statement.sealed.is_some() {
                for copy in [0, 1] {
                    let key = envelope_key(referral.id(), event.statement.number, copy);
                    self.told().remove(Space::Envelope, &key);
                }
            }
        }
    }
}
