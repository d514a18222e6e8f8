//! `vdx referral new`: from a form file, or step by step.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};
use dialoguer::{Confirm, Input, MultiSelect, Select};

use crate::client::{Liaison, Step, Trust};
use crate::domain::code_list::CodeList;
use crate::domain::codes::{AgeBand, Service};
use crate::domain::period::YearMonth;
use crate::domain::referral::{Addressee, OpenPart};
use crate::domain::referral_codes::{
    ChildRisk, LegalBasis, ReferralAction, ReferralStage, ReferralStatus, ReferralType,
};
use crate::foreign;
use crate::proto::v1;
use crate::referral::case::DAY;
use crate::referral::lifecycle;
use crate::words;

use super::super::common::now;
use super::super::speech::{language, said, sentence, word};
use super::act::judge;
use super::form::{BasisForm, Form, PersonForm, SealedForm};
use super::{Options, all_referrals, cases, id_of};

/// Identity, narrative and attachments are sealed on this machine to the recipient's key; the
/// exchange cannot read them, and the recipient only after it has accepted.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  vdx referral new                            asks step by step
  vdx referral form > case.toml               then fill it in, and
  vdx referral new --form case.toml
  vdx referral new --form case.toml --draft   send it later with: vdx referral send ID")]
pub struct Args {
    /// A filled-in form.
    #[arg(long, value_name = "FILE")]
    form: Option<PathBuf>,
    /// The handle of a hit: asks whoever holds the record for information. Nothing can be sealed
    /// before it has accepted: the form must have no `[sealed]` part.
    #[arg(long, value_name = "HANDLE")]
    hit: Option<String>,
    /// Keep it as a draft that only you can see.
    #[arg(long)]
    draft: bool,
    /// Write another referral, though one about the same case to the same recipient is open.
    #[arg(long)]
    again: bool,
    #[command(flatten)]
    options: Options,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let judged = args.options.with_liaison(async |mut liaison| {
        let (mut form, base) = match &args.form {
            Some(path) => {
                let base = path.parent().unwrap_or(Path::new(".")).to_owned();
                (Form::load(path)?, base)
            }
            None if std::io::stdin().is_terminal() => {
                (ask(&mut liaison, args.hit.is_some()).await?, PathBuf::from("."))
            }
            None => bail!("give --form FILE, or run this at a terminal to be asked step by step"),
        };
        if let Some(handle) = &args.hit {
            form.hit_handle = Some(handle.clone());
            form.recipient = None;
        }
        let open = form.open_part(liaison.keyring())?;
        if !args.again {
            demand_no_other(&liaison, &open).await?;
        }
        let referral = create(&mut liaison, &form, &base, args.draft).await?;
        if let Some(id) = id_of(&referral) {
            // It has been sent: that its number cannot be noted is told, and no failure.
            if let Err(error) = cases::keep(&args.options.cases_path(), id, form.case.trim()) {
                let why = [("why", format!("{error:#}").into())];
                note!("{}", sentence("cli-case_not_noted", &why));
            }
        }
        judge(&mut liaison, referral).await
    })?;
    judged.print(args.options.json)
}

/// Drafts the referral of a form and sends it unless it is to stay a draft.
pub async fn create(
    liaison: &mut Liaison,
    form: &Form,
    base: &Path,
    draft: bool,
) -> Result<v1::Referral> {
    let open = form.open_part(liaison.keyring())?;
    let content = match open.addressee {
        Addressee::Member(_) => form.content(base)?,
        Addressee::Hit(_) if form.seals_something() => bail!(
            "sealed: must be left out of a request that follows a hit, because whom to seal it to is disclosed only when it has accepted; nothing was sent. Take the [sealed] part out of the form, and send it after that: vdx referral message ID TEXT"
        ),
        Addressee::Hit(_) => None,
    };
    let referral = liaison.create(&open, content.as_ref()).await?;
    if draft {
        return Ok(referral);
    }
    let deadline = now() + i64::from(form.respond_within_days) * DAY;
    Ok(liaison.act(&referral, Step::new(ReferralAction::Send).until(deadline)).await?)
}

