//! The form of a referral: a TOML file, or the answers to questions at the terminal.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::domain::code_list::CodeList;
use crate::domain::codes::{AgeBand, Service};
use crate::domain::id::MemberId;
use crate::domain::referral::{Addressee, Basis, HitHandle, MAX_ATTACHMENTS, OpenPart, ReferralId};
use crate::domain::referral_codes::{ChildRisk, LegalBasis, ReferralStage, ReferralType};
use crate::proto::v1;
use crate::referral::envelope::MAX_CONTENT;
use crate::referral::keys::Keyring;
use crate::small_file::{self, SMALL};
use crate::words;

use super::super::common::wrap;
use super::super::speech::{language, word};
use super::code;

/// Columns in which an explanation of the form is written.
const COLUMNS: usize = 98;

/// What `vdx referral form` prints: the fields are those of every language, and what is to be written into
/// them is explained in the reader's.
pub fn template() -> String {
    let part = |key: &str| format!("# --- {} ---\n", word(key));
    let own = |key: &str| explained(&word(key));
    let coded = |key: &str, codes: String| own(key) + &codes;
    let person = |(name, key): (&str, &str)| format!("{name} = \"\"  # {}\n", word(key));
    let people = [
        ("given_name", "cli-ask_given_name"),
        ("surname", "cli-ask_surname"),
        ("birth_date", "cli-ask_birth_date"),
        ("sex", "cli-ask_sex"),
        ("national_id", "cli-ask_national_id"),
        ("document", "cli-ask_document"),
        ("place_of_birth", "cli-ask_place_of_birth"),
        ("contact", "cli-ask_contact"),
    ];
    [
        own("cli-form_intro"),
        "\n".into(),
        part("cli-form_open"),
        "\n".into(),
        own("cli-form_recipient"),
        "recipient = \"\"\n\n".into(),
        coded("cli-ask_type", meanings::<ReferralType>()),
        "type = \"\"\n\n".into(),
        own("cli-form_case"),
        "case = \"\"\n\n".into(),
        coded("cli-ask_age", meanings::<AgeBand>()),
        "age_band = \"\"\n\n".into(),
        coded("cli-form_needs", meanings::<Service>()),
        "needs = []\n\n".into(),
        coded("cli-ask_stage", meanings::<ReferralStage>()),
        "stage = \"\"\n\n".into(),
        own("cli-form_respond"),
        "respond_within_days = 14\n\n".into(),
        part("cli-ask_basis"),
        "[basis]\n".into(),
        coded("cli-form_basis", meanings::<LegalBasis>()),
        "kind = \"\"\n".into(),
        own("cli-form_recorded_on"),
        "recorded_on = \"\"\n".into(),
        own("cli-form_valid_until"),
        "valid_until = \"\"\n".into(),
        coded("cli-form_child_risk", meanings::<ChildRisk>()),
        "child_risk = \"\"\n\n".into(),
        part("cli-form_sealed"),
        "[sealed]\n".into(),
        own("cli-ask_narrative"),
        "narrative = \"\"\"\n\"\"\"\n".into(),
        own("cli-form_attachments"),
        "attachments = []\n\n[sealed.person]\n".into(),
        people.map(person).concat(),
        "\n".into(),
        own("cli-form_handover"),
        "# [sealed.handover]\n# place = \"\"\n# time = \"\"\n# escort = \"\"\n".into(),
    ]
    .concat()
}

/// An explanation, as lines that are no part of the form.
fn explained(text: &str) -> String {
    let lines = wrap(text, COLUMNS - 2);
    lines.lines().map(|line| format!("# {line}\n")).collect()
}

/// The codes of a list with their words.
fn meanings<T: CodeList>() -> String {
    let label = |code: &T| words::of(language(), *code).replace('`', "");
    T::ALL.iter().map(|code| format!("#   {}: {}\n", code.code(), label(code))).collect()
}

