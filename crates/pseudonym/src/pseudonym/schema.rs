//! Schema of mappings: the fields of each kind of record, what they hold, and the codes with their
//! meaning in each language. Messages, `vdx mapping` and `docs/mapping.md` are made of it.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::domain::code_list::{CodeList, CodeSet};
use crate::domain::codes::*;
use crate::domain::country::Country;
use crate::domain::id::OpaqueId;
use crate::domain::period::YearMonth;

use crate::words::{self, Language};
use crate::{assistance_fields, proceeding_fields, victim_fields};

use super::normalize::fold;

/// Kind of value that a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// One id of the institution's own.
    Id,
    /// Several ids of the institution's own.
    Ids,
    /// A whole number, or a date of the last change.
    Revision,
    /// The number of a case, which leaves as a keyed hash.
    CaseNumber,
    /// One code of a list.
    Code(&'static str),
    /// Several codes of a list.
    Codes(&'static str),
    /// An age band, or an age in years.
    Age,
    /// One country, as a code or name.
    Country,
    /// Several countries, as codes or names.
    Countries,
    /// A month or date, of which year and month leave.
    Month,
    /// A whole number.
    Number,
    /// An amount in euro.
    Amount,
}

impl Holds {
    /// Name of the code list of the value, where it has one.
    pub fn list(self) -> Option<&'static str> {
        match self {
            Self::Code(list) | Self::Codes(list) => Some(list),
            Self::Age => Some(AgeBand::LIST),
            _ => None,
        }
    }

    /// Description of the value in documents.
    pub fn text(self) -> String {
        match self {
            Self::Id => "id of your own".into(),
            Self::Ids => "ids of your own, several possible".into(),
            Self::Revision => "whole number, or date of the last change".into(),
            Self::CaseNumber => "number of the case; leaves as a keyed hash".into(),
            Self::Code(list) => format!("code of {list}"),
            Self::Codes(list) => format!("codes of {list}, several possible"),
            Self::Age => "code of AGE_BAND, or an age in years".into(),
            Self::Country => "country".into(),
            Self::Countries => "countries, several possible".into(),
            Self::Month => "date or month; year and month leave".into(),
            Self::Number => "whole number".into(),
            Self::Amount => "amount in euro; whole euros leave".into(),
        }
    }
}

/// Field of a kind of record.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Name of the field in a mapping.
    pub name: &'static str,
    /// Whether each record must have the field.
    pub is_required: bool,
    /// Kind of value that the field holds.
    pub holds: Holds,
}

impl Field {
    /// Label of the field in a language.
    pub fn label(&self, kind: RecordKind, language: Language) -> String {
        words::label(language, &words::field_key(kind, self.name))
    }

    /// Meaning of the field in a language: the sentence that explains it, or its label where it
    /// needs none.
    pub fn meaning(&self, kind: RecordKind, language: Language) -> String {
        let key = words::field_key(kind, self.name);
        words::meaning(language, &key).unwrap_or_else(|| words::label(language, &key))
    }
}

fn field(name: &'static str, is_required: bool, holds: Holds) -> Field {
    Field { name, is_required, holds }
}

/// Type of a field, as a mapping fills it.
trait Held {
    const HOLDS: Holds;
}

impl<T: CodeList> Held for T {
    const HOLDS: Holds = Holds::Code(T::LIST);
}

impl<T: CodeList> Held for CodeSet<T> {
    const HOLDS: Holds = Holds::Codes(T::LIST);
}

macro_rules! held {
    ($($type:ty => $holds:ident;)+) => {
        $(impl Held for $type {
            const HOLDS: Holds = Holds::$holds;
        })+
    };
}

held! {
    OpaqueId => Id;
    Country => Country;
    Vec<Country> => Countries;
    YearMonth => Month;
    u32 => Number;
}

/// Entries of the schema for the fields in the table, in their order.
macro_rules! filled {
    (; $($shape:ident $name:ident: $type:ty $(=> $dimension:ident)?;)+) => {
        [$(filled_by! { $shape $name $type }),+].concat()
    };
}

