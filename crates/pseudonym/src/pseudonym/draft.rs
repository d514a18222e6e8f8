//! Draft of a mapping for a file that was looked at, for people to read and correct. What the
//! draft says of values are proposals. A column of consent is proposed by its name, under a line that has
//! to be decided; one that may say that a record crosses borders, never.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::domain::code_list::CodeList;
use crate::domain::codes::{RecordKind, YesNo};

use crate::words::Language;

use super::draft_defendant;
use super::draft_lists;
use super::full_name::NameOrder;
use super::mapping::EMPTY;
use super::schema::{self, Field, Holds};
use super::shown;
use super::survey::{Column, Guess, Survey};

/// Separators between several values of a cell that are looked for.
const SEPARATORS: &[&str] = &["|", ";", ",", "/", "+", "\n"];

/// What is said of the names of records: only the institution knows which systems it has.
const SYSTEM: &str = "\
# DECIDE: name the system that this export comes from, and take the # away. All mappings of one system name the
# same, those of another system another. Record ids are hashed with it and a key of your institution alone:
# system = \"registry\"
# or, where ids mean nothing to anybody outside that system and no other system of yours has the same ones:
# plain_ids = true  # they leave as they stand
";

/// A mapping as text, and what its user must decide.
pub struct Draft {
    /// Text of the mapping, TOML.
    pub text: String,
    /// Decisions that are left to the user, a line each.
    pub open: Vec<String>,
}

/// A text of somebody's export as a TOML string on one line: behind a `#` all of it is a comment.
/// TOML's own writer makes several lines of one that has a line break.
pub(super) fn quoted(text: &str) -> String {
    // JSON's escapes are TOML's, but for DEL, which JSON leaves as it is.
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007F")
}

/// Whether a value is one that a field can hold.
pub fn has_code(holds: Holds, value: &str) -> bool {
    match holds {
        Holds::Country | Holds::Countries => schema::country(value).is_some(),
        Holds::Age => {
            value.parse::<u32>().is_ok() || value.contains(['-', '–']) || is_code("AGE_BAND", value)
        }
        holds => holds.list().is_none_or(|list| is_code(list, value)),
    }
}

fn is_code(list: &str, value: &str) -> bool {
    let code = value.trim().replace([' ', '-'], "_");
    schema::codes(list).iter().any(|label| label.code.eq_ignore_ascii_case(&code))
        || list == YesNo::LIST && schema::yes_no(value).is_some()
}

/// Proposes the code that a value of a field seems to stand for.
pub fn propose(holds: Holds, value: &str) -> Option<&'static str> {
    match holds {
        Holds::Country | Holds::Countries => {
            schema::propose_country(value).map(|country| country.alpha2())
        }
        holds => schema::propose(holds.list()?, value),
    }
}

