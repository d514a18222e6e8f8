//! Remarks of a drafted mapping in the reader's language. The draft has them in English, behind `#`; what is no
//! remark stays as it is, byte for byte.

use std::collections::HashMap;

use crate::domain::codes::RecordKind;
use crate::pseudonym::schema;
use crate::words::{self, Language};

use super::common::wrap;

/// How long a line of remarks is, without its mark.
const LINE: usize = 108;

/// A drafted mapping of a kind of record with its remarks in a language. Should what the mapping says be another
/// thing then, it stays in English: a remark is never worth that.
pub fn in_language(draft: &str, kind: RecordKind, language: Language) -> String {
    if language == Language::En {
        return draft.to_owned();
    }
    let told = told(draft, &Reader::new(kind, language));
    let read = |text: &str| toml::from_str::<toml::Table>(text).ok();
    match read(draft) == read(&told) {
        true => told,
        false => draft.to_owned(),
    }
}

/// What is known of the language.
struct Reader {
    language: Language,
    /// Labels of the fields of the kind of record, by the English ones.
    labels: HashMap<String, String>,
}

impl Reader {
    fn new(kind: RecordKind, language: Language) -> Self {
        let label =
            |field: &schema::Field, language| field.label(kind, language).replace('\n', " ");
        let fields = schema::fields(kind).iter();
        let labels = fields.map(|field| (label(field, Language::En), label(field, language)));
        Self { language, labels: labels.collect() }
    }

    /// A remark, without the marks that only keep letters Latin.
    fn remark(&self, english: &str) -> Option<String> {
        let label = |name: &str, value: &str| {
            (name == "label").then(|| self.labels.get(value).cloned()).flatten()
        };
        let told = words::remark(self.language, english, label)?;
        Some(match self.language {
            Language::SrLatn | Language::SrCyrl => told.replace('`', ""),
            Language::Sq | Language::En => told,
        })
    }
}

fn told(draft: &str, reader: &Reader) -> String {
    let lines: Vec<&str> = draft.lines().collect();
    let mut told = String::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let going_on = lines[at..].iter().map_while(|line| line.strip_prefix("# "));
        let going_on: Vec<&str> = going_on.collect();
        // The longest remark that begins here.
        let found = (1..=going_on.len()).rev().find_map(|count| {
            let remark = reader.remark(&going_on[..count].join(" "))?;
            Some((count, remark))
        });
        match found {
            Some((count, remark)) => {
                for line in wrap(&remark, LINE).lines() {
                    told += &format!("# {line}\n");
                }
                at += count;
            }
            None => {
                told += &with_remarks(line, reader);
                told.push('\n');
                at += 1;
            }
        }
    }
    told
}

/// A line of the mapping with the remarks at its end.
fn with_remarks(line: &str, reader: &Reader) -> String {
    let Some((before, remark)) = line.rsplit_once("  # ") else { return line.to_owned() };
    // Within quotes it is a part of a value, whatever it looks like.
    let quotes = before.replace("\\\\", "").replace("\\\"", "").matches('"').count();
    match reader.remark(remark).filter(|_| quotes % 2 == 0) {
        Some(remark) => format!("{}  # {remark}", with_remarks(before, reader)),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAFT: &str = "\
# A first mapping of export.csv, made by `vdx mapping new`. Read every line; docs/mapping.md explains them.
# Then: vdx mapping check --mapping THIS_FILE EXPORT
record = \"victim\"
# DECIDE: \"Saglasnost\" looks like consent to sharing across borders. Only if it is, take the # away; without it no
# partner country can find these persons:
# consent_cross_border_sharing = \"Saglasnost\"

[fields]  # all that leaves; every column that is not named stays here
record_id = \"broj  # 12 rows\"  # in 3 of 5 rows  # must be the record_id of the victim's record
# \"a\" = \"\"  # 3 rows: WHICH CODE?
# \"b\" = \"\"  # 4 rows: WHICH CODE?
# identified_on = \"...\"  # REQUIRED: date on which the person was first identified
";

    #[test]
    fn remarks_are_told_in_each_language_and_the_mapping_stays_what_it_is() {
        for language in Language::ALL {
            let told = in_language(DRAFT, RecordKind::Victim, *language);
            let of = |text: &str| toml::from_str::<toml::Table>(text).unwrap();
            assert_eq!(of(&told), of(DRAFT), "{told}");
            let is_english = *language == Language::En;
            assert_eq!(told == DRAFT, is_english);
            for english in
                ["DECIDE", "Read every line", "all that leaves", "in 3 of", "REQUIRED", "WHICH"]
            {
                assert_eq!(told.contains(english), is_english, "{language}: {english} in\n{told}");
            }
            assert_eq!(told.matches("\n# \"").count(), 2, "{told}");
            assert!(told.contains("\n# consent_cross_border_sharing = \"Saglasnost\"\n"), "{told}");
            assert!(told.lines().all(|line| line.chars().count() <= 120), "{told}");
        }
    }

    #[test]
    fn a_column_that_is_called_like_a_remark_keeps_its_name() {
        let draft = "[fields]\nrecord_id = \"x  # codes: a\"\nnote = \"y\\\"  # 2 rows\"\n";
        assert_eq!(in_language(draft, RecordKind::Victim, Language::Sq), draft);
    }
}
