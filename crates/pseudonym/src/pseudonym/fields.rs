//! Reading of single values of a row: translates, maps to code lists, coarsens, and says what
//! would be right.

use jiff::civil::Date;

use crate::domain::code_list::{CodeList, CodeSet};
use crate::domain::codes::*;
use crate::domain::country::Country;
use crate::domain::id::{OPAQUE_RULE, OpaqueId};
use crate::domain::period::YearMonth;

use super::amounts;
use super::build::{Builder, Refusal, born};
use super::dates::{Found, NoDate};
use super::follow::Said;
use super::full_name::UNCLEAR;
use super::identity::{BirthDate, Identity};
use super::kind::kind_of;
use super::letters;
use super::mapping::{FieldSource, IdentityColumns, Unmapped};
use super::missing::{self, Detail, Why, Worth};
use super::normalize::{fold, number};
use super::numbers::{Zero, are_several_ids, of_register, without_zero};
use super::persons::{self, Several};
use super::record_ids::Naming;
use super::remarks::Remark;
use super::rows::Row;
use super::schema;

/// Reader of the fields of one row, which collects what is wrong.
pub(super) struct Fields<'a> {
    pub(super) builder: &'a Builder,
    pub(super) row: &'a Row,
    pub(super) refusals: Vec<Refusal>,
    /// Whether remarks are not counted, because the field is read once more later.
    pub(super) is_silent: bool,
}

impl<'a> Fields<'a> {
    pub(super) fn new(builder: &'a Builder, row: &'a Row) -> Self {
        Self { builder, row, refusals: Vec::new(), is_silent: false }
    }

    pub(super) fn refuse(&mut self, field: &str, reason: impl Into<String>) {
        let column = self.builder.column_of(field).to_owned();
        self.refusals.push(Refusal { column, reason: reason.into() });
    }

    fn remark(&self, field: &str, remark: Remark) {
        if self.is_silent {
            return;
        }
        self.builder.remarks.add(self.builder.column_of(field), remark, self.row.line);
    }

