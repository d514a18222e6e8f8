//! Comparison of the head of the exchange's log with the newest head that was seen, whenever a
//! client connects: an exchange that went back, or that shows different logs to different members,
//! is found by the first member who calls.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use tonic::transport::Channel;

use crate::audit::{
    Checkpoint, Judgement, Mismatch, Restoration, Shown, cosigned_at, domain_of, explained,
    is_consistent, judge, missed, surviving,
};
use crate::domain::codes::Role;
use crate::identity::CertifiedSignature;
use crate::proto::v1;
use crate::secret_file::replace_private;

use super::connect::ClientError;
use super::kept::{KeptFile, KeptLog, Lock};
use super::profile::ClientProfile;

/// Longest wait for a head.
const PATIENCE: Duration = Duration::from_secs(20);
/// Largest answer about heads, in bytes.
const MAX_ANSWER: usize = 1 << 20;

/// Reason why an exchange cannot be relied upon; its text says what to do.
#[derive(Clone, Debug, Error)]
pub enum HeadError {
    /// The file of heads cannot be read.
    #[error(
        "{path}: {reason}. The newest head of the exchange's log that was seen is kept in this file; without it nobody here would notice that the exchange went back. Restore it from a copy of yours; or, when the coordinator has told you that the exchange is right, remove it and begin anew"
    )]
    File {
        /// Path of the file.
        path: PathBuf,
        /// Fault of the file, in words.
        reason: String,
    },
    /// The exchange went back, or shows another log.
    #[error(
        "DO NOT RELY ON {server}: {mismatch}.\nNothing more was sent. Tell the coordinator and the data-protection authority, on a number that you know{}. Until they have found out what happened, send nothing. (The newest head is kept in {}. Remove it only when they tell you that the exchange is right.)",
        evidence.as_ref().map_or(String::new(), |path| format!(", and hand them {}: it holds both heads as the exchange signed them", path.display())),
        kept.display()
    )]
    Mismatch {
        /// Address of the exchange.
        server: String,
        /// Difference between the kept head and the shown one.
        mismatch: Mismatch,
        /// File of evidence that the user can hand over, if it could be written.
        evidence: Option<PathBuf>,
        /// Path of the file of heads.
        kept: PathBuf,
    },
    /// Another audit key signs the log than the expected one.
    #[error(
        "DO NOT RELY ON {server}: its audit key is {shown}, and {whence} is {expected}. It is not the exchange that you knew, or its key was replaced.\nNothing was sent. Ask the operator, on a number that you know, which key is right{}. ({} keeps the newest head.)",
        evidence.as_ref().map_or(String::new(), |path| format!(", and hand over {}", path.display())),
        kept.display()
    )]
    Key {
        /// Address of the exchange.
        server: String,
        /// Audit key that was shown, hexadecimal.
        shown: String,
        /// Audit key that was expected, hexadecimal.
        expected: String,
        /// Place where the expected key stands, in words.
        whence: &'static str,
        /// File of evidence that the user can hand over, if it could be written.
        evidence: Option<PathBuf>,
        /// Path of the file of heads.
        kept: PathBuf,
    },
    /// The exchange was restored, and the coordinator has not acknowledged it.
    #[error("{server}: {mismatch}. Nothing was sent; try again when the coordinator has done so")]
    Pending {
        /// Address of the exchange.
        server: String,
        /// Difference between the kept head and the shown one.
        mismatch: Mismatch,
    },
    /// No witness has signed the log lately, and the profile demands a witness.
    #[error(
        "{server}: {reason}. The profile demands a witness (require_witness): nothing was sent. Tell the coordinator"
    )]
    Unwitnessed {
        /// Address of the exchange.
        server: String,
        /// What is missing of the witness's signature, in words.
        reason: String,
    },
    /// The answer about the log makes no sense.
    #[error(
        "{server}: the exchange's answer about its log cannot be believed: {reason}. Nothing was sent. Tell the coordinator"
    )]
    Answer {
        /// Address of the exchange.
        server: String,
        /// Fault of the answer, in words.
        reason: String,
    },
}

impl HeadError {
    /// Finds this error behind the status of a call that was not made because the exchange cannot
    /// be relied upon.
    pub fn of(status: &tonic::Status) -> Option<&Self> {
        std::error::Error::source(status)?.downcast_ref()
    }
}

