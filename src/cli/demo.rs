//! `vdx demo`: the whole exchange on one machine, with an invented population.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use indicatif::ProgressBar;
use tokio::sync::oneshot;

use crate::client::{Client, ClientProfile};
use crate::demo::{Export, INSTITUTIONS, exports, population};
use crate::domain::code_list::CodeList;
use crate::domain::codes::{KeyScope, MemberStatus, RecordKind, Role};
use crate::domain::profile::Profile as LinkageProfile;
use crate::exchange::ExchangeSecrets;
use crate::identity::SpiffeId;
use crate::identity::pki::{Authority, Profile};
use crate::linkage::{Linker, MentionKey, PairQuality, pair_quality};
use crate::proto::v1;
use crate::pseudonym::{Builder, Mapping, RecordIdKey, TokenKey};
use crate::release::plan::Plan;
use crate::store::StorageKey;

use super::common::{Format, explain, print, runtime, today};
use super::config::Config;
use super::demo_referral;
use super::indicators;
use super::query::{self, Shown};
use super::sending::{Submission, Way};
use super::submission::{Totals, open_rows};
use super::{release, serve};

/// Makes certificates and keys, invents a population and the exports that six institutions
/// hold of it, starts an exchange, submits everything over mutual TLS, publishes, and
/// shows what comes out. Nobody in the data exists.
#[derive(clap::Args)]
pub struct Args {
    /// Number of invented persons.
    #[arg(long, default_value_t = 4000, value_parser = clap::value_parser!(u32).range(100..=200_000))]
    persons: u32,
    /// Seed of the generator.
    #[arg(long, default_value_t = 2008)]
    seed: u64,
    /// Leave the exchange running and its files in place; print what to try next.
    #[arg(long)]
    keep: bool,
    /// Directory for --keep.
    #[arg(long, default_value = "vdx-demo")]
    dir: PathBuf,
}

const DOMAIN: &str = "exchange.example";
/// The key for record ids in the directory of each institution.
const IDS: &str = "ids.key";

pub fn run(args: &Args) -> Result<ExitCode> {
    let temporary = tempfile::tempdir()?;
    let dir = if args.keep {
        if args.dir.exists() {
            bail!("{} is there already: remove it, or choose another --dir", args.dir.display());
        }
        args.dir.clone()
    } else {
        temporary.path().to_owned()
    };
    runtime()?.block_on(Demo { args, dir }.run())?;
    Ok(ExitCode::SUCCESS)
}

struct Demo<'a> {
    args: &'a Args,
    dir: PathBuf,
}