/// Writes a mapping of this kind of record. `consent` says that every person in the file consented to
/// processing, or that the law does not ask for it, and `system` which system the export comes from: only
/// the institution can know.
pub fn draft(survey: &Survey, kind: RecordKind, consent: bool, system: Option<&str>) -> Draft {
    let guess = survey.guess(kind);
    let mut open = Vec::new();
    let mut text = format!(
        "# A first mapping of {}, made by `vdx mapping new`. Read every line; docs/mapping.md explains them.\n# Then: vdx mapping check --mapping THIS_FILE EXPORT\n",
        match shown::may_identify(&survey.file) {
            true => "an export".into(),
            false => survey.file.escape_debug().to_string(),
        }
    );
    let _ = writeln!(text, "record = {}", quoted(&kind.code().to_lowercase()));
    match system {
        Some(system) => {
            let _ = writeln!(text, "system = {}  # whose record ids these are", quoted(system));
        }
        None => {
            text += SYSTEM;
            open.push("system: name the system that the export comes from, so that its records and those of another system are kept apart (see the line above [identity], or --system)".into());
        }
    }
    if let Some((encoding, is_doubtful)) = &survey.encoding {
        let doubt = match is_doubtful {
            true => "windows-1250 or windows-1252: CHECK that names are right",
            false => "proposed by the letters in it: CHECK that names are right",
        };
        let _ = writeln!(text, "encoding = {}  # {doubt}", quoted(encoding));
        open.push(format!("encoding = {}: {doubt} (vdx mapping check shows no names: look at the file in a spreadsheet)", quoted(encoding)));
    }
    if let Some(sheet) = &survey.sheet {
        let _ = writeln!(text, "sheet = {}", quoted(sheet));
    }
    if let Some(delimiter) = survey.delimiter {
        let _ = writeln!(text, "delimiter = {}", quoted(&delimiter.to_string()));
    }
    if let Some(line) = survey.header_line {
        let _ = writeln!(text, "header_line = {line}  # what is above it is no table");
    }
    no_header(survey, &mut text, &mut open);
    dates(survey, &guess, &mut text, &mut open);
    let separators = separators(survey, kind, &guess.fields);
    if !separators.is_empty() {
        let all: Vec<String> = separators.iter().map(|separator| quoted(separator)).collect();
        let _ = writeln!(
            text,
            "list_separator = [{}]  # between several values of one cell",
            all.join(", ")
        );
    }
    let _ = writeln!(
        text,
        "# empty = [{}]  # values of [fields] that mean that nothing is known; these unless given",
        EMPTY[..6].iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", ")
    );
    if kind == RecordKind::Proceeding {
        draft_defendant::write(survey, &mut text, &mut open);
    } else {
        text += "\n[identity]  # who the victim is; makes keyed hashes, never leaves\n";
        for (detail, column) in &guess.identity {
            let _ = writeln!(text, "{detail} = {}{}", quoted(column), filled(survey, column));
        }
        names(survey, &guess, &mut text, &mut open);
        let has = |detail: &str| guess.identity.contains_key(detail);
        let is_full = full_name(survey, &guess).is_some();
        let has_names = (has("given_name") && has("surname") || is_full) && has("birth_date");
        if !has("national_id") && !has_names {
            open.push("[identity]: no column with a national id, or with names and date of birth, was found: without them nobody is told from others (a date in several columns is made one by [joined], docs/mapping.md)".into());
        }
    }
    text += "\n[fields]  # all that leaves; every column that is not named stays here\n";
    // Tables go last: what stands behind one belongs to it.
    let mut tables = String::new();
    for field in schema::fields(kind) {
        let column = guess.fields.get(field.name).and_then(|column| survey.column(column));
        match column {
            Some(column) if field.name == "consent_processing" && is_another(&column.name) => {
                if kind != RecordKind::Victim {
                    unheard(&column.name, &mut text, &mut open);
                    continue;
                }
                let name = quoted(&column.name);
                let _ = writeln!(
                    text,
                    "# DECIDE: {name} speaks of consent, but perhaps of consent that was withdrawn, or of sharing. Only if a yes\n# there means consent to processing, take the # away; without such a line no record leaves:\n# consent_processing = {name}"
                );
                open.push(format!("consent_processing: {name} may say the opposite, or speak of sharing; see the line in [fields]; without consent nothing leaves"));
            }
            Some(column) => {
                if field.name.starts_with("consent_") {
                    open.push(format!(
                        "{} = {}: taken by its name; CHECK that it says what this field means",
                        field.name,
                        quoted(&column.name)
                    ));
                }
                let part = of_column(survey, field, column, &separators, &mut open);
                let part = match field.name.starts_with("consent_") {
                    true => with_doubt(&part, field.label(kind, Language::En)),
                    false => part,
                };
                if field.name == "age_band"
                    && column.holds_ages()
                    && Survey::is_named("identity", "birth_date", &column.name)
                {
                    open.push(format!(
                        "age_band = {}: it is called a date of birth and holds ages; CHECK that they are those at the identification",
                        quoted(&column.name)
                    ));
                }
                if part.starts_with('\n') { tables += &part } else { text += &part }
            }
            None => {
                missing(field, kind, consent, &mut text, &mut open);
                if field.name == "consent_cross_border_sharing" {
                    borders(survey, &guess, &mut text, &mut open);
                }
            }
        }
    }
    if kind != RecordKind::Victim {
        for column in survey.columns.iter().filter(|column| is_unheard(column, &guess)) {
            unheard(&column.name, &mut text, &mut open);
        }
    }
    draft_lists::write(survey, kind, &guess, &mut text, &mut open);
    text += &tables;
    let is_header = survey.has_header();
    let told = |(place, column): (usize, &Column)| match survey.has_no_header {
        true => format!("{} ({})", column.name, column.kind),
        false => match shown::column(place, &column.name, is_header) {
            name if name.starts_with('"') => column.name.escape_debug().to_string(),
            place_and_kind => place_and_kind,
        },
    };
    let columns = survey.columns.iter().enumerate();
    let unused: Vec<String> = columns.filter(|(_, c)| !guess.uses(&c.name)).map(told).collect();
    if !unused.is_empty() {
        let _ =
            writeln!(text, "\n# Columns that are not used, and stay here: {}", unused.join("; "));
    }
    Draft { text, open }
}

