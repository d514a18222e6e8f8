//! What an institution's system does: submit, correct, withdraw, resume; and what it gets
//! for bad input.

mod common;

use std::time::Duration;

use common::{Site, batch, outcomes, record, send, victim};
use tokio_stream::wrappers::ReceiverStream;
use tonic::Code;
use tonic_types::StatusExt;
use vdx::domain::codes::Role;
use vdx::grpc::Limits;
use vdx::proto::v1::{self, RecordOutcome};

#[tokio::test]
async fn a_record_is_stored_corrected_withdrawn_and_stays_withdrawn() {
    let mut site = Site::start().await;
    let police = site.member(Role::Institution, "police").await;
    let revision = |revision, gender: v1::Gender| {
        record(v1::VictimRecord { revision, gender: gender as i32, ..victim("r1", 1) })
    };
    use v1::Gender::{Feminine, Masculine};
    let steps = [
        (revision(2, Feminine), RecordOutcome::Stored),
        (revision(2, Feminine), RecordOutcome::Unchanged),
        (revision(2, Masculine), RecordOutcome::Conflict),
        (revision(1, Feminine), RecordOutcome::RefusedStale),
        (revision(3, Masculine), RecordOutcome::Amended),
    ];
    let batches = steps.iter().enumerate();
    let batches =
        batches.map(|(i, (r, _))| batch(&site, "s", i as u64 + 1, vec![r.clone()])).collect();
    let answers = send(&police, batches).await.unwrap();
    for (answer, (_, expected)) in answers.iter().zip(&steps) {
        assert_eq!(outcomes(answer), [*expected]);
    }
    assert_eq!(answers.last().unwrap().durable_through, 5);

    let name = v1::RecordName { kind: v1::RecordKind::Victim as i32, record_id: "r1".into() };
    let unknown = v1::RecordName { record_id: "r2".into(), ..name.clone() };
    let request =
        v1::WithdrawRecordsRequest { records: vec![name.clone(), name, unknown], lapsed: false };
    let withdrawn = police.intake().withdraw_records(request.clone()).await.unwrap().into_inner();
    use v1::WithdrawOutcome::{NotFound, Unchanged, Withdrawn};
    assert_eq!(withdrawn.outcomes().collect::<Vec<_>>(), [Withdrawn, Unchanged, NotFound]);

    site.restart().await;
    let police = site.client(Role::Institution, "police").await;
    let again = vec![revision(3, Masculine), record(victim("r9", 9))];
    let answers = send(&police, vec![batch(&site, "s2", 1, again)]).await.unwrap();
    assert_eq!(outcomes(&answers[0]), [RecordOutcome::RefusedWithdrawn, RecordOutcome::Stored]);
    // How they stand is told to their own institution alone, and changes nothing.
    let names = ["r1", "r9", "r2"]
        .map(|id| v1::RecordName { kind: v1::RecordKind::Victim as i32, record_id: id.into() });
    let states = async |client: &vdx::client::Client| {
        let request = v1::GetRecordStatesRequest { records: names.to_vec() };
        let answer = client.intake().get_record_states(request).await.unwrap().into_inner();
        answer.states.iter().map(|state| (state.status(), state.revision)).collect::<Vec<_>>()
    };
    use v1::RecordStatus as S;
    assert_eq!(states(&police).await, [(S::Withdrawn, 3), (S::Durable, 1), (S::NotFound, 0)]);
    let shelter = site.member(Role::Institution, "shelter").await;
    assert_eq!(states(&shelter).await, [(S::NotFound, 0); 3]);
    let nothing = v1::GetRecordStatesRequest { records: Vec::new() };
    let refused = police.intake().get_record_states(nothing).await.unwrap_err();
    assert_eq!(refused.code(), Code::InvalidArgument);
    // A higher revision does not bring it back by itself.
    let mut anew = batch(&site, "s3", 1, vec![revision(4, Masculine)]);
    let answers = send(&police, vec![anew.clone()]).await.unwrap();
    assert_eq!(outcomes(&answers[0]), [RecordOutcome::RefusedWithdrawn]);
    (anew.sequence, anew.readmit_withdrawn) = (2, true);
    let answers = send(&police, vec![anew]).await.unwrap();
    assert_eq!(outcomes(&answers[0]), [RecordOutcome::Stored]);
}

