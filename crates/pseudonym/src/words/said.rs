//! Reasons of refusals in the reader's language. Programs - this one and the exchange, which does not know who
//! reads - say them in English, as `said-` messages of the English file have them; what such a sentence holds of
//! its own, as a column or codes, stays as it is.

use std::collections::HashMap;
use std::sync::LazyLock;

use fluent_bundle::FluentArgs;

use super::{Language, Of, find, find_label, text};

/// A sentence of the English file: what stands around its arguments, and their names.
struct Template {
    key: &'static str,
    around: Vec<&'static str>,
    names: Vec<&'static str>,
}

static TEMPLATES: LazyLock<Vec<Template>> = LazyLock::new(|| templates("said-"));

/// Remarks of a mapping that the program drafts.
static REMARKS: LazyLock<Vec<Template>> = LazyLock::new(|| templates("draft-"));

fn templates(prefix: &str) -> Vec<Template> {
    let lines = Language::En.files().into_iter().flat_map(str::lines);
    lines.filter_map(|line| template(line, prefix)).collect()
}

/// Keys of the help of the command line, by its English texts.
static HELP: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let files = Language::En.files().into_iter();
    let lines = files.flat_map(str::lines).filter_map(|line| line.split_once(" = "));
    lines.filter(|(key, _)| key.starts_with("help-")).map(|(key, text)| (text, key)).collect()
});

/// A text of the command line's help in a language, by the English one; nothing where it has no words.
pub fn help(language: Language, english: &str) -> Option<String> {
    find_label(language, HELP.get(english)?)
}

fn template(line: &'static str, prefix: &str) -> Option<Template> {
    let (key, mut rest) = line.split_once(" = ").filter(|(key, _)| key.starts_with(prefix))?;
    let (mut around, mut names) = (Vec::new(), Vec::new());
    while let Some((before, behind)) = rest.split_once("{ $") {
        let (name, after) = behind.split_once(" }")?;
        around.push(before);
        names.push(name);
        rest = after;
    }
    around.push(rest);
    Some(Template { key, around, names })
}

impl Template {
    /// What stands in the places of the arguments, if a sentence is this one.
    fn arguments<'t>(&self, sentence: &'t str) -> Option<Vec<&'t str>> {
        let (first, others) = self.around.split_first()?;
        let mut rest = sentence.strip_prefix(first)?;
        let mut found = Vec::new();
        for (place, part) in others.iter().enumerate() {
            // The last part is the end of the sentence.
            let at = match place + 1 == others.len() {
                true => rest.strip_suffix(part)?.len(),
                false => rest.find(part)?,
            };
            found.push(&rest[..at]);
            rest = &rest[at + part.len()..];
        }
        (rest.is_empty() && found.iter().all(|argument| !argument.is_empty())).then_some(found)
    }

    fn length(&self) -> usize {
        self.around.iter().map(|part| part.len()).sum()
    }
}

/// A reason for somebody who reads it on a page and not behind a command: where the sentence has other words for
/// that (`.page`), these, and in any case what `named` calls an argument (its name and the value) in place of the
/// word that programs have for it.
pub fn said_on_page(
    language: Language,
    english: &str,
    named: impl Fn(&str, &str) -> Option<String>,
) -> String {
    let on_page = found(&TEMPLATES, language, english, Of::Attribute("page"), named);
    on_page.unwrap_or_else(|| said(language, english))
}

/// A remark of a drafted mapping in a language, by its English words; nothing where they are no remark. What
/// `named` calls an argument (its name and the value) stands in place of the English.
pub fn remark(
    language: Language,
    english: &str,
    named: impl Fn(&str, &str) -> Option<String>,
) -> Option<String> {
    // What counts is a number: a remark that begins with one is not whatever ends as it does.
    let (template, arguments) = matching(&REMARKS, english)?;
    let is_count = |name: &str| ["count", "filled", "rows", "values"].contains(&name);
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mut counts = template.names.iter().zip(arguments).filter(|(name, _)| is_count(name));
    counts.all(|(_, text)| is_number(text)).then_some(())?;
    found(&REMARKS, language, english, Of::Value, named)
}