/// Says that the file seems to have no header, or one that may be a row of a person.
fn no_header(survey: &Survey, text: &mut String, open: &mut Vec<String>) {
    if survey.has_no_header {
        *text += "header = \"none\"  # DECIDE: its first row holds data, it seems. Columns are named by their number, from 1, as in surname = \"3\"\n";
        open.push("header: the file seems to have no header, so that no column could be recognized; name them by their number, as in surname = \"3\" (the end of the mapping says what each holds), or export with a header".into());
    } else if !survey.has_header() {
        open.push("header: few names of columns are known, and they are not shown, since the row may be of a person; if the file has no header, write header = \"none\"".into());
    }
}

/// The only column that holds given name and surname in one, where none holds one of them alone.
fn full_name<'s>(survey: &'s Survey, guess: &Guess) -> Option<&'s Column> {
    let has_one = ["given_name", "surname"].iter().any(|name| guess.identity.contains_key(name));
    let mut all = survey.full_names();
    let only = all.next().filter(|_| !has_one)?;
    all.next().is_none().then_some(only)
}

/// Says which columns hold given name and surname in one beside others, so that no line can take them.
fn in_one(survey: &Survey, text: &mut String, open: &mut Vec<String>) {
    for column in survey.full_names() {
        let name = quoted(&column.name);
        let _ = writeln!(
            text,
            "# DECIDE: {name} holds given name and surname in one, it seems. If no other column has them:\n# full_name = {{ column = {name}, order = \"given surname\" }}"
        );
        open.push(format!("[identity]: {name} holds given name and surname in one, it seems: see the line about it; without names a person is hardly found"));
    }
}

/// Says which columns hold names that are to be looked at.
fn names(survey: &Survey, guess: &Guess, text: &mut String, open: &mut Vec<String>) {
    if let Some(column) = full_name(survey, guess) {
        let name = quoted(&column.name);
        let order = match column.name_order() {
            Some(NameOrder::SurnameFirst) => "surname given",
            Some(NameOrder::GivenFirst) | None => "given surname",
        };
        let _ = writeln!(
            text,
            "# DECIDE: given name and surname in one column, it seems. CHECK their order. A row of more than two words is refused\n# unless a comma stands behind the surname; two columns in the export are better.\nfull_name = {{ column = {name}, order = \"{order}\" }}{}",
            filled(survey, &column.name)
        );
        open.push(format!("[identity] full_name: {name} holds given name and surname in one, it seems; CHECK that their order is \"{order}\""));
    } else {
        in_one(survey, text, open);
    }
    let numbered: Vec<String> =
        survey.numbered_names().iter().map(|column| quoted(&column.name)).collect();
    if !numbered.is_empty() {
        let all = numbered.join(", ");
        let _ = writeln!(
            text,
            "# DECIDE: {all}: a row is one person. Where each is a person of its own, make a row of each in the export"
        );
        open.push(format!("[identity]: {all}: a row is one person; where these are several, make a row of each in the export"));
    }
}

/// The lines of a field whose column was taken by its name, under a line that asks for a look.
fn with_doubt(part: &str, label: String) -> String {
    let doubt = format!(
        "# DECIDE: taken by the name of its column. CHECK that a YES there means: {}. Otherwise take the line away.\n",
        label.replace('\n', " ")
    );
    match part.strip_prefix('\n') {
        Some(table) => format!("\n{doubt}{table}"),
        None => doubt + part,
    }
}

/// What a column is called that may say that a person consents to sharing across borders: a word of
/// consent or sharing, and one of going abroad.
const CONSENT: &[&str] = &[
    "pelqim",
    "pristan",
    "saglas",
    "soglas",
    "dozvol",
    "odobren",
    "consent",
    "permission",
    "leje",
    "lejo",
    "ndarj",
    "share",
    "sharing",
    "deljenj",
    "razmen",
];
const ABROAD: &[&str] = &[
    "jasht",
    "huaj",
    "nderkuf",
    "tejkuf",
    "abroad",
    "border",
    "foreign",
    "inostran",
    "prekogran",
    "stran",
    "granic",
    "partner",
    "ndarj",
    "shkemb",
    "razmen",
    "deljenj",
    "sharing",
    "share",
];

/// Words of a column of consent that make a yes in it no consent to processing.
const ANOTHER: &[&str] = &[
    "withdr", "revok", "refus", "declin", "object", "terheq", "refuz", "anul", "kunders", "povuc",
    "povlac", "odbi", "opoz", "protiv", "uskra",
];

