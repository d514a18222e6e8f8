//! `vdx mapping`: a first mapping of an export, and what a mapping makes of it. Calls nobody and needs
//! no key.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, bail};
use clap::{Args, Subcommand, ValueEnum};

use crate::domain::codes::{KeyScope, RecordKind};
use crate::domain::profile::Profile;
use crate::domain::record::Record;
use crate::foreign;
use crate::proto::from_record;
use crate::pseudonym::draft::{draft, has_code};
use crate::pseudonym::schema::{self, Holds};
use crate::pseudonym::shown;
use crate::pseudonym::survey::Survey;
use crate::pseudonym::{Builder, FieldSource, Mapping, RecordIdKey, RecordIds, TokenKey};

use crate::words::{self, Language};

use super::common::{
    SOME_REJECTED, print, reason_said, shown_path, table, today, wrapped, wrong_usage,
};
use super::naming::{Kind, load_mapping};
use super::reasons::{Reasons, notes_text, remarks_text, set_aside_text};
use super::remarks;
use super::speech::{counted, header, language, sentence, word};
use super::submission::{Hidden, of_file, open_rows, read_row, study};
use super::submit::json_line;

/// Different values of a field that are listed.
const LISTED: usize = 20;
/// Different values of a field that are kept.
const KEPT: usize = 10_000;
/// Stands for all further ones.
const OTHERS: &str = "...";
/// Records that are shown.
const SHOWN: usize = 3;

#[derive(Subcommand)]
pub enum Command {
    /// Look at an export and write a first mapping of it, with comments.
    New(NewArgs),
    /// Tell what a mapping makes of an export: counts, values without a code, what would leave.
    Check(CheckArgs),
    /// List the fields of a mapping, or the codes of one of its lists.
    Fields(FieldsArgs),
}

#[derive(Args)]
#[command(after_help = "\
Examples:
  vdx mapping new export.xlsx --system registry --out police.toml
  vdx mapping check --mapping police.toml export.xlsx

Columns are recognized by their names in Albanian, Serbian and English and by what they hold. Values
that need a code get a proposal; read every line. Values of columns that are not of codes (names,
numbers) are never written into the mapping.")]
pub struct NewArgs {
    /// The export: CSV, JSON, .xlsx, .ods or .xls.
    file: PathBuf,
    /// Write the mapping here; standard output unless given. An existing file is left alone.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Kind of the records; guessed by the columns unless given.
    #[arg(long)]
    record: Option<Kind>,
    /// Sheet of a workbook that has several.
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Name of the system that the export comes from: the same one in all mappings of that system.
    #[arg(long, value_name = "NAME")]
    system: Option<String>,
    /// Every person in this file consented to processing, or the law does not ask for consent.
    #[arg(long)]
    consent_given: bool,
}

#[derive(Args)]
pub struct CheckArgs {
    /// The export.
    file: PathBuf,
    /// Mapping of the export's columns.
    #[arg(long, value_name = "FILE")]
    mapping: PathBuf,
}

#[derive(Args)]
pub struct FieldsArgs {
    /// A kind of record (victim, assistance, proceeding) or a list of codes, for example GENDER.
    name: Option<String>,
}

pub fn run(command: &Command) -> Result<ExitCode> {
    match command {
        Command::New(args) => new(args),
        Command::Check(args) => check(args),
        Command::Fields(args) => fields(args),
    }
}

