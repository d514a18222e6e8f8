//! Words for an exchange's refusal of a connection.

use std::io;

use rustls::{AlertDescription, Error as TlsError};

use crate::foreign;

/// Error code of HTTP/2 for a peer that asks too much (RFC 9113, section 7).
const ENHANCE_YOUR_CALM: u32 = 11;

/// Explains why a connection ended before the exchange said anything; errors that are not a
/// refusal stay as they are.
pub(super) fn explain(error: io::Error) -> io::Error {
    let tls = error.get_ref().and_then(|inner| inner.downcast_ref::<TlsError>());
    let text = match tls {
        Some(TlsError::AlertReceived(alert)) => match alert {
            AlertDescription::AccessDenied => {
                "the exchange does not admit this certificate: its member is not in the register, is suspended, or does not hold the certificate's role; ask your coordinator"
            }
            AlertDescription::CertificateRevoked => {
                "the certificate has been revoked; ask your coordinator for a new one"
            }
            AlertDescription::CertificateExpired => {
                "the certificate has expired, or the exchange's revocation list has; ask your coordinator"
            }
            AlertDescription::CertificateRequired => {
                "the exchange asks for a certificate; name certificate and key in the profile"
            }
            AlertDescription::UnknownCA => {
                "the exchange does not know the authority of this certificate, or the authority's revocation list has ended; ask your coordinator"
            }
            AlertDescription::UnsupportedCertificate | AlertDescription::CertificateUnknown => {
                "the exchange does not take this certificate: its extended key usage must be clientAuth, its name a SPIFFE id, its validity no longer than the exchange allows, and its authority's certificate valid; ask your coordinator for a new one"
            }
            _ => return error,
        },
        None if error.kind() == io::ErrorKind::ConnectionReset => {
            "the connection was reset before the exchange said anything, by the exchange or by something on the way, such as a firewall; it says nothing of the certificate: try again in a minute"
        }
        None if is_closed(&error) => {
            "the connection was closed before the exchange said anything; it may be busy: try again in a minute"
        }
        _ => return error,
    };
    let kind = if tls.is_some() { io::ErrorKind::PermissionDenied } else { error.kind() };
    io::Error::new(kind, text)
}

fn is_closed(error: &io::Error) -> bool {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
    matches!(error.kind(), BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof)
}

/// Finds the refusal in the first frames of a server, if they are one: SETTINGS, then GOAWAY with
/// the code ENHANCE_YOUR_CALM and a text.
pub(super) fn in_frames(bytes: &[u8]) -> Option<io::Error> {
    let (settings, _, rest) = frame(bytes)?;
    let (goaway, payload, _) = frame(rest)?;
    if settings != 4 || goaway != 7 {
        return None;
    }
    let (_last_stream, rest) = payload.split_first_chunk::<4>()?;
    let (code, text) = rest.split_first_chunk::<4>()?;
    if u32::from_be_bytes(*code) != ENHANCE_YOUR_CALM {
        return None;
    }
    let text = foreign::line(&String::from_utf8_lossy(text));
    Some(io::Error::new(io::ErrorKind::QuotaExceeded, format!("the exchange refused: {text}")))
}

/// Splits the first frame off: its kind, its payload, and the bytes after it.
fn frame(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (head, rest) = bytes.split_first_chunk::<9>()?;
    let length = u32::from_be_bytes([0, head[0], head[1], head[2]]) as usize;
    let (payload, rest) = rest.split_at_checked(length)?;
    Some((head[3], payload, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alerts_become_words_that_say_what_to_do() {
        let alert =
            |alert| io::Error::new(io::ErrorKind::InvalidData, TlsError::AlertReceived(alert));
        let told = |error| explain(error).to_string();
        assert!(told(alert(AlertDescription::AccessDenied)).contains("register"));
        assert!(told(alert(AlertDescription::CertificateRevoked)).contains("revoked"));
        assert!(told(alert(AlertDescription::DecodeError)).contains("DecodeError"));
        assert!(told(io::ErrorKind::ConnectionReset.into()).contains("was reset"));
        assert!(told(io::ErrorKind::UnexpectedEof.into()).contains("try again"));
        for kind in [io::ErrorKind::ConnectionReset, io::ErrorKind::UnexpectedEof] {
            assert_ne!(explain(kind.into()).kind(), io::ErrorKind::PermissionDenied);
        }
        assert!(told(io::Error::other("something else")).contains("something else"));
    }

    #[test]
    fn a_refusal_in_frames_is_read_and_cleaned() {
        let refusal = |text: &[u8]| {
            let mut bytes = vec![0, 0, 0, 4, 0, 0, 0, 0, 0];
            bytes.extend([0, 0, 8 + text.len() as u8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11]);
            bytes.extend(text);
            bytes
        };
        let told = in_frames(&refusal(b"full\x1b[2J")).unwrap().to_string();
        assert!(told.starts_with("the exchange refused: full") && !told.contains('\x1b'), "{told}");
        let whole = refusal(b"full");
        for length in 0..whole.len() {
            assert!(in_frames(&whole[..length]).is_none(), "{length}");
        }
        // An ordinary beginning.
        assert!(in_frames(&[0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0, 0]).is_none());
    }
}