/// Whether a column that is called like consent may say the opposite, or speak of sharing.
fn is_another(column: &str) -> bool {
    has_word(column, ANOTHER) || has_word(column, ABROAD)
}

/// Whether one of these words is in the name of a column.
pub(super) fn has_word(column: &str, words: &[&str]) -> bool {
    let name = schema::folded(column);
    words.iter().any(|word| name.contains(schema::folded(word).as_str()))
}

/// Whether all values of a column are answers: yes or no.
fn is_answer(column: &Column) -> bool {
    !column.has_many && column.values.keys().all(|value| schema::yes_no(value).is_some())
}

/// Whether a column speaks of consent, and is used for nothing.
fn is_unheard(column: &Column, guess: &Guess) -> bool {
    let words = &["pelqim", "pristan", "saglas", "soglas", "consent"];
    let is_used = guess.uses(&column.name);
    !is_used && column.filled > 0 && has_word(&column.name, words) && is_answer(column)
}

/// Hints at a column of consent in an export of services or proceedings that no line follows: rows of
/// persons who say no would leave.
fn unheard(column: &str, text: &mut String, open: &mut Vec<String>) {
    let name = quoted(column);
    let _ = writeln!(
        text,
        "# DECIDE: {name} speaks of consent, and no line follows it: rows that say NO there WOULD LEAVE. If a yes there\n# means consent to processing, take the # away; if it means something else, leave those rows out of the export:\n# consent_processing = {name}"
    );
    open.push(format!("consent_processing: {name} speaks of consent, and no line follows it: rows that say NO there WOULD LEAVE; see the line in [fields]"));
}

/// Hints at columns that look like consent to sharing across borders. A wrong guess would show a person to
/// other countries, so that none is made.
fn borders(survey: &Survey, guess: &Guess, text: &mut String, open: &mut Vec<String>) {
    let is_like = |column: &&Column| {
        !guess.uses(&column.name)
            && column.filled > 0
            && has_word(&column.name, ABROAD)
            && (has_word(&column.name, CONSENT) || is_answer(column))
    };
    for column in survey.columns.iter().filter(is_like) {
        let name = quoted(&column.name);
        let _ = writeln!(
            text,
            "# DECIDE: {name} looks like consent to sharing across borders. Only if it is, take the # away; without it no\n# partner country can find these persons:\n# consent_cross_border_sharing = {name}"
        );
        open.push(format!(
            "consent_cross_border_sharing: {name} looks like it; see the line in [fields]"
        ));
    }
}

fn filled(survey: &Survey, column: &str) -> String {
    let filled = survey.column(column).map_or(0, |column| column.filled);
    if filled == survey.rows {
        String::new()
    } else {
        format!("  # in {filled} of {} rows", survey.rows)
    }
}

fn dates(survey: &Survey, guess: &Guess, text: &mut String, open: &mut Vec<String>) {
    let columns: Vec<&str> = guess
        .identity
        .iter()
        .chain(&guess.fields)
        .filter(|(target, _)| **target == "birth_date" || target.ends_with("_on"))
        .map(|(_, column)| column.as_str())
        .collect();
    let (formats, is_ambiguous) = survey.date_formats(&columns);
    if formats.is_empty() {
        let _ = writeln!(text, "date_formats = [\"%Y-%m-%d\"]");
        return;
    }
    let all: Vec<String> = formats.iter().map(|format| quoted(format)).collect();
    let order = formats.iter().any(|format| format.starts_with("%m"));
    let days = formats.contains(&"excel");
    let doubt = match () {
        () if is_ambiguous => {
            "  # WARNING: some dates can be read in two of these; keep the right one"
        }
        () if order => "  # WARNING: month before day; CHECK",
        () if days => "  # numbers of five digits are read as days of a spreadsheet; CHECK",
        () => "",
    };
    let _ = writeln!(text, "date_formats = [{}]{doubt}", all.join(", "));
    if !doubt.is_empty() {
        open.push(format!("date_formats: {}", doubt.trim_start_matches(['#', ' '])));
    }
    if formats.iter().any(|format| format.contains("%y")) {
        *text += "# two_digit_years_from = 1927  # years of two digits lie in the hundred years from here; CHECK\n";
        open.push("two_digit_years_from: years of two digits are read as those of the hundred years up to now".into());
    }
}

