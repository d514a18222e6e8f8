//! `vdx members` and `vdx whoami`.

use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Args, Subcommand};

use crate::domain::code_list::CodeList;
use crate::domain::codes::{MemberStatus, RecordKind, Role};
use crate::domain::country::Country;
use crate::domain::id::MemberId;
use crate::domain::member::void_roles;
use crate::foreign;
use crate::proto::v1;
use crate::words;

use super::common::{
    Connection, Usage, attend, csv, date, or_look, print, table, tell, with_client, wrapped,
    wrong_usage,
};
use super::speech::{country, header, label_of, language, sentence, word};

#[derive(Subcommand)]
pub enum Command {
    /// List all members.
    List {
        #[command(flatten)]
        connection: Connection,
    },
    /// List the institutions whose records are kept for longer than the retention periods say, with about
    /// how many of which kind. They withdraw them: vdx records --due.
    Due {
        /// As CSV.
        #[arg(long)]
        csv: bool,
        #[command(flatten)]
        connection: Connection,
    },
    /// Add a member, or correct its entry. A suspended member stays suspended: `reinstate` alone
    /// lets it call again.
    Put {
        /// Trust domain and id, for example exchange.example/police
        member: String,
        /// Roles, separated by commas: institution, analyst, liaison, coordinator, auditor
        #[arg(long, value_delimiter = ',', required = true)]
        roles: Vec<String>,
        /// Name of the organization.
        #[arg(long)]
        name: String,
        /// Country, for example XK
        #[arg(long)]
        country: String,
        #[command(flatten)]
        connection: Connection,
    },
    /// Refuse every call of a member from now on.
    Suspend {
        /// Trust domain and id.
        member: String,
        #[command(flatten)]
        connection: Connection,
    },
    /// Let a suspended member call again.
    Reinstate {
        /// Trust domain and id.
        member: String,
        #[command(flatten)]
        connection: Connection,
    },
}

#[derive(Args)]
pub struct WhoamiArgs {
    /// You know that the exchange was restored, and have sent and withdrawn again what was lost with it: it is
    /// not told any more.
    #[arg(long)]
    restore_known: bool,
    #[command(flatten)]
    connection: Connection,
}

pub fn run(command: &Command) -> Result<ExitCode> {
    match command {
        Command::List { connection } => {
            let answer = with_client(connection, async |client| {
                let members = client.membership().list_members(v1::ListMembersRequest {}).await?;
                attend(&client).await?;
                Ok(members.into_inner())
            })?;
            print(&members_text(&answer.members, Some(&answer.last_reports)))
        }
        Command::Due { csv, connection } => {
            let answer = with_client(connection, async |client| {
                let request = v1::CountDueRecordsRequest {};
                Ok(client.intake().count_due_records(request).await?.into_inner())
            })?;
            due(&answer, *csv)
        }
        Command::Put { member, roles, name, country, connection } => {
            let (trust_domain, member_id) = split(member)?;
            let mut numbers = Vec::new();
            for role in roles {
                match Role::from_code(role) {
                    Some(role) => numbers.push(i32::from(role.number())),
                    None => wrong_usage!("--roles: {}", word("cli-members_roles_rule")),
                }
            }
            let Some(country) = Country::from_code(country) else {
                wrong_usage!("--country: {}", word("cli-country_rule"));
            };
            let entry = v1::Member {
                trust_domain,
                member_id,
                display_name: name.clone(),
                country: country.alpha2().into(),
                roles: numbers,
                status: i32::from(MemberStatus::Active.number()),
            };
            let answer = with_client(connection, async |client| {
                let request = v1::PutMemberRequest { member: Some(entry) };
                Ok(client.membership().put_member(request).await?.into_inner())
            })
            .map_err(|error| or_look(error, "vdx members list"))?;
            let shown = show(answer.member.as_slice())?;
            let suspended = i32::from(MemberStatus::Suspended.number());
            if answer.member.is_some_and(|member| member.status == suspended) {
                tell(&sentence("cli-members_stays", &[("member", member.clone().into())]));
            }
            Ok(shown)
        }
        Command::Suspend { member, connection } => {
            set_status(connection, member, MemberStatus::Suspended)
        }
        Command::Reinstate { member, connection } => {
            set_status(connection, member, MemberStatus::Active)
        }
    }
}

pub fn whoami(args: &WhoamiArgs) -> Result<ExitCode> {
    let caller = with_client(&args.connection, async |client| {
        let caller = client.membership().get_caller(v1::GetCallerRequest {}).await?.into_inner();
        if args.restore_known {
            client.know_restores().await?;
        }
        Ok(caller)
    })?;
    let member = caller.member.unwrap_or_default();
    let args = [
        ("name", foreign::line(&member.display_name).into()),
        ("country", country(&foreign::line(&member.country)).into()),
        ("day", date(caller.certificate_expires_at).into()),
    ];
    let mut text = format!(
        "{}\n{}\n{}\n",
        foreign::line(&caller.spiffe_id),
        sentence("cli-whoami_is", &args),
        word("cli-whoami_may")
    );
    for method in caller.allowed_methods {
        text += &format!("  {}\n", foreign::line(method.trim_start_matches('/')));
    }
    print(&text)
}

