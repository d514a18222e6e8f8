//! Referrals as their parties use them. Whoever is no party learns nothing, not even that a
//! referral is there.

use tokio::sync::{oneshot, watch};

use crate::domain::country::Country;
use crate::domain::id::MemberId;
use crate::domain::referral::{Addressee, OpenPart, ReferralId};
use crate::domain::referral_codes::{ReferralAction, ReferralStatus};
use crate::referral::case::Referral;
use crate::referral::history::{Event, Hash, Statement};
use crate::referral::keys::{KeyId, Signature};
use crate::referral::lifecycle::{self, Party};
use crate::store::Space;

use super::super::Exchange;
use super::super::by::By;
use super::super::change::{Change, Draft, Envelopes, SignedAct, about_step, envelope_key};
use super::super::error::ExchangeError;
use super::super::views::{Notice, Register};

/// An event as a party may see it.
#[derive(Clone, Debug)]
pub struct EventView {
    /// The event; actor and signature are left out while the recipient is not disclosed.
    pub event: Event,
    /// Hash of the event.
    pub hash: Hash,
    /// The party's envelope, when it may have it and it is still there.
    pub envelope: Option<Vec<u8>>,
}

/// A referral as a party may see it.
#[derive(Clone, Debug)]
pub struct ReferralView {
    /// The open part.
    pub open: OpenPart,
    /// The member who made the referral.
    pub sender: MemberId,
    /// The member to whom the referral goes, when that is disclosed.
    pub recipient: Option<MemberId>,
    /// Country of the sender.
    pub sender_country: Option<Country>,
    /// Country of the recipient, when that is disclosed.
    pub recipient_country: Option<Country>,
    /// State of the referral.
    pub status: ReferralStatus,
    /// Time (Unix seconds) by which the next step is due.
    pub deadline: Option<i64>,
    /// Time of the latest change, Unix seconds.
    pub updated_at: i64,
    /// Whether the sealed contents are gone.
    pub erased: bool,
    /// Steps that the party may take now.
    pub allowed: Vec<ReferralAction>,
    /// The history; empty in a list.
    pub events: Vec<EventView>,
}

/// A part of a list.
#[derive(Clone, Debug)]
pub struct ReferralPage {
    /// The referrals, the latest change first.
    pub referrals: Vec<ReferralView>,
    /// Where the next page begins.
    pub next: Option<(i64, ReferralId)>,
}

const UNKNOWN: ExchangeError = ExchangeError::NotFound("there is no such referral");

impl Exchange {
    /// Drafts a referral. A repeated request changes nothing.
    pub async fn create_referral(
        &self,
        by: &By,
        member: &MemberId,
        open: OpenPart,
        statement: Statement,
        signed: (KeyId, Signature),
        envelopes: Option<Envelopes>,
    ) -> Result<ReferralView, ExchangeError> {
        by.concerns(about_step(open.id, statement.action));
        let violations = open.check(self.shared.this_month());
        if !violations.is_empty() {
            return Err(ExchangeError::Invalid(violations));
        }
        let id = open.id;
        let act = SignedAct { statement, signed, envelopes };
        let (reply, answer) = oneshot::channel();
        let draft = Box::new(Draft { open, act });
        self.hand_over(Change::CreateReferral { by: by.clone(), draft, reply }, answer).await?;
        self.referral(member, id)
    }

    /// Adds a statement to a referral. A repeated request changes nothing.
    pub async fn act_on_referral(
        &self,
        by: &By,
        member: &MemberId,
        id: ReferralId,
        statement: Statement,
        signed: (KeyId, Signature),
        envelopes: Option<Envelopes>,
    ) -> Result<ReferralView, ExchangeError> {
        by.concerns(about_step(id, statement.action));
        let act = Box::new(SignedAct { statement, signed, envelopes });
        let (reply, answer) = oneshot::channel();
        self.hand_over(Change::ActOnReferral { by: by.clone(), id, act, reply }, answer).await?;
        self.referral(member, id)
    }

