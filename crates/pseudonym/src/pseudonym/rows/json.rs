//! JSON exports: one object a line, or an array of objects. Numbers keep their digits, and a value
//! of a deeper object has its path as the name of its column.

use std::borrow::Cow;
use std::fmt;
use std::io::{BufRead, BufReader};

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::RowError;
use super::csv::{MAX_ROW, too_long};
use super::header::column_name;
use super::source::Utf8Source;

/// Deepest nesting of objects and arrays that is read.
const MAX_DEPTH: usize = 32;

#[derive(Clone, Copy, PartialEq)]
enum Form {
    Unknown,
    Lines,
    Array { has_element: bool },
    Over,
}

/// Reader of the objects of a file.
pub struct JsonReader {
    input: BufReader<Utf8Source>,
    form: Form,
    /// Line of the next byte, from 1.
    line: u64,
    after_return: bool,
    /// Number of objects that were read.
    count: u64,
}

impl JsonReader {
    /// A reader of the objects in a source.
    pub fn new(source: Utf8Source) -> Self {
        let input = BufReader::with_capacity(1 << 16, source);
        Self { input, form: Form::Unknown, line: 1, after_return: false, count: 0 }
    }

    fn peek(&mut self) -> Result<Option<u8>, RowError> {
        Ok(self.input.fill_buf().map_err(RowError::of_io)?.first().copied())
    }

    fn take(&mut self) -> Result<Option<u8>, RowError> {
        let byte = self.peek()?;
        if let Some(byte) = byte {
            self.input.consume(1);
            let is_second = std::mem::replace(&mut self.after_return, byte == b'\r');
            self.line += u64::from(byte == b'\r' || byte == b'\n' && !is_second);
        }
        Ok(byte)
    }

    fn skip_blanks(&mut self) -> Result<Option<u8>, RowError> {
        while let Some(byte) = self.peek()? {
            if !byte.is_ascii_whitespace() {
                return Ok(Some(byte));
            }
            self.take()?;
        }
        Ok(None)
    }

    /// Reads the next element: its line, and its text into `text`; `None` at the end.
    pub fn read(&mut self, text: &mut Vec<u8>) -> Result<Option<u64>, RowError> {
        text.clear();
        if self.form == Form::Unknown {
            self.form = match self.skip_blanks()? {
                Some(b'[') => {
                    self.take()?;
                    Form::Array { has_element: false }
                }
                _ => Form::Lines,
            };
        }
        let line = match self.form {
            Form::Array { has_element } => self.element(has_element, text)?,
            Form::Lines => self.object_line(text)?,
            Form::Unknown | Form::Over => None,
        };
        self.count += 1;
        if self.count == 1 && self.form == Form::Lines && goes_on(text) {
            let line = line.unwrap_or(1);
            return Err(RowError::Content(format!(
                "line {line}: an object begins here and goes on in further lines: one object a line, or one array of all objects, is expected"
            )));
        }
        Ok(line)
    }

    fn object_line(&mut self, text: &mut Vec<u8>) -> Result<Option<u64>, RowError> {
        if self.skip_blanks()?.is_none() {
            return Ok(None);
        }
        let line = self.line;
        while let Some(byte) = self.take()? {
            if matches!(byte, b'\n' | b'\r') {
                break;
            }
            text.push(byte);
            if text.len() > MAX_ROW {
                return Err(too_long(line));
            }
        }
        Ok(Some(line))
    }

    fn element(&mut self, has_element: bool, text: &mut Vec<u8>) -> Result<Option<u64>, RowError> {
        let cut = |line: u64| {
            RowError::Content(format!(
                "line {line}: the JSON array is not closed: the file is cut off; export it anew"
            ))
        };
        let mut next = self.skip_blanks()?;
        if has_element && next == Some(b',') {
            self.take()?;
            next = self.skip_blanks()?;
        } else if has_element && !matches!(next, Some(b']') | None) {
            return Err(RowError::Content(format!(
                "line {}: is no JSON array from here on: a comma between two objects is missing",
                self.line
            )));
        }
        let line = self.line;
        match next {
            None => return Err(cut(line)),
            Some(b']') => {
                self.take()?;
                self.form = Form::Over;
                return match self.skip_blanks()? {
                    None => Ok(None),
                    Some(_) => Err(RowError::Content(format!(
                        "line {}: something follows behind the JSON array",
                        self.line
                    ))),
                };
            }
            Some(_) => {}
        }
        self.form = Form::Array { has_element: true };
        let (mut depth, mut in_text, mut is_escaped) = (0, false, false);
        loop {
            let Some(byte) = self.peek()? else { return Err(cut(line)) };
            if depth == 0 && !in_text && !text.is_empty() && matches!(byte, b',' | b']') {
                return Ok(Some(line));
            }
            self.take()?;
            text.push(byte);
            if text.len() > MAX_ROW {
                return Err(too_long(line));
            }
            match byte {
                _ if std::mem::take(&mut is_escaped) => {}
                b'\\' if in_text => is_escaped = true,
                b'"' => in_text = !in_text,
                b'{' | b'[' if !in_text => depth += 1,
                b'}' | b']' if !in_text => depth -= 1,
                _ => {}
            }
            if depth == 0 && !in_text && matches!(byte, b'}') {
                return Ok(Some(line));
            }
        }
    }
}

/// Whether a line is the beginning of an object.
fn goes_on(text: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(text).is_err_and(|error| error.is_eof())
}

/// Members of an object, in their order.
struct Members<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Reader)
    }
}

/// Flattened object: its names and values, those of deeper objects under their path
/// (`person.name`). The values of a list stand in one value, between separators.
#[derive(Default)]
pub struct Flat {
    /// Names with their values.
    pub values: Vec<(String, String)>,
    /// Name that stands twice in one object, if there is one.
    pub doubled: Option<String>,
    /// Names whose values are of several objects of one list.
    pub several: Vec<String>,
    separator: String,
}

