//! Clusters, kept up to date mention by mention.
//!
//! Mentions with equal tokens have one *description*, which is compared with others once, however
//! many they are. They are one person when it says enough to be linked with itself; too little is
//! known of the others.
//!
//! The *link graph* has an edge between two descriptions whose weights reach the
//! threshold. Within each connected component edges are taken from the strongest
//! to the weakest (ties by the names of descriptions), and each joins two clusters unless a veto
//! (a weight low enough) stands between any of their members: Kruskal's algorithm with a guard. Edges,
//! vetoes and their order depend on the set of mentions alone, so the clusters do
//! too. In a component of very many descriptions, from 60 to 118 on (each person at a number of their own),
//! a description is of one person with those alone that have its national id, or its core: weighing all
//! against each other would let one sender hold up everybody. A change can alter only the components that it touches, and these are
//! found again: a new description seeks what it is linked with; whom the others are linked with is in
//! their component already.

use crate::domain::profile::Profile;
use crate::domain::record::Token;

use super::bodies::Slot;
use super::commonness::{Bearing, EVERYBODY, Names, Phase, PhaseKey};
use super::compare::Comparison;
use super::crowds::{ALL, Core, Crowds, core};
use super::descriptions::{DescriptionKey, Descriptions, LinkToken, bit, sorted};
use super::lists::Holders;
use super::members::{Left, Members, MentionKey, Sender};

/// All mentions and their clusters.
pub struct Linker {
    pub(super) profile: Profile,
    pub(super) descriptions: Descriptions,
    pub(super) members: Members,
    pub(super) crowds: Crowds,
    /// Who crosses a doubling of the persons with their name next.
    pub(super) names: Names,
    /// The kind that tells names, as a bit; 0 without one.
    pub(super) counted: u64,
    /// Number of all persons from which their doublings count, if they do.
    pub(super) all_from: Option<u32>,
    /// From what the phase of each person is drawn.
    pub(super) phases: PhaseKey,
    /// How numbers of persons bear on each description.
    pub(super) common: Vec<Bearing>,
    /// The cluster of each description, named by the one of them that has the smallest mention.
    pub(super) cluster_of: Vec<Slot>,
    /// The next description of its component: a ring for each.
    pub(super) ring: Vec<Slot>,
    /// Whether the mentions of a description are different persons.
    apart: Vec<bool>,
}

/// A link: its weight and its ends.
pub(super) type Edge = (f32, Slot, Slot);

impl Linker {
    /// A linker without mentions.
    pub fn new(profile: Profile) -> Self {
        let counted = profile.commonness.as_ref().map_or(0, |commonness| bit(commonness.kind));
        let all_from = profile.commonness.as_ref().and_then(|commonness| commonness.all_from);
        Self {
            // Tokens of other kinds are not sought, and add too little to decide alone.
            descriptions: Descriptions::new(profile.seeking() | counted),
            profile,
            members: Members::default(),
            crowds: Crowds::default(),
            names: Names::default(),
            counted,
            all_from,
            phases: PhaseKey::default(),
            common: Vec::new(),
            cluster_of: Vec::new(),
            ring: Vec::new(),
            apart: Vec::new(),
        }
    }

    /// A linker that draws from a secret at which numbers of persons each person loses a bit, or no
    /// longer follows a token. Without one whoever knows the tokens knows these numbers.
    pub fn with_phases(self, phases: PhaseKey) -> Self {
        Self { phases, ..self }
    }

    /// Number of mentions.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there are no mentions.
    pub fn is_empty(&self) -> bool {
        self.members.len() == 0
    }

    /// The person of a mention, named by the smallest key among its mentions.
    pub fn person(&self, key: MentionKey) -> Option<MentionKey> {
        Some(self.person_of(key, self.members.slot(key)?))
    }

    /// The person of a mention with a description.
    pub(super) fn person_of(&self, key: MentionKey, slot: Slot) -> MentionKey {
        if self.apart[slot as usize] {
            return key;
        }
        self.members.first(self.cluster_of[slot as usize])
    }

    /// Compares two mentions; `None` when one is not there.
    pub fn comparison(&self, a: MentionKey, b: MentionKey) -> Option<Comparison> {
        Some(self.compare(self.members.slot(a)?, self.members.slot(b)?))
    }

    /// The mentions that somebody with these tokens would be linked with, by their keys. Nothing
    /// is added. By weights alone, as institutions' records are linked; what somebody asks for goes
    /// through [`Linker::find`].
    pub fn probe(&self, tokens: &[Token]) -> Vec<MentionKey> {
        let tokens = sorted(tokens);
        let asked = self.asked(&tokens);
        let mut found: Vec<MentionKey> = self
            .candidates(&tokens, &self.holders(&tokens), None)
            .into_iter()
            .map(|(slot, _)| slot)
            .filter(|slot| {
                let theirs = self.descriptions.bodies.tokens(*slot);
                let comparison = self.compare_sides(asked, self.side(*slot, &theirs));
                comparison.weight >= self.profile.threshold && !comparison.veto
            })
            .flat_map(|slot| self.members.of(slot))
            .collect();
        found.sort_unstable();
        found
    }