/// Proof of what an exchange signed, as a user hands it over.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Kind of the file, always `vdx evidence 1`.
    pub kind: String,
    /// Address of the exchange.
    pub server: String,
    /// Time when the difference was found, in Unix seconds.
    pub found_at: i64,
    /// Difference that was found, in words.
    pub what: String,
    /// Audit key of the kept head, hexadecimal.
    pub kept_key: String,
    /// Signed head that had been kept.
    pub kept: String,
    /// Audit key of the shown head, hexadecimal.
    pub shown_key: String,
    /// Signed head that was shown.
    pub shown: String,
    /// Proof of consistency that came with the shown head, hexadecimal.
    pub proof: String,
}

/// Kind of a file of evidence, its first words.
pub const EVIDENCE: &str = "vdx evidence 1";

/// Keeper of the file of heads of one profile.
pub(super) struct Keeper {
    path: PathBuf,
    profile: ClientProfile,
    pinned: Option<[u8; 32]>,
    /// What this client has told of restores: a program says it once, each program anew.
    told: Mutex<Vec<String>>,
}

/// Head of the log and what the exchange shows with it, with signatures checked.
pub(super) struct Seen {
    pub shown: Shown,
    pub key: [u8; 32],
    pub checkpoint: String,
    /// Signed statements about restores, as they came.
    signed: Vec<v1::Restoration>,
    witnessed: Vec<v1::WitnessedHead>,
    /// Incarnation that waits for the coordinator's acknowledgement, if there is one.
    pub pending: Option<Vec<u8>>,
}

impl Keeper {
    /// Keeper for a profile; `None` when the profile keeps no heads.
    pub fn of(profile: &ClientProfile) -> Option<Self> {
        let path = profile.heads.clone()?;
        let (pinned, profile) = (profile.pinned_key(), profile.clone());
        Some(Self { path, pinned, profile, told: Mutex::default() })
    }

    /// Reads the file of heads.
    pub fn load(&self) -> Result<KeptFile, Box<HeadError>> {
        KeptFile::load(&self.path)
            .map_err(|reason| HeadError::File { path: self.path.clone(), reason }.into())
    }

    /// Asks for the head, judges it by the kept ones, and keeps it. Returns what the user must be
    /// told.
    pub async fn check(&self, channel: &Channel) -> Result<Vec<String>, ClientError> {
        let mut notices = Vec::new();
        // Without a lock of its own two processes could each keep a head of another fork.
        let lock = Lock::take(&self.path).await;
        let mut file = self.load()?;
        let server = &self.profile.server;
        let mut kept = file.at(server).cloned();
        let mut seen = self.ask(channel, kept.as_ref(), None).await?;
        if kept.is_none()
            && let Some(log) = file.of(&seen.shown.head.origin).cloned()
        {
            // The same exchange at another address.
            seen = self.ask(channel, Some(&log), None).await?;
            kept = Some(log);
        }
        self.expect_key(kept.as_ref(), &seen)?;
        let log = match kept {
            Some(log) => self.continued(channel, log, seen, &mut notices).await?,
            None => self.first(seen, &mut notices)?,
        };
        if file.at(server) != Some(&log) {
            file.put(log);
            let saved = match lock {
                Ok(_) => file.save(&self.path).map_err(|error| error.to_string()),
                Err(ref reason) => Err(reason.clone()),
            };
            if let Err(reason) = saved {
                notices.push(format!(
                    "the head of the exchange's log could not be kept in {}: {reason}. Make the file writable: otherwise nobody here notices when the exchange goes back",
                    self.path.display()
                ));
            }
        }
        notices.extend(self.untold(file.at(server)));
        drop(lock);
        Ok(notices)
    }

    /// What this client has not told yet of restores that its user does not say to know.
    fn untold(&self, log: Option<&KeptLog>) -> Vec<String> {
        let restored = log.map_or(&[][..], |log| &log.restored);
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let untold = restored.iter().filter(|notice| !told.contains(notice)).cloned().collect();
        *told = restored.to_vec();
        untold
    }

    /// Forgets what is told of restores: the user knows of them.
    pub async fn know_restores(&self) -> Result<(), Box<HeadError>> {
        let unkept = |reason| Box::new(HeadError::File { path: self.path.clone(), reason });
        let _lock = Lock::take(&self.path).await.map_err(unkept)?;
        let mut file = self.load()?;
        let Some(mut log) = file.at(&self.profile.server).cloned() else { return Ok(()) };
        if !std::mem::take(&mut log.restored).is_empty() {
            file.put(log);
            file.save(&self.path).map_err(|error| unkept(error.to_string()))?;
        }
        Ok(())
    }