fn new(args: &NewArgs) -> Result<ExitCode> {
    let survey = Survey::of(&args.file, args.sheet.as_deref(), today())
        .map_err(|error| of_file(&args.file, error))?;
    if survey.rows == 0 {
        bail!("{}: has no rows to look at", shown_path(&args.file));
    }
    let kind = args.record.map_or_else(|| survey.kind(), RecordKind::from);
    let draft = draft(&survey, kind, args.consent_given, args.system.as_deref());
    let text = remarks::in_language(&draft.text, kind, language());
    match &args.out {
        None => drop(print(&text)?),
        Some(out) => {
            let file = std::fs::OpenOptions::new().write(true).create_new(true).open(out);
            let shown = ("file", shown_path(out).into());
            let mut file = file.map_err(|error| match error.kind() {
                ErrorKind::AlreadyExists => anyhow!(sentence("cli-mapping_there", &[shown])),
                _ => anyhow!("{}: {error}", shown_path(out)),
            })?;
            file.write_all(text.as_bytes()).with_context(|| shown_path(out))?;
        }
    }
    let place = args.out.as_deref().unwrap_or(Path::new("MAPPING"));
    let looked = [("rows", survey.rows.into()), ("columns", survey.columns.len().into())];
    note!("{}", sentence("cli-mapping_looked", &looked));
    if survey.unreadable > 0 {
        note!("{}", counted("cli-mapping_unreadable", survey.unreadable));
    }
    for line in &draft.open {
        let what = reason_said(&foreign::line(line));
        note!("{}", sentence("cli-mapping_decide", &[("what", what.into())]));
    }
    let shown = shown_path;
    let next = [("mapping", shown(place).into()), ("file", shown(&args.file).into())];
    note!("{}", sentence("cli-mapping_next", &next));
    Ok(ExitCode::SUCCESS)
}

/// Values of a field without a code, and how often each stands.
type Uncoded = BTreeMap<String, BTreeMap<String, u64>>;

fn check(args: &CheckArgs) -> Result<ExitCode> {
    let mut mapping = load_mapping(&args.mapping)?;
    let is_decided =
        mapping.fields.contains_key("consent_processing") || mapping.record != RecordKind::Victim;
    let missing = if is_decided { "" } else { "consent_processing" };
    mapping.check_fields_but(missing).with_context(|| shown_path(&args.mapping))?;
    if !is_decided {
        mapping.fields.insert("consent_processing".into(), FieldSource::constantly("YES"));
    }
    // Any key will do: no token is shown.
    let keys = vec![TokenKey::generate(KeyScope::National, 1)?];
    let abroad = vec![TokenKey::generate(KeyScope::Transnational, 1)?];
    let is_named = mapping.plain_ids || mapping.system.is_some();
    let is_plain = mapping.plain_ids;
    if !is_named {
        mapping.system = Some("not named yet".into());
    }
    let builder =
        Builder::new(mapping, Profile::shipped(), keys, today()).with_transnational(abroad);
    let builder = match is_plain {
        true => builder,
        false => builder.with_record_ids(&RecordIdKey::generate()?)?,
    };
    let (builder, notes) = study(&args.file, builder)?;
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    let mut uncoded = Uncoded::new();
    let mut reasons = Reasons::default();
    let mut hidden = Hidden::default();
    let mut shown = String::new();
    let (mut rows, mut passed, mut records) = (0u64, 0u64, 0u64);
    for row in open_rows(&args.file, &builder)? {
        rows += 1;
        if let Ok(row) = &row {
            note_uncoded(builder.mapping(), row, &mut uncoded);
        }
        match read_row(row, &builder)? {
            Err(rejections) => reasons.add(rejections),
            Ok((line, built)) => {
                passed += 1;
                for record in built {
                    hidden.count(&record, true);
                    count_fields(&record, &mut counts)?;
                    if (records as usize) < SHOWN {
                        let what = without_tokens(&record)?;
                        let args = [("line", line.into()), ("what", what.into())];
                        shown += &(sentence("cli-line_of_reason", &args) + "\n");
                    }
                    records += 1;
                }
            }
        }
    }
    // Records of services and proceedings have no field for what lets them leave.
    if builder.mapping().record != RecordKind::Victim {
        counts.insert("consent_processing".into(), records);
    }
    let args = [("passed", passed.into()), ("rows", rows.into()), ("records", records.into())];
    let mut text = sentence("cli-mapping_usable", &args) + "\n";
    let mut filled =
        table(&header(["cli-mapping_field", "cli-records_count", "cli-mapping_column"]));
    for field in schema::fields(builder.mapping().record) {
        if let Some(source) = builder.mapping().fields.get(field.name) {
            let columns: Vec<&str> = source.columns().collect();
            let column =
                if columns.is_empty() { word("cli-mapping_for_all") } else { columns.join(", ") };
            let count = counts.get(field.name).copied().unwrap_or(0);
            filled.add_row([field.name.to_owned(), count.to_string(), column]);
        }
    }
    text += &format!("\n{filled}\n");
    for (field, values) in &uncoded {
        let of = ("field", field.as_str().into());
        text += &format!("\n{}\n", sentence("cli-mapping_uncoded", &[of]));
        let mut listed: Vec<(&String, &u64)> = values.iter().collect();
        listed.sort_by_key(|(value, count)| (std::cmp::Reverse(**count), (*value).clone()));
        for (value, count) in listed.iter().take(LISTED) {
            text += &format!("  {count:>6}  {}\n", foreign::line(value));
        }
        if listed.len() > LISTED {
            let more = (listed.len() - LISTED) as u64;
            text += &format!("  {}\n", counted("cli-mapping_more", more));
        }
    }
    if !shown.is_empty() {
        text += &format!("\n{}\n{shown}", word("cli-mapping_leaves"));
    }
    let told = [
        ("cli-mapping_unusable", reasons.text()),
        ("cli-mapping_aside", set_aside_text(&builder.set_aside())),
        (
            "cli-mapping_reading",
            notes_text(&notes) + &remarks_text(&builder.remarks(), builder.short_years()),
        ),
    ];
    for (heading, lines) in told.into_iter().filter(|(_, lines)| !lines.is_empty()) {
        text += &format!("\n{}\n{lines}", word(heading));
    }
    text += &format!("\n{}", wrapped(&hidden.borders_text(builder.mapping())));
    if notes.rows == 0 {
        text += &(word("cli-no_rows") + "\n");
    }
    if builder.mapping().fields.contains_key("region") {
        text += &format!("\n{}\n", word("cli-mapping_regions"));
    }
    if !is_decided {
        text += &format!("\n{}\n", word("cli-mapping_no_consent"));
    }
    if !is_named {
        text += &format!("\n{}\n", word("cli-mapping_no_system"));
    }
    print(&text)?;
    let is_right = passed == rows && is_decided && is_named && rows > 0;
    Ok(if is_right { ExitCode::SUCCESS } else { ExitCode::from(SOME_REJECTED) })
}

