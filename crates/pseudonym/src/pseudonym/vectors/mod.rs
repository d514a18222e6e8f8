//! Test vectors for other implementations of docs/pseudonyms-spec.md: what this crate makes of
//! generated persons under generated keys. `VDX_WRITE=1 cargo test -p vdx-pseudonym vectors` writes
//! `docs/pseudonyms-vectors.json`; otherwise the file must be what the code says. All persons, numbers
//! and keys come from a seed.

mod persons;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::domain::code_list::CodeList;
use crate::domain::codes::{AgeBand, KeyScope, RecordKind};
use crate::domain::profile::Profile;
use crate::domain::record::Token;

use super::identity::{BirthDate, Identity};
use super::key::TokenKey;
use super::match_key::{Tokenizer, case_pseudonym, defendant_pseudonym};
use super::missing::{Detail, Worth, of_birth_date, of_name, of_number, of_place, set_aside};
use super::normalize::{PARTICLES, SOUNDS, name_words, number, phonetic};
use super::numbers::{LABELS, of_register};
use super::record_ids::RecordIdKey;
use super::transliterate::COMMON;
use super::variants::{
    COUNTRY_NAMES, ENDINGS, KIND_NAMES, Variants, consonants, masculine, place, sex,
};

use persons::{
    SEXES, Seed, birth_date, digits, document, given_name, national_id, person, place_of_birth,
    surname, written_odd,
};

/// Persons whose texts and tokens are all listed.
const IN_FULL: usize = 14;
/// Persons of whom a digest stands for the tokens.
const BY_DIGEST: usize = 260;

/// Names that a country adds, in a second profile.
const VARIANTS: &str =
    "variants = [[\"Vlorentina\", \"Vlora\", \"Тина\"], [\"Fatime\", \"Tima\"]]\n";

fn shown(identity: &Identity) -> Value {
    let date = identity.birth_date.map(|birth| json!([birth.year, birth.month, birth.day]));
    json!({
        "given_name": identity.given_name,
        "surname": identity.surname,
        "birth_date": date,
        "sex": identity.sex,
        "national_id": identity.national_id,
        "document": identity.document,
        "place_of_birth": identity.place_of_birth,
    })
}

fn token(token: &Token) -> Value {
    json!([token.kind.number(), token.key_epoch, hex::encode(token.value)])
}

/// What stands for many tokens: a hash over all, each as its kind (1 byte), its epoch (4 bytes, low one
/// first) and its value.
fn digest(tokens: &[Token]) -> String {
    let mut hasher = blake3::Hasher::new();
    for token in tokens {
        hasher.update(&[token.kind.number()]);
        hasher.update(&token.key_epoch.to_le_bytes());
        hasher.update(&token.value);
    }
    hasher.finalize().to_hex().to_string()
}

fn worth(worth: Worth) -> &'static str {
    match worth {
        Worth::Known => "known",
        Worth::Nothing(_) => "nothing",
        Worth::Damaged(_) => "damaged",
    }
}

fn profile(has_variants: bool) -> Profile {
    let shipped = include_str!("../../domain/profile.toml");
    // A key of the file's head stands before its tables.
    let text = if has_variants { format!("{VARIANTS}{shipped}") } else { shipped.to_owned() };
    Profile::parse(&text).unwrap()
}

fn keys() -> Vec<([u8; 32], TokenKey)> {
    let mut seed = Seed::new("keys");
    [(KeyScope::National, 1), (KeyScope::National, 2), (KeyScope::Transnational, 70_000)]
        .into_iter()
        .map(|(scope, epoch)| {
            let secret = seed.bytes();
            (secret, TokenKey::from_bytes(scope, epoch, secret))
        })
        .collect()
}

