//! Reports: what their files say, read back cell by cell against what the exchange answers.

mod common;

use std::io::Cursor;
use std::process::Command;

use calamine::{Data, Reader, Xlsx};
use common::{POLICY, Site, batch, record, send, victim};
use vdx::client::Client;
use vdx::domain::codes::Role;
use vdx::grpc::Limits;
use vdx::proto::v1::{self, Basis, CellStatus};
use vdx::release::policy::Policy;
use vdx::report::{
    AskError, Cell, Form, Layout, Order, Reason, Report, Table, Told, Verdict, write,
};
use vdx::words::Language;

/// Victims of 2008 to 2011, of whom there are more every year, and proceedings against some.
async fn fill(site: &mut Site) -> Client {
    let police = site.member(Role::Institution, "police").await;
    let years = [(2008, 60), (2009, 80), (2010, 200), (2011, 220)];
    let persons = years.into_iter().flat_map(|(year, persons)| (0..persons).map(move |_| year));
    let records = persons.enumerate().map(|(person, year)| {
        let is_child = person % 5 == 0;
        record(v1::VictimRecord {
            gender: if person % 3 == 0 { v1::Gender::Masculine } else { v1::Gender::Feminine }
                as i32,
            age_band: if is_child { v1::AgeBand::From9To17 } else { v1::AgeBand::From21To23 }
                as i32,
            exploitation_types: vec![if person % 2 == 0 { 2 } else { 8 }],
            citizenships: vec![["XK", "AL", "RS", "DE"][person % 4].into()],
            identified_on: Some(v1::YearMonth { year, month: 1 + (person % 12) as i32 }),
            ..victim(&format!("v{person}"), person as u64)
        })
    });
    send(&police, vec![batch(site, "s", 1, records.collect())]).await.unwrap();
    site.release("2008-2011").await.unwrap();
    site.member(Role::Analyst, "desk").await
}

fn with_policy(policy: Policy) -> Site {
    let mut site = Site::prepare(Limits::default());
    site.policy = policy;
    site
}

fn order(form: Form, compare: &[i32]) -> Order {
    let (year, language, tier) = (2010, Language::En, v1::Tier::Unspecified);
    Order { form, year, compare: compare.to_vec(), language, tier, tell_wait: None }
}

fn table<'a>(report: &'a Report, id: &str) -> &'a Table {
    let ids = || report.tables().map(|table| table.id.as_str()).collect::<Vec<_>>();
    report.tables().find(|table| table.id == id).unwrap_or_else(|| panic!("{id}: {:?}", ids()))
}

/// Asks by itself what a cell must be.
async fn asked(
    client: &Client,
    tier: v1::Tier,
    measure: v1::Measure,
    filters: &[(&str, &[&str])],
) -> Option<v1::Cell> {
    let filters = filters.iter().map(|(dimension, codes)| v1::Filter {
        dimension: (*dimension).into(),
        codes: codes.iter().map(|code| (*code).to_owned()).collect(),
    });
    let request = v1::QueryTableRequest {
        measure: measure as i32,
        filters: filters.collect(),
        tier: tier as i32,
        ..Default::default()
    };
    let answer = client.statistics().query_table(request).await;
    answer.ok().map(|answer| answer.into_inner().cells[0].clone())
}

fn assert_same(cell: &Cell, answer: Option<&v1::Cell>, what: &str) {
    match (cell, answer) {
        (Cell::Figure(figure), Some(answer)) => {
            assert_eq!((figure.low, figure.high), (answer.low, answer.high), "{what}");
            assert_eq!((figure.precision, figure.basis), (answer.precision(), answer.basis()));
            match figure.told {
                Told::Estimate(value) => assert_eq!(value, answer.count as f64, "{what}"),
                Told::Few => assert_eq!(answer.status(), CellStatus::Few, "{what}"),
            }
        }
        (Cell::Missing(Reason::NotMeasured), None) => {}
        (Cell::Missing(reason), Some(answer)) => {
            assert_eq!(answer.status(), CellStatus::Suppressed, "{what}");
            let modelled = answer.basis() == Basis::Modelled;
            assert_eq!(*reason == Reason::Modelled, modelled, "{what}");
        }
        other => panic!("{what}: {other:?}"),
    }
}

