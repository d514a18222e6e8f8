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
use crate::words;

use super::codebook::codebook;
use super::common::{
    Connection, beside, csv, date, json_text, letter, or_look, print, table, tell, time,
    with_client, wrapped,
};
use super::speech::{decimal, header, language, sentence, word};

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
                return print(&format!("{plan}\n{}\n", word("cli-proposed_nothing")));
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
            print(&format!("{text}{}", wrapped(&(word("cli-release_back_up") + "\n"))))
        }
        Command::Lost { for_good, provisional, none, connection } => {
            if for_good.is_empty() && provisional.is_empty() && !none {
                bail!(word("cli-lost_name"));
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
            bail!("{waits}{}", word("cli-propose_other"));
        }
        ask(&waits, &word("cli-propose_in_place"))?;
    }
    if !scope.provisional && is_asked() {
        let years = [("years", scope.years.to_string().into())];
        ask(&sentence("cli-propose_once", &years), &word("cli-propose_all_sent"))?;
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
        bail!(word("cli-proposed_nothing"));
    }
    Ok(())
}

/// What became of a statement of losses.
fn heard(said: &[v1::ReleaseScope], answer: &v1::StateLostReleasesResponse) -> String {
    let mut text = sentence("cli-lost_said", &[("lost", losses(said).into())]) + "\n";
    let (same, different): (Vec<_>, Vec<_>) =
        answer.others.iter().partition(|other| in_order(&other.lost) == in_order(said));
    for other in different {
        text += &sentence("cli-lost_other", &[("statement", statement(other).into())]);
        text.push('\n');
    }
    text += &word(match (answer.confirmed, same.as_slice()) {
        (true, _) => "cli-lost_confirmed",
        (false, []) => "cli-lost_waits",
        (false, _) => "cli-lost_perhaps_you",
    });
    text.push('\n');
    if !answer.of_unknown_rules.is_empty() {
        let releases = losses(&answer.of_unknown_rules);
        let key = match answer.confirmed {
            true => "cli-lost_charged",
            false => "cli-lost_to_be_charged",
        };
        text += &sentence(key, &[("releases", releases.into())]);
        text.push('\n');
    }
    wrapped(&text)
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
        format!("{} {}", kind_word(*scope), span(scope.first_year, scope.last_year))
    };
    match lost {
        [] => word("cli-lost_none"),
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
    let mut text = word("cli-lost_unknown") + "\n";
    for said in statements {
        text += &sentence("cli-lost_said_by", &[("statement", statement(said).into())]);
        text.push('\n');
    }
    wrapped(&text)
}

