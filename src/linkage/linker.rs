//! Clusters, kept up to date mention by mention.
//!
//! The *link graph* has an edge between two mentions whose weights reach the
//! threshold. Within each connected component edges are taken from the strongest
//! to the weakest (ties by mention key), and each joins two clusters unless a veto
//! (a weight low enough) stands between any of their members: Kruskal's algorithm with a guard. Edges,
//! vetoes and their order depend on the set of mentions alone, so the clusters do
//! too. A change can alter only the components that it touches, and these are
//! found again: a new mention seeks what it is linked with; whom the others are linked with is in
//! their component already.

use crate::domain::profile::Profile;
use crate::domain::record::Token;

use super::bodies::Slot;
use super::compare::Comparison;
use super::mentions::{LinkToken, MentionKey, Mentions, bit, sorted};
use super::pages::MemoryLimit;
use super::token_table::Holders;

/// All mentions and their clusters.
pub struct Linker {
    pub(super) profile: Profile,
    pub(super) mentions: Mentions,
    /// The cluster of each slot, named by the slot of its smallest mention key.
    pub(super) cluster_of: Vec<Slot>,
    /// The next slot of its component: a ring for each.
    pub(super) ring: Vec<Slot>,
}

/// A link: its weight and its ends.
type Edge = (f32, Slot, Slot);

/// In a component of more mentions each seeks its links; comparing all pairs would take longer.
const PAIRWISE: usize = 32;

impl Linker {
    /// A linker without mentions. With a limit, what goes beyond it lies on disk.
    pub fn new(profile: Profile, limit: Option<MemoryLimit>) -> Self {
        Self { profile, mentions: Mentions::new(limit), cluster_of: Vec::new(), ring: Vec::new() }
    }

    /// Number of mentions.
    pub fn len(&self) -> usize {
        self.mentions.len()
    }

    /// Whether there are no mentions.
    pub fn is_empty(&self) -> bool {
        self.mentions.len() == 0
    }

    /// The person of a mention, named by the smallest key among its mentions.
    pub fn person(&self, key: MentionKey) -> Option<MentionKey> {
        let slot = self.mentions.slot(key)?;
        Some(self.mentions.bodies.key(self.cluster_of[slot as usize]))
    }

    /// Compares two mentions; `None` when one is not there.
    pub fn comparison(&self, a: MentionKey, b: MentionKey) -> Option<Comparison> {
        Some(self.compare(self.mentions.slot(a)?, self.mentions.slot(b)?))
    }

    /// The mentions that somebody with these tokens would be linked with, by their keys. Nothing
    /// is added. By weights alone, as institutions' records are linked; what somebody asks for goes
    /// through [`Linker::find`].
    pub fn probe(&self, tokens: &[Token]) -> Vec<MentionKey> {
        let tokens = sorted(tokens);
        let holders = self.holders(&tokens);
        let mut found: Vec<MentionKey> = self
            .candidates(&tokens, &holders)
            .into_iter()
            .filter(|slot| {
                let theirs = self.mentions.bodies.tokens(*slot);
                let count = |place: usize| holders[place].count as usize;
                let comparison = self.compare_tokens(&tokens, &theirs, count);
                comparison.weight >= self.profile.threshold && !comparison.veto
            })
            .map(|slot| self.mentions.bodies.key(slot))
            .collect();
        found.sort_unstable();
        found
    }

    /// Adds a mention; one with the same key is replaced.
    pub fn insert(&mut self, key: MentionKey, tokens: &[Token]) {
        self.remove(key);
        let tokens = sorted(tokens);
        let (slot, before) = self.mentions.insert(key, &tokens);
        self.cluster_of.resize(self.mentions.bodies.slots(), 0);
        self.ring.resize(self.mentions.bodies.slots(), 0);
        self.ring[slot as usize] = slot;
        // The others that hold each token, and their number with this one.
        let holders: Vec<Holders> =
            before.into_iter().map(|h| Holders { count: h.count + 1, ..h }).collect();
        let mut edges = Vec::new();
        self.links(slot, &tokens, &holders, &mut edges);
        let mut changed: Vec<Slot> = edges.iter().map(|(_, _, other)| *other).collect();
        changed.push(slot);
        for (token, holders) in tokens.iter().zip(holders) {
            if self.steps(*token, holders.count as usize) {
                // The token has just lost weight: links that rested on it may go.
                changed.extend(self.mentions.each(*token, holders));
            }
        }
        match *changed {
            // Somebody new, as most are.
            [slot] => self.cluster_of[slot as usize] = slot,
            _ => self.recluster(&changed, edges),
        }
    }

