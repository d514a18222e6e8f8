//! `vdx release`: figures are measured once, when two coordinators agree.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use serde_json::json;

use crate::client::Client;
use crate::domain::period::Years;
use crate::domain::release::Signer;
use crate::foreign;
use crate::identity::SpiffeId;
use crate::proto::v1;
use crate::release::fitted::HALF_WIDTH;

use super::codebook::codebook;
use super::common::{
    Connection, beside, csv, date, json_text, letter, or_look, print, table, tell, time,
    with_client, wrapped,
};

/// Measures figures once, under a privacy budget that everybody has once for life. One coordinator
/// proposes, another person approves.
#[derive(Subcommand)]
pub enum Command {
    /// Propose to measure the figures of some years.
    Propose {
        #[command(flatten)]
        scope: Scope,
        /// Only tell what would be measured, how precisely, and what it would cost.
        #[arg(long)]
        dry: bool,
        /// Ask nothing: neither whether years that can be released once only are all in, nor
        /// whether the waiting proposal of somebody else is to be replaced.
        #[arg(long)]
        yes: bool,
        #[command(flatten)]
        connection: Connection,
    },
    /// Approve what another coordinator proposed, and wait until it is measured.
    Approve {
        /// The number of the proposal.
        number: u32,
        #[command(flatten)]
        connection: Connection,
    },
    /// List proposals and releases.
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        connection: Connection,
    },
    /// Write synthetic victims of a block of years for the public, with a codebook and a table of
    /// how well they agree with the release.
    Export {
        /// Nothing else can be exported.
        #[arg(long, required = true)]
        synthetic: bool,
        /// A year of the block, all of whose years are released for good.
        #[arg(long)]
        year: i32,
        /// Where to write: OUT.csv, OUT.fidelity.csv and OUT.codebook.txt, none of which may be
        /// there.
        #[arg(long, value_name = "OUT")]
        out: PathBuf,
        #[command(flatten)]
        connection: Connection,
    },
    /// After a restore from a backup: say which releases were made after the backup, or that none
    /// was. Nothing is released before a second coordinator has said the same. Their budgets are
    /// spent: those years are never measured again. What auditors kept of the log shows which they
    /// were (vdx audit list --call ApproveRelease), and so does whatever was published of them. The
    /// order says nothing; saying it again takes the place of what one said before.
    Lost {
        /// Years that were released for good, as that release named them; once for each release.
        #[arg(long = "final", value_name = "YEARS")]
        for_good: Vec<Years>,
        /// Years of a provisional release; once for each release.
        #[arg(long, value_name = "YEARS")]
        provisional: Vec<Years>,
        /// No release was made after the backup.
        #[arg(long, conflicts_with_all = ["for_good", "provisional"])]
        none: bool,
        #[command(flatten)]
        connection: Connection,
    },
    /// Show what a release measures, how precisely, and what it costs.
    Show {
        /// Its number.
        number: u32,
        #[command(flatten)]
        connection: Connection,
    },
}

/// What a release is about.
#[derive(Args)]
pub struct Scope {
    /// The years, of one block: 2010 or 2008-2011.
    #[arg(long)]
    years: Years,
    /// Few and rough figures for the time being. Without it the years are released for good: measured
    /// once and never again. While years of the same block are missing, figures still change as these
    /// are added, within their intervals as a rule.
    #[arg(long)]
    provisional: bool,
}

impl Scope {
    fn message(&self) -> v1::ReleaseScope {
        let kind =
            if self.provisional { v1::ReleaseKind::Provisional } else { v1::ReleaseKind::Final };
        let (first_year, last_year) = (self.years.first(), self.years.last());
        v1::ReleaseScope { kind: kind as i32, first_year, last_year }
    }
}

/// The years that are released for good, as a request names them.
pub fn for_good(years: Years) -> v1::ReleaseScope {
    Scope { years, provisional: false }.message()
}

/// What to do once a release is made.
const BACK_UP: &str = "Make a backup now (vdx backup): a restore from an earlier one forgets the figures, and who has spent budget on them.";

/// Arguments of the command that earlier versions had.
#[derive(Args)]
pub struct PublishArgs {
    #[arg(hide = true, num_args = 0.., allow_hyphen_values = true)]
    anything: Vec<String>,
}