/// What a cell must read as, by rules of its own.
fn shown(cell: &Cell) -> (Option<f64>, Option<(f64, f64)>, &'static str) {
    match cell {
        Cell::Figure(figure) => {
            let text = if figure.told == Told::Few { "<10" } else { "" };
            (figure.estimate(), Some((figure.low, figure.high)), text)
        }
        Cell::Change(change) => (change.difference, Some((change.low, change.high)), ""),
        Cell::Missing(_) => (None, None, "."),
    }
}

fn files(report: &Report, layout: Layout) -> Vec<u8> {
    report.files("report.csv", layout).unwrap().remove(0).1
}

/// The workbook, cell by cell.
fn read_workbook(report: &Report) {
    let bytes = files(report, Layout::Xlsx);
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let names = book.sheet_names();
    assert_eq!(names.len(), report.tables().count() + 1);
    for (name, table) in names[1..].iter().zip(report.tables()) {
        let sheet = book.worksheet_range(name).unwrap();
        let text = |row: u32, column: u32| match sheet.get_value((row, column)) {
            Some(Data::String(text)) => text.clone(),
            None | Some(Data::Empty) => String::new(),
            other => panic!("{name}: {other:?} is no text"),
        };
        let number = |row: u32, column: u32| match sheet.get_value((row, column)) {
            Some(Data::Float(number)) => Some(*number),
            Some(Data::String(_) | Data::Empty) | None => None,
            other => panic!("{name}: {other:?} is no number"),
        };
        assert_eq!(text(0, 0), table.caption);
        let (mut at, mut group) = (3, "");
        for row in &table.rows {
            if row.group != group {
                group = &row.group;
                assert_eq!(text(at, 0), group);
                at += 1;
            }
            assert_eq!(text(at, 0), row.label);
            for (place, cell) in row.cells.iter().enumerate() {
                let first = 1 + 5 * place as u32;
                assert_eq!(text(1, first), table.columns[place].label);
                let (value, bounds, mark) = shown(cell);
                assert_eq!(number(at, first), value, "{name}: {}", row.label);
                let found = number(at, first + 1).zip(number(at, first + 2));
                assert_eq!(found, bounds, "{name}: {}", row.label);
                if value.is_none() && !mark.is_empty() {
                    assert_eq!(text(at, first), mark);
                }
                if mark == "." {
                    assert!(!text(at, first + 4).is_empty(), "a dot has its reason");
                }
            }
            at += 1;
        }
        assert_eq!(text(at + table.notes.len() as u32 + 1, 0), table.source);
    }
}

/// The rows, cell by cell.
fn read_rows(report: &Report) {
    let bytes = files(report, Layout::Csv);
    let rows = std::str::from_utf8(&bytes).unwrap().strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::Reader::from_reader(rows.as_bytes());
    let mut records = reader.records();
    for table in report.tables() {
        for row in &table.rows {
            for (column, cell) in table.columns.iter().zip(&row.cells) {
                let record = records.next().unwrap().unwrap();
                let names = [&table.caption, &row.group, &row.label, &column.label];
                assert!(names.into_iter().eq(record.iter().take(4)), "{record:?}");
                let number = |place: usize| record[place].parse::<f64>().ok();
                let (value, bounds, mark) = shown(cell);
                assert_eq!((number(5), number(6).zip(number(7))), (value, bounds), "{record:?}");
                assert_eq!(record[5].is_empty(), value.is_none());
                assert!(mark.is_empty() || &record[4] == mark, "{record:?}");
                assert_eq!(&record[11], table.level);
            }
        }
    }
    assert!(records.next().is_none());
}

