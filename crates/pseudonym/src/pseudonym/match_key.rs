//! Match keys: combinations of identifying details that the same person shares across institutions
//! in spite of spelling, swapped fields and typing errors. Each match key becomes one token, a
//! keyed hash. A match key with a missing part gives no token, never a hash of nothing.

use zeroize::Zeroizing;

use crate::domain::code_list::CodeList;
use crate::domain::codes::MatchKeyKind;
use crate::domain::inquiry::{
    MAX_GIVEN_NEAR, MAX_NAME_WORDS, MAX_SURNAME_NEAR, MAX_SURNAME_PARTS, full_number,
};
use crate::domain::profile::{MatchKey, Part, Profile, ProfileId, is_of_any_year};
use crate::domain::record::{Pseudonym, Token};

use super::identity::Identity;
use super::key::{DerivedKey, TokenKey};
use super::missing::set_aside;
use super::normalize::{name_words, number, phonetic};
use super::numbers::of_register;
use super::variants::{Variants, apart, consonants, masculine, place, sex};

/// Separator between the parts of a match key; no part can hold it.
const SEPARATOR: &str = "\u{1f}";
/// First character of a dummy text, which stands for nothing; no text of details can hold it.
const DUMMY: &str = "\u{1e}";

/// Maker of tokens under one national or transnational key.
pub struct Tokenizer {
    key_epoch: u32,
    /// Match keys, each with its parts and the key of its hashes.
    keys: Vec<(MatchKeyKind, Vec<Part>, DerivedKey)>,
    variants: Variants,
}

impl Tokenizer {
    /// Makes a tokenizer, and derives a key for each match key of the profile.
    pub fn new(profile: &Profile, key: &TokenKey) -> Self {
        let derive = |match_key: &MatchKey| {
            let derived = key.derived(&purpose(profile.id(), match_key.kind.code()));
            (match_key.kind, match_key.parts.clone(), derived)
        };
        Self {
            key_epoch: key.epoch(),
            keys: profile.keys.iter().map(derive).collect(),
            variants: Variants::new(&profile.variants),
        }
    }

    /// Makes the tokens of a person as they leave in a record, padded: of each kind that is made
    /// of parts of a name there are as many for everybody. Missing ones are hashes of the person's
    /// own details that no other details give: they link with nothing, and nobody without the key
    /// can tell them from tokens. The same details give the same dummy tokens.
    pub fn padded(&self, identity: &Identity) -> Vec<Token> {
        self.make(identity, true)
    }

    /// Makes the tokens by which a person is asked for, sorted and without doubles. Empty when too
    /// little is known to tell the person from others.
    pub fn tokens(&self, identity: &Identity) -> Vec<Token> {
        self.make(identity, false)
    }

    /// The texts that are hashed, by the code of their kind: for test vectors of generated persons.
    #[cfg(test)]
    pub(super) fn texts(
        &self,
        identity: &Identity,
    ) -> std::collections::BTreeMap<&'static str, Vec<String>> {
        let details = Details::of(identity, &self.variants);
        let texts = |parts: &[Part]| -> Vec<String> {
            combinations(&details, parts).iter().map(|text| text.to_string()).collect()
        };
        self.keys.iter().map(|(kind, parts, _)| (kind.code(), texts(parts))).collect()
    }

    fn make(&self, identity: &Identity, pad: bool) -> Vec<Token> {
        let details = Details::of(identity, &self.variants);
        let mut tokens = Vec::with_capacity(64);
        for (kind, parts, key) in &self.keys {
            let mut texts = combinations(&details, parts);
            let number: usize = parts.iter().map(|part| full_number(*part)).product();
            if pad && texts.len() < number {
                // A name that is too short for such tokens has dummies alone.
                let whole = |part| details.whole(part);
                let is_none = texts.is_empty() && !(is_of_any_year(parts) && details.is_new_year());
                let own = if is_none { combine(whole, parts) } else { vec![] };
                let of = if texts.is_empty() { &own } else { &texts };
                let dummies = dummies(of, number - texts.len());
                texts.extend(dummies);
            }
            for canonical in texts {
                let value = key.hash(canonical.as_bytes());
                tokens.push(Token { kind: *kind, key_epoch: self.key_epoch, value });
            }
        }
        tokens.sort_unstable();
        tokens.dedup();
        tokens
    }
}