/// What to use in place of it.
pub fn publish(_args: &PublishArgs) -> Result<ExitCode> {
    bail!(
        "there are no epochs any more: one coordinator proposes a release (vdx release propose --years 2008-2011 --dry tells what it would measure), another one approves it (vdx release approve)"
    )
}

#[derive(Args)]
pub struct EpochsArgs {
    #[command(flatten)]
    connection: Connection,
}

/// Lists releases under their former name.
pub fn epochs(args: &EpochsArgs) -> Result<ExitCode> {
    list(&args.connection, false)
}

pub fn run(command: &Command) -> Result<ExitCode> {
    match command {
        Command::Propose { scope, dry, yes, connection } => {
            let (preview, release) = with_client(connection, async |client| {
                let mut publication = client.publication();
                let request = v1::PreviewReleaseRequest { scope: Some(scope.message()) };
                let preview = publication.preview_release(request).await?.into_inner();
                if *dry {
                    return Ok((preview, None));
                }
                if !yes {
                    is_meant(&client, scope).await?;
                }
                let request = v1::ProposeReleaseRequest { scope: Some(scope.message()) };
                let answer = publication.propose_release(request).await?.into_inner();
                Ok((preview, answer.release))
            })
            .map_err(|error| or_look(error, "vdx release list"))?;
            let Some(release) = release else {
                let plan = plan_text(&preview.plan.unwrap_or_default());
                return print(&format!("{plan}\nNothing was proposed.\n"));
            };
            print(&(describe(&release) + &who_approves(&release)))
        }
        Command::Approve { number, connection } => {
            let release = with_client(connection, async |client| {
                let request = v1::ApproveReleaseRequest { number: *number };
                Ok(client.publication().approve_release(request).await?.into_inner().release)
            })
            .map_err(|error| or_look(error, "vdx release list"))?;
            let text = describe(&release.unwrap_or_default());
            print(&format!("{text}{BACK_UP}\n"))
        }
        Command::Lost { for_good, provisional, none, connection } => {
            if for_good.is_empty() && provisional.is_empty() && !none {
                bail!(
                    "name the releases that were lost (--final 2008-2011, --provisional 2012), or say that there were none (--none)"
                );
            }
            let scopes = |years: &[Years], provisional| {
                years
                    .iter()
                    .map(move |years| Scope { years: *years, provisional }.message())
                    .collect::<Vec<_>>()
            };
            let lost = [scopes(provisional, true), scopes(for_good, false)].concat();
            let said = lost.clone();
            let answer = with_client(connection, async |client| {
                let request = v1::StateLostReleasesRequest { lost };
                Ok(client.publication().state_lost_releases(request).await?.into_inner())
            })
            .map_err(|error| or_look(error, "vdx release list"))?;
            print(&heard(&said, &answer))
        }
        Command::List { json, connection } => list(connection, *json),
        Command::Export { synthetic: _, year, out, connection } => {
            let answer = with_client(connection, async |client| {
                let request = v1::ExportSyntheticRequest { year: *year };
                Ok(client.statistics().export_synthetic(request).await?.into_inner())
            })?;
            export(&answer, out)
        }
        Command::Show { number, connection } => {
            let answer = with_client(connection, async |client| {
                let request = v1::GetReleaseRequest { number: *number };
                Ok(client.statistics().get_release(request).await?.into_inner())
            })?;
            let release = describe(&answer.release.unwrap_or_default());
            print(&format!("{release}\n{}", plan_text(&answer.plan.unwrap_or_default())))
        }
    }
}

/// Asks before a proposal takes the place of somebody else's, and, on a terminal, whether years that can
/// be released once only are to be released now. Whether anybody is in them is a figure that nobody has
/// paid for: who proposes has to know it from the institutions.
async fn is_meant(client: &Client, scope: &Scope) -> Result<()> {
    let caller = client.membership().get_caller(v1::GetCallerRequest {}).await?.into_inner();
    let releases =
        client.statistics().list_releases(v1::ListReleasesRequest {}).await?.into_inner();
    let is_waiting = |of: &&v1::ReleaseInfo| of.stage() == v1::ReleaseStage::Proposed;
    let waiting = releases.releases.iter().find(is_waiting);
    let own = SpiffeId::parse(&caller.spiffe_id).ok();
    let own = own.map(|id| Signer { member: id.member, person: id.person }.to_string());
    if let Some(waiting) = waiting.filter(|of| own.as_deref() != Some(&*of.proposed_by)) {
        let waits = describe(waiting);
        if !is_asked() {
            bail!("{waits}To propose another one in its place, say --yes; nothing was proposed");
        }
        ask(&waits, "Propose this one in its place")?;
    }
    if !scope.provisional && is_asked() {
        let warning = format!(
            "{} can be released for good once: what institutions send later never shows. The exchange tells nobody whether they have sent anything yet.",
            scope.years
        );
        ask(&warning, "Have they sent everything")?;
    }
    Ok(())
}