/// The page, cell by cell.
fn read_page(report: &Report) {
    let page = String::from_utf8(files(report, Layout::Html)).unwrap();
    let mut found = page.split("<td>").skip(1).map(|rest| {
        let cell = rest.split("</td>").next().unwrap();
        let short = cell.strip_prefix("<b>").unwrap().split("</b>").next().unwrap();
        let more = cell.split("<small>").nth(1).unwrap().split("</small>").next().unwrap();
        (short.replace("&lt;", "<"), more.to_owned())
    });
    for cell in report.tables().flat_map(|table| &table.rows).flat_map(|row| &row.cells) {
        let (short, more) = found.next().expect("every cell is on the page");
        let digits = |text: &str| {
            text.split(|c: char| !c.is_ascii_digit() && c != '.')
                .next()
                .unwrap()
                .parse::<f64>()
                .ok()
        };
        match cell {
            Cell::Figure(figure) => {
                match figure.estimate() {
                    Some(value) => assert_eq!(digits(&short), Some(value), "{short}"),
                    None => assert_eq!(short, "<10"),
                }
                let interval = format!("{}–{}", figure.low, figure.high);
                assert!(figure.basis == Basis::Exact || more.starts_with(&interval), "{more}");
            }
            Cell::Change(_) => assert!(more.starts_with("from "), "{more}"),
            Cell::Missing(_) => {
                assert_eq!(short, ".");
                assert!(!more.is_empty() && !more.contains(|c: char| c.is_ascii_digit()), "{more}");
            }
        }
    }
    assert!(found.next().is_none());
}

#[tokio::test]
async fn the_report_on_the_strategy_says_in_three_layouts_what_the_exchange_answers() {
    let mut site = with_policy(Policy::parse(POLICY).unwrap());
    site.resume().await;
    let analyst = fill(&mut site).await;
    let report = write(&analyst, &order(Form::Strategy, &[2008, 2009])).await.unwrap();
    assert_eq!(report.country, "XK");
    for read in [read_workbook, read_rows, read_page] {
        read(&report);
    }

    // The page for the press: under the tier of what is printed, though an analyst asks.
    let press = table(&report, "PRESS");
    assert_eq!(press.columns.len(), 5);
    for (place, year) in ["2008", "2009", "2010"].into_iter().enumerate() {
        for (row, filters) in [
            (0, vec![]),
            (1, vec![("child", &["YES"][..])]),
            (2, vec![("gender", &["FEMININE"])]),
            (4, vec![("exploitation_type", &["SEXUAL_EXPLOITATION"])]),
        ] {
            let of_year = [year];
            let filters = [filters, vec![("year", &of_year[..])]].concat();
            let answer = asked(&analyst, v1::Tier::Public, v1::Measure::Persons, &filters).await;
            assert_same(&press.rows[row].cells[place], answer.as_ref(), &press.rows[row].label);
        }
    }
    // Exact totals: 60, 80 and 200. What changed is more than noise, and says by how much.
    let Cell::Change(change) = &press.rows[0].cells[4] else { panic!("{:?}", press.rows[0]) };
    assert_eq!((change.difference, change.verdict), (Some(120.0), Verdict::More));
    assert!(report.sections[0].text[0].ends_with("identified in 2010: 200."), "{report:?}");

    // All indicators of the year, as the exchange gives them.
    let month = |month| Some(v1::YearMonth { year: 2010, month });
    let period = Some(v1::Period { from: month(1), to: month(12) });
    let request = v1::GetIndicatorsRequest { period, tier: 0 };
    let answer = analyst.statistics().get_indicators(request).await.unwrap().into_inner();
    let mut rows = table(&report, "INDICATORS").rows.iter();
    for indicator in &answer.indicators {
        for value in &indicator.values {
            let row = rows.next().unwrap();
            assert!(row.group.starts_with(&format!("{}. ", indicator.number)));
            assert_eq!(row.label, value.label.as_ref().unwrap().by_language["en"]);
            match &row.cells[2] {
                Cell::Figure(figure) => {
                    assert_eq!((figure.low, figure.high), (value.low, value.high));
                    assert_eq!(figure.estimate().unwrap_or_default(), value.value);
                }
                Cell::Missing(Reason::NotMeasured) => {
                    assert_eq!(value.status(), CellStatus::NotMeasured);
                }
                Cell::Missing(Reason::RestsOnFew) => {
                    assert_eq!(value.status(), CellStatus::Suppressed);
                }
                other => panic!("{}: {other:?}", row.label),
            }
        }
    }
    assert!(rows.next().is_none());

    // Each table says by itself whether it may be published.
    let level = |id| table(&report, id).level.clone();
    assert!(level("PRESS").contains("May be published"), "{}", level("PRESS"));
    for id in ["INDICATORS", "VICTIMS_GENDER"] {
        assert!(level(id).contains("Not for publication"), "{}", level(id));
    }
    let page = String::from_utf8(files(&report, Layout::Html)).unwrap();
    assert_eq!(page.matches("May be published").count(), 1);
    assert_eq!(page.matches("Not for publication").count(), report.tables().count() - 1);
    // A drawing says of which year it is.
    assert_eq!(page.matches("In the chart: 2010").count(), page.matches("<svg").count());

    // Tables of who they are: own question for each.
    for (id, dimension) in [("VICTIMS_GENDER", "gender"), ("VICTIMS_CITIZENSHIP", "citizenship")] {
        for row in &table(&report, id).rows {
            let code = row.key[1].1.as_str();
            let filters: &[(&str, &[&str])] = &[(dimension, &[code]), ("year", &["2010"])];
            let answer = asked(&analyst, v1::Tier::National, v1::Measure::Persons, filters).await;
            assert_same(&row.cells[2], answer.as_ref(), &row.label);
        }
    }
}

