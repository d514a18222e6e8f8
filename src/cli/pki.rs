//! `vdx pki`: a certificate authority for those who have none.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{ArgGroup, Subcommand};

use crate::client::ClientProfile;
use crate::domain::code_list::CodeList;
use crate::domain::codes::Role;
use crate::domain::id::MemberId;
use crate::identity::pki::{Authority, Issued, MOST_AUTHORITY_DAYS, MOST_DAYS, Profile};
use crate::identity::{
    Passphrase, SpiffeId, TlsFiles, encrypt_key, is_encrypted_key, pkcs12, request,
};
use crate::secret_file::write_private;
use crate::small_file::{self, SMALL};

use super::common::{beside, date, table, wrong_usage};
use super::passphrase::{self, New, NewOrMade, Source};
use super::speech::header;

#[derive(Subcommand)]
pub enum Command {
    /// Make a new authority.
    Init {
        /// Its directory.
        #[arg(long, default_value = "pki")]
        dir: PathBuf,
        /// Trust domain that it speaks for, for example exchange.example
        #[arg(long)]
        trust_domain: String,
        /// Days of validity.
        #[arg(long, default_value_t = 1825, value_parser = clap::value_parser!(i64).range(1..=MOST_AUTHORITY_DAYS))]
        days: i64,
        /// Encrypt the authority's key under a passphrase, which is asked for twice.
        #[arg(long)]
        encrypt: bool,
        #[command(flatten)]
        passphrase: New,
    },
    /// Issue a certificate with a new key, and a client profile beside it. Files that are there
    /// stay: --out names others, for a second role of a member too.
    #[command(group(ArgGroup::new("whom").required(true).args(["server", "role"])))]
    Issue {
        /// The authority's directory.
        #[arg(long, default_value = "pki")]
        dir: PathBuf,
        /// For an exchange: its host names and addresses, separated by commas.
        #[arg(long, value_delimiter = ',', conflicts_with_all = ["role", "member", "system", "person"])]
        server: Vec<String>,
        /// For a member: institution, analyst, liaison, coordinator or auditor.
        #[arg(long, requires = "member")]
        role: Option<String>,
        /// For a member: its id.
        #[arg(long, requires = "role")]
        member: Option<String>,
        /// For a member: one of its systems.
        #[arg(long)]
        system: Option<String>,
        /// The person who will use it: a staff number or another name that says nothing of who
        /// it is, never a person's name. It stands in the lines of the audit log.
        #[arg(long, value_name = "ID")]
        person: Option<String>,
        /// Days of validity.
        #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(i64).range(1..=MOST_DAYS))]
        days: i64,
        /// Path of the files without ending; the member's id, and the person's, in the
        /// authority's directory unless given.
        #[arg(long)]
        out: Option<PathBuf>,
        /// Replace the certificate and key that are there. The certificate before stays valid until
        /// it is revoked, and a client profile that is there stays as it is.
        #[arg(long)]
        replace: bool,
        /// The exchange that the client profile names.
        #[arg(long, default_value = "https://localhost:7443", value_parser = address)]
        exchange: String,
        /// Authorities that the client profile names: a file that holds both, while this one takes
        /// over from another. This authority's own unless given.
        #[arg(long, value_name = "FILE")]
        ca: Option<PathBuf>,
        #[command(flatten)]
        passphrase: Source,
    },
    /// Make a key on the machine that will use it, and a request to sign: the key never leaves.
    Request {
        /// Path of the files without ending: writes STEM.key.pem and STEM.csr.pem
        #[arg(long, default_value = "member")]
        out: PathBuf,
        /// The exchange that the client profile names.
        #[arg(long, default_value = "https://localhost:7443", value_parser = address)]
        exchange: String,
        /// Encrypt the key under a passphrase, which is asked for twice.
        #[arg(long)]
        encrypt: bool,
        #[command(flatten)]
        passphrase: New,
    },
    /// Sign a request. Who it is for is said here; the names in the request count for nothing.
    Sign {
        /// The authority's directory.
        #[arg(long, default_value = "pki")]
        dir: PathBuf,
        /// The request.
        #[arg(long, value_name = "FILE")]
        csr: PathBuf,
        /// institution, analyst, liaison, coordinator or auditor.
        #[arg(long)]
        role: String,
        /// The member's id.
        #[arg(long)]
        member: String,
        /// One of its systems.
        #[arg(long)]
        system: Option<String>,
        /// The person who will use it: a staff number or another name that says nothing of who
        /// it is, never a person's name. It stands in the lines of the audit log.
        #[arg(long, value_name = "ID")]
        person: Option<String>,
        /// Days of validity.
        #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(i64).range(1..=MOST_DAYS))]
        days: i64,
        /// The certificate.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[command(flatten)]
        passphrase: Source,
    },
    /// Issue a certificate that was issued before once more, with a new key.
    Renew {
        /// The authority's directory.
        #[arg(long, default_value = "pki")]
        dir: PathBuf,
        /// SPIFFE id, or a host name of a server, as `vdx pki show` lists them.
        subject: String,
        /// Days of validity.
        #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(i64).range(1..=MOST_DAYS))]
        days: i64,
        /// Path of the files without ending.
        #[arg(long)]
        out: PathBuf,
        #[command(flatten)]
        passphrase: Source,
    },
    /// Revoke a certificate, or all of a member in a role, with those of its systems and persons.
    /// Running exchanges notice by themselves.
    Revoke {
        /// The authority's directory.
        #[arg(long, default_value = "pki")]
        dir: PathBuf,
        /// Serial number or SPIFFE id, as `vdx pki show` lists them; spiffe://DOMAIN/ROLE/MEMBER
        /// stands for all certificates that begin so.
        serial_or_subject: String,
        #[command(flatten)]
        passphrase: Source,
    },
    /// Sign a fresh revocation list; needed every 30 days, revocations or not.
    RenewCrl {
        /// The authority's directory.
        #[arg(long, default_value = "pki")]
        dir: PathBuf,
        #[command(flatten)]
        passphrase: Source,
    },
    /// Encrypt a private key under a passphrase, or change the one that it has: an authority's
    /// (pki/ca.key.pem) or a member's.
    Encrypt {
        /// The key.
        #[arg(value_name = "FILE")]
        key: PathBuf,
        /// File whose first line is the present passphrase; - for standard input. Asked on the
        /// terminal when left out.
        #[arg(long, value_name = "FILE")]
        old_passphrase_file: Option<PathBuf>,
        #[command(flatten)]
        passphrase: New,
    },
    /// Put a certificate and its key into one PKCS#12 file, for a browser or Windows.
    Export {
        /// Path of certificate and key without ending: reads STEM.pem and STEM.key.pem
        #[arg(value_name = "STEM")]
        stem: PathBuf,
        /// The file to make; it is encrypted under the passphrase.
        #[arg(long, value_name = "FILE")]
        p12: PathBuf,
        /// Certificates of the authorities that the file is to hold as well.
        #[arg(long, value_name = "FILE")]
        ca: Option<PathBuf>,
        /// File whose first line is the passphrase of the key, when it is encrypted. Asked on the
        /// terminal when left out.
        #[arg(long, value_name = "FILE")]
        key_passphrase_file: Option<PathBuf>,
        #[command(flatten)]
        passphrase: NewOrMade,
    },
    /// List what was issued.
    Show {
        /// The authority's directory.
        #[arg(long, default_value = "pki")]
        dir: PathBuf,
    },
}