impl Flat {
    /// Reads and flattens an object. `separator` stands between the values of a list.
    pub fn read(text: &str, separator: &str) -> Result<Self, &'static str> {
        let mut flat = Self { separator: separator.to_owned(), ..Self::default() };
        let members = serde_json::from_str(text).map_err(|_| "is not a JSON object")?;
        flat.members("", members, 0)?;
        Ok(flat)
    }

    fn members(
        &mut self,
        path: &str,
        Members(members): Members<'_>,
        depth: usize,
    ) -> Result<(), &'static str> {
        for (place, (name, value)) in members.iter().enumerate() {
            let name = column_name(name);
            if members[..place].iter().any(|(other, _)| column_name(other) == name) {
                self.doubled = Some(name.clone());
            }
            let path = if path.is_empty() { name } else { format!("{path}.{name}") };
            self.value(&path, value.get(), depth + 1)?;
        }
        Ok(())
    }

    fn value(&mut self, path: &str, json: &str, depth: usize) -> Result<(), &'static str> {
        const BROKEN: &str = "is not a JSON object";
        if depth > MAX_DEPTH {
            return Err("has objects in each other that lie too deep");
        }
        let json = json.trim();
        match json.as_bytes().first() {
            Some(b'{') => {
                self.members(path, serde_json::from_str(json).map_err(|_| BROKEN)?, depth)?;
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(json).map_err(|_| BROKEN)?;
                if items.is_empty() {
                    self.add(path, String::new());
                }
                let objects = items.iter().filter(|item| item.get().trim().starts_with('{'));
                let is_several = objects.count() > 1;
                for item in &items {
                    self.value(path, item.get(), depth + 1)?;
                }
                if is_several {
                    let inside = format!("{path}.");
                    let names = self.values.iter().map(|(name, _)| name);
                    let found = names.filter(|name| name.starts_with(&inside)).cloned();
                    self.several.extend(found.collect::<Vec<_>>());
                }
            }
            Some(b'"') => self.add(path, serde_json::from_str(json).map_err(|_| BROKEN)?),
            Some(b'n') => self.add(path, String::new()),
            // Numbers as they are written, true and false.
            _ => self.add(path, json.to_owned()),
        }
        Ok(())
    }

    fn add(&mut self, path: &str, value: String) {
        match self.values.iter_mut().find(|(name, _)| name == path) {
            Some((_, before)) if !before.is_empty() && !value.is_empty() => {
                before.push_str(&self.separator);
                before.push_str(&value);
            }
            Some((_, before)) if before.is_empty() => *before = value,
            Some(_) => {}
            None => self.values.push((path.to_owned(), value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &'static str) -> Result<Vec<(u64, String)>, String> {
        let mut reader = JsonReader::new(Utf8Source::new(Box::new(text.as_bytes()), None).unwrap());
        let mut found = Vec::new();
        let mut element = Vec::new();
        while let Some(line) = reader.read(&mut element).map_err(|e| e.to_string())? {
            found.push((line, String::from_utf8(element.clone()).unwrap()));
        }
        Ok(found)
    }

    #[test]
    fn lines_and_arrays() {
        let expected = [(2, "{\"a\":\"]\\\",\"}".to_owned()), (4, "{\"b\":[1,2]}".into())];
        assert_eq!(read("[\n{\"a\":\"]\\\",\"},\n\n{\"b\":[1,2]}\n]\n").unwrap(), expected);
        assert_eq!(read("\n{\"a\":\"]\\\",\"}\n\n{\"b\":[1,2]}").unwrap(), expected);
        assert_eq!(read("[]").unwrap(), []);
        assert_eq!(read("[1, {}]").unwrap()[0], (1, "1".into()));
        for (wrong, hint) in [
            ("[{\"a\":1}", "not closed"),
            ("[{\"a\":1", "not closed"),
            ("[{} {}]", "comma"),
            ("[{}] x", "behind"),
            ("{\n\"a\": 1\n}", "further lines"),
        ] {
            let told = read(wrong).unwrap_err();
            assert!(told.contains(hint), "{wrong} {told}");
        }
    }

    #[test]
    fn values_keep_their_digits_and_lie_under_their_path() {
        let text = r#"{"id": 12345678901234567890123, "f": 36.50, "n": null, "t": true, "who": {"name": "ë"},
            "types": ["A", "B"], "services": [{"type": "S"}, {"type": "T"}], "none": []}"#;
        let flat = Flat::read(text, "|").unwrap();
        let values: Vec<(&str, &str)> =
            flat.values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let expected = [
            ("id", "12345678901234567890123"),
            ("f", "36.50"),
            ("n", ""),
            ("t", "true"),
            ("who.name", "ë"),
            ("types", "A|B"),
            ("services.type", "S|T"),
            ("none", ""),
        ];
        assert_eq!(values, expected);
        assert_eq!(Flat::read(r#"{"a": 1, "a": 2}"#, "|").unwrap().doubled.as_deref(), Some("a"));
        assert!(Flat::read("{\"a\": NaN}", "|").is_err());
        assert!(Flat::read("[1]", "|").is_err());
        let several = |text: &str| Flat::read(text, "|").unwrap().several;
        assert_eq!(
            several(r#"{"who": [{"a": "x", "b": 1}, {"a": "y"}], "c": [1, 2]}"#),
            ["who.a", "who.b"]
        );
        assert!(several(r#"{"who": [{"a": "x"}], "c": {"a": ["x", "y"]}}"#).is_empty());
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(5000), "]".repeat(5000));
        assert!(Flat::read(&deep, "|").is_err());
    }
}
