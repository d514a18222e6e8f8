//! Known keys: which keys of partners a liaison has compared, since the exchange's directory is
//! not believed. A key is believed when its fingerprint was compared by another way, or when the
//! version that was compared has signed it, each version the next one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::domain::id::MemberId;
use crate::foreign::toml_fault;
use crate::referral::keys::{KeyId, PublicKey};
use crate::secret_file::replace_private;

use super::ProfileError;
use super::state_file::locked;

/// Trust in a partner's latest key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// The fingerprint of the key was compared.
    Compared,
    /// An earlier version was compared, and its owner has signed each version since.
    Continued,
    /// Nobody has compared any key of the member yet.
    Unknown,
    /// Another key was compared, and has not signed this one: the owner lost its key, or somebody
    /// puts another key in its place, or hides one that was seen before.
    Broken,
}

impl Trust {
    /// Whether contents may be sealed to the key.
    pub fn is_good(self) -> bool {
        matches!(self, Self::Compared | Self::Continued)
    }
}

/// Keys of a member in their order, as far as they are believed.
#[derive(Clone, Debug)]
pub struct Chain {
    /// Compared version and those that continue it, oldest first. Nothing else proves a step.
    pub believed: Vec<PublicKey>,
    /// Trust in the latest version that is shown.
    pub trust: Trust,
    /// Latest version that is shown. When several have its number, the believed one, or the first.
    pub latest: PublicKey,
    /// All sound versions that are shown, believed or not. By itself none of them proves anything.
    pub sound: Vec<PublicKey>,
    /// Number of versions that are shown beside the believed ones and cannot be: not sound, of
    /// another member, or a second version of a number.
    pub strangers: usize,
}

impl Chain {
    /// Finds a believed key by its id.
    pub fn find(&self, id: KeyId) -> Option<&PublicKey> {
        self.believed.iter().find(|key| key.id() == id)
    }
}

/// File of compared fingerprints.
pub struct KnownKeys {
    path: PathBuf,
    file: File,
}

#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Fingerprint that was compared, by member.
    #[serde(default)]
    compared: BTreeMap<String, String>,
    /// Fingerprints of the versions since the compared one, by member and in their order, as far
    /// as they were seen: no such version can be hidden or replaced later.
    #[serde(default)]
    continued: BTreeMap<String, Vec<String>>,
}

impl KnownKeys {
    /// Reads the file of compared fingerprints; a missing file is the same as an empty one.
    pub fn load(path: &Path) -> Result<Self, ProfileError> {
        Ok(Self { path: path.into(), file: read(path)? })
    }

    /// Notes that a key's fingerprint was compared.
    pub fn trust(&mut self, key: &PublicKey) -> Result<(), ProfileError> {
        let member = key.member.to_string();
        let fingerprint = key.fingerprint();
        self.change(|file| {
            file.compared.insert(member.clone(), fingerprint);
            file.continued.remove(&member);
        })
    }

    /// Judges the versions of a member's key that an exchange shows, in whatever order, and keeps
    /// those that continue the compared version. `None` when no sound key of the member is shown.
    pub fn judge(
        &mut self,
        member: &MemberId,
        shown: &[PublicKey],
    ) -> Result<Option<Chain>, ProfileError> {
        let Some((chain, fresh)) = self.chain(member, shown) else { return Ok(None) };
        if fresh {
            let name = member.to_string();
            let since: Vec<String> =
                chain.believed[1..].iter().map(PublicKey::fingerprint).collect();
            let compared = chain.believed[0].fingerprint();
            self.change(|file| {
                // Another process may have compared another key meanwhile.
                let kept = file.continued.entry(name.clone()).or_default();
                if file.compared.get(&name) == Some(&compared) && since.starts_with(kept) {
                    *kept = since;
                }
            })?;
        }
        Ok(Some(chain))
    }

    /// Chain of a member's keys, and whether the chain is longer than what was seen before; `None`
    /// when no sound key is shown.
    fn chain(&self, member: &MemberId, shown: &[PublicKey]) -> Option<(Chain, bool)> {
        let mut sound: Vec<&PublicKey> = Vec::new();
        for key in shown {
            if key.member == *member && key.is_sound() && !sound.contains(&key) {
                sound.push(key);
            }
        }
        // One sound key of a number is a version before or after the believed ones; all else is
        // nothing that an honest exchange shows.
        let strangers = |believed: &[PublicKey]| {
            let of_version = |version| sound.iter().filter(|key| key.version == version).count();
            let is_usual = |key| sound.contains(&key) && of_version(key.version) == 1;
            shown.iter().filter(|key| !believed.contains(key) && !is_usual(key)).count()
        };
        let newest = sound.iter().map(|key| key.version).max()?;
        let newest_shown = sound.iter().find(|key| key.version == newest).copied()?.clone();
        let name = member.to_string();
        let compared = self.file.compared.get(&name);
        let first = sound.iter().find(|key| Some(&key.fingerprint()) == compared);
        let Some(first) = first else {
            let trust = if compared.is_some() { Trust::Broken } else { Trust::Unknown };
            let strangers = strangers(&[]);
            let sound = sound.into_iter().cloned().collect();
            return Some((
                Chain { believed: Vec::new(), trust, latest: newest_shown, sound, strangers },
                false,
            ));
        };
        let kept = self.file.continued.get(&name).map_or(&[][..], Vec::as_slice);
        let mut believed = vec![(*first).clone()];
        let mut is_whole = true;
        loop {
            let last = &believed[believed.len() - 1];
            let next: Vec<&PublicKey> =
                sound.iter().filter(|key| key.follows(last)).copied().collect();
            match (kept.get(believed.len() - 1), next.as_slice()) {
                (None, []) => break,
                // The old key is in two hands, when it has signed two.
                (None, [one]) => believed.push((*one).clone()),
                (Some(seen), [one]) if one.fingerprint() == *seen => believed.push((*one).clone()),
                _ => {
                    is_whole = false;
                    break;
                }
            }
        }
        let last = &believed[believed.len() - 1];
        let trust = match believed.len() {
            _ if !is_whole || newest > last.version => Trust::Broken,
            1 => Trust::Compared,
            _ => Trust::Continued,
        };
        let latest = if newest > last.version { newest_shown } else { last.clone() };
        let fresh = is_whole && believed.len() - 1 > kept.len();
        let strangers = strangers(&believed);
        let sound = sound.into_iter().cloned().collect();
        Some((Chain { believed, trust, latest, sound, strangers }, fresh))
    }

