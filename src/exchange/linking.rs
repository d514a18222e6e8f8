//! The thread that links what was committed: beside the writer, and after its answers, so that
//! their time tells the sender nothing of who was known.
//!
//! What is to be linked waits in the journal, and nowhere else: the thread reads on from where it
//! is. So no change waits for linking, however far it is behind, and what waits takes no memory.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::Scope;
use std::time::{Duration, Instant};

use parking_lot::{Condvar, Mutex};

use crate::linkage::Persons;
use crate::store::{Entry, Snapshot, Space, StoreError, Visit, decode_entry};

use super::change::Reply;
use super::error::ExchangeError;
use super::shared::Shared;

/// Entries that are read at once.
const PIECE: usize = 256;
/// Time after which it is told, again and again, that linking is behind.
const BEHIND: Duration = Duration::from_secs(60);

/// What somebody wants when everything before it is linked.
enum Asked {
    /// A checkpoint is finished, with these views.
    Checkpoint(Vec<u8>),
    /// The same, and somebody waits until it is on the disk. Without views one that is on its way is.
    Saved(Option<Vec<u8>>, Reply<()>),
    /// The persons of all mentions, of the moment of this snapshot.
    Persons(SyncSender<Persons>, Option<Box<dyn Snapshot>>),
    /// A word that it is.
    Word(Reply<()>),
}

#[derive(Default)]
struct Queue {
    /// Sequence of the first entry that is not committed yet.
    committed: u64,
    /// Each with the sequence before which everything has to be linked.
    asked: VecDeque<(u64, Asked)>,
    is_over: bool,
}

/// What the writer and the thread that links have in common.
#[derive(Default)]
pub struct LinkQueue {
    queue: Mutex<Queue>,
    changed: Condvar,
}

impl LinkQueue {
    /// Ends the thread between two entries. Whoever waits for something is told that it will not
    /// come; the next start links what is left.
    pub fn end(&self) {
        let dropped = {
            let mut queue = self.queue.lock();
            queue.is_over = true;
            std::mem::take(&mut queue.asked)
        };
        self.changed.notify_all();
        drop(dropped);
    }

    fn awaits_freeze(&self) -> bool {
        let is_freeze = |(_, asked): &(u64, Asked)| matches!(asked, Asked::Persons(..));
        self.queue.lock().asked.iter().any(is_freeze)
    }
}

/// The writer's end. The thread ends with it.
pub struct Linking<'a>(&'a Shared);

/// The thread has ended: nothing is to be changed until a restart has linked everything anew.
pub struct Gone;

impl<'a> Linking<'a> {
    /// Starts the thread. Everything that is committed has been linked.
    pub fn start(scope: &'a Scope<'a, '_>, shared: &'a Shared) -> Result<Self, Gone> {
        let next = shared.views.read().next;
        shared.linking.queue.lock().committed = next;
        let linking = Self(shared);
        std::thread::Builder::new()
            .name("vdx-linkage".into())
            .spawn_scoped(scope, move || {
                // Also when it panics.
                let _end = Linking(shared);
                if let Err(error) = Thread::new(shared, next).run() {
                    tracing::error!(%error, "linkage cannot read the journal");
                }
            })
            .map_err(|_| Gone)?;
        Ok(linking)
    }

    /// Has linked what was committed.
    pub fn link(&self) -> Result<(), Gone> {
        self.hand_over(None)
    }

    /// Has a checkpoint finished when everything before it is linked, if one is due.
    pub fn finish_checkpoint_if_due(&self) -> Result<(), Gone> {
        let is_checkpoint = |(_, asked): &(u64, Asked)| matches!(asked, Asked::Checkpoint(_));
        if self.0.linking.queue.lock().asked.iter().any(is_checkpoint) {
            return Ok(());
        }
        let views = self.0.views_if_due();
        views.map_or(Ok(()), |views| self.hand_over(Some(Asked::Checkpoint(views))))
    }

    /// Has a checkpoint written when everything before it is linked, if anything has changed since the
    /// latest one.
    pub fn save(&self, reply: Reply<()>) -> Result<(), Gone> {
        let views = self.0.views_if_changed();
        self.hand_over(Some(Asked::Saved(views, reply)))
    }

    /// Has the persons of all mentions told as they are now, when everything before it is linked.
    pub fn persons(&self) -> Result<Receiver<Persons>, PersonsError> {
        let snapshot = self.0.store.snapshot().map_err(PersonsError::Store)?;
        let (told, persons) = sync_channel(1);
        let asked = Asked::Persons(told, Some(snapshot));
        self.hand_over(Some(asked)).map_err(PersonsError::Gone)?;
        Ok(persons)
    }

    /// Tells when everything before it is linked.
    pub fn tell(&self, reply: Reply<()>) -> Result<(), Gone> {
        self.hand_over(Some(Asked::Word(reply)))
    }

    fn hand_over(&self, asked: Option<Asked>) -> Result<(), Gone> {
        let next = self.0.views.read().next;
        let mut queue = self.0.linking.queue.lock();
        if queue.is_over {
            return Err(Gone);
        }
        queue.committed = next;
        queue.asked.extend(asked.map(|asked| (next, asked)));
        drop(queue);
        self.0.linking.changed.notify_all();
        Ok(())
    }
}

impl Drop for Linking<'_> {
    fn drop(&mut self) {
        self.0.linking.end();
    }
}

/// Why persons cannot be told.
pub enum PersonsError {
    /// No snapshot could be taken.
    Store(StoreError),
    /// The thread has ended.
    Gone(Gone),
}

/// What the thread does next.
enum Step {
    Answer(Asked),
    /// Reads on for what may cross borders, up to this entry.
    Abroad(u64),
    Link,
}

