//! What all threads of an exchange share, and how it is brought up to date with the journal at a
//! start.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use tokio::sync::watch;

use crate::audit::{CallResult, Signer, first_origin};
use crate::domain::codes::{KeyScope, MemberStatus, Role};
use crate::domain::member::Member;
use crate::domain::period::YearMonth;
use crate::domain::reasons::Reason;
use crate::linkage::{Linker, Sender};
use crate::release::served::Served;
use crate::store::{Entry, Space, Store, decode_entry, encode_entry, format};

use super::audit_log::AuditLog;
use super::by::{By, FIRST_MEMBER};
use super::change::about_member;
use super::checkpoint::{self, CheckpointState};
use super::error::ExchangeError;
use super::kinds::KEY_CHECK;
use super::linking::LinkQueue;
use super::locks::{ManyReaders, OneHolder};
use super::log_gate::LogGate;
use super::release_store::OldEpochs;
use super::secrets::ExchangeSecrets;
use super::setup::{Clock, KeyEpoch, Setup};
use super::told::Stored;
use super::views::{Effects, Terms, Views, shared_part};
use super::witness::Witness;

/// The world around an exchange: store, clock, random bytes, and the program itself.
pub struct Surroundings {
    /// Where everything is stored.
    pub store: Arc<dyn Store>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Gives sixteen random bytes.
    pub random: Box<Random>,
    /// Hash of program and settings, which shape views beside the journal: views that were saved
    /// under another one are void. Without it none are saved.
    pub fingerprint: Option<[u8; 32]>,
}

/// Time after which a replay tells, again and again, how far it is.
const PROGRESS: Duration = Duration::from_secs(10);

/// Gives sixteen random bytes.
pub type Random = dyn Fn() -> Result<[u8; 16], ExchangeError> + Send + Sync;

impl Surroundings {
    /// The surroundings that this machine and this program make.
    pub fn of_machine(setup: &Setup, store: Arc<dyn Store>, clock: Arc<dyn Clock>) -> Self {
        let random = || {
            let mut bytes = [0; 16];
            getrandom::fill(&mut bytes).map_err(|_| {
                ExchangeError::Unavailable("the operating system gave no random bytes")
            })?;
            Ok(bytes)
        };
        let fingerprint = checkpoint::fingerprint(setup)
            .inspect_err(|error| tracing::warn!(%error, "no checkpoints: cannot read the program"));
        Self { store, clock, random: Box::new(random), fingerprint: fingerprint.ok() }
    }
}

/// The state that all threads of an exchange share, changed by the writer alone. A thread holds one of
/// its locks at a time ([`super::locks`]).
pub struct Shared {
    pub setup: Setup,
    pub secrets: ExchangeSecrets,
    pub store: Stored,
    pub clock: Arc<dyn Clock>,
    pub random: Box<Random>,
    /// The views of the journal. The writer alone changes them, for a moment after a commit; nobody
    /// works long under their lock.
    pub views: ManyReaders<Views>,
    /// Links the national tokens of records into persons: after the answers, on a thread of its own.
    pub linker: OneHolder<Linker>,
    /// Links the transnational tokens of records that may cross borders.
    pub transnational: OneHolder<Linker>,
    /// What is to be linked, and who waits for it.
    pub linking: LinkQueue,
    /// The audit log.
    pub audit: OneHolder<AuditLog>,
    /// The state of checkpoints.
    pub checkpoint: Arc<OneHolder<CheckpointState>>,
    /// Whether the log may grow.
    pub log_gate: LogGate,
    /// Witnesses the logs of others.
    pub witness: Witness,
    /// Held by whoever counts records that are due.
    pub counting: parking_lot::Mutex<()>,
    /// Set when the store turns out to be damaged.
    pub damaged: AtomicBool,
    /// Counts the changes of referrals, for those who watch them.
    pub referral_changes: watch::Sender<u64>,
    /// Fitted tables that questions are answered from.
    pub served: ArcSwap<Served>,
}