#[tokio::test]
async fn what_is_for_the_public_holds_nothing_that_its_tier_withholds() {
    let mut site = with_policy(Policy::parse(POLICY).unwrap());
    site.resume().await;
    let analyst = fill(&mut site).await;
    let public = write(&analyst, &order(Form::Public, &[2009])).await.unwrap();
    // The same of the whole report of the strategy when that tier is asked for.
    let tier = v1::Tier::Public;
    let strategy = Order { tier, ..order(Form::Strategy, &[2009]) };
    let strategy = write(&analyst, &strategy).await.unwrap();
    for report in [&public, &strategy] {
        let cells = report.tables().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
        let figures: Vec<_> = cells.filter_map(Cell::figure).collect();
        assert!(figures.len() > 20);
        for figure in figures {
            assert_ne!(figure.basis, Basis::Modelled);
            let is_precise = matches!(figure.precision, v1::Precision::A | v1::Precision::B);
            assert!(is_precise || figure.told == Told::Few, "{figure:?}");
        }
        for read in [read_workbook, read_rows, read_page] {
            read(report);
        }
    }
    assert!(public.tables().all(|table| table.id != "INDICATORS"));
}

#[tokio::test]
async fn forms_of_eurostat_and_unodc_are_filled_with_figures_and_reasons() {
    // Everything that the forms ask for is measured by the largest plan.
    let policy = Policy { tables: None, plan: Some("H3".into()), ..Policy::parse(POLICY).unwrap() };
    let mut site = with_policy(policy);
    site.resume().await;
    let analyst = fill(&mut site).await;
    let national = v1::Tier::National;
    let persons = v1::Measure::Persons;
    let eurostat = write(&analyst, &order(Form::EurostatThb, &[])).await.unwrap();
    let women: (&str, &[&str]) = ("gender", &["FEMININE"]);
    let year: (&str, &[&str]) = ("year", &["2010"]);
    for (id, place, filter) in [
        ("THB1", 1, ("status_decided_by", &["POLICE"][..])),
        ("THB2", 1, ("child", &["YES"])),
        ("THB3", 1, ("citizenship", &["XK"])),
        ("THB3", 3, ("citizenship", &["AL", "MK", "RS"])),
        ("THB3", 4, ("citizenship", &["OTHER"])),
        ("THB4", 1, ("exploitation_type", &["SEXUAL_EXPLOITATION"])),
    ] {
        let row = &table(&eurostat, id).rows[place];
        let answer = asked(&analyst, national, persons, &[filter, year]).await;
        assert!(answer.is_some(), "{}", row.label);
        assert_same(&row.cells[0], answer.as_ref(), &row.label);
        let answer = asked(&analyst, national, persons, &[filter, year, women]).await;
        assert_same(&row.cells[1], answer.as_ref(), &row.label);
    }
    let labels: Vec<&str> = table(&eurostat, "THB3").rows.iter().map(|row| &*row.label).collect();
    assert!(labels[3].contains("Albania") && labels[3].contains("Serbia"), "{labels:?}");
    let suspects = &table(&eurostat, "THB5").rows[0].cells;
    assert!(suspects[0].figure().is_some());
    assert_eq!(suspects[1..], vec![Cell::Missing(Reason::NotCollected); 3]);

    let glotip = write(&analyst, &order(Form::Glotip, &[])).await.unwrap();
    let victims = table(&glotip, "GLOTIP_VICTIMS");
    let years: Vec<&str> = victims.columns.iter().map(|column| &*column.label).collect();
    assert_eq!(years, ["2007", "2008", "2009", "2010"]);
    // Of 2007 nothing was released.
    assert_eq!(victims.rows[0].cells[0], Cell::Missing(Reason::NotReleased));
    for (place, filters) in [
        (1, [("gender", &["FEMININE"][..]), ("child", &["NO"])]),
        (4, [("gender", &["MASCULINE"]), ("child", &["YES"])]),
    ] {
        let row = &victims.rows[place];
        let filters = [&filters[..], &[("year", &["2010"][..])]].concat();
        let answer = asked(&analyst, national, persons, &filters).await;
        assert_same(&row.cells[3], answer.as_ref(), &row.label);
    }
    for report in [&eurostat, &glotip] {
        for read in [read_workbook, read_rows, read_page] {
            read(report);
        }
        // Every table says where its figures come from.
        assert!(report.tables().all(|table| table.source.contains("release 1")));
        let mut ids: Vec<&str> = report.tables().map(|table| table.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), report.tables().count());
    }
}

