//! Names that stand for one another: nicknames and variants, places in several languages, and sex.
//!
//! The lists were written once and are frozen: they enter every token, and all institutions must
//! have the same. A test holds their hash beside the version of the match keys.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::missing::is_filler;
use super::normalize::{fold, name_words};
use super::transliterate::to_latin;

/// List of given names and their variants.
pub(super) const NAMES: &str = include_str!("variants.txt");
/// List of places and their names.
pub(super) const PLACES: &str = include_str!("places.txt");

/// Given names that are well known, beside those with variants.
pub(super) const KNOWN: &str = include_str!("given_names.txt");

/// Folded names, with the one that stands for each.
type Roots = HashMap<String, String>;

/// Enters the names of one list; where a name is in several lists, the first one counts.
fn enter<'a>(roots: &mut Roots, names: impl IntoIterator<Item = &'a str>) {
    let names: Vec<String> = names.into_iter().map(fold).filter(|name| !name.is_empty()).collect();
    let Some(first) = names.first() else { return };
    let root = roots.get(first).unwrap_or(first).clone();
    for name in names {
        roots.entry(name).or_insert_with(|| root.clone());
    }
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

static SHIPPED: LazyLock<Roots> = LazyLock::new(|| {
    let mut roots = Roots::new();
    lines(NAMES).for_each(|line| enter(&mut roots, line.split(' ')));
    roots
});

static KNOWN_NAMES: LazyLock<HashSet<String>> =
    LazyLock::new(|| lines(KNOWN).flat_map(str::split_whitespace).map(fold).collect());

static KNOWN_PLACES: LazyLock<Roots> = LazyLock::new(|| {
    let mut roots = Roots::new();
    lines(PLACES).for_each(|line| enter(&mut roots, line.split(", ")));
    roots
});

/// Countries as they stand behind a place.
pub(super) const COUNTRY_NAMES: &str = "\
    Kosovë Kosova Kosovo Косово KS RKS XK Shqipëri Shqipëria Albania Albanija AL Serbi Serbia Srbija RS SRB \
    Maqedoni Macedonia Makedonija MK Montenegro CrnaGora Moldova MD Ukraine Ukrajina Ukraina UA Romania România RO \
    Bulgaria BG Turkey Türkiye TR Nigeria Vietnam \
    Kosovës Shqipërisë Serbisë Srbije Србије Maqedonia Macedonië Moldavi Moldavia Moldavija Молдова Україна Украина \
    Україні Rumani Rumania Rumunija Bullgari Bullgaria Bugarska България Turqi Turqia Turska Kina China \
    Gjermani Gjermania Germany Nemačka Njemačka Deutschland Itali Italia Italija Italy Greqi Greqia Greece Grčka \
    Kroaci Kroacia Croatia Hrvatska Slloveni Sllovenia Slovenia Slovenija Bosnja Bosna Bosnia Rusi Rusia \
    Russia Rusija Россия Nigeri Vietnami Filipine Philippines Tajlandë Thailand Tajland Gjeorgji Georgia \
    Gruzija Syria Siri Siria Sirija Afganistan Afghanistan Irak Iraq Iran Pakistan India Indi Zvicër Zvicra \
    Switzerland Švajcarska Austri Austria Austrija Francë Franca France Francuska Europe Evropë Evropa EU BE";

/// Words for the kind of a place in front of its name, or in place of one.
pub(super) const KIND_NAMES: &str = "\
    komuna komunë opština općina општина община municipality municipio municipiul mun comuna com or oraș oras orașul \
    orasul sat satul raion raionul район județ județul judet jud selo село fshat fshati katund katundi village town \
    city grad град qytet qyteti spital spitali spitalul bolnica болница hospital materniteti maternitet klinika qkuk \
    republika republic republica republikës rep rajoni rajon region oblast область okrug rreth rrethi district \
    severna north veriut \
    jashtë vendit inostranstvo иностранство abroad foreign străinătate yurtdışı ausland tjetër tjeter drugo \
    друго other ostalo diğer altul altele same isto idem vendlindja vendlindje mesto rođenja diaspora diasporë rural \
    urban fshatra shtet shteti država";

/// The same in folded form.
static KINDS: LazyLock<HashSet<String>> =
    LazyLock::new(|| KIND_NAMES.split_whitespace().map(fold).collect());

/// The same in folded form.
static COUNTRIES: LazyLock<Vec<String>> =
    LazyLock::new(|| COUNTRY_NAMES.split_whitespace().map(fold).collect());

/// Feminine endings of surnames and what they are in the masculine form, tried in this order.
pub(super) const ENDINGS: &[(&str, &str)] = &[
    ("skaia", "sk"),
    ("skaja", "sk"),
    ("ska", "sk"),
    ("ski", "sk"),
    ("cka", "ck"),
    ("cki", "ck"),
    ("ova", "ov"),
    ("eva", "ev"),
    ("ina", "in"),
];

/// Variants of given names: those that are known everywhere, and those of a country.
#[derive(Default)]
pub struct Variants {
    own: Roots,
}

impl Variants {
    /// Variants with the lists of a country, each by the name that stands for all of the list.
    pub fn new(lists: &[Vec<String>]) -> Self {
        let mut own = Roots::new();
        for list in lists {
            // A list that names a known variant widens its list.
            let known = list.iter().find_map(|name| SHIPPED.get(&fold(name)));
            let names = known.into_iter().chain(list).map(String::as_str);
            enter(&mut own, names);
        }
        Self { own }
    }

    /// Finds the name that stands for a folded one, where it has variants.
    pub fn find(&self, folded: &str) -> Option<&str> {
        self.own.get(folded).or_else(|| SHIPPED.get(folded)).map(String::as_str)
    }

    /// Whether a folded given name is a well-known one.
    pub fn is_known(&self, folded: &str) -> bool {
        self.find(folded).is_some() || KNOWN_NAMES.contains(folded)
    }

    /// The name that stands for a folded one, which may be itself.
    pub fn root<'a>(&'a self, folded: &'a str) -> &'a str {
        self.find(folded).unwrap_or(folded)
    }
}

/// What is wrong with the lists of variants of a country: each would make names one, or leave them two,
/// in another way than its author meant. One line for each fault, with the number of the list.
pub fn variant_faults(lists: &[Vec<String>]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut lists_of: HashMap<String, usize> = HashMap::new();
    for (number, list) in (1..).zip(lists) {
        let mut fault = |text: String| faults.push(format!("variants, list {number}: {text}"));
        if list.len() < 2 {
            fault("must name at least two names".into());
        }
        let mut shipped: Option<&str> = None;
        for name in list {
            let folded = fold(name);
            if !folded.chars().any(char::is_alphabetic) {
                fault(format!("{name:?} is no name: it has no letters"));
                continue;
            }
            match lists_of.get(&folded) {
                Some(other) if *other != number => {
                    fault(format!("{name:?} is in list {other}, too; a name can be in one only"));
                }
                _ => drop(lists_of.insert(folded.clone(), number)),
            }
            let Some(root) = SHIPPED.get(&folded).map(String::as_str) else { continue };
            if shipped.is_some_and(|other| other != root) {
                fault(format!(
                    "{name:?} is a variant of another name than those before it, as is known everywhere"
                ));
            }
            shipped = Some(root);
        }
    }
    faults
}

/// What stands for a given name that folding takes for another one of the same region: Anja beside Ana,
/// Žana beside Zana.
pub fn apart(name: &str) -> Option<&'static str> {
    match to_latin(&name.trim().to_lowercase().nfc().collect::<String>()).as_str() {
        "anja" => Some("anja"),
        "žana" | "zhana" => Some("žana"),
        _ => None,
    }
}

