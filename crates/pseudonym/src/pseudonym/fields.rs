//! Reads single values of a row: translates, maps to code lists, coarsens, and says what
//! would be right.

use jiff::civil::Date;
use jiff::fmt::strtime::BrokenDownTime;

use crate::domain::code_list::{CodeList, CodeSet};
use crate::domain::codes::*;
use crate::domain::country::Country;
use crate::domain::id::{OPAQUE_RULE, OpaqueId};
use crate::domain::period::YearMonth;

use super::build::{Builder, Refusal};
use super::identity::Identity;
use super::mapping::IdentityColumns;
use super::missing::{Detail, Worth};
use super::normalize::{fold, number};
use super::rows::Row;

/// Reads the fields of one row and collects what is wrong.
pub(super) struct Fields<'a> {
    pub(super) builder: &'a Builder,
    pub(super) row: &'a Row,
    pub(super) refusals: Vec<Refusal>,
}

impl Fields<'_> {
    pub(super) fn refuse(&mut self, field: &str, reason: impl Into<String>) {
        let source = self.builder.mapping.fields.get(field);
        let column = source.and_then(|s| s.column()).unwrap_or(field).to_owned();
        self.refusals.push(Refusal { column, reason: reason.into() });
    }

    /// The value of a field after translation; empty when there is none.
    pub(super) fn value(&self, field: &str) -> String {
        let Some(source) = self.builder.mapping.fields.get(field) else { return String::new() };
        let value = source
            .constant()
            .unwrap_or_else(|| source.column().map_or("", |column| self.row.value(column)));
        source.translate(value).to_owned()
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
        self.code_value(field, &value)
    }

    pub(super) fn code_value<T: CodeList>(&mut self, field: &str, value: &str) -> Option<T> {
        if value.is_empty() {
            return None;
        }
        let code = T::from_code(&value.replace([' ', '-'], "_"));
        if code.is_none() {
            let known: Vec<_> = T::ALL.iter().map(|code| code.code()).collect();
            self.refuse(
                field,
                format!("must be one of {} (or be mapped to one)", known.join(", ")),
            );
        }
        code
    }

    pub(super) fn list(&self, field: &str) -> Vec<String> {
        let Some(source) = self.builder.mapping.fields.get(field) else { return Vec::new() };
        let raw = source
            .constant()
            .unwrap_or_else(|| source.column().map_or("", |column| self.row.value(column)));
        raw.split(self.builder.mapping.list_separator.as_str())
            .map(|item| source.translate(item.trim()).to_owned())
            .filter(|item| !item.is_empty())
            .collect()
    }

    pub(super) fn codes<T: CodeList>(&mut self, field: &str) -> CodeSet<T> {
        self.list(field).iter().filter_map(|item| self.code_value(field, item)).collect()
    }

    pub(super) fn country(&mut self, field: &str) -> Option<Country> {
        let value = self.value(field);
        self.country_value(field, &value)
    }

    pub(super) fn country_value(&mut self, field: &str, value: &str) -> Option<Country> {
        if value.is_empty() {
            return None;
        }
        let country = Country::from_code(value);
        if country.is_none() {
            self.refuse(
                field,
                "must be an ISO 3166-1 code of two or three letters (XK for Kosovo)",
            );
        }
        country
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
        self.opaque_value(field, &value)
    }

    pub(super) fn opaque_value(&mut self, field: &str, value: &str) -> Option<OpaqueId> {
        if value.is_empty() {
            return None;
        }
        let id = OpaqueId::new(value);
        if id.is_none() {
            self.refuse(field, OPAQUE_RULE);
        }
        id
    }

    pub(super) fn integer(&mut self, field: &str) -> Option<u64> {
        let value = self.value(field);
        if value.is_empty() {
            return None;
        }
        let number = value.parse().ok();
        if number.is_none() {
            self.refuse(field, "must be a whole number without separators");
        }
        number
    }

    /// A whole number, or the time of the last change, which grows with every
    /// correction; 1 when nothing is mapped.
    pub(super) fn revision(&mut self) -> u32 {
        let value = self.value("revision");
        if value.is_empty() {
            return 1;
        }
        if let Ok(revision) = value.parse() {
            return revision;
        }
        let changed = self.parts(&value).and_then(|parts| {
            let midnight = parts.to_date().ok()?.to_datetime(jiff::civil::Time::midnight());
            let clock = i64::from(parts.hour().unwrap_or(0)) * 3600
                + i64::from(parts.minute().unwrap_or(0)) * 60
                + i64::from(parts.second().unwrap_or(0));
            let start = jiff::civil::date(2000, 1, 1).at(0, 0, 0, 0);
            u32::try_from((midnight.duration_since(start)).as_secs() + clock).ok()
        });
        if changed.is_none() {
            self.refuse(
                "revision",
                "must be a whole number, or a date in one of the mapping's date_formats",
            );
        }
        changed.unwrap_or(1)
    }

    pub(super) fn parts(&self, text: &str) -> Option<BrokenDownTime> {
        let formats = &self.builder.mapping.date_formats;
        formats.iter().find_map(|format| BrokenDownTime::parse(format, text).ok())
    }

    /// A full date, when the value is one.
    pub(super) fn date(&self, field: &str) -> Option<Date> {
        self.parts(&self.value(field))?.to_date().ok()
    }

    pub(super) fn month(&mut self, field: &str) -> Option<YearMonth> {
        let value = self.value(field);
        if value.is_empty() {
            return None;
        }
        let month = value.parse().ok().or_else(|| {
            let parts = self.parts(&value)?;
            YearMonth::new(i32::from(parts.year()?), i32::from(parts.month()?))
        });
        if month.is_none() {
            self.refuse(
                field,
                "must be a month (YYYY-MM), or a date in one of the mapping's date_formats",
            );
        }
        month
    }

    /// From the mapped field - a code, `9-17`, or an age in years - or computed
    /// from the date of birth.
    pub(super) fn age_band(
        &mut self,
        identity: &Identity,
        identified: Option<Date>,
    ) -> Option<AgeBand> {
        let value = self.value("age_band");
        if let Ok(age) = value.parse::<u32>() {
            return Some(AgeBand::of_age(age));
        }
        if let Some((low, high)) = value.split_once('-')
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

    /// As given, or counted between the exact dates of a case that is before a
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
                Worth::Nothing(why) => self.builder.count_set_aside(column, *why, self.row.line),
                Worth::Known => {}
            }
        }
        let column = columns.birth_date.as_deref().unwrap_or_default();
        let was_read = aside.iter().any(|(detail, _)| *detail == Detail::BirthDate);
        let text = self.row.value(column);
        if !columns.is_empty() && !text.is_empty() && !was_read {
            let today = self.builder.today;
            let reason = match identity.birth_date {
                None if self.parts(text).is_some() => {
                    Some("must have a year of four digits (or the mapping's date_formats %y)")
                }
                None => Some("must be a date in one of the mapping's date_formats, or a year"),
                Some(birth) if birth.is_after(today.year(), today.month(), Some(today.day())) => {
                    Some("must not be in the future")
                }
                Some(_) => None,
            };
            if let Some(reason) = reason {
                self.refusals.push(Refusal { column: column.into(), reason: reason.into() });
            }
        }
        Some(identity)
    }

    /// Refuses a date of birth after the date or month in a field.
    pub(super) fn refuse_birth_after(&mut self, identity: &Identity, field: &str) {
        let column = self.builder.mapping.identity.birth_date.clone().unwrap_or_default();
        let Some(birth) = identity.birth_date else { return };
        let value = self.value(field);
        let is_after = if let Ok(month) = value.parse::<YearMonth>() {
            let year = i16::try_from(month.year()).unwrap_or(i16::MAX);
            birth.is_after(year, i8::try_from(month.month()).unwrap_or(12), None)
        } else if let Some(parts) = self.parts(&value)
            && let (Some(year), Some(month)) = (parts.year(), parts.month())
        {
            birth.is_after(year, month, parts.day())
        } else {
            return;
        };
        if is_after {
            let reason = format!("must not be after {field}: one of the two is wrong");
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
            .filter_map(|n| number(n))
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
