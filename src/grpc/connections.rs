//! Places of handshakes and of open connections, and the order in which they make room for others.
//!
//! Peers that have not shown yet who they are have places of their own, few and for a short time.
//! Connections are of admitted members alone. Whoever holds most gives way first: so that a flood,
//! of strangers or of one member, is in its own way and in nobody else's.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};
use parking_lot::Mutex;
use tokio::sync::oneshot;

use crate::identity::Principal;

use super::cuts::{Cut, Cuts};
use super::limits::Limits;
use super::line::Line;

/// Number of seconds' worth of handshakes that may come at once.
const BURST: std::num::NonZeroU32 = std::num::NonZeroU32::new(4).unwrap();
/// Time between two looks at the open connections.
const LOOK: Duration = Duration::from_millis(250);
/// Number of looks at the connections after which remembered addresses are looked through.
const FORGET: u32 = 4;
/// Time for which a suspended member keeps its connection, so that the refusal of what it calls
/// meanwhile reaches it.
const BARRED: Duration = Duration::from_secs(1);
/// Largest number of remembered addresses from which members came.
const MAX_KNOWN: usize = 4096;
/// Number of addresses whose handshakes are counted apart. Beyond it all new addresses count as
/// one.
const MAX_COUNTED: usize = 20_000;

/// Network that an address stands for in limits: the first 64 bits of IPv6, since whoever has such
/// a network has all addresses in it.
pub(super) fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            let first = u128::from(address) & !u128::from(u64::MAX);
            IpAddr::V6(Ipv6Addr::from(first))
        }
    }
}

/// Peer in its handshake, which has not shown who it is.
struct Knocking {
    network: IpAddr,
    /// Sender that is dropped to end the handshake.
    _end: oneshot::Sender<()>,
}

#[derive(Default)]
struct Places {
    next: u64,
    /// Handshakes in progress by number, the oldest first.
    knocking: BTreeMap<u64, Knocking>,
    open: BTreeMap<u64, Arc<Line>>,
    /// Addresses from which a member came, with the latest time.
    known: HashMap<IpAddr, Instant>,
}

/// Handshakes and open connections of a server.
pub(super) struct Connections {
    pub limits: Limits,
    pub cuts: Cuts,
    places: Mutex<Places>,
    of_address: DefaultKeyedRateLimiter<IpAddr>,
    of_strangers: DefaultDirectRateLimiter,
    of_known: DefaultDirectRateLimiter,
}

/// Place of a handshake while it is in progress.
pub(super) struct Knock {
    connections: Arc<Connections>,
    number: u64,
    pub network: IpAddr,
    /// Receiver that is done when the place is given to another handshake.
    pub ended: oneshot::Receiver<()>,
}

impl Drop for Knock {
    fn drop(&mut self) {
        self.connections.places.lock().knocking.remove(&self.number);
    }
}

/// Place of an open connection while it is open.
pub(super) struct Place {
    connections: Arc<Connections>,
    pub line: Arc<Line>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut places = self.connections.places.lock();
        places.open.remove(&self.line.number);
        metrics::gauge!("vdx_connections").set(places.open.len() as f64);
    }
}

impl Connections {
    pub fn new(limits: Limits) -> Arc<Self> {
        let quota = |rate| Quota::per_second(rate).allow_burst(BURST.saturating_mul(rate));
        Arc::new(Self {
            limits,
            cuts: Cuts::default(),
            places: Mutex::default(),
            of_address: RateLimiter::keyed(quota(limits.handshakes_per_second_per_address)),
            of_strangers: RateLimiter::direct(quota(limits.handshakes_per_second)),
            of_known: RateLimiter::direct(quota(limits.handshakes_per_second)),
        })
    }

    /// Takes a place for a handshake; when there is none, the oldest handshake in its way ends.
    pub fn knock(self: &Arc<Self>, address: IpAddr) -> Knock {
        let network = network_of(address);
        let (end, ended) = oneshot::channel();
        let mut places = self.places.lock();
        let of_network = |k: &Knocking| k.network == network;
        if places.knocking.values().filter(|k| of_network(k)).count()
            >= self.limits.max_handshakes_per_address
        {
            let oldest = places.knocking.iter().find(|(_, k)| of_network(k)).map(|(n, _)| *n);
            oldest.and_then(|number| places.knocking.remove(&number));
        } else if places.knocking.len() >= self.limits.max_handshakes {
            places.end_oldest();
        }
        let number = places.next;
        places.next += 1;
        places.knocking.insert(number, Knocking { network, _end: end });
        Knock { connections: self.clone(), number, network, ended }
    }

    /// Ends a handshake because the process has no room for a further one.
    pub fn end_oldest(&self) {
        self.places.lock().end_oldest();
    }

    /// Waits until another handshake of a network may cost something.
    pub async fn turn(&self, network: IpAddr) {
        let clock = DefaultClock::default();
        let counted = match self.of_address.len() < MAX_COUNTED {
            true => network,
            false => IpAddr::V6(Ipv6Addr::UNSPECIFIED),
        };
        while let Err(early) = self.of_address.check_key(&counted) {
            tokio::time::sleep(early.wait_time_from(clock.now())).await;
        }
        let is_known = self.places.lock().known.contains_key(&network);
        let all = if is_known { &self.of_known } else { &self.of_strangers };
        while let Err(early) = all.check() {
            tokio::time::sleep(early.wait_time_from(clock.now())).await;
        }
    }

