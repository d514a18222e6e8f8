//! Questions: corrections that may be mistakes which nobody would notice, and that are made only when
//! the institution confirms them.
//!
//! An old export that is submitted again, in another form or with another mapping, is a new submission:
//! nothing but its contents tells that it is old. So a correction is asked about when it would share a
//! record more widely than before, bring back contents that were corrected, or when what was known of the
//! record's person speaks against its being about that person still.

use std::collections::BTreeSet;

use crate::domain::codes::{MatchKeyKind, RecordKind, YesNo};
use crate::domain::profile::Profile;
use crate::domain::record::{
    Pseudonym, Record, TOKEN_LENGTH, Token, VictimRecord, VictimReference,
};
use crate::linkage::{Linker, MentionKey};
use crate::store::Fingerprint;

use super::super::change::Question;

/// Earlier contents of a record that are known again: a fingerprint each.
const MOST_EARLIER: usize = 16;

/// A record, and the fingerprints of its contents and of earlier ones.
pub struct Version<'a> {
    pub record: &'a Record,
    pub fingerprints: &'a [Fingerprint],
}

/// Compares pairs of descriptions by the linkage profile, away from all others.
pub struct Pairs(Linker);

impl Pairs {
    /// Nothing to compare yet. A linker takes room and time to begin with: one serves many pairs.
    pub fn new(profile: &Profile) -> Self {
        Self(Linker::new(profile.clone()))
    }

    /// Whether two descriptions speak against their being of one person.
    fn differ(&mut self, one: &[Token], other: &[Token]) -> bool {
        let keys = [MentionKey(0), MentionKey(1)];
        let linker = &mut self.0;
        linker.insert(keys[0], one);
        linker.insert(keys[1], other);
        let compared = linker.comparison(keys[0], keys[1]);
        for key in keys {
            linker.remove(key);
        }
        compared.is_some_and(|compared| compared.weight < 0.0)
    }
}

/// What has to be confirmed before a version of a record takes the place of another one. `is_numbered`
/// tells whether its number says that it is newer.
pub fn raised(
    before: &Version<'_>,
    now: &Version<'_>,
    is_numbered: bool,
    pairs: &mut Pairs,
) -> Vec<Question> {
    let mut questions = Vec::new();
    if is_shared_more_widely(before.record, now.record) {
        questions.push(Question::WiderSharing);
    }
    let earlier = before.fingerprints.iter().skip(1);
    if !is_numbered && now.fingerprints.first().is_some_and(|own| earlier.clone().any(|e| e == own))
    {
        questions.push(Question::EarlierContent);
    }
    if is_about_another(before.record, now.record, pairs) {
        questions.push(Question::OtherPerson);
    }
    questions
}

/// The fingerprints of a version that has taken the place of another one.
pub fn inherited(before: &[Fingerprint], now: &[Fingerprint]) -> Vec<Fingerprint> {
    let Some(own) = now.first() else { return Vec::new() };
    let earlier = before.iter().filter(|earlier| *earlier != own).take(MOST_EARLIER);
    [own].into_iter().chain(earlier).copied().collect()
}

fn is_shared_more_widely(before: &Record, now: &Record) -> bool {
    let (Record::Victim(before), Record::Victim(now)) = (before, now) else { return false };
    let is_shared = |victim: &VictimRecord| victim.consent.cross_border_sharing == Some(YesNo::Yes);
    // No country named is all of them.
    let is_among = |victim: &VictimRecord, country| {
        victim.discoverable_by.is_empty() || victim.discoverable_by.contains(country)
    };
    let has_more = match now.discoverable_by.as_slice() {
        [] => !before.discoverable_by.is_empty(),
        named => named.iter().any(|country| !is_among(before, country)),
    };
    is_shared(now) && (!is_shared(before) || has_more)
}

/// Hashes of who, or which case, a record is about: kind and key epoch, and the hash.
type Names = BTreeSet<(u32, Option<MatchKeyKind>, [u8; TOKEN_LENGTH])>;

fn names(record: &Record) -> Names {
    let tokens = record.token_groups().into_iter().flatten();
    let mut names: Names =
        tokens.map(|token| (token.key_epoch, Some(token.kind), token.value)).collect();
    if let Record::Proceeding(proceeding) = record {
        let pseudonyms = [Some(proceeding.case_token), proceeding.defendant_token];
        let named = pseudonyms.into_iter().flatten();
        names.extend(named.map(|Pseudonym(value)| (proceeding.key_epoch, None, value)));
    }
    names
}