/// Two files on two machines at once: the one that began later is newer with all of its records, whichever
/// of the two comes first with a record.
#[tokio::test]
async fn of_two_submissions_at_once_all_records_of_the_later_one_win() {
    use RecordOutcome::{Amended, RefusedStale, Stored, Unchanged};
    use v1::Gender::{Feminine, Masculine};
    let mut site = Site::start().await;
    let police = site.member(Role::Institution, "police").await;
    let said = |id: &str, gender: v1::Gender| {
        record(v1::VictimRecord { revision: 0, gender: gender as i32, ..victim(id, 1) })
    };
    let steps = [
        ("earlier", 1, said("r1", Feminine), Stored),
        ("later", 1, said("r2", Masculine), Stored),
        // The earlier one comes first with a record, or second.
        ("earlier", 2, said("r3", Feminine), Stored),
        ("later", 2, said("r3", Masculine), Amended),
        ("earlier", 3, said("r2", Feminine), RefusedStale),
        // What the later one says as well is as new as that one.
        ("earlier", 4, said("r4", Feminine), Stored),
        ("later", 3, said("r4", Feminine), Unchanged),
        ("earlier", 5, said("r4", Masculine), RefusedStale),
    ];
    for (submission, sequence, record, expected) in steps {
        let batches = vec![batch(&site, submission, sequence, vec![record])];
        let answers = send(&police, batches).await.unwrap();
        assert_eq!(outcomes(&answers[0]), [expected], "{submission} {sequence}");
    }
    // The order is that of the journal, and holds after a restart.
    site.restart().await;
    let police = site.client(Role::Institution, "police").await;
    let again = ["r2", "r3", "r4"].map(|id| (id, if id == "r4" { Masculine } else { Feminine }));
    let again = again.map(|(id, gender)| said(id, gender)).to_vec();
    let answers = send(&police, vec![batch(&site, "earlier", 6, again)]).await.unwrap();
    assert_eq!(outcomes(&answers[0]), [RefusedStale; 3]);
    let names = ["r1", "r2", "r3", "r4"]
        .map(|id| v1::RecordName { kind: v1::RecordKind::Victim as i32, record_id: id.into() });
    let request = v1::GetRecordStatesRequest { records: names.to_vec() };
    let states = police.intake().get_record_states(request).await.unwrap().into_inner().states;
    let begun = async |submission: &str| {
        let request = v1::GetSubmissionStatusRequest { submission_id: submission.into() };
        police.intake().get_submission_status(request).await.unwrap().into_inner().began
    };
    let (earlier, later) = (begun("earlier").await, begun("later").await);
    let orders: Vec<u64> = states.iter().map(|state| state.order).collect();
    assert_eq!(orders, [earlier, later, later, later]);
}

#[tokio::test]
async fn an_institution_touches_only_its_own_records() {
    let mut site = Site::start().await;
    let police = site.member(Role::Institution, "police").await;
    let shelter = site.member(Role::Institution, "shelter").await;
    let one = || vec![record(victim("r1", 1))];
    let answers = send(&police, vec![batch(&site, "s", 1, one())]).await.unwrap();
    assert_eq!(outcomes(&answers[0]), [RecordOutcome::Stored]);
    // The same id of another institution is another record: nothing tells that the person
    // is known already.
    let answers = send(&shelter, vec![batch(&site, "s", 1, one())]).await.unwrap();
    assert_eq!(outcomes(&answers[0]), [RecordOutcome::Stored]);
    let stranger = site.member(Role::Institution, "court").await;
    let name = v1::RecordName { kind: v1::RecordKind::Victim as i32, record_id: "r1".into() };
    let request = v1::WithdrawRecordsRequest { records: vec![name], lapsed: false };
    let outcome = stranger.intake().withdraw_records(request).await.unwrap().into_inner();
    assert_eq!(outcome.outcomes().next(), Some(v1::WithdrawOutcome::NotFound));
    let status = v1::GetSubmissionStatusRequest { submission_id: "s".into() };
    let status = stranger.intake().get_submission_status(status).await.unwrap().into_inner();
    assert_eq!(status.durable_through, 0);
}

