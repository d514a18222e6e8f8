//! Persons of test vectors, put together from a seed: names of the shipped tables and of syllables and
//! letters of many scripts, written as hands and programs write them.

use unicode_normalization::UnicodeNormalization;

use super::super::identity::{BirthDate, Identity};
use super::super::variants::{KNOWN, NAMES, PLACES};

/// A source of choices that is the same everywhere.
pub(super) struct Seed(blake3::OutputReader);

impl Seed {
    pub(super) fn new(name: &str) -> Self {
        Self(
            blake3::Hasher::new_derive_key("vdx test vectors")
                .update(name.as_bytes())
                .finalize_xof(),
        )
    }

    pub(super) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.fill(&mut bytes);
        bytes
    }

    pub(super) fn below(&mut self, limit: usize) -> usize {
        u64::from_le_bytes(self.bytes()) as usize % limit
    }

    pub(super) fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    pub(super) fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }

    pub(super) fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }
}

/// Letters of some scripts, from which names of nobody are put together.
const ALPHABETS: &[&str] = &[
    "абвгдђежзијклљмнњопрстћуфхцчџш",
    "абвгѓдежзѕијклљмнњопрстќуфхцчџш",
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώς",
    "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "אבגדהוזחטיכלמנסעפצקרשת",
    "कखगघचछजझटठडढणतथदधनपफबभमयरलवशषसहािीुूेैोौ",
    "กขคงจฉชซญดตถทนบปผพมยรลวสหอะาิีุูเแโไ",
    "ሀለሐመሠረሰሸቀበተቸነኘአከወዘዠየደጀገጠጨጰጸፀፈፐ",
    "가나다라마바사아자차카타파하김이박최정강조윤장임",
    "あいうえおかきくけこさしすせそたちつてとなにぬねの",
    "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗",
    "ăâîșțşţąćęłńóśźżčďěňřšťůýžőűğıöüçñßæøåþðđëêôơưạảấầậ",
];
const BEGINNINGS: &[&str] = &[
    "kr", "b", "sh", "xh", "gj", "th", "dž", "š", "č", "đ", "m", "l", "ll", "nj", "q", "z", "v",
    "h", "ph", "ts",
];
const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "ë", "y", "ie", "ai", "á"];
const SURNAMES: &[&str] = &[
    "qi", "sha", "aj", "ić", "ović", "ova", "eva", "ska", "skaia", "ski", "cka", "ina", "ci", "u",
    "escu", "enko", "li", "j",
];
const BETWEEN: &[&str] = &["-", " ", " - ", "–", " van der ", ", ", "/", " e ", " de "];
pub(super) const SEXES: &[&str] =
    &["F", "m", "Femër", "Mashkull", "ж", "мушки", "2", "1", "?", "", "kadın", "unknown"];