/// What the forms of earlier versions said in the place of a narrative: nobody means it.
const FORMER_NARRATIVE: &str = "What happened, and what is asked.";

/// A filled-in form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // explained in the template
pub struct Form {
    pub recipient: Option<String>,
    pub hit_handle: Option<String>,
    #[serde(rename = "type")]
    pub kind: String,
    pub case: String,
    pub age_band: Option<String>,
    #[serde(default)]
    pub needs: Vec<String>,
    pub stage: Option<String>,
    #[serde(default = "two_weeks")]
    pub respond_within_days: u32,
    pub basis: BasisForm,
    pub sealed: Option<SealedForm>,
}

fn two_weeks() -> u32 {
    14
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct BasisForm {
    pub kind: String,
    pub recorded_on: Option<String>,
    pub valid_until: Option<String>,
    pub child_risk: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)]
pub struct SealedForm {
    pub narrative: String,
    pub attachments: Vec<PathBuf>,
    pub person: PersonForm,
    pub handover: Option<HandoverForm>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)]
pub struct PersonForm {
    pub given_name: String,
    pub surname: String,
    pub birth_date: String,
    pub sex: String,
    pub national_id: String,
    pub document: String,
    pub place_of_birth: String,
    pub contact: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)]
pub struct HandoverForm {
    pub place: String,
    pub time: String,
    pub escort: String,
}

/// A member by its name `trust-domain/id`.
pub fn member(field: &str, text: &str) -> Result<MemberId> {
    let parts = text.trim().split_once('/');
    parts.and_then(|(domain, name)| MemberId::new(domain, name).ok()).with_context(|| {
        format!("{field}: must be trust-domain/id, as vdx referral keys list shows")
    })
}

impl Form {
    /// Reads a form file.
    pub fn load(path: &Path) -> Result<Self> {
        read(path)
    }

    /// Makes the open part.
    pub fn open_part(&self, keyring: &Keyring) -> Result<OpenPart> {
        let recipient = self.recipient.as_ref().filter(|name| !name.trim().is_empty());
        let addressee = match (recipient, &self.hit_handle) {
            (None, None) => {
                bail!("recipient: is required: one of those that vdx referral keys list shows")
            }
            (Some(recipient), None) => Addressee::Member(member("recipient", recipient)?),
            (None, Some(handle)) => {
                let mut bytes = [0; 16];
                hex::decode_to_slice(handle.trim(), &mut bytes)
                    .ok()
                    .context("hit_handle: must be the 32 digits that the hit check printed")?;
                Addressee::Hit(HitHandle(bytes))
            }
            _ => bail!("recipient: give either a recipient or a hit_handle"),
        };
        if self.case.trim().is_empty() {
            bail!("case: is required: your own number of the case, which stays with you");
        }
        if !(1..=365).contains(&self.respond_within_days) {
            bail!("respond_within_days: must be 1 to 365");
        }
        let partner = match &addressee {
            Addressee::Member(member) => member.to_string(),
            Addressee::Hit(handle) => hex::encode(handle.0),
        };
        let optional = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        let month = |field: &str, text: &Option<String>| {
            optional(text)
                .map(|text| {
                    let rule = || anyhow::anyhow!("{field}: must be a month, as in 2026-03");
                    text.trim().parse().map_err(|_| rule())
                })
                .transpose()
        };
        let basis = Basis {
            basis: code::<LegalBasis>("basis.kind", &self.basis.kind)?,
            recorded_on: month("basis.recorded_on", &self.basis.recorded_on)?,
            valid_until: month("basis.valid_until", &self.basis.valid_until)?,
            child_risk: optional(&self.basis.child_risk)
                .map(|risk| code::<ChildRisk>("basis.child_risk", &risk))
                .transpose()?,
        };
        let mut id = [0; 16];
        getrandom::fill(&mut id)
            .map_err(|_| anyhow::anyhow!("the operating system gave no random bytes"))?;
        Ok(OpenPart {
            id: ReferralId(id),
            addressee,
            kind: code::<ReferralType>("type", &self.kind)?,
            pseudonym: keyring.pseudonym(&partner, &self.case),
            age_band: optional(&self.age_band)
                .map(|band| code::<AgeBand>("age_band", &band))
                .transpose()?,
            needs: self
                .needs
                .iter()
                .map(|need| code::<Service>("needs", need))
                .collect::<Result<Vec<_>>>()?,
            stage: optional(&self.stage)
                .map(|stage| code::<ReferralStage>("stage", &stage))
                .transpose()?,
            basis,
        })
    }

