//! Text of a file as UTF-8, read by its byte order mark, by the encoding that the mapping names,
//! or as it stands. An encoding is proposed, never guessed.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};

/// Number of bytes that are read at a time.
const CHUNK: usize = 1 << 16;

/// Encodings that a mapping may name.
pub const ENCODINGS: &[&str] = &[
    "utf-8",
    "utf-16le",
    "utf-16be",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "iso-8859-2",
    "iso-8859-5",
];

/// Finds the encoding with a name of [`ENCODINGS`], in any letter case.
pub fn encoding(name: &str) -> Option<&'static Encoding> {
    let name = name.trim().to_ascii_lowercase();
    ENCODINGS.contains(&name.as_str()).then(|| Encoding::for_label(name.as_bytes())).flatten()
}

/// Reader of a file's text as UTF-8.
pub struct Utf8Source {
    input: Box<dyn Read + Send>,
    decoder: Option<Decoder>,
    /// Bytes that were read and not yet decoded.
    raw: Vec<u8>,
    raw_at: usize,
    /// Text that was decoded and not yet given out.
    text: Vec<u8>,
    text_at: usize,
    is_over: bool,
    /// Watch whether a file whose encoding was named as another one is UTF-8 all the same.
    watch: Option<Utf8Watch>,
    marked: Option<&'static Encoding>,
}

impl Utf8Source {
    /// Opens a source, which reads by the mark at the beginning of the file, or by the encoding
    /// that the mapping names.
    pub fn new(
        mut input: Box<dyn Read + Send>,
        named: Option<&'static Encoding>,
    ) -> io::Result<Self> {
        let mut raw = Vec::with_capacity(CHUNK);
        // Whole before anything is decided: a pipe gives what it has.
        input.by_ref().take(CHUNK as u64).read_to_end(&mut raw)?;
        let (marked, mark) = Encoding::for_bom(&raw).map_or((None, 0), |(e, n)| (Some(e), n));
        let used = marked.or(named).unwrap_or(UTF_8);
        let is_other = used != UTF_8;
        let watch = (is_other && marked.is_none() && used.is_single_byte())
            .then(|| Utf8Watch { name: used.name().to_ascii_lowercase(), ..Utf8Watch::default() });
        Ok(Self {
            input,
            decoder: is_other.then(|| used.new_decoder_without_bom_handling()),
            raw,
            raw_at: mark,
            text: Vec::new(),
            text_at: 0,
            is_over: false,
            watch,
            marked,
        })
    }

    /// Encoding that the file's own mark tells.
    pub fn marked(&self) -> Option<&'static Encoding> {
        self.marked
    }

    /// First bytes of the file, as they are.
    pub fn beginning(&self) -> &[u8] {
        &self.raw[self.raw_at..]
    }

    /// Reads further text into `text`, which stays empty at the end of the file.
    fn fill(&mut self) -> io::Result<()> {
        self.text.clear();
        self.text_at = 0;
        while self.text.is_empty() && !self.is_over {
            let mut is_last = false;
            if self.raw_at == self.raw.len() {
                self.raw.resize(CHUNK, 0);
                let read = self.input.read(&mut self.raw)?;
                self.raw.truncate(read);
                self.raw_at = 0;
                is_last = read == 0;
            }
            let raw = &self.raw[self.raw_at..];
            if let Some(watch) = &mut self.watch {
                watch.see(raw);
            }
            match &mut self.decoder {
                None => self.text.extend_from_slice(raw),
                Some(decoder) => {
                    let room = decoder.max_utf8_buffer_length_without_replacement(raw.len());
                    self.text.resize(room.unwrap_or(4 * CHUNK), 0);
                    let (result, _, written) =
                        decoder.decode_to_utf8_without_replacement(raw, &mut self.text, is_last);
                    self.text.truncate(written);
                    if let DecoderResult::Malformed(..) = result {
                        let name = decoder.encoding().name();
                        return Err(wrong(format!(
                            "the file is not {name} throughout: it may be damaged or cut off; export it anew"
                        )));
                    }
                }
            }
            self.raw_at = self.raw.len();
            self.is_over = is_last;
        }
        match self.watch.as_ref().and_then(Utf8Watch::complaint) {
            Some(complaint) if self.is_over => Err(wrong(complaint)),
            _ => Ok(()),
        }
    }
}

fn wrong(reason: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}

impl Read for Utf8Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.text_at == self.text.len() {
            self.fill()?;
        }
        let ready = &self.text[self.text_at..];
        let count = ready.len().min(buffer.len());
        buffer[..count].copy_from_slice(&ready[..count]);
        self.text_at += count;
        Ok(count)
    }
}

/// Watch whether bytes that are said to be of an encoding of one byte a letter are UTF-8: bytes of
/// another encoding are valid UTF-8 by no accident, once they have a few letters beyond ASCII.
#[derive(Default)]
struct Utf8Watch {
    name: String,
    letters: u64,
    is_other: bool,
    /// Bytes of a letter that has begun at the end of what was seen.
    rest: Vec<u8>,
}