/// The tokens of one person, as one is asked for; a record takes those of [`Tokenizer::padded`].
pub fn tokens(identity: &Identity, profile: &Profile, key: &TokenKey) -> Vec<Token> {
    Tokenizer::new(profile, key).tokens(identity)
}

/// Makes the pseudonym of a case number: police, prosecution and court meet on it. `None` when the
/// number has fewer than four letters and digits.
pub fn case_pseudonym(case_number: &str, key: &TokenKey) -> Option<Pseudonym> {
    let number = number(case_number)?;
    Some(Pseudonym(key.derived(b"case").hash(number.as_bytes())))
}

/// Makes the pseudonym of a defendant: of the national id when there is one, else of names and
/// date of birth; `None` when neither is known.
pub fn defendant_pseudonym(identity: &Identity, key: &TokenKey) -> Option<Pseudonym> {
    let details = Details::of(identity, &Variants::default());
    let by_name = [Part::Given, Part::Surname, Part::Year, Part::Month, Part::Day];
    let choices: [(&[u8], &[Part]); 2] =
        [(b"defendant by id", &[Part::Id]), (b"defendant by name", &by_name)];
    choices.into_iter().find_map(|(purpose, parts)| {
        let canonical = combinations(&details, parts).into_iter().next()?;
        Some(Pseudonym(key.derived(purpose).hash(canonical.as_bytes())))
    })
}

/// Purpose for which the key of a match key is derived: each kind of each profile has a key of its
/// own.
fn purpose(profile: ProfileId, kind: &str) -> Vec<u8> {
    let mut purpose = b"match key ".to_vec();
    purpose.extend_from_slice(&profile.0);
    purpose.extend_from_slice(kind.as_bytes());
    purpose
}

/// Makes dummy texts, which no details give, of all texts of a person; none when there are no
/// texts.
fn dummies(texts: &[Zeroizing<String>], number: usize) -> Vec<Zeroizing<String>> {
    let number = if texts.is_empty() { 0 } else { number };
    let all: Vec<&str> = texts.iter().map(|text| text.as_str()).collect();
    let all = Zeroizing::new(all.join(DUMMY));
    (0..number).map(|n| Zeroizing::new(format!("{DUMMY}{n}{DUMMY}{}", *all))).collect()
}

/// Combines the values of the parts to texts; none when a part is missing, or when they tell the day of a
/// birth in whatever year and the day is 1 January.
fn combinations(details: &Details, parts: &[Part]) -> Vec<Zeroizing<String>> {
    if is_of_any_year(parts) && details.is_new_year() {
        return Vec::new();
    }
    combine(|part| details.values(part), parts)
}

fn combine(values: impl Fn(Part) -> Vec<String>, parts: &[Part]) -> Vec<Zeroizing<String>> {
    let mut texts: Vec<Zeroizing<String>> = vec![Zeroizing::default()];
    for (place, part) in parts.iter().enumerate() {
        let values = values(*part);
        let mut longer = Vec::with_capacity(texts.len() * values.len());
        for text in &texts {
            for value in values.iter().filter(|value| !value.is_empty()) {
                let separator = if place == 0 { "" } else { SEPARATOR };
                longer.push(Zeroizing::new([text.as_str(), separator, value].concat()));
            }
        }
        texts = longer;
    }
    texts
}

