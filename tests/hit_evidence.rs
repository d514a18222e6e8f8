//! What an inquiry finds, measured on an invented population: honest checks with the usual errors,
//! and sets of tokens that an attacker mixes from several persons. `--nocapture` prints the figures
//! of `docs/referrals.md`.

use std::collections::{BTreeSet, HashMap};

use fastrand::Rng;
use vdx::demo::{Person, labelled, population};
use vdx::domain::code_list::CodeList;
use vdx::domain::codes::{KeyScope, MatchKeyKind};
use vdx::domain::inquiry::Inquiry;
use vdx::domain::profile::Profile;
use vdx::domain::record::Token;
use vdx::linkage::{Linker, MentionKey};
use vdx::pseudonym::{BirthDate, Identity, TokenKey, Tokenizer};

/// A mention's person and its number.
fn mention(person: usize, number: usize) -> MentionKey {
    MentionKey(((person as u128) << 64) | number as u128)
}

fn person_of(mention: MentionKey) -> usize {
    (mention.0 >> 64) as usize
}

fn tokenizer() -> Tokenizer {
    let key = TokenKey::from_bytes(KeyScope::Transnational, 1, [3; 32]);
    Tokenizer::new(&Profile::shipped(), &key)
}

fn birth((year, month, day): (i32, u32, u32)) -> Option<BirthDate> {
    Some(BirthDate { year: year as i16, month: Some(month as i8), day: Some(day as i8) })
}

/// A person as it is.
fn exact(person: &Person) -> Identity {
    let mut identity = Identity::default();
    identity.given_name.clone_from(&person.given_name);
    identity.surname.clone_from(&person.surname);
    identity.national_id.clone_from(&person.national_id);
    identity.document.clone_from(&person.passport);
    identity.place_of_birth.clone_from(&person.place_of_birth);
    identity.sex = if person.feminine { "F" } else { "M" }.into();
    identity.birth_date = birth(person.birth);
    identity
}

/// Persons as clerks of several institutions entered them, with errors, other alphabets, and
/// details that some do not know.
fn entered(persons: &[Person], seed: u64) -> HashMap<usize, Vec<Identity>> {
    let mut random = Rng::with_seed(seed);
    let text = labelled(persons, seed);
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let mut entered: HashMap<usize, Vec<Identity>> = HashMap::new();
    for row in rows.records() {
        let row = row.unwrap();
        let number: usize = row[1].parse().unwrap();
        let mut identity = Identity::default();
        identity.given_name = row[2].into();
        identity.surname = row[3].into();
        identity.birth_date = BirthDate::parse(&row[4], &["%Y-%m-%d".into()]);
        identity.national_id = row[5].into();
        identity.place_of_birth = row[6].into();
        if random.u32(0..100) < 30 {
            identity.document.clone_from(&persons[number].passport);
        }
        entered.entry(number).or_default().push(identity);
    }
    entered
}

fn find(linker: &Linker, tokens: &[Token]) -> Option<BTreeSet<usize>> {
    let inquiries = Inquiry::read(&Profile::shipped(), "tokens", tokens).ok()?;
    let found = inquiries.iter().flat_map(|inquiry| linker.find(inquiry));
    Some(found.map(person_of).collect())
}