/// Refuses a second referral about the same case, as an arrow key and enter make it.
async fn demand_no_other(liaison: &Liaison, open: &OpenPart) -> Result<()> {
    let own = Some(crate::proto::referral::member_name(liaison.keyring().member()));
    for referral in all_referrals(liaison.client(), &[]).await? {
        let status = ReferralStatus::from_number(referral.status);
        let is_open = status.is_none_or(|status| !lifecycle::is_closed(status));
        let is_same = referral.sender == own
            && referral.open.as_ref().is_some_and(|other| other.pseudonym == open.pseudonym.0);
        if is_open && is_same {
            let id = hex::encode(&referral.open.clone().unwrap_or_default().referral_id);
            bail!(
                "nothing was sent: referral {} about this case to this recipient is {}. Go on with it (vdx referral show, send, message), or write another one with --again",
                &id[..id.len().min(8)],
                status.map_or("open", CodeList::code)
            );
        }
    }
    Ok(())
}

/// The words of a list's codes, for a menu.
fn labels<T: CodeList>() -> Vec<String> {
    let label = |code: &T| words::of(language(), *code).replace('`', "");
    T::ALL.iter().map(label).collect()
}

/// Chooses a code of a list.
fn select<T: CodeList>(prompt: &str) -> Result<String> {
    let chosen = Select::new().with_prompt(prompt).items(labels::<T>()).default(0).interact()?;
    Ok(T::ALL[chosen].code().to_owned())
}

/// Chooses from a list that may be left.
fn maybe<T: CodeList>(prompt: &str) -> Result<Option<String>> {
    let mut all = vec![word("cli-ask_unknown")];
    all.extend(labels::<T>());
    let chosen = Select::new().with_prompt(prompt).items(&all).default(0).interact()?;
    Ok(chosen.checked_sub(1).map(|place| T::ALL[place].code().to_owned()))
}

/// Asks until the answer is a month, or nothing where that is allowed.
fn month(prompt: &str, optional: bool) -> Result<Option<String>> {
    let rule = word("cli-ask_month_rule");
    let text: String = Input::new()
        .with_prompt(prompt)
        .allow_empty(optional)
        .validate_with(|text: &String| {
            let empty = optional && text.trim().is_empty();
            if empty || text.trim().parse::<YearMonth>().is_ok() {
                Ok(())
            } else {
                Err(rule.clone())
            }
        })
        .interact_text()?;
    Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
}

fn line(key: &str) -> Result<String> {
    Ok(Input::new().with_prompt(word(key)).allow_empty(true).interact_text()?)
}

async fn ask(liaison: &mut Liaison, follows_hit: bool) -> Result<Form> {
    let mut form = Form { respond_within_days: 14, ..Form::default() };
    if follows_hit {
        form.kind = "INFORMATION_REQUEST".into();
    } else {
        form.recipient = Some(ask_recipient(liaison).await?);
        form.kind = select::<ReferralType>(&word("cli-ask_type"))?;
    }
    note!("{}", word("cli-form_case"));
    form.case = Input::new().with_prompt(word("cli-ask_case")).interact_text()?;
    form.age_band = maybe::<AgeBand>(&word("cli-ask_age"))?;
    let needs = MultiSelect::new()
        .with_prompt(word("cli-ask_needs"))
        .items(labels::<Service>())
        .interact()?;
    form.needs = needs.into_iter().map(|place| Service::ALL[place].code().to_owned()).collect();
    form.stage = maybe::<ReferralStage>(&word("cli-ask_stage"))?;
    form.basis =
        BasisForm { kind: select::<LegalBasis>(&word("cli-ask_basis"))?, ..BasisForm::default() };
    if form.basis.kind == "CHILD_AT_RISK" {
        form.basis.child_risk = Some(select::<ChildRisk>(&word("cli-ask_child_risk"))?);
    } else {
        form.basis.recorded_on = month(&word("cli-ask_recorded_on"), false)?;
        form.basis.valid_until = month(&word("cli-ask_valid_until"), true)?;
    }
    form.respond_within_days = Input::new()
        .with_prompt(word("cli-ask_days"))
        .default(14)
        .validate_with(|days: &u32| {
            if (1..=365).contains(days) { Ok(()) } else { Err(said("must be 1 to 365")) }
        })
        .interact_text()?;
    if !follows_hit {
        note!("{}", word("cli-form_sealed"));
        form.sealed = Some(ask_sealed()?);
    }
    Ok(form)
}

