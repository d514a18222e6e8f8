//! Foreign text: text, file names and cells that somebody else wrote - a partner, the exchange, a
//! form - made safe for whoever reads them. What a terminal, a file system or a spreadsheet would
//! act on becomes visible; the letters of every script stay as they are.

use std::borrow::Cow;

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Largest number of combining marks that may follow each other; more would paint over the lines
/// around them.
const MAX_MARKS: usize = 8;
/// Widest row of foreign text, in columns of a terminal: no terminal is narrower than 80.
const COLUMNS: usize = 78;
/// Longest name of a file that is made of a foreign one, in bytes.
const MAX_FILE_NAME: usize = 100;

/// Whether a character does something to the reader instead of being seen: controls (ESC, CR, the
/// C1 controls), format characters (direction overrides, zero width), line separators, private and
/// unassigned ones, and letters and marks that Unicode draws as nothing.
pub fn is_hidden(c: char) -> bool {
    matches!(
        c.general_category(),
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
            | GeneralCategory::PrivateUse
            | GeneralCategory::Surrogate
            | GeneralCategory::Unassigned
    ) || matches!(c,
        // Default_Ignorable_Code_Point of the other categories, and the blank of Braille.
        '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180d}'
        | '\u{180f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}'
        | '\u{e0100}'..='\u{e01ef}')
}

fn is_mark(c: char) -> bool {
    matches!(c.general_category(), GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark)
}

/// Writes foreign text as one line: everything hidden as `\u{1b}`, a break as `\n`.
pub fn line(text: &str) -> String {
    visible(text, "")
}

/// Writes foreign text in which line breaks are meant, each line behind `| `, so that no line can
/// be taken for a line of this program. Long lines are broken here: a terminal would go on at its
/// edge, without the mark.
pub fn block(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.trim_end_matches('\n')
        .split('\n')
        .flat_map(|part| rows(&line(&part.replace('\t', "    "))))
        .map(|row| format!("  | {row}\n"))
        .collect()
}

/// Writes foreign text behind a label of this program: in the same row, or as a block below when
/// it is too long for one.
pub fn labelled(label: &str, text: &str) -> String {
    let visible = line(text);
    match label.width() + visible.width() <= COLUMNS {
        true => format!("{label}{visible}\n"),
        false => format!("{}\n{}", label.trim_end(), block(&visible)),
    }
}

/// Breaks visible text into rows of at most [`COLUMNS`] with the mark of a block.
fn rows(text: &str) -> Vec<String> {
    let mut rows = vec![String::new()];
    let mut used = 0;
    for c in text.chars() {
        // A mark that has no width stays with its letter.
        let width = c.width().unwrap_or(0);
        if used + width > COLUMNS - 4 {
            rows.push(String::new());
            used = 0;
        }
        used += width;
        rows.last_mut().expect("there is one").push(c);
    }
    rows
}

/// Makes hidden characters visible in a whole output of this program, before it reaches a
/// terminal, in case one was forgotten. Breaks and tabs are the program's own.
pub fn output(text: &str) -> String {
    visible(text, "\n\t")
}

/// Escapes everything hidden in a JSON document as JSON has it. The value of the document stays
/// the same.
pub fn json(document: &str) -> String {
    let mut safe = String::with_capacity(document.len());
    let mut units = [0; 2];
    for c in document.chars() {
        // A break outside of a string is layout; inside of one it is escaped already.
        if c == '\n' || !is_hidden(c) {
            safe.push(c);
        } else {
            for unit in c.encode_utf16(&mut units) {
                safe += &format!("\\u{unit:04x}");
            }
        }
    }
    safe
}

fn visible(text: &str, keep: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut marks = 0;
    for c in text.chars() {
        marks = if is_mark(c) { marks + 1 } else { 0 };
        if keep.contains(c) || (!is_hidden(c) && marks <= MAX_MARKS) {
            safe.push(c);
        } else {
            match c {
                '\n' => safe += "\\n",
                '\r' => safe += "\\r",
                '\t' => safe += "\\t",
                c => safe += &format!("\\u{{{:x}}}", u32::from(c)),
            }
        }
    }
    safe
}

