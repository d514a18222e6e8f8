//! Referrals, keys and statements to and from messages: used by the server and by clients.

use crate::domain::code_list::CodeList;
use crate::domain::id::{MEMBER_RULE, MemberId};
use crate::domain::period::YearMonth;
use crate::domain::record::Pseudonym;
use crate::domain::referral::{Addressee, Basis, HitHandle, OpenPart, ReferralId};
use crate::domain::referral_codes::DeclineReason;
use crate::domain::rules::Violation;
use crate::referral::envelope::envelope_hash;
use crate::referral::history::{Hash, Statement};
use crate::referral::keys::{KeyId, PublicKey, Signature};

use super::{number, v1, year_month};

/// Writes the name of a member as a message.
pub fn member_name(member: &MemberId) -> v1::MemberName {
    v1::MemberName {
        trust_domain: member.trust_domain.to_string(),
        member_id: member.name.to_string(),
    }
}

/// Reads the name of a member.
pub fn to_member(field: &str, name: Option<&v1::MemberName>) -> Result<MemberId, Violation> {
    let name = name.ok_or_else(|| Violation::new(field, "is required"))?;
    MemberId::new(&name.trust_domain, &name.member_id)
        .map_err(|_| Violation::new(field, format!("a member's id {MEMBER_RULE}")))
}

fn array<const N: usize>(field: &str, bytes: &[u8]) -> Result<[u8; N], Violation> {
    bytes.try_into().map_err(|_| Violation::new(field, format!("must have exactly {N} bytes")))
}

/// Reads the id of a referral.
pub fn to_referral_id(field: &str, bytes: &[u8]) -> Result<ReferralId, Violation> {
    array(field, bytes).map(ReferralId)
}

fn code<T: CodeList>(field: &str, number: i32) -> Result<Option<T>, Violation> {
    match number {
        0 => Ok(None),
        number => T::from_number(number).map(Some).ok_or_else(|| {
            let rule = format!("must be a value of {} (1 to {})", T::LIST, T::ALL.len());
            Violation::new(field, rule)
        }),
    }
}

/// Reads a code that must be there.
pub fn required_code<T: CodeList>(field: &str, number: i32) -> Result<T, Violation> {
    code(field, number)?.ok_or_else(|| Violation::new(field, "is required"))
}

fn month(field: &str, month: Option<v1::YearMonth>) -> Result<Option<YearMonth>, Violation> {
    let Some(month) = month else { return Ok(None) };
    YearMonth::new(month.year, month.month).map(Some).ok_or_else(|| {
        Violation::new(field, "must have a year of 1900 to 2199 and a month of 1 to 12")
    })
}

/// Reads an open part, or tells all that is wrong with it.
pub fn to_open_part(message: &v1::ReferralOpenPart) -> Result<OpenPart, Vec<Violation>> {
    let mut wrong = Vec::new();
    let mut keep = Keep(&mut wrong);
    let basis = message.basis.unwrap_or_default();
    let id = keep.value(to_referral_id("open.referral_id", &message.referral_id));
    let addressee = match (&message.recipient, message.hit_handle.is_empty()) {
        (Some(_), true) => keep
            .value(to_member("open.recipient", message.recipient.as_ref()))
            .map(Addressee::Member),
        (None, false) => keep
            .value(array("open.hit_handle", &message.hit_handle))
            .map(|handle| Addressee::Hit(HitHandle(handle))),
        _ => keep.value(Err(Violation::new(
            "open.recipient",
            "give either a recipient or a hit_handle",
        ))),
    };
    let kind = keep.value(required_code("open.type", message.r#type));
    let pseudonym = keep.value(array("open.pseudonym", &message.pseudonym)).map(Pseudonym);
    let age_band = keep.value(code("open.age_band", message.age_band));
    let needs: Vec<_> = message
        .needs
        .iter()
        .enumerate()
        .filter_map(|(place, need)| {
            keep.value(required_code(&format!("open.needs[{place}]"), *need))
        })
        .collect();
    let stage = keep.value(code("open.stage", message.stage));
    let kind_of_basis = keep.value(required_code("open.basis.basis", basis.basis));
    let recorded_on = keep.value(month("open.basis.recorded_on", basis.recorded_on));
    let valid_until = keep.value(month("open.basis.valid_until", basis.valid_until));
    let child_risk = keep.value(code("open.basis.child_risk", basis.child_risk));
    let open = (|| {
        let basis = Basis {
            basis: kind_of_basis?,
            recorded_on: recorded_on?,
            valid_until: valid_until?,
            child_risk: child_risk?,
        };
        Some(OpenPart {
            id: id?,
            addressee: addressee?,
            kind: kind?,
            pseudonym: pseudonym?,
            age_band: age_band?,
            needs,
            stage: stage?,
            basis,
        })
    })();
    open.filter(|_| wrong.is_empty()).ok_or(wrong)
}

/// Collector of the violations of a message.
struct Keep<'a>(&'a mut Vec<Violation>);

impl Keep<'_> {
    fn value<T>(&mut self, result: Result<T, Violation>) -> Option<T> {
        result.map_err(|violation| self.0.push(violation)).ok()
    }
}

