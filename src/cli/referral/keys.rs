//! `vdx referral keys`.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Subcommand;
use serde_json::{Value, json};

use crate::client::{Chain, Liaison, LiaisonError, Trust, other_party};
use crate::domain::id::MemberId;
use crate::foreign;
use crate::proto::referral::{member_name, to_member, to_public_key};
use crate::proto::v1;
use crate::referral::keys::{Keyring, PublicKey};

use super::super::common::{
    NOT_VERIFIED, Usage, date, explain, json_text, keep_head, print, runtime, table,
};
use super::super::speech::{header, sentence, word};
use super::form::member;
use super::{Options, all_referrals};

#[derive(Subcommand)]
pub enum Command {
    /// Make the keys of your desk and publish the public half. Keep a copy of the file offline:
    /// without it nobody can read what was sealed to you. All persons and machines of a member use
    /// the same keys: where the member has published some before, nothing is made.
    Init {
        /// The keys that the member has published are lost, or stolen: make others in their place.
        /// New keys open nothing that was sealed to the lost ones, and every partner has to compare
        /// them again; whom to call is listed.
        #[arg(long)]
        replace_lost_keys: bool,
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
        Command::Init { replace_lost_keys, options } => init(options, *replace_lost_keys),
        Command::Rotate { options } => rotate(options),
        Command::Show { options } => show(options),
        Command::List { options } => list(options),
        Command::Trust { member, fingerprint, options } => {
            trust(options, member, fingerprint.as_deref())
        }
    }
}

fn init(options: &Options, replaces: bool) -> Result<ExitCode> {
    let path = options.keys_path();
    if path.exists() {
        bail!(
            "{} is there already; vdx referral keys rotate makes a new version. If its keys may be stolen: move the file away and run: vdx referral keys init --replace-lost-keys",
            path.display()
        );
    }
    let made = runtime()?.block_on(async {
        let client = options.client().await?;
        let caller = client.membership().get_caller(v1::GetCallerRequest {}).await?.into_inner();
        let caller = caller.member.unwrap_or_default();
        let member = MemberId::new(&caller.trust_domain, &caller.member_id)
            .map_err(|rule| anyhow::anyhow!("the exchange names a member that {rule}"))?;
        let shown = client.all_liaison_keys(None).await?;
        let own = Some(member_name(&member));
        let lost = shown.iter().filter(|key| key.member == own).map(|key| key.version).max();
        if let Some(latest) =
            shown.iter().filter(|key| key.member == own).max_by_key(|key| key.version)
            && !replaces
        {
            bail!("{}", keys_elsewhere(&member, latest, &path));
        }
        let version = lost.unwrap_or(0).checked_add(1);
        let version = version.context("the exchange shows a version after which there is none")?;
        let keyring = Keyring::generate_from(member, version)?;
        keyring.save_new(&path)?;
        let key = keyring.public();
        let liaison = options.liaison_with(client, keyring)?;
        liaison.publish_keys().await?;
        let partners = match lost {
            None => Vec::new(),
            Some(_) => partners(&liaison, &shown).await?,
        };
        keep_head(liaison.client()).await?;
        anyhow::Ok(Made { key, lost, partners })
    })?;
    if !options.json {
        say!("{} written (readable by you alone). Keep a copy of it offline.", path.display());
    }
    made.tell(options.json)
}

/// Why no keys are made for a member that has some, and what to do instead.
fn keys_elsewhere(member: &MemberId, latest: &v1::LiaisonKey, path: &Path) -> String {
    let fingerprint = to_public_key(latest).map(|key| key.fingerprint()).unwrap_or_default();
    format!(
        "nothing was made: {member} has keys. Version {} was published on {}, with the fingerprint {fingerprint}.\n\
         If another person or machine of your desk has them, or another profile of yours: copy its files .keys, .known and .seen to {} and beside it, or name them with --keys (or VDX_REFERRAL_KEYS).\n\
         If they are lost, or stolen: vdx referral keys init --replace-lost-keys makes others. Nothing that was sealed to the lost ones can be opened with them, every partner has to compare the new fingerprint, and whoever still uses the old ones is stopped.",
        latest.version,
        date(latest.published_at),
        path.display()
    )
}