/// Gives a record the names of twenty-five persons.
fn several_names(victim: &mut v1::VictimRecord) {
    victim.tokens = (0..25)
        .map(|person| v1::Token {
            kind: v1::MatchKeyKind::NameBirthDate as i32,
            key_epoch: 1,
            value: vec![person; 16].into(),
        })
        .collect();
}

#[tokio::test]
async fn bad_records_are_named_and_cost_the_good_ones_nothing() {
    let mut site = Site::start().await;
    let police = site.member(Role::Institution, "police").await;
    let with = |change: &dyn Fn(&mut v1::VictimRecord)| {
        let mut victim = victim("bad", 1);
        change(&mut victim);
        record(victim)
    };
    type Change = Box<dyn Fn(&mut v1::VictimRecord)>;
    let cases: Vec<(&str, Change)> = vec![
        ("victim.gender", Box::new(|v| v.gender = 99)),
        ("victim.identified_on", Box::new(|v| v.identified_on.as_mut().unwrap().year = 2150)),
        ("victim.identified_on", Box::new(|v| v.identified_on = None)),
        ("victim.record_id", Box::new(|v| v.record_id = "has spaces".into())),
        ("victim.record_id", Box::new(|v| v.record_id = String::new())),
        ("victim.trafficking_status", Box::new(|v| v.trafficking_status = 0)),
        ("victim.tokens", Box::new(|v| v.tokens.clear())),
        ("victim.tokens[0].value", Box::new(|v| v.tokens[0].value.truncate(15))),
        ("victim.tokens[0].key_epoch", Box::new(|v| v.tokens[0].key_epoch = 2)),
        ("victim.tokens[0].kind", Box::new(|v| v.tokens[0].kind = 0)),
        // Tokens of several persons, which would link them.
        ("victim.tokens", Box::new(|v| v.tokens.push(victim("other", 2).tokens[0].clone()))),
        ("victim.tokens", Box::new(several_names)),
        ("victim.citizenships[0]", Box::new(|v| v.citizenships = vec!["ZZ".into()])),
        ("victim.region", Box::new(|v| v.region = "ATLANTIS".into())),
        ("victim.consent", Box::new(|v| v.consent = None)),
    ];
    let mut records: Vec<v1::Record> = cases.iter().map(|(_, change)| with(change)).collect();
    records.push(record(victim("good", 1)));
    records.push(record(victim("good", 2)));
    records.push(with(&|v| {
        v.record_id = "unwilling".into();
        v.consent.as_mut().unwrap().processing = v1::YesNo::No as i32;
    }));
    let answers = send(&police, vec![batch(&site, "s", 1, records)]).await.unwrap();
    let results = &answers[0].results;
    for ((field, _), result) in cases.iter().zip(results) {
        assert_eq!(result.outcome(), RecordOutcome::Invalid, "{field}");
        assert_eq!(result.violations[0].field, *field);
        // The value is not repeated.
        assert!(!result.violations[0].description.contains("ATLANTIS"));
        if *field == "victim.tokens" {
            assert!(result.violations[0].description.contains("must be"), "{result:?}");
        }
    }
    let rest: Vec<_> = results[cases.len()..].iter().map(|result| result.outcome()).collect();
    // A second record with the same id in one batch is refused; the first one counts.
    assert_eq!(
        rest,
        [RecordOutcome::Stored, RecordOutcome::Invalid, RecordOutcome::RefusedNoConsent]
    );
}