    /// Adds a mention where all are of one institution; one with the same key is replaced.
    pub fn insert(&mut self, key: MentionKey, tokens: &[Token]) {
        self.insert_of(Sender::default(), key, tokens);
    }

    /// Adds a mention of an institution; one with the same key, which is of the same institution, is
    /// replaced.
    pub fn insert_of(&mut self, institution: Sender, key: MentionKey, tokens: &[Token]) {
        let tokens = sorted(tokens);
        let description = DescriptionKey::of(&tokens);
        let known = self.descriptions.slot(description);
        if known.is_some() && known == self.members.slot(key) {
            return;
        }
        self.remove(key);
        match known {
            Some(slot) => {
                let is_new = !self.members.is_of(slot, institution);
                if self.members.add(slot, key, institution) {
                    self.rename(slot);
                }
                self.tell_apart(slot);
                if is_new {
                    self.follow_institution(slot, institution);
                }
            }
            None => self.describe((key, institution), description, &tokens),
        }
    }

    /// Counts the description beside its tokens among those of an institution that has it now, or has it
    /// no more, and finds anew what this changes. Nothing changes but for tokens of very many holders.
    fn follow_institution(&mut self, slot: Slot, institution: Sender) {
        let tokens = self.descriptions.bodies.tokens(slot);
        let is_new = self.members.is_of(slot, institution);
        let core = core(&tokens);
        let mut changed = Vec::new();
        let mut is_crowded = false;
        for token in tokens {
            let holders = self.descriptions.holders(token).count;
            if token.kind_bit() == self.counted || holders <= self.least_limit() {
                continue;
            }
            is_crowded |= !self.crowds.large(token).is_empty();
            let before = self.crowds.persons(token, Some(institution));
            if is_new {
                self.crowds.add(token, Some(institution), core);
            } else {
                self.crowds.take(token, Some(institution), core);
            }
            changed.extend(self.follow_crowd(token, institution, before));
            is_crowded |= !self.crowds.large(token).is_empty();
        }
        if is_crowded {
            // The token says something of the description where one of its institutions has few persons
            // beside it.
            changed.push(slot);
            self.weigh_anew(changed, Vec::new());
        }
    }

    /// Finds anew the links of some descriptions, which may be more or fewer now, and what follows from
    /// them and from other changes.
    fn weigh_anew(&mut self, slots: Vec<Slot>, mut changed: Vec<Slot>) {
        let mut edges = Vec::new();
        for slot in slots {
            changed.push(slot);
            self.seek(slot, &mut edges);
        }
        changed.extend(edges.iter().map(|(_, _, other)| *other));
        self.recluster(changed, edges, false);
    }

    /// Adds a mention with a description that nobody has.
    fn describe(
        &mut self,
        (key, institution): (MentionKey, Sender),
        description: DescriptionKey,
        tokens: &[LinkToken],
    ) {
        let (slot, holders) = self.descriptions.insert(description, tokens);
        self.make_room();
        self.ring[slot as usize] = slot;
        self.cluster_of[slot as usize] = slot;
        self.apart[slot as usize] = false;
        self.members.start(slot, key, institution);
        let person = (core(tokens), self.phase(tokens));
        let mut weakened = Vec::new();
        for (token, holders) in tokens.iter().zip(&holders) {
            self.join_crowd(*token, *holders, slot, person, &mut weakened);
        }
        if self.all_from.is_some() {
            let crossing = self.join_counted(EVERYBODY, slot, person);
            let touched = |other: &Slot| self.has_links(*other) && self.rests_on_parts(*other);
            weakened.extend(crossing.into_iter().filter(touched));
        }
        self.common[slot as usize] = self.bearing(tokens, person.1);
        // Links that rested on what says less now may go.
        weakened.retain(|other| self.has_links(*other));
        if !weakened.is_empty() {
            self.recluster(weakened, Vec::new(), false);
        }
        let mut edges = Vec::new();
        self.links(slot, tokens, &holders, &mut edges);
        if self.join_whole(slot, &edges) {
            return;
        }
        let mut changed: Vec<Slot> = edges.iter().map(|(_, _, other)| *other).collect();
        changed.push(slot);
        self.recluster(changed, edges, true);
    }

