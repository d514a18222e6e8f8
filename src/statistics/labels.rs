//! Keys of the words for measures, dimensions and their codes; the words are in
//! [`words`].

use crate::domain::code_list::CodeList;
use crate::domain::country::Country;
use crate::words::{self, Language};

use super::catalog::{Codes, Dimension, MULTIPLE, Measure, NOT_REPORTED, OTHER_COUNTRY};

/// Key of the words of a measure, such as `code-measure-persons`.
pub fn measure_key(measure: Measure) -> String {
    words::code_key(Measure::LIST, measure.code())
}

/// Key of the words of a dimension, such as `dimension-age_band`.
pub fn dimension_key(dimension: Dimension) -> String {
    words::dimension_key(dimension.name())
}

/// Key of the words of a code of a dimension; `None` for years and for regions without words, which are
/// read as they stand.
pub fn code_key(dimension: Dimension, code: &str) -> Option<String> {
    Some(match (code, dimension.source()) {
        (NOT_REPORTED | MULTIPLE, _) => words::code_key("", code),
        (_, Codes::Years) => return None,
        // An exchange may have any: those of Kosovo have words.
        (_, Codes::Regions) => {
            let key = format!("region-{}", code.to_ascii_lowercase());
            words::find_label(Language::En, &key).map(|_| key)?
        }
        (OTHER_COUNTRY, Codes::Countries) => words::code_key("", "OTHER_COUNTRY"),
        (_, Codes::Countries) => words::country_key(Country::from_alpha2(code)?),
        (_, Codes::List(list, _)) => words::code_key(list, code),
    })
}

/// Label of a code of a dimension in a language; the code itself where there is none.
pub fn code_label(language: Language, dimension: Dimension, code: &str) -> String {
    let key = code_key(dimension, code);
    key.and_then(|key| words::find_label(language, &key)).unwrap_or_else(|| code.to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::statistics::{Catalog, indicators};

    const ENGLISH: &str = include_str!("../../locales/en.ftl");

    /// Keys of the English file that begin with one of `starts`; other files have the same keys.
    fn keys(starts: &[&str]) -> BTreeSet<String> {
        let keys = ENGLISH.lines().filter_map(|line| Some(line.split_once(" = ")?.0));
        let keys = keys.filter(|key| starts.iter().any(|start| key.starts_with(start)));
        keys.map(String::from).collect()
    }

    #[test]
    fn every_measure_dimension_and_code_has_its_own_words_in_every_language() {
        let mut used: BTreeSet<String> = Measure::ALL.iter().map(|m| measure_key(*m)).collect();
        used.insert(words::list_key(Measure::LIST));
        for language in Language::ALL {
            let mut labels = BTreeSet::new();
            for key in Measure::ALL.iter().map(|measure| measure_key(*measure)) {
                let label = words::find_label(*language, &key).unwrap_or_else(|| panic!("{key}"));
                assert!(labels.insert(label), "{language}: two measures have the label of {key}");
                assert!(words::meaning(*language, &key).is_some(), "{language}: {key}");
            }
            let mut labels = BTreeSet::new();
            for dimension in Dimension::ALL {
                let key = dimension_key(*dimension);
                let label = words::find_label(*language, &key).unwrap_or_else(|| panic!("{key}"));
                assert!(labels.insert(label), "{language}: two dimensions have the label of {key}");
                assert!(words::meaning(*language, &key).is_some(), "{language}: {key}");
                used.insert(key);
                let mut of_codes = BTreeMap::new();
                for code in Catalog::everywhere(*dimension).unwrap_or_default() {
                    let key = code_key(*dimension, &code).unwrap_or_else(|| panic!("{code}"));
                    let label = words::find_label(*language, &key);
                    let label = label.unwrap_or_else(|| panic!("{language}: no label of {key}"));
                    assert_eq!(label, code_label(*language, *dimension, &code));
                    if let Some(other) = of_codes.insert(label, code.clone()) {
                        let name = dimension.name();
                        panic!("{language}: {name}: {other} and {code} have one label");
                    }
                    used.insert(key);
                }
                if let Codes::List(list, _) = dimension.source() {
                    used.insert(words::list_key(list));
                }
            }
        }
        let ours = [
            "code-measure-",
            "list-measure",
            "dimension-",
            "code-handled_by-",
            "list-handled_by",
            "code-sentence_band-",
            "list-sentence_band",
            "code-court_days_band-",
            "list-court_days_band",
        ];
        for key in keys(&ours) {
            assert!(used.contains(&key), "nothing uses {key}");
        }
    }

    #[test]
    fn every_indicator_has_its_words_and_none_is_left_over() {
        let mut used = BTreeSet::new();
        for indicator in indicators::all() {
            used.insert(indicator.title.key().to_owned());
            let labels: Vec<_> = indicator.parts.iter().map(|part| part.label.key()).collect();
            let different: BTreeSet<_> = labels.iter().collect();
            assert_eq!(labels.len(), different.len(), "{labels:?}");
            used.extend(labels.into_iter().map(String::from));
        }
        for key in &used {
            for language in Language::ALL {
                assert!(words::find_label(*language, key).is_some(), "{language}: {key}");
            }
        }
        for key in keys(&["indicator-", "figure-"]) {
            assert!(used.contains(&key), "nothing uses {key}");
        }
    }

    #[test]
    fn codes_that_are_not_known_are_read_as_they_stand() {
        let of = |dimension, code| code_label(Language::Sq, dimension, code);
        assert_eq!(of(Dimension::Year, "2010"), "2010");
        assert_eq!(of(Dimension::Year, "NOT_REPORTED"), "nuk është raportuar");
        assert_eq!(of(Dimension::Citizenship, "AL"), "Shqipëri");
        assert_eq!(of(Dimension::Citizenship, "OTHER"), "shtete të tjera");
        assert_eq!(of(Dimension::Citizenship, "QQ"), "QQ");
        assert_eq!(of(Dimension::Service, "OTHER\n"), "OTHER\n");
        assert_eq!(of(Dimension::Region, "PR"), "PR");
        assert_eq!(of(Dimension::Region, "GJAKOVA"), "Gjakovë");
    }
}
