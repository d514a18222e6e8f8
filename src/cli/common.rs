//! What several subcommands share.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use clap::{Args, ValueEnum};
use tonic_types::StatusExt;

use crate::client::{Client, ClientError, ClientProfile, HeadError, LiaisonError, ProfileError};
use crate::domain::profile::Profile;
use crate::foreign;
use crate::identity::{Validity, ValidityKind};
use crate::proto::v1;
use crate::small_file::{self, SMALL};
use crate::words;

pub use super::layout::{Table, table, wrap, wrapped, wrapped_behind};
use super::passphrase;
use super::speech::{language, said, sentence, word};

/// How to reach the exchange.
#[derive(Args, Clone)]
pub struct Connection {
    /// Client profile: a TOML file that names server, authority, certificate and key.
    #[arg(long, env = "VDX_PROFILE", default_value = "vdx-client.toml", value_name = "FILE")]
    pub profile: PathBuf,
}

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table for people.
    Table,
    /// Comma-separated values.
    Csv,
    /// One JSON document.
    Json,
}

/// Which figures are told. Nobody gets more than the own role does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Tier {
    /// All figures, as the country's own analysts get them unless they ask for less.
    National,
    /// Nothing modelled, as for liaisons of partner countries.
    Transnational,
    /// Nothing modelled and nothing rough, for what is printed or put on a web page.
    Public,
}

impl Tier {
    /// Its number on the wire.
    pub fn number(self) -> i32 {
        (match self {
            Self::National => v1::Tier::National,
            Self::Transnational => v1::Tier::Transnational,
            Self::Public => v1::Tier::Public,
        }) as i32
    }
}

/// Exit code when an option has a value that it cannot have.
pub const WRONG_USAGE: u8 = 2;
/// Exit code when the work is done, but some rows were rejected or some sealed parts not opened.
pub const SOME_REJECTED: u8 = 3;
/// Exit code when what was shown is not proven by signatures of compared keys.
pub const NOT_VERIFIED: u8 = 4;
/// Exit code when the exchange answered, but could not be asked for its head afterwards.
pub const NOT_CERTAIN: u8 = 5;

/// Connects and runs a task to its end.
pub fn with_client<F, T>(connection: &Connection, task: impl FnOnce(Client) -> F) -> Result<T>
where
    F: Future<Output = Result<T>>,
{
    runtime()?.block_on(async {
        let client = connect(&connection.profile).await?;
        let result = task(client.clone()).await;
        settled(&client, result).await
    })
}

/// Connects by a profile, and says what its user must know before anything is sent.
pub async fn connect(path: &Path) -> Result<Client> {
    let profile = load_profile(path)?;
    warn_of_end(&profile);
    let client = Client::connect(&profile).await.map_err(|error| match error {
        ClientError::Connect { ref reason, .. } if reason.contains("UnknownIssuer") => anyhow!(
            "{error}: the exchange's certificate is of no authority in {}, which {} names as ca. While one authority takes over from another, that file must hold both; otherwise ask your coordinator for the right one, and for nothing that comes by this connection",
            profile.ca.display(),
            path.display()
        ),
        error => error.into(),
    })?;
    client.notices().iter().for_each(|notice| tell(notice));
    Ok(client)
}

/// What was done, when the head that covers it could be kept. Where the exchange went back
/// meanwhile, or cannot be asked for its head any more, nothing of it is certain.
pub async fn settled<T>(client: &Client, result: Result<T>) -> Result<T> {
    match keep_head(client).await {
        // What went wrong before tells more than that nobody answers any more.
        Err(error) if result.is_err() && error.is::<Unsettled>() => result,
        kept => kept.and(result),
    }
}

/// Keeps the head that covers what was done, or says why it is not certain.
pub async fn keep_head(client: &Client) -> Result<()> {
    let mut tries = 1;
    loop {
        match client.check_head().await {
            Ok(notices) => {
                notices.iter().for_each(|notice| tell(notice));
                return Ok(());
            }
            Err(error @ ClientError::Head(_)) => return Err(error.into()),
            Err(error) if tries == HEAD_TRIES => {
                return Err(Unsettled(explain(&error.into())).into());
            }
            Err(_) => tokio::time::sleep(Duration::from_millis(500)).await,
        }
        tries += 1;
    }
}