/// Whether there is somebody to ask.
fn is_asked() -> bool {
    std::io::stdin().is_terminal()
}

/// Tells something, and asks whether to go on.
fn ask(told: &str, question: &str) -> Result<()> {
    note!("{}", wrapped(told.trim_end()));
    let answer = dialoguer::Confirm::new().with_prompt(question).default(false);
    if !answer.interact().context("no answer")? {
        bail!("nothing was proposed");
    }
    Ok(())
}

/// What became of a statement of losses.
fn heard(said: &[v1::ReleaseScope], answer: &v1::StateLostReleasesResponse) -> String {
    let mut text = format!("You said: {}.\n", losses(said));
    let (same, different): (Vec<_>, Vec<_>) =
        answer.others.iter().partition(|other| in_order(&other.lost) == in_order(said));
    for other in different {
        text += &format!("SOMETHING ELSE was said by {}.\n", statement(other));
    }
    text += match (answer.confirmed, same.as_slice()) {
        (true, _) => {
            "Two coordinators have said the same: what those releases cost is spent, and releases can be made again.\n"
        }
        (false, []) => {
            "It waits for another coordinator who says the same with the same command, whatever the order. Whoever was wrong says it again; vdx release list shows what everybody has said.\n"
        }
        (false, _) => {
            "Somebody has said the same, who may be you: one of the two certificates names no person (vdx pki issue --person). It waits for a coordinator of another member, or with a certificate that names another person.\n"
        }
    };
    if !answer.of_unknown_rules.is_empty() {
        let (releases, verb) = (
            losses(&answer.of_unknown_rules),
            match answer.confirmed {
                true => "was",
                false => "will be",
            },
        );
        text += &format!(
            "The policy as it is cannot have made all of these releases, so that nobody knows what they cost: everybody in {releases} {verb} charged all that anybody can have. Where policy.toml can be put back as it was then, do that first: it costs less.\n"
        );
    }
    text
}

/// Releases in an order in which two statements can be compared.
fn in_order(lost: &[v1::ReleaseScope]) -> Vec<(i32, i32, i32)> {
    let key = |scope: &v1::ReleaseScope| (scope.kind, scope.first_year, scope.last_year);
    let mut lost: Vec<_> = lost.iter().map(key).collect();
    lost.sort_unstable();
    lost
}

/// Lost releases in words.
fn losses(lost: &[v1::ReleaseScope]) -> String {
    let name = |scope: &v1::ReleaseScope| {
        format!("{} {}", kind_of(*scope), span(scope.first_year, scope.last_year))
    };
    match lost {
        [] => "no release was lost".into(),
        lost => lost.iter().map(name).collect::<Vec<_>>().join(", "),
    }
}

/// Who said what of lost releases, and when.
fn statement(said: &v1::LossStatement) -> String {
    let by = foreign::line(&said.stated_by);
    format!("{by} ({}): {}", time(said.stated_at), losses(&said.lost))
}

/// What is known of losses while the exchange waits for two who say the same.
fn unknown_losses(statements: &[v1::LossStatement]) -> String {
    let mut text = "The exchange was restored from a backup: two coordinators say which releases were lost, or that none was (vdx release lost), before anything is released.\n".to_owned();
    for said in statements {
        text += &format!("Said by {}.\n", statement(said));
    }
    text
}

/// Who can approve a proposal, and how.
fn who_approves(release: &v1::ReleaseInfo) -> String {
    let number = release.number;
    // TRUST-DOMAIN/MEMBER, and /person/PERSON where the certificate names one.
    if release.proposed_by.split('/').count() > 2 {
        return format!("Another coordinator approves it: vdx release approve {number}\n");
    }
    format!(
        "The certificate with which it was proposed names no person: only a coordinator of ANOTHER MEMBER can approve it (vdx release approve {number}). Where one member has all coordinators, propose it again with a certificate that names its person (vdx pki issue --person)\n"
    )
}

