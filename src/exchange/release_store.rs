//! What is stored of releases: rules of blocks, measured tables, and fitted ones to save the time
//! of fitting them again.
//!
//! Every value has a version (see [`crate::store::format`]).

use std::ops::ControlFlow;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::audit::{Call, CallResult, Subject};
use crate::domain::period::Years;
use crate::release::block::{BlockRules, ReleaseTables, measured_tables, standing};
use crate::release::fitted::Fitted;
use crate::release::population::Population;
use crate::release::served::{Served, ServedBlock};
use crate::store::{Space, StoreError, format};

use super::by::By;
use super::error::ExchangeError;
use super::kinds::unknown_kind;
use super::shared::Shared;
use super::views::Note;

/// Where what waits to be measured is kept.
pub const PENDING: &[u8] = b"p";
/// Version of all of them.
const VERSION: u8 = 1;
/// Bytes of a part of a fitted table.
const PIECE: usize = 1 << 20;
/// Length of the keys of epochs of earlier versions.
const OLD_KEY: usize = 8;

/// Names of epochs that an earlier version has left.
pub type OldEpochs = Vec<Vec<u8>>;

/// Rows of persons that earlier versions kept of their epochs go.
const DROP_EPOCHS: Call = Call("DropEpochs");

pub fn encode(value: &impl Serialize) -> Vec<u8> {
    format::encode(VERSION, value)
}

/// `what` names it in errors.
pub fn decode<T: DeserializeOwned>(what: &str, bytes: &[u8]) -> Result<T, StoreError> {
    format::decode(what, VERSION, bytes)
}

pub fn damaged(release: u32, what: &str) -> ExchangeError {
    StoreError::Corrupt { place: format!("release {release} ({what})") }.into()
}

pub fn rules_key(block: Years) -> Vec<u8> {
    [b"b", &block.first().to_be_bytes()[..]].concat()
}

pub fn tables_key(release: u32) -> Vec<u8> {
    [b"t", &release.to_be_bytes()[..]].concat()
}

fn fitted_key(population: Population, block: Years) -> Vec<u8> {
    [b"f", &[population.number()][..], &block.first().to_be_bytes()].concat()
}

impl Shared {
    /// Removes epochs of earlier versions: they hold rows of persons, and nothing answers from them.
    pub fn drop_old_epochs(&self, old: &OldEpochs) -> Result<(), ExchangeError> {
        if !old.is_empty() {
            let mut told = self.begin();
            old.iter().for_each(|key| told.remove(Space::Epoch, key));
            let subject = Subject::default().with("epochs", old.len());
            told.tell(&By::exchange(DROP_EPOCHS), CallResult::Ok, &subject);
            self.commit(told)?;
            tracing::warn!(
                "epochs of an earlier version are removed: statistics need a release (vdx release propose)"
            );
        }
        Ok(())
    }

    /// Loads rules and tables, after a replay. Gives the names of epochs of earlier versions, and
    /// refuses values of unknown kinds.
    pub fn load_releases(&self) -> Result<OldEpochs, ExchangeError> {
        let (mut blocks, mut old) = (Vec::new(), OldEpochs::new());
        self.store.scan(Space::Epoch, &[], &mut |key, value| {
            match (key.first(), key.len()) {
                (Some(b'b'), 5) => {
                    let rules: BlockRules = decode("the rules of a block of years", value)?;
                    blocks.push(rules.bound());
                }
                (_, OLD_KEY) => old.push(key.to_vec()),
                (Some(b't'), 5) | (Some(b'f'), 10) => {}
                _ if key == PENDING => {}
                _ => return Err(unknown_kind("a release's value", key)),
            }
            Ok(ControlFlow::Continue(()))
        })?;
        let mut served = Vec::new();
        for rules in blocks {
            let rules = Arc::new(rules);
            self.views.write().note(Note::Rules(rules.clone()));
            served.extend(self.load_block(&rules)?);
        }
        self.serve(served);
        Ok(old)
    }

    /// The tables of all releases of a block, oldest first.
    pub fn tables_of(&self, block: Years) -> Result<Vec<ReleaseTables>, ExchangeError> {
        let done: Vec<u32> = {
            let views = self.views.read();
            let done = views.releases.of_block(block).filter(|r| r.released_at.is_some());
            done.map(|release| release.number).collect()
        };
        let mut tables = Vec::new();
        for number in done {
            let bytes = self.store.get(Space::Epoch, &tables_key(number))?;
            let bytes = bytes.ok_or_else(|| damaged(number, "tables"))?;
            tables.push(decode("the tables of a release", &bytes)?);
        }
        Ok(tables)
    }

