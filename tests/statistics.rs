//! What an analyst gets: protected counts of deduplicated persons, the same after a
//! restart.

mod common;

use common::{Site, batch, query, record, send, victim};
use tonic::Code;
use tonic_types::StatusExt;
use vdx::client::Client;
use vdx::domain::codes::Role;
use vdx::proto::v1::{self, CellStatus};

/// 300 women and 120 men, each reported by two institutions; 4 more of a third gender;
/// identified in 2008 to 2011.
async fn fill(site: &mut Site) -> Client {
    for institution in ["police", "shelter"] {
        let client = site.member(Role::Institution, institution).await;
        let records = (0..424u64).map(|person| {
            let gender = match person {
                0..300 => v1::Gender::Feminine,
                300..420 => v1::Gender::Masculine,
                _ => v1::Gender::NonConforming,
            };
            let year = 2008 + (person % 4) as i32;
            record(v1::VictimRecord {
                gender: gender as i32,
                identified_on: Some(v1::YearMonth { year, month: 1 + (person % 12) as i32 }),
                ..victim(&format!("v{person}"), person)
            })
        });
        let answers = send(&client, vec![batch(site, "s", 1, records.collect())]).await.unwrap();
        assert_eq!(answers[0].durable_through, 1);
    }
    publish(site).await.unwrap();
    site.member(Role::Analyst, "desk").await
}

async fn publish(site: &mut Site) -> Result<v1::PublishEpochResponse, tonic::Status> {
    let coordinator = site.coordinator().await;
    let report = coordinator.publication().publish_epoch(v1::PublishEpochRequest {}).await?;
    Ok(report.into_inner())
}

fn cell<'a>(answer: &'a v1::QueryTableResponse, codes: &[&str]) -> &'a v1::Cell {
    answer.cells.iter().find(|cell| cell.codes == codes).expect("the cell is listed")
}

fn near(cell: &v1::Cell, truth: u64) {
    assert_eq!(cell.status(), CellStatus::Published);
    assert!(cell.count.abs_diff(truth) <= 8, "{} for {truth}", cell.count);
}

#[tokio::test]
async fn persons_count_once_and_small_cells_stay_hidden() {
    let mut site = Site::start().await;
    let analyst = fill(&mut site).await;
    let answer = query(&analyst, &["gender"], &[]).await.unwrap();
    near(cell(&answer, &["FEMININE"]), 300);
    near(cell(&answer, &["MASCULINE"]), 120);
    // Four persons look exactly like none.
    let small = cell(&answer, &["NON_CONFORMING"]);
    let none = cell(&answer, &["UNKNOWN"]);
    assert_eq!((small.status(), small.count), (CellStatus::Suppressed, 0));
    assert_eq!(
        (none.status(), none.count, none.noise_bound),
        (CellStatus::Suppressed, 0, small.noise_bound)
    );
    let release = answer.release.unwrap();
    assert_eq!((release.epoch, release.noise_bound, release.threshold), (1, 8, 10));

    // A transposed table and a filter give the same cells.
    let two = query(&analyst, &["gender", "child"], &[]).await.unwrap();
    let turned = query(&analyst, &["child", "gender"], &[]).await.unwrap();
    let filtered = query(&analyst, &["child"], &[("gender", &["FEMININE"])]).await.unwrap();
    let count = cell(&two, &["FEMININE", "NO"]).count;
    near(cell(&two, &["FEMININE", "NO"]), 300);
    assert_eq!(cell(&turned, &["NO", "FEMININE"]).count, count);
    assert_eq!(cell(&filtered, &["NO"]).count, count);

    // Several codes are the sum of the single published cells.
    let sum = query(&analyst, &[], &[("gender", &["FEMININE", "MASCULINE"])]).await.unwrap();
    let parts = cell(&answer_again(&analyst).await, &["FEMININE"]).count
        + cell(&answer_again(&analyst).await, &["MASCULINE"]).count;
    assert_eq!(sum.cells[0].count, parts);
    // Noise of at most 8, and up to 17 whom a dropped restriction leaves out, in each part.
    assert_eq!(sum.cells[0].noise_bound, 2 * (8 + 17));
}

async fn answer_again(analyst: &Client) -> v1::QueryTableResponse {
    query(analyst, &["gender"], &[]).await.unwrap()
}

