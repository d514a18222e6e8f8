//! What an analyst gets: estimates of deduplicated persons with intervals, the same after a
//! restart.

mod common;

use common::{POLICY, Site, batch, query, record, send, victim};
use tonic::Code;
use tonic_types::StatusExt;
use vdx::client::Client;
use vdx::domain::codes::Role;
use vdx::grpc::Limits;
use vdx::proto::v1::{self, Basis, CellStatus};
use vdx::release::policy::Policy;

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
    site.release("2008-2011").await.unwrap();
    site.member(Role::Analyst, "desk").await
}

fn cell<'a>(answer: &'a v1::QueryTableResponse, codes: &[&str]) -> &'a v1::Cell {
    answer.cells.iter().find(|cell| cell.codes == codes).expect("the cell is listed")
}

/// An estimate whose noise has a standard deviation of some 3 to 6.
fn near(cell: &v1::Cell, truth: u64) {
    assert_eq!(cell.status(), CellStatus::Published);
    assert!(cell.count.abs_diff(truth) <= 30, "{} for {truth}", cell.count);
    assert!(cell.low < cell.high && cell.low <= cell.count as f64, "{cell:?}");
}

#[tokio::test]
async fn persons_count_once_with_intervals_and_margins_that_add_up() {
    let mut site = Site::start().await;
    let analyst = fill(&mut site).await;
    // The total is listed in the policy: exact.
    let total = query(&analyst, &[], &[]).await.unwrap();
    assert_eq!((total.cells[0].count, total.cells[0].basis()), (424, Basis::Exact));
    assert_eq!((total.cells[0].low, total.cells[0].high), (424.0, 424.0));
    let answer = query(&analyst, &["gender"], &[]).await.unwrap();
    near(cell(&answer, &["FEMININE"]), 300);
    near(cell(&answer, &["MASCULINE"]), 120);
    assert_eq!(cell(&answer, &["FEMININE"]).basis(), Basis::Measured);
    // Four persons look exactly like none.
    let small = cell(&answer, &["NON_CONFORMING"]);
    let none = cell(&answer, &["UNKNOWN"]);
    assert_eq!((small.status(), small.count, small.low), (CellStatus::Few, 0, 0.0));
    assert_eq!((none.status(), none.count, none.low), (CellStatus::Few, 0, 0.0));
    let release = answer.release.unwrap();
    assert_eq!((release.epoch, release.releases), (1, vec![1]));

    // A transposed table and a restriction give the same cells; a time series is one question.
    let two = query(&analyst, &["gender", "child"], &[]).await.unwrap();
    let turned = query(&analyst, &["child", "gender"], &[]).await.unwrap();
    let filtered = query(&analyst, &["child"], &[("gender", &["FEMININE"])]).await.unwrap();
    let count = cell(&two, &["FEMININE", "NO"]).count;
    assert_eq!(cell(&turned, &["NO", "FEMININE"]).count, count);
    assert_eq!(cell(&filtered, &["NO"]).count, count);
    let years = query(&analyst, &["year", "gender"], &[]).await.unwrap();
    let women: u64 = ["2008", "2009", "2010", "2011"]
        .map(|year| cell(&years, &[year, "FEMININE"]).count)
        .iter()
        .sum();
    let whole = cell(&query(&analyst, &["gender"], &[]).await.unwrap(), &["FEMININE"]).count;
    assert!(women.abs_diff(whole) <= 2, "{women} and {whole}: but for rounding they add up");
    // What the plan does not measure together is modelled, and says so.
    let modelled = query(&analyst, &["exploitation_type", "citizenship"], &[]).await.unwrap();
    assert!(modelled.cells.iter().all(|cell| cell.basis() == Basis::Modelled));
    // What it does not measure at all is refused by name.
    let refused = query(&analyst, &["region"], &[]).await.unwrap_err();
    assert!(refused.message().contains("region was not measured"), "{}", refused.message());
}