/// Normalized details of a person, of which match keys are made.
#[derive(zeroize::Zeroize, zeroize::ZeroizeOnDrop)]
struct Details {
    given: String,
    surname: String,
    surname_parts: Vec<String>,
    given_root: String,
    given_known: String,
    surname_root: String,
    pairs: Vec<String>,
    words: Vec<String>,
    consonants: String,
    id: String,
    document: String,
    place: String,
    sex: String,
    year: String,
    month: String,
    day: String,
}

impl Details {
    fn of(identity: &Identity, variants: &Variants) -> Self {
        let mut identity = identity.clone();
        set_aside(&mut identity);
        let surname_parts = name_words(&identity.surname);
        let given_parts = name_words(&identity.given_name);
        let (given, surname) = (given_parts.concat(), surname_parts.concat());
        let first = given_parts.first().map(String::as_str).unwrap_or_default();
        // Of several given names the first one counts, where it is known.
        let variant = variants.find(&given).or_else(|| variants.find(first)).unwrap_or(&given);
        let own = apart(&identity.given_name);
        let is_known = own.is_some() || given_parts.len() == 1 && variants.is_known(&given);
        let birth = identity.birth_date;
        let two = |part: Option<i8>| part.map(|n| format!("{n:02}")).unwrap_or_default();
        Self {
            given_root: own.unwrap_or(variant).to_owned(),
            given_known: if is_known { "known".into() } else { String::new() },
            surname_root: masculine(variants.root(&surname)),
            pairs: pairs(&given_parts, &surname_parts),
            words: words(&given_parts, &surname_parts),
            consonants: consonants_of_both(&given, &surname),
            given,
            surname,
            surname_parts,
            id: of_register(&identity.national_id).unwrap_or_default(),
            document: of_register(&identity.document).unwrap_or_default(),
            place: place(&identity.place_of_birth),
            sex: sex(&identity.sex).to_owned(),
            year: birth.map(|birth| format!("{:04}", birth.year)).unwrap_or_default(),
            month: two(birth.and_then(|birth| birth.month)),
            day: two(birth.and_then(|birth| birth.day)),
        }
    }

    /// The whole names that stand for a part which some names lack; the part's values for others.
    fn whole(&self, part: Part) -> Vec<String> {
        match part {
            Part::GivenNear | Part::GivenPrefix => self.values(Part::Given),
            Part::SurnameNear | Part::SurnamePrefix => self.values(Part::Surname),
            // By the root: who shares this dummy shares the names' roots as well.
            Part::GivenKnown => self.values(Part::GivenRoot),
            Part::NamesPair => self.values(Part::NamesSorted),
            Part::NamesConsonants if !self.is_new_year() => self.values(Part::NamesSorted),
            _ => self.values(part),
        }
    }

    /// 1 January is written where the day is not known: no other date.
    fn is_new_year(&self) -> bool {
        self.month == "01" && self.day == "01"
    }