/// Writes a cell of a CSV file so that a spreadsheet reads it as text: what would be run as a
/// formula gets an apostrophe in front. Numbers stay numbers. A spreadsheet may take another
/// character than the comma for the end of a cell, as it does in most of Europe: what follows such
/// a character is guarded as well.
pub fn cell(text: &str) -> String {
    let text = line(text);
    text.split_inclusive(SEPARATORS)
        .map(|part| if acts(part) { format!("'{part}") } else { part.to_owned() })
        .collect()
}

/// Characters that spreadsheets take for the end of a cell. Tabs and breaks are visible text by
/// now.
const SEPARATORS: [char; 4] = [',', ';', '|', '\u{ff1b}'];

/// Whether a spreadsheet would run a cell as a formula.
fn acts(part: &str) -> bool {
    let starts = |c: char| "=+-@\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}".contains(c);
    let part = part.trim_end_matches(SEPARATORS);
    let first = part.trim_start_matches(|c: char| c.is_whitespace() || c == '"');
    let acts = first.starts_with(starts)
        || ["\\t", "\\r", "\\n"].iter().any(|escape| part.starts_with(escape));
    acts && !is_number(part)
}

/// Whether a text has digits with a sign, a point and an exponent at most.
fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte))
        && text.parse::<f64>().is_ok()
}

