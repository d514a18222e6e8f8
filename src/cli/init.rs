//! `vdx init`: the directory of a new exchange, with everything that it needs to start.

use std::fs;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, bail};
use clap::CommandFactory;
use clap::error::ErrorKind;

use crate::backup::generate_recovery_key;
use crate::client::ClientProfile;
use crate::domain::codes::KeyScope;
use crate::domain::country::Country;
use crate::domain::id::MemberId;
use crate::exchange::ExchangeSecrets;
use crate::identity::SpiffeId;
use crate::identity::pki::{Authority, Profile};
use crate::pseudonym::TokenKey;
#[cfg(test)]
use crate::release::policy::Policy;
use crate::store::StorageKey;

use super::common::wrap;
use super::config::Config;
use super::speech::{sentence, word};

/// The configuration that is shipped; its answers are put in the place of its examples.
const EXAMPLE: &str = include_str!("../../vdx.example.toml");
/// The policy of releases that is shipped.
const POLICY: &str = include_str!("../../policy.example.toml");
/// Columns in which the next steps are written.
const COLUMNS: usize = 100;
/// Days of the authority's certificate.
const AUTHORITY_DAYS: i64 = 1825;
/// Days of all others.
const DAYS: i64 = 90;
/// What has to leave the exchange's machine.
const OFFLINE: &str = "offline";
/// What is handed to members.
const MEMBERS: &str = "members";

/// Makes a directory with configuration, authority, keys and the first client profiles, and tells what to
/// do next. Asks on a terminal for what the options leave open.
#[derive(clap::Args)]
#[command(after_help = "\
Example:
  vdx init exchange --trust-domain exchange.example --host exchange.example --country XK \\
      --institution police,shelter")]
pub struct Args {
    /// The directory; it must not be there yet, or be empty.
    #[arg(default_value = "exchange")]
    dir: PathBuf,
    /// Name of the domain that all members of the exchange belong to, for example exchange.example
    #[arg(long, value_parser = trust_domain)]
    trust_domain: Option<String>,
    /// Host names or addresses by which members reach the exchange, separated by commas; profiles name
    /// the first.
    #[arg(long, value_delimiter = ',')]
    host: Vec<String>,
    /// Port on which it listens.
    #[arg(long, default_value_t = 7443)]
    port: u16,
    /// Its country, for example XK
    #[arg(long, value_parser = country)]
    country: Option<Country>,
    /// Codes of regions that records may use, separated by commas; any unless given.
    #[arg(long, value_delimiter = ',')]
    regions: Vec<String>,
    /// Id of the member that coordinates it.
    #[arg(long, default_value = "national-coordinator", value_parser = member)]
    coordinator: String,
    /// Ids of institutions that get a certificate and a client profile, separated by commas.
    #[arg(long, value_delimiter = ',', value_parser = member)]
    institution: Vec<String>,
}

fn trust_domain(text: &str) -> Result<String, String> {
    MemberId::new(text, "member").map(|_| text.to_owned()).map_err(|rule| rule.to_string())
}

fn member(text: &str) -> Result<String, String> {
    MemberId::new("exchange.example", text)
        .map(|_| text.to_owned())
        .map_err(|rule| rule.to_string())
}

fn country(text: &str) -> Result<Country, String> {
    Country::from_code(text).ok_or_else(|| word("cli-country_rule"))
}

/// What is to be made.
struct Answers {
    trust_domain: String,
    hosts: Vec<String>,
    country: Country,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    if fs::read_dir(&args.dir).is_ok_and(|mut entries| entries.next().is_some()) {
        bail!(sentence("cli-init_there", &[("dir", args.dir.display().to_string().into())]));
    }
    let answers = answers(args)?;
    make(args, &answers).with_context(|| {
        sentence("cli-init_half", &[("dir", args.dir.display().to_string().into())])
    })?;
    // What was made is right, or is not said to be.
    Config::load(&args.dir.join("vdx.toml"), |_| None)?.check()?;
    next_steps(args, &answers);
    Ok(ExitCode::SUCCESS)
}

/// The options, and what somebody answers on a terminal in their place.
fn answers(args: &Args) -> Result<Answers> {
    let ask = |option: &str, question: &str, example: &str| -> Result<String> {
        if !std::io::stdin().is_terminal() {
            let example = [("example", example.to_owned().into())];
            let text = format!("{option}: {}\n", sentence("cli-init_required", &example));
            super::Cli::command().error(ErrorKind::MissingRequiredArgument, text).exit();
        }
        let input = dialoguer::Input::<String>::new().with_prompt(word(question));
        input.default(example.into()).interact_text().context("no answer")
    };
    let trust_domain = match &args.trust_domain {
        Some(domain) => domain.clone(),
        None => {
            let answer = ask("--trust-domain", "cli-init_ask_domain", "exchange.example")?;
            trust_domain(&answer).map_err(|rule| anyhow!("--trust-domain: {rule}"))?
        }
    };
    let hosts = match args.host.as_slice() {
        [] => {
            let answer = ask("--host", "cli-init_ask_host", &trust_domain)?;
            answer.split(',').map(|host| host.trim().to_owned()).collect()
        }
        hosts => hosts.to_vec(),
    };
    let country = match args.country {
        Some(country) => country,
        None => {
            let answer = ask("--country", "cli-init_ask_country", "XK")?;
            country(&answer).map_err(|rule| anyhow!("--country: {rule}"))?
        }
    };
    Ok(Answers { trust_domain, hosts, country })
}