    fn values(&self, part: Part) -> Vec<String> {
        match part {
            Part::Given => vec![self.given.clone()],
            Part::Surname => vec![self.surname.clone()],
            Part::GivenSound => vec![phonetic(&self.given)],
            Part::SurnameSound => vec![phonetic(&self.surname)],
            Part::GivenPrefix => vec![prefix(&self.given)],
            Part::SurnamePrefix => vec![prefix(&self.surname)],
            Part::NamesSorted => vec![sorted(&self.given, &self.surname)],
            Part::SurnamePart => {
                // Of a name that is written twice there is one.
                let mut parts =
                    self.surname_parts[..self.surname_parts.len().min(MAX_SURNAME_PARTS)].to_vec();
                parts.dedup();
                parts
            }
            // Four letters and one of them another are two names as well: Arta and Arba. But a name of four
            // letters may be one of five without a letter: Fato and Faton.
            Part::GivenNear if self.given.chars().count() < 5 => vec![self.given.clone()],
            Part::GivenNear => near(&self.given, MAX_GIVEN_NEAR),
            Part::SurnameNear => near(&self.surname, MAX_SURNAME_NEAR),
            Part::Id => vec![self.id.clone()],
            Part::IdSlip => {
                let id = as_digits(&self.id);
                let mut texts = near(&id, usize::MAX);
                texts.retain(|text| *text == id || !id.starts_with(text.as_str()));
                texts
            }
            Part::IdStem => stem(&self.id),
            Part::IdForm if self.id.len() < WHOLE_ID => Vec::new(),
            Part::IdForm => vec![form(&self.id)],
            Part::Document => vec![self.document.clone()],
            Part::DocumentNear if self.document.len() < 5 => Vec::new(),
            Part::DocumentNear => near(&as_digits(&self.document), usize::MAX),
            Part::NamesPair => self.pairs.clone(),
            Part::NamesWord => self.words.clone(),
            Part::NamesConsonants if self.is_new_year() => Vec::new(),
            Part::NamesConsonants => vec![self.consonants.clone()],
            Part::GivenRoot => vec![self.given_root.clone()],
            Part::GivenKnown => vec![self.given_known.clone()],
            Part::SurnameRoot => vec![self.surname_root.clone()],
            Part::YearNear => near_years(&self.year),
            Part::DateNear => near_dates(&self.year, &self.month, &self.day),
            Part::Place => vec![self.place.clone()],
            Part::Sex => vec![self.sex.clone()],
            Part::Year => vec![self.year.clone()],
            Part::Month => vec![self.month.clone()],
            Part::Day => vec![self.day.clone()],
            Part::DateSorted => vec![sorted(&self.month, &self.day)],
        }
    }
}

/// Characters that a national id has where it is given out by a register: shorter ones are often
/// numbers of something else.
const WHOLE_ID: usize = 8;

/// Runs of digits and of letters in a number, each with its length.
fn form(number: &str) -> String {
    let mut runs: Vec<(char, usize)> = Vec::new();
    for c in number.chars() {
        let class = if c.is_ascii_digit() { 'd' } else { 'l' };
        match runs.last_mut() {
            Some((last, length)) if *last == class => *length += 1,
            _ => runs.push((class, 1)),
        }
    }
    runs.iter().map(|(class, length)| format!("{class}{length}")).collect()
}

/// A number with digits in place of letters that look like them.
fn as_digits(number: &str) -> String {
    number.replace('O', "0").replace(['I', 'L'], "1")
}

