//! Words of everything that people read - codes, fields, dimensions, indicators, refusals - by key,
//! in every language.
//!
//! Each language is one file of [Fluent](https://projectfluent.org) messages in `locales/`, one in
//! `locales/desk/` for the pages for browsers, and one in `locales/help/` for the help of the command line; the
//! program holds them. A new language is three new files and a new [`Language`]. Whoever changes a word changes
//! a line there and nothing else; tests fail when a code, field or dimension has no words.
//!
//! | a message has | what it is |
//! |---|---|
//! | its value | a short label: a cell of a table, the name of a column |
//! | `.meaning` | one sentence that explains it |
//! | `.advice` | of refusals: what to do |
//! | `.page` | of reasons: the same for who reads it in a browser, without names of options and commands |
//!
//! Reasons of refusals are `said-` messages: programs give them in English, and [`said()`] finds them by it.
//!
//! Programs keep codes: labels may change with any release, and are never read back.

mod key;
mod language;
mod said;

#[cfg(test)]
mod cyrillic;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

use crate::domain::code_list::CodeList;

pub use fluent_bundle::FluentValue as Value;
pub use key::{
    code_key, country_key, dimension_key, field_key, identity_key, is_of_country, list_key,
};
pub use language::Language;
pub use said::{help, remark, said, said_on_page};

type Bundle = FluentBundle<FluentResource>;

/// Words of each language, at the place of the language in [`Language::ALL`].
static BUNDLES: LazyLock<Vec<Bundle>> =
    LazyLock::new(|| Language::ALL.iter().map(|language| bundle(*language)).collect());

fn bundle(language: Language) -> Bundle {
    // A message that does not parse, or stands twice, is left out: a test finds it before any user.
    let mut bundle = Bundle::new_concurrent(language.tag().parse().into_iter().collect());
    // Marks around arguments, made for right-to-left text, would show in terminals and files.
    bundle.set_use_isolating(false);
    for file in language.files() {
        let resource = FluentResource::try_new(file.into());
        let _ = bundle.add_resource(resource.unwrap_or_else(|(resource, _)| resource));
    }
    bundle
}

/// Part of a message that is asked for.
#[derive(Clone, Copy)]
enum Of {
    Value,
    Attribute(&'static str),
}

/// Finds a part of a message in a language, or in English where the language lacks it.
fn find(language: Language, key: &str, of: Of, args: Option<&FluentArgs>) -> Option<String> {
    [language, Language::En].into_iter().find_map(|language| {
        let bundle = BUNDLES.get(language as usize)?;
        let message = bundle.get_message(key)?;
        let pattern = match of {
            Of::Value => message.value()?,
            Of::Attribute(name) => message.get_attribute(name)?.value(),
        };
        // An argument that is missing shows as its name.
        let mut errors = Vec::new();
        Some(bundle.format_pattern(pattern, args, &mut errors).into_owned())
    })
}

/// Short label of a key; `None` when no language has it.
pub fn find_label(language: Language, key: &str) -> Option<String> {
    find(language, key, Of::Value, None)
}

/// Short label of a key; the key itself when no language has it.
pub fn label(language: Language, key: &str) -> String {
    find_label(language, key).unwrap_or_else(|| key.to_owned())
}

/// Sentence that explains a key; `None` for keys that need none.
pub fn meaning(language: Language, key: &str) -> Option<String> {
    find(language, key, Of::Attribute("meaning"), None)
}

/// Advice what to do about a refusal; `None` for keys that are no refusals.
pub fn advice(language: Language, key: &str) -> Option<String> {
    find(language, key, Of::Attribute("advice"), None)
}

/// Text with arguments, for example `text(language, "cli-rows", &[("count", 3.into())])`; the key
/// itself when no language has it.
pub fn text(language: Language, key: &str, args: &[(&str, Value)]) -> String {
    let args: FluentArgs = args.iter().map(|(name, value)| (*name, value.clone())).collect();
    find(language, key, Of::Value, Some(&args)).unwrap_or_else(|| key.to_owned())
}

/// Label of a code of a list; the code itself when it is not known.
pub fn code_label(language: Language, list: &str, code: &str) -> String {
    find_label(language, &code_key(list, code)).unwrap_or_else(|| code.to_owned())
}

/// Label of a code of a list that is a type.
pub fn of<T: CodeList>(language: Language, code: T) -> String {
    code_label(language, T::LIST, code.code())
}

/// Labels of a key, by the tag of each language (`sq`, `sr-Latn`, `sr-Cyrl`, `en`).
pub fn by_language(key: &str) -> impl Iterator<Item = (String, String)> {
    Language::ALL.iter().map(move |language| (language.tag().to_owned(), label(*language, key)))
}

/// Meanings of a key, by the tag of each language; nothing for a key that needs none.
pub fn meanings(key: &str) -> impl Iterator<Item = (String, String)> {
    Language::ALL
        .iter()
        .filter_map(move |language| Some((language.tag().to_owned(), meaning(*language, key)?)))
}