/// How often the exchange is asked for its head when the work is done.
const HEAD_TRIES: u32 = 3;

/// The exchange answered, and could not be asked for its head afterwards.
#[derive(Debug, thiserror::Error)]
#[error(
    "NOT CERTAIN: the exchange gave no head of its log after the work ({0}). Nothing proves yet that it has what it acknowledged, or that its answer came from its newest data. Run the command again later, or vdx whoami: it compares the head, and says when the exchange went back"
)]
pub struct Unsettled(String);

/// The command line is wrong: an option has a value that it cannot have.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Usage(pub String);

/// Ends a command because of a value that an option cannot have.
macro_rules! wrong_usage {
    ($($part:tt)*) => { return Err($crate::cli::common::Usage(format!($($part)*)).into()) };
}
pub(super) use wrong_usage;

/// The reason for which the exchange cannot be relied upon, when an error tells that.
pub fn head_error(error: &anyhow::Error) -> Option<&HeadError> {
    error.chain().find_map(|cause| match client_error(cause) {
        Some(ClientError::Head(head)) => Some(&**head),
        _ => cause.downcast_ref().and_then(HeadError::of),
    })
}

fn client_error<'a>(cause: &'a (dyn std::error::Error + 'static)) -> Option<&'a ClientError> {
    cause.downcast_ref::<ClientError>().or_else(|| match cause.downcast_ref::<LiaisonError>() {
        Some(LiaisonError::Client(error)) => Some(error),
        _ => None,
    })
}

/// The name of a file on one line: whoever gave it may have put anything into it.
pub fn shown_path(path: &Path) -> String {
    foreign::line(&path.display().to_string())
}

/// Tells something beside the result.
pub fn tell(notice: &str) {
    note!("note: {notice}");
}

/// Reads a client profile, and asks for the passphrase of its key when it has one.
pub fn load_profile(path: &Path) -> Result<ClientProfile> {
    let mut profile = ClientProfile::load(path).map_err(|error| match error {
        ProfileError::Io { source, .. } if source.kind() == std::io::ErrorKind::NotFound => {
            anyhow!(
                "{}: there is no such client profile; name yours with --profile FILE, or set VDX_PROFILE",
                path.display()
            )
        }
        error => error.into(),
    })?;
    if let Some(key) = profile.locked_key() {
        profile.key_passphrase = Some(passphrase::of_profile(key)?);
    }
    Ok(profile)
}

/// Says in time that one's own certificate has to be renewed.
fn warn_of_end(profile: &ClientProfile) {
    let Some(path) = &profile.certificate else { return };
    // One that cannot be read is what connecting will complain about.
    let Ok(found) = Validity::of_certificates(path, ValidityKind::Certificate) else { return };
    for validity in found.iter().filter(|validity| validity.is_due(now())) {
        note!("{}", sentence("cli-note", &[("text", said(&validity.describe(now())).into())]));
    }
}

/// The runtime of a command.
pub fn runtime() -> Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("cannot start the runtime")
}

/// The status of a call that failed, when an error holds one.
fn status_of(error: &anyhow::Error) -> Option<&tonic::Status> {
    error.chain().find_map(|cause| match client_error(cause) {
        Some(ClientError::Refused(status)) => Some(&**status),
        _ => cause.downcast_ref::<tonic::Status>(),
    })
}

/// Whether a call failed because no connection could be made to send it on.
fn is_never_sent(status: &tonic::Status) -> bool {
    let mut cause = std::error::Error::source(status);
    while let Some(error) = cause {
        if matches!(error.downcast_ref(), Some(ClientError::Connect { .. })) {
            return true;
        }
        cause = error.source();
    }
    false
}

/// After a connection that broke while a change was asked for: names the command that shows
/// whether it was done. Other errors stay as they are.
pub fn or_look(error: anyhow::Error, command: &str) -> anyhow::Error {
    let broke = |status: &tonic::Status| {
        std::error::Error::source(status).is_some() && !is_never_sent(status)
    };
    if head_error(&error).is_some() || !status_of(&error).is_some_and(broke) {
        return error;
    }
    anyhow!("{}. Look before you ask again: {command}", explain(&error))
}