/// Shows the fingerprint, and says when the exchange shows another key in the member's name.
fn show(options: &Options) -> Result<ExitCode> {
    let keyring = Keyring::load(&options.keys_path())?;
    let key = keyring.public();
    let foreign = options.with_liaison(async |liaison| {
        let member = liaison.keyring().member();
        let shown = liaison.client().all_liaison_keys(Some(member)).await?;
        let shown: Vec<PublicKey> =
            shown.iter().filter_map(|key| to_public_key(key).ok()).collect();
        let foreign = liaison.foreign_key(&shown);
        Ok(foreign.map(|key| (key.version, key.fingerprint())))
    });
    match foreign {
        Ok(None) => tell(&key, options.json),
        Ok(Some((version, fingerprint))) => {
            Err(LiaisonError::ForeignKey { version, fingerprint }.into())
        }
        // The fingerprint is good without the exchange.
        Err(error) => {
            note!(
                "note: the exchange could not be asked whether this is still your latest key: {}",
                explain(&error)
            );
            tell(&key, options.json)
        }
    }
}

/// New keys, and what follows from them.
struct Made {
    key: PublicKey,
    /// The last version before, of which nothing is left.
    lost: Option<u32>,
    /// Whom to call: the partner, and how many referrals with it are open.
    partners: Vec<(MemberId, usize)>,
}

impl Made {
    fn tell(&self, json: bool) -> Result<ExitCode> {
        let Some(lost) = self.lost else { return tell(&self.key, json) };
        if json {
            let mut value = key_json(&self.key);
            let call = self.partners.iter().map(
                |(partner, open)| json!({ "member": partner.to_string(), "open_referrals": open }),
            );
            value["lost_version"] = lost.into();
            value["read_fingerprint_to"] = call.collect();
            return print(&json_text(&value)?);
        }
        let mut text = format!(
            "{}, version {}: it takes the place of version {lost}, which does not confirm it.\nFingerprint: {}\n",
            self.key.member,
            self.key.version,
            self.key.fingerprint()
        );
        text += "Until they have compared it, your partners can neither write to you nor verify what you do.\nRead it by telephone, on a number that you know, to:\n";
        for (partner, open) in &self.partners {
            text += &match open {
                0 => format!("  {partner}\n"),
                open => format!("  {partner} ({open} open referrals)\n"),
            };
        }
        text += &format!(
            "They run:\n  vdx referral keys trust {}\n  vdx referral resend ID          for each open referral: what they had sealed to the lost key\nYour own file of compared keys stays good; if it is lost, too, compare theirs again.\nAn open referral that your keys cannot prove any more: vdx referral compare ID, with the same call.\n",
            self.key.member
        );
        print(&text)
    }
}

/// Everybody who has to compare a new key: those with open referrals first.
async fn partners(liaison: &Liaison, shown: &[v1::LiaisonKey]) -> Result<Vec<(MemberId, usize)>> {
    let own = liaison.keyring().member();
    let mut open: BTreeMap<MemberId, usize> = BTreeMap::new();
    for key in shown {
        if let Ok(member) = to_member("key.member", key.member.as_ref())
            && member != *own
        {
            open.entry(member).or_default();
        }
    }
    for referral in all_referrals(liaison.client(), &[]).await? {
        let is_open = !referral.allowed_actions.is_empty();
        if let Ok(other) = other_party(&referral, own) {
            *open.entry(other).or_default() += usize::from(is_open);
        }
    }
    let mut partners: Vec<(MemberId, usize)> = open.into_iter().collect();
    partners.sort_by_key(|(_, open)| std::cmp::Reverse(*open));
    Ok(partners)
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
        options.liaison_with(liaison.client().clone(), keyring)?.publish_keys().await?;
        Ok(key)
    })?;
    tell(&key, options.json)
}