#[tokio::test]
async fn bad_batches_end_the_stream_with_the_field_and_keep_what_was_acknowledged() {
    let mut site = Site::start().await;
    let police = site.member(Role::Institution, "police").await;
    let one = |id: &str| vec![record(victim(id, 1))];
    let good = batch(&site, "s", 1, one("a"));
    let too_many = (0..1001).map(|i| record(victim(&format!("m{i}"), i))).collect();
    let mut other_id = batch(&site, "t", 2, one("b"));
    other_id.key_checks.clear();
    let bad = [
        ("records", batch(&site, "s", 2, too_many)),
        ("records", batch(&site, "s", 2, vec![])),
        ("submission_id", batch(&site, "no spaces", 2, one("b"))),
        ("submission_id", other_id),
        ("sequence", batch(&site, "s", 0, one("b"))),
    ];
    for (field, bad) in bad {
        let (answers, status) = send(&police, vec![good.clone(), bad]).await.unwrap_err();
        assert_eq!(answers.len(), 1, "the good batch was acknowledged");
        assert_eq!(status.code(), Code::InvalidArgument, "{field}");
        let details = status.get_error_details();
        assert_eq!(details.bad_request().unwrap().field_violations[0].field, field);
    }

    let gap = batch(&site, "s", 7, one("b"));
    let (_, status) = send(&police, vec![gap]).await.unwrap_err();
    assert_eq!(status.code(), Code::FailedPrecondition);
    assert_eq!(status.get_error_details().error_info().unwrap().reason, "SEQUENCE_GAP");
    assert!(status.message().contains("is 2"), "{}", status.message());
}

#[tokio::test]
async fn a_wrong_key_is_refused_before_anything_is_stored() {
    let mut site = Site::start().await;
    let police = site.member(Role::Institution, "police").await;
    let request = |checks: Vec<v1::KeyCheck>| v1::SubmitRecordsRequest {
        key_checks: checks,
        ..batch(&site, "s", 1, vec![record(victim("a", 1))])
    };
    let right = site.key_checks().remove(0);
    let check = |key_epoch, value: &[u8]| v1::KeyCheck {
        key_epoch,
        value: value.to_vec(),
        ..right.clone()
    };
    let mixed_up = send(&police, vec![request(vec![check(1, &[0; 8])])]).await.unwrap_err().1;
    assert_eq!(mixed_up.get_error_details().error_info().unwrap().reason, "WRONG_NATIONAL_KEY");
    let other_profile = v1::KeyCheck { profile_id: vec![0; 16], ..right.clone() };
    let other = send(&police, vec![request(vec![other_profile])]).await.unwrap_err().1;
    assert_eq!(other.get_error_details().error_info().unwrap().reason, "WRONG_LINKAGE_PROFILE");
    for (field, checks) in [
        ("key_checks", vec![]),
        ("key_checks[0].value", vec![check(1, &[0; 7])]),
        ("key_checks[0].key_epoch", vec![check(9, &[0; 8])]),
    ] {
        let status = send(&police, vec![request(checks)]).await.unwrap_err().1;
        let details = status.get_error_details();
        assert_eq!(details.bad_request().unwrap().field_violations[0].field, field);
    }
    let status = v1::GetSubmissionStatusRequest { submission_id: "s".into() };
    let status = police.intake().get_submission_status(status).await.unwrap().into_inner();
    assert_eq!(status.durable_through, 0);
}

#[tokio::test]
async fn an_oversized_message_is_refused() {
    let limits = Limits { max_message_bytes: 16 << 10, ..Limits::default() };
    let mut site = Site::start_with(limits).await;
    let police = site.member(Role::Institution, "police").await;
    let many = (0..900).map(|i| record(victim(&format!("m{i}"), i))).collect();
    let (_, status) = send(&police, vec![batch(&site, "s", 1, many)]).await.unwrap_err();
    assert_eq!(status.code(), Code::ResourceExhausted, "{status:?}");
    let answers = send(&police, vec![batch(&site, "s", 1, vec![record(victim("a", 1))])]).await;
    assert_eq!(outcomes(&answers.unwrap()[0]), [RecordOutcome::Stored]);
}

