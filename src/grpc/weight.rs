//! Estimate of the memory that a message will take once it is unpacked.
//!
//! Two bytes of a message can stand for a record of hundreds of bytes. Whatever the schema lets
//! repeat is counted where it stands, with the room that its unpacked form takes.

use std::collections::HashMap;

use prost_reflect::{DescriptorPool, FieldDescriptor, Kind, MessageDescriptor};

/// Deepest nesting of messages that is followed: the limit of the library that unpacks messages.
const DEPTH: usize = 100;
/// Factor of room that a list takes for each element: a list may be up to twice as long as its
/// contents.
const ROOM: usize = 2;
/// Inline size of a text or a list, in bytes.
const LIST: usize = size_of::<String>();
/// Inline size of a field of bytes, in bytes.
const BYTES: usize = size_of::<bytes::Bytes>();
/// Inline size of a number, or of the pointer to a message, in bytes.
const WORD: usize = 8;

/// Descriptions of the messages that methods take, as far as their weight depends on them.
pub(super) struct Weights {
    methods: HashMap<String, Method>,
    messages: Vec<Message>,
}

/// Method of a service, with the message that it takes.
#[derive(Clone, Copy)]
pub(super) struct Method {
    input: usize,
    /// Whether the method takes a stream of messages.
    pub is_streaming: bool,
}

#[derive(Default)]
struct Message {
    size: usize,
    /// Fields of the message by number; none for a number without a field, or with one that takes
    /// no room of its own.
    fields: Vec<Option<Field>>,
}

#[derive(Clone, Copy)]
enum Field {
    /// A field with a message (index in [`Weights::messages`]), and whether there may be many.
    Message(usize, bool),
    /// A field with one text or with bytes.
    Text,
    /// A field with texts or bytes, of which there may be many.
    Texts,
    /// A field with a list of numbers, which may be packed into one piece.
    Numbers,
}

impl Weights {
    /// Weights of all methods in these sets of encoded file descriptors.
    pub fn new<'a>(
        files: impl IntoIterator<Item = &'a [u8]>,
    ) -> Result<Self, prost_reflect::DescriptorError> {
        let mut weights = Self { methods: HashMap::new(), messages: Vec::new() };
        for file in files {
            let pool = DescriptorPool::decode(file)?;
            let mut known = HashMap::new();
            for service in pool.services() {
                for method in service.methods() {
                    let input = weights.learn(&method.input(), &mut known);
                    let is_streaming = method.is_client_streaming();
                    let path = format!("/{}/{}", service.full_name(), method.name());
                    weights.methods.insert(path, Method { input, is_streaming });
                }
            }
        }
        Ok(weights)
    }

    /// The method at a path; `None` for an unknown path.
    pub fn method(&self, path: &str) -> Option<Method> {
        self.methods.get(path).copied()
    }

    /// Estimates the bytes that the message of a method takes unpacked, rather too many than too
    /// few. A message that cannot be unpacked is weighed up to the place where it becomes
    /// unreadable.
    pub fn weigh(&self, method: Method, message: &[u8]) -> usize {
        self.messages[method.input].size + self.contents(method.input, message, DEPTH)
    }

    fn learn(&mut self, message: &MessageDescriptor, known: &mut HashMap<String, usize>) -> usize {
        if let Some(index) = known.get(message.full_name()) {
            return *index;
        }
        let index = self.messages.len();
        self.messages.push(Message::default());
        known.insert(message.full_name().to_owned(), index);
        let mut size = 0;
        let mut fields = Vec::new();
        for field in message.fields() {
            let learned = match field.kind() {
                Kind::Message(inner) => {
                    let inner = self.learn(&inner, known);
                    // One within itself is still being learned: it is behind a pointer.
                    size += match field.is_list() {
                        true => LIST,
                        false => self.messages[inner].size + WORD,
                    };
                    Some(Field::Message(inner, is_many(&field)))
                }
                kind => {
                    let is_text = matches!(kind, Kind::String | Kind::Bytes);
                    size += match kind {
                        _ if field.is_list() => LIST,
                        Kind::String => LIST,
                        Kind::Bytes => BYTES,
                        _ => WORD,
                    };
                    match (is_text, is_many(&field)) {
                        (true, true) => Some(Field::Texts),
                        (true, false) => Some(Field::Text),
                        (false, true) => Some(Field::Numbers),
                        (false, false) => None,
                    }
                }
            };
            let number = field.number() as usize;
            fields.resize(fields.len().max(number + 1), None);
            fields[number] = learned;
        }
        self.messages[index] = Message { size, fields };
        index
    }

    fn contents(&self, message: usize, mut bytes: &[u8], depth: usize) -> usize {
        let mut weight: usize = 0;
        while let Some((number, value)) = next(&mut bytes) {
            let field = self.messages[message].fields.get(number).copied().flatten();
            let Some(field) = field else { continue };
            let of_field = match (field, value) {
                (Field::Message(inner, is_many), Value::Piece(piece)) if depth > 0 => {
                    let room = if is_many { self.messages[inner].size * ROOM } else { 0 };
                    room + self.contents(inner, piece, depth - 1)
                }
                (Field::Text, Value::Piece(piece)) => piece.len(),
                (Field::Texts, Value::Piece(piece)) => BYTES * ROOM + piece.len(),
                (Field::Numbers, Value::Piece(piece)) => WORD * ROOM * piece.len(),
                (Field::Numbers, Value::Number) => WORD * ROOM,
                _ => 0,
            };
            weight = weight.saturating_add(of_field);
        }
        weight
    }
}