fn make(args: &Args, answers: &Answers) -> Result<()> {
    let dir = &args.dir;
    for part in [&dir.join(OFFLINE), &dir.join(MEMBERS)] {
        fs::create_dir_all(part).with_context(|| part.display().to_string())?;
    }
    let pki = dir.join("pki");
    let mut authority = Authority::init(&pki, &answers.trust_domain, AUTHORITY_DAYS)?;
    authority.issue(&Profile::Server(answers.hosts.clone()), DAYS, &pki.join("server"))?;
    let exchange_key = dir.join("exchange.key");
    ExchangeSecrets::generate(&exchange_key)?;
    let audit_key = hex::encode(ExchangeSecrets::load(&exchange_key)?.audit_public_key());
    StorageKey::generate(&dir.join("storage.key"))?;
    let national = TokenKey::generate(KeyScope::National, 1)?;
    national.save(&dir.join(OFFLINE).join("national.key"))?;
    let recovery = generate_recovery_key(&dir.join(OFFLINE).join("recovery.key"))?.to_string();
    let config = configuration(args, answers, &national, &recovery);
    fs::write(dir.join("vdx.toml"), config)?;
    fs::write(dir.join("policy.toml"), policy(answers))?;
    let mut issue = |role: &str, member: &str, person: &str| {
        let home = dir.join(MEMBERS).join(member);
        fs::create_dir_all(&home)?;
        let name = format!("{member}{}", person.replace("/person/", "-"));
        let id = format!("spiffe://{}/{role}/{member}{person}", answers.trust_domain);
        authority.issue(&Profile::Client(SpiffeId::parse(&id)?), DAYS, &home.join(&name))?;
        fs::copy(pki.join("ca.pem"), home.join("ca.pem"))?;
        let profile = ClientProfile {
            server: server(args, answers),
            ca: "ca.pem".into(),
            certificate: Some(format!("{name}.pem").into()),
            key: Some(format!("{name}.key.pem").into()),
            // No other log is believed, from the first call on.
            audit_key: Some(audit_key.clone()),
            ..ClientProfile::default()
        };
        fs::write(home.join(format!("{name}.toml")), toml::to_string(&profile)?)?;
        anyhow::Ok(())
    };
    // A release needs two persons.
    for person in ["", "/person/1", "/person/2"] {
        issue("coordinator", &args.coordinator, person)?;
    }
    args.institution.iter().try_for_each(|institution| issue("institution", institution, ""))
}

/// Where members reach the exchange.
fn server(args: &Args, answers: &Answers) -> String {
    let host = answers.hosts.first().map_or("localhost", String::as_str);
    match host.contains(':') {
        true => format!("https://[{host}]:{}", args.port),
        false => format!("https://{host}:{}", args.port),
    }
}

/// The shipped configuration with the answers in it.
fn configuration(args: &Args, answers: &Answers, national: &TokenKey, recovery: &str) -> String {
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let check_value = quoted(&hex::encode(national.check_value()));
    let coordinator = format!("spiffe://{}/coordinator/{}", answers.trust_domain, args.coordinator);
    let mut is_national = false;
    let mut text = String::new();
    for line in EXAMPLE.lines() {
        is_national = line == "[[key_epochs]]" || is_national && !line.is_empty();
        let name = line.split(" =").next().unwrap_or_default();
        text += &match name {
            "listen" => format!("listen = \"0.0.0.0:{}\"", args.port),
            "#policy" => "policy = \"policy.toml\"".into(),
            "data_dir" => "data_dir = \"data\"".into(),
            "#recovery_key" => format!("recovery_key = {}", quoted(recovery)),
            "country" => format!("country = {}", quoted(answers.country.alpha2())),
            "first_coordinator" => format!("first_coordinator = {}", quoted(&coordinator)),
            "regions" if args.regions.is_empty() => format!("#{line}"),
            "regions" => {
                let all: Vec<String> = args.regions.iter().map(|region| quoted(region)).collect();
                format!("regions = [{}]", all.join(", "))
            }
            "check_value" if is_national => format!("check_value = {check_value}"),
            "domain" => format!("domain = {}", quoted(&answers.trust_domain)),
            _ => line.to_owned(),
        };
        text.push('\n');
    }
    text.replace(
        "The zeros are a placeholder, which is refused.",
        "This one is of offline/national.key.",
    )
}

