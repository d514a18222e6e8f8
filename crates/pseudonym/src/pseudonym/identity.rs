//! Identity: the details that identify a person, while they are still at the institution.

use std::fmt;

use jiff::fmt::strtime::BrokenDownTime;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Date of birth, possibly known in part only.
#[derive(Clone, Copy, PartialEq, Eq, Zeroize)]
pub struct BirthDate {
    /// Year of birth.
    pub year: i16,
    /// Month, 1 to 12; none when it is not known.
    pub month: Option<i8>,
    /// Day, 1 to 31; none when it is not known. Not checked against the month: a typing error in
    /// one part should not cost the others.
    pub day: Option<i8>,
}

impl fmt::Debug for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BirthDate(redacted)")
    }
}

impl BirthDate {
    /// Reads a date in the first format that fits; formats are those of `strptime`, for example
    /// `%d.%m.%Y` or `%Y%m%d`. A plain year is read too. A year of fewer than four digits is not
    /// read under `%Y`: 7.3.94 is not a day of the first century.
    pub fn parse(text: &str, formats: &[String]) -> Option<Self> {
        let text = text.trim();
        for format in formats {
            if let Ok(parts) = BrokenDownTime::parse(format, text)
                && let Some(year) = parts.year().filter(|year| *year >= 1000)
            {
                return Some(Self { year, month: parts.month(), day: parts.day() });
            }
        }
        if text.len() == 4 {
            let year = text.parse().ok().filter(|year| (1850..2200).contains(year))?;
            return Some(Self { year, month: None, day: None });
        }
        None
    }

    /// Whether somebody born on this date, as far as it is known, was born after another date.
    pub fn is_after(&self, year: i16, month: i8, day: Option<i8>) -> bool {
        let Some(born_in) = self.month else { return self.year > year };
        let days = self.day.zip(day);
        (self.year, born_in) > (year, month)
            || (self.year, born_in) == (year, month) && days.is_some_and(|(born, on)| born > on)
    }

    /// Age in completed years at the given date (year, month, day), when the date of birth is
    /// known to the day and lies before that date.
    pub fn age_at(&self, year: i16, month: i8, day: i8) -> Option<u32> {
        let birthday_passed = (month, day) >= (self.month?, self.day?);
        u32::try_from(year - self.year - i16::from(!birthday_passed)).ok()
    }
}

/// Identifying details of one person. They never leave the institution: they are wiped from memory
/// when dropped, and print as nothing.
#[derive(Clone, Default, Zeroize, ZeroizeOnDrop)]
pub struct Identity {
    /// Given name or names.
    pub given_name: String,
    /// Surname; double surnames with a hyphen or space.
    pub surname: String,
    /// Date of birth.
    pub birth_date: Option<BirthDate>,
    /// Sex or gender as one letter or word, used only for match keys.
    pub sex: String,
    /// National identification number.
    pub national_id: String,
    /// Number of a passport or another document.
    pub document: String,
    /// Place of birth.
    pub place_of_birth: String,
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_several_formats() {
        let formats = ["%d.%m.%Y".to_owned(), "%Y-%m-%d".into(), "%Y%m%d".into()];
        let expected = Some(BirthDate { year: 1991, month: Some(3), day: Some(7) });
        for text in ["7.3.1991", "07.03.1991", " 1991-03-07 ", "19910307"] {
            assert_eq!(BirthDate::parse(text, &formats), expected, "{text}");
        }
        assert_eq!(
            BirthDate::parse("1991", &formats),
            Some(BirthDate { year: 1991, month: None, day: None })
        );
        assert_eq!(BirthDate::parse("March", &formats), None);
        assert_eq!(BirthDate::parse("7.3.94", &formats), None, "not a day of the first century");
        assert_eq!(BirthDate::parse("", &formats), None);
    }

    #[test]
    fn nobody_is_born_afterwards() {
        let birth = |month, day| BirthDate { year: 2020, month, day };
        assert!(birth(Some(5), Some(8)).is_after(2020, 5, Some(7)));
        assert!(birth(None, None).is_after(2019, 12, None));
        for (month, day) in [(Some(5), Some(7)), (Some(5), None), (None, None), (Some(4), Some(30))]
        {
            assert!(!birth(month, day).is_after(2020, 5, Some(7)));
        }
        assert!(!birth(Some(5), Some(31)).is_after(2020, 5, None));
    }

    #[test]
    fn age_counts_completed_years() {
        let birth = BirthDate { year: 1991, month: Some(3), day: Some(7) };
        assert_eq!(birth.age_at(2009, 3, 6), Some(17));
        assert_eq!(birth.age_at(2009, 3, 7), Some(18));
        assert_eq!(birth.age_at(1990, 1, 1), None);
    }
}
