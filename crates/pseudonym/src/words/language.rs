//! Languages of the program.

use std::fmt;
use std::str::FromStr;

/// Language of the program, with its script where it has two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English, which is read where another language lacks a word.
    #[default]
    En,
    /// Albanian.
    Sq,
    /// Serbian in Latin script.
    SrLatn,
    /// Serbian in Cyrillic script.
    SrCyrl,
}

impl Language {
    /// All languages, in the order of their declaration.
    pub const ALL: &'static [Self] = &[Self::En, Self::Sq, Self::SrLatn, Self::SrCyrl];

    /// Tag of the language (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Sq => "sq",
            Self::SrLatn => "sr-Latn",
            Self::SrCyrl => "sr-Cyrl",
        }
    }

    /// Name of the language in the language itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Sq => "shqip",
            Self::SrLatn => "srpski (latinica)",
            Self::SrCyrl => "српски (ћирилица)",
        }
    }

    /// Words of the language: the texts of its files, of which the second is about the pages for
    /// browsers, and the third is the help of the command line.
    pub(super) fn files(self) -> [&'static str; 3] {
        macro_rules! files {
            ($tag:literal) => {
                [
                    include_str!(concat!("../../../../locales/", $tag, ".ftl")),
                    include_str!(concat!("../../../../locales/desk/", $tag, ".ftl")),
                    include_str!(concat!("../../../../locales/help/", $tag, ".ftl")),
                ]
            };
        }
        match self {
            Self::En => files!("en"),
            Self::Sq => files!("sq"),
            Self::SrLatn => files!("sr-Latn"),
            Self::SrCyrl => files!("sr-Cyrl"),
        }
    }

    /// Finds the language that the environment asks for, by a function that reads its variables:
    /// of LC_ALL, LC_MESSAGES and LANG the first that is not empty decides, as everywhere (POSIX).
    /// English where the environment asks for a language that the program lacks.
    pub fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| variable(name).filter(|value| !value.is_empty()))
            .and_then(|value| Self::of_locale(&value))
            .unwrap_or_default()
    }

    /// Finds the language of a name of a locale such as `sq_XK.UTF-8`. Serbian is in Cyrillic
    /// script but with `@latin`, as the C library has it.
    pub fn of_locale(locale: &str) -> Option<Self> {
        let (name, modifier) = locale.split_once('@').unwrap_or((locale, ""));
        let name = name.split('.').next().unwrap_or_default();
        let mut parts = name.split(['_', '-']);
        let language = parts.next().unwrap_or_default().to_ascii_lowercase();
        let is_latin = modifier.eq_ignore_ascii_case("latin")
            || parts.any(|part| part.eq_ignore_ascii_case("Latn"));
        match language.as_str() {
            "en" => Some(Self::En),
            "sq" => Some(Self::Sq),
            "sr" if is_latin => Some(Self::SrLatn),
            "sr" => Some(Self::SrCyrl),
            // Who reads these reads Serbian in Latin script.
            "bs" | "hr" | "sh" => Some(Self::SrLatn),
            _ => None,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Language {
    type Err = String;

    /// Reads a tag in any letter case; `sr` alone is Serbian in Latin script.
    fn from_str(tag: &str) -> Result<Self, String> {
        let known = Self::ALL.iter().copied().find(|known| known.tag().eq_ignore_ascii_case(tag));
        known
            .or_else(|| tag.eq_ignore_ascii_case("sr").then_some(Self::SrLatn))
            .ok_or_else(|| "must be sq, sr (Latin script), sr-Cyrl or en".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_its_tag() {
        assert_eq!("SQ".parse(), Ok(Language::Sq));
        assert_eq!("sr".parse(), Ok(Language::SrLatn));
        assert_eq!("sr-latn".parse(), Ok(Language::SrLatn));
        assert_eq!("sr-Cyrl".parse(), Ok(Language::SrCyrl));
        for wrong in ["", "de", "sq_XK", "sr-"] {
            assert!(wrong.parse::<Language>().unwrap_err().contains("sr-Cyrl"), "{wrong}");
        }
        for language in Language::ALL {
            assert_eq!(language.tag().parse(), Ok(*language));
            assert_eq!(Language::ALL[*language as usize], *language);
        }
    }

    #[test]
    fn the_environment_chooses_as_everywhere() {
        let of = |variables: &[(&str, &str)]| {
            Language::of_environment(|name| {
                let found = variables.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(of(&[]), Language::En);
        assert_eq!(of(&[("LANG", "sq_XK.UTF-8")]), Language::Sq);
        assert_eq!(of(&[("LANG", "sq_AL"), ("LC_ALL", "")]), Language::Sq);
        assert_eq!(of(&[("LANG", "sq_AL"), ("LC_ALL", "C.UTF-8")]), Language::En);
        assert_eq!(of(&[("LANG", "sq_AL"), ("LC_MESSAGES", "sr_RS@latin")]), Language::SrLatn);
        assert_eq!(of(&[("LANG", "sr_RS.UTF-8@latin")]), Language::SrLatn);
        assert_eq!(of(&[("LANG", "sr_RS.UTF-8")]), Language::SrCyrl);
        assert_eq!(of(&[("LANG", "sr-Latn-XK")]), Language::SrLatn);
        assert_eq!(of(&[("LANG", "hr_HR.UTF-8")]), Language::SrLatn);
        for strange in ["POSIX", "@", ".", "de_DE", "s", "\u{1b}[2J"] {
            assert_eq!(of(&[("LANG", strange)]), Language::En, "{strange:?}");
        }
    }
}
