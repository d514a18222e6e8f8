//! Envelopes: HPKE (RFC 9180) in base mode with the post-quantum hybrid X-Wing, and the
//! writer's signature around it. `docs/referrals.md` tells the bytes.

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::XWing;
use hpke::rand_core::{CryptoRng, UnwrapErr};
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::domain::id::MemberId;
use crate::domain::referral::ReferralId;

use super::FieldBytes;
use super::history::Hash;
use super::keys::{KeyId, Keyring, PublicKey, Signature};

/// Largest size of the contents of one envelope, padding included: 1 MiB.
pub const MAX_CONTENT: usize = 1 << 20;
/// Smallest size in bytes to which contents are padded.
const MIN_PADDED: usize = 4096;

const MAGIC: &[u8; 4] = b"VDXR";
const VERSION: u8 = 1;
/// Number of the cipher suite: HPKE with KEM 0x647a (X-Wing), KDF 0x0001 (HKDF-SHA256), AEAD
/// 0x0003 (ChaCha20-Poly1305).
const SUITE: u8 = 1;
const INFO: &[u8] = b"vdx referral sealed part v1";

const HEADER: usize = 4 + 1 + 1 + 8 + 8;
const ENCAPSULATED: usize = 1120;
const TAG: usize = 16;
const SIGNATURE: usize = 64;
/// Number of bytes of an envelope beyond its padded contents.
pub const OVERHEAD: usize = HEADER + ENCAPSULATED + TAG + SIGNATURE;

/// Reason why an envelope cannot be made or opened; tells nothing of the contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum EnvelopeError {
    /// The contents are larger than [`MAX_CONTENT`].
    #[error("the sealed part is too large: it may hold at most 1 MiB with its attachments")]
    TooLarge,
    /// The bytes are no envelope of this version.
    #[error("not an envelope that this version of vdx can read")]
    Format,
    /// The envelope is sealed to a key that is not in the keyring.
    #[error("sealed to a key that is not in this keyring")]
    OtherKey,
    /// The signature is not the writer's.
    #[error("the signature on the envelope is not the writer's: it may have been tampered with")]
    Signature,
    /// The envelope is sealed to a key that is not the reader's latest, or by one that is not the
    /// writer's.
    #[error("sealed to a key that is not the latest: fetch the keys again")]
    StaleKey,
    /// The contents have a length that padding does not make.
    #[error("the padded contents have a length that padding does not make (docs/referrals.md)")]
    Padding,
    /// The envelope was tampered with, or is bound to another referral or event.
    #[error("the envelope cannot be opened: it was tampered with, or belongs to another referral")]
    Tampered,
}

/// Place to which an envelope is bound: it opens nowhere else.
#[derive(Clone, Copy, Debug)]
pub struct Binding<'a> {
    /// Referral of the envelope.
    pub referral: ReferralId,
    /// Number of the event in the referral.
    pub number: u32,
    /// Member that wrote the envelope.
    pub writer: &'a MemberId,
    /// Member to which the envelope is sealed.
    pub reader: &'a MemberId,
}

impl Binding<'_> {
    fn bytes(&self, header: &[u8]) -> Vec<u8> {
        FieldBytes::new("vdx referral envelope v1")
            .with(&self.referral.0)
            .with(&self.number.to_be_bytes())
            .with(self.writer.to_string().as_bytes())
            .with(self.reader.to_string().as_bytes())
            .with(header)
            .0
    }
}

/// Keys that an envelope names in its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// Key to which the envelope is sealed.
    pub reader: KeyId,
    /// Key that signed the envelope.
    pub writer: KeyId,
}

/// Reads the head of an envelope, which anybody can.
pub fn header(envelope: &[u8]) -> Result<Header, EnvelopeError> {
    let fits = envelope.len() >= OVERHEAD + MIN_PADDED
        && envelope.len() <= OVERHEAD + MAX_CONTENT
        && envelope.starts_with(MAGIC)
        && envelope[4..6] == [VERSION, SUITE];
    if !fits {
        return Err(EnvelopeError::Format);
    }
    let id = |from: usize| {
        let mut id = [0; 8];
        id.copy_from_slice(&envelope[from..from + 8]);
        KeyId(id)
    };
    Ok(Header { reader: id(6), writer: id(14) })
}

