//! `vdx referral keys`.

use std::io::IsTerminal;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Subcommand;
use serde_json::{Value, json};

use crate::client::{KnownKeys, Liaison, Trust};
use crate::proto::referral::{to_member, to_public_key};
use crate::proto::v1;
use crate::referral::keys::{Keyring, PublicKey};

use super::super::common::{date, print, runtime, table};
use super::Options;
use super::form::member;
use super::show::json_text;

#[derive(Subcommand)]
pub enum Command {
    /// Make your keys and publish the public half. Keep a copy of the file offline: without it
    /// nobody can read what was sealed to you.
    Init {
        #[command(flatten)]
        options: Options,
    },
    /// Make a new version of your keys; the old one confirms it, so that partners need not
    /// compare again, and goes on opening old mail.
    Rotate {
        #[command(flatten)]
        options: Options,
    },
    /// Show the fingerprint that you read to a partner.
    Show {
        #[command(flatten)]
        options: Options,
    },
    /// List the partners, their fingerprints, and whether you have compared them.
    List {
        #[command(flatten)]
        options: Options,
    },
    /// Note that you have compared a partner's fingerprint, by a way other than this exchange.
    Trust {
        /// The partner, as `list` shows it.
        member: String,
        /// The fingerprint that the partner read to you; asked for unless given.
        #[arg(long)]
        fingerprint: Option<String>,
        #[command(flatten)]
        options: Options,
    },
}

pub fn run(command: &Command) -> Result<ExitCode> {
    match command {
        Command::Init { options } => init(options),
        Command::Rotate { options } => rotate(options),
        Command::Show { options } => {
            let keyring = Keyring::load(&options.keys_path())?;
            tell(&keyring.public(), options.json)
        }
        Command::List { options } => list(options),
        Command::Trust { member, fingerprint, options } => {
            trust(options, member, fingerprint.as_deref())
        }
    }
}

fn init(options: &Options) -> Result<ExitCode> {
    let path = options.keys_path();
    if path.exists() {
        bail!("{} is there already; vdx referral keys rotate makes a new version", path.display());
    }
    let key = runtime()?.block_on(async {
        let client = options.client().await?;
        let caller = client.membership().get_caller(v1::GetCallerRequest {}).await?.into_inner();
        let caller = caller.member.unwrap_or_default();
        let member = crate::domain::id::MemberId::new(&caller.trust_domain, &caller.member_id)
            .map_err(|rule| anyhow::anyhow!("the exchange names a member that {rule}"))?;
        let keyring = Keyring::generate(member)?;
        keyring.save_new(&path)?;
        let key = keyring.public();
        let liaison = Liaison::new(client, keyring, KnownKeys::load(&options.known_path())?);
        liaison.publish_keys().await?;
        anyhow::Ok(key)
    })?;
    if !options.json {
        println!("{} written (readable by you alone). Keep a copy of it offline.", path.display());
    }
    tell(&key, options.json)
}

fn rotate(options: &Options) -> Result<ExitCode> {
    let path = options.keys_path();
    let key = options.with_liaison(async |liaison| {
        let mut keyring = Keyring::load(&path)?;
        // What an earlier run could not publish goes first.
        liaison.publish_keys().await?;
        keyring.rotate()?;
        // Kept before it is published: a key that partners seal to must not be lost.
        keyring.replace(&path)?;
        let key = keyring.public();
        let known = KnownKeys::load(&options.known_path())?;
        Liaison::new(liaison.client().clone(), keyring, known).publish_keys().await?;
        Ok(key)
    })?;
    tell(&key, options.json)
}

fn tell(key: &PublicKey, json: bool) -> Result<ExitCode> {
    if json {
        return print(&json_text(&key_json(key)));
    }
    print(&format!(
        "{}, version {}\nFingerprint: {}\nRead it to your partners by telephone; they run: vdx referral keys trust {}\n",
        key.member,
        key.version,
        key.fingerprint(),
        key.member
    ))
}

fn key_json(key: &PublicKey) -> Value {
    json!({
        "member": key.member.to_string(),
        "version": key.version,
        "fingerprint": key.fingerprint(),
    })
}

fn list(options: &Options) -> Result<ExitCode> {
    let partners = options.with_liaison(async |mut liaison| {
        let request = v1::ListLiaisonKeysRequest { member: None };
        let answer = liaison.client().liaison_keys().list_liaison_keys(request).await?;
        let mut partners: Vec<(v1::LiaisonKey, PublicKey, Trust)> = Vec::new();
        for message in answer.into_inner().keys {
            let member = to_member("key.member", message.member.as_ref())
                .map_err(|violation| anyhow::anyhow!("{}", violation.description))?;
            if member == *liaison.keyring().member() {
                continue;
            }
            let key = to_public_key(&message)
                .map_err(|violation| anyhow::anyhow!("{}", violation.description))?;
            // Versions come oldest first: the last one of a member counts.
            partners.retain(|(_, known, _)| known.member != member);
            let trust = liaison.judge(&member).await?.1;
            partners.push((message, key, trust));
        }
        Ok(partners)
    })?;
    if options.json {
        let list = partners.iter().map(|(message, key, trust)| {
            let mut value = key_json(key);
            value["country"] = message.country.clone().into();
            value["name"] = message.display_name.clone().into();
            value["compared"] = trust.is_good().into();
            value
        });
        return print(&json_text(&list.collect()));
    }
    if partners.is_empty() {
        return print("No partner has published a key yet.\n");
    }
    let header = ["country", "partner", "name", "version", "since", "fingerprint", "compared"];
    let mut table = table(&header.map(String::from));
    for (message, key, trust) in partners {
        let compared = match trust {
            Trust::Compared => "yes",
            Trust::Continued => "yes, by its former key",
            Trust::Unknown => "no",
            Trust::Broken => "NO: CHANGED",
        };
        table.add_row([
            message.country,
            key.member.to_string(),
            message.display_name,
            key.version.to_string(),
            date(message.published_at),
            key.fingerprint(),
            compared.into(),
        ]);
    }
    print(&format!("{table}\n"))
}

fn trust(options: &Options, name: &str, read: Option<&str>) -> Result<ExitCode> {
    let member = member("member", name)?;
    let key = options.with_liaison(async |mut liaison| {
        let (key, _) = liaison.judge(&member).await?;
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        match read {
            Some(read) if digits(read) == digits(&key.fingerprint()) => {}
            Some(_) => bail!(
                "the fingerprint is not that of the key which the exchange shows for {member}: seal nothing to it, and tell your coordinator"
            ),
            None if std::io::stdin().is_terminal() => {
                eprintln!("The exchange shows for {member}:\n  {}", key.fingerprint());
                let same = dialoguer::Confirm::new()
                    .with_prompt("Has the partner read the same to you, on a number that you know")
                    .default(false)
                    .interact()?;
                if !same {
                    bail!("nothing was noted");
                }
            }
            None => bail!("give --fingerprint with what the partner read to you"),
        }
        Ok(liaison.trust(&member).await?)
    })?;
    if options.json {
        return print(&json_text(&key_json(&key)));
    }
    print(&format!("Noted: the key of {member}, version {}, was compared.\n", key.version))
}
