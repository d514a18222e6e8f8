//! The thread that links what was committed: beside the writer, and after its answers, so that
//! their time tells the sender nothing of who was known.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::Scope;

use crate::linkage::Persons;
use crate::store::Entry;

use super::shared::Shared;

/// Entries that are handed over at once.
const PIECE: usize = 256;
/// Pieces that may wait to be linked, so that the writer goes on while a checkpoint is taken: some
/// 40 MB of records. Beyond them it waits.
const WAITING: usize = 128;

enum Work {
    /// Each with whether it is about a record that was there before.
    Entries(Vec<(Entry, bool)>),
    Checkpoint(Vec<u8>),
    Persons(SyncSender<Persons>),
    Waiter(SyncSender<()>),
}

/// The writer's end.
pub struct Linking(SyncSender<Work>);

/// The thread has panicked: nothing is to be changed until a restart has linked everything anew.
pub struct Gone;

impl Linking {
    /// Starts the thread. It ends when this is dropped, and all is linked.
    pub fn start<'scope>(
        scope: &'scope Scope<'scope, '_>,
        shared: &'scope Shared,
    ) -> Result<Self, Gone> {
        let (work, queue) = sync_channel(WAITING);
        std::thread::Builder::new()
            .name("vdx-linkage".into())
            .spawn_scoped(scope, move || run(shared, queue))
            .map_err(|_| Gone)?;
        Ok(Self(work))
    }

    /// Hands committed entries over.
    pub fn link(
        &self,
        mut entries: impl ExactSizeIterator<Item = (Entry, bool)>,
    ) -> Result<(), Gone> {
        while entries.len() > 0 {
            let piece = entries.by_ref().take(PIECE).collect();
            self.0.send(Work::Entries(piece)).map_err(|_| Gone)?;
        }
        Ok(())
    }

    /// Has a checkpoint finished when everything that was handed over is linked.
    pub fn finish_checkpoint(&self, views: Vec<u8>) -> Result<(), Gone> {
        self.0.send(Work::Checkpoint(views)).map_err(|_| Gone)
    }

    /// Has the persons of all mentions told as they are when everything that was handed over is
    /// linked.
    pub fn persons(&self) -> Result<Receiver<Persons>, Gone> {
        let (told, persons) = sync_channel(1);
        self.0.send(Work::Persons(told)).map_err(|_| Gone)?;
        Ok(persons)
    }

    /// Waits until everything that was handed over is linked.
    pub fn wait(&self) -> Result<(), Gone> {
        let (done, linked) = sync_channel(1);
        self.0.send(Work::Waiter(done)).map_err(|_| Gone)?;
        linked.recv().map_err(|_| Gone)
    }
}

fn run(shared: &Shared, queue: Receiver<Work>) {
    for work in queue {
        match work {
            Work::Entries(entries) => {
                entries.iter().for_each(|(entry, known)| shared.link(entry, *known));
            }
            Work::Checkpoint(views) => shared.finish_checkpoint(views),
            // Who asked and has gone needs none.
            Work::Persons(told) => drop(told.send(shared.linker.lock().persons())),
            // A waiter who has gone needs no word.
            Work::Waiter(done) => drop(done.send(())),
        }
    }
}