/// Entry of the schema for one field of the table. For a field that is made by hand, the entry is
/// that of what it is made of.
macro_rules! filled_by {
    (own record_id $type:ty) => {
        vec![field("record_id", true, Holds::Id)]
    };
    (own revision $type:ty) => {
        vec![field("revision", false, Holds::Revision)]
    };
    (own consent $type:ty) => {
        vec![
            field("consent_processing", true, YesNo::HOLDS),
            field("consent_cross_border_sharing", false, YesNo::HOLDS),
        ]
    };
    (own discoverable_by $type:ty) => {
        vec![field("discoverable_by", false, Holds::Countries)]
    };
    (own victim $type:ty) => {
        vec![field("victim_record_id", false, Holds::Id)]
    };
    (own case_token $type:ty) => {
        vec![field("case_number", true, Holds::CaseNumber)]
    };
    (own compensation $type:ty) => {
        vec![
            field("compensation_requested", false, YesNo::HOLDS),
            field("compensation_awarded", false, YesNo::HOLDS),
            field("compensation_paid", false, YesNo::HOLDS),
            field("compensation_amount_euro", false, Holds::Amount),
        ]
    };
    (own victims $type:ty) => {
        vec![field("victim_record_ids", false, Holds::Ids)]
    };
    // Made of identities, under keys.
    (own $name:ident $type:ty) => {
        Vec::new()
    };
    (may_made age_band $type:ty) => {
        vec![field("age_band", false, Holds::Age)]
    };
    (must $name:ident $type:ty) => {
        vec![field(stringify!($name), true, <$type>::HOLDS)]
    };
    (must_made $name:ident $type:ty) => {
        filled_by! { must $name $type }
    };
    ($shape:ident $name:ident $type:ty) => {
        vec![field(stringify!($name), false, <$type>::HOLDS)]
    };
}

static VICTIM: LazyLock<Vec<Field>> = LazyLock::new(|| victim_fields! { filled });
static ASSISTANCE: LazyLock<Vec<Field>> =
    LazyLock::new(|| [assistance_fields! { filled }, vec![CONSENT]].concat());
static PROCEEDING: LazyLock<Vec<Field>> =
    LazyLock::new(|| [proceeding_fields! { filled }, vec![CONSENT]].concat());

/// Consent that an export of services or proceedings tells of. Their records have no field for it: it
/// decides whether they leave.
const CONSENT: Field =
    Field { name: "consent_processing", is_required: false, holds: Holds::Code(YesNo::LIST) };

/// Fields of a kind of record, in their order.
pub fn fields(kind: RecordKind) -> &'static [Field] {
    match kind {
        RecordKind::Victim => &VICTIM,
        RecordKind::Assistance => &ASSISTANCE,
        RecordKind::Proceeding => &PROCEEDING,
    }
}

/// Finds the field with this name.
pub fn field_of(kind: RecordKind, name: &str) -> Option<&'static Field> {
    fields(kind).iter().find(|field| field.name == name)
}

/// Code with the words that stand for it.
#[derive(Clone, Debug)]
pub struct Label {
    /// Code in the schema.
    pub code: &'static str,
    /// Words that stand for the code, in the languages of the region and English.
    pub words: Vec<&'static str>,
    /// Labels of the code in every language of the program.
    pub labels: Vec<String>,
}

impl Label {
    /// Everything that stands for the code, folded.
    fn all(&self) -> impl Iterator<Item = String> {
        let words = self.words.iter().copied().chain([self.code]);
        words.chain(self.labels.iter().map(String::as_str)).map(folded)
    }
}

/// Code lists by name, in their order in the schema.
pub fn lists() -> impl Iterator<Item = (&'static str, &'static [Label])> {
    LABELS.iter().map(|(list, labels)| (*list, labels.as_slice()))
}

/// Codes of a list, with the words that stand for each.
pub fn codes(list: &str) -> &'static [Label] {
    LABELS.iter().find(|(name, _)| *name == list).map_or(&[], |(_, labels)| labels.as_slice())
}