/// Whether a record is about another person than before: by the linkage profile their tokens speak
/// against one person, or nothing is left of them. What was made under different keys cannot be compared.
fn is_about_another(before: &Record, now: &Record, pairs: &mut Pairs) -> bool {
    if let (Record::Assistance(before), Record::Assistance(now)) = (before, now)
        && let (VictimReference::Record(before), VictimReference::Record(now)) =
            (&before.victim, &now.victim)
    {
        return before != now;
    }
    if let ([known], [new]) = (&before.token_groups()[..], &now.token_groups()[..])
        && known != new
        && before.kind() != RecordKind::Proceeding
        && pairs.differ(known, new)
    {
        return true;
    }
    let (before, now) = (names(before), names(now));
    let epochs = |names: &Names| names.iter().map(|(epoch, ..)| *epoch).collect::<BTreeSet<_>>();
    let is_comparable = !epochs(&before).is_disjoint(&epochs(&now));
    is_comparable && before.is_disjoint(&now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::codes::KeyScope;
    use crate::domain::country::Country;
    use crate::pseudonym::{BirthDate, Identity, TokenKey, Tokenizer};

    use super::super::super::simulation::victim;

    fn countries(codes: &[&str]) -> Vec<Country> {
        codes.iter().map(|code| Country::from_alpha2(code).unwrap()).collect()
    }

    #[test]
    fn wider_sharing_is_asked_about() {
        let with = |shared: Option<YesNo>, by: &[&str]| {
            let mut victim = victim(1);
            victim.consent.cross_border_sharing = shared;
            victim.discoverable_by = countries(by);
            Record::Victim(victim.into())
        };
        let (yes, no) = (Some(YesNo::Yes), Some(YesNo::No));
        let cases = [
            (with(no, &[]), with(yes, &[]), true),
            (with(None, &[]), with(yes, &["AL"]), true),
            (with(yes, &["AL"]), with(yes, &[]), true),
            (with(yes, &["AL"]), with(yes, &["AL", "IT"]), true),
            (with(yes, &[]), with(yes, &["AL"]), false),
            (with(yes, &["AL", "IT"]), with(yes, &["IT"]), false),
            (with(yes, &[]), with(no, &[]), false),
            (with(no, &["AL"]), with(no, &[]), false),
        ];
        for (place, (before, now, expected)) in cases.iter().enumerate() {
            assert_eq!(is_shared_more_widely(before, now), *expected, "{place}");
        }
    }

    #[test]
    fn a_record_of_another_person_is_asked_about() {
        let pairs = &mut Pairs::new(&Profile::shipped());
        let of = |tokens: &[(u32, u8)]| {
            let mut victim = victim(1);
            let token = |(key_epoch, value): &(u32, u8)| Token {
                kind: MatchKeyKind::Document,
                key_epoch: *key_epoch,
                value: [*value; 16],
            };
            victim.tokens = tokens.iter().map(token).collect();
            Record::Victim(victim.into())
        };
        assert!(is_about_another(&of(&[(1, 1), (1, 2)]), &of(&[(1, 3)]), pairs));
        assert!(!is_about_another(&of(&[(1, 1), (1, 2)]), &of(&[(1, 2), (1, 3)]), pairs));
        // After a rotation, and amid one.
        assert!(!is_about_another(&of(&[(1, 1)]), &of(&[(2, 9)]), pairs));
        assert!(!is_about_another(&of(&[(1, 1)]), &of(&[(1, 1), (2, 9)]), pairs));
        assert!(is_about_another(&of(&[(1, 1)]), &of(&[(1, 2), (2, 9)]), pairs));
    }

    /// Two persons of one family name, born on one day of different years, share some tokens.
    #[test]
    fn another_person_of_the_same_name_is_asked_about() {
        let profile = Profile::shipped();
        let key = TokenKey::from_bytes(KeyScope::National, 1, [7; 32]);
        let tokenizer = Tokenizer::new(&profile, &key);
        let of = |given: &str, surname: &str, year| {
            let mut identity = Identity::default();
            (identity.given_name, identity.surname) = (given.into(), surname.into());
            identity.birth_date = Some(BirthDate { year, month: Some(2), day: Some(3) });
            let mut victim = victim(1);
            victim.tokens = tokenizer.padded(&identity);
            victim.tokens.sort_unstable();
            Record::Victim(victim.into())
        };
        let before = of("Arbelina", "Testovska", 1990);
        // What one pair says is the same whatever was compared before.
        let mut pairs = Pairs::new(&profile);
        let mut asked = |now| {
            let alone = is_about_another(&before, &now, &mut Pairs::new(&profile));
            assert_eq!(is_about_another(&before, &now, &mut pairs), alone);
            alone
        };
        assert!(asked(of("Cvetka", "Testovska", 1992)));
        assert!(asked(of("Besmira", "Dragusha", 1971)));
        // A slip that is mended, and a name that changes with a marriage.
        assert!(!asked(of("Arbelinda", "Testovska", 1990)));
        assert!(!asked(of("Arbelina", "Testovska", 1991)));
        assert!(!asked(of("Arbelina", "Dragusha", 1990)));
        assert!(asked(of("Cvetka", "Testovska", 1992)));
        assert!(pairs.0.is_empty());
    }

    #[test]
    fn earlier_contents_are_known_again() {
        let record = Record::Victim(victim(1).into());
        let raised = |before: &[Fingerprint], now: &[Fingerprint], is_numbered| {
            let before = Version { record: &record, fingerprints: before };
            let now = Version { record: &record, fingerprints: now };
            raised(&before, &now, is_numbered, &mut Pairs::new(&Profile::shipped()))
        };
        let asked = |before: &[Fingerprint], now: &[Fingerprint]| raised(before, now, false);
        let [one, two, three] = [[1; 8], [2; 8], [3; 8]];
        let second = inherited(&[one], &[two]);
        assert_eq!(second, [two, one]);
        assert_eq!(asked(&second, &[one]), [Question::EarlierContent]);
        assert_eq!(asked(&second, &[three]), []);
        assert!(raised(&second, &[one], true).is_empty());
        let back = inherited(&second, &[one]);
        assert_eq!(back, [one, two], "each once");
        assert_eq!(asked(&back, &[two]), [Question::EarlierContent]);
        let many = (0..40).fold(vec![one], |known, n| inherited(&known, &[[n + 10; 8]]));
        assert_eq!(many.len(), MOST_EARLIER + 1);
        assert_eq!(inherited(&many, &[]), Vec::<Fingerprint>::new());
    }
}