/// The name that stands for a place in folded form: of the first part that is known, as in
/// "Drenoc, Rahovec"; else the first part, without the word for its kind ("Opština Prizren") and without
/// the country, as in "Lviv, Ukraine". Empty where it names no place: a country alone, "abroad".
pub fn place(text: &str) -> String {
    let known = |text: &str| KNOWN_PLACES.get(&fold(text)).cloned();
    if let Some(place) = known(text) {
        return place;
    }
    let mut parts = text.split([',', ';', '(', ')', '/', '|']).map(str::trim);
    if let Some(place) = parts.clone().find_map(known) {
        return place;
    }
    let mut named: Vec<String> =
        parts.by_ref().filter(|part| !is_filler(part)).map(named_place).collect();
    named.retain(|place| !place.is_empty());
    let known = named.iter().find_map(|place| {
        // "Komuna e Prizrenit", "Gjakovës", "u Prizrenu".
        let stems = ["it", "ut", "t", "s", "u"].iter().filter_map(|case| place.strip_suffix(case));
        let whole = std::iter::once(place.as_str());
        let names = whole.chain(stems.filter(|stem| stem.len() > 3));
        names.filter_map(|name| KNOWN_PLACES.get(name)).next().cloned()
    });
    known.or_else(|| named.into_iter().next()).unwrap_or_default()
}

