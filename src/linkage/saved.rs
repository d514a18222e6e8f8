//! A linker as bytes, so that a start need not link everything again.
//!
//! Integers are little-endian: the number of mentions (8 bytes) and of tokens in all (8), then
//! for each mention its key (16), the places in this list of the mention that names its cluster (4)
//! and of the next one in its component (4), its number of tokens (2) and the tokens (8 each).

use crate::domain::profile::Profile;

use super::linker::Linker;
use super::mentions::{LinkToken, MentionKey, Mentions, Slot};

/// Bytes of a mention without its tokens.
const MENTION: usize = 26;

impl Linker {
    /// How many bytes [`Linker::save`] appends.
    pub fn saved_size(&self) -> usize {
        let tokens: usize = self.mentions.iter().map(|slot| self.mentions.tokens(slot).len()).sum();
        16 + MENTION * self.len() + 8 * tokens
    }

    /// Appends the mentions and their clusters.
    pub fn save(&self, bytes: &mut Vec<u8>) {
        let mut places = vec![Slot::MAX; self.mentions.slots()];
        let mut tokens = 0;
        for (place, slot) in self.mentions.iter().enumerate() {
            places[slot as usize] = place as Slot;
            tokens += self.mentions.tokens(slot).len();
        }
        bytes.extend((self.len() as u64).to_le_bytes());
        bytes.extend((tokens as u64).to_le_bytes());
        for slot in self.mentions.iter() {
            let tokens = self.mentions.tokens(slot);
            bytes.extend(self.mentions.key(slot).0.to_le_bytes());
            for other in [self.cluster_of[slot as usize], self.ring[slot as usize]] {
                bytes.extend(places[other as usize].to_le_bytes());
            }
            bytes.extend((tokens.len() as u16).to_le_bytes());
            tokens.iter().for_each(|token| bytes.extend(token.0.to_le_bytes()));
        }
    }

    /// The linker that was saved under the same profile; nothing when the bytes make no sense.
    pub fn restore(profile: Profile, mut bytes: &[u8]) -> Option<Self> {
        let bytes = &mut bytes;
        let count = usize::try_from(u64::from_le_bytes(take(bytes)?)).ok()?;
        let all_tokens = usize::try_from(u64::from_le_bytes(take(bytes)?)).ok()?;
        // Before room is made for what cannot be there.
        if count.checked_mul(MENTION)?.checked_add(all_tokens.checked_mul(8)?)? != bytes.len() {
            return None;
        }
        let mut mentions = Mentions::with_room(count, all_tokens);
        let mut cluster_of = Vec::with_capacity(count);
        let mut ring = Vec::with_capacity(count);
        let mut reached = vec![false; count];
        for _ in 0..count {
            let key = MentionKey(u128::from_le_bytes(take(bytes)?));
            let cluster = Slot::from_le_bytes(take(bytes)?);
            let next = Slot::from_le_bytes(take(bytes)?);
            let length = u16::from_le_bytes(take(bytes)?);
            let tokens = (0..length).map(|_| take(bytes).map(u64::from_le_bytes).map(LinkToken));
            let tokens: Box<[LinkToken]> = tokens.collect::<Option<_>>()?;
            let sorted = tokens.is_sorted_by(|a, b| a < b);
            if !sorted || cluster as usize >= count || mentions.slot(key).is_some() {
                return None;
            }
            // Each is the next one of one other, or the rings are none.
            if std::mem::replace(reached.get_mut(next as usize)?, true) {
                return None;
            }
            mentions.insert(key, tokens);
            cluster_of.push(cluster);
            ring.push(next);
        }
        let mut linker = Self::new(profile);
        (linker.mentions, linker.cluster_of, linker.ring) = (mentions, cluster_of, ring);
        bytes.is_empty().then_some(linker)
    }
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::codes::MatchKeyKind;
    use crate::domain::record::Token;

    fn token(kind: MatchKeyKind, value: u8) -> Token {
        Token { kind, key_epoch: 1, value: [value; 16] }
    }

    #[test]
    fn a_restored_linker_goes_on_as_the_saved_one() {
        use MatchKeyKind::*;
        let mut linker = Linker::new(Profile::shipped());
        let person = |value| [token(NationalId, value), token(NameBirthDate, value)];
        for key in 0..40u8 {
            linker.insert(MentionKey(u128::from(key)), &person(key % 13));
        }
        (0..40).step_by(3).for_each(|key| assert!(linker.remove(MentionKey(key))));
        let mut saved = Vec::new();
        linker.save(&mut saved);
        let mut restored = Linker::restore(Profile::shipped(), &saved).unwrap();
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
    fn bytes_that_make_no_sense_are_refused() {
        let mut linker = Linker::new(Profile::shipped());
        (0..5)
            .for_each(|key| linker.insert(MentionKey(key), &[token(MatchKeyKind::NationalId, 1)]));
        let mut saved = Vec::new();
        linker.save(&mut saved);
        let restore = |bytes: &[u8]| Linker::restore(Profile::shipped(), bytes);
        assert!(restore(&saved).is_some());
        for cut in 0..saved.len() {
            assert!(restore(&saved[..cut]).is_none());
        }
        assert!(restore(&[&saved[..], &[0]].concat()).is_none());
        // Each byte of the counts, and of the first mention's cluster, component and length.
        for at in (0..16).chain(32..42) {
            let mut wrong = saved.clone();
            wrong[at] ^= 0x80;
            assert!(restore(&wrong).is_none(), "byte {at}");
        }
    }
}