#[tokio::test]
async fn answers_survive_a_restart_and_ignore_what_came_later() {
    let mut site = Site::start().await;
    let analyst = fill(&mut site).await;
    let before = query(&analyst, &["gender", "year"], &[]).await.unwrap();
    let police = site.client(Role::Institution, "police").await;
    let late = (0..40).map(|i| record(victim(&format!("late{i}"), 5000 + i))).collect();
    send(&police, vec![batch(&site, "later", 1, late)]).await.unwrap();
    let refused = publish(&mut site).await.unwrap_err();
    let details = refused.get_error_details();
    assert_eq!(details.error_info().unwrap().reason, "TOO_FEW_CHANGES");

    site.restart().await;
    let analyst = site.client(Role::Analyst, "desk").await;
    let after = query(&analyst, &["gender", "year"], &[]).await.unwrap();
    assert_eq!(before, after);

    let police = site.client(Role::Institution, "police").await;
    let late = (40..80).map(|i| record(victim(&format!("late{i}"), 5000 + i))).collect();
    send(&police, vec![batch(&site, "later", 2, late)]).await.unwrap();
    let report = publish(&mut site).await.unwrap();
    assert_eq!(report.epoch.unwrap().number, 2);
    assert_eq!((report.records_rounded, report.persons_rounded), (920, 500));
    let now = query(&analyst, &["gender"], &[]).await.unwrap();
    near(cell(&now, &["FEMININE"]), 380);
    let epochs = analyst.statistics().list_epochs(v1::ListEpochsRequest {}).await.unwrap();
    assert_eq!(epochs.into_inner().epochs.len(), 2);
}

#[tokio::test]
async fn withdrawal_leaves_the_next_epoch() {
    let mut site = Site::start().await;
    let analyst = fill(&mut site).await;
    for institution in ["police", "shelter"] {
        let client = site.client(Role::Institution, institution).await;
        let records = (0..200).map(|i| v1::RecordName {
            kind: v1::RecordKind::Victim as i32,
            record_id: format!("v{i}"),
        });
        let request = v1::WithdrawRecordsRequest { records: records.collect() };
        client.intake().withdraw_records(request).await.unwrap();
    }
    near(cell(&answer_again(&analyst).await, &["FEMININE"]), 300);
    publish(&mut site).await.unwrap();
    near(cell(&answer_again(&analyst).await, &["FEMININE"]), 100);
}

#[tokio::test]
async fn liaisons_have_a_stricter_tier() {
    let mut site = Site::start().await;
    fill(&mut site).await;
    let liaison = site.member(Role::Liaison, "tirana").await;
    let answer = query(&liaison, &["gender"], &[]).await.unwrap();
    let release = answer.release.unwrap();
    assert_eq!((release.tier.as_str(), release.threshold), ("transnational", 20));
    let four = &["gender", "child", "year", "citizenship"];
    let refused = query(&liaison, four, &[]).await.unwrap_err();
    assert!(refused.message().contains("at most 3 dimensions"), "{}", refused.message());
}

#[tokio::test]
async fn a_question_outside_the_algebra_names_the_rule() {
    let mut site = Site::start().await;
    let analyst = site.member(Role::Analyst, "desk").await;
    let early = query(&analyst, &["gender"], &[]).await.unwrap_err();
    assert_eq!(early.get_error_details().error_info().unwrap().reason, "NO_EPOCH");
    fill(&mut site).await;
    let refused =
        query(&analyst, &["gender", "colour"], &[("child", &["MAYBE"])]).await.unwrap_err();
    assert_eq!(refused.code(), Code::InvalidArgument);
    let details = refused.get_error_details();
    let violations = &details.bad_request().unwrap().field_violations;
    let fields: Vec<_> = violations.iter().map(|v| v.field.as_str()).collect();
    assert_eq!(fields, ["group_by[1]", "filters[0].codes"]);

    let month = |year, month| Some(v1::YearMonth { year, month });
    for (from, to) in [(month(2008, 2), month(2011, 12)), (month(2008, 1), None)] {
        let request = v1::QueryTableRequest {
            measure: v1::Measure::Persons as i32,
            period: Some(v1::Period { from, to }),
            ..Default::default()
        };
        let refused = analyst.statistics().query_table(request).await.unwrap_err();
        assert_eq!(refused.code(), Code::InvalidArgument);
    }
    let request = v1::QueryTableRequest::default();
    let refused = analyst.statistics().query_table(request).await.unwrap_err();
    assert!(refused.message().starts_with("measure"));
}

#[tokio::test]
async fn all_indicators_answer_in_three_languages() {
    let mut site = Site::start().await;
    let analyst = fill(&mut site).await;
    let period = v1::Period {
        from: Some(v1::YearMonth { year: 2008, month: 1 }),
        to: Some(v1::YearMonth { year: 2011, month: 12 }),
    };
    let request = v1::GetIndicatorsRequest { period: Some(period), tier: 0 };
    let answer = analyst.statistics().get_indicators(request).await.unwrap().into_inner();
    assert_eq!(answer.indicators.len(), 23);
    for indicator in &answer.indicators {
        let title = indicator.title.as_ref().unwrap();
        assert!(!title.sq.is_empty() && !title.sr.is_empty() && !title.en.is_empty());
    }
    let identified = &answer.indicators[0].values[0];
    assert_eq!(
        (identified.unit(), identified.status()),
        (v1::Unit::Persons, CellStatus::Published)
    );
    assert!((identified.value - 424.0).abs() <= 8.0);
    let children = &answer.indicators[0].values[1];
    assert_eq!((children.status(), children.value), (CellStatus::Suppressed, 0.0));
}