#[tokio::test]
async fn a_flood_of_calls_is_told_to_wait_and_harms_nobody_else() {
    let limits = Limits { calls_per_second: 2.try_into().unwrap(), ..Limits::default() };
    let mut site = Site::start_with(limits).await;
    let police = site.member(Role::Institution, "police").await;
    let shelter = site.member(Role::Institution, "shelter").await;
    let ask = async || police.membership().get_caller(v1::GetCallerRequest {}).await;
    let mut refused = None;
    for _ in 0..50 {
        if let Err(status) = ask().await {
            refused = Some(status);
            break;
        }
    }
    let status = refused.expect("far more than eight at once");
    assert_eq!(status.code(), Code::ResourceExhausted, "{status:?}");
    let wait = status.get_error_details().retry_info().unwrap().retry_delay.unwrap();
    assert!(wait > Duration::ZERO && wait < Duration::from_secs(1), "{wait:?}");
    shelter.membership().get_caller(v1::GetCallerRequest {}).await.unwrap();
    tokio::time::sleep(wait).await;
    ask().await.unwrap();
    // The messages of a stream are not calls: they have their own bounds.
    tokio::time::sleep(Duration::from_millis(600)).await;
    let many = (1..=30).map(|n| batch(&site, "s", n, vec![record(victim(&format!("r{n}"), n))]));
    assert_eq!(send(&police, many.collect()).await.unwrap().len(), 30);
}

#[tokio::test]
async fn a_cut_stream_loses_nothing_acknowledged_and_counts_nothing_twice() {
    let mut site = Site::start().await;
    let police = site.member(Role::Institution, "police").await;
    let batches: Vec<_> = (1..=20)
        .map(|sequence| {
            let ids =
                (0..50).map(|i| record(victim(&format!("r{sequence}-{i}"), sequence * 50 + i)));
            batch(&site, "s", sequence, ids.collect())
        })
        .collect();
    // The client goes away after the third acknowledgement, with batches on the way.
    let stream = tokio_stream::iter(batches.clone());
    let mut answers = police.intake().submit_records(stream).await.unwrap().into_inner();
    let mut acknowledged = 0;
    for _ in 0..3 {
        acknowledged = answers.message().await.unwrap().unwrap().durable_through;
    }
    drop(answers);
    drop(police);
    site.restart().await;

    let police = site.client(Role::Institution, "police").await;
    let status = v1::GetSubmissionStatusRequest { submission_id: "s".into() };
    let durable =
        police.intake().get_submission_status(status).await.unwrap().into_inner().durable_through;
    assert!(durable >= acknowledged && acknowledged >= 3, "{durable} {acknowledged}");
    // Sending everything again stores exactly what was not durable.
    let answers = send(&police, batches).await.unwrap();
    for answer in &answers {
        let expected = if answer.sequence <= durable {
            RecordOutcome::Unchanged
        } else {
            RecordOutcome::Stored
        };
        assert!(outcomes(answer).iter().all(|o| *o == expected), "batch {}", answer.sequence);
    }
    assert_eq!(answers.last().unwrap().durable_through, 20);
}

/// A client that sends, keeps its stream open and waits hears of its refusal, and not of its silence
/// minutes later.
#[tokio::test]
async fn a_refusal_does_not_wait_for_the_next_batch() {
    let mut site = Site::start().await;
    let police = site.member(Role::Institution, "police").await;
    let (sender, receiver) = tokio::sync::mpsc::channel(4);
    sender.send(batch(&site, "first", 1, vec![record(victim("a", 1))])).await.unwrap();
    let answers = police.intake().submit_records(ReceiverStream::new(receiver)).await;
    let mut answers = answers.unwrap().into_inner();
    answers.message().await.unwrap().unwrap();
    sender.send(batch(&site, "first", 9, vec![record(victim("b", 2))])).await.unwrap();
    let heard = tokio::time::timeout(Duration::from_secs(60), answers.message()).await;
    let status = heard.expect("it is told at once").unwrap_err();
    assert_eq!(status.code(), Code::FailedPrecondition);
    drop(sender);
}