fn note_uncoded(mapping: &Mapping, row: &crate::pseudonym::Row, uncoded: &mut Uncoded) {
    for (name, source) in &mapping.fields {
        let Some(field) = schema::field_of(mapping.record, name) else { continue };
        let is_several =
            matches!(field.holds, Holds::Codes(_) | Holds::Countries) || name == "service";
        let is_coded = field.holds.list().is_some()
            || matches!(field.holds, Holds::Country | Holds::Countries);
        let Some(column) = source.column().filter(|_| is_coded) else { continue };
        let cell = row.value(column);
        if source.translates(cell) {
            continue;
        }
        let items: Vec<&str> = if is_several { mapping.split(cell).collect() } else { vec![cell] };
        for item in items {
            let is_known = item.is_empty()
                || source.translates(item)
                || mapping.is_empty_word(item)
                || has_code(field.holds, item);
            if !is_known {
                let values = uncoded.entry(name.clone()).or_default();
                count_value(values, shown::value(item));
            }
        }
    }
}

/// Counts a value. Of a column of free text that is mapped as one of codes not all are kept.
fn count_value(values: &mut BTreeMap<String, u64>, value: String) {
    let is_known = values.contains_key(&value);
    let key = if is_known || values.len() < KEPT { value } else { OTHERS.into() };
    *values.entry(key).or_default() += 1;
}

/// A record as JSON.
fn json_of(record: &Record) -> Result<serde_json::Map<String, serde_json::Value>> {
    let whole: serde_json::Value = serde_json::from_str(&json_line(&from_record(record))?)?;
    let inner = whole.as_object().and_then(|kinds| kinds.values().next()).cloned();
    Ok(inner.and_then(|value| value.as_object().cloned()).unwrap_or_default())
}