    /// Takes a mention away; tells whether it was there.
    pub fn remove(&mut self, key: MentionKey) -> bool {
        let Some(slot) = self.mentions.slot(key) else { return false };
        let before = self.component(slot).find(|other| self.ring[*other as usize] == slot);
        let Some(tokens) = self.mentions.remove(key) else { return false };
        let mut changed = Vec::new();
        if let Some(before) = before.filter(|before| *before != slot) {
            self.ring[before as usize] = self.ring[slot as usize];
            changed.push(before);
        }
        let mut edges = Vec::new();
        for token in tokens {
            if self.steps(token, self.mentions.count(token) + 1) {
                // The token has gained weight again: there may be new links.
                for holder in self.mentions.each(token, self.mentions.holders(token)) {
                    changed.push(holder);
                    self.seek(holder, &mut edges);
                }
            }
        }
        changed.extend(edges.iter().map(|(_, _, other)| *other));
        self.recluster(&changed, edges);
        true
    }

    /// Whether a token's weight changes when its holders grow to this number: at the cap, and
    /// for a name whose commonness counts at every doubling.
    fn steps(&self, token: LinkToken, holders: usize) -> bool {
        let commonness = self.profile.commonness.as_ref();
        let counted = commonness.is_some_and(|c| bit(c.kind) == token.kind_bit());
        holders == self.profile.frequency_cap + 1
            || counted && holders > 2 && holders.is_power_of_two()
    }

    /// Adds the links of a mention, which is their first end.
    fn seek(&self, slot: Slot, edges: &mut Vec<Edge>) {
        let tokens = self.mentions.bodies.tokens(slot);
        self.links(slot, &tokens, &self.holders(&tokens), edges);
    }

    /// Adds the links of a mention with these tokens, whose holders are given.
    fn links(&self, slot: Slot, tokens: &[LinkToken], holders: &[Holders], edges: &mut Vec<Edge>) {
        let mut theirs = Vec::new();
        for other in self.candidates(tokens, holders).into_iter().filter(|other| *other != slot) {
            self.mentions.bodies.read_tokens(other, &mut theirs);
            let count = |place: usize| holders[place].count as usize;
            let weight = self.compare_tokens(tokens, &theirs, count).weight;
            if weight >= self.profile.threshold {
                edges.push((weight, slot, other));
            }
        }
    }

    /// The mentions of a component, from one of them on.
    fn component(&self, first: Slot) -> impl Iterator<Item = Slot> {
        let mut next = Some(first);
        std::iter::from_fn(move || {
            let slot = next?;
            next = Some(self.ring[slot as usize]).filter(|next| *next != first);
            Some(slot)
        })
    }

    /// All links within a component.
    fn links_within(&self, component: &[Slot], edges: &mut Vec<Edge>) {
        if component.len() > PAIRWISE {
            component.iter().for_each(|slot| self.seek(*slot, edges));
            return;
        }
        let tokens: Vec<_> =
            component.iter().map(|slot| self.mentions.bodies.tokens(*slot)).collect();
        for (place, a) in component.iter().enumerate().take(component.len().saturating_sub(1)) {
            let holders = self.holders(&tokens[place]);
            let count = |at: usize| holders[at].count as usize;
            for (other, b) in component.iter().enumerate().skip(place + 1) {
                let weight = self.compare_tokens(&tokens[place], &tokens[other], count).weight;
                if weight >= self.profile.threshold {
                    edges.push((weight, *a, *b));
                }
            }
        }
    }

    /// Who carries each of some tokens.
    pub(super) fn holders(&self, tokens: &[LinkToken]) -> Vec<Holders> {
        self.mentions.warm(tokens);
        tokens.iter().map(|token| self.mentions.holders(*token)).collect()
    }

    /// Mentions that carry one of the tokens that seek and have weight.
    pub(super) fn candidates(&self, tokens: &[LinkToken], holders: &[Holders]) -> Vec<Slot> {
        let seeks = |(token, holders): &(&LinkToken, &Holders)| {
            self.profile.seeking & token.kind_bit() != 0 && self.is_weighty(holders.count as usize)
        };
        let mut candidates: Vec<Slot> = tokens
            .iter()
            .zip(holders)
            .filter(seeks)
            .flat_map(|(token, holders)| self.mentions.each(*token, *holders))
            .collect();
        candidates.sort_unstable();
        candidates.dedup();
        candidates
    }