static LABELS: LazyLock<Vec<(&'static str, Vec<Label>)>> = LazyLock::new(|| {
    let mut lists: Vec<(&str, Vec<Label>)> = Vec::new();
    for line in include_str!("values.txt").lines().filter(|line| !line.starts_with('#')) {
        if let Some(list) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            lists.push((list, Vec::new()));
            continue;
        }
        let Some((code, words)) = line.split_once('|') else { continue };
        let (code, words) = (code.trim(), words.split(',').map(str::trim));
        if let Some((list, labels)) = lists.last_mut() {
            let words = words.filter(|word| !word.is_empty()).collect();
            let languages = Language::ALL.iter();
            let told = languages.map(|language| words::code_label(*language, list, code)).collect();
            labels.push(Label { code, words, labels: told });
        }
    }
    lists
});

/// Proposes the code that a value seems to stand for: its code, its meaning in a language, or
/// another word for it. A proposal is for people, and never a translation.
pub fn propose(list: &str, value: &str) -> Option<&'static str> {
    let wanted = folded(value);
    if wanted.is_empty() {
        return None;
    }
    let labels = codes(list);
    if let Some(label) = labels.iter().find(|label| label.all().any(|word| word == wanted)) {
        return Some(label.code);
    }
    // A longer text that holds the words of one code alone.
    let holds = |label: &&Label| {
        label.all().any(|word| {
            word.len() >= 5
                && (wanted.contains(&word) || wanted.len() >= 5 && word.starts_with(&wanted))
        })
    };
    let mut found = labels.iter().filter(holds);
    let first = found.next()?;
    found.next().is_none().then_some(first.code)
}

/// Reads YES, NO or UNKNOWN as the region writes them. They need no translation, since they have
/// one meaning in all of its languages.
pub fn yes_no(value: &str) -> Option<YesNo> {
    static WORDS: LazyLock<HashMap<String, YesNo>> = LazyLock::new(|| {
        let mut words = HashMap::new();
        for label in codes(YesNo::LIST) {
            let code = YesNo::from_code(label.code);
            words.extend(label.words.iter().filter_map(|word| Some((word.to_lowercase(), code?))));
        }
        words
    });
    WORDS.get(&value.trim().to_lowercase()).copied()
}

struct CountryNames {
    read: HashMap<String, Country>,
    proposed: HashMap<String, Country>,
}

static COUNTRIES: LazyLock<CountryNames> = LazyLock::new(|| {
    let mut names = CountryNames { read: HashMap::new(), proposed: HashMap::new() };
    let labelled = Country::all().flat_map(|country| {
        let key = words::country_key(country);
        let labels = Language::ALL.iter().map(move |language| words::label(*language, &key));
        labels.chain([country.name().to_owned()]).map(move |name| (folded(&name), country))
    });
    // What would be the name of two countries is that of none.
    let mut doubtful = Vec::new();
    for (name, country) in labelled {
        if names.read.insert(name.clone(), country).is_some_and(|other| other != country) {
            doubtful.push(name);
        }
    }
    names.read.retain(|name, _| !doubtful.contains(name));
    for line in include_str!("countries.txt").lines().filter(|line| !line.starts_with('#')) {
        let Some((code, rest)) = line.split_once(' ') else { continue };
        let Some(country) = Country::from_alpha2(code) else { continue };
        let (read, proposed) = rest.split_once('|').unwrap_or((rest, ""));
        let words =
            |text: &'static str| text.split(',').map(folded).filter(|word| !word.is_empty());
        names.read.extend(words(read).map(|word| (word, country)));
        names.proposed.extend(words(proposed).map(|word| (word, country)));
    }
    names
});

/// Finds the country with this code or name; names in English, and those of the region and of its
/// neighbours in Albanian and Serbian.
pub fn country(value: &str) -> Option<Country> {
    Country::from_code(value).or_else(|| COUNTRIES.read.get(&folded(value)).copied())
}

/// Proposes the country that a value seems to stand for: as [`country`], or what its people are
/// called.
pub fn propose_country(value: &str) -> Option<Country> {
    country(value).or_else(|| COUNTRIES.proposed.get(&folded(value)).copied())
}