pub fn run(command: &Command) -> Result<ExitCode> {
    match command {
        Command::Init { dir, trust_domain, days, encrypt, passphrase } => {
            let passphrase =
                encrypt.then(|| passphrase.choose(&Authority::key_path(dir))).transpose()?;
            Authority::init_with(dir, trust_domain, *days, passphrase.as_ref())?;
            say!("Authority of {trust_domain} made in {}.", dir.display());
            say!("Keep ca.key.pem offline; give ca.pem to everybody, crl.pem to the exchange.");
        }
        Command::Issue {
            dir,
            server,
            role,
            member,
            system,
            person,
            days,
            out,
            replace,
            exchange,
            ca,
            passphrase,
        } => {
            let mut authority = open(dir, passphrase)?;
            let (profile, name) = match (role, member) {
                (Some(role), Some(member)) => {
                    let (system, person) = (system.as_deref(), person.as_deref());
                    // Persons of one member have files of their own.
                    let name = match person {
                        Some(person) => format!("{member}-{person}"),
                        None => member.clone(),
                    };
                    (client(&authority, role, member, system, person)?, name)
                }
                _ => (Profile::Server(server.clone()), "server".into()),
            };
            let stem = out.clone().unwrap_or_else(|| dir.join(name));
            let is_client = matches!(profile, Profile::Client(_));
            let before = authority.holder(&file(&stem, "pem")).cloned();
            if !*replace {
                demand_free(&authority, &stem, is_client)?;
            }
            let issued = authority.issue(&profile, *days, &stem)?;
            report(&issued, &stem);
            if let Some(before) = before.filter(|before| before.revoked_at.is_none()) {
                say!(
                    "It took the place of a certificate of {}, which stays valid: vdx pki revoke {}",
                    before.subject,
                    before.serial
                );
            }
            let path = file(&stem, "toml");
            if is_client && path.exists() {
                say!("Client profile: {} was there, and is as it was", path.display());
            } else if is_client {
                write_profile(&path, &stem, Some(dir), ca.as_deref(), exchange)?;
                say!("Client profile: {} (use it with --profile)", path.display());
            }
        }
        Command::Request { out, exchange, encrypt, passphrase } => {
            let passphrase = encrypt.then(|| passphrase.choose(out)).transpose()?;
            let csr = request(out, passphrase.as_ref())?;
            let path = file(out, "toml");
            if !path.exists() {
                write_profile(&path, out, None, None, exchange)?;
            }
            say!(
                "Send {} to the coordinator; {}.key.pem stays here.",
                csr.display(),
                out.display()
            );
            say!(
                "Put what comes back into {0}.pem, and ca.pem beside it; then --profile {0}.toml",
                out.display()
            );
        }
        Command::Sign { dir, csr, role, member, system, person, days, out, passphrase } => {
            let mut authority = open(dir, passphrase)?;
            let (system, person) = (system.as_deref(), person.as_deref());
            let profile = client(&authority, role, member, system, person)?;
            if let Some(before) = authority.holder(out)
                && Some(&before.subject) != subject_of(&profile).as_ref()
            {
                bail!(
                    "nothing was signed: {} holds the certificate of {}; name another file with --out",
                    out.display(),
                    before.subject
                );
            }
            let text =
                small_file::read_text(csr, SMALL).with_context(|| csr.display().to_string())?;
            let issued = authority.sign_request(&text, &profile, *days, out)?;
            say!("{} valid to {}", issued.subject, date(issued.expires_at));
            say!("  {}, serial {}", out.display(), issued.serial);
        }
        Command::Renew { dir, subject, days, out, passphrase } => {
            let mut authority = open(dir, passphrase)?;
            let subject = issued_as(&authority, subject)?;
            let profile = match SpiffeId::parse(&subject) {
                Ok(id) => Profile::Client(id),
                Err(_) => Profile::Server(subject.split(',').map(String::from).collect()),
            };
            if let Some(before) = authority.holder(&file(out, "pem"))
                && before.subject != subject
            {
                bail!(
                    "nothing was renewed: {}.pem holds the certificate of {}, not of {subject}",
                    out.display(),
                    before.subject
                );
            }
            report(&authority.issue(&profile, *days, out)?, out);
        }
        Command::Revoke { dir, serial_or_subject, passphrase } => {
            let revoked = open(dir, passphrase)?.revoke(serial_or_subject)?;
            say!("Revoked {}; {} is fresh.", revoked.len(), dir.join("crl.pem").display());
            revoked.iter().for_each(|issued| say!("  {}  {}", issued.serial, issued.subject));
        }
        Command::RenewCrl { dir, passphrase } => {
            open(dir, passphrase)?.write_crl()?;
            say!("{} is fresh.", dir.join("crl.pem").display());
        }
        Command::Encrypt { key, old_passphrase_file, passphrase } => {
            let old = unlock(key, old_passphrase_file.as_deref(), "--old-passphrase-file")?;
            encrypt_key(key, old.as_ref(), &passphrase.choose(key)?)?;
            say!("{} is encrypted.", key.display());
            if old.is_none() {
                say!(
                    "Copies made of it before are not, and what the disk holds of the old file may still be readable."
                );
            }
        }
        Command::Export { stem, p12, ca, key_passphrase_file, passphrase } => {
            let name = |ending| PathBuf::from(format!("{}.{ending}", stem.display()));
            let mut files = TlsFiles::new(name("pem"), name("key.pem"));
            let phrase = key_passphrase_file.as_deref();
            files.passphrase = unlock(&files.key, phrase, "--key-passphrase-file")?;
            let (passphrase, made) = passphrase.choose(p12)?;
            let bytes = pkcs12(&files, ca.as_deref(), &passphrase)?;
            write_private(p12, &bytes).with_context(|| p12.display().to_string())?;
            if let Some(made) = made {
                say!("Passphrase, shown this once: {}", made.as_str());
            }
            say!("{}: import it, then delete it; its passphrase guards the key.", p12.display());
            say!(
                "The key is in two places now: whoever opens the browser's profile acts as its holder. Protect the profile with a password, and remove the certificate from it when it is no longer used there."
            );
        }
        Command::Show { dir } => {
            let (trust_domain, all) = Authority::list(dir)?;
            say!("Authority of {trust_domain}");
            let mut table = table(&header([
                "cli-pki_serial",
                "cli-pki_subject",
                "cli-pki_expires",
                "cli-pki_revoked",
            ]));
            for issued in &all {
                let revoked = issued.revoked_at.map(date).unwrap_or_default();
                table.add_row([
                    &issued.serial,
                    &issued.subject,
                    &date(issued.expires_at),
                    &revoked,
                ]);
            }
            say!("{table}");
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Opens an authority; asks for the passphrase of its key when it has one.
fn open(dir: &Path, passphrase: &Source) -> Result<Authority> {
    let key = Authority::key_path(dir);
    let passphrase = is_encrypted_key(&key).then(|| passphrase.open(&key)).transpose()?;
    Ok(Authority::open_with(dir, passphrase.as_ref())?)
}

/// The passphrase of a key that is encrypted, from the file that an option names, or asked for.
fn unlock(key: &Path, file: Option<&Path>, option: &str) -> Result<Option<Passphrase>> {
    is_encrypted_key(key).then(|| passphrase::of_key(key, file, option)).transpose()
}

/// One of the files of a stem. A dot in the stem is part of its name.
fn file(stem: &Path, ending: &str) -> PathBuf {
    beside(stem, &format!(".{ending}"))
}

/// Refuses to lose a key, a certificate, or a profile that somebody has edited.
fn demand_free(authority: &Authority, stem: &Path, is_client: bool) -> Result<()> {
    let endings: &[&str] =
        if is_client { &["key.pem", "pem", "toml"] } else { &["key.pem", "pem"] };
    let Some(there) = endings.iter().map(|ending| file(stem, ending)).find(|path| path.exists())
    else {
        return Ok(());
    };
    let whose = match authority.holder(&file(stem, "pem")) {
        Some(issued) => format!(" (of {})", issued.subject),
        None => String::new(),
    };
    bail!(
        "nothing was issued: {}{whose} is there already. Name other files with --out, or replace them with --replace; vdx pki renew gives the same certificate for longer",
        there.display()
    )
}

/// The subject by which an authority has issued: itself, or that of the server of which it is a
/// host name.
fn issued_as(authority: &Authority, subject: &str) -> Result<String> {
    let hosts = |text: &str| {
        let mut hosts: Vec<String> = text.split(',').map(|host| host.trim().to_owned()).collect();
        hosts.sort_unstable();
        hosts
    };
    let asked = hosts(subject);
    let mut found: Vec<&str> = Vec::new();
    for issued in authority.issued() {
        let has = hosts(&issued.subject);
        if asked.iter().all(|host| has.contains(host)) && !found.contains(&&*issued.subject) {
            found.push(&issued.subject);
        }
    }
    match found.as_slice() {
        _ if found.contains(&subject) => Ok(subject.to_owned()),
        [one] => Ok((*one).to_owned()),
        [] => bail!("{subject} was never issued here; vdx pki show lists what was"),
        several => bail!("{subject} fits several: name one of {} whole", several.join("; ")),
    }
}

/// Checks the address of an exchange.
fn address(text: &str) -> std::result::Result<String, String> {
    let rule = "must be https://HOST:PORT";
    let uri: http::Uri = text.parse().map_err(|_| rule.to_owned())?;
    let is_bare = uri.path() == "/" && uri.query().is_none();
    match (uri.scheme_str(), uri.host()) {
        (Some("https"), Some(_)) if is_bare => Ok(text.to_owned()),
        _ => Err(rule.to_owned()),
    }
}

/// The profile of a member's system, or of a person who uses it.
fn client(
    authority: &Authority,
    role: &str,
    member: &str,
    system: Option<&str>,
    person: Option<&str>,
) -> Result<Profile> {
    let Some(role) = Role::from_code(role) else {
        wrong_usage!(
            "--role: {role:?}: must be institution, analyst, liaison, coordinator or auditor"
        );
    };
    let named = [("--member", Some(member)), ("--system", system), ("--person", person)];
    for (option, name) in named {
        let Some(name) = name else { continue };
        if let Err(rule) = MemberId::new(authority.trust_domain(), name) {
            let more = match option {
                "--person" => "; a staff number, never a person's name",
                _ => "",
            };
            wrong_usage!("{option}: {name:?}: {rule}{more}");
        }
    }
    let role = role.code().to_lowercase();
    let mut uri = format!("spiffe://{}/{role}/{member}", authority.trust_domain());
    if let Some(system) = system {
        uri += &format!("/{system}");
    }
    if let Some(person) = person {
        uri += &format!("/person/{person}");
    }
    Ok(Profile::Client(SpiffeId::parse(&uri)?))
}

fn report(issued: &Issued, stem: &Path) {
    say!("{} valid to {}", issued.subject, date(issued.expires_at));
    say!("  {0}.pem and {0}.key.pem, serial {1}", stem.display(), issued.serial);
}

/// Whose certificate a profile makes, for a member's.
fn subject_of(profile: &Profile) -> Option<String> {
    match profile {
        Profile::Client(id) => Some(id.to_string()),
        Profile::Server(_) => None,
    }
}

fn write_profile(
    path: &Path,
    stem: &Path,
    authority: Option<&Path>,
    ca: Option<&Path>,
    exchange: &str,
) -> Result<()> {
    let name = |ending: &str| {
        let file = stem.file_name().unwrap_or_default().to_string_lossy().into_owned();
        PathBuf::from(format!("{file}.{ending}"))
    };
    // Beside the authority the profile can be moved with its directory.
    let ca = match authority {
        _ if ca.is_some() => std::path::absolute(ca.unwrap_or(path))?,
        Some(dir) if stem.parent() != Some(dir) => std::path::absolute(dir.join("ca.pem"))?,
        _ => PathBuf::from("ca.pem"),
    };
    let profile = ClientProfile {
        server: exchange.into(),
        ca,
        certificate: Some(name("pem")),
        key: Some(name("key.pem")),
        ..ClientProfile::default()
    };
    std::fs::write(path, toml::to_string(&profile)?)?;
    Ok(())
}