#[tokio::test]
async fn a_client_that_does_not_read_holds_up_only_itself() {
    let mut site = Site::start().await;
    let police = site.member(Role::Institution, "police").await;
    let shelter = site.member(Role::Institution, "shelter").await;
    // Every answer of this client is large: 1,000 violations in each.
    let invalid = || (0..1000).map(|_| v1::Record { record: None }).collect::<Vec<_>>();
    let flood = (1..=200u64).map({
        let first = batch(&site, "flood", 1, invalid());
        move |sequence| v1::SubmitRecordsRequest { sequence, ..first.clone() }
    });
    let answers = police.intake().submit_records(tokio_stream::iter(flood)).await.unwrap();
    let mut unread = answers.into_inner();
    let taken = async || {
        let status = v1::GetSubmissionStatusRequest { submission_id: "flood".into() };
        police.intake().get_submission_status(status).await.unwrap().into_inner().durable_through
    };
    // Others are served, one after the other. As long as the flood goes on it gets at least as many
    // turns at the writer; it stands still when it had none while another client had thirty.
    let (mut latest, mut turns) = (0, 0);
    for number in 1.. {
        let one = vec![record(victim(&number.to_string(), 1))];
        let sent = send(&shelter, vec![batch(&site, &format!("s{number}"), 1, one)]);
        let answer = tokio::time::timeout(Duration::from_secs(60), sent).await;
        let answer = answer.expect("others are served").unwrap();
        assert_eq!(outcomes(&answer[0]), [RecordOutcome::Stored]);
        let now = taken().await;
        turns = if now == latest { turns + 1 } else { 0 };
        latest = now;
        assert!(now < 200, "the server took what nobody reads about");
        if turns == 30 {
            break;
        }
    }
    // It was the answers that nobody read, and nothing else: with them the rest is taken.
    let mut durable = 0;
    while durable < 200 {
        durable = unread.message().await.unwrap().expect("an answer").durable_through;
    }
}

#[tokio::test]
async fn text_that_is_not_utf8_is_the_clients_mistake() {
    let mut site = Site::start().await;
    let police = site.member(Role::Institution, "police").await;
    // A frame by hand: field 1 (submission_id), length 2, two bytes that are not UTF-8.
    let status = common_raw::send_raw(&police, &[0x0a, 0x02, 0xff, 0xfe]).await;
    assert_eq!(status.code(), Code::InvalidArgument, "{status:?}");
}

/// Sends a message that no generated client would make.
mod common_raw {
    use prost::bytes::{Buf, BufMut};
    use tonic::codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};
    use tonic::{Request, Status};
    use vdx::client::Client;

    #[derive(Default)]
    struct Raw;

    impl Codec for Raw {
        type Encode = Vec<u8>;
        type Decode = Vec<u8>;
        type Encoder = Self;
        type Decoder = Self;
        fn encoder(&mut self) -> Self {
            Self
        }
        fn decoder(&mut self) -> Self {
            Self
        }
    }

    impl Encoder for Raw {
        type Item = Vec<u8>;
        type Error = Status;
        fn encode(&mut self, item: Vec<u8>, buffer: &mut EncodeBuf<'_>) -> Result<(), Status> {
            buffer.put_slice(&item);
            Ok(())
        }
    }

    impl Decoder for Raw {
        type Item = Vec<u8>;
        type Error = Status;
        fn decode(&mut self, buffer: &mut DecodeBuf<'_>) -> Result<Option<Vec<u8>>, Status> {
            let length = buffer.remaining();
            Ok(Some(buffer.copy_to_bytes(length).to_vec()))
        }
    }

    pub async fn send_raw(client: &Client, bytes: &[u8]) -> Status {
        let mut grpc = tonic::client::Grpc::new(client.channel());
        grpc.ready().await.unwrap();
        let path = http::uri::PathAndQuery::from_static("/vdx.v1.IntakeService/SubmitRecords");
        let request = Request::new(tokio_stream::iter([bytes.to_vec()]));
        match grpc.streaming(request, path, Raw).await {
            Err(status) => status,
            Ok(answer) => answer.into_inner().message().await.unwrap_err(),
        }
    }
}

