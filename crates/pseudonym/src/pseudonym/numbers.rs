//! Numbers of persons and documents: the number alone, without the words around it, and what stands
//! in such a column that is no number of a person: a date, a case number, a telephone number.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::missing::Why;
use super::normalize::{fold, number};

/// Words that say what number follows, or what became of a paper, in folded form.
pub(super) const LABELS: &str = "id nr no br num numri numer number broi imbg embg cnp idnp personal personale licni lk leternoftim \
    leternoftimi leterdoftim licna karta karte card pas pasos pasaporte pasaporta paspor pasport \
    dokument dokumenti document nrpersonal kopie kopia copi skaduar skaduara pavlefsme istekla istekao \
    isteklo ekspired old stari vieter e i humbur izgublen izgublena lost stolen viedhur ukraden ukradena \
    original oridinal copie copia ekspirat pierdut seria serie series seri leternoftimit pasaportes \
    identitetit identifikimit identiti identitatea kod cod";

/// Labels that are written together with the digits behind them.
const GLUED: &[&str] = &["ID", "NR", "NO", "BR", "JMBG", "EMBG", "CNP", "IDNP"];

/// So many digits are a number of a register, whatever stands around them.
const REGISTER: usize = 8;

/// So many digits may be the number of a document.
const FEW: usize = 5;

/// Letters and digits of a text between everything else.
fn groups(text: &str) -> impl Iterator<Item = &str> {
    let is_between = |c: char| !c.is_alphanumeric() || is_combining_mark(c);
    text.split(is_between).filter(|group| !group.is_empty())
}

fn digits(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

/// Whether a group of letters is a word that says what number it is, or what became of a paper.
fn is_label(group: &str) -> bool {
    let folded = fold(group);
    !group.chars().any(char::is_numeric) && LABELS.split(' ').any(|label| label == folded)
}

/// The groups of a text without labels, where what is left is surely the number: eight digits or more. Of
/// fewer, from five on, labels of two or three capital letters in front may be the series of a passport
/// ("NO 123456"), unless another letter follows them.
fn without_labels(text: &str) -> Option<Vec<&str>> {
    let all: Vec<&str> = groups(text).collect();
    let rest: Vec<&str> = all.iter().copied().filter(|group| !is_label(group)).collect();
    let count = digits(&rest.concat());
    if count >= REGISTER {
        return Some(rest);
    }
    let begins = rest.first().is_some_and(|group| group.starts_with(char::is_alphabetic));
    let number = all.iter().position(|group| digits(group) > 0).unwrap_or(0);
    let is_series =
        |group: &str| group.chars().count() <= 3 && !group.chars().any(char::is_lowercase);
    let is_remark = |(place, group): &(usize, &&str)| {
        is_label(group) && (begins || *place > number || !is_series(group))
    };
    let kept = all.iter().enumerate().filter(|one| !is_remark(one));
    (count >= FEW).then(|| kept.map(|(_, group)| *group).collect())
}

/// A text without the words that say what number it is or what became of the paper, where a number is left:
/// "1170234567 i skaduar".
pub(super) fn without_remarks(text: &str) -> String {
    if digits(text) < FEW {
        return text.to_owned();
    }
    let mut left = text.to_owned();
    for label in groups(text).filter(|group| is_label(group)) {
        let of_group = |c: char| c.is_alphanumeric() && !is_combining_mark(c);
        // The first one that stands by itself.
        let place = left.match_indices(label).map(|(place, _)| place).find(|place| {
            !left[..*place].ends_with(of_group)
                && !left[place + label.len()..].starts_with(of_group)
        });
        if let Some(place) = place {
            left.replace_range(place..place + label.len(), " ");
        }
    }
    left
}

/// The number of a person or a document, in capital letters and digits: without the words that say what it
/// is ("ID 1170234567", "1170234567 (kopje)"). `None` where [`number`] has none.
pub fn of_register(text: &str) -> Option<String> {
    let text = &text.nfkc().collect::<String>();
    let bare = match without_labels(text) {
        Some(rest) => number(&rest.concat())?,
        None => number(text)?,
    };
    let glued = GLUED.iter().filter_map(|label| bare.strip_prefix(label));
    let is_number = |rest: &&str| rest.len() >= REGISTER && digits(rest) == rest.len();
    let alone = glued.filter(is_number).max_by_key(|rest| rest.len()).map(str::to_owned);
    Some(alone.unwrap_or(bare))
}

/// Why a text with digits is no number of one person or document, if it is none.
pub fn no_number(text: &str) -> Option<Why> {
    let text = &text.trim().nfkc().collect::<String>();
    let all: Vec<&str> = groups(text).collect();
    let count = digits(text);
    if is_date(&all) {
        return Some(Why::Date);
    }
    if is_telephone(text, &all, count) {
        return Some(Why::Telephone);
    }
    if all.iter().filter(|group| digits(group) >= 7).count() > 1 {
        return Some(Why::Several);
    }
    if is_case_number(text, &all) {
        return Some(Why::CaseNumber);
    }
    (count < 4).then_some(Why::Short)
}

/// A number with the code of a country in front, a local one with a stroke, or one of Kosovo or Albania with
/// gaps, as personal numbers are not written: "+383 44 123 456", "038/123-456", "044 123 456".
fn is_telephone(text: &str, all: &[&str], count: usize) -> bool {
    let is_between = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '/' | '(' | ')' | '.');
    let lengths: Vec<usize> = all.iter().map(|group| group.len()).collect();
    let first = all.first().copied().unwrap_or_default();
    let is_prefix = first.len() == 3 && first.starts_with('0') && !first.starts_with("00");
    let is_mobile = lengths == [3, 3, 3] && ("043"..="049").contains(&first)
        || lengths == [3, 3, 4] && ("067"..="069").contains(&first);
    let is_stroke = text.get(3..4) == Some("/") && (8..=10).contains(&count);
    text.starts_with('+') && count >= 8
        || text.chars().all(is_between)
            && (text.starts_with("00") && count >= 12 || is_prefix && (is_stroke || is_mobile))
}

