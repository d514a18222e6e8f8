//! The one thread that changes anything: it gathers, has decided, commits, applies and answers.
//!
//! It takes whatever jobs wait, has them decided in order, and commits all their journal
//! entries in one flushed batch. Only then are the answers sent; linkage follows after
//! them, on a thread of its own. A commit that fails ends the writer: from then on every change is
//! refused, because only a restart can tell what is on the disk.

use tokio::sync::mpsc;

use crate::audit::SignedRestoration;
use crate::store::{Entry, Space, StoreError, decode_entry};

use super::by::By;
use super::change::{Change, Job, Reply, Whole};
use super::decide::{Decided, Given, Group, NewEntry, Outside};
use super::error::ExchangeError;
use super::linking::{Gone, Linking, PersonsError};
use super::shared::Shared;
use super::views::Effects;

/// Jobs that share one flush.
const MAX_GROUP: usize = 64;
/// Entries that are applied before readers have their turn.
const APPLIED_AT_ONCE: usize = 256;

/// Runs until all senders are gone or a change cannot be made.
pub fn run(shared: &Shared, queue: mpsc::Receiver<Job>) {
    std::thread::scope(|scope| {
        // Why it ended has been logged, and there is nobody else to tell.
        let _ = Linking::start(scope, shared)
            .map_err(Ended::from)
            .and_then(|linking| write(shared, &linking, queue));
    });
}

/// No further change can be made.
struct Ended;

impl From<Gone> for Ended {
    fn from(_: Gone) -> Self {
        tracing::error!("linkage failed: no further changes until a restart");
        Self
    }
}

fn write(
    shared: &Shared,
    linking: &Linking<'_>,
    mut queue: mpsc::Receiver<Job>,
) -> Result<(), Ended> {
    let mut jobs = Vec::with_capacity(MAX_GROUP);
    let mut changes = Vec::with_capacity(MAX_GROUP);
    while queue.blocking_recv_many(&mut jobs, MAX_GROUP) > 0 {
        for job in jobs.drain(..) {
            match job {
                Job::Change(change) => changes.push(change),
                // It rests on everything before it, and what comes next on what it stores.
                Job::Whole(whole) => {
                    change(shared, linking, &mut changes)?;
                    work_on(shared, linking, whole)?;
                }
            }
        }
        change(shared, linking, &mut changes)?;
        linking.finish_checkpoint_if_due()?;
    }
    Ok(())
}

/// Decides changes together, commits them, answers, and has them linked.
fn change(shared: &Shared, linking: &Linking<'_>, changes: &mut Vec<Change>) -> Result<(), Ended> {
    if changes.is_empty() {
        return Ok(());
    }
    shared.change_together(changes).map_err(|error| {
        tracing::error!(%error, "commit failed: no further changes until a restart");
        Ended
    })?;
    Ok(linking.link()?)
}

/// Works on what rests on everything before it, while nothing else changes.
fn work_on(shared: &Shared, linking: &Linking<'_>, whole: Whole) -> Result<(), Ended> {
    // A caller who has gone gets no answer.
    match whole {
        Whole::ProposeRelease { by, signer, scope, reply } => {
            let proposed = shared.change_apart(|group| group.propose_release(&by, signer, scope));
            let info = proposed.and_then(|number| {
                let views = shared.views.read();
                let info = views.releases.get(number).cloned();
                info.ok_or(ExchangeError::NotFound("there is no such release"))
            });
            return answer(info, reply);
        }
        Whole::ApproveRelease { by, prepared, reply } => {
            return answer(shared.change_apart(|g| g.approve_release(&by, *prepared)), reply);
        }
        Whole::FinishRelease { measured, reply } => {
            let finished = shared.change_apart(|group| Ok(group.finish_release(&measured)));
            if matches!(finished, Ok(true)) {
                shared.serve(measured.blocks);
            }
            return answer(finished.map(|_| ()), reply);
        }
        Whole::StateLosses { by, losses, reply } => {
            return answer(shared.change_apart(|group| group.state_losses(&by, *losses)), reply);
        }
        Whole::Acknowledge { by, signed, reply } => {
            return answer(shared.acknowledge(&by, *signed), reply);
        }
        Whole::Settle { reply } => linking.tell(reply)?,
        Whole::Freeze { reply } => {
            let moment = match linking.persons() {
                Ok(persons) => shared.moment(persons),
                Err(PersonsError::Store(error)) => Err(error.into()),
                Err(PersonsError::Gone(gone)) => return Err(gone.into()),
            };
            drop(reply.send(moment));
        }
        Whole::Snapshot { reply } => drop(reply.send(shared.snapshot())),
        Whole::Checkpoint { reply } => linking.save(reply)?,
    }
    Ok(())
}

