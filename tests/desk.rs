//! The pages for browsers, asked over TLS with certificates as a browser does: what each role sees, what
//! others get, and what becomes of whoever means harm.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use common::{DOMAIN, Site, batch, entry, record, send, victim};
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use vdx::audit::Parts;
use vdx::domain::code_list::CodeList;
use vdx::domain::codes::Role;
use vdx::exchange::Exchange;
use vdx::grpc::Limits;
use vdx::identity::pki::{Authority, Profile};
use vdx::identity::{SpiffeId, TlsFiles, client_config};
use vdx::proto::v1;
use vdx::statistics::{Dimension, Measure};

/// A browser with a certificate, or without one.
struct Browser {
    address: SocketAddr,
    tls: Arc<ClientConfig>,
}

/// What a browser gets.
#[derive(Debug)]
struct Reply {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Reply {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

impl Browser {
    fn new(site: &Site, certificate: Option<PathBuf>) -> Self {
        let files = certificate.map(|path| TlsFiles::new(&path, path.with_extension("key.pem")));
        let ca = site.dir.path().join("pki/ca.pem");
        let mut tls = client_config(files.as_ref(), &ca).unwrap();
        tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Self { address: site.desk.unwrap(), tls: Arc::new(tls) }
    }

    /// With a certificate of a member in a role.
    fn of(site: &mut Site, role: Role, member: &str) -> Self {
        let certificate = site.certificate(role, member);
        Self::new(site, Some(certificate))
    }

    async fn connect(&self) -> std::io::Result<TlsStream<TcpStream>> {
        let stream = TcpStream::connect(self.address).await?;
        let name = ServerName::try_from("localhost").unwrap();
        TlsConnector::from(self.tls.clone()).connect(name, stream).await
    }

    /// Sends bytes, and reads what comes until the other side closes.
    async fn send(&self, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
        let mut stream = self.connect().await?;
        stream.write_all(bytes).await?;
        let mut answer = Vec::new();
        match stream.read_to_end(&mut answer).await {
            Err(error) if answer.is_empty() => Err(error),
            _ => Ok(answer),
        }
    }

    async fn ask(&self, method: &str, target: &str, headers: &str) -> Reply {
        let request = format!(
            "{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n"
        );
        let answer = self.send(request.as_bytes()).await.unwrap();
        reply(&answer)
    }