impl Utf8Watch {
    fn see(&mut self, bytes: &[u8]) {
        if self.is_other {
            return;
        }
        let mut all = std::mem::take(&mut self.rest);
        all.extend_from_slice(bytes);
        let valid = match std::str::from_utf8(&all) {
            Ok(_) => all.len(),
            // An error without a length is a letter that goes on in the next bytes.
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(_) => {
                self.is_other = true;
                return;
            }
        };
        // One byte of each letter beyond ASCII begins it.
        self.letters += all[..valid].iter().filter(|byte| **byte >= 0xc0).count() as u64;
        self.rest = all.split_off(valid);
    }

    fn complaint(&self) -> Option<String> {
        let is_utf8 = !self.is_other && self.rest.is_empty() && self.letters > 0;
        is_utf8.then(|| {
            format!(
                "the mapping says encoding = \"{}\", but the file is in UTF-8: take that line out of the mapping",
                self.name
            )
        })
    }
}

/// Recognizes a file that is no text export by its first bytes, and says what to do.
pub fn no_export(bytes: &[u8]) -> Option<&'static str> {
    let text = bytes.trim_ascii_start();
    let starts = |with: &str| {
        text.len() >= with.len() && text[..with.len()].eq_ignore_ascii_case(with.as_bytes())
    };
    Some(match () {
        () if bytes.starts_with(&[0x1f, 0x8b]) => {
            "is compressed (gzip): unpack it first, as with gunzip"
        }
        () if bytes.starts_with(b"7z\xbc\xaf") || bytes.starts_with(b"Rar!") => {
            "is an archive (7z or RAR): unpack it first"
        }
        () if bytes.starts_with(b"%PDF") => "is a PDF: export CSV in UTF-8, .xlsx or .ods instead",
        () if bytes.starts_with(b"SQLite format 3")
            || bytes.starts_with(b"\0\x01\0\0Standard ") =>
        {
            "is a database: export CSV in UTF-8 from it"
        }
        () if starts("{\\rtf") => "is a text document (RTF): export CSV in UTF-8, .xlsx or .ods",
        () if ["<!doctype html", "<html", "<table", "<meta"].iter().any(|tag| starts(tag)) => {
            "is a web page (HTML), whatever its name says: open it in a spreadsheet and save it as .xlsx, .ods or CSV UTF-8"
        }
        () if starts("<?xml") => {
            "is XML: open it in a spreadsheet and save it as .xlsx, .ods or CSV UTF-8, or export JSON"
        }
        () => return None,
    })
}

/// Proposes what to write in the mapping for bytes that are not UTF-8: an encoding that reads them
/// as letters of the region, and what else is likely.
pub fn proposal(bytes: &[u8]) -> &'static str {
    match wide(bytes) {
        Some("utf-16le") => return "encoding = \"utf-16le\"",
        Some("utf-16be") => return "encoding = \"utf-16be\"",
        _ => {}
    }
    let high: Vec<u8> = bytes.iter().copied().filter(|byte| *byte >= 0x80).collect();
    // Latin words have single letters beyond ASCII, Cyrillic ones have nothing else.
    if bytes.windows(3).any(|three| three.iter().all(|byte| *byte >= 0xc0)) {
        return "encoding = \"windows-1251\" (Cyrillic)";
    }
    // Letters of windows-1250 that windows-1252 has as others which the region does not write.
    if high.iter().any(|byte| matches!(byte, 0xe8 | 0xe6 | 0xf0 | 0xc8 | 0xc6 | 0xd0)) {
        return "encoding = \"windows-1250\" (Serbian, Croatian, Bosnian in Latin letters)";
    }
    "encoding = \"windows-1250\" or \"windows-1252\" (what this part holds is the same in both; the first, where there are names with č, ć or đ)"
}

/// Name of the encoding of a text without a mark whose letters have two or four bytes, by the places of the
/// zeros in it; nothing where there are none, or not at such places.
pub fn wide(bytes: &[u8]) -> Option<&'static str> {
    let mut zeros = [0usize; 4];
    let fours = bytes.len().min(1 << 12) / 4;
    for (place, _) in bytes[..fours * 4].iter().enumerate().filter(|(_, byte)| **byte == 0) {
        zeros[place % 4] += 1;
    }
    // Cyrillic letters have none in UTF-16: digits, blanks and separators alone have one.
    let has = |place: usize| zeros[place] * 10 > fours;
    let lacks = |place: usize| zeros[place] * 50 <= fours;
    Some(match () {
        () if fours < 2 => return None,
        () if has(2) && has(3) && lacks(0) => "utf-32le",
        () if has(0) && has(1) && lacks(3) => "utf-32be",
        () if has(1) && has(3) && lacks(0) && lacks(2) => "utf-16le",
        () if has(0) && has(2) && lacks(1) && lacks(3) => "utf-16be",
        () => return None,
    })
}

