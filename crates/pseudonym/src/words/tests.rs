//! Tests of the files of words against all that must have words, and against each other.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentResource;

use crate::domain::code_list::CodeList;
use crate::domain::codes::*;
use crate::domain::country::Country;
use crate::domain::lists::{self, List};
use crate::domain::reasons::Reason;
use crate::pseudonym::schema::fields;

use super::*;

/// Lists of codes whose words are here, and which another crate declares and tests.
const ELSEWHERE: &[&str] = &["MEASURE", "HANDLED_BY", "SENTENCE_BAND", "COURT_DAYS_BAND"];

/// Codes that stand in every list.
const COMMON: &[&str] = &["NOT_REPORTED", "MULTIPLE", "OTHER_COUNTRY"];

const IDENTITY: &[&str] = &[
    "given_name",
    "surname",
    "full_name",
    "birth_date",
    "sex",
    "national_id",
    "document",
    "place_of_birth",
];

/// Keys of a file, with the names of their attributes and the arguments that they take.
fn keys(language: Language) -> BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> {
    let mut keys: BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
    let mut last = String::new();
    let source = language.files().join("\n");
    for line in source.lines() {
        let Some((name, _)) = line.split_once(" =").filter(|_| !line.starts_with('#')) else {
            continue;
        };
        if let Some(attribute) = name.trim().strip_prefix('.') {
            keys.get_mut(&last).expect("after its key").0.insert(attribute.to_owned());
        } else if !name.starts_with(' ') {
            last = name.to_owned();
            let is_new = keys.insert(last.clone(), Default::default()).is_none();
            assert!(is_new, "{language}: {last} stands twice");
        }
    }
    for (key, (_, arguments)) in &mut keys {
        let start = format!("\n{key} =");
        let text = source.split_once(&start).map_or("", |(_, rest)| rest);
        // Up to the next message.
        let text = text.split("\n\n").next().unwrap_or_default();
        let end = text
            .match_indices('\n')
            .find(|(at, _)| text[at + 1..].starts_with(|letter: char| letter.is_ascii_lowercase()));
        let text = &text[..end.map_or(text.len(), |(at, _)| at)];
        for part in text.split("{ $").skip(1) {
            let name = part.split([' ', '}']).next().unwrap_or_default();
            arguments.insert(name.to_owned());
        }
    }
    keys
}

#[test]
fn all_files_parse_and_have_the_same_keys_attributes_and_arguments() {
    let english = keys(Language::En);
    assert!(english.len() > 700);
    for language in Language::ALL {
        for file in language.files() {
            let read = FluentResource::try_new(file.into());
            assert!(read.is_ok(), "{language}: {:?}", read.err().map(|(_, errors)| errors));
        }
        let keys = keys(*language);
        for (key, of) in &english {
            assert_eq!(keys.get(key), Some(of), "{language}: {key}");
        }
        for (key, (attributes, _)) in &keys {
            assert!(english.contains_key(key), "{language}: {key} is not in the English file");
            let value = find(*language, key, Of::Value, None).unwrap();
            assert!(!value.trim().is_empty() && value.trim() == value, "{language}: {key}");
            let is_sentence = |name| {
                find(*language, key, Of::Attribute(name), None).is_none_or(|text| text.len() > 5)
            };
            assert!(is_sentence("meaning") && is_sentence("advice"), "{language}: {key}");
            let known = |name: &String| ["meaning", "advice", "page"].contains(&name.as_str());
            assert!(attributes.iter().all(known), "{language}: {key}: {attributes:?}");
        }
    }
}

#[test]
fn every_code_has_a_label_of_its_own_and_a_meaning_in_every_language() {
    for language in Language::ALL {
        for List { name, codes } in lists::all() {
            assert!(find_label(*language, &list_key(name)).is_some(), "{language}: {name}");
            let mut labels = BTreeMap::new();
            for code in codes {
                let key = code_key(name, code);
                let Some(label) = find_label(*language, &key) else {
                    panic!("{language}: no label of {key}: give it one in locales/")
                };
                if let Some(other) = labels.insert(label.to_lowercase(), code) {
                    panic!("{language}: {name}: {other} and {code} have one label, {label}");
                }
                // Labels of match keys say all that there is to say; those of refusals are
                // sentences, and what to do stands beside them.
                let is_reason = name == Reason::LIST;
                let needs_meaning = name != MatchKeyKind::LIST && !is_reason;
                assert_eq!(meaning(*language, &key).is_some(), needs_meaning, "{language}: {key}");
                assert_eq!(advice(*language, &key).is_some(), is_reason, "{language}: {key}");
            }
        }
        for code in COMMON {
            assert!(meaning(*language, &code_key("", code)).is_some(), "{language}: {code}");
        }
    }
}