#[test]
fn honest_checks_find_the_person_in_spite_of_the_usual_errors() {
    let persons = population(3000, 5);
    let tokenizer = tokenizer();
    let mut linker = Linker::new(Profile::shipped());
    let mut asked = Vec::new();
    let mut records: HashMap<usize, Vec<Identity>> = HashMap::new();
    for (number, mut identities) in entered(&persons, 6) {
        if identities.len() < 2 {
            continue;
        }
        asked.push((number, identities.pop().unwrap()));
        for (place, identity) in identities.iter().enumerate() {
            linker.insert(mention(number, place), &tokenizer.tokens(identity));
        }
        records.insert(number, identities);
    }
    let (mut all, mut linked, mut hits, mut wrong_before, mut wrong) = (0, 0, 0, 0, 0);
    let mut lost: HashMap<(&str, bool), usize> = HashMap::new();
    for (number, identity) in &asked {
        let tokens = tokenizer.tokens(identity);
        let before: BTreeSet<usize> = linker.probe(&tokens).into_iter().map(person_of).collect();
        let after = find(&linker, &tokens).expect("an honest set is never refused");
        all += 1;
        linked += usize::from(before.contains(number));
        hits += usize::from(after.contains(number));
        wrong_before += usize::from(before.iter().any(|other| other != number));
        wrong += usize::from(after.iter().any(|other| other != number));
        if before.contains(number) && !after.contains(number) {
            let theirs = &records[number];
            let any = |same: &dyn Fn(&Identity) -> bool| theirs.iter().any(same);
            let born = any(&|r| r.birth_date == identity.birth_date);
            let id =
                !identity.national_id.is_empty() && any(&|r| r.national_id == identity.national_id);
            let swapped = any(&|r| r.given_name == identity.surname);
            let reason = match (born, swapped) {
                (false, _) => "another date of birth",
                (true, true) => "names the other way round",
                (true, false) => "another spelling or name",
            };
            *lost.entry((reason, id)).or_default() += 1;
        }
    }
    println!(
        "{all} honest checks: {linked} found by linkage alone, {hits} by evidence; of others {wrong_before} and {wrong}"
    );
    for ((reason, id), count) in &lost {
        println!("no longer found: {count}: {reason}, the same national id: {id}");
    }
    assert!(hits * 100 >= all * 85, "{hits} of {all}");
    assert!(wrong * 1000 <= all, "{wrong} of {all}");
}

/// All tokens by kind, of each of some persons.
type Kinds = HashMap<MatchKeyKind, Vec<Vec<Token>>>;

fn kinds(of: &[Vec<Token>]) -> Kinds {
    let kinds = MatchKeyKind::ALL.iter().map(|kind| {
        let of_kind = |tokens: &Vec<Token>| {
            tokens.iter().filter(|token| token.kind == *kind).copied().collect()
        };
        (*kind, of.iter().map(of_kind).collect())
    });
    kinds.collect()
}

fn filler(kind: MatchKeyKind, random: &mut Rng) -> Token {
    let mut value = [0; 16];
    random.fill(&mut value);
    Token { kind, key_epoch: 1, value }
}

/// A mix: for each kind, whose tokens there are, in which order of preference. Of a kind with many
/// tokens each token may be somebody else's.
#[derive(Clone)]
struct Mix {
    of_token: HashMap<MatchKeyKind, Vec<usize>>,
}

impl Mix {
    fn random(kinds: &Kinds, persons: usize, by_token: bool, random: &mut Rng) -> Self {
        let of_token = kinds.iter().map(|(kind, tokens)| {
            let most = tokens.iter().map(Vec::len).max().unwrap_or(0);
            let one = random.usize(0..=persons);
            let owner = |random: &mut Rng| if by_token { random.usize(0..=persons) } else { one };
            // One kind after another must not be the same draw.
            let owners = (0..most).map(|_| owner(random)).collect();
            (*kind, owners)
        });
        Self { of_token: of_token.collect() }
    }

    fn of_one(kinds: &Kinds, person: usize) -> Self {
        let of_token =
            kinds.iter().map(|(kind, tokens)| (*kind, vec![person; tokens[person].len()]));
        Self { of_token: of_token.collect() }
    }

    /// The share of kinds of which at least half of the tokens are a person's.
    fn share(&self, person: usize) -> f64 {
        let own = |owners: &&Vec<usize>| {
            2 * owners.iter().filter(|owner| **owner == person).count() >= owners.len().max(1)
        };
        self.of_token.values().filter(own).count() as f64 / self.of_token.len() as f64
    }

    /// The tokens; `persons` stands for a filler.
    fn tokens(&self, kinds: &Kinds, random: &mut Rng) -> Vec<Token> {
        let mut tokens = Vec::new();
        for (kind, owners) in &self.of_token {
            for (place, owner) in owners.iter().enumerate() {
                let token = kinds[kind].get(*owner).and_then(|tokens| tokens.get(place));
                tokens.push(token.copied().unwrap_or_else(|| filler(*kind, random)));
            }
        }
        tokens
    }