/// Finds the separators that divide cells into codes.
fn separators(
    survey: &Survey,
    kind: RecordKind,
    fields: &BTreeMap<&'static str, String>,
) -> Vec<&'static str> {
    let mut found = Vec::new();
    for field in schema::fields(kind) {
        let is_several =
            matches!(field.holds, Holds::Codes(_) | Holds::Countries) || field.name == "service";
        let column = fields.get(field.name).and_then(|column| survey.column(column));
        let Some(column) = column.filter(|_| is_several) else { continue };
        for value in column.values.keys() {
            let whole = propose(field.holds, value);
            let divides = |separator: &&&str| {
                let parts = value.split(**separator).map(|part| propose(field.holds, part.trim()));
                let parts: Vec<_> = parts.collect();
                // What stands for one code as a whole has parts that stand for others.
                parts.len() > 1
                    && parts.iter().all(Option::is_some)
                    && (whole.is_none() || parts.iter().any(|part| *part != whole))
            };
            if let Some(separator) = SEPARATORS.iter().find(divides)
                && !found.contains(separator)
            {
                found.push(*separator);
            }
        }
    }
    found
}

fn of_column(
    survey: &Survey,
    field: &Field,
    column: &Column,
    separators: &[&str],
    open: &mut Vec<String>,
) -> String {
    let name = quoted(&column.name);
    let note = filled(survey, &column.name);
    if field.name == "region" {
        return format!(
            "# region = {name}  # needs codes of the exchange's list: vdx codes region --online\n"
        );
    }
    if field.name.starts_with("victim_record_id") {
        return format!(
            "{} = {name}{note}  # must be the record_id of the victim's record\n",
            field.name
        );
    }
    if !matches!(field.holds, Holds::Country | Holds::Countries) && field.holds.list().is_none() {
        if field.name == "record_id" && column.filled < survey.rows {
            open.push(format!("record_id = {name}: some rows have none"));
        }
        return format!("{} = {name}{note}\n", field.name);
    }
    if column.has_many {
        open.push(format!("{} = {name}: has too many different values to list", field.name));
        return format!(
            "{} = {name}{note}  # too many different values to list here\n",
            field.name
        );
    }
    // Each value, or each part of one, that is no code as it stands.
    let is_several =
        matches!(field.holds, Holds::Codes(_) | Holds::Countries) || field.name == "service";
    let mut values: BTreeMap<&str, u64> = BTreeMap::new();
    for (value, count) in &column.values {
        let parts = value
            .split(|c: char| separators.iter().any(|separator| separator.starts_with(c)))
            .map(str::trim)
            .collect::<Vec<_>>();
        // A cell of several values is one value only where the cell is known and none of the parts is:
        // the others would be lost.
        let is_known = |part: &&str| propose(field.holds, part).is_some();
        let is_one = is_known(&value.as_str()) && !parts.iter().any(is_known);
        let parts = if is_several && !is_one { parts } else { vec![value.as_str()] };
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            *values.entry(part).or_default() += count;
        }
    }
    values.retain(|value, _| {
        !has_code(field.holds, value) && !EMPTY.contains(&value.to_lowercase().as_str())
    });
    if values.is_empty() {
        return format!("{} = {name}{note}\n", field.name);
    }
    let mut lines = String::new();
    let (mut without, mut kept, mut kept_rows) = (0, 0, 0);
    for (value, count) in &values {
        if shown::may_identify(value) {
            (without, kept, kept_rows) = (without + count, kept + 1, kept_rows + count);
            continue;
        }
        let _ = match propose(field.holds, value) {
            Some(code) => writeln!(lines, "{} = {}  # {count} rows", quoted(value), quoted(code)),
            None => {
                without += count;
                writeln!(lines, "# {} = \"\"  # {count} rows: WHICH CODE?", quoted(value))
            }
        };
    }
    let codes = match field.holds.list() {
        Some(list) => {
            schema::codes(list).iter().map(|label| label.code).collect::<Vec<_>>().join(", ")
        }
        None => "of ISO 3166-1 (XK for Kosovo)".into(),
    };
    let mut text = format!("\n[fields.{}]  # codes: {codes}\ncolumn = {name}{note}\n", field.name);
    if without > 0 {
        match field.is_required {
            true => {
                open.push(format!(
                    "{}: {without} rows have values without a code, and are refused",
                    field.name
                ));
                text += "other = \"refuse\"  # rows with values that are not listed are refused\n";
            }
            false => {
                open.push(format!(
                    "{}: {without} rows have values without a code, which are left out",
                    field.name
                ));
                text += "other = \"leave_out\"  # values that are not listed are left out, and counted; or a code, or \"refuse\"\n";
            }
        }
    }
    if kept > 0 {
        let _ = writeln!(
            lines,
            "# {kept} values of {kept_rows} rows hold names or numbers, it seems, and are not written here: look at the column in the export"
        );
        open.push(format!(
            "{}: {kept} values hold names or numbers of persons, it seems, and are not shown; put them right in the export",
            field.name
        ));
    }
    let _ = writeln!(text, "[fields.{}.values]", field.name);
    text + &lines
}