    /// Takes a mention away; tells whether it was there.
    pub fn remove(&mut self, key: MentionKey) -> bool {
        let Some(slot) = self.members.slot(key) else { return false };
        let institutions: Vec<Sender> = self.members.institutions(slot).collect();
        match self.members.remove(slot, key) {
            Left::Nothing => {
                self.forget(slot, &institutions);
                return true;
            }
            Left::Renamed => self.rename(slot),
            Left::Same => {}
        }
        let gone = institutions.into_iter().find(|of| !self.members.is_of(slot, *of));
        if let Some(gone) = gone {
            self.follow_institution(slot, gone);
        }
        true
    }

    /// Takes a description away that has no mention any more; its last mentions were of these institutions.
    fn forget(&mut self, slot: Slot, institutions: &[Sender]) {
        let few = self.component(slot).nth(self.least_together()).is_none();
        let whole = few && self.is_whole(slot);
        let before = self.component(slot).find(|other| self.ring[*other as usize] == slot);
        let tokens = self.descriptions.remove(slot);
        let person = (core(&tokens), self.phase(&tokens));
        let mut changed = Vec::new();
        if let Some(before) = before.filter(|before| *before != slot) {
            self.ring[before as usize] = self.ring[slot as usize];
            changed.push(before);
        }
        let mut gained = Vec::new();
        for token in tokens {
            self.leave_crowd(token, slot, (person, institutions), &mut gained);
        }
        if self.all_from.is_some() {
            gained.extend(self.leave_counted(EVERYBODY, slot, person));
        }
        match *changed {
            [before] if gained.is_empty() && whole => return self.part(before),
            _ => {}
        }
        // There may be new links.
        self.weigh_anew(gained, changed);
    }

    /// Room for each slot in the lists beside the descriptions.
    pub(super) fn make_room(&mut self) {
        let slots = self.descriptions.bodies.slots();
        self.cluster_of.resize(slots, 0);
        self.ring.resize(slots, 0);
        self.apart.resize(slots, false);
        self.common.resize(slots, Bearing::default());
    }

    /// Names the cluster of a description by the smallest mention of all.
    fn rename(&mut self, slot: Slot) {
        let cluster = self.cluster_of[slot as usize];
        let mut members: Vec<Slot> = self.component(slot).collect();
        members.retain(|member| self.cluster_of[*member as usize] == cluster);
        self.name(&members);
    }

    /// Makes one cluster of some descriptions.
    pub(super) fn name(&mut self, members: &[Slot]) {
        let Some(name) = members.iter().copied().min_by_key(|slot| self.members.first(*slot))
        else {
            return;
        };
        members.iter().for_each(|slot| self.cluster_of[*slot as usize] = name);
        members.iter().for_each(|slot| self.apart[*slot as usize] = false);
        if let [alone] = *members {
            self.apart[alone as usize] = self.is_apart(alone);
        }
    }

    /// Finds out whether the mentions of a description are different persons.
    pub(super) fn tell_apart(&mut self, slot: Slot) {
        let alone = self.cluster_of[slot as usize] == slot
            && self
                .component(slot)
                .all(|other| other == slot || self.cluster_of[other as usize] != slot);
        self.apart[slot as usize] = alone && self.is_apart(slot);
    }

    /// Whether the mentions of a description that is alone in its cluster are different persons:
    /// it says too little to be linked with itself.
    pub(super) fn is_apart(&self, slot: Slot) -> bool {
        !self.members.is_single(slot) && self.compare(slot, slot).weight < self.profile.threshold
    }

    /// Counts a description among those beside a token that it has, whose holders are these with it.
    /// Adds the descriptions of whom something says less now.
    fn join_crowd(
        &mut self,
        token: LinkToken,
        holders: Holders,
        slot: Slot,
        person: (Core, Phase),
        weakened: &mut Vec<Slot>,
    ) {
        let uncounted = self.least_limit();
        if token.kind_bit() == self.counted {
            weakened.extend(self.join_counted(token, slot, person));
        } else if holders.count > uncounted {
            if holders.count == uncounted + 1 {
                for (core, institution) in self.cores(token, Some(slot)) {
                    self.crowds.add(token, Some(institution), core);
                }
            }
            for institution in self.members.institutions(slot).collect::<Vec<_>>() {
                let before = self.crowds.persons(token, Some(institution));
                self.crowds.add(token, Some(institution), person.0);
                weakened.extend(self.follow_crowd(token, institution, before));
            }
        }
    }

    /// The least number of persons up to which anybody follows a token: as many descriptions, or fewer,
    /// need not be counted.
    fn least_limit(&self) -> u32 {
        Phase::LOWEST.limit(self.profile.frequency_cap)
    }

    /// Has what is known of a crowd follow the number of its persons at an institution, which was another
    /// one before; tells who follows the token now and did not, or did and does not.
    fn follow_crowd(&mut self, token: LinkToken, by: Sender, before: usize) -> Vec<Slot> {
        let now = self.crowds.persons(token, Some(by));
        self.crowds.note(token, by, self.least_limit());
        let between = before.min(now)..before.max(now);
        let most = Phase::HIGHEST.limit(self.profile.frequency_cap) as usize;
        if between.is_empty() || between.start > most {
            return Vec::new();
        }
        let holders = self.descriptions.each(self.descriptions.holders(token));
        let crosses = |slot: &Slot| {
            between.contains(&(self.common[*slot as usize].limit as usize))
                && self.members.is_of(*slot, by)
        };
        holders.filter(crosses).collect()
    }