#[tokio::test]
async fn answers_survive_a_restart_and_ignore_what_came_later() {
    let mut site = Site::start().await;
    let analyst = fill(&mut site).await;
    let before = query(&analyst, &["gender", "year"], &[]).await.unwrap();
    let police = site.client(Role::Institution, "police").await;
    let late = (0..40).map(|i| record(victim(&format!("late{i}"), 5000 + i))).collect();
    send(&police, vec![batch(&site, "later", 1, late)]).await.unwrap();
    let gone = v1::RecordName { kind: v1::RecordKind::Victim as i32, record_id: "v1".into() };
    let request = v1::WithdrawRecordsRequest { records: vec![gone], lapsed: false };
    police.intake().withdraw_records(request).await.unwrap();

    // A year is measured once.
    let refused = site.release("2010").await.unwrap_err();
    assert_eq!(refused.get_error_details().error_info().unwrap().reason, "RELEASED");
    let analyst_again = query(&analyst, &["gender", "year"], &[]).await.unwrap();
    assert_eq!(before, analyst_again);
    site.restart().await;
    let analyst = site.client(Role::Analyst, "desk").await;
    assert_eq!(before, query(&analyst, &["gender", "year"], &[]).await.unwrap());
    let epochs = analyst.statistics().list_epochs(v1::ListEpochsRequest {}).await.unwrap();
    assert_eq!(epochs.into_inner().epochs.len(), 1);
}

#[tokio::test]
async fn tiers_withhold_what_is_modelled_or_rough() {
    let mut site = Site::start().await;
    let analyst = fill(&mut site).await;
    let liaison = site.member(Role::Liaison, "tirana").await;
    let answer = query(&liaison, &["gender"], &[]).await.unwrap();
    assert_eq!(answer.release.as_ref().unwrap().tier, "transnational");
    near(cell(&answer, &["FEMININE"]), 300);
    let modelled = query(&liaison, &["exploitation_type", "citizenship"], &[]).await.unwrap();
    assert!(modelled.cells.iter().all(|cell| cell.status() == CellStatus::Suppressed));
    assert!(modelled.cells.iter().all(|cell| cell.count == 0 && cell.high == 0.0));

    // Indicators are answered at every tier, figure by figure.
    let month = |year, month| Some(v1::YearMonth { year, month });
    let period = Some(v1::Period { from: month(2008, 1), to: month(2011, 12) });
    for tier in [v1::Tier::National, v1::Tier::Transnational, v1::Tier::Public] {
        let request = v1::GetIndicatorsRequest { period, tier: tier as i32 };
        let answer = analyst.statistics().get_indicators(request).await.unwrap().into_inner();
        let persons = &answer.indicators[0].values[0];
        assert_eq!((persons.value, persons.basis()), (424.0, Basis::Exact), "{tier:?}");
    }
}

#[tokio::test]
async fn a_question_outside_the_algebra_names_the_rule() {
    let mut site = Site::start().await;
    let analyst = site.member(Role::Analyst, "desk").await;
    let early = query(&analyst, &["gender"], &[]).await.unwrap_err();
    assert_eq!(early.get_error_details().error_info().unwrap().reason, "NO_RELEASE");
    fill(&mut site).await;
    let refused =
        query(&analyst, &["gender", "colour"], &[("child", &["MAYBE"])]).await.unwrap_err();
    assert_eq!(refused.code(), Code::InvalidArgument);
    let details = refused.get_error_details();
    let violations = &details.bad_request().unwrap().field_violations;
    let fields: Vec<_> = violations.iter().map(|v| v.field.as_str()).collect();
    assert_eq!(fields, ["group_by[1]", "filters[0].codes"]);
    for (group, filters, rule) in [
        (&["gender", "gender"][..], &[][..], "second time"),
        (&["service"], &[], "dimension of the measure"),
        (&[], &[("citizenship", &["DE"][..])], "DE is not told apart"),
        (&[], &[("year", &["2003"])], "released years: 2008, 2009, 2010, 2011"),
        (&["gender", "child", "year", "age_band", "citizenship"], &[], "at most 4 dimensions"),
        (&["gender"], &[("gender", &[])], "at least one code"),
    ] {
        let refused = query(&analyst, group, filters).await.unwrap_err();
        assert!(refused.message().contains(rule), "{}", refused.message());
    }

    // Four dimensions are the most; years that are a whole block restrict nothing, and do not count.
    let group = ["gender", "child", "exploitation_type", "citizenship"];
    let all = query(&analyst, &group, &[]).await.unwrap();
    let block = ["2008", "2009", "2010", "2011"];
    let of_block = query(&analyst, &group, &[("year", &block)]).await.unwrap();
    assert_eq!(of_block.cells, all.cells);
    let refused = query(&analyst, &group, &[("year", &block[..3])]).await.unwrap_err();
    assert!(refused.message().contains("do not count"), "{}", refused.message());

    // A question about closing names the year of closing.
    let month = |year, month| Some(v1::YearMonth { year, month });
    let years = Some(v1::Period { from: month(2008, 1), to: month(2009, 12) });
    let by_sentence = |group: &[&str], period| v1::QueryTableRequest {
        measure: v1::Measure::Proceedings as i32,
        group_by: group.iter().map(|name| (*name).to_owned()).collect(),
        period,
        ..Default::default()
    };
    for (group, period, way) in [
        (&["sentence_band"][..], years, "--where year_closed=2008,2009"),
        (&["year", "sentence_band"], None, "--by year_closed"),
    ] {
        let request = by_sentence(group, period);
        let refused = analyst.statistics().query_table(request).await.unwrap_err();
        assert!(refused.message().contains(way), "{}", refused.message());
    }

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
    // What earlier versions offered says what is in its place.
    let coordinator = site.coordinator().await;
    let refused = coordinator.publication().publish_epoch(v1::PublishEpochRequest {}).await;
    assert!(refused.unwrap_err().message().contains("ApproveRelease"));
}