    /// Fits all tables of a block.
    pub fn fit_block(
        &self,
        rules: &BlockRules,
        releases: &[ReleaseTables],
    ) -> Result<Vec<ServedBlock>, ExchangeError> {
        let mut blocks = Vec::new();
        // At a hub persons are identified in any of its countries.
        let country = (!self.setup.is_hub).then(|| self.setup.country.alpha2());
        for kind in &rules.kinds {
            let fitted = rules.fit(kind, releases, country).map_err(|error| {
                tracing::error!(%error, "release");
                ExchangeError::Unavailable("the release could not be fitted")
            })?;
            if let Some(fitted) = fitted {
                blocks.push(served_block(kind.population, rules.years, fitted, releases));
            }
        }
        Ok(blocks)
    }

    /// A block as it was fitted, or fitted again where that cannot be read.
    fn load_block(&self, rules: &BlockRules) -> Result<Vec<ServedBlock>, ExchangeError> {
        let releases = self.tables_of(rules.years)?;
        let mut blocks = Vec::new();
        for kind in &rules.kinds {
            if releases.iter().all(|r| r.parts.iter().all(|p| p.population != kind.population)) {
                continue;
            }
            match self.load_fitted(kind.population, rules.years)? {
                Some(fitted) => {
                    blocks.push(served_block(kind.population, rules.years, fitted, &releases));
                }
                None => return self.fit_block(rules, &releases),
            }
        }
        Ok(blocks)
    }

    /// A fitted table as it is stored in place of an earlier one: pieces to put, and keys of pieces
    /// that an earlier, longer one left.
    pub fn put_fitted(
        &self,
        block: &ServedBlock,
        put: &mut Vec<(Vec<u8>, Vec<u8>)>,
        stale: &mut Vec<Vec<u8>>,
    ) -> Result<(), ExchangeError> {
        let key = fitted_key(block.population, block.years);
        let bytes = encode(&block.fitted.to_bytes());
        let pieces = bytes.chunks(PIECE).collect::<Vec<_>>();
        for (number, piece) in pieces.iter().enumerate() {
            put.push(([&key[..], &(number as u32).to_be_bytes()].concat(), piece.to_vec()));
        }
        let before = self.pieces(&key)?.into_iter().skip(pieces.len());
        stale.extend(before.map(|(old, _)| old));
        Ok(())
    }

    fn load_fitted(
        &self,
        population: Population,
        block: Years,
    ) -> Result<Option<Fitted>, ExchangeError> {
        let pieces = self.pieces(&fitted_key(population, block))?;
        let bytes: Vec<u8> = pieces.into_iter().flat_map(|(_, piece)| piece).collect();
        // One that cannot be read is fitted again.
        let read = decode::<Vec<u8>>("a fitted table", &bytes).ok();
        Ok(read.and_then(|bytes| Fitted::of_bytes(&bytes)))
    }

    #[expect(clippy::type_complexity, reason = "keys with values")]
    fn pieces(&self, key: &[u8]) -> Result<Vec<(Vec<u8>, Vec<u8>)>, ExchangeError> {
        let mut pieces = Vec::new();
        self.store.scan(Space::Epoch, key, &mut |found, value| {
            if !found.starts_with(key) {
                return Ok(ControlFlow::Break(()));
            }
            pieces.push((found.to_vec(), value.to_vec()));
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(pieces)
    }

    /// Answers from these blocks from now on, in place of those of the same years.
    pub fn serve(&self, blocks: Vec<ServedBlock>) {
        let before = self.served.load();
        let is_replaced = |old: &ServedBlock| {
            blocks.iter().any(|new| new.population == old.population && new.years == old.years)
        };
        let kept = before.blocks().iter().filter(|old| !is_replaced(old)).cloned();
        let kept: Vec<Arc<ServedBlock>> = kept.collect();
        let all = kept.into_iter().chain(blocks.into_iter().map(Arc::new));
        self.served.store(Arc::new(Served::new(all.collect())));
    }
}

fn served_block(
    population: Population,
    years: Years,
    fitted: Fitted,
    releases: &[ReleaseTables],
) -> ServedBlock {
    let has_part =
        |release: &&ReleaseTables| release.parts.iter().any(|part| part.population == population);
    let of_kind = releases.iter().filter(has_part);
    let standing = standing(of_kind.map(|release| (release.number, release.scope)));
    let tables = measured_tables(population, releases);
    ServedBlock { population, years, fitted, tables, standing }
}