/// Makes a name for a file of a foreign one: no separators, no leading dots or dashes, none of the
/// names that Windows keeps for devices, nothing hidden, at most 100 bytes with its ending.
pub fn file_name(foreign: &str) -> String {
    let part = foreign.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or_default();
    let replaced: String = part
        .chars()
        .map(|c| if is_hidden(c) || is_mark(c) || "<>:\"|?*\0".contains(c) { '_' } else { c })
        .collect();
    let name = replaced.trim_start_matches(['.', '-', '~', ' ']).trim_end_matches(['.', ' ']);
    let name = shortened(name);
    // Windows takes CON.txt for the device, too.
    let device = name.split('.').next().unwrap_or_default().trim().to_ascii_uppercase();
    let numbered = |name: &str| {
        device.strip_prefix(name).is_some_and(|rest| {
            let mut rest = rest.chars();
            matches!((rest.next(), rest.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
        })
    };
    if name.is_empty() {
        "attachment".into()
    } else if ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"].contains(&device.as_str())
        || numbered("COM")
        || numbered("LPT")
    {
        format!("_{name}")
    } else {
        name.into_owned()
    }
}

/// Shortens a name to at most [`MAX_FILE_NAME`] bytes; the ending stays when it is short.
fn shortened(name: &str) -> Cow<'_, str> {
    if name.len() <= MAX_FILE_NAME {
        return name.into();
    }
    let ending = name.rfind('.').map_or("", |dot| &name[dot..]);
    let ending = if ending.len() <= 16 { ending } else { "" };
    let mut end = MAX_FILE_NAME - ending.len();
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{ending}", name[..end].trim_end_matches(['.', ' '])).into()
}

/// What is wrong with a text that should be TOML, and in which line; never a line or a value of it: the
/// file may be another one than its user meant, such as an export with names.
pub fn toml_fault(text: &str, error: &toml::de::Error) -> String {
    let message = error.message();
    let before = error.span().and_then(|span| text.get(..span.start));
    let bare = message.split_once(':').and_then(|(start, rest)| {
        let is_value = ["invalid type", "invalid value"].contains(&start);
        let expected = rest.rfind(EXPECTED).map_or_else(String::new, |at| {
            format!("{EXPECTED}{}", kind_of_value(&rest[at + EXPECTED.len()..]))
        });
        is_value.then(|| format!("{}{start}{expected}", before.map(setting).unwrap_or_default()))
    });
    let message = line(&bare.unwrap_or_else(|| message.to_owned()));
    match before {
        Some(before) => format!("line {}: {message}", before.matches('\n').count() + 1),
        None => message,
    }
}

const EXPECTED: &str = ", expected ";

/// A kind of value in words, where a decoder names it as programs do.
fn kind_of_value(name: &str) -> &str {
    match name {
        "u8" => "a whole number from 0 to 255",
        "u16" => "a whole number from 0 to 65535",
        "u32" => "a whole number from 0 to 4294967295",
        "u64" | "usize" => "a whole number of at least 0",
        "i32" | "i64" => "a whole number",
        "f32" | "f64" => "a number",
        "a boolean" => "true or false",
        "a sequence" => "a list in brackets",
        "a map" => "a table",
        other => other,
    }
}

/// The name of the setting whose value follows a text of TOML.
fn setting(before: &str) -> String {
    let is_of_name = |c: char| matches!(c, 'a'..='z' | '0'..='9' | '_');
    let rest = before.trim_end().strip_suffix('=').unwrap_or_default().trim_end();
    let start = rest
        .rfind(|c| !is_of_name(c))
        .map_or(0, |at| at + rest[at..].chars().next().map_or(1, char::len_utf8));
    match rest.get(start..).filter(|name| !name.is_empty()) {
        Some(name) => format!("{name}: "),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_acts_is_seen_and_letters_stay() {
        for (foreign, seen) in [
            ("\u{1b}[2J\u{1b}]52;c;cm0=\u{7}", "\\u{1b}[2J\\u{1b}]52;c;cm0=\\u{7}"),
            ("a\rb\nc\td", "a\\rb\\nc\\td"),
            ("\u{9b}31m\u{7f}", "\\u{9b}31m\\u{7f}"),
            ("gni\u{202e}lru", "gni\\u{202e}lru"),
            ("A\u{200b}B\u{feff}\u{2066}\u{2029}", "A\\u{200b}B\\u{feff}\\u{2066}\\u{2029}"),
            ("x\u{e0041}\u{fe0f}\u{3164}", "x\\u{e0041}\\u{fe0f}\\u{3164}"),
        ] {
            assert_eq!(line(foreign), seen);
        }
        for ordinary in [
            "Çelësi i Vjollcës, Đorđević",
            "Љиљана Ђорђевић",
            "عائشة",
            "नेहा शर्मा",
            "Nguyễn Thị Hoa",
            "王小明",
            "Ελένη",
            "עדנה",
            "ไพลิน",
            "e\u{301}",
            "5 € – „so“",
        ] {
            assert_eq!(line(ordinary), ordinary);
        }
        let zalgo = format!("a{}", "\u{301}".repeat(50));
        assert_eq!(line(&zalgo).matches("\\u{301}").count(), 42);
        assert_eq!(block("one\r\ntwo\n\u{1b}c\n"), "  | one\n  | two\n  | \\u{1b}c\n");
        // A terminal would break it at its edge, where the rest would look like this program's.
        let long = format!("{}History checked", " ".repeat(76));
        assert_eq!(block(&long).lines().count(), 2);
        assert!(block(&long).ends_with("\n  |   History checked\n"), "{}", block(&long));
        let wide = "王".repeat(100);
        assert!(block(&wide).lines().all(|row| row.width() <= COLUMNS));
        assert_eq!(labelled("  surname ", "Hoxha"), "  surname Hoxha\n");
        assert!(labelled("  surname ", &long).starts_with("  surname\n  |  "));
        assert_eq!(output("a\n\tb\u{1b}"), "a\n\tb\\u{1b}");
    }

    #[test]
    fn formulas_are_text_and_numbers_stay() {
        for formula in [
            "=1+1",
            "\"=1+1",
            "+A1",
            "-2+3",
            "@SUM(A1)",
            " =cmd|'/c calc'!A0",
            "＝1",
            "\t=1",
            "\r=1",
        ] {
            assert!(cell(formula).starts_with('\''), "{formula}");
        }
        for (foreign, safe) in [
            ("a;=1+1", "a;'=1+1"),
            (";=HYPERLINK(\"http://evil\")", ";'=HYPERLINK(\"http://evil\")"),
            ("x; +cmd|'/c calc'!A0", "x;' +cmd|'/c calc'!A0"),
            ("x,\"@SUM(A1)", "x,'\"@SUM(A1)"),
            ("1e5;=1|-2+3", "1e5;'=1|'-2+3"),
            ("a\t=1", "a\\t=1"),
        ] {
            assert_eq!(cell(foreign), safe);
        }
        for plain in
            ["1;-5", "a: b; c", "-5", "+3.5", "-1e5", "12", "F", "FROM_18_TO_20", "", "a=b", "Žena"]
        {
            assert_eq!(cell(plain), plain);
        }
    }

    #[test]
    fn names_of_files_stay_in_their_directory() {
        for (foreign, name) in [
            ("report.pdf", "report.pdf"),
            ("../../.ssh/authorized_keys", "authorized_keys"),
            ("C:\\Windows\\evil.dll", "evil.dll"),
            ("/", "attachment"),
            ("..", "attachment"),
            ("", "attachment"),
            (".bashrc", "bashrc"),
            ("-rf", "rf"),
            ("con.txt", "_con.txt"),
            ("COM1", "_COM1"),
            ("COM¹.log", "_COM¹.log"),
            ("lpt9.pdf", "_lpt9.pdf"),
            ("company.pdf", "company.pdf"),
            ("gpj.\u{202e}exe", "gpj._exe"),
            ("a\u{1b}b\nc\0d", "a_b_c_d"),
            ("report.pdf:hidden", "report.pdf_hidden"),
            ("x. . .", "x"),
            ("raporti përfundimtar.pdf", "raporti përfundimtar.pdf"),
        ] {
            assert_eq!(file_name(foreign), name, "{foreign}");
        }
        let long = file_name(&format!("{}.pdf", "ë".repeat(300)));
        assert!(long.len() <= MAX_FILE_NAME && long.ends_with("ë.pdf"), "{long}");
    }

    proptest! {
        #[test]
        fn nothing_hidden_is_left(text in "\\PC*|[\\x00-\\u{2fff}]*|.*") {
            prop_assert!(!line(&text).chars().any(is_hidden));
            prop_assert!(!cell(&text).chars().any(is_hidden));
            prop_assert!(block(&text).lines().all(|l| l.starts_with("  | ") && !l.chars().any(is_hidden)));
            let name = file_name(&text);
            prop_assert!(!name.is_empty() && name.len() <= MAX_FILE_NAME + 1);
            prop_assert!(!name.chars().any(|c| is_hidden(c) || c == '/' || c == '\\'));
            prop_assert!(!name.starts_with(['.', '-', ' ']) && !name.ends_with(['.', ' ']));
            // What is safe once stays as it is.
            prop_assert_eq!(file_name(&name), name);
            let document = serde_json::to_string_pretty(&text).unwrap();
            let safe = json(&document);
            prop_assert!(!safe.chars().any(is_hidden));
            prop_assert_eq!(serde_json::from_str::<String>(&safe).unwrap(), text);
        }
    }

    #[test]
    fn what_is_wrong_with_a_file_repeats_nothing_of_it() {
        #[derive(Debug, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        enum Kind {
            Known,
        }
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        #[allow(dead_code)] // read by serde alone
        struct Sample {
            number: Option<u32>,
            text: Option<String>,
            kind: Option<Kind>,
        }
        for (text, told) in [
            ("Emri;Mbiemri\nVerona;Testovska\n", "line 1: "),
            ("Verona,Testovska,1170234567", "line 1: "),
            ("\"Verona\";\"Testovska\"", "line 1: "),
            (
                "text = \"a\"\nnumber = \"Verona, expected x\"",
                "line 2: number: invalid type, expected",
            ),
            ("text = 1170234567", "expected a string"),
            ("number = -1170234567", "line 1: "),
            ("kind = \"other\"", "other"),
            ("text = \"Verona", "line 1: "),
            ("text = \"a\"\ntext = \"Verona\"", "line 2: "),
            ("numbr = 1", "numbr"),
        ] {
            let error = toml::from_str::<Sample>(text).unwrap_err();
            let fault = toml_fault(text, &error);
            assert!(fault.contains(told), "{fault}");
            for value in ["Verona", "Testovska", "1170234567", "Emri"] {
                assert!(!fault.contains(value), "{fault}");
            }
            assert_eq!(fault.lines().count(), 1);
        }
    }
}