impl Demo<'_> {
    async fn run(&self) -> Result<()> {
        let started = Instant::now();
        heading("1. Certificates and keys");
        let pki = self.dir.join("pki");
        fs::create_dir_all(&self.dir)?;
        let mut authority = Authority::init(&pki, DOMAIN, 30)?;
        let hosts = vec!["localhost".into(), "127.0.0.1".into()];
        authority.issue(&Profile::Server(hosts), 7, &pki.join("server"))?;
        let key = TokenKey::generate(KeyScope::National, 1)?;
        key.save(&self.dir.join("national.key"))?;
        let transnational = TokenKey::generate(KeyScope::Transnational, 1)?;
        transnational.save(&self.dir.join("transnational.key"))?;
        ExchangeSecrets::generate(&self.dir.join("exchange.key"))?;
        StorageKey::generate(&self.dir.join("storage.key"))?;
        say!(
            "An authority for {DOMAIN}, a national key, a transnational key, an exchange key, a storage key."
        );

        heading("2. Exports of six institutions");
        let persons = population(self.args.persons as usize, self.args.seed);
        let exports = exports(&persons, self.args.seed);
        for export in &exports {
            let dir = self.dir.join(export.institution);
            fs::create_dir_all(&dir)?;
            let ids = dir.join(IDS);
            if !ids.exists() {
                RecordIdKey::generate()?.save(&ids)?;
            }
            fs::write(dir.join(export.file), &export.content)?;
            fs::write(mapping_path(&dir, export), &export.mapping)?;
        }
        say!(
            "{} invented persons (seed {}), {} files: Albanian, Serbian in both alphabets, Romani,\nTurkish, Ukrainian and Moldovan names, with typing errors, swapped and missing fields.",
            persons.len(),
            self.args.seed,
            exports.len()
        );

        heading("3. The exchange starts");
        let config_path = self.dir.join("vdx.toml");
        fs::write(&config_path, config_text(&key, &transnational))?;
        fs::write(self.dir.join("policy.toml"), policy_text(self.args.persons))?;
        let config = Config::load(&config_path, |_| None)?;
        let (server, _) = serve::start(&config, config.check()?).await?;
        let address = server.address();
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = tokio::spawn(server.serve(async {
            let _ = stopped.await;
        }));
        say!("Listening on {address}: TLS 1.3, client certificates required.");

        heading("4. The coordinator adds the members");
        let coordinator =
            self.client(&mut authority, Role::Coordinator, "coordinator", address).await?;
        for (id, name, _) in INSTITUTIONS {
            put_member(&coordinator, id, name, "XK", Role::Institution).await?;
        }
        put_member(&coordinator, "monitoring-unit", "Monitoring unit", "XK", Role::Analyst).await?;
        for (id, name, country) in demo_referral::LIAISONS {
            put_member(&coordinator, id, name, country, Role::Liaison).await?;
        }
        say!(
            "{} institutions, one analyst, the liaisons of Kosovo and Albania.",
            INSTITUTIONS.len()
        );

        heading("5. Institutions pseudonymize and submit");
        let submitting = Instant::now();
        let totals =
            self.submit_all(&mut authority, &exports, [&key, &transnational], address).await?;
        let records = totals.stored + totals.amended + totals.unchanged;
        say!(
            "{records} records received in {:.1} s; {} rows rejected, with reasons beside their files.",
            submitting.elapsed().as_secs_f32(),
            totals.rejected
        );

        heading("6. A release, by two coordinators");
        self.release(&mut authority, address).await?;
        let quality = self.quality(&exports, &key)?;
        say!(
            "Against the known truth: {} victim records of {} persons were found to be {} persons;\nprecision {:.4}, recall {:.4} over pairs of records.",
            quality.records,
            quality.entities,
            quality.clusters,
            quality.precision,
            quality.recall
        );

        heading("7. What an analyst sees");
        let analyst =
            self.client(&mut authority, Role::Analyst, "monitoring-unit", address).await?;
        self.show_statistics(&analyst).await?;

        heading("8. A referral from Albania to Kosovo");
        let albania = self.client(&mut authority, Role::Liaison, "albania", address).await?;
        let kosovo = self.client(&mut authority, Role::Liaison, "kosovo", address).await?;
        let citizens = persons.iter().filter(|person| {
            person.citizenship == "AL"
                && exports.iter().any(|export| export.shares_abroad(person.number))
        });
        let citizens: Vec<_> = citizens.take(3).collect();
        demo_referral::play(&pki, [albania, kosovo], &transnational, &citizens).await?;

        heading("9. What others get");
        let police = self.client(&mut authority, Role::Institution, "police", address).await?;
        refused("an institution that queries", query_persons(&police).await)?;
        let stranger = async {
            query_persons(&self.client(&mut authority, Role::Analyst, "stranger", address).await?)
                .await
        };
        refused("a valid certificate of nobody in the register", stranger.await)?;
        let profile = ClientProfile {
            server: format!("https://localhost:{}", address.port()),
            ca: pki.join("ca.pem"),
            ..ClientProfile::default()
        };
        let nobody = async { query_persons(&Client::connect(&profile).await?).await };
        refused("no certificate at all", nobody.await)?;

        say!("\nAll of it took {:.1} s.", started.elapsed().as_secs_f32());
        if self.args.keep {
            self.what_next(address);
            serve::stopped().await;
        }
        drop((coordinator, analyst, police));
        let _ = stop.send(());
        serving.await.context("the server task")??;
        Ok(())
    }

    async fn client(
        &self,
        authority: &mut Authority,
        role: Role,
        member: &str,
        address: SocketAddr,
    ) -> Result<Client> {
        let role = role.code().to_lowercase();
        let id = SpiffeId::parse(&format!("spiffe://{DOMAIN}/{role}/{member}"))?;
        self.client_of(authority, id, member, address).await
    }

    async fn client_of(
        &self,
        authority: &mut Authority,
        id: SpiffeId,
        member: &str,
        address: SocketAddr,
    ) -> Result<Client> {
        let stem = self.dir.join("pki").join(member);
        authority.issue(&Profile::Client(id), 7, &stem)?;
        let ids = self.dir.join(member).join(IDS);
        let profile = ClientProfile {
            id_key: ids.exists().then(|| Path::new("..").join(member).join(IDS)),
            server: format!("https://localhost:{}", address.port()),
            ca: "ca.pem".into(),
            certificate: Some(format!("{member}.pem").into()),
            key: Some(format!("{member}.key.pem").into()),
            ..ClientProfile::default()
        };
        let path = stem.with_extension("toml");
        fs::write(&path, toml::to_string(&profile)?)?;
        Ok(Client::connect(&ClientProfile::load(&path)?).await?)
    }

    /// One coordinator proposes, another person of the same member approves.
    async fn release(&self, authority: &mut Authority, address: SocketAddr) -> Result<()> {
        let started = Instant::now();
        let [first, second] = ["1", "2"].map(|person| (format!("coordinator-{person}"), person));
        let first = self.person(authority, &first.0, first.1, address).await?;
        let second = self.person(authority, &second.0, second.1, address).await?;
        let scope = Some(release::for_good("2008-2011".parse()?));
        let request = v1::ProposeReleaseRequest { scope };
        let proposed = first.publication().propose_release(request).await?.into_inner();
        let number = proposed.release.unwrap_or_default().number;
        let own = v1::ApproveReleaseRequest { number };
        let refused = first.publication().approve_release(own).await;
        if refused.is_ok() {
            bail!("who proposed a release could approve it, which must not be");
        }
        let request = v1::ApproveReleaseRequest { number };
        let approved = second.publication().approve_release(request).await?.into_inner();
        print(&release::describe(&approved.release.unwrap_or_default()))?;
        say!(
            "Measured and fitted in {:.1} s. Whoever proposed it could not approve it.",
            started.elapsed().as_secs_f32()
        );
        Ok(())
    }

    /// A client of a person of the coordinator.
    async fn person(
        &self,
        authority: &mut Authority,
        stem: &str,
        person: &str,
        address: SocketAddr,
    ) -> Result<Client> {
        let id = format!("spiffe://{DOMAIN}/coordinator/coordinator/person/{person}");
        self.client_of(authority, SpiffeId::parse(&id)?, stem, address).await
    }

    /// All institutions at the same time, each through the steps of `vdx submit`.
    async fn submit_all(
        &self,
        authority: &mut Authority,
        exports: &[Export],
        [key, transnational]: [&TokenKey; 2],
        address: SocketAddr,
    ) -> Result<Totals> {
        let mut clients = HashMap::new();
        for (id, _, _) in INSTITUTIONS {
            clients.insert(*id, self.client(authority, Role::Institution, id, address).await?);
        }
        let mut tasks = Vec::new();
        for export in exports {
            let dir = self.dir.join(export.institution);
            let (file, mapping) = (dir.join(export.file), mapping_path(&dir, export));
            let builder = builder(&mapping, key)?.with_transnational(vec![transnational.clone()]);
            let submission = Submission::prepare(&file, builder)?;
            let client = clients[export.institution].clone();
            tasks.push(tokio::spawn(async move {
                let totals =
                    submission.send(&client, ProgressBar::hidden(), Way::default()).await?;
                anyhow::Ok((file, totals))
            }));
        }
        let mut sum = Totals::default();
        for task in tasks {
            let (file, totals) = task.await??;
            let name = file.strip_prefix(&self.dir).unwrap_or(&file);
            say!(
                "  {:<30} {:>6} stored {:>4} rejected",
                name.display().to_string(),
                totals.stored,
                totals.rejected
            );
            sum.stored += totals.stored;
            sum.amended += totals.amended;
            sum.unchanged += totals.unchanged;
            sum.rejected += totals.rejected;
        }
        Ok(sum)
    }

    /// Links the same exports offline, by the code that the exchange runs: the exchange
    /// itself tells nobody which records are one person.
    fn quality(&self, exports: &[Export], key: &TokenKey) -> Result<PairQuality> {
        let mut linker = Linker::new(LinkageProfile::shipped());
        let mut truth: Vec<(MentionKey, usize)> = Vec::new();
        for export in exports {
            let dir = self.dir.join(export.institution);
            let builder = builder(&mapping_path(&dir, export), key)?;
            let persons: HashMap<_, usize> = export
                .truth
                .iter()
                .filter_map(|(id, person)| Some((builder.record_id(id)?, *person)))
                .collect();
            for row in open_rows(&dir.join(export.file), &builder)?.flatten() {
                let Ok(records) = builder.build(&row) else { continue };
                let [record] = records.as_slice() else { continue };
                for tokens in record.token_groups() {
                    let mention = MentionKey(linker.len() as u128);
                    linker.insert(mention, tokens);
                    if record.kind() == RecordKind::Victim
                        && let Some(person) = persons.get(record.record_id())
                    {
                        truth.push((mention, *person));
                    }
                }
            }
        }
        Ok(pair_quality(truth.into_iter().map(|(key, person)| (linker.person(key), person))))
    }

    async fn show_statistics(&self, analyst: &Client) -> Result<()> {
        let request = v1::QueryTableRequest {
            measure: v1::Measure::Persons as i32,
            group_by: vec!["gender".into(), "age_band".into()],
            filters: vec![v1::Filter {
                dimension: "country_of_exploitation".into(),
                codes: vec!["XK".into()],
            }],
            period: indicators::request("2008-2011".parse()?).period,
            tier: 0,
        };
        say!(
            "vdx query --measure persons --by gender,age_band \\\n    --where country_of_exploitation=XK --years 2008-2011"
        );
        let answer = analyst.statistics().query_table(request).await?.into_inner();
        say!("{}", query::render(&answer, Format::Table, Shown::default(), &BTreeSet::new())?);
        say!("vdx indicators --years 2008-2011");
        let request = indicators::request("2008-2011".parse()?);
        let answer = analyst.statistics().get_indicators(request).await?.into_inner();
        print(&indicators::render(&answer, Format::Table)?)?;
        Ok(())
    }

    fn what_next(&self, address: SocketAddr) {
        let dir = self.dir.display();
        say!(
            "\nThe exchange listens on {address}; Ctrl-C ends it, {dir} stays. Try in another terminal:\n\
             \x20 vdx query --profile {dir}/pki/monitoring-unit.toml --by exploitation_type,year --years 2010-2011\n\
             \x20 vdx indicators --profile {dir}/pki/monitoring-unit.toml --years 2010 --lang sq\n\
             \x20 vdx report --profile {dir}/pki/monitoring-unit.toml --form strategy --year 2010 --compare 2009 --out report.html\n\
             \x20 vdx release show 1 --profile {dir}/pki/monitoring-unit.toml\n\
             \x20 vdx records --profile {dir}/pki/police.toml\n\
             \x20 vdx submit --profile {dir}/pki/police.toml --key {dir}/national.key \\\n\
             \x20     --mapping {dir}/police/victims.toml {dir}/police/victims.csv --dry-run | head -1\n\
             \x20 vdx referral list --profile {dir}/pki/kosovo.toml\n\
             \x20 vdx referral new --profile {dir}/pki/albania.toml\n\
             \x20 vdx referral inbox --profile {dir}/pki/kosovo.toml\n\
             \x20 vdx members list --profile {dir}/pki/coordinator.toml\n\
             \x20 vdx members suspend --profile {dir}/pki/coordinator.toml {DOMAIN}/police\n\
             \x20 vdx pki revoke --dir {dir}/pki spiffe://{DOMAIN}/analyst/monitoring-unit"
        );
    }
}