/// The clock jumps back two days: nothing that was stored is touched or refused, the log stays in
/// order, and who asks learns that the clock is wrong.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_set_back_is_noticed_and_breaks_nothing() {
    let mut site = Site::prepare(Limits::default());
    let exchange = site.resume().await;
    let police = site.member(Role::Institution, "police").await;
    let records =
        |from: u64| (from..from + 20).map(|n| record(victim(&format!("v{n}"), n))).collect();
    send(&police, vec![batch(&site, "one", 1, records(0))]).await.unwrap();
    assert_eq!(exchange.clock_lag().unwrap(), 0);
    let lines = exchange.audit_lines(0, 1000).unwrap().len();
    drop(exchange);

    site.pass_days(-2);
    site.stop().await;
    let exchange = site.resume().await;
    let lag = exchange.clock_lag().unwrap();
    assert!((2 * 86_400 - 60..=2 * 86_400).contains(&lag), "{lag}");
    let police = site.client(Role::Institution, "police").await;
    let again = send(
        &police,
        vec![batch(&site, "two", 1, records(0)), batch(&site, "two", 2, records(20))],
    );
    let again = again.await.unwrap();
    assert!(outcomes(&again[0]).iter().all(|o| *o == RecordOutcome::Unchanged));
    assert!(outcomes(&again[1]).iter().all(|o| *o == RecordOutcome::Stored));
    let after = exchange.audit_lines(0, 1000).unwrap();
    assert!(after.len() > lines);
    for (index, line) in after.iter().enumerate() {
        assert!(line.starts_with(&format!("{index}\t")), "{line}");
    }
    exchange.verify().unwrap();
}

/// A NO of a person whose record is not there is remembered: an older file that still says yes does not
/// store it later. Only a higher revision, or an express word, does.
#[tokio::test]
async fn a_no_is_remembered_of_records_that_are_not_there() {
    let mut site = Site::start().await;
    let police = site.member(Role::Institution, "police").await;
    let shelter = site.member(Role::Institution, "shelter").await;
    let ended = |id: &str, revision| v1::EndedConsent {
        name: Some(v1::RecordName { kind: v1::RecordKind::Victim.into(), record_id: id.into() }),
        revision,
    };
    let versions = |id: &str, revision| record(v1::VictimRecord { revision, ..victim(id, 1) });
    let first = vec![versions("there", 2)];
    send(&police, vec![batch(&site, "s", 1, first)]).await.unwrap();
    let request = v1::EndConsentRequest {
        records: vec![
            ended("there", 4),
            ended("plain", 0),
            ended("numbered", 4),
            ended("plain", 0),
        ],
    };
    let answer = police.intake().end_consent(request).await.unwrap().into_inner();
    use v1::EndConsentOutcome::{Remembered, Unchanged, Withdrawn};
    let told: Vec<_> = answer.outcomes().collect();
    assert_eq!(told, [Withdrawn, Remembered, Remembered, Unchanged]);

    // After a restart, too.
    for name in ["older", "restarted"] {
        let police = site.client(Role::Institution, "police").await;
        let yes = vec![versions("there", 3), versions("plain", 0), versions("numbered", 4)];
        let answers = send(&police, vec![batch(&site, name, 1, yes)]).await.unwrap();
        assert_eq!(outcomes(&answers[0]), [RecordOutcome::RefusedWithdrawn; 3]);
        // It is a matter of this institution alone.
        let shelter = site.client(Role::Institution, "shelter").await;
        let same = batch(&site, name, 1, vec![versions("plain", 0)]);
        let answers = send(&shelter, vec![same]).await.unwrap();
        assert_ne!(outcomes(&answers[0]), [RecordOutcome::RefusedWithdrawn]);
        site.restart().await;
    }
    let police = site.client(Role::Institution, "police").await;
    let newer = || vec![versions("there", 5), versions("plain", 0), versions("numbered", 5)];
    let mut readmitted = batch(&site, "yes", 2, newer());
    readmitted.readmit_withdrawn = true;
    let answers = send(&police, vec![batch(&site, "yes", 1, newer()), readmitted]).await.unwrap();
    assert_eq!(outcomes(&answers[0]), [RecordOutcome::RefusedWithdrawn; 3]);
    assert_eq!(outcomes(&answers[1]), [RecordOutcome::Stored; 3]);
    drop(shelter);
    site.stop().await;
    site.resume().await.verify().unwrap();
}

