//! What an exchange is to answer, written down as plainly as can be: no lock, no journal, no keys, no
//! hashes. Where this and the exchange differ, one of the two is wrong.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::referral_codes::{ReferralAction as Action, ReferralStatus as Status};
use crate::referral::lifecycle::{self, Party};

use super::steps::{COUNTRIES, INSTITUTION, LIAISON, Sent, Step, Way};

/// Seconds of a day.
const DAY: i64 = 86_400;
/// Hit checks of a country on a day.
pub const BUDGET: u32 = 3;
/// Days for which what was sealed in a completed referral is kept.
pub const KEPT: u32 = 30;

#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    pub sent: Sent,
    pub withdrawn: bool,
    /// The moment at which it ended in a way that a newer submission may undo.
    pub lapsed: Option<u64>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Release {
    pub year: i32,
    pub by: usize,
    /// P(roposed), X (replaced), A(pproved), R(eleased).
    pub stage: char,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    pub by: usize,
    pub opens_at: Option<i64>,
    /// The record that was found: of whom, and which.
    pub found: Option<Option<(usize, u8)>>,
    pub decided: Option<bool>,
    pub hit: Option<bool>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Referral {
    pub from: usize,
    pub to: usize,
    /// The version of the sender's key that made it.
    pub key: u32,
    pub status: Status,
    pub was_sent: bool,
    pub deadline: Option<i64>,
    pub last: i64,
    pub erased: bool,
}

/// All that an exchange knows.
#[derive(Clone, Debug, Default)]
pub struct Model {
    pub now: i64,
    /// Whether a person has to confirm hits.
    pub confirmed: bool,
    pub records: BTreeMap<(usize, u8), Record>,
    /// How far submissions are durable, and the moments at which they began.
    pub submissions: BTreeMap<(usize, u8), (u64, u64)>,
    /// Moments that have passed.
    moment: u64,
    /// Who is in the register, and whether active.
    pub members: BTreeMap<usize, bool>,
    /// What open streams have brought.
    pub streams: BTreeMap<usize, BTreeMap<&'static str, u64>>,
    /// What streams had brought that have ended.
    pub ended: Vec<BTreeMap<&'static str, u64>>,
    pub releases: Vec<Release>,
    pub checks: Vec<Check>,
    /// The latest day of each country, and what it has spent on it.
    pub spent: BTreeMap<&'static str, (i64, u32)>,
    pub referrals: BTreeMap<u8, Referral>,
    /// How many versions of its key each liaison has published.
    pub keys: BTreeMap<usize, u32>,
    /// What the hub has.
    pub at_hub: BTreeSet<(usize, u8)>,
    pub kept: Option<u8>,
    /// Records that the changes decided together have touched so far.
    touched: BTreeSet<(usize, u8)>,
    /// Who is active, and which keys there are, before the changes that are decided together.
    before: (BTreeMap<usize, bool>, BTreeMap<usize, u32>),
}

impl Model {
    /// An exchange that has its first coordinator.
    pub fn new(now: i64, confirmed: bool) -> Self {
        Self { now, confirmed, members: [(0, true)].into(), ..Self::default() }
    }

    /// Changes follow that are decided together, at a time.
    pub fn begin(&mut self, now: i64) {
        self.now = now;
        self.touched.clear();
        self.before = (self.members.clone(), self.keys.clone());
    }

    /// What a restart forgets: streams end.
    pub fn restart(&mut self) {
        let open = std::mem::take(&mut self.streams);
        self.ended.extend(open.into_values());
    }

    /// What a step is answered.
    pub fn take(&mut self, step: &Step) -> String {
        match step {
            Step::Open(who) => drop(self.streams.insert(*who, BTreeMap::new())),
            Step::Close(who) => self.ended.extend(self.streams.remove(who)),
            Step::Submit { who, way, submission, sequence, records, readmit, confirm } => {
                let mut brought = match way {
                    Way::Open => self.streams.remove(who).expect("it is open"),
                    Way::Begins | Way::All => BTreeMap::new(),
                };
                let allowed = (*readmit, *confirm);
                let batch = (*submission, *sequence);
                let answer = self.submit(*who, batch, records, allowed, &mut brought);
                match way {
                    // Nothing begins with what is refused.
                    Way::Begins | Way::All if answer == "SEQUENCE_GAP" => {}
                    Way::Open | Way::Begins => drop(self.streams.insert(*who, brought)),
                    Way::All => self.ended.push(brought),
                }
                return answer;
            }
            Step::Withdraw(who, id, lapsed) => return self.withdraw(*who, *id, *lapsed),
            Step::EndConsent(who, id, revision) => return self.end_consent(*who, *id, *revision),
            Step::Put(who) => {
                // A suspended member stays suspended.
                self.members.entry(*who).or_insert(true);
            }
            Step::Status(who, active) => {
                let is_there = self.members.contains_key(who);
                let another =
                    (0..2).any(|other| other != *who && self.members.get(&other) == Some(&true));
                match () {
                    () if !is_there => return "not found".into(),
                    () if *who < 2 && !active && !another => return "LAST_COORDINATOR".into(),
                    () => drop(self.members.insert(*who, *active)),
                }
            }
            Step::Propose(by, year) => return self.propose(*by, *year),
            Step::Approve(by, number) => return self.approve(*by, *number),
            Step::Finish => {
                for release in self.releases.iter_mut().filter(|release| release.stage == 'A') {
                    release.stage = 'R';
                }
            }
            Step::Ask(who) => return self.ask(*who),
            Step::Find(check, found) => return self.find(*check, *found),
            Step::Decide(who, check, word) => return self.decide(*who, *check, *word),
            Step::Publish(who, version) => {
                let versions = self.keys.entry(*who).or_default();
                if *version != *versions && *version != *versions + 1 {
                    return "invalid key.version".into();
                }
                *versions = *version;
            }
            Step::Create(slot, from, to) => return self.create(*slot, *from, *to),
            Step::Act(slot, who, action) => return self.act(*slot, *who, *action),
            Step::Upkeep => self.upkeep(),
            Step::Relay(sent, withdrawn) => {
                self.at_hub.extend(sent);
                self.at_hub.retain(|record| !withdrawn.contains(record));
            }
            Step::Keep(value) => self.kept = Some(*value),
            Step::Tell => {}
        }
        "done".into()
    }

    fn submit(
        &mut self,
        who: usize,
        (submission, sequence): (u8, u64),
        records: &[Sent],
        allowed: (bool, bool),
        brought: &mut BTreeMap<&'static str, u64>,
    ) -> String {
        self.moment += 1;
        let known = self.submissions.get(&(who, submission)).copied();
        let (durable, begun) = known.unwrap_or((0, self.moment));
        if sequence > durable + 1 {
            return "SEQUENCE_GAP".into();
        }
        let mut outcomes = Vec::new();
        let mut seen = BTreeSet::new();
        for sent in records {
            let outcome = match seen.insert(sent.id) {
                true => self.store(who, *sent, begun, allowed, brought),
                false => "Invalid",
            };
            outcomes.push(outcome);
        }
        self.submissions.insert((who, submission), (durable.max(sequence), begun));
        *brought.entry("batches").or_default() += 1;
        for outcome in &outcomes {
            *brought.entry(outcome).or_default() += 1;
        }
        format!("{} {outcomes:?}", durable.max(sequence)).replace('"', "")
    }

    fn store(
        &mut self,
        who: usize,
        sent: Sent,
        begun: u64,
        (readmit, confirm): (bool, bool),
        brought: &mut BTreeMap<&'static str, u64>,
    ) -> &'static str {
        let asks = |known: &Sent| sent.is_shared && !known.is_shared || sent.person != known.person;
        let outcome = match self.records.get(&(who, sent.id)) {
            None => "Stored",
            Some(known) if known.withdrawn => match known.lapsed {
                _ if readmit => "Stored",
                None => "Withdrawn",
                Some(at) if at < begun => "Stored",
                Some(_) => "Stale",
            },
            Some(known) if sent.revision < known.sent.revision => "Stale",
            Some(known) if sent.revision > known.sent.revision => match asks(&known.sent) {
                true if !confirm => "Unconfirmed",
                true => {
                    *brought.entry("Confirmed").or_default() += 1;
                    "Amended"
                }
                false => "Amended",
            },
            Some(known) if sent == known.sent => "Unchanged",
            Some(_) => "Conflict",
        };
        if matches!(outcome, "Stored" | "Amended") {
            let record = Record { sent, withdrawn: false, lapsed: None };
            self.records.insert((who, sent.id), record);
            self.touched.insert((who, sent.id));
        }
        outcome
    }

    fn withdraw(&mut self, who: usize, id: u8, lapsed: bool) -> String {
        self.moment += 1;
        let moment = self.moment;
        let outcome = match self.records.get_mut(&(who, id)) {
            None => "NotFound",
            Some(record) if record.withdrawn => {
                if !lapsed {
                    record.lapsed = None;
                }
                "Unchanged"
            }
            Some(record) => {
                (record.withdrawn, record.lapsed) = (true, lapsed.then_some(moment));
                self.touched.insert((who, id));
                "Withdrawn"
            }
        };
        outcome.into()
    }

    fn end_consent(&mut self, who: usize, id: u8, revision: u32) -> String {
        let outcome = match self.records.get_mut(&(who, id)) {
            None => {
                let sent = Sent { id, revision, person: 0, is_shared: false, detail: 0 };
                let record = Record { sent, withdrawn: true, lapsed: None };
                self.records.insert((who, id), record);
                "Remembered"
            }
            Some(record) => {
                let was_withdrawn = std::mem::replace(&mut record.withdrawn, true);
                record.lapsed = None;
                if was_withdrawn { "Unchanged" } else { "Withdrawn" }
            }
        };
        self.touched.insert((who, id));
        outcome.into()
    }

    fn propose(&mut self, by: usize, year: i32) -> String {
        if self.releases.iter().any(|r| r.year == year && matches!(r.stage, 'A' | 'R')) {
            return "RELEASED".into();
        }
        for earlier in self.releases.iter_mut().filter(|release| release.stage == 'P') {
            earlier.stage = 'X';
        }
        self.releases.push(Release { year, by, stage: 'P' });
        format!("{}", self.releases.len())
    }

    fn approve(&mut self, by: usize, number: usize) -> String {
        let is_busy = self.releases.iter().any(|release| release.stage == 'A');
        let Some(release) = self.releases.get_mut(number - 1) else { return "not found".into() };
        match release.stage {
            _ if is_busy => return "BUSY".into(),
            'X' => return "REPLACED".into(),
            'A' | 'R' => return "APPROVED".into(),
            _ if release.by == by => return "denied".into(),
            _ => release.stage = 'A',
        }
        "done".into()
    }

    fn ask(&mut self, who: usize) -> String {
        if !self.before.0.contains_key(&who) {
            return "not found".into();
        }
        let country = COUNTRIES[who];
        let today = self.now.div_euclid(DAY);
        let (day, spent) = self.spent.get(country).copied().unwrap_or((today, 0));
        let (day, spent) = if day >= today { (day, spent) } else { (today, 0) };
        if spent == BUDGET {
            return "HIT_BUDGET".into();
        }
        self.spent.insert(country, (day, spent + 1));
        // The first noon that is four hours away at least.
        let noon = |earliest: i64| (earliest - DAY / 2 + DAY - 1).div_euclid(DAY) * DAY + DAY / 2;
        let opens_at = self.confirmed.then(|| noon(self.now + 4 * 3600));
        let check = Check { by: who, opens_at, found: None, decided: None, hit: None };
        self.checks.push(check);
        format!("{} left", BUDGET - spent - 1)
    }

    /// Whether a record may be found from a country, by what the institution has sent last.
    fn may_find(&self, country: &str, (who, id): (usize, u8)) -> bool {
        let record = self.records.get(&(who, id));
        record.is_some_and(|r| !r.withdrawn && r.sent.is_shared)
            && COUNTRIES[who] != country
            && !self.touched.contains(&(who, id))
    }

    fn find(&mut self, check: usize, found: Option<(usize, u8)>) -> String {
        let country = COUNTRIES[self.checks[check].by];
        let found = found.filter(|record| self.may_find(country, *record));
        let check = &mut self.checks[check];
        check.found = Some(found);
        if check.opens_at.is_some() {
            return "pending".into();
        }
        check.hit = Some(found.is_some());
        if found.is_some() { "hit".into() } else { "no hit".into() }
    }

    fn decide(&mut self, who: usize, check: usize, word: bool) -> String {
        let is_active = self.before.0.get(&who) == Some(&true);
        let check = &mut self.checks[check];
        let holder = check.found.flatten().map(|(holder, _)| COUNTRIES[holder]);
        if check.opens_at.is_none() || !is_active || holder != Some(COUNTRIES[who]) {
            return "not found".into();
        }
        match check.decided {
            Some(before) if before == word => {}
            Some(_) => return "HIT_DECIDED".into(),
            None if check.hit.is_some() || check.opens_at <= Some(self.now) => {
                return "HIT_OPENED".into();
            }
            None => check.decided = Some(word),
        }
        "done".into()
    }

    fn create(&mut self, slot: u8, from: usize, to: usize) -> String {
        let key = self.before.1.get(&from).copied().unwrap_or(1);
        if let Some(known) = self.referrals.get(&slot) {
            // The same once more changes nothing.
            let is_repeated = (known.from, known.to, known.key) == (from, to, key);
            return if is_repeated { "done".into() } else { "REFERRAL_ID_TAKEN".into() };
        }
        let may_receive = LIAISON.contains(&to)
            && self.before.0.get(&to) == Some(&true)
            && self.before.0.contains_key(&from)
            && COUNTRIES[to] != COUNTRIES[from];
        let has_key = |who: usize| self.before.1.get(&who).is_some_and(|versions| *versions > 0);
        if !may_receive {
            return "invalid open.recipient".into();
        }
        if !has_key(to) || !has_key(from) {
            return "NO_LIAISON_KEY".into();
        }
        let (status, deadline) = (Status::Draft, Some(self.now + 30 * DAY));
        let (last, was_sent) = (self.now, false);
        let made = Referral { from, to, key, status, was_sent, deadline, last, erased: false };
        self.referrals.insert(slot, made);
        "done".into()
    }

    fn act(&mut self, slot: u8, who: usize, action: Action) -> String {
        let now = self.now;
        let has_key = self.before.1.get(&who).is_some_and(|versions| *versions > 0);
        let Some(referral) = self.referrals.get_mut(&slot) else { return "not found".into() };
        expire(referral, now);
        let party = match () {
            () if who == referral.from => Party::Sender,
            () if who == referral.to && referral.was_sent => Party::Recipient,
            () => return "not found".into(),
        };
        let Some(next) = lifecycle::next(referral.status, action, party) else {
            return "ILLEGAL_TRANSITION".into();
        };
        if action == Action::Extend && referral.deadline >= Some(now + 20 * DAY) {
            return "invalid statement.deadline".into();
        }
        if !has_key {
            return "WRONG_SIGNATURE".into();
        }
        (referral.status, referral.last) = (next, now);
        referral.was_sent |= action == Action::Send;
        referral.erased |= lifecycle::erases(next);
        if lifecycle::sets_deadline(action) {
            referral.deadline = Some(now + 20 * DAY);
        }
        if lifecycle::is_closed(next) {
            referral.deadline = None;
        }
        "done".into()
    }

    fn upkeep(&mut self) {
        let open =
            |check: &Check| check.hit.is_none() && check.opens_at.is_some_and(|at| at <= self.now);
        let due: Vec<usize> = (0..self.checks.len()).filter(|n| open(&self.checks[*n])).collect();
        for number in due {
            let check = &self.checks[number];
            let found = check.found.flatten().filter(|_| check.decided == Some(true));
            let hit = found.is_some_and(|record| self.may_find(COUNTRIES[check.by], record));
            self.checks[number].hit = Some(hit);
        }
        for referral in self.referrals.values_mut() {
            expire(referral, self.now);
            let over = referral.last + i64::from(KEPT) * DAY <= self.now;
            referral.erased |= referral.status == Status::Completed && over;
        }
    }
}

/// Lets a referral expire whose time has come.
fn expire(referral: &mut Referral, now: i64) {
    if referral.deadline.is_some_and(|at| at <= now) {
        (referral.status, referral.deadline) = (Status::Expired, None);
        (referral.last, referral.erased) = (now, true);
    }
}

/// The institutions, by their country's records.
pub fn institutions() -> impl Iterator<Item = usize> {
    INSTITUTION.iter().copied()
}
