//! `vdx audit`: what an auditor reads, and how it is sure that nothing was changed.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Subcommand;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::audit::{Checkpoint, Tree, is_consistent, is_included};
use crate::client::Client;
use crate::proto::v1;
use crate::secret_file::replace_private;

use super::common::{Connection, print, table, time, with_client};

#[derive(Subcommand)]
pub enum Command {
    /// List what was called: who, what, when, with which result. Never what was in it.
    List {
        /// From this line on.
        #[arg(long, default_value_t = 0)]
        from: u64,
        /// At most this many.
        #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=10_000))]
        limit: u32,
        /// Only lines that hold this text.
        #[arg(long)]
        with: Option<String>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        connection: Connection,
    },
    /// Read the whole log and check it against its signed head, and against the head that you
    /// kept: nothing before it may have been changed or taken out. Then keep the new head.
    Verify {
        /// Where you keep the head and the exchange's audit key. The first time they are taken
        /// as they are: compare the key with what the operator shows.
        #[arg(long, default_value = "audit-head.json", value_name = "FILE")]
        head: PathBuf,
        /// Print JSON.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        connection: Connection,
    },
    /// Prove that a line is in the log of its signed head.
    Prove {
        /// The line's number.
        index: u64,
        /// Where you keep the head and the exchange's audit key.
        #[arg(long, default_value = "audit-head.json", value_name = "FILE")]
        head: PathBuf,
        #[command(flatten)]
        connection: Connection,
    },
}

/// What an auditor keeps.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// The exchange's audit key.
    #[serde(with = "hex::serde")]
    key: [u8; 32],
    /// The last signed head.
    checkpoint: String,
}

impl Kept {
    fn load(path: &Path) -> Result<Option<Self>> {
        match std::fs::read_to_string(path) {
            Ok(text) => serde_json::from_str(&text)
                .map(Some)
                .with_context(|| format!("{}: not a head that was kept here", path.display())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| path.display().to_string()),
        }
    }

    fn head(&self) -> Result<Checkpoint> {
        Ok(Checkpoint::verify(&self.checkpoint, &self.key)?)
    }
}

pub fn run(command: &Command) -> Result<ExitCode> {
    match command {
        Command::List { from, limit, with, json, connection } => {
            let lines = with_client(connection, async |client| {
                let request = v1::ListAuditEntriesRequest { from: *from, page_size: *limit };
                let answer = client.audit().list_audit_entries(request).await?;
                Ok(answer.into_inner().lines)
            })?;
            let wanted = |line: &&String| with.as_ref().is_none_or(|text| line.contains(text));
            list(lines.iter().filter(wanted), *json)
        }
        Command::Verify { head, json, connection } => {
            let kept = Kept::load(head)?;
            let (fresh, told) =
                with_client(connection, async |client| verify(&client, kept.as_ref()).await)?;
            let bytes = serde_json::to_vec_pretty(&fresh)?;
            replace_private(head, &bytes).with_context(|| head.display().to_string())?;
            let size = fresh.head()?.size;
            if *json {
                let value = json!({
                    "lines": size, "first": kept.is_none(), "key": hex::encode(fresh.key),
                });
                return print(&format!("{value:#}\n"));
            }
            print(&format!("{told}The head of {size} lines is kept in {}.\n", head.display()))
        }
        Command::Prove { index, head, connection } => {
            let kept = Kept::load(head)?.with_context(|| {
                format!("{}: keep a head first: vdx audit verify", head.display())
            })?;
            let answer = with_client(connection, async |client| {
                let request = v1::ProveAuditEntryRequest { index: *index };
                Ok(client.audit().prove_audit_entry(request).await?.into_inner())
            })?;
            let checkpoint = Checkpoint::verify(&answer.checkpoint, &kept.key)?;
            if !is_included(&answer.line, *index, &checkpoint, &answer.inclusion_proof) {
                bail!("THE PROOF DOES NOT HOLD: the line is not in the log of the signed head");
            }
            print(&format!(
                "{}\nproven by {} hashes to be line {index} of the {} lines of this head:\n\n{}",
                answer.line,
                answer.inclusion_proof.len() / 32,
                checkpoint.size,
                answer.checkpoint
            ))
        }
    }
}

/// Reads and checks everything; what to keep from now on, and a word on it.
async fn verify(client: &Client, kept: Option<&Kept>) -> Result<(Kept, String)> {
    let old = kept.map(Kept::head).transpose().context("the head that you kept")?;
    let old_size = old.as_ref().map_or(0, |head| head.size);
    let request = v1::GetAuditHeadRequest { old_size };
    let answer = match client.audit().get_audit_head(request).await {
        Ok(answer) => answer.into_inner(),
        Err(status) if status.code() == tonic::Code::InvalidArgument => bail!(
            "THE LOG IS SHORTER THAN THE HEAD THAT YOU KEPT ({old_size} lines): lines were taken out"
        ),
        Err(status) => return Err(status.into()),
    };
    let key: [u8; 32] =
        answer.public_key.as_slice().try_into().context("an audit key has 32 bytes")?;
    if let Some(kept) = kept
        && kept.key != key
    {
        bail!("THE AUDIT KEY HAS CHANGED: it is not the exchange, or not the same one, as before");
    }
    let head = Checkpoint::verify(&answer.checkpoint, &key)?;
    if let Some(old) = &old
        && !is_consistent(old, &head, &answer.consistency_proof)
    {
        bail!("THE LOG WAS CHANGED: the head that you kept is not its beginning");
    }
    let mut tree = Tree::default();
    while tree.len() < head.size {
        let request = v1::ListAuditEntriesRequest { from: tree.len(), page_size: 10_000 };
        let lines = client.audit().list_audit_entries(request).await?.into_inner().lines;
        if lines.is_empty() {
            bail!("LINES ARE MISSING: the exchange shows {} of {}", tree.len(), head.size);
        }
        for line in lines.iter().take((head.size - tree.len()) as usize) {
            tree.push(line);
        }
    }
    if tree.root() != head.root {
        bail!("THE LINES ARE NOT THOSE OF THE SIGNED HEAD");
    }
    let told = match old {
        Some(old) => format!(
            "All {} lines are those of the signed head, and the {} that you knew are its beginning.\n",
            head.size, old.size
        ),
        None => format!(
            "All {} lines are those of the signed head.\nThis is the first head that you keep. Compare the audit key with the operator's:\n  {}\n",
            head.size,
            hex::encode(key)
        ),
    };
    Ok((Kept { key, checkpoint: answer.checkpoint }, told))
}

fn list<'a>(lines: impl Iterator<Item = &'a String>, as_json: bool) -> Result<ExitCode> {
    let rows = lines.map(|line| line.split('\t').collect::<Vec<_>>());
    if as_json {
        let list = rows.map(|row| {
            json!({
                "index": row.first(), "at": row.get(1), "caller": row.get(2),
                "call": row.get(3), "result": row.get(4),
            })
        });
        return print(&format!("{:#}\n", list.collect::<serde_json::Value>()));
    }
    let mut table = table(&["", "when", "who", "called", "result"].map(String::from));
    for mut row in rows {
        let at = row.get(1).and_then(|at| at.parse().ok()).map_or(String::new(), time);
        if let Some(cell) = row.get_mut(1) {
            *cell = &at;
        }
        table.add_row(row);
    }
    print(&format!("{table}\n"))
}
