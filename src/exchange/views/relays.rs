//! The view of what has been carried to hubs.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::store::RecordKey;

/// Records that have been carried to hubs, by the hub's name in the configuration.
#[derive(Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(Clone, PartialEq))]
pub struct Relays {
    of_hub: HashMap<String, Relayed>,
}

#[derive(Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(Clone, PartialEq))]
struct Relayed {
    /// Sequence of the first entry that was not looked at.
    next: u64,
    there: HashSet<RecordKey>,
}

impl Relays {
    /// Notes what a hub has, and has no longer, after everything before `next` was looked at.
    pub fn insert(&mut self, hub: &str, next: u64, sent: &[RecordKey], withdrawn: &[RecordKey]) {
        let relayed = self.of_hub.entry(hub.to_owned()).or_default();
        relayed.next = next;
        relayed.there.extend(sent);
        for key in withdrawn {
            relayed.there.remove(key);
        }
    }

    /// Sequence of the first journal entry that was not looked at for a hub.
    pub fn next(&self, hub: &str) -> u64 {
        self.of_hub.get(hub).map_or(0, |relayed| relayed.next)
    }

    /// Whether a hub has a record.
    pub fn is_there(&self, hub: &str, record: RecordKey) -> bool {
        self.of_hub.get(hub).is_some_and(|relayed| relayed.there.contains(&record))
    }
}