    fn change(&self, persons: usize, random: &mut Rng) -> Self {
        let mut changed = self.clone();
        let kinds: Vec<MatchKeyKind> = self.of_token.keys().copied().collect();
        for _ in 0..random.usize(1..4) {
            let owners = changed.of_token.get_mut(&kinds[random.usize(0..kinds.len())]).unwrap();
            let owner = random.usize(0..=persons);
            if random.bool() {
                owners.iter_mut().for_each(|o| *o = owner);
            } else if !owners.is_empty() {
                let place = random.usize(0..owners.len());
                owners[place] = owner;
            }
        }
        changed
    }
}

/// Strangers to each other: none shares a name, a date of birth or a place with another.
fn strangers(persons: &[Person], count: usize, random: &mut Rng) -> Vec<Person> {
    let mut chosen: Vec<Person> = Vec::new();
    while chosen.len() < count {
        let mut one = persons[random.usize(0..persons.len())].clone();
        // Names of the generator are few: these are told apart by syllables that no other has.
        let mark = ["ba", "ko", "li", "mu", "pe", "ra", "so", "ti", "vu", "zi"];
        let n = chosen.len();
        one.given_name = format!("{}{}{}", mark[n % 10], one.given_name, mark[n / 10]);
        one.surname = format!("{}{}{}", mark[n / 10], mark[n % 10], one.surname);
        one.number = n;
        if chosen.iter().all(|other| other.birth != one.birth) {
            chosen.push(one);
        }
    }
    chosen
}

#[test]
fn a_mix_of_strangers_finds_at_most_one_and_only_one_of_whom_most_was_asked() {
    let persons = population(2000, 8);
    let mut random = Rng::with_seed(9);
    let tokenizer = tokenizer();
    println!(
        "persons mixed | mixes | found before | found now | most persons of one mix, before and now | least share of kinds of one found"
    );
    for count in [2, 3, 8, 20] {
        let (mut mixes, mut before, mut now, mut most_before, mut most_now) = (0, 0, 0, 0, 0);
        let mut least = 1.0f64;
        for round in 0..30 {
            let chosen = strangers(&persons, count, &mut random);
            let of: Vec<Vec<Token>> =
                chosen.iter().map(|person| tokenizer.tokens(&exact(person))).collect();
            let mut linker = Linker::new(Profile::shipped());
            for (number, tokens) in of.iter().enumerate() {
                linker.insert(mention(number, 0), tokens);
            }
            let kinds = kinds(&of);
            let mut try_out = |mix: &Mix, random: &mut Rng| {
                let tokens = mix.tokens(&kinds, random);
                let linked: BTreeSet<usize> =
                    linker.probe(&tokens).into_iter().map(person_of).collect();
                let found = find(&linker, &tokens).unwrap_or_default();
                assert!(found.len() <= 1, "strangers {found:?} by one check");
                most_before = most_before.max(linked.len());
                most_now = most_now.max(found.len());
                (linked.len(), found)
            };
            // Dealt out at random: whole kinds, or single tokens.
            for step in 0..40 {
                let mix = Mix::random(&kinds, count, step % 2 == 0, &mut random);
                let (linked, found) = try_out(&mix, &mut random);
                mixes += 1;
                before += usize::from(linked > 0);
                now += usize::from(!found.is_empty());
            }
            // An attacker who sees who is found climbs from the set of one person towards others.
            let mut best = Mix::of_one(&kinds, round % count);
            for _ in 0..60 {
                let mix = best.change(count, &mut random);
                let (_, found) = try_out(&mix, &mut random);
                if let Some(person) = found.first() {
                    least = least.min(mix.share(*person));
                    best = mix;
                }
            }
        }
        println!("{count} | {mixes} | {before} | {now} | {most_before}, {most_now} | {least:.2}");
        assert!(now * 100 <= mixes, "{now} of {mixes}");
    }
}