fn is_many(field: &FieldDescriptor) -> bool {
    field.is_list() || field.is_map()
}

enum Value<'a> {
    Number,
    Piece(&'a [u8]),
}

/// Takes the next field off a message: its number and its value.
fn next<'a>(bytes: &mut &'a [u8]) -> Option<(usize, Value<'a>)> {
    let key = varint(bytes)?;
    let number = usize::try_from(key >> 3).ok()?;
    let value = match key & 7 {
        0 => varint(bytes).map(|_| Value::Number)?,
        1 => cut(bytes, 8).map(|_| Value::Number)?,
        5 => cut(bytes, 4).map(|_| Value::Number)?,
        2 => {
            let length = usize::try_from(varint(bytes)?).ok()?;
            Value::Piece(cut(bytes, length)?)
        }
        // Groups, of which the schema has none: what is in them is skipped piece by piece.
        3 | 4 => Value::Number,
        _ => return None,
    };
    Some((number, value))
}

fn cut<'a>(bytes: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (piece, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(piece)
}

fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0u64;
    for (index, byte) in bytes.iter().take(10).enumerate() {
        value |= u64::from(byte & 0x7f) << (7 * index).min(63);
        if byte & 0x80 == 0 {
            *bytes = &bytes[index + 1..];
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use prost::Message as _;

    use super::*;
    use crate::proto::{DESCRIPTORS, v1};

    const SUBMIT: &str = "/vdx.v1.IntakeService/SubmitRecords";

    fn weights() -> Weights {
        Weights::new([DESCRIPTORS]).unwrap()
    }

    fn weight(bytes: &[u8]) -> usize {
        let weights = weights();
        weights.weigh(weights.method(SUBMIT).unwrap(), bytes)
    }

    #[test]
    fn a_small_message_that_unpacks_to_much_is_heavy() {
        for (record, least) in [
            // The record itself.
            (v1::Record::default(), size_of::<v1::Record>()),
            // What is in one.
            (
                v1::Record {
                    record: Some(v1::record::Record::Victim(v1::VictimRecord {
                        tokens: vec![v1::Token::default(); 1000],
                        citizenships: vec![String::new(); 1000],
                        ..Default::default()
                    })),
                },
                1000 * (size_of::<v1::Token>() + size_of::<String>()),
            ),
        ] {
            let request =
                v1::SubmitRecordsRequest { records: vec![record; 1000], ..Default::default() };
            let found = weight(&request.encode_to_vec());
            assert!(found >= 1000 * least, "{found} of {least}");
            assert!(found <= 8000 * least, "{found} of {least}");
        }
    }

    #[test]
    fn no_message_of_the_schema_is_larger_than_it_is_taken_for() {
        let weights = weights();
        let of = |path: &str| weights.messages[weights.method(path).unwrap().input].size;
        assert!(of(SUBMIT) >= size_of::<v1::SubmitRecordsRequest>());
        let path = "/vdx.v1.ReferralService/CreateReferral";
        assert!(of(path) >= size_of::<v1::CreateReferralRequest>());
        assert!(weights.method(SUBMIT).unwrap().is_streaming);
        assert!(!weights.method(path).unwrap().is_streaming);
    }

    #[test]
    fn an_ordinary_batch_is_light() {
        let victim = v1::VictimRecord {
            record_id: "PN-10021".into(),
            tokens: vec![v1::Token { value: vec![7; 16].into(), ..Default::default() }; 30],
            citizenships: vec!["XK".into()],
            ..Default::default()
        };
        let record = v1::Record { record: Some(v1::record::Record::Victim(victim)) };
        let request =
            v1::SubmitRecordsRequest { records: vec![record; 1000], ..Default::default() };
        assert!(weight(&request.encode_to_vec()) < 12 << 20);
    }

    #[test]
    fn anything_can_be_weighed() {
        let weights = weights();
        let method = weights.method(SUBMIT).unwrap();
        let mut random = fastrand::Rng::with_seed(7);
        for _ in 0..20_000 {
            let length = random.usize(..64);
            let bytes: Vec<u8> = (0..length).map(|_| random.u8(..)).collect();
            weights.weigh(method, &bytes);
        }
        // As deep as it goes.
        let mut nested = Vec::new();
        for _ in 0..3000 {
            let mut outer = vec![0x22];
            prost::encoding::encode_varint(nested.len() as u64, &mut outer);
            outer.extend(&nested);
            nested = outer;
        }
        weights.weigh(method, &nested);
    }
}