#[tokio::test]
async fn a_year_without_a_release_and_a_comparison_with_the_future_are_refused_by_name() {
    let mut site = with_policy(Policy::parse(POLICY).unwrap());
    site.resume().await;
    let analyst = fill(&mut site).await;
    let late = Order { year: 2012, ..order(Form::Public, &[]) };
    let refused = write(&analyst, &late).await.unwrap_err();
    assert_eq!(refused.to_string(), "--year: must be a released year: 2008, 2009, 2010, 2011");
    for compare in [&[2010][..], &[2009, 2008], &[2009, 2009], &[2011]] {
        let refused = write(&analyst, &order(Form::Public, compare)).await.unwrap_err();
        assert!(matches!(refused, AskError::Compare), "{refused}");
    }
    // A year to compare with that was not released is a column of dots.
    let report = write(&analyst, &order(Form::Public, &[2007])).await.unwrap();
    let row = &table(&report, "PRESS").rows[0];
    assert_eq!(row.cells[0], Cell::Missing(Reason::NotReleased));
    assert_eq!(row.cells[2], Cell::Missing(Reason::NotComparable));
}

/// Runs the command as the analyst, and gives its exit code, what it printed, and what it complained of.
async fn vdx(site: &mut Site, arguments: &str) -> (Option<i32>, String, String) {
    let profile = site.dir.path().join("desk.toml");
    if !profile.exists() {
        let certificate = site.certificate(Role::Analyst, "desk");
        let text = toml::to_string(&site.profile(Some(certificate))).unwrap();
        std::fs::write(&profile, text).unwrap();
    }
    let arguments: Vec<String> = arguments.split(' ').map(String::from).collect();
    let dir = site.dir.path().to_owned();
    let run = move || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vdx"));
        command.current_dir(dir).args(arguments).args(["--profile", "desk.toml"]).output().unwrap()
    };
    let output = tokio::task::spawn_blocking(run).await.unwrap();
    let [out, error] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
    (output.status.code(), out, error)
}

