//! Names of columns: compared as people see them, and found again when something stands in the way.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use super::super::shown;

/// Name of a column as it is compared: composed letters (NFC), white space of every kind as one
/// blank, nothing invisible, nothing around it.
pub fn column_name(text: &str) -> String {
    let visible = text.chars().filter(|c| !is_invisible(*c));
    let composed: String = visible.nfc().collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a character is drawn as nothing; such characters come along from web pages and
/// spreadsheets.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// Columns of a file, with the place of each.
#[derive(Debug, Default)]
pub struct Columns {
    /// Names of all columns, in their order; empty for columns without a name.
    pub names: Vec<String>,
    places: HashMap<String, usize>,
    doubled: HashSet<String>,
    /// Header of a file with one single column, as it stands in the file.
    single: Option<String>,
}

impl Columns {
    /// Columns with the names of a header.
    pub fn new(names: impl Iterator<Item = String>) -> Self {
        let mut columns = Self::default();
        for (place, raw) in names.enumerate() {
            let name = column_name(&raw);
            columns.single = (place == 0).then_some(raw);
            if !name.is_empty() && columns.places.insert(name.clone(), place).is_some() {
                columns.doubled.insert(name.clone());
            }
            columns.names.push(name);
        }
        columns
    }

    /// Place of a column, from 0; `None` for a name that the header lacks.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// Whether any of these columns is there.
    pub fn has_any(&self, mapped: &[&str]) -> bool {
        mapped.iter().any(|name| self.places.contains_key(*name))
    }

    /// Complaint about columns that no object of a file has.
    pub fn complaint_of_objects(&self, mapped: &[&str]) -> Option<String> {
        self.complaint_in(mapped, true)
    }

    /// Complaint about columns that a mapping names and the file lacks; each is told once. `None`
    /// when all are there.
    pub fn complaint(&self, mapped: &[&str]) -> Option<String> {
        // Where none is there, the row may be of a person.
        self.complaint_in(mapped, self.has_any(mapped))
    }

    fn complaint_in(&self, mapped: &[&str], is_header: bool) -> Option<String> {
        if let Some(name) = mapped.iter().find(|name| self.doubled.contains(**name)) {
            return Some(format!(
                "two columns are called \"{name}\", which the mapping names: give one of them another name in the export"
            ));
        }
        let mut missing: Vec<&str> = mapped.to_vec();
        missing.retain(|name| !self.places.contains_key(*name));
        missing.sort_unstable();
        missing.dedup();
        let first = missing.first()?;
        let all = missing.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
        let columns = if missing.len() == 1 { "column" } else { "columns" };
        Some(format!(
            "has no {columns} {all}, which the mapping names; {}",
            self.hint(first, is_header)
        ))
    }

    /// Hint why a column may be missing, and which columns there are.
    fn hint(&self, missing: &str, is_header: bool) -> String {
        let named = |test: &dyn Fn(&str) -> bool| {
            self.names.iter().find(|name| !name.is_empty() && test(name))
        };
        let lower = missing.to_lowercase();
        if let Some(name) = named(&|name| name.to_lowercase() == lower) {
            return format!("there is \"{name}\": write it in the mapping in the same letters");
        }
        if named(&|name| repaired(name).is_some_and(|name| name == missing)).is_some() {
            return "the letters of its header were converted twice (UTF-8 that was read as another encoding and saved again): export it anew".into();
        }
        if let Some(only) = &self.single {
            let separators = [(';', "\";\""), (',', "\",\""), ('\t', "\"\\t\""), ('|', "\"|\"")];
            let counts = separators.map(|(c, shown)| (only.matches(c).count(), shown));
            let best = counts.into_iter().max_by_key(|(count, _)| *count);
            if let Some((_, shown)) = best.filter(|(count, _)| *count > 0) {
                return format!(
                    "its header line is one single column that seems to be separated by {shown}: set delimiter = {shown} in the mapping"
                );
            }
        }
        if let Some(name) = named(&|name| plain(name) == plain(missing)) {
            return format!("there is \"{name}\": write it in the mapping in the same letters");
        }
        let named = self.names.iter().enumerate().filter(|(_, name)| !name.is_empty());
        let mut found: Vec<String> =
            named.map(|(place, name)| shown::column(place, name, is_header)).collect();
        if found.len() > 40 {
            found.truncate(40);
            found.push("and more".into());
        }
        format!("there are: {}", found.join(", "))
    }
}

/// Name of a column without marks, blanks and letter case.
fn plain(name: &str) -> String {
    name.nfkd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Text as it was before its UTF-8 was read as windows-1252, windows-1250 or ISO 8859-1; `None`
/// when that never happened to it.
pub fn repaired(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let encodings = [encoding_rs::WINDOWS_1252, encoding_rs::WINDOWS_1250];
    encodings.into_iter().find_map(|encoding| {
        let (bytes, _, has_unknown) = encoding.encode(text);
        let before = (!has_unknown).then(|| std::str::from_utf8(&bytes).ok()).flatten()?;
        Some(before.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint(header: &[&str], mapped: &[&str]) -> Option<String> {
        Columns::new(header.iter().map(|name| (*name).to_owned())).complaint(mapped)
    }

    #[test]
    fn names_are_compared_as_they_are_seen() {
        let nfd: String = "Datëlindja".nfd().collect();
        let header = ["\u{feff}ID", "\u{a0}Nr\npersonal\u{a0}", &nfd, "", "", "Tjera", "Tjera"];
        assert_eq!(complaint(&header, &["ID", "Nr personal", "Datëlindja"]), None);
        assert!(complaint(&header, &["Tjera"]).unwrap().contains("two columns"));
    }

    #[test]
    fn a_missing_column_is_looked_for() {
        let has = |header: &[&str], mapped: &[&str], hint: &str| {
            let told = complaint(header, mapped).unwrap();
            assert!(told.contains(hint), "{told}");
        };
        has(&["EMRI", "ID"], &["Emri"], "there is \"EMRI\"");
        has(&["DatÃ«lindja"], &["Datëlindja"], "converted twice");
        has(&["DatĂ«lindja"], &["Datëlindja"], "converted twice");
        has(&["ID,Emri,Data"], &["ID"], "separated by \",\"");
        has(&["Datelindja"], &["Datëlindja"], "there is \"Datelindja\"");
        has(&["ID", "Emri"], &["Data", "Vendi"], "columns \"Data\", \"Vendi\"");
        has(&["ID", "Emri"], &["Data"], "there are: \"ID\", \"Emri\"");
        has(&["ID", "Venera"], &["Data"], "there are: \"ID\", column 2 (a word)");
        has(&["ID", "Venera"], &["Data", "ID"], "there are: \"ID\", \"Venera\"");
        has(&["ID", "1177335501"], &["Data", "ID"], "column 2 (a number of 10 digits)");
    }
}