    /// One referral of a member, with its history and the envelopes that it may have.
    pub fn referral(
        &self,
        member: &MemberId,
        id: ReferralId,
    ) -> Result<ReferralView, ExchangeError> {
        let (referral, mut view) = {
            let views = self.shared.views.read();
            let referral = views.referrals.get(id).cloned().ok_or(UNKNOWN)?;
            let view = view(&views.register, &referral, member)?;
            (referral, view)
        };
        let party = referral.party(member).ok_or(UNKNOWN)?;
        let hidden = is_hidden_from(&referral, party);
        for event in &referral.events {
            let number = event.statement.number;
            let own = event.statement.actor.as_ref() == Some(member);
            let envelope = if event.statement.sealed.is_some()
                && !referral.erased
                && (own || may_open(&referral, event))
            {
                let key = envelope_key(id, number, u8::from(own));
                self.shared.store.get(Space::Envelope, &key)?
            } else {
                None
            };
            let mut event = event.clone();
            if hidden && !own && event.statement.actor.is_some() {
                event.statement.actor = None;
                event.signed = None;
            }
            let hash = referral.hash(number).unwrap_or_default();
            view.events.push(EventView { event, hash, envelope });
        }
        Ok(view)
    }

    /// A member's referrals without their history, the latest change first.
    pub fn referrals(
        &self,
        member: &MemberId,
        statuses: &[ReferralStatus],
        after: Option<(i64, ReferralId)>,
        limit: usize,
    ) -> Result<ReferralPage, ExchangeError> {
        let views = self.shared.views.read();
        let place = |referral: &Referral| (referral.last().at, referral.id());
        let mut found: Vec<&Referral> = views
            .referrals
            .of(member)
            .filter(|r| statuses.is_empty() || statuses.contains(&r.status()))
            .filter(|r| after.is_none_or(|after| place(r) < after))
            .collect();
        found.sort_unstable_by_key(|referral| std::cmp::Reverse(place(referral)));
        let more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| more).map(|referral| place(referral));
        let shown = found.into_iter().map(|r| view(&views.register, r, member));
        let referrals = shown.collect::<Result<Vec<_>, _>>()?;
        Ok(ReferralPage { referrals, next })
    }

    /// Notices to a member about its referrals, after the one of a sequence number.
    pub fn notices(&self, member: &MemberId, after: u64, limit: usize) -> Vec<Notice> {
        self.shared.views.read().referrals.notices(member, after, limit)
    }

    /// Changes whenever something happens to any referral.
    pub fn referral_changes(&self) -> watch::Receiver<u64> {
        self.shared.referral_changes.subscribe()
    }

    /// Lets referrals expire, erases what was kept long enough, opens answers to hit checks, and
    /// takes a checkpoint when it is time for one. To be called now and then.
    pub async fn upkeep(&self) -> Result<(), ExchangeError> {
        if self.shared.log_gate.check().is_err() {
            return Ok(());
        }
        let now = self.shared.clock.now();
        let is_due = {
            let views = self.shared.views.read();
            !views.referrals.due(now).is_empty() || !views.hits.due(now).is_empty()
        };
        if !is_due && !self.shared.checkpoint_is_due() {
            return Ok(());
        }
        let (reply, answer) = oneshot::channel();
        self.hand_over(Change::Upkeep { reply }, answer).await
    }
}

/// A referral as a party may see it, without its history.
fn view(
    register: &Register,
    referral: &Referral,
    member: &MemberId,
) -> Result<ReferralView, ExchangeError> {
    let party = referral.party(member).ok_or(UNKNOWN)?;
    let country = |id: &MemberId| register.country_of(id);
    let hidden = is_hidden_from(referral, party);
    let recipient = (!hidden).then(|| referral.recipient.clone());
    Ok(ReferralView {
        open: referral.open.clone(),
        sender: referral.sender.clone(),
        sender_country: country(&referral.sender),
        recipient_country: recipient.as_ref().and_then(country),
        recipient,
        status: referral.status(),
        deadline: referral.deadline,
        updated_at: referral.last().at,
        erased: referral.erased,
        allowed: lifecycle::allowed(referral.status(), party),
        events: Vec::new(),
    })
}

/// Whether the recipient must not be named to this party: a hit tells nothing but that, until
/// the one who was asked accepts.
fn is_hidden_from(referral: &Referral, party: Party) -> bool {
    party == Party::Sender
        && matches!(referral.open.addressee, Addressee::Hit(_))
        && !referral.was_accepted()
}

/// Whether the other party may open what came with an event: the first sealed part only after
/// the referral was accepted.
fn may_open(referral: &Referral, event: &Event) -> bool {
    event.statement.action != ReferralAction::Create || referral.was_accepted()
}
