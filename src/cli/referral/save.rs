//! Saves attachments. Their names and contents are somebody else's: nothing is overwritten, nothing
//! is followed, and one that cannot be saved keeps none of the others back.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::client::Part;
use crate::foreign;
use crate::secret_file::write_private;

/// Files of one name that are tried beside each other.
const SAME_NAME: usize = 1000;

/// Saves the attachments of all parts that could be opened into a directory; whether all could be
/// saved.
pub fn save(parts: &[Part], dir: &Path) -> Result<bool> {
    std::fs::create_dir_all(dir).with_context(|| dir.display().to_string())?;
    let mut all = true;
    for part in parts {
        let Ok(content) = &part.content else { continue };
        for attachment in &content.attachments {
            let name = format!("{}-{}", part.number, foreign::file_name(&attachment.name));
            match save_as(dir, &name, &attachment.content) {
                Ok((path, true)) => note!("saved {}", path.display()),
                Ok((path, false)) => note!("{} is there already, the same", path.display()),
                Err(error) => {
                    all = false;
                    note!("NOT SAVED: {name}: {error}");
                }
            }
        }
    }
    Ok(all)
}

/// Writes a new file under the name or, when there is another one, under the next that is free.
/// Whether it was written; one with the same contents is not written again.
fn save_as(dir: &Path, name: &str, content: &[u8]) -> std::io::Result<(PathBuf, bool)> {
    let (stem, ending) = match name.rfind('.') {
        Some(dot) if dot > 0 => name.split_at(dot),
        _ => (name, ""),
    };
    for count in 1..=SAME_NAME {
        let path = match count {
            1 => dir.join(name),
            _ => dir.join(format!("{stem} ({count}){ending}")),
        };
        match write_private(&path, content) {
            Ok(()) => return Ok((path, true)),
            // Making it new follows no link; reading does, so that only a plain file counts.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                let is_plain = path.symlink_metadata().is_ok_and(|found| found.is_file());
                if is_plain && std::fs::read(&path).is_ok_and(|found| found == content) {
                    return Ok((path, false));
                }
            }
            Err(error) => {
                // Half a file must not look like a whole one.
                let _ = std::fs::remove_file(&path);
                return Err(error);
            }
        }
    }
    Err(std::io::Error::new(ErrorKind::AlreadyExists, "too many files of this name are there"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proto::v1;

    fn part(number: u32, attachments: &[(&str, &str)]) -> Part {
        let attachments = attachments.iter().map(|(name, text)| v1::Attachment {
            name: (*name).to_owned(),
            content: text.as_bytes().to_vec(),
        });
        let content =
            v1::SealedContent { attachments: attachments.collect(), ..Default::default() };
        Part { number, is_own: false, content: Ok(content) }
    }

    #[test]
    fn nothing_is_overwritten_and_nothing_leaves_the_directory() {
        let dir = tempfile::tempdir().unwrap();
        let outside = dir.path().join("outside");
        std::fs::write(&outside, "mine").unwrap();
        let saved = dir.path().join("saved");
        std::fs::create_dir(&saved).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(&outside, saved.join("1-link.txt")).unwrap();
        let parts = [part(
            1,
            &[("a.txt", "one"), ("a.txt", "two"), ("../outside", "evil"), ("link.txt", "evil")],
        )];
        for _ in 0..2 {
            assert!(save(&parts, &saved).unwrap());
            let read = |name: &str| std::fs::read_to_string(saved.join(name)).unwrap();
            assert_eq!((read("1-a.txt").as_str(), read("1-a (2).txt").as_str()), ("one", "two"));
            assert_eq!(read("1-outside"), "evil");
            assert_eq!(std::fs::read_to_string(&outside).unwrap(), "mine");
            // A second time nothing is added.
            let files = std::fs::read_dir(&saved).unwrap().count();
            assert_eq!(files, if cfg!(unix) { 5 } else { 4 });
        }
    }
}