/// Answers; after a failed commit nothing more can be changed.
fn answer<T>(result: Result<T, ExchangeError>, reply: Reply<T>) -> Result<(), Ended> {
    let failed = matches!(result, Err(ExchangeError::Store(_)));
    let _ = reply.send(result);
    if failed { Err(Ended) } else { Ok(()) }
}

impl Outside for Shared {
    fn random(&self) -> Result<[u8; 16], ExchangeError> {
        (self.random)()
    }

    fn recall(&self, sequence: u64) -> Result<Entry, ExchangeError> {
        let bytes = self.store.get(Space::Journal, &sequence.to_be_bytes())?;
        Ok(decode_entry(sequence, &bytes.unwrap_or_default())?)
    }
}

impl Shared {
    /// Has changes decided by what the views are now.
    fn decide(&self, decide: impl FnOnce(&mut Group<'_>)) -> Decided {
        // Nobody but this thread adds lines.
        let lines = self.audit.lock().tree.len();
        let now = self.clock.now();
        let views = self.views.read();
        let (setup, secrets) = (&self.setup, &self.secrets);
        let given = Given { views: &views, setup, secrets, now, outside: self };
        let mut group = Group::new(given, lines);
        decide(&mut group);
        group.finish()
    }

    /// Has changes decided together, stores them, and answers.
    pub fn change_together(&self, changes: &mut Vec<Change>) -> Result<(), StoreError> {
        let mut decided =
            self.decide(|group| changes.drain(..).for_each(|change| group.decide(change)));
        let answers = std::mem::take(&mut decided.answers);
        let stored = self.store_decided(decided);
        answers.into_iter().for_each(|answer| answer(stored.is_ok()));
        stored
    }

    /// Has one change decided by itself, and stores it. Nothing is stored when it is refused.
    pub fn change_apart<T>(
        &self,
        decide: impl FnOnce(&mut Group<'_>) -> Result<T, ExchangeError>,
    ) -> Result<T, ExchangeError> {
        let mut result = None;
        let decided = self.decide(|group| result = Some(decide(group)));
        let result = result.expect("it was decided")?;
        self.store_decided(decided)?;
        Ok(result)
    }

    /// Commits what was decided, and applies it to the views.
    fn store_decided(&self, decided: Decided) -> Result<(), StoreError> {
        let Decided { told, entries, notes, .. } = decided;
        if !told.is_empty() {
            self.commit(told)?;
        }
        let mut all = Effects::default();
        for piece in entries.chunks(APPLIED_AT_ONCE) {
            let mut views = self.views.write();
            for NewEntry { sequence, entry, digest } in piece {
                all = all.and(views.apply(self.terms(), *sequence, entry, *digest));
            }
        }
        if !notes.is_empty() {
            let mut views = self.views.write();
            notes.into_iter().for_each(|note| views.note(note));
        }
        self.take_effects(all);
        Ok(())
    }

    /// Decides on a coordinator's word on a restore, and stores it.
    fn acknowledge(&self, by: &By, signed: SignedRestoration) -> Result<(), ExchangeError> {
        let (head, lineage) = {
            let log = self.audit.lock();
            (log.unsigned_head(), log.lineage.clone())
        };
        let open = self.interrupted_streams()?;
        self.change_apart(|group| group.acknowledge(by, signed, &head, &lineage, &open))?;
        tracing::warn!(by = %by.caller(), lines = head.size, "a restore was acknowledged");
        Ok(())
    }
}
