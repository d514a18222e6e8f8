//! What stands in the way of a page: said in words, with what to do; never contents.

use http::StatusCode;
use tonic::{Code, Status};
use tonic_types::StatusExt;

use crate::foreign;
use crate::report::Say;
use crate::words;

/// What stands in the way of a page.
#[derive(Debug)]
pub enum Problem {
    /// The exchange refused a call.
    Refused(Box<Status>),
    /// Parameters are not as they must be: names, and what would be right.
    Wrong(Vec<(String, String)>),
    /// There is no such page.
    NotFound,
    /// The method is neither GET nor HEAD.
    Method,
    /// The request has a body.
    Body,
    /// A page of somebody else has the browser ask.
    Elsewhere,
    /// The address is too long.
    TooLong,
    /// The page took too long.
    Slow,
    /// A file could not be made.
    Failed,
}

impl From<Status> for Problem {
    fn from(status: Status) -> Self {
        Self::Refused(Box::new(status))
    }
}

/// What is said of a problem.
pub struct Told {
    /// Title.
    pub title: String,
    /// Sentences: what happened, and what to do.
    pub text: Vec<String>,
    /// Names of what was asked, and what would be right.
    pub fields: Vec<(String, String)>,
}

impl Problem {
    /// A parameter that is not as it must be.
    pub fn wrong(name: &str, rule: impl Into<String>) -> Self {
        Self::Wrong(vec![(foreign::line(name), rule.into())])
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Refused(status) => match status.code() {
                Code::InvalidArgument => StatusCode::BAD_REQUEST,
                Code::NotFound => StatusCode::NOT_FOUND,
                Code::PermissionDenied | Code::Unauthenticated => StatusCode::FORBIDDEN,
                Code::FailedPrecondition => StatusCode::CONFLICT,
                Code::ResourceExhausted => StatusCode::TOO_MANY_REQUESTS,
                Code::Unavailable | Code::Cancelled => StatusCode::SERVICE_UNAVAILABLE,
                _ => StatusCode::INTERNAL_SERVER_ERROR,
            },
            Self::Wrong(_) | Self::Body => StatusCode::BAD_REQUEST,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Elsewhere => StatusCode::FORBIDDEN,
            Self::TooLong => StatusCode::URI_TOO_LONG,
            Self::Slow => StatusCode::SERVICE_UNAVAILABLE,
            Self::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Seconds after which another try is worth it.
    pub fn wait(&self) -> Option<u64> {
        match self {
            Self::Refused(status) => {
                let retry = status.get_details_retry_info()?.retry_delay?;
                Some(retry.as_secs().saturating_add(1))
            }
            Self::Slow => Some(30),
            _ => None,
        }
    }

    /// What is said of it.
    pub fn told(&self, say: Say) -> Told {
        let of = |key: &str| {
            let (text, advice) = (say.word(key), words::advice(say.0, key));
            let text = std::iter::once(text).chain(advice.map(|advice| advice.replace('`', "")));
            (text.collect(), Vec::new())
        };
        let (text, fields) = match self {
            Self::Refused(status) => refused(status, say),
            Self::Wrong(fields) => (vec![say.word("desk-wrong")], fields.clone()),
            Self::NotFound => of("desk-not_found"),
            Self::Method => of("desk-method"),
            Self::Body => of("desk-body"),
            Self::Elsewhere => of("desk-elsewhere"),
            Self::TooLong => of("desk-too_long"),
            Self::Slow => of("desk-slow"),
            Self::Failed => of("desk-failed"),
        };
        let title = match self.status() {
            StatusCode::BAD_REQUEST | StatusCode::URI_TOO_LONG => "desk-problem_wrong",
            StatusCode::NOT_FOUND => "desk-problem_not_found",
            StatusCode::FORBIDDEN | StatusCode::METHOD_NOT_ALLOWED => "desk-problem_refused",
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => "desk-problem_later",
            StatusCode::CONFLICT => "desk-problem_not_now",
            _ => "desk-problem_failed",
        };
        Told { title: say.word(title), text, fields }
    }
}

/// What the exchange refused, in the reader's language where there are words for the reason; beside it the
/// exchange's own words, which say more.
fn refused(status: &Status, say: Say) -> (Vec<String>, Vec<(String, String)>) {
    let details = status.get_error_details();
    if let Some(request) = details.bad_request() {
        let fields = request.field_violations.iter();
        let fields = fields.map(|of| (foreign::line(&of.field), foreign::line(&of.description)));
        return (vec![say.word("desk-wrong")], fields.collect());
    }
    let reason = details.error_info().filter(|info| info.domain == "vdx.v1");
    let key = reason.map(|info| words::code_key("REASON", &info.reason)).unwrap_or_default();
    let own = foreign::line(status.message());
    let mut text: Vec<String> = words::find_label(say.0, &key).into_iter().collect();
    text.extend(words::advice(say.0, &key));
    match text.is_empty() {
        true => text.push(own),
        false => text.push(say.text("desk-exchange_says", &[("text", own.into())])),
    }
    (text, Vec::new())
}
