//! Own case numbers of referrals: they stay on the liaison's machine, beside its keys.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use crate::domain::referral::ReferralId;
use crate::secret_file::{create_private, read_private};

use super::{Options, find, id_of};

/// Notes your own number of a case beside a referral, for your lists alone. It never leaves this
/// machine. `new` notes the number of its form by itself.
#[derive(clap::Args)]
pub struct CaseArgs {
    /// Its id, or the first digits of it.
    id: String,
    /// Your own number of the case; an empty one ("") forgets it.
    case: String,
    #[command(flatten)]
    options: Options,
}

/// Longest number of a case, in characters: what a form takes.
const LONGEST: usize = 200;

pub fn note(args: &CaseArgs) -> Result<ExitCode> {
    let case = args.case.trim();
    if case.chars().count() > LONGEST {
        bail!("the number of a case has {LONGEST} characters at most");
    }
    let referral = args.options.with_liaison(async |liaison| find(&liaison, &args.id).await)?;
    let id = id_of(&referral).context("the exchange shows no id of this referral")?;
    keep(&args.options.cases_path(), id, case)?;
    Ok(ExitCode::SUCCESS)
}

/// One line of the file; a later one about the same referral counts in place of an earlier one.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    referral: String,
    case: String,
}

/// Adds a line to the file, so that no other process can undo it.
pub fn keep(path: &Path, id: ReferralId, case: &str) -> Result<()> {
    let line = Line { referral: id.to_string(), case: case.to_owned() };
    // A line that a full disk cut off before must not swallow this one.
    let text = format!("\n{}\n", serde_json::to_string(&line)?);
    let write = || {
        match create_private(path) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        let mut file = OpenOptions::new().append(true).open(path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    };
    write().with_context(|| format!("{} cannot be written", path.display()))
}

/// Own case numbers by referral; a missing file is the same as an empty one.
pub fn load(path: &Path) -> Result<BTreeMap<ReferralId, String>> {
    if matches!(path.try_exists(), Ok(false)) {
        return Ok(BTreeMap::new());
    }
    let mut cases = BTreeMap::new();
    for (number, line) in read_private(path)?.lines().enumerate() {
        if line.is_empty() {
            continue;
        }
        let read = serde_json::from_str::<Line>(line).ok();
        match read.and_then(|line| Some((ReferralId::parse(&line.referral)?, line.case))) {
            Some((id, case)) if case.is_empty() => drop(cases.remove(&id)),
            Some((id, case)) => drop(cases.insert(id, case)),
            None => note!(
                "{}: line {} is damaged and names no case number; note it again with: vdx referral case",
                path.display(),
                number + 1
            ),
        }
    }
    Ok(cases)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_on_a_case_counts_and_a_damaged_line_harms_no_other() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("albania.cases");
        assert!(load(&path).unwrap().is_empty());
        let (one, two) = (ReferralId([1; 16]), ReferralId([2; 16]));
        keep(&path, one, "AL-1").unwrap();
        let mut file = OpenOptions::new().append(true).open(&path).unwrap();
        file.write_all(b"{\"referral\":\"02").unwrap();
        keep(&path, two, "AL-2").unwrap();
        keep(&path, one, "AL-3").unwrap();
        let cases = load(&path).unwrap();
        assert_eq!((cases[&one].as_str(), cases[&two].as_str()), ("AL-3", "AL-2"));
        keep(&path, two, "").unwrap();
        assert_eq!(load(&path).unwrap().len(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = path.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "others can read the numbers");
        }
    }
}