    /// Takes a place for an admitted member; an error when there is none. The receiver is done
    /// when the connection has to be cut.
    pub fn enter(
        self: &Arc<Self>,
        network: IpAddr,
        principal: Principal,
    ) -> Result<(Place, oneshot::Receiver<()>), Cut> {
        let (member, certificate) = (principal.member.clone(), principal.certificate.clone());
        let mut places = self.places.lock();
        places.remember(network);
        let live: Vec<Arc<Line>> =
            places.open.values().filter(|line| !line.is_cut()).cloned().collect();
        let limits = &self.limits;
        let of_member: Vec<_> = live.iter().filter(|l| l.principal.member == member).collect();
        let of_address: Vec<_> = live.iter().filter(|l| l.network == network).collect();
        // One that makes room by one rule makes it by the others as well, as far as it can.
        let room = if of_member.len() >= limits.max_connections_per_member {
            giving_way(&of_member, |line| line.principal.certificate.clone(), &certificate)
        } else if of_address.len() >= limits.max_connections_per_address {
            giving_way(&of_address, |line| line.principal.member.clone(), &member)
        } else if live.len() >= limits.max_connections {
            let all: Vec<_> = live.iter().collect();
            giving_way(&all, |line| line.principal.member.clone(), &member)
        } else {
            Some(None)
        };
        match room {
            None => return Err(Cut::ConnectionsFull),
            Some(Some(line)) => self.cut(line, Cut::GivenUp),
            Some(None) => {}
        }
        let number = places.next;
        places.next += 1;
        let (line, cut) = Line::new(number, network, principal);
        places.open.insert(number, line.clone());
        metrics::gauge!("vdx_connections").set(places.open.len() as f64);
        Ok((Place { connections: self.clone(), line }, cut))
    }

    fn cut(&self, line: &Line, reason: Cut) {
        if line.cut() {
            self.cuts.connection(reason, line.principal.spiffe_id());
        }
    }

    /// Cuts connections whose time is over, or against which `barred` gives a reason. The watch
    /// never ends.
    pub async fn watch(self: Arc<Self>, barred: impl Fn(&Principal) -> Option<Cut>) {
        for look in 0u32.. {
            tokio::time::sleep(LOOK).await;
            let now = Instant::now();
            let (lines, knocking): (Vec<Arc<Line>>, usize) = {
                let places = self.places.lock();
                (places.open.values().cloned().collect(), places.knocking.len())
            };
            metrics::gauge!("vdx_handshakes").set(knocking as f64);
            for line in lines.iter().filter(|line| !line.is_cut()) {
                let barred = barred(&line.principal);
                let since = line.barred_since(barred.is_some(), now);
                let is_over = since.is_some_and(|since| now.duration_since(since) >= BARRED);
                let due = barred.filter(|_| is_over).or_else(|| line.due(&self.limits, now));
                if let Some(reason) = due {
                    self.cut(line, reason);
                }
            }
            if look % FORGET == 0 {
                self.of_address.retain_recent();
                self.cuts.sum_up();
            }
        }
    }
}

impl Places {
    /// Ends the oldest handshake of the address that has most; addresses from which no member came
    /// are taken first.
    fn end_oldest(&mut self) {
        let mut counts: HashMap<IpAddr, usize> = HashMap::new();
        for knocking in self.knocking.values() {
            *counts.entry(knocking.network).or_default() += 1;
        }
        let weight =
            |network: &IpAddr| (!self.known.contains_key(network), counts.get(network).copied());
        // Of equal ones `max_by_key` gives the last: reversed, the oldest.
        let oldest = self.knocking.iter().rev().max_by_key(|(_, k)| weight(&k.network));
        if let Some(number) = oldest.map(|(number, _)| *number) {
            self.knocking.remove(&number);
        }
    }

    fn remember(&mut self, network: IpAddr) {
        let now = Instant::now();
        if self.known.len() >= MAX_KNOWN && !self.known.contains_key(&network) {
            let longest_ago = self.known.iter().min_by_key(|(_, at)| **at).map(|(n, _)| *n);
            longest_ago.and_then(|network| self.known.remove(&network));
        }
        self.known.insert(network, now);
    }
}