    /// Finds the components of some mentions anew, and their clusters. Links between what were
    /// different components are in `edges`.
    fn recluster(&mut self, changed: &[Slot], mut edges: Vec<Edge>) {
        let mut slots: Vec<Slot> = Vec::with_capacity(changed.len());
        for slot in changed {
            if !slots.contains(slot) {
                let first = slots.len();
                slots.extend(self.component(*slot));
                self.links_within(&slots[first..], &mut edges);
            }
        }
        slots.sort_unstable();
        let place = |slot: Slot| slots.binary_search(&slot).expect("links join what has changed");
        let (mut components, mut clusters) = (Sets::new(slots.len()), Sets::new(slots.len()));
        let key = |slot: Slot| self.mentions.bodies.key(slot);
        let ends = |a: Slot, b: Slot| (key(a).min(key(b)), key(a).max(key(b)));
        edges.sort_unstable_by(|x, y| {
            y.0.total_cmp(&x.0).then_with(|| ends(x.1, x.2).cmp(&ends(y.1, y.2)))
        });
        let edges: Vec<_> = edges.iter().map(|(_, a, b)| (place(*a), place(*b))).collect();
        let pair = |x: usize, y: usize| (x.min(y), x.max(y));
        let mut linked: Vec<_> = edges.iter().map(|(a, b)| pair(*a, *b)).collect();
        linked.sort_unstable();
        // The threshold is above the veto: what is linked need not be compared again.
        let veto = |x: usize, y: usize| {
            linked.binary_search(&pair(x, y)).is_err() && self.compare(slots[x], slots[y]).veto
        };
        for (a, b) in edges {
            components.join(a, b);
            let vetoed = || clusters.members(a).any(|x| clusters.members(b).any(|y| veto(x, y)));
            if !clusters.are_joined(a, b) && !vetoed() {
                clusters.join(a, b);
            }
        }
        for (place, slot) in slots.iter().enumerate() {
            self.ring[*slot as usize] = slots[components.next[place]];
            if clusters.set_of[place] == place {
                let members = || clusters.members(place).map(|member| slots[member]);
                let name =
                    members().min_by_key(|slot| self.mentions.bodies.key(*slot)).unwrap_or(*slot);
                members().for_each(|slot| self.cluster_of[slot as usize] = name);
            }
        }
    }
}

/// Disjoint sets of places, each with a ring through its members.
struct Sets {
    set_of: Vec<usize>,
    size: Vec<usize>,
    next: Vec<usize>,
}

impl Sets {
    /// Every place is a set of its own.
    fn new(places: usize) -> Self {
        let own: Vec<usize> = (0..places).collect();
        Self { set_of: own.clone(), size: vec![1; places], next: own }
    }

    fn are_joined(&self, a: usize, b: usize) -> bool {
        self.set_of[a] == self.set_of[b]
    }