    /// Whether somebody has filled in something to seal.
    pub fn seals_something(&self) -> bool {
        let Some(sealed) = &self.sealed else { return false };
        let person = sealed.person.message();
        let handover = sealed.handover.clone().unwrap_or_default();
        let words = [
            &sealed.narrative,
            &person.given_name,
            &person.surname,
            &person.birth_date,
            &person.sex,
            &person.national_id,
            &person.document,
            &person.place_of_birth,
            &person.contact,
            &handover.place,
            &handover.time,
            &handover.escort,
        ];
        let is_filled_in = |word: &&String| !word.trim().is_empty() && !is_former(word);
        !sealed.attachments.is_empty() || words.iter().any(is_filled_in)
    }

    /// Refuses a sealed part of which nobody has filled in anything, and text that is the form's
    /// own: the recipient would accept a case of nobody.
    fn demand_sealed(&self, sealed: &SealedForm) -> Result<()> {
        if is_former(&sealed.narrative) {
            bail!(
                "sealed.narrative: is still the text of the form; nothing was sent. Say what happened, and what is asked, or leave it empty"
            );
        }
        if !self.seals_something() {
            bail!(
                "sealed: nothing in it is filled in; nothing was sent. Fill in sealed.narrative, sealed.person or sealed.attachments; where there is nothing to seal, the form must have no [sealed] part"
            );
        }
        Ok(())
    }

    /// Makes the contents to seal; paths of attachments are relative to `base`.
    pub fn content(&self, base: &Path) -> Result<Option<v1::SealedContent>> {
        let Some(sealed) = &self.sealed else { return Ok(None) };
        self.demand_sealed(sealed)?;
        if is_no_date(&sealed.person.birth_date) {
            bail!(
                "sealed.person.birth_date: there is no such date; nothing was sent. Write it as 1991-03-07 or 07.03.1991, or in words what is known"
            );
        }
        if sealed.attachments.len() > MAX_ATTACHMENTS {
            bail!("sealed.attachments: must name at most {MAX_ATTACHMENTS} files");
        }
        let mut attachments = Vec::new();
        let mut room = MAX_CONTENT as u64;
        for path in &sealed.attachments {
            let full = base.join(path);
            let named = || format!("sealed.attachments: {}", full.display());
            let metadata = std::fs::metadata(&full).with_context(named)?;
            if !metadata.is_file() {
                bail!("{}: must be a file", named());
            }
            let too_large = || {
                anyhow::anyhow!(
                    "{}: all that is sealed must be at most {MAX_CONTENT} bytes; nothing was sent",
                    named()
                )
            };
            let content = match metadata.len() > room {
                true => return Err(too_large()),
                false => small_file::read(&full, room),
            };
            let content = content.map_err(|error| match error.kind() {
                std::io::ErrorKind::FileTooLarge => too_large(),
                _ => anyhow::Error::from(error).context(named()),
            })?;
            room -= content.len() as u64;
            let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into());
            attachments.push(v1::Attachment { name, content });
        }
        Ok(Some(v1::SealedContent {
            person: Some(sealed.person.message()),
            narrative: sealed.narrative.trim().into(),
            handover: sealed.handover.as_ref().map(|handover| v1::Handover {
                place: handover.place.clone(),
                time: handover.time.clone(),
                escort: handover.escort.clone(),
            }),
            attachments,
            resent_event: 0,
        }))
    }
}