/// Hash of an envelope, by which a statement names it.
pub fn envelope_hash(envelope: &[u8]) -> Hash {
    *blake3::hash(envelope).as_bytes()
}

/// Seals contents to a reader's key and signs the envelope with the writer's latest key.
pub fn seal(
    content: &[u8],
    binding: Binding<'_>,
    reader: &PublicKey,
    writer: &Keyring,
) -> Result<Vec<u8>, EnvelopeError> {
    seal_with(content, binding, reader, writer, &mut UnwrapErr(getrandom::SysRng))
}

fn seal_with(
    content: &[u8],
    binding: Binding<'_>,
    reader: &PublicKey,
    writer: &Keyring,
    random: &mut impl CryptoRng,
) -> Result<Vec<u8>, EnvelopeError> {
    let padded = pad(content)?;
    let mut envelope = Vec::with_capacity(OVERHEAD + padded.len());
    envelope.extend_from_slice(MAGIC);
    envelope.extend_from_slice(&[VERSION, SUITE]);
    envelope.extend_from_slice(&reader.id().0);
    envelope.extend_from_slice(&writer.public().id().0);
    let bound = binding.bytes(&envelope);

    let key = <XWing as Kem>::PublicKey::from_bytes(&reader.sealing)
        .map_err(|_| EnvelopeError::OtherKey)?;
    let (encapsulated, mut context) = hpke::setup_sender_with_rng::<
        ChaCha20Poly1305,
        HkdfSha256,
        XWing,
    >(&OpModeS::Base, &key, INFO, random)
    .map_err(|_| EnvelopeError::OtherKey)?;
    let sealed = context.seal(&padded, &bound).map_err(|_| EnvelopeError::TooLarge)?;
    envelope.extend_from_slice(&encapsulated.to_bytes());
    envelope.extend_from_slice(&sealed);
    let signature = writer.sign(&to_sign(&bound, &envelope));
    envelope.extend_from_slice(&signature.0);
    Ok(envelope)
}

/// Checks all that can be checked without the reader's secret: that the envelope has the form and
/// one of the lengths that sealing makes, names both keys, is signed by the writer, and is bound
/// to this place of this referral. Whether the contents can be opened, only the reader can tell.
pub fn check(
    envelope: &[u8],
    binding: Binding<'_>,
    reader: KeyId,
    writer: &PublicKey,
) -> Result<(), EnvelopeError> {
    let header = header(envelope)?;
    if header.reader != reader || header.writer != writer.id() {
        return Err(EnvelopeError::StaleKey);
    }
    let padded = envelope.len() - OVERHEAD;
    if padded_size(padded) != padded {
        return Err(EnvelopeError::Padding);
    }
    check_signature(envelope, binding, writer).map(|_| ())
}

/// Checks that the signature is the writer's; returns what was signed, and the bytes of the
/// binding.
fn check_signature<'a>(
    envelope: &'a [u8],
    binding: Binding<'_>,
    writer: &PublicKey,
) -> Result<(&'a [u8], Vec<u8>), EnvelopeError> {
    let header = header(envelope)?;
    let (signed, signature) = envelope.split_at(envelope.len() - SIGNATURE);
    let bound = binding.bytes(&envelope[..HEADER]);
    let signature = Signature(signature.try_into().map_err(|_| EnvelopeError::Format)?);
    if header.writer != writer.id() || !writer.verify(&to_sign(&bound, signed), &signature) {
        return Err(EnvelopeError::Signature);
    }
    Ok((signed, bound))
}