    /// Judges the head by one that is kept elsewhere, and keeps nothing. Returns what must be told
    /// of a restore since.
    pub async fn compare(
        &self,
        channel: &Channel,
        key: [u8; 32],
        checkpoint: &str,
    ) -> Result<Vec<String>, ClientError> {
        let log = KeptLog {
            server: self.profile.server.clone(),
            key,
            checkpoint: checkpoint.into(),
            older: Vec::new(),
            number: 0,
            seen_at: 0,
            restored: Vec::new(),
        };
        let seen = self.ask(channel, Some(&log), None).await?;
        self.expect_key(Some(&log), &seen)?;
        let mut notices = Vec::new();
        let bare = ClientProfile { witness_key: None, ..self.profile.clone() };
        let (path, pinned) = (self.path.clone(), self.pinned);
        let keeper = Self { path, pinned, profile: bare, told: Mutex::default() };
        let log = keeper.continued(channel, log, seen, &mut notices).await?;
        notices.extend(log.restored);
        Ok(notices)
    }

    /// Asks for the head of the log. Its consistency is to be proven with the head of so many
    /// lines, or else with the newest kept head.
    pub async fn ask(
        &self,
        channel: &Channel,
        kept: Option<&KeptLog>,
        from: Option<u64>,
    ) -> Result<Seen, ClientError> {
        let newest = kept.and_then(|log| log.known().ok()).map_or(0, |known| known.newest.size);
        let old_size = from.unwrap_or(newest);
        let request = v1::GetHeadRequest {
            old_size,
            known_checkpoint: kept.map(|log| log.checkpoint.clone()).unwrap_or_default(),
        };
        let mut log = v1::log_service_client::LogServiceClient::new(channel.clone())
            .max_decoding_message_size(MAX_ANSWER);
        let answer = match tokio::time::timeout(PATIENCE, log.get_head(request)).await {
            Ok(answer) => answer?.into_inner(),
            Err(_) => {
                return Err(tonic::Status::deadline_exceeded("no head of its log came").into());
            }
        };
        Ok(self.read(old_size, answer)?)
    }

    fn read(&self, from: u64, answer: v1::GetHeadResponse) -> Result<Seen, Box<HeadError>> {
        let wrong = |reason: &str| self.answer(reason);
        let key = answer.public_key.as_slice().try_into();
        let key: [u8; 32] = key.map_err(|_| wrong("an audit key has 32 bytes"))?;
        let head = Checkpoint::verify(&answer.checkpoint, &key)
            .map_err(|error| wrong(&error.to_string()))?;
        if domain_of(&head.origin).is_none() {
            return Err(wrong("its log has no name such as exchange.example/audit"));
        }
        let statement = |signed: &v1::Restoration| {
            Restoration::parse(&signed.statement)
                .ok_or_else(|| wrong("the statement of a restore has another form"))
        };
        let restoration = answer.restoration.as_ref().map(statement).transpose()?;
        let earlier =
            answer.earlier_restorations.iter().map(statement).collect::<Result<_, _>>()?;
        let shown = Shown {
            head,
            from,
            proof: answer.consistency_proof,
            restoration,
            earlier,
            restoration_proof: answer
                .restoration
                .as_ref()
                .map(|signed| signed.consistency_proof.clone())
                .unwrap_or_default(),
            is_pending: answer.pending.is_some(),
        };
        Ok(Seen {
            shown,
            key,
            checkpoint: answer.checkpoint,
            signed: answer.restoration.into_iter().chain(answer.earlier_restorations).collect(),
            witnessed: answer.witnessed,
            pending: answer.pending.map(|pending| pending.incarnation),
        })
    }

    /// Takes in the log of an exchange that was never seen before.
    fn first(&self, seen: Seen, notices: &mut Vec<String>) -> Result<KeptLog, Box<HeadError>> {
        let server = &self.profile.server;
        if seen.shown.is_pending {
            let mismatch = Mismatch::Pending { size: seen.shown.head.size };
            return Err(HeadError::Pending { server: server.clone(), mismatch }.into());
        }
        self.check_witness(None, &seen, notices)?;
        if self.pinned.is_none() {
            notices.push(format!(
                "first contact with the log of {server}. Its audit key is {}: compare it with what the operator shows, and put it into the profile as audit_key",
                hex::encode(seen.key)
            ));
        }
        let number = match explained(&seen.shown) {
            Ok(statement) if self.coordinator(&seen, statement).is_ok() => statement.number,
            _ => 0,
        };
        Ok(KeptLog {
            server: server.clone(),
            key: seen.key,
            checkpoint: seen.checkpoint,
            older: Vec::new(),
            number,
            seen_at: now(),
            restored: Vec::new(),
        })
    }

