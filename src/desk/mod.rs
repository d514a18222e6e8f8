//! The desk: pages for a browser, for analysts and coordinators who are no programmers.
//!
//! The desk is one more client. What a page shows it asks by the calls that everybody makes, under the
//! certificate of the browser, and it knows nothing that this certificate could not ask by itself: no
//! line of this room uses the exchange, only [`client`](crate::client) and [`report`](crate::report).
//! Nothing that is asked here changes anything. There are no cookies, no sessions and no scripts: a
//! request is its address and the certificate of its connection.
//!
//! # How a page is added
//!
//! A file beside `start.rs` with a function `page(&Visit) -> Result<Answer, Problem>`, and its entry in
//! `PAGES`:
//!
//! - `path`, and `asks`, the names of all parameters that it takes in its address; others are refused;
//! - `title`, a key of words that begins with `desk-page_`; its `.meaning` is what the start page says of it;
//! - `roles`, those that it is for, which whoever has another one is told;
//! - `needs`, the calls without which it is nothing: whoever may not make all of them does not see it in the
//!   navigation, and is refused by the gate, with a line in the audit log, when asking for it all the same;
//! - `may`, calls that it makes beside these where `Visit::may` allows them. A page can make no others;
//! - `form`, what it is asked by: where something is wrong with what was asked, it stands there again, with all
//!   that was right.
//!
//! It asks through `Visit::client`, reads parameters by `Visit::one`, `Visit::all` and
//! `Visit::number`, and links by `Visit::link`, which keeps the language. Errors of calls become pages
//! by `?`. It writes HTML by `maud`, which escapes; text of others goes through `Visit::text` first,
//! which shows what is hidden in it. Styles are classes of `style.css`: the policy of the page forbids
//! `style` attributes.
//!
//! Words are in `locales/desk/`, one Fluent file a language, under keys that begin with `desk-`: to add one,
//! write its line in `en.ftl`, `sq.ftl` and `sr-Latn.ftl`, and run
//! `cargo test -p vdx-pseudonym words -- --ignored`, which writes `sr-Cyrl.ftl`. `Visit::say` finds them, and
//! all other words. A test fails for keys that nothing uses.

mod download;
mod due;
mod forecast;
mod frame;
mod grid;
mod linkage;
mod map;
mod maps;
mod members;
mod partners;
mod problem;
mod referrals;
mod releases;
mod reports;
mod request;
mod respond;
mod start;
mod table;
#[cfg(test)]
mod tests;
mod visit;
mod years;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use maud::Markup;
use tonic::body::Body;
use tonic::{Code, Status};

use crate::client::{Answering, Client};
use crate::domain::codes::Role::{self, Analyst, Auditor, Coordinator, Liaison};
use crate::proto::v1;
use crate::report::Say;
use crate::words::Language;

use problem::Problem;
use request::Asked;
use visit::Visit;

/// Way on which calls go: to the services, as the principal of the browser's certificate.
pub type Calls = Arc<dyn Fn(http::Request<Body>) -> Answering + Send + Sync>;

/// A page that is being made.
type Making<'a> = Pin<Box<dyn Future<Output = Result<Answer, Problem>> + Send + 'a>>;

/// A form that is being made.
type Forming<'a> = Pin<Box<dyn Future<Output = Result<Markup, Problem>> + Send + 'a>>;

/// A page, as the table of all pages has it.
struct Page {
    /// Path of its address.
    path: &'static str,
    /// Key of its title.
    title: &'static str,
    /// Names of the parameters that it takes; one that ends with a dot stands for all that begin so.
    asks: &'static [&'static str],
    /// Roles that may make all calls that it needs.
    roles: &'static [Role],
    /// Calls without which it is nothing.
    needs: &'static [&'static str],
    /// Calls that it makes beside them.
    may: &'static [&'static str],
    make: for<'a> fn(&'a Visit) -> Making<'a>,
    /// Its form, filled with what can be read of the address; none where it has none.
    form: Option<for<'a> fn(&'a Visit) -> Forming<'a>>,
}