/// Opens an envelope after its signature was found to be the writer's.
pub fn open(
    envelope: &[u8],
    binding: Binding<'_>,
    reader: &Keyring,
    writer: &PublicKey,
) -> Result<Zeroizing<Vec<u8>>, EnvelopeError> {
    let (signed, bound) = check_signature(envelope, binding, writer)?;
    let key = reader.opener(header(envelope)?.reader).ok_or(EnvelopeError::OtherKey)?;
    let (encapsulated, sealed) = signed[HEADER..].split_at(ENCAPSULATED);
    let encapsulated =
        <XWing as Kem>::EncappedKey::from_bytes(encapsulated).map_err(|_| EnvelopeError::Format)?;
    let mut context = hpke::setup_receiver::<ChaCha20Poly1305, HkdfSha256, XWing>(
        &OpModeR::Base,
        &key,
        &encapsulated,
        INFO,
    )
    .map_err(|_| EnvelopeError::Tampered)?;
    let padded = Zeroizing::new(context.open(sealed, &bound).map_err(|_| EnvelopeError::Tampered)?);
    unpad(&padded)
}

fn to_sign(bound: &[u8], envelope: &[u8]) -> Vec<u8> {
    FieldBytes::new("vdx referral envelope signature v1").with(bound).with(envelope).0
}

/// Pads contents: the contents, one byte 0x80, and zeros to a size that tells little. The size is
/// at least [`MIN_PADDED`], then as Padmé has it (Nikitin et al. 2019), which adds at most 12 %.
fn pad(content: &[u8]) -> Result<Zeroizing<Vec<u8>>, EnvelopeError> {
    let size = padded_size(content.len() + 1);
    if size > MAX_CONTENT {
        return Err(EnvelopeError::TooLarge);
    }
    // Reserved at once: no copy of the contents is left behind by growing.
    let mut padded = Zeroizing::new(Vec::with_capacity(size));
    padded.extend_from_slice(content);
    padded.push(0x80);
    padded.resize(size, 0);
    Ok(padded)
}

/// Size in bytes to which so many bytes are padded.
fn padded_size(bytes: usize) -> usize {
    let needed = bytes.max(MIN_PADDED);
    let exponent = needed.ilog2();
    let low_bits = exponent - (exponent.ilog2() + 1);
    let mask = (1usize << low_bits) - 1;
    (needed + mask) & !mask
}