/// An error for people: every field violation on a line of its own.
pub fn explain(error: &anyhow::Error) -> String {
    if let Some(head) = head_error(error) {
        return reason_said(&head.to_string());
    }
    let Some(status) = status_of(error) else { return causes(error) };
    if let Some(cause) = std::error::Error::source(status) {
        // Not the exchange's word: the connection itself failed. The last cause tells most.
        let mut last = cause;
        while let Some(deeper) = last.source() {
            last = deeper;
        }
        let last = foreign::line(&last.to_string());
        // A certificate that is not admitted is told when the connection is made.
        return said(&match is_never_sent(status) {
            true => format!("the connection failed: {last}"),
            false => format!(
                "the connection to the exchange broke before it answered ({last}): what was asked may be done all the same"
            ),
        });
    }
    refusal(status)
}

/// What the exchange refuses, and why: each field violation on a line of its own; or the reason in
/// the reader's language, what to do, and the exchange's own words, which say more.
fn refusal(status: &tonic::Status) -> String {
    let details = status.get_error_details();
    if let Some(request) = details.bad_request() {
        let mut text = word("cli-refused_fields");
        for violation in &request.field_violations {
            let (field, rule) = (&violation.field, &violation.description);
            let (field, rule) = (foreign::line(option_of(field)), foreign::line(&said(rule)));
            text += &format!("\n  {field}: {rule}");
        }
        return text;
    }
    let own = foreign::line(&said(status.message()));
    let reason = details.error_info().filter(|info| info.domain == "vdx.v1");
    let key = reason.map(|info| words::code_key("REASON", &info.reason)).unwrap_or_default();
    let refused = |what: String| sentence("cli-refused", &[("what", what.into())]);
    match words::find_label(language(), &key) {
        Some(reason) => {
            let advice = words::advice(language(), &key).unwrap_or_default();
            let own = sentence("cli-exchange_says", &[("text", own.into())]);
            format!("{}\n  {own}", refused(format!("{reason} {advice}").trim_end().into()))
        }
        None => refused(own),
    }
}

/// A file that a command line names is not there.
pub fn no_such_file(path: &Path) -> anyhow::Error {
    anyhow!(sentence("cli-no_such_file", &[("path", shown_path(path).into())]))
}

/// The option of a question that a field of its request is of; the field itself where it is of none.
fn option_of(field: &str) -> &str {
    match field.split(['[', '.']).next() {
        Some("group_by") => "--by",
        Some("filters") => "--where",
        Some("period") => "--years",
        Some("tier") => "--tier",
        Some("measure") => "--measure",
        _ => field,
    }
}

/// An error and its causes, each told once: many errors repeat their cause in their own words.
fn causes(error: &anyhow::Error) -> String {
    let text = error.chain().map(ToString::to_string).fold(String::new(), |text, cause| {
        match (text.is_empty(), text.ends_with(&cause)) {
            (true, _) => cause,
            (_, true) => text,
            _ => format!("{text}: {cause}"),
        }
    });
    reason_said(&text)
}

/// A reason in the reader's language, line by line; before it may stand what it is about, such as a field or a file.
pub fn reason_said(text: &str) -> String {
    text.split('\n').map(line_said).collect::<Vec<_>>().join("\n")
}

fn line_said(text: &str) -> String {
    let indent = text.len() - text.trim_start().len();
    let starts =
        std::iter::once(indent).chain(text.match_indices(": ").map(|(at, colon)| at + colon.len()));
    let told = starts.map(|start| (start, said(&text[start..])));
    let told = told.into_iter().find(|(start, told)| *told != text[*start..]);
    match told {
        Some((start, told)) => format!("{}{told}", &text[..start]),
        None => text.to_owned(),
    }
}

/// Tells what coordinator and auditor have to know of hit checks, without being asked for it.
pub async fn attend(client: &Client) -> Result<()> {
    let request = v1::ListHitChecksRequest { alarms_only: true };
    tell_alarms(&client.hits().list_hit_checks(request).await?.into_inner().alarms);
    Ok(())
}