    /// Judges the shown head by a kept log, and returns what is to be kept then.
    async fn continued(
        &self,
        channel: &Channel,
        mut log: KeptLog,
        mut seen: Seen,
        notices: &mut Vec<String>,
    ) -> Result<KeptLog, ClientError> {
        let known = log.known().map_err(|error| self.answer(&error.to_string()))?;
        // After a restore, the part that its backup held is compared.
        if seen.shown.head.origin != known.newest.origin
            && let Some(base) = known.up_to(surviving(&missed(&known, &seen.shown)))
            && base.size != known.newest.size
        {
            seen = self.ask(channel, Some(&log), Some(base.size)).await?;
            self.expect_key(Some(&log), &seen)?;
        }
        let mut restores = Vec::new();
        let judged = judge(&known, &seen.shown).and_then(|judgement| {
            if judgement == Judgement::Restored {
                let missed = missed(&known, &seen.shown);
                for statement in &missed {
                    let coordinator = self.coordinator(&seen, statement)?;
                    restores.push(restored(statement, &coordinator, known.newest.size));
                }
                if missed.len() > 1 {
                    let lost = known.newest.size.saturating_sub(surviving(&missed));
                    restores.push(format!(
                        "It was restored {} times since you were there: of the {} lines that you had seen, {lost} are gone in all",
                        missed.len(), known.newest.size
                    ));
                }
            }
            Ok(judgement)
        });
        let judgement = judged.map_err(|mismatch| self.mismatch(Some(&log), &seen, mismatch))?;
        self.check_witness(Some(&log), &seen, notices)?;
        log.server = self.profile.server.clone();
        log.restored.extend(restores);
        match judgement {
            Judgement::Continues => log.advance(seen.checkpoint, now()),
            Judgement::Restored => {
                let statement = explained(&seen.shown)
                    .map_err(|mismatch| self.mismatch(Some(&log), &seen, mismatch))?;
                let left = surviving(&missed(&known, &seen.shown));
                log.number = statement.number;
                // The part that the backup held goes on.
                log.older.push(std::mem::replace(&mut log.checkpoint, seen.checkpoint.clone()));
                log.older.retain(|text| {
                    Checkpoint::verify(text, &log.key).is_ok_and(|head| head.size <= left)
                });
                log.seen_at = now();
            }
        }
        Ok(log)
    }

    /// Finds the coordinator who signed for a restore.
    fn coordinator(&self, seen: &Seen, statement: &Restoration) -> Result<String, Mismatch> {
        let wrong = |reason: String| Mismatch::Unacknowledged(reason);
        let text = statement.text();
        let signed = seen.signed.iter().find(|signed| signed.statement == text);
        let signed = signed.cloned().unwrap_or_default();
        let message = signed.statement.into_bytes();
        let signature =
            CertifiedSignature { signature: signed.signature, chain: signed.certificates };
        let signer = signature
            .signer(std::slice::from_ref(&self.profile.ca), &message, statement.number)
            .map_err(|error| {
                wrong(format!("the statement about it cannot be believed: {error}"))
            })?;
        let domain = domain_of(&seen.shown.head.origin);
        if signer.role != Role::Coordinator || Some(&*signer.member.trust_domain) != domain {
            return Err(wrong(format!(
                "{} signed the statement about it, who is no coordinator of this exchange",
                signer.spiffe_id()
            )));
        }
        if statement.number.cast_signed() > now() + 86_400 {
            return Err(wrong("the statement about it is of a time to come".into()));
        }
        Ok(signer.spiffe_id().to_string())
    }

    /// Checks that the log is signed by the key that is expected.
    pub fn expect_key(&self, kept: Option<&KeptLog>, seen: &Seen) -> Result<(), Box<HeadError>> {
        let (expected, whence) = match (self.pinned, kept) {
            (Some(pinned), _) if pinned != seen.key => (pinned, "the one in the profile"),
            (_, Some(log)) if log.key != seen.key => (log.key, "the one that was seen before"),
            _ => return Ok(()),
        };
        Err(Box::new(HeadError::Key {
            server: self.profile.server.clone(),
            shown: hex::encode(seen.key),
            expected: hex::encode(expected),
            whence,
            evidence: kept.and_then(|log| self.evidence(log, seen, "another audit key")),
            kept: self.path.clone(),
        }))
    }