fn unpad(padded: &[u8]) -> Result<Zeroizing<Vec<u8>>, EnvelopeError> {
    let end = padded.iter().rposition(|byte| *byte != 0).filter(|end| padded[*end] == 0x80);
    end.map(|end| Zeroizing::new(padded[..end].to_vec())).ok_or(EnvelopeError::Format)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(name: &str) -> MemberId {
        MemberId::new("exchange.example", name).unwrap()
    }

    fn keys(name: &str, seed: u8) -> Keyring {
        Keyring::from_bytes(member(name), [seed; 32], [seed + 1; 32])
    }

    #[test]
    fn an_envelope_opens_where_it_belongs_and_nowhere_else() {
        let (tirana, kosovo) = (keys("tirana", 1), keys("kosovo", 3));
        let (writer, reader) = (member("tirana"), member("kosovo"));
        let binding =
            Binding { referral: ReferralId([7; 16]), number: 1, writer: &writer, reader: &reader };
        let envelope = seal(b"content", binding, &kosovo.public(), &tirana).unwrap();
        let opened = open(&envelope, binding, &kosovo, &tirana.public()).unwrap();
        assert_eq!(opened.as_slice(), b"content");
        assert!(!envelope.windows(7).any(|w| w == b"content"));
        let head = header(&envelope).unwrap();
        assert_eq!(head.reader, kosovo.public().id());
        assert_eq!(head.writer, tirana.public().id());

        // Moved to another referral, event or pair: the signature covers the binding.
        for moved in [
            Binding { referral: ReferralId([8; 16]), ..binding },
            Binding { number: 2, ..binding },
            Binding { writer: &reader, ..binding },
            Binding { reader: &writer, ..binding },
        ] {
            let error = open(&envelope, moved, &kosovo, &tirana.public()).unwrap_err();
            assert_eq!(error, EnvelopeError::Signature);
        }
        // Signed anew by somebody else: the contents are still bound to the writer.
        let thief = keys("thief", 5);
        let bound = member("thief");
        let stolen = Binding { writer: &bound, ..binding };
        let mut forged = envelope[..envelope.len() - SIGNATURE].to_vec();
        forged[14..22].copy_from_slice(&thief.public().id().0);
        let signature = thief.sign(&to_sign(&stolen.bytes(&forged[..HEADER]), &forged));
        forged.extend_from_slice(&signature.0);
        let error = open(&forged, stolen, &kosovo, &thief.public()).unwrap_err();
        assert_eq!(error, EnvelopeError::Tampered);
        // Another keyring, and every flipped region.
        let error = open(&envelope, binding, &tirana, &tirana.public()).unwrap_err();
        assert_eq!(error, EnvelopeError::OtherKey);
        for place in [0, 5, 6, 14, 22, 1500, envelope.len() - 1] {
            let mut flipped = envelope.clone();
            flipped[place] ^= 1;
            assert!(open(&flipped, binding, &kosovo, &tirana.public()).is_err(), "{place}");
        }
    }

    #[test]
    fn sizes_tell_little() {
        let size = |length: usize| pad(&vec![1; length]).unwrap().len();
        assert_eq!(size(0), 4096);
        assert_eq!(size(4095), 4096);
        assert_eq!(size(4096), 4352);
        assert_eq!(size(100_000), 100_352);
        assert_eq!(size(MAX_CONTENT - 1), MAX_CONTENT);
        assert_eq!(pad(&vec![1; MAX_CONTENT]).unwrap_err(), EnvelopeError::TooLarge);
        for length in [0, 1, 4095, 70_000] {
            let content = vec![0; length];
            assert_eq!(*unpad(&pad(&content).unwrap()).unwrap(), content);
        }
    }

    /// Source of randomness that draws its bytes from a hash in counter mode, so that the test
    /// vector can be made again.
    struct Counter(blake3::OutputReader);

    impl hpke::rand_core::TryRng for Counter {
        type Error = std::convert::Infallible;

        fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
            let mut bytes = [0; 4];
            self.0.fill(&mut bytes);
            Ok(u32::from_le_bytes(bytes))
        }

        fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
            let mut bytes = [0; 8];
            self.0.fill(&mut bytes);
            Ok(u64::from_le_bytes(bytes))
        }

        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
            self.0.fill(bytes);
            Ok(())
        }
    }

    impl hpke::rand_core::TryCryptoRng for Counter {}

    /// The test vector of `docs/referrals.md` holds.
    #[test]
    fn the_published_vector_holds() {
        let (tirana, kosovo) = (keys("tirana", 1), keys("kosovo", 3));
        let (writer, reader) = (member("tirana"), member("kosovo"));
        let binding =
            Binding { referral: ReferralId([7; 16]), number: 1, writer: &writer, reader: &reader };
        let mut random = Counter(blake3::Hasher::new().finalize_xof());
        let envelope =
            seal_with(b"content", binding, &kosovo.public(), &tirana, &mut random).unwrap();
        let vectors = include_str!("../../../../docs/referrals.md");
        let expected = |name: &str, value: String| {
            let line = vectors.lines().find_map(|line| line.strip_prefix(name));
            assert_eq!(line.map(str::trim), Some(value.as_str()), "{name}");
        };
        expected("writer key id", hex::encode(tirana.public().id().0));
        expected("reader key id", hex::encode(kosovo.public().id().0));
        expected("reader fingerprint", kosovo.public().fingerprint());
        expected("header", hex::encode(&envelope[..HEADER]));
        expected("length", envelope.len().to_string());
        expected("signature", hex::encode(&envelope[envelope.len() - SIGNATURE..]));
        expected("BLAKE3 of the envelope", hex::encode(envelope_hash(&envelope)));
    }
}