/// Somebody whose record has all details; each change is what an asker knows of her otherwise.
#[test]
fn usual_slips_are_hits_and_whatever_else_agrees_is_none() {
    let tokenizer = tokenizer();
    let mut base = Identity::default();
    base.given_name = "Shpresa".into();
    base.surname = "Krasniqi".into();
    base.birth_date = birth((1991, 3, 7));
    base.national_id = "1170234567".into();
    base.document = "P12345678".into();
    base.place_of_birth = "Prizren".into();
    base.sex = "F".into();
    let mut linker = Linker::new(Profile::shipped());
    linker.insert(mention(0, 0), &tokenizer.tokens(&base));
    type Change = fn(&mut Identity);
    let no_number: Change = |p| {
        p.national_id.clear();
        p.document.clear();
    };
    let cases: &[(&str, bool, &[Change])] = &[
        ("as she is", true, &[]),
        ("in another alphabet", true, &[|p| p.given_name = "Шпреса".into()]),
        ("a vowel", true, &[|p| p.given_name = "Shprese".into()]),
        ("a vowel, no number", true, &[|p| p.surname = "Krasnaqi".into(), no_number]),
        (
            "a vowel, other numbers",
            true,
            &[
                |p| p.surname = "Krasnaqi".into(),
                |p| p.national_id = "99887766".into(),
                |p| p.document = "Q87654321".into(),
            ],
        ),
        // Unless it is another number of a register, of which one person has one.
        (
            "another number of a register",
            false,
            &[|p| p.national_id = "9988776655".into(), |p| p.document = "Q87654321".into()],
        ),
        ("a consonant", true, &[|p| p.surname = "Krasmiqi".into()]),
        ("a consonant, no number", true, &[|p| p.given_name = "Shpreta".into(), no_number]),
        ("no document", true, &[|p| p.document.clear()]),
        ("another place", true, &[|p| p.place_of_birth = "Peja".into(), no_number]),
        ("double surname, no number", true, &[|p| p.surname = "Krasniqi-Hoxha".into(), no_number]),
        ("married, same number", true, &[|p| p.surname = "Hoxha".into()]),
        ("another surname, same place", false, &[|p| p.surname = "Hoxha".into(), no_number]),
        ("a wrong day, same number", true, &[|p| p.birth_date = birth((1991, 3, 17))]),
        ("day and month swapped, same number", true, &[|p| p.birth_date = birth((1991, 7, 3))]),
        ("a slip in the number", true, &[|p| p.national_id = "1170284567".into()]),
        (
            "the number alone",
            true,
            &[|p| {
                let number = std::mem::take(&mut p.national_id);
                *p = Identity::default();
                p.national_id = number;
            }],
        ),
        ("a wrong day, no number", false, &[|p| p.birth_date = birth((1991, 3, 17)), no_number]),
        (
            "names of another, same numbers",
            false,
            &[
                |p| p.given_name = "Arta".into(),
                |p| p.surname = "Berisha".into(),
                |p| p.birth_date = birth((1984, 6, 12)),
            ],
        ),
        (
            "a sister",
            false,
            &[|p| p.given_name = "Arta".into(), |p| p.birth_date = birth((1993, 1, 2)), no_number],
        ),
        ("a twin", false, &[|p| p.given_name = "Arta".into(), no_number]),
        (
            "a slip in both names",
            false,
            &[|p| p.given_name = "Shpreta".into(), |p| p.surname = "Krasmiqi".into(), no_number],
        ),
    ];
    for (name, is_hit, changes) in cases {
        let mut asked = base.clone();
        changes.iter().for_each(|change| change(&mut asked));
        let found = find(&linker, &tokenizer.tokens(&asked)).expect(name);
        assert_eq!(!found.is_empty(), *is_hit, "{name}");
    }
}

#[test]
fn one_true_key_among_fillers_finds_nobody() {
    let persons = population(200, 11);
    let mut random = Rng::with_seed(12);
    let tokenizer = tokenizer();
    let mut linker = Linker::new(Profile::shipped());
    for (number, person) in persons.iter().enumerate() {
        linker.insert(mention(number, 0), &tokenizer.tokens(&exact(person)));
    }
    let mut before = 0;
    for person in &persons[..20] {
        let own = tokenizer.tokens(&exact(person));
        assert_eq!(find(&linker, &own).unwrap().len(), 1, "all of it finds");
        for kind in MatchKeyKind::ALL {
            // The rest are fillers of the right shape.
            let mixed: Vec<Token> = own
                .iter()
                .map(|t| if t.kind == *kind { *t } else { filler(t.kind, &mut random) })
                .collect();
            before += usize::from(!linker.probe(&mixed).is_empty());
            assert!(find(&linker, &mixed).unwrap().is_empty(), "{kind:?}");
        }
    }
    assert!(before > 10, "linkage alone is misled: {before}");
}
