//! Checkpoints: all views at one moment, so that a start reads only the journal's tail.
//!
//! A checkpoint is a convenience, never a source: one that is missing, of another build of this
//! program, under another linkage profile or other settings is ignored, and everything is rebuilt
//! from the journal. So it needs no versions: there is no older layout to read. What a withdrawn
//! record left in it (hashes of tokens) is gone with the next one, which follows within the hour.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::ops::ControlFlow;
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use crate::audit::Leaf;
use crate::linkage::Linker;
use crate::store::Space;

use super::Exchange;
use super::ask::Reported;
use super::change::Whole;
use super::error::ExchangeError;
use super::setup::Setup;
use super::shared::Shared;
use super::views::Views;

/// Journal entries after which a checkpoint is worth its while, at least: so many are replayed in
/// some two seconds.
const TAIL: u64 = 250_000;
/// Share of its records (1 in so many) by which the journal must have grown as well: writing a
/// checkpoint then costs the same for each entry, at any size.
const TAIL_SHARE: u64 = 2;
/// About the bytes that a checkpoint holds of a record, beside its mentions.
const RECORD: usize = 60;
/// Seconds for which a checkpoint may hold what was withdrawn or corrected since: of one that an
/// earlier process took, none.
const ERASED_KEPT: i64 = 3600;

/// Contents of a checkpoint: views, leaves of the audit log and what its lines tell, and both linkers.
type Saved = (Views, (Vec<Leaf>, Reported), Linker, Linker);

/// The state of checkpoints: the fingerprint that they must fit, and when the next one is due.
pub struct CheckpointState {
    /// Hash of program and settings, which shape views beside the journal. Without it there are no
    /// checkpoints.
    fingerprint: Option<[u8; 32]>,
    /// Sequence of the first entry after the latest one.
    next: u64,
    /// Time at which the latest one was taken, Unix seconds.
    at: i64,
    /// Whether something was erased since, or may have been since one that was found and not used.
    pub erased: bool,
    /// Thread that writes a checkpoint beside the work.
    writing: Option<JoinHandle<()>>,
}

impl CheckpointState {
    pub fn new(fingerprint: Option<[u8; 32]>) -> Self {
        Self { fingerprint, next: 0, at: 0, erased: false, writing: None }
    }

    fn is_writing(&self) -> bool {
        self.writing.as_ref().is_some_and(|writing| !writing.is_finished())
    }
}

/// A hash of this program and of the settings that shape the views.
pub fn fingerprint(setup: &Setup) -> io::Result<[u8; 32]> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(std::env::current_exe()?)?)?;
    // Weights and rules are not part of a profile's id, which is about its match keys.
    hasher.update(format!("{:?} {:?}", setup.profile, setup.referrals).as_bytes());
    Ok(hasher.finalize().into())
}

/// Writes views after their length (8 bytes, little-endian).
fn put_views(views: &[u8], out: &mut dyn Write) -> io::Result<()> {
    out.write_all(&(views.len() as u64).to_le_bytes())?;
    out.write_all(views)
}

impl Exchange {
    /// Writes a checkpoint of now, when everything before it is linked.
    pub async fn checkpoint(&self) -> Result<(), ExchangeError> {
        let (reply, answer) = oneshot::channel();
        self.hand_over(Whole::Checkpoint { reply }, answer).await
    }
}

impl Shared {
    /// Whether the journal has grown enough, or the latest checkpoint may no longer hold what it
    /// does.
    pub fn checkpoint_is_due(&self) -> bool {
        let (next, records) = {
            let views = self.views.read();
            (views.next, views.records.len() as u64)
        };
        let state = self.checkpoint.lock();
        if state.fingerprint.is_none() {
            return false;
        }
        let tail = TAIL.max(records / TAIL_SHARE);
        // The clock may have been set back.
        let stale = state.erased && (self.clock.now() - state.at).abs() >= ERASED_KEPT;
        next - state.next >= tail || stale
    }

    /// The views for a checkpoint, if one is due: the linkers follow when they have come as far
    /// (see [`Shared::finish_checkpoint`]).
    pub fn views_if_due(&self) -> Option<Vec<u8>> {
        let is_writing = self.checkpoint.lock().is_writing();
        if is_writing {
            return None;
        }
        self.wait_for_checkpoint();
        self.checkpoint_is_due().then(|| self.views())
    }

    /// Adds the linkers to the views of the same moment, and has all written beside what goes on.
    pub fn finish_checkpoint(&self, views: Vec<u8>) {
        self.wait_for_checkpoint();
        let [national, transnational] =
            [&self.linker, &self.transnational].map(|linker| linker.lock().snapshot());
        let (store, state) = (self.store.clone(), self.checkpoint.clone());
        let writing = std::thread::spawn(move || {
            let saved = store.save_checkpoint(&mut |out| {
                put_views(&views, out)?;
                national.save(out)?;
                transnational.save(out)
            });
            if let Err(error) = saved {
                // The journal has everything; the checkpoint before, what was erased since.
                tracing::warn!(%error, "the checkpoint could not be written");
                state.lock().erased = true;
            }
        });
        self.checkpoint.lock().writing = Some(writing);
    }

    /// Waits until a checkpoint that is being written is on the disk, or has failed.
    fn wait_for_checkpoint(&self) {
        let writing = self.checkpoint.lock().writing.take();
        if writing.is_some_and(|writing| writing.join().is_err()) {
            self.checkpoint.lock().erased = true;
        }
    }

