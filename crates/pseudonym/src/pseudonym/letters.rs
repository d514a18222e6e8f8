//! Letters of names that are not those that somebody wrote: a file was read, or once converted, in another
//! encoding than its own. Such a name finds nobody.

/// Marks that stand in no name, and that letters of the region turn into in other encodings: `‰` is the `ë`
/// of DOS, `¾` the `ž` of ISO 8859-2, `√` begins each letter that a Mac read as its own.
const MARKS: &str = "‰†‡§¬¦©®¤¶±²³µ¹¼½¾¿¡¢£¥×÷√≈ƒ∞≠≤≥∂∑∏∫◊ˇ˘˙˝˛™¨¸";

/// Letters of windows-1252 in the places of `č ć đ Č Ć Đ` in windows-1250.
const WESTERN: &str = "èæðÈÆÐ";

/// Cyrillic letters that look like Latin ones: typed in the wrong alphabet, they are read right.
const ALIKE: &str = "аеорсухјіѕАВЕКМНОРСТУХЈІЅ";

/// Letters beyond ASCII of the Latin alphabet, as far as eight-bit encodings have them.
fn is_accented(c: char) -> bool {
    ('\u{c0}'..='\u{17f}').contains(&c) && c.is_alphabetic()
}

fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&c)
}

/// Why a name cannot be right, if it cannot.
pub fn wrong(name: &str) -> Option<&'static str> {
    let letters: Vec<char> = name.chars().collect();
    let is_letter = |place: Option<usize>| {
        place.and_then(|place| letters.get(place)).is_some_and(|c| c.is_alphabetic())
    };
    let is_inside = |place: usize| is_letter(place.checked_sub(1)) || is_letter(Some(place + 1));
    let is_between = |place: usize| is_letter(place.checked_sub(1)) && is_letter(Some(place + 1));
    for (place, c) in letters.iter().enumerate() {
        let is_box = ('\u{2500}'..='\u{259f}').contains(c);
        if *c == '?' && is_between(place) {
            return Some(
                "holds ? within a word: a letter was lost in a conversion; export it anew, in UTF-8",
            );
        }
        if (is_box || MARKS.contains(*c)) && is_inside(place) {
            return Some(
                "holds a mark within a word that stands in no name: the file is in another encoding than the mapping says, or was converted wrongly before; export it anew, in UTF-8",
            );
        }
    }
    let accented = letters.windows(4).any(|four| four.iter().all(|c| is_accented(*c)));
    accented.then_some(
        "is Cyrillic that was read as another encoding: name encoding = \"windows-1251\" in the mapping, or export it anew, in UTF-8",
    )
}

/// Whether a name has letters that names of the region do not have, and that letters of the region turn into in
/// other encodings: a name from elsewhere, or a file in another encoding than the mapping says.
pub fn are_odd(name: &str) -> bool {
    name.split(|c: char| !c.is_alphabetic()).any(|word| {
        let is_mixed = word.chars().any(|c| is_cyrillic(c) && !ALIKE.contains(c))
            && word.chars().any(|c| c.is_alphabetic() && !is_cyrillic(c));
        let count = word.chars().count();
        is_mixed
            || word.chars().any(|c| WESTERN.contains(c))
            || count > 2 && word.chars().all(is_accented)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of the region as another encoding reads their bytes.
    fn misread(
        text: &str,
        written: &'static encoding_rs::Encoding,
        read: &'static encoding_rs::Encoding,
    ) -> String {
        let (bytes, _, is_lost) = written.encode(text);
        assert!(!is_lost, "{text}");
        read.decode_without_bom_handling(&bytes).0.into_owned()
    }

    #[test]
    fn names_in_another_encoding_are_noticed() {
        use encoding_rs::{
            IBM866, ISO_8859_2, MACINTOSH, UTF_8, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
        };
        for (text, written, read) in [
            ("Peć", WINDOWS_1250, WINDOWS_1252),
            ("Đakovica", WINDOWS_1250, WINDOWS_1252),
            ("Kovačević", WINDOWS_1250, WINDOWS_1252),
            ("Peć", WINDOWS_1250, WINDOWS_1251),
            ("Šešlija", ISO_8859_2, WINDOWS_1252),
            ("Žužana", ISO_8859_2, WINDOWS_1252),
            ("Ана", WINDOWS_1251, WINDOWS_1252),
            ("Марковић", WINDOWS_1251, WINDOWS_1252),
            ("Марковић", WINDOWS_1251, WINDOWS_1250),
            ("Gjakovë", UTF_8, MACINTOSH),
            ("Ćosić", UTF_8, MACINTOSH),
            ("Марковић", UTF_8, IBM866),
        ] {
            let wrong_name = misread(text, written, read);
            let is_noticed = wrong(&wrong_name).is_some() || are_odd(&wrong_name);
            assert!(is_noticed, "{text} is {wrong_name} in {}", read.name());
            assert!(wrong(text).is_none() && !are_odd(text), "{text}");
        }
        // DOS: ë and č.
        assert!(wrong("Pej‰").is_some() && wrong("Gjakov‰").is_some() && wrong("Pe†").is_some());
        assert!(wrong("V?ra").is_some());
    }

    #[test]
    fn names_from_everywhere_stay() {
        for name in [
            "Përparim",
            "Çelë",
            "Žďár nad Sázavou",
            "Łódź",
            "Nguyễn Đặng",
            "Öğün",
            "Băsescu",
            "Ștefăniță",
            "Mª José",
            "Jean-François",
            "Ольга",
            "Ђорђе",
            "D'Angelo",
            "O’Neill",
            "João",
            "Ağrı",
            "?",
            "???",
            "Мarko",
            "Jasenа",
            "علي",
            "王芳",
            "Ọlájídé",
            "Þórður",
        ] {
            assert_eq!(wrong(name), None, "{name}");
        }
        for name in ["Åse", "Çelë", "Žďár", "Łódź", "Öğün", "João", "Мarko", "Ана", "Đỗ"]
        {
            assert!(!are_odd(name), "{name}");
        }
        // Told, and used all the same.
        for name in ["Hélène Kjær", "Peж", "Sigurðsson"] {
            assert!(are_odd(name) && wrong(name).is_none(), "{name}");
        }
    }
}