/// Says each alarm to standard error, so that tables and JSON stay as they are.
pub fn tell_alarms(alarms: &[v1::HitAlarmNotice]) {
    for notice in alarms {
        let what = match notice.alarm() {
            v1::HitAlarm::ManyChecks => "cli-alarm_many_checks",
            v1::HitAlarm::ManyHits => "cli-alarm_many_hits",
            v1::HitAlarm::ImpossibleSets => "cli-alarm_impossible_sets",
            v1::HitAlarm::BudgetUsedUp => "cli-alarm_budget_used_up",
            v1::HitAlarm::Unspecified => "cli-alarm_unknown",
        };
        let what = sentence(what, &[("count", notice.count.into())]);
        let country = foreign::line(&notice.country);
        let args =
            [("time", time(notice.at).into()), ("country", country.into()), ("what", what.into())];
        note(&sentence("cli-alarm", &args));
    }
}

/// Prints to standard output; a closed pipe ends quietly. Foreign text in it comes through
/// [`foreign`] first; what was forgotten is made visible here.
pub fn print(text: &str) -> Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    match out.write_all(foreign::output(text).as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(error).context("cannot print")
        }
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// Prints a line to standard output. One that nobody reads any more is no error.
pub fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{}", foreign::output(&reason_said(text)));
}

/// Prints a line to standard error.
pub fn note(text: &str) {
    let mut out = std::io::stderr().lock();
    let _ = writeln!(out, "{}", foreign::output(&reason_said(text)));
}

/// A JSON document as text in which nothing acts on a terminal.
pub fn json_text(document: &impl serde::Serialize) -> Result<String> {
    Ok(foreign::json(&serde_json::to_string_pretty(document)?) + "\n")
}

/// Rows as CSV, in which a spreadsheet runs nothing.
pub fn csv(header: &[String], rows: &[Vec<String>]) -> Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header.iter().map(|cell| foreign::cell(cell)))?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| foreign::cell(cell)))?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

/// The latest release that figures rest on. Exchanges of earlier versions do not tell it of indicators.
pub fn last_of(release: &v1::Release) -> u64 {
    release.releases.last().map_or(release.epoch, |number| u64::from(*number))
}

/// A line that says what figures rest on.
pub fn release_line(release: &v1::Release) -> String {
    let number = |number: &u32| match release.provisional.contains(number) {
        true => format!("{number} ({})", word("report-release_provisional")),
        false => number.to_string(),
    };
    let numbers = match release.releases.as_slice() {
        [] => release.epoch.to_string(),
        several => several.iter().map(number).collect::<Vec<_>>().join(", "),
    };
    let tier = words::find_label(language(), &format!("tier-{}", release.tier));
    let tier = tier.unwrap_or_else(|| foreign::line(&release.tier));
    let open = open_years(&release.not_final);
    let release = sentence(
        "cli-release",
        &[
            ("count", release.releases.len().max(1).into()),
            ("numbers", numbers.into()),
            ("tier", tier.into()),
        ],
    );
    wrapped(&format!("{release}{open} {}", word("cli-legend")))
}

/// What figures rest on, as the last columns of CSV: numbers of releases, those of them that are
/// provisional, and years until whose final release the figures may still change.
pub const RESTS_ON: [&str; 3] = ["releases", "provisional", "not_final"];

/// The values of [`RESTS_ON`], each list separated by blanks.
pub fn rests_on(release: Option<&v1::Release>) -> [String; 3] {
    let Some(release) = release else { return Default::default() };
    fn list<T: ToString>(of: &[T]) -> String {
        of.iter().map(T::to_string).collect::<Vec<_>>().join(" ")
    }
    [list(&release.releases), list(&release.provisional), list(&release.not_final)]
}

/// What several answers rest on together.
pub fn together<'a>(releases: impl Iterator<Item = &'a v1::Release>) -> v1::Release {
    let mut all = v1::Release::default();
    for release in releases {
        all.epoch = all.epoch.max(release.epoch);
        all.tier.clone_from(&release.tier);
        all.releases.extend(&release.releases);
        all.provisional.extend(&release.provisional);
        all.not_final.extend(&release.not_final);
    }
    for numbers in [&mut all.releases, &mut all.provisional] {
        numbers.sort_unstable();
        numbers.dedup();
    }
    all.not_final.sort_unstable();
    all.not_final.dedup();
    all
}

/// That figures may still change while years of their blocks are not released for good: a sentence that
/// follows another one, or nothing.
fn open_years(not_final: &[i32]) -> String {
    if not_final.is_empty() {
        return String::new();
    }
    let years: Vec<String> = not_final.iter().map(ToString::to_string).collect();
    format!(" {}", sentence("cli-open_years", &[("years", years.join(", ").into())]))
}