    fn source(&self, field: &str) -> Option<&'a FieldSource> {
        self.builder.mapping.fields.get(field)
    }

    /// Text in a cell; empty where the text is a word for nothing.
    fn cell(&self, field: &str, column: &str) -> &'a str {
        let value = self.row.value(column);
        if !value.is_empty() && self.builder.mapping.is_empty_word(value) {
            self.remark(field, Remark::Empty);
            return "";
        }
        value
    }

    /// Value of a field after translation; empty when there is none.
    pub(super) fn value(&self, field: &str) -> &'a str {
        let Some(source) = self.source(field) else { return "" };
        if let Some(constant) = source.constant() {
            return source.translate(constant);
        }
        let Some(column) = source.column() else { return "" };
        let raw = self.row.value(column);
        // What the mapping translates is no word for nothing.
        match source.translates(raw) {
            true => source.translate(raw),
            false => self.cell(field, column),
        }
    }

    pub(super) fn required<T>(
        &mut self,
        field: &str,
        read: fn(&mut Self, &str) -> Option<T>,
    ) -> Option<T> {
        let before = self.refusals.len();
        let value = read(self, field);
        if value.is_none() && self.refusals.len() == before {
            self.refuse(field, "is required, but empty");
        }
        value
    }

    pub(super) fn code<T: CodeList>(&mut self, field: &str) -> Option<T> {
        let value = self.value(field);
        self.code_value(field, value)
    }

    pub(super) fn code_value<T: CodeList>(&mut self, field: &str, value: &str) -> Option<T> {
        if value.is_empty() {
            return None;
        }
        let unmapped = self.source(field).map_or(Unmapped::Refuse, FieldSource::unmapped);
        if let Some(code) = code_of(value) {
            return Some(code);
        }
        match unmapped {
            Unmapped::Code(other) => {
                self.remark(field, Remark::Other);
                code_of(other)
            }
            Unmapped::LeaveOut => {
                self.remark(field, Remark::LeftOut);
                None
            }
            Unmapped::Refuse => {
                let known: Vec<_> = T::ALL.iter().map(|code| code.code()).collect();
                let hint = self.separator_hint::<T>(field, value).unwrap_or_else(|| {
                    format!("or be translated to one: values = {{ \"...\" = \"{}\" }}", known[0])
                });
                let reason = format!(
                    "holds {}; must be one of {} ({hint})",
                    kind_of(value),
                    known.join(", ")
                );
                self.refuse(field, reason);
                None
            }
        }
    }

    /// Hint about what to write in the mapping when a value is several codes between another
    /// separator.
    fn separator_hint<T: CodeList>(&self, field: &str, value: &str) -> Option<String> {
        let source = self.source(field)?;
        [", ", ",", "; ", ";", "/", "+", "\n", " "].into_iter().find_map(|separator| {
            let mut parts = value.split(separator).map(str::trim).filter(|part| !part.is_empty());
            let is_list = parts.clone().count() > 1
                && parts.all(|part| code_of::<T>(source.translate(part)).is_some());
            is_list.then(|| {
                format!(
                    "several seem to stand between {separator:?}: list_separator = {separator:?}"
                )
            })
        })
    }

    pub(super) fn list(&mut self, field: &str) -> Vec<&'a str> {
        let Some(source) = self.source(field) else { return Vec::new() };
        let mapping = &self.builder.mapping;
        let mut items = Vec::new();
        let mut add = |cell: &'a str| {
            // A whole cell may be what the mapping translates.
            if source.translates(cell) {
                items.push(source.translate(cell));
                return;
            }
            for item in mapping.split(cell) {
                match mapping.is_empty_word(item) && !source.translates(item) {
                    true => self.remark(field, Remark::Empty),
                    false => items.push(source.translate(item)),
                }
            }
        };
        if let Some(constant) = source.constant() {
            add(constant);
        }
        let flags: Vec<&str> = source.flags().map(|(column, _)| column).collect();
        for column in source.columns().filter(|column| !flags.contains(column)) {
            add(self.row.value(column));
        }
        for (column, code) in source.flags() {
            let value = self.cell(field, column);
            match value {
                "" | "0" => {}
                "1" | "x" | "X" | "✓" | "✔" | "+" => items.push(code),
                _ => match schema::yes_no(source.translate(value)) {
                    Some(YesNo::Yes) => items.push(code),
                    Some(YesNo::No | YesNo::Unknown) => {}
                    None => self.refusals.push(Refusal {
                        column: column.to_owned(),
                        reason: format!("holds {}; must be yes or no, x or empty", kind_of(value)),
                    }),
                },
            }
        }
        items.retain(|item| !item.is_empty());
        items
    }

    pub(super) fn codes<T: CodeList>(&mut self, field: &str) -> CodeSet<T> {
        self.list(field).iter().filter_map(|item| self.code_value(field, item)).collect()
    }

    /// Services of a row, each once, in the order of the row.
    pub(super) fn services(&mut self) -> Vec<Service> {
        let mut services: Vec<Service> = Vec::new();
        let before = self.refusals.len();
        for item in self.list("service") {
            if let Some(service) = self.code_value("service", item)
                && !services.contains(&service)
            {
                services.push(service);
            }
        }
        if services.is_empty() && self.refusals.len() == before {
            self.refuse("service", "is required, but empty");
        }
        // Their order in the cell must not name the records.
        services.sort_unstable();
        services
    }

    pub(super) fn country(&mut self, field: &str) -> Option<Country> {
        let value = self.value(field);
        self.country_value(field, value)
    }

    pub(super) fn country_value(&mut self, field: &str, value: &str) -> Option<Country> {
        if value.is_empty() {
            return None;
        }
        if let Some(country) = schema::country(value) {
            return Some(country);
        }
        match self.source(field).map_or(Unmapped::Refuse, FieldSource::unmapped) {
            Unmapped::Code(other) => {
                self.remark(field, Remark::Other);
                schema::country(other)
            }
            Unmapped::LeaveOut => {
                self.remark(field, Remark::LeftOut);
                None
            }
            Unmapped::Refuse => {
                let reason = format!(
                    "holds {}; must be a code of ISO 3166-1 of two or three letters (XK for Kosovo), or a country's name, or be translated: values = {{ \"...\" = \"XK\" }}; what means nothing: empty = [\"...\"]",
                    kind_of(value)
                );
                self.refuse(field, reason);
                None
            }
        }
    }

    pub(super) fn countries(&mut self, field: &str) -> Vec<Country> {
        let mut countries: Vec<Country> =
            self.list(field).iter().filter_map(|item| self.country_value(field, item)).collect();
        countries.sort_unstable();
        countries.dedup();
        countries
    }

    pub(super) fn opaque(&mut self, field: &str) -> Option<OpaqueId> {
        let value = self.value(field);
        self.opaque_value(field, value)
    }

    /// Id of this row's record.
    pub(super) fn record_id(&mut self, field: &str) -> Option<OpaqueId> {
        let value = self.value(field);
        self.id_of(self.builder.mapping.record, field, value)
    }

    /// Id of a record of some kind of this system, as it leaves.
    pub(super) fn id_of(&mut self, kind: RecordKind, field: &str, raw: &str) -> Option<OpaqueId> {
        let ids = match &self.builder.naming {
            Naming::Hashed(ids) => ids,
            Naming::Plain => return self.plain_id(field, raw),
            Naming::Undecided => {
                self.refuse(
                    field,
                    "nobody has said how record ids leave: give an id key, or say that they leave as they stand",
                );
                return None;
            }
        };
        if self.is_damaged_id(field, raw) {
            return None;
        }
        ids.id(kind, raw)
    }

    /// Refuses an id that is none any more, or several.
    pub(super) fn is_damaged_id(&mut self, field: &str, raw: &str) -> bool {
        let columns = self.source(field).into_iter().flat_map(FieldSource::columns);
        let is_date = columns.into_iter().any(|column| self.row.is_date(column));
        let damage = missing::spreadsheet_error(raw).or_else(|| missing::spreadsheet_number(raw));
        let reason = match damage {
            _ if is_date => {
                "is a date in the workbook: a spreadsheet takes ids such as 3-11 for days; make the column text, and write the ids anew"
            }
            Some(damage) => damage,
            None if are_several_ids(raw) => {
                "holds several ids, it seems: each row must have its own (where several records may be named, list_separator says what stands between them)"
            }
            None => return false,
        };
        self.refuse(field, reason);
        true
    }

    fn plain_id(&mut self, field: &str, raw: &str) -> Option<OpaqueId> {
        let before = self.refusals.len();
        let id = self.opaque_value(field, raw);
        if let Some(refusal) = self.refusals.get_mut(before)
            && refusal.reason == OPAQUE_RULE
        {
            refusal.reason += "; any text works, and none leaves, where ids are hashed (vdx keys generate-ids) and not plain";
        }
        id
    }

    /// Notes whose row this is, and what it says of its record. Tells nobody of what is wrong: that follows
    /// when the record is built.
    pub(super) fn follow(&mut self) -> (Option<OpaqueId>, Said) {
        let revision = self.silent_revision();
        self.is_silent = true;
        let id = self.record_id("record_id");
        let consent: Option<YesNo> = self.code("consent_processing");
        self.is_silent = false;
        self.refusals.clear();
        let said = Said { revision, is_no: consent == Some(YesNo::No) };
        self.builder.followed.lock().note(self.row.line, id.as_ref(), said);
        (id, said)
    }

    pub(super) fn opaque_value(&mut self, field: &str, value: &str) -> Option<OpaqueId> {
        if value.is_empty() {
            return None;
        }
        if self.is_damaged_id(field, value) {
            return None;
        }
        let id = OpaqueId::new(value);
        if id.is_none() {
            self.refuse(field, OPAQUE_RULE);
        }
        id
    }

    /// Reads a whole number; a number with decimals is rounded.
    pub(super) fn integer(&mut self, field: &str) -> Option<u64> {
        let value = self.value(field);
        if value.is_empty() {
            return None;
        }
        match amounts::whole(value, self.builder.mapping.decimal) {
            Ok((number, is_rounded)) => {
                if is_rounded {
                    self.remark(field, Remark::Rounded);
                }
                Some(number)
            }
            Err(why) => {
                self.refuse(field, format!("holds {}; {}", kind_of(value), why.text()));
                None
            }
        }
    }

    /// The revision, of which nobody is told what is wrong: that follows when the record is built.
    pub(super) fn silent_revision(&mut self) -> u32 {
        self.is_silent = true;
        let revision = self.revision();
        self.is_silent = false;
        self.refusals.clear();
        revision
    }

    /// Revision of the record: a whole number, or the time of the last change, which grows with
    /// every correction; 0, whose newer submission wins, when nothing is mapped.
    pub(super) fn revision(&mut self) -> u32 {
        let value = self.value("revision");
        if value.is_empty() {
            return 0;
        }
        if let Ok(revision) = value.parse() {
            return revision;
        }
        let changed = self.builder.dates.read(value).ok().and_then(|found| {
            let start = jiff::civil::date(2000, 1, 1);
            let days = i64::from(start.until(found.date()?).ok()?.get_days());
            u32::try_from(days * 86_400 + i64::from(found.seconds.unwrap_or(0))).ok()
        });
        if changed.is_none() {
            self.refuse(
                "revision",
                "must be a whole number, or a date in one of the mapping's date_formats",
            );
        }
        changed.unwrap_or(1)
    }

    /// Reads a date as far as it is known.
    fn found(&self, field: &str) -> Option<Found> {
        self.builder.dates.read(self.value(field)).ok()
    }

    /// Reads a full date; `None` when the value is none.
    pub(super) fn date(&self, field: &str) -> Option<Date> {
        self.found(field)?.date()
    }

    pub(super) fn month(&mut self, field: &str) -> Option<YearMonth> {
        let value = self.value(field);
        if value.is_empty() {
            return None;
        }
        let reason = match self.builder.dates.read(value) {
            Ok(Found { month: None, .. }) => {
                "holds a year without a month; must be a month or a date".to_owned()
            }
            Ok(found) if found.is_impossible() => {
                "holds a day that its month does not have; must be a date that there is".to_owned()
            }
            Ok(found) => {
                self.remark_date(field, &found);
                let month = i32::from(found.month.unwrap_or(0));
                match YearMonth::new(i32::from(found.year), month) {
                    Some(month) => return Some(month),
                    None => "must be a month from 1900 on".to_owned(),
                }
            }
            Err(NoDate::Other) => format!(
                "holds {}; must be a month (YYYY-MM), or a date in one of the mapping's date_formats",
                kind_of(value)
            ),
            Err(why) => format!("holds {}; {}", kind_of(value), why.text()),
        };
        self.refuse(field, reason);
        None
    }

    fn remark_date(&self, field: &str, found: &Found) {
        if found.is_ambiguous {
            self.remark(field, Remark::TwoOrders);
        }
        if found.is_short {
            self.remark(field, Remark::ShortYear);
        }
    }

    /// Age band, read from the mapped field - a code, `9-17`, or an age in years - or computed
    /// from the date of birth.
    pub(super) fn age_band(
        &mut self,
        identity: &Identity,
        identified: Option<Date>,
    ) -> Option<AgeBand> {
        let value = self.value("age_band");
        if let Ok((age, false)) = amounts::whole(value, None) {
            if age > 120 {
                self.refuse("age_band", "must be an age in years, or a code");
                return None;
            }
            return Some(AgeBand::of_age(age as u32));
        }
        let hyphens = value.replace(['–', '—'], "-");
        if let Some((low, high)) = hyphens.split_once('-')
            && let (Ok(low), Ok(high)) = (low.trim().parse(), high.trim().parse())
            && AgeBand::of_age(low) == AgeBand::of_age(high)
        {
            return Some(AgeBand::of_age(low));
        }
        if !value.is_empty() {
            return self.code_value("age_band", value.trim_end_matches('+'));
        }
        let (birth, on) = (identity.birth_date?, identified?);
        birth.age_at(on.year(), on.month(), on.day()).map(AgeBand::of_age)
    }

    /// Days in court, as given, or counted between the exact dates of a case that is before a
    /// court.
    pub(super) fn court_days(&mut self, stage: ProceedingStage) -> Option<u32> {
        if let Some(days) = self.integer("court_days") {
            return Some(days.min(u64::from(u32::MAX)) as u32);
        }
        if stage < ProceedingStage::FirstInstance {
            return None;
        }
        let (opened, closed) = (self.date("opened_on")?, self.date("closed_on")?);
        u32::try_from(opened.until(closed).ok()?.get_days()).ok()
    }

    pub(super) fn identity(&mut self, columns: &IdentityColumns) -> Option<Identity> {
        let (identity, aside) = self.builder.read_identity(self.row, columns);
        for (detail, worth) in &aside {
            let column = columns.column(*detail).unwrap_or_default();
            match worth {
                Worth::Damaged(reason) => {
                    self.refusals.push(Refusal { column: column.into(), reason: (*reason).into() });
                }
                Worth::Nothing(why) => {
                    self.builder.count_set_aside(column, *detail, *why, self.row.line)
                }
                Worth::Known => {}
            }
        }
        for detail in [Detail::GivenName, Detail::Surname, Detail::PlaceOfBirth] {
            let is_seen = detail == Detail::Surname && columns.full_name.is_some();
            let Some(column) = columns.column(detail).filter(|_| !is_seen) else { continue };
            let name = self.row.value(column);
            if let Some(reason) = letters::wrong(name) {
                self.refusals.push(Refusal { column: column.into(), reason: reason.into() });
            } else if letters::are_odd(name) {
                self.builder.remarks.add(column, Remark::OddLetters, self.row.line);
            }
        }
        self.refuse_several(columns);
        if let Some(column) = columns.column(Detail::NationalId) {
            match without_zero(self.row.value(column), born(&identity)) {
                Some(Zero::Restored(_)) => {
                    self.builder.remarks.add(column, Remark::ZeroRestored, self.row.line);
                }
                Some(Zero::Lost) => {
                    let reason = "has twelve digits and begins as a number of thirteen does: a spreadsheet took its first zero, or a digit is wrong; export it anew, with the column as text";
                    self.refusals.push(Refusal { column: column.into(), reason: reason.into() });
                }
                None => {}
            }
        }
        let was_set_aside = aside.iter().any(|(detail, _)| *detail == Detail::BirthDate);
        if let Some(column) = columns.birth_date.as_deref()
            && !was_set_aside
        {
            self.birth_date(column, identity.birth_date);
        }
        Some(identity)
    }

    /// Refuses a row of several persons, and tells names that may be of several.
    fn refuse_several(&mut self, columns: &IdentityColumns) {
        const ONE: &str =
            "holds several persons, it seems: a row is one person; make a row of each";
        let all = columns.columns().filter(|column| self.row.has_several(column));
        let listed: Vec<Refusal> = all
            .map(|column| Refusal {
                column: column.clone(),
                reason: "stands in several objects of a list: a row is one person; make an object of each".into(),
            })
            .collect();
        self.refusals.extend(listed);
        if let Some(both) = &columns.full_name {
            let name = self.row.value(&both.column);
            let reason = match persons::in_names(name, "") {
                [Some(Several::Surely), _] => ONE,
                _ if self.builder.mapping.is_said_empty(name) => return,
                _ if both.apart(name).is_none() => UNCLEAR,
                _ => return,
            };
            let column = both.column.clone();
            return self.refusals.push(Refusal { column, reason: reason.into() });
        }
        let named = [columns.column(Detail::GivenName), columns.column(Detail::Surname)];
        let [given, surname] = named.map(|column| column.map_or("", |c| self.row.value(c)));
        for (column, several) in named.into_iter().zip(persons::in_names(given, surname)) {
            let (Some(column), Some(several)) = (column, several) else { continue };
            match several {
                Several::Surely => {
                    self.refusals.push(Refusal { column: column.into(), reason: ONE.into() });
                }
                Several::Perhaps => {
                    self.builder.remarks.add(column, Remark::PerhapsTwo, self.row.line);
                }
            }
        }
    }

    /// Reports what is wrong with a date of birth, or how it was read.
    fn birth_date(&mut self, column: &str, birth: Option<BirthDate>) {
        let text = self.row.value(column);
        if text.is_empty() || self.builder.mapping.is_said_empty(text) {
            return;
        }
        let today = self.builder.today;
        let reason = match self.builder.dates.read(text) {
            Err(NoDate::Unknown) => {
                self.builder.count_set_aside(column, Detail::BirthDate, Why::Placeholder, self.row.line);
                return;
            }
            Err(_) if missing::is_filler(text) || self.builder.mapping.is_empty_word(text) => {
                self.builder.count_set_aside(column, Detail::BirthDate, Why::Filler, self.row.line);
                return;
            }
            Err(NoDate::Other) => format!(
                "holds {}; must be a date in one of the mapping's date_formats, or a year",
                kind_of(text)
            ),
            Err(why) => format!("holds {}; {}", kind_of(text), why.text()),
            Ok(found) if found.is_instant => {
                "holds a time in UTC, which may be of another day here: export the date alone"
                    .into()
            }
            Ok(found) if found.is_impossible() => {
                "holds a day that its month does not have; must be a date that there is, or one with 00 for a day that is not known"
                    .into()
            }
            Ok(_)
                if birth.is_some_and(|birth| {
                    birth.is_after(today.year(), today.month(), Some(today.day()))
                }) =>
            {
                "must not be in the future".into()
            }
            // The day after the last day of 1899, and so on: what a spreadsheet shows for an age.
            Ok(Found { year: 1900, month: Some(1..=4), day: Some(_), .. }) => {
                "is a day of the first months of 1900, which a spreadsheet makes of an age: must be a date or a year (a column of ages is mapped as age_band under [fields])"
                    .into()
            }
            Ok(found) => {
                let add = |remark| self.builder.remarks.add(column, remark, self.row.line);
                if found.is_ambiguous {
                    add(Remark::TwoOrders);
                }
                if found.is_short {
                    add(Remark::ShortYear);
                }
                if found.day.is_none() {
                    add(Remark::PartlyKnown);
                }
                return;
            }
        };
        self.refusals.push(Refusal { column: column.into(), reason });
    }

    /// Refuses a date of birth after the date or month in a field.
    pub(super) fn refuse_birth_after(&mut self, identity: &Identity, field: &str) {
        let column = self.builder.mapping.identity.birth_date.clone().unwrap_or_default();
        let Some(birth) = identity.birth_date else { return };
        let Some(Found { year, month: Some(month), day, .. }) = self.found(field) else { return };
        if birth.is_after(year, month, day) {
            let is_short =
                self.builder.dates.read(self.row.value(&column)).is_ok_and(|f| f.is_short);
            let hint = match is_short {
                true => {
                    " (two_digit_years_from in the mapping says in which hundred years years of two digits lie)"
                }
                false => "",
            };
            let other = self.builder.column_of(field);
            let reason = format!("must not be after {other}: one of the two is wrong{hint}");
            self.refusals.push(Refusal { column, reason });
        }
    }

    /// Refuses a row whose opaque ids hold something identifying: the most likely
    /// way for an identity to slip out.
    pub(super) fn guard<'i>(
        &mut self,
        identity: &Identity,
        opaque: impl Iterator<Item = &'i OpaqueId>,
    ) {
        let numbers: Vec<String> = [&identity.national_id, &identity.document]
            .into_iter()
            .filter_map(|n| of_register(n))
            .collect();
        let surname = fold(&identity.surname);
        for id in opaque {
            let digits = number(id.as_str()).unwrap_or_default();
            let letters = fold(id.as_str());
            if numbers.iter().any(|n| digits.contains(n.as_str())) {
                self.refuse(
                    "record_id",
                    "must not hold the person's identification or document number",
                );
            }
            if surname.len() >= 4 && letters.contains(&surname) {
                self.refuse("record_id", "must not hold the person's surname");
            }
        }
    }
}

/// Code that a value is; yes and no in the languages of the region too.
fn code_of<T: CodeList>(value: &str) -> Option<T> {
    let code = T::from_code(&value.trim().replace([' ', '-'], "_"));
    let is_yes_no = T::LIST == YesNo::LIST;
    code.or_else(|| {
        let yes_no = is_yes_no.then(|| schema::yes_no(value)).flatten()?;
        T::from_number(i32::from(yes_no.number()))
    })
}