/// All vectors, each list under its name.
fn vectors() -> Vec<(&'static str, Vec<Value>)> {
    let keys = keys();
    let profiles = [profile(false), profile(true)];
    let mut seed = Seed::new("persons");
    let shown_keys = keys.iter().map(|(secret, key)| {
        json!({
            "scope": key.scope().code(),
            "epoch": key.epoch(),
            "secret": hex::encode(secret),
            "check_value": hex::encode(key.check_value()),
        })
    });
    let shown_profiles = profiles.iter().map(|profile| {
        let seeking = profile.keys.iter().map(|key| key.kind).filter(|kind| profile.seeks(*kind));
        json!({
            "variants": profile.variants,
            "id": hex::encode(profile.id().0),
            "seeking": seeking.map(CodeList::code).collect::<Vec<_>>(),
        })
    });
    let mut all = vec![("keys", shown_keys.collect()), ("profiles", shown_profiles.collect())];
    all.push(("names", names(&mut seed)));
    all.push(("places", places(&mut seed)));
    let sexes = SEXES.iter().map(|text| json!([text, sex(text)]));
    all.push(("sexes", sexes.collect()));
    all.push(("set_aside", aside(&mut seed)));

    let full = (0..IN_FULL).map(|place| {
        let identity = person(&mut seed);
        let (which_key, which_profile) = (place % keys.len(), place % 4 / 3);
        let tokenizer = Tokenizer::new(&profiles[which_profile], &keys[which_key].1);
        let (bare, padded) = (tokenizer.tokens(&identity), tokenizer.padded(&identity));
        json!({
            "person": shown(&identity),
            "key": which_key,
            "profile": which_profile,
            "texts": tokenizer.texts(&identity),
            "tokens": bare.iter().map(token).collect::<Vec<_>>(),
            "dummies": padded.iter().filter(|t| !bare.contains(t)).map(token).collect::<Vec<_>>(),
        })
    });
    all.push(("persons", full.collect()));
    let tokenizers = [0, 1].map(|place| Tokenizer::new(&profiles[place], &keys[place].1));
    let digests = (0..BY_DIGEST).map(|place| {
        let identity = person(&mut seed);
        let which = place % 2;
        let (bare, padded) =
            (tokenizers[which].tokens(&identity), tokenizers[which].padded(&identity));
        json!({
            "person": shown(&identity),
            "key": which,
            "profile": which,
            "tokens": [bare.len(), digest(&bare)],
            "padded": [padded.len(), digest(&padded)],
        })
    });
    all.push(("digests", digests.collect()));
    all.push(("pseudonyms", pseudonyms(&mut seed, &keys[0].1)));
    all.push(("record_ids", record_ids(&mut seed)));
    all.push(("ages", ages(&mut seed)));
    all
}

/// Names with the forms that match keys are made of.
fn names(seed: &mut Seed) -> Vec<Value> {
    let variants = Variants::new(&profile(true).variants);
    let mut texts: Vec<String> = (0..60).map(|_| given_name(seed)).collect();
    texts.extend((0..60).map(|_| surname(seed)));
    texts.extend((0..40).map(|_| written_odd(seed)));
    texts.extend(["ال", "الم", "المد", "المدن", "النور الى", "🅰🆉 🅐🅩"].map(str::to_owned));
    let forms = texts.iter().map(|text| {
        let words = name_words(text);
        let folded = words.concat();
        json!({
            "text": text,
            "words": words,
            "sound": phonetic(&folded),
            "root": variants.root(&folded),
            "masculine": masculine(&folded),
            "consonants": consonants(&folded),
        })
    });
    forms.collect()
}

fn places(seed: &mut Seed) -> Vec<Value> {
    let mut texts: Vec<String> = (0..60).map(|_| place_of_birth(seed)).collect();
    let written = [
        "Opština Prizren",
        "Komuna e Prizrenit",
        "or. Soroca",
        "Republica Moldova, Soroca",
        "f. Zhur",
        "fshati Zhur, Prizren",
        "Velika Kruša",
        "Spitali Gjakovë",
        "Unknown, Prizren",
        "10000 Prishtinë",
        "Benin City, Nigeria",
        "Mali Zvornik",
        "Crna Gora",
        "Moldova, ?",
        "nepoznato mesto",
        "selo",
        "20000",
    ];
    texts.extend(written.map(str::to_owned));
    texts.iter().map(|text| json!([text, place(text)])).collect()
}