async fn ask_recipient(liaison: &mut Liaison) -> Result<String> {
    let keys = liaison.client().all_liaison_keys(None).await?;
    let own = crate::proto::referral::member_name(liaison.keyring().member());
    let mut partners: Vec<&v1::LiaisonKey> =
        keys.iter().filter(|key| key.member.as_ref() != Some(&own)).collect();
    partners.dedup_by_key(|key| key.member.clone());
    let names: Vec<String> = partners
        .iter()
        .map(|key| {
            let member = key.member.clone().unwrap_or_default();
            foreign::line(&format!(
                "{} {} ({}/{})",
                key.country, key.display_name, member.trust_domain, member.member_id
            ))
        })
        .collect();
    if names.is_empty() {
        bail!("no partner has published a key yet");
    }
    let chosen =
        Select::new().with_prompt(word("cli-ask_recipient")).items(&names).default(0).interact()?;
    let name = partners[chosen].member.clone().unwrap_or_default();
    let member = crate::proto::referral::to_member("recipient", Some(&name))
        .map_err(|violation| anyhow::anyhow!("{}", violation.description))?;
    let chain = liaison.judge(&member).await?;
    if !chain.trust.is_good() {
        if chain.trust == Trust::Broken {
            let args = [("member", member.to_string().into())];
            note!("{}", sentence("cli-ask_key_changed", &args));
        }
        note!("{}\n  {}", word("cli-ask_call"), chain.latest.fingerprint());
        if !Confirm::new().with_prompt(word("cli-ask_same")).default(false).interact()? {
            bail!("nothing was sent: tell your coordinator that the fingerprints differ");
        }
        liaison.trust_key(&member, &chain.latest.fingerprint()).await?;
    }
    Ok(member.to_string())
}

fn ask_sealed() -> Result<SealedForm> {
    Ok(SealedForm {
        person: ask_person()?,
        narrative: line("cli-ask_narrative")?,
        attachments: ask_files()?,
        handover: None,
    })
}

fn ask_files() -> Result<Vec<PathBuf>> {
    let paths = |text: &str| -> Vec<PathBuf> {
        text.split(',').map(str::trim).filter(|path| !path.is_empty()).map(PathBuf::from).collect()
    };
    let text: String = Input::new()
        .with_prompt(word("cli-ask_files"))
        .allow_empty(true)
        .validate_with(|text: &String| match paths(text).iter().find(|path| !path.is_file()) {
            Some(path) => {
                Err(sentence("cli-ask_no_file", &[("path", path.display().to_string().into())]))
            }
            None => Ok(()),
        })
        .interact_text()?;
    Ok(paths(&text))
}

/// Asks who a person is.
pub fn ask_person() -> Result<PersonForm> {
    Ok(PersonForm {
        given_name: line("cli-ask_given_name")?,
        surname: line("cli-ask_surname")?,
        birth_date: line("cli-ask_birth_date")?,
        sex: line("cli-ask_sex")?,
        national_id: line("cli-ask_national_id")?,
        document: line("cli-ask_document")?,
        place_of_birth: line("cli-ask_place_of_birth")?,
        contact: line("cli-ask_contact")?,
    })
}
