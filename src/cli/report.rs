//! `vdx report`: a form filled with figures that have their intervals, in a file for people or programs.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::domain::period::Years;
use crate::proto::v1;
use crate::report::{AskError, Form, Layout, Order, Report, released_years, write};

use super::common::{Connection, Tier, Usage, print, tell, with_client, wrong_usage};
use super::speech::{language, sentence, word};

/// Fills a form with the figures of a year, and lays it out for people or programs.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  vdx report --year 2010 --compare 2009 --form strategy --lang sq \\
             --out raporti-2010.xlsx
  vdx report --year 2010 --form public --lang sr-Cyrl --out izvestaj-2010.html
  vdx report --year 2010 --form eurostat-thb --out thb-2010.xlsx
  vdx report --year 2010 --form glotip --out glotip-2010.sdmx.csv

The ending of --out decides: .xlsx is a workbook with charts, .html one page to
read and print, .csv a row for each figure, .sdmx.csv the same in codes (SDMX-CSV
2.0). Each figure stands with its 90 % interval, or as a dot with its reason.
`public`, and the page for the press in `strategy`, hold only what may be printed.")]
pub struct Args {
    /// The year; of `glotip` the last one of four.
    #[arg(long)]
    year: i32,
    /// Earlier years to compare it with: 2009, or 2008,2009, or 2008-2009.
    #[arg(long, value_delimiter = ',', value_name = "YEARS")]
    compare: Vec<Years>,
    /// What to fill.
    #[arg(long, value_enum)]
    form: Form,
    /// The file to write: it ends in .xlsx, .html, .csv or .sdmx.csv. Files that are there stay.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Replace files that are there.
    #[arg(long)]
    replace: bool,
    /// A stricter tier than your own, for what goes out of the house.
    #[arg(long, value_enum)]
    tier: Option<Tier>,
    #[command(flatten)]
    connection: Connection,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let name = args.out.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let Some(layout) = Layout::of_file_name(name) else {
        wrong_usage!("--out: {}", word("cli-report_ending"));
    };
    if !args.compare.is_empty() && matches!(args.form, Form::EurostatThb | Form::Glotip) {
        wrong_usage!("--compare: {}", word("cli-report_compare_form"));
    }
    let compare = args.compare.iter().flat_map(|years| years.first()..=years.last()).collect();
    let tier = args.tier.map_or(v1::Tier::Unspecified as i32, Tier::number);
    let order = Order {
        form: args.form,
        year: args.year,
        compare,
        language: language(),
        tier: v1::Tier::try_from(tier).unwrap_or_default(),
        tell_wait: Some(tell_wait),
    };
    let report = with_client(&args.connection, async |client| {
        if !order.compare.is_empty() {
            let request = v1::ListReleasesRequest {};
            let releases = client.statistics().list_releases(request).await?.into_inner().releases;
            let released = released_years(&releases);
            if let Some(missing) = order.compare.iter().find(|year| !released.contains(year)) {
                let released: Vec<_> = released.iter().map(ToString::to_string).collect();
                bail!(
                    "--compare: {missing} must lie within the released years: {}",
                    released.join(", ")
                );
            }
        }
        write(&client, &order).await.map_err(|error| match error {
            AskError::Refused(status) => status.into(),
            AskError::Year(_) => Usage(format!("--year: {}", word("cli-report_year"))).into(),
            AskError::Compare => Usage(format!("--compare: {}", word("cli-report_compare"))).into(),
        })
    })?;
    let files = report.files(name, layout)?;
    let files: Vec<(PathBuf, Vec<u8>)> =
        files.into_iter().map(|(name, bytes)| (args.out.with_file_name(name), bytes)).collect();
    // All of them are written, or none is.
    if let Some((path, _)) = files.iter().find(|(path, _)| path.exists() && !args.replace) {
        bail!(is_there(path));
    }
    save(&files, args.replace)?;
    let mut text: String = files.iter().map(|(path, _)| format!("{}\n", path.display())).collect();
    let (told, untold) = counts(&report);
    text += &sentence("cli-report_written", &[("told", told.into()), ("untold", untold.into())]);
    print(&format!("{text}\n"))
}

/// Says why nothing happens for some time.
fn tell_wait(wait: Duration) {
    let seconds = wait.as_secs_f64().ceil() as u64;
    tell(&sentence("cli-report_waits", &[("seconds", seconds.into())]));
}

/// How many figures are told, and how many are not.
fn counts(report: &Report) -> (usize, usize) {
    let cells = || report.tables().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
    let told = cells().filter(|cell| cell.figure().is_some()).count();
    (told, cells().filter(|cell| matches!(cell, crate::report::Cell::Missing(_))).count())
}

fn is_there(path: &Path) -> String {
    sentence("cli-report_is_there", &[("file", path.display().to_string().into())])
}

/// Writes files whole, and none of them where there is no room for all.
fn save(files: &[(PathBuf, Vec<u8>)], replace: bool) -> Result<()> {
    let mut written = Vec::new();
    for (path, bytes) in files {
        let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty());
        let write = || {
            let mut made = tempfile::Builder::new();
            made.prefix(".vdx-");
            // Reports are for others to read, as far as the file mode mask has it.
            #[cfg(unix)]
            made.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
            let mut file = made.tempfile_in(dir.unwrap_or(Path::new(".")))?;
            file.write_all(bytes)?;
            file.as_file().sync_all()?;
            std::io::Result::Ok(file)
        };
        written.push(write().with_context(|| path.display().to_string())?);
    }
    for (file, (path, _)) in written.into_iter().zip(files) {
        let named = match replace {
            true => file.persist(path),
            false => file.persist_noclobber(path),
        };
        named.map_err(|error| error.error).with_context(|| match path.exists() && !replace {
            true => is_there(path),
            false => path.display().to_string(),
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn all_files_of_a_report_are_written_or_none() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        let of = |second: PathBuf| vec![(at("a.csv"), b"rows".to_vec()), (second, b"{}".to_vec())];
        let count = || fs::read_dir(dir.path()).unwrap().count();
        // As where the disk is full: the second one cannot be written.
        assert!(save(&of(at("missing/a.csv-metadata.json")), false).is_err());
        assert_eq!(count(), 0, "nothing is left of the first one");
        save(&of(at("a.csv-metadata.json")), false).unwrap();
        let told = save(&of(at("a.csv-metadata.json")), false).unwrap_err();
        assert!(format!("{told:#}").contains("a.csv"), "{told:#}");
        fs::write(at("a.csv"), "older").unwrap();
        save(&of(at("a.csv-metadata.json")), true).unwrap();
        assert_eq!((fs::read(at("a.csv")).unwrap(), count()), (b"rows".to_vec(), 2));
    }
}