fn missing(
    field: &Field,
    kind: RecordKind,
    consent: bool,
    text: &mut String,
    open: &mut Vec<String>,
) {
    let name = field.name;
    match name {
        // Services and proceedings leave without a word on it.
        "consent_processing" if kind != RecordKind::Victim => {}
        "consent_processing" if consent => {
            *text += "consent_processing = { constant = \"YES\" }  # as you said: every person in this file consented, or the law does not ask for it\n";
        }
        "consent_processing" => {
            *text += "# DECIDE: without consent no record may leave. Name the column that says it, or, if every person in this\n# file consented (or your law does not ask for consent), take the # away from the next line:\n# consent_processing = { constant = \"YES\" }\n";
            open.push("consent_processing: no column says whether the person consented; without it nothing leaves (see the line in [fields], or --consent-given)".into());
        }
        "country_of_identification" => {
            *text += "# country_of_identification = { constant = \"XK\" }\n";
        }
        _ if field.is_required => {
            let example = match field.holds.list() {
                Some(list) => format!(
                    "{{ constant = {} }}",
                    quoted(schema::codes(list).first().map_or("", |l| l.code))
                ),
                None => "\"...\"".into(),
            };
            let _ = writeln!(
                text,
                "# {name} = {example}  # REQUIRED: {}",
                field.label(kind, Language::En)
            );
            open.push(format!("{name}: required, and no column for it was found"));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(header: &str, row: &str) -> Draft {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("e.csv");
        std::fs::write(&path, format!("{header}\n{row}\n")).unwrap();
        let survey = Survey::of(&path, None, jiff::civil::date(2026, 11, 28)).unwrap();
        draft(&survey, RecordKind::Victim, false, Some("registry"))
    }

    /// Who opens the file later sees what nobody has decided yet.
    #[test]
    fn consent_that_was_guessed_is_to_be_decided_in_the_file() {
        for (column, is_abroad) in [
            ("Pëlqimi për jashtë", true),
            ("Pristanak za inostranstvo", true),
            ("Сагласност за размену са иностранством", true),
            ("Consent partner countries", true),
            ("Jashtë", true),
            ("Punon jashtë", true),
            ("Strana", true),
            ("Shënime", false),
            ("Pëlqimi i gjykatës", false),
        ] {
            let draft = of(&format!("ID;Emri;Pëlqimi;{column}"), "1;Ve;Po;Jo");
            let decided = "that a yes there means: consent to processing";
            assert!(draft.text.to_lowercase().contains(decided), "{}", draft.text);
            let line = draft.text.lines().position(|line| line.starts_with("consent_processing ="));
            let line = line.expect("taken by its name");
            assert!(draft.text.lines().nth(line - 1).unwrap().starts_with("# DECIDE"));
            let hint = format!("# consent_cross_border_sharing = \"{column}\"");
            assert_eq!(draft.text.contains(&hint), is_abroad, "{column}\n{}", draft.text);
            let told = draft.open.iter().any(|line| line.contains("looks like it"));
            assert_eq!(told, is_abroad, "{column}");
            assert!(!draft.text.contains("\nconsent_cross_border_sharing"), "{}", draft.text);
        }
    }

    /// A yes in such a column is no consent to processing: no line takes it as that.
    #[test]
    fn consent_that_may_say_the_opposite_is_not_taken() {
        for column in [
            "Consent withdrawn",
            "Pëlqimi i tërhequr",
            "Saglasnost povučena",
            "Сагласност повучена",
            "Saglasnost za deljenje van zemlje",
            "Pëlqimi për ndarje me partnerët",
            "Consent refused",
        ] {
            let draft = of(&format!("ID;Emri;{column}"), "1;Ve;Po");
            assert!(!draft.text.contains("\nconsent_processing"), "{column}\n{}", draft.text);
            assert!(draft.open.iter().any(|line| line.contains("consent_processing")), "{column}");
        }
    }

    /// A column of consent is not passed over in silence, whatever the kind of record.
    #[test]
    fn consent_in_an_export_of_services_is_followed() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("services.csv");
        let of = |header: &str, kind: RecordKind| {
            let rows = "1;smeštaj, lekar;da\n2;psihološka pomoć, lekar;ne\n3;lekar;ne\n";
            std::fs::write(&path, format!("{header}\n{rows}")).unwrap();
            let survey = Survey::of(&path, None, jiff::civil::date(2026, 11, 28)).unwrap();
            draft(&survey, kind, false, Some("shelter"))
        };
        for kind in [RecordKind::Assistance, RecordKind::Proceeding] {
            let draft = of("ID;Usluge;Saglasnost", kind);
            assert!(draft.text.contains("\nconsent_processing = \"Saglasnost\""), "{}", draft.text);
            assert!(draft.text.contains("# DECIDE: taken by the name"), "{}", draft.text);
            assert!(draft.open.iter().any(|line| line.contains("CHECK")), "{:?}", draft.open);
        }
        // One that may say the opposite, or stands beside another one, is nobody's guess.
        for header in ["ID;Usluge;Saglasnost povučena", "ID;Pristanak;Saglasnost za obradu i više"]
        {
            let draft = of(header, RecordKind::Assistance);
            assert!(draft.text.contains("\n# consent_processing = "), "{}", draft.text);
            assert!(draft.open.iter().any(|line| line.contains("WOULD LEAVE")), "{:?}", draft.open);
        }
        let none = of("ID;Usluge;Napomena", RecordKind::Assistance);
        assert!(!none.text.contains("consent"), "{}", none.text);
        // A cell of several services is several, though it is like one of them as a whole.
        let draft = of("ID;Usluge;Saglasnost", RecordKind::Assistance);
        assert!(draft.text.contains("list_separator = [\",\"]"), "{}", draft.text);
        assert!(!draft.text.contains("psihološka pomoć, lekar"), "{}", draft.text);
    }

    /// A mapping is mailed to whoever helps.
    #[test]
    fn no_name_number_or_date_is_written() {
        let header = "ID;Emri;Mbiemri;Datëlindja;Gjinia;Nr personal;Data;Statusi;Lloji";
        let row = "b-1;Venera;Gashaj;07.03.1991;F;1177335501;11.02.2010;Viktimë;FORCED_LABOUR";
        let other = "b-2;Shpresa;Lekaj;21.11.1987;F;2177335502;03.05.2010;Viktimë;SERVITUDE";
        let secret = ["Venera", "Gashaj", "Shpresa", "Lekaj", "1177335", "2177335", "1991", "1987"];
        let status = |value: &str| row.replace("Viktimë", value);
        let draft_of = |lines: &[&str]| of(lines[0], &lines[1..].join("\n"));
        let hidden = |draft: &Draft| {
            let all = draft.text.clone() + &draft.open.join("\n");
            secret.iter().for_each(|word| assert!(!all.contains(word), "{word}\n{all}"));
            toml::from_str::<toml::Table>(&draft.text).expect(&draft.text);
            all
        };
        // No header.
        let all = hidden(&draft_of(&[row, other, other]));
        assert!(all.contains("header = \"none\"  # DECIDE"), "{all}");
        assert!(all.contains("6 (a number of 10 digits)"), "{all}");
        // The first row has no number, and no word of a column.
        let all = hidden(&draft_of(&["b-x;Venera;Gashaj;-;F;-;-;Viktimë;SERVITUDE", row, other]));
        assert!(all.contains("column 2 (a word)") && all.contains("few names"), "{all}");
        // A number among the names of columns, and a title with a name.
        let all = hidden(&draft_of(&[&header.replace("Lloji", "1177335501"), row, other]));
        assert!(all.contains("column 9 (a number of 10 digits)"), "{all}");
        let all = hidden(&draft_of(&["Rasti i Venera Gashaj, 1177335501;;;;;;;;", header, row]));
        assert!(all.contains("header_line = 2"), "{all}");
        // Persons in a column of codes.
        let named = status("Viktimë (Venera Gashaj)");
        let all = hidden(&draft_of(&[header, &named, &status("1177335501"), other]));
        assert!(all.contains("2 values of 2 rows hold names or numbers"), "{all}");
        assert!(all.contains("\"Viktimë\" = \"ACTUAL_VICTIM\""), "{all}");
    }

    #[test]
    fn ages_are_no_days_of_a_spreadsheet() {
        let header = "ID;Emri;Mbiemri;Datëlindja;Data";
        let ages = of(
            header,
            "1;Ve;Ga;19;11.02.2010\n2;Ne;Le;22 vjeç;03.05.2010\n3;Ra;Sho;1979;03.05.2010",
        );
        assert!(ages.text.contains("date_formats = [\"%d.%m.%Y\"]\n"), "{}", ages.text);
        assert!(!ages.text.contains("birth_date ="), "{}", ages.text);
        assert!(ages.text.contains("column = \"Datëlindja\""), "{}", ages.text);
        assert!(ages.open.iter().any(|line| line.contains("holds ages")), "{:?}", ages.open);
        let days = of(header, "1;Ve;Ga;33304;11.02.2010\n2;Ne;Le;32102;03.05.2010");
        assert!(days.text.contains("\"excel\"]  # numbers of five digits"), "{}", days.text);
        assert!(days.open.iter().any(|line| line.contains("days of a spreadsheet")));
    }

    #[test]
    fn names_of_two_kinds_or_persons_are_to_be_decided() {
        for header in [
            "Emri dhe mbiemri",
            "Ime i prezime",
            "Име и презиме",
            "Full name",
            "First and last name",
        ] {
            let draft = of(&format!("ID;{header};Data"), "1;GASHAJ, Ve;11.02.2010");
            assert!(!draft.text.contains("\nsurname ="), "{}", draft.text);
            assert!(!draft.text.contains("\ngiven_name ="), "{}", draft.text);
            let line =
                format!("\nfull_name = {{ column = \"{header}\", order = \"given surname\" }}\n");
            assert!(draft.text.contains(&line), "{}", draft.text);
            assert!(
                draft.open.iter().any(|line| line.contains("in one")),
                "{header} {:?}",
                draft.open
            );
        }
        for header in ["Mbiemri dhe emri", "Prezime i ime", "Last name, first name"] {
            let draft = of(&format!("ID;\"{header}\";Data"), "1;GASHAJ Ve;11.02.2010");
            assert!(draft.text.contains("order = \"surname given\""), "{}", draft.text);
        }
        for header in ["Emri", "Name", "Ime"] {
            let draft = of(&format!("ID;{header};Data"), "1;Ve Gashaj;11.02.2010");
            let line = format!("full_name = {{ column = \"{header}\"");
            assert!(draft.text.contains(&line), "{}", draft.text);
        }
        // Beside a column of the surname, nothing is decided.
        let beside = of("ID;Emri dhe mbiemri;Mbiemri;Data", "1;Ve Gashaj;Gashaj;11.02.2010");
        assert!(beside.text.contains("# full_name"), "{}", beside.text);
        let two = of("ID;Emri 1;Mbiemri 1;Emri 2;Mbiemri 2", "1;Ve;Ga;Ne;Le");
        assert!(!two.text.contains("\nsurname =") && two.text.contains("a row is one person"));
        let one = of("ID;Emri;Mbiemri;Data", "1;Ve Ne;Ga;11.02.2010");
        assert!(
            one.text.contains("\ngiven_name = \"Emri\"\nsurname = \"Mbiemri\""),
            "{}",
            one.text
        );
    }

    /// Whoever can type into a case system decides nothing in the mapping that is made of its export.
    #[test]
    fn no_cell_and_no_header_writes_into_the_mapping() {
        let ways =
            ["\n", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{7f}\n", "\"\"\"\n", "'''\n", "\\\n"];
        for way in ways {
            let inject = |table: &str| {
                let text = format!("x{way}[fields.{table}]{way}constant='YES'{way}#");
                format!("\"{}\"", text.replace('"', "\"\""))
            };
            let cross = inject("consent_cross_border_sharing");
            let processing = inject("consent_processing");
            let gender = cross.replace("\"x", "\"Gjinia");
            for (header, row) in [
                ("ID;Emri;Gjinia;Shtetësia".to_owned(), format!("1;Ve;{cross};{processing}")),
                (format!("ID;Emri;Gjinia;{cross}"), "1;Ve;F;Po".to_owned()),
                (format!("ID;Emri;{gender}"), "1;Ve;F".to_owned()),
            ] {
                let draft = of(&header, &row);
                let read: toml::Table = toml::from_str(&draft.text).expect(&draft.text);
                let fields = read["fields"].as_table().unwrap();
                // A column may be taken for consent by its name; a value is nobody's to decide.
                let decided = |field: &toml::Value| field.get("constant").is_some();
                assert!(!fields.values().any(decided), "{}", draft.text);
            }
        }
    }
}
