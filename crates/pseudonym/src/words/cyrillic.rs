//! Serbian from Latin to Cyrillic script, for the file of words alone: what `sr-Cyrl.ftl` is made
//! with and held to.

/// Words that stay in Latin letters: abbreviations and names of standards.
const KEPT: &[&str] = &["ISIC", "first_year", "block_years", "vdx"];

/// Beginnings of words in which two letters are two sounds, though they look like one letter
/// (nadživeti, injekcija, konjunkcija).
const APART: &[(&str, &str)] = &[
    ("nadživ", "наджив"),
    ("podžanr", "поджанр"),
    ("injek", "инјек"),
    ("konjug", "конјуг"),
    ("konjun", "конјун"),
    ("vanjezič", "ванјезич"),
    ("tanjug", "танјуг"),
];

const PAIRS: &[(&str, &str)] = &[
    ("lj", "љ"),
    ("nj", "њ"),
    ("dž", "џ"),
    ("Lj", "Љ"),
    ("Nj", "Њ"),
    ("Dž", "Џ"),
    ("LJ", "Љ"),
    ("NJ", "Њ"),
    ("DŽ", "Џ"),
    ("a", "а"),
    ("b", "б"),
    ("c", "ц"),
    ("č", "ч"),
    ("ć", "ћ"),
    ("d", "д"),
    ("đ", "ђ"),
    ("e", "е"),
    ("f", "ф"),
    ("g", "г"),
    ("h", "х"),
    ("i", "и"),
    ("j", "ј"),
    ("k", "к"),
    ("l", "л"),
    ("m", "м"),
    ("n", "н"),
    ("o", "о"),
    ("p", "п"),
    ("r", "р"),
    ("s", "с"),
    ("š", "ш"),
    ("t", "т"),
    ("u", "у"),
    ("v", "в"),
    ("z", "з"),
    ("ž", "ж"),
];

/// A text in Cyrillic letters. What stands between backticks or in braces stays, and so do
/// [words that are kept](KEPT) and the letter that names a section of ISIC ("Sektor B").
pub fn to_cyrillic(latin: &str) -> String {
    let mut cyrillic = String::new();
    let mut rest = latin;
    let mut before = "";
    while let Some(first) = rest.chars().next() {
        let closing = match first {
            '`' => Some('`'),
            '{' => Some('}'),
            _ => None,
        };
        let taken = if let Some(closing) = closing {
            let end = rest[1..].find(closing).map_or(rest.len(), |end| end + 2);
            cyrillic += &rest[..end];
            end
        } else if first.is_alphabetic() {
            let is_of_word = |letter: char| letter.is_alphanumeric() || letter == '_';
            let end = rest.find(|letter| !is_of_word(letter)).unwrap_or(rest.len());
            let found = &rest[..end];
            match before == "Sektor" && found.len() == 1 {
                true => cyrillic += found,
                false => cyrillic += &word(found),
            }
            before = found;
            end
        } else {
            cyrillic.push(first);
            first.len_utf8()
        };
        rest = &rest[taken..];
    }
    cyrillic
}

fn word(latin: &str) -> String {
    if KEPT.contains(&latin) {
        return latin.to_owned();
    }
    let lower = latin.to_lowercase();
    if let Some((beginning, cyrillic)) =
        APART.iter().find(|(beginning, _)| lower.starts_with(beginning))
    {
        let mut letters = cyrillic.chars();
        let first = letters.next().into_iter();
        let first: String = match latin.starts_with(char::is_uppercase) {
            true => first.flat_map(char::to_uppercase).collect(),
            false => first.collect(),
        };
        let rest: String = latin.chars().skip(beginning.chars().count()).collect();
        return first + letters.as_str() + &letters_of(&rest);
    }
    letters_of(latin)
}

fn letters_of(latin: &str) -> String {
    let mut cyrillic = String::new();
    let mut rest = latin;
    'letters: while let Some(first) = rest.chars().next() {
        for (from, to) in PAIRS {
            if let Some(after) = rest.strip_prefix(from) {
                cyrillic += to;
                rest = after;
                continue 'letters;
            }
        }
        let lower: String = first.to_lowercase().collect();
        match PAIRS.iter().find(|(from, _)| *from == lower) {
            Some((_, to)) => cyrillic += &to.to_uppercase(),
            None => cyrillic.push(first),
        }
        rest = &rest[first.len_utf8()..];
    }
    cyrillic
}

/// The file of words in Cyrillic script: values and attributes converted, keys and headings kept.
pub fn file(latin: &str) -> String {
    let mut text = String::from(
        "# Words of everything that people read, in Serbian (ekavian), Cyrillic script. Made of `sr-Latn.ftl`:\n# change that file, then run `cargo test -p vdx-pseudonym words -- --ignored`.\n",
    );
    // The comment at the beginning of the other file is about that file.
    let body = latin.lines().skip_while(|line| line.starts_with("# "));
    for line in body {
        if line.starts_with('#') {
            text += line;
        } else if let Some((name, value)) = line.split_once(" = ") {
            text += &format!("{name} = {}", to_cyrillic(value));
        } else if line.starts_with("  ") && line.trim_start().starts_with(['[', '*']) {
            // A variant: its name stays.
            let (name, value) = line.split_once(']').unwrap_or((line, ""));
            text += &format!("{name}]{}", to_cyrillic(value));
        } else {
            text += line;
        }
        text.push('\n');
    }
    text
}

#[test]
fn letters_become_those_of_the_other_script() {
    for (latin, cyrillic) in [
        (
            "Žrtve kojima je ponuđena odgovarajuća usluga",
            "Жртве којима је понуђена одговарајућа услуга",
        ),
        ("Ljubav, njegova, DŽEP, Džep, džez", "Љубав, његова, ЏЕП, Џеп, џез"),
        ("upućivanje, okončana, ključ", "упућивање, окончана, кључ"),
        ("nadživljava injekcija Konjunktura", "надживљава инјекција Конјунктура"),
        ("Sektor B po ISIC: U radu", "Сектор B по ISIC: У раду"),
        ("Pogledajte: `vdx release list`.", "Погледајте: `vdx release list`."),
        ("{ $count } redova", "{ $count } редова"),
        ("od 90 % do 1200", "од 90 % до 1200"),
        ("Kot d’Ivoar", "Кот д’Ивоар"),
    ] {
        assert_eq!(to_cyrillic(latin), cyrillic);
    }
}