/// What a part of a place names in folded form, without words for the kind of place around it and without
/// countries at its ends.
fn named_place(part: &str) -> String {
    let words = name_words(part);
    let mut named = &words[..];
    // "Crna Gora", which is a word of a place alone.
    if COUNTRIES.contains(&words.concat()) {
        return String::new();
    }
    while let Some((first, rest)) = named.split_first() {
        let is_short = ["e", "i", "f", "s", "g", "of", "ne", "u"].contains(&first.as_str());
        let is_kind = KINDS.contains(first) || is_short && !rest.is_empty();
        let is_number = first.chars().all(char::is_numeric) && !rest.is_empty();
        if !is_kind && !is_number && !COUNTRIES.contains(first) {
            break;
        }
        named = rest;
    }
    while let Some((last, rest)) = named.split_last() {
        let is_number = last.chars().all(char::is_numeric) && !rest.is_empty();
        if !is_number && !COUNTRIES.contains(last) {
            break;
        }
        named = rest;
    }
    named.concat()
}

/// Surname in its masculine form where feminine ones are made by an ending, as in Slavic
/// languages: Ivanova and Ivanov, Kowalska and Kowalski.
pub fn masculine(folded: &str) -> String {
    for (ending, masculine) in ENDINGS {
        if let Some(stem) = folded.strip_suffix(*ending).filter(|stem| stem.len() >= 2) {
            return format!("{stem}{masculine}");
        }
    }
    folded.to_owned()
}

/// Sex as `f` or `m`, from a letter, a word or the digit of ISO/IEC 5218; empty for everything
/// else.
pub fn sex(text: &str) -> &'static str {
    match fold(text).chars().next() {
        Some('f' | 'z' | 'v' | 'k' | 'd' | '2') => "f",
        Some('m' | 'c' | 'e' | 'b' | 'h' | '1') => "m",
        _ => "",
    }
}