/// A year from 1900 to 2099 in four digits.
fn is_year(group: &str) -> bool {
    group.len() == 4 && digits(group) == 4 && (group.starts_with("19") || group.starts_with("20"))
}

fn between(group: &str, from: u32, to: u32) -> bool {
    let short = group.len() <= 2 && digits(group) == group.len();
    short && group.parse().is_ok_and(|n: u32| (from..=to).contains(&n))
}

/// Day and month in either order.
fn is_day_and_month(a: &str, b: &str) -> bool {
    between(a, 1, 31) && between(b, 1, 12) || between(a, 1, 12) && between(b, 1, 31)
}

fn is_date(all: &[&str]) -> bool {
    match all {
        [a, b, c] => is_year(c) && is_day_and_month(a, b) || is_year(a) && is_day_and_month(b, c),
        // 07031991, 19910307; a number of eight digits that is one by chance is one of two thousand.
        [one] if one.len() == 8 && digits(one) == 8 => {
            is_year(&one[4..]) && is_day_and_month(&one[..2], &one[2..4])
                || is_year(&one[..4]) && is_day_and_month(&one[4..6], &one[6..])
        }
        _ => false,
    }
}

/// A number of a case or a paper of an office: few digits with a year ("PK-2011/0001"), with a stroke
/// ("PA 123/10"), or a year alone.
fn is_case_number(text: &str, all: &[&str]) -> bool {
    let numbers: Vec<&&str> = all.iter().filter(|group| digits(group) > 0).collect();
    if numbers.iter().any(|group| digits(group) > 5) {
        return false;
    }
    let has_year = numbers.iter().any(|group| is_year(group));
    has_year || numbers.len() > 1 && text.contains(['/', '\\'])
}

/// Whether a number is the date of birth of its person, written with digits alone.
pub fn is_birth_date(text: &str, (year, month, day): (i16, i8, i8)) -> bool {
    let Some(number) = number(text) else { return false };
    let short = year % 100;
    [
        format!("{day:02}{month:02}{year:04}"),
        format!("{year:04}{month:02}{day:02}"),
        format!("{month:02}{day:02}{year:04}"),
        format!("{day:02}{month:02}{short:02}"),
        format!("{short:02}{month:02}{day:02}"),
        format!("{month:02}{day:02}{short:02}"),
    ]
    .contains(&number)
}

