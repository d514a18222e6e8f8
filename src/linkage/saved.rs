//! Bytes of a saved linker, so that a start need not link everything again.
//!
//! Integers are little-endian: the number of descriptions (8 bytes) and of different tokens whose holders are known (8), then
//! for each description the places in this list of the one that names its cluster (4) and of the
//! next one in its component (4), its number of tokens (2) and the tokens (8 each), its number of
//! mentions (4), and their keys and institutions (16 and 4 each), the smallest first.

use std::io::{self, ErrorKind, Read, Write};

use super::bodies::{Bodies, Slot};
use super::commonness::EVERYBODY;
use super::crowds::core;
use super::descriptions::{DescriptionKey, LinkToken};
use super::linker::Linker;
use super::members::{Members, MentionKey, Sender};

/// Copy of what is saved of a linker, as it was at one moment. The copy shares the memory of the
/// linker's descriptions, as far as these do not change.
pub struct Snapshot {
    bodies: Bodies,
    members: Members,
    cluster_of: Vec<Slot>,
    ring: Vec<Slot>,
    different_tokens: usize,
}

impl Snapshot {
    /// Writes the mentions and their clusters, as they were when the copy was made.
    pub fn save(&self, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        let cluster_and_ring = [&self.cluster_of[..], &self.ring];
        save(&self.bodies, &self.members, cluster_and_ring, self.different_tokens, out)
    }
}

fn save(
    bodies: &Bodies,
    members: &Members,
    cluster_and_ring: [&[Slot]; 2],
    different_tokens: usize,
    out: &mut (impl Write + ?Sized),
) -> io::Result<()> {
    let mut places = vec![Slot::MAX; bodies.slots()];
    let mut count = 0;
    for slot in bodies.iter() {
        places[slot as usize] = count;
        count += 1;
    }
    out.write_all(&u64::from(count).to_le_bytes())?;
    out.write_all(&(different_tokens as u64).to_le_bytes())?;
    let (mut bytes, mut tokens) = (Vec::new(), Vec::new());
    for slot in bodies.iter() {
        bodies.read_tokens(slot, &mut tokens);
        bytes.clear();
        for other in cluster_and_ring.map(|slots| slots[slot as usize]) {
            bytes.extend(places[other as usize].to_le_bytes());
        }
        bytes.extend((tokens.len() as u16).to_le_bytes());
        tokens.iter().for_each(|token| bytes.extend_from_slice(&token.0.to_le_bytes()));
        bytes.extend((members.of(slot).count() as u32).to_le_bytes());
        for (key, institution) in members.with_institutions(slot) {
            bytes.extend_from_slice(&key.0.to_le_bytes());
            bytes.extend_from_slice(&institution.to_le_bytes());
        }
        out.write_all(&bytes)?;
    }
    Ok(())
}

impl Linker {
    /// Copies what [`Snapshot::save`] writes, so that linkage can go on meanwhile.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            bodies: self.descriptions.bodies.share(),
            members: self.members.clone(),
            cluster_of: self.cluster_of.clone(),
            ring: self.ring.clone(),
            different_tokens: self.descriptions.different_tokens(),
        }
    }

    /// Writes the mentions and their clusters, as they are now.
    pub fn save(&self, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        let Self { descriptions, members, cluster_of, ring, .. } = self;
        let different = descriptions.different_tokens();
        save(&descriptions.bodies, members, [cluster_of, ring], different, out)
    }

    /// Reads a linker that was saved under the same profile and phases as this one, which has no
    /// mentions; [`ErrorKind::InvalidData`] when the bytes make no sense.
    pub fn restore(mut self, input: &mut (impl Read + ?Sized)) -> io::Result<Self> {
        let nonsense = || io::Error::from(ErrorKind::InvalidData);
        let count = u64::from_le_bytes(take(input)?);
        let different = u64::from_le_bytes(take(input)?) as usize;
        let linker = &mut self;
        let mut all_tokens = 0;
        let (mut bytes, mut tokens) = (Vec::new(), Vec::new());
        for _ in 0..count {
            linker.cluster_of.push(Slot::from_le_bytes(take(input)?));
            linker.ring.push(Slot::from_le_bytes(take(input)?));
            bytes.resize(8 * usize::from(u16::from_le_bytes(take(input)?)), 0);
            input.read_exact(&mut bytes)?;
            tokens.clear();
            tokens.extend(bytes.as_chunks().0.iter().map(|b| LinkToken(u64::from_le_bytes(*b))));
            all_tokens += tokens.len();
            // Kinds begin at 1.
            let of_no_kind = tokens.first().is_some_and(|token| token.kind_bit() == 1);
            let sorted = tokens.is_sorted_by(|a, b| a < b);
            let name = DescriptionKey::of(&tokens);
            if !sorted || of_no_kind || linker.descriptions.slot(name).is_some() {
                return Err(nonsense());
            }
            let slot = linker.descriptions.place(name, &tokens);
            for place in 0..u32::from_le_bytes(take(input)?) {
                let key = MentionKey(u128::from_le_bytes(take(input)?));
                let institution = Sender::from_le_bytes(take(input)?);
                let known = linker.members.slot(key).is_some();
                // The smallest one comes first.
                if known || place > 0 && linker.members.add(slot, key, institution) {
                    return Err(nonsense());
                }
                if place == 0 {
                    linker.members.start(slot, key, institution);
                }
            }
            if linker.members.described() != slot as usize + 1 {
                return Err(nonsense());
            }
        }
        let mut reached = vec![false; linker.ring.len()];
        for (cluster, next) in linker.cluster_of.iter().zip(&linker.ring) {
            // Each is the next one of one other, or the rings are none.
            let fresh =
                reached.get_mut(*next as usize).is_some_and(|at| !std::mem::replace(at, true));
            if !fresh || *cluster as usize >= linker.ring.len() {
                return Err(nonsense());
            }
        }
        // Before room is made for so many.
        if different > all_tokens {
            return Err(nonsense());
        }
        linker.descriptions.index(different);
        if linker.descriptions.different_tokens() != different {
            return Err(nonsense());
        }
        linker.count_crowds();
        Ok(self)
    }

    /// Counts the persons beside each token and the descriptions that are apart, which both follow
    /// from the rest.
    fn count_crowds(&mut self) {
        self.make_room();
        let mut tokens = Vec::new();
        for slot in 0..self.descriptions.bodies.slots() as Slot {
            self.descriptions.bodies.read_tokens(slot, &mut tokens);
            let person = (core(&tokens), self.phase(&tokens));
            for token in &tokens {
                self.restore_crowd(*token, slot, person);
            }
            if self.all_from.is_some() {
                self.count(EVERYBODY, slot, person);
            }
        }
        for slot in 0..self.descriptions.bodies.slots() as Slot {
            self.descriptions.bodies.read_tokens(slot, &mut tokens);
            self.common[slot as usize] = self.bearing(&tokens, self.phase(&tokens));
        }
        for slot in 0..self.descriptions.bodies.slots() as Slot {
            if !self.members.is_single(slot) {
                self.tell_apart(slot);
            }
        }
    }
}

