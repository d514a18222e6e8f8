//! The language in which this command speaks to people.
//!
//! Tables and sentences are in the language of `--lang`, or of the environment. JSON and CSV are for
//! programs: they keep codes, and the few texts in them are in the language of `--lang` alone, so
//! that they do not change with who is logged in.

use std::sync::OnceLock;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::domain::code_list::CodeList;
use crate::domain::country::Country;
use crate::words::{self, Language, Value};

/// What `--lang` asks for; set once, before anything is said.
static ASKED: OnceLock<Option<Language>> = OnceLock::new();

/// Sets the language of this process to what `--lang` asks for.
pub fn choose(asked: Option<Language>) {
    let _ = ASKED.set(asked);
}

fn asked() -> Option<Language> {
    ASKED.get().copied().flatten()
}

/// The language for people.
pub fn language() -> Language {
    static OF_ENVIRONMENT: OnceLock<Language> = OnceLock::new();
    // Before `choose`, as in unit tests, the environment is not asked.
    let Some(asked) = ASKED.get() else { return Language::En };
    asked.unwrap_or_else(|| {
        *OF_ENVIRONMENT.get_or_init(|| Language::of_environment(|name| std::env::var(name).ok()))
    })
}

/// The language of texts in JSON and CSV.
pub fn language_of_programs() -> Language {
    asked().unwrap_or_default()
}

/// Reads `--lang`.
pub fn parser() -> impl TypedValueParser<Value = Chosen> {
    let tags = ["sq", "sr", "sr-Latn", "sr-Cyrl", "en"].map(PossibleValue::new);
    // `VDX_LANG=` chooses none.
    let none = PossibleValue::new("").hide(true);
    PossibleValuesParser::new(tags.into_iter().chain([none])).try_map(|tag| match tag.as_str() {
        "" => Ok(Chosen(None)),
        tag => tag.parse::<Language>().map(|language| Chosen(Some(language))),
    })
}

/// What `--lang` or `VDX_LANG` says.
#[derive(Clone, Copy)]
pub struct Chosen(pub Option<Language>);

/// A word or sentence by its key, which begins with `cli-`.
pub fn word(key: &str) -> String {
    without_marks(words::label(language(), key))
}

/// A sentence with arguments.
pub fn sentence(key: &str, args: &[(&str, Value)]) -> String {
    without_marks(words::text(language(), key, args))
}

/// A sentence about a number of things.
pub fn counted(key: &str, count: u64) -> String {
    sentence(key, &[("count", count.into())])
}

/// A number as it is written in the language: with a comma but in English.
pub fn decimal(value: f64) -> String {
    match language() {
        Language::En => value.to_string(),
        _ => value.to_string().replace('.', ","),
    }
}

/// A reason that this program or the exchange gives in English.
pub fn said(english: &str) -> String {
    without_marks(words::said(language(), english))
}

/// In the Serbian files, what stays in Latin letters stands between backticks, which nobody is to read.
fn without_marks(text: String) -> String {
    match language() {
        Language::SrLatn | Language::SrCyrl => text.replace('`', ""),
        Language::Sq | Language::En => text,
    }
}

/// Words of the header of a table.
pub fn header<const N: usize>(keys: [&str; N]) -> Vec<String> {
    keys.iter().map(|key| word(key)).collect()
}

/// The label of a code by its number; nothing when it is not reported.
pub fn label_of<T: CodeList>(number: i32) -> String {
    T::from_number(number).map_or_else(String::new, |code| words::of(language(), code))
}

/// The name of a country by its code; the code itself when it is none.
pub fn country(code: &str) -> String {
    Country::from_alpha2(code).map_or_else(
        || code.to_owned(),
        |country| words::label(language(), &words::country_key(country)),
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    /// Keys in quotes in the sources of the command.
    fn used(dir: &Path, keys: &mut BTreeSet<String>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                used(&path, keys);
                continue;
            }
            if path.ends_with("speech.rs") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            for part in text.split("\"cli-").skip(1) {
                let name = part.split('"').next().unwrap_or_default();
                keys.insert(format!("cli-{name}"));
            }
        }
    }

    #[test]
    fn every_word_that_the_command_says_is_there_and_none_is_left_over() {
        let mut said = BTreeSet::new();
        used(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli"), &mut said);
        let english = include_str!("../../locales/en.ftl");
        let known: BTreeSet<String> = english
            .lines()
            .filter_map(|line| Some(line.split_once(" = ")?.0))
            .filter(|key| key.starts_with("cli-"))
            .map(String::from)
            .collect();
        assert!(known.len() > 50);
        assert_eq!(said, known);
    }

    #[test]
    fn tiers_have_words_and_no_key_is_of_another_kind() {
        let english = include_str!("../../locales/en.ftl");
        let kinds = [
            "cli",
            "code",
            "country",
            "dimension",
            "draft",
            "field",
            "figure",
            "identity",
            "indicator",
            "list",
            "map",
            "region",
            "report",
            "said",
            "tier",
        ];
        for line in english.lines().filter(|line| !line.starts_with([' ', '#'])) {
            let Some((key, _)) = line.split_once(" = ") else { continue };
            let kind = key.split('-').next().unwrap_or_default();
            assert!(kinds.contains(&kind), "no test holds {key}");
            let tiers = ["tier-national", "tier-transnational", "tier-public"];
            assert!(kind != "tier" || tiers.contains(&key), "nothing uses {key}");
        }
    }
}