/// Connection that gives way to a newcomer of the group `mine`: a connection of the group that has
/// most, if that is more than `mine` has, and otherwise one of `mine` without a call. `None` when
/// the newcomer has to stay outside.
fn giving_way<'a, K: Hash + Eq>(
    lines: &[&'a Arc<Line>],
    group: impl Fn(&Line) -> K,
    mine: &K,
) -> Option<Option<&'a Arc<Line>>> {
    let mut groups: HashMap<K, Vec<&'a Arc<Line>>> = HashMap::new();
    for line in lines {
        groups.entry(group(line)).or_default().push(line);
    }
    let held = groups.get(mine).map_or(0, Vec::len);
    let most = groups.values().max_by_key(|lines| lines.len()).filter(|l| l.len() > held);
    // Idle ones before those with a call, then the one that did nothing for longest.
    match most {
        Some(most) => most.iter().min_by_key(|line| line.activity()).copied().map(Some),
        None => groups
            .get(mine)?
            .iter()
            .filter(|line| !line.is_busy())
            .min_by_key(|line| line.activity())
            .copied()
            .map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::MemberId;
    use crate::grpc::line::tests::any_principal;

    fn limits() -> Limits {
        Limits {
            max_connections: 6,
            max_connections_per_member: 4,
            max_connections_per_address: 6,
            max_handshakes: 4,
            max_handshakes_per_address: 2,
            ..Limits::default()
        }
    }

    fn address(last: u8) -> IpAddr {
        IpAddr::from([127, 0, 0, last])
    }

    fn principal(member: &str, serial: u8) -> Principal {
        let member = MemberId::new("exchange.example", member).unwrap();
        Principal { member, certificate: vec![serial].into(), ..any_principal() }
    }

    fn is_open(place: &Place) -> bool {
        !place.line.is_cut()
    }

    #[test]
    fn an_ipv6_network_is_one_address() {
        let of = |text: &str| network_of(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2::9"));
        assert_ne!(of("2001:db8:1:2::9"), of("2001:db8:1:3::9"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
    }

    #[test]
    fn a_flood_of_handshakes_ends_its_own() {
        let connections = Connections::new(limits());
        let mut first = connections.knock(address(1));
        let mut second = connections.knock(address(1));
        let mut third = connections.knock(address(1));
        assert!(first.ended.try_recv().is_err_and(|e| e == oneshot::error::TryRecvError::Closed));
        let mut others: Vec<Knock> = (2..4).map(|n| connections.knock(address(n))).collect();
        // All places are taken: the address with most gives way, whoever comes.
        let mut last = connections.knock(address(9));
        let ended = |knock: &mut Knock| {
            knock.ended.try_recv().is_err_and(|e| e == oneshot::error::TryRecvError::Closed)
        };
        assert!(ended(&mut second) && !ended(&mut third) && !ended(&mut last));
        assert!(!others.iter_mut().any(ended));
        // Addresses from which members came are spared while others are there.
        let (place, _cut) = connections.enter(address(127), principal("police", 1)).unwrap();
        drop(place);
        let mut known = connections.knock(address(127));
        assert!(ended(&mut third));
        let _more: Vec<Knock> = (20..40).map(|n| connections.knock(address(n))).collect();
        assert!(!ended(&mut known));
    }

    #[test]
    fn one_member_cannot_take_all() {
        let connections = Connections::new(limits());
        let enter = |member: &str, serial| connections.enter(address(1), principal(member, serial));
        let mut places: Vec<Place> = (0..4).map(|_| enter("greedy", 1).unwrap().0).collect();
        // Its further connections take the place of its own idle ones.
        places.push(enter("greedy", 1).unwrap().0);
        assert_eq!(places.iter().filter(|p| is_open(p)).count(), 4);
        assert!(!is_open(&places[0]));
        // Or of none, when all are in use.
        places.remove(0);
        let _busy: Vec<_> = places.iter().map(|place| place.line.begin()).collect();
        assert_eq!(enter("greedy", 1).err(), Some(Cut::ConnectionsFull));
        // Another certificate of the same member gets in, and takes from the one that has most.
        let other = enter("greedy", 2).unwrap().0;
        assert!(is_open(&other));
        assert_eq!(places.iter().filter(|p| is_open(p)).count(), 3);
    }

    #[test]
    fn at_the_limit_the_member_with_most_makes_room() {
        let connections = Connections::new(limits());
        let enter = |member: &str, net| connections.enter(address(net), principal(member, 1));
        let greedy: Vec<Place> = (0..4).map(|_| enter("greedy", 1).unwrap().0).collect();
        let _busy: Vec<_> = greedy.iter().map(|place| place.line.begin()).collect();
        let second: Vec<Place> = (0..2).map(|_| enter("second", 2).unwrap().0).collect();
        let third = enter("third", 3).unwrap().0;
        assert!(is_open(&third) && second.iter().all(is_open));
        assert_eq!(greedy.iter().filter(|p| is_open(p)).count(), 3);
        // Who has most itself gets nothing of the others.
        assert_eq!(enter("greedy", 1).err(), Some(Cut::ConnectionsFull));
    }

    #[tokio::test]
    async fn handshakes_of_one_address_wait_and_those_of_others_do_not() {
        let limits = Limits {
            handshakes_per_second_per_address: 1.try_into().unwrap(),
            ..Limits::default()
        };
        let connections = Connections::new(limits);
        for _ in 0..4 {
            connections.turn(address(1)).await;
        }
        let begun = Instant::now();
        connections.turn(address(2)).await;
        assert!(begun.elapsed() < Duration::from_millis(500));
        let waiting = tokio::time::timeout(Duration::from_millis(1), connections.turn(address(1)));
        assert!(waiting.await.is_err());
    }
}