#[tokio::test]
async fn the_command_writes_files_in_the_language_of_its_reader_and_replaces_none() {
    let mut site = with_policy(Policy::parse(POLICY).unwrap());
    site.resume().await;
    fill(&mut site).await;
    let report = "report --year 2010 --form";
    for (language, word) in [
        ("en", "Progress of the national strategy"),
        ("sq", "Zbatimi i strategjisë kombëtare"),
        ("sr", "Sprovođenje nacionalne strategije"),
        ("sr-Cyrl", "Спровођење националне стратегије"),
    ] {
        let arguments = format!(
            "{report} strategy --compare 2008-2009 --lang {language} --out {language}.html"
        );
        let (code, _, error) = vdx(&mut site, &arguments).await;
        assert_eq!(code, Some(0), "{error}");
        let path = site.dir.path().join(format!("{language}.html"));
        let page = std::fs::read_to_string(path).unwrap();
        assert!(page.contains(word) && page.contains("2010"));
        // No name of a code, no key of a word that is missing, no mark of the file of words.
        let text = page.split("<body>").nth(1).unwrap();
        for name in ["FROM_9_TO_17", "NOT_REPORTED", "SEXUAL_EXPLOITATION", "report-", "{ $", "`"] {
            assert!(!text.contains(name), "{language}: {name}");
        }
    }
    for (form, file) in [("public", "a.xlsx"), ("eurostat-thb", "b.csv"), ("glotip", "c.sdmx.csv")]
    {
        let (code, _, error) = vdx(&mut site, &format!("{report} {form} --out {file}")).await;
        assert_eq!(code, Some(0), "{error}");
        assert!(site.dir.path().join(file).exists(), "{file}");
    }
    for described in ["b.csv-metadata.json", "c.sdmx.csv-metadata.json"] {
        assert!(site.dir.path().join(described).exists());
    }
    let (code, _, error) = vdx(&mut site, &format!("{report} public --out a.xlsx")).await;
    assert_eq!((code, error.contains("--replace")), (Some(1), true), "{error}");
    let (code, ..) = vdx(&mut site, &format!("{report} public --out a.xlsx --replace")).await;
    assert_eq!(code, Some(0));
    let (code, _, error) = vdx(&mut site, &format!("{report} public --out a.docx")).await;
    let told = error.contains(".xlsx, .html, .csv or .sdmx.csv");
    assert_eq!((code, told), (Some(2), true), "{error}");
    // Where one of its files is there, none is written.
    std::fs::write(site.dir.path().join("d.csv-metadata.json"), "own").unwrap();
    let (code, _, error) = vdx(&mut site, &format!("{report} public --out d.csv --lang sq")).await;
    assert_eq!((code, error.contains("--replace e zëvendëson")), (Some(1), true), "{error}");
    assert!(!site.dir.path().join("d.csv").exists());
    let (code, _, error) =
        vdx(&mut site, &format!("{report} public --compare 2011 --out e.csv --lang sr")).await;
    assert_eq!((code, error.contains("objavljene godine pre")), (Some(2), true), "{error}");
}

#[tokio::test]
async fn years_stand_beside_each_other_with_the_same_intervals_as_in_csv() {
    let mut site = with_policy(Policy::parse(POLICY).unwrap());
    site.resume().await;
    fill(&mut site).await;
    let query = "query --by gender,year --years 2009-2010 --lang en";
    let (code, rows, error) = vdx(&mut site, &format!("{query} --format csv")).await;
    assert_eq!(code, Some(0), "{error}");
    let (_, table, _) = vdx(&mut site, &format!("{query} --all")).await;
    assert!(table.contains("since 2009"), "{table}");
    let mut reader = csv::Reader::from_reader(rows.as_bytes());
    let mut compared = 0;
    for row in reader.records() {
        let row = row.unwrap();
        let interval = format!("({}-{})", &row[4], &row[5]);
        assert!(table.contains(&interval), "{interval} is not in {table}");
        compared += 1;
    }
    assert!(compared > 10, "those below ten, too");
    // The old way to name years says the same.
    let old = "query --by gender,year --from 2009-01 --to 2010-12 --lang en --all";
    assert_eq!(vdx(&mut site, old).await.1, table);

    let indicators = "indicators --years 2009-2010 --by-year --lang en";
    let (code, table, error) = vdx(&mut site, indicators).await;
    assert_eq!(code, Some(0), "{error}");
    // 80 and 200 persons, exactly.
    let line = table.lines().find(|line| line.contains("Victims identified")).unwrap();
    assert!(line.contains("=80") && line.contains("=200"), "{table}");
    assert!(table.contains("since 2009"), "{table}");
    let (_, rows, _) = vdx(&mut site, &format!("{indicators} --format csv")).await;
    assert!(rows.starts_with("year,no,indicator,") && rows.contains("\n2009,1,"), "{rows}");
    let (code, _, error) = vdx(&mut site, "indicators --years 2010 --by-year").await;
    assert_eq!((code, error.contains("2009-2010")), (Some(1), true), "{error}");
}