fn found(
    templates: &'static [Template],
    language: Language,
    english: &str,
    of: Of,
    named: impl Fn(&str, &str) -> Option<String>,
) -> Option<String> {
    let (template, arguments) = matching(templates, english)?;
    let values = template.names.iter().zip(arguments);
    let values: FluentArgs = values
        .map(|(name, value)| (*name, named(name, value).unwrap_or_else(|| value.into())))
        .collect();
    find(language, template.key, of, Some(&values))
}

/// The sentence that a reason is, and what stands in the places of its arguments: of several the one that says
/// most by itself.
fn matching<'t>(
    templates: &'static [Template],
    english: &'t str,
) -> Option<(&'static Template, Vec<&'t str>)> {
    let found = templates.iter().filter_map(|template| {
        Some((template, template.arguments(english)?)).filter(|_| template.length() > 0)
    });
    found.max_by_key(|(template, _)| template.length())
}

/// A reason in a language; the English one where it has no words.
pub fn said(language: Language, english: &str) -> String {
    translated(language, english, true).unwrap_or_else(|| english.to_owned())
}

fn translated(language: Language, english: &str, has_parts: bool) -> Option<String> {
    if language == Language::En {
        return None;
    }
    let (template, arguments) = matching(&TEMPLATES, english)?;
    let arguments: Vec<String> = arguments
        .into_iter()
        .map(|part| {
            let known = has_parts.then(|| translated(language, part, false)).flatten();
            known.unwrap_or_else(|| part.to_owned())
        })
        .collect();
    let named = template.names.iter().zip(&arguments);
    let named: Vec<_> = named.map(|(name, value)| (*name, value.as_str().into())).collect();
    Some(text(language, template.key, &named))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_told_in_each_language_and_keep_what_they_name() {
        let reason = "holds a text of 3 words; must be one of FEMININE, MASCULINE (or be translated to one: values = { \"...\" = \"FEMININE\" })";
        let told = said(Language::Sq, reason);
        for part in ["një tekst me 3 fjalë", "FEMININE, MASCULINE", "{ \"...\" = \"FEMININE\" }"]
        {
            assert!(told.contains(part), "{told}");
        }
        assert!(said(Language::SrCyrl, reason).contains("текст од 3 речи"));
        assert_eq!(said(Language::En, reason), reason);
        assert_eq!(said(Language::Sq, "what nobody says"), "what nobody says");
        assert_eq!(said(Language::Sq, ""), "");
        for language in Language::ALL {
            assert!(
                !said(*language, "must not be after Datëlindja: one of the two is wrong")
                    .is_empty()
            );
        }
    }

    /// Sources in which the reasons stand.
    fn sources(dir: &std::path::Path, text: &mut String) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, text);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                *text += &std::fs::read_to_string(&path).unwrap();
            }
        }
    }

    /// A reason whose English words were changed would stay English without a word.
    #[test]
    fn every_reason_stands_in_the_code_as_it_stands_here() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut code = String::new();
        for dir in ["src", "../client/src", "../../src"] {
            // Another crate's may be missing, as in a package of this one alone.
            if root.join(dir).is_dir() {
                sources(&root.join(dir), &mut code);
            }
        }
        // A remark goes on in the next line behind another mark.
        let code = code.replace("\\n# ", " ").replace("\n# ", " ");
        let code = code.replace("\\\"", "\"").replace("{{", "{").replace("}}", "}");
        assert!(TEMPLATES.len() > 50 && REMARKS.len() > 30);
        // What clap says stands in its own code.
        let own = TEMPLATES
            .iter()
            .chain(REMARKS.iter())
            .filter(|template| !template.key.starts_with("said-clap_"));
        for template in own {
            // What follows a kind of value, and hints in parentheses, are texts of their own.
            let parts = template.around.iter().flat_map(|part| part.split([';', '(']));
            for part in parts.map(|part| part.trim_matches([' ', ')', ':'])) {
                assert!(code.contains(part), "{}: {part:?}", template.key);
            }
        }
    }
}
