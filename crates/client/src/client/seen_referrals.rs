//! Seen referrals: the last step that a liaison has seen of each, whose hash stands for the whole
//! history. An exchange that takes steps back or replaces one is found out by that hash.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::domain::code_list::CodeList;
use crate::domain::id::MemberId;
use crate::domain::referral::ReferralId;
use crate::domain::referral_codes::ReferralStatus;
use crate::referral::proof::Seen;
use crate::secret_file::replace_private;

use super::ProfileError;
use super::state_file::locked;

/// File of seen referrals: one for each member and exchange, beside the keys.
pub struct SeenReferrals {
    path: PathBuf,
    member: MemberId,
    of: BTreeMap<ReferralId, Kept>,
    /// Number of the latest restore of the exchange that is known; 0 for none.
    restoration: u64,
}

/// What was seen of a referral, and the latest restore that was known at that time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Kept {
    seen: Seen,
    restoration: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Member who has seen the referrals.
    member: String,
    #[serde(default)]
    referrals: BTreeMap<String, Line>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    number: u32,
    #[serde(with = "hex::serde")]
    hash: [u8; 32],
    proven: u32,
    status: String,
    /// Number of the latest restore of the exchange that was known when the referral was seen.
    #[serde(default, skip_serializing_if = "is_zero")]
    restoration: u64,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // as serde calls it
fn is_zero(number: &u64) -> bool {
    *number == 0
}

impl SeenReferrals {
    /// Reads the file of a member; a missing file is the same as an empty one.
    pub fn load(path: &Path, member: &MemberId) -> Result<Self, ProfileError> {
        Ok(Self {
            path: path.into(),
            member: member.clone(),
            of: read(path, member)?,
            restoration: 0,
        })
    }

    /// Adds the number of the latest restore of the exchange that its coordinator has acknowledged
    /// ([`Client::restoration`](super::Client::restoration)).
    pub fn after_restoration(self, number: u64) -> Self {
        Self { restoration: number, ..self }
    }

    /// What was seen of one referral; `None` where nothing was.
    pub fn get(&self, id: ReferralId) -> Option<Seen> {
        self.of.get(&id).map(|kept| kept.seen)
    }

    /// Whether the exchange was restored from a backup since the referral was last seen: the
    /// exchange may have lost steps of the referral since, or all of it.
    pub fn is_before_restoration(&self, id: ReferralId) -> bool {
        self.of.get(&id).is_some_and(|kept| kept.restoration < self.restoration)
    }

    /// All seen referrals, with what was seen of each.
    pub fn all(&self) -> impl Iterator<Item = (ReferralId, Seen)> {
        self.of.iter().map(|(id, kept)| (*id, kept.seen))
    }

    /// Keeps what was seen of a referral, unless more was seen before.
    pub fn keep(&mut self, id: ReferralId, seen: Seen) -> Result<(), ProfileError> {
        self.change(id, seen, |kept, _| {
            (seen.number, seen.proven) >= (kept.seen.number, kept.seen.proven)
        })
    }

    /// Keeps what both parties have compared by another way than the exchange: after a restore
    /// also in the place of steps that were seen before and are lost.
    pub fn settle(&mut self, id: ReferralId, seen: Seen) -> Result<(), ProfileError> {
        self.change(id, seen, |kept, restoration| {
            (seen.number, seen.proven) >= (kept.seen.number, kept.seen.proven)
                || kept.restoration < restoration
        })
    }

    /// Puts what was seen in the place of what is kept, if `may` allows it.
    fn change(
        &mut self,
        id: ReferralId,
        seen: Seen,
        may: impl FnOnce(&Kept, u64) -> bool,
    ) -> Result<(), ProfileError> {
        let restoration = self.restoration;
        let new = Kept { seen, restoration };
        if self.of.get(&id) == Some(&new) {
            return Ok(());
        }
        let (path, member) = (self.path.clone(), self.member.clone());
        self.of = locked(&path, || {
            // Another process may have seen more meanwhile.
            let mut of = read(&path, &member)?;
            let kept = of.entry(id).or_insert(new);
            if may(kept, restoration) {
                *kept = Kept { restoration: restoration.max(kept.restoration), ..new };
            }
            let lines = of.iter().map(|(id, kept)| (id.to_string(), line(kept)));
            let file = File { member: member.to_string(), referrals: lines.collect() };
            let text = toml::to_string(&file).expect("lines always serialize");
            replace_private(&path, text.as_bytes())
                .map_err(|source| ProfileError::Io { path: path.clone(), source })?;
            Ok(of)
        })?;
        Ok(())
    }
}