fn lines(text: &'static str) -> Vec<&'static str> {
    text.lines().filter(|line| !line.starts_with('#')).collect()
}

/// A word of generated syllables, or of letters of another script.
fn word(seed: &mut Seed) -> String {
    let mut word = String::new();
    if seed.one_in(3) {
        let letters: Vec<char> = seed.pick(ALPHABETS).chars().collect();
        (0..2 + seed.below(8)).for_each(|_| word.push(*seed.of(&letters)));
        return word;
    }
    for _ in 0..1 + seed.below(3) {
        word += seed.pick(BEGINNINGS);
        word += seed.pick(VOWELS);
    }
    if seed.one_in(2) {
        word += seed.pick(SURNAMES);
    }
    word
}

/// The same name as another hand or another program writes it.
fn written(seed: &mut Seed, name: String) -> String {
    match seed.below(9) {
        0 => name.to_uppercase(),
        1 => name.nfd().collect(),
        2 => format!("  {name}\u{a0}"),
        3 => name.chars().map(wide).collect(),
        4 => {
            let mut letters = name.chars();
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
        }
        5 => name.replacen('a', "a'", 1),
        _ => name,
    }
}

/// A plain letter or digit in its wide form.
fn wide(c: char) -> char {
    match c {
        '0'..='9' | 'a'..='z' | 'A'..='Z' => char::from_u32(c as u32 + 0xfee0).unwrap_or(c),
        c => c,
    }
}

pub(super) fn given_name(seed: &mut Seed) -> String {
    let known: Vec<&str> = lines(NAMES).into_iter().flat_map(|line| line.split(' ')).collect();
    let others: Vec<&str> = lines(KNOWN).into_iter().flat_map(str::split_whitespace).collect();
    let name = match seed.below(8) {
        4 => seed.pick(&others).to_owned(),
        5 => seed.pick(&["Anja", "Ања", "Ana", "Zhana", "Žana", "Жана", "Zana"]).to_owned(),
        0..=2 => seed.pick(&known).to_owned(),
        3 => format!("{} {}", seed.pick(&known), word(seed)),
        _ => word(seed),
    };
    written(seed, name)
}

pub(super) fn surname(seed: &mut Seed) -> String {
    let mut name = word(seed);
    if seed.one_in(4) {
        name += seed.pick(BETWEEN);
        name += &word(seed);
    }
    written(seed, name)
}

pub(super) fn digits(seed: &mut Seed, count: usize) -> String {
    (0..count).map(|_| char::from(b'0' + seed.below(10) as u8)).collect()
}

pub(super) fn national_id(seed: &mut Seed) -> String {
    let length = *seed.of(&[10, 10, 13, 13, 8, 5, 4]);
    let number = digits(seed, length);
    match seed.below(10) {
        0 => format!("{} {}", &number[..3], &number[3..]),
        8 => format!("ID {number}"),
        9 => number.replace('0', "O").replace('1', "l"),
        1 => number.chars().map(wide).collect(),
        2 => format!("K-{number}"),
        3 => String::new(),
        _ => number,
    }
}

pub(super) fn document(seed: &mut Seed) -> String {
    let number = digits(seed, 7);
    match seed.below(6) {
        0 => format!("PO{number}"),
        1 => format!("p {number}"),
        2 => format!("LI-{}", &number[..5]),
        3 => format!("Ѕ{number}"),
        _ => String::new(),
    }
}

pub(super) fn place_of_birth(seed: &mut Seed) -> String {
    let known: Vec<&str> = lines(PLACES).into_iter().flat_map(|line| line.split(", ")).collect();
    let known = seed.pick(&known);
    match seed.below(7) {
        0 => known.to_owned(),
        1 => format!("{known}, Kosovë"),
        2 => format!("{} ({known})", word(seed)),
        3 => format!("{} Ukraine", word(seed)),
        4 => word(seed),
        5 => digits(seed, 5),
        _ => String::new(),
    }
}

pub(super) fn birth_date(seed: &mut Seed) -> Option<BirthDate> {
    let (year, month, day) =
        (1930 + seed.below(85) as i16, 1 + seed.below(12) as i8, 1 + seed.below(31) as i8);
    Some(match seed.below(12) {
        0 => return None,
        1 => BirthDate { year, month: None, day: None },
        2 => BirthDate { year, month: Some(month), day: None },
        3 => BirthDate { year, month: Some(1), day: Some(1) },
        4 => BirthDate { year: 1900, month: Some(1), day: Some(1) },
        _ => BirthDate { year, month: Some(month), day: Some(day) },
    })
}

pub(super) fn person(seed: &mut Seed) -> Identity {
    let mut identity = Identity::default();
    identity.given_name = given_name(seed);
    identity.surname = surname(seed);
    identity.birth_date = birth_date(seed);
    identity.sex = seed.pick(SEXES).to_owned();
    identity.national_id = national_id(seed);
    identity.document = document(seed);
    identity.place_of_birth = place_of_birth(seed);
    // What is not known, is a filler, or stands in one field.
    match seed.below(14) {
        0 => identity.surname = String::new(),
        1 => identity.given_name = String::new(),
        2 => identity.surname = "Nuk dihet".into(),
        3 => identity.national_id = "1234567890".into(),
        4 => {
            identity.given_name = format!("{} {}", identity.given_name, identity.surname);
            identity.surname = String::new();
        }
        5 => identity.document = "n/a".into(),
        _ => {}
    }
    identity
}

/// Marks, blanks and letters in places where nobody expects them.
pub(super) fn written_odd(seed: &mut Seed) -> String {
    const ODD: &[&str] = &[
        "'", "’", "`", "-", ".", "ʼ", "\u{301}", "\u{327}", "ﬁ", "Ⅳ", "ß", "ẞ", "İ", "ı", "Σ", "Ø",
        "Ł", "x", "qq", "ij", "ĳ", "yy", "sch", "shch", "tch", "ال", "\u{200d}", "\u{ad}", "7",
        "٣", "Ѐ", "Ѝ", "ѐ", "g", "г", "і", " ", "al", "von", "Ǆ", "ǈ", "ﷲ", "🅰", "Ⓐ", "ª",
    ];
    let mut text = String::new();
    for _ in 0..2 + seed.below(5) {
        text += seed.pick(ODD);
        if seed.one_in(2) {
            text += &word(seed);
        }
    }
    text
}