fn take<const N: usize>(input: &mut (impl Read + ?Sized)) -> io::Result<[u8; N]> {
    let mut taken = [0; N];
    input.read_exact(&mut taken)?;
    Ok(taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::codes::MatchKeyKind;
    use crate::domain::profile::Profile;
    use crate::domain::record::Token;

    fn token(kind: MatchKeyKind, value: u8) -> Token {
        Token { kind, key_epoch: 1, value: [value; 16] }
    }

    fn empty() -> Linker {
        Linker::new(Profile::shipped())
    }

    #[test]
    fn a_restored_linker_goes_on_as_the_saved_one() {
        use MatchKeyKind::*;
        let mut linker = empty();
        let person = |value| [token(NationalId, value), token(NameBirthDate, value)];
        for key in 0..40u8 {
            linker.insert(MentionKey(u128::from(key)), &person(key % 13));
        }
        (0..40).step_by(3).for_each(|key| assert!(linker.remove(MentionKey(key))));
        let mut saved = Vec::new();
        linker.save(&mut saved).unwrap();
        let mut restored = empty().restore(&mut &saved[..]).unwrap();
        for both in [&mut linker, &mut restored] {
            // Into slots that were free, and out of lists that were restored.
            (0..6u8).for_each(|key| both.insert(MentionKey(u128::from(key) + 50), &person(key)));
            (0..40).step_by(5).for_each(|key| {
                both.remove(MentionKey(key));
            });
        }
        let persons =
            |linker: &Linker| (0..60).map(|key| linker.person(MentionKey(key))).collect::<Vec<_>>();
        assert_eq!(persons(&linker), persons(&restored));
        assert_eq!(linker.len(), restored.len());
        assert_eq!(linker.probe(&person(4)), restored.probe(&person(4)));
    }

    #[test]
    fn a_snapshot_stays_as_it_was() {
        let mut linker = empty();
        let mention = |key: u8, value: u8| {
            (MentionKey(u128::from(key)), [token(MatchKeyKind::NationalId, value)])
        };
        let insert = |linker: &mut Linker, (key, tokens): (_, [Token; 1])| {
            linker.insert(key, &tokens);
        };
        (0..200).for_each(|key| insert(&mut linker, mention(key, key % 90)));
        let mut then = Vec::new();
        linker.save(&mut then).unwrap();
        let snapshot = linker.snapshot();
        // New ones, some that go, and others in their places.
        (0..200).step_by(3).for_each(|key| assert!(linker.remove(mention(key, 0).0)));
        (200..=255).for_each(|key| insert(&mut linker, mention(key, key % 80)));
        let (mut now, mut saved) = (Vec::new(), Vec::new());
        linker.save(&mut now).unwrap();
        snapshot.save(&mut saved).unwrap();
        assert!(saved == then && now != then);
        empty().restore(&mut &saved[..]).unwrap();
    }

    #[test]
    fn bytes_that_make_no_sense_are_refused() {
        let mut linker = empty();
        (0..5)
            .for_each(|key| linker.insert(MentionKey(key), &[token(MatchKeyKind::NationalId, 1)]));
        let mut saved = Vec::new();
        linker.save(&mut saved).unwrap();
        let restore = |mut bytes: &[u8]| empty().restore(&mut bytes);
        assert!(restore(&saved).is_ok());
        for cut in 0..saved.len() {
            assert!(restore(&saved[..cut]).is_err());
        }
        // Each byte of the counts, of the description's cluster, component and length, and of its
        // number of mentions.
        for at in (0..26).chain(34..38) {
            let mut wrong = saved.clone();
            wrong[at] ^= 0x80;
            assert!(restore(&wrong).is_err(), "byte {at}");
        }
    }
}