    /// Counts a description among those with a name, or among all; tells whose doublings that changes.
    fn join_counted(&mut self, name: LinkToken, slot: Slot, person: (Core, Phase)) -> Vec<Slot> {
        let before = self.crowds.persons(name, ALL);
        self.crowds.add(name, ALL, person.0);
        let crossing = self.cross(name, before);
        self.names.add(name, person.1, slot);
        crossing
    }

    /// Takes a description that is gone out of those that [`Linker::join_counted`] counted.
    fn leave_counted(&mut self, name: LinkToken, slot: Slot, person: (Core, Phase)) -> Vec<Slot> {
        let before = self.crowds.persons(name, ALL);
        self.crowds.take(name, ALL, person.0);
        self.names.take(name, person.1, slot);
        self.cross(name, before)
    }

    /// Whether a description is linked with another one, or has several mentions.
    fn has_links(&self, slot: Slot) -> bool {
        self.ring[slot as usize] != slot || !self.members.is_single(slot)
    }

    /// Whether some link of a description, or of its mentions with each other, does not rest on a name
    /// that both have: that weighs less among more persons.
    fn rests_on_parts(&self, slot: Slot) -> bool {
        let bodies = &self.descriptions.bodies;
        let tokens = bodies.tokens(slot);
        let names = self.names(&tokens);
        let differs = |other: Slot| self.names(&bodies.tokens(other)) != names;
        names.is_empty() || self.component(slot).any(|other| other != slot && differs(other))
    }

    /// Has the doublings of a name follow the number of its persons, which was another one before;
    /// tells whose.
    fn cross(&mut self, name: LinkToken, before: usize) -> Vec<Slot> {
        let now = self.crowds.persons(name, ALL);
        // Far below the number from which all persons count nobody crosses.
        let is_few = name == EVERYBODY
            && self.all_from.is_none_or(|from| 2 * before.max(now) < from as usize);
        let mut crossing = if before == now || is_few {
            Vec::new()
        } else {
            self.names.crossing(name, before, now)
        };
        let mut tokens = Vec::new();
        crossing.retain(|slot| {
            self.descriptions.bodies.read_tokens(*slot, &mut tokens);
            let now = self.bearing(&tokens, self.phase(&tokens));
            std::mem::replace(&mut self.common[*slot as usize], now) != now
        });
        crossing
    }

    /// Takes a description that is gone out of the crowd of a token, as [`Linker::join_crowd`] put it in.
    /// Adds the descriptions of whom something says more now.
    fn leave_crowd(
        &mut self,
        token: LinkToken,
        slot: Slot,
        (person, institutions): ((Core, Phase), &[Sender]),
        gained: &mut Vec<Slot>,
    ) {
        if token.kind_bit() == self.counted {
            return gained.extend(self.leave_counted(token, slot, person));
        }
        let count = self.descriptions.holders(token).count;
        if count < self.least_limit() {
            return;
        }
        for institution in institutions {
            let before = self.crowds.persons(token, Some(*institution));
            self.crowds.take(token, Some(*institution), person.0);
            gained.extend(self.follow_crowd(token, *institution, before));
        }
        if count == self.least_limit() {
            for (core, institution) in self.cores(token, None) {
                self.crowds.take(token, Some(institution), core);
            }
        }
    }

    /// Counts a description that a saved linker had among those beside a token, when all descriptions
    /// are there.
    pub(super) fn restore_crowd(&mut self, token: LinkToken, slot: Slot, person: (Core, Phase)) {
        if token.kind_bit() == self.counted {
            self.count(token, slot, person);
        } else if self.descriptions.count(token) > self.least_limit() as usize {
            for institution in self.members.institutions(slot).collect::<Vec<_>>() {
                self.crowds.add(token, Some(institution), person.0);
                self.crowds.note(token, institution, self.least_limit());
            }
        }
    }

    /// Counts a description among those with a name, or among all.
    pub(super) fn count(&mut self, name: LinkToken, slot: Slot, person: (Core, Phase)) {
        self.crowds.add(name, ALL, person.0);
        self.names.add(name, person.1, slot);
    }

    /// The cores of all that hold a token, but for one of them, with each of their institutions.
    fn cores(&self, token: LinkToken, but: Option<Slot>) -> Vec<(Core, Sender)> {
        let bodies = &self.descriptions.bodies;
        let holders = self.descriptions.each(self.descriptions.holders(token));
        let others = holders.filter(|holder| Some(*holder) != but);
        let of = |holder: Slot| {
            let core = core(&bodies.tokens(holder));
            self.members.institutions(holder).map(move |institution| (core, institution))
        };
        others.flat_map(of).collect()
    }