#[test]
fn no_list_of_codes_is_forgotten_here() {
    let sources = [
        include_str!("../domain/codes.rs"),
        include_str!("../domain/referral_codes.rs"),
        include_str!("../domain/reasons.rs"),
    ];
    let known: Vec<&str> = lists::all().iter().map(|list| list.name).collect();
    let mut found = 0;
    for line in sources.iter().flat_map(|source| source.lines()) {
        let Some(name) = line.strip_suffix("\" {").and_then(|line| line.rsplit('"').next()) else {
            continue;
        };
        assert!(known.contains(&name), "add {name} to the lists above");
        found += 1;
    }
    assert_eq!(found, known.len());
}

#[test]
fn every_field_detail_and_country_has_a_label_in_every_language() {
    for language in Language::ALL {
        for kind in RecordKind::ALL {
            let fields = fields(*kind);
            assert!(fields.len() > 5);
            let mut labels = BTreeSet::new();
            for field in fields {
                let key = field_key(*kind, field.name);
                let label = find_label(*language, &key).unwrap_or_else(|| panic!("{key}"));
                assert!(labels.insert(label), "{language}: two fields have the label of {key}");
                assert!(meaning(*language, &key).is_some(), "{language}: {key}");
            }
        }
        for detail in IDENTITY {
            assert!(meaning(*language, &identity_key(detail)).is_some(), "{language}: {detail}");
        }
        let mut labels = BTreeMap::new();
        for country in Country::all() {
            let key = country_key(country);
            let label = find_label(*language, &key).unwrap_or_else(|| panic!("{language}: {key}"));
            if *language == Language::En {
                assert_eq!(label, country.name());
            }
            if let Some(other) = labels.insert(label.clone(), country) {
                panic!("{language}: {} and {key} have one label, {label}", other.alpha2());
            }
        }
    }
}

#[test]
fn no_word_of_codes_fields_and_countries_is_without_use() {
    let mut used: BTreeSet<String> = BTreeSet::new();
    for List { name, codes } in lists::all() {
        used.insert(list_key(name));
        used.extend(codes.into_iter().map(|code| code_key(name, code)));
    }
    used.extend(COMMON.iter().map(|code| code_key("", code)));
    for kind in RecordKind::ALL {
        used.extend(fields(*kind).iter().map(|field| field_key(*kind, field.name)));
    }
    used.extend(IDENTITY.iter().map(|detail| identity_key(detail)));
    used.extend(Country::all().map(country_key));
    let is_elsewhere = |key: &str| {
        ELSEWHERE.iter().any(|list| {
            key == list_key(list)
                || key.starts_with(&format!("{}-", list_key(list).replacen("list", "code", 1)))
        })
    };
    for key in keys(Language::En).into_keys() {
        let start = key.split('-').next().unwrap_or_default();
        if ["code", "list", "field", "identity", "country"].contains(&start) {
            assert!(used.contains(&key) || is_elsewhere(&key), "nothing uses {key}");
        }
    }
}

#[test]
fn serbian_in_cyrillic_script_is_that_in_latin_script() {
    for (latin, kept) in Language::SrLatn.files().into_iter().zip(Language::SrCyrl.files()) {
        let made = cyrillic::file(latin);
        for (made, kept) in made.lines().zip(kept.lines()) {
            assert_eq!(made, kept, "run `cargo test -p vdx-pseudonym words -- --ignored`");
        }
        assert_eq!(made.lines().count(), kept.lines().count());
    }
}

#[test]
#[ignore = "writes the files in Cyrillic script anew"]
fn write_the_files_in_cyrillic_script() {
    for (dir, latin) in
        ["locales", "locales/desk", "locales/help"].into_iter().zip(Language::SrLatn.files())
    {
        let path = format!("{}/../../{dir}/sr-Cyrl.ftl", env!("CARGO_MANIFEST_DIR"));
        std::fs::write(path, cyrillic::file(latin)).unwrap();
    }
}

#[test]
fn words_fall_back_and_nothing_panics() {
    for language in Language::ALL {
        for key in ["", "no-such-key", "code-", "é", "a b", "-", "code-age_band", "\u{1b}[2J"] {
            assert_eq!(label(*language, key), key);
            assert_eq!(find_label(*language, key), None);
            assert_eq!(meaning(*language, key), None);
            assert_eq!(text(*language, key, &[("x", 1.into())]), key);
        }
        assert_eq!(code_label(*language, "AGE_BAND", "FROM_7_TO_9"), "FROM_7_TO_9");
        assert_eq!(code_label(*language, "NO_SUCH_LIST", "X\ny"), "X\ny");
        assert_eq!(by_language("country-al").count(), Language::ALL.len());
    }
    assert_eq!(of(Language::En, AgeBand::From9To17), "child of 9 to 17");
    assert_eq!(of(Language::Sq, AgeBand::From9To17), "fëmijë 9–17 vjeç");
    assert_eq!(of(Language::SrLatn, AgeBand::From9To17), "dete od 9 do 17 godina");
    assert_eq!(of(Language::SrCyrl, AgeBand::From9To17), "дете од 9 до 17 година");
}
