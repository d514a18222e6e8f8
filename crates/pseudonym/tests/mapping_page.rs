//! `docs/mapping.md`: its tables are those of the code, and its examples are right mappings.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use vdx_pseudonym::domain::code_list::CodeList;
use vdx_pseudonym::domain::codes::RecordKind;
use vdx_pseudonym::pseudonym::Mapping;
use vdx_pseudonym::pseudonym::schema::{self, Holds};
use vdx_pseudonym::words::{self, Language};

const LANGUAGES: [Language; 3] = [Language::En, Language::Sq, Language::SrLatn];
const START: &str = "<!-- What follows is made of the code: `cargo test -p vdx-pseudonym --test mapping_page -- --ignored` writes it. -->\n";

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/mapping.md")
}

/// A label and the sentence that explains it.
fn told(language: Language, key: &str) -> String {
    let label = words::label(language, key);
    match words::meaning(language, key) {
        Some(meaning) => format!("**{label}** {meaning}").replace('|', "\\|"),
        None => label,
    }
}

fn row(text: &mut String, first: &str, key: &str) {
    let cells = LANGUAGES.map(|language| told(language, key)).join(" | ");
    let _ = writeln!(text, "| {first} | {cells} |");
}

/// The tables of the page.
fn tables() -> String {
    let mut text = START.to_owned();
    text += "\n## All fields\n";
    for kind in RecordKind::ALL {
        let name = kind.code().to_lowercase();
        let _ = writeln!(
            text,
            "\n### `record = \"{name}\"`\n\n| field | English | Albanian | Serbian |\n|---|---|---|---|"
        );
        for field in schema::fields(*kind) {
            let required = if field.is_required { ", required" } else { "" };
            let holds = match field.holds.list() {
                Some(list) => {
                    let several = matches!(field.holds, Holds::Codes(_));
                    let several = if several { ", several possible" } else { "" };
                    let age = if field.holds == Holds::Age { " or years" } else { "" };
                    format!("[{list}](#{}){age}{several}", list.to_lowercase())
                }
                None => field.holds.text(),
            };
            let first = format!("`{}`<br>{holds}{required}", field.name);
            row(&mut text, &first, &words::field_key(*kind, field.name));
        }
    }
    text += "\n### `[identity]` and `[defendant]`\n\n| detail | English | Albanian | Serbian |\n|---|---|---|---|\n";
    for detail in [
        "given_name",
        "surname",
        "full_name",
        "birth_date",
        "sex",
        "national_id",
        "document",
        "place_of_birth",
    ] {
        row(&mut text, &format!("`{detail}`"), &words::identity_key(detail));
    }
    text += "\n## All codes\n";
    for (list, codes) in schema::lists() {
        let _ = writeln!(
            text,
            "\n### {list}\n\n| code | English | Albanian | Serbian |\n|---|---|---|---|"
        );
        for label in codes {
            row(&mut text, &format!("`{}`", label.code), &words::code_key(list, label.code));
        }
    }
    text
}

#[test]
fn the_page_lists_the_fields_and_codes_that_there_are() {
    let page = fs::read_to_string(path()).unwrap();
    let place = page.find(START).expect("the page has the mark of its tables");
    assert!(
        page[place..] == tables(),
        "run the ignored test of this file to write the tables anew"
    );
}

#[test]
#[ignore = "writes the tables of the page anew"]
fn write_the_tables() {
    let page = fs::read_to_string(path()).unwrap();
    let own = page.find(START).unwrap_or(page.len());
    fs::write(path(), page[..own].to_owned() + &tables()).unwrap();
}

#[test]
fn the_examples_of_the_page_are_right() {
    let page = fs::read_to_string(path()).unwrap();
    let examples: Vec<&str> =
        page.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(examples.len() >= 4);
    for example in examples {
        let mapping = Mapping::parse(example).and_then(|m| m.check_fields().map(|()| m));
        assert!(mapping.as_ref().is_ok_and(|m| m.system.is_some()), "{mapping:?}\n{example}");
    }
}