#[tokio::test]
async fn all_indicators_answer_in_every_language() {
    let mut site = Site::prepare(Limits::default());
    site.policy =
        Policy { tables: None, plan: Some("H1".into()), ..Policy::parse(POLICY).unwrap() };
    site.resume().await;
    let analyst = fill(&mut site).await;
    let month = |year, month| Some(v1::YearMonth { year, month });
    let period = Some(v1::Period { from: month(2008, 1), to: month(2011, 12) });
    let request = v1::GetIndicatorsRequest { period, tier: 0 };
    let answer = analyst.statistics().get_indicators(request).await.unwrap().into_inner();
    assert_eq!(answer.indicators.len(), 23);
    for indicator in &answer.indicators {
        let title = indicator.title.as_ref().unwrap();
        assert!(!title.sq.is_empty() && !title.sr.is_empty() && !title.en.is_empty());
        let titles = &title.by_language;
        assert_eq!(
            (&titles["sq"], &titles["sr-Latn"], &titles["en"]),
            (&title.sq, &title.sr, &title.en)
        );
        let tags: Vec<_> = ["en", "sq", "sr-Latn", "sr-Cyrl"].map(String::from).to_vec();
        for label in indicator.values.iter().map(|value| value.label.as_ref().unwrap()) {
            assert!(tags.iter().all(|tag| !label.by_language[tag].is_empty()), "{label:?}");
            assert_eq!(label.by_language.len(), tags.len());
        }
        // Even by the smallest plan each has its figures.
        for value in &indicator.values {
            assert_ne!(value.status(), CellStatus::NotMeasured, "{}", indicator.number);
        }
    }
    let identified = &answer.indicators[0].values[0];
    assert_eq!((identified.unit(), identified.value), (v1::Unit::Persons, 424.0));
    let children = &answer.indicators[0].values[1];
    assert_eq!((children.status(), children.value), (CellStatus::Few, 0.0));

    // The catalogue explains each code but those that are names of countries, years and regions.
    let request = v1::ListDimensionsRequest {};
    let catalogue = analyst.statistics().list_dimensions(request).await.unwrap().into_inner();
    let dimension = |name: &str| catalogue.dimensions.iter().find(|d| d.name == name).unwrap();
    let age = dimension("age_band");
    assert_eq!(age.words.as_ref().unwrap().label["sr-Cyrl"], "узраст");
    let band = &age.code_words["FROM_9_TO_17"];
    assert_eq!(band.label["en"], "child of 9 to 17");
    assert_eq!(band.meaning["sq"], "Vajzë ose djalë 9 deri në 17 vjeç në kohën e identifikimit.");
    for dimension in catalogue.dimensions.iter().filter(|d| !d.name.starts_with("year")) {
        let has = |code: &&String| !dimension.code_words.contains_key(*code);
        let without: Vec<_> = dimension.codes.iter().filter(has).collect();
        let are_names = dimension.name.contains("country") || dimension.name == "citizenship";
        let is_region = dimension.name == "region";
        assert!(without.is_empty() || are_names || is_region, "{}: {without:?}", dimension.name);
    }
    // Norway and "no" have one code.
    assert_eq!(dimension("child").code_words["NO"].label["en"], "no");
    assert!(!dimension("citizenship").code_words.contains_key("NO"));
    let persons = catalogue.measures.iter().find(|measure| measure.name == "persons").unwrap();
    assert_eq!(persons.words.as_ref().unwrap().label["sq"], "viktima");
}