/// Consonants of a folded name by classes that scripts and spellings mix up, without vowels and
/// the `h` at either end: Hanna and Anna, Chiriac and Kiriak, Fatima and فاطمة.
pub fn consonants(folded: &str) -> String {
    let mut classes = String::with_capacity(folded.len());
    let letters: Vec<char> = folded.chars().collect();
    for (place, letter) in letters.iter().enumerate() {
        let at_end = place == 0 || place + 1 == letters.len();
        let class = match letter {
            'a' | 'e' | 'i' | 'o' | 'u' => continue,
            'h' if at_end => continue,
            // Ts, ț and c are one sound, and begin a name in any spelling.
            't' if place == 0 => 'k',
            'c' | 'k' | 'q' | 'g' => 'k',
            'z' | 's' => 's',
            'b' | 'p' => 'p',
            'v' | 'f' => 'v',
            'd' | 't' => 't',
            other => *other,
        };
        if !classes.ends_with(class) {
            classes.push(class);
        }
    }
    classes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_meet_in_all_their_languages() {
        for group in [
            &["Pejë", "Peć", "Peja", "Пећ", "PEC", "Pejë, Kosovë"][..],
            &["Gjakovë", "Đakovica", "Djakovica", "Ђаковица", "Gjakova (Kosovo)"],
            &["Prizren", "Prizren, Kosovo", "Prizren Kosova", "PRIZREN/RKS", "Призрен"],
            &["Ferizaj", "Uroševac", "Урошевац"],
            &["Fushë Kosovë", "Kosovo Polje", "Fushe Kosove"],
            &["Kyiv", "Київ", "Киев", "Kiev, Ukraine"],
            &["Sylhet", "Sylhet "],
            &["Prizren", "Opština Prizren", "Komuna e Prizrenit", "u Prizrenu", "Kosovë, Prizren"],
            &["Soroca", "or. Soroca", "Republica Moldova, Soroca", "Soroca, Moldova"],
            &["Zhur", "f. Zhur", "fshati Zhur, Prizren", "Unknown, Prizren"],
            &["Krushë e Madhe", "Velika Kruša", "Krushë e Madhe, Rahovec", "Rahovec"],
            &["Prishtinë", "QKUK Prishtinë", "10000 Prishtinë"],
            &["Gjakovë", "Spitali Gjakovë", "Komuna e Gjakovës"],
            &["Benin City", "Benin City, Nigeria"],
        ] {
            let places: Vec<String> = group.iter().map(|name| place(name)).collect();
            assert!(places.windows(2).all(|pair| pair[0] == pair[1]), "{group:?} {places:?}");
        }
        assert_ne!(place("Prizren"), place("Pejë"));
        for none in [
            "Kosovo",
            "Republika e Kosovës",
            "Crna Gora",
            "Moldova, ?",
            "Unknown, Kosovo",
            "jashtë vendit",
            "иностранство",
            "abroad",
            "other",
            "selo",
            "në spital",
            "nepoznato mesto",
        ] {
            assert_eq!(place(none), "", "{none}");
        }
    }

    #[test]
    fn a_country_extends_the_variants() {
        let shipped = Variants::default();
        assert_eq!(shipped.root(&fold("Time")), shipped.root(&fold("Fatima")));
        assert_eq!(shipped.root("nobody"), "nobody");
        let own = Variants::new(&[
            vec!["Shqipe".into(), "Shqipja".into()],
            vec!["Fatime".into(), "Tima".into()],
        ]);
        assert_eq!(own.root(&fold("Shqipja")), fold("Shqipe"));
        assert_eq!(own.root(&fold("Tima")), own.root(&fold("Fatma")));
    }

    #[test]
    fn lists_that_mean_something_else_are_told() {
        let faults = |lists: &[&[&str]]| {
            let of = |list: &&[&str]| list.iter().map(|name| (*name).to_owned()).collect();
            variant_faults(&lists.iter().map(of).collect::<Vec<Vec<String>>>())
        };
        assert!(faults(&[&["Shqipe", "Shqipja"], &["Fatime", "Tima"]]).is_empty());
        let told = faults(&[
            &["Shqipe", "Arta"],
            &["Arta", "Besa"],
            &["123", "x"],
            &["Fatima", "Hasan"],
            &["Z"],
        ]);
        let lists: Vec<&str> = told.iter().map(|text| text.split(':').next().unwrap()).collect();
        assert_eq!(
            lists,
            ["variants, list 2", "variants, list 3", "variants, list 4", "variants, list 5"],
            "{told:?}"
        );
    }

    #[test]
    fn scripts_meet_in_their_consonants() {
        for (a, b) in [
            ("Hanna", "Anna"),
            ("Chiriac", "Kiriak"),
            ("Țurcanu", "Tsurkanu"),
            ("محمد", "Mohammed"),
            ("الحسن", "Al-Hassan"),
            ("فاطمة", "Fatima"),
            ("Γεωργίου", "Georgiu"),
            ("გიორგაძე", "Giorgadze"),
        ] {
            assert_eq!(consonants(&fold(a)), consonants(&fold(b)), "{a} {b}");
        }
    }

    #[test]
    fn sex_is_read_in_the_languages_of_the_region() {
        for word in ["f", "F", "female", "Femër", "ж", "ženski", "weiblich", "2", "kadın"] {
            assert_eq!(sex(word), "f", "{word}");
        }
        for word in ["m", "Mashkull", "м", "muški", "männlich", "1", "erkek"] {
            assert_eq!(sex(word), "m", "{word}");
        }
        assert_eq!((sex("?"), sex("unknown")), ("", ""));
    }

    /// The hash of the tables is written here: whoever changes a table changes tokens, which needs
    /// another version of the match keys (`MATCH_KEY_VERSION`), so that institutions with older
    /// tables are refused.
    #[test]
    fn tables_are_frozen() {
        let mut hasher = blake3::Hasher::new();
        for table in [super::super::transliterate::SCRIPTS, NAMES, KNOWN, PLACES] {
            hasher.update(table.as_bytes());
        }
        assert_eq!(hasher.finalize().to_hex().as_str()[..16], *"acb85338f36038b4");
    }
}
