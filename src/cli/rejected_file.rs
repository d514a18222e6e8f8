//! `<file>.rejected.csv`: the rows of a file that are not at the exchange after a run, with line, column
//! and reason, never a value. Each run writes it anew: it says what is true at the end of that run.

use std::fs::File;
use std::io::ErrorKind;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::foreign;
use crate::secret_file::create_beside;

use super::common::shown_path;
use super::reasons::Rejection;
use super::speech::{said, sentence};

/// The file, made at the first rejection.
pub struct RejectedFile {
    path: PathBuf,
    writer: Option<csv::Writer<File>>,
}

impl RejectedFile {
    /// The file of a run. Fails when it cannot be written, before anything is sent; what an earlier run
    /// wrote stays until this one has something to say, or ends.
    pub fn new(path: PathBuf) -> Result<Self> {
        let is_dir = || path.symlink_metadata().is_ok_and(|found| found.is_dir());
        let made = match is_dir() {
            true => Err(ErrorKind::IsADirectory.into()),
            false => create_beside(&path).and_then(|(beside, _)| std::fs::remove_file(beside)),
        };
        made.with_context(|| {
            let file = shown_path(&path).into();
            sentence("cli-rejected_unwritable", &[("file", file)])
        })?;
        Ok(Self { path, writer: None })
    }

    /// Puts a new file, for its owner's eyes alone, in the place of what lies there: the exchange's words
    /// may say more than they should, and somebody may have laid a link to another file.
    fn make(&self) -> std::io::Result<File> {
        let (beside, file) = create_beside(&self.path)?;
        std::fs::rename(&beside, &self.path).inspect_err(|_| {
            let _ = std::fs::remove_file(&beside);
        })?;
        Ok(file)
    }

    /// Adds rows.
    pub fn write(&mut self, rejections: &[Rejection]) -> Result<()> {
        if rejections.is_empty() {
            return Ok(());
        }
        let writer = match &mut self.writer {
            Some(writer) => writer,
            None => {
                let file = self.make().with_context(|| shown_path(&self.path))?;
                let mut writer = csv::Writer::from_writer(file);
                writer.write_record(["line", "column", "reason"])?;
                self.writer.insert(writer)
            }
        };
        for rejection in rejections {
            let line = rejection.line.to_string();
            let (column, reason) =
                (foreign::cell(&rejection.column), foreign::cell(&said(&rejection.reason)));
            writer.write_record([line, column, reason])?;
        }
        writer.flush()?;
        Ok(())
    }

    /// Ends the run: a file of an earlier run goes when this one has rejected nothing.
    pub fn finish(&mut self) {
        if self.writer.take().is_none() {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rejection() -> Rejection {
        let reason = "x;=HYPERLINK(\"http://evil\")".into();
        Rejection { line: 7, column: "=1+1".into(), reason }
    }

    /// Reasons are the exchange's words, and are read with a spreadsheet.
    #[test]
    fn nothing_in_the_file_of_rejected_rows_is_run_by_a_spreadsheet() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("e.csv.rejected.csv");
        RejectedFile::new(path.clone()).unwrap().write(&[rejection()]).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains("7,'=1+1,") && text.contains("x;'=HYPERLINK"), "{text}");
    }

    /// Whoever may write where exports lie must not have another file overwritten.
    #[cfg(unix)]
    #[test]
    fn what_lies_in_its_place_is_not_followed() {
        let dir = tempfile::tempdir().unwrap();
        let (path, key) = (dir.path().join("e.csv.rejected.csv"), dir.path().join("ids.key"));
        let lay: [fn(&std::path::Path, &std::path::Path); 3] = [
            |key, path| std::os::unix::fs::symlink(key, path).unwrap(),
            |key, path| std::fs::hard_link(key, path).unwrap(),
            |_, path| {
                let made = std::process::Command::new("mkfifo").arg(path).status();
                assert!(made.unwrap().success());
            },
        ];
        for lay in lay {
            std::fs::write(&key, "secret").unwrap();
            lay(&key, &path);
            let mut file = RejectedFile::new(path.clone()).unwrap();
            assert_eq!(std::fs::read_to_string(&key).unwrap(), "secret");
            file.write(&[rejection()]).unwrap();
            file.finish();
            assert_eq!(std::fs::read_to_string(&key).unwrap(), "secret");
            let found = path.symlink_metadata().unwrap();
            assert!(found.is_file() && std::fs::read_to_string(&path).unwrap().contains("\n7,"));
            assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 2, "nothing is left beside");
            std::fs::remove_file(&path).unwrap();
        }
        std::os::unix::fs::symlink(dir.path().join("elsewhere"), &path).unwrap();
        RejectedFile::new(path.clone()).unwrap().write(&[rejection()]).unwrap();
        assert!(!dir.path().join("elsewhere").exists());
    }

    #[test]
    fn each_run_says_what_is_true_at_its_end() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("e.csv.rejected.csv");
        let mut first = RejectedFile::new(path.clone()).unwrap();
        first.write(&[rejection(), rejection()]).unwrap();
        first.finish();
        let mut second = RejectedFile::new(path.clone()).unwrap();
        second.write(&[rejection()]).unwrap();
        second.finish();
        assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 2);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = || std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode(), 0o600);
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
            let mut again = RejectedFile::new(path.clone()).unwrap();
            again.write(&[rejection()]).unwrap();
            assert_eq!(mode(), 0o600, "one of an earlier version");
        }
        RejectedFile::new(path.clone()).unwrap().finish();
        assert!(!path.exists());
        let nowhere = dir.path().join("none/e.csv.rejected.csv");
        assert!(RejectedFile::new(nowhere).is_err());
    }
}
