//! Common given names, surnames and places of the region, by language.

/// Names of one language.
pub(super) struct Names {
    /// Usual citizenships, ISO 3166-1 alpha-2.
    pub citizenships: &'static [&'static str],
    /// Share of the population, in percent.
    pub share: u32,
    pub feminine: &'static [&'static str],
    pub masculine: &'static [&'static str],
    pub surnames: &'static [&'static str],
    pub places: &'static [&'static str],
}

pub(super) const LANGUAGES: &[Names] = &[
    // Albanian
    Names {
        citizenships: &["XK", "XK", "XK", "AL", "MK"],
        share: 46,
        feminine: &[
            "Arta",
            "Besa",
            "Blerta",
            "Drita",
            "Fitore",
            "Flutura",
            "Hana",
            "Lule",
            "Mirlinda",
            "Njomza",
            "Qendresa",
            "Shpresa",
            "Teuta",
            "Valbona",
            "Vjosa",
            "Xhevahire",
            "Ylberina",
            "Zana",
        ],
        masculine: &[
            "Agim",
            "Besnik",
            "Driton",
            "Faton",
            "Gjergj",
            "Ilir",
            "Jeton",
            "Luan",
            "Shkëlzen",
            "Valon",
            "Xhevdet",
            "Ylli",
        ],
        surnames: &[
            "Berisha", "Bytyqi", "Çela", "Dushi", "Gashi", "Gjonaj", "Haxhiu", "Hoxha", "Kelmendi",
            "Krasniqi", "Kryeziu", "Lleshi", "Morina", "Mustafa", "Nikçi", "Rexhepi", "Rugova",
            "Shala", "Sylaj", "Thaçi", "Vllasi", "Xhaferi", "Ymeri", "Zeqiri",
        ],
        places: &[
            "Prishtinë",
            "Prizren",
            "Pejë",
            "Gjakovë",
            "Ferizaj",
            "Gjilan",
            "Tiranë",
            "Tetovë",
        ],
    },
    // Serbian
    Names {
        citizenships: &["RS", "RS", "XK", "ME"],
        share: 16,
        feminine: &[
            "Biljana", "Dragana", "Đurđa", "Jelena", "Ljiljana", "Marija", "Milica", "Nataša",
            "Snežana", "Vesna", "Živka",
        ],
        masculine: &["Aleksandar", "Dragan", "Đorđe", "Goran", "Miloš", "Nenad", "Saša", "Žarko"],
        surnames: &[
            "Đorđević",
            "Ilić",
            "Jovanović",
            "Kostić",
            "Ljubičić",
            "Marković",
            "Nikolić",
            "Pavlović",
            "Petrović",
            "Savić",
            "Stojanović",
            "Šućur",
            "Živković",
            "Čolić",
        ],
        places: &["Mitrovica", "Niš", "Leposavić", "Kraljevo", "Vranje", "Podgorica"],
    },
    // Romani
    Names {
        citizenships: &["XK", "RS", "MK"],
        share: 12,
        feminine: &["Đulijana", "Esma", "Fatima", "Ljatifa", "Nexhmije", "Sadije", "Šaha", "Zumra"],
        masculine: &["Bajram", "Demir", "Feti", "Ibraim", "Jašar", "Ramiz", "Šaban", "Zećir"],
        surnames: &[
            "Ajeti",
            "Bajrami",
            "Beriša",
            "Demirović",
            "Emini",
            "Gaši",
            "Kurtiši",
            "Ramadani",
            "Saiti",
            "Šainović",
            "Toska",
            "Zekiri",
        ],
        places: &["Fushë Kosovë", "Obiliq", "Plemetin", "Šutka", "Niš"],
    },
    // Turkish
    Names {
        citizenships: &["XK", "TR"],
        share: 6,
        feminine: &["Ayşe", "Fatma", "Gülşen", "Hatice", "Nurcan", "Şükran", "Zeynep"],
        masculine: &["Ahmet", "Çetin", "Hüseyin", "İsmail", "Mehmet", "Özgür", "Şaban"],
        surnames: &["Aydın", "Çelik", "Doğan", "Güneş", "Kaya", "Öztürk", "Şahin", "Yıldız"],
        places: &["Prizren", "Mamuşa", "İstanbul", "Bursa"],
    },
    // Ukrainian
    Names {
        citizenships: &["UA"],
        share: 9,
        feminine: &["Halyna", "Iryna", "Kateryna", "Liudmyla", "Natalia", "Oksana", "Yuliia"],
        masculine: &["Andrii", "Dmytro", "Hryhorii", "Mykola", "Oleksii", "Serhii"],
        surnames: &[
            "Boiko",
            "Bondarenko",
            "Hrytsenko",
            "Kovalenko",
            "Kravchenko",
            "Lysenko",
            "Melnyk",
            "Shevchenko",
            "Tkachenko",
            "Zakharchuk",
        ],
        places: &["Odesa", "Kharkiv", "Lviv", "Chernivtsi"],
    },
    // Moldovan
    Names {
        citizenships: &["MD", "MD", "RO"],
        share: 11,
        feminine: &[
            "Ana",
            "Cristina",
            "Daniela",
            "Elena",
            "Ioana",
            "Mihaela",
            "Ștefania",
            "Tatiana",
        ],
        masculine: &["Andrei", "Gheorghe", "Ion", "Mihai", "Ștefan", "Vasile"],
        surnames: &[
            "Botnaru",
            "Ciobanu",
            "Lungu",
            "Munteanu",
            "Popescu",
            "Roșca",
            "Rusu",
            "Țurcanu",
            "Ungureanu",
            "Vîrlan",
        ],
        places: &["Chișinău", "Bălți", "Cahul", "Soroca", "Iași"],
    },
];