/// What a page answers.
enum Answer {
    /// A page, without its frame.
    Page(Shown),
    /// A file to be kept.
    File(download::File),
}

impl Answer {
    /// A page that is no answer to what was asked on it.
    fn page(title: String, body: Markup) -> Self {
        Self::Page(Shown { title, asked: None, body })
    }
}

/// A page, without its frame.
struct Shown {
    /// Title; the first heading, too.
    title: String,
    /// What was asked, where this is an answer: it stands before the title in the name of the window.
    asked: Option<String>,
    /// What stands below the title.
    body: Markup,
}

const GET_INDICATORS: &str = "/vdx.v1.StatisticsService/GetIndicators";
const LIST_DIMENSIONS: &str = "/vdx.v1.StatisticsService/ListDimensions";
const QUERY_TABLE: &str = "/vdx.v1.StatisticsService/QueryTable";
const GET_RELEASE: &str = "/vdx.v1.StatisticsService/GetRelease";
const LIST_RELEASES: &str = "/vdx.v1.StatisticsService/ListReleases";
const LIST_MEMBERS: &str = "/vdx.v1.MembershipService/ListMembers";
const COUNT_DUE_RECORDS: &str = "/vdx.v1.IntakeService/CountDueRecords";
const GET_LINKAGE_QUALITY: &str = "/vdx.v1.LinkageService/GetLinkageQuality";
const LIST_REFERRALS: &str = "/vdx.v1.ReferralService/ListReferrals";
const GET_REFERRAL: &str = "/vdx.v1.ReferralService/GetReferral";
const LIST_LIAISON_KEYS: &str = "/vdx.v1.LiaisonKeyService/ListLiaisonKeys";

/// Roles that read figures.
const READERS: &[Role] = &[Analyst, Liaison, Coordinator];
/// Roles that read what is told within the country alone.
const OF_THE_COUNTRY: &[Role] = &[Analyst, Coordinator];