/// The words of both names in phonetic form, in order.
fn words(given: &[String], surname: &[String]) -> Vec<String> {
    let mut words: Vec<String> =
        given.iter().chain(surname).take(MAX_NAME_WORDS).map(|word| phonetic(word)).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Each two of the words of both names in phonetic form, in order; nothing of a single word.
fn pairs(given: &[String], surname: &[String]) -> Vec<String> {
    let words = words(given, surname);
    let mut pairs = Vec::new();
    for (place, a) in words.iter().enumerate() {
        pairs.extend(words[place + 1..].iter().map(|b| sorted(a, b)));
    }
    pairs
}

/// Classes of the consonants of both names in order; empty when there are fewer than three.
fn consonants_of_both(given: &str, surname: &str) -> String {
    let both = [given, surname].map(consonants);
    let enough = both.iter().map(String::len).sum::<usize>() >= 3;
    if enough { sorted(&both[0], &both[1]) } else { String::new() }
}

/// Texts that years have in common which may be slips of one: the decade, the ten years around it,
/// the last two digits, these in order, and the pair of two years ten apart. Years of two generations share
/// none of them but in 5 of 100 cases.
fn near_years(year: &str) -> Vec<String> {
    let (Ok(number), Some(last)) = (year.parse::<u32>(), year.get(2..)) else { return Vec::new() };
    let mut digits: Vec<char> = last.chars().collect();
    digits.sort_unstable();
    vec![
        format!("{}x", number / 10),
        format!("{}y", (number + 5) / 10),
        last.to_owned(),
        format!("{}z{}", &year[..2], String::from_iter(digits)),
        format!("{number}t"),
        format!("{}t", number + 10),
    ]
}

/// The pairs of neighbouring days of a month that hold a date, and the pairs of neighbouring years: dates
/// that are a day or a year apart share one of them.
fn near_dates(year: &str, month: &str, day: &str) -> Vec<String> {
    let (Ok(y), Ok(d)) = (year.parse::<u32>(), day.parse::<u32>()) else { return Vec::new() };
    vec![
        format!("{year}{month}a{}", d / 2),
        format!("{year}{month}b{}", d.div_ceil(2)),
        format!("{month}{day}a{}", y / 2),
        format!("{month}{day}b{}", y.div_ceil(2)),
    ]
}

/// The first three letters; nothing when there are fewer.
fn prefix(folded: &str) -> String {
    if folded.chars().count() < 3 { String::new() } else { folded.chars().take(3).collect() }
}

/// Two details in order; empty when one is missing.
fn sorted(a: &str, b: &str) -> String {
    if a.is_empty() || b.is_empty() {
        return String::new();
    }
    let (low, high) = if a <= b { (a, b) } else { (b, a) };
    [low, SEPARATOR, high].concat()
}

/// The text itself and texts with one character left out, `most` at most, from the first on: two
/// texts that differ by one typing error share one of them. None for texts too short to tell
/// people apart.
fn near(text: &str, most: usize) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    if characters.len() < 4 {
        return Vec::new();
    }
    let mut texts = vec![text.to_owned()];
    for left_out in 0..characters.len().min(most - 1) {
        let rest = characters.iter().enumerate().filter(|(place, _)| *place != left_out);
        texts.push(rest.map(|(_, c)| *c).collect());
    }
    texts.sort_unstable();
    texts.dedup();
    texts
}

/// A number and the number without its last character; none for a short number.
fn stem(number: &str) -> Vec<String> {
    match number.char_indices().next_back() {
        Some((last, _)) if last >= 3 => vec![number.to_owned(), number[..last].to_owned()],
        _ => Vec::new(),
    }
}

#[cfg(test)]
#[allow(clippy::field_reassign_with_default)] // an Identity wipes itself, so it cannot be taken apart
mod tests {
    use crate::domain::codes::KeyScope;
    use crate::domain::inquiry::{Inquiry, MAX_ID_CHARACTERS, most_in_record};
    use crate::domain::rules::Violation;

    use super::super::identity::BirthDate;
    use super::*;

    fn person(given: &str, surname: &str, date: (i16, i8, i8)) -> Identity {
        let mut identity = Identity::default();
        identity.given_name = given.into();
        identity.surname = surname.into();
        identity.birth_date =
            Some(BirthDate { year: date.0, month: Some(date.1), day: Some(date.2) });
        identity
    }

    fn shared(a: &Identity, b: &Identity) -> Vec<MatchKeyKind> {
        let profile = Profile::shipped();
        let key = TokenKey::from_bytes(KeyScope::National, 1, [1; 32]);
        let theirs = tokens(b, &profile, &key);
        let ours = tokens(a, &profile, &key);
        let mut kinds: Vec<_> =
            ours.into_iter().filter(|t| theirs.contains(t)).map(|t| t.kind).collect();
        kinds.dedup();
        kinds
    }

