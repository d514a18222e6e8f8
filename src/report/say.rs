//! Words, numbers and intervals in the reader's language.

use crate::domain::code_list::CodeList;
use crate::domain::country::Country;
use crate::foreign;
use crate::proto::v1::{self, Basis, Unit};
use crate::statistics::{Dimension, labels};
use crate::words::{self, Language, Value};

use super::cell::{Cell, Change, Figure, Told, Verdict};

/// What stands for a figure that is not told.
pub const DOT: &str = ".";

/// What stands for an estimate below ten.
pub const FEW: &str = "<10";

/// Speaks a language.
#[derive(Clone, Copy)]
pub struct Say(pub Language);

/// Years from a first one to a last one: `2009–2010`, or one alone.
pub fn years_text(first: i32, last: i32) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

/// Years in their order, neighbours joined: `2009`, `2012–2025`.
pub fn spans(years: impl IntoIterator<Item = i32>) -> Vec<String> {
    let mut spans: Vec<(i32, i32)> = Vec::new();
    for year in years {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == year => *last = year,
            _ => spans.push((year, year)),
        }
    }
    spans.into_iter().map(|(first, last)| years_text(first, last)).collect()
}

impl Say {
    /// A text by its key.
    pub fn word(self, key: &str) -> String {
        // Backticks keep letters Latin in Cyrillic text, and are not for readers.
        words::label(self.0, key).replace('`', "")
    }

    /// What a text with a key means in a sentence; nothing where there is none.
    pub fn meaning(self, key: &str) -> Option<String> {
        words::meaning(self.0, key).map(|text| text.replace('`', ""))
    }

    /// A text with arguments.
    pub fn text(self, key: &str, args: &[(&str, Value)]) -> String {
        words::text(self.0, key, args).replace('`', "")
    }

    /// A label with a capital at its beginning.
    pub fn capital(self, key: &str) -> String {
        capital(&self.word(key))
    }

    /// The label of a code of a list.
    pub fn code<T: CodeList>(self, code: T) -> String {
        capital(&words::of(self.0, code))
    }

    /// The label of a code of a dimension.
    pub fn of(self, dimension: Dimension, code: &str) -> String {
        capital(&labels::code_label(self.0, dimension, code))
    }

    /// The name of a country by its code.
    pub fn country(self, code: &str) -> String {
        let known = Country::from_alpha2(code);
        known.map_or_else(|| code.to_owned(), |country| self.word(&words::country_key(country)))
    }

    /// A text of the exchange, in this language if it has it.
    pub fn label(self, label: Option<&v1::Label>) -> String {
        let Some(label) = label else { return String::new() };
        let text = label.by_language.get(self.0.tag()).unwrap_or(match self.0 {
            Language::Sq => &label.sq,
            Language::SrLatn | Language::SrCyrl => &label.sr,
            Language::En => &label.en,
        });
        foreign::line(text)
    }

    /// A number: whole, or with the decimals that it has.
    pub fn number(self, value: f64) -> String {
        let text = format!("{}", value.abs());
        let text = if self.0 == Language::En { text } else { text.replace('.', ",") };
        // A hyphen at the beginning of a cell is a formula to some spreadsheets.
        if value < 0.0 { format!("\u{2212}{text}") } else { text }
    }

    /// A number with its unit.
    pub fn value(self, value: f64, unit: Unit) -> String {
        let number = self.number(value);
        match unit {
            Unit::Percent => format!("{number}\u{a0}%"),
            Unit::Ratio => format!("{number}\u{a0}:\u{a0}1"),
            _ => number,
        }
    }

    /// An interval.
    pub fn interval(self, low: f64, high: f64) -> String {
        format!("{}–{}", self.number(low), self.number(high))
    }

    /// A cell in short: the estimate, `<10` or a dot; of a difference the number, or what it says.
    pub fn short(self, cell: &Cell) -> String {
        match cell {
            Cell::Figure(Figure { told: Told::Estimate(value), unit, .. }) => {
                self.value(*value, *unit)
            }
            Cell::Figure(_) => FEW.into(),
            Cell::Change(change) => match change.difference {
                Some(difference) => self.number(difference),
                None => self.verdict(change),
            },
            Cell::Missing(_) => DOT.into(),
        }
    }

    /// What a difference says, in words.
    pub fn verdict(self, change: &Change) -> String {
        self.word(match change.verdict {
            Verdict::More => "report-change_more",
            Verdict::Less => "report-change_less",
            Verdict::Noise => "report-change_noise",
            Verdict::Same => "report-change_same",
        })
    }

    /// From where to where a difference reaches.
    pub fn bounds(self, change: &Change) -> String {
        let [from, to] = [change.low, change.high].map(|end| self.number(end).into());
        self.text("report-from_to", &[("from", from), ("to", to)])
    }

    /// A day of Universal Time, as 2026-03-28.
    pub fn day(self, seconds: i64) -> String {
        jiff::Timestamp::from_second(seconds)
            .map(|time| jiff::tz::Offset::UTC.to_datetime(time).date().to_string())
            .unwrap_or_default()
    }

    /// A time of Universal Time to the minute, as 2026-03-28 14:05 UTC.
    pub fn minute(self, seconds: i64) -> String {
        jiff::Timestamp::from_second(seconds)
            .map(|time| jiff::tz::Offset::UTC.to_datetime(time))
            .map(|time| format!("{} {:02}:{:02} UTC", time.date(), time.hour(), time.minute()))
            .unwrap_or_default()
    }

    /// Where a figure comes from, in words.
    pub fn basis(self, basis: Basis) -> String {
        match basis {
            Basis::Exact => self.word("report-basis_exact"),
            Basis::Measured => self.word("report-basis_measured"),
            Basis::Modelled => self.word("report-basis_modelled"),
            Basis::Unspecified => String::new(),
        }
    }
}

/// A text with a capital at its beginning.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