/// A line of the table of fidelity: as the public is told figures, so that one below ten is `<10`, and a
/// dot stands for one whose interval reaches further than a quarter of it.
fn compared(of: &v1::SyntheticFidelity) -> Vec<String> {
    let number = |count: f64| format!("{count:.0}");
    let (released, ends) = match of.status() {
        v1::CellStatus::Published => (number(of.released), Some((of.low, of.high))),
        v1::CellStatus::Few => ("<10".into(), Some((of.low, of.high))),
        _ => (".".into(), None),
    };
    let end = |of: fn((f64, f64)) -> f64| ends.map_or_else(String::new, |ends| number(of(ends)));
    let synthetic = if of.synthetic < 9.5 { "<10".into() } else { number(of.synthetic) };
    vec![
        of.column.clone(),
        of.code.clone(),
        of.second_column.clone(),
        of.second_code.clone(),
        released,
        end(|(low, _)| low),
        end(|(_, high)| high),
        letter(of.precision()).into(),
        synthetic,
    ]
}

/// Writes what the public gets.
fn export(answer: &v1::ExportSyntheticResponse, out: &Path) -> Result<ExitCode> {
    let rows: Vec<Vec<String>> = answer.rows.iter().map(|row| row.values.clone()).collect();
    let header = [
        "column",
        "code",
        "second_column",
        "second_code",
        "released",
        "low",
        "high",
        "precision",
        "synthetic",
    ];
    let header = header.map(String::from);
    let fidelity = answer.fidelity.iter().map(compared);
    let name =
        |ending| beside(out, ending).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (own, compared_in) = (name(".csv"), name(".fidelity.csv"));
    let files = [
        (".csv", csv(&answer.columns, &rows)?),
        (".fidelity.csv", csv(&header, &fidelity.collect::<Vec<_>>())?),
        (".codebook.txt", codebook(answer, &own, &compared_in)),
    ];
    if let Some((ending, _)) = files.iter().find(|(ending, _)| beside(out, ending).exists()) {
        bail!("--out: {} is there; nothing was written", beside(out, ending).display());
    }
    let mut written = Vec::new();
    for (ending, text) in files {
        let path = beside(out, ending);
        let mut file = std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&path)
            .with_context(|| path.display().to_string())?;
        file.write_all(text.as_bytes()).with_context(|| path.display().to_string())?;
        written.push(path.display().to_string());
    }
    print(&format!("{} rows; written: {}\n", rows.len(), written.join(", ")))
}

fn list(connection: &Connection, json: bool) -> Result<ExitCode> {
    let releases = with_client(connection, async |client| {
        Ok(client.statistics().list_releases(v1::ListReleasesRequest {}).await?.into_inner())
    })?;
    let v1::ListReleasesResponse { releases, losses_unknown, loss_statements } = releases;
    let unknown =
        if losses_unknown { unknown_losses(&loss_statements) } else { Default::default() };
    if json {
        unknown.lines().for_each(tell);
        let releases: Vec<_> = releases
            .iter()
            .map(|release| {
                json!({
                    "number": release.number,
                    "kind": kind(release),
                    "years": years(release),
                    "stage": stage(release),
                    "rules": hex::encode(&release.rules),
                    "proposed_by": release.proposed_by,
                    "approved_by": release.approved_by,
                    "released_at": release.released_at,
                    "stated_by": release.stated_by,
                    "of_unknown_rules": release.of_unknown_rules,
                })
            })
            .collect();
        return print(&json_text(&releases)?);
    }
    let header = ["release", "years", "kind", "stage", "proposed by", "approved by", "since"];
    let mut table = table(&header.map(String::from));
    for release in &releases {
        let since =
            if release.released_at == 0 { String::new() } else { date(release.released_at) };
        table.add_row([
            release.number.to_string(),
            years(release),
            kind(release).into(),
            stage(release).into(),
            release.proposed_by.clone(),
            release.approved_by.clone(),
            since,
        ]);
    }
    let lost = releases.iter().filter(|release| release.stage() == v1::ReleaseStage::Lost);
    let lost: String = lost.map(describe).collect();
    print(&format!("{table}\n{lost}{unknown}"))
}