    /// Checks whether the witness of the profile has signed the log lately.
    fn check_witness(
        &self,
        kept: Option<&KeptLog>,
        seen: &Seen,
        notices: &mut Vec<String>,
    ) -> Result<(), Box<HeadError>> {
        let Some(witness) = &self.profile.witness_key else { return Ok(()) };
        let head = &seen.shown.head;
        let mut latest = None;
        for witnessed in &seen.witnessed {
            let Ok(Some(at)) = cosigned_at(&witnessed.checkpoint, witness) else { continue };
            let Ok(signed) = Checkpoint::verify(&witnessed.checkpoint, &seen.key) else { continue };
            if !is_consistent(&signed, head, &witnessed.consistency_proof) {
                let mismatch = Mismatch::Fork { known: signed.size, shown: head.size };
                let log = KeptLog {
                    server: self.profile.server.clone(),
                    key: seen.key,
                    checkpoint: witnessed.checkpoint.clone(),
                    older: Vec::new(),
                    number: 0,
                    seen_at: now(),
                    restored: Vec::new(),
                };
                return Err(self.mismatch(Some(kept.unwrap_or(&log)), seen, mismatch));
            }
            latest = latest.max(Some(at.cast_signed()));
        }
        let days = match self.profile.witness_days {
            0 => 7,
            days => i64::from(days),
        };
        let reason = match latest {
            Some(at) if at > now() + 86_400 => {
                "the witness's cosignature is of a time to come".into()
            }
            Some(at) if now() - at <= days * 86_400 => return Ok(()),
            Some(at) => format!(
                "the witness {} has signed the exchange's log {} days ago, and the profile allows {days}",
                witness.name,
                (now() - at) / 86_400
            ),
            None => format!("the witness {} has not signed the exchange's log", witness.name),
        };
        if self.profile.require_witness {
            let server = self.profile.server.clone();
            return Err(HeadError::Unwitnessed { server, reason }.into());
        }
        notices.push(format!("{reason}. Tell the coordinator when this stays so"));
        Ok(())
    }

    fn mismatch(&self, kept: Option<&KeptLog>, seen: &Seen, mismatch: Mismatch) -> Box<HeadError> {
        let server = self.profile.server.clone();
        if matches!(mismatch, Mismatch::Pending { .. }) {
            return HeadError::Pending { server, mismatch }.into();
        }
        let evidence = kept.and_then(|log| self.evidence(log, seen, &mismatch.to_string()));
        HeadError::Mismatch { server, mismatch, evidence, kept: self.path.clone() }.into()
    }

    fn answer(&self, reason: &str) -> Box<HeadError> {
        HeadError::Answer { server: self.profile.server.clone(), reason: reason.into() }.into()
    }

    /// Writes the file of evidence that can be handed over; `None` when that fails.
    fn evidence(&self, kept: &KeptLog, seen: &Seen, what: &str) -> Option<PathBuf> {
        let evidence = Evidence {
            kind: EVIDENCE.into(),
            server: self.profile.server.clone(),
            found_at: now(),
            what: what.into(),
            kept_key: hex::encode(kept.key),
            kept: kept.checkpoint.clone(),
            shown_key: hex::encode(seen.key),
            shown: seen.checkpoint.clone(),
            proof: hex::encode(&seen.shown.proof),
        };
        let path = self.path.with_extension(format!("evidence-{}.json", evidence.found_at));
        let bytes = serde_json::to_vec_pretty(&evidence).ok()?;
        replace_private(&path, &bytes).ok().map(|()| path)
    }
}

/// Notice that the user gets after a restore, until it is said to be known.
fn restored(statement: &Restoration, coordinator: &str, known: u64) -> String {
    let at = jiff::Timestamp::from_second(statement.number.cast_signed())
        .map_or_else(|_| "an unknown day".into(), |at| at.to_string());
    let gone = match known.saturating_sub(statement.size) {
        0 => format!("all {known} that you had seen are there"),
        lost => format!("of the {known} that you had seen, {lost} are gone"),
    };
    format!(
        "THE EXCHANGE WAS RESTORED FROM A BACKUP, says its coordinator ({coordinator}, {at}): {}\nThe backup held {} lines of its log; {gone}. Whatever was acknowledged to you after the backup is gone with it: send it again, withdraw again what you withdrew, and look at what you changed. When you have: vdx whoami --restore-known; until then this is told each time.",
        statement.reason, statement.size
    )
}

/// Present time in seconds since the Unix epoch.
pub(super) fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}