fn tell(key: &PublicKey, json: bool) -> Result<ExitCode> {
    if json {
        return print(&json_text(&key_json(key))?);
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

/// A partner as the directory shows it, and how far its keys can be believed.
struct Partner {
    member: MemberId,
    country: String,
    name: String,
    since: i64,
    chain: Chain,
}

fn list(options: &Options) -> Result<ExitCode> {
    let (partners, warnings) = options.with_liaison(async |mut liaison| {
        let shown = liaison.client().all_liaison_keys(None).await?;
        let mut warnings = Vec::new();
        let mut of_member: BTreeMap<MemberId, Vec<(&v1::LiaisonKey, PublicKey)>> = BTreeMap::new();
        for message in &shown {
            match to_public_key(message) {
                Ok(key) => of_member.entry(key.member.clone()).or_default().push((message, key)),
                Err(wrong) => warnings.push(format!(
                    "The exchange shows a key that cannot be read: {} {}.",
                    wrong.field, wrong.description
                )),
            }
        }
        let mut partners = Vec::new();
        for (member, shown) in of_member {
            let keys: Vec<PublicKey> = shown.iter().map(|(_, key)| key.clone()).collect();
            if member == *liaison.keyring().member() {
                if let Some(key) = liaison.foreign_key(&keys) {
                    let (version, fingerprint) = (key.version, key.fingerprint());
                    warnings.push(LiaisonError::ForeignKey { version, fingerprint }.to_string());
                }
                continue;
            }
            let chain = match liaison.judge_shown(&member, &keys) {
                Ok(chain) => chain,
                Err(LiaisonError::NoKey(_)) => {
                    warnings.push(format!("No key that the exchange shows of {member} is sound."));
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            if chain.strangers > 0 {
                warnings.push(format!(
                    "The exchange shows {} key(s) in the name of {member} that cannot be: tell your coordinator.",
                    chain.strangers
                ));
            }
            let latest = shown.iter().find(|(_, key)| *key == chain.latest);
            let message = latest.map_or_else(v1::LiaisonKey::default, |(message, _)| (*message).clone());
            partners.push(Partner {
                member,
                country: message.country,
                name: message.display_name,
                since: message.published_at,
                chain,
            });
        }
        Ok((partners, warnings))
    })?;
    if options.json {
        let list = partners.iter().map(|partner| {
            let mut value = key_json(&partner.chain.latest);
            value["country"] = partner.country.clone().into();
            value["name"] = partner.name.clone().into();
            value["compared"] = partner.chain.trust.is_good().into();
            value
        });
        print(&json_text(&list.collect::<Value>())?)?;
    } else if partners.is_empty() {
        print(&(word("cli-keys_none") + "\n"))?;
    } else {
        print(&partner_table(&partners))?;
    }
    for warning in &warnings {
        note!("{}", foreign::line(warning));
    }
    Ok(if warnings.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(NOT_VERIFIED) })
}

fn partner_table(partners: &[Partner]) -> String {
    let mut table = table(&header([
        "cli-country",
        "cli-keys_partner",
        "cli-members_name",
        "cli-keys_version",
        "cli-release_since",
        "cli-keys_fingerprint",
        "cli-keys_compared",
    ]));
    for partner in partners {
        let key = &partner.chain.latest;
        let compared = word(match partner.chain.trust {
            Trust::Compared => "cli-keys_yes",
            Trust::Continued => "cli-keys_continued",
            Trust::Unknown => "cli-keys_no",
            Trust::Broken => "cli-keys_changed",
        });
        table.add_row([
            partner.country.clone(),
            partner.member.to_string(),
            partner.name.clone(),
            key.version.to_string(),
            date(partner.since),
            key.fingerprint(),
            compared,
        ]);
    }
    format!("{table}\n")
}

fn trust(options: &Options, name: &str, read: Option<&str>) -> Result<ExitCode> {
    let member = member("member", name).map_err(|error| Usage(error.to_string()))?;
    let key = options.with_liaison(async |mut liaison| {
        let read = match read {
            Some(read) => read.to_owned(),
            None if std::io::stdin().is_terminal() => {
                let fingerprint = liaison.judge(&member).await?.latest.fingerprint();
                let shown = [("member", member.to_string().into())];
                note!("{}\n  {fingerprint}", sentence("cli-keys_shows", &shown));
                let same = dialoguer::Confirm::new()
                    .with_prompt(word("cli-keys_read"))
                    .default(false)
                    .interact()?;
                if !same {
                    bail!("nothing was noted");
                }
                fingerprint
            }
            None => bail!("give --fingerprint with what the partner read to you"),
        };
        Ok(liaison.trust_key(&member, &read).await?)
    })?;
    if options.json {
        return print(&json_text(&key_json(&key))?);
    }
    let args = [("member", member.to_string().into()), ("version", key.version.into())];
    print(&(sentence("cli-keys_noted", &args) + "\n"))
}
