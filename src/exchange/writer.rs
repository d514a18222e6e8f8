//! The one thread that changes anything.
//!
//! It takes whatever jobs wait, decides them in order, and commits all their journal
//! entries in one flushed batch. Only then are the answers sent; linkage follows after
//! them, on a thread of its own. A commit that fails ends the writer: from then on every change is
//! refused, because only a restart can tell what is on the disk.

use std::collections::HashMap;

use tokio::sync::{mpsc, oneshot};

use crate::audit::{CallResult, SignedRestoration};
use crate::domain::codes::RecordKind;
use crate::domain::country::Country;
use crate::domain::hashed::HashedMap;
use crate::domain::id::{MemberId, OpaqueId};
use crate::domain::member::Member;
use crate::domain::referral::{HitCheckId, ReferralId};
use crate::domain::referral_codes::HitPurpose;
use crate::domain::release::{ReleaseScope, Signer};
use crate::referral::case::Referral;
use crate::referral::keys::PublicKey;
use crate::store::{Entry, RecordKey, Snapshot, Space, encode_entry};

use super::Shared;
use super::by::{By, result_of};
use super::collecting::Moment;
use super::error::ExchangeError;
use super::hits::{Counted, HitResult, HitTarget};
use super::intake::{BatchAnswer, Prepared, WithdrawOutcome};
use super::linking::{Gone, Linking};
use super::membership::MemberChange;
use super::projection::{Position, RecordState};
use super::record_changes::{about_withdrawals, counts_of};
use super::referral_changes::{Draft, SignedAct};
use super::release_flow::{Measured, Ready};
use super::release_state::ReleaseInfo;
use super::streams::{OpenStream, Tallies};
use super::told::Told;

type Reply<T> = oneshot::Sender<Result<T, ExchangeError>>;

/// A change to decide. Each says who asks for it, or on which open stream it came: so it has its
/// line in the audit log, in the commit that makes it.
pub(super) enum Job {
    Submit {
        opened: u64,
        member: MemberId,
        submission: OpaqueId,
        sequence: u64,
        records: Vec<Prepared>,
        reply: Reply<BatchAnswer>,
    },
    Withdraw {
        by: By,
        member: MemberId,
        records: Vec<(RecordKind, RecordKey)>,
        reply: Reply<Vec<WithdrawOutcome>>,
    },
    ChangeMember {
        by: By,
        change: MemberChange,
        reply: Reply<Member>,
    },
    ProposeRelease {
        by: By,
        signer: Signer,
        scope: ReleaseScope,
        reply: Reply<ReleaseInfo>,
    },
    /// A release whose units were frozen meanwhile.
    ApproveRelease {
        by: By,
        prepared: Box<Ready>,
        reply: Reply<()>,
    },
    /// What two coordinators agreed on is measured.
    FinishRelease {
        measured: Box<Measured>,
        reply: Reply<()>,
    },
    /// The line of a call that changed nothing.
    Tell {
        by: By,
        result: CallResult,
        reply: Reply<()>,
    },
    OpenStream {
        by: By,
        reply: Reply<OpenStream>,
    },
    CloseStream {
        by: By,
        opened: u64,
        result: CallResult,
        counts: Tallies,
        reply: Reply<()>,
    },
    /// That everything before it is linked.
    Settle {
        reply: Reply<()>,
    },
    /// All views, for the next start.
    Checkpoint {
        reply: Reply<()>,
    },
    /// Everything that is stored, as it is at one moment.
    Snapshot {
        reply: Reply<Box<dyn Snapshot>>,
    },
    /// What a release is made of, as it is at one moment.
    Freeze {
        reply: Reply<Moment>,
    },
    CreateReferral {
        by: By,
        draft: Box<Draft>,
        reply: Reply<()>,
    },
    ActOnReferral {
        by: By,
        id: ReferralId,
        act: Box<SignedAct>,
        reply: Reply<()>,
    },
    PublishKey {
        by: By,
        key: Box<PublicKey>,
        reply: Reply<()>,
    },
    /// A hit check, before anything is searched.
    AskHit {
        by: By,
        member: MemberId,
        purpose: HitPurpose,
        cost: u32,
        reply: Reply<Counted>,
    },
    /// What the search for one found.
    FoundHit {
        id: HitCheckId,
        found: Option<HitTarget>,
        reply: Reply<HitResult>,
    },
    /// A word of the holding side on one.
    DecideHit {
        by: By,
        member: MemberId,
        id: HitCheckId,
        confirmed: bool,
        reply: Reply<()>,
    },
    /// One whose tokens one person cannot have.
    ImpossibleHitCheck {
        country: Country,
        reply: Reply<()>,
    },
    /// Lets referrals expire whose time has come, opens answers to hit checks, and erases what was
    /// kept long enough.
    Upkeep {
        reply: Reply<()>,
    },
    /// What a hub has now.
    Relayed {
        opened: u64,
        entry: Box<Entry>,
        counts: Tallies,
        /// A value to keep with it, by its name in [`Space::Meta`].
        keep: Option<(Vec<u8>, Vec<u8>)>,
        reply: Reply<()>,
    },
    /// A value to keep, by its name in [`Space::Meta`].
    Keep {
        by: By,
        name: Vec<u8>,
        value: Vec<u8>,
        reply: Reply<()>,
    },
    /// A coordinator's word on a restore.
    Acknowledge {
        by: By,
        signed: Box<SignedRestoration>,
        reply: Reply<()>,
    },
}