    #[test]
    fn errors_leave_some_keys_in_common() {
        use MatchKeyKind::*;
        let base = person("Shpresa", "Krasniqi", (1991, 3, 7));
        let in_cyrillic = person("Шпреса", "Краснићи", (1991, 3, 7));
        assert!(shared(&base, &in_cyrillic).contains(&NameBirthDate));
        let swapped = person("Krasniqi", "Shpresa", (1991, 3, 7));
        assert!(shared(&base, &swapped).contains(&SwappedNameBirthDate));
        let vowel = person("Shprese", "Krasniqi", (1991, 3, 7));
        assert!(shared(&base, &vowel).contains(&PhoneticBirthDate));
        let day_month = person("Shpresa", "Krasniqi", (1991, 7, 3));
        assert!(shared(&base, &day_month).contains(&PhoneticSwappedDate));
        let married = person("Shpresa", "Krasniqi-Hoxha", (1991, 3, 7));
        assert!(shared(&base, &married).contains(&SurnamePartBirthDate));
        let other = person("Arta", "Berisha", (1990, 4, 8));
        assert!(shared(&base, &other).is_empty());
        // 1 January stands where the day is not known: in two years it is no day in common.
        let [of_91, of_97] = [1991, 1997].map(|year| person("Shpresa", "Krasniqi", (year, 1, 1)));
        assert_eq!(shared(&of_91, &of_97), [PhoneticName]);
        // Whoever asks for such a person asks rightly.
        let profile = Profile::shipped();
        let key = TokenKey::from_bytes(KeyScope::National, 1, [1; 32]);
        assert!(Inquiry::read(&profile, "tokens", &tokens(&of_91, &profile, &key)).is_ok());
    }

    #[test]
    fn one_wrong_digit_still_meets() {
        use MatchKeyKind::*;
        let with_id = |id: &str| {
            let mut identity = Identity::default();
            identity.national_id = id.into();
            identity
        };
        let base = with_id("1170234567");
        for near in ["1170284567", "117034567", "11702345567", "1170243567"] {
            assert!(shared(&base, &with_id(near)).contains(&NationalIdNear), "{near}");
        }
        // A last digit may be that of a brother or sister.
        for stem in ["1170234568", "117023456", "11702345671"] {
            let shared = shared(&base, &with_id(stem));
            assert!(
                shared.contains(&NationalIdStem) && !shared.contains(&NationalIdNear),
                "{stem}"
            );
        }
        // Letters that look like digits are these.
        assert!(shared(&base, &with_id("ll7O234567")).contains(&NationalIdNear));
        // Of one register, and of two: an Albanian number and one of Kosovo.
        assert_eq!(shared(&base, &with_id("1170234599")), [NationalIdWhole]);
        assert!(shared(&base, &with_id("J15307044R")).is_empty());
        assert!(shared(&with_id("0000"), &with_id("0000")).is_empty(), "fillers give no token");
    }

    #[test]
    fn names_that_are_well_known_are_told_from_slips() {
        use MatchKeyKind::*;
        let born = (1995, 8, 17);
        let twins = |a: &str, b: &str| {
            let shared = shared(&person(a, "Gashi", born), &person(b, "Gashi", born));
            shared.contains(&KnownGivenName) && !shared.contains(&NameRootsBirthDate)
        };
        for (a, b) in [("Hasan", "Husein"), ("Ana", "Anja"), ("Ана", "Ања"), ("Besa", "Besarta")]
        {
            assert!(twins(a, b), "{a} {b}");
        }
        // One name in one word, with a hyphen and in two words.
        for (a, b) in
            [("Ana-Maria", "Anamaria"), ("Ana Marija", "Anamarija"), ("Nur Jahan", "Nurjahan")]
        {
            let both = shared(&person(a, "Gashi", born), &person(b, "Gashi", born));
            assert!(both.contains(&NameBirthDate) && !twins(a, b), "{a} {b}");
            let padded = |given| {
                let key = TokenKey::from_bytes(KeyScope::National, 1, [1; 32]);
                Tokenizer::new(&Profile::shipped(), &key).padded(&person(given, "Gashi", born))
            };
            let (ours, theirs) = (padded(a), padded(b));
            let shares = |kind| ours.iter().any(|t| t.kind == kind && theirs.contains(t));
            assert!(!shares(KnownGivenName) || shares(NameRootsBirthDate), "dummies of {a}, {b}");
        }
        // A slip, a pet name, a second name, a name of another region.
        for (a, b) in
            [("Hasan", "Hasqn"), ("Fatime", "Time"), ("Ana", "Ana Maria"), ("Osas", "Osaz")]
        {
            assert!(!twins(a, b), "{a} {b}");
        }
    }