/// Records fall due month by month; the coordinator learns of whom to ask for it, and nothing more.
#[tokio::test]
async fn what_is_kept_for_longer_than_the_periods_say_is_listed_and_nothing_is_deleted() {
    let mut site = Site::prepare(Limits::default());
    site.retention.victim_months = Some(12);
    site.resume().await;
    let police = site.member(Role::Institution, "police").await;
    let coordinator = site.client(Role::Coordinator, "coordinator").await;
    // The clock of the exchange stands in the month of the records' identification, or later.
    let this_month = |site: &Site| {
        let month = vdx::domain::period::YearMonth::at_unix_seconds(site.now());
        v1::YearMonth { year: month.year(), month: month.month() }
    };
    let now = this_month(&site);
    let of = |id: &str, n| record(v1::VictimRecord { identified_on: Some(now), ..victim(id, n) });
    let old = |id: &str, n| {
        let identified_on = Some(v1::YearMonth { year: now.year - 2, ..now });
        record(v1::VictimRecord { identified_on, ..victim(id, n) })
    };
    let records = vec![of("new", 1), old("old-1", 2), old("old-2", 3)];
    send(&police, vec![batch(&site, "s", 1, records)]).await.unwrap();
    let due = async |client: &vdx::client::Client| {
        let request = v1::ListRecordsRequest { kind: 0, from: 0 };
        let page = client.intake().list_records(request).await.unwrap().into_inner();
        assert!(page.records.iter().all(|record| record.due_on.is_some()));
        let due = page.records.into_iter().filter(|record| record.is_due);
        due.map(|record| record.name.unwrap().record_id).collect::<Vec<_>>()
    };
    let counted = async |client: &vdx::client::Client| {
        let answer = client.intake().count_due_records(v1::CountDueRecordsRequest {}).await;
        let answer = answer.unwrap().into_inner();
        assert_eq!((answer.periods.len(), answer.periods[0].months), (1, 12));
        answer.due.iter().map(|due| (due.kind(), due.up_to)).collect::<Vec<_>>()
    };
    assert_eq!(due(&police).await, ["old-1", "old-2"]);
    assert_eq!(counted(&coordinator).await, [(v1::RecordKind::Victim, 10)], "no exact number");
    // Twelve whole months, and not a day less.
    site.pass_days(364);
    site.restart().await;
    let police = site.client(Role::Institution, "police").await;
    assert_eq!(due(&police).await, ["old-1", "old-2"]);
    site.pass_days(40);
    site.restart().await;
    let police = site.client(Role::Institution, "police").await;
    assert_eq!(due(&police).await, ["new", "old-1", "old-2"]);
    // All of them are still there, and an institution does not ask for others.
    let refused = police.intake().count_due_records(v1::CountDueRecordsRequest {}).await;
    assert_eq!(refused.unwrap_err().code(), Code::PermissionDenied);
}