    /// The members of the set of a place, from it on.
    fn members(&self, place: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(place), move |member| {
            Some(self.next[*member]).filter(|next| *next != place)
        })
    }

    /// Makes one set of those of two places.
    fn join(&mut self, a: usize, b: usize) {
        let (set_a, set_b) = (self.set_of[a], self.set_of[b]);
        if set_a == set_b {
            return;
        }
        let larger = self.size[set_a] >= self.size[set_b];
        let (into, from, moved) = if larger { (set_a, set_b, b) } else { (set_b, set_a, a) };
        let mut member = moved;
        loop {
            self.set_of[member] = into;
            member = self.next[member];
            if member == moved {
                break;
            }
        }
        self.size[into] += self.size[from];
        // Two rings that exchange their next members are one.
        self.next.swap(a, b);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;
    use crate::domain::code_list::CodeList;
    use crate::domain::codes::MatchKeyKind;

    fn token(kind: MatchKeyKind, value: u8) -> Token {
        Token { kind, key_epoch: 1, value: [value; 16] }
    }

    fn persons(linker: &Linker, keys: &[u128]) -> Vec<Option<MentionKey>> {
        keys.iter().map(|key| linker.person(MentionKey(*key))).collect()
    }

    /// The persons as they are defined: from all pairs of mentions.
    fn by_definition(linker: &Linker, keys: &[u128]) -> Vec<Option<MentionKey>> {
        let there: Vec<Slot> =
            keys.iter().filter_map(|key| linker.mentions.slot(MentionKey(*key))).collect();
        let mut links = Vec::new();
        for (place, a) in there.iter().enumerate() {
            for b in &there[place + 1..] {
                let weight = linker.compare(*a, *b).weight;
                let ends = (linker.mentions.bodies.key(*a), linker.mentions.bodies.key(*b));
                if weight >= linker.profile.threshold {
                    links.push((weight, ends.0.min(ends.1), ends.0.max(ends.1)));
                }
            }
        }
        links.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        let mut clusters: Vec<Vec<MentionKey>> =
            there.iter().map(|slot| vec![linker.mentions.bodies.key(*slot)]).collect();
        for (_, a, b) in links {
            let of = |key| clusters.iter().position(|cluster| cluster.contains(&key)).unwrap();
            let (a, b) = (of(a), of(b));
            let veto = |x: &MentionKey, y: &MentionKey| linker.comparison(*x, *y).unwrap().veto;
            if a != b && !clusters[a].iter().any(|x| clusters[b].iter().any(|y| veto(x, y))) {
                let moved = std::mem::take(&mut clusters[b]);
                clusters[a].extend(moved);
            }
        }
        let person = |key: &u128| {
            let of = clusters.iter().find(|cluster| cluster.contains(&MentionKey(*key)))?;
            of.iter().min().copied()
        };
        keys.iter().map(person).collect()
    }

    #[test]
    fn strong_keys_link_and_weak_ones_do_not() {
        use MatchKeyKind::*;
        let mut linker = Linker::new(Profile::shipped(), None);
        linker.insert(MentionKey(1), &[token(NationalId, 1), token(NameBirthDate, 2)]);
        linker.insert(MentionKey(2), &[token(NationalId, 1)]);
        linker.insert(MentionKey(3), &[token(NameBirthDate, 2)]);
        linker.insert(MentionKey(4), &[token(PhoneticPlaceYear, 3)]);
        linker.insert(MentionKey(5), &[token(PhoneticPlaceYear, 3)]);
        let of = |key| linker.person(MentionKey(key));
        assert_eq!((of(2), of(3)), (of(1), of(1)));
        assert_ne!(of(4), of(5));
    }

    #[test]
    fn a_veto_holds_even_through_a_third_record() {
        use MatchKeyKind::*;
        let mut profile = Profile::shipped();
        profile.veto = -6.0;
        let mut linker = Linker::new(profile, None);
        let person =
            |value| [token(NationalId, value), token(NameBirthDate, value), token(Document, value)];
        linker.insert(MentionKey(1), &person(1));
        linker.insert(MentionKey(2), &person(2));
        linker.insert(MentionKey(3), &[token(Document, 1), token(Document, 2)]);
        let of = |linker: &Linker, key| linker.person(MentionKey(key));
        assert_ne!(of(&linker, 1), of(&linker, 2));
        assert_eq!(of(&linker, 3), of(&linker, 1), "ties go by mention key");
        linker.remove(MentionKey(1));
        assert_eq!(of(&linker, 3), of(&linker, 2), "the veto left with its record");
    }

    #[test]
    fn a_token_that_everybody_has_says_nothing() {
        let mut profile = Profile::shipped();
        profile.frequency_cap = 3;
        let mut linker = Linker::new(profile, None);
        let insert = |linker: &mut Linker, key| {
            linker.insert(MentionKey(key), &[token(MatchKeyKind::NameBirthDate, 7)]);
        };
        (1..=3).for_each(|key| insert(&mut linker, key));
        assert_eq!(linker.person(MentionKey(3)), Some(MentionKey(1)));
        insert(&mut linker, 4);
        assert_eq!(linker.person(MentionKey(3)), Some(MentionKey(3)));
        linker.remove(MentionKey(2));
        assert_eq!(linker.person(MentionKey(4)), Some(MentionKey(1)));
    }

    fn tokens() -> impl Strategy<Value = Vec<Token>> {
        let kinds = prop::sample::select(MatchKeyKind::ALL);
        prop::collection::vec((kinds, 0u8..6).prop_map(|(kind, value)| token(kind, value)), 1..5)
    }

    proptest! {
        #[test]
        fn order_corrections_and_withdrawals_do_not_matter(
            mentions in prop::collection::vec((tokens(), tokens(), any::<bool>()), 1..24),
            order in any::<u64>(),
        ) {
            let mut profile = Profile::shipped();
            profile.frequency_cap = 4;
            let keys: Vec<u128> = (0..mentions.len() as u128).collect();

            // From scratch: the final state alone, in order of the keys.
            let mut scratch = Linker::new(profile.clone(), None);
            for (key, (_, last, stays)) in mentions.iter().enumerate() {
                if *stays {
                    scratch.insert(MentionKey(key as u128), last);
                }
            }

            // In some order: first version, then the last one, then withdrawals.
            let mut random = fastrand::Rng::with_seed(order);
            let mut steps: Vec<(usize, u8)> =
                (0..mentions.len()).flat_map(|key| [(key, 0), (key, 1)]).collect();
            random.shuffle(&mut steps);
            let mut linker = Linker::new(profile, None);
            let mut seen = HashSet::new();
            for (key, _) in steps {
                let (first, last, stays) = &mentions[key];
                let name = MentionKey(key as u128);
                match (seen.insert(key), stays) {
                    (true, _) => linker.insert(name, first),
                    (false, true) => linker.insert(name, last),
                    (false, false) => assert!(linker.remove(name)),
                }
            }
            prop_assert_eq!(persons(&linker, &keys), persons(&scratch, &keys));
            prop_assert_eq!(persons(&linker, &keys), by_definition(&linker, &keys));
        }
    }
}