fn kind(release: &v1::ReleaseInfo) -> &'static str {
    kind_of(release.scope.unwrap_or_default())
}

fn kind_of(scope: v1::ReleaseScope) -> &'static str {
    match scope.kind() {
        v1::ReleaseKind::Provisional => "provisional",
        v1::ReleaseKind::Final => "final",
        v1::ReleaseKind::Unspecified => "unknown",
    }
}

fn stage(release: &v1::ReleaseInfo) -> &'static str {
    match release.stage() {
        v1::ReleaseStage::Proposed => "proposed",
        v1::ReleaseStage::Replaced => "replaced",
        v1::ReleaseStage::Approved => "being measured",
        v1::ReleaseStage::Released => "released",
        v1::ReleaseStage::Lost => "lost with a restore",
        v1::ReleaseStage::Unspecified => "unknown",
    }
}

fn years(release: &v1::ReleaseInfo) -> String {
    let scope = release.scope.unwrap_or_default();
    span(scope.first_year, scope.last_year)
}

/// Years, from the first to the last.
pub fn span(first: i32, last: i32) -> String {
    if first == last { first.to_string() } else { format!("{first}-{last}") }
}

/// A release in a line.
pub fn describe(release: &v1::ReleaseInfo) -> String {
    let mut text = format!(
        "Release {} ({}, {}) is {}",
        release.number,
        years(release),
        kind(release),
        stage(release)
    );
    if let [first, others @ ..] = release.stated_by.as_slice() {
        text += &format!("; that it was made was stated by {}", foreign::line(first));
        others.iter().for_each(|other| text += &format!(" and {}", foreign::line(other)));
        if release.of_unknown_rules {
            text += "; by which rules is not known, so that everybody in it was charged all that anybody can have";
        }
        return text + ".\n";
    }
    text += &format!("; proposed by {}", foreign::line(&release.proposed_by));
    if !release.approved_by.is_empty() {
        text += &format!(", approved by {}", foreign::line(&release.approved_by));
    }
    text + ".\n"
}

/// What a release measures and costs, as text.
pub fn plan_text(plan: &v1::ReleasePlan) -> String {
    let scope = plan.scope.unwrap_or_default();
    let mut text = format!(
        "Of {} in the block {}, by plan {} (rules {}).\nEverybody has rho {:.4} for life (epsilon {:.1} at delta 10^-6).\n",
        span(scope.first_year, scope.last_year),
        span(plan.block_first_year, plan.block_last_year),
        foreign::line(&plan.plan),
        hex::encode(&plan.rules[..plan.rules.len().min(8)]),
        plan.rho_life,
        plan.epsilon_life
    );
    if !plan.closes_block && scope.kind() == v1::ReleaseKind::Final {
        text += "Tables of the whole block follow when its last year is released for good.\n";
    }
    if !plan.exact.is_empty() {
        let exact: Vec<String> = plan.exact.iter().map(|name| foreign::line(name)).collect();
        text += &format!("Published exactly, by year: {}.\n", exact.join(", "));
    }
    for kind in &plan.kinds {
        let header = ["MEASURED", "a year", "variance", "noise", "in 20", "in 100", "in 500"];
        let mut tables = table(&header.map(String::from));
        for planned in &kind.tables {
            let near =
                |count: f64| format!("± {:.0} %", 100.0 * HALF_WIDTH * planned.sigma / count);
            tables.add_row([
                planned.dimensions.join(" x "),
                (if planned.yearly { "yes" } else { "" }).into(),
                format!("{:.1}", planned.sigma.powi(2)),
                format!("± {:.1}", HALF_WIDTH * planned.sigma),
                near(20.0),
                near(100.0),
                near(500.0),
            ]);
        }
        text += &format!(
            "\n{}: {}.\nOne pays at most rho {:.4} for the tables of a year and {:.4} for those of the block.\n{tables}\n",
            foreign::line(&kind.name),
            foreign::line(&kind.description),
            kind.rho_year,
            kind.rho_block,
        );
    }
    text + "\n\
Of each cell, before other tables help: the variance of its noise; half of a 90 %
interval (1.645 standard deviations) in persons; and the same in percent of a cell
of 20, 100 and 500. A table is worth measuring where its usual cell holds more
persons than the variance. A year: tables that are measured of each year apart.
Who has fewer codes pays less, and who has nothing left is not counted.
"
}