    async fn get(&self, target: &str) -> Reply {
        self.ask("GET", target, "").await
    }
}

fn reply(answer: &[u8]) -> Reply {
    let end =
        answer.windows(4).position(|four| four == b"\r\n\r\n").expect("an end of the headers");
    let head = std::str::from_utf8(&answer[..end]).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers = lines.map(|line| {
        let (name, value) = line.split_once(':').unwrap();
        (name.to_ascii_lowercase(), value.trim().to_owned())
    });
    let headers: BTreeMap<String, String> = headers.collect();
    let body = answer[end + 4..].to_vec();
    if let Some(length) = headers.get("content-length").filter(|_| !body.is_empty()) {
        assert_eq!(length.parse(), Ok(body.len()), "{head}");
    }
    Reply { status, headers, body }
}

/// Every answer has what keeps a browser from doing more than showing it.
fn assert_guarded(reply: &Reply, what: &str) {
    let policy = reply.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'self'; img-src 'self';"), "{what}");
    for part in ["form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"] {
        assert!(policy.contains(part), "{what}: {policy}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains("script-src"), "{what}: {policy}");
    for (name, value) in [
        ("cache-control", "no-store"),
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
        ("strict-transport-security", "max-age=31536000"),
    ] {
        assert_eq!(reply.header(name), value, "{what}: {name}");
    }
    assert_eq!(reply.header("set-cookie"), "", "{what}");
    if reply.header("content-type").starts_with("text/html")
        && reply.header("content-disposition").is_empty()
    {
        let page = reply.text();
        for forbidden in
            ["<script", " style=", "<style", "javascript:", "src=\"http", "href=\"http", "url(http"]
        {
            assert!(!page.contains(forbidden), "{what}: {forbidden}");
        }
    }
}

/// Targets of all links of a page, and of its forms as they stand.
fn links(page: &str) -> Vec<String> {
    let mut found: Vec<String> = page
        .split("href=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&"))
        .filter(|target| !target.starts_with('#'))
        .collect();
    for form in page.split("<form ").skip(1) {
        let form = form.split("</form>").next().unwrap();
        let value = |of: &str, name: &str| {
            let rest = of.split_once(&format!(" {name}=\""))?.1;
            Some(rest.split('"').next().unwrap().to_owned())
        };
        let action = value(&format!(" {form}"), "action").unwrap();
        let action = action.split('#').next().unwrap();
        let mut query = Vec::new();
        for select in form.split("<select").skip(1) {
            let select = select.split("</select>").next().unwrap();
            let chosen = select.split("<option").find(|option| option.contains(" selected"));
            let option = chosen.or_else(|| select.split("<option").nth(1)).unwrap();
            query.push((value(select, "name").unwrap(), value(option, "value").unwrap()));
        }
        for input in form.split("<input").skip(1) {
            let input = input.split('>').next().unwrap();
            let is_set = !input.contains("checkbox") || input.contains(" checked");
            if let (Some(name), Some(value), true) =
                (value(input, "name"), value(input, "value"), is_set)
            {
                query.push((name, value));
            }
        }
        let buttons = form.split("<button").skip(1).map(|button| button.split('>').next().unwrap());
        for button in buttons {
            let own = value(button, "name").zip(value(button, "value"));
            let all = query.iter().cloned().chain(own);
            let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(all).finish();
            found.push(format!("{action}?{text}"));
        }
    }
    found
}

/// Callers, calls and results of the audit log.
fn lines(exchange: &Exchange) -> Vec<(String, String, String)> {
    let lines = exchange.audit_lines(0, usize::MAX).unwrap();
    let parts = lines.iter().map(|line| {
        let parts = Parts::of(line).unwrap();
        (parts.caller.to_owned(), parts.call.to_owned(), parts.result.to_owned())
    });
    parts.collect()
}

/// A site with pages, with victims of three years of whom two are released.
async fn site() -> (Site, Exchange) {
    // Nobody reads as fast as a test.
    let many = 100_000.try_into().unwrap();
    let limits = Limits { calls_per_second: many, calls_per_hour: many, ..Limits::default() };
    let mut site = Site::prepare(limits);
    site.desk = Some(([127, 0, 0, 1], 0).into());
    let exchange = site.resume().await;
    let police = site.member(Role::Institution, "police").await;
    let persons = [(2009, 90), (2010, 200), (2011, 40)].into_iter();
    let persons = persons.flat_map(|(year, persons)| (0..persons).map(move |_| year));
    let records = persons.enumerate().map(|(person, year)| {
        record(v1::VictimRecord {
            gender: 1 + (person % 3 == 0) as i32,
            exploitation_types: vec![if person % 2 == 0 { 2 } else { 8 }],
            citizenships: vec![["XK", "AL", "RS", "MK"][person % 4].into()],
            identified_on: Some(v1::YearMonth { year, month: 1 + (person % 12) as i32 }),
            ..victim(&format!("v{person}"), person as u64)
        })
    });
    send(&police, vec![batch(&site, "s", 1, records.collect())]).await.unwrap();
    site.release("2009-2010").await.unwrap();
    (site, exchange)
}

const LANGUAGES: [&str; 4] = ["sq", "sr-Latn", "sr-Cyrl", "en"];

#[tokio::test(flavor = "multi_thread")]
async fn every_link_of_every_page_answers_each_role_in_each_language() {
    let (mut site, _) = site().await;
    for (role, member) in
        [(Role::Analyst, "desk"), (Role::Liaison, "abroad"), (Role::Auditor, "audits")]
    {
        site.member(role, member).await;
    }
    for (role, member, least) in [
        (Role::Analyst, "desk", 3),
        (Role::Coordinator, "coordinator", 3),
        (Role::Liaison, "abroad", 1),
        (Role::Auditor, "audits", 0),
        (Role::Institution, "police", 0),
    ] {
        let browser = Browser::of(&mut site, role, member);
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<String> =
            LANGUAGES.iter().map(|language| format!("/?lang={language}")).collect();
        let mut shown = BTreeSet::new();
        while let Some(target) = waiting.pop() {
            if !seen.insert(target.clone()) {
                continue;
            }
            let what = format!("{role:?} {target}");
            let reply = browser.get(&target).await;
            assert_guarded(&reply, &what);
            // A question that nothing was measured for is refused in words.
            let is_told = reply.status == 400
                && target.starts_with("/table?")
                && reply.text().contains("<dl class=\"fields\">");
            assert!(
                reply.status == 200 || is_told,
                "{what}: {}",
                String::from_utf8_lossy(&reply.body)
            );
            if !reply.header("content-type").starts_with("text/html")
                || !reply.header("content-disposition").is_empty()
            {
                continue;
            }
            let page = reply.text();
            let path = target.split('?').next().unwrap();
            shown.insert(path.to_owned());
            if let Some((_, language)) = target.split_once("lang=") {
                let language = language.split('&').next().unwrap();
                assert!(page.contains(&format!("<html lang=\"{language}\">")), "{what}");
            }
            // No key without its word, and no code where a label is meant.
            assert!(!page.contains("desk-") && !page.contains("report-"), "{what}");
            assert_eq!(page.matches("<h1>").count(), 1, "{what}");
            // Files and questions are the same in every language but for words: all of one language are enough.
            let is_wanted = |link: &&String| {
                let is_of_many = ["as=", "measure="].iter().any(|part| link.contains(part));
                link.starts_with('/') && (!is_of_many || link.contains("lang=sq"))
            };
            waiting.extend(links(page).iter().filter(is_wanted).cloned());
        }
        assert!(shown.len() > least, "{role:?} sees {shown:?}");
        assert!(seen.len() > 4, "{role:?} {seen:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_not_admitted_gets_no_page_and_whoever_may_not_is_told_so() {
    let (mut site, exchange) = site().await;
    site.member(Role::Analyst, "desk").await;
    site.member(Role::Institution, "school").await;
    let browser = Browser::of(&mut site, Role::Analyst, "desk");
    let before = lines(&exchange).len();
    let page = browser.get("/years").await;
    assert_eq!(page.status, 200);
    let own = format!("spiffe://{DOMAIN}/analyst/desk");
    let told = lines(&exchange).split_off(before);
    let calls: BTreeSet<&str> = told.iter().map(|(_, call, _)| call.as_str()).collect();
    for call in ["StatisticsService/ListReleases", "StatisticsService/QueryTable"] {
        assert!(calls.contains(call), "{calls:?}");
    }
    assert!(
        told.iter().all(|(caller, _, result)| *caller == own && result != "DENIED"),
        "{told:?}"
    );

    // A role that may not: the same refusal as by any other client, with its line.
    let school = Browser::of(&mut site, Role::Institution, "school");
    let before = lines(&exchange).len();
    let page = school.get("/years?lang=en").await;
    assert_eq!(page.status, 403);
    assert!(page.text().contains("You may not do this with your role"), "{}", page.text());
    assert_guarded(&page, "a wrong role");
    let refused = (
        format!("spiffe://{DOMAIN}/institution/school"),
        "StatisticsService/ListReleases".to_owned(),
        "DENIED".to_owned(),
    );
    assert_eq!(lines(&exchange).split_off(before), [refused]);

    // No certificate, one of an authority that nobody trusts, a member that is not in the register, a role
    // that the member does not hold: no page, not even a refusal in HTTP.
    let no_page = async |browser: &Browser, what: &str| {
        let answer = browser.send(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
        assert!(answer.is_err(), "{what}: {answer:?}");
    };
    no_page(&Browser::new(&site, None), "no certificate").await;
    let other = site.dir.path().join("other");
    let mut foreign = Authority::init(&other, DOMAIN, 300).unwrap();
    let id = SpiffeId::parse(&own).unwrap();
    foreign.issue(&Profile::Client(id), 200, &other.join("desk")).unwrap();
    no_page(&Browser::new(&site, Some(other.join("desk.pem"))), "a foreign authority").await;
    for (role, member) in [(Role::Analyst, "nobody"), (Role::Coordinator, "desk")] {
        let before = lines(&exchange).len();
        no_page(&Browser::of(&mut site, role, member), member).await;
        let told = wait_for_line(&exchange, before).await;
        assert_eq!((&*told.1, &*told.2), ("Connect", "DENIED"), "{member}");
        assert!(told.0.ends_with(&format!("/{member}")), "{told:?}");
    }

    // Suspended while a connection is open: its next page is refused, and so is every new connection.
    let mut open = browser.connect().await.unwrap();
    let coordinator = site.coordinator().await;
    let request = v1::SetMemberStatusRequest {
        trust_domain: DOMAIN.into(),
        member_id: "desk".into(),
        status: v1::MemberStatus::Suspended as i32,
    };
    coordinator.membership().set_member_status(request).await.unwrap();
    open.write_all(b"GET /years HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        .await
        .unwrap();
    let mut answer = Vec::new();
    let _ = open.read_to_end(&mut answer).await;
    assert_eq!(reply(&answer).status, 403);
    assert!(!reply(&answer).text().contains("<table"));
    no_page(&browser, "suspended").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_certificate_gets_no_further_page() {
    let (mut site, exchange) = site().await;
    site.member(Role::Analyst, "desk").await;
    let browser = Browser::new(&site, Some(site.dir.path().join("pki/desk-Analyst.pem")));
    let mut open = browser.connect().await.unwrap();
    let own = format!("spiffe://{DOMAIN}/analyst/desk");
    assert_eq!(browser.get("/").await.status, 200);
    site.authority.revoke(&own).unwrap();
    // Files are looked at once a second; the connection is cut soon after, or its page refused before.
    let answer = async {
        loop {
            tokio::time::sleep(Duration::from_millis(100)).await;
            let request = b"GET /years HTTP/1.1\r\nHost: localhost\r\n\r\n";
            let mut buffer = vec![0; 1 << 20];
            let asked = async {
                open.write_all(request).await?;
                open.read(&mut buffer).await
            };
            match asked.await {
                Ok(read) if read > 0 && buffer.starts_with(b"HTTP/1.1 200") => {
                    // The rest of the page.
                    let rest = open.read(&mut buffer);
                    let _ = tokio::time::timeout(Duration::from_millis(50), rest).await;
                }
                Ok(read) if read > 0 && !buffer.starts_with(b"HTTP/1.1 ") => {}
                other => return other.map(|read| buffer[..read].to_vec()),
            }
        }
    };
    let answer = tokio::time::timeout(Duration::from_secs(20), answer).await.expect("an end");
    if let Ok(answer) = answer
        && !answer.is_empty()
    {
        assert_eq!(reply(&answer).status, 403);
    }
    let answer = browser.send(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    assert!(answer.is_err(), "{answer:?}");
    assert!(lines(&exchange).iter().any(|(caller, ..)| *caller == own));
}

/// The next line of the audit log.
async fn wait_for_line(exchange: &Exchange, before: usize) -> (String, String, String) {
    for _ in 0..200 {
        if let Some(line) = lines(exchange).into_iter().nth(before) {
            return line;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("no line was written");
}

/// What stands between two marks, each time.
fn between<'a>(page: &'a str, from: &str, to: &str) -> Vec<&'a str> {
    page.split(from).skip(1).map(|rest| rest.split(to).next().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_named_in_words_and_can_be_put_right() {
    let (mut site, _) = site().await;
    site.member(Role::Analyst, "desk").await;
    let browser = Browser::of(&mut site, Role::Analyst, "desk");
    let table = "/table?measure=persons&d1=gender&c.gender=FEMININE&d2=citizenship";
    for (target, kept) in [
        (format!("{table}&from=2010&to=2009&ask=1"), "value=\"citizenship\" selected"),
        (format!("{table}&d3=nothing&u1=x&tier=no"), "value=\"citizenship\" selected"),
        // The question is right, and nothing was measured for it.
        ("/table?measure=persons&d1=region&ask=1".into(), "value=\"region\" selected"),
        ("/years?year=1999&compare=2009".into(), "value=\"2010\" selected"),
        ("/indicators?compare=x".into(), "value=\"2010\" selected"),
        ("/maps?year=x&extent=world".into(), "value=\"world\" selected"),
        ("/reports?form=glotip&year=2010&compare=2009&as=csv".into(), "value=\"glotip\" selected"),
    ] {
        let mut titles = BTreeSet::new();
        for language in LANGUAGES {
            let reply = browser.get(&format!("{target}&lang={language}")).await;
            let what = format!("{target} {language}: {}", reply.text());
            assert_eq!(reply.status, 400, "{what}");
            assert!(
                reply.text().contains("<form method=\"get\"") && reply.text().contains(kept),
                "{what}"
            );
            let names = between(reply.text(), "<dt>", "</dt>");
            assert!(!names.is_empty(), "{what}");
            for name in names {
                let is_code =
                    target.split(['?', '&']).any(|part| part.split('=').next() == Some(name));
                assert!(!is_code && !name.contains(['_', '[', '<']), "{name} in {what}");
            }
            titles.insert(between(reply.text(), "<dd>", "</dd>").concat());
        }
        // What would be right is said in each language.
        assert_eq!(titles.len(), LANGUAGES.len(), "{target}: {titles:?}");
    }
}

/// The choices of a field that are not disabled.
fn choices<'a>(page: &'a str, field: &str) -> Vec<&'a str> {
    let select = between(page, &format!("<select id=\"{field}\""), "</select>")[0];
    let options = between(select, "<option ", ">").into_iter();
    let options = options.filter(|option| !option.contains(" disabled"));
    options.map(|option| between(option, "value=\"", "\"")[0]).collect()
}

/// Whoever chooses what the form of the table offers is answered, and whoever asks for the rest by its address
/// reads why not in the words of the form.
#[tokio::test(flavor = "multi_thread")]
async fn the_form_of_a_table_offers_what_can_be_answered_and_refuses_in_its_own_words() {
    let (mut site, _) = site().await;
    site.release_kind("2011", v1::ReleaseKind::Provisional).await.unwrap();
    site.member(Role::Analyst, "desk").await;
    let browser = Browser::of(&mut site, Role::Analyst, "desk");
    let (mut refused, mut answered) = (0, 0);
    let mut provisional = BTreeSet::new();
    for measure in Measure::ALL {
        let name = measure.code().to_lowercase();
        let address = format!("/table?measure={name}");
        let form = browser.get(&format!("{address}&lang=en")).await;
        let offered = choices(form.text(), "d1");
        for dimension in measure.dimensions().map(Dimension::name) {
            let asked = format!("{address}&d1={dimension}&ask=1");
            let is_offered = offered.contains(&dimension);
            let whole = browser.get(&format!("{asked}&lang=en")).await;
            // What is measured of single years, and not of the block that is still open, needs a year.
            let year = browser.get(&format!("{asked}&from=2010&to=2010")).await;
            assert_eq!(whole.status == 200 || year.status == 200, is_offered, "{asked}");
            answered += u32::from(is_offered);
            // Each in one language, and all languages in turn.
            for period in ["", "&from=2011&to=2011"] {
                let language = LANGUAGES[(refused + answered) as usize % LANGUAGES.len()];
                let page = browser.get(&format!("{asked}{period}&lang={language}")).await;
                if page.status != 200 {
                    refused += 1;
                    let told = between(page.text(), "<dd>", "</dd>").concat();
                    let words = told.split(|letter: char| letter.is_whitespace());
                    for word in words {
                        let is_code = word.contains(['_', '`']) || word.starts_with("--");
                        assert!(!is_code && word != "vdx", "{asked}{period} {language}: {told}");
                    }
                    assert!(!told.is_empty(), "{asked}{period} {language}");
                }
            }
        }
        let asked = |more: &str| format!("{address}&from=2011&to=2011&ask=1{more}");
        let by_opening = browser.get(&asked("")).await.status == 200;
        let is_told = by_opening || browser.get(&asked("&d1=year_closed")).await.status == 200;
        provisional.insert(is_told);
        for field in ["from", "to"] {
            let years = choices(form.text(), field);
            assert_eq!(years.contains(&"2011"), is_told, "{name}: {years:?}");
        }
    }
    assert_eq!(provisional.len(), 2, "something is known of the provisional year, and not all");
    assert!(refused > 30 && answered > 40, "{refused} {answered}");
    // What is left out stands below the table, in each language.
    let mut notes = BTreeSet::new();
    for language in LANGUAGES {
        let page = browser.get(&format!("/table?d1=gender&ask=1&lang={language}")).await;
        let note =
            between(page.text(), "<p", "</p>").into_iter().find(|text| text.contains(": 2011."));
        notes.insert(note.unwrap().to_owned());
    }
    assert_eq!(notes.len(), LANGUAGES.len(), "{notes:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_another_role_is_refused_with_the_roles_that_have_it() {
    let (mut site, exchange) = site().await;
    for (role, member) in
        [(Role::Analyst, "desk"), (Role::Liaison, "abroad"), (Role::Auditor, "audits")]
    {
        site.member(role, member).await;
    }
    let pages = [
        "/years",
        "/indicators",
        "/table",
        "/maps",
        "/reports",
        "/releases",
        "/members",
        "/due",
        "/linkage",
        "/referrals",
        "/partners",
    ];
    let mut refused = 0;
    for (role, member) in [
        (Role::Analyst, "desk"),
        (Role::Coordinator, "coordinator"),
        (Role::Liaison, "abroad"),
        (Role::Auditor, "audits"),
        (Role::Institution, "police"),
    ] {
        let browser = Browser::of(&mut site, role, member);
        let mut denied = 0;
        for page in pages {
            let before = lines(&exchange).len();
            let mut texts = BTreeSet::new();
            for language in LANGUAGES {
                let reply = browser.get(&format!("{page}?lang={language}")).await;
                let what = format!("{role:?} {page}: {}", reply.text());
                assert!([200, 403].contains(&reply.status), "{what}");
                if reply.status == 200 {
                    continue;
                }
                for part in ["<form", "<table", "<dl", "role does not allow"] {
                    assert!(!reply.text().contains(part), "{part} in {what}");
                }
                assert!(language != "en" || reply.text().contains("The page is for: "), "{what}");
                texts.insert(between(reply.text(), "<p>", "</p>").concat());
            }
            if !texts.is_empty() {
                refused += 1;
                assert_eq!(texts.len(), LANGUAGES.len(), "{texts:?}");
                // Whoever tries gets nothing else either.
                let told = lines(&exchange).split_off(before);
                let own =
                    told.iter().filter(|(caller, ..)| caller.ends_with(&format!("/{member}")));
                assert!(own.clone().all(|line| line.2 == "DENIED"), "{role:?} {page}: {told:?}");
                denied += own.count();
            }
        }
        // Many refusals of one member are told together.
        assert!(denied > 0 || role == Role::Coordinator, "{role:?}");
    }
    assert!(refused > 20, "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_where_the_form_leads_and_its_window_says_what_was_asked() {
    let (mut site, _) = site().await;
    site.member(Role::Analyst, "desk").await;
    let browser = Browser::of(&mut site, Role::Analyst, "desk");
    let title = |page: &str| between(page, "<title>", "</title>").concat();
    let empty = browser.get("/table?lang=en").await;
    assert!(empty.text().contains("action=\"/table#answer\""));
    let target = "/table?measure=persons&d1=gender&from=2009&to=2009&ask=1&lang=en";
    let asked = browser.get(target).await;
    let (_, answer) = asked.text().split_once("id=\"answer\"").expect("what the form leads to");
    assert!(answer.contains("<table") && !answer.contains("<form"), "{answer}");
    let name = title(asked.text());
    // A year that is chosen as a code is a year of the figures, in files as well.
    let year = "/table?measure=persons&d1=gender&d2=year&u2=only&c.year=2010&lang=en";
    let chosen = browser.get(&format!("{year}&ask=1")).await;
    assert!(
        title(chosen.text()).starts_with("Victims by: gender · 2010 – "),
        "{}",
        title(chosen.text())
    );
    for (of, wanted) in [("sdmx", ",2010,"), ("csv", "2010")] {
        let file = browser.get(&format!("{year}&as={of}")).await;
        assert!(file.header("content-disposition").contains("persons-2010."), "{file:?}");
        for line in file.text().lines().skip(1) {
            assert!(line.contains(wanted) && !line.contains("2009"), "{line}");
        }
    }
    let gap = browser.get(&format!("{year}&c.year=2011&c.year=2009")).await;
    assert_eq!(gap.status, 400, "years that are not released are no codes");
    let both = browser.get(&format!("{year}&from=2009&to=2009&ask=1")).await;
    assert_eq!(both.status, 400);
    assert!(
        name.starts_with("Victims by: ") && name.contains("gender") && name.contains("2009"),
        "{name}"
    );
    assert!(name.contains(&title(empty.text())), "{name}");
}

/// Text that would run if it came into a page as it stands.
const HOSTILE: &str = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'\u{202e}{{7*7}}";

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_never_comes_back_as_more_than_text() {
    let (mut site, _) = site().await;
    // The name of a member is text of whoever administers the register.
    let coordinator = site.coordinator().await;
    let member = v1::Member {
        display_name: HOSTILE.replace('\u{202e}', ""),
        ..entry("desk", &[Role::Analyst])
    };
    coordinator
        .membership()
        .put_member(v1::PutMemberRequest { member: Some(member) })
        .await
        .unwrap();
    let browser = Browser::of(&mut site, Role::Analyst, "desk");
    let encoded: String = form_urlencoded::byte_serialize(HOSTILE.as_bytes()).collect();
    let mut tried = 0;
    let pages = ["/", "/years", "/indicators", "/reports", "/table", "/maps", "/nothing"];
    for page in pages {
        let mut targets = vec![format!("{page}{encoded}"), format!("{page}?{encoded}={encoded}")];
        for name in [
            "year", "compare", "as", "form", "in", "lang", "measure", "d1", "d2", "d3", "d4", "u1",
            "c1", "c4", "from", "to", "tier", "all", "ask", "of",
        ] {
            targets.push(format!("{page}?{name}={encoded}"));
            targets
                .push(format!("{page}?year=2010&form=strategy&ask=1&d1=gender&{name}={encoded}"));
        }
        for target in targets {
            let reply = browser.get(&target).await;
            assert_guarded(&reply, &target);
            assert!([200, 400, 404].contains(&reply.status), "{target}: {}", reply.status);
            let page = reply.text();
            for forbidden in ["<script", "<img", "onerror=alert(2)>", "\u{202e}"] {
                assert!(!page.contains(forbidden), "{target}: {forbidden}");
            }
            tried += 1;
        }
    }
    assert!(tried > 200);
    let page = browser.get("/?lang=en").await;
    assert!(page.text().contains("&lt;script&gt;alert(1)"), "the name stands as text");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_question_is_refused_and_changes_nothing() {
    let (mut site, exchange) = site().await;
    site.member(Role::Analyst, "desk").await;
    let browser = Browser::of(&mut site, Role::Analyst, "desk");
    let before = lines(&exchange).len();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"] {
        let reply = browser.ask(method, "/years", "").await;
        assert_eq!((reply.status, reply.header("allow")), (405, "GET, HEAD"), "{method}");
        assert_guarded(&reply, method);
    }
    for (target, headers, status) in [
        ("/years", "Content-Length: 5\r\n", 400),
        ("/years", "Transfer-Encoding: chunked\r\n", 400),
        ("/years", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n", 403),
        ("/style.css", "Sec-Fetch-Site: same-site\r\n", 403),
        (
            "/",
            "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n",
            403,
        ),
        ("/nothing", "", 404),
        ("/years/", "", 404),
        ("//years", "", 404),
        ("/../years", "", 404),
        ("/years%00", "", 404),
        ("/style.css/..", "", 404),
        ("/?lang=de", "", 400),
        ("/?year=2010", "", 400),
    ] {
        let reply = browser.ask("GET", target, headers).await;
        assert_eq!(reply.status, status, "{target} {headers}");
        assert_guarded(&reply, target);
    }
    let reply = browser.get(&format!("/years?year={}", "9".repeat(5000))).await;
    assert_eq!(reply.status, 414);
    // Nothing of it was asked, or told.
    assert_eq!(lines(&exchange).len(), before);

    let head = browser.ask("HEAD", "/years", "").await;
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert!(head.header("content-length").parse::<usize>().unwrap() > 1000);
    for wrong in [
        "/years?year=1999",
        "/years?year=x",
        "/years?as=exe",
        "/years?compare=2012",
        "/years?year=2009&year=2010",
        "/table?d1=gender&u1=only&as=csv",
        "/reports?as=csv",
    ] {
        assert_eq!(browser.get(wrong).await.status, 400, "{wrong}");
    }
    // Heads that are too large, and bytes that are no HTTP, end their connection.
    let large = format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "x".repeat(64 << 10));
    let answer = browser.send(large.as_bytes()).await.unwrap_or_default();
    assert!(!answer.starts_with(b"HTTP/1.1 200"));
    let many = format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "X: x\r\n".repeat(200));
    assert!(!browser.send(many.as_bytes()).await.unwrap_or_default().starts_with(b"HTTP/1.1 200"));
    for bytes in
        [&b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"[..], b"\x16\x03\x01\x00\x00", b"\0\0\0\0\r\n\r\n"]
    {
        let answer = browser.send(bytes).await.unwrap_or_default();
        assert!(!answer.starts_with(b"HTTP/1.1 200"), "{bytes:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_slow_or_takes_all_holds_up_nobody() {
    let limits =
        Limits { first_call_seconds: 1, max_connections_per_member: 4, ..Limits::default() };
    let mut site = Site::prepare(limits);
    site.desk = Some(([127, 0, 0, 1], 0).into());
    site.resume().await;
    site.member(Role::Analyst, "desk").await;
    site.member(Role::Analyst, "other").await;
    let browser = Browser::of(&mut site, Role::Analyst, "desk");
    // One that sends a byte now and then is cut; so is one that says nothing.
    let creeping = async {
        let mut stream = browser.connect().await.unwrap();
        loop {
            tokio::time::sleep(Duration::from_millis(200)).await;
            if stream.write_all(b"G").await.is_err() {
                return;
            }
        }
    };
    let silent = async {
        let mut stream = browser.connect().await.unwrap();
        let _ = stream.read_to_end(&mut Vec::new()).await;
    };
    let both = async { tokio::join!(creeping, silent) };
    tokio::time::timeout(Duration::from_secs(20), both).await.expect("both are cut");
    // Connections of one member make room for its own, and leave others theirs.
    let mut held = Vec::new();
    for _ in 0..12 {
        held.extend(browser.connect().await.ok());
    }
    let other = Browser::of(&mut site, Role::Analyst, "other");
    assert_eq!(other.get("/").await.status, 200);
    assert_eq!(browser.get("/").await.status, 200);
    // A stop waits for no reader.
    let stopping = tokio::time::timeout(Duration::from_secs(15), site.stop());
    stopping.await.expect("it stops though connections are open");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_from_elsewhere_asks_nothing_before_its_reader_follows_it_here() {
    let (mut site, exchange) = site().await;
    site.member(Role::Analyst, "desk").await;
    let browser = Browser::of(&mut site, Role::Analyst, "desk");
    let before = lines(&exchange).len();
    let navigating = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n";
    let followed = format!("{navigating}Sec-Fetch-Dest: document\r\nAccept-Language: en\r\n");
    let target = "/table?measure=persons&d1=gender&ask=1&lang=en";
    let reply = browser.ask("GET", target, &followed).await;
    assert_eq!(reply.status, 403);
    assert_guarded(&reply, target);
    let link = target.replace('&', "&amp;");
    assert!(reply.text().contains(&format!("href=\"{link}\"")), "{}", reply.text());
    assert!(reply.text().contains("Your own table"), "{}", reply.text());
    // What goes into a page of somebody else, and what is no page, gets no link.
    let framed = format!("{navigating}Sec-Fetch-Dest: iframe\r\n");
    for (target, headers) in [(target, &framed), ("/style.css", &followed), ("/else", &followed)] {
        let reply = browser.ask("GET", target, headers).await;
        assert_eq!(reply.status, 403, "{target}");
        assert!(!reply.text().contains("measure=persons"), "{}", reply.text());
    }
    let hostile = browser.ask("GET", "/years?x=%22%3E%3Cscript%3E'", &followed).await;
    assert_guarded(&hostile, "hostile");
    assert_eq!(lines(&exchange).len(), before, "nothing was asked");
    // From there it is asked by the reader.
    assert_eq!(browser.ask("GET", target, "Sec-Fetch-Site: same-origin\r\n").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_count_against_the_rate_of_calls() {
    let second = 2.try_into().unwrap();
    let mut site = Site::prepare(Limits { calls_per_second: second, ..Limits::default() });
    site.desk = Some(([127, 0, 0, 1], 0).into());
    let exchange = site.resume().await;
    let stem = site.dir.path().join("pki/c");
    let id = SpiffeId::parse(&format!("spiffe://{DOMAIN}/coordinator/coordinator")).unwrap();
    let certificate = site.certificate_of(id, &stem);
    let browser = Browser::new(&site, Some(certificate));
    // What another site has the browser ask for uses up nothing.
    for _ in 0..20 {
        let reply = browser.ask("GET", "/style.css", "sec-fetch-site: cross-site\r\n").await;
        assert_eq!(reply.status, 403);
    }
    let mut refused = None;
    for _ in 0..20 {
        let reply = browser.get("/style.css").await;
        if reply.status != 200 {
            refused = Some(reply);
            break;
        }
    }
    let refused = refused.expect("the rate has an end");
    assert_eq!(refused.status, 429);
    assert!(refused.header("retry-after").parse::<u64>().unwrap() >= 1);
    assert_guarded(&refused, "too early");
    let told = lines(&exchange);
    assert!(told.iter().any(|(_, _, result)| result == "RESOURCE_EXHAUSTED"), "{told:?}");
}

/// What a page says before it asks, in English.
fn verdict(page: &str) -> &'static str {
    for (text, verdict) in [
        ("This was measured together", "measured"),
        ("This was not measured together", "modelled"),
        ("This cannot be answered", "no answer"),
        ("This is too much", "no answer"),
    ] {
        if page.contains(text) {
            return verdict;
        }
    }
    panic!("nothing is told: {page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_told_before_asking_is_what_is_answered() {
    let (mut site, _) = site().await;
    let analyst = site.member(Role::Analyst, "desk").await;
    let browser = Browser::of(&mut site, Role::Analyst, "desk");
    let dimensions =
        ["gender", "child", "exploitation_type", "citizenship", "age_band", "region", "year"];
    let mut told = BTreeMap::new();
    let mut questions: Vec<Vec<&str>> = vec![Vec::new()];
    for (place, first) in dimensions.iter().enumerate() {
        questions.push(vec![first]);
        questions.extend(dimensions[place + 1..].iter().map(|second| vec![*first, second]));
    }
    questions.push(vec!["gender", "child", "year", "age_band"]);
    questions.push(vec!["gender", "child", "citizenship", "age_band"]);
    questions.push(vec!["gender", "child", "exploitation_type", "age_band"]);
    let mut questions: Vec<_> = questions.into_iter().map(|by| ("persons", by)).collect();
    // Which year proceedings are counted by depends on what is asked of them.
    for by in [&["year"][..], &["year_closed"], &["sentence_band"], &["year", "sentence_band"]] {
        questions.extend(["defendants", "cases"].map(|measure| (measure, by.to_vec())));
    }
    questions.extend(
        ["court_days_band", "compensation_awarded", "year_closed"]
            .map(|closing| ("proceedings", vec!["year", closing])),
    );
    for (measure, by) in questions {
        for (period, years) in [("", None), ("&from=2009&to=2009", Some(2009))] {
            let slots = by.iter().enumerate().map(|(n, name)| format!("&d{}={name}", n + 1));
            let query: String = slots.collect();
            let target = format!("/table?measure={measure}{query}{period}");
            let page = browser.get(&format!("{target}&lang=en")).await;
            assert_eq!(page.status, 200, "{target}");
            let forecast = verdict(page.text());
            let month = |year, month| Some(v1::YearMonth { year, month });
            let number = |of: v1::Measure| of as i32;
            let mut request = v1::QueryTableRequest {
                measure: match measure {
                    "defendants" => number(v1::Measure::Defendants),
                    "cases" => number(v1::Measure::Cases),
                    "proceedings" => number(v1::Measure::Proceedings),
                    _ => number(v1::Measure::Persons),
                },
                group_by: by.iter().map(|name| (*name).to_owned()).collect(),
                ..Default::default()
            };
            let by_closing = by.iter().any(|name| !["year", "gender"].contains(name));
            match years {
                // As the page restricts them: by the year of closing where that is counted by.
                Some(year) if ["defendants", "proceedings"].contains(&measure) && by_closing => {
                    let dimension = "year_closed".into();
                    request.filters = vec![v1::Filter { dimension, codes: vec![year.to_string()] }];
                }
                Some(year) => {
                    request.period = Some(v1::Period { from: month(year, 1), to: month(year, 12) });
                }
                None => {}
            }
            let answer = analyst.statistics().query_table(request).await;
            let is_modelled =
                |cells: &[v1::Cell]| cells.iter().any(|cell| cell.basis() == v1::Basis::Modelled);
            let actual = match &answer {
                Err(_) => "no answer",
                Ok(answer) if is_modelled(&answer.get_ref().cells) => "modelled",
                Ok(_) => "measured",
            };
            assert_eq!(forecast, actual, "{target}: {answer:?}");
            *told.entry(actual).or_insert(0) += 1;
            // And the page answers as the call does.
            let page = browser.get(&format!("{target}&ask=1&all=1")).await;
            assert_eq!(page.status == 200, answer.is_ok(), "{target}: {}", page.status);
        }
    }
    assert!(told.len() == 3 && told.values().all(|count| *count > 3), "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_told_is_never_a_number() {
    let (mut site, _) = site().await;
    site.member(Role::Analyst, "desk").await;
    let browser = Browser::of(&mut site, Role::Analyst, "desk");
    // Modelled, for the public: nothing is told.
    let target =
        "/table?measure=persons&d1=gender&d2=exploitation_type&tier=public&ask=1&all=1&lang=en";
    let page = browser.get(target).await;
    let cells: Vec<&str> = page.text().split("<td>").skip(1).collect();
    assert!(cells.len() > 20);
    for cell in &cells {
        let cell = cell.split("</td>").next().unwrap();
        assert!(cell.starts_with("<b>.</b>") && cell.contains("modelled: not shown"), "{cell}");
        assert!(!cell.contains(|letter: char| letter.is_ascii_digit()), "{cell}");
    }
    // The same in files.
    let rows = browser.get(&format!("{target}&as=csv")).await;
    assert_eq!(rows.status, 200);
    assert!(
        rows.header("content-disposition")
            .starts_with("attachment; filename=\"persons-2009-2010.csv\"")
    );
    let rows = rows.text().lines().skip(1).map(|line| line.rsplit(',').nth(5).unwrap().to_owned());
    assert!(rows.count() > 20);
    let sdmx = browser.get(&format!("{target}&as=sdmx")).await;
    let header = sdmx.text().lines().next().unwrap();
    assert!(header.contains(",EXPLOITATION_TYPE,") && header.contains(",GENDER,"), "{header}");
    assert!(sdmx.text().lines().skip(1).all(|line| line.contains(",Q,N,")), "{}", sdmx.text());
    // Drawn, it is hatched, and said not to be zero.
    let page = browser.get("/maps?lang=en").await;
    assert!(page.text().contains("<svg") && page.text().contains("class=\"legend\""));
    // Nothing was measured by region here: that is said.
    assert!(page.text().contains("Not measured for these years: "), "{}", page.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_many_tables_asks_few_questions() {
    let (mut site, exchange) = site().await;
    site.member(Role::Analyst, "desk").await;
    let browser = Browser::of(&mut site, Role::Analyst, "desk");
    for (page, most) in [("/years?year=2010&compare=2009", 22), ("/indicators?year=2010", 8)] {
        let before = lines(&exchange).len();
        assert_eq!(browser.get(page).await.status, 200);
        let asked = lines(&exchange).len() - before;
        assert!((1..=most).contains(&asked), "{page}: {asked}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn coordinators_alone_see_in_which_month_an_institution_last_sent_records() {
    let (mut site, _) = site().await;
    let auditor = site.member(Role::Auditor, "audits").await;
    site.member(Role::Institution, "silent").await;
    let coordinator = site.coordinator().await;
    let list = async |client: &vdx::client::Client| {
        let request = v1::ListMembersRequest {};
        client.membership().list_members(request).await.unwrap().into_inner()
    };
    let of_coordinator = list(&coordinator).await;
    let names: Vec<&str> =
        of_coordinator.last_reports.iter().map(|report| &*report.member_id).collect();
    assert_eq!(names, ["police"]);
    let month = of_coordinator.last_reports[0].month.unwrap();
    let month = format!("{:04}-{:02}", month.year, month.month);
    let of_auditor = list(&auditor).await;
    assert_eq!(of_auditor.members, of_coordinator.members);
    assert!(of_auditor.last_reports.is_empty());
    let page = |browser: Browser| async move { browser.get("/members?lang=en").await };
    let seen = page(Browser::of(&mut site, Role::Coordinator, "coordinator")).await;
    let rows = between(seen.text(), "<tr>", "</tr>");
    let row = |name: &str| *rows.iter().find(|row| row.contains(name)).unwrap();
    assert!(row("/police<").contains(&month) && row("/silent<").contains("never"), "{rows:?}");
    let unseen = page(Browser::of(&mut site, Role::Auditor, "audits")).await;
    assert_eq!(unseen.status, 200);
    assert!(!unseen.text().contains(&month) && !unseen.text().contains("Last sent"));
}