fn line(kept: &Kept) -> Line {
    let Kept { seen, restoration } = *kept;
    let status = seen.status.code().to_owned();
    Line { number: seen.number, hash: seen.hash, proven: seen.proven, status, restoration }
}

fn read(path: &Path, member: &MemberId) -> Result<BTreeMap<ReferralId, Kept>, ProfileError> {
    let wrong = |reason: String| ProfileError::Format { path: path.into(), reason };
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(source) => return Err(ProfileError::Io { path: path.into(), source }),
    };
    let file: File = toml::from_str(&text).map_err(|error| {
        wrong(format!(
            "cannot be read ({}): put back a copy of it. Without it nobody notices when an exchange takes back steps that you have seen",
            error.message()
        ))
    })?;
    if file.member != member.to_string() {
        return Err(wrong(format!("is what {} has seen, not {member}", file.member)));
    }
    let of = file.referrals.into_iter().map(|(id, line)| {
        let named = ReferralId::parse(&id).zip(ReferralStatus::from_code(&line.status));
        let (id, status) = named
            .ok_or_else(|| wrong("names no referral or no status: put back a copy of it".into()))?;
        let seen = Seen { number: line.number, hash: line.hash, proven: line.proven, status };
        Ok((id, Kept { seen, restoration: line.restoration }))
    });
    of.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_stays_and_never_goes_back() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("albania.seen");
        let member = MemberId::new("exchange.example", "albania").unwrap();
        let id = ReferralId([7; 16]);
        let status = ReferralStatus::Accepted;
        let four = Seen { number: 4, hash: [4; 32], proven: 4, status };
        let mut seen = SeenReferrals::load(&path, &member).unwrap();
        // Another process, which read the file when it was empty.
        let mut other = SeenReferrals::load(&path, &member).unwrap();
        seen.keep(id, four).unwrap();
        other.keep(id, Seen { number: 3, hash: [3; 32], proven: 3, status }).unwrap();
        other.keep(ReferralId([8; 16]), four).unwrap();
        assert_eq!(other.get(id), Some(four));
        let read = SeenReferrals::load(&path, &member).unwrap();
        assert_eq!((read.get(id), read.all().count()), (Some(four), 2));

        // Steps that a restore lost can be let go, at a word, and only once for each restore.
        let three = Seen { number: 3, hash: [3; 32], proven: 3, status };
        seen.settle(id, three).unwrap();
        assert_eq!(seen.get(id), Some(four));
        let mut seen = seen.after_restoration(17);
        assert!(seen.is_before_restoration(id));
        seen.keep(id, three).unwrap();
        assert_eq!(seen.get(id), Some(four));
        seen.settle(id, three).unwrap();
        assert_eq!(seen.get(id), Some(three));
        let mut seen = SeenReferrals::load(&path, &member).unwrap().after_restoration(17);
        assert!(!seen.is_before_restoration(id) && seen.is_before_restoration(ReferralId([8; 16])));
        seen.settle(id, Seen { number: 2, ..three }).unwrap();
        assert_eq!(seen.get(id), Some(three));

        // Not somebody else's, and not a damaged one: what was seen must not be lost in silence.
        let kosovo = MemberId::new("exchange.example", "kosovo").unwrap();
        assert!(SeenReferrals::load(&path, &kosovo).is_err());
        std::fs::write(&path, "member = \"exchange.example/albania\"\n[referrals]\nx = 1\n")
            .unwrap();
        assert!(SeenReferrals::load(&path, &member).is_err());
    }
}