fn count_fields(record: &Record, counts: &mut BTreeMap<String, u64>) -> Result<()> {
    for (name, value) in json_of(record)? {
        // Some fields stand together in the schema.
        let inner =
            value.as_object().filter(|_| matches!(name.as_str(), "consent" | "compensation"));
        for part in inner.into_iter().flat_map(|inner| inner.keys()) {
            *counts.entry(format!("{name}_{part}")).or_default() += 1;
            *counts.entry(part.clone()).or_default() += 1;
        }
        let name = match name.as_str() {
            "case_token" => "case_number",
            name => name,
        };
        *counts.entry(name.to_owned()).or_default() += 1;
    }
    Ok(())
}

fn without_tokens(record: &Record) -> Result<String> {
    fn strip(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Object(members) => {
                for (name, value) in members {
                    match (name.ends_with("tokens"), value.as_array()) {
                        (true, Some(tokens)) => *value = format!("{} tokens", tokens.len()).into(),
                        _ if name.ends_with("_token") => *value = "a token".into(),
                        // Under a key of this run alone: another one tomorrow.
                        _ if value.as_str().is_some_and(RecordIds::is_hashed) => {
                            *value = "a hashed id".into();
                        }
                        _ => strip(value),
                    }
                }
            }
            serde_json::Value::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut value = serde_json::Value::Object(json_of(record)?);
    strip(&mut value);
    Ok(foreign::json(&value.to_string()))
}

fn fields(args: &FieldsArgs) -> Result<ExitCode> {
    let Some(name) = &args.name else {
        let mut text = String::new();
        for kind in [RecordKind::Victim, RecordKind::Assistance, RecordKind::Proceeding] {
            text += &fields_text(kind);
        }
        return print(&(text + "`vdx mapping fields LIST` lists the codes of a list.\n"));
    };
    let kind = Kind::from_str(name, true).map(RecordKind::from);
    if let Ok(kind) = kind {
        return print(&fields_text(kind));
    }
    let list = name.to_uppercase().replace('-', "_");
    // The name of a field will do.
    let kinds = [RecordKind::Victim, RecordKind::Assistance, RecordKind::Proceeding];
    let field = kinds.iter().find_map(|kind| schema::field_of(*kind, name));
    let list = field.and_then(|field| field.holds.list()).map_or(list, str::to_owned);
    let codes = schema::codes(&list);
    if codes.is_empty() {
        let lists: Vec<&str> = schema::lists().map(|(list, _)| list).collect();
        wrong_usage!(
            "{name} is no kind of record, field or list of codes; lists are: {}",
            lists.join(", ")
        );
    }
    let languages = [Language::En, Language::Sq, Language::SrLatn];
    let mut rows = table(&["code", "English", "Albanian", "Serbian"].map(String::from));
    for label in codes {
        let told = languages.map(|language| words::code_label(language, &list, label.code));
        rows.add_row([label.code.to_owned()].into_iter().chain(told));
    }
    print(&format!("{rows}\n"))
}

fn fields_text(kind: RecordKind) -> String {
    let mut rows = table(&["field", "", "holds", "meaning"].map(String::from));
    for field in schema::fields(kind) {
        let mark = if field.is_required { "required" } else { "" };
        let (holds, meaning) = (field.holds.text(), field.label(kind, Language::En));
        rows.add_row([field.name.to_owned(), mark.to_owned(), holds, meaning]);
    }
    let name = match kind {
        RecordKind::Victim => "victim",
        RecordKind::Assistance => "assistance",
        RecordKind::Proceeding => "proceeding",
    };
    format!("record = \"{name}\"\n{rows}\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_without_a_code_are_kept_up_to_a_number() {
        let mut values = BTreeMap::new();
        (0..KEPT + 50).for_each(|number| count_value(&mut values, number.to_string()));
        count_value(&mut values, "7".into());
        assert_eq!(values.len(), KEPT + 1);
        assert_eq!((values["7"], values[OTHERS]), (2, 50));
    }
}