impl Shared {
    /// An exchange that knows nothing yet.
    pub fn new(setup: Setup, secrets: ExchangeSecrets, surroundings: Surroundings) -> Self {
        let Surroundings { store, clock, random, fingerprint } = surroundings;
        let linker = || Linker::new(setup.profile.clone()).with_phases(secrets.phases(None));
        let domain = &setup.first_coordinator.trust_domain;
        let signer = Signer::new(&secrets.audit_seed(), first_origin(domain));
        Self {
            linker: OneHolder::new(linker()),
            transnational: OneHolder::new(linker()),
            linking: LinkQueue::default(),
            audit: OneHolder::new(AuditLog::new(signer)),
            checkpoint: Arc::new(OneHolder::new(CheckpointState::new(fingerprint))),
            witness: Witness::new(&secrets, domain),
            counting: parking_lot::Mutex::default(),
            setup,
            secrets,
            store: Stored::new(store),
            clock,
            random,
            views: ManyReaders::default(),
            log_gate: LogGate::default(),
            damaged: AtomicBool::new(false),
            referral_changes: watch::Sender::new(0),
            served: ArcSwap::default(),
        }
    }

    /// Takes up what is stored: the latest checkpoint, and what the journal has after it. Gives the
    /// names of epochs that an earlier version has left.
    pub fn load(&self) -> Result<OldEpochs, ExchangeError> {
        self.check_secrets()?;
        self.check_kinds()?;
        self.restore_checkpoint()?;
        self.replay()?;
        self.load_audit()?;
        self.load_lineage()?;
        self.load_releases()
    }

    /// Makes the changes that come before all others: what an earlier version or a crash left is
    /// dealt with, and an empty register gets its first coordinator.
    pub fn begin_work(&self, old_epochs: &OldEpochs) -> Result<(), ExchangeError> {
        if self.log_gate.check().is_ok() {
            self.drop_old_epochs(old_epochs)?;
            self.close_interrupted_streams()?;
        }
        let is_new = self.views.read().register.is_empty();
        if is_new {
            self.add_first_coordinator()?;
        }
        Ok(())
    }