/// Jobs that share one flush.
const MAX_GROUP: usize = 64;

/// Runs until all senders are gone or a change cannot be made.
pub(super) fn run(shared: &Shared, queue: mpsc::Receiver<Job>) {
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

fn write(shared: &Shared, linking: &Linking, mut queue: mpsc::Receiver<Job>) -> Result<(), Ended> {
    let mut jobs = Vec::with_capacity(MAX_GROUP);
    while queue.blocking_recv_many(&mut jobs, MAX_GROUP) > 0 {
        let mut group = Group::new(shared);
        for job in jobs.drain(..) {
            if let Some(job) = group.decide(job) {
                // It rests on everything before it.
                group.finish(linking)?;
                whole(shared, linking, job)?;
                // Only now: what comes next follows what that has stored.
                group = Group::new(shared);
            }
        }
        group.finish(linking)?;
        if let Some(views) = shared.views_if_due() {
            linking.finish_checkpoint(views)?;
        }
    }
    Ok(())
}

/// Jobs about all that there is, while nothing else changes.
fn whole(shared: &Shared, linking: &Linking, job: Job) -> Result<(), Ended> {
    // A caller who has gone gets no answer.
    match job {
        Job::ProposeRelease { by, signer, scope, reply } => {
            return told(shared.propose_release(&by, signer, scope), reply);
        }
        Job::ApproveRelease { by, prepared, reply } => {
            return told(shared.approve_release(&by, *prepared), reply);
        }
        Job::FinishRelease { measured, reply } => {
            return told(shared.finish_release(*measured), reply);
        }
        Job::Acknowledge { by, signed, reply } => {
            return told(shared.acknowledge(&by, *signed), reply);
        }
        Job::Settle { reply } => {
            linking.wait()?;
            drop(reply.send(Ok(())));
        }
        Job::Freeze { reply } => {
            let persons = linking.persons()?;
            drop(reply.send(shared.moment(persons)));
        }
        Job::Snapshot { reply } => drop(reply.send(shared.snapshot())),
        Job::Checkpoint { reply } => {
            linking.wait()?;
            drop(reply.send(shared.write_checkpoint()));
        }
        _ => unreachable!("all others are decided in groups"),
    }
    Ok(())
}

/// Answers; after a failed commit nothing more can be changed.
fn told<T>(result: Result<T, ExchangeError>, reply: Reply<T>) -> Result<(), Ended> {
    let failed = matches!(result, Err(ExchangeError::Store(_)));
    let _ = reply.send(result);
    if failed { Err(Ended) } else { Ok(()) }
}

/// Decisions that are not committed yet.
pub(super) struct Group<'a> {
    pub(super) shared: &'a Shared,
    /// Sequence of the next entry.
    next: u64,
    pub(super) told: Told,
    pub(super) entries: Vec<(u64, Entry)>,
    /// Referrals as this group leaves them.
    pub(super) referrals: HashMap<ReferralId, Referral>,
    /// States of records as this group leaves them.
    pub(super) records: HashedMap<RecordKey, RecordState>,
    pub(super) positions: HashMap<(MemberId, OpaqueId), Position>,
    answers: Vec<Box<dyn FnOnce(bool)>>,
}

impl<'a> Group<'a> {
    fn new(shared: &'a Shared) -> Self {
        Self {
            shared,
            next: shared.index.read().next_sequence,
            told: Told::new(shared),
            entries: Vec::new(),
            records: HashedMap::default(),
            positions: HashMap::new(),
            referrals: HashMap::new(),
            answers: Vec::new(),
        }
    }

