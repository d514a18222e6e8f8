//! Followed rows: what an export says of records that it does not send. These are records whose
//! consent was taken back, rows that were refused, and records that the export does not have.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::domain::code_list::CodeList;
use crate::domain::codes::{RecordKind, Service};
use crate::domain::id::OpaqueId;
use crate::domain::record::Record;

/// Statement of a row about its record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    /// Revision of the row; 0 where versions are not numbered.
    pub revision: u32,
    /// Whether the row says NO to processing.
    pub is_no: bool,
}

/// Records and refusals of the rows of an export that were built so far.
#[derive(Debug, Default)]
pub struct Followed {
    /// Highest revision with a NO, and highest revision without one, of each record of which some
    /// row says NO.
    consent: BTreeMap<OpaqueId, [Option<u32>; 2]>,
    /// Revisions of rows without a NO, where versions are numbered: a later row may say NO to an
    /// earlier version.
    numbered: HashMap<OpaqueId, u32>,
    /// Ids of rows that were refused: their records may be at the exchange as they were.
    pub refused: HashSet<OpaqueId>,
    /// Ids of rows of assistance that were built.
    rows: HashSet<OpaqueId>,
    /// Ids of all records that were built; empty unless they are followed, or are of assistance.
    pub ids: HashSet<OpaqueId>,
    /// Lines of rows whose id cannot be read: what they say of their records is not known.
    pub nameless: BTreeSet<u64>,
    has_ids: bool,
}

impl Followed {
    pub(super) fn follow_ids(&mut self) {
        self.has_ids = true;
    }

    pub(super) fn note(&mut self, line: u64, id: Option<&OpaqueId>, said: Said) {
        let Some(id) = id else {
            self.nameless.insert(line);
            return;
        };
        if said.is_no || self.consent.contains_key(id) {
            let earlier = self.numbered.get(id).copied();
            let of = self.consent.entry(id.clone()).or_insert([None, earlier]);
            let place = &mut of[usize::from(!said.is_no)];
            *place = (*place).max(Some(said.revision));
        } else if said.revision > 0 {
            let known = self.numbered.entry(id.clone()).or_default();
            *known = (*known).max(said.revision);
        }
    }

    /// Ends the row with this id: notes the ids of the records that it became, or, when there are
    /// none, that the row was refused.
    pub(super) fn end(&mut self, id: Option<OpaqueId>, built: &[Record]) {
        let Some(first) = built.first() else {
            self.refused.extend(id);
            return;
        };
        let is_assistance = first.kind() == RecordKind::Assistance;
        if self.has_ids || is_assistance {
            self.ids.extend(built.iter().map(|record| record.record_id().clone()));
        }
        if is_assistance {
            self.rows.extend(id);
        }
    }

    /// Ids that records of the rows of assistance could have by their services, and that no built
    /// record has.
    pub fn other_services(&self) -> impl Iterator<Item = OpaqueId> {
        let of_row = |row| records_of(RecordKind::Assistance, row);
        self.rows.iter().flat_map(of_row).filter(|id| !self.ids.contains(id))
    }

    /// Records whose newest row says NO to processing, with its revision (0 where versions are not
    /// numbered). Of rows with one revision a NO counts.
    pub fn refused_consent(&self) -> impl Iterator<Item = (&OpaqueId, u32)> {
        let newest = self.consent.iter().filter(|(_, [no, other])| no >= other);
        newest.map(|(id, [no, _])| (id, no.unwrap_or(0)))
    }

    /// Whether the export has a record: one that was built, or one of a row that was refused.
    pub fn has(&self, id: &str) -> bool {
        let has = |ids: &HashSet<OpaqueId>, id: &str| {
            OpaqueId::new(id).is_some_and(|id| ids.contains(&id))
        };
        let row = id.rsplit_once(':').map_or(id, |(row, _)| row);
        has(&self.ids, id) || has(&self.refused, id) || has(&self.refused, row)
    }
}

/// Ids that records of a row with this id can have: its own, and for services one for each that there is.
pub fn records_of(kind: RecordKind, row: &OpaqueId) -> Vec<OpaqueId> {
    let of = |service: &Service| OpaqueId::new(&format!("{}:{}", row.as_str(), service.code()));
    let services: &[Service] = if kind == RecordKind::Assistance { Service::ALL } else { &[] };
    services.iter().filter_map(of).chain([row.clone()]).collect()
}