/// A national number of which a spreadsheet took the first zero.
#[derive(Debug, PartialEq, Eq)]
pub enum Zero {
    /// The number as it was: its check digit proves it.
    Restored(String),
    /// It begins with the date of birth as such a number does, and its check digit is wrong.
    Lost,
}

/// Whether a number of twelve digits is one of thirteen (JMBG, EMBG) without its first zero, which those born
/// on the first nine days of a month have: a spreadsheet takes it. Numbers of twelve digits of other countries
/// stay as they are: of a thousand of them two have such a date and check digit, and where the date of birth
/// is known, it must be the same.
pub fn without_zero(text: &str, born: Option<(i16, i8, i8)>) -> Option<Zero> {
    let text = text.trim();
    if text.len() != 12 || digits(text) != 12 {
        return None;
    }
    let whole = format!("0{text}");
    let part = |from: usize, to: usize| whole[from..to].parse::<i16>().unwrap_or_default();
    let (day, month, year) = (part(0, 2), part(2, 4), part(4, 7));
    let year = match year {
        0..100 => 2000 + year,
        900.. => 1000 + year,
        _ => return None,
    };
    let date = jiff::civil::Date::new(year, month as i8, day as i8).ok()?;
    let is_same = born.map(|born| born == (date.year(), date.month(), date.day()));
    let mut digits = whole.bytes().map(|byte| u32::from(byte - b'0'));
    let weights = [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
    let sum: u32 = digits.clone().zip(weights).map(|(digit, weight)| digit * weight).sum();
    let check = match 11 - sum % 11 {
        11 => 0,
        check => check,
    };
    let is_proven = digits.next_back() == Some(check);
    match is_same {
        None | Some(true) if is_proven => Some(Zero::Restored(whole)),
        Some(true) => Some(Zero::Lost),
        _ => None,
    }
}

/// Whether a cell seems to hold several ids of records: "1170;1171", "12 dhe 13".
pub fn are_several_ids(text: &str) -> bool {
    let parts = |separator: &dyn Fn(char) -> bool| -> Vec<String> {
        let parts = text.split(separator).map(str::trim);
        parts.filter(|part| digits(part) > 0).map(str::to_owned).collect()
    };
    // These stand in no id.
    if parts(&|c| matches!(c, ';' | '|' | '\n' | '\r')).len() > 1 {
        return true;
    }
    // Others may; two texts of one shape are two ids.
    let spaced: Vec<&str> = text.split_whitespace().collect();
    let is_between = |word: &str| {
        ["dhe", "edhe", "i", "e", "and", "и", "&", "+"].contains(&word.to_lowercase().as_str())
    };
    let words = spaced.split(|word| is_between(word)).map(|words| words.join(" "));
    let words: Vec<String> = words.filter(|part| digits(part) > 0).collect();
    let shape = |part: &String| -> String {
        let kind = |c: char| match c {
            '0'..='9' => '9',
            c if c.is_alphabetic() => 'a',
            c => c,
        };
        part.chars().map(kind).collect()
    };
    let is_list = |parts: &[String]| {
        parts.len() > 1
            && parts.iter().all(|part| digits(part) > 1)
            && parts.iter().all(|part| shape(part) == shape(&parts[0]))
    };
    is_list(&words) || is_list(&parts(&|c| matches!(c, ',' | '&' | '+')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_with_and_without_its_label() {
        for text in [
            "1177335501",
            "ID1177335501",
            "NR 1177335501",
            "Broj 1177335501",
            "１１７７３３５５０１",
            "No.1177335501",
            "Letërnjoftim 1177335501",
            "1177335501 (kopje)",
            "11773-35501",
        ] {
            assert_eq!(of_register(text).as_deref(), Some("1177335501"), "{text}");
        }
        for (text, same) in [
            ("P8834521", "P8834521"),
            ("ID 123456", "ID123456"),
            ("AB 12-34.56", "AB123456"),
            ("J15307044R", "J15307044R"),
            ("1-900304-123456", "1900304123456"),
            ("P7713409 (kopje)", "P7713409"),
            ("Pasaporta P7713409, e skaduar", "P7713409"),
            ("Nr. pasaporte P7713409", "P7713409"),
            ("FE 123456 (izgubljen)", "FE123456"),
            ("NO 123456", "NO123456"),
            ("pasoš 123456", "123456"),
        ] {
            assert_eq!(of_register(text).as_deref(), Some(same), "{text}");
        }
    }

    #[test]
    fn labels_stand_as_groups_are_folded() {
        for label in LABELS.split(' ') {
            assert_eq!(fold(label), label);
        }
    }

    #[test]
    fn dates_and_case_numbers_are_no_numbers_of_persons() {
        for (text, why) in [
            ("07.03.1991", Why::Date),
            ("1991-03-07", Why::Date),
            ("3/7/1991", Why::Date),
            ("07031991", Why::Date),
            ("PK-2011/0001", Why::CaseNumber),
            ("K-12/2009", Why::CaseNumber),
            ("PP 34/2010", Why::CaseNumber),
            ("PA 123/10", Why::CaseNumber),
            ("2009", Why::CaseNumber),
            ("+383 44 123 456", Why::Telephone),
            ("0038344123456", Why::Telephone),
            ("00383 44 123 456", Why::Telephone),
            ("038/123-456", Why::Telephone),
            ("065/1234567", Why::Telephone),
            ("044 123 456", Why::Telephone),
            ("069 123 4567", Why::Telephone),
            ("Rasti 5", Why::Short),
            ("1177335501/2177335502", Why::Several),
        ] {
            assert_eq!(no_number(text), Some(why), "{text}");
        }
        for text in [
            "1177335501",
            "0703991955017",
            "AB 12-34.56",
            "12E45",
            "P8834521",
            "1-900304-123456",
            "29382841",
            "FE 123456",
            "044123456",
            "012-34-5678",
            "НА123456",
        ] {
            assert_eq!(no_number(text), None, "{text}");
        }
        assert!(is_birth_date("110592", (1992, 5, 11)) && !is_birth_date("110592", (1992, 5, 12)));
    }

    /// The check digit of thirteen digits, as the law on JMBG defines it.
    fn jmbg(start: &str) -> Option<String> {
        (0..10).map(|check| format!("{start}{check}")).find(|number| {
            let short = number.strip_prefix('0');
            short.is_some_and(|short| matches!(without_zero(short, None), Some(Zero::Restored(_))))
        })
    }

    #[test]
    fn a_zero_that_a_spreadsheet_took_is_restored_where_it_is_proven() {
        // 010100650000: 6·1 + 4·1 + 7·6 + 6·5 = 82, and 11 - 82 % 11 = 6.
        let short = "101006500006";
        assert_eq!(without_zero(short, None), Some(Zero::Restored(format!("0{short}"))));
        let born = (2006, 1, 1);
        assert_eq!(without_zero(short, Some(born)), Some(Zero::Restored(format!("0{short}"))));
        assert_eq!(without_zero(short, Some((2006, 1, 2))), None, "of somebody else");
        assert_eq!(without_zero("101006500002", Some(born)), Some(Zero::Lost));
        assert_eq!(without_zero("101006500002", None), None);
        for other in [
            "1170234567",
            "0101006500001",
            "991234567890",
            "10100650000x",
            "",
            "１０１００６５００００１",
        ] {
            assert_eq!(without_zero(other, None), None, "{other}");
        }
        // Few numbers of another kind are taken for one.
        let taken = (0..100_000u64)
            .map(|n| 100_000_000_000 + n * 8_999_999)
            .filter(|n| without_zero(&n.to_string(), None).is_some());
        assert!(taken.count() < 300);
        assert!(jmbg("070399195501").is_some());
    }

    #[test]
    fn several_ids_in_one_cell_are_none() {
        for text in [
            "1170;1171",
            "PK-1|PK-2",
            "12\n13",
            "12, 13",
            "PK-12/2010, PK-13/2010",
            "12 dhe 13",
            "12 i 13",
            "12+13",
            "14 & 15",
        ] {
            assert!(are_several_ids(text), "{text:?}");
        }
        for text in [
            "1170",
            "PK-2011/0001",
            "P 12, 2010",
            "Предмет 7",
            "123/10",
            "12-13",
            "a;b",
            "PP 34/10 i",
            "A, 1",
            "kti 12 2010",
        ] {
            assert!(!are_several_ids(text), "{text:?}");
        }
    }
}