/// All pages, in the order of the navigation.
const PAGES: &[Page] = &[
    Page {
        path: "/",
        title: "desk-page_start",
        asks: &[],
        roles: &[Role::Institution, Analyst, Liaison, Coordinator, Auditor],
        needs: &[],
        may: &[LIST_RELEASES],
        make: |visit| Box::pin(start::page(visit)),
        form: None,
    },
    Page {
        path: "/years",
        title: "desk-page_years",
        asks: &["year", "compare", "as"],
        roles: READERS,
        needs: &[LIST_RELEASES, LIST_DIMENSIONS, QUERY_TABLE],
        may: &[],
        make: |visit| Box::pin(years::overview(visit)),
        form: Some(|visit| Box::pin(years::form(visit))),
    },
    Page {
        path: "/indicators",
        title: "desk-page_indicators",
        asks: &["year", "compare", "as"],
        roles: OF_THE_COUNTRY,
        needs: &[LIST_RELEASES, LIST_DIMENSIONS, QUERY_TABLE, GET_INDICATORS],
        may: &[],
        make: |visit| Box::pin(years::indicators(visit)),
        form: Some(|visit| Box::pin(years::form(visit))),
    },
    Page {
        path: "/table",
        title: "desk-page_table",
        asks: &[
            "measure", "d1", "u1", "d2", "u2", "d3", "u3", "d4", "u4", "c.", "from", "to", "tier",
            "all", "ask", "as",
        ],
        roles: READERS,
        needs: &[LIST_RELEASES, GET_RELEASE, LIST_DIMENSIONS, QUERY_TABLE],
        may: &[],
        make: |visit| Box::pin(table::page(visit)),
        form: Some(|visit| Box::pin(table::form_of(visit))),
    },
    Page {
        path: "/maps",
        title: "desk-page_maps",
        asks: &["year", "extent", "as"],
        roles: READERS,
        needs: &[LIST_RELEASES, QUERY_TABLE],
        may: &[],
        make: |visit| Box::pin(maps::page(visit)),
        form: Some(|visit| Box::pin(maps::form(visit))),
    },
    Page {
        path: "/reports",
        title: "desk-page_reports",
        asks: &["form", "year", "compare", "in", "as"],
        roles: OF_THE_COUNTRY,
        needs: &[LIST_RELEASES, LIST_DIMENSIONS, QUERY_TABLE, GET_INDICATORS],
        may: &[],
        make: |visit| Box::pin(reports::page(visit)),
        form: Some(|visit| Box::pin(reports::form_of(visit))),
    },
    Page {
        path: "/releases",
        title: "desk-page_releases",
        asks: &["number"],
        roles: &[Analyst, Liaison, Coordinator, Auditor],
        needs: &[LIST_RELEASES, GET_RELEASE],
        may: &[],
        make: |visit| Box::pin(releases::page(visit)),
        form: None,
    },
    Page {
        path: "/members",
        title: "desk-page_members",
        asks: &[],
        roles: &[Coordinator, Auditor],
        needs: &[LIST_MEMBERS],
        may: &[],
        make: |visit| Box::pin(members::page(visit)),
        form: None,
    },
    Page {
        path: "/due",
        title: "desk-page_due",
        asks: &[],
        roles: &[Coordinator],
        needs: &[LIST_RELEASES, COUNT_DUE_RECORDS],
        may: &[],
        make: |visit| Box::pin(due::page(visit)),
        form: None,
    },
    Page {
        path: "/linkage",
        title: "desk-page_linkage",
        asks: &[],
        roles: &[Coordinator],
        needs: &[GET_LINKAGE_QUALITY],
        may: &[],
        make: |visit| Box::pin(linkage::page(visit)),
        form: None,
    },
    Page {
        path: "/referrals",
        title: "desk-page_referrals",
        asks: &["id", "show", "after"],
        roles: &[Liaison],
        needs: &[LIST_REFERRALS, GET_REFERRAL],
        may: &[],
        make: |visit| Box::pin(referrals::page(visit)),
        form: None,
    },
    Page {
        path: "/partners",
        title: "desk-page_partners",
        asks: &["after"],
        roles: &[Liaison],
        needs: &[LIST_LIAISON_KEYS],
        may: &[],
        make: |visit| Box::pin(partners::page(visit)),
        form: None,
    },
];

/// The call by which every page finds out who asks.
const GET_CALLER: &str = "/vdx.v1.MembershipService/GetCaller";

/// The answer to what another site has the browser ask for; nothing where it asks by itself. Who has followed
/// a link finds it in the answer: following it from there is asking by oneself.
pub fn refused_from_elsewhere(head: &http::request::Parts) -> Option<http::Response<Bytes>> {
    let say = Say(request::language(head));
    let path = head.uri.path();
    let page = PAGES.iter().find(|page| page.path == path);
    request::is_from_elsewhere(head, path).then(|| {
        let link = page.filter(|_| request::is_followed(head)).zip(head.uri.path_and_query());
        let link = link.map(|(page, address)| frame::link_again(say, page, address.as_str()));
        respond::problem_with_form(&Problem::Elsewhere, say, None, link)
    })
}