/// Values with what each is worth as a name, a place and a number, and the number itself.
fn aside(seed: &mut Seed) -> Vec<Value> {
    let mut texts: Vec<String> = [
        "",
        " ",
        "-",
        "X",
        "x.",
        "Ж.",
        "王",
        "xxx",
        "Aaa",
        "n/a",
        "N.N.",
        "#N/A tekst",
        "#VALUE!",
        "####",
        "nuk ka",
        "nuk-ka",
        "NEPOZNATO",
        "непознат",
        "zaštićen podatak",
        "Viktima 2",
        "Osoba A",
        "CASE-12",
        "жртва 3",
        "Victim",
        "Baby Girl",
        "No",
        "Person",
        "Ana M",
        "20000",
        "0000",
        "1111 1",
        "Beograd 11000",
        "1234567890",
        "9876543210",
        "0000000001",
        "121212121212",
        "123123123",
        "7,03991E+11",
        "7.03991e11",
        "12E45",
        "1177335501.0",
        "1177335501,00",
        "1177335501.5",
        "A0000000",
        "XX999999",
        "FE123456",
        "N/A123",
        "pa dokument 2",
        "٣٤٥٦٧",
        "½¼",
        "①②③④⑤",
        "12 34",
        "no digit",
        "P1234567",
        "5E+0",
        "0,9E+10",
        "7.0E+19",
        "7E--3",
        "11.0",
        "11,00",
        "11.000",
        "11.",
        "Osoba ٣٤",
        "Osoba 99",
        "Osoba AB",
        "X\u{300}",
        "x\u{36f}",
        "Ж\u{301}.",
        "a\u{300}A\u{300}a",
        "111112",
        "11112",
        "111122",
        "A00000",
        "A0000",
        "XY77777",
        "012345",
        "543210",
        "890123",
        "112112",
        "1212",
        "12312",
        "A",
        "\u{52f}",
        "\u{531}",
        "07.03.1991",
        "1991-03-07",
        "3/7/1991",
        "31.31.1991",
        "07031991",
        "19910307",
        "19913107",
        "99911991",
        "2009",
        "2109",
        "K-12/2009",
        "PK-2011/0001",
        "PA 123/10",
        "PA 123-10",
        "P 123456/10",
        "12\\3456",
        "+383 44 123 456",
        "+123 4567",
        "0038344123456",
        "00383441234",
        "1177335501/2177335502",
        "Rasti 5",
        "ID1177335501",
        "IDNP2004001882113",
        "ID 123456",
        "NR. 1177335501",
        "Broj: 1177335501",
        "Letërnjoftim 1177335501 (kopje)",
        "１１７７３３５５０１",
        "1177335501ें",
        "E 11773355 I",
        "AB 12-34.56",
        "viktima",
        "nuk ka emër",
        "непознато лице",
        "zaštićeni svjedok",
        "kimliği belirsiz",
        "unknown female",
        "Person A",
        "Victim no. 1",
        "de Man",
        "Se Man",
        "rasti nr 5",
        "Child",
        "Babiy",
        "Бабій",
        "طبّاع",
        "άγνωστη",
        "NaN",
        "TRUE",
        "#NV",
        "#BROJ!",
        "# 1",
        "don't know",
        "1177335519 i skaduar",
        "P7713409 (skaduar)",
        "Pasaporta P7713409, e skaduar",
        "NO 123456",
        "Nr. 123456",
        "NN1234567",
        "NK 7713409",
        "N.N. 1234567",
        "unknown 1234567",
        "1177345501.000",
        "12.000",
        "1234567891",
        "12345678910",
        "1234512345",
        "1122334455",
        "0101012345678",
        "P0000001",
        "044 123 456",
        "069 123 4567",
        "038/123-456",
        "00383 44 123456",
        "012-34-5678",
        "Republika e Kosovës",
        "jashtë vendit",
        "Crna Gora",
        "Beograd 1100",
    ]
    .map(str::to_owned)
    .into();
    texts.extend((0..20).map(|_| national_id(seed)));
    texts.extend((0..20).map(|_| document(seed)));
    texts.extend([64, 65].map(|characters| format!("P{}71934", "A".repeat(characters - 6))));
    let shown = texts.iter().map(|text| {
        json!({
            "text": text,
            "name": worth(of_name(text)),
            "place": worth(of_place(text)),
            "number": worth(of_number(text)),
            "as_number": number(text),
            "of_register": of_register(text),
        })
    });
    let mut all: Vec<Value> = shown.collect();
    for parts in [
        (1899, Some(12), Some(29)),
        (1899, Some(12), Some(30)),
        (1899, Some(12), Some(31)),
        (1111, Some(11), Some(11)),
        (1001, Some(1), Some(1)),
        (1900, Some(1), Some(2)),
        (1900, None, None),
        (1900, Some(1), Some(1)),
        (1900, Some(2), Some(1)),
        (1901, Some(1), Some(1)),
        (1904, Some(1), Some(1)),
        (1911, Some(11), Some(11)),
        (94, Some(3), Some(7)),
        (1991, Some(1), Some(1)),
    ] {
        let birth = BirthDate { year: parts.0, month: parts.1, day: parts.2 };
        all.push(json!({ "birth_date": [parts.0, parts.1, parts.2], "worth": worth(of_birth_date(birth)) }));
    }
    for (given, surname) in [
        ("Jane", "DOE"),
        ("Emri", "Mbiemri"),
        ("Jane", ""),
        ("Victim", "1"),
        ("zaštićen", "podatak"),
        ("", "podatak"),
        ("Джон", "До"),
    ] {
        let mut identity = Identity::default();
        identity.given_name = given.into();
        identity.surname = surname.into();
        let found: Vec<&str> = set_aside(&mut identity)
            .iter()
            .map(|(detail, _)| if *detail == Detail::Surname { "surname" } else { "given_name" })
            .collect();
        all.push(json!({ "given_name": given, "surname": surname, "set_aside": found }));
    }
    all
}

