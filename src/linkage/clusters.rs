//! Clusters of the components that a change has touched.

use std::collections::{HashMap, HashSet};

use crate::domain::codes::MatchKeyKind;

use super::bodies::Slot;
use super::commonness::Phase;
use super::crowds::core;
use super::descriptions::bit;
use super::linker::{Edge, Linker};

/// Largest component in which all pairs are compared; in a larger one each description seeks its
/// links, since comparing all pairs would take longer. Fewer in tests, which have small components.
const PAIRWISE: usize = if cfg!(test) { 3 } else { 32 };

impl Linker {
    /// Finds all links within a component, and adds them to `edges`.
    pub(super) fn links_within(&self, component: &[Slot], edges: &mut Vec<Edge>) {
        if component.len() > PAIRWISE {
            component.iter().for_each(|slot| self.seek(*slot, edges));
            return;
        }
        let tokens: Vec<_> =
            component.iter().map(|slot| self.descriptions.bodies.tokens(*slot)).collect();
        for (place, a) in component.iter().enumerate().take(component.len().saturating_sub(1)) {
            let ours = self.side(*a, &tokens[place]);
            for (other, b) in component.iter().enumerate().skip(place + 1) {
                let weight = self.compare_sides(ours, self.side(*b, &tokens[other])).weight;
                if weight >= self.profile.threshold {
                    edges.push((weight, *a, *b));
                }
            }
        }
    }

    /// Whether the component of a description is one cluster. No veto stands between any two
    /// members of a cluster, so none does in such a component, whatever its links are.
    pub(super) fn is_whole(&self, slot: Slot) -> bool {
        let cluster = self.cluster_of[slot as usize];
        self.component(slot).all(|other| self.cluster_of[other as usize] == cluster)
    }

    /// Joins a new description with the components that its links lead to, when the result is one
    /// cluster without a veto; returns whether it is. The order of links does not matter there,
    /// and only the links of the description need be found.
    pub(super) fn join_whole(&mut self, slot: Slot, edges: &[Edge]) -> bool {
        let mut linked: Vec<Slot> = edges.iter().map(|(_, _, other)| *other).collect();
        linked.sort_unstable();
        let mut members: Vec<Slot> = Vec::new();
        let mut seen: HashSet<Slot> = HashSet::new();
        let mut firsts = Vec::new();
        for other in &linked {
            if seen.contains(other) {
                continue;
            }
            if !self.is_whole(*other) {
                return false;
            }
            let start = members.len();
            members.extend(self.component(*other));
            if members.len() >= self.least_together() {
                return false;
            }
            seen.extend(&members[start..]);
            firsts.push(*other);
            let (before, new) = members.split_at(start);
            let own = |x: &Slot| linked.binary_search(x).is_err() && self.compare(slot, *x).veto;
            let across = |x: &Slot| before.iter().any(|y| self.compare(*x, *y).veto);
            if new.iter().any(|x| own(x) || across(x)) {
                return false;
            }
        }
        // Two rings that exchange their next members are one.
        for first in firsts {
            self.ring.swap(slot as usize, first as usize);
        }
        members.push(slot);
        self.name(&members);
        true
    }

    /// Finds the parts into which a component without vetoes has fallen, beginning at one of its
    /// descriptions. Each part is a cluster.
    pub(super) fn part(&mut self, first: Slot) {
        let mut left: HashSet<Slot> = self.component(first).collect();
        let mut edges = Vec::new();
        while let Some(start) = left.iter().next().copied() {
            left.remove(&start);
            let mut found = vec![start];
            let mut next = 0;
            while next < found.len() && !left.is_empty() {
                edges.clear();
                self.seek(found[next], &mut edges);
                next += 1;
                found.extend(edges.iter().map(|(_, _, other)| *other).filter(|x| left.remove(x)));
            }
            let nexts = found.iter().cycle().skip(1);
            found.iter().zip(nexts).for_each(|(slot, next)| self.ring[*slot as usize] = *next);
            self.name(&found);
        }
    }