/// Answers a request by calls that go the given way.
pub async fn answer(head: &http::request::Parts, calls: Calls) -> http::Response<Bytes> {
    let say = Say(request::language(head));
    let asked = match request::read(head, say) {
        Ok(asked) => asked,
        Err(problem) => return respond::problem(&problem, say, None),
    };
    if let Some(file) = respond::file(&asked.path) {
        return file;
    }
    let Some(page) = PAGES.iter().find(|page| page.path == asked.path) else {
        // Who asks is not asked for what there is not.
        return respond::problem(&Problem::NotFound, say, None);
    };
    let takes = |name: &String| {
        page.asks.iter().any(|known| match known.ends_with('.') {
            true => name.starts_with(known),
            false => name == known,
        })
    };
    let unknown = asked.query.iter().map(|(name, _)| name).find(|name| !takes(name));
    if let Some(name) = unknown {
        let problem = Problem::wrong(name, say.word("desk-wrong_parameter"));
        return respond::problem(&problem, say, None);
    }
    let is_of_many = |name: &str| name == "compare" || name.starts_with("c.");
    let names = asked.query.iter().map(|(name, _)| name).filter(|name| !is_of_many(name));
    let mut seen = std::collections::BTreeSet::new();
    if let Some(name) = names.into_iter().find(|name| !seen.insert(*name)) {
        let problem = Problem::wrong(name, say.word("desk-wrong_repeated"));
        return respond::problem(&problem, say, None);
    }
    let visit = match visit(page, asked, say, &calls).await {
        Ok(visit) => visit,
        Err(status) => return respond::problem(&status.into(), say, None),
    };
    if let Some(call) = page.needs.iter().find(|call| !visit.may(call)) {
        let problem = match refused_by_gate(call, &calls).await {
            Ok(()) => Problem::Role { needed: page.roles, own: frame::role(say, &visit.caller) },
            Err(problem) => problem,
        };
        return respond::problem(&problem, say, Some(&visit));
    }
    match (page.make)(&visit).await {
        Ok(answer) => respond::answer(answer, &visit),
        Err(problem) => {
            let form = form_again(&visit, &problem).await;
            respond::problem_with_form(&problem, say, Some(&visit), form)
        }
    }
}

/// Has the gate refuse a call that the caller may not make: whoever tries a page by its address has a line in
/// the audit log, as whoever tries the call has.
///
/// # Errors
/// When it is refused for another reason, or not at all.
async fn refused_by_gate(call: &str, calls: &Calls) -> Result<(), Problem> {
    let request = http::Request::post(call).body(Body::empty()).map_err(|_| Problem::Failed)?;
    let answer = calls(request).await.map_err(|_| Problem::Failed)?;
    match Status::from_header_map(answer.headers()) {
        Some(status) if status.code() == Code::PermissionDenied => Ok(()),
        Some(status) => Err(status.into()),
        None => Err(Problem::Failed),
    }
}

/// The form of a page again, without what was wrong in it; nothing where that was something else.
async fn form_again(visit: &Visit, problem: &Problem) -> Option<Markup> {
    let (form, wrong) = (visit.page.form?, problem.parameters()?);
    form(&visit.without(&wrong)).await.ok()
}

/// Answers a request for which no page is made now: its member asks too often, as the gate says, or the page
/// took too long.
pub fn later(head: &http::request::Parts, refusal: Option<&Status>) -> http::Response<Bytes> {
    let problem = refusal.map_or(Problem::Slow, |status| status.clone().into());
    respond::problem(&problem, Say(request::language(head)), None)
}

/// Whether a path is that of a file that every page uses, for which no call is made.
pub fn is_file(path: &str) -> bool {
    respond::file(path).is_some()
}

/// Finds out who asks.
async fn visit(
    page: &'static Page,
    asked: Asked,
    say: Say,
    calls: &Calls,
) -> Result<Visit, Status> {
    let client = client_of(page, calls.clone());
    let caller = client.membership().get_caller(v1::GetCallerRequest {}).await?.into_inner();
    Ok(Visit { page, say, chosen: asked.language, query: asked.query, client, caller })
}

/// Client by which a page makes the calls that it names, and no others.
fn client_of(page: &'static Page, calls: Calls) -> Client {
    Client::over(move |request| {
        let path = request.uri().path();
        let named = |of: &[&str]| of.contains(&path);
        if path == GET_CALLER || named(page.needs) || named(page.may) {
            return calls(request);
        }
        Box::pin(async {
            let status = Status::permission_denied("a page makes the calls that it names alone");
            Ok(status.into_http())
        })
    })
}

/// Languages in the order of the switch: those of the country first.
const LANGUAGES: [Language; 4] = [Language::Sq, Language::SrLatn, Language::SrCyrl, Language::En];