    #[test]
    fn dates_beside_each_other_meet() {
        let meets = |date| {
            let base = person("Shpresa", "Krasniqi", (1991, 3, 7));
            shared(&base, &person("Shpresa", "Krasniqi", date))
                .contains(&MatchKeyKind::PhoneticNearDate)
        };
        assert!([(1991, 3, 6), (1991, 3, 8), (1990, 3, 7), (1992, 3, 7)].into_iter().all(meets));
        assert!(![(1991, 3, 9), (1991, 4, 7), (1993, 3, 7), (1990, 3, 8)].into_iter().any(meets));
    }

    #[test]
    fn what_says_nothing_gives_no_token() {
        let profile = Profile::shipped();
        let key = TokenKey::from_bytes(KeyScope::National, 1, [1; 32]);
        let mut nobody = person("Nuk dihet", "i panjohur", (1900, 1, 1));
        nobody.national_id = "7,03991E+11".into();
        nobody.document = "pa dokument".into();
        nobody.place_of_birth = "непознато".into();
        assert!(tokens(&nobody, &profile, &key).is_empty());
    }

    /// The number of tokens that leave tells nothing of the lengths of names or of the number of
    /// their words.
    #[test]
    fn the_number_of_tokens_tells_nothing_of_a_name() {
        let profile = Profile::shipped();
        let tokenizer =
            Tokenizer::new(&profile, &TokenKey::from_bytes(KeyScope::National, 1, [1; 32]));
        let counts = |given: &str, surname: &str| {
            let tokens = tokenizer.padded(&person(given, surname, (1991, 3, 7)));
            let count = |kind: &MatchKeyKind| tokens.iter().filter(|t| t.kind == *kind).count();
            MatchKeyKind::ALL.iter().map(count).collect::<Vec<_>>()
        };
        let usual = counts("Shpresa", "Krasniqi");
        for (given, surname) in [
            ("Fatos", "Deda"),
            ("Arta", "Gashi"),
            ("Shpresa", "Krasniqi-Hoxha"),
            ("Ana Maria", "Rusu"),
            ("Maximilianus Aurelius", "Papadopoulos Konstantinidis Vega"),
            ("Katerina", "Wolfeschlegelsteinhausen"),
            ("Shpresa", "Berisha-Berisha"),
            ("Oluwaseun", "Adeyemi"),
            ("Thị Hồng Nhung", "Nguyễn"),
            ("Thi", "Ngo"),
            ("Yu", "Li"),
            ("Al", "Gashi"),
            ("Fatime", "Ze"),
            ("Ea", "Oa"),
            ("Ali", "Ali"),
            ("Muhamet", "Muhamet"),
            ("李", "王"),
            ("محمد", "علي"),
        ] {
            assert_eq!(counts(given, surname), usual, "{given} {surname}");
        }
    }

    #[test]
    fn dummies_are_of_the_person_alone() {
        let profile = Profile::shipped();
        let key = TokenKey::from_bytes(KeyScope::National, 1, [1; 32]);
        let tokenizer = Tokenizer::new(&profile, &key);
        let base = person("Shpresa", "Krasniqi", (1991, 3, 7));
        let (bare, padded) = (tokenizer.tokens(&base), tokenizer.padded(&base));
        assert!(bare.iter().all(|token| padded.contains(token)) && padded.len() > bare.len());
        assert_eq!(padded, tokenizer.padded(&base), "a record that did not change stays the same");
        let is_dummy = |token: &&Token| !bare.contains(token);
        for (given, surname, day) in
            [("Shpresa", "Krasniqa", 7), ("Shpres", "Krasniqi", 7), ("Shpresa", "Krasniqi", 8)]
        {
            let other = tokenizer.padded(&person(given, surname, (1991, 3, day)));
            // Only beside all tokens of their kind: the same surname on the same day.
            for dummy in padded.iter().filter(is_dummy).filter(|dummy| other.contains(dummy)) {
                let mut of_kind = bare.iter().filter(|token| token.kind == dummy.kind);
                assert!(of_kind.all(|token| other.contains(token)), "{:?}", dummy.kind);
            }
        }
    }

