//! Lists of the holders of a token, one for each token that several descriptions hold: the slots
//! lie side by side, so that a list is gone through at the speed of memory however long it is.

use super::bodies::Slot;
use super::heap::Heap;

/// Number of sizes that the room of a list can have, which are powers of two.
const ROOMS: usize = 28;

/// Holders of a token: the place of their list, and their number. A single holder has no list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holders {
    /// Slot of a single holder, or the first word of the list.
    place: u32,
    /// Number of descriptions that hold the token.
    pub count: u32,
    /// Exponent of the power of two that is the room of the list, in slots.
    room: u32,
}

impl Holders {
    /// Holders of a token that no description holds.
    pub const NOBODY: Self = Self { place: 0, count: 0, room: 0 };

    /// Packs the holders into one word: 32 bits of the place, 27 of the number, 5 of the room.
    pub fn pack(self) -> u64 {
        u64::from(self.place) | u64::from(self.count) << 32 | u64::from(self.room) << 59
    }

    /// Unpacks the holders from a word that [`Holders::pack`] made.
    pub fn unpack(word: u64) -> Self {
        let count = (word >> 32) as u32 & ((1 << 27) - 1);
        Self { place: word as u32, count, room: (word >> 59) as u32 }
    }
}

/// Lists of the holders of all tokens. A full list moves to twice the room, and a list of which
/// three quarters are empty to half of it: between the two lie many changes, so that neither move
/// can be asked for again and again.
#[derive(Default)]
pub struct Lists {
    heap: Heap,
    /// First word of the heap that was never used.
    end: usize,
    /// First words of lists that are used no more, by their room.
    spare: [Vec<u32>; ROOMS],
}

impl Lists {
    /// Slot at a place in a list, two slots to a word.
    fn slot(&self, holders: Holders, place: u32) -> Slot {
        let word = self.heap.get(holders.place as usize + place as usize / 2);
        (word >> (32 * (place % 2))) as Slot
    }

    fn set(&mut self, holders: Holders, place: u32, slot: Slot) {
        let (at, shift) = (holders.place as usize + place as usize / 2, 32 * (place % 2));
        let other = self.heap.get(at) & !(u64::from(u32::MAX) << shift);
        self.heap.write(at, [other | u64::from(slot) << shift]);
    }

    /// Slots of all holders, in the order of their list.
    pub fn each(&self, holders: Holders) -> impl Iterator<Item = Slot> {
        (0..holders.count).map(move |place| {
            if holders.count == 1 { holders.place } else { self.slot(holders, place) }
        })
    }

    /// Adds a holder, and returns the holders as they are then.
    pub fn push(&mut self, holders: Holders, slot: Slot) -> Holders {
        let full = match holders.count {
            0 => return Holders { place: slot, count: 1, room: 0 },
            1 => true,
            count => count >> holders.room != 0,
        };
        let mut holders = if full { self.resize(holders, holders.room + 1) } else { holders };
        self.set(holders, holders.count, slot);
        holders.count += 1;
        holders
    }

    /// Takes away a holder who is there, and returns the others.
    pub fn take(&mut self, mut holders: Holders, slot: Slot) -> Holders {
        if holders.count <= 1 {
            return Holders::NOBODY;
        }
        let Some(place) = self.each(holders).position(|other| other == slot) else {
            return holders;
        };
        holders.count -= 1;
        let last = self.slot(holders, holders.count);
        self.set(holders, place as u32, last);
        if holders.count == 1 {
            let single = self.slot(holders, 0);
            self.spare[holders.room as usize].push(holders.place);
            return Holders { place: single, count: 1, room: 0 };
        }
        if holders.room > 1 && holders.count <= 1 << (holders.room - 2) {
            return self.resize(holders, holders.room - 1);
        }
        holders
    }

    /// Moves a list to a room of another size.
    fn resize(&mut self, holders: Holders, room: u32) -> Holders {
        let words = 1usize << (room - 1);
        let place = self.spare[room as usize].pop().unwrap_or_else(|| {
            let place = self.end as u32;
            self.end += words;
            self.heap.grow_to(self.end);
            place
        });
        let moved = Holders { place, room, ..holders };
        if holders.count == 1 {
            self.set(moved, 0, holders.place);
        } else {
            let from = holders.place as usize;
            let used = holders.count.div_ceil(2) as usize;
            for word in 0..used {
                let both = self.heap.get(from + word);
                self.heap.write(place as usize + word, [both]);
            }
            self.spare[holders.room as usize].push(holders.place);
        }
        moved
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_hold_what_was_put_in() {
        let mut lists = Lists::default();
        let mut random = fastrand::Rng::with_seed(3);
        let mut all = vec![(Holders::NOBODY, Vec::new()); 20];
        for slot in 0..20_000 {
            let (holders, expected) = &mut all[random.usize(..20)];
            // They grow, shrink, and grow again.
            if random.u32(..10) < if slot / 4_000 % 2 == 0 { 8 } else { 3 } {
                *holders = lists.push(*holders, slot);
                expected.push(slot);
            } else if !expected.is_empty() {
                let gone = expected.swap_remove(random.usize(..expected.len()));
                *holders = lists.take(*holders, gone);
            }
            *holders = Holders::unpack(holders.pack());
            let mut found: Vec<Slot> = lists.each(*holders).collect();
            found.sort_unstable();
            expected.sort_unstable();
            assert_eq!(found, *expected);
        }
        assert!(lists.end < 20_000, "room is used again");
    }
}