fn heading(text: &str) {
    say!("\n{text}");
}

fn mapping_path(dir: &Path, export: &Export) -> PathBuf {
    dir.join(export.file).with_extension("toml")
}

fn builder(mapping: &Path, key: &TokenKey) -> Result<Builder> {
    let ids = RecordIdKey::load(&mapping.with_file_name(IDS))?;
    let mapping = Mapping::load(mapping)?;
    mapping.check_fields()?;
    let builder = Builder::new(mapping, LinkageProfile::shipped(), vec![key.clone()], today());
    Ok(builder.with_record_ids(&ids)?)
}

/// What the exchange of the demo releases: a block of the years in which its persons are found.
fn policy_text(persons: u32) -> String {
    let rows = if persons < 1_000 { 8_000 } else { 40_000 };
    let plan = Plan::expecting(u64::from(persons)).name;
    format!(
        r#"block_years = 4
plan = "{plan}"
countries = ["XK", "AL", "RS", "MK", "MD", "UA"]
rows = {rows}
"#
    )
}

fn config_text(key: &TokenKey, transnational: &TokenKey) -> String {
    format!(
        r#"listen = "127.0.0.1:0"
data_dir = "data"
certificate = "pki/server.pem"
key = "pki/server.key.pem"
exchange_key = "exchange.key"
storage_key = "storage.key"
policy = "policy.toml"
country = "XK"
first_coordinator = "spiffe://{DOMAIN}/coordinator/coordinator"
regions = ["PRISHTINA", "PRIZREN", "PEJA", "MITROVICA", "GJILAN", "FERIZAJ", "GJAKOVA"]

[[trust]]
domain = "{DOMAIN}"
ca = "pki/ca.pem"
crl = "pki/crl.pem"

[[key_epochs]]
epoch = {}
check_value = "{}"

[[transnational_key_epochs]]
epoch = {}
check_value = "{}"
"#,
        key.epoch(),
        hex::encode(key.check_value()),
        transnational.epoch(),
        hex::encode(transnational.check_value())
    )
}

async fn put_member(
    client: &Client,
    id: &str,
    name: &str,
    country: &str,
    role: Role,
) -> Result<()> {
    let member = v1::Member {
        trust_domain: DOMAIN.into(),
        member_id: id.into(),
        display_name: name.into(),
        country: country.into(),
        roles: vec![i32::from(role.number())],
        status: i32::from(MemberStatus::Active.number()),
    };
    client.membership().put_member(v1::PutMemberRequest { member: Some(member) }).await?;
    Ok(())
}

async fn query_persons(client: &Client) -> Result<()> {
    let request =
        v1::QueryTableRequest { measure: v1::Measure::Persons as i32, ..Default::default() };
    client.statistics().query_table(request).await?;
    Ok(())
}

fn refused(who: &str, result: Result<()>) -> Result<()> {
    match result {
        Ok(()) => bail!("{who} got an answer, which must not be"),
        Err(error) => say!("  {who}: {}", explain(&error)),
    }
    Ok(())
}