/// Writes an open part as a message.
pub fn from_open_part(open: &OpenPart) -> v1::ReferralOpenPart {
    let (recipient, hit_handle) = match &open.addressee {
        Addressee::Member(member) => (Some(member_name(member)), Vec::new()),
        Addressee::Hit(handle) => (None, handle.0.to_vec()),
    };
    v1::ReferralOpenPart {
        referral_id: open.id.0.to_vec(),
        recipient,
        r#type: number(Some(open.kind)),
        pseudonym: open.pseudonym.0.to_vec(),
        age_band: number(open.age_band),
        needs: open.needs.iter().map(|need| number(Some(*need))).collect(),
        stage: number(open.stage),
        basis: Some(v1::ReferralBasis {
            basis: number(Some(open.basis.basis)),
            recorded_on: open.basis.recorded_on.map(year_month),
            valid_until: open.basis.valid_until.map(year_month),
            child_risk: number(open.basis.child_risk),
        }),
        hit_handle,
    }
}

/// Reads a statement of an actor about envelopes with these hashes.
pub fn to_statement(
    actor: Option<MemberId>,
    message: Option<&v1::SignedStatement>,
    sealed: Option<[Hash; 2]>,
) -> Result<(Statement, Option<(KeyId, Signature)>), Violation> {
    let message = message.ok_or_else(|| Violation::new("statement", "is required"))?;
    let statement = Statement {
        number: message.number,
        previous: array("statement.previous", &message.previous)?,
        actor,
        action: required_code("statement.action", message.action)?,
        reason: code::<DeclineReason>("statement.reason", message.reason)?,
        deadline: (message.deadline != 0).then_some(message.deadline),
        sealed,
    };
    let signed = if message.signature.is_empty() {
        None
    } else {
        let id = KeyId(array("statement.key_id", &message.key_id)?);
        Some((id, Signature(array("statement.signature", &message.signature)?)))
    };
    Ok((statement, signed))
}

/// Writes a statement as a message.
pub fn from_statement(
    statement: &Statement,
    signed: Option<(KeyId, Signature)>,
) -> v1::SignedStatement {
    v1::SignedStatement {
        number: statement.number,
        previous: statement.previous.to_vec(),
        action: number(Some(statement.action)),
        reason: number(statement.reason),
        deadline: statement.deadline.unwrap_or(0),
        key_id: signed.map(|(id, _)| id.0.to_vec()).unwrap_or_default(),
        signature: signed.map(|(_, signature)| signature.0.to_vec()).unwrap_or_default(),
    }
}

/// Hashes of the envelopes of a sealed part, by which a statement names them.
pub fn sealed_hashes(sealed: &v1::SealedPart) -> [Hash; 2] {
    [envelope_hash(&sealed.to_other), envelope_hash(&sealed.to_self)]
}

/// Reads the hashes of a stored event's envelopes.
pub fn to_sealed_hashes(event: &v1::ReferralEvent) -> Result<Option<[Hash; 2]>, Violation> {
    if event.to_other_hash.is_empty() && event.to_self_hash.is_empty() {
        return Ok(None);
    }
    Ok(Some([
        array("event.to_other_hash", &event.to_other_hash)?,
        array("event.to_self_hash", &event.to_self_hash)?,
    ]))
}

/// Reads a liaison's public key.
pub fn to_public_key(message: &v1::LiaisonKey) -> Result<PublicKey, Violation> {
    let previous_signature = if message.previous_signature.is_empty() {
        None
    } else {
        Some(Signature(array("key.previous_signature", &message.previous_signature)?))
    };
    Ok(PublicKey {
        member: to_member("key.member", message.member.as_ref())?,
        version: message.version,
        sealing: message.sealing_key.clone(),
        signing: array("key.signing_key", &message.signing_key)?,
        signature: Signature(array("key.signature", &message.signature)?),
        previous_signature,
    })
}

/// Writes a liaison's public key as a message.
pub fn from_public_key(key: &PublicKey) -> v1::LiaisonKey {
    v1::LiaisonKey {
        member: Some(member_name(&key.member)),
        version: key.version,
        sealing_key: key.sealing.clone(),
        signing_key: key.signing.to_vec(),
        signature: key.signature.0.to_vec(),
        previous_signature: key.previous_signature.map(|s| s.0.to_vec()).unwrap_or_default(),
        ..Default::default()
    }
}