    /// Finds anew the components of some descriptions, and the clusters in them. `edges` holds the
    /// links between what were different components; what `holds` together is one component still.
    pub(super) fn recluster(&mut self, changed: Vec<Slot>, mut edges: Vec<Edge>, holds: bool) {
        let mut slots: Vec<Slot> = Vec::with_capacity(changed.len());
        let mut seen: HashSet<Slot> = HashSet::with_capacity(changed.len());
        for slot in changed {
            if !seen.contains(&slot) {
                let first = slots.len();
                slots.extend(self.component(slot));
                let component = &slots[first..];
                seen.extend(component);
                if component.len() <= self.most_together() {
                    self.links_within(component, &mut edges);
                } else if holds {
                    edges.extend(component.windows(2).map(|pair| (f32::MAX, pair[0], pair[1])));
                } else {
                    self.bonds(component, &mut edges);
                }
            }
        }
        // A description that is there, and whose links come next, is found from a large component.
        edges.retain(|(_, a, b)| seen.contains(a) && seen.contains(b));
        slots.sort_unstable();
        let place = |slot: Slot| slots.binary_search(&slot).expect("links join what has changed");
        let (mut components, mut clusters) = (Sets::new(slots.len()), Sets::new(slots.len()));
        let key = |slot: Slot| self.descriptions.bodies.key(slot);
        let ends = |a: Slot, b: Slot| (key(a).min(key(b)), key(a).max(key(b)));
        edges.sort_unstable_by(|x, y| {
            y.0.total_cmp(&x.0).then_with(|| ends(x.1, x.2).cmp(&ends(y.1, y.2)))
        });
        let edges: Vec<_> = edges.iter().map(|(_, a, b)| (place(*a), place(*b))).collect();
        edges.iter().for_each(|(a, b)| components.join(*a, *b));
        let in_crowd = |place: usize| {
            let size = components.size[components.set_of[place]];
            self.is_in_crowd(slots[place], size)
        };
        self.join_unless_vetoed(&slots, &edges, &in_crowd, &mut clusters);
        let crowd: Vec<usize> = (0..slots.len()).filter(|place| in_crowd(*place)).collect();
        let said =
            crowd.iter().map(|place| (components.set_of[*place], self.plainly(slots[*place])));
        for (a, b) in plainly_one(&said.collect::<Vec<_>>()) {
            clusters.join(crowd[a], crowd[b]);
        }
        for (place, slot) in slots.iter().enumerate() {
            self.ring[*slot as usize] = slots[components.next[place]];
            if clusters.set_of[place] == place {
                let members: Vec<Slot> =
                    clusters.members(place).map(|member| slots[member]).collect();
                self.name(&members);
            }
        }
    }

    /// Joins the ends of links, the strongest of which come first, unless a veto stands between what
    /// they are joined with.
    fn join_unless_vetoed(
        &self,
        slots: &[Slot],
        edges: &[(usize, usize)],
        in_crowd: &impl Fn(usize) -> bool,
        clusters: &mut Sets,
    ) {
        let pair = |x: usize, y: usize| (x.min(y), x.max(y));
        let mut linked: Vec<_> = edges.iter().map(|(a, b)| pair(*a, *b)).collect();
        linked.sort_unstable();
        // The threshold is above the veto: what is linked need not be compared again.
        let veto = |x: usize, y: usize| {
            linked.binary_search(&pair(x, y)).is_err() && self.compare(slots[x], slots[y]).veto
        };
        // A set that grows keeps its name, or loses it for good: what was vetoed stays so.
        let mut refused: HashSet<(usize, usize)> = HashSet::new();
        for (a, b) in edges.iter().copied().filter(|(a, b)| !in_crowd(*a) && !in_crowd(*b)) {
            let sets = pair(clusters.set_of[a], clusters.set_of[b]);
            if clusters.are_joined(a, b) || refused.contains(&sets) {
                continue;
            }
            if clusters.members(a).any(|x| clusters.members(b).any(|y| veto(x, y))) {
                refused.insert(sets);
            } else {
                clusters.join(a, b);
            }
        }
    }