    /// Decides a job, or gives back one about all that there is, which ends the group.
    fn decide(&mut self, job: Job) -> Option<Job> {
        match job {
            Job::Submit { opened, member, submission, sequence, records, reply } => {
                let result = self.submit(member, submission, sequence, records);
                let counts = result.as_ref().map_or_else(|_| Tallies::new(), counts_of);
                self.shared.count_on_stream(&mut self.told, opened, &counts);
                self.answer(reply, result);
            }
            Job::Withdraw { by, member, records, reply } => {
                let outcomes: Vec<_> = records
                    .into_iter()
                    .map(|(kind, key)| self.withdraw(&member, kind, key))
                    .collect();
                by.concerns(about_withdrawals(&outcomes));
                self.done(&by, reply, Ok(outcomes));
            }
            Job::ChangeMember { by, change, reply } => {
                let result = self.change_member(&by, change);
                self.done(&by, reply, result);
            }
            Job::CreateReferral { by, draft, reply } => {
                let result = self.create_referral(*draft);
                self.done(&by, reply, result);
            }
            Job::ActOnReferral { by, id, act, reply } => {
                let result = self.act_on_referral(id, *act);
                self.done(&by, reply, result);
            }
            Job::PublishKey { by, key, reply } => {
                let result = self.publish_key(*key);
                self.done(&by, reply, result);
            }
            Job::AskHit { by, member, purpose, cost, reply } => {
                let result = self.ask_hit(&by, member, purpose, cost);
                self.done(&by, reply, result);
            }
            Job::FoundHit { id, found, reply } => {
                let result = self.found_hit(id, found);
                self.answer(reply, result);
            }
            Job::DecideHit { by, member, id, confirmed, reply } => {
                let result = self.decide_hit(member, id, confirmed);
                self.done(&by, reply, result);
            }
            Job::ImpossibleHitCheck { country, reply } => {
                self.impossible_hit_check(country);
                self.answer(reply, Ok(()));
            }
            Job::Upkeep { reply } => {
                self.upkeep();
                self.answer(reply, Ok(()));
            }
            Job::Tell { by, result, reply } => {
                self.told.tell(&by, result, &by.subject());
                self.answer(reply, Ok(()));
            }
            Job::OpenStream { by, reply } => {
                let stream = self.shared.open_stream(&mut self.told, &by);
                self.answer(reply, Ok(stream));
            }
            Job::CloseStream { by, opened, result, counts, reply } => {
                self.shared.close_stream(&mut self.told, &by, opened, result, &counts);
                self.answer(reply, Ok(()));
            }
            Job::Relayed { opened, entry, counts, keep, reply } => {
                self.append(*entry);
                if let Some((name, value)) = keep {
                    self.told.put(Space::Meta, &name, value);
                }
                self.shared.count_on_stream(&mut self.told, opened, &counts);
                self.answer(reply, Ok(()));
            }
            Job::Keep { by, name, value, reply } => {
                self.told.put(Space::Meta, &name, value);
                self.done(&by, reply, Ok(()));
            }
            other => return Some(other),
        }
        None
    }

    /// Answers a call, with its line when it changed something. One that changed nothing gets its
    /// line from the gate.
    fn done<T: Send + 'static>(
        &mut self,
        by: &By,
        reply: Reply<T>,
        result: Result<T, ExchangeError>,
    ) {
        if self.told.is_untold() {
            self.told.tell(by, result_of(&result), &by.subject());
        }
        self.answer(reply, result);
    }

    pub(super) fn state(&self, key: RecordKey) -> Option<RecordState> {
        let pending = self.records.get(&key).copied();
        pending.or_else(|| self.shared.index.read().records.get(&key).copied())
    }

    pub(super) fn append(&mut self, entry: Entry) -> u64 {
        let bytes = encode_entry(&entry);
        self.append_bytes(entry, bytes)
    }

    pub(super) fn append_bytes(&mut self, entry: Entry, bytes: Vec<u8>) -> u64 {
        let sequence = self.next;
        self.next += 1;
        self.told.put(Space::Journal, &sequence.to_be_bytes(), bytes);
        self.entries.push((sequence, entry));
        sequence
    }

    /// Removes an entry that is superseded or whose record is withdrawn. An entry of its own follows
    /// it, so that the journal does not end before it.
    pub(super) fn erase(&mut self, sequence: u64) {
        self.told.remove(Space::Journal, &sequence.to_be_bytes());
    }

    fn answer<T: Send + 'static>(&mut self, reply: Reply<T>, result: Result<T, ExchangeError>) {
        self.answers.push(Box::new(move |committed| {
            let result = if committed {
                result
            } else {
                Err(ExchangeError::Unavailable(
                    "the store failed; nothing was acknowledged, try again later",
                ))
            };
            // The caller may have gone: what it sent is stored all the same.
            let _ = reply.send(result);
        }));
    }

    /// Commits, answers, and has the entries linked.
    fn finish(self, linking: &Linking) -> Result<(), Ended> {
        let mut known = Vec::with_capacity(self.entries.len());
        if !self.told.is_empty() {
            if let Err(error) = self.shared.commit(self.told) {
                tracing::error!(%error, "commit failed: no further changes until a restart");
                self.answers.into_iter().for_each(|answer| answer(false));
                return Err(Ended);
            }
            for (sequence, entry) in &self.entries {
                let decided = match entry {
                    Entry::Record { key, .. } => self.records.get(key).copied(),
                    _ => None,
                };
                known.push(self.shared.apply(*sequence, entry, decided));
            }
        }
        self.answers.into_iter().for_each(|answer| answer(true));
        linking.link(self.entries.into_iter().map(|(_, entry)| entry).zip(known))?;
        Ok(())
    }
}