/// Serbian Latin to Cyrillic, digraphs first: how an office that writes Cyrillic enters
/// any name.
const CYRILLIC: &[(&str, &str)] = &[
    ("lj", "љ"),
    ("nj", "њ"),
    ("dž", "џ"),
    ("xh", "џ"),
    ("gj", "ђ"),
    ("sh", "ш"),
    ("zh", "ж"),
    ("kh", "х"),
    ("ts", "ц"),
    ("a", "а"),
    ("b", "б"),
    ("c", "ц"),
    ("č", "ч"),
    ("ç", "ч"),
    ("ć", "ћ"),
    ("d", "д"),
    ("đ", "ђ"),
    ("e", "е"),
    ("ë", "е"),
    ("f", "ф"),
    ("g", "г"),
    ("ğ", "г"),
    ("h", "х"),
    ("i", "и"),
    ("ı", "и"),
    ("î", "и"),
    ("j", "ј"),
    ("k", "к"),
    ("l", "л"),
    ("m", "м"),
    ("n", "н"),
    ("o", "о"),
    ("ö", "о"),
    ("p", "п"),
    ("q", "ћ"),
    ("r", "р"),
    ("s", "с"),
    ("š", "ш"),
    ("ş", "ш"),
    ("ș", "ш"),
    ("t", "т"),
    ("ț", "ц"),
    ("u", "у"),
    ("ü", "у"),
    ("v", "в"),
    ("w", "в"),
    ("x", "кс"),
    ("y", "и"),
    ("z", "з"),
    ("ž", "ж"),
    ("ă", "а"),
    ("â", "а"),
];

/// A name in Cyrillic.
pub(super) fn to_cyrillic(name: &str) -> String {
    let lower = name.to_lowercase();
    let mut rest = lower.as_str();
    let mut text = String::new();
    while let Some(first) = rest.chars().next() {
        match CYRILLIC.iter().find(|(latin, _)| rest.starts_with(latin)) {
            Some((latin, cyrillic)) => {
                text.push_str(cyrillic);
                rest = &rest[latin.len()..];
            }
            None => {
                text.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    capitalize(&text)
}

/// A name without its diacritics, as an old system stores it.
pub(super) fn to_ascii(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    name.replace(['đ', 'Đ'], "dj")
        .replace('ı', "i")
        .nfkd()
        .filter(char::is_ascii)
        .collect::<String>()
        .to_uppercase()
}

fn capitalize(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