    /// Adds what holds a large component together, as far as it still does: some of its links, or all in
    /// a part that is large no more.
    fn bonds(&self, component: &[Slot], edges: &mut Vec<Edge>) {
        let mut left: HashSet<Slot> = component.iter().copied().collect();
        let (mut links, mut bonds) = (Vec::new(), Vec::new());
        for start in component {
            if !left.remove(start) {
                continue;
            }
            let mut part = vec![*start];
            let mut next = 0;
            bonds.clear();
            while next < part.len() && !left.is_empty() {
                links.clear();
                self.seek(part[next], &mut links);
                next += 1;
                links.retain(|(_, _, other)| left.remove(other));
                part.extend(links.iter().map(|(_, _, other)| *other));
                bonds.append(&mut links);
            }
            if part.len() > self.most_together() {
                edges.append(&mut bonds);
            } else {
                self.links_within(&part, edges);
            }
        }
    }

    /// Number of descriptions of a component up to which all are weighed against each other.
    pub(super) fn least_together(&self) -> usize {
        2 * Phase::LOWEST.limit(self.profile.frequency_cap) as usize
    }

    /// Number of descriptions of a component from which on none are weighed against each other.
    pub(super) fn most_together(&self) -> usize {
        2 * Phase::HIGHEST.limit(self.profile.frequency_cap) as usize
    }

    /// Whether a description is in a component of so many that it is of one person with those alone
    /// that say plainly the same: to weigh all of very many against each other takes too long.
    pub(super) fn is_in_crowd(&self, slot: Slot, size: usize) -> bool {
        size > 2 * self.common[slot as usize].limit as usize
    }

    /// What a description says plainly: its core, and its national id.
    pub(super) fn plainly(&self, slot: Slot) -> Plainly {
        let tokens = self.descriptions.bodies.tokens(slot);
        let mut ids =
            tokens.iter().filter(|token| token.kind_bit() == bit(MatchKeyKind::NationalId));
        (core(&tokens).word(), ids.next().map(|token| token.0))
    }
}

/// A core, and a national id if there is one.
pub(super) type Plainly = (u64, Option<u64>);

/// Pairs, by their places, that are plainly of one person: of one component and one national id, or of
/// one component and one core beside which there are no two national ids.
pub(super) fn plainly_one(said: &[(usize, Plainly)]) -> Vec<(usize, usize)> {
    let mut ids: HashMap<(usize, u64), HashSet<u64>> = HashMap::new();
    for (component, (core, id)) in said {
        ids.entry((*component, *core)).or_default().extend(id);
    }
    let (mut by_core, mut by_id) = (HashMap::new(), HashMap::new());
    let mut pairs = Vec::new();
    for (place, (component, (core, id))) in said.iter().enumerate() {
        if let Some(id) = id {
            pairs.push((*by_id.entry((*component, *id)).or_insert(place), place));
        }
        let several = ids[&(*component, *core)].len() > 1;
        // Those without a number, beside several, are of one person who has none of these.
        if !several || id.is_none() {
            pairs.push((*by_core.entry((*component, *core)).or_insert(place), place));
        }
    }
    pairs
}

/// Disjoint sets of places, each with a ring through its members.
pub(super) struct Sets {
    pub(super) set_of: Vec<usize>,
    size: Vec<usize>,
    next: Vec<usize>,
}

impl Sets {
    /// Makes sets of one place each.
    pub(super) fn new(places: usize) -> Self {
        let own: Vec<usize> = (0..places).collect();
        Self { set_of: own.clone(), size: vec![1; places], next: own }
    }

    fn are_joined(&self, a: usize, b: usize) -> bool {
        self.set_of[a] == self.set_of[b]
    }

    /// Members of the set that holds a place, beginning with that place.
    pub(super) fn members(&self, place: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(place), move |member| {
            Some(self.next[*member]).filter(|next| *next != place)
        })
    }

    /// Joins the sets of two places into one.
    pub(super) fn join(&mut self, a: usize, b: usize) {
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
