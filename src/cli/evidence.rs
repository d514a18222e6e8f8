//! `vdx audit evidence`: what a member's file of two heads proves, offline.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::audit::{Checkpoint, is_consistent};
use crate::client::{EVIDENCE, Evidence};
use crate::small_file::{self, SMALL};

use super::common::{print, time};

/// Checks the signatures of both heads, and says what follows.
pub fn run(path: &Path) -> Result<ExitCode> {
    let name = path.display().to_string();
    let text = small_file::read_text(path, SMALL).with_context(|| name.clone())?;
    let evidence: Evidence = serde_json::from_str(&text)
        .ok()
        .filter(|evidence: &Evidence| evidence.kind == EVIDENCE)
        .with_context(|| format!("{name}: not a file of evidence that vdx wrote"))?;
    let head = |checkpoint: &str, key: &str| -> Result<Checkpoint> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(key, &mut bytes).context("not an audit key")?;
        Ok(Checkpoint::verify(checkpoint, &bytes)?)
    };
    let kept = head(&evidence.kept, &evidence.kept_key).context("the head that was kept")?;
    let shown = head(&evidence.shown, &evidence.shown_key).context("the head that was shown")?;
    let proof = hex::decode(&evidence.proof).unwrap_or_default();
    print(&format!(
        "Kept:  {} lines of {}, signed with audit key {}\nShown: {} lines of {}, signed with audit key {}\nFound on {}.\n",
        kept.size,
        kept.origin,
        evidence.kept_key,
        shown.size,
        shown.origin,
        evidence.shown_key,
        time(evidence.found_at)
    ))?;
    if is_consistent(&kept, &shown, &proof) && evidence.kept_key == evidence.shown_key {
        bail!("{name}: the shown head continues the kept one: nothing is wrong with them");
    }
    print(&format!("{}\n", verdict(&evidence, &kept, &shown)))
}

fn verdict(evidence: &Evidence, kept: &Checkpoint, shown: &Checkpoint) -> &'static str {
    match () {
        () if evidence.kept_key != evidence.shown_key => {
            "The two are signed with different keys. Compare both with the key that the operator shows."
        }
        () if kept.origin != shown.origin => {
            "The two are heads of different logs. After a restore the coordinator's statement connects them; there was none that could be believed."
        }
        () if kept.size == shown.size => {
            "PROVEN: the exchange signed two different logs of the same length. Whoever has this file can show it to anybody."
        }
        () if shown.size < kept.size => {
            "The exchange signed both. That it showed the older one after the newer one is the member's word; when the log of the exchange grows again, its head of the kept size will differ and prove it."
        }
        () => {
            "The exchange signed both, and no proof that the one continues the other came with them. Demand that proof (vdx audit verify, with the kept head); an exchange that cannot give it has changed its log."
        }
    }
}