/// Whether a text is written as a date of which there is none, as in 32.13.2008. Words are no date, and
/// may stand where nobody knows one.
fn is_no_date(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.');
    let parts: Vec<&str> = text.split(['.', '-', '/']).map(str::trim).collect();
    let is_digits = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    // What is not known of a date is often written as zeros.
    let is_date = parts.len() == 3 && parts.iter().all(is_digits);
    let numbers: Vec<i16> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let &[first, second, third] = numbers.as_slice() else { return is_date };
    let days = |year, month, day| match (i8::try_from(month), i8::try_from(day)) {
        (Ok(month), Ok(day)) => jiff::civil::Date::new(year, month.max(1), day.max(1)).is_ok(),
        _ => false,
    };
    is_date
        && !days(first, second, third)
        && !days(third, second, first)
        && !days(third, first, second)
}

/// Whether a text is what the form says by itself.
fn is_former(text: &str) -> bool {
    text.trim() == FORMER_NARRATIVE
}

/// Reads a file that holds an identity: no mistake in it repeats any of it.
fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T> {
    let text = small_file::read_text(path, SMALL).with_context(|| path.display().to_string())?;
    // The message of the parser would repeat lines of the form, which hold the identity.
    toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(0, |span| text[..span.start].lines().count().max(1));
        let message = error.message();
        // A quoted text is a value.
        let what = if message.contains('"') { "not a value of the right kind" } else { message };
        anyhow::anyhow!("{}, line {line}: {what}", path.display())
    })
}

impl PersonForm {
    /// Reads a file that says who a person is.
    pub fn load(path: &Path) -> Result<Self> {
        read(path)
    }