fn pseudonyms(seed: &mut Seed, key: &TokenKey) -> Vec<Value> {
    let mut all = Vec::new();
    for _ in 0..12 {
        let year = digits(seed, 4);
        let case = match seed.below(3) {
            0 => format!("PKR-{}/{year}", digits(seed, 3)),
            1 => format!("П бр. {}/{year}", digits(seed, 2)),
            _ => digits(seed, 3),
        };
        let made = case_pseudonym(&case, key).map(|p| hex::encode(p.0));
        all.push(json!({ "case_number": case, "pseudonym": made }));
    }
    for _ in 0..20 {
        let identity = person(seed);
        let made = defendant_pseudonym(&identity, key).map(|p| hex::encode(p.0));
        all.push(json!({ "defendant": shown(&identity), "pseudonym": made }));
    }
    all
}

fn record_ids(seed: &mut Seed) -> Vec<Value> {
    let secret: [u8; 32] = seed.bytes();
    let key = RecordIdKey::from_bytes(secret);
    let mut all = Vec::new();
    for system in ["registry", " regjistri i rasteve ", "предмети"] {
        let ids = key.of_system(system);
        for raw in [
            "PK-2011/0001",
            " Предмет   12 ",
            "Gjakove\u{308} 7",
            "1",
            "\u{a0}",
            "a\tb",
            "x:LEGAL_AID",
        ] {
            for kind in RecordKind::ALL {
                let id = ids.id(*kind, raw);
                all.push(json!({
                    "secret": hex::encode(secret),
                    "system": system,
                    "kind": kind.code(),
                    "raw": raw,
                    "id": id.as_ref().map(|id| id.as_str()),
                }));
            }
        }
    }
    all
}