/// Text in one spelling: letter case, marks, alphabets and punctuation do not matter. A text
/// without letters (`18-20`) stays as it is.
pub fn folded(text: &str) -> String {
    let letters = fold(text);
    if letters.is_empty() { text.trim().to_owned() } else { letters }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lists as all_lists;

    #[test]
    fn every_code_has_its_words_for_itself() {
        let all = all_lists::all();
        let of = |name: &str| all.iter().find(|list| list.name == name);
        for (list, labels) in lists() {
            let known = &of(list).unwrap_or_else(|| panic!("{list}")).codes;
            let told: Vec<&str> = labels.iter().map(|label| label.code).collect();
            assert_eq!(told, *known, "{list}");
            for label in labels {
                assert_eq!(propose(list, label.code), Some(label.code));
                for text in
                    label.words.iter().copied().chain(label.labels.iter().map(String::as_str))
                {
                    assert_eq!(propose(list, text), Some(label.code), "{list} {text}");
                }
            }
        }
        for kind in RecordKind::ALL {
            for field in fields(*kind) {
                let has_words = |list| lists().any(|(name, _)| name == list);
                assert!(field.holds.list().is_none_or(has_words), "{}", field.name);
            }
        }
    }

    #[test]
    fn words_of_the_region() {
        for (word, expected) in [
            ("Po", YesNo::Yes),
            ("JO", YesNo::No),
            ("da", YesNo::Yes),
            ("НЕ", YesNo::No),
            ("Да", YesNo::Yes),
            ("true", YesNo::Yes),
            ("FALSE", YesNo::No),
            ("No", YesNo::No),
            ("nuk dihet", YesNo::Unknown),
            ("непознато", YesNo::Unknown),
        ] {
            assert_eq!(yes_no(word), Some(expected), "{word}");
        }
        for word in ["1", "0", "2", "x", "ndoshta", ""] {
            assert_eq!(yes_no(word), None, "{word}");
        }
        for (list, word, code) in [
            ("GENDER", "Femër", "FEMININE"),
            ("GENDER", "ж", "FEMININE"),
            ("GENDER", "M", "MASCULINE"),
            ("EXPLOITATION_TYPE", "Prostitucion i detyruar", "SEXUAL_EXPLOITATION"),
            ("EXPLOITATION_TYPE", "радна експлоатација", "FORCED_LABOUR"),
            ("TRAFFICKING_STATUS", "Viktimë", "ACTUAL_VICTIM"),
            ("SERVICE", "Strehim i sigurt", "SHELTER"),
        ] {
            assert_eq!(propose(list, word), Some(code), "{word}");
        }
        assert_eq!(propose("GENDER", "qwertz"), None);
    }

    #[test]
    fn names_of_countries_are_of_one_country_each() {
        for (name, code) in [
            ("Kosovë", "XK"),
            ("KOSOVO", "XK"),
            ("Косово", "XK"),
            ("RKS", "XK"),
            ("SRB", "RS"),
            ("Srbija", "RS"),
            ("Србија", "RS"),
            ("Shqipëri", "AL"),
            ("Albania", "AL"),
            ("Maqedonia e Veriut", "MK"),
            ("Gjermani", "DE"),
            ("xk", "XK"),
        ] {
            assert_eq!(country(name).map(Country::alpha2), Some(code), "{name}");
        }
        assert_eq!(country("kosovare"), None, "a proposal alone");
        assert_eq!(propose_country("kosovare").map(Country::alpha2), Some("XK"));
        let mut seen: HashMap<String, &str> = HashMap::new();
        let lines = include_str!("countries.txt").lines().filter(|line| !line.starts_with('#'));
        let listed = lines.flat_map(|line| {
            let (code, rest) = line.split_once(' ').unwrap();
            rest.split(['|', ',']).map(move |name| (code, name))
        });
        for (code, name) in listed {
            let name = folded(name);
            let read = country(&name).map(Country::alpha2);
            assert!(read.is_none_or(|read| read == code), "{name}: {read:?} {code}");
            let before = seen.insert(name.clone(), code);
            assert!(before.is_none_or(|before| before == code), "{name}: {before:?} {code}");
            assert!(Country::from_code(code).is_some(), "{code}");
        }
    }
}
