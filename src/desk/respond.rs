//! Answers to a browser, each with headers that let it do little.

use bytes::Bytes;
use http::header::{self, HeaderName, HeaderValue};
use http::{Response, StatusCode};
use maud::Markup;

use crate::report::Say;

use super::problem::Problem;
use super::visit::Visit;
use super::{Answer, frame};

/// What a browser may do with an answer: nothing but style it, show pictures of this origin and send
/// forms to it. No scripts, not one that somebody would put into a page; in nobody's frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Headers of every answer.
const HEADERS: &[(&str, &str)] = &[
    ("content-security-policy", POLICY),
    // Figures stay in no cache: the next user of the machine has no certificate.
    ("cache-control", "no-store"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("strict-transport-security", "max-age=31536000"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("x-robots-tag", "noindex, nofollow"),
];

const HTML: &str = "text/html; charset=utf-8";

/// A file that every page uses.
pub fn file(path: &str) -> Option<Response<Bytes>> {
    let (kind, text) = match path {
        "/style.css" => ("text/css; charset=utf-8", include_str!("style.css")),
        "/icon.svg" => ("image/svg+xml", include_str!("icon.svg")),
        _ => return None,
    };
    Some(response(StatusCode::OK, kind, text.into()))
}

/// What a page answers.
pub fn answer(answer: Answer, visit: &Visit) -> Response<Bytes> {
    match answer {
        Answer::Page(shown) => {
            let page = frame::page(visit.say, Some(visit), &shown);
            response(StatusCode::OK, HTML, page.into())
        }
        Answer::File(file) => {
            let mut response = response(StatusCode::OK, file.kind, file.bytes.into());
            let disposition = format!("attachment; filename=\"{}\"", file.name);
            // Names are of letters and digits; what were no header would be no name.
            if let Ok(value) = HeaderValue::try_from(disposition) {
                response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
            }
            response
        }
    }
}

/// What stands in the way of a page, as a page.
pub fn problem(problem: &Problem, say: Say, visit: Option<&Visit>) -> Response<Bytes> {
    problem_with_form(problem, say, visit, None)
}

/// What stands in the way of a page, as a page, with the form by which to ask again.
pub fn problem_with_form(
    problem: &Problem,
    say: Say,
    visit: Option<&Visit>,
    form: Option<Markup>,
) -> Response<Bytes> {
    let shown = frame::problem(say, visit, &problem.told(say), form);
    let page = frame::page(say, visit, &shown);
    let mut response = response(problem.status(), HTML, page.into());
    let headers = response.headers_mut();
    if let Problem::Method = problem {
        headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    if let Some(seconds) = problem.wait() {
        headers.insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

fn response(status: StatusCode, kind: &'static str, body: Bytes) -> Response<Bytes> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