    /// The views for a checkpoint, if anything has changed since the latest one: the linkers follow
    /// (see [`Shared::save_checkpoint`]).
    pub fn views_if_changed(&self) -> Option<Vec<u8>> {
        self.wait_for_checkpoint();
        let next = self.views.read().next;
        let is_needed = {
            let state = self.checkpoint.lock();
            state.fingerprint.is_some() && (state.next != next || state.erased)
        };
        is_needed.then(|| self.views())
    }

    /// Writes a checkpoint with the linkers as they are, if there are views for one. One that was on
    /// its way is on the disk when this returns.
    pub fn save_checkpoint(&self, views: Option<Vec<u8>>) -> Result<(), ExchangeError> {
        self.wait_for_checkpoint();
        if let Some(views) = views {
            let saved = self.store.save_checkpoint(&mut |out| self.put_checkpoint(&views, out));
            self.checkpoint.lock().erased |= saved.is_err();
            saved?;
        }
        Ok(())
    }

    /// All views, the leaves of the audit log and what its lines tell, after the fingerprint that they must fit. Runs on
    /// the writer's thread: nothing changes meanwhile.
    fn views(&self) -> Vec<u8> {
        // Without one there are no checkpoints, and no program has this one.
        let fingerprint = self.checkpoint.lock().fingerprint.unwrap_or_default();
        let (bytes, next) = {
            let views = self.views.read();
            let bytes = Vec::with_capacity(RECORD * views.records.len());
            let bytes = postcard::to_extend(&(fingerprint, &*views), bytes);
            (bytes.expect("views always serialize"), views.next)
        };
        let bytes = {
            let log = self.audit.lock();
            postcard::to_extend(&(log.tree.leaves(), &log.reported), bytes)
        };
        let mut state = self.checkpoint.lock();
        state.next = next;
        state.at = self.clock.now();
        state.erased = false;
        bytes.expect("leaves always serialize")
    }

    /// Writes the views and the linkers, which are as far as these.
    fn put_checkpoint(&self, views: &[u8], out: &mut dyn Write) -> io::Result<()> {
        put_views(views, out)?;
        self.linker.lock().save(out)?;
        self.transnational.lock().save(out)
    }

    /// Puts all views back as they were at the latest checkpoint. Changes nothing when there is
    /// none that fits.
    pub fn restore_checkpoint(&self) -> Result<(), ExchangeError> {
        let Some(mut input) = self.store.load_checkpoint() else { return Ok(()) };
        // Unless it turns out to be of this moment's journal.
        self.checkpoint.lock().erased = true;
        let (views, (leaves, reported), linker, transnational) = match self
            .read_checkpoint(&mut *input)
        {
            Ok(Some(read)) => read,
            Ok(None) => {
                tracing::info!("the checkpoint is of another build or other settings: not used");
                return Ok(());
            }
            Err(error) => {
                tracing::warn!(%error, "the checkpoint cannot be read: not used");
                return Ok(());
            }
        };
        let next = views.next;
        // What it rests on must be there, or something after it: the latest entry may have been
        // erased since.
        let last = next.checked_sub(1).map(u64::to_be_bytes);
        let line = (leaves.len() as u64).checked_sub(1).map(u64::to_be_bytes);
        for (space, key) in [(Space::Journal, last), (Space::Audit, line)] {
            let Some(key) = key else { continue };
            let mut ends_before = true;
            self.store.scan(space, &key, &mut |_, _| {
                ends_before = false;
                Ok(ControlFlow::Break(()))
            })?;
            if ends_before {
                tracing::warn!("the checkpoint is ahead of the journal: not used");
                return Ok(());
            }
        }
        *self.views.write() = views;
        {
            let mut log = self.audit.lock();
            log.tree.extend(leaves);
            log.reported = reported;
        }
        *self.linker.lock() = linker;
        *self.transnational.lock() = transnational;
        let mut state = self.checkpoint.lock();
        (state.next, state.erased) = (next, false);
        Ok(())
    }

    /// Views, leaves of the audit log and linkers of a checkpoint; nothing when they are not those of
    /// this build and its settings.
    fn read_checkpoint(&self, input: &mut dyn Read) -> io::Result<Option<Saved>> {
        let mut length = [0; 8];
        input.read_exact(&mut length)?;
        let mut bytes = Vec::new();
        (&mut *input).take(u64::from_le_bytes(length)).read_to_end(&mut bytes)?;
        // Another build has other views.
        let read = postcard::take_from_bytes::<([u8; 32], Views, (Vec<Leaf>, Reported))>(&bytes);
        let Ok(((fingerprint, views, log), rest)) = read else { return Ok(None) };
        if !rest.is_empty() || Some(fingerprint) != self.checkpoint.lock().fingerprint {
            return Ok(None);
        }
        drop(bytes);
        let phases = self.secrets.phases(None);
        let empty = || Linker::new(self.setup.profile.clone()).with_phases(phases);
        let mut linker = || empty().restore(input);
        let (linker, transnational) = (linker()?, linker()?);
        if input.read(&mut [0])? != 0 {
            return Err(ErrorKind::InvalidData.into());
        }
        Ok(Some((views, log, linker, transnational)))
    }
}