fn due(answer: &v1::CountDueRecordsResponse, as_csv: bool) -> Result<ExitCode> {
    let code = |number: i32| {
        RecordKind::from_number(number).map_or("unknown", CodeList::code).to_lowercase()
    };
    let label = |number: i32| match RecordKind::from_number(number) {
        Some(kind) => words::of(language(), kind),
        None => word("cli-unknown_code"),
    };
    let member = |due: &v1::DueRecords| format!("{}/{}", due.trust_domain, due.member_id);
    if as_csv {
        let columns = ["member", "kind", "at most"].map(String::from);
        let rows =
            answer.due.iter().map(|due| vec![member(due), code(due.kind), due.up_to.to_string()]);
        return print(&csv(&columns, &rows.collect::<Vec<_>>())?);
    }
    let mut text = String::new();
    if answer.periods.is_empty() {
        text += &(word("desk-due_no_periods") + "\n");
    }
    for period in &answer.periods {
        let args = [("kind", label(period.kind).into()), ("months", period.months.into())];
        text += &(sentence("desk-due_period", &args) + "\n");
    }
    if answer.due.is_empty() {
        return print(&wrapped(&(text + &word("desk-due_no_record") + "\n")));
    }
    let mut table =
        table(&header(["cli-members_member", "cli-records_kind", "cli-members_at_most"]));
    for due in &answer.due {
        table.add_row([member(due), label(due.kind), due.up_to.to_string()]);
    }
    let rounded = wrapped(&(word("cli-members_rounded") + "\n"));
    print(&format!("{}{table}\n{rounded}", wrapped(&text)))
}

fn set_status(connection: &Connection, member: &str, status: MemberStatus) -> Result<ExitCode> {
    let (trust_domain, member_id) = split(member)?;
    let request =
        v1::SetMemberStatusRequest { trust_domain, member_id, status: i32::from(status.number()) };
    let answer = with_client(connection, async |client| {
        Ok(client.membership().set_member_status(request).await?.into_inner())
    })
    .map_err(|error| or_look(error, "vdx members list"))?;
    show(answer.member.as_slice())
}

/// A member by its name `trust-domain/id`.
pub fn named(field: &str, text: &str) -> Result<MemberId> {
    let (domain, name) = split(text).with_context(|| field.to_owned())?;
    MemberId::new(&domain, &name).map_err(|rule| Usage(format!("{field}: {text}: {rule}")).into())
}

fn split(member: &str) -> Result<(String, String)> {
    match member.split_once('/') {
        Some((domain, id)) => Ok((domain.into(), id.into())),
        None => {
            wrong_usage!("{}", word("cli-members_named"))
        }
    }
}

fn show(members: &[v1::Member]) -> Result<ExitCode> {
    print(&members_text(members, None))
}

/// Entries of the register as a table, with the months in which institutions last sent records where those
/// were told.
pub fn members_text(members: &[v1::Member], reports: Option<&[v1::LastReport]>) -> String {
    let mut columns = header([
        "cli-members_member",
        "cli-members_name",
        "cli-country",
        "cli-members_roles",
        "cli-members_status",
    ]);
    columns.extend(reports.map(|_| word("cli-members_last")));
    let mut table = table(&columns);
    for member in members {
        let held: Vec<Role> =
            member.roles.iter().filter_map(|role| Role::from_number(*role)).collect();
        let roles: Vec<String> = held
            .iter()
            .map(|role| (*role, words::of(language(), *role)))
            .map(|(role, label)| match void_roles(&held).any(|(void, _)| void == role) {
                true => sentence("desk-role_void", &[("role", label.into())]),
                false => label,
            })
            .collect();
        let mut row = vec![
            format!("{}/{}", member.trust_domain, member.member_id),
            member.display_name.clone(),
            member.country.clone(),
            roles.join(", "),
            label_of::<MemberStatus>(member.status),
        ];
        row.extend(reports.map(|reports| last_report(member, reports).unwrap_or_default()));
        table.add_row(row);
    }
    format!("{table}\n")
}

/// The month in which a member last sent records, as `2026-11`; nothing where it has sent none.
fn last_report(member: &v1::Member, reports: &[v1::LastReport]) -> Option<String> {
    let is_own = |of: &&v1::LastReport| {
        (&of.trust_domain, &of.member_id) == (&member.trust_domain, &member.member_id)
    };
    let month = reports.iter().find(is_own)?.month?;
    Some(format!("{:04}-{:02}", month.year, month.month))
}
