//! File of heads, in which a client keeps the newest head of each exchange's log that it has seen.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::audit::{Checkpoint, Known, domain_of};
use crate::secret_file::replace_private;

/// Longest wait for another process with the same profile.
const PATIENCE: Duration = Duration::from_secs(30);

/// Contents of a file of heads.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeptFile {
    /// Kept logs, one for each exchange.
    pub logs: Vec<KeptLog>,
}

/// Heads of one exchange's log that a client has kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeptLog {
    /// Address where the exchange was last reached.
    pub server: String,
    /// Audit key of the exchange.
    #[serde(with = "hex::serde")]
    pub key: [u8; 32],
    /// Newest signed head.
    pub checkpoint: String,
    /// Older signed heads, fewer the older they are.
    pub older: Vec<String>,
    /// Number of the latest restoration that the user was told of; 0 for none.
    pub number: u64,
    /// Time when the newest head was seen, in Unix seconds.
    pub seen_at: i64,
    /// What is told of restores, until the user says that they are known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub restored: Vec<String>,
}

impl KeptFile {
    /// Reads the file of heads; a missing file is the same as an empty one. The error is the
    /// reason why the file cannot be used.
    pub fn load(path: &Path) -> Result<Self, String> {
        let file: Self = match std::fs::read(path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| error.to_string())?,
            Err(error) if error.kind() == ErrorKind::NotFound => Self::default(),
            Err(error) => return Err(error.to_string()),
        };
        for log in &file.logs {
            log.known().map_err(|error| error.to_string())?;
        }
        Ok(file)
    }

    /// Writes the file of heads in one step.
    pub fn save(&self, path: &Path) -> std::io::Result<()> {
        let bytes = serde_json::to_vec_pretty(self).expect("heads always serialize");
        replace_private(path, &bytes)
    }

    /// Kept log of the exchange at an address.
    pub fn at(&self, server: &str) -> Option<&KeptLog> {
        self.logs.iter().find(|log| log.server == server)
    }

    /// Kept log of the exchange with this origin, wherever it was reached.
    pub fn of(&self, origin: &str) -> Option<&KeptLog> {
        let domain = domain_of(origin)?;
        self.logs.iter().find(|log| log.domain().as_deref() == Some(domain))
    }

    /// Puts a log in the place of the kept log of the same exchange.
    pub fn put(&mut self, log: KeptLog) {
        self.logs.retain(|old| old.server != log.server && old.domain() != log.domain());
        self.logs.push(log);
    }
}

impl KeptLog {
    fn domain(&self) -> Option<String> {
        let known = self.known().ok()?;
        domain_of(&known.newest.origin).map(String::from)
    }

    /// Reads the kept heads, and checks their signatures.
    pub fn known(&self) -> Result<Known, crate::audit::CheckpointError> {
        let verify = |text: &String| Checkpoint::verify(text, &self.key);
        Ok(Known {
            newest: verify(&self.checkpoint)?,
            older: self.older.iter().map(verify).collect::<Result<_, _>>()?,
            number: self.number,
            seen_at: self.seen_at,
        })
    }

    /// Puts a newer head in the place of the newest. Of the older heads one is kept for each
    /// doubling of the distance, so that what a backup held can be compared after a restore.
    pub fn advance(&mut self, checkpoint: String, seen_at: i64) {
        if self.checkpoint == checkpoint {
            return;
        }
        self.older.push(std::mem::replace(&mut self.checkpoint, checkpoint));
        self.seen_at = seen_at;
        let Ok(known) = self.known() else { return };
        let mut kept: Vec<(u32, u64, String)> = Vec::new();
        for (head, text) in known.older.iter().zip(&self.older) {
            let Some(distance) = known.newest.size.checked_sub(head.size) else { continue };
            let doubling = distance.checked_ilog2().unwrap_or(0);
            match kept.iter_mut().find(|(other, ..)| *other == doubling) {
                Some(entry) if head.size < entry.1 => *entry = (doubling, head.size, text.clone()),
                Some(_) => {}
                None => kept.push((doubling, head.size, text.clone())),
            }
        }
        kept.sort_by_key(|(_, size, _)| *size);
        kept.dedup_by_key(|(_, size, _)| *size);
        self.older = kept
            .into_iter()
            .map(|(.., text)| text)
            .filter(|text| *text != self.checkpoint)
            .collect();
    }
}

/// Lock that holds off other processes with the same profile while a head is compared and kept.
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Waits for the lock. The error is the reason why it cannot be had: the file system has no
    /// locks, or another process holds it for too long.
    pub async fn take(heads: &Path) -> Result<Self, String> {
        let path = PathBuf::from(format!("{}.lock", heads.display()));
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let file = options.open(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let begun = std::time::Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::WouldBlock) if begun.elapsed() < PATIENCE => {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                // A file system without locks: one process at a time is then up to its user.
                Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
                    return Ok(Self { _file: file });
                }
                Err(error) => return Err(format!("{}: {error}", path.display())),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::{Signer, Tree};

    #[test]
    fn of_older_heads_few_are_kept_and_the_file_is_whole() {
        let signer = Signer::new(&[5; 32], "exchange.example/audit".into());
        let mut tree = Tree::default();
        let mut log: Option<KeptLog> = None;
        for index in 0..3000_i64 {
            tree.push(&format!("line {index}"));
            if index % 7 != 0 {
                continue;
            }
            let checkpoint = signer.sign(tree.len(), tree.root());
            match &mut log {
                Some(log) => log.advance(checkpoint, index),
                None => {
                    log = Some(KeptLog {
                        server: "https://exchange.example:7443".into(),
                        key: signer.public_key(),
                        checkpoint,
                        older: Vec::new(),
                        number: 0,
                        seen_at: 0,
                        restored: Vec::new(),
                    });
                }
            }
        }
        let log = log.unwrap();
        let known = log.known().unwrap();
        assert_eq!(known.newest.size, 2997 - 2997 % 7 + 1);
        assert!(known.older.len() <= 16, "{}", known.older.len());
        let size = |size| known.up_to(size).map(|head| head.size);
        assert!(size(10).is_some() && size(2990).unwrap() > 2900);

        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("p.head");
        let mut file = KeptFile::load(&path).unwrap();
        file.put(log.clone());
        // The same exchange at another address.
        file.put(KeptLog { server: "https://192.0.2.1:7443".into(), ..log.clone() });
        file.save(&path).unwrap();
        let file = KeptFile::load(&path).unwrap();
        assert_eq!(file.logs.len(), 1);
        assert!(file.at(&log.server).is_none());
        assert_eq!(file.of("exchange.example/audit").unwrap().checkpoint, log.checkpoint);
        // A head that was not signed is no head.
        let text = std::fs::read_to_string(&path).unwrap();
        let forged = text.replacen(&format!("\\n{}\\n", known.newest.size), "\\n9\\n", 1);
        assert_ne!(forged, text);
        std::fs::write(&path, forged).unwrap();
        assert!(KeptFile::load(&path).is_err());
    }
}