/// The shipped policy, which tells no other country apart than the exchange's own.
fn policy(answers: &Answers) -> String {
    let own = format!("countries = [\"{}\"]", answers.country.alpha2());
    let line = |line: &str| match line.starts_with("countries = ") {
        true => own.clone() + "\n",
        false => format!("{line}\n"),
    };
    POLICY.lines().map(line).collect()
}

/// What is to be done with what was made: numbered sentences, each with its commands.
fn next_steps(args: &Args, answers: &Answers) {
    let dir = args.dir.display().to_string();
    let Answers { trust_domain, country, .. } = answers;
    let at = server(args, answers);
    let coordinator = format!("{dir}/{MEMBERS}/{0}/{0}", args.coordinator);
    let named: Vec<&str> = match args.institution.as_slice() {
        [] => vec!["police"],
        all => all.iter().map(String::as_str).collect(),
    };
    let put = |institution: &&str| {
        let country = country.alpha2();
        format!(
            "vdx members put {trust_domain}/{institution} --roles institution --name \"NAME\" \\\n       --country {country} --profile {coordinator}.toml"
        )
    };
    let issue = |role: &str, member: &str| {
        format!(
            "vdx pki issue --dir {dir}/pki --role {role} --member {member} \\\n       --exchange {at}"
        )
    };
    let mut enter: Vec<String> = named.iter().map(put).collect();
    if args.institution.is_empty() {
        enter.push(issue("institution", "police"));
    }
    let file = |name: &str, key: &str| format!("{name}   {}", word(key));
    let steps = [
        (
            "cli-init_offline",
            vec![
                file("national.key", "cli-init_national"),
                file("recovery.key", "cli-init_recovery"),
                file("ca.key.pem  ", "cli-init_authority"),
            ],
        ),
        ("cli-init_check", vec![format!("vdx doctor --config {dir}/vdx.toml")]),
        ("cli-init_serve", vec![format!("vdx serve --config {dir}/vdx.toml")]),
        ("cli-init_enter", enter),
        ("cli-init_hand_over", Vec::new()),
        ("cli-init_coordinator", Vec::new()),
        (
            "cli-init_others",
            vec![
                issue("analyst", "statistics"),
                issue("auditor", "authority"),
                format!("vdx keys show-audit-key {dir}/exchange.key"),
            ],
        ),
        (
            "cli-init_policy",
            vec![format!("vdx release propose --dry --years YEAR --profile {coordinator}.toml")],
        ),
        (
            "cli-init_release",
            vec![
                format!("vdx release propose --years YEAR --profile {coordinator}-1.toml"),
                format!("vdx release approve 1 --profile {coordinator}-2.toml"),
                "vdx query --by gender --years YEAR --profile PROFILE".into(),
            ],
        ),
    ];
    let paths = [
        ("dir", dir.clone().into()),
        ("offline", format!("{dir}/{OFFLINE}").into()),
        ("members", format!("{dir}/{MEMBERS}").into()),
        ("coordinator", args.coordinator.clone().into()),
    ];
    let text = |key: &str| sentence(key, &paths);
    say!("{}\n", wrap(&text("cli-init_has"), COLUMNS));
    for (number, (key, commands)) in (1..).zip(steps) {
        let lines = wrap(&text(key), COLUMNS - 3);
        say!("{number}. {}", lines.replace('\n', "\n   "));
        commands.iter().for_each(|command| say!("   {command}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever is not an answer is as it is shipped.
    #[test]
    fn a_configuration_differs_from_the_shipped_one_by_its_answers_alone() {
        #[derive(clap::Parser)]
        struct Line {
            #[command(flatten)]
            args: Args,
        }
        let line = ["init", "--regions", "PR,PZ", "--port", "7444", "--coordinator", "desk"];
        let args = <Line as clap::Parser>::parse_from(line).args;
        let answers = Answers {
            trust_domain: "a.example".into(),
            hosts: vec!["::1".into()],
            country: Country::from_code("AL").unwrap(),
        };
        let key = TokenKey::generate(KeyScope::National, 1).unwrap();
        let made: toml::Table =
            toml::from_str(&configuration(&args, &answers, &key, "age1x")).unwrap();
        let shipped: toml::Table = toml::from_str(EXAMPLE).unwrap();
        let differ = made.iter().filter(|(name, value)| shipped.get(*name) != Some(value));
        let differ: Vec<&str> = differ.map(|(name, _)| name.as_str()).collect();
        let expected = [
            "country",
            "data_dir",
            "first_coordinator",
            "key_epochs",
            "listen",
            "policy",
            "recovery_key",
            "regions",
            "trust",
        ];
        let mut sorted = differ.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, expected);
        assert!(shipped.keys().all(|name| made.contains_key(name)));
        // A policy that was not thought about rules as none does.
        let made = Policy::parse(&policy(&answers)).unwrap();
        assert_eq!(made, Policy { countries: vec!["AL".into()], ..Policy::default() });
        assert_eq!(server(&args, &answers), "https://[::1]:7444");
    }
}