    /// Adds the links of a description, which is their first end.
    pub(super) fn seek(&self, slot: Slot, edges: &mut Vec<Edge>) {
        let tokens = self.descriptions.bodies.tokens(slot);
        self.links(slot, &tokens, &self.holders(&tokens), edges);
    }

    /// Adds the links of a description with these tokens, whose holders are given.
    fn links(&self, slot: Slot, tokens: &[LinkToken], holders: &[Holders], edges: &mut Vec<Edge>) {
        let mut theirs = Vec::new();
        let common = self.common[slot as usize];
        for (other, shared) in self.candidates(tokens, holders, Some(slot)) {
            let least_common = common.name.min(self.common[other as usize].name);
            if other == slot || self.most(shared, least_common) < self.profile.threshold {
                continue;
            }
            self.descriptions.bodies.read_tokens(other, &mut theirs);
            let ours = self.side(slot, tokens);
            let weight = self.compare_sides(ours, self.side(other, &theirs)).weight;
            if weight >= self.profile.threshold {
                edges.push((weight, slot, other));
            }
        }
    }

    /// The descriptions of a component, from one of them on.
    pub(super) fn component(&self, first: Slot) -> impl Iterator<Item = Slot> {
        let mut next = Some(first);
        std::iter::from_fn(move || {
            let slot = next?;
            next = Some(self.ring[slot as usize]).filter(|next| *next != first);
            Some(slot)
        })
    }

    /// Who carries each of some tokens.
    pub(super) fn holders(&self, tokens: &[LinkToken]) -> Vec<Holders> {
        self.descriptions.warm(tokens);
        tokens.iter().map(|token| self.descriptions.holders(*token)).collect()
    }