    fn message(&self) -> v1::SealedPerson {
        v1::SealedPerson {
            given_name: self.given_name.clone(),
            surname: self.surname.clone(),
            birth_date: self.birth_date.clone(),
            sex: self.sex.clone(),
            national_id: self.national_id.clone(),
            document: self.document.clone(),
            place_of_birth: self.place_of_birth.clone(),
            contact: self.contact.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The form with all that is required.
    fn filled_in() -> String {
        [
            ("recipient = \"\"", "recipient = \"exchange.example/kosovo\""),
            ("type = \"\"", "type = \"PROTECTION_AND_SHELTER\""),
            ("case = \"\"", "case = \"AL-17\""),
            ("kind = \"\"", "kind = \"VICTIM_CONSENT\""),
            ("recorded_on = \"\"", "recorded_on = \"2026-10\""),
            ("narrative = \"\"\"\n", "narrative = \"\"\"\nAsks for a place.\n"),
        ]
        .iter()
        .fold(template(), |form, (from, to)| {
            assert!(form.contains(from), "{from}");
            form.replacen(from, to, 1)
        })
    }

    #[test]
    fn a_date_that_does_not_exist_is_told_from_words() {
        for right in [
            "",
            "1991-03-07",
            "07.03.1991.",
            "7/3/1991",
            "00.00.1991",
            "1991",
            "about 16",
            "3/25/1991",
        ] {
            assert!(!is_no_date(right), "{right}");
        }
        for wrong in ["32.13.2008", "2008-02-30", "31.04.2001", "99999.1.1"] {
            assert!(is_no_date(wrong), "{wrong}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn attachments_are_files_and_no_larger_than_what_is_sealed() {
        let dir = tempfile::tempdir().unwrap();
        let large = dir.path().join("large");
        std::fs::File::create(&large).unwrap().set_len(1 << 40).unwrap();
        for (path, told) in
            [("/dev/zero", "must be a file"), ("large", "at most"), (".", "must be a file")]
        {
            let form =
                filled_in().replacen("attachments = []", &format!("attachments = [\"{path}\"]"), 1);
            let form: Form = toml::from_str(&form).unwrap();
            let error = form.content(dir.path()).unwrap_err().to_string();
            assert!(error.starts_with("sealed.attachments:") && error.contains(told), "{error}");
        }
    }

    #[test]
    fn the_template_is_a_form_and_mistakes_name_the_field() {
        let keyring =
            Keyring::from_bytes(MemberId::new("al.example", "tirana").unwrap(), [1; 32], [2; 32]);
        let right = filled_in();
        let form: Form = toml::from_str(&right).unwrap();
        let open = form.open_part(&keyring).unwrap();
        assert_eq!(open.kind, ReferralType::ProtectionAndShelter);
        assert!(form.content(Path::new(".")).unwrap().is_some());
        for (from, to, field) in [
            ("Asks for a place.", "", "sealed:"),
            ("Asks for a place.", FORMER_NARRATIVE, "sealed.narrative:"),
        ] {
            let wrong: Form = toml::from_str(&right.replacen(from, to, 1)).unwrap();
            let error = wrong.content(Path::new(".")).unwrap_err().to_string();
            assert!(error.starts_with(field) && error.contains("nothing was sent"), "{error}");
        }
        for (from, to, field) in [
            ("case = \"AL-17\"", "case = \" \"", "case"),
            ("\"PROTECTION_AND_SHELTER\"", "\"SHELTER\"", "type"),
            ("age_band = \"\"", "age_band = \"17\"", "age_band"),
            ("needs = []", "needs = [\"FOOD\"]", "needs"),
            ("2026-10", "last month", "basis.recorded_on"),
            ("2026-10", "YYYY-MM", "basis.recorded_on"),
            ("\"VICTIM_CONSENT\"", "\"NONE\"", "basis.kind"),
            ("exchange.example/kosovo", "Kosovo", "recipient"),
            ("= 14", "= 0", "respond_within_days"),
            // As the form has them.
            ("exchange.example/kosovo", "", "recipient"),
            ("PROTECTION_AND_SHELTER\"\n", "\"\n", "type"),
            ("AL-17", "", "case"),
            ("\"VICTIM_CONSENT\"", "\"\"", "basis.kind"),
        ] {
            let wrong: Form = toml::from_str(&right.replacen(from, to, 1)).unwrap();
            let error = wrong.open_part(&keyring).unwrap_err().to_string();
            assert!(error.starts_with(field), "{field}: {error}");
        }
    }

    #[test]
    fn what_is_filled_in_to_be_sealed_is_known_from_the_template() {
        let form = |text: &str| toml::from_str::<Form>(text).unwrap().seals_something();
        let template = template();
        assert!(!form(&template));
        let empty = "narrative = \"\"\"\n";
        assert!(!form(&template.replacen(empty, &format!("{empty}{FORMER_NARRATIVE}\n"), 1)));
        let bare = &template[..template.find("[sealed]").unwrap()];
        assert!(!form(bare));
        for (from, to) in [
            ("narrative = \"\"\"\n", "narrative = \"\"\"\nHides from her cousin.\n"),
            ("\nsurname = \"\"", "\nsurname = \"Krasniqi\""),
            ("attachments = []", "attachments = [\"report.pdf\"]"),
            ("# [sealed.handover]\n# place = \"\"", "[sealed.handover]\nplace = \"Han\""),
        ] {
            assert!(form(&template.replacen(from, to, 1)), "{to}");
        }
    }

    #[test]
    fn a_broken_form_is_not_repeated() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("form.toml");
        std::fs::write(&path, "type = \"MEDICAL\"\nsurname = Krasniqi\n").unwrap();
        let error = Form::load(&path).unwrap_err().to_string();
        assert!(error.contains("line 2") && !error.contains("Krasniqi"), "{error}");
        std::fs::write(&path, "type = \"MEDICAL\"\nneeds = \"Krasniqi\"\n").unwrap();
        let error = Form::load(&path).unwrap_err().to_string();
        assert!(error.contains("line 2") && !error.contains("Krasniqi"), "{error}");
    }
}