    /// Changes what the file holds now, which may be more than was read at first.
    fn change(&mut self, change: impl FnOnce(&mut File)) -> Result<(), ProfileError> {
        let path = self.path.clone();
        self.file = locked(&path, || {
            let mut file = read(&path)?;
            change(&mut file);
            let text = toml::to_string(&file).expect("fingerprints always serialize");
            replace_private(&path, text.as_bytes())
                .map_err(|source| ProfileError::Io { path: path.clone(), source })?;
            Ok(file)
        })?;
        Ok(())
    }
}

fn read(path: &Path) -> Result<File, ProfileError> {
    match std::fs::read_to_string(path) {
        Ok(text) => toml::from_str(&text).map_err(|error| ProfileError::Format {
            path: path.into(),
            reason: toml_fault(&text, &error),
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(File::default()),
        Err(source) => Err(ProfileError::Io { path: path.into(), source }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::referral::keys::Keyring;

    fn member() -> MemberId {
        MemberId::new("al.example", "tirana").unwrap()
    }

    /// Path for a file of compared keys, with the directory that is removed when dropped.
    fn known() -> (tempfile::TempDir, PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("known.toml");
        (dir, path)
    }

    fn judged(path: &Path, shown: &[PublicKey]) -> Chain {
        KnownKeys::load(path).unwrap().judge(&member(), shown).unwrap().unwrap()
    }

    fn trust(path: &Path, key: &PublicKey) {
        KnownKeys::load(path).unwrap().trust(key).unwrap();
    }

    #[test]
    fn a_key_is_believed_when_it_or_its_past_was_compared() {
        let (_dir, path) = known();
        let mut keyring = Keyring::generate(member()).unwrap();
        keyring.rotate().unwrap();
        let all: Vec<PublicKey> = keyring.all_public().collect();
        let unknown = judged(&path, &all[..1]);
        assert_eq!((unknown.trust, unknown.believed.len()), (Trust::Unknown, 0));
        trust(&path, &all[0]);
        assert_eq!(judged(&path, &all[..1]).trust, Trust::Compared);
        let chain = judged(&path, &all);
        assert_eq!((chain.trust, &chain.latest), (Trust::Continued, &all[1]));
        assert_eq!((chain.believed, chain.strangers), (all.clone(), 0));
        // What was compared later proves nothing before it: an earlier key can be made up.
        trust(&path, &all[1]);
        let chain = judged(&path, &all);
        assert_eq!((chain.trust, chain.strangers), (Trust::Compared, 0));
        assert_eq!(chain.believed, all[1..]);
    }

    #[test]
    fn keys_that_are_made_up_or_hidden_are_not_believed() {
        let (_dir, path) = known();
        let mut keyring = Keyring::generate(member()).unwrap();
        trust(&path, &keyring.public());
        let first = keyring.public();
        let mut forger = Keyring::generate(member()).unwrap();
        // Beside the compared one, in front of it: it proves nothing, and is counted.
        let chain = judged(&path, &[forger.public(), first.clone()]);
        assert_eq!((chain.trust, &chain.latest, chain.strangers), (Trust::Compared, &first, 1));
        assert_eq!(chain.believed, std::slice::from_ref(&first));
        // In place of it, or as the next one.
        let chain = judged(&path, &[forger.public()]);
        assert_eq!((chain.trust, chain.believed.len()), (Trust::Broken, 0));
        forger.rotate().unwrap();
        let chain = judged(&path, &[first.clone(), forger.public()]);
        assert_eq!((chain.trust, chain.believed), (Trust::Broken, vec![first.clone()]));
        // The old key has signed two next ones: it is in two hands.
        let copy = path.with_extension("keys");
        keyring.save_new(&copy).unwrap();
        let mut thief = Keyring::load(&copy).unwrap();
        thief.rotate().unwrap();
        keyring.rotate().unwrap();
        let fork = [first.clone(), keyring.public(), thief.public()];
        assert_eq!(judged(&path, &fork).trust, Trust::Broken);
        // A rotation that was seen cannot be hidden again, or replaced.
        assert_eq!(judged(&path, &[first.clone(), keyring.public()]).trust, Trust::Continued);
        assert_eq!(judged(&path, std::slice::from_ref(&first)).trust, Trust::Broken);
        assert_eq!(judged(&path, &[first, thief.public()]).trust, Trust::Broken);
    }
}
