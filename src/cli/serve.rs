//! `vdx serve`: runs an exchange.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, bail};

use crate::domain::codes::Role;
use crate::domain::member::void_roles;
use crate::exchange::{Exchange, ExchangeError, SystemClock};
use crate::grpc::Server;
use crate::metrics;
use crate::pseudonym::variant_faults;
use crate::store::{self, Engine, StoreError};

use super::common::{print, runtime};
use super::config::{Checked, Config, LogFormat};

/// Runs an exchange until it is told to stop (SIGTERM or Ctrl-C). Batches that were taken
/// are acknowledged before it ends.
#[derive(clap::Args)]
#[command(after_help = "\
Settings may be overridden by the environment: VDX_LISTEN, VDX_WEB_LISTEN, VDX_DATA_DIR, VDX_CERTIFICATE,
VDX_KEY, VDX_KEY_PASSPHRASE_FILE, VDX_EXCHANGE_KEY, VDX_STORAGE_KEY, VDX_POLICY, VDX_LINKAGE_PROFILE, VDX_LOG, VDX_LOG_FORMAT,
VDX_METRICS.")]
pub struct Args {
    /// Configuration file; vdx.example.toml explains it.
    #[arg(long, default_value = "vdx.toml", value_name = "FILE")]
    config: PathBuf,
    /// Check the configuration and the store, then stop: nothing is changed. Beside a running
    /// exchange its store is left alone.
    #[arg(long)]
    check: bool,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let config = Config::load(&args.config, |name| std::env::var(name).ok())?;
    let checked = config.check()?;
    log(&config)?;
    if args.check {
        return check(&config, checked);
    }
    allow_files(config.limits.files());
    runtime()?.block_on(async {
        let (server, exchange) = start(&config, checked).await?;
        tracing::info!(address = %server.address(), "serving");
        if let Some(address) = server.desk_address() {
            tracing::info!(%address, "pages for browsers");
        }
        // Not a task: a stop does not wait for it.
        let reading = exchange.clone();
        std::thread::spawn(move || {
            if reading.verify().is_ok() {
                tracing::info!("everything in the store has been read and is sound");
            }
        });
        server.serve(stopped()).await?;
        exchange.close()?;
        tracing::info!("stopped");
        anyhow::Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Tells whether an exchange would start, and changes nothing.
fn check(config: &Config, checked: Checked) -> Result<ExitCode> {
    let faults = variant_faults(&checked.setup.profile.variants);
    if !faults.is_empty() {
        bail!("linkage_profile: {}", faults.join("\n  "));
    }
    checked.trust.compare_with(config.data_dir.join("crl"))?;
    let looked = Looked::at(config, checked)?;
    let text = match &looked {
        Looked::Read(exchange) => {
            exchange.verify()?;
            "The configuration and the store are right."
        }
        Looked::None => "The configuration is right; the first start makes the store.",
        Looked::InUse => {
            "The configuration is right. The store is in use by a running exchange, which has read it \
             through at its start."
        }
        Looked::Sled => "The configuration is right. A store of the engine sled was not read.",
    };
    if !matches!(looked, Looked::InUse) {
        let listens = [("listen", Some(config.listen)), ("web_listen", config.web_listen)];
        for (name, address) in listens {
            let Some(address) = address else { continue };
            std::net::TcpListener::bind(address)
                .with_context(|| format!("{name}: cannot listen on {address}"))?;
        }
    }
    print(&format!("{text}\n"))
}

/// What there is where the store should be, without a change to it.
pub enum Looked {
    /// A store that could be read.
    Read(Box<Exchange>),
    /// No store.
    None,
    /// A store that a running exchange uses.
    InUse,
    /// A store of the engine sled, which cannot be opened without being changed.
    Sled,
}

impl Looked {
    /// Looks.
    pub fn at(config: &Config, checked: Checked) -> Result<Self, ExchangeError> {
        let settings = config.store(checked.storage_key.as_ref());
        let store = match store::look(&settings) {
            Ok(Some(store)) => store,
            Ok(None) if Engine::of(settings.dir).is_some() => return Ok(Self::Sled),
            Ok(None) => return Ok(Self::None),
            Err(StoreError::InUse(_)) => return Ok(Self::InUse),
            Err(error) => return Err(error.into()),
        };
        let clock = Arc::new(SystemClock);
        let exchange = Exchange::look(checked.setup, checked.secrets, store, clock)?;
        Ok(Self::Read(Box::new(exchange)))
    }
}

/// Has the process allowed as many open files as its connections take, or says that it is not.
fn allow_files(needed: u64) {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, getrlimit, setrlimit};
        let mut limit = getrlimit(Resource::Nofile);
        // None: unlimited.
        if limit.current.is_none_or(|current| current >= needed) {
            return;
        }
        limit.current = Some(limit.maximum.map_or(needed, |maximum| maximum.min(needed)));
        let is_set = setrlimit(Resource::Nofile, limit).is_ok();
        let allowed = getrlimit(Resource::Nofile).current;
        if !is_set || allowed.is_some_and(|allowed| allowed < needed) {
            tracing::warn!(
                allowed,
                needed,
                "fewer open files are allowed than [limits] may take: raise the limit (ulimit -n, LimitNOFILE), or lower max_connections and max_handshakes"
            );
        }
    }
    #[cfg(not(unix))]
    let _ = needed;
}

/// That the configured first coordinator is not the one whom the first start entered, and what to
/// do. Whoever was entered once stays in the register, also when suspended.
pub fn lost_coordinator(exchange: &Exchange) -> Option<String> {
    let named = exchange.first_coordinator();
    let members = exchange.members();
    if members.iter().any(|member| member.id == *named) {
        return None;
    }
    let coordinators = members.iter().filter(|member| member.roles.contains(&Role::Coordinator));
    let coordinators: Vec<String> = coordinators.map(|member| member.id.to_string()).collect();
    Some(format!(
        "first_coordinator: {named} is not in the register, whose coordinators are {}. It counts at the very first start alone. When a name was misspelt then and nothing is stored yet, stop the exchange, remove data_dir, and start it again; otherwise correct first_coordinator",
        coordinators.join(", ")
    ))
}

/// Seconds by which a clock that is kept right may be set back.
pub const MAX_CLOCK_LAG: i64 = 60;

/// Opens the store and listens.
pub async fn start(config: &Config, checked: Checked) -> Result<(Server, Exchange)> {
    let store = store::open(&config.store(checked.storage_key.as_ref()))?;
    if checked.storage_key.is_none() {
        tracing::warn!("the store is not encrypted: no storage_key is set");
    }
    checked.trust.remember_in(config.data_dir.join("crl"))?;
    let counting = config.metrics.map(|_| metrics::install()).transpose()?;
    // Told at each start, so that a start under another profile can be seen: all is linked anew by it.
    let profile = &checked.setup.profile;
    let lists = profile.variants.len();
    tracing::info!(match_keys = ?profile.id(), threshold = profile.threshold, variants = lists, "linkage profile");
    for fault in variant_faults(&profile.variants) {
        tracing::warn!("linkage_profile: {fault}");
    }
    let started = std::time::Instant::now();
    let exchange = Exchange::open(checked.setup, checked.secrets, store, Arc::new(SystemClock))?;
    tracing::info!(seconds = started.elapsed().as_secs_f32(), "store opened");
    for member in exchange.members() {
        for (role, rule) in void_roles(&member.roles) {
            tracing::warn!(member = %member.id, ?role, "a role in the register does not count: {rule}");
        }
    }
    if let Some(text) = lost_coordinator(&exchange) {
        tracing::warn!("{text}");
    }
    let lag = exchange.clock_lag()?;
    if lag > MAX_CLOCK_LAG {
        tracing::warn!(seconds = lag, "the clock is behind what was logged before: set it right");
    }
    if let (Some(address), Some(counting)) = (config.metrics, counting) {
        let listener = tokio::net::TcpListener::bind(address)
            .await
            .with_context(|| format!("metrics: cannot listen on {address}"))?;
        tokio::spawn(metrics::serve(listener, counting, exchange.clone()));
    }
    let (tls, trust) = (checked.tls, checked.trust);
    let server = Server::bind(config.listen, exchange.clone(), tls, trust, config.limits).await?;
    let mut server = server.with_hubs(checked.hubs);
    if let Some(address) = config.web_listen {
        server = server.with_desk(address).await?;
    }
    Ok((server, exchange))
}

fn log(config: &Config) -> Result<()> {
    let filter = tracing_subscriber::EnvFilter::builder()
        .parse(&config.log)
        .context("log: must be a filter such as info or vdx=debug")?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    match config.log_format {
        LogFormat::Text => builder.init(),
        LogFormat::Json => builder.json().init(),
    }
    Ok(())
}

/// Done at SIGTERM or Ctrl-C.
pub async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}
