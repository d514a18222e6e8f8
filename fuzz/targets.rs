//! One function for each parser of outside bytes: what must hold whatever the bytes are. The
//! fuzzer calls them with bytes of its own making; `tests/outside_bytes.rs` calls them with the
//! seeds and changes of them, on every run of the tests. Identities in the seeds are generated.

use std::path::PathBuf;
use std::sync::{Mutex, OnceLock};

use prost::Message;
use vdx::audit::{
    Checkpoint, Restoration, VerifierKey, WitnessRequest, cosigned_at, domain_of, is_consistent,
    is_included,
};
use vdx::backup;
use vdx::domain::code_list::CodeList;
use vdx::domain::codes::KeyScope;
use vdx::domain::id::MemberId;
use vdx::domain::period::YearMonth;
use vdx::domain::profile::Profile;
use vdx::domain::referral::ReferralId;
use vdx::domain::rules::{self, Context};
use vdx::identity::pki::{self, Authority};
use vdx::identity::{Principal, SpiffeId};
use vdx::linkage::Linker;
use vdx::proto::referral::{
    from_open_part, from_public_key, from_statement, to_open_part, to_public_key, to_sealed_hashes,
    to_statement,
};
use vdx::proto::{from_record, to_record, v1};
use vdx::pseudonym::normalize::{fold, name_words, number, phonetic};
use vdx::pseudonym::{Builder, Identity, InputFormat, Mapping, Rows, TokenKey, tokens};
use vdx::referral::envelope::{self, Binding};
use vdx::referral::keys::Keyring;
use vdx::release::figure::Tier;
use vdx::release::policy::Policy;
use vdx::release::served::Served;
use vdx::statistics::{Measure, Question};
use vdx::store::{decode_entry, encode_entry};

/// What a target is called, and its function.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: &[Target] = &[
    ("audit_heads", audit_heads),
    ("backups", backups),
    ("certificates", certificates),
    ("envelopes", envelopes),
    ("exports", exports),
    ("journal", journal),
    ("names", names),
    ("policies", policies),
    ("profiles", profiles),
    ("questions", questions),
    ("records", records),
    ("referrals", referrals),
    ("requests", requests),
    ("saved_linkers", saved_linkers),
    ("statements", statements),
];

/// Between the parts of an input that has two.
pub const DIVIDER: &str = "\n---8<---\n";

fn parts(bytes: &[u8]) -> Option<(&str, &str)> {
    std::str::from_utf8(bytes).ok()?.split_once(DIVIDER)
}

fn member(name: &str) -> MemberId {
    MemberId::new("exchange.example", name).unwrap()
}

/// Records off the wire: what is accepted comes through unchanged, to the journal too.
pub fn records(bytes: &[u8]) {
    let Ok(request) = v1::SubmitRecordsRequest::decode(bytes) else { return };
    let context = Context {
        this_month: YearMonth::new(2026, 11).unwrap(),
        key_epochs: &[1, 2],
        transnational_epochs: &[1],
        regions: &["PRISHTINA".into()],
        profile: &Profile::shipped(),
    };
    for message in request.records {
        let Ok(record) = to_record(message) else { continue };
        rules::check(&record, &context);
        assert!(to_record(from_record(&record)).as_ref() == Ok(&record));
    }
}

/// Messages about referrals.
pub fn referrals(bytes: &[u8]) {
    if let Ok(message) = v1::ReferralOpenPart::decode(bytes)
        && let Ok(open) = to_open_part(&message)
    {
        assert!(to_open_part(&from_open_part(&open)).as_ref() == Ok(&open));
    }
    if let Ok(message) = v1::SignedStatement::decode(bytes)
        && let Ok((statement, signed)) = to_statement(None, Some(&message), None)
    {
        let again = from_statement(&statement, signed);
        assert!(to_statement(None, Some(&again), None) == Ok((statement, signed)));
    }
    if let Ok(message) = v1::ReferralEvent::decode(bytes) {
        let _ = to_sealed_hashes(&message);
    }
    if let Ok(message) = v1::LiaisonKey::decode(bytes)
        && let Ok(key) = to_public_key(&message)
    {
        key.is_sound();
        key.fingerprint();
        assert!(to_public_key(&from_public_key(&key)) == Ok(key));
    }
}

/// Questions off the wire: none spans more than its dimensions allow.
pub fn questions(bytes: &[u8]) {
    let Ok(message) = v1::QueryTableRequest::decode(bytes) else { return };
    let Some(measure) = Measure::from_number(message.measure) else { return };
    let question = Question {
        measure,
        group_by: message.group_by,
        filters: message.filters.into_iter().map(|f| (f.dimension, f.codes)).collect(),
        period: None,
    };
    let served = Served::default();
    if let Ok(asked) = served.read(&question) {
        assert!(served.answer(Tier::Public, &asked).is_err(), "nothing was released");
    }
}

/// Entries of the journal: one that reads is written as it was, or as the present version.
pub fn journal(bytes: &[u8]) {
    if let Ok(entry) = decode_entry(7, bytes) {
        assert!(decode_entry(7, &encode_entry(&entry)).unwrap() == entry);
    }
}

/// The linkers of a checkpoint: one that is taken works.
pub fn saved_linkers(bytes: &[u8]) {
    let restore = |mut bytes: &[u8]| Linker::new(Profile::shipped()).restore(&mut bytes);
    let Ok(linker) = restore(bytes) else { return };
    let mut again = Vec::new();
    linker.save(&mut again).unwrap();
    assert_eq!(restore(&again).unwrap().len(), linker.len());
}