    /// Descriptions that carry one of the tokens that seek and have weight, by the holders of each,
    /// with the kinds of all such tokens, as bits. Tokens beside too many persons are not followed: none of
    /// them from the description that seeks, if it is there, and others not to descriptions of whom they say
    /// nothing.
    pub(super) fn candidates(
        &self,
        tokens: &[LinkToken],
        holders: &[Holders],
        own: Option<Slot>,
    ) -> Vec<(Slot, u64)> {
        let mut candidates = Vec::new();
        for (token, holders) in tokens.iter().zip(holders) {
            let seeks = self.profile.seeking() & token.kind_bit() != 0;
            if seeks && !self.is_beyond(*token, own) {
                let kind = token.kind_bit();
                let followed = self
                    .descriptions
                    .each(*holders)
                    .filter(|slot| !self.is_beyond(*token, Some(*slot)));
                candidates.extend(followed.map(|slot| (slot, kind)));
            }
        }
        candidates.sort_unstable();
        candidates.dedup_by(|(slot, kinds), (before, all)| {
            let same = slot == before;
            *all |= if same { *kinds } else { 0 };
            same
        });
        candidates
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::super::clusters::Sets;
    use super::*;
    use crate::domain::code_list::CodeList;
    use crate::domain::codes::MatchKeyKind;

    fn token(kind: MatchKeyKind, value: u8) -> Token {
        Token { kind, key_epoch: 1, value: [value; 16] }
    }

    fn persons(linker: &Linker, keys: &[u128]) -> Vec<Option<MentionKey>> {
        keys.iter().map(|key| linker.person(MentionKey(*key))).collect()
    }

    /// The persons as they are defined: from all pairs of descriptions.
    fn by_definition(linker: &Linker, keys: &[u128]) -> Vec<Option<MentionKey>> {
        let slot = |key: &u128| linker.members.slot(MentionKey(*key));
        let mut there: Vec<Slot> = keys.iter().filter_map(slot).collect();
        there.sort_unstable();
        there.dedup();
        let name = |slot: Slot| linker.descriptions.bodies.key(slot);
        let mut links = Vec::new();
        for (place, a) in there.iter().enumerate() {
            for b in &there[place + 1..] {
                let weight = linker.compare(*a, *b).weight;
                if weight >= linker.profile.threshold {
                    let ends = if name(*a) < name(*b) { (*a, *b) } else { (*b, *a) };
                    links.push((weight, ends.0, ends.1));
                }
            }
        }
        let ends = |link: &(f32, Slot, Slot)| (name(link.1), name(link.2));
        links.sort_by(|x, y| y.0.total_cmp(&x.0).then(ends(x).cmp(&ends(y))));
        let mut components = Sets::new(linker.ring.len());
        links.iter().for_each(|(_, a, b)| components.join(*a as usize, *b as usize));
        let in_crowd =
            |slot: Slot| linker.is_in_crowd(slot, components.members(slot as usize).count());
        let mut plain = Sets::new(linker.ring.len());
        let crowd: Vec<Slot> = there.iter().copied().filter(|slot| in_crowd(*slot)).collect();
        for (place, a) in crowd.iter().enumerate() {
            for b in &crowd[place + 1..] {
                let component = |slot: &Slot| components.set_of[*slot as usize];
                let [(core, id), (other_core, other_id)] = [a, b].map(|slot| linker.plainly(*slot));
                let of_core = crowd
                    .iter()
                    .filter(|c| component(c) == component(a) && linker.plainly(**c).0 == core);
                let ids: HashSet<u64> =
                    of_core.filter_map(|slot| linker.plainly(*slot).1).collect();
                let same_id = id.is_some() && id == other_id;
                let same_core =
                    core == other_core && (ids.len() < 2 || id.is_none() && other_id.is_none());
                if component(a) == component(b) && (same_id || same_core) {
                    plain.join(*a as usize, *b as usize);
                }
            }
        }
        let mut clusters: Vec<Vec<Slot>> = Vec::new();
        for slot in &there {
            let set = |slot: Slot| plain.set_of[slot as usize];
            match clusters.iter_mut().find(|cluster| set(cluster[0]) == set(*slot)) {
                Some(cluster) => cluster.push(*slot),
                None => clusters.push(vec![*slot]),
            }
        }
        links.retain(|(_, a, b)| !in_crowd(*a) && !in_crowd(*b));
        for (_, a, b) in links {
            let of = |slot| clusters.iter().position(|cluster| cluster.contains(&slot)).unwrap();
            let (a, b) = (of(a), of(b));
            let veto = |x: &Slot, y: &Slot| linker.compare(*x, *y).veto;
            if a != b && !clusters[a].iter().any(|x| clusters[b].iter().any(|y| veto(x, y))) {
                let moved = std::mem::take(&mut clusters[b]);
                clusters[a].extend(moved);
            }
        }
        let person = |key: &u128| {
            let slot = slot(key)?;
            let of = clusters.iter().find(|cluster| cluster.contains(&slot))?;
            let enough = |slot| linker.compare(slot, slot).weight >= linker.profile.threshold;
            if of.len() == 1 && !enough(slot) {
                return Some(MentionKey(*key));
            }
            of.iter().flat_map(|slot| linker.members.of(*slot)).min()
        };
        keys.iter().map(person).collect()
    }

    /// How many persons the keys are of.
    fn count(linker: &Linker, keys: std::ops::Range<u128>) -> usize {
        keys.filter_map(|key| linker.person(MentionKey(key))).collect::<HashSet<_>>().len()
    }

    #[test]
    fn strong_keys_link_and_weak_ones_do_not() {
        use MatchKeyKind::*;
        let mut linker = Linker::new(Profile::shipped());
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
        let mut linker = Linker::new(profile);
        let person =
            |value| [token(NationalId, value), token(NameBirthDate, value), token(Document, value)];
        linker.insert(MentionKey(1), &person(1));
        linker.insert(MentionKey(2), &person(2));
        linker.insert(MentionKey(3), &[token(Document, 1), token(Document, 2)]);
        let of = |linker: &Linker, key| linker.person(MentionKey(key));
        assert_ne!(of(&linker, 1), of(&linker, 2));
        let (joined, other) = if of(&linker, 3) == of(&linker, 1) { (1, 2) } else { (2, 1) };
        assert_eq!(of(&linker, 3), of(&linker, joined), "one of them, as the tie has it");
        linker.remove(MentionKey(joined));
        assert_eq!(of(&linker, 3), of(&linker, other), "the veto left with its record");
    }

    /// A number that stands beside as many persons as nobody's does.
    #[test]
    fn a_token_that_everybody_has_says_nothing() {
        use MatchKeyKind::*;
        let mut profile = Profile::shipped();
        profile.frequency_cap = 4;
        let mut linker = Linker::new(profile);
        let insert = |linker: &mut Linker, key: u8| {
            let tokens = [token(NationalId, 7), token(PhoneticBirthDate, key)];
            linker.insert(MentionKey(u128::from(key)), &tokens);
        };
        (1..=2).for_each(|key| insert(&mut linker, key));
        assert_eq!(count(&linker, 1..3), 1);
        // Each leaves at a number of their own.
        (3..=5).for_each(|key| insert(&mut linker, key));
        assert_eq!(count(&linker, 1..6), 5);
        (2..=4).for_each(|key| assert!(linker.remove(MentionKey(key))));
        assert_eq!(linker.person(MentionKey(5)), Some(MentionKey(1)));
    }

    /// Whoever sends invented persons with somebody's number takes nothing from what other institutions'
    /// records of that number say.
    #[test]
    fn an_institution_makes_no_number_void_for_others() {
        use MatchKeyKind::*;
        let mut linker = Linker::new(Profile::shipped());
        let of = |linker: &Linker, key| linker.person(MentionKey(key));
        let described = |person| [token(NationalId, 7), token(PhoneticBirthDate, person)];
        linker.insert_of(1, MentionKey(1), &described(1));
        linker.insert_of(2, MentionKey(2), &[token(NationalId, 7)]);
        assert_eq!(of(&linker, 1), of(&linker, 2));
        for key in 100..240u8 {
            linker.insert_of(3, MentionKey(key.into()), &described(key));
        }
        assert_eq!(of(&linker, 1), of(&linker, 2));
        assert_eq!(count(&linker, 100..240), 140, "the number says nothing of the sender's own");
        // What the sender says as well as another is said by the other, too.
        linker.insert_of(3, MentionKey(50), &described(1));
        linker.insert_of(3, MentionKey(51), &[token(NationalId, 7)]);
        let one = Some(MentionKey(1));
        assert_eq!([1, 2, 50, 51].map(|key| of(&linker, key)), [one; 4]);
        // When the other takes it back, it is the sender's alone.
        assert!(linker.remove(MentionKey(1)));
        assert_eq!(of(&linker, 50), Some(MentionKey(50)));
        assert_eq!(of(&linker, 51), of(&linker, 2));
    }

    #[test]
    fn records_of_one_person_are_one_person_however_many() {
        use MatchKeyKind::*;
        let mut linker = Linker::new(Profile::shipped());
        let person = [token(NationalId, 1), token(PhoneticBirthDate, 1), token(PhoneticName, 1)];
        (0..1000).for_each(|key| linker.insert(MentionKey(key), &person));
        assert_eq!(count(&linker, 0..1000), 1);
        // As many that differ in something.
        for key in 1000..1200 {
            let place = Token { value: [(key % 256) as u8; 16], ..token(Document, 0) };
            linker.insert(MentionKey(key), &[&person[..], &[place]].concat());
        }
        assert_eq!(count(&linker, 0..1200), 1);
        (0..1100).for_each(|key| assert!(linker.remove(MentionKey(key))));
        assert_eq!(count(&linker, 1100..1200), 1);
        assert_eq!(linker.len(), 100);
    }

    /// A person of very many descriptions, whose name is found to have another person just as one more
    /// description of theirs comes.
    #[test]
    fn a_person_of_many_descriptions_is_weighed_anew_beside_a_new_one() {
        use MatchKeyKind::*;
        let mut linker = Linker::new(Profile::shipped());
        let described = |date, document| {
            let dated = token(PhoneticBirthDate, date);
            [token(NationalId, 1), token(PhoneticName, 1), dated, token(Document, document)]
        };
        (0..40).for_each(|key| linker.insert(MentionKey(key.into()), &described(1, key)));
        linker.insert(MentionKey(40), &described(2, 40));
        assert_eq!(count(&linker, 0..41), 1);
    }

    /// Each of these was weighed against all others with each further one: a minute for a few hundred.
    #[test]
    fn very_many_descriptions_of_one_person_with_a_veto_do_not_hold_up_others() {
        use MatchKeyKind::*;
        let mut linker = Linker::new(Profile::shipped());
        let described = |id: Option<u8>, document: u32| {
            let mut value = [0; 16];
            value[4..8].copy_from_slice(&document.to_le_bytes());
            let document = Token { kind: Document, key_epoch: 1, value };
            let id = id.map(|id| [token(NationalId, id), token(NationalIdWhole, 1)]);
            let names = [PhoneticBirthDate, PhoneticName, NameBirthDate].map(|kind| token(kind, 1));
            [&names[..], &[document], id.as_ref().map_or(&[], |id| &id[..])].concat()
        };
        linker.insert(MentionKey(0), &described(Some(1), 0));
        linker.insert(MentionKey(1), &described(Some(2), 1));
        for key in 2..300 {
            linker.insert(MentionKey(key.into()), &described(None, key));
        }
        assert_eq!(count(&linker, 0..300), 3, "two with a number, and all without one");
        for key in 50..300 {
            assert!(linker.remove(MentionKey(key)));
        }
        assert_eq!(count(&linker, 0..50), 2);
    }

    #[test]
    fn a_name_is_as_common_as_persons_have_it() {
        use MatchKeyKind::*;
        let mut linker = Linker::new(Profile::shipped());
        let of_year = |value| {
            [token(PhoneticPlaceYear, value), token(PhoneticNamePlace, 1), token(PhoneticName, 1)]
        };
        (0..70).for_each(|key| linker.insert(MentionKey(key), &of_year(1)));
        assert_eq!(count(&linker, 0..70), 1, "name, place and year of one person");
        (100..107).for_each(|key| linker.insert(MentionKey(key), &of_year(key as u8)));
        assert_eq!(count(&linker, 0..70), 70, "eight have the name: it says too little");
        (101..107).for_each(|key| assert!(linker.remove(MentionKey(key))));
        assert_eq!(count(&linker, 0..70), 1);
    }

    /// A given name with place and date of birth, under two surnames: as after a marriage.
    #[test]
    fn the_same_parts_of_names_say_less_among_more_persons() {
        use MatchKeyKind::*;
        let mut profile = Profile::shipped();
        profile.commonness.as_mut().unwrap().all_from = Some(4);
        let mut linker = Linker::new(profile);
        for key in 0..2 {
            let parts = [token(GivenNameBirthDatePlace, 1), token(GivenNameBirthDate, 1)];
            let own = [token(PhoneticBirthDate, key), token(PhoneticName, key)];
            linker.insert(MentionKey(key.into()), &[parts, own].concat());
        }
        assert_eq!(count(&linker, 0..2), 1);
        let other = |key: u8| [token(PhoneticBirthDate, key), token(PhoneticName, key)];
        for key in 2..120 {
            linker.insert(MentionKey(key.into()), &other(key));
        }
        assert_eq!(count(&linker, 0..2), 2, "16 bits less four or five doublings");
        let mut saved = Vec::new();
        linker.save(&mut saved).unwrap();
        let restored = Linker::new(linker.profile.clone()).restore(&mut &saved[..]).unwrap();
        assert_eq!(restored.common, linker.common);
        for key in 2..120 {
            assert!(linker.remove(MentionKey(key)));
        }
        assert_eq!(count(&linker, 0..2), 1);
    }

    /// A given name with the date of birth and no place, under two surnames.
    #[test]
    fn two_surnames_without_a_place_are_one_person_where_both_names_are_rare() {
        use MatchKeyKind::*;
        let mut linker = Linker::new(Profile::shipped());
        let named = |date, name| [token(PhoneticBirthDate, date), token(PhoneticName, name)];
        for key in 0..2 {
            let both = [&[token(GivenNameBirthDate, 1)][..], &named(key, key)].concat();
            linker.insert(MentionKey(key.into()), &both);
        }
        assert_eq!(count(&linker, 0..2), 1);
        linker.insert(MentionKey(2), &named(2, 1));
        assert_eq!(count(&linker, 0..2), 2, "one of the names has two persons");
        assert!(linker.remove(MentionKey(2)));
        assert_eq!(count(&linker, 0..2), 1);
    }

    fn tokens() -> impl Strategy<Value = Vec<Token>> {
        let kinds = prop::sample::select(MatchKeyKind::ALL);
        prop::collection::vec((kinds, 0u8..6).prop_map(|(kind, value)| token(kind, value)), 1..5)
    }

    proptest! {
        #[test]
        fn order_corrections_and_withdrawals_do_not_matter(
            mentions in prop::collection::vec((tokens(), tokens(), any::<bool>()), 1..40),
            order in any::<u64>(),
        ) {
            let mut profile = Profile::shipped();
            profile.frequency_cap = 4;
            profile.commonness.as_mut().unwrap().all_from = Some(2);
            let keys: Vec<u128> = (0..mentions.len() as u128).collect();

            // From scratch: the final state alone, in order of the keys.
            let mut scratch = Linker::new(profile.clone());
            let institution = |key: usize| key as u32 % 3;
            for (key, (_, last, stays)) in mentions.iter().enumerate() {
                if *stays {
                    scratch.insert_of(institution(key), MentionKey(key as u128), last);
                }
            }

            // In some order: first version, then the last one, then withdrawals.
            let mut random = fastrand::Rng::with_seed(order);
            let mut steps: Vec<(usize, u8)> =
                (0..mentions.len()).flat_map(|key| [(key, 0), (key, 1)]).collect();
            random.shuffle(&mut steps);
            let mut linker = Linker::new(profile);
            let mut seen = HashSet::new();
            for (key, _) in steps {
                let (first, last, stays) = &mentions[key];
                let name = MentionKey(key as u128);
                match (seen.insert(key), stays) {
                    (true, _) => linker.insert_of(institution(key), name, first),
                    (false, true) => linker.insert_of(institution(key), name, last),
                    (false, false) => assert!(linker.remove(name)),
                }
            }
            prop_assert_eq!(persons(&linker, &keys), persons(&scratch, &keys));
            prop_assert_eq!(persons(&linker, &keys), by_definition(&linker, &keys));
            let mut saved = Vec::new();
            linker.save(&mut saved).unwrap();
            let restored = Linker::new(linker.profile.clone()).restore(&mut &saved[..]).unwrap();
            for key in &keys {
                linker.remove(MentionKey(*key / 2));
            }
            let mut restored = restored;
            for key in &keys {
                restored.remove(MentionKey(*key / 2));
            }
            prop_assert_eq!(persons(&linker, &keys), persons(&restored, &keys));
        }
    }
}