    #[test]
    fn missing_parts_give_no_token() {
        let profile = Profile::shipped();
        let key = TokenKey::from_bytes(KeyScope::National, 1, [1; 32]);
        assert!(tokens(&Identity::default(), &profile, &key).is_empty());
        let mut undated = person("Shpresa", "Krasniqi", (1991, 3, 7));
        undated.birth_date = None;
        let kinds: Vec<_> = tokens(&undated, &profile, &key).iter().map(|t| t.kind).collect();
        assert_eq!(kinds, [MatchKeyKind::PhoneticName], "names alone never seek anybody");
        assert!(!profile.seeks(MatchKeyKind::PhoneticName));
    }

    #[test]
    fn key_epoch_and_profile_separate_tokens() {
        let base = person("Shpresa", "Krasniqi", (1991, 3, 7));
        let shipped = Profile::shipped();
        let now = tokens(&base, &shipped, &TokenKey::from_bytes(KeyScope::National, 1, [1; 32]));
        let later = tokens(&base, &shipped, &TokenKey::from_bytes(KeyScope::National, 2, [1; 32]));
        let other = tokens(&base, &shipped, &TokenKey::from_bytes(KeyScope::National, 1, [2; 32]));
        let changed = include_str!("../domain/profile.toml")
            .replace("[\"document\"]", "[\"document\", \"sex\"]");
        let changed = Profile::parse(&changed).unwrap();
        let changed =
            tokens(&base, &changed, &TokenKey::from_bytes(KeyScope::National, 1, [1; 32]));
        let all = later.iter().chain(&other).chain(&changed);
        assert!(now.iter().all(|t| all.clone().all(|o| o.value != t.value)));
        assert_eq!(
            now,
            tokens(&base, &shipped, &TokenKey::from_bytes(KeyScope::National, 1, [1; 32]))
        );
    }

    proptest::proptest! {
        /// Whatever stands in the fields, there are no more tokens of a kind than an exchange takes.
        #[test]
        fn nobody_has_more_tokens_than_a_record_may_have(
            given in "(\\PC{0,60}|([A-Z][a-z]{1,14}[ -]){0,8})",
            surname in "(\\PC{0,60}|([A-Z][a-z]{1,14}[ -]){0,8})",
            numbers in proptest::array::uniform2("([A-Z0-9]{0,64}|([0-9]{4,12}[ ,;/]){0,5})"),
            place in "\\PC{0,20}",
            date in (1850i16..2200, 1i8..13, 1i8..32),
        ) {
            let mut identity = person(&given, &surname, date);
            [identity.national_id, identity.document] = numbers;
            identity.place_of_birth = place;
            identity.sex = "F".into();
            let profile = Profile::shipped();
            let key = TokenKey::from_bytes(KeyScope::National, 1, [1; 32]);
            let tokenizer = Tokenizer::new(&profile, &key);
            let tokens = tokenizer.padded(&identity);
            for kind in MatchKeyKind::ALL {
                let count = tokens.iter().filter(|token| token.kind == *kind).count();
                proptest::prop_assert!(count <= most_in_record(&profile, *kind), "{:?}", kind);
            }
            // Nor more than a hit check may have, of numbers that are no remarks.
            if identity.national_id.len().max(identity.document.len()) <= MAX_ID_CHARACTERS
                && let Err(wrong) = Inquiry::read(&profile, "tokens", &tokenizer.tokens(&identity))
            {
                let too_many = |v: &Violation| v.description.contains("must be at most");
                proptest::prop_assert!(!wrong.iter().any(too_many), "{:?}", wrong);
            }
        }
    }
}