/// Certificates of callers, and the names in them.
pub fn certificates(bytes: &[u8]) {
    if let Ok(principal) = Principal::of_certificate(bytes) {
        SpiffeId::parse(&principal.spiffe_id().to_string()).unwrap();
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(id) = SpiffeId::parse(text)
    {
        assert_eq!(id.to_string(), text);
    }
}

/// Requests for a certificate: what the authority signs, it signs for the name that it was told.
pub fn requests(bytes: &[u8]) {
    static AUTHORITY: OnceLock<Mutex<(Authority, PathBuf)>> = OnceLock::new();
    let authority = AUTHORITY.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap().keep();
        Mutex::new((Authority::init(&dir, "exchange.example", 30).unwrap(), dir))
    });
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut guard = authority.lock().unwrap();
    let (authority, dir) = &mut *guard;
    let id = SpiffeId::parse("spiffe://exchange.example/institution/police").unwrap();
    if let Ok(issued) =
        authority.sign_request(text, &pki::Profile::Client(id), 7, &dir.join("out.pem"))
    {
        assert!(issued.subject.contains("institution/police"));
    }
}

/// Signed heads of the audit log, and proofs.
pub fn audit_heads(bytes: &[u8]) {
    let Some((text, proof)) = parts(bytes) else { return };
    assert!(Checkpoint::verify(text, &[7; 32]).is_err(), "nobody has signed with this key");
    let head = |size, root| Checkpoint { origin: "o".into(), size, root };
    let (old, new) = (head(7, [1; 32]), head(20, [2; 32]));
    assert!(!is_consistent(&old, &new, proof.as_bytes()));
    assert!(!is_included("a line", 3, &new, proof.as_bytes()));
}

/// Statements about a restore, requests to a witness, its keys and its word: each has one spelling,
/// and nobody's word is found where nobody has signed.
pub fn statements(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Some(statement) = Restoration::parse(text) {
        assert_eq!(statement.text(), text);
        assert!(domain_of(&statement.origin_after()).is_some());
    }
    if let Some(request) = WitnessRequest::parse(text) {
        assert_eq!(WitnessRequest::parse(&request.to_string()).as_ref(), Some(&request));
        assert!(request.check(&[7; 32], None).is_err());
        let _ = request.claimed_origin();
    }
    if let Ok(key) = text.parse::<VerifierKey>() {
        assert_eq!(key.to_string().parse(), Ok(key));
    }
    let nobody = VerifierKey::of_witness("exchange.example/witness", [7; 32]);
    assert!(!matches!(cosigned_at(text, &nobody), Ok(Some(_))));
}

/// Sealed parts of referrals: nothing that the writer did not seal opens.
pub fn envelopes(bytes: &[u8]) {
    static KEYS: OnceLock<(Keyring, Keyring)> = OnceLock::new();
    let (reader, writer) = KEYS.get_or_init(|| {
        let ring = |name, seed: u8| Keyring::from_bytes(member(name), [seed; 32], [seed + 1; 32]);
        (ring("reader", 1), ring("writer", 3))
    });
    let _ = envelope::header(bytes);
    envelope::envelope_hash(bytes);
    let (at, from) = (member("reader"), member("writer"));
    let binding = Binding { referral: ReferralId([1; 16]), number: 1, writer: &from, reader: &at };
    assert!(envelope::open(bytes, binding, reader, &writer.public()).is_err());
}

/// A mapping and an export: rows are read or refused, each on its own.
pub fn exports(bytes: &[u8]) {
    let Some((mapping, export)) = parts(bytes) else { return };
    let Ok(mapping) = Mapping::parse(mapping) else { return };
    let same = mapping.clone();
    let key = TokenKey::from_bytes(KeyScope::National, 1, [9; 32]);
    let today = jiff::civil::date(2026, 11, 25);
    let builder = Builder::new(mapping, Profile::shipped(), vec![key], today).with_plain_ids();
    for format in [InputFormat::Csv, InputFormat::Json, InputFormat::Sheet] {
        let source = Box::new(std::io::Cursor::new(export.as_bytes().to_vec()));
        let Ok(rows) = Rows::read(source, format, &same) else { continue };
        for row in rows {
            let Ok(row) = row else { continue };
            let _ = builder.build(&row);
            builder.tokens(&builder.identity(&row));
        }
    }
}

/// Names and numbers as people write them: folding a word twice changes nothing.
pub fn names(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    phonetic(&fold(text));
    for word in name_words(text) {
        assert_eq!(fold(&word), word);
    }
    if let Some(once) = number(text) {
        assert_eq!(number(&once).as_deref(), Some(once.as_str()));
    }
}

/// Linkage profiles: one that is taken makes tokens.
pub fn profiles(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(profile) = Profile::parse(text) else { return };
    let key = TokenKey::from_bytes(KeyScope::National, 1, [9; 32]);
    let mut identity = Identity::default();
    identity.given_name = "Arta".into();
    identity.surname = "Gjonaj Krasniqi".into();
    identity.national_id = "1234567890".into();
    tokens(&identity, &profile, &key);
}

/// Disclosure policies.
pub fn policies(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(policy) = Policy::parse(text) {
        policy.block_of(2010);
        policy.plan().expect("a checked policy has a plan");
    }
}

/// Backups: nothing that is not of the recovery key is taken for one.
pub fn backups(bytes: &[u8]) {
    static KEY: OnceLock<PathBuf> = OnceLock::new();
    let key = KEY.get_or_init(|| {
        let path = tempfile::tempdir().unwrap().keep().join("recovery.key");
        backup::generate_recovery_key(&path).unwrap();
        path
    });
    assert!(backup::verify(bytes, key).is_err());
}