/// How precise a figure is.
pub fn letter(precision: v1::Precision) -> &'static str {
    match precision {
        v1::Precision::A => "A",
        v1::Precision::B => "B",
        v1::Precision::C => "C",
        v1::Precision::Rough | v1::Precision::Unspecified => ".",
    }
}

/// Where a figure comes from.
pub fn basis(basis: v1::Basis) -> &'static str {
    match basis {
        v1::Basis::Exact => "EXACT",
        v1::Basis::Measured => "MEASURED",
        v1::Basis::Modelled => "MODELLED",
        v1::Basis::Unspecified => "",
    }
}

/// Whether a figure is shown.
pub fn status(status: v1::CellStatus) -> &'static str {
    match status {
        v1::CellStatus::Published => "published",
        v1::CellStatus::Few => "few",
        v1::CellStatus::NotMeasured => "not_measured",
        v1::CellStatus::Suppressed | v1::CellStatus::Unspecified => "suppressed",
    }
}

/// A mark before a figure that is not measured with noise.
pub fn mark(basis: v1::Basis) -> &'static str {
    match basis {
        v1::Basis::Modelled => "~",
        v1::Basis::Exact => "=",
        _ => "",
    }
}

/// The day of a time, UTC.
pub fn date(unix_seconds: i64) -> String {
    jiff::Timestamp::from_second(unix_seconds)
        .map(|time| jiff::tz::Offset::UTC.to_datetime(time).date().to_string())
        .unwrap_or_else(|_| "unknown date".into())
}

/// A time to the minute, UTC.
pub fn time(unix_seconds: i64) -> String {
    jiff::Timestamp::from_second(unix_seconds)
        .map(|time| jiff::tz::Offset::UTC.to_datetime(time))
        .map(|time| format!("{} {:02}:{:02} UTC", time.date(), time.hour(), time.minute()))
        .unwrap_or_else(|_| "unknown time".into())
}

/// Seconds since the Unix epoch.
pub fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// Today, in the time zone of this machine: what an institution dates today is not in the future.
pub fn today() -> jiff::civil::Date {
    jiff::tz::TimeZone::system().to_datetime(jiff::Timestamp::now()).date()
}

/// A path with something appended to its file name.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// A linkage profile from a file, or the shipped one.
pub fn profile(path: Option<&Path>) -> Result<Profile> {
    let Some(path) = path else { return Ok(Profile::shipped()) };
    let text = small_file::read_text(path, SMALL).with_context(|| path.display().to_string())?;
    Profile::parse(&text).with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn a_connection_that_breaks_does_not_blame_the_certificate() {
        let of = |source: Arc<dyn std::error::Error + Send + Sync>| {
            let mut status = tonic::Status::unavailable("transport error");
            status.set_source(source);
            anyhow::Error::from(status)
        };
        let cut = std::io::Error::new(std::io::ErrorKind::UnexpectedEof, "peer closed");
        let error = or_look(of(Arc::new(cut)), "vdx release list");
        let told = explain(&error);
        assert!(told.contains("peer closed") && !told.contains("certificate"), "{told}");
        assert!(told.contains("may be done") && told.contains("vdx release list"), "{told}");
        // What could not be sent was not done.
        let reason = "the certificate has been revoked".to_owned();
        let refused = ClientError::Connect { server: "https://x".into(), reason };
        let told = explain(&or_look(of(Arc::new(refused)), "vdx release list"));
        assert!(told.contains("revoked") && !told.contains("vdx release list"), "{told}");
        // The exchange's own word stays as it is.
        let word = anyhow::Error::from(tonic::Status::permission_denied("no"));
        assert_eq!(explain(&or_look(word, "vdx release list")), "the exchange refused: no");
    }

    #[test]
    fn a_cell_of_a_table_stays_one_line_of_visible_text() {
        let mut table = table(&["a\nb".into()]);
        table.add_row(["x\ny\u{1b}[2J"]);
        let text = table.to_string();
        assert!(text.contains("a\\nb") && text.contains("x\\ny\\u{1b}[2J"), "{text}");
        assert!(!text.contains('\u{1b}'));
        let text = csv(&["h".into()], &[vec!["a;=1+1".into()]]).unwrap();
        assert_eq!(text, "h\na;'=1+1\n");
    }
}