    /// Key and settings that shape views beside the journal.
    pub fn terms(&self) -> Terms<'_> {
        let keep_completed_days = self.setup.referrals.keep_completed_days;
        Terms { secrets: &self.secrets, keep_completed_days }
    }

    /// The latest month that has begun anywhere on earth (UTC+14): an institution in
    /// an early time zone must not be told that its today is in the future.
    pub fn this_month(&self) -> YearMonth {
        YearMonth::at_unix_seconds(self.clock.now() + 14 * 3600)
    }

    /// The accepted key epochs of a scope.
    pub fn epochs_of(&self, scope: KeyScope) -> &[KeyEpoch] {
        match scope {
            KeyScope::National => &self.setup.key_epochs,
            KeyScope::Transnational => &self.setup.transnational_epochs,
        }
    }

    /// The numbers of the accepted key epochs of a scope.
    pub fn epoch_numbers(&self, scope: KeyScope) -> Vec<u32> {
        self.epochs_of(scope).iter().map(|KeyEpoch { epoch, .. }| *epoch).collect()
    }

    /// Refuses a store that was written under another secret: nothing would match.
    fn check_secrets(&self) -> Result<(), ExchangeError> {
        let mine = self.secrets.check_value();
        match self.store.get(Space::Meta, KEY_CHECK)? {
            None => Ok(self.store.begin(KEY_CHECK, &mine)?),
            Some(theirs) if theirs == mine => Ok(()),
            Some(theirs) if theirs.len() != mine.len() => {
                Err(format::newer("the check of the exchange key").into())
            }
            Some(_) => Err(ExchangeError::Precondition(
                Reason::WrongExchangeKey,
                "the store was written under another exchange key: use the key that belongs to it"
                    .into(),
            )),
        }
    }

    /// Brings views and persons up to date with the journal.
    pub fn replay(&self) -> Result<(), ExchangeError> {
        let begun = Instant::now();
        let mut told = begun;
        let from = self.views.read().next;
        let end = behind_last(|sequence| self.is_journal_from(sequence))?;
        self.scan_journal(from, &mut |sequence, entry| {
            if told.elapsed() >= PROGRESS {
                told = Instant::now();
                let (entries, seconds) = (sequence - from, begun.elapsed().as_secs());
                let percent = entries * 100 / end.saturating_sub(from).max(1);
                tracing::info!(
                    percent,
                    entries,
                    seconds,
                    "replaying the journal and linking: calls are taken after it"
                );
            }
            let effects = self.views.write().apply(self.terms(), sequence, &entry, None);
            self.take_effects(effects);
            self.link(&entry, effects.was_known);
        })?;
        let entries = self.views.read().next - from;
        let seconds = begun.elapsed().as_secs_f32();
        tracing::info!(from, entries, seconds, "journal replayed");
        Ok(())
    }

    /// Whether the journal has an entry from a sequence on.
    fn is_journal_from(&self, sequence: u64) -> Result<bool, ExchangeError> {
        let mut found = false;
        self.store.scan(Space::Journal, &sequence.to_be_bytes(), &mut |_, _| {
            found = true;
            Ok(ControlFlow::Break(()))
        })?;
        Ok(found)
    }

    /// Visits the journal from an entry on. Those that were erased are not there; that no other one
    /// is missing the store itself makes sure of when all of it is read.
    pub fn scan_journal(
        &self,
        from: u64,
        visit: &mut dyn FnMut(u64, Entry),
    ) -> Result<(), ExchangeError> {
        self.store.scan(Space::Journal, &from.to_be_bytes(), &mut |key, value| {
            let sequence = key.try_into().map_or(u64::MAX, u64::from_be_bytes);
            visit(sequence, decode_entry(sequence, value)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(())
    }

    /// Does what follows from entries beside the views.
    pub fn take_effects(&self, effects: Effects) {
        if effects.erases {
            self.checkpoint.lock().erased = true;
        }
        if effects.touches_referral {
            self.referral_changes.send_modify(|count| *count += 1);
        }
    }

    /// Brings the persons up to date with an entry. `was_known` is what [`Effects`] say.
    fn link(&self, entry: &Entry, was_known: bool) {
        self.link_transnational(entry);
        self.link_national(entry, was_known);
    }

    /// The same under the national key. Where nobody knows whether the record was there before, it was.
    pub fn link_national(&self, entry: &Entry, was_known: bool) {
        let Some((key, record)) = entry.of_record() else { return };
        let institution = self.institution(entry);
        let groups = record.map_or_else(Vec::new, |record| record.token_groups());
        let mut linker = self.linker.lock();
        let mut place = 0;
        for tokens in &groups {
            linker.insert_of(institution, self.secrets.mention_key(key, place), tokens);
            place += 1;
        }
        // The previous revision may have named more persons.
        while was_known && linker.remove(self.secrets.mention_key(key, place)) {
            place += 1;
        }
    }

    /// What stands for the institution whose record an entry stores; any number where it stores none.
    fn institution(&self, entry: &Entry) -> Sender {
        match entry {
            Entry::Record { member, .. } => self.secrets.institution(member) as Sender,
            _ => Sender::default(),
        }
    }

    /// The same under the transnational key, of a record that may cross borders.
    pub fn link_transnational(&self, entry: &Entry) {
        let Some((key, record)) = entry.of_record() else { return };
        let mut linker = self.transnational.lock();
        let mention = || self.secrets.mention_key(key, 0);
        match record.and_then(shared_part) {
            Some(victim) => {
                let institution = self.institution(entry);
                linker.insert_of(institution, mention(), &victim.transnational_tokens);
            }
            None if linker.is_empty() => {}
            None => drop(linker.remove(mention())),
        }
    }

    /// Makes the configured coordinator a member, so that somebody can add others.
    fn add_first_coordinator(&self) -> Result<(), ExchangeError> {
        let coordinator = Member {
            id: self.setup.first_coordinator.clone(),
            display_name: "Coordinator".into(),
            country: self.setup.country,
            roles: vec![Role::Coordinator],
            status: MemberStatus::Active,
        };
        let subject = about_member(&coordinator);
        let entry = Entry::Member(coordinator);
        let sequence = self.views.read().next;
        let mut told = self.begin();
        told.put(Space::Journal, &sequence.to_be_bytes(), encode_entry(&entry));
        told.tell(&By::exchange(FIRST_MEMBER), CallResult::Ok, &subject);
        self.commit(told)?;
        self.views.write().apply(self.terms(), sequence, &entry, None);
        Ok(())
    }
}

/// Finds the sequence behind the last entry by halving, from whether there is an entry from a sequence on.
fn behind_last<E>(is_from: impl Fn(u64) -> Result<bool, E>) -> Result<u64, E> {
    let (mut low, mut high) = (0u64, 1u64);
    while is_from(high)? && high < u64::MAX / 2 {
        (low, high) = (high, 2 * high);
    }
    if low == 0 && !is_from(0)? {
        return Ok(0);
    }
    // There is an entry from `low` on, and none from `high` on.
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if is_from(middle)? {
            low = middle;
        } else {
            high = middle;
        }
    }
    Ok(high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_journal_with_gaps_is_found() {
        for last in [0, 1, 2, 3, 7, 8, 1_000_003] {
            let found = behind_last(|from| Ok::<_, ()>(from <= last));
            assert_eq!(found, Ok(last + 1));
        }
        assert_eq!(behind_last(|_| Ok::<_, ()>(false)), Ok(0));
    }
}