/// Who can approve a proposal, and how.
fn who_approves(release: &v1::ReleaseInfo) -> String {
    let command = format!("vdx release approve {}", release.number);
    // TRUST-DOMAIN/MEMBER, and /person/PERSON where the certificate names one.
    let key = match release.proposed_by.split('/').count() > 2 {
        true => "cli-approve_other",
        false => "cli-approve_other_member",
    };
    wrapped(&(sentence(key, &[("command", command.into())]) + "\n"))
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
        let file = beside(out, ending).display().to_string();
        bail!("--out: {}", sentence("cli-export_there", &[("file", file.into())]));
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
    let args = [("rows", rows.len().into()), ("files", written.join(", ").into())];
    print(&(sentence("cli-export_written", &args) + "\n"))
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
    let mut table = table(&header([
        "cli-release_number",
        "cli-release_years",
        "cli-release_kind",
        "cli-release_stage",
        "cli-release_proposed_by",
        "cli-release_approved_by",
        "cli-release_since",
    ]));
    for release in &releases {
        let since =
            if release.released_at == 0 { String::new() } else { date(release.released_at) };
        table.add_row([
            release.number.to_string(),
            years(release),
            kind_word(release.scope.unwrap_or_default()),
            stage_word(release),
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

/// Whether a release is final, in the reader's language.
fn kind_word(scope: v1::ReleaseScope) -> String {
    match scope.kind() {
        v1::ReleaseKind::Provisional => word("report-release_provisional"),
        v1::ReleaseKind::Final => word("report-release_final"),
        v1::ReleaseKind::Unspecified => word("cli-unknown_code"),
    }
}

/// How far a release is, in the reader's language.
fn stage_word(release: &v1::ReleaseInfo) -> String {
    word(match release.stage() {
        v1::ReleaseStage::Proposed => "desk-stage_proposed",
        v1::ReleaseStage::Replaced => "desk-stage_replaced",
        v1::ReleaseStage::Approved => "desk-stage_approved",
        v1::ReleaseStage::Released => "desk-stage_released",
        v1::ReleaseStage::Lost => "desk-stage_lost",
        v1::ReleaseStage::Unspecified => "cli-unknown_code",
    })
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

/// A release in some sentences.
pub fn describe(release: &v1::ReleaseInfo) -> String {
    let args = [
        ("number", release.number.into()),
        ("years", years(release).into()),
        ("kind", kind_word(release.scope.unwrap_or_default()).into()),
        ("stage", stage_word(release).into()),
    ];
    let mut text = sentence("cli-release_is", &args);
    let mut add = |key: &str, who: String| {
        text += " ";
        text += &sentence(key, &[("who", who.into())]);
    };
    if !release.stated_by.is_empty() {
        let who: Vec<String> = release.stated_by.iter().map(|who| foreign::line(who)).collect();
        add("cli-release_stated_by", who.join(", "));
        if release.of_unknown_rules {
            text += " ";
            text += &word("cli-release_unknown_rules");
        }
    } else {
        add("cli-release_by", foreign::line(&release.proposed_by));
        if !release.approved_by.is_empty() {
            add("cli-release_approved", foreign::line(&release.approved_by));
        }
    }
    wrapped(&(text + "\n"))
}

/// What a release measures and costs, as text.
pub fn plan_text(plan: &v1::ReleasePlan) -> String {
    let scope = plan.scope.unwrap_or_default();
    let of = [
        ("years", span(scope.first_year, scope.last_year).into()),
        ("block", span(plan.block_first_year, plan.block_last_year).into()),
        ("plan", foreign::line(&plan.plan).into()),
        ("rules", hex::encode(&plan.rules[..plan.rules.len().min(8)]).into()),
    ];
    let life = [
        ("rho", rounded(plan.rho_life, 4).into()),
        ("epsilon", rounded(plan.epsilon_life, 1).into()),
    ];
    let mut text = sentence("cli-plan_of", &of) + "\n";
    text += &(sentence("desk-protection_life", &life) + "\n");
    if !plan.closes_block && scope.kind() == v1::ReleaseKind::Final {
        text += &(word("desk-protection_block") + "\n");
    }
    if !plan.exact.is_empty() {
        let exact: Vec<String> = plan.exact.iter().map(|name| foreign::line(name)).collect();
        text += &format!("{}: {}.\n", word("desk-exact"), exact.join(", "));
    }
    let mut text = wrapped(&text);
    for kind in &plan.kinds {
        let mut tables = table(&header([
            "cli-plan_measured",
            "cli-plan_yearly",
            "cli-plan_variance",
            "cli-plan_noise",
            "cli-plan_near_20",
            "cli-plan_near_100",
            "cli-plan_near_500",
        ]));
        for planned in &kind.tables {
            let near =
                |count: f64| format!("± {:.0} %", 100.0 * HALF_WIDTH * planned.sigma / count);
            let names = planned.dimensions.iter().map(|name| label_of_dimension(name));
            tables.add_row([
                names.collect::<Vec<_>>().join(" x "),
                if planned.yearly { word("desk-yearly_yes") } else { String::new() },
                rounded(planned.sigma.powi(2), 1),
                format!("± {}", rounded(HALF_WIDTH * planned.sigma, 1)),
                near(20.0),
                near(100.0),
                near(500.0),
            ]);
        }
        let pays = [
            ("year", rounded(kind.rho_year, 4).into()),
            ("block", rounded(kind.rho_block, 4).into()),
        ];
        let pays = wrapped(&(sentence("desk-pays", &pays) + "\n"));
        let units = wrapped(&units(kind));
        text += &format!("\n{units}\n{pays}{tables}\n");
    }
    text + "\n" + &wrapped(&(word("cli-plan_legend") + "\n"))
}

/// What is counted; as the exchange says it where this version does not know it.
fn units(of: &v1::KindPlan) -> String {
    let key = format!("desk-units_{}", of.name);
    words::find_label(language(), &key).unwrap_or_else(|| foreign::line(&of.description))
}

/// A dimension in words; its name where this version does not know it.
fn label_of_dimension(name: &str) -> String {
    words::find_label(language(), &words::dimension_key(name)).unwrap_or_else(|| name.to_owned())
}

/// A figure with so many decimals, as it is written in the language.
fn rounded(value: f64, decimals: i32) -> String {
    let tens = 10_f64.powi(decimals);
    decimal((value * tens).round() / tens)
}
