//! Files that are read whole, and how much of one is read at most.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Bytes of a file that people write by hand: a form, a mapping, a profile, a key, a certificate.
pub const SMALL: u64 = 1 << 20;

/// Reads a file whole. One that holds more than `most` bytes, or has no end, is refused when so many
/// have been read.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    // As large as it is to be at once: a buffer that grows leaves copies behind, and it may be a key.
    let bytes = Vec::with_capacity(file.metadata()?.len().min(most).saturating_add(1) as usize);
    fill(bytes, file, most)
}

/// Reads a file of UTF-8 whole, likewise.
pub fn read_text(path: &Path, most: u64) -> io::Result<String> {
    text(read(path, most)?)
}

/// Reads whatever comes of an input to its end, likewise.
pub fn read_from(input: impl Read, most: u64) -> io::Result<Vec<u8>> {
    fill(Vec::new(), input, most)
}

fn fill(mut bytes: Vec<u8>, input: impl Read, most: u64) -> io::Result<Vec<u8>> {
    input.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        let text = format!("holds more than {most} bytes, which is too much for what it is to be");
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, text));
    }
    Ok(bytes)
}

/// The text of bytes that must be UTF-8.
pub fn text(bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes).map_err(|error| {
        // The error itself would hold the text.
        let line = error.as_bytes()[..error.utf8_error().valid_up_to()]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count();
        let text = format!("is not in UTF-8 (line {}): save it as UTF-8", line + 1);
        io::Error::new(io::ErrorKind::InvalidData, text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_read_than_allowed() {
        assert_eq!(read_from(&b"four"[..], 4).unwrap(), b"four");
        let told = read_from(io::repeat(0), 1000).unwrap_err();
        assert_eq!(told.kind(), io::ErrorKind::FileTooLarge);
        #[cfg(unix)]
        assert!(read(Path::new("/dev/zero"), SMALL).is_err());
        // A pipe, as a shell makes one of `<(command)`.
        #[cfg(unix)]
        {
            use std::io::Write;
            use std::os::fd::AsRawFd;
            let (reader, mut writer) = io::pipe().unwrap();
            writer.write_all(b"record = ").unwrap();
            drop(writer);
            let path = format!("/dev/fd/{}", reader.as_raw_fd());
            assert_eq!(read_text(Path::new(&path), SMALL).unwrap(), "record = ");
        }
        let told = text(b"a\nP\xebrvetica".to_vec()).unwrap_err().to_string();
        assert!(told.contains("line 2") && told.contains("UTF-8") && !told.contains("rvetica"));
    }
}