/// What is wrong with a text without a mark whose letters have two or four bytes, unless the mapping names its
/// encoding.
pub fn unmarked(start: &[u8], named: Option<&'static Encoding>) -> Option<String> {
    let is_named = named.is_some_and(|named| !named.is_single_byte() && named != UTF_8);
    let is_marked = Encoding::for_bom(start).is_some();
    let name = wide(start).filter(|_| !is_named && !is_marked)?;
    Some(match name.starts_with("utf-16") {
        true => format!(
            "is in UTF-16 without a mark that says so, by the zeros in it: write encoding = \"{name}\" in the mapping"
        ),
        false => "is in UTF-32, by the zeros in it, which is not read: export it in UTF-8".into(),
    })
}

/// Checks an encoding that a mapping names by the first bytes of the file, and says what is wrong.
pub fn misnamed(start: &[u8], named: Option<&'static Encoding>) -> Option<String> {
    let named = named.filter(|named| *named != UTF_8 && named.is_single_byte())?;
    let mut watch = Utf8Watch { name: named.name().to_ascii_lowercase(), ..Utf8Watch::default() };
    watch.see(start);
    watch.rest.clear();
    watch.complaint()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &'static [u8], named: Option<&str>) -> io::Result<String> {
        let named = named.map(|name| encoding(name).unwrap());
        let mut text = String::new();
        Utf8Source::new(Box::new(bytes), named)?.read_to_string(&mut text)?;
        Ok(text)
    }

    #[test]
    fn marks_and_named_encodings_are_read() {
        assert_eq!(read(b"\xef\xbb\xbfa\xc3\xab", None).unwrap(), "aë");
        assert_eq!(read(b"\xff\xfea\0\xeb\0", None).unwrap(), "aë");
        assert_eq!(read(b"\xfe\xff\0a\0\xeb", None).unwrap(), "aë");
        assert_eq!(read(b"a\0\xeb\0", Some("utf-16le")).unwrap(), "aë");
        assert_eq!(read(b"\x8ae\xe6i\xe6 \xeb", Some("windows-1250")).unwrap(), "Šećić ë");
        assert_eq!(read(b"\xc0\xee\xf7\xe0", Some("Windows-1251")).unwrap(), "Аоча");
        // The mark is surer than the mapping.
        assert_eq!(read(b"\xef\xbb\xbf\xc3\xab", Some("windows-1250")).unwrap(), "ë");
        assert!(encoding("latin").is_none());
    }

    #[test]
    fn what_is_utf8_is_not_read_as_something_else() {
        let told = read("Përvetica".as_bytes(), Some("windows-1252")).unwrap_err().to_string();
        assert!(told.contains("is in UTF-8"), "{told}");
        assert_eq!(read(b"plain", Some("windows-1252")).unwrap(), "plain");
        let told = read(b"a\0\xeb\0\xeb", Some("utf-16le")).unwrap_err().to_string();
        assert!(told.contains("cut off"), "{told}");
    }

    #[test]
    fn encodings_are_proposed() {
        assert!(proposal(b"Emri;P\xebrvetica").contains("or \"windows-1252\""));
        assert!(proposal(b"\x8ae\xe6i\xe6").contains("1250\" (Serbian"));
        assert!(proposal(b"\xc0\xf0\xf2\xe0;\xc1\xe5\xf0\xe8\xf8\xe0").contains("1251"));
        assert!(proposal(b"E\0m\0r\0i\0;\0").contains("utf-16le"));
    }

    #[test]
    fn letters_of_two_bytes_are_known_without_a_mark() {
        let text = "ID;Име;Презиме;Датум\n1;Вера;Јовановић;07.03.1991\n2;Ана;Петровић;21.11.1987\n";
        let bytes =
            |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<_>>();
        let wide_of = |order: fn(u32) -> [u8; 4]| {
            text.chars().flat_map(|c| order(c.into())).collect::<Vec<_>>()
        };
        let told = |bytes: &[u8], named| unmarked(bytes, named).unwrap_or_default();
        for (bytes, hint) in [
            (bytes(u16::to_le_bytes), "encoding = \"utf-16le\""),
            (bytes(u16::to_be_bytes), "encoding = \"utf-16be\""),
            (wide_of(u32::to_le_bytes), "UTF-32"),
            (wide_of(u32::to_be_bytes), "UTF-32"),
        ] {
            assert!(told(&bytes, None).contains(hint), "{hint} {}", told(&bytes, None));
            assert!(told(&bytes, encoding("windows-1251")).contains(hint), "{hint}");
            assert_eq!(told(&bytes, encoding("utf-16le")), "");
        }
        assert_eq!(told(text.as_bytes(), None), "");
        assert_eq!(told(&[b"\xff\xfe", &*bytes(u16::to_le_bytes)].concat(), None), "");
        assert_eq!(told(b"ID;a\0b\n1;2\n3;4\n5;6\n7;8\n9;0\n1;2\n3;4\n", None), "", "a stray zero");
    }
}