fn ages(seed: &mut Seed) -> Vec<Value> {
    let mut all = Vec::new();
    for _ in 0..40 {
        let birth = birth_date(seed);
        let on = (1995 + seed.below(20) as i16, 1 + seed.below(12) as i8, 1 + seed.below(28) as i8);
        let band = birth.and_then(|birth| birth.age_at(on.0, on.1, on.2)).map(AgeBand::of_age);
        all.push(json!({
            "birth_date": birth.map(|birth| json!([birth.year, birth.month, birth.day])),
            "on": [on.0, on.1, on.2],
            "age_band": band.map(CodeList::code),
        }));
    }
    all
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn the_vectors_are_what_the_code_makes() {
    let mut text = "{\n".to_owned();
    let all = vectors();
    for (place, (name, list)) in all.iter().enumerate() {
        let _ = writeln!(text, "\"{name}\": [");
        let entries: Vec<String> = list.iter().map(Value::to_string).collect();
        let _ = writeln!(
            text,
            "{}\n]{}",
            entries.join(",\n"),
            if place + 1 < all.len() { "," } else { "" }
        );
    }
    text += "}\n";
    let path = root().join("docs/pseudonyms-vectors.json");
    if std::env::var_os("VDX_WRITE").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let wrong = kept.lines().zip(text.lines()).position(|(kept, made)| kept != made);
    assert!(
        kept == text,
        "docs/pseudonyms-vectors.json, line {}: other clients make other bytes than this crate. A changed rule needs another version of the match keys, docs/pseudonyms-spec.md, clients/python and a new epoch of keys; then VDX_WRITE=1 cargo test -p vdx-pseudonym vectors",
        wrong.map_or(0, |line| line + 1)
    );
}

/// The tables that stand on the page are those of the code.
#[test]
fn the_page_has_the_tables_of_the_code() {
    let page = std::fs::read_to_string(root().join("docs/pseudonyms-spec.md")).unwrap();
    let block = |name: &str| -> Vec<&str> {
        let (_, rest) = page.split_once(&format!("```text {name}\n")).unwrap();
        rest.split_once("```").unwrap().0.split_whitespace().collect()
    };
    let bare = |text: &'static str| if text.is_empty() { "-" } else { text };
    let letters: Vec<(String, &str)> =
        COMMON.iter().map(|(from, to)| (from.to_string(), bare(to))).collect();
    let flat = |pairs: &[(String, &str)]| -> Vec<String> {
        pairs.iter().flat_map(|(from, to)| [from.clone(), (*to).to_owned()]).collect()
    };
    let own = |pairs: &[(&str, &'static str)]| -> Vec<(String, &'static str)> {
        pairs.iter().map(|(from, to)| ((*from).to_owned(), *to)).collect()
    };
    assert_eq!(block("letters"), flat(&letters));
    assert_eq!(block("sounds"), flat(&own(SOUNDS)));
    assert_eq!(block("endings"), flat(&own(ENDINGS)));
    assert_eq!(block("countries"), COUNTRY_NAMES.split_whitespace().collect::<Vec<_>>());
    assert_eq!(block("kinds"), KIND_NAMES.split_whitespace().collect::<Vec<_>>());
    assert_eq!(block("labels"), LABELS.split_whitespace().collect::<Vec<_>>());
    assert!(page.contains(&format!("`{}`", PARTICLES.join(" "))));
    assert!(page.contains(&hex::encode(Profile::shipped().id().0)));
}

/// Writes what becomes of characters, for the comparison in tests/interop: of all below U+3400, and of
/// every seventh beyond, where Han and Hangul follow the table.
#[test]
#[ignore = "writes the file that VDX_CHARACTERS names"]
fn characters() {
    let path = std::env::var("VDX_CHARACTERS").expect("VDX_CHARACTERS names a file");
    let mut text = String::new();
    for c in ('\0'..='\u{33ff}').chain(('\u{3400}'..=char::MAX).step_by(7)) {
        let between = format!("b{c}d");
        let all = [
            name_words(&c.to_string()).join(" "),
            name_words(&between).join(" "),
            number(&format!("12{c}3")).unwrap_or_default(),
            worth(of_name(&c.to_string())).to_owned(),
            worth(of_name(&format!("{c}{c}{c}"))).to_owned(),
            worth(of_number(&format!("{c}71{c}"))).to_owned(),
        ];
        let _ = writeln!(text, "{:x}\t{}", c as u32, all.join("\t"));
    }
    std::fs::write(path, text).unwrap();
}