/// How far the thread is.
struct Thread<'a> {
    shared: &'a Shared,
    /// Sequence before which everything is linked.
    done: u64,
    /// The same of what may cross borders. It goes ahead: hit checks rest on it, and linking it is
    /// not held up by how long the other takes.
    abroad: u64,
    /// Entries that were read and are to be linked, and the sequence behind them.
    read: VecDeque<Entry>,
    until: u64,
    /// The moment of the first persons that are asked for.
    moment: Option<Box<dyn Snapshot>>,
    /// Since when there has always been something to link, or when it was last told.
    behind: Instant,
}

impl<'a> Thread<'a> {
    fn new(shared: &'a Shared, next: u64) -> Self {
        Self {
            shared,
            done: next,
            abroad: next,
            read: VecDeque::new(),
            until: next,
            moment: None,
            behind: Instant::now(),
        }
    }

    fn run(&mut self) -> Result<(), ExchangeError> {
        while let Some(step) = self.next() {
            match step {
                Step::Answer(asked) => self.answer(asked),
                Step::Abroad(to) => self.link_abroad(to)?,
                Step::Link => self.link()?,
            }
        }
        Ok(())
    }

    /// Waits for something to do; nothing when it is over.
    fn next(&mut self) -> Option<Step> {
        let mut queue = self.shared.linking.queue.lock();
        loop {
            if queue.is_over {
                return None;
            }
            let both = self.done.min(self.abroad);
            if queue.asked.front().is_some_and(|(at, _)| *at <= both) {
                return queue.asked.pop_front().map(|(_, asked)| Step::Answer(asked));
            }
            if self.abroad < queue.committed {
                return Some(Step::Abroad(queue.committed));
            }
            if self.done < queue.committed {
                let left = queue.committed - self.done;
                drop(queue);
                self.tell_if_behind(left);
                return Some(Step::Link);
            }
            self.shared.linking.changed.wait(&mut queue);
            self.behind = Instant::now();
        }
    }

    fn tell_if_behind(&mut self, entries: u64) {
        if self.behind.elapsed() >= BEHIND {
            tracing::warn!(entries, "linking is behind: releases and checkpoints wait for it");
            self.behind = Instant::now();
        }
    }

    fn answer(&mut self, asked: Asked) {
        // Who asked and has gone needs none.
        match asked {
            Asked::Checkpoint(views) => self.shared.finish_checkpoint(views),
            Asked::Saved(views, reply) => drop(reply.send(self.shared.save_checkpoint(views))),
            Asked::Persons(told, _) => {
                self.moment = None;
                drop(told.send(self.shared.linker.lock().persons()));
            }
            Asked::Word(reply) => drop(reply.send(Ok(()))),
        }
    }

    fn link_abroad(&mut self, to: u64) -> Result<(), ExchangeError> {
        let shared = self.shared;
        if shared.setup.transnational_epochs.is_empty() && shared.transnational.lock().is_empty() {
            self.abroad = to;
            return Ok(());
        }
        let (entries, until) = shared.read_piece(self.abroad, to, None)?;
        entries.iter().for_each(|entry| shared.link_transnational(entry));
        self.abroad = until;
        Ok(())
    }

    /// Links one entry.
    fn link(&mut self) -> Result<(), ExchangeError> {
        if self.read.is_empty() {
            self.read()?;
        }
        if let Some(entry) = self.read.pop_front() {
            // Whether the record was there before is not known any more: as if it were.
            self.shared.link_national(&entry, true);
        }
        if self.read.is_empty() {
            self.done = self.until;
        }
        Ok(())
    }

    /// Reads what comes next. Persons are as they were when they were asked for, though records may
    /// have been withdrawn since: what comes before is read as it was at that moment.
    fn read(&mut self) -> Result<(), ExchangeError> {
        let shared = self.shared;
        loop {
            let to = {
                let mut queue = shared.linking.queue.lock();
                if self.moment.is_none() {
                    self.moment = queue.asked.iter_mut().find_map(|(_, asked)| match asked {
                        Asked::Persons(_, moment) => moment.take(),
                        _ => None,
                    });
                }
                queue.asked.front().map_or(queue.committed, |(at, _)| *at)
            };
            let moment = self.moment.as_deref();
            let (entries, until) = shared.read_piece(self.done, to, moment)?;
            // Where they were asked for meanwhile, what was read may be of a later moment.
            if moment.is_some() || !shared.linking.awaits_freeze() {
                (self.read, self.until) = (entries.into(), until);
                return Ok(());
            }
        }
    }
}

impl Shared {
    /// Reads some entries of the journal, from one on and before another, of a moment or as it is
    /// now. Gives the sequence behind them, too: what was erased is not there.
    pub fn read_piece(
        &self,
        from: u64,
        before: u64,
        moment: Option<&dyn Snapshot>,
    ) -> Result<(Vec<Entry>, u64), ExchangeError> {
        let (mut entries, mut until) = (Vec::new(), before);
        let visit: &mut Visit<'_> = &mut |key, value| {
            let sequence = key.try_into().map_or(u64::MAX, u64::from_be_bytes);
            if sequence >= before {
                return Ok(ControlFlow::Break(()));
            }
            if entries.len() == PIECE {
                until = sequence;
                return Ok(ControlFlow::Break(()));
            }
            entries.push(decode_entry(sequence, value)?);
            Ok(ControlFlow::Continue(()))
        };
        let from = from.to_be_bytes();
        match moment {
            Some(moment) => moment.scan(Space::Journal, &from, visit)?,
            None => self.store.scan(Space::Journal, &from, visit)?,
        }
        Ok((entries, until))
    }
}
